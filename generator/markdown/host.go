package markdown

import (
	"net/netip"
	"strconv"
	"strings"
	"unicode"
)

// IsHost reports whether s is what stands between the slashes of a web address: the
// name or the number of a host that there may be, and perhaps a port. Names are of
// letters, marks and digits of any script, hyphens and underscores, since browsers take
// some other characters for a slash or a dot (the URL Standard, section 3.5); a name
// that ends in a number is an IPv4 address, or none. A user and a password before the
// host are refused: their only use on a page is to make one host look like another.
func IsHost(s string) bool {
	if i := strings.LastIndexByte(s, ':'); i >= 0 && !strings.HasSuffix(s, "]") {
		port := s[i+1:]
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return false
		}
		s = s[:i]
	}
	if number, ok := strings.CutPrefix(s, "["); ok {
		number, ok = strings.CutSuffix(number, "]")
		address, err := netip.ParseAddr(number)
		return ok && err == nil && address.Is6() && address.Zone() == ""
	}
	last := ""
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, notInHost) {
			return false
		}
		last = label
	}
	if strings.Trim(last, "0123456789") == "" {
		address, err := netip.ParseAddr(s)
		return err == nil && address.Is4()
	}
	return true
}

func notInHost(r rune) bool {
	return r != '-' && r != '_' && !unicode.In(r, unicode.L, unicode.M, unicode.Nd) || r == unicode.ReplacementChar
}
