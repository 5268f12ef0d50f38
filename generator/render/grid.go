package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/site"
)

// A Grid is a month as a calendar: the meetings on their days. It has whole weeks,
// Monday first.
type Grid struct {
	Caption  string
	Weekdays []Weekday
	Weeks    []Week
}

// A Weekday heads a column.
type Weekday struct{ Short, Name string }

// A Week is a row of days with the meetings below it.
type Week struct {
	Days  []GridDay // seven
	Lanes []Lane
	More  []template.HTML // of each day, how many meetings have no room; nil where all have
}

// A GridDay is a day's number; it leads to the day's entries where there is a
// meeting.
type GridDay struct {
	Number template.HTML // "" outside the month
	Busy   bool
}

// A Lane is a row of meetings that are not on the same days.
type Lane struct{ Cells []GridCell }

// A GridCell is a meeting over its days of a week, or a gap.
type GridCell struct {
	Span           int           // days
	Link           template.HTML // "" for a gap
	Of, Kind, Term string        // as those of Item
	From, To       bool          // whether the meeting began before the week, or goes on after it
}

// gridLanes is how many meetings are shown above each other; what a day has more
// is counted.
const gridLanes = 4

// A meeting is what a calendar shows: its first and last day, as days of the month,
// which may lie outside it.
type meeting struct {
	first, last int
	entry       site.Entry
	several     bool // whether other articles tell of the same congress on the same days
}

// grid is a month's calendar; nil where it has no meetings with a day.
// f is what the page's entries can be chosen by.
func (r *Renderer) grid(l *language, f *Filters, m *site.Month) *Grid {
	meetings := r.meetings(l, m)
	if len(meetings) == 0 {
		return nil
	}
	g := &Grid{Caption: l.say("calendar.caption", "m", m.Month, "month", l.MonthName(m.Month), "year", strconv.Itoa(m.Year))}
	for i, name := range l.Weekdays {
		g.Weekdays = append(g.Weekdays, Weekday{l.say("calendar.weekday." + weekdayKeys[i]), name})
	}
	days := calendar.DaysIn(m.Year, m.Month)
	monday := 1 - (int(calendar.Day(m.Year, m.Month, 1).Weekday())+6)%7 // of the first week
	for ; monday <= days; monday += 7 {
		g.Weeks = append(g.Weeks, r.week(l, f, m, meetings, monday, days))
	}
	return g
}

