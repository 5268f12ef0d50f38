package locale

import (
	"slices"
	"strings"

	"bantin/generator/calendar"
)

// The patterns of several days: the first day's parts, and from the first part that
// comes again, in whatever form, the last day's. That is where CLDR cuts a pattern
// of an interval, too (UTS #35, intervalFormats).
const (
	DaysInMonth Pattern = "days_in_month" // 08–10/10/2025
	DaysInYear  Pattern = "days_in_year"  // 30/09–02/10/2025
	DaysApart   Pattern = "days_apart"    // 30/12/2025 – 02/01/2026
)

// OfDays are those of the Patterns that write several days.
var OfDays = []Pattern{DaysInMonth, DaysInYear, DaysApart}

// Days writes the first and the last of several days, and what stands between them.
// A day that is only known as a month or a year is written as Date writes it, and
// then so is the other.
func (l *Locale) Days(from, until calendar.Date) (first, between, last string) {
	p := DaysApart
	switch {
	case from.Year != until.Year:
	case from.Month != until.Month:
		p = DaysInYear
	default:
		p = DaysInMonth
	}
	if !from.HasDay() || !until.HasDay() {
		return l.Date(from, ShortDay), l.Until(), l.Date(until, ShortDay)
	}
	first, between, last, _ = CutDays(l.Dates[p])
	return string(l.append(nil, from, first)), between, string(l.append(nil, until, last))
}

// Span writes an event's days in short as one text; until may be zero, or the same day.
func (l *Locale) Span(from, until calendar.Date) string {
	if until.IsZero() || until.SameDay(from) {
		return l.Date(from, ShortDay)
	}
	first, between, last := l.Days(from, until)
	return first + between + last
}

// Until is what stands between two days that are written whole.
func (l *Locale) Until() string {
	_, between, _, _ := CutDays(l.Dates[DaysApart])
	return between
}

// CutDays cuts a pattern of several days into those of the first and of the last,
// and the text between them; ok is false where it has but one.
func CutDays(pattern string) (first, between, last string, ok bool) {
	var seen []string
	end := 0 // of the part before
	for at := 0; ; {
		open := strings.IndexByte(pattern[at:], '{')
		if open < 0 {
			return pattern, "", "", false
		}
		open += at
		name, _, closed := strings.Cut(pattern[open+1:], "}")
		if !closed {
			return pattern, "", "", false
		}
		if name = field(name); slices.Contains(seen, name) {
			return pattern[:end], pattern[end:open], pattern[open:], true
		}
		seen = append(seen, name)
		at = open + strings.IndexByte(pattern[open:], '}') + 1
		end = at
	}
}

// field is what a part of a pattern writes, whatever its form.
func field(part string) string {
	switch part {
	case "dd":
		return "d"
	case "mm", "month":
		return "m"
	}
	return part
}
