package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/corpus"
	"bantin/generator/site"
)

// bulletinOf is a Renderer of the made-up committees with these articles, each
// "date until kind committee", and with the congresses of no register.
func bulletinOf(t *testing.T, articles ...string) *Renderer {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("config.yaml", "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\nlanguages: [vi, en]\n")
	write("content/committees.yaml", `- {id: mot, name: {vi: Đảng bộ tỉnh Một, en: One Provincial Organisation}, short: {vi: Một, en: One}, level: province}
- {id: hai, name: {vi: Đảng bộ Khối Hai, en: Two Bloc Organisation}, short: {vi: Hai, en: Two}, level: bloc}
`)
	for i, a := range articles {
		f := strings.Fields(a)
		until := ""
		if f[1] != "-" {
			until = "until: " + f[1] + "\n"
		}
		more := "term: 2020-2025\n"
		if f[2] == "congress" {
			more += "congress: 7\n"
		}
		write(fmt.Sprintf("content/articles/%s-bai-%d.vi.md", f[0], i),
			fmt.Sprintf("---\ntitle: Bài %d\ndate: %s\n%scommittee: %s\nkind: %s\n%s---\n\nNội dung.\n", i, f[0], until, f[3], f[2], more))
	}
	return rendererOf(t, siteOf(t, dir, func(*site.Site) {}), dir)
}

