package vietnamese

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// bulletinLines gives the lines of the repository's own bulletin, each once.
func bulletinLines(f *testing.F, line func(string)) {
	f.Helper()
	seen := map[string]bool{}
	content := os.DirFS("../../content")
	err := fs.WalkDir(content, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".md") {
			return err
		}
		src, err := fs.ReadFile(content, name)
		for l := range strings.Lines(string(src)) {
			if l = strings.TrimSpace(l); l != "" && !seen[l] {
				seen[l] = true
				line(l)
			}
		}
		return err
	})
	if err != nil || len(seen) == 0 {
		f.Fatal(len(seen), err)
	}
}
