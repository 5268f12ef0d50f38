package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestHugeManifest: a manifest that no build wrote is refused for its size, unread.
func TestHugeManifest(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(1))
	file := filepath.Join(dir, manifestName)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func() error{
		"bytes": func() error { return os.Truncate(file, mostManifest+1) },
		"lines": func() error {
			return os.WriteFile(file, []byte(manifestHead+"2000001 lines\n"+strings.Repeat("\n", mostLines+1)), 0o644)
		},
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := build(dir, quickOps(), generation(2))
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), manifestName+":1: ") || !strings.Contains(err.Error(), "are the most") {
			t.Errorf("%s: error is %v", name, err)
		}
		if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 20<<20 {
			t.Errorf("%s: it took %d bytes", name, bytes)
		}
	}
	if err := os.WriteFile(file, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, dir, generation(2))
}

// TestFits: a site whose manifest no build would read is not published.
func TestFits(t *testing.T) {
	for _, c := range []struct {
		files, bytes int
		ok           bool
	}{{0, 0, true}, {mostLines / 2, mostManifest / 2, true}, {mostLines/2 + 1, 0, false}, {0, mostManifest/2 + 1, false}} {
		if err := fits(c.files, c.bytes); err == nil != c.ok {
			t.Errorf("%d files, %d bytes: %v", c.files, c.bytes, err)
		}
	}
}

// TestRefusedWhole: a folder in which nothing may be done is as it was, and is said to be.
func TestRefusedWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	o := quickOps()
	refused := func(old string) error { return &os.LinkError{Op: "rename", Old: old, New: dir, Err: fs.ErrPermission} }
	o.exchange = func(a, b string) error { return refused(a) }
	rename := o.rename
	o.rename = func(old, new string) error {
		if strings.HasPrefix(new, dir) {
			return refused(old)
		}
		return rename(old, new)
	}
	_, err := build(dir, o, generation(2))
	if err == nil || strings.Contains(err.Error(), "in part") || !strings.Contains(err.Error(), "is as it was") {
		t.Errorf("error is %v", err)
	}
	checkSite(t, dir, generation(1))
}

// TestOldSiteOfAnother: where the old site cannot be removed it is told what is left, and
// what to do.
func TestOldSiteOfAnother(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustBuild(t, dir, generation(1))
	o := quickOps()
	removeAll := o.removeAll
	o.removeAll = func(name string) error {
		if filepath.Base(name) == treeName {
			return &fs.PathError{Op: "unlinkat", Path: name, Err: fs.ErrPermission}
		}
		return removeAll(name)
	}
	r, err := build(dir, o, generation(2))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0].String(), "this user may not remove") || !strings.Contains(r.Notes[0].String(), ".public-") {
		t.Errorf("notes are %v", r.Notes)
	}
	checkSite(t, dir, generation(2))
}
