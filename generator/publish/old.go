package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"bantin/generator/diag"
)

// A survey is what a published folder holds, found by looking; no link is
// followed.
type survey struct {
	ours    []owned         // regular files that the manifest lists, in order
	foreign []entry         // all else but the manifest; a folder comes before what it holds
	folders [][]string      // all folders below the top, by depth
	above   map[string]bool // the folders that are above a file of ours
}

// ownFolders gives the folders below the top that are ours, each before those in it.
func (s *survey) ownFolders(yield func(name string) bool) {
	for _, level := range s.folders {
		for _, name := range level {
			if s.above[name] && !yield(name) {
				return
			}
		}
	}
}

// An owned is a file of ours, as far as the manifest and its name say.
type owned struct {
	name string // slash-separated
	// The new site has this very file; seen is its number alone. Otherwise its
	// bytes were read, and seen is what it was then.
	linked bool
	seen   look
}

// An entry is a file or a folder that is not ours.
type entry struct {
	name   string // slash-separated
	kind   fs.FileMode
	edited bool // ours, until somebody changed it
	late   bool // and that after the survey
}

// survey looks through a folder. A folder is ours that is above a file of ours:
// one that somebody else made stays, though it be empty. What skip, if not nil, says of
// a name at the top is not looked at.
func (o *ops) survey(root string, ours map[string]imprint, skip func(name string, e fs.DirEntry) bool) (survey, error) {
	s := survey{above: foldersOf(ours)}
	for level := []string{""}; len(level) > 0; {
		lists := make([][]fs.DirEntry, len(level))
		err := parallel(len(level), func(i int) (err error) {
			lists[i], err = o.readDir(within(root, level[i]))
			return err
		})
		if err != nil {
			return survey{}, err
		}
		var next []string
		for i, list := range lists {
			for _, e := range list {
				name := e.Name()
				switch {
				case level[i] != "":
					name = level[i] + "/" + name
				case skip != nil && skip(name, e):
					continue
				case name == manifestName:
					continue
				}
				switch {
				case e.IsDir():
					next = append(next, name)
					if !s.above[name] {
						s.foreign = append(s.foreign, entry{name: name, kind: fs.ModeDir})
					}
				case e.Type().IsRegular() && isIn(ours, name):
					s.ours = append(s.ours, owned{name: name})
				default:
					s.foreign = append(s.foreign, entry{name: name, kind: e.Type()})
				}
			}
		}
		if len(next) > 0 {
			s.folders = append(s.folders, next)
		}
		level = next
	}
	slices.SortFunc(s.ours, func(a, b owned) int { return strings.Compare(a.name, b.name) })
	return s, nil
}

func isIn[T any](m map[string]T, name string) bool {
	_, ok := m[name]
	return ok
}

// A collisionError names a file that is not ours, where one of ours would go.
type collisionError struct {
	name   string
	edited bool
}

func (e *collisionError) Error() string { return e.Said().String() }

// Said is the error as a sentence.
func (e *collisionError) Said() diag.Text {
	if e.edited {
		return diag.Sayf("%q is not as a build wrote it: somebody has changed it since; move it elsewhere, or choose another --out", e.name)
	}
	return diag.Sayf("%q is there already, and no build wrote it: remove it, or choose another --out", e.name)
}

// refuseCollision fails if a file of the new site would take the place of one
// that is not ours.
func (t *Tree) refuseCollision(s survey) error {
	if len(s.foreign) == 0 {
		return nil
	}
	folders := foldersOf(t.files)
	for _, e := range s.foreign {
		_, taken := t.files[e.name]
		if !e.kind.IsDir() && folders[e.name] {
			taken = true
		}
		parents(e.name, func(p string) bool {
			if _, ok := t.files[p]; ok {
				taken = true
			}
			return !taken
		})
		if taken {
			return &collisionError{e.name, e.edited}
		}
	}
	return nil
}

// foldersOf are the folders above files.
func foldersOf[T any](files map[string]T) map[string]bool {
	folders := map[string]bool{}
	for name := range files {
		parents(name, func(p string) bool {
			known := folders[p]
			folders[p] = true
			return !known
		})
	}
	return folders
}

// noteLinks tells of the symbolic links that lead out of the published folder: a server may
// follow them, and so may what copies the site to one.
func (t *Tree) noteLinks(s survey) {
	var out []string
	for _, e := range s.foreign {
		if e.kind&fs.ModeSymlink == 0 {
			continue
		}
		if target, err := t.ops.readlink(within(t.dir, e.name)); err == nil && t.leadsOut(e.name, target) {
			out = append(out, fmt.Sprintf("%q -> %q", e.name, target))
		}
	}
	if len(out) > 0 {
		slices.Sort(out)
		t.notes = append(t.notes, diag.Sayf("symbolic links in %s lead out of it: %s; whoever serves or copies the site may hand out what is there, so remove those that nobody needs", t.shown, shortened(out)))
	}
}

