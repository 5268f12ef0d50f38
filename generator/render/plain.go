package render

import (
	"bytes"
	"html/template"
	"slices"

	"bantin/generator/address"
	"bantin/generator/status"
)

// A Plain is what the layout page is given.
type Plain struct {
	Page              *Page
	Headline, Summary string
	Body              template.HTML
	Mend              template.HTML // links to mend the text and to write about it, as items; "" where there are none
}

func (r *Renderer) plain(w *bytes.Buffer, l *language, at *address.Address) error {
	t := r.site.Page(at.Key.ID).Texts[l.index]
	section := ""
	if t.Menu > 0 {
		section = "page/" + at.Key.ID
	}
	p := r.newPage(l, at, section, t.Title)
	p.Description = t.Summary
	p.follow(l.home)
	return r.write(w, l, "page", p, Plain{p, t.Title, t.Summary, template.HTML(r.body(t.File, t.Body, r.onPage(l))), r.mend(l, p, t.File)})
}

// statusItems is the most articles that each list of the translation status has.
const statusItems = 500

// Translations is what the layout translations is given.
type Translations struct {
	Page      *Page
	Languages []Translated
}

// A Translated says how far the translation into a language is. What waits for it is on the
// page in that language alone, and not on each.
type Translated struct {
	Name, Tag    string
	Link         template.HTML // the name as a link to the page in that language, where that lists what waits; else ""
	Done         bool          // whether nothing waits
	Percent      int           // of the articles, how many have a text in it, rounded down
	Missing      Waiting
	Untranslated Waiting
	Stale        Waiting
	Unverified   Waiting
}

// Waiting are articles that wait for a translator: by committee in the order of
// the tree, oldest first.
type Waiting struct {
	Groups []WaitingGroup
	More   int // beyond what is listed
}

// A WaitingGroup is the part of one committee.
type WaitingGroup struct {
	Committee template.HTML
	Articles  []WaitingArticle
}

// A WaitingArticle leads to the text that is there.
type WaitingArticle struct{ When, Link template.HTML }

func (r *Renderer) translations(w *bytes.Buffer, l *language, at *address.Address) error {
	title := l.say("nav.translations")
	p := r.newPage(l, at, "", title)
	p.follow(l.home)
	d := Translations{Page: p}
	order := make([]string, len(r.site.Committees))
	for i, c := range r.site.Committees {
		order[i] = c.ID
	}
	for _, other := range r.languages {
		progress := &r.site.Status.Languages[other.index]
		t := Translated{Name: other.Name, Tag: other.Tag}
		if r.site.Status.Articles > 0 {
			// A share that changes with every article would change this page
			// with every article.
			t.Percent = status.Percent(progress.Texts, r.site.Status.Articles)
		}
		t.Done = !slices.ContainsFunc(progress.Waiting, func(it status.Item) bool { return it.Kind != status.Orphan })
		switch {
		case t.Done:
		case other != l:
			t.Link = anchor(r.to(other, address.Key{Kind: address.Translations}), other.Name, other.Tag)
		default:
			t.Missing = r.waiting(l, progress, status.Missing, order)
			t.Untranslated = r.waiting(l, progress, status.Untranslated, order)
			t.Stale = r.waiting(l, progress, status.Stale, order)
			t.Unverified = r.waiting(l, progress, status.Unverified, order)
		}
		d.Languages = append(d.Languages, t)
	}
	return r.write(w, l, "translations", p, d)
}

// waiting lists the articles that wait for the same thing in one language.
func (r *Renderer) waiting(l *language, progress *status.Language, kind status.Kind, order []string) Waiting {
	var out Waiting
	var listed []status.Item
	for _, it := range progress.Waiting {
		switch {
		case it.Kind != kind:
		case len(listed) == statusItems:
			out.More++
		default:
			listed = append(listed, it)
		}
	}
	for _, g := range status.ByCommittee(listed, order) {
		group := WaitingGroup{Committee: l.names[r.site.Committee(g.Committee)]}
		for _, it := range g.Items {
			a := r.site.Article(it.ID)
			t := a.Texts[a.Original]
			for _, x := range a.Texts {
				if x != nil && x.File == it.File {
					t = x
				}
			}
			group.Articles = append(group.Articles, WaitingArticle{when(l, a.Date, a.Until), r.textLink(l, t)})
		}
		out.Groups = append(out.Groups, group)
	}
	return out
}

// A Neutral is what the layouts root and notfound are given: a part for each
// language.
type Neutral struct {
	Page  *Page
	Parts []Part
}

// A Part is one language's half of a page that belongs to none.
type Part struct {
	Tag, Name, Title, Text string
	Home                   Link
	Links                  []Link
}

// neutral renders the choice of language and the page for what is not there.
func (r *Renderer) neutral(w *bytes.Buffer, kind address.Kind) error {
	first := r.languages[0]
	p := &Page{Tag: first.Tag, Type: "website", Description: r.site.Config.Description[first.Tag]}
	if kind == address.NotFound {
		r.notFound(p, first)
		return r.write(w, first, "notfound", p, Neutral{p, r.parts("notfound")})
	}
	// It is one of the counterparts that the home pages name, and names the same.
	p.Canonical = r.absolute("/")
	r.offerLanguages(p, &address.Address{Key: address.Key{Kind: address.Home}})
	return r.write(w, first, "root", p, Neutral{p, r.parts("root")})
}

// parts are a neutral page's in each language; key is where its sentences are.
func (r *Renderer) parts(key string) []Part {
	var out []Part
	for _, l := range r.languages {
		part := Part{
			Tag: l.Tag, Name: l.Name, Title: l.say(key + ".title"), Text: l.say(key + ".text"),
			Home: Link{r.site.Config.Title[l.Tag], r.to(l, address.Key{Kind: address.Home})},
		}
		for _, k := range sectionPages {
			part.Links = append(part.Links, Link{l.say("nav." + k.name), r.to(l, address.Key{Kind: k.kind})})
		}
		out = append(out, part)
	}
	return out
}

// notFound gives the page for what is not there the header of the default language. It
// has no address that another language could have too: the switch leads to the other
// languages' parts of it.
func (r *Renderer) notFound(p *Page, first *language) {
	p.Title, p.Robots = first.say("notfound.title"), "noindex"
	p.Header, p.Footer = first.navs[""], first.footer
	for _, l := range r.languages {
		switch {
		case len(r.languages) == 1:
		case l == first:
			p.Switch = append(p.Switch, l.here)
		default:
			p.Switch = append(p.Switch, anchor("#part_"+l.Tag, l.Name, l.Tag))
		}
	}
}

// An Alias is what the layout alias is given.
type Alias struct {
	Page     *Page
	To, Name string // the address that it leads to, and the title of what is there
}

func (r *Renderer) alias(w *bytes.Buffer, a *address.Address) error {
	to, ok := r.site.Book.Lookup(a.To)
	if !ok {
		panic("internal error: an alias leads to " + a.To + ", which is not there")
	}
	l := r.languages[to.Lang]
	var title string
	if to.Key.Kind == address.Article {
		title = r.site.Article(to.Key.ID).Texts[l.index].Title
	} else {
		title = r.site.Page(to.Key.ID).Texts[l.index].Title
	}
	p := &Page{Tag: l.Tag, Title: title, Canonical: r.absolute(a.To)}
	return r.write(w, l, "alias", p, Alias{p, r.href(a.To), title})
}
