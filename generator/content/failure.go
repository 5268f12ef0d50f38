package content

import (
	"errors"
	"syscall"

	"bantin/generator/diag"
)

// Failure is the first problem of a list that is none of an author's: a file that
// the machine could not read although it is there and may be read. It is nil where
// there is no such problem. What else the list says is then of no use: whatever
// names that file seems to lead nowhere.
func Failure(problems diag.List) error {
	for _, p := range problems {
		for _, a := range p.Message.Args {
			if err, ok := a.(error); ok && ofMachine(err) {
				return diag.Failf("read %s: %w", p.Pos.File, err)
			}
		}
	}
	return nil
}

// ofMachine reports an error that no change to the file could mend.
func ofMachine(err error) bool {
	for _, e := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EIO} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
