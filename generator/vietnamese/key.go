package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CanonicalTone moves the tone mark of an open oa, oe or uy to the first of the
// two vowels, the older of the two customs: hoà to hòa, khoẻ to khỏe, uỷ to ủy,
// in either case. All other text stays, so do quý, where u belongs to the q, and
// closed syllables, hoàn and thuyền, which have one spelling only. s is in the
// form that [Normalize] gives.
//
// It is for comparing, not for mending: an author's spelling is kept on the page.
func CanonicalTone(s string) string {
	var out []byte
	done := 0 // s up to here is in out
	for i := 0; i+1 < len(s); i++ {
		glide := rune(s[i])
		if s[i+1] < utf8.RuneSelf || glide|0x20 != 'o' && glide|0x20 != 'u' {
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i+1:])
		base, t, ok := splitTone(r)
		if !ok || t == ngang {
			continue
		}
		if glide|0x20 == 'u' {
			ok = base == 'y'
		} else {
			ok = base == 'a' || base == 'e'
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+1+size:])
		if !ok || isVowel(before) || before|0x20 == 'q' || unicode.IsLetter(after) || unicode.Is(unicode.Mn, after) {
			continue
		}
		if unicode.IsUpper(r) {
			base = unicode.ToUpper(base)
		}
		if out == nil {
			out = make([]byte, 0, len(s))
		}
		out = append(out, s[done:i]...)
		out = utf8.AppendRune(out, withTone(glide, t))
		out = utf8.AppendRune(out, base)
		i += size
		done = i + 1
	}
	if done == 0 {
		return s
	}
	return string(append(out, s[done:]...))
}

// Key gives one spelling for all spellings of a name that are one to a reader:
//
//   - lower case, composed, with Đ for Ð, in whatever form s is;
//   - the tone mark where [CanonicalTone] has it: hoà is hòa;
//   - i for a y that is the whole rime of a syllable after h, k, l, m, s, t, v or
//     qu, where either is written: kỳ is kì, lý is lí, quý is quí;
//   - one space for whatever stands between two words, be it spaces, line
//     breaks, punctuation or both, and none at the ends: names differ in their
//     commas and hyphens more often than by them, so 35-CT/TW is 35 ct tw.
//     Characters without width go without leaving a space. Symbols (+, °) stay.
//
// All marks are kept: Key is not [Fold], and đường is not dương. Nor are numbers
// read: XI and XII are two, and so are 05 and 5. Bytes that are not UTF-8 become
// U+FFFD. A key is for comparing and is never shown.
func Key(s string) string {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	// Lower case goes first: some letters are composed in lower case only.
	s, _ = Normalize(strings.ToLower(s))
	s = CanonicalTone(s)
	out := make([]byte, 0, len(s))
	word := 0 // where the word being written begins
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || unicode.IsPunct(r):
			if len(out) > word {
				out = append(iForY(out, word), ' ')
				word = len(out)
			}
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	if len(out) > word {
		out = iForY(out, word)
	} else if word > 0 {
		out = out[:word-1] // the space after the last word
	}
	// What was dropped may have kept apart what composes or what makes a syllable.
	again, m := Normalize(string(out))
	if m != (Mended{}) {
		return Key(again)
	}
	return CanonicalTone(again)
}

// iForY writes i for the y that ends the word at out[word:], where the word is
// no more than that y and a consonant that takes either.
func iForY(out []byte, word int) []byte {
	r, size := utf8.DecodeLastRune(out[word:])
	base, t, ok := splitTone(r)
	if !ok || base != 'y' {
		return out
	}
	switch string(out[word : len(out)-size]) {
	case "h", "k", "l", "m", "s", "t", "v", "qu":
		return utf8.AppendRune(out[:len(out)-size], withTone('i', t))
	}
	return out
}
