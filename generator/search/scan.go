package search

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/site"
)

// A builder reads articles, the newest first, and gathers what the rows and the
// head say of them. It is on the way of every word of the bulletin.
type builder struct {
	articles int32
	endings  Endings
	settled  rowSet
	fresh    rowSet
	tail     int // the first article that the rows of some hash do not know of

	runs      []runSlot
	runCount  int
	manyOf    [][]int32
	long      map[string][]int32
	spelt     map[string]int32 // spellings by their text
	based     map[string]int32 // bases by theirs
	spellings []spelling
	baseOf    []int32 // of each spelling
	bases     []base
	keys      []uint32 // of each base, as one that stands after another
	after     []pairs  // what stands after each base
	slab      []byte   // room for posts
	pairSlab  []uint32 // and for pairs
	plain     []byte   // room for a text
	cited     map[*site.Number]int32
	kinds     map[string]int32
	years     map[int]int32
	terms     map[*site.Term]int32
	bodies    map[*site.Committee]int32

	tokens []int32 // of the article that is being read: spellings, and ^part where text of a part begins
	seen   []int32 // its spellings
	recent [][]int32
}

// A spelling is one of those of a base.
type spelling struct {
	text     string
	last     int32 // article that it was seen in, and in which parts
	parts    uint8
	articles int32
	posts    posts
}

// A base is a word without marks.
type base struct {
	text      string
	hash      uint32
	place     uint32 // the hash that picks its rows
	spellings []int32
}

// posts are falling article numbers, as varints: how far each is below the one
// before, and the first below the number of all articles, and below that, in the
// two lowest bits, the parts other than the text that have the word.
type posts struct {
	bytes []byte
	last  int32
}

