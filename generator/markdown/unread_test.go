package markdown

import (
	"fmt"
	"testing"
)

// TestUnread expects what is nearly Markdown to be told at its place.
func TestUnread(t *testing.T) {
	for src, want := range map[string]string{
		"##Đề mục":                                "1:1 mark-unread",
		"Chữ.\n\n###Đề mục *nghiêng*":             "3:1 mark-unread",
		"- ##Mục":                                 "1:3 mark-unread",
		"##1. Kết quả":                            "1:1 mark-unread",
		"####### Bảy":                             "1:1 mark-unread",
		"Chữ\n##Đề mục":                           "2:1 mark-unread",
		"Đây là ** chữ đậm ** nhé.":               "1:8 mark-unread",
		"**chữ đậm **":                            "1:1 mark-unread",
		"** chữ đậm**":                            "1:1 mark-unread",
		"Sông **Điều 1.**Nội dung":                "1:6 mark-unread",
		"**Đậm** và “** lời nói **”":              "1:13 mark-unread",
		"| A | B |\n|---|---|\n| x | ** đậm ** |": "3:7 mark-unread",
		"Xem [kế hoạch] (ke-hoach.pdf).":          "1:14 link-unread",
		"Xem [1] rồi [bài]  (../b.vi.md#muc)":     "1:17 link-unread",
		"[trang] (https://example.vn/)":           "1:7 link-unread",
		"[bài] (2020-12-21-hoi-nghi)":             "1:5 link-unread",
		"[mục dưới] (#muc-duoi)":                  "1:10 link-unread",
		"[một](a.md) [hai](b c.md) [ba](d e.md)":  "1:17 link-unread\n1:30 link-unread",
		"-Một\n-Hai":                              "1:1 lines-joined",
		"Gồm:\n– Một\n– Hai":                      "2:1 lines-joined",
		"• Một\n• Hai\n\n• Ba":                    "1:1 lines-joined",
		"1.Một\n2.Hai":                            "1:1 lines-joined",
		"a) Một\nb) Hai":                          "1:1 lines-joined",
		"- Một\n-Hai":                             "2:1 lines-joined",
		"| a | b |\n| 1 | 2 |":                    "1:1 lines-joined",
		"Chữ[^1] và chữ[^chú].\n\n[^1]: Chú.":     "1:15 link-unread",
		"Chữ[^1].\n\n[^1]: Chú.\n[^2]: Thừa.":     "4:1 footnote-unused",
		"Hết chú thích. -->":                      "1:16 mark-unread",
		"<!-- một -->\n\n-->\n\nChữ.":             "3:1 mark-unread",
	} {
		_, problems := Convert([]byte(src), "a.md", 0)
		got := ""
		for i, p := range problems {
			if i > 0 {
				got += "\n"
			}
			got += fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Rule)
			if p.Hint.IsZero() {
				t.Errorf("%q is told without what to write instead: %s", src, p)
			}
		}
		if got != want {
			t.Errorf("%q is told as %q, want %q", src, got, want)
		}
	}
}

// TestRead expects nothing to be said of ordinary text, of code, and of signs that
// are written as themselves.
func TestRead(t *testing.T) {
	for _, src := range []string{
		"#1 và #2", "C# và F##", "#hộinghị năm nay", "Bài số ##", "##", "\\##Chữ", "`##Chữ`", "```\n##Chữ\n** a **\n[y] (tep.md) -->\n```", "    ##Chữ",
		"chữ ##Chữ", "Chữ *a*##Chữ",
		"2 ** 3", "2 ** 3 ** 4", "x ** y ** z", "2 ** 3 và **đậm** rồi", "Giá (**) và lượng (**) tăng", "Xã Đoài** và xã Trung**", "Số liệu ** xem dưới",
		"** Không tính xã Đoài.\n** Không tính xã Trung.", "Thẻ *** và *** khác", "\\*\\* chữ \\*\\*", "`** a **`", "0912***678 và 0913***111", "**Đậm** và *nghiêng*, ***cả hai***",
		"**“Trích”** và **chữ**.", "| A | B |\n|---|---|\n| ** ghi | chú ** |",
		"[1] (xem trang 5)", "[2] (https://example.vn/)", "[sửa đổi] (năm 2020)", "[sửa] (1/5)", "[sửa] (21/12/2020)", "[sửa] (v.v.)", "[sửa] (tr.12)", "[sửa] (TTXVN)", "[sửa] (TP.HCM)", "[sửa] (3.2)", "[sửa] (#1)", "[sửa] (2020-12-21)", "[sửa] (tự-do)",
		"- Một\n- Hai\n  tiếp\n\n1. Một\n2. Hai", "-Một\n\n-Hai", "– Một", "Chữ\n– chữ\nchữ", "– Một\\\n– Hai", "– Một  \n– Hai", "Một -\n-1 độ\n-2 độ", "1.5 và\n2.5", "*nghiêng* và\n*nghiêng*", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "a |\nb |", "2020\n2021",
		"Chữ[^1].\n\n[^1]: Chú\n    - một\n", "```\n[^1]: a\n```", "\\[^1\\]", "`[^1]`", "[^ không phải]",
		"- [ ] (a.md)", "Chữ[^1] (a.md)\n\n[^1]: Chú.", "\\[y\\] (tep.md)", "[y](tep.md) (b.md)", "`[y] (tep.md)`", "[y]\n(tep.md)",
		"Bước một --> bước hai", "--> Kết luận", "<!-- chú thích --> ", "chữ <!-- chú thích -->", "`-->`", "A -\\-> B",
	} {
		if _, problems := Convert([]byte(src), "a.md", 0); len(problems) > 0 {
			t.Errorf("%q is told: %s", src, problems[0])
		}
	}
}
