package vietnamese

import "testing"

func TestMeant(t *testing.T) {
	keys := []string{"title", "date", "committee", "plenum", "term"}
	kinds := []string{"congress", "plenum", "conference"}
	for _, tt := range []struct {
		word  string
		known []string
		want  string
	}{
		{"tieude", keys, "title"}, {"tieu_de", keys, "title"}, {"Tiêu đề", keys, "title"}, {"ngay", keys, "date"}, {"cap_uy", keys, "committee"},
		{"cấp uỷ", keys, "committee"}, {"nhiệm kì", keys, "term"}, {"nhiệm-kỳ", keys, "term"},
		{"hội nghị", keys, "plenum"}, {"hội nghị", kinds, "conference"}, {"Hội nghị BCH", kinds, "plenum"},
		{"tiêu đề", kinds, ""}, {"", keys, ""}, {"ngày xưa", keys, ""},
	} {
		if got, ok := Meant(tt.word, tt.known); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q is meant as %q, %v, want %q", tt.word, got, ok, tt.want)
		}
	}
	for word := range meanings {
		if Fold(word) != word {
			t.Errorf("%q has marks, and is never found", word)
		}
	}
}