// weekdayKeys name the days in strings files, Monday first.
var weekdayKeys = [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// meetings are those that a month has a day of, in the order in which they begin,
// the longer first.
func (r *Renderer) meetings(l *language, m *site.Month) []meeting {
	first, days := calendar.Day(m.Year, m.Month, 1), calendar.DaysIn(m.Year, m.Month)
	var out []meeting
	for _, y := range r.site.Years {
		if y.Year > m.Year || y.Year < m.Year-1 { // no meeting lasts a year
			continue
		}
		for _, other := range y.Months {
			for _, e := range other.Entries {
				until := untilOf(e)
				if !e.Date.HasDay() || other != m && (until.IsZero() || other.Year == m.Year && other.Month > m.Month) {
					continue
				}
				if e.Article != nil && (!slices.Contains(content.EventKinds, e.Article.Kind) || r.site.Shown(e.Article, l.index) == nil) {
					continue
				}
				x := meeting{first: first.DaysTo(e.Date) + 1, last: first.DaysTo(e.Date) + 1, entry: e}
				if until.HasDay() {
					x.last = max(x.first, first.DaysTo(until)+1)
				}
				same := func(o meeting) bool { return o.first == x.first && o.last == x.last && sameCongress(o.entry, e) }
				if i := slices.IndexFunc(out, same); i >= 0 {
					out[i].several = true
				} else if x.first <= days && x.last >= 1 {
					out = append(out, x)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b meeting) int {
		return cmp.Or(a.first-b.first, b.last-a.last, strings.Compare(committeesOf(a.entry), committeesOf(b.entry)))
	})
	return out
}

// week lays the meetings of a week, which begins on the given day of the month,
// into lanes.
func (r *Renderer) week(l *language, f *Filters, m *site.Month, meetings []meeting, monday, days int) Week {
	var (
		w     Week
		free  [gridLanes]int // the first day of each lane that is free
		count [7]int         // of each day's meetings
		left  [7]int         // of those without a lane
		more  bool
		lanes [gridLanes][]GridCell
		used  int
	)
	for i := range free {
		free[i] = monday
	}
	for _, x := range meetings {
		from, to := max(x.first, monday, 1), min(x.last, monday+6, days)
		if from > to {
			continue
		}
		lane := 0
		for lane < gridLanes && free[lane] > from {
			lane++
		}
		for day := from; day <= to; day++ {
			count[day-monday]++
			if lane == gridLanes {
				left[day-monday]++
				more = true
			}
		}
		if lane == gridLanes {
			continue
		}
		if gap := from - free[lane]; gap > 0 {
			lanes[lane] = append(lanes[lane], GridCell{Span: gap})
		}
		lanes[lane] = append(lanes[lane], GridCell{
			Span: to - from + 1, Link: r.meetingLink(l, x), Of: committeesOf(x.entry), Kind: kindOf(x.entry), Term: f.term(x.entry),
			From: x.first < from, To: x.last > to,
		})
		free[lane] = to + 1
		used = max(used, lane+1)
	}
	for i := range used {
		if gap := monday + 7 - free[i]; gap > 0 {
			lanes[i] = append(lanes[i], GridCell{Span: gap})
		}
		w.Lanes = append(w.Lanes, Lane{lanes[i]})
	}
	if more {
		w.More = make([]template.HTML, 7)
	}
	for i := range 7 {
		day := monday + i
		if day < 1 || day > days {
			w.Days = append(w.Days, GridDay{})
			continue
		}
		// The entries are under the day on which each began; of what began before
		// the month there are none.
		target := ""
		for _, x := range meetings {
			if x.first >= 1 && x.first <= day && day <= x.last {
				target = "#" + dayID(x.first)
			}
		}
		d := GridDay{Number: template.HTML(strconv.Itoa(day)), Busy: count[i] > 0}
		if target != "" {
			d.Number = template.HTML(`<a href="` + target + `">` + strconv.Itoa(day) +
				`<span class="heard">, ` + escapedText(l.say("calendar.meetings", "n", count[i])) + `</span></a>`)
			if left[i] > 0 {
				w.More[i] = Link{l.say("calendar.more", "n", left[i]), target}.HTML()
			}
		}
		w.Days = append(w.Days, d)
	}
	return w
}

// sameCongress reports whether two entries are articles about one congress.
func sameCongress(a, b site.Entry) bool {
	return a.Article != nil && b.Article != nil && a.Article.Kind == "congress" && b.Article.Kind == "congress" &&
		a.Article.Congress != nil && a.Article.Congress == b.Article.Congress
}

func untilOf(e site.Entry) calendar.Date {
	if e.Article == nil {
		return e.Congress.Until
	}
	return e.Article.Until
}

// meetingLink names a meeting in short: what it was, and whose. The day, which its
// place shows, is said to those who do not see it.
func (r *Renderer) meetingLink(l *language, x meeting) template.HTML {
	e, g := x.entry, x.entry.Congress
	if x.several {
		g = e.Article.Congress
	}
	var c *site.Committee
	var href, lang string
	in := l
	if g != nil {
		c, href = g.Committee, r.congressLink(l, g).Href
	} else {
		t := r.site.Shown(e.Article, l.index)
		c, href = e.Article.Committee, r.href(t.Path)
		// What is only in another language is named in it, as in every list.
		if in = r.languages[t.Lang]; in != l {
			lang = ` lang="` + in.Tag + `" hreflang="` + in.Tag + `"`
		}
	}
	until := untilOf(e)
	if !until.HasDay() {
		until = calendar.Date{}
	}
	day := in.Span(e.Date, until)
	return template.HTML(`<a href="` + escapedText(href) + `"` + lang + `><span class="kind">` + escapedText(in.kinds[kindOf(e)]) + `</span> ` +
		escapedText(c.Shorts[in.index]) + `<span class="heard">, ` + escapedText(day) + `</span></a>`)
}
