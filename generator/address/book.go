package address

import (
	"cmp"
	"iter"
	"maps"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/images"
	"bantin/generator/locale"
	"bantin/generator/markdown"
)

// A Book is every address that a bulletin answers. It is complete even where the
// Library is wrong, so that one mistake does not make every link one.
type Book struct {
	All        []Address // by path
	Collisions []Collision

	locales []*locale.Locale
	lower   map[string]int32 // by path in small letters
	texts   map[string]int32 // by file, the place in sources
	sources []source
	media   map[string]*content.Media
	shown   map[string]string // a file's path to its published address
	sizes   map[string][]Picture
	files   []string               // all files that are no texts
	pages   func() map[page]string // what each text makes, by its file; few links ask
	index   [][]indexed            // what is in the search index of each language
	unread  map[string]bool        // the ids of texts that could not be read
}

// A Collision is two places that claim one address.
type Collision struct {
	Path          string
	First, Second diag.Pos
	Alias         bool // whether one of them is an alias
	Folder        bool // whether one is a file where the other needs a folder
}

// A page is what a text makes: a key in a language.
type page struct {
	lang int
	key  Key
}

// source is a text that a link can start from or lead to.
type source struct {
	lang  int
	key   Key
	body  *markdown.Doc
	draft bool
	// unread says that it could not be read, which has been reported: what leads
	// to it is not wrong.
	unread bool
}

