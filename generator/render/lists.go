package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// homeItems is how many of the latest articles the home page has.
const homeItems = 15

// A Home is what the layout home is given.
type Home struct {
	Page        *Page
	Description string
	Days        []Day // newest first
	Term        *HomeTerm
	Ways        []Way
	Committees  []Link // the highest two levels of the tree that are active
	Terms       []Link // the others
	Years       []Link
	Timeline    string
	AllOfThem   string // the address of all committees
	Articles    int
}

// A Day is a day's articles on the home page, those that begin on it.
type Day struct {
	When  template.HTML
	Cards []Card
}

// A HomeTerm is the term that is running.
type HomeTerm struct {
	Link                 Link
	Congresses, Articles int
}

// A Way leads from the home page into the bulletin.
type Way struct {
	Link Link
	Text string // what is there, in a sentence
}

func (r *Renderer) home(w *bytes.Buffer, l *language, at *address.Address) error {
	p := r.newPage(l, at, "home", "")
	p.Description = r.site.Config.Description[l.Tag]
	p.Feeds = l.feeds[nil]
	listed := r.site.Listed(r.site.Articles, l.index)
	d := Home{
		Page: p, Description: p.Description, Days: r.days(l, listed[:min(homeItems, len(listed))]),
		Timeline:  r.to(l, address.Key{Kind: address.Timeline}),
		AllOfThem: r.to(l, address.Key{Kind: address.Committees}),
		Articles:  len(listed),
	}
	for _, k := range []struct {
		section string
		kind    address.Kind
	}{{"timeline", address.Timeline}, {"committees", address.Committees}, {"terms", address.Terms}, {"documents", address.Documents}} {
		d.Ways = append(d.Ways, Way{Link{l.say("nav." + k.section), r.to(l, address.Key{Kind: k.kind})}, l.say("home.ways." + k.section)})
	}
	for _, c := range r.site.Roots {
		if !c.Ended(r.site.Today) {
			d.Committees = append(d.Committees, r.shortLink(l, c))
		}
		for _, child := range c.Children {
			if !child.Ended(r.site.Today) {
				d.Committees = append(d.Committees, r.shortLink(l, child))
			}
		}
	}
	running := r.running()
	for _, t := range r.site.Terms {
		if t != running {
			d.Terms = append(d.Terms, r.termLink(l, t))
			continue
		}
		d.Term = &HomeTerm{Link: Link{l.say("term.title", "term", termText(t.Term)), r.termLink(l, t).Href}, Articles: len(r.site.Listed(t.Articles, l.index))}
		for _, c := range t.Committees {
			d.Term.Congresses += len(c.Congresses)
		}
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, r.yearLink(l, y.Year))
	}
	p.linked = r.siteData(l)
	return r.write(w, l, "home", p, d)
}

// running is the newest term that has begun; nil where there is none.
func (r *Renderer) running() *site.Term {
	for _, t := range r.site.Terms {
		if t.From <= r.site.Today.Year {
			return t
		}
	}
	return nil
}

// days are articles by the day on which they begin.
func (r *Renderer) days(l *language, list []*site.Article) []Day {
	var out []Day
	for i, a := range list {
		if i == 0 || !a.Date.SameDay(list[i-1].Date) {
			day := a.Date
			if day.HasTime() { // which is the article's, not the day's
				day = calendar.Day(day.Year, day.Month, day.Day)
			}
			out = append(out, Day{When: timeElement(l.Locale, day, locale.FullDay)})
		}
		c := r.cardData(l, a)
		if !a.Until.IsZero() && !a.Until.SameDay(a.Date) {
			c.Until = timeElement(l.Locale, a.Until, locale.ShortDay)
		}
		last := &out[len(out)-1]
		last.Cards = append(last.Cards, c)
	}
	return out
}

func (r *Renderer) yearLink(l *language, year int) Link {
	return Link{strconv.Itoa(year), r.to(l, address.Key{Kind: address.Year, Year: year})}
}

// A Timeline is what the layout timeline is given.
type Timeline struct {
	Page  *Page
	Years []Year
}

// A Year is a year of the timeline as pages show it.
type Year struct {
	Page       *Page // only on the year's own page
	Link       Link
	Count      int
	Chart      template.HTML
	Months     []Month // January first; on the year's own page, newest first
	Milestones []Milestone
	Listed     bool          // whether Months have Lines
	Before     template.HTML // a link to the year before
	After      template.HTML
}

// A Month is a month of the timeline as pages show it.
type Month struct {
	Page       *Page // only on the month's own page
	Link       Link
	Heading    template.HTML // a link with the year in its name
	Date       calendar.Date
	Count      int
	Milestones []Milestone
	Lines      []template.HTML
	Cards      []template.HTML // only on the month's own page
	Before     template.HTML
	After      template.HTML
}

