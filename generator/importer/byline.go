package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// A byline is what a line says of who wrote.
type byline struct {
	author, photos, source string
	bare                   bool // nothing but a name, as a heading may seem to be
}

func (a *arranged) by(b byline) {
	if a.author == "" {
		a.author = b.author
	}
	if a.photos == "" {
		a.photos = b.photos
	}
	if a.source == "" {
		a.source = b.source
	}
}

// Forms of bylines with a label: "Tin, ảnh: …", "Tin: … Ảnh: …", "Tác giả: …",
// "Ảnh: …", "Theo …", "… (Theo …)", "PV …".
var (
	both     = newExpression(`(?i)^(?:tin|bài|bài viết|nội dung|thực hiện)\s*(?:,|và|-|–|\+|/|&)\s*(?:tin\s*(?:,|và|-)?\s*)?(?:hình )?ảnh\s*[:：]?\s*(.+)$`)
	apart    = newExpression(`(?i)^(?:tin|bài|bài viết|nội dung)\s*[:：]?\s*(.+?)\s*[;,.\-–|/(]*\s*ảnh\s*[:：]\s*([^)]+)\)?$`)
	written  = newExpression(`(?i)^(?:tin bài|tin, bài|bài viết|bài|tin|tác giả bài viết|tên tác giả|tác giả|người viết|người thực hiện|thực hiện|nhóm pv|phóng viên|pv|ctv|cộng tác viên|biên tập|biên soạn|sưu tầm|tổng hợp|lược thuật|người đưa tin|đưa tin|người đăng tin|by|author|written by|text)\s*[:：]\s*(.+)$`)
	pictured = newExpression(`(?i)^(?:ảnh|hình ảnh|nguồn ảnh|photos?|photo by)\s*[:：]\s*(.+)$`)
	sourced  = newExpression(`(?i)^\(?\s*(?:nguồn tin|nguồn|theo|source|trích nguồn)(?:\s*[:：]\s*|\s+)([^)]+?)\)?$`)
	taken    = newExpression(`(?i)^(.+?)\s*(?:[-–,]\s*|\(\s*)((?:nguồn tin|nguồn|theo)[\s:：][^)]+)\)?$`)
	credited = newExpression(`(?i)^(.+?)\s*[-–,;|/(]\s*(?:hình )?ảnh\s*[:：]\s*([^)]+)\)?$`)
	posted   = newExpression(`(?i)^(?:ctv|pv|phóng viên|cộng tác viên|viết bởi|by|written by)\.?\s+(\P{L}*\p{L}.+)$`)
	gathered = newExpression(`(?i)\s*\(\s*(?:tổng hợp|t/h|th|biên tập|b/t|lược ghi|ghi|thực hiện|ctv|pv|[^()]{2,40})\s*\)$`)
)

// bylineOf reads a line that says who wrote, or from where it was taken.
func bylineOf(text string) (byline, bool) {
	text = strings.TrimSpace(strings.Trim(text, " *_-–—"))
	if n := words(text); n == 0 || n > 16 || utf8.RuneCountInString(text) > 120 {
		return byline{}, false
	}
	if b, ok := labelled(text); ok {
		return b, true
	}
	return bareName(text)
}

// labelled reads a byline that says what it is.
func labelled(whole string) (byline, bool) {
	text := strings.TrimSpace(strings.Trim(whole, "()[]"))
	switch {
	case both.MatchString(text):
		if who, ok := whoIs(both.FindStringSubmatch(text)[1]); ok {
			return byline{author: who, photos: who}, true
		}
	case apart.MatchString(text):
		m := apart.FindStringSubmatch(text)
		if who, ok := whoIs(m[1]); ok {
			return byline{author: who, photos: authorOf(m[2])}, true
		}
	case credited.MatchString(whole) && names(trimName(credited.FindStringSubmatch(whole)[1])):
		m := credited.FindStringSubmatch(whole)
		if who, ok := whoIs(m[2]); ok {
			return byline{author: authorOf(m[1]), photos: who}, true
		}
	case written.MatchString(text):
		if who, ok := whoIs(written.FindStringSubmatch(text)[1]); ok {
			return byline{author: who}, true
		}
	case pictured.MatchString(text):
		if who, ok := whoIs(pictured.FindStringSubmatch(text)[1]); ok {
			return byline{photos: who}, true
		}
	case sourced.MatchString(whole):
		if s, ok := sourceOf(whole); ok {
			return byline{source: s}, true
		}
	case taken.MatchString(whole):
		m := taken.FindStringSubmatch(whole)
		if s, ok := sourceOf(m[2]); ok && names(trimName(m[1])) {
			return byline{author: authorOf(m[1]), source: s}, true
		}
	case posted.MatchString(text):
		if who := posted.FindStringSubmatch(text)[1]; names(who) {
			return byline{author: authorOf(who)}, true
		}
	}
	return byline{}, false
}