// NewBook lists the addresses of a Library; drafts says whether drafts have
// addresses too.
func NewBook(lib *content.Library, drafts bool) *Book {
	texts := 0
	for _, a := range lib.Articles {
		texts += len(a.Versions)
	}
	b := &Book{
		All:     make([]Address, 0, 3*texts),
		locales: lib.Locales,
		texts:   make(map[string]int32, texts),
		sources: make([]source, 0, texts),
		lower:   make(map[string]int32, 3*texts),
		media:   lib.Media,
		files:   lib.Files,
		shown:   map[string]string{},
		sizes:   map[string][]Picture{},
	}
	c := &collector{book: b, seen: b.lower, claim: make([]diag.Pos, 0, 3*texts), committees: make(map[string]diag.Pos, len(lib.Committees))}
	c.neutral(lib)

	langs := make(map[string]int, len(lib.Locales))
	for i, l := range lib.Locales {
		langs[l.Tag] = i
	}
	// What the articles and the registry call for, as sets of keys: each is then
	// an address in every language.
	keys := map[Key]bool{{Kind: Home}: true, {Kind: Timeline}: true, {Kind: Committees}: true, {Kind: Terms}: true, {Kind: Translations}: true, {Kind: Documents}: true, {Kind: Search}: true, {Kind: OpenSearch}: true, {Kind: SearchHead}: true}
	when := func(d calendar.Date) {
		if d.Month > 0 {
			keys[Key{Kind: Year, Year: d.Year}] = true
			keys[Key{Kind: Month, Year: d.Year, Month: d.Month}] = true
		}
	}
	term := func(t calendar.Term) {
		if !t.IsZero() {
			keys[Key{Kind: Term, Term: t}] = true
		}
	}
	known := make(map[string]bool, len(lib.Committees))
	for _, k := range lib.Committees {
		if k.ID == "" {
			continue
		}
		if !known[k.ID] {
			c.committees[k.ID] = k.At("id")
		}
		known[k.ID] = true
		keys[Key{Kind: Committee, ID: k.ID}] = true
		for _, g := range k.Congresses {
			if g.Number > 0 {
				keys[Key{Kind: Congress, ID: k.ID, Number: g.Number}] = true
			}
			term(g.Term)
			when(g.Date)
		}
	}
	years := map[int]bool{}
	b.index = make([][]indexed, len(lib.Locales))
	for _, a := range lib.Articles {
		f := &a.Original().Front
		key := Key{Kind: Article, ID: a.ID, Year: f.Date.Year}
		for _, v := range a.Versions {
			lang, ok := langs[v.Lang]
			b.addText(v.File, source{lang, key, &v.Body, f.Draft && !drafts, v.Unread || !ok})
			if !ok || f.Draft && !drafts {
				continue
			}
			to := Of(lib.Locales[lang], key)
			c.add(Address{Path: to, Lang: lang, Key: key}, diag.Pos{File: v.File, Line: 1, Col: 1})
			if len(a.Versions) > 1 {
				both := Key{Kind: Bilingual, ID: a.ID, Year: f.Date.Year}
				c.add(Address{Path: Of(lib.Locales[lang], both), Lang: lang, Key: both}, diag.Pos{File: v.File, Line: 1, Col: 1})
			}
			c.aliases(v.Front.Aliases, to, v.File, v.Places)
		}
		if f.Draft && !drafts {
			continue
		}
		for _, d := range a.Documents() {
			keys[Key{Kind: Document, ID: d.Slug()}] = true
		}
		if f.Date.Year > 0 {
			years[f.Date.Year] = true
			when(f.Date)
		}
		for i, l := range lib.Locales {
			if v := shownIn(a, l); v.Lang == l.Tag || lib.Config.Untranslated != "hide" {
				b.index[i] = append(b.index[i], indexed{PlaceOf(f.Date, a.ID), a.ID, len(v.Body.HTML)})
			}
		}
		term(lib.TermOf(a))
		for _, m := range a.Memberships() {
			if !known[m.Committee] {
				continue
			}
			if f.Date.Year > 0 {
				keys[Key{Kind: Archive, ID: m.Committee, Year: f.Date.Year}] = true
			}
			if m.Congress > 0 {
				keys[Key{Kind: Congress, ID: m.Committee, Number: m.Congress}] = true
			}
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(keys), compareKeys) {
		c.everyLanguage(k, c.committeeAt(k))
	}
	for _, id := range append([]string{""}, slices.Sorted(maps.Keys(known))...) {
		for _, kind := range []Kind{AtomFeed, JSONFeed, Calendar} {
			k := Key{Kind: kind, ID: id}
			c.everyLanguage(k, c.committeeAt(k))
		}
	}
	for _, file := range lib.Doubles {
		b.addText(file, source{unread: true})
	}
	// Pages come last, so that one in the place of something else is what has to
	// be called otherwise.
	for _, p := range lib.Pages {
		key := Key{Kind: Page, ID: p.ID}
		for _, v := range p.Versions {
			lang, ok := langs[v.Lang]
			b.addText(v.File, source{lang: lang, key: key, body: &v.Body, unread: v.Unread || !ok})
			if ok {
				to := Of(lib.Locales[lang], key)
				c.add(Address{Path: to, Lang: lang, Key: key}, diag.Pos{File: v.File, Line: 1, Col: 1})
				c.aliases(v.Front.Aliases, to, v.File, v.Places)
			}
		}
	}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		c.add(Address{Path: "/data/articles/" + calendar.Date{Year: y}.String() + ".json", Lang: Neutral, Key: Key{Kind: ArticlesData, Year: y}}, diag.Pos{})
	}
	for i := range b.index {
		c.index(i, b.index[i])
	}
	c.sitemaps()
	c.finish()
	b.unread = map[string]bool{}
	for i := range b.sources {
		if t := &b.sources[i]; t.unread {
			b.unread[t.key.ID] = true
		}
	}
	b.pages = sync.OnceValue(func() map[page]string { return pagesOf(b.texts, b.sources) })
	return b
}

// pagesOf are what texts make, by their files.
func pagesOf(texts map[string]int32, sources []source) map[page]string {
	out := make(map[page]string, len(texts))
	for file, at := range texts {
		if t := &sources[at]; !t.unread {
			out[page{t.lang, t.key}] = file
		}
	}
	return out
}

// addText takes a text that links can start from and lead to.
func (b *Book) addText(file string, t source) {
	if at, there := b.texts[file]; there {
		b.sources[at] = t
		return
	}
	b.texts[file] = int32(len(b.sources))
	b.sources = append(b.sources, t)
}

