package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// A role is what a line of a page is for, where its form shows that it is no part
// of a report.
type role uint8

const (
	report  role = iota // as far as can be seen
	noise               // drop the line
	further             // links to other reports follow
	end                 // what follows is no part of the report
)

// Lines that are noise as a whole.
var noiseLines = keys("Trang chủ", "Home", "Trang nhất", "Đăng nhập", "Đăng ký", "Đăng xuất", "Tìm kiếm", "Tìm", "Search", "Login", "Sign in", "Liên hệ", "Sơ đồ trang", "Sơ đồ site", "Sơ đồ cổng", "Sitemap", "RSS",
	"Print", "In", "In trang", "In bài viết", "In bài này", "In bài", "In tin", "Bản in", "Bản để in", "Gửi email", "Gửi mail", "Gửi bài viết", "Gửi bài viết qua email", "Gửi bài", "Gửi bài này", "Gửi tin", "Gửi cho bạn bè", "Gửi bạn bè", "Gửi bài viết cho bạn bè", "Email", "E-mail", "Facebook", "Zalo", "Twitter", "X", "Google", "Google+", "YouTube", "TikTok", "LinkedIn", "Pinterest", "Messenger", "Telegram", "Viber",
	"Share", "Tweet", "Like", "Thích", "Theo dõi", "Lưu bài viết", "Lưu tin", "Lưu bài", "Lưu", "Sao chép liên kết", "Copy link", "Copy", "Quay lại", "Trở lại", "Trở về", "Về trang trước", "Về trang chủ", "Đầu trang", "Lên đầu trang", "Về đầu trang", "Back", "Top", "Trang trước", "Trang sau", "Xem thêm", "Đọc thêm", "Chi tiết", "Xem chi tiết", "Xem tiếp", "Tiếp theo",
	"Đọc bài viết", "Nghe đọc bài", "Nghe bài viết", "Nghe tin", "Nghe bản tin", "Nghe audio", "Nghe", "Nghe nội dung", "Phát", "Tạm dừng", "Giọng nam", "Giọng nữ", "Giọng đọc",
	"Tiếng Việt", "English", "Vietnamese", "Tiếng Anh", "VN", "EN", "VI", "Menu", "Đóng", "Close", "Quảng cáo", "Advertisement", "Không có quảng cáo", "Tin tức", "Tin tức sự kiện", "Tin tức - Sự kiện", "Sự kiện", "Ảnh minh họa", "Hỗ trợ trực tuyến", "Bỏ qua nội dung", "Skip to content", "Skip to main content", "Chuyển đến nội dung chính",
	"Tăng cỡ chữ", "Giảm cỡ chữ", "Cỡ chữ", "Màu chữ", "Độ tương phản", "Bình thường", "Xem cỡ chữ", "Mặc định", "Tải về", "Tải xuống", "Download", "Google News", "Theo dõi trên Google News", "Bấm để theo dõi")

// Beginnings of short lines that are noise.
var noiseBeginnings = beginnings("Chia sẻ", "Lượt xem", "Số lượt xem", "Số lần xem", "Số lần đọc", "Số lượt đọc", "Số lượt truy cập", "Lượt đọc", "Đã xem", "Đã đọc", "Views", "View", "Hits", "Số người xem", "Số người đọc", "Luợt xem",
	"Cỡ chữ", "Xem với cỡ chữ", "Kích cỡ chữ", "Font size", "Đánh giá bài viết", "Đánh giá", "Xếp hạng", "Bình chọn", "Từ khóa", "Từ khoá", "Tags", "Tag", "Thẻ", "Chuyên mục", "Nhãn", "Keywords", "Bản quyền", "Copyright", "All rights reserved", "Ghi rõ nguồn", "Theo dõi chúng tôi", "Follow us", "Share this", "Chia sẻ lên", "Đang truy cập", "Đang online", "Hotline", "Đường dây nóng", "Điện thoại", "Giấy phép", "Chịu trách nhiệm chính", "Tổng biên tập", "Người chịu trách nhiệm", "Màu chữ", "Tổng số điểm của bài viết", "Click để đánh giá", "Nghe bài", "Bạn đang xem", "Bạn đang ở", "Vị trí hiện tại", "Người đăng", "Đăng bởi", "Posted by", "Lượt nghe", "File đính kèm", "Tệp đính kèm", "Tập tin đính kèm", "Văn bản đính kèm", "Tài liệu đính kèm", "Tải văn bản", "Tải file", "Tải tệp", "Tải tài liệu", "Trích dẫn")

