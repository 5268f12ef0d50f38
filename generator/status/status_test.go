package status

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/content"
)

// article is an original's file.
func article(title, date, committee string, more ...string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\ndate: " + date + "\ncommittee: " + committee + "\nterm: 2020-2025\n" + strings.Join(more, "") + "---\n\nA.\n")}
}

// translation is a translation's file.
func translation(title string, more ...string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\n" + strings.Join(more, "") + "---\n\nB.\n")}
}

func TestOf(t *testing.T) {
	const folder = "content/articles/"
	site := fstest.MapFS{
		"config.yaml":              {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		"content/committees.yaml":  {Data: []byte("- {id: z, name: {vi: Z, en: Z}, level: province}\n- {id: a, name: {vi: A, en: A}, level: province}\n")},
		folder + "current.vi.md":   article("Current", "2020-01-05", "a"),
		folder + "stale.vi.md":     article("Stale", "2020-01-04", "a"),
		folder + "stale.en.md":     translation("Stale", "translation_of: \"000000000000\"\n"),
		folder + "unsure.vi.md":    article("Unsure", "2020-01-03", "z"),
		folder + "unsure.en.md":    translation("Unsure"),
		folder + "copy.vi.md":      article("Copy", "2020-01-07", "a"),
		folder + "copy.en.md":      {Data: []byte("---\ntitle: Copy\ntranslation_of: \"000000000000\"\n---\nA.\n")},
		folder + "undated.vi.md":   {Data: []byte("---\ntitle: Undated\ncommittee: a\n---\n\nA.\n")},
		folder + "missing.vi.md":   article("Missing", "2020-01-06", "z"),
		folder + "older.vi.md":     article("Older", "2019-01-06", "nowhere"),
		folder + "foreign.en.md":   article("Foreign", "2018-01-06", "a"),
		folder + "orphan.en.md":    translation("Orphan"),
		folder + "draft.vi.md":     article("Draft", "2020-01-06", "a", "draft: true\n"),
		folder + "broken.vi.md":    {Data: []byte("no front matter\n")},
		folder + "x/index.vi.md":   article("Folder", "2020-02-01", "a"),
		folder + "unread.vi.md":    article("Unread", "2020-02-02", "a"),
		folder + "unread.en.md":    {Data: []byte("no front matter\n")},
		folder + "current.en.md":   nil,
		folder + "x/index.en.md":   translation("Folder", "translation_of: \"000000000000\"\n"),
		"content/pages/a/index.md": {Data: []byte("x")},
	}
	digest := ""
	delete(site, folder+"current.en.md")
	for _, a := range content.Load(site, os.DirFS("../../layouts"), fstest.MapFS{}, nil).Articles {
		if a.ID == "current" {
			digest = a.Original().Digest
		}
	}
	site[folder+"current.en.md"] = translation("Current", "translation_of: \""+digest+"\"\n")
	lib := content.Load(site, os.DirFS("../../layouts"), fstest.MapFS{}, nil)

	show := func(r Report) string {
		var b strings.Builder
		for _, l := range r.Languages {
			fmt.Fprintf(&b, "%s %d/%d/%d\n", l.Tag, l.Current, l.Texts, r.Articles)
			for _, it := range l.Waiting {
				fmt.Fprintf(&b, "  %s %s %s %q %s %s\n", it.Kind, it.Date, it.Committee, it.Title, strings.TrimPrefix(it.File, folder), strings.TrimPrefix(it.Original, folder))
			}
			for _, g := range ByCommittee(l.Waiting, []string{"z", "a"}) {
				fmt.Fprintf(&b, "  %q %d\n", g.Committee, len(g.Items))
			}
		}
		return b.String()
	}
	const want = `vi 9/9/10
  missing 2018-01-06 a "Foreign" foreign.en.md foreign.en.md
  "a" 1
en 2/6/10
  missing 2019-01-06 nowhere "Older" older.vi.md older.vi.md
  unverified 2020-01-03 z "Unsure" unsure.en.md unsure.vi.md
  stale 2020-01-04 a "Stale" stale.en.md stale.vi.md
  missing 2020-01-06 z "Missing" missing.vi.md missing.vi.md
  untranslated 2020-01-07 a "Copy" copy.en.md copy.vi.md
  stale 2020-02-01 a "Folder" x/index.en.md x/index.vi.md
  missing  a "Undated" undated.vi.md undated.vi.md
  orphan   "Orphan" orphan.en.md 
  "z" 2
  "a" 4
  "nowhere" 1
  "" 1
`
	if got := show(Of(lib, false)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := Of(lib, true); got.Articles != 11 || got.Languages[1].Count(Missing) != 4 {
		t.Errorf("with drafts, it is\n%s", show(got))
	}
}

func TestPercent(t *testing.T) {
	for _, c := range [][3]int{{0, 3, 0}, {2, 3, 66}, {3, 3, 100}, {999, 1000, 99}, {0, 0, 100}} {
		if got := Percent(c[0], c[1]); got != c[2] {
			t.Errorf("%d of %d are %d %%, want %d", c[0], c[1], got, c[2])
		}
	}
}
