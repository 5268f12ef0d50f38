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
	c := &checker{lib: lib, book: book, committees: map[string]*content.Committee{}}
	c.problems = append(c.problems, lib.Problems...)
	c.unread = len(lib.Committees) == 0 && slices.ContainsFunc(lib.Problems, func(p diag.Problem) bool {
		return p.Pos.File == content.CommitteesFile && p.Severity == diag.Error
	})
	// The links are half of the work, and need nothing from the other rules.
	l := &checker{lib: lib, book: book}
	var wg sync.WaitGroup
	wg.Go(l.links)
	c.settings()
	c.registry()
	c.roles()
	c.memberships()
	c.congresses()
	c.dates()
	c.documents()
	c.addresses()
	wg.Wait()
	c.problems = append(c.problems, l.problems...)
	c.problems.Sort()
	return c.problems
}

// A checker is one run.
type checker struct {
	lib        *content.Library
	book       *address.Book
	committees map[string]*content.Committee // by id; the first of two that share one
	ids        []string                      // of the committees, in the order of the file
	unread     bool                          // the committees could not be read, so nobody can say which there are
	problems   diag.List
}
