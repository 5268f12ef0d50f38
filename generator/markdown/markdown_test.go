package markdown

import (
	"flag"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the tests get into testdata")

// TestConvert compares the bodies in testdata/convert.txtar with what they
// become: HTML with its holes numbered, then what goes with it.
func TestConvert(t *testing.T) {
	const file = "testdata/convert.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, want := archive.Files[i], &archive.Files[i+1]
		name := strings.TrimSuffix(in.Name, ".md")
		if path.Ext(in.Name) != ".md" || want.Name != name+".want" {
			t.Fatalf("%s and %s are no pair", in.Name, want.Name)
		}
		t.Run(name, func(t *testing.T) {
			doc, problems := Convert(in.Data, "a.md", 10)
			check(t, &doc)
			got := dump(&doc)
			for _, p := range problems {
				got += p.String() + "\n"
			}
			if *update {
				want.Data = []byte(got)
			} else if got != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func dump(doc *Doc) string {
	var b strings.Builder
	n := -1
	b.Write(doc.AppendHTML(nil, func(dst []byte, ref *Ref) []byte {
		n++
		return fmt.Appendf(dst, "{%d}", n)
	}))
	if b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
		b.WriteString("\n")
	}
	for i, r := range doc.Refs {
		fmt.Fprintf(&b, "{%d} %d:%d %s %q", i, r.Line, r.Col, []string{"link", "picture", "citation", "full", "table", "notes", "note", "back"}[r.Kind], r.Dest)
		if r.Kind == Picture || r.Kind == Full {
			fmt.Fprintf(&b, " alt %q", r.Alt)
		}
		b.WriteString("\n")
	}
	for _, h := range doc.Headings {
		fmt.Fprintf(&b, "heading %d:%d level %d id %q text %q\n", h.Line, h.Col, h.Level, h.ID, h.Text)
	}
	fmt.Fprintf(&b, "lead %q\n", doc.Lead)
	return b.String()
}

// TestEmpty tells an empty body from a refused one.
func TestEmpty(t *testing.T) {
	for _, src := range []string{"", "\n\n", "<!-- a -->\n"} {
		doc, problems := Convert([]byte(src), "a.md", 0)
		if doc.HTML == nil || len(doc.HTML) > 0 || len(problems) > 0 {
			t.Errorf("%q becomes %q with %v", src, doc.HTML, problems)
		}
	}
}

// TestNothingIsShared converts one text while others are, and looks at the
// result after its source and the buffers have been used for something else.
func TestNothingIsShared(t *testing.T) {
	want := func() string { d, _ := Convert([]byte(article), "a.md", 3); return dump(&d) }()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				src := []byte(article)
				doc, _ := Convert(src, "a.md", 3)
				clear(src)
				Convert([]byte("# "+strings.Repeat("x [y](z) ", 400)), "b.md", 0)
				if got := dump(&doc); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
					return
				}
			}
		})
	}
	all.Wait()
}

// TestSize holds a document to the memory that it needs.
func TestSize(t *testing.T) {
	doc, _ := Convert([]byte(article), "a.md", 0)
	if len(doc.Refs) == 0 || len(doc.Headings) == 0 {
		t.Fatal("the article shows nothing")
	}
	if cap(doc.HTML) != len(doc.HTML) || cap(doc.Refs) != len(doc.Refs) || cap(doc.Headings) != len(doc.Headings) {
		t.Errorf("capacities %d, %d, %d for lengths %d, %d, %d", cap(doc.HTML), cap(doc.Refs), cap(doc.Headings), len(doc.HTML), len(doc.Refs), len(doc.Headings))
	}
}

// TestPanic expects a fault of the parser to be a problem of the file, and the
// buffers to serve the next file.
func TestPanic(t *testing.T) {
	w := new(writer)
	w.begin([]byte("a"), "a.md", 0)
	doc := w.guarded(func() Doc { panic("out of range") })
	if doc.HTML != nil || len(w.problems) != 1 || w.problems[0].Rule != "markdown-panic" || w.problems[0].Pos.File != "a.md" {
		t.Errorf("got %q and %v", doc.HTML, w.problems)
	}
}

