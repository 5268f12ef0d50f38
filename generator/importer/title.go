package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// An outline is a page's blocks with what each is for, as far as its own form and
// the blocks beside it say.
type outline struct {
	blocks []block
	roles  []role
	stamps [][]stamp       // of each block the dates that it is, if it is nothing else
	named  map[string]bool // the titles that the page's head gives, folded: some heads have no marks
	html   bool            // the page is HTML, so its pictures are seen
}

// newOutline looks at each block by itself.
func newOutline(p *page) *outline {
	blocks := unglueAll(p.blocks)
	o := &outline{blocks: blocks, roles: make([]role, len(blocks)), stamps: make([][]stamp, len(blocks)), named: namedTitles(p.meta), html: p.html}
	for i := range blocks {
		b := &blocks[i]
		if b.kind == table || b.kind == picture {
			continue
		}
		if s, ok := stampsOf(b.text, p.zone); ok {
			o.stamps[i], o.roles[i] = s, noise
			continue
		}
		if o.roles[i] = roleOf(b.text); o.roles[i] == report && labelAlone(b.text) {
			o.roles[i] = noise
		}
	}
	return o
}

// closing cuts the portal's name from a page's title: A report - Portal.
var closing = newExpression(`\s+(?:[-–|»«]|::)\s+`)

// namedTitles are the titles that a page's head may mean: all of it, or what stands
// before each of the signs that part a title from the portal's name.
func namedTitles(m meta) map[string]bool {
	named := map[string]bool{}
	for _, s := range []string{m.title, m.pageTitle} {
		parts := closing.Split(s, -1)
		for n := len(parts); n > 0; n-- {
			if joined := strings.Join(parts[:n], " - "); words(joined) > 3 && !isMasthead(joined) {
				named[vietnamese.Fold(joined)] = true
			}
		}
	}
	return named
}

// isNamed reports whether a block is a title that the page's head gives.
func (o *outline) isNamed(i int) bool {
	const longest = 1000 // bytes of a title
	b := &o.blocks[i]
	return len(o.named) > 0 && b.kind != table && b.kind != picture && len(b.text) < longest && o.named[vietnamese.Fold(b.text)]
}

// reporting are the blocks that report: if some stand in the main part of the page,
// what stands elsewhere does not count.
func (o *outline) reporting() []int {
	var all, inside []int
	for i := range o.blocks {
		if o.blocks[i].prose() && o.roles[i] == report {
			all = append(all, i)
			if o.blocks[i].inside() {
				inside = append(inside, i)
			}
		}
	}
	if len(inside) > 0 {
		return inside
	}
	return all
}

// readShort makes paragraphs of short lines: of the sentences right above the first
// longer paragraph, and where the page has no longer ones of all its sentences, or
// else of lines below a title that are longer than a menu's are likely to be.
func (o *outline) readShort() {
	const long = 8 // words
	if prose := o.reporting(); len(prose) > 0 {
		const far = 12 // blocks above
		for i := prose[0] - 1; i >= max(0, prose[0]-far); i-- {
			b := &o.blocks[i]
			if b.tells = b.inside() && o.sentence(i) && !o.near(i); !b.tells && o.roles[i] == report && b.kind == line {
				return
			}
		}
		return
	}
	found := false
	for i := range o.blocks {
		b := &o.blocks[i]
		b.tells = o.sentence(i)
		found = found || b.tells
	}
	for i := 1; i < len(o.blocks) && !found; i++ {
		b := &o.blocks[i]
		b.tells = o.mayTell(i) && words(b.text) >= long && o.titleJust(i)
	}
}

// mayTell reports whether a block may be a paragraph, however short.
func (o *outline) mayTell(i int) bool {
	b := &o.blocks[i]
	if o.roles[i] != report || b.kind != line && b.kind != quote && b.kind != item || b.around || b.links*3 > utf8.RuneCountInString(b.text) || o.isNamed(i) {
		return false
	}
	_, by := bylineOf(b.text)
	return !by
}

// sentence reports whether a block is one or more short sentences.
func (o *outline) sentence(i int) bool {
	const least = 4 // words
	b := &o.blocks[i]
	return words(b.text) >= least && ended(b.text) && !strings.HasSuffix(b.text, "...") && !strings.HasSuffix(b.text, ":") && o.mayTell(i)
}

// titleJust reports whether the next line above that is no noise may be a title.
func (o *outline) titleJust(i int) bool {
	for j := i - 1; j >= 0; j-- {
		if o.roles[j] == report && o.blocks[j].kind != picture {
			return o.isNamed(j) || mayBeTitle(&o.blocks[j])
		}
	}
	return false
}

// findTitle gives the block where the report begins, which is the title or what
// stands below it, and the title; -1 where there is no report.
func (o *outline) findTitle(m meta) (first int, title string) {
	const least = 1.5
	const most = 3 // paragraphs above a title
	prose := o.reporting()
	if len(prose) == 0 {
		return -1, ""
	}
	best, bestScore := -1, least
	seen := 0 // paragraphs before the block
	for i := range o.blocks {
		for seen < len(prose) && prose[seen] < i {
			seen++
		}
		if seen > most {
			break
		}
		if score, ok := o.titleScore(i, prose, seen); ok && score >= least && (best < 0 || score > bestScore) {
			best, bestScore = i, score
		}
	}
	if best >= 0 {
		return best, o.titleAt(best)
	}
	first = prose[0]
	for n := 0; n+1 < len(prose) && isSlogan(o.blocks[prose[n]].text); n++ {
		first = prose[n+1]
	}
	return first, m.title
}

