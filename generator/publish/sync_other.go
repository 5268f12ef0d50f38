//go:build !linux

package publish

import "os"

// syncTree syncs the folder itself. Not every system lets a folder be synced,
// and a site can be built again: it is tried, and no more.
func syncTree(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}
