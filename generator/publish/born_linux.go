package publish

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// born is when a folder was made; "" where its file system does not tell, or a sandbox or
// an old kernel refuses the call.
func born(folder string, _ *unix.Stat_t) string {
	var s unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, folder, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_BTIME, &s)
	if err != nil || s.Mask&unix.STATX_BTIME == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%09d", s.Btime.Sec, s.Btime.Nsec)
}
