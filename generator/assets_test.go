package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bantin/generator/corpus"
)

// TestStatic: what comes with the program is made smaller, and a bulletin's own scripts and
// styles are published to the byte, whatever a minifier would make of them.
func TestStatic(t *testing.T) {
	dir := madeUp(t, corpus.Size{Articles: 3}, "")
	own := map[string]string{
		"deep.js":      "x=" + strings.Repeat("!", 200_000) + "a;\n",
		"wide.js":      "x=" + strings.Repeat("a,", 20_000) + "a\n",
		"names.js":     "// giữ nguyên\nfunction Foo() {}\nconsole.log(Foo.name);\n",
		"page.js":      "let mine = 1; // thay cho tệp của chương trình\n",
		"print.css":    "p {\n  color: red;\n}\n",
		"style.css":    "@import url(print.css) print;\np { margin: 0 }",
		"documents.js": "",
	}
	repository := filepath.Join("..")
	shipped, err := os.ReadFile(filepath.Join(repository, "static", "documents.js"))
	if err != nil {
		t.Fatal(err)
	}
	own["documents.js"] = string(shipped) // a copy is the program's all the same
	for name, text := range own {
		if err := os.MkdirAll(filepath.Join(dir, "static"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "static", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, optionsFor(dir, out))
	published := func(name string) []byte {
		stem, ending, _ := strings.Cut(name, ".")
		found, err := filepath.Glob(filepath.Join(out, "static", stem+".*."+ending))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s is published as %v (%v)", name, found, err)
		}
		data, err := os.ReadFile(found[0])
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, text := range own {
		switch got := published(name); name {
		case "documents.js":
			if len(got) > len(text)*4/5 {
				t.Errorf("the program's %s has %d bytes of %d", name, len(got), len(text))
			}
		case "style.css":
			// What it imports stands first, and the accent behind it.
			if !bytes.HasPrefix(got, []byte(text)) || !bytes.Contains(got[len(text):], []byte("--accent-light:#")) {
				t.Errorf("%s is published as %s", name, got)
			}
		default:
			if string(got) != text {
				t.Errorf("%s is published as %.80q", name, got)
			}
		}
	}
	if src, err := os.ReadFile(filepath.Join(repository, "static", "search.js")); err != nil || len(published("search.js")) > len(src)*4/5 {
		t.Errorf("the program's search.js has %d bytes of %d (%v)", len(published("search.js")), len(src), err)
	}
}
