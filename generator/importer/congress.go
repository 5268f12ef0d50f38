package importer

import (
	"slices"
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/draft"
	"bantin/generator/vietnamese"
)

// An assembly is a congress that a text names.
type assembly struct {
	number   int
	level    string // of whose congress it is; "" where that is not said
	entries  []int
	specific bool
	national bool
	term     calendar.Term
	weight   float64 // for how near the beginning it is named
}

// congressTitle reports whether a title begins with a congress: whose it is is whom
// the report is about.
func congressTitle(ws []word) bool {
	for i := 0; i+1 < len(ws) && i < 4; i++ {
		if ws[i].key == "đại" && ws[i+1].key == "hội" {
			return !precededBy(ws, i, 4, "nghị quyết", "chào mừng", "tiến tới", "chuẩn bị", "sau đại", "trước đại")
		}
	}
	return false
}

// ordinal reads a number at ws[i]: XIV, 14, mười bốn, 16th; size is how many words.
func ordinal(ws []word, i int) (n, size int) {
	const longest = 3 // words of a number
	var keys []string
	for j := i; j < min(i+longest, len(ws)) && (j == i || ws[j].gap == joined); j++ {
		keys = append(keys, ws[j].key)
	}
	if len(keys) == 0 {
		return 0, 0
	}
	for _, suffix := range []string{"th", "st", "nd", "rd"} {
		if rest, ok := strings.CutSuffix(keys[0], suffix); ok && rest != "" && digit(rest[0]) {
			keys[0] = rest
		}
	}
	return vietnamese.ReadOrdinal(keys)
}

// termAt reads a term of two years at ws[i] or at most n words behind it, after
// nhiệm kỳ or term.
func termAt(ws []word, i, n int) (calendar.Term, int) {
	for j := i; j+1 < min(i+n, len(ws)); j++ {
		if ws[j].key == "nhiệm" && (ws[j+1].key == "kì" || ws[j+1].key == "ki") {
			if t, ok := yearsAt(ws, j+2); ok {
				return t, j
			}
		}
		if t, ok := yearsAt(ws, j); ok && (j > 0 && (ws[j-1].key == "khóa" || ws[j-1].key == "term") || j+2 < len(ws) && (ws[j+2].key == "term" || ws[j+2].key == "tenure")) {
			return t, j
		}
	}
	return calendar.Term{}, -1
}

// yearsAt reads two years.
func yearsAt(ws []word, i int) (calendar.Term, bool) {
	if i < 0 || i+1 >= len(ws) || len(ws[i].key) != 4 || len(ws[i+1].key) != 4 {
		return calendar.Term{}, false
	}
	from, err1 := strconv.Atoi(ws[i].key)
	to, err2 := strconv.Atoi(ws[i+1].key)
	if err1 != nil || err2 != nil || from < 1930 || to <= from || to-from > 10 {
		return calendar.Term{}, false
	}
	return calendar.Term{From: from, To: to}, true
}

// others are what other bodies' congresses are called by.
var others = map[string]bool{"đoàn": true, "công": true, "phụ": true, "nông": true, "cựu": true, "liên": true, "thi": true, "mặt": true, "thể": true, "văn": true, "hiệp": true, "cổ": true, "hội": true, "quốc": true, "cháu": true, "dân": true}

// readCongresses finds the congresses that the report names: the noun decides, and
// so neither a plenum nor a committee that a congress elected is one.
func (r *record) readCongresses() {
	read := func(ws []word, weight float64) {
		for i := 0; i+1 < len(ws); i++ {
			if ws[i].key == "đại" && ws[i+1].key == "hội" && ws[i+1].gap == joined {
				if a, ok := r.congressAt(ws, i); ok {
					a.weight = weight
					r.congresses = append(r.congresses, a)
				}
			}
			if ws[i+1].key == "congress" {
				if n, size := ordinal(ws, i); size == 1 {
					a := assembly{number: n, weight: weight}
					a.national = precededBy(ws, i+1, 3, "national congress") || i+2 < len(ws) && ws[i+2].key == "national" || i > 0 && ws[i-1].key == "national"
					r.bodyOf(&a, ws[max(0, i-8):i])
					if a.level == "" {
						r.bodyOf(&a, ws[i+2:min(len(ws), i+12)])
					}
					a.term, _ = termAt(ws, i, 20)
					r.congresses = append(r.congresses, a)
				}
			}
		}
	}
	read(r.titleWords, 5)
	for i, ws := range r.texts {
		read(ws, []float64{3, 1.5, 1}[min(i, 2)])
	}
}

