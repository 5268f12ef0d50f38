package publish

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func overwrite(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestEditedFilesAreForeign: a file that the manifest lists and that has other bytes is
// nothing that a build wrote. It is not replaced; where the new site has no use for its
// name it stays.
func TestEditedFilesAreForeign(t *testing.T) {
	for machine, change := range machines {
		for _, edit := range []struct {
			name, text string
			refused    bool
		}{
			{"vi/index.html", "my page, longer", true},
			{"vi/index.html", "generation 9", true}, // no longer than it was
			{"vi/index.html", "", true},
			{"vi/bai-viet/2020/x/index.html", "not the same", true}, // which a build would keep
			{"vi/bai-viet/1/index.html", "mine", false},
			{"turns/into.txt", "mine", true}, // the folder becomes a file
		} {
			t.Run(fmt.Sprintf("%s, %s %q", machine, edit.name, edit.text), func(t *testing.T) {
				dir := filepath.Join(memoryDir(t), "public")
				mustBuild(t, dir, generation(1))
				overwrite(t, filepath.Join(dir, edit.name), edit.text)
				mine := map[string]string{edit.name: edit.text}
				o := quickOps()
				change(&o)
				_, err := build(dir, o, generation(2))
				if !edit.refused {
					if err != nil {
						t.Error(err)
					}
					checkSite(t, dir, with(generation(2), mine))
					return
				}
				if want := fmt.Sprintf("%q is not as a build wrote it", edit.name); err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("the error is %v, want %q", err, want)
				}
				checkSite(t, dir, with(generation(1), mine))
				checkNoLitter(t, filepath.Dir(dir), "public")
			})
		}
	}
}

// TestRightEdit: an edit that is what the next build has as well is in nobody's way.
func TestRightEdit(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	mustBuild(t, dir, generation(1))
	overwrite(t, filepath.Join(dir, "static/site.css"), generation(1)["static/site.css"])
	mustBuild(t, dir, generation(2))
	checkSite(t, dir, generation(2))
}

// TestForgedManifest: a manifest that somebody else wrote, in a repository for
// instance, makes none of the files ours that it lists.
func TestForgedManifest(t *testing.T) {
	for machine, change := range machines {
		dir := filepath.Join(memoryDir(t), "public")
		mine := map[string]string{"photo.jpg": "a photograph", "vi/letter.txt": "a letter", "index.html": "a page"}
		var lines []line
		for _, name := range slices.Sorted(maps.Keys(mine)) {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
				t.Fatal(err)
			}
			overwrite(t, filepath.Join(dir, name), mine[name])
			lines = append(lines, line{name, imprint{int64(len(mine[name])), 0x12345678}, nil})
		}
		overwrite(t, filepath.Join(dir, manifestName), string(manifestText(lines)))
		o := quickOps()
		change(&o)
		if _, err := build(dir, o, generation(1)); err == nil || !strings.Contains(err.Error(), `"index.html" is not as a build wrote it`) {
			t.Errorf("%s: the error is %v", machine, err)
		}
		checkSite(t, dir, mine)
		site := map[string]string{"vi/index.html": "ours"}
		if _, err := build(dir, o, site); err != nil {
			t.Errorf("%s: %v", machine, err)
		}
		checkSite(t, dir, with(mine, site))
	}
}

// TestEditedAtTheLastMoment: what somebody does to a file of ours between our reading
// it and its end is not lost.
func TestEditedAtTheLastMoment(t *testing.T) {
	for _, edit := range []struct {
		what, name string
		do         func(name string) error
	}{
		{"written to", "vi/bai-viet/1/index.html", func(name string) error { return os.WriteFile(name, []byte("mine!"), 0o644) }},
		{"replaced", "vi/bai-viet/1/index.html", func(name string) error {
			if err := os.WriteFile(name+"~", []byte("mine!"), 0o644); err != nil {
				return err
			}
			return os.Rename(name+"~", name)
		}},
		{"replaced, and the new site has it as well", "static/site.css", func(name string) error {
			if err := os.WriteFile(name+"~", []byte("mine!"), 0o644); err != nil {
				return err
			}
			return os.Rename(name+"~", name)
		}},
	} {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		mustBuild(t, dir, generation(1))
		o := quickOps()
		o.exchange = func(a, b string) error {
			if err := edit.do(filepath.Join(dir, edit.name)); err != nil {
				t.Error(err)
			}
			return exchange(a, b)
		}
		r, err := build(dir, o, generation(3))
		if err != nil {
			t.Fatal(err)
		}
		// It stays where it is, or is kept aside where the new site has another.
		file := filepath.Join(dir, edit.name)
		if _, wasReplaced := generation(3)[edit.name]; wasReplaced {
			checkSite(t, dir, generation(3))
			kept, _ := filepath.Glob(filepath.Join(top, ".public-kept-*", edit.name))
			if len(kept) != 1 || len(r.Notes) != 1 || !strings.Contains(fmt.Sprint(r.Notes), "changed "+edit.name) {
				t.Errorf("%s: kept are %v, and the notes %v", edit.what, kept, r.Notes)
				continue
			}
			file = kept[0]
		} else {
			checkSite(t, dir, with(generation(3), map[string]string{edit.name: "mine!"}))
			checkNoLitter(t, top, "public")
		}
		mustBuild(t, dir, generation(5))
		if back, err := os.ReadFile(file); string(back) != "mine!" || err != nil {
			t.Errorf("%s: it has become %q, %v", edit.what, back, err)
		}
	}
}

