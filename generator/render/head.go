package render

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/site"
)

// A Page is what every layout of a page is given beside its own data. Layouts
// use the finished HTML; the plain values are there for them too.
type Page struct {
	Tag         string      // the language
	Title       string      // of the page; "" for the home page
	Description string      // of the page, for search engines
	Canonical   string      // the page's absolute address
	Alternates  []Alternate // of this page, in every language that has it
	Default     string      // of Alternates, the one for every other language
	Type        string      // of Open Graph; "" where the page is not described in it
	Image       *Preview    // of Open Graph; nil where there is none
	Robots      string      // what search engines are told; "" where nothing
	Printed     string      // the page's address, for paper; "" where the page says it itself
	Feeds       []Feed
	Crumbs      []Link // where the page is, from the home page on

	Header  template.HTML   // of the site
	Switch  []template.HTML // the languages
	Missing *Missing        // why a language cannot be chosen
	Banner  template.HTML   // the announcements
	Trail   template.HTML   // the breadcrumb
	Footer  template.HTML   // of the site

	language  *language
	feedLinks string            // Feeds, as elements of the head
	linked    func(*linkedData) // writes the nodes of linked data; nil where there are none
}

// A Link is a name and where it leads.
type Link struct{ Name, Href string }

// HTML is the link as an element.
func (k Link) HTML() template.HTML { return anchor(k.Href, k.Name, "") }

// anchor is a link as an element. lang is the language of what it leads to, and
// of the name, where that is not the page's.
func anchor(href, name, lang string) template.HTML {
	var space [512]byte
	return template.HTML(appendAnchor(space[:0], href, name, lang))
}

func appendAnchor(dst []byte, href, name, lang string) []byte {
	dst = appendText(append(dst, `<a href="`...), href)
	if lang != "" {
		dst = append(append(dst, `" lang="`...), lang...)
		dst = append(append(dst, `" hreflang="`...), lang...)
	}
	dst = appendText(append(dst, `">`...), name)
	return append(dst, `</a>`...)
}

// appendText appends text so that it can stand in an element or in a quoted
// attribute.
func appendText[text string | []byte](dst []byte, s text) []byte {
	last := 0
	for i := range len(s) {
		if sign := textSigns[s[i]]; sign != "" {
			dst = append(append(dst, s[last:i]...), sign...)
			last = i + 1
		}
	}
	return append(dst, s[last:]...)
}

// textSigns are what stands for those bytes that text may not have.
var textSigns = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;"}

// escapedText is appendText of a text by itself.
func escapedText(s string) string {
	if !strings.ContainsAny(s, "&<>\"'") {
		return s
	}
	return string(appendText(nil, s))
}

// An Alternate is a page in a language, by its absolute address.
type Alternate struct {
	Tag, Href string
	path      string // from the site's root
}

// A Missing says which language a page lacks, and offers what there is.
type Missing struct {
	Language string
	Offer    template.HTML // a link named in that language, or ""
}

// A Feed is one to subscribe to.
type Feed struct{ Type, Title, Href string }

// Head is what machines read of a page: search engines, feed readers, those who
// show a preview of a link. It goes from title to linked data.
func (p *Page) Head() template.HTML { return template.HTML(p.appendPart(nil, "Head")) }

func (p *Page) appendPart(dst []byte, _ string) []byte {
	l := p.language
	dst = append(dst, "<title>"...)
	if p.Title != "" {
		dst = append(appendText(dst, p.Title), " – "...)
	}
	dst = append(append(dst, l.head.bulletin...), "</title>\n"...)
	dst = appendElement(dst, `<meta name="robots" content="`, p.Robots)
	dst = appendProperty(dst, `<meta name="description" content="`, p.Description, "og:description")
	dst = appendProperty(dst, `<link rel="canonical" href="`, p.Canonical, "og:url")
	for _, a := range p.Alternates {
		dst = append(append(dst, `<link rel="alternate" hreflang="`...), a.Tag...)
		dst = appendElement(dst, `" href="`, a.Href)
	}
	dst = appendElement(dst, `<link rel="alternate" hreflang="x-default" href="`, p.Default)
	dst = append(append(dst, l.head.search...), p.feedLinks...)
	if p.Type != "" {
		dst = append(dst, l.head.openGraph...)
		dst = appendElement(dst, `<meta property="og:type" content="`, p.Type)
		dst = appendElement(dst, `<meta property="og:title" content="`, cmp.Or(p.Title, l.head.title))
	}
	switch {
	case p.Image != nil:
		dst = p.Image.append(dst)
	case p.Type != "":
		dst = append(dst, l.head.cover...)
	}
	if p.linked != nil {
		dst = appendLinked(dst, p.linked)
	}
	return dst
}

