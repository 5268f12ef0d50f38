package vietnamese

import "strings"

// CutAtWord is the beginning of a text that has at most limit characters: whole words
// without the marks that would have led on, or where not even the first word fits, as
// much of that as does. cut is false where the text is short enough as it is.
func CutAtWord(s string, limit int) (short string, cut bool) {
	at, n := 0, 0
	for at = range s {
		if n++; n > limit {
			break
		}
	}
	if n <= limit {
		return s, false
	}
	short = s[:at]
	if i := strings.LastIndexByte(short, ' '); i > 0 && s[at] != ' ' {
		short = short[:i]
	}
	return strings.TrimRight(short, " ,;:.–—-"), true
}