// leadsOut reports whether a link in dir leads out of it. Of one that leads to nothing
// the names are what there is to go by.
func (t *Tree) leadsOut(name, target string) bool {
	root, errRoot := t.ops.evalSymlinks(t.dir)
	at, errAt := t.ops.evalSymlinks(within(t.dir, name))
	if errRoot == nil && errAt == nil {
		rel, err := filepath.Rel(root, at)
		return err != nil || !filepath.IsLocal(rel)
	}
	return filepath.IsAbs(target) || !filepath.IsLocal(filepath.Join(filepath.FromSlash(parent(name)), target))
}

// carry puts what is not ours into the new tree as well: files as links, so that
// they are in the old tree until it goes and in the new one before it comes,
// and a program that is writing to one writes to both. It sets inPlace where something
// cannot be in both, and is safe only where it is.
func (t *Tree) carry(s survey) error {
	type folder struct {
		path string
		info fs.FileInfo
	}
	var made []folder
	for _, e := range s.foreign {
		from := within(t.dir, e.name)
		to := within(t.tree, e.name)
		err := t.folder(t.tree, t.dirs, parent(e.name))
		if err != nil {
			return err
		}
		switch e.kind.Type() {
		case fs.ModeDir:
			var info fs.FileInfo
			if info, err = t.ops.lstat(from); err != nil {
				break
			}
			if info.Mode().Perm()&0o300 != 0o300 {
				t.inPlace = diag.Failf("carry %s over: the folder is read-only", e.name)
				return nil
			}
			if err = t.folder(t.tree, t.dirs, e.name); err == nil {
				made = append(made, folder{to, info})
			}
		case fs.ModeSymlink:
			var target string
			if target, err = t.ops.readlink(from); err == nil {
				err = t.ops.symlink(target, to)
			}
		default:
			err = t.ops.link(from, to)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist): // removed since the survey
		case errors.Is(err, fs.ErrExist): // another name to us, the same to the file system
			return &collisionError{name: e.name}
		case isOneOf(err, cannotLink):
			t.inPlace = diag.Failf("carry %s over: %w", e.name, err)
			return nil
		case err != nil:
			return diag.Failf("carry %s over: %w", e.name, err)
		}
	}
	for _, f := range slices.Backward(made) {
		if t.modes {
			if err := t.ops.chmod(f.path, f.info.Mode()); err != nil {
				return err
			}
		}
		if err := t.ops.chtimes(f.path, f.info.ModTime()); err != nil {
			return err
		}
	}
	return nil
}

// cannotLink are the errors that say that a file cannot have a second name, or not in
// the new tree.
var cannotLink = []error{
	errors.ErrUnsupported, // ENOSYS, ENOTSUP
	fs.ErrPermission,      // the file is another's, or the file system has no links
	syscall.EXDEV,         // a mount within the folder
	syscall.EMLINK,        // it has as many as it can have
	syscall.EROFS,
}

