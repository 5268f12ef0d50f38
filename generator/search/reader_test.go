package search_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"bantin/generator/search"
	"bantin/generator/vietnamese"
)

// A reader answers queries from the files of an index, as static/search.js does
// in the browser. It shares with the index the rules of words and nothing else.
type reader struct {
	search.Head
	file    func(name string) []byte
	spelt   []string // of the tail
	based   []string
	streams [][]int
	rows    map[string]*row // that were read
	endings search.Endings
}

// base is what a word is looked up by.
func (r *reader) base(word string) string { return r.endings.Base(word) }

// An answer is what a query finds.
type answer struct {
	Articles []int    // by number, best first
	Others   []string // addresses, best first
	Nearest  string
	Lacking  string // of a query that finds nothing
	Rest     string
	Unlike   bool // articles are among them that have the only word with other marks
}

// first are the first results as the page shows them: two of what is beside
// articles, and then articles.
func (a answer) first(n int, article func(int) string) []string {
	out := slices.Clone(a.Others[:min(len(a.Others), 2)])
	for _, i := range a.Articles {
		out = append(out, article(i))
		if len(out) >= n {
			break
		}
	}
	return append(out, a.Others[min(len(a.Others), 2):]...)[:min(n, len(out)+max(len(a.Others)-2, 0))]
}

func newReader(file func(name string) []byte) *reader {
	r := &reader{file: file, rows: map[string]*row{}}
	if err := json.Unmarshal(file("head.json"), &r.Head); err != nil {
		panic(err)
	}
	r.endings = search.EndingsOf(r.Endings)
	r.spelt = strings.Fields(r.Tail.Words)
	for _, s := range r.spelt {
		r.based = append(r.based, indexed(s, r.endings))
	}
	for _, stream := range r.Tail.Streams {
		var numbers []int
		for _, c := range stream {
			n := int(c)
			if n >= 0xE000 {
				n -= 0x800
			}
			n -= '#'
			for _, skipped := range []int{0x7F, '\\'} {
				if int(c) > skipped {
					n--
				}
			}
			numbers = append(numbers, n)
		}
		r.streams = append(r.streams, numbers)
	}
	return r
}

// indexed is what a spelling of the index is looked up by: a word by its base, an
// attribute as it is.
func indexed(spelling string, endings search.Endings) string {
	if strings.Contains(spelling, ":") {
		return spelling
	}
	return endings.Base(spelling)
}

// words are the words of a text.
func words(text string) (out []string) {
	for _, run := range runs(text) {
		out = append(out, search.Spell(run)...)
	}
	return out
}

// runs are the runs of letters and digits of a text.
func runs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		ascii := unicode.IsLetter(r) || unicode.IsDigit(r)
		block := 0xC0 <= r && r < 0x2000 || 0x2C00 <= r && r < 0x3000 || 0x3040 <= r && r < 0xD800 || 0xF900 <= r && r < 0xFE00 || r > 0xFFFF && (r < 0x1F000 || r >= 0x1FC00)
		return !(r < 0x80 && ascii) && !block && r != '\'' && r != '’'
	})
}

// A word of a query: its spelling, the bytes of the query that it is, and of a number the
// bases that may stand before it in the place of what led to it, and the type in words whose
// symbol did, or nil.
type word struct {
	spelling string
	from, to int
	before   []string
	kind     []string
}

// foremost are twelve words of a query that has more: those beside which a number stands
// with no space between, then the rarest that are known, each once.
func (r *reader) foremost(query string, all []word) (out []word) {
	inNumber := func(w word) bool {
		from := strings.LastIndexFunc(query[:w.from], unicode.IsSpace) + 1
		to := len(query)
		if i := strings.IndexFunc(query[w.to:], unicode.IsSpace); i >= 0 {
			to = w.to + i
		}
		return strings.ContainsAny(query[from:to], "0123456789")
	}
	often := map[string]int{}
	for _, k := range strings.Fields(r.Words) {
		often[r.base(k[:len(k)-1])] = int(k[len(k)-1] - '0')
	}
	turns := map[int]int{} // by where a word begins
	for _, w := range all {
		turn, known := often[r.base(w.spelling)]
		switch {
		case inNumber(w):
			turn = -1
		case slices.ContainsFunc(out, func(o word) bool { return o.spelling == w.spelling }):
			continue
		case !known:
			turn = 99
		}
		turns[w.from] = turn
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(v, w word) int { return turns[v.from] - turns[w.from] })
	out = out[:min(len(out), 12)]
	slices.SortFunc(out, func(v, w word) int { return v.from - w.from })
	return out
}

// typed are the words of a query.
func typed(query string) (out []word) {
	at := 0
	for _, run := range runs(query) {
		from := at + strings.Index(query[at:], run)
		at = from + len(run)
		own := search.Spell(run)
		for i, w := range own {
			to := at
			if len(own) > 1 {
				// Where a letter meets a digit.
				rest := query[from:at]
				digit := isNumber(rest)
				if end := strings.IndexFunc(rest, func(r rune) bool { return r >= '0' && r <= '9' != digit }); end >= 0 && i < len(own)-1 {
					to = from + end
				}
			}
			out = append(out, word{spelling: w, from: from, to: to})
			from = to
		}
	}
	return out
}

// central is TƯ in the number of a document, where it is TW.
var central = regexp.MustCompile(`(?i)([0-9]\PL{0,3}\pL{1,4}\PL{1,3}\pL*t)ư(\PL|$)`)

