//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// lockWait is how long the folder above is waited for. Builds hold its lock
// only while they enter; a program that holds it for longer has nothing to do
// with us.
const lockWait = 2 * time.Second

func tryLock(f handle) error {
	for {
		err := unix.Flock(int(f), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EWOULDBLOCK):
			return errHeld
		case err != nil:
			return os.NewSyscallError("lock", err)
		default:
			return nil
		}
	}
}

// lockFolder takes the lock of a folder while a build enters. A folder that
// cannot be locked (some network file systems), or that something else keeps
// locked (held), is gone without: then two builds that begin at the same moment
// may turn each other away.
func lockFolder(dir string) (leave func(), held bool) {
	f, err := openFile(dir, os.O_RDONLY, 0)
	if err != nil {
		return func() {}, false
	}
	const step = 5 * time.Millisecond
	for range lockWait / step {
		if held = errors.Is(tryLock(f), errHeld); !held {
			break
		}
		time.Sleep(step)
	}
	return func() { _ = closeFile(f) }, held
}

func sameDevice(a, b fs.FileInfo) bool {
	x, okX := a.Sys().(*syscall.Stat_t)
	y, okY := b.Sys().(*syscall.Stat_t)
	return !okX || !okY || x.Dev == y.Dev
}
