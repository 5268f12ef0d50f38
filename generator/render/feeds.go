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
		c := calendarWriter{dst: w.AvailableBuffer()}
		r.calendar(&c, l, s)
		w.Write(c.dst)
	}
}

// latest are the articles that a feed has: those that came out last, since a reader of a
// feed waits for what is new, whenever it took place.
func (r *Renderer) latest(l *language, s subject) []*site.Article {
	return r.site.Latest(s.articles, l.index, r.site.Config.FeedItems)
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
	if !a.Updated.IsZero() {
		return a.Updated
	}
	return a.Out()
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
<link rel="self" type="application/atom+xml" href="%[3]s"/>
<link rel="alternate" type="text/html" hreflang="%[1]s" href="%[4]s"/>
<updated>%s</updated>
<author><name>%s</name></author>
`, l.Tag, escapedXML(s.title), escapedXML(s.self), escapedXML(s.home), r.newest(list), escapedXML(r.site.Config.Title[l.Tag]))
	dst := w.AvailableBuffer()
	if icon := r.feedIcon(); icon != "" {
		dst = appendElementXML(dst, "<icon>", icon, "</icon>\n")
	}
	bodies := feedBodies{r: r, room: mostBodies}
	for _, a := range list {
		t := r.site.Shown(a, l.index)
		body := bodies.next(t)
		dst = r.appendEntry(dst, l, a, t, body)
	}
	w.Write(append(dst, "</feed>\n"...))
}

func (r *Renderer) appendEntry(dst []byte, l *language, a *site.Article, t *site.Text, body []byte) []byte {
	tag, u := r.languages[t.TitleLang].Tag, r.absolute(t.Path)
	dst = appendElementXML(dst, `<entry xml:lang="`, tag, "\">\n")
	dst = appendElementXML(dst, "<title>", t.Title, "</title>\n")
	dst = appendElementXML(dst, "<id>", u, "</id>\n")
	dst = appendElementXML(dst, `<link rel="alternate" type="text/html" hreflang="`, tag, "")
	dst = appendElementXML(dst, `" href="`, u, "\"/>\n")
	dst = appendElementXML(dst, "<updated>", r.instant(lastChange(a)), "</updated>\n")
	if a.Published.HasTime() {
		dst = appendElementXML(dst, "<published>", r.instant(a.Published), "</published>\n")
	}
	dst = appendElementXML(dst, "<dc:date>", a.Date.String(), "</dc:date>\n")
	if name := author(a, t); name != "" {
		dst = appendElementXML(dst, "<author><name>", name, "</name></author>\n")
	}
	dst = appendElementXML(dst, `<category term="`, a.Kind, "")
	dst = appendElementXML(dst, `" label="`, l.kinds[a.Kind], "\"/>\n")
	if t.Summary != "" {
		opens := "<summary>"
		if t.SummaryLang != t.TitleLang {
			opens = `<summary xml:lang="` + r.languages[t.SummaryLang].Tag + `">`
		}
		dst = appendElementXML(dst, opens, t.Summary, "</summary>\n")
	}
	dst = appendXML(append(dst, `<content type="html">`...), body)
	return append(dst, "</content>\n</entry>\n"...)
}

// author is who wrote a text; "" where it is the bulletin's, because it retells what
// another wrote, or where nobody says.
func author(a *site.Article, t *site.Text) string {
	if a.Source != nil {
		return ""
	}
	return t.Author
}

// How much of its texts a feed has, in bytes of HTML. An article is in the feeds of the
// bulletin and of each committee that it belongs to, in two forms and in each language, so
// that a text as long as a text may be would be written hundreds of times.
const (
	mostBody   = 64 << 10 // of one text
	mostBodies = 1 << 20  // of all; what comes after that is older
)

// feedBodies are the texts of a feed, one after the other.
type feedBodies struct {
	r    *Renderer
	room int    // bytes that are left
	body []byte // the last one
}

