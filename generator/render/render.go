// Package render makes what is published: the pages, the feeds, the calendars,
// the sitemap, the open data and the files of the search index.
//
// It takes a Site and the layouts and gives the bytes of one route at a time, so
// that a build may ask for all of them on every core and a preview for one. It
// writes no file, reads none but what stands beside the texts, which no Site holds, reads no clock
// and decides nothing about the bulletin: what a page lists, the Site has sorted.
//
// Layouts are parsed once. Each language has its own copy in which t, n, date
// and the other functions speak that language. What many pages share (the
// header, the footer, an article's card) is rendered once for each language and
// reused as finished HTML. What is large and stands on one page alone is written into
// it directly; JSON and XML are appended by hand, escaped where a text is added.
//
// It is the one home of html/template.
package render

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/darkroom"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/search"
	"bantin/generator/site"
)

// A Renderer makes the routes of one Site. Any number of goroutines may use it.
type Renderer struct {
	site      *site.Site
	folder    fs.FS // the site's folder, for what is published as it is
	room      *darkroom.Room
	languages []*language
	files     content.Room
	style     string
	icon      string
	touchIcon string // of pixels, for those who take no drawing
	script    string
	keys      string
	zone      []byte // the site's time zone, for calendars
	edit      string // what precedes a file's path where it is edited; "" where it is not
	index     *search.Index
	// buffers have no part in the Renderer: the runtime holds on to a pool for a
	// while, and would hold on to the whole Site with it.
	buffers *sync.Pool
}

// language is what the pages of a language share.
type language struct {
	*locale.Locale
	index   int
	layouts fs.FS                    // for the place of what breaks
	parsed  *template.Template       // the layouts as they were read
	layout  *template.Template       // the same with the functions of the language
	made    *allowance               // of these
	quicks  map[string]*quick        // of the layouts that many pages use
	navs    map[string]template.HTML // the header, by the section that is open
	footer  template.HTML
	banner  template.HTML
	// Where pages are: below the home page, below a section's by its name, below a
	// committee's.
	home     trail
	sections map[string]trail
	trails   map[*site.Committee]trail
	names    map[*site.Committee]template.HTML // a link to it
	feeds    map[*site.Committee]feeds         // nil stands for the bulletin
	head     headParts
	here     template.HTML                    // the language in its switch, on its own pages
	meets    map[*site.Congress]template.HTML // a link to it, by its number
	terms    map[*site.Term]template.HTML
	acts     map[string]string             // the kinds of documents, in words
	kinds    map[string]string             // the kinds of articles, in words
	numbers  []atomic.Pointer[numberParts] // by document number
	// both and alone are what a link to both languages, or to one, says, by the
	// language that stands beside the page's, or that it is.
	both, alone []string
	days        map[string]string // what an article's day is, by its kind
	words       map[string]string // what the filters say, by what/KIND and whose/LEVEL
	// paragraphs are the first of them; paragraphWord is what the ids begin with.
	paragraphs    []paragraph
	paragraphWord string
	tableWord     string // what a table is called to those who do not see it
	larger        string // what a link to a picture's file says
	shareWords    shareWords
	// organisations and publisher are their nodes of linked data.
	organisations map[*site.Committee]string
	publisher     string
	pieces        []atomic.Pointer[pieces] // by article
	// constants are what the layouts were made ready with.
	constants map[string]string
}

// New makes the layouts ready for a bulletin. folder is the site's folder, and room makes
// its pictures. A layout that cannot be used is a problem of its author's, in the list.
func New(s *site.Site, layouts *Layouts, folder fs.FS, room *darkroom.Room) (*Renderer, diag.List) {
	if len(layouts.problems) > 0 {
		return nil, layouts.problems
	}
	r := newRenderer(s, folder, room, &sync.Pool{New: func() any { return new(bytes.Buffer) }})
	ready, wrong := make([]*language, len(s.Languages)), make([]diag.List, len(s.Languages))
	var wg sync.WaitGroup
	for i, l := range s.Languages {
		wg.Go(func() {
			ready[i] = &language{Locale: l, index: i, layouts: layouts.files, parsed: layouts.parsed, made: new(allowance), constants: r.constants(l)}
			ready[i].layout, wrong[i] = speak(layouts.files, layouts.parsed, l, ready[i].constants, ready[i].made)
			if len(wrong[i]) == 0 {
				ready[i].quicken()
			}
		})
	}
	wg.Wait()
	if problems := slices.Concat(wrong...); len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	for _, l := range ready {
		r.add(l)
	}
	if problems := r.common(); len(problems) > 0 {
		return nil, problems
	}
	return r, nil
}

