package render

import (
	"testing"

	"bantin/generator/calendar"
	"bantin/generator/site"
)

// TestStanding: a committee's standing says as much of its dates as is known, in words
// that are true on whatever day they are read: of an end that is to come, too.
func TestStanding(t *testing.T) {
	r := rendererOf(t, siteOf(t, root, func(*site.Site) {}), root)
	year, month, day := calendar.Date{Year: 1938}, calendar.Date{Year: 2025, Month: 2}, calendar.Day(2025, 7, 1)
	other := []*site.Committee{{}}
	for _, test := range []struct {
		c      site.Committee
		vi, en string
		years  string // in English
	}{
		{site.Committee{}, "Đang hoạt động.", "Active.", ""},
		{site.Committee{From: year}, "Hoạt động từ năm 1938.", "Active since 1938.", "since 1938"},
		{site.Committee{From: month}, "Hoạt động từ tháng\u00a02 năm\u00a02025.", "Active since February 2025.", "since 2025"},
		{site.Committee{From: day}, "Hoạt động từ ngày\u00a01 tháng\u00a07 năm\u00a02025.", "Active since 1\u00a0July\u00a02025.", "since 2025"},
		{site.Committee{Until: calendar.Date{Year: 2025}}, "Hoạt động đến năm 2025.", "Active until 2025.", "until 2025"},
		{site.Committee{Until: month}, "Hoạt động đến tháng\u00a02 năm\u00a02025.", "Active until February 2025.", "until 2025"},
		{site.Committee{Until: day}, "Hoạt động đến ngày\u00a01 tháng\u00a07 năm\u00a02025.", "Active until 1\u00a0July\u00a02025.", "until 2025"},
		{site.Committee{From: year, Until: day}, "Hoạt động từ năm 1938 đến ngày\u00a01 tháng\u00a07 năm\u00a02025.", "Active from 1938 until 1\u00a0July\u00a02025.", "1938–2025"},
		{site.Committee{From: year, Until: calendar.Day(2126, 3, 2)}, "Hoạt động từ năm 1938 đến ngày\u00a02 tháng\u00a03 năm\u00a02126.", "Active from 1938 until 2\u00a0March\u00a02126.", "1938–2126"},
		{site.Committee{Successors: other}, "Đã kết thúc hoạt động.", "No longer active.", ""},
	} {
		vi, en := r.languages[0], r.languages[1]
		if got := r.standing(vi, &test.c); got != test.vi {
			t.Errorf("%v–%v: %q, want %q", test.c.From, test.c.Until, got, test.vi)
		}
		if got := r.standing(en, &test.c); got != test.en {
			t.Errorf("%v–%v: %q, want %q", test.c.From, test.c.Until, got, test.en)
		}
		if got := en.span(&test.c); got != test.years {
			t.Errorf("%v–%v: %q, want %q", test.c.From, test.c.Until, got, test.years)
		}
	}
}
