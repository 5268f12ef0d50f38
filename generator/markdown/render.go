package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// A writer renders one document. It holds the buffers that conversions share.
type writer struct {
	places
	problems diag.List
	out      []byte
	refs     []Ref
	outside  []Ref
	headings []Heading
	parts    []Block
	named    []vietnamese.Document
	known    map[vietnamese.Document]bool // named, where they are many
	ids      map[string]int               // how many headings have asked for an id
	scratch  []byte

	most     int  // out may grow to this, together with what fills the holes
	promised int  // bytes of destinations and alternative texts, which will fill them
	depth    int  // elements around the one being written
	links    int  // of them, how many are links: there is none within a link
	tables   int  // how many have been begun
	stopped  bool // a limit was met: what is written will be thrown away

	inCaption bool // what is written is a caption
	captioned int  // bytes of captions

	errors, warnings int // problems found, of which mostProblems are told

	blocks   int // blocks of text begun
	tagBlock int // the block of text in which a tag was last reported

	starred                   bool // src has two asterisks somewhere
	asterisks, asterisksBlock int  // the last two asterisks that were text, and their block of text
}

// writers keeps buffers for the next conversion. It holds nothing of a document
// once that is done.
var writers = sync.Pool{New: func() any { return new(writer) }}

// begin makes w ready for a body.
func (w *writer) begin(src []byte, file string, lineOffset int) {
	w.places = places{src: src, file: file, before: lineOffset, starts: w.starts[:0]}
	w.starred = bytes.Contains(src, []byte("**"))
	w.most = min(max(mostOutput, mostExpansion*len(src)), largestOutput)
}

// end takes the document out of w. The buffers of an unusually large one are left
// to the garbage collector.
func (w *writer) end() {
	if cap(w.out)+cap(w.scratch) > 256<<10 || cap(w.starts)+cap(w.refs)+cap(w.headings)+cap(w.parts)+cap(w.named)+len(w.ids) > 4<<10 {
		*w = writer{}
		return
	}
	clear(w.refs)
	clear(w.headings)
	clear(w.named)
	clear(w.ids)
	*w = writer{
		places: places{starts: w.starts}, out: w.out[:0], refs: w.refs[:0], headings: w.headings[:0],
		parts: w.parts[:0], named: w.named[:0], ids: w.ids, scratch: w.scratch,
	}
}

// render writes the document and copies what it came to. The copies are exact
// because they stay as long as the site is in memory.
func (w *writer) render(n *ast.Document) Doc {
	w.depth++
	for c := n.FirstChild(); c != nil && !w.stopped; c = c.NextSibling() {
		at := len(w.out)
		w.node(c)
		if !w.stopped && len(w.out)+w.promised > w.most {
			w.tooLong(c)
		}
		if len(w.out) > at { // what is left out is no block
			w.parts = append(w.parts, Block{uint32(at), w.lineOf(c), kindOf(c, w.out[at:])})
		}
	}
	if w.stopped {
		return Doc{}
	}
	w.notes(n)
	doc := Doc{HTML: make([]byte, len(w.out)), Outside: w.outside, Tables: w.tables, Lead: w.lead(n)}
	copy(doc.HTML, w.out)
	if len(w.refs) > 0 {
		doc.Refs = make([]Ref, len(w.refs))
		copy(doc.Refs, w.refs)
	}
	if len(w.headings) > 0 {
		doc.Headings = make([]Heading, len(w.headings))
		copy(doc.Headings, w.headings)
		doc.sortAnchors()
	}
	if len(w.parts) > 0 {
		doc.Blocks = make([]Block, len(w.parts))
		copy(doc.Blocks, w.parts)
	}
	if len(w.named) > 0 {
		doc.Documents = make([]vietnamese.Document, len(w.named))
		copy(doc.Documents, w.named)
	}
	return doc
}

// lineOf is the line of the file in which the words of a block begin; 0 where it
// has none itself, as a list.
func (w *writer) lineOf(n ast.Node) uint32 {
	if n.Lines().Len() == 0 {
		return 0
	}
	line, _ := w.at(n.Lines().At(0).Start)
	return uint32(line)
}

