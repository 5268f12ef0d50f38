package render

import (
	"bytes"
	"cmp"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// A Search is what the layout search is given.
type Search struct {
	Page   *Page
	Action string // the page's own address
	Index  string // the folder of the index
	Script string
	// The choices of the filters, as the index knows them and as readers do.
	Committees, Terms, Kinds []Option
	Years                    []Option
	Else                     []Link // where else there is to look
}

func (r *Renderer) search(w *bytes.Buffer, l *language, at *address.Address) error {
	p := r.newPage(l, at, "search", l.say("nav.search"))
	p.Description = l.say("search.describe")
	p.follow(l.home)
	d := Search{
		Page: p, Action: r.href(at.Path), Index: r.href(address.IndexFolder(l.Locale)), Script: r.asset("search.js"),
	}
	var walk func(list []*site.Committee, before string)
	walk = func(list []*site.Committee, before string) {
		for _, c := range list {
			if len(c.Articles) > 0 {
				d.Committees = append(d.Committees, Option{c.ID, before + c.Names[l.index]})
			}
			walk(c.Children, before+"\u2003")
		}
	}
	walk(r.site.Roots, "")
	for _, t := range r.site.Terms {
		if len(t.Articles) > 0 {
			d.Terms = append(d.Terms, Option{t.Term.String(), termText(t.Term)})
		}
	}
	for _, k := range content.Kinds {
		d.Kinds = append(d.Kinds, Option{k, l.kinds[k]})
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, Option{strconv.Itoa(y.Year), strconv.Itoa(y.Year)})
	}
	for _, k := range sectionPages {
		d.Else = append(d.Else, Link{l.say("nav." + k.name), r.to(l, address.Key{Kind: k.kind})})
	}
	return r.write(w, l, "search", p, d)
}

// Prepare makes the search index ahead of its files being asked for. Render may be
// called meanwhile.
func (r *Renderer) Prepare() { r.index.Prepare() }

// shortName is a bulletin's name cut at a word to the sixteen characters that
// OpenSearch 1.1 allows a short name.
func shortName(name string) string {
	const most = 16
	if short, _ := vietnamese.CutAtWord(name, most); short != "" {
		return short
	}
	return string([]rune(name)[:most]) // which has no words
}

// openSearch describes the search to browsers, which can then offer it in their
// address bar.
func (r *Renderer) openSearch(w *bytes.Buffer, l *language) {
	name := r.site.Config.Title[l.Tag]
	text := func(element, s string) {
		w.Write(appendElementXML(w.AvailableBuffer(), "<"+element+">", s, "</"+element+">\n"))
	}
	w.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n")
	text("ShortName", shortName(cmp.Or(r.site.Config.ShortTitle[l.Tag], name)))
	text("LongName", name)
	text("Description", l.say("search.describe"))
	text("Language", l.Tag)
	text("InputEncoding", "UTF-8")
	w.Write(appendElementXML(w.AvailableBuffer(), `<Url type="text/html" template="`,
		r.absolute(r.path(l, address.Key{Kind: address.Search})), "?q={searchTerms}\"/>\n"))
	w.Write(appendElementXML(w.AvailableBuffer(), `<Url type="application/opensearchdescription+xml" rel="self" template="`,
		r.absolute(r.path(l, address.Key{Kind: address.OpenSearch})), "\"/>\n</OpenSearchDescription>\n"))
}