// text is what a file is to links; the zero source where it is none.
func (b *Book) text(file string) (t source, ok bool) {
	at, ok := b.texts[file]
	if ok {
		t = b.sources[at]
	}
	return t, ok
}

// Retold is NewBook for a Library that tells what the Book's own does in other
// words, as content.Library.Retold finds out; changed are the articles that are not
// the same. The two Books share their addresses. ok is false where they cannot,
// since the search index is to be parted otherwise.
func (b *Book) Retold(lib *content.Library, changed []*content.Article) (other *Book, ok bool) {
	other = new(Book)
	*other = *b
	other.media = lib.Media
	other.sources = slices.Clone(b.sources)
	other.index = make([][]indexed, len(b.index))
	for i, articles := range b.index {
		other.index[i] = slices.Clone(articles)
	}
	for _, a := range changed {
		for _, v := range a.Versions {
			other.sources[b.texts[v.File]].body = &v.Body
		}
		for i, l := range b.locales {
			for j := range other.index[i] {
				if x := &other.index[i][j]; x.id == a.ID {
					x.bytes = len(shownIn(a, l).Body.HTML)
				}
			}
		}
	}
	for i := range b.index {
		if rowsOf(other.index[i]) != rowsOf(b.index[i]) {
			return nil, false
		}
	}
	return other, true
}

// An indexed is an article of a search index, with the size of its text.
type indexed struct {
	place Place
	id    string
	bytes int
}

// shownIn is the version that a language's index has of an article: its own, or
// else the original.
func shownIn(a *content.Article, l *locale.Locale) *content.Version {
	for _, v := range a.Versions {
		if v.Lang == l.Tag {
			return v
		}
	}
	return a.Original()
}

// rowsOf is how many rows the index of articles has, which are in its order.
func rowsOf(articles []indexed) int {
	rows, bytes := 0, 0
	for _, a := range articles {
		bytes += a.bytes
		rows = NextRows(rows, bytes)
	}
	return rows
}

// index adds the files of a language's search index of articles, but for the head,
// which every one has.
func (c *collector) index(lang int, articles []indexed) {
	add := func(k Key) {
		c.add(Address{Path: Of(c.book.locales[lang], k), Lang: lang, Key: k}, diag.Pos{File: content.ConfigFile})
	}
	slices.SortFunc(articles, func(x, y indexed) int { return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.id, y.id)) })
	places := make([]Place, len(articles))
	for i, a := range articles {
		places[i] = a.place
	}
	rows := rowsOf(articles)
	for n := range rows {
		add(Key{Kind: SearchRow, Number: n})
	}
	for n := range FreshRows(rows) {
		add(Key{Kind: SearchFresh, Number: n})
	}
	if rows > FewRows {
		add(Key{Kind: SearchWords})
	}
	for _, y := range CardsOf(places) {
		for _, f := range y.Files {
			add(Key{Kind: SearchCards, Year: y.Year, Number: f.Start})
		}
	}
}

// sitemapSize is the most addresses of one sitemap; the protocol allows 50,000.
const sitemapSize = 45_000

// sitemaps adds the parts of the sitemap: the articles of each year, and all
// other pages, so that a new article changes one of them.
func (c *collector) sitemaps() {
	counts := map[Key]int{}
	for i := range c.book.All {
		if part, ok := sitemapOf(&c.book.All[i].Key); ok {
			counts[part]++
		}
	}
	for _, part := range slices.SortedFunc(maps.Keys(counts), compareKeys) {
		name := "/sitemap-pages"
		if part.Kind == SitemapYear {
			name = "/sitemap-" + calendar.Date{Year: part.Year}.String()
		}
		for n := range (counts[part] + sitemapSize - 1) / sitemapSize {
			part.Number = n
			suffix := ""
			if n > 0 {
				suffix = "-" + strconv.Itoa(n+1)
			}
			c.add(Address{Path: name + suffix + ".xml", Lang: Neutral, Key: part}, diag.Pos{File: content.ConfigFile})
		}
	}
}

