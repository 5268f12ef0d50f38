package command

import (
	"errors"
	"strings"
	"testing"

	"bantin/generator/diag"
)

// TestWarn: of several failures, each is a line that says who speaks.
func TestWarn(t *testing.T) {
	var said strings.Builder
	c := &call{name: "build", stderr: &said}
	c.warn("%v", errors.Join(errors.New("one"), diag.Failf("two: %w", errors.Join(errors.New("three"), errors.New("four")))))
	if want := "bantin build: one\nbantin build: two: three\nbantin build: four\n"; said.String() != want {
		t.Errorf("it says %q, want %q", said.String(), want)
	}
}
