package address

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
)

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
	langs := make(map[string]int, len(lib.Locales))
	for i, l := range lib.Locales {
		langs[l.Tag] = i
	}
	for _, tag := range lib.Config.Languages {
		if _, there := langs[tag]; !there {
			b.silent = append(b.silent, tag)
		}
	}
	c := &collector{book: b, langs: langs, drafts: drafts, seen: b.lower, claim: make([]diag.Pos, 0, 3*texts), committees: make(map[string]diag.Pos, len(lib.Committees))}
	// Half of the work adds no address.
	var called []Key
	var rest sync.WaitGroup
	known := make(chan struct{})
	rest.Go(func() {
		called = slices.SortedFunc(maps.Keys(c.called(lib)), compareKeys)
		close(known)
		b.addTexts(lib, langs, drafts)
		b.addIndexed(lib, drafts)
	})
	c.neutral(lib)
	c.articles(lib)
	<-known
	for _, k := range called {
		c.everyLanguage(k, c.committeeAt(k))
	}
	for _, id := range append([]string{""}, slices.Sorted(maps.Keys(c.committees))...) {
		for _, kind := range []Kind{AtomFeed, JSONFeed, Calendar} {
			k := Key{Kind: kind, ID: id}
			c.everyLanguage(k, c.committeeAt(k))
		}
	}
	// Pages come last, so that one in the place of something else is what has to
	// be called otherwise.
	c.pages(lib)
	c.data(lib)
	rest.Wait()
	for i := range b.index {
		c.index(i, b.index[i])
	}
	c.sitemaps()
	c.finish()
	b.pages = sync.OnceValue(func() map[page]string { return pagesOf(b.texts, b.sources) })
	return b
}

// isHidden reports whether an article is a draft that gets no address.
func isHidden(a *content.Article, drafts bool) bool { return a.Original().Front.Draft && !drafts }

// addTexts takes every text that links can start from and lead to.
func (b *Book) addTexts(lib *content.Library, langs map[string]int, drafts bool) {
	for _, a := range lib.Articles {
		hidden, key := isHidden(a, drafts), articleKey(a)
		for _, v := range a.Versions {
			lang, ok := langs[v.Lang]
			b.addText(v.File, source{lang, key, &v.Body, hidden, v.Unread || !ok})
		}
	}
	for _, file := range lib.Doubles {
		b.addText(file, source{unread: true})
	}
	for _, p := range lib.Pages {
		for _, v := range p.Versions {
			lang, ok := langs[v.Lang]
			b.addText(v.File, source{lang: lang, key: Key{Kind: Page, ID: p.ID}, body: &v.Body, unread: v.Unread || !ok})
		}
	}
	b.unread = map[string]bool{}
	for i := range b.sources {
		if t := &b.sources[i]; t.unread {
			b.unread[t.key.ID] = true
		}
	}
}

// addIndexed lists the articles of each language's search index, in its order.
func (b *Book) addIndexed(lib *content.Library, drafts bool) {
	b.index = make([][]indexed, len(lib.Locales))
	for _, a := range lib.Articles {
		if isHidden(a, drafts) {
			continue
		}
		f := &a.Original().Front
		place := PlaceOf(content.Out(f.Date, f.Published), a.ID)
		for i, l := range lib.Locales {
			if v := shownIn(a, l); v.Lang == l.Tag || lib.Config.Untranslated != "hide" {
				b.index[i] = append(b.index[i], indexed{place, a.ID, len(v.Body.HTML)})
			}
		}
	}
	for _, articles := range b.index {
		slices.SortFunc(articles, func(x, y indexed) int { return cmp.Or(cmp.Compare(x.place, y.place), cmp.Compare(x.id, y.id)) })
	}
}

// articleKey is the key of an article's own page.
func articleKey(a *content.Article) Key {
	return Key{Kind: Article, ID: a.ID, Year: a.Original().Front.Date.Year}
}

// articles adds the pages of every article's texts.
func (c *collector) articles(lib *content.Library) {
	for _, a := range lib.Articles {
		if isHidden(a, c.drafts) {
			continue
		}
		key := articleKey(a)
		for _, v := range a.Versions {
			lang, ok := c.langs[v.Lang]
			if !ok {
				continue
			}
			to, here := Of(lib.Locales[lang], key), diag.Pos{File: v.File, Line: 1, Col: 1}
			c.add(Address{Path: to, Lang: lang, Key: key}, here)
			if len(a.Versions) > 1 {
				both := Key{Kind: Bilingual, ID: a.ID, Year: key.Year}
				c.add(Address{Path: Of(lib.Locales[lang], both), Lang: lang, Key: both}, here)
			}
			c.aliases(v.Front.Aliases, to, v.File, v.Places)
		}
	}
}

