package generator_test

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bantin/generator"
	"bantin/generator/corpus"
)

// TestStatic: what comes with the program is made smaller, and a bulletin's own scripts and
// styles are published to the byte, whatever a minifier would make of them, but for what
// leads from one file to another.
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
			printed, err := filepath.Glob(filepath.Join(out, "static", "print.*.css"))
			if err != nil || len(printed) != 1 {
				t.Fatal(printed, err)
			}
			text = strings.Replace(text, "print.css", "./"+filepath.Base(printed[0]), 1)
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

// TestStaticReferences: what a style or a module of a bulletin's own names by its path in
// static/ leads to where that is published, and what leads to nothing is told.
func TestStaticReferences(t *testing.T) {
	dir := madeUp(t, corpus.Size{Articles: 3}, "")
	for name, text := range map[string]string{
		"fonts/a.woff2":   "font",
		"fonts/Chữ 1.ttf": "font",
		"css/a.css":       "/* url(../fonts/a.woff2) */\n@import \"b.css\";\np{a:url(../fonts/a.woff2?v#x);b:url('/static/fonts/a.woff2');c:url(\"../fonts/Ch%E1%BB%AF%201.ttf\");d:url(#e) url(data:,f) url(https://example.org/g) url(/vi/)}",
		"css/b.css":       "q{a:url(./c.png)}",
		"css/c.png":       "picture",
		"css/wrong.css":   "p{\n a:url(C.pgn);b:url(../../x.png);c:url(none/none.svg)}",
		"css/round.css":   "@import 'about.css';",
		"css/about.css":   "@import 'round.css';",
		"js/a.mjs":        "import { b } from './b.js'; // and ./b.js\n",
		"js/b.js":         "export const b = new URL('../fonts/a.woff2', import.meta.url);\n",
	} {
		writeFile(t, filepath.Join(dir, "static", filepath.FromSlash(name)), []byte(text))
	}
	out := filepath.Join(t.TempDir(), "public")
	_, problems, err := generator.Build(optionsFor(dir, out))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, line := range linesOf(t, problems) {
		if strings.HasPrefix(line, "static/") {
			told = append(told, line)
		}
	}
	want := []string{
		"static/css/round.css:1:10: warning: this leads to a file that leads back here, and the published name of each holds its bytes: put the two into one file [static-circle]",
		`static/css/wrong.css:2:8: warning: there is no file static/css/C.pgn: did you mean "static/css/c.png"? [static-missing]`,
		"static/css/wrong.css:2:40: warning: there is no file static/css/none/none.svg: put it into static, or remove what leads to it [static-missing]",
	}
	if !slices.Equal(told, want) {
		t.Errorf("told is\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	address := func(pattern string) string {
		t.Helper()
		found, err := filepath.Glob(filepath.Join(out, "static", filepath.FromSlash(pattern)))
		if err != nil || len(found) != 1 {
			t.Fatal(pattern, found, err)
		}
		rel, err := filepath.Rel(filepath.Join(out, "static"), found[0])
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(rel)
	}
	font, marked := address("fonts/a.*.woff2"), strings.NewReplacer("ữ", "%E1%BB%AF", " ", "%20").Replace(address("fonts/Chữ 1.*.ttf"))
	for pattern, want := range map[string]string{
		"css/a.*.css":     "/* url(../fonts/a.woff2) */\n@import \"./" + path.Base(address("css/b.*.css")) + "\";\np{a:url(../" + font + "?v#x);b:url('../" + font + "');c:url(\"../" + marked + "\");d:url(#e) url(data:,f) url(https://example.org/g) url(/vi/)}",
		"css/b.*.css":     "q{a:url(./" + path.Base(address("css/c.*.png")) + ")}",
		"css/wrong.*.css": "p{\n a:url(C.pgn);b:url(../../x.png);c:url(none/none.svg)}",
		"css/round.*.css": "@import 'about.css';",
		"css/about.*.css": "@import './" + path.Base(address("css/round.*.css")) + "';",
		"js/a.*.mjs":      "import { b } from './" + path.Base(address("js/b.*.js")) + "'; // and ./b.js\n",
		"js/b.*.js":       "export const b = new URL('../" + font + "', import.meta.url);\n",
	} {
		got, err := os.ReadFile(filepath.Join(out, "static", filepath.FromSlash(address(pattern))))
		if err != nil || string(got) != want {
			t.Errorf("%s is\n%s\nwant\n%s\n%v", pattern, got, want, err)
		}
	}
}
