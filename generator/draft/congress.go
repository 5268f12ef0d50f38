package draft

import (
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/vietnamese"
)

// A Named is the congress that a title names, of a committee of the Party that is not
// its centre unless the article is: "Đại hội Đảng bộ tỉnh lần thứ XVIII, nhiệm kỳ
// 2025-2030", or "khóa XVIII" of the committee that it elected.
type Named struct {
	Congress int           // 0 where the title has no number
	Term     calendar.Term // of the congress, zero where the title does not have it
	// Itself says that the title is the name of the congress or of a plenum, and not of
	// something else that has to do with it.
	Itself bool
}

// NamedCongress is the congress that a title names; ok is false where it names none,
// or one that is yet to be prepared or to be greeted. central is as for [Plenum].
func NamedCongress(title string, central bool) (n Named, ok bool) {
	ws := strings.Fields(vietnamese.Key(title))
	for i := range ws {
		if rest, is := after(ws[i:], "đại", "hội"); is {
			if n.Congress, ok = congressIn(rest, central); !ok || toBe(ws[:i]) {
				return Named{}, false
			}
			n.Term = termIn(rest)
			if n.Congress == 0 && n.Term.IsZero() {
				return Named{}, false
			}
			n.Itself = opens(ws[:i])
			return n, true
		}
	}
	if Plenum(title, central) == 0 {
		return Named{}, false
	}
	if i := slices.Index(ws, "khóa"); i >= 0 {
		n.Congress, _ = vietnamese.ReadOrdinal(ws[i+1:])
	}
	if n.Congress == 0 {
		return Named{}, false
	}
	n.Itself = true
	return n, true
}

// congressIn reads what follows đại hội: whose it is, and lần thứ or khóa with its
// number, 0 where there is none. ok is false for the congress of somebody else.
func congressIn(ws []string, central bool) (number int, ok bool) {
	ws, _ = after(ws, "đại", "biểu")
	if rest, is := after(ws, "toàn", "quốc"); is && !central {
		return 0, false
	} else if is {
		ws = rest
	}
	if n, size := vietnamese.ReadOrdinal(ws); size > 0 { // Đại hội XVIII Đảng bộ tỉnh
		return n, bodyAhead(ws[size:], central)
	}
	for i, w := range ws {
		switch {
		case w == "đại" || w == "hội" || w == "nghị": // another meeting, or a resolution
			return number, true
		case number == 0 && (w == "khóa" || w == "thứ" && i > 0 && ws[i-1] == "lần"):
			size := 0
			number, size = vietnamese.ReadOrdinal(ws[i+1:])
			if whose := ws[i+1+size:]; i == 1 && len(whose) > 0 && !bodyAhead(whose, central) {
				return 0, false
			}
		case i == 0 && w != "lần" && !bodyAhead(ws, central):
			return 0, false
		}
	}
	return number, true
}

// bodyAhead reports whether words begin as the name of an organisation of the Party
// does, or as what may follow the number of its congress.
func bodyAhead(ws []string, central bool) bool {
	ws, _ = after(ws, "của")
	switch {
	case len(ws) == 0:
		return true
	case ws[0] == "đảng": // đảng bộ, đảng ủy; alone, the whole Party
		return central || len(ws) > 1 && (ws[1] == "bộ" || ws[1] == "ủy")
	case len(ws) > 1 && ws[1] == "đảng": // tỉnh đảng bộ
		return true
	}
	return slices.Contains([]string{"chi", "đb", "nhiệm", "khai", "bế", "thành", "diễn", "họp", "phiên"}, ws[0])
}

// termIn reads the years of a term behind nhiệm kỳ.
func termIn(ws []string) calendar.Term {
	for i := range ws {
		rest, ok := after(ws[i:], "nhiệm", "kì")
		if ok && len(rest) > 1 {
			if t, ok := vietnamese.ParseTerm(rest[0] + "-" + rest[1]); ok {
				return t
			}
		}
	}
	return calendar.Term{}
}

// toBe reports whether the words before a congress say that it is still to come.
func toBe(before []string) bool {
	for i := range before {
		for _, p := range [][]string{{"chuẩn", "bị"}, {"hướng", "tới"}, {"tiến", "tới"}, {"chào", "mừng"}, {"trước", "thềm"}, {"trước"}, {"dự", "thảo"}, {"góp", "ý"}, {"lập", "thành"}, {"nhân", "sự"}, {"văn", "kiện"}} {
			if _, ok := after(before[i:], p...); ok {
				return true
			}
		}
	}
	return false
}

// opens reports whether the words before a congress leave the title its name.
func opens(before []string) bool {
	for _, w := range before {
		if !slices.Contains([]string{"khai", "bế", "mạc", "trọng", "thể", "phiên", "trù", "bị", "lễ", "chính", "thức", "diễn", "biến", "toàn", "cảnh"}, w) {
			return false
		}
	}
	return true
}

// Held is the congress of the registry that a title names; ok is false where the
// committee has none with that number and that term.
func Held(c *content.Committee, n Named) (o Opening, ok bool) {
	for _, g := range c.Congresses {
		if (n.Congress == 0 || n.Congress == g.Number) && (n.Term.IsZero() || n.Term == g.Term) {
			if ok && o != (Opening{g.Number, g.Term}) {
				return Opening{}, false
			}
			o, ok = Opening{g.Number, g.Term}, true
		}
	}
	return o, ok
}