// Labels of counters; portals say some of them twice.
var counter = newExpression(`^(?:(?:trực tuyến|đang trực tuyến|đang online|đang truy cập|online|người online|người dùng online|khách|khách viếng thăm|thành viên|thành viên online|members?|guests?|visitors?|tổng|tổng cộng|tổng số|tổng truy cập|tổng lượt truy cập|tổng số lượt truy cập|tổng lượt|số lượt truy cập|lượt truy cập|truy cập|hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước|năm nay|máy chủ tìm kiếm|today|yesterday|this week|this month|total|views?|hits|lượt xem|lượt đọc|đã xem|xem|lượt|người|\d+)(?:\s|$))+[\d\s]*$`)

// Lines that begin what stands behind a report.
var endLines = beginnings("Các ý kiến của bạn đọc", "Ý kiến của bạn đọc", "Ý kiến bạn đọc", "Ý kiến của bạn", "Ý kiến độc giả", "Bình luận", "Gửi bình luận", "Viết bình luận", "Ý kiến bình luận", "Nội dung bình luận", "Phản hồi", "Gửi phản hồi", "Gửi ý kiến", "Nhập bình luận", "Để lại bình luận", "Chưa có bình luận", "Comments", "Leave a comment", "Leave a reply", "Post a comment", "Add comment", "Góp ý", "Thảo luận", "Mời bạn bình luận",
	"Thống kê truy cập", "Thống kê", "Lượt truy cập", "Số lượt truy cập", "Tổng lượt truy cập", "Bộ đếm truy cập", "Visitors", "Đang truy cập",
	"Các tin khác", "Tin khác", "Các tin bài khác", "Tin bài khác", "Những tin khác", "Các bài khác", "Bài khác", "Bài viết khác", "Các bài viết khác", "Tin cùng chuyên mục", "Cùng chuyên mục", "Bài cùng chuyên mục", "Bài viết cùng chuyên mục", "Tin bài cùng chuyên mục", "Tin cùng loại", "Cùng chủ đề", "Tin cùng chủ đề", "Tin mới hơn", "Tin cũ hơn", "Những tin mới hơn", "Những tin cũ hơn", "Các tin mới hơn", "Các tin cũ hơn", "Các tin đã đưa", "Tin đã đưa", "Các tin đã đăng", "Tin đã đăng", "Tin mới nhất", "Tin mới", "Bài mới", "Bài mới nhất", "Mới nhất", "Bài viết mới", "Tin nổi bật", "Tin đọc nhiều", "Tin xem nhiều", "Đọc nhiều", "Xem nhiều", "Xem nhiều nhất", "Đọc nhiều nhất", "Được quan tâm", "Có thể bạn quan tâm", "Có thể bạn muốn xem", "Bạn có thể quan tâm", "Tin nóng", "Tiêu điểm", "Tin tiếp theo", "Tin trước đó",
	"Other news", "Latest news", "Most read", "Most viewed", "More news", "Recent posts", "You may also like", "Recommended", "Popular",
	"Liên kết website", "Liên kết web", "Website liên kết", "Liên kết trang", "Các liên kết", "Liên kết hữu ích", "Lịch làm việc", "Lịch công tác", "Bản đồ hành chính", "Thư viện ảnh", "Thư viện video", "Văn bản mới", "Văn bản chỉ đạo điều hành", "Thông báo mới", "Thông tin cần biết", "Dịch vụ công", "Cơ quan chủ quản", "Bản quyền thuộc", "Trang thông tin điện tử", "Cổng thông tin điện tử", "Tòa soạn", "Người dùng online", "Thăm dò ý kiến", "Thời tiết", "Tỷ giá", "Quảng cáo")

// Labels of lists behind a report, where they stand alone.
var endLabels = keys("Tags", "Tag", "Từ khóa", "Thẻ", "Keywords", "Nhãn", "Chủ đề")

// Paragraphs, long ones too, in which portals speak to their readers below a report.
var afterwords = beginnings("Bạn đang đọc bài viết", "Bạn đang xem bài viết", "Mọi ý kiến đóng góp xin", "Mọi thông tin góp ý", "Mọi ý kiến phản hồi", "Mời độc giả", "Mời quý độc giả", "Mời bạn đọc theo dõi", "Mời quý vị", "Kính mời quý độc giả", "Bạn cần đăng nhập", "Vui lòng đăng nhập", "Đăng nhập để")

// Lines that begin a list of links to other reports, also within a report.
var furtherLines = beginnings("Tin liên quan", "Các tin liên quan", "Tin bài liên quan", "Bài liên quan", "Bài viết liên quan", "Các bài liên quan", "Các bài viết liên quan", "Tin, bài liên quan", "Xem thêm", "Đọc thêm", "Đọc tiếp", "Mời bạn đọc thêm", "Related news", "Related articles", "Related", "Read more", "See also", "Chủ đề liên quan", "Liên quan")

