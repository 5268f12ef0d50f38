package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator/content"
	"bantin/generator/corpus"
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

// An editor makes random changes to a site's folder, as people do: mostly small
// ones, some that are wrong, and some that undo what is wrong.
type editor struct {
	t     *testing.T
	rand  *rand.Rand
	dir   string
	paths []string // what was touched since the last look
	first map[string]string
	n     int
}

func (e *editor) file(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *editor) read(name string) string {
	b, err := os.ReadFile(e.file(name))
	if err != nil {
		e.t.Fatal(err)
	}
	return string(b)
}

func (e *editor) write(name, text string) {
	if err := os.MkdirAll(filepath.Dir(e.file(name)), 0o777); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(e.file(name), []byte(text), 0o666); err != nil {
		e.t.Fatal(err)
	}
	e.paths = append(e.paths, name)
}

func (e *editor) remove(name string) {
	if err := os.RemoveAll(e.file(name)); err != nil {
		e.t.Fatal(err)
	}
	e.paths = append(e.paths, name)
}

// texts are the articles' files, in order.
func (e *editor) texts() []string {
	var out []string
	filepath.WalkDir(e.file(content.ArticlesFolder), func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			rel, _ := filepath.Rel(e.dir, name)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	})
	return out
}

func (e *editor) anyText() string {
	all := e.texts()
	return all[e.rand.IntN(len(all))]
}

// key sets a line of a text's front matter; "" takes it away.
func (e *editor) key(name, key, line string) {
	head, body, _ := strings.Cut(e.read(name), "\n---\n")
	var out []string
	for l := range strings.SplitSeq(head, "\n") {
		if !strings.HasPrefix(l, key+":") {
			out = append(out, l)
		}
	}
	if line != "" {
		out = append(out, line)
	}
	e.write(name, strings.Join(out, "\n")+"\n---\n"+body)
}

// edit makes one change and says which.
func (e *editor) edit() string {
	e.n++
	name := e.anyText()
	switch e.rand.IntN(40) {
	default:
		e.write(name, e.read(name)+fmt.Sprintf("\nMột câu thêm, câu thứ %d.\n", e.n))
		return "a sentence in " + name
	case 5, 6, 7:
		e.key(name, "title", fmt.Sprintf("title: Tiêu đề thứ %d", e.n))
		return "a title in " + name
	case 8:
		e.key(name, "summary", fmt.Sprintf("summary: Tóm tắt thứ %d", e.n))
		return "a summary in " + name
	case 9:
		e.write(name, e.read(name)+fmt.Sprintf("\n## Mục %d\n\nCăn cứ Nghị quyết số %d-NQ/TW và Chỉ thị 05.\n", e.n%5, e.n%7+1))
		return "a heading and a document in " + name
	case 10:
		other := e.anyText()
		rel, err := filepath.Rel(path.Dir(name), other)
		if err != nil {
			e.t.Fatal(err)
		}
		e.write(name, e.read(name)+fmt.Sprintf("\nXem [bài kia](%s#muc-%d).\n", filepath.ToSlash(rel), e.n%5))
		return "a link in " + name + " to " + other
	case 11:
		e.write(name, e.read(name)+"\n[Không đâu](khong-co.vi.md)\n")
		return "a broken link in " + name
	case 12:
		e.key(name, "date", "date: 2019-13-01")
		return "a wrong date in " + name
	case 13:
		e.key(name, "draft", "draft: true")
		return "a draft: " + name
	case 14:
		e.key(name, "draft", "")
		return "no draft: " + name
	case 15:
		if len(e.texts()) > 20 {
			e.remove(name)
			return "removed " + name
		}
		fallthrough
	case 16:
		to := path.Join(content.ArticlesFolder, fmt.Sprintf("moved-%d", e.n%3), path.Base(name))
		if path.Base(name) == "index.vi.md" || path.Base(name) == "index.en.md" {
			return "nothing"
		}
		text := e.read(name)
		e.remove(name)
		e.write(to, text)
		return "moved " + name + " to " + to
	case 17:
		text := e.read(name)
		e.write(fmt.Sprintf("%s/bai-moi-%d.vi.md", content.ArticlesFolder, e.n), text)
		return "a copy of " + name
	case 18:
		text := e.read(content.CommitteesFile)
		e.write(content.CommitteesFile, strings.Replace(text, "name: {vi: ", fmt.Sprintf("name: {vi: Mới %d ", e.n), 1))
		return "a committee's name"
	case 19:
		e.write("layouts/line.html", fmt.Sprintf("{{/* %d */}}", e.n)+e.first["layouts/line.html"]+fmt.Sprintf("<!-- %d -->\n", e.n%3))
		return "a layout"
	case 20:
		e.write("layouts/line.html", "{{if}}")
		return "a broken layout"
	case 21:
		e.write("layouts/strings/vi.yaml", strings.Replace(e.first["layouts/strings/vi.yaml"], "name: ", fmt.Sprintf("# %d\nname: ", e.n), 1))
		return "the strings"
	case 22:
		e.write("config.yaml", e.first["config.yaml"]+fmt.Sprintf("recent_items: %d\n", 1+e.n%9))
		return "a setting"
	case 23:
		e.write("config.yaml", "base_url: [\n")
		return "broken settings"
	case 24:
		pixel := e.first["pixel"]
		e.write(path.Join(path.Dir(name), "hinh.gif"), pixel)
		e.write(name, e.read(name)+"\n![Một hình](hinh.gif)\n")
		return "a picture in " + name
	case 26:
		// Long texts make the search index be parted otherwise.
		if len(e.read(name)) > 50_000 {
			head, _, _ := strings.Cut(e.read(name), "\n---\n")
			e.write(name, head+"\n---\n\nNgắn lại.\n")
			return "a short text in " + name
		}
		e.write(name, e.read(name)+strings.Repeat("\nCâu dài thêm cho đủ chữ trong bài.\n", 1500))
		return "a long text in " + name
	case 25:
		e.write("content/pages/trang.vi.md", fmt.Sprintf("---\ntitle: Trang %d\nmenu: 5\n---\n\nNội dung %d.\n", e.n, e.n))
		return "a page"
	}
}

// mend puts everything back that the editor began with.
func (e *editor) mend() string {
	e.remove("content")
	for name, text := range e.first {
		if name != "pixel" {
			e.write(name, text)
		}
	}
	return "all mended"
}

// TestPreviewIsLikeNew: after any edit, what a preview has come to by reading what
// changed is what one has that reads everything.
func TestPreviewIsLikeNew(t *testing.T) {
	dir := t.TempDir()
	if err := corpus.Write(dir, corpus.Size{Articles: 24, Committees: 12, Years: 4, Words: 60}); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, rand: rand.New(rand.NewPCG(1, 2)), dir: dir, first: map[string]string{
		"pixel": "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
	}}
	for _, name := range []string{"layouts/line.html", "layouts/strings/vi.yaml"} {
		b, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		e.first[name] = string(b)
	}
	if err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			e.first[name] = e.read(name)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
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
		if wrong > 1 {
			made += "; " + e.mend()
		} else {
			made += "; " + e.edit()
		}
		if e.rand.IntN(8) == 0 {
			continue // several at once
		}
		suspects := content.Suspects{Paths: e.paths}
		switch e.rand.IntN(12) {
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
		e.paths, made = nil, ""
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
