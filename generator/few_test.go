package generator_test

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/maphash"
	"image"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/darkroom"
	"bantin/generator/diag"
	"bantin/generator/render"
	"bantin/generator/site"
)

// mostChanged is how many files of the output one new article may change, make
// or take away. The design allows 60, of which the search index is to have its
// part.
const mostChanged = 60

// An addition is a new article. The zero fields of it are left out.
type addition struct {
	what       string
	date       string
	committee  string
	congress   int
	term       string
	kind       string
	plenum     int
	translated bool
	also       string // a line of the front matter
	picture    string // a file beside it
	quiet      bool   // whether it only makes ready for the next one
	allowed    int    // files beyond mostChanged, for what few articles bring
}

// TestFew: one new article changes few files of the output, whichever it is, in a
// bulletin where each list is long. All that would be published is rendered again
// after each addition and held against what it was before. That a build writes
// those files and no others is for TestAgain.
func TestFew(t *testing.T) {
	const articles = 2000
	dir := madeUp(t, corpus.Size{Articles: articles, Committees: 60, Words: 40}, "")
	data := t.TempDir()
	before := renderAll(t, dir, data)
	records, _ := openData(t, &bulletin{dir: data, files: fileSet(t, data)})
	if len(records) != articles {
		t.Fatalf("%d articles, want %d", len(records), articles)
	}
	most := 0
	for i, a := range additions(t, records) {
		if a.quiet {
			a.write(t, dir, i)
			before = nil
			continue
		}
		if before == nil {
			before = renderAll(t, dir, "")
		}
		id := a.write(t, dir, i)
		after := renderAll(t, dir, "")
		changed := compare(before, after)
		for _, lang := range []string{"vi/bai-viet", "en/articles"} {
			page := path.Join(lang, a.date[:4], id, "index.html")
			if _, there := after[page]; there != (a.translated || lang == "vi/bai-viet") {
				t.Errorf("%s: %s is not as it should be", a.what, page)
			}
		}
		if others := otherArticles(changed); len(others) > 2*mostNeighbours {
			t.Errorf("%s: pages of other articles changed, at most %d in each language may: %s", a.what, mostNeighbours, strings.Join(others, " "))
		}
		t.Logf("%2d files: %s (%s of %s in %s, congress %d)", len(changed), a.what, cmp.Or(a.kind, "news"), a.date, a.committee, a.congress)
		if most = max(most, len(changed)-a.allowed); len(changed) > mostChanged+a.allowed {
			t.Errorf("%s: %d files changed, at most %d may: %s", a.what, len(changed), mostChanged+a.allowed, strings.Join(changed, " "))
		}
		before = after
	}
	t.Logf("at most %d files of %d, beside those that few articles bring", most, len(before))
}

// mostNeighbours is how many other articles' pages may change in each language: the one
// before and the one after it in its own committee, and the one after it in its congress.
const mostNeighbours = 3

// otherArticles are the pages among changed files that are of articles that were there.
func otherArticles(changed []string) []string {
	return slices.DeleteFunc(slices.Clone(changed), func(name string) bool {
		return !strings.HasPrefix(name, "vi/bai-viet/") && !strings.HasPrefix(name, "en/articles/")
	})
}

