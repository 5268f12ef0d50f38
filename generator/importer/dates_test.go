package importer

import (
	"strings"
	"testing"

	"bantin/generator/content"
)

// The paragraphs of a report around what a test is of.
const (
	titleLine  = "Tỉnh ủy An Châu tổ chức hội nghị về công tác xây dựng Đảng"
	restOfLine = ", Tỉnh ủy An Châu tổ chức hội nghị về công tác xây dựng Đảng với các đảng bộ trực thuộc."
	secondLine = "Báo cáo tại hội nghị cho thấy phần lớn chỉ tiêu đã đạt hoặc vượt kế hoạch, còn hai việc chậm so với tiến độ đã giao."

	englishTitle  = "An Châu Provincial Party Committee meets on the building of the Party"
	englishRest   = ", the An Châu Provincial Party Committee held a conference on the building of the Party with its organisations."
	englishSecond = "The conference heard that most of the aims had been reached or passed, and that two tasks were behind their time."
)

// told is what an import says of days: "2020-12-21" or "2020-12-21..2020-12-23" where
// the key is set, "?2020-12-21 2019-12-21" with the candidates where it is asked, ""
// where there is neither; said has the remarks on the key.
func told(r Result, key string) (days, said string) {
	var asked []string
	for _, k := range r.File.Keys {
		switch {
		case k.Name == key && k.Off:
			asked = append(asked, k.Value.Text)
		case k.Name == key:
			days = k.Value.Text
		case k.Name == "until" && key == "date":
			days += ".." + k.Value.Text
		}
	}
	if asked != nil {
		days += "?" + strings.Join(asked, " ")
	}
	for _, remark := range r.Remarks {
		if remark.Key == key {
			said += remark.Text.String() + "\n"
		}
	}
	return days, said
}

func importLines(t *testing.T, lib *content.Library, lines ...string) Result {
	t.Helper()
	r, err := Import([]byte(strings.Join(lines, "\n")), lib, Options{})
	if err != nil {
		t.Fatalf("%q: %v", lines, err)
	}
	return r
}

