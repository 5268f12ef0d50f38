package browser

import (
	"strings"
	"testing"

	"bantin/generator/address"
)

// TestRegisterInBrowser types into the box above the register of documents.
func TestRegisterInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	type left struct {
		Said  string
		Count int // of the entries that are shown
	}
	typed := func(query string) left {
		t.Helper()
		got, err := Eval[left](tab, `query => {
			const input = document.querySelector("form.find input")
			input.value = query
			input.dispatchEvent(new Event("input"))
			return {Said: document.querySelector("form.find output").textContent, Count: document.querySelectorAll(".register .entries > li:not([hidden])").length}
		}`, query)
		must(t, err)
		return got
	}
	for lang, want := range []string{"Tìm thấy 1 số hiệu.", "1 number found."} {
		open(t, tab, house.real.url+house.real.path(t, lang, address.Key{Kind: address.Documents}))
		for _, query := range []string{"35-CT/TW", "số 35 ct tw", "so 35 ct tw", "No. 35 CT/TW", "number 35ct",
			"chỉ thị số 35-CT/TW ngày 30/5/2019", "Directive 35-CT/TW of 30 May 2019", "CT 35", "3", "202", "20", "NQ 202", "nghị quyết 202/2025/QH15 của Quốc hội"} {
			if got := typed(query); got != (left{want, 1}) {
				t.Errorf("language %d: %q leaves %+v", lang, query, got)
			}
		}
		typed("35-CT/TW x")
		search, err := Eval[string](tab, `() => document.querySelector(".languages a[hreflang]").search`)
		must(t, err)
		if want := "?q=35-CT%2FTW+x"; search != want {
			t.Errorf("language %d: the other language is asked for %q, not %q", lang, search, want)
		}
		got, err := Eval[int](tab, `length => {
			history.replaceState(null, "", "?q=" + "x".repeat(length))
			dispatchEvent(new PopStateEvent("popstate"))
			return document.querySelector("form.find input").value.length
		}`, 5000)
		must(t, err)
		if got != 400 {
			t.Errorf("language %d: of a query of 5000 letters in the address, the box has %d", lang, got)
		}
	}
}

// TestRegisterOrder types numbers that are whole and that others begin with, symbols of
// types, and issuers, into a register of made-up entries.
func TestRegisterOrder(t *testing.T) {
	need(t)
	tab := tab(t)
	open(t, tab, house.real.url+house.real.path(t, 0, address.Key{Kind: address.Documents}))
	got, err := Eval[[]string](tab, `async () => {
		// A form of its own, of which the page's script knows nothing.
		document.querySelector("form.find").replaceWith(document.querySelector("form.find").cloneNode(true))
		const main = document.querySelector("main"), form = document.querySelector("form.find")
		for (const old of main.querySelectorAll("section, .kinds")) old.remove()
		const entry = (number, rest = "") => "<li><span class='when'>2021</span> <a href='/vi/van-ban/" + number.toLowerCase().replace(/đ/g, "d").replace(/\//g, "-") + "/'>" + number + "</a>" + rest + "</li>"
		const section = (id, name, ...issuers) => "<section><h2 id='" + id + "'>" + name + " <span class='count'></span></h2>" +
			issuers.map(([symbol, ...entries]) => "<div class='issuer' data-issuer='" + symbol + "'><h3>" + symbol + "</h3><ul class='entries'>" + entries.join("") + "</ul></div>").join("") + "</section>"
		main.insertAdjacentHTML("beforeend",
			section("a", "Nghị quyết", ["TU", entry("57-NQ/TU"), entry("58-NQ/TU")]) +
			section("b", "Kết luận", ["HU", entry("59-KL/HU")], ["TU", entry("56-KL/TU"), entry("05-KL/TU")]) +
			section("c", "Quyết định", ["UBND", entry("2902/QĐ-UBND"), entry("1950/QĐ-UBND")]) +
			section("d", "Quyết định hoặc quy định", ["TW", entry("37-QĐ/TW")]) +
			section("e", "Chỉ thị", ["TW", entry("35-CT/TW", " <span class='by'><span class='issued'>Ban Vườn cây</span> · <span>Về cây</span></span>")], ["TU", entry("36-CT/TU")]))
		const script = document.createElement("script")
		script.src = document.querySelector("script[src*='documents']").src
		const loaded = new Promise(done => script.onload = done)
		document.head.append(script)
		await loaded
		const input = form.querySelector("input"), said = []
		for (const query of ["05", "5", "", "qd 2902", "QĐ 1950", "qđ 37", "kl 5", "35-CT/TƯ", "35 ct tư", "36-CT/TU", "36-CT/TƯ", "ban vuon", "ban ve"]) {
			input.value = query
			input.dispatchEvent(new Event("input"))
			said.push(query + ": " + [...main.querySelectorAll(".entries > li:not([hidden]) a")].map((a) => a.textContent).join(" "))
		}
		return said
	}`)
	must(t, err)
	const all = "57-NQ/TU 58-NQ/TU 59-KL/HU 56-KL/TU 05-KL/TU 2902/QĐ-UBND 1950/QĐ-UBND 37-QĐ/TW 35-CT/TW 36-CT/TU"
	const five = "05-KL/TU 56-KL/TU 59-KL/HU 57-NQ/TU 58-NQ/TU"
	for i, want := range []string{"05: " + five, "5: " + five, ": " + all, "qd 2902: 2902/QĐ-UBND", "QĐ 1950: 1950/QĐ-UBND", "qđ 37: 37-QĐ/TW",
		"kl 5: 05-KL/TU", "35-CT/TƯ: 35-CT/TW", "35 ct tư: 35-CT/TW", "36-CT/TU: 36-CT/TU", "36-CT/TƯ: ", "ban vuon: 35-CT/TW", "ban ve: 35-CT/TW"} {
		if i >= len(got) || got[i] != want {
			t.Errorf("the register shows %q, not %q", got[min(i, len(got)-1)], want)
		}
	}
}

