package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements that a document may have, with their attributes and
// what those may be.
var allowed = func() map[string]map[string]*regexp.Regexp {
	any := regexp.MustCompile(`(?s)^.*$`)
	is := func(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }
	slug := is(`[a-z0-9]+(-[a-z0-9]+)*`)
	m := map[string]map[string]*regexp.Regexp{
		"a": {
			"href":  is(`https?://[^\s"<>\\]+|mailto:[^\s"<>]+|tel:[^\s"<>]+|#fn(ref)?:[0-9:]+|/hole/`),
			"title": any,
			"class": is(`footnote-(back)?ref|document`),
			"role":  is(`doc-(noteref|backlink)`),
		},
		"img":    {"alt": any, "src": is(`/hole/`)},
		"code":   {"class": is(`language-[A-Za-z0-9_+#.-]+`)},
		"ol":     {"start": is(`[0-9]+`)},
		"li":     {"id": is(`fn:[0-9]+`)},
		"sup":    {"id": is(`fnref:[0-9:]+`)},
		"th":     {"scope": is(`col`), "class": is(`align-(left|right|center)`)},
		"td":     {"class": is(`align-(left|right|center)`)},
		"div":    {"class": is(`table|footnotes`), "tabindex": is(`0`), "role": is(`doc-endnotes`)},
		"figure": {"class": is(`figure`)},
	}
	for _, name := range []string{"h2", "h3", "h4", "h5", "h6"} {
		m[name] = map[string]*regexp.Regexp{"id": slug}
	}
	for _, name := range strings.Fields("p ul blockquote pre em strong del figcaption hr br table thead tbody tr") {
		m[name] = map[string]*regexp.Regexp{}
	}
	return m
}()

// check holds a document to what is true of all of them, whatever they were made
// from.
func check(t *testing.T, doc *Doc) {
	t.Helper()
	if doc.HTML == nil {
		if len(doc.Refs) > 0 || len(doc.Headings) > 0 || doc.Lead != "" {
			t.Error("a refused document has something")
		}
		return
	}
	at := 0
	for _, r := range doc.Refs {
		if r.At < at || r.At > len(doc.HTML) || (r.Line < 1 || r.Col < 1) != (r.Kind >= TableName) || !utf8.ValidString(r.Dest+r.Alt) {
			t.Fatalf("%+v follows %d", r, at)
		}
		at = r.At
		before, after := string(doc.HTML[:at]), string(doc.HTML[at:])
		tag := before[strings.LastIndexByte(before, '<'):]
		switch r.Kind {
		case Link, Citation:
			if tag != `<a href="` || after[0] != '"' {
				t.Errorf("hole of link after %q, before %.10q", tag, after)
			}
		case TableName, NotesName, NoteName, BackName:
			if !strings.HasSuffix(tag, `"`) || after[0] != '>' {
				t.Errorf("hole of name after %q, before %.10q", tag, after)
			}
		case Picture:
			if tag != `<img alt="`+html.EscapeString(r.Alt)+`"` && tag != `<img alt="`+strings.ReplaceAll(html.EscapeString(r.Alt), "&#39;", "'")+`"` && !strings.Contains(r.Alt, `"`) || after[0] != '>' {
				t.Errorf("hole of picture %q after %q, before %.10q", r.Alt, tag, after)
			}
		}
	}
	page := doc.AppendHTML(nil, func(dst []byte, ref *Ref) []byte {
		switch ref.Kind {
		case Picture:
			return append(dst, ` src="/hole/"`...)
		case Full:
			return append(dst, `<p><a href="/hole/">x</a></p>`...)
		case TableName, NotesName, NoteName, BackName:
			return dst
		}
		return append(dst, "/hole/"...)
	})
	if !utf8.Valid(page) || !utf8.ValidString(doc.Lead) {
		t.Error("the document is not UTF-8")
	}
	if i := strings.IndexFunc(string(page), func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' && r != '\r' }); i >= 0 {
		t.Errorf("control character in %.20q", page[i:])
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(string(page)), body)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
		case html.ElementNode:
			attributes, ok := allowed[n.Data]
			if !ok {
				t.Errorf("element <%s>", n.Data)
			}
			for _, a := range n.Attr {
				if pattern := attributes[a.Key]; pattern == nil || a.Namespace != "" || !pattern.MatchString(a.Val) {
					t.Errorf("attribute %s=%q of <%s>", a.Key, a.Val, n.Data)
				}
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("id %q twice", a.Val)
					}
					ids[a.Val] = true
				}
			}
		default:
			t.Errorf("node %v %q", n.Type, n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	for _, h := range doc.Headings {
		if !ids[h.ID] || h.Level < 2 || h.Level > 6 || h.Line < 1 || h.Col < 1 || !utf8.ValidString(h.Text) {
			t.Errorf("heading %+v", h)
		}
	}
}

