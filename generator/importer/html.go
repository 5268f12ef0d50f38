package importer

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/vietnamese"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var tag = newExpression(`(?i)<(?:!doctype html|html|head|body|div|p|table|span|meta|article|h[1-6]|br|td|title)\b[^<]*>`)

// isHTML reports whether a text is HTML, whole or a part.
func isHTML(text string) bool {
	beginning := text[:min(len(text), 1<<16)]
	found := tag.FindAllStringIndex(beginning, 4)
	if len(found) == 0 {
		return false
	}
	first := strings.TrimSpace(beginning[:found[0][0]])
	return first == "" || strings.HasPrefix(first, "<") || len(found) >= 4
}

// fromHTML takes a page of HTML apart.
func (p *page) fromHTML(text string) error {
	if strings.Count(text, "<") > mostTags { // or what looks like one, in a script
		return errTags
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return errNesting // a string can be read, and any HTML parsed
	}
	p.head(root)
	if m := savedFrom.FindStringSubmatch(text[:min(len(text), 4096)]); m != nil && p.meta.url == "" {
		p.meta.url = m[1]
	}
	base, _ := url.Parse(p.meta.url)
	f := flattener{base: base, weights: map[*html.Node]weight{}}
	f.weigh(root)
	f.main = f.mainPart(root)
	f.walk(root, style{})
	f.flush(style{})
	p.blocks = f.blocks
	p.meta.furniture = f.furniture.String()
	return nil
}

// A weight is what is below a node.
type weight struct {
	prose int // characters of text that reports, links not counted
	text  int // characters of text
	plain int // characters of text that is in no link
}

// A flattener makes blocks of a tree.
type flattener struct {
	base      *url.URL
	weights   map[*html.Node]weight
	all       int // characters of prose of the page
	main      *html.Node
	blocks    []block
	cur       inline
	furniture strings.Builder
	inMain    bool
	lists     []list
}

// A list is one that is open.
type list struct{ next int } // the number of the next item; 0 where they have none

// A style is what the elements around a text say of it.
type style struct {
	kind   kind
	level  int
	number int
	bold   bool
	italic bool
	aside  bool
	skip   bool // it is furniture
	lead   bool // in an element that is called a summary
	title  bool // in one that is called a title
	link   string
	linked bool // it is in a link, wherever that leads
}

// block elements begin and end a paragraph.
var blockElements = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Caption: true,
	atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Nav: true, atom.Figure: true, atom.Figcaption: true,
	atom.Blockquote: true, atom.Pre: true, atom.Form: true, atom.Hr: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Address: true, atom.Center: true, atom.Fieldset: true, atom.Body: true, atom.Html: true, atom.Details: true, atom.Summary: true, atom.Option: true,
}

// silent elements have nothing to read in them.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true, atom.Embed: true, atom.Svg: true, atom.Head: true,
	atom.Button: true, atom.Select: true, atom.Input: true, atom.Textarea: true, atom.Canvas: true, atom.Video: true, atom.Audio: true, atom.Map: true, atom.Math: true, atom.Marquee: true, atom.Label: true,
}

// furnitureNames are what the parts around a report are called in classes and ids,
// whoever made the portal.
var furnitureNames = newExpression(`(?i)(?:^|[^a-z])(?:comments?|binh-?luan|y-?kien|share|sharing|social|chia-?se|breadcrumbs?|related|lien-?quan|tin-?khac|cung-?chuyen-?muc|tags?|tu-?khoa|sidebar|side-?bar|side|menu|navbar|navigation|nav|footer|foot|copyright|banner|ads|advert|advertisement|quang-?cao|counter|thong-?ke|truy-?cap|rating|danh-?gia|pagination|pager|toolbar|tools|print|popup|modal|widget|other-?news|hot-?news|most-?(?:read|viewed)|ticker|skip|cookie)(?:$|[^a-z])`)

// prose is furniture's opposite: below a node that is named for furniture, more
// than this share of the page's prose says that the name means something else.
const furnitureShare = 0.4

// isFurniture reports whether an element is a part around the report.
func (f *flattener) isFurniture(n *html.Node) bool {
	named := false
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Menu:
		named = true
	case atom.Form:
		named = true
	case atom.Header:
		named = within(n, atom.Article, atom.Main) == nil && !has(n, atom.H1)
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "banner", "contentinfo", "search", "complementary", "menu", "toolbar", "dialog":
		named = true
	}
	if hidden(n) {
		named = true
	}
	if f.isBox(n) {
		return true
	}
	if n.DataAtom != atom.Body && n.DataAtom != atom.Html && n.DataAtom != atom.A && !named {
		named = furnitureNames.MatchString(attr(n, "class")) || furnitureNames.MatchString(attr(n, "id"))
	}
	return named && float64(f.weights[n].prose) <= furnitureShare*float64(f.all)
}

