package render

import (
	"bytes"
	"html/template"
	"strings"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/vietnamese"
)

// page renders a page of a language.
func (r *Renderer) page(w *bytes.Buffer, a *address.Address) error {
	l, k := r.languages[a.Lang], a.Key
	switch k.Kind {
	case address.Home:
		return r.home(w, l, a)
	case address.Article:
		return r.article(w, l, a)
	case address.Timeline:
		return r.timeline(w, l, a)
	case address.Year:
		return r.year(w, l, a)
	case address.Month:
		return r.month(w, l, a)
	case address.Committees:
		return r.committees(w, l, a)
	case address.Committee:
		return r.committee(w, l, a)
	case address.Archive:
		return r.archive(w, l, a)
	case address.Congress:
		return r.congress(w, l, a)
	case address.Terms:
		return r.terms(w, l, a)
	case address.Term:
		return r.term(w, l, a)
	case address.Translations:
		return r.translations(w, l, a)
	case address.Page:
		return r.plain(w, l, a)
	case address.Documents:
		return r.documents(w, l, a)
	case address.Document:
		return r.document(w, l, a)
	case address.Bilingual:
		return r.bilingual(w, l, a)
	case address.Search:
		return r.search(w, l, a)
	}
	panic("internal error: no way to render " + a.Path)
}

// sectionPages are the ways into the bulletin, as its navigation has them.
var sectionPages = []struct {
	name string
	kind address.Kind
}{{"timeline", address.Timeline}, {"committees", address.Committees}, {"terms", address.Terms}, {"documents", address.Documents}}

// shared renders what the pages of a language have in common.
func (r *Renderer) shared(l *language) error {
	r.readWords(l)
	r.makeLinks(l)
	menu := r.menu(l)
	if err := r.headers(l, menu); err != nil {
		return err
	}
	if err := r.footers(l, menu); err != nil {
		return err
	}
	return r.banners(l)
}

// readWords reads the sentences that many pages ask for.
func (r *Renderer) readWords(l *language) {
	l.shareWords = l.readShareWords()
	l.tableWord = l.say("article.table")
	l.larger = l.say("article.larger")
	l.paragraphWord = vietnamese.Slug(l.say("bilingual.paragraphWord")) + "_"
	for n := range mostParagraphs {
		l.paragraphs = append(l.paragraphs, l.paragraph(n+1))
	}
	l.days = map[string]string{}
	l.words = map[string]string{"what/any": l.filterWords("what", "any"), "whose/any": l.filterWords("whose", "any")}
	for _, k := range content.Levels {
		l.words["whose/"+k] = l.filterWords("whose", k)
	}
	for _, k := range content.Kinds {
		l.words["what/"+k] = l.filterWords("what", k)
		l.days[k] = l.say("article." + dayKeys[k])
		l.kinds[k] = l.say("kind." + k)
	}
	for _, k := range vietnamese.DocumentKinds {
		l.acts[k] = l.say("document.kind." + k)
	}
	for _, other := range r.languages {
		l.both = append(l.both, l.say("bilingual.link", "language", l.nameOf(other)))
		l.alone = append(l.alone, other.say("bilingual.alone", "language", other.nameOf(other)))
	}
}

// makeLinks makes what leads to the parts of the bulletin, for people and machines:
// what every page about a committee has is the same on each of them.
func (r *Renderer) makeLinks(l *language) {
	l.publisher, l.head = r.publisher(l), r.headParts(l)
	l.here = template.HTML(`<span lang="` + l.Tag + `" aria-current="true">` + escapedText(l.Name) + `</span>`)
	home := Link{l.say("nav.home"), r.to(l, address.Key{Kind: address.Home})}
	l.home = r.newTrail(home)
	for _, k := range sectionPages {
		l.sections[k.name] = r.newTrail(home, Link{l.say("nav." + k.name), r.to(l, address.Key{Kind: k.kind})})
	}
	l.feeds[nil] = r.feeds(l, nil)
	for _, c := range r.site.Committees {
		l.feeds[c] = r.feeds(l, c)
		l.trails[c] = r.committeeTrail(l, c)
		node := newLinked(nil)
		r.organisation(&node, l, c)
		node.end()
		l.organisations[c] = string(node.bytes)
		l.names[c] = r.committeeLink(l, c).HTML()
		for _, g := range c.Congresses {
			l.meets[g] = r.congressLink(l, g).HTML()
		}
	}
	for _, t := range r.site.Terms {
		k := r.termLink(l, t)
		l.terms[t] = template.HTML(`<a class="whole" href="` + escapedText(k.Href) + `">` + escapedText(k.Name) + `</a>`)
	}
}

