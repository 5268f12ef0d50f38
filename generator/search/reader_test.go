package search_test

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"bantin/generator/address"
	"bantin/generator/search"
	"bantin/generator/vietnamese"
)

// A reader answers queries from the files of an index, as static/search.js does
// in the browser. It shares with the index the rules of words and nothing else.
type reader struct {
	search.Head
	row      func(n int) []byte
	spelt    []string // of the tail
	based    []string
	streams  [][]int
	fetched  int // bytes of rows
	rowsRead map[int]bool
}

// An answer is what a query finds.
type answer struct {
	Articles []int    // by number, best first
	Others   []string // addresses, best first
	Nearest  string
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

func newReader(head []byte, row func(n int) []byte) *reader {
	r := &reader{row: row, rowsRead: map[int]bool{}}
	if err := json.Unmarshal(head, &r.Head); err != nil {
		panic(err)
	}
	r.spelt = strings.Fields(r.Tail.Words)
	for _, s := range r.spelt {
		base := s
		if !strings.Contains(s, ":") {
			base = search.Base(s)
		}
		r.based = append(r.based, base)
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

// words are the words of a text.
func words(text string) (out []string) {
	for _, run := range strings.FieldsFunc(text, func(r rune) bool {
		ascii := unicode.IsLetter(r) || unicode.IsDigit(r)
		block := 0xC0 <= r && r < 0x2000 || 0x2C00 <= r && r < 0x3000 || 0x3040 <= r && r < 0xD800 || 0xF900 <= r && r < 0xFE00 || r > 0xFFFF
		return !(r < 0x80 && ascii) && !block && r != '\'' && r != '’'
	}) {
		out = append(out, search.Spell(run)...)
	}
	return out
}

// agreement is how well a spelling agrees with what was typed, from 0 to 2.
func agreement(typed, spelling string) int {
	if typed == search.Base(typed) || typed == spelling {
		return 2
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

// A cursor reads a row.
type cursor struct{ b []byte }

func (c *cursor) number() int {
	v, n := binary.Uvarint(c.b)
	c.b = c.b[n:]
	return int(v)
}

func (c *cursor) take(n int) []byte {
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) list(limit int) (out []int) {
	head := c.number()
	if count := head >> 1; count > 0 {
		out = append(out, c.number())
		if count > 1 {
			k := int(c.take(1)[0])
			at := 0 // bits
			bit := func() int {
				b := int(c.b[at/8]>>(7-at%8)) & 1
				at++
				return b
			}
			for len(out) < count {
				gap := 0
				for bit() == 1 {
					gap++
				}
				for range k {
					gap = gap<<1 | bit()
				}
				out = append(out, out[len(out)-1]+gap+1)
			}
			c.take((at + 7) / 8)
		}
	}
	if head&1 == 0 {
		return out
	}
	var present []int
	for n := range limit {
		if !slices.Contains(out, n) {
			present = append(present, n)
		}
	}
	return present
}

// entry finds the entry of a key in its row; section 0 has the bases, 1 the pairs.
func (r *reader) entry(key string, section int) (covers int, entry *cursor) {
	if r.Rows == 0 {
		return 0, nil
	}
	h := fnv(key)
	n := rowOf(h, r.Rows)
	row := r.row(n)
	if !r.rowsRead[n] {
		r.rowsRead[n] = true
		r.fetched += len(row)
	}
	c := &cursor{row}
	covers = c.number()
	for s := range 2 {
		for range c.number() {
			own := c.take(3)
			e := c.take(c.number())
			if s == section && own[0] == byte(h>>8) && own[1] == byte(h>>16) && own[2] == byte(h>>24) {
				entry = &cursor{e}
			}
		}
	}
	return covers, entry
}

// mark grades the articles that have a base.
func (r *reader) mark(marks []uint8, base string, agree func(spelling string) int) {
	put := func(n, part int, spelling string) {
		marks[n] = max(marks[n], uint8(1+part+3*agree(spelling)))
	}
	covers, e := r.entry(base, 0)
	for e != nil && len(e.b) > 0 {
		spelling := string(e.take(e.number()))
		for part := range 3 {
			for _, n := range e.list(covers) {
				put(n, part, spelling)
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
			case s >= 4 && n >= covers && r.based[s-4] == base:
				put(n, part, r.spelt[s-4])
			}
		}
	}
}

// search answers a query.
func (r *reader) search(query string, filters ...string) (a answer) {
	typed := words(query)
	typed = typed[:min(len(typed), 12)]
	all := make([][]uint8, 0, len(typed))
	for _, w := range typed {
		marks := make([]uint8, r.Articles)
		r.mark(marks, search.Base(w), func(s string) int { return agreement(w, s) })
		all = append(all, marks)
	}
	allowed := func(int) bool { return true }
	for _, f := range filters {
		before, own := allowed, make([]uint8, r.Articles)
		r.mark(own, f, func(string) int { return 0 })
		allowed = func(n int) bool { return before(n) && own[n] > 0 }
	}
	var candidates []int
	for n := range r.Articles {
		if allowed(n) && len(typed)+len(filters) > 0 && !slices.ContainsFunc(all, func(m []uint8) bool { return m[n] == 0 }) {
			candidates = append(candidates, n)
		}
	}
	near := make([]float64, r.Articles)
	for i := 1; i < len(typed); i++ {
		r.neighbours(near, candidates, search.Base(typed[i-1]), search.Base(typed[i]))
	}
	score := func(n int) (s [3]int) {
		for _, m := range all {
			s[0] += int(m[n]-1) / 3
			s[2] += int(m[n]-1) % 3
		}
		s[1] = int(math.Floor(near[n]*8 + 0.5))
		return s
	}
	slices.SortFunc(candidates, func(x, y int) int {
		s, t := score(x), score(y)
		return cmp.Or(t[0]-s[0], t[1]-s[1], t[2]-s[2], y-x)
	})
	a.Articles = candidates
	if len(filters) == 0 && len(typed) > 0 {
		a.Others = r.others(typed)
	}
	if len(a.Articles)+len(a.Others) == 0 {
		a.Nearest = r.nearest(typed, all)
	}
	return a
}

// neighbours adds how likely each candidate has two bases side by side.
func (r *reader) neighbours(near []float64, candidates []int, first, second string) {
	covers, e := r.entry(first+" "+second, 1)
	side := map[int]bool{}
	unknown, likely := 0, 0.0
	if e != nil {
		list := e.list(covers)
		total := len(list)
		if len(e.b) > 0 {
			total = e.number()
		}
		for _, n := range list {
			side[n] = true
		}
		if total > len(list) {
			unknown = list[0]
			older, _ := slices.BinarySearch(candidates, unknown)
			likely = min(float64(total-len(list))/float64(max(older, 1)), 0.9)
		}
	}
	for i, stream := range r.streams {
		for j := 1; j < len(stream) && r.Tail.From+i >= covers; j++ {
			if stream[j-1] >= 4 && stream[j] >= 4 && r.based[stream[j-1]-4] == first && r.based[stream[j]-4] == second {
				side[r.Tail.From+i] = true
			}
		}
	}
	for _, n := range candidates {
		if n < unknown {
			near[n] += likely
		} else if side[n] {
			near[n]++
		}
	}
}

// others are the committees, congresses and pages whose names have all words.
func (r *reader) others(typed []string) []string {
	type found struct {
		href string
		best float64
	}
	var out []found
	consider := func(names [][]string, href string) {
		best := -1.0
		for _, name := range names {
			agree := 0
			for _, w := range typed {
				own := -1
				for _, s := range name {
					if search.Base(s) == search.Base(w) {
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
			out = append(out, found{href, best})
		}
	}
	for _, c := range r.Committees {
		var names [][]string
		for _, n := range c.Names {
			names = append(names, words(n))
		}
		href := r.CommitteesAt + c.ID + "/"
		consider(names, href)
		for _, number := range c.Congresses {
			numerals := []string{strings.ToLower(vietnamese.Roman(number)), strconv.Itoa(number)}
			if !slices.ContainsFunc(typed, func(w string) bool { return slices.Contains(numerals, search.Base(w)) }) {
				continue
			}
			var own [][]string
			for _, n := range names {
				own = append(own, slices.Concat(words(r.Congress[0]), n, numerals))
			}
			consider(own, href+r.Congress[1]+"-"+strconv.Itoa(number)+"/")
		}
	}
	for _, p := range r.Pages {
		consider([][]string{words(p[0])}, p[1])
	}
	slices.SortStableFunc(out, func(x, y found) int { return cmp.Compare(y.best, x.best) })
	var hrefs []string
	for _, f := range out {
		hrefs = append(hrefs, f.href)
	}
	return hrefs
}

// nearest replaces each word that no article has by the nearest that one has.
func (r *reader) nearest(typed []string, marks [][]uint8) string {
	changed := false
	out := slices.Clone(typed)
	for i, w := range typed {
		base := search.Base(w)
		if base[0] <= '9' || len([]rune(base)) < 3 || slices.ContainsFunc(marks[i], func(m uint8) bool { return m > 0 }) {
			continue
		}
		least, often := max(1, len([]rune(base))/3)+1, byte(0)
		for _, k := range strings.Fields(r.Vocabulary) {
			k, digit := k[:len(k)-1], k[len(k)-1]
			d := distance(base, search.Base(k))
			if d < least || d == least && out[i] != w && digit > often {
				out[i], least, often, changed = k, d, digit, true
			}
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(out, " ")
}

// distance counts letters to insert, leave out, replace or exchange.
func distance(s, t string) int {
	a, b := []rune(s), []rune(t)
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j-1]+cost, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
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

// cardsOf is the number of the file of cards that has an article.
func cardsOf(n int) int { return n / address.CardsInFile }
