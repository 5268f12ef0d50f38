package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// paragraphs are goldmark's, but that it need not look into those of plain text, which
// most are: it asks at every byte of a line whether something begins there. They are
// without lines until it is done, and then have them again, as text.
//
// Only a paragraph that stands by itself, with an empty line or the end of the text below,
// is one of them: the next line may yet make it a heading, and what it stands in may yet
// make something else of it.
type paragraphs struct{ parser.BlockParser }

// plainKey is where a parser's context has its plains.
var plainKey = parser.NewContextKey()

// plains are the paragraphs of plain text of a document.
type plains struct {
	all  []plain
	none text.Segments
}

type plain struct {
	node  ast.Node
	lines text.Segments
}

// Close is part of parser.BlockParser.
func (p paragraphs) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	if node.Parent() == nil || node.Parent().Kind() != ast.KindDocument {
		return
	}
	if below, _ := reader.PeekLine(); !util.IsBlank(below) {
		return
	}
	lines := node.Lines()
	for i := range lines.Len() {
		if line := lines.At(i); line.Padding > 0 || !isPlain(reader.Source()[line.Start:line.Stop]) {
			return
		}
	}
	of, _ := pc.Get(plainKey).(*plains)
	if of == nil {
		of = &plains{all: make([]plain, 0, 16)}
		pc.Set(plainKey, of)
	}
	of.all = append(of.all, plain{node, *lines})
	node.SetLines(&of.none)
}

// Transform is part of parser.ASTTransformer: it gives the paragraphs their text.
func (p paragraphs) Transform(_ *ast.Document, reader text.Reader, pc parser.Context) {
	of, _ := pc.Get(plainKey).(*plains)
	if of == nil {
		return
	}
	for i := range of.all {
		p := &of.all[i]
		p.node.SetLines(&p.lines)
		for j := range p.lines.Len() {
			line := p.lines.At(j)
			t := ast.NewTextSegment(line.TrimRightSpace(reader.Source()))
			t.SetSoftLineBreak(j < p.lines.Len()-1)
			p.node.AppendChild(p.node, t)
		}
	}
}

// isPlain reports whether every byte of a line, and its end, means itself to every parser
// of lines in the dialect: those of goldmark, and bareLinks.
func isPlain(line []byte) bool {
	for i, c := range line {
		if !begins[c] {
			continue
		}
		switch {
		case c == '.' && (i == 0 || line[i-1] != 'w'):
		case c == ':' && i+1 < len(line) && line[i+1] != '/':
		default:
			return false
		}
	}
	return !bytes.HasSuffix(line, []byte("  \n")) && !bytes.HasSuffix(line, []byte("  \r\n"))
}

// begins are the bytes with which something may begin.
var begins = func() (t [256]bool) {
	for _, c := range []byte("\\`*_[]!<&~.:") {
		t[c] = true
	}
	return t
}()
