package generator

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"

	"bantin/generator/diag"
)

// A rooted is the site's folder as a file system that never leads out of it. It
// keeps the folders that files were opened in, since os.Root walks a path anew
// from the top each time.
type rooted struct {
	root *os.Root
	all  fs.FS
	// fresh says that no folder is kept, since another may take its place.
	fresh bool

	mu      sync.Mutex
	folders map[string]*folder
	opened  int   // files so far, which tells how long ago a folder was used
	failure error // the first that was the machine's, whatever file it was about
}

// A folder is one that is kept open.
type folder struct {
	root  *os.Root
	users int // those that open a file in it at this moment
	last  int // when the last of them came
}

// maxFolders is how many folders are kept open: those that were used last, since an
// article may have one of its own beside those of the years.
const maxFolders = 64

// Open opens a file for reading.
func (r *rooted) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return r.all.Open(name)
	}
	// A pipe without a writer would keep an ordinary open waiting.
	in, base := r.root, name
	if kept := r.enter(path.Dir(name)); kept != nil {
		defer r.leave(kept)
		in, base = kept.root, path.Base(name)
	}
	f, err := in.OpenFile(base, os.O_RDONLY|noWaiting, 0)
	if err != nil {
		return nil, r.note(err)
	}
	return f, nil
}

// ReadDir lists a folder. It looks first whether it is one: what is not may keep
// whoever opens it waiting.
func (r *rooted) ReadDir(name string) ([]fs.DirEntry, error) {
	if info, err := r.root.Stat(name); err != nil {
		return nil, r.note(err)
	} else if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.ENOTDIR}
	}
	entries, err := fs.ReadDir(r.all, name)
	return entries, r.note(err)
}

// Lstat tells of a file without following it.
func (r *rooted) Lstat(name string) (fs.FileInfo, error) {
	info, err := r.root.Lstat(name)
	return info, r.note(err)
}

// note keeps an error that is no fault of a file: the machine has no room for one
// more, and what is read now is not what the author wrote.
func (r *rooted) note(err error) error {
	for _, short := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, short) {
			r.mu.Lock()
			defer r.mu.Unlock()
			if r.failure == nil {
				r.failure = err
			}
			break
		}
	}
	return err
}

// failed is the first error of reading that was the machine's.
func (r *rooted) failed() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failure == nil {
		return nil
	}
	return diag.Failf("read the site's folder: %w", r.failure)
}

// ReadLink gives where a symbolic link leads.
func (r *rooted) ReadLink(name string) (string, error) { return r.root.Readlink(name) }

// enter gives a folder that is open, or opens it and keeps it; nil where none can be
// kept. Who enters leaves.
func (r *rooted) enter(name string) *folder {
	if r.fresh {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.opened++
	f := r.folders[name]
	if f == nil {
		if f = r.keep(name); f == nil {
			return nil
		}
	}
	f.users++
	f.last = r.opened
	return f
}

func (r *rooted) leave(f *folder) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f.users--
}

// keep opens a folder and makes room for it among those that are kept.
func (r *rooted) keep(name string) *folder {
	if len(r.folders) == maxFolders {
		oldest := ""
		for n, f := range r.folders {
			if f.users == 0 && (oldest == "" || f.last < r.folders[oldest].last) {
				oldest = n
			}
		}
		if oldest == "" {
			return nil
		}
		r.folders[oldest].root.Close()
		delete(r.folders, oldest)
	}
	if info, err := r.root.Stat(name); err != nil || !info.IsDir() {
		return nil
	}
	root, err := r.root.OpenRoot(name)
	if err != nil {
		return nil // the file cannot be opened either, and says why
	}
	if r.folders == nil {
		r.folders = map[string]*folder{}
	}
	f := &folder{root: root}
	r.folders[name] = f
	return f
}

func (r *rooted) close() {
	for _, f := range r.folders {
		f.root.Close()
	}
}

// An overlay is a folder of the site over the files that come with the
// generator: a file that the site has stands in the place of the one of the same
// name.
type overlay struct {
	site     fs.FS
	folder   string
	embedded fs.FS
}

// Open opens the site's file, or else the embedded one. A link is not followed, as
// in content/, and what is no file has no end.
func (o overlay) Open(name string) (fs.File, error) {
	if o.linked(path.Dir(o.folder + "/" + name)) { // of "." that is the folder itself
		return o.embedded.Open(name)
	}
	if info, err := fs.Lstat(o.site, o.own(name)); err == nil && !info.IsDir() {
		switch {
		case info.Mode()&fs.ModeSymlink != 0:
			return nil, &fs.PathError{Op: "open", Path: name, Err: errLink}
		case !info.Mode().IsRegular():
			return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFile}
		}
	}
	f, err := o.site.Open(o.own(name))
	if errors.Is(err, fs.ErrNotExist) {
		return o.embedded.Open(name)
	}
	return f, err
}

var (
	errLink   = diag.Failf("it is a symbolic link; put the file itself here")
	errTaken  = diag.Failf("a file that comes with the program has its name; call the folder otherwise")
	errNoFile = diag.Failf("it is not a plain file")
)

// Ships reports whether these bytes are those of the file that comes with the generator.
func (o overlay) Ships(name string, data []byte) bool {
	own, err := fs.ReadFile(o.embedded, name)
	return err == nil && bytes.Equal(own, data)
}

// ReadDir lists both folders together.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if o.linked(o.own(name)) {
		return fs.ReadDir(o.embedded, name)
	}
	entries, err := fs.ReadDir(o.site, o.own(name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if info, err := fs.Stat(o.embedded, name); err == nil && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errTaken}
	}
	embedded, err := fs.ReadDir(o.embedded, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range embedded {
		if !slices.ContainsFunc(entries, func(x fs.DirEntry) bool { return x.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// linked reports whether a folder of the site is a symbolic link, or in one. That is
// as if the site had none, and package content tells of it.
func (o overlay) linked(folder string) bool {
	for ; folder != "."; folder = path.Dir(folder) {
		if info, err := fs.Lstat(o.site, folder); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

func (o overlay) own(name string) string {
	if name == "." {
		return o.folder
	}
	return o.folder + "/" + name
}
