package render

import (
	"bytes"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/darkroom"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// root is the repository, whose layouts and bulletin the tests use.
const root = "../.."

// quickLayouts are those that must run quickly: they make all but a few of a
// large bulletin's pages. A layout that does what a quick cannot would lose it
// without a word.
var quickLayouts = map[string]address.Kind{
	"article": address.Article, "archive": address.Archive, "month": address.Month, "year": address.Year,
	"committee": address.Committee, "congress": address.Congress, "term": address.Term,
	"document": address.Document, "bilingual": address.Bilingual,
	"card": -1, "line": -1, // parts of pages
}

// awkward has each sign that an escaper minds in everything that an editor may
// write freely.
const awkward = `---
title: 'Một + hai & ba < bốn > năm "sáu" '' bảy – &amp; {{tám}} </title>'
summary: 'Tóm tắt + & < > " '' &lt;'
date: 2001-03-04T09:05:00+07:00
until: 2001-03-05
published: 2001-03-06
updated: 2001-03-07T10:00:00+07:00
committee: trung-uong
term: 2000-2005
kind: plenum
plenum: 3
number: '1+1-NQ/<TW>'
author: "A + B & C <d> \"e\" 'f'"
photos: "G + H & I <j>"
source: {name: 'Báo + "Đài" <&>', url: "https://example.net/?a=1&b=2+3"}
---

Nội dung + & &lt; "x".
`

const awkwardTranslation = `---
title: 'One + two & three < four > "five" '' six'
translator: "J + K & L <m>"
---

Contents.
`

// siteOf is the Site of a folder. change may spoil it first: a Site is made of
// what was checked, and what reads one must not rely on that where safety is at
// stake.
func siteOf(t *testing.T, dir string, change func(*site.Site)) *site.Site {
	t.Helper()
	lib := content.Load(os.DirFS(dir), os.DirFS(filepath.Join(root, "layouts")), os.DirFS(filepath.Join(root, "static")), nil)
	book := address.NewBook(lib, false)
	problems := check.Run(lib, book)
	if errors, _ := problems.Count(); errors > 0 {
		t.Fatal(problems[0])
	}
	s := site.Build(lib, book, site.Options{Today: calendar.Day(2026, 3, 1)})
	change(s)
	return s
}

// rendererOf is a Renderer of a Site with the repository's layouts.
func rendererOf(t *testing.T, s *site.Site, dir string) *Renderer {
	t.Helper()
	r, problems := New(s, Parse(os.DirFS(filepath.Join(root, "layouts"))), os.DirFS(dir), darkroom.New(nil, os.DirFS(dir)))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return r
}

// madeUp is a bulletin of corpus with an awkward article in both languages.
func madeUp(t *testing.T) (dir, id string) {
	t.Helper()
	dir, id = filepath.Join(t.TempDir(), "site"), "dau-la"
	if err := corpus.Write(dir, corpus.Size{Articles: 60, Committees: 30, Years: 6}); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{id + ".vi.md": awkward, id + ".en.md": awkwardTranslation}
	// Of two documents with one number, and of one with another, whose pages have years.
	for i := range 2 * (longCiting + 1) {
		year, term, text := 2001+i%4, "2000-2005", "Theo 98-NQ/TW."
		if i > longCiting {
			year, term, text = year+10, "2010-2015", text+" Theo 99-NQ/TW."
		}
		files[fmt.Sprintf("nhac-den-%d.vi.md", i)] = fmt.Sprintf("---\ntitle: Nhắc đến\ndate: %d-02-03\ncommittee: trung-uong\nterm: %s\n---\n\n%s\n", year, term, text)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, "content", "articles", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir, id
}

// TestQuickMuch: what says the same on each page is not made ahead where it is as much as no
// page may have, however few letters ask for it.
func TestQuickMuch(t *testing.T) {
	const each = 999_999
	for actions, want := range map[int]bool{3: true, mostWritten/each + 1: false} {
		set := template.Must(template.New("/").Funcs(functions(&locale.Locale{}, nil, filled())).
			New("term").Parse(`{{.Page.Title}}` + strings.Repeat(fmt.Sprintf(`{{printf "%%%dd" 1}}`, each), actions)))
		if got := quicken(set, "term") != nil; got != want {
			t.Errorf("a layout of %d times %d bytes is made ready to run quickly: %t", actions, each, got)
		}
	}
}

// TestQuick holds the quick run of a layout against html/template's on every page
// of two bulletins: they give the same bytes.
func TestQuick(t *testing.T) {
	made, id := madeUp(t)
	for _, test := range []struct {
		name, dir string
		change    func(*site.Site)
	}{
		{"real", root, func(*site.Site) {}},
		{"made up", made, func(*site.Site) {}},
		{"signs that no file can have", made, func(s *site.Site) {
			for _, x := range s.Article(id).Texts {
				x.Title += "\x00\x01\x7f\u2028\ufffe\t\r\n" + `<script>alert("1")</script>`
				x.Summary += "\x00</p>"
				x.Author += "\x00"
			}
			c := s.Committee("trung-uong")
			for i := range c.Names {
				c.Names[i] += "\x00 + <&>"
			}
			c.Aliases = append(slices.Clip(c.Aliases), "\x00 + <&>")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := siteOf(t, test.dir, test.change)
			fast, slow := rendererOf(t, s, test.dir), rendererOf(t, s, test.dir)
			for _, l := range slow.languages {
				l.quicks = nil
				if err := slow.shared(l); err != nil {
					t.Fatal(err)
				}
			}
			differ := 0
			var a, b bytes.Buffer
			for i := range s.Book.All {
				at := &s.Book.All[i]
				a.Reset()
				b.Reset()
				if err := fast.Render(&a, at); err != nil {
					t.Fatal(err)
				}
				if err := slow.Render(&b, at); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(a.Bytes(), b.Bytes()) {
					if differ++; differ <= 5 {
						t.Errorf("%s: %s", at.Path, firstDifference(a.String(), b.String()))
					}
				}
			}
			if differ > 5 {
				t.Errorf("%d of %d differ", differ, len(s.Book.All))
			}
		})
	}
}

// firstDifference shows where the quick run leaves html/template's.
func firstDifference(quick, template string) string {
	i := 0
	for i < min(len(quick), len(template)) && quick[i] == template[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-40):min(len(s), i+80)] }
	return "quick: " + cut(quick) + "\n\thtml/template: " + cut(template)
}

