package publish

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// put writes files, and links where a text begins with "-> ".
func put(t *testing.T, top string, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		full := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if target, isLink := strings.CutPrefix(files[name], "-> "); !isLink {
			overwrite(t, full, files[name])
		} else if err := os.Symlink(target, full); err != nil {
			t.Fatal(err)
		}
	}
}

// TestForgedStaging: a folder that a checkout has put where a killed build leaves one is
// not taken for one, and no link in it leads to what is elsewhere.
func TestForgedStaging(t *testing.T) {
	other := map[string]string{"index.html": "theirs", "CNAME": "their.example", manifestName: string(manifestText(nil))}
	for name, forged := range map[string]struct {
		files map[string]string
		said  string // the folder of which something is said
	}{
		"beside, to another site": {map[string]string{
			".public-bantin-1/" + markerName: markerText,
			".public-bantin-1/" + treeName:   "-> ../other",
		}, ".public-bantin-1"},
		"beside, whole": {map[string]string{
			".public-bantin-1/" + markerName: markerText + "process 1\nfolder 1-2\ntree 3-4\n",
			".public-bantin-1/" + treeName:   "-> ../other",
		}, ".public-bantin-1"},
		"as earlier builds called it": {map[string]string{
			".public-1/" + markerName: markerText,
			".public-1/" + treeName:   "-> ../other",
		}, ""},
		"beside, to the site itself": {map[string]string{
			".public-bantin-1/" + markerName: markerText,
			".public-bantin-1/" + treeName:   "-> ../public",
		}, ".public-bantin-1"},
		"inside": {map[string]string{
			"public/" + innerPrefix + "1/" + markerName: markerText,
			"public/" + innerPrefix + "1/" + treeName:   "-> ../../other",
		}, innerPrefix + "1"},
		"with files": {map[string]string{
			".public-bantin-1/" + markerName:                           markerText,
			".public-bantin-1/" + treeName + "/" + manifestName:        string(manifestText(nil)),
			".public-bantin-1/" + treeName + "/scripts/x.html":         "<script>",
			".public-bantin-1/" + treeName + "/" + innerPrefix + "1/x": "x",
			"public/scripts": "-> ../other",
		}, ".public-bantin-1"},
	} {
		for machine, change := range machines {
			t.Run(name+", "+machine, func(t *testing.T) {
				top := memoryDir(t)
				put(t, filepath.Join(top, "other"), other)
				put(t, top, map[string]string{"public/CNAME": "our.example", "public/" + manifestName: string(manifestText(nil))})
				put(t, top, forged.files)
				o := quickOps()
				change(&o)
				for n := range 2 {
					r, err := build(filepath.Join(top, "public"), o, generation(n))
					if err != nil {
						t.Fatal(err)
					}
					if notes := fmt.Sprint(r.Notes); forged.said != "" && !strings.Contains(notes, forged.said+" ") {
						t.Errorf("the notes are %s", notes)
					}
				}
				want := with(generation(1), map[string]string{"CNAME": "our.example"})
				for name, text := range forged.files {
					if inside, ok := strings.CutPrefix(name, "public/"); ok {
						want[inside] = text
						continue
					}
					if _, err := os.Lstat(filepath.Join(top, name)); err != nil {
						t.Error(err)
					}
				}
				checkSite(t, filepath.Join(top, "public"), want)
				checkSite(t, filepath.Join(top, "other"), map[string]string{"index.html": "theirs", "CNAME": "their.example"})
			})
		}
	}
}

// TestCopiedStaging: what a killed build has left is somebody's once it is copied.
func TestCopiedStaging(t *testing.T) {
	top := memoryDir(t)
	dir := filepath.Join(top, "public")
	aSite.prepare(t, dir)
	killedAfterExchange(t, dir, func() {})
	left, err := filepath.Glob(filepath.Join(top, ".public-*"))
	if err != nil || len(left) != 1 {
		t.Fatal(left, err)
	}
	again := filepath.Join(filepath.Dir(top), filepath.Base(top)+"-copy")
	defer os.RemoveAll(again)
	if err := os.CopyFS(again, os.DirFS(top)); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(again, filepath.Base(left[0]))
	before := snapshot(t, copied)
	r := mustBuild(t, filepath.Join(again, "public"), generation(3))
	if !strings.Contains(fmt.Sprint(r.Notes), copied+" ") {
		t.Errorf("the notes are %v", r.Notes)
	}
	checkSite(t, copied, before)
	mustBuild(t, dir, generation(3))
	checkNoLitter(t, top, "public")
}

// killedAfterExchange publishes generation 2 with a build that dies as soon as it has
// exchanged the folders, having done before just ahead of that.
func killedAfterExchange(t *testing.T, dir string, before func()) {
	t.Helper()
	o := quickOps()
	dead := false
	o = counted(o, func(op string) error {
		if dead && !strings.HasPrefix(op, "close") {
			return syscall.EIO
		}
		return nil
	})
	do := o.exchange
	o.exchange = func(a, b string) error {
		before()
		defer func() { dead = true }()
		return do(a, b)
	}
	// A process that another test starts meanwhile would have the lock as well, until it
	// has become the program that it is to be.
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if _, err := build(dir, o, generation(2)); err != nil {
		t.Fatal(err)
	}
}

