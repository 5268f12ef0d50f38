package render

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// roman is a congress's number as it is written.
func roman(n int) string { return vietnamese.Roman(n) }

// termText is a term as it is read: with an en dash.
func termText(t calendar.Term) string { return strings.ReplaceAll(t.String(), "-", "–") }

// earlierItems is how many earlier articles of its committee, and how many of its
// congress, an article leads on to. There is one of each, because each is a page
// that changes when an article comes in between.
const earlierItems = 1

// An Article is what the layout article is given.
type Article struct {
	Page         *Page
	Headline     string
	Lang         string        // of Headline and Body, where that is not the page's; else ""
	When         template.HTML // its day or days
	Kind         string        // in words
	Number       template.HTML // a link to the document, where it is one
	Facts        Facts
	Published    template.HTML // "" where nobody says
	Updated      template.HTML // "" where nobody says
	Stale        bool          // whether the original has changed since
	Unverified   bool          // whether it does not say which original it translates
	Untranslated bool          // it has the words of the original
	Original     template.HTML // a link to it, named by its language; "" on the original itself
	Day          string        // what When is the day of
	Lead         *Lead         // nil where there is none
	Bilingual    template.HTML // a link to both languages side by side
	Mend         template.HTML // links to mend the text and to write about it, as items; "" where there are none
	Cites        []Cited
	Later        template.HTML   // the next article of its committee, as a line; "" where there is none
	Earlier      []template.HTML // the one before, as a line
	Related      []template.HTML // of the same congress

	r    *Renderer
	of   *site.Article
	text *site.Text
}

// Facts are what the layout facts is given: what an article belongs to, and where its
// text is from. What there is not is "" or 0.
type Facts struct {
	Committee      template.HTML
	Congress, Term template.HTML
	Plenum         int
	Also           []template.HTML // other bodies, each with its congress
	// Author is who wrote the text or, where it has a source, the report that it retells;
	// Byline says which.
	Author, Byline string
	Photos         string
	Translator     string
	Source         template.HTML
}

func (r *Renderer) facts(l *language, a *site.Article, t *site.Text) Facts {
	f := Facts{
		Committee: l.names[a.Committee], Congress: l.meets[a.Congress], Term: l.terms[a.Term], Plenum: a.Plenum,
		Author: t.Author, Byline: l.say("article.author"), Photos: t.Photos, Translator: t.Translator,
	}
	if a.Source != nil {
		f.Byline = l.say("article.reporter")
		f.Source = template.HTML(template.HTMLEscapeString(a.Source.Name))
		if a.Source.URL != "" {
			f.Source = anchor(a.Source.URL, a.Source.Name, "")
		}
	}
	for _, m := range a.Memberships[1:] {
		also := l.names[m.Committee]
		if m.Congress != nil {
			also += ", " + l.meets[m.Congress]
		}
		f.Also = append(f.Also, also)
	}
	return f
}

// original is a link to an article's original, named by its language.
func (r *Renderer) original(a *site.Article) template.HTML {
	o := r.languages[a.Original]
	return anchor(r.href(a.Texts[a.Original].Path), o.Name, o.Tag)
}

// Body is the text.
func (d *Article) Body() template.HTML { return template.HTML(d.appendPart(nil, "Body")) }

// Share are links that pass the page on, as the items of a list.
func (d *Article) Share() template.HTML { return template.HTML(d.appendPart(nil, "Share")) }

// Citation says how to cite the page.
func (d *Article) Citation() template.HTML { return template.HTML(d.appendPart(nil, "Citation")) }

func (d *Article) appendPart(dst []byte, method string) []byte {
	r, l := d.r, d.Page.language
	switch method {
	case "Body":
		return r.appendNumbered(dst, l, d.text, r.onPage(r.languages[d.text.TitleLang]))
	case "Share":
		return r.appendShare(dst, l, d.Page)
	}
	return r.appendCitation(dst, l, d.of, d.text, d.Page)
}

// A Lead is the lead picture.
type Lead struct {
	Image   template.HTML
	Caption template.HTML // "" where there is none
	Full    template.HTML // a link to the file, where that shows more than the page does; "" where not
}

