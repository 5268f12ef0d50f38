//go:build !linux && !darwin

package publish

import (
	"errors"
	"os"
)

// canExchange is whether the system has a call for it.
const canExchange = false

func exchange(a, b string) error {
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: errors.ErrUnsupported}
}
