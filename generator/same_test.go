package generator_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bantin/generator/corpus"
)

// TestClock: what time it is shows in nothing but the announcements. Between two days
// with the same ones nothing changes, not even which term is the current one and which
// committees are no more: that is what the content says.
func TestClock(t *testing.T) {
	out := t.TempDir()
	trees := make([]map[string]string, 3)
	for i, now := range []time.Time{
		time.Unix(1_000_000, 0),
		time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2077, 11, 23, 23, 59, 59, 0, time.FixedZone("", -11*60*60)),
	} {
		opt := optionsFor(repository, filepath.Join(out, fmt.Sprint(i)))
		opt.Now = now
		mustBuild(t, opt)
		trees[i] = digests(t, opt.Out)
	}
	sameTree(t, "another century", trees[1], trees[0])
	sameTree(t, "another year", trees[2], trees[1])
	// And the day does matter where it is to: the repository's announcement.
	opt := optionsFor(repository, filepath.Join(out, "shown"))
	mustBuild(t, opt)
	if !strings.Contains(read(t, opt.Out, "vi/index.html"), `<aside class="banner"`) {
		t.Error("the announcement does not show on a day of its own")
	}
	if strings.Contains(read(t, out, "0", "vi/index.html"), `<aside class="banner"`) {
		t.Error("the announcement shows on a day that is not its own")
	}
}

// TestBaseURL: a base address on the command line is as good as one in the
// settings.
func TestBaseURL(t *testing.T) {
	const base = "https://example.org/some/path/"
	size := corpus.Size{Articles: 30, Committees: 12, Years: 3}
	inSettings := optionsFor(madeUp(t, size, base), filepath.Join(t.TempDir(), "public"))
	mustBuild(t, inSettings)
	onCommandLine := optionsFor(madeUp(t, size, ""), filepath.Join(t.TempDir(), "public"))
	onCommandLine.BaseURL = base
	mustBuild(t, onCommandLine)
	sameTree(t, "--base-url", digests(t, onCommandLine.Out), digests(t, inSettings.Out))
}

// TestAgain: a build over an earlier one leaves every file alone that has not
// changed, and after an edit gives what a build from nothing gives.
func TestAgain(t *testing.T) {
	dir := madeUp(t, corpus.Size{Articles: 60, Committees: 20, Years: 4}, "")
	opt := optionsFor(dir, filepath.Join(dir, "public"))
	first := mustBuild(t, opt)
	before := infos(t, opt.Out)
	if first.Written != len(before) || first.Unchanged != 0 {
		t.Errorf("the first build wrote %d files and left %d, of %d", first.Written, first.Unchanged, len(before))
	}

	second := mustBuild(t, opt)
	after := infos(t, opt.Out)
	if second.Written != 0 || second.Removed != 0 || second.Unchanged != len(before) {
		t.Errorf("a second build wrote %d files, removed %d and left %d of %d", second.Written, second.Removed, second.Unchanged, len(before))
	}
	for name, info := range before {
		if after[name] == nil || !os.SameFile(info, after[name]) || !info.ModTime().Equal(after[name].ModTime()) {
			t.Errorf("a second build touched %s", name)
		}
	}

	// Each of these makes the site another: they change, add and take away files.
	originals := originalsOf(t, dir)
	last := originals[len(originals)-1]
	for _, edit := range []struct {
		name string
		do   func()
	}{
		{"another body", func() { appendTo(t, originals[20], "\n\nThêm một đoạn.\n") }},
		{"another title, an article less, a picture more", func() {
			retitle(t, originals[21], "Một nhan đề & khác")
			if err := os.Remove(last); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(strings.TrimSuffix(last, ".vi.md") + ".en.md"); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			picture := read(t, repository, "static", "icon.svg")
			if err := os.WriteFile(filepath.Join(filepath.Dir(originals[22]), "hinh.svg"), []byte(picture), 0o666); err != nil {
				t.Fatal(err)
			}
			appendTo(t, originals[22], "\n\n![Một hình](hinh.svg)\n")
		}},
	} {
		was := digests(t, opt.Out)
		edit.do()
		report := mustBuild(t, opt)
		is := digests(t, opt.Out)
		var written, removed int
		for name, sum := range is {
			if was[name] != sum {
				written++
			}
		}
		for name := range was {
			if is[name] == "" {
				removed++
			}
		}
		if report.Written != written || report.Removed != removed || written == 0 {
			t.Errorf("%s: %d files changed and %d went, and the report says %d and %d", edit.name, written, removed, report.Written, report.Removed)
		}
		clean := opt
		clean.Out = filepath.Join(t.TempDir(), "clean")
		mustBuild(t, clean)
		sameTree(t, edit.name, is, digests(t, clean.Out))
	}
}

// infos are the files of a folder as the disk has them.
func infos(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	out := map[string]fs.FileInfo{}
	for _, name := range filesOf(t, dir) {
		info, err := os.Lstat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = info
	}
	return out
}

// originalsOf are the originals of a made-up bulletin, in order, but for those
// that others link to: they can be taken away without harm.
func originalsOf(t *testing.T, dir string) []string {
	t.Helper()
	all := filesOf(t, filepath.Join(dir, "content", "articles"))
	var texts strings.Builder
	for _, name := range all {
		texts.WriteString(read(t, dir, "content", "articles", name))
	}
	linked := texts.String()
	var out []string
	for _, name := range all {
		if strings.HasSuffix(name, ".vi.md") && !strings.HasSuffix(name, "index.vi.md") && !strings.Contains(linked, name) {
			out = append(out, filepath.Join(dir, "content", "articles", filepath.FromSlash(name)))
		}
	}
	return out
}

func appendTo(t *testing.T, name, more string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(strings.TrimRight(read(t, name), "\n")+more), 0o666); err != nil {
		t.Fatal(err)
	}
}

// retitle gives an article another title.
func retitle(t *testing.T, name, title string) {
	t.Helper()
	lines := strings.Split(read(t, name), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "title: ") {
			lines[i] = "title: " + title
			break
		}
	}
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
}
