// Package lack says what becomes of a test that lacks a program of the machine.
package lack

import (
	"os"
	"os/exec"
	"testing"
)

// Of skips the test where something is missing, and fails it in CI, which would
// otherwise pass without having looked. What is empty is not missing.
func Of(t testing.TB, what string) {
	t.Helper()
	switch {
	case what == "":
	case os.Getenv("CI") != "" && os.Getenv("CI") != "false":
		t.Fatal(what)
	default:
		t.Skip(what)
	}
}

// Node is the path of node, which runs a script as a browser does.
func Node(t testing.TB) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		Of(t, "there is no node to run the script with")
	}
	return node
}
