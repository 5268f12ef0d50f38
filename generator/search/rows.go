package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// mostSpelt is of how many articles, the newest, a row says whether they have a
// spelling of a base that has several. Of older ones the reader takes the likely
// for true.
const mostSpelt = 256

// MostPlaced is of how many articles, the newest, a row says that they have a
// spelling in a heading, and of how many that they have it in the title: enough
// to put first what comes first. A reader of the rows knows the number, too.
const MostPlaced = 256

// rows writes all rows. A row has
//
//   - the number of the first article that it knows of, and how many those are, whose
//     numbers it counts from that one on;
//   - how many bases it has, and for each the three bytes of the hash above its
//     lowest, the length of what follows, and that: the list of the articles that
//     have it, how many spellings it has, and each; and what stands after it
//     ([rowWriter.appendPairs]). Where the bytes of several agree, they stand in the
//     order of the letters, and a reader tells them apart by their spellings;
//   - for each document that is found by a number whose row it is, or by its title
//     in which a word of the row is ([language.titleWords]), the length of its line, and that ([language.documentLine]).
//
// A spelling is its length and its letters; where there are several, the list of
// the newest articles that have it, or of those that have the base and not it,
// and, twice, how many older ones there are of these, and one more for the latter;
// and the lists of the newest that have it in a heading, and in the title. These
// lists are of ranks: how many newer articles have the base.
func (b *builder) rows() (settled, fresh [][]byte) {
	w := rowWriter{builder: b, rank: make([]int32, b.articles), seen: make([]bool, b.articles)}
	fresh = w.rows(&b.fresh)
	w.last = true
	return w.rows(&b.settled), fresh
}

// rows writes the rows of a set.
func (w *rowWriter) rows(set *rowSet) [][]byte {
	b, n := w.builder, len(set.spans)
	if n == 0 {
		return nil
	}
	bases := make([][]int32, n)
	for i := range b.bases {
		r := rowOf(b.bases[i].hash, n)
		bases[r] = append(bases[r], int32(i))
	}
	rows := make([][]byte, n)
	for r, s := range set.spans {
		w.span, w.limit = s, s.to-s.from
		w.out, w.count = w.out[:0], 0
		slices.SortFunc(bases[r], func(x, y int32) int {
			return cmp.Or(cmp.Compare(b.bases[x].hash>>8, b.bases[y].hash>>8), cmp.Compare(b.bases[x].text, b.bases[y].text))
		})
		for _, i := range bases[r] {
			w.base(i)
		}
		row := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(s.from)), uint64(w.limit))
		row = append(binary.AppendUvarint(row, uint64(w.count)), w.out...)
		for _, line := range set.documents[r] {
			row = append(binary.AppendUvarint(row, uint64(len(line))), line...)
		}
		rows[r] = row
	}
	return rows
}

// A rowWriter writes the bases of one row after another.
type rowWriter struct {
	*builder
	span  span  // of the row
	limit int32 // how many articles that is
	last  bool  // no rows come after these
	out   []byte
	count int // of what is in out

	entry             []byte
	known             []*spelling
	all               []int32 // that have the base
	own, heads, title []int32 // that have a spelling
	rank              []int32 // of the articles of all, by their number
	room, rest        []int32
	seen              []bool // articles, while all is sorted
	keyed             [2][]keyed
	bits              []byte
}

// base writes a base, unless no article that the row knows of has it.
func (w *rowWriter) base(number int32) {
	k := &w.bases[number]
	w.all = w.all[:0]
	w.known = w.known[:0]
	slices.SortFunc(k.spellings, func(x, y int32) int {
		return strings.Compare(w.spellings[x].text, w.spellings[y].text)
	})
	for _, i := range k.spellings {
		// A spelling counts where an article that the row knows of has it.
		if s := &w.spellings[i]; w.read(s) {
			w.known = append(w.known, s)
			w.all = append(w.all, w.own...)
		}
	}
	if len(w.known) == 0 {
		return
	}
	w.sortAll()
	for i, n := range w.all {
		w.rank[n] = int32(len(w.all) - 1 - i)
	}
	w.entry = appendList(w.entry[:0], w.all, w.limit, &w.room)
	w.entry = binary.AppendUvarint(w.entry, uint64(len(w.known)))
	for _, s := range w.known {
		if len(k.spellings) > 1 {
			w.read(s)
		}
		w.spelling(s)
	}
	after := &w.after[number]
	w.entry = w.appendPairs(w.entry, after.sorted(w.span, &w.keyed), int32(len(w.all)))
	if w.last {
		after.list = nil
	}
	w.count++
	h := k.hash
	w.out = append(w.out, byte(h>>8), byte(h>>16), byte(h>>24))
	w.out = append(binary.AppendUvarint(w.out, uint64(len(w.entry))), w.entry...)
}

// read reads the articles of a spelling that the row knows of, falling, into own, and
// of the newest that have it in a heading or in the title into heads and title. It
// reports whether there are any.
func (w *rowWriter) read(s *spelling) bool {
	w.own, w.heads, w.title = w.own[:0], w.heads[:0], w.title[:0]
	number := w.builder.articles
	for rest := s.posts.bytes; len(rest) > 0; {
		v, size := uint64(rest[0]), 1
		if v >= 0x80 {
			v, size = binary.Uvarint(rest)
		}
		rest, number = rest[size:], number-int32(v>>2)
		if number >= w.span.to {
			continue
		}
		if number < w.span.from {
			break
		}
		n := number - w.span.from
		w.own = append(w.own, n)
		if v&3 == 0 {
			continue
		}
		if v&1 != 0 && len(w.heads) < MostPlaced {
			w.heads = append(w.heads, n)
		}
		if v&2 != 0 && len(w.title) < MostPlaced {
			w.title = append(w.title, n)
		}
	}
	return len(w.own) > 0
}

// sortAll makes all, which has the articles of several spellings, rise.
func (w *rowWriter) sortAll() {
	switch {
	case len(w.known) == 1:
		slices.Reverse(w.all)
	case len(w.all) < int(w.limit)/32:
		slices.Sort(w.all)
		w.all = slices.Compact(w.all)
	default:
		for _, n := range w.all {
			w.seen[n] = true
		}
		w.all = w.all[:0]
		for n, seen := range w.seen[:w.limit] {
			if seen {
				w.seen[n] = false
				w.all = append(w.all, int32(n))
			}
		}
	}
}

// spelling writes a spelling that was read.
func (w *rowWriter) spelling(s *spelling) {
	w.entry = append(binary.AppendUvarint(w.entry, uint64(len(s.text))), s.text...)
	if len(w.known) > 1 {
		list, lacks := w.own, uint64(0)
		if 2*len(w.own) > len(w.all) {
			list, lacks = w.without(), 1
		}
		newest := list[:min(len(list), mostSpelt)]
		w.ranks(newest)
		w.entry = binary.AppendUvarint(w.entry, uint64(len(list)-len(newest))<<1|lacks)
	}
	w.ranks(w.heads)
	w.ranks(w.title)
}

// without are the articles of the base that do not have the spelling, falling.
func (w *rowWriter) without() []int32 {
	out := w.rest[:0]
	i := 0
	for _, n := range slices.Backward(w.all) {
		if i < len(w.own) && w.own[i] == n {
			i++
		} else {
			out = append(out, n)
		}
	}
	w.rest = out
	return out
}

// ranks writes the ranks of a list that falls, in the place of it.
func (w *rowWriter) ranks(list []int32) {
	for i, n := range list {
		list[i] = w.rank[n]
	}
	w.entry = appendList(w.entry, list, int32(len(w.all)), &w.room)
}
