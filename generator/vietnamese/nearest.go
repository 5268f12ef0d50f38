package vietnamese

import (
	"strings"
	"unicode/utf8"
)

// Nearest gives the known word that an author most likely meant by word, for a
// "did you mean"; ok is false where none is near. Case and marks do not count
// ([Fold]).
//
// A known word is near if at most a third of the longer one's characters are
// wrong, counting as one mistake a character too many, too few or other than it
// should be, or two neighbours exchanged; or if it begins with word, where word
// has three characters or more, as an abbreviated id does. Fewer mistakes win;
// a beginning counts as one mistake where it ends before a hyphen or a space,
// and as two elsewhere. Then the shorter known word wins, then the earlier
// in the order of bytes, so the order of known does not matter. Nothing is near a
// word of more than 64 characters: comparing takes time with their square.
func Nearest(word string, known []string) (nearest string, ok bool) {
	const minBeginning, longestWord = 3, 64
	wanted := []rune(Fold(word))
	if len(wanted) == 0 || len(wanted) > longestWord {
		return "", false
	}
	best, bestLen := 0, 0
	var rows [3][]int
	for _, k := range known {
		if len(k) > 8*len(wanted)+64 {
			continue // far too long, which is seen without folding it
		}
		folded := Fold(k)
		length := utf8.RuneCountInString(folded)
		limit := max(length, len(wanted)) / 3
		mistakes := limit + 1
		if rest, begins := strings.CutPrefix(folded, string(wanted)); begins && rest != "" && len(wanted) >= minBeginning {
			mistakes = 2
			if rest[0] == '-' || rest[0] == ' ' {
				mistakes = 1
			}
			limit = max(limit, mistakes)
		}
		if length-len(wanted) <= limit && len(wanted)-length <= limit && length <= longestWord {
			mistakes = min(mistakes, distance(wanted, []rune(folded), &rows))
		}
		if mistakes > limit {
			continue
		}
		if !ok || mistakes < best || mistakes == best && (length < bestLen || length == bestLen && k < nearest) {
			nearest, ok, best, bestLen = k, true, mistakes, length
		}
	}
	return nearest, ok
}

// distance counts the characters to insert, delete, replace or exchange with
// their neighbour between a and b, no character being touched twice (optimal
// string alignment). rows is room to work in, kept between calls.
func distance(a, b []rune, rows *[3][]int) int {
	for i := range rows {
		if cap(rows[i]) <= len(b) {
			rows[i] = make([]int, len(b)+1)
		}
		rows[i] = rows[i][:len(b)+1]
	}
	before, last, row := rows[0], rows[1], rows[2]
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
