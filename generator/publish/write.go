package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"bantin/generator/diag"
)

// Write adds a file to the new site. The name is a slash-separated path
// relative to the folder, e.g. "vi/index.html"; one that is absolute, leaves the
// folder, has a backslash or a control character, or is written twice is an
// error. It is safe for concurrent use, and the caller may use data again once
// it has returned. After an error, Commit refuses.
func (t *Tree) Write(name string, data []byte) error {
	err := t.write(name, data)
	if err != nil {
		t.mu.Lock()
		if t.err == nil {
			t.err = err
		}
		t.mu.Unlock()
	}
	return err
}

func (t *Tree) write(name string, data []byte) error {
	if err := checkName(name); err != nil {
		return fmt.Errorf("internal error: publish %q: %w", name, err)
	}
	file, err := t.claim(name, len(data))
	if err != nil {
		return err
	}
	sum := imprintOf(data)
	p, err := t.place(name, data, t.old.has(name, sum))
	if err != nil {
		shown := path.Join(filepath.ToSlash(t.shown), name)
		if t.exists {
			return diag.Failf("publish %s: %w; the site is as it was", shown, err)
		}
		return diag.Failf("publish %s: %w; nothing was published", shown, err)
	}
	p.imprint = sum
	if _, old := t.old.files[name]; old && p.fate == created {
		p.fate = changed
	}
	*file = p // which nobody reads before Commit
	return nil
}

// claim takes a name, for the one file that may have it.
func (t *Tree) claim(name string, size int) (*placed, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return nil, fmt.Errorf("internal error: %s written after the end of the build", name)
	}
	if t.err != nil {
		return nil, t.err
	}
	if _, ok := t.files[name]; ok {
		return nil, fmt.Errorf("internal error: %s written twice", name)
	}
	file := new(placed)
	t.files[name] = file
	t.bytes += size
	return file, nil
}

// place puts a file into the new tree: as a link to the published one, if that
// has the same bytes. wasThere says that it may have them.
func (t *Tree) place(name string, data []byte, wasThere bool) (placed, error) {
	target := within(t.tree, name)
	result := created
	var was look
	if wasThere {
		source := within(t.dir, name)
		var same bool
		if was, same = t.same(source, data); same {
			result = copied
			if rightMode := !t.modes || was.perm == fileMode; rightMode {
				if t.inPlace != nil {
					return placed{fate: kept}, nil
				}
				if err := t.folder(t.tree, t.dirs, parent(name)); err != nil {
					return placed{}, err
				}
				// The published file is linked to, never changed: a file with
				// another mode gets a copy, and so does one that cannot be linked
				// (another file system, another owner, too many links).
				if t.ops.link(source, target) == nil {
					return placed{fate: kept, modified: was.modified, inode: was.inode}, nil
				}
			}
		}
	}
	if err := t.folder(t.tree, t.dirs, parent(name)); err != nil {
		return placed{}, err
	}
	is, err := t.create(target, data)
	if err != nil {
		return placed{}, err
	}
	if result == copied {
		if err := t.ops.chtimes(target, time.Unix(0, was.modified)); err != nil {
			return placed{}, err
		}
		if is, err = t.ops.look(target); err != nil {
			return placed{}, err
		}
	}
	return placed{fate: result, modified: is.modified, inode: is.inode}, nil
}

// create writes a file that is not there yet.
func (t *Tree) create(target string, data []byte) (is look, err error) {
	f, err := t.ops.create(target, fileMode)
	if err != nil {
		return look{}, err
	}
	err = t.ops.writeAll(f, data)
	if err == nil {
		is, err = t.ops.lookOpen(f)
	}
	if closeErr := t.ops.close(f); err == nil {
		err = closeErr
	}
	if err != nil {
		return look{}, &fs.PathError{Op: "write", Path: target, Err: err}
	}
	if t.chmod {
		err = t.ops.chmod(target, fileMode)
	}
	return is, err
}

// same looks at the published file at source and reports whether it has these
// bytes. They are read: what the manifest says of them would be a belief. A file
// that cannot be read is one that has to be written.
func (t *Tree) same(source string, data []byte) (look, bool) {
	f, err := t.ops.open(source)
	if err != nil {
		return look{}, false
	}
	defer t.ops.close(f)
	is, err := t.ops.lookOpen(f)
	if err != nil || !is.regular || is.size != int64(len(data)) {
		return look{}, false
	}
	buffer := t.buffers.Get().(*[]byte)
	defer t.buffers.Put(buffer)
	for len(data) > 0 {
		// An error or a file that has become shorter gives nothing, in the end.
		n, _ := t.ops.read(f, *buffer)
		if n == 0 || n > len(data) || string((*buffer)[:n]) != string(data[:n]) {
			return look{}, false
		}
		data = data[n:]
	}
	return is, true
}

// imprintAt reads the file at source. One that is no regular file has no imprint.
func (t *Tree) imprintAt(source string) (is look, sum imprint, err error) {
	f, err := t.ops.open(source)
	if err != nil {
		return look{}, imprint{}, err
	}
	defer t.ops.close(f)
	is, err = t.ops.lookOpen(f)
	if err != nil {
		return look{}, imprint{}, &fs.PathError{Op: "look at", Path: source, Err: err}
	}
	if !is.regular {
		return is, imprint{size: -1}, nil
	}
	buffer := t.buffers.Get().(*[]byte)
	defer t.buffers.Put(buffer)
	for {
		n, err := t.ops.read(f, *buffer)
		if err != nil {
			return look{}, imprint{}, &fs.PathError{Op: "read", Path: source, Err: err}
		}
		if n == 0 {
			return is, sum, nil
		}
		sum.add((*buffer)[:n])
	}
}

// folder makes a folder under root and those above it, unless made says that it
// is there. It is called with no lock held; to make a folder twice does no harm.
func (t *Tree) folder(root string, made map[string]bool, name string) error {
	t.mu.Lock()
	ok := made[name]
	t.mu.Unlock()
	if ok {
		return nil
	}
	full := within(root, name)
	err := t.ops.mkdir(full, dirMode)
	if errors.Is(err, fs.ErrNotExist) {
		if err = t.folder(root, made, parent(name)); err != nil {
			return err
		}
		err = t.ops.mkdir(full, dirMode)
	}
	there := errors.Is(err, fs.ErrExist)
	if there {
		err = nil
	}
	// In the new tree it is of another Write, which may not have come to its mode yet.
	if err == nil && t.chmod && (!there || root == t.tree) {
		err = t.ops.chmod(full, t.dirMode)
	}
	if err != nil {
		return err
	}
	t.mu.Lock()
	made[name] = true
	t.mu.Unlock()
	return nil
}

// within is the path of a slash-separated name below a folder, which is the folder itself
// for "". Names are clean: to clean them again for each file costs more than to look at it.
func within(folder, name string) string {
	if name == "" {
		return folder
	}
	return folder + string(filepath.Separator) + filepath.FromSlash(name)
}

// parent is the folder of a slash-separated name, "" at the top.
func parent(name string) string {
	return name[:max(strings.LastIndexByte(name, '/'), 0)]
}

// parents calls do with each folder above a name, nearest first, until it
// gives false.
func parents(name string, do func(folder string) bool) {
	for p := parent(name); p != ""; p = parent(p) {
		if !do(p) {
			return
		}
	}
}