// beginnings are phrases as keys, each with a space behind it, by their first words.
func beginnings(phrases ...string) map[string][]string {
	out := map[string][]string{}
	for _, p := range phrases {
		key := vietnamese.Key(p) + " "
		first, _, _ := strings.Cut(key, " ")
		out[first] = append(out[first], key)
	}
	return out
}

func beginsWith(key string, phrases map[string][]string) bool {
	first, _, _ := strings.Cut(key, " ")
	for _, p := range phrases[first] {
		if strings.HasPrefix(key+" ", p) {
			return true
		}
	}
	return false
}

var (
	pictureFile = newExpression(`(?i)^\S{1,100}\.(?:png|jpe?g|gif|bmp|webp|jfif|tiff?|mp4|mp3)$`)
	pictureWord = newExpression(`(?i)^\[?(?:image|img|photo|picture|hình|hình ảnh)\]?$`)
	trail       = newExpression(`\s(?:>|»|›|→|/|::|\\)\s`)
	pointer     = newExpression(`^(?:>+|»+|[►▶➤➡☞→])\s*\p{L}`)
	fontSize    = newExpression(`^(?:[Aa][+-]?\s*){1,6}$`)
	// commentCount is the head of readers' comments.
	commentCount = newExpression(`(?i)^\d+\s*(?:bình luận|ý kiến|phản hồi|comments?|responses?|thoughts?)$`)
	countOnly    = newExpression(`(?i)^[\d.,]+\s*(?:lượt xem|lượt đọc|lượt truy cập|lượt|views?|bình luận|comments?|người xem|likes?|đọc|xem)$`)
)

// isAttachment is the name of a document's file, and its size.
var isAttachment = newExpression(`(?i)^\S{1,100}\.(?:pdf|docx?|xlsx?|pptx?|odt|rar|zip)(?:\s*\(?[\d.,]+\s*[kmg]?b\)?)?$`)

// allNoise reports whether a line is one or more of the lines that are noise, one after
// the other, with counts behind: In bài Gửi bài.
func allNoise(key string) bool {
	key = strings.TrimRight(key, " 0123456789")
	if noiseLines[key] {
		return true
	}
	for i, r := range key {
		if r == ' ' && noiseLines[key[:i]] && allNoise(key[i+1:]) {
			return true
		}
	}
	return false
}

// isPictureLine reports whether a line of text stands for a picture: its file's name,
// or what a program wrote in its place.
func isPictureLine(text string) bool {
	return pictureFile.MatchString(text) || pictureWord.MatchString(text)
}

// roleOf says what a line is for. A line that is long is part of a report as far as
// can be seen.
func roleOf(text string) role {
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return noise // commas, counters, arrows
	}
	const beginning = 100 // bytes
	if beginsWith(vietnamese.Key(strings.ToValidUTF8(text[:min(len(text), beginning)], "")), afterwords) {
		return end
	}
	if isImprint(text) {
		return end
	}
	if utf8.RuneCountInString(text) > 160 || words(text) > 25 {
		return report
	}
	key := vietnamese.Key(text)
	n := words(text)
	switch {
	case endLabels[key], commentCount.MatchString(text):
		return end
	case isPictureLine(text), webAddress.MatchString(text), fontSize.MatchString(text):
		return noise
	case isAttachment.MatchString(text), n <= 8 && !strings.HasSuffix(text, ".") && allNoise(key):
		return noise
	case n <= 8 && counter.MatchString(key) && strings.ContainsFunc(text, unicode.IsDigit), countOnly.MatchString(text):
		return noise
	case n <= 8 && !ended(text) && beginsWith(key, endLines), n <= 8 && strings.HasSuffix(text, ":") && beginsWith(key, endLines):
		return end
	case n <= 6 && beginsWith(key, furtherLines):
		return further
	case beginsWith(key, furtherLines) && strings.Contains(text, ":") && !ended(text), pointer.MatchString(text) && !ended(text):
		return noise // one other report, on the same line
	case n <= 20 && beginsWith(key, noiseBeginnings) && !sentence(text):
		return noise
	case strings.HasPrefix(text, "©"), strings.HasPrefix(key, "© "):
		return end
	}
	if isTrail(text) || isMenu(text) {
		return noise
	}
	return report
}

