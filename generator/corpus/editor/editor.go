// Package editor makes random changes to a site's folder, as people make them in a
// long afternoon: mostly small ones, some that are wrong, and some that undo what is
// wrong. What looks at a folder again and again is held against what looks once, after
// each of them.
//
// It takes a folder, which need not be made up by package corpus, and changes files of
// it. Like corpus it shares no code with the packages that read a site.
package editor

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const (
	articles      = "content/articles"
	register      = "content/committees.yaml"
	announcements = "content/announcements.yaml"
	settings      = "config.yaml"
)

// The files that the generator brings with it and that the editor overrides.
var overridden = []string{"layouts/line.html", "layouts/footer.html", "layouts/strings/vi.yaml", "static/style.css", "static/page.js"}

// An Editor is at work in one folder. Two with the same seed make the same changes.
type Editor struct {
	dir   string
	rand  *rand.Rand
	first map[string]string // the folder's files as they were at the start
	own   map[string]string // the generator's, by name
	paths []string          // see Touched
	n     int               // how many changes there were
	err   error             // the first of the disk
}

// New begins work in a folder. own has layouts/ and static/ as the generator brings
// them.
func New(dir string, own fs.FS, seed uint64) (*Editor, error) {
	e := &Editor{dir: dir, rand: rand.New(rand.NewPCG(seed, 2)), first: map[string]string{}, own: map[string]string{}}
	for _, name := range overridden {
		b, err := fs.ReadFile(own, name)
		if err != nil {
			return nil, err
		}
		e.own[name] = string(b)
	}
	for _, top := range []string{settings, "content", "layouts", "static"} {
		err := fs.WalkDir(os.DirFS(dir), top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			e.first[name] = e.read(name)
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return e, e.err
}

// Touched are the paths that were written or removed since it was last asked, with
// slashes, from the folder.
func (e *Editor) Touched() []string {
	paths := e.paths
	e.paths = nil
	return paths
}

// Mend puts everything back as it was at the start.
func (e *Editor) Mend() (what string, err error) {
	for _, top := range []string{"content", "layouts", "static"} {
		e.remove(top)
	}
	for _, name := range slices.Sorted(maps.Keys(e.first)) {
		e.write(name, e.first[name])
	}
	return "all mended", e.err
}

func (e *Editor) file(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *Editor) keep(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *Editor) read(name string) string {
	b, err := os.ReadFile(e.file(name))
	e.keep(err)
	return string(b)
}

// readOr is read for a file that need not be there.
func (e *Editor) readOr(name, otherwise string) string {
	if b, err := os.ReadFile(e.file(name)); err == nil {
		return string(b)
	}
	return otherwise
}

func (e *Editor) write(name, text string) {
	e.keep(os.MkdirAll(filepath.Dir(e.file(name)), 0o777))
	e.keep(os.WriteFile(e.file(name), []byte(text), 0o666))
	e.paths = append(e.paths, name)
}

func (e *Editor) remove(name string) {
	e.keep(os.RemoveAll(e.file(name)))
	e.paths = append(e.paths, name)
}

func (e *Editor) rename(from, to string) {
	e.keep(os.MkdirAll(filepath.Dir(e.file(to)), 0o777))
	e.keep(os.Rename(e.file(from), e.file(to)))
	e.paths = append(e.paths, from, to)
}

// found are the files below a folder that match, in order.
func (e *Editor) found(folder string, matches func(name string) bool) []string {
	var out []string
	e.keep(filepath.WalkDir(e.file(folder), func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !d.IsDir() && matches(d.Name()) {
			rel, _ := filepath.Rel(e.dir, name)
			out = append(out, filepath.ToSlash(rel))
		}
		return err
	}))
	return out
}

func (e *Editor) texts() []string {
	return e.found(articles, func(name string) bool { return strings.HasSuffix(name, ".md") })
}

// any is one of some, "" where there is none.
func (e *Editor) any(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[e.rand.IntN(len(all))]
}

// key sets a line of a text's front matter; "" takes it away.
func (e *Editor) key(name, key, line string) {
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

// add adds to the end of a text.
func (e *Editor) add(name, format string, values ...any) {
	e.write(name, e.read(name)+fmt.Sprintf(format, values...))
}

// set sets a line of the settings; "" takes it away.
func (e *Editor) set(key, line string) {
	var out []string
	for l := range strings.SplitSeq(strings.TrimRight(e.read(settings), "\n"), "\n") {
		if !strings.HasPrefix(l, key+":") {
			out = append(out, l)
		}
	}
	if line != "" {
		out = append(out, line)
	}
	e.write(settings, strings.Join(out, "\n")+"\n")
}

// newcomers are the committees that the editor has added.
func (e *Editor) newcomers() []string {
	var out []string
	for l := range strings.SplitSeq(e.read(register), "\n") {
		if id, ok := strings.CutPrefix(l, "- id: "); ok && strings.HasPrefix(id, "moi-") {
			out = append(out, id)
		}
	}
	return out
}

func newcomer(id string, n int) string {
	return fmt.Sprintf("- id: %s\n  name: {vi: Đảng bộ xã Mới %d, en: New Commune %d}\n  level: commune\n", id, n, n)
}

// strike takes a committee out of the register.
func (e *Editor) strike(id string) {
	var out strings.Builder
	skip := false
	for l := range strings.Lines(e.read(register)) {
		if strings.HasPrefix(l, "- ") {
			skip = strings.TrimSpace(l) == "- id: "+id
		}
		if !skip {
			out.WriteString(l)
		}
	}
	e.write(register, out.String())
}

// both are a text and its translations, or the folder that it has for itself.
func (e *Editor) both(name string) []string {
	id, _, _ := strings.Cut(path.Base(name), ".")
	if id == "index" {
		return []string{path.Dir(name)}
	}
	return e.found(path.Dir(name), func(other string) bool { return strings.HasPrefix(other, id+".") })
}

const pixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// Edit makes one change and says which.
func (e *Editor) Edit() (what string, err error) {
	e.n++
	what = e.edit(e.any(e.texts()))
	return what, e.err
}

func (e *Editor) edit(name string) string {
	if name == "" {
		what, _ := e.Mend()
		return what
	}
	switch e.rand.IntN(72) {
	default:
		e.add(name, "\nMột câu thêm, câu thứ %d.\n", e.n)
		return "a sentence in " + name
	case 1, 2, 3:
		e.key(name, "title", fmt.Sprintf("title: Tiêu đề thứ %d", e.n))
		return "a title in " + name
	case 4:
		e.key(name, "summary", fmt.Sprintf("summary: Tóm tắt thứ %d", e.n))
		return "a summary in " + name
	case 5:
		e.add(name, "\n## Mục %d\n\nCăn cứ Nghị quyết số %d-NQ/TW và Chỉ thị 05.\n", e.n%5, e.n%7+1)
		return "a heading and a document in " + name
	case 6:
		other := e.any(e.texts())
		rel, err := filepath.Rel(path.Dir(name), other)
		e.keep(err)
		e.add(name, "\nXem [bài kia](%s#muc-%d).\n", filepath.ToSlash(rel), e.n%5)
		return "a link in " + name + " to " + other
	case 7:
		e.add(name, "\n[Không đâu](khong-co.vi.md)\n")
		return "a broken link in " + name
	case 8:
		e.key(name, "date", "date: 2019-13-01")
		return "a wrong date in " + name
	case 9:
		e.key(name, "date", fmt.Sprintf("date: 20%02d-0%d-11", 2+e.n%4, 1+e.n%9))
		return "another date in " + name
	case 10:
		e.key(name, "draft", "draft: true")
		return "a draft: " + name
	case 11:
		e.key(name, "draft", "")
		return "no draft: " + name
	case 12, 13:
		if len(e.texts()) < 20 {
			return e.edit("")
		}
		e.remove(name)
		return "removed " + name
	case 14:
		if len(e.texts()) < 20 {
			return e.edit("")
		}
		all := e.both(name)
		for _, one := range all {
			e.remove(one)
		}
		return "removed " + strings.Join(all, " and ")
	case 15, 16:
		if strings.HasPrefix(path.Base(name), "index.") {
			return "nothing"
		}
		to := path.Join(articles, fmt.Sprintf("moved-%d", e.n%3), path.Base(name))
		text := e.read(name)
		e.remove(name)
		e.write(to, text)
		return "moved " + name + " to " + to
	case 17, 18:
		// Under another id, and so another address.
		all := e.both(name)
		for _, one := range all {
			_, ending, _ := strings.Cut(path.Base(one), ".")
			to := path.Join(path.Dir(one), fmt.Sprintf("ten-khac-%d", e.n))
			if ending != "" {
				to += "." + ending
			}
			e.rename(one, to)
		}
		return "another name for " + strings.Join(all, " and ")
	case 19:
		folder := path.Dir(name)
		if folder == articles {
			return "nothing"
		}
		to := fmt.Sprintf("%s-%d", folder, e.n)
		e.rename(folder, to)
		return "another name for " + folder
	case 20, 21:
		e.write(fmt.Sprintf("%s/bai-moi-%d.vi.md", articles, e.n), e.read(name))
		return "a copy of " + name
	case 22:
		e.write(register, strings.Replace(e.read(register), "name: {vi: ", fmt.Sprintf("name: {vi: Mới %d ", e.n), 1))
		return "a committee's name"
	case 23, 24:
		e.write(register, e.read(register)+newcomer(fmt.Sprintf("moi-%d", e.n), e.n))
		return "a committee"
	case 25, 26:
		id := e.any(e.newcomers())
		if id == "" {
			return "nothing"
		}
		e.key(name, "committee", "committee: "+id)
		return name + " is of " + id
	case 27:
		id := e.any(e.newcomers())
		if id == "" {
			return "nothing"
		}
		to := fmt.Sprintf("moi-%d", e.n)
		e.write(register, strings.Replace(e.read(register), "- id: "+id+"\n", "- id: "+to+"\n", 1))
		for _, text := range e.texts() {
			if strings.Contains(e.read(text), "\ncommittee: "+id+"\n") {
				e.key(text, "committee", "committee: "+to)
			}
		}
		return id + " becomes " + to
	case 28:
		id := e.any(e.newcomers())
		if id == "" {
			return "nothing"
		}
		e.strike(id)
		return id + " is struck"
	case 29:
		e.write(register, e.first[register])
		return "the register as it was"
	case 30, 31:
		e.write("layouts/line.html", fmt.Sprintf("{{/* %d */}}", e.n)+e.own["layouts/line.html"]+fmt.Sprintf("<!-- %d -->\n", e.n%3))
		return "a layout"
	case 32:
		e.write("layouts/footer.html", strings.Replace(e.own["layouts/footer.html"], "<footer", fmt.Sprintf("<footer data-n=\"%d\"", e.n), 1))
		return "another layout"
	case 33:
		e.write("layouts/line.html", "{{if}}")
		return "a broken layout"
	case 34, 35:
		own := e.found("layouts", func(name string) bool { return strings.HasSuffix(name, ".html") })
		if len(own) == 0 {
			return "nothing"
		}
		e.remove(own[0])
		return "the generator's own " + own[0]
	case 36, 37:
		e.write("layouts/strings/vi.yaml", strings.Replace(e.own["layouts/strings/vi.yaml"], "  feedback: ", fmt.Sprintf("  feedback: Lần %d ", e.n), 1))
		return "a word"
	case 38:
		e.write("layouts/strings/vi.yaml", strings.Replace(e.own["layouts/strings/vi.yaml"], "articles: bai-viet", fmt.Sprintf("articles: bai-%d", e.n), 1))
		return "a word of the addresses"
	case 39:
		e.remove("layouts/strings/vi.yaml")
		return "the generator's own words"
	case 40:
		e.write("layouts/strings/vi.yaml", "name: [\n")
		return "broken words"
	case 41, 42:
		e.write("static/style.css", e.own["static/style.css"]+fmt.Sprintf("\n.n%d { color: red }\n", e.n))
		return "a style"
	case 43:
		e.write("static/page.js", e.own["static/page.js"]+fmt.Sprintf("\n// %d\n", e.n))
		return "a script"
	case 44:
		e.write(fmt.Sprintf("static/them-%d.txt", e.n%4), fmt.Sprint(e.n))
		return "a static file"
	case 45:
		one := e.any(e.found("static", func(string) bool { return true }))
		if one == "" {
			return "nothing"
		}
		e.remove(one)
		return "no " + one
	case 46:
		one := e.any(e.found("static", func(name string) bool { return strings.HasPrefix(name, "them-") }))
		if one == "" {
			return "nothing"
		}
		e.rename(one, fmt.Sprintf("static/ten-%d.txt", e.n))
		return "another name for " + one
	case 47:
		e.set("recent_items", fmt.Sprintf("recent_items: %d", 1+e.n%9))
		return "how many are recent"
	case 48:
		e.set("feed_items", fmt.Sprintf("feed_items: %d", 1+e.n%9))
		return "how many are in a feed"
	case 49:
		e.set("title", fmt.Sprintf("title: {vi: Bản tin %d, en: Bulletin %d}", e.n, e.n))
		return "the bulletin's title"
	case 50:
		e.set("untranslated", "untranslated: "+[]string{"hide", "list"}[e.n%2])
		return "what is listed"
	case 51:
		e.set("theme", fmt.Sprintf("theme: {accent: \"#1%05d\"}", e.n%100_000))
		return "the colour"
	case 52:
		e.set("time_zone", "time_zone: "+[]string{"Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Lima"}[e.n%3])
		return "the time zone"
	case 53:
		e.set("feedback", "")
		return "no address to write to"
	case 54:
		e.write(settings, "base_url: [\n")
		return "broken settings"
	case 55:
		e.write(settings, e.first[settings])
		return "the settings as they were"
	case 56, 57:
		e.write(path.Join(path.Dir(name), "hinh.gif"), pixel)
		e.add(name, "\n![Một hình](hinh.gif)\n")
		return "a picture in " + name
	case 58:
		one := e.any(e.found(articles, func(name string) bool { return strings.HasSuffix(name, ".gif") }))
		if one == "" {
			return "nothing"
		}
		e.write(one, strings.Replace(pixel, "\xff\xff\xff", fmt.Sprintf("%c%c%c", 'a'+e.n%20, 'a'+e.n%19, 'a'+e.n%17), 1))
		return "another picture in " + one
	case 59:
		one := e.any(e.found(articles, func(name string) bool { return strings.HasSuffix(name, ".gif") }))
		if one == "" {
			return "nothing"
		}
		e.remove(one)
		return "no " + one
	case 60:
		// Long texts make the search index be parted otherwise.
		if head, _, _ := strings.Cut(e.read(name), "\n---\n"); len(e.read(name)) > 50_000 {
			e.write(name, head+"\n---\n\nNgắn lại.\n")
			return "a short text in " + name
		}
		e.add(name, "%s", strings.Repeat("\nCâu dài thêm cho đủ chữ trong bài.\n", 1500))
		return "a long text in " + name
	case 61:
		e.write("content/pages/trang.vi.md", fmt.Sprintf("---\ntitle: Trang %d\nmenu: %d\n---\n\nNội dung %d.\n", e.n, 1+e.n%9, e.n))
		return "a page"
	case 62:
		e.remove("content/pages/trang.vi.md")
		return "no page"
	case 63:
		e.write(announcements, e.readOr(announcements, "")+fmt.Sprintf("- text: {vi: Thông báo %d, en: Notice %d}\n  from: 2026-01-0%d\n  until: 2026-01-03\n", e.n, e.n, 1+e.n%3))
		return "an announcement"
	case 64:
		e.remove(announcements)
		return "no announcements"
	case 65:
		e.key(name, "aliases", fmt.Sprintf("aliases: [/cu/%d.html]", e.n%4))
		return "an old address of " + name
	}
}
