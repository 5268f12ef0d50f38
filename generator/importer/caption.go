package importer

import (
	"regexp"
	"strings"

	"bantin/generator/vietnamese"
)

// Words that captions begin with and words that they have.
var (
	captionBegins = beginnings("Các đại biểu", "Đại biểu", "Đoàn đại biểu", "Các đồng chí", "Quang cảnh", "Toàn cảnh", "Ảnh", "Hình ảnh", "Đồng chí", "Đ/c", "Ông", "Bà", "Lãnh đạo", "Đoàn chủ tịch", "Chủ tọa", "Ban Chấp hành", "Ban chủ tọa", "Hội nghị tại", "Điểm cầu", "Một tiết mục", "Tiết mục", "Bí thư", "Phó Bí thư", "Chủ tịch", "Phó Chủ tịch", "Thường trực", "Ban Thường vụ", "Cán bộ, đảng viên", "Cán bộ", "Delegates", "Photo", "Một góc", "Khách mời", "Các tập thể", "Các cá nhân", "Đảng viên", "Ra mắt", "Trao", "Biểu quyết", "Lễ", "Chụp ảnh")
	captionWords  = regexp.MustCompile(`phát biểu|truyền đạt|tham dự|dự hội nghị|dự đại hội|dự buổi|tại hội nghị|tại đại hội|tại buổi|tại lễ|tại điểm cầu|chụp ảnh|lưu niệm|trao |tặng |chủ trì|điều hành|biểu quyết|bỏ phiếu|ra mắt|chúc mừng|tiếp thu|thảo luận|đóng góp ý kiến|quang cảnh|toàn cảnh|ảnh:|ảnh tư liệu|ảnh minh họa|báo cáo viên|kết luận|khai mạc|bế mạc|trình bày|quán triệt|tại kỳ họp|speaks|attend`)
	captionFull   = regexp.MustCompile(`(?:phát biểu|chụp ảnh lưu niệm|tham dự|dự|truyền đạt|tại|trong)[^.;]{0,60}(?:hội nghị|đại hội|buổi lễ|buổi [^\s]+ [^\s]+|lễ [^\s]+|hội trường|điểm cầu[^.;]{0,30})\s*\.?\s*(?:\(?ảnh:?[^)]*\)?\.?)?$`)
	credit        = regexp.MustCompile(`(?i)[\s.(]ảnh\s*[:：]\s*[\p{L}\s.\-]{2,40}\)?\.?$`)
	notCaption    = regexp.MustCompile(`nhấn mạnh|yêu cầu|đề nghị|cho biết|khẳng định|đánh giá cao|phát biểu chỉ đạo\s*\.|dự và |cùng dự|tới dự|đến dự|đã `)
)

func isCaptionText(text string) bool {
	if words(text) > 50 {
		return false
	}
	low := lowered(text)
	return beginsWith(vietnamese.Key(text), captionBegins) && captionWords.MatchString(low) || credit.MatchString(text)
}

// isCaption reports whether a line stands below a picture, by its own form and by
// what stands beside it.
func isCaption(blocks []block, i int) bool {
	b := &blocks[i]
	n := words(b.text)
	if b.kind != line || n < 2 || n > 60 || b.links > 0 {
		return b.kind == caption
	}
	if credit.MatchString(b.text) && n <= 45 {
		return true
	}
	low := lowered(b.text)
	open := !ended(b.text)
	byPicture := i > 0 && (blocks[i-1].kind == picture || pictureFile.MatchString(blocks[i-1].text)) ||
		i+1 < len(blocks) && blocks[i+1].kind == picture && b.aside && open
	switch {
	case b.prose() && !open && !byPicture && n > 35, n > 45:
		return false
	case notCaption.MatchString(low) && !open:
		return false
	case byPicture:
		return open || b.aside || n <= 30 && (captionFull.MatchString(low) || !b.prose())
	case i+1 < len(blocks) && sameText(blocks[i+1].text, b.text) && n >= 3:
		return true
	case open:
		return !strings.HasSuffix(b.text, ",") && !b.bold && (b.aside && n >= 4 || captionWords.MatchString(low) || beginsWith(vietnamese.Key(b.text), captionBegins) && n >= 4)
	}
	return n <= 32 && strings.Count(b.text, ".") <= 1 && beginsWith(vietnamese.Key(b.text), captionBegins) && captionFull.MatchString(low)
}
