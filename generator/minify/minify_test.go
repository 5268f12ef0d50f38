package minify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a.js", "// Vì sao.\nfunction twice(number) {\n\treturn number + number;\n}\n", "function twice(t){return t+t}\n"},
		{"a.mjs", "export const a = 1;\n", "export const a=1;\n"},
		{"a.js", "/*! MIT */\nlet a = 1;\n", "/*! MIT */let a=1;\n"},
		{"a.css", "/* Vì sao. */\np {\n  margin: 0 0 0 0;\n  color: #ffffff;\n}\n", "p{margin:0;color:#fff}\n"},
		{"a.js", "let = = 1; // hỏng\n", ""},
		{"a.js", "x=1", ""},
		{"a.svg", "<svg>  </svg>", ""},
	} {
		if c.want == "" {
			c.want = c.data
		}
		if got := string(File(c.name, []byte(c.data))); got != c.want {
			t.Errorf("%s: %.60q became %.80q, want %.80q", c.name, c.data, got, c.want)
		}
	}
}

// TestRecipe: what names a published file knows the minifier that is used, and what is not
// made smaller is named by its bytes alone.
func TestRecipe(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if line := "github.com/evanw/esbuild " + version + "\n"; !strings.Contains(string(mod), line) {
		t.Errorf("go.mod has another esbuild than %s", version)
	}
	for name, want := range map[string]bool{"a.js": true, "b/a.mjs": true, "a.css": true, "a.svg": false, "js": false, "a": false} {
		if got := Recipe(name) != ""; got != want {
			t.Errorf("%s has a recipe: %v", name, got)
		}
	}
	if Recipe("a.js") != Recipe("b.js") {
		t.Error("a recipe is not the same each time")
	}
}

// TestStatic holds that every script and style of the program gets smaller by a fifth,
// as each has that many comments: one that does not was not understood.
func TestStatic(t *testing.T) {
	files, _ := filepath.Glob("../../static/*.*s*")
	seen := 0
	for _, name := range files {
		if e := filepath.Ext(name); e != ".js" && e != ".css" {
			continue
		}
		seen++
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if small := File(name, data); 5*len(small) > 4*len(data) {
			t.Errorf("%s: %d bytes of %d", name, len(small), len(data))
		}
	}
	if seen < 6 {
		t.Errorf("only %d scripts and styles were found", seen)
	}
}