// A Milestone is a congress on the timeline: its day and a link to it.
type Milestone struct {
	When, Link   template.HTML
	Untranslated string // the name of the only language that there is; else ""
}

func (r *Renderer) timeline(w *bytes.Buffer, l *language, at *address.Address) error {
	title := l.say("nav.timeline")
	p := r.newPage(l, at, "timeline", title)
	p.Crumbs = r.crumbs(l, "timeline", address.Timeline)[:1]
	p.Feeds = l.feeds[nil]
	d := Timeline{Page: p}
	most := 0
	for _, y := range r.site.Years {
		for _, m := range y.Months {
			most = max(most, r.count(l, m))
		}
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, r.yearData(l, y, most))
	}
	return r.write(w, l, "timeline", p, d)
}

// count is the articles of a month that pages in a language show.
func (r *Renderer) count(l *language, m *site.Month) int {
	n := 0
	for _, e := range m.Entries {
		if e.Article != nil && r.site.Shown(e.Article, l.index) != nil {
			n++
		}
	}
	return n
}

// yearData counts a year's months; most is the largest count that the chart is
// to have room for.
func (r *Renderer) yearData(l *language, y *site.Year, most int) Year {
	d := Year{Link: r.yearLink(l, y.Year)}
	counts := make([]int, 12)
	for i := len(y.Months) - 1; i >= 0; i-- {
		m := y.Months[i]
		month := Month{Link: r.monthLink(l, m), Date: calendar.Date{Year: m.Year, Month: m.Month}, Count: r.count(l, m), Milestones: r.milestones(l, m)}
		month.Heading = Link{l.Date(month.Date, locale.MonthYear), month.Link.Href}.HTML()
		counts[m.Month-1] = month.Count
		d.Count += month.Count
		d.Months = append(d.Months, month)
		d.Milestones = append(d.Milestones, month.Milestones...)
	}
	d.Chart = bars(counts, most)
	return d
}

func (r *Renderer) monthLink(l *language, m *site.Month) Link {
	return Link{l.MonthName(m.Month), r.to(l, address.Key{Kind: address.Month, Year: m.Year, Month: m.Month})}
}

// milestones are the congresses of a month, oldest first.
func (r *Renderer) milestones(l *language, m *site.Month) []Milestone {
	var out []Milestone
	for i := len(m.Entries) - 1; i >= 0; i-- {
		if e := m.Entries[i]; e.Milestone() {
			if x, ok := r.milestone(l, e); ok {
				out = append(out, x)
			}
		}
	}
	return out
}

// milestone is an entry's; ok is false where pages in the language do not show
// it.
func (r *Renderer) milestone(l *language, e site.Entry) (m Milestone, ok bool) {
	a := e.Article
	if a == nil {
		return r.congressMilestone(l, e.Congress), true
	}
	if r.site.Shown(a, l.index) == nil {
		return m, false
	}
	m = Milestone{When: when(l, a.Date, a.Until), Link: r.titleLink(l, a)}
	if t := r.site.Shown(a, l.index); t.Lang != l.index {
		m.Untranslated = l.nameOf(r.languages[t.Lang])
	}
	return m, true
}

func (r *Renderer) congressMilestone(l *language, g *site.Congress) Milestone {
	return Milestone{When: when(l, g.Date, g.Until), Link: Link{r.congressName(l, g), r.congressLink(l, g).Href}.HTML()}
}

func (r *Renderer) congressName(l *language, g *site.Congress) string {
	return l.say("congress.name", "number", roman(g.Number), "committee", g.Committee.Names[l.index])
}

// yearLines is the most articles that a year's page lists by title; a larger year
// leads on to its months.
const yearLines = 600

func (r *Renderer) year(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	y := r.site.Year(at.Key.Year)
	title := l.say("year.title", "year", strconv.Itoa(y.Year))
	p := r.newPage(l, at, "timeline", title)
	p.Crumbs = r.crumbs(l, "timeline", address.Timeline)
	p.Feeds = l.feeds[nil]
	most := 0
	for _, m := range y.Months {
		most = max(most, r.count(l, m))
	}
	d := r.yearData(l, y, most)
	d.Page = p
	slices.Reverse(d.Months) // newest first, as the entries are
	d.Listed = d.Count <= yearLines
	for i := range d.Months {
		if !d.Listed {
			break
		}
		m := y.Month(d.Months[i].Date.Month)
		if d.Months[i].Lines, err = r.lines(l, monthArticles(m), 0); err != nil {
			return err
		}
		// An article that is a milestone is listed with the others.
		d.Months[i].Milestones = nil
		for _, e := range m.Entries {
			if e.Article == nil {
				d.Months[i].Milestones = append(d.Months[i].Milestones, r.congressMilestone(l, e.Congress))
			}
		}
	}
	for i, other := range r.site.Years {
		if other != y {
			continue
		}
		if i > 0 {
			d.After = r.yearLink(l, r.site.Years[i-1].Year).HTML()
		}
		if i+1 < len(r.site.Years) {
			d.Before = r.yearLink(l, r.site.Years[i+1].Year).HTML()
		}
	}
	return r.write(w, l, "year", p, &d)
}

