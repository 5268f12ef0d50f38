package render

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/site"
)

// A Page is what every layout of a page is given beside its own data. Layouts
// use the finished HTML; the plain values are there for them too.
type Page struct {
	Tag         string // the language
	Title       string // of the page; "" for the home page
	Description string
	Canonical   string
	Alternates  []Alternate // of this page, in every language that has it
	Default     string      // of Alternates, the one for every other language
	Type        string      // of Open Graph
	Image       *Preview    // of Open Graph; nil where there is none
	Feeds       []Feed
	Crumbs      []Link

	Head    template.HTML   // everything that machines read, from title to linked data
	Header  template.HTML   // of the site
	Switch  []template.HTML // the languages
	Missing *Missing        // why a language cannot be chosen
	Banner  template.HTML
	Trail   template.HTML // the breadcrumb
	Footer  template.HTML

	linked []object // for Head
}

// A Link is a name and where it leads.
type Link struct{ Name, Href string }

// HTML is the link as an element.
func (k Link) HTML() template.HTML { return anchor(k.Href, k.Name, "") }

// anchor is a link as an element. lang is the language of what it leads to, and
// of the name, where that is not the page's.
func anchor(href, name, lang string) template.HTML {
	var b strings.Builder
	b.Grow(len(href) + len(name) + 64)
	b.WriteString(`<a href="`)
	escape(&b, href)
	if lang != "" {
		b.WriteString(`" lang="` + lang + `" hreflang="` + lang)
	}
	b.WriteString(`">`)
	escape(&b, name)
	b.WriteString(`</a>`)
	return template.HTML(b.String())
}

// escape writes text so that it can stand in an element or in a quoted
// attribute.
func escape(b *strings.Builder, s string) {
	last := 0
	for i := 0; i < len(s); i++ {
		var sign string
		switch s[i] {
		case '&':
			sign = "&amp;"
		case '<':
			sign = "&lt;"
		case '>':
			sign = "&gt;"
		case '"':
			sign = "&#34;"
		case '\'':
			sign = "&#39;"
		default:
			continue
		}
		b.WriteString(s[last:i])
		b.WriteString(sign)
		last = i + 1
	}
	b.WriteString(s[last:])
}

// An Alternate is a page in a language, by its absolute address.
type Alternate struct{ Tag, Href string }

// A Missing says which language a page lacks, and offers what there is.
type Missing struct {
	Language string
	Offer    template.HTML // a link named in that language, or ""
}

// A Feed is one to subscribe to.
type Feed struct{ Type, Title, Href string }

// head writes what machines read of a page: search engines, feed readers, those
// who show a preview of a link.
func (r *Renderer) head(l *language, p *Page) template.HTML {
	var b strings.Builder
	size := 2048
	for _, o := range p.linked {
		size += len(o)
	}
	b.Grow(size)
	// Each of these stands in several places.
	bulletin, title := escapedText(r.site.Config.Title[l.Tag]), escapedText(p.Title)
	description, canonical := escapedText(p.Description), escapedText(p.Canonical)
	b.WriteString("<title>")
	if title == "" {
		title = bulletin
	} else {
		b.WriteString(title)
		b.WriteString(" – ")
	}
	b.WriteString(bulletin)
	b.WriteString("</title>\n")
	meta := func(key, value string) {
		if value != "" {
			b.WriteString("<meta ")
			b.WriteString(key)
			b.WriteString(`" content="`)
			b.WriteString(value)
			b.WriteString("\">\n")
		}
	}
	link := func(attributes, href string) {
		if href != "" {
			b.WriteString("<link ")
			b.WriteString(attributes)
			b.WriteString(`" href="`)
			b.WriteString(href)
			b.WriteString("\">\n")
		}
	}
	meta(`name="description`, description)
	link(`rel="canonical`, canonical)
	for _, a := range p.Alternates {
		link(`rel="alternate" hreflang="`+a.Tag, escapedText(a.Href))
	}
	link(`rel="alternate" hreflang="x-default`, escapedText(p.Default))
	link(`rel="search" type="application/opensearchdescription+xml" title="`+bulletin, l.openSearch)
	for _, f := range p.Feeds {
		link(`rel="alternate" type="`+f.Type+`" title="`+escapedText(f.Title), escapedText(f.Href))
	}
	meta(`property="og:site_name`, bulletin)
	meta(`property="og:title`, title)
	meta(`property="og:type`, p.Type)
	meta(`property="og:url`, canonical)
	meta(`property="og:locale`, l.Territory)
	meta(`property="og:description`, description)
	if p.Image != nil {
		meta(`property="og:image`, escapedText(p.Image.Path))
		meta(`property="og:image:width`, strconv.Itoa(p.Image.Width))
		meta(`property="og:image:height`, strconv.Itoa(p.Image.Height))
		meta(`property="og:image:alt`, escapedText(p.Image.Alt))
	}
	writeLinked(&b, p.linked)
	return template.HTML(b.String())
}

