package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// A Timeline is what the layout timeline is given: all years in a drawing and in a
// table, and the newest entries. A bulletin of any size has one such page, so the
// entries are those of the newest months that together have at most recent_items
// articles; the rest is on the pages of the years and months.
type Timeline struct {
	Page      *Page
	Drawing   template.HTML
	Drawn     string // what the drawing shows, in words
	Months    []MonthName
	Years     []YearRow // newest first
	Terms     []template.HTML
	Latest    []Month       // newest first
	Older     template.HTML // a link to the newest month that is not in Latest
	Subscribe Subscription
}

// A MonthName is a month of any year.
type MonthName struct {
	Number int
	Name   string
}

// A YearRow is a year in the table of the timeline.
type YearRow struct {
	Link       template.HTML
	Months     []template.HTML // twelve: the number of articles, a link to the month; "" where there is none
	Congresses template.HTML   // their number, a link; "" where there is none
	Count      int
}

// A Year is what the layout year is given.
type Year struct {
	Page    *Page
	Shown   string // how many articles of how many committees there are, in a sentence
	Drawing template.HTML
	Filters *Filters      // nil where there is nothing to choose
	Months  []Month       // newest first
	Listed  bool          // whether Months have Lines
	Data    template.HTML // a link to the open data of its articles; "" where it has none
	Before  template.HTML
	After   template.HTML
}

// A Month is a month of the timeline as a year's page, or the timeline, shows it.
type Month struct {
	ID         string
	Heading    template.HTML // a link
	Counted    string        // how many articles, or else congresses, it has
	Lines      []Item        // newest first; without them, the month's own page has the articles
	Tally      string        // without Lines: what the filters need to know of them
	Milestones []MilestoneItem
	More       template.HTML // a link to the month, where Lines are not all
}

// An Item is an entry of the timeline, with what the filters ask for.
type Item struct {
	HTML       template.HTML
	Of         string // the ids of its committees, its own first, with spaces between them
	Kind       string
	Term       string // "" where the page has no choice of terms
	Registered bool   // whether it is a congress of the register that no article reports
}

// A MilestoneItem is a congress in a month, with what the filters ask for.
type MilestoneItem struct {
	When, Link     template.HTML
	Of, Kind, Term string // as those of Item
}

// A MonthPage is what the layout month is given.
type MonthPage struct {
	Page      *Page
	Shown     string // how many articles of how many committees there are, in a sentence
	Filters   *Filters
	Grid      *Grid // nil where the month has no event with a day
	Days      []DayGroup
	Subscribe Subscription
	Before    template.HTML // a link to the last month before it that has something
	After     template.HTML
}

// A DayGroup is a day of a month, with its entries; or what has no day.
type DayGroup struct {
	ID    string
	When  template.HTML
	Cards []Item
}

// A Subscription is a calendar that can be subscribed to.
type Subscription struct {
	Link    template.HTML
	Address template.HTML // absolute; it may break after a slash
}

// A Milestone is a congress on the timeline: its day and a link to it.
type Milestone struct {
	When, Link template.HTML
	Mark       string // what its translation lacks; else ""
}

func (r *Renderer) timeline(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	p := r.newPage(l, at, "timeline", l.say("nav.timeline"))
	p.follow(l.home)
	p.offer(l.feeds[nil])
	d := Timeline{Page: p, Subscribe: r.subscription(l, "")}
	for i, name := range l.Months {
		d.Months = append(d.Months, MonthName{i + 1, name})
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, r.yearRow(l, y))
	}
	for _, t := range r.site.Terms {
		d.Terms = append(d.Terms, l.terms[t])
	}
	if len(r.site.Years) > 0 {
		d.Drawing, d.Drawn = r.drawing(l)
	}
	room := r.site.Config.RecentItems
	for _, y := range r.site.Years {
		for _, m := range y.Months {
			if d.Older != "" {
				break
			}
			month, entries := r.monthData(l, m), r.shown(l, m.Entries)
			if len(entries) == 0 {
				continue
			}
			if len(d.Latest) > 0 && len(entries) > room {
				d.Older = Link{l.Date(monthDate(m), locale.MonthYear), r.monthHref(l, m)}.HTML()
				break
			}
			if len(entries) > room {
				entries = entries[:room]
				month.More = Link{l.say("timeline.allOfMonth", "n", r.count(l, m)), r.monthHref(l, m)}.HTML()
			}
			room -= len(entries)
			if month.Lines, err = r.items(l, nil, entries, r.line); err != nil {
				return err
			}
			d.Latest = append(d.Latest, month)
		}
	}
	return r.write(w, l, "timeline", p, d)
}