func monthArticles(m *site.Month) []*site.Article {
	var out []*site.Article
	for _, e := range m.Entries {
		if e.Article != nil {
			out = append(out, e.Article)
		}
	}
	return out
}

func (r *Renderer) month(w *bytes.Buffer, l *language, at *address.Address) error {
	y := r.site.Year(at.Key.Year)
	m := y.Month(at.Key.Month)
	date := calendar.Date{Year: m.Year, Month: m.Month}
	p := r.newPage(l, at, "timeline", l.Date(date, "month_year"))
	p.Crumbs = append(r.crumbs(l, "timeline", address.Timeline), r.yearLink(l, m.Year))
	p.Feeds = l.feeds[nil]
	d := Month{Page: p, Date: date, Count: r.count(l, m)}
	for _, e := range m.Entries {
		html, err := r.entry(l, e)
		if err != nil {
			return err
		}
		if html != "" {
			d.Cards = append(d.Cards, html)
		}
	}
	// The months of a year that have something, whatever gaps lie between.
	for i, other := range y.Months {
		if other != m {
			continue
		}
		if i > 0 {
			d.After = r.monthLink(l, y.Months[i-1]).HTML()
		}
		if i+1 < len(y.Months) {
			d.Before = r.monthLink(l, y.Months[i+1]).HTML()
		}
	}
	return r.write(w, l, "month", p, &d)
}

// entry is the card of an article, or of a congress that no article reports; ""
// where pages in the language do not show it.
func (r *Renderer) entry(l *language, e site.Entry) (template.HTML, error) {
	switch {
	case e.Article == nil:
		m := r.congressMilestone(l, e.Congress)
		return r.fragment(l, "card", &Card{
			When: m.When, Link: m.Link, Kind: l.say("kind.congress"),
			Committee: l.names[e.Congress.Committee], Milestone: true,
		})
	case r.site.Shown(e.Article, l.index) == nil:
		return "", nil
	}
	return r.card(l, e.Article)
}

// A Terms is what the layout terms is given.
type Terms struct {
	Page  *Page
	Terms []TermItem
}

// A TermItem is a term in the list of terms, with the congresses that opened it.
type TermItem struct {
	Link       Link
	Congresses []Link
}

func (r *Renderer) terms(w *bytes.Buffer, l *language, at *address.Address) error {
	title := l.say("nav.terms")
	p := r.newPage(l, at, "terms", title)
	p.Crumbs = r.crumbs(l, "terms", address.Terms)[:1]
	d := Terms{Page: p}
	for _, t := range r.site.Terms {
		item := TermItem{Link: r.termLink(l, t)}
		for _, c := range t.Committees {
			for _, g := range c.Congresses {
				item.Congresses = append(item.Congresses, Link{r.congressName(l, g), r.congressLink(l, g).Href})
			}
		}
		d.Terms = append(d.Terms, item)
	}
	return r.write(w, l, "terms", p, d)
}

// A Term is what the layout term is given.
type Term struct {
	Page       *Page
	Term       calendar.Term
	Committees []TermCommittee
	Count      int
	Latest     []template.HTML
}

// A TermCommittee is a committee's part in a term.
type TermCommittee struct {
	Committee  template.HTML
	Congresses []template.HTML
	Count      int
}

func (r *Renderer) term(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	t := r.site.Term(at.Key.Term)
	title := l.say("term.title", "term", termText(t.Term))
	p := r.newPage(l, at, "terms", title)
	p.Crumbs = r.crumbs(l, "terms", address.Terms)
	d := Term{Page: p, Term: t.Term, Count: len(r.site.Listed(t.Articles, l.index))}
	for _, c := range t.Committees {
		item := TermCommittee{Committee: l.names[c.Committee], Count: len(r.site.Listed(c.Articles, l.index))}
		for _, g := range c.Congresses {
			item.Congresses = append(item.Congresses, l.meets[g])
		}
		d.Committees = append(d.Committees, item)
	}
	if d.Latest, err = r.lines(l, t.Articles, r.site.Config.RecentItems); err != nil {
		return err
	}
	return r.write(w, l, "term", p, &d)
}
