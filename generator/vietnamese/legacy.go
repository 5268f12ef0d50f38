package vietnamese

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The encodings that [Legacy] names and [DecodeLegacy] reads, under the names
// by which editors know them.
const (
	TCVN3       = "TCVN3"        // also ABC: the fonts .VnTime, .VnArial
	VNI         = "VNI"          // VNI for Windows: the fonts VNI-Times, VNI-Helve
	Windows1258 = "Windows-1258" // Microsoft's code page for Vietnamese
	UTF16       = "UTF-16"       // "Unicode" in the dialogs of Windows
)

// unknown stands for a byte that means nothing in an encoding.
const unknown = utf8.RuneError

// highHalf has the runes of the bytes from 0x80 of an encoding.
type highHalf [128]rune

// windows1252 is what the fonts of TCVN3 and VNI leave as it is where they put
// no Vietnamese letter: above all quotation marks and dashes.
var windows1252 = func() (t highHalf) {
	for i := range t {
		t[i] = rune(0x80 + i)
	}
	copy(t[:], []rune{
		'€', unknown, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', unknown, 'Ž', unknown,
		unknown, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', unknown, 'ž', 'Ÿ',
	})
	return t
}()

// noLetters is windows1252 without its letters, to tell what is Vietnamese in
// one of the two encodings from what is not.
var noLetters = func() (t highHalf) {
	for i, r := range windows1252 {
		if t[i] = r; unicode.IsLetter(r) {
			t[i] = unknown
		}
	}
	return t
}()

// tcvn3 is TCVN3 for reading, tcvn3Letters for telling.
var tcvn3, tcvn3Letters = withTCVN3(windows1252), withTCVN3(noLetters)

// withTCVN3 sets TCVN 5712:1993, VN3, into a table: one byte for each small
// letter. Of the capitals it has those without a tone only; the others are small
// letters in a font that draws them large.
func withTCVN3(t highHalf) highHalf {
	for from, letters := range map[byte]string{
		0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
		0xB5: "àảãáạ",
		0xBB: "ằẳẵắ",
		0xC6: "ặầẩẫấậè",
		0xCE: "ẻẽéẹềểễếệìỉ",
		0xDC: "ĩíịò",
		0xE1: "ỏõóọồổỗốộờởỡớợù",
		0xF1: "ủũúụừửữứựỳỷỹýỵ",
	} {
		copy(t[from-0x80:], []rune(letters))
	}
	return t
}

// windows1258 has the vowels with a circumflex, a breve or a horn as letters,
// and their tones as combining marks behind them.
var windows1258 = func() (t highHalf) {
	t = windows1252
	for c, r := range map[byte]rune{
		0x8A: unknown, 0x8E: unknown, 0x9A: unknown, 0x9E: unknown,
		0xC3: 'Ă', 0xD0: 'Đ', 0xD5: 'Ơ', 0xDD: 'Ư', 0xE3: 'ă', 0xF0: 'đ', 0xF5: 'ơ', 0xFD: 'ư', 0xFE: '₫',
		0xCC: '\u0300', 0xD2: '\u0309', 0xDE: '\u0303', 0xEC: '\u0301', 0xF2: '\u0323',
	} {
		t[c-0x80] = r
	}
	return t
}()

// vniLetters are the bytes of VNI that are small letters by themselves. The
// capitals lie 0x20 lower, as in all of VNI.
var vniLetters = func() (t [256]rune) {
	for c, r := range map[byte]rune{
		0xE6: 'ỉ', 0xEC: 'ì', 0xED: 'í', 0xEE: 'ỵ', 0xF1: 'đ', 0xF2: 'ị', 0xF3: 'ĩ', 0xF4: 'ơ', 0xF6: 'ư',
	} {
		t[c], t[c-0x20] = r, unicode.ToUpper(r)
	}
	return t
}()

// A vniMark is what a byte behind a vowel does to it in VNI: first the vowels it
// can stand behind and what it makes of them, rune for rune, then the tone.
type vniMark struct {
	of, becomes string
	tone        tone
}

var vniMarks = func() (t [256]vniMark) {
	for _, series := range []struct {
		of, becomes string
		marks       [6]byte // by tone; 0 where there is none
	}{
		{"aeouyơư", "aeouyơư", [6]byte{0, 0xF8, 0xFB, 0xF5, 0xF9, 0xEF}},
		{"aeo", "âêô", [6]byte{0xE2, 0xE0, 0xE5, 0xE3, 0xE1, 0xE4}},
		{"a", "ă", [6]byte{0xEA, 0xE8, 0xFA, 0xFC, 0xE9, 0xEB}},
	} {
		for tn, c := range series.marks {
			if c != 0 {
				m := vniMark{series.of, series.becomes, tone(tn)}
				t[c], t[c-0x20] = m, m
			}
		}
	}
	return t
}()