// sitemapOf is the part of the sitemap that a page belongs to.
func sitemapOf(k *Key) (part Key, ok bool) {
	switch {
	case k.Kind == Article || k.Kind == Bilingual:
		return Key{Kind: SitemapYear, Year: k.Year}, true
	case k.Kind == Search: // what it finds is listed itself
	case k.Kind.IsPage():
		return Key{Kind: SitemapPages}, true
	}
	return Key{}, false
}

// Part lists the pages of a part of the sitemap.
func (b *Book) Part(part Key) iter.Seq[*Address] {
	number := part.Number
	part.Number = 0
	return func(yield func(*Address) bool) {
		before, rest := number*sitemapSize, sitemapSize
		for i := range b.All {
			if p, ok := sitemapOf(&b.All[i].Key); !ok || p != part {
				continue
			}
			if before > 0 {
				before--
				continue
			}
			if rest == 0 || !yield(&b.All[i]) {
				return
			}
			rest--
		}
	}
}

// compareKeys orders keys so that a listing of them is the same each time.
func compareKeys(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Year, b.Year),
		cmp.Compare(a.Month, b.Month), cmp.Compare(a.Number, b.Number), a.Term.Compare(b.Term))
}

// A collector gathers addresses and sees where two meet.
type collector struct {
	book  *Book
	seen  map[string]int32 // by path in small letters: some file systems make no difference
	claim []diag.Pos       // of each address, who claims it
	alias []pending
	// committees are the places that committees are defined at, by id.
	committees map[string]diag.Pos
}

type pending struct {
	path, to string
	pos      diag.Pos
}

func (c *collector) add(a Address, pos diag.Pos) {
	key := strings.ToLower(a.Path)
	if i, taken := c.seen[key]; taken {
		c.book.Collisions = append(c.book.Collisions, Collision{
			Path: a.Path, First: c.claim[i], Second: pos,
			Alias: a.Key.Kind == Alias,
		})
		return
	}
	c.seen[key] = int32(len(c.book.All))
	c.book.All = append(c.book.All, a)
	c.claim = append(c.claim, pos)
}

func (c *collector) everyLanguage(k Key, pos diag.Pos) {
	for i, l := range c.book.locales {
		at := pos
		if at.File == "" {
			at = diag.Pos{File: "layouts/" + content.StringsFolder + "/" + l.Tag + ".yaml"}
		}
		c.add(Address{Path: Of(l, k), Lang: i, Key: k}, at)
	}
}

// committeeAt is where a key's committee is defined, or nowhere.
func (c *collector) committeeAt(k Key) diag.Pos {
	if k.Kind == Document {
		return diag.Pos{}
	}
	return c.committees[k.ID]
}

// aliases are put off until every page has its address: a page goes before them.
func (c *collector) aliases(paths []string, to, file string, places content.Places) {
	for i, p := range paths {
		// The file of a folder is called index.html, so this is the same address.
		if stem, name := path.Split(p); strings.EqualFold(name, "index.html") {
			p = stem
		}
		if !strings.HasSuffix(p, "/") && !strings.Contains(path.Base(p), ".") {
			p += "/"
		}
		c.alias = append(c.alias, pending{p, to, places.At(file, "aliases["+strconv.Itoa(i)+"]")})
	}
}

