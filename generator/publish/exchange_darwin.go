package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// canExchange is whether the system has a call for it.
const canExchange = true

func exchange(a, b string) error {
	if err := unix.RenamexNp(a, b, unix.RENAME_SWAP); err != nil {
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}
