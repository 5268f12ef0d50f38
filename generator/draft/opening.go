package draft

import (
	"cmp"
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/content"
)

// An Opening is a congress of the registry with the term that it opened.
type Opening struct {
	Congress int // 0 where the term is known from other committees alone
	Term     calendar.Term
}

// InForce is the congress and the term that a committee was in on a day, by the
// registry. Where the registry does not settle it, sure is false, and possible are
// the openings that it may be, oldest first; none of them where nothing is known.
//
// A term of which the day is in neither the first nor the last year is settled. In
// those years one congress makes way for the next, so the days of the congresses
// decide, where they are known. A committee without congresses in the registry is
// in the term of the one above it, if that is settled, or else in the one term that
// all others are in: congresses are held from the bottom up within a year or so, and
// terms have the same years.
func InForce(lib *content.Library, committee string, day calendar.Date) (in Opening, sure bool, possible []Opening) {
	byID := map[string]*content.Committee{}
	for _, c := range lib.Committees {
		if byID[c.ID] == nil {
			byID[c.ID] = c
		}
	}
	own := byID[committee]
	if own != nil {
		if in, sure, possible = inForce(own.Congresses, day); len(possible) > 0 {
			return in, sure, possible
		}
	}
	// The years of a term are those of all committees; the congress is its own.
	var terms []Opening
	add := func(congresses []content.Congress, sureOnly bool) {
		_, sure, possible := inForce(congresses, day)
		for _, o := range possible {
			if o.Congress = 0; (sure || !sureOnly) && !slices.Contains(terms, o) && !toCome(own, o.Term, day) {
				terms = append(terms, o)
			}
		}
	}
	settled := false
	const most = 12 // committees above one another; check refuses more
	for c, steps := own, 0; c != nil && steps < most && len(terms) == 0; c, steps = byID[c.Parent], steps+1 {
		_, settled, _ = inForce(c.Congresses, day)
		add(c.Congresses, false)
	}
	if len(terms) == 0 {
		// Nothing above it says anything: what all others agree on is the usual term.
		for _, c := range lib.Committees {
			add(c.Congresses, true)
		}
		settled = true
	}
	slices.SortFunc(terms, func(a, b Opening) int { return a.Term.Compare(b.Term) })
	if settled && len(terms) == 1 {
		return terms[0], true, terms
	}
	return Opening{}, false, terms
}

// toCome reports whether the committee's own congress for a term was still to come
// on a day, whatever others were in by then.
func toCome(c *content.Committee, t calendar.Term, day calendar.Date) bool {
	return c != nil && slices.ContainsFunc(c.Congresses, func(g content.Congress) bool {
		return g.Term == t && !g.Date.IsZero() && day.Compare(g.Date.First()) < 0
	})
}

// inForce is InForce by the congresses of one committee.
func inForce(congresses []content.Congress, day calendar.Date) (in Opening, sure bool, possible []Opening) {
	all := slices.Clone(congresses)
	slices.SortStableFunc(all, func(a, b content.Congress) int {
		return cmp.Or(a.Term.Compare(b.Term), cmp.Compare(a.Number, b.Number))
	})
	for i, g := range all {
		if g.Term.IsZero() || day.Year < g.Term.From || day.Year > g.Term.To {
			continue
		}
		var next calendar.Date // when the congress after it begins
		if i+1 < len(all) {
			next = all[i+1].Date
		}
		// Of a congress whose month alone is known, its days are all that month.
		if !g.Date.IsZero() && day.Compare(g.Date.First()) < 0 || !next.IsZero() && day.Compare(next.Last()) >= 0 {
			continue
		}
		begun := day.Year > g.Term.From || !g.Date.IsZero() && day.Compare(g.Date.Last()) >= 0
		lasts := day.Year < g.Term.To || !next.IsZero() && day.Compare(next.First()) < 0
		o := Opening{g.Number, g.Term}
		possible = append(possible, o)
		if begun && lasts {
			in, sure = o, true
		}
	}
	// What two congresses claim is settled by neither.
	if len(possible) != 1 || !sure {
		return Opening{}, false, possible
	}
	return in, true, possible
}