func (c *collector) neutral(lib *content.Library) {
	here := diag.Pos{File: content.ConfigFile}
	for _, a := range []Address{
		{Path: "/", Key: Key{Kind: Root}},
		{Path: "/404.html", Key: Key{Kind: NotFound}},
		{Path: "/sitemap.xml", Key: Key{Kind: Sitemap}},
		{Path: "/robots.txt", Key: Key{Kind: Robots}},
		{Path: "/_headers", Key: Key{Kind: Headers}},
		{Path: "/.nojekyll", Key: Key{Kind: NoJekyll}},
		{Path: "/data/committees.json", Key: Key{Kind: CommitteesData}},
	} {
		a.Lang = Neutral
		c.add(a, here)
	}
	for _, a := range lib.Assets {
		at := "/static/" + hashed(a.Name, a.Digest, path.Ext(a.Name))
		c.add(Address{Path: at, Lang: Neutral, Key: Key{Kind: Asset, ID: a.Name}}, diag.Pos{File: "static/" + a.Name})
		c.book.shown["static/"+a.Name] = at
	}
	for _, name := range slices.Sorted(maps.Keys(lib.Media)) {
		m := lib.Media[name]
		if m.Broken {
			continue
		}
		stem := content.MediaStem(name)
		add := func(at string, size int) string {
			if _, same := c.seen[at]; !same { // the same bytes under one name are one file
				c.add(Address{Path: at, Lang: Neutral, Key: Key{Kind: Media, ID: name, Number: size}}, diag.Pos{File: m.Path})
			}
			return at
		}
		if m.Whole() || !m.IsPicture() {
			c.book.shown[name] = add("/media/"+hashed(stem, m.Digest, m.Ext), 0)
		}
		for i, s := range m.Sizes {
			at := c.book.shown[name]
			if !s.Own {
				at = add("/media/"+hashed(stem, m.Key, "-"+strconv.Itoa(s.Width)+s.Ext()), i+1)
			}
			c.book.sizes[name] = append(c.book.sizes[name], Picture{at, s})
		}
	}
}

// finish adds the aliases, sorts, and sees where a file would stand in the place
// of a folder, which only an alias can bring about.
func (c *collector) finish() {
	b := c.book
	slices.SortStableFunc(c.alias, func(x, y pending) int { return cmp.Or(x.pos.Compare(y.pos), cmp.Compare(x.path, y.path)) })
	for _, a := range c.alias {
		c.add(Address{Path: a.path, Lang: Neutral, Key: Key{Kind: Alias}, To: a.to}, a.pos)
	}
	// No page's folder has the name of a file; what an alias needs may.
	clashes := map[int32]bool{}
	for i := range b.All {
		if b.All[i].Key.Kind != Alias {
			continue
		}
		for dir := path.Dir(strings.ToLower(b.All[i].Path)); dir != "/"; dir = path.Dir(dir) {
			file, clash := c.seen[dir]
			if !clash || clashes[file] {
				continue
			}
			clashes[file] = true
			first, second := file, int32(i)
			if b.All[file].Key.Kind == Alias {
				first, second = second, first
			}
			b.Collisions = append(b.Collisions, Collision{Path: b.All[second].Path, First: c.claim[first], Second: c.claim[second], Alias: true, Folder: true})
		}
	}
	c.sort()
}

// sort puts the addresses in order. It moves small things first: an Address is
// large.
func (c *collector) sort() {
	b := c.book
	type place struct {
		path string
		at   int32
	}
	order := make([]place, len(b.All))
	for i := range b.All {
		order[i] = place{b.All[i].Path, int32(i)}
	}
	slices.SortFunc(order, func(x, y place) int { return cmp.Compare(x.path, y.path) })
	all, now := make([]Address, len(order)), make([]int32, len(order))
	for i, p := range order {
		all[i], now[p.at] = b.All[p.at], int32(i)
	}
	b.All = all
	for path, i := range b.lower {
		b.lower[path] = now[i]
	}
}

// Lookup finds what stands at a path.
func (b *Book) Lookup(path string) (*Address, bool) {
	i, ok := b.lower[strings.ToLower(path)]
	if !ok || b.All[i].Path != path {
		return nil, false
	}
	return &b.All[i], true
}

// DocumentPath is the address of a document's page in the language of a text.
func (b *Book) DocumentPath(file, slug string) string {
	return Of(b.locales[b.sources[b.texts[file]].lang], Key{Kind: Document, ID: slug})
}

// Path is the address of a key in a language, where the site answers it.
func (b *Book) Path(lang int, k Key) (string, bool) {
	p := Of(b.locales[lang], k)
	_, ok := b.Lookup(p)
	return p, ok
}

// Shown is the published address of a file: a path in content/, or one that
// begins with static/.
func (b *Book) Shown(file string) (string, bool) {
	p, ok := b.shown[file]
	return p, ok
}

