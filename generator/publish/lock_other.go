//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package publish

import (
	"errors"
	"io/fs"
	"os"
)

// tryLock fails: these systems have no lock that goes with its process, and
// without one the staging folder of a live build looks like that of a dead one.
func tryLock(f handle) error {
	return &os.PathError{Op: "lock", Path: f.Name(), Err: errors.ErrUnsupported}
}

func lockFolder(string) (leave func(), held bool) { return func() {}, false }

func sameDevice(a, b fs.FileInfo) bool { return true }
