package browser

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"bantin/generator/address"
	"bantin/generator/corpus"
)

// TestSearchInBrowser asks the search, as a reader does by an address, some of what its
// own tests ask.
func TestSearchInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	type found struct{ Count, First, Marked, Other string }
	for _, c := range []struct {
		at   string
		want found // Count begins so
	}{
		{"/vi/tim-kiem/?q=nghi+quyet+lang+son", found{"Có 4 bài chứa “nghi quyet lang son”.", "Khối các cơ quan tỉnh Lạng Sơn học tập nghị quyết của hai đại hội", "Lạng Sơn", "/en/search/?q=nghi+quyet+lang+son"}},
		{"/vi/tim-kiem/?q=35ct%2Ftw", found{"Có 2 bài nhắc đến “35ct/tw”.", "Chỉ thị 35-CT/TW", "35", "/en/search/?q=35ct%2Ftw"}},
		{"/en/search/?q=congress+xvii&kind=congress", found{"1 article contains “congress xvii”.", "XVII congress of the Lạng Sơn Party organisation opens", "XVII congress", "/vi/tim-kiem/?q=congress+xvii&kind=congress"}},
		{"/vi/tim-kiem/?q=sap+nhap+tinh", found{"Không có bài nào chứa “sap nhap tinh”. Tìm với ít từ hơn: ", "", "", "/en/search/?q=sap+nhap+tinh"}},
		{"/vi/tim-kiem/?q=nghj+quyet", found{"Không có bài nào chứa “nghj quyet”.", "", "", "/en/search/?q=nghj+quyet"}},
	} {
		open(t, tab, house.real.url+c.at)
		var got found
		eventually(t, "what "+c.at+" finds", func() bool {
			var err error
			got, err = Eval[found](tab, `() => {
				const text = selector => (document.querySelector(selector)?.textContent ?? "").trim()
				const other = document.querySelector("nav a[hreflang][href*='?q=']")
				return {Count: text("output"), First: text("h3"), Marked: text("mark"), Other: other ? other.pathname + other.search : ""}
			}`)
			must(t, err)
			return strings.HasPrefix(got.Count, c.want.Count)
		})
		got.Count = c.want.Count
		if got != c.want {
			t.Errorf("%s: found %q, want %q", c.at, got, c.want)
		}
	}
}

// TestSampleInBrowser asks every twentieth of the queries of the search's own tests, and
// looks for the right answer among the first three on the page.
func TestSampleInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	bulletins := map[string]*bulletin{"real": house.real, "trial": trial(t)}
	data, err := os.ReadFile("../search/testdata/queries.tsv")
	must(t, err)
	asked, hit := 0, 0
	row := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if row++; row%20 != 1 {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "\t")
		b := bulletins[f[0]]
		lang := slices.Index(b.lib.Config.Languages, f[1])
		open(t, tab, b.url+b.path(t, lang, address.Key{Kind: address.Search})+"?q="+url.QueryEscape(f[2]))
		answered(t, tab)
		first, err := Eval[[]string](tab, `() => [...document.querySelectorAll("ol.results h3 a")].slice(0, 3).map(a => a.pathname)`)
		must(t, err)
		asked++
		// An article stands by its id, which ends its address, and a page by its address.
		if slices.ContainsFunc(first, func(p string) bool { return p == f[3] || strings.HasSuffix(p, "/"+f[3]+"/") }) {
			hit++
		} else {
			t.Errorf("%s, %s: %q finds %q, not %q", f[0], f[1], f[2], first, f[3])
		}
	}
	if asked < 12 {
		t.Errorf("there are %d queries: the sample is too small", asked)
	}
	t.Logf("success at 3: %d of %d queries", hit, asked)
}

// trial is the made-up bulletin of the search's own tests, published.
func trial(t *testing.T) *bulletin {
	t.Helper()
	a, err := txtar.ParseFile("../search/testdata/trial.txtar")
	must(t, err)
	dir := filepath.Join(t.TempDir(), "site")
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		must(t, os.MkdirAll(filepath.Dir(name), 0o777))
		must(t, os.WriteFile(name, f.Data, 0o666))
	}
	b, err := publish("trial", dir, filepath.Join(t.TempDir(), "public"))
	must(t, err)
	end, err := b.serve()
	must(t, err)
	t.Cleanup(end)
	return b
}

// answered waits until the page has answered what stands in its field.
func answered(t *testing.T, tab *Tab) {
	t.Helper()
	eventually(t, "an answer", func() bool {
		done, err := Eval[bool](tab, `() => document.querySelector("ol.results").getAttribute("aria-busy") === null && document.querySelector("main output").childNodes.length > 0`)
		must(t, err)
		return done
	})
}