// Spellings of addresses that a link may not have.
var forbiddenAddresses = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript&colon;alert(1)", "javascript&#58;alert(1)",
	"java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "java&#10;script:alert(1)", "&#1;javascript:alert(1)", "\x01javascript:alert(1)", "\x0bjavascript:alert(1)",
	"%6aavascript:alert(1)", "%256aavascript:alert(1)", "javascript%3Aalert(1)", "javascript\\:alert(1)",
	"data:text/html,&lt;script&gt;", "data:image/svg+xml;base64,AAAA", "DATA:text/html;base64,AAAA", "vbscript:msgbox(1)", "VBScript:x", "file:///etc/passwd", "blob:https://a.vn/x", "about:blank",
	"feed:javascript:alert(1)", "view-source:x", "jar:https://a.vn!/x", "ftp://a.vn", "ws://a.vn", "https:javascript", "https://a.vn@b.vn/",
	"//a.vn/x", `/\\a.vn`, `\\\\\\\\a.vn`, "&sol;/a.vn", "/&sol;a.vn", "%2f/a.vn",
}

// TestForbiddenAddresses puts each spelling wherever a link takes one.
func TestForbiddenAddresses(t *testing.T) {
	for _, address := range append(forbiddenAddresses, "java\tscript:alert(1)", "  javascript:alert(1)", "javascript:alert(1) b") {
		for _, place := range []string{"[x](%s)", "[x](<%s>)", "[x](%s \"y\")", "[x]\n\n[x]: %s", "[x][y]\n\n[y]: <%s> 'z'", "![a](b)[x](%s)", "|[x](<%s>)|\n|-|\n", "## [x](<%s>)", "x[^1]\n\n[^1]: [x](<%s>)"} {
			src := fmt.Sprintf(place, address)
			if strings.ContainsAny(address, " \t\x0b") && !strings.Contains(place, "<") {
				continue // ends the destination
			}
			doc, problems := Convert([]byte(src), "a.md", 0)
			check(t, &doc)
			if errors, _ := problems.Count(); errors != 1 || problems[0].Rule != "link-scheme" {
				t.Errorf("%q: problems %v", src, problems)
			}
			if page := strings.ReplaceAll(string(doc.HTML), `<a href="#fn`, ""); strings.Contains(page, "<a") || strings.Contains(page, "href=\"/") {
				t.Errorf("%q: %s", src, page)
			}
		}
	}
	for _, address := range []string{"javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "file:///x", "ab:c"} {
		doc, problems := Convert([]byte("<"+address+">"), "a.md", 0)
		if strings.Contains(string(doc.HTML), "<a") || len(problems) != 1 || problems[0].Rule != "link-scheme" {
			t.Errorf("<%s>: %s, %v", address, doc.HTML, problems)
		}
	}
}

// What may break out of the place it is put in, if that place does not escape it.
var breakouts = append([]string{
	`" onmouseover="alert(1)`, `' onmouseover='alert(1)`, "` onmouseover=`alert(1)", ` onmouseover=alert(1) `, `\" onmouseover=\"alert(1)`, `&quot; onmouseover=&quot;alert(1)`, `&#34;><script>`,
	`</script><script>alert(1)</script>`, `<script>alert(1)</script>`, `<ScRiPt src=//a.vn>`, `]]>`, `<![CDATA[`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `'><svg/onload=alert(1)>`, `<svg><style>`,
	`<style>*{}</style>`, `{onclick=x style="color:red" #id .class}`, `&lt;script&gt;`, `-->`, `<!--`, `<!-->`, "\x00", `<iframe srcdoc="x">`, `<a href="javascript:x">`, `<math><mtext>`, `</p></div></td></table>`, `<textarea>`, `<title>`, `<plaintext>`, `</figure>`,
	`\`, `\\`, `|`, `[`, `]`, `](javascript:x)`, `![x](javascript:x)`, "`", `*`, `{{.}}`, `${x}`, "é\u202e", "x\ny", "x\n\ny", "<a\nhref='x'\n>",
}, forbiddenAddresses...)

