package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// mostNeighbours is how many articles, the newest, a row names for two words
// side by side: more than anyone looks at. A base before very many others has
// fewer for each, so that it names at most mostListed, but leastNeighbours. Of
// older articles the reader takes the likely for true.
const (
	mostNeighbours, leastNeighbours = 16, 8
	mostListed                      = 2000
)

// A base has what stands after it by a key, of keyBits of a hash: of these as
// many as say which of the bases after it is meant, but once in spareBits bits.
// What a mistake costs is an article that stands too high.
const keyBits, spareBits = 20, 7

// pairs are the bases that stand after another, in the articles that its rows
// know of. There are as many as there are words in all texts, and so each takes
// four bytes until the rows are written: the key, and below it how far the article
// is below that of the one before; far says that the four bytes after are the
// article itself.
type pairs struct {
	below, last int32 // below is the first article that they do not know of, last that of the last pair
	list        []uint32
	full        [][]uint32 // what was before list
}

const far = 1<<(32-keyBits) - 1

// keyOf is the key of a base, from its hash, above the bits of far.
func keyOf(hash uint32) uint32 { return hash * 0x9E3779B1 &^ far }

// addPairs adds the pairs of an article whose words these are.
func (b *builder) addPairs(number int32, tokens []int32) {
	if len(b.settled.spans) == 0 {
		return
	}
	before := int32(-1)
	for _, i := range tokens {
		if i < 0 {
			before = -1
			continue
		}
		second := b.baseOf[i]
		if before >= 0 {
			if p := &b.after[before]; number < p.below {
				v := b.keys[second]
				if len(p.list)+2 > cap(p.list) {
					b.more(p)
				}
				if d := uint32(p.last - number); d < far {
					p.list = append(p.list, v|d)
				} else {
					p.list = append(p.list, v|far, uint32(number))
				}
				p.last = number
			}
		}
		before = second
	}
}

// more gives pairs room. What they have stays where it is: there is much of it.
func (b *builder) more(p *pairs) {
	n := 8
	if cap(p.list) > 0 {
		p.full = append(p.full, p.list)
		n = min(4*cap(p.list), 4096)
	}
	if len(b.pairSlab) < n {
		b.pairSlab = make([]uint32, 64<<10)
	}
	p.list, b.pairSlab = b.pairSlab[:0:n], b.pairSlab[n:]
}

// A keyed is the key of a pair above the number of an article.
type keyed uint64

// sorted gives the pairs of a span by their key, and those of one key by their
// article, which counts from the span's first on, falling, in room, which it makes
// larger where it has to.
func (p *pairs) sorted(s span, room *[2][]keyed) []keyed {
	from := p.appendKeyed(room[0][:0], s)
	room[0] = from
	if len(from) < 256 {
		slices.SortFunc(from, func(x, y keyed) int { // the keys rise, and the articles fall
			const article = 1<<32 - 1
			return cmp.Compare(x^article, y^article)
		})
		return from
	}
	if cap(room[1]) < len(from) {
		room[1] = make([]keyed, cap(from))
	}
	to := room[1][:len(from)]
	const digit = keyBits / 2
	var low, high [1 << digit]int32 // how many have a digit, then where the next goes
	for _, k := range from {
		low[k>>32&(1<<digit-1)]++
		high[k>>(32+digit)]++
	}
	a, b := int32(0), int32(0)
	for i := range low {
		low[i], a = a, a+low[i]
		high[i], b = b, b+high[i]
	}
	for _, k := range from {
		d := k >> 32 & (1<<digit - 1)
		to[low[d]] = k
		low[d]++
	}
	for _, k := range to {
		d := k >> (32 + digit)
		from[high[d]] = k
		high[d]++
	}
	return from
}

// appendKeyed adds the pairs of a span.
func (p *pairs) appendKeyed(dst []keyed, s span) []keyed {
	n := p.below
	for _, list := range append(p.full, p.list) {
		for i := 0; i < len(list); i++ {
			v := list[i]
			if d := v & far; d < far {
				n -= int32(d)
			} else {
				i++
				n = int32(list[i])
			}
			if n < s.from {
				return dst
			}
			if n < s.to {
				dst = append(dst, keyed(v>>(32-keyBits))<<32|keyed(n-s.from))
			}
		}
	}
	return dst
}

// inPart is how many pairs of a base a reader reads to find one, about.
const inPart = 32