// sweep removes the old tree that m lists and s describes, now that live holds the new one.
// Our files go; a file that is not ours goes only where live has it too. What
// was put into the old tree since the survey is moved to live; kept are the names of what
// cannot be, which stay. The manifest goes last, so that a sweep that is killed can be
// taken up again.
//
// If stale, the exchange was some time ago, and where the two differ it is live
// that somebody has changed since.
func (t *Tree) sweep(m *manifest, old, live string, s survey, stale bool) (kept []string, err error) {
	o := &t.ops
	late, err := t.sweepOurs(m, old, s.ours)
	if err != nil {
		return nil, err
	}
	keeps := map[string]bool{}
	for _, e := range slices.Concat(s.foreign, late) {
		if err := t.giveBack(old, live, e, stale, keeps); err != nil {
			return nil, err
		}
	}
	// What fails here has something in it that has come in since.
	_ = o.sweepFolders(old, s)
	rest, err := o.survey(old, nil, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range rest.foreign {
		if keeps[e.name] {
			continue
		}
		e.edited, e.late = !stale, !stale
		if err := t.giveBack(old, live, e, stale, keeps); err != nil {
			return nil, err
		}
	}
	err = o.sweepFolders(old, rest)
	if err != nil && len(keeps) == 0 {
		return nil, err
	}
	if err := o.insist(o.removed, filepath.Join(old, manifestName)); err != nil {
		return nil, err
	}
	if len(keeps) > 0 {
		return slices.Sorted(maps.Keys(keeps)), nil
	}
	return nil, o.insist(o.emptied, old)
}

// sweepOurs removes our files from the old tree. Late are those that are not ours any more.
func (t *Tree) sweepOurs(m *manifest, old string, ours []owned) (late []entry, err error) {
	changed := make([]bool, len(ours))
	err = parallel(len(ours), func(i int) (err error) {
		if changed[i], err = t.isChanged(m, old, ours[i]); err != nil || changed[i] {
			return err
		}
		return t.ops.insist(t.ops.removed, within(old, ours[i].name))
	})
	for i, f := range ours {
		if changed[i] {
			late = append(late, entry{name: f.name, edited: true, late: true})
		}
	}
	return late, err
}

// isChanged reports whether a file of ours has become somebody else's since it was seen:
// one that does not look as it did is read once more. One that is gone is not changed.
func (t *Tree) isChanged(m *manifest, root string, f owned) (bool, error) {
	name := within(root, f.name)
	is, err := t.ops.look(name)
	var sum imprint
	if err == nil && (is.inode != f.seen.inode || !f.linked && is != f.seen) {
		if !is.regular {
			return true, nil
		}
		if _, sum, err = t.imprintAt(name); err == nil {
			return !m.has(f.name, sum), nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return false, err
}

// sweepFolders removes the folders of a survey, the deepest first.
func (o *ops) sweepFolders(root string, s survey) error {
	var first error
	for _, level := range slices.Backward(s.folders) {
		err := parallel(len(level), func(i int) error {
			return o.insist(o.emptied, within(root, level[i]))
		})
		if first == nil {
			first = err
		}
	}
	return first
}

// removed removes a file, or finds it gone.
func (o *ops) removed(name string) error {
	if err := o.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// emptied removes an empty folder, or finds it gone.
func (o *ops) emptied(name string) error {
	if err := o.rmdir(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// giveBack removes from old a file that is not ours, once live has it. It adds to keeps
// one that cannot be in live.
func (t *Tree) giveBack(old, live string, e entry, stale bool, keeps map[string]bool) error {
	if e.kind.IsDir() {
		return nil
	}
	o := &t.ops
	from := within(old, e.name)
	to := within(live, e.name)
	a, err := o.lstat(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	fits, err := o.foldersFor(live, e.name)
	if err != nil {
		return err
	}
	if !fits {
		keeps[e.name] = true
		return nil
	}
	b, err := o.lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := o.mkdirAll(filepath.Dir(to), dirMode); err != nil {
			return err
		}
		return o.insist(func(from string) error { return o.rename(from, to) }, from)
	case err != nil:
		return err
	case os.SameFile(a, b):
		return o.insist(o.removed, from)
	case b.IsDir() || e.late || stale && (e.edited || isIn(t.old.files, e.name)): // a page of the new site is there
		keeps[e.name] = true
		return nil
	case stale:
		return o.insist(o.removed, from)
	case a.Mode()&b.Mode()&fs.ModeSymlink != 0:
		x, errX := o.readlink(from)
		y, errY := o.readlink(to)
		if err := errors.Join(errX, errY); err != nil {
			return err
		}
		if x == y {
			return o.insist(o.removed, from)
		}
	}
	// Replaced in the old tree after it was carried over: that is the newer one.
	return o.insist(func(from string) error { return o.rename(from, to) }, from)
}

// foldersFor reports whether what is above a name in root is folders, as far as it is
// there: nothing is put where a link leads.
func (o *ops) foldersFor(root, name string) (fits bool, err error) {
	fits = true
	parents(name, func(p string) bool {
		var info fs.FileInfo
		if info, err = o.lstat(within(root, p)); err == nil {
			fits = fits && info.IsDir()
		} else if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			err = nil // what is above it says more
		}
		return err == nil
	})
	return fits, err
}

// parallel calls do with 0 to n-1 on a few goroutines, and gives the error of
// the lowest number. All numbers are tried.
func parallel(n int, do func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), 8, n/64+1)
	var next atomic.Int64
	var mu sync.Mutex
	var first error
	at := n
	run := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			if err := do(i); err != nil {
				mu.Lock()
				if i < at {
					at, first = i, err
				}
				mu.Unlock()
			}
		}
	}
	var wg sync.WaitGroup
	for range workers - 1 {
		wg.Go(run)
	}
	run()
	wg.Wait()
	return first
}
