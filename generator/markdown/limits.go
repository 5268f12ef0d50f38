package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"bantin/generator/diag"
)

// The limits of a body. None is met by a text that somebody wrote to be read.
const (
	mostBytes       = 1 << 20
	mostLines       = 50_000
	mostMarkers     = 100     // markers of lists, quotations and footnotes that are open at once
	mostLevels      = 300_000 // sum over the lines of the markers that are open
	mostColumns     = 100     // of a table
	mostCells       = 100_000 // of all tables
	mostDefinitions = 10_000  // of links
	mostSigns       = 200_000 // of the signs that make elements within a line, at most
	mostDocuments   = 1000    // numbered documents, each of which gets pages of its own
	mostWork        = 300e6   // nanoseconds, as estimated by work
	mostDepth       = 250     // elements around an element of the output
	mostExpansion   = 20      // bytes of output for a byte of body
	mostOutput      = 1 << 20 // bytes of output that any body may have
	largestOutput   = 4 << 20 // bytes of output that no body may have more than
	mostProblems    = 1000    // errors, and as many warnings, of one body
)

// easyBytes is the size up to which nothing that work looks at takes longer
// than a tenth of a second.
const easyBytes = 8 << 10

// tooHard looks at the body before it is parsed and reports the first place that
// would take the parser more than a second or 200 MB. All it does is count, so a
// code block is held to the limits like the text around it.
func (w *writer) tooHard() bool {
	refuse := func(off int, rule string, message, hint diag.Text) bool {
		pos := w.pos(off)
		pos.Col = 0
		p := w.problems.Errorf(pos, rule, "")
		p.Message, p.Hint = message, hint
		return true
	}
	if len(w.src) > mostBytes {
		w.problems.Errorf(diag.Pos{File: w.file}, "file-too-large", "body has %d bytes, and %d are the most", len(w.src), mostBytes).
			Hintf("make it several articles")
		return true
	}
	var (
		containers nesting
		cells      grid
		marks      work
		lines      int
		paragraph  int // where the text after the last empty line begins
		tables     = bytes.IndexByte(w.src, '|') >= 0
		easy       = len(w.src) <= easyBytes
	)
	for start := 0; start < len(w.src); {
		end := len(w.src)
		if n := bytes.IndexByte(w.src[start:], '\n'); n >= 0 {
			end = start + n
		}
		line := w.src[start:end]
		if len(bytes.TrimSpace(line)) == 0 && end < len(w.src)-1 {
			paragraph = end + 1
		}
		if lines++; lines > mostLines {
			return refuse(start, "markdown-complexity", diag.Sayf("body has more than %d lines", mostLines), diag.Sayf("make it several articles"))
		}
		if !containers.add(line) {
			return refuse(start, "markdown-nesting", diag.Sayf("lists and quotations are nested too deep, or too deep for too long: %d levels are the most", mostMarkers),
				diag.Sayf("nest two or three levels, and write the rest as paragraphs"))
		}
		if tables && !cells.add(line) {
			return refuse(start, "markdown-table", diag.Sayf("table is too large: %d columns and %d cells are the most", mostColumns, mostCells),
				diag.Sayf("make it several tables, or a file to download"))
		}
		if !easy {
			marks.add(line)
			if marks.signs > mostSigns {
				return refuse(start, "markdown-complexity", diag.Sayf("body has more than %d signs of emphasis, code and links", mostSigns),
					diag.Sayf("make it several articles"))
			}
			if marks.definitions > mostDefinitions {
				return refuse(start, "markdown-definitions", diag.Sayf("body has more than %d link definitions", mostDefinitions),
					diag.Sayf("write the addresses where they are used, or make it several articles"))
			}
			if what := marks.tooMuch(); !what.IsZero() {
				return refuse(start, "markdown-complexity", diag.Sayf("text takes too long to read: there are too many %s", what),
					diag.Sayf("divide it with empty lines, or make it several articles"))
			}
		}
		start = end + 1
	}
	if !easy {
		marks.endRun()
		if what := marks.tooMuch(); !what.IsZero() {
			return refuse(paragraph, "markdown-complexity", diag.Sayf("text takes too long to read: there are too many %s", what),
				diag.Sayf("divide it with empty lines, or make it several articles"))
		}
	}
	return false
}

// nesting keeps an upper bound of how many containers (items of lists,
// quotations, footnotes) are open at a line. goldmark asks all of them about
// each line, and takes time in their third power when they open on one line.
type nesting struct {
	open  int  // containers that may be open
	sum   int  // of open, over the lines
	blank bool // the line before was blank
}

// add counts a line and reports whether the limits hold.
//
// A blank line leaves lists open. A line of text may continue a paragraph within
// any number of containers without repeating their markers, unless the line
// before was blank or the line itself must begin a block. Otherwise the
// containers are those whose markers the line has, or for which it is indented.
func (n *nesting) add(line []byte) bool {
	markers, most, begins, blank := containerMarkers(line)
	if !blank {
		open := min(most, n.open+markers)
		if n.blank || begins {
			n.open = open
		} else {
			n.open = max(n.open, open)
		}
	}
	n.blank = blank
	n.sum += n.open
	return markers <= mostMarkers && n.open <= mostMarkers && n.sum <= mostLevels
}

