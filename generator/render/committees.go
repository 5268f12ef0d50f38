package render

import (
	"bytes"
	"html/template"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/site"
)

// Committees is what the layout committees is given.
type Committees struct {
	Page  *Page
	Roots []Branch
}

// A Branch is a committee in the tree, with those below it.
type Branch struct {
	Committee   Link
	Level       string
	From, Until calendar.Date
	Ended       bool
	Successors  []Link
	Children    []Branch
}

func (r *Renderer) committees(w *bytes.Buffer, l *language, at *address.Address) error {
	title := l.say("nav.committees")
	p := r.newPage(l, at, "committees", title)
	p.Crumbs = r.crumbs(l, "committees", address.Committees)[:1]
	return r.write(w, l, "committees", p, Committees{p, r.branches(l, r.site.Roots)})
}

func (r *Renderer) branches(l *language, list []*site.Committee) []Branch {
	var out []Branch
	for _, c := range list {
		out = append(out, Branch{
			Committee: r.committeeLink(l, c), Level: c.Level, From: c.From, Until: c.Until,
			Ended: c.Ended(r.site.Today), Successors: r.committeeLinks(l, c.Successors),
			Children: r.branches(l, c.Children),
		})
	}
	return out
}

func (r *Renderer) committeeLinks(l *language, list []*site.Committee) []Link {
	var out []Link
	for _, c := range list {
		out = append(out, r.committeeLink(l, c))
	}
	return out
}

// A Committee is what the layout committee is given.
type Committee struct {
	Page                     *Page
	Name, Level              string
	Aliases                  []string
	From, Until              calendar.Date
	Ended                    bool
	Parent                   *Link
	Children                 []Branch
	Predecessors, Successors []Link
	Congresses               []Congress
	Plenums                  []Plenum
	Count                    int
	Latest                   []template.HTML
	Years                    []Count
	Feeds                    []Feed
}

// A Count is a link with the number of articles behind it.
type Count struct {
	Link  Link
	Count int
}

// A Congress is a congress as pages show it.
type Congress struct {
	Page      *Page // only on the congress's own page
	Link      Link
	Committee Link
	Number    string // Roman
	Term      *Link
	When      template.HTML // "" where nobody says
	Before    template.HTML // a link to the congress before it
	After     template.HTML
	Articles  []template.HTML
}

// A Plenum is a plenum as pages show it.
type Plenum struct {
	Number   int
	Term     *Link
	Articles []Milestone // the reports, with their dates
}

func (r *Renderer) committee(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	p := r.newPage(l, at, "committees", c.Names[l.index])
	if c.Parent != nil {
		p.Crumbs, p.Trail = l.crumbs[c.Parent], l.trails[c.Parent]
	} else {
		p.Crumbs = r.crumbs(l, "committees", address.Committees)
	}
	p.Feeds = l.feeds[c]
	d := Committee{
		Page: p, Name: c.Names[l.index], Level: c.Level, Aliases: c.Aliases,
		From: c.From, Until: c.Until, Ended: c.Ended(r.site.Today),
		Children:     r.branches(l, c.Children),
		Predecessors: r.committeeLinks(l, c.Predecessors), Successors: r.committeeLinks(l, c.Successors),
		Count: len(r.site.Listed(c.Articles, l.index)),
		Feeds: p.Feeds,
	}
	if c.Parent != nil {
		link := r.committeeLink(l, c.Parent)
		d.Parent = &link
	}
	for _, g := range c.Congresses {
		d.Congresses = append(d.Congresses, r.congressData(l, g))
	}
	for _, x := range c.Plenums {
		plenum := Plenum{Number: x.Number}
		if x.Term != nil {
			link := r.termLink(l, x.Term)
			plenum.Term = &link
		}
		for _, a := range x.Articles {
			if m, ok := r.milestone(l, site.Entry{Date: a.Date, Article: a}); ok {
				plenum.Articles = append(plenum.Articles, m)
			}
		}
		if len(plenum.Articles) > 0 {
			d.Plenums = append(d.Plenums, plenum)
		}
	}
	if d.Latest, err = r.cards(l, c.Articles, r.site.Config.RecentItems); err != nil {
		return err
	}
	for _, y := range c.Years {
		d.Years = append(d.Years, Count{r.archiveLink(l, y), len(r.site.Listed(y.Articles, l.index))})
	}
	p.Description = l.say("committee.description", "name", d.Name)
	p.linked = r.organisationData(l, c, p)
	return r.write(w, l, "committee", p, d)
}

func (r *Renderer) archiveLink(l *language, a *site.Archive) Link {
	return Link{strconv.Itoa(a.Year), r.to(l, address.Key{Kind: address.Archive, ID: a.Committee.ID, Year: a.Year})}
}

func (r *Renderer) congressData(l *language, g *site.Congress) Congress {
	d := Congress{
		Link: r.congressLink(l, g), Committee: r.committeeLink(l, g.Committee),
		Number: roman(g.Number), When: when(l, g.Date, g.Until),
	}
	if g.Term != nil {
		link := r.termLink(l, g.Term)
		d.Term = &link
	}
	return d
}

func (r *Renderer) congress(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	g := c.Congress(at.Key.Number)
	p := r.newPage(l, at, "committees", r.congressName(l, g))
	p.Crumbs, p.Trail = l.crumbs[c], l.trails[c]
	d := r.congressData(l, g)
	d.Page, d.When = p, fullDays(l, g.Date, g.Until)
	for i, other := range c.Congresses {
		if other != g {
			continue
		}
		if i > 0 {
			d.After = r.congressLink(l, c.Congresses[i-1]).HTML()
		}
		if i+1 < len(c.Congresses) {
			d.Before = r.congressLink(l, c.Congresses[i+1]).HTML()
		}
	}
	if d.Articles, err = r.cards(l, g.Articles, 0); err != nil {
		return err
	}
	p.linked = r.eventData(l, g, p)
	return r.write(w, l, "congress", p, d)
}

// An Archive is what the layout archive is given.
type Archive struct {
	Page      *Page
	Committee Link
	Year      int
	Count     int
	Articles  []template.HTML
	Before    template.HTML // a link to the committee's year before
	After     template.HTML
}

func (r *Renderer) archive(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	y := c.Archive(at.Key.Year)
	title := l.say("archive.title", "committee", c.Names[l.index], "year", strconv.Itoa(y.Year))
	p := r.newPage(l, at, "committees", title)
	p.Crumbs, p.Trail = l.crumbs[c], l.trails[c]
	p.Feeds = l.feeds[c]
	d := Archive{Page: p, Committee: r.committeeLink(l, c), Year: y.Year, Count: len(r.site.Listed(y.Articles, l.index))}
	if d.Articles, err = r.cards(l, y.Articles, 0); err != nil {
		return err
	}
	for i, other := range c.Years {
		if other != y {
			continue
		}
		if i > 0 {
			d.After = r.archiveLink(l, c.Years[i-1]).HTML()
		}
		if i+1 < len(c.Years) {
			d.Before = r.archiveLink(l, c.Years[i+1]).HTML()
		}
	}
	return r.write(w, l, "archive", p, &d)
}
