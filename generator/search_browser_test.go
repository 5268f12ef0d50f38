package generator

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"bantin/generator/render"
)

// TestSearchInBrowser asks a browser, under the content security policy, some of
// what the search's own tests ask.
func TestSearchInBrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium to look at the pages with")
	}
	out := filepath.Join(t.TempDir(), "public")
	_, problems, err := Build(Options{
		Dir: "..", Out: out, Layouts: os.DirFS("../layouts"), Static: os.DirFS("../static"),
		Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	files := http.FileServer(http.Dir(out))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", render.Policy)
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	for _, c := range []struct{ at, count, first, marked, other string }{
		{"/vi/tim-kiem/?q=nghi+quyet+lang+son", "Có 4 bài chứa “nghi quyet lang son”.", "Khối các cơ quan tỉnh Lạng Sơn học tập nghị quyết của hai đại hội", "Lạng Sơn", "/en/search/?q=nghi+quyet+lang+son"},
		{"/vi/tim-kiem/?q=35ct%2Ftw", "Có 2 bài chứa “35ct/tw”.", "Chỉ thị 35-CT/TW", "35", "/en/search/?q=35ct%2Ftw"},
		{"/en/search/?q=congress+xvii&kind=congress", "1 article contains “congress xvii”.", "XVII congress of the Lạng Sơn Party organisation opens", "XVII congress", "/vi/tim-kiem/?q=congress+xvii&kind=congress"},
		{"/vi/tim-kiem/?q=nghj+quyet", "Không có bài nào chứa “nghj quyet”.", "", "", "/en/search/?q=nghj+quyet"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		page, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
			"--user-data-dir="+t.TempDir(), "--virtual-time-budget=10000", "--dump-dom", server.URL+c.at).Output()
		cancel()
		if err != nil {
			t.Fatalf("chromium: %v", err)
		}
		doc, err := html.Parse(strings.NewReader(string(page)))
		if err != nil {
			t.Fatal(err)
		}
		var count, first, marked, other string
		for n := range doc.Descendants() {
			switch {
			case n.Data == "output":
				count = textOf(n)
			case n.Data == "h3" && first == "":
				first = textOf(n)
			case n.Data == "mark" && marked == "":
				marked = textOf(n)
			case n.Data == "a" && n.Parent.Parent.Parent.Data == "nav":
				for _, a := range n.Attr {
					if a.Key == "href" && strings.Contains(a.Val, "?q=") {
						other = a.Val
					}
				}
			}
		}
		// What the property search of a link makes absolute is the same place.
		other = strings.TrimPrefix(other, server.URL)
		if !strings.HasPrefix(count, c.count) || first != c.first || marked != c.marked || other != c.other {
			t.Errorf("%s: found %q, first %q, marked %q, other language %q", c.at, count, first, marked, other)
		}
	}
}

// textOf is the text of an element.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
