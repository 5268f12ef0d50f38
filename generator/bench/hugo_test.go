package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"html"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bantin/generator/corpus"

	"gopkg.in/yaml.v3"
)

// converted is a corpus and the same as a site of Hugo's.
func converted(t *testing.T, size corpus.Size) (site, hugo string) {
	t.Helper()
	site, hugo = filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "hugo")
	if err := corpus.Write(site, size); err != nil {
		t.Fatal(err)
	}
	if err := hugoSite(site, hugo); err != nil {
		t.Fatal(err)
	}
	return site, hugo
}

func exists(elem ...string) bool {
	_, err := os.Stat(filepath.Join(elem...))
	return err == nil
}

func readFile(t *testing.T, elem ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// textsOf are the articles' files of a folder content, by path.
func textsOf(t *testing.T, site string) []string {
	t.Helper()
	names, err := articleFiles(site)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "_index.") })
}

// TestHugoSite: Hugo is given the same texts, each with its article's whole record
// in Hugo's terms, and links and terms that lead to something.
func TestHugoSite(t *testing.T) {
	site, hugo := converted(t, corpus.Size{Articles: 300})
	names := textsOf(t, site)
	if got := textsOf(t, hugo); !slices.Equal(got, names) || len(names) != 300+240 {
		t.Fatalf("Hugo is given %d texts of %d", len(got), len(names))
	}
	link := regexp.MustCompile(`\]\((/[^)]*)\)`)
	links, foreign := 0, 0
	for _, name := range names {
		front, want, err := readText(filepath.Join(site, "content", "articles", name))
		if err != nil {
			t.Fatal(err)
		}
		head, text, ok := strings.Cut(strings.TrimPrefix(readFile(t, hugo, "content", "articles", name), "---\n"), "---\n")
		var got hugoArticle
		if err := yaml.Unmarshal([]byte(head), &got); !ok || err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		original, lang := front, "vi"
		if base, ok := strings.CutSuffix(name, ".en.md"); ok {
			lang = "en"
			if original, _, err = readText(filepath.Join(site, "content", "articles", base+".vi.md")); err != nil {
				t.Fatal(err)
			}
		}
		if got.Title != front.Title || got.Summary != front.Summary || got.Date != original.Date || got.PublishDate != original.Published ||
			got.Lastmod != original.Updated || !slices.Equal(got.Aliases, front.Aliases) || got.Params.Author != original.Author ||
			got.Params.Number != original.Number || got.Params.Translator != front.Translator {
			t.Errorf("%s: %+v from %+v", name, got, original)
		}
		if len(got.Committees) != 1+len(original.Also) || got.Committees[0] != original.Committee ||
			(original.Congress == "") != (len(got.Congresses) == len(original.Also)) ||
			len(got.Periods) != 1 || original.Term != "" && got.Periods[0] != original.Term ||
			!slices.Equal(got.Years, []string{original.Date[:4]}) {
			t.Errorf("%s: %+v from %+v", name, got, original)
		}
		for _, id := range got.Committees {
			if !exists(hugo, "content", "committees", id, "_index."+lang+".md") {
				t.Errorf("%s is of committee %s, which has no page", name, id)
			}
		}
		for _, id := range got.Congresses {
			if !exists(hugo, "content", "congresses", id, "_index."+lang+".md") {
				t.Errorf("%s is of congress %s, which has no page", name, id)
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			links++
			to, lang := m[1], lang
			if other, ok := strings.CutPrefix(to, "/vi/bai-viet/"); ok {
				foreign++
				to, lang = "/articles/"+strings.TrimSuffix(other, "/"), "vi"
			}
			if !exists(hugo, "content", to+"."+lang+".md") && !exists(hugo, "content", to, "index."+lang+".md") {
				t.Errorf("%s: there is no %s", name, m[1])
			}
		}
		if bare := articleLink.ReplaceAllString(string(want), "]()"); link.ReplaceAllString(text, "]()") != bare {
			t.Errorf("%s has another text", name)
		}
	}
	if links < 20 || foreign < 3 {
		t.Errorf("%d links, %d of them to the other language: the corpus has too few", links, foreign)
	}
}

func TestFromRoman(t *testing.T) {
	for s, want := range map[string]int{"17": 17, "I": 1, "IV": 4, "XIV": 14, "XIX": 19, "XL": 40, "XCIX": 99} {
		if got, err := fromRoman(s); err != nil || got != want {
			t.Errorf("%s is %d, %v", s, got, err)
		}
	}
	if n, err := fromRoman("XIZ"); err == nil {
		t.Errorf("XIZ is %d", n)
	}
}

// TestPagefindPinned: npm is told one release, and its lock file has that one with
// the digests of what is downloaded.
func TestPagefindPinned(t *testing.T) {
	version, err := pagefindVersion()
	if err != nil || !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(version) {
		t.Fatalf("Pagefind %q, %v", version, err)
	}
	src, err := pagefindFiles.ReadFile("pagefind/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	if err := json.Unmarshal(src, &lock); err != nil {
		t.Fatal(err)
	}
	delete(lock.Packages, "") // ours
	for name, p := range lock.Packages {
		if p.Version != version || !strings.HasPrefix(p.Integrity, "sha512-") {
			t.Errorf("%s is %+v", name, p)
		}
	}
	if len(lock.Packages) < 2 {
		t.Errorf("%d packages", len(lock.Packages))
	}
}

// TestHugo builds a small site with Hugo, where the benchmark has installed it or it
// is at hand in the same release, and reads what it made.
func TestHugo(t *testing.T) {
	binary, err := hugoAt()
	if err != nil || !exists(binary) {
		if binary, err = exec.LookPath("hugo"); err != nil {
			t.Skipf("there is no Hugo: go run ./generator/bench -hugo installs %s", hugoVersion)
		}
	}
	if says, err := exec.Command(binary, "version").CombinedOutput(); err != nil || !bytes.Contains(says, []byte(hugoVersion)) {
		t.Skipf("%s is not %s: %s", binary, hugoVersion, says)
	}
	site, dir := converted(t, corpus.Size{Articles: 400})
	c := hugoOf(binary, dir, 0)
	if err := c.Prepare(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(c.Command[0], append(c.Command[1:], "--printPathWarnings", "--printI18nWarnings", "--panicOnWarning")...)
	if says, err := cmd.CombinedOutput(); err != nil || len(says) > 0 {
		t.Fatalf("%v: %s", err, says)
	}
	pages := map[string]string{} // by address
	err = filepath.WalkDir(c.Out, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "index.html" {
			rel, _ := filepath.Rel(c.Out, filepath.Dir(name))
			pages["/"+filepath.ToSlash(rel)+"/"] = readFile(t, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := textsOf(t, site)
	t.Run("articles", func(t *testing.T) {
		n := 0
		for address, page := range pages {
			m := regexp.MustCompile(`^/(vi/bai-viet|en/articles)/(\d{4})/([^/]+)/$`).FindStringSubmatch(address)
			if m == nil {
				continue
			}
			n++
			other := "/en/articles/" + m[2] + "/" + m[3] + "/"
			if m[1] == "en/articles" {
				other = "/vi/bai-viet/" + m[2] + "/" + m[3] + "/"
			}
			_, both := pages[other]
			languages := regexp.MustCompile(`(?s)<nav class="languages".*?</nav>`).FindString(page)
			switch {
			case both && (!strings.Contains(languages, `href="`+other+`"`) || strings.Count(page, `<link rel="alternate" hreflang=`) != 2):
				t.Errorf("%s does not lead to %s: %s", address, other, languages)
			case !both && (!strings.Contains(languages, "Chưa có bản dịch: <a href=\"/en/committees/") || strings.Contains(page, `<link rel="alternate" hreflang=`)):
				t.Errorf("%s does not say that it has no translation: %s", address, languages)
			}
			if !strings.Contains(page, `<div class="body">`+"\n<p>") && !strings.Contains(page, `<div class="body">`+"\n<h2") {
				t.Errorf("%s has no text", address)
			}
		}
		if n != len(texts) {
			t.Errorf("%d pages of articles for %d texts", n, len(texts))
		}
	})
	t.Run("lists", func(t *testing.T) {
		for _, lang := range []struct {
			n            int
			years, terms string
		}{{400, "/vi/dong-thoi-gian/", "/vi/nhiem-ky/"}, {320, "/en/timeline/", "/en/terms/"}} {
			for _, list := range []string{lang.years, lang.terms} {
				cards := 0
				for address, page := range pages {
					if strings.HasPrefix(address, list) {
						n := strings.Count(page, `<article class="card">`)
						if n > 50 || n == 0 && address != list {
							t.Errorf("%s has %d articles", address, n)
						}
						cards += n
					}
				}
				if cards != lang.n {
					t.Errorf("%d articles are listed under %s, want %d", cards, list, lang.n)
				}
			}
		}
	})
	t.Run("links", func(t *testing.T) {
		href := regexp.MustCompile(`(?:href|src)="([^"]*)"`)
		n := 0
		for address, page := range pages {
			if body := regexp.MustCompile(`(?s)<div class="body">.*?</div>`).FindString(page); strings.Contains(body, ".md\"") {
				t.Errorf("%s has a link to a file", address)
			}
			for _, m := range href.FindAllStringSubmatch(page, -1) {
				to, err := url.Parse(strings.TrimPrefix(html.UnescapeString(m[1]), "https://ban-tin.example"))
				if err != nil {
					t.Errorf("%s: %v", address, err)
				} else if to.Scheme == "" && strings.HasPrefix(to.Path, "/") {
					n++
					if _, ok := pages[to.Path]; !ok && !exists(c.Out, to.Path) || strings.HasSuffix(to.Path, "/") && !ok {
						t.Errorf("%s leads to %s, which is not there", address, m[1])
					}
				} else if to.Scheme == "" && to.Path != "" {
					t.Errorf("%s leads to %s", address, m[1])
				}
			}
		}
		if n < 10*len(texts) {
			t.Errorf("%d links", n)
		}
	})
	t.Run("machines", func(t *testing.T) {
		for lang, n := range map[string]int{"vi": 400, "en": 320} {
			var titles []struct{ Title, URL, Summary, Date string }
			if err := json.Unmarshal([]byte(readFile(t, c.Out, lang, "titles.json")), &titles); err != nil || len(titles) != n {
				t.Errorf("%s: %d titles, %v", lang, len(titles), err)
			}
			for _, a := range titles {
				if _, ok := pages[a.URL]; !ok || a.Title == "" || a.Summary == "" || strings.Contains(a.Summary, "<p>") {
					t.Errorf("%s: %+v", lang, a)
				}
			}
			feeds, err := filepath.Glob(filepath.Join(c.Out, lang, "*", "*", "index.xml"))
			if err != nil || len(feeds) != 120 {
				t.Errorf("%s: %d feeds of committees, %v", lang, len(feeds), err)
			}
			for _, name := range append(feeds, filepath.Join(c.Out, lang, "index.xml")) {
				var feed struct {
					Items []struct{} `xml:"channel>item"`
				}
				if err := xml.Unmarshal([]byte(readFile(t, name)), &feed); err != nil || len(feed.Items) > 20 || filepath.Dir(name) == lang && len(feed.Items) != 20 {
					t.Errorf("%s: %d items, %v", name, len(feed.Items), err)
				}
			}
			var sitemap struct {
				URLs []struct {
					Loc string `xml:"loc"`
				} `xml:"url"`
			}
			if err := xml.Unmarshal([]byte(readFile(t, c.Out, lang, "sitemap.xml")), &sitemap); err != nil || len(sitemap.URLs) < n {
				t.Errorf("%s: %d addresses in the sitemap, %v", lang, len(sitemap.URLs), err)
			}
		}
	})
}
