// Package generator turns a folder of articles into a bulletin. It is the
// pipeline; each step is a package of its own, and this is the order in which
// data goes through them:
//
//	files ─ content.Load ─► Library ─ check.Run ─► problems
//	                           │
//	                           └ site.Build ─► Site ─ render ─► pages ─ publish ─► public/
//
// A Library is what the editors wrote, with the place of every value; it may be
// wrong. Its Book (package address) is every address that it calls for. check
// holds the two against the rules and gives problems. Only a Library without
// errors becomes a Site, which is what the bulletin means: linked, sorted and
// never changed again. render makes one address at a time from the Site alone,
// and publish takes each as it is ready, so the whole site is never in memory.
//
// A Preview goes the same way each time that a file is saved, but that publish is
// not in it: package server asks for one address. What has changed is read again; an
// edit that only tells the same in other words (content.Library.Retold) has what the
// Book, the problems and the Site were before, with the new words in it.
//
// Three kinds of failure are never mixed. An author's mistake is a diag.Problem,
// with its place. What the machine does wrong is an error. What this program
// does wrong is a panic.
//
// Below the pipeline stand packages that know nothing of it: diag (places and
// problems), message (what is said, in the editor's language), calendar (days, terms),
// vietnamese (letters, order, numerals), locale (a language of the interface), markdown
// (the one home of goldmark), images, and minify (scripts and styles, made smaller).
// Beside it stand search, which makes the files of its index from the Site, and darkroom,
// which makes the sizes of pictures and keeps them between builds (a page names a
// picture's files without asking for them, so no page waits for one); and those that
// serve editors: schema (the keys, told to other programs), starter (a new bulletin),
// draft (a new article), status (what is to be translated) and importer (a page of a
// portal, made into an article). Above it is command, the command line. Imports run one
// way: generator's own test holds them to it.
//
// No part of the program are corpus (made-up bulletins), bench (what a build takes),
// browser (the pages, looked at in Chromium), release (the files that are handed out) and
// lack (what a test does without a program that it needs).
package generator

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
	"bantin/generator/darkroom"
	"bantin/generator/diag"
	"bantin/generator/publish"
	"bantin/generator/render"
	"bantin/generator/site"
)

// Options say what to build, and how. Dir and the two file systems are needed;
// the zero value of the rest is useful.
type Options struct {
	Dir     string // the site's folder
	Layouts fs.FS  // the generator's own layouts and static files, which files
	Static  fs.FS  // of the same name in Dir override
	// Out is where to publish, relative to Dir. "" means public, which must then be in
	// Dir: a link that leads out of it may have come with the site's files, and is
	// followed only where it is named.
	Out     string
	BaseURL string // instead of that of config.yaml
	Drafts  bool
	Strict  bool      // warnings are errors
	Now     time.Time // what day it is, for announcements
	// WithoutSearch leaves out the files of the search index, so that what they cost
	// can be measured; the search of what is published does not work.
	WithoutSearch bool
	// Stop, if not nil, ends a build that has not begun to change what is published, once it
	// is closed: Build then gives ErrStopped, and leaves nothing.
	Stop <-chan struct{}
	// Progress, if not nil, is told from time to time how many of a step's things
	// are done. It may be called from any goroutine.
	Progress func(step Step, done, all int)
}

// A Step is a part of a build that may take long.
type Step int

// The steps, in their order.
const (
	Pictures Step = iota // made, or found in the cache
	Pages                // and all else that is published
)

// Text names the step to a user.
func (s Step) Text() diag.Text {
	if s == Pictures {
		return diag.Sayf("pictures")
	}
	return diag.Sayf("pages")
}

// A Report says what a build did.
type Report struct {
	Articles int // how many were published
	Texts    int // in how many files
	publish.Report
}

// ErrStopped is what a build gives that was stopped before it published anything.
var ErrStopped = diag.Failf("stopped before anything was published")

// stopped is ErrStopped once the build is to stop.
func (o *Options) stopped() error {
	select {
	case <-o.Stop:
		return ErrStopped
	default:
		return nil
	}
}

