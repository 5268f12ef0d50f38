package generator_test

import (
	"syscall"
	"testing"
)

// TestHostileDevices puts devices, of which one can be read for ever, where files and
// folders are looked for.
func TestHostileDevices(t *testing.T) {
	const zero = 1<<8 | 5 // /dev/zero
	runHostileNodes(t, func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o666, zero) })
}

// TestHostileTwins gives two files one name, as systems have it that do not tell capitals,
// or marks that are typed apart.
func TestHostileTwins(t *testing.T) {
	twins := func(names ...string) func(*hostileSite) {
		return func(s *hostileSite) {
			for _, name := range names {
				s.write(name, name)
			}
		}
	}
	const (
		capitals = ":1:1: error: the name of this file is that of another but for its capitals: rename or remove one of the two: other systems keep only one of them (the other at "
		marks    = ":1:1: error: the name of this file is that of another but for how its letters and marks are typed: rename or remove one of the two: other systems keep only one of them (the other at "
		end      = ":1:1) [file-name]"
	)
	runHostile(t, []hostileCase{
		{"static, capitals", twins("static/Font.woff2", "static/font.woff2"), []string{"static/font.woff2" + capitals + "static/Font.woff2" + end}, false},
		{"static, a folder's capitals", twins("static/A/x.css", "static/a/x.css"), []string{"static/a/x.css" + capitals + "static/A/x.css" + end}, false},
		{"static, marks", twins("static/a\u0301.png", "static/\u00e1.png"), []string{"static/\u00e1.png" + marks + "static/a\u0301.png" + end}, false},
		{"static, marks of one", twins("static/a\u0301.png"), nil, false},
		{"static, folders that only look so", twins("static/A/x.css", "static/a/y.css"), nil, false},
		{"beside an article, capitals", twins("content/articles/a/Q.csv", "content/articles/a/q.csv"), []string{"content/articles/a/q.csv" + capitals + "content/articles/a/Q.csv" + end}, false},
		{"beside an article, marks", twins("content/articles/a/a\u0301.csv", "content/articles/a/\u00e1.csv"), []string{"content/articles/a/\u00e1.csv" + marks + "content/articles/a/a\u0301.csv" + end}, false},
	})
}
