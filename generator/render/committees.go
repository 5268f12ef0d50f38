package render

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// Committees is what the layout committees is given.
type Committees struct {
	Page   *Page
	Roots  []Branch
	Count  int
	Jumps  []Link // to what has others below it; nil where the tree is short
	Script string // of the box above the tree; "" where that is short
	Action string // the page's own address
	Words  string // the sentences of the script, as JSON
	Data   string // the same as open data
}

// longTree is from how many committees on their tree is folded, and has a box that
// narrows it.
const longTree = 30

// A Branch is a committee in the tree, with those below it.
type Branch struct {
	Committee  template.HTML
	Level      string
	Ended      string        // when it ended; "" while it has not
	Became     string        // what leads to Successors, in a sentence
	Successors template.HTML // their names, joined
	Children   []Branch
	// The rest is where the tree is long.
	ID     string
	Past   []Branch // those of the Children that have ended, instead
	Folded bool     // whether Children are folded
	Below  int      // how many Children and Past there are
}

func (r *Renderer) committees(w *bytes.Buffer, l *language, at *address.Address) error {
	title := l.say("nav.committees")
	p := r.newPage(l, at, "committees", title)
	p.follow(l.home)
	d := Committees{Page: p, Roots: r.branches(l, r.site.Roots), Count: len(r.site.Committees), Action: r.href(at.Path), Data: r.href(address.DataPath(address.Key{Kind: address.CommitteesData}))}
	if d.Count >= longTree {
		d.Script, d.Words = r.asset("documents.js"), l.findWords("committees", "", "")
		d.Jumps = r.fold(l, d.Roots, r.site.Roots, 0)
	}
	return r.write(w, l, "committees", p, &d)
}

// fold folds what is below the highest two levels of a tree, and what has ended, and
// gives links to what has others below it; of is what list shows.
func (r *Renderer) fold(l *language, list []Branch, of []*site.Committee, depth int) (jumps []Link) {
	for i := range list {
		b, c := &list[i], of[i]
		if len(b.Children) == 0 {
			continue
		}
		b.Folded, b.Below = depth > 0, len(b.Children)
		if depth < 2 && b.Ended == "" {
			b.ID = "committee_" + c.ID
			jumps = append(jumps, Link{c.Shorts[l.index], "#" + b.ID})
		}
		jumps = append(jumps, r.fold(l, b.Children, c.Children, depth+1)...)
		var active []Branch
		for _, child := range b.Children {
			if child.Ended != "" {
				b.Past = append(b.Past, child)
			} else {
				active = append(active, child)
			}
		}
		b.Children = active
	}
	return jumps
}

func (r *Renderer) branches(l *language, list []*site.Committee) []Branch {
	var out []Branch
	for _, c := range list {
		b := Branch{
			Committee: l.names[c], Level: l.say("level." + c.Level),
			Successors: joined(l, c.Successors), Children: r.branches(l, c.Children),
		}
		if c.Ended() {
			b.Ended = l.Date(c.Until, locale.ShortDay)
			b.Became = l.say("committee." + became(c))
		}
		out = append(out, b)
	}
	return out
}

// became is which words say what a committee became: it is now part of one that others
// went into too, or it is that one.
func became(c *site.Committee) string {
	if len(c.Successors) == 1 && len(c.Successors[0].Predecessors) > 1 {
		return "joined"
	}
	return "became"
}

// joined are links to committees, with commas between them.
func joined(l *language, list []*site.Committee) template.HTML {
	var out template.HTML
	for i, c := range list {
		if i > 0 {
			out += ", "
		}
		out += l.names[c]
	}
	return out
}

// A Committee is what the layout committee is given.
type Committee struct {
	Page                     *Page
	Name, Level              string
	Aliases                  string        // joined
	Standing                 string        // whether it is active, since when and until when, in sentences
	Lineage                  *Lineage      // nil where nobody says what it came from or became
	Parent                   template.HTML // "" where there is none
	Children                 template.HTML // the layout branches
	Predecessors, Successors template.HTML // joined
	Congresses               []Congress
	Plenums                  []Plenum
	Count                    int             // of all its articles
	Some                     int             // of Latest, where they are not all; else 0
	Latest                   []template.HTML // its newest articles, as cards
	Years                    []Count         // its archive
	Feeds                    []template.HTML // links
	Subscribe                Subscription
}

// A Lineage is a committee between those that it came from and those that it
// became.
type Lineage struct {
	Name, Years string // Name is the short one: the page's title is the whole
	From, To    []Kin
	Became      string // what leads to To
}

