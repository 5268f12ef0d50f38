package site

import (
	"cmp"
	"slices"
	"strconv"
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
	Documents []*Document // first those of which more than the issuer is told, then by issuer, then newest first; one at least
	// MayBe are the whole numbers that one without an issuer may stand for.
	MayBe []*Number
}

// Unsure reports whether the number alone leaves the type open, as 202/2025/QH15 does.
func (n *Number) Unsure() bool {
	switch n.Document.Kind() {
	case "lawOrResolution", "ordinance", "decisionOrRegulation":
		return true
	}
	return false
}

// Kind is which of [vietnamese.DocumentKinds] the documents of the number are: where the
// number leaves that open between others and a resolution, an article that presents it as
// one settles it.
func (n *Number) Kind() string {
	kind := n.Document.Kind()
	if kind != "lawOrResolution" && kind != "ordinance" {
		return kind
	}
	for _, d := range n.Documents {
		for _, a := range d.Presents {
			if a.Kind == "resolution" {
				return a.Kind
			}
		}
	}
	return kind
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
	// Issuers is the same by language, as far as it is told.
	Issuers content.Texts
	Term    calendar.Term
	Date    calendar.Date
	Titles  []string // by language
	Titled  *Article // that says them
	// Presents are the articles that present the document, Citing those that cite
	// it, each list oldest first. No article is in both.
	Presents, Citing []*Article
	Articles         []*Article // both, oldest first
	// Section is the id of its part of the number's page, told by its day or its term, so
	// that it stays when others of the number become known; "" where it is the only one.
	Section string
}

// Told reports whether somebody says what the document is, beside citing it.
func (d *Document) Told() bool {
	return !d.Date.IsZero() || d.Issuer != "" || d.Titles != nil || len(d.Presents) > 0
}

// IssuerIn is the issuer in the words of the front matter, in a language where it says
// it in that one; own says whether it does.
func (d *Document) IssuerIn(lang string) (words string, own bool) {
	if words = d.Issuers[lang]; words != "" && lang != d.IssuerLang {
		return words, true
	}
	return d.Issuer, lang == d.IssuerLang
}

// established reports whether more is said of the document than who issued it.
func (d *Document) established() bool {
	return !d.Date.IsZero() || d.Titles != nil || len(d.Presents) > 0
}

