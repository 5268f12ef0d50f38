package generator

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/corpus/editor"
	"bantin/generator/diag"
	"bantin/generator/site"
)

// previewOptions are for a site in dir, with the repository's own layouts.
func previewOptions(dir string) Options {
	return Options{Dir: dir, Layouts: os.DirFS("../layouts"), Static: os.DirFS("../static"), BaseURL: "http://127.0.0.1:8080/"}
}

// noon is when the tests of the preview take place.
func noon() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }

// pages renders every route.
func (e *Edition) pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for i := range e.site.Book.All {
		a := &e.site.Book.All[i]
		var b bytes.Buffer
		problem, err := e.Render(&b, a)
		if err != nil {
			t.Fatalf("render %s: %v", a.Path, err)
		}
		if problem != nil {
			b.WriteString(problem.String())
		}
		out[a.Path] = b.String()
	}
	return out
}

// sameAsNew holds what a preview has come to against one that begins now.
func sameAsNew(t *testing.T, what string, dir string, e *Edition, problems diag.List) {
	t.Helper()
	p, err := OpenPreview(previewOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	want, wanted, _ := p.Update(noon(), content.Suspects{All: true})
	if got, want := lines(problems), lines(wanted); !slices.Equal(got, want) {
		t.Fatalf("%s: the problems are\n%s\nand a new preview has\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if (e == nil) != (want == nil) {
		t.Fatalf("%s: there is an edition: %t, and for a new preview: %t", what, e != nil, want != nil)
	}
	if e == nil {
		return
	}
	got, wantPages := e.pages(t), want.pages(t)
	for path, page := range wantPages {
		if other, ok := got[path]; !ok || other != page {
			t.Fatalf("%s: %s (there: %t) is not as a new preview has it:\n%s", what, path, ok, difference(other, page))
		}
	}
	if len(got) != len(wantPages) {
		t.Fatalf("%s: %d routes, and a new preview has %d", what, len(got), len(wantPages))
	}
}

func lines(l diag.List) []string {
	var out []string
	for _, p := range l {
		out = append(out, p.String())
	}
	return out
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %q\nwant %q", i+1, append(g, "")[min(i, len(g))], w[i])
		}
	}
	return "more lines than wanted"
}

// TestPreviewIsLikeNew: after any edit, what a preview has come to by reading what
// changed is what one has that reads everything.
func TestPreviewIsLikeNew(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, corpus.Size{Articles: 24, Committees: 12, Years: 4, Words: 60}); err != nil {
		t.Fatal(err)
	}
	e, err := editor.New(dir, os.DirFS(".."), 1)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 3))
	p, err := OpenPreview(previewOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	edition, problems, _ := p.Update(noon(), content.Suspects{All: true})
	sameAsNew(t, "at the start", dir, edition, problems)

	edits, every := 1000, 20
	if testing.Short() {
		edits = 150
	}
	made, good, bad, quick := "", 0, 0, 0
	wrong := 0 // looks since the last good one
	for i := range edits {
		change := e.Edit
		if wrong > 1 {
			change = e.Mend
		}
		what, err := change()
		if err != nil {
			t.Fatal(err)
		}
		made += "; " + what
		if random.IntN(8) == 0 && i < edits-1 {
			continue // several at once
		}
		suspects := content.Suspects{Paths: e.Touched()}
		switch random.IntN(12) {
		case 0:
			suspects = content.Suspects{All: true}
		case 1:
			suspects.Paths = append(suspects.Paths, "content", "layouts/strings") // more than has changed
		}
		before := p.good.book
		now, found, again := p.Update(noon(), suspects)
		if !again {
			edition, problems = now, found
		}
		if edition == nil {
			bad, wrong = bad+1, wrong+1
		} else {
			good, wrong = good+1, 0
			if !again && before != nil && &before.All[0] == &p.good.book.All[0] {
				quick++
			}
		}
		if i%every == 0 || edition == nil {
			sameAsNew(t, made, dir, edition, problems)
		}
		made = ""
	}
	sameAsNew(t, "at the end "+made, dir, edition, problems)
	t.Logf("%d edits: %d good, %d of them retold, %d bad", edits, good, quick, bad)
	if good < edits/4 || bad < edits/40 || quick < edits/20 {
		t.Errorf("of %d edits %d were good, %d of them told in other words, and %d bad: too few of a kind to say anything", edits, good, quick, bad)
	}
}