// A Misuse is an error of whoever gave the options: a folder that is not there, or
// one that cannot be published in.
type Misuse struct{ Err error }

// Error is the error's text.
func (m *Misuse) Error() string { return m.Err.Error() }

// Unwrap is the error.
func (m *Misuse) Unwrap() error { return m.Err }

// Check reads a site's folder and gives every problem in it. The error is that
// the folder cannot be read at all.
func Check(opt Options) (diag.List, error) {
	defer boundHeap(roomFor)()
	w, err := open(opt)
	if err != nil {
		return nil, err
	}
	defer w.close()
	lib, book, problems := w.load()
	if errors, _ := problems.Count(); errors == 0 {
		_, _, broken := w.renderer(lib, book)
		problems = append(problems, broken...)
	}
	if err := w.folder.failed(); err != nil {
		return nil, err
	}
	return problems, nil
}

// Fix rewrites every author's file that reading mends, and gives their names.
func Fix(opt Options) ([]string, error) {
	w, err := open(opt)
	if err != nil {
		return nil, err
	}
	defer w.close()
	var names []string
	for _, f := range content.Fixes(w.root.FS()) {
		if err := replace(w.root, f.File, f.Data); err != nil {
			return names, err
		}
		names = append(names, f.File)
	}
	return names, nil
}

// replace writes a file anew beside the old one and then takes its place, so that
// it is whole at any moment.
func replace(root *os.Root, name string, data []byte) error {
	info, err := root.Stat(name)
	if err != nil {
		return err
	}
	temporary := name + ".bantin-fix"
	if err := root.WriteFile(temporary, data, info.Mode().Perm()); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	if err := root.Rename(temporary, name); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}

// Build makes a site's folder into a published bulletin. Where the list has an
// error, nothing was published and what was published before is as it was; so
// it is where the error is not nil.
func Build(opt Options) (Report, diag.List, error) {
	defer boundHeap(roomFor)()
	var report Report
	w, err := open(opt)
	if err != nil {
		return report, nil, err
	}
	defer w.close()
	out, err := w.out()
	if err != nil {
		return report, nil, err
	}
	lib, book, problems := w.load()
	if err := w.folder.failed(); err != nil {
		return report, nil, err
	}
	if errors, _ := problems.Count(); errors > 0 {
		return report, problems, nil
	}
	s, renderer, broken := w.renderer(lib, book)
	if err := w.folder.failed(); err != nil {
		return report, nil, err
	}
	if len(broken) > 0 {
		return report, append(problems, broken...), nil
	}
	tree, err := publish.Begin(out)
	if err != nil {
		return report, problems, err
	}
	w.room.Remember(w.memo)
	damaged, err := w.makePictures(lib, book, tree)
	if err == nil && len(damaged) > 0 {
		return report, append(problems, damaged...), tree.Abort()
	}
	if err == nil {
		all := book.All
		if opt.WithoutSearch {
			all = slices.DeleteFunc(slices.Clone(all), isIndex)
		}
		err = renderAll(renderer, all, tree, &opt)
	}
	if err != nil {
		aborted := tree.Abort()
		if p, ok := render.IsFailed(err); ok {
			return report, append(problems, p), aborted
		}
		return report, problems, errors.Join(err, aborted)
	}
	if err := opt.stopped(); err != nil {
		return report, problems, errors.Join(err, tree.Abort())
	}
	published, err := tree.Commit()
	if err != nil {
		return report, problems, errors.Join(err, tree.Abort())
	}
	report = Report{Articles: len(s.Articles), Texts: s.Texts(), Report: published}
	if note := w.room.Note(); !note.IsZero() {
		report.Notes = append(report.Notes, note)
	}
	return report, problems, nil
}

// today is the day in the site's zone.
func today(now time.Time, zone *time.Location) calendar.Date {
	d := calendar.Moment(now.In(zone))
	return calendar.Day(d.Year, d.Month, d.Day)
}

