// Package site holds what a bulletin means: articles with their counterparts,
// committees with what is above and below them and what they came from and
// became, congresses, plenums, terms and the timeline, all linked and sorted.
//
// It takes a Library without errors and its Book of addresses and gives a Site,
// which cannot be wrong and never changes: any number of renderers may read it
// at once. It reads no file, writes no page and knows no clock: the day that it is given
// decides which announcements it has, and nothing else.
//
// Every list of articles is sorted newest first, by date and then by id, once,
// here. Names are in Vietnamese order.
package site

import (
	"cmp"
	"slices"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/locale"
	"bantin/generator/markdown"
	"bantin/generator/status"
	"bantin/generator/vietnamese"
)

// A Site is the whole bulletin. Texts that differ by language are slices with an
// element for each language, in the order of Languages.
type Site struct {
	Config        content.Config
	BaseURL       string // where it is published, ending in "/"
	BasePath      string // the path of BaseURL, ending in "/"
	Languages     []*locale.Locale
	Articles      []*Article   // newest first
	Committees    []*Committee // in the order of the tree
	Roots         []*Committee // those without a parent
	Terms         []*Term      // newest first
	Years         []*Year      // newest first
	Unreported    []*Congress  // with a day that is in no article about a congress, newest first
	Pages         []*Page      // by id; Menu has them in its own order
	Announcements []Announcement
	Numbers       []*Number // of documents, by issuer, type, year and number
	Status        status.Report
	Book          *address.Book
	Assets        []*content.Asset
	Media         map[string]*content.Media
	Cover         *content.Cover // of pages without a picture; nil where there is none

	articles   map[string]*Article
	committees map[string]*Committee
	pages      map[string]*Page
	numbers    map[string]*Number // by slug
}

// Texts is in how many files the articles are.
func (s *Site) Texts() (n int) {
	for _, a := range s.Articles {
		for _, t := range a.Texts {
			if t != nil {
				n++
			}
		}
	}
	return n
}

// An Article is one report with all its versions.
type Article struct {
	ID                              string
	Place                           int // its index in the Site's Articles; every list is in this order or the reverse
	Date, Until, Published, Updated calendar.Date
	Kind                            string // never ""
	Number                          string
	Committee                       *Committee
	Congress                        *Congress // nil where there is none
	Plenum                          int       // 0 where there is none
	Term                            *Term
	Memberships                     []Membership // its own first
	Source                          *content.Source
	Documents                       []content.Citation // as the front matter has them
	Presents                        *Document          // that its number is; nil where there is none
	Cites                           []*Document        // by issuer, type and number, without the one that it presents
	Original                        int                // index of the original's language
	Texts                           []*Text            // by language; nil where there is none
}

// A Membership is a body that an article belongs to.
type Membership struct {
	Committee *Committee
	Congress  *Congress // nil where there is none
}

// A State says how a text stands to its original.
type State = content.State

// The states of a text.
const (
	IsOriginal   = content.IsOriginal
	Current      = content.Current      // it translates the original as it is now
	Stale        = content.Stale        // the original has changed since
	Unverified   = content.Unverified   // it does not say which original it translates
	Untranslated = content.Untranslated // it has the original's own words
)

// A Text is one language's version of an article.
type Text struct {
	Lang           int
	Title, Summary string // Summary may be ""
	// TitleLang and SummaryLang are the languages whose words Title and Summary are: Lang,
	// or that of the original where the text is not translated and has them as they are.
	TitleLang, SummaryLang int
	Body                   *markdown.Doc
	Author, Photos         string
	Translator             string
	Lead                   *Lead // nil where there is no lead picture
	State                  State
	File                   string // in the repository
	Path                   string // its address
	// Sections are the ids of sections of pages of documents' numbers, by the slugs of
	// these, where the article means one document of several.
	Sections map[string]string
}

// A Lead is the lead picture of a text.
type Lead struct {
	Pictures    []address.Picture // its sizes, from small to large
	Alt         string
	Caption     *markdown.Doc // its Lead is the caption as plain text; nil where there is none
	CaptionFile string        // which its links start from
}

