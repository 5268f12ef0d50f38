package generator

import (
	"fmt"
	"io/fs"
	"os"
	"sync"
	"testing"
)

// TestManyFolders: however many folders there are, every file is read, by several at
// once, and no more than a few folders stay open.
func TestManyFolders(t *testing.T) {
	dir := t.TempDir()
	const folders = 5 * maxFolders
	name := func(i int) string { return fmt.Sprintf("a/%d/x.md", i) }
	for i := range folders {
		if err := os.MkdirAll(fmt.Sprintf("%s/a/%d", dir, i), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/"+name(i), []byte(name(i)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	r := &rooted{root: root, all: root.FS()}
	var wg sync.WaitGroup
	for start := range 4 {
		wg.Go(func() {
			for n := range 3 * folders {
				i := (n*7 + start*folders/4) % folders
				if n%3 == 0 {
					i = 0 // one that is used all the time
				}
				if data, err := fs.ReadFile(r, name(i)); err != nil || string(data) != name(i) {
					t.Errorf("%s: %q, %v", name(i), data, err)
				}
			}
		})
	}
	wg.Wait()
	if len(r.folders) != maxFolders {
		t.Errorf("%d folders are kept, want %d", len(r.folders), maxFolders)
	}
	if r.folders["a/0"] == nil {
		t.Error("the folder that was used all the time is not kept")
	}
	for n, f := range r.folders {
		if f.users != 0 {
			t.Errorf("%s has %d users after all have left", n, f.users)
		}
	}
	r.close()
}
