package generator_test

import (
	"cmp"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"bantin/generator/corpus"
)

// A bulletin is a published folder as a static file server answers it.
type bulletin struct {
	dir   string
	base  *url.URL
	langs []string // the default one first
	words map[string]map[string]string
	files map[string]bool     // by path in the folder
	pages map[string]*webPage // by path from the site's root
}

// A webPage is one .html file, parsed.
type webPage struct {
	path   string // from the site's root: /vi/, /404.html
	source string
	doc    *html.Node
	nodes  []*html.Node // the elements, in the order of the text
	ids    map[string]int
	alias  bool // it only leads elsewhere
}

// addressWords are the words of addresses, by language: what a reader's saved
// links depend on, and so written here once more.
var addressWords = map[string]map[string]string{
	"vi": {"articles": "bai-viet", "timeline": "dong-thoi-gian", "committees": "cap-uy", "congress": "dai-hoi", "terms": "nhiem-ky", "translations": "tinh-trang-ban-dich", "documents": "van-ban", "bilingual": "song-ngu", "search": "tim-kiem"},
	"en": {"articles": "articles", "timeline": "timeline", "committees": "committees", "congress": "congress", "terms": "terms", "translations": "translation-status", "documents": "documents", "bilingual": "bilingual", "search": "search"},
}

// open reads a published folder.
func open(t *testing.T, dir, base string) *bulletin {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	b := &bulletin{dir: dir, base: u, langs: []string{"vi", "en"}, words: addressWords, files: map[string]bool{}, pages: map[string]*webPage{}}
	for _, name := range filesOf(t, dir) {
		b.files[name] = true
		if path.Ext(name) != ".html" {
			continue
		}
		p := &webPage{path: "/" + name, source: read(t, dir, name), ids: map[string]int{}}
		if path.Base(name) == "index.html" {
			p.path = strings.TrimSuffix(p.path, "index.html")
		}
		if p.doc, err = html.ParseWithOptions(strings.NewReader(p.source), html.ParseOptionEnableScripting(false)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for n := range p.doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			p.nodes = append(p.nodes, n)
			if id, ok := attribute(n, "id"); ok {
				p.ids[id]++
			}
			if v, _ := attribute(n, "http-equiv"); n.Data == "meta" && v == "refresh" && p.path != "/" {
				p.alias = true
			}
		}
		b.pages[p.path] = p
	}
	return b
}

// language is the language that a path is in, or "".
func (b *bulletin) language(p string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(p, "/"), "/")
	if slices.Contains(b.langs, first) {
		return first
	}
	return ""
}

// own reports whether a page is one of a language: not the choice of language,
// not the page for what is not there, not an alias.
func (b *bulletin) own(p *webPage) bool { return !p.alias && b.language(p.path) != "" }

// A target is what an address on a page leads to.
type target struct {
	path     string // from the site's root; "" where it is not this site's
	fragment string
	absolute bool // it was written with its host
}

// resolve finds what an address on a page leads to; wrong says why it can lead
// nowhere.
func (b *bulletin) resolve(p *webPage, address string) (to target, wrong string) {
	u, err := url.Parse(address)
	if err != nil {
		return to, err.Error()
	}
	switch u.Scheme {
	case "", "http", "https":
	case "mailto":
		return to, ""
	default:
		return to, "is not for readers to follow"
	}
	if u.Scheme == "" && u.Host != "" {
		return to, "is a host without a scheme"
	}
	if u.Scheme == "" && !strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "#") {
		return to, "depends on where the page is"
	}
	at := b.base.JoinPath(p.path)
	to.absolute = u.Host != ""
	u = at.ResolveReference(u)
	if u.Host != b.base.Host {
		return target{}, ""
	}
	rest, ok := strings.CutPrefix(u.Path, b.base.Path)
	if !ok {
		return to, "is outside " + b.base.Path
	}
	to.path, to.fragment = "/"+rest, u.Fragment
	return to, ""
}