// TestCommittedSite: a site that is kept in a repository and comes out of it, with
// other times and inodes, is ours as before.
func TestCommittedSite(t *testing.T) {
	top := memoryDir(t)
	dir, clone := filepath.Join(top, "public"), filepath.Join(top, "clone")
	mustBuild(t, dir, generation(1))
	if err := os.CopyFS(clone, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	r := mustBuild(t, clone, generation(2))
	if r.Written != 6 || r.Unchanged != 2 || r.Removed != 3 || !r.Atomic {
		t.Errorf("the report is %+v", r)
	}
	checkSite(t, clone, generation(2))
}

// TestDamagedStaging: a tree that is not what was written to it is never published.
func TestDamagedStaging(t *testing.T) {
	damages := map[string]func(tree string) error{
		"a file is gone": func(tree string) error { return os.Remove(filepath.Join(tree, "vi/index.html")) },
		"a link is gone": func(tree string) error { return os.Remove(filepath.Join(tree, "static/site.css")) },
		"a file is cut":  func(tree string) error { return os.Truncate(filepath.Join(tree, "vi/index.html"), 3) },
		"a file is empty": func(tree string) error {
			return os.Truncate(filepath.Join(tree, "vi/bai-viet/2/index.html"), 0)
		},
		"a file has other bytes": func(tree string) error {
			return os.WriteFile(filepath.Join(tree, "vi/index.html"), []byte("Generation 2"), 0o644)
		},
		"a file is another": func(tree string) error {
			name := filepath.Join(tree, "vi/index.html")
			if err := os.WriteFile(name+"~", []byte("generation 3"), 0o644); err != nil {
				return err
			}
			return os.Rename(name+"~", name)
		},
		"a file is a link": func(tree string) error {
			name := filepath.Join(tree, "vi/index.html")
			if err := os.Remove(name); err != nil {
				return err
			}
			return os.Symlink("../index.html", name)
		},
		"a folder is gone":    func(tree string) error { return os.RemoveAll(filepath.Join(tree, "vi/bai-viet/2")) },
		"everything is gone":  func(tree string) error { return os.RemoveAll(tree) },
		"the manifest is cut": func(tree string) error { return os.Truncate(filepath.Join(tree, manifestName), 30) },
	}
	for machine, change := range machines {
		for what, damage := range damages {
			t.Run(machine+", "+what, func(t *testing.T) {
				inPlace := machine == "no exchange" || machine == "mount" || machine == "read-only parent" || machine == "bind mount"
				if inPlace && (what == "a link is gone" || what == "the manifest is cut") {
					t.Skip("there is none in this staging folder")
				}
				top := memoryDir(t)
				dir := filepath.Join(top, "public")
				mustBuild(t, dir, generation(1))
				addForeign(t, dir)
				o := quickOps()
				change(&o)
				done := false
				o.sync = func(tree string) error {
					if done || filepath.Base(tree) != treeName {
						return nil
					}
					done = true
					return damage(tree)
				}
				_, err := build(dir, o, generation(2))
				if err == nil {
					t.Error("the build gives no error")
				}
				checkSite(t, dir, with(generation(1), foreign))
				checkNoLitter(t, top, "public")
			})
		}
	}
}

// TestForgetfulFileSystem: where a file gets another time and another number with every
// look, as on some network drives, its bytes are what counts.
func TestForgetfulFileSystem(t *testing.T) {
	for machine, change := range machines {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		o := quickOps()
		change(&o)
		var looks atomic.Int64
		other := func(is look, err error) (look, error) {
			n := looks.Add(1)
			is.inode += uint64(n)
			is.modified += n
			return is, err
		}
		o.look = func(name string) (look, error) { return other(lookAt(name)) }
		o.lookOpen = func(f handle) (look, error) { return other(lookAtOpen(f)) }
		mustBuild(t, dir, generation(0))
		for n := range 4 {
			r, err := build(dir, o, generation(n))
			if err != nil {
				t.Fatalf("%s: %v", machine, err)
			}
			if machine == "exchange" && len(r.Notes) > 0 {
				t.Errorf("%s: the notes are %v", machine, r.Notes)
			}
			checkSite(t, dir, generation(n))
			checkNoLitter(t, top, "public")
		}
	}
}

// TestLinksThatLeadOut: a link of somebody's to what is outside the published folder is
// kept, as all is, and told each time that a site is published with it.
func TestLinksThatLeadOut(t *testing.T) {
	for machine, change := range machines {
		top := memoryDir(t)
		dir := filepath.Join(top, "public")
		mustBuild(t, dir, generation(1))
		links := map[string]string{
			"a-secret": "-> /etc/passwd",
			"b-up":     "-> ../nowhere",
			"c-round":  "-> vi/here/../secret", // by the names alone it stays inside
			"vi/here":  "-> ..",
			"vi/page":  "-> ../index.html",
			"absolute": "-> " + filepath.Join(dir, "index.html"),
			"back":     "-> ../public/index.html",
		}
		put(t, dir, links)
		put(t, top, map[string]string{"secret": "x"})
		o := quickOps()
		change(&o)
		for n := range 2 {
			r, err := build(dir, o, generation(2+n))
			if err != nil {
				t.Fatal(err)
			}
			want := `lead out of it: "a-secret" -> "/etc/passwd", "b-up" -> "../nowhere" and "c-round" -> "vi/here/../secret";`
			if notes := fmt.Sprint(r.Notes); !strings.Contains(notes, want) {
				t.Errorf("%s: the notes are %s", machine, notes)
			}
			checkSite(t, dir, with(generation(2+n), links))
		}
	}
}
