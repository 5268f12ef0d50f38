package content

import (
	"strings"
	"testing"
	"unicode"

	"bantin/generator/diag"

	"gopkg.in/yaml.v3"
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
		"https://tiếngviệt.vn:8/a":  "https://xn--tingvit-5t4cyc.vn:8/a/",
		"https://a.vn/ b":           "",
		"https://a.vn/\"><b>":       "",
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
		"hai  chữ\u00a0liền":             "hai chữ\u00a0liền",
		"\u2067 \u2069":                  "",
		"đa\u0323\u200b\u0302u \u202a05": "đậu 05",
	} {
		if got := Value(in); got != want || Value(got) != got {
			t.Errorf("%q is %q, and that %q; want %q", in, got, Value(got), want)
		}
	}
}

// TestFormat: the quick answer is that of the tables of Unicode.
func TestFormat(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		joins := r == '\u200c' || r == '\u200d'
		if want := unicode.Is(unicode.Cf, r) && !joins; isFormat(r) != want {
			t.Errorf("%U: %v, want %v", r, !want, want)
		}
	}
}

// TestWebAddress: the addresses of reports, announcements and repositories are of hosts
// that there may be, as links in texts are.
func TestWebAddress(t *testing.T) {
	for in, ok := range map[string]bool{
		"https://a.vn/b?c#d": true, "http://[::1]:80/": true, "https://tuổi.vn/": true,
		"https://:80/": false, "https://./": false, "https://a..b/": false, "https://a.vn:": false, "https://-/": false, "https://a.vn:99999/": false,
		"https://a\uff0fb.vn/": false, "https://a%EF%BC%8Fb.vn/": false, "https:///b": false, "https://b:c@a.vn/": false, "ftp://a.vn/": false,
	} {
		var problems diag.List
		d := &decoder{file: "a.yaml", problems: &problems}
		if _, got := d.webAddress(&yaml.Node{Kind: yaml.ScalarNode, Value: in}, webShape); got != ok || len(problems) == 0 != ok {
			t.Errorf("%q: %v, %v", in, got, problems)
		}
	}
}

// TestRepository: a repository is at an address to which a path can be joined.
func TestRepository(t *testing.T) {
	for in, ok := range map[string]bool{
		"https://github.com/a/b": true, "https://github.com/a/b/": true, "https://github.com/a/b/tree/c/d": true, "https://gitlab.com/a/b/-/tree/c": true,
		"https://github.com/a/b?x=": false, "https://github.com/a/b?": false, "https://github.com/a/b#c": false,
		"https://github.com/a/../b": false, "https://github.com/a/b/tree/..": false, "https://github.com//a/b": false, "https://github.com/a/%2e%2e/b": false,
	} {
		var problems diag.List
		c := readConfig([]byte("base_url: https://bantin.example/\ntitle: {vi: A, en: A}\nrepository: \""+in+"\"\n"), &problems)
		if got := c.Repository != ""; got != ok || len(problems) == 0 != ok {
			t.Errorf("%q: %q, %v", in, c.Repository, problems)
		}
		for _, p := range problems {
			if p.Pos.Line != 3 {
				t.Errorf("%q: %v", in, p)
			}
		}
	}
}

// TestTimeZones: a zone is one of the IANA list, and not what the machine makes of it.
func TestTimeZones(t *testing.T) {
	for name, ok := range map[string]bool{
		"Asia/Ho_Chi_Minh": true, "Asia/Saigon": true, "UTC": true, "Etc/GMT-7": true, "Europe/Paris": true,
		"localtime": false, "Local": false, "posixrules": false, "posix/Asia/Ho_Chi_Minh": false, "right/UTC": false, "Factory": false, "asia/ho_chi_minh": false, "Asia": false, "Asia/": false, "../Asia/Saigon": false, "+7": false,
	} {
		var problems diag.List
		c := readConfig([]byte("base_url: https://bantin.example/\ntitle: {vi: A, en: A}\ntime_zone: "+name+"\n"), &problems)
		if len(problems) == 0 != ok || ok && c.TimeZone.String() != name {
			t.Errorf("%s: %s, %v", name, c.TimeZone, problems)
		}
	}
}
