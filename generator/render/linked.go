package render

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/markdown"
	"bantin/generator/site"
)

// linkedData is JSON-LD as it is written. It is appended to by hand: there is some
// on every article, and reflection would cost more than the page.
type linkedData []byte

// begin opens a node: an element of a list, or the value of a key.
func (d *linkedData) begin(kind string) {
	d.next()
	*d = append(*d, '{')
	d.text("@type", kind)
}

func (d *linkedData) end() { *d = append(*d, '}') }

// list opens the list that is the value of a key.
func (d *linkedData) list(key string) {
	d.key(key)
	*d = append(*d, '[')
}

func (d *linkedData) endList() { *d = append(*d, ']') }

// text adds a key unless its value is the empty text.
func (d *linkedData) text(key, value string) {
	if value != "" {
		d.key(key)
		*d = appendJSON(*d, value)
	}
}

// number adds a key with a number.
func (d *linkedData) number(key string, value int) {
	d.key(key)
	*d = strconv.AppendInt(*d, int64(value), 10)
}

// made adds a node that is finished.
func (d *linkedData) made(node string) {
	d.next()
	*d = append(*d, node...)
}

// key opens a value. A key has no sign that JSON escapes.
func (d *linkedData) key(key string) {
	d.next()
	*d = append(append(append(*d, '"'), key...), `":`...)
}

// next parts what follows from what stands before it.
func (d *linkedData) next() {
	if last := len(*d) - 1; last >= 0 && (*d)[last] != '{' && (*d)[last] != '[' && (*d)[last] != ':' {
		*d = append(*d, ',')
	}
}

// appendJSON writes a text as JSON. It escapes what could end a script element,
// as encoding/json does.
func appendJSON(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	last := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' {
			continue
		}
		dst = append(dst, s[last:i]...)
		if c == '"' || c == '\\' {
			dst = append(dst, '\\', c)
		} else {
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		last = i + 1
	}
	return append(append(dst, s[last:]...), '"')
}

// appendLinked appends nodes as a script that no browser runs.
func appendLinked(dst []byte, nodes func(*linkedData)) []byte {
	d := linkedData(append(dst, `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[`...))
	nodes(&d)
	return append(d, "]}</script>\n"...)
}

// interval is a day, or the days of an event, in ISO 8601.
func interval(from, until calendar.Date) string {
	if until.IsZero() || until.SameDay(from) {
		return from.String()
	}
	from.Time = calendar.Date{}.Time
	return from.String() + "/" + until.String()
}

// publisher is the bulletin.
func (r *Renderer) publisher(l *language) string {
	var d linkedData
	d.begin("Organization")
	d.text("name", r.site.Config.Title[l.Tag])
	d.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	d.end()
	return string(d)
}

// organisation opens a committee's node.
func (r *Renderer) organisation(d *linkedData, l *language, c *site.Committee) {
	u := r.absolute(r.path(l, address.Key{Kind: address.Committee, ID: c.ID}))
	d.begin("Organization")
	d.text("name", c.Names[l.index])
	d.text("@id", u+"#organization")
	d.text("url", u)
}

// breadcrumbs repeat a trail. The page itself is in neither.
func (r *Renderer) breadcrumbs(trail []Link) string {
	var d linkedData
	d.begin("BreadcrumbList")
	d.list("itemListElement")
	for i, c := range trail {
		d.begin("ListItem")
		d.number("position", i+1)
		d.text("name", c.Name)
		d.text("item", r.site.BaseURL+c.Href[len(r.site.BasePath):])
		d.end()
	}
	d.endList()
	d.end()
	return string(d)
}

