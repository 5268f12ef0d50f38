// Package render makes what is published: the pages, the feeds, the calendars,
// the sitemap, the open data and the files of the search index.
//
// It takes a Site and the layouts and gives the bytes of one route at a time, so
// that a build may ask for all of them on every core and a preview for one. It
// writes no file, reads none but the pictures, which no Site holds, reads no clock
// and decides nothing about the bulletin: what a page lists, the Site has sorted.
//
// Layouts are parsed once. Each language has its own copy in which t, n, date
// and the other functions speak that language. What many pages share (the
// header, the footer, an article's card) is rendered once for each language and
// reused as finished HTML.
//
// It is the one home of html/template.
package render

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/search"
	"bantin/generator/site"
)

// A Renderer makes the routes of one Site. Any number of goroutines may use it.
type Renderer struct {
	site      *site.Site
	folder    fs.FS // the site's folder, for pictures
	languages []*language
	number    map[*site.Article]int // an article's index in site.Articles
	style     string
	icon      string
	index     *search.Index
	buffers   sync.Pool
}

// language is what the pages of a language share.
type language struct {
	*locale.Locale
	index   int
	layouts fs.FS // for the place of what breaks
	layout  *template.Template
	quicks  map[string]*quick        // of the layouts that many pages use
	navs    map[string]template.HTML // the header, by the section that is open
	footer  template.HTML
	banner  template.HTML
	trails  map[*site.Committee]template.HTML // the breadcrumb down to a committee
	names   map[*site.Committee]template.HTML // a link to it
	feeds   map[*site.Committee][]Feed        // nil stands for the bulletin
	crumbs  map[*site.Committee][]Link
	meets   map[*site.Congress]template.HTML // a link to it, by its number
	terms   map[*site.Term]template.HTML
	kinds   map[string]string // of documents, in words
	// both and alone are what a link to both languages, or to one, says, by the
	// language that stands beside the page's, or that it is.
	both, alone []string
	// organisations and publisher are their nodes of linked data.
	organisations map[*site.Committee]object
	publisher     object
	openSearch    string                   // the address of its description
	pieces        []atomic.Pointer[pieces] // by article
}

// New parses the layouts. folder is the site's folder. A layout that cannot be
// used is a problem of its author's, in the list.
func New(s *site.Site, layouts, folder fs.FS) (*Renderer, diag.List) {
	r := &Renderer{site: s, folder: folder, number: make(map[*site.Article]int, len(s.Articles)), index: search.New(s)}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	for i, a := range s.Articles {
		r.number[a] = i
	}
	r.style, r.icon = r.asset("style.css"), r.asset("icon.svg")
	parsed, problems := parseLayouts(layouts)
	if len(problems) > 0 {
		return nil, problems
	}
	for i, l := range s.Languages {
		own, wrong := speak(layouts, parsed, l, map[string]string{
			"tag":         l.Tag,
			"bulletin":    s.Config.Title[l.Tag],
			"description": s.Config.Description[l.Tag],
			"stylesheet":  r.style,
			"icon":        r.icon,
		})
		problems = append(problems, wrong...)
		r.languages = append(r.languages, &language{
			Locale: l, index: i, layouts: layouts, layout: own,
			trails: map[*site.Committee]template.HTML{},
			names:  map[*site.Committee]template.HTML{},
			crumbs: map[*site.Committee][]Link{},
			meets:  map[*site.Congress]template.HTML{},
			terms:  map[*site.Term]template.HTML{},
			kinds:  map[string]string{},

			organisations: map[*site.Committee]object{},
			pieces:        make([]atomic.Pointer[pieces], len(s.Articles)),
		})
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	for _, l := range r.languages {
		l.quicken()
	}
	for _, l := range r.languages {
		if err := r.shared(l); err != nil {
			problem, ok := IsFailed(err)
			if !ok {
				problem = layoutProblem(layouts, err)
			}
			return nil, diag.List{problem}
		}
	}
	return r, nil
}

// Failed is a layout that broke while it was used.
type Failed struct{ Problem diag.Problem }

// Error is the problem's line.
func (f *Failed) Error() string { return f.Problem.String() }

// quicken readies the layouts that many pages use.
func (l *language) quicken() {
	l.quicks = map[string]*quick{}
	for name, sample := range map[string]any{
		"article": &Article{}, "archive": &Archive{}, "card": &Card{}, "line": &Card{}, "month": &Month{}, "year": &Year{},
		"committee": &Committee{}, "congress": &Congress{}, "term": &Term{}, "document": &Document{}, "bilingual": &Bilingual{},
	} {
		if q := quicken(l.layout, name, sample); q != nil {
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
	if q := l.quicks[name]; q != nil {
		start := w.Len()
		if v := reflect.ValueOf(data); v.Type() == q.kind && q.run(w, l, v) {
			return nil
		}
		w.Truncate(start)
	}
	if err := l.layout.ExecuteTemplate(w, name, data); err != nil {
		return &Failed{layoutProblem(l.layouts, err)}
	}
	return nil
}

// Render writes the bytes of a route to w. The error is a *Failed layout, or that
// a picture cannot be read; w then holds nothing of use.
func (r *Renderer) Render(w *bytes.Buffer, a *address.Address) error {
	k := a.Key
	switch k.Kind {
	case address.Media:
		data, err := content.ReadMedia(r.folder, r.site.Media[k.ID])
		w.Write(data)
		return err
	case address.Asset:
		for _, x := range r.site.Assets {
			if x.Name == k.ID {
				w.Write(x.Data)
			}
		}
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
	case address.SearchCards:
		w.Write(r.index.AppendCards(w.AvailableBuffer(), a.Lang, k.Year, k.Number))
	case address.Sitemap:
		r.sitemapIndex(w)
	case address.SitemapPages, address.SitemapYear:
		r.sitemap(w, k)
	case address.CommitteesData:
		r.committeesData(w)
	case address.ArticlesData:
		r.articlesData(w, k.Year)
	case address.Robots:
		w.WriteString("User-agent: *\nAllow: /\n\nSitemap: " + r.absolute("/sitemap.xml") + "\n")
	case address.Headers:
		w.WriteString(headers)
	case address.NoJekyll:
	case address.Root, address.NotFound:
		return r.neutral(w, k.Kind)
	case address.Alias:
		return r.alias(w, a)
	default:
		return r.page(w, a)
	}
	return nil
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
