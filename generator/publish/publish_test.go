package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func lstat(t *testing.T, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// age sets a file's time back, so that a new one shows.
func age(t *testing.T, name string) time.Time {
	t.Helper()
	then := time.Date(2020, 12, 21, 8, 0, 0, 123456789, time.UTC)
	if err := os.Chtimes(name, then, then); err != nil {
		t.Fatal(err)
	}
	return then
}

func TestFirstBuild(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "build", "site", "public")
	site := generation(1)
	r := mustBuild(t, dir, site)
	checkSite(t, dir, site)
	checkNoLitter(t, filepath.Dir(dir), "public")
	size := 0
	for _, text := range site {
		size += len(text)
	}
	if want := (Report{Files: len(site), Bytes: size, Written: len(site), Atomic: true}); !reflect.DeepEqual(r, want) {
		t.Errorf("report is %+v, want %+v", r, want)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := "bantin manifest 2: 7 lines\nc119017c 12 index.html\n5bb89385 40000 static/site.css\n4823dcbc 8 turns/into.txt\n" +
		"abe6f7ae 6 vi/bai-viet/1/a/b/c/d.txt\n791f580c 5 vi/bai-viet/1/index.html\n" +
		"078d2b3f 15 vi/bai-viet/2020/x/index.html\nc119017c 12 vi/index.html\n"
	if string(text) != want {
		t.Errorf("manifest is %q, want %q", text, want)
	}
}

func TestEmptyFolderIsTaken(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(dir, 0o750); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, dir, generation(1))
	checkSite(t, dir, generation(1))
	if m := lstat(t, dir).Mode().Perm(); m != 0o750 {
		t.Errorf("the folder's mode has become %o", m)
	}
}

func TestUnchangedBuildChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	before := lstat(t, dir)
	r := mustBuild(t, dir, generation(1))
	if r.Written != 0 || r.Unchanged != r.Files || r.Removed != 0 || !r.Atomic {
		t.Errorf("report is %+v", r)
	}
	if !os.SameFile(before, lstat(t, dir)) {
		t.Error("the folder is another one")
	}
	checkSite(t, dir, generation(1))
	checkNoLitter(t, filepath.Dir(dir), "public")
}

func TestUnchangedFileKeepsInodeAndTime(t *testing.T) {
	for way, change := range machines {
		t.Run(way, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustBuild(t, dir, generation(1))
			same := filepath.Join(dir, "static/site.css")
			other := filepath.Join(dir, "vi/index.html")
			then := age(t, same)
			age(t, other)
			before := lstat(t, same)

			o := quickOps()
			change(&o)
			r, err := build(dir, o, generation(3))
			if err != nil {
				t.Fatal(err)
			}
			after := lstat(t, same)
			if !after.ModTime().Equal(then) {
				t.Errorf("time is %v, want %v", after.ModTime(), then)
			}
			if !os.SameFile(before, after) && way != "bind mount" {
				t.Error("the file has another inode")
			}
			if lstat(t, other).ModTime().Equal(then) {
				t.Error("a changed file has the old time")
			}
			if r.Written != 4 || r.Unchanged != 3 || r.Removed != 2 {
				t.Errorf("report is %+v", r)
			}
			if wantAtomic := way == "exchange"; r.Atomic != wantAtomic || (len(r.Notes) == 0) != wantAtomic {
				t.Errorf("report is %+v", r)
			}
			checkSite(t, dir, generation(3))
			checkNoLitter(t, filepath.Dir(dir), "public")
		})
	}
}

func TestNoHardLinks(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	then := age(t, filepath.Join(dir, "static/site.css"))
	o := quickOps()
	o.link = func(a, b string) error { return &os.LinkError{Op: "link", Old: a, New: b, Err: syscall.EPERM} }
	r, err := build(dir, o, generation(2))
	if err != nil {
		t.Fatal(err)
	}
	checkSite(t, dir, generation(2))
	if got := lstat(t, filepath.Join(dir, "static/site.css")).ModTime(); !got.Equal(then) {
		t.Errorf("time is %v, want %v", got, then)
	}
	if r.Unchanged != 2 || !r.Atomic {
		t.Errorf("report is %+v", r)
	}

	// What is not ours is then safe only where it is.
	addForeign(t, dir)
	if r, err = build(dir, o, generation(3)); err != nil {
		t.Fatal(err)
	}
	checkSite(t, dir, with(generation(3), foreign))
	if r.Atomic || len(r.Notes) == 0 {
		t.Errorf("report is %+v", r)
	}
}