// kindOf is the kind of the block that n has been written as.
func kindOf(n ast.Node, html []byte) BlockKind {
	switch n := n.(type) {
	case *ast.Paragraph:
		if bytes.HasPrefix(html, []byte("<figure")) {
			return Figure
		}
		return Paragraph
	case *ast.Heading:
		return Heading1 + BlockKind(max(n.Level, 2)-1)
	case *ast.List:
		if n.IsOrdered() {
			return NumberedList
		}
		return BulletList
	case *ast.Blockquote:
		return Quotation
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return Code
	case *ast.ThematicBreak:
		return Rule
	case *east.Table:
		return Table
	case *east.FootnoteList:
		return Notes
	}
	return OtherBlock
}

func (w *writer) put(s string)     { w.out = append(w.out, s...) }
func (w *writer) putText(s []byte) { w.out = appendEscaped(w.out, s) }
func (w *writer) putNumber(n int)  { w.out = strconv.AppendInt(w.out, int64(n), 10) }
func (w *writer) plain(s []byte) []byte {
	w.scratch = appendPlain(w.scratch[:0], s)
	return w.scratch
}

// children writes what n holds.
func (w *writer) children(n ast.Node) {
	w.depth++
	if w.depth > mostDepth {
		w.tooDeep(n)
	}
	for c := n.FirstChild(); c != nil && !w.stopped; c = c.NextSibling() {
		w.node(c)
	}
	w.depth--
}

// within writes what n holds between two tags.
func (w *writer) within(open string, n ast.Node, shut string) {
	w.put(open)
	w.children(n)
	w.put(shut)
}

// node writes n. A kind that is not named here is not written, but what it holds
// is: all elements of the output are in this file.
func (w *writer) node(n ast.Node) {
	if len(w.out)+w.promised > w.most {
		w.tooLong(n)
		return
	}
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock:
		w.blocks++
		w.joined(n)
		w.children(n)
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.put("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		if w.inCaption {
			w.captionPicture(n)
		} else {
			w.picture(n)
		}
	case *ast.Emphasis:
		if n.Level == 2 {
			w.within("<strong>", n, "</strong>")
		} else {
			w.within("<em>", n, "</em>")
		}
	case *east.Strikethrough:
		w.within("<del>", n, "</del>")
	case *ast.CodeSpan:
		w.put("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.rawLine(t.Segment.Value(w.src))
			}
		}
		w.put("</code>")
	case *ast.RawHTML:
		w.droppedTag(n)
	case *ast.HTMLBlock:
		w.droppedBlock(n)
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.put("<li>")
		if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.put("\n")
		}
		w.children(n)
		w.put("</li>\n")
	case *ast.Blockquote:
		w.within("<blockquote>\n", n, "</blockquote>\n")
	case *ast.FencedCodeBlock:
		var info []byte
		if n.Info != nil {
			info = n.Info.Segment.Value(w.src)
		}
		w.code(n, info)
	case *ast.CodeBlock:
		w.code(n, nil)
	case *ast.ThematicBreak:
		w.put("<hr>\n")
	case *east.Table:
		w.table(n)
	case *east.TableCell:
		w.cell(n)
	case *east.FootnoteLink:
		w.noteLink(n)
	case *east.FootnoteBacklink:
		w.noteBacklink(n)
	case *east.Footnote:
		w.put(`<li id="fn:`)
		w.putNumber(n.Index)
		w.within("\">\n", n, "</li>\n")
	case *east.FootnoteList:
		w.put(`<div class="footnotes" role="doc-endnotes"`)
		w.nameable(NotesName, "")
		w.within(">\n<hr>\n<ol>\n", n, "</ol>\n</div>\n")
	case *ast.LinkReferenceDefinition:
	default:
		w.children(n)
	}
}

// text writes a piece of running text with the line break that may follow.
func (w *writer) text(n *ast.Text) {
	s := n.Segment.Value(w.src)
	if n.IsRaw() {
		w.putText(s)
		return
	}
	w.nearly(n, s)
	written := len(s)
	if bytes.IndexByte(s, '&') >= 0 || bytes.IndexByte(s, '\\') >= 0 {
		s = w.plain(s)
	}
	if w.inCaption { // numbers in it are not what the text cites
		w.putText(s)
	} else {
		w.running(s, n.Segment.Start, len(s) == written)
	}
	switch {
	case n.HardLineBreak():
		w.put("<br>\n")
	case n.SoftLineBreak():
		w.put("\n")
	}
}

