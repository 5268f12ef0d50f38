package address

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/locale"
)

const (
	settings = "base_url: https://bantin.example/ban-tin/\ntitle: {vi: Bản tin, en: Bulletin}\nlanguages: [vi, en]\n"
	registry = "- {id: khe-lim, level: province, name: {vi: Đảng bộ tỉnh Khe Lim, en: Khe Lim}, congresses: [{number: 17, term: 2020-2025, date: 2020-09-26}]}\n"
	front    = "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: khe-lim\ncongress: 17\nterm: 2020-2025\n"
)

// library reads a bulletin of files, by their paths.
func library(t *testing.T, files map[string]string) *content.Library {
	t.Helper()
	all := map[string]string{content.ConfigFile: settings, content.CommitteesFile: registry}
	maps.Copy(all, files)
	site := fstest.MapFS{}
	for name, text := range all {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return content.Load(site, os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
}

// TestAddresses: the addresses are those that the world has saved; none of them may move.
func TestAddresses(t *testing.T) {
	locales := map[string]*locale.Locale{}
	for _, l := range library(t, nil).Locales {
		locales[l.Tag] = l
	}
	term := calendar.Term{From: 2020, To: 2025}
	for _, c := range []struct {
		key    Key
		vi, en string
	}{
		{Key{Kind: Home}, "/vi/", "/en/"},
		{Key{Kind: Article, ID: "a", Year: 2020}, "/vi/bai-viet/2020/a/", "/en/articles/2020/a/"},
		{Key{Kind: Bilingual, ID: "a", Year: 2020}, "/vi/bai-viet/2020/a/song-ngu/", "/en/articles/2020/a/bilingual/"},
		{Key{Kind: Timeline}, "/vi/dong-thoi-gian/", "/en/timeline/"},
		{Key{Kind: Year, Year: 2020}, "/vi/dong-thoi-gian/2020/", "/en/timeline/2020/"},
		{Key{Kind: Month, Year: 2020, Month: 2}, "/vi/dong-thoi-gian/2020/02/", "/en/timeline/2020/02/"},
		{Key{Kind: Committees}, "/vi/cap-uy/", "/en/committees/"},
		{Key{Kind: Committee, ID: "k"}, "/vi/cap-uy/k/", "/en/committees/k/"},
		{Key{Kind: Archive, ID: "k", Year: 2020}, "/vi/cap-uy/k/2020/", "/en/committees/k/2020/"},
		{Key{Kind: Congress, ID: "k", Number: 17}, "/vi/cap-uy/k/dai-hoi-17/", "/en/committees/k/congress-17/"},
		{Key{Kind: Terms}, "/vi/nhiem-ky/", "/en/terms/"},
		{Key{Kind: Term, Term: term}, "/vi/nhiem-ky/2020-2025/", "/en/terms/2020-2025/"},
		{Key{Kind: Documents}, "/vi/van-ban/", "/en/documents/"},
		{Key{Kind: Document, ID: "35-ct-tw"}, "/vi/van-ban/35-ct-tw/", "/en/documents/35-ct-tw/"},
		{Key{Kind: Search}, "/vi/tim-kiem/", "/en/search/"},
		{Key{Kind: Translations}, "/vi/tinh-trang-ban-dich/", "/en/translation-status/"},
		{Key{Kind: Page, ID: "gioi-thieu"}, "/vi/gioi-thieu/", "/en/gioi-thieu/"},
		{Key{Kind: AtomFeed}, "/vi/feed.xml", "/en/feed.xml"},
		{Key{Kind: JSONFeed}, "/vi/feed.json", "/en/feed.json"},
		{Key{Kind: Calendar}, "/vi/calendar.ics", "/en/calendar.ics"},
		{Key{Kind: Calendar, ID: "k"}, "/vi/cap-uy/k/calendar.ics", "/en/committees/k/calendar.ics"},
		{Key{Kind: OpenSearch}, "/vi/opensearch.xml", "/en/opensearch.xml"},
	} {
		if vi, en := Of(locales["vi"], c.key), Of(locales["en"], c.key); vi != c.vi || en != c.en {
			t.Errorf("%+v: %s and %s, want %s and %s", c.key, vi, en, c.vi, c.en)
		}
	}
}

// TestBook: a Book has every address that its Library calls for, in order, and no other.
func TestBook(t *testing.T) {
	lib := library(t, map[string]string{
		"content/articles/a.vi.md":    front + "aliases: [/cu/a.html]\n---\nTheo Chỉ thị số 35-CT/TW.\n",
		"content/articles/a.en.md":    "---\ntitle: Article\n---\nText.\n",
		"content/articles/b.vi.md":    front + "draft: true\n---\nNháp.\n",
		"content/pages/lien-he.vi.md": "---\ntitle: Liên hệ\n---\nThư.\n",
	})
	has := func(b *Book, want bool, paths ...string) {
		t.Helper()
		for _, p := range paths {
			a, ok := b.Lookup(p)
			if ok != want || ok && a.Path != p {
				t.Errorf("%s: %v, want %v", p, ok, want)
			}
		}
	}
	b := NewBook(lib, false)
	has(b, true, "/", "/404.html", "/vi/bai-viet/2020/a/", "/en/articles/2020/a/", "/vi/bai-viet/2020/a/song-ngu/",
		"/cu/a.html", "/vi/lien-he/", "/vi/van-ban/35-ct-tw/", "/en/documents/35-ct-tw/", "/vi/cap-uy/khe-lim/dai-hoi-17/",
		"/en/terms/2020-2025/", "/vi/dong-thoi-gian/2020/09/", "/en/timeline/2020/12/", "/data/articles/2020.json")
	has(b, false, "/vi/bai-viet/2020/b/", "/en/lien-he/", "/VI/", "/vi", "/vi/dong-thoi-gian/2020/10/", "/vi/cap-uy/khe-lim/2021/")
	if !slices.IsSortedFunc(b.All, func(x, y Address) int {
		if x.Path < y.Path {
			return -1
		}
		return 1
	}) {
		t.Error("the addresses are out of order, or one is there twice")
	}
	if len(b.Collisions) > 0 {
		t.Error(b.Collisions)
	}
	has(NewBook(lib, true), true, "/vi/bai-viet/2020/b/")
}

// TestCollisions: two places that claim one address are told of, capitals or not, and so
// is a file where another needs a folder. A page goes before an alias.
func TestCollisions(t *testing.T) {
	for _, c := range []struct {
		alias         string
		path          string
		alone, folder bool
	}{
		{"/vi/lien-he/", "/vi/lien-he/", true, false},
		{"/VI/Lien-He/", "/VI/Lien-He/", true, false},
		{"/vi/lien-he/index.html", "/vi/lien-he/", true, false},
		{"/robots.txt/a/", "/robots.txt/a/", true, true},
		{"/vi/lien-he/cu/", "", false, false},
	} {
		b := NewBook(library(t, map[string]string{
			"content/pages/lien-he.vi.md":  "---\ntitle: Liên hệ\n---\nThư.\n",
			"content/pages/toa-soan.vi.md": "---\ntitle: Tòa soạn\naliases: [" + c.alias + "]\n---\nThư.\n",
		}), false)
		if !c.alone {
			if len(b.Collisions) > 0 {
				t.Errorf("%s: %+v", c.alias, b.Collisions)
			}
			continue
		}
		if len(b.Collisions) != 1 || b.Collisions[0].Path != c.path || !b.Collisions[0].Alias || b.Collisions[0].Folder != c.folder ||
			b.Collisions[0].Second.File != "content/pages/toa-soan.vi.md" {
			t.Errorf("%s: %+v, want %s, folder %v", c.alias, b.Collisions, c.path, c.folder)
		}
	}
}

// TestSilent: where the strings of a language cannot be read, its addresses are not wrong.
func TestSilent(t *testing.T) {
	lib := library(t, map[string]string{"config.yaml": strings.Replace(settings, "en]", "en, fr]", 1)})
	b := NewBook(lib, false)
	for dest, rule := range map[string]string{"/fr/feed.xml": "", "/fr": "", "/en/feed.json/": "link-broken", "/friend/": "link-broken"} {
		if _, broken := b.Resolve("content/pages/a.vi.md", dest); broken == nil || broken.Rule != rule {
			t.Errorf("%s: %+v, want the rule %q", dest, broken, rule)
		}
	}
}

// TestResolve: a link leads to a text by its file, to what stands beside it, to a place in
// a text, or to an address; what leads nowhere says why.
func TestResolve(t *testing.T) {
	const file = "content/articles/a.vi.md"
	b := NewBook(library(t, map[string]string{
		file:                            front + "---\n## Kết quả\n\nBài.\n",
		"content/articles/2020/b.vi.md": front + "draft: true\n---\nNháp.\n",
		"content/articles/2020/c.en.md": front + "---\n## Result\n\nText.\n",
		"content/pages/lien-he.vi.md":   "---\ntitle: Liên hệ\n---\nThư.\n",
	}), false)
	for _, c := range []struct{ dest, path, fragment, rule string }{
		{"#ket-qua", "", "ket-qua", ""},
		{"#ket-qua-2", "", "", "anchor-broken"},
		{"2020/c.en.md", "/en/articles/2020/c/", "", ""},
		{"2020/c.en.md#result", "/en/articles/2020/c/", "result", ""},
		{"2020/c.en.md#ket-qua", "", "", "anchor-broken"},
		{"../pages/lien-he.vi.md", "/vi/lien-he/", "", ""},
		{"2020/b.vi.md", "", "", "link-broken"},
		{"2020/d.vi.md", "", "", "link-broken"},
		{"../../../etc/passwd", "", "", "link-broken"},
		{"/vi/lien-he/", "/vi/lien-he/", "", ""},
		{"/vi/lien-he?q=1#", "/vi/lien-he/", "", ""},
		{"/vi/bai-viet/2020/a/#ket-qua", "/vi/bai-viet/2020/a/", "ket-qua", ""},
		{"/vi/khong-co/", "", "", "link-broken"},
	} {
		to, broken := b.Resolve(file, c.dest)
		rule := ""
		if broken != nil {
			rule = broken.Rule
		}
		if to.Path != c.path || to.Fragment != c.fragment || rule != c.rule {
			t.Errorf("%s: %q, %q, %q; want %q, %q, %q", c.dest, to.Path, to.Fragment, rule, c.path, c.fragment, c.rule)
		}
	}
}
