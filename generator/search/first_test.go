package search_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bantin/generator/lack"
	"bantin/generator/minify"
	"bantin/generator/search"
	"bantin/generator/site"
)

// mostFiles is how many files a first query makes the page fetch, at most, the script
// among them.
const mostFiles = 12

// A fetch is what a first query makes the page fetch.
type fetch struct {
	Query   string
	Files   []string // of the index
	Shown   []string // the titles of the results
	Skipped []string // words that were not looked for
	Nearest string   // what is offered instead
	Rest    string
	// How often more it is sent until all of its words are looked for, and what it finds then.
	Again    int
	Articles []int
}

// A first is a first query, which may be one that was typed.
type first struct {
	query string
	begun bool
}

func (f first) MarshalJSON() ([]byte, error) { return json.Marshal([]any{f.query, f.begun}) }

// fetched asks the script what each query would fetch of a published index.
func fetched(tb testing.TB, node, dir string, queries []first) (out []fetch) {
	tb.Helper()
	run(tb, node, "testdata/first.mjs", dir, queries, &out)
	return out
}

// A scale weighs what a reader is sent, as gzip -6 packs it.
type scale struct {
	dir   string
	sizes map[string]int
}

func newScale(tb testing.TB, dir string) *scale {
	tb.Helper()
	script, err := os.ReadFile("../../static/search.js")
	if err != nil {
		tb.Fatal(err)
	}
	return &scale{dir, map[string]int{"search.js": packed(tb, minify.File("search.js", script))}}
}

// weigh is how many bytes and files a fetch is, with the script.
func (s *scale) weigh(tb testing.TB, f fetch) (bytes, files int) {
	tb.Helper()
	all := append([]string{"search.js"}, f.Files...)
	for _, name := range all {
		if s.sizes[name] == 0 {
			data, err := os.ReadFile(filepath.Join(s.dir, name))
			if err != nil {
				tb.Fatal(err)
			}
			s.sizes[name] = packed(tb, data)
		}
		bytes += s.sizes[name]
	}
	return bytes, len(all)
}

// TestFirstQuery bounds what a first query of any length sends, sent or still being typed,
// in an index of few rows, whose head has the words, in one of more and smaller ones, and
// in one that has fresh rows, too.
func TestFirstQuery(t *testing.T) {
	node := lack.Node(t)
	for name, c := range map[string]struct {
		site      *site.Site
		two, more int // the most bytes of a query of one or two words, and of a longer one
	}{
		"few rows":   {made(t, 700), 102_400, 185_000},
		"rows":       {build(heavy(t, 330, 20_000)), 55_000, 60_000},
		"fresh rows": {build(heavy(t, 330, 150_000)), 51_000, 47_000},
	} {
		t.Run(name, func(t *testing.T) {
			for lang, l := range c.site.Languages {
				x, dir := search.New(c.site), t.TempDir()
				write(t, c.site, x, lang, dir)
				s, titles, r := newScale(t, dir), titles(c.site, lang), open(x, lang)
				two, more, mostAsked, inPart := 0, 0, 0, 0
				for _, f := range fetched(t, node, dir, firstQueries(titles)) {
					bytes, files := s.weigh(t, f)
					mostAsked = max(mostAsked, files)
					if files > mostFiles {
						t.Errorf("%s: %q fetches %d files: %q", l.Tag, f.Query, files, f.Files)
					}
					asked := len(words(f.Query))
					if asked <= 2 {
						two = max(two, bytes)
					} else {
						more = max(more, bytes)
					}
					if len(f.Skipped) > 0 {
						inPart++
						if want := r.search(f.Query).Articles; f.Again > 2 || !slices.Equal(f.Articles, want) {
							t.Errorf("%s: %q, sent %d times more, finds %s, not %s", l.Tag, f.Query, f.Again, head(f.Articles), head(want))
						}
					}
					for _, offered := range []string{f.Nearest, f.Rest} {
						if a := r.search(offered); offered != "" && len(a.Articles)+len(a.Others) == 0 {
							t.Errorf("%s: for %q is offered %q, which finds nothing", l.Tag, f.Query, offered)
						}
					}
					// A title is found though not all of its words are looked for.
					if slices.Contains(titles, f.Query) && asked >= 5 && asked <= 12 && !slices.Contains(f.Shown, f.Query) {
						t.Errorf("%s: the title %q finds %q", l.Tag, f.Query, f.Shown)
					}
				}
				if two > c.two || more > c.more {
					t.Errorf("%s: a first query sends %d bytes, and a long one %d; at most %d and %d were expected", l.Tag, two, more, c.two, c.more)
				}
				t.Logf("%s: %d bytes at most, %d for a long query, %d files; %d queries are answered in part", l.Tag, two, more, mostAsked, inPart)
			}
		})
	}
}

