package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"
)

// update makes dir equal to the new tree file by file, where the two cannot be
// exchanged. Each file comes in one step: new ones first, so that a page finds
// its pictures and styles; then changed ones; stale ones go last. Before
// anything else a manifest of the old and the new lines together is put there,
// so that whatever this leaves half done is known to be ours. begun says whether
// anything of the site may have been changed.
func (t *Tree) update(s survey, lines []line, text []byte) (begun bool, err error) {
	if err := t.allWritable(s); err != nil {
		return false, err
	}
	union := slices.Concat(t.old.lines, lines)
	slices.SortFunc(union, line.compare)
	both := manifestText(slices.CompactFunc(union, func(a, b line) bool { return a.compare(b) == 0 }))
	if err := t.replaceManifest(t.old.text, both); err != nil {
		return false, err
	}
	return true, t.updateFiles(s, lines, both, text)
}

// mendModes gives the folders of ours that are there the mode that a new one has: somebody may
// have changed it, and a build that was killed may not have come to it. One of another
// owner's keeps what it has.
func (t *Tree) mendModes(s survey) error {
	if !t.modes {
		return nil
	}
	for name := range s.ownFolders {
		full := within(t.dir, name)
		info, err := t.ops.lstat(full)
		if errors.Is(err, fs.ErrNotExist) {
			continue // what was in its way is gone, and it with that
		}
		if err != nil {
			return err
		}
		if !info.IsDir() || info.Mode().Perm() == dirMode {
			continue
		}
		// Its other bits are by which its files get its group.
		if err := t.ops.chmod(full, info.Mode()&(fs.ModeSetgid|fs.ModeSticky)|dirMode); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
	}
	return nil
}

// allWritable fails if there is a folder of ours that this user may not change.
func (t *Tree) allWritable(s survey) error {
	for name := range s.ownFolders {
		if err := t.ops.writable(within(t.dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// updateFiles does so once the manifest of both sites is there.
func (t *Tree) updateFiles(s survey, lines []line, both, text []byte) error {
	gone, inTheWay := t.stale(s)
	if err := t.removeStale(inTheWay, true); err != nil {
		return err
	}
	was := make(map[string]owned, len(s.ours))
	for _, f := range s.ours {
		was[f.name] = f
	}
	made := map[string]bool{"": true}
	if err := t.mendModes(s); err != nil {
		return err
	}
	for _, turn := range []func(fate) bool{
		func(f fate) bool { return f == created },
		func(f fate) bool { return f == changed || f == copied },
	} {
		for _, l := range lines {
			name := l.name
			if !turn(l.placed.fate) {
				continue
			}
			if err := t.folder(t.dir, made, parent(name)); err != nil {
				return err
			}
			local := filepath.FromSlash(name)
			still := func() error { return t.stillOurs(name, was) }
			if err := t.move(filepath.Join(t.tree, local), filepath.Join(t.dir, local), still); err != nil {
				return err
			}
		}
	}
	if err := t.removeStale(gone, false); err != nil {
		return err
	}
	if err := t.replaceManifest(both, text); err != nil {
		return err
	}
	return t.ops.sync(t.dir)
}

// stillOurs looks once more at what a file of the new site is about to replace: it must
// be as the survey saw it, or gone. Nothing but the replacing itself comes between.
func (t *Tree) stillOurs(name string, was map[string]owned) error {
	f, ok := was[name]
	if !ok {
		_, err := t.ops.lstat(within(t.dir, name))
		if err == nil {
			return &collisionError{name: name}
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	changed, err := t.isChanged(&t.old, t.dir, f)
	if err == nil && changed {
		err = &collisionError{name, true}
	}
	return err
}

// stale finds what the new site does not have: what is only to go, and what is in the
// way of something new.
func (t *Tree) stale(s survey) (gone, inTheWay leftover) {
	folders := foldersOf(t.files)
	for _, f := range s.ours {
		switch name := f.name; {
		case isIn(t.files, name):
		case folders[name] || t.isFile(name):
			inTheWay.files = append(inTheWay.files, f)
		default:
			gone.files = append(gone.files, f)
		}
	}
	for _, level := range slices.Backward(s.folders) {
		for _, name := range level {
			switch {
			case !s.above[name] || folders[name]:
			case t.isFile(name):
				inTheWay.folders = append(inTheWay.folders, name)
			default:
				gone.folders = append(gone.folders, name)
			}
		}
	}
	return gone, inTheWay
}

// replaceManifest puts a manifest into dir, if it is not the one that is there.
func (t *Tree) replaceManifest(was, text []byte) error {
	if string(was) == string(text) {
		return nil
	}
	fresh := filepath.Join(t.staging.path, "manifest")
	if _, err := t.create(fresh, text); err != nil {
		return err
	}
	return t.move(fresh, filepath.Join(t.dir, manifestName), func() error { return nil })
}

// isFile reports whether a name, or one above it, is that of a file of the new
// site.
func (t *Tree) isFile(name string) bool {
	_, ok := t.files[name]
	parents(name, func(p string) bool {
		if !ok {
			_, ok = t.files[p]
		}
		return !ok
	})
	return ok
}

// A leftover is what earlier builds made that the new site does not have.
type leftover struct {
	files   []owned
	folders []string // the deepest first
}

// removeStale removes files of ours, and folders of ours that are empty then. A file that
// somebody has changed since the survey is not ours any more and stays; if it must go,
// that is an error.
func (t *Tree) removeStale(l leftover, must bool) error {
	for _, f := range l.files {
		changed, err := t.isChanged(&t.old, t.dir, f)
		switch {
		case err != nil:
			return err
		case changed && must:
			return &collisionError{f.name, true}
		case changed:
			continue
		}
		if err := t.ops.removed(within(t.dir, f.name)); err != nil {
			return err
		}
	}
	for _, name := range l.folders {
		folder := within(t.dir, name)
		if err := t.ops.emptied(folder); err != nil {
			// It may hold something that is not ours.
			if entries, listErr := t.ops.readDir(folder); listErr != nil || len(entries) == 0 {
				return err
			}
		}
	}
	return nil
}

// move renames a file into dir. Where staging turns out to be on another mount,
// the file is first copied to a staging folder in dir. What still says of to is asked
// right before each try.
func (t *Tree) move(from, to string, still func() error) error {
	if err := still(); err != nil {
		return err
	}
	err := t.ops.rename(from, to)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	if t.inner.path == "" {
		if t.inner, err = t.ops.newStaging(t.dir, innerPrefix); err != nil {
			return err
		}
	}
	info, err := t.ops.lstat(from)
	if err != nil {
		return err
	}
	data, err := t.ops.readFile(from)
	if err != nil {
		return err
	}
	near := filepath.Join(t.inner.path, "file")
	if err := t.ops.remove(near); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := t.create(near, data); err != nil {
		return err
	}
	if err := t.ops.chtimes(near, info.ModTime()); err != nil {
		return err
	}
	if err := still(); err != nil {
		return err
	}
	if err := t.ops.rename(near, to); err != nil {
		return err
	}
	return t.ops.remove(from)
}
