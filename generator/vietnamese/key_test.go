package vietnamese

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCanonicalTone(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"hoà", "hòa"},
		{"hòa", "hòa"},
		{"Hoà Bình", "Hòa Bình"},
		{"HOÀ", "HÒA"},
		{"HoÀ", "HòA"},
		{"khoẻ hoạ loã toá", "khỏe họa lõa tóa"},
		{"uỷ", "ủy"},
		{"Uỷ ban, UỶ BAN", "Ủy ban, ỦY BAN"},
		{"thuỷ luỹ huý tuỵ thuỳ", "thủy lũy húy tụy thùy"},
		{"Đoá", "Đóa"},
		{"ngoạ", "ngọa"},
		{"xoá-bỏ (xoá)", "xóa-bỏ (xóa)"},
		{"hoà2", "hòa2"},
		{"hoà hoà uỷ hoà", "hòa hòa ủy hòa"},
		// One spelling only.
		{"quý quỳ quà", "quý quỳ quà"},
		{"QUÝ", "QUÝ"},
		{"hoàn thuyền toán khuỷu ngoáy ngoài", "hoàn thuyền toán khuỷu ngoáy ngoài"},
		{"loà\u0302", "loà\u0302"},
		{"của mùa múi", "của mùa múi"},
		{"thuở thuế hoằng", "thuở thuế hoằng"},
		{"o à", "o à"},
		{"uý", "úy"},
		{"thuê", "thuê"},
		{"o\xff u\xc3", "o\xff u\xc3"},
	}
	for _, tt := range tests {
		if got := CanonicalTone(tt.in); got != tt.want {
			t.Errorf("CanonicalTone(%q) = %q; want %q", tt.in, got, tt.want)
		}
	}
}

func TestKeyOne(t *testing.T) {
	groups := [][]string{
		{"Đảng ủy Khối", "đảng uỷ khối", "Ðảng  ủy\u00a0Khối", norm.NFD.String("ĐẢNG UỶ KHỐI"), " Đảng ủy, Khối. ", "Đảng ủy (Khối)", "Đảng\nủy – Khối", "Đảng\u200b ủ\u00ady Khối"},
		{"Hòa Bình", "Hoà Bình", "HOÀ BÌNH"},
		{"kỳ", "kì", "KỲ"},
		{"Lý Nhân", "Lí Nhân"},
		{"quý", "quí", "QUÝ"},
		{"mỹ thuật", "mĩ thuật"},
		{"tỷ lệ", "tỉ lệ"},
		{"sĩ quan", "sỹ quan"},
		{"hi vọng", "hy vọng"},
		{"35-CT/TW", "35 – CT/TW", "35 ct tw"},
		{"", " ", "…", "\u200b", "-- –"},
	}
	seen := map[string]string{}
	for _, g := range groups {
		for _, s := range g {
			if got := Key(s); got != Key(g[0]) {
				t.Errorf("Key(%q) = %q, Key(%q) = %q", s, got, g[0], Key(g[0]))
			}
		}
		if other, ok := seen[Key(g[0])]; ok {
			t.Errorf("%q and %q have one key", g[0], other)
		}
		seen[Key(g[0])] = g[0]
	}
}

func TestKeyTwo(t *testing.T) {
	for _, pair := range [][2]string{
		{"đường", "dương"},
		{"Đại", "Dại"},
		{"hóa", "hòa"},
		{"XI", "XII"},
		{"05", "5"},
		{"tay", "tai"},
		{"thủy", "thủi"},
		{"khối cơ quan", "khốicơ quan"},
		{"C+", "C"},
		{"party", "parti"},
	} {
		if Key(pair[0]) == Key(pair[1]) {
			t.Errorf("%q and %q have one key, %q", pair[0], pair[1], Key(pair[0]))
		}
	}
}

func TestKeyForm(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Tỉnh uỷ  Lạng Sơn!", "tỉnh ủy lạng sơn"},
		{"Lý", "lí"},
		{"“Ủy ban”", "ủy ban"},
		{"a\xffb", "a\ufffdb"},
		{"T\u0308", "ẗ"},
		{"e\u200b\u0301", "é"},
		{"HO\u200bÀ", "hòa"},
	}
	for _, tt := range tests {
		if got := Key(tt.in); got != tt.want {
			t.Errorf("Key(%q) = %q; want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzKey(f *testing.F) {
	for _, s := range []string{"Hoà Bình", "qu-ý", "L\u200bý", "o\u00adà", "\xff", "kỳ.", "İ", "e\u200b\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out := Key(s)
		if again := Key(out); again != out {
			t.Fatalf("Key(Key(%q)) = %q; want %q", s, again, out)
		}
		if !utf8.ValidString(out) || strings.TrimSpace(out) != out || strings.Contains(out, "  ") {
			t.Fatalf("Key(%q) = %q", s, out)
		}
		if c := CanonicalTone(CanonicalTone(s)); c != CanonicalTone(s) {
			t.Fatalf("CanonicalTone twice of %q = %q; once = %q", s, c, CanonicalTone(s))
		}
	})
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		Key("Đảng uỷ Khối các cơ quan tỉnh")
	}
}

func BenchmarkCanonicalTone(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		CanonicalTone(sample)
	}
}
