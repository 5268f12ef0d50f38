package server

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"bantin/generator/content"
	"bantin/generator/diag"

	"github.com/fsnotify/fsnotify"
)

// A change is what may have changed in the folder, once it is quiet again.
type change struct {
	suspects content.Suspects
	since    time.Time // of the first sign of it
	note     diag.Text // what an editor should know of how the folder is watched
}

// How long the folder must be quiet before it is read: shortly after a file or two,
// which is one that was saved; longer where there are more, which is a branch that
// was switched; and never longer than the last.
const (
	quietAfterFew  = 10 * time.Millisecond
	quietAfterMany = 150 * time.Millisecond
	few            = 8
	longest        = 2 * time.Second
)

// blind is said where the system refuses to watch another folder.
func blind() diag.Text {
	return diag.Sayf("not every folder can be watched; start again with --poll")
}

// parts are what of a site's folder a bulletin is made from.
var parts = []string{content.ConfigFile, content.Folder, "layouts", "static"}

// watch follows the folder with this absolute path until ctx ends, by events or else
// by looking at it at intervals. It is watched from before watch returns.
func watch(ctx context.Context, dir string, poll bool) (changes <-chan change, note diag.Text) {
	if poll {
		return pollFolder(ctx, dir), diag.Text{}
	}
	w := &watcher{dir: dir, watched: map[string]fs.FileInfo{}}
	var err error
	if w.Watcher, err = fsnotify.NewWatcher(); err == nil {
		err = w.all()
	}
	if err != nil {
		if w.Watcher != nil {
			w.Close()
		}
		if !errors.Is(err, fs.ErrNotExist) { // or else it has moved
			note = diag.Sayf("the system gives no events for this folder, so it is looked at at intervals")
		}
		return pollFolder(ctx, dir), note
	}
	out := make(chan change)
	go func() {
		defer w.Close()
		w.follow(ctx, w.Events, w.Errors, out)
	}()
	return out, diag.Text{}
}

// A watcher is the folders that events come from.
type watcher struct {
	*fsnotify.Watcher
	dir     string
	watched map[string]fs.FileInfo // by absolute path
}

// all watches every folder of the site's that counts.
func (w *watcher) all() error {
	if err := w.Add(w.dir); err != nil {
		return err
	}
	for _, part := range parts {
		if err := w.tree(filepath.Join(w.dir, part)); err != nil {
			return err
		}
	}
	return nil
}

// tree watches a folder and those in it. One that goes away meanwhile is none to
// watch.
func (w *watcher) tree(name string) error {
	return filepath.WalkDir(name, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			if e != nil && e.IsDir() {
				return fs.SkipDir // check says that it cannot be read
			}
			return nil
		}
		if !e.IsDir() {
			return nil
		}
		if litter(e.Name()) {
			return fs.SkipDir
		}
		return w.folder(name)
	})
}

// folder watches one folder. It may be watched under a name that it had before, of
// whose end no event has come yet: that watch ends first. The system has one watch for
// a folder, and fsnotify loses it, and may panic, where it is asked for it by two names.
func (w *watcher) folder(name string) error {
	info, err := os.Lstat(name)
	if err != nil {
		return nil // it has gone
	}
	if w.watched[name] == nil || !os.SameFile(info, w.watched[name]) {
		for other, was := range w.watched {
			if os.SameFile(info, was) {
				w.Remove(other) // it may have gone by itself
				delete(w.watched, other)
			}
		}
	}
	if err := w.Add(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	w.watched[name] = info
	return nil
}

// forget ends the watch of a folder that has gone, and of those in it: one that
// was moved would go on to send events under its old name.
func (w *watcher) forget(name string) {
	for _, f := range slices.Collect(maps.Keys(w.watched)) {
		if f == name || strings.HasPrefix(f, name+string(filepath.Separator)) {
			w.Remove(f) // it may have gone by itself
			delete(w.watched, f)
		}
	}
}

// heed watches a folder that has come, and no more one that has gone.
func (w *watcher) heed(e fsnotify.Event, found *pending) {
	if (e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)) && w.watched[e.Name] != nil {
		w.forget(e.Name)
	}
	if !e.Has(fsnotify.Create) {
		return
	}
	if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
		if err := w.tree(e.Name); err != nil {
			found.note = blind()
		}
	}
}

// follow gathers events until the folder is quiet, and hands them on; out is closed
// at the end.
func (w *watcher) follow(ctx context.Context, events <-chan fsnotify.Event, errs <-chan error, out chan<- change) {
	defer close(out)
	var (
		lost  = overflows(ctx, errs)
		found pending
		quiet = time.NewTimer(time.Hour)
		ready chan<- change
		batch change
	)
	defer quiet.Stop()
	take := func(name string) {
		found.add(name)
		ready = nil
		quiet.Reset(found.patience())
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				return
			}
			name, ok := w.relative(e.Name)
			if !ok {
				continue
			}
			w.heed(e, &found)
			take(name)
		case <-lost:
			// A folder may be watched under a name that it has no more.
			w.forget(w.dir)
			if err := w.all(); err != nil {
				found.note = blind()
			}
			take(".")
		case <-quiet.C:
			if !found.since.IsZero() {
				batch, ready = found.change(), out
			}
		case ready <- batch:
			found, ready = pending{}, nil
		}
	}
}

// overflows tells of events that were lost. It takes every error at once, whatever
// else is going on: fsnotify holds its lock while it waits for that, and so neither
// adds nor removes a folder meanwhile.
func overflows(ctx context.Context, errs <-chan error) <-chan struct{} {
	lost := make(chan struct{}, 1)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case err, ok := <-errs:
				if !ok {
					return
				}
				if errors.Is(err, fsnotify.ErrEventOverflow) {
					select {
					case lost <- struct{}{}:
					default: // it is to be told of already
					}
				}
			}
		}
	}()
	return lost
}

// relative is an event's path from the site's folder, with slashes, if it is of
// something that counts.
func (w *watcher) relative(name string) (string, bool) {
	rel, err := filepath.Rel(w.dir, name)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	elements := strings.Split(rel, "/")
	if !slices.Contains(parts, elements[0]) || slices.ContainsFunc(elements, litter) {
		return "", false
	}
	return rel, true
}

// litter is what editors' programs write beside the file that they save.
func litter(base string) bool {
	ext := strings.ToLower(path.Ext(base))
	return strings.HasPrefix(base, ".") && base != "." || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~") ||
		base == "4913" || ext == ".swp" || ext == ".swx" || ext == ".swo" || ext == ".tmp" || ext == ".bak" || ext == ".crswap" ||
		strings.HasPrefix(base, "___jb_") || strings.HasPrefix(base, "~$") || base == "Thumbs.db" || base == "desktop.ini"
}

// pending are events that have not been handed on.
type pending struct {
	names map[string]bool
	since time.Time
	note  diag.Text
}

func (p *pending) add(name string) {
	if p.names == nil {
		p.names, p.since = map[string]bool{}, time.Now()
	}
	p.names[name] = true
}

// patience is how long to wait for more.
func (p *pending) patience() time.Duration {
	wait := quietAfterFew
	if len(p.names) > few {
		wait = quietAfterMany
	}
	return max(0, min(wait, longest-time.Since(p.since)))
}

func (p *pending) change() change {
	c := change{since: p.since, note: p.note}
	for _, name := range slices.Sorted(maps.Keys(p.names)) {
		if name == "." {
			c.suspects.All = true
		}
		c.suspects.Paths = append(c.suspects.Paths, name)
	}
	return c
}