// laidOut is a grid as text: the days of each week, then its lanes, a meeting as
// its committee and span, a gap as dots.
func laidOut(g *Grid) string {
	tags := regexp.MustCompile(`<span class="heard">[^<]*</span>|<[^>]*>`)
	var b strings.Builder
	for _, w := range g.Weeks {
		for _, d := range w.Days {
			b.WriteString(tags.ReplaceAllString(string(d.Number), ""))
			if d.Busy {
				b.WriteString("*")
			}
			b.WriteString(" ")
		}
		for _, lane := range w.Lanes {
			b.WriteString("|")
			for _, c := range lane.Cells {
				name := strings.Repeat(".", c.Span)
				if c.Link != "" {
					name = fmt.Sprint(c.Of, c.Span)
				}
				if c.From {
					name = "<" + name
				}
				if c.To {
					name += ">"
				}
				b.WriteString(" " + name)
			}
		}
		if w.More != nil {
			b.WriteString("|")
			for _, m := range w.More {
				b.WriteString(" " + string(tags.ReplaceAllString(string(m), "")) + ";")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestGrid: weeks begin on Monday, meetings stand over their days, also those that
// cross the ends of a week or of the month, and what has no room is counted.
func TestGrid(t *testing.T) {
	for _, test := range []struct {
		name     string
		month    calendar.Date
		articles []string
		want     string
	}{
		{"a month that begins on Monday and has four weeks", calendar.Date{Year: 2021, Month: 2},
			[]string{"2021-02-28 - plenum mot"}, `
1 2 3 4 5 6 7 
8 9 10 11 12 13 14 
15 16 17 18 19 20 21 
22 23 24 25 26 27 28* | ...... mot1
`},
		{"over the end of a week and of the month", calendar.Date{Year: 2020, Month: 10},
			[]string{"2020-09-29 2020-10-02 conference hai", "2020-10-10 2020-10-12 congress mot", "2020-10-31 2020-11-03 conference hai"}, `
   1* 2* 3 4 | ... <hai2 ..
5 6 7 8 9 10* 11* | ..... mot2>
12* 13 14 15 16 17 18 | <mot1 ......
19 20 21 22 23 24 25 
26 27 28 29 30 31*  | ..... hai1> .
`},
		{"what is no meeting is left out, and one congress is there once", calendar.Date{Year: 2021, Month: 2},
			[]string{"2021-02-03 - news mot", "2021-02-03 - resolution hai", "2021-02-04 2021-02-05 congress mot", "2021-02-04 2021-02-05 congress mot"}, `
1 2 3 4* 5* 6 7 | ... mot2 ..
8 9 10 11 12 13 14 
15 16 17 18 19 20 21 
22 23 24 25 26 27 28 
`},
		{"more than there are lanes", calendar.Date{Year: 2021, Month: 2},
			[]string{"2021-02-01 2021-02-02 plenum mot", "2021-02-02 - plenum mot", "2021-02-02 - plenum hai", "2021-02-02 - plenum hai", "2021-02-02 - plenum hai", "2021-02-02 - plenum hai"}, `
1* 2* 3 4 5 6 7 | mot2 .....| . hai1 .....| . hai1 .....| . hai1 .....| ; +2 sự kiện; ; ; ; ; ;
8 9 10 11 12 13 14 
15 16 17 18 19 20 21 
22 23 24 25 26 27 28 
`},
		{"begun before the month, with nothing of its own there", calendar.Date{Year: 2021, Month: 2},
			[]string{"2020-12-30 2021-02-01 conference mot", "2021-02-20 - news mot"}, `
1* 2 3 4 5 6 7 | <mot1 ......
8 9 10 11 12 13 14 
15 16 17 18 19 20 21 
22 23 24 25 26 27 28 
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := bulletinOf(t, test.articles...)
			g := r.grid(r.languages[0], nil, r.site.Year(test.month.Year).Month(test.month.Month))
			if g == nil {
				t.Fatal("no grid")
			}
			if got := laidOut(g); got != test.want[1:] {
				t.Errorf("got\n%swant\n%s", got, test.want[1:])
			}
		})
	}
	r := bulletinOf(t, "2021-02-03 - news mot")
	if g := r.grid(r.languages[0], nil, r.site.Year(2021).Month(2)); g != nil {
		t.Errorf("a month without meetings has a grid: %s", laidOut(g))
	}
}

// TestGridLinks: every day that leads somewhere leads to a place on the page.
func TestGridLinks(t *testing.T) {
	r := bulletinOf(t, "2020-09-29 2020-10-02 conference hai", "2020-10-01 - news mot", "2020-10-10 2020-10-12 congress mot", "2020-11-01 - plenum mot")
	for i := range r.site.Book.All {
		at := &r.site.Book.All[i]
		if at.Key.Kind != address.Month {
			continue
		}
		page := rendered(t, r, at)
		for _, to := range regexp.MustCompile(`href="#(day_\d+)"`).FindAllStringSubmatch(page, -1) {
			if !strings.Contains(page, ` id="`+to[1]+`"`) {
				t.Errorf("%s: there is no #%s", at.Path, to[1])
			}
		}
	}
}

func rendered(t *testing.T, r *Renderer, at *address.Address) string {
	t.Helper()
	var page bytes.Buffer
	if err := r.Render(&page, at); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// TestFilters: the sentence counts articles and their committees, and the choices
// are those that the entries have.
func TestFilters(t *testing.T) {
	for _, test := range []struct {
		name     string
		articles []string
		vi, en   string
		choices  string // kinds, levels, committees
	}{
		{"one", []string{"2021-02-01 - news mot"}, "1 bài của 1 cơ quan, tổ chức trong năm 2021", "1 article of 1 organisation in 2021", "none"},
		{"few", []string{"2021-02-01 - news mot", "2021-02-02 - plan hai"}, "2 bài của 2 cơ quan, tổ chức trong năm 2021", "2 articles of 2 organisations in 2021", "none"},
		{"alike", []string{"2021-02-01 - news mot", "2021-02-02 - news mot", "2021-02-03 - news mot", "2021-02-04 - news mot", "2021-02-05 - news mot"},
			"5 bài của 1 cơ quan, tổ chức trong năm 2021", "5 articles of 1 organisation in 2021", "none"},
		{"of one kind", []string{"2021-02-01 - news mot", "2021-02-02 - news hai", "2021-02-03 - news mot", "2021-02-04 - news mot", "2021-02-05 - news mot"},
			"5 bài của 2 cơ quan, tổ chức trong năm 2021", "5 articles of 2 organisations in 2021", "0 2 2"},
		{"of one committee", []string{"2021-02-01 - news mot", "2021-02-02 - plan mot", "2021-02-03 - notice mot", "2021-02-04 - news mot", "2021-02-05 - news mot"},
			"5 bài của 1 cơ quan, tổ chức trong năm 2021", "5 articles of 1 organisation in 2021", "3 0 0"},
	} {
		r := bulletinOf(t, test.articles...)
		for i, want := range []string{test.vi, test.en} {
			l := r.languages[i]
			var entries []site.Entry
			for _, m := range r.site.Year(2021).Months {
				entries = append(entries, m.Entries...)
			}
			shown, f := r.filters(l, entries, l.say("filter.inYear", "year", "2021"))
			if shown != want {
				t.Errorf("%s: %q, want %q", test.name, shown, want)
			}
			got := "none"
			if f != nil {
				got = fmt.Sprint(len(f.Kinds), len(f.Levels), len(f.Committees))
				var words map[string]string
				if err := json.Unmarshal([]byte(f.Words), &words); err != nil {
					t.Fatal(err)
				}
				for key, text := range words {
					if strings.ContainsAny(text, "{}") {
						t.Errorf("%s: %s: %q is not finished", test.name, key, text)
					}
				}
			}
			if got != test.choices {
				t.Errorf("%s: choices %s, want %s", test.name, got, test.choices)
			}
		}
	}
}

// TestLargeYear: a year of thousands of articles has a page of a size that a
// telephone can take, in which each month still says what the filters need.
func TestLargeYear(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	if err := corpus.Write(dir, corpus.Size{Articles: 3000, Years: 1, FirstYear: 2010, Words: 20, Translated: corpus.Untranslated}); err != nil {
		t.Fatal(err)
	}
	r := rendererOf(t, siteOf(t, dir, func(*site.Site) {}), dir)
	for i := range r.site.Book.All {
		at := &r.site.Book.All[i]
		if at.Key.Kind != address.Year || at.Key.Year != 2010 || at.Lang != 0 {
			continue
		}
		page := rendered(t, r, at)
		if len(page) > 150_000 {
			t.Errorf("%s has %d bytes", at.Path, len(page))
		}
		n := 0
		for _, tally := range regexp.MustCompile(` data-tally="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			for _, part := range strings.Fields(tally[1]) {
				var count int
				if _, err := fmt.Sscan(strings.Split(part, "/")[2], &count); err != nil {
					t.Fatal(err)
				}
				n += count
			}
		}
		if n != 3000 {
			t.Errorf("%s: its tallies count %d articles, want 3000", at.Path, n)
		}
		return
	}
	t.Fatal("there is no such page")
}

// TestLanes: no two terms of a row of the drawing meet, their names included, and
// nothing leaves the drawing.
func TestLanes(t *testing.T) {
	for _, test := range []struct {
		first, last int
		terms       []calendar.Term
		drawn       int
	}{
		{2019, 2025, []calendar.Term{{From: 2025, To: 2030}, {From: 2020, To: 2025}, {From: 2015, To: 2020}}, 3},
		{2019, 2025, []calendar.Term{{From: 2026, To: 2031}, {From: 2022, To: 2025}, {From: 2020, To: 2022}, {From: 2010, To: 2015}}, 2},
		{2025, 2025, []calendar.Term{{From: 2025, To: 2030}, {From: 2020, To: 2025}}, 2},
		{1930, 2025, []calendar.Term{{From: 2020, To: 2025}, {From: 2020, To: 2024}, {From: 2020, To: 2023}, {From: 2020, To: 2022}, {From: 2019, To: 2025}, {From: 2018, To: 2025}, {From: 2017, To: 2025}}, drawingLanes},
	} {
		d := newDrawing(test.first, test.last, 0)
		var terms []*site.Term
		for _, x := range test.terms {
			terms = append(terms, &site.Term{Term: x})
		}
		drawn := 0
		for _, lane := range d.lanes(terms) {
			for i, b := range lane {
				drawn++
				from, to := min(b.from, b.label), max(b.to, b.label+drawingTerm)
				if from < drawingEdge || to > d.width()-drawingEdge {
					t.Errorf("%v from %d to %d is not in a drawing of %d", b.term.Term, from, to, d.width())
				}
				if i > 0 && max(lane[i-1].to, lane[i-1].label+drawingTerm)+drawingGap > from {
					t.Errorf("%v meets %v", lane[i-1].term.Term, b.term.Term)
				}
			}
		}
		if drawn != test.drawn {
			t.Errorf("%d to %d: %d terms are drawn, want %d", test.first, test.last, drawn, test.drawn)
		}
	}
}

// TestDrawingIsReadable: however many years there are, the bars are neither too
// thin to be seen nor too many for a page.
func TestDrawingIsReadable(t *testing.T) {
	for years := 1; years <= 120; years++ {
		d := newDrawing(2026-years, 2025, 0)
		if d.step < 6 || d.width() > drawingWidth+2*drawingEdge || d.units > 160 {
			t.Errorf("%d years: %d bars of %d, %d in all", years, d.units, d.step, d.width())
		}
		if d.fills() != (years > 1) {
			t.Errorf("%d years: %d are as wide as the page: %t", years, d.width(), d.fills())
		}
	}
}