// containerMarkers reads the beginning of a line: the number of its markers of
// containers, the most containers that the line can be in by its markers and
// its indentation, whether it must begin a block, and whether it is blank.
func containerMarkers(line []byte) (markers, most int, begins, blank bool) {
	narrow, wide := 0, 0 // containers that take one column or more, columns of those that take two
	i := 0
	for {
		for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
			if line[i] == '\t' {
				wide += 4 - wide%4
			} else {
				wide++
			}
			i++
		}
		if i == len(line) || line[i] == '\r' {
			blank = markers == 0
			break
		}
		size, one := listMarker(line[i:])
		switch {
		case size > 0:
			if markers == 0 && wide <= 3 && one {
				begins = len(bytes.TrimSpace(line[i+size:])) > 0
			}
			wide += size
		case line[i] == '>':
			size = 1
			narrow++
			if i+1 < len(line) && line[i+1] == ' ' {
				size = 2
			}
		case line[i] == '[':
			if size = noteMarker(line[i:]); size > 0 {
				narrow++
			}
		}
		if size == 0 {
			break
		}
		markers++
		i += size
	}
	return markers, narrow + (wide+1)/2, begins, blank
}

// listMarker is the length of the marker of a list's item that s begins with, or
// 0, and whether that may interrupt a paragraph: a bullet or a 1 may.
func listMarker(s []byte) (size int, one bool) {
	switch c := s[0]; {
	case c == '-' || c == '+' || c == '*':
		size, one = 1, true
	case '0' <= c && c <= '9':
		n := 1
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0, false
		}
		size, one = n+1, n == 1 && c == '1'
	default:
		return 0, false
	}
	if size < len(s) && s[size] != ' ' && s[size] != '\t' && s[size] != '\r' {
		return 0, false
	}
	return size, one
}

// noteMarker is the length of the [^name]: that s begins with, or 0.
func noteMarker(s []byte) int {
	if len(s) < 2 || s[1] != '^' {
		return 0
	}
	if n := bytes.Index(s, []byte("]:")); n >= 0 {
		return n + 2
	}
	return 0
}

// grid counts the cells of tables. A row that is short of cells is filled up, so
// that a few bytes can ask for very many.
type grid struct {
	columns int // of the table that the line may be in
	cells   int
}

// add counts a line and reports whether the limits hold.
func (g *grid) add(line []byte) bool {
	line = bytes.Trim(line, " \t\r>") // of quotations, too
	columns, blank, rule := 1, true, false
	for i, c := range line {
		switch c {
		case '|':
			blank = false
			if i > 0 && i < len(line)-1 {
				columns++
			}
		case '-':
			blank, rule = false, true
		case ':':
			blank = false
		case ' ', '\t':
		default:
			// Not the line below a table's head.
			g.cells += g.columns
			return g.cells <= mostCells
		}
	}
	switch {
	case blank:
		g.columns = 0
	case rule:
		g.columns = max(g.columns, columns)
	}
	g.cells += g.columns
	return g.columns <= mostColumns && g.cells <= mostCells
}

// work estimates how long goldmark will take for what it does in more than
// linear time. Its unit is about a nanosecond: the factors are what BenchmarkHard
// measured on an otherwise busy processor of 2.5 GHz. What happens between two blank lines is counted as if it
// were one paragraph, which it is at most.
type work struct {
	run         marks
	total       [kindsOfWork]int
	notes       int // places that look like footnotes or lead to one
	images      int // places that are looked at as footnotes because of a !
	pipes       int // escaped pipes
	definitions int // places that look like the definition of a link
	signs       int // of emphasis, code, links and tags: each may make an element or two
}

// marks are the signs of one run of lines.
type marks struct {
	lines, bytes int
	emphasis     int              // runs of * _ ~
	tildes       int              // sum of the squares of the lengths of longer runs of ~
	opened       int              // [
	closed       int              // ]
	definitions  int              // ]:
	tags         int              // <
	reach        int              // sum over the lines of their ]( times their length
	spans        int              // runs of back quotes
	escaped      int              // runs of back quotes after a backslash
	quotes       map[int]struct{} // lengths of the other runs of back quotes
}

// The kinds of work, for the message.
const (
	emphasisWork = iota
	bracketWork
	definitionWork
	quoteWork
	tagWork
	noteWork
	pipeWork
	kindsOfWork
)

