package draft

import (
	"testing"

	"bantin/generator/calendar"
	"bantin/generator/content"
)

func TestNamedCongress(t *testing.T) {
	term := calendar.Term{From: 2025, To: 2030}
	for title, want := range map[string]Named{
		"Đại hội Đảng bộ tỉnh Đoài lần thứ XVIII":                             {18, calendar.Term{}, true},
		"Đại hội đại biểu Đảng bộ tỉnh lần thứ mười tám":                      {18, calendar.Term{}, true},
		"Đại hội đại biểu lần thứ XVIII Đảng bộ tỉnh, nhiệm kỳ 2025 - 2030":   {18, term, true},
		"Khai mạc trọng thể Đại hội Đảng bộ xã lần thứ 2, nhiệm kỳ 2025–2030": {2, term, true},
		"Đại hội chi bộ thôn Mẫu, nhiệm kỳ 2025-2030":                         {0, term, true},
		"Đại hội lần thứ XVIII":                                               {18, calendar.Term{}, true},
		"Đại hội XVIII Đảng bộ tỉnh":                                          {18, calendar.Term{}, true},
		"Xã Đoài tổ chức Đại hội Đảng bộ lần thứ III":                         {3, calendar.Term{}, false},
		"Quán triệt Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII":             {17, calendar.Term{}, false},
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh khoá XVI lần thứ 5":              {16, calendar.Term{}, true},
		"Hội nghị lần thứ 5 Ban Chấp hành Đảng bộ tỉnh (khóa XVI)":            {16, calendar.Term{}, true},

		"Đại hội Đảng bộ tỉnh: khai mạc":                            {},
		"Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 5":             {},
		"Chào mừng Đại hội Đảng bộ tỉnh lần thứ XVIII":              {},
		"Chuẩn bị Đại hội Đảng bộ tỉnh lần thứ XVIII":               {},
		"Góp ý dự thảo văn kiện Đại hội Đảng bộ tỉnh lần thứ XVIII": {},
		"Nghị quyết Đại hội XIII của Đảng":                          {},
		"Đại hội đại biểu toàn quốc lần thứ XIV của Đảng":           {},
		"Đại hội Đoàn thanh niên lần thứ V":                         {},
		"Đại hội lần thứ IX Hội Nông dân xã":                        {},
		"Đại hội Thể dục thể thao lần thứ X":                        {},
		"Đại hội đồng cổ đông lần thứ 3":                            {},
		"Lớp bồi dưỡng khóa XVI":                                    {},
		"":                                                          {},
	} {
		got, ok := NamedCongress(title, false)
		if got != want || ok != (want != Named{}) {
			t.Errorf("%q names %+v, %v; want %+v", title, got, ok, want)
		}
	}
	if got, _ := NamedCongress("Đại hội đại biểu toàn quốc lần thứ XIV của Đảng", true); got.Congress != 14 {
		t.Errorf("of the centre it is %+v", got)
	}
}

func TestHeld(t *testing.T) {
	a, b := calendar.Term{From: 2020, To: 2025}, calendar.Term{From: 2025, To: 2030}
	c := &content.Committee{Congresses: []content.Congress{{Number: 17, Term: a}, {Number: 18, Term: b}}}
	for _, tt := range []struct {
		named Named
		want  Opening
	}{
		{Named{Congress: 18}, Opening{18, b}},
		{Named{Term: a}, Opening{17, a}},
		{Named{Congress: 18, Term: b}, Opening{18, b}},
		{Named{Congress: 18, Term: a}, Opening{}},
		{Named{Congress: 16}, Opening{}},
		{Named{}, Opening{}}, // which of the two?
	} {
		if got, ok := Held(c, tt.named); got != tt.want || ok != (tt.want != Opening{}) {
			t.Errorf("%+v is %+v, %v; want %+v", tt.named, got, ok, tt.want)
		}
	}
}