// known is 0 for a document that is established, and 1 for another.
func (d *Document) known() int {
	if d.established() {
		return 0
	}
	return 1
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
			return cmp.Or(d.known()-e.known(), strings.Compare(b.issuerName(d), b.issuerName(e)), e.Term.Compare(d.Term), e.Date.Compare(d.Date))
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
	for _, n := range b.Numbers {
		n.nameSections()
	}
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

// addSections tells each text of the sections that it leads to.
func (b *builder) addSections() {
	for _, a := range b.Articles {
		sections := a.sections()
		for _, t := range a.Texts {
			if t != nil {
				t.Sections = sections
			}
		}
	}
}

// nameSections gives each of several documents its Section.
func (n *Number) nameSections() {
	if len(n.Documents) < 2 {
		return
	}
	taken := map[string]int{}
	for _, d := range n.Documents {
		d.Section = "document_" + cmp.Or(d.Date.String(), d.Term.String())
		taken[d.Section]++
		if same := taken[d.Section]; same > 1 {
			d.Section += "_" + strconv.Itoa(same)
		}
	}
}

// sections are the sections of pages of numbers that an article leads to, by slug: those
// of the one document which it presents or which its front matter tells of. To a number
// that is not among them it leads as a whole.
func (a *Article) sections() map[string]string {
	var all map[string]string
	add := func(d *Document) {
		if all == nil {
			all = map[string]string{}
		}
		all[d.Number.Slug] = d.Section
	}
	if d := a.Presents; d != nil && d.Section != "" {
		add(d)
	}
	for _, c := range a.Documents {
		told, ok := vietnamese.ParseDocument(c.Number)
		if !ok {
			continue
		}
		var cited []*Document
		for _, d := range a.Cites {
			if d.Number.Document == told {
				cited = append(cited, d)
			}
		}
		if len(cited) == 1 && cited[0].Section != "" && (a.Presents == nil || a.Presents.Number != cited[0].Number) {
			add(cited[0])
		}
	}
	return all
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

// A meaning is what is known of the document that a citation means.
type meaning struct {
	issuer   *Committee
	words    string // for the issuer, of the front matter
	inferred bool   // whether issuer is nobody's word
	term     calendar.Term
}

// meaning reads a citation of a number.
func (b *builder) meaning(n *Number, c citation) (m meaning) {
	var date calendar.Date
	if c.told != nil {
		m.words, date = c.told.Issuer.In(c.lang, c.lang), c.told.Date
		m.issuer = b.named(m.words)
	}
	switch {
	case n.Once():
		m.issuer = nil // whoever signs, there is one series of numbers
	case m.issuer != nil || m.words != "":
	case c.own:
		m.issuer = c.article.Committee
	default:
		m.issuer = inferIssuer(c.article.Committee, n.Level())
		m.inferred = m.issuer != nil
	}
	switch {
	case n.Unique() || n.Year > 0:
	case !date.IsZero():
		m.term = b.termOn(date)
	case c.article.Term != nil:
		m.term = c.article.Term.Term
	}
	return m
}

// issuedBy reports whether a document is of the issuer that is meant.
func (m meaning) issuedBy(d *Document) bool {
	switch {
	case d.Number.Once() || d.Number.Unique():
		return true
	case m.issuer != nil || d.Committee != nil:
		return d.Committee == m.issuer
	}
	return vietnamese.Key(d.Issuer) == vietnamese.Key(m.words)
}

// document finds the document that a citation means, or makes it.
func (b *builder) document(n *Number, c citation) *Document {
	m := b.meaning(n, c)
	bare := c.told == nil && !c.own
	var likely []*Document
	for _, d := range n.Documents {
		if m.issuedBy(d) && !(bare && d.after(c.article)) {
			likely = append(likely, d)
		}
	}
	if i := slices.IndexFunc(likely, func(d *Document) bool { return d.Term == m.term }); i >= 0 {
		return likely[i]
	}
	// A citation without a day may be of what an earlier term has left.
	if bare {
		var left *Document
		for _, d := range likely {
			if d.Told() && !d.Date.IsZero() && d.Date.Year+lasting >= c.article.Date.Year &&
				(left == nil || d.Date.Compare(left.Date) > 0) {
				left = d
			}
		}
		if left != nil {
			return left
		}
	}
	d := &Document{Number: n, Committee: m.issuer, Inferred: m.inferred, Term: m.term}
	n.Documents = append(n.Documents, d)
	return d
}

// after reports whether a document is of a day on which an article was out already,
// which then does not cite it: the number was used before. What an article reports may
// be older than what it says, and a number that is given once means the one document.
func (d *Document) after(a *Article) bool {
	if d.Date.IsZero() || d.Number.Unique() {
		return false
	}
	for _, day := range []calendar.Date{a.Date, a.Until, a.Published, a.Updated} {
		if !day.IsZero() && (day.SameDay(d.Date) || day.Compare(d.Date.First()) >= 0) {
			return false
		}
	}
	return true
}

// lasting is for how many years a document of an earlier term is the likelier
// meaning of its number, while none of the new term is known.
const lasting = 1

// tell fills in what an article says of a document and none before it said. The
// article that presents the document is believed first.
func (d *Document) tell(b *builder, c citation) {
	if !c.own && len(d.Presents) > 0 || c.told == nil {
		return
	}
	t := c.told
	if issuer := t.Issuer.In(c.lang, c.lang); issuer != "" {
		same := vietnamese.Key(issuer) == vietnamese.Key(d.Issuer)
		if c.own || d.Issuer == "" {
			d.Issuer, d.IssuerLang = issuer, c.lang
			if !same {
				d.Issuers, same = nil, true
			}
		}
		if same && len(t.Issuer) > len(d.Issuers) {
			d.Issuers = t.Issuer
		}
		d.Inferred = false
	}
	if d.Date.IsZero() || c.own && !t.Date.IsZero() {
		d.Date = t.Date
	}
	if len(t.Title) > 0 && (d.Titles == nil || c.own) {
		d.Titles, d.Titled = make([]string, len(b.Languages)), c.article
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