func (b *builder) addPost(p *posts, number int32, parts uint8) {
	if len(p.bytes)+binary.MaxVarintLen32 > cap(p.bytes) {
		p.bytes = b.larger(p.bytes)
	}
	before := p.last
	if len(p.bytes) == 0 {
		before = b.articles
	}
	v := uint32(before-number)<<2 | uint32(parts)
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

// newBuilder is for an index of so many articles, with these rows, in a language that has
// these endings.
func newBuilder(settled, fresh rowSet, articles int, endings Endings) *builder {
	b := &builder{
		endings:  endings,
		articles: int32(articles),
		settled:  settled, fresh: fresh,
		runs:   make([]runSlot, 1<<12),
		long:   map[string][]int32{},
		spelt:  map[string]int32{},
		based:  map[string]int32{},
		cited:  map[*site.Number]int32{},
		kinds:  map[string]int32{},
		years:  map[int]int32{},
		terms:  map[*site.Term]int32{},
		bodies: map[*site.Committee]int32{},
	}
	for i := range settled.spans {
		// The hash that is a row's number picks that row, and a fresh one as its other
		// hashes do: of those there are fewer.
		if n := b.below(uint32(i)); i == 0 || n < int32(b.tail) {
			b.tail = int(n)
		}
	}
	return b
}

// below is the first article that the rows of a hash do not know of.
func (b *builder) below(h uint32) int32 { return max(b.settled.of(h).to, b.fresh.of(h).to) }

// add reads an article. number falls from one to the next.
func (b *builder) add(number int, it *item) {
	b.tokens = b.tokens[:0]
	text := func(part int, t string) {
		b.gap(part)
		b.plain = append(b.plain[:0], t...)
		b.scan(b.plain, part, false)
	}
	it.titles(func(t string) { text(inTitle, t) })
	b.gap(inText)
	b.scan(it.text.Body.HTML, inText, true)
	it.rest(func(t string) { text(inText, t) })
	words := len(b.tokens)
	b.gap(inText)
	b.attributes(it.article)
	b.addWords(int32(number))
	b.addPairs(int32(number), b.tokens[:words])
	if number >= b.tail {
		b.recent = append(b.recent, b.stream(int32(number), words))
	}
}

func (b *builder) gap(part int) { b.tokens = append(b.tokens, ^int32(part)) }

// attributes are words that no text has: those by which results are filtered, and the
// documents on whose pages the article is listed.
func (b *builder) attributes(a *site.Article) {
	b.tokens = append(b.tokens,
		attribute(b, b.kinds, a.Kind, "kind:", a.Kind),
		attribute(b, b.years, a.Date.Year, "year:", strconv.Itoa(a.Date.Year)))
	if a.Term != nil {
		b.tokens = append(b.tokens, attribute(b, b.terms, a.Term, "term:", a.Term.Term.String()))
	}
	for _, m := range a.Memberships {
		b.tokens = append(b.tokens, attribute(b, b.bodies, m.Committee, "committee:", m.Committee.ID))
	}
	if a.Presents != nil {
		b.addCited(a.Presents.Number)
	}
	for i, d := range a.Cites {
		if i == 0 || a.Cites[i-1].Number != d.Number {
			b.addCited(d.Number)
		}
	}
}

func (b *builder) addCited(n *site.Number) {
	b.tokens = append(b.tokens, attribute(b, b.cited, n, ofDocument, n.Slug))
}

// ofDocument begins the attribute of a document's number.
const ofDocument = "document:"

// placeOf is the base in whose rows one is: for a document the digits of its number, whose
// rows have its line ([builder.addDocuments]), and for others themselves.
func placeOf(base string) string {
	slug, ok := strings.CutPrefix(base, ofDocument)
	if !ok {
		return base
	}
	end := strings.IndexFunc(slug, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(slug)
	}
	digits := slug[:end]
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	return digits
}

// attribute is the spelling of an attribute, which is found by what it is of.
func attribute[K comparable](b *builder, known map[K]int32, of K, name, value string) int32 {
	i, ok := known[of]
	if !ok {
		i = b.spelling(name+value, name+value)
		known[of] = i
	}
	return i
}

// scan parts text of a part of the article into words; in HTML, that of package markdown, it knows what
// is in a heading and where a block ends.
func (b *builder) scan(src []byte, part int, html bool) {
	for i := 0; i < len(src); {
		c := src[i]
		if c == ' ' {
			i++
			continue
		}
		if n := b.known(src, i); n > 0 {
			i += n
			continue
		}
		if wordByte[c] || c >= utf8.RuneSelf {
			end := runEnd(src, i)
			if end > i {
				b.run(src, i, end)
				i = end
				continue
			}
		}
		switch {
		case html && c == '<':
			end := tagEnd(src[i:])
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

// known reads a run that was met before, and gives its length; 0 where there is
// none at src[at:]. It is the way of nearly all words.
func (b *builder) known(src []byte, at int) int {
	if at+16 > len(src) {
		return 0
	}
	// A run ends before the first byte below 0x30, which is no letter or digit, or
	// sooner: but then it is not among those that were met.
	const ones = 0x0101010101010101
	ends := func(x uint64) uint64 { return (x - 0x30*ones) &^ x & (0x80 * ones) }
	k := runKey{low: binary.LittleEndian.Uint64(src[at:])}
	n := 0
	if m := ends(k.low); m != 0 {
		n = bits.TrailingZeros64(m) / 8
		k.low &= 1<<(8*n) - 1
	} else {
		k.high = binary.LittleEndian.Uint64(src[at+8:])
		m := ends(k.high)
		if m == 0 {
			return 0
		}
		n = bits.TrailingZeros64(m) / 8
		k.high &= 1<<(8*n) - 1
		n += 8
	}
	if n == 0 || src[at+n] == '\'' {
		return 0
	}
	s := b.slot(k)
	switch {
	case s.low == 0:
		return 0
	case s.spelling >= 0:
		b.tokens = append(b.tokens, s.spelling)
	default:
		b.tokens = append(b.tokens, b.manyOf[^s.spelling]...)
	}
	return n
}

// slot is the place of a run, which is free where it was not met before.
func (b *builder) slot(k runKey) *runSlot {
	mask := uint64(len(b.runs) - 1)
	for place := k.place() & mask; ; place = (place + 1) & mask {
		if s := &b.runs[place]; s.runKey == k || s.low == 0 {
			return s
		}
	}
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
	s := b.slot(k)
	if s.low == 0 {
		spellings := b.spellingsOf(string(src[at:end]))
		own := runSlot{runKey: k}
		if len(spellings) == 1 {
			own.spelling = spellings[0]
		} else {
			own.spelling = ^int32(len(b.manyOf))
			b.manyOf = append(b.manyOf, spellings)
		}
		*s = own
		if b.runCount++; 2*b.runCount > len(b.runs) {
			old := b.runs
			b.runs = make([]runSlot, 2*len(old))
			for _, o := range old {
				if o.low != 0 {
					*b.slot(o.runKey) = o
				}
			}
		}
		s = b.slot(k)
	}
	if s.spelling >= 0 {
		b.tokens = append(b.tokens, s.spelling)
	} else {
		b.tokens = append(b.tokens, b.manyOf[^s.spelling]...)
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
		out = append(out, b.spelling(w, b.endings.Base(w)))
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
			own := base{text: of, hash: hash(of), place: hash(placeOf(of))}
			b.bases = append(b.bases, own)
			b.keys = append(b.keys, keyOf(own.hash))
			below := b.below(own.place)
			b.after = append(b.after, pairs{below: below, last: below})
		}
		i = int32(len(b.spellings))
		b.spelt[text] = i
		b.spellings = append(b.spellings, spelling{text: text, last: -1})
		b.baseOf = append(b.baseOf, k)
		b.bases[k].spellings = append(b.bases[k].spellings, i)
	}
	return i
}

// addWords adds the article to the posts of its words.
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
		w.articles++
		b.addPost(&w.posts, number, w.parts>>1)
	}
}

// stream is the article that was read as the head has it, of whose tokens so many
// are not attributes: without the words that their rows know of it, but for those
// that stand after one that its row does not.
func (b *builder) stream(number int32, words int) []int32 {
	out := make([]int32, 0, len(b.tokens))
	part := int32(inTitle)
	alone := true // nothing that stays stands before
	gap := false  // one is due before the next word
	for n, i := range b.tokens {
		if n == words {
			out = append(out, signAttributes)
			alone, gap = true, false
		}
		if i < 0 {
			alone, gap = true, true
			if ^i != part {
				part, gap = ^i, false
				out = append(out, [...]int32{inText: signText, inHeading: signHeading}[part])
			}
			continue
		}
		known := number < b.after[b.baseOf[i]].below
		if known && alone {
			gap = true
			continue
		}
		if gap {
			out = append(out, signGap)
		}
		out = append(out, i+signs)
		alone, gap = known, false
	}
	return out
}
