package importer

import (
	"slices"
	"strings"

	"bantin/generator/vietnamese"
)

// Words that captions begin with and words that they have.
var (
	captionBegins = beginnings("Các đại biểu", "Đại biểu", "Đoàn đại biểu", "Các đồng chí", "Quang cảnh", "Toàn cảnh", "Ảnh", "Hình ảnh", "Đồng chí", "Đ/c", "Ông", "Bà", "Lãnh đạo", "Đoàn chủ tịch", "Chủ tọa", "Ban Chấp hành", "Ban chủ tọa", "Hội nghị tại", "Điểm cầu", "Một tiết mục", "Tiết mục", "Bí thư", "Phó Bí thư", "Chủ tịch", "Phó Chủ tịch", "Thường trực", "Ban Thường vụ", "Cán bộ, đảng viên", "Cán bộ", "Delegates", "Photo", "Một góc", "Khách mời", "Các tập thể", "Các cá nhân", "Đảng viên", "Ra mắt", "Trao", "Biểu quyết", "Lễ", "Chụp ảnh")
	captionWords  = newExpression(`phát biểu|truyền đạt|tham dự|dự hội nghị|dự đại hội|dự buổi|tại hội nghị|tại đại hội|tại buổi|tại lễ|tại điểm cầu|chụp ảnh|lưu niệm|trao |tặng |chủ trì|điều hành|biểu quyết|bỏ phiếu|ra mắt|chúc mừng|tiếp thu|thảo luận|đóng góp ý kiến|quang cảnh|toàn cảnh|ảnh:|ảnh tư liệu|ảnh minh họa|báo cáo viên|kết luận|khai mạc|bế mạc|trình bày|quán triệt|tại kỳ họp|speaks|attend`)
	captionFull   = newExpression(`(?:phát biểu|chụp ảnh lưu niệm|tham dự|dự|truyền đạt|tại|trong)[^.;]{0,60}(?:hội nghị|đại hội|buổi lễ|buổi [^\s]+ [^\s]+|lễ [^\s]+|hội trường|điểm cầu[^.;]{0,30})\s*\.?\s*(?:\(?ảnh:?[^)]*\)?\.?)?$`)
	credit        = newExpression(`(?i)[\s.(]ảnh\s*[:：]\s*[\p{L}\s.\-]{2,40}\)?\.?$`)
	// clip is how the words below a film begin, or stand in its place.
	clip       = newExpression(`^(?i:video|clip)[^:.]{0,20}: `)
	notCaption = newExpression(`nhấn mạnh|yêu cầu|đề nghị|cho biết|khẳng định|đánh giá cao|phát biểu chỉ đạo\s*\.|dự và |cùng dự|tới dự|đến dự|đã `)
)

func isCaptionText(text string) bool {
	if words(text) > 50 {
		return false
	}
	low := lowered(text)
	return beginsWith(vietnamese.Key(text), captionBegins) && captionWords.MatchString(low) || credit.MatchString(text)
}

// isCaption reports whether a line stands below a picture: by what stands beside it,
// or else by its own form.
func (o *outline) isCaption(i int) bool {
	b := &o.blocks[i]
	n := words(b.text)
	if b.kind != line || n < 2 || n > 60 || b.links > 0 {
		return b.kind == caption
	}
	if (credit.MatchString(b.text) || clip.MatchString(b.text) && sentences(b.text) == 1) && n <= 45 {
		return true
	}
	open := !ended(b.text)
	twice := i+1 < len(o.blocks) && sameText(o.blocks[i+1].text, b.text) && n >= 3
	switch {
	case n > 45, !open && notCaption.MatchString(lowered(b.text)):
		return false
	case o.captionAbove(i):
		return true
	case o.byPicture(i):
		return open || b.aside && (n <= 20 || sentences(b.text) == 1) || n <= 30 && (captionFull.MatchString(lowered(b.text)) || !b.prose() && beginsWith(vietnamese.Key(b.text), captionBegins))
	case twice:
		return true
	case enumerates(b.text):
		return false
	case open:
		return b.openCaption(o.html)
	}
	// A full stop ends captions of text; a page of HTML would show the picture.
	return (!o.html || b.aside) && b.closedCaption()
}

