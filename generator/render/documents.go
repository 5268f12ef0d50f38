package render

import (
	"bytes"
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/address"
	"bantin/generator/locale"
	"bantin/generator/search"
	"bantin/generator/site"
	"bantin/generator/vietnamese"
)

// otherItems is how many earlier articles with the same document an article leads
// to. Like earlierItems it is small, and only earlier ones are listed, so that a
// new article leaves the pages of the old ones alone.
const otherItems = 1

// numberParts are a document's number as pages of a language give it.
type numberParts struct {
	name string        // with its type in words, where the number alone tells it
	href string        // of its page
	url  string        // the same, absolute
	link template.HTML // to its page, by name
	work string        // a node of linked data
}

// numberParts makes them once, since articles ask for the same again and again. What they
// say depends on the number alone: what an article tells of it does not change the pages
// of all that cite it.
func (r *Renderer) numberParts(l *language, n *site.Number) *numberParts {
	slot := &l.numbers[n.Place]
	if made := slot.Load(); made != nil {
		return made
	}
	// Each number of the site has a page, so its address is not looked up.
	path := address.Of(l.Locale, address.Key{Kind: address.Document, ID: n.Slug})
	made := &numberParts{name: numberText(n), href: r.href(path), url: r.absolute(path)}
	if n.Issuer == "" || !n.Unsure() {
		made.name = l.acts[n.Document.Kind()] + " " + made.name
	}
	made.link = anchor(made.href, made.name, "")
	work := newLinked(nil)
	work.node("CreativeWork")
	work.text("name", made.name)
	work.text("identifier", n.String())
	work.text("url", made.url)
	work.end()
	made.work = string(work.bytes)
	slot.Store(made)
	return made
}

// numberText is a number as it is read: one without an issuer has its type in
// words beside it, and not its symbol.
func numberText(n *site.Number) string {
	if n.Issuer != "" {
		return n.String()
	}
	d := n.Document
	d.Type = ""
	return d.String()
}

// A Cited is a document that an article cites.
type Cited struct {
	Link  template.HTML
	Title string          // as the article's editor gave it
	Lang  string          // of Title, where that is not the page's; else ""
	Also  []template.HTML // earlier articles with the same document
}

