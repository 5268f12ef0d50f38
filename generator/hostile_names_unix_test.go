//go:build unix

package generator_test

import (
	"strings"
	"testing"
)

// TestNames gives files names that this system has and others have not, or that grow
// too long once they are published: each is the author's to mend.
func TestNames(t *testing.T) {
	file := func(name, text string) func(*hostileSite) {
		return func(s *hostileSite) { s.write(name, text) }
	}
	const (
		control = ":1:1: error: the name of this file has a character that other systems do not allow: rename it: without \\ : * ? \" < > | and control characters [file-name]"
		tooLong = ":1:1: error: the name of this file is too long to be published: give it one of at most 200 letters [file-name]"
	)
	// A picture that would be published under the name of its file.
	drawing := `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`
	picture := func(name string) func(*hostileSite) {
		return func(s *hostileSite) {
			s.article("pond/index.vi.md", "", "![Bến nước]("+name+")\n")
			s.write("content/articles/pond/"+name, drawing)
		}
	}
	long := strings.Repeat("x", 201)
	// In an address its letters have no marks: 81 bytes of the 243.
	marked := strings.Repeat("ệ", 81) + ".svg"
	const used = "(used at content/articles/pond/index.vi.md:7:1) [file-name]"
	runHostile(t, []hostileCase{
		{"line end", file("static/a\nb.css", ""), []string{"static/a b.css" + control}, false},
		{"control character", file("static/a\x7fb.css", ""), []string{"static/a\ufffdb.css" + control}, false},
		{"colon", file("static/a:b.css", ""), []string{"static/a:b.css" + control}, false},
		{"backslash", file(`static/a\b.css`, ""), []string{`static/a\b.css` + control}, false},
		{"folder", file("static/a\tb/c.css", ""), []string{"static/a b" + control}, false},
		{"long", file("static/"+long[:197]+".css", ""), []string{"static/" + long[:197] + ".css" + tooLong}, false},
		{"long enough", file("static/"+long[:196]+".css", ""), nil, false},
		{"picture", picture(long + ".svg"), []string{"content/articles/pond/" + long + ".svg" + strings.TrimSuffix(tooLong, "[file-name]") + used}, false},
		{"picture, long enough", picture(long[:200] + ".svg"), nil, false},
		{"picture with marks", picture(marked), nil, false},
	})
}
