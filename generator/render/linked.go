package render

import (
	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/markdown"
	"bantin/generator/site"
)

// linkedData is JSON-LD as it is written.
type linkedData struct{ jsonText }

func newLinked(dst []byte) linkedData { return linkedData{jsonText{dst, scriptSigns}} }

// node opens a node: an element of a list, or the value of a key.
func (d *linkedData) node(kind string) {
	d.begin()
	d.text("@type", kind)
}

// appendLinked appends nodes as a script that no browser runs.
func appendLinked(dst []byte, nodes func(*linkedData)) []byte {
	d := newLinked(append(dst, `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[`...))
	nodes(&d)
	return append(d.bytes, "]}</script>\n"...)
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
	d := newLinked(nil)
	d.node("Organization")
	d.text("name", r.site.Config.Title[l.Tag])
	d.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	d.end()
	return string(d.bytes)
}

// organisation opens a committee's node.
func (r *Renderer) organisation(d *linkedData, l *language, c *site.Committee) {
	u := r.absolute(r.path(l, address.Key{Kind: address.Committee, ID: c.ID}))
	d.node("Organization")
	d.text("name", c.Names[l.index])
	d.text("@id", u+"#organization")
	d.text("url", u)
}

// breadcrumbs repeat a trail. The page itself is in neither.
func (r *Renderer) breadcrumbs(trail []Link) string {
	d := newLinked(nil)
	d.node("BreadcrumbList")
	d.list("itemListElement")
	for i, c := range trail {
		d.node("ListItem")
		d.number("position", i+1)
		d.text("name", c.Name)
		d.text("item", r.site.BaseURL+c.Href[len(r.site.BasePath):])
		d.end()
	}
	d.endList()
	d.end()
	return string(d.bytes)
}

// articleData tells of an article and where it stands.
func (r *Renderer) articleData(d *linkedData, l *language, a *site.Article, t *site.Text, image *Preview) {
	d.node("NewsArticle")
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
	d.named("author", "Person", author(a, t))
	d.named("translator", "Person", t.Translator)
	if a.Source != nil {
		d.named("author", "Organization", r.site.Config.Title[l.Tag])
		d.key("isBasedOn")
		d.node("CreativeWork")
		d.text("name", a.Source.Name)
		d.text("url", a.Source.URL)
		d.named("author", "Person", t.Author)
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
		d.node(kind)
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

// versions name what a text translates, or its translations. A copy of the original is
// none.
func (r *Renderer) versions(d *linkedData, a *site.Article, t *site.Text) {
	reference := func(x *site.Text) {
		d.begin()
		d.text("@id", r.workID(x))
		d.end()
	}
	if !written(t) {
		return
	}
	if t.State != site.IsOriginal {
		d.key("translationOfWork")
		reference(a.Texts[a.Original])
		return
	}
	if !written(beside(a, t.Lang)) {
		return
	}
	d.list("workTranslation")
	for _, x := range a.Texts {
		if x != t && written(x) {
			reference(x)
		}
	}
	d.endList()
}

// imageData tells of a lead picture.
func imageData(d *linkedData, p *Preview, caption *markdown.Doc) {
	d.key("image")
	d.node("ImageObject")
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
	d.texts("alternateName", c.Aliases)
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
	d.node("Event")
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
	d.node("WebSite")
	d.text("name", r.site.Config.Title[l.Tag])
	d.text("description", r.site.Config.Description[l.Tag])
	d.text("inLanguage", l.Tag)
	d.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	d.end()
}
