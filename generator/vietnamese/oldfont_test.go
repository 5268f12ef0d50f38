package vietnamese

import (
	"slices"
	"strings"
	"testing"
)

// oldFontTexts are in Unicode; the test writes each for fonts of both kinds.
var oldFontTexts = []string{
	"Hội nghị Ban Chấp hành Đảng bộ",
	"Nghị quyết của chi bộ",
	"Sáng nay, xã Đoài Thượng tổ chức ngày hội trồng cây.",
	"Bế mạc lớp bồi dưỡng cán bộ thôn",
	"Kết quả thực hiện nhiệm vụ quý III",
	"Đồng chí Lò Văn Mẫu phát biểu kết luận.",
	"Các đại biểu thảo luận về tuyến đường liên thôn",
	"ĐẠI HỘI CHI BỘ THÔN BẢN MỚI",
	"Thứ ba, đẩy mạnh chuyển đổi số trong trường học",
	"Diện tích lúa mùa đạt 320 ha, tăng 4,5% so với cùng kỳ.",
	"Mở rộng chợ phiên vùng cao",
	"Phụ nữ bản Nà Mẫu giữ nghề dệt",
	"Họp báo giới thiệu lễ hội đền Thượng",
	"Trao nhà tình nghĩa cho bà Vi Thị Mẫu",
	"Tuổi trẻ xung kích phòng, chống thiên tai",
	"Quỹ khuyến học thưởng mười em học giỏi",
	"Cựu chiến binh góp sức làm cầu",
	"Bầu ban quản trị hợp tác xã chè",
	"Nước sạch về tới những bản cuối cùng",
	"Ủy ban kiểm tra làm việc với đảng ủy xã",
	"Tổ chức đảng ở cơ sở được củng cố",
	"Lễ kỷ niệm ngày thành lập thị trấn",
}

// TestFindOldFont writes texts for old fonts, alone and among words in Unicode and in
// English, and expects them to be found, and to be read as they were meant.
func TestFindOldFont(t *testing.T) {
	for _, font := range []struct {
		encoding string
		encode   func(string) []byte
	}{{TCVN3, encoder(t, tcvn3Spelling, false)}, {VNI, encoder(t, vniSpelling, true)}} {
		for _, text := range oldFontTexts {
			var typed strings.Builder
			for _, c := range font.encode(text) {
				typed.WriteRune(Windows1252(c))
			}
			old, _ := Normalize(typed.String())
			for _, around := range [][2]string{{"", ""}, {"Lễ khởi công: ", " – nguồn: Đài huyện được dẫn lại"}, {"The text says: ", ""}, {"- **", "**"}} {
				line := around[0] + old + around[1]
				from, to, encoding, ok := FindOldFont(line)
				if !ok || encoding != font.encoding {
					t.Errorf("%q for a font of %s: %q, %v", line, font.encoding, encoding, ok)
					continue
				}
				meant := FromOldFont(line[from:to], encoding)
				if first := strings.Fields(text)[0]; around[0] == "" && !strings.EqualFold(strings.Fields(meant)[0], first) && !strings.HasPrefix(text, strings.Fields(meant)[0]) && !strings.Contains(text, meant) {
					t.Errorf("%q is read as %q, want %q", line[from:to], meant, text)
				}
			}
			if got := OldFont(slices.Values([]string{old, old + " và"})); text != strings.ToUpper(text) && got != font.encoding {
				t.Errorf("OldFont(%q) = %q, want %q", old, got, font.encoding)
			}
		}
	}
}

// TestFindOldFontNot expects what is right as it is to be left alone.
func TestFindOldFontNot(t *testing.T) {
	for _, line := range append(slices.Clone(oldFontTexts),
		"Hoà bình và hoá giải", "hoàn toàn, toàn khoá, loài hoè", "Toà án, khoá, hoá đơn, toán, toàn xã", "là cá, bò, trà và cà",
		"hoÀn toÀn", "HOÀN TOÀN KHOÁ TOÁN", "Quê tôi có lúa, có cá, có chè, có đò và có đàn bò",
		"Đoàn đi Đông Đô", "Ðoàn đi", "Ái, Ân, Ý, Ô, Úc", "Bà Là Thà Mà Cà", "Lê Thanh Hà; Đàm Ân",
		"Le comité a tenu sa première réunion plénière à l'été; où qu'elle se tînt, l'entrée était libre.",
		"RÉSOLUTION DU COMITÉ: L'ÉTÉ À VENIR, DÈS LA CLÔTURE", "où là né, thé", "naïve, maïs, Noël, Zaïre, aïe, Hanoï, Thaï", "Saïgon, Haïphong et Hué: l'Indochine coloniale",
		"Citroën et Peugeot; un café crème, s'il vous plaît", "Ça va? Là-bas, très tôt, à Huế", "Thaï et Taï, Maï, Loï, Naï",
		"The résumé of the café's façade was naïve.", "El Niño and La Niña", "São Tomé, Côte d'Ivoire, Curaçao", "Bogotá, Medellín, Cancún",
		"Die Beschlüsse über die nächsten fünf Jahre würden gültig", "La resolución se aprobó según el plan: así también el año próximo", "A comissão não aprovou a resolução até amanhã; são três",
		"Beslutningen på mødet gælder også for næste år", "Það var ákveðið að ný stjórn tæki við", "Il comitato ha già deciso perché così è più facile",
		"© 2020 Bản tin", "±2 µm và 3 µm, 5 µA", "1ª y 2ª edición", "m², m³, cm², x¹, y¹, b¹ + c¹", "25°C; ½ cup, ¼, ¾", "«Le Monde» · §5 · ¶ 2", "1024×768, 3×4 ÷ 2", "£5, ¥10, ¢3, ¤", "® và ™, ª, º, ¹, ²",
		`s := "Ï€" // Å, Ä, Ö`, "if a ≠ b && c ¬ d { return Øre }", "const µ = 1e-6; var Δt = 3*µ", `regexp.MustCompile("[À-ÿ]+")`, "printf(\"é\\n\");", "àáâãèéêìíòóôõùúý", "ÄÖÜäöüß", "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾",
		"Ångström, Øresund, Malmö, Tromsø", "Škoda, Plzeň, Łódź", "Türkiye, Erdoğan, Gül", "", "abc", "ÿ", "hội Ãœ",
	) {
		if from, to, encoding, ok := FindOldFont(line); ok {
			t.Errorf("%q: %q is for a font of %s: %q", line, line[from:to], encoding, FromOldFont(line[from:to], encoding))
		}
	}
}
