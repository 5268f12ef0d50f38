package generator

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/render"
	"bantin/generator/site"
)

// A Preview is a site's folder that is read again and again while editors work in
// it, of which only the pages are rendered that somebody asks for. One goroutine may
// use it at a time; any number may use the Editions that it gives.
type Preview struct {
	Dir string // the absolute path of the site's folder

	opt     Options
	w       *workplace // nil where the folder cannot be opened
	shelf   content.Shelf
	lib     *content.Library  // as it was read last
	layouts [sha256.Size]byte // of all layouts, as they were then
	parsed  *render.Layouts   // the same, parsed
	day     calendar.Date     // that it was then
	good    good

	renderer *render.Renderer // with the layouts as they are; nil where they are broken
	// former renders as the layouts were before they last changed; nil before that.
	former *render.Renderer
}

// good is the last bulletin without errors.
type good struct {
	lib      *content.Library
	day      calendar.Date
	book     *address.Book
	problems diag.List // warnings
	site     *site.Site
}

// OpenPreview opens a site's folder. Nothing is read before the first Update.
func OpenPreview(opt Options) (*Preview, error) {
	w, err := open(opt)
	if err != nil {
		return nil, err
	}
	w.folder.fresh = true
	// The working folder may be among what goes.
	if dir, err := filepath.Abs(opt.Dir); err == nil {
		opt.Dir = dir
	}
	return &Preview{Dir: opt.Dir, opt: opt, w: w}, nil
}

// Close closes the folder. What Editions have yet to read of it cannot be read any
// more.
func (p *Preview) Close() {
	if p.w != nil {
		p.w.close()
		p.w = nil
	}
}

// Moved reports whether what stands at the path of the site's folder is no more what
// was opened: it was removed, or another folder has come into its place. No two can
// be taken for one, since the one that was opened is held open.
func (p *Preview) Moved() bool {
	if p.w == nil {
		return true
	}
	opened, err := p.w.root.Stat(".")
	if err != nil {
		return true
	}
	there, err := os.Stat(p.Dir)
	return err != nil || !os.SameFile(opened, there)
}

// Reopen opens what stands now at the path of the site's folder, of which nothing is
// known before the next Update, and closes what was open. The list is not empty where
// there is no folder; then there can be no Update.
func (p *Preview) Reopen() diag.List {
	p.Close()
	now, err := OpenPreview(p.opt)
	if err != nil {
		var problems diag.List
		problems.Errorf(diag.Pos{File: content.ConfigFile}, "file-missing", "the site's folder is not there, or cannot be opened").
			Hintf("put it back; it is then shown again by itself")
		return problems
	}
	*p = *now
	return nil
}

// Past reports whether the day of the last Update is over, in the site's time zone.
func (p *Preview) Past(now time.Time) bool {
	return p.lib != nil && today(now, p.lib.Config.TimeZone) != p.day
}

// An Edition is the bulletin as it was at one moment, without errors. It never
// changes, but for pictures, which are read when they are asked for.
type Edition struct {
	Articles int // how many are published
	Texts    int // in how many files

	site     *site.Site
	renderer *render.Renderer
	former   func() *render.Renderer // with the layouts before these; nil where it cannot be
}