// escapedText is text that can stand in an element or in a quoted attribute.
func escapedText(s string) string {
	if !strings.ContainsAny(s, "&<>\"'") {
		return s
	}
	var b strings.Builder
	escape(&b, s)
	return b.String()
}

// write finishes a page and runs its layout.
func (r *Renderer) write(w *bytes.Buffer, l *language, layout string, p *Page, data any) error {
	p.Head = r.head(l, p)
	if p.Trail == "" {
		p.Trail = trail(p.Crumbs)
	}
	return l.execute(w, layout, data)
}

// trail is a breadcrumb as the items of a list.
func trail(links []Link) template.HTML {
	var b strings.Builder
	for _, k := range links {
		b.WriteString("<li>" + string(k.HTML()) + "</li>")
	}
	return template.HTML(b.String())
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
	r.switchLanguage(p, l, a)
	return p
}

// alternates are the addresses of a page in every language, where it is really
// there in more than one.
func (r *Renderer) alternates(k address.Key) []Alternate {
	out := make([]Alternate, 0, len(r.languages))
	for _, l := range r.languages {
		if path, ok := r.counterpart(l, k); ok {
			out = append(out, Alternate{l.Tag, r.absolute(path)})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// otherwise is where a reader of any other language is sent, x-default: the page
// in the default language, or for the home page the choice of language; "" where
// there is no choice.
func (r *Renderer) otherwise(k address.Key, alternates []Alternate) string {
	switch {
	case alternates == nil:
		return ""
	case k.Kind == address.Home:
		return r.absolute("/")
	}
	return alternates[0].Href
}

// counterpart is the address of a page in a language, if it is there.
func (r *Renderer) counterpart(l *language, k address.Key) (path string, ok bool) {
	if k.Kind == address.Bilingual { // where it is at all, each text has one
		return address.Of(l.Locale, k), r.site.Article(k.ID).Texts[l.index] != nil
	}
	if k.Kind != address.Article {
		return r.site.Book.Path(l.index, k)
	}
	t := r.site.Article(k.ID).Texts[l.index]
	if t == nil {
		return "", false
	}
	return t.Path, true
}

// switchLanguage leads to the same page in the other languages.
func (r *Renderer) switchLanguage(p *Page, l *language, a *address.Address) {
	if len(r.languages) < 2 {
		return
	}
	p.Alternates = r.alternates(a.Key)
	p.Default = r.otherwise(a.Key, p.Alternates)
	p.Switch = make([]template.HTML, 0, len(r.languages))
	for _, other := range r.languages {
		if other == l {
			p.Switch = append(p.Switch, template.HTML(`<span lang="`+l.Tag+`" aria-current="true">`+template.HTMLEscapeString(l.Name)+`</span>`))
			continue
		}
		if path, ok := r.counterpart(other, a.Key); ok {
			p.Switch = append(p.Switch, anchor(r.href(path), other.Name, other.Tag))
			continue
		}
		p.Switch = append(p.Switch, template.HTML(`<a class="none" href="#switch_" lang="`+other.Tag+`">`+template.HTMLEscapeString(other.Name)+`</a>`))
		if p.Missing == nil {
			p.Missing = &Missing{Language: l.nameOf(other)}
			if a.Key.Kind == address.Article {
				c := r.site.Article(a.Key.ID).Committee
				p.Missing.Offer = anchor(r.to(other, address.Key{Kind: address.Committee, ID: c.ID}), c.Names[other.index], other.Tag)
			}
		}
	}
}

// feeds are those of a committee, or with nil those of the bulletin.
func (r *Renderer) feeds(l *language, c *site.Committee) []Feed {
	if f, ok := l.feeds[c]; ok {
		return f
	}
	name, id := r.site.Config.Title[l.Tag], ""
	if c != nil {
		name, id = c.Names[l.index], c.ID
	}
	return []Feed{
		{"application/atom+xml", name + " (Atom)", r.to(l, address.Key{Kind: address.AtomFeed, ID: id})},
		{"application/feed+json", name + " (JSON Feed)", r.to(l, address.Key{Kind: address.JSONFeed, ID: id})},
		{"text/calendar", name + " (iCalendar)", r.to(l, address.Key{Kind: address.Calendar, ID: id})},
	}
}
