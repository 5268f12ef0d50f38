package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/diag"
	"bantin/generator/locale"
)

// filled is a full allowance.
func filled() *allowance {
	a := new(allowance)
	a.fill()
	return a
}

// TestTextFunctions: within their bounds, the functions that make texts give what the
// template package's own give.
func TestTextFunctions(t *testing.T) {
	data := map[string]any{"A": "Đảng & <b>'x'\\", "H": template.HTML("<b>&amp;</b>"), "N": -12, "U": uint8(7), "F": 1e300, "L": []string{"a", "b"}, "E": errors.New("x")}
	for _, source := range []string{
		`{{print .A .N .N .L nil}}`, `{{println .A .H}}`, `{{printf "%s %d %q %5.2f|%-8s|%[1]s" .A .N .H .F .A}}`, `{{printf "%*d %#v %+q %% %z %" 5 .N .L .A}}`,
		`{{printf "%x %v %v" .A .E .U}}`, `{{printf "none"}}`, `{{printf "%d"}}`, `{{html .A .H}}`, `{{js .A}}`, `{{urlquery .A .N}}`, `{{.A | html}}`, `{{.A | js}}`,
		`<a href="?{{.A | urlquery}}" title="{{.A | printf "%q"}}" onclick="f({{js .A}})">{{.H | print}}</a>`, `{{$x := html .A}}{{$x}}`,
	} {
		var want, got bytes.Buffer
		set := template.New("x")
		wrong := template.Must(set.Parse(source)).Execute(&want, data)
		err := template.Must(template.New("x").Funcs(filled().textFunctions()).Parse(source)).Execute(&got, data)
		if got.String() != want.String() || fmt.Sprint(err) != fmt.Sprint(wrong) {
			t.Errorf("%s: got %q (%v), want %q (%v)", source, got.String(), err, want.String(), wrong)
		}
	}
}

