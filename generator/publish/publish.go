// Package publish makes a folder equal to what was rendered, whole or not at
// all. It is the last step of a build: it takes names and bytes, one file at a
// time and from many goroutines, and gives the published folder.
//
// # How
//
// Files are written to a staging folder beside the published one. A file whose
// bytes are those that are published already becomes a hard link to it, so it
// keeps its inode and its time and costs no space. Commit looks at every file of
// the staging folder, and then exchanges the two folders in one system call. A reader who comes before it sees the old
// site, one who comes after it the new; so does whoever looks at the disk after
// a build that was killed. Where two folders cannot be exchanged (a mount point,
// Windows) the files are renamed into place one by one, and the Report says so.
//
// # What is never done
//
// Nothing is deleted that publish did not write. A manifest in the published
// folder lists what it wrote, with an imprint of the bytes; a folder with files and
// no manifest is refused, and a file that has other bytes than the manifest says is
// somebody else's. Files that others put beside ours (CNAME, .git) are linked into
// the new tree before the exchange, and are in both trees at the moment of it.
// Stale files of ours go last.
//
// # On the disk
//
//	public/                    the site
//	public/.bantin-manifest    the names of our files
//	.public-bantin-123/        a build under way: it holds its lock,
//	    .bantin-staging        this file, which marks the folder as ours,
//	    tree/                  the next site; after the exchange, the last one
//	.public-kept-123/          what somebody wrote at the moment of an exchange
//
// The lock goes with the process, so a staging folder that nobody locks is that
// of a killed build, and the next build removes it. The marker names the staging folder
// and the tree by what only the system gives to a folder (ops.identity): so one that a
// checkout or a copy has brought is told from one that a build has made, and a tree that
// was never published from one that was. Where the folder beside public cannot be written
// to, staging is public/.bantin-staging-123.
package publish

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"bantin/generator/diag"
)

// The modes of what is published, whatever the umask: the same site on any
// machine.
const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// A Report says what Commit did.
type Report struct {
	Files     int // files of the site; the manifest is not one
	Bytes     int // their sizes together
	Written   int // of them, the new and the changed
	Unchanged int // of them, those that were published with the same bytes: they keep their time
	Removed   int // files of an earlier build that are gone
	// Atomic is false where the folder could not be exchanged in one step.
	Atomic bool
	// Notes say what the user should know, if anything: why Atomic is false, or
	// what could not be cleaned up. They do not say that the site is wrong.
	Notes []diag.Text
}

// A fate is what became of one file.
type fate uint8

const (
	pending fate = iota // being written
	created             // not published before
	changed             // published with other bytes
	kept                // the very file that is published
	copied              // the same bytes and time, in a file of its own
)

// A placed is a file of the new site.
type placed struct {
	fate     fate
	imprint  imprint
	modified int64  // nanoseconds since 1970, as it was when it was placed
	inode    uint64 // as in look
}

// A Tree is a site being written. Write may be called from many goroutines;
// Commit and Abort only when all Writes have returned.
type Tree struct {
	ops     ops
	shown   string   // the folder, as the caller called it
	dir     string   // the folder, absolute, links resolved
	parents []string // folders above dir that Begin made, outermost first
	staging staging
	inner   staging     // one more, in dir; see move
	tree    string      // the new site, in the staging folder
	exists  bool        // dir was there at Begin
	root    fs.FileInfo // what it was then, with its mode and its owner
	dirMode fs.FileMode // of the folders in it
	mount   bool        // it is a file system of its own
	held    bool        // another program has the lock that keeps builds from entering at once
	notes   []diag.Text // for the Report
	inPlace error       // why dir cannot be exchanged; nil if it can, as far as is known
	chmod   bool        // the umask takes away from fileMode or dirMode
	modes   bool        // the file system keeps modes
	old     manifest    // what the last build published
	buffers sync.Pool   // of *[]byte, to read published files with

	mu    sync.Mutex
	files map[string]*placed
	dirs  map[string]bool // folders made under tree
	bytes int
	err   error // the first failure of a Write
	done  bool  // committed or aborted
}

// Begin prepares to publish to dir. It refuses a dir that is a file or the root
// of a file system, that is inside another published folder, or that holds files and no manifest; a symbolic link to a
// folder is followed. It takes the lock, and fails if another build holds it.
// The caller must end with Commit or Abort.
func Begin(dir string) (*Tree, error) { return begin(dir, diskOps()) }

func begin(dir string, o ops) (*Tree, error) {
	t := &Tree{
		ops:     o,
		shown:   dir,
		modes:   true,
		dirMode: dirMode,
		files:   map[string]*placed{},
		dirs:    map[string]bool{"": true},
	}
	t.buffers.New = func() any { b := make([]byte, 32<<10); return &b }
	err := t.begin()
	if err != nil {
		if isOneOf(err, []error{fs.ErrPermission, syscall.EROFS}) {
			err = diag.Failf("give this user the right to write there, or choose another --out: %w", err)
		}
		err = errors.Join(err, t.Abort())
		return nil, diag.Failf("publish to %s: %w", dir, err)
	}
	return t, nil
}

func (t *Tree) begin() error {
	if err := t.resolve(); err != nil {
		return err
	}
	// Once before anything is made, so that a folder of somebody else's is
	// refused without a trace; once more under the lock, when nobody changes it.
	if err := t.inspect(); err != nil {
		return err
	}
	if err := t.makeParents(); err != nil {
		return err
	}
	if err := t.enter(); err != nil {
		return err
	}
	if err := t.inspect(); err != nil {
		return err
	}
	t.tree = t.staging.tree()
	if err := t.probeModes(); err != nil {
		return err
	}
	return t.likeOld()
}

