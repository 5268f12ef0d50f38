package site

import (
	"cmp"
	"net/url"
	"slices"
	"sync"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/locale"
	"bantin/generator/status"
	"bantin/generator/vietnamese"
)

// Build makes a Site of a Library that check has found without errors, and of
// its Book.
func Build(lib *content.Library, book *address.Book, opt Options) *Site {
	s := &Site{
		Config:     lib.Config,
		BaseURL:    cmp.Or(opt.BaseURL, lib.Config.BaseURL),
		Languages:  lib.Locales,
		Book:       book,
		Assets:     lib.Assets,
		Media:      lib.Media,
		articles:   make(map[string]*Article, len(lib.Articles)),
		committees: make(map[string]*Committee, len(lib.Committees)),
		pages:      make(map[string]*Page, len(lib.Pages)),
	}
	var err error
	if s.Cover, err = lib.Cover(); err != nil {
		panic("internal error: the picture of the site was not checked: " + err.Error())
	}
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		panic("internal error: the base address was not checked: " + err.Error())
	}
	s.BasePath = u.EscapedPath()
	b := &builder{Site: s, lib: lib, terms: map[calendar.Term]*Term{}, sources: make(map[string]*content.Article, len(lib.Articles))}
	b.committeeTree()
	b.addArticles(opt.Drafts)
	b.finishCommittees()
	// Documents need neither the texts nor the timeline, and take as long.
	var beside sync.WaitGroup
	beside.Go(func() {
		for _, a := range b.Articles {
			a.Texts = b.texts(a, b.sources[a.ID])
		}
		b.timeline()
		s.Status = status.Of(lib, opt.Drafts)
	})
	b.finishTerms()
	b.addDocuments()
	b.addPages()
	b.addAnnouncements(opt.Today)
	beside.Wait()
	b.addSections()
	return s
}

// A builder is one run of Build. Each step sees what the steps before it made.
type builder struct {
	*Site
	lib   *content.Library
	terms map[calendar.Term]*Term

	sources map[string]*content.Article // of the articles, by id
	byName  map[string]*Committee       // by the keys of their names; nil where several have one
}

func (b *builder) term(t calendar.Term) *Term {
	if t.IsZero() {
		return nil
	}
	if b.terms[t] == nil {
		b.terms[t] = &Term{Term: t}
		b.Terms = append(b.Terms, b.terms[t])
	}
	return b.terms[t]
}

// committeeTree makes the committees and ties them to one another.
func (b *builder) committeeTree() {
	for _, k := range b.lib.Committees {
		c := &Committee{ID: k.ID, Aliases: k.Aliases, Level: k.Level, From: k.From, Until: k.Until}
		for _, l := range b.Languages {
			c.Names = append(c.Names, k.Name[l.Tag])
			c.Shorts = append(c.Shorts, cmp.Or(k.Short[l.Tag], k.Name[l.Tag]))
		}
		for _, g := range k.Congresses {
			c.Congresses = append(c.Congresses, &Congress{
				Committee: c, Number: g.Number, Term: b.term(g.Term), Date: g.Date, Until: g.Until,
			})
		}
		b.committees[k.ID] = c
		b.Committees = append(b.Committees, c)
	}
	for _, k := range b.lib.Committees {
		c := b.committees[k.ID]
		if c.Parent = b.committees[k.Parent]; c.Parent != nil {
			c.Parent.Children = append(c.Parent.Children, c)
		} else {
			b.Roots = append(b.Roots, c)
		}
		for _, id := range k.Successors {
			next := b.committees[id]
			c.Successors = append(c.Successors, next)
			next.Predecessors = append(next.Predecessors, c)
		}
	}
	b.Roots = inOrder(b.Roots)
	b.Committees = b.Committees[:0]
	var walk func(list []*Committee)
	walk = func(list []*Committee) {
		for _, c := range list {
			c.Children = inOrder(c.Children)
			c.Predecessors = inOrder(c.Predecessors)
			c.Successors = inOrder(c.Successors)
			b.Committees = append(b.Committees, c)
			walk(c.Children)
		}
	}
	walk(b.Roots)
	for i := range b.Languages {
		for rank, c := range vietnamese.Sorted(b.Committees, func(c *Committee) string { return c.Names[i] }) {
			c.Ranks = append(c.Ranks, rank)
		}
	}
}