// yearRow counts a year by its months.
func (r *Renderer) yearRow(l *language, y *site.Year) YearRow {
	row := YearRow{Link: r.yearLink(l, y.Year).HTML(), Months: make([]template.HTML, 12)}
	congresses := 0
	for _, m := range y.Months {
		n := r.count(l, m)
		row.Count += n
		congresses += len(r.congresses(l, m))
		if n > 0 {
			row.Months[m.Month-1] = Link{l.Number(n), r.monthHref(l, m)}.HTML()
		}
	}
	if congresses > 0 {
		row.Congresses = Link{l.Number(congresses), r.yearLink(l, y.Year).Href + "?kind=congress"}.HTML()
	}
	return row
}

// shown are the entries of a list that pages in a language show.
func (r *Renderer) shown(l *language, list []site.Entry) []site.Entry {
	hidden := func(e site.Entry) bool { return !r.isShown(l, e) }
	first := slices.IndexFunc(list, hidden)
	if first < 0 {
		return list
	}
	out := slices.Clone(list[:first])
	for _, e := range list[first+1:] {
		if r.isShown(l, e) {
			out = append(out, e)
		}
	}
	return out
}

// shows reports whether there are any.
func (r *Renderer) shows(l *language, list []site.Entry) bool {
	return slices.ContainsFunc(list, func(e site.Entry) bool { return r.isShown(l, e) })
}

func (r *Renderer) isShown(l *language, e site.Entry) bool {
	return e.Article == nil || r.site.Shown(e.Article, l.index) != nil
}

// count is the articles of a month that pages in a language show.
func (r *Renderer) count(l *language, m *site.Month) int {
	n := 0
	for _, e := range m.Entries {
		if e.Article != nil && r.isShown(l, e) {
			n++
		}
	}
	return n
}

func monthDate(m *site.Month) calendar.Date { return calendar.Date{Year: m.Year, Month: m.Month} }

func (r *Renderer) monthHref(l *language, m *site.Month) string {
	return r.to(l, address.Key{Kind: address.Month, Year: m.Year, Month: m.Month})
}

func (r *Renderer) monthData(l *language, m *site.Month) Month {
	congresses := 0 // that no article reports
	for _, e := range m.Entries {
		if e.Article == nil {
			congresses++
		}
	}
	return Month{
		ID: monthID(m.Month), Counted: l.counted(r.count(l, m), congresses),
		Heading: Link{l.Date(monthDate(m), locale.MonthYear), r.monthHref(l, m)}.HTML(),
	}
}

// monthID is the id of a month on its year's page.
func monthID(month int) string { return "month_" + strconv.Itoa(month) }

