package site

import (
	"cmp"
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/vietnamese"
)

// A Number is the number of a document, with every document that it may mean in
// this bulletin. Numbers restart in each term and with each issuer, so there may
// be several.
type Number struct {
	vietnamese.Document
	Place     int // its index in the Site's Numbers
	Slug      string
	Documents []*Document // by issuer, then newest first; one at least
	// MayBe are the whole numbers that one without an issuer may stand for.
	MayBe []*Number
}

// A Document is one act. What is not known of it is zero.
type Document struct {
	Number    *Number
	Committee *Committee // that issued it
	// Inferred says that Committee is nobody's word: a report that cites 71-KH/TU
	// is taken to mean the province that it is about.
	Inferred bool
	Issuer   string // the words of the front matter, in the language IssuerLang
	// IssuerLang is the tag of that language.
	IssuerLang string
	Term       calendar.Term
	Date       calendar.Date
	Titles     []string // by language
	// Presents are the articles that present the document, Citing those that cite
	// it, each list oldest first. No article is in both.
	Presents, Citing []*Article
	Articles         []*Article // both, oldest first
}

// Told reports whether somebody says what the document is, beside citing it.
func (d *Document) Told() bool {
	return !d.Date.IsZero() || d.Issuer != "" || d.Titles != nil || len(d.Presents) > 0
}

// Year is the year of the document, or else of the first article that cites it.
func (d *Document) Year() int {
	switch {
	case d.Number.Year > 0:
		return d.Number.Year
	case !d.Date.IsZero():
		return d.Date.Year
	}
	return d.Articles[0].Date.Year
}

// Number finds a number by its slug.
func (s *Site) Number(slug string) *Number { return s.numbers[slug] }

// Before are the articles of a list, oldest first, that come before one, nearest
// first, at most n, as pages in a language show them.
func (s *Site) Before(list []*Article, a *Article, lang, n int) []*Article {
	at, _ := slices.BinarySearchFunc(list, a, oldestFirst)
	var out []*Article
	for i := at - 1; i >= 0 && len(out) < n; i-- {
		if s.Shown(list[i], lang) != nil {
			out = append(out, list[i])
		}
	}
	return out
}

func oldestFirst(a, b *Article) int { return inPlace(b, a) }

// A citation is an article that names a number.
type citation struct {
	article *Article
	told    *content.Citation // what its front matter says; nil where nothing
	own     bool              // it presents the document
	lang    string            // of its original
}

// addDocuments gathers what articles cite, and decides which citations of a
// number are of one document: those with the same issuer and the same term.
func (b *builder) addDocuments() {
	b.numbers = map[string]*Number{}
	cited := map[*Number][]citation{}
	for i := len(b.Articles) - 1; i >= 0; i-- { // oldest first
		a := b.Articles[i]
		x := b.sources[a.ID]
		own, _ := vietnamese.ParseDocument(a.Number)
		for _, d := range x.Documents() {
			n := b.number(d)
			c := citation{article: a, own: d == own, lang: x.Original().Lang}
			many := 0
			for j := range a.Documents {
				if e, ok := vietnamese.ParseDocument(a.Documents[j].Number); ok && e == d {
					c.told = &a.Documents[j]
					cited[n] = append(cited[n], c)
					many++
				}
			}
			if many == 0 {
				cited[n] = append(cited[n], c)
			}
		}
	}
	for _, n := range b.Numbers {
		b.attribute(n, cited[n])
	}
	for _, n := range b.Numbers {
		slices.SortStableFunc(n.Documents, func(d, e *Document) int {
			return cmp.Or(strings.Compare(b.issuerName(d), b.issuerName(e)), e.Term.Compare(d.Term), e.Date.Compare(d.Date))
		})
		if n.Issuer != "" {
			continue
		}
		for _, m := range b.Numbers {
			if n.Document.May(m.Document) {
				n.MayBe = append(n.MayBe, m)
			}
		}
	}
	slices.SortFunc(b.Numbers, func(m, n *Number) int {
		return cmp.Or(m.Document.Compare(n.Document), strings.Compare(m.Slug, n.Slug))
	})
	// One pass over the sorted list leaves the lists of the articles sorted.
	for i, n := range b.Numbers {
		n.Place = i
		for _, d := range n.Documents {
			for _, a := range d.Presents {
				a.Presents = d
			}
			for _, a := range d.Citing {
				a.Cites = append(a.Cites, d)
			}
			d.Articles = d.Citing
			if len(d.Presents) > 0 {
				d.Articles = slices.SortedFunc(slices.Values(slices.Concat(d.Presents, d.Citing)), oldestFirst)
			}
		}
	}
}

func (b *builder) number(d vietnamese.Document) *Number {
	slug := d.Slug()
	n := b.numbers[slug]
	if n == nil {
		n = &Number{Document: d, Slug: slug}
		b.numbers[slug] = n
		b.Numbers = append(b.Numbers, n)
	}
	return n
}

// attribute makes the documents of a number. Those that an article tells of come
// first, so that an article that only cites the number can be seen to mean one.
func (b *builder) attribute(n *Number, all []citation) {
	for _, c := range all {
		if c.own || c.told != nil {
			d := b.document(n, c)
			d.tell(b, c)
			d.add(c)
		}
	}
	for _, c := range all {
		if !c.own && c.told == nil {
			b.document(n, c).add(c)
		}
	}
}

