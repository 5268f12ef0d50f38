//go:build unix

package generator

import "syscall"

// noWaiting opens a pipe at once, whether or not anybody writes to it.
const noWaiting = syscall.O_NONBLOCK
