package render

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/locale"
	"bantin/generator/site"
)

// The measures of the drawing of the timeline, in units of its view box, 16 of
// which are as wide as the letter size: it grows with the reader's letters.
const (
	drawingWidth  = 1048 // at most, as wide as a column becomes, of fewer years than 500
	drawingStep   = 44   // the width of a unit, at most
	drawingEdge   = 4    // left and right, so that nothing at the ends is cut off
	drawingBars   = 88   // the height of the tallest bar
	drawingTop    = 4
	drawingLabels = 18                // the height of the row of years
	drawingMarks  = 18                // of the row of congresses
	drawingLane   = 24                // of a row of terms
	drawingGap    = 8                 // at least, between two terms of a row
	drawingLanes  = 6                 // the most rows of terms; those of more committees come first
	drawingLetter = 8                 // the width of a digit, at most
	drawingTerm   = 9 * drawingLetter // of a term's name
)

// A drawing is the articles of some years as bars: one for each month, each quarter
// or each year, so that it stays readable.
type drawing struct {
	strings.Builder
	first int // year
	units int
	per   int // months of a unit: 1, 3 or 12
	step  int // the width of a unit
	most  int // the largest count of a unit
}

func newDrawing(first, last, step int) *drawing {
	d := &drawing{first: first, per: 1}
	switch years := last - first + 1; {
	case years > 40:
		d.per = 12
	case years > 10:
		d.per = 3
	}
	d.units = (last - first + 1) * 12 / d.per
	d.step = step
	if step == 0 {
		d.step = max(2, min(drawingWidth/d.units, drawingStep))
	}
	return d
}

// unit is where a month belongs.
func (d *drawing) unit(year, month int) int { return ((year-d.first)*12 + month - 1) / d.per }

// x is the left edge of a unit.
func (d *drawing) x(unit int) int { return drawingEdge + unit*d.step }

func (d *drawing) width() int { return 2*drawingEdge + d.units*d.step }

// A bar is what a drawing shows of a unit.
type bar struct {
	count int
	link  Link
	marks []Link // congresses
	to    Link   // where the marks lead, if there are several
}

// bars gathers the units' articles and congresses.
func (r *Renderer) bars(l *language, d *drawing, years []*site.Year) []bar {
	out := make([]bar, d.units)
	for _, y := range years {
		for _, m := range y.Months { // newest first
			b := &out[d.unit(m.Year, m.Month)]
			n, href := r.count(l, m), r.monthHref(l, m)
			if b.link.Href == "" {
				switch d.per {
				case 1:
					b.link = Link{l.Date(monthDate(m), locale.MonthYear), href}
				case 3:
					name := l.say("timeline.quarter", "quarter", (m.Month+2)/3, "year", strconv.Itoa(m.Year))
					b.link = Link{name, r.yearLink(l, m.Year).Href + "#" + monthID(m.Month)}
				default:
					b.link = r.yearLink(l, m.Year)
				}
			}
			b.count += n
			if marks := r.congresses(l, m); len(marks) > 0 {
				b.marks = append(b.marks, marks...)
				if b.to.Href == "" {
					b.to = Link{b.link.Name, href}
				} else {
					b.to = b.link
				}
			}
		}
	}
	for i := range out {
		d.most = max(d.most, out[i].count)
	}
	return out
}

// fills reports whether a drawing is wide enough to be made as wide as its column:
// that of one year alone would have letters out of proportion.
func (d *drawing) fills() bool { return d.width() > drawingWidth*3/4 }

// draw writes the bars with their marks. All that is in it stands beside it in
// words, so it is hidden from those who listen and from the keyboard; label writes
// the row under the bars.
func (d *drawing) draw(l *language, bars []bar, height int, label func()) {
	base := drawingTop + drawingBars
	class := ""
	if d.fills() {
		class = ` class="fills"`
	}
	fmt.Fprintf(d, `<svg%s viewBox="0 0 %d %d" width="%srem" height="%srem" aria-hidden="true" focusable="false">`,
		class, d.width(), height, sixteenths(d.width()), sixteenths(height))
	fmt.Fprintf(d, `<path class="axis" d="M%d %d.5H%d"/>`, drawingEdge, base, d.width()-drawingEdge)
	label()
	gap := max(1, d.step/5)
	for i := range bars {
		b := &bars[i]
		if b.count == 0 {
			continue
		}
		// Even one article among thousands is to be seen.
		h := max(2, b.count*drawingBars/d.most)
		d.open(b.link.Href, b.link.Name+": "+l.say("articles", "n", b.count))
		fmt.Fprintf(d, `<rect class="hit" x="%d" y="%d" width="%d" height="%d"/>`, d.x(i), drawingTop, d.step, drawingBars)
		fmt.Fprintf(d, `<rect class="bar" x="%d" y="%d" width="%d" height="%d"/></a>`, d.x(i), base-h, d.step-gap, h)
	}
	y := base + drawingLabels + drawingMarks/2
	for i := range bars {
		b := &bars[i]
		to := b.to
		switch len(b.marks) {
		case 0:
			continue
		case 1:
			to = b.marks[0]
		default:
			to.Name += ": " + l.say("timeline.congresses", "n", len(b.marks))
		}
		d.open(to.Href, to.Name)
		const half = 5
		fmt.Fprintf(d, `<path class="mark" d="M%d %dl%d %dl%d %dl%d %dz"/></a>`,
			d.x(i)+(d.step-gap)/2, y-half, half, half, -half, half, -half, -half)
	}
}

