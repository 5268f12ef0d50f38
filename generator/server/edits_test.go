package server

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/corpus/editor"
	"bantin/generator/diag"
)

// A published is what a build makes of a folder, again and again.
type published struct {
	opt    generator.Options
	routes map[string]string // what stands at each path
	gone   map[string]bool   // paths that there were in an earlier build, and are no more
}

// build builds, and gives the errors where there are some.
func (p *published) build(t *testing.T) []string {
	t.Helper()
	_, problems, err := generator.Build(p.opt)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := problems.Count(); n > 0 {
		return errorLines(problems, nil)
	}
	before := p.routes
	p.routes = map[string]string{}
	err = filepath.WalkDir(p.opt.Out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".bantin") {
			return err
		}
		rel, err := filepath.Rel(p.opt.Out, name)
		if err != nil {
			return err
		}
		b, err := os.ReadFile(name)
		at := "/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		p.routes[at] = string(b)
		delete(p.gone, at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for at := range before {
		if _, is := p.routes[at]; !is {
			p.gone[at] = true
		}
	}
	return nil
}

// differs is the first path at which a server has something else than was published,
// "" where there is none.
func (p *published) differs(get func(at string) (status int, text string)) string {
	for at, want := range p.routes {
		status, got := get(at)
		if strings.HasSuffix(at, "/") || strings.HasSuffix(at, ".html") {
			got = ownScript.ReplaceAllString(got, "")
		}
		if status != 200 || got != want {
			return fmt.Sprintf("%s (status %d)", at, status)
		}
	}
	for at := range p.gone {
		if status, _ := get(at); status != 404 {
			return fmt.Sprintf("%s, which is no more (status %d)", at, status)
		}
	}
	return ""
}

// newWork makes up a bulletin and an editor who works in it.
func newWork(t *testing.T, seed uint64) (dir string, e *editor.Editor) {
	t.Helper()
	dir = t.TempDir()
	if err := corpus.Write(dir, corpus.Size{Articles: 16, Committees: 8, Years: 3, Words: 50}); err != nil {
		t.Fatal(err)
	}
	e, err := editor.New(dir, os.DirFS("../.."), seed)
	if err != nil {
		t.Fatal(err)
	}
	return dir, e
}

// TestEditsLikeBuild: after any edit every route is answered with the bytes that a build
// writes, and what a build does not write is not there; an error shows as build says it.
func TestEditsLikeBuild(t *testing.T) {
	dir, e := newWork(t, 11)
	s := still(t, dir)
	p := &published{opt: s.opt.Site, gone: map[string]bool{}}
	p.opt.Out = filepath.Join(t.TempDir(), "public")
	get := func(at string) (int, string) {
		r := ask(s, at, nil)
		return r.StatusCode, body(t, r)
	}
	random := rand.New(rand.NewPCG(5, 6))
	edits, every := 1000, 25
	if testing.Short() {
		edits = 100
	}
	var made []string
	builds, routes, errors, wrong, since := 0, 0, 0, 0, 0
	before := look(dir)
	for i := 1; i <= edits; i++ {
		change := e.Edit
		if wrong > 1 {
			change = e.Mend
		}
		what, err := change()
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, what)
		if random.IntN(6) == 0 && i < edits {
			continue // several at once
		}
		suspects := content.Suspects{Paths: e.Touched()}
		switch random.IntN(4) {
		case 0: // as one finds out who looks at the folder at intervals
			now := look(dir)
			found := compare(before, now, time.Now())
			suspects = found.change().suspects
			before = now
		case 1:
			suspects.All = random.IntN(3) == 0
			fallthrough
		default:
			before = look(dir)
		}
		s.update(suspects, time.Now(), diag.Text{})
		lines := s.state.Load().lines
		if len(lines) > 0 {
			wrong++
		} else {
			wrong = 0
		}
		if since++; since < every && (len(lines) == 0 || wrong > 1) && i < edits {
			continue
		}
		want := p.build(t)
		if !slices.Equal(lines, want) {
			t.Fatalf("after %s: the errors are\n%s\nand a build has\n%s", strings.Join(made, "; "), strings.Join(lines, ""), strings.Join(want, ""))
		}
		if want != nil {
			errors++
		} else {
			if at := p.differs(get); at != "" {
				t.Fatalf("after %s: %s is not what a build writes", strings.Join(made, "; "), at)
			}
			builds, routes, since, made = builds+1, routes+len(p.routes)+len(p.gone), 0, nil
		}
	}
	t.Logf("%d edits: %d times every route was as a build has it, %d routes in all, and %d times the errors were", edits, builds, routes, errors)
	if builds < edits/50 || errors < edits/100 {
		t.Error("too few to say anything")
	}
}

// TestEditsAreNoticed: whatever happens in the folder, the server comes to what a build
// makes of it, by itself.
func TestEditsAreNoticed(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%t", poll), func(t *testing.T) {
			t.Parallel()
			dir, e := newWork(t, 21)
			opt := optionsFor(dir)
			opt.Poll = poll
			r := run(t, opt)
			p := &published{opt: opt.Site, gone: map[string]bool{}}
			p.opt.BaseURL = r.url + "/"
			p.opt.Out = filepath.Join(t.TempDir(), "public")
			random := rand.New(rand.NewPCG(7, 8))
			bursts, edits, good := 12, 0, 0
			for range bursts {
				var made []string
				for range 1 + random.IntN(12) {
					what, err := e.Edit()
					if err != nil {
						t.Fatal(err)
					}
					made = append(made, what)
					edits++
					time.Sleep(time.Duration(random.IntN(3)) * time.Millisecond)
				}
				want := p.build(t)
				if want != nil && random.IntN(2) == 0 {
					if _, err := e.Mend(); err != nil {
						t.Fatal(err)
					}
					want = p.build(t)
				}
				comes := func() string {
					if lines := r.lines("/vi/"); !slices.Equal(lines, want) {
						return fmt.Sprintf("the errors are %q, and a build has %q", lines, want)
					}
					if want != nil {
						return ""
					}
					return p.differs(r.get)
				}
				what := comes()
				for start := time.Now(); what != "" && time.Since(start) < patience; what = comes() {
					time.Sleep(20 * time.Millisecond)
				}
				if what != "" {
					t.Fatalf("after %s: %s", strings.Join(made, "; "), what)
				}
				if want == nil {
					good++
				}
			}
			t.Logf("%d edits in %d bursts, %d of them without an error: noticed", edits, bursts, good)
		})
	}
}