// isBox reports whether an element among paragraphs holds links to other reports and
// no paragraph, and says so in its first line.
func (f *flattener) isBox(n *html.Node) bool {
	if !container(n) || f.weights[n].text == 0 || f.weights[n].prose > shortest {
		return false
	}
	top := firstText(n)
	what := roleOf(top)
	if what != further && what != end || len(top) >= f.weights[n].text {
		return false
	}
	return f.reportsBeside(n.PrevSibling, false) && f.reportsBeside(n.NextSibling, true)
}

// reportsBeside reports whether an element that reports is the next on one side of
// another, silent ones left out.
func (f *flattener) reportsBeside(n *html.Node, forward bool) bool {
	for n != nil && f.weights[n].text == 0 {
		if forward {
			n = n.NextSibling
		} else {
			n = n.PrevSibling
		}
	}
	return n != nil && f.weights[n].prose >= shortest && paragraphsIn(n) == 1
}

// firstText is the first text below a node.
func firstText(n *html.Node) string {
	if n.Type == html.TextNode {
		return collapse(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if text := firstText(c); text != "" {
			return text
		}
	}
	return ""
}

// summaryNames are what portals call the paragraph below a title, in classes and ids.
var summaryNames = newExpression(`(?i)(?:^|[^a-z])(?:sapo|lead|lede|chapeau|summary|abstract|intro|introtext|tom-?tat|trich-?yeu|mo-?ta|short-?desc|desc|description|excerpt|standfirst|dek)(?:$|[^a-z])`)

// titleNames are what portals call the title of a report that they set as no heading.
var titleNames = newExpression(`(?i)(?:^|[^a-z])(?:title|tieu-?de|headline|content-?heading|content-?header)(?:$|[^a-z])`)

// isCalled reports whether an element's class or id is one of some names, and its
// text no longer than most characters.
func (f *flattener) isCalled(n *html.Node, names expression, most int) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || f.weights[n].text > most {
		return false
	}
	return names.MatchString(attr(n, "class")) || names.MatchString(attr(n, "id")) || names.MatchString(attr(n, "itemprop"))
}

var displayNone = newExpression(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && displayNone.MatchString(a.Val) {
			return true
		}
	}
	return false
}

func within(n *html.Node, atoms ...atom.Atom) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		for _, a := range atoms {
			if p.DataAtom == a {
				return p
			}
		}
	}
	return nil
}

func has(n *html.Node, a atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == a || has(c, a) {
			return true
		}
	}
	return false
}

// weigh counts the prose below each node. A text counts as prose by its length
// alone here, and not if it is in a link.
func (f *flattener) weigh(root *html.Node) {
	var weigh func(n *html.Node, linked bool) weight
	weigh = func(n *html.Node, linked bool) weight {
		var w weight
		if n.Type == html.TextNode {
			if size := utf8.RuneCountInString(strings.TrimSpace(n.Data)); size > 0 {
				w.text = size
				if !linked {
					w.prose, w.plain = size, size
				}
			}
			return w
		}
		if silent[n.DataAtom] || n.Type == html.CommentNode {
			return w
		}
		linked = linked || n.DataAtom == atom.A
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			below := weigh(c, linked)
			w.prose += below.prose
			w.text += below.text
			w.plain += below.plain
		}
		if blockElements[n.DataAtom] && w.text < shortest && !beginsReport(n, w.text) {
			w.prose = 0 // menus, counters, dates
		}
		f.weights[n] = w
		return w
	}
	f.all = weigh(root, false).prose
}

// beginsReport reports whether an element's text is a short sentence that begins as reports
// do, with the day. size is how many characters it has.
func beginsReport(n *html.Node, size int) bool {
	if size < shortestDated {
		return false
	}
	text := collapse(textOf(n))
	return ended(text) && beginsWithTime.MatchString(lowered(text))
}

