package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/site"
)

// ofTitle is how many words of a document's title find it.
const ofTitle = 5

// addDocuments puts each number of a document into the row of the number's
// digits, which a query for it reads anyway, and into those of words of its title, of
// which any [ofTitle] that follow one another have one; it gives the lines of those of which no
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
		line, known := l.documentLine(n), true
		bases := []string{strconv.Itoa(n.Number)}
		for i, w := range wordsOf(strings.Split(line, "\t")[3]) {
			if base := b.endings.Base(w); i%ofTitle == 0 && !slices.Contains(bases, base) {
				bases = append(bases, base)
			}
		}
		for _, base := range bases {
			h := hash(base)
			settled, fresh := b.settled.document(h, int32(first), line), b.fresh.document(h, int32(first), line)
			known = known && (settled || fresh)
		}
		if !known {
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
