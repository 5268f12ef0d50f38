package check

import (
	"fmt"
	"maps"
	"os"
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

// run checks a bulletin of files, by their paths; what it needs besides is put there.
func run(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	all := map[string]string{content.ConfigFile: settings, content.CommitteesFile: bare}
	maps.Copy(all, files)
	site := fstest.MapFS{}
	for name, text := range all {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib := content.Load(site, os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	return Run(lib, address.NewBook(lib, false))
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
