package vietnamese

import (
	"strings"
	"testing"

	"bantin/generator/calendar"
)

func TestRoman(t *testing.T) {
	tests := []struct {
		n    int
		want string
	}{
		{1, "I"}, {4, "IV"}, {9, "IX"}, {14, "XIV"}, {17, "XVII"}, {40, "XL"}, {49, "XLIX"},
		{90, "XC"}, {99, "XCIX"}, {444, "CDXLIV"}, {1994, "MCMXCIV"}, {3888, "MMMDCCCLXXXVIII"}, {3999, "MMMCMXCIX"},
		{0, "0"}, {-3, "-3"}, {4000, "4000"},
	}
	for _, tt := range tests {
		if got := Roman(tt.n); got != tt.want {
			t.Errorf("Roman(%d) = %q; want %q", tt.n, got, tt.want)
		}
	}
}

func TestParseRoman(t *testing.T) {
	seen := map[string]bool{}
	for n := 1; n <= maxRoman; n++ {
		s := Roman(n)
		if seen[s] {
			t.Fatalf("%s stands for two numbers", s)
		}
		seen[s] = true
		for _, s := range []string{s, strings.ToLower(s)} {
			if got, ok := ParseRoman(s); !ok || got != n {
				t.Fatalf("ParseRoman(%q) = %d, %v; want %d", s, got, ok, n)
			}
		}
	}
	for _, s := range []string{"", "IIII", "VX", "IC", "XIVI", "IXX", "VV", "IIX", "LL", "MMMM", "XiV", "xIV", "Xi", "A", "X ", " X", "14", "XIV.", "ⅩⅣ", "ı", strings.Repeat("M", 1000)} {
		if got, ok := ParseRoman(s); ok || got != 0 {
			t.Errorf("ParseRoman(%q) = %d, %v", s, got, ok)
		}
	}
}

func TestParseOrdinal(t *testing.T) {
	tests := []struct {
		in   string
		want int // 0: none
	}{
		{"XIV", 14}, {"xiv", 14}, {"14", 14}, {" xiv ", 14}, {"\u00a014\t", 14}, {"1", 1}, {"05", 5}, {"99", 99}, {"XCIX", 99}, {"I", 1},
		{"", 0}, {" ", 0}, {"0", 0}, {"00", 0}, {"100", 0}, {"C", 0}, {"CI", 0}, {"014", 0}, {"-1", 0}, {"+5", 0}, {"1.0", 0},
		{"XIV XV", 0}, {"thứ 14", 0}, {"1e1", 0}, {"١٤", 0}, {"99999999999999999999", 0},
	}
	for _, tt := range tests {
		if got, ok := ParseOrdinal(tt.in); got != tt.want || ok != (tt.want != 0) {
			t.Errorf("ParseOrdinal(%q) = %d, %v; want %d", tt.in, got, ok, tt.want)
		}
	}
}

func TestParseTerm(t *testing.T) {
	want := calendar.Term{From: 2020, To: 2025}
	for _, s := range []string{
		"2020-2025", "2020 – 2025", "2020 -2025", "2020- 2025", " 2020-2025 ", "2020—2025", "2020\u00a0–\u00a02025",
		"2020\u2010\u202f2025", "2020\u20112025", "2020\u20122025", "2020\u20152025", "2020\u22122025", "\t2020  -  2025\n",
	} {
		if got, ok := ParseTerm(s); !ok || got != want {
			t.Errorf("ParseTerm(%q) = %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{
		"", "2020", "2020-", "-2025", "2020 2025", "20202025", "2020--2025", "2020-–2025", "2020- -2025", "2020/2025", "2020-25", "2020-20255",
		"02020-2025", "2020-2025-2030", "2020-2025.", "nhiệm kỳ 2020-2025", "2020_2025", "２０２０-2025", "2020\u200b-2025", "20 20-2025", "+202-2025", "2020-x025", "2020\xe2\x802025",
	} {
		if got, ok := ParseTerm(s); ok || got != (calendar.Term{}) {
			t.Errorf("ParseTerm(%q) = %v, %v", s, got, ok)
		}
	}
	if got, ok := ParseTerm("2025-2020"); !ok || got != (calendar.Term{From: 2025, To: 2020}) {
		t.Errorf("ParseTerm leaves the order of the years to its caller, but gave %v, %v", got, ok)
	}
}

func TestReadOrdinal(t *testing.T) {
	for _, tt := range []struct {
		in      string
		n, size int
	}{
		{"xvii nhiệm kì", 17, 1}, {"3", 3, 1}, {"ba", 3, 1}, {"nhất năm 2020", 1, 1}, {"mười", 10, 1}, {"mười bốn", 14, 2},
		{"mười lăm", 15, 2}, {"mười năm 2020", 10, 1}, {"hai mươi", 20, 2}, {"hai mươi mốt của", 21, 3}, {"chín mươi chín", 99, 3},
		{"", 0, 0}, {"của ba", 0, 0}, {"mươi", 0, 0}, {"100", 0, 0},
	} {
		if n, size := ReadOrdinal(strings.Fields(tt.in)); n != tt.n || size != tt.size {
			t.Errorf("%q begins with %d in %d words, want %d in %d", tt.in, n, size, tt.n, tt.size)
		}
	}
}
