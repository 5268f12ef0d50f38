package calendar

import (
	"slices"
	"testing"
	"time"
)

var zone = time.FixedZone("+07", 7*60*60)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in     string
		want   string // "" where it is none
		exists bool
	}{
		{"2020-12-21", "2020-12-21", true},
		{"2020-02-30", "2020-02-30", false},
		{"2020-02-29", "2020-02-29", true},
		{"1900-02-29", "1900-02-29", false},
		{"2020-13-01", "2020-13-01", false},
		{"1938", "1938", true},
		{"2025-07", "2025-07", true},
		{"2020-01-14T19:23:00+07:00", "2020-01-14T19:23:00+07:00", true},
		{"2020-01-14T18:23:00Z", "2020-01-15T01:23:00+07:00", true},
		{"2020-1-4", "", false},
		{"2020-00", "", false},
		{"2020-01-00", "", false},
		{"0000", "", false},
		{"21/12/2020", "", false},
		{"2020-12-21T19:23", "", false},
		{"+202-12-21", "", false},
		{"", "", false},
	} {
		d, ok := Parse(c.in, zone)
		if ok != (c.want != "") || ok && d.String() != c.want || ok && d.Exists() != c.exists {
			t.Errorf("Parse(%q) = %s, %v, exists %v; want %q, exists %v", c.in, d, ok, d.Exists(), c.want, c.exists)
		}
	}
}

// TestDayStaysDay holds that nothing gives a day a time.
func TestDayStaysDay(t *testing.T) {
	d, _ := Parse("2020-12-21", zone)
	for _, x := range []Date{d, d.First(), d.Last(), d.AddDays(1)} {
		if x.HasTime() || !x.HasDay() {
			t.Errorf("%s has a time, or no day", x)
		}
	}
}

func TestSpan(t *testing.T) {
	for _, c := range []struct{ in, first, last string }{
		{"1938", "1938-01-01", "1938-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2025-07-01", "2025-07-01", "2025-07-01"},
	} {
		d, _ := Parse(c.in, zone)
		if d.First().String() != c.first || d.Last().String() != c.last {
			t.Errorf("%s is from %s to %s, want %s to %s", c.in, d.First(), d.Last(), c.first, c.last)
		}
	}
}

func TestCompare(t *testing.T) {
	want := []string{"1938", "1938-05", "1938-05-02", "1938-05-02T08:00:00+07:00", "1938-05-02T09:00:00+07:00", "1938-06", "1939"}
	var dates []Date
	for _, s := range want {
		d, ok := Parse(s, zone)
		if !ok {
			t.Fatalf("%q is no date", s)
		}
		dates = append(dates, d)
	}
	slices.Reverse(dates)
	slices.SortFunc(dates, Date.Compare)
	for i, d := range dates {
		if d.String() != want[i] {
			t.Errorf("%s is at place %d of %v", d, i, want)
		}
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		day  Date
		add  int
		want string
		on   time.Weekday
	}{
		{Day(2020, 12, 31), 1, "2021-01-01", time.Thursday},
		{Day(2024, 2, 28), 1, "2024-02-29", time.Wednesday},
		{Day(2025, 3, 1), -1, "2025-02-28", time.Saturday},
		{Day(2020, 12, 21), 0, "2020-12-21", time.Monday},
		{Day(2019, 12, 31), 366, "2020-12-31", time.Tuesday},
	} {
		if got := c.day.AddDays(c.add).String(); got != c.want || c.day.Weekday() != c.on {
			t.Errorf("%s, a %s, and %d days are %s; want a %s, and %s", c.day, c.day.Weekday(), c.add, got, c.on, c.want)
		}
		if got := c.day.DaysTo(c.day.AddDays(c.add)); got != c.add {
			t.Errorf("from %s to the day %d days later are %d", c.day, c.add, got)
		}
	}
}

func TestTerm(t *testing.T) {
	a, b := Term{2015, 2020}, Term{2020, 2025}
	if a.String() != "2015-2020" || a.Compare(b) >= 0 || (Term{}).String() != "" || !(Term{}).IsZero() || a.IsZero() {
		t.Errorf("terms are %s and %s", a, b)
	}
}
