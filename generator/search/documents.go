package search

import (
	"cmp"
	"strconv"
	"strings"

	"bantin/generator/site"
)

// addDocuments puts each number of a document into the row of the number's
// digits, which a query for it reads anyway; it gives the lines of those of which no
// row knows an article, which are for the head.
func (b *builder) addDocuments(l *language) (recent []string) {
	numbers := make(map[*site.Article]int, len(l.items))
	for i := range l.items {
		numbers[l.items[i].article] = i
	}
	recent = []string{}
	for _, n := range l.site.Numbers {
		first := len(l.items)
		for _, d := range n.Documents {
			for _, a := range d.Articles {
				if i, ok := numbers[a]; ok {
					first = min(first, i)
				}
			}
		}
		line := l.documentLine(n)
		h := hash(strconv.Itoa(n.Number))
		settled, fresh := b.settled.document(h, int32(first), line), b.fresh.document(h, int32(first), line)
		if !settled && !fresh {
			recent = append(recent, line)
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
	return strings.Join([]string{n.Slug, text.String(), n.Kind(), title, issuer}, "\t")
}
