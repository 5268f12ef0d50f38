package draft

import (
	"slices"
	"strings"
	"unicode"

	"bantin/generator/vietnamese"
)

// Plenum is the number of the plenum that a title is the name of, as "Hội nghị Ban
// Chấp hành Đảng bộ tỉnh lần thứ 3", "Hội nghị lần thứ ba Ban Chấp hành" and "Bế mạc
// Hội nghị BCH lần thứ XVI: …" are; 0 where it is none. central says that the article
// is of the Party's centre, without which a plenum of the Central Committee is not its
// own.
//
// The form decides, and nothing is guessed: a conference that puts something into
// effect, a congress, or the committee of another organisation have other words in
// these places.
func Plenum(title string, central bool) int {
	ws := nameOf(title)
	if len(ws) > 2 && slices.Contains([]string{"khai", "bế"}, ws[0]) && ws[1] == "mạc" {
		ws = ws[2:]
	}
	ws, ok := after(ws, "hội", "nghị")
	if !ok {
		return 0
	}
	if rest, ok := after(ws, "lần", "thứ"); ok { // the number comes first
		n, size := vietnamese.ReadOrdinal(rest)
		if whose, ok := committeeOf(rest[size:]); ok && n > 0 && own(whose, central) {
			return n
		}
		return 0
	}
	ws, ok = committeeOf(ws)
	if !ok || !own(ws, central) {
		return 0
	}
	for i := range ws {
		switch {
		case ws[i] == "hội" || ws[i] == "nghị": // another meeting, or what one has resolved
			return 0
		case i+2 < len(ws) && ws[i] == "lần" && ws[i+1] == "thứ":
			n, _ := vietnamese.ReadOrdinal(ws[i+2:])
			return n
		}
	}
	return 0
}

// nameOf are the words of a title as keys, up to where the name of a meeting ends: a
// comma, a colon, a full stop, or a dash between spaces. What is in brackets is left
// out.
func nameOf(title string) []string {
	depth := 0
	title = strings.Map(func(r rune) rune {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
			return ' '
		}
		if depth > 0 {
			return ' '
		}
		return r
	}, title)
	var out []string
	for field := range strings.FieldsSeq(title) {
		out = append(out, strings.Fields(vietnamese.Key(field))...)
		if !strings.ContainsFunc(field, unicode.IsLetter) && !strings.ContainsFunc(field, unicode.IsDigit) || strings.ContainsAny(field[len(field)-1:], ",:;.") {
			break
		}
	}
	return out
}

// after is what follows some words at the beginning.
func after(ws []string, begin ...string) ([]string, bool) {
	if len(ws) < len(begin) || !slices.Equal(ws[:len(begin)], begin) {
		return ws, false
	}
	return ws[len(begin):], true
}

// committeeOf is what follows ban chấp hành at the beginning.
func committeeOf(ws []string) ([]string, bool) {
	ws, _ = after(ws, "của")
	if rest, ok := after(ws, "bch"); ok {
		return rest, true
	}
	return after(ws, "ban", "chấp", "hành")
}

// own reports whether the words behind ban chấp hành are those of a party committee.
func own(ws []string, central bool) bool {
	if len(ws) == 0 {
		return true
	}
	if ws[0] == "trung" || ws[0] == "tw" {
		return central
	}
	return slices.Contains([]string{"đảng", "đb", "tỉnh", "thành", "quận", "huyện", "xã", "phường", "chi", "khóa", "lần", "mở", "nhiệm"}, ws[0])
}
