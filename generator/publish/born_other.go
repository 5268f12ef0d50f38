//go:build dragonfly || openbsd

package publish

import "golang.org/x/sys/unix"

// born is "": these systems do not tell when a folder was made.
func born(string, *unix.Stat_t) string { return "" }
