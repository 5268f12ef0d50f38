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
//	.public-123/               a build under way: it holds its lock,
//	    .bantin-staging        this file, whose first line marks the folder as ours,
//	    tree/                  the next site; after the exchange, the last one
//
// The lock goes with the process, so a staging folder that nobody locks is that
// of a killed build, and the next build removes it. Where the folder beside
// public cannot be written to, staging is public/.bantin-staging-123.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

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
	ops      ops
	shown    string   // the folder, as the caller called it
	dir      string   // the folder, absolute, links resolved
	parents  []string // folders above dir that Begin made, outermost first
	staging  staging
	inner    staging     // one more, in dir; see move
	tree     string      // the new site, in the staging folder
	exists   bool        // dir was there at Begin
	rootMode fs.FileMode // its mode
	mount    bool        // it is a file system of its own
	litter   error       // why a staging folder of a killed build could not be removed
	inPlace  error       // why dir cannot be exchanged; nil if it can, as far as is known
	chmod    bool        // the umask takes away from fileMode or dirMode
	modes    bool        // the file system keeps modes
	old      manifest    // what the last build published
	buffers  sync.Pool   // of *[]byte, to read published files with

	mu    sync.Mutex
	files map[string]placed
	dirs  map[string]bool // folders made under tree
	bytes int
	err   error // the first failure of a Write
	done  bool  // committed or aborted
}

// Begin prepares to publish to dir. It refuses a dir that is a file or the root
// of a file system, or that holds files and no manifest; a symbolic link to a
// folder is followed. It takes the lock, and fails if another build holds it.
// The caller must end with Commit or Abort.
func Begin(dir string) (*Tree, error) { return begin(dir, diskOps()) }

func begin(dir string, o ops) (*Tree, error) {
	t := &Tree{
		ops:   o,
		shown: dir,
		modes: true,
		files: map[string]placed{},
		dirs:  map[string]bool{"": true},
	}
	t.buffers.New = func() any { b := make([]byte, 32<<10); return &b }
	err := t.begin()
	if err != nil {
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
	t.tree = filepath.Join(t.staging.path, treeName)
	if err := t.ops.mkdir(t.tree, dirMode); err != nil {
		return err
	}
	return t.probeModes()
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
			return diag.Failf("follow the symbolic link: %w", err)
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if filepath.Dir(abs) == abs {
		return errors.New("it is the root of a file system: choose another --out")
	}
	t.dir = abs
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
	t.exists, t.rootMode = true, info.Mode()
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
	if err := t.claim(name, len(data)); err != nil {
		return err
	}
	sum := imprintOf(data)
	p, err := t.place(name, data, t.old.has(name, sum))
	if err != nil {
		return diag.Failf("publish %s: %w", path.Join(filepath.ToSlash(t.shown), name), err)
	}
	p.imprint = sum
	if _, old := t.old.files[name]; old && p.fate == created {
		p.fate = changed
	}
	t.mu.Lock()
	t.files[name] = p
	t.mu.Unlock()
	return nil
}

// claim takes a name, for the one file that may have it.
func (t *Tree) claim(name string, size int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return fmt.Errorf("internal error: %s written after the end of the build", name)
	}
	if t.err != nil {
		return t.err
	}
	if _, ok := t.files[name]; ok {
		return fmt.Errorf("internal error: %s written twice", name)
	}
	t.files[name] = placed{}
	t.bytes += size
	return nil
}

