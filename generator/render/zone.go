package render

import (
	"fmt"
	"slices"
	"time"
)

// The years whose changes of the clock a calendar tells. From the first one on the tz
// database vouches for its zones; a rule that has no end is told until the last one.
const firstZoneYear, lastZoneYear = 1970, 2037

// An observance is an offset from UTC that a clock went to, each time from the same one.
type observance struct {
	from, to int // seconds east of UTC
	summer   bool
	name     string
}

// appendZone appends a VTIMEZONE, RFC 5545 3.6.5: what the clocks of a zone show
// from firstZoneYear to lastZoneYear.
func appendZone(dst []byte, zone *time.Location) []byte {
	now := time.Date(firstZoneYear, 1, 1, 0, 0, 0, 0, zone)
	name, offset := now.Zone()
	first := observance{offset, offset, now.IsDST(), name}
	order := []observance{first}
	last := 0 // of order, what the clocks show
	onsets := map[observance][]string{first: {wallClock(now, offset)}}
	for {
		_, end := now.ZoneBounds()
		if end.IsZero() || end.Year() > lastZoneYear {
			break
		}
		if !end.After(now) {
			// Where a rule goes on, package time ends a span with the year, and in a leap
			// year a day before that.
			now = now.Add(24 * time.Hour)
			continue
		}
		before := offset
		now = end
		name, offset = now.Zone()
		o := observance{before, offset, now.IsDST(), name}
		if o.from == o.to && o.name == order[last].name && o.summer == order[last].summer {
			continue // the span ended, and the clocks went on
		}
		if last = slices.Index(order, o); last < 0 {
			last = len(order)
			order = append(order, o)
		}
		onsets[o] = append(onsets[o], wallClock(now, before))
	}
	c := calendarWriter{dst: dst}
	c.line("BEGIN:VTIMEZONE")
	c.line("TZID:", zone.String())
	for _, o := range order {
		o.write(&c, onsets[o])
	}
	c.line("END:VTIMEZONE")
	return c.dst
}

func (o observance) write(c *calendarWriter, onsets []string) {
	kind := "STANDARD"
	if o.summer {
		kind = "DAYLIGHT"
	}
	c.line("BEGIN:", kind)
	c.line("DTSTART:", onsets[0])
	for _, onset := range onsets[1:] {
		c.line("RDATE:", onset)
	}
	c.line("TZOFFSETFROM:", offsetText(o.from))
	c.line("TZOFFSETTO:", offsetText(o.to))
	c.text("TZNAME", o.name)
	c.line("END:", kind)
}

// wallClock is a moment as clocks show it that are so many seconds ahead of UTC.
func wallClock(t time.Time, offset int) string {
	return t.In(time.FixedZone("", offset)).Format("20060102T150405")
}

// offsetText is an offset from UTC, RFC 5545 3.3.14: seconds only where there are some.
func offsetText(offset int) string {
	sign := '+'
	if offset < 0 {
		sign, offset = '-', -offset
	}
	s := fmt.Sprintf("%c%02d%02d", sign, offset/3600, offset/60%60)
	if offset%60 != 0 {
		s += fmt.Sprintf("%02d", offset%60)
	}
	return s
}
