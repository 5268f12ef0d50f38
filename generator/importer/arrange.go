package importer

import (
	"regexp"
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

// findEnd gives the block behind the last of the report.
func (o *outline) findEnd(from int) int {
	blocks, roles := o.blocks, o.roles
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
		if proseSeen > 0 && b.kind == heading && (b.level == 1 || o.likeTitle(i, from-1)) {
			break // another report
		}
		if proseSeen > 0 && roles[i] == report && o.another(i) {
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
		if _, ok := bylineOf(b.text); ok && proseSeen > 0 && b.kind == line && !o.moreProse(i+1) {
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
		below := i == last && i > 0 && blocks[i-1].kind == picture && blocks[i].kind == line && o.isCaption(i)
		if blocks[i].inside() && i == last && (blocks[i].kind == picture || below) {
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
	blocks, roles, stamps := o.blocks, o.roles, o.stamps
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
			if stamps[i] == nil && isPictureLine(b.text) {
				p := block{kind: picture}
				if pictureFile.MatchString(b.text) {
					p.src = b.text
				}
				if p.src != "" || started {
					a.blocks = append(a.blocks, p)
				}
			}
			continue
		}
		if skipping {
			if !b.prose() && (b.kind != picture || b.links > 0) && b.kind != table && (i == 0 || blocks[i-1].kind != picture || !o.isCaption(i)) {
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
		if started && b.kind == line && capitals(b.text) && words(b.text) <= 6 && i+1 < last && !proseIn(blocks[i+1:last]) {
			if by, ok := bylineOf(blocks[i+1].text); ok && by.bare {
				continue // the office of who signed
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
		if b.kind == line && (started && o.isCaption(i) || !started && o.captionAbove(i)) {
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

// takeStamps gathers the dates that are printed beside the report.
func (a *arranged) takeStamps(o *outline, first, last int) {
	blocks, stamps := o.blocks, o.stamps
	const reach = 12 // blocks above a title or below a report
	for i := range stamps {
		for _, s := range stamps[i] {
			s.above, s.below = i < first, i >= last
			labelled := s.publish || s.update
			if s.below && !labelled || i < first-reach && !labelled || i >= last+reach {
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
