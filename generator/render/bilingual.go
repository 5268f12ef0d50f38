package render

import (
	"bytes"
	"html/template"
	"slices"
	"strings"

	"bantin/generator/address"
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
	Stale, Unverified bool // whether one of them is not known to translate the other as it is
}

// A Side is one of the two texts.
type Side struct {
	Tag   string
	Title string
	Link  template.HTML // to the text's own page, named by its language
	Body  template.HTML // where there are no Rows
}

// A Row is a block in both languages.
type Row struct {
	Own, Other template.HTML
	ID         string        // of a paragraph: doan_3
	Number     template.HTML // of a paragraph: its number, a link to it
}

// beside is the text that stands beside one in a language: the original, or beside
// the original the first translation; nil where there is no other.
func beside(a *site.Article, lang int) *site.Text {
	if lang != a.Original {
		return a.Texts[a.Original]
	}
	i := slices.IndexFunc(a.Texts, func(t *site.Text) bool { return t != nil && t.Lang != lang })
	if i < 0 {
		return nil
	}
	return a.Texts[i]
}

// bilingualLink leads from an article to both languages, where there are two.
func (r *Renderer) bilingualLink(l *language, a *site.Article) template.HTML {
	other := beside(a, l.index)
	if other == nil {
		return ""
	}
	return anchor(r.href(address.Of(l.Locale, address.Key{Kind: address.Bilingual, ID: a.ID, Year: a.Date.Year})), l.both[other.Lang], "")
}

func (r *Renderer) bilingual(w *bytes.Buffer, l *language, at *address.Address) error {
	a := r.site.Article(at.Key.ID)
	own, other := a.Texts[l.index], beside(a, l.index)
	p := r.newPage(l, at, "", l.say("bilingual.title", "title", own.Title))
	p.Description = own.Summary
	p.Type = "article"
	p.Feeds = l.feeds[a.Committee]
	p.Crumbs = append(slices.Clip(l.crumbs[a.Committee]), Link{own.Title, r.href(own.Path)})
	o := r.languages[other.Lang]
	d := Bilingual{
		Page: p, When: fullDays(l, a.Date, a.Until), Day: l.days[a.Kind],
		Own:   Side{l.Tag, own.Title, anchor(r.href(own.Path), l.alone[own.Lang], ""), ""},
		Other: Side{o.Tag, other.Title, anchor(r.href(other.Path), l.alone[other.Lang], o.Tag), ""},
	}
	for _, t := range []*site.Text{own, other} {
		d.Stale = d.Stale || t.State == site.Stale
		d.Unverified = d.Unverified || t.State == site.Unverified
	}
	if correspond(own.Body, other.Body) {
		left, right := r.blocks(own), r.blocks(other)
		d.Rows = make([]Row, len(left))
		n := 0
		for i := range left {
			row := Row{Own: template.HTML(left[i]), Other: template.HTML(elsewhere(right[i], o.Tag))}
			if isParagraph(own.Body.Blocks[i].Kind) {
				n++
				mark := l.paragraph(n)
				row.ID, row.Number = mark.id, mark.link
			}
			d.Rows[i] = row
		}
	} else {
		d.Own.Body = template.HTML(r.numbered(l, own, r.besideAnother()))
		d.Other.Body = template.HTML(elsewhere(r.numbered(o, other, r.besideAnother()), o.Tag))
	}
	return r.write(w, l, "bilingual", p, &d)
}

// correspond reports whether two texts have the same kinds of blocks in the same
// order, as a text and its translation have.
func correspond(a, b *markdown.Doc) bool {
	return slices.EqualFunc(a.Blocks, b.Blocks, func(x, y markdown.Block) bool { return x.Kind == y.Kind })
}

// besideAnother is a text in one of two columns.
func (r *Renderer) besideAnother() place { return place{r.site.BasePath, halfColumn} }

// blocks are a text's blocks with their addresses filled in.
func (r *Renderer) blocks(t *site.Text) []string {
	dst := make([]byte, 0, len(t.Body.HTML)+len(t.Body.Refs)*128)
	dst, starts := t.Body.AppendBlocks(dst, func(dst []byte, ref *markdown.Ref) []byte {
		return r.appendTarget(dst, t.File, ref, r.besideAnother())
	})
	html := string(dst)
	out := make([]string, len(starts))
	for i, from := range starts {
		to := len(html)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		out[i] = html[from:to]
	}
	return out
}

// elsewhere gives the ids of a text a prefix, and what leads to them, so that the
// text can stand on one page with another. No id that is made of a heading has an
// underscore in it. Text and other attributes have no bare quotation mark, so only
// attributes can match.
func elsewhere(html, tag string) string {
	html = strings.ReplaceAll(html, ` id="`, ` id="`+tag+`_`)
	return strings.ReplaceAll(html, ` href="#`, ` href="#`+tag+`_`)
}
