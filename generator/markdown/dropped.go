package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"bantin/generator/diag"
)

// droppedTag reports raw HTML within a line. Tags that touch are reported once,
// and a closing tag only if nothing before it in its block was.
func (w *writer) droppedTag(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first := n.Segments.At(0)
	tag := first.Value(w.src)
	if bytes.HasPrefix(tag, []byte("<!--")) {
		return
	}
	before := n.PreviousSibling()
	if before != nil && before.Kind() == ast.KindRawHTML && w.tagBlock == w.blocks ||
		bytes.HasPrefix(tag, []byte("</")) && w.tagBlock == w.blocks {
		return
	}
	w.tagBlock = w.blocks
	name := tagName(tag)
	w.warn(first.Start, "html-dropped", diag.Sayf("HTML is left out: %s", tagShown(tag, name)), tagHint(name))
}

// droppedBlock reports a block of raw HTML, unless it is a comment and nothing
// else.
func (w *writer) droppedBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	from, to := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	if n.HasClosure() {
		to = max(to, n.ClosureLine.Stop)
	}
	rest := bytes.TrimSpace(w.src[from:to])
	start := to - len(bytes.TrimLeft(w.src[from:to], " \t"))
	commented := false
	for bytes.HasPrefix(rest, []byte("<!--")) {
		// <!--> is a comment as well.
		end := bytes.Index(rest[2:], []byte("-->"))
		if end < 0 {
			w.warn(start, "html-dropped", diag.Sayf("comment does not end: all that follows is left out"), diag.Sayf("close it with -->"))
			return
		}
		rest = bytes.TrimSpace(rest[2+end+3:])
		commented = true
	}
	switch {
	case len(rest) == 0:
	case commented:
		w.warn(start, "html-dropped", diag.Sayf("text on the last line of a comment is left out"), diag.Sayf("begin a new line after -->"))
	default:
		name := tagName(rest)
		w.warn(start, "html-dropped", diag.Sayf("block of HTML is left out, with the text in it: %s", tagShown(rest, name)), tagHint(name))
	}
}

// tagName is the name of the tag that s begins with, in lower case; it is empty
// for <!, <? and the like.
func tagName(s []byte) string {
	s = bytes.TrimLeft(s, "</ ")
	n := 0
	for n < len(s) && (isLetterOrDigit(s[n]) || s[n] == '-') {
		n++
	}
	return strings.ToLower(string(s[:n]))
}

// tagShown is the tag as a message shows it.
func tagShown(tag []byte, name string) string {
	if name == "" {
		return shortened(string(tag[:min(len(tag), 2)])) + "…"
	}
	if bytes.HasPrefix(tag, []byte("</")) {
		return "</" + shortened(name) + ">"
	}
	return "<" + shortened(name) + ">"
}

// tagHint says what to write in place of an element.
func tagHint(name string) diag.Text {
	switch name {
	case "b", "strong":
		return diag.Sayf("write **text**")
	case "i", "em", "cite":
		return diag.Sayf("write *text*")
	case "s", "del", "strike":
		return diag.Sayf("write ~~text~~")
	case "a":
		return diag.Sayf("write [text](address)")
	case "img", "figure", "picture":
		return diag.Sayf(`write ![what it shows](file "caption") on a line of its own`)
	case "br":
		return diag.Sayf(`end the line with \`)
	case "p", "div", "span", "font", "center":
		return diag.Sayf("write the text without it, with an empty line between paragraphs")
	case "hr":
		return diag.Sayf("write --- with an empty line above it")
	case "ul", "ol", "li":
		return diag.Sayf("begin each line of the list with - or 1.")
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return diag.Sayf("begin the line with ##")
	case "table", "thead", "tbody", "tr", "td", "th":
		return diag.Sayf("write a Markdown table, with | between the cells")
	case "blockquote":
		return diag.Sayf("begin each line with >")
	case "pre", "code":
		return diag.Sayf("put the text between lines of ```")
	case "script", "style", "iframe", "object", "embed", "form":
		return diag.Sayf("take it out: pages hold none")
	}
	return diag.Sayf(`write it in Markdown, or write \< for the sign itself`)
}