// congressAt reads the congress at ws[i:], which begins with đại hội.
func (r *record) congressAt(ws []word, i int) (a assembly, ok bool) {
	const reach = 22 // words from the noun to its number
	at, size := -1, 0
	for j := i + 2; j < min(i+reach, len(ws)); j++ {
		if ws[j].gap == finished || ws[j].key == "đại" && j+1 < len(ws) && ws[j+1].key == "hội" || ws[j].key == "nghị" && ws[j-1].key == "hội" || ws[j].key == "nhiệm" {
			break
		}
		if ws[j].key != "lần" {
			continue
		}
		k := j + 1
		if k < len(ws) && ws[k].key == "thứ" {
			k++
		}
		if n, s := ordinal(ws, k); n > 0 {
			a.number, at, size = n, j, k+s-j
		}
		break
	}
	if at < 0 {
		return a, false
	}
	between := ws[i+2 : at]
	stop := at + size
	for stop < len(ws) && stop < at+size+10 && ws[stop].gap == joined && ws[stop].key != "nhiệm" && ws[stop].key != "và" && ws[stop].key != "lần" {
		stop++
	}
	behind := ws[at+size : stop]
	for n, w := range between {
		if w.key == "toàn" && n+1 < len(between) && between[n+1].key == "quốc" || w.key == "đảng" && (n+1 == len(between) || between[n+1].key == "toàn" || between[n+1].key == "cộng") {
			a.national = true
		}
		if others[w.key] && !(w.key == "quốc") && (n == 0 || between[n-1].key != "cơ") && n < 3 {
			return a, false
		}
	}
	for n, w := range behind {
		if w.key == "của" && n+1 < len(behind) && behind[n+1].key == "đảng" && (n+2 == len(behind) || behind[n+2].key != "bộ" && behind[n+2].key != "ủy") || w.key == "toàn" && n < 2 {
			a.national = true
		}
	}
	r.bodyOf(&a, between)
	if a.level == "" {
		r.bodyOf(&a, behind)
	}
	a.term, _ = termAt(ws, at+size, 14)
	return a, true
}

// bodyOf finds whose congress it is in some words.
func (r *record) bodyOf(a *assembly, ws []word) {
	ms := r.reg.mentions(ws)
	for _, m := range ms {
		if m.weak {
			continue
		}
		a.level = r.reg.entries[m.entries[0]].committee.Level
		a.entries, a.specific = m.entries, m.specific
		return
	}
}

// ours reports whether an assembly may be of the report's own committee.
func (r *record) ours(a *assembly) bool {
	switch {
	case a.national || r.level == "":
		return false
	case a.level == "":
		return a.weight >= 3
	case a.level != r.level:
		return false
	case r.committee >= 0:
		return slices.Contains(a.entries, r.committee)
	}
	return slices.ContainsFunc(a.entries, func(i int) bool { return slices.Contains(r.group, i) })
}

// readAssemblies settles the congress and the plenum, and the congresses of those
// above that the report is about as well.
func (r *record) readAssemblies() {
	weights := map[int]float64{}
	for i := range r.congresses {
		if a := &r.congresses[i]; r.ours(a) {
			w := a.weight
			if a.level == "" {
				w--
			}
			if !a.term.IsZero() {
				w += 0.5
			}
			weights[a.number] = max(weights[a.number], w) + 0.1
		}
	}
	r.congress = heaviest(weights)
	r.readPlenum()
	if r.congress > 0 {
		r.set("congress", draft.Text(vietnamese.Roman(r.congress)))
	}
	if r.plenum > 0 {
		r.set("plenum", draft.Number(r.plenum))
	}
	if r.committee < 0 {
		return
	}
	var also []draft.Value
	for _, up := range r.reg.entries[r.committee].above {
		weights := map[int]float64{}
		for i := range r.congresses {
			a := &r.congresses[i]
			if a.national || a.weight < 3 || a.level != r.reg.entries[up].committee.Level || !slices.Contains(a.entries, up) {
				continue
			}
			weights[a.number] = max(weights[a.number], a.weight+float64(a.number)/100) // of two, the later
		}
		if n := heaviest(weights); n > 0 {
			also = append(also, draft.Value{Group: []draft.Key{{Name: "committee", Value: draft.Text(r.id(up))}, {Name: "congress", Value: draft.Text(vietnamese.Roman(n))}}})
		}
	}
	if len(also) > 0 {
		r.set("also", draft.Value{List: also})
	}
}

// heaviest is the number with the most weight, of two the greater; 0 where there is
// none.
func heaviest(weights map[int]float64) int {
	best := 0
	for n, w := range weights {
		if best == 0 || w > weights[best] || w == weights[best] && n > best {
			best = n
		}
	}
	return best
}

// readPlenum finds the plenum that the report is about, in its title and its first
// paragraphs, and the congress that elected whose plenum it is: khóa XVII.
func (r *record) readPlenum() {
	weights, elected := map[int]float64{}, map[int]float64{}
	for i, ws := range append([][]word{r.titleWords}, r.texts[:min(2, len(r.texts))]...) {
		weight := []float64{3, 2, 1}[i]
		for j := 0; j+1 < len(ws); j++ {
			n, by := 0, 0
			if ws[j].key == "hội" && ws[j+1].key == "nghị" {
				n, by = r.plenumAt(ws, j)
			} else if ws[j+1].key == "plenum" || ws[j+1].key == "plenary" {
				n, _ = ordinal(ws, j)
			}
			if n > 0 {
				weights[n] += weight
				if by > 0 {
					elected[by] += weight
				}
			}
		}
	}
	r.plenum = heaviest(weights)
	if n := heaviest(elected); n > 0 && r.plenum > 0 {
		r.congress = n
	}
}

