//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// A handle is an open file.
type handle = *os.File

const noFollow, noWait = 0, 0

func openFile(name string, flags int, mode fs.FileMode) (handle, error) {
	return os.OpenFile(name, flags, mode)
}

func openToRead(name string) (handle, error) { return os.Open(name) }

// readFrom gives 0 at the end of a file, as the system does elsewhere.
func readFrom(f handle, p []byte) (int, error) {
	n, err := f.Read(p)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

func writeTo(f handle, p []byte) (int, error) { return f.Write(p) }

func closeFile(f handle) error { return f.Close() }

func lookAtOpen(f handle) (look, error) {
	info, err := f.Stat()
	if err != nil {
		return look{}, err
	}
	return lookOf(info), nil
}

func lookAt(name string) (look, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return look{}, err
	}
	return lookOf(info), nil
}

// lookOf leaves the number out: these systems would have to open the file for it.
func lookOf(info fs.FileInfo) look {
	return look{
		regular:  info.Mode().IsRegular(),
		perm:     info.Mode().Perm(),
		size:     info.Size(),
		modified: info.ModTime().UnixNano(),
	}
}

// giveTo does nothing: these systems exchange no folders, and one that is updated keeps
// whose it is.
func giveTo(string, fs.FileInfo) error { return nil }

// writable leaves it to the first write to fail.
func writable(string) error { return nil }
