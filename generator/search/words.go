package search

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// The parts of an article, from the least to the most that a word in it counts.
const (
	inText = iota
	inHeading
	inTitle
)

// wordByte says which bytes are part of a run whatever stands around them: ASCII
// letters and digits, and all bytes of the characters from U+00C0 to U+07FF and
// from U+1000 to U+1FFF. Those that may follow the first of another character
// are among them, but [runEnd] never looks at these.
var wordByte = func() (t [256]bool) {
	for c := range t {
		t[c] = '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' ||
			0x80 <= c && c <= 0xBF || 0xC3 <= c && c <= 0xDF || c == 0xE1
	}
	return t
}()

// runEnd is where the run ends that begins at src[at:], or at where none does:
// letters, digits and marks, and an apostrophe between two of them. src is UTF-8
// and at is where a character begins.
func runEnd(src []byte, at int) int {
	i := at
	for i < len(src) {
		if wordByte[src[i]] {
			i++
			continue
		}
		if c := src[i]; c < utf8.RuneSelf && c != '\'' {
			break
		}
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
	return i
}

// letter is the length of the letter, digit or mark that s begins with; 0 where
// it begins with something else. Beyond ASCII it goes by blocks, so that the
// browser can do exactly the same.
func letter(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	if s[0] < utf8.RuneSelf {
		if wordByte[s[0]] {
			return 1
		}
		return 0
	}
	r, n := utf8.DecodeRune(s)
	switch {
	case r < 0xC0, // signs
		0x2000 <= r && r < 0x2C00, // punctuation, arrows, figures
		0x3000 <= r && r < 0x3040, // Chinese punctuation
		0xD800 <= r && r < 0xF900, // for private use
		0xFE00 <= r && r < 0x10000,
		0x1F000 <= r && r < 0x1FC00: // emoji
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

// tagEnd is where the tag at the beginning of src ends, as far as text is concerned; -1
// where it does not. The sign of a footnote and the arrow back from it are passed whole:
// they are no words of the text.
func tagEnd(src []byte) int {
	end := bytes.IndexByte(src, '>')
	if end > 0 && bytes.HasPrefix(src, []byte("<a ")) && bytes.Contains(src[:end], []byte(` role="doc-`)) {
		if over := bytes.Index(src[end:], []byte("</a")); over > 0 {
			end += over + len("</a")
		}
	}
	return end
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
// of its two places, i where y may stand for it, without the zeros before a
// number and without the English possessive. So 35CT is 35 and ct, hoà is hòa, kỳ
// is kì, 05 is 5, Politburo's is politburo.
func Spell(run string) []string {
	if strings.ContainsAny(run, "'’") {
		for _, possessive := range []string{"'s", "’s", "'S", "’S"} {
			run = strings.TrimSuffix(run, possessive)
		}
		run = strings.NewReplacer("'", "", "’", "").Replace(run)
	}
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
		if Base(w) != "" { // not a mark without a letter
			out = append(out, w)
		}
		start = end
	}
	for i, r := range run {
		d := '0' <= r && r <= '9'
		if i > start && d != digits {
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

// Base is a word without marks.
func Base(spelling string) string { return vietnamese.Fold(spelling) }

// Endings are those of the words of a language that are one to a reader with others, as
// plurals are: of each what stands in its place. One that stands for itself is kept.
type Endings struct {
	text  string
	other map[string]string
	most  int // bytes of an ending
}

// shortest is how many bytes at least are left of a word whose ending is exchanged.
const shortest = 3

// EndingsOf reads endings as a strings file has them: ies=y ss=ss s=.
func EndingsOf(text string) Endings {
	e := Endings{text: text, other: map[string]string{}}
	for _, f := range strings.Fields(text) {
		ending, other, _ := strings.Cut(f, "=")
		e.other[ending], e.most = other, max(e.most, len(ending))
	}
	return e
}

// Base is what a word is looked up by: its spelling without marks, and with the longest
// of the endings that it has exchanged.
func (e Endings) Base(spelling string) string {
	base := Base(spelling)
	for n := min(e.most, len(base)); n > 0; n-- {
		rest := len(base) - n
		if other, ok := e.other[base[rest:]]; ok && rest+len(other) >= shortest {
			return base[:rest] + other
		}
	}
	return base
}

// hash is FNV-1a of 32 bits.
func hash[T string | []byte](s T) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
