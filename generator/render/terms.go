package render

import (
	"bytes"
	"html/template"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/site"
)

// Terms is what the layout terms is given.
type Terms struct {
	Page        *Page
	First, Last int // years, of all terms
	Terms       []TermItem
}

// A TermItem is a term in the list of terms, with the congresses that opened it. How many
// articles it has is not said: the list would change with every article.
type TermItem struct {
	Link                      Link
	Band                      template.HTML // a drawing of its place among the terms
	Committees, CongressCount int
	Congresses                []Link // the first of them, by level
	More                      int    // how many are not in Congresses
}

// termCongresses is how many congresses of a term the list of terms names.
const termCongresses = 12

func (r *Renderer) terms(w *bytes.Buffer, l *language, at *address.Address) error {
	p := r.newPage(l, at, "terms", l.say("nav.terms"))
	p.follow(l.home)
	d := Terms{Page: p}
	for i, t := range r.site.Terms {
		if i == 0 {
			d.First, d.Last = t.From, t.To
		}
		d.First, d.Last = min(d.First, t.From), max(d.Last, t.To)
	}
	for _, t := range r.site.Terms {
		item := TermItem{
			Link: r.termLink(l, t), Band: termBand(t, d.First, d.Last),
			Committees: len(t.Committees),
		}
		for _, level := range content.Levels {
			for _, c := range t.Committees {
				if c.Committee.Level != level {
					continue
				}
				for _, g := range c.Congresses {
					if item.CongressCount++; item.CongressCount <= termCongresses {
						item.Congresses = append(item.Congresses, Link{r.congressName(l, g), r.congressLink(l, g).Href})
					}
				}
			}
		}
		item.More = item.CongressCount - len(item.Congresses)
		d.Terms = append(d.Terms, item)
	}
	return r.write(w, l, "terms", p, d)
}

// A Term is what the layout term is given.
type Term struct {
	Page       *Page
	Term       calendar.Term
	Levels     []TermLevel
	Committees int
	Congresses int
	Years      []Count // with articles of the term, newest first
	Count      int
	Latest     []template.HTML
}

// A TermLevel is the committees of a level that have a part in a term.
type TermLevel struct {
	Name       string
	Committees []TermCommittee
}

// A TermCommittee is a committee's part in a term.
type TermCommittee struct {
	Committee  template.HTML
	Congresses []template.HTML
	Count      int
}

func (r *Renderer) term(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	t := r.site.Term(at.Key.Term)
	p := r.newPage(l, at, "terms", l.say("term.title", "term", termText(t.Term)))
	p.follow(l.sections["terms"])
	articles := r.site.Listed(t.Articles, l.index)
	d := Term{Page: p, Term: t.Term, Count: len(articles), Committees: len(t.Committees)}
	for _, level := range content.Levels {
		group := TermLevel{Name: l.say("level." + level)}
		for _, c := range t.Committees {
			if c.Committee.Level != level {
				continue
			}
			item := TermCommittee{Committee: l.names[c.Committee], Count: len(r.site.Listed(c.Articles, l.index))}
			for _, g := range c.Congresses {
				item.Congresses = append(item.Congresses, l.meets[g])
				d.Congresses++
			}
			group.Committees = append(group.Committees, item)
		}
		if len(group.Committees) > 0 {
			d.Levels = append(d.Levels, group)
		}
	}
	for i, a := range articles {
		if i == 0 || a.Date.Year != articles[i-1].Date.Year {
			d.Years = append(d.Years, Count{Link: r.yearOfTerm(l, a.Date.Year, t).HTML()})
		}
		d.Years[len(d.Years)-1].Count++
	}
	if d.Latest, err = r.lines(l, t.Articles, r.site.Config.RecentItems); err != nil {
		return err
	}
	return r.write(w, l, "term", p, &d)
}

// yearOfTerm leads to a year, and there to what is of a term.
func (r *Renderer) yearOfTerm(l *language, year int, t *site.Term) Link {
	k := r.yearLink(l, year)
	k.Href += "?term=" + t.String()
	return k
}

// termBand draws a term's place among all terms, with the months of its congresses.
func termBand(t *site.Term, first, last int) template.HTML {
	const height = 14
	months := (last - first + 1) * 12
	var opened = make([]bool, months)
	for _, c := range t.Committees {
		for _, g := range c.Congresses {
			if at := (g.Date.Year-first)*12 + g.Date.Month - 1; g.Date.Month > 0 && at >= 0 && at < months {
				opened[at] = true
			}
		}
	}
	b := []byte(`<svg class="term-band" viewBox="0 0 `)
	number := func(n int, after string) { b = append(strconv.AppendInt(b, int64(n), 10), after...) }
	number(months, " ")
	number(height, `" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="band" x="`)
	number((t.From-first)*12, `" y="5" width="`)
	number((t.To-t.From+1)*12, `" height="4"/>`)
	for at, yes := range opened {
		if yes {
			b = append(b, `<rect class="mark" x="`...)
			number(at, `" y="0" width="1" height="14"/>`)
		}
	}
	return template.HTML(append(b, `</svg>`...))
}