// next is a text as a feed has it, until the next one is asked for: whole, or where it
// is too long, its summary and a link.
func (f *feedBodies) next(t *site.Text) []byte {
	if len(t.Body.HTML) <= min(mostBody, f.room) {
		f.body = f.r.appendFeedBody(f.body[:0], t)
	} else {
		f.body = append(f.body[:0], "<p>"...)
		f.body = append(appendText(f.body, t.Summary), "</p>\n<p>"...)
		f.body = append(appendAnchor(f.body, f.r.absolute(t.Path), t.Title, ""), "</p>\n"...)
	}
	f.room -= len(f.body)
	return f.body
}

// appendFeedBody appends a text with its lead picture, as it is read in a feed.
func (r *Renderer) appendFeedBody(dst []byte, t *site.Text) []byte {
	if t.Lead != nil {
		dst = append(append(dst, "<figure>"...), r.inFeed().leadImage(t.Lead)...)
		if t.Lead.Caption != nil {
			dst = append(appendText(append(dst, "<figcaption>"...), t.Lead.Caption.Lead), "</figcaption>"...)
		}
		dst = append(dst, "</figure>\n"...)
	}
	return r.appendFed(dst, t)
}

func (r *Renderer) newest(list []*site.Article) string {
	if len(list) == 0 {
		return nothingYet
	}
	return r.instant(lastChange(slices.MaxFunc(list, func(a, b *site.Article) int {
		return lastChange(a).Compare(lastChange(b))
	})))
}

// feedIcon is the absolute address of the icon that feed readers show; "" where there
// is none.
func (r *Renderer) feedIcon() string {
	path, ok := r.site.Book.Shown("static/" + touchIcon)
	if !ok {
		return ""
	}
	return r.absolute(path)
}

// jsonFeed writes JSON Feed 1.1.
func (r *Renderer) jsonFeed(w *bytes.Buffer, l *language, s subject) {
	j := jsonText{w.AvailableBuffer(), fileSigns}
	j.begin()
	j.text("version", "https://jsonfeed.org/version/1.1")
	j.text("title", s.title)
	j.text("home_page_url", s.home)
	j.text("feed_url", s.self)
	j.text("icon", r.feedIcon())
	j.text("language", l.Tag)
	j.list("items")
	bodies := feedBodies{r: r, room: mostBodies}
	for _, a := range r.latest(l, s) {
		t := r.site.Shown(a, l.index)
		body := bodies.next(t)
		r.jsonFeedItem(&j, l, a, t, body)
	}
	j.endList()
	j.end()
	w.Write(append(j.bytes, '\n'))
}

// jsonFeedItem adds an article. The format's dates are times; a day is in the extension
// _bulletin, which the format allows for.
func (r *Renderer) jsonFeedItem(j *jsonText, l *language, a *site.Article, t *site.Text, body []byte) {
	u := r.absolute(t.Path)
	j.begin()
	j.text("id", u)
	j.text("url", u)
	j.text("title", t.Title)
	j.key("content_html")
	appendValue(j, body)
	j.text("summary", t.Summary)
	if p := r.preview(t.Lead); p != nil {
		j.text("image", p.Path)
	}
	if a.Published.HasTime() {
		j.text("date_published", r.instant(a.Published))
	}
	if a.Updated.HasTime() {
		j.text("date_modified", r.instant(a.Updated))
	}
	if name := author(a, t); name != "" {
		j.list("authors")
		j.begin()
		j.text("name", name)
		j.end()
		j.endList()
	}
	j.texts("tags", []string{l.kinds[a.Kind]})
	j.text("language", r.languages[t.TitleLang].Tag)
	j.key("_bulletin")
	j.begin()
	j.text("date", a.Date.String())
	j.text("until", a.Until.String())
	j.text("published", a.Published.String())
	j.text("updated", a.Updated.String())
	j.text("committee", a.Committee.ID)
	j.end()
	j.end()
}

// calendarItems is the most events that a calendar has: the newest.
const calendarItems = 500

