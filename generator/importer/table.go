package importer

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The limits of a table that is kept as one.
const (
	mostColumns = 20
	mostRows    = 2000
	longestCell = 300 // characters
)

// A cell of a table of HTML, as Markdown, and how many rows and columns it takes.
type cell struct {
	md           string
	down, across int
}

// dataTable is a table's cells as Markdown, a row for each of its rows and in each
// row as many, or nil where the table only arranges the page: it has other tables,
// pictures or paragraphs in it, or one column.
func (f *flattener) dataTable(n *html.Node, s style) [][]string {
	if has(n, atom.Table) || has(n, atom.Img) || has(n, atom.Ul) || has(n, atom.H1) || s.skip {
		return nil
	}
	t := tableReader{base: f}
	if !t.read(n) || len(t.rows) < 2 || t.full*2 < t.cells {
		return nil
	}
	return grid(t.rows)
}

// A tableReader gathers the cells of a table.
type tableReader struct {
	base        *flattener
	rows        [][]cell
	cells, full int // how many there are, and how many have something in them
}

// read takes the rows below a node; ok is false where they are no data.
func (t *tableReader) read(n *html.Node) (ok bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Tr {
			if c.Type == html.ElementNode && !t.read(c) {
				return false
			}
			continue
		}
		var row []cell
		for d := c.FirstChild; d != nil; d = d.NextSibling {
			if d.DataAtom != atom.Td && d.DataAtom != atom.Th {
				continue
			}
			one := flattener{base: t.base.base, weights: t.base.weights}
			one.walkInline(d, style{})
			text, md := one.cur.take()
			if utf8.RuneCountInString(text) > longestCell {
				return false
			}
			if md == "" {
				md = escape(text)
			}
			row = append(row, cell{md, span(d, "rowspan"), span(d, "colspan")})
			t.cells++
			if text != "" {
				t.full++
			}
		}
		if len(row) > mostColumns || len(t.rows) > mostRows {
			return false
		}
		if len(row) > 0 {
			t.rows = append(t.rows, row)
		}
	}
	return true
}

// span is how many rows or columns a cell says that it takes, 1 at least.
func span(n *html.Node, name string) int {
	size, _ := strconv.Atoi(strings.TrimSpace(attr(n, name)))
	return max(1, size)
}

// grid puts cells where they stand in their table, since Markdown's cells take one
// row and one column each. A cell that takes several rows is said again in each, for
// it holds for each; of several columns it has the first, and the others stay empty.
// A head of several rows becomes one: "Result" above "Won" is "Result: Won". The
// answer is nil where there is but one column, or too many.
func grid(cells [][]cell) [][]string {
	depth := headRows(cells)
	rows := make([][]string, len(cells))
	type hanging struct {
		md   string
		rows int
	}
	var from [mostColumns]hanging // what comes down from the rows above
	columns := 0
	for i, row := range cells {
		var out []string
		above := func() {
			for len(out) < mostColumns && from[len(out)].rows > 0 {
				from[len(out)].rows--
				out = append(out, from[len(out)].md)
			}
		}
		for _, c := range row {
			above()
			for k := range min(c.across, mostColumns+1) {
				if len(out) == mostColumns {
					return nil
				}
				md := ""
				if k == 0 || i < depth {
					md = c.md
				}
				from[len(out)] = hanging{md, c.down - 1}
				out = append(out, md)
			}
		}
		above()
		rows[i] = out
		columns = max(columns, len(out))
	}
	if columns < 2 {
		return nil
	}
	for i := range rows {
		rows[i] = append(rows[i], make([]string, columns-len(rows[i]))...)
	}
	return append([][]string{oneHead(rows[:depth])}, rows[depth:]...)
}

// headRows is how many rows the head of a table has: one, but where some of its
// first row's cells stand above several others and the rest beside these.
func headRows(cells [][]cell) int {
	depth, spread := 1, false
	for _, c := range cells[0] {
		depth = max(depth, c.down)
		spread = spread || c.across > 1
	}
	const most = 3
	if !spread || depth > most || depth >= len(cells) {
		return 1
	}
	return depth
}

// oneHead makes one row of a head's rows.
func oneHead(rows [][]string) []string {
	out := make([]string, len(rows[0]))
	for j := range out {
		var parts []string
		for _, row := range rows {
			if row[j] != "" && !slices.Contains(parts, row[j]) {
				parts = append(parts, row[j])
			}
		}
		out[j] = strings.Join(parts, ": ")
	}
	return out
}

// tabbed reads a table of text whose cells tabs part: two lines or more with as many
// tabs. n is how many lines it has, 0 where there is none.
func tabbed(lines []string) (rows [][]string, n int) {
	for _, l := range lines {
		cells := strings.Split(strings.Trim(l, " \r"), "\t")
		if len(cells) < 2 || len(rows) > 0 && len(cells) != len(rows[0]) || strings.TrimSpace(cells[0]) == "" {
			break
		}
		rows = append(rows, plainCells(cells))
	}
	if len(rows) < 2 || len(rows[0]) > mostColumns {
		return nil, 0
	}
	return rows, len(rows)
}

// ruled is the line below the head of a table that is drawn with bars.
var ruled = newExpression(`^\|(?:\s*:?-+:?\s*\|)+$`)

// barred reads a table of text that is drawn with bars: two lines or more that begin
// and end with one, a line of dashes below the first not counted.
func barred(lines []string) (rows [][]string, n int) {
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if len(l) < 2 || l[0] != '|' || l[len(l)-1] != '|' {
			break
		}
		n++
		if ruled.MatchString(l) {
			continue
		}
		cells := strings.Split(l[1:len(l)-1], "|")
		if len(cells) < 2 || len(cells) > mostColumns {
			return nil, 0
		}
		rows = append(rows, plainCells(cells))
	}
	if len(rows) < 2 {
		return nil, 0
	}
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	for i := range rows {
		rows[i] = append(rows[i], make([]string, columns-len(rows[i]))...)
	}
	return rows, n
}

// plainCells are cells of text as Markdown.
func plainCells(cells []string) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = escape(collapse(c))
	}
	return row
}
