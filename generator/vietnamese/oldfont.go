package vietnamese

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fonts of TCVN3 and VNI draw Vietnamese letters in the place of western ones. Text
// that was typed for such a font and is taken for Windows-1252 is UTF-8 and says
// nothing: "NghÞ quyÕt", "Nghò quyeát".

// Windows1252 is the character of a byte in Windows-1252. The five bytes that have
// none stand for themselves.
func Windows1252(c byte) rune {
	if c < utf8.RuneSelf {
		return rune(c)
	}
	if r := windows1252[c-0x80]; r != unknown {
		return r
	}
	return rune(c)
}

// oldByte is the byte that a character has in Windows-1252. Đ has one: it stands for
// the Ð that has been normalised.
func oldByte(r rune) (c byte, ok bool) {
	switch {
	case r < 0x80 || r >= 0xa0 && r < 0x100:
		return byte(r), true
	case r == 'Đ':
		return 0xd0, true
	case r == 'đ':
		return 0xf0, true
	}
	for i, w := range windows1252[:0x20] {
		if r == w && r != unknown || r == rune(0x80+i) {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// OldFont names the encoding, TCVN3 or VNI, of the font that a document was written
// for. It is "" where the document has letters of Unicode that no such font has, and
// where none fits, as [Legacy] has it.
func OldFont(texts iter.Seq[string]) string {
	const enough = 1 << 16 // bytes to tell it by
	var all []byte
	for text := range texts {
		for _, r := range text {
			c, ok := oldByte(r)
			if !ok && (unicode.IsLetter(r) || unicode.IsMark(r)) {
				return ""
			}
			if ok && len(all) < enough {
				all = append(all, c)
			}
		}
		all = append(all, '\n')
	}
	if name := Legacy(all); name == TCVN3 || name == VNI {
		return name
	}
	return ""
}

// FromOldFont reads a text as one for a font of an encoding, in the form that
// [Normalize] gives. Signs that the font did not have stay as they are.
func FromOldFont(s, encoding string) string {
	var out strings.Builder
	var run []byte
	end := func() {
		if text, ok := DecodeLegacy(run, encoding); ok {
			out.WriteString(text)
		} else {
			for _, c := range run { // as it was
				out.WriteRune(Windows1252(c))
			}
		}
		run = run[:0]
	}
	for _, r := range s {
		if c, ok := oldByte(r); ok {
			run = append(run, c)
			continue
		}
		end()
		out.WriteRune(r)
	}
	end()
	return out.String()
}

// FindOldFont finds the first words on a line that were typed for an old font, among
// others in Unicode: line[from:to], in one of the encodings TCVN3 and VNI. ok is
// false where there are none.
//
// It looks at the words between those that have a letter of Unicode that no such font
// has. They are for an old font if bestReading finds one that fits, if two different
// words of three letters or more come of it, and if read as they stand no more than
// two thirds as many are built as Vietnamese syllables are: "hoàn toàn" is right as it is,
// and would be "hồn tồn" in VNI.
func FindOldFont(line string) (from, to int, encoding string, ok bool) {
	if !HasOddLatin([]byte(line)) {
		return 0, 0, "", false
	}
	var run []byte
	for at, end := 0, 0; at < len(line); at = end {
		word := line[at:]
		if i := strings.IndexAny(word, " \t"); i >= 0 {
			word = word[:i+1]
		}
		end = at + len(word)
		old, alien := oldBytes(run, word)
		if !alien {
			if len(run) == 0 {
				from = at
			}
			run, to = old, end
		}
		if alien || end == len(line) {
			if name := oldRun(run, line[from:max(from, to)]); name != "" {
				words := strings.TrimRight(line[from:to], " \t")
				return from + firstOld(words), from + len(words), name, true
			}
			run = run[:0]
		}
	}
	return 0, 0, "", false
}

// firstOld is where the first word begins that is not right as it is.
func firstOld(words string) int {
	at := 0
	for word := range strings.SplitAfterSeq(words, " ") {
		letters := strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return r < utf8.RuneSelf && !unicode.IsLetter(r) }))
		if strings.ContainsFunc(letters, func(r rune) bool { return r >= utf8.RuneSelf }) && !isSyllable(letters) {
			return at
		}
		at += len(word)
	}
	return 0
}

// oldBytes appends the bytes of a word in an old font; alien says that it has a letter
// that there is none for.
func oldBytes(dst []byte, word string) (out []byte, alien bool) {
	for _, r := range word {
		c, ok := oldByte(r)
		switch {
		case ok:
			dst = append(dst, c)
		case unicode.IsLetter(r) || unicode.IsMark(r):
			return dst, true
		default:
			dst = append(dst, ' ')
		}
	}
	return dst, false
}

// oldRun names the encoding of words for an old font, which are b in Windows-1252; ""
// where they are right as they are.
func oldRun(b []byte, text string) string {
	if !HasOddLatin([]byte(text)) {
		return ""
	}
	name, t := bestReading([]reading{
		{TCVN3, decodeBytes(b, &tcvn3Letters), isTCVN3Sign},
		{VNI, decodeVNI(b, &noLetters), isVNISign},
	})
	asItIs := countSyllables(text, func(string) bool { return false })
	if name == "" || len(t.long) < 2 || 3*asItIs.right > 2*t.right {
		return ""
	}
	return name
}

// HasOddLatin reports whether a text has a character from U+00A1 to U+00FF that
// Vietnamese does not have. Words for an old font have one, so that a text without is
// done with at a glance.
func HasOddLatin(b []byte) bool { return hasOdd(b, 0xC2) || hasOdd(b, 0xC3) }

// hasOdd looks at the characters that begin with a byte in UTF-8, which are few.
func hasOdd(b []byte, first byte) bool {
	for {
		i := bytes.IndexByte(b, first)
		if i < 0 || i+1 == len(b) {
			return false
		}
		if odd[first&1][b[i+1]] {
			return true
		}
		b = b[i+2:]
	}
}

// odd has the second bytes of these characters in UTF-8, behind C2 and behind C3.
var odd = func() (t [2][256]bool) {
	for r := rune(0xA1); r <= 0xFF; r++ {
		if _, _, ok := splitTone(r); !ok {
			b := utf8.AppendRune(nil, r)
			t[b[0]&1][b[1]] = true
		}
	}
	return t
}()
