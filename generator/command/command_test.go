package command

import (
	"bytes"
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

// A full is a disk that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestFailedWrite: what a command could not print is said, and it has not been done.
func TestFailedWrite(t *testing.T) {
	t.Setenv("LC_ALL", "C")
	calls := [][]string{{"version"}, {"help"}, {"-h"}, {"schema"}}
	for _, c := range commands() {
		calls = append(calls, []string{c.name, "-h"})
	}
	for _, args := range calls {
		var said bytes.Buffer
		if status := Run(args, nil, full{}, &said); status != statusMachine || !strings.HasSuffix(said.String(), ": no space left on device\n") {
			t.Errorf("%q: status %d, %q", args, status, &said)
		}
	}
}
