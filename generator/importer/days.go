package importer

import (
	"slices"
	"strconv"

	"bantin/generator/calendar"
	"bantin/generator/draft"
)

// printed are the dates that a page prints beside its report, by what they are.
type printed struct {
	published, updated, above, below stamp
}

// dates sorts the dates that a page prints. Of a day that is printed twice, the one
// with its time is taken.
func (a *arranged) dates() (p printed) {
	take := func(to *stamp, s stamp) {
		if to.date.IsZero() || to.date.SameDay(s.date) && !to.date.HasTime() {
			*to = s
		}
	}
	for _, s := range a.stamps {
		switch {
		case s.publish:
			take(&p.published, s)
		case s.update:
			if p.updated.date.IsZero() {
				p.updated = s
			}
		case s.above:
			p.above = s // the nearest: a clock of the page's may stand farther up
		case s.below:
			take(&p.below, s)
		case p.published.date.IsZero():
			p.published = s
		}
	}
	return p
}

// readDates settles when the event was and when the report came out.
func (r *record) readDates() {
	on := r.arranged.dates()
	pub, upd := r.withHead(on.published.date, on.updated.date)
	bound := pub
	if bound.IsZero() {
		bound = upd
	}
	all := r.events(bound)
	best := bestOf(all)
	var rejected stamp
	if bound.IsZero() {
		// A day that stands alone above a title may be the day on which the page was
		// looked at, and one below a report that of another report. It is believed only
		// where the report's own day is close before it.
		switch {
		case best.closeBefore(on.above.date):
			on.published = on.above
		case best.closeBefore(on.below.date):
			on.published = on.below
		case !on.above.date.IsZero():
			rejected = on.above
		default:
			rejected = on.below
		}
		pub, bound = on.published.date, on.published.date
	}
	if best.settled() {
		r.date, r.until, _ = best.resolve(bound)
	}
	if pub.IsZero() && !upd.IsZero() {
		// What is changed on the day of the event came out on that day, too; and
		// newspapers call the hour at which they print a report an update.
		if !r.date.IsZero() && r.date.SameDay(upd) || on.updated.hour && upd.HasTime() {
			pub, upd = upd, calendar.Date{}
		}
	}
	r.published, r.updated = pub, upd
	r.writeDates(best, all, rejected)
	r.compareWeekdays(best, on)
}

// withHead adds the days that a page's head has for machines to those that it prints.
func (r *record) withHead(pub, upd calendar.Date) (calendar.Date, calendar.Date) {
	machine := machineDate(r.page.meta.published, r.page.zone)
	switch {
	case pub.IsZero() && !machine.IsZero():
		pub = machine
	case !pub.IsZero() && pub.SameDay(machine) && machine.HasTime() && !pub.HasTime():
		pub = machine
	case !pub.IsZero() && !machine.IsZero() && !pub.SameDay(machine):
		r.say("published", "the page is headed with %s for machines, and prints %s, which was taken", machine, pub)
	}
	changed := machineDate(r.page.meta.modified, r.page.zone)
	if upd.IsZero() && !changed.IsZero() && !pub.IsZero() && day0(changed).Compare(day0(pub)) > 0 {
		upd = changed
	}
	return pub, upd
}

// day0 is a date without its time.
func day0(d calendar.Date) calendar.Date { return calendar.Day(d.Year, d.Month, d.Day) }

// events finds the days that a report names in its title and its first paragraphs.
// One that it announces is as good as another where the report came out after it.
func (r *record) events(bound calendar.Date) (all []event) {
	all = eventsIn(r.arranged.title, -1)
	for nth, text := range r.opening() {
		all = append(all, eventsIn(text, nth)...)
	}
	for i := range all {
		e := &all[i]
		if e.doubt != isAhead || e.year == 0 || bound.IsZero() {
			continue
		}
		if start, _, ok := e.resolve(bound); ok && start.Compare(day0(bound)) <= 0 {
			e.doubt = noDoubt
		}
	}
	return all
}

// opening are the first paragraphs of a report.
func (r *record) opening() (texts []string) {
	const most = 6
	for i := range r.arranged.blocks {
		b := &r.arranged.blocks[i]
		if b.kind == line || b.kind == item || b.kind == quote {
			texts = append(texts, b.text)
		}
		if len(texts) == most {
			break
		}
	}
	return texts
}

// bestOf is the event that is surest: one that is in doubt only where no other is
// certain. Where another says of its day that it is the first of several, so it is.
func bestOf(all []event) event {
	var clear, best event
	for _, e := range all {
		if e.score > best.score {
			best = e
		}
		if e.doubt == noDoubt && e.score > clear.score {
			clear = e
		}
	}
	if !clear.settled() {
		return best
	}
	for _, e := range all {
		if (clear.lastDay == 0 || clear.gap) && e.lastDay > 0 && !e.gap && e.settled() && !clear.today && e.day == clear.day && e.month == clear.month && (e.year == clear.year || e.year == 0 || clear.year == 0) {
			clear.lastDay, clear.lastMonth, clear.lastYear = e.lastDay, e.lastMonth, e.lastYear
			clear.gap = false
			clear.year = max(clear.year, e.year)
		}
	}
	return clear
}

// settled reports whether the days of an event are taken without asking.
func (e event) settled() bool { return e.doubt == noDoubt && e.score >= certain }

// closeBefore reports whether an event was on a day that is printed, or within the
// week before it.
func (e event) closeBefore(d calendar.Date) bool {
	const close = 7 // days
	if d.IsZero() || !e.settled() || e.today {
		return false
	}
	start, _, ok := e.resolve(d)
	n := start.DaysTo(day0(d))
	return ok && n >= 0 && n <= close
}