// DecodeLegacy reads bytes in one of the encodings above, and gives text in the
// form that [Normalize] gives. ok is false for any other encoding and where a
// byte has no meaning in this one.
//
// What TCVN3 and VNI do not define is read as Windows-1252, as in the documents
// that used their fonts. TCVN3 has no capitals with a tone: inside a word in
// capitals they are restored (NGHị QUYếT is NGHỊ QUYẾT), elsewhere they come out
// small, as they were written (ái Quốc). UTF-16 is read in the order of its
// byte-order mark, or else in the order that makes text of it.
func DecodeLegacy(b []byte, encoding string) (text string, ok bool) {
	switch encoding {
	case TCVN3:
		text = raiseCapitals(decodeBytes(b, &tcvn3))
	case VNI:
		text = decodeVNI(b, &windows1252)
	case Windows1258:
		text = decodeBytes(b, &windows1258)
	case UTF16:
		order := utf16Order(b)
		if order == nil || len(b)%2 != 0 {
			return "", false
		}
		text = decodeUTF16(b, order)
	default:
		return "", false
	}
	if strings.ContainsRune(text, unknown) {
		return "", false
	}
	text, _ = Normalize(text)
	return text, true
}

// decodeBytes reads an encoding of one byte a rune.
func decodeBytes(b []byte, high *highHalf) string {
	out := make([]byte, 0, len(b)+len(b)/2)
	for _, c := range b {
		if c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, high[c-0x80])
		}
	}
	return string(out)
}

// decodeVNI reads VNI; rest has the runes of the bytes that VNI leaves alone.
func decodeVNI(b []byte, rest *highHalf) string {
	out := make([]byte, 0, len(b)+len(b)/2)
	for i := 0; i < len(b); i++ {
		c := b[i]
		r := rune(c)
		if c >= utf8.RuneSelf {
			if r = vniLetters[c]; r == 0 {
				r = rest[c-0x80]
			}
		}
		if i+1 < len(b) && b[i+1] >= utf8.RuneSelf {
			mark := vniMarks[b[i+1]]
			lower := unicode.ToLower(r)
			if at := strings.IndexRune(mark.of, lower); at >= 0 {
				becomes := []rune(mark.becomes)[utf8.RuneCountInString(mark.of[:at])]
				if lower != r {
					becomes = unicode.ToUpper(becomes)
				}
				r = withTone(becomes, mark.tone)
				i++
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// raiseCapitals makes the toned letters of words in capitals capitals, too. A
// word is in capitals if two of its letters are and no ASCII letter is small. A
// word of one capital may go either way (Tõ is Tế or TẾ), so it and its fellows
// are raised where they stand beside a word in capitals, without a small ASCII
// letter between the same two marks of punctuation.
func raiseCapitals(s string) string {
	out := []rune(s)
	raise := func(part []rune) {
		for i, r := range part {
			part[i] = unicode.ToUpper(r)
		}
	}
	for phrase := range runs(out, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' || r == '\u00a0'
	}) {
		inCapitals, small := false, false
		for word := range runs(phrase, unicode.IsLetter) {
			capitals, smallHere := 0, false
			for _, r := range word {
				if unicode.IsUpper(r) {
					capitals++
				}
				smallHere = smallHere || 'a' <= r && r <= 'z'
			}
			if capitals > 1 && !smallHere {
				inCapitals = true
				raise(word)
			}
			small = small || smallHere
		}
		if inCapitals && !small {
			raise(phrase)
		}
	}
	return string(out)
}

// runs goes through the longest parts of text in which is is true for all runes.
func runs(text []rune, is func(rune) bool) iter.Seq[[]rune] {
	return func(yield func([]rune) bool) {
		for i := 0; i < len(text); i++ {
			start := i
			for i < len(text) && is(text[i]) {
				i++
			}
			if i > start && !yield(text[start:i]) {
				return
			}
		}
	}
}

// utf16Order is the order of the bytes of UTF-16 text, or nil where b is not
// that: it begins with a byte-order mark and nothing in it is no text, or it
// reads as Latin text throughout.
func utf16Order(b []byte) binary.ByteOrder {
	const enough = 1 << 16
	var marked binary.ByteOrder
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		marked = binary.LittleEndian
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		marked = binary.BigEndian
	}
	b = b[:min(len(b), enough)]
	if marked != nil {
		for _, r := range decodeUTF16(b[:len(b)&^1], marked) {
			if r == unknown || unicode.IsControl(r) && !unicode.IsSpace(r) || r&0xFFFE == 0xFFFE {
				return nil
			}
		}
		return marked
	}
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		units, likely, ascii := len(b)/2, 0, 0
		for i := 0; i+1 < len(b); i += 2 {
			switch u := order.Uint16(b[i:]); {
			case u >= ' ' && u <= '~' || u == '\n' || u == '\r' || u == '\t':
				ascii++
				likely++
			case u >= 0xA0 && u < 0x370, u >= 0x1E00 && u < 0x1F00, u >= 0x2000 && u < 0x2070: // Latin, marks, punctuation
				likely++
			}
		}
		if units >= 4 && likely*20 >= units*19 && ascii*5 >= units*2 {
			return order
		}
	}
	return nil
}

// decodeUTF16 reads UTF-16 and drops its byte-order mark; len(b) is even.
func decodeUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff")
}

