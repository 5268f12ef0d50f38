package browser

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/content"
)

// A skeleton is what a page has to read and to use.
type skeleton struct {
	Headings, Links []string // in main
	Dead            []string // controls that do nothing
	Text            int      // letters in main
}

// TestWithoutScripts opens every page as a browser does that runs no scripts: what
// it had to read and where it led is there all the same, what cannot work is not,
// and every link of it leads somewhere.
func TestWithoutScripts(t *testing.T) {
	need(t)
	for _, p := range fewSamples(t) {
		t.Run(p.String(), func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			open(t, tab, p.url())
			with := ask[skeleton](t, tab, "skeleton")
			must(t, tab.Scripts(false))
			open(t, tab, p.url())
			without := ask[skeleton](t, tab, "skeleton")
			if ran, err := Eval[bool](tab, `() => document.documentElement.matches("html") && matchMedia("(scripting: enabled)").matches`); err != nil || ran {
				t.Fatalf("scripts are not off: %v", err)
			}
			if without.Text < 20 || p.kind != address.Alias && len(without.Headings) == 0 {
				t.Errorf("there is next to nothing: %+v", without)
			}
			for _, part := range []struct {
				what          string
				with, without []string
			}{{"heading", with.Headings, without.Headings}, {"link", with.Links, without.Links}} {
				if p.kind == address.Search && part.what == "heading" {
					continue // of results, which there are none of
				}
				for _, s := range part.with {
					if !slices.Contains(part.without, s) {
						t.Errorf("the %s %q is there only with scripts", part.what, s)
					}
				}
			}
			if p.kind == address.Search {
				for _, s := range ask[[]string](t, tab, "shown", "main :is(form, label, input, select, button, summary, ol)") {
					t.Errorf("without scripts stands %s", s)
				}
			}
			for _, s := range without.Dead {
				t.Errorf("%s does nothing without scripts", s)
			}
			for _, link := range ask[[]string](t, tab, "links") {
				at, err := url.PathUnescape(link)
				must(t, err)
				if a, ok := p.of.book.Lookup(at); !ok {
					t.Errorf("a link leads to %s, which is not there", at)
				} else if _, err := os.Stat(filepath.Join(p.of.dir, filepath.FromSlash(a.File()))); err != nil {
					t.Errorf("a link leads to %s: %v", at, err)
				}
			}
		})
	}
}

// most is what an article without pictures may cost a reader who comes to it first:
// the page, its style and scripts and the icon, compressed, with the heads of the
// answers, in bytes.
const most = 40_000

// TestWeight measures what is sent for every article of the repository's own
// bulletin that has no pictures, and for those of the hard one.
func TestWeight(t *testing.T) {
	need(t)
	heaviest := make(chan string, 2)
	for _, b := range []*bulletin{house.real, house.hard} {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			must(t, tab.Cache(false))
			worst, measured := Log{}, 0
			for _, p := range b.articles() {
				if strings.Contains(p.path, "-bai-") {
					continue // of the crowd: small, and all alike
				}
				open(t, tab, b.url+p.path)
				if pictures, err := Eval[int](tab, `() => document.images.length`); err != nil || pictures > 0 {
					must(t, err)
					continue
				}
				// Chromium without a window does not ask for the icon: this does.
				if _, err := Eval[int](tab, `() => fetch(document.querySelector("link[rel=icon]").href, {cache: "reload"}).then((r) => r.text()).then((s) => s.length)`); err != nil {
					t.Fatal(err)
				}
				log := tab.Log()
				measured++
				if log.Bytes > most {
					t.Errorf("%s: %d bytes in %d requests, at most %d may be: %s", p, log.Bytes, len(log.Requests), most, strings.Join(log.Requests, " "))
				}
				if log.Bytes > worst.Bytes {
					worst = log
				}
			}
			if measured == 0 {
				t.Fatal("there is no article without pictures")
			}
			heaviest <- fmt.Sprintf("%s: of %d articles without pictures the heaviest takes %d bytes in %d requests", b.name, measured, worst.Bytes, len(worst.Requests))
		})
	}
	t.Cleanup(func() {
		close(heaviest)
		for line := range heaviest {
			t.Log(line)
		}
	})
}

// articles are all articles' pages.
func (b *bulletin) articles() (out []sample) {
	for i := range b.book.All {
		if a := &b.book.All[i]; a.Key.Kind == address.Article {
			out = append(out, sample{of: b, kind: a.Key.Kind, lang: a.Lang, path: a.Path})
		}
	}
	return out
}

// article is the record of the article that a page shows, and the text on it.
func (b *bulletin) article(t *testing.T, p sample) (record, text content.Front) {
	t.Helper()
	a, _ := b.book.Lookup(p.path)
	for _, article := range b.lib.Articles {
		for _, v := range article.Versions {
			if article.ID == a.Key.ID && v.Lang == b.lib.Config.Languages[p.lang] {
				return article.Original().Front, v.Front
			}
		}
	}
	t.Fatalf("no article has the page %s", p)
	return
}

// TestPrint looks at every page as paper shows it: nothing is cut off; where it stands is
// there, once; and of an article what it says, when, and whom it is from, and nothing that leads elsewhere.
func TestPrint(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	for _, p := range fewSamples(t) {
		if !p.kind.IsPage() {
			continue
		}
		show(t, tab, View{Width: 700, Height: 990, Print: true})
		open(t, tab, p.url())
		for _, fault := range paperFaults(t, tab) {
			t.Errorf("%s: on paper, %s", p, fault)
		}
		paper := ask[string](t, tab, "shownText")
		// Where it stands on the web, as a reader of the paper would type it.
		wanted := map[string]string{"its address": strings.TrimSuffix(p.of.lib.Config.BaseURL, "/") + p.path}
		if p.kind == address.Article {
			record, text := p.of.article(t, p)
			wanted["its title"] = text.Title
			wanted["its year"] = fmt.Sprint(record.Date.Year)
			wanted["its author"] = cmp.Or(text.Author, record.Author)
			if record.Source != nil {
				wanted["its source"] = record.Source.Name
			}
			for _, s := range ask[[]string](t, tab, "shown", "nav, button, input, select, summary, .skip, footer.site, .banner, .pager, .languages") {
				t.Errorf("%s: on paper stands %s", p, s)
			}
		}
		for what, want := range wanted {
			if n := strings.Count(paper, strings.Join(strings.Fields(want), " ")); n == 0 {
				t.Errorf("%s: %s is not on paper: %q", p, what, want)
			} else if what == "its address" && n > 1 {
				t.Errorf("%s: %s is on paper %d times", p, what, n)
			}
		}
	}
}