func TestForeignFilesSurvive(t *testing.T) {
	for way, change := range machines {
		t.Run(way, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			o := quickOps()
			change(&o)
			if _, err := build(dir, quickOps(), generation(1)); err != nil {
				t.Fatal(err)
			}
			addForeign(t, dir)
			before := lstat(t, filepath.Join(dir, "CNAME"))
			then := age(t, filepath.Join(dir, ".git/refs"))
			for n := 2; n < 6; n++ {
				if _, err := build(dir, o, generation(n)); err != nil {
					t.Fatal(err)
				}
				checkSite(t, dir, with(generation(n), foreign))
			}
			after := lstat(t, filepath.Join(dir, "CNAME"))
			if !os.SameFile(before, after) {
				t.Error("CNAME is another file")
			}
			refs := lstat(t, filepath.Join(dir, ".git/refs"))
			if refs.Mode().Perm() != 0o750 || !refs.ModTime().Equal(then) {
				t.Errorf("an empty folder has become %v %v", refs.Mode(), refs.ModTime())
			}
			checkNoLitter(t, filepath.Dir(dir), "public")
		})
	}
}

func TestReadOnlyForeignFolderIsLeftAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	locked := filepath.Join(dir, "locked")
	if err := os.Mkdir(locked, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(locked, "x"), []byte("x"), 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(locked, 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(locked, 0o755)
	r := mustBuild(t, dir, generation(2))
	checkSite(t, dir, with(generation(2), map[string]string{"locked/x": "x"}))
	if r.Atomic || !strings.Contains(fmt.Sprint(r.Notes), "locked") {
		t.Errorf("report is %+v", r)
	}
}

// TestFolderOfTheFileSystem: a fresh file system has a folder of its own, into which only
// root may look. It is nobody's file, and stays; elsewhere it is a folder like any other.
func TestFolderOfTheFileSystem(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	lost := filepath.Join(dir, "lost+found")
	if err := os.MkdirAll(lost, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := build(dir, quickOps(), generation(1)); err == nil || !strings.Contains(err.Error(), `it holds "lost+found"`) {
		t.Errorf("where it is no file system, the error is %v", err)
	}
	o := quickOps()
	machines["mount"](&o)
	readDir := o.readDir
	o.readDir = func(name string) ([]fs.DirEntry, error) {
		if name == lost {
			return nil, &os.PathError{Op: "open", Path: name, Err: syscall.EACCES}
		}
		return readDir(name)
	}
	before := lstat(t, lost)
	for n := range 4 {
		if _, err := build(dir, o, generation(n)); err != nil {
			t.Fatal(err)
		}
		checkSite(t, dir, with(generation(n), map[string]string{"lost+found/": ""}))
	}
	if after := lstat(t, lost); !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Error("it was touched")
	}
}

// TestOrderInPlace: an update file by file has new files there before any page that may
// name them is changed, and removes what is stale when no page names it any more. The
// list of what is ours has all of them from the first to the last.
func TestOrderInPlace(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(1))
	o := quickOps()
	machines["mount"](&o)
	var turns, names []string
	was := generation(1)
	o = counted(o, func(op string) error {
		kind, rest, _ := strings.Cut(op, " ")
		name, ok := strings.CutPrefix(rest[strings.LastIndex(rest, " ")+1:], dir+"/")
		if !ok || strings.HasPrefix(name, innerPrefix) || kind != "rename" && kind != "remove" {
			return nil
		}
		turn := "new"
		switch _, isOld := was[name]; {
		case name == manifestName:
			turn = "list"
		case kind == "remove" && name == "turns/into.txt":
			turn = "in the way" // a file has the name of its folder
		case kind == "remove":
			turn = "stale"
		case isOld:
			turn = "changed"
		}
		names = append(names, turn+" "+name)
		if len(turns) == 0 || turns[len(turns)-1] != turn {
			turns = append(turns, turn)
		}
		return nil
	})
	if _, err := build(dir, o, generation(2)); err != nil {
		t.Fatal(err)
	}
	if want := []string{"list", "in the way", "new", "changed", "stale", "list"}; !slices.Equal(turns, want) {
		t.Errorf("the order is %q, want %q:\n%s", turns, want, strings.Join(names, "\n"))
	}
}