// TestBreakouts puts each text wherever an author's text can go.
func TestBreakouts(t *testing.T) {
	places := []string{
		"%s", "[%s](a)", "[a](%s)", "[a](<%s>)", "[a](b \"%s\")", "[a](b '%s')", "[a](b (%s))", "![%s](a.jpg)", "x ![%s](a.jpg) y", "![a](%s)", "![a](<%s>)", "![a](a.jpg \"%s\")", "![a](a.jpg '%s')",
		"```%s\nx\n```", "~~~ %s\nx\n~~~", "```\n%s\n```", "    %s", "`%s`", "``%s``", "# %s", "## %s", "%s\n===", "## a {%s}", "## [%s](a) ![%s](b)",
		"| %s |\n|---|\n| %s |", "|a|b|\n|:-|-:|\n|%s|x|\n%s", "a[^1]\n\n[^1]: %s", "a[^%s]\n\n[^%s]: x", "<https://a.vn/%s>", "<%s>", "https://a.vn/%s", "www.a.vn/%s", "<a@b.vn%s>", "[a](https://a.vn/%s)", "[a](mailto:a@b.vn?subject=%s)",
		"[a]: %s\n\n[a] ![a]", "[a]: b \"%s\"\n\n[a] ![a]\n\n![a]", "[%s]: b\n\n[%s]", "[a][%s]\n\n[%s]: b", "> %s", "- %s", "1. %s", "**%s**", "~~%s~~", "*a %s b*", "<b %s>x</b>", "<b title=\"%s\">x</b>", "<!-- %s -->", "a <!-- %s --> b", "<div>\n%s\n</div>", "[![%s](a \"%s\")](b \"%s\")",
	}
	for _, text := range breakouts {
		for _, place := range places {
			src := strings.ReplaceAll(place, "%s", text)
			doc, problems := Convert([]byte(src), "a.md", 0)
			if doc.HTML == nil {
				t.Errorf("%q is refused: %v", src, problems)
			}
			if check(t, &doc); t.Failed() {
				t.Fatalf("from %q:\n%s", src, doc.HTML)
			}
		}
	}
}

// FuzzConvert looks for a text that becomes a page with something in it that is
// not allowed, or none.
func FuzzConvert(f *testing.F) {
	f.Add([]byte(article), 3)
	files, err := filepath.Glob("../../content/*/*/*.md")
	if err != nil || len(files) == 0 {
		f.Fatal(len(files), err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, 0)
	}
	for _, text := range breakouts {
		f.Add([]byte("["+text+"]("+text+" \""+text+"\")\n"), 0)
		f.Add([]byte("# "+text+"\n\n```"+text+"\n```\n|"+text+"|\n|-|\n"), 1)
	}
	f.Fuzz(func(t *testing.T, src []byte, lineOffset int) {
		src = validUTF8(src)
		before := string(src)
		doc, problems := Convert(src, "a.md", lineOffset&0xff)
		if string(src) != before {
			t.Error("the source has changed")
		}
		check(t, &doc)
		errors, _ := problems.Count()
		if doc.HTML == nil && errors == 0 {
			t.Error("refused without an error")
		}
		lines := lineOffset&0xff + strings.Count(before, "\n") + 1
		for _, p := range problems {
			if p.Rule == "markdown-panic" || p.Pos.Line > lines || p.Message.IsZero() {
				t.Error(p)
			}
		}
		for _, r := range doc.Refs {
			if r.Line > lines {
				t.Errorf("%+v of %d lines", r, lines)
			}
		}
	})
}
