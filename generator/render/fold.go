package render

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/search"
)

// layoutNames are the layouts that a page is made with; they may use others.
var layoutNames = []string{"alias", "archive", "article", "banner", "card", "committee", "committees", "congress", "footer", "header", "home", "line", "month", "notfound", "page", "root", "search", "term", "terms", "timeline", "translations", "year"}

// parseLayouts reads every *.html of the layouts. A file's template is called as
// the file, without the ending.
func parseLayouts(layouts fs.FS) (*template.Template, diag.List) {
	all := template.New("layouts").Funcs(functions(&locale.Locale{}, nil))
	var problems diag.List
	entries, err := fs.ReadDir(layouts, ".")
	if err != nil {
		problems.Errorf(diag.Pos{File: "layouts"}, "file-unreadable", "this folder cannot be read (%v)", err)
		return nil, problems
	}
	for _, e := range entries {
		name, isLayout := strings.CutSuffix(e.Name(), ".html")
		if e.IsDir() || !isLayout {
			continue
		}
		src, err := fs.ReadFile(layouts, e.Name())
		if err != nil {
			problems.Errorf(diag.Pos{File: "layouts/" + e.Name()}, "file-unreadable", "this file cannot be read (%v)", err)
			continue
		}
		if _, err := all.New(name).Parse(string(src)); err != nil {
			problems = append(problems, layoutProblem(err))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for _, name := range layoutNames {
		if all.Lookup(name) == nil {
			problems.Errorf(diag.Pos{File: "layouts/" + name + ".html"}, "file-missing", "this layout is missing")
		}
	}
	// The first use of a template is when it is seen whether its actions stand
	// where a value can be made safe; see it here, for all of them.
	trial := template.Must(all.Clone())
	for _, name := range layoutNames {
		var unsafe *template.Error
		if err := trial.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &unsafe) {
			problems = append(problems, layoutProblem(err))
		}
	}
	return all, problems
}

var layoutPlace = regexp.MustCompile(`(?:html/)?template: ?([a-z0-9_-]+):(\d+)(?::(\d+))?: (?s:(.*))`)

// layoutProblem is a template's error at its place. Columns are those of the
// template package, which counts bytes from 0.
func layoutProblem(err error) diag.Problem {
	var l diag.List
	m := layoutPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return *l.Errorf(diag.Pos{File: "layouts"}, "layout-broken", "%v", err)
	}
	line, _ := strconv.Atoi(m[2])
	col := 0
	if m[3] != "" {
		col, _ = strconv.Atoi(m[3])
		col++
	}
	return *l.Errorf(diag.Pos{File: "layouts/" + m[1] + ".html", Line: line, Col: col}, "layout-broken", "%s", m[4])
}

// needed are the sentences that this package asks for itself; the rest are asked
// for by the layouts.
func needed() []string {
	out := []string{
		"nav.home", "nav.timeline", "nav.committees", "nav.terms", "nav.translations",
		"feed.atom", "feed.json", "feed.calendar", "congress.short", "congress.name", "committee.description",
		"archive.title", "term.title", "year.title",
		"nav.search", "search.describe", "root.title", "root.text", "notfound.title", "notfound.text",
	}
	out = append(out, search.Sentences()...)
	for _, k := range content.Kinds {
		out = append(out, "kind."+k)
	}
	for _, k := range content.Levels {
		out = append(out, "level."+k)
	}
	return out
}

// say is a sentence that is needed, and so is there.
func (l *language) say(key string, pairs ...any) string {
	s, err := l.T(key, pairs...)
	if err != nil {
		panic("internal error: " + err.Error() + ", and it was not asked for beforehand")
	}
	return s
}

// nameOf is a language's name in another; its own name where the strings file
// has none.
func (l *language) nameOf(other *language) string {
	if s, err := l.T("language." + other.Tag); err == nil {
		return s
	}
	return other.Name
}