func (r *Renderer) article(w *bytes.Buffer, l *language, at *address.Address) error {
	a := r.site.Article(at.Key.ID)
	t := a.Texts[l.index]
	p := r.newPage(l, at, "", t.Title)
	p.Printed = "" // the citation has it
	p.Description = t.Summary
	p.Type = "article"
	p.offer(l.feeds[a.Committee])
	p.follow(l.trails[a.Committee])
	d := Article{
		Page: p, Headline: t.Title,
		When: fullDays(l, a.Date, a.Until), Kind: l.kinds[a.Kind], Number: template.HTML(escapedText(a.Number)), Facts: r.facts(l, a, t),
		Published: timeElement(l.Locale, a.Published, locale.FullDay),
		Updated:   timeElement(l.Locale, a.Updated, locale.FullDay),
		Stale:     t.State == site.Stale, Unverified: t.State == site.Unverified, Untranslated: t.State == site.Untranslated,
		Day: l.days[a.Kind], r: r, of: a, text: t,
	}
	if t.TitleLang != l.index {
		d.Lang = r.languages[t.TitleLang].Tag
	}
	if t.State != site.IsOriginal {
		d.Original = r.original(a)
	}
	if t.Lead != nil {
		at := r.onPage(l)
		d.Lead = &Lead{Image: at.leadImage(t.Lead)}
		if showsMore(t.Lead.Pictures) {
			d.Lead.Full = template.HTML(at.appendFull(nil, t.Lead.Pictures, t.Lead.Alt))
		}
		if c := t.Lead.Caption; c != nil {
			d.Lead.Caption = template.HTML(r.body(t.Lead.CaptionFile, c, at))
		}
		p.Image = r.preview(t.Lead)
	}
	if a.Presents != nil {
		d.Number = anchor(r.numberParts(l, a.Presents.Number).href, a.Number, "")
	}
	d.Bilingual = r.bilingualLink(l, a)
	var err error
	if d.Cites, err = r.cites(l, a); err != nil {
		return err
	}
	if err := r.onward(l, a, &d); err != nil {
		return err
	}
	d.Mend = r.mend(l, p, t.File)
	p.linked = func(nodes *linkedData) { r.articleData(nodes, l, a, t, p.Image) }
	return r.write(w, l, "article", p, &d)
}

// fullDays is a day with its weekday and time, or the first and the last of
// several, which have neither but where the hour of the beginning is known.
func fullDays(l *language, from, until calendar.Date) template.HTML {
	switch {
	case until.IsZero() || until.SameDay(from):
		return timeElement(l.Locale, from, locale.FullDay)
	case from.HasTime():
		return timeElement(l.Locale, from, locale.FullDay) + template.HTML(escapedText(l.Until())) + timeElement(l.Locale, until, locale.FullDay)
	}
	return when(l, from, until)
}

// onward leads from an article to the ones around it whose own committee, or congress, is
// its own. Those that belong there as well are not among them: each of their bodies would
// have other pages that change with one article.
func (r *Renderer) onward(l *language, a *site.Article, d *Article) (err error) {
	later, earlier := r.site.Around(a.Committee.Articles, a, l.index, earlierItems, func(x *site.Article) bool { return x.Committee == a.Committee })
	if later != nil {
		if d.Later, err = r.line(l, later); err != nil {
			return err
		}
	}
	if d.Earlier, err = r.lines(l, earlier, 0); err != nil || a.Congress == nil {
		return err
	}
	_, related := r.site.Around(a.Congress.Articles, a, l.index, earlierItems, func(x *site.Article) bool { return x.Congress == a.Congress })
	if !slices.Equal(related, earlier) {
		d.Related, err = r.lines(l, related, 0)
	}
	return err
}

// committeeTrail leads from the home page down to a committee.
func (r *Renderer) committeeTrail(l *language, c *site.Committee) trail {
	links := slices.Clip(l.sections["committees"].links)
	for _, x := range c.Path() {
		links = append(links, r.shortLink(l, x))
	}
	return r.newTrail(links...)
}