// A typing is what a query makes the page fetch, and what it finds, when it is typed letter by
// letter and when it is sent at once.
type typing struct {
	Query              string
	Before             []string // files fetched before the reader rests
	Of, Replaced       int      // beginnings that were typed, and those of them that ended so
	Files, FilesSent   []string
	Found, Again, Sent []string // once it is typed, once that is sent, and sent at once
	More               int      // files that sending what was typed fetches
	Rows, Cards        struct { // of an answer that waits for these, and is replaced
		End  any
		More int
	}
}

// TestTyped: letters that follow one another fetch nothing but the head, and the query that they
// become costs what it costs when it is sent, and at most two files more; sent, it finds the
// same. An answer that another one replaces fetches nothing more, whatever it waited for.
func TestTyped(t *testing.T) {
	node := lack.Node(t)
	for name, s := range map[string]*site.Site{"few rows": made(t, 700), "fresh rows": build(heavy(t, 330, 150_000))} {
		dir := t.TempDir()
		write(t, s, search.New(s), 0, dir)
		var typed []typing
		run(t, node, "testdata/typed.mjs", dir, []string{"nghi quyet", "lang son", "đại hội", "hoi nghi ban chap hanh"}, &typed)
		for _, f := range typed {
			if !slices.Equal(f.Before, []string{"head.json"}) || f.Replaced != f.Of {
				t.Errorf("%s: before %q is typed, %q are fetched, and %d of %d answers are replaced", name, f.Query, f.Before, f.Replaced, f.Of)
			}
			if len(f.Files) > len(f.FilesSent)+2 || len(f.Files) > mostFiles-1 {
				t.Errorf("%s: %q, typed, fetches %q, and sent %q", name, f.Query, f.Files, f.FilesSent)
			}
			if !slices.Equal(f.Again, f.Found) && f.More == 0 || len(f.Found) < len(f.Sent) {
				t.Errorf("%s: %q finds %d results when it is typed, %d when that is sent, and %d when it is sent at once", name, f.Query, len(f.Found), len(f.Again), len(f.Sent))
			}
			if f.Rows.End != "replaced" || f.Rows.More > 0 || f.Cards.More > 0 {
				t.Errorf("%s: once it is replaced, %q ends in %v and fetches %d files more, or %d cards", name, f.Query, f.Rows.End, f.Rows.More, f.Cards.More)
			}
			t.Logf("%s: %q: %d files typed, %d sent", name, f.Query, len(f.Files), len(f.FilesSent))
		}
	}
}

// titles are those of a language's pages.
func titles(s *site.Site, lang int) (out []string) {
	for _, a := range s.Articles {
		out = append(out, s.Shown(a, lang).Title)
	}
	return out
}

// firstQueries are whole titles and their beginnings of each number of words, sent and while
// they are typed, without marks, mistyped, and with a number.
func firstQueries(titles []string) (out []first) {
	for i := 0; i < len(titles) && len(out) < 160; i += 9 {
		w := strings.Fields(titles[i])
		beginning := strings.Join(w[:min(len(w), 1+i/9%12)], " ")
		out = append(out, first{titles[i], false}, first{beginning, true}, first{search.Base(beginning), false},
			first{beginning + " qwx", false}, first{"nghị quyết số 5 " + beginning, false}, first{"qwxtnghj " + beginning, false})
		other := strings.Fields(titles[(i*7+1)%len(titles)])
		out = append(out, first{w[0] + "qq " + other[len(other)-1] + "q", false}, first{other[len(other)/2] + "q " + beginning, false})
	}
	return out
}

// TestShared holds the numbers that the script shares with others to theirs.
func TestShared(t *testing.T) {
	script, err := os.ReadFile("../../static/search.js")
	if err != nil {
		t.Fatal(err)
	}
	constant := func(name string) string {
		m := regexp.MustCompile(`(?m)^const ` + name + ` = ([0-9]+);`).FindSubmatch(script)
		if m == nil {
			t.Fatalf("search.js has no number %s", name)
		}
		return string(m[1])
	}
	if got := constant("FILES"); got != strconv.Itoa(mostFiles) {
		t.Errorf("an answer takes %s files, not %d", got, mostFiles)
	}
	if got := constant("PLACED"); got != strconv.Itoa(search.MostPlaced) {
		t.Errorf("rows list %s titles of a spelling, not %d", got, search.MostPlaced)
	}
	for _, name := range []string{"search.html", "header.html", "documents.html"} {
		layout, err := os.ReadFile("../../layouts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if want := `name="q"`; !strings.Contains(string(layout), want) {
			t.Errorf("%s has no field for a query", name)
		}
		if want := `maxlength="` + constant("LONGEST") + `"`; !strings.Contains(string(layout), want) {
			t.Errorf("the field of %s has not %s", name, want)
		}
	}
}