// called are the keys of the pages that every bulletin has, and that the registry and the
// articles call for: each is an address in every language. The places that committees are
// defined at are known afterwards.
func (c *collector) called(lib *content.Library) map[Key]bool {
	keys := map[Key]bool{{Kind: Home}: true, {Kind: Timeline}: true, {Kind: Committees}: true, {Kind: Terms}: true, {Kind: Translations}: true, {Kind: Documents}: true, {Kind: Search}: true, {Kind: OpenSearch}: true, {Kind: SearchHead}: true}
	var last Key // neighbours are of one month, most often
	when := func(d calendar.Date) {
		month := Key{Kind: Month, Year: d.Year, Month: d.Month}
		if d.Month > 0 && month != last {
			keys[Key{Kind: Year, Year: d.Year}] = true
			keys[month] = true
			last = month
		}
	}
	term := func(t calendar.Term) {
		if !t.IsZero() {
			keys[Key{Kind: Term, Term: t}] = true
		}
	}
	for _, k := range lib.Committees {
		if k.ID == "" {
			continue
		}
		if _, known := c.committees[k.ID]; !known {
			c.committees[k.ID] = k.At("id")
		}
		keys[Key{Kind: Committee, ID: k.ID}] = true
		for _, g := range k.Congresses {
			if g.Number > 0 {
				keys[Key{Kind: Congress, ID: k.ID, Number: g.Number}] = true
			}
			term(g.Term)
			when(g.Date)
		}
	}
	for _, a := range lib.Articles {
		if isHidden(a, c.drafts) {
			continue
		}
		f := &a.Original().Front
		for _, d := range a.Documents() {
			keys[Key{Kind: Document, ID: d.Slug()}] = true
		}
		if f.Date.Year > 0 {
			when(f.Date)
		}
		term(lib.TermOf(a))
		for _, m := range a.Memberships() {
			if _, known := c.committees[m.Committee]; !known {
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
	return keys
}

// pages adds the plain pages.
func (c *collector) pages(lib *content.Library) {
	for _, p := range lib.Pages {
		key := Key{Kind: Page, ID: p.ID}
		for _, v := range p.Versions {
			if lang, ok := c.langs[v.Lang]; ok {
				to := Of(lib.Locales[lang], key)
				c.add(Address{Path: to, Lang: lang, Key: key}, diag.Pos{File: v.File, Line: 1, Col: 1})
				c.aliases(v.Front.Aliases, to, v.File, v.Places)
			}
		}
	}
}

// data adds the open data of each year that has articles.
func (c *collector) data(lib *content.Library) {
	years := map[int]bool{}
	for _, a := range lib.Articles {
		if year := a.Original().Front.Date.Year; year > 0 && !isHidden(a, c.drafts) {
			years[year] = true
		}
	}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		k := Key{Kind: ArticlesData, Year: y}
		c.add(Address{Path: DataPath(k), Lang: Neutral, Key: k}, diag.Pos{})
	}
}

// index adds the files of a language's search index of articles, which are in its order,
// but for the head, which every one has.
func (c *collector) index(lang int, articles []indexed) {
	add := func(k Key) {
		c.add(Address{Path: Of(c.book.locales[lang], k), Lang: lang, Key: k}, diag.Pos{File: content.ConfigFile})
	}
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

// compareKeys orders keys so that a listing of them is the same each time.
func compareKeys(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Year, b.Year),
		cmp.Compare(a.Month, b.Month), cmp.Compare(a.Number, b.Number), a.Term.Compare(b.Term))
}

// A collector gathers addresses and sees where two meet.
type collector struct {
	book   *Book
	langs  map[string]int // by tag, the index of a language
	drafts bool
	seen   map[string]int32 // by path in small letters: some file systems make no difference
	claim  []diag.Pos       // of each address, who claims it
	alias  []pending
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
		{Path: DataPath(Key{Kind: CommitteesData}), Key: Key{Kind: CommitteesData}},
	} {
		a.Lang = Neutral
		c.add(a, here)
	}
	for _, a := range lib.Assets {
		at := "/static/" + a.Published()
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
			c.book.shown[name] = add("/media/"+content.Hashed(stem, m.Digest, m.Ext), 0)
		}
		for i, s := range m.Sizes {
			at := c.book.shown[name]
			if !s.Own {
				at = add("/media/"+content.Hashed(stem, m.Key, "-"+strconv.Itoa(s.Width)+s.Ext()), i+1)
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
	slices.SortFunc(order, func(x, y place) int { return strings.Compare(x.path, y.path) })
	all, now := make([]Address, len(order)), make([]int32, len(order))
	for i, p := range order {
		all[i], now[p.at] = b.All[p.at], int32(i)
	}
	b.All = all
	b.place = now
}
