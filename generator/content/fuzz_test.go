package content

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"bantin/generator/diag"

	"golang.org/x/text/unicode/norm"
)

// repository is the bulletin that the seeds come from.
var repository = os.DirFS("../..")

// seeds adds every file of the repository's own bulletin in a folder that has one of
// the endings.
func seeds(f *testing.F, folder, ending string, add func(name string, src []byte)) {
	f.Helper()
	n := 0
	err := fs.WalkDir(repository, folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ending) {
			return err
		}
		src, err := fs.ReadFile(repository, name)
		add(name, src)
		n++
		return err
	})
	if err != nil || n == 0 {
		f.Fatal(n, err)
	}
}

// odd are lines that look like a key's and are not quite right.
var odd = []string{
	"title: ''", "title: \"\\u202ea\\u0000\\ufeffb\"", "title: [a, {b: c}]", "title: |\n  a\n\n  b", "title: >-\n  a", "? [a]\n: b", "<<: {title: x}", "title: &a x\nsummary: *a", "title: !!str x",
	"date: 0000-00-00", "date: 2020-02-30", "date: 2020-13-01", "date: 1e3", "date: 21/12/2020", "date: 2020-12-21T25:00:00+07:00", "date: 2020-12-21T10:00:00", "until: 2019-01-01", "date: 9999-12-31T23:59:59-23:59",
	"term: 2025-2020", "term: 0000-0001", "term: 1000-9999", "term: 2020 – 2025", "congress: 0", "congress: 100", "congress: MMM", "congress: xiv", "congress: 99999999999999999999", "plenum: -1", "kind: NEWS", "draft: yes",
	"committee: ..", "committee: con", "also: [{committee: a}, {congress: 1}, x]", "documents: [{number: 35-CT/TW, date: 2020}, {}]", "source: {name: a, url: 'javascript:x'}", "image: {src: ../../x, alt: {vi: a, fr: b}}",
	"aliases: [/, /../x, //a, /%2e, /con, \"/a\\u0301/\", /a.]", "translation_of: 012345678901", "titel: x", "title: x\ntitle: y", "\t", "%YAML 1.2", "...", "---", "a: {b: [c", "\"", "key: 'it''s", "a: b: c", "- x", "# only", "summary: \"\\uD800\"", "\ufeff", "\r\r\n", "author: a\u2028b\u0085c\nnumber: [",
}

// placed holds that each problem is in the file, within it, and says something that
// can be printed on a line.
func placed(t *testing.T, file string, src []byte, problems diag.List) {
	t.Helper()
	lines := strings.Split(string(src), "\n")
	for _, p := range problems {
		all := []diag.Pos{p.Pos}
		for _, n := range p.Notes {
			all = append(all, n.Pos)
		}
		for _, at := range all {
			if at.File != file || at.Line < 1 || at.Line > len(lines) || at.Col < 1 || at.Col > 1+utf8.RuneCountInString(lines[at.Line-1]) {
				t.Errorf("%s is not in the %d lines of the file", p, len(lines))
			}
		}
		if s := p.String(); !utf8.ValidString(s) || len(s) > 5000 || p.Message.IsZero() || p.Rule == "" {
			t.Errorf("%d bytes: %.300q", len(s), s)
		}
	}
}

// clean reports a text that a page could not have as a value.
func clean(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' }) || !norm.NFC.IsNormalString(s) || Value(s) != s {
			t.Errorf("the value %q", s)
		}
	}
}

func textsOf(all ...Texts) (out []string) {
	for _, t := range all {
		for lang, s := range t {
			out = append(out, lang, s)
		}
	}
	return out
}

// unset is a loader that has the settings of the default bulletin.
func unset() *loader { return &loader{lib: Library{Config: defaults()}} }