// appendPairs writes what stands after a base, by the ranks of the articles among
// those that have the base, the newest first, of which there are so many:
//
//   - how many there are, as a varint, and nothing more where there are none;
//   - of how many articles at most one is listed, as a byte;
//   - where there are more than inPart, the lengths of the parts, as varints: as
//     many as the least power of two that is not below the pairs by inPart, by the
//     highest bits of the keys;
//   - and the parts, each of bits: how many pairs it has, and one more, in Elias's
//     gamma code; and for each in the order of their keys
//   - how far its key, without the bits that say which part, is above the one
//     before, the first above zero, in Rice's code with [riceOf](keys, pairs);
//   - how many articles are listed, in gamma; where those are the most, how many
//     more have the pair, and one more, in gamma;
//   - and for each how far its rank is above the one before, less one, the first
//     above -1, in Rice's code: with riceOf(all, listed) where they are all of it,
//     and else with five bits that come first.
//
// A key has spareBits bits more than the number of pairs, and at most keyBits.
func (w *rowWriter) appendPairs(dst []byte, list []keyed, all int32) []byte {
	count := 0
	var listed [3]int // articles, where at most mostNeighbours of each are, or half of that, or a quarter
	for i := 0; i < len(list); count++ {
		own := 1
		for i++; i < len(list) && list[i]>>32 == list[i-1]>>32; i++ {
			if list[i] != list[i-1] {
				own++
			}
		}
		for j := range listed {
			listed[j] += min(own, mostNeighbours>>j)
		}
	}
	dst = binary.AppendUvarint(dst, uint64(count))
	if count == 0 {
		return dst
	}
	most := mostNeighbours
	for i := 0; most > leastNeighbours && listed[i] > mostListed; i++ {
		most /= 2
	}
	dst = append(dst, byte(most))
	width := min(spareBits+bits.Len(uint(count)), keyBits)
	partBits := bits.Len(uint((count - 1) / inPart))
	out := bitWriter{out: w.bits[:0]}
	for part := range keyed(1) << partBits {
		to := 0
		for to < len(list) && list[to]>>(32+keyBits-partBits) == part {
			to++
		}
		before := len(out.out)
		w.part(&out, list[:to], width, partBits, most, all)
		out.flush()
		list = list[to:]
		if partBits > 0 {
			dst = binary.AppendUvarint(dst, uint64(len(out.out)-before))
		}
	}
	w.bits = out.out
	return append(dst, out.out...)
}

// part writes one part of the pairs of a base.
func (w *rowWriter) part(out *bitWriter, list []keyed, width, partBits, most int, all int32) {
	shift := keyBits - width
	count := 0
	for i := range list {
		if i == 0 || list[i]>>(32+shift) != list[i-1]>>(32+shift) {
			count++
		}
	}
	out.gamma(uint64(count) + 1)
	size := 1 << (width - partBits)
	gap := riceOf(size, count)
	last := 0
	for len(list) > 0 {
		key := int(list[0]>>(32+shift)) & (size - 1)
		var own []int32
		own, list = w.next(list, shift)
		listed := min(len(own), most)
		out.rice(uint64(key-last), gap)
		last = key
		out.gamma(uint64(listed))
		k := riceOf(int(all), listed)
		if listed == most {
			out.gamma(uint64(len(own)-listed) + 1)
			k = riceOf(int(w.rank[own[listed-1]])+1, listed)
			out.put(uint64(k), 5)
		}
		before := int32(-1)
		for _, n := range own[:listed] {
			out.rice(uint64(w.rank[n]-before-1), k)
			before = w.rank[n]
		}
	}
}

// next gives the articles of the first pairs of a list whose keys are one without
// the lowest bits, falling, and the list after them.
func (w *rowWriter) next(list []keyed, shift int) (own []int32, rest []keyed) {
	own = w.rest[:0]
	to := 0
	falls := true
	for ; to < len(list) && list[to]>>(32+shift) == list[0]>>(32+shift); to++ {
		n := int32(list[to])
		switch last := len(own) - 1; {
		case last >= 0 && own[last] == n:
			continue
		case last >= 0 && own[last] < n:
			falls = false
		}
		own = append(own, n)
	}
	if !falls {
		slices.SortFunc(own, func(x, y int32) int { return int(y - x) })
		own = slices.Compact(own)
	}
	w.rest = own
	return own, list[to:]
}
