package browser

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"bantin/generator/address"
	"bantin/generator/render"
)

// A choice is a page that is opened, and the words that its twin has.
type choice struct {
	of    *pair
	at    int    // of the pair among all
	name  string // of the file
	words map[[2]int]bool
}

// sampled are the places that take a page of their own for each attack, and that a
// browser is shown some of: it has those of an article's title and summary, which are
// written by the same code.
var sampled = []string{"page title", "page summary"}

// choices are pages that among them show every attack in every place that shows it,
// and each kind of page in the first bulletin's languages.
func choices(t *testing.T) []choice {
	t.Helper()
	var all []choice
	for i, p := range allPairs(t) {
		for _, name := range slices.Sorted(maps.Keys(p.harmless)) {
			if path.Ext(name) != ".html" {
				continue
			}
			words := map[[2]int]bool{}
			shownAs(string(p.harmless[name].Data), func(place, attack int) {
				if !slices.Contains(sampled, places[place].name) {
					words[[2]int{place, attack}] = true
				}
			})
			all = append(all, choice{p, i, name, words})
		}
	}
	var out []choice
	seen := map[[2]int]bool{}
	take := func(c choice) {
		out = append(out, c)
		for w := range c.words {
			seen[w] = true
		}
	}
	most := map[string]choice{}
	for _, c := range all {
		a, ok := c.of.book.Lookup("/" + strings.TrimSuffix(c.name, "index.html"))
		if !ok {
			t.Fatalf("%s: there is no address of %s", c.of.name, c.name)
		}
		kind := fmt.Sprint(c.of.name, a.Key.Kind, a.Lang)
		if strings.HasPrefix(c.of.name, "many") && !c.of.isFirst() {
			continue // the others differ in words alone
		}
		if strings.HasPrefix(c.of.name, "tongues") {
			// Every other language has one of its kinds, each another.
			if a.Lang < 0 || a.Lang%2 == 1 || int(a.Key.Kind) != (a.Lang*7+c.at)%int(address.Search+1) {
				continue
			}
		}
		if old, ok := most[kind]; !ok || len(old.words) < len(c.words) {
			most[kind] = c
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(most)) {
		take(most[kind])
	}
	// Then always the one that has most of what is not there yet.
	for {
		best, gain := -1, 0
		for i := range all {
			n := 0
			for w := range all[i].words {
				if !seen[w] {
					n++
				}
			}
			if n > gain {
				best, gain = i, n
			}
		}
		if best < 0 {
			return out
		}
		take(all[best])
	}
}

// serve shows the bulletin with attacks to the browser, at its own path.
func (p *pair) serve(t *testing.T) (at string) {
	t.Helper()
	files := Handler(p.attacked, render.Policy)
	at, end, err := Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == stay {
			w = &staying{ResponseWriter: w}
			r.Header.Del("Accept-Encoding")
		}
		to := *r
		to.URL = &url.URL{Path: strings.TrimPrefix(r.URL.Path, p.base)}
		files.ServeHTTP(w, &to)
	}))
	must(t, err)
	t.Cleanup(end)
	return at + p.base
}

// harmlessHosts are where links of the bulletins of attacks lead.
var harmlessHosts = []string{"https://bantin.example", "https://a.example", "https://c.example", "https://git.example", "https://github.com", "https://www.facebook.com", "mailto://"}

// unharmed is what is wrong with a page after it was opened: something ran, was asked
// for or was refused, or leads where nothing of the bulletin's leads.
func unharmed(t *testing.T, tab *Tab, origin string) (out []string) {
	t.Helper()
	log := tab.Log()
	for _, found := range [][]string{log.Violations, log.Errors, log.Failed, log.Dialogs} {
		out = append(out, found...)
	}
	for _, asked := range log.Requests {
		if !strings.HasPrefix(asked, origin+"/") {
			out = append(out, "it asks for "+asked)
		}
	}
	for _, host := range ask[[]string](t, tab, "hosts") {
		if host != origin && !slices.Contains(harmlessHosts, host) {
			out = append(out, "it leads to "+host)
		}
	}
	return out
}

