package markdown

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"bantin/generator/diag"
)

// joined warns of the lines of a paragraph that were meant to be a list or a table and
// are one paragraph, in which they run together: two or more, one below the other, that
// begin with the same kind of sign. In an item of a list one is enough, as an item
// whose sign has no space behind it.
func (w *writer) joined(n ast.Node) {
	lines := n.Lines()
	if lines.Len() < 2 {
		return
	}
	inItem := n.Parent().Kind() == ast.KindListItem
	first := lines.At(0)
	before := lineSign(first.Value(w.src))
	for i := 1; i < lines.Len(); i++ {
		line, last := lines.At(i), lines.At(i-1)
		sign := lineSign(line.Value(w.src))
		at := last.Start
		if inItem && sign == hyphen && before != hyphen {
			before, at = sign, line.Start
		}
		if sign != noSign && sign == before && !endsHard(last.Value(w.src)) {
			w.warn(at, "lines-joined", sign.said(), sign.hint())
			return
		}
		before = sign
	}
}

// A sign says how a line begins that is one of several.
type sign int

const (
	noSign sign = iota
	hyphen      // -Chữ
	bullet      // • Chữ, – Chữ
	number      // 1.Chữ
	letter      // a) Chữ
	bar         // | Chữ |
)

// lineSign is how a line begins.
func lineSign(line []byte) sign {
	if len(line) == 0 {
		return noSign
	}
	c, rest := line[0], line[1:]
	next, _ := utf8.DecodeRune(rest)
	switch {
	case c == '|' && bytes.IndexByte(rest, '|') >= 0:
		return bar
	case (c == '-' || c == '+') && unicode.IsLetter(next):
		return hyphen
	case 'a' <= c && c <= 'z' && next == ')':
		return letter
	case '0' <= c && c <= '9':
		rest = bytes.TrimLeft(line, "0123456789")
		if len(line)-len(rest) < 3 && len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') {
			if next, _ = utf8.DecodeRune(rest[1:]); unicode.IsLetter(next) {
				return number
			}
		}
	case c >= utf8.RuneSelf:
		if r, _ := utf8.DecodeRune(line); slices.Contains([]rune("–—•●▪■◦○►"), r) {
			return bullet
		}
	}
	return noSign
}

// endsHard reports whether a line ends with a break that is meant.
func endsHard(line []byte) bool {
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.HasSuffix(line, []byte("  ")) || bytes.HasSuffix(line, []byte(`\`))
}

func (s sign) said() diag.Text {
	if s == bar {
		return diag.Sayf("these lines are not read as a table, and run together in one paragraph")
	}
	return diag.Sayf("these lines are not read as a list, and run together in one paragraph")
}

func (s sign) hint() diag.Text {
	switch s {
	case bar:
		return diag.Sayf("write | --- | below the first line, with --- for each of its cells, and an empty line above the table")
	case bullet:
		return diag.Sayf("begin each line with a hyphen and a space")
	case letter:
		return diag.Sayf(`leave an empty line between them, or end each line with \`)
	}
	return diag.Sayf("write a space behind the sign that each line begins with")
}

// notes warns of footnotes that no text leads to: they are not published.
func (w *writer) notes(doc *ast.Document) {
	if !bytes.Contains(w.src, []byte("[^")) {
		return
	}
	used := map[string]bool{}
	if list, ok := doc.LastChild().(*east.FootnoteList); ok {
		for c := list.FirstChild(); c != nil; c = c.NextSibling() {
			if note, ok := c.(*east.Footnote); ok {
				used[string(note.Ref)] = true
			}
		}
	}
	at, fenced := 0, false
	for line := range bytes.Lines(w.src) {
		text := bytes.TrimLeft(line, " ")
		indent := len(line) - len(text)
		if bytes.HasPrefix(text, []byte("```")) || bytes.HasPrefix(text, []byte("~~~")) {
			fenced = !fenced
		}
		label, _, ok := bytes.Cut(text, []byte("]:"))
		if label, is := bytes.CutPrefix(label, []byte("[^")); ok && is && indent < 4 && !fenced && !used[string(label)] && !bytes.ContainsAny(label, "[] \n") {
			w.warn(at+indent, "footnote-unused", diag.Sayf("no text leads to this footnote, and it is left out"), diag.Sayf("write [^%s] behind the words that it is about, or take it out", shortened(string(label))))
		}
		at += len(line)
	}
}

// unreadNote warns of the sign of a footnote that is not there, which ends with the
// bracket at an offset.
func (w *writer) unreadNote(bracket int) bool {
	const longest = 64
	line := w.src[max(0, bracket-longest):bracket]
	open := bytes.LastIndexByte(line, '[')
	if open < 0 || open+2 >= len(line) || line[open+1] != '^' || open > 0 && line[open-1] == '\\' || bytes.ContainsAny(line[open:], " \n") {
		return false
	}
	label := shortened(string(line[open+2:]))
	w.warn(bracket-len(line)+open, "link-unread", diag.Sayf("there is no footnote %s, and readers see its brackets", label), diag.Sayf("write its text on a line that begins with [^%s]: and has an empty line above it", label))
	return true
}