// congress finds a committee's congress, or makes one that the registry does
// not have.
func (c *Committee) congress(number int) *Congress {
	if number == 0 {
		return nil
	}
	g := c.Congress(number)
	if g == nil {
		g = &Congress{Committee: c, Number: number}
		c.Congresses = append(c.Congresses, g)
	}
	return g
}

func (b *builder) addArticles(drafts bool) {
	for _, x := range b.lib.Articles {
		original := x.Original()
		f := &original.Front
		if f.Draft && !drafts {
			continue
		}
		a := &Article{
			ID: x.ID, Date: f.Date, Until: f.Until, Published: f.Published, Updated: f.Updated,
			Kind: cmp.Or(f.Kind, "news"), Number: f.Number, Plenum: f.Plenum,
			Source: f.Source, Documents: f.Documents,
			Term: b.term(b.lib.TermOf(x)),
		}
		for i, m := range x.Memberships() {
			c := b.committees[m.Committee]
			g := c.congress(m.Congress)
			a.Memberships = append(a.Memberships, Membership{c, g})
			if i == 0 {
				a.Committee, a.Congress = c, g
				if g != nil && g.Term == nil {
					g.Term = a.Term
				}
			}
		}
		a.Original = b.language(original)
		b.articles[a.ID], b.sources[a.ID] = a, x
		b.Articles = append(b.Articles, a)
	}
	slices.SortFunc(b.Articles, newestFirst)
	// One pass over the sorted list leaves every other list sorted.
	for i, a := range b.Articles {
		a.Place = i
		if a.Term != nil {
			a.Term.Articles = append(a.Term.Articles, a)
		}
		var seen []*Committee
		for _, m := range a.Memberships {
			if m.Congress != nil {
				m.Congress.Articles = append(m.Congress.Articles, a)
			}
			if slices.Contains(seen, m.Committee) {
				continue
			}
			seen = append(seen, m.Committee)
			c := m.Committee
			c.Articles = append(c.Articles, a)
			if n := len(c.Years); n == 0 || c.Years[n-1].Year != a.Date.Year {
				c.Years = append(c.Years, &Archive{Committee: c, Year: a.Date.Year})
			}
			y := c.Years[len(c.Years)-1]
			y.Articles = append(y.Articles, a)
		}
		if a.Plenum > 0 {
			a.Committee.addPlenum(a)
		}
	}
}

func (c *Committee) addPlenum(a *Article) {
	for _, p := range c.Plenums {
		if p.Number == a.Plenum && p.Term == a.Term {
			p.Articles = append(p.Articles, a)
			return
		}
	}
	c.Plenums = append(c.Plenums, &Plenum{Committee: c, Term: a.Term, Number: a.Plenum, Articles: []*Article{a}})
}

// language is the index of a version's language.
func (b *builder) language(v *content.Version) int {
	return slices.IndexFunc(b.Languages, func(l *locale.Locale) bool { return l.Tag == v.Lang })
}

// texts makes the versions of an article.
func (b *builder) texts(a *Article, x *content.Article) []*Text {
	out := make([]*Text, len(b.Languages))
	for _, v := range x.Versions {
		i := b.language(v)
		t := b.text(a, i, v, x.Original())
		t.State = x.State(v)
		t.TitleLang, t.SummaryLang = i, i
		if t.State == Untranslated {
			o := x.Original()
			if t.Title == o.Front.Title {
				t.TitleLang = a.Original
			}
			if t.Summary == o.Summary {
				t.SummaryLang = a.Original
			}
		}
		out[i] = t
	}
	return out
}

// text makes a version, with what a translation inherits filled in.
func (b *builder) text(a *Article, lang int, v, original *content.Version) *Text {
	own, shared := &v.Front, &original.Front
	t := &Text{
		Lang: lang, Title: own.Title,
		Summary:    v.Summary,
		Body:       &v.Body,
		Author:     cmp.Or(own.Author, shared.Author),
		Photos:     cmp.Or(own.Photos, shared.Photos),
		Translator: own.Translator,
		File:       v.File,
		Path:       address.Of(b.Languages[lang], address.Key{Kind: address.Article, ID: a.ID, Year: a.Date.Year}),
	}
	if shared.Image != nil && shared.Image.Src != "" {
		target, broken := b.Book.Resolve(original.File, shared.Image.Src)
		if broken != nil {
			panic("internal error: the lead picture was not checked: " + original.File)
		}
		lead := &Lead{Pictures: target.Pictures}
		lead.Alt = shared.Image.Alt.In(v.Lang, original.Lang)
		lead.Caption, lead.CaptionFile = shared.Image.CaptionIn(v.Lang, original.Lang), original.File
		if own.Image != nil {
			lead.Alt = cmp.Or(own.Image.Alt.In(v.Lang, v.Lang), lead.Alt)
			if caption := own.Image.CaptionIn(v.Lang, v.Lang); caption != nil {
				lead.Caption, lead.CaptionFile = caption, v.File
			}
		}
		t.Lead = lead
	}
	return t
}

