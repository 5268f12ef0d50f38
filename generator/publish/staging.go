package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"bantin/generator/diag"
)

// The parts of a staging folder.
const (
	innerPrefix = ownPrefix + "staging-" // the folder's name, where it is inside the published one
	markerName  = ownPrefix + "staging"
	markerText  = "bantin staging 1\n"
	treeName    = "tree"
)

// errHeld is what tryLock gives where another process has the lock.
var errHeld = errors.New("locked by another process")

// A staging is a folder of one build under way. Whoever has the lock on its
// marker owns it. The zero staging is none.
type staging struct {
	path   string
	lock   handle // the marker, open and locked
	locked bool   // lock is open
}

func (s staging) marker() string { return filepath.Join(s.path, markerName) }
func (s staging) tree() string   { return filepath.Join(s.path, treeName) }

// enter makes the staging folder, and removes those of killed builds. Two
// builds of one folder each make their own before they look for the other's, so
// at least one of them sees the other; the lock on the folder above makes them
// come one after the other, so that just one is turned away.
func (t *Tree) enter() error {
	above := filepath.Dir(t.dir)
	leave, held := t.ops.lockFolder(above)
	defer leave()
	t.held = held
	if held {
		t.notes = append(t.notes, diag.Sayf("another program keeps the folder %s locked, and each build waits for it a while before it goes on: end that program", above))
	}

	outerPrefix := "." + filepath.Base(t.dir) + "-bantin-"
	if t.mount {
		t.inPlace = errors.New("it is a file system of its own")
	}
	if t.inPlace == nil {
		var err error
		t.staging, err = t.ops.newStaging(above, outerPrefix)
		readOnly := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
		if t.exists && readOnly {
			t.inPlace = err
		} else if err != nil {
			return err
		}
	}
	if t.inPlace != nil {
		var err error
		if t.staging, err = t.ops.newStaging(t.dir, innerPrefix); err != nil {
			return err
		}
	}

	if err := t.clear(above, outerPrefix); err != nil {
		return err
	}
	if !t.exists {
		return nil
	}
	return t.clear(t.dir, innerPrefix)
}

// newStaging makes a staging folder in the folder home, locks it, and says in its marker
// which folder it is.
func (o *ops) newStaging(home, prefix string) (staging, error) {
	dir, err := o.mkdirTemp(home, prefix+"*")
	if err != nil {
		return staging{}, err
	}
	s := staging{path: dir}
	if err := o.mark(&s); err != nil {
		return staging{}, errors.Join(err, s.discard(o))
	}
	return s, nil
}

// mark makes the marker of a staging folder, and the folder for its tree.
func (o *ops) mark(s *staging) error {
	lock, err := o.create(s.marker(), fileMode)
	if err != nil {
		return err
	}
	s.lock, s.locked = lock, true
	if err := o.tryLock(s.lock); err != nil {
		return diag.Failf("lock %s: %w", s.marker(), err)
	}
	if err := o.mkdir(s.tree(), dirMode); err != nil {
		return err
	}
	folder, errFolder := o.identity(s.path)
	tree, errTree := o.identity(s.tree())
	if err := errors.Join(errFolder, errTree); err != nil {
		return err
	}
	text := fmt.Appendf([]byte(markerText), "process %d\nfolder %s\ntree %s\n", os.Getpid(), folder, tree)
	if err := o.writeAll(s.lock, text); err != nil {
		return &fs.PathError{Op: "write", Path: s.marker(), Err: err}
	}
	return nil
}

// A mark is what a marker says.
type mark struct {
	process string // "process 123", of the build that made it
	folder  string // what tells the staging folder from any other: see ops.identity
	tree    string // the same of the tree that it was made with
}

