package draft

import (
	"fmt"
	"testing"

	"bantin/generator/calendar"
	"bantin/generator/content"
)

func TestInForce(t *testing.T) {
	day := calendar.Day
	congress := func(number, from, to int, date calendar.Date) content.Congress {
		return content.Congress{Number: number, Term: calendar.Term{From: from, To: to}, Date: date}
	}
	lib := &content.Library{Committees: []*content.Committee{
		{ID: "dated", Congresses: []content.Congress{
			congress(18, 2025, 2030, day(2025, 10, 8)), congress(17, 2020, 2025, day(2020, 9, 26)),
		}},
		{ID: "undated", Congresses: []content.Congress{congress(14, 2020, 2025, calendar.Date{})}},
		{ID: "two", Congresses: []content.Congress{congress(1, 2020, 2022, calendar.Date{}), congress(2, 2022, 2025, calendar.Date{})}},
		{ID: "month", Congresses: []content.Congress{congress(3, 2020, 2025, calendar.Date{Year: 2020, Month: 9})}},
		{ID: "late", Congresses: []content.Congress{congress(9, 2025, 2030, day(2026, 2, 1))}},
		{ID: "none", Parent: "dated"},
		{ID: "deep", Parent: "none"},
		{ID: "circle", Parent: "circle"},
		{ID: "termless", Congresses: []content.Congress{{Number: 5}}},
	}}
	for _, c := range []struct {
		committee string
		day       calendar.Date
		want      string
	}{
		{"dated", day(2022, 1, 1), "{17 2020-2025} true [{17 2020-2025}]"},
		{"dated", day(2020, 9, 26), "{17 2020-2025} true [{17 2020-2025}]"},
		{"dated", day(2020, 9, 25), "{0 } false []"},
		{"dated", day(2025, 10, 7), "{17 2020-2025} true [{17 2020-2025}]"},
		{"dated", day(2025, 10, 8), "{18 2025-2030} true [{18 2025-2030}]"},
		{"dated", day(2030, 3, 1), "{0 } false [{18 2025-2030}]"},
		{"dated", day(2031, 3, 1), "{0 } false []"},
		{"undated", day(2023, 3, 1), "{14 2020-2025} true [{14 2020-2025}]"},
		{"undated", day(2020, 12, 21), "{0 } false [{14 2020-2025}]"},
		{"undated", day(2025, 1, 1), "{0 } false [{14 2020-2025}]"},
		{"two", day(2022, 6, 1), "{0 } false [{1 2020-2022} {2 2022-2025}]"},
		{"two", day(2021, 6, 1), "{1 2020-2022} true [{1 2020-2022}]"},
		{"month", day(2020, 12, 1), "{3 2020-2025} true [{3 2020-2025}]"},
		{"month", day(2020, 9, 12), "{0 } false [{3 2020-2025}]"},
		{"month", day(2020, 8, 31), "{0 } false []"},
		{"month", day(2021, 12, 1), "{3 2020-2025} true [{3 2020-2025}]"},
		{"late", day(2026, 1, 1), "{0 } false []"},
		{"late", day(2026, 2, 1), "{9 2025-2030} true [{9 2025-2030}]"},
		{"none", day(2022, 1, 1), "{0 2020-2025} true [{0 2020-2025}]"},
		{"deep", day(2030, 1, 1), "{0 } false [{0 2025-2030}]"},
		{"circle", day(2023, 1, 1), "{0 } false [{0 2020-2025} {0 2022-2025}]"},
		{"circle", day(2027, 1, 1), "{0 2025-2030} true [{0 2025-2030}]"},
		{"termless", day(2027, 1, 1), "{0 2025-2030} true [{0 2025-2030}]"},
		{"termless", day(2040, 1, 1), "{0 } false []"},
		{"unknown", day(2040, 1, 1), "{0 } false []"},
	} {
		in, sure, possible := InForce(lib, c.committee, c.day)
		if got := fmt.Sprint(in, sure, possible); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.committee, c.day, got, c.want)
		}
	}
}
