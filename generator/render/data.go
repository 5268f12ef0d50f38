package render

import (
	"bytes"
	"fmt"
	"strings"

	"bantin/generator/address"
	"bantin/generator/site"
)

// committeeRecord is a committee in the open data.
type committeeRecord struct {
	ID         string            `json:"id"`
	Name       map[string]string `json:"name"`
	Short      map[string]string `json:"short"`
	Aliases    []string          `json:"aliases,omitempty"`
	Level      string            `json:"level"`
	Parent     string            `json:"parent,omitempty"`
	From       string            `json:"from,omitempty"`
	Until      string            `json:"until,omitempty"`
	Successors []string          `json:"successors,omitempty"`
	Congresses []congressRecord  `json:"congresses,omitempty"`
	URL        map[string]string `json:"url"`
}

type congressRecord struct {
	Number int    `json:"number"`
	Term   string `json:"term,omitempty"`
	Date   string `json:"date,omitempty"`
	Until  string `json:"until,omitempty"`
}

// articleRecord is an article in the open data. Dates are as the editor gave
// them: a day is YYYY-MM-DD, a time is RFC 3339.
type articleRecord struct {
	ID        string                `json:"id"`
	Date      string                `json:"date"`
	Until     string                `json:"until,omitempty"`
	Published string                `json:"published,omitempty"`
	Updated   string                `json:"updated,omitempty"`
	Kind      string                `json:"kind"`
	Number    string                `json:"number,omitempty"`
	Committee string                `json:"committee"`
	Congress  int                   `json:"congress,omitempty"`
	Plenum    int                   `json:"plenum,omitempty"`
	Term      string                `json:"term,omitempty"`
	Also      []membershipRecord    `json:"also,omitempty"`
	Documents []documentRecord      `json:"documents,omitempty"`
	Source    *sourceRecord         `json:"source,omitempty"`
	Original  string                `json:"original"`
	Texts     map[string]textRecord `json:"texts"`
}

type membershipRecord struct {
	Committee string `json:"committee"`
	Congress  int    `json:"congress,omitempty"`
}

type documentRecord struct {
	Number string `json:"number"`
	Issuer string `json:"issuer,omitempty"`
	Date   string `json:"date,omitempty"`
	// Title is by language, Relation as the editor wrote it.
	Title    map[string]string `json:"title,omitempty"`
	Relation string            `json:"relation,omitempty"`
	URL      map[string]string `json:"url,omitempty"` // of the document's page
}

type sourceRecord struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type textRecord struct {
	Title   string `json:"title"`
	Summary string `json:"summary,omitempty"`
	URL     string `json:"url"`
	State   string `json:"state"` // original, current, stale or unverified
}

var stateNames = map[site.State]string{site.IsOriginal: "original", site.Current: "current", site.Stale: "stale", site.Unverified: "unverified"}

// records writes a list with one record a line, so that a change of one shows as
// a change of one line.
func records[T any](w *bytes.Buffer, list []T) {
	w.WriteString("[")
	for i := range list {
		if i > 0 {
			w.WriteString(",")
		}
		w.WriteString("\n")
		encode(w, &list[i])
		w.Truncate(w.Len() - 1) // the encoder's line end
	}
	w.WriteString("\n]\n")
}

func (r *Renderer) committeesData(w *bytes.Buffer) {
	var out []committeeRecord
	for _, c := range r.site.Committees {
		x := committeeRecord{
			ID: c.ID, Aliases: c.Aliases, Level: c.Level, From: c.From.String(), Until: c.Until.String(),
			Name: map[string]string{}, Short: map[string]string{}, URL: map[string]string{},
		}
		for _, l := range r.languages {
			x.Name[l.Tag], x.Short[l.Tag] = c.Names[l.index], c.Shorts[l.index]
			x.URL[l.Tag] = r.absolute(r.path(l, address.Key{Kind: address.Committee, ID: c.ID}))
		}
		if c.Parent != nil {
			x.Parent = c.Parent.ID
		}
		for _, s := range c.Successors {
			x.Successors = append(x.Successors, s.ID)
		}
		for _, g := range c.Congresses {
			record := congressRecord{Number: g.Number, Date: g.Date.String(), Until: g.Until.String()}
			if g.Term != nil {
				record.Term = g.Term.String()
			}
			x.Congresses = append(x.Congresses, record)
		}
		out = append(out, x)
	}
	records(w, out)
}