// append appends a picture's elements.
func (p *Preview) append(dst []byte) []byte {
	dst = appendElement(dst, `<meta property="og:image" content="`, p.Path)
	dst = appendElement(dst, `<meta property="og:image:width" content="`, strconv.Itoa(p.Width))
	dst = appendElement(dst, `<meta property="og:image:height" content="`, strconv.Itoa(p.Height))
	return appendElement(dst, `<meta property="og:image:alt" content="`, p.Alt)
}

// appendElement appends an element of the head that ends in a value, unless that is
// the empty text.
func appendElement(dst []byte, before, value string) []byte {
	if value == "" {
		return dst
	}
	return append(appendText(append(dst, before...), value), "\">\n"...)
}

// appendProperty is appendElement of one that says its value as a property of Open
// Graph, too, which is RDFa: saying it twice would cost every page as much again.
func appendProperty(dst []byte, before, value, property string) []byte {
	if value == "" {
		return dst
	}
	dst = append(appendText(append(dst, before...), value), `" property="`...)
	return append(append(dst, property...), "\">\n"...)
}

// headParts are what the heads of a language's pages share, as elements.
type headParts struct {
	title     string // the bulletin's, as it is
	bulletin  string // the same, escaped
	search    string // how to search the bulletin
	openGraph string // of which site the page is, and in which language
	cover     string // the picture of pages that have none; "" where there is none
}

func (r *Renderer) headParts(l *language) headParts {
	h := headParts{title: r.site.Config.Title[l.Tag]}
	h.bulletin = escapedText(h.title)
	h.search = string(appendElement(nil, `<link rel="search" type="application/opensearchdescription+xml" title="`+h.bulletin+`" href="`, r.to(l, address.Key{Kind: address.OpenSearch})))
	h.openGraph = string(appendElement(appendElement(nil, `<meta property="og:site_name" content="`, h.title), `<meta property="og:locale" content="`, l.Territory))
	if p := r.cover(h.title); p != nil {
		h.cover = string(p.append(nil))
	}
	return h
}

// write finishes a page and runs its layout.
func (r *Renderer) write(w *bytes.Buffer, l *language, layout string, p *Page, data any) error {
	p.language = l
	return l.execute(w, layout, data)
}

// A trail is a breadcrumb in each of its forms.
type trail struct {
	links []Link
	html  template.HTML // the items of a list
	data  string        // a BreadcrumbList of linked data
}

func (r *Renderer) newTrail(links ...Link) trail {
	var html []byte
	for _, k := range links {
		html = appendStep(html, k)
	}
	return trail{links, template.HTML(html), r.breadcrumbs(links)}
}

// appendStep appends a link as an item of a breadcrumb.
func appendStep(dst []byte, k Link) []byte {
	return append(appendAnchor(append(dst, "<li>"...), k.Href, k.Name, ""), "</li>"...)
}

// follow gives a page its breadcrumb.
func (p *Page) follow(t trail) { p.Crumbs, p.Trail = t.links, t.html }

// followTo is follow with one more step.
func (p *Page) followTo(t trail, last Link) {
	p.Crumbs = append(slices.Clip(t.links), last)
	var space [1024]byte
	p.Trail = template.HTML(appendStep(append(space[:0], t.html...), last))
}

// newPage fills in what does not depend on the kind of page. section is the part
// of the header's navigation that is open.
func (r *Renderer) newPage(l *language, a *address.Address, section, title string) *Page {
	p := &Page{
		Tag:       l.Tag,
		Title:     title,
		Canonical: r.absolute(a.Path),
		Type:      "website",
		Header:    l.navs[section],
		Banner:    l.banner,
		Footer:    l.footer,
	}
	p.Printed = p.Canonical
	r.switchLanguage(p, l, a)
	return p
}

// alternates are the addresses of a page in every language, where it is really
// there in more than one.
func (r *Renderer) alternates(a *address.Address) []Alternate {
	out := r.counterparts(make([]Alternate, 0, len(r.languages)), a)
	for i := range out {
		out[i].Href = r.absolute(out[i].path)
	}
	return out
}

