//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// A handle is an open file: the system's own number. An os.File would also be
// made known to the poller, which takes no ordinary file: three system calls
// more for each file of the site.
type handle int

// noFollow makes an open fail on a symbolic link, noWait not wait for whoever may write
// to a pipe.
const (
	noFollow = unix.O_NOFOLLOW
	noWait   = unix.O_NONBLOCK
)

func openFile(name string, flags int, mode fs.FileMode) (handle, error) {
	for {
		fd, err := unix.Open(name, flags|unix.O_CLOEXEC, uint32(mode.Perm()))
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return 0, &os.PathError{Op: "open", Path: name, Err: err}
		default:
			return handle(fd), nil
		}
	}
}

// openToRead opens a file to read it, never one that a link leads to. A pipe that
// stands in its place is not waited for.
func openToRead(name string) (handle, error) {
	return openFile(name, unix.O_RDONLY|noWait|noFollow, 0)
}

func readFrom(f handle, p []byte) (int, error) {
	for {
		n, err := unix.Read(int(f), p)
		if !errors.Is(err, unix.EINTR) {
			return max(n, 0), err
		}
	}
}

func writeTo(f handle, p []byte) (int, error) {
	for {
		n, err := unix.Write(int(f), p)
		if !errors.Is(err, unix.EINTR) {
			return max(n, 0), err
		}
	}
}

// closeFile does not try again: after EINTR, too, the number is given back.
func closeFile(f handle) error {
	if err := unix.Close(int(f)); err != nil && !errors.Is(err, unix.EINTR) {
		return err
	}
	return nil
}

func lookAtOpen(f handle) (look, error) {
	var s unix.Stat_t
	for {
		err := unix.Fstat(int(f), &s)
		if !errors.Is(err, unix.EINTR) {
			return lookOf(&s), err
		}
	}
}

func lookAt(name string) (look, error) {
	var s unix.Stat_t
	for {
		err := unix.Lstat(name, &s)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return look{}, &os.PathError{Op: "lstat", Path: name, Err: err}
		default:
			return lookOf(&s), nil
		}
	}
}

func lookOf(s *unix.Stat_t) look {
	return look{
		regular:  s.Mode&unix.S_IFMT == unix.S_IFREG,
		perm:     fs.FileMode(s.Mode & 0o777),
		size:     s.Size,
		modified: s.Mtim.Nano(),
		inode:    s.Ino,
	}
}

// identity is the number of a folder and, where the file system has it, the moment at
// which it was made, to the nanosecond. Numbers are given again; that moment is given by
// nobody but the system, and neither changes when the folder is renamed. The number of the
// device is left out: for many file systems it is another after each mount.
func identity(folder string) (string, error) {
	var s unix.Stat_t
	if err := unix.Lstat(folder, &s); err != nil {
		return "", &os.PathError{Op: "lstat", Path: folder, Err: err}
	}
	if s.Mode&unix.S_IFMT != unix.S_IFDIR {
		return "", &os.PathError{Op: "lstat", Path: folder, Err: unix.ENOTDIR}
	}
	return fmt.Sprintf("%d-%s", s.Ino, born(folder, &s)), nil
}

func giveTo(folder string, like fs.FileInfo) error {
	var is unix.Stat_t
	if err := unix.Lstat(folder, &is); err != nil {
		return &os.PathError{Op: "lstat", Path: folder, Err: err}
	}
	want, ok := like.Sys().(*syscall.Stat_t)
	if !ok || is.Uid == want.Uid && is.Gid == want.Gid {
		return nil
	}
	return os.Lchown(folder, int(want.Uid), int(want.Gid))
}

func writable(folder string) error {
	flags := 0
	if unix.Getuid() != unix.Geteuid() {
		flags = unix.AT_EACCESS // which old kernels leave to a library that knows no access lists
	}
	if err := unix.Faccessat(unix.AT_FDCWD, folder, unix.W_OK|unix.X_OK, flags); err != nil {
		return &os.PathError{Op: "write", Path: folder, Err: err}
	}
	return nil
}
