package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// asUser calls do on a thread that is another user than root, which may do everything. A
// user who is not root is one already.
func asUser(t *testing.T, do func()) {
	t.Helper()
	if os.Getuid() != 0 {
		do()
		return
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: who the thread is ends with the goroutine
		// The library's own calls would change every thread.
		_, _, err := unix.RawSyscall(unix.SYS_SETRESGID, 65534, 65534, 65534)
		if err == 0 {
			_, _, err = unix.RawSyscall(unix.SYS_SETRESUID, 65534, 65534, 65534)
		}
		if err != 0 {
			done <- err
			return
		}
		do()
		done <- nil
	}()
	if err := <-done; err != nil {
		t.Skip("this machine lets nobody be another user: ", err)
	}
}

// userDir is a folder of that user's.
func userDir(t *testing.T) string {
	t.Helper()
	top := memoryDir(t)
	if os.Getuid() == 0 {
		if err := os.Chown(top, 65534, 65534); err != nil {
			t.Fatal(err)
		}
	}
	return top
}

// chmodAll sets or takes away bits of the modes of all that is in a folder.
func chmodAll(t *testing.T, dir string, change func(fs.FileMode) fs.FileMode) {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.Chmod(name, change(lstat(t, name).Mode())); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadOnlySite: a published folder that the user has made read-only is told as such;
// it stays, and nothing is left beside it, however often.
func TestReadOnlySite(t *testing.T) {
	for machine, change := range machines {
		t.Run(machine, func(t *testing.T) {
			top := userDir(t)
			dir := filepath.Join(top, "public")
			o := quickOps()
			change(&o)
			asUser(t, func() { mustBuild(t, dir, generation(1)) })
			readOnly := func(m fs.FileMode) fs.FileMode { return m &^ 0o222 }
			chmodAll(t, dir, readOnly)
			for n := range 2 {
				asUser(t, func() {
					_, err := build(dir, o, generation(2+n))
					if err == nil || !strings.Contains(err.Error(), "chmod -R u+w") && !strings.HasPrefix(machine, "mount") && machine != "read-only parent" || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "permission denied") {
						t.Errorf("the error is %v", err)
					}
				})
				checkSite(t, dir, generation(1))
				checkNoLitter(t, top, "public")
			}
			// As is one that has only read-only folders in it, where they have to be written to.
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			asUser(t, func() {
				r, err := build(dir, o, generation(2))
				if machine == "exchange" {
					if err != nil || len(r.Notes) > 0 {
						t.Errorf("the report is %+v, %v", r, err)
					}
				} else if err == nil || !strings.Contains(err.Error(), "is as it was") {
					t.Errorf("the error is %v", err)
				}
			})
			if machine == "exchange" {
				checkSite(t, dir, generation(2))
			} else {
				checkSite(t, dir, generation(1))
			}
			checkNoLitter(t, top, "public")
			chmodAll(t, dir, func(m fs.FileMode) fs.FileMode { return m | 0o200 })
			asUser(t, func() { mustBuild(t, dir, generation(3)) })
			checkSite(t, dir, generation(3))
			checkNoLitter(t, top, "public")
		})
	}
}

// TestOwnerAndGroup: the published folder is whose it was after an exchange, with its
// group and its mode, and what is new in it has that group where the mode says so.
func TestOwnerAndGroup(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root gives folders away")
	}
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(1))
	if err := os.Chown(dir, 33, 44); err != nil {
		t.Fatal(err)
	}
	const mode = fs.ModeDir | fs.ModeSetgid | 0o750
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		if r := mustBuild(t, dir, generation(2+n)); !r.Atomic || len(r.Notes) > 0 {
			t.Errorf("the report is %+v", r)
		}
		info := lstat(t, dir)
		is := info.Sys().(*syscall.Stat_t)
		if is.Uid != 33 || is.Gid != 44 || info.Mode() != mode {
			t.Errorf("it is %d:%d %v", is.Uid, is.Gid, info.Mode())
		}
		for _, name := range []string{"vi/bai-viet", "vi/index.html"} {
			info := lstat(t, filepath.Join(dir, name))
			if gid := info.Sys().(*syscall.Stat_t).Gid; gid != 44 || info.IsDir() && info.Mode()&fs.ModeSetgid == 0 {
				t.Errorf("%s is of the group %d, %v", name, gid, info.Mode())
			}
		}
	}
}

// TestOwnerThatCannotBeGiven: a folder whose owner, group or mode no new one could have
// is updated file by file, and stays the folder that it is.
func TestOwnerThatCannotBeGiven(t *testing.T) {
	for what, change := range map[string]func(o *ops){
		"owner and group": func(o *ops) {
			o.giveTo = func(name string, _ fs.FileInfo) error {
				return &os.PathError{Op: "lchown", Path: name, Err: syscall.EPERM}
			}
		},
		"mode": func(o *ops) {
			chmod := o.chmod
			o.chmod = func(name string, m fs.FileMode) error { return chmod(name, m&^fs.ModeSetgid) }
		},
	} {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		mustBuild(t, dir, generation(1))
		if err := os.Chmod(dir, 0o775|fs.ModeSetgid); err != nil {
			t.Fatal(err)
		}
		addForeign(t, dir)
		before := lstat(t, dir)
		o := quickOps()
		change(&o)
		r, err := build(dir, o, generation(2))
		if err != nil || r.Atomic || !strings.Contains(fmt.Sprint(r.Notes), what) {
			t.Errorf("%s: %+v, %v", what, r, err)
		}
		if after := lstat(t, dir); !os.SameFile(before, after) || after.Mode() != before.Mode() {
			t.Errorf("%s: the folder has become another, %v", what, after.Mode())
		}
		checkSite(t, dir, with(generation(2), foreign))
		checkNoLitter(t, top, "public")
	}
}