// A Header is what the layout header is given.
type Header struct {
	Home   string // the address of the home page
	Search string // that of the search; "" on the search itself, which has the field
	AtHome bool   // whether the page is the home page
	Items  []HeaderItem
}

// A HeaderItem is a part of the bulletin, or a plain page that is in the menu.
type HeaderItem struct {
	Link    Link
	Current bool // whether the page is in it
}

// headers renders the site's header, with each section open.
func (r *Renderer) headers(l *language, menu []menuItem) (err error) {
	l.navs = map[string]template.HTML{}
	sections := []string{"", "home", "search"}
	for _, k := range sectionPages {
		sections = append(sections, k.name)
	}
	for _, m := range menu {
		sections = append(sections, "page/"+m.id)
	}
	for _, open := range sections {
		h := Header{Home: r.to(l, address.Key{Kind: address.Home}), AtHome: open == "home"}
		if open != "search" { // where the page has the field
			h.Search = r.to(l, address.Key{Kind: address.Search})
		}
		for _, k := range sectionPages {
			h.Items = append(h.Items, HeaderItem{Link{l.say("nav." + k.name), r.to(l, address.Key{Kind: k.kind})}, k.name == open})
		}
		for _, m := range menu {
			h.Items = append(h.Items, HeaderItem{m.Link, "page/"+m.id == open})
		}
		if l.navs[open], err = r.fragment(l, "header", h); err != nil {
			return err
		}
	}
	return nil
}

// A Footer is what the layout footer is given.
type Footer struct {
	Home         string // the address of the home page
	Translations string // that of the translation status
	Feed         string // that of the Atom feed
	Calendar     string // that of the calendar of events
	Data         string // the address of the open data of the committees, which is everywhere
	Feedback     string // the mail address of config.yaml; "" where there is none
	Links        []Link // the plain pages that are in the menu
}

// footers renders the site's footer.
func (r *Renderer) footers(l *language, menu []menuItem) (err error) {
	var links []Link
	for _, m := range menu {
		links = append(links, m.Link)
	}
	l.footer, err = r.fragment(l, "footer", Footer{
		Home:         r.to(l, address.Key{Kind: address.Home}),
		Translations: r.to(l, address.Key{Kind: address.Translations}),
		Feed:         r.to(l, address.Key{Kind: address.AtomFeed}),
		Calendar:     r.to(l, address.Key{Kind: address.Calendar}),
		Data:         r.href(address.DataPath(address.Key{Kind: address.CommitteesData})),
		Feedback:     r.site.Config.Feedback,
		Links:        links,
	})
	return err
}

// An Announcement is a banner. The layout banner is given all that show.
type Announcement struct {
	Text string
	Href string // where it leads; "" where nowhere
}

// banners renders the announcements.
func (r *Renderer) banners(l *language) (err error) {
	var list []Announcement
	for _, a := range r.site.Announcements {
		b := Announcement{Text: a.Texts[l.index], Href: a.URL}
		if strings.HasPrefix(a.URL, "/") {
			b.Href = r.announced(l, a.URL)
		}
		list = append(list, b)
	}
	l.banner, err = r.fragment(l, "banner", list)
	return err
}

// dayKeys say what an article's day is the day of, by the article's kind.
var dayKeys = map[string]string{
	"congress": "held", "plenum": "held", "conference": "held",
	"resolution": "issued", "directive": "issued", "plan": "issued", "notice": "issued",
	"news": "event",
}

// daySentence is which of a key's two sentences a day of a kind of article is told in: KEYIssued
// of a document, KEYHeld of anything else.
func daySentence(key, kind string) string {
	if dayKeys[kind] == "issued" {
		return key + "Issued"
	}
	return key + "Held"
}

// announced is where an announcement leads that names a page of this site: to
// that page in the reader's language, if it is there.
func (r *Renderer) announced(l *language, url string) string {
	target, broken := r.site.Book.Resolve("", url)
	if broken != nil {
		panic("internal error: an announcement was not checked: " + url)
	}
	if a, ok := r.site.Book.Lookup(target.Path); ok && a.Lang != address.Neutral && a.Key.Kind.IsPage() && target.Fragment == "" {
		if path, ok := r.counterpart(l, a.Key, r.articleOf(a.Key)); ok {
			return r.href(path) + query(target.Query)
		}
	}
	return r.href(target.Path) + query(target.Query) + fragment(target.Fragment)
}

type menuItem struct {
	Link
	id   string
	rank int
}

// menu is the plain pages that are in the menu of a language.
func (r *Renderer) menu(l *language) []menuItem {
	var out []menuItem
	for _, p := range r.site.Menu(l.index) {
		t := p.Texts[l.index]
		out = append(out, menuItem{Link{t.Title, r.href(t.Path)}, p.ID, t.Menu})
	}
	return out
}
