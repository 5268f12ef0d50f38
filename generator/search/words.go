package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// The parts of an article, from the least to the most that a word in it counts.
const (
	inText = iota
	inHeading
	inTitle
)

// A scanner parts text into words as the search knows them: runs of letters and
// digits, an apostrophe within a word included.
type scanner struct {
	// word is called with each run as it stands in the text, which may hold more
	// than one word ([Spell]). The bytes are only lent.
	word func(raw []byte)
	// gap is called where the words before and after do not stand side by side,
	// and says what part of the article comes next.
	gap func(part int)
}

// html scans the HTML that package markdown writes.
func (s *scanner) html(src []byte) {
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case c == '<':
			end := bytes.IndexByte(src[i:], '>')
			if end < 0 {
				return
			}
			if name, shut := tagName(src[i+1 : i+end]); !isInline(name) {
				part := inText
				if !shut && len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
					part = inHeading
				}
				s.gap(part)
			}
			i += end + 1
		case c == '&':
			if end := bytes.IndexByte(src[i:], ';'); end > 0 {
				i += end
			}
			i++
		default:
			i = s.run(src, i)
		}
	}
}

// text scans plain text.
func (s *scanner) text(src string) {
	b := []byte(src)
	for i := 0; i < len(b); {
		i = s.run(b, i)
	}
}

// run reads one word, or one character that is in none, and says where it ends.
func (s *scanner) run(src []byte, at int) (end int) {
	i := at
	for i < len(src) {
		n := letter(src[i:])
		if n == 0 && i > at {
			if n = apostrophe(src[i:]); n > 0 && letter(src[i+n:]) == 0 {
				n = 0
			}
		}
		if n == 0 {
			break
		}
		i += n
	}
	if i == at {
		_, n := utf8.DecodeRune(src[at:])
		return at + n
	}
	s.word(src[at:i])
	return i
}

// isWordByte says of each byte below 0x80 whether it is in a word.
var isWordByte = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
	}
	return t
}()

// letter is the length of the letter, digit or mark that s begins with; 0 where
// it begins with something else. Beyond ASCII it goes by blocks, so that the
// browser can do exactly the same.
func letter(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	if s[0] < utf8.RuneSelf {
		if isWordByte[s[0]] {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRune(s)
	switch {
	case r < 0xC0, r == '×', r == '÷', // signs
		0x2000 <= r && r < 0x2C00, // punctuation, arrows, figures
		0x3000 <= r && r < 0x3040, // Chinese punctuation
		0xD800 <= r && r < 0xF900, // for private use
		0xFE00 <= r && r < 0x10000:
		return 0
	}
	return n
}

// apostrophe is the length of the apostrophe that s begins with, or 0.
func apostrophe(s []byte) int {
	switch {
	case s[0] == '\'':
		return 1
	case bytes.HasPrefix(s, []byte("’")):
		return len("’")
	}
	return 0
}

// tagName is the name of an element, and whether the tag ends it.
func tagName(tag []byte) (name []byte, shut bool) {
	if len(tag) > 0 && tag[0] == '/' {
		tag, shut = tag[1:], true
	}
	for i, c := range tag {
		if c == ' ' || c == '/' {
			return tag[:i], shut
		}
	}
	return tag, shut
}

// isInline reports whether an element stands within a line of text.
func isInline(name []byte) bool {
	switch string(name) {
	case "a", "em", "strong", "del", "code", "sup", "sub", "span", "img", "br":
		return true
	}
	return false
}

// Spell gives the words of a run of letters and digits as they are compared:
// parted where a letter meets a digit, in lower case, with the tone mark in one
// of its two places, i where y may stand for it, and without the zeros before a
// number. So 35CT is 35 and ct, hoà is hòa, kỳ is kì, 05 is 5.
func Spell(run string) []string {
	run = strings.NewReplacer("'", "", "’", "").Replace(run)
	var out []string
	start, digits := 0, false
	add := func(end int) {
		w := run[start:end]
		if digits {
			if w = strings.TrimLeft(w, "0"); w == "" {
				w = "0"
			}
		} else {
			w = vietnamese.Key(w)
		}
		if w != "" {
			out = append(out, w)
		}
		start = end
	}
	for i, r := range run {
		d := '0' <= r && r <= '9'
		if i > start && d != digits && !unicode.Is(unicode.Mn, r) {
			add(i)
		}
		if i == start {
			digits = d
		}
	}
	if start < len(run) {
		add(len(run))
	}
	return out
}

// Base is what a word is looked up by: its spelling without marks.
func Base(spelling string) string { return vietnamese.Fold(spelling) }

// hash is FNV-1a of 32 bits, going on from h.
func hash(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// noHash is the hash of nothing.
const noHash uint32 = 2166136261
