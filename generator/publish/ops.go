package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// ops are the operations on the disk, all that there are: each of them can fail,
// and a build must leave a whole site whichever it is.
type ops struct {
	lstat        func(name string) (fs.FileInfo, error)
	stat         func(name string) (fs.FileInfo, error)
	evalSymlinks func(name string) (string, error)
	readlink     func(name string) (string, error)
	readDir      func(name string) ([]fs.DirEntry, error)
	readFile     func(name string) ([]byte, error)

	open  func(name string) (*os.File, error) // for reading; fails on a symbolic link
	fstat func(f *os.File) (fs.FileInfo, error)
	read  func(f *os.File, p []byte) (int, error)

	create func(name string, mode fs.FileMode) (*os.File, error) // fails if there is one
	write  func(f *os.File, data []byte) (int, error)
	close  func(f *os.File) error

	mkdir     func(name string, mode fs.FileMode) error
	mkdirAll  func(name string, mode fs.FileMode) error
	mkdirTemp func(dir, pattern string) (string, error)
	link      func(old, new string) error
	symlink   func(target, name string) error
	chmod     func(name string, mode fs.FileMode) error
	chtimes   func(name string, modified time.Time) error

	rename    func(old, new string) error
	exchange  func(a, b string) error // in one step, each gets the other's name
	remove    func(name string) error // a file
	rmdir     func(name string) error // an empty folder, never a file
	removeAll func(name string) error
	sync      func(dir string) error // what is in dir is on the disk, if the power fails

	openLock   func(name string) (*os.File, error)
	tryLock    func(f *os.File) error // errHeld if another process has it
	lockFolder func(dir string) (leave func())
	sameDevice func(a, b fs.FileInfo) bool
}

func diskOps() ops {
	return ops{
		lstat:        os.Lstat,
		stat:         os.Stat,
		evalSymlinks: filepath.EvalSymlinks,
		readlink:     os.Readlink,
		readDir:      os.ReadDir,
		readFile:     os.ReadFile,
		open: func(name string) (*os.File, error) {
			return os.OpenFile(name, os.O_RDONLY|noFollow, 0)
		},
		fstat: (*os.File).Stat,
		read:  (*os.File).Read,
		create: func(name string, mode fs.FileMode) (*os.File, error) {
			return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		},
		write:     (*os.File).Write,
		close:     (*os.File).Close,
		mkdir:     os.Mkdir,
		mkdirAll:  os.MkdirAll,
		mkdirTemp: os.MkdirTemp,
		link:      os.Link,
		symlink:   os.Symlink,
		chmod:     os.Chmod,
		chtimes: func(name string, modified time.Time) error {
			return os.Chtimes(name, time.Time{}, modified)
		},
		rename:   os.Rename,
		exchange: exchange,
		remove:   os.Remove,
		rmdir: func(name string) error {
			for {
				err := syscall.Rmdir(name)
				switch {
				case errors.Is(err, syscall.EINTR):
				case err != nil:
					return &os.PathError{Op: "remove", Path: name, Err: err}
				default:
					return nil
				}
			}
		},
		removeAll: os.RemoveAll,
		sync:      syncTree,
		openLock: func(name string) (*os.File, error) {
			return os.OpenFile(name, os.O_RDWR|noFollow, 0)
		},
		tryLock:    tryLock,
		lockFolder: lockFolder,
		sameDevice: sameDevice,
	}
}

// readMark reads the beginning of a marker.
func (o *ops) readMark(f *os.File) (string, error) {
	var b [200]byte
	n, err := o.read(f, b[:])
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return string(b[:n]), err
}
