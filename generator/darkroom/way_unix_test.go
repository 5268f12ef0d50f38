//go:build unix

package darkroom

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestNoPlainFile: nobody is kept waiting by a pipe in the cache, no link of it is
// followed, and pictures come out all the same.
func TestNoPlainFile(t *testing.T) {
	pipe := func(name string) error { return syscall.Mkfifo(name, 0o600) }
	link := func(name string) error { return os.Symlink("../kept", name) }
	for _, c := range []struct {
		name  string
		where string // in the cache's folder
		put   func(name string) error
		noted bool
	}{
		{"pipe for a folder", "pictures", pipe, true},
		{"link for a folder", "pictures", link, true},
		{"pipe for git", ".gitignore", pipe, true},
		{"link for git", ".gitignore", link, true},
		{"pipe for a picture", "pictures/KEY", pipe, false},
		{"link for a picture", "pictures/KEY", link, false},
		{"pipe for what is known", "pictures/" + memoName, pipe, false},
	} {
		dir, list := photographs(t, 1)
		at := filepath.Join(dir, CacheFolder, filepath.FromSlash(strings.Replace(c.where, "KEY", list[0].Key, 1)))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o777), os.Mkdir(filepath.Join(dir, "kept"), 0o777), c.put(at)); err != nil {
			t.Fatal(err)
		}
		r := room(t, dir)
		r.Recall()
		mustMake(t, r, list[0])
		if noted := strings.Contains(r.Note().String(), CacheFolder); noted != c.noted {
			t.Errorf("%s: the note is %q", c.name, r.Note())
		}
		r.Tidy(nil)
		if left, err := os.ReadDir(filepath.Join(dir, "kept")); err != nil || len(left) > 0 {
			t.Errorf("%s: a link is followed: %v, %v", c.name, left, err)
		}
	}
}

// TestSharedFile: a file that has a name outside too stays what it is.
func TestSharedFile(t *testing.T) {
	dir, list := photographs(t, 1)
	outside := filepath.Join(t.TempDir(), "outside")
	before := []byte("somebody's own words\n")
	if err := errors.Join(
		os.WriteFile(outside, before, 0o666),
		os.Mkdir(filepath.Join(dir, CacheFolder), 0o777),
		os.Link(outside, filepath.Join(dir, CacheFolder, ".gitignore")),
	); err != nil {
		t.Fatal(err)
	}
	r := room(t, dir)
	if mustMake(t, r, list[0]); !r.Note().IsZero() {
		t.Errorf("the note is %q", r.Note())
	}
	if after, err := os.ReadFile(outside); err != nil || !bytes.Equal(after, before) {
		t.Errorf("it has become %q, %v", after, err)
	}
}
