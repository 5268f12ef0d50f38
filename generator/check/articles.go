package check

import (
	"fmt"
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// roles: what an original and a translation may each say, and whether each
// translation says what it translates.
func (c *checker) roles(a *content.Article) {
	a.Inheritance(c.lib, &c.problems)
	original := a.Original()
	for _, v := range a.Versions[1:] {
		if v.Copies(original) {
			c.problems.Warnf(v.At("title"), "translation-same", "the text is still that of the original").
				Hintf("translate it; until then it counts as not translated")
			continue
		}
		if lines := a.Unchanged(v); len(lines) > 0 {
			c.problems.Warnf(diag.Pos{File: v.File, Line: lines[0], Col: 1}, "translation-same", "paragraphs and headings that are still those of the original: %d, of which this is the first", len(lines)).
				Hintf("translate them; until then the text counts as not translated")
			continue
		}
		if !v.Unread && !original.Unread && v.Front.Title != "" && v.Front.Title == original.Front.Title && v.Summary == original.Summary {
			c.problems.Warnf(v.At("title"), "translation-same", "the translation begins with the words of the original").
				Hintf("translate them; until that is done, no page should say that it is a translation")
		}
		if v.Unread || original.Unread || v.Front.TranslationOf != "" || original.Digest == "" {
			continue
		}
		pos := v.At("translation_of")
		if !v.Places.Has("translation_of") {
			pos = v.At("")
		}
		c.problems.Warnf(pos, "translation-unverified", "the translation does not say which text it translates").
			Hintf("once it matches the original, write translation_of: %q", original.Digest)
	}
}

// dated: an id that begins with a day begins with the article's.
func (c *checker) dated(a *content.Article) {
	const size = len("2020-12-21")
	v := a.Original()
	if v.Front.Date.IsZero() || len(a.ID) < size {
		return
	}
	d, ok := calendar.Parse(a.ID[:size], c.lib.Config.TimeZone)
	if ok && d.Exists() && (len(a.ID) == size || a.ID[size] == '-') && !d.SameDay(v.Front.Date) {
		c.problems.Warnf(v.At("date"), "date-id", "the date %s is not the one that the id begins with, %s", day(v.Front.Date), d).
			Hintf("correct the one that is wrong")
	}
}

// times: what an article reports took place in its term, and is told of no sooner. Terms
// overlap, since one congress makes way for the next within a year or so: the whole of
// the first year and of the last belong to a term.
func (c *checker) times(a *content.Article) {
	v := a.Original()
	f := &v.Front
	if f.Date.IsZero() {
		return
	}
	last := f.Date
	if !f.Until.IsZero() {
		last = f.Until
	}
	if t := c.lib.TermOf(a); !t.IsZero() && (last.Year < t.From || f.Date.Year > t.To) {
		p := c.problems.Warnf(v.At("date"), "date-term", "the date %s is not in the term %s", day(f.Date), t)
		if v.Places.Has("term") {
			p.Hintf("correct the date or the term").Notef(v.At("term"), "the term")
		} else {
			p.Hintf("correct the date or the congress, which gives the term").Notef(v.At("congress"), "the congress")
		}
	}
	if f.Published.IsZero() || day(f.Published).Compare(day(f.Date)) >= 0 || slices.Contains(ahead, f.Kind) {
		return
	}
	c.problems.Warnf(v.At("published"), "date-published", "the report came out on %s, before what it reports took place on %s", day(f.Published), day(f.Date)).
		Hintf("correct the one that is wrong; if it announces what was still to come, write %q", "kind: notice").Notef(v.At("date"), "the date")
}

// ahead are the kinds of articles that may well tell of what is still to come.
var ahead = []string{"notice", "plan"}

// memberships: the committees that articles name.
func (c *checker) memberships(a *content.Article) {
	v := a.Original()
	if v.Front.Committee != "" {
		c.known(v.Front.Committee, v.At("committee"), "committee-unknown", "unknown committee %q")
	}
	for i, m := range v.Front.Also {
		if m.Committee != "" {
			c.known(m.Committee, v.At(fmt.Sprintf("also[%d].committee", i)), "committee-unknown", "unknown committee %q")
		}
	}
}

// congresses: each congress has one term, and each article has one.
func (c *checker) congresses() {
	type congress struct {
		committee string
		number    int
	}
	type settled struct {
		term calendar.Term
		at   diag.Pos
	}
	type opening struct {
		committee string
		term      calendar.Term
	}
	type opened struct {
		number int
		at     diag.Pos
	}
	terms := map[congress]settled{}
	openings := map[opening]opened{}
	for _, id := range c.ids {
		for i := range c.committees[id].Congresses {
			g := &c.committees[id].Congresses[i]
			if key := (congress{id, g.Number}); !g.Term.IsZero() && terms[key].term.IsZero() {
				at := c.committees[id].At(fmt.Sprintf("congresses[%d].term", i))
				terms[key] = settled{g.Term, at}
				openings[opening{id, g.Term}] = opened{g.Number, at}
			}
		}
	}
	for _, a := range c.lib.Articles {
		v := a.Original()
		f := &v.Front
		key := congress{f.Committee, f.Congress}
		known, ok := terms[key]
		first, taken := openings[opening{f.Committee, f.Term}]
		switch {
		case f.Congress > 0 && !f.Term.IsZero() && ok && known.term != f.Term:
			c.problems.Errorf(v.At("term"), "congress-term", "congress %d of %q opened the term %s, not %s", f.Congress, f.Committee, known.term, f.Term).
				Hintf("write %s, or leave out one of the two keys", known.term).
				Notef(known.at, "the term is given")
		case f.Congress > 0 && !f.Term.IsZero() && taken && first.number != f.Congress:
			c.problems.Errorf(v.At("congress"), "congress-term", "the term %s of %q was opened by congress %d, not %d", f.Term, f.Committee, first.number, f.Congress).
				Hintf("correct the number or the term").
				Notef(first.at, "the term is given")
		case f.Congress > 0 && !f.Term.IsZero() && !ok && f.Committee != "":
			terms[key] = settled{f.Term, v.At("term")}
			openings[opening{f.Committee, f.Term}] = opened{f.Congress, v.At("congress")}
		case v.Unread || v.Places.Has("term") || a.Orphan(c.lib.Config.Languages[0]):
		case f.Congress == 0 && v.Places.Has("congress") || f.Congress > 0 && c.committees[f.Committee] == nil:
			// What would settle it is wrong itself.
		case f.Congress > 0 && c.lib.TermOf(a).IsZero():
			c.problems.Errorf(v.At("congress"), "term-missing", "%s has no congress %d of %q that gives the term", content.CommitteesFile, f.Congress, f.Committee).
				Hintf("correct the number, add the congress there, or add %q with the years, as 2020-2025", "term:")
		case c.lib.TermOf(a).IsZero():
			c.problems.Errorf(v.At(""), "term-missing", "neither the key %q nor a congress gives the term", "term").
				Hintf("add %q with the years, as 2020-2025", "term:")
		}
	}
}

// lives: what the registry and the announcements say of a time does not end before
// it begins, and no congress meets outside its committee's life.
func (c *checker) lives() {
	for _, k := range c.lib.Committees {
		c.order(k.From, k.Until.Last(), k.Until, k.At("until"), k.At("from"))
		for i := range k.Congresses {
			g := &k.Congresses[i]
			key := fmt.Sprintf("congresses[%d].", i)
			c.order(g.Date, g.Until, g.Until, k.At(key+"until"), k.At(key+"date"))
			if !g.Date.IsZero() {
				c.alive(k, g.Date, k.At(key+"date"))
			} else if !g.Until.IsZero() && !k.Places.Has(key+"date") {
				c.problems.Errorf(k.At(key+"until"), "key-missing", "the key %q is missing, although there is a last day", "date").
					Hintf("add %q with the first day", "date:")
			}
		}
	}
	for i := range c.lib.Announcements {
		a := &c.lib.Announcements[i]
		c.order(a.From, a.Until, a.Until, a.At("until"), a.At("from"))
	}
}

// dates: an event does not end before it begins, and happens to no committee that
// is not there yet, or no longer.
func (c *checker) dates(a *content.Article) {
	v := a.Original()
	f := &v.Front
	if !f.Until.IsZero() {
		c.order(f.Date, f.Until, f.Until, v.At("until"), v.At("date"))
	}
	if f.Date.IsZero() {
		return
	}
	if k := c.committees[f.Committee]; k != nil {
		c.alive(k, f.Date, v.At("date"))
	}
	for i, m := range f.Also {
		if k := c.committees[m.Committee]; k != nil && m.Committee != f.Committee {
			c.alive(k, f.Date, v.At(fmt.Sprintf("also[%d].committee", i)))
		}
	}
}

// order reports an end before a beginning. shown is the end as it was written.
func (c *checker) order(from, until, shown calendar.Date, pos, first diag.Pos) {
	if from.IsZero() || shown.IsZero() || until.Compare(from.First()) >= 0 {
		return
	}
	p := c.problems.Errorf(pos, "date-order", "the end %s comes before the beginning %s", shown, day(from)).
		Hintf("change one of the two")
	if first != pos {
		p.Notef(first, "the beginning")
	}
}

// alive reports a date outside a committee's life.
func (c *checker) alive(k *content.Committee, d calendar.Date, pos diag.Pos) {
	switch {
	case !k.From.IsZero() && d.Last().Compare(k.From.First()) < 0:
		c.problems.Errorf(pos, "committee-life", "on %s there was no %q yet, which has \"from: %s\"", day(d), k.ID, k.From).
			Hintf("name the committee of that time").Notef(k.At("from"), "its beginning")
	case !k.Until.IsZero() && d.First().Compare(k.Until.Last()) > 0:
		p := c.problems.Errorf(pos, "committee-life", "on %s there was no %q any more, which has \"until: %s\"", day(d), k.ID, k.Until)
		if len(k.Successors) > 0 {
			p.Hintf("name what it became: %q", k.Successors[0])
		} else {
			p.Hintf("name the committee of that time")
		}
		p.Notef(k.At("until"), "its end")
	}
}

// day is a date without its time.
func day(d calendar.Date) calendar.Date { d.Time = calendar.Date{}.Time; return d }
