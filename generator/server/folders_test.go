package server

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator/content"
)

// A mover moves whole folders about, as who switches branches or sorts an archive.
type mover struct {
	t       *testing.T
	rand    *rand.Rand
	dir     string // the site's folder
	aside   string // another on the same disk
	n       int
	crowded bool // a thousand files have been there
}

func (m *mover) full(name string) string { return filepath.Join(m.dir, filepath.FromSlash(name)) }

func (m *mover) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// article writes an article that no other is like.
func (m *mover) article(name string) {
	m.t.Helper()
	m.n++
	write(m.t, m.dir, name, fmt.Sprintf("---\ntitle: Bài lần %d\ndate: 2024-05-06\ncommittee: tinh\nterm: 2020-2025\n---\n\nNội dung lần %d.\n", m.n, m.n))
}

// found are the paths in content/articles, folders or texts, in their order.
func (m *mover) found(folders bool) []string {
	m.t.Helper()
	var out []string
	m.must(filepath.WalkDir(m.full(content.ArticlesFolder), func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(m.dir, name)
		if rel = filepath.ToSlash(rel); err == nil && e.IsDir() == folders && rel != content.ArticlesFolder {
			out = append(out, rel)
		}
		return err
	}))
	return out
}

// any is one of the folders or texts; where there is none it makes some.
func (m *mover) any(folders bool) string {
	m.t.Helper()
	all := m.found(folders)
	if len(all) == 0 {
		m.fill(m.name())
		all = m.found(folders)
	}
	return all[m.rand.IntN(len(all))]
}

// name is of a folder, which may or may not be there.
func (m *mover) name() string {
	return content.ArticlesFolder + "/" + []string{"a", "b", "c", "a/sau", "b/sau"}[m.rand.IntN(5)]
}

// fill writes articles into a folder.
func (m *mover) fill(folder string) {
	m.t.Helper()
	for range 1 + m.rand.IntN(3) {
		m.article(fmt.Sprintf("%s/bai-%d.vi.md", folder, m.n))
	}
}

// mend calls by another name what is a folder with the name of an article.
func (m *mover) mend() {
	m.t.Helper()
	for _, folder := range m.found(true) {
		if strings.HasSuffix(folder, ".md") {
			m.n++
			m.must(os.Rename(m.full(folder), m.full(fmt.Sprintf("%s/thanh-%d", content.ArticlesFolder, m.n))))
		}
	}
}

// move makes one change and says which.
func (m *mover) move() string {
	m.t.Helper()
	switch m.rand.IntN(12) {
	case 0:
		folder := m.any(true)
		m.must(os.RemoveAll(m.full(folder)))
		m.fill(folder)
		return folder + " made anew"
	case 1:
		folder := m.any(true)
		m.must(os.RemoveAll(m.full(folder)))
		return folder + " removed"
	case 2:
		folder := m.name()
		m.fill(folder)
		return folder + " filled"
	case 3:
		from, to := m.any(true), fmt.Sprintf("%s/%c", content.ArticlesFolder, 'p'+rune(m.rand.IntN(3)))
		m.must(os.RemoveAll(m.full(to)))
		if _, err := os.Stat(m.full(from)); err == nil {
			m.must(os.Rename(m.full(from), m.full(to)))
		}
		return from + " called " + to
	case 4: // which was prepared elsewhere
		folder := m.any(true)
		m.must(os.RemoveAll(m.aside))
		m.must(os.Rename(m.full(folder), m.aside))
		m.fill(folder)
		m.must(os.RemoveAll(m.full(folder + "-cu")))
		m.must(os.Rename(m.aside, m.full(folder+"-cu")))
		return folder + " moved aside and another in its place"
	case 5:
		a, b := m.any(true), m.any(true)
		if a == b || strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/") {
			return "nothing"
		}
		m.must(os.RemoveAll(m.aside))
		m.must(os.Rename(m.full(a), m.aside))
		m.must(os.Rename(m.full(b), m.full(a)))
		m.must(os.Rename(m.aside, m.full(b)))
		return a + " and " + b + " exchanged"
	case 6: // as careful programs save
		text := m.any(false)
		m.article(text + ".tmp")
		m.must(os.Rename(m.full(text+".tmp"), m.full(text)))
		return text + " replaced"
	case 7:
		text := m.any(false)
		m.must(os.Remove(m.full(text)))
		m.article(fmt.Sprintf("%s/trong-%d.vi.md", text, m.n))
		if m.rand.IntN(3) > 0 {
			m.must(os.RemoveAll(m.full(text)))
			m.article(text)
		}
		return text + " a folder"
	case 8:
		m.must(os.Rename(m.full(content.Folder), m.full(content.Folder+".nhanh")))
		if m.rand.IntN(2) == 0 {
			time.Sleep(time.Duration(m.rand.IntN(30)) * time.Millisecond)
		}
		m.must(os.Rename(m.full(content.Folder+".nhanh"), m.full(content.Folder)))
		return "everything away and back"
	case 9:
		folder := m.name() + "-tam"
		for range 20 {
			m.article(folder + "/sau/tam.vi.md")
			if m.rand.IntN(4) == 0 {
				time.Sleep(time.Millisecond)
			}
			m.must(os.RemoveAll(m.aside))
			m.must(os.Rename(m.full(folder), m.aside))
		}
		m.must(os.RemoveAll(m.aside))
		return folder + " come and gone"
	default:
		text := m.any(false)
		m.article(text)
		return text + " saved"
	}
}

