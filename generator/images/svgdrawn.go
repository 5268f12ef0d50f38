package images

import (
	"encoding/xml"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// A drawing is an element that has an id, or the file as a whole. An element
// without one belongs to the nearest around it that has.
type drawing struct {
	kind   string
	own    amount             // of what belongs to it
	nested []*drawing         // the next elements in it that have an id
	uses   map[string]float64 // how often it puts in each id
	scopes []*scope           // of the elements that belong to it
	total  amount             // with all references drawn
	known  bool               // total is there
	busy   bool
	apart  bool // it is drawn only where it is named
	depth  int  // of filters within filters, of what belongs to it
}

// An amount is what a browser has to draw, with what is drawn again counted again.
type amount struct {
	elements float64
	points   float64 // of lines: what a marker may stand on
	numbers  float64 // of the same, with those of clips, patterns and markers
	passes   float64 // over all pixels, as of a filter and a mask
	depth    int     // of filters within filters
}

func (a *amount) add(b amount, times float64) {
	a.elements += times * b.elements
	a.points += times * b.points
	a.numbers += times * b.numbers
	a.passes += times * b.passes
	a.depth = max(a.depth, b.depth)
}

// A scope is an element that refers to parts of the file by url(), with all that is in
// it: that may inherit each of them, by itself or by a style.
type scope struct {
	in    amount             // the element and what is in it
	uses  [2]int             // those of svgReader.uses from and to which are in it
	once  map[string]float64 // how often each id is named that is drawn once for all of it
	each  map[string]float64 // of those that are drawn once for an element
	point map[string]float64 // and of those that are drawn once for a point of a line
}

// A level is an element that is open.
type level struct {
	owner *drawing // that of the nearest id, or of the file
	depth int      // of filters in which it is, in what belongs to the same
	scope *scope   // of the element itself; nil where it names nothing by url()
}

// A mention is a part of the file that the element at hand names.
type mention struct {
	id    string
	byURL bool // for the element and for all that is in it
	once  bool // for the element alone, unless that is handed on
	point bool // for each point
}

// filterWeight is how many elements a step of a filter counts as: it goes over all
// pixels.
const filterWeight = 10

// own finds out what the element that begins belongs to. Of two with one id,
// browsers know the first.
func (r *svgReader) own(kind string, attrs []xml.Attr) {
	owner := r.drawn[""]
	if n := len(r.levels); n > 0 {
		owner = r.levels[n-1].owner
	}
	for _, a := range attrs {
		if a.Name.Local == "id" && a.Value != "" && r.drawn[a.Value] == nil {
			d := &drawing{kind: kind, apart: kind == "filter" || kind == "clipPath" || paintPasses[kind] > 0}
			r.drawn[a.Value] = d
			owner.nested = append(owner.nested, d)
			owner = d
		}
	}
	here := level{owner: owner}
	if n := len(r.levels); n > 0 && r.levels[n-1].owner == owner {
		here.depth = r.levels[n-1].depth
	}
	if r.cost.isFiltered(attrs, r.declared) {
		here.depth++
		owner.depth = max(owner.depth, here.depth)
	}
	r.levels = append(r.levels, here)
	r.mentions = r.mentions[:0]
}

// refer notes that the element at hand puts a part in once, as <use> does.
func (r *svgReader) refer(id string) {
	if id != "" {
		r.mentions = append(r.mentions, mention{id: id})
	}
}

// referByURL notes a part that a property names by url().
func (r *svgReader) referByURL(id, property string) {
	if id != "" {
		r.mentions = append(r.mentions, mention{id, true, slices.Contains(ownProperties, property), !slices.Contains(onceProperties, property)})
	}
}

// onceProperties are those whose part is drawn at most once for an element. Of any
// other, marker-mid and variables among them, it may be drawn on each point of a line.
var onceProperties = []string{"fill", "stroke", "clip-path", "mask", "mask-image", "filter", "cursor", "marker-start", "marker-end"}

// ownProperties are those that what is in an element does not inherit.
var ownProperties = []string{"clip-path", "mask", "mask-image", "filter"}

// count adds the element at hand, all of whose attributes have been read, to what it
// belongs to and to every scope that it is in.
func (r *svgReader) count(kind string, attrs []xml.Attr) {
	here := &r.levels[len(r.levels)-1]
	one := amount{elements: 1, passes: r.cost.passes(kind, attrs, r.declared)}
	one.points, one.numbers = pointsOf(attrs)
	if strings.HasPrefix(kind, "fe") {
		one.elements = filterWeight
	}
	if outer := len(r.open) - 2; outer >= 0 && r.open[outer] == "clipPath" && kind != "rect" {
		one.passes += clipPasses
	}
	here.owner.own.add(one, 1)
	used := len(r.uses)
	for _, m := range r.mentions {
		switch {
		case !m.byURL:
			note(&here.owner.uses, m.id)
			r.uses = append(r.uses, m.id)
			continue
		case here.scope == nil:
			here.scope = &scope{uses: [2]int{used, used}}
			here.owner.scopes = append(here.owner.scopes, here.scope)
		}
		switch {
		case m.point:
			note(&here.scope.point, m.id)
		case m.once:
			note(&here.scope.once, m.id)
		default:
			note(&here.scope.each, m.id)
		}
	}
	for _, l := range r.levels {
		if l.scope != nil {
			l.scope.in.add(one, 1)
		}
	}
}

// leave ends the innermost element.
func (r *svgReader) leave() {
	last := len(r.levels) - 1
	if s := r.levels[last].scope; s != nil {
		s.uses[1] = len(r.uses)
	}
	r.levels = r.levels[:last]
}

func note(m *map[string]float64, id string) {
	if *m == nil {
		*m = map[string]float64{}
	}
	(*m)[id]++
}

// pointsOf is the most points that the line of an element may have: two, or by its
// numbers, of which each may be one, and by its closings. In a list of points two
// numbers are one. An animation may bring its own.
func pointsOf(attrs []xml.Attr) (points, all float64) {
	most := 2
	for _, a := range attrs {
		numbers := 0
		switch a.Name.Local {
		case "points", "d", "values", "from", "to", "by":
			inNumber := false
			for i := range len(a.Value) {
				digit := a.Value[i] >= '0' && a.Value[i] <= '9'
				if digit && !inNumber || a.Value[i]|0x20 == 'z' {
					numbers++
				}
				inNumber = digit
			}
		}
		all += float64(numbers)
		if a.Name.Local == "points" {
			numbers = (numbers + 1) / 2
		}
		most = max(most, numbers)
	}
	return float64(most), all
}

// checkDrawing refuses a file of a few lines that draws a thousand million
// things, by parts that refer to parts that refer to parts.
func (r *svgReader) checkDrawing() *Refusal {
	// A use may be in as many scopes as elements are inside each other.
	r.used = make([]*drawing, len(r.uses))
	for i, id := range r.uses {
		r.used[i] = r.drawn[id]
	}
	total, ok := r.total(r.drawn[""])
	if !ok {
		return r.unsafe("a part of it refers to itself")
	}
	if total.elements > maxSVGDrawing {
		return r.unsafe("its references draw more than %d elements", maxSVGDrawing)
	}
	return r.tooMuch(total)
}

// total gives what a drawing comes to; ok is false where it is in itself.
func (r *svgReader) total(d *drawing) (total amount, ok bool) {
	switch {
	case d == nil: // no such part
		return amount{}, true
	case d.busy:
		return amount{}, false
	case d.known:
		return d.total, true
	}
	d.busy = true
	total = d.own
	for _, n := range d.nested {
		t, ok := r.total(n)
		if !ok {
			return amount{}, false
		}
		if n.apart {
			t.passes = 0
		}
		total.add(t, 1)
	}
	if !r.put(&total, d.uses) {
		return amount{}, false
	}
	for _, s := range d.scopes {
		t, ok := r.inherited(s)
		if !ok {
			return amount{}, false
		}
		total.add(t, 1)
	}
	// A gradient that takes its colours from another is painted once.
	total.passes = max(total.passes, paintPasses[d.kind])
	total.depth += d.depth
	d.busy, d.known, d.total = false, true, total
	return total, true
}

// inherited gives what is named in a scope, as often as anything in it may have it drawn.
func (r *svgReader) inherited(s *scope) (drawn amount, ok bool) {
	in := s.in
	for _, d := range r.used[s.uses[0]:s.uses[1]] {
		t, ok := r.total(d)
		if !ok {
			return amount{}, false
		}
		in.add(t, 1)
	}
	var once, each, point amount
	ok = r.put(&once, s.once) && r.put(&each, s.each) && r.put(&point, s.point)
	if r.cost.inherits {
		each.add(once, 1)
	} else {
		drawn.add(once, 1)
	}
	drawn.add(each, in.elements)
	drawn.add(point, in.points)
	drawn.points = 0 // which are not of the lines in the scope
	return drawn, ok
}

// put adds each part as often as it is named; it reports false where one is in itself.
func (r *svgReader) put(to *amount, parts map[string]float64) bool {
	for id, times := range parts {
		t, ok := r.total(r.drawn[id])
		if !ok {
			return false
		}
		to.add(t, times)
	}
	return true
}

// filterLimits are the most that the steps of a filter may be asked for. What drawing
// programs write is far below: two octaves or five, a matrix of three rows, a blur of
// some tens. Each costs time at every pixel, and browsers bound few of them.
var filterLimits = map[string]float64{"numoctaves": 16, "stddeviation": 500, "radius": 500, "order": 16}

// checkEffort refuses the extremes of a filter, and an animation that would bring in
// what is counted elsewhere.
func (r *svgReader) checkEffort(kind string, attrs []xml.Attr) *Refusal {
	if isAnimation(kind) {
		return r.checkAnimation(attrs)
	}
	if kind != "filter" && !strings.HasPrefix(kind, "fe") {
		return nil
	}
	for _, a := range attrs {
		name := strings.ToLower(a.Name.Local)
		limit, limited := filterLimits[name]
		switch name {
		case "x", "y", "width", "height":
			limit, limited = MaxSide, true
		}
		if limited && beyond(a.Value, limit) {
			return r.extreme(a.Name.Local, a.Value, limit)
		}
	}
	return nil
}

func (r *svgReader) extreme(name, value string, limit float64) *Refusal {
	return r.unsafe("%s=%q would keep a browser busy", name, value[:min(len(value), 60)]).
		hint("write at most %d, or save it as PNG", int(limit))
}

func isAnimation(kind string) bool { return strings.HasPrefix(kind, "animate") || kind == "set" }

func (r *svgReader) checkAnimation(attrs []xml.Attr) *Refusal {
	target, elsewhere := "", false
	for _, a := range attrs {
		switch strings.ToLower(a.Name.Local) {
		case "attributename":
			target = strings.TrimSpace(a.Value)
		case "href":
			elsewhere = true
		}
	}
	named := slices.ContainsFunc(r.mentions, func(m mention) bool { return m.byURL })
	// An effect would be of the element around it.
	effect := slices.ContainsFunc(r.declared, func(d declaration) bool { return d.passes() > 0 || d.handsOn() })
	if named || effect || elsewhere && (target == "d" || target == "points") {
		return r.unsafe("an animation of %s is not allowed", target)
	}
	limit, limited := filterLimits[strings.ToLower(target)]
	for _, a := range attrs {
		switch a.Name.Local {
		case "values", "from", "to", "by":
			if limited && beyond(a.Value, limit) {
				return r.extreme(target, a.Value, limit)
			}
		}
	}
	return nil
}

// beyond reports whether one of the numbers of an attribute is larger than limit,
// whatever its sign; 100 % is 1.
func beyond(value string, limit float64) bool {
	for _, s := range strings.FieldsFunc(value, func(c rune) bool { return strings.ContainsRune(" \t\r\n,;", c) }) {
		number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%")
		n, err := strconv.ParseFloat(number, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) {
			continue // no number for a browser either
		}
		if strings.HasSuffix(s, "%") {
			n /= 100
		}
		if n > limit || n < -limit {
			return true
		}
	}
	return false
}