// place puts a file into the new tree: as a link to the published one, if that
// has the same bytes. wasThere says that it may have them.
func (t *Tree) place(name string, data []byte, wasThere bool) (placed, error) {
	target := filepath.Join(t.tree, filepath.FromSlash(name))
	result := created
	var was look
	if wasThere {
		source := filepath.Join(t.dir, filepath.FromSlash(name))
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
	full := filepath.Join(root, filepath.FromSlash(name))
	err := t.ops.mkdir(full, dirMode)
	if errors.Is(err, fs.ErrNotExist) {
		if err = t.folder(root, made, parent(name)); err != nil {
			return err
		}
		err = t.ops.mkdir(full, dirMode)
	}
	if err == nil && t.chmod {
		err = t.ops.chmod(full, dirMode)
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	t.mu.Lock()
	made[name] = true
	t.mu.Unlock()
	return nil
}

// Commit publishes what was written. After an error the folder holds the old
// site, unless the error says that it was being updated file by file; the caller
// then calls Abort.
func (t *Tree) Commit() (Report, error) {
	t.mu.Lock()
	err, done := t.err, t.done
	t.mu.Unlock()
	switch {
	case done:
		return Report{}, errors.New("internal error: commit after the end of the build")
	case err != nil:
		return Report{}, err
	}
	report, err := t.commit()
	if err != nil {
		err = diag.Failf("publish to %s: %w", t.shown, err)
		t.mu.Lock()
		t.err = err
		t.mu.Unlock()
		return Report{}, err
	}
	return report, nil
}

// commit reads the maps without the lock: no Write is running.
func (t *Tree) commit() (Report, error) {
	report := Report{Files: len(t.files), Bytes: t.bytes, Atomic: true}
	same := t.exists
	lines := make([]line, 0, len(t.files))
	for name, f := range t.files {
		lines = append(lines, line{name, f.imprint})
		switch f.fate {
		case pending:
			return report, fmt.Errorf("internal error: commit while %s is being written", name)
		case kept, copied:
			report.Unchanged++
		default:
			report.Written++
		}
		same = same && f.fate == kept
	}
	slices.SortFunc(lines, line.compare)
	text := manifestText(lines)
	if err := fits(len(lines), len(text)); err != nil {
		return report, err
	}
	if same && string(text) == string(t.old.text) {
		// Nothing to do is done best by doing nothing: the folder itself, too,
		// stays the one that a server or a shell may have open.
		t.finish(&report, t.discard())
		return report, nil
	}

	var s survey
	if t.exists {
		var err error
		if s, err = t.ops.survey(t.dir, t.old.files, t.isSystems); err != nil {
			return report, err
		}
		if err := t.disown(&s); err != nil {
			return report, err
		}
		for _, f := range s.ours {
			if !isIn(t.files, f.name) {
				report.Removed++
			}
		}
		if err := t.refuseCollision(s); err != nil {
			return report, err
		}
		if t.inPlace == nil && !t.ops.exchanges {
			t.inPlace = errNoExchange
		}
		if t.inPlace == nil {
			if err := t.carry(s); err != nil {
				return report, err
			}
		}
	}
	if t.inPlace == nil {
		if err := t.exchange(lines, text); err != nil {
			return report, err
		}
	}
	if t.inPlace != nil {
		if err := t.ops.sync(t.tree); err != nil {
			return report, err
		}
		if err := t.verify(lines); err != nil {
			return report, err
		}
		begun, err := t.update(s, lines, text)
		if err != nil && !begun {
			return report, diag.Failf("the site is as it was: it can neither be exchanged in one step (%w) nor updated file by file; give this user the right to write to it and to the folder above it, or choose another --out: %w", t.inPlace, err)
		}
		if err != nil {
			return report, diag.Failf("the site may be updated in part, since it cannot be exchanged in one step (%w); build again: %w", t.inPlace, err)
		}
		report.Atomic = false
		report.Notes = append(report.Notes, diag.Sayf("%s was updated file by file, since it cannot be exchanged in one step: %v", t.shown, t.inPlace))
		t.finish(&report, t.discard())
		return report, nil
	}
	// From here on the new site is published, and nothing is a failure.
	var err error
	if t.exists {
		err = t.sweep(&t.old, t.tree, t.dir, s, false)
	}
	if err == nil {
		err = t.discard()
	}
	t.finish(&report, err)
	return report, nil
}

// disown reads the files of a survey that are about to go, and lets those of them
// be ours no more that are not as a build wrote them. Those that are kept are in
// the new site as well, whoever wrote them.
func (t *Tree) disown(s *survey) error {
	return t.separate(s, &t.old, t.dir, func(name string) (inode uint64, linked bool, err error) {
		f := t.files[name]
		return f.inode, f.fate == kept, nil
	})
}

// separate finds out which files of a survey are ours, by their bytes but for
// those of which linked says that the new site has the very file.
func (t *Tree) separate(s *survey, m *manifest, root string, linked func(name string) (inode uint64, linked bool, err error)) error {
	ours := make([]bool, len(s.ours))
	err := parallel(len(s.ours), func(i int) (err error) {
		f := &s.ours[i]
		f.seen.inode, f.linked, err = linked(f.name)
		ours[i] = true
		if err != nil || f.linked {
			return err
		}
		var sum imprint
		f.seen, sum, err = t.imprintAt(filepath.Join(root, filepath.FromSlash(f.name)))
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it is gone already
		}
		ours[i] = m.has(f.name, sum)
		return err
	})
	if err != nil {
		return err
	}
	var still []owned
	for i, f := range s.ours {
		if ours[i] {
			still = append(still, f)
		} else {
			s.foreign = append(s.foreign, entry{name: f.name, edited: true})
		}
	}
	s.ours = still
	return nil
}

// verify holds the new tree against what was written to it: each file is there and
// is as it was placed.
func (t *Tree) verify(lines []line) error {
	return parallel(len(lines), func(i int) error {
		name := lines[i].name
		f := t.files[name]
		if f.fate == kept && t.inPlace != nil {
			return nil
		}
		return t.verifyOne(name, f)
	})
}

// verifyOne finds the very file that was placed, which nobody has written to since.
// One that seems to be another is read: some network file systems give a file its
// time when it is closed, and some a new number whenever they feel like it.
func (t *Tree) verifyOne(name string, f placed) error {
	file := filepath.Join(t.tree, filepath.FromSlash(name))
	is, err := t.ops.look(file)
	if err == nil && is.regular && is.size == f.imprint.size && is.modified == f.modified && is.inode == f.inode {
		return nil
	}
	var sum imprint
	if err == nil {
		_, sum, err = t.imprintAt(file)
	}
	if err == nil && sum != f.imprint {
		err = errors.New("it is not as it was written")
	}
	if err != nil {
		return diag.Failf("%s was changed while it was being made, by another program or a failing disk: %s: %w", t.tree, name, err)
	}
	return nil
}

// exchange completes the new tree and puts it in dir's place, or sets inPlace if
// that cannot be.
func (t *Tree) exchange(lines []line, manifest []byte) error {
	// Last, so that the tree of a build that was killed has a manifest only if
	// it is complete.
	list, err := t.place(manifestName, manifest, len(t.old.text) > 0)
	if err != nil {
		return err
	}
	list.imprint = imprintOf(manifest)
	if t.exists && t.modes {
		if err := t.ops.chmod(t.tree, t.rootMode); err != nil {
			return err
		}
	}
	if err := t.ops.sync(t.tree); err != nil {
		return err
	}
	if err := errors.Join(t.verify(lines), t.verifyOne(manifestName, list)); err != nil {
		return err
	}
	if !t.exists {
		return t.ops.rename(t.tree, t.dir)
	}
	err = t.ops.exchange(t.tree, t.dir)
	if isOneOf(err, cannotExchange) {
		t.inPlace = err
		return nil
	}
	return err
}

// cannotExchange are the errors that say that two folders cannot be exchanged here. Any
// other is of a disk that fails, which must not be written to file by file.
var cannotExchange = []error{
	errors.ErrUnsupported, // ENOSYS, ENOTSUP
	syscall.EINVAL,        // the file system does not know how
	syscall.EBUSY,         // a mount point
	syscall.EXDEV,         // a bind mount
	fs.ErrPermission,      // the folder above is not ours
}

// errNoExchange is why nothing is exchanged on Windows.
var errNoExchange = diag.Failf("this system cannot do that")

func isOneOf(err error, list []error) bool {
	return slices.ContainsFunc(list, func(one error) bool { return errors.Is(err, one) })
}

// finish ends the build; what could not be cleaned up is noted, and is removed
// by the next build.
func (t *Tree) finish(report *Report, err error) {
	if t.litter != nil {
		report.Notes = append(report.Notes, diag.Sayf("%v", t.litter))
	}
	if err != nil {
		err = errors.Join(err, t.staging.release(&t.ops), t.inner.release(&t.ops))
		what := diag.Sayf("files of the last build are left in %s: %v", t.staging.path, err)
		if errors.Is(err, fs.ErrPermission) {
			what = diag.Sayf("files of the last build are left in %s, which this user may not remove: let whoever may do so remove that folder: %v", t.staging.path, err)
		}
		report.Notes = append(report.Notes, what)
	}
	t.done = true
}

// Abort gives up the build: the old site stays, the staging folder goes. After
// Commit has published, it does nothing.
func (t *Tree) Abort() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return nil
	}
	t.done = true
	err := t.discard()
	for _, p := range slices.Backward(t.parents) {
		// A folder that somebody uses by now is not empty, and stays.
		_ = t.ops.rmdir(p)
	}
	return err
}

// discard removes what the build has beside the site, and gives up its lock.
func (t *Tree) discard() error {
	return errors.Join(t.inner.discard(&t.ops), t.staging.discard(&t.ops))
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
