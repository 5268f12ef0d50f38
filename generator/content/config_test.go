package content

import (
	"strings"
	"testing"
)

// TestBaseURL: a site is at an address that browsers take as it is written.
func TestBaseURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.vn":              "https://a.vn/",
		"https://a.vn/ban-tin":      "https://a.vn/ban-tin/",
		"https://a.vn/b/c/":         "https://a.vn/b/c/",
		"http://127.0.0.1:8080/":    "http://127.0.0.1:8080/",
		"https://[::1]/":            "https://[::1]/",
		"https://a_b.vn:1/":         "https://a_b.vn:1/",
		"https://a.vn/bản-tin":      "https://a.vn/b%E1%BA%A3n-tin/",
		"https://a.vn/b%20c/":       "https://a.vn/b%20c/",
		"":                          "",
		"a.vn":                      "",
		"//a.vn/":                   "",
		"ftp://a.vn/":               "",
		"https://":                  "",
		"https:///b":                "",
		"https://a.vn/..":           "",
		"https://a.vn/b/../c/":      "",
		"https://a.vn/%2e%2e/c/":    "",
		"https://a.vn/b%2Fc/":       "",
		"https://a.vn/b%5Cc/":       "",
		`https://a.vn/b\c/`:         "",
		"https://a.vn/./":           "",
		"https://a.vn//":            "",
		"https://a.vn/b//c/":        "",
		"https://a.vn/?b":           "",
		"https://a.vn/?":            "",
		"https://a.vn/#b":           "",
		"https://b:c@a.vn/":         "",
		"https://a.vn:0/":           "",
		"https://a.vn:65536/":       "",
		"https://a.vn:b/":           "",
		"https://a..vn/":            "",
		"https://-a.vn/":            "",
		"https://*.vn/":             "",
		"https://a.vn/%00/":         "",
		"https://a.vn/\n":           "",
		"https://a.vn/" + long("b"): "",
	} {
		got, ok := BaseURL(in)
		if got != want || ok != (want != "") {
			t.Errorf("%.100q is %q, %v; want %q", in, got, ok, want)
		}
	}
}

func long(s string) string { return strings.Repeat(s, maxAddress) }

// TestValue: what is typed as a value is read as what shows.
func TestValue(t *testing.T) {
	for in, want := range map[string]string{
		"Nghị quyết":                     "Nghị quyết",
		" a\t b\n":                       "a b",
		"a\u2028b\u0085c\x00d":           "a b c d",
		"\u202eNghi\u0323\u2066\ufeff":   "Nghị",
		"a\u200bb\u00adc\U000e0041":      "abc",
		"\u06a9\u200c\u0627 👩\u200d👧":    "\u06a9\u200c\u0627 👩\u200d👧",
		"khoảng\u00a0trắng":              "khoảng\u00a0trắng",
		"\u2067 \u2069":                  "",
		"đa\u0323\u200b\u0302u \u202a05": "đậu 05",
	} {
		if got := Value(in); got != want || Value(got) != got {
			t.Errorf("%q is %q, and that %q; want %q", in, got, Value(got), want)
		}
	}
}
