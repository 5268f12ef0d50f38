package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"bantin/generator/address"
)

// mostNeighbours is how many articles, the newest, a row names for two words
// side by side. That is more than anyone looks at; of older ones the reader
// takes the likely for true.
const mostNeighbours = 128

// mostPlaced is of how many articles, the newest, a row says that they have a
// spelling in a heading, and of how many that they have it in the title: enough
// to put first what comes first.
const mostPlaced = 256

// rowsAnArticle is how many rows change with each article: they catch up, or are
// the two parts of one that is split.
const rowsAnArticle = 8

// schedule says how many articles each row covers in an index of so many. It
// plays the index's life from the first article on: with each, a hand that goes
// round the rows brings the next few up to date, and a new row comes up to date,
// with the one that it was a part of.
func schedule(articles int) []int32 {
	var covers []int32
	hand := 0
	for n := 1; n <= articles; n++ {
		changed := 0
		for len(covers) < address.IndexRows(n) {
			if k := len(covers); k > 0 {
				covers[k-pow2(k)] = int32(n)
				changed++
			}
			covers = append(covers, int32(n))
			changed++
		}
		for ; changed < rowsAnArticle && len(covers) > 0; changed++ {
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

// A builder reads articles, the newest first, and gathers what the rows and the
// head say of them. It is on the way of every word of the bulletin.
type builder struct {
	articles int32
	covers   []int32
	tail     int // the first article that some row does not cover

	runs      []runSlot
	runCount  int
	manyOf    [][]int32
	long      map[string][]int32
	spelt     map[string]int32
	based     map[string]int32
	spellings []spelling
	baseOf    []int32 // of each spelling
	bases     []base
	pairs     []pair
	slots     []slot // of pairs
	slab      []byte // room for posts
	keys      []pairKey
	touched   int32

	tokens []int32 // of the article that is being read: spellings, and ^part where text of a part begins
	seen   []int32 // its spellings
	recent [][]int32
}

// A spelling is one of those of a base.
type spelling struct {
	text     string
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
	pairKey
	articles int32
	posts    posts // of the newest
}

type pairKey struct{ first, second int32 }

// A slot is a place of the table of pairs: which pair is there, one more than the
// article that it was last seen in, or 0 where the place is free, and how many
// articles have it, which stands here so that a frequent pair is not looked up itself.
type slot struct {
	pairKey
	last, pair, articles int32
}

// posts are falling article numbers, as varints of how far each is below the one
// before, and the first below the number of all articles.
type posts struct {
	bytes []byte
	last  int32
}

// addPost adds a number, with some bits of the caller's below it.
func (b *builder) addPost(p *posts, number int32, low uint32, width int) {
	if len(p.bytes)+binary.MaxVarintLen32 > cap(p.bytes) {
		p.bytes = b.larger(p.bytes)
	}
	before := p.last
	if len(p.bytes) == 0 {
		before = b.articles
	}
	v := uint32(before-number)<<width | low
	p.last = number
	if v < 0x80 {
		p.bytes = append(p.bytes, byte(v))
	} else {
		p.bytes = binary.AppendUvarint(p.bytes, uint64(v))
	}
}

// larger is a copy of posts with more room. There are very many, and so they are
// not allocated one by one.
func (b *builder) larger(p []byte) []byte {
	n := max(2*cap(p), 8)
	if len(b.slab) < n {
		b.slab = make([]byte, max(n, 256<<10))
	}
	q := append(b.slab[:0:n], p...)
	b.slab = b.slab[n:]
	return q
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
		articles: int32(articles),
		covers:   schedule(articles),
		runs:     make([]runSlot, 1<<12),
		long:     map[string][]int32{},
		spelt:    map[string]int32{},
		based:    map[string]int32{},
		slots:    make([]slot, 1<<12),
	}
	if len(b.covers) > 0 {
		b.tail = int(slices.Min(b.covers))
	}
	return b
}

// add reads an article. number falls from one to the next.
func (b *builder) add(number int, it *item) {
	b.tokens = b.tokens[:0]
	it.titles(func(t string) {
		b.gap(inTitle)
		b.scan([]byte(t), inTitle, false)
	})
	b.gap(inText)
	b.scan(it.text.Body.HTML, inText, true)
	it.rest(func(t string) {
		b.gap(inText)
		b.scan([]byte(t), inText, false)
	})
	words := len(b.tokens)
	b.gap(inText)
	for _, a := range it.attributes() {
		b.tokens = append(b.tokens, b.spelling(a, a))
	}
	b.addWords(int32(number))
	b.addPairs(int32(number), b.tokens[:words])
	if number >= b.tail {
		b.recent = append(b.recent, b.stream(words))
	}
}

func (b *builder) gap(part int) { b.tokens = append(b.tokens, ^int32(part)) }

// scan parts text of a part of the article into words; in HTML, that of package markdown, it knows what
// is in a heading and where a block ends.
func (b *builder) scan(src []byte, part int, html bool) {
	for i := 0; i < len(src); {
		c := src[i]
		if c == ' ' {
			i++
			continue
		}
		if wordByte[c] || c >= utf8.RuneSelf {
			if end := runEnd(src, i); end > i {
				b.run(src, i, end)
				i = end
				continue
			}
		}
		switch {
		case html && c == '<':
			end := bytes.IndexByte(src[i:], '>')
			if end < 0 {
				return
			}
			if name, shut := tagName(src[i+1 : i+end]); !isInline(name) {
				part = inText
				if !shut && len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
					part = inHeading
				}
				b.gap(part)
			}
			i += end + 1
		case html && c == '&':
			i += bytes.IndexByte(src[i:], ';') + 1
		case c == '.' || c == ';' || c == ':' || c == '?' || c == '!':
			// The end of a sentence, but not the point in 21.3.
			if i++; i == len(src) || src[i] == ' ' || src[i] == '\n' {
				b.gap(part)
			}
		case c < utf8.RuneSelf:
			i++
		default:
			_, n := utf8.DecodeRune(src[i:])
			i += n
		}
	}
}

// A runKey is a run of letters and digits of at most sixteen bytes.
type runKey struct{ low, high uint64 }

// A runSlot is a place of the table of runs: a run, and its spelling, or ^index
// of its spellings where it has not one; free where the run is empty.
type runSlot struct {
	runKey
	spelling int32
}

// run reads the run src[at:end].
func (b *builder) run(src []byte, at, end int) {
	n := end - at
	if n > 16 || at+16 > len(src) {
		b.longRun(src[at:end])
		return
	}
	k := runKey{binary.LittleEndian.Uint64(src[at:]), 0}
	if n < 8 {
		k.low &= 1<<(8*n) - 1
	} else {
		k.high = binary.LittleEndian.Uint64(src[at+8:]) & (1<<(8*(n-8)) - 1)
	}
	mask := uint64(len(b.runs) - 1)
	place := k.place() & mask
	for b.runs[place].low != 0 {
		if s := &b.runs[place]; s.runKey == k {
			if s.spelling >= 0 {
				b.tokens = append(b.tokens, s.spelling)
			} else {
				b.tokens = append(b.tokens, b.manyOf[^s.spelling]...)
			}
			return
		}
		place = (place + 1) & mask
	}
	spellings := b.spellingsOf(string(src[at:end]))
	b.tokens = append(b.tokens, spellings...)
	s := runSlot{runKey: k}
	if len(spellings) == 1 {
		s.spelling = spellings[0]
	} else {
		s.spelling = ^int32(len(b.manyOf))
		b.manyOf = append(b.manyOf, spellings)
	}
	b.runs[place] = s
	if b.runCount++; 2*b.runCount > len(b.runs) {
		old := b.runs
		b.runs = make([]runSlot, 2*len(old))
		mask = uint64(len(b.runs) - 1)
		for _, s := range old {
			if s.low != 0 {
				place := s.place() & mask
				for b.runs[place].low != 0 {
					place = (place + 1) & mask
				}
				b.runs[place] = s
			}
		}
	}
}

func (k runKey) place() uint64 {
	return (k.low ^ k.high*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15 >> 32
}

// longRun reads a run that is in no slot.
func (b *builder) longRun(run []byte) {
	spellings, ok := b.long[string(run)]
	if !ok {
		spellings = b.spellingsOf(string(run))
		b.long[string(run)] = spellings
	}
	b.tokens = append(b.tokens, spellings...)
}

func (b *builder) spellingsOf(run string) (out []int32) {
	for _, w := range Spell(run) {
		out = append(out, b.spelling(w, Base(w)))
	}
	return out
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
		b.spellings = append(b.spellings, spelling{text: text, last: -1})
		b.baseOf = append(b.baseOf, k)
		b.bases[k].spellings = append(b.bases[k].spellings, i)
	}
	return i
}

func (b *builder) addWords(number int32) {
	b.seen = b.seen[:0]
	part := uint8(0)
	for _, i := range b.tokens {
		if i < 0 {
			part = 1 << ^i
			continue
		}
		w := &b.spellings[i]
		if w.last != number {
			w.last, w.parts = number, 0
			b.seen = append(b.seen, i)
		}
		w.parts |= part
	}
	for _, i := range b.seen {
		w := &b.spellings[i]
		b.addPost(&w.posts, number, uint32(w.parts>>1), 2)
		w.articles++
	}
}

func (b *builder) addPairs(number int32, tokens []int32) {
	// What a row does not cover is in none of its lists, so there is room for it
	// beside what is.
	most := int32(mostNeighbours + len(b.recent))
	keys := b.keys[:0]
	before := int32(-1)
	for _, i := range tokens {
		if i < 0 {
			before = -1
			continue
		}
		k := b.baseOf[i]
		if before >= 0 {
			keys = append(keys, pairKey{before, k})
		}
		before = k
	}
	b.keys = keys
	// The table is large. To look at every place first lets the processor fetch
	// many at once, and the loop below then finds them at hand.
	mask := uint32(len(b.slots) - 1)
	for _, k := range keys {
		b.touched ^= b.slots[k.place()&mask].last
	}
	for _, k := range keys {
		s := b.slot(k)
		if s.last == number+1 {
			continue
		}
		s.last = number + 1
		if s.articles++; s.articles <= most {
			b.addPost(&b.pairs[s.pair].posts, number, 0, 0)
		}
	}
}

// slot finds two bases in the table, which it makes larger where it is too full.
func (b *builder) slot(k pairKey) *slot {
	mask := uint32(len(b.slots) - 1)
	at := k.place() & mask
	for b.slots[at].last != 0 {
		if s := &b.slots[at]; s.pairKey == k {
			return s
		}
		at = (at + 1) & mask
	}
	if 2*len(b.pairs) >= len(b.slots) {
		old := b.slots
		b.slots = make([]slot, 2*len(old))
		mask = uint32(len(b.slots) - 1)
		for _, s := range old {
			if s.last != 0 {
				at := s.place() & mask
				for b.slots[at].last != 0 {
					at = (at + 1) & mask
				}
				b.slots[at] = s
			}
		}
		return b.slot(k)
	}
	b.slots[at] = slot{k, -1, int32(len(b.pairs)), 0}
	b.pairs = append(b.pairs, pair{pairKey: k})
	return &b.slots[at]
}

func (k pairKey) place() uint32 {
	h := uint64(uint32(k.first))<<32 | uint64(uint32(k.second))
	return uint32(h * 0x9e3779b97f4a7c15 >> 32)
}

// stream is the article that was read as the head has it, of whose tokens so many
// are not attributes.
func (b *builder) stream(words int) []int32 {
	out := make([]int32, 0, len(b.tokens))
	part := int32(inTitle)
	for n, i := range b.tokens {
		switch {
		case n == words:
			out = append(out, signAttributes)
		case i >= 0:
			out = append(out, i+signs)
		case ^i == part:
			out = append(out, signGap)
		default:
			part = ^i
			out = append(out, map[int32]int32{inText: signText, inHeading: signHeading}[part])
		}
	}
	return out
}

// rows writes all rows. A row has
//
//   - how many articles it covers;
//   - how many bases it has, and for each the three bytes of the hash above its
//     lowest, the length of what follows, and each spelling: its length, its
//     letters, and the lists of the articles that have it, of the newest that
//     have it in a heading, and of the newest that have it in the title;
//   - how many pairs it has, and for each, after its hash and length, the list of
//     the newest articles that have it, and how many have it, where those are more.
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
	for _, s := range b.slots {
		if s.last != 0 {
			b.pairs[s.pair].articles = s.articles
		}
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
		n := w.articles
		for rest := s.posts.bytes; len(rest) > 0; {
			v, size := binary.Uvarint(rest)
			if rest, n = rest[size:], n-int32(v>>2); n >= w.limit {
				continue
			}
			w.all = append(w.all, n)
			if v&1 != 0 && len(w.heads) < mostPlaced {
				w.heads = append(w.heads, n)
			}
			if v&2 != 0 && len(w.title) < mostPlaced {
				w.title = append(w.title, n)
			}
		}
		if len(w.all) > 0 {
			w.entry = append(binary.AppendUvarint(w.entry, uint64(len(s.text))), s.text...)
			for _, list := range [][]int32{w.all, w.heads, w.title} {
				slices.Reverse(list)
				w.entry = appendList(w.entry, list, w.limit, &w.room)
			}
		}
	}
	w.put(k.hash)
}

func (w *rowWriter) pair(h uint32, p *pair) {
	w.entry, w.all = w.entry[:0], w.all[:0]
	n, articles := w.articles, p.articles
	for rest := p.posts.bytes; len(rest) > 0 && len(w.all) < mostNeighbours; {
		v, size := binary.Uvarint(rest)
		if rest, n = rest[size:], n-int32(v); n >= w.limit {
			articles--
			continue
		}
		w.all = append(w.all, n)
	}
	if len(w.all) > 0 {
		slices.Reverse(w.all)
		w.entry = appendList(w.entry, w.all, w.limit, &w.room)
		if int(articles) > len(w.all) {
			w.entry = binary.AppendUvarint(w.entry, uint64(articles))
		}
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
