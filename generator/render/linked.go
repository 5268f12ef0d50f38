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

// An object is a JSON-LD node as it is written, without its braces. It is
// appended to by hand: there is one on every page, and reflection would cost
// more than the page.
type object []byte

// text adds a key unless its value is the empty text.
func (o *object) text(key, value string) {
	if value != "" {
		o.key(key)
		*o = appendJSON(*o, value)
	}
}

// number adds a key with a number.
func (o *object) number(key string, value int) {
	o.key(key)
	*o = strconv.AppendInt(*o, int64(value), 10)
}

// node adds a key with a node.
func (o *object) node(key string, value object) {
	o.key(key)
	*o = append(append(append(*o, '{'), value...), '}')
}

// nodes adds a key with a list of nodes.
func (o *object) nodes(key string, values []object) {
	o.key(key)
	*o = append(*o, '[')
	for i, v := range values {
		if i > 0 {
			*o = append(*o, ',')
		}
		*o = append(append(append(*o, '{'), v...), '}')
	}
	*o = append(*o, ']')
}

func (o *object) key(key string) {
	if len(*o) > 0 {
		*o = append(*o, ',')
	}
	*o = append(appendJSON(*o, key), ':')
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

// typed begins a node.
func typed(kind string) object {
	o := make(object, 0, 192)
	o.text("@type", kind)
	return o
}

// named is a node of which only the name is known.
func named(kind, name string) object {
	o := typed(kind)
	o.text("name", name)
	return o
}

// reference is a node that stands elsewhere.
func reference(id string) object {
	var o object
	o.text("@id", id)
	return o
}

// writeLinked writes nodes as a script that no browser runs.
func writeLinked(b *strings.Builder, nodes []object) {
	if len(nodes) == 0 {
		return
	}
	b.WriteString(`<script type="application/ld+json">{"@context":"https://schema.org","@graph":[`)
	for i, n := range nodes {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('{')
		b.Write(n)
		b.WriteByte('}')
	}
	b.WriteString("]}</script>\n")
}

// interval is a day, or the days of an event, in ISO 8601.
func interval(from, until calendar.Date) string {
	if until.IsZero() || until.SameDay(from) {
		return from.String()
	}
	from.Time = calendar.Date{}.Time
	return from.String() + "/" + until.String()
}

func (r *Renderer) publisher(l *language) object {
	o := named("Organization", r.site.Config.Title[l.Tag])
	o.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	return o
}

func (r *Renderer) organisation(l *language, c *site.Committee) object {
	u := r.absolute(r.path(l, address.Key{Kind: address.Committee, ID: c.ID}))
	o := named("Organization", c.Names[l.index])
	o.text("@id", u+"#organization")
	o.text("url", u)
	return o
}

// breadcrumbs repeat the page's trail; the page itself is its last item.
func (r *Renderer) breadcrumbs(p *Page) object {
	o := make(object, 0, 1024)
	o.text("@type", "BreadcrumbList")
	o.key("itemListElement")
	add := func(position int, name, item string) {
		if position > 1 {
			o = append(o, ',')
		}
		o = append(o, `{"@type":"ListItem","position":`...)
		o = strconv.AppendInt(o, int64(position), 10)
		o = append(o, `,"name":`...)
		o = appendJSON(o, name)
		o = append(o, `,"item":`...)
		o = appendJSON(o, item)
		o = append(o, '}')
	}
	o = append(o, '[')
	for i, c := range p.Crumbs {
		add(i+1, c.Name, r.site.BaseURL+c.Href[len(r.site.BasePath):])
	}
	add(len(p.Crumbs)+1, p.Title, p.Canonical)
	return append(o, ']')
}

func (r *Renderer) articleData(l *language, a *site.Article, t *site.Text, p *Page) []object {
	id := func(t *site.Text) string { return r.absolute(t.Path) + "#article" }
	o := make(object, 0, 2048)
	o.text("@type", "NewsArticle")
	o.text("@id", id(t))
	o.text("headline", t.Title)
	o.text("inLanguage", l.Tag)
	o.text("mainEntityOfPage", p.Canonical)
	// The day of what is reported; the report itself may be later.
	o.text("temporalCoverage", interval(a.Date, a.Until))
	o.text("datePublished", a.Published.String())
	o.text("dateModified", a.Updated.String())
	if p.Image != nil {
		o.node("image", imageData(p.Image, t.Lead.Caption))
	}
	o.node("about", l.organisations[a.Committee])
	o.node("publisher", l.publisher)
	if t.Author != "" {
		o.node("author", named("Person", t.Author))
	}
	if t.Translator != "" {
		o.node("translator", named("Person", t.Translator))
	}
	if a.Source != nil {
		source := named("CreativeWork", a.Source.Name)
		source.text("url", a.Source.URL)
		o.node("isBasedOn", source)
	}
	if len(a.Cites) > 0 {
		var cited []object
		for _, d := range a.Cites {
			work := named("CreativeWork", r.documentName(l, d.Number))
			work.text("identifier", d.Number.String())
			work.text("url", r.absolute(address.Of(l.Locale, documentKey(d.Number))))
			cited = append(cited, work)
		}
		o.nodes("citation", cited)
	}
	if t.State != site.IsOriginal {
		o.node("translationOfWork", reference(id(a.Texts[a.Original])))
	} else {
		var translations []object
		for _, x := range a.Texts {
			if x != nil && x != t {
				translations = append(translations, reference(id(x)))
			}
		}
		if translations != nil {
			o.nodes("workTranslation", translations)
		}
	}
	return []object{o, r.breadcrumbs(p)}
}

// imageData tells of a lead picture.
func imageData(p *Preview, caption *markdown.Doc) object {
	o := typed("ImageObject")
	o.text("url", p.Path)
	o.number("width", p.Width)
	o.number("height", p.Height)
	if caption != nil {
		o.text("caption", caption.Lead)
	}
	return o
}

func (r *Renderer) organisationData(l *language, c *site.Committee, p *Page) []object {
	o := r.organisation(l, c)
	o.text("alternateName", strings.Join(c.Aliases, "; "))
	o.text("foundingDate", c.From.String())
	o.text("dissolutionDate", c.Until.String())
	if c.Parent != nil {
		o.node("parentOrganization", r.organisation(l, c.Parent))
	}
	return []object{o, r.breadcrumbs(p)}
}

// eventData tells of a congress; one whose day nobody gives is no event.
func (r *Renderer) eventData(l *language, g *site.Congress, p *Page) []object {
	if g.Date.IsZero() {
		return []object{r.breadcrumbs(p)}
	}
	o := typed("Event")
	o.text("@id", p.Canonical+"#event")
	o.text("name", p.Title)
	o.text("url", p.Canonical)
	o.text("inLanguage", l.Tag)
	o.text("startDate", g.Date.String())
	o.text("endDate", g.Until.String())
	o.node("organizer", r.organisation(l, g.Committee))
	return []object{o, r.breadcrumbs(p)}
}

func (r *Renderer) siteData(l *language) []object {
	o := named("WebSite", r.site.Config.Title[l.Tag])
	o.text("description", r.site.Config.Description[l.Tag])
	o.text("inLanguage", l.Tag)
	o.text("url", r.absolute(r.path(l, address.Key{Kind: address.Home})))
	return []object{o}
}

// encode writes a value as JSON and ends the line, with the letters as they are.
func encode(w *bytes.Buffer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("internal error: open data does not encode: " + err.Error())
	}
}
