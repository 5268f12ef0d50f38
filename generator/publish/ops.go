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

	look     func(name string) (look, error)   // follows no link
	open     func(name string) (handle, error) // for reading; fails on a symbolic link
	lookOpen func(f handle) (look, error)
	read     func(f handle, p []byte) (int, error) // gives 0 at the end

	create func(name string, mode fs.FileMode) (handle, error) // fails if there is one
	write  func(f handle, p []byte) (int, error)               // may write less
	close  func(f handle) error

	mkdir     func(name string, mode fs.FileMode) error
	mkdirAll  func(name string, mode fs.FileMode) error
	mkdirTemp func(dir, pattern string) (string, error)
	link      func(old, new string) error
	symlink   func(target, name string) error
	chmod     func(name string, mode fs.FileMode) error
	chtimes   func(name string, modified time.Time) error

	rename    func(old, new string) error
	exchange  func(a, b string) error // in one step, each gets the other's name
	exchanges bool                    // the system has a call for that
	remove    func(name string) error // a file
	rmdir     func(name string) error // an empty folder, never a file
	removeAll func(name string) error
	sync      func(dir string) error // what is in dir is on the disk, if the power fails

	openLock   func(name string) (handle, error)
	tryLock    func(f handle) error // errHeld if another process has it
	lockFolder func(dir string) (leave func(), held bool)
	sameDevice func(a, b fs.FileInfo) bool

	// identity tells a folder from every other that is or was on the disk, as far as the
	// system can: a copy has another. It follows no link, fails for what is no folder, and
	// is "" where the system tells nothing of the kind.
	identity func(folder string) (string, error)
	// giveTo gives a folder the owner and the group of another, if they differ.
	giveTo func(folder string, like fs.FileInfo) error
	// writable fails if this user may not make or remove files in a folder.
	writable func(folder string) error
}

func diskOps() ops {
	return ops{
		lstat:        os.Lstat,
		stat:         os.Stat,
		evalSymlinks: filepath.EvalSymlinks,
		readlink:     os.Readlink,
		readDir:      os.ReadDir,
		readFile:     os.ReadFile,
		look:         lookAt,
		open:         openToRead,
		lookOpen:     lookAtOpen,
		read:         readFrom,
		create: func(name string, mode fs.FileMode) (handle, error) {
			return openFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		},
		write:     writeTo,
		close:     closeFile,
		mkdir:     os.Mkdir,
		mkdirAll:  os.MkdirAll,
		mkdirTemp: os.MkdirTemp,
		link:      os.Link,
		symlink:   os.Symlink,
		chmod:     os.Chmod,
		chtimes: func(name string, modified time.Time) error {
			return os.Chtimes(name, time.Time{}, modified)
		},
		rename:    os.Rename,
		exchange:  exchange,
		exchanges: canExchange,
		remove:    os.Remove,
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
		openLock: func(name string) (handle, error) {
			return openFile(name, os.O_RDWR|noFollow|noWait, 0)
		},
		tryLock:    tryLock,
		lockFolder: lockFolder,
		sameDevice: sameDevice,
		identity:   identity,
		giveTo:     giveTo,
		writable:   writable,
	}
}

// A look is what a file is seen to be without reading it. Two looks that are the
// same are of one file that nobody has written to between them.
type look struct {
	regular  bool
	perm     fs.FileMode
	size     int64  // in bytes
	modified int64  // nanoseconds since 1970
	inode    uint64 // 0 where the system does not say
}

// writeAll writes all of data, however many steps the system takes for it.
func (o *ops) writeAll(f handle, data []byte) error {
	for len(data) > 0 {
		n, err := o.write(f, data)
		if err == nil && n == 0 {
			err = io.ErrShortWrite
		}
		if err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// insist removes a name from a folder that is about to go itself, read-only or not.
func (o *ops) insist(remove func(name string) error, name string) error {
	err := remove(name)
	if errors.Is(err, fs.ErrPermission) && o.chmod(filepath.Dir(name), dirMode) == nil {
		err = remove(name)
	}
	return err
}
