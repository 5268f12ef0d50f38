package importer

import (
	"strings"
	"unicode"

	"bantin/generator/vietnamese"
)

// claimLead makes part of the report the paragraph that stands above the others,
// set off by the portal: as a heading, in an element that is called a summary, or
// beside the part of the page that has the rest.
func (o *outline) claimLead() {
	prose := o.reporting()
	if len(prose) == 0 {
		return
	}
	o.unquote(prose)
	if b := &o.blocks[prose[0]]; b.summary || b.kind == quote && !spoken(b.text) {
		b.kind, b.lead = line, true
		return
	}
	const far = 10  // blocks above the first paragraph
	const apart = 2 // of them such as are neither noise nor a picture
	strangers := 0
	for i := prose[0] - 1; i >= max(0, prose[0]-far) && strangers <= apart; i-- {
		b := &o.blocks[i]
		switch {
		case o.roles[i] == further:
			return
		case o.roles[i] != report, b.kind == picture, b.kind == table, b.around && !b.summary:
			continue
		}
		if b.mayLead() && !o.isNamed(i) && o.titleAbove(i, prose) {
			b.kind, b.level, b.lead, b.outside, b.around = line, 0, true, false, false
			return
		}
		strangers++
	}
}

// spoken reports whether a text begins as what somebody said.
func spoken(text string) bool { return strings.ContainsRune("\"“‘'", first(text)) }

// unquote makes a report of what is all set as a quotation, to indent it.
func (o *outline) unquote(prose []int) {
	for _, i := range prose {
		if o.blocks[i].kind != quote {
			return
		}
	}
	for i := range o.blocks {
		if b := &o.blocks[i]; b.kind == quote && len(prose) > 1 {
			b.kind = line
		}
	}
}

// mayLead reports whether a block's form is that of a lead which its portal does not
// set as a paragraph of the report.
func (b *block) mayLead() bool {
	n := words(b.text)
	switch {
	case b.links*2 > len(b.text):
		return false
	case b.summary:
		return n >= 6
	case b.kind == quote && !spoken(b.text) && n >= 8:
		return true
	case b.kind == heading:
		return b.level > 1 && (n >= 15 || n >= 10 && ended(b.text))
	}
	_, by := bylineOf(b.text)
	return b.outside && !b.around && (b.kind == line || b.kind == quote) && (b.prose() || n >= 12) && !by && !isCaptionText(b.text)
}

// titleAbove reports whether the title stands above a block: one that the page's
// head gives, or one that the block and the paragraphs say again.
func (o *outline) titleAbove(i int, prose []int) bool {
	const far = 10
	const most = 0.6 // of its words
	for j := i - 1; j >= max(0, i-far); j-- {
		b := &o.blocks[j]
		higher := b.kind == heading && o.blocks[i].kind == heading && b.level < o.blocks[i].level && ended(o.blocks[i].text) && b.links == 0
		if o.isNamed(j) || higher && !b.around {
			return true
		}
		if o.roles[j] == report && b.kind != picture && b.kind != table && mayBeTitle(b) && !isMasthead(b.text) && o.overlap(b.text, append([]int{i}, prose[:min(2, len(prose))]...)) >= most {
			return true
		}
	}
	return false
}

// takeLead finds the paragraph that is set off as a summary, and takes away the
// letters of the paper before it.
func (a *arranged) takeLead(p *page) {
	for i := range a.blocks {
		b := &a.blocks[i]
		if b.kind != line && b.kind != quote {
			continue
		}
		if text, tag := untagged(b.text); tag != "" {
			a.tagline, b.text = tag, text
			b.md, _ = untagged(b.md)
		}
		if b.lead || b.bold && words(b.text) >= 10 || described(b.text, p.meta.description) {
			a.lead = b.text
			b.md = strings.ReplaceAll(b.md, "**", "")
		}
		return
	}
}

// described reports whether a paragraph is what the page's head says that the page
// is about: that may be cut short.
func described(text, description string) bool {
	const least = 60 // bytes
	d := vietnamese.Key(strings.TrimRight(description, " .…"))
	return len(d) > least && strings.HasPrefix(vietnamese.Key(text), d[:len(d)*3/4])
}

// tagged is what stands before the first word of a report: the letters of the paper,
// in brackets or not, or the name of its site, and a dash. Marks of Markdown may
// stand around.
var tagged = newExpression(`^(\**)(?:\(([A-ZĐ]{2,6}|[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)\)|([A-ZĐ]{2,6}))(\**)\s*[-–—]+(\**)(\s*)(\**)(\S)`)

// institutions are what goes by letters as papers do, and acts itself: HĐND - UBND.
var institutions = keys("BCH", "BTV", "BTC", "BTG", "BDV", "BCĐ", "HĐND", "UBND", "UB", "UBKT", "UBMT", "UBMTTQ", "MTTQ", "MTTQVN", "ĐTN", "ĐTNCS", "HLHPN", "HPN", "HND", "CCB", "HCCB", "LĐLĐ", "CĐ", "TU", "TW", "CA", "QS", "BĐBP", "LLVT", "TAND", "VKS", "VKSND", "CLB", "HTX", "TP", "TX", "TT", "GĐ", "DN", "CT", "PCT", "PBT", "BT", "NQ", "KH", "QĐ", "COVID")

// untagged takes the letters of a paper away from the beginning of a text, plain or
// as Markdown; tag is the letters, "" where there are none.
func untagged(text string) (rest, tag string) {
	m := tagged.FindStringSubmatchIndex(text)
	if m == nil {
		return text, ""
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return text[m[2*i]:m[2*i+1]]
	}
	tag = group(2) + group(3)
	next := first(group(8))
	_, number := vietnamese.ParseRoman(tag)
	begins := strings.ContainsRune("\"“‘'(", next) || unicode.IsUpper(next) || unicode.IsDigit(next) && group(6) != ""
	if number || institutions[vietnamese.Key(tag)] || !begins {
		return text, ""
	}
	// Of the marks around the letters, those stay that are closed behind them.
	bold, italic := 0, 0
	for _, i := range []int{1, 4, 5, 7} {
		marks := m[2*i+1] - m[2*i] // *, ** or ***
		bold += marks / 2
		italic += marks % 2
	}
	open := ""
	if bold%2 == 1 {
		open = "**"
	}
	if italic%2 == 1 {
		open += "*"
	}
	return open + text[m[16]:], tag
}