// sought are the words of a query that are looked for.
func (r *reader) sought(query string) (out []word) {
	query = central.ReplaceAllString(query, "${1}w$2")
	all := typed(query)
	if len(all) > 12 {
		all = r.foremost(query, all)
	}
	for _, w := range slices.Backward(all) {
		isOf := func(list string) bool {
			return slices.ContainsFunc(words(list), func(l string) bool { return r.base(l) == r.base(w.spelling) && agreement(w.spelling, l) > 0 })
		}
		if len(out) > 0 && isNumber(out[0].spelling) && out[0].kind == nil {
			next := &out[0]
			for _, f := range strings.Fields(r.Types) {
				if symbol, kind, _ := strings.Cut(f, "="); next.kind == nil && isOf(symbol) {
					next.kind = words(kind)
				}
			}
			if next.kind != nil {
				next.before = append(next.before, r.base(w.spelling), r.base(next.kind[len(next.kind)-1]))
				continue
			}
			if len(next.before) == 0 && isOf(r.Leads) {
				next.before = []string{r.base(w.spelling)}
				continue
			}
		}
		out = slices.Insert(out, 0, w)
	}
	return out
}

// whole are the places in a query of the words that are a whole number of a document.
func (r *reader) whole(query []word, number []string) (from, to int) {
	glued := ""
	for _, w := range number {
		glued += r.base(w)
	}
	for i := range query {
		own := ""
		for j := i; j < len(query) && len(number) > 1; j++ {
			if own += r.base(query[j].spelling); own == glued {
				return i, j + 1
			}
		}
	}
	return 0, 0
}

func spellings(list []word) (out []string) {
	for _, w := range list {
		out = append(out, w.spelling)
	}
	return out
}