// TestQuickIsUsed: the layouts that make most pages have a quick, and it is what
// runs, on each of their pages.
func TestQuickIsUsed(t *testing.T) {
	dir, _ := madeUp(t)
	s := siteOf(t, dir, func(*site.Site) {})
	r := rendererOf(t, s, dir)
	kinds := map[address.Kind]int{}
	for name, kind := range quickLayouts {
		for _, l := range r.languages {
			if l.quicks[name] == nil {
				t.Errorf("layouts/%s.html has no quick in %s", name, l.Tag)
			}
		}
		kinds[kind] = 0
	}
	// Without their layouts, nothing but a quick can make these pages. The other
	// layouts, parts of pages some of them, are there and write nothing.
	for _, l := range r.languages {
		empty := template.New("")
		for _, t := range l.layout.Templates() {
			if _, quick := quickLayouts[t.Name()]; !quick && t.Name() != empty.Name() {
				template.Must(empty.New(t.Name()).Parse(" "))
			}
		}
		l.layout = empty
	}
	var page bytes.Buffer
	for i := range s.Book.All {
		at := &s.Book.All[i]
		if _, quick := kinds[at.Key.Kind]; !quick {
			continue
		}
		page.Reset()
		if err := r.Render(&page, at); err != nil {
			t.Errorf("%s was not made quickly: %v", at.Path, err)
		}
		if !strings.HasSuffix(strings.TrimSpace(page.String()), "</html>") {
			t.Errorf("%s is not whole", at.Path)
		}
		kinds[at.Key.Kind]++
	}
	for name, kind := range quickLayouts {
		if kind >= 0 && kinds[kind] == 0 {
			t.Errorf("no page was made with layouts/%s.html", name)
		}
	}
}

// TestQuickGivesUp: a layout that does what a quick does not know has none, and
// still makes the page.
func TestQuickGivesUp(t *testing.T) {
	for name, source := range map[string]string{
		"a variable":          `{{$x := .Headline}}{{$x}}`,
		"a pipeline":          `{{.Headline | printf "%s"}}`,
		"a function":          `{{len .Headline}}`,
		"an address":          `<a href="{{.Headline}}">x</a>`,
		"a field of no type":  `{{.Headlin}}`,
		"a method":            `{{.Page.Tag.String}}`,
		"a script":            `<script type="application/ld+json">{{.Headline}}</script>`,
		"an unquoted value":   `<p title={{.Headline}}>x</p>`,
		"markup in attribute": `<p title="{{.When}}">x</p>`,
		"no number":           `{{n "latest"}}`,
		"a key and no number": `{{n .Headline}}`,
		"no argument":         `{{num}}`,
		"no key":              `{{t}}`,
		"a constant's excess": `{{bulletin "latest"}}`,
		"itself":              `{{if .Headline}}{{template "article" .}}{{end}}`,
	} {
		set := template.Must(template.New("layouts").Funcs(functions(nil, nil, filled())).New("article").Parse(source))
		if q := quicken(set, "article"); q != nil {
			t.Errorf("%s has a quick: %s", name, source)
		}
	}
}

