package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"bantin/generator/address"
	"bantin/generator/locale"
	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// mostWords is how many words the list of words has at most, the most frequent.
// It is there for beginnings of words and for words mistyped.
const mostWords = 12_000

// A Head is what every query needs.
type Head struct {
	Articles int `json:"articles"` // how many there are
	Rows     int `json:"rows"`
	Fresh    int `json:"fresh"` // rows
	// RowSize is how many bytes a row has, on average: what a query costs that has many
	// words is known before it is paid.
	RowSize int `json:"rowSize"`
	// Sums and FreshSums have for each row what the head's reader has to find in it
	// ([appendSum]): where it does not, the site was published anew since it read the
	// head. Of cards it holds that a file has as many as its year's shape says.
	Sums      string `json:"sums"`
	FreshSums string `json:"freshSums"`
	Base      string `json:"base"` // the path of the site
	// Years are the years in which articles came out, and how their cards are parted
	// ([address.CardYear]).
	Years []Year `json:"years"`
	Tail  Tail   `json:"tail"`
	// Words are those that are known ([builder.words]), where that is no file.
	Words string `json:"words,omitempty"`
	// Committees are in the order of their tree, and CommitteesAt is where their
	// pages are.
	CommitteesAt string      `json:"committeesAt"`
	Committees   []Committee `json:"committees"`
	Congress     [2]string   `json:"congress"` // the word for it, and as it is in addresses
	Pages        [][2]string `json:"pages"`    // title and address
	// TimelineAt is where the pages of the timeline are, and Timeline the years and months
	// that have one. Months are the months' names, which MonthYear names with a year, and
	// Dates the words of a date that are neither.
	TimelineAt string            `json:"timelineAt"`
	Timeline   [][2]int          `json:"timeline"` // year, and a bit for each month: 1 is January
	Months     []string          `json:"months"`
	MonthYear  string            `json:"monthYear"`
	Dates      string            `json:"dates"`
	Kinds      map[string]string `json:"kinds"`
	// DocumentsAt is where the pages of documents are, DocumentKinds their types in
	// words, and Documents the lines of those that not all of their rows have
	// ([language.documentLine]).
	DocumentsAt   string            `json:"documentsAt"`
	DocumentKinds map[string]string `json:"documentKinds"`
	Documents     []string          `json:"documents"`
	// Types are the symbols of documents' types with the types in words: NQ=nghị-quyết.
	Types string `json:"types"`
	// Leads are the words that may stand before a number and are not looked for there.
	Leads string `json:"leads"`
	// Joins are the words that only join the parts of a document's name, several parted by
	// hyphens: của khóa-0, where 0 is any number.
	Joins string `json:"joins"`
	// Issuers are those who issue documents in words, with their symbols: bộ-chính-trị=TW.
	Issuers string `json:"issuers"`
	// Ordinals are ordinals in words with the numbers that they are: thứ-nhất=1.
	Ordinals string `json:"ordinals"`
	// Keys are those of input methods, as regular expressions, with what stands for them
	// where they were typed without: d[d9]=đ.
	Keys string `json:"keys"`
	// Endings are those of words that the base is without ([EndingsOf]).
	Endings string                    `json:"endings"`
	Say     map[string]locale.Message `json:"say"`
}

// A Year is a year in which articles came out, with the shape of its files of cards.
type Year struct {
	Year  int    `json:"year"`
	Shape string `json:"shape"`
}

// A Tail is the newest articles word by word, of which some rows do not know.
type Tail struct {
	From  int    `json:"from"`  // the number of the first
	Words string `json:"words"` // the spellings that they use, parted by spaces
	// Streams has for each article its words in order, a character each
	// ([letterOf] of the word's place in Words, from 4 on), title first, and
	// between them signs: 0 for a gap, 1 where other text begins, 2 where a
	// heading does, 3 before the attributes.
	Streams []string `json:"streams"`
}

// A Committee is found by its names.
type Committee struct {
	ID         string   `json:"id"`
	Names      []string `json:"names"` // its name first
	Congresses []int    `json:"congresses,omitempty"`
}

// sentences are those of the strings files that the script says, under their
// names in the head.
var sentences = []string{
	"search.found", "search.citing", "search.listed", "search.beside", "search.only", "search.nothing", "search.nearest", "search.more",
	"search.filtered", "search.none", "search.unfilter", "search.lacking", "search.rest", "search.fewer", "search.partly",
	"search.unlike", "search.first", "search.skipped", "search.congress", "search.committee", "search.page", "search.document", "search.ordinal", "untranslated", "begun",
}