func isNumber(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// agreement is how well a spelling agrees with what was typed, from 0 to 2.
func agreement(typed, spelling string) int {
	if typed == spelling {
		return 2
	}
	if typed == search.Base(typed) {
		if search.Base(spelling) == typed {
			return 2
		}
		return 1 // another form of the word
	}
	tone, letters := taken(typed)
	ownTone, own := taken(spelling)
	if tone != 0 && ownTone != tone && len(own) == len(letters) {
		return 0
	}
	for i, l := range letters {
		if i >= len(own) {
			return 0
		}
		for j, c := range []rune(l) {
			if (j > 0 || c == 'đ') && !strings.ContainsRune(own[i], c) {
				return 0
			}
		}
	}
	return 1
}

// taken is a spelling's tone, and its letters with their other marks.
func taken(spelling string) (tone rune, letters []string) {
	for _, c := range norm.NFD.String(spelling) {
		switch {
		case strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", c):
			tone = cmp.Or(tone, c)
		case unicode.Is(unicode.Mn, c) && len(letters) > 0:
			letters[len(letters)-1] += string(c)
		default:
			letters = append(letters, string(c))
		}
	}
	return tone, letters
}

// A cursor reads a row. It is an error of the index where it does not end where
// it should, and the tests hold that it panics with [errBroken] and nothing else.
type cursor struct {
	b  []byte
	at int // bits of the first byte that are read
}

type brokenIndex string

func (c *cursor) broken(what string) { panic(brokenIndex(what)) }

func (c *cursor) number() int {
	v, n := binary.Uvarint(c.b)
	if n <= 0 || v > 1<<40 {
		c.broken("a number does not end")
	}
	c.b = c.b[n:]
	return int(v)
}

func (c *cursor) take(n int) []byte {
	if n < 0 || n > len(c.b) {
		c.broken("what is said to be there is not")
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) bit() int {
	if len(c.b) == 0 {
		c.broken("the bits end")
	}
	v := int(c.b[0]>>(7-c.at)) & 1
	if c.at++; c.at == 8 {
		c.b, c.at = c.b[1:], 0
	}
	return v
}

func (c *cursor) bits(n int) (v int) {
	for range n {
		v = v<<1 | c.bit()
	}
	return v
}

func (c *cursor) align() {
	if c.at > 0 {
		c.b, c.at = c.b[1:], 0
	}
}

func (c *cursor) rice(k int) int {
	high := 0
	for c.bit() == 1 {
		high++
	}
	return high<<k | c.bits(k)
}

func (c *cursor) gamma() int {
	n := 0
	for c.bit() == 0 {
		if n++; n > 40 {
			c.broken("a number is too large")
		}
	}
	return 1<<n | c.bits(n)
}

// list reads a list of article numbers below limit.
func (c *cursor) list(limit int) (out []int) {
	head := c.number()
	if count := head >> 1; count > 0 {
		if count > limit {
			c.broken("a list is longer than there are articles")
		}
		out = append(out, c.number())
		if count > 1 {
			k := int(c.take(1)[0])
			if k > 40 {
				c.broken("a code is too wide")
			}
			for len(out) < count {
				out = append(out, out[len(out)-1]+c.rice(k)+1)
			}
			c.align()
		}
		if out[len(out)-1] >= limit {
			c.broken("an article is not there")
		}
	}
	if head&1 == 0 {
		return out
	}
	present := []int{}
	for n := range limit {
		if len(out) > 0 && out[0] == n {
			out = out[1:]
		} else {
			present = append(present, n)
		}
	}
	return present
}

// A row is a file of the index.
type row struct {
	from, below int // the articles that it knows of
	bases       map[string]*base
	documents   []string
}

type base struct {
	all       []int
	spellings []spelling
	width     int // of the keys of pairs
	pairs     map[int]*pair
}

type spelling struct {
	text             string
	newest           []int
	older            int
	lacks            bool // that is, newest and older
	headings, titles []int
}

type pair struct {
	list  []int // falling
	older int
}

// readRow reads all of a row, of a language that has these endings.
func readRow(data []byte, endings search.Endings) *row {
	c := &cursor{b: data}
	r := &row{from: c.number(), bases: map[string]*base{}}
	count := c.number()
	if r.below = r.from + count; r.below > 1<<20 {
		c.broken("there are too many articles")
	}
	for range c.number() {
		h := c.take(3)
		e := &cursor{b: c.take(c.number())}
		b := &base{all: e.list(count)}
		for i := range b.all {
			b.all[i] += r.from
		}
		ranked := func() []int {
			list := e.list(len(b.all))
			for i, rank := range list {
				list[i] = b.all[len(b.all)-1-rank]
			}
			slices.Reverse(list)
			return list
		}
		n := e.number()
		for range n {
			s := spelling{text: string(e.take(e.number()))}
			if n > 1 {
				s.newest = ranked()
				s.older = e.number()
				s.older, s.lacks = s.older>>1, s.older&1 == 1
			}
			s.headings, s.titles = ranked(), ranked()
			if last := len(b.spellings) - 1; last >= 0 && b.spellings[last].text >= s.text {
				c.broken("a spelling stands twice, or out of order")
			}
			b.spellings = append(b.spellings, s)
		}
		e.pairs(b)
		if n == 0 {
			c.broken("a base has no spelling")
		}
		text := indexed(b.spellings[0].text, endings)
		if own := fnv(text); !bytes.Equal(h, []byte{byte(own >> 8), byte(own >> 16), byte(own >> 24)}) || r.bases[text] != nil {
			c.broken("a base has another's place")
		}
		r.bases[text] = b
	}
	for len(c.b) > 0 {
		r.documents = append(r.documents, string(c.take(c.number())))
	}
	return r
}

// pairs reads what stands after a base, to the end.
func (c *cursor) pairs(b *base) {
	b.pairs = map[int]*pair{}
	pairs := c.number()
	if pairs > 0 {
		most := int(c.take(1)[0])
		b.width = min(7+bits.Len(uint(pairs)), 20)
		partBits := bits.Len(uint((pairs - 1) / 32))
		if partBits > b.width {
			c.broken("there are too many parts")
		}
		sizes := []int{-1}
		if partBits > 0 {
			sizes = nil
			for range 1 << partBits {
				sizes = append(sizes, c.number())
			}
		} else {
			sizes[0] = len(c.b)
		}
		for part, size := range sizes {
			p := &cursor{b: c.take(size)}
			count := p.gamma() - 1
			gap := rice(1<<(b.width-partBits), count)
			key := 0
			for range count {
				key += p.rice(gap)
				listed := p.gamma()
				own := &pair{}
				width := rice(len(b.all), listed)
				if listed == most {
					own.older = p.gamma() - 1
					width = p.bits(5)
				}
				rank := -1
				for range listed {
					if rank += p.rice(width) + 1; rank >= len(b.all) {
						c.broken("a pair is in no article")
					}
					own.list = append(own.list, b.all[len(b.all)-1-rank])
				}
				b.pairs[part<<(b.width-partBits)|key] = own
			}
			if p.align(); len(p.b) > 0 {
				c.broken("a part has more than is in it")
			}
		}
	}
	if len(c.b) > 0 {
		c.broken("an entry has more than is in it")
	}
}

// rice is the width that suits so many numbers in a range.
func rice(size, count int) int {
	return max(bits.Len(uint(size/max(count, 1)*7/10))-1, 0)
}

// placeOf is the base in whose rows one is: for a document the digits of its number.
func placeOf(base string) string {
	if m := regexp.MustCompile(`^document:0*([0-9]+)`).FindStringSubmatch(base); m != nil {
		return m[1]
	}
	return base
}

// rowsFor are the rows of a hash, and the first article that they do not know of.
func (r *reader) rowsFor(h uint32) (out []*row, below int) {
	read := func(kind string, rows int, sums string) {
		if rows == 0 {
			return
		}
		name := kind + strconv.Itoa(rowOf(h, rows)) + ".bin"
		if r.rows[name] == nil {
			data := r.file(name)
			if h, own := fnv(string(data)), sums[3*rowOf(h, rows):][:3]; own != string([]byte{59 + byte(h>>26), 59 + byte(h>>20)&63, 59 + byte(h>>14)&63}) {
				panic(brokenIndex("the head has another sum of " + name))
			}
			r.rows[name] = readRow(data, r.endings)
		}
		out = append(out, r.rows[name])
		below = max(below, r.rows[name].below)
	}
	read("", r.Rows, r.Sums)
	read("fresh-", r.Fresh, r.FreshSums)
	return out, below
}

// sure is what a degree of agreement counts that is known, and asLikely how often one
// counts that is likely.
const sure, asLikely = 4, 2

// A mark is how an article has a word.
type mark struct {
	has         bool
	agree, part int
}

func (m *mark) raise(agree, part int) {
	if !m.has || agree > m.agree || agree == m.agree && part > m.part {
		*m = mark{true, agree, part}
	}
}

// mark grades the articles that have a base; of those below the one that it gives it is not
// known whether their titles have it.
func (r *reader) mark(marks []mark, base string, agree func(spelling string) int) (unlisted int) {
	rows, known := r.rowsFor(fnv(placeOf(base)))
	for _, row := range rows {
		b := row.bases[base]
		if b == nil {
			continue
		}
		least, same := sure*agree(b.spellings[0].text), true
		for _, s := range b.spellings {
			same = same && sure*agree(s.text) == least
		}
		if !same {
			least = 0
		}
		for _, n := range b.all {
			marks[n].raise(least, 0)
		}
		expected := make([]float64, len(b.all))
		for _, s := range b.spellings {
			own := sure * agree(s.text)
			if len(s.titles) == search.MostPlaced {
				unlisted = max(unlisted, s.titles[0])
			}
			for _, n := range s.headings {
				marks[n].raise(own, 1)
			}
			for _, n := range s.titles {
				marks[n].raise(own, 2)
			}
			if same {
				continue
			}
			below := 0
			if s.older > 0 {
				below, _ = slices.BinarySearch(b.all, s.newest[0])
			}
			for i, n := range b.all {
				if _, listed := slices.BinarySearch(s.newest, n); i >= below {
					if listed != s.lacks {
						marks[n].raise(own, 0)
					}
					continue
				}
				share := float64(s.older) / float64(below)
				if s.lacks {
					share = 1 - share
				}
				expected[i] += asLikely * share * 3 * float64(own)
			}
		}
		for i, n := range b.all {
			switch {
			case expected[i] >= 3*sure:
				marks[n].raise(2*sure, 0)
			case expected[i] > 0:
				marks[n].raise(int(expected[i]/3), 0)
			}
		}
	}
	for i, stream := range r.streams {
		n, part := r.Tail.From+i, 2
		for _, s := range stream {
			switch {
			case s == 1:
				part = 0
			case s == 2:
				part = 1
			case s >= 4 && n >= known && r.based[s-4] == base:
				marks[n].raise(sure*agree(r.spelt[s-4]), part)
			}
		}
	}
	return unlisted
}

// search answers a query.
func (r *reader) search(query string, filters ...string) answer {
	a, sought, marks := r.find(query, filters)
	if len(a.Articles)+len(a.Others) == 0 {
		if a.Nearest = r.nearest(query, sought, marks, filters); a.Nearest == "" {
			a.Lacking, a.Rest = r.rest(query, sought, marks, filters)
		}
	}
	return a
}

// rest are the words that no article has, and the query without them, and, unless there are
// filters, without its rarest words, as few as need be for it to find something.
func (r *reader) rest(query string, sought []word, marks [][]mark, filters []string) (lacking, rest string) {
	var lacks, kept []string
	var articles []int // that have what is kept
	for i, w := range sought {
		have := 0
		for _, m := range marks[i] {
			if m.has {
				have++
			}
		}
		if have == 0 {
			lacks = append(lacks, query[w.from:w.to])
		} else {
			kept, articles = append(kept, query[w.from:w.to]), append(articles, have)
		}
	}
	lacking = strings.Join(lacks, " ")
	for without := len(lacks); len(kept) > 0; without++ {
		rest = strings.Join(kept, " ")
		if a, _, _ := r.find(rest, filters); without > 0 && len(a.Articles)+len(a.Others) > 0 {
			return lacking, rest
		}
		if len(filters) > 0 || len(r.meant(sought, r.lines(spellings(sought)))) > 0 {
			break
		}
		least := slices.Index(articles, slices.Min(articles))
		kept, articles = slices.Delete(kept, least, least+1), slices.Delete(articles, least, least+1)
	}
	return lacking, ""
}

// meant are the documents that words mean, as attributes: those whose whole number is
// among them, but not within another's, or else those that they name by type, number and
// issuer alone.
func (r *reader) meant(sought []word, lines []string) (out []string) {
	type span struct{ from, to int }
	var spans []span
	for _, line := range lines {
		f := strings.Split(line, "\t")
		number := words(f[1])
		if from, to := r.whole(sought, number); to > 0 && r.base(sought[from].spelling) == r.base(number[0]) {
			out, spans = append(out, "document:"+f[0]), append(spans, span{from, to})
		}
	}
	if len(out) > 0 {
		var longest []string
		for i, s := range spans {
			if !slices.ContainsFunc(spans, func(o span) bool { return o != s && o.from <= s.from && s.to <= o.to }) {
				longest = append(longest, out[i])
			}
		}
		return longest
	}
	for _, line := range lines {
		if f := strings.Split(line, "\t"); r.names(r.withoutJoins(sought), words(f[1]), words(r.DocumentKinds[f[2]]), words(f[4])) {
			out = append(out, "document:"+f[0])
		}
	}
	return out
}

// names reports whether words name a document of this number, kind and issuer, and say
// nothing more.
func (r *reader) names(joined []word, number, kind, issuer []string) bool {
	in := func(list, of []string) bool {
		return !slices.ContainsFunc(list, func(w string) bool {
			return !slices.ContainsFunc(of, func(o string) bool { return r.base(o) == r.base(w) })
		})
	}
	at := slices.IndexFunc(joined, func(w word) bool { return r.base(w.spelling) == r.base(number[0]) })
	if at < 0 || len(joined[at].before) == 0 && joined[at].to-joined[at].from < 2 {
		return false
	}
	typed := joined[at].kind != nil && in(joined[at].kind, kind)
	for _, name := range r.DocumentKinds {
		own := words(name)
		if len(own) > at || !in(own, kind) {
			continue
		}
		is := true
		for i, w := range joined[at-len(own) : at] {
			is = is && r.base(w.spelling) == r.base(own[i]) && agreement(w.spelling, own[i]) > 0
		}
		typed = typed || is
	}
	all := slices.Concat(number, kind, issuer)
	for _, f := range strings.Fields(r.Issuers) {
		if name, symbol, _ := strings.Cut(f, "="); slices.ContainsFunc(words(symbol), func(w string) bool { return in([]string{w}, number) }) {
			all = append(all, words(name)...)
		}
	}
	for _, w := range joined {
		typed = typed && in(append(slices.Clone(w.kind), w.spelling), all)
	}
	return typed
}

// find is search without a nearest query.
func (r *reader) find(query string, filters []string) (a answer, sought []word, all [][]mark) {
	sought = r.sought(query)
	typed := spellings(sought)
	unlisted := make([]int, len(typed))
	for i, w := range typed {
		marks := make([]mark, r.Articles)
		unlisted[i] = r.mark(marks, r.base(w), func(s string) int { return agreement(w, s) })
		all = append(all, marks)
	}
	allowed := func(int) bool { return true }
	for _, f := range filters {
		before, own := allowed, make([]mark, r.Articles)
		r.mark(own, f, func(string) int { return 0 })
		allowed = func(n int) bool { return before(n) && own[n].has }
	}
	lines := r.lines(typed)
	needed := all
	meant := r.meant(sought, lines)
	if len(meant) > 0 {
		cited := make([]mark, r.Articles)
		for _, d := range meant {
			r.mark(cited, d, func(string) int { return 0 })
		}
		needed = [][]mark{cited}
	}
	var candidates []int
	for n := range r.Articles {
		if allowed(n) && len(typed)+len(filters) > 0 && !slices.ContainsFunc(needed, func(m []mark) bool { return !m[n].has }) {
			candidates = append(candidates, n)
		}
	}
	near := make([]float64, r.Articles)
	rarities, worth := make([]int, len(all)), 0 // worth is that of all words side by side
	for i, marks := range all {
		have := 0
		for _, m := range marks {
			if m.has {
				have++
			}
		}
		if rarities[i] = bits.Len(uint(r.Articles / max(have, 1))); i > 0 {
			worth += max(rarities[i-1], rarities[i])
		}
	}
	for i := 0; i < len(typed) && len(candidates) > 1; i++ {
		var before []string
		rarity := rarities[i]
		if i > 0 {
			before, rarity = append(before, r.base(typed[i-1])), max(rarity, rarities[i-1])
		}
		r.neighbours(near, candidates, append(before, sought[i].before...), r.base(typed[i]), float64(rarity))
	}
	scores := make([][2]int, r.Articles)
	for _, n := range candidates {
		for i, m := range all {
			scores[n][0] += m[n].agree
			scores[n][1] += m[n].part * 2 * rarities[i]
		}
		inTitle, likely := 0, 0
		for i, m := range all {
			if m[n].part == 2 {
				inTitle++
			} else if m[n].has && n < unlisted[i] {
				likely++
			}
		}
		if len(all) > 1 && inTitle+likely == len(all) && inTitle >= likely {
			share := 1.0
			if likely > 0 {
				share = 0.9
			}
			near[n] = max(near[n], float64(worth)*share)
		}
		scores[n][1] += int(math.Floor(near[n]*8 + 0.5))
	}
	slices.SortFunc(candidates, func(x, y int) int {
		s, t := scores[x], scores[y]
		return cmp.Or(t[0]-s[0], t[1]-s[1], y-x)
	})
	a.Articles = candidates
	a.Unlike = len(typed) == 1 && len(meant) == 0 && slices.ContainsFunc(candidates, func(n int) bool { return all[0][n].agree == 0 })
	if len(filters) == 0 && len(typed) > 0 {
		a.Others = r.others(sought, lines)
	}
	return a, sought, all
}

// side sets which candidates from an article on have two bases side by side, as the
// row knows it: 1, or how likely they are to.
func (r *row) side(side map[int]float64, candidates []int, from int, first, second string) {
	b := r.bases[first]
	if b == nil {
		return
	}
	p := b.pairs[int(fnv(second)*0x9E3779B1>>(32-b.width))]
	if p == nil {
		return
	}
	set := func(n int, likely float64) {
		if n >= from {
			side[n] = likely
		}
	}
	for _, n := range p.list {
		set(n, 1)
	}
	if p.older > 0 {
		lowest, _ := slices.BinarySearch(candidates, r.from)
		below, _ := slices.BinarySearch(candidates, p.list[len(p.list)-1])
		for _, n := range candidates[lowest:below] {
			set(n, min(float64(p.older)/float64(below-lowest), 0.9))
		}
	}
}

// neighbours adds how likely each candidate has a base after one of others, so many times.
func (r *reader) neighbours(near []float64, candidates []int, before []string, second string, times float64) {
	best := map[int]float64{}
	for _, first := range before {
		for n, likely := range r.sides(candidates, first, second) {
			best[n] = max(best[n], likely)
		}
	}
	for _, n := range candidates {
		near[n] += float64(best[n] * times) // not in one step with the sum, which some processors round otherwise
	}
}

// sides are how likely each candidate has two bases side by side.
func (r *reader) sides(candidates []int, first, second string) map[int]float64 {
	rows, known := r.rowsFor(fnv(first))
	side := map[int]float64{}
	from := 0 // articles that the rows before do not know of
	for _, row := range rows {
		row.side(side, candidates, max(from, row.from), first, second)
		from = row.below
	}
	for i, stream := range r.streams {
		for j := 1; j < len(stream) && r.Tail.From+i >= known; j++ {
			if stream[j-1] >= 4 && stream[j] >= 4 && r.based[stream[j-1]-4] == first && r.based[stream[j]-4] == second {
				side[r.Tail.From+i] = 1
			}
		}
	}
	return side
}

// lines are those of the documents whose number may be among words, and of those whose
// titles may have them.
func (r *reader) lines(typed []string) (out []string) {
	add := func(lines []string) {
		for _, line := range lines {
			if !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	read := func(w string) {
		rows, _ := r.rowsFor(fnv(r.base(w)))
		for _, row := range rows {
			add(row.documents)
		}
	}
	for _, w := range typed {
		if isNumber(w) {
			read(w)
		}
	}
	for i := 0; i < len(typed) && len(typed) >= 5; i++ {
		read(typed[i])
	}
	add(r.Documents)
	return out
}

// others are the documents, committees, congresses and pages whose names have all
// words.
func (r *reader) others(sought []word, lines []string) []string {
	typed := spellings(sought)
	joined := r.withoutJoins(sought)
	var withTypes []string
	for _, w := range joined {
		withTypes = append(append(withTypes, w.kind...), w.spelling)
	}
	type found struct {
		href string
		best float64
	}
	var out []found
	consider := func(names [][]string, href string, first float64, typed []string) {
		best := -1.0
		for _, name := range names {
			agree := 0
			for _, w := range typed {
				own := -1
				for _, s := range name {
					if r.base(s) == r.base(w) {
						own = max(own, agreement(w, s))
					}
				}
				if own < 0 {
					agree = -1000
				}
				agree += own
			}
			if agree >= 0 {
				best = max(best, float64(agree)+float64(len(typed))/float64(len(name)))
			}
		}
		if best >= 0 {
			out = append(out, found{href, best + first})
		}
	}
	based := func(list []string) string {
		var out []string
		for _, w := range list {
			out = append(out, r.base(w))
		}
		return strings.Join(out, " ")
	}
	without := func(typed []string, other string) []string {
		return slices.DeleteFunc(slices.Clone(typed), func(w string) bool {
			return slices.Contains(strings.Fields(based(words(other))), r.base(w))
		})
	}
	unordered := without(r.counted(typed), r.Say["ordinal"]["other"])
	isCongress := len(without(unordered, r.Congress[0])) > 0 && len(without(words(r.Congress[0]), strings.Join(typed, " "))) == 0
	numbered := slices.ContainsFunc(unordered, func(w string) bool {
		return isNumeral(r.base(w))
	})
	for _, line := range lines {
		f := strings.Split(line, "\t")
		number := words(f[1])
		glued := func(list []string) string { return strings.ReplaceAll(based(list), " ", "") }
		titled := len(typed) >= 5 && strings.Contains(glued(words(f[3])), glued(typed))
		if !titled && !slices.Contains(spellings(joined), number[0]) {
			continue
		}
		own := slices.Concat(number, words(r.DocumentKinds[f[2]]))
		first, asked := 500.0, withTypes
		if _, to := r.whole(sought, number); to > 0 {
			first, asked = 2000, number
		}
		spoken := slices.Clone(own)
		for _, f := range strings.Fields(r.Issuers) {
			name, symbol, _ := strings.Cut(f, "=")
			if slices.ContainsFunc(words(symbol), func(w string) bool { return slices.Contains(strings.Fields(based(number)), r.base(w)) }) {
				spoken = append(spoken, words(name)...)
			}
		}
		consider([][]string{own, spoken, slices.Concat(spoken, words(f[3]), words(f[4]), words(f[0]))}, r.DocumentsAt+f[0]+"/", first, asked)
	}
	for _, c := range r.Committees {
		var names [][]string
		for _, n := range c.Names {
			names = append(names, words(n))
		}
		href := r.CommitteesAt + c.ID + "/"
		consider(names, href, 0, typed)
		congresses := c.Congresses
		if !numbered {
			congresses = nil
			if isCongress {
				congresses = c.Congresses[:min(len(c.Congresses), 1)]
			}
		}
		for _, number := range congresses {
			numerals := []string{strings.ToLower(vietnamese.Roman(number)), strconv.Itoa(number)}
			if numbered && !slices.ContainsFunc(unordered, func(w string) bool { return slices.Contains(numerals, r.base(w)) }) {
				continue
			}
			var own [][]string
			for _, n := range names {
				own = append(own, slices.Concat(words(r.Congress[0]), n, numerals))
			}
			first := 0.0
			if numbered && isCongress {
				first = 1000
			}
			consider(own, href+r.Congress[1]+"-"+strconv.Itoa(number)+"/", first, unordered)
		}
	}
	if year, month := r.month(sought); slices.ContainsFunc(r.Timeline, func(y [2]int) bool { return y[0] == year && y[1]>>(month-1)&1 == 1 }) {
		out = append(out, found{fmt.Sprintf("%s%d/%02d/", r.TimelineAt, year, month), 1000})
	}
	for _, p := range r.Pages {
		consider([][]string{words(p[0])}, p[1], 0, typed)
	}
	slices.SortStableFunc(out, func(x, y found) int { return cmp.Compare(y.best, x.best) })
	var hrefs []string
	for _, f := range out {
		hrefs = append(hrefs, f.href)
	}
	return hrefs
}

// isNumeral reports whether a base is a number, in digits or Roman.
func isNumeral(base string) bool {
	return base != "" && (strings.Trim(base, "0123456789") == "" || strings.Trim(base, "ivxlc") == "")
}

// month is the year and the month of words that are a date or a month and nothing else, or
// 0 and 1.
func (r *reader) month(sought []word) (year, month int) {
	is := func(list []string, i int) bool {
		for j, w := range list {
			if i+j >= len(sought) || r.base(sought[i+j].spelling) != r.base(w) || agreement(sought[i+j].spelling, w) == 0 {
				return false
			}
		}
		return len(list) > 0
	}
	var parts []int
	named := -1
	for i := 0; i < len(sought); {
		w := sought[i]
		at := slices.IndexFunc(r.Months, func(name string) bool { return is(words(name), i) })
		n, err := strconv.Atoi(w.spelling)
		switch {
		case len(w.before) > 0:
			return 0, 1
		case at >= 0:
			named = len(parts)
			parts = append(parts, at+1)
			i += len(words(r.Months[at]))
		case err == nil:
			parts = append(parts, n)
			i++
		case slices.ContainsFunc(words(r.Dates+" "+r.Say["ordinal"]["other"]), func(d string) bool { return is([]string{d}, i) }):
			i++
		default:
			return 0, 1
		}
	}
	var day int
	last := len(parts) - 1
	switch {
	case last == 1 && parts[0] >= 1000:
		year, month, day = parts[0], parts[1], 1
	case last == 1:
		month, year, day = parts[0], parts[1], 1
	case last == 2 && parts[0] >= 1000 && named == 2:
		year, day, month = parts[0], parts[1], parts[2]
	case last == 2 && parts[0] >= 1000:
		year, month, day = parts[0], parts[1], parts[2]
	case last == 2 && named == 0:
		month, day, year = parts[0], parts[1], parts[2]
	case last == 2:
		day, month, year = parts[0], parts[1], parts[2]
	}
	if year < 1000 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, 1
	}
	return year, month
}

// withoutJoins are words without those that only join the parts of a document's name.
func (r *reader) withoutJoins(sought []word) (out []word) {
	for i := 0; i < len(sought); {
		size := 0
		for _, f := range strings.Fields(r.Joins) {
			own := words(f)
			is := len(own) > size && len(own) <= len(sought)-i
			for j := 0; is && j < len(own); j++ {
				w := sought[i+j].spelling
				is = r.base(own[j]) == r.base(w) && agreement(w, own[j]) > 0 || own[j] == "0" && isNumeral(r.base(w))
			}
			if is {
				size = len(own)
			}
		}
		if size == 0 {
			out = append(out, sought[i])
		}
		i += max(size, 1)
	}
	return out
}

// counted are words with numbers in the place of ordinals in words.
func (r *reader) counted(typed []string) (out []string) {
	for i := 0; i < len(typed); {
		word, size := typed[i], 0
		for _, f := range strings.Fields(r.Ordinals) {
			name, number, _ := strings.Cut(f, "=")
			own := words(name)
			is := len(own) > size && len(own) <= len(typed)-i
			for j := 0; is && j < len(own); j++ {
				is = r.base(own[j]) == r.base(typed[i+j]) && agreement(typed[i+j], own[j]) > 0
			}
			if is {
				word, size = number, len(own)
			}
		}
		out = append(out, word)
		i += max(size, 1)
	}
	return out
}

// named are the words of the names that are found beside articles, the first of each base,
// all of them, and the bases that stand side by side in them.
func (r *reader) named() (out, all []string, pairs map[[2]string]bool) {
	seen := map[string]bool{}
	pairs = map[[2]string]bool{}
	add := func(name string) {
		own := words(name)
		all = append(all, own...)
		for i, w := range own {
			if i > 0 {
				pairs[[2]string{r.base(own[i-1]), r.base(w)}] = true
			}
			if base := r.base(w); !isNumber(w) && !seen[base] {
				seen[base] = true
				out = append(out, w)
			}
		}
	}
	for _, c := range r.Committees {
		for _, n := range c.Names {
			add(n)
		}
	}
	for _, p := range r.Pages {
		add(p[0])
	}
	add(r.Congress[0])
	for _, k := range slices.Sorted(maps.Keys(r.DocumentKinds)) {
		add(r.DocumentKinds[k])
	}
	return out, all, pairs
}

// near are the nearest of words that are known, each with how often it is met as a digit at
// its end.
func (r *reader) near(base string, known []string) []string {
	type near struct {
		word  string
		far   float64
		often int
	}
	var all []near
	for _, k := range known {
		n := near{k[:len(k)-1], distance(base, r.base(k[:len(k)-1])), int(k[len(k)-1])}
		if n.far <= max(1, math.Floor(float64(len([]rune(base)))/3)) {
			all = append(all, n)
		}
	}
	slices.SortStableFunc(all, func(x, y near) int { return cmp.Or(cmp.Compare(x.far, y.far), y.often-x.often) })
	var out []string
	for _, n := range all[:min(len(all), 8)] {
		out = append(out, n.word)
	}
	return out
}

// nearest exchanges each word that nothing has for one of the nearest that something has:
// the first that stands beside its neighbour, or else the first.
func (r *reader) nearest(query string, sought []word, marks [][]mark, filters []string) string {
	known, typed := strings.Fields(cmp.Or(r.Words, string(r.file("words.txt")))), spellings(sought)
	var titled []string
	for _, line := range r.lines(typed) {
		titled = append(titled, words(strings.Split(line, "\t")[3])...)
	}
	named, spelt, pairs := r.named()
	has := map[string]bool{}
	for _, k := range known {
		has[r.base(k[:len(k)-1])] = true
	}
	isNamed := map[string]bool{}
	for _, w := range slices.Backward(named) {
		isNamed[r.base(w)] = true
	}
	for _, w := range titled {
		if base := r.base(w); !isNamed[base] {
			isNamed[base], named = true, append(named, w)
		}
	}
	for _, w := range named {
		if !has[r.base(w)] {
			known = append(known, w+"0")
		}
	}
	unkeyed := query
	for _, run := range slices.Backward(runsAt(query)) {
		unkeyed = unkeyed[:run[0]] + r.unkeyed(unkeyed[run[0]:run[1]], known, spelt) + unkeyed[run[1]:]
	}
	if unkeyed != query {
		if a, _, _ := r.find(unkeyed, filters); len(a.Articles)+len(a.Others) > 0 {
			return unkeyed
		}
	}
	unknown := make([]bool, len(typed)+1)
	for i, w := range typed {
		base := r.base(w)
		unknown[i] = !isNumber(w) && len([]rune(base)) >= 3 && !slices.ContainsFunc(marks[i], func(m mark) bool { return m.has }) && !isNamed[base]
	}
	stand := func(first, second string) bool {
		first, second = r.base(first), r.base(second)
		return pairs[[2]string{first, second}] || r.stand(first, second)
	}
	out := slices.Clone(typed)
	for i := range typed {
		if !unknown[i] {
			continue
		}
		all := r.near(r.base(typed[i]), known)
		beside := slices.IndexFunc(all, func(w string) bool {
			switch {
			case i > 0:
				return stand(out[i-1], w)
			case len(typed) > 1 && !unknown[1]:
				return stand(w, typed[1])
			}
			return false
		})
		if len(all) > 0 {
			out[i] = r.spelling(all[max(beside, 0)], typed[i], spelt)
		}
	}
	bare := !slices.ContainsFunc(typed, func(w string) bool { return w != search.Base(w) })
	better := exchanged(query, sought, out, bare)
	if better == query {
		return ""
	}
	if a, _, _ := r.find(better, filters); len(a.Articles)+len(a.Others) == 0 {
		return ""
	}
	return better
}

// runsAt are the runs of a text, by where they begin and end.
func runsAt(text string) (out [][2]int) {
	at := 0
	for _, run := range runs(text) {
		from := at + strings.Index(text[at:], run)
		at = from + len(run)
		out = append(out, [2]int{from, at})
	}
	return out
}

// unkeyed is a run where the keys of an input method were typed and there was none: words as
// they are usually spelt, or, where that contradicts the keys, as they are otherwise.
func (r *reader) unkeyed(run string, known, named []string) (out string) {
	if strings.ContainsFunc(run, func(r rune) bool { return r > '~' }) {
		return run // there was one
	}
	letters := run
	for _, f := range strings.Fields(r.Keys) {
		keys, other, _ := strings.Cut(f, "=")
		letters = regexp.MustCompile("(?i)"+keys).ReplaceAllString(letters, other)
	}
	if letters == run {
		return run
	}
	for _, w := range search.Spell(letters) {
		i := slices.IndexFunc(known, func(k string) bool { return r.base(k[:len(k)-1]) == r.base(w) })
		if i < 0 {
			out += search.Base(w)
			continue
		}
		usual := known[i][:len(known[i])-1]
		all := r.spellings(usual, named)
		out += all[max(slices.IndexFunc(all, func(s string) bool { return agreement(w, s) > 0 }), 0)]
	}
	return cased(run, out)
}

// spelling is the spelling of a known word, or of its base, that is nearest to a word with
// marks that was typed.
func (r *reader) spelling(known, typed string, named []string) string {
	if typed == search.Base(typed) {
		return known
	}
	best := known
	for _, s := range r.spellings(known, named) {
		if distance(typed, s) < distance(typed, best) {
			best = s
		}
	}
	return best
}

// spellings are those of a known word, that one first.
func (r *reader) spellings(known string, named []string) []string {
	base := r.base(known)
	out := []string{known}
	consider := func(s string) {
		if indexed(s, r.endings) == base {
			out = append(out, s)
		}
	}
	rows, _ := r.rowsFor(fnv(base))
	for _, row := range rows {
		if b := row.bases[base]; b != nil {
			for _, s := range b.spellings {
				consider(s.text)
			}
		}
	}
	for _, s := range r.spelt {
		consider(s)
	}
	for _, w := range named {
		consider(w)
	}
	return out
}

// exchanged is a query with other words in the place of some, and all else as it was typed.
func exchanged(query string, typed []word, others []string, bare bool) string {
	for i, w := range slices.Backward(typed) {
		other, was := others[i], query[w.from:w.to]
		if other == w.spelling {
			continue
		}
		if bare {
			other = search.Base(other)
		}
		query = query[:w.from] + cased(was, other) + query[w.to:]
	}
	return query
}

// cased is a word with capitals where the one has them in whose place it comes.
func cased(was, word string) string {
	first, _ := utf8.DecodeRuneInString(was)
	_, size := utf8.DecodeRuneInString(word)
	switch {
	case len([]rune(was)) > 1 && strings.ToUpper(was) == was:
		return strings.ToUpper(word)
	case unicode.ToLower(first) != first:
		return strings.ToUpper(word[:size]) + word[size:]
	}
	return word
}

// stand reports whether two bases stand side by side in any article.
func (r *reader) stand(first, second string) bool {
	all := make([]int, r.Articles)
	for n := range all {
		all[n] = n
	}
	near := make([]float64, r.Articles)
	r.neighbours(near, all, []string{first}, second, 1)
	return slices.Max(near) > 0
}

// distance counts letters to insert, leave out, replace or exchange with their neighbour,
// which is less.
func distance(s, t string) float64 {
	a, b := []rune(s), []rune(t)
	d := make([][]float64, len(a)+1)
	for i := range d {
		d[i] = make([]float64, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = float64(i + j)
				continue
			}
			cost := 1.0
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j-1]+cost, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+0.75)
			}
		}
	}
	return d[len(a)][len(b)]
}

func fnv(s string) uint32 {
	h := uint32(2166136261)
	for _, c := range []byte(s) {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func rowOf(h uint32, rows int) int {
	m := uint32(1) << (bits.Len(uint(rows)) - 1)
	if i := h % (2 * m); int(i) < rows {
		return int(i)
	}
	return int(h % m)
}

// cards are the files of cards, and where in its file each article is.
func (r *reader) cards() (files []string, fileOf []int) {
	for _, y := range r.Years {
		shape := []rune(y.Shape)
		var part func(start, bits int)
		part = func(start, bits int) {
			c := shape[0]
			shape = shape[1:]
			if c == '/' {
				part(start, bits-1)
				part(start+1<<(bits-1), bits-1)
				return
			}
			if c > '0' {
				name := strconv.Itoa(y.Year) + "-" + strconv.Itoa(start>>22)
				if within := start % (1 << 22); within > 0 {
					name += "-" + strconv.Itoa(within)
				}
				for range c - '0' {
					fileOf = append(fileOf, len(files))
				}
				files = append(files, name+".json")
			}
		}
		part(0, 31)
	}
	return files, fileOf
}
