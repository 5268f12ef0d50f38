package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"bantin/generator/diag"
)

// A caption is one line of text with emphasis, code and links. mostCaption is the
// longest that is read as more than plain text, in bytes, and mostCaptions is how
// many bytes of one document are: the parser takes longer than the length of what it
// reads, and a definition can be used often.
const (
	mostCaption  = 1000
	mostCaptions = 256 << 10
)

// captions is the parser of captions. There are no blocks in one, no pictures, and
// no HTML, which is the text that it is.
var captions = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(bareLinks{}, 999),
		),
	)
})

// Caption converts a caption that stands by itself, at pos. Of the Doc, HTML has no
// element around it, and Lead is the caption as plain text. The place of each Ref is
// pos.
func Caption(src string, pos diag.Pos) (Doc, diag.List) {
	w := &writer{places: places{src: collapse(validUTF8([]byte(src))), file: pos.File, fixed: pos}, most: mostOutput, starred: true}
	doc := w.guarded(func() Doc {
		lead := w.caption()
		return Doc{HTML: w.out, Refs: w.refs, Outside: w.outside, Lead: string(lead)}
	})
	w.problems.Sort()
	return doc, w.problems
}

// caption writes the caption that src is, and gives it as plain text.
func (w *writer) caption() (plain []byte) {
	w.inCaption = true
	if len(w.src) > mostCaption || !bytes.ContainsAny(w.src, "*_`[<~") && !bytes.Contains(w.src, []byte("://")) && !bytes.Contains(w.src, []byte("www.")) {
		plain = appendPlain(nil, w.src)
		w.putText(plain)
		return plain
	}
	doc := captions().Parse(text.NewReader(w.src))
	for c := doc.FirstChild(); c != nil && !w.stopped; c = c.NextSibling() {
		w.children(c)
		plain = append(plain, w.words(c, true)...)
	}
	return plain
}

// figcaption writes the title of a picture as its caption. pos is where the picture
// is.
func (w *writer) figcaption(title []byte, pos int) {
	if util.IsBlank(w.plain(title)) {
		return
	}
	c := &writer{places: places{src: title, file: w.file, outer: &w.places}, depth: w.depth, most: mostOutput, starred: true}
	near := w.src[pos:min(pos+mostCaption+len(title), len(w.src))]
	if at := bytes.Index(near, title); at >= 0 {
		c.from = pos + at
	} else {
		// It is defined elsewhere, or is on several lines.
		c.outer, c.fixed = nil, w.pos(pos)
	}
	w.put("<figcaption>")
	if w.captioned += len(title); w.captioned > mostCaptions {
		w.putText(w.plain(title))
	} else {
		c.caption()
		for _, ref := range c.refs {
			ref.At += len(w.out)
			w.refs = append(w.refs, ref)
		}
		w.outside = append(w.outside, c.outside...)
		w.promised += c.promised
		w.out = append(w.out, c.out...)
		w.problems = append(w.problems, c.problems...)
		w.errors += c.errors
		w.warnings += c.warnings
		w.stopped = w.stopped || c.stopped
	}
	w.put("</figcaption>")
}

// captionPicture writes a picture in a caption, which is what it shows in words.
func (w *writer) captionPicture(n *ast.Image) { w.putText(w.words(n, true)) }
