package browser

import (
	"strings"
	"testing"
)

// TestSearchInBrowser asks the search, as a reader does by an address, some of what its
// own tests ask.
func TestSearchInBrowser(t *testing.T) {
	need(t)
	tab := tab(t)
	type found struct{ Count, First, Marked, Other string }
	for _, c := range []struct {
		at   string
		want found // Count begins so
	}{
		{"/vi/tim-kiem/?q=nghi+quyet+lang+son", found{"Có 4 bài chứa “nghi quyet lang son”.", "Khối các cơ quan tỉnh Lạng Sơn học tập nghị quyết của hai đại hội", "Lạng Sơn", "/en/search/?q=nghi+quyet+lang+son"}},
		{"/vi/tim-kiem/?q=35ct%2Ftw", found{"Có 2 bài chứa “35ct/tw”.", "Chỉ thị 35-CT/TW", "35", "/en/search/?q=35ct%2Ftw"}},
		{"/en/search/?q=congress+xvii&kind=congress", found{"1 article contains “congress xvii”.", "XVII congress of the Lạng Sơn Party organisation opens", "XVII congress", "/vi/tim-kiem/?q=congress+xvii&kind=congress"}},
		{"/vi/tim-kiem/?q=nghj+quyet", found{"Không có bài nào chứa “nghj quyet”.", "", "", "/en/search/?q=nghj+quyet"}},
	} {
		open(t, tab, house.real.url+c.at)
		var got found
		eventually(t, "what "+c.at+" finds", func() bool {
			var err error
			got, err = Eval[found](tab, `() => {
				const text = selector => (document.querySelector(selector)?.textContent ?? "").trim()
				const other = document.querySelector("nav a[hreflang][href*='?q=']")
				return {Count: text("output"), First: text("h3"), Marked: text("mark"), Other: other ? other.pathname + other.search : ""}
			}`)
			must(t, err)
			return strings.HasPrefix(got.Count, c.want.Count)
		})
		got.Count = c.want.Count
		if got != c.want {
			t.Errorf("%s: found %q, want %q", c.at, got, c.want)
		}
	}
}