// titleAt is the title that a block is. Those of documents are on two lines, of
// which the first says what kind of document it is: THÔNG BÁO, Về việc …
func (o *outline) titleAt(i int) string {
	const most = 4 // words of a kind of document
	title := strings.Trim(o.blocks[i].text, " *")
	if i == 0 || !aboutWhat.MatchString(title) {
		return title
	}
	kind := strings.Trim(o.blocks[i-1].text, " *")
	if words(kind) == 0 || words(kind) > most || !capitals(kind) || ended(kind) {
		return title
	}
	if !capitals(title) {
		kind = firstUpper(strings.ToLower(kind))
	}
	about := []rune(title)
	if !capitals(title) {
		about[0] = unicode.ToLower(about[0])
	}
	return kind + " " + string(about)
}

// aboutWhat is how the second line of a document's title begins.
var aboutWhat = newExpression(`^(?i:về|v/v)\s`)

// firstUpper is a text with a capital as its first letter.
func firstUpper(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// titleScore is what says that a block is the title; ok is false where it cannot be.
// prose are the blocks that report, seen how many of them stand above.
func (o *outline) titleScore(i int, prose []int, seen int) (score float64, ok bool) {
	const far = 30 // blocks between a title and the first paragraph
	b := &o.blocks[i]
	named, stopped := o.isNamed(i), o.stopped(i)
	if b.kind == table || b.kind == picture || !named && !stopped && (o.roles[i] != report || !mayBeTitle(b)) {
		return 0, false
	}
	// What follows it, a banner above the next title left out.
	next := seen
	if next < len(prose) && prose[next] == i {
		next++
	}
	if next >= len(prose) || prose[next]-i > far && !named {
		return 0, false
	}
	between := 0
	for j := i + 1; j < prose[next]; j++ {
		if o.roles[j] == report && o.blocks[j].kind != picture {
			between++
		}
	}
	score = 6*o.overlap(b.text, prose[next:min(next+3, len(prose))]) - 1.5*float64(seen) - 0.5*float64(min(between, 8))
	score += o.prominence(i, named)
	if between == 0 && seen == 0 {
		score++ // right above
	}
	if o.titleAt(i) != strings.Trim(b.text, " *") {
		score += 3 // the second line of a document's
	}
	if o.near(i) {
		score += 2
	}
	if isSlogan(b.text) || isMasthead(b.text) {
		score -= 4
	}
	if stopped && !mayBeTitle(b) {
		score -= 1.5
		if beginsWithTime.MatchString(lowered(b.text)) {
			score -= 4
		}
	}
	return score, true
}

// beginsWithTime is how paragraphs begin, and titles that end with a full stop do not.
var beginsWithTime = newExpression(`^(?:\(?\p{L}{2,7}\)?\s*[-–—]\s*)?(?:(?:vào\s+|trong\s+)?(?:các\s+)?(?:sáng|trưa|chiều|tối|đêm|ngày|sáng ngày|chiều ngày|tối ngày)\s+\d|(?:sáng|trưa|chiều|tối)\s+(?:nay|qua)|hôm (?:nay|qua)|vừa qua|mới đây)`)

// prominence is what a block's own form and its place on the page say for a title.
func (o *outline) prominence(i int, named bool) (score float64) {
	b := &o.blocks[i]
	switch {
	case named:
		return 8
	case b.kind == heading && b.level == 1:
		score = 4
	case b.kind == heading, b.titled:
		score = 1.5
	case b.bold:
		score = 1
	}
	if b.outside && b.kind != heading && !b.titled || b.around {
		score -= 2
	}
	switch linked := b.links*2 > utf8.RuneCountInString(b.text); {
	case linked && b.titled && !b.around:
		score-- // to its own page, it may be
	case linked:
		score -= 3
	}
	return score
}

// stopped reports whether a line may be a title though it ends with a full stop, as
// those of some portals do: a date is printed beside it.
func (o *outline) stopped(i int) bool {
	b := &o.blocks[i]
	n := words(b.text)
	return o.roles[i] == report && b.kind == line && n >= 5 && n <= 35 && ended(b.text) && !isSlogan(b.text) && !dialogue.MatchString(b.text) && o.near(i)
}

// dialogue is how a question or an answer begins.
var dialogue = newExpression(`^(?:Hỏi|Đáp|Trả lời|PV|Phóng viên|Câu(?: hỏi)?(?: \d+)?)\s*[:.]`)

// mayBeTitle reports whether a block's form is that of a title.
func mayBeTitle(b *block) bool {
	n := words(b.text)
	if b.kind == caption || b.kind == item || b.kind == quote || b.lead || dialogue.MatchString(b.text) {
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
func (o *outline) near(i int) bool {
	for _, d := range []int{-1, 1} {
		for j, steps := i+d, 0; j >= 0 && j < len(o.roles) && steps < 3; j, steps = j+d, steps+1 {
			if o.stamps[j] != nil {
				return true
			}
			if o.roles[j] == report {
				break
			}
		}
	}
	return false
}

// overlap is how many of a title's words are in the paragraphs behind it, from 0
// to 1: a title is said again in the report.
func (o *outline) overlap(title string, prose []int) float64 {
	in := map[string]bool{}
	for _, i := range prose {
		text := o.blocks[i].text
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
