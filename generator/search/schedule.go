package search

import (
	"math/bits"
	"slices"

	"bantin/generator/address"
)

// A rowSet is rows of which the hash of a base picks one.
type rowSet struct {
	spans     []span // of each row
	documents [][]string
	hand      int // the row whose turn is next, while they are scheduled
}

// A span is the articles that a row knows of: those from the one on, and below the
// other.
type span struct{ from, to int32 }

func (s span) has(article int32) bool { return s.from <= article && article < s.to }

// pace is how many rows change with each article, of the settled and of the fresh:
// they catch up, or are the two parts of one that is split. With them change the
// head, the words and a file of cards, or two. late is how many of the newest
// articles no row knows of, so that one that comes in among them changes no more
// than one after them. What rows do not know makes the head larger, which few
// articles do not mind.
func pace(rows int) (settled, fresh, late int) {
	switch {
	case rows <= 2*address.FewRows:
		return 2, 0, 16
	case address.FreshRows(rows) == 0:
		return 6, 0, max(16-rows/8, 4)
	}
	return 4, 2, 4
}

// schedule says what the rows know of, in an index of articles whose texts have
// these sizes. It plays the index's life from the first article on: with each, a
// hand that goes round the settled rows brings the next few up to date, and a new
// row comes up to date, with the one that it was a part of. Another hand goes round
// the fresh rows, of which each knows what some settled row does not when its turn
// comes.
func schedule(sizes []int) (settled, fresh rowSet) {
	bytes := 0
	for i, size := range sizes {
		bytes += size
		most, mostFresh, late := pace(len(settled.spans))
		now := span{0, int32(max(i+1-late, 0))}
		settled.turn(address.NextRows(len(settled.spans), bytes), most, now)
		// Where each has another turn, it does not matter what it is that they know.
		if len(sizes)-i <= 4*address.MostFresh {
			now.from = settled.least()
		}
		fresh.turn(address.FreshRows(len(settled.spans)), mostFresh, now)
	}
	settled.documents = make([][]string, len(settled.spans))
	fresh.documents = make([][]string, len(fresh.spans))
	return settled, fresh
}

// turn brings so many rows up to date, among them one that is added where there are
// to be more.
func (r *rowSet) turn(rows, most int, now span) {
	changed := 0
	if k := len(r.spans); rows > k {
		if k > 0 {
			r.spans[k-pow2(k)] = now
			changed++
		}
		r.spans = append(r.spans, now)
		changed++
	}
	for ; changed < most && len(r.spans) > 0; changed++ {
		r.spans[r.hand%len(r.spans)] = now
		r.hand = (r.hand + 1) % len(r.spans)
	}
}

// least is the first article that some row does not know of.
func (r *rowSet) least() int32 {
	out := int32(0)
	for i, s := range r.spans {
		if i == 0 || s.to < out {
			out = s.to
		}
	}
	return out
}

// of is what the row of a hash knows of: nothing where there are no rows.
func (r *rowSet) of(h uint32) span {
	if len(r.spans) == 0 {
		return span{}
	}
	return r.spans[rowOf(h, len(r.spans))]
}

// document adds the line of a document that an article has first to the row of a
// hash, of its number or a word of its title, once; it reports whether the row knows of the article.
func (r *rowSet) document(h uint32, article int32, line string) bool {
	if !r.of(h).has(article) {
		return false
	}
	i := rowOf(h, len(r.spans))
	if !slices.Contains(r.documents[i], line) {
		r.documents[i] = append(r.documents[i], line)
	}
	return true
}

// pow2 is the greatest power of two that is not above n, which is at least 1.
func pow2(n int) int { return 1 << (bits.Len(uint(n)) - 1) }

// rowOf is the row, of so many, of a hash: by as many of its lowest bits as
// there are rows for, and by one less where that row is not there yet.
func rowOf(h uint32, rows int) int {
	m := pow2(rows)
	if i := int(h) & (2*m - 1); i < rows {
		return i
	}
	return int(h) & (m - 1)
}
