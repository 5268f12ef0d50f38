package search

import (
	"encoding/binary"
	"math/bits"
)

// A bitWriter fills bytes with bits, from the highest on.
type bitWriter struct {
	out []byte
	acc uint64 // its lowest n bits wait to be written
	n   int
}

// put writes the lowest bits of a number, at most 32.
func (w *bitWriter) put(v uint64, width int) {
	w.acc, w.n = w.acc<<width|v, w.n+width
	for w.n >= 8 {
		w.out = append(w.out, byte(w.acc>>(w.n-8)))
		w.n -= 8
	}
}

// flush fills the last byte up.
func (w *bitWriter) flush() {
	if w.n > 0 {
		w.put(0, 8-w.n)
	}
}

// rice writes a number in Rice's code: the number shifted right by k as that many
// ones and a zero, then its lowest k bits.
func (w *bitWriter) rice(v uint64, k int) {
	ones := v >> k
	for ; ones >= 32; ones -= 32 {
		w.put(1<<32-1, 32)
	}
	w.put((1<<ones-1)<<1, int(ones)+1)
	w.put(v&(1<<k-1), k)
}

// gamma writes a number from 1 on in Elias's code: as many zeros as it has bits
// after the first, and then its bits.
func (w *bitWriter) gamma(v uint64) {
	n := bits.Len64(v)
	w.put(0, n-1)
	w.put(v, n)
}

// riceOf is the k that suits so many numbers spread over a range: near the
// logarithm of ln 2 times the mean of their gaps.
func riceOf(size, count int) int {
	return max(bits.Len(uint(size/max(count, 1)*7/10))-1, 0)
}

// appendList writes a list of numbers, which rise and are below limit:
//
//   - their count, twice, and one more where what is written are the numbers
//     below limit that are not in the list, which are fewer; as a varint, as are
//     the other whole numbers;
//   - nothing more where there is none to write; otherwise the first, and
//   - where there are more, a byte k and the gaps between neighbours, each less
//     one, in Rice's code with k.
func appendList(dst []byte, list []int32, limit int32, room *[]int32) []byte {
	if len(list) > int(limit)/2 {
		absent := (*room)[:0]
		for n, i := int32(0), 0; n < limit; n++ {
			if i < len(list) && list[i] == n {
				i++
			} else {
				absent = append(absent, n)
			}
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
	k := riceOf(int(list[len(list)-1]-list[0]), len(list)-1)
	w := bitWriter{out: append(dst, byte(k))}
	for i := 1; i < len(list); i++ {
		w.rice(uint64(list[i]-list[i-1]-1), k)
	}
	w.flush()
	return w.out
}