// document finds the document that a citation means, or makes it.
func (b *builder) document(n *Number, c citation) *Document {
	var (
		issuer   *Committee
		words    string
		inferred bool
		date     calendar.Date
		term     calendar.Term
	)
	if c.told != nil {
		words, date = c.told.Issuer, c.told.Date
		issuer = b.named(words)
	}
	switch {
	case n.Once():
		issuer, inferred = nil, false // whoever signs, there is one series of numbers
	case issuer != nil || words != "":
	case c.own:
		issuer = c.article.Committee
	default:
		issuer = inferIssuer(c.article.Committee, n.Level())
		inferred = issuer != nil
	}
	switch {
	case n.Unique() || n.Year > 0:
	case !date.IsZero():
		term = b.termOn(date)
	case c.article.Term != nil:
		term = c.article.Term.Term
	}
	same := func(d *Document) bool {
		if n.Once() || n.Unique() {
			return true
		}
		if issuer != nil || d.Committee != nil {
			return d.Committee == issuer
		}
		return vietnamese.Key(d.Issuer) == vietnamese.Key(words)
	}
	var meant *Document
	for _, d := range n.Documents {
		if same(d) && d.Term == term {
			return d
		}
		// A citation without a day may be of what an earlier term has left.
		if c.told == nil && !c.own && d.Told() && same(d) && !d.Date.IsZero() && d.Date.Compare(c.article.Date) <= 0 &&
			d.Date.Year+lasting >= c.article.Date.Year && !b.inTerm(n, same, term) {
			if meant == nil || d.Date.Compare(meant.Date) > 0 {
				meant = d
			}
		}
	}
	if meant != nil {
		return meant
	}
	d := &Document{Number: n, Committee: issuer, Inferred: inferred, Term: term}
	n.Documents = append(n.Documents, d)
	return d
}

// lasting is for how many years a document of an earlier term is the likelier
// meaning of its number, while none of the new term is known.
const lasting = 1

// inTerm reports whether a document of a term is known.
func (b *builder) inTerm(n *Number, same func(*Document) bool, term calendar.Term) bool {
	return slices.ContainsFunc(n.Documents, func(d *Document) bool { return same(d) && d.Term == term && d.Told() })
}

// tell fills in what an article says of a document and none before it said. The
// article that presents the document is believed first.
func (d *Document) tell(b *builder, c citation) {
	if !c.own && len(d.Presents) > 0 || c.told == nil {
		return
	}
	t := c.told
	if t.Issuer != "" && (c.own || d.Issuer == "") {
		d.Issuer, d.IssuerLang = t.Issuer, c.lang
	}
	if t.Issuer != "" {
		d.Inferred = false
	}
	if d.Date.IsZero() || c.own && !t.Date.IsZero() {
		d.Date = t.Date
	}
	if len(t.Title) > 0 && (d.Titles == nil || c.own) {
		d.Titles = make([]string, len(b.Languages))
		for i, l := range b.Languages {
			d.Titles[i] = t.Title.In(l.Tag, c.lang)
		}
	}
}

// add counts a citation once.
func (d *Document) add(c citation) {
	list := &d.Citing
	if c.own {
		list = &d.Presents
	}
	if n := len(*list); n > 0 && (*list)[n-1] == c.article || slices.Contains(d.Presents, c.article) {
		return
	}
	at, there := slices.BinarySearchFunc(*list, c.article, oldestFirst)
	if !there {
		*list = slices.Insert(*list, at, c.article)
	}
}

// termOn is the term of a day: of the terms that the bulletin knows, the one that
// had begun. In the year between two it is the older one.
func (b *builder) termOn(d calendar.Date) calendar.Term {
	var best calendar.Term
	for _, t := range b.Terms {
		if t.From <= d.Year && d.Year <= t.To && (best.IsZero() || t.Compare(best) < 0) {
			best = t.Term
		}
	}
	return best
}

// inferIssuer is the body in the line of a committee whose symbol is of a level:
// TU in a report about a bloc is its province.
func inferIssuer(c *Committee, level vietnamese.Level) *Committee {
	levels := map[vietnamese.Level][]string{
		vietnamese.Provincial: {"province"}, vietnamese.District: {"district"},
		vietnamese.Lower: {"bloc", "commune", "agency"}, vietnamese.Cell: {"grassroots"},
	}[level]
	for ; c != nil; c = c.Parent {
		if slices.Contains(levels, c.Level) {
			return c
		}
	}
	return nil
}

// named is the only committee that goes by a name, or nil.
func (b *builder) named(name string) *Committee {
	if name == "" {
		return nil
	}
	if b.byName == nil {
		b.byName = map[string]*Committee{}
		for _, c := range b.Committees {
			for _, s := range slices.Concat(c.Names, c.Shorts, c.Aliases) {
				key := vietnamese.Key(s)
				if other, taken := b.byName[key]; taken && other != c {
					b.byName[key] = nil
					continue
				}
				b.byName[key] = c
			}
		}
	}
	return b.byName[vietnamese.Key(name)]
}

// issuerName is for sorting.
func (b *builder) issuerName(d *Document) string {
	if d.Committee != nil {
		return d.Committee.ID
	}
	return vietnamese.Slug(d.Issuer)
}