// articleData tells of an article and where it stands.
func (r *Renderer) articleData(d *linkedData, l *language, a *site.Article, t *site.Text, image *Preview) {
	d.begin("NewsArticle")
	d.text("@id", r.workID(t))
	d.text("headline", t.Title)
	d.text("inLanguage", l.Tag)
	// The day of what is reported; the report itself may be later.
	d.text("temporalCoverage", interval(a.Date, a.Until))
	d.text("datePublished", a.Published.String())
	d.text("dateModified", a.Updated.String())
	if image != nil {
		imageData(d, image, t.Lead.Caption)
	}
	d.key("about")
	d.made(l.organisations[a.Committee])
	d.key("publisher")
	d.made(l.publisher)
	d.named("author", "Person", t.Author)
	d.named("translator", "Person", t.Translator)
	if a.Source != nil {
		d.key("isBasedOn")
		d.begin("CreativeWork")
		d.text("name", a.Source.Name)
		d.text("url", a.Source.URL)
		d.end()
	}
	r.citations(d, l, a)
	r.versions(d, a, t)
	d.end()
	d.made(l.trails[a.Committee].data)
}

// named adds a key with a node of which only the name is known, if it is.
func (d *linkedData) named(key, kind, name string) {
	if name != "" {
		d.key(key)
		d.begin(kind)
		d.text("name", name)
		d.end()
	}
}

// workID is the name of a text's node.
func (r *Renderer) workID(t *site.Text) string { return r.absolute(t.Path) + "#article" }

// citations are the documents that an article cites.
func (r *Renderer) citations(d *linkedData, l *language, a *site.Article) {
	if len(a.Cites) == 0 {
		return
	}
	d.list("citation")
	for _, x := range a.Cites {
		d.made(r.numberParts(l, x.Number).work)
	}
	d.endList()
}

// versions name what a text translates, or its translations.
func (r *Renderer) versions(d *linkedData, a *site.Article, t *site.Text) {
	reference := func(x *site.Text) {
		d.next()
		*d = append(*d, '{')
		d.text("@id", r.workID(x))
		d.end()
	}
	if t.State != site.IsOriginal {
		d.key("translationOfWork")
		reference(a.Texts[a.Original])
		return
	}
	if beside(a, t.Lang) == nil {
		return
	}
	d.list("workTranslation")
	for _, x := range a.Texts {
		if x != nil && x != t {
			reference(x)
		}
	}
	d.endList()
}

// imageData tells of a lead picture.
func imageData(d *linkedData, p *Preview, caption *markdown.Doc) {
	d.key("image")
	d.begin("ImageObject")
	d.text("url", p.Path)
	d.number("width", p.Width)
	d.number("height", p.Height)
	if caption != nil {
		d.text("caption", caption.Lead)
	}
	d.end()
}

// organisationData tells of a committee on its own page.
func (r *Renderer) organisationData(d *linkedData, l *language, c *site.Committee) {
	r.organisation(d, l, c)
	d.text("alternateName", strings.Join(c.Aliases, "; "))
	d.text("foundingDate", c.From.String())
	d.text("dissolutionDate", c.Until.String())
	if c.Parent != nil {
		d.key("parentOrganization")
		d.made(l.organisations[c.Parent])
	}
	d.end()
}

// eventData tells of a congress; one whose day nobody gives is no event.
func (r *Renderer) eventData(d *linkedData, l *language, g *site.Congress, p *Page) {
	if g.Date.IsZero() {
		return
	}
	d.begin("Event")
	d.text("@id", p.Canonical+"#event")
	d.text("name", p.Title)
	d.text("url", p.Canonical)
	d.text("inLanguage", l.Tag)
	d.text("startDate", g.Date.String())
	d.text("endDate", g.Until.String())
	d.key("organizer")
	d.made(l.organisations[g.Committee])
	d.end()
}

// siteData tells of the bulletin.
func (r *Renderer) siteData(d *linkedData, l *language) {
	d.begin("WebSite")
	d.text("name", r.site.Config.Title[l.Tag])
	d.text("description", r.site.Config.Description[l.Tag])
	d.text("inLanguage", l.Tag)
	d.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	d.end()
}

// encode writes a value as JSON and ends the line, with the letters as they are.
func encode(w *bytes.Buffer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("internal error: open data does not encode: " + err.Error())
	}
}