func (r *record) writeDates(best event, all []event, rejected stamp) {
	if r.date.IsZero() {
		r.askDate(best, all, rejected.date)
	} else {
		r.set("date", draft.Moment(r.date))
		r.compareDays(best)
	}
	if !r.until.IsZero() {
		r.set("until", draft.Moment(r.until))
	}
	switch day := draft.Moment(day0(rejected.date)); {
	case !r.published.IsZero():
		r.set("published", draft.Moment(r.published))
	case rejected.above:
		r.ask("published", r.say("published", "%s stands above the title and may be the day on which the page was looked at", day0(rejected.date)), day)
	case rejected.below:
		r.ask("published", r.say("published", "%s stands below the report, and nothing says that it is the day of publication", day0(rejected.date)), day)
	case r.updated.IsZero():
		r.ask("published", r.say("published", "the page does not say when it was published"))
	default:
		r.ask("published", r.say("published", "the page says only when it was updated"))
	}
	if !r.updated.IsZero() {
		r.set("updated", draft.Moment(r.updated))
	}
}

// compareDays remarks on a day of the event that does not go well with the day of
// publication.
func (r *record) compareDays(best event) {
	if best.gap {
		r.say("date", "the report says %q, days apart from each other: the first of them was taken", best.text)
	}
	const late = 300 // days after which no portal reports an event
	if r.published.IsZero() {
		return
	}
	pub := day0(r.published)
	switch n := r.date.DaysTo(pub); {
	case n < 0:
		r.say("date", "the event, on %s, comes after the publication, on %s: look which is right", r.date, pub)
	case n > late && best.year == 0:
		r.say("date", "%q is taken to be %s, %d days before the publication: look whether the report announces it", best.text, r.date, n)
	}
}

// compareWeekdays remarks on days of the week that are not those of the dates beside
// them.
func (r *record) compareWeekdays(best event, on printed) {
	if saysOtherDay(best.weekday, r.date) {
		r.say("date", "the report calls %s %q, and it was another day of the week: look which is right", r.date, best.weekday)
	}
	for _, c := range []struct {
		key   string
		taken calendar.Date
	}{{"published", r.published}, {"updated", r.updated}} {
		for _, s := range []stamp{on.published, on.updated} {
			if !c.taken.IsZero() && s.date.SameDay(c.taken) && saysOtherDay(s.weekday, s.date) {
				r.say(c.key, "the page calls %s %q, and it was another day of the week: look which is right", day0(s.date), s.weekday)
				break
			}
		}
	}
}

// askDate asks for the day of the event, with the days that it may be.
func (r *record) askDate(best event, all []event, rejected calendar.Date) {
	bound := r.published
	for _, d := range []calendar.Date{r.updated, rejected} {
		if bound.IsZero() {
			bound = d
		}
	}
	var candidates []draft.Value
	add := func(d calendar.Date, ok bool) {
		const most = 4
		if v := draft.Moment(day0(d)); ok && !d.IsZero() && !slices.ContainsFunc(candidates, func(c draft.Value) bool { return c.Text == v.Text }) && len(candidates) < most {
			candidates = append(candidates, v)
		}
	}
	for _, e := range all {
		switch {
		case e.doubt == isLunar:
		case e.doubt == isAhead:
			add(e.following(bound))
		default:
			start, _, ok := e.resolve(bound)
			add(start, ok)
		}
	}
	if bound.IsZero() && best.doubt == noDoubt && best.year == 0 {
		for _, d := range r.inYears(best) {
			add(d, true)
		}
	}
	note := r.whyAsked(best, !r.published.IsZero() || !r.updated.IsZero())
	add(r.published, true)
	r.ask("date", note, candidates...)
}

// whyAsked says why the day of the event is asked for; dated is that the page says
// when it came out.
func (r *record) whyAsked(best event, dated bool) string {
	switch {
	case best.doubt == isLunar:
		return r.say("date", "the report says %q, which seems to be of the lunar calendar: which day was it?", best.text)
	case best.doubt == isAhead:
		return r.say("date", "the report announces %q, which was yet to come: is it the day of the event?", best.text)
	case best.doubt == isLong:
		return r.say("date", "the report says %q, which is a period rather than an event: which day?", best.text)
	case best.text == "":
		return r.say("date", "the day of the event was not found")
	case best.today && !dated:
		return r.say("date", "the report says only %q, and the day of publication is not known: which day?", best.text)
	case best.year == 0 && !dated:
		return r.say("date", "the report says %q without a year, and the day of publication is not known: which year?", best.text)
	}
	return r.say("date", "the report says %q, which may be the day of something else", best.text)
}

// yearsOf are the years of a term or a plan.
var yearsOf = newExpression(`(?:^|\D)(\d{4})\s*[-–]\s*\d{4}(?:\D|$)`)

// inYears gives the days that an event without a year may have been on: in the years
// of the other dates of the report and in the first year of a term, the newest first.
// Where a day of the week is printed, those that are on it.
func (r *record) inYears(e event) (days []calendar.Date) {
	var years []int
	for _, text := range append(r.opening(), r.arranged.title) {
		_, dates := datesIn(lowered(text))
		for _, d := range dates {
			years = append(years, d.Year)
		}
		for _, m := range yearsOf.FindAllStringSubmatch(text, -1) {
			if y, _ := strconv.Atoi(m[1]); y >= 1900 && y <= 2199 {
				years = append(years, y)
			}
		}
	}
	slices.Sort(years)
	years = slices.Compact(years)
	slices.Reverse(years)
	for _, y := range years {
		if start, _, ok := e.in(y); ok {
			days = append(days, start)
		}
	}
	if fits := slices.DeleteFunc(slices.Clone(days), func(d calendar.Date) bool { return saysOtherDay(e.weekday, d) }); len(fits) > 0 {
		return fits
	}
	return days
}
