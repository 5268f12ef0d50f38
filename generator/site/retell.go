package site

import (
	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/status"
)

// Retold is Build for a Library that tells what the Site's own does in other words,
// as content.Library.Retold finds out; changed are the articles that are not the
// same, book is the new Library's, and opt is as it was. Every list is what it was
// and in the same order, so that the Site is copied and not thought out anew: no
// part of the old one that leads to an article is shared, and neither changes.
func (s *Site) Retold(lib *content.Library, changed []*content.Article, book *address.Book, opt Options) *Site {
	c := &copier{
		site:       *s,
		articles:   make(map[*Article]*Article, len(s.Articles)),
		committees: make(map[*Committee]*Committee, len(s.Committees)),
		congresses: map[*Congress]*Congress{},
		terms:      make(map[*Term]*Term, len(s.Terms)),
		documents:  map[*Document]*Document{},
		numbers:    make(map[*Number]*Number, len(s.Numbers)),
	}
	c.site.Book, c.site.Media, c.site.Status = book, lib.Media, status.Of(lib, opt.Drafts)
	c.nodes(s)
	c.tie()

	b := &builder{Site: &c.site, lib: lib}
	for _, x := range changed {
		a := b.articles[x.ID]
		if a == nil {
			continue // a draft
		}
		a.Texts = b.texts(a, x)
	}
	return b.Site
}

// A copier is one run of Retold: each node of the old Site with its copy. First it
// copies the nodes, then it ties the copies to one another.
type copier struct {
	site       Site
	articles   map[*Article]*Article
	committees map[*Committee]*Committee
	congresses map[*Congress]*Congress
	terms      map[*Term]*Term
	documents  map[*Document]*Document
	numbers    map[*Number]*Number
}

// nodes copies what others point to.
func (c *copier) nodes(s *Site) {
	slab := make([]Article, len(s.Articles))
	for i, a := range s.Articles {
		slab[i] = *a
		c.articles[a] = &slab[i]
	}
	for _, k := range s.Committees {
		n := *k
		c.committees[k] = &n
		for _, g := range k.Congresses {
			n := *g
			c.congresses[g] = &n
		}
	}
	for _, t := range s.Terms {
		n := *t
		c.terms[t] = &n
	}
	for _, n := range s.Numbers {
		m := *n
		c.numbers[n] = &m
		for _, d := range n.Documents {
			e := *d
			c.documents[d] = &e
		}
	}
}

// tie leads every copy to copies.
func (c *copier) tie() {
	s := &c.site
	s.Articles = all(s.Articles, c.articles)
	s.Committees = all(s.Committees, c.committees)
	s.Roots = all(s.Roots, c.committees)
	s.Terms = all(s.Terms, c.terms)
	s.Unreported = all(s.Unreported, c.congresses)
	s.Numbers = all(s.Numbers, c.numbers)
	s.articles = byKey(s.articles, c.articles)
	s.committees = byKey(s.committees, c.committees)
	s.numbers = byKey(s.numbers, c.numbers)
	s.Years = each(s.Years, c.year)
	for _, a := range s.Articles {
		a.Committee, a.Congress, a.Term = c.committees[a.Committee], c.congresses[a.Congress], c.terms[a.Term]
		a.Presents = c.documents[a.Presents]
		a.Cites = all(a.Cites, c.documents)
		memberships := make([]Membership, len(a.Memberships))
		for i, m := range a.Memberships {
			memberships[i] = Membership{c.committees[m.Committee], c.congresses[m.Congress]}
		}
		a.Memberships = memberships
	}
	for _, k := range s.Committees {
		k.Parent = c.committees[k.Parent]
		k.Children = all(k.Children, c.committees)
		k.Predecessors, k.Successors = all(k.Predecessors, c.committees), all(k.Successors, c.committees)
		k.Congresses = all(k.Congresses, c.congresses)
		k.Articles = all(k.Articles, c.articles)
		k.Plenums = each(k.Plenums, func(p *Plenum) *Plenum {
			return &Plenum{c.committees[p.Committee], c.terms[p.Term], p.Number, all(p.Articles, c.articles)}
		})
		k.Years = each(k.Years, func(y *Archive) *Archive {
			return &Archive{c.committees[y.Committee], y.Year, all(y.Articles, c.articles)}
		})
		for _, g := range k.Congresses {
			g.Committee, g.Term, g.Articles = k, c.terms[g.Term], all(g.Articles, c.articles)
		}
	}
	for _, t := range s.Terms {
		t.Articles = all(t.Articles, c.articles)
		t.Committees = each(t.Committees, func(k *TermCommittee) *TermCommittee {
			return &TermCommittee{c.committees[k.Committee], all(k.Congresses, c.congresses), all(k.Articles, c.articles)}
		})
	}
	for _, n := range s.Numbers {
		n.Documents, n.MayBe = all(n.Documents, c.documents), all(n.MayBe, c.numbers)
		for _, d := range n.Documents {
			d.Number, d.Committee, d.Titled = n, c.committees[d.Committee], c.articles[d.Titled]
			d.Presents, d.Citing, d.Articles = all(d.Presents, c.articles), all(d.Citing, c.articles), all(d.Articles, c.articles)
		}
	}
}

func (c *copier) year(y *Year) *Year {
	return &Year{y.Year, each(y.Months, func(m *Month) *Month {
		n := &Month{m.Year, m.Month, make([]Entry, len(m.Entries))}
		for i, e := range m.Entries {
			n.Entries[i] = Entry{e.Date, c.articles[e.Article], c.congresses[e.Congress]}
		}
		return n
	})}
}

// all is a list of the copies of a list; nil stays nil.
func all[T any](list []*T, copies map[*T]*T) []*T {
	return each(list, func(x *T) *T { return copies[x] })
}

func each[T any](list []*T, of func(*T) *T) []*T {
	if list == nil {
		return nil
	}
	out := make([]*T, len(list))
	for i, x := range list {
		out[i] = of(x)
	}
	return out
}

func byKey[T any](m map[string]*T, copies map[*T]*T) map[string]*T {
	out := make(map[string]*T, len(m))
	for k, x := range m {
		out[k] = copies[x]
	}
	return out
}