// items are entries as a list below the name of their month shows them, articles by one and congresses that no
// article reports in the same form. f is what they can be chosen by.
func (r *Renderer) items(l *language, f *Filters, entries []site.Entry, one func(*language, *site.Article) (template.HTML, error)) ([]Item, error) {
	out := make([]Item, 0, len(entries))
	for _, e := range entries {
		x := Item{Of: committeesOf(e), Kind: kindOf(e), Term: f.term(e), Registered: e.Article == nil}
		var err error
		switch {
		case e.Article != nil:
			x.HTML, err = one(l, e.Article)
			full := string(when(l, e.Article.Date, e.Article.Until))
			x.HTML = template.HTML(strings.Replace(string(x.HTML), full, string(dayOfMonth(l, e.Article.Date, e.Article.Until)), 1))
		default:
			m := r.congressMilestone(l, e.Congress)
			x.HTML, err = r.fragment(l, "line", &Card{
				When: dayOfMonth(l, e.Congress.Date, e.Congress.Until), Link: m.Link, Kind: l.kinds["congress"],
				Committee: l.names[e.Congress.Committee], Milestone: true,
			})
		}
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// committeesOf are the ids of an entry's committees, its own first.
func committeesOf(e site.Entry) string {
	if e.Article == nil {
		return e.Congress.Committee.ID
	}
	ids := make([]string, 0, len(e.Article.Memberships))
	for _, m := range e.Article.Memberships {
		if !slices.Contains(ids, m.Committee.ID) {
			ids = append(ids, m.Committee.ID)
		}
	}
	return strings.Join(ids, " ")
}

func kindOf(e site.Entry) string {
	if e.Article == nil {
		return "congress"
	}
	return e.Article.Kind
}

// congresses are those of a month, each once however many articles tell of it. An
// article about a congress whose number nobody gives is one of its own.
func (r *Renderer) congresses(l *language, m *site.Month) []Link {
	var out []Link
	seen := map[*site.Congress]bool{}
	for _, e := range r.shown(l, m.Entries) {
		if !e.Milestone() {
			continue
		}
		g := e.Congress
		if e.Article != nil {
			g = e.Article.Congress
		}
		switch {
		case g == nil:
			t := r.site.Shown(e.Article, l.index)
			out = append(out, Link{t.Title, r.href(t.Path)})
		case !seen[g]:
			seen[g] = true
			out = append(out, Link{r.congressName(l, g), r.congressLink(l, g).Href})
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
	t := r.site.Shown(a, l.index)
	if t == nil {
		return m, false
	}
	return Milestone{when(l, a.Date, a.Until), r.textLink(l, t), r.mark(l, t)}, true
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
	year := strconv.Itoa(y.Year)
	p := r.newPage(l, at, "timeline", l.say("year.title", "year", year))
	p.follow(l.sections["timeline"])
	p.offer(l.feeds[nil])
	var entries []site.Entry
	count := 0
	for _, m := range y.Months {
		entries = append(entries, r.shown(l, m.Entries)...)
		count += r.count(l, m)
	}
	d := Year{Page: p, Listed: count <= yearLines, Drawing: r.yearDrawing(l, y)}
	if a, ok := r.site.Book.Lookup(address.DataPath(address.Key{Kind: address.ArticlesData, Year: y.Year})); ok {
		d.Data = anchor(r.href(a.Path), l.say("data.year"), "")
	}
	d.Shown, d.Filters = r.filters(l, entries, l.say("filter.inYear", "year", year))
	for _, m := range y.Months {
		month, entries := r.monthData(l, m), r.shown(l, m.Entries)
		if len(entries) == 0 {
			continue
		}
		if d.Listed {
			if month.Lines, err = r.items(l, d.Filters, entries, r.line); err != nil {
				return err
			}
		} else {
			month.Tally = tally(d.Filters, entries)
			for _, e := range entries {
				// Articles are in the tally; the registry's congresses are few.
				if e.Article == nil {
					x := r.congressMilestone(l, e.Congress)
					month.Milestones = append(month.Milestones, MilestoneItem{dayOfMonth(l, e.Congress.Date, e.Congress.Until), x.Link, committeesOf(e), kindOf(e), d.Filters.term(e)})
				}
			}
		}
		d.Months = append(d.Months, month)
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

func (r *Renderer) month(w *bytes.Buffer, l *language, at *address.Address) error {
	m := r.site.Year(at.Key.Year).Month(at.Key.Month)
	p := r.newPage(l, at, "timeline", l.Date(monthDate(m), locale.MonthYear))
	p.followTo(l.sections["timeline"], r.yearLink(l, m.Year))
	p.offer(l.feeds[nil])
	entries := r.shown(l, m.Entries)
	d := MonthPage{Page: p, Subscribe: r.subscription(l, "")}
	d.Shown, d.Filters = r.filters(l, entries, l.say("filter.inMonth", "m", m.Month, "month", l.MonthName(m.Month), "year", strconv.Itoa(m.Year)))
	d.Grid = r.grid(l, d.Filters, m)
	for i, e := range entries {
		if i == 0 || e.Date.Day != entries[i-1].Date.Day {
			day := calendar.Date{Year: e.Date.Year, Month: e.Date.Month, Day: e.Date.Day} // without the article's time
			d.Days = append(d.Days, DayGroup{ID: dayID(day.Day), When: timeElement(l.Locale, day, locale.FullDay)})
		}
		html, err := r.entry(l, e)
		if err != nil {
			return err
		}
		day := &d.Days[len(d.Days)-1]
		day.Cards = append(day.Cards, Item{html, committeesOf(e), kindOf(e), d.Filters.term(e), e.Article == nil})
	}
	before, after := r.around(l, m)
	d.Before, d.After = r.monthName(l, before), r.monthName(l, after)
	return r.write(w, l, "month", p, &d)
}

// dayID is the id of a day on its month's page; 0 stands for what has no day.
func dayID(day int) string { return "day_" + strconv.Itoa(day) }

func (r *Renderer) monthName(l *language, m *site.Month) template.HTML {
	if m == nil {
		return ""
	}
	return Link{l.Date(monthDate(m), locale.MonthYear), r.monthHref(l, m)}.HTML()
}

// around are the months before and after one that have something to show,
// whatever gaps lie between; nil where there is none.
func (r *Renderer) around(l *language, m *site.Month) (before, after *site.Month) {
	passed := false
	for _, y := range r.site.Years {
		for _, other := range y.Months {
			switch {
			case other == m:
				passed = true
			case !r.shows(l, other.Entries):
			case passed:
				return other, after
			default:
				after = other
			}
		}
	}
	return nil, after
}

// entry is the card of an article, or of a congress that no article reports.
func (r *Renderer) entry(l *language, e site.Entry) (template.HTML, error) {
	if e.Article != nil {
		return r.card(l, e.Article)
	}
	m := r.congressMilestone(l, e.Congress)
	return r.fragment(l, "card", &Card{
		When: m.When, Link: m.Link, Kind: l.kinds["congress"],
		Committee: l.names[e.Congress.Committee], Milestone: true,
	})
}

// subscription is that of a committee, by its id, or with "" that of the bulletin.
func (r *Renderer) subscription(l *language, id string) Subscription {
	k := address.Key{Kind: address.Calendar, ID: id}
	scheme, rest, _ := strings.Cut(escapedText(r.absolute(r.path(l, k))), "://")
	to := scheme + "://" + strings.ReplaceAll(rest, "/", "/<wbr>")
	return Subscription{anchor(r.to(l, k), l.say("feed.calendar"), ""), template.HTML(to)}
}
