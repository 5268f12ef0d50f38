// Package markdown turns the body of an article into finished HTML, once, when
// its file is loaded.
//
// It takes the text below the front matter and gives a Doc: HTML that is
// complete but for the places where an address belongs that only the whole site
// knows, the links and pictures that go there, the headings, and the first
// paragraph as plain text. Whoever knows the site fills the places with
// AppendHTML, as often as the article is shown; nothing is parsed twice and no
// syntax tree is kept.
//
// The dialect is CommonMark with tables, strikethrough, footnotes and bare web
// addresses. Raw HTML is left out and heading attributes are off. Every element
// and attribute of the output is written by render.go, so what an author types
// can become text, an escaped title, an alternative text or a destination, and
// nothing else: no script, no style, no event handler.
//
// This is the one home of goldmark. Only its parser is used. It has quadratic
// and cubic cases, so limits.go looks at the text first and refuses what would
// stall it; a panic inside it is a problem of the file that caused it.
//
// The package opens no file, resolves no address and does not know whether a
// link leads anywhere.
package markdown

import (
	"slices"
	"sort"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// A Doc is a body that has been converted. It shares no memory with its source.
type Doc struct {
	HTML     []byte    // UTF-8, finished but for the holes of Refs; nil when the body was refused
	Refs     []Ref     // in order of At
	Headings []Heading // in order of the text; those in footnotes come last
	Blocks   []Block   // the parts that HTML is made of, in order; together they are all of it
	// Outside are the links with a finished address, in order of the text. They have
	// no hole in HTML, and At is 0.
	Outside []Ref
	// Documents are the numbered documents that the text names outside code, each
	// once, in order of the text. One that is named in a link has no Ref.
	Documents []vietnamese.Document
	Tables    int // how many there are
	// Lead is the plain text of the first paragraph that stands by itself (not
	// in a list, a quotation or a footnote) and holds words, without the
	// alternative texts of its pictures and with white space collapsed. It is
	// empty if there is no such paragraph.
	Lead string

	anchors []string // the ids of many headings, sorted
}

// manyHeadings is from how many headings on their ids are sorted, so that texts of
// very many headings and very many links to them are quick to follow.
const manyHeadings = 32

// HasAnchor reports whether a heading has the id.
func (d *Doc) HasAnchor(id string) bool {
	if len(d.anchors) == len(d.Headings) {
		_, ok := slices.BinarySearch(d.anchors, id)
		return ok
	}
	return slices.ContainsFunc(d.Headings, func(h Heading) bool { return h.ID == id })
}

// sortAnchors makes the sorted ids, if the headings are many.
func (d *Doc) sortAnchors() {
	if len(d.Headings) < manyHeadings {
		return
	}
	d.anchors = make([]string, len(d.Headings))
	for i := range d.Headings {
		d.anchors[i] = d.Headings[i].ID
	}
	slices.Sort(d.anchors)
}

// A RefKind says what a Ref is.
type RefKind int

// The kinds.
const (
	Link RefKind = iota
	Picture
	Citation // the number of a document, which is to lead to the document's page
	Full     // the end of a figure, where a link to its picture's file may stand
	// What follows is no link, but a part that may have a name, for those who hear the page.
	TableName // the element that a table scrolls in
	NotesName // the list of footnotes
	NoteName  // the number that leads to a footnote
	BackName  // the arrow back from it
)

// Leads reports whether a Ref of the kind leads to what its Dest names, or shows it. The
// others stand for nothing that could be missing.
func (k RefKind) Leads() bool { return k == Link || k == Picture }

// A Ref is a link, a picture or a citation whose address is for the caller to
// find, and the hole in the HTML where it goes.
//
// The value of a Link or a Citation goes inside href="…" and is a URL, escaped
// for HTML. The
// value of a Picture goes inside the tag, after alt="…", and is the attributes
// that are to follow, each with a space before it: ` src="…" width="…"`. The value of
// a Full is HTML that may stand in a figure, or nothing; it names what its Picture
// names. That of a name goes inside the tag of the part, and is attributes, each with a
// space before it, or nothing.
type Ref struct {
	Kind RefKind
	At   int // offset in HTML at which the value goes
	// Dest is as written: backslash escapes and entities are resolved, %-escapes
	// are not. Of a Citation it is the document's slug, of a TableName which of the
	// tables it is, from 1, of a NoteName the footnote's number. Of a BackName it is that
	// too, and where several places lead to the footnote, a colon and which of them.
	Dest string
	Alt  string // of a Picture and of a Full: its alternative text, plain, with white space collapsed
	// Line and Col are the place in the file of the link's [ or the picture's !,
	// from 1, Col in characters. Where the destination is defined elsewhere,
	// they are the place of the use. Names have none.
	Line, Col int
}

// A Block is a part of the document that stands by itself: a paragraph, a
// heading, a list.
type Block struct {
	At   uint32 // where it begins in HTML; it ends where the next one begins
	Line uint32 // of the file where it begins, from 1; 0 where it has no lines of its own
	Kind BlockKind
}

// A BlockKind says what a Block is. Texts that say the same in two languages have
// the same kinds in the same order.
type BlockKind uint8

// The kinds of blocks. A heading of level n is Heading1 + n - 1.
const (
	OtherBlock BlockKind = iota
	Paragraph
	Figure // one or more pictures alone
	Heading1
	Heading2
	Heading3
	Heading4
	Heading5
	Heading6
	BulletList
	NumberedList
	Quotation
	Code
	Rule
	Table
	Notes // the footnotes, always last
)

// A Heading is a heading of the text.
type Heading struct {
	Level     int    // as rendered, 2 to 6: the only h1 of a page is its title
	ID        string // lower-case ASCII letters, digits and hyphens; unique in the Doc
	Text      string // plain, with white space collapsed
	Line, Col int    // in the file, from 1; Col in characters
}

// AppendHTML writes the document to dst, calling fill for each hole in turn to
// append the value of ref.
func (d *Doc) AppendHTML(dst []byte, fill func(dst []byte, ref *Ref) []byte) []byte {
	return d.AppendPart(dst, 0, len(d.HTML), fill)
}

// AppendPart is AppendHTML of a part of HTML, which begins and ends outside tags or
// behind the name of one.
func (d *Doc) AppendPart(dst []byte, from, to int, fill func(dst []byte, ref *Ref) []byte) []byte {
	first := sort.Search(len(d.Refs), func(i int) bool { return d.Refs[i].At >= from })
	for i := first; i < len(d.Refs) && d.Refs[i].At < to; i++ {
		ref := &d.Refs[i]
		dst = append(dst, d.HTML[from:ref.At]...)
		dst = fill(dst, ref)
		from = ref.At
	}
	return append(dst, d.HTML[from:to]...)
}

// Convert parses and renders a body. file is the path put into problems, and
// lineOffset the number of its lines before src, added to every line reported.
//
// src is UTF-8, as all text is that package content reads. Problems are in order of
// place. Those after which HTML is nil are
//
//	file-too-large        the body is over 1 MiB
//	markdown-nesting      lists, quotations or emphasis are nested too deep
//	markdown-table        a table has too many columns or cells
//	markdown-definitions  there are too many link definitions
//	markdown-complexity   something else would take the parser too long
//	markdown-output       the HTML would be far larger than the body, or than any page
//	markdown-documents    the text names too many numbered documents
//	markdown-panic        the parser has failed
//
// and the others are
//
//	link-scheme    a link to anything but a page, http, https, mailto or tel
//	heading-level  a first-level heading (a warning)
//	html-dropped   raw HTML (a warning)
//	link-unread    brackets that were meant to be a link and are text (a warning)
//	lines-joined   lines of a list or a table that are one paragraph (a warning)
//	footnote-unused  a footnote that no text leads to (a warning)
//	mark-unread    signs of a heading, bold letters or a comment that are text (a warning)
func Convert(src []byte, file string, lineOffset int) (Doc, diag.List) {
	w := writers.Get().(*writer)
	w.begin(src, file, lineOffset)
	var doc Doc
	if !w.tooHard() {
		doc = w.guarded(func() Doc {
			return w.render(dialect().Parse(text.NewReader(src)).(*ast.Document))
		})
	}
	problems := w.problems
	problems.Sort()
	w.end()
	writers.Put(w)
	return doc, problems
}

// guarded is f(), or a problem of the file where f panics: a fault of the parser
// in one file is no reason to build none of the others.
func (w *writer) guarded(f func() Doc) (doc Doc) {
	defer func() {
		if v := recover(); v != nil {
			doc = Doc{}
			w.problems.Errorf(diag.Pos{File: w.file}, "markdown-panic", "text makes the Markdown parser fail (%v)", v).
				Hintf("take out one half of it, then the other, to find the passage")
		}
	}()
	return f()
}

// dialect is the parser of all bodies; it holds nothing of them. Its extensions
// cost nothing until their first character turns up, so there is no other parser
// for texts without. The priorities are those of goldmark's own extensions.
var dialect = sync.OnceValue(func() parser.Parser { return newParser(paragraphs{parser.NewParagraphParser()}) })

// newParser is a parser of the dialect, in which p reads paragraphs.
func newParser(p parser.BlockParser) parser.Parser {
	blocks := slices.DeleteFunc(parser.DefaultBlockParsers(), func(p util.PrioritizedValue) bool { return p.Value == parser.NewParagraphParser() })
	transformers := []util.PrioritizedValue{
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	}
	if t, ok := p.(parser.ASTTransformer); ok {
		transformers = append(transformers, util.Prioritized(t, -1))
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithBlockParsers(
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(p, 1000),
		),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(bareLinks{}, 999),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(transformers...),
	)
}