// Update reads what may have changed and gives every problem, as Check does. The
// Edition is nil where one of them is an error. again is true where nothing has
// changed since the last time; there is nothing else then.
func (p *Preview) Update(now time.Time, suspects content.Suspects) (edition *Edition, problems diag.List, again bool) {
	// Folders are opened once for each reading: what stands at a path may be
	// another folder the next time.
	folder := &rooted{root: p.w.root, all: p.w.folder.all}
	defer folder.close()
	layouts, static := overlay{folder, "layouts", p.w.opt.Layouts}, overlay{folder, "static", p.w.opt.Static}
	lib := p.shelf.Load(folder, layouts, static, p.w.memo, suspects)
	sum := p.layouts
	if suspects.All || p.lib == nil || slices.ContainsFunc(suspects.Paths, func(s string) bool { return s == "." || s == "layouts" || strings.HasPrefix(s, "layouts/") }) {
		sum = sumOfLayouts(layouts)
	}
	p.day = today(now, lib.Config.TimeZone)
	if lib == p.lib && sum == p.layouts && (p.good.lib != lib || p.day == p.good.day) {
		return nil, nil, true
	}
	if sum != p.layouts && p.renderer != nil {
		p.former, p.renderer = p.renderer, nil
	}
	if sum != p.layouts || p.renderer == nil {
		p.parsed = render.Parse(p.w.layouts)
	}
	p.lib, p.layouts = lib, sum

	// What only tells the same in other words is not thought out anew. Nearly every
	// edit is of that kind.
	made := good{lib: lib, day: p.day}
	changed, retold := lib.Retold(p.good.lib)
	if retold = retold && p.day == p.good.day; retold {
		made.book, retold = p.good.book.Retold(lib, changed)
	}
	if retold {
		made.problems = check.Retold(p.good.problems, lib, changed, made.book)
	} else {
		made.book = address.NewBook(lib, p.w.opt.Drafts)
		made.problems = check.Run(lib, made.book)
	}
	shown := withUnused(made.problems, p.parsed)
	if p.w.opt.Strict {
		shown = slices.Clone(shown)
		shown.Strict()
	}
	if errors, _ := shown.Count(); errors > 0 {
		return nil, shown, false
	}
	opt := site.Options{BaseURL: p.w.opt.BaseURL, Drafts: p.w.opt.Drafts, Today: p.day}
	if retold {
		made.site = p.good.site.Retold(lib, changed, made.book, opt)
	} else {
		made.site = site.Build(lib, made.book, opt)
	}
	renderer, broken := p.render(made.site)
	if len(broken) > 0 {
		shown = slices.Concat(shown, broken)
		shown.Sort()
		return nil, shown, false
	}
	p.good, p.renderer = made, renderer
	edition = &Edition{Articles: len(made.site.Articles), Texts: made.site.Texts(), site: made.site, renderer: renderer, former: func() *render.Renderer { return nil }}
	if former := p.former; former != nil {
		edition.former = sync.OnceValue(func() *render.Renderer {
			r, _, _ := former.With(made.site)
			return r
		})
	}
	return edition, shown, false
}

// render makes what renders a Site, with the layouts as they were parsed the last
// time if they are still the same.
func (p *Preview) render(s *site.Site) (*render.Renderer, diag.List) {
	if p.renderer != nil {
		if r, broken, ok := p.renderer.With(s); ok {
			return r, broken
		}
	}
	return render.New(s, p.parsed, p.w.folder, p.w.room)
}

// sumOfLayouts is a digest of all layouts, and of the names of what else is there.
func sumOfLayouts(layouts fs.FS) [sha256.Size]byte {
	h := sha256.New()
	entries, _ := fs.ReadDir(layouts, ".") // what cannot be read is told of when it is parsed
	for _, e := range entries {
		h.Write([]byte(e.Name() + "\x00"))
		if path.Ext(e.Name()) != ".html" {
			continue
		}
		one := sha256.New()
		if f, err := layouts.Open(e.Name()); err == nil {
			io.Copy(one, f)
			f.Close()
		}
		h.Write(one.Sum(nil))
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Lookup finds what stands at a path.
func (e *Edition) Lookup(path string) (*address.Address, bool) { return e.site.Book.Lookup(path) }

// Languages are the tags of the languages, in their order.
func (e *Edition) Languages() []string { return e.site.Config.Languages }

// Styles are the published addresses of the style sheets, by their names in static/.
func (e *Edition) Styles() map[string]string {
	out := map[string]string{}
	for _, a := range e.site.Assets {
		if shown, ok := e.site.Book.Shown("static/" + a.Name); ok && strings.HasSuffix(a.Name, ".css") {
			out[a.Name] = shown
		}
	}
	return out
}

// Render writes what stands at an address to w. Where a layout breaks while it is
// used, the problem says so, and w has what the layouts made of the page before they
// last changed, or nothing. The error is that a picture cannot be read.
func (e *Edition) Render(w *bytes.Buffer, a *address.Address) (problem *diag.Problem, err error) {
	err = e.renderer.Render(w, a)
	broken, failed := render.IsFailed(err)
	if !failed {
		return nil, err
	}
	w.Reset()
	if former := e.former(); former == nil || former.Render(w, a) != nil {
		w.Reset()
	}
	return &broken, nil
}
