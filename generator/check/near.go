package check

import "bantin/generator/vietnamese"

// To find what was meant takes time, and whoever has more mistakes than these has one
// that stands behind them all.
const (
	mostSearches       = 200     // of a run; each may be a look at every file
	mostSearchesInFile = 50      // of one file
	mostCompared       = 200_000 // words that are compared in a run
	mostComparedInFile = 50_000  // in one file
)

// spent is what has been done to find out what was meant.
type spent struct{ searches, compared int }

// A finder finds what was meant, within limits. The zero finder has not looked for
// anything. Each goroutine has its own, so that what is told does not depend on which
// comes first.
type finder struct {
	spent
	files map[string]spent
}

// may counts a search for what a file means, and reports whether it is to be made.
func (f *finder) may(file string) bool {
	in := f.files[file]
	if f.searches >= mostSearches || in.searches >= mostSearchesInFile {
		return false
	}
	f.searches++
	in.searches++
	if f.files == nil {
		f.files = map[string]spent{}
	}
	f.files[file] = in
	return true
}

// nearest is vietnamese.Nearest for a word of a file; nothing is near once too much
// has been compared.
func (f *finder) nearest(file, word string, known []string) (string, bool) {
	in, n := f.files[file], len(known)
	if f.compared+n > mostCompared || in.compared+n > mostComparedInFile {
		return "", false
	}
	f.compared += n
	in.compared += n
	if f.files == nil {
		f.files = map[string]spent{}
	}
	f.files[file] = in
	return vietnamese.Nearest(word, known)
}
