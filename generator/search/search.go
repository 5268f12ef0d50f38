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
// and so đảng, đang and dang are one base with several spellings. What a reader
// finds depends on the base alone; which of the spellings it is, and whether the
// marks that the reader did type agree with it, decides what comes first.
//
// # Files
//
// Articles have numbers, in the order of their dates, oldest first, so that a
// new one leaves the numbers of the others alone. There are three kinds of file:
//
//   - the head (head.go): the settings, what is found beside articles, every
//     known word, and the newest articles, word by word;
//   - rows (rows.go): for each base and each spelling, which articles have it,
//     and which of them in a heading or in the title; for each two bases that
//     stand side by side, in which of the newest articles they do. Which row, a
//     hash says;
//   - cards (cards.go): four neighbouring articles a file, with all their text,
//     from which the page shows an excerpt.
//
// A query of two words reads the head, three rows, and the cards of what it
// shows.
//
// # What a new article changes
//
// An article has hundreds of words, and so belongs in every row. It would change
// all of them, were rows complete: instead each row has a number of articles
// that it covers, and those after it are in the head. With each article a few
// rows catch up, the same few for everyone, since which they are follows from
// the number of articles alone (schedule). The number of rows grows with the
// articles by splitting one row in two at a time, as linear hashing does.
package search

import (
	"sync"

	"bantin/generator/site"
)

// An Index is the search index of a Site. Nothing is computed before the first
// file is asked for. Any number of goroutines may use it.
type Index struct {
	site  *site.Site
	build sync.Once
	langs []*language
}

// A language is the index of the articles that one language's pages list.
type language struct {
	site  *site.Site
	index int
	items []*item // by number
	head  []byte
	rows  [][]byte
}

// An item is something that has a number: an article as the language shows it.
type item struct {
	article *site.Article
	text    *site.Text
}

// New is the index of a Site.
func New(s *site.Site) *Index {
	x := &Index{site: s}
	for i := range s.Languages {
		l := &language{site: s, index: i}
		for j := len(s.Articles) - 1; j >= 0; j-- {
			if t := s.Shown(s.Articles[j], i); t != nil {
				l.items = append(l.items, &item{s.Articles[j], t})
			}
		}
		x.langs = append(x.langs, l)
	}
	return x
}

// Head is the head of a language's index.
func (x *Index) Head(lang int) []byte { return x.built(lang).head }

// Row is a row of a language's index.
func (x *Index) Row(lang, number int) []byte { return x.built(lang).rows[number] }

// built is a language's index with its head and rows made: all languages at
// once, since a build needs them all.
func (x *Index) built(lang int) *language {
	x.build.Do(func() {
		var wg sync.WaitGroup
		for _, l := range x.langs {
			wg.Go(l.build)
		}
		wg.Wait()
	})
	return x.langs[lang]
}

func (l *language) build() {
	b := newBuilder(len(l.items))
	for i := len(l.items) - 1; i >= 0; i-- {
		b.add(i, l.items[i])
	}
	l.rows = b.rows()
	l.head = l.makeHead(b)
}
