package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// repeated makes texts of one pattern.
func repeated(s string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// numbered makes texts of one pattern with a number in it.
func numbered(pattern string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, pattern, i)
		}
		return b.String()[:n]
	}
}

// halves makes texts of one pattern and then another.
func halves(first, second string) func(n int) string {
	return func(n int) string {
		return strings.Repeat(first, n/2/len(first)) + strings.Repeat(second, n/2/len(second))
	}
}

// growing makes texts of runs that are each longer than the one before.
func growing(run, after string) func(n int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(run, i) + after)
		}
		return b.String()[:n]
	}
}

// around makes texts of lines, fewer than are too many, with something before the first
// and after the last.
func around(before, after string) func(n int) string {
	return func(n int) string {
		const line = "Một trăm dòng chữ dài.\n"
		return before + strings.Repeat(line, (n-len(before)-len(after))/len(line)) + after
	}
}

// hard are the texts that make goldmark slow or make it ask for much memory, or
// that might. Each makes a text of about n bytes. rule is what is said of a text
// of 1 MiB; where it is empty the text is converted.
var hard = []struct {
	name string
	make func(n int) string
	rule string
}{
	// Containers.
	{"bullets on a line", func(n int) string { return strings.Repeat("- ", n/3) + "x" + strings.Repeat("\n", n/3) }, "markdown-nesting"},
	{"bullets and numbers on a line", repeated("- 1. "), "markdown-nesting"},
	{"100 bullets, then empty lines", func(n int) string { return strings.Repeat("- ", 100) + "x" + strings.Repeat("\n", n-201) }, "markdown-nesting"},
	{"bullets, a lazy line, then empty lines", func(n int) string { return strings.Repeat("- ", 50) + "x\ny" + strings.Repeat("\n", n-103) }, "markdown-nesting"},
	{"bullets, a number, then empty lines", func(n int) string { return strings.Repeat("- ", 50) + "x\n7. y" + strings.Repeat("\n", n-106) }, "markdown-nesting"},
	{"bullets in a quotation, then empty lines of it", func(n int) string { return "> " + strings.Repeat("- ", 50) + "x\n> y" + strings.Repeat("\n>", n/2-60) }, "markdown-nesting"},
	{"bullets deeper on each line", growing("  ", "- x\n"), "markdown-nesting"},
	{"bullets deeper by tabs", growing("\t", "- x\n"), "markdown-nesting"},
	{"100 deep, text", func(n int) string {
		return strings.Repeat("- ", 100) + "x\n" + strings.Repeat(strings.Repeat("  ", 100)+"x\n", n/202-1)
	}, "markdown-nesting"},
	{"quotations", repeated("> "), "markdown-nesting"},
	{"quotations without spaces", repeated(">"), "markdown-nesting"},
	{"50 quotations on each line", repeated(strings.Repeat(">", 50) + "x\n"), "markdown-nesting"},
	{"footnotes in footnotes", repeated("[^a]:"), "markdown-nesting"},
	{"empty lines", repeated("\n"), "markdown-complexity"},
	{"short lines", repeated("a\n"), "markdown-complexity"},
	{"short paragraphs", repeated("a\n\n"), "markdown-complexity"},
	{"short items", repeated("-\n"), "markdown-complexity"},
	{"short headings", repeated("#\n"), "markdown-complexity"},
	{"underlined headings", repeated("a\n-\n"), "markdown-complexity"},
	{"alternating lists", repeated("- a\n+ b\n"), "markdown-complexity"},
	{"brackets around many lines", around("[", "]"), "markdown-complexity"},
	{"a link of many lines", around("[", "](https://a.vn)"), "markdown-complexity"},
	{"a title of many lines", around(`[a](https://a.vn "`, `")`), "markdown-complexity"},
	{"a definition of many lines", around(`[a]: https://a.vn "`, `"`), "markdown-complexity"},
	{"a quotation of many lines", around(`"`, `"`), ""},
	{"emphasis of many lines", around("*", "*"), ""},
	{"code blocks", repeated("~~~\na\n"), "markdown-complexity"},
	{"items of text", repeated("- Nghị quyết đại hội\n"), ""},
	// Tables.
	{"table, wide and long", func(n int) string {
		return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("|a\n", n/8)
	}, "markdown-table"},
	{"table, 101 columns", func(n int) string { return strings.Repeat("|a", 101) + "\n" + strings.Repeat("|-", 101) + "|\n" }, "markdown-table"},
	{"table, 101 columns, quoted", func(n int) string {
		return "> " + strings.Repeat("|a", 101) + "\n> " + strings.Repeat("|-", 101) + "|\n"
	}, "markdown-table"},
	{"table, 100 columns", func(n int) string {
		return strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "| \n"
	}, ""},
	{"table, 100 columns, empty rows", func(n int) string {
		return strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "\n" + strings.Repeat("|\n", n/2-201)
	}, "markdown-table"},
	{"table of short cells", func(n int) string { return "|a|a|a|a|a|\n|-|-|-|-|-|\n" + strings.Repeat("|a|b|c|d|e|\n", n/12-2) }, "markdown-table"},
	{"tables", repeated("a|b\n-|-\n"), "markdown-complexity"},
	{"table of escaped pipes", func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|`\\|`|`\\|`|\n", n/12-2) }, "markdown-complexity"},
	// Links.
	{"links without an end", repeated("[a](b"), "markdown-complexity"},
	{"links without an end, apart", repeated("[a](b "), "markdown-complexity"},
	{"links without an end, <", repeated("[a](<b"), "markdown-complexity"},
	{"titles without an end", repeated("[a](b \""), "markdown-complexity"},
	{"opening brackets", repeated("["), "markdown-complexity"},
	{"opening brackets of pictures", repeated("!["), "markdown-complexity"},
	{"closing brackets", repeated("]"), "markdown-complexity"},
	{"empty brackets", repeated("[]"), "markdown-complexity"},
	{"brackets on lines", repeated("[a]\n"), "markdown-complexity"},
	{"brackets in brackets", halves("[a", "]a"), "markdown-complexity"},
	{"brackets in brackets, 300 each", repeated(strings.Repeat("[a", 300) + strings.Repeat("]a", 300)), "markdown-complexity"},
	{"full references", repeated("[a]["), "markdown-complexity"},
	{"emphasis in links", repeated("[*a](b) "), "markdown-complexity"},
	{"marks in links", repeated("[*](b)"), "markdown-complexity"},
	{"pictures in pictures", halves("![", "](a)"), "markdown-complexity"},
	{"links in paragraphs", repeated("Theo [nghị quyết](../nghi-quyet/) của đại hội, cấp ủy\n\n"), ""},
	{"bare addresses", repeated("(www.a.b"), ""},
	{"bare addresses without hosts", repeated("_http://a"), "markdown-complexity"},
	{"bare addresses with brackets", repeated(" http://a.b/)"), ""},
	{"addresses in angles", repeated("<http://a"), "markdown-complexity"},
	// Definitions.
	{"long definition, used", func(n int) string {
		return "[a]: " + strings.Repeat("u", n*3/5) + "\n\n" + strings.Repeat("[a] \n\n", n/100)
	}, "markdown-output"},
	{"long title, used", func(n int) string {
		return "[a]: b '" + strings.Repeat("u", n*3/5) + "'\n\n" + strings.Repeat("![a] [a]\n\n", n/100)
	}, "markdown-output"},
	{"definitions", numbered("[a%d]: b\n\n"), "markdown-definitions"},
	{"definitions, one after the other", numbered("[a%d]: b\n"), "markdown-definitions"},
	{"9,900 definitions, one after the other", func(n int) string { return numbered("[%05d]: b\n")(min(n, 9900*11)) }, "markdown-complexity"},
	{"definitions before lines", func(n int) string { return numbered("[%d]: b\n")(n/16) + strings.Repeat("a b c d e f\n", n/24) }, "markdown-complexity"},
	{"definitions that fail", repeated("[a]:\n"), "markdown-definitions"},
	{"definitions with titles that fail", repeated("[a]: b\n\"c\n"), "markdown-definitions"},
	{"footnotes", func(n int) string { return numbered("[^%d] ")(n/2) + "\n\n" + numbered("[^%d]: b\n\n")(n/2-2) }, "markdown-complexity"},
	{"one footnote, used", func(n int) string { return "[^a]: b\n\n" + strings.Repeat("[^a] ", n/5-2) }, "markdown-complexity"},
	{"footnotes without an end", repeated("[^a"), "markdown-complexity"},
	{"signs that are looked at as footnotes", repeated("!a^"), "markdown-complexity"},
	// Emphasis.
	{"emphasis that does not match", repeated("*a_ "), "markdown-complexity"},
	{"emphasis that does not match, of two kinds", halves("a**b", "c* "), "markdown-complexity"},
	{"emphasis in paragraphs", repeated("*a_ *b_ **c*\n\n" + strings.Repeat("Nghị quyết đại hội ", 10)), ""},
	{"emphasis in emphasis", halves("*a ", "a* "), "markdown-complexity"},
	{"emphasis of long runs", func(n int) string { return strings.Repeat("*", n/2-1) + "a" + strings.Repeat("*", n/2) }, "markdown-nesting"},
	{"heading of long runs", func(n int) string { return "## " + strings.Repeat("*", n/2-4) + "a" + strings.Repeat("*", n/2) }, "markdown-nesting"},
	{"alternative text of long runs", func(n int) string { return "![" + strings.Repeat("*", n/2-7) + "a" + strings.Repeat("*", n/2) + "](b)" }, "markdown-nesting"},
	{"struck out", repeated("~a_ "), "markdown-complexity"},
	{"long run of ~", func(n int) string { return "a " + strings.Repeat("~", n-2) }, "markdown-complexity"},
	{"back quotes, growing", growing("`", "a "), "markdown-complexity"},
	{"back quotes, growing, before lines", func(n int) string { return growing("`", "a ")(n/2) + strings.Repeat("\na b c d e f g h", n/32) }, "markdown-complexity"},
	{"back quotes and backslashes", repeated("```\\"), "markdown-complexity"},
	{"code", repeated("`a` "), "markdown-complexity"},
	{"quotation marks", repeated("\""), "markdown-output"},
	{"quotation marks in code", repeated("    \"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\n"), "markdown-output"},
	{"documents", numbered("%d-CT/TW, "), "markdown-documents"},
	{"documents in titles", numbered("## %d-CT/TW of the centre, and what followed from it\n"), "markdown-documents"},
	// HTML.
	{"tags", repeated("<a "), "markdown-complexity"},
	{"tags on lines", repeated("<a\n"), "markdown-complexity"},
	{"tags with quotes", repeated("<a b='<a b=\""), "markdown-complexity"},
	{"tags that are dropped", repeated("<b>x</b>"), "markdown-complexity"},
	{"attributes", func(n int) string { return "<a" + strings.Repeat(" a", n/2-1) }, "markdown-complexity"},
	{"comments", repeated("<!--"), "markdown-complexity"},
	{"comments within text", repeated("a <!-- "), "markdown-complexity"},
	{"instructions", repeated("a <? b c d "), "markdown-complexity"},
	{"declarations", repeated("a <!A b c d "), "markdown-complexity"},
	// Others.
	{"entities", repeated("&amp;"), ""},
	{"ampersands", repeated("&a"), ""},
	{"backslashes", repeated("\\"), ""},
	{"tabs", repeated("\t"), ""},
	{"one long word", repeated("a"), ""},
	{"one long line", repeated("Nghị quyết đại hội "), ""},
	{"rule of many signs", repeated("* "), "markdown-nesting"},
}

// TestHard converts the hard texts: at the size at which goldmark shows what they
// do, and at 1 MiB if they are to be refused.
func TestHard(t *testing.T) {
	for _, h := range hard {
		t.Run(h.name, func(t *testing.T) {
			doc, problems := Convert([]byte(h.make(8<<10)), "a.md", 0)
			check(t, &doc)
			if doc.HTML == nil && h.rule == "" {
				t.Errorf("8 KiB are refused: %v", problems)
			}
			src := h.make(1 << 20)
			if len(src) > 1<<20 {
				t.Fatalf("text has %d bytes", len(src))
			}
			if h.rule == "" {
				if w := newWriter(src); w.tooHard() {
					t.Errorf("1 MiB are refused: %v", w.problems)
				}
				return
			}
			doc, problems = Convert([]byte(src), "a.md", 0)
			if doc.HTML != nil || len(problems) != 1 || problems[0].Rule != h.rule || problems[0].Hint.IsZero() {
				t.Errorf("%d bytes of HTML, problems %v", len(doc.HTML), problems)
			}
		})
	}
}

func newWriter(src string) *writer {
	w := new(writer)
	w.begin([]byte(src), "a.md", 0)
	return w
}

// TestLimits goes up to a limit and beyond it, and expects the line to be named.
func TestLimits(t *testing.T) {
	const text = "Một dòng\n\n"
	for _, test := range []struct {
		name string
		src  func(n int) string // n more than the limit
		line int
		rule string
	}{
		{"bytes", func(n int) string { return strings.Repeat("a", mostBytes+n) }, 0, "file-too-large"},
		{"lines", func(n int) string { return strings.Repeat("a\n", mostLines+n) }, mostLines + 1, "markdown-complexity"},
		{"bullets", func(n int) string { return text + strings.Repeat("- ", mostMarkers+n) + "x\n" }, 3, "markdown-nesting"},
		{"quotations", func(n int) string { return text + strings.Repeat(">", mostMarkers+n) + "x\n" }, 3, "markdown-nesting"},
		{"mixed markers", func(n int) string {
			return text + strings.Repeat("> 12) ", mostMarkers/2) + strings.Repeat("+ ", n) + "x\n"
		}, 3, "markdown-nesting"},
		{"columns", func(n int) string {
			return text + strings.Repeat("|a", mostColumns+n) + "|\n" + strings.Repeat("|-", mostColumns+n) + "|\n"
		}, 4, "markdown-table"},
		{"columns without pipes around", func(n int) string {
			return text + strings.Repeat("a|", mostColumns+n-1) + "a\n" + strings.Repeat(":-:|", mostColumns+n-1) + "-\n"
		}, 4, "markdown-table"},
		{"cells", func(n int) string {
			// The line below the head counts as a row.
			return text + strings.Repeat("|a", 100) + "\n" + strings.Repeat("|-", 100) + "\n" + strings.Repeat("|\n", mostCells/100-1+n)
		}, mostCells/100 + 4, "markdown-table"},
		{"signs", func(n int) string {
			return text + strings.Repeat("`a` `a` `a` `a` `a`\n\n", mostSigns/10) + strings.Repeat("*", n)
		}, 2*mostSigns/10 + 3, "markdown-complexity"},
		{"definitions", func(n int) string { return definitions(mostDefinitions + n) }, 2*mostDefinitions + 1, "markdown-definitions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if w := newWriter(test.src(0)); w.tooHard() {
				t.Errorf("refused at the limit: %v", w.problems)
			}
			doc, problems := Convert([]byte(test.src(1)), "a.md", 7)
			line := 1 // the file as a whole
			if test.line > 0 {
				line = test.line + 7
			}
			if doc.HTML != nil || len(problems) != 1 || problems[0].Rule != test.rule || problems[0].Pos.Line != line || problems[0].Pos.Col != 1 {
				t.Errorf("beyond the limit: %d bytes of HTML, problems %v, want line %d", len(doc.HTML), problems, line)
			}
		})
	}
}

