package vietnamese

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func self(s string) string { return s }

func TestSorted(t *testing.T) {
	tests := []struct{ name, want string }{
		{"letters", "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y"},
		{"tones", "ma mà mả mã má mạ"},
		{"tones of each vowel", "ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ"},
		{"letters before tones", "dã dai dài dán"},
		{"not after z", "Cần Dân Đà Điện Em Zê"},
		{"capitals", "đa Đa đà Đà đá Đá"},
		{"names", "An_Giang Bà_Rịa Cà_Mau Cao_Bằng Cần_Thơ Đà_Nẵng Đắk_Lắk Điện_Biên Hà_Giang Hà_Nam Hải_Dương Hòa_Bình Lai_Châu Lạng_Sơn Thanh_Hóa Thừa_Thiên Ứng_Hòa"},
		{"numbers", "Quận_2 Quận_3 Quận_10 Quận_11"},
		{"nought", "0 00 1 2 007 10"},
		{"nought in a name", "Chi_bộ Chi_bộ_0 Chi_bộ_00 Chi_bộ_0_mới Chi_bộ_0A Chi_bộ_1 Chi_bộ_1_mới Chi_bộ_2 Chi_bộ_10 Chi_bộ_cũ"},
		{"noughts before a number", "Tổ_7 Tổ_07 Tổ_007 Tổ_8 Tổ_08_mới Tổ_10"},
		{"several numbers", "Khu_1.2 Khu_1.10 Khu_2.1 Khu_10.0 Khu_10.0.1 Khu_10.1"},
		{"long numbers", "Mã_99999999 Mã_100000000 Mã_999999999 Mã_1000000000 Mã_12345678901234567890 Mã_12345678901234567891"},
		{"numbers before letters", "1a 3 3a 3b 20 a"},
		{"English", "bulletin committee Congress district"},
		{"placement of the tone", "hoà hóa hoạ"},
		{"placement of the tone, the other way", "hòa hoá họa"},
	}
	for _, tt := range tests {
		want := strings.Fields(tt.want)
		for i := range want {
			want[i] = strings.ReplaceAll(want[i], "_", " ")
		}
		for seed := range uint64(5) {
			in := slices.Clone(want)
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
			before := slices.Clone(in)
			if got := Sorted(in, self); !slices.Equal(got, want) {
				t.Errorf("%s: %v; want %v", tt.name, got, want)
			}
			if !slices.Equal(in, before) {
				t.Errorf("%s: Sorted changed its input", tt.name)
			}
		}
	}
}

func TestSortedIsStable(t *testing.T) {
	type item struct {
		name string
		n    int
	}
	in := []item{{"Hoà", 1}, {"An", 2}, {"Hòa", 3}, {norm.NFD.String("Hòa"), 4}, {"An", 5}}
	var got []int
	for _, it := range Sorted(in, func(it item) string { return it.name }) {
		got = append(got, it.n)
	}
	if want := []int{2, 5, 1, 3, 4}; !slices.Equal(got, want) {
		t.Errorf("%v; want %v", got, want)
	}
	if got := Sorted(nil, self); len(got) != 0 {
		t.Errorf("Sorted of nothing = %v", got)
	}
}

// A key must not depend on what the buffers held before.
func TestOrderKeyAlone(t *testing.T) {
	o := NewOrder()
	for _, s := range []string{"Đảng bộ tỉnh Lạng Sơn", "", "a", "Quận 10", "Москва"} {
		if got, want := o.Key(s), NewOrder().Key(s); got != want {
			t.Errorf("Key(%q) = %x after other keys, %x by itself", s, got, want)
		}
	}
}

func FuzzOrder(f *testing.F) {
	f.Add("Quận 10", "Quận 2")
	f.Add("\xff0", "00000000000000000000000000")
	f.Add("hoa\u0300", "hòa")
	o := NewOrder()
	f.Fuzz(func(t *testing.T, a, b string) {
		ka, kb := o.Key(a), o.Key(b)
		if again := NewOrder().Key(a); again != ka {
			t.Fatalf("%q has the keys %x and %x", a, ka, again)
		}
		if Key(a) == "" || Key(b) == "" || !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		na, _ := Normalize(a)
		nb, _ := Normalize(b)
		if CanonicalTone(na) == CanonicalTone(nb) && ka != kb {
			t.Fatalf("%q and %q are one name and have the keys %x and %x", a, b, ka, kb)
		}
	})
}

func BenchmarkOrderKey(b *testing.B) {
	o := NewOrder()
	for b.Loop() {
		o.Key("Đảng bộ Khối các cơ quan tỉnh Lạng Sơn")
	}
}