// running writes text with the documents that it names as links. at is where it
// begins in the source; exact says that it is the source's own bytes.
func (w *writer) running(s []byte, at int, exact bool) {
	from := 0
	for {
		m, ok := vietnamese.NextDocument(s, from)
		if !ok {
			break
		}
		if !w.name(m.Document) {
			w.tooManyDocuments(at)
			return
		}
		if w.links > 0 {
			w.putText(s[from:m.End])
			from = m.End
			continue
		}
		place := at
		if exact {
			place += m.Start
		}
		line, col := w.at(place)
		slug := m.Document.Slug()
		w.putText(s[from:m.Start])
		w.put(`<a href="`)
		w.refs = append(w.refs, Ref{Kind: Citation, At: len(w.out), Dest: slug, Line: line, Col: col})
		w.promised += len(slug)
		w.put(`" class="document">`)
		w.putText(s[m.Start:m.End])
		w.put("</a>")
		from = m.End
	}
	w.putText(s[from:])
}

// name takes a document that the text names; ok is false where there are too many.
func (w *writer) name(d vietnamese.Document) (ok bool) {
	const few = 16 // that are sooner compared than looked up
	if len(w.named) <= few {
		if slices.Contains(w.named, d) {
			return true
		}
	} else {
		if w.known == nil {
			w.known = make(map[vietnamese.Document]bool, 4*few)
			for _, e := range w.named {
				w.known[e] = true
			}
		}
		if w.known[d] {
			return true
		}
		w.known[d] = true
	}
	w.named = append(w.named, d)
	return len(w.named) <= mostDocuments
}

// rawLine writes a line of a code span, whose line break counts as a space.
func (w *writer) rawLine(s []byte) {
	if line, ok := bytes.CutSuffix(s, []byte("\n")); ok {
		w.putText(line)
		w.put(" ")
		return
	}
	w.putText(s)
}

// paragraph writes a paragraph, or a figure for each of its pictures if it holds
// nothing else. One of which all is left out is left out.
func (w *writer) paragraph(n *ast.Paragraph) {
	w.blocks++
	w.joined(n)
	if hasWords(n, w.src) {
		w.within("<p>", n, "</p>\n")
		return
	}
	for c := n.FirstChild(); c != nil && !w.stopped; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			w.put(`<figure class="figure">`)
			w.picture(c)
			shown := w.refs[len(w.refs)-1]
			w.figcaption(c.Title, c.Pos())
			shown.Kind, shown.At = Full, len(w.out)
			w.refs = append(w.refs, shown)
			w.promised += len(shown.Dest) + len(shown.Alt)
			w.put("</figure>\n")
		case *ast.RawHTML:
			w.droppedTag(c)
		}
	}
}

// hasWords reports whether a paragraph shows anything but pictures.
func hasWords(n *ast.Paragraph, src []byte) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if !util.IsBlank(c.Segment.Value(src)) {
				return true
			}
		case *ast.Image, *ast.RawHTML:
		default:
			return true
		}
	}
	return false
}

func (w *writer) heading(n *ast.Heading) {
	w.blocks++
	line, col := w.at(n.Pos())
	level := n.Level
	if level == 1 {
		w.warn(n.Pos(), "heading-level", diag.Sayf("first-level heading in the body: the title is the only one of a page"), diag.Sayf("begin the line with ##"))
		level = 2
	}
	text := string(w.words(n, true))
	id := w.id(text)
	w.headings = append(w.headings, Heading{Level: level, ID: id, Text: text, Line: line, Col: col})
	digit := "0123456"[level : level+1]
	w.put("<h")
	w.put(digit)
	w.put(` id="`)
	w.put(id)
	w.put(`">`)
	w.children(n)
	w.put("</h")
	w.put(digit)
	w.put(">\n")
}

// id gives a heading an id of its own. Footnotes have ids with a colon, which no
// slug has.
func (w *writer) id(text string) string {
	slug := vietnamese.Slug(text)
	if slug == "" {
		slug = "section"
	}
	if w.ids == nil {
		w.ids = map[string]int{}
	}
	n := w.ids[slug] + 1
	id := slug
	if n > 1 {
		for ; ; n++ {
			id = slug + "-" + strconv.Itoa(n)
			if w.ids[id] == 0 {
				break
			}
		}
		w.ids[id] = 1
	}
	w.ids[slug] = n
	return id
}