// functions are what layouts call beside the template package's own. constants
// are functions without arguments, by name.
func functions(l *locale.Locale, constants map[string]string) template.FuncMap {
	out := template.FuncMap{
		// t is a sentence by its key, with pairs of a name and a value.
		"t": l.T,
		// n is a sentence with a number, which chooses its form.
		"n": func(key string, n int, pairs ...any) (string, error) {
			return l.T(key, append([]any{"n", n}, pairs...)...)
		},
		"num": l.Number,
		// date writes a day by a pattern of the strings file; time does it in a
		// time element, with the time of day where one is known.
		"date": func(d calendar.Date, pattern string) string { return l.Date(d, locale.Pattern(pattern)) },
		"time": func(d calendar.Date, pattern string) template.HTML {
			return timeElement(l, d, locale.Pattern(pattern))
		},
	}
	for _, name := range constantNames {
		out[name] = func() string { return constants[name] }
	}
	return out
}

// constantNames are the functions that say the same on every page of a language.
var constantNames = []string{"tag", "bulletin", "description", "stylesheet", "icon"}

// timeElement is a date in words, with its machine-readable form.
func timeElement(l *locale.Locale, d calendar.Date, p locale.Pattern) template.HTML {
	if d.IsZero() {
		return ""
	}
	text := l.Date(d, p)
	if t := l.Time(d); t != "" && p != locale.ShortDay {
		text += ", " + t
	}
	return template.HTML(`<time datetime="` + d.String() + `">` + template.HTMLEscapeString(text) + `</time>`)
}

// speak gives the layouts a language: its functions, and its fixed sentences set
// in as text. Most actions of a layout say the same on each of a language's
// pages, and an action costs what fifty characters of text do.
func speak(parsed *template.Template, l *locale.Locale, constants map[string]string) (*template.Template, diag.List) {
	own := template.Must(parsed.Clone()).Funcs(functions(l, constants))
	var problems diag.List
	for _, key := range needed() {
		if _, err := l.T(key); err != nil {
			problems.Errorf(diag.Pos{File: "layouts/strings/" + l.Tag + ".yaml"}, "strings-missing", "there is no text for %s", key).
				Hintf("add it to the file")
		}
	}
	for _, t := range own.Templates() {
		if t.Tree != nil {
			fold(t.Tree.Root, func(name, key string, pos parse.Node) (string, bool) {
				if name != "t" {
					s, ok := constants[name]
					return s, ok
				}
				s, err := l.T(key)
				if err != nil {
					place, _ := t.Tree.ErrorContext(pos)
					problems = append(problems, layoutProblem(fmt.Errorf("template: %s: %w", place, err)))
				}
				return s, err == nil
			})
		}
	}
	return own, problems
}

// fold replaces each action {{name}} and {{t "key"}} by its text, where fixed
// knows it.
func fold(list *parse.ListNode, fixed func(name, key string, at parse.Node) (string, bool)) {
	if list == nil {
		return
	}
	for i, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.IfNode:
			fold(n.List, fixed)
			fold(n.ElseList, fixed)
		case *parse.RangeNode:
			fold(n.List, fixed)
			fold(n.ElseList, fixed)
		case *parse.WithNode:
			fold(n.List, fixed)
			fold(n.ElseList, fixed)
		case *parse.ActionNode:
			name, key, ok := simple(n)
			if !ok || i > 0 && endsInEquals(list.Nodes[i-1]) {
				continue // an attribute without quotes needs more than text
			}
			if s, ok := fixed(name, key, n); ok {
				list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(template.HTMLEscapeString(s))}
			}
		}
	}
}

// simple takes apart an action that is one function, with no argument or one
// text.
func simple(n *parse.ActionNode) (name, key string, ok bool) {
	if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) != 1 {
		return "", "", false
	}
	args := n.Pipe.Cmds[0].Args
	id, ok := args[0].(*parse.IdentifierNode)
	if !ok || len(args) > 2 {
		return "", "", false
	}
	if len(args) == 1 {
		return id.Ident, "", true
	}
	text, ok := args[1].(*parse.StringNode)
	if !ok {
		return "", "", false
	}
	return id.Ident, text.Text, true
}

func endsInEquals(n parse.Node) bool {
	t, ok := n.(*parse.TextNode)
	return ok && strings.HasSuffix(strings.TrimRight(string(t.Text), " \n\t"), "=")
}