// What somebody does to the folder between our survey and the end is done to
// the old tree, and must not go with it.
func TestForeignChangesDuringCommit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	addForeign(t, dir)
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Error(err)
		}
	}
	o := quickOps()
	o.exchange = func(a, b string) error {
		put("late.txt", "late")
		put("vi/bai-viet/1/late.txt", "late, where a page goes")
		put("CNAME.new", "replaced.example")
		if err := os.Rename(filepath.Join(dir, "CNAME.new"), filepath.Join(dir, "CNAME")); err != nil {
			t.Error(err)
		}
		if err := os.Remove(filepath.Join(dir, "latest")); err != nil {
			t.Error(err)
		}
		if err := os.Symlink("en/index.html", filepath.Join(dir, "latest")); err != nil {
			t.Error(err)
		}
		return exchange(a, b)
	}
	r, err := build(dir, o, generation(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Notes) > 0 {
		t.Errorf("notes: %s", r.Notes)
	}
	want := with(with(generation(2), foreign), map[string]string{
		"late.txt": "late", "vi/bai-viet/1/late.txt": "late, where a page goes",
		"CNAME": "replaced.example", "latest": "-> en/index.html",
	})
	checkSite(t, dir, want)
	checkNoLitter(t, filepath.Dir(dir), "public")

	// A file that comes at the last moment to a place of ours is kept, and said.
	o.exchange = func(a, b string) error {
		put("even.txt", "mine")
		return exchange(a, b)
	}
	if _, err := build(dir, quickOps(), generation(3)); err != nil {
		t.Fatal(err)
	}
	if r, err = build(dir, o, generation(4)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fmt.Sprint(r.Notes), "even.txt") || !r.Atomic {
		t.Errorf("report is %+v", r)
	}
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(dir), ".public-kept-*", "even.txt"))
	if err != nil || len(kept) != 1 {
		t.Errorf("kept: %q, %v", kept, err)
	}
}

func TestRefusals(t *testing.T) {
	write := func(name, text string) func(dir string) error {
		return func(dir string) error {
			full := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return err
			}
			return os.WriteFile(full, []byte(text), 0o644)
		}
	}
	manifest := func(text string) func(string) error { return write(manifestName, text) }
	tests := []struct {
		name    string
		prepare func(dir string) error
		want    string
	}{
		{"files and no manifest", write("photo.jpg", ""), `it holds "photo.jpg", and no list`},
		{"a folder and no manifest", write(".git/config", ""), `it holds ".git"`},
		{"a file", func(dir string) error { return os.WriteFile(dir, nil, 0o644) }, "it is not a folder"},
		{"a dangling link", func(dir string) error { return os.Symlink("nowhere", dir) }, "follow the symbolic link"},
		{"a link to the root", func(dir string) error { return os.Symlink("/", dir) }, "the root of a file system"},
		{"another version", manifest("bantin manifest 1: 0 files\n"), "not a manifest that this version"},
		{"nothing in it", manifest(""), "not a manifest"},
		{"cut short", manifest("bantin manifest 2: 2 lines\n00000000 0 a\n"), "not complete"},
		{"cut in a line", manifest("bantin manifest 2: 1 lines\n00000000 0 index.ht"), "not complete"},
		{"a line without a size", manifest("bantin manifest 2: 1 lines\n00000000 a\n"), "no line of a manifest"},
		{"a line without a sum", manifest("bantin manifest 2: 1 lines\n0 a\n"), "no line of a manifest"},
		{"a sum that is none", manifest("bantin manifest 2: 1 lines\n0000000g 0 a\n"), "no line of a manifest"},
		{"a size below nothing", manifest("bantin manifest 2: 1 lines\n00000000 -1 a\n"), "no line of a manifest"},
		{"a name outside", manifest("bantin manifest 2: 1 lines\n00000000 0 ../x\n"), "not a path inside"},
		{"a name outside, deeper", manifest("bantin manifest 2: 1 lines\n00000000 0 a/../../x\n"), "not a path inside"},
		{"an absolute name", manifest("bantin manifest 2: 1 lines\n00000000 0 /etc/passwd\n"), "not a path inside"},
		{"a backslash", manifest("bantin manifest 2: 1 lines\n00000000 0 ..\\x\n"), "backslash"},
		{"twice", manifest("bantin manifest 2: 2 lines\n00000000 0 a\n00000000 0 a\n"), "out of order"},
		{"out of order", manifest("bantin manifest 2: 2 lines\n00000000 0 b\n00000000 0 a\n"), "out of order"},
		{"the manifest lists itself", manifest("bantin manifest 2: 1 lines\n00000000 0 " + manifestName + "\n"), "reserved"},
		{"the manifest is a folder", write(manifestName+"/x", ""), "not a regular file"},
		{"the manifest is a link", func(dir string) error {
			if err := write("list", "bantin manifest 2: 0 lines\n")(dir); err != nil {
				return err
			}
			return os.Symlink("list", filepath.Join(dir, manifestName))
		}, "not a regular file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if err := test.prepare(dir); err != nil {
				t.Fatal(err)
			}
			tree, err := Begin(dir)
			if err == nil {
				tree.Abort()
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "publish to "+dir+": ") {
				t.Errorf("error is %q, want %q", err, test.want)
			}
			checkNoLitter(t, filepath.Dir(dir), "public")
		})
	}
	for _, dir := range []string{"", "/"} {
		if tree, err := Begin(dir); err == nil {
			tree.Abort()
			t.Errorf("Begin(%q) gives no error", dir)
		}
	}
}