func (w *writer) link(n *ast.Link) {
	dest := string(w.plain(n.Destination))
	if !w.anchor(dest, n.Pos(), w.plain(n.Title)) {
		w.children(n)
		return
	}
	w.links++
	w.children(n)
	w.links--
	w.put("</a>")
}

func (w *writer) autoLink(n *ast.AutoLink) {
	dest := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail {
		dest = "mailto:" + dest
	}
	if !w.anchor(dest, n.Pos(), nil) {
		w.putText(n.Label(w.src))
		return
	}
	w.putText(n.Label(w.src))
	w.put("</a>")
}

// anchor writes the opening tag of a link, or reports why it may not be one and
// writes nothing.
func (w *writer) anchor(dest string, pos int, title []byte) bool {
	kind := classify(dest)
	switch kind {
	case local:
		line, col := w.at(pos)
		w.put(`<a href="`)
		w.refs = append(w.refs, Ref{Kind: Link, At: len(w.out), Dest: dest, Line: line, Col: col})
		w.promised += len(dest)
	case outside:
		line, col := w.at(pos)
		w.outside = append(w.outside, Ref{Kind: Link, Dest: dest, Line: line, Col: col})
		w.put(`<a href="`)
		w.putText(util.URLEscape([]byte(dest), false))
	default:
		if w.errors++; w.errors <= mostProblems {
			kind.tell(&w.problems, w.pos(pos), dest)
		}
		return false
	}
	if !util.IsBlank(title) {
		w.put(`" title="`)
		w.putText(title)
	}
	w.put(`">`)
	return true
}

// picture writes an image but for its address and its size.
func (w *writer) picture(n *ast.Image) {
	line, col := w.at(n.Pos())
	alt := string(w.words(n, true))
	w.put(`<img alt="`)
	w.putText([]byte(alt))
	w.put(`"`)
	dest := string(w.plain(n.Destination))
	w.refs = append(w.refs, Ref{Kind: Picture, At: len(w.out), Dest: dest, Alt: alt, Line: line, Col: col})
	w.promised += len(dest)
	w.put(">")
}

func (w *writer) list(n *ast.List) {
	if !n.IsOrdered() {
		w.within("<ul>\n", n, "</ul>\n")
		return
	}
	w.put("<ol")
	if n.Start != 1 {
		w.put(` start="`)
		w.putNumber(n.Start)
		w.put(`"`)
	}
	w.within(">\n", n, "</ol>\n")
}

// code writes a block of code. Of the info string only the first word is used,
// and only those of its characters that the names of languages have.
func (w *writer) code(n ast.Node, info []byte) {
	w.put("<pre><code")
	name := w.plain(info)
	if i := bytes.IndexAny(name, " \t\n"); i >= 0 {
		name = name[:i]
	}
	wrote := false
	for _, c := range name {
		if !isLetterOrDigit(c) && bytes.IndexByte([]byte("_+#.-"), c) < 0 {
			continue
		}
		if !wrote {
			w.put(` class="language-`)
			wrote = true
		}
		w.out = append(w.out, c)
	}
	if wrote {
		w.put(`"`)
	}
	w.put(">")
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.putText(line.Value(w.src))
	}
	w.put("</code></pre>\n")
}

// table writes a table. The element around it scrolls where the table is wider
// than the screen; tabindex lets it be scrolled from a keyboard. Where a script finds that
// it does not scroll, it takes tabindex away.
func (w *writer) table(n *east.Table) {
	w.tables++
	w.put(`<div class="table" tabindex="0"`)
	w.nameable(TableName, strconv.Itoa(w.tables))
	w.put("><table>\n")
	for c := n.FirstChild(); c != nil && !w.stopped; c = c.NextSibling() {
		if c.Kind() == east.KindTableHeader {
			w.within("<thead>\n<tr>\n", c, "</tr>\n</thead>\n")
			if c.NextSibling() != nil {
				w.put("<tbody>\n")
			}
			continue
		}
		w.within("<tr>\n", c, "</tr>\n")
		if c.NextSibling() == nil {
			w.put("</tbody>\n")
		}
	}
	w.put("</table></div>\n")
}