// crowd writes a thousand files at once, a tenth of them texts, or removes them.
func (m *mover) crowd() string {
	const folder = content.ArticlesFolder + "/nghin"
	if m.crowded = !m.crowded; !m.crowded {
		m.must(os.RemoveAll(m.full(folder)))
		return "a thousand files removed"
	}
	for i := range 1000 {
		if name := fmt.Sprintf("%s/%d/nghin-%d", folder, i%7, i); i%10 == 0 {
			m.article(name + ".vi.md")
		} else {
			write(m.t, m.dir, name+".pdf", "%PDF-1.4\n")
		}
	}
	return "a thousand files"
}

// TestFoldersAreNoticed: however folders are removed, made anew and moved about, the
// server comes to what a build makes of it, by itself, and goes on to see what is
// saved in each.
func TestFoldersAreNoticed(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%t", poll), func(t *testing.T) {
			t.Parallel()
			opt := optionsFor(newFolder(t))
			opt.Poll = poll
			m := &mover{t: t, rand: rand.New(rand.NewPCG(17, 4)), dir: opt.Site.Dir, aside: filepath.Join(t.TempDir(), "aside")}
			m.must(os.RemoveAll(m.full(content.ArticlesFolder)))
			m.fill(content.ArticlesFolder + "/a/sau")
			r := run(t, opt)
			p := &published{opt: opt.Site, gone: map[string]bool{}}
			p.opt.BaseURL, p.opt.Out = r.url+"/", filepath.Join(t.TempDir(), "public")
			var made []string
			comes := func(routes bool) {
				t.Helper()
				want := p.build(t)
				differs := func() string {
					if lines := r.lines("/vi/"); !slices.Equal(lines, want) {
						return fmt.Sprintf("the errors are %q, and a build has %q", lines, want)
					}
					if want != nil || !routes {
						return ""
					}
					return p.differs(r.get)
				}
				what := differs()
				for start := time.Now(); what != "" && time.Since(start) < patience; what = differs() {
					time.Sleep(20 * time.Millisecond)
				}
				if what != "" {
					t.Fatalf("after %s: %s", strings.Join(made, "; "), what)
				}
			}
			bursts, good := 14, 0
			if testing.Short() {
				bursts = 6
			}
			for i := range bursts {
				made = nil
				m.mend()
				for range 1 + m.rand.IntN(6) {
					made = append(made, m.move())
					time.Sleep(time.Duration(m.rand.IntN(3)) * time.Millisecond)
				}
				if i == 2 || i == 3 {
					made = append(made, m.crowd())
				}
				comes(true)
				if p.routes != nil && len(r.lines("/vi/")) == 0 {
					good++
				}
			}
			// One text of each folder is saved once more: nothing but its folder tells of that.
			m.mend()
			made = []string{"the end"}
			comes(true)
			saved := map[string]bool{}
			for _, name := range m.found(false) {
				if saved[path.Dir(name)] {
					continue
				}
				saved[path.Dir(name)] = true
				m.article(name)
				id, _, _ := strings.Cut(filepath.Base(name), ".")
				r.until("/vi/bai-viet/2024/"+id+"/", name+" saved at the end", has(fmt.Sprintf("Nội dung lần %d.", m.n)))
			}
			comes(true)
			t.Logf("%d bursts, %d of them without an error; %d folders and %d texts at the end", bursts, good, len(m.found(true)), len(m.found(false)))
			if good < bursts/4 || len(m.found(true)) == 0 {
				t.Error("too few to say anything")
			}
		})
	}
}