// FuzzFront reads the file of an article: whatever it is, problems have their place,
// what is read without one has its form, and reading the normal form again gives the
// same.
func FuzzFront(f *testing.F) {
	seeds(f, ArticlesFolder, ".md", func(_ string, src []byte) { f.Add(src) })
	seeds(f, PagesFolder, ".md", func(_ string, src []byte) { f.Add(src) })
	for _, line := range odd {
		f.Add([]byte("---\ntitle: A\ndate: 2020-12-21\ncommittee: a\nterm: 2020-2025\n" + line + "\n---\n\nB\n"))
		f.Add([]byte("---\n" + line + "\n---\n"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		const file = "content/articles/a.vi.md"
		src, _, ok := Normalize(raw)
		if !ok {
			placed(t, file, raw, diag.List{encodingProblem(file, raw)})
			return
		}
		read := func(src []byte) (*Version, *PageVersion, diag.List) {
			var problems, own diag.List
			v := unset().version(text{file: file, id: "a", lang: "vi"}, src, &problems)
			p := unset().page(text{file: file, id: "a", lang: "vi", page: true}, src, &own)
			placed(t, file, src, own)
			return v, p, problems
		}
		v, p, problems := read(src)
		placed(t, file, src, problems)
		front := &v.Front
		clean(t, front.Title, front.Summary, front.Number, front.Author, front.Photos, front.Translator, v.Summary, p.Front.Title, p.Summary)
		for _, d := range []struct{ day, is bool }{{front.Date.Exists(), !front.Date.IsZero()}, {front.Until.Exists(), !front.Until.IsZero()}, {front.Published.Exists(), !front.Published.IsZero()}} {
			if d.day != d.is {
				t.Errorf("a day that there is not: %+v", front)
			}
		}
		if front.Term.To < front.Term.From || front.Congress < 0 || front.Congress > 99 || front.Plenum < 0 || front.Plenum > 99 || len(front.Also) > MaxItems || len(front.Aliases) > MaxItems {
			t.Errorf("%+v", front)
		}
		for _, a := range front.Aliases {
			if !fs.ValidPath(strings.Trim(a, "/")) || path.Clean(a) != strings.TrimSuffix(a, "/") {
				t.Errorf("the alias %q", a)
			}
		}
		if errors, _ := problems.Count(); errors == 0 && !v.Unread && front.Title == "" {
			t.Error("an article without a title and without an error")
		}
		again, _, ok := Normalize(src)
		if !ok || string(again) != string(src) {
			t.Errorf("%q has the normal form %q, and that %q", raw, src, again)
		}
		w, _, _ := read(slices.Clone(src))
		if !reflect.DeepEqual(v.Front, w.Front) || v.Digest != w.Digest || string(v.Body.HTML) != string(w.Body.HTML) {
			t.Errorf("%q is read in two ways", src)
		}
	})
}

// FuzzCommittees reads a registry.
func FuzzCommittees(f *testing.F) {
	seeds(f, Folder, "committees.yaml", func(_ string, src []byte) { f.Add(src) })
	for _, line := range append(odd, "id: con", "id: ..", "id: A B", "level: x", "parent: a", "successors: [a, a, '']", "congresses: [{number: 1, term: 2020-2025, date: 2020}, {}]", "from: 2025\n  until: 2020", "aliases: [a, [b]]", "name: {vi: A, xx: B}", "name: A") {
		f.Add([]byte("- id: a\n  name: {vi: A, en: A}\n  level: province\n  " + line + "\n"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, _, ok := Normalize(raw)
		if !ok {
			return
		}
		l := unset()
		all := l.committees(src)
		placed(t, CommitteesFile, src, l.lib.Problems)
		for _, c := range all {
			clean(t, append(textsOf(c.Name, c.Short), c.Aliases...)...)
			if c.ID != "" && (!isID(c.ID) || isDevice(c.ID)) || c.Level != "" && !slices.Contains(Levels, c.Level) || len(c.Congresses) > MaxItems {
				t.Errorf("%+v", c)
			}
			for _, at := range append([]diag.Pos{c.At("id"), c.At("name")}, places(c.Congresses)...) {
				placed(t, CommitteesFile, src, diag.List{{Pos: at, Rule: "x", Message: diag.Sayf("x")}})
			}
		}
	})
}

func places(all []Congress) (out []diag.Pos) {
	for i := range all {
		out = append(out, all[i].At())
	}
	return out
}

// FuzzAnnouncements reads banners.
func FuzzAnnouncements(f *testing.F) {
	seeds(f, Folder, "announcements.yaml", func(_ string, src []byte) { f.Add(src) })
	for _, line := range append(odd, "url: //a", "url: /a/../b", "url: 'javascript:x'", "from: 2020") {
		f.Add([]byte("- text: {vi: A, en: B}\n  from: 2020-01-01\n  until: 2020-01-02\n  " + line + "\n"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, _, ok := Normalize(raw)
		if !ok {
			return
		}
		l := unset()
		for _, a := range l.announcements(src) {
			clean(t, textsOf(a.Text)...)
			if a.URL != "" && !strings.HasPrefix(a.URL, "/") && !strings.HasPrefix(strings.ToLower(a.URL), "http") || strings.HasPrefix(a.URL, "//") {
				t.Errorf("leads to %q", a.URL)
			}
		}
		placed(t, AnnouncementsFile, src, l.lib.Problems)
	})
}

// FuzzConfig reads settings: whatever they are, there are languages, a zone and an
// address to go on with.
func FuzzConfig(f *testing.F) {
	seeds(f, ".", "config.yaml", func(_ string, src []byte) { f.Add(src) })
	for _, line := range append(odd, "languages: []", "languages: [vi, vi, xx-yy, '']", "languages: vi", "time_zone: Local", "time_zone: ../../etc/passwd", "feed_items: 0", "feed_items: 1e9", "theme: {accent: red}", "repository: x", "feedback: a@b@c", "image: static/../content/a.png", "image: content/%2e%2e/a.png", "untranslated: no",
		"base_url: https://a/../b", "base_url: https://a.vn/%2e%2e/", "base_url: http://[::1]:99999/", "base_url: https://-/?#", "base_url: https://a.vn/bản-tin") {
		f.Add([]byte("title: {vi: A, en: B}\n" + line + "\n"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, _, ok := Normalize(raw)
		if !ok {
			return
		}
		var problems diag.List
		c := readConfig(src, &problems)
		placed(t, ConfigFile, src, problems)
		clean(t, textsOf(c.Title, c.ShortTitle, c.Description)...)
		if len(c.Languages) == 0 || len(c.Languages) > MaxItems || c.TimeZone == nil || c.FeedItems < 1 || c.FeedItems > 200 || c.RecentItems < 1 || c.RecentItems > 500 || !colourForm.MatchString(c.Accent) {
			t.Errorf("%+v", c)
		}
		for _, tag := range c.Languages {
			if !fs.ValidPath(tag) || strings.Contains(tag, "/") {
				t.Errorf("the language %q", tag)
			}
		}
		if again, ok := BaseURL(c.BaseURL); !ok || again != c.BaseURL || !strings.HasSuffix(again, "/") {
			t.Errorf("is published at %q, which is %q", c.BaseURL, again)
		}
	})
}

// FuzzStrings reads a strings file: it is a language that can be spoken, or says what
// it lacks.
func FuzzStrings(f *testing.F) {
	seeds(f, "layouts/strings", ".yaml", func(_ string, src []byte) { f.Add(src) })
	for _, line := range odd {
		f.Add([]byte("name: A\n" + line + "\n"))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		src, _, ok := Normalize(raw)
		if !ok {
			return
		}
		var problems diag.List
		l := readLocale(fstest.MapFS{"strings/vi.yaml": {Data: raw}}, "vi", &problems)
		placed(t, stringsFile("vi"), src, problems)
		errors, _ := problems.Count()
		if (l == nil) != (errors > 0) {
			t.Errorf("%v with %d errors", l, errors)
		}
		if l == nil {
			return
		}
		for _, w := range l.Words {
			if !isID(w) {
				t.Errorf("the word %q of an address", w)
			}
		}
		if len(l.Weekdays) != 7 || len(l.Months) != 12 {
			t.Errorf("%d weekdays and %d months", len(l.Weekdays), len(l.Months))
		}
	})
}