// bareName reads a byline that is nothing but a name: of persons, of a newsroom or
// of a paper.
func bareName(whole string) (byline, bool) {
	if ended(whole) && !strings.HasSuffix(strings.TrimRight(whole, ")]"), ".") {
		return byline{}, false
	}
	text := strings.TrimSpace(strings.Trim(whole, "()[]"))
	if isPaper(text) {
		return byline{source: text, bare: true}, true
	}
	who := strings.TrimSpace(gathered.ReplaceAllString(whole, ""))
	if who == "" {
		who = whole
	}
	if initials := strings.Trim(who, "()[] "); shortName.MatchString(initials) {
		return byline{author: initials, bare: true}, true
	}
	if who = trimName(who); names(who) {
		return byline{author: authorOf(who), bare: true}, true
	}
	return byline{}, false
}

// trimName takes away what stands around a name.
func trimName(s string) string {
	return strings.TrimSpace(strings.Trim(collapse(s), " .,;:-–()[]"))
}

// whoIs is the name behind a label; there, one word is enough.
func whoIs(s string) (string, bool) {
	who := trimName(s)
	if initials := strings.TrimSpace(s); shortName.MatchString(initials) {
		return initials, true
	}
	if !names(who) && (!oneName.MatchString(who) || notInNames[vietnamese.Key(who)]) {
		return "", false
	}
	return authorOf(who), true
}

// sourceOf is the paper that "Theo …" names: not a report that begins with the word.
func sourceOf(text string) (string, bool) {
	s := trimName(sourced.FindStringSubmatch(text)[1])
	r, _ := utf8.DecodeRuneInString(s)
	return s, words(s) <= 8 && (unicode.IsUpper(r) || strings.Contains(s, ".")) && !ended(text) && !strings.Contains(s, ",")
}

var (
	// agency is a news agency or a broadcaster by the letters that it goes by.
	agency = newExpression(`^(?:TTXVN|TTX|VNA|VOV|VTV|VGP|ĐCSVN)\d{0,2}(?:\s?/\s?[\p{L}\d.+]+)?$`)
	// paper is one by its name.
	paper = newExpression(`^(?:Báo|Tạp chí|Thông tấn xã|Đài PT-TH|Đài Phát thanh)\s+\p{Lu}[^.,;:!?]*$`)
	site  = newExpression(`^(?i:[a-z0-9-]+\.)+(?:vn|com|net|org|info)$`)
)

// isPaper reports whether a line is the name of a paper, an agency or a site.
func isPaper(s string) bool {
	return agency.MatchString(s) || site.MatchString(s) || paper.MatchString(s) && words(s) <= 7
}

var (
	// shortName is a name in initials: T.H, P.V.
	shortName = newExpression(`^\p{Lu}\.\s?\p{Lu}(?:\.\s?\p{Lu})?\.?$`)
	// halfShort is one of which the last word is written out: H.Như, L.T. Mây. An I
	// is the number of a part.
	halfShort = newExpression(`^(?:(?:[A-HJ-ZĐ]|Ch|Gi|Kh|Ng|Nh|Ph|Qu|Th|Tr)\.\s?){1,3}\p{Lu}\p{Ll}{1,6}$`)
	oneName   = newExpression(`^\p{Lu}[\p{L}.]{1,7}$`)
	between   = newExpression(`\s*(?:,|;|\s[-–&]\s|\svà\s|\s-|-\s|/|\|)\s*`)
)

// newsrooms are names under which more than one writes, by their keys.
var newsrooms = func() map[string]string {
	out := map[string]string{}
	for _, name := range []string{"BBT", "PV", "CTV", "Nhóm PV", "Nhóm phóng viên", "Phóng viên", "Nhóm tác giả", "Ban Biên tập", "Tổ Biên tập", "Tòa soạn"} {
		out[vietnamese.Key(name)] = name
	}
	return out
}()

// names reports whether a text is one or more names of persons, the first of which
// may be followed by whom they write for.
func names(s string) bool { return writers(s) != "" }

// writers is a text without whom its persons write for; "" where it is not one or more
// names of persons.
func writers(s string) string {
	var out strings.Builder
	gaps := append(between.FindAllStringIndex(s, -1), []int{len(s), len(s)})
	if len(gaps) > 4 {
		return ""
	}
	from, gap := 0, ""
	for i, at := range gaps {
		part := strings.TrimSpace(s[from:at[0]])
		_, newsroom := newsrooms[vietnamese.Key(part)]
		r, _ := utf8.DecodeRuneInString(part)
		switch {
		case personName(part), halfShort.MatchString(part), newsroom && unicode.IsUpper(r), i > 0 && oneName.MatchString(part):
			out.WriteString(gap + part)
		case i == 0, words(part) > 8, !unicode.IsUpper(r):
			return ""
		}
		from, gap = at[1], s[at[0]:at[1]]
	}
	return out.String()
}