func TestClassify(t *testing.T) {
	for want, dests := range map[destination][]string{
		local: {
			"", "a", "a/b.md", "../a/", "/vi/bai-viet/", "#muc-1", "?q=a:b", "./a:b", "/a:b", "#a:b", "2020:a", "Đại:hội", "a b",
			"100%", "a%20b", "a%zz", "%", "%4", "%C4%90", "\\a", "a//b", ":a", "+a:b", "java script:x", "a\u00a0:b", "java\u200bscript:x",
		},
		outside: {
			"https://example.vn", "http://example.vn/", "HTTPS://EXAMPLE.VN/?a=1#b", "https://example.vn:8080/a", "https://a_b.example.vn",
			"https://tuổitrẻ.vn/tin", "https://example.vn?a:b", "https://example.vn/a:b@c", "https://127.0.0.1/",
			"mailto:a@example.vn", "mailto:a@example.vn,b@example.vn?subject=x y", "MAILTO:a.b+c@example.vn",
			"tel:+842437265000", "tel:0243 726-5000", "tel:(024)37.26.50",
		},
		incomplete: {
			"https:", "https:/", "https://", "https:///a", "http:example.vn", "https://?a", "https://.vn", "https://a..vn", "https://a:b@example.vn", "https://a@example.vn/",
			"https://example.vn:80a/", "https://example.vn:123456/", "https://exam ple.vn/", "https:\\\\example.vn", "https://example.vn\\@evil.vn", "https://example.vn/\n", " https://example.vn/", "\x01https://example.vn/", "ht\ttps://example.vn/",
			"https://<b>/", "https://\"x",
			"mailto:", "mailto:a", "mailto:@example.vn", "mailto:a@", "mailto:a@b/c", "mailto:a b@example.vn", "mailto:javascript:alert(1)@example.vn",
			"tel:", "tel:12", "tel:1a2b3c", "tel:;phone", "tel:12+345",
		},
		hostOnly: {"//example.vn", "///", `\\example.vn`, `/\example.vn`, `\/a`, " //a", "/\t/a", "\n//a"},
		forbidden: {
			"javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "\x01javascript:x", "\x7fjavascript:x", "java\tscript:x", "java\nscript:x", "java\x00script:x", "javascript\t:x",
			"%6aavascript:x", "%6Aavascript%3Ax", "%256aavascript:x", "%25256aavascript:x", "javascript%3ax", "%09javascript:x", "%20javascript:x", "java%0ascript:x", "java%09script:%zz", "%2F%2Fexample.vn", "/%2fexample.vn", "%5C%5Cexample.vn",
			"data:text/html,x", "data:image/png;base64,x", "vbscript:x", "file:///etc/passwd", "blob:x", "about:blank", "ftp://example.vn", "irc://x", "a:b", "a+b-c.d:e", "view-source:https://example.vn", "feed:javascript:x", "bai%3Aviet.html",
		},
	} {
		for _, dest := range dests {
			if got := classify(dest); got != want {
				t.Errorf("classify(%q) = %d, want %d", dest, got, want)
			}
		}
	}
}

// TestBareLinks gives texts in which what is to be a link stands between ⟦ and ⟧.
func TestBareLinks(t *testing.T) {
	for _, text := range []string{
		"⟦https://example.vn⟧", "xem ⟦http://example.vn/a?b=c&d#e⟧ nhé", "tại ⟦www.example.vn⟧.", "Tại ⟦https://example.vn/nghị-quyết/đại-hội⟧, sáng",
		"(⟦https://example.vn/a⟧)", "⟦https://example.vn/a(b)⟧", "(⟦https://example.vn/a(b)⟧)", "[⟦https://example.vn/a⟧", "⟦https://example.vn/a[1]⟧",
		"⟦https://example.vn/a⟧…", "⟦https://example.vn/a⟧”", "“⟦https://example.vn/a⟧”", "tại:⟦https://example.vn/a⟧;", "⟦https://example.vn/a⟧?!.,:*_~'",
		"⟦https://example.vn/a⟧&lt;", "⟦https://example.vn/?a=1;b=2⟧;", "⟦https://example.vn:8080⟧:", "⟦https://example.vn:8080/⟧", "⟦https://example.vn⟧:a",
		"⟦https://example.vn⟧..", "⟦https://example.vn/⟧\u00a0", "⟦https://a.vn⟧ và ⟦https://b.vn⟧", "một\n⟦https://example.vn/a⟧\nhai", "⟦https://a_b.vn/c_d_e⟧",
		"https://localhost/", "https://", "http://.", "http://.vn", "www.", "www..vn", "xhttps://example.vn", "awww.example.vn", "ahttps://example.vn", "đhttps://example.vn", "/https://example.vn", "ftp://example.vn", "a@example.vn", "example.vn",
		"https:\\//example.vn", "`https://example.vn`", "HTTPS://example.vn", "http//example.vn", "https:/example.vn",
		"http://_._", "http://_._??", "https://a.vn" + strings.Repeat("a", 300),
	} {
		src := strings.NewReplacer("⟦", "", "⟧", "").Replace(text)
		doc, problems := Convert([]byte(src), "a.md", 0)
		if len(problems) > 0 || len(doc.Refs) > 0 {
			t.Errorf("%q: problems %v, holes %v", src, problems, doc.Refs)
		}
		var got, want []string
		for _, part := range strings.Split(text, "⟦")[1:] {
			address, _, _ := strings.Cut(part, "⟧")
			want = append(want, address)
		}
		for _, part := range strings.Split(string(doc.HTML), "<a href=\"")[1:] {
			_, part, _ = strings.Cut(part, `">`)
			address, _, _ := strings.Cut(part, "</a>")
			got = append(got, strings.ReplaceAll(address, "&amp;", "&"))
		}
		if text[0] == '[' {
			// What is in brackets may yet become a link, and holds none.
			want = nil
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: links %q, want %q", src, got, want)
		}
	}
}

