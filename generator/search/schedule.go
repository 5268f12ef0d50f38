package search

import (
	"math/bits"

	"bantin/generator/address"
)

// pace is how many rows change with each article: they catch up, or are the two
// parts of one that is split. With them change the head, the words and a file of
// cards, or two. late is how many of the newest articles no row covers, so that one
// that comes in among them changes no more than one after them. Both make the head
// larger, which few articles do not mind.
func pace(rows int) (rowsAnArticle, late int) {
	if rows <= 2*address.FewRows {
		return 4, 16
	}
	return 6, max(16-rows/8, 4)
}

// schedule says how many articles each row covers, in an index of articles whose
// texts have these sizes. It plays the index's life from the first article on:
// with each, a hand that goes round the rows brings the next few up to date, and
// a new row comes up to date, with the one that it was a part of.
func schedule(sizes []int) []int32 {
	var covers []int32
	hand, bytes := 0, 0
	for i, size := range sizes {
		bytes += size
		most, late := pace(len(covers))
		upTo := int32(max(i+1-late, 0))
		changed := 0
		if k := len(covers); address.NextRows(k, bytes) > k {
			if k > 0 {
				covers[k-pow2(k)] = upTo
				changed++
			}
			covers = append(covers, upTo)
			changed++
		}
		for ; changed < most && len(covers) > 0; changed++ {
			covers[hand%len(covers)] = upTo
			hand = (hand + 1) % len(covers)
		}
	}
	return covers
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
