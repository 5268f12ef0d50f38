package render

import (
	"bytes"

	"bantin/generator/address"
	"bantin/generator/site"
)

var stateNames = map[site.State]string{site.IsOriginal: "original", site.Current: "current", site.Stale: "stale", site.Unverified: "unverified", site.Untranslated: "untranslated"}

// openData writes a list of records, one a line.
func openData(w *bytes.Buffer, records func(*jsonText)) {
	j := jsonText{append(w.AvailableBuffer(), '['), fileSigns}
	records(&j)
	w.Write(append(j.bytes, "\n]\n"...))
}

// committeesData is the register. What is in several languages is an object by their
// tags.
func (r *Renderer) committeesData(j *jsonText) {
	for _, c := range r.site.Committees {
		j.line()
		j.begin()
		j.text("id", c.ID)
		j.inEach("name", r.languages, func(l *language) string { return c.Names[l.index] })
		j.inEach("short", r.languages, func(l *language) string { return c.Shorts[l.index] })
		j.texts("aliases", c.Aliases)
		j.text("level", c.Level)
		if c.Parent != nil {
			j.text("parent", c.Parent.ID)
		}
		j.text("from", c.From.String())
		j.text("until", c.Until.String())
		var successors []string
		for _, s := range c.Successors {
			successors = append(successors, s.ID)
		}
		j.texts("successors", successors)
		congressRecords(j, c)
		j.inEach("url", r.languages, func(l *language) string {
			return r.absolute(r.path(l, address.Key{Kind: address.Committee, ID: c.ID}))
		})
		j.end()
	}
}

// congressRecords adds a committee's congresses.
func congressRecords(j *jsonText, c *site.Committee) {
	if len(c.Congresses) == 0 {
		return
	}
	j.list("congresses")
	for _, g := range c.Congresses {
		j.begin()
		j.number("number", g.Number)
		if g.Term != nil {
			j.text("term", g.Term.String())
		}
		j.text("date", g.Date.String())
		j.text("until", g.Until.String())
		j.end()
	}
	j.endList()
}

// articlesData are the articles of a year. Dates are as the editor gave them: a day is
// YYYY-MM-DD, a time is RFC 3339.
func (r *Renderer) articlesData(j *jsonText, year int) {
	for _, a := range r.site.Articles {
		if a.Date.Year == year {
			j.line()
			r.articleRecord(j, a)
		}
	}
}

func (r *Renderer) articleRecord(j *jsonText, a *site.Article) {
	j.begin()
	j.text("id", a.ID)
	j.text("date", a.Date.String())
	j.text("until", a.Until.String())
	j.text("published", a.Published.String())
	j.text("updated", a.Updated.String())
	j.text("kind", a.Kind)
	j.text("number", a.Number)
	membershipRecord(j, a.Memberships[0])
	j.number("plenum", a.Plenum)
	if a.Term != nil {
		j.text("term", a.Term.String())
	}
	if len(a.Memberships) > 1 {
		j.list("also")
		for _, m := range a.Memberships[1:] {
			j.begin()
			membershipRecord(j, m)
			j.end()
		}
		j.endList()
	}
	r.documentRecords(j, a)
	if a.Source != nil {
		j.key("source")
		j.begin()
		j.text("name", a.Source.Name)
		j.text("url", a.Source.URL)
		j.end()
	}
	j.text("original", r.languages[a.Original].Tag)
	j.key("texts")
	j.begin()
	for _, t := range a.Texts {
		if t == nil {
			continue
		}
		j.key(r.languages[t.Lang].Tag)
		j.begin()
		j.text("title", t.Title)
		j.text("summary", t.Summary)
		j.text("url", r.absolute(t.Path))
		j.text("state", stateNames[t.State])
		j.end()
	}
	j.end()
	j.end()
}

// membershipRecord adds a body and its congress.
func membershipRecord(j *jsonText, m site.Membership) {
	j.text("committee", m.Committee.ID)
	if m.Congress != nil {
		j.number("congress", m.Congress.Number)
	}
}

// sitemapIndex leads to the parts: the articles of each year, and the rest.
func (r *Renderer) sitemapIndex(w *bytes.Buffer) {
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range r.site.Book.All {
		if a := &r.site.Book.All[i]; a.Key.Kind == address.SitemapPages || a.Key.Kind == address.SitemapYear {
			w.Write(appendElementXML(w.AvailableBuffer(), "<sitemap><loc>", r.absolute(a.Path), "</loc></sitemap>\n"))
		}
	}
	w.WriteString("</sitemapindex>\n")
}

// sitemap lists a part's pages with their counterparts in other languages, and,
// for articles, the day of their last change.
func (r *Renderer) sitemap(w *bytes.Buffer, part address.Key) {
	dst := append(w.AvailableBuffer(), `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`+"\n"...)
	for a := range r.site.Book.Part(part) {
		dst = append(r.appendAddressXML(append(dst, "<url><loc>"...), a.Path), "</loc>"...)
		if a.Key.Kind == address.Article {
			if d := changed(r.site.Article(a.Key.ID)); !d.IsZero() {
				dst = appendElementXML(dst, "<lastmod>", d.String(), "</lastmod>")
			}
		}
		link := func(tag, path string) {
			dst = append(append(dst, `<xhtml:link rel="alternate" hreflang="`...), tag...)
			dst = append(r.appendAddressXML(append(dst, `" href="`...), path), `"/>`...)
		}
		var space [4]Alternate
		alternates := r.counterparts(space[:0], a)
		for _, x := range alternates {
			link(x.Tag, x.path)
		}
		if other := otherwise(a.Key, alternates); other != "" {
			link("x-default", other)
		}
		dst = append(dst, "</url>\n"...)
	}
	w.Write(append(dst, "</urlset>\n"...))
}

// appendAddressXML appends an absolute address.
func (r *Renderer) appendAddressXML(dst []byte, path string) []byte {
	return appendXML(appendXML(dst, r.site.BaseURL), path[1:])
}

// appendElementXML appends a text between what stands around it.
func appendElementXML(dst []byte, before, text, after string) []byte {
	return append(appendXML(append(dst, before...), text), after...)
}

func escapedXML(s string) string { return string(appendXML(nil, s)) }

// appendXML appends text for an element or a quoted attribute of XML 1.0, which
// has no control characters but three, and neither U+FFFE nor U+FFFF.
func appendXML[text string | []byte](dst []byte, s text) []byte {
	last := 0
	for i := range len(s) {
		if !signsXML[s[i]] {
			continue
		}
		sign := textSigns[s[i]]
		skip := 1
		if s[i] == 0xEF { // the first byte of many letters, too
			if i+2 >= len(s) || s[i+1] != 0xBF || s[i+2] != 0xBE && s[i+2] != 0xBF {
				continue
			}
			skip = 3
		}
		dst = append(append(dst, s[last:i]...), sign...)
		last = i + skip
	}
	return append(dst, s[last:]...)
}

// signsXML are the bytes at which appendXML looks: what it escapes, leaves out, or
// must look at more closely.
var signsXML = func() *[256]bool {
	out := signs("&<>\"'\xEF")
	out['\t'], out['\n'], out['\r'] = false, false, false
	return out
}()
