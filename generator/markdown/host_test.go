package markdown

import (
	"strings"
	"testing"
)

func TestIsHost(t *testing.T) {
	for _, s := range strings.Fields("a.vn A.VN a_b.vn a-b.vn a.vn:1 a.vn:65535 127.0.0.1 127.0.0.1:8080 [::1] [2001:db8::1]:80 localhost tuổitrẻ.vn tuo\u0302\u0309i.vn xn--tuitr-2f7b.vn 1a.vn") {
		if !IsHost(s) {
			t.Errorf("%q is no host", s)
		}
	}
	for _, s := range append(strings.Fields(". .. .vn vn. a..vn - -a.vn a-.vn : :80 a: a.vn:0 a.vn:65536 a.vn:99999 a.vn:+1 a.vn:b a:1:2 ::1 [ ] [] [::1 ::1] [::1%eth0] [127.0.0.1] [a] 1 1.2.3 1.2.3.4.5 256.1.1.1 a.1 "+
		"a@b.vn a:b@c.vn a/b a\\b a?b a#b a%2fb <b> \"x a*b a\uff0fb.vn a\uff0eb a\u3002b a\u2100b \u2488a a\ufffdb"), "", "a b", "a\xffb", "a\u00a0b", "a\u200bb") {
		if IsHost(s) {
			t.Errorf("%q is a host", s)
		}
	}
}