// byPicture reports whether a picture stands above a line, or below one that is set
// apart.
func (o *outline) byPicture(i int) bool {
	b := &o.blocks[i]
	above := i > 0 && (o.blocks[i-1].kind == picture || isPictureLine(o.blocks[i-1].text))
	below := i+1 < len(o.blocks) && o.blocks[i+1].kind == picture
	return above || below && b.aside && !ended(b.text)
}

// captionAbove reports whether a line below a picture is its caption whatever its
// form: it says again what the picture's own text is, or the report begins behind it.
func (o *outline) captionAbove(i int) bool {
	const most = 25 // words
	b := &o.blocks[i]
	if i == 0 || o.blocks[i-1].kind != picture || b.kind != line || words(b.text) > most || beginsWithTime.MatchString(lowered(b.text)) {
		return false
	}
	if i+1 < len(o.blocks) && o.blocks[i+1].kind == line && beginsWithTime.MatchString(lowered(o.blocks[i+1].text)) {
		return true
	}
	alt, said := split(o.blocks[i-1].alt), map[string]bool{}
	for _, w := range split(b.text) {
		said[w.key] = true
	}
	const least = 3 // words
	return len(alt) >= least && !slices.ContainsFunc(alt, func(w word) bool { return !said[w.key] })
}

// openCaption reports the form of a caption without a full stop. On a page that shows
// its pictures, a line that is not set apart needs more of that form.
func (b *block) openCaption(shown bool) bool {
	n := words(b.text)
	begins, has := beginsWith(vietnamese.Key(b.text), captionBegins), captionWords.MatchString(lowered(b.text))
	switch {
	case strings.HasSuffix(b.text, ","), b.bold:
		return false
	case b.aside:
		return has || n >= 4
	case shown:
		return has && begins
	}
	return has || begins && n >= 4
}

// closedCaption reports the form of a caption that ends with a full stop.
func (b *block) closedCaption() bool {
	const most = 25 // words
	return words(b.text) <= most && sentences(b.text) == 1 && beginsWith(vietnamese.Key(b.text), captionBegins) && captionFull.MatchString(lowered(b.text))
}

// enumerates reports whether a text names several, one after the other, as a report
// names who was there.
func enumerates(text string) bool {
	return strings.Contains(text, ";") || strings.Contains(text, ": ") || strings.Count(text, ",") > 3
}

// sentences counts the sentences of a text, one at least.
func sentences(text string) int {
	n := 0
	for rest := text; rest != ""; n++ {
		rest = strings.TrimPrefix(rest, firstSentence(rest))
		if next := strings.TrimLeft(rest, " \"'”’»)"); len(next) < len(rest) || next == "" {
			rest = next
			continue
		}
		break
	}
	return max(n, 1)
}

// joinPictures gives a picture the caption that stands behind it, or before. Of
// several pictures in a row and as many captions, each has its own.
func (a *arranged) joinPictures() {
	var out []block
	for i := 0; i < len(a.blocks); i++ {
		b := a.blocks[i]
		if n := pairs(a.blocks[i:]); n > 1 {
			for k := range n {
				a.blocks[i+k].text = a.blocks[i+n+k].text
			}
			out = append(out, a.blocks[i:i+n]...)
			i += 2*n - 1
			continue
		}
		if n := len(out); n > 0 {
			last := &out[n-1]
			switch {
			case b.kind == caption && last.kind == picture && last.text == "":
				last.text = b.text
				continue
			case b.kind == line && last.kind == picture && last.text == "" && last.alt != "" && sameText(last.alt, b.text):
				last.text = b.text
				continue
			case b.kind == picture && last.kind == picture && b.src == last.src && b.src != "":
				continue
			}
		}
		out = append(out, b)
	}
	a.blocks = out
}

// pairs is how many pictures without captions some blocks begin with, if as many
// captions follow, and 0 otherwise. No page has more than a few in a row.
func pairs(blocks []block) int {
	const most = 6
	pictures, captions := 0, 0
	for pictures < min(len(blocks), most) && blocks[pictures].kind == picture && blocks[pictures].text == "" {
		pictures++
	}
	for pictures+captions < len(blocks) && blocks[pictures+captions].kind == caption {
		captions++
	}
	if pictures != captions {
		return 0
	}
	return pictures
}
