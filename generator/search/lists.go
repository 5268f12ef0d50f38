package search

import (
	"encoding/binary"
	"math/bits"
)

// appendList writes a list of article numbers, which rise and are below limit:
//
//   - their count, twice, and one more where what is written are the articles
//     below limit that are not in the list, which are fewer; as a varint, as are
//     the other whole numbers;
//   - nothing more where there is none to write; otherwise the first, and
//   - where there are more, a byte k and the gaps between neighbours, each less
//     one, in Rice's code: the gap shifted right by k as that many ones and a
//     zero, then its lowest k bits. Bits fill bytes from the highest.
func appendList(dst []byte, list []int32, limit int32, room *[]int32) []byte {
	if len(list) > int(limit)/2 {
		absent := (*room)[:0]
		next := int32(0)
		for _, n := range append(list, limit) {
			for ; next < n; next++ {
				absent = append(absent, next)
			}
			next = n + 1
		}
		*room = absent
		dst = binary.AppendUvarint(dst, uint64(len(absent))<<1|1)
		list = absent
	} else {
		dst = binary.AppendUvarint(dst, uint64(len(list))<<1)
	}
	if len(list) == 0 {
		return dst
	}
	dst = binary.AppendUvarint(dst, uint64(list[0]))
	if len(list) == 1 {
		return dst
	}
	// The best k is near the logarithm of ln 2 times the mean of the gaps.
	mean := int(list[len(list)-1]-list[0]) / (len(list) - 1)
	k := max(bits.Len(uint(mean*7/10))-1, 0)
	dst = append(dst, byte(k))
	var acc uint64 // its lowest n bits wait to be written
	n := 0
	put := func(v uint64, width int) {
		acc, n = acc<<width|v, n+width
		for n >= 8 {
			dst = append(dst, byte(acc>>(n-8)))
			n -= 8
		}
	}
	for i := 1; i < len(list); i++ {
		gap := uint64(list[i] - list[i-1] - 1)
		ones := gap >> k
		for ; ones >= 32; ones -= 32 {
			put(1<<32-1, 32)
		}
		put((1<<ones-1)<<1, int(ones)+1)
		put(gap&(1<<k-1), k)
	}
	if n > 0 {
		put(0, 8-n)
	}
	return dst
}