// readMark reads a marker. ours says that it begins as a marker does, whole that it was
// written to its end.
func (o *ops) readMark(f handle) (m mark, ours, whole bool, err error) {
	var b [200]byte
	n, err := o.read(f, b[:])
	text := string(b[:n])
	if err != nil || strings.HasPrefix(markerText, text) {
		return mark{}, true, false, err
	}
	rest, ours := strings.CutPrefix(text, markerText)
	lines := strings.Split(rest, "\n")
	m.process = lines[0]
	if len(lines) != 4 || lines[3] != "" {
		return m, ours, false, nil
	}
	var okFolder, okTree bool
	m.folder, okFolder = strings.CutPrefix(lines[1], "folder ")
	m.tree, okTree = strings.CutPrefix(lines[2], "tree ")
	return m, ours, okFolder && okTree, nil
}

// discard removes the folder and what it holds, then lets go of the lock.
func (s *staging) discard(o *ops) error {
	if s.path == "" {
		return nil
	}
	err := o.removeAll(s.tree())
	if errors.Is(err, fs.ErrPermission) {
		if _, not := o.identity(s.tree()); not == nil && o.chmod(s.tree(), dirMode) == nil {
			err = o.removeAll(s.tree()) // it had the mode of a read-only site
		}
	}
	// Windows does not remove a file that is open.
	err = errors.Join(err, s.release(o))
	if err == nil {
		err = o.removeAll(s.path)
	}
	if err == nil {
		s.path = ""
	}
	return err
}

// release lets go of the lock alone.
func (s *staging) release(o *ops) error {
	if !s.locked {
		return nil
	}
	s.locked = false
	return o.close(s.lock)
}

