// Package vietnamese holds what has to be known about written Vietnamese, and
// nothing else: the normal form of a text, the forms under which two spellings
// are one, the order of names, and how numbers and terms are written.
//
// It takes strings and bytes as they come out of a file and gives strings back.
// [Normalize] is what every text passes through once, when it is loaded; all
// other functions take text in that form, and say so where they are more
// forgiving. Three forms serve for comparing, from the strictest to the loosest:
//
//   - [CanonicalTone] makes the two placements of a tone mark one (hoà, hòa);
//   - [Key] makes spellings one that are one to a reader, and keeps all marks;
//   - [Fold] is what a reader without marks types (hoa).
//
// [Slug] is the folded form as part of an address. Bytes that are no UTF-8 are
// for [Legacy] to name and for [DecodeLegacy] to read.
//
// Nothing here knows of files, positions or problems: a caller is told what was
// found and turns it into a warning itself. Every function may be called from
// many goroutines at once; an [Order] may not.
package vietnamese

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A tone is one of the six tones, in the order of the dictionary.
type tone uint8

const (
	ngang tone = iota // no mark
	huyen             // à
	hoi               // ả
	nga               // ã
	sac               // á
	nang              // ạ
)

// vowels has the twelve vowels, each with its six tones in order.
var vowels = [...][6]rune{
	{'a', 'à', 'ả', 'ã', 'á', 'ạ'},
	{'ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'},
	{'â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'},
	{'e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'},
	{'ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'},
	{'i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'},
	{'o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'},
	{'ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'},
	{'ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'},
	{'u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'},
	{'ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'},
	{'y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'},
}

// All Vietnamese letters lie in the two blocks of Latin letters below U+0250
// and in U+1E00 to U+1EFF, so tables over these two, end to end, answer for
// every letter that is met in practice.
const (
	latinEnd  = 0x250
	extraFrom = 0x1E00
	extraEnd  = 0x1F00
	tableSize = latinEnd + extraEnd - extraFrom
)

// tableIndex is the place of a rune in the tables, or -1.
func tableIndex(r rune) int {
	switch {
	case r >= 0 && r < latinEnd:
		return int(r)
	case r >= extraFrom && r < extraEnd:
		return int(r) - extraFrom + latinEnd
	}
	return -1
}

func tableRune(i int) rune {
	if i < latinEnd {
		return rune(i)
	}
	return rune(i) - latinEnd + extraFrom
}

// foldRune is the letter without marks in lower case, by [tableIndex]; 0 where
// it would take more bytes than the letter itself.
var foldRune = func() (table [tableSize]uint16) {
	for i := range table {
		r := tableRune(i)
		base := r
		if d := norm.NFD.PropertiesString(string(r)).Decomposition(); d != nil {
			base = []rune(string(d))[0]
		}
		base = plainD(unicode.ToLower(base))
		if len(string(base)) <= len(string(r)) {
			table[i] = uint16(base)
		}
	}
	return table
}()

// A vowel is a vowel's row in vowels, from 1, and its tone.
type vowel struct {
	row  uint8
	tone tone
}

// vowelOf has the Vietnamese vowels in lower case, by [tableIndex].
var vowelOf = func() (table [tableSize]vowel) {
	for row, six := range vowels {
		for t, r := range six {
			table[tableIndex(r)] = vowel{uint8(row + 1), tone(t)}
		}
	}
	return table
}()

// splitTone parts a vowel, in either case, into the vowel in lower case without
// its tone, and the tone; ok is false for every other rune.
func splitTone(r rune) (base rune, t tone, ok bool) {
	i := tableIndex(unicode.ToLower(r))
	if i < 0 || vowelOf[i].row == 0 {
		return 0, 0, false
	}
	v := vowelOf[i]
	return vowels[v.row-1][0], v.tone, true
}

// withTone puts a tone on a vowel that has none, and keeps its case.
func withTone(base rune, t tone) rune {
	lower := unicode.ToLower(base)
	r := vowels[vowelOf[tableIndex(lower)].row-1][t]
	if lower != base {
		return unicode.ToUpper(r)
	}
	return r
}

// plainD is d for đ, which has no decomposition, and for the Icelandic ð that
// stands in for it; r is in lower case.
func plainD(r rune) rune {
	if r == 'đ' || r == 'ð' {
		return 'd'
	}
	return r
}

// isVowel reports whether a letter is a vowel under its marks.
func isVowel(r rune) bool {
	i := tableIndex(r)
	return i >= 0 && foldRune[i] < 0x80 && strings.IndexByte("aeiouy", byte(foldRune[i])) >= 0
}
