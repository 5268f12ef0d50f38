package vietnamese

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Each line is a letter and then what an editor of western Europe shows for its
// bytes, so these tables owe nothing to those under test.
const (
	tcvn3Spelling = `
		à µ  á ¸  ả ¶  ã ·  ạ ¹  ă ¨  ằ »  ắ ¾  ẳ ¼  ẵ ½  ặ Æ  â ©  ầ Ç  ấ Ê  ẩ È  ẫ É  ậ Ë
		è Ì  é Ð  ẻ Î  ẽ Ï  ẹ Ñ  ê ª  ề Ò  ế Õ  ể Ó  ễ Ô  ệ Ö  ì ×  í Ý  ỉ Ø  ĩ Ü  ị Þ
		ò ß  ó ã  ỏ á  õ â  ọ ä  ô «  ồ å  ố è  ổ æ  ỗ ç  ộ é  ơ ¬  ờ ê  ớ í  ở ë  ỡ ì  ợ î
		ù ï  ú ó  ủ ñ  ũ ò  ụ ô  ư SHY  ừ õ  ứ ø  ử ö  ữ ÷  ự ù  ỳ ú  ý ý  ỷ û  ỹ ü  ỵ þ  đ ®
		Ă ¡  Â ¢  Ê £  Ô ¤  Ơ ¥  Ư ¦  Đ §`
	vniSpelling = `
		à aø  á aù  ả aû  ã aõ  ạ aï  ă aê  ằ aè  ắ aé  ẳ aú  ẵ aü  ặ aë  â aâ  ầ aà  ấ aá  ẩ aå  ẫ aã  ậ aä
		è eø  é eù  ẻ eû  ẽ eõ  ẹ eï  ê eâ  ề eà  ế eá  ể eå  ễ eã  ệ eä  ì ì  í í  ỉ æ  ĩ ó  ị ò
		ò oø  ó où  ỏ oû  õ oõ  ọ oï  ô oâ  ồ oà  ố oá  ổ oå  ỗ oã  ộ oä  ơ ô  ờ ôø  ớ ôù  ở ôû  ỡ ôõ  ợ ôï
		ù uø  ú uù  ủ uû  ũ uõ  ụ uï  ư ö  ừ öø  ứ öù  ử öû  ữ öõ  ự öï  ỳ yø  ý yù  ỷ yû  ỹ yõ  ỵ î  đ ñ`
	windows1258Spelling = `
		à à  á á  ả aÒ  ã aÞ  ạ aò  ă ã  ằ ãÌ  ắ ãì  ẳ ãÒ  ẵ ãÞ  ặ ãò  â â  ầ âÌ  ấ âì  ẩ âÒ  ẫ âÞ  ậ âò
		è è  é é  ẻ eÒ  ẽ eÞ  ẹ eò  ê ê  ề êÌ  ế êì  ể êÒ  ễ êÞ  ệ êò  ì iÌ  í í  ỉ iÒ  ĩ iÞ  ị iò
		ò oÌ  ó ó  ỏ oÒ  õ oÞ  ọ oò  ô ô  ồ ôÌ  ố ôì  ổ ôÒ  ỗ ôÞ  ộ ôò  ơ õ  ờ õÌ  ớ õì  ở õÒ  ỡ õÞ  ợ õò
		ù ù  ú ú  ủ uÒ  ũ uÞ  ụ uò  ư ý  ừ ýÌ  ứ ýì  ử ýÒ  ữ ýÞ  ự ýò  ỳ yÌ  ý yì  ỷ yÒ  ỹ yÞ  ỵ yò  đ ð
		Ă Ã  Ằ ÃÌ  Ắ Ãì  Ẳ ÃÒ  Ẵ ÃÞ  Ặ Ãò  Ơ Õ  Ờ ÕÌ  Ớ Õì  Ở ÕÒ  Ỡ ÕÞ  Ợ Õò  Ư Ý  Ừ ÝÌ  Ứ Ýì  Ử ÝÒ  Ữ ÝÞ  Ự Ýò
		À À  Á Á  Â Â  È È  É É  Ê Ê  Ô Ô  Ó Ó  Í Í  Ù Ù  Ú Ú  Đ Ð
		Ả AÒ  Ã AÞ  Ạ Aò  Ầ ÂÌ  Ấ Âì  Ẩ ÂÒ  Ẫ ÂÞ  Ậ Âò  Ẻ EÒ  Ẽ EÞ  Ẹ Eò  Ề ÊÌ  Ế Êì  Ể ÊÒ  Ễ ÊÞ  Ệ Êò
		Ì IÌ  Ỉ IÒ  Ĩ IÞ  Ị Iò  Ò OÌ  Ỏ OÒ  Õ OÞ  Ọ Oò  Ồ ÔÌ  Ố Ôì  Ổ ÔÒ  Ỗ ÔÞ  Ộ Ôò
		Ủ UÒ  Ũ UÞ  Ụ Uò  Ỳ YÌ  Ý Yì  Ỷ YÒ  Ỹ YÞ  Ỵ Yò`
)