// TestEscapedShown opens pages of the bulletins of attacks that show each attack in
// each place: nothing of what was typed runs, is asked for or is refused, and the
// page is, to the browser and once its scripts have run, what it is to the parser
// with which TestEscaped compared it with its harmless twin.
func TestEscapedShown(t *testing.T) {
	need(t)
	chosen := choices(t)
	urls := map[*pair]string{}
	for _, c := range chosen {
		if urls[c.of] == "" {
			urls[c.of] = c.of.serve(t)
		}
	}
	turn := make(chan choice)
	var all sync.WaitGroup
	for range cap(house.tabs) {
		tab := tab(t)
		all.Go(func() {
			for c := range turn {
				if fault := c.open(t, tab, urls[c.of]); fault != "" {
					t.Errorf("%s: %s: %s", c.of.name, c.name, fault)
				}
			}
		})
	}
	pairs := map[[2]int]bool{}
	for _, c := range chosen {
		turn <- c
		maps.Copy(pairs, c.words)
	}
	close(turn)
	all.Wait()
	t.Logf("%d pages show %d attacks in %d places, %d of each other", len(chosen), len(attacks), len(places), len(pairs))
}

// open opens the page and gives what is wrong with it, or "".
func (c choice) open(t *testing.T, tab *Tab, at string) string {
	t.Helper()
	origin := strings.TrimSuffix(at, c.of.base)
	to := at + "/" + strings.TrimSuffix(c.name, "index.html")
	if a, _ := c.of.book.Lookup("/" + strings.TrimSuffix(c.name, "index.html")); a.Key.Kind == address.Root || a.Key.Kind == address.Alias {
		to += "?" + stay
	}
	open(t, tab, to)
	shown := ask[[]piece](t, tab, "outline")
	want, err := parse(string(c.of.attacked[c.name].Data), true)
	must(t, err)
	// Scripts show what is of use with them alone, and say that they have begun.
	quiet := func(pieces []piece) []piece {
		for _, p := range pieces {
			delete(p.Attrs, "hidden")
			if href, ok := strings.CutPrefix(p.Attrs["href"], origin); ok {
				p.Attrs["href"] = href // a script has set its query
			}
			if class, ok := p.Attrs["class"]; ok && p.Name == "main" {
				p.Attrs["class"] = strings.TrimSuffix(class, " settled")
			}
			if p.Attrs["class"] == "table" && p.Attrs["tabindex"] == "0" {
				delete(p.Attrs, "tabindex") // a script has seen that it fits
			}
			if p.Name == "meta" {
				delete(p.Attrs, "http-equiv") // see staying
			}
		}
		return pieces
	}
	if fault := difference(quiet(want), quiet(shown)); fault != "" {
		return fault
	}
	return strings.Join(unharmed(t, tab, origin), "; ")
}

// difference is the first one of two outlines, or "".
func difference(want, got []piece) string {
	for i, w := range want {
		if i == len(got) {
			return fmt.Sprintf("the page ends before %v", w)
		}
		if g := got[i]; w.Name != g.Name || w.Text != g.Text || !maps.Equal(w.Attrs, g.Attrs) {
			return fmt.Sprintf("%v in place of %v, after %v", g, w, want[max(i-4, 0):i])
		}
	}
	if len(got) > len(want) {
		return fmt.Sprintf("the page goes on with %v", got[len(want)])
	}
	return ""
}

// A hit is what the page for searching shows of one query.
type hit struct {
	Typed, Said, Title, Asked       string
	Kinds, Titles, Abouts, Excerpts []string
}

// resultKinds are the elements that results are made of, with their attributes.
var resultKinds = []string{
	"a href", "a href hreflang lang", "article class", "h3", "li", "mark", "p class", "p class lang", "span class", "time datetime",
}