// TestInsideAnother: a site in a published one would be replaced with it, unseen by its build.
func TestInsideAnother(t *testing.T) {
	top := memoryDir(t)
	dir := filepath.Join(top, "public")
	mustBuild(t, dir, generation(1))
	for _, inside := range []string{"inner", "vi", "new/deep/inner"} {
		tree, err := Begin(filepath.Join(dir, filepath.FromSlash(inside)))
		if err == nil {
			t.Fatal(inside, tree.Abort(), "no error")
		}
		if want := "it is inside " + dir + ", which an earlier build published"; !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %q, want %q", inside, err, want)
		}
	}
	checkSite(t, dir, generation(1))
	checkNoLitter(t, top, "public")
	mustBuild(t, filepath.Join(top, "inner"), generation(1))
}

func TestManifestWithWindowsLines(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	file := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), "\n", "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, dir, generation(2))
	checkSite(t, dir, generation(2))
}

// A manifest leads nowhere that a link leads.
func TestLinksAreNotFollowed(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "public")
	outside := filepath.Join(top, "outside")
	mustBuild(t, dir, generation(1))
	if err := os.Rename(filepath.Join(dir, "vi"), outside); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../outside", filepath.Join(dir, "vi")); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, outside)
	if _, err := build(dir, quickOps(), generation(2)); err == nil || !strings.Contains(err.Error(), `"vi" is there already`) {
		t.Errorf("error is %v", err)
	}
	site := map[string]string{"index.html": "alone"}
	for way, change := range machines {
		o := quickOps()
		change(&o)
		if _, err := build(dir, o, site); err != nil {
			t.Errorf("%s: %v", way, err)
		}
		checkSite(t, dir, with(site, map[string]string{"vi": "-> ../outside"}))
	}
	checkSite(t, outside, before)
}

func TestForeignCollision(t *testing.T) {
	tests := []struct{ foreign, ours, named string }{
		{"robots.txt", "robots.txt", "robots.txt"},
		{"vi", "vi/index.html", "vi"},
		{"about/mine.txt", "about", "about"},
		{"about/deep/mine.txt", "about/deep", "about/deep"},
	}
	for _, test := range tests {
		for way, change := range machines {
			t.Run(test.ours+" "+way, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "public")
				old := map[string]string{"index.html": "old"}
				mustBuild(t, dir, old)
				full := filepath.Join(dir, test.foreign)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte("mine"), 0o644); err != nil {
					t.Fatal(err)
				}
				o := quickOps()
				change(&o)
				_, err := build(dir, o, map[string]string{"index.html": "new", test.ours: "ours"})
				if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%q is there already", test.named)) {
					t.Errorf("error is %v", err)
				}
				checkSite(t, dir, with(old, map[string]string{test.foreign: "mine"}))
				checkNoLitter(t, filepath.Dir(dir), "public")
			})
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{
		"", ".", "..", "/", "/etc/passwd", "../x", "a/../../x", "a/../b", "./a", "a/", "a//b", "a/./b",
		`a\b`, `..\x`, "a\x00b", "a\nb", "\x7f", "caf\xe9", manifestName, innerPrefix + "1/x",
	} {
		dir := filepath.Join(t.TempDir(), "public")
		tree, err := Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := tree.Write(name, nil); err == nil || !strings.Contains(err.Error(), "internal error") {
			t.Errorf("Write(%q): %v", name, err)
		}
		if _, err := tree.Commit(); err == nil {
			t.Errorf("Commit after Write(%q) gives no error", name)
		}
		if err := tree.Abort(); err != nil {
			t.Error(err)
		}
		checkNoLitter(t, filepath.Dir(dir))
	}
	site := map[string]string{"vi/đại-hội/…/a b.html": "x", "_headers": "", ".nojekyll": "", "a/.bantin-x": "", "...": "x"}
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, site)
	checkSite(t, dir, site)
}

