package render

import (
	"errors"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/search"
	"bantin/generator/vietnamese"
)

// Layouts are a site's layouts, read and parsed, or what is wrong with them.
type Layouts struct {
	Unused diag.List // warnings: what is among them and nothing uses

	files    fs.FS
	parsed   *template.Template
	problems diag.List
}

// Parse reads a folder of layouts. It needs nothing of the bulletin, so it need not wait.
func Parse(layouts fs.FS) *Layouts {
	parsed, problems := parseLayouts(layouts)
	l := &Layouts{files: layouts, parsed: parsed, problems: problems}
	if parsed != nil {
		l.Unused = unused(layouts, parsed)
	}
	return l
}

// parseLayouts reads every *.html of the layouts. A file's template is called as
// the file, without the ending.
func parseLayouts(layouts fs.FS) (*template.Template, diag.List) {
	// A layout of its name would undo the whole set; no file can be called this.
	made := new(allowance)
	all := template.New("/").Funcs(functions(&locale.Locale{}, nil, made)).Funcs(made.textFunctions())
	var problems diag.List
	bytes := 0
	entries, err := fs.ReadDir(layouts, ".")
	if err != nil {
		problems.Errorf(diag.Pos{File: "layouts"}, "file-unreadable", "this folder cannot be read (%v)", err)
		return nil, problems
	}
	for _, e := range entries {
		name, isLayout := strings.CutSuffix(e.Name(), ".html")
		if !isLayout {
			continue
		}
		if e.IsDir() {
			problems.Errorf(diag.Pos{File: "layouts/" + e.Name()}, "file-kind", "this is not a plain file").Hintf("remove it")
			continue
		}
		src, ok := readLayout(layouts, e.Name(), &problems)
		if !ok {
			continue
		}
		if bytes += len(src); bytes > mostLayouts {
			problems.Errorf(diag.Pos{File: "layouts/" + e.Name()}, "file-too-large", "with this file, the layouts have more than %d bytes", mostLayouts).
				Hintf("write less, or put it into a file of static/")
			break
		}
		if _, err := all.New(name).Parse(src); err != nil {
			problems = append(problems, layoutProblem(layouts, err))
		}
	}
	if len(problems) == 0 {
		problems = tangles(layouts, all)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for _, name := range layoutNames {
		if all.Lookup(name) == nil {
			problems.Errorf(diag.Pos{File: "layouts/" + name + ".html"}, "file-missing", "this layout is missing")
		}
	}
	if problems = append(problems, circles(layouts, all)...); len(problems) > 0 {
		return all, problems
	}
	if problems = unknownFields(layouts, all); len(problems) > 0 {
		return all, problems
	}
	for _, t := range all.Templates() {
		if t.Tree != nil {
			beat(t.Tree.Root)
		}
	}
	// The first use of a template is when it is seen whether its actions stand
	// where a value can be made safe; see it here, for all of them.
	trial := template.Must(all.Clone())
	for _, name := range layoutNames {
		var unsafe *template.Error
		var refused refusal
		made.fill()
		switch err := trial.ExecuteTemplate(&meter{w: io.Discard}, name, nil); {
		case errors.Is(err, errEndless):
			problems = append(problems, endless(name))
		case errors.As(err, &unsafe), errors.As(err, &refused):
			problems = append(problems, layoutProblem(layouts, err))
		}
	}
	return all, problems
}

// The limits of what one use of a layout writes. The longest list of a bulletin of
// 100,000 articles is a small part of them.
const (
	mostWrites  = 4_000_000
	mostWritten = 32 << 20 // bytes
)

var errEndless = errors.New("too much is written")

// A meter stops a layout that writes without end.
type meter struct {
	w             io.Writer
	writes, bytes int
}

// Write passes on what may still be written.
func (m *meter) Write(p []byte) (int, error) {
	m.writes++
	m.bytes += len(p)
	if m.writes > mostWrites || m.bytes > mostWritten {
		return 0, errEndless
	}
	return m.w.Write(p)
}

// endless is the problem of a layout that a meter has stopped.
func endless(name string) diag.Problem {
	var l diag.List
	return *l.Errorf(diag.Pos{File: "layouts/" + name + ".html"}, "layout-broken", "this layout writes without end").
		Hintf("look for a range over a large number, and for a layout that uses itself, here and in what it uses")
}

// A pulse is how many bytes of actions come to a meter once.
const pulse = 32

// beat puts an empty text at the beginning of a layout and of each loop in it, and one for
// each pulse of actions, so that even what has nothing to write comes to a meter.
func beat(list *parse.ListNode) {
	if list == nil {
		return
	}
	empty := func() parse.Node { return &parse.TextNode{NodeType: parse.NodeText, Pos: list.Pos} }
	nodes, silent := []parse.Node{empty()}, 0
	for _, n := range list.Nodes {
		nodes = append(nodes, n)
		var pipe *parse.PipeNode
		switch n := n.(type) {
		case *parse.ActionNode:
			pipe = n.Pipe
			if len(n.Pipe.Decl) == 0 {
				silent -= pulse // it writes once
			}
		case *parse.TemplateNode:
			pipe = n.Pipe
		case *parse.IfNode:
			pipe = n.Pipe
			beat(n.List)
			beat(n.ElseList)
		case *parse.WithNode:
			pipe = n.Pipe
			beat(n.List)
			beat(n.ElseList)
		case *parse.RangeNode:
			pipe = n.Pipe
			beat(n.List)
			beat(n.ElseList)
		}
		if pipe == nil {
			continue
		}
		for silent = max(silent+len(pipe.String()), 0); silent >= pulse; silent -= pulse {
			nodes = append(nodes, empty())
		}
	}
	list.Nodes = nodes
}

// The bytes that a layout may have, and all of them together: what the template package
// takes for one is the square of it, if somebody means it to be.
const (
	mostLayout  = 256 << 10
	mostLayouts = 1 << 20
)

// readLayout reads the text of a layout.
func readLayout(layouts fs.FS, name string, problems *diag.List) (src string, ok bool) {
	pos := diag.Pos{File: "layouts/" + name}
	f, err := layouts.Open(name)
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(f, mostLayout+1))
		err = errors.Join(err, f.Close())
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // the problem has the path
	}
	switch {
	case err != nil:
		problems.Errorf(pos, "file-unreadable", "this file cannot be read (%v)", err)
	case len(data) > mostLayout:
		problems.Errorf(pos, "file-too-large", "this file has more than %d bytes", mostLayout).Hintf("split it")
	case !utf8.Valid(data):
		problems.Errorf(pos, "file-encoding", "this file is not UTF-8").Hintf("save it again as UTF-8")
	default:
		return strings.TrimPrefix(string(data), "\uFEFF"), true
	}
	return "", false
}

