package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// generation is a small site: some files change with n, one does not, one is
// there in even generations only, one in its own only, and a name is a file in
// one and a folder in the next.
func generation(n int) map[string]string {
	g := strconv.Itoa(n)
	site := map[string]string{
		"index.html":                        "generation " + g,
		"vi/index.html":                     "generation " + g,
		"vi/bai-viet/2020/x/index.html":     "the same in all",
		"static/site.css":                   strings.Repeat("b{}\n", 10_000),
		"vi/bai-viet/" + g + "/index.html":  "new " + g,
		"vi/bai-viet/" + g + "/a/b/c/d.txt": "deep " + g,
	}
	if n%2 == 0 {
		site["even.txt"] = "even"
		site["turns"] = "a file"
	} else {
		site["turns/into.txt"] = "a folder"
	}
	return site
}

// foreign is what an editor put into the folder; a target after "-> " is a
// symbolic link, and "" with a final slash an empty folder.
var foreign = map[string]string{
	"CNAME":                      "bulletin.example",
	".git/config":                "[core]",
	".git/refs/":                 "",
	".well-known/security.txt":   "Contact: x",
	"vi/note.txt":                "put among ours",
	"latest":                     "-> vi/index.html",
	"dangling":                   "-> nowhere",
	"vi/bai-viet/2020/x/own.txt": "beside a page",
}

