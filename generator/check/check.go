// Package check holds a Library against the rules of a bulletin that take more
// than one place to see: what names what, what contradicts what, and what leads
// nowhere.
//
// It takes a Library and its Book of addresses and gives problems, each with its
// place, what is wrong and what to write instead. It changes nothing and reads
// no file. A Library without errors here is one that a Site can be made of.
//
// A file holds the rules of one subject. A rule that needs a value which is not
// there says nothing: what is missing has been reported already.
package check

import (
	"slices"
	"sync"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// Run gives every problem of a Library, those that reading found among them, in
// the order of the files.
func Run(lib *content.Library, book *address.Book) diag.List {
	c := newChecker(lib, book)
	c.problems = append(c.problems, lib.Problems...)
	c.unread = len(lib.Committees) == 0 && slices.ContainsFunc(lib.Problems, func(p diag.Problem) bool {
		return p.Pos.File == content.CommitteesFile && p.Severity == diag.Error
	})
	// The links are half of the work, and need nothing from the other rules.
	l := &linker{book: book, base: lib.Config.BaseURL}
	var wg sync.WaitGroup
	wg.Go(func() {
		l.articles(lib.Articles)
		l.others(lib)
	})
	c.settings()
	c.everywhere()
	c.registry()
	c.congresses()
	c.lives()
	c.addresses()
	c.files()
	c.each(lib.Articles)
	wg.Wait()
	c.problems = append(c.problems, l.problems...)
	c.problems.Sort()
	c.problems.Bound()
	return c.problems
}

// Retold is Run for a Library that tells what another one does in other words, as
// content.Library.Retold finds out; changed are the articles that are not the same,
// book is the new Library's. before is what Run gave for the other one, in which no
// problem is an error: then nothing that is told elsewhere has to do with them.
func Retold(before diag.List, lib *content.Library, changed []*content.Article, book *address.Book) diag.List {
	files := map[string]bool{}
	for _, a := range changed {
		for _, v := range a.Versions {
			files[v.File] = true
		}
	}
	c := newChecker(lib, book)
	for _, p := range before {
		if !files[p.Pos.File] {
			c.problems = append(c.problems, p)
		}
	}
	for _, p := range lib.Problems {
		if files[p.Pos.File] {
			c.problems = append(c.problems, p)
		}
	}
	for _, k := range lib.Committees {
		c.add(k)
	}
	c.each(changed)
	l := &linker{book: book, base: lib.Config.BaseURL}
	l.articles(changed)
	c.problems = append(c.problems, l.problems...)
	c.problems.Sort()
	c.problems.Bound()
	return c.problems
}

func newChecker(lib *content.Library, book *address.Book) *checker {
	return &checker{lib: lib, book: book, committees: map[string]*content.Committee{}}
}

// each holds articles against the rules that look at one article at a time. Those
// that look at several give errors alone, or Retold would not be right.
func (c *checker) each(articles []*content.Article) {
	for _, a := range articles {
		c.roles(a)
		c.dated(a)
		c.times(a)
		c.memberships(a)
		c.dates(a)
		c.documents(a)
	}
}

// A checker is one run.
type checker struct {
	lib        *content.Library
	book       *address.Book
	committees map[string]*content.Committee // by id; the first of two that share one
	ids        []string                      // of the committees, in the order of the file
	unread     bool                          // the committees could not be read, so nobody can say which there are
	finder
	names    map[string]string // of committees, to their ids; made when first asked for
	problems diag.List
}