// unseen are the characters that a query is looked for without, as cleaned in
// static/search.js has it.
var (
	control = regexp.MustCompile(`[\x00-\x1f\x7f\x{2028}\x{2029}]`)
	unseen  = regexp.MustCompile(`[\x{00ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]`)
)

// cleaned is a query as it is looked for: of a long one, the first 400 places of UTF-16.
func cleaned(query string) string {
	const most = 400
	if places := utf16.Encode([]rune(query)); len(places) > most {
		query = strings.TrimSuffix(string(utf16.Decode(places[:most])), "\uFFFD")
	}
	return strings.TrimSpace(unseen.ReplaceAllString(control.ReplaceAllString(query, " "), ""))
}

// saysQuery reports whether a sentence has a query in quotation marks, or, of one of very
// many words, as many of them as are looked for, in their order.
func saysQuery(said, query string) bool {
	if strings.Contains(said, "“"+query+"”") {
		return true
	}
	_, rest, _ := strings.Cut(said, "“")
	words, _, _ := strings.Cut(rest, "”")
	const most = 12 // MOST_WORDS of static/search.js
	for _, word := range strings.Fields(words) {
		_, behind, ok := strings.Cut(query, word)
		if !ok {
			return false
		}
		query = behind
	}
	return len(strings.Fields(words)) == most
}

// TestEscapedSearch searches for the articles with attacks, and for the attacks
// themselves: the results and what is said of them are text as it was typed.
func TestEscapedSearch(t *testing.T) {
	need(t)
	p := allPairs(t)[0]
	tab := tab(t)
	at := p.serve(t)
	b := &bulletin{name: p.name, book: p.book}
	open(t, tab, at+b.path(t, 0, address.Key{Kind: address.Search}))
	const some = 20 // at a time
	for from := 0; from < len(attacks); from += some {
		to := min(from+some, len(attacks))
		var queries []string
		for i := from; i < to; i++ {
			queries = append(queries, found(i), attacks[i])
		}
		for n, h := range ask[[]hit](t, tab, "search", queries) {
			i := from + n/2
			text := folded(typed(placeOf("title"), i))
			for _, kind := range h.Kinds {
				if !slices.Contains(resultKinds, kind) {
					t.Errorf("the results of %q have a %s", h.Typed, kind)
				}
			}
			asked := cleaned(h.Typed)
			if h.Asked != asked || !saysQuery(h.Said, asked) || !strings.HasPrefix(h.Title, withSpaces("“\u2068"+asked+"\u2069”")+" – ") {
				t.Errorf("searching for %q, the address has %q, the page says %q and is called %q", h.Typed, h.Asked, h.Said, h.Title)
			}
			if n%2 == 1 {
				continue
			}
			if len(h.Titles) != 1 || h.Titles[0] != text {
				t.Errorf("%q is found as %q", text, h.Titles)
				continue
			}
			if about := " " + folded(typed(placeOf("number"), i)) + " · " + fmt.Sprintf("%03d ", i) + folded(typed(placeOf("committee name"), i)); !strings.HasSuffix(h.Abouts[0], about) {
				t.Errorf("what is said about it is %q, not %q", h.Abouts[0], about)
			}
			full := found(i) + " " + replaced(attacks[i])
			if start := strings.TrimSuffix(h.Excerpts[0], " …"); !strings.HasPrefix(full, start) || len(start) < min(len(full), len(found(i))+2) {
				t.Errorf("of %q the result shows %q", full, h.Excerpts[0])
			}
		}
	}
	for _, fault := range unharmed(t, tab, at) {
		t.Error(fault)
	}
}

