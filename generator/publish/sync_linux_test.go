package publish

import (
	"errors"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// withoutSync calls do on a thread that the system refuses to sync a file system for,
// with an input or output error; it gives why that cannot be arranged.
func withoutSync(do func()) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: the thread, and the refusal, end with the goroutine
		filter := []unix.SockFilter{
			{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}, // the number of the call
			{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, Jf: 1, K: unix.SYS_SYNCFS},
			{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EIO)},
			{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		}
		program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
		err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
		if err == nil {
			err = unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)), 0, 0)
		}
		if err == nil {
			do()
		}
		done <- err
	}()
	return <-done
}

// TestSync: what is published is on the disk before it is published. Where it cannot be
// brought there, the old site stays, whether the folders would be exchanged or updated.
func TestSync(t *testing.T) {
	if err := syncTree(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there was synced")
	}
	for _, machine := range []string{"exchange", "mount"} {
		dir := filepath.Join(memoryDir(t), "public")
		mustBuild(t, dir, generation(1))
		o := diskOps()
		machines[machine](&o)
		var err error
		if cannot := withoutSync(func() { _, err = build(dir, o, generation(2)) }); cannot != nil {
			t.Skip("no call of the system can be refused here: ", cannot)
		}
		if !errors.Is(err, syscall.EIO) {
			t.Errorf("%s: the error is %v", machine, err)
		}
		checkSite(t, dir, generation(1))
		checkNoLitter(t, filepath.Dir(dir), "public")
	}
}
