//go:build unix

package generator_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipes puts pipes, which keep whoever opens them waiting, where files and folders
// are looked for.
func TestPipes(t *testing.T) {
	pipe := func(name string) func(*hostileSite) {
		return func(s *hostileSite) {
			if err := errors.Join(os.MkdirAll(filepath.Dir(s.path(name)), 0o755), os.RemoveAll(s.path(name))); err != nil {
				s.t.Fatal(err)
			}
			if err := syscall.Mkfifo(s.path(name), 0o600); err != nil {
				s.t.Skip("there are no pipes here: ", err)
			}
		}
	}
	const (
		removed = ":1:1: error: this is not a plain file: remove it [file-kind]"
		no      = ":1:1: error: this file cannot be read (it is not a plain file) [file-unreadable]"
		nowhere = ":1:1: error: this file cannot be read (not a directory) [file-unreadable]"
	)
	runHostile(t, []hostileCase{
		{"settings", pipe("config.yaml"), []string{"config.yaml:1:1: " + notPlain}, false},
		{"registry", pipe("content/committees.yaml"), []string{"content/committees.yaml:1:1: " + notPlain}, true},
		{"banners", pipe("content/announcements.yaml"), []string{"content/announcements.yaml:1:1: " + notPlain}, false},
		{"article", pipe("content/articles/a.vi.md"), []string{"content/articles/a.vi.md" + removed}, false},
		{"page", pipe("content/pages/a.vi.md"), []string{"content/pages/a.vi.md" + removed}, false},
		{"file beside a text", pipe("content/articles/a/a.png"), []string{"content/articles/a/a.png" + removed}, false},
		{"strings", pipe("layouts/strings/vi.yaml"), []string{"layouts/strings/vi.yaml" + no}, false},
		{"layout", func(s *hostileSite) {
			pipe("layouts/home.html")(s)
			s.write("content/articles/other.vi.md", right)
		}, []string{"layouts/home.html" + no}, true},
		{"static file", pipe("static/a.txt"), []string{"static/a.txt" + no}, false},
		{"folder of articles", pipe("content/articles"), []string{"content/articles:1:1: " + noFolder}, true},
		{"folder of strings", pipe("layouts/strings"), []string{"layouts/strings/en.yaml" + nowhere, "layouts/strings/vi.yaml" + nowhere}, false},
	})
}