var layoutPlace = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(?:(\d+):(?:(\d+):)?)? (?s:(.*))`)

// layoutProblem is a template's error at its place. The template package counts
// a column in bytes, from 0.
func layoutProblem(layouts fs.FS, err error) diag.Problem {
	return layoutProblemAt(layouts, err.Error(), err)
}

// layoutProblemAt is layoutProblem for an error that the template package has not
// given its place; said is how it would.
func layoutProblemAt(layouts fs.FS, said string, err error) diag.Problem {
	var l diag.List
	m := layoutPlace.FindStringSubmatch(said)
	if m == nil {
		return *l.Errorf(diag.Pos{File: "layouts"}, "layout-broken", "%v", err)
	}
	pos := diag.Pos{File: "layouts/" + m[1] + ".html"}
	pos.Line, _ = strconv.Atoi(m[2]) // 0 where the package names none
	if src, err := fs.ReadFile(layouts, m[1]+".html"); err == nil && m[3] != "" {
		lines := strings.Split(string(src), "\n")
		bytes, _ := strconv.Atoi(m[3])
		if pos.Line <= len(lines) && bytes <= len(lines[pos.Line-1]) {
			pos.Col = 1 + utf8.RuneCountInString(lines[pos.Line-1][:bytes])
		}
	}
	// What this program has found is said in the editor's language, and what the
	// template package makes of it as that says it.
	var ours *diag.Failure
	if errors.As(err, &ours) && strings.HasSuffix(m[4], ours.Error()) {
		return *l.Errorf(pos, "layout-broken", "%s%v", strings.TrimSuffix(m[4], ours.Error()), ours)
	}
	return *l.Errorf(pos, "layout-broken", "%s", m[4])
}

// placed is a problem at a node of a layout.
func placed(layouts fs.FS, tree *parse.Tree, at parse.Node, err error, hint diag.Text) diag.Problem {
	place, _ := tree.ErrorContext(at)
	p := layoutProblemAt(layouts, "template: "+place+": "+err.Error(), err)
	p.Hint = hint
	return p
}

// needed are the sentences that this package asks for itself; the rest are asked
// for by the layouts.
func needed() []string {
	out := []string{
		"nav.home", "nav.timeline", "nav.committees", "nav.terms", "nav.documents", "nav.translations",
		"feed.atom", "feed.json", "feed.calendar", "congress.short", "congress.name", "committee.description",
		"archive.title", "term.title", "year.title", "data.year",
		"begun", "untranslated", "nav.search", "search.describe", "root.title", "root.text", "notfound.title", "notfound.text",
	}
	out = append(out, search.Sentences()...)
	for _, k := range content.Kinds {
		out = append(out, "kind."+k)
	}
	for _, k := range vietnamese.DocumentKinds {
		out = append(out, "document.kind."+k)
	}
	out = append(out, "document.description", "document.inTerm", "document.citedInTerm", "document.citedIn", "article.term", "document.unknownIssuer", "documents.found", "documents.none", "committees.found", "committees.none", "bilingual.link", "bilingual.title", "bilingual.alone", "documents.noIssuer")
	out = append(out, "feedback", "article.byMail", "article.onFacebook", "article.edit", "article.feedbackSubject", "article.author", "article.reporter", "article.citation", "article.table", "article.tables", "article.notes", "article.note", "article.noteBack", "article.noteBackTo", "article.larger", "article.held", "article.issued", "article.event", "bilingual.paragraph", "bilingual.paragraphWord", "article.citationBy", "article.citationSource", "article.citationHeld", "article.citationIssued")
	out = append(out, "committee.active", "committee.activeSince", "committee.ended", "committee.endedSince", "committee.over", "committee.became", "committee.joined", "committee.becameNow", "committee.joinedNow", "committee.spanFrom", "committee.spanUntil")
	out = append(out, "home.ways.timeline", "home.ways.committees", "home.ways.terms", "home.ways.documents", "home.daysHeld", "home.daysIssued")
	for _, known := range []string{"Day", "Month", "Year"} {
		out = append(out, "committee.since"+known, "committee.on"+known)
	}
	out = append(out, "timeline.allOfMonth", "timeline.quarter", "timeline.congresses", "timeline.drawn.month", "timeline.drawn.quarter", "timeline.drawn.year", "articles")
	out = append(out, "filter.inYear", "filter.inMonth", "filter.of", "filter.and", "filter.none", "filter.inTerm", "filter.what.any", "filter.whose.any")
	for _, k := range content.Kinds {
		out = append(out, "filter.what."+k)
	}
	for _, k := range content.Levels {
		out = append(out, "level."+k, "filter.whose."+k)
	}
	out = append(out, "calendar.caption", "calendar.meetings", "calendar.more")
	for _, k := range weekdayKeys {
		out = append(out, "calendar.weekday."+k)
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
func functions(l *locale.Locale, constants map[string]string, made *allowance) template.FuncMap {
	sentence := made.sentence(l)
	out := template.FuncMap{
		// t is a sentence of the strings file by its key, with pairs of a name and a
		// value: `{{t "switch.none" "language" .Language}}`.
		"t": sentence,
		// n is a sentence with a number, which chooses its form: `{{n "articles" .Count}}`.
		"n": func(key string, n int, pairs ...any) (string, error) {
			return sentence(key, append([]any{"n", n}, pairs...)...)
		},
		// num is a whole number as the language writes it.
		"num": l.Number,
		// date is a day by a pattern of the strings file.
		"date": func(d calendar.Date, pattern string) string { return l.Date(d, locale.Pattern(pattern)) },
		// time is the same in a time element, with the time of day where one is known.
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
var constantNames = []string{
	"tag",          // the language: vi
	"bulletin",     // the bulletin's title
	"description",  // the bulletin's description; "" where config.yaml has none
	"accent",       // the colour of config.yaml, as #9f1d20
	"accentOnDark", // the same for dark pages
	"stylesheet",   // the address of static/style.css; this and the following are "" where there is no such file
	"icon",         // the address of static/icon.svg
	"touchIcon",    // the address of static/icon-180.png
	"script",       // the address of static/page.js
	"keys",         // the address of static/keys.js
}

// timeElement is a date in words, with its machine-readable form.
func timeElement(l *locale.Locale, d calendar.Date, p locale.Pattern) template.HTML {
	if d.IsZero() {
		return ""
	}
	var space [128]byte
	return template.HTML(appendTime(space[:0], l, d, p))
}

func appendTime(dst []byte, l *locale.Locale, d calendar.Date, p locale.Pattern) []byte {
	var space [64]byte
	text := l.AppendDate(space[:0], d, p)
	if d.HasTime() && p != locale.ShortDay {
		text = l.AppendTime(append(text, ", "...), d)
	}
	return appendTimeText(dst, d, text)
}

// appendTimeText appends a date's element with a text for it.
func appendTimeText[text string | []byte](dst []byte, d calendar.Date, s text) []byte {
	dst = append(d.Append(append(dst, `<time datetime="`...)), `">`...)
	return append(appendText(dst, s), "</time>"...)
}

// speak gives the layouts a language: its functions. A fixed sentence that it
// lacks is found here, before the page that would ask for it.
func speak(layouts fs.FS, parsed *template.Template, l *locale.Locale, constants map[string]string, made *allowance) (*template.Template, diag.List) {
	own := speaking(parsed, l, constants, made)
	var problems diag.List
	for _, key := range needed() {
		if _, err := l.T(key); err != nil {
			problems.Errorf(diag.Pos{File: "layouts/strings/" + l.Tag + ".yaml"}, "strings-missing", "there is no text for %s", key).
				Hintf("add it to the file")
		}
	}
	for _, t := range own.Templates() {
		if t.Tree == nil {
			continue
		}
		sentences(t.Tree.Root, func(key string, at parse.Node) {
			if _, err := l.T(key); err != nil {
				problems = append(problems, placed(layouts, t.Tree, at, err, diag.Text{}))
			}
		})
	}
	return own, problems
}

// speaking are layouts with the functions of a language.
func speaking(parsed *template.Template, l *locale.Locale, constants map[string]string, made *allowance) *template.Template {
	return template.Must(parsed.Clone()).Funcs(functions(l, constants, made)).Funcs(made.textFunctions())
}

// sentences gives the key and the node of each action {{t "key"}}.
func sentences(list *parse.ListNode, see func(key string, at parse.Node)) {
	eachNode(list, func(n parse.Node) {
		action, ok := n.(*parse.ActionNode)
		if !ok {
			return
		}
		args := action.Pipe.Cmds[0].Args
		if len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 || len(args) != 2 {
			return
		}
		id, isName := args[0].(*parse.IdentifierNode)
		key, isText := args[1].(*parse.StringNode)
		if isName && isText && id.Ident == "t" {
			see(key.Text, n)
		}
	})
}

// eachNode gives every node of a layout, and of what it does only if or for each.
func eachNode(list *parse.ListNode, see func(parse.Node)) {
	if list == nil {
		return
	}
	branch := func(n *parse.BranchNode) {
		eachNode(n.List, see)
		eachNode(n.ElseList, see)
	}
	for _, n := range list.Nodes {
		see(n)
		switch n := n.(type) {
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		}
	}
}
