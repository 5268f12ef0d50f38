//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestFolderHeld: who waits for a program that keeps the folder above locked is told.
func TestFolderHeld(t *testing.T) {
	above := t.TempDir()
	f, err := openFile(above, os.O_RDONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := tryLock(f); err != nil {
		t.Skip(err)
	}
	// A build that has the lock may have made its folder, and not yet marked it.
	var begun []string
	for i, marker := range []string{"", markerText[:4]} {
		folder := filepath.Join(above, ".public-bantin-"+strconv.Itoa(i))
		begun = append(begun, folder)
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if marker != "" {
			if err := os.WriteFile(filepath.Join(folder, markerName), []byte(marker), fileMode); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, held := range []bool{true, false} {
		report, err := build(filepath.Join(above, "public"), diskOps(), generation(1))
		if err != nil {
			t.Fatal(err)
		}
		told := len(report.Notes) == 1 && strings.HasPrefix(report.Notes[0].String(), "another program keeps the folder ")
		if told != held || !held && len(report.Notes) > 0 {
			t.Errorf("held: %t, and the notes are %v", held, report.Notes)
		}
		for _, folder := range begun {
			if _, err := os.Lstat(folder); (err == nil) != held {
				t.Errorf("held: %t, and of a folder of who holds it is said: %v", held, err)
			}
		}
		if held {
			if err := closeFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
}
