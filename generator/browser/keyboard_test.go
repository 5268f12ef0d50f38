package browser

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator/address"

	"github.com/chromedp/chromedp/kb"
)

// A stop is where the keyboard is in a page.
type stop struct {
	Mark   int    // tells the elements of one page apart; 0 is none of them
	Name   string // how a person would find the element in the source
	Href   string // where a link leads
	Lang   string // its hreflang
	Stop   bool   // whether it is one that Tab should come to
	InMain bool
	Fault  string // what is wrong with how it is shown, or ""
}

// leadsTo reports whether a stop is a link to a page of the same server.
func (s stop) leadsTo(path string) bool {
	u, err := url.Parse(s.Href)
	return err == nil && u.Path == path
}

// press presses a key and gives where the keyboard is then.
func press(t *testing.T, tab *Tab, key string) stop {
	t.Helper()
	must(t, tab.Press(key))
	return ask[stop](t, tab, "focus")
}

// walk presses Tab until it comes to a stop that is looked for, which the page must
// have. Every stop on the way must show itself.
func walk(t *testing.T, tab *Tab, what string, found func(stop) bool) stop {
	t.Helper()
	var way []string
	for range 500 {
		s := press(t, tab, kb.Tab)
		if s.Mark == 0 {
			break
		}
		if s.Fault != "" {
			t.Errorf("on the way to %s: %s %s", what, s.Name, s.Fault)
		}
		if found(s) {
			return s
		}
		way = append(way, s.Name)
	}
	t.Fatalf("the Tab key does not come to %s: it passes %s", what, strings.Join(way, ", "))
	return stop{}
}

// follow presses Enter on a link or a button and waits for the page that it leads to.
func follow(t *testing.T, tab *Tab, want string) {
	t.Helper()
	must(t, tab.Follow(kb.Enter))
	ready(t, tab)
	if at := where(t, tab); at != want {
		t.Fatalf("it leads to %s, not to %s", at, want)
	}
}

// where is the place of the tab is on its server.
func where(t *testing.T, tab *Tab) string {
	t.Helper()
	at, err := Eval[string](tab, "() => location.pathname")
	must(t, err)
	return at
}

// eventually waits for what a script does in its own time.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("nothing comes of waiting for %s", what)
		}
	}
}

// path is the address of a key in a language of the bulletin.
func (b *bulletin) path(t *testing.T, lang int, k address.Key) string {
	t.Helper()
	p, ok := b.book.Path(lang, k)
	if !ok {
		t.Fatalf("the %s bulletin has no page of kind %d and id %q", b.name, k.Kind, k.ID)
	}
	return p
}

// TestKeyboardWay goes with the keyboard alone from the top of the home page past
// the header into the contents, to the other language and back, and to an article,
// to its other language and back.
func TestKeyboardWay(t *testing.T) {
	need(t)
	b := house.real
	for _, width := range []int{360, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			show(t, tab, View{Width: width, Height: 740})
			home, other := b.path(t, 0, address.Key{Kind: address.Home}), b.path(t, 1, address.Key{Kind: address.Home})
			otherTag := b.lib.Locales[1].Tag

			open(t, tab, b.url+home)
			if s := press(t, tab, kb.Tab); !strings.HasSuffix(s.Href, "#main_") || s.Fault != "" {
				t.Errorf("the first stop of the home page is %s %s, not the link to its contents", s.Name, s.Fault)
			}
			must(t, tab.Press(kb.Enter))
			if s := press(t, tab, kb.Tab); !s.InMain {
				t.Errorf("behind the link to the contents is %s, which is not in them", s.Name)
			}

			open(t, tab, b.url+home)
			walk(t, tab, "the other language", func(s stop) bool { return s.Lang == otherTag && !s.InMain })
			follow(t, tab, other)
			must(t, tab.Back())
			ready(t, tab)
			if at := where(t, tab); at != home {
				t.Fatalf("Back leads to %s", at)
			}

			var article *address.Address
			walk(t, tab, "an article", func(s stop) bool {
				u, err := url.Parse(s.Href)
				if err != nil || !s.InMain {
					return false
				}
				a, ok := b.book.Lookup(u.Path)
				if ok && a.Key.Kind == address.Article {
					article = a
				}
				return article != nil
			})
			follow(t, tab, article.Path)
			walk(t, tab, "the article in the other language", func(s stop) bool { return s.Lang == otherTag && !s.InMain })
			follow(t, tab, b.path(t, 1, article.Key))
			must(t, tab.Back())
			must(t, tab.Back())
			ready(t, tab)
			if at := where(t, tab); at != home {
				t.Errorf("twice Back leads from the article to %s", at)
			}
		})
	}
}