// add counts a line.
func (w *work) add(line []byte) {
	first := bytes.TrimLeft(line, " \t\r")
	if len(first) == 0 {
		w.endRun()
		return
	}
	// A bullet always ends the paragraph before it, so that a long list is not
	// taken for one.
	if len(line)-len(first) <= 3 && line[0] != '\t' {
		if size, _ := listMarker(first); size == 1 && len(bytes.TrimSpace(first[1:])) > 0 {
			w.endRun()
		}
	}
	r := &w.run
	r.lines++
	r.bytes += len(line) + 1
	before := r.emphasis + r.spans + r.opened + r.closed + r.tags
	links := 0
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch c {
		case '*', '_', '~', '`':
			from := i
			for i+1 < len(line) && line[i+1] == c {
				i++
			}
			size := i + 1 - from
			if c == '`' {
				r.spans++
			}
			switch {
			case c == '~' && size > 2:
				r.tildes += size * size
			case c != '`':
				r.emphasis++
			case from > 0 && line[from-1] == '\\':
				r.escaped++
			default:
				if r.quotes == nil {
					r.quotes = map[int]struct{}{}
				}
				r.quotes[size] = struct{}{}
			}
		case '[':
			r.opened++
			if i+1 < len(line) && line[i+1] == '^' {
				w.notes++
			}
		case ']':
			r.closed++
			if i+1 < len(line) && line[i+1] == '(' {
				links++
			}
			if i+1 < len(line) && line[i+1] == ':' {
				r.definitions++
				w.definitions++
			}
		case '<':
			r.tags++
		case '!':
			if i+2 < len(line) && line[i+2] == '^' {
				w.images++
			}
		case '\\':
			if i+1 < len(line) && line[i+1] == '|' {
				w.pipes++
			}
		}
	}
	r.reach += links * len(line)
	w.signs += r.emphasis + r.spans + r.opened + r.closed + r.tags - before
}

// endRun adds what the run of lines comes to.
func (w *work) endRun() {
	r := &w.run
	if r.lines == 0 {
		return
	}
	// Each closing mark looks through those before it. Each ~ that strikes nothing
	// out looks for the end of its run.
	w.total[emphasisWork] += 1500*r.emphasis + 3*r.emphasis*r.emphasis + r.tildes/2
	// Each ] looks up its label, line by line from the last, and looks for a link
	// between it and its [, of which at most 500 can be open without ending the
	// label. A label or a title of several lines is taken together line by line, each
	// looked for from the last. A link with a mark of emphasis in it looks through all that stands
	// before it, and one that does not end at all of its line.
	nodes := r.lines + r.emphasis + r.opened + r.closed + r.tags
	w.total[bracketWork] += 4000*r.opened + 8000*r.closed + r.closed*r.lines*5/4 +
		10*min(r.closed, 500)*nodes + 10*min(r.closed, r.emphasis)*nodes + r.reach*27/10
	if r.opened > 0 && r.closed > 0 {
		w.total[bracketWork] += r.lines * r.lines / 3
	}
	// Each definition moves the lines after it.
	w.total[definitionWork] += 7 * r.definitions * max(r.lines-r.definitions/2, 0)
	// A run of back quotes that has no partner looks for it to the end. There is
	// one of a length, unless a backslash makes one shorter.
	w.total[quoteWork] += (len(r.quotes) + r.escaped) * (r.bytes*11/10 + 500*r.lines)
	// A tag is matched by a pattern, to the end if it has none.
	if r.tags > 0 {
		w.total[tagWork] += 4000*r.tags + 500*r.bytes
	}
	clear(r.quotes)
	w.run = marks{quotes: r.quotes}
}

// tooMuch names what takes most of the time if all of it is more than there is;
// otherwise it is zero.
func (w *work) tooMuch() diag.Text {
	// Footnotes are looked up one by one and sorted by insertion; the end of what
	// may be one is looked for in up to 999 bytes. Escaped pipes are each compared
	// with all.
	w.total[noteWork] = w.notes*w.notes*5/2 + 5000*w.images
	w.total[pipeWork] = 6 * w.pipes * w.pipes
	sum, most := 0, 0
	for kind, n := range w.total {
		sum += n
		if n > w.total[most] {
			most = kind
		}
	}
	if sum <= mostWork {
		return diag.Text{}
	}
	return [kindsOfWork]diag.Text{
		emphasisWork:   diag.Sayf("marks of emphasis"),
		bracketWork:    diag.Sayf("square brackets"),
		definitionWork: diag.Sayf("link definitions"),
		quoteWork:      diag.Sayf("back quotes"),
		tagWork:        diag.Sayf("signs <"),
		noteWork:       diag.Sayf("footnotes"),
		pipeWork:       diag.Sayf(`signs \|`),
	}[most]
}

// tooDeep and tooLong give up on the document at n, tooManyDocuments at an offset.

func (w *writer) tooDeep(n ast.Node) {
	w.stopped = true
	w.problems.Errorf(w.pos(place(n)), "markdown-nesting", "text is nested too deep: %d levels are the most", mostDepth).
		Hintf("nest two or three levels")
}

func (w *writer) tooLong(n ast.Node) {
	w.stopped = true
	w.problems.Errorf(w.pos(place(n)), "markdown-output", "page would have more than %d bytes, from a text of %d", w.most, len(w.src)).
		Hintf("look for a definition or a footnote that is used very often, or make it several articles")
}

func (w *writer) tooManyDocuments(off int) {
	w.stopped = true
	w.problems.Errorf(w.pos(off), "markdown-documents", "text names more than %d documents, each of which would have a page", mostDocuments).
		Hintf("make it several articles, or a file to download")
}

// place is the offset of n or of the nearest element around it that has one.
func place(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 {
			return n.Pos()
		}
	}
	return 0
}
