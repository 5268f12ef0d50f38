package vietnamese

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sample is about 3 KB of text as an article has it: Vietnamese with English,
// numbers and punctuation.
var sample = strings.Repeat("Sáng ngày 21/12/2020, Đảng ủy Khối mở hội nghị quán triệt Nghị quyết đại hội lần thứ XIV, "+
	"nhiệm kỳ 2020 – 2025. Hơn hai trăm cán bộ dự “trực tuyến”; the meeting was also reported in English, "+
	"and documents 35-CT/TW and 14-KH/ĐU were read out.\n\n", 12)

func TestNormalize(t *testing.T) {
	tests := []struct {
		name, in, want string
		mended         Mended
	}{
		{"empty", "", "", Mended{}},
		{"ascii", "Nam Dinh", "Nam Dinh", Mended{}},
		{"already normal", sample, sample, Mended{}},
		{"eth", "Lâm Ðồng, ðường", "Lâm Đồng, đường", Mended{Eths: 2, FirstEth: 5}},
		{"small eth first", "ð Ð ð", "đ Đ đ", Mended{Eths: 3}},
		{"eth at the end", "12345678Ð", "12345678Đ", Mended{Eths: 1, FirstEth: 8}},
		{"decomposed", "Ba\u0300i vie\u0302\u0301t", "Bài viết", Mended{Decomposed: 2, FirstDecomposed: 1}},
		{"half composed", "vi\u00ea\u0301t", "viết", Mended{Decomposed: 1, FirstDecomposed: 2}},
		{"marks in the other order", "ba\u0323\u0302c", "bậc", Mended{Decomposed: 1, FirstDecomposed: 1}},
		{"offset is of the output", "e\u0301e\u0301 Ð", "éé Đ", Mended{Eths: 1, FirstEth: 5, Decomposed: 2}},
		{"both", "Ða\u0323i hô\u0323i", "Đại hội", Mended{Eths: 1, Decomposed: 2, FirstDecomposed: 2}},
		{"mark that composes with nothing", "x\u0301 y", "x\u0301 y", Mended{}},
		{"mark at the start", "\u0301a", "\u0301a", Mended{}},
		{"angstrom sign", "5 \u212b", "5 å"[:2] + "Å", Mended{Decomposed: 1, FirstDecomposed: 2}},
		{"en quad", "a\u2000b", "a\u2002b", Mended{Decomposed: 1, FirstDecomposed: 1}},
		{"hangul", "\u1112\u1161\u11ab", "한", Mended{Decomposed: 1}},
		{"other scripts", "Москва 東京 Ἀθῆναι 😀\ufe0f", "Москва 東京 Ἀθῆναι 😀\ufe0f", Mended{}},
		{"not UTF-8", "a\xffb\xc3", "a\xffb\xc3", Mended{}},
		{"a lead byte before a mark", "\xc3\u0301", "\xc3\u0301", Mended{}},
	}
	for _, tt := range tests {
		got, m := Normalize(tt.in)
		if got != tt.want || m != tt.mended {
			t.Errorf("%s: Normalize(%q) = %q, %+v; want %q, %+v", tt.name, tt.in, got, m, tt.want, tt.mended)
		}
		in := []byte(tt.in)
		b, m := NormalizeBytes(in)
		if string(b) != tt.want || m != tt.mended {
			t.Errorf("%s: NormalizeBytes(%q) = %q, %+v; want %q, %+v", tt.name, tt.in, b, m, tt.want, tt.mended)
		}
		if string(in) != tt.in {
			t.Errorf("%s: NormalizeBytes changed its input to %q", tt.name, in)
		}
	}
}

// A place in the text must not matter for what is found, the eight bytes that
// are looked at together included.
func TestNormalizeEveryOffset(t *testing.T) {
	for n := range 40 {
		for _, tail := range []string{"", "x", "đường dài hơn tám byte"} {
			pad := strings.Repeat("à", n/2) + strings.Repeat("b", n%2)
			got, m := Normalize(pad + "Ðô\u0323" + tail)
			want := Mended{Eths: 1, FirstEth: n, Decomposed: 1, FirstDecomposed: n + 2}
			if got != pad+"Độ"+tail || m != want {
				t.Errorf("after %d bytes, before %q: %q, %+v", n, tail, got, m)
			}
		}
	}
}

// A rune without doubt must be stable in NFC and must not join what stands
// before it: then a text of such runes is NFC as a whole.
func TestDoubts(t *testing.T) {
	free := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		if doubts([]byte(s)) != 0 {
			continue
		}
		free++
		if !norm.NFC.IsNormalString(s) || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%U is not doubted, but NFC may change it", r)
		}
		if s == "Ð" || s == "ð" {
			t.Errorf("%U is not doubted", r)
		}
	}
	if free < 20000 {
		t.Errorf("only %d runes are free of doubt", free)
	}
	for _, six := range vowels {
		for _, r := range six {
			if doubts([]byte(string(r))) != 0 {
				t.Errorf("%c is doubted: Vietnamese text would be slow", r)
			}
		}
	}
	if doubts([]byte(sample)) != 0 {
		t.Error("the sample is doubted")
	}
}

func TestNormalizeCleanDoesNotAllocate(t *testing.T) {
	b := []byte(sample)
	if n := testing.AllocsPerRun(20, func() { Normalize(sample); NormalizeBytes(b) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"Ðại hội", "Đa\u0323i hô\u0323i", "a\xffb", "\u1112\u1161", "\u2000", "Ð\u0301\u0323", strings.Repeat("\u0301", 40), "e\u0301Ð\u0323\u0302"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out, m := Normalize(s)
		if !norm.NFC.IsNormalString(out) {
			t.Fatalf("Normalize(%q) = %q is not NFC", s, out)
		}
		if strings.ContainsAny(out, "Ðð") {
			t.Fatalf("Normalize(%q) = %q has an eth", s, out)
		}
		want := strings.NewReplacer("Ð", "Đ", "ð", "đ").Replace(norm.NFC.String(s))
		if out != want {
			t.Fatalf("Normalize(%q) = %q; want %q", s, out, want)
		}
		if (m == Mended{}) != (out == s) {
			t.Fatalf("Normalize(%q) = %q, but %+v", s, out, m)
		}
		if again, m := Normalize(out); again != out || m != (Mended{}) {
			t.Fatalf("Normalize(Normalize(%q)) = %q, %+v; want %q", s, again, m, out)
		}
		if utf8.ValidString(s) && !utf8.ValidString(out) {
			t.Fatalf("Normalize(%q) = %q is not UTF-8", s, out)
		}
		if b, bm := NormalizeBytes([]byte(s)); string(b) != out || bm != m {
			t.Fatalf("NormalizeBytes(%q) = %q, %+v; Normalize has %q, %+v", s, b, bm, out, m)
		}
	})
}

func BenchmarkNormalize(b *testing.B) {
	for _, bb := range []struct{ name, text string }{
		{"clean", sample},
		{"ascii", strings.Repeat("plain words, all of them ASCII. ", 100)},
		{"eth", strings.ReplaceAll(sample, "Đ", "Ð")},
		{"decomposed", norm.NFD.String(sample)},
		{"cyrillic", sample + "Москва"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			in := []byte(bb.text)
			b.SetBytes(int64(len(in)))
			for b.Loop() {
				NormalizeBytes(in)
			}
		})
	}
	b.Run("norm.IsNormal", func(b *testing.B) {
		in := []byte(sample)
		b.SetBytes(int64(len(in)))
		for b.Loop() {
			norm.NFC.IsNormal(in)
		}
	})
}