// authorOf is the author that a text names.
func authorOf(s string) string {
	who := trimName(s)
	if names := writers(who); names != "" {
		who = names
	}
	return nameCase(who)
}

// nameCase writes a name in capitals as names are written.
func nameCase(s string) string {
	if name, ok := newsrooms[vietnamese.Key(s)]; ok {
		return name
	}
	if !capitals(s) || len([]rune(s)) <= 4 || strings.Contains(s, ".") {
		return s
	}
	prev := ' '
	return strings.Map(func(r rune) rune {
		out := r
		if unicode.IsLetter(prev) {
			out = unicode.ToLower(r)
		}
		prev = r
		return out
	}, s)
}

// Forms of names: Phương Dung, PHƯƠNG DUNG, Lê Thị Mai Anh, Hoàng Lan (CTV).
var namePart = newExpression(`^\p{Lu}[\p{L}.'’]*$`)

// personName reports whether a text is nothing but a name of two to five words,
// each with a capital, or a shortened one as P.D.
func personName(s string) bool {
	fields := strings.Fields(strings.Trim(s, " .,;"))
	if len(fields) < 2 || len(fields) > 5 {
		return false
	}
	for i, f := range fields {
		if _, roman := vietnamese.ParseRoman(strings.TrimRight(f, ".")); roman && len(f) > 1 {
			return false // the number of a part
		}
		if !namePart.MatchString(f) || utf8.RuneCountInString(f) > 10 || i+1 < len(fields) && notInNames[vietnamese.Key(f)] {
			return false
		}
	}
	return !notNames[vietnamese.Key(fields[0]+" "+fields[1])]
}

// notInNames are words that lines of a page's furniture have, written there with
// capitals, and that begin no Vietnamese name: Media Video, Lịch Làm Việc. As the last
// word most of them are given to somebody. Words that begin names too (Trang, Thông,
// Hội) are in notNames, with the word behind.
var notInNames = keys("admin", "administrator", "super", "audio", "clip", "email", "facebook", "fanpage", "hotline", "media", "menu", "online", "podcast", "portal", "radio", "video", "web", "website", "youtube", "zalo",
	"ảnh", "bài", "báo", "các", "chủ", "có", "của", "cuối", "dịch", "đảng", "đã", "được", "gửi", "huyện", "in", "khác", "khối", "là", "làm", "lời", "lượt", "mới", "mục", "những", "này", "nhập", "phần", "phường", "rss", "số", "sơ", "tại", "tác", "tải", "thêm", "tiếp", "tin", "trả", "trong", "truy", "tức", "ủy", "và", "về", "việc", "với", "xã", "xem")

// notNames are how phrases begin that are written with capitals on portals and are
// nobody's name.
var notNames = keys("Chính trị", "Kinh tế", "Văn hóa", "Thời sự", "Hoạt động", "Xây dựng", "Bình luận", "Ban Biên",
	"Quản trị", "Quảng cáo", "Thông báo", "Thông tin", "Văn bản", "Liên hệ", "Liên kết", "Giới thiệu", "Quốc phòng", "Tiếng Việt", "Tiếng Anh", "Việt Nam", "Hồ Chí",
	"Hội nghị", "Đại hội", "Công dân", "Tổ chức", "Ban Chấp", "Ban Thường", "Ban Tổ", "Ban Tuyên", "Ban Dân", "Ban Nội", "Bộ Chính", "Trung ương", "Thường trực", "Văn phòng", "Hội đồng", "Mặt trận",
	"Đăng ký", "Đăng xuất", "Trang chủ", "Trang nhất", "Dân vận", "Tuyên giáo", "Kiểm tra", "Bạn đọc", "Thư viện", "Chia sẻ", "Đoàn thể", "Nội chính", "Pháp luật", "Giáo dục", "Thể thao", "Du lịch", "Sự kiện", "Lịch công", "Cổng thông", "Kết luận", "Kết quả", "Nghị quyết", "Nhiệm vụ", "Giải pháp", "Phương hướng", "Hỏi đáp", "Phóng sự", "Đời sống", "Nhịp sống", "Đất nước", "Thống kê", "Chuyên đề", "Hình thức",
	"Giám đốc", "Phó giám", "Bí thư", "Phó bí", "Chủ tịch", "Phó chủ", "Chánh văn", "Phó chánh", "Trưởng ban", "Phó trưởng", "Trưởng phòng", "Hiệu trưởng", "Chủ nhiệm", "Tổng biên", "Phó tổng", "Nơi nhận", "Người ký", "Kính gửi")
