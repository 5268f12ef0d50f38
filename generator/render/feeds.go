package render

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/site"
)

// A subject is what a feed is about: the bulletin, or one committee.
type subject struct {
	title      string
	home       string // absolute
	self       string
	articles   []*site.Article
	congresses []*site.Congress // with a day, that no article reports
}

func (r *Renderer) feed(w *bytes.Buffer, l *language, k address.Key) {
	s := subject{title: r.site.Config.Title[l.Tag], self: r.absolute(r.path(l, k))}
	home := address.Key{Kind: address.Home}
	if k.ID == "" {
		s.articles, s.congresses = r.site.Articles, r.site.Unreported
	} else {
		c := r.site.Committee(k.ID)
		s.title = c.Names[l.index] + " – " + s.title
		s.articles = c.Articles
		for _, g := range r.site.Unreported {
			if g.Committee == c {
				s.congresses = append(s.congresses, g)
			}
		}
		home = address.Key{Kind: address.Committee, ID: c.ID}
	}
	s.home = r.absolute(r.path(l, home))
	switch k.Kind {
	case address.AtomFeed:
		r.atom(w, l, s)
	case address.JSONFeed:
		r.jsonFeed(w, l, s)
	default:
		r.calendar(calendarWriter{w}, l, s)
	}
}

// latest are the articles that a feed has.
func (r *Renderer) latest(l *language, s subject) []*site.Article {
	var out []*site.Article
	for _, a := range s.articles {
		if r.site.Shown(a, l.index) != nil {
			if out = append(out, a); len(out) == r.site.Config.FeedItems {
				break
			}
		}
	}
	return out
}

// changed is when a report came to be as it is, where that is known.
func changed(a *site.Article) calendar.Date {
	if !a.Updated.IsZero() {
		return a.Updated
	}
	return a.Published
}

// lastChange is changed for formats that must have a date: where nothing else is
// known, the day of the event.
func lastChange(a *site.Article) calendar.Date {
	if d := changed(a); !d.IsZero() {
		return d
	}
	return a.Date
}

// instant is a date as Atom wants it. RFC 4287 has no form for a day, and makes
// updated obligatory: only there a day stands for its beginning. Where a form is
// free, the day stays one.
func (r *Renderer) instant(d calendar.Date) string {
	if d.HasTime() {
		return d.Time.Format(time.RFC3339)
	}
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, r.site.Config.TimeZone).Format(time.RFC3339)
}

// nothingYet is when an empty feed last changed: Atom wants a date there too.
const nothingYet = "1970-01-01T00:00:00Z"

