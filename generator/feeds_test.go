package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// file reads a published file.
func (b *bulletin) file(path string) string {
	b.t.Helper()
	src, err := os.ReadFile(filepath.Join(b.dir, "public", filepath.FromSlash(path)))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(src)
}

// articlesIn are the ids of the articles of a part of a file, as often and in the order
// in which they come up, but once where one follows itself.
func articlesIn(src string) []string {
	var ids []string
	for _, m := range regexp.MustCompile(`/bai-viet/\d{4}/([^/"<]+)/`).FindAllStringSubmatch(src, -1) {
		ids = append(ids, m[1])
	}
	return slices.Compact(ids)
}

// TestLateReport: feeds and the home page have what came out last first, however long
// ago it took place, and by the day of the event where nobody says when that was.
func TestLateReport(t *testing.T) {
	b := newBulletin(t)
	b.write("config.yaml", "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\nfeed_items: 4\n")
	for i := range 16 {
		b.article(fmt.Sprintf("2025-03-%02d-tin", i+1), "committee: a\nterm: 2020-2025\n", "Chữ.", "")
	}
	b.article("2018-01-05-muon", "committee: a\nterm: 2015-2020\nkind: plan\npublished: 2025-11-28\n", "Chữ.", "")
	b.article("2018-01-06-muon", "committee: a\nterm: 2015-2020\npublished: 2025-11-28\n", "Chữ.", "")
	b.article("2017-01-05-xua", "committee: a\nterm: 2015-2020\npublished: 2017-01-06\n", "Chữ.", "")
	// Of a body that has no article of its own.
	b.article("2019-05-05-hai-noi", "committee: a\nterm: 2015-2020\nalso:\n  - {committee: b}\npublished: 2025-03-16T08:00:00+07:00\n", "Chữ.", "")
	b.build()
	newest := []string{"2018-01-06-muon", "2018-01-05-muon", "2019-05-05-hai-noi", "2025-03-16-tin"}
	for name, want := range map[string][]string{
		"vi/feed.xml": newest, "vi/feed.json": newest, "vi/cap-uy/a/feed.xml": newest, "vi/cap-uy/a/feed.json": newest,
		"vi/cap-uy/b/feed.xml": {"2019-05-05-hai-noi"},
	} {
		if got := articlesIn(b.file(name)); !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
	}
	home := b.page("vi")
	if got := articlesIn(home); len(got) != 15 || !slices.Equal(got[:4], newest) {
		t.Errorf("the home page has %q, want first %q", got, newest)
	}
	// The day above them is not that of the event, which they then say themselves.
	inOrder(t, home, "28/11/2025", "2018-01-06-muon", `· diễn ra <time datetime="2018-01-06">06/01/2018`, "2018-01-05-muon", `· ban hành <time datetime="2018-01-05">05/01/2018`,
		"16/03/2025", "2019-05-05-hai-noi", `· diễn ra <time datetime="2019-05-05">05/05/2019`, "2025-03-16-tin", "15/03/2025", "2025-03-15-tin")
	inOrder(t, b.page("en"), "2018-01-06-muon", `· took place <time datetime="2018-01-06">`, "2018-01-05-muon", `· issued <time datetime="2018-01-05">`)
	if got := articlesIn(b.page("vi/cap-uy/a")); got[len(got)-1] != "2017-01-05-xua" || got[0] != "2025-03-16-tin" {
		t.Errorf("the committee's page has %q, not by event", got)
	}
}
