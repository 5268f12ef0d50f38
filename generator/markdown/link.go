package markdown

import (
	"strings"

	"bantin/generator/diag"
)

// A destination is what a link leads to, as far as its text tells.
type destination int

const (
	local      destination = iota // a path or an anchor: the site knows
	outside                       // a finished address
	incomplete                    // a scheme that is allowed, but no address of it
	hostOnly                      // //host: the scheme is missing
	forbidden                     // any other scheme
)

// classify says what dest is, reading it as browsers do (the URL Standard,
// section 4.4): control characters and spaces before it and tabs and newlines
// within it do not count, and a backslash is a slash. Beyond that, a scheme that
// shows only once %-escapes are resolved counts as one: no browser would take it
// for one, but nobody writes it in good faith.
func classify(dest string) destination {
	bare := withoutControls(dest)
	kind := classifyBare(bare)
	if kind == outside && bare != dest {
		return incomplete
	}
	// Again and again, because %256a is %6a is j.
	for range 4 {
		if kind != local || strings.IndexByte(bare, '%') < 0 {
			break
		}
		bare = withoutControls(percentDecoded(bare))
		if classifyBare(bare) != local {
			return forbidden
		}
	}
	return kind
}

// withoutControls takes the control characters out of s, and the spaces from
// before it.
func withoutControls(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			s = strings.Map(func(r rune) rune {
				if r < ' ' || r == 0x7f {
					return -1
				}
				return r
			}, s)
			break
		}
	}
	return strings.TrimLeft(s, " ")
}

// percentDecoded resolves the %-escapes of s and leaves alone what is not one.
func percentDecoded(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			high, low := hexValue(s[i+1]), hexValue(s[i+2])
			if high >= 0 && low >= 0 {
				c = byte(high<<4 | low)
				i += 2
			}
		}
		b = append(b, c)
	}
	return string(b)
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// classifyBare is classify for an address without control characters.
func classifyBare(s string) destination {
	if len(s) >= 2 && isSlash(s[0]) && isSlash(s[1]) {
		return hostOnly
	}
	name := scheme(s)
	if name == "" {
		return local
	}
	rest := s[len(name)+1:]
	ok := false
	switch strings.ToLower(name) {
	case "http", "https":
		ok = strings.HasPrefix(rest, "//") && beginsWithHost(rest[2:])
	case "mailto":
		ok = IsMailbox(rest)
	case "tel":
		ok = isTelephone(rest)
	default:
		return forbidden
	}
	if !ok {
		return incomplete
	}
	return outside
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// scheme is what stands before the colon of s if that may be a scheme (RFC 3986,
// section 3.1); otherwise it is empty.
func scheme(s string) string {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return s[:i]
		default:
			return ""
		}
	}
	return ""
}

// beginsWithHost reports whether s begins with a host, which ends with s or where a path,
// a query or an anchor begins.
func beginsWithHost(s string) bool {
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	return IsHost(s)
}

// IsMailbox reports whether s is one or more addresses name@host, which may have
// a query (RFC 6068).
func IsMailbox(s string) bool {
	s, _, _ = strings.Cut(s, "?")
	for address := range strings.SplitSeq(s, ",") {
		name, host, ok := strings.Cut(address, "@")
		if !ok || name == "" || strings.ContainsAny(name, " /\\:;<>()[]") || !IsHost(host) || strings.Contains(host, ":") {
			return false
		}
	}
	return true
}

// isTelephone reports whether s is a number of at least three digits with the
// usual signs between them (RFC 3966).
func isTelephone(s string) bool {
	digits := 0
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '+' && i == 0, c == '(' || i > 0 && strings.IndexByte(" -.)", c) >= 0:
		default:
			return false
		}
	}
	return digits >= 3
}

func isLetterOrDigit(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

// tell adds the problem that a link of the kind is.
func (kind destination) tell(problems *diag.List, pos diag.Pos, dest string) {
	const rule = "link-scheme"
	shown := shortened(dest)
	switch kind {
	case incomplete:
		p := problems.Errorf(pos, rule, "link to %q is no complete address", shown)
		switch strings.ToLower(scheme(withoutControls(dest))) {
		case "mailto":
			p.Hintf("write the address of a mailbox behind mailto: and no space, as mailto:name@example.vn")
		case "tel":
			p.Hintf("write the number behind tel: as in tel:+842437265000")
		default:
			p.Hintf("write it whole and without spaces, as https://example.vn/page")
		}
	case hostOnly:
		problems.Errorf(pos, rule, "link to %q does not say how to get there", shown).
			Hintf("write https: before it")
	case forbidden:
		if name := scheme(dest); len(name) == 1 || strings.EqualFold(name, "file") { // C:\, file:///
			problems.Errorf(pos, rule, "link to %q leads to a file of your own machine", shown).
				Hintf("put the file beside the text and write its name alone, as %s", shortened(dest[strings.LastIndexAny(dest, `/\:`)+1:]))
			return
		}
		problems.Errorf(pos, rule, "link to %q is not allowed", shown).
			Hintf("link to a page or a file, or to an address that begins with https:, http:, mailto: or tel:")
	}
}

// shortened keeps a message readable whatever it quotes.
func shortened(s string) string {
	const most = 60
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