// timeline puts articles, and congresses that no article reports, on their days.
func (b *builder) timeline() {
	var entries []Entry
	for _, a := range b.Articles {
		entries = append(entries, Entry{Date: a.Date, Article: a})
	}
	for _, c := range b.Committees {
		for _, g := range c.Congresses {
			reported := slices.ContainsFunc(g.Articles, func(a *Article) bool {
				return a.Kind == "congress" && a.Congress == g && a.Date.SameDay(g.Date)
			})
			if g.Date.Month > 0 && !reported {
				entries = append(entries, Entry{Date: g.Date, Congress: g})
				if g.Date.HasDay() {
					b.Unreported = append(b.Unreported, g)
				}
			}
		}
	}
	slices.SortStableFunc(b.Unreported, func(g, h *Congress) int {
		return cmp.Or(h.Date.Compare(g.Date), cmp.Compare(h.Committee.ID, g.Committee.ID))
	})
	id := func(e Entry) string {
		if e.Article != nil {
			return e.Article.ID
		}
		return e.Congress.Committee.ID
	}
	slices.SortStableFunc(entries, func(x, y Entry) int {
		return cmp.Or(y.Date.Compare(x.Date), cmp.Compare(id(y), id(x)))
	})
	for _, e := range entries {
		if n := len(b.Years); n == 0 || b.Years[n-1].Year != e.Date.Year {
			b.Years = append(b.Years, &Year{Year: e.Date.Year})
		}
		y := b.Years[len(b.Years)-1]
		if n := len(y.Months); n == 0 || y.Months[n-1].Month != e.Date.Month {
			y.Months = append(y.Months, &Month{Year: y.Year, Month: e.Date.Month})
		}
		m := y.Months[len(y.Months)-1]
		m.Entries = append(m.Entries, e)
	}
}

func (b *builder) finishCommittees() {
	for _, c := range b.Committees {
		slices.SortFunc(c.Congresses, func(g, h *Congress) int { return h.Number - g.Number })
		slices.SortFunc(c.Plenums, func(p, q *Plenum) int {
			return cmp.Or(q.Term.Compare(p.Term.Term), q.Number-p.Number)
		})
	}
}

func (b *builder) finishTerms() {
	slices.SortFunc(b.Terms, func(t, u *Term) int { return u.Compare(t.Term) })
	for _, t := range b.Terms {
		parts := map[*Committee]*TermCommittee{}
		part := func(c *Committee) *TermCommittee {
			if parts[c] == nil {
				parts[c] = &TermCommittee{Committee: c}
			}
			return parts[c]
		}
		for _, c := range b.Committees {
			for _, g := range c.Congresses {
				if g.Term == t {
					p := part(c)
					p.Congresses = append(p.Congresses, g)
				}
			}
		}
		for _, a := range t.Articles {
			p := part(a.Committee)
			p.Articles = append(p.Articles, a)
		}
		for _, c := range b.Committees {
			if parts[c] != nil {
				t.Committees = append(t.Committees, parts[c])
			}
		}
	}
}

func (b *builder) addPages() {
	for _, x := range b.lib.Pages {
		p := &Page{ID: x.ID, Texts: make([]*PageText, len(b.Languages))}
		for _, v := range x.Versions {
			for i, l := range b.Languages {
				if l.Tag == v.Lang {
					p.Texts[i] = &PageText{
						Title: v.Front.Title, Summary: v.Summary, Menu: v.Front.Menu, Body: &v.Body, File: v.File,
						Path: address.Of(l, address.Key{Kind: address.Page, ID: p.ID}),
					}
				}
			}
		}
		b.pages[p.ID] = p
		b.Pages = append(b.Pages, p)
	}
}

func (b *builder) addAnnouncements(today calendar.Date) {
	for _, x := range b.lib.Announcements {
		if today.Compare(x.From) < 0 || today.Compare(x.Until) > 0 {
			continue
		}
		a := Announcement{URL: x.URL}
		for _, l := range b.Languages {
			a.Texts = append(a.Texts, x.Text[l.Tag])
		}
		b.Announcements = append(b.Announcements, a)
	}
}
