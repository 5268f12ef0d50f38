//go:build darwin || freebsd || netbsd

package publish

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// born is when a folder was made.
func born(_ string, s *unix.Stat_t) string { return fmt.Sprint(s.Btim.Nano()) }
