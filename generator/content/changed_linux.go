package content

import (
	"io/fs"
	"syscall"
)

// Changed is when a file last changed in any way, its name and its times included,
// in nanoseconds since 1970; 0 where that is not known.
func Changed(info fs.FileInfo) int64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ctim.Nano()
	}
	return 0
}
