package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"bantin/generator/diag"
)

// places turns offsets in a body into lines and columns of its file. The lines
// are looked for only when the first place is asked for.
type places struct {
	src    []byte
	file   string
	before int   // lines of the file before src
	starts []int // offsets at which the lines of src start; empty until needed

	// Of a caption: the text that it is a part of, and where it begins there; or its
	// place, if it has just one.
	outer *places
	from  int
	fixed diag.Pos

	// The place found last. Links on one line are asked for in their order, so
	// counting on from there keeps a long line from being counted for each.
	start, off, col int
}

// at gives the line and the column, in characters, of an offset.
func (p *places) at(off int) (line, col int) {
	switch {
	case p.outer != nil:
		return p.outer.at(p.from + off)
	case p.fixed.Line > 0:
		return p.fixed.Line, p.fixed.Col
	}
	off = max(0, min(off, len(p.src)))
	if len(p.starts) == 0 {
		p.starts = append(p.starts, 0)
		for i := 0; ; {
			n := bytes.IndexByte(p.src[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			p.starts = append(p.starts, i)
		}
		p.start = -1
	}
	n := sort.SearchInts(p.starts, off+1) // the first line that starts after off
	start := p.starts[n-1]
	if start != p.start || off < p.off {
		p.start, p.off, p.col = start, start, 1
	}
	p.col += utf8.RuneCount(p.src[p.off:off])
	p.off = off
	return p.before + n, p.col
}

// pos is at as a position for a problem.
func (p *places) pos(off int) diag.Pos {
	line, col := p.at(off)
	return diag.Pos{File: p.file, Line: line, Col: col}
}
