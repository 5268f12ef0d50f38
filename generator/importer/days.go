package importer

import (
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/draft"
)

// readDates settles when the event was and when the report came out.
func (r *record) readDates() {
	best, all := r.event()
	var pub, upd, above calendar.Date
	updated := stamp{}
	for _, s := range r.arranged.stamps {
		switch {
		case s.update && !s.publish:
			if upd.IsZero() {
				upd, updated = s.date, s
			}
		case s.publish:
			if pub.IsZero() || pub.SameDay(s.date) && !pub.HasTime() {
				pub = s.date
			}
		case s.above:
			if above.IsZero() || above.SameDay(s.date) && !above.HasTime() {
				above = s.date
			}
		case pub.IsZero() && !s.below:
			pub = s.date
		}
	}
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
	bound := pub
	if bound.IsZero() {
		bound = upd
	}
	rejected := calendar.Date{}
	if bound.IsZero() && !above.IsZero() {
		// The day above a title may be the day on which the page was looked at. It is
		// believed only where the report's own day is close before it.
		const close = 7 // days
		start, _, ok := best.resolve(above)
		if ok && !start.IsZero() && day0(start).Compare(day0(above)) <= 0 && day0(start.AddDays(close)).Compare(day0(above)) >= 0 {
			pub, bound = above, above
		} else {
			rejected = above
		}
	}
	if best.score >= certain {
		r.date, r.until, _ = best.resolve(bound)
	}
	if pub.IsZero() && !upd.IsZero() {
		// What is changed on the day of the event came out on that day, too; and
		// newspapers call the hour at which they print a report an update.
		if !r.date.IsZero() && r.date.SameDay(upd) || updated.lúc && upd.HasTime() {
			pub, upd = upd, calendar.Date{}
		}
	}
	r.published, r.updated = pub, upd
	r.writeDates(best, all, rejected)
}

// day0 is a date without its time.
func day0(d calendar.Date) calendar.Date { return calendar.Day(d.Year, d.Month, d.Day) }

// event finds the day of the report among those that it names.
func (r *record) event() (best event, all []event) {
	all = append(all, eventsIn(r.arranged.title, -1)...)
	nth := 0
	for i := range r.arranged.blocks {
		b := &r.arranged.blocks[i]
		if b.kind != line && b.kind != item && b.kind != quote {
			continue
		}
		all = append(all, eventsIn(b.text, nth)...)
		const most = 6 // paragraphs
		if nth++; nth == most {
			break
		}
	}
	for _, e := range all {
		if e.score > best.score {
			best = e
		}
	}
	return best, all
}

// resolve gives the days of an event: the year that is not written is the newest
// that keeps the event on or before bound. ok is false where it cannot be told.
func (e event) resolve(bound calendar.Date) (start, until calendar.Date, ok bool) {
	if e.today {
		return day0(bound), calendar.Date{}, !bound.IsZero()
	}
	year := e.year
	if year == 0 {
		if bound.IsZero() || e.day == 0 {
			return start, until, false
		}
		year = bound.Year
		for n := 0; n < 8 && (!calendar.Day(year, e.month, e.day).Exists() || calendar.Day(year, e.month, e.day).Compare(day0(bound)) > 0); n++ {
			year--
		}
	}
	start = calendar.Day(year, e.month, e.day)
	if !start.Exists() {
		return calendar.Date{}, until, false
	}
	if e.lastDay > 0 {
		if e.lastMonth < e.month {
			year++
		}
		if until = calendar.Day(year, e.lastMonth, e.lastDay); !until.Exists() {
			until = calendar.Date{}
		}
	}
	return start, until, true
}

func (r *record) writeDates(best event, all []event, rejected calendar.Date) {
	switch {
	case !r.date.IsZero():
		r.set("date", draft.Moment(r.date))
		if !r.published.IsZero() && day0(r.published).Compare(r.date) < 0 {
			r.say("date", "the event, on %s, comes after the publication, on %s: look which is right", r.date, day0(r.published))
		}
	default:
		r.askDate(best, all, rejected)
	}
	if !r.until.IsZero() {
		r.set("until", draft.Moment(r.until))
	}
	switch {
	case !r.published.IsZero():
		r.set("published", draft.Moment(r.published))
	case !rejected.IsZero():
		r.ask("published", r.say("published", "%s stands above the title and may be the day on which the page was looked at", day0(rejected)), draft.Moment(day0(rejected)))
	case r.updated.IsZero():
		r.ask("published", r.say("published", "the page does not say when it was published"))
	default:
		r.ask("published", r.say("published", "the page says only when it was updated"))
	}
	if !r.updated.IsZero() {
		r.set("updated", draft.Moment(r.updated))
	}
}

// askDate asks for the day of the event.
func (r *record) askDate(best event, all []event, rejected calendar.Date) {
	var candidates []draft.Value
	add := func(d calendar.Date) {
		if v := draft.Moment(day0(d)); !d.IsZero() && !slices.ContainsFunc(candidates, func(c draft.Value) bool { return c.Text == v.Text }) && len(candidates) < 4 {
			candidates = append(candidates, v)
		}
	}
	bound := r.published
	if bound.IsZero() {
		bound = r.updated
	}
	if bound.IsZero() {
		bound = rejected
	}
	for _, e := range all {
		if d, _, ok := e.resolve(bound); ok {
			add(d)
		}
	}
	if best.text != "" && best.year == 0 && !best.today {
		r.ask("date", r.say("date", "the report says %q without a year, and the day of publication is not known: which year?", best.text), candidates...)
		return
	}
	add(r.published)
	r.ask("date", r.say("date", "the day of the event was not found"), candidates...)
}
