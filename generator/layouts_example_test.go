package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bantin/generator"
)

// TestLayoutsExample: the layouts that docs/layouts.md shows work as they stand there.
func TestLayoutsExample(t *testing.T) {
	page, err := os.ReadFile("../docs/layouts.md")
	if err != nil {
		t.Fatal(err)
	}
	opt := baseSite(t)
	change(t, filepath.Join(opt.Dir, "config.yaml"), "base_url:", "feedback: toa-soan@bantin.example\nbase_url:")
	shown := regexp.MustCompile("`(layouts/[a-z]+\\.html)`[^`]*:\n\n```html\n((?s:.*?))```").FindAllSubmatch(page, -1)
	if len(shown) != 2 {
		t.Fatalf("docs/layouts.md shows %d layouts", len(shown))
	}
	for _, m := range shown {
		writeFile(t, filepath.Join(opt.Dir, string(m[1])), m[2])
	}
	if _, problems, err := generator.Build(opt); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	for name, want := range map[string]string{
		"vi/index.html": `<p>Tòa soạn: 1 phố Mẫu · <a href="mailto:toa-soan@bantin.example">toa-soan@bantin.example</a></p>`,
		"en/index.html": `<p>Office: 1 Mẫu Street · <a href="mailto:toa-soan@bantin.example">toa-soan@bantin.example</a></p>`,
	} {
		html, err := os.ReadFile(filepath.Join(opt.Dir, "public", name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(html), want) || !strings.Contains(string(html), `type="search"`) {
			t.Errorf("%s has not the footer\n%s\nwithin the rest of a page:\n%s", name, want, html)
		}
	}
}
