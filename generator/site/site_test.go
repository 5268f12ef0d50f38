package site

import (
	"testing"

	"bantin/generator/calendar"
)

// TestRunning: the current term goes by the newest report, and without reports by the
// newest congress.
func TestRunning(t *testing.T) {
	terms := []*Term{{Term: calendar.Term{From: 2025, To: 2030}}, {Term: calendar.Term{From: 2020, To: 2025}}}
	article := func(year int) []*Article { return []*Article{{Date: calendar.Day(year, 3, 1)}} }
	congress := func(year int) []*Congress { return []*Congress{{Date: calendar.Day(year, 3, 1)}} }
	for _, c := range []struct {
		site Site
		want int // the first year; 0 where there is no term
	}{
		{Site{Terms: terms, Articles: article(2025)}, 2025},
		{Site{Terms: terms, Articles: article(2024)}, 2020},
		{Site{Terms: terms, Articles: article(2019)}, 0},
		{Site{Terms: terms, Articles: article(2021), Unreported: congress(2025)}, 2020},
		{Site{Terms: terms, Unreported: congress(2025)}, 2025},
		{Site{Terms: terms}, 0},
		{Site{Articles: article(2025)}, 0},
	} {
		got := 0
		if term := c.site.Running(); term != nil {
			got = term.From
		}
		if got != c.want {
			t.Errorf("got %d, want %d", got, c.want)
		}
	}
}
