package vietnamese

import (
	"strconv"
	"strings"
	"unicode"

	"bantin/generator/calendar"
)

// maxRoman is the greatest number that Roman numerals write without bars.
const maxRoman = 3999

// maxOrdinal is the greatest number of a congress: contract, "1 to 99".
const maxOrdinal = 99

// Roman gives the Roman numeral of n in capitals, XIV for 14. A number that has
// none, below 1 or above 3999, is given in digits: a reader can read that.
func Roman(n int) string {
	if n < 1 || n > maxRoman {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range [...]struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"},
		{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
		{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.sign)
		}
	}
	return b.String()
}

// ParseRoman reads a Roman numeral from 1 to 3999, all in capitals or all in
// small letters, and only as [Roman] writes it: IIII and VX are none, so a slip
// of the keyboard is not taken for another congress.
func ParseRoman(s string) (int, bool) {
	const longest = len("MMMDCCCLXXXVIII")
	if s == "" || len(s) > longest {
		return 0, false
	}
	upper := s
	if s[0] >= 'a' {
		if upper = strings.ToUpper(s); strings.ToLower(upper) != s {
			return 0, false
		}
	}
	n, last := 0, 0
	for i := len(upper) - 1; i >= 0; i-- {
		value := 0
		switch upper[i] {
		case 'I':
			value = 1
		case 'V':
			value = 5
		case 'X':
			value = 10
		case 'L':
			value = 50
		case 'C':
			value = 100
		case 'D':
			value = 500
		case 'M':
			value = 1000
		default:
			return 0, false
		}
		if value < last {
			n -= value
		} else {
			n += value
			last = value
		}
	}
	if n < 1 || n > maxRoman || Roman(n) != upper {
		return 0, false
	}
	return n, true
}

// ParseOrdinal reads the number of a congress or a plenum, 1 to 99, as people
// type it: XIV, xiv, 14 or 05, with spaces around it or without.
func ParseOrdinal(s string) (int, bool) {
	s = strings.TrimSpace(s)
	n, ok := digits(s)
	if !ok || len(s) > 2 {
		n, ok = ParseRoman(s)
	}
	if !ok || n < 1 || n > maxOrdinal {
		return 0, false
	}
	return n, true
}

// ParseTerm reads a term as people type it: two years of four digits with one
// dash of any length between them, and spaces anywhere around the three, so
// 2020-2025, 2020 – 2025 and 2020 -2025. Nothing else may stand there. Whether
// the years are in order, or likely, is for the caller to judge.
func ParseTerm(s string) (calendar.Term, bool) {
	s = strings.TrimSpace(s)
	if len(s) < len("2020-2025") {
		return calendar.Term{}, false
	}
	from, ok1 := digits(s[:4])
	to, ok2 := digits(s[len(s)-4:])
	dash := strings.TrimFunc(s[4:len(s)-4], unicode.IsSpace)
	if !ok1 || !ok2 || !isDash(dash) {
		return calendar.Term{}, false
	}
	return calendar.Term{From: from, To: to}, true
}

// isDash reports whether s is one hyphen, dash or minus sign: U+002D, U+2010 to
// U+2015, U+2212.
func isDash(s string) bool {
	switch s {
	case "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212":
		return true
	}
	return false
}

// digits reads one to nine ASCII digits and nothing else.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// units are the numbers below ten and ten itself as words, with those that follow
// lần thứ (nhất, nhì, tư) and those that follow tens (mốt, lăm).
var units = map[string]int{"nhất": 1, "một": 1, "mốt": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10}

// ReadOrdinal reads the number of a congress or a plenum, 1 to 99, that some words
// begin with: as [ParseOrdinal] does, or as words, mười bốn or hai mươi mốt. size is
// how many of them it takes, 0 where they begin with no such number. The words are
// in the form of [Key].
func ReadOrdinal(words []string) (n, size int) {
	if len(words) == 0 {
		return 0, 0
	}
	if n, ok := ParseOrdinal(words[0]); ok {
		return n, 1
	}
	if n = units[words[0]]; n == 0 {
		return 0, 0
	}
	size = 1
	next := func() string {
		if size < len(words) {
			return words[size]
		}
		return ""
	}
	if n > 1 && n < 10 && next() == "mươi" {
		n, size = n*10, size+1
	}
	// Five after ten is lăm: năm is the year that follows.
	if more := units[next()]; n >= 10 && more > 0 && more < 10 && next() != "năm" {
		n, size = n+more, size+1
	}
	return n, size
}