// counterparts are alternates by their path alone, appended to an empty list. A page
// that shows a copy of an original has none.
func (r *Renderer) counterparts(out []Alternate, at *address.Address) []Alternate {
	a := r.articleOf(at.Key)
	if a != nil && !written(a.Texts[at.Lang]) {
		return nil
	}
	for _, l := range r.languages {
		if path, ok := r.counterpart(l, at.Key, a); ok {
			out = append(out, Alternate{Tag: l.Tag, path: path})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// otherwise is where a reader of any other language is sent, x-default, by its path:
// the page in the default language, or for the home page the choice of language; ""
// where there is no choice.
func otherwise(k address.Key, alternates []Alternate) (path string) {
	switch {
	case alternates == nil:
		return ""
	case k.Kind == address.Home:
		return "/"
	}
	return alternates[0].path
}

// offerLanguages names a page's counterparts to machines.
func (r *Renderer) offerLanguages(p *Page, a *address.Address) {
	p.Alternates = r.alternates(a)
	if to := otherwise(a.Key, p.Alternates); to != "" {
		p.Default = r.absolute(to)
	}
}

// articleOf is the article that a page shows; nil where it is about something else.
func (r *Renderer) articleOf(k address.Key) *site.Article {
	if k.Kind != address.Article && k.Kind != address.Bilingual {
		return nil
	}
	return r.site.Article(k.ID)
}

// counterpart is the address of a page in a language, if it is there and written in
// it; a is what articleOf finds.
func (r *Renderer) counterpart(l *language, k address.Key, a *site.Article) (path string, ok bool) {
	switch {
	case a == nil:
		return r.site.Book.Path(l.index, k)
	case !written(a.Texts[l.index]):
		return "", false
	case k.Kind == address.Bilingual: // where it is at all, each text has one
		return address.Of(l.Locale, k), true
	}
	return a.Texts[l.index].Path, true
}

// switchLanguage leads to the same page in the other languages.
func (r *Renderer) switchLanguage(p *Page, l *language, a *address.Address) {
	if len(r.languages) < 2 {
		return
	}
	r.offerLanguages(p, a)
	p.Switch = make([]template.HTML, 0, len(r.languages))
	article := r.articleOf(a.Key)
	for _, other := range r.languages {
		if other == l {
			p.Switch = append(p.Switch, l.here)
		} else if path, ok := r.pathIn(other, p, a.Key, article); ok {
			p.Switch = append(p.Switch, anchor(r.href(path), other.Name, other.Tag))
		} else {
			p.Switch = append(p.Switch, template.HTML(`<a class="none" href="#switch_" lang="`+other.Tag+`">`+escapedText(other.Name)+`</a>`))
			r.miss(p, l, other, a.Key)
		}
	}
}

// pathIn is counterpart for a page whose alternates are there.
func (r *Renderer) pathIn(l *language, p *Page, k address.Key, a *site.Article) (path string, ok bool) {
	for i := range p.Alternates {
		if x := &p.Alternates[i]; x.Tag == l.Tag {
			return x.path, true
		}
	}
	return r.counterpart(l, k, a)
}

// miss says that a page is not there in another language, unless one is missed
// already.
func (r *Renderer) miss(p *Page, l, other *language, k address.Key) {
	if p.Missing != nil {
		return
	}
	p.Missing = &Missing{Language: l.nameOf(other)}
	if k.Kind == address.Article {
		c := r.site.Article(k.ID).Committee
		p.Missing.Offer = anchor(r.to(other, address.Key{Kind: address.Committee, ID: c.ID}), c.Names[other.index], other.Tag)
	}
}

// feeds are those of a committee, or with nil those of the bulletin.
func (r *Renderer) feeds(l *language, c *site.Committee) feeds {
	name, id := r.site.Config.Title[l.Tag], ""
	if c != nil {
		name, id = c.Names[l.index], c.ID
	}
	list := []Feed{
		{"application/atom+xml", name + " (Atom)", r.to(l, address.Key{Kind: address.AtomFeed, ID: id})},
		{"application/feed+json", name + " (JSON Feed)", r.to(l, address.Key{Kind: address.JSONFeed, ID: id})},
		{"text/calendar", name + " (iCalendar)", r.to(l, address.Key{Kind: address.Calendar, ID: id})},
	}
	var links []byte
	for _, f := range list {
		links = append(links, `<link rel="alternate" type="`+f.Type+`" title="`...)
		links = appendElement(appendText(links, f.Title), `" href="`, f.Href)
	}
	return feeds{list, string(links)}
}

// feeds are the ones that a page offers, and the same as elements of its head.
type feeds struct {
	list  []Feed
	links string
}

func (p *Page) offer(f feeds) { p.Feeds, p.feedLinks = f.list, f.links }