// TestEscapedHTML types the attacks as they are into the text of a page, and around
// and into HTML, which is left out: no element comes of them but those that Markdown
// has, and no attribute that does anything.
func TestEscapedHTML(t *testing.T) {
	need(t)
	w := &twin{}
	w.plain()
	var b strings.Builder
	b.WriteString("---\ntitle: Trang\n---\n\n")
	for _, attack := range attacks {
		if s := line(attack); !strings.Contains(s, "](") { // which is a link, and refused
			fmt.Fprintf(&b, "%s\n\nx %[1]s x\n\n<b title=\"%[1]s\" %[1]s>x</b> <!-- %[1]s -->\n\n<div %[1]s>\n%[1]s\n</div>\n\n## x {%[1]s}\n\n```%[1]s\nx\n```\n\n", s)
		}
	}
	w.files["content/pages/html.vi.md"] = b.String()
	p := &pair{name: "html"}
	must(t, p.publish(w))
	at := p.serve(t)
	tab := tab(t)
	open(t, tab, at+"/vi/html/")
	kinds, err := Eval[[]string](tab, `() => [...new Set([...document.querySelectorAll(".body *")].map((e) => e.localName + [...e.attributes].map((a) => " " + a.name).sort().join("")))].sort()`)
	must(t, err)
	for _, kind := range kinds {
		name, attributes, _ := strings.Cut(kind, " ")
		if !slices.Contains(strings.Fields("a blockquote code del div em h2 h3 h4 h5 h6 hr li ol p pre strong sup table tbody td th thead tr ul"), name) ||
			slices.ContainsFunc(strings.Fields(attributes), func(s string) bool {
				return !slices.Contains(strings.Fields("class href id scope start tabindex"), s)
			}) {
			t.Errorf("the page has %s", kind)
		}
	}
	if len(kinds) < 4 {
		t.Errorf("there is next to nothing: %q", kinds)
	}
	for _, fault := range unharmed(t, tab, at) {
		if fault != "it leads to https://evil.example" && fault != "it leads to http://ran.invalid" { // as a text may that has an address
			t.Error(fault)
		}
	}
}

// TestEscapeFaults: what the tests of attacks look for is seen on pages that do not
// escape: that the page is another one, that something runs, is asked for, is
// refused, or leads elsewhere.
func TestEscapeFaults(t *testing.T) {
	need(t)
	page := func(text string) string {
		return "<!doctype html><html lang=vi><head><meta charset=utf-8><title>" + text + `</title><link rel=icon href="data:,"></head><body><p title="` + text + `">` + text + "</p></body></html>"
	}
	harmless, err := parse(page(word(0, 0)), true)
	must(t, err)
	changed := 0
	for i, text := range attacks {
		attacked, err := parse(page(text), true)
		must(t, err)
		if fault := (match{}).outlines(harmless, attacked); fault != "" {
			changed++
		} else if strings.Contains(text, "<script") || strings.Contains(text, "<img") {
			t.Errorf("nothing is seen of %q", attacks[i])
		}
	}
	if changed < len(attacks)*9/10 { // some are what the first one is
		t.Errorf("of %d attacks %d change a page that does not escape them", len(attacks), changed)
	}

	bare := "<!doctype html><html lang=vi><head><meta charset=utf-8><title>x</title></head><body><script>" + ran + ";alert(7)</script>" +
		`<a href="javascript:x">x</a><base href="https://evil.example/"><a href="/x">x</a></body></html>`
	files := fstest.MapFS{"index.html": {Data: []byte(bare)}, "404.html": {Data: []byte("x")}}
	tab := tab(t)
	for _, c := range []struct {
		policy string
		want   []string
	}{
		{"", []string{"net::ERR_", "7", "it asks for http://ran.invalid/ran", "it leads to https://evil.example", "it leads to javascript://"}},
		{render.Policy, []string{"script-src", "base-uri", "it leads to javascript://"}},
	} {
		at, end, err := Serve(Handler(files, c.policy))
		must(t, err)
		t.Cleanup(end)
		open(t, tab, at+"/")
		got := unharmed(t, tab, at)
		for _, want := range c.want {
			if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, want) }) {
				t.Errorf("with the policy %q, %s is not seen: %q", c.policy, want, got)
			}
		}
		shown := ask[[]piece](t, tab, "outline")
		if marked := shown[0].Attrs["data-ran"] != ""; marked != (c.policy == "") {
			t.Errorf("with the policy %q, the script has run: %t", c.policy, marked)
		}
	}
}