// TestQuickConstants: what is the same on every page, the quick has as text, made
// safe for where it stands as html/template does it.
func TestQuickConstants(t *testing.T) {
	constants := map[string]string{
		"tag": "vi", "bulletin": `Bản + "tin" 'của' <b>&amp;</b> </script> ]]> -->`, "description": "",
		"stylesheet": "/a b/x.css?y=1&z='2'", "icon": "javascript:alert(1)",
	}
	l := &locale.Locale{Tag: "vi", Text: map[string]locale.Message{"x": {"other": constants["bulletin"]}}}
	for _, source := range []string{
		`<p title="{{bulletin}}" lang='{{tag}}'>{{bulletin}}, {{t "x"}}</p>`,
		`<p data-x=a{{bulletin}} data-y={{t "x"}} title = {{bulletin}}>x</p>`,
		`<script type="application/ld+json">{"name": {{bulletin}}, "x": [{{t "x"}}]}</script>`,
		`<script>let a = "{{bulletin}}", b = {{t "x"}}, c = /{{t "x"}}/;</script>`,
		"<script>let a = `{{bulletin}}`</script>",
		`<p onclick="f({{bulletin}})">x</p>`,
		`<style>p { color: {{bulletin}}; background: url("{{icon}}") }</style><p style="color: {{t "x"}}">x</p>`,
		`<link rel="stylesheet" href="{{stylesheet}}"><a href="{{icon}}">x</a><a href="/?x={{bulletin}}#{{t "x"}}">x</a>`,
		`<img srcset="{{stylesheet}}, {{icon}} 2x">`,
		`<!-- {{bulletin}} --><textarea>{{bulletin}}</textarea><title>{{t "x"}}</title>`,
		`{{if description}}a{{else}}b {{bulletin}}{{end}}{{if or description tag}}c{{end}}{{if not tag}}d{{end}} {{.Headline}}`,
		`{{bulletin | printf "%q %d" 3 | len}}{{num 12345}}{{t "x" "n" 3}}{{n "x" 3}}{{print (len tag) true nil 'a'}}`,
		`{{define "part"}}<b>{{bulletin}}</b>{{end}}{{template "part" .}} {{.Headline}} {{template "part" .}}`,
		`{{define "open"}}<a href="{{end}}{{template "open" .}}{{stylesheet}}">{{.Headline}}</a>`,
		`{{if .Headline}}<p title="{{t "x"}}">{{end}}{{range .Facts.Also}}{{t "x"}}{{else}}{{bulletin}}{{end}}`,
		`{{if and .Headline .Facts.Also}}a{{else}}b{{end}}{{if and .Facts.Also .Headline}}c{{end}}{{if and .Headline .Page .Headline}}d{{end}}`,
		`{{if or .Facts.Also .Headline}}a{{else}}b{{end}}{{if or .Facts.Also .Facts.Also}}c{{end}}`,
	} {
		set := template.Must(template.New("layouts").Funcs(functions(l, constants, filled())).New("article").Parse(source))
		data := &Article{Page: &Page{}, Headline: "Một"}
		var want, got bytes.Buffer
		if err := template.Must(set.Clone()).Execute(&want, data); err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		q := quicken(set, "article")
		if q == nil {
			t.Errorf("no quick: %s", source)
			continue
		}
		if !q.run(&got, &language{Locale: l}, reflect.ValueOf(data)) || got.String() != want.String() {
			t.Errorf("%s: %s", source, firstDifference(got.String(), want.String()))
		}
		// What is left is html/template's, whole.
		got.Reset()
		if err := set.Execute(&got, data); err != nil || got.String() != want.String() {
			t.Errorf("%s: after it, html/template gives %s (%v)", source, got.String(), err)
		}
	}
}

// TestEscapeText holds the quick run's escaping against html/template's.
func TestEscapeText(t *testing.T) {
	set := template.Must(template.New("").Parse(`<p title="{{.}}">{{.}}</p>`))
	all := new(strings.Builder)
	for c := range 0x300 {
		all.WriteRune(rune(c))
	}
	for _, s := range []string{"", "a", "\x00", "+", all.String(), "Đảng bộ & <b>\"x\"</b> '+'", "\u2028\u2029\ufeff\ufffd", "&amp;&lt;"} {
		var want, got bytes.Buffer
		if err := set.Execute(&want, s); err != nil {
			t.Fatal(err)
		}
		got.WriteString(`<p title="`)
		escapeText(&got, s)
		got.WriteString(`">`)
		escapeText(&got, s)
		got.WriteString(`</p>`)
		if got.String() != want.String() {
			t.Errorf("%q is %q, want %q", s, got.String(), want.String())
		}
	}
}
