package locale

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"bantin/generator/calendar"
)

func english(t *testing.T) *Locale {
	t.Helper()
	l := &Locale{
		Tag: "en", Group: ",",
		Weekdays: []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		Months:   []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		Dates: map[Pattern]string{
			FullDay: "{weekday}, {d} {month} {yyyy}", ShortDay: "{dd}/{mm}/{yyyy}", LongDay: "{d}.{m}.",
			MonthYear: "{month} {yyyy}", ShortYear: "{yyyy}", Clock: "{HH}:{MM}",
			DaysInMonth: "{d}–{d} {month} {yyyy}", DaysInYear: "{d} {month} to {dd}/{mm}/{yyyy}", DaysApart: "from {d}.{m}.{yyyy} until {d}.{m}.{yyyy}",
		},
		Text: map[string]Message{
			"articles": {"one": "{n} article", "other": "{n} articles"},
			"of":       {"other": "{a} of {b}"},
		},
	}
	if err := l.Prepare(); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestT(t *testing.T) {
	l := english(t)
	for _, c := range []struct {
		want  string
		key   string
		pairs []any
	}{
		{"1 article", "articles", []any{"n", 1}},
		{"0 articles", "articles", []any{"n", 0}},
		{"12,345 articles", "articles", []any{"n", 12345}},
		// A value is set in once and not looked into.
		{"{b} of {a}", "of", []any{"a", "{b}", "b", "{a}"}},
		{"x of {b}", "of", []any{"a", "x"}},
	} {
		if got, err := l.T(c.key, c.pairs...); err != nil || got != c.want {
			t.Errorf("T(%q, %v) = %q, %v; want %q", c.key, c.pairs, got, err, c.want)
		}
	}
	if s, err := l.T("nothing"); err == nil {
		t.Errorf("a text that is not there is %q", s)
	}
}

// TestPolish has a language with more forms than two.
func TestPolish(t *testing.T) {
	l := &Locale{Tag: "pl", Text: map[string]Message{"a": {"one": "1", "few": "2", "many": "5", "other": "x"}}}
	if err := l.Prepare(); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{1: "1", 2: "2", 4: "2", 5: "5", 12: "5", 22: "2"} {
		if got, _ := l.T("a", "n", n); got != want {
			t.Errorf("%d has the form %s, want %s", n, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	l := english(t)
	moment := calendar.Moment(time.Date(2020, 1, 14, 19, 3, 0, 0, time.FixedZone("", 7*60*60)))
	for _, c := range []struct {
		date    calendar.Date
		pattern Pattern
		want    string
	}{
		{calendar.Day(2020, 12, 21), FullDay, "Monday, 21 December 2020"},
		{calendar.Day(2020, 12, 20), FullDay, "Sunday, 20 December 2020"},
		{calendar.Day(2020, 2, 3), ShortDay, "03/02/2020"},
		{calendar.Day(2020, 2, 3), LongDay, "3.2."},
		{calendar.Date{Year: 2025, Month: 7}, FullDay, "July 2025"},
		{calendar.Date{Year: 1938}, ShortDay, "1938"},
		{calendar.Date{}, ShortDay, ""},
	} {
		if got := l.Date(c.date, c.pattern); got != c.want {
			t.Errorf("Date(%s, %s) = %q, want %q", c.date, c.pattern, got, c.want)
		}
	}
	if got := string(l.AppendTime(nil, moment)); got != "19:03" {
		t.Errorf("Time = %q", got)
	}
	if got := string(l.AppendTime(nil, calendar.Day(2020, 1, 14))); got != "" {
		t.Errorf("a day has the time %q", got)
	}
}

func TestDays(t *testing.T) {
	l := english(t)
	for _, c := range []struct {
		from, until          calendar.Date
		first, between, last string
	}{
		{calendar.Day(2025, 10, 8), calendar.Day(2025, 10, 10), "8", "–", "10 October 2025"},
		{calendar.Day(2025, 9, 30), calendar.Day(2025, 10, 2), "30 September", " to ", "02/10/2025"},
		{calendar.Day(2025, 12, 30), calendar.Day(2026, 1, 2), "from 30.12.2025", " until ", "2.1.2026"},
		{calendar.Day(2025, 9, 30), calendar.Day(2026, 9, 30), "from 30.9.2025", " until ", "30.9.2026"},
		{calendar.Date{Year: 2025, Month: 9}, calendar.Day(2025, 10, 2), "September 2025", " until ", "02/10/2025"},
		{calendar.Date{Year: 2025}, calendar.Date{Year: 2026}, "2025", " until ", "2026"},
	} {
		if first, between, last := l.Days(c.from, c.until); first != c.first || between != c.between || last != c.last {
			t.Errorf("Days(%s, %s) = %q, %q, %q; want %q, %q, %q", c.from, c.until, first, between, last, c.first, c.between, c.last)
		}
	}
	for _, pattern := range []string{"", "{d} {month}", "{d}–{d", "{d–{d}", "–"} {
		if _, _, _, ok := CutDays(pattern); ok {
			t.Errorf("%q has two days", pattern)
		}
	}
}

// TestZone: a zone has the rules that come with the program, whatever the machine says.
func TestZone(t *testing.T) {
	machine := t.TempDir()
	t.Setenv("ZONEINFO", machine) // where the time package looks first
	for _, name := range []string{"Paris", "Nowhere"} {
		file := filepath.Join(machine, "Europe", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		utc, err := rulesOf("UTC")
		if err == nil {
			err = os.WriteFile(file, utc, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	paris, err := Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	if name, offset := time.Date(2020, 7, 1, 0, 0, 0, 0, paris).Zone(); name != "CEST" || offset != 7200 {
		t.Errorf("in Paris it is %s, %d s", name, offset)
	}
	for _, name := range []string{"", "Local", "localtime", "Factory", "Europe/Nowhere", "Europe/", "europe/paris"} {
		if zone, err := Zone(name); err == nil {
			t.Errorf("%q is the zone %v", name, zone)
		}
	}
	if zone, err := Zone("UTC"); err != nil || zone.String() != "UTC" {
		t.Errorf("UTC is %v, %v", zone, err)
	}
}
