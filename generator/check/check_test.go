package check

import (
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
)

const (
	settings = "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\nlanguages: [vi, en]\n"
	bare     = "- {id: khe-lim, level: province, name: {vi: Đảng bộ tỉnh Khe Lim, en: Khe Lim}}\n"
	front    = "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: khe-lim\nterm: 2020-2025\n---\n"
)

// run checks a bulletin of files.
func run(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	lib := load(files)
	return Run(lib, address.NewBook(lib, false))
}

// load reads a bulletin of files, by their paths; what it needs besides is put there.
func load(files map[string]string) *content.Library {
	all := map[string]string{content.ConfigFile: settings, content.CommitteesFile: bare}
	maps.Copy(all, files)
	site := fstest.MapFS{}
	for name, text := range all {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return content.Load(site, os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
}

// guesses counts the problems of a rule, and those of them that say what was meant.
func guesses(problems diag.List, rule string) (all, meant int) {
	for _, p := range problems {
		if p.Rule == rule {
			all++
			if strings.Contains(p.Hint.String(), "did you mean") {
				meant++
			}
		}
	}
	return all, meant
}

// numbered is a line for each number below n.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestManyMistakes: what was meant by a link, an anchor or an id is looked for as long
// as there are few mistakes.
func TestManyMistakes(t *testing.T) {
	headings := numbered(20, "## Kết quả %d\n\n")
	few := numbered(3, "[a](#ket-qua-%da) ")
	many := numbered(mostSearchesInFile+30, "[a](#ket-qua-%da) ")

	t.Run("few", func(t *testing.T) {
		all, meant := guesses(run(t, map[string]string{"content/articles/a.vi.md": front + headings + few}), "anchor-broken")
		if all != 3 || meant != 3 {
			t.Errorf("of %d anchors it is told what was meant by %d, want 3 of 3", all, meant)
		}
	})
	t.Run("one file", func(t *testing.T) {
		problems := run(t, map[string]string{"content/articles/a.vi.md": front + headings + many, "content/articles/b.vi.md": front + headings + few})
		all, meant := guesses(problems, "anchor-broken")
		if want := mostSearchesInFile + 3; all != want+30 || meant != want {
			t.Errorf("of %d anchors it is told what was meant by %d, want %d of %d", all, meant, want, want+30)
		}
	})
	t.Run("anchors of another text, and links", func(t *testing.T) {
		links := strings.ReplaceAll(many, "(#", "(b.vi.md#") + numbered(40, "[a](c%d.vi.md) ")
		problems := run(t, map[string]string{"content/articles/a.vi.md": front + links, "content/articles/b.vi.md": front + headings, "content/articles/c.vi.md": front})
		all, meant := guesses(problems, "anchor-broken")
		more, meantToo := guesses(problems, "link-broken")
		if all != mostSearchesInFile+30 || more != 40 || meant+meantToo != mostSearchesInFile {
			t.Errorf("of %d anchors and %d links it is told what was meant by %d and %d, want %d in all", all, more, meant, meantToo, mostSearchesInFile)
		}
	})
	t.Run("many files", func(t *testing.T) {
		files := map[string]string{}
		for i := range mostSearches/mostSearchesInFile + 3 {
			files[fmt.Sprintf("content/articles/a%d.vi.md", i)] = front + headings + many
		}
		if all, meant := guesses(run(t, files), "anchor-broken"); meant != mostSearches {
			t.Errorf("of %d anchors it is told what was meant by %d, want %d", all, meant, mostSearches)
		}
	})
	t.Run("many words", func(t *testing.T) {
		// Each search looks at all headings.
		n := mostCompared/10_000 + 20
		problems := run(t, map[string]string{"content/articles/a.vi.md": front + numbered(10_000, "## Ba%d\n") + numbered(n, "\n[a](#ba%dxy)\n")})
		if all, meant := guesses(problems, "anchor-broken"); all != n || meant*10_000 > mostCompared {
			t.Errorf("of %d anchors it is told what was meant by %d", all, meant)
		}
	})
	t.Run("ids", func(t *testing.T) {
		committees := bare + numbered(1000, "- {id: khe-%[1]dx, level: agency, parent: khe-%[1]dy, name: {vi: A, en: A}}\n")
		problems := run(t, map[string]string{content.CommitteesFile: committees})
		all, meant := guesses(problems, "parent-unknown")
		if all != 1000 || meant == 0 || meant > mostSearchesInFile {
			t.Errorf("of %d ids it is told what was meant by %d", all, meant)
		}
	})
}

// TestManyCircles: a tangle of circles is told of once, and is not gone round for each
// of them.
func TestManyCircles(t *testing.T) {
	const n = 300
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "- {id: a%d, level: agency, until: 2020, name: {vi: A, en: A}, successors: [a%d", i, (i+1)%n)
		for j := max(1, i-190); j < i; j++ {
			fmt.Fprintf(&b, ", a%d", j)
		}
		b.WriteString("]}\n")
	}
	lib := load(map[string]string{content.CommitteesFile: b.String()})
	c := newChecker(lib, nil)
	for _, k := range lib.Committees {
		c.add(k)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.circles("lineage-circle", diag.Sayf("round"), "successors", func(k *content.Committee) []string { return k.Successors })
	runtime.ReadMemStats(&after)
	if len(c.problems) != 1 || c.problems[0].Pos.Line != 1 {
		t.Errorf("%d problems: %v", len(c.problems), c.problems)
	}
	if bytes := after.TotalAlloc - before.TotalAlloc; bytes > 1<<20 {
		t.Errorf("%d bytes for %d committees", bytes, n)
	}
}

// TestCircles: each circle is told of where its first committee is, by the shortest way
// round.
func TestCircles(t *testing.T) {
	for _, test := range []struct{ successors, want string }{
		{"a:b b:c c:", ""},
		{"a:a", "1 a → a"},
		{"b:a a:b", "1 b → a → b"},
		{"z:a a:b b:c,a c:a", "2 a → b → a"},
		{"a:b b:a c:d d:c", "1 a → b → a; 3 c → d → c"},
		{"a:b b:c c:b", "2 b → c → b"},
		{"a:b b:a,c c:b,d d:", "1 a → b → a"},
		{"a:x", ""},
		{"a:b b:c c:d d:e e:f f:g g:h h:i i:j j:a", "1 a → b → c → d → e → f → … 4 more … → a"},
	} {
		var b strings.Builder
		for one := range strings.FieldsSeq(test.successors) {
			id, to, _ := strings.Cut(one, ":")
			fmt.Fprintf(&b, "- {id: %s, level: agency, until: 2020, name: {vi: A, en: A}, successors: [%s]}\n", id, to)
		}
		var got []string
		for _, p := range run(t, map[string]string{content.CommitteesFile: b.String()}) {
			if p.Rule == "lineage-circle" {
				_, way, _ := strings.Cut(p.Message.String(), ": ")
				got = append(got, fmt.Sprintf("%d %s", p.Pos.Line, way))
			}
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("%s: %s, want %s", test.successors, got, test.want)
		}
	}
}

// TestManySuccessors: the whole registry names so many successors and no more, since each
// is drawn on the pages of two committees in each language. The rest is checked.
func TestManySuccessors(t *testing.T) {
	list := numbered(100, "b%d, ")
	old := func(n int) string {
		return numbered(n, "- {id: a%d, level: agency, until: 1990, name: {vi: A, en: A}, successors: ["+list+"]}\n")
	}
	fresh := numbered(100, "- {id: b%d, level: agency, from: 1990, name: {vi: A, en: A}}\n")
	for n, want := range map[int]int{mostSuccessors / 100: 0, mostSuccessors/100 + 5: 1} {
		problems := run(t, map[string]string{content.CommitteesFile: old(n) + fresh + "- {id: x, level: agency, parent: y, name: {vi: A, en: A}}\n"})
		told, unknown := 0, 0
		for _, p := range problems {
			switch p.Rule {
			case "value-long":
				told++
				if p.Pos.Line != mostSuccessors/100+1 {
					t.Errorf("%v", p)
				}
			case "parent-unknown":
				unknown++
			}
		}
		if told != want || unknown != 1 {
			t.Errorf("%d lists of 100: %v", n, problems)
		}
	}
}

// told are the places of the problems of a rule.
func told(problems diag.List, rule string) (places []string) {
	for _, p := range problems {
		if p.Rule == rule {
			places = append(places, fmt.Sprintf("%s:%d", p.Pos.File, p.Pos.Line))
		}
	}
	return places
}

// TestMenu: a menu has so many pages and no more in each language, by its own order.
func TestMenu(t *testing.T) {
	files := map[string]string{}
	for i := range mostInMenu + 2 {
		files[fmt.Sprintf("content/pages/p%02d.vi.md", i)] = fmt.Sprintf("---\ntitle: Trang\nmenu: %d\n---\nĐoạn.\n", 100-i)
		files[fmt.Sprintf("content/pages/p%02d.en.md", i)] = fmt.Sprintf("---\ntitle: %s\n---\nText.\n", strings.Repeat("a", mostMenuName+1))
	}
	if got, want := told(run(t, files), "menu-long"), []string{"content/pages/p00.vi.md:3", "content/pages/p01.vi.md:3"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestManyDocuments: the articles of a bulletin name so many documents and no more, and
// the article is told with which there are more. A document is counted once.
func TestManyDocuments(t *testing.T) {
	const each = 500
	files := map[string]string{}
	for i := range mostNumbers / each {
		files[fmt.Sprintf("content/articles/a%02d.vi.md", i)] = front + numbered(each, fmt.Sprintf("%d%%d-CT/TW\n", 10+i))
	}
	files["content/articles/b.vi.md"] = front + numbered(each, "10%d-CT/TW\n")
	if got := told(run(t, files), "documents-many"); got != nil {
		t.Errorf("got %v of as many as there may be", got)
	}
	files["content/articles/c.vi.md"] = front + "1-CT/TW\n"
	files["content/articles/d.vi.md"] = front + "2-CT/TW\n"
	if got, want := told(run(t, files), "documents-many"), []string{"content/articles/c.vi.md:2"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestHeavyPages: what every page repeats is little where there are many pages.
func TestHeavyPages(t *testing.T) {
	files := map[string]string{}
	for i := range mostInMenu {
		files[fmt.Sprintf("content/pages/p%02d.vi.md", i)] = "---\ntitle: '" + strings.Repeat(`"`, mostMenuName) + "'\nmenu: 1\n---\nĐoạn.\n"
	}
	files[content.AnnouncementsFile] = "- {text: {vi: '" + strings.Repeat(`"`, 300) + "', en: A}, from: 2020-01-01, until: 2030-01-01}\n"
	if got := told(run(t, files), "pages-heavy"); got != nil {
		t.Errorf("got %v of few pages", got)
	}
	for i := range 6 {
		files[fmt.Sprintf("content/articles/a%02d.vi.md", i)] = front + numbered(450, fmt.Sprintf("%d%%d-CT/TW\n", 10+i))
	}
	files[content.ConfigFile] = "base_url: https://bantin.example/" + strings.Repeat("a", 150) + "/\ntitle: {vi: '" + strings.Repeat(`"`, 100) + "', en: Bulletin}\nlanguages: [vi, en]\n"
	if got, want := told(run(t, files), "pages-heavy"), []string{"config.yaml:1"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