// A Target is what a link leads to: a page, or a file.
type Target struct {
	Path     string // from the site's root
	Query    string // as it was written, without the question mark
	Fragment string // without the number sign
	Media    *content.Media
	Pictures []Picture // of a picture that a text shows: its sizes, from small to large
}

// A Picture is one size of a picture, by its address.
type Picture struct {
	Path string
	images.Size
}

// A Broken says why a link leads nowhere.
type Broken struct {
	Rule          string // link-broken or anchor-broken; "" where it has been reported
	Message, Hint diag.Text
	There         bool // what to write is known: what it leads to is there, and is not published, or is on another host

	headings []markdown.Heading // those of the text in which there is no such anchor
	anchor   string
}

// Resolve finds what a destination in a text leads to: another text's file, a
// file beside it, a place in the same text, or an address of this site. The
// text is named by its file.
func (b *Book) Resolve(file, dest string) (Target, *Broken) {
	from, _ := b.text(file)
	switch {
	case strings.HasPrefix(dest, "#"):
		fragment := unescape(dest[1:])
		if !hasAnchor(from.body, fragment) {
			return Target{}, anchorBroken(from.body, fragment, diag.Sayf("this text"))
		}
		return Target{Fragment: fragment}, nil
	case strings.HasPrefix(dest, "/"):
		return b.resolvePath(dest)
	}
	name, fragment, ok := content.Beside(file, dest)
	if !ok && strings.Contains(dest, `\`) {
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to nothing", dest), There: true,
			Hint: diag.Sayf("write slashes in the place of backslashes: %s", strings.ReplaceAll(dest, `\`, "/"))}
	}
	if !ok {
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to nothing", dest),
			Hint: diag.Sayf("write the path of a file in content/, an address that begins with a slash, or one that begins with https://")}
	}
	if m, ok := b.media[name]; ok {
		if m.Broken {
			return Target{}, &Broken{}
		}
		return Target{Path: b.shown[name], Media: m, Pictures: b.sizes[name]}, nil
	}
	to, ok := b.text(name)
	switch {
	case !ok && markdown.IsMailbox(dest):
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("if it is an address of mail, write mailto: before it: %s", "mailto:"+dest), There: true}
	case !ok && namesHost(dest):
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("if it is an address on another site, write https:// before it: %s", "https://"+dest), There: true}
	case !ok:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("a link is a path from this file's folder")}
	case to.unread:
		return Target{}, &Broken{}
	case to.draft && !from.draft:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("%s is a draft, which is not published", name),
			Hint: diag.Sayf("publish it first, or remove the link"), There: true}
	case fragment != "" && !hasAnchor(to.body, fragment):
		return Target{}, anchorBroken(to.body, fragment, diag.Sayf("%s", name))
	}
	return Target{Path: Of(b.locales[to.lang], to.key), Fragment: fragment}, nil
}

// ResolveOutside is Resolve for a finished address: of one below base, the site's own
// address, what a path of the site would be; of one on the machine that a preview runs
// on, what is wrong with it and the file that it means. Any other is nobody's to look at.
func (b *Book) ResolveOutside(file, base, dest string) *Broken {
	if rest, ok := strings.CutPrefix(dest, strings.TrimSuffix(base, "/")); base != "" && ok && (rest == "" || strings.ContainsAny(rest[:1], "/?#")) {
		if !strings.HasPrefix(rest, "/") {
			rest = "/" + rest
		}
		_, broken := b.resolvePath(rest)
		return broken
	}
	u, err := url.Parse(dest)
	if err != nil || !isLoopback(u.Hostname()) {
		return nil
	}
	broken := &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to the reader's own machine", dest), There: true,
		Hint: diag.Sayf("write the path of a file in content/, an address that begins with a slash, or one that begins with https://")}
	if a, ok := b.Lookup(u.Path); ok {
		if to, ok := b.pages()[page{a.Lang, a.Key}]; ok {
			broken.Hint = diag.Sayf("write the path of the text's file, %q", relative(path.Dir(file), to))
		}
	}
	return broken
}

// isLoopback reports whether a host is the machine that asks for it (RFC 6761, section
// 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3), or any address of one's own,
// as servers print it.
func isLoopback(host string) bool {
	host = strings.ToLower(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// namesHost reports whether a destination begins with what is most likely the name of a
// host: with www., with a name in one of the domains that people here type, or with any
// name that ends in a domain and has a path behind it, as t.me/ban-tin.
func namesHost(dest string) bool {
	host, _, hasPath := strings.Cut(dest, "/")
	host = strings.ToLower(host)
	if at := strings.LastIndexByte(host, '.'); hasPath && at > 0 && len(host)-at > 2 && markdown.IsHost(host) && !strings.ContainsFunc(host[at+1:], func(r rune) bool { return r < 'a' || r > 'z' }) {
		return true
	}
	for _, end := range []string{".vn", ".com", ".org", ".net", ".info"} {
		if strings.HasSuffix(host, end) && len(host) > len(end) {
			return true
		}
	}
	return strings.HasPrefix(host, "www.") && len(host) > len("www.") && !strings.HasSuffix(host, ".md")
}

func (b *Book) resolvePath(dest string) (Target, *Broken) {
	p, fragment, _ := strings.Cut(dest, "#")
	p, query, _ := strings.Cut(p, "?")
	p, fragment = unescape(p), unescape(fragment)
	a, ok := b.Lookup(p)
	if !ok {
		a, ok = b.Lookup(p + "/")
	}
	switch {
	case !ok && b.unread[path.Base(p)]:
		// It may be the address of a text of which the year is not known.
		return Target{}, &Broken{}
	case !ok:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("this site has no page %s", p),
			Hint: diag.Sayf("link to the article's file instead, and the address is found for you")}
	case fragment == "":
		return Target{Path: a.Path, Query: query}, nil
	}
	file, ok := b.pages()[page{a.Lang, a.Key}]
	if !ok {
		return Target{}, &Broken{Rule: "anchor-broken", Message: diag.Sayf("the page %s has no headings to link to", a.Path), Hint: diag.Sayf("leave out #%s", fragment)}
	}
	if body := b.sources[b.texts[file]].body; !hasAnchor(body, fragment) {
		return Target{}, anchorBroken(body, fragment, diag.Sayf("%s", file))
	}
	return Target{Path: a.Path, Query: query, Fragment: fragment}, nil
}

// A Nearest finds the known word that was most likely meant by a word, as
// vietnamese.Nearest does, as long as whoever gives it likes.
type Nearest func(word string, known []string) (nearest string, ok bool)

// Meant says what to write in the text's file instead of a destination that leads
// nowhere, as Resolve found; it is zero where nobody can tell. It looks at every
// file, page or heading, so whoever asks for many does well to stop.
func (b *Book) Meant(file, dest string, broken *Broken, nearest Nearest) diag.Text {
	p, isPath := strings.CutPrefix(dest, "/")
	var near string
	var ok bool
	switch {
	case broken.Rule == "anchor-broken":
		ids := make([]string, len(broken.headings))
		for i := range ids {
			ids[i] = broken.headings[i].ID
		}
		if near, ok = nearest(broken.anchor, ids); ok {
			return diag.Sayf("did you mean #%s?", near)
		}
	case isPath:
		p, _, _ = strings.Cut(p, "#")
		p, _, _ = strings.Cut(p, "?")
		near, ok = b.nearPath("/"+unescape(p), nearest)
	default:
		near, ok = b.nearFile(file, dest, nearest)
	}
	if !ok {
		return diag.Text{}
	}
	return diag.Sayf("did you mean %q?", near)
}

// nearPath finds a page whose address differs in one part alone.
func (b *Book) nearPath(p string, nearest Nearest) (string, bool) {
	dir := path.Dir(strings.TrimSuffix(p, "/")) + "/"
	var siblings []string
	i, _ := slices.BinarySearchFunc(b.All, dir, func(a Address, s string) int { return cmp.Compare(a.Path, s) })
	for ; i < len(b.All) && strings.HasPrefix(b.All[i].Path, dir) && len(siblings) < 500; i++ {
		if rest := strings.TrimSuffix(b.All[i].Path[len(dir):], "/"); rest != "" && !strings.Contains(rest, "/") {
			siblings = append(siblings, rest)
		}
	}
	near, ok := nearest(path.Base(p), siblings)
	return dir + near + "/", ok && near != ""
}

// nearFile finds the file that a destination in a text's file most likely means:
// a text of the same name in another folder, or a file of nearly the same name in
// the same one, as a path from the text's folder.
func (b *Book) nearFile(file, dest string, nearest Nearest) (near string, ok bool) {
	name, _, ok := content.Beside(file, dest)
	if !ok {
		return "", false
	}
	if near, ok := b.sameName(file, name); ok {
		return near, true
	}
	const most = 2000 // comparing takes its time
	wanted, ending := textName(name)
	if ending == "" {
		_, ending = textName(file) // the name says no language: that of the text is meant
	}
	dir := path.Dir(name)
	beside := map[string]string{} // by what is compared, the name without its endings
	add := func(f string) {
		if path.Dir(f) != dir || f == file || len(beside) > most {
			return
		}
		stem, lang := textName(f)
		if old, there := beside[stem]; !there || lang == ending || path.Base(f) < old && path.Ext(strings.TrimSuffix(old, ".md")) != ending {
			beside[stem] = path.Base(f)
		}
	}
	for f := range b.texts {
		add(f)
	}
	for _, f := range b.files {
		add(f)
	}
	if len(beside) > most {
		return "", false
	}
	if stem, ok := nearest(wanted, slices.Collect(maps.Keys(beside))); ok {
		near := relative(path.Dir(file), dir+"/"+beside[stem])
		if strings.Contains(near, " ") {
			near = "<" + near + ">" // as Markdown wants it
		}
		return near, true
	}
	return "", false
}

// sameName finds a text of the same name in another folder, as a path from the
// file's own.
func (b *Book) sameName(file, name string) (string, bool) {
	id, lang := textName(name)
	var found []string
	_, own := textName(file)
	without := path.Base(name) == id+".md" || path.Base(name) == id // the name says no language: that of the text is meant
	for f := range b.texts {
		if i, l := textName(f); i == id && l == lang || without && i == id && l == own {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return "", false
	}
	return relative(path.Dir(file), slices.Min(found)), true
}

// textName parts a text's file into its id and its language, and any other into
// its name and its ending.
func textName(file string) (id, lang string) {
	stem := strings.TrimSuffix(path.Base(file), ".md")
	lang = path.Ext(stem)
	if id = strings.TrimSuffix(stem, lang); id == "index" {
		id = path.Base(path.Dir(file))
	}
	return id, lang
}

// relative is the path to target from a folder; both are slash-separated and
// from the same root.
func relative(dir, target string) string {
	from, to := strings.Split(dir, "/"), strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

func hasAnchor(d *markdown.Doc, id string) bool { return d != nil && d.HasAnchor(id) }

// anchorBroken says that a text has no such anchor, and which it has.
func anchorBroken(d *markdown.Doc, id string, where diag.Text) *Broken {
	b := &Broken{Rule: "anchor-broken", Message: diag.Sayf("no heading of %s has the anchor #%s", where, id), anchor: id}
	if d == nil || len(d.Headings) == 0 {
		b.Hint = diag.Sayf("it has no headings to link to: leave out #%s, or write the heading there with ## before it", id)
		return b
	}
	b.headings = d.Headings
	var first []string
	for _, h := range d.Headings[:min(len(d.Headings), 8)] {
		first = append(first, h.ID)
	}
	b.Hint = diag.Sayf("the anchors are #%s", strings.Join(first, ", #"))
	return b
}

// TextPath is the address of the page that a text's file makes.
func (b *Book) TextPath(file string) (string, bool) {
	t, ok := b.text(file)
	if !ok {
		return "", false
	}
	return Of(b.locales[t.lang], t.key), true
}