// makePictures makes every size of every picture and hands each to the tree. The
// list has the pictures that turned out to be damaged.
func (w *workplace) makePictures(lib *content.Library, book *address.Book, tree *publish.Tree) (diag.List, error) {
	files := map[string][]*address.Address{} // the sizes of each picture that are made
	for i := range book.All {
		if a := &book.All[i]; isMade(a) {
			files[a.Key.ID] = append(files[a.Key.ID], a)
		}
	}
	if len(files) == 0 {
		return nil, nil
	}
	names := slices.Sorted(maps.Keys(files))
	pictures := make([]*content.Media, len(names))
	for i, name := range names {
		pictures[i] = lib.Media[name]
	}
	var progress func(done, all int)
	if w.opt.Progress != nil {
		progress = func(done, all int) { w.opt.Progress(Pictures, done, all) }
	}
	problems, err := w.room.Each(pictures, func(i int, made [][]byte) error {
		if err := w.opt.stopped(); err != nil {
			return err
		}
		for _, a := range files[names[i]] {
			if err := tree.Write(a.File(), made[a.Key.Number-1]); err != nil {
				return err
			}
		}
		return nil
	}, progress)
	if err == nil && len(problems) == 0 {
		w.room.Tidy(pictures)
	}
	return problems, err
}

// isMade reports whether an address is that of a picture that has to be made.
func isMade(a *address.Address) bool { return a.Key.Kind == address.Media && a.Key.Number > 0 }

// isIndex reports whether an address is that of a file of the search index. The
// index is made when the first of them is asked for.
func isIndex(a address.Address) bool {
	return slices.Contains([]address.Kind{address.SearchHead, address.SearchWords, address.SearchRow, address.SearchFresh, address.SearchCards}, a.Key.Kind)
}

// renderAll renders every address on all cores, but for the pictures that are made,
// and hands each to the tree. It stops at the first error.
func renderAll(r *render.Renderer, all []address.Address, tree *publish.Tree, opt *Options) error {
	var (
		next, done atomic.Int64
		failed     atomic.Pointer[error]
		wg         sync.WaitGroup
	)
	if slices.ContainsFunc(all, func(a address.Address) bool { return a.Key.Kind == address.SearchHead }) {
		wg.Go(r.Prepare)
	}
	const step = 16 // neighbours share folders and cards
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var page bytes.Buffer
			for failed.Load() == nil {
				from := int(next.Add(step)) - step
				if from >= len(all) {
					return
				}
				if err := opt.stopped(); err != nil {
					failed.CompareAndSwap(nil, &err)
					return
				}
				for i := from; i < min(from+step, len(all)); i++ {
					if isMade(&all[i]) {
						continue
					}
					page.Reset()
					err := r.Send(&page, &all[i], func(data []byte) error { return tree.Write(all[i].File(), data) })
					if err != nil {
						failed.CompareAndSwap(nil, &err)
						return
					}
				}
				if n := int(done.Add(step)); opt.Progress != nil {
					opt.Progress(Pages, min(n, len(all)), len(all))
				}
			}
		})
	}
	wg.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

// workplace is a site's folder with what it is built with.
type workplace struct {
	opt     Options
	root    *os.Root
	folder  *rooted // root as a file system
	room    *darkroom.Room
	memo    *content.Memo // of what an earlier build found out
	layouts fs.FS
	static  fs.FS
	parsed  *render.Layouts // once load has been
}

func open(opt Options) (*workplace, error) {
	root, err := openRoot(opt.Dir)
	if err != nil {
		return nil, err
	}
	w := &workplace{opt: opt, root: root, folder: &rooted{root: root, all: root.FS()}}
	w.room = darkroom.New(root, w.folder)
	w.memo = w.room.Recall()
	w.layouts = overlay{w.folder, "layouts", opt.Layouts}
	w.static = overlay{w.folder, "static", opt.Static}
	return w, nil
}

// openRoot opens a site's folder, which nothing that is read or written may lead
// out of.
func openRoot(dir string) (*os.Root, error) {
	if dir == "" {
		return nil, &Misuse{diag.Failf("open the site's folder: its name is empty")}
	}
	// To open something else than a folder may take for ever.
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, &Misuse{diag.Failf("open the site's folder: %s is not a folder", dir)}
	}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Misuse{diag.Failf("open the site's folder: there is no folder %s", dir)}
	} else if err != nil {
		return nil, diag.Failf("open the site's folder: %w", err)
	}
	return root, nil
}