// leads is the key of the words that may stand before a number, as in "No. 35".
const leads = "search.number"

// joins is the key of the words that join the parts of a document's name, as in "directive 35
// of the Politburo", and issuers that of the issuers that its symbol may stand for.
const (
	joins   = "search.joins"
	issuers = "search.issuers"
)

// endings is the key of the endings of words ([EndingsOf]).
const endings = "search.endings"

// dates is the key of the words of a date that are no number and no name of a month.
const dates = "search.dates"

// ordinals is the key of ordinals in words.
const ordinals = "search.ordinals"

// keys is the key of what input methods are typed with.
const keys = "search.typed"

// Sentences are the keys of the strings files that the search needs.
func Sentences() []string {
	return append(slices.Clone(sentences), leads, joins, issuers, dates, ordinals, keys, endings)
}

// Leads are the words that may stand before a number and are not looked for there,
// parted by spaces: those of all languages of the site, since readers copy a document's
// name from texts of either.
func Leads(s *site.Site) string { return ofAll(s, leads) }

// ofAll are the words that all languages of a site have under a key, each once.
func ofAll(s *site.Site, key string) string {
	var all []string
	for _, l := range s.Languages {
		for _, w := range strings.Fields(l.Text[key]["other"]) {
			if !slices.Contains(all, w) {
				all = append(all, w)
			}
		}
	}
	return strings.Join(all, " ")
}

