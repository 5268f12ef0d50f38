// Package search makes the files of which the search page finds things: an index
// of every word of every article, in each language, that the browser reads with
// no help from a server.
//
// It takes a Site and gives the bytes of one file at a time. It reads no file,
// writes none and answers no query: the reader is static/search.js, and for
// tests there is a second one in Go, which they hold against it.
//
// # Words
//
// A word is looked up by its base, which has neither marks nor case (words.go),
// and so đảng, đang and dang are one base with several spellings. Where the language's
// strings file names endings, the base has none of them: agency and agencies are one base,
// too. What a reader finds depends on the base alone; which of the spellings it is, and whether the
// marks that the reader did type agree with it, decides what comes first.
//
// # Files
//
// Articles have numbers, in the order in which they came out, the first one first:
// by the day of the report or, where nobody says, of the event. There are five kinds
// of file:
//
//   - the head (head.go): the settings, what is found beside articles, where the
//     cards are, and the newest articles, word by word;
//   - the words that are known, for one that is being typed or is mistyped; where
//     rows are few, the head has them;
//   - rows (rows.go): for each base, which articles have it; for each of its
//     spellings, which of the newest have that, and which have it in a heading or
//     in the title; the documents of a number, or of a title; and for each two bases that stand
//     side by side, in which of the newest articles they do. Which row, a hash
//     says;
//   - fresh rows, in a large bulletin: the same of the newest articles, for the words
//     whose rows do not know of these yet;
//   - cards (cards.go): a few neighbouring articles a file, with all their text,
//     from which the page shows an excerpt.
//
// A query of two words reads the head, two rows, two fresh rows where there are any,
// and the cards of what it shows.
//
// # What a new article changes
//
// An article has hundreds of words, and so belongs in every row. It would change
// all of them, were rows complete: instead each row knows of so many articles,
// and those after them are in the head. With each article a few rows catch up, the
// same few for everyone, since which they are follows from the articles before it
// alone (schedule). The number of rows grows with the texts by splitting one row in
// two at a time, as linear hashing does.
//
// The more rows there are, the longer it takes until all have caught up, and the more
// articles the head would have. Fresh rows, which are few, and small as they have few
// articles, stand between: what a row does not know, the fresh row of the same hash
// does, but for the very newest articles. So there can be rows enough for the most
// frequent words to be seldom in one. What is said of an article in both is the same.
//
// That serves the newest article and one that came out a little before it, whenever
// what it reports took place. One that came out long ago does change every row, of which there are therefore as few as a
// first query can bear to be sent: no index made from the articles alone, without
// knowing which came first, could do better. (Take any one article away: the
// rest might be the bulletin of yesterday. So a file may depend only on so many
// articles as there are files that one article may change, over all files; and
// what a query reads has to depend on all.) Cards it leaves alone, but for those
// of those days (address.CardsOf).
package search

import (
	"cmp"
	"slices"
	"sync"

	"bantin/generator/address"
	"bantin/generator/site"
)

// An Index is the search index of a Site. Nothing is computed before the first
// file is asked for. Any number of goroutines may use it.
type Index struct {
	site  *site.Site
	order sync.Once
	langs []*language
}

// A language is the index of the articles that one language's pages list.
type language struct {
	site  *site.Site
	index int
	build sync.Once
	items []item // by number
	years []address.CardYear
	head  []byte
	words []byte
	rows  [][]byte
	fresh [][]byte
}

// An item is something that has a number: an article as the language shows it.
type item struct {
	place   address.Place
	article *site.Article
	text    *site.Text
}

// New is the index of a Site.
func New(s *site.Site) *Index {
	x := &Index{site: s}
	for i := range s.Languages {
		x.langs = append(x.langs, &language{site: s, index: i})
	}
	return x
}

// Head is the head of a language's index.
func (x *Index) Head(lang int) []byte { return x.built(lang).head }

// Words is the list of the words of a language's index.
func (x *Index) Words(lang int) []byte { return x.built(lang).words }

// Row is a row of a language's index.
func (x *Index) Row(lang, number int) []byte { return x.built(lang).rows[number] }

// Fresh is a fresh row of a language's index.
func (x *Index) Fresh(lang, number int) []byte { return x.built(lang).fresh[number] }

// Articles are those of a language's index, by number.
func (x *Index) Articles(lang int) []*site.Article {
	var out []*site.Article
	for _, it := range x.ordered(lang).items {
		out = append(out, it.article)
	}
	return out
}

// ordered is a language's index with its articles numbered.
func (x *Index) ordered(lang int) *language {
	x.order.Do(func() {
		for _, l := range x.langs {
			l.number()
		}
	})
	return x.langs[lang]
}

// Prepare makes what the first file would wait for: one language after another,
// since each takes much memory until its rows are written. Files may be asked for
// meanwhile.
func (x *Index) Prepare() {
	for i := range x.langs {
		x.built(i)
	}
}

// built is a language's index with its head and rows made.
func (x *Index) built(lang int) *language {
	l := x.ordered(lang)
	l.build.Do(l.fill)
	return l
}

func (l *language) number() {
	for _, a := range l.site.Articles {
		if t := l.site.Shown(a, l.index); t != nil {
			l.items = append(l.items, item{address.PlaceOf(a.Out(), a.ID), a, t})
		}
	}
	slices.SortFunc(l.items, func(x, y item) int {
		return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.article.ID, y.article.ID))
	})
	places := make([]address.Place, len(l.items))
	for i := range l.items {
		places[i] = l.items[i].place
	}
	l.years = address.CardsOf(places)
}

// endings are those of the language's words.
func (l *language) endings() Endings {
	return EndingsOf(l.site.Languages[l.index].Text[endings]["other"])
}

// fill makes the head, the words and the rows.
func (l *language) fill() {
	sizes := make([]int, len(l.items))
	for i := range l.items {
		sizes[i] = len(l.items[i].text.Body.HTML)
	}
	settled, fresh := schedule(sizes)
	b := newBuilder(settled, fresh, len(l.items), l.endings())
	for i := len(l.items) - 1; i >= 0; i-- {
		b.add(i, &l.items[i])
	}
	recent := b.addDocuments(l)
	l.rows, l.fresh = b.rows()
	l.head = l.makeHead(b, recent)
	if len(l.rows) > address.FewRows {
		l.words = b.words()
	}
}