func addForeign(t *testing.T, dir string) {
	t.Helper()
	for name, text := range foreign {
		full := filepath.Join(dir, name)
		target, isLink := strings.CutPrefix(text, "-> ")
		var err error
		if err = os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		switch {
		case strings.HasSuffix(name, "/"):
			err = os.Mkdir(full, 0o750)
		case isLink:
			err = os.Symlink(target, full)
		default:
			err = os.WriteFile(full, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// snapshot reads a folder: its files without the manifest, and its empty folders.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, full)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		switch {
		case name == "." || name == manifestName:
		case e.IsDir():
			entries, err := os.ReadDir(full)
			if err != nil {
				return err
			}
			if len(entries) == 0 {
				got[name+"/"] = ""
			}
		case e.Type() == fs.ModeSymlink:
			target, err := os.Readlink(full)
			if err != nil {
				return err
			}
			got[name] = "-> " + target
		default:
			text, err := os.ReadFile(full)
			if err != nil {
				return err
			}
			got[name] = string(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func with(a, b map[string]string) map[string]string {
	c := maps.Clone(a)
	maps.Copy(c, b)
	return c
}

func difference(got, want map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(with(got, want))) {
		g, inGot := got[name]
		w, inWant := want[name]
		if g != w || inGot != inWant {
			fmt.Fprintf(&b, "%s: have %.40q (%v), want %.40q (%v)\n", name, g, inGot, w, inWant)
		}
	}
	return b.String()
}

func checkSite(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if d := difference(snapshot(t, dir), want); d != "" {
		t.Errorf("the site is not what it should be:\n%s", d)
	}
}

// checkModes finds the modes of a new site's files and of the folders above them.
func checkModes(t *testing.T, dir string, site map[string]string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	for name := range site {
		for n := name; n != "."; n = path.Dir(n) {
			want := dirMode
			if n == name {
				want = fileMode
			}
			if info := lstat(t, filepath.Join(dir, n)); info.Mode().Perm() != want {
				t.Errorf("%s has the mode %v, want %v", n, info.Mode().Perm(), want)
			}
		}
	}
}

// checkNoLitter finds that the folder holds nothing but these.
func checkNoLitter(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

// build publishes a site, and aborts as a caller would.
func build(dir string, o ops, site map[string]string) (Report, error) {
	tree, err := begin(dir, o)
	if err != nil {
		return Report{}, err
	}
	defer tree.Abort()
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if err := tree.Write(name, []byte(site[name])); err != nil {
			return Report{}, err
		}
	}
	return tree.Commit()
}

// checkList finds the manifest that a build from nothing makes of a site.
func checkList(t *testing.T, dir string, site map[string]string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	var lines []line
	for _, name := range slices.Sorted(maps.Keys(site)) {
		lines = append(lines, line{name, imprintOf([]byte(site[name])), nil})
	}
	if want := manifestText(lines); string(got) != string(want) {
		t.Errorf("the manifest is\n%swant\n%s", got, want)
	}
}

func mustBuild(t *testing.T, dir string, site map[string]string) Report {
	t.Helper()
	r, err := build(dir, quickOps(), site)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// quickOps are diskOps that leave the disk its time: no power fails here, and a
// busy machine may have much to sync that is not ours.
func quickOps() ops {
	o := diskOps()
	o.sync = func(dir string) error {
		_, err := os.Lstat(dir)
		return err
	}
	return o
}

// memoryDir is a folder in memory where the system has one: a disk takes ten
// times as long over the thousands of builds that come to a bad end.
func memoryDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "publish-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// errShort is what before gives counted for a write that takes a half of what it is
// given, and says so.
var errShort = errors.New("a short write")

// counted calls before ahead of each operation on the disk; an error of it is
// given in place of the operation. A file is closed all the same, as the system
// closes it.
func counted(o ops, before func(op string) error) ops {
	one := func(op string, do func(string) error) func(string) error {
		return func(a string) error {
			if err := before(op + " " + a); err != nil {
				return err
			}
			return do(a)
		}
	}
	two := func(op string, do func(a, b string) error) func(a, b string) error {
		return func(a, b string) error {
			if err := before(op + " " + a + " " + b); err != nil {
				return err
			}
			return do(a, b)
		}
	}
	mode := func(op string, do func(string, fs.FileMode) error) func(string, fs.FileMode) error {
		return func(a string, m fs.FileMode) error {
			return one(op, func(a string) error { return do(a, m) })(a)
		}
	}
	c := o
	c.lstat = get(before, "lstat", o.lstat)
	c.stat = get(before, "stat", o.stat)
	c.evalSymlinks = get(before, "evalSymlinks", o.evalSymlinks)
	c.readlink = get(before, "readlink", o.readlink)
	c.readDir = get(before, "readDir", o.readDir)
	c.readFile = get(before, "readFile", o.readFile)
	c.look = get(before, "look", o.look)
	c.open = get(before, "open", o.open)
	c.openLock = get(before, "openLock", o.openLock)
	c.lookOpen = func(f handle) (look, error) {
		return get(before, "lookOpen", func(string) (look, error) { return o.lookOpen(f) })("")
	}
	c.read = func(f handle, p []byte) (int, error) {
		return get(before, "read", func(string) (int, error) { return o.read(f, p) })("")
	}
	c.write = func(f handle, p []byte) (int, error) {
		err := before("write")
		if err == nil {
			return o.write(f, p)
		}
		n, _ := o.write(f, p[:len(p)/2]) // a full disk takes a part
		if errors.Is(err, errShort) {
			err = nil
		}
		return n, err
	}
	c.create = func(a string, m fs.FileMode) (handle, error) {
		return get(before, "create", func(a string) (handle, error) { return o.create(a, m) })(a)
	}
	c.close = func(f handle) error {
		err := before("close")
		if closeErr := o.close(f); err == nil {
			err = closeErr
		}
		return err
	}
	c.mkdirTemp = func(a, b string) (string, error) {
		return get(before, "mkdirTemp", func(string) (string, error) { return o.mkdirTemp(a, b) })(a)
	}
	c.tryLock = func(f handle) error {
		return one("tryLock", func(string) error { return o.tryLock(f) })("")
	}
	c.chtimes = func(a string, m time.Time) error {
		return one("chtimes", func(a string) error { return o.chtimes(a, m) })(a)
	}
	c.mkdir = mode("mkdir", o.mkdir)
	c.mkdirAll = mode("mkdirAll", o.mkdirAll)
	c.chmod = mode("chmod", o.chmod)
	c.link = two("link", o.link)
	c.symlink = two("symlink", o.symlink)
	c.rename = two("rename", o.rename)
	c.exchange = two("exchange", o.exchange)
	c.remove = one("remove", o.remove)
	c.rmdir = one("rmdir", o.rmdir)
	c.removeAll = one("removeAll", o.removeAll)
	c.sync = one("sync", o.sync)
	c.identity = get(before, "identity", o.identity)
	c.writable = one("writable", o.writable)
	c.giveTo = func(a string, like fs.FileInfo) error {
		return one("giveTo", func(a string) error { return o.giveTo(a, like) })(a)
	}
	return c
}

func get[T any](before func(string) error, op string, do func(string) (T, error)) func(string) (T, error) {
	return func(a string) (T, error) {
		if err := before(op + " " + a); err != nil {
			var none T
			return none, err
		}
		return do(a)
	}
}

// machines are the machines that a build has to do with.
var machines = map[string]func(o *ops){
	"exchange": func(*ops) {},
	"busy": func(o *ops) {
		o.exchange = func(a, b string) error { return &os.LinkError{Op: "exchange", Old: a, New: b, Err: syscall.EBUSY} }
	},
	"no exchange": func(o *ops) { o.exchanges = false },
	"mount": func(o *ops) {
		o.sameDevice = func(a, b fs.FileInfo) bool { return false }
	},
	"mount, umask 077": func(o *ops) {
		o.sameDevice = func(a, b fs.FileInfo) bool { return false }
		create, mkdir, mkdirAll := o.create, o.mkdir, o.mkdirAll
		o.create = func(name string, mode fs.FileMode) (handle, error) { return create(name, mode&^0o077) }
		o.mkdir = func(name string, mode fs.FileMode) error { return mkdir(name, mode&^0o077) }
		o.mkdirAll = func(name string, mode fs.FileMode) error { return mkdirAll(name, mode&^0o077) }
	},
	"read-only parent": func(o *ops) {
		mkdirTemp := o.mkdirTemp
		o.mkdirTemp = func(dir, pattern string) (string, error) {
			if outer(dir + "/" + pattern) {
				return "", &os.PathError{Op: "mkdir", Path: dir, Err: syscall.EACCES}
			}
			return mkdirTemp(dir, pattern)
		}
	},
	"bind mount": func(o *ops) {
		apart := func(err error) func(do func(a, b string) error) func(a, b string) error {
			return func(do func(a, b string) error) func(a, b string) error {
				return func(a, b string) error {
					if outer(a) != outer(b) {
						return &os.LinkError{Op: "rename", Old: a, New: b, Err: err}
					}
					return do(a, b)
				}
			}
		}(syscall.EXDEV)
		o.exchange, o.rename, o.link = apart(o.exchange), apart(o.rename), apart(o.link)
	},
}

// outer reports whether a path is in a staging folder beside the published one.
func outer(name string) bool { return strings.Contains(name, "/.public-") }
