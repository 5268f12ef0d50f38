package server

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"bantin/generator/content"

	"github.com/fsnotify/fsnotify"
)

// TestBurst: a thousand events are one change, an event by itself is told of soon,
// and a folder that is never quiet is read all the same.
func TestBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		w := &watcher{dir: dir, watched: map[string]fs.FileInfo{}}
		events, out := make(chan fsnotify.Event), make(chan change)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go w.follow(ctx, events, nil, out)
		save := func(name string) {
			events <- fsnotify.Event{Name: filepath.Join(dir, filepath.FromSlash(name)), Op: fsnotify.Write}
		}

		start := time.Now()
		save("content/articles/mot.vi.md")
		c := <-out
		if took := time.Since(start); !slices.Equal(c.suspects.Paths, []string{"content/articles/mot.vi.md"}) || c.suspects.All || took > 20*time.Millisecond {
			t.Errorf("one event gave %v after %v", c.suspects, took)
		}

		start = time.Now()
		for i := range 1000 {
			save(fmt.Sprintf("content/articles/%d.vi.md", i%700))
			time.Sleep(time.Millisecond)
		}
		c = <-out
		if took := time.Since(start); len(c.suspects.Paths) != 700 || took > 1200*time.Millisecond {
			t.Errorf("a burst gave %d paths after %v", len(c.suspects.Paths), took)
		}
		synctest.Wait()
		select {
		case c := <-out:
			t.Errorf("a burst gave another change: %d paths", len(c.suspects.Paths))
		case <-time.After(5 * time.Second):
		}

		start = time.Now()
		go func() {
			for time.Since(start) < 10*time.Second {
				save("content/articles/mot.vi.md")
				time.Sleep(5 * time.Millisecond)
			}
		}()
		<-out
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("a folder that is never quiet was read after %v", took)
		}
		for time.Since(start) < 11*time.Second {
			select {
			case <-out:
			case <-time.After(time.Second):
			}
		}
	})
}

// TestOverflow: when events were lost, everything is suspect.
func TestOverflow(t *testing.T) {
	dir := t.TempDir()
	w := &watcher{dir: dir, watched: map[string]fs.FileInfo{}}
	var err error
	if w.Watcher, err = fsnotify.NewWatcher(); err != nil {
		t.Skip("this system has no events: ", err)
	}
	defer w.Close()
	errs, out := make(chan error), make(chan change)
	ctx, cancel := context.WithCancel(t.Context())
	go w.follow(ctx, w.Events, errs, out)
	errs <- fsnotify.ErrEventOverflow
	if c := <-out; !c.suspects.All {
		t.Errorf("lost events gave %v", c.suspects)
	}
	cancel()
	if _, open := <-out; open {
		t.Error("there is another change")
	}
}

func TestRelative(t *testing.T) {
	dir := t.TempDir()
	w := &watcher{dir: dir}
	for name, want := range map[string]string{
		"content/articles/a.vi.md":        "content/articles/a.vi.md",
		"content":                         "content",
		"config.yaml":                     "config.yaml",
		"layouts/strings/vi.yaml":         "layouts/strings/vi.yaml",
		"static/style.css":                "static/style.css",
		"public/index.html":               "",
		".git/index":                      "",
		"config.yaml~":                    "",
		"content/articles/.a.vi.md.swp":   "",
		"content/articles/a.vi.md~":       "",
		"content/articles/.#a.vi.md":      "",
		"content/articles/#a.vi.md#":      "",
		"content/articles/4913":           "",
		"content/articles/a.vi.md.swx":    "",
		"content/articles/~$a.docx":       "",
		"content/articles/a___jb_x.vi.md": "content/articles/a___jb_x.vi.md",
		"content/articles/___jb_tmp___":   "",
		"content/.obsidian/x.vi.md":       "",
		"content/articles/a.tmp":          "",
		"..":                              "",
	} {
		got, ok := w.relative(filepath.Join(dir, filepath.FromSlash(name)))
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, %t; want %q", name, got, ok, want)
		}
	}
}

