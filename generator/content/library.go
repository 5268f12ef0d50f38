// Package content reads what the editors wrote into a Library.
//
// It takes the site's folder and the layouts' strings files as file systems,
// reads every author's file strictly, mends what may be typed in more than one
// way (letters, line ends, Roman numerals, terms) and gives plain structs in
// which every value still has its place in its file. Each article's body comes
// out finished but for the addresses that only the whole bulletin knows.
//
// A Library may be wrong: what can be seen in one file alone is reported here,
// what takes two files to see is for package check. This package never decides
// what a thing means, and is the one home of YAML.
//
// One table of keys for each kind of file (articleKeys, committeeKeys, …) is
// what the decoder follows and what the documentation is made from.
package content

import (
	"bantin/generator/calendar"
	"bantin/generator/diag"
	"bantin/generator/images"
	"bantin/generator/locale"
	"bantin/generator/markdown"
	"slices"
	"time"
)

// The paths of what editors write, relative to the site's folder.
const (
	ConfigFile        = "config.yaml"
	Folder            = "content"
	CommitteesFile    = Folder + "/committees.yaml"
	AnnouncementsFile = Folder + "/announcements.yaml"
	ArticlesFolder    = Folder + "/articles"
	PagesFolder       = Folder + "/pages"
	StringsFolder     = "strings" // in the layouts
)

// A Library is everything that the editors wrote, with positions.
type Library struct {
	Config        Config
	Locales       []*locale.Locale  // in the order of Config.Languages
	Committees    []*Committee      // in the order of the file
	Announcements []Announcement    // in the order of the file
	Articles      []*Article        // by ID
	Pages         []*Page           // by ID
	Media         map[string]*Media // pictures and attachments that a text uses, by path
	Doubles       []string          // the paths of texts whose id was taken, which has been reported
	Files         []string          // the paths of all files in content/ that are no texts, used or not
	Assets        []*Asset          // static/, by name
	Problems      diag.List         // what reading alone could see

	others *others // see Retold
	cover  *probed // the file of static/ that config.yaml names, if it does
}

// anyCommittee is the id of a committee, for an example; "" where there is none.
func (lib *Library) anyCommittee() string {
	for _, c := range lib.Committees {
		if c.ID != "" {
			return c.ID
		}
	}
	return ""
}

// A Place is where a key's value stands in its file.
type Place struct {
	Key       string // a path where keys are nested: source.url, also[1].congress
	Line, Col int32  // from 1, Col in characters
	Wrong     bool   // the value could not be read, or the key is misspelt, which has been reported
}

// Places are the places of one file's or one entry's keys.
type Places []Place

// At is the position of a key's value in file; where the key is not there, of
// the file as a whole.
func (ps Places) At(file, key string) diag.Pos {
	for _, p := range ps {
		if p.Key == key {
			return diag.Pos{File: file, Line: int(p.Line), Col: int(p.Col)}
		}
	}
	return diag.Pos{File: file, Line: 1, Col: 1}
}

// Has reports whether the key was written.
func (ps Places) Has(key string) bool {
	for _, p := range ps {
		if p.Key == key {
			return true
		}
	}
	return false
}

// wrong reports whether the key was written, but not so that it could be read.
func (ps Places) wrong(key string) bool {
	for _, p := range ps {
		if p.Key == key {
			return p.Wrong
		}
	}
	return false
}

// Texts are a text in several languages, by language tag. The tag "" stands for
// the language of the file that the text is in.
type Texts map[string]string

// In is the text in a language: its own, or else the one without a tag, which
// is the text of the language own.
func (t Texts) In(lang, own string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	if lang == own {
		return t[""]
	}
	return ""
}

// An Article is one report in one or more languages.
type Article struct {
	ID       string
	Versions []*Version // in the order of the languages; the first is the original
}

// Original is the version that carries the record.
func (a *Article) Original() *Version { return a.Versions[0] }

// A Version is one language's file of an article.
type Version struct {
	File   string // its path
	ID     string
	Lang   string
	Front  Front
	Places Places
	// Unread says that the file or its front matter could not be read, which has
	// been reported: nothing is known of what it says or leaves out.
	Unread bool
	// Summary is the one that was written, or else the beginning of the first
	// paragraph; "" where there is neither.
	Summary string
	Body    markdown.Doc
	Digest  string // of title, summary and body, which translation_of refers to; "" where the file has that key
}

