//go:build unix

package generator_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestHostilePipes puts pipes, which keep whoever opens them waiting, where files and
// folders are looked for.
func TestHostilePipes(t *testing.T) {
	runHostileNodes(t, func(name string) error { return syscall.Mkfifo(name, 0o600) })
}

// runHostileNodes puts what is neither a file nor a folder where those are looked for.
func runHostileNodes(t *testing.T, node func(name string) error) {
	put := func(name string) func(*hostileSite) {
		return func(s *hostileSite) {
			if err := errors.Join(os.MkdirAll(filepath.Dir(s.path(name)), 0o755), os.RemoveAll(s.path(name))); err != nil {
				s.t.Fatal(err)
			}
			if err := node(s.path(name)); err != nil {
				s.t.Skip("there is no such thing to be made here: ", err)
			}
		}
	}
	const (
		removed = ":1:1: error: this is not a plain file: remove it [file-kind]"
		no      = ":1:1: error: this file cannot be read (it is not a plain file) [file-unreadable]"
		nowhere = ":1:1: error: this file cannot be read (not a directory) [file-unreadable]"
	)
	runHostile(t, []hostileCase{
		{"settings", put("config.yaml"), []string{"config.yaml:1:1: " + notPlain}, false},
		{"registry", put("content/committees.yaml"), []string{"content/committees.yaml:1:1: " + notPlain}, true},
		{"banners", put("content/announcements.yaml"), []string{"content/announcements.yaml:1:1: " + notPlain}, false},
		{"article", put("content/articles/a.vi.md"), []string{"content/articles/a.vi.md" + removed}, false},
		{"page", put("content/pages/a.vi.md"), []string{"content/pages/a.vi.md" + removed}, false},
		{"file beside a text", put("content/articles/a/a.png"), []string{"content/articles/a/a.png" + removed}, false},
		{"strings", put("layouts/strings/vi.yaml"), []string{"layouts/strings/vi.yaml" + no}, false},
		{"layout", func(s *hostileSite) {
			put("layouts/home.html")(s)
			s.write("content/articles/other.vi.md", right)
		}, []string{"layouts/home.html" + no}, true},
		{"static file", put("static/a.txt"), []string{"static/a.txt" + no}, false},
		{"folder of articles", put("content/articles"), []string{"content/articles:1:1: " + noFolder}, true},
		{"folder of strings", put("layouts/strings"), []string{"layouts/strings/en.yaml" + nowhere, "layouts/strings/vi.yaml" + nowhere}, false},
	})
}
