package importer

import "testing"

// TestBylines: who wrote, as lines below reports say it, and what only seems to.
func TestBylines(t *testing.T) {
	for text, want := range map[string]byline{
		"Chảo Mùi Pham - TTVH&TT huyện":   {author: "Chảo Mùi Pham", bare: true},
		"Tin: LÒ MAI - Phòng Tư pháp xã":  {author: "Lò Mai"},
		"Lò Mai - Vi Oanh - VP Huyện ủy":  {author: "Lò Mai - Vi Oanh", bare: true},
		"BBT":                             {author: "BBT", bare: true},
		"PV":                              {author: "PV", bare: true},
		"P.V":                             {author: "P.V", bare: true},
		"PV (tổng hợp)":                   {author: "PV", bare: true},
		"Nhóm PV":                         {author: "Nhóm PV", bare: true},
		"Ban Biên tập":                    {author: "Ban Biên tập", bare: true},
		"BAN BIÊN TẬP":                    {author: "Ban Biên tập", bare: true},
		"H.Như":                           {author: "H.Như", bare: true},
		"L.T. Mây":                        {author: "L.T. Mây", bare: true},
		"NGUYỄN HẢI YẾN":                  {author: "Nguyễn Hải Yến", bare: true},
		"- Hồng Vân -":                    {author: "Hồng Vân", bare: true},
		"Thái Sơn (Tổng hợp)":             {author: "Thái Sơn", bare: true},
		"CTV Mạnh Tiến":                   {author: "Mạnh Tiến"},
		"PV Mạnh Tiến":                    {author: "Mạnh Tiến"},
		"Tác giả bài viết: Lò Thị Mây":    {author: "Lò Thị Mây"},
		"Lại Văn Được":                    {author: "Lại Văn Được", bare: true},
		"Tác giả: PV":                     {author: "PV"},
		"By Lan Anh":                      {author: "Lan Anh"},
		"Sưu tầm: Kha Ly":                 {author: "Kha Ly"},
		"Người đưa tin: Vàng Thị Mỷ":      {author: "Vàng Thị Mỷ"},
		"Người viết: Đỗ Gia":              {author: "Đỗ Gia"},
		"Tin, ảnh: Thu Hằng - Quang Vinh": {author: "Thu Hằng - Quang Vinh", photos: "Thu Hằng - Quang Vinh"},
		"Tin, ảnh: BBT":                   {author: "BBT", photos: "BBT"},
		"Bài và ảnh: Mỹ Duyên":            {author: "Mỹ Duyên", photos: "Mỹ Duyên"},
		"Bài, ảnh: H.Như":                 {author: "H.Như", photos: "H.Như"},
		"Tin: Thu Hằng; ảnh: Quang Vinh":  {author: "Thu Hằng", photos: "Quang Vinh"},
		"TTXVN":                           {source: "TTXVN", bare: true},
		"(TTXVN)":                         {source: "TTXVN", bare: true},
		"(TTXVN/Vietnam+)":                {source: "TTXVN/Vietnam+", bare: true},
		"Theo TTXVN":                      {source: "TTXVN"},
		"(Theo TTXVN)":                    {source: "TTXVN"},
		"Theo: Báo Bến Mơ":                {source: "Báo Bến Mơ"},
		"Nguồn: Báo Bến Mơ":               {source: "Báo Bến Mơ"},
		"Nguồn tin: benmo.example":        {source: "benmo.example"},
		"Nguồn:TTXVN":                     {source: "TTXVN"},
		"Theo Báo Bến Mơ điện tử":         {source: "Báo Bến Mơ điện tử"},
		"Thu Hằng (Theo TTXVN)":           {author: "Thu Hằng", source: "TTXVN"},
		"Thu Hằng - Theo Báo Bến Mơ":      {author: "Thu Hằng", source: "Báo Bến Mơ"},
		"Theo đó, ba xã được chọn":        {},
		"Theo Tỉnh ủy Bến Mơ, có ba việc": {},
		"GIÁM ĐỐC":                        {},
		"TRƯỞNG BAN":                      {},
		"Tin tức":                         {},
		"Media Video":                     {},
		"Thích Trả lời":                   {},
		"Lịch làm việc":                   {},
		"Thích Trả Lời":                   {},
		"Lịch Công Tác":                   {},
		"Trang Chủ":                       {},
		"UBND":                            {},
		"HĐND":                            {},
		"II":                              {},
		"Phần I":                          {},
		"Video Clip":                      {},
		"Tin Mới":                         {},
		"Đảng Ủy Khối":                    {},
		"PHẦN MỘT":                        {},
		"VỀ KẾT QUẢ":                      {},
		"Bến Mơ vào mùa":                  {},
		"Đoàn có năm người.":              {},
		"Tác giả: chưa rõ":                {},
		"Các đại biểu dự hội nghị":        {},
		"Tin vui đến với bà con vùng lũ Bến Mơ.": {},
	} {
		got, ok := bylineOf(text)
		if got != want || ok != (want != byline{}) {
			t.Errorf("%q: %+v, %t, want %+v", text, got, ok, want)
		}
	}
}

// TestPlaceTags: the letters of a paper before the first word of a report go, and a
// body that begins with its own letters stays.
func TestPlaceTags(t *testing.T) {
	for text, want := range map[string]string{
		"BMO-Sáng 2/3, ba xã họp.":               "Sáng 2/3, ba xã họp.",
		"BMO - Sáng 2/3, ba xã họp.":             "Sáng 2/3, ba xã họp.",
		"(BMO) - Sáng 2/3, ba xã họp.":           "Sáng 2/3, ba xã họp.",
		"(BMO) – Sáng 2/3, ba xã họp.":           "Sáng 2/3, ba xã họp.",
		"(BMO)- Sáng 2/3, ba xã họp.":            "Sáng 2/3, ba xã họp.",
		"(BMO - Sáng 2/3, ba xã họp.":            "(BMO - Sáng 2/3, ba xã họp.",
		"BMP – “Ba xã” họp.":                     "“Ba xã” họp.",
		"BMĐT — 17 chi bộ họp.":                  "17 chi bộ họp.",
		"(benmo.example) - Sáng 2/3, ba xã họp.": "Sáng 2/3, ba xã họp.",
		"**BMO -** Sáng 2/3, ba xã họp.":         "Sáng 2/3, ba xã họp.",
		"**(BMO) - Sáng 2/3**, ba xã họp.":       "**Sáng 2/3**, ba xã họp.",
		"*BMO* - Sáng 2/3, ba xã họp.":           "Sáng 2/3, ba xã họp.",
		"HĐND - UBND xã họp.":                    "HĐND - UBND xã họp.",
		"UBND – Mặt trận xã họp.":                "UBND – Mặt trận xã họp.",
		"TP - nơi ba sông gặp nhau - họp.":       "TP - nơi ba sông gặp nhau - họp.",
		"BENMOMO - Sáng 2/3, ba xã họp.":         "BENMOMO - Sáng 2/3, ba xã họp.",
		"B - Sáng 2/3, ba xã họp.":               "B - Sáng 2/3, ba xã họp.",
		"QCVN-19 là quy chuẩn của ba xã.":        "QCVN-19 là quy chuẩn của ba xã.",
		"IX - Đại hội của ba xã.":                "IX - Đại hội của ba xã.",
		"Bến Mơ - Sáng 2/3, ba xã họp.":          "Bến Mơ - Sáng 2/3, ba xã họp.",
		"BCH-BTV xã họp.":                        "BCH-BTV xã họp.",
	} {
		if got, _ := untagged(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