func TestEntities(t *testing.T) {
	for in, want := range map[string]string{
		"&amp;": "&", "\\&amp;": "&amp;", "&amp;amp;": "&amp;", "&#65;": "A", "&#x110;": "Đ", "&#X110;": "Đ", "&#0;": "\uFFFD", "&#xD800;": "\uFFFD", "&#1114112;": "\uFFFD", "&Dstrok;": "Đ",
		"&#;": "&#;", "&#x;": "&#x;", "&#12345678;": "&#12345678;", "&#x1234567;": "&#x1234567;", "&#-1;": "&#-1;", "&#+1;": "&#+1;", "&#x_1;": "&#x_1;", "&;": "&;", "&": "&", "&nothing;": "&nothing;", "&amp": "&amp", "& amp;": "& amp;",
		"\\\\": "\\", "\\a": "\\a", "\\": "\\", "\\\"": `"`, "&CounterClockwiseContourIntegral;": "∳",
	} {
		if got := string(appendPlain(nil, []byte(in))); got != want {
			t.Errorf("%q says %q, want %q", in, got, want)
		}
	}
}

// TestHeadingIDs gives many headings the same text and some the ids that those
// would get.
func TestHeadingIDs(t *testing.T) {
	src := "## A\n## A-2\n## A\n## A\n## A-2\n## Đảng bộ Ủy\n## !\n## Section\n## ?\n## *a*\n"
	doc, _ := Convert([]byte(src), "a.md", 0)
	check(t, &doc)
	var got []string
	for _, h := range doc.Headings {
		got = append(got, h.ID)
	}
	want := []string{"a", "a-2", "a-3", "a-4", "a-2-2", "dang-bo-uy", "section", "section-2", "section-3", "a-5"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestManyProblems expects neither the first error to be lost among warnings nor
// all of a great many to be told.
func TestManyProblems(t *testing.T) {
	_, problems := Convert([]byte(strings.Repeat("a <b>\n\n", 2*mostProblems)+strings.Repeat("[a](b:c)\n\n", 2*mostProblems)), "a.md", 0)
	if errors, warnings := problems.Count(); errors != mostProblems || warnings != mostProblems {
		t.Errorf("%d errors and %d warnings are told", errors, warnings)
	}
}

// TestPlaces asks for the places of a text in several orders.
func TestPlaces(t *testing.T) {
	src := "Đảng bộ\n\ntỉnh ủy Lạng Sơn\n\uFEFFcuối"
	type place struct{ off, line, col int }
	var want []place
	line, col := 8, 1
	for off, r := range src {
		want = append(want, place{off, line, col})
		if col++; r == '\n' {
			line, col = line+1, 1
		}
	}
	want = append(want, place{len(src), line, col})
	orders := map[string][]place{"forward": want}
	backward := slices.Clone(want)
	slices.Reverse(backward)
	orders["backward"] = backward
	mixed := slices.Clone(want)
	slices.SortStableFunc(mixed, func(a, b place) int { return a.off%7 - b.off%7 })
	orders["mixed"] = mixed
	for name, order := range orders {
		p := places{src: []byte(src), file: "a.md", before: 7}
		for _, want := range order {
			if line, col := p.at(want.off); line != want.line || col != want.col {
				t.Errorf("%s: offset %d is at %d:%d, want %d:%d", name, want.off, line, col, want.line, want.col)
			}
		}
	}
}

// TestBlocks expects the parts of a text to make up the whole of it, and to be
// the same in two languages that say the same.
func TestBlocks(t *testing.T) {
	const src = "a 35-CT/TW [b](c.md) 36-CT/TW\n\n<!-- x -->\n\n## d\n\n### e\n\n- f\n\n1. g\n\n> h\n\n```\ni 37-CT/TW\n```\n\n---\n\n![j](k.jpg)\n\n| l |\n|---|\n| 38-CT/TW |\n\nm[^n]\n\n[^n]: 35-CT/TW o\n"
	doc, problems := Convert([]byte(src), "a.md", 0)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []BlockKind{Paragraph, Heading2, Heading3, BulletList, NumberedList, Quotation, Code, Rule, Figure, Table, Paragraph, Notes}
	var got []BlockKind
	for i, b := range doc.Blocks {
		got = append(got, b.Kind)
		if i == 0 && b.At != 0 || i > 0 && b.At <= doc.Blocks[i-1].At || doc.HTML[b.At] != '<' {
			t.Errorf("block %d begins at %d", i, b.At)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("kinds %v, want %v", got, want)
	}
	var documents []string
	for _, d := range doc.Documents {
		documents = append(documents, d.String())
	}
	if want := []string{"35-CT/TW", "36-CT/TW", "38-CT/TW"}; !slices.Equal(documents, want) {
		t.Errorf("documents %q, want %q", documents, want)
	}
	again, _ := Convert([]byte("x 35-CT/TW"), "b.md", 0)
	if len(again.Blocks) != 1 || len(again.Documents) != 1 || len(doc.Documents) != 3 {
		t.Error("a document is shared with the next text")
	}
}