// TestRegisterPlurals gives the script a language with more forms than one and other,
// and a register of more than a thousand.
func TestRegisterPlurals(t *testing.T) {
	need(t)
	tab := tab(t)
	open(t, tab, house.real.url+house.real.path(t, 0, address.Key{Kind: address.Documents}))
	got, err := Eval[[]string](tab, `async () => {
		document.documentElement.lang = "ru"
		const form = document.querySelector("form.find")
		form.dataset.words = JSON.stringify({leads: "", none: "-", "found/one": "# one", "found/few": "# few", "found/many": "# many", "found/other": "# other"})
		const list = document.querySelector(".register .entries")
		const one = list.querySelector("li")
		for (const old of document.querySelectorAll(".register .entries > li")) if (old !== one) old.remove()
		const input = form.querySelector("input"), said = []
		for (const n of [1, 3, 5, 1003]) {
			while (list.children.length < n) list.append(one.cloneNode(true))
			const script = document.createElement("script")
			script.src = document.querySelector("script[src*='documents']").src
			const loaded = new Promise(done => script.onload = done)
			document.head.append(script)
			await loaded
			input.value = one.querySelector("a").textContent
			input.dispatchEvent(new Event("input"))
			said.push(form.querySelector("output").textContent.replace(/\s/g, " "))
		}
		return said
	}`)
	must(t, err)
	if want := "1 one; 3 few; 5 many; 1 003 few"; strings.Join(got, "; ") != want {
		t.Errorf("the register says %q, want %q", got, want)
	}
}

// TestTreeInBrowser types into the box above a long tree of committees: what is found
// is shown with what it stands below, however deep it is folded; and the links above
// the tree lead to what has others below it.
func TestTreeInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	b := house.hard
	type state struct {
		Said   string
		Found  bool // whether the committee of the query is shown
		Shown  int
		Height float64
		Jumps  int
	}
	look := func(query, id string) state {
		t.Helper()
		got, err := Eval[state](tab, `(query, id) => {
			const input = document.querySelector("form.find input");
			input.value = query;
			input.dispatchEvent(new Event("input"));
			const shown = [...document.querySelectorAll(".tree li")].filter((li) => li.checkVisibility() && li.querySelector("a").getClientRects().length);
			return {
				said: document.querySelector("form.find output").textContent, shown: shown.length,
				found: shown.some((li) => li.querySelector("a").pathname.endsWith("/" + id + "/")),
				height: document.documentElement.scrollHeight,
				jumps: [...document.querySelectorAll(".jumps a")].filter((a) => a.checkVisibility() && document.querySelector(a.hash).checkVisibility()).length,
			};
		}`, query, id)
		must(t, err)
		return got
	}
	open(t, tab, b.url+b.path(t, 0, address.Key{Kind: address.Committees}))
	whole := look("", "thon-7")
	if whole.Said != "" || whole.Found || whole.Jumps < 2 || whole.Shown >= len(b.lib.Committees) {
		t.Errorf("the tree is %+v", whole)
	}
	if got := look("thon 7", "thon-7"); got.Said != "Tìm thấy 1 cơ quan, tổ chức." || !got.Found || got.Shown != 3 || got.Jumps > 0 {
		t.Errorf("the tree of one is %+v", got)
	}
	if got := look("không có đâu", ""); got.Said != "Không tìm thấy cơ quan, tổ chức phù hợp." || got.Shown > 0 {
		t.Errorf("the tree of none is %+v", got)
	}
	if got := look("", "thon-7"); got != whole {
		t.Errorf("the tree is %+v again, and was %+v", got, whole)
	}
}
