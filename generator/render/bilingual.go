package render

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"

	"bantin/generator/address"
	"bantin/generator/locale"
	"bantin/generator/markdown"
	"bantin/generator/site"
)

// A Bilingual is what the layout bilingual is given: two texts of an article side
// by side.
type Bilingual struct {
	Page  *Page
	When  template.HTML
	Day   string // what When is the day of
	Own   Side   // in the page's language
	Other Side
	// Rows are the two texts block beside block. There are none where their blocks
	// do not correspond; then the bodies stand beside each other whole.
	Rows              []Row
	Untranslated      bool   // whether one of them has the words of the other
	Stale, Unverified bool   // whether one of them is not known to translate the other as it is
	Older             string // the language of the one that Untranslated, Stale or Unverified is said of
	Published         template.HTML
	Updated           template.HTML
	Facts             Facts // of Own
	Citation          template.HTML
}

// A Side is one of the two texts.
type Side struct {
	Tag   string
	Title string
	Link  template.HTML // to the text's own page, named by its language
	Body  template.HTML // where there are no Rows
}

// A Row is a block in both languages, Own and Other.
type Row struct {
	ID     string        // of a paragraph: doan_3
	Number template.HTML // of a paragraph: its number, a link to it

	block int // which it is
	of    *pair
}

// A pair is two texts whose blocks correspond.
type pair struct {
	r          *Renderer
	own, other *site.Text
}

// Own is the block in the page's language.
func (w *Row) Own() template.HTML { return template.HTML(w.appendPart(nil, "Own")) }

// Other is the block in the other one.
func (w *Row) Other() template.HTML { return template.HTML(w.appendPart(nil, "Other")) }

func (w *Row) appendPart(dst []byte, method string) []byte {
	r := w.of.r
	if method == "Own" {
		return r.appendBlock(dst, w.of.own, w.block, r.besideAnother(r.languages[w.of.own.Lang]))
	}
	start, l := len(dst), r.languages[w.of.other.Lang]
	dst = r.appendBlock(dst, w.of.other, w.block, r.besideAnother(l))
	return elsewhere(dst, start, l.Tag)
}

// written reports whether an article has a text that is in its language: the original
// or a translation, and not a copy of the original that waits to be translated.
func written(t *site.Text) bool { return t != nil && t.State != site.Untranslated }

// beside is the text that stands beside one in a language: the original, or beside
// the original the first translation, or else a copy; nil where there is no other.
func beside(a *site.Article, lang int) *site.Text {
	if lang != a.Original {
		return a.Texts[a.Original]
	}
	var first *site.Text
	for _, t := range a.Texts {
		if t == nil || t.Lang == lang {
			continue
		}
		if written(t) {
			return t
		}
		first = cmp.Or(first, t)
	}
	return first
}

// bilingualLink leads from an article to both languages, where it is written in two.
func (r *Renderer) bilingualLink(l *language, a *site.Article) template.HTML {
	other := beside(a, l.index)
	if !written(other) || !written(a.Texts[l.index]) {
		return ""
	}
	return anchor(r.href(address.Of(l.Locale, address.Key{Kind: address.Bilingual, ID: a.ID, Year: a.Date.Year})), l.both[other.Lang], "")
}

func (r *Renderer) bilingual(w *bytes.Buffer, l *language, at *address.Address) error {
	a := r.site.Article(at.Key.ID)
	own, other := a.Texts[l.index], beside(a, l.index)
	p := r.newPage(l, at, "", l.say("bilingual.title", "title", own.Title))
	p.Printed = "" // the citation has it
	p.Description = own.Summary
	p.Type = "" // which has the article's own page
	p.followTo(l.trails[a.Committee], Link{own.Title, r.href(own.Path)})
	o := r.languages[other.Lang]
	d := Bilingual{
		Page: p, When: fullDays(l, a.Date, a.Until), Day: l.days[a.Kind],
		Own:   Side{l.Tag, own.Title, anchor(r.href(own.Path), l.alone[own.Lang], ""), ""},
		Other: Side{o.Tag, other.Title, anchor(r.href(other.Path), l.alone[other.Lang], o.Tag), ""},
	}
	d.Published, d.Updated = timeElement(l.Locale, a.Published, locale.FullDay), timeElement(l.Locale, a.Updated, locale.FullDay)
	d.Facts = r.facts(l, a, own)
	d.Citation = template.HTML(r.appendCitation(nil, l, a, own, p))
	for _, t := range []*site.Text{own, other} {
		d.Stale = d.Stale || t.State == site.Stale
		d.Unverified = d.Unverified || t.State == site.Unverified
		d.Untranslated = d.Untranslated || t.State == site.Untranslated
		if t.State != site.IsOriginal && t.State != site.Current {
			d.Older = l.nameOf(r.languages[t.Lang])
		}
	}
	if correspond(own.Body, other.Body) {
		of := &pair{r, own, other}
		d.Rows = make([]Row, len(own.Body.Blocks))
		n := 0
		for i, b := range own.Body.Blocks {
			row := Row{block: i, of: of}
			if isParagraph(b.Kind) {
				n++
				mark := l.paragraph(n)
				row.ID, row.Number = mark.id, mark.link
			}
			d.Rows[i] = row
		}
	} else {
		d.Own.Body = template.HTML(r.appendNumbered(nil, l, own, r.besideAnother(l)))
		d.Other.Body = template.HTML(elsewhere(r.appendNumbered(nil, o, other, r.besideAnother(o)), 0, o.Tag))
	}
	return r.write(w, l, "bilingual", p, &d)
}

// correspond reports whether two texts have the same kinds of blocks in the same
// order, as a text and its translation have.
func correspond(a, b *markdown.Doc) bool {
	return slices.EqualFunc(a.Blocks, b.Blocks, func(x, y markdown.Block) bool { return x.Kind == y.Kind })
}

// besideAnother is a text in a language in one of two columns. Its own page leads to what
// is larger.
func (r *Renderer) besideAnother(l *language) place {
	return place{r.site.BasePath, halfColumn, "", l}
}

// elsewhere gives the ids of a text a prefix, and what leads to them, so that the
// text can stand on one page with another; the text is what follows start. No id
// that is made of a heading has an underscore in it. Text and other attributes have
// no bare quotation mark, so only attributes can match.
func elsewhere(dst []byte, start int, tag string) []byte {
	dst = replaceFrom(dst, start, ` id="`, ` id="`+tag+`_`)
	return replaceFrom(dst, start, ` href="#`, ` href="#`+tag+`_`)
}
