//go:build unix

package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModesWhateverTheUmask(t *testing.T) {
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	dir := filepath.Join(t.TempDir(), "public")
	for n := range 3 {
		mustBuild(t, dir, generation(n))
		err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			want := fileMode
			if e.IsDir() {
				want = dirMode
			}
			if info, err := e.Info(); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v %v", name, info.Mode(), err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// A file of ours whose mode somebody changed is put right, and keeps its time.
	file := filepath.Join(dir, "static/site.css")
	then := age(t, file)
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	for way, change := range machines {
		if err := errors.Join(os.Chmod(file, 0o600), os.Chmod(filepath.Join(dir, "vi"), fs.ModeSetgid|0o700)); err != nil {
			t.Fatal(err)
		}
		o := quickOps()
		change(&o)
		if _, err := build(dir, o, generation(2)); err != nil {
			t.Fatal(err)
		}
		// A folder that stays keeps its other bits; one of a new tree has none.
		if mode := lstat(t, filepath.Join(dir, "vi")).Mode(); mode.Perm() != dirMode || mode&fs.ModeSetgid == 0 && way != "exchange" {
			t.Errorf("%s: a folder has the mode %v", way, mode)
		}
		if info := lstat(t, file); info.Mode().Perm() != fileMode || !info.ModTime().Equal(then) {
			t.Errorf("%s: %v %v", way, info.Mode(), info.ModTime())
		}
	}
}
