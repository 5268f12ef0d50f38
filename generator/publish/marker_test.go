//go:build unix

package publish

import (
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestOddMarkers: what stands in the place of a marker and is no file has not our mark,
// and the folder is left alone.
func TestOddMarkers(t *testing.T) {
	for kind, put := range map[string]func(name string) error{
		"pipe":   func(name string) error { return syscall.Mkfifo(name, 0o644) },
		"folder": func(name string) error { return os.Mkdir(name, 0o755) },
		"link":   func(name string) error { return os.Symlink("nowhere", name) },
		"socket": func(name string) error {
			at := filepath.Dir(name)
			t.Chdir(at) // the name of a socket is short
			l, err := net.ListenUnix("unix", &net.UnixAddr{Name: markerName, Net: "unix"})
			if err == nil {
				l.SetUnlinkOnClose(false)
				err = l.Close()
			}
			return err
		},
	} {
		top := t.TempDir()
		marker := filepath.Join(top, ".public-bantin-1", markerName)
		if err := os.Mkdir(filepath.Dir(marker), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := put(marker); err != nil {
			t.Fatal(kind, err)
		}
		if _, err := build(filepath.Join(top, "public"), quickOps(), generation(1)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if _, err := os.Lstat(marker); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