// mainPart is the smallest part of the page that has most of its prose. What is
// called furniture does not count.
func (f *flattener) mainPart(root *html.Node) *html.Node {
	const most = 0.6
	n := root
	for {
		var best *html.Node
		sum := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if f.weights[c].prose == 0 || f.isFurniture(c) {
				continue
			}
			sum += f.weights[c].prose
			if best == nil || f.weights[c].prose > f.weights[best].prose {
				best = c
			}
		}
		if best == nil || float64(f.weights[best].prose) < most*float64(f.weights[n].prose) && float64(f.weights[best].prose) < most*float64(sum) {
			return f.widened(n)
		}
		// A paragraph is no part of a page, and neither is a cell beside others.
		if !container(best) || paragraphsIn(best) < 2 && paragraphsIn(n) > paragraphsIn(best) {
			return f.widened(n)
		}
		n = best
	}
}

// widened is the part of the page around a lone paragraph that has more text than
// links beside it: the paragraph may be the lead of a report that goes on with
// shorter ones.
func (f *flattener) widened(n *html.Node) *html.Node {
	for p := n.Parent; p != nil && container(p) && p.DataAtom != atom.Html && paragraphsIn(n) < 2; p = p.Parent {
		plain, linked := 0, 0
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if w := f.weights[c]; c != n && !f.isFurniture(c) {
				plain += w.plain
				linked += w.text - w.plain
			}
		}
		if linked > plain {
			break
		}
		n = p
	}
	return n
}

func container(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Div, atom.Section, atom.Article, atom.Main, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.Center, atom.Form, atom.Span, atom.Font:
		return true
	}
	return n.Type == html.DocumentNode
}

// paragraphsIn counts the blocks below a node that have a paragraph's text, up to
// two.
func paragraphsIn(n *html.Node) (count int) {
	var look func(*html.Node)
	look = func(n *html.Node) {
		own := 0
		for c := n.FirstChild; c != nil && count < 2; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				own += utf8.RuneCountInString(strings.TrimSpace(c.Data))
			case c.DataAtom == atom.Br && own >= shortest:
				count++
				own = 0
			case blockElements[c.DataAtom]:
				look(c)
			case !silent[c.DataAtom] && c.DataAtom != atom.A:
				own += utf8.RuneCountInString(strings.TrimSpace(textOf(c)))
			}
		}
		if own >= shortest {
			count++
		}
	}
	look(n)
	return count
}

var asideStyle = newExpression(`(?i)text-align\s*:\s*(?:right|center)`)

// walk makes blocks of what is below a node.
func (f *flattener) walk(n *html.Node, s style) {
	if n == f.main {
		f.inMain = true
		defer func() { f.flush(s); f.inMain = false }()
	}
	switch n.Type {
	case html.TextNode:
		f.cur.text(n.Data, s)
		return
	case html.DocumentNode, html.DoctypeNode:
	case html.ElementNode:
		if silent[n.DataAtom] {
			return
		}
		if !f.open(n, &s) {
			return
		}
	default:
		return
	}
	for c := n.FirstChild; c != nil && len(f.blocks) <= mostBlocks; c = c.NextSibling {
		f.walk(c, s)
	}
	if n.Type == html.ElementNode && blockElements[n.DataAtom] {
		f.flush(s)
	}
	if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol {
		f.lists = f.lists[:len(f.lists)-1]
	}
}

// open begins an element; more is false where what is below it has been dealt with.
func (f *flattener) open(n *html.Node, s *style) (more bool) {
	if blockElements[n.DataAtom] {
		f.flush(*s)
	}
	if !s.skip && f.isFurniture(n) && n != f.main && !contains(n, f.main) {
		s.skip = true
	}
	s.lead = s.lead || f.isCalled(n, summaryNames, 1200)
	s.title = s.title || f.isCalled(n, titleNames, 400)
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.kind, s.level = heading, int(n.Data[1]-'0')
	case atom.Ul, atom.Ol:
		l := list{}
		if n.DataAtom == atom.Ol {
			l.next = 1
			if start, err := strconv.Atoi(attr(n, "start")); err == nil && start > 0 && start < 100 {
				l.next = start
			}
		}
		f.lists = append(f.lists, l)
	case atom.Li:
		s.kind, s.level, s.number = item, max(0, len(f.lists)-1), 0
		if len(f.lists) > 0 {
			l := &f.lists[len(f.lists)-1]
			s.number = l.next
			if l.next > 0 {
				l.next++
			}
		}
	case atom.Figcaption, atom.Caption:
		s.kind = caption
	case atom.Blockquote:
		if s.kind == line {
			s.kind = quote
		}
	case atom.B, atom.Strong:
		s.bold = true
	case atom.I, atom.Em, atom.Cite:
		s.italic = true
	case atom.Center:
		s.aside = true
	case atom.A:
		s.linked = true
		s.link = f.address(attr(n, "href"))
	case atom.Br:
		f.cur.lineBreak()
		return false
	case atom.Hr:
		return false
	case atom.Img:
		f.image(n, *s)
		return false
	case atom.Table:
		if rows := f.dataTable(n, *s); rows != nil {
			f.blocks = append(f.blocks, block{kind: table, rows: rows, outside: !f.inMain, around: s.skip})
			return false
		}
	}
	if style := attr(n, "style"); style != "" {
		s.aside = s.aside || asideStyle.MatchString(style)
		s.bold = s.bold || boldStyle.MatchString(style)
		s.italic = s.italic || italicStyle.MatchString(style)
	}
	switch strings.ToLower(attr(n, "align")) {
	case "right", "center":
		s.aside = true
	}
	if captionName.MatchString(attr(n, "class")) && s.kind == line {
		s.kind = caption
	}
	return true
}

