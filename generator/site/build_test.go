package site

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
)

const (
	settings = "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\nlanguages: [vi, en]\n"
	registry = `- {id: khe-lim, level: province, name: {vi: Đảng bộ tỉnh Khe Lim, en: Khe Lim}, until: 2025-07-01, successors: [doan-son],
   congresses: [{number: 16, term: 2015-2020, date: 2015-10-20}, {number: 17, term: 2020-2025, date: 2020-09-26, until: 2020-09-28}]}
- {id: doan-son, level: province, name: {vi: Đảng bộ tỉnh Đoan Sơn, en: Đoan Sơn}}
- {id: an-khe, level: district, parent: khe-lim, name: {vi: Đảng bộ huyện An Khê, en: An Khê}}
- {id: trung-uong, level: central, name: {vi: Đảng bộ Trung ương, en: Central}}
`
)

// build makes the Site of a bulletin of files, by their paths.
func build(t *testing.T, files map[string]string, opt Options) *Site {
	t.Helper()
	all := map[string]string{content.ConfigFile: settings, content.CommitteesFile: registry}
	maps.Copy(all, files)
	folder := fstest.MapFS{}
	for name, text := range all {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib := content.Load(folder, os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	book := address.NewBook(lib, opt.Drafts)
	problems := check.Run(lib, book)
	if errors, _ := problems.Count(); errors > 0 {
		t.Fatal(problems)
	}
	return Build(lib, book, opt)
}

// article is an article's file.
func article(day, committee, more string) string {
	return fmt.Sprintf("---\ntitle: Bài ngày %s\ndate: %s\ncommittee: %s\n%s---\nMột bài.\n", day, day, committee, more)
}

func ids(list []*Article) string {
	var out []string
	for _, a := range list {
		out = append(out, a.ID)
	}
	return strings.Join(out, " ")
}

// TestOrder: every list of articles is newest first, and those of a day are in the order of
// their ids, the last first; an article stands in the lists of every body that it is of.
func TestOrder(t *testing.T) {
	s := build(t, map[string]string{
		"content/articles/a.vi.md": article("2020-12-21", "khe-lim", "congress: 17\n"),
		"content/articles/b.vi.md": article("2021-01-05", "an-khe", "term: 2020-2025\nalso: [{committee: khe-lim, congress: 17}]\n"),
		"content/articles/c.vi.md": article("2020-12-21", "khe-lim", "congress: XVII\nplenum: 3\n"),
		"content/articles/d.vi.md": article("2016-03-02", "khe-lim", "congress: 16\n"),
		"content/articles/e.vi.md": article("2020-12-01", "khe-lim", "congress: 17\ndraft: true\n"),
	}, Options{})
	lim := s.Committee("khe-lim")
	for _, c := range []struct {
		what string
		got  string
		want string
	}{
		{"all", ids(s.Articles), "b c a d"},
		{"the committee's", ids(lim.Articles), "b c a d"},
		{"its year's", ids(lim.Archive(2020).Articles), "c a"},
		{"the congress's", ids(lim.Congress(17).Articles), "b c a"},
		{"the term's", ids(s.Term(calendar.Term{From: 2020, To: 2025}).Articles), "b c a"},
		{"the plenum's", ids(lim.Plenums[0].Articles), "c"},
		{"the month's", fmt.Sprint(len(s.Year(2020).Month(12).Entries)), "2"},
		{"the district's", ids(s.Committee("an-khe").Articles), "b"},
	} {
		if c.got != c.want {
			t.Errorf("%s articles are %q, want %q", c.what, c.got, c.want)
		}
	}
	for i, a := range s.Articles {
		if a.Place != i {
			t.Errorf("%s has the place %d, and is at %d", a.ID, a.Place, i)
		}
	}
	if len(s.Committee("an-khe").Congresses) > 0 {
		t.Error("a body has a congress of another")
	}
}

// TestTree: committees stand by level and then by name, below what they are part of; what one
// became knows what it came from.
func TestTree(t *testing.T) {
	s := build(t, nil, Options{})
	var tree []string
	for _, c := range s.Committees {
		tree = append(tree, c.ID)
	}
	if got, want := strings.Join(tree, " "), "trung-uong doan-son khe-lim an-khe"; got != want {
		t.Errorf("the tree is %s, want %s", got, want)
	}
	was, is := s.Committee("khe-lim"), s.Committee("doan-son")
	if !slices.Equal(was.Successors, []*Committee{is}) || !slices.Equal(is.Predecessors, []*Committee{was}) || !was.Ended() || is.Ended() {
		t.Error("the lineage is not that of the registry")
	}
	if path := s.Committee("an-khe").Path(); len(path) != 2 || path[0] != was {
		t.Errorf("the district is below %v", path)
	}
	// Congresses that no article reports stand on the timeline by themselves.
	if len(s.Unreported) != 2 || s.Unreported[0].Number != 17 || s.Year(2020).Month(9).Entries[0].Congress != s.Unreported[0] {
		t.Errorf("unreported: %v", s.Unreported)
	}
}

// TestDocuments: what articles cite by one number is one document for each issuer and
// term, and each article knows what it cites.
func TestDocuments(t *testing.T) {
	cites := func(text string) string {
		return strings.Replace(article("2020-12-21", "khe-lim", "congress: 17\n"), "Một bài.", text, 1)
	}
	s := build(t, map[string]string{
		"content/articles/a.vi.md": cites("Theo Chỉ thị số 35-CT/TW và Kế hoạch 71-KH/TU."),
		"content/articles/b.vi.md": cites("Theo 35-CT/TW của Bộ Chính trị."),
		"content/articles/c.vi.md": strings.Replace(article("2016-03-02", "khe-lim", "congress: 16\n"), "Một bài.", "Theo Kế hoạch 71-KH/TU, đạt 35/40 và 98,5%, nhiệm kỳ 2015-2020.", 1),
	}, Options{})
	if len(s.Numbers) != 2 {
		t.Fatalf("%d numbers, want 2", len(s.Numbers))
	}
	central, plan := s.Number("35-ct-tw"), s.Number("71-kh-tu")
	if len(central.Documents) != 1 || ids(central.Documents[0].Citing) != "a b" {
		t.Errorf("35-CT/TW is %d documents, cited by %s", len(central.Documents), ids(central.Documents[0].Citing))
	}
	if len(plan.Documents) != 2 || plan.Documents[0].Committee != s.Committee("khe-lim") || !plan.Documents[0].Inferred {
		t.Errorf("71-KH/TU of two terms is %d documents", len(plan.Documents))
	}
	if a := s.Article("a"); len(a.Cites) != 2 || a.Cites[0].Number == a.Cites[1].Number {
		t.Errorf("a cites %d documents, want 2", len(a.Cites))
	}
}

// TestAnnouncements: a banner shows from its first day to its last, and no other day.
func TestAnnouncements(t *testing.T) {
	files := map[string]string{content.AnnouncementsFile: "- {text: {vi: Họp, en: Meeting}, from: 2020-12-01, until: 2020-12-03}\n"}
	for day, want := range map[int]int{1: 1, 3: 1, 4: 0} {
		if got := len(build(t, files, Options{Today: calendar.Day(2020, 12, day)}).Announcements); got != want {
			t.Errorf("on day %d there are %d announcements, want %d", day, got, want)
		}
	}
	if got := len(build(t, files, Options{Today: calendar.Day(2020, 11, 30)}).Announcements); got != 0 {
		t.Errorf("the day before there are %d", got)
	}
}
