package render

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestAppendPercent: a value comes back as it was, whatever stands in it, and
// leaves no sign that means something in an address or in HTML. What is not ASCII
// stays only where it is a letter: a mark that writing runs the other way does not.
func TestAppendPercent(t *testing.T) {
	plain := regexp.MustCompile(`^(?:[A-Za-z0-9._~\p{L}-]|%[0-9A-F]{2})*$`)
	for _, s := range []string{"", "a b", "Nghị quyết & \"kế hoạch\" <b> 'x' #1?", "100% + 5 = 105; a/b", "\r\n\t\x00\x7f", "https://bantin.example/vi/?a=1&b=2", "\xff\xc3", "\u202ex\u0301\ufffd\u0085\u00a0"} {
		got := string(appendPercent([]byte("x"), s))
		if !strings.HasPrefix(got, "x") || !plain.MatchString(got[1:]) {
			t.Errorf("%q is %q", s, got)
		}
		if back, err := url.PathUnescape(got[1:]); err != nil || back != s {
			t.Errorf("%q comes back as %q (%v)", s, back, err)
		}
	}
}

func TestAppendMailbox(t *testing.T) {
	for in, want := range map[string]string{
		"editors@bantin.example":      "editors@bantin.example",
		"ban+tin&x?y@bantin.example":  "ban%2Btin%26x%3Fy@bantin.example",
		"gop.y_1@mail.bantin.example": "gop.y_1@mail.bantin.example",
	} {
		if got := string(appendMailbox(nil, in)); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
