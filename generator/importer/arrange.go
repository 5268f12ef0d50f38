package importer

import (
	"slices"
	"strings"
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
	o := newOutline(p)
	o.readShort()
	o.claimLead()
	first, title := o.findTitle(p.meta)
	if first < 0 {
		return nil, errNoReport
	}
	a := &arranged{title: title}
	from := first
	if title != "" && from < len(o.blocks) && sameText(o.blocks[from].text, title) {
		from++
	}
	last := o.findEnd(from)
	size := 0
	for i := from; i < last; i++ {
		if size += len(o.blocks[i].text); size > mostBody {
			return nil, errTooLong
		}
	}
	a.takeBody(o, from, last)
	if len(a.blocks) == 0 {
		return nil, errNoReport
	}
	if webAddress.MatchString(a.source) { // the report's own, not the page's
		p.meta.url, a.source = a.source, hostOf(a.source)
	}
	a.takeStamps(o, first, last)
	if a.author == "" && p.meta.author != "" {
		a.author = p.meta.author
	}
	a.takeLead(p)
	a.takeSurroundings(o.blocks, first, last, p)
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
var closed = newExpression(`\./\.\s*(\p{Lu}[^.!?;]{2,80})$`)

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

// findEnd gives the block behind the last of the report.
func (o *outline) findEnd(from int) int {
	last := from // behind the last paragraph
	prose := 0   // paragraphs seen
	inside := false
	for i := from; i < len(o.blocks); i++ {
		b := &o.blocks[i]
		if on := o.goesOn(i); on > i && prose > 0 {
			i = on // links stand within the report
			b = &o.blocks[i]
		}
		inside = inside || b.inside()
		if b.around || inside && b.outside && prose > 0 {
			continue
		}
		if prose > 0 && o.endsAt(i, from) {
			break
		}
		if o.belongs(i, prose > 0) {
			last = i + 1
			if b.prose() {
				prose++
			}
		}
		if _, ok := bylineOf(b.text); ok && prose > 0 && b.kind == line && !o.moreProse(i+1) {
			last = i + 1
			break
		}
	}
	return o.rightBehind(last)
}

// goesOn is the paragraph with which a report goes on behind links to others that begin
// at a block: more such paragraphs follow, and then its byline. 0 where none does.
func (o *outline) goesOn(i int) int {
	const most = 12 // blocks of links
	if o.roles[i] != further {
		return 0
	}
	on := i + 1
	for on < len(o.blocks) && on-i <= most && !o.blocks[on].prose() {
		if o.roles[on] == end || o.roles[on] == further {
			return 0
		}
		on++
	}
	for j := on; j < len(o.blocks); j++ {
		b := &o.blocks[j]
		if _, by := bylineOf(b.text); by && j > on {
			return on
		}
		if o.roles[j] == end || o.roles[j] == further || o.stamps[j] != nil || b.around || !b.prose() && !o.belongs(j, true) && b.kind != picture {
			return 0
		}
	}
	return 0
}

// endsAt reports whether what stands behind a report begins at a block: a part of
// the page that is called so, or another report.
func (o *outline) endsAt(i, from int) bool {
	b := &o.blocks[i]
	return o.roles[i] == end || b.kind == heading && (b.level == 1 || o.likeTitle(i, from-1)) || o.roles[i] == report && o.another(i)
}

// belongs reports whether a block is of the report by its form; begun says that some
// of it stands above.
func (o *outline) belongs(i int, begun bool) bool {
	b := &o.blocks[i]
	switch {
	case o.roles[i] != report:
		return false
	case b.prose():
		return true
	case b.kind == item:
		return b.links*2 < utf8.RuneCountInString(b.text)
	case b.kind == table, b.kind == caption:
		return begun
	}
	short := ended(b.text) && words(b.text) >= 4 && b.links == 0 && !strings.HasSuffix(b.text, "...")
	return b.kind == line && begun && short
}

// rightBehind adds to a report a byline, a picture with its caption or a source that
// stands right behind, and gives the block behind these.
func (o *outline) rightBehind(last int) int {
	const far = 4 // blocks
	for i := last; i < min(last+far, len(o.blocks)); i++ {
		b := &o.blocks[i]
		if o.roles[i] == end || o.roles[i] == further {
			break
		}
		if _, ok := bylineOf(b.text); ok && o.roles[i] == report && !b.around && !(b.outside && i > last+1) {
			last = i + 1
			continue
		}
		below := i == last && i > 0 && o.blocks[i-1].kind == picture && b.kind == line && o.isCaption(i)
		if b.inside() && i == last && (b.kind == picture || below) {
			last = i + 1
		}
	}
	return last
}

// likeTitle reports whether a heading is set as the title is, and leads elsewhere as
// that does: both are titles in a list of reports.
func (o *outline) likeTitle(i, title int) bool {
	if title < 0 {
		return false
	}
	t, b := &o.blocks[title], &o.blocks[i]
	return t.kind == heading && t.level == b.level && t.links*2 > utf8.RuneCountInString(t.text) && b.links*2 > utf8.RuneCountInString(b.text)
}

// another reports whether another report begins at a block: a title with a printed
// date beside it, and paragraphs behind.
func (o *outline) another(i int) bool {
	blocks, roles := o.blocks, o.roles
	b := &blocks[i]
	if !mayBeTitle(b) || b.kind == line && ended(b.text) || !o.near(i) || isCaptionText(b.text) {
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
func (o *outline) moreProse(from int) bool {
	blocks, roles := o.blocks, o.roles
	for i := from; i < min(from+3, len(blocks)); i++ {
		if roles[i] == end || roles[i] == further {
			return false
		}
		if roles[i] == report && blocks[i].prose() && blocks[i].inside() {
			return true
		}
		if b := &blocks[i]; b.kind == line && words(b.text) <= 5 && capitals(b.text) {
			return false // the name of another part of the page
		}
	}
	return false
}

// takeBody takes the blocks of the report, without what is none of it.
func (a *arranged) takeBody(o *outline, from, last int) {
	t := taker{a: a, o: o, last: last, firstInside: from, lastInside: last - 1, seen: map[string]bool{}}
	if a.title != "" {
		t.seen[vietnamese.Key(a.title)] = true
	}
	for t.firstInside < last && !o.blocks[t.firstInside].inside() {
		t.firstInside++
	}
	for t.lastInside > from && !o.blocks[t.lastInside].inside() {
		t.lastInside--
	}
	for i := from; i < last; i++ {
		if !t.elsewhere(i) {
			t.take(i)
		}
	}
	a.joinPictures()
}

// A taker takes the blocks of a report one after the other.
type taker struct {
	a                       *arranged
	o                       *outline
	last                    int // behind the report
	firstInside, lastInside int // of the blocks in the main part of the page
	seen                    map[string]bool
	skipping                bool // links to other reports go on
	started                 bool
}

// elsewhere reports whether a block is not in the main part of the page, and neither
// a lead above that nor a byline.
func (t *taker) elsewhere(i int) bool {
	b := &t.o.blocks[i]
	if t.firstInside >= t.last || b.inside() {
		return false
	}
	_, by := bylineOf(b.text)
	return b.around || i > t.firstInside && i < t.lastInside || i < t.firstInside && !b.prose() && !by || i > t.lastInside && !by
}

// take takes one block, if it is of the report.
func (t *taker) take(i int) {
	b, role := t.o.blocks[i], t.o.roles[i]
	switch {
	case role == further:
		t.skipping = true
		return
	case role == end && !t.started, role == noise:
		t.takePictureLine(i)
		return
	case t.skipping && t.isFurther(i):
		return
	}
	t.skipping = false
	switch {
	case b.kind == picture:
		if t.started || b.src != "" {
			t.a.blocks = append(t.a.blocks, b)
		}
	case b.kind == table:
		t.a.blocks = append(t.a.blocks, b)
	case words(b.text) == 0, t.isLink(i), t.takeByline(i), t.isOffice(i), t.isSection(i):
	default:
		t.takeText(i)
	}
}

// takePictureLine takes a line that stands for a picture.
func (t *taker) takePictureLine(i int) {
	text := t.o.blocks[i].text
	if t.o.stamps[i] != nil || !isPictureLine(text) {
		return
	}
	p := block{kind: picture}
	if pictureFile.MatchString(text) {
		p.src = text
	}
	if p.src != "" || t.started {
		t.a.blocks = append(t.a.blocks, p)
	}
}

// isFurther reports whether the links to other reports that began above go on.
func (t *taker) isFurther(i int) bool {
	b := &t.o.blocks[i]
	below := i > 0 && t.o.blocks[i-1].kind == picture && t.o.isCaption(i)
	return !b.prose() && (b.kind != picture || b.links > 0) && b.kind != table && !below
}

// isLink reports a link to another report.
func (t *taker) isLink(i int) bool {
	b := &t.o.blocks[i]
	return b.links*4 > 3*utf8.RuneCountInString(b.text) && b.kind != heading && (!b.prose() || b.kind == item)
}

const nearEnd = 6 // blocks at the end of a report in which bylines stand

// takeByline takes a byline above a report or below it.
func (t *taker) takeByline(i int) bool {
	b := &t.o.blocks[i]
	by, ok := bylineOf(b.text)
	if !ok || b.kind == heading || t.started && (i < t.last-nearEnd || by.bare && proseIn(t.o.blocks[i+1:t.last])) {
		return false
	}
	t.a.by(by)
	return true
}

// isOffice reports the line in capitals between a document and the name of who
// signed it.
func (t *taker) isOffice(i int) bool {
	b := &t.o.blocks[i]
	if !t.started || i < t.last-nearEnd || i+1 >= t.last || b.kind != line || !capitals(b.text) || words(b.text) > 6 || proseIn(t.o.blocks[i+1:t.last]) {
		return false
	}
	by, ok := bylineOf(t.o.blocks[i+1].text)
	return ok && by.bare
}

// isSection reports what may stand between a title and its report: the name of a
// part of the portal, a language, a slogan.
func (t *taker) isSection(i int) bool {
	b := &t.o.blocks[i]
	if t.started || b.kind != line {
		return false
	}
	short := !b.prose() && !b.bold && words(b.text) < 8 && !ended(b.text)
	return short || isSlogan(b.text) && i+1 < t.last
}

// takeText takes a paragraph or a caption, once.
func (t *taker) takeText(i int) {
	b := t.o.blocks[i]
	key := vietnamese.Key(b.text)
	if t.seen[key] {
		// A caption is often there twice, as the picture's title too.
		if n := len(t.a.blocks); n > 0 && vietnamese.Key(t.a.blocks[n-1].text) == key && words(b.text) <= 45 && t.a.blocks[n-1].kind == line {
			t.a.blocks[n-1].kind = caption
		}
		return
	}
	t.seen[key] = true
	if b.kind == line && (t.started && t.o.isCaption(i) || !t.started && t.o.captionAbove(i)) {
		b.kind = caption
	}
	t.started = t.started || b.kind == line || b.kind == item || b.kind == quote
	t.a.blocks = append(t.a.blocks, b)
}

// proseIn reports whether one of some blocks reports.
func proseIn(blocks []block) bool {
	return slices.ContainsFunc(blocks, func(b block) bool { return b.prose() })
}

// takeStamps gathers the dates that are printed beside the report.
func (a *arranged) takeStamps(o *outline, first, last int) {
	blocks, stamps := o.blocks, o.stamps
	const reach = 12 // blocks above a title or below a report
	for i := range stamps {
		for _, s := range stamps[i] {
			s.above, s.below = i < first, i >= last
			labelled := s.publish || s.update
			alone := len(stamps[i]) == 1 && s.rest == "" && o.roleBetween(last, i) == report
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
func (o *outline) roleBetween(from, to int) role {
	const far = 3 // blocks
	if to-from > far {
		return end
	}
	for i := from; i < to; i++ {
		if what := o.roles[i]; what == end || what == further {
			return what
		}
	}
	return report
}

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