// TestKeyboardStops goes through one page of each kind from its first stop to its
// last: it begins with the link to the contents, comes to everything that can be
// used, shows where it is, and never stays.
func TestKeyboardStops(t *testing.T) {
	need(t)
	longest := map[address.Kind]sample{}
	for _, p := range fewSamples(t) {
		if p.of == house.hard && p.lang <= 0 {
			if old, ok := longest[p.kind]; !ok || old.size < p.size {
				longest[p.kind] = p
			}
		}
	}
	for _, p := range longest {
		t.Run(p.String(), func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			open(t, tab, p.url())
			// A page that begins in its field is left first, to begin at its top.
			for s, i := ask[stop](t, tab, "focus"), 0; s.Mark != 0 && i < 1000; i++ {
				s = press(t, tab, kb.Tab)
			}
			var first stop
			var last string
			seen := map[int]bool{}
			for len(seen) < 1000 {
				s := press(t, tab, kb.Tab)
				if s.Mark == 0 || s.Mark == first.Mark {
					break // it left the page, or began again
				}
				if seen[s.Mark] {
					t.Fatalf("from %s the Tab key goes back to %s", last, s.Name)
				}
				if first.Mark == 0 {
					first = s
				}
				if s.Fault != "" {
					t.Errorf("%s %s", s.Name, s.Fault)
				}
				seen[s.Mark], last = true, s.Name
			}
			if len(seen) == 0 {
				t.Fatal("the Tab key comes to nothing")
			}
			if p.framed() && !strings.HasSuffix(first.Href, "#main_") {
				t.Errorf("the first stop is %s, not the link to the contents", first.Name)
			}
			if missed := ask[[]string](t, tab, "missed"); len(missed) > 0 {
				t.Errorf("the Tab key does not come to %s", strings.Join(missed, ", "))
			}
		})
	}
}

// TestKeyboardFilters chooses a kind above a year with the keyboard: fewer entries
// are shown, the address says what was chosen, and Back takes it back.
func TestKeyboardFilters(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	b := house.hard
	year := b.path(t, 0, address.Key{Kind: address.Year, Year: 2020})
	open(t, tab, b.url+year)
	type state struct {
		Entries int
		Said    string
		Query   string
	}
	now := func() state {
		t.Helper()
		s, err := Eval[state](tab, `() => ({
			entries: [...document.querySelectorAll("main .lines > li")].filter((li) => li.checkVisibility()).length,
			said: document.querySelector("main output").textContent,
			query: location.search,
		})`)
		must(t, err)
		return s
	}
	before := now()
	walk(t, tab, "the choice of a kind", func(s stop) bool { return strings.HasPrefix(s.Name, "select") && s.InMain })
	must(t, tab.Press(kb.ArrowDown))
	eventually(t, "the chosen to be shown", func() bool { return now().Query != "" })
	after := now()
	if after.Entries >= before.Entries || after.Said == before.Said {
		t.Errorf("choosing a kind changes %+v to %+v", before, after)
	}
	walk(t, tab, "a chosen entry", func(s stop) bool {
		u, err := url.Parse(s.Href)
		must(t, err)
		a, ok := b.book.Lookup(u.Path)
		return ok && s.InMain && (a.Key.Kind == address.Article || a.Key.Kind == address.Congress)
	})
	if _, err := Eval[bool](tab, "() => { history.back(); return true; }"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "Back to take the choice back", func() bool { return now() == before })
}