// load is the part of the pipeline that check and build share. The layouts wait for
// nobody, and nobody for them.
func (w *workplace) load() (*content.Library, *address.Book, diag.List) {
	var layouts sync.WaitGroup
	layouts.Go(func() { w.parsed = render.Parse(w.layouts) })
	lib := content.Load(w.folder, w.layouts, w.static, w.memo)
	book := address.NewBook(lib, w.opt.Drafts)
	problems := check.Run(lib, book)
	layouts.Wait()
	problems = withUnused(problems, w.parsed)
	if w.opt.Strict {
		problems.Strict()
	}
	return lib, book, problems
}

// withUnused adds the layouts that nothing uses to a list of problems.
func withUnused(problems diag.List, layouts *render.Layouts) diag.List {
	if len(layouts.Unused) == 0 {
		return problems
	}
	out := slices.Concat(problems, layouts.Unused)
	out.Sort()
	return out
}

// renderer makes the Site of a Library without errors, and what renders it. The
// list has the layouts that cannot be used.
func (w *workplace) renderer(lib *content.Library, book *address.Book) (*site.Site, *render.Renderer, diag.List) {
	s := site.Build(lib, book, site.Options{
		BaseURL: w.opt.BaseURL, Drafts: w.opt.Drafts,
		Today: today(w.opt.Now, lib.Config.TimeZone),
	})
	r, broken := render.New(s, w.parsed, w.folder, w.room)
	return s, r, broken
}

// out is the folder to publish in. A folder that has the site's own files in it
// is refused: what is published there could never be told from them. So is a folder
// that nobody has named and that is not the site's.
func (w *workplace) out() (string, error) {
	name := w.opt.Out
	if name == "" {
		name = "public"
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(w.opt.Dir, name)
	}
	// What links lead to is what counts, and on some file systems capitals do not.
	out, err := really(name)
	if err != nil {
		return "", diag.Failf("publish in %s: %w; choose another --out", name, err)
	}
	dir, err := really(w.opt.Dir)
	if err != nil {
		return "", err
	}
	// Here capitals count: who names nothing gets no folder that is nearly the site's.
	if w.opt.Out == "" && !isWithin(dir, out) {
		return "", &Misuse{diag.Failf("publish in %s: it is a symbolic link that leads out of the site, to %s; remove the link, or name the folder with --out if it is meant", name, out)}
	}
	inside := func(folder, name string) bool { return isWithin(strings.ToLower(folder), strings.ToLower(name)) }
	if inside(out, dir) {
		return "", &Misuse{diag.Failf("publish in %s: the site's own files are there; choose a folder of its own with --out", name)}
	}
	if inside(filepath.Join(dir, darkroom.CacheFolder), out) {
		return "", &Misuse{diag.Failf("publish in %s: a build keeps its pictures in %s; choose another folder with --out", name, darkroom.CacheFolder)}
	}
	for _, own := range []string{"content", "layouts", "static", "generator", ".git"} {
		if inside(filepath.Join(dir, own), out) {
			return "", &Misuse{diag.Failf("publish in %s: that is in %s, which the site is made from; choose another folder with --out", name, own)}
		}
	}
	return out, nil
}

// isWithin reports whether a path is a folder or leads below it. Both are absolute,
// without links.
func isWithin(folder, name string) bool {
	rel, err := filepath.Rel(folder, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// really is where a path leads, links followed, as far as it is there.
func really(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		there, err := filepath.EvalSymlinks(name)
		if err == nil {
			return filepath.Join(there, rest), nil
		}
		parent := filepath.Dir(name)
		if !errors.Is(err, fs.ErrNotExist) || parent == name {
			return "", err
		}
		name, rest = parent, filepath.Join(filepath.Base(name), rest)
	}
}

func (w *workplace) close() {
	w.room.Close()
	w.folder.close()
	w.root.Close()
}
