package markdown

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// TestPlain holds what is made of paragraphs of plain text to what goldmark alone makes
// of them.
func TestPlain(t *testing.T) {
	for _, src := range []string{
		"", "a", "a\n", " a \n", "a\nb\n\nc", "a  \nb\n\nc", "a\\\nb", "a \nb\n", "a\r\nb\r\n\r\nc\r\n", "a  \r\nb\r\n",
		"a\n===\n\nb\n---\nc", "a\n\n===\n", "a\n# b\nc", "a\n- b\n- c\n\nd\n", "- a\n\n  b\n- c\n", "> a\n\nb\n> c\n", "a\n    b\n\tc\n",
		"a\n|b|c|\n|-|-|\n|d|e|\n\nf", "b|c\n-|-\n\nf", "[a]: /b\n\n[a]: c\nd\n", "a[^b]\n\n[^b]: c\n\n    d\n",
		"www.example.vn", "a www.example.vn/b.", "aww.b", "https://example.vn", "a: https://example.vn", "a://b", "a:", "a:\nb", ":", ".", "www.", "1. a\n\n2. b\n",
		"Chỉ thị số: 35-CT/TW. Kế hoạch 71-KH/TU: ngày 14.1.2020.", "số 35.\nCT/TW", "a.b.c: d. e\nf. g:h\n", "Nghị quyết Trung ương 4 (khóa XII). Chỉ thị 05.", "21: 35-CT/TW", "Chỉ thị: 05. 35-CT/TW",
		"\u00a0a\u00a0\n", "\x00a\x01\n", "a\tb\n", "a\t\nb\t\n", "a\fb\n \fc\n", "\ufeffa", article,
	} {
		samePlain(t, src)
	}
}

// TestPlainAtRandom does so of texts put together from what means something somewhere.
func TestPlainAtRandom(t *testing.T) {
	parts := []string{
		"a", "b ", " ", "  ", "\n", "\n", "\n\n", "\n\n", "  \n", "\r\n", "\t", "    ", ".", ":", "//", "w", "www.", "example.vn", "http", "đ", "\u00a0",
		"35-CT/TW", "Chỉ thị số", "05", "# ", "- ", "> ", "1. ", "===\n", "---\n", "|", "|-|\n", "\\", "*", "_", "`", "~~", "[a]", "[^1]", "]: ", "<b>", "&amp;", "!",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		var src strings.Builder
		// A few of the parts to a text, so that many of the paragraphs are plain.
		few := make([]string, 1+random.IntN(8))
		for i := range few {
			few[i] = parts[random.IntN(len(parts))]
		}
		for range random.IntN(24) {
			src.WriteString(few[random.IntN(len(few))])
		}
		if samePlain(t, src.String()); t.Failed() {
			return
		}
	}
}

// onlyGoldmark is a parser of the dialect with goldmark's own paragraphs.
var onlyGoldmark = sync.OnceValue(func() parser.Parser { return newParser(parser.NewParagraphParser()) })

func samePlain(t *testing.T, src string) {
	t.Helper()
	w := new(writer)
	w.begin(validUTF8([]byte(src)), "a.md", 0)
	if w.tooHard() {
		return
	}
	got := w.render(dialect().Parse(text.NewReader(w.src)).(*ast.Document))
	problems := w.problems
	w = new(writer)
	w.begin(validUTF8([]byte(src)), "a.md", 0)
	want := w.render(onlyGoldmark().Parse(text.NewReader(w.src)).(*ast.Document))
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(problems, w.problems) {
		t.Errorf("%q:\n got %q %+v %v\nwant %q %+v %v", src, got.HTML, got, problems, want.HTML, want, w.problems)
	}
}
