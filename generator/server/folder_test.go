package server

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestAnotherFolder: where the site's folder is removed, moved, exchanged or made
// anew, pages show the problem meanwhile and then what stands there, and are followed
// as before.
func TestAnotherFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a folder that is held open stays in its place")
	}
	must := func(t *testing.T, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	fill := func(t *testing.T, dir, words string) {
		t.Helper()
		for name, text := range files {
			write(t, dir, name, strings.Replace(text, "đầu", words, 1))
		}
	}
	type place struct{ dir, aside string }
	for _, c := range []struct {
		name   string
		begin  func(t *testing.T, p place)
		remove func(t *testing.T, p place)
		anew   func(t *testing.T, p place, words string)
	}{
		{
			"removed and made anew",
			func(t *testing.T, p place) { fill(t, p.dir, "đầu") },
			func(t *testing.T, p place) { must(t, os.RemoveAll(p.dir)) },
			func(t *testing.T, p place, words string) { fill(t, p.dir, words) },
		},
		{
			"moved away and another in its place",
			func(t *testing.T, p place) { fill(t, p.dir, "đầu") },
			func(t *testing.T, p place) { must(t, os.Rename(p.dir, filepath.Join(t.TempDir(), "cu"))) },
			func(t *testing.T, p place, words string) {
				fill(t, p.aside+".new", words)
				must(t, os.Rename(p.aside+".new", p.dir))
			},
		},
		{
			"a link that leads elsewhere",
			func(t *testing.T, p place) { fill(t, p.aside, "đầu"); must(t, os.Symlink(p.aside, p.dir)) },
			func(t *testing.T, p place) { must(t, os.Remove(p.dir)) },
			func(t *testing.T, p place, words string) {
				to := filepath.Join(t.TempDir(), "to")
				fill(t, to, words)
				must(t, os.Symlink(to, p.dir))
			},
		},
	} {
		for _, poll := range []bool{false, true} {
			name := c.name + ", by events"
			if poll {
				name = c.name + ", by looking"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				within := t.TempDir()
				p := place{filepath.Join(within, "trang"), filepath.Join(within, "cu")}
				c.begin(t, p)
				opt := optionsFor(p.dir)
				opt.Poll = poll
				r := run(t, opt)
				for _, words := range []string{"làm lại", "làm lại lần nữa"} {
					c.remove(t, p)
					r.until(onePage, "the problem, and the last good page", func(status int, text string) bool {
						return status == 200 && slices.ContainsFunc(r.lines(onePage), func(l string) bool { return strings.Contains(l, "the site's folder is not there") })
					})
					if text := strings.Join(r.lines(onePage), ""); strings.Contains(text, within) {
						t.Errorf("a page tells of the disk: %s", text)
					}
					c.anew(t, p, words)
					r.until(onePage, "the folder that is there now", has("Nội dung "+words))
					r.until(onePage, "no problem", func(int, string) bool { return len(r.lines(onePage)) == 0 })
					write(t, p.dir, one, strings.Replace(files[one], "đầu", words+" và lưu", 1))
					r.until(onePage, "a file that is saved in it", has("Nội dung "+words+" và lưu"))
					write(t, p.dir, "content/articles/sau/ba.vi.md", strings.Replace(files["content/articles/hai.vi.md"], "Bài hai", "Bài "+words, 1))
					r.until("/vi/bai-viet/2024/ba/", "a folder in it", has("Bài "+words))
				}
			})
		}
	}
}

// TestExchangedFolder: a folder that takes the place of another at once is shown too.
func TestExchangedFolder(t *testing.T) {
	within := t.TempDir()
	link, next := filepath.Join(within, "trang"), filepath.Join(within, "trang.new")
	for _, name := range []string{"một", "hai"} {
		for file, text := range files {
			write(t, filepath.Join(within, name), file, strings.Replace(text, "đầu", name, 1))
		}
	}
	if err := os.Symlink("một", link); err != nil {
		t.Skip("this system makes no links: ", err)
	}
	r := run(t, optionsFor(link))
	r.until(onePage, "the first", has("Nội dung một"))
	for _, name := range []string{"hai", "một"} {
		if err := os.Symlink(name, next); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(next, link); err != nil {
			t.Fatal(err)
		}
		r.until(onePage, "the other", has("Nội dung "+name))
	}
}

// TestWorkingFolder: the folder from which the command runs may be removed and made
// anew as well.
func TestWorkingFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a working folder stays in its place")
	}
	own, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	opt := optionsFor(".")
	opt.Site.Layouts, opt.Site.Static = os.DirFS(filepath.Join(own, "layouts")), os.DirFS(filepath.Join(own, "static"))
	dir := filepath.Join(t.TempDir(), "trang")
	for name, text := range files {
		write(t, dir, name, text)
	}
	t.Chdir(dir)
	r := run(t, opt)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	r.until(onePage, "a problem", func(int, string) bool { return len(r.lines(onePage)) > 0 })
	for name, text := range files {
		write(t, dir, name, strings.Replace(text, "đầu", "làm lại", 1))
	}
	r.until(onePage, "the folder anew", has("Nội dung làm lại"))
}

// TestMidnight: when a day begins in the site's time zone, what is of a day follows,
// though nothing has changed in the folder.
func TestMidnight(t *testing.T) {
	dir := newFolder(t)
	write(t, dir, "content/announcements.yaml", "- text: {vi: Tin ngày trước, en: Before}\n  from: 2026-01-01\n  until: 2026-01-03\n- text: {vi: Tin ngày sau, en: After}\n  from: 2026-01-04\n  until: 2026-01-09\n")
	var clock atomic.Int64
	clock.Store(time.Date(2026, 1, 3, 16, 59, 59, 0, time.UTC).Unix()) // in Hà Nội it is seven hours later
	opt := optionsFor(dir)
	opt.Now = func() time.Time { return time.Unix(clock.Load(), 0) }
	r := run(t, opt)
	r.until("/vi/", "the day before", func(status int, text string) bool {
		return has("Tin ngày trước")(status, text) && lacks("Tin ngày sau")(status, text)
	})
	clock.Add(1)
	r.until("/vi/", "the day after", func(status int, text string) bool {
		return lacks("Tin ngày trước")(status, text) && has("Tin ngày sau")(status, text)
	})

	// A day that ends while something is wrong is over once that is mended.
	write(t, dir, "config.yaml", "title: [")
	r.until("/vi/", "a problem", func(int, string) bool { return len(r.lines("/vi/")) > 0 })
	clock.Store(time.Date(2026, 1, 3, 12, 0, 0, 0, time.UTC).Unix())
	write(t, dir, "config.yaml", files["config.yaml"])
	r.until("/vi/", "the day before, again", func(status int, text string) bool {
		return has("Tin ngày trước")(status, text) && lacks("Tin ngày sau")(status, text)
	})
}
