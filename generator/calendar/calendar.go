// Package calendar holds the dates of the bulletin: a day that is only a day, a
// year or a month where no more is known, and a moment where a time was given.
//
// A day without a time is never given one: no value here invents midnight. No
// function here reads the clock or the machine's time zone.
package calendar

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a year, a month, a day or a moment, whichever was written.
// The zero Date is no date.
type Date struct {
	Year  int
	Month int // 1 to 12; 0 where only the year is known
	Day   int // 1 to 31; 0 where only the month is known
	// Time is the moment, in the site's time zone, where a time was written;
	// otherwise it is the zero time. Year, Month and Day agree with it.
	Time time.Time
}

// Day makes a date of a day.
func Day(year, month, day int) Date { return Date{Year: year, Month: month, Day: day} }

// Moment makes a date of an instant, in the zone of t.
func Moment(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: int(m), Day: d, Time: t}
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// HasDay reports whether the day is known.
func (d Date) HasDay() bool { return d.Day != 0 }

// HasTime reports whether a time of day is known.
func (d Date) HasTime() bool { return !d.Time.IsZero() }

// Exists reports whether the day is in the calendar: 30 February is not.
func (d Date) Exists() bool {
	if d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Month == 0 && d.Day != 0 {
		return false
	}
	return d.Month == 0 || d.Day <= DaysIn(d.Year, d.Month)
}

// DaysIn is the number of days of a month, 1 to 12.
func DaysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// First is the first day that the date may mean: 1938 is 1938-01-01.
func (d Date) First() Date { return Day(d.Year, max(d.Month, 1), max(d.Day, 1)) }

// Last is the last day that the date may mean: 1938 is 1938-12-31.
func (d Date) Last() Date {
	switch {
	case d.Month == 0:
		return Day(d.Year, 12, 31)
	case d.Day == 0:
		return Day(d.Year, d.Month, DaysIn(d.Year, d.Month))
	}
	return Day(d.Year, d.Month, d.Day)
}

// Compare orders dates by day, then by time; a day without a time comes before
// the moments of that day, and a year before its months.
func (d Date) Compare(e Date) int {
	return cmp.Or(
		cmp.Compare(d.Year, e.Year),
		cmp.Compare(d.Month, e.Month),
		cmp.Compare(d.Day, e.Day),
		d.Time.Compare(e.Time),
	)
}

// SameDay reports whether both are the same day, whatever the time.
func (d Date) SameDay(e Date) bool {
	return d.Year == e.Year && d.Month == e.Month && d.Day == e.Day
}

// String is ISO 8601 of what is known: 1938, 2025-07, 2020-12-21, or RFC 3339.
func (d Date) String() string {
	var space [len(time.RFC3339)]byte
	return string(d.Append(space[:0]))
}

// Append appends what String gives.
func (d Date) Append(dst []byte) []byte {
	switch {
	case d.IsZero():
		return dst
	case d.HasTime():
		return d.Time.AppendFormat(dst, time.RFC3339)
	}
	dst = append(dst, byte('0'+d.Year/1000%10), byte('0'+d.Year/100%10), byte('0'+d.Year/10%10), byte('0'+d.Year%10))
	if d.Month > 0 {
		dst = append(dst, '-', byte('0'+d.Month/10%10), byte('0'+d.Month%10))
	}
	if d.Day > 0 {
		dst = append(dst, '-', byte('0'+d.Day/10%10), byte('0'+d.Day%10))
	}
	return dst
}

// Weekday is the day of the week of a date whose day is known.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date {
	t := time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, time.UTC)
	return Day(t.Year(), int(t.Month()), t.Day())
}

// DaysTo is how many days after d the day e is; negative where it is before. Both
// have a day.
func (d Date) DaysTo(e Date) int {
	midnight := func(d Date) time.Time { return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC) }
	return int(midnight(e).Sub(midnight(d)) / (24 * time.Hour))
}

// Parse reads a year, a month, a day or an RFC 3339 time; ok is false where s
// has none of these forms. Whether the day exists is for Exists to say. A
// moment is kept in zone.
func Parse(s string, zone *time.Location) (d Date, ok bool) {
	digits := func(s string) (n int, ok bool) {
		for _, c := range []byte(s) {
			if c < '0' || c > '9' {
				return 0, false
			}
			n = n*10 + int(c-'0')
		}
		return n, true
	}
	if len(s) > 10 {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return Date{}, false
		}
		return Moment(t.In(zone)), true
	}
	if len(s) != 4 && len(s) != 7 && len(s) != 10 || len(s) > 4 && s[4] != '-' || len(s) > 7 && s[7] != '-' {
		return Date{}, false
	}
	var ok1, ok2, ok3 = true, true, true
	d.Year, ok1 = digits(s[:4])
	if len(s) >= 7 {
		d.Month, ok2 = digits(s[5:7])
		ok2 = ok2 && d.Month > 0
	}
	if len(s) == 10 {
		d.Day, ok3 = digits(s[8:10])
		ok3 = ok3 && d.Day > 0
	}
	return d, ok1 && ok2 && ok3 && d.Year > 0
}

// A Term is the years between two congresses. The zero Term is no term.
type Term struct{ From, To int }

// String is 2020-2025, with a plain hyphen; it is the term's id.
func (t Term) String() string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%04d", t.From, t.To)
}

// IsZero reports whether there is no term.
func (t Term) IsZero() bool { return t == Term{} }

// Compare orders terms by their first year, then by their last.
func (t Term) Compare(u Term) int {
	return cmp.Or(cmp.Compare(t.From, u.From), cmp.Compare(t.To, u.To))
}