// Legacy names the encoding that bytes which are no UTF-8 seem to be in, one of
// the names above, or gives "" where none fits: for text in another language,
// for what is no text, and for UTF-8, whole or broken.
//
// It reads the bytes in each encoding in turn and looks at the words that have
// letters beyond ASCII. An encoding fits if at least two of these words, and four
// out of five, are built as Vietnamese syllables are, and if one of them has a
// letter that no western language spells with the same bytes: thé and né are
// built so, too, by accident.
func Legacy(b []byte) string {
	const enough = 1 << 16
	if utf16Order(b) != nil {
		return UTF16
	}
	if utf8.Valid(b) {
		return ""
	}
	first := bytes.IndexFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
	b = b[bytes.LastIndexAny(b[:first], " \n")+1:]
	b = b[:min(len(b), enough)]
	if slices.ContainsFunc(b, func(c byte) bool { return c < ' ' && (c < '\t' || c > '\r') && c != 0x1A }) {
		return "" // no text; 0x1A ended text files in DOS
	}
	name, _ := bestReading([]reading{
		{TCVN3, decodeBytes(b, &tcvn3Letters), isTCVN3Sign},
		{VNI, decodeVNI(b, &noLetters), isVNISign},
		{Windows1258, decodeBytes(b, &windows1258), isWindows1258Sign},
	})
	return name
}

// A reading is bytes as an encoding reads them. sign tells the words that no western
// language spells with the same bytes.
type reading struct {
	name, text string
	sign       func(word string) bool
}

// A tally is what the words of a text that have letters beyond ASCII come to.
type tally struct {
	words, right int             // right are those built as Vietnamese syllables
	signed       bool            // one of the right ones has a sign
	long         map[string]bool // of the right ones, those of three letters or more
}

// bestReading names the reading that most likely is the meant one, if one fits.
func bestReading(readings []reading) (name string, best tally) {
	best.words = 1
	for _, r := range readings {
		t := countSyllables(r.text, r.sign)
		if t.signed && t.right >= 2 && 5*t.right >= 4*t.words && t.right*best.words > best.right*t.words {
			name, best = r.name, t
		}
	}
	return name, best
}

// countSyllables looks at the words of a text that have letters beyond ASCII.
func countSyllables(text string, sign func(word string) bool) tally {
	var t tally
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != unknown
	}) {
		if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			continue
		}
		t.words++
		composed, _ := Normalize(strings.ToLower(word))
		if !isSyllable(composed) {
			continue
		}
		t.right++
		t.signed = t.signed || sign(word)
		if utf8.RuneCountInString(composed) >= 3 {
			if t.long == nil {
				t.long = map[string]bool{}
			}
			t.long[composed] = true
		}
	}
	return t
}

// isTCVN3Sign reports whether a word, in TCVN3, has a byte from 0xA1 to 0xBE,
// where Latin-1 has symbols, or one from 0xC6 to 0xDE, where it has capitals,
// behind a small letter.
func isTCVN3Sign(word string) bool {
	before := ' '
	for _, r := range word {
		if strings.ContainsRune("ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắ", r) ||
			'a' <= before && before <= 'z' && strings.ContainsRune("ặầẩẫấậèẻẽéẹềểễếệìỉĩíị", r) {
			return true
		}
		before = r
	}
	return false
}

// isVNISign reports whether a word has a vowel that VNI writes with two bytes:
// all but these.
func isVNISign(word string) bool {
	return strings.ContainsFunc(strings.ToLower(word), func(r rune) bool {
		_, _, ok := splitTone(r)
		return ok && r >= utf8.RuneSelf && !strings.ContainsRune("ìỉĩíịỵơư", r)
	})
}

// isWindows1258Sign reports whether a word, not composed, has a rune that
// Windows-1258 has where Latin-1 has a letter that is rare or stands behind no
// vowel.
func isWindows1258Sign(word string) bool {
	return strings.ContainsAny(word, "ĐđƠơƯư\u0300\u0309\u0303\u0301\u0323")
}