// results are the addresses of the results on the page.
func results(t *testing.T, tab *Tab) []string {
	t.Helper()
	out, err := Eval[[]string](tab, `() => [...document.querySelectorAll("ol.results h3 a")].map(a => a.pathname)`)
	must(t, err)
	return out
}

// send sends the query that stands in the form, and waits for its answer.
func send(t *testing.T, tab *Tab) {
	t.Helper()
	_, err := Eval[bool](tab, `async () => {
		const said = new Promise(done => new MutationObserver(() => done(true)).observe(document.querySelector("main output"), {childList: true}))
		document.querySelector("#search_form").requestSubmit()
		return said
	}`)
	must(t, err)
	answered(t, tab)
}

// TestEnterInBrowser types queries whose last word is not whole: what is shown while they
// are typed is there after Enter, and when the reader comes back to the page.
func TestEnterInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	for _, query := range []string{"hậu gian", "hau gia", "đại hội lạ", "nghị quyết đạ", "tỉnh ủy hậ", "lạng s", "đại hội", "chỉ thị số 35"} {
		open(t, tab, house.real.url+house.real.path(t, 0, address.Key{Kind: address.Search}))
		_, err := Eval[bool](tab, `query => {
			const { q } = document.querySelector("#search_form").elements
			q.value = query
			return q.dispatchEvent(new Event("input"))
		}`, query)
		must(t, err)
		answered(t, tab)
		typed := results(t, tab)
		send(t, tab)
		sent := results(t, tab)
		open(t, tab, house.real.url+house.real.path(t, 0, address.Key{Kind: address.Home}))
		must(t, tab.Back())
		answered(t, tab)
		again := results(t, tab)
		for _, one := range typed {
			if !slices.Contains(sent, one) || !slices.Contains(again, one) {
				t.Errorf("%q finds %s while it is typed; after Enter there are %q, and later %q", query, one, sent, again)
			}
		}
		if len(typed) == 0 {
			t.Errorf("%q finds nothing while it is typed", query)
		}
	}
}

// madeUp publishes a bulletin of so many made-up articles, and serves it until the test ends.
func madeUp(t *testing.T, name string, articles int) *bulletin {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	must(t, corpus.Write(dir, corpus.Size{Articles: articles}))
	b, err := publish(name, dir, filepath.Join(t.TempDir(), "public"))
	must(t, err)
	end, err := b.serve()
	must(t, err)
	t.Cleanup(end)
	return b
}

// TestTypedInBrowser types in a page that was just opened, of a bulletin whose index has many
// rows. Letter by letter, a query fetches as many files as when it is sent, or two more, and
// none when it is sent after that. One of many words is answered in part, which the page says,
// and wholly when it is sent.
func TestTypedInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	b := madeUp(t, "many", 1000)
	at := b.url + b.path(t, 0, address.Key{Kind: address.Search})
	// fetched is how many files the page has fetched for answers, with the script, and said what it says.
	fetched := func() int {
		t.Helper()
		n, err := Eval[int](tab, `() => performance.getEntriesByType("resource").filter(e => e.name.startsWith(new URL(document.querySelector("main").dataset.index, location)) || /[/]search[.-][^/]*js/.test(e.name)).length`)
		must(t, err)
		return n
	}
	said := func() string {
		t.Helper()
		text, err := Eval[string](tab, `() => document.querySelector("main output").textContent`)
		must(t, err)
		return text
	}
	// typed puts in a query, so many letters at once, with what usually passes between two keys.
	typed := func(query string, letters int) {
		t.Helper()
		open(t, tab, at)
		_, err := Eval[bool](tab, `async (query, letters) => {
			const { q } = document.querySelector("#search_form").elements
			for (let i = letters; q.value !== query; i += letters) {
				q.value = query.slice(0, i)
				q.dispatchEvent(new Event("input"))
				await new Promise(done => setTimeout(done, 80 + i * 50 % 120))
			}
			return true
		}`, query, letters)
		must(t, err)
		answered(t, tab)
	}
	for _, query := range []string{"nghi quyet", "lang son"} {
		open(t, tab, at+"?q="+url.QueryEscape(query))
		answered(t, tab)
		atOnce, want := fetched(), said()
		typed(query, 1)
		files, shown := fetched(), results(t, tab)
		if files > atOnce+2 || !strings.HasPrefix(want, "Có ") || !strings.HasPrefix(said(), "Có ") {
			t.Errorf("%q, typed, fetches %d files, and %d when it is sent; the page says %q and %q", query, files, atOnce, said(), want)
		}
		send(t, tab)
		if after := fetched(); after != files || !slices.Equal(results(t, tab), shown) {
			t.Errorf("%q, sent after it was typed, fetches %d files more, and shows %q, not %q", query, after-files, results(t, tab), shown)
		}
		t.Logf("%q: %d files typed, %d sent", query, files, atOnce)
	}
	const long = "hội nghị ban chấp hành đảng bộ tỉnh triển khai công tác"
	typed(long, len(long))
	files := fetched()
	if files > 12 || files < 5 || !strings.Contains(said(), "Chưa tìm theo") {
		t.Errorf("a first query fetches %d files, and the page says %q", files, said())
	}
	send(t, tab)
	if text, more := said(), fetched(); !strings.HasPrefix(text, "Có") || strings.Contains(text, "Chưa tìm theo") || more <= files || more > files+12 {
		t.Errorf("after %d files, the whole answer fetches %d, and the page says %q", files, more-files, text)
	}

	// Who comes back from one of more results is among them again, and at that one.
	type place struct {
		Results int
		At      string
	}
	const here = `() => ({results: document.querySelectorAll("ol.results > li").length, at: document.activeElement.pathname ?? ""})`
	var left place
	first, err := Eval[place](tab, here)
	must(t, err)
	_, err = Eval[bool](tab, `() => { document.querySelector(".more button").click(); return true }`)
	must(t, err)
	eventually(t, "more results", func() bool {
		left, err = Eval[place](tab, here)
		must(t, err)
		return left.Results > first.Results && left.At != ""
	})
	must(t, tab.Follow("\r"))
	must(t, tab.Back())
	eventually(t, fmt.Sprintf("what the reader left, %+v", left), func() bool {
		again, err := Eval[place](tab, here)
		must(t, err)
		return again.Results >= left.Results && again.At == left.At
	})
}

