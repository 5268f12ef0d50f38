package publish

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock locks a byte far behind the end: a locked byte cannot be read, and
// the marker has to be.
func tryLock(f handle) error {
	place := &windows.Overlapped{OffsetHigh: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, place)
	switch {
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return errHeld
	case err != nil:
		return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
	}
	return nil
}

// lockFolder does nothing: Windows does not lock folders. Two builds that begin
// at the same moment may turn each other away.
func lockFolder(string) (leave func(), held bool) { return func() {}, false }

// sameDevice is true: the folder cannot be exchanged anyway.
func sameDevice(a, b fs.FileInfo) bool { return true }