// TestRetoldSharesNothing: a Site that is copied leads to no part of the old one
// that an edit may change, however the types of the Site may grow.
func TestRetoldSharesNothing(t *testing.T) {
	w, err := open(previewOptions(".."))
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	lib, book, problems := w.load()
	if n, _ := problems.Count(); n > 0 {
		t.Fatal(problems)
	}
	opt := site.Options{Today: today(noon(), lib.Config.TimeZone)}
	old := site.Build(lib, book, opt)
	retold := old.Retold(lib, nil, book, opt)
	if !reflect.DeepEqual(old, retold) {
		t.Error("a copy of a Site is not like it")
	}
	nodes := func(s *site.Site) map[reflect.Type]map[uintptr]bool {
		out := map[reflect.Type]map[uintptr]bool{}
		visitNodes(reflect.ValueOf(s), out)
		return out
	}
	before, after := nodes(old), nodes(retold)
	for _, kind := range []any{site.Article{}, site.Committee{}, site.Congress{}, site.Term{}, site.Document{}} {
		if len(after[reflect.TypeOf(kind)]) == 0 {
			t.Errorf("no %T was found: the test sees nothing", kind)
		}
	}
	leads := reflect.TypeFor[*site.Article]()
	for kind, all := range after {
		if !reaches(kind, leads, map[reflect.Type]bool{}) {
			continue // nothing in it can be stale
		}
		for at := range all {
			if before[kind][at] {
				t.Errorf("a %s is part of both Sites", kind)
				break
			}
		}
	}
}

// visitNodes gathers the structs of package site that a value leads to.
func visitNodes(v reflect.Value, out map[reflect.Type]map[uintptr]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().Kind() != reflect.Struct {
			return
		}
		kind := v.Type().Elem()
		if out[kind][v.Pointer()] {
			return
		}
		if out[kind] == nil {
			out[kind] = map[uintptr]bool{}
		}
		out[kind][v.Pointer()] = true
		visitNodes(v.Elem(), out)
	case reflect.Struct:
		for i := range v.NumField() {
			visitNodes(v.Field(i), out)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			visitNodes(v.Index(i), out)
		}
	case reflect.Map:
		for m := v.MapRange(); m.Next(); {
			visitNodes(m.Value(), out)
		}
	}
}

// reaches reports whether a value of a type can lead to one of another.
func reaches(from, to reflect.Type, seen map[reflect.Type]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	switch from.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return reaches(from.Elem(), to, seen)
	case reflect.Struct:
		for i := range from.NumField() {
			if reaches(from.Field(i).Type, to, seen) {
				return true
			}
		}
	}
	return false
}

// TestPreviewWithoutText: a text that loses its words while it is written is an error as
// in a new preview, and the last good pages stay until there are some again.
func TestPreviewWithoutText(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, corpus.Size{Articles: 4, Committees: 2, Years: 1, Words: 20}); err != nil {
		t.Fatal(err)
	}
	texts, err := filepath.Glob(filepath.Join(dir, "content/articles/*/*.vi.md"))
	if err != nil || len(texts) == 0 {
		t.Fatal(texts, err)
	}
	src, err := os.ReadFile(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(src), "\n---\n") + len("\n---\n")
	name, _ := filepath.Rel(dir, texts[0])
	p, err := OpenPreview(previewOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	p.Update(noon(), content.Suspects{All: true})
	for _, c := range []struct {
		text string
		good bool
	}{{string(src[:at]), false}, {string(src), true}, {"---\ndraft: true\n" + string(src[4:at]), true}} {
		if err := os.WriteFile(texts[0], []byte(c.text), 0o666); err != nil {
			t.Fatal(err)
		}
		e, problems, _ := p.Update(noon(), content.Suspects{Paths: []string{filepath.ToSlash(name)}})
		sameAsNew(t, c.text, dir, e, problems)
		if (e != nil) != c.good {
			t.Errorf("%s\nthere is an edition: %t\n%s", c.text, e != nil, strings.Join(lines(problems), "\n"))
		}
	}
}