// TestSearchSays holds how the page says what was looked for, and how results are set.
func TestSearchSays(t *testing.T) {
	need(t)
	tab := tab(t)
	at := house.real.url + house.real.path(t, 0, address.Key{Kind: address.Search}) + "?q="
	// Letters that are written from right to left do not turn the sentence.
	const hebrew = "שלום 35"
	open(t, tab, at+url.QueryEscape(hebrew))
	answered(t, tab)
	said, err := Eval[[]string](tab, `() => [document.querySelector("main output bdi")?.textContent ?? "", document.title]`)
	must(t, err)
	if said[0] != hebrew || !strings.HasPrefix(said[1], "“\u2068"+hebrew+"\u2069”") {
		t.Errorf("%q is not apart from what is said of it: %q", hebrew, said)
	}
	// The parts of what a result is about are set apart as on other pages.
	open(t, tab, at+url.QueryEscape("chỉ thị 35"))
	answered(t, tab)
	abouts, err := Eval[[]string](tab, `() => [...document.querySelectorAll("ol.results .about")].map(e => e.textContent)`)
	must(t, err)
	if want := []string{"Văn bản · ", "Chỉ thị 35-CT/TW · ", "Hội nghị · "}; len(abouts) < len(want) {
		t.Errorf("there are the results %q", abouts)
	} else {
		for i, w := range want {
			if !strings.HasPrefix(abouts[i], w) {
				t.Errorf("result %d is about %q, which does not begin with %q", i, abouts[i], w)
			}
		}
	}
	// Nobody types a book.
	for _, query := range []string{strings.Repeat("đảng ", 20_000), strings.Repeat("x", 100_000)} {
		open(t, tab, at)
		length, err := Eval[int](tab, `query => {
			history.replaceState(null, "", "?" + new URLSearchParams({q: query}))
			dispatchEvent(new PopStateEvent("popstate"))
			return document.querySelector("#search_q").value.length
		}`, query)
		must(t, err)
		answered(t, tab)
		if length != 400 {
			t.Errorf("of %d letters in the address, the field has %d", len(query), length)
		}
	}
	for _, field := range []string{"#search_q", "#seek_"} {
		page := house.real.path(t, 0, address.Key{Kind: address.Home})
		if field == "#search_q" {
			page = house.real.path(t, 0, address.Key{Kind: address.Search})
		}
		open(t, tab, house.real.url+page)
		if most, err := Eval[int](tab, `field => document.querySelector(field).maxLength`, field); err != nil || most != 400 {
			t.Errorf("the field %s takes %d characters, %v", field, most, err)
		}
	}
}

