package vietnamese

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	ids := []string{"lang-son", "lang-son-khoi-cac-co-quan", "nam-dinh", "nam-dinh-khoi-cac-co-quan", "ninh-binh", "tay-ninh", "trung-uong", "can-tho", "hau-giang"}
	keys := []string{"title", "date", "until", "committee", "congress", "term", "also", "kind", "number", "summary", "image", "draft"}
	tests := []struct {
		word  string
		known []string
		want  string // "": none
	}{
		{"lang-son-khoi", ids, "lang-son-khoi-cac-co-quan"},
		{"lang-sn", ids, "lang-son"},
		{"lang-son", ids, "lang-son"},
		{"Lạng-Sơn", ids, "lang-son"},
		{"lang_son", ids, "lang-son"},
		{"nam-dihn", ids, "nam-dinh"},
		{"tayninh", ids, "tay-ninh"},
		{"lang-son-khoi-cac-co-quan-tinh", ids, "lang-son-khoi-cac-co-quan"},
		{"trung-uong-dang", ids, "trung-uong"},
		{"nam", ids, "nam-dinh"},
		{"na", ids, ""},
		{"ha-noi", ids, ""},
		{"", ids, ""},
		{"tilte", keys, "title"},
		{"titel", keys, "title"},
		{"commitee", keys, "committee"},
		{"congres", keys, "congress"},
		{"congressional", keys, ""},
		{"dat", keys, "date"},
		{"alos", keys, "also"},
		{"sumary", keys, "summary"},
		{"x", keys, ""},
		{"foo", keys, ""},
		{"hội nghị", []string{"Hội Nghị", "Hội Nghề"}, "Hội Nghị"},
		{"dang", []string{"Đảng"}, "Đảng"},
		{"term", nil, ""},
		// Ties: the shorter, then the earlier.
		{"abc", []string{"abx", "aby", "abcd"}, "abx"},
		{"dai", []string{"đai", "dai"}, "dai"},
		{"khoi", []string{"khoi-co-quan", "khoi-ab", "khoi-aa"}, "khoi-aa"},
	}
	for _, tt := range tests {
		got, ok := Nearest(tt.word, tt.known)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Nearest(%q) = %q, %v; want %q", tt.word, got, ok, tt.want)
		}
		turned := slices.Clone(tt.known)
		slices.Reverse(turned)
		if got, _ := Nearest(tt.word, turned); got != tt.want {
			t.Errorf("Nearest(%q) among the same, turned round = %q; want %q", tt.word, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	var rows [3][]int
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abcd", "badc", 2},
		{"abc", "axc", 1}, {"abc", "ac", 1}, {"ca", "abc", 3}, {"kitten", "sitting", 3}, {"đạo", "đao", 1},
	} {
		if got := distance([]rune(tt.a), []rune(tt.b), &rows); got != tt.want {
			t.Errorf("distance(%q, %q) = %d; want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance([]rune(tt.b), []rune(tt.a), &rows); got != tt.want {
			t.Errorf("distance(%q, %q) = %d; want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