// TestTextBounds: each bound of what a layout makes, and what is one beyond.
func TestTextBounds(t *testing.T) {
	long := func(n int) string { return strings.Repeat("a", n) }
	l := &locale.Locale{Tag: "vi", Text: map[string]locale.Message{"x": {"other": "{a}{a}"}}}
	for _, c := range []struct {
		source string
		data   any
		ok     bool
	}{
		{`{{$x := print .}}`, long(mostText), true},
		{`{{$x := print .}}`, long(mostText + 1), false},
		{`{{$x := println .}}`, long(mostText - 1), true},
		{`{{$x := println .}}`, long(mostText), false},
		{`{{$x := printf "%s%s" . .}}`, long(mostText / 2), true},
		{`{{$x := printf "%s%s" . .}}`, long(mostText/2 + 1), false},
		{`{{$x := printf "%1000000d" 1}}`, nil, true},
		{`{{$x := printf "%1000000d%1000000d" 1 2}}`, nil, false},
		{`{{$x := printf "%*d%[1]*[2]d" 1000000 1}}`, nil, false},
		{`{{$x := printf "%.1000000f" 1.0}}`, nil, true},
		{`{{$x := printf "%1000000d" .}}`, []int{1, 2}, false},
		{`{{$x := printf (print .) 1}}`, strings.Repeat("%[1]d", 100_000), false},
		{`{{$x := print .}}`, []string{long(mostText)}, false},
		{`{{$x := js .}}`, strings.Repeat(`\`, mostText/2), true},
		{`{{$x := js .}}`, strings.Repeat(`\`, mostText/2+1), false},
		{`{{$x := html .}}`, strings.Repeat("&", mostText/5), true},
		{`{{$x := html .}}`, strings.Repeat("&", mostText/5+1), false},
		{`{{$x := urlquery .}}`, strings.Repeat("%", mostText/3), true},
		{`{{$x := urlquery .}}`, strings.Repeat("%", mostText/3+1), false},
		{`{{$x := t "x" "a" .}}`, long(mostText / 2), true},
		{`{{$x := t "x" "a" .}}`, long(mostText/2 + 1), false},
		{`{{$x := n "x" 1 "a" .}}`, long(mostText/2 + 1), false},
		{`{{range 32}}{{$x := print $}}{{end}}`, long(mostText), true},
		{`{{range 33}}{{$x := print $}}{{end}}`, long(mostText), false},
	} {
		made := filled()
		set := template.Must(template.New("x").Funcs(functions(l, nil, made)).Funcs(made.textFunctions()).Parse(c.source))
		err := set.Execute(io.Discard, c.data)
		if refused := (refusal{}); c.ok != (err == nil) || err != nil && !errors.As(err, &refused) {
			t.Errorf("%s: %v", c.source, err)
		}
	}
}

// TestOthersAllowance: a page whose allowance another has taken is made all the same, and
// one that makes too much by itself is refused.
func TestOthersAllowance(t *testing.T) {
	shared := new(allowance)
	parsed := template.New("/").Funcs(functions(nil, nil, shared)).Funcs(shared.textFunctions())
	parsed.Funcs(template.FuncMap{"take": func() string { // as another page does
		shared.left.Store(0)
		return ""
	}})
	template.Must(parsed.New("alias").Parse(`{{.Name}}{{take}}{{print .To}}{{if not .To}}{{range 1000}}{{$x := printf "%1000000d" 1}}{{end}}{{end}}`))
	l := &language{Locale: &locale.Locale{}, layouts: fstest.MapFS{}, parsed: parsed, made: shared}
	l.layout = speaking(parsed, l.Locale, nil, shared)
	w := bytes.NewBufferString("before ")
	if err := l.execute(w, "alias", Alias{Name: "a", To: "b"}); err != nil || w.String() != "before ab" {
		t.Errorf("got %q (%v)", w.String(), err)
	}
	if p, ok := IsFailed(l.execute(w, "alias", Alias{Name: "a"})); !ok || !strings.Contains(p.String(), "layouts/alias.html:1:") || !strings.Contains(p.String(), "this layout makes more than") {
		t.Errorf("got %v", p)
	}
}

// TestNesting: each bound of how layouts use each other, and what is one beyond.
func TestNesting(t *testing.T) {
	within := func(n int, of, inner string) string {
		return strings.Repeat("{{"+of+" .}}", n) + inner + strings.Repeat("{{end}}", n)
	}
	chain := func(n int) string {
		var b strings.Builder
		for i := range n - 1 {
			fmt.Fprintf(&b, `{{define "d%d"}}{{template "d%d"}}{{end}}`, i, i+1)
		}
		return b.String() + fmt.Sprintf(`{{define "d%d"}}x{{end}}`, n-1)
	}
	circle := strings.Replace(chain(10), "x{{end}}", `{{if .}}{{template "d0"}}{{end}}{{end}}`, 1)
	defines := func(n int) (s string) {
		for i := range n {
			s += fmt.Sprintf(`{{define "d%d"}}x{{end}}`, i)
		}
		return s
	}
	elses := "{{if .}}" + strings.Repeat("{{else if .}}x", 50) + "{{else}}{{with .}}" + strings.Repeat("{{else with .}}x", 50) + "{{end}}{{end}}"
	for _, c := range []struct {
		name, text string
		place      string // "" where nothing is wrong
		want       string
	}{
		{"ranges", within(mostNested, "range", "x"), "", ""},
		{"a range more", within(mostNested+1, "range", "x"), "home.html:1:119", "this is nested in more than 10"},
		{"conditions", within(mostNested, "if", "x"), "", ""},
		{"a condition more", within(mostNested+1, "if", "x"), "home.html:1:86", "this is nested in more than 10"},
		{"others", within(mostNested, "with", "x"), "", ""},
		{"in an else", strings.Repeat("{{if .}}{{else}}\n", mostNested) + "{{if .}}x{{end}}" + strings.Repeat("{{end}}", mostNested), "home.html:11:6", "this is nested in more than 10"},
		{"many of else if and else with", elses, "", ""},
		{"a chain", chain(mostChained), "", ""},
		{"a longer chain", chain(mostChained + 1), "home.html:1:27", "more than 10 layouts use each other in a row: d0 → d1 → d2"},
		{"a circle", circle, "", ""},
		{"a circle and one more", circle + `{{template "d0"}}`, "home.html:1:", "more than 10 layouts use each other in a row: home → d0 → d1"},
		{"layouts", defines(mostTemplates - 1), "", ""},
		{"a layout more", defines(mostTemplates), "", "there are 501 layouts, and 500 are the most"},
		{"a script with values", "<script>`${ {{.}} }`</script>", "", ""},
		{"a script in a circle", "<script>`${ {{.}} }`</script>" + `{{define "x"}}<script>{ {{if .}}{{template "x" .}}{{end}} }</script>{{end}}`, "home.html:1:", "a layout that uses itself cannot have brackets of a script"},
		{"a script in a circle, as attributes have it", "<p onclick=\"`&#36;{ {{.}} }`\">" + `{{define "x"}}&#123; {{if .}}{{template "x" .}}{{end}} {{end}}`, "home.html:1:", "a layout that uses itself cannot have brackets of a script"},
		{"uses of uses", many(3), "", ""},
		{"many uses of uses", many(8), "home.html:1:", "this layout would take too long"},
	} {
		all := template.New("/").Funcs(functions(&locale.Locale{}, nil, filled()))
		template.Must(all.New("home").Parse(c.text))
		problems := tangles(fstest.MapFS{"home.html": {Data: []byte(c.text)}}, all)
		if c.want == "" {
			if len(problems) > 0 {
				t.Errorf("%s: %v", c.name, problems[0])
			}
			continue
		}
		if len(problems) != 1 || problems[0].Rule != "layout-broken" || !strings.HasPrefix(problems[0].String(), path.Join("layouts", c.place)) || !strings.Contains(problems[0].String(), c.want) {
			t.Errorf("%s: got %v, want %s: %s", c.name, problems, c.place, c.want)
		}
	}
}

// many are layouts that each use the next in ten places.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{{define "d%d"}}%s{{end}}`, i, strings.Repeat(fmt.Sprintf(`{{template "d%d"}}`, i+1), 10))
	}
	return b.String() + fmt.Sprintf(`{{define "d%d"}}x{{end}}{{template "d0"}}`, n)
}

// TestLayoutsBytes: how much layouts have, one and all together.
func TestLayoutsBytes(t *testing.T) {
	text := func(n int) *fstest.MapFile { return &fstest.MapFile{Data: bytes.Repeat([]byte("a"), n)} }
	large := func(problems diag.List) (out []string) {
		for _, p := range problems {
			if p.Rule == "file-too-large" {
				out = append(out, p.Pos.File)
			}
		}
		return out
	}
	files := fstest.MapFS{}
	for i := range mostLayouts / mostLayout {
		files[fmt.Sprintf("a%d.html", i)] = text(mostLayout)
	}
	_, problems := parseLayouts(files)
	if got := large(problems); len(got) > 0 {
		t.Errorf("%q are refused", got)
	}
	files["b.html"] = text(1)
	_, problems = parseLayouts(files)
	if got := fmt.Sprint(large(problems)); got != "[layouts/b.html]" {
		t.Errorf("%s is refused", got)
	}
	_, problems = parseLayouts(fstest.MapFS{"a.html": text(mostLayout + 1)})
	if got := fmt.Sprint(large(problems)); got != "[layouts/a.html]" {
		t.Errorf("%s is refused", got)
	}
}