var (
	rights  = newExpression(`bản quyền|ghi (?:rõ )?nguồn|giấy phép|chịu trách nhiệm|tổng biên tập|thiết kế (?:bởi|và)|phát triển bởi|cơ quan chủ quản|copyright`)
	contact = newExpression(`điện thoại|đt\s?:|tel\s?:|fax|e-?mail|địa chỉ|website|trụ sở|hotline|trang tin|cổng thông tin`)
)

// isImprint reports the paragraph in which a portal says whose it is, and where.
func isImprint(text string) bool {
	const longest = 600 // bytes
	if len(text) > longest {
		return false
	}
	low := lowered(text)
	kinds := func(re expression) int {
		found := map[string]bool{}
		for _, s := range re.FindAllString(low, -1) {
			found[s] = true
		}
		return len(found)
	}
	r, c := kinds(rights), kinds(contact)
	return r > 0 && c > 0 && r+c >= 3 || c >= 4 || r > 0 && c > 0 && phone.MatchString(low)
}

var phone = newExpression(`\b0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}\b|@[a-z0-9-]+\.`)

// sentence reports whether a line is one: it ends with a full stop and has a dozen
// words, or has a comma and ends.
func sentence(text string) bool {
	return words(text) >= 10 && strings.HasSuffix(strings.TrimRight(text, " \"”)"), ".")
}

// isTrail reports the line that says where on the portal the page is.
func isTrail(text string) bool {
	parts := trail.Split(text, -1)
	key := vietnamese.Key(text)
	home := strings.HasPrefix(key, "trang chủ") || strings.HasPrefix(key, "home ") || strings.HasPrefix(key, "trang nhất")
	if len(parts) < 2 || strings.HasSuffix(text, ".") {
		return home && words(text) <= 8 && !ended(text)
	}
	for _, p := range parts[:len(parts)-1] {
		if words(p) > 6 {
			return false
		}
	}
	return home || len(parts) > 2 || strings.ContainsAny(text, "»›→>") && words(parts[len(parts)-1]) <= 6
}

// isMenu reports a line of choices: three or more short ones, or the languages.
func isMenu(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '•' || r == '·' })
	if len(parts) < 2 {
		return false
	}
	known := 0
	for _, p := range parts {
		if words(p) > 4 {
			return false
		}
		if noiseLines[vietnamese.Key(p)] {
			known++
		}
	}
	return len(parts) > 3 || known*2 >= len(parts)
}

// unglued parts a line where a word ends small and the next begins with a capital
// without a space between them, if what follows is the beginning of something that
// stands behind reports.
func unglued(text string) (before, after string, ok bool) {
	if utf8.RuneCountInString(text) > 300 {
		return "", "", false
	}
	prev := ' '
	for i, r := range text {
		if unicode.IsLower(prev) && unicode.IsUpper(r) {
			if what := roleOf(text[i:]); what != report {
				return text[:i], text[i:], true
			}
		}
		prev = r
	}
	return "", "", false
}

// mastheads are how the names begin that stand at the head of every page of a portal.
var mastheads = beginnings("Trang tin", "Trang thông tin", "Cổng thông tin", "Báo", "Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Xã", "Phường", "Đặc khu", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy", "Đảng bộ", "Đảng Cộng sản Việt Nam", "Ban", "Bộ", "Sở", "Ủy ban", "UBND", "HĐND", "Hội đồng nhân dân", "Mặt trận", "Liên đoàn", "Công đoàn", "Hội", "Đoàn")

// isMasthead reports a line of names of bodies and places, and nothing that they do:
// HUYỆN PHÚ LONG - TỈNH AN CHÂU; Huyện Phú Long, tỉnh An Châu.
func isMasthead(text string) bool {
	const most = 2      // words of a name, besides those that such names share
	const longest = 120 // bytes
	if len(text) > longest || ended(text) {
		return false
	}
	for _, part := range strings.Split(closing.ReplaceAllString(text, ","), ",") {
		own := 0
		for _, w := range split(part) {
			if !nameWords[w.key] {
				own++
				if !w.capital {
					return false
				}
			}
		}
		if own > most || !beginsWith(vietnamese.Key(part), mastheads) {
			return false
		}
	}
	return true
}

// slogans are what banners begin with.
var slogans = beginnings("Nhiệt liệt chào mừng", "Nhiệt liệt", "Chào mừng", "Quyết tâm thực hiện", "Thi đua lập thành tích", "Thi đua chào mừng", "Mừng Đảng", "Đảng Cộng sản Việt Nam quang vinh", "Chủ tịch Hồ Chí Minh", "Lập thành tích", "Toàn Đảng, toàn dân", "Sống, chiến đấu", "Đẩy mạnh học tập và làm theo", "Học tập và làm theo")

func isSlogan(text string) bool { return beginsWith(vietnamese.Key(text), slogans) }