func TestCompare(t *testing.T) {
	start := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	old := start.Add(-time.Hour)
	file := func(size int64, at time.Time) stamp { return stamp{size: size, time: at, mode: 0o644} }
	for _, c := range []struct {
		name        string
		before, now stamp
		was, is     bool
		want        bool
	}{
		{"the same", file(1, old), file(1, old), true, true, false},
		{"another size", file(1, old), file(2, old), true, true, true},
		{"another time", file(1, old), file(1, old.Add(time.Second)), true, true, true},
		{"older than before", file(1, old), file(1, old.Add(-time.Hour)), true, true, true},
		{"another mode", file(1, old), stamp{size: 1, time: old, mode: 0o600}, true, true, true},
		{"the same size, and a time of writing that was restored", file(1, old), stamp{size: 1, time: old, changed: old.UnixNano() + 1, mode: 0o644}, true, true, true},
		{"restored just now, and perhaps again", stamp{1, old, start.UnixNano(), 0o644}, stamp{1, old, start.UnixNano(), 0o644}, true, true, true},
		{"restored long ago", stamp{1, old, old.UnixNano(), 0o644}, stamp{1, old, old.UnixNano(), 0o644}, true, true, false},
		{"new", stamp{}, file(1, old), false, true, true},
		{"gone", file(1, old), stamp{}, true, false, true},
		{"written just now, and perhaps again", file(1, start), file(1, start), true, true, true},
	} {
		before, now := map[string]stamp{}, map[string]stamp{}
		if c.was {
			before["a"] = c.before
		}
		if c.is {
			now["a"] = c.now
		}
		if got := compare(before, now, start).names["a"]; got != c.want {
			t.Errorf("%s: suspect is %t", c.name, got)
		}
	}
}

// TestRestored: a change is seen that keeps a file's size and time of writing, as some
// programs that fetch files do.
func TestRestored(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("this system tells no time of the last change")
	}
	dir := newFolder(t)
	full := filepath.Join(dir, filepath.FromSlash(one))
	old := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	if err := os.Chtimes(full, old, old); err != nil {
		t.Fatal(err)
	}
	before := look(dir)
	later := time.Now().Add(time.Hour) // when nothing is new any more
	if found := compare(before, look(dir), later); found.names != nil {
		t.Fatalf("where nothing has changed there is %v", found.names)
	}
	// The times of the system go by steps.
	for start := time.Now(); content.Changed(stat(t, full)) == before[one].changed && time.Since(start) < patience; time.Sleep(time.Millisecond) {
		write(t, dir, one, strings.Replace(files[one], "đầu", "đấy", 1))
		if err := os.Chtimes(full, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if info := stat(t, full); info.Size() != before[one].size || !info.ModTime().Equal(before[one].time) {
		t.Fatalf("%d bytes of %v: the test sees nothing", info.Size(), info.ModTime())
	}
	if found := compare(before, look(dir), later); len(found.names) != 1 || !found.names[one] {
		t.Errorf("a change was not seen, but %v", found.names)
	}
}

func stat(t *testing.T, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// TestErrorsAreTaken: errors are taken while nobody listens, since who tells of one
// may hold a lock that the listener waits for; that events were lost is not forgotten.
func TestErrorsAreTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		errs := make(chan error)
		lost := overflows(ctx, errs)
		for _, err := range []error{os.ErrInvalid, fsnotify.ErrEventOverflow, fsnotify.ErrEventOverflow, os.ErrInvalid} {
			errs <- err
		}
		synctest.Wait()
		if len(lost) != 1 {
			t.Errorf("lost events are told of %d times", len(lost))
		}
	})
}

// TestMovedIntoNew: a folder that is moved into a new one is watched, though it is found
// there before the event that it has left its place.
func TestMovedIntoNew(t *testing.T) {
	dir := newFolder(t)
	write(t, dir, "content/articles/cu/bai.vi.md", "x")
	w := &watcher{dir: dir, watched: map[string]fs.FileInfo{}}
	var err error
	if w.Watcher, err = fsnotify.NewWatcher(); err != nil {
		t.Skip("this system has no events: ", err)
	}
	defer w.Close()
	if err := w.all(); err != nil {
		t.Fatal(err)
	}
	full := func(name string) string { return filepath.Join(dir, "content", "articles", name) }
	if err := os.Mkdir(full("moi"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(full("cu"), full("moi/cu")); err != nil {
		t.Fatal(err)
	}
	out := make(chan change)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go w.follow(ctx, w.Events, w.Errors, out) // the events wait until now
	next := func() change {
		select {
		case c := <-out:
			return c
		case <-time.After(patience):
			t.Fatal("no change is told of")
		}
		return change{}
	}
	const folder = "content/articles/moi/cu"
	for !slices.Contains(next().suspects.Paths, "content/articles/cu") {
	}
	write(t, dir, folder+"/bai.vi.md", "y")
	if c := next(); !slices.Contains(c.suspects.Paths, folder+"/bai.vi.md") {
		t.Errorf("a file that was saved gave %v", c.suspects)
	}
}
