package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUntranslatedMarked: wherever a text is listed that is not translated, or not all
// of it, it says so, and its words say which language they are.
func TestUntranslatedMarked(t *testing.T) {
	const prose = "Ban Chấp hành họp bàn việc trồng rừng, sửa đường và mở lớp học cho người lớn tuổi ở các xã vùng cao."
	b := newBulletin(t)
	write := func(id, lang, title, front, body string) {
		b.write("content/articles/"+id+"."+lang+".md", "---\ntitle: "+title+"\n"+front+"---\n\n"+body+"\n")
	}
	record := func(id string) string {
		return "date: " + id[:10] + "\ncommittee: a\nkind: plenum\nplenum: 3\nterm: 2020-2025\n"
	}
	for id, en := range map[string][2]string{ // the English title and text, "" where there is none
		"2021-01-01-khong": {},
		"2021-02-02-chep":  {"Tin 2021-02-02-chep", prose},
		"2021-03-03-do":    {"A report half done", prose},
		"2021-04-04-xong":  {"A report that is done", "The committee met about forests, roads and classes."},
	} {
		write(id, "vi", "Tin "+id, record(id), prose)
		if en[0] != "" {
			write(id, "en", en[0], "", en[1])
		}
	}
	b.build()

	const only, begun = ` <span class="tag">in Vietnamese only</span>`, ` <span class="tag">not fully translated</span>`
	want := map[string]string{
		`href="/duoi/vi/bai-viet/2021/2021-01-01-khong/" lang="vi" hreflang="vi">Tin 2021-01-01-khong</a>`: only,
		`href="/duoi/en/articles/2021/2021-02-02-chep/" lang="vi" hreflang="vi">Tin 2021-02-02-chep</a>`:   only,
		`href="/duoi/en/articles/2021/2021-03-03-do/">A report half done</a>`:                              begun,
		`href="/duoi/en/articles/2021/2021-04-04-xong/">A report that is done</a>`:                         "",
	}
	for _, at := range []string{"en", "en/timeline", "en/timeline/2021", "en/timeline/2021/02", "en/committees/a", "en/committees/a/2021", "en/terms/2020-2025"} {
		_, page, _ := strings.Cut(b.page(at), "<main")
		listed := 0
		for link, mark := range want {
			for _, rest := range strings.Split(page, link)[1:] {
				listed++
				item, _, _ := strings.Cut(rest, "</li>")
				for _, m := range []string{only, begun} {
					if has := strings.Contains(item, m); has != (m == mark) {
						t.Errorf("%s: %s has the mark %q: %t", at, link, m, has)
					}
				}
				if n := strings.Count(item, `class="summary"`); n > 0 && mark != "" && strings.Count(item, `class="summary" lang="vi"`) != n {
					t.Errorf("%s: the summary of %s has no language", at, link)
				}
			}
		}
		if listed == 0 {
			t.Errorf("%s lists nothing: %s", at, page)
		}
	}
	if page := b.page("en/articles/2021/2021-02-02-chep"); !strings.Contains(page, `<h1 lang="vi">`) || !strings.Contains(page, `<div class="body" lang="vi">`) {
		t.Error("the page of a copy does not say what language it is in")
	}

	file := func(glob string) string {
		t.Helper()
		names, err := filepath.Glob(filepath.Join(b.dir, "public", filepath.FromSlash(glob)))
		if err != nil || len(names) == 0 {
			t.Fatalf("there is no %s: %v", glob, err)
		}
		var all strings.Builder
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(src)
		}
		return all.String()
	}
	for glob, parts := range map[string][]string{
		"en/feed.xml": {"<entry xml:lang=\"vi\">\n<title>Tin 2021-01-01-khong", "<entry xml:lang=\"vi\">\n<title>Tin 2021-02-02-chep",
			"<entry xml:lang=\"en\">\n<title>A report half done", `<summary xml:lang="vi">Ban Chấp hành`, "<entry xml:lang=\"en\">\n<title>A report that is done"},
		"en/calendar.ics": {"SUMMARY;LANGUAGE=vi:Tin 2021-02-02-chep", "SUMMARY;LANGUAGE=en:A report half done", "DESCRIPTION;LANGUAGE=vi:Ban"},
	} {
		src := file(glob)
		for _, part := range parts {
			if !strings.Contains(src, part) {
				t.Errorf("%s has no %q: %s", glob, part, src)
			}
		}
	}
	for glob, part := range map[string]string{"en/feed.json": `"language":"vi"`, "search/en/2021-0.json": `"l":"vi"`} {
		if n := strings.Count(file(glob), part); n != 2 {
			t.Errorf("%d of %s are in Vietnamese; want 2", n, glob)
		}
	}
}