func TestWrittenTwice(t *testing.T) {
	tree, err := Begin(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Abort()
	if err := tree.Write("vi/x", nil); err != nil {
		t.Fatal(err)
	}
	if err := tree.Write("vi/x", nil); err == nil || err.Error() != "internal error: vi/x written twice" {
		t.Errorf("error is %v", err)
	}
	if _, err := tree.Commit(); err == nil {
		t.Error("Commit gives no error")
	}
}

func TestAfterTheEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	tree, err := Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Write("a", []byte("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := tree.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := tree.Write("b", nil); err == nil {
		t.Error("Write gives no error")
	}
	if _, err := tree.Commit(); err == nil {
		t.Error("Commit gives no error")
	}
	if err := tree.Abort(); err != nil {
		t.Error(err)
	}
	checkSite(t, dir, map[string]string{"a": "a"})
}

func TestAbort(t *testing.T) {
	top := t.TempDir()
	fresh := filepath.Join(top, "not", "there", "public")
	tree, err := Begin(fresh)
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Write("a/b", nil); err != nil {
		t.Fatal(err)
	}
	if err := tree.Abort(); err != nil {
		t.Fatal(err)
	}
	checkNoLitter(t, top)

	for way, change := range machines {
		dir := filepath.Join(top, "public")
		mustBuild(t, dir, generation(1))
		o := quickOps()
		change(&o)
		if tree, err = begin(dir, o); err != nil {
			t.Fatal(err)
		}
		for name, text := range generation(2) {
			if err := tree.Write(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := tree.Abort(); err != nil {
			t.Errorf("%s: %v", way, err)
		}
		checkSite(t, dir, generation(1))
		checkNoLitter(t, top, "public")
	}
}

func TestLinkToAFolder(t *testing.T) {
	top := t.TempDir()
	target := filepath.Join(top, "elsewhere", "site")
	if err := os.MkdirAll(target, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(top, "public")
	if err := os.Symlink("elsewhere/site", link); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		mustBuild(t, link, generation(n))
		checkSite(t, target, generation(n))
	}
	if lstat(t, link).Mode()&fs.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	checkNoLitter(t, top, "elsewhere", "public")
	checkNoLitter(t, filepath.Dir(target), "site")
}

func TestTwoBuilds(t *testing.T) {
	for way, change := range machines {
		t.Run(way, func(t *testing.T) {
			top := t.TempDir()
			dir := filepath.Join(top, "public")
			mustBuild(t, dir, generation(1))
			o := quickOps()
			change(&o)
			first, err := begin(dir, o)
			if err != nil {
				t.Fatal(err)
			}
			defer first.Abort()
			want := fmt.Sprintf("another build is writing to it (process %d)", os.Getpid())
			if _, err := Begin(dir); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error is %v, want %q", err, want)
			}
			other, err := Begin(filepath.Join(top, "public-2"))
			if err != nil {
				t.Fatalf("another folder: %v", err)
			}
			if err := other.Abort(); err != nil {
				t.Error(err)
			}
			if err := first.Abort(); err != nil {
				t.Error(err)
			}
			mustBuild(t, dir, generation(2))
			checkSite(t, dir, generation(2))
			checkNoLitter(t, top, "public")
		})
	}
}

func TestManyBuildsAtOnce(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "public")
	for round := range 10 {
		var wg sync.WaitGroup
		var won atomic.Int32
		winner := make(chan *Tree, 8)
		for range 8 {
			wg.Go(func() {
				tree, err := Begin(dir)
				if err == nil {
					won.Add(1)
					winner <- tree
				} else if !strings.Contains(err.Error(), "another build") {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d builds won", won.Load())
		}
		tree := <-winner
		for name, text := range generation(round) {
			if err := tree.Write(name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tree.Commit(); err != nil {
			t.Fatal(err)
		}
		checkSite(t, dir, generation(round))
		checkNoLitter(t, top, "public")
	}
}

// A folder that only looks like one of ours is somebody else's.
func TestStagingOfOthersIsLeftAlone(t *testing.T) {
	top := t.TempDir()
	for name, text := range map[string]string{
		".public-bantin-123/file":               "no mark",
		".public-bantin-124/" + markerName:      "another mark",
		".public-bantin-x1/" + markerName:       markerText,
		".public-bantin-125":                    "a file",
		".publics-bantin-1/" + markerName:       markerText,
		"public.old/" + markerName:              markerText,
		".public-bantin-126/sub/" + markerName:  markerText,
		".public-bantin-126/" + treeName + "/x": "a tree without a mark",
	} {
		full := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := snapshot(t, top)
	dir := filepath.Join(top, "public")
	mustBuild(t, dir, map[string]string{"a": "a"})
	mustBuild(t, dir, map[string]string{"a": "b"})
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	checkSite(t, top, before)
}

func TestConcurrentWrites(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	for n := range 3 {
		tree, err := Begin(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for i := range 400 {
			want[fmt.Sprintf("vi/%d/%d/index.html", i%7, i)] = fmt.Sprint(i, i*n%3)
		}
		var wg sync.WaitGroup
		for worker := range 4 {
			wg.Go(func() {
				var buffer []byte // used again, as the caller may
				for i := worker; i < 400; i += 4 {
					buffer = fmt.Append(buffer[:0], i, i*n%3)
					if err := tree.Write(fmt.Sprintf("vi/%d/%d/index.html", i%7, i), buffer); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if _, err := tree.Commit(); err != nil {
			t.Fatal(err)
		}
		checkSite(t, dir, want)
	}
}

// TestReaderSeesOneSite: whoever reads while one site after the other is published
// finds every file of one of them, and never two of them mixed.
func TestReaderSeesOneSite(t *testing.T) {
	exchanges := 2000
	if testing.Short() {
		exchanges = 200
	}
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(0))
	var stop atomic.Bool
	var wg sync.WaitGroup
	var files, sites, late, seen int
	wg.Go(func() { // path by path: never missing
		for last := ""; !stop.Load(); {
			for _, name := range []string{"index.html", "vi/index.html", "vi/bai-viet/2020/x/index.html", "static/site.css"} {
				text, err := os.ReadFile(filepath.Join(dir, name))
				whole := strings.HasPrefix(string(text), "generation ") || string(text) == generation(0)[name]
				if err != nil || !whole {
					t.Errorf("%s: %.40q, %v", name, text, err)
					return
				}
				files++
				if name == "index.html" && string(text) != last {
					last = string(text)
					seen++
				}
			}
		}
	})
	wg.Go(func() { // through one folder: never mixed
		for !stop.Load() {
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Error(err)
				return
			}
			a, errA := root.ReadFile("index.html")
			b, errB := root.ReadFile("vi/index.html")
			root.Close()
			if errors.Is(errA, fs.ErrNotExist) || errors.Is(errB, fs.ErrNotExist) {
				late++ // the folder that was opened is the last site by now, and goes
				continue
			}
			if errA != nil || errB != nil || string(a) != string(b) {
				t.Errorf("%q %v, %q %v", a, errA, b, errB)
				return
			}
			sites++
		}
	})
	for n := 1; n <= exchanges && !t.Failed(); n++ {
		mustBuild(t, dir, generation(n))
	}
	stop.Store(true)
	wg.Wait()
	t.Logf("%d exchanges: %d files read by their paths, of %d sites, none missing, empty or cut; %d pairs read through one open folder, all of one site, and %d times the folder was the last site's",
		exchanges, files, seen, sites, late)
}

func TestReaderFindsFilesInPlace(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(0))
	o := quickOps()
	machines["busy"](&o)
	var stop atomic.Bool
	var wg sync.WaitGroup
	wg.Go(func() {
		for !stop.Load() {
			text, err := os.ReadFile(filepath.Join(dir, "vi/index.html"))
			if err != nil || !strings.HasPrefix(string(text), "generation ") {
				t.Errorf("%q, %v", text, err)
				return
			}
		}
	})
	for n := 1; n <= 50 && !t.Failed(); n++ {
		if _, err := build(dir, o, generation(n)); err != nil {
			t.Error(err)
		}
	}
	stop.Store(true)
	wg.Wait()
}