// TestSearchFails lets requests fail: what was read is shown and kept, and the next answer
// is whole, with as many files as any.
func TestSearchFails(t *testing.T) {
	need(t)
	tab := tab(t)
	b := madeUp(t, "failing", 300)
	// asked does something while requests for files of such names fail, and waits for the answer.
	type answer struct {
		Said    string
		Results int
	}
	asked := func(failing, do string) (got answer) {
		t.Helper()
		got, err := Eval[answer](tab, `async (failing, what) => {
			const output = document.querySelector("main output")
			const said = new Promise(done => {
				const seen = new MutationObserver(() => {
					if (output.textContent === "Đang tìm…" || document.querySelector("ol.results").hasAttribute("aria-busy")) return
					seen.disconnect()
					done()
				})
				seen.observe(document.querySelector("main"), {childList: true, subtree: true, attributes: true})
			})
			document.documentElement.dataset.failing = failing
			const form = document.querySelector("#search_form")
			if (what === "more") document.querySelector(".more button").click()
			else form.elements.q.value = what, form.requestSubmit()
			await said
			return {Said: output.textContent, Results: document.querySelectorAll("ol.results > li").length}
		}`, failing, do)
		must(t, err)
		return got
	}
	must(t, tab.Before(`{
		const really = window.fetch
		window.fetch = (at, how) => {
			const { failing } = document.documentElement.dataset
			return failing && new RegExp(failing).test(at) ? Promise.reject(new TypeError("it failed")) : really(at, how)
		}
	}`))
	open(t, tab, b.url+b.path(t, 0, address.Key{Kind: address.Search}))
	const failed, long = "Chưa tải được dữ liệu", "hội nghị ban chấp hành đảng bộ tỉnh triển khai công tác"
	if got := asked(".", long); !strings.HasPrefix(got.Said, failed) {
		t.Errorf("where all requests fail, the page says %q", got.Said)
	}
	if got := asked("[0-9]{4}-[0-9].*json", long); !strings.HasPrefix(got.Said, failed) || got.Results != 0 {
		t.Errorf("where all cards fail, the page says %q, with %d results", got.Said, got.Results)
	}
	whole := asked("", long)
	if whole.Results < 5 || strings.Contains(whole.Said, "Chưa") {
		t.Errorf("after these, the page says %q, with %d results", whole.Said, whole.Results)
	}
	if got := asked("json", "more"); !strings.HasPrefix(got.Said, failed) || got.Results != whole.Results {
		t.Errorf("where more fails, the page says %q, with %d results", got.Said, got.Results)
	}
	if got := asked("", "more"); got.Results < whole.Results+5 || got.Said != whole.Said {
		t.Errorf("after that, the page says %q, with %d results, and had %d", got.Said, got.Results, whole.Results)
	}
	// A query whose last word is not whole needs the words, and finds what it can without.
	if got := asked("words", "hội nghị"); got.Results < 5 || !strings.HasPrefix(got.Said, "Có ") {
		t.Errorf("without the words, the page says %q, with %d results", got.Said, got.Results)
	}
}

// TestFilteredInBrowser: where filters let nothing through, the page says that they are
// on, and a link takes them away.
func TestFilteredInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	at := house.real.url + house.real.path(t, 0, address.Key{Kind: address.Search})
	for query, want := range map[string][2]string{
		"?q=khai+m%E1%BA%A1c&year=2019": {"Trong phạm vi bộ lọc đã chọn, không có bài nào chứa “khai mạc”. Bỏ bộ lọc", "?q=khai+m%E1%BA%A1c"},
		"?year=2019&kind=congress":      {"Không có bài nào phù hợp với bộ lọc đã chọn. Bỏ bộ lọc", ""},
		"?q=zq.+khai+m%E1%BA%A1c":       {"Không có bài nào chứa “zq. khai mạc”. Không bài nào có “zq”. Tìm phần còn lại: khai mạc", "?q=khai+m%E1%BA%A1c"},
	} {
		open(t, tab, at+query)
		answered(t, tab)
		got, err := Eval[[2]string](tab, `() => [document.querySelector("main output").textContent, document.querySelector("main output a")?.search ?? "no link"]`)
		must(t, err)
		if got != want {
			t.Errorf("%s: the page says and offers %q, want %q", query, got, want)
		}
	}
}

// TestSearchWithoutItsScript: where the script does not come, the page says after some
// seconds that it has not; where it does, never.
func TestSearchWithoutItsScript(t *testing.T) {
	need(t)
	tab := tab(t)
	at := house.real.url + house.real.path(t, 0, address.Key{Kind: address.Search})
	const shown = `() => {
		const late = document.querySelector(".late")
		return late.checkVisibility({visibilityProperty: true}) ? late.textContent : ""
	}`
	open(t, tab, at)
	eventually(t, "the page to settle", func() bool {
		settled, err := Eval[bool](tab, `() => document.querySelector("main").classList.contains("settled")`)
		must(t, err)
		return settled
	})
	if said, err := Eval[string](tab, shown); err != nil || said != "" {
		t.Errorf("the page says %q, %v", said, err)
	}
	_, err := Eval[bool](tab, `() => {
		document.querySelector("main").classList.remove("settled") // as if it had not come
		for (const one of document.getAnimations()) one.finish()
		return true
	}`)
	must(t, err)
	if said, err := Eval[string](tab, shown); err != nil || !strings.HasPrefix(said, "Chức năng tìm kiếm chưa khởi động.") {
		t.Errorf("without its script the page says %q, %v", said, err)
	}
}