// definitions is n definitions, each a paragraph.
func definitions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[%d]: a\n\n", i)
	}
	return b.String()
}

// TestContainers compares the bound of open containers with what is open.
func TestContainers(t *testing.T) {
	for _, test := range []struct {
		text string
		open int // at the last line, at least
		most int // at the last line, at most
	}{
		{"a", 0, 0}, {"- a", 1, 1}, {"- - a", 2, 2}, {"> a", 1, 1}, {">>> a", 3, 3}, {"> - 1. a", 3, 4}, {"-", 1, 1}, {"1.", 1, 1}, {"10) a", 1, 2}, {"[^a]: - a", 2, 3},
		{"- a\n  - b\n    - c", 3, 3}, {"- a\n\n  b", 1, 1}, {"- a\nb", 1, 1}, {"- - a\n\nb", 0, 0}, {"- - a\n\n- b", 1, 1}, {"- - a\n- b", 1, 1},
		{"- - a\n\n\n", 2, 2}, {"- - a\n7. b", 2, 2}, {"- a\n- b\n- c\n- d", 1, 1}, {"1. a\n2. b\n3. c", 1, 2}, {"> a\n> b\n> c", 1, 1},
		{"-a", 0, 0}, {"1.a", 0, 0}, {"1234567890. a", 0, 0}, {"          - a", 1, 1}, {"\t\t\t\ta", 0, 0}, {"- a\n\n\t\t\t\t- b", 2, 2}, {"[a]: b", 0, 0}, {"[^a] b", 0, 0},
		{"21/12/2020. A", 0, 0}, {"*a* b", 0, 0}, {"- - -\n\na", 0, 0},
	} {
		var n nesting
		for line := range strings.Lines(test.text) {
			n.add([]byte(strings.TrimSuffix(line, "\n")))
		}
		if n.open < test.open || n.open > test.most {
			t.Errorf("%q: %d containers, want %d to %d", test.text, n.open, test.open, test.most)
		}
	}
}