// file is what a static server sends for a path; ok is false where that is 404,
// or a detour over another address.
func (b *bulletin) file(p string) (name string, ok bool) {
	name = strings.TrimPrefix(p, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name, b.files[name]
}

// A reference is an address on a page.
type reference struct {
	node    *html.Node
	name    string // of the attribute
	address string
}

// addressAttributes are where an element may have an address.
var addressAttributes = map[string][]string{
	"a": {"href"}, "area": {"href"}, "link": {"href"}, "img": {"src", "srcset"}, "source": {"src", "srcset"},
	"script": {"src"}, "form": {"action"}, "iframe": {"src"}, "video": {"src", "poster"}, "audio": {"src"},
	"object": {"data"}, "embed": {"src"}, "image": {"href"}, "use": {"href"},
}

// references are all addresses of a page.
func (p *webPage) references() []reference {
	var out []reference
	for _, n := range p.nodes {
		for _, name := range addressAttributes[n.Data] {
			v, ok := attribute(n, name)
			if !ok {
				continue
			}
			if name != "srcset" {
				out = append(out, reference{n, name, v})
				continue
			}
			for candidate := range strings.SplitSeq(v, ",") {
				if fields := strings.Fields(candidate); len(fields) > 0 {
					out = append(out, reference{n, name, fields[0]})
				}
			}
		}
		if v, _ := attribute(n, "http-equiv"); n.Data == "meta" && v == "refresh" {
			content, _ := attribute(n, "content")
			_, u, _ := strings.Cut(content, "url=")
			out = append(out, reference{n, "content", u})
		}
		if v, _ := attribute(n, "property"); n.Data == "meta" && v == "og:image" {
			content, _ := attribute(n, "content")
			out = append(out, reference{n, "content", content})
		}
	}
	return out
}

// TestCrawlReal walks the repository's own bulletin.
func TestCrawlReal(t *testing.T) {
	b := open(t, buildReal(t), realBase)
	crawl(t, b)
	t.Run("samples", func(t *testing.T) { samples(t, b) })
}

// TestCrawlMadeUp walks a bulletin that is published below a path, as project
// pages are, and that has what the real one has not: committees that end,
// aliases, documents, many years.
func TestCrawlMadeUp(t *testing.T) {
	const base = "https://example.org/some/path/"
	dir := madeUp(t, corpus.Size{Articles: 60, Committees: 40, Years: 8}, base)
	out := path.Join(t.TempDir(), "public")
	mustBuild(t, optionsFor(dir, out))
	b := open(t, out, base)
	aliases := 0
	for _, p := range b.pages {
		if p.alias {
			aliases++
		}
	}
	if aliases == 0 {
		t.Error("the made-up bulletin has no alias: a larger one is needed")
	}
	crawl(t, b)
}

// crawl holds every page to what every page must be.
func crawl(t *testing.T, b *bulletin) {
	for _, part := range []struct {
		name string
		test func(*complaints, *bulletin)
	}{
		{"targets", checkTargets}, {"reach", checkReach}, {"shape", checkShape}, {"policy", checkPolicy},
		{"text", checkText}, {"languages", checkLanguages}, {"tags", checkTags},
	} {
		t.Run(part.name, func(t *testing.T) {
			c := newComplaints(t)
			part.test(c, b)
			c.end()
		})
	}
}

// checkTargets: every address of this site is a file, every fragment an id, and
// nothing comes from another host.
func checkTargets(c *complaints, b *bulletin) {
	links, anchors, pictures := 0, 0, 0
	for _, p := range b.sorted() {
		for _, r := range p.references() {
			to, wrong := b.resolve(p, r.address)
			if wrong != "" {
				c.add("address", p.path, "<%s %s=%q> %s", r.node.Data, r.name, r.address, wrong)
				continue
			}
			if to.path == "" {
				if rel, _ := attribute(r.node, "rel"); r.node.Data != "a" && rel != "canonical" && rel != "alternate" {
					c.add("other host", p.path, "<%s %s=%q>", r.node.Data, r.name, r.address)
				}
				continue
			}
			links++
			name, ok := b.file(to.path)
			if !ok {
				c.add("nothing there", p.path, "<%s %s=%q>", r.node.Data, r.name, r.address)
				continue
			}
			if r.node.Data == "img" {
				pictures++
			}
			if to.fragment == "" {
				if strings.HasSuffix(r.address, "#") {
					c.add("empty fragment", p.path, "%q", r.address)
				}
				continue
			}
			anchors++
			if page := b.pages[to.path]; page == nil {
				c.add("no such anchor", p.path, "%q: %s is not a page", r.address, name)
			} else if page.ids[to.fragment] == 0 {
				c.add("no such anchor", p.path, "%q", r.address)
			}
		}
	}
	if links < len(b.pages)*5 || anchors < len(b.pages)/2 {
		c.t.Errorf("%d pages have only %d links and %d anchors: the crawl sees too little", len(b.pages), links, anchors)
	}
	c.t.Logf("%d pages, %d addresses, %d anchors, %d pictures", len(b.pages), links, anchors, pictures)
}

// checkReach: links alone lead from every home page to every page, and to every
// page of a language within that language.
func checkReach(c *complaints, b *bulletin) {
	for _, from := range []struct {
		path   string
		within string // a language that the walk does not leave
	}{{"/", ""}, {"/vi/", ""}, {"/en/", ""}, {"/vi/", "vi"}, {"/en/", "en"}} {
		reached := b.reached(from.path, from.within)
		what := "not reached from " + from.path
		if from.within != "" {
			what += " within the language"
		}
		for _, p := range b.sorted() {
			if b.own(p) && (from.within == "" || b.language(p.path) == from.within) && !reached[p.path] {
				c.add(what, p.path, "no link leads there")
			}
		}
	}
	// Pictures and what feed readers ask for are led to as well.
	reached := b.reached("/", "")
	for name := range b.files {
		if strings.HasPrefix(name, "media/") || strings.HasPrefix(name, "static/") || path.Base(name) == "feed.xml" || path.Base(name) == "feed.json" || path.Ext(name) == ".ics" {
			if !reached["/"+name] {
				c.add("file that nothing uses", name, "no page leads there")
			}
		}
	}
}

// reached walks from a page over the links that a reader can follow, and over
// what the browser loads.
func (b *bulletin) reached(from, within string) map[string]bool {
	seen := map[string]bool{from: true}
	queue := []string{from}
	for len(queue) > 0 {
		p := b.pages[queue[0]]
		queue = queue[1:]
		if p == nil {
			continue // a file
		}
		for _, r := range p.references() {
			if rel, _ := attribute(r.node, "rel"); rel == "canonical" || rel == "alternate" && strings.Contains(outer(r.node), "hreflang") || r.name == "content" && r.node.Data == "meta" && p.path != "/" {
				continue // machines follow these
			}
			to, wrong := b.resolve(p, r.address)
			if wrong != "" || to.path == "" || seen[to.path] || within != "" && b.language(to.path) != within {
				continue
			}
			seen[to.path] = true
			queue = append(queue, to.path)
		}
	}
	return seen
}

// checkShape: one title, one h1, one main, headings that do not skip, ids that
// are there once, tags that close.
func checkShape(c *complaints, b *bulletin) {
	for _, p := range b.sorted() {
		count := map[string]int{}
		level := 0
		for _, n := range p.nodes {
			if n.Namespace == "" { // a drawing's parts have titles of their own
				count[n.Data]++
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				now := int(n.Data[1] - '0')
				if now > level+1 {
					c.add("heading skips", p.path, "h%d %q after h%d", now, text(n), level)
				}
				level = now
				if strings.TrimSpace(text(n)) == "" {
					c.add("empty heading", p.path, "%s", outer(n))
				}
			}
			for _, name := range []string{"aria-labelledby", "aria-describedby", "for", "form"} {
				if v, ok := attribute(n, name); ok && p.ids[v] != 1 {
					c.add("label that is not there", p.path, "%s=%q", name, v)
				}
			}
			if n.Data == "img" {
				if alt, _ := attribute(n, "alt"); strings.TrimSpace(alt) == "" {
					c.add("picture without alt", p.path, "%s", outer(n))
				}
				for _, side := range []string{"width", "height"} {
					if v, _ := attribute(n, side); !regexp.MustCompile(`^[1-9]\d*$`).MatchString(v) {
						c.add("picture without size", p.path, "%s", outer(n))
					}
				}
			}
			if n.Data == "a" && strings.TrimSpace(text(n)) == "" && !strings.Contains(outer(n), " alt=") {
				c.add("link without words", p.path, "%s", outer(n))
			}
			if v, ok := attribute(n, "aria-label"); ok && strings.TrimSpace(v) == "" {
				c.add("empty label", p.path, "%s", outer(n))
			}
		}
		checkLandmarks(c, p)
		for id, n := range p.ids {
			if n > 1 || id == "" {
				c.add("duplicate id", p.path, "%q %d times", id, n)
			}
		}
		want := map[string]int{"title": 1, "main": 1, "html": 1, "body": 1}
		if !p.alias {
			want["h1"] = 1
		}
		for _, name := range []string{"title", "main", "html", "body", "h1"} {
			if n, ok := want[name]; ok && count[name] != n {
				c.add("elements", p.path, "%d of <%s>, want %d", count[name], name, n)
			}
		}
		if !strings.HasPrefix(p.source, "<!doctype html>") {
			c.add("elements", p.path, "does not begin with <!doctype html>")
		}
		canonical := p.links("canonical")
		switch {
		case p.path == "/404.html":
			if len(canonical) != 0 {
				c.add("canonical", p.path, "a page for what is not there stands for none: %q", canonical)
			}
		case len(canonical) != 1:
			c.add("canonical", p.path, "%d of them", len(canonical))
		default:
			to, _ := b.resolve(p, canonical[0])
			if !to.absolute || !p.alias && to.path != p.path || p.alias && (b.pages[to.path] == nil || b.pages[to.path].alias) {
				c.add("canonical", p.path, "%q", canonical[0])
			}
			if og := p.meta("og:url"); og != "" && og != canonical[0] {
				c.add("canonical", p.path, "og:url is %q, canonical %q", og, canonical[0])
			}
		}
		if title := text(p.find("title")); strings.TrimSpace(title) == "" || strings.HasPrefix(title, " –") {
			c.add("title", p.path, "%q", title)
		}
		checkNesting(c, p)
	}
}

// voidElements have no end tag.
var voidElements = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// checkNesting: what a layout opens it closes, in that order. A browser mends
// what is wrong here, each in its own way.
func checkNesting(c *complaints, p *webPage) {
	var open []string
	z := html.NewTokenizer(strings.NewReader(p.source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				c.add("tags", p.path, "never closed: %s", strings.Join(open, " "))
			}
			return
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(voidElements, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				c.add("tags", p.path, "</%s> closes %q", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

// checkLandmarks: what a page has several of, those who hear it can tell apart by a
// name, and what stands beside its subject always has one (WAI-ARIA APG, landmarks).
func checkLandmarks(c *complaints, p *webPage) {
	marks := map[string][]*html.Node{}
	for _, n := range p.nodes {
		role, _ := attribute(n, "role")
		switch {
		case role == "search", n.Data == "nav", n.Data == "aside":
			marks[cmp.Or(role, n.Data)] = append(marks[cmp.Or(role, n.Data)], n)
		}
	}
	for _, kind := range sortedKeys(marks) {
		names := map[string]bool{}
		for _, n := range marks[kind] {
			label, _ := attribute(n, "aria-label")
			by, _ := attribute(n, "aria-labelledby")
			name := cmp.Or(label, by)
			if names[name] || name == "" && (len(marks[kind]) > 1 || kind == "aside") {
				c.add("landmark without a name of its own", p.path, "%s %q", kind, name)
			}
			names[name] = true
		}
	}
}

// checkPolicy: nothing that the content security policy forbids.
func checkPolicy(c *complaints, b *bulletin) {
	for _, p := range b.sorted() {
		for _, n := range p.nodes {
			switch n.Data {
			case "style", "iframe", "object", "embed", "base", "frame", "applet":
				c.add("forbidden element", p.path, "<%s>", n.Data)
			case "script":
				kind, _ := attribute(n, "type")
				_, outside := attribute(n, "src")
				if kind != "application/ld+json" && !outside {
					c.add("inline script", p.path, "%s", outer(n))
				}
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "style":
					c.add("inline style", p.path, "<%s style=%q>", n.Data, a.Val)
				case strings.HasPrefix(a.Key, "on"):
					c.add("inline script", p.path, "<%s %s=%q>", n.Data, a.Key, a.Val)
				case strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"), a.Key != "content" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "data:"):
					c.add("address that runs", p.path, "<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

var (
	// leftovers are what a template, or fmt, leaves where it went wrong.
	oneDigit  = regexp.MustCompile(`(?:^|[^\d])\d(?:–\d+)?/\d`)
	leftovers = regexp.MustCompile(`<no value>|<nil>|ZgotmplZ|\{\{|\}\}|%!|map\[|0x[0-9a-f]{8}`)
	// escaped is markup that is seen as text once a browser has decoded a page.
	escaped = regexp.MustCompile(`&(amp|lt|gt|quot|#\d+|#x[0-9a-fA-F]+);|</?(p|a|b|i|em|strong|ul|li|div|span|time|h[1-6]|article|section)[ >/]`)
	// hole is a place for a value that a sentence was not given.
	hole = regexp.MustCompile(`\{[a-zA-Z]+\}`)
)

// checkText: what a reader sees is words, not the means they were written with.
func checkText(c *complaints, b *bulletin) {
	for _, p := range b.sorted() {
		for n := range p.doc.Descendants() {
			switch {
			case n.Type == html.TextNode && n.Parent.Data != "script":
				checkWords(c, p, "<"+n.Parent.Data+">", n.Data)
			case n.Type == html.ElementNode:
				for _, a := range n.Attr {
					checkWords(c, p, "<"+n.Data+" "+a.Key+">", a.Val)
				}
			}
		}
		for _, n := range p.nodes {
			// One list writes its days one way: 03–04/10/2025 above 01/10/2025.
			if class, _ := attribute(n, "class"); class == "when" && oneDigit.MatchString(text(n)) {
				c.add("days in two ways", p.path, "%q", text(n))
			}
		}
		if strings.Contains(p.source, "ZgotmplZ") {
			c.add("leftover", p.path, "ZgotmplZ")
		}
	}
}

func checkWords(c *complaints, p *webPage, where, words string) {
	for what, signs := range map[string]*regexp.Regexp{"leftover": leftovers, "escaped twice": escaped, "no value for": hole} {
		if m := signs.FindString(words); m != "" {
			c.add(what, p.path, "%q in %s: %q", m, where, words)
		}
	}
}

// checkLanguages: each page says its language and leads to its counterparts, and
// they lead back.
func checkLanguages(c *complaints, b *bulletin) {
	for _, p := range b.sorted() {
		tag := b.language(p.path)
		if tag == "" {
			tag = b.langs[0]
		}
		lang, _ := attribute(p.find("html"), "lang")
		if !p.alias && lang != tag || !slices.Contains(b.langs, lang) {
			c.add("html lang", p.path, "%q, want %q", lang, tag)
		}
		alternates := p.alternates()
		for _, tag := range sortedKeys(alternates) {
			to, wrong := b.resolve(p, alternates[tag])
			if wrong != "" || !to.absolute {
				c.add("hreflang", p.path, "%q is no whole address", alternates[tag])
				continue
			}
			other := b.pages[to.path]
			if tag == "x-default" {
				// The page in the default language; of the home pages, the
				// choice of language.
				want := alternates[b.langs[0]]
				if p.path == "/" || p.path == "/"+b.language(p.path)+"/" {
					want = b.base.String()
				}
				if alternates[tag] != want || other != nil && !maps.Equal(other.alternates(), alternates) {
					c.add("x-default", p.path, "%q, want %q", alternates[tag], want)
				}
				continue
			}
			switch {
			case other == nil:
				c.add("hreflang", p.path, "%s leads to %q", tag, to.path)
			case b.language(to.path) != tag:
				c.add("hreflang", p.path, "%s leads to %q", tag, to.path)
			case !maps.Equal(other.alternates(), alternates):
				c.add("hreflang", p.path, "%s has other alternates: %v, want %v", to.path, other.alternates(), alternates)
			}
		}
		if len(alternates) > 0 {
			if alternates["x-default"] == "" {
				c.add("x-default", p.path, "is missing")
			}
			if len(alternates) < 3 {
				c.add("hreflang", p.path, "%v: a page is no translation of itself", alternates)
			}
			if self, _ := b.resolve(p, alternates[tag]); self.path != p.path && p.path != "/" {
				c.add("hreflang", p.path, "%s leads to %q and not to the page itself", tag, self.path)
			}
		}
		if b.own(p) {
			checkSwitch(c, b, p, tag)
		}
		checkForeignLinks(c, b, p)
	}
}

// checkSwitch: the language switch leads to the same page in the other language,
// which is the page that machines are told of; where there is none, to a notice
// on the page.
func checkSwitch(c *complaints, b *bulletin, p *webPage, tag string) {
	nav := p.byClass("languages")
	if nav == nil {
		c.add("switch", p.path, "there is none")
		return
	}
	alternates := p.alternates()
	seen := map[string]bool{}
	for n := range nav.Descendants() {
		lang, ok := attribute(n, "lang")
		if n.Type != html.ElementNode || !ok {
			continue
		}
		seen[lang] = true
		if n.Data != "a" {
			if lang != tag {
				c.add("switch", p.path, "%s cannot be chosen", lang)
			}
			continue
		}
		href, _ := attribute(n, "href")
		to, _ := b.resolve(p, href)
		if alternates[lang] == "" {
			if to.path != p.path || to.fragment == "" {
				c.add("switch", p.path, "there is nothing in %s, and it leads to %q", lang, href)
			}
			if b.pages[b.counterpart(p.path, lang)] != nil {
				c.add("switch", p.path, "%s is there, and it leads to %q", b.counterpart(p.path, lang), href)
			}
			continue
		}
		if other, _ := b.resolve(p, alternates[lang]); other.path != to.path {
			c.add("switch", p.path, "it leads to %q, hreflang to %q", to.path, other.path)
		}
		if want := b.counterpart(p.path, lang); to.path != want {
			c.add("switch", p.path, "it leads to %q, want %q", to.path, want)
		}
	}
	if len(seen) != len(b.langs) {
		c.add("switch", p.path, "it has %v", sortedKeys(seen))
	}
}

// counterpart writes a page's address as another language does.
func (b *bulletin) counterpart(p, lang string) string {
	parts := strings.Split(p, "/")
	own, other := b.words[b.language(p)], b.words[lang]
	parts[1] = lang
	for i, part := range parts[2:] {
		for key, word := range own {
			switch {
			case i == 0 && part == word:
				parts[2] = other[key]
			case i == 2 && key == "congress" && strings.HasPrefix(part, word+"-"):
				parts[4] = other[key] + strings.TrimPrefix(part, word)
			case i == 3 && key == "bilingual" && part == word:
				parts[5] = other[key]
			}
		}
	}
	return strings.Join(parts, "/")
}

// checkForeignLinks: a link of the layouts that leads to another language says
// so; what an editor links to within a text is the editor's.
func checkForeignLinks(c *complaints, b *bulletin, p *webPage) {
	if b.language(p.path) == "" {
		return
	}
	for _, n := range p.nodes {
		href, ok := attribute(n, "href")
		if n.Data != "a" || !ok || inside(n, "body") {
			continue
		}
		to, _ := b.resolve(p, href)
		want := b.language(to.path)
		if want == "" || want == b.language(p.path) {
			continue
		}
		lang, _ := attribute(n, "lang")
		hreflang, _ := attribute(n, "hreflang")
		if lang != want || hreflang != want {
			c.add("link to another language", p.path, "lang=%q hreflang=%q: %s", lang, hreflang, outer(n))
		}
	}
}

// checkTags: what search engines and previews read is there.
func checkTags(c *complaints, b *bulletin) {
	for _, p := range b.sorted() {
		if !b.own(p) {
			if (p.alias || p.path == "/404.html") && p.meta("robots") != "noindex" {
				c.add("robots", p.path, "is not for search engines")
			}
			continue
		}
		// Every page but the home page says where it is, from the home page down.
		home, first := "/"+b.language(p.path)+"/", ""
		if trail := p.byClass("crumbs"); trail != nil {
			for n := range trail.Descendants() {
				if href, ok := attribute(n, "href"); ok && first == "" {
					to, _ := b.resolve(p, href)
					first = to.path
				}
			}
		}
		if p.path == home && first != "" || p.path != home && first != home {
			c.add("trail", p.path, "begins at %q", first)
		}
		if p.meta("robots") != "" {
			c.add("robots", p.path, "%q on a page of a language", p.meta("robots"))
		}
		words := b.words[b.language(p.path)]
		// An article beside its translation is not told of as one more article.
		beside := path.Base(p.path) == words["bilingual"]
		isArticle := strings.HasPrefix(p.path, "/"+b.language(p.path)+"/"+words["articles"]+"/")
		names := []string{"og:url", "viewport", "og:title", "og:type", "og:site_name", "og:locale"}
		if beside {
			names = names[:2]
		}
		for _, name := range names {
			if p.meta(name) == "" {
				c.add("meta", p.path, "%s is missing", name)
			}
		}
		if (p.meta("og:type") == "article") != (isArticle && !beside) {
			c.add("meta", p.path, "og:type is %q", p.meta("og:type"))
		}
		if isArticle && (p.meta("description") == "" || p.meta("og:description") != p.meta("description")) {
			c.add("meta", p.path, "an article without a description")
		}
		kinds := map[string]int{}
		for _, n := range p.nodes {
			if rel, _ := attribute(n, "rel"); n.Data == "link" && rel == "alternate" {
				if kind, ok := attribute(n, "type"); ok {
					kinds[kind]++
				}
			}
			if rel, _ := attribute(n, "rel"); n.Data == "link" && rel == "stylesheet" {
				kinds["stylesheet"]++
			}
		}
		if kinds["stylesheet"] != 1 {
			c.add("meta", p.path, "%d style sheets", kinds["stylesheet"])
		}
		if isArticle && !beside && (kinds["application/atom+xml"] != 1 || kinds["application/feed+json"] != 1 || kinds["text/calendar"] != 1) {
			c.add("meta", p.path, "the feeds are %v", kinds)
		}
	}
}

// A sample is one of the reports that the bulletin began with, and where a reader
// must find it.
type sample struct {
	id         string
	langs      []string // that it is written in
	year       int
	month      string
	committees []string // by id
	congresses []string // committee and number
	term       string
}

var theSamples = []sample{
	{
		id: "2020-12-21-khoi-cac-co-quan-lang-son-trien-khai-nghi-quyet", langs: []string{"vi", "en"}, year: 2020, month: "12",
		committees: []string{"lang-son-khoi-cac-co-quan", "lang-son"},
		congresses: []string{"lang-son-khoi-cac-co-quan 14", "lang-son 17"}, term: "2020-2025",
	},
	{
		id: "2020-01-14-khoi-cac-co-quan-nam-dinh-tong-ket-2019", langs: []string{"vi", "en"}, year: 2020, month: "01",
		committees: []string{"nam-dinh-khoi-cac-co-quan"}, term: "2015-2020",
	},
	{
		id: "2021-03-16-to-soan-thao-nghi-quyet-vai-tro-cap-uy", langs: []string{"vi"}, year: 2021, month: "03",
		committees: []string{"khoi-co-quan-va-doanh-nghiep-chua-ro-tinh"}, term: "2020-2025",
	},
	{
		id: "2024-04-11-hoi-nghi-ban-chap-hanh-khoi-long-an", langs: []string{"vi", "en"}, year: 2024, month: "04",
		committees: []string{"long-an-khoi-co-quan-va-doanh-nghiep"}, term: "2020-2025",
	},
	{
		id: "2020-12-25-hau-giang-hoc-tap-nghi-quyet-dai-hoi", langs: []string{"vi", "en"}, year: 2020, month: "12",
		committees: []string{"hau-giang"}, congresses: []string{"hau-giang 14"}, term: "2020-2025",
	},
}

// samples: each of the five is linked from its year, its month, its committees,
// their archives, its congresses and its term, in both languages, and links back.
func samples(t *testing.T, b *bulletin) {
	for _, s := range theSamples {
		for _, lang := range b.langs {
			w := b.words[lang]
			shown := lang
			if !slices.Contains(s.langs, lang) {
				shown = s.langs[0]
			}
			at := "/" + shown + "/" + b.words[shown]["articles"] + "/" + strconv.Itoa(s.year) + "/" + s.id + "/"
			year := "/" + lang + "/" + w["timeline"] + "/" + strconv.Itoa(s.year) + "/"
			lists := []string{year, year + s.month + "/", "/" + lang + "/" + w["terms"] + "/" + s.term + "/"}
			for _, c := range s.committees {
				at := "/" + lang + "/" + w["committees"] + "/" + c + "/"
				lists = append(lists, at, at+strconv.Itoa(s.year)+"/")
			}
			for _, g := range s.congresses {
				c, number, _ := strings.Cut(g, " ")
				lists = append(lists, "/"+lang+"/"+w["committees"]+"/"+c+"/"+w["congress"]+"-"+number+"/")
			}
			article := b.pages[at]
			if article == nil {
				t.Errorf("%s: there is no %s", s.id, at)
				continue
			}
			for _, list := range lists {
				p := b.pages[list]
				if p == nil {
					t.Errorf("%s: there is no %s", s.id, list)
					continue
				}
				if !b.links(p.find("main"), p, at) {
					t.Errorf("%s: %s does not link to it", s.id, list)
				}
			}
			if shown != lang {
				continue
			}
			for _, list := range lists {
				if strings.Contains(list, "/"+w["timeline"]+"/") || strings.HasSuffix(list, "/"+strconv.Itoa(s.year)+"/") {
					continue // an article names its bodies and its term
				}
				if !b.links(article.find("main"), article, list) {
					t.Errorf("%s: it does not link to %s", s.id, list)
				}
			}
		}
	}
}

// links reports whether a link in a part of a page leads to a path.
func (b *bulletin) links(part *html.Node, p *webPage, to string) bool {
	for n := range part.Descendants() {
		if href, ok := attribute(n, "href"); n.Type == html.ElementNode && n.Data == "a" && ok {
			if x, _ := b.resolve(p, href); x.path == to {
				return true
			}
		}
	}
	return false
}

// sorted are the pages by their path.
func (b *bulletin) sorted() []*webPage {
	var out []*webPage
	for _, p := range sortedKeys(b.pages) {
		out = append(out, b.pages[p])
	}
	return out
}

// find is the first element of a name.
func (p *webPage) find(name string) *html.Node {
	for _, n := range p.nodes {
		if n.Data == name {
			return n
		}
	}
	return &html.Node{Type: html.ElementNode, Data: name}
}

// byClass is the first element that has a class.
func (p *webPage) byClass(class string) *html.Node {
	for _, n := range p.nodes {
		if v, _ := attribute(n, "class"); slices.Contains(strings.Fields(v), class) {
			return n
		}
	}
	return nil
}

// links are the addresses of the link elements of a relation.
func (p *webPage) links(rel string) []string {
	var out []string
	for _, n := range p.nodes {
		if v, _ := attribute(n, "rel"); n.Data == "link" && v == rel {
			href, _ := attribute(n, "href")
			out = append(out, href)
		}
	}
	return out
}

// alternates are the addresses of a page's counterparts, by language.
func (p *webPage) alternates() map[string]string {
	out := map[string]string{}
	for _, n := range p.nodes {
		if tag, ok := attribute(n, "hreflang"); n.Data == "link" && ok {
			out[tag], _ = attribute(n, "href")
		}
	}
	return out
}

// meta is the content of a meta element, by name or property.
func (p *webPage) meta(name string) string {
	for _, n := range p.nodes {
		value := "content"
		switch n.Data {
		case "link": // whose property is what it leads to, as RDFa has it
			value = "href"
		case "meta":
		default:
			continue
		}
		key, _ := attribute(n, "name")
		property, _ := attribute(n, "property")
		if key == name || property == name {
			v, _ := attribute(n, value)
			return v
		}
	}
	return ""
}

func attribute(n *html.Node, name string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// text is what an element says.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// outer is an element as a message shows it.
func outer(n *html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return err.Error()
	}
	return b.String()[:min(b.Len(), 200)]
}

// inside reports whether an element is in one of a class.
func inside(n *html.Node, class string) bool {
	for up := range n.Ancestors() {
		if v, _ := attribute(up, "class"); slices.Contains(strings.Fields(v), class) {
			return true
		}
	}
	return false
}