// A Committee is a body with its place in the tree and in the lineage.
type Committee struct {
	ID                       string
	Names, Shorts            []string // by language; Shorts falls back on Names
	Ranks                    []int    // by language: its place among all of them by name
	Aliases                  []string
	Level                    string
	From, Until              calendar.Date
	Parent                   *Committee
	Children                 []*Committee // by level, then by name
	Predecessors, Successors []*Committee
	Congresses               []*Congress // newest first
	Plenums                  []*Plenum   // newest first
	Articles                 []*Article  // newest first
	Years                    []*Archive  // newest first
}

// Ended reports whether the registry says when the committee ended. It is not compared
// with the day of the build: a page says the same until somebody edits what it is made of.
func (c *Committee) Ended() bool { return !c.Until.IsZero() }

// An Archive is a committee's articles of a year.
type Archive struct {
	Committee *Committee
	Year      int
	Articles  []*Article
}

// A Congress is a committee's numbered congress.
type Congress struct {
	Committee   *Committee
	Number      int
	Term        *Term         // nil where nobody says
	Date, Until calendar.Date // zero where the registry does not say
	Articles    []*Article
}

// A Plenum is a numbered meeting of a committee in a term.
type Plenum struct {
	Committee *Committee
	Term      *Term
	Number    int
	Articles  []*Article
}

// A Term is the years between two congresses, with who met for it.
type Term struct {
	calendar.Term
	Committees []*TermCommittee // in the order of the tree
	Articles   []*Article
}

// A TermCommittee is a committee's part in a term.
type TermCommittee struct {
	Committee  *Committee
	Congresses []*Congress
	Articles   []*Article // of the committee, in the term
}

// A Year is a year of the timeline.
type Year struct {
	Year   int
	Months []*Month // newest first
}

// A Month is a month of the timeline.
type Month struct {
	Year, Month int
	Entries     []Entry // newest first
}

// An Entry is what stands on a day of the timeline: an article, or a congress of
// the registry that no article of that day reports.
type Entry struct {
	Date     calendar.Date
	Article  *Article // nil where it is a Congress
	Congress *Congress
}

// Milestone reports whether the entry is a congress.
func (e Entry) Milestone() bool { return e.Article == nil || e.Article.Kind == "congress" }

// A Page is a plain page.
type Page struct {
	ID    string
	Texts []*PageText // by language; nil where there is none
}

// A PageText is one language's version of a page.
type PageText struct {
	Title, Summary string
	Menu           int
	Body           *markdown.Doc
	File, Path     string
}

// An Announcement is one that shows today.
type Announcement struct {
	Texts []string // by language
	URL   string   // absolute, or a path from the site's root, or ""
}

// Options are what a Site needs beside the Library.
type Options struct {
	BaseURL string        // instead of that of config.yaml, if not ""; ends in "/"
	Today   calendar.Date // whose announcements show; nothing else depends on it
	Drafts  bool
}

// Article finds an article by its id.
func (s *Site) Article(id string) *Article { return s.articles[id] }

// Committee finds a committee by its id.
func (s *Site) Committee(id string) *Committee { return s.committees[id] }

// Page finds a page by its id.
func (s *Site) Page(id string) *Page { return s.pages[id] }

// Congress finds a congress of a committee.
func (c *Committee) Congress(number int) *Congress {
	for _, g := range c.Congresses {
		if g.Number == number {
			return g
		}
	}
	return nil
}

// Archive finds a year of a committee's articles.
func (c *Committee) Archive(year int) *Archive {
	for _, a := range c.Years {
		if a.Year == year {
			return a
		}
	}
	return nil
}

// Term finds a term.
func (s *Site) Term(t calendar.Term) *Term {
	for _, u := range s.Terms {
		if u.Term == t {
			return u
		}
	}
	return nil
}

// Year finds a year of the timeline.
func (s *Site) Year(year int) *Year {
	for _, y := range s.Years {
		if y.Year == year {
			return y
		}
	}
	return nil
}

// Month finds a month of a year.
func (y *Year) Month(month int) *Month {
	for _, m := range y.Months {
		if m.Month == month {
			return m
		}
	}
	return nil
}

