package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// canExchange is whether the system has a call for it.
const canExchange = true

func exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// syncTree syncs the file system: one call, where a call for each file would
// cost more than the rest of the build.
func syncTree(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		err = &os.PathError{Op: "sync", Path: dir, Err: err}
		return errors.Join(err, f.Close())
	}
	return f.Close()
}