// TestKeyboardSearch searches with the keyboard alone: from the home page to the
// search page, a query without marks, the first result, and back to the results.
func TestKeyboardSearch(t *testing.T) {
	need(t)
	t.Parallel()
	b := house.real
	page := b.path(t, 0, address.Key{Kind: address.Search})
	tab := tab(t)
	open(t, tab, b.url+b.path(t, 0, address.Key{Kind: address.Home}))
	// What leads there is a link, or a field and its button.
	door := walk(t, tab, "the search", func(s stop) bool { return s.leadsTo(page) || strings.HasPrefix(s.Name, "input") })
	const query = "nghi quyet lang son"
	if door.Href == "" {
		must(t, tab.Press(query))
	}
	follow(t, tab, page)
	if door.Href != "" {
		if s := ask[stop](t, tab, "focus"); !strings.HasPrefix(s.Name, "input") {
			walk(t, tab, "the field", func(s stop) bool { return strings.HasPrefix(s.Name, "input") && s.InMain })
		}
		must(t, tab.Press(query))
	}
	results := func() []string {
		t.Helper()
		found, err := Eval[[]string](tab, `() => [...document.querySelectorAll("main ol > li")].filter((li) => li.checkVisibility()).map((li) => li.querySelector("a").href)`)
		must(t, err)
		return found
	}
	var found []string
	eventually(t, "results", func() bool { found = results(); return len(found) > 0 })
	if said, err := Eval[string](tab, `() => document.querySelector("main output").textContent.trim()`); err != nil || said == "" {
		t.Errorf("how many there are is not said: %v", err)
	}
	if asked, err := Eval[string](tab, `() => new URLSearchParams(location.search).get("q")`); err != nil || asked != query {
		t.Errorf("the address has the query %q, not %q: %v", asked, query, err)
	}
	s := walk(t, tab, "a result", func(s stop) bool { return slices.Contains(found, s.Href) })
	u, err := url.Parse(s.Href)
	must(t, err)
	follow(t, tab, u.Path)
	must(t, tab.Back())
	eventually(t, "the same results after Back", func() bool { return slices.Equal(results(), found) })
}

