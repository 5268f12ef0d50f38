package draft

import "testing"

func TestPlenum(t *testing.T) {
	for title, want := range map[string]int{
		"Hội nghị Ban Chấp hành lần thứ 3":                                        3,
		"HỘI NGHỊ BAN CHẤP HÀNH ĐẢNG BỘ TỈNH LẦN THỨ MƯỜI BỐN":                    14,
		"Hội nghị Ban chấp hành Đảng bộ huyện Phú Mỹ khoá XXI lần thứ XVI":        16,
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh (mở rộng) lần thứ hai: bàn kế hoạch": 2,
		"Hội nghị lần thứ năm Ban Chấp hành Đảng bộ thành phố":                    5,
		"Hội nghị lần thứ 21 của BCH Đảng bộ xã":                                  21,
		"Khai mạc Hội nghị BCH lần thứ IV":                                        4,
		"Hội nghị lần thứ 7 Ban Chấp hành, khóa XV":                               7,

		"Hội nghị Ban Chấp hành Đảng bộ tỉnh":                                          0,
		"Hội nghị lần thứ 3":                                                           0,
		"Đại hội Đảng bộ tỉnh lần thứ XVII":                                            0,
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh chuẩn bị Đại hội lần thứ XVIII":           0,
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh, nhìn lại giải bóng lần thứ 5":            0,
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh bàn Nghị quyết lần thứ 5":                 0,
		"Hội nghị quán triệt Nghị quyết Hội nghị lần thứ 6 Ban Chấp hành Đảng bộ tỉnh": 0,
		"Nghị quyết Hội nghị Ban Chấp hành lần thứ 3":                                  0,
		"Hội nghị Ban Chấp hành Hội Nông dân tỉnh lần thứ 4":                           0,
		"Hội nghị Ban Chấp hành Công đoàn lần thứ 4":                                   0,
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ mấy":                              0,
		"Hội nghị Ban Thường vụ lần thứ 3":                                             0,
		"Hội nghị lần thứ 10 Ban Chấp hành Trung ương Đảng":                            0,
		"Hội nghị lần thứ":                                                             0,
		"":                                                                             0,
	} {
		if got := Plenum(title, false); got != want {
			t.Errorf("%q is of plenum %d, want %d", title, got, want)
		}
	}
	if got := Plenum("Hội nghị lần thứ 10 Ban Chấp hành Trung ương Đảng", true); got != 10 {
		t.Errorf("of the centre it is plenum %d", got)
	}
}
