package importer

import (
	"cmp"
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/draft"
	"bantin/generator/vietnamese"
)

// settleAssemblies settles the congress, the plenum and the term, and the congresses
// of those above that the report is about as well.
func (r *record) settleAssemblies() {
	r.readPlenum()
	congresses := r.likelyCongresses()
	if len(congresses) == 1 {
		r.congress = congresses[0]
	}
	terms, ahead := r.likelyTerms()
	registered := calendar.Term{}
	if len(terms) == 0 {
		if registered = r.registeredTerm(); !registered.IsZero() {
			terms = append(terms, registered)
		}
	}
	if len(terms) == 1 {
		r.term = terms[0]
	}
	against := r.against()
	congresses, terms = append(congresses, against.congresses...), append(terms, against.terms...)
	switch {
	case against.wrong && len(congresses) > 0:
		r.ask("congress", against.note(r, "congress"), romans(congresses)...)
	case len(congresses) > 1:
		r.ask("congress", r.say("congress", "the report speaks of more than one congress: choose"), romans(congresses)...)
	case len(congresses) == 1:
		r.set("congress", roman(r.congress))
	}
	if r.plenum > 0 {
		r.set("plenum", draft.Number(r.plenum))
	}
	switch {
	case against.wrong && len(terms) > 0:
		r.ask("term", against.note(r, "term"), termTexts(terms)...)
	case len(terms) > 1:
		r.ask("term", r.say("term", "the report speaks of more than one term: choose"), termTexts(terms)...)
	case len(terms) == 0 && len(ahead) > 0:
		r.ask("term", r.say("term", "the report names no term but one to come"), termTexts(ahead)...)
	case len(terms) == 0:
		r.ask("term", r.say("term", "the report names no term of its day"))
	default:
		if !registered.IsZero() {
			r.say("term", "the term is that of %s: the report names none", content.CommitteesFile)
		}
		r.set("term", draft.Text(r.term.String()))
	}
	r.readAlso()
}

func roman(n int) draft.Value { return draft.Text(vietnamese.Roman(n)) }

func romans(numbers []int) (out []draft.Value) {
	for _, n := range numbers {
		out = append(out, roman(n))
	}
	return out
}

func termTexts(terms []calendar.Term) (out []draft.Value) {
	for _, t := range terms {
		out = append(out, draft.Text(t.String()))
	}
	return out
}