// TestSearchKeys searches from an article's page by the keys that search has of its
// own: / to begin, arrows through the results, Escape back, Enter to open.
func TestSearchKeys(t *testing.T) {
	need(t)
	t.Parallel()
	b := house.real
	tab := tab(t)
	var article *address.Address
	for i := range b.book.All {
		if a := &b.book.All[i]; a.Key.Kind == address.Article && a.Lang == 0 && article == nil {
			article = a
		}
	}
	page := b.path(t, 0, address.Key{Kind: address.Search})
	open(t, tab, b.url+article.Path)
	if s := press(t, tab, "/"); !strings.HasPrefix(s.Name, "input") {
		t.Fatalf("/ leads to %s", s.Name)
	}
	// A key that a test presses types its letter even where the page has used it up.
	clear := func() {
		t.Helper()
		_, err := Eval[bool](tab, `() => { document.activeElement.value = ""; return true; }`)
		must(t, err)
	}
	clear()
	must(t, tab.Press("35 ct tw/"))
	follow(t, tab, page)
	first := func() string {
		t.Helper()
		href, err := Eval[string](tab, `() => document.querySelector("main ol > li a")?.pathname ?? ""`)
		must(t, err)
		return href
	}
	document := b.path(t, 0, address.Key{Kind: address.Document, ID: "35-ct-tw"})
	eventually(t, "the document to be the first result", func() bool { return first() == document })
	if asked, err := Eval[string](tab, `() => document.querySelector("main input[name=q]").value`); err != nil || asked != "35 ct tw/" {
		t.Errorf("the field has %q: %v", asked, err)
	}
	// The other language is one link away, with the query.
	other, err := Eval[string](tab, `() => document.querySelector(".languages a[hreflang]").href`)
	must(t, err)
	if u, err := url.Parse(other); err != nil || u.Path != b.path(t, 1, address.Key{Kind: address.Search}) || u.Query().Get("q") != "35 ct tw/" {
		t.Errorf("the other language is at %s", other)
	}
	_, err = Eval[bool](tab, `() => { document.querySelector("main input[name=q]").focus(); return true; }`)
	must(t, err)
	if s := press(t, tab, kb.ArrowDown); !s.leadsTo(document) || s.Fault != "" {
		t.Errorf("the arrow down leads from the field to %s %s", s.Name, s.Fault)
	}
	second := press(t, tab, kb.ArrowDown)
	if second.Href == "" || second.leadsTo(document) {
		t.Errorf("the arrow down leads from the first result to %s", second.Name)
	}
	if s := press(t, tab, kb.ArrowUp); !s.leadsTo(document) {
		t.Errorf("the arrow up leads from the second result to %s", s.Name)
	}
	if s := press(t, tab, kb.Escape); !strings.HasPrefix(s.Name, "input") {
		t.Errorf("Escape leads from a result to %s", s.Name)
	}
	press(t, tab, kb.ArrowDown)
	follow(t, tab, document)
	must(t, tab.Back())
	eventually(t, "the same results after Back", func() bool { return first() == document })
	// A filter is a step of the way, and the address has it.
	_, err = Eval[bool](tab, `() => {
		const choice = document.querySelector("select[name=kind]");
		choice.value = "directive";
		return choice.dispatchEvent(new Event("change", { bubbles: true }));
	}`)
	must(t, err)
	eventually(t, "the filter", func() bool { return first() != document && first() != "" })
	if search, err := Eval[string](tab, `() => location.search`); err != nil || !strings.Contains(search, "kind=directive") {
		t.Errorf("the address has %q: %v", search, err)
	}
	must(t, tab.Back())
	eventually(t, "the results without the filter", func() bool { return first() == document })
	// Who does not want the key can turn it off, on every page.
	_, err = Eval[bool](tab, `() => { document.getElementById("search_keys").click(); return true; }`)
	must(t, err)
	open(t, tab, b.url+article.Path)
	if s := press(t, tab, "/"); strings.HasPrefix(s.Name, "input") {
		t.Error("the key / searches though it was turned off")
	}
	if log := tab.Log(); len(log.Violations)+len(log.Errors) > 0 {
		t.Errorf("the browser reports %q, %q", log.Violations, log.Errors)
	}
}

// TestSearchResults holds results of every kind against the rules for pages: WCAG 2.2
// A and AA as far as a machine decides, light and dark, and the narrowest screen.
func TestSearchResults(t *testing.T) {
	needAxe(t)
	t.Parallel()
	b := house.real
	tab := tab(t)
	for _, c := range []struct {
		lang  int
		query string
	}{{0, "?q=dai+hoi+17+lang+son"}, {0, "?q=35-CT%2FTW"}, {1, "?q=congress"}} {
		lang, query := c.lang, c.query
		open(t, tab, b.url+b.path(t, lang, address.Key{Kind: address.Search})+query)
		eventually(t, "results", func() bool {
			n, err := Eval[int](tab, `() => document.querySelectorAll("main ol > li").length`)
			must(t, err)
			return n > 0
		})
		for _, v := range moved(t, tab) {
			t.Errorf("%s: %s", query, v)
		}
		must(t, tab.Load(house.axe))
		for _, width := range widths {
			for _, dark := range []bool{false, true} {
				show(t, tab, View{Width: width, Height: 800, Dark: dark})
				for _, v := range ask[[]string](t, tab, "rules", dark) {
					t.Errorf("%s at %d pixels, dark %t: %s", query, width, dark, v)
				}
			}
		}
		show(t, tab, View{Width: 320, Height: 640, Bare: true})
		for _, what := range []string{"overflow", "clipped", "overlaps"} {
			for _, v := range ask[[]string](t, tab, what) {
				t.Errorf("%s at 320 pixels: %s: %s", query, what, v)
			}
		}
	}
}
