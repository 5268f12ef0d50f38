package render

import (
	"bytes"
	"html/template"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// A Card is an article as lists show it.
type Card struct {
	When      template.HTML // its day or days
	Days      template.HTML // When, and before it what was then, where that is not the day which the list has already
	Link      template.HTML // its title
	Summary   string
	Lang      string // of Summary, where that is not the page's; else ""
	Mark      string // what its translation lacks; else ""
	Kind      string
	Committee template.HTML
	Milestone bool // whether it is a congress
}

func (r *Renderer) cardData(l *language, a *site.Article) Card {
	t := r.site.Shown(a, l.index)
	c := Card{
		When: when(l, a.Date, a.Until), Summary: t.Summary,
		Kind: l.kinds[a.Kind], Committee: l.names[a.Committee], Milestone: a.Kind == "congress",
	}
	if t.SummaryLang != l.index {
		c.Lang = r.languages[t.SummaryLang].Tag
	}
	c.Link, c.Mark = r.textLink(l, t), r.mark(l, t)
	return c
}

// mark says beside a text's title what its translation lacks: that there is none, or
// that words of the original are still in it; "" where it lacks nothing.
func (r *Renderer) mark(l *language, t *site.Text) string {
	switch {
	case t.TitleLang != l.index:
		return l.say("untranslated", "language", l.nameOf(r.languages[t.TitleLang]))
	case t.State == site.Untranslated:
		return l.say("begun")
	}
	return ""
}

// textLink is a link to a text by its title, in the title's language.
func (r *Renderer) textLink(l *language, t *site.Text) template.HTML {
	lang := ""
	if t.TitleLang != l.index {
		lang = r.languages[t.TitleLang].Tag
	}
	return anchor(r.href(t.Path), t.Title, lang)
}

// when is a day, or the first and the last of several, as lists show it.
func when(l *language, from, until calendar.Date) template.HTML {
	if until.IsZero() || until.SameDay(from) {
		return timeElement(l.Locale, from, locale.ShortDay)
	}
	first, between, last := l.Days(from, until)
	var space [256]byte
	dst := appendTimeText(space[:0], from, first)
	dst = appendText(append(dst, `<span class="until">`...), between)
	return template.HTML(append(appendTimeText(dst, until, last), "</span>"...))
}

// dayOfMonth is when for a list below the name of the month: without what that says; ""
// where there is no day.
func dayOfMonth(l *language, from, until calendar.Date) template.HTML {
	if !from.HasDay() {
		return ""
	}
	first, between, _ := l.Days(from, from)
	var space [256]byte
	dst := appendTimeText(space[:0], from, first)
	switch {
	case until.IsZero() || until.SameDay(from):
		return template.HTML(dst)
	case !until.HasDay() || until.Year != from.Year || until.Month != from.Month:
		return when(l, from, until)
	}
	last, _, _ := l.Days(until, until)
	dst = appendText(append(dst, `<span class="until">`...), between)
	return template.HTML(append(appendTimeText(dst, until, last), "</span>"...))
}

// card is an article with its summary; line is its title alone. Each is made
// once for each language, both at once. Two goroutines may both make them: they
// make the same.
func (r *Renderer) card(l *language, a *site.Article) (template.HTML, error) {
	p, err := r.pieces(l, a)
	return p.card, err
}

func (r *Renderer) line(l *language, a *site.Article) (template.HTML, error) {
	p, err := r.pieces(l, a)
	return p.line, err
}

// pieces are an article as lists show it.
type pieces struct{ card, line template.HTML }

func (r *Renderer) pieces(l *language, a *site.Article) (pieces, error) {
	slot := &l.pieces[a.Place]
	if made := slot.Load(); made != nil {
		return *made, nil
	}
	buf := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(buf)
	buf.Reset()
	data := r.cardData(l, a)
	if err := l.execute(buf, "card", &data); err != nil {
		return pieces{}, err
	}
	end := buf.Len()
	if err := l.execute(buf, "line", &data); err != nil {
		return pieces{}, err
	}
	both := template.HTML(buf.String())
	made := pieces{both[:end], both[end:]}
	slot.Store(&made)
	return made, nil
}

// cards and lines are those of a list that pages in the language show, up to
// limit; limit 0 is no limit.
func (r *Renderer) cards(l *language, list []*site.Article, limit int) ([]template.HTML, error) {
	return r.many(l, list, limit, r.card)
}

func (r *Renderer) lines(l *language, list []*site.Article, limit int) ([]template.HTML, error) {
	return r.many(l, list, limit, r.line)
}

func (r *Renderer) many(l *language, list []*site.Article, limit int, one func(*language, *site.Article) (template.HTML, error)) ([]template.HTML, error) {
	var out []template.HTML
	for _, a := range list {
		if r.site.Shown(a, l.index) == nil {
			continue
		}
		if limit > 0 && len(out) == limit {
			break
		}
		html, err := one(l, a)
		if err != nil {
			return nil, err
		}
		out = append(out, html)
	}
	return out, nil
}

func (r *Renderer) committeeLink(l *language, c *site.Committee) Link {
	return Link{c.Names[l.index], r.to(l, address.Key{Kind: address.Committee, ID: c.ID})}
}

func (r *Renderer) shortLink(l *language, c *site.Committee) Link {
	return Link{c.Shorts[l.index], r.to(l, address.Key{Kind: address.Committee, ID: c.ID})}
}

func (r *Renderer) congressLink(l *language, g *site.Congress) Link {
	return Link{l.say("congress.short", "number", roman(g.Number)), r.to(l, address.Key{Kind: address.Congress, ID: g.Committee.ID, Number: g.Number})}
}

func (r *Renderer) termLink(l *language, t *site.Term) Link {
	return Link{termText(t.Term), r.to(l, address.Key{Kind: address.Term, Term: t.Term})}
}