// TestOrdinary expects long texts that somebody might write to be converted.
func TestOrdinary(t *testing.T) {
	for name, src := range map[string]string{
		"long article":  strings.Repeat(article, 150),
		"long list":     numbered("- Nghị quyết số **35-NQ/TU** [toàn văn %d](nghi-quyet.pdf)\n")(200 << 10),
		"long numbers":  numbered("%d. Đại biểu\n")(200 << 10),
		"long table":    "| Số | Tên | Ngày |\n|---:|:---|:---:|\n" + strings.Repeat("| 35-CT/TW | [Chỉ thị](chi-thi.md) | 30/5/2019 |\n", 2000),
		"long code":     "```\n" + strings.Repeat("if (a[i] < b_c && d*e) { f(\"g\"); }\n", 1000) + "```\n",
		"form to print": strings.Repeat("Họ và tên: "+strings.Repeat("_", 60)+"\n\nNgày: "+strings.Repeat(". ", 120)+"\n\n", 300),
		"notes":         numbered("Đoạn văn[^%[1]d].\n\n[^%[1]d]: Chú thích.\n\n")(20 << 10),
	} {
		if doc, problems := Convert([]byte(src), "a.md", 0); doc.HTML == nil {
			t.Errorf("%s of %d bytes: %v", name, len(src), problems)
		}
	}
}

// BenchmarkHard converts the largest of each of the hard texts that is not
// refused before it is parsed. None should take a second.
func BenchmarkHard(b *testing.B) {
	for _, h := range hard {
		n, refused := 0, mostBytes+1
		for refused-n > 1000 {
			if m := (n + refused) / 2; newWriter(h.make(m)).tooHard() {
				refused = m
			} else {
				n = m
			}
		}
		src := []byte(h.make(n))
		b.Run(h.name, func(b *testing.B) {
			b.ReportAllocs()
			start := time.Now()
			for b.Loop() {
				Convert(src, "a.md", 0)
			}
			b.ReportMetric(float64(len(src)), "bytes")
			b.ReportMetric(time.Since(start).Seconds()*1000/float64(b.N), "ms/op")
		})
	}
}