// resolve sets dir to an absolute path whose last element is no link: it is dir
// itself that is exchanged, and a link must go on leading to it.
func (t *Tree) resolve() error {
	if t.shown == "" {
		return errors.New("the folder has no name: choose another --out")
	}
	abs, err := filepath.Abs(t.shown)
	if err != nil {
		return err
	}
	info, err := t.ops.lstat(abs)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		abs, err = t.ops.evalSymlinks(abs)
		if err != nil {
			return diag.Failf("follow the symbolic link: %w; remove the link, or choose another --out", err)
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if filepath.Dir(abs) == abs {
		return errors.New("it is the root of a file system: choose another --out")
	}
	t.dir = abs
	return t.refuseInner()
}

// refuseInner refuses a folder inside another published one. That other is replaced as a
// whole, with the staging folder of a build in it, so that neither build would see the
// other's lock, and what a killed one left would be carried over as somebody's files.
func (t *Tree) refuseInner() error {
	for p := filepath.Dir(t.dir); p != filepath.Dir(p); p = filepath.Dir(p) {
		if info, err := t.ops.lstat(filepath.Join(p, manifestName)); err == nil && info.Mode().IsRegular() {
			return diag.Failf("it is inside %s, which an earlier build published as a whole: choose another --out, beside that folder", p)
		}
	}
	return nil
}

// inspect finds out what is in dir, and refuses what is not ours to change.
func (t *Tree) inspect() error {
	info, err := t.ops.lstat(t.dir)
	if errors.Is(err, fs.ErrNotExist) {
		t.exists, t.old = false, manifest{}
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("it is not a folder: choose another --out")
	}
	t.exists, t.root = true, info
	a, errA := t.ops.stat(filepath.Dir(t.dir))
	b, errB := t.ops.stat(t.dir)
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	t.mount = !t.ops.sameDevice(a, b)
	t.old, err = t.ops.readManifest(t.dir)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	entries, err := t.ops.readDir(t.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !isStagingName(e.Name(), innerPrefix) && !t.isSystems(e.Name(), e) {
			return diag.Failf("it holds %q, and no list of what an earlier build wrote there: empty the folder, or choose another --out", e.Name())
		}
	}
	return nil
}

// isOurs reports whether a name in dir is of a folder of this build.
func (t *Tree) isOurs(name string) bool {
	full := filepath.Join(t.dir, name)
	return full == t.staging.path || full == t.inner.path
}

// isSystems reports whether a name in dir is of a folder that is the file system's own:
// lost+found, which mkfs puts into a fresh one and only root looks into.
func (t *Tree) isSystems(name string, e fs.DirEntry) bool {
	return t.mount && name == "lost+found" && e.IsDir()
}

// makeParents makes the folders above dir that are missing.
func (t *Tree) makeParents() error {
	var missing []string
	for p := filepath.Dir(t.dir); ; p = filepath.Dir(p) {
		_, err := t.ops.lstat(p)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || p == filepath.Dir(p) {
			return err
		}
		missing = append(missing, p)
	}
	slices.Reverse(missing)
	for _, p := range missing {
		if err := t.ops.mkdir(p, dirMode); errors.Is(err, fs.ErrExist) {
			continue
		} else if err != nil {
			return err
		}
		t.parents = append(t.parents, p)
	}
	return nil
}

// probeModes finds out from the first file and folder whether the umask has to
// be undone: asking the kernel for it would change it for the whole process,
// and a chmod for each file costs one system call too many.
func (t *Tree) probeModes() error {
	for _, probe := range []struct {
		path string
		mode fs.FileMode
	}{{t.staging.marker(), fileMode}, {t.tree, dirMode}} {
		info, err := t.ops.lstat(probe.path)
		if err != nil {
			return err
		}
		if info.Mode().Perm() == probe.mode {
			continue
		}
		if err := t.ops.chmod(probe.path, probe.mode); err != nil {
			t.modes = false
			continue
		}
		if info, err = t.ops.lstat(probe.path); err != nil {
			return err
		}
		if info.Mode().Perm() == probe.mode {
			t.chmod = true
		} else {
			t.modes = false // FAT, or Windows
		}
	}
	t.chmod = t.chmod && t.modes
	return nil
}

// likeOld gives the new tree the owner, the group and the mode of the folder that it is to
// replace, or sets inPlace where it cannot: who serves the site must be able to read it
// and who shares it to write to it. Where new files take their folder's group, those of
// the new tree do from now on.
func (t *Tree) likeOld() error {
	if !t.exists || !t.modes || t.inPlace != nil {
		return nil
	}
	err := t.ops.giveTo(t.tree, t.root)
	switch {
	case isOneOf(err, []error{fs.ErrPermission, errors.ErrUnsupported, syscall.EINVAL}):
		t.inPlace = diag.Failf("its owner and group cannot be given to a new folder: %w", err)
		return nil
	case err != nil:
		return err
	}
	mode := t.root.Mode() | 0o700
	if err := t.ops.chmod(t.tree, mode); err != nil {
		return err
	}
	info, err := t.ops.lstat(t.tree)
	if err != nil {
		return err
	}
	if info.Mode() != mode {
		t.inPlace = diag.Failf("its mode cannot be given to a new folder")
	}
	t.dirMode |= mode & fs.ModeSetgid
	return nil
}