// windowsPunctuation is the same in all of these encodings.
var windowsPunctuation = map[rune]byte{'…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '—': 0x97, '\u00a0': 0xA0}

// encoder makes an encoder of a spelling; a capital that it lacks is made of the
// small letter's bytes, as VNI has them, or else is the small letter.
func encoder(t testing.TB, spelling string, raise bool) func(s string) []byte {
	table := map[rune][]byte{}
	fields := strings.FieldsFunc(spelling, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' })
	for pair := range slices.Chunk(fields, 2) {
		letter := []rune(pair[0])
		var spelt []byte
		for _, r := range strings.ReplaceAll(pair[1], "SHY", "\u00ad") { // the soft hyphen shows nowhere
			spelt = append(spelt, byte(r))
		}
		table[letter[0]] = spelt
	}
	for r, spelt := range table {
		up := unicode.ToUpper(r)
		if table[up] != nil {
			continue
		}
		capital := slices.Clone(spelt)
		for i, c := range capital {
			if raise && (c >= 0xE0 || c < 0x80) {
				capital[i] = c - 0x20
			}
		}
		table[up] = capital
	}
	return func(s string) (out []byte) {
		for _, r := range s {
			switch {
			case table[r] != nil:
				out = append(out, table[r]...)
			case windowsPunctuation[r] != 0:
				out = append(out, windowsPunctuation[r])
			case r < utf8.RuneSelf:
				out = append(out, byte(r))
			default:
				t.Fatalf("the test cannot encode %q", r)
			}
		}
		return out
	}
}

func encodeUTF16(order binary.AppendByteOrder, mark bool) func(s string) []byte {
	return func(s string) (out []byte) {
		if mark {
			s = "\ufeff" + s
		}
		for _, u := range utf16.Encode([]rune(s)) {
			out = order.AppendUint16(out, u)
		}
		return out
	}
}

func latin1(t testing.TB, s string) (out []byte) {
	for _, r := range s {
		if r > 0xFF {
			t.Fatalf("%q is not in Latin-1", r)
		}
		out = append(out, byte(r))
	}
	return out
}

var vietnameseTexts = []string{
	"Đại hội",
	"Nghị quyết",
	"---\ntitle: Hội nghị triển khai nghị quyết\ndate: 2020-12-21\n---\nSáng nay, hội nghị đã bàn về kế hoạch năm tới.\n",
	"Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị học tập, quán triệt nghị quyết. Đồng chí bí thư nhấn mạnh: “Phải giữ vững kỷ luật, kỷ cương” – ý kiến được mọi người tán thành…",
	"Được sự quan tâm của cấp trên, các chi bộ trực thuộc đã thực hiện tốt nhiệm vụ; những khó khăn, vướng mắc từng bước được tháo gỡ. Quỹ khuyến học của xã giúp nhiều em nhỏ nghèo vượt khó, tiếp tục đến trường.",
	"Mưa lũ làm ngập hàng nghìn hộ dân ở huyện miền núi; bộ đội, dân quân và nhân dân thức trắng đêm cứu hộ, dựng lại từng mái nhà, khơi từng con mương bị vùi lấp.",
}

func TestLegacy(t *testing.T) {
	encodings := []struct {
		name   string
		encode func(string) []byte
		want   string
	}{
		{"TCVN3", encoder(t, tcvn3Spelling, false), TCVN3},
		{"VNI", encoder(t, vniSpelling, true), VNI},
		{"Windows-1258", encoder(t, windows1258Spelling, false), Windows1258},
		{"UTF-16LE", encodeUTF16(binary.LittleEndian, true), UTF16},
		{"UTF-16BE", encodeUTF16(binary.BigEndian, true), UTF16},
		{"UTF-16LE without a mark", encodeUTF16(binary.LittleEndian, false), UTF16},
		{"UTF-16BE without a mark", encodeUTF16(binary.BigEndian, false), UTF16},
		{"UTF-8", func(s string) []byte { return []byte(s) }, ""},
		{"broken UTF-8", func(s string) []byte { return []byte(s + "\xff" + s + "\xc3 " + s) }, ""},
		{"decomposed broken UTF-8", func(s string) []byte { return []byte(norm.NFD.String(s) + "\xff") }, ""},
	}
	for _, e := range encodings {
		for _, s := range vietnameseTexts {
			upper := strings.ToUpper(s)
			if upper == "NGHỊ QUYẾT" {
				upper += " ĐẠI HỘI" // two words of TCVN3 that might be Icelandic
			}
			for _, s := range []string{s, upper, strings.Repeat("# plain words before\n", 5000) + s} {
				if got := Legacy(e.encode(s)); got != e.want {
					t.Errorf("%s, %.40q (%d bytes): %q; want %q", e.name, s, len(s), got, e.want)
				}
			}
		}
	}
}

// What these look like in an editor of western Europe is well known from old
// pages, so they check the tables of the tests as well.
func TestLegacyFromOldPages(t *testing.T) {
	for _, tt := range []struct{ shown, encoding, text string }{
		{"Céng hoµ x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc", TCVN3, "Cộng hoà xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"},
		{"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam\nÑoäc laäp - Töï do - Haïnh phuùc", VNI, "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"},
		{"COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", VNI, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam\nÐôòc lâòp - Týò do - Haònh phuìc", Windows1258, "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc"},
	} {
		b := latin1(t, tt.shown)
		if got := Legacy(b); got != tt.encoding {
			t.Errorf("Legacy(%q) = %q; want %q", tt.shown, got, tt.encoding)
		}
		if got, ok := DecodeLegacy(b, tt.encoding); !ok || got != tt.text {
			t.Errorf("DecodeLegacy(%q, %s) = %q, %v; want %q", tt.shown, tt.encoding, got, ok, tt.text)
		}
	}
}

func TestLegacyNot(t *testing.T) {
	for name, s := range map[string]string{
		"French":              "Le comité a tenu sa première réunion plénière à l'été; où qu'elle se tînt, l'entrée était libre. Ça a été décidé là-bas, très tôt, par les délégués élus.",
		"French, capitals":    "RÉSOLUTION DU COMITÉ: L'ÉTÉ À VENIR, DÈS LA CLÔTURE",
		"French, three words": "où là né",
		"German":              "Die Beschlüsse über die nächsten fünf Jahre würden für alle Mitglieder gültig; größere Städte müssen früh planen.",
		"Spanish":             "La resolución se aprobó según el plan: así también el año próximo habrá más reuniones aquí, allí y en la región. ¿Qué decisión tomó el comité? Sí, será él.",
		"Portuguese":          "A comissão não aprovou a resolução até amanhã; são três as decisões que já estão à espera, e põe-se a questão às nações.",
		"Italian":             "Il comitato ha già deciso perché così è più facile; però ciò non può durare, né sarà l'unità.",
		"Danish":              "Beslutningen på mødet gælder også for næste år, når rådet første gang træder sammen på øen.",
		"Icelandic":           "Það var ákveðið að ný stjórn tæki við á næsta ári og að þing yrði í júní.",
		"a copyright sign":    "\xa9 2020",
		"a lone letter":       "\xe9",
		"JPEG":                "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00\xff\xdb\x00\x43\x00\x08\x06\x06\x07",
		"PNG":                 "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80",
		"gzip":                "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00",
		"UTF-32":              "\xff\xfe\x00\x00D\x00\x00\x00a\x00\x00\x00",
		"empty":               "",
		"ASCII":               "Nghi quyet dai hoi",
	} {
		b := []byte(s)
		if utf8.ValidString(s) {
			b = latin1(t, s)
		}
		if got := Legacy(b); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		b := make([]byte, n*5)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		if got := Legacy(b); got != "" {
			t.Errorf("%d random bytes: %q", len(b), got)
		}
		for i := range b {
			b[i] |= 0x20 // no control characters
		}
		if got := Legacy(b); got != "" {
			t.Errorf("%d random printable bytes: %q", len(b), got)
		}
	}
}

func TestDecodeLegacy(t *testing.T) {
	for _, e := range []struct {
		name   string
		encode func(string) []byte
	}{
		{VNI, encoder(t, vniSpelling, true)},
		{Windows1258, encoder(t, windows1258Spelling, false)},
		{UTF16, encodeUTF16(binary.LittleEndian, true)},
		{UTF16, encodeUTF16(binary.BigEndian, true)},
		{UTF16, encodeUTF16(binary.BigEndian, false)},
	} {
		var all strings.Builder
		for _, six := range vowels {
			for _, r := range six {
				all.WriteString("x" + string(r) + "-" + string(unicode.ToUpper(r)) + " ")
			}
		}
		for _, s := range append(vietnameseTexts, all.String()) {
			for _, s := range []string{s, strings.ToUpper(s)} {
				got, ok := DecodeLegacy(e.encode(s), e.name)
				if want, _ := Normalize(s); !ok || got != want {
					t.Errorf("%s: %q, %v; want %q", e.name, got, ok, want)
				}
			}
		}
	}
}

func TestDecodeTCVN3(t *testing.T) {
	encode := encoder(t, tcvn3Spelling, false)
	for _, s := range vietnameseTexts {
		if got, ok := DecodeLegacy(encode(s), TCVN3); !ok || got != s {
			t.Errorf("%q, %v; want %q", got, ok, s)
		}
	}
	for _, six := range vowels {
		for _, r := range six {
			if got, ok := DecodeLegacy(encode(string(r)), TCVN3); !ok || got != string(r) {
				t.Errorf("%c: %q, %v", r, got, ok)
			}
		}
	}
	for _, tt := range []struct{ in, want string }{
		{"NGHỊ QUYẾT ĐẠI HỘI", "NGHỊ QUYẾT ĐẠI HỘI"},
		{"KINH TẾ, Từ nay", "KINH TẾ, Từ nay"},
		{"VỀ CÔNG TÁC Ở XÃ, TỪ NAY", "VỀ CÔNG TÁC Ở XÃ, TỪ NAY"},
		{"Từ NATO đến Á", "Từ NATO đến á"},
		{"Từ Về Cả Để", "Từ Về Cả Để"},
		{"KINH TẾ\nTừ nay", "KINH TẾ\nTừ nay"},
		{"KINH TẾ\n\nÝ", "KINH TẾ\n\ný"},
		{"35-CT/TW và 14-KH/ĐU", "35-CT/TW và 14-KH/ĐU"},
		{"Ái Quốc", "ái Quốc"}, // the one that the bytes do not tell
	} {
		if got, ok := DecodeLegacy(encode(tt.in), TCVN3); !ok || got != tt.want {
			t.Errorf("%q: %q, %v; want %q", tt.in, got, ok, tt.want)
		}
	}
}

func TestDecodeLegacyRefuses(t *testing.T) {
	for _, tt := range []struct{ in, encoding string }{
		{"abc", ""}, {"abc", "UTF-8"}, {"abc", "tcvn3"},
		{"a\x81", TCVN3}, {"a\x8d", VNI}, {"a\x9e", Windows1258},
		{"\xff\xfea", UTF16}, {"abcd", UTF16}, {"\xff\xfe\x00\xd8", UTF16},
	} {
		if got, ok := DecodeLegacy([]byte(tt.in), tt.encoding); ok || got != "" {
			t.Errorf("DecodeLegacy(%q, %q) = %q, %v", tt.in, tt.encoding, got, ok)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	for _, word := range strings.Fields("đảng nghị quyết đại hội nghiêng nghiễng già gì giữ giếng quý quốc quỳnh quà khuỷu thuyền hoàn hoà hòa uỷ ủy ý yên ương ẩm ước khuya xoong mượt tuyệt huých ngoằn rượu") {
		if !isSyllable(word) {
			t.Errorf("%s is none", word)
		}
	}
	for _, word := range strings.Fields("été très où für façon déjà mat đàt hộị bấ́n wăn fỹr nghiêngg ĐẢNG đ xăo ăo") {
		if isSyllable(word) {
			t.Errorf("%s is one", word)
		}
	}
	if isSyllable("") {
		t.Error("the empty word is one")
	}
}

func FuzzLegacy(f *testing.F) {
	f.Add([]byte("Ngh\xde quy\xd5t"))
	f.Add([]byte("Ngh\xf2 quye\xe1t"))
	f.Add([]byte("\xff\xfeD\x00a"))
	f.Add([]byte("a\x81\xcc\xcc\xf2"))
	f.Add([]byte("\xffe"))
	f.Fuzz(func(t *testing.T, b []byte) {
		name := Legacy(b)
		if name != "" && name != UTF16 && utf8.Valid(b) {
			t.Fatalf("Legacy(%q) = %q, but it is UTF-8", b, name)
		}
		for _, encoding := range []string{TCVN3, VNI, Windows1258, UTF16} {
			text, ok := DecodeLegacy(b, encoding)
			if !ok {
				if text != "" {
					t.Fatalf("%s: %q is not decoded, but gives %q", encoding, b, text)
				}
				continue
			}
			if !utf8.ValidString(text) {
				t.Fatalf("%s: %q gives %q, which is not UTF-8", encoding, b, text)
			}
			if _, m := Normalize(text); m != (Mended{}) {
				t.Fatalf("%s: %q gives %q, which is not normal", encoding, b, text)
			}
		}
	})
}