// With is New for another Site with the same layouts, which are not parsed again.
// ok is false where they were made ready for something that is not so any more: the
// languages, their strings, the bulletin's name, the style's address.
func (r *Renderer) With(s *site.Site) (other *Renderer, problems diag.List, ok bool) {
	other = newRenderer(s, r.folder, r.room, r.buffers)
	if len(s.Languages) != len(r.languages) {
		return nil, nil, false
	}
	for i, l := range r.languages {
		if l.Locale != s.Languages[i] || !maps.Equal(l.constants, other.constants(l.Locale)) {
			return nil, nil, false
		}
		other.add(&language{Locale: l.Locale, index: i, layouts: l.layouts, parsed: l.parsed, layout: l.layout, made: l.made, constants: l.constants, quicks: l.quicks})
	}
	if problems := other.common(); len(problems) > 0 {
		return nil, problems, true
	}
	return other, nil, true
}

func newRenderer(s *site.Site, folder fs.FS, room *darkroom.Room, buffers *sync.Pool) *Renderer {
	r := &Renderer{site: s, folder: folder, room: room, index: search.New(s), buffers: buffers}
	r.style, r.icon = r.asset("style.css"), r.asset("icon.svg")
	r.touchIcon = r.asset(touchIcon)
	r.script, r.keys = r.asset("page.js"), r.asset("keys.js")
	r.edit = editBase(&s.Config)
	r.zone = appendZone(nil, s.Config.TimeZone)
	return r
}

// touchIcon is the icon of pixels in static/, 180 a side: telephones and feed readers
// take no SVG.
const touchIcon = "icon-180.png"

// add takes a language that has its layouts.
func (r *Renderer) add(l *language) {
	l.sections = map[string]trail{}
	l.trails = map[*site.Committee]trail{}
	l.feeds = map[*site.Committee]feeds{}
	l.names = map[*site.Committee]template.HTML{}
	l.meets = map[*site.Congress]template.HTML{}
	l.terms = map[*site.Term]template.HTML{}
	l.acts = map[string]string{}
	l.kinds = map[string]string{}
	l.numbers = make([]atomic.Pointer[numberParts], len(r.site.Numbers))
	l.organisations = map[*site.Committee]string{}
	l.pieces = make([]atomic.Pointer[pieces], len(r.site.Articles))
	r.languages = append(r.languages, l)
}

// constants are what the functions of constantNames say in a language.
func (r *Renderer) constants(l *locale.Locale) map[string]string {
	return map[string]string{
		"tag":          l.Tag,
		"bulletin":     r.site.Config.Title[l.Tag],
		"description":  r.site.Config.Description[l.Tag],
		"accent":       r.site.Config.Accent,
		"accentOnDark": content.OnDark(r.site.Config.Accent),
		"stylesheet":   r.style,
		"icon":         r.icon,
		"touchIcon":    r.touchIcon,
		"script":       r.script,
		"keys":         r.keys,
	}
}

// common renders what pages have in common, in each language.
func (r *Renderer) common() diag.List {
	for _, l := range r.languages {
		if err := r.shared(l); err != nil {
			problem, ok := IsFailed(err)
			if !ok {
				problem = layoutProblem(l.layouts, err)
			}
			return diag.List{problem}
		}
	}
	return nil
}

// Failed is a layout that broke while it was used.
type Failed struct{ Problem diag.Problem }

// Error is the problem's line.
func (f *Failed) Error() string { return f.Problem.String() }

// quicken readies the layouts that many pages use.
func (l *language) quicken() {
	l.quicks = map[string]*quick{}
	for _, name := range []string{"article", "archive", "card", "line", "month", "year", "committee", "congress", "term", "document", "bilingual"} {
		l.made.fill()
		if q := quicken(l.layout, name); q != nil {
			l.quicks[name] = q
		}
	}
}

// fragment runs a layout and gives a piece of a page.
func (r *Renderer) fragment(l *language, name string, data any) (template.HTML, error) {
	buf := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(buf)
	buf.Reset()
	err := l.execute(buf, name, data)
	return template.HTML(buf.String()), err
}

// execute runs a layout. What it writes until it breaks is for the caller to
// throw away.
func (l *language) execute(w *bytes.Buffer, name string, data any) error {
	start := w.Len()
	if q := l.quicks[name]; q != nil {
		if v := reflect.ValueOf(data); v.Type() == q.kind && q.run(w, l, v) {
			return nil
		}
		w.Truncate(start)
	}
	if given := reflect.TypeOf(data); given != layoutData[name] {
		panic("internal error: the layout " + name + " is given " + given.String())
	}
	l.made.fill()
	err := l.layout.ExecuteTemplate(&meter{w: w}, name, data)
	if refused := (refusal{}); errors.As(err, &refused) {
		// Another page may have taken what was left. What this one makes by itself is
		// the same on every machine.
		w.Truncate(start)
		own := new(allowance)
		own.fill()
		err = speaking(l.parsed, l.Locale, l.constants, own).ExecuteTemplate(&meter{w: w}, name, data)
	}
	if errors.Is(err, errEndless) {
		return &Failed{endless(name)}
	} else if err != nil {
		return &Failed{layoutProblem(l.layouts, err)}
	}
	return nil
}