func (r *Renderer) atom(w *bytes.Buffer, l *language, s subject) {
	list := r.latest(l, s)
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="%s">
<title>%s</title>
<id>%s</id>
<link rel="self" type="application/atom+xml" href="%s"/>
<link rel="alternate" type="text/html" hreflang="%s" href="%s"/>
<updated>%s</updated>
<author><name>%s</name></author>
`, l.Tag, escapeXML(s.title), escapeXML(s.self), escapeXML(s.self), l.Tag, escapeXML(s.home), r.newest(list), escapeXML(r.site.Config.Title[l.Tag]))
	for _, a := range list {
		t := r.site.Shown(a, l.index)
		tag, u := r.languages[t.Lang].Tag, escapeXML(r.absolute(t.Path))
		fmt.Fprintf(w, `<entry xml:lang="%s">
<title>%s</title>
<id>%s</id>
<link rel="alternate" type="text/html" hreflang="%s" href="%s"/>
<updated>%s</updated>
`, tag, escapeXML(t.Title), u, tag, u, r.instant(lastChange(a)))
		if a.Published.HasTime() {
			fmt.Fprintf(w, "<published>%s</published>\n", r.instant(a.Published))
		}
		fmt.Fprintf(w, "<dc:date>%s</dc:date>\n", a.Date)
		if t.Author != "" {
			fmt.Fprintf(w, "<author><name>%s</name></author>\n", escapeXML(t.Author))
		}
		kind := l.kinds[a.Kind]
		fmt.Fprintf(w, "<category term=\"%s\" label=\"%s\"/>\n", a.Kind, escapeXML(kind))
		if t.Summary != "" {
			fmt.Fprintf(w, "<summary>%s</summary>\n", escapeXML(t.Summary))
		}
		fmt.Fprintf(w, "<content type=\"html\">%s</content>\n</entry>\n", escapeXML(r.feedBody(t)))
	}
	w.WriteString("</feed>\n")
}

// feedBody is a text with its lead picture, as it is read in a feed.
func (r *Renderer) feedBody(t *site.Text) string {
	body := r.body(t.File, t.Body, r.inFeed())
	if t.Lead == nil {
		return body
	}
	figure := "<figure>" + string(r.inFeed().leadImage(t.Lead))
	if t.Lead.Caption != nil {
		figure += "<figcaption>" + escapedText(t.Lead.Caption.Lead) + "</figcaption>"
	}
	return figure + "</figure>\n" + body
}

func (r *Renderer) newest(list []*site.Article) string {
	if len(list) == 0 {
		return nothingYet
	}
	return r.instant(lastChange(slices.MaxFunc(list, func(a, b *site.Article) int {
		return lastChange(a).Compare(lastChange(b))
	})))
}

// jsonFeedItem is an item of JSON Feed 1.1. Its dates are times; a day is in the
// extension _bulletin, which the format allows for.
type jsonFeedItem struct {
	ID        string           `json:"id"`
	URL       string           `json:"url"`
	Title     string           `json:"title"`
	HTML      string           `json:"content_html"`
	Summary   string           `json:"summary,omitempty"`
	Image     string           `json:"image,omitempty"`
	Published string           `json:"date_published,omitempty"`
	Modified  string           `json:"date_modified,omitempty"`
	Authors   []jsonFeedAuthor `json:"authors,omitempty"`
	Tags      []string         `json:"tags"`
	Language  string           `json:"language"`
	Bulletin  jsonFeedDates    `json:"_bulletin"`
}

type jsonFeedAuthor struct {
	Name string `json:"name"`
}

type jsonFeedDates struct {
	Date      string `json:"date"`
	Until     string `json:"until,omitempty"`
	Published string `json:"published,omitempty"`
	Updated   string `json:"updated,omitempty"`
	Committee string `json:"committee"`
}

func (r *Renderer) jsonFeed(w *bytes.Buffer, l *language, s subject) {
	items := []jsonFeedItem{}
	for _, a := range r.latest(l, s) {
		t := r.site.Shown(a, l.index)
		kind := l.kinds[a.Kind]
		x := jsonFeedItem{
			ID: r.absolute(t.Path), URL: r.absolute(t.Path), Title: t.Title, Summary: t.Summary,
			HTML: r.feedBody(t),
			Tags: []string{kind}, Language: r.languages[t.Lang].Tag,
			Bulletin: jsonFeedDates{a.Date.String(), a.Until.String(), a.Published.String(), a.Updated.String(), a.Committee.ID},
		}
		if a.Published.HasTime() {
			x.Published = r.instant(a.Published)
		}
		if a.Updated.HasTime() {
			x.Modified = r.instant(a.Updated)
		}
		if p := r.preview(t.Lead); p != nil {
			x.Image = p.Path
		}
		if t.Author != "" {
			x.Authors = []jsonFeedAuthor{{t.Author}}
		}
		items = append(items, x)
	}
	encode(w, struct {
		Version  string         `json:"version"`
		Title    string         `json:"title"`
		Home     string         `json:"home_page_url"`
		Self     string         `json:"feed_url"`
		Language string         `json:"language"`
		Items    []jsonFeedItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", s.title, s.home, s.self, l.Tag, items})
}

// calendarItems is the most events that a calendar has: the newest.
const calendarItems = 500

// calendar writes RFC 5545: the meetings that articles report, and the
// congresses of the registry that none of them does.
func (r *Renderer) calendar(c calendarWriter, l *language, s subject) {
	host := "localhost"
	if u, err := url.Parse(r.site.BaseURL); err == nil {
		host = u.Hostname()
	}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//Ban tin//bulletin//" + strings.ToUpper(l.Tag))
	c.line("CALSCALE:GREGORIAN")
	c.line("METHOD:PUBLISH")
	c.text("X-WR-CALNAME", s.title)
	c.line("X-WR-TIMEZONE:" + r.site.Config.TimeZone.String())
	// Two lists, each newest first, become one.
	articles, congresses := s.articles, s.congresses
	for count := 0; count < calendarItems && (len(articles) > 0 || len(congresses) > 0); {
		if len(articles) == 0 || len(congresses) > 0 && congresses[0].Date.Compare(articles[0].Date) > 0 {
			r.congressEvent(c, l, host, congresses[0])
			congresses = congresses[1:]
			count++
			continue
		}
		if a := articles[0]; slices.Contains(content.EventKinds, a.Kind) && r.site.Shown(a, l.index) != nil {
			r.articleEvent(c, l, host, a)
			count++
		}
		articles = articles[1:]
	}
	c.line("END:VCALENDAR")
}

func (r *Renderer) congressEvent(c calendarWriter, l *language, host string, g *site.Congress) {
	c.line("BEGIN:VEVENT")
	c.text("UID", fmt.Sprintf("%s-congress-%d@%s", g.Committee.ID, g.Number, host))
	c.stamp(g.Date)
	c.span(g.Date, g.Until)
	c.text("SUMMARY;LANGUAGE="+l.Tag, r.congressName(l, g))
	c.line("URL:" + r.absolute(r.path(l, address.Key{Kind: address.Congress, ID: g.Committee.ID, Number: g.Number})))
	c.text("CATEGORIES", l.kinds["congress"])
	c.line("END:VEVENT")
}

func (r *Renderer) articleEvent(c calendarWriter, l *language, host string, a *site.Article) {
	t := r.site.Shown(a, l.index)
	tag := r.languages[t.Lang].Tag
	c.line("BEGIN:VEVENT")
	c.text("UID", a.ID+"@"+host)
	c.stamp(lastChange(a))
	if a.Date.HasTime() && a.Until.IsZero() {
		c.line("DTSTART:" + a.Date.Time.UTC().Format("20060102T150405Z"))
	} else {
		c.span(a.Date, a.Until)
	}
	c.text("SUMMARY;LANGUAGE="+tag, t.Title)
	if t.Summary != "" {
		c.text("DESCRIPTION;LANGUAGE="+tag, t.Summary)
	}
	c.line("URL:" + r.absolute(t.Path))
	c.text("CATEGORIES", l.kinds[a.Kind])
	c.line("END:VEVENT")
}

// A calendarWriter writes content lines.
type calendarWriter struct{ to *bytes.Buffer }

// span writes whole days. DTEND is the day after the last one.
func (c calendarWriter) span(from, until calendar.Date) {
	last := from
	if !until.IsZero() {
		last = until
	}
	c.line("DTSTART;VALUE=DATE:" + compact(from))
	c.line("DTEND;VALUE=DATE:" + compact(last.AddDays(1)))
}

func compact(d calendar.Date) string {
	return strings.ReplaceAll(calendar.Day(d.Year, d.Month, d.Day).String(), "-", "")
}

// stamp writes when the entry came to be as it is. It comes from the content, as
// everything does, so that two builds of the same content are alike; RFC 5545
// wants a time here.
func (c calendarWriter) stamp(d calendar.Date) {
	if d.HasTime() {
		c.line("DTSTAMP:" + d.Time.UTC().Format("20060102T150405Z"))
		return
	}
	c.line("DTSTAMP:" + compact(d.First()) + "T000000Z")
}

// text writes a property whose value is free text.
func (c calendarWriter) text(name, value string) {
	var b strings.Builder
	b.Grow(len(name) + 1 + len(value) + len(value)/16)
	b.WriteString(name)
	b.WriteByte(':')
	for i := 0; i < len(value); i++ {
		switch v := value[i]; {
		case v == '\\' || v == ';' || v == ',':
			b.WriteByte('\\')
			b.WriteByte(v)
		case v == '\n':
			b.WriteString(`\n`)
		case v < 0x20 || v == 0x7f:
		default:
			b.WriteByte(v)
		}
	}
	c.line(b.String())
}

// line folds at 75 octets, never within a character, and ends in CRLF.
func (c calendarWriter) line(s string) {
	for limit := 75; len(s) > limit; limit = 74 { // the space of a folded line counts
		cut := limit
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.to.WriteString(s[:cut])
		c.to.WriteString("\r\n ")
		s = s[cut:]
	}
	c.to.WriteString(s)
	c.to.WriteString("\r\n")
}