// calendar writes RFC 5545: the meetings that articles report, and the
// congresses of the registry that none of them does. A calendar must have a component
// (3.6), and there may be no meeting yet: the site's time zone is always there.
func (r *Renderer) calendar(c *calendarWriter, l *language, s subject) {
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
	c.dst = append(c.dst, r.zone...)
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

func (r *Renderer) congressEvent(c *calendarWriter, l *language, host string, g *site.Congress) {
	c.line("BEGIN:VEVENT")
	c.text("UID", fmt.Sprintf("%s-congress-%d@%s", g.Committee.ID, g.Number, host))
	c.stamp(g.Date)
	c.span(g.Date, g.Until)
	c.text("SUMMARY;LANGUAGE="+l.Tag, r.congressName(l, g))
	c.line("URL:", r.absolute(r.path(l, address.Key{Kind: address.Congress, ID: g.Committee.ID, Number: g.Number})))
	c.text("CATEGORIES", l.kinds["congress"])
	c.line("END:VEVENT")
}

func (r *Renderer) articleEvent(c *calendarWriter, l *language, host string, a *site.Article) {
	t := r.site.Shown(a, l.index)
	c.line("BEGIN:VEVENT")
	c.text("UID", a.ID+"@"+host)
	c.stamp(lastChange(a))
	if a.Date.HasTime() && a.Until.IsZero() {
		c.line("DTSTART:", a.Date.Time.UTC().Format("20060102T150405Z"))
	} else {
		c.span(a.Date, a.Until)
	}
	c.text("SUMMARY;LANGUAGE="+r.languages[t.TitleLang].Tag, t.Title)
	if t.Summary != "" {
		c.text("DESCRIPTION;LANGUAGE="+r.languages[t.SummaryLang].Tag, t.Summary)
	}
	c.line("URL:", r.absolute(t.Path))
	c.text("CATEGORIES", l.kinds[a.Kind])
	c.line("END:VEVENT")
}

// A calendarWriter writes content lines.
type calendarWriter struct {
	dst  []byte
	used int // octets of the line that is being written
}

// span writes whole days. DTEND is the day after the last one.
func (c *calendarWriter) span(from, until calendar.Date) {
	last := from
	if !until.IsZero() {
		last = until
	}
	c.line("DTSTART;VALUE=DATE:", compact(from))
	c.line("DTEND;VALUE=DATE:", compact(last.AddDays(1)))
}

func compact(d calendar.Date) string {
	return strings.ReplaceAll(calendar.Day(d.Year, d.Month, d.Day).String(), "-", "")
}

// stamp writes when the entry came to be as it is. It comes from the content, as
// everything does, so that two builds of the same content are alike; RFC 5545
// wants a time here.
func (c *calendarWriter) stamp(d calendar.Date) {
	if d.HasTime() {
		c.line("DTSTAMP:", d.Time.UTC().Format("20060102T150405Z"))
		return
	}
	c.line("DTSTAMP:", compact(d.First()), "T000000Z")
}

// text writes a property whose value is free text.
func (c *calendarWriter) text(name, value string) {
	c.add(name)
	c.add(":")
	last := 0
	for i := range len(value) {
		var sign string
		switch v := value[i]; {
		case v == '\\':
			sign = `\\`
		case v == ';':
			sign = `\;`
		case v == ',':
			sign = `\,`
		case v == '\n':
			sign = `\n`
		case v >= 0x20 && v != 0x7f:
			continue
		}
		c.add(value[last:i])
		c.add(sign)
		last = i + 1
	}
	c.line(value[last:])
}

// line writes the parts of a line, or of the rest of one, and ends it.
func (c *calendarWriter) line(parts ...string) {
	for _, s := range parts {
		c.add(s)
	}
	c.dst = append(c.dst, "\r\n"...)
	c.used = 0
}

// add writes a part of a line, and folds the line at 75 octets, never within a
// character.
func (c *calendarWriter) add(s string) {
	const limit = 75
	for c.used+len(s) > limit {
		cut := limit - c.used
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.dst = append(append(c.dst, s[:cut]...), "\r\n "...)
		c.used = 1 // the space of a folded line counts
		s = s[cut:]
	}
	c.dst = append(c.dst, s...)
	c.used += len(s)
}
