package render

import (
	"bytes"
	"html/template"
	"strconv"

	"bantin/generator/address"
)

// homeItems is how many of the latest articles the home page has.
const homeItems = 12

// A Home is what the layout home is given.
type Home struct {
	Page        *Page
	Description string
	Latest      []template.HTML
	Timeline    string
	Committees  []Link // the highest two levels of the tree
	AllOfThem   string
	Terms       []Link
	Years       []Link
	Articles    int
}

func (r *Renderer) home(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	p := r.newPage(l, at, "home", "")
	p.Description = r.site.Config.Description[l.Tag]
	p.Feeds = l.feeds[nil]
	d := Home{
		Page: p, Description: p.Description,
		Timeline:  r.to(l, address.Key{Kind: address.Timeline}),
		AllOfThem: r.to(l, address.Key{Kind: address.Committees}),
		Articles:  len(r.site.Listed(r.site.Articles, l.index)),
	}
	if d.Latest, err = r.cards(l, r.site.Articles, homeItems); err != nil {
		return err
	}
	for _, c := range r.site.Roots {
		if !c.Ended(r.site.Today) {
			d.Committees = append(d.Committees, r.shortLink(l, c))
		}
		for _, child := range c.Children {
			if !child.Ended(r.site.Today) {
				d.Committees = append(d.Committees, r.shortLink(l, child))
			}
		}
	}
	for _, t := range r.site.Terms {
		d.Terms = append(d.Terms, r.termLink(l, t))
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, r.yearLink(l, y.Year))
	}
	p.linked = r.siteData(l)
	return r.write(w, l, "home", p, d)
}

func (r *Renderer) yearLink(l *language, year int) Link {
	return Link{strconv.Itoa(year), r.to(l, address.Key{Kind: address.Year, Year: year})}
}
