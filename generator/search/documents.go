package search

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// ofTitle is how many words of a document's title, one after another, find the document.
const ofTitle = 5

// addDocuments puts each number of a document into the row of the number's
// digits, and into those of some words of its title ([language.titleWords]), all of which
// a query for it reads anyway; it gives the lines that are for the head: those that one of
// these rows is without, as it does not know of the document's first article.
func (b *builder) addDocuments(l *language) []string {
	numbers := make(map[*site.Article]int, len(l.items))
	for i := range l.items {
		numbers[l.items[i].article] = i
	}
	recent := []string{}
	for _, n := range l.site.Numbers {
		line, title, titled := l.documentLine(n)
		first := len(l.items) // article
		for _, d := range n.Documents {
			for _, a := range d.Articles {
				if i, ok := numbers[a]; ok {
					first = min(first, i)
				}
			}
		}
		known := b.document(hash(strconv.Itoa(n.Number)), first, line)
		if i, ok := numbers[titled]; ok {
			first = i // what an article says does not change the rows that do not know of it
		}
		for _, h := range l.titleWords(title) {
			known = b.document(h, first, line) && known
		}
		if !known {
			recent = append(recent, line)
		}
	}
	return recent
}

// document adds the line of a document to the rows of a hash that know of an article, and
// reports whether there are any.
func (b *builder) document(h uint32, article int, line string) bool {
	settled, fresh := b.settled.document(h, int32(article), line), b.fresh.document(h, int32(article), line)
	return settled || fresh
}

// titleWords are the hashes of words of a title of which any [ofTitle] words of it, one after
// another, have one: of every so many the last.
func (l *language) titleWords(title string) (out []uint32) {
	endings := l.endings()
	var all []uint32
	for at := 0; at < len(title); {
		end := runEnd([]byte(title), at)
		for _, w := range Spell(title[at:end]) {
			all = append(all, hash(endings.Base(w)))
		}
		_, size := utf8.DecodeRuneInString(title[end:])
		at = end + size
	}
	for i := ofTitle - 1; i < len(all); i += ofTitle {
		out = append(out, all[i])
	}
	return out
}

// documentLine is what the index says of a document, parted by tabs: its slug, its
// number as it is read beside its type, its type, its title and its issuer, of
// which the last two may be empty. It gives the title, and the article that says it, too.
func (l *language) documentLine(n *site.Number) (line, title string, titled *site.Article) {
	text := n.Document
	if text.Issuer == "" {
		text.Type = ""
	}
	issuer := ""
	for _, d := range n.Documents {
		// Their own language first; where there are several, the first that has one.
		if title == "" && d.Titles != nil {
			title, titled = cmp.Or(append([]string{d.Titles[l.index]}, d.Titles...)...), d.Titled
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
	return strings.Join([]string{n.Slug, text.String(), n.Kind(), title, issuer}, "\t"), title, titled
}
