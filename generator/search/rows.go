package search

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"bantin/generator/address"
)

// mostNeighbours is how many articles, the newest, a row names for two words
// side by side. That is more than anyone looks at; of older ones the reader
// takes the likely for true.
const mostNeighbours = 512

// rowsAnArticle is how many rows catch up with each article.
const rowsAnArticle = 6

// schedule says how many articles each row covers in an index of so many. It
// plays the index's life from the first article on: with each, a hand that goes
// round the rows brings the next few up to date, and a new row comes up to date,
// with the one that it was a part of.
func schedule(articles int) []int32 {
	var covers []int32
	hand := 0
	for n := 1; n <= articles; n++ {
		for len(covers) < address.IndexRows(n) {
			if k := len(covers); k > 0 {
				covers[k-pow2(k)] = int32(n)
			}
			covers = append(covers, int32(n))
		}
		for range min(rowsAnArticle, len(covers)) {
			covers[hand%len(covers)] = int32(n)
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

// A builder reads articles in the order of their numbers and gathers what the
// rows and the head say of them.
type builder struct {
	covers []int32
	tail   int // the first article that some row does not cover

	runs      map[string][]int32 // by a run of letters and digits, its spellings
	spelt     map[string]int32
	based     map[string]int32
	spellings []spelling
	bases     []base
	pairs     []pair
	slots     []int32 // of pairs, by hash; one more than the index, 0 where free

	// The article that is being read.
	number int32
	part   int
	before int32   // base of the word before, or -1
	seen   []int32 // spellings
	stream []int32 // of one in the tail: streamed spellings and signs
	recent [][]int32
}

// A spelling is one of those of a base.
type spelling struct {
	text     string
	base     int32
	articles int32
	last     int32 // article that it was seen in, and in which parts
	parts    uint8
	posts    posts // each with the parts other than the text in its two lowest bits
}

// A base is a word without marks.
type base struct {
	text      string
	hash      uint32
	spellings []int32
}

// A pair is two bases side by side.
type pair struct {
	first, second int32
	last          int32
	articles      int32
	posts         posts
}

// posts are rising article numbers as varints of their differences.
type posts struct {
	bytes []byte
	last  int32
}

func (p *posts) add(number int32, low uint64, width int) {
	p.bytes = binary.AppendUvarint(p.bytes, uint64(number-p.last)<<width|low)
	p.last = number
}

// The signs of a stream: what is not the number of a spelling.
const (
	signGap = iota
	signText
	signHeading
	signAttributes
	signs
)

func newBuilder(articles int) *builder {
	b := &builder{
		covers: schedule(articles),
		runs:   map[string][]int32{},
		spelt:  map[string]int32{},
		based:  map[string]int32{},
		slots:  make([]int32, 1<<12),
	}
	if len(b.covers) > 0 {
		b.tail = int(slices.Min(b.covers))
	}
	return b
}

// add reads an article.
func (b *builder) add(number int, it *item) {
	b.number, b.before = int32(number), -1
	b.seen, b.stream = b.seen[:0], b.stream[:0]
	s := scanner{word: b.run, gap: b.gap}
	b.part = inTitle
	it.titles(func(t string) {
		s.text(t)
		b.gap(inTitle)
	})
	b.gap(inText)
	s.html(it.text.Body.HTML)
	it.rest(func(t string) {
		b.gap(inText)
		s.text(t)
	})
	if number >= b.tail {
		b.stream = append(b.stream, signAttributes)
	}
	for _, a := range it.attributes() {
		b.before = -1
		b.word(b.spelling(a, a))
	}
	for _, i := range b.seen {
		w := &b.spellings[i]
		w.posts.add(b.number, uint64(w.parts>>1), 2)
		w.articles++
	}
	if number >= b.tail {
		b.recent = append(b.recent, slices.Clone(b.stream))
	}
}

func (b *builder) gap(part int) {
	b.before = -1
	if int(b.number) >= b.tail {
		sign := int32(signGap)
		if part != b.part {
			sign = signText
			if part == inHeading {
				sign = signHeading
			}
		}
		b.stream = append(b.stream, sign)
	}
	b.part = part
}

// run reads a run of letters and digits.
func (b *builder) run(raw []byte) {
	known, ok := b.runs[string(raw)]
	if !ok {
		for _, w := range Spell(string(raw)) {
			known = append(known, b.spelling(w, Base(w)))
		}
		b.runs[string(raw)] = known
	}
	for _, i := range known {
		b.word(i)
	}
}

// spelling is the number of a spelling.
func (b *builder) spelling(text, of string) int32 {
	i, ok := b.spelt[text]
	if !ok {
		k, ok := b.based[of]
		if !ok {
			k = int32(len(b.bases))
			b.based[of] = k
			b.bases = append(b.bases, base{text: of, hash: hash(noHash, of)})
		}
		i = int32(len(b.spellings))
		b.spelt[text] = i
		b.spellings = append(b.spellings, spelling{text: text, base: k, last: -1})
		b.bases[k].spellings = append(b.bases[k].spellings, i)
	}
	return i
}

func (b *builder) word(i int32) {
	w := &b.spellings[i]
	if w.last != b.number {
		w.last, w.parts = b.number, 0
		b.seen = append(b.seen, i)
	}
	w.parts |= 1 << b.part
	if b.before >= 0 {
		if p := b.pair(b.before, w.base); p.last != b.number {
			p.last = b.number
			p.articles++
			p.posts.add(b.number, 0, 0)
		}
	}
	b.before = w.base
	if int(b.number) >= b.tail {
		b.stream = append(b.stream, i+signs)
	}
}

// pair finds two bases in the table, which it makes larger where it is too full.
func (b *builder) pair(first, second int32) *pair {
	mask := uint32(len(b.slots) - 1)
	for at := spread(first, second) & mask; ; at = (at + 1) & mask {
		i := b.slots[at]
		if i == 0 {
			if 2*len(b.pairs) >= len(b.slots) {
				b.grow()
				return b.pair(first, second)
			}
			b.pairs = append(b.pairs, pair{first: first, second: second, last: -1})
			b.slots[at] = int32(len(b.pairs))
			return &b.pairs[len(b.pairs)-1]
		}
		if p := &b.pairs[i-1]; p.first == first && p.second == second {
			return p
		}
	}
}

func (b *builder) grow() {
	b.slots = make([]int32, 4*len(b.slots))
	mask := uint32(len(b.slots) - 1)
	for i := range b.pairs {
		at := spread(b.pairs[i].first, b.pairs[i].second) & mask
		for b.slots[at] != 0 {
			at = (at + 1) & mask
		}
		b.slots[at] = int32(i + 1)
	}
}

func spread(first, second int32) uint32 {
	h := uint64(uint32(first))<<32 | uint64(uint32(second))
	return uint32(h * 0x9e3779b97f4a7c15 >> 32)
}

// rows writes all rows. A row has
//
//   - how many articles it covers;
//   - how many bases it has, and for each the three bytes of the hash above its
//     lowest, the length of what follows, and each spelling: its length, its
//     letters, and the lists of the articles that have it, that have it in a
//     heading, and that have it in the title;
//   - how many pairs it has, and for each, after its hash and length, how many
//     articles have it, and the list of the newest of them.
func (b *builder) rows() [][]byte {
	n := len(b.covers)
	if n == 0 {
		return nil
	}
	bases := make([][]int32, n)
	for i := range b.bases {
		r := rowOf(b.bases[i].hash, n)
		bases[r] = append(bases[r], int32(i))
	}
	type hashed struct {
		hash uint32
		pair int32
	}
	pairs := make([][]hashed, n)
	for i := range b.pairs {
		p := &b.pairs[i]
		h := hash(hash(b.bases[p.first].hash, " "), b.bases[p.second].text)
		r := rowOf(h, n)
		pairs[r] = append(pairs[r], hashed{h, int32(i)})
	}
	rows := make([][]byte, n)
	w := rowWriter{builder: b}
	for r, limit := range b.covers {
		w.limit = limit
		w.out, w.count = w.out[:0], 0
		slices.SortFunc(bases[r], func(x, y int32) int {
			return cmp.Or(cmp.Compare(b.bases[x].hash>>8, b.bases[y].hash>>8), cmp.Compare(b.bases[x].text, b.bases[y].text))
		})
		for _, i := range bases[r] {
			w.base(&b.bases[i])
		}
		row := binary.AppendUvarint(nil, uint64(limit))
		row = append(binary.AppendUvarint(row, uint64(w.count)), w.out...)
		w.out, w.count = w.out[:0], 0
		slices.SortFunc(pairs[r], func(x, y hashed) int {
			p, q := &b.pairs[x.pair], &b.pairs[y.pair]
			return cmp.Or(cmp.Compare(x.hash>>8, y.hash>>8),
				cmp.Compare(b.bases[p.first].text, b.bases[q.first].text), cmp.Compare(b.bases[p.second].text, b.bases[q.second].text))
		})
		for _, h := range pairs[r] {
			w.pair(h.hash, &b.pairs[h.pair])
		}
		row = append(binary.AppendUvarint(row, uint64(w.count)), w.out...)
		rows[r] = slices.Clip(row)
	}
	return rows
}

// A rowWriter writes one row after another.
type rowWriter struct {
	*builder
	limit int32 // how many articles the row covers
	out   []byte
	count int // of what is in out

	entry             []byte
	all, heads, title []int32
	room              []int32
}

func (w *rowWriter) base(k *base) {
	slices.SortFunc(k.spellings, func(x, y int32) int {
		return strings.Compare(w.spellings[x].text, w.spellings[y].text)
	})
	w.entry = w.entry[:0]
	for _, i := range k.spellings {
		s := &w.spellings[i]
		w.all, w.heads, w.title = w.all[:0], w.heads[:0], w.title[:0]
		n := int32(0)
		for rest := s.posts.bytes; len(rest) > 0; {
			v, size := binary.Uvarint(rest)
			if rest, n = rest[size:], n+int32(v>>2); n >= w.limit {
				break
			}
			w.all = append(w.all, n)
			if v&1 != 0 {
				w.heads = append(w.heads, n)
			}
			if v&2 != 0 {
				w.title = append(w.title, n)
			}
		}
		if len(w.all) > 0 {
			w.entry = append(binary.AppendUvarint(w.entry, uint64(len(s.text))), s.text...)
			for _, list := range [][]int32{w.all, w.heads, w.title} {
				w.entry = appendList(w.entry, list, w.limit, &w.room)
			}
		}
	}
	w.put(k.hash)
}

func (w *rowWriter) pair(h uint32, p *pair) {
	w.entry, w.all = w.entry[:0], w.all[:0]
	n := int32(0)
	for rest := p.posts.bytes; len(rest) > 0; {
		v, size := binary.Uvarint(rest)
		if rest, n = rest[size:], n+int32(v); n >= w.limit {
			break
		}
		w.all = append(w.all, n)
	}
	if len(w.all) > 0 {
		w.entry = binary.AppendUvarint(w.entry, uint64(len(w.all)))
		w.entry = appendList(w.entry, w.all[max(len(w.all)-mostNeighbours, 0):], w.limit, &w.room)
	}
	w.put(h)
}

// put adds the entry to the row, unless it says nothing.
func (w *rowWriter) put(h uint32) {
	if len(w.entry) == 0 {
		return
	}
	w.count++
	w.out = append(w.out, byte(h>>8), byte(h>>16), byte(h>>24))
	w.out = append(binary.AppendUvarint(w.out, uint64(len(w.entry))), w.entry...)
}
