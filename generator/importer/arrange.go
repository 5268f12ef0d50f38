package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// An arranged page is the report told from what surrounds it.
type arranged struct {
	title   string
	blocks  []block // the body
	stamps  []stamp
	author  string
	photos  string
	source  string
	lead    string // a paragraph at the beginning that is set off as a summary
	tagline string // the letters of the paper before the first word: LSO
	around  string // words of what surrounds the report
}

// arrange finds the report of a page. The error is that there is none, or that it is
// too long.
func arrange(p *page) (*arranged, error) {
	blocks := unglueAll(p.blocks)
	a := &arranged{}
	stamps := make([][]stamp, len(blocks))
	roles := make([]role, len(blocks))
	for i := range blocks {
		b := &blocks[i]
		if b.kind == table || b.kind == picture {
			continue
		}
		if s, ok := stampsOf(b.text, p.zone); ok {
			stamps[i], roles[i] = s, noise
			continue
		}
		if roles[i] = roleOf(b.text); roles[i] == report && labelAlone(b.text) {
			roles[i] = noise
		}
	}
	first, title := findTitle(blocks, roles, stamps, p)
	if first < 0 {
		return nil, ErrNoReport
	}
	a.title = title
	from := first
	if title != "" && from < len(blocks) && sameText(blocks[from].text, title) {
		from++
	}
	last := findEnd(blocks, roles, stamps, from)
	size := 0
	for i := from; i < last; i++ {
		if size += len(blocks[i].text); size > mostBody {
			return nil, ErrTooLong
		}
	}
	a.takeBody(blocks, roles, stamps, from, last)
	if len(a.blocks) == 0 {
		return nil, ErrNoReport
	}
	a.takeStamps(stamps, blocks, first, last)
	if a.author == "" && p.meta.author != "" {
		a.author = p.meta.author
	}
	a.takeLead(p)
	a.takeSurroundings(blocks, first, last, p)
	return a, nil
}

// unglueAll parts the lines that a portal glued together.
func unglueAll(blocks []block) []block {
	out := make([]block, 0, len(blocks))
	for _, b := range blocks {
		before, after, ok := "", "", false
		if b.kind == line && b.md == "" {
			if before, after, ok = unglued(b.text); !ok {
				before, after, ok = signed(b.text)
			}
		}
		if !ok {
			out = append(out, b)
			continue
		}
		rest := b
		b.text, rest.text = strings.TrimSpace(before), after
		out = append(out, b, rest)
	}
	return out
}

// closed is the sign with which official texts end, and what may follow it.
var closed = regexp.MustCompile(`\./\.\s*(\p{Lu}[^.!?;]{2,80})$`)

// signed parts a last paragraph from the byline behind its end.
func signed(text string) (before, after string, ok bool) {
	const enough = 200 // bytes at the end
	cut := max(0, len(text)-enough)
	m := closed.FindStringSubmatchIndex(text[cut:])
	if m == nil {
		return "", "", false
	}
	if _, ok := bylineOf(text[cut+m[2]:]); !ok {
		return "", "", false
	}
	return text[:cut+m[2]], text[cut+m[2]:], true
}

// sameText reports whether two texts are one to a reader.
func sameText(a, b string) bool { return vietnamese.Key(a) == vietnamese.Key(b) }

// closing cuts the portal's name from a page's title: A report - Portal.
var closing = regexp.MustCompile(`\s+(?:[-–|»«]|::)\s+`)