// renderAll renders every file of a site and gives a sum of each, by its path. The
// open data goes to a folder, if one is given.
func renderAll(t *testing.T, dir, data string) map[string]uint64 {
	t.Helper()
	opt := optionsFor(dir, "")
	folder := os.DirFS(dir)
	lib := content.Load(folder, opt.Layouts, opt.Static, nil)
	book := address.NewBook(lib, false)
	problems := check.Run(lib, book)
	for _, p := range problems {
		if p.Severity == diag.Error {
			t.Fatal(p)
		}
	}
	s := site.Build(lib, book, site.Options{Today: calendar.Moment(buildDay)})
	r, broken := render.New(s, render.Parse(opt.Layouts), folder, darkroom.New(nil, folder))
	if len(broken) > 0 {
		t.Fatal(broken[0])
	}
	sums := make([]uint64, len(book.All))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var page bytes.Buffer
			for i := int(next.Add(1)) - 1; i < len(sums); i = int(next.Add(1)) - 1 {
				page.Reset()
				if err := r.Render(&page, &book.All[i]); err != nil {
					t.Errorf("%s: %v", book.All[i].Path, err)
				}
				sums[i] = maphash.Bytes(sumSeed, page.Bytes())
				if file := book.All[i].File(); data != "" && strings.HasPrefix(file, "data/") {
					if err := writeBelow(data, file, page.Bytes()); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	out := make(map[string]uint64, len(sums))
	for i := range sums {
		out[book.All[i].File()] = sums[i]
	}
	return out
}

func writeBelow(dir, name string, data []byte) error {
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		return err
	}
	return os.WriteFile(full, data, 0o666)
}

var sumSeed = maphash.MakeSeed()

// compare are the files that differ: + before one that is new, - before one that
// is gone.
func compare(before, after map[string]uint64) []string {
	var out []string
	for name, was := range before {
		if now, ok := after[name]; !ok {
			out = append(out, "-"+name)
		} else if now != was {
			out = append(out, name)
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok {
			out = append(out, "+"+name)
		}
	}
	slices.Sort(out)
	return out
}

// fileSet are the files of a folder.
func fileSet(t *testing.T, dir string) map[string]bool {
	out := map[string]bool{}
	for _, name := range filesOf(t, dir) {
		out[name] = true
	}
	return out
}

// additions are the new articles, each of its own kind and place, with the record
// of one that is there already, so that it contradicts nothing.
func additions(t *testing.T, records map[string]record) (cases []addition) {
	t.Helper()
	list := make([]record, 0, len(records))
	count := map[string]int{}
	for _, id := range sortedKeys(records) {
		list = append(list, records[id])
		count[records[id].Committee]++
	}
	slices.SortStableFunc(list, func(a, b record) int { return strings.Compare(a.Date, b.Date) })
	oldest, newest := list[0], list[len(list)-1]
	largest, smallest := "", ""
	for _, id := range sortedKeys(count) {
		if largest == "" || count[id] > count[largest] {
			largest = id
		}
		if smallest == "" || count[id] < count[smallest] {
			smallest = id
		}
	}
	// find is an article near the middle for which ok holds.
	find := func(ok func(r record) bool) record {
		for i := range list {
			at := len(list)/2 + (i+1)/2*(1-2*(i%2))
			if at >= 0 && at < len(list) && ok(list[at]) {
				return list[at]
			}
		}
		t.Fatal("the made-up bulletin has no such article")
		return record{}
	}
	like := func(what string, r record) addition {
		return addition{what: what, date: r.Date[:10], committee: r.Committee, congress: r.Congress, term: r.Term, translated: true}
	}
	with := func(a addition, more func(*addition)) addition { more(&a); return a }
	day := func(date string, days int) string {
		d, err := time.Parse(time.DateOnly, date[:10])
		if err != nil {
			t.Fatal(err)
		}
		return d.AddDate(0, 0, days).Format(time.DateOnly)
	}

	plain := find(func(r record) bool { return r.Congress == 0 && r.Kind == "news" })
	sitting := find(func(r record) bool { return r.Congress > 0 && r.Kind != "congress" })
	congress := find(func(r record) bool { return r.Kind == "congress" })
	inLargest := find(func(r record) bool { return r.Committee == largest })
	inSmallest := find(func(r record) bool { return r.Committee == smallest })
	sittingLate := record{}
	for _, r := range list[:len(list)-4] {
		if r.Congress > 0 {
			sittingLate = r
		}
	}
	last := newest.Date[:10]
	cases = []addition{
		with(like("newest", newest), func(a *addition) { a.date, a.kind = day(last, 3), "conference" }),
		with(like("second newest", newest), func(a *addition) { a.date, a.kind = day(last, 2), "conference" }),
		with(like("third newest", newest), func(a *addition) { a.date, a.kind = day(last, 1), "conference" }),
		with(like("newest of the largest committee", inLargest), func(a *addition) {
			// Its last article's record, so that term and congress fit the day.
			for _, r := range list {
				if r.Committee == largest {
					*a = like(a.what, r)
				}
			}
			a.kind, a.plenum = "plenum", 99
		}),
		with(like("middle, without a congress", plain), func(a *addition) { a.kind = "resolution" }),
		with(like("middle, with a congress", sitting), func(a *addition) { a.kind = "conference" }),
		with(like("middle, untranslated", plain), func(a *addition) { a.translated, a.kind = false, "directive" }),
		with(like("middle, with a congress, untranslated", sitting), func(a *addition) { a.translated, a.kind = false, "plan" }),
		with(like("oldest", oldest), func(a *addition) { a.kind = "notice" }),
		like("middle of the largest committee", inLargest),
		with(like("in the smallest committee", inSmallest), func(a *addition) { a.kind = "conference" }),
		with(like("near the newest, with a congress", sittingLate), func(a *addition) { a.kind = "conference" }),
		with(like("a congress", congress), func(a *addition) { a.kind = "congress" }),
	}
	// It comes first in feeds and on the home page, and stays among the old elsewhere.
	cases = append(cases, with(like("old, come out last", oldest), func(a *addition) {
		a.kind, a.also = "notice", "published: "+day(last, 4)+"\n"
	}))
	nextYear, err := strconv.Atoi(last[:4])
	if err != nil {
		t.Fatal(err)
	}
	for _, first := range []struct{ what, date string }{
		{"first of a year", fmt.Sprint(nextYear+1, "-01-04")}, {"first of a month", fmt.Sprint(nextYear+1, "-02-03")},
	} {
		cases = append(cases, with(like(first.what, newest), func(a *addition) { a.date = first.date }))
	}
	// Of two bodies, and so on the pages and in the feeds of both.
	double := find(func(r record) bool { return len(r.Also) == 1 && r.Also[0].Congress > 0 })
	cases = append(cases, with(like("of two bodies", double), func(a *addition) {
		a.also = fmt.Sprintf("also:\n  - {committee: %s, congress: %d}\n", double.Also[0].Committee, double.Also[0].Congress)
	}))
	cases = append(cases, with(like("of two bodies, newest", newest), func(a *addition) {
		a.date = day(last, 4)
		a.also = fmt.Sprintf("also:\n  - {committee: %s}\n", largest)
	}))
	// The most that one can change: a meeting among the newest whose neighbours
	// in its committee are others than those in its congress.
	for i, around := range []struct {
		day   int
		about bool // the congress
	}{{-9, true}, {-8, true}, {-3, false}, {-2, false}, {-1, true}, {0, true}} {
		cases = append(cases, with(like(fmt.Sprint("around the last, ", i), sittingLate), func(a *addition) {
			if a.date, a.quiet = day(last, around.day), true; !around.about {
				a.congress = 0
			}
		}))
	}
	cases = append(cases, with(like("among others of its committee and of its congress", sittingLate), func(a *addition) {
		a.date, a.kind = day(last, -4), "conference"
	}))
	return append(cases, wide(t, list, count, like, day, newest)...)
}

// wide are new articles that are on as many pages as can be: of several bodies, each with a
// congress, of meetings, which are in calendars, with a translation that says not which text
// it translates.
func wide(t *testing.T, list []record, count map[string]int, like func(string, record) addition, day func(string, int) string, newest record) []addition {
	t.Helper()
	sits := func(r record) bool { return r.Congress > 0 }
	// The fewer articles its bodies have, the more of their lists have it.
	var old record
	least := len(list)
	for _, r := range list[len(list)/10 : len(list)/2] {
		if !sits(r) || len(r.Also) != 1 || r.Also[0].Congress == 0 {
			continue
		}
		if n := count[r.Committee] + count[r.Also[0].Committee]; n < least {
			old, least = r, n
		}
	}
	if least == len(list) {
		t.Fatal("the made-up bulletin has no article of two congresses")
	}
	third := list[slices.IndexFunc(list, func(r record) bool {
		return sits(r) && r.Committee != old.Committee && r.Committee != old.Also[0].Committee
	})]
	two := fmt.Sprintf("also:\n  - {committee: %s, congress: %d}\n", old.Also[0].Committee, old.Also[0].Congress)
	three := two + fmt.Sprintf("  - {committee: %s, congress: %d}\n", third.Committee, third.Congress)
	last := newest.Date[:10]
	meeting := func(what, more string, allowed int) addition {
		a := like(what, old)
		a.kind, a.also, a.allowed = "conference", more, allowed
		return a
	}
	out := "published: " + day(last, 5) + "\n"
	documents := out + two + "number: 901-KL/TU\ndocuments:\n  - {number: 902-NQ/TU}\n  - {number: 903-CT/TU}\n  - {number: 904-KH/TU}\n"
	presents := meeting("a document that cites three, all new, of two congresses, come out last", documents, 4*documentFiles+3)
	presents.kind = "resolution"
	pictured := meeting("with a picture, of two congresses, come out last", out+two+"image: {src: anh-moi.png, alt: {vi: Ảnh, en: A picture}}\n", pictureFiles)
	pictured.picture = "anh-moi.png"
	year := like("first of a year, of two bodies", newest)
	year.kind, year.allowed = "conference", yearFiles
	for _, r := range list {
		if sits(r) && r.Committee != newest.Committee {
			year.also = fmt.Sprintf("also:\n  - {committee: %s, congress: %d}\n", r.Committee, r.Congress)
		}
	}
	term := year
	term.what, term.allowed = "first of a year and of a term, of two bodies", yearFiles+termFiles
	from, err := strconv.Atoi(last[:4])
	if err != nil {
		t.Fatal(err)
	}
	until, err := strconv.Atoi(newest.Term[len("2020-"):])
	if err != nil {
		t.Fatal(err)
	}
	year.date = fmt.Sprint(from+2, "-03-05")
	term.date, term.term = fmt.Sprint(until+1, "-03-05"), fmt.Sprint(until, "-", until+5)
	return []addition{
		meeting("of two congresses, come out last", out+two, 0),
		meeting("of two congresses, come out when it was", two, 0),
		meeting("of three congresses, come out last", out+three, bodyFiles),
		presents, year, term, pictured,
	}
}

// What an article may change beyond mostChanged because that is what it brings.
const (
	bodyFiles     = 12 // with each body beyond two: its page, its year, its congress and three feeds, in each language
	documentFiles = 2  // with each document that nobody has named: its page, in each language
	pictureFiles  = 4  // its sizes
	yearFiles     = 8  // of a new year: what leads on to it in that before, the timeline's year and month and two bodies' years
	termFiles     = 2  // of a new term: its page, in each language
)

// write writes the article's files and gives its id.
func (a addition) write(t *testing.T, dir string, n int) string {
	t.Helper()
	id := fmt.Sprintf("%s-bai-moi-%d", a.date, n)
	var front strings.Builder
	fmt.Fprintf(&front, "---\ntitle: Bài mới, %s\ndate: %s\ncommittee: %s\n", a.what, a.date, a.committee)
	if a.congress > 0 {
		fmt.Fprintf(&front, "congress: %d\n", a.congress)
	}
	fmt.Fprintf(&front, "term: %s\n", a.term)
	if a.kind != "" {
		fmt.Fprintf(&front, "kind: %s\n", a.kind)
	}
	if a.plenum > 0 {
		fmt.Fprintf(&front, "plenum: %d\n", a.plenum)
	}
	front.WriteString(a.also)
	folder := filepath.Join(dir, "content", "articles")
	if a.picture != "" {
		var picture bytes.Buffer
		drawn := image.NewGray(image.Rect(0, 0, 1600, 900))
		for i := range drawn.Pix {
			drawn.Pix[i] = byte(i * i >> 12)
		}
		if err := png.Encode(&picture, drawn); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, a.picture), picture.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(folder, id)
	if err := os.WriteFile(name+".vi.md", []byte(front.String()+"---\n\nNội dung.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if a.translated {
		if err := os.WriteFile(name+".en.md", []byte("---\ntitle: A new article, "+a.what+"\n---\n\nContents.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return id
}