var (
	boldStyle   = newExpression(`(?i)font-weight\s*:\s*(?:bold|[6-9]00)`)
	italicStyle = newExpression(`(?i)font-style\s*:\s*italic`)
	captionName = newExpression(`(?i)(?:^|[^a-z])(?:caption|chu-?thich|pcaption|imgcaption|wp-caption-text|desc-?img|image-?desc)(?:$|[^a-z])`)
)

func contains(n, below *html.Node) bool {
	for p := below; p != nil; p = p.Parent {
		if p == n {
			return true
		}
	}
	return false
}

// address is where a link leads, in full; "" for what is no address of the web and
// for a place within the same page.
func (f *flattener) address(href string) string {
	href = strings.TrimSpace(href)
	u, err := url.Parse(href)
	if err != nil || href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	if !u.IsAbs() {
		if f.base == nil || f.base.Host == "" {
			return ""
		}
		u = f.base.ResolveReference(u)
	}
	switch u.Scheme {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return ""
		}
	case "mailto":
	default:
		return ""
	}
	out := u.String()
	if len(out) > 1000 || strings.ContainsAny(out, "<> \\\n\"`") {
		return ""
	}
	return out
}

// image keeps a picture's address, if it is big enough to be one.
func (f *flattener) image(n *html.Node, s style) {
	for _, side := range []string{"width", "height"} {
		if size, err := strconv.Atoi(strings.TrimSuffix(attr(n, side), "px")); err == nil && size < 80 {
			return
		}
	}
	src := ""
	for _, name := range []string{"data-src", "data-original", "src"} {
		if src = f.address(attr(n, name)); src != "" {
			break
		}
		if v := attr(n, name); v != "" && !strings.HasPrefix(v, "data:") {
			src = collapse(v)
			break
		}
	}
	if len(src) > 1000 {
		src = ""
	}
	f.flush(s)
	alt, _ := vietnamese.Normalize(collapse(attr(n, "alt")))
	f.blocks = append(f.blocks, block{kind: picture, src: src, alt: alt, outside: !f.inMain, around: s.skip, links: 0})
}

// walkInline gathers the text of a cell, in which every line break is a space.
func (f *flattener) walkInline(n *html.Node, s style) {
	switch {
	case n.Type == html.TextNode:
		f.cur.text(n.Data, s)
	case n.Type != html.ElementNode || silent[n.DataAtom]:
		return
	case n.DataAtom == atom.B || n.DataAtom == atom.Strong:
		s.bold = true
	case n.DataAtom == atom.I || n.DataAtom == atom.Em:
		s.italic = true
	case n.DataAtom == atom.A:
		s.link, s.linked = f.address(attr(n, "href")), true
	case n.DataAtom == atom.Br || blockElements[n.DataAtom]:
		f.cur.text(" ", s)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.walkInline(c, s)
	}
}

// flush ends a paragraph. What line breaks part is as with the lines of a text.
func (f *flattener) flush(s style) {
	for _, part := range f.cur.parts() {
		text, md := part.take()
		if text == "" {
			continue
		}
		if s.skip {
			const enough = 1 << 16
			if f.furniture.Len() < enough {
				f.furniture.WriteString(text + "\n")
			}
		}
		b := block{kind: s.kind, level: s.level, number: s.number, text: text, md: md, outside: !f.inMain, around: s.skip, summary: s.lead, titled: s.title, links: part.linked()}
		b.bold = part.all(func(r run) bool { return r.bold })
		b.aside = s.aside || part.all(func(r run) bool { return r.italic })
		if s.skip {
			b.links = len(text)
		}
		if b.kind == line {
			b = listed(b)
		}
		f.blocks = append(f.blocks, b)
	}
	f.cur = inline{}
}