// findTitle gives the block where the report begins, which is the title or what
// stands below it, and the title; -1 where there is no report.
func findTitle(blocks []block, roles []role, stamps [][]stamp, p *page) (first int, title string) {
	prose := make([]int, 0, len(blocks)) // the blocks that report
	inside := 0
	for i := range blocks {
		if blocks[i].prose() && roles[i] == report {
			prose = append(prose, i)
			if blocks[i].inside() {
				inside++
			}
		}
	}
	if inside > 0 { // what stands elsewhere on the page does not count
		kept := prose[:0]
		for _, i := range prose {
			if blocks[i].inside() {
				kept = append(kept, i)
			}
		}
		prose = kept
	}
	if len(prose) == 0 {
		return -1, ""
	}
	named := map[string]bool{}
	for _, s := range []string{p.meta.title, p.meta.pageTitle} {
		parts := closing.Split(s, -1)
		for n := len(parts); n > 0; n-- {
			if joined := strings.Join(parts[:n], " - "); words(joined) > 3 {
				named[vietnamese.Key(joined)] = true
			}
		}
	}
	const far = 30 // blocks between a title and the first paragraph
	best, bestScore := -1, -1e9
	seen := 0 // paragraphs before the block
	for i := range blocks {
		for seen < len(prose) && prose[seen] < i {
			seen++
		}
		if seen > 3 {
			break
		}
		b := &blocks[i]
		key := ""
		if b.kind != table && b.kind != picture && len(b.text) < 1000 {
			key = vietnamese.Key(b.text)
		}
		isNamed := named[key] && key != ""
		// Some portals end their titles with a full stop.
		stopped := roles[i] == report && b.kind == line && words(b.text) >= 5 && words(b.text) <= 35 && ended(b.text) && !isSlogan(b.text) && near(stamps, roles, i)
		if !isNamed && !stopped && (roles[i] != report || !mayBeTitle(b)) || b.kind == table || b.kind == picture {
			continue
		}
		// What follows it, a banner above the next title left out.
		next := seen
		if next < len(prose) && prose[next] == i {
			next++
		}
		if next >= len(prose) || prose[next]-i > far && !isNamed {
			continue
		}
		score := 6*overlap(b.text, blocks, prose[next:min(next+3, len(prose))]) - 1.5*float64(seen)
		between := 0
		for j := i + 1; j < prose[next]; j++ {
			if roles[j] == report && blocks[j].kind != picture {
				between++
			}
		}
		score -= 0.5 * float64(min(between, 8))
		switch {
		case isNamed:
			score += 8
		case b.kind == heading && b.level == 1:
			score += 4
		case b.kind == heading:
			score += 1.5
		case b.bold:
			score++
		}
		if (b.outside && b.kind != heading || b.around) && !isNamed {
			score -= 2
		}
		if b.links*2 > utf8.RuneCountInString(b.text) && !isNamed {
			score -= 3
		}
		if near(stamps, roles, i) {
			score += 2
		}
		if isSlogan(b.text) {
			score -= 4
		}
		if stopped && !mayBeTitle(b) {
			score -= 1.5
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	const least = 1.5
	if best < 0 || bestScore < least {
		title := ""
		if p.meta.title != "" {
			title = p.meta.title
		}
		first := prose[0]
		for n := 0; n+1 < len(prose) && isSlogan(blocks[prose[n]].text); n++ {
			first = prose[n+1]
		}
		return first, title
	}
	return best, strings.Trim(blocks[best].text, " *")
}

// mayBeTitle reports whether a block's form is that of a title.
func mayBeTitle(b *block) bool {
	n := words(b.text)
	if b.kind == caption || b.kind == item || b.kind == quote {
		return false
	}
	if b.kind == heading {
		return n >= 3 && n <= 60
	}
	trimmed := strings.TrimRight(b.text, " ")
	return n >= 4 && n <= 50 && utf8.RuneCountInString(b.text) <= 320 && (!strings.HasSuffix(trimmed, ".") || strings.HasSuffix(trimmed, "...")) &&
		!strings.HasSuffix(trimmed, ";") && !strings.HasSuffix(trimmed, ",") && !personName(b.text)
}

// near reports whether a printed date stands beside a block, noise left out.
func near(stamps [][]stamp, roles []role, i int) bool {
	for _, d := range []int{-1, 1} {
		for j, steps := i+d, 0; j >= 0 && j < len(roles) && steps < 3; j, steps = j+d, steps+1 {
			if stamps[j] != nil {
				return true
			}
			if roles[j] == report {
				break
			}
		}
	}
	return false
}

// overlap is how many of a title's words are in the paragraphs behind it, from 0
// to 1: a title is said again in the report.
func overlap(title string, blocks []block, prose []int) float64 {
	in := map[string]bool{}
	for _, i := range prose {
		text := blocks[i].text
		const enough = 4000
		if len(text) > enough {
			text = strings.ToValidUTF8(text[:enough], "")
		}
		for _, w := range split(text) {
			in[w.key] = true
		}
	}
	own := map[string]bool{}
	for _, w := range split(title) {
		own[w.key] = true
	}
	shared := 0
	for w := range own {
		if in[w] {
			shared++
		}
	}
	if len(own) < 4 {
		return 0
	}
	return float64(shared) / float64(len(own))
}

// findEnd gives the block behind the last of the report.
func findEnd(blocks []block, roles []role, stamps [][]stamp, from int) int {
	last := from // behind the last paragraph
	proseSeen := 0
	inside := false
	for i := from; i < len(blocks); i++ {
		b := &blocks[i]
		inside = inside || b.inside()
		if b.around || inside && b.outside && proseSeen > 0 {
			continue
		}
		if roles[i] == end && proseSeen > 0 {
			break
		}
		if proseSeen > 0 && b.kind == heading && b.level == 1 {
			break // another report
		}
		if proseSeen > 0 && roles[i] == report && another(blocks, roles, stamps, i) {
			break
		}
		switch {
		case roles[i] != report:
		case b.prose(), b.kind == item && b.links*2 < utf8.RuneCountInString(b.text), b.kind == table && proseSeen > 0, b.kind == caption && proseSeen > 0:
			if b.prose() {
				proseSeen++
			}
			last = i + 1
		case b.kind == line && proseSeen > 0 && ended(b.text) && words(b.text) >= 4 && b.links == 0 && !strings.HasSuffix(b.text, "..."):
			last = i + 1 // a short paragraph
		}
		if _, ok := bylineOf(b.text); ok && proseSeen > 0 && b.kind == line && !moreProse(blocks, roles, i+1) {
			last = i + 1
			break
		}
	}
	// A byline, a caption or a source right behind.
	for i := last; i < min(last+4, len(blocks)); i++ {
		if roles[i] == end || roles[i] == further {
			break
		}
		if _, ok := bylineOf(blocks[i].text); ok && roles[i] == report && !blocks[i].around && !(blocks[i].outside && i > last+1) {
			last = i + 1
			continue
		}
		below := i == last && i > 0 && blocks[i-1].kind == picture && blocks[i].kind == line && isCaption(blocks, i)
		if blocks[i].inside() && i == last && (blocks[i].kind == picture || below) {
			last = i + 1
		}
	}
	return last
}

// another reports whether another report begins at a block: a title with a printed
// date beside it, and paragraphs behind.
func another(blocks []block, roles []role, stamps [][]stamp, i int) bool {
	b := &blocks[i]
	if !mayBeTitle(b) || b.kind == line && ended(b.text) || !near(stamps, roles, i) || isCaptionText(b.text) {
		return false
	}
	if _, ok := bylineOf(b.text); ok {
		return false
	}
	after := 0
	for j := i + 1; j < min(i+6, len(blocks)); j++ {
		if blocks[j].prose() && roles[j] == report {
			after++
		}
	}
	return after > 0 || words(b.text) >= 6
}

// moreProse reports whether the report goes on behind a line that looks like its
// byline: paragraphs follow before anything else begins.
func moreProse(blocks []block, roles []role, from int) bool {
	for i := from; i < min(from+3, len(blocks)); i++ {
		if roles[i] == end || roles[i] == further {
			return false
		}
		if roles[i] == report && blocks[i].prose() && blocks[i].inside() {
			return true
		}
	}
	return false
}

// takeBody takes the blocks of the report, without what is none of it.
func (a *arranged) takeBody(blocks []block, roles []role, stamps [][]stamp, from, last int) {
	seen := map[string]bool{}
	if a.title != "" {
		seen[vietnamese.Key(a.title)] = true
	}
	skipping := false
	started := false
	firstInside, lastInside := from, last-1 // of the blocks in the main part
	for firstInside < last && !blocks[firstInside].inside() {
		firstInside++
	}
	for lastInside > from && !blocks[lastInside].inside() {
		lastInside--
	}
	for i := from; i < last; i++ {
		b := blocks[i]
		// A lead may stand above the main part, and a byline below it.
		if firstInside < last && !b.inside() {
			_, by := bylineOf(b.text)
			if b.around || i > firstInside && i < lastInside || i < firstInside && !b.prose() && !by || i > lastInside && !by {
				continue
			}
		}
		switch {
		case roles[i] == further:
			skipping = true
			continue
		case roles[i] == end && !started, roles[i] == noise:
			if stamps[i] == nil && pictureFile.MatchString(b.text) {
				a.blocks = append(a.blocks, block{kind: picture, alt: "", src: b.text})
			}
			continue
		}
		if skipping {
			if !b.prose() && (b.kind != picture || b.links > 0) && b.kind != table && (i == 0 || blocks[i-1].kind != picture || !isCaption(blocks, i)) {
				continue
			}
			skipping = false
		}
		if b.kind == picture {
			if started || b.src != "" {
				a.blocks = append(a.blocks, b)
			}
			continue
		}
		if b.kind == table {
			a.blocks = append(a.blocks, b)
			continue
		}
		if words(b.text) == 0 || b.links*4 > 3*utf8.RuneCountInString(b.text) && b.kind != heading && (!b.prose() || b.kind == item) {
			continue // a link to another report
		}
		if by, ok := bylineOf(b.text); ok && b.kind != heading {
			if !started || i >= last-6 && !(by.bare && proseIn(blocks[i+1:last])) {
				a.by(by)
				continue
			}
		}
		if !started && b.kind == line && !b.prose() && !b.bold && words(b.text) < 8 && !ended(b.text) {
			continue // a section's name, a language
		}
		if !started && isSlogan(b.text) && b.kind == line && i+1 < last {
			continue
		}
		key := vietnamese.Key(b.text)
		twice := seen[key]
		seen[key] = true
		if twice {
			// A caption is often there twice, as the picture's title too.
			if n := len(a.blocks); n > 0 && vietnamese.Key(a.blocks[n-1].text) == key && words(b.text) <= 45 && a.blocks[n-1].kind == line {
				a.blocks[n-1].kind = caption
			}
			continue
		}
		if b.kind == line && isCaption(blocks, i) && started {
			b.kind = caption
		}
		started = started || b.kind == line || b.kind == item || b.kind == quote
		a.blocks = append(a.blocks, b)
	}
	a.joinPictures()
}

// proseIn reports whether one of some blocks reports.
func proseIn(blocks []block) bool {
	return slices.ContainsFunc(blocks, func(b block) bool { return b.prose() })
}

// joinPictures gives a picture the caption that stands behind it, or before.
func (a *arranged) joinPictures() {
	var out []block
	for _, b := range a.blocks {
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

var (
	both     = regexp.MustCompile(`(?i)^(?:tin|bài|bài viết|nội dung|thực hiện)\s*(?:,|và|-|–|\+|/|&)\s*(?:tin\s*(?:,|và|-)?\s*)?(?:hình )?ảnh\s*[:：]?\s*(.+)$`)
	apart    = regexp.MustCompile(`(?i)^(?:tin|bài|bài viết|nội dung)\s*[:：]?\s*(.+?)\s*[;,.\-–|/(]*\s*ảnh\s*[:：]\s*([^)]+)\)?$`)
	written  = regexp.MustCompile(`(?i)^(?:tin bài|tin, bài|bài viết|bài|tin|tác giả|người viết|thực hiện|nhóm pv|phóng viên|pv|ctv|cộng tác viên|biên tập|by|author|written by|text)\s*[:：]\s*(.+)$`)
	pictured = regexp.MustCompile(`(?i)^(?:ảnh|hình ảnh|photos?|photo by)\s*[:：]\s*(.+)$`)
	sourced  = regexp.MustCompile(`(?i)^\(?\s*(?:nguồn tin|nguồn|theo|source|trích nguồn)\s*[:：]?\s+([^)]+?)\)?$`)
	gathered = regexp.MustCompile(`(?i)\s*\(\s*(?:tổng hợp|t/h|th|biên tập|b/t|lược ghi|ghi|thực hiện|ctv|pv|[^()]{2,40})\s*\)$`)
)

// bylineOf reads a line that says who wrote, or from where it was taken.
func bylineOf(text string) (byline, bool) {
	text = strings.TrimSpace(strings.Trim(text, " *_"))
	if n := words(text); n == 0 || n > 16 || utf8.RuneCountInString(text) > 120 {
		return byline{}, false
	}
	whole := text
	text = strings.TrimSpace(strings.Trim(text, "()[]"))
	clean := func(s string) string {
		return strings.TrimSpace(strings.Trim(collapse(s), " .,;:-–()[]"))
	}
	switch {
	case both.MatchString(text):
		if who := clean(both.FindStringSubmatch(text)[1]); names(who) {
			return byline{author: nameCase(who), photos: nameCase(who)}, true
		}
	case apart.MatchString(text):
		m := apart.FindStringSubmatch(text)
		if who := clean(m[1]); names(who) {
			return byline{author: nameCase(who), photos: nameCase(clean(m[2]))}, true
		}
	case written.MatchString(text):
		if who := clean(written.FindStringSubmatch(text)[1]); names(who) {
			return byline{author: nameCase(who)}, true
		}
	case pictured.MatchString(text):
		if who := clean(pictured.FindStringSubmatch(text)[1]); names(who) {
			return byline{photos: nameCase(who)}, true
		}
	case sourced.MatchString(whole):
		s := clean(sourced.FindStringSubmatch(whole)[1])
		if r, _ := utf8.DecodeRuneInString(s); words(s) <= 8 && (unicode.IsUpper(r) || strings.Contains(s, ".")) && !ended(whole) && !strings.Contains(s, ",") {
			return byline{source: s}, true
		}
	}
	if ended(text) && !strings.HasSuffix(text, ".") {
		return byline{}, false
	}
	who := strings.TrimSpace(gathered.ReplaceAllString(whole, ""))
	if who == "" {
		who = whole
	}
	if initials := strings.Trim(who, "()[] "); shortName.MatchString(initials) {
		return byline{author: initials, bare: true}, true
	}
	if who = clean(who); names(who) {
		return byline{author: nameCase(who), bare: true}, true
	}
	return byline{}, false
}

// shortName is a name in initials: T.H, P.V.
var shortName = regexp.MustCompile(`^\p{Lu}\.\s?\p{Lu}(?:\.\s?\p{Lu})?\.?$`)

var between = regexp.MustCompile(`\s*(?:,|;|\s[-–&]\s|\svà\s|\s-|-\s|/|\|)\s*`)

// names reports whether a text is one or more names of persons, the first of which
// may be followed by whom they write for.
func names(s string) bool {
	parts := between.Split(s, -1)
	if len(parts) > 4 {
		return false
	}
	good := 0
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if personName(part) || oneName.MatchString(part) && len(parts) > 1 && i > 0 {
			good++
		} else if i == 0 || words(part) > 8 {
			return false
		} else if r, _ := utf8.DecodeRuneInString(part); !unicode.IsUpper(r) {
			return false
		}
	}
	return good > 0
}

var oneName = regexp.MustCompile(`^\p{Lu}[\p{L}.]{1,7}$`)

// nameCase writes a name in capitals as names are written.
func nameCase(s string) string {
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

// takeStamps gathers the dates that are printed beside the report.
func (a *arranged) takeStamps(stamps [][]stamp, blocks []block, first, last int) {
	const reach = 12 // blocks above a title or below a report
	for i := range stamps {
		for _, s := range stamps[i] {
			s.above, s.below = i < first, i >= last
			labelled := s.publish || s.update
			alone := len(stamps[i]) == 1 && s.rest == "" && roleBetween(blocks, last, i) == report
			if s.below && !labelled && !alone || i < first-reach && !labelled || i >= last+reach {
				continue
			}
			if i >= last+3 && blocks[i].outside != blocks[first].outside {
				continue
			}
			a.stamps = append(a.stamps, s)
			if s.rest != "" && !s.above && a.author == "" {
				if by, ok := bylineOf(s.rest); ok {
					a.by(by)
				}
			}
		}
	}
}

// roleBetween is the role of the first block that ends the report or begins links to
// others, from one to another; report where there is none, and they are not far apart.
func roleBetween(blocks []block, from, to int) role {
	const far = 3 // blocks
	if to-from > far {
		return end
	}
	for i := from; i < to; i++ {
		if what := roleOf(blocks[i].text); what == end || what == further {
			return what
		}
	}
	return report
}

// takeLead finds the paragraph that is set off as a summary, and the letters of the
// paper before it.
func (a *arranged) takeLead(p *page) {
	for i := range a.blocks {
		b := &a.blocks[i]
		if b.kind != line && b.kind != quote && b.kind != heading {
			continue
		}
		if b.kind == heading && words(b.text) < 15 {
			continue
		}
		if b.kind == heading { // a lead that is written as one
			b.kind, b.level = line, 0
			a.lead = b.text
		} else if b.bold && words(b.text) >= 10 {
			a.lead = b.text
		} else if d := vietnamese.Key(strings.TrimRight(p.meta.description, " .…")); len(d) > 60 && strings.HasPrefix(vietnamese.Key(b.text), d[:len(d)*3/4]) {
			a.lead = b.text
		}
		if a.lead != "" {
			b.md = strings.ReplaceAll(b.md, "**", "")
		}
		if m := tagged.FindStringSubmatch(b.text); m != nil {
			a.tagline = m[1]
		}
		return
	}
}

var tagged = regexp.MustCompile(`^\(?([A-ZĐ]{2,7})\)?\s*[-–—:]\s*\p{Lu}`)

// takeSurroundings keeps the words around the report, which may name its province.
func (a *arranged) takeSurroundings(blocks []block, first, last int, p *page) {
	var around strings.Builder
	around.WriteString(p.meta.site + "\n" + p.meta.pageTitle + "\n")
	const enough = 1 << 16
	for i := range blocks {
		if (i < first || i >= last) && around.Len() < enough {
			around.WriteString(blocks[i].text + "\n")
		}
	}
	around.WriteString(p.meta.furniture)
	a.around = around.String()
}
