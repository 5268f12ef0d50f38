package markdown

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// validUTF8 is src itself where it is UTF-8.
func validUTF8(src []byte) []byte {
	if utf8.Valid(src) {
		return src
	}
	return bytes.ToValidUTF8(src, []byte("\uFFFD"))
}

// appendPlain appends what s says: backslash escapes and entities are resolved
// in one pass, so that \&amp; is "&amp;" and not "&".
func appendPlain(dst, s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 {
		return append(dst, s...)
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			dst = append(dst, s[i+1])
			i += 2
			continue
		case c == '&':
			if chars, size := entity(s[i:]); size > 0 {
				dst = append(dst, chars...)
				i += size
				continue
			}
		}
		dst = append(dst, s[i])
		i++
	}
	return dst
}

// entity reads the character reference that s, which starts with &, may begin
// with; size is 0 where it does not. The forms are those of CommonMark 0.31,
// section 2.5.
func entity(s []byte) (chars []byte, size int) {
	const longest = 40 // of all names of HTML the longest has 31 letters
	end := bytes.IndexByte(s[:min(len(s), longest)], ';')
	if end < 2 {
		return nil, 0
	}
	name := string(s[1:end])
	if name[0] != '#' {
		e, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return nil, 0
		}
		return e.Characters, end + 1
	}
	digits, base, most := name[1:], 10, 7
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return nil, 0
	}
	r := rune(n)
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(nil, r), end + 1
}

// htmlEscapes are what stands for a character in HTML text and in quoted
// attributes, and escapeOf says which: 0 is the character itself. Control
// characters are U+FFFD, as CommonMark has it of NUL: they say nothing, and a
// feed that held one would not be XML.
var (
	htmlEscapes = [...]string{1: "\uFFFD", 2: "&amp;", 3: "&lt;", 4: "&gt;", 5: "&quot;"}
	escapeOf    = func() (t [256]uint8) {
		for c := range 0x20 {
			t[c] = 1
		}
		t['\t'], t['\n'], t['\r'] = 0, 0, 0
		t['&'], t['<'], t['>'], t['"'] = 2, 3, 4, 5
		return t
	}()
)

// appendEscaped appends s for HTML text or a quoted attribute.
func appendEscaped(dst, s []byte) []byte {
	from := 0
	for i, c := range s {
		if e := escapeOf[c]; e != 0 {
			dst = append(dst, s[from:i]...)
			dst = append(dst, htmlEscapes[e]...)
			from = i + 1
		}
	}
	return append(dst, s[from:]...)
}

// collapse puts one space for each run of ASCII white space and control
// characters in s and none at its ends. It works in place. A no-break space is
// the author's decision and stays.
func collapse(s []byte) []byte {
	n, gap := 0, false
	for _, c := range s {
		if c <= ' ' || c == 0x7f {
			gap = n > 0
			continue
		}
		if gap {
			s[n] = ' '
			n, gap = n+1, false
		}
		s[n] = c
		n++
	}
	return s[:n]
}