// smallPreview is the preview of a bulletin of four articles, and its folder.
func smallPreview(t *testing.T) (p *Preview, dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := corpus.Write(dir, corpus.Size{Articles: 4, Committees: 2, Years: 1, Words: 20}); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPreview(previewOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p, dir
}

// TestPreviewUnused: what nothing uses in layouts/ is told of as long as it is there,
// whatever else is edited meanwhile.
func TestPreviewUnused(t *testing.T) {
	p, dir := smallPreview(t)
	edition, problems, _ := p.Update(noon(), content.Suspects{All: true})
	article := edition.site.Articles[0].Texts[0].File
	for _, c := range []struct {
		file, data string // without data, the file goes
		told       int    // warnings of rule layout-unused then
	}{
		{"layouts/artcle.html", "x", 1},
		{article, "+", 1},
		{"layouts/footer.htm", "x", 2},
		{"layouts/parts/x.html", "x", 3},
		{article, "+", 3},
		{"layouts/line.html", `{{template "artcle"}}`, 2},
		{"layouts/footer.htm", "", 1},
		{"layouts/line.html", "", 2},
		{"layouts/artcle.html", "", 1},
		{"layouts/parts", "", 0},
	} {
		at := filepath.Join(dir, filepath.FromSlash(c.file))
		var err error
		switch c.data {
		case "":
			err = os.RemoveAll(at)
		case "+":
			var src []byte
			src, err = os.ReadFile(at)
			err = errors.Join(err, os.WriteFile(at, append(src, "\nThêm.\n"...), 0o666))
		default:
			err = errors.Join(os.MkdirAll(filepath.Dir(at), 0o777), os.WriteFile(at, []byte(c.data), 0o666))
		}
		if err != nil {
			t.Fatal(err)
		}
		if now, found, again := p.Update(noon(), content.Suspects{Paths: []string{c.file}}); !again {
			edition, problems = now, found
		}
		told := 0
		for _, p := range problems {
			if p.Rule == "layout-unused" {
				told++
			}
		}
		if told != c.told {
			t.Errorf("%s: %d warnings, not %d: %v", c.file, told, c.told, problems)
		}
		sameAsNew(t, c.file, dir, edition, problems)
	}
}

// TestPast: a day is over when another begins in the site's time zone, and never by a
// clock that stands still.
func TestPast(t *testing.T) {
	p, _ := smallPreview(t)
	if p.Past(noon()) {
		t.Error("a day is over of which there is nothing yet")
	}
	p.Update(noon(), content.Suspects{All: true})
	for _, c := range []struct {
		after time.Duration // noon in Greenwich, which is seven in the evening in Hà Nội
		past  bool
	}{{0, false}, {5*time.Hour - time.Second, false}, {5 * time.Hour, true}, {-19 * time.Hour, false}, {-19*time.Hour - time.Second, true}} {
		if got := p.Past(noon().Add(c.after)); got != c.past {
			t.Errorf("%v after the last look: past is %t", c.after, got)
		}
	}
	now := noon().Add(5 * time.Hour)
	if _, _, again := p.Update(now, content.Suspects{}); again || p.Past(now) {
		t.Errorf("a new day: again is %t, past is %t", again, p.Past(now))
	}
	if _, _, again := p.Update(now, content.Suspects{}); !again {
		t.Error("a day makes two editions")
	}
}
