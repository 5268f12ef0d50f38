package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// mostTitled is of how many documents that have a title the head has the line, so that
// the title finds them: those that articles last began to name.
const mostTitled = 40

// addDocuments puts each number of a document into the row of the number's
// digits, which a query for it reads anyway; it gives the lines that are for the head:
// those of which no row knows an article, and [mostTitled] with titles.
func (b *builder) addDocuments(l *language) []string {
	numbers := make(map[*site.Article]int, len(l.items))
	for i := range l.items {
		numbers[l.items[i].article] = i
	}
	type entry struct {
		line  string
		first int // article
		known bool
	}
	var all, titled []*entry
	for _, n := range l.site.Numbers {
		e := &entry{line: l.documentLine(n), first: len(l.items)}
		for _, d := range n.Documents {
			for _, a := range d.Articles {
				if i, ok := numbers[a]; ok {
					e.first = min(e.first, i)
				}
			}
		}
		h := hash(strconv.Itoa(n.Number))
		settled, fresh := b.settled.document(h, int32(e.first), e.line), b.fresh.document(h, int32(e.first), e.line)
		e.known = settled || fresh
		if all = append(all, e); strings.Split(e.line, "\t")[3] != "" {
			titled = append(titled, e)
		}
	}
	slices.SortStableFunc(titled, func(x, y *entry) int { return y.first - x.first })
	for _, e := range titled[:min(len(titled), mostTitled)] {
		e.known = false
	}
	recent := []string{}
	for _, e := range all {
		if !e.known {
			recent = append(recent, e.line)
		}
	}
	return recent
}

// documentLine is what the index says of a document, parted by tabs: its slug, its
// number as it is read beside its type, its type, its title and its issuer, of
// which the last two may be empty.
func (l *language) documentLine(n *site.Number) string {
	text := n.Document
	if text.Issuer == "" {
		text.Type = ""
	}
	title, issuer := "", ""
	for _, d := range n.Documents {
		// Their own language first; where there are several, the first that has one.
		if title == "" && d.Titles != nil {
			title = cmp.Or(append([]string{d.Titles[l.index]}, d.Titles...)...)
		}
		switch {
		case issuer != "" || d.Inferred:
		case d.Issuer != "":
			issuer, _ = d.IssuerIn(l.site.Languages[l.index].Tag)
		case d.Committee != nil:
			issuer = d.Committee.Names[l.index]
		}
	}
	if issuer == "" && text.Issuer != "" {
		issuer = l.site.Languages[l.index].Text["document.issuer."+vietnamese.IssuerKey(text.Issuer)]["other"]
	}
	return strings.Join([]string{n.Slug, text.String(), n.Kind(), title, issuer}, "\t")
}