// Shown is the version that stands for an article on pages in a language: its
// own, or else the original; nil where untranslated articles are hidden.
func (s *Site) Shown(a *Article, lang int) *Text {
	if t := a.Texts[lang]; t != nil {
		return t
	}
	if s.Config.Untranslated == "hide" {
		return nil
	}
	return a.Texts[a.Original]
}

// Listed are the articles of a list that pages in a language show.
func (s *Site) Listed(list []*Article, lang int) []*Article {
	if s.Config.Untranslated != "hide" {
		return list
	}
	var out []*Article
	for _, a := range list {
		if a.Texts[lang] != nil {
			out = append(out, a)
		}
	}
	return out
}

// Out is when an article came out ([content.Out]).
func (a *Article) Out() calendar.Date { return content.Out(a.Date, a.Published) }

// lastOut orders articles by when they came out, the last first, and those of one time
// as every list.
func lastOut(a, b *Article) int {
	return cmp.Or(b.Out().Compare(a.Out()), inPlace(a, b))
}

// Latest are the n articles of a list that came out last, the last first, as pages in a
// language show them. A list is by event, and a report may come out long after it.
func (s *Site) Latest(list []*Article, lang, n int) []*Article {
	out := make([]*Article, 0, n+1)
	for _, a := range list {
		if s.Shown(a, lang) == nil || n == 0 || len(out) == n && lastOut(out[n-1], a) < 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, a, lastOut)
		out = slices.Insert(out, at, a)
		out = out[:min(n, len(out))]
	}
	return out
}

// Around gives what stands next to an article in a list on pages in a language, of those
// for which ok holds: the next later one, and up to n earlier ones, nearest first.
func (s *Site) Around(list []*Article, a *Article, lang, n int, ok func(*Article) bool) (later *Article, earlier []*Article) {
	at, _ := slices.BinarySearchFunc(list, a, inPlace)
	for i := at - 1; i >= 0 && later == nil; i-- {
		if s.Shown(list[i], lang) != nil && ok(list[i]) {
			later = list[i]
		}
	}
	for i := at + 1; i < len(list) && len(earlier) < n; i++ {
		if s.Shown(list[i], lang) != nil && ok(list[i]) {
			earlier = append(earlier, list[i])
		}
	}
	return later, earlier
}

// newestFirst is the order of every list of articles.
func newestFirst(a, b *Article) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(b.ID, a.ID))
}

// inPlace is newestFirst for the articles of a Site, which have their places.
func inPlace(a, b *Article) int { return a.Place - b.Place }

// Path is a committee's parents, highest first, and the committee.
func (c *Committee) Path() []*Committee {
	var out []*Committee
	for p := c; p != nil; p = p.Parent {
		out = append(out, p)
	}
	slices.Reverse(out)
	return out
}

// inOrder gives committees as they stand in lists: the higher level first, then
// by place, which is what the short name in the default language says.
func inOrder(list []*Committee) []*Committee {
	list = vietnamese.Sorted(list, func(c *Committee) string { return c.Shorts[0] + "\t" + c.Names[0] })
	slices.SortStableFunc(list, func(a, b *Committee) int {
		return slices.Index(content.Levels, a.Level) - slices.Index(content.Levels, b.Level)
	})
	return list
}

// Menu are the pages that are in the menu of a language, in its order.
func (s *Site) Menu(lang int) []*Page {
	var out []*Page
	for _, p := range s.Pages {
		if t := p.Texts[lang]; t != nil && t.Menu > 0 {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *Page) int { return a.Texts[lang].Menu - b.Texts[lang].Menu })
	return out
}

// Running is the current term: the newest that had begun when the newest report took
// place, or where there is no report, the newest congress. It is nil where there is
// neither, or no such term.
func (s *Site) Running() *Term {
	var last calendar.Date
	switch {
	case len(s.Articles) > 0:
		last = s.Articles[0].Date
	case len(s.Unreported) > 0:
		last = s.Unreported[0].Date
	}
	for _, t := range s.Terms {
		if t.From <= last.Year {
			return t
		}
	}
	return nil
}