// TestEmptyFoldersOfOthers: an empty folder that no build has made stays.
func TestEmptyFoldersOfOthers(t *testing.T) {
	top := memoryDir(t)
	for _, name := range []string{".public-2024", ".public-", ".public-bantin-", ".public-kept-1"} {
		if err := os.Mkdir(filepath.Join(top, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	mustBuild(t, filepath.Join(top, "public"), generation(1))
	checkNoLitter(t, top, ".public-", ".public-2024", ".public-bantin-", ".public-kept-1", "public")
}

// TestUnpublishedTreeGivesNothingBack: of a build that was killed before it could
// exchange the folders nothing comes back, though its tree was complete.
func TestUnpublishedTreeGivesNothingBack(t *testing.T) {
	for _, stop := range []string{"sync", "exchange"} {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		aSite.prepare(t, dir)
		dead := false
		o := counted(quickOps(), func(op string) error {
			dead = dead || strings.HasPrefix(op, stop+" ")
			if dead && !strings.HasPrefix(op, "close") {
				return syscall.EIO
			}
			return nil
		})
		syscall.ForkLock.RLock()
		_, err := build(dir, o, generation(2))
		syscall.ForkLock.RUnlock()
		if err == nil {
			t.Fatal("the build gives no error")
		}
		if err := os.Remove(filepath.Join(dir, "CNAME")); err != nil {
			t.Fatal(err)
		}
		want := with(generation(3), foreign)
		delete(want, "CNAME")
		mustBuild(t, dir, generation(3))
		checkSite(t, dir, want)
		checkNoLitter(t, top, "public")
	}
}

// TestEditedAtTheExchange: what somebody writes at the moment of the exchange is said
// once, with what to do, and is kept where no build looks again.
func TestEditedAtTheExchange(t *testing.T) {
	for _, kill := range []bool{false, true} {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		mustBuild(t, dir, generation(1))
		edit := func() {
			overwrite(t, filepath.Join(dir, "vi/index.html"), "mine")
			overwrite(t, filepath.Join(dir, "even.txt"), "mine, where there was nothing")
			overwrite(t, filepath.Join(dir, "late.txt"), "late")
		}
		var r Report
		if kill {
			killedAfterExchange(t, dir, edit)
			r = mustBuild(t, dir, generation(4))
		} else {
			o := quickOps()
			o.exchange = func(a, b string) error { edit(); return exchange(a, b) }
			var err error
			if r, err = build(dir, o, generation(4)); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := filepath.Glob(filepath.Join(top, ".public-kept-*"))
		if err != nil || len(kept) != 1 {
			t.Fatal(kept, err)
		}
		notes := fmt.Sprint(r.Notes)
		if len(r.Notes) != 1 || !strings.Contains(notes, "even.txt and vi/index.html") || !strings.Contains(notes, kept[0]) || !strings.Contains(notes, "remove that folder") || strings.Contains(notes, "killed") {
			t.Errorf("killed: %v: the notes are %s", kill, notes)
		}
		want := map[string]string{"vi/index.html": "mine", "even.txt": "mine, where there was nothing"}
		checkSite(t, kept[0], want)
		for n := range 2 {
			if r := mustBuild(t, dir, generation(6+n)); len(r.Notes) > 0 {
				t.Errorf("killed: %v: a later build says %v", kill, r.Notes)
			}
		}
		checkSite(t, dir, with(generation(7), map[string]string{"late.txt": "late"}))
		checkSite(t, kept[0], want)
		checkNoLitter(t, top, filepath.Base(kept[0]), "public")
	}
}

// TestGivenBackThroughNoLink: what was put into the old site at the last moment is not
// carried through a link that has come into the new one.
func TestGivenBackThroughNoLink(t *testing.T) {
	top := memoryDir(t)
	dir := filepath.Join(top, "public")
	mustBuild(t, dir, generation(1))
	put(t, top, map[string]string{"outside/x": "theirs"})
	killedAfterExchange(t, dir, func() { put(t, dir, map[string]string{"own/y": "mine"}) })
	put(t, dir, map[string]string{"own": "-> ../outside"})
	r := mustBuild(t, dir, generation(4))
	checkSite(t, filepath.Join(top, "outside"), map[string]string{"x": "theirs"})
	kept, err := filepath.Glob(filepath.Join(top, ".public-kept-*/own/y"))
	if err != nil || len(kept) != 1 || !strings.Contains(fmt.Sprint(r.Notes), "changed own/y while") {
		t.Errorf("kept are %v, %v; the notes %v", kept, err, r.Notes)
	}
}

// TestFullDiskNamesAFile: a disk that is full from the first byte on is told with what
// was being made.
func TestFullDiskNamesAFile(t *testing.T) {
	o := quickOps()
	o.write = func(handle, []byte) (int, error) { return 0, syscall.ENOSPC }
	_, err := build(filepath.Join(memoryDir(t), "public"), o, generation(1))
	if want := "write "; err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), markerName+": no space left on device") {
		t.Errorf("the error is %v", err)
	}
	o = quickOps()
	o.tryLock = func(handle) error { return &fs.PathError{Op: "lock", Err: syscall.ENOLCK} }
	_, err = build(filepath.Join(memoryDir(t), "public"), o, generation(1))
	if err == nil || !strings.Contains(err.Error(), markerName) {
		t.Errorf("the error is %v", err)
	}
}

// TestEndedMeanwhile: a build that ends while the next one looks at its folder has left
// nothing, and nothing is told of it.
func TestEndedMeanwhile(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	first, err := begin(dir, quickOps())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range generation(1) {
		if err := first.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	o := quickOps()
	openLock := o.openLock
	o.openLock = func(name string) (handle, error) {
		f, err := openLock(name)
		if name == first.staging.marker() {
			if _, err := first.Commit(); err != nil {
				t.Error(err)
			}
		}
		return f, err
	}
	r, err := build(dir, o, generation(2))
	if err != nil || len(r.Notes) > 0 {
		t.Errorf("%+v, %v", r, err)
	}
	checkNoLitter(t, filepath.Dir(dir), "public")
}
