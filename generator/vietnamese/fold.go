package vietnamese

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives what a reader types who types no marks: lower case, every mark
// gone, and d for đ (and for the Icelandic ð in its place). Everything else
// stays as it is: spaces, punctuation, other scripts, and letters that are no
// base letter with a mark, as ø and ß. Bytes that are not UTF-8 become U+FFFD.
//
// The rule, for whoever has to fold likewise elsewhere (the search in the
// browser does): decompose (NFD), drop nonspacing marks (Mn), lower the case of
// each rune by itself, đ and ð to d, compose (NFC). s may be in any form.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	var short [256]byte // most of what is folded is a name
	return string(AppendFold(short[:0], s))
}

// AppendFold appends [Fold] of s to dst, for a caller that folds much text and
// keeps a buffer.
func AppendFold(dst []byte, s string) []byte {
	for len(s) > 0 {
		n := len(dst)
		dst = slices.Grow(dst, len(s))
		written, read := foldLatin(dst[n:n+len(s)], s)
		dst = dst[:n+written]
		s = s[read:]
		if len(s) == 0 {
			break
		}
		// What follows an ASCII character is never joined with what stands
		// before it, so the slow way goes only up to there.
		end := 1
		for end < len(s) && s[end] >= utf8.RuneSelf {
			end++
		}
		dst = appendFoldAny(dst, s[:end])
		s = s[end:]
	}
	return dst
}

// foldLatin folds s into dst, which has its length, up to the first rune that
// is neither Latin nor common punctuation, and says how far it came in both.
func foldLatin(dst []byte, s string) (written, read int) {
	n, i := 0, 0
	for i < len(s) {
		c := s[i]
		var at int // in foldRune
		switch {
		case c < utf8.RuneSelf:
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst[n] = c
			n++
			i++
			continue
		case i+1 == len(s) || s[i+1]&0xC0 != 0x80:
			return n, i
		case c >= 0xC2 && c <= 0xC8 || c == 0xC9 && s[i+1] < 0x90: // up to U+024F
			at = int(c&0x1F)<<6 | int(s[i+1]&0x3F)
			i += 2
		case c == 0xE1 && s[i+1] >= 0xB8 && s[i+1] <= 0xBB && i+2 < len(s) && s[i+2]&0xC0 == 0x80: // U+1E00 to U+1EFF
			at = latinEnd + (int(s[i+1]-0xB8)<<6 | int(s[i+2]&0x3F))
			i += 3
		case c == 0xCC || c == 0xCD && s[i+1] < 0xB0: // combining marks
			i += 2
			continue
		case c == 0xE2 && s[i+1] == 0x80 && i+2 < len(s) && s[i+2]&0xC0 == 0x80 && s[i+2] >= 0x82: // dashes, quotes
			dst[n], dst[n+1], dst[n+2] = c, s[i+1], s[i+2]
			n += 3
			i += 3
			continue
		default:
			return n, i
		}
		switch r := foldRune[at]; {
		case r == 0:
			return n, i - utf8.RuneLen(tableRune(at))
		case r < utf8.RuneSelf:
			dst[n] = byte(r)
			n++
		default:
			n += utf8.EncodeRune(dst[n:], rune(r))
		}
	}
	return n, i
}

// appendFoldAny is the rule of [Fold] as it stands there.
func appendFoldAny(dst []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // norm may take a broken rune and the next for one
	}
	var bare []byte
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			bare = utf8.AppendRune(bare, plainD(unicode.ToLower(r)))
		}
	}
	return append(dst, norm.NFC.Bytes(bare)...)
}

// Slug gives the part of an address that a text makes: its letters and digits
// without marks, in lower-case ASCII, with one hyphen for whatever stands
// between them and none at the ends. Đại gives dai and Ái gives ai. An
// apostrophe inside a word parts nothing (people’s is peoples), and neither do
// characters that have no width. The slug is empty where the text has no Latin
// letter and no digit. s may be in any form.
func Slug(s string) string {
	var short [256]byte
	return string(AppendSlug(short[:0], s))
}

// AppendSlug appends [Slug] of s to dst. What dst holds already plays no part
// in the slug.
func AppendSlug(dst []byte, s string) []byte {
	var short [256]byte
	folded := AppendFold(short[:0], s)
	start, gap := len(dst), false
	for i := 0; i < len(folded); {
		c := folded[i]
		size, letters := 1, ""
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		case c == '\'':
			i++
			continue
		case c < utf8.RuneSelf:
			gap = true
			i++
			continue
		default:
			var r rune
			r, size = utf8.DecodeRune(folded[i:])
			if letters = asciiLetters(r); letters == "" {
				gap = gap || r != '’' && r != '‘' && r != 'ʼ' && !unicode.Is(unicode.Cf, r)
				i += size
				continue
			}
		}
		if gap && len(dst) > start {
			dst = append(dst, '-')
		}
		gap = false
		if letters != "" {
			dst = append(dst, letters...)
		} else {
			dst = append(dst, c)
		}
		i += size
	}
	return dst
}

// asciiLetters spells the lower-case Latin letters that have no base letter, as
// they are commonly spelt in names; empty for all other runes.
func asciiLetters(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'þ':
		return "th"
	case 'ł':
		return "l"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ŋ':
		return "ng"
	}
	return ""
}
