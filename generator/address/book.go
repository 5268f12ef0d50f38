package address

import (
	"iter"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/markdown"
)

// A Book is every address that a bulletin answers. It is complete even where the
// Library is wrong, so that one mistake does not make every link one.
type Book struct {
	All        []Address // by path
	Collisions []Collision

	locales []*locale.Locale
	lower   map[string]int32 // by path in small letters, the index in place
	place   []int32          // the index in All
	texts   map[string]int32 // by file, the place in sources
	sources []source
	media   map[string]*content.Media
	shown   map[string]string // a file's path to its published address
	sizes   map[string][]Picture
	files   []string               // all files that are no texts
	pages   func() map[page]string // what each text makes, by its file; few links ask
	index   [][]indexed            // what is in the search index of each language
	unread  map[string]bool        // the ids of texts that could not be read
	silent  []string               // the languages whose strings could not be read: nobody knows their addresses
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

// Lookup finds what stands at a path.
func (b *Book) Lookup(path string) (*Address, bool) {
	i, ok := b.lower[strings.ToLower(path)]
	if !ok || b.All[b.place[i]].Path != path {
		return nil, false
	}
	return &b.All[b.place[i]], true
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

// TextPath is the address of the page that a text's file makes.
func (b *Book) TextPath(file string) (string, bool) {
	t, ok := b.text(file)
	if !ok {
		return "", false
	}
	return Of(b.locales[t.lang], t.key), true
}
