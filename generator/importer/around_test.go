package importer

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestAround: what stands above and below a report of text stays out of it, whether a
// byline ends the report or not.
func TestAround(t *testing.T) {
	const title = "Bến Mơ chọn ba việc cho mùa khô"
	paragraphs := []string{
		"Sáng 4/3/2024, Huyện ủy Phú Long họp bàn ba việc phải làm xong ở xã Bến Mơ trong mùa khô năm nay.",
		"Đê dài bốn trăm mét.",
		"Việc thứ hai là nạo vét kênh chính, việc thứ ba là làm xong đường vào trường để học sinh khỏi lội suối khi mưa về.",
		"Xã báo cáo mỗi tuần.",
	}
	above := []string{
		title + "\n05/03/2024 07:30\n",
		"Trang chủ\nGiới thiệu\nTin tức\nThứ Tư, 06/03/2024\n\nTrang chủ / Tin tức / Xây dựng Đảng\n" + title + "\nThứ Ba, 05/03/2024, 07:30 | 128 lượt xem\n",
		"Menu\nĐăng nhập | Đăng ký\nTIN TỨC - SỰ KIỆN\nXây dựng Đảng\n\n" + title + "\nĐăng ngày: 05/03/2024 07:30\nCỡ chữ: A- A A+\nChia sẻ: Facebook Zalo\nLượt xem: 12\n",
		"CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN PHÚ LONG\nTin mới nhất\nKhai mạc giải đua thuyền trên sông\n06/03/2024\nTrang chủ > Tin tức > Tin trong huyện\n" + title + "\nNgày đăng 05/03/2024 | 07:30 | Lượt xem: 99\n",
		"Main navigation\nSkip to main content\n" + title + "\nSubmitted by admin on 05/03/2024 - 07:30\n",
		"BÁO PHÚ LONG\nHotline: 0900 000 000\nThứ Tư, 06/03/2024\nChính trị\nThời sự\nVideo\nPodcast\n" + title + "\n07:30 | 05/03/2024\nNghe đọc bài\n0:00\n/\n0:00\n1x\nGiọng nam\n",
	}
	below := []string{
		"",
		"Tin liên quan\nLễ hội xuống đồng ở vùng cao\nHội thi nấu cơm ven sông năm nay\n",
		"Các tin khác\nLễ hội xuống đồng ở vùng cao (01/03/2024)\nHàng trăm người đã về dự lễ hội, cùng nhau gói bánh và thi kéo co suốt cả ngày đầu xuân. (28/02/2024)\n",
		"Bình luận (2)\nHoàng Tú\nMong huyện làm nhanh đoạn đê ven sông, bà con đi lại rất khó khăn trong mùa mưa bão.\nThích\nTrả lời\n2 giờ trước\n",
		"Ý kiến của bạn\nHọ tên\nEmail\nNội dung\nGửi\n",
		"Chia sẻ\nFacebook\nTwitter\nIn trang\nTừ khóa: mùa khô, đê, Bến Mơ\nTin cùng chuyên mục\nLễ hội xuống đồng ở vùng cao\nTừ sáng sớm, hàng trăm người đã về dự lễ hội, cùng nhau gói bánh và thi kéo co suốt cả ngày.\n",
		"Đánh giá bài viết\n★★★★★\n4.5/5 (2 lượt đánh giá)\nNhững tin mới hơn\nLễ hội xuống đồng ở vùng cao\n",
		"TAG:\nmùa khô\nBến Mơ\nXem thêm\nLễ hội xuống đồng ở vùng cao\nHội thi nấu cơm ven sông năm nay\n© 2024 Cổng thông tin huyện Phú Long\n",
		"Số lượt xem: 1.203\nQuay lại | Về đầu trang\nThống kê truy cập\nĐang truy cập: 12\nHôm nay: 345\nTháng hiện tại: 10.234\nTổng lượt truy cập: 1.234.567\n",
		"Gửi phản hồi\nMã xác nhận\nBẢN TIN HUYỆN PHÚ LONG\nĐịa chỉ: số 5 đường Ven Sông, thị trấn Phú Long\nĐiện thoại: 0900 000 000 - Email: bbt@phulong.example\nChịu trách nhiệm nội dung: Chánh Văn phòng Huyện ủy.\n",
		"Văn bản mới\n12-KH/HU\nKế hoạch tổ chức hội thi bí thư chi bộ giỏi trong toàn Đảng bộ huyện năm 2024 và những năm tiếp theo.\n",
		"2 bình luận\nVàng Mỷ\n05/03/2024 09:00\nCảm ơn trang tin đã đăng bài này, quê em cũng đang cần một con đường như thế để đi học.\nTrả lời\n",
		"Lễ hội xuống đồng ở vùng cao\n01/03/2024\nTừ sáng sớm, hàng trăm người đã về dự lễ hội, cùng nhau gói bánh và thi kéo co suốt cả ngày.\n",
		"[Quay lại]\n[Trở về]\nCÁC BÀI VIẾT KHÁC:\n+ Lễ hội xuống đồng ở vùng cao\n+ Hội thi nấu cơm ven sông năm nay.\n",
		"|< < 1 2 3 4 > >|\nTrang 1/12\nLiên kết website\nChính phủ\nQuốc hội\n",
	}
	// The same as text, as paragraphs of HTML, and as cells of one table.
	forms := map[string]func(text string) string{
		"text": func(text string) string { return text },
		"paragraphs": func(text string) string {
			return "<html><body><div>" + regexp.MustCompile(`(?m)^(.+)$`).ReplaceAllString(text, "<p>$1</p>") + "</div></body></html>"
		},
		"cells": func(text string) string {
			return "<html><body><table>" + regexp.MustCompile(`(?m)^(.+)$`).ReplaceAllString(text, "<tr><td>$1</td></tr>") + "</table></body></html>"
		},
	}
	lib := library(t)
	for form, set := range forms {
		for i, a := range above {
			for j, b := range below {
				for _, byline := range []string{"Kim Oanh\n", ""} {
					page := set(a + strings.Join(paragraphs, "\n\n") + "\n\n" + byline + b)
					where := fmt.Sprintf("%s, above %d, below %d, byline %q", form, i, j, byline)
					r, err := Import([]byte(page), lib, Options{})
					if err != nil {
						t.Errorf("%s: %v", where, err)
						continue
					}
					if want := strings.Join(paragraphs, "\n\n") + "\n"; r.Title != title || r.File.Body != want {
						t.Errorf("%s: %q and\n%s", where, r.Title, r.File.Body)
					}
					if file := string(r.File.Bytes()); !strings.Contains(file, "\npublished: 2024-03-05T07:30:00+07:00\n") || strings.Contains(file, "\nauthor: Kim Oanh\n") != (byline != "") || byline == "" && strings.Contains(file, "\nauthor:") {
						t.Errorf("%s: the day or the author\n%s", where, file)
					}
				}
			}
		}
	}
}