func (r *Renderer) articlesData(w *bytes.Buffer, year int) {
	var out []articleRecord
	for _, a := range r.site.Articles {
		if a.Date.Year != year {
			continue
		}
		x := articleRecord{
			ID: a.ID, Date: a.Date.String(), Until: a.Until.String(), Published: a.Published.String(), Updated: a.Updated.String(),
			Kind: a.Kind, Number: a.Number, Committee: a.Committee.ID, Plenum: a.Plenum,
			Original: r.languages[a.Original].Tag, Texts: map[string]textRecord{},
		}
		if a.Congress != nil {
			x.Congress = a.Congress.Number
		}
		if a.Term != nil {
			x.Term = a.Term.String()
		}
		for _, m := range a.Memberships[1:] {
			also := membershipRecord{Committee: m.Committee.ID}
			if m.Congress != nil {
				also.Congress = m.Congress.Number
			}
			x.Also = append(x.Also, also)
		}
		x.Documents = r.documentRecords(a)
		if a.Source != nil {
			x.Source = &sourceRecord{a.Source.Name, a.Source.URL}
		}
		for _, t := range a.Texts {
			if t != nil {
				x.Texts[r.languages[t.Lang].Tag] = textRecord{t.Title, t.Summary, r.absolute(t.Path), stateNames[t.State]}
			}
		}
		out = append(out, x)
	}
	records(w, out)
}

// sitemapIndex leads to the parts: the articles of each year, and the rest.
func (r *Renderer) sitemapIndex(w *bytes.Buffer) {
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range r.site.Book.All {
		if a := &r.site.Book.All[i]; a.Key.Kind == address.SitemapPages || a.Key.Kind == address.SitemapYear {
			fmt.Fprintf(w, "<sitemap><loc>%s</loc></sitemap>\n", escapeXML(r.absolute(a.Path)))
		}
	}
	w.WriteString("</sitemapindex>\n")
}

// sitemap lists a part's pages with their counterparts in other languages, and,
// for articles, the day of their last change.
func (r *Renderer) sitemap(w *bytes.Buffer, part address.Key) {
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, a := range r.site.Book.Part(part) {
		w.WriteString("<url><loc>")
		w.WriteString(escapeXML(r.absolute(a.Path)))
		w.WriteString("</loc>")
		if a.Key.Kind == address.Article {
			if d := changed(r.site.Article(a.Key.ID)); !d.IsZero() {
				fmt.Fprintf(w, "<lastmod>%s</lastmod>", d)
			}
		}
		alternates := r.alternates(a.Key)
		for _, x := range alternates {
			sitemapLink(w, x.Tag, x.Href)
		}
		if other := r.otherwise(a.Key, alternates); other != "" {
			sitemapLink(w, "x-default", other)
		}
		w.WriteString("</url>\n")
	}
	w.WriteString("</urlset>\n")
}

func sitemapLink(w *bytes.Buffer, tag, href string) {
	w.WriteString(`<xhtml:link rel="alternate" hreflang="`)
	w.WriteString(tag)
	w.WriteString(`" href="`)
	w.WriteString(escapeXML(href))
	w.WriteString(`"/>`)
}

// escapeXML writes text for an element or a quoted attribute of XML 1.0, which
// has no control characters but three, and neither U+FFFE nor U+FFFF.
func escapeXML(s string) string {
	clean := func(from int) int {
		for i := from; i < len(s); i++ {
			if c := s[i]; c < 0x20 || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == 0xEF {
				return i
			}
		}
		return len(s)
	}
	at := clean(0)
	if at == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	b.WriteString(s[:at])
	for at < len(s) {
		skip := 1
		switch c := s[at]; c {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&#34;")
		case '\'':
			b.WriteString("&#39;")
		case '\t', '\n', '\r':
			b.WriteByte(c)
		case 0xEF:
			if strings.HasPrefix(s[at:], "\uFFFE") || strings.HasPrefix(s[at:], "\uFFFF") {
				skip = 3
			} else {
				b.WriteByte(c)
			}
		}
		next := clean(at + skip)
		b.WriteString(s[at+skip : next])
		at = next
	}
	return b.String()
}
