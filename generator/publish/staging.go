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

// enter makes the staging folder, and removes those of killed builds. Two
// builds of one folder each make their own before they look for the other's, so
// at least one of them sees the other; the lock on the folder above makes them
// come one after the other, so that just one is turned away.
func (t *Tree) enter() error {
	above := filepath.Dir(t.dir)
	leave := t.ops.lockFolder(above)
	defer leave()

	outerPrefix := "." + filepath.Base(t.dir) + "-"
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

// newStaging makes a staging folder in the folder home, and locks it.
func (o *ops) newStaging(home, prefix string) (staging, error) {
	dir, err := o.mkdirTemp(home, prefix+"*")
	if err != nil {
		return staging{}, err
	}
	s := staging{path: dir}
	s.lock, err = o.create(s.marker(), fileMode)
	s.locked = err == nil
	if err == nil {
		err = o.tryLock(s.lock)
	}
	if err == nil {
		err = o.writeAll(s.lock, fmt.Appendf([]byte(markerText), "process %d\n", os.Getpid()))
	}
	if err != nil {
		return staging{}, errors.Join(err, s.discard(o))
	}
	return s, nil
}

// discard removes the folder and what it holds, then lets go of the lock.
func (s *staging) discard(o *ops) error {
	if s.path == "" {
		return nil
	}
	err := o.removeAll(filepath.Join(s.path, treeName))
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
		// anything in it, it was never ours.
		_ = t.ops.rmdir(dir)
		return nil
	}
	if err != nil {
		return diag.Failf("look into the staging folder of another build: %w", err)
	}
	s.lock, s.locked = f, true
	mark, err := t.ops.readMark(f)
	ours := strings.HasPrefix(mark, markerText) || strings.HasPrefix(markerText, mark)
	if err == nil && ours {
		err = t.ops.tryLock(f)
	}
	switch {
	case errors.Is(err, errHeld):
		_, process, _ := strings.Cut(strings.TrimSpace(mark), "\n")
		who := diag.Sayf("%s", process)
		if process == "" {
			who = diag.Sayf("a process that has just begun")
		}
		err = diag.Failf("another build is writing to it (%s): wait until it has ended", who)
		fallthrough
	case err != nil || !ours:
		return errors.Join(err, s.release(&t.ops))
	}
	if err := t.clearTree(&s); err != nil {
		// Litter is no reason not to build; Commit speaks of it.
		err = diag.Failf("files of a build that was killed are left in %s: %w", dir, err)
		t.litter = errors.Join(t.litter, err, s.release(&t.ops))
	}
	return nil
}

// clearTree removes a staging folder whose lock we have. Killed before the
// exchange, the build left a new site that nobody has seen; killed after it, the
// old one, in which somebody may have put a file at the last moment. The second
// kind has a manifest.
func (t *Tree) clearTree(s *staging) error {
	tree := filepath.Join(s.path, treeName)
	m, err := t.ops.readManifest(tree)
	if err == nil {
		// A live site that has been removed since wants nothing back.
		_, err = t.ops.lstat(filepath.Join(t.dir, manifestName))
	}
	switch damaged := new(damagedError); {
	case errors.Is(err, fs.ErrNotExist), errors.As(err, &damaged):
		return s.discard(&t.ops)
	case err != nil:
		return err
	}
	left, err := t.ops.survey(tree, m.files, nil)
	if err != nil {
		return err
	}
	err = t.separate(&left, &m, tree, func(name string) (inode uint64, linked bool, err error) {
		local := filepath.FromSlash(name)
		a, errA := t.ops.look(filepath.Join(tree, local))
		b, errB := t.ops.look(filepath.Join(t.dir, local))
		err = errors.Join(errA, errB)
		// A folder of the old site may be a file of the new one.
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			return 0, false, nil
		}
		return a.inode, a.inode == b.inode && a.inode != 0, err
	})
	if err != nil {
		return err
	}
	if err := t.sweep(&m, tree, t.dir, left, true); err != nil {
		return err
	}
	return s.discard(&t.ops)
}