// TestEventDays: the day of the event by the first words of a report. Each is on a
// page of 22 December 2020, but where published says otherwise; "-" is no day of
// publication.
func TestEventDays(t *testing.T) {
	lib := library(t)
	for _, c := range []struct{ published, text, want, said string }{
		// One day, with its year.
		{"", "Sáng 21/12/2020", "2020-12-21", ""},
		{"", "Sáng ngày 21/12/2020", "2020-12-21", ""},
		{"", "Sáng nay, 21/12/2020", "2020-12-21", ""},
		{"", "Ngày 21-12-2020", "2020-12-21", ""},
		{"", "Ngày 21.12.2020", "2020-12-21", ""},
		{"", "Ngày 21 - 12 - 2020", "2020-12-21", ""},
		{"", "Ngày\u00a021/12/2020", "2020-12-21", ""},
		{"", "Ngày ２１／１２／２０２０", "2020-12-21", ""},
		{"", "Ngày 21 tháng 12 năm 2020", "2020-12-21", ""},
		{"", "Ngày 21, tháng 12, năm 2020", "2020-12-21", ""},
		{"", "Chiều 21 tháng Mười hai năm 2020", "2020-12-21", ""},
		{"", "Thứ Hai, ngày 21/12/2020", "2020-12-21", ""},
		{"-", "Sáng thứ Hai (21/12/2020)", "2020-12-21", ""},
		{"-", "Ngày 05/4/2021", "2021-04-05", ""},

		// One day without its year.
		{"", "Sáng 21/12", "2020-12-21", ""},
		{"", "Chiều 21-12", "2020-12-21", ""},
		{"", "Chiều 21–12", "2020-12-21", ""},
		{"", "Chiều 21.12", "2020-12-21", ""},
		{"", "Chiều\u00a021/12", "2020-12-21", ""},
		{"", "Chiều ２１－１２", "2020-12-21", ""},
		{"", "Tối 21/12/", "2020-12-21", ""},
		{"Thứ Ba, 06/04/2021", "Ngày 05/4", "2021-04-05", ""},
		{"Thứ Ba, 06/04/2021", "Ngày 5-4", "2021-04-05", ""},
		{"Thứ Ba, 06/04/2021", "Ngày 05.4", "2021-04-05", ""},
		{"", "Sáng ngày 21 tháng 12", "2020-12-21", ""},
		{"", "Vào ngày 21/12 vừa qua", "2020-12-21", ""},
		{"", "Hôm qua (21/12)", "2020-12-21", ""},
		{"", "Hôm qua, ngày 21/12", "2020-12-21", ""},
		{"", "Tối qua 21/12", "2020-12-21", ""},
		{"", "Tối qua (21/12)", "2020-12-21", ""},
		{"", "8h sáng 21/12", "2020-12-21", ""},
		{"", "8 giờ 30 phút sáng ngày 21/12", "2020-12-21", ""},
		{"", "Vào lúc 8h00 ngày 21/12", "2020-12-21", ""},
		{"", "Lúc 8 giờ 20, ngày 21/12", "2020-12-21", ""},
		{"", "Sáng thứ Hai, ngày 21/12", "2020-12-21", ""},
		{"", "Sáng Thứ 2 (21/12)", "2020-12-21", ""},
		{"", "Sáng CN, 20/12", "2020-12-20", ""},
		{"", "Chủ nhật (20/12)", "2020-12-20", ""},
		{"", "LSO-Sáng 21/12", "2020-12-21", ""},
		{"", "Tại thị xã Phú Long, sáng 21/12", "2020-12-21", ""},
		{"", "Sáng nay", "2020-12-22", ""},
		{"", "Sáng qua", "2020-12-21", ""},
		{"", "Hôm qua", "2020-12-21", ""},

		// The year that is not written.
		{"Thứ Tư, 06/01/2021", "Sáng 31/12", "2020-12-31", ""},
		{"Thứ Tư, 06/01/2021", "Sáng 6/1", "2021-01-06", ""},
		{"Thứ Hai, 01/03/2021", "Sáng 29/2", "2020-02-29", "366 days"},
		{"Thứ Sáu, 01/03/2024", "Sáng 29/2", "2024-02-29", ""},
		{"Thứ Sáu, 01/03/2024", "Sáng 30/2", "?2024-03-01", "was not found"},
		{"-", "Sáng 21/12", "?", "without a year"},
		{"-", "Sáng 21/12, thực hiện Kế hoạch số 14-KH/ĐU ngày 26/02/2020", "?2020-12-21", "without a year"},
		{"-", "Sáng 21/12, nhiệm kỳ 2020 - 2025", "?2020-12-21", "without a year"},
		{"-", "Sáng nay", "?", "Sáng nay"},

		// Several days.
		{"", "Trong hai ngày 16-17/12", "2020-12-16..2020-12-17", ""},
		{"", "Trong hai ngày, 16 và 17/12", "2020-12-16..2020-12-17", ""},
		{"", "Trong 2 ngày (16-17/12)", "2020-12-16..2020-12-17", ""},
		{"", "Trong 2 ngày (16/12 - 17/12)", "2020-12-16..2020-12-17", ""},
		{"", "Trong 3 ngày, từ 16 đến 18/12", "2020-12-16..2020-12-18", ""},
		{"Thứ Hai, 18/01/2021", "Trong hai ngày 16-17/1", "2021-01-16..2021-01-17", ""},
		{"Thứ Hai, 18/01/2021", "Đảng bộ huyện Phú Long tiến hành đại hội (16-17/1)", "2021-01-16..2021-01-17", ""},
		{"Thứ Hai, 18/01/2021", "Từ 14-16/1", "2021-01-14..2021-01-16", ""},
		{"Thứ Hai, 18/01/2021", "Từ ngày 14–16/01/2021", "2021-01-14..2021-01-16", ""},
		{"Thứ Hai, 15/02/2021", "Ngày 10 và 11-2", "2021-02-10..2021-02-11", ""},
		{"Thứ Năm, 15.10.2020", "Từ ngày 12 đến 14-10", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Từ sáng 12 đến chiều 14/10", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Các ngày 12, 13 và 14/10", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Trong các ngày 12, 13, 14/10", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Từ ngày 12/10/2020 đến ngày 14/10/2020", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Từ ngày 12 tháng 10 đến hết ngày 14 tháng 10 năm 2020", "2020-10-12..2020-10-14", ""},
		{"Thứ Năm, 15.10.2020", "Từ thứ Hai, 12/10 tới thứ Tư, 14/10", "2020-10-12..2020-10-14", ""},
		{"-", "Ngày 29/09/2025 – 30/09/2025", "2025-09-29..2025-09-30", ""},
		{"-", "Trong hai ngày 29/9 và 30/9/2025", "2025-09-29..2025-09-30", ""},
		{"-", "Chiều 29/9 và sáng 30/9/2025", "2025-09-29..2025-09-30", ""},
		{"Thứ Sáu, 03/10/2025", "Từ 30/9 đến 2/10", "2025-09-30..2025-10-02", ""},
		{"Thứ Sáu, 03/10/2025", "Từ ngày 30 đến ngày 2/10", "2025-09-30..2025-10-02", ""},
		{"-", "Từ 30/9 đến 2/10/2025", "2025-09-30..2025-10-02", ""},
		{"-", "Từ 31/12/2020 - 02/01/2021", "2020-12-31..2021-01-02", ""},
		{"-", "Từ 31/12 đến 02/01/2021", "2020-12-31..2021-01-02", ""},
		{"Thứ Hai, 04/01/2021", "Từ 31/12 đến 2/1", "2020-12-31..2021-01-02", ""},
		{"Thứ Ba, 02/03/2021", "Từ 28/2 đến 1/3", "2021-02-28..2021-03-01", ""},

		// No days of the event.
		{"", "Hội nghị lần thứ 20, ngày 21/12", "2020-12-21", ""},
		{"", "Nhân kỷ niệm 76 năm Ngày thành lập lực lượng (22/12/1944 - 22/12/2020), sáng 21/12", "2020-12-21", ""},
		{"", "Kỷ niệm 45 năm Ngày 30/4", "?2020-12-22", "was not found"},
		{"", "Thực hiện Chỉ thị số 35-CT/TW ngày 30/5/2019 của Bộ Chính trị, sáng 21/12", "2020-12-21", ""},
		{"", "Thời gian qua, với 97,1% số phiếu và 14-1 ý kiến", "?2020-12-22", "was not found"},
		{"", "Từ ngày 01/01/2015 đến ngày 31/12/2019", "?2015-01-01 2020-12-22", "a period"},

		// The lunar calendar.
		{"Thứ Tư, 24/02/2021", "Sáng mùng 6 tháng Giêng", "?2021-02-24", "lunar"},
		{"Thứ Sáu, 05/02/2021", "Ngày 23 tháng Chạp", "?2021-02-05", "lunar"},
		{"Thứ Sáu, 05/02/2021", "Sáng 23 tháng Chạp năm 2020", "?2021-02-05", "lunar"},
		{"", "Tối 15/8 âm lịch", "?2020-12-22", "lunar"},
		{"", "Ngày 10/3 (âm lịch)", "?2020-12-22", "lunar"},
		{"", "Ngày 10/3/2020 (Âm lịch)", "?2020-12-22", "lunar"},
		{"", "Ngày 10 tháng 3 năm Canh Tý", "?2020-12-22", "lunar"},
		{"", "Từ ngày 8 đến 10/3 âm lịch", "?2020-12-22", "lunar"},
		{"Thứ Tư, 24/02/2021", "Sáng mùng 6 tháng Giêng (tức ngày 17/2/2021)", "2021-02-17", ""},
		{"Thứ Tư, 24/02/2021", "Sáng 17/2 (tức mùng 6 tháng Giêng)", "2021-02-17", ""},
		{"Thứ Tư, 24/02/2021", "Sáng 17/2 (tức ngày 6/1 năm Tân Sửu)", "2021-02-17", ""},

		// A day of the week that is not the date's.
		{"-", "Thứ Hai, 22/12/2020", "2020-12-22", "another day of the week"},
		{"-", "Sáng thứ Hai, ngày 22/12/2020", "2020-12-22", "another day of the week"},
		{"", "Sáng thứ Ba (21/12)", "2020-12-21", "another day of the week"},
		{"", "Sáng Thứ 3, 22/12", "2020-12-22", ""},
		{"-", "On Monday, 22 December 2020", "2020-12-22", "another day of the week"},

		// What is yet to come.
		{"Chủ nhật, 20/12/2020", "Hội nghị sẽ diễn ra ngày 25/12", "?2020-12-25 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Dự kiến, sáng 25/12", "?2020-12-25 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Sáng 25/12 tới", "?2020-12-25 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Sáng 25/12, hội nghị sẽ diễn ra tại Trung tâm", "?2020-12-25 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Từ ngày 5 đến 7/1 tới đây", "?2021-01-05 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Sáng 19/12, họp báo về đại hội sẽ diễn ra từ ngày 5 đến 7/1", "2020-12-19", ""},
		{"Thứ Bảy, 26/12/2020", "Như đã báo, hội nghị sẽ diễn ra ngày 25/12/2020", "2020-12-25", ""},
		{"Chủ nhật, 20/12/2020", "Sáng 25/12", "2019-12-25", "361 days"},

		// What else may stand around a day.
		{"", "Theo tin từ Văn phòng Tỉnh ủy, vào ngày 21/12 vừa qua", "2020-12-21", ""},
		{"", "Theo tin từ Văn phòng Tỉnh ủy, trong hai ngày 16-17/12", "2020-12-16..2020-12-17", ""},
		{"", "AnChau.vn - Sáng ngày 21-12", "2020-12-21", ""},
		{"", "(AC) - Sáng sớm 21/12", "2020-12-21", ""},
		{"", "Sáng hôm nay 22-12", "2020-12-22", ""},
		{"", "Hôm nay, thứ Ba (22/12)", "2020-12-22", ""},
		{"", "T2 (21/12)", "2020-12-21", ""},
		{"", "Thứ Hai (ngày 21-12)", "2020-12-21", ""},
		{"", "Chiều thứ 2 ngày 21 tháng 12", "2020-12-21", ""},
		{"", "Vào lúc 14:00 ngày 21/12/2020", "2020-12-21", ""},
		{"", "Đúng 8 giờ sáng nay 22/12", "2020-12-22", ""},
		{"", "21/12", "?2020-12-21 2020-12-22", "something else"},
		{"", "Thực hiện Kế hoạch số 14-KH/ĐU, ngày 21/12", "?2020-12-21 2020-12-22", "something else"},
		{"", "Thực hiện Kế hoạch số 14-KH/ĐU, sáng ngày 21/12", "2020-12-21", ""},
		{"", "Kết quả 6 tháng năm 2020 và trong 5-6 năm tới", "?2020-12-22", "was not found"},
		{"", "Tại kỳ họp thứ 10, 21/12", "?2020-12-22", "was not found"},
		{"", "Với 15/17 phiếu, chiều 21/12", "2020-12-21", ""},
		{"", "Với sự tham gia của công nhân, ngày 21/12", "2020-12-21", ""},
		{"", "Để tuyên truyền cho học sinh, ngày 21/12", "?2020-12-21 2020-12-22", "something else"},
		{"", "Nhân ngày 20/11", "?2020-12-22", "was not found"},
		{"", "Ngày 21/12 tới dự buổi làm việc có lãnh đạo tỉnh", "2020-12-21", ""},
		{"", "Chuẩn bị cho đại hội sẽ được tổ chức vào đầu năm sau, sáng 21/12", "2020-12-21", ""},
		{"Chủ nhật, 20/12/2020", "Đại hội sẽ diễn ra trong ba ngày, từ 25 đến 27/12", "?2020-12-25 2020-12-20", "announces"},
		{"", "Tính đến ngày 20/12/2020", "?2020-12-22", "was not found"},
		{"", "Trong tháng 12", "?2020-12-22", "was not found"},
		{"", "Trong hai ngày 16 & 17/12", "2020-12-16..2020-12-17", ""},
		{"", "Trong ba ngày (từ 16 đến 18/12)", "2020-12-16..2020-12-18", ""},
		{"", "Từ ngày 16/12-18/12/2020", "2020-12-16..2020-12-18", ""},
		{"", "Từ 07 giờ 30 ngày 16/12 đến 17 giờ ngày 18/12", "2020-12-16..2020-12-18", ""},
		{"", "Ngày 1, 2, 3 tháng 12 năm 2020", "2020-12-01..2020-12-03", ""},
		{"", "Ngày 20/11 và 21/12", "2020-11-20", ""},
		{"", "Ngày 10 và 20/12", "2020-12-10", "days apart"},
		{"", "Ngày 10/12 và 20/12", "2020-12-10", "days apart"},
		{"", "Các ngày 10, 11 và 20/12", "2020-12-10", "days apart"},
		{"", "Trong các ngày 20/11, 21/11 và 21/12", "2020-11-20", "days apart"},
		{"", "Ngày 31/12/2019 và 01/01/2020", "2019-12-31..2020-01-01", ""},
		{"Thứ Hai, 04/01/2021", "Từ 31/12/2020 đến 2/1", "2020-12-31..2021-01-02", ""},
		{"-", "Trong hai ngày 30 và 31/6/2020", "?", "was not found"},
		{"-", "Sáng 29/2, theo Kế hoạch số 14-KH/ĐU ngày 26/02/2019, nhiệm kỳ 2020-2025", "?2020-02-29", "without a year"},
		{"-", "Sáng thứ Hai, 21/12, theo Kế hoạch số 14-KH/ĐU ngày 26/02/2019, nhiệm kỳ 2020-2025", "?2020-12-21", "without a year"},
		{"Thứ Tư, 24/02/2021", "Sáng mồng 8 Tết (19/2)", "2021-02-19", ""},
		{"Thứ Tư, 24/02/2021", "Sáng mùng 2 Tết", "?2021-02-24", "lunar"},
		{"Thứ Tư, 24/02/2021", "Tối rằm tháng Giêng", "?2021-02-24", "lunar"},
		{"", "Sáng 2/4/2020 (nhằm ngày 10/3 âm lịch)", "2020-04-02", ""},
		{"", "Sáng ngày 2/4 (10/3 âm lịch)", "2020-04-02", ""},
		{"Chủ nhật, 20/12/2020", "Sáng mai (21/12)", "?2020-12-21 2020-12-20", "announces"},
		{"Chủ nhật, 20/12/2020", "Theo kế hoạch, hội nghị dự kiến khai mạc vào sáng 25/12/2020", "?2020-12-25 2020-12-20", "announces"},

		// English.
		{"", "On Monday morning, December 21", "2020-12-21", ""},
		{"", "On the 21st of December 2020", "2020-12-21", ""},
		{"", "On 21 and 22 Dec. 2020", "2020-12-21..2020-12-22", ""},
		{"-", "On Dec. 21", "?", "without a year"},
		{"", "On 21 December 2020", "2020-12-21", ""},
		{"", "On December 21, 2020", "2020-12-21", ""},
		{"", "On December 21st, 2020", "2020-12-21", ""},
		{"", "On Dec. 21", "2020-12-21", ""},
		{"", "On 21 December", "2020-12-21", ""},
		{"", "On the morning of December 21", "2020-12-21", ""},
		{"", "On Monday (December 21)", "2020-12-21", ""},
		{"", "On Monday, 21 December", "2020-12-21", ""},
		{"", "From 21-23 December 2020", "2020-12-21..2020-12-23", ""},
		{"", "On 20 and 21 December 2020", "2020-12-20..2020-12-21", ""},
		{"", "From 20 to 21 December", "2020-12-20..2020-12-21", ""},
		{"", "From December 20-21, 2020", "2020-12-20..2020-12-21", ""},
		{"", "On December 20 and 21", "2020-12-20..2020-12-21", ""},
		{"-", "From 30 September to 2 October 2025", "2025-09-30..2025-10-02", ""},
		{"-", "From December 31, 2020 to January 2, 2021", "2020-12-31..2021-01-02", ""},
		{"", "This morning", "2020-12-22", ""},
		{"", "Pursuant to Directive 35-CT/TW of 30 May 2019, on 21 December", "2020-12-21", ""},
		{"Sunday, 20 December 2020", "As announced, the conference will open on 25 December", "?2020-12-25 2020-12-20", "announces"},
	} {
		published := c.published
		english := strings.Contains(c.text, "On") || strings.Contains(c.text, "on ") || strings.Contains(c.text, "From") || strings.Contains(c.text, "This")
		lines := []string{titleLine, published, c.text + restOfLine, secondLine, "Minh Khuê"}
		if english {
			lines = []string{englishTitle, published, c.text + englishRest, englishSecond, "By: Mai Phuong Anh"}
		}
		switch published {
		case "":
			lines[1] = "Thứ Ba, 22/12/2020"
			if english {
				lines[1] = "Tuesday, 22 December 2020"
			}
		case "-":
			lines[1] = ""
		}
		got, said := told(importLines(t, lib, lines...), "date")
		if got != c.want {
			t.Errorf("%q, published %q, is of %s, want %s\n%s", c.text, published, got, c.want, said)
		}
		if c.said == "" && said != "" || !strings.Contains(said, c.said) {
			t.Errorf("%q: said %q, want %q", c.text, said, c.said)
		}
	}
}

// TestStampLines: the day of publication, or of a change, by the line below the
// title.
func TestStampLines(t *testing.T) {
	lib := library(t)
	for _, c := range []struct{ line, published, updated, said string }{
		{"Thứ hai,  21/12/2020", "2020-12-21", "", ""},
		{"Cập nhật lúc19:23, Thứ Hai, 21/12/2020 (GMT+7)", "2020-12-21T19:23:00+07:00", "", ""},
		{"21/12/2020 - 19:45", "2020-12-21T19:45:00+07:00", "", ""},
		{"[ Cập nhật vào ngày (30/12/2020) ]", "?", "2020-12-30", "only when it was updated"},
		{"21/12/2020, 20:56", "2020-12-21T20:56:00+07:00", "", ""},
		{"Thứ 2, 21.12.2020 | 18:04:25", "2020-12-21T18:04:25+07:00", "", ""},
		{"Thứ hai, 21 Tháng 12 2020 14:49", "2020-12-21T14:49:00+07:00", "", ""},
		{"08:13, ngày 21-12-2020", "2020-12-21T08:13:00+07:00", "", ""},
		{"Thứ hai, ngày 21 tháng 12 năm 2020", "2020-12-21", "", ""},
		{"21/12/2020 | 329", "2020-12-21", "", ""},
		{"21/12/2020\u00a0|\u00a018:04", "2020-12-21T18:04:00+07:00", "", ""},
		{"２１／１２／２０２０　１８：０４", "2020-12-21T18:04:00+07:00", "", ""},
		{"T2, 21/12/2020", "2020-12-21", "", ""},
		{"CN, 20/12/2020 - 7:05", "2020-12-20T07:05:00+07:00", "", ""},
		{"Monday, 21/12/2020", "2020-12-21", "", ""},
		{"Monday, December 21, 2020 - 5:30 PM", "2020-12-21T17:30:00+07:00", "", ""},
		{"Mon, 21 Dec 2020", "2020-12-21", "", ""},
		{"Dec. 21, 2020", "2020-12-21", "", ""},
		{"Posted on December 21st, 2020", "2020-12-21", "", ""},
		{"2020-12-21 18:04", "2020-12-21T18:04:00+07:00", "", ""},
		{"Ngày đăng: 21/12/2020; cập nhật: 22/12/2020", "2020-12-21", "2020-12-22", ""},
		{"18 giờ 04 phút, ngày 21/12/2020", "2020-12-21T18:04:00+07:00", "", ""},
		{"Tháng Mười Hai 21, 2020", "2020-12-21", "", ""},
		{"Th12 21, 2020", "2020-12-21", "", ""},
		{"21 thg 12, 2020", "2020-12-21", "", ""},
		{"2020/12/21", "2020-12-21", "", ""},
		{"2020-12-21T18:04:00+07:00", "2020-12-21T18:04:00+07:00", "", ""},
		{"Chúa nhật, 20/12/2020", "2020-12-20", "", ""},
		{"T.Hai, 21/12/2020", "2020-12-21", "", ""},
		{"Post date: 21/12/2020", "2020-12-21", "", ""},
		{"Tác giả: Minh Khuê | 21/12/2020", "2020-12-21", "", ""},
		{"An Châu, ngày 21 tháng 12 năm 2020", "2020-12-21", "", ""},
		{"21/12/2020 6:04:00 CH", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/20", "?", "", "does not say"},

		// Zones.
		{"21/12/2020 18:04 UTC+07:00", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/2020 18:04 (UTC+07)", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/2020 18:04 GMT +7", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/2020 18:04 GMT+0700", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/2020 18:04 GMT+5:30", "2020-12-21T18:04:00+05:30", "", ""},
		{"21/12/2020 18:04 (GMT-03:30)", "2020-12-21T18:04:00-03:30", "", ""},
		{"18:04 GMT−3, 21/12/2020", "2020-12-21T18:04:00-03:00", "", ""},
		{"21/12/2020 18:04 +07:00", "2020-12-21T18:04:00+07:00", "", ""},
		{"21/12/2020 18:04 GMT+5:75", "2020-12-21T18:04:00+07:00", "", ""},

		// Lunar days beside it, or alone.
		{"Thứ Hai, 21/12/2020 (08/11 Âm lịch)", "2020-12-21", "", ""},
		{"Dương lịch: 21/12/2020 - Âm lịch: 08/11/2020", "2020-12-21", "", ""},
		{"Ngày 21/12/2020 (tức ngày 08 tháng 11 năm Canh Tý)", "2020-12-21", "", ""},
		{"Ngày 08/11/2020 (Âm lịch)", "?", "", "does not say"},

		// A day of the week that is not the date's.
		{"Thứ Hai, 22/12/2020", "2020-12-22", "", "another day of the week"},
		{"T6, 21.12.2020", "2020-12-21", "", "another day of the week"},
		{"Friday, 21 December 2020", "2020-12-21", "", "another day of the week"},

		// The days of the event, not of the page.
		{"20/12/2020 – 21/12/2020", "?", "", "does not say"},
		{"Từ ngày 20/12/2020 đến ngày 21/12/2020", "?", "", "does not say"},
	} {
		r := importLines(t, lib, titleLine, c.line, "Sáng 20/12"+restOfLine, secondLine, "Minh Khuê")
		got, said := told(r, "published")
		if got != c.published {
			t.Errorf("%q is of %s, want %s\n%s", c.line, got, c.published, said)
		}
		if got, _ := told(r, "updated"); got != c.updated {
			t.Errorf("%q is updated on %s, want %s", c.line, got, c.updated)
		}
		if c.said == "" && said != "" || !strings.Contains(said, c.said) {
			t.Errorf("%q: said %q, want %q", c.line, said, c.said)
		}
	}
}

// TestBelow: a full date alone below a report is of its publication only where the
// report's own day is close before it.
func TestBelow(t *testing.T) {
	lib := library(t)
	for name, c := range map[string]struct {
		text, below     string
		published, date string
	}{
		"close":               {"Sáng 21/12", "22/12/2020", "2020-12-22", "2020-12-21"},
		"with a label":        {"Sáng 21/12", "Ngày đăng: 22/12/2020", "2020-12-22", "2020-12-21"},
		"far":                 {"Sáng 14/10", "20/11/2026", "?2026-11-20", "?2026-10-14"},
		"before the event":    {"Sáng 21/12/2020", "03/02/2020", "?2020-02-03", "2020-12-21"},
		"no day":              {"Tại thị xã Phú Long", "22/12/2020", "?2020-12-22", "?"},
		"of another report":   {"Sáng 21/12", "Các tin khác\nĐảng bộ huyện Phú Long họp bàn việc đầu năm\n22/12/2020", "?", "?"},
		"of the report's own": {"Sáng 21/12", "Minh Khuê\n22/12/2020 08:15", "2020-12-22T08:15:00+07:00", "2020-12-21"},
	} {
		r := importLines(t, lib, titleLine, c.text+restOfLine, secondLine, c.below)
		if got, said := told(r, "published"); got != c.published {
			t.Errorf("%s: published %s, want %s\n%s", name, got, c.published, said)
		}
		if got, said := told(r, "date"); got != c.date {
			t.Errorf("%s: of %s, want %s\n%s", name, got, c.date, said)
		}
	}
}

// TestSeveralParagraphs: what one paragraph says of a day, another may complete; and
// where the day of publication is known, no question says that it is not.
func TestSeveralParagraphs(t *testing.T) {
	lib := library(t)
	const plain = "Tỉnh ủy An Châu tổ chức hội nghị về công tác xây dựng Đảng với các đảng bộ trực thuộc, bàn việc cuối năm."
	for name, c := range map[string]struct {
		lines      []string
		date, said string
	}{
		"the last day in the second": {[]string{titleLine, "22/12/2020", "Sáng 16/12" + restOfLine, "Hội nghị diễn ra trong hai ngày 16 và 17/12 với sự tham gia của đại diện các đảng bộ trực thuộc và các ban của tỉnh."}, "2020-12-16..2020-12-17", ""},
		"a day within the second":    {[]string{titleLine, "22/12/2020", plain, "Các đại biểu nhắc lại cuộc họp ngày 21/12 và bàn về những việc cần làm trong năm sau cùng ban chỉ đạo mới."}, "?2020-12-21 2020-12-22", "may be the day of something else"},
		"a change is known":          {[]string{titleLine, "Cập nhật: 22/12/2020", plain, "Các đại biểu nhắc lại cuộc họp ngày 21/12 và bàn về những việc cần làm trong năm sau cùng ban chỉ đạo mới."}, "?2020-12-21", "may be the day of something else"},
		"looked at, and today":       {[]string{"Thứ Sáu, 20/11/2026", titleLine, "Sáng nay" + restOfLine, secondLine}, "?2026-11-20", "says only"},
		"announced, and held":        {[]string{titleLine, "22/12/2020", "Hội nghị sẽ diễn ra ngày 25/12" + restOfLine, "Sáng 21/12, ban tổ chức đã họp để rà soát công việc chuẩn bị, phân công rõ người và thời hạn của từng việc."}, "2020-12-21", ""},
	} {
		got, said := told(importLines(t, lib, append(c.lines, "Minh Khuê")...), "date")
		if got != c.date || c.said == "" && said != "" || !strings.Contains(said, c.said) {
			t.Errorf("%s: of %s, want %s; said %q, want %q", name, got, c.date, said, c.said)
		}
	}
}
