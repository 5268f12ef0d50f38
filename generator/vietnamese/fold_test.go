package vietnamese

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"nam dinh", "nam dinh"},
		{"Nam Dinh", "nam dinh"},
		{"Đảng bộ", "dang bo"},
		{"ĐƯỜNG", "duong"},
		{"Ðảng Ðông ð", "dang dong d"},
		{norm.NFD.String("Nghị quyết Đại hội"), "nghi quyet dai hoi"},
		{"35-CT/TW", "35-ct/tw"},
		{"“Tự chỉ trích” – 97,1%…", "“tu chi trich” – 97,1%…"},
		{"Ångström Łódź Straße Ærø", "angstrom łodz straße ærø"},
		{"İstanbul Ⱥ ȾẞǢ", "istanbul ⱥ ⱦßæ"},
		{"Москва Йод", "москва иод"},
		{"한국 東京", "한국 東京"},
		{"\u1112\u1161\u11ab", "한"},
		{"a\u2000b", "a\u2002b"},
		{"a\u0301\u0302 \u0301", "a "},
		{"a\xffÉ\xc3", "a\ufffde\ufffd"},
		{"\xe1\xba", "\ufffd\ufffd"},
		{"\xc3\u0301\xa9", "\ufffd\ufffd"},
		{"😀 Ủ", "😀 u"},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q; want %q", tt.in, got, tt.want)
		}
		if got := string(AppendFold([]byte("Ô "), tt.in)); got != "Ô "+tt.want {
			t.Errorf("AppendFold(%q) = %q; want %q", tt.in, got, "Ô "+tt.want)
		}
	}
}

// foldByRule is the rule that Fold promises, word for word.
func foldByRule(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if r == 'đ' || r == 'ð' {
			r = 'd'
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := "x" + string(r) + "y"
		if got, want := Fold(s), foldByRule(s); got != want {
			t.Errorf("Fold(%q) = %q; want %q", s, got, want)
		}
	}
	for _, six := range vowels {
		for _, r := range six {
			if got := Fold(string(r)); len(got) != 1 || strings.ContainsAny(got, "đ") {
				t.Errorf("Fold(%c) = %q", r, got)
			}
			if up := unicode.ToUpper(r); Fold(string(up)) != Fold(string(r)) {
				t.Errorf("Fold(%c) = %q, Fold(%c) = %q", up, Fold(string(up)), r, Fold(string(r)))
			}
		}
	}
}

func TestSlug(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Đại", "dai"},
		{"Ái", "ai"},
		{"Ðại hội", "dai-hoi"},
		{norm.NFD.String("Đường Hồ Chí Minh"), "duong-ho-chi-minh"},
		{"35-CT/TW", "35-ct-tw"},
		{"14 – KH/ĐU", "14-kh-du"},
		{"lang-son-khoi", "lang-son-khoi"},
		{"  --a  (b) – c!--", "a-b-c"},
		{"People’s Council's", "peoples-councils"},
		{"co\u00adope\u200bration", "cooperation"},
		{"a\u00a0b", "a-b"},
		{"Straße Ærø Łódź Œuvre", "strasse-aero-lodz-oeuvre"},
		{"Москва 2020", "2020"},
		{"Москва", ""},
		{"'’ \u200b", ""},
		{"!?…", ""},
		{"a東b", "a-b"},
		{"50%", "50"},
		{"a\xffb", "a-b"},
	}
	for _, tt := range tests {
		if got := Slug(tt.in); got != tt.want {
			t.Errorf("Slug(%q) = %q; want %q", tt.in, got, tt.want)
		}
		if got := string(AppendSlug([]byte("x/"), tt.in)); got != "x/"+tt.want {
			t.Errorf("AppendSlug(%q) = %q; want %q", tt.in, got, "x/"+tt.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Đảng ủy", "Ðð", "e\u0301\xff", "Москва", "\u1112\u1161\u11ab", "ǢȺ", "\u0995\u09c7\u09be", "İ"} {
		f.Add(s)
	}
	bulletinLines(f, func(line string) { f.Add(line) })
	f.Fuzz(func(t *testing.T, s string) {
		out := Fold(s)
		if !utf8.ValidString(out) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", s, out)
		}
		if again := Fold(out); again != out {
			t.Fatalf("Fold(Fold(%q)) = %q; want %q", s, again, out)
		}
		if strings.ContainsAny(out, "đĐðÐ") {
			t.Fatalf("Fold(%q) = %q", s, out)
		}
		n, _ := Normalize(s)
		if utf8.ValidString(s) && Fold(n) != out {
			t.Fatalf("Fold(%q) = %q, but of its normal form %q", s, out, Fold(n))
		}
	})
}

func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Đại hội XIV", "-a--b-", "’", "ß\u200b-æ", "\xff", "Ái"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Slug(s)
		if strings.Trim(out, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" ||
			strings.HasPrefix(out, "-") || strings.HasSuffix(out, "-") || strings.Contains(out, "--") {
			t.Fatalf("Slug(%q) = %q", s, out)
		}
		for _, r := range out {
			if r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
				t.Fatalf("Slug(%q) = %q", s, out)
			}
		}
		if again := Slug(out); again != out {
			t.Fatalf("Slug(Slug(%q)) = %q; want %q", s, again, out)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	b.Run("article", func(b *testing.B) {
		var buf []byte
		b.SetBytes(int64(len(sample)))
		for b.Loop() {
			buf = AppendFold(buf[:0], sample)
		}
	})
	b.Run("name", func(b *testing.B) {
		for b.Loop() {
			Fold("Đảng bộ Khối các cơ quan tỉnh")
		}
	})
}

func BenchmarkSlug(b *testing.B) {
	for b.Loop() {
		Slug("Đảng bộ Khối các cơ quan tỉnh")
	}
}