// isStagingName reports whether a folder's name is one that newStaging gives.
func isStagingName(name, prefix string) bool {
	digits, ok := strings.CutPrefix(name, prefix)
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// clear removes the staging folders of killed builds from the folder home, and
// fails if there is one of a build that lives. A folder that has such a name
// but not our mark is somebody else's.
func (t *Tree) clear(home, prefix string) error {
	entries, err := t.ops.readDir(home)
	if errors.Is(err, fs.ErrPermission) {
		return nil // no staging folder can have been made here either
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		full := filepath.Join(home, e.Name())
		if !e.IsDir() || !isStagingName(e.Name(), prefix) || full == t.staging.path {
			continue
		}
		if err := t.clearOne(full); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) clearOne(dir string) error {
	s := staging{path: dir}
	is, err := t.ops.look(s.marker())
	if err == nil && !is.regular {
		return nil // it has not our mark
	}
	var f handle
	if err == nil {
		f, err = t.ops.openLock(s.marker())
	}
	if errors.Is(err, fs.ErrNotExist) {
		// Killed before it made its marker, or after it removed it; if there is
		// anything in it, it was never ours. Who has the lock may be about to.
		if !t.held {
			_ = t.ops.rmdir(dir)
		}
		return nil
	}
	if err != nil {
		return diag.Failf("look into the staging folder of another build: %w", err)
	}
	s.lock, s.locked = f, true
	m, ours, whole, err := t.ops.readMark(f)
	if err == nil && ours {
		err = t.ops.tryLock(f)
	}
	switch {
	case errors.Is(err, errHeld):
		who := diag.Sayf("%s", m.process)
		if m.process == "" {
			who = diag.Sayf("a process that has just begun")
		}
		err = diag.Failf("another build is writing to it (%s): wait until it has ended", who)
		fallthrough
	case err != nil || !ours:
		return errors.Join(err, s.release(&t.ops))
	}
	switch {
	case whole:
		err = t.clearMarked(&s, m)
	case t.held:
		return s.release(&t.ops) // who has the lock may have made it, and not yet locked it
	default:
		err = t.clearBegun(&s)
	}
	if err != nil {
		if _, gone := t.ops.lstat(dir); errors.Is(gone, fs.ErrNotExist) {
			return s.release(&t.ops) // its own build has just ended
		}
		// Litter is no reason not to build; Commit speaks of it.
		err = errors.Join(err, s.release(&t.ops))
		t.notes = append(t.notes, diag.Sayf("files of a build that was killed are left in %s, which the next build tries to remove again; if it says so too, remove that folder: %v", dir, err))
	}
	return nil
}

// clearBegun removes a staging folder whose build was killed before it had written its
// marker to the end. Nothing else is in it then but a tree that is empty.
func (t *Tree) clearBegun(s *staging) error {
	entries, err := t.ops.readDir(s.path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != markerName && (e.Name() != treeName || !e.IsDir()) {
			return t.disclaim(s)
		}
	}
	if err := t.ops.emptied(s.tree()); err != nil {
		if entries, listErr := t.ops.readDir(s.tree()); listErr != nil || len(entries) == 0 {
			return err
		}
		return t.disclaim(s)
	}
	return s.discard(&t.ops)
}

// clearMarked removes a staging folder whose lock we have, if its marker proves that a
// build made it here: a checkout or a copy can bring the name and the mark, but not the
// folder itself.
func (t *Tree) clearMarked(s *staging, m mark) error {
	is, err := t.ops.identity(s.path)
	if err != nil {
		return err
	}
	if is == "" || is != m.folder {
		return t.disclaim(s)
	}
	kept, err := t.clearTree(s, m)
	if err != nil {
		return err
	}
	return t.setAside(s, kept)
}

// disclaim leaves a staging folder alone of which nothing proves that a build made it here.
func (t *Tree) disclaim(s *staging) error {
	t.notes = append(t.notes, diag.Sayf("%s is called and marked as what a killed build leaves, but nothing proves that a build made it here: it may be of a checkout, of a copy or of a power cut; nothing in it was used or changed, so remove that folder if nobody needs it", s.path))
	return s.release(&t.ops)
}

// clearTree removes what is in a staging folder of ours. Killed before the exchange, the
// build left a new site that nobody has seen: the very folder that it made. Killed after
// it, it left the old one, in which somebody may have put a file at the last moment; kept
// are the names of those that can be given back to nobody.
func (t *Tree) clearTree(s *staging, m mark) (kept []string, err error) {
	tree, err := t.ops.identity(s.tree())
	if err == nil && tree != m.tree {
		// A live site that has been removed since wants nothing back.
		_, err = t.ops.lstat(filepath.Join(t.dir, manifestName))
	}
	if err == nil && tree == m.tree || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	old, err := t.ops.readManifest(s.tree())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	left, err := t.ops.survey(s.tree(), old.files, nil)
	if err != nil {
		return nil, err
	}
	err = t.separate(&left, &old, s.tree(), func(name string) (inode uint64, linked bool, err error) {
		local := filepath.FromSlash(name)
		a, errA := t.ops.look(filepath.Join(s.tree(), local))
		b, errB := t.ops.look(filepath.Join(t.dir, local))
		err = errors.Join(errA, errB)
		// A folder of the old site may be a file of the new one.
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return 0, false, nil
		}
		return a.inode, a.inode == b.inode && a.inode != 0, err
	})
	if err != nil {
		return nil, err
	}
	return t.sweep(&old, s.tree(), t.dir, left, true)
}

// setAside removes a staging folder whose tree was swept, but for the files that were
// kept: these become a folder that no build looks at again, and a note says so.
func (t *Tree) setAside(s *staging, kept []string) error {
	if len(kept) > 0 {
		home, number := filepath.Dir(s.path), s.path[strings.LastIndexByte(s.path, '-')+1:]
		aside := filepath.Join(home, "."+filepath.Base(t.dir)+"-kept-"+number)
		if err := t.ops.rename(s.tree(), aside); err != nil {
			return err
		}
		t.notes = append(t.notes, diag.Sayf("somebody changed %s while the site was being published: what was written there is kept in %s; put it where it belongs, and remove that folder", shortened(kept), aside))
	}
	return s.discard(&t.ops)
}

// shortened names a few of many.
func shortened(names []string) diag.Text {
	const most = 3
	if len(names) <= most {
		return diag.And(names)
	}
	return diag.Sayf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