func (l *language) makeHead(b *builder, documents []string) []byte {
	s := l.site
	own := s.Languages[l.index]
	h := Head{
		Articles: len(l.items), Rows: len(b.settled.spans), Fresh: len(b.fresh.spans), Base: s.BasePath,
		RowSize: meanSize(l.rows), Sums: sumsOf(l.rows), FreshSums: sumsOf(l.fresh),
		Tail:         b.makeTail(),
		CommitteesAt: address.Of(own, address.Key{Kind: address.Committees}),
		Congress:     [2]string{own.Text["kind.congress"]["other"], own.Words[locale.CongressWord]},
		Kinds:        map[string]string{},
		Say:          map[string]locale.Message{},
		Years:        []Year{},
		Committees:   []Committee{},
		Pages:        [][2]string{},

		TimelineAt: address.Of(own, address.Key{Kind: address.Timeline}),
		Timeline:   months(s),
		Months:     own.Months,
		MonthYear:  own.Dates[locale.MonthYear],
		Dates:      own.Text[dates]["other"],

		DocumentsAt:   address.Of(own, address.Key{Kind: address.Documents}),
		DocumentKinds: map[string]string{},
		Documents:     documents,
		Types:         Types(own),
		Leads:         Leads(s),
		Joins:         ofAll(s, joins),
		Issuers:       ofAll(s, issuers),
		Ordinals:      own.Text[ordinals]["other"],
		Keys:          own.Text[keys]["other"],
		Endings:       l.endings().text,
	}
	if len(b.settled.spans) <= address.FewRows {
		h.Words = string(b.words())
	}
	for _, y := range l.years {
		h.Years = append(h.Years, Year{y.Year, y.Shape})
	}
	for _, c := range s.Committees {
		k := Committee{ID: c.ID, Names: []string{c.Names[l.index]}}
		for _, n := range append([]string{c.Shorts[l.index]}, c.Aliases...) {
			if !slices.Contains(k.Names, n) {
				k.Names = append(k.Names, n)
			}
		}
		for _, g := range c.Congresses {
			k.Congresses = append(k.Congresses, g.Number)
		}
		h.Committees = append(h.Committees, k)
	}
	for _, p := range s.Pages {
		if t := p.Texts[l.index]; t != nil {
			h.Pages = append(h.Pages, [2]string{t.Title, t.Path})
		}
	}
	for key, m := range own.Text {
		if kind, ok := strings.CutPrefix(key, "kind."); ok {
			h.Kinds[kind] = m["other"]
		}
		if kind, ok := strings.CutPrefix(key, "document.kind."); ok {
			h.DocumentKinds[kind] = m["other"]
		}
	}
	for _, key := range sentences {
		h.Say[strings.TrimPrefix(key, "search.")] = own.Text[key]
	}
	for _, other := range s.Languages {
		if m, ok := own.Text["language."+other.Tag]; ok {
			h.Say["language."+other.Tag] = m
		}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(h); err != nil {
		panic("internal error: the head of the index does not encode: " + err.Error())
	}
	return out.Bytes()
}

// months are the years of the timeline with their months, as a head has them.
func months(s *site.Site) [][2]int {
	out := [][2]int{}
	for _, y := range s.Years {
		bits := 0
		for _, m := range y.Months {
			if m.Month > 0 {
				bits |= 1 << (m.Month - 1)
			}
		}
		out = append(out, [2]int{y.Year, bits})
	}
	return out
}

// Types are the symbols of documents' types with the types in a language's words:
// NQ=nghị-quyết, parted by spaces. A symbol that stands for several, as QĐ does, has the
// one that is the most likely.
func Types(own *locale.Locale) string {
	var all []string
	for _, symbol := range vietnamese.Symbols() {
		kind := own.Text["document.kind."+vietnamese.KindOf(symbol)]["other"]
		all = append(all, symbol+"="+strings.Join(strings.Fields(kind), "-"))
	}
	return strings.Join(all, " ")
}

func meanSize(rows [][]byte) int {
	all := 0
	for _, row := range rows {
		all += len(row)
	}
	return all / max(len(rows), 1)
}

func sumsOf(rows [][]byte) string {
	var out []byte
	for _, row := range rows {
		out = appendSum(out, row)
	}
	return string(out)
}

// appendSum adds 18 bits of the hash of a row, from the highest on, six to a character
// of those from ";" to "z", of which JSON quotes one.
func appendSum(dst, row []byte) []byte {
	h := hash(row)
	return append(dst, ';'+byte(h>>26), ';'+byte(h>>20&63), ';'+byte(h>>14&63))
}

// words is every base by its most frequent spelling, in the order of the bases,
// parted by spaces; after each a digit, half the logarithm of how many articles
// have it. Numbers, and words that hold more than letters, are not among them:
// nobody mistypes them towards another.
func (b *builder) words() []byte {
	most := make([]*spelling, len(b.bases))
	for i := range b.spellings {
		s, k := &b.spellings[i], b.baseOf[i]
		if m := most[k]; m == nil || s.articles > m.articles || s.articles == m.articles && s.text < m.text {
			most[k] = s
		}
	}
	var all []int
	for i, k := range b.bases {
		if k.text[0] > '9' && !strings.Contains(k.text, ":") {
			all = append(all, i)
		}
	}
	byBase := func(x, y int) int { return strings.Compare(b.bases[x].text, b.bases[y].text) }
	if len(all) > mostWords {
		slices.SortFunc(all, func(x, y int) int {
			return cmp.Or(cmp.Compare(most[y].articles, most[x].articles), byBase(x, y))
		})
		all = all[:mostWords]
	}
	slices.SortFunc(all, byBase)
	var out []byte
	for i, k := range all {
		s := most[k]
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(append(out, s.text...), '0'+byte(bits.Len32(uint32(s.articles))/2))
	}
	return out
}

// makeTail is the articles that the rows of some hash do not know of. The most frequent words
// have the lowest numbers, whose characters take one byte.
func (b *builder) makeTail() Tail {
	t := Tail{From: b.tail, Streams: []string{}}
	counts := map[int32]int{}
	for _, stream := range b.recent {
		for _, i := range stream {
			if i >= signs {
				counts[i]++
			}
		}
	}
	order := make([]int32, 0, len(counts))
	for i := range counts {
		order = append(order, i)
	}
	slices.SortFunc(order, func(x, y int32) int {
		return cmp.Or(counts[y]-counts[x], strings.Compare(b.spellings[x-signs].text, b.spellings[y-signs].text))
	})
	place := make(map[int32]int, len(order))
	words := make([]string, len(order))
	for n, i := range order {
		place[i], words[n] = n+signs, b.spellings[i-signs].text
	}
	t.Words = strings.Join(words, " ")
	for _, stream := range slices.Backward(b.recent) {
		var out []byte
		for _, i := range stream {
			n := int(i)
			if i >= signs {
				n = place[i]
			}
			out = utf8.AppendRune(out, letterOf(n))
		}
		t.Streams = append(t.Streams, string(out))
	}
	return t
}

// letterOf is the character that stands for a number: one that JSON writes as it
// is.
func letterOf(n int) rune {
	r := rune(n) + '#'
	if r >= '\\' {
		r++
	}
	if r >= 0x7F {
		r++
	}
	if r >= 0xD800 {
		r += 0x800
	}
	return r
}