// open begins a link that only a pointer uses.
func (d *drawing) open(href, title string) {
	d.WriteString(`<a href="`)
	d.WriteString(escapedText(href))
	d.WriteString(`" tabindex="-1"><title>`)
	d.WriteString(escapedText(title))
	d.WriteString(`</title>`)
}

// sixteenths writes units of the view box as letter sizes.
func sixteenths(n int) string { return strconv.FormatFloat(float64(n)/16, 'f', -1, 64) }

// drawing draws all years, with the terms as bands below them. drawn says what is
// to be seen.
func (r *Renderer) drawing(l *language) (svg template.HTML, drawn string) {
	years := r.site.Years
	d := newDrawing(years[len(years)-1].Year, years[0].Year, 0)
	bars := r.bars(l, d, years)
	lanes := d.lanes(r.site.Terms)
	height := drawingTop + drawingBars + drawingLabels + drawingMarks + len(lanes)*drawingLane
	d.draw(l, bars, height, func() {
		// As many years as have room.
		every := 1
		for _, n := range []int{1, 2, 5, 10, 20, 50, 100} {
			if every = n; n*12/d.per*d.step >= 5*drawingLetter {
				break
			}
		}
		for i, year := 0, d.first; i < d.units; i, year = i+12/d.per, year+1 {
			if year%every != 0 && len(years) > 1 {
				continue
			}
			x, y := d.x(i), drawingTop+drawingBars
			fmt.Fprintf(d, `<path class="axis" d="M%d.5 %dv6"/>`, x, y)
			text := fmt.Sprintf(`<text x="%d" y="%d">%d</text>`, x, y+15, year)
			if r.site.Year(year) != nil {
				link := r.yearLink(l, year)
				d.WriteString(`<a href="` + escapedText(link.Href) + `" tabindex="-1">` + text + `</a>`)
			} else {
				d.WriteString(text)
			}
		}
	})
	y := drawingTop + drawingBars + drawingLabels + drawingMarks
	for _, lane := range lanes {
		for _, b := range lane {
			link := r.termLink(l, b.term)
			d.open(link.Href, l.say("term.title", "term", link.Name))
			fmt.Fprintf(d, `<rect class="hit" x="%d" y="%d" width="%d" height="%d"/>`, b.from, y, b.to-b.from, drawingLane)
			fmt.Fprintf(d, `<text x="%d" y="%d">%s</text>`, b.label, y+13, link.Name)
			fmt.Fprintf(d, `<rect class="band" x="%d" y="%d" width="%d" height="4"/></a>`, b.from, y+17, b.to-b.from)
		}
		y += drawingLane
	}
	d.WriteString(`</svg>`)
	drawn = l.say(map[int]string{1: "timeline.drawn.month", 3: "timeline.drawn.quarter", 12: "timeline.drawn.year"}[d.per],
		"most", l.say("articles", "n", d.most))
	return template.HTML(d.String()), drawn
}

// A band is a term as the drawing shows it, from its first year to its last.
type band struct {
	term     *site.Term
	from, to int
	label    int // where its name begins: with the band, or where else it would be cut off
}

// left and right are the ends of a band with its name.
func (b band) left() int  { return min(b.from, b.label) }
func (b band) right() int { return max(b.to, b.label+drawingTerm) }

// lanes puts terms into rows in which none meets another, the oldest first. Those
// that have no room in the rows that there are, and those of other years, are left
// out.
func (d *drawing) lanes(terms []*site.Term) [][]band {
	var all []band
	for _, t := range slices.Backward(terms) {
		b := band{term: t, from: d.x(d.unit(t.From, 1)), to: d.x(d.unit(t.To, 12)+1) - 2}
		left, right := drawingEdge, d.width()-drawingEdge
		if b.to <= left || b.from >= right {
			continue
		}
		b.from, b.to = max(b.from, left), min(b.to, right)
		b.label = max(left, min(b.from, right-drawingTerm))
		all = append(all, b)
	}
	// The terms of most committees get their rows first.
	byCommittees := slices.Clone(all)
	slices.SortStableFunc(byCommittees, func(a, b band) int { return len(b.term.Committees) - len(a.term.Committees) })
	var lanes [][]band
	for _, b := range byCommittees {
		at := slices.IndexFunc(lanes, func(lane []band) bool {
			return !slices.ContainsFunc(lane, func(o band) bool {
				return b.left() < o.right()+drawingGap && o.left() < b.right()+drawingGap
			})
		})
		if at < 0 && len(lanes) < drawingLanes {
			at, lanes = len(lanes), append(lanes, nil)
		}
		if at >= 0 {
			lanes[at] = append(lanes[at], b)
		}
	}
	for _, lane := range lanes {
		slices.SortFunc(lane, func(a, b band) int { return a.from - b.from })
	}
	return lanes
}

// yearDrawing draws a year's months.
func (r *Renderer) yearDrawing(l *language, y *site.Year) template.HTML {
	d := newDrawing(y.Year, y.Year, 24)
	bars := r.bars(l, d, []*site.Year{y})
	height := drawingTop + drawingBars + drawingLabels
	if slices.ContainsFunc(bars, func(b bar) bool { return len(b.marks) > 0 }) {
		height += drawingMarks
	}
	d.draw(l, bars, height, func() {
		for i := range 12 {
			fmt.Fprintf(d, `<text x="%d" y="%d" text-anchor="middle">%d</text>`, d.x(i)+d.step/2-2, drawingTop+drawingBars+15, i+1)
		}
	})
	d.WriteString(`</svg>`)
	return template.HTML(d.String())
}