// Render writes the bytes of a route to w. The error is a *Failed layout, a
// *darkroom.Damaged picture, or that a picture cannot be read; w then holds nothing
// of use. A picture that is not in the cache is made now.
func (r *Renderer) Render(w *bytes.Buffer, a *address.Address) error {
	k := a.Key
	switch k.Kind {
	case address.Media, address.Asset:
		return r.Send(w, a, func(data []byte) error {
			w.Write(data)
			return nil
		})
	case address.AtomFeed, address.JSONFeed, address.Calendar:
		r.feed(w, r.languages[a.Lang], k)
	case address.OpenSearch:
		r.openSearch(w, r.languages[a.Lang])
	case address.SearchHead:
		w.Write(r.index.Head(a.Lang))
	case address.SearchWords:
		w.Write(r.index.Words(a.Lang))
	case address.SearchRow:
		w.Write(r.index.Row(a.Lang, k.Number))
	case address.SearchFresh:
		w.Write(r.index.Fresh(a.Lang, k.Number))
	case address.SearchCards:
		w.Write(r.index.AppendCards(w.AvailableBuffer(), a.Lang, k.Year, k.Number))
	case address.Sitemap:
		r.sitemapIndex(w)
	case address.SitemapPages, address.SitemapYear:
		r.sitemap(w, k)
	case address.CommitteesData:
		openData(w, r.committeesData)
	case address.ArticlesData:
		openData(w, func(j *jsonText) { r.articlesData(j, k.Year) })
	case address.Robots:
		w.WriteString("User-agent: *\nAllow: /\n\nSitemap: " + r.absolute("/sitemap.xml") + "\n")
	case address.Headers:
		w.WriteString(headers)
	case address.NoJekyll:
	default:
		return r.written(w, a)
	}
	return nil
}

// written writes a page, which is never empty.
func (r *Renderer) written(w *bytes.Buffer, a *address.Address) error {
	var err error
	start := w.Len()
	switch a.Key.Kind {
	case address.Root, address.NotFound:
		err = r.neutral(w, a.Key.Kind)
	case address.Alias:
		err = r.alias(w, a)
	default:
		err = r.page(w, a)
	}
	if err == nil && len(bytes.TrimSpace(w.Bytes()[start:])) == 0 {
		var l diag.List
		return &Failed{*l.Errorf(diag.Pos{File: "layouts"}, "layout-broken", "the layout of %s writes nothing", a.Path).
			Hintf("remove the site's own layout of such pages, or write what the page has to show")}
	}
	return err
}

// Send calls use with what Render would write. A file that is published as it is, which may
// be large, is not copied for that; all else is written to the empty w. The bytes are there
// only until use returns.
func (r *Renderer) Send(w *bytes.Buffer, a *address.Address, use func(data []byte) error) error {
	switch k := a.Key; {
	case k.Kind == address.Asset:
		i, _ := slices.BinarySearchFunc(r.site.Assets, k.ID, func(x *content.Asset, name string) int { return strings.Compare(x.Name, name) })
		return content.SendAsset(r.folder, r.site.Assets[i], &r.files, use)
	case k.Kind == address.Media && k.Number == 0:
		return content.SendMedia(r.folder, r.site.Media[k.ID], &r.files, use)
	case k.Kind == address.Media:
		data, err := r.room.File(r.site.Media[k.ID], k.Number-1)
		if err != nil {
			return err
		}
		return use(data)
	}
	if err := r.Render(w, a); err != nil {
		return err
	}
	return use(w.Bytes())
}

// Policy is the content security policy that every page obeys.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// headers is for hosts that read a _headers file. What has a digest in its name
// never changes.
const headers = `/*
  Content-Security-Policy: ` + Policy + `
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/static/*
  Cache-Control: public, max-age=31536000, immutable
/media/*
  Cache-Control: public, max-age=31536000, immutable
`

// href is an address as pages of this site write it: from the host's root.
func (r *Renderer) href(path string) string {
	if r.site.BasePath == "/" {
		return path
	}
	return r.site.BasePath + strings.TrimPrefix(path, "/")
}

// absolute is an address as others write it.
func (r *Renderer) absolute(path string) string {
	return r.site.BaseURL + strings.TrimPrefix(path, "/")
}

// to is the address of a key on pages in a language. What the address book does
// not have is a mistake of this package's.
func (r *Renderer) to(l *language, k address.Key) string {
	return r.href(r.path(l, k))
}

func (r *Renderer) path(l *language, k address.Key) string {
	p, ok := r.site.Book.Path(l.index, k)
	if !ok {
		panic("internal error: a page links to " + p + ", which is not there")
	}
	return p
}

// asset is the address of a file of static/; a site without it has "".
func (r *Renderer) asset(name string) string {
	p, ok := r.site.Book.Shown("static/" + name)
	if !ok {
		return ""
	}
	return r.href(p)
}

// IsFailed reports whether an error is a broken layout, and which.
func IsFailed(err error) (diag.Problem, bool) {
	var f *Failed
	if errors.As(err, &f) {
		return f.Problem, true
	}
	return diag.Problem{}, false
}