// At is the place of a front matter key's value.
func (v *Version) At(key string) diag.Pos { return v.Places.At(v.File, key) }

// A Page is a plain page, such as "about", in one or more languages.
type Page struct {
	ID       string
	Versions []*PageVersion // in the order of the languages
}

// A PageVersion is one language's file of a page.
type PageVersion struct {
	File   string
	ID     string
	Lang   string
	Front  PageFront
	Places Places
	Unread bool // as for a Version
	// Summary is as for a Version.
	Summary string
	Body    markdown.Doc
}

// Media is a picture or an attachment that stands beside a text.
type Media struct {
	Path   string      // in the site's folder: content/articles/…
	Info   images.Info // of a picture; the zero Info of an attachment
	Digest string      // SHA-256 of the bytes as published, in hex
	Ext    string      // of the published name, with its dot
	Broken bool        // it is there and cannot be used, which has been reported
	Used   diag.Pos    // the first place that uses it
	// Sizes are what is published of a picture where a text shows it, from small to
	// large; nil where none does.
	Sizes []images.Size
	// Key names what is made of the picture, in 64 hexadecimal digits; "" where
	// nothing is.
	Key    string
	Linked bool // a text links to the file itself
}

// Whole reports whether the file itself is published, and not only what is made of
// it.
func (m *Media) Whole() bool {
	return m.Linked || slices.ContainsFunc(m.Sizes, func(s images.Size) bool { return s.Own })
}

// IsPicture reports whether the file can stand in an <img>.
func (m *Media) IsPicture() bool { return m.Info.Kind != "" }

// A Committee is an entry of committees.yaml.
type Committee struct {
	ID          string
	Name, Short Texts
	Aliases     []string
	Level       string
	Parent      string
	From, Until calendar.Date
	Successors  []string
	Congresses  []Congress
	Places      Places
}

// At is the place of a key's value.
func (c *Committee) At(key string) diag.Pos { return c.Places.At(CommitteesFile, key) }

// A Congress is an entry of a committee's congresses.
type Congress struct {
	Number      int
	Term        calendar.Term
	Date, Until calendar.Date
	Place       Place
}

// At is the place of the entry.
func (c *Congress) At() diag.Pos {
	return diag.Pos{File: CommitteesFile, Line: int(c.Place.Line), Col: int(c.Place.Col)}
}

// An Announcement is a banner that shows on the days From to Until.
type Announcement struct {
	Text        Texts
	From, Until calendar.Date
	URL         string
	Places      Places
}

// At is the place of a key's value.
func (a *Announcement) At(key string) diag.Pos { return a.Places.At(AnnouncementsFile, key) }

// Config is what config.yaml says.
type Config struct {
	BaseURL      string // ends in "/"
	Title        Texts
	ShortTitle   Texts // may be nil
	Description  Texts
	Languages    []string
	TimeZone     *time.Location
	FeedItems    int
	RecentItems  int
	Accent       string // #rrggbb
	Repository   string
	Feedback     string
	Image        string // the path of a file of static/ or content/; "" where none is named
	Untranslated string // list or hide
	Places       Places
}

// At is the place of a key's value.
func (c *Config) At(key string) diag.Pos { return c.Places.At(ConfigFile, key) }

// Levels are the levels of committees, from the highest.
var Levels = []string{"central", "province", "bloc", "district", "commune", "agency", "grassroots"}

// Kinds are the kinds of articles.
var Kinds = []string{"congress", "plenum", "conference", "resolution", "directive", "plan", "notice", "news"}

// EventKinds are the kinds that report a meeting, which has a place in a
// calendar; the others report a paper or the news.
var EventKinds = []string{"congress", "plenum", "conference"}

// Memberships are the committees and congresses that an article belongs to, its
// own first, none of them twice.
func (a *Article) Memberships() []Membership {
	f := &a.Original().Front
	out := []Membership{{Committee: f.Committee, Congress: f.Congress}}
	for _, m := range f.Also {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// TermOf is the term of an article: its own, or else that of its congress in the
// registry; the zero Term where neither is known.
func (l *Library) TermOf(a *Article) calendar.Term {
	f := &a.Original().Front
	if !f.Term.IsZero() || f.Congress == 0 {
		return f.Term
	}
	for _, c := range l.Committees {
		if c.ID == f.Committee {
			for i := range c.Congresses {
				if c.Congresses[i].Number == f.Congress {
					return c.Congresses[i].Term
				}
			}
		}
	}
	return calendar.Term{}
}