// plenumAt reads the plenum at ws[i:], which begins with hội nghị.
func (r *record) plenumAt(ws []word, i int) (number, elected int) {
	if precededBy(ws, i, 3, "nghị quyết", "kết luận", "quán triệt", "thực hiện") || r.level == "" {
		return 0, 0
	}
	const reach = 26
	whose := false
	for j := i + 2; j < min(i+reach, len(ws)); j++ {
		if ws[j].gap == finished || ws[j].key == "đại" && j+1 < len(ws) && ws[j+1].key == "hội" {
			break
		}
		k := ws[j].key
		next := ""
		if j+1 < len(ws) {
			next = ws[j+1].key
		}
		switch {
		case k == "trung" && next == "ương" && number == 0 && r.level != "central", k == "toàn" && next == "quốc":
			return 0, 0
		case k == "chấp" && next == "hành", k == "tỉnh" && next == "ủy", k == "thành" && next == "ủy", k == "huyện" && next == "ủy", k == "đảng" && (next == "ủy" || next == "bộ"), k == "quận" && next == "ủy":
			whose = true
		case k == "thường" && next == "vụ" && number == 0:
			return 0, 0 // of the standing committee
		case k == "lần" && number == 0:
			n := j + 1
			if next == "thứ" {
				n++
			}
			number, _ = ordinal(ws, n)
		case k == "khóa" && number > 0 && elected == 0:
			elected, _ = ordinal(ws, j+1)
		case k == "khóa" && whose:
			elected, _ = ordinal(ws, j+1)
		case k == "nhiệm":
			j = len(ws)
		}
	}
	if number == 0 || !whose {
		return 0, 0
	}
	return number, elected
}

// readTerm settles the term: the one that the report's own congress or plenum is of,
// or the one that is named first, if the day is in it.
func (r *record) readTerm() {
	weights := map[calendar.Term]float64{}
	var order []calendar.Term
	year := r.date.Year
	if year == 0 {
		year = r.published.Year
	}
	add := func(t calendar.Term, w float64) {
		if t.IsZero() || year > 0 && (year < t.From || year > t.To) {
			return
		}
		if _, ok := weights[t]; !ok {
			order = append(order, t)
		}
		weights[t] += w
	}
	for i, ws := range append([][]word{r.titleWords}, r.texts...) {
		weight := []float64{3, 2, 0.5}[min(i, 2)]
		for j := 0; j < len(ws); {
			t, at := termAt(ws, j, len(ws)-j)
			if at < 0 {
				break
			}
			w := weight
			if precededBy(ws, at, 8, "quy hoạch", "nhân sự", "chuẩn bị", "phương hướng", "tiến tới") {
				w = 0.2
			}
			add(t, w)
			j = at + 2
		}
	}
	for i := range r.congresses {
		if a := &r.congresses[i]; r.congress > 0 && a.number == r.congress && r.ours(a) {
			add(a.term, 2*a.weight)
		}
	}
	var registered calendar.Term // by the registry
	if r.committee >= 0 {
		registered = r.registeredTerm(year)
	}
	switch {
	case len(order) > 0:
		best := order[0]
		for _, t := range order {
			if weights[t] > weights[best] {
				best = t
			}
		}
		if len(order) > 1 && registered != best && slices.ContainsFunc(order, func(t calendar.Term) bool { return t != best && weights[t]*1.5 > weights[best] }) {
			if slices.Contains(order, registered) {
				r.term = registered
				break
			}
			var values []draft.Value
			for _, t := range order {
				values = append(values, draft.Text(t.String()))
			}
			r.ask("term", r.say("term", "the report speaks of more than one term: choose"), values...)
			return
		}
		r.term = best
	case !registered.IsZero():
		r.term = registered
		r.say("term", "the term is that of %s: the report names none", content.CommitteesFile)
	}
	if r.term.IsZero() {
		r.ask("term", r.say("term", "the report names no term of its day"))
		return
	}
	r.set("term", draft.Text(r.term.String()))
}

// registeredTerm is the term that the registry gives for the congress, or for the
// day.
func (r *record) registeredTerm(year int) (term calendar.Term) {
	c := r.reg.entries[r.committee].committee
	latest := calendar.Date{}
	for i := range c.Congresses {
		g := &c.Congresses[i]
		if r.congress > 0 {
			if g.Number == r.congress {
				return g.Term
			}
			continue
		}
		if r.date.IsZero() || g.Date.IsZero() || g.Term.IsZero() || year > g.Term.To {
			continue
		}
		if g.Date.First().Compare(r.date) <= 0 && g.Date.Compare(latest) > 0 {
			latest, term = g.Date, g.Term
		}
	}
	return term
}
