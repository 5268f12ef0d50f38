package markdown

import (
	"strings"
	"testing"

	"bantin/generator/diag"
)

func TestCaption(t *testing.T) {
	for _, c := range []struct{ src, html, plain string }{
		{"Đại biểu dự hội nghị", "Đại biểu dự hội nghị", "Đại biểu dự hội nghị"},
		{"  Hai\n dòng  ", "Hai dòng", "Hai dòng"},
		{"", "", ""},
		{"A & B < C", "A &amp; B &lt; C", "A & B < C"},
		{`"A" \* &eacute;`, "&quot;A&quot; * é", `"A" * é`},
		{"*một* **hai** ~~ba~~ `bốn`", "<em>một</em> <strong>hai</strong> <del>ba</del> <code>bốn</code>", "một hai ba bốn"},
		{"Ảnh: [Báo *A*](https://a.example/?x=1&y=2)", `Ảnh: <a href="https://a.example/?x=1&amp;y=2">Báo <em>A</em></a>`, "Ảnh: Báo A"},
		{"[bài](b.vi.md#muc)", `<a href="HOLE">bài</a>`, "bài"},
		{"https://a.example/b và www.a.example", `<a href="https://a.example/b">https://a.example/b</a> và <a href="http://www.a.example">www.a.example</a>`, "https://a.example/b và www.a.example"},
		{"<https://a.example/>", `<a href="https://a.example/">https://a.example/</a>`, "https://a.example/"},
		// What is a block, a picture or HTML elsewhere is text here; a number is not
		// what the article cites.
		{"# *A*", "# <em>A</em>", "# A"},
		{"- *A*", "- <em>A</em>", "- A"},
		{"1. *A*", "1. <em>A</em>", "1. A"},
		{"> *A*", "&gt; <em>A</em>", "> A"},
		{"![*vẽ*](x.png) *A*", "vẽ <em>A</em>", "vẽ A"},
		{"<b onclick=\"x\">*A*</b>", "&lt;b onclick=&quot;x&quot;&gt;<em>A</em>&lt;/b&gt;", `<b onclick="x">A</b>`},
		{"</figcaption><script>*", "&lt;/figcaption&gt;&lt;script&gt;*", "</figcaption><script>*"},
		{"*35-CT/TW*", "<em>35-CT/TW</em>", "35-CT/TW"},
		{"[a]: b *c*", "[a]: b <em>c</em>", "[a]: b c"},
		{"*" + strings.Repeat("a", mostCaption) + "*", "*" + strings.Repeat("a", mostCaption) + "*", "*" + strings.Repeat("a", mostCaption) + "*"},
	} {
		doc, problems := Caption(c.src, diag.Pos{File: "a.md", Line: 3, Col: 9})
		html := string(doc.AppendHTML(nil, func(dst []byte, ref *Ref) []byte {
			if ref.Line != 3 || ref.Col != 9 || ref.Kind != Link {
				t.Errorf("%q: %+v", c.src, ref)
			}
			return append(dst, "HOLE"...)
		}))
		if html != c.html || doc.Lead != c.plain || len(problems) > 0 || len(doc.Documents) > 0 {
			t.Errorf("%q:\n%s\n%s\nwant\n%s\n%s\n%v", c.src, html, doc.Lead, c.html, c.plain, problems)
		}
		// The same as the caption of a figure.
		if strings.ContainsAny(c.src, "\n\"\\") || c.src == "" {
			continue
		}
		body, problems := Convert([]byte("![x](y.png \""+c.src+"\")\n"), "a.md", 0)
		html = string(body.AppendHTML(nil, func(dst []byte, ref *Ref) []byte {
			if ref.Kind == Picture || ref.Kind == Full {
				return dst
			}
			if at := 12 + strings.IndexByte(c.src, '['); ref.Line != 1 || ref.Col != at+1 {
				t.Errorf("%q: %+v, want column %d", c.src, ref, at+1)
			}
			return append(dst, "HOLE"...)
		}))
		if want := `<figure class="figure"><img alt="x"><figcaption>` + c.html + "</figcaption></figure>\n"; html != want || len(problems) > 0 {
			t.Errorf("%q:\n%swant\n%s%v", c.src, html, want, problems)
		}
	}
}

func TestCaptionRefuses(t *testing.T) {
	for _, src := range []string{"[x](javascript:alert(1))", "[x](&#106;avascript:y)", "*[x](data:text/html,y)*", "<vbscript:x>"} {
		doc, problems := Caption(src, diag.Pos{File: "a.md", Line: 3, Col: 9})
		if len(problems) != 1 || problems[0].Rule != "link-scheme" || problems[0].Pos.Line != 3 || strings.Contains(string(doc.HTML), "<a") {
			t.Errorf("%q: %s, %v", src, doc.HTML, problems)
		}
	}
}

// TestManyCaptions: a definition that is used often is not read as often.
func TestManyCaptions(t *testing.T) {
	const uses = 450
	title := strings.Repeat("*a* ", 240)
	src := "[p]: x.png \"" + title + "\"\n\n" + strings.Repeat("![x][p]\n\n", uses)
	doc, problems := Convert([]byte(src), "a.md", 0)
	all, read := strings.Count(string(doc.HTML), "<figcaption>"), strings.Count(string(doc.HTML), "<figcaption><em>")
	if all != uses || read != mostCaptions/len(title) {
		t.Errorf("%d captions, %d of them read; want %d, %d; %v", all, read, uses, mostCaptions/len(title), problems)
	}
}