func (w *writer) cell(n *east.TableCell) {
	w.blocks++
	tag := "td"
	w.put("<")
	if n.Parent().Kind() == east.KindTableHeader {
		tag = "th"
		w.put(`th scope="col"`)
	} else {
		w.put("td")
	}
	switch n.Alignment {
	case east.AlignLeft:
		w.put(` class="align-left"`)
	case east.AlignRight:
		w.put(` class="align-right"`)
	case east.AlignCenter:
		w.put(` class="align-center"`)
	}
	w.put(">")
	w.children(n)
	w.put("</")
	w.put(tag)
	w.put(">\n")
}

// nameable makes a hole for the name of the element whose tag is being written.
func (w *writer) nameable(kind RefKind, which string) {
	const about = 60 // bytes of a name, with its attribute
	w.refs = append(w.refs, Ref{Kind: kind, At: len(w.out), Dest: which})
	w.promised += about
}

// noteLink writes the number that leads to a footnote. The roles here and below
// are those of DPUB-ARIA.
func (w *writer) noteLink(n *east.FootnoteLink) {
	w.put(`<sup id="`)
	w.noteID(n.Index, n.RefIndex)
	w.put(`"><a href="#fn:`)
	w.putNumber(n.Index)
	w.put(`" class="footnote-ref" role="doc-noteref"`)
	w.nameable(NoteName, strconv.Itoa(n.Index))
	w.put(">")
	w.putNumber(n.Index)
	w.put("</a></sup>")
}

// noteBacklink writes the arrow back from a footnote, with a number where
// several places lead to it.
func (w *writer) noteBacklink(n *east.FootnoteBacklink) {
	w.put(`&#160;<a href="#`)
	w.noteID(n.Index, n.RefIndex)
	w.put(`" class="footnote-backref" role="doc-backlink"`)
	which := strconv.Itoa(n.Index)
	if n.RefCount > 1 {
		which += ":" + strconv.Itoa(n.RefIndex+1)
	}
	w.nameable(BackName, which)
	w.put(">&#8617;&#65038;")
	if n.RefCount > 1 {
		w.put("<sup>")
		w.putNumber(n.RefIndex + 1)
		w.put("</sup>")
	}
	w.put("</a>")
}

// noteID writes the id of a place that leads to a footnote.
func (w *writer) noteID(note, use int) {
	w.put("fnref:")
	w.putNumber(note)
	if use > 0 {
		w.put(":")
		w.putNumber(use + 1)
	}
}

// warn adds a warning about the text at an offset of the body.
func (w *writer) warn(off int, rule string, message, hint diag.Text) {
	if w.warnings++; w.warnings <= mostProblems {
		p := w.problems.Warnf(w.pos(off), rule, "")
		p.Message, p.Hint = message, hint
	}
}

// words is the plain text of n with white space collapsed. It is valid until the
// next use of w.scratch.
func (w *writer) words(n ast.Node, pictures bool) []byte {
	w.scratch = w.appendWords(w.scratch[:0], n, pictures)
	return collapse(w.scratch)
}

// appendWords appends the plain text of what n holds. That of a picture is its
// alternative text.
func (w *writer) appendWords(dst []byte, n ast.Node, pictures bool) []byte {
	if w.depth++; w.depth > mostDepth {
		w.tooDeep(n)
	}
	for c := n.FirstChild(); c != nil && !w.stopped && len(dst) <= w.most; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := c.Segment.Value(w.src)
			if c.IsRaw() {
				dst = append(dst, s...)
			} else {
				dst = appendPlain(dst, s)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(w.src)...)
		case *ast.Image:
			if pictures {
				dst = w.appendWords(dst, c, true)
			}
		default:
			dst = w.appendWords(dst, c, pictures)
		}
	}
	w.depth--
	return dst
}

// lead is the text of the first paragraph that holds words, without what its
// pictures show.
func (w *writer) lead(doc *ast.Document) string {
	for c := doc.FirstChild(); c != nil; c = c.NextSibling() {
		if p, ok := c.(*ast.Paragraph); ok && hasWords(p, w.src) {
			if words := w.words(p, false); len(words) > 0 {
				return string(words)
			}
		}
	}
	return ""
}
