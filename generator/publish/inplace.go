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
	union := slices.Concat(t.old.lines, lines)
	slices.SortFunc(union, line.compare)
	both := manifestText(slices.Compact(union))
	if err := t.replaceManifest(t.old.text, both); err != nil {
		return false, err
	}
	return true, t.updateFiles(s, lines, both, text)
}

// updateFiles does so once the manifest of both sites is there.
func (t *Tree) updateFiles(s survey, lines []line, both, text []byte) error {

	folders := foldersOf(t.files)
	var gone, inTheWay leftover
	for _, f := range s.ours {
		name := f.name
		if isIn(t.files, name) {
			continue
		}
		if folders[name] || t.isFile(name) {
			inTheWay.files = append(inTheWay.files, name)
		} else {
			gone.files = append(gone.files, name)
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
	if err := t.removeStale(inTheWay); err != nil {
		return err
	}

	made := map[string]bool{"": true}
	for _, turn := range []func(fate) bool{
		func(f fate) bool { return f == created },
		func(f fate) bool { return f == changed || f == copied },
	} {
		for _, l := range lines {
			name := l.name
			if !turn(t.files[name].fate) {
				continue
			}
			if err := t.folder(t.dir, made, parent(name)); err != nil {
				return err
			}
			local := filepath.FromSlash(name)
			if err := t.move(filepath.Join(t.tree, local), filepath.Join(t.dir, local)); err != nil {
				return err
			}
		}
	}
	if err := t.removeStale(gone); err != nil {
		return err
	}
	if err := t.replaceManifest(both, text); err != nil {
		return err
	}
	return t.ops.sync(t.dir)
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
	return t.move(fresh, filepath.Join(t.dir, manifestName))
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
	files   []string
	folders []string // the deepest first
}

// removeStale removes files of ours, and folders of ours that are empty then.
func (t *Tree) removeStale(l leftover) error {
	for _, name := range l.files {
		if err := t.ops.removed(filepath.Join(t.dir, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	for _, name := range l.folders {
		folder := filepath.Join(t.dir, filepath.FromSlash(name))
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
// the file is first copied to a staging folder in dir.
func (t *Tree) move(from, to string) error {
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
	if err := t.ops.rename(near, to); err != nil {
		return err
	}
	return t.ops.remove(from)
}