// A Kin is a committee in another's lineage.
type Kin struct {
	Link  template.HTML
	Years string // from when until when it was; "" where nobody says
}

// A Count is a link with the number of articles behind it.
type Count struct {
	Link  template.HTML
	Count int
}

// A Congress is a congress as pages show it.
type Congress struct {
	Page      *Page // only on the congress's own page
	Link      template.HTML
	Committee template.HTML
	Term      template.HTML // "" where nobody says
	When      template.HTML // "" where nobody says
	Before    template.HTML // a link to the congress before it
	After     template.HTML
	// The rest is on its own page alone, too.
	Number    string // Roman
	Count     int
	Articles  []template.HTML // with their summaries
	Lines     []template.HTML // instead, where they are many
	Documents []CongressDocument
}

// A CongressDocument is a document that articles about a congress present or cite.
type CongressDocument struct {
	Link  template.HTML
	Count int // of those articles
}

// A Plenum is a plenum as pages show it.
type Plenum struct {
	Number   int
	Term     template.HTML
	Articles []Milestone // the reports, with their dates
}

func (r *Renderer) committee(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	p := r.newPage(l, at, "committees", c.Names[l.index])
	above := l.sections["committees"]
	if c.Parent != nil {
		above = l.trails[c.Parent]
	}
	p.follow(above)
	p.offer(l.feeds[c])
	d := Committee{
		Page: p, Name: c.Names[l.index], Level: l.say("level." + c.Level), Aliases: strings.Join(c.Aliases, ", "),
		Standing: r.standing(l, c), Lineage: r.lineage(l, c), Parent: l.names[c.Parent],
		Predecessors: joined(l, c.Predecessors), Successors: joined(l, c.Successors),
		Count: len(r.site.Listed(c.Articles, l.index)), Subscribe: r.subscription(l, c.ID),
	}
	if len(c.Children) > 0 {
		if d.Children, err = r.fragment(l, "branches", r.branches(l, c.Children)); err != nil {
			return err
		}
	}
	for i, f := range p.Feeds {
		name := l.say([]string{"feed.atom", "feed.json", "feed.calendar"}[i])
		d.Feeds = append(d.Feeds, anchor(f.Href, name, ""))
	}
	for _, g := range c.Congresses {
		d.Congresses = append(d.Congresses, r.congressData(l, g))
	}
	for _, x := range c.Plenums {
		plenum := Plenum{Number: x.Number, Term: l.terms[x.Term]}
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
	if len(d.Latest) < d.Count {
		d.Some = len(d.Latest)
	}
	for _, y := range c.Years {
		d.Years = append(d.Years, Count{r.archiveLink(l, y).HTML(), len(r.site.Listed(y.Articles, l.index))})
	}
	p.Description = l.say("committee.description", "name", d.Name)
	p.linked = func(nodes *linkedData) {
		r.organisationData(nodes, l, c)
		nodes.made(above.data)
	}
	return r.write(w, l, "committee", p, &d)
}

// standing says whether a committee is active, since when, and when it ended, as
// far as is known.
func (r *Renderer) standing(l *language, c *site.Committee) string {
	since, on := l.moment("committee.since", c.From), l.moment("committee.on", c.Until)
	ended := c.Ended()
	switch {
	case ended && since != "":
		return l.say("committee.endedSince", "since", since, "on", on)
	case ended:
		return l.say("committee.ended", "on", on)
	case c.Until.IsZero() && len(c.Successors) > 0: // it is no more, and nobody says since when
		return l.say("committee.over")
	case since != "":
		return l.say("committee.activeSince", "since", since)
	}
	return l.say("committee.active")
}

// moment is a date within a sentence, in words that depend on how much of it is
// known: on 1 July 2025, in July 2025, in 2025.
func (l *language) moment(key string, d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	year := strconv.Itoa(d.Year)
	switch {
	case d.Month == 0:
		return l.say(key+"Year", "year", year)
	case d.Day == 0:
		return l.say(key+"Month", "year", year, "m", d.Month, "month", l.MonthName(d.Month))
	}
	return l.say(key+"Day", "date", l.Date(d, locale.LongDay))
}

// lineage is what a committee came from and became, one step each way.
func (r *Renderer) lineage(l *language, c *site.Committee) *Lineage {
	if len(c.Predecessors)+len(c.Successors) == 0 {
		return nil
	}
	kin := func(list []*site.Committee) []Kin {
		var out []Kin
		for _, x := range list {
			out = append(out, Kin{l.names[x], l.span(x)})
		}
		return out
	}
	return &Lineage{c.Shorts[l.index], l.span(c), kin(c.Predecessors), kin(c.Successors), l.say("committee." + became(c) + "Now")}
}

// span is the years of a committee's life, as far as they are known.
func (l *language) span(c *site.Committee) string {
	from, until := strconv.Itoa(c.From.Year), strconv.Itoa(c.Until.Year)
	switch {
	case c.From.IsZero() && c.Until.IsZero():
		return ""
	case c.Until.IsZero():
		return l.say("committee.spanFrom", "year", from)
	case c.From.IsZero():
		return l.say("committee.spanUntil", "year", until)
	}
	return from + "–" + until
}

func (r *Renderer) archiveLink(l *language, a *site.Archive) Link {
	return Link{strconv.Itoa(a.Year), r.to(l, address.Key{Kind: address.Archive, ID: a.Committee.ID, Year: a.Year})}
}

func (r *Renderer) congressData(l *language, g *site.Congress) Congress {
	return Congress{
		Link: l.meets[g], Committee: l.names[g.Committee], Term: l.terms[g.Term],
		When: when(l, g.Date, g.Until),
	}
}

func (r *Renderer) congress(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	g := c.Congress(at.Key.Number)
	p := r.newPage(l, at, "committees", r.congressName(l, g))
	p.follow(l.trails[c])
	d := r.congressData(l, g)
	d.Page, d.When = p, fullDays(l, g.Date, g.Until)
	for i, other := range c.Congresses {
		if other != g {
			continue
		}
		if i > 0 {
			d.After = l.meets[c.Congresses[i-1]]
		}
		if i+1 < len(c.Congresses) {
			d.Before = l.meets[c.Congresses[i+1]]
		}
	}
	d.Number, d.Count = roman(g.Number), len(r.site.Listed(g.Articles, l.index))
	if d.Count <= congressCards {
		d.Articles, err = r.cards(l, g.Articles, 0)
	} else {
		d.Lines, err = r.lines(l, g.Articles, 0)
	}
	if err != nil {
		return err
	}
	d.Documents = r.congressDocuments(l, g)
	p.linked = func(nodes *linkedData) {
		r.eventData(nodes, l, g, p)
		nodes.made(l.trails[c].data)
	}
	return r.write(w, l, "congress", p, &d)
}

// congressCards is the most articles that a congress's page has with their
// summaries; where there are more, it has their titles.
const congressCards = 30

// congressDocuments are those that a congress's articles present or cite, those of
// most articles first, then by their numbers.
func (r *Renderer) congressDocuments(l *language, g *site.Congress) []CongressDocument {
	counts := map[*site.Number]int{}
	var numbers []*site.Number
	for _, a := range r.site.Listed(g.Articles, l.index) {
		for n := range numbersOf(a) {
			if counts[n]++; counts[n] == 1 {
				numbers = append(numbers, n)
			}
		}
	}
	slices.SortFunc(numbers, func(n, m *site.Number) int {
		return cmp.Or(counts[m]-counts[n], cmp.Compare(n.Document.Number, m.Document.Number), cmp.Compare(n.Place, m.Place))
	})
	var out []CongressDocument
	for _, n := range numbers {
		out = append(out, CongressDocument{r.numberParts(l, n).link, counts[n]})
	}
	return out
}

// numbersOf are those of the documents that an article presents or cites.
func numbersOf(a *site.Article) map[*site.Number]bool {
	out := map[*site.Number]bool{}
	if a.Presents != nil {
		out[a.Presents.Number] = true
	}
	for _, d := range a.Cites {
		out[d.Number] = true
	}
	return out
}

// An Archive is what the layout archive is given.
type Archive struct {
	Page      *Page
	Committee template.HTML // a link to it
	Year      int
	Count     int             // of the articles
	Articles  []template.HTML // as cards
	Before    template.HTML   // a link to the committee's year before
	After     template.HTML
}

func (r *Renderer) archive(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	c := r.site.Committee(at.Key.ID)
	y := c.Archive(at.Key.Year)
	title := l.say("archive.title", "committee", c.Names[l.index], "year", strconv.Itoa(y.Year))
	p := r.newPage(l, at, "committees", title)
	p.follow(l.trails[c])
	p.offer(l.feeds[c])
	d := Archive{Page: p, Committee: l.names[c], Year: y.Year, Count: len(r.site.Listed(y.Articles, l.index))}
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
