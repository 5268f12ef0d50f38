package generator_test

import (
	"syscall"
	"testing"
)

// TestHostileDevices puts devices, of which one can be read for ever, where files and
// folders are looked for.
func TestHostileDevices(t *testing.T) {
	const zero = 1<<8 | 5 // /dev/zero
	runHostileNodes(t, func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o666, zero) })
}