// cites are the documents that an article cites.
func (r *Renderer) cites(l *language, a *site.Article) ([]Cited, error) {
	var out []Cited
	sections := a.Texts[a.Original].Sections
	for _, d := range a.Cites {
		number := r.numberParts(l, d.Number)
		c := Cited{Link: number.link}
		if section := sections[d.Number.Slug]; section != "" {
			c.Link = anchor(number.href+"#"+section, number.name, "")
		}
		for i := range a.Documents {
			x := &a.Documents[i]
			if n, ok := vietnamese.ParseDocument(x.Number); ok && n.Slug() == d.Number.Slug && c.Title == "" {
				original := r.languages[a.Original].Tag
				if c.Title = x.Title.In(l.Tag, original); c.Title == "" {
					c.Title, c.Lang = x.Title.In(original, original), original
				}
			}
		}
		var err error
		if c.Also, err = r.lines(l, r.site.Before(d.Articles, a, l.index, otherItems), 0); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// A Document is what the layout document is given: a number, and every document
// that it may mean.
type Document struct {
	Page      *Page
	Number    string
	Kind      string
	Documents []Act
	Several   bool            // whether there is more than one of Documents
	Known     bool            // whether each of them is told of, and not inferred from what cites it
	Inferred  bool            // whether the issuer of one of them is not told but inferred
	MayBe     []template.HTML // the numbers that one without an issuer may stand for
}

// An Act is one document.
type Act struct {
	Heading  template.HTML // what tells it from the others of its number: Issuer, and Date or Term
	ID       string        // of the heading
	Title    string
	Lang     string          // of Title, where that is not the page's; else ""
	Issuer   template.HTML   // "" where nobody says
	Date     template.HTML   // "" where nobody says
	Term     template.HTML   // "" where nobody says
	TermName string          // whether Term is the document's or that of the articles
	Presents []template.HTML // the articles that present it, as lines
	Citing   []template.HTML // the articles that cite it, oldest first, as lines
	Years    []CitingYear    // instead, where they are many; oldest first
	Count    int             // of the articles of both
}

// A CitingYear are the articles of one year that cite a document.
type CitingYear struct {
	ID       string        // of the heading
	Link     template.HTML // to it, by the year
	Year     string
	Articles []template.HTML // oldest first, as lines
	Count    int             // of Articles
}

// longCiting is the most articles that a document's page lists without years.
const longCiting = 30

func (r *Renderer) document(w *bytes.Buffer, l *language, at *address.Address) (err error) {
	n := r.site.Number(at.Key.ID)
	name := l.acts[n.Kind()] + " " + numberText(n)
	p := r.newPage(l, at, "documents", name)
	p.follow(l.sections["documents"])
	p.Description = l.say("document.description", "name", name)
	d := Document{Page: p, Number: numberText(n), Kind: l.say("document.kind." + n.Kind()), Several: len(n.Documents) > 1, Known: true}
	for _, x := range n.Documents {
		act, err := r.act(l, x)
		if err != nil {
			return err
		}
		act.ID = x.Section
		d.Documents = append(d.Documents, act)
		d.Inferred = d.Inferred || x.Inferred
		d.Known = d.Known && x.Told()
	}
	for _, m := range n.MayBe {
		d.MayBe = append(d.MayBe, r.numberParts(l, m).link)
	}
	p.linked = func(nodes *linkedData) { nodes.made(l.sections["documents"].data) }
	return r.write(w, l, "document", p, &d)
}

func (r *Renderer) act(l *language, d *site.Document) (a Act, err error) {
	// Whose words the issuer is in decides its language.
	words, own := d.IssuerIn(l.Tag)
	told := template.HTML(escapedText(words))
	if told != "" && !own {
		told = `<span lang="` + template.HTML(d.IssuerLang) + `">` + told + `</span>`
	}
	symbol := template.HTML(escapedText(l.issuer(d.Number.Issuer)))
	switch {
	case d.Committee == nil:
		a.Issuer = cmp.Or(told, symbol)
	case told == "" || !own || vietnamese.Key(words) == vietnamese.Key(d.Committee.Names[l.index]):
		a.Issuer = l.names[d.Committee]
	default:
		a.Issuer = told + " · " + l.names[d.Committee]
	}
	a.Heading = cmp.Or(a.Issuer, template.HTML(escapedText(l.say("document.unknownIssuer"))))
	switch {
	case !d.Date.IsZero():
		a.Heading += ", " + template.HTML(escapedText(l.Date(d.Date, locale.ShortDay)))
	case !d.Term.IsZero():
		key := "document.citedInTerm"
		if len(d.Presents) > 0 {
			key = "document.inTerm"
		}
		a.Heading += ", " + template.HTML(escapedText(l.say(key, "term", termText(d.Term))))
	}
	// Without a day, only the articles have a term that is known.
	a.TermName = l.say("article.term")
	if d.Date.IsZero() && len(d.Presents) == 0 {
		a.TermName = l.say("document.citedIn")
	}
	a.Title, a.Lang = r.titleOf(l, d)
	if !d.Date.IsZero() {
		a.Date = timeElement(l.Locale, d.Date, locale.ShortDay)
	}
	if t := r.site.Term(d.Term); t != nil {
		a.Term = l.terms[t]
	}
	if a.Presents, err = r.lines(l, d.Presents, 0); err != nil {
		return a, err
	}
	citing := r.site.Listed(d.Citing, l.index)
	if a.Count = len(citing); a.Count <= longCiting {
		a.Citing, err = r.lines(l, citing, 0)
	} else {
		a.Years, err = r.citingYears(l, citing, cmp.Or(d.Section, "cited"))
	}
	return a, err
}

// citingYears parts articles, oldest first, by their years. The id of a year's heading
// begins with that of the part of the page.
func (r *Renderer) citingYears(l *language, list []*site.Article, part string) (out []CitingYear, err error) {
	for len(list) > 0 {
		year := list[0].Date.Year
		n := slices.IndexFunc(list, func(a *site.Article) bool { return a.Date.Year != year })
		if n < 0 {
			n = len(list)
		}
		y := CitingYear{Year: strconv.Itoa(year), Count: n}
		y.ID = part + "_" + y.Year
		y.Link = anchor("#"+y.ID, y.Year, "")
		if y.Articles, err = r.lines(l, list[:n], 0); err != nil {
			return nil, err
		}
		out, list = append(out, y), list[n:]
	}
	return out, nil
}

// titleOf is the title of a document in a language, or else in the first that has one,
// whose tag lang then is.
func (r *Renderer) titleOf(l *language, d *site.Document) (title, lang string) {
	if d.Titles != nil && d.Titles[l.index] != "" {
		return d.Titles[l.index], ""
	}
	if i := slices.IndexFunc(d.Titles, func(s string) bool { return s != "" }); i >= 0 {
		return d.Titles[i], r.languages[i].Tag
	}
	return "", ""
}

// issuer is an issuer's symbol in words; "" where the strings file has none.
func (l *language) issuer(symbol string) string {
	s, err := l.T("document.issuer." + vietnamese.IssuerKey(symbol))
	if err != nil {
		return ""
	}
	return s
}

// Documents is what the layout documents is given: the register.
type Documents struct {
	Page   *Page
	Script string // the address of the box's script; "" where the site has none
	Action string // where the box's form leads
	Words  string // the sentences of the script, as JSON
	Count  int
	Kinds  []DocumentKind
	// What the register can be chosen by, beside the kinds; nil where it is short.
	Issuers []Option
	Years   []int // newest first
}

// longRegister is how many numbers make a register long enough to choose from.
const longRegister = 20

// A DocumentKind is the part of the register with one type.
type DocumentKind struct {
	Name, ID string
	Count    int
	Issuers  []DocumentIssuer
}

// A DocumentIssuer is the part of a type with one issuer's symbol, newest first. Who issued
// a number without one, its entry says, where articles do.
type DocumentIssuer struct {
	Symbol, Name string // each may be ""
	Entries      []DocumentEntry
}

// A DocumentEntry is a number in the register.
type DocumentEntry struct {
	Year    int   // of the newest document that the number may mean
	Years   []int // of all of them, newest first, where they are several; else nil
	Link    template.HTML
	Several int       // how many documents the number may mean; 0 where one
	Known   bool      // whether each of Several is told of, and not inferred from what cites it
	Titles  []InWords // as far as somebody says, in the order of the documents
	Issuers []InWords // the same, in the words of the articles
}

// InWords is what an article says.
type InWords struct {
	Text string
	Lang string // of Text, where that is not the page's; else ""
}

func (r *Renderer) documents(w *bytes.Buffer, l *language, at *address.Address) error {
	p := r.newPage(l, at, "documents", l.say("nav.documents"))
	p.follow(l.home)
	d := Documents{Page: p, Script: r.asset("documents.js"), Action: r.href(at.Path), Words: l.findWords("documents", search.Leads(r.site), search.Types(l.Locale)), Count: len(r.site.Numbers)}
	kinds := map[string]*DocumentKind{}
	for _, n := range r.site.Numbers { // by issuer
		k := kinds[n.Kind()]
		if k == nil {
			k = &DocumentKind{Name: l.say("document.kind." + n.Kind()), ID: "kind_" + n.Kind()}
			kinds[n.Kind()] = k
		}
		if i := len(k.Issuers); i == 0 || k.Issuers[i-1].Symbol != n.Issuer {
			k.Issuers = append(k.Issuers, DocumentIssuer{Symbol: n.Issuer, Name: l.issuer(n.Issuer)})
		}
		issuer := &k.Issuers[len(k.Issuers)-1]
		issuer.Entries = append(issuer.Entries, r.documentEntry(l, n))
		k.Count++
	}
	for _, name := range vietnamese.DocumentKinds {
		k := kinds[name]
		if k == nil {
			continue
		}
		for i := range k.Issuers {
			slices.SortStableFunc(k.Issuers[i].Entries, func(x, y DocumentEntry) int { return y.Year - x.Year })
		}
		k.Issuers = vietnamese.Sorted(k.Issuers, func(x DocumentIssuer) string { return x.Symbol })
		d.Kinds = append(d.Kinds, *k)
	}
	if d.Count >= longRegister {
		d.Issuers, d.Years = registerChoices(l, d.Kinds)
	}
	return r.write(w, l, "documents", p, &d)
}

// findWords are the sentences of the script of a box above a list, as JSON: leads, the
// words that may stand before what is sought; types, the symbols of documents' types with
// these in words; none; and found/one and so on, the forms by
// CLDR plural category, with a # in the place of the number. In strings files they are
// below the list's name.
func (l *language) findWords(list, leads, types string) string {
	forms := l.Text[list+".found"]
	j := jsonText{nil, fileSigns}
	j.begin()
	j.text("leads", leads)
	j.text("types", types)
	j.text("none", l.say(list+".none"))
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		j.text("found/"+form, strings.ReplaceAll(forms[form], "{n}", "#"))
	}
	j.end()
	return string(j.bytes)
}

// registerChoices are the issuers and the years that a register has. Numbers without an
// issuer's symbol are chosen as "-"; an issuer that articles give in words is chosen by
// these, too.
func registerChoices(l *language, kinds []DocumentKind) (issuers []Option, years []int) {
	told := map[Option]bool{} // by articles
	for _, k := range kinds {
		for _, x := range k.Issuers {
			o := Option{cmp.Or(x.Symbol, "-"), x.Symbol}
			switch {
			case x.Symbol == "":
				o.Name = l.say("documents.noIssuer")
			case x.Name != "":
				o.Name = x.Name + " (" + x.Symbol + ")"
			}
			if !slices.Contains(issuers, o) {
				issuers = append(issuers, o)
			}
			for _, e := range x.Entries {
				years = append(append(years, e.Year), e.Years...)
				for _, said := range e.Issuers {
					if o := (Option{said.Text, said.Text}); !told[o] {
						told[o] = true
						issuers = append(issuers, o)
					}
				}
			}
		}
	}
	return vietnamese.Sorted(issuers, func(o Option) string { return o.Name }), newestYears(years)
}

// newestYears are years, each once, newest first.
func newestYears(years []int) []int {
	slices.SortFunc(years, func(a, b int) int { return b - a })
	return slices.Compact(years)
}

func (r *Renderer) documentEntry(l *language, n *site.Number) DocumentEntry {
	e := DocumentEntry{Link: anchor(r.numberParts(l, n).href, numberText(n), "")}
	if len(n.Documents) > 1 {
		e.Several, e.Known = len(n.Documents), true
	}
	add := func(list *[]InWords, text, lang string) {
		if lang == l.Tag {
			lang = ""
		}
		if said := (InWords{text, lang}); text != "" && !slices.Contains(*list, said) {
			*list = append(*list, said)
		}
	}
	var years []int
	for _, d := range n.Documents {
		years = append(years, d.Year())
		e.Known = e.Known && d.Told()
		title, lang := r.titleOf(l, d)
		add(&e.Titles, title, lang)
		issuer, own := d.IssuerIn(l.Tag)
		lang = l.Tag
		if !own {
			lang = d.IssuerLang
		}
		if vietnamese.Key(issuer) != vietnamese.Key(l.issuer(n.Issuer)) {
			add(&e.Issuers, issuer, lang)
		}
	}
	years = newestYears(years)
	if e.Year = years[0]; len(years) > 1 {
		e.Years = years
	}
	return e
}

// documentRecords adds an article's documents to its record in the open data: as its
// editor gave them, and then those that its text names. URL is of the document's page.
func (r *Renderer) documentRecords(j *jsonText, a *site.Article) {
	if len(a.Documents)+len(a.Cites) == 0 {
		return
	}
	url := func(n *site.Number) {
		j.inEach("url", r.languages, func(l *language) string { return r.numberParts(l, n).url })
	}
	j.list("documents")
	told := map[*site.Number]bool{}
	original := r.languages[a.Original].Tag
	for i := range a.Documents {
		d := &a.Documents[i]
		j.begin()
		j.text("number", d.Number)
		j.text("issuer", d.Issuer.In(original, original))
		j.text("date", d.Date.String())
		if len(d.Title) > 0 {
			j.inEach("title", r.languages, func(l *language) string { return d.Title.In(l.Tag, original) })
		}
		j.text("relation", d.Relation)
		if n, ok := vietnamese.ParseDocument(d.Number); ok {
			number := r.site.Number(n.Slug())
			told[number] = true
			url(number)
		}
		j.end()
	}
	for _, d := range a.Cites {
		if !told[d.Number] {
			told[d.Number] = true
			j.begin()
			j.text("number", d.Number.String())
			url(d.Number)
			j.end()
		}
	}
	j.endList()
}
