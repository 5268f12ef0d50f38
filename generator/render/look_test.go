package render

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/darkroom"
	"bantin/generator/site"
)

// TestIcons: a page leads to an icon where static/ has it, and to none where not.
func TestIcons(t *testing.T) {
	picture := &fstest.MapFile{Data: []byte("x")}
	for _, static := range []fstest.MapFS{
		{},
		{"icon.svg": picture},
		{"icon-180.png": picture},
		{"icon.svg": picture, "icon-180.png": picture},
	} {
		static["style.css"] = picture
		folder := fstest.MapFS{
			"config.yaml":             {Data: []byte("base_url: https://bantin.example/\ntitle: {vi: Bản tin}\nlanguages: [vi]\n")},
			"content/committees.yaml": {Data: []byte("- {id: mot, name: {vi: Đảng bộ tỉnh Một}, level: province}\n")},
		}
		layouts := os.DirFS("../../layouts")
		lib := content.Load(folder, layouts, static, nil)
		if len(lib.Problems) > 0 {
			t.Fatal(lib.Problems)
		}
		s := site.Build(lib, address.NewBook(lib, false), site.Options{BaseURL: lib.Config.BaseURL, Today: calendar.Day(2026, 1, 1)})
		r, problems := New(s, Parse(layouts), folder, darkroom.New(nil, folder))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, path := range []string{"/", "/vi/", "/vi/cap-uy/", "/vi/feed.xml", "/vi/feed.json"} {
			a, ok := s.Book.Lookup(path)
			if !ok {
				t.Fatalf("there is no %s", path)
			}
			var w bytes.Buffer
			if err := r.Render(&w, a); err != nil {
				t.Fatal(err)
			}
			signs := map[string]string{"icon.svg": `<link rel="icon" type="image/svg+xml" href="/static/icon.`, "icon-180.png": `<link rel="apple-touch-icon" href="/static/icon-180.`}
			switch path {
			case "/vi/feed.xml":
				signs = map[string]string{"icon-180.png": "<icon>https://bantin.example/static/icon-180."}
			case "/vi/feed.json":
				signs = map[string]string{"icon-180.png": `"icon":"https://bantin.example/static/icon-180.`}
			}
			for name, sign := range signs {
				if _, has := static[name]; strings.Contains(w.String(), sign) != has {
					t.Errorf("%s of %d files: %s is %v in\n%s", path, len(static), name, !has, w.String())
				}
			}
			if strings.Contains(w.String(), `href=""`) {
				t.Errorf("%s leads nowhere", path)
			}
		}
	}
}

// TestLayoutColours: no layout has a colour of its own. Those are config.yaml's and
// the style sheet's.
func TestLayoutColours(t *testing.T) {
	names, err := fs.Glob(os.DirFS("../../layouts"), "*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	colour := regexp.MustCompile(`(?i)"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"|\b(rgb|hsl)a?\(`)
	for _, name := range names {
		src, err := os.ReadFile("../../layouts/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if found := colour.Find(src); found != nil {
			t.Errorf("layouts/%s: %s", name, found)
		}
	}
}