// likelyCongresses are the congresses that the report may be of, most likely first:
// one where it is certain. A congress whose term does not have the day in it gives
// way to one whose term does.
func (r *record) likelyCongresses() []int {
	weights := map[int]float64{}
	var order []int
	toCome := map[int]bool{} // where it is first named
	for i := range r.congresses {
		a := &r.congresses[i]
		if a.toCome || r.yetToOpen(a) {
			if b := *a; weights[a.number] == 0 {
				b.toCome = false
				toCome[a.number] = toCome[a.number] || r.ours(&b)
			}
			continue
		}
		if !r.ours(a) || toCome[a.number] {
			continue
		}
		w := a.weight
		if !a.said() {
			w--
		}
		if !a.term.IsZero() {
			w += 0.5
			if year := r.year(); year > 0 && (year < a.term.From || year > a.term.To) {
				w -= 2.5
			}
		}
		if weights[a.number] == 0 {
			order = append(order, a.number)
		}
		weights[a.number] = max(weights[a.number], w, 0.1)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	// What is named in the same paragraph is as likely.
	const near = 1.0
	for i, n := range order {
		if weights[order[0]]-weights[n] >= near {
			return order[:i]
		}
	}
	return order
}

// yetToOpen reports whether the registry has a congress of the committee on a later day,
// and the title does not say that the report is of it: its first sessions may be on
// the day before.
func (r *record) yetToOpen(a *assembly) bool {
	return r.ours(a) && r.opensLater(func(g *content.Congress) bool { return g.Number == a.number })
}

// opensLater reports whether the registry has one of some congresses of the committee
// on a later day than that of the report.
func (r *record) opensLater(which func(*content.Congress) bool) bool {
	if r.committee < 0 || r.date.IsZero() || r.congressTitle() {
		return false
	}
	congresses := r.reg.entries[r.committee].committee.Congresses
	return slices.ContainsFunc(congresses, func(g content.Congress) bool {
		return which(&g) && !g.Date.IsZero() && r.date.Compare(g.Date.First()) < 0
	})
}

// likelyTerms are the terms that the report may be in, most likely first: one where it
// is certain. ahead are those that it only looks forward to.
func (r *record) likelyTerms() (likely, ahead []calendar.Term) {
	weights := map[calendar.Term]float64{}
	add := func(t calendar.Term, w float64) {
		if weights[t] == 0 {
			likely = append(likely, t)
		}
		weights[t] += w
	}
	year := r.year()
	for i, ws := range append([][]word{r.titleWords}, r.texts...) {
		weight := []float64{3, 2, 0.5}[min(i, 2)]
		for j := 0; j < len(ws); {
			t, at := termAt(ws, j, len(ws)-j)
			if at < 0 {
				break
			}
			j = at + 2
			switch {
			case year > 0 && (year < t.From || year > t.To) || r.anothersTerm(ws, at):
			case r.termAhead(ws, at, t) || r.opensLater(func(g *content.Congress) bool { return g.Term == t }):
				if !slices.Contains(ahead, t) {
					ahead = append(ahead, t)
				}
			default:
				add(t, weight)
			}
		}
	}
	for i := range r.congresses {
		if a := &r.congresses[i]; weights[a.term] > 0 && r.congress > 0 && a.number == r.congress && r.ours(a) {
			add(a.term, 2*a.weight)
		}
	}
	slices.SortStableFunc(likely, func(a, b calendar.Term) int { return cmp.Compare(weights[b], weights[a]) })
	const near = 1.5 // times
	for i, t := range likely {
		if i > 0 && weights[t]*near <= weights[likely[0]] {
			likely = likely[:i]
			break
		}
	}
	if registered := r.registeredTerm(); len(likely) > 1 && slices.Contains(likely, registered) {
		likely = []calendar.Term{registered}
	}
	return likely, ahead
}

// termAhead reports whether a term is only looked forward to: it is planned for, or it
// begins with a congress that is still to come.
func (r *record) termAhead(ws []word, i int, t calendar.Term) bool {
	if precededBy(ws, i, 8, "quy hoạch", "nhân sự", "phương hướng") || toCome(ws, i) {
		return true
	}
	const reach = 24 // words from the congress to its term
	for j := i - 1; j >= 0 && i-j <= reach && ws[j+1].gap != finished; j-- {
		if isAt(ws, j, "đại", "hội") {
			return toCome(ws, j) && t.To != r.year()
		}
	}
	return false
}

// anothersTerm reports whether the term at ws[i] is that of a body that is none of the
// Party's: of a people's council, of a union.
func (r *record) anothersTerm(ws []word, i int) bool {
	const reach = 16 // words
	from := i
	for from > 0 && i-from < reach && ws[from].gap != finished {
		from--
	}
	return r.lastOwner(ws, from, i).foreign
}

// registeredTerm is the term that the registry gives for the congress, or for the
// day where it settles it.
func (r *record) registeredTerm() calendar.Term {
	if r.committee < 0 {
		return calendar.Term{}
	}
	c := r.reg.entries[r.committee].committee
	if r.congress > 0 {
		for i := range c.Congresses {
			if c.Congresses[i].Number == r.congress {
				return c.Congresses[i].Term
			}
		}
		return calendar.Term{}
	}
	if r.date.IsZero() {
		return calendar.Term{}
	}
	if in, sure, _ := draft.InForce(r.lib, c.ID, r.date); sure && in.Congress > 0 {
		return in.Term
	}
	return calendar.Term{}
}

// A contradiction is what speaks against the congress or the term that was read:
// where they do not go together, neither is certain.
type contradiction struct {
	wrong      bool
	registry   bool            // by the registry; else by the report itself
	congresses []int           // that may be meant instead
	terms      []calendar.Term // likewise
}

func (c *contradiction) note(r *record, key string) string {
	if c.registry {
		return r.say(key, "the congress or the term that the report names is not that of %s: choose", content.CommitteesFile)
	}
	return r.say(key, "the congress, the term and the day that the report names do not go together: choose")
}

// against is what speaks against r.congress and r.term.
func (r *record) against() (c contradiction) {
	if r.committee >= 0 {
		for i := range r.reg.entries[r.committee].committee.Congresses {
			g := &r.reg.entries[r.committee].committee.Congresses[i]
			c.pair(r, g.Number, g.Term)
		}
	}
	if c.wrong {
		c.registry = true
		return c
	}
	together := func(a *assembly) bool { return a.number == r.congress && a.term == r.term }
	if slices.ContainsFunc(r.congresses, func(a assembly) bool { return r.ours(&a) && together(&a) }) {
		return c
	}
	for i := range r.congresses {
		a := &r.congresses[i]
		if a.term.IsZero() || !r.ours(a) {
			continue
		}
		c.pair(r, a.number, a.term)
		if year := r.year(); a.number == r.congress && year > 0 && (year < a.term.From || year > a.term.To) {
			c.wrong = true
		}
	}
	return c
}

// pair compares what was read with a congress and the term that it opened.
func (c *contradiction) pair(r *record, number int, term calendar.Term) {
	if term.IsZero() {
		return
	}
	same := term == r.term
	overlap := !r.term.IsZero() && term.From < r.term.To && r.term.From < term.To
	switch {
	case same && r.congress > 0 && number != r.congress:
		c.wrong = true
		c.congresses = append(c.congresses, number)
	case !same && overlap, !same && !r.term.IsZero() && number == r.congress:
		c.wrong = true
		if !slices.Contains(c.terms, term) {
			c.terms = append(c.terms, term)
		}
	}
}

// readAlso lists the congresses of the committees above that the report is about too.
func (r *record) readAlso() {
	if r.committee < 0 {
		return
	}
	var also []draft.Value
	for _, up := range r.reg.entries[r.committee].above {
		var numbers []int
		for i := range r.congresses {
			a := &r.congresses[i]
			if a.toCome || a.weight < 3 || a.outside != "" || !slices.Contains(a.entries, up) || slices.Contains(numbers, a.number) {
				continue
			}
			if year := r.year(); year > 0 && !a.term.IsZero() && (year < a.term.From || year > a.term.To) {
				continue
			}
			numbers = append(numbers, a.number)
		}
		// Of several, the one that is being carried out is not certain.
		if len(numbers) == 1 {
			also = append(also, draft.Value{Group: []draft.Key{{Name: "committee", Value: draft.Text(r.id(up))}, {Name: "congress", Value: roman(numbers[0])}}})
		} else if len(numbers) > 1 {
			r.say("also", "the report speaks of more than one congress of %s: name the one that it is about", r.id(up))
		}
	}
	if len(also) > 0 {
		r.set("also", draft.Value{List: also})
	}
}
