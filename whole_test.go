//go:build unix

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"bantin/generator/command"
)

// now is the time of all builds here, as SOURCE_DATE_EPOCH.
const now = "1766019600"

// hash is one digest of a folder: every path with its mode and bytes, the manifest too.
func hash(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q %v\n", rel, info.Mode())
		if d.Type().IsRegular() {
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%d\n", len(b))
			h.Write(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// quick runs the command in this process.
func quick(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	return result{command.Run(args, embedded, &stdout, &stderr), stdout.String(), stderr.String()}
}

// clean is the hash of what a build from nothing makes of a site.
func clean(t *testing.T, dir string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	quick(t, "build", "-C", dir, "--out", out).expect(t, want{0, `built .*`, ``})
	defer os.RemoveAll(out)
	return hash(t, out)
}

// beside are the names in a site's folder that no author wrote.
func beside(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, ".public-*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// aBuild is a build of a site in a process of its own.
func aBuild(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "build", "-C", dir)
	cmd.Env = append(os.Environ(), asCommand+"=1", "SOURCE_DATE_EPOCH="+now, "LC_ALL=C")
	return cmd
}

// killed starts a build, kills it when moment is over, and reports whether it had
// ended before by itself.
func killed(t *testing.T, dir string, moment func(cmd *exec.Cmd)) (ended bool) {
	t.Helper()
	cmd := aBuild(t, dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	moment(cmd)
	if err := cmd.Process.Kill(); err != nil && !strings.Contains(err.Error(), "already finished") {
		t.Fatal(err)
	}
	err := cmd.Wait()
	if err == nil {
		return true
	}
	if cmd.ProcessState.Exited() {
		t.Fatalf("a build that was to be killed ended by itself: %v", err)
	}
	return false
}

// staging waits until a build has begun to write its tree, or for patience.
func staging(t *testing.T, dir string, patience time.Duration) {
	t.Helper()
	for start := time.Now(); time.Since(start) < patience && len(beside(t, dir)) == 0; {
		time.Sleep(200 * time.Microsecond)
	}
}

// exchanged waits until a folder is another than it was, or for patience.
func exchanged(public string, was os.FileInfo, patience time.Duration) {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(200 * time.Microsecond) {
		if is, err := os.Stat(public); err == nil && !os.SameFile(is, was) {
			return
		}
	}
}

// TestRandomKills: a build that is killed at any moment leaves the whole old site or
// the whole new one, and the next build makes what a build from nothing makes.
// BANTIN_KILLS is how many are killed.
func TestRandomKills(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", now)
	kills := 200
	if s := os.Getenv("BANTIN_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	} else if testing.Short() {
		kills = 20
	}
	var before, writing, sweeping, after atomic.Int64
	workers := 2
	var wg sync.WaitGroup
	for worker := range workers {
		dir := newSite(t, nil)
		for i := range 30 {
			writeFile(t, filepath.Join(dir, fmt.Sprintf("content/articles/2023/bai-%d.vi.md", i)), strings.Replace(site[articleFile], "Một", fmt.Sprint("Bài ", i), 1))
		}
		// Two states of the content, of which most pages differ.
		turn := func(n int) {
			writeFile(t, filepath.Join(dir, "content/committees.yaml"), strings.Replace(site["content/committees.yaml"], "Trung ương", fmt.Sprint("Trung ương ", n), 1))
			if extra := filepath.Join(dir, "content/articles/them.vi.md"); n == 0 {
				writeFile(t, extra, strings.Replace(site[articleFile], "Một", "Thêm", 1))
			} else if err := os.Remove(extra); err != nil {
				t.Fatal(err)
			}
		}
		var states [2]string
		var took time.Duration
		for n := range states {
			turn(n)
			states[n] = clean(t, dir)
			start := time.Now()
			if out, err := aBuild(t, dir).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			took = time.Since(start)
		}
		public := filepath.Join(dir, "public")
		random := rand.New(rand.NewPCG(uint64(worker), 7))
		wg.Go(func() {
			for i := worker; i < kills && !t.Failed(); i += workers {
				n := i / workers % 2
				turn(n)
				was, err := os.Stat(public)
				if err != nil {
					t.Error(err)
					return
				}
				ended := killed(t, dir, func(*exec.Cmd) {
					// A third of them anywhere, a third while something is written, a third
					// once the folders are exchanged.
					switch i / workers % 3 {
					case 0:
						time.Sleep(time.Duration(random.Int64N(int64(took))))
					case 1:
						staging(t, dir, 10*took)
						time.Sleep(time.Duration(random.Int64N(int64(took / 3))))
					default:
						exchanged(public, was, 10*took)
						time.Sleep(time.Duration(random.Int64N(int64(took / 20))))
					}
				})
				left := len(beside(t, dir)) > 0
				switch got := hash(t, public); {
				case got == states[1-n] && !left:
					before.Add(1)
				case got == states[1-n]:
					writing.Add(1)
				case got == states[n] && left:
					sweeping.Add(1)
				case got == states[n]:
					after.Add(1)
				default:
					t.Errorf("kill %d: the site is neither the old one nor the new one", i)
				}
				if ended && left {
					t.Errorf("kill %d: a build that ended left %v", i, beside(t, dir))
				}
				r := quick(t, "build", "-C", dir)
				if r.status != 0 || r.stderr != "" || hash(t, public) != states[n] || len(beside(t, dir)) > 0 {
					t.Errorf("kill %d: the next build does not make it right: %+v; %v", i, r, beside(t, dir))
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d builds killed: %d had written nothing, %d were writing, %d had exchanged the folders and were removing the old site, %d had ended or nearly; the old site or the new one was whole each time",
		kills, before.Load(), writing.Load(), sweeping.Load(), after.Load())
	if kills >= 200 && (writing.Load() < 10 || before.Load() < 10 || sweeping.Load()+after.Load() < 10) {
		t.Error("too few were killed while something happened to say anything")
	}
}

// TestStopped: a build that is asked to end, as Ctrl-C and CI do, leaves the site as it was
// and nothing beside it.
func TestStopped(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", now)
	dir := newSite(t, nil)
	quick(t, "build", "-C", dir).expect(t, want{0, `built .*`, ``})
	for i := range 300 {
		writeFile(t, filepath.Join(dir, fmt.Sprintf("content/articles/2023/bai-%d.vi.md", i)), strings.Replace(site[articleFile], "Một", fmt.Sprint("Bài ", i), 1))
	}
	before := hash(t, filepath.Join(dir, "public"))
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for try := 0; ; try++ {
			if try == 50 {
				t.Fatal("no build is ever stopped while it writes")
			}
			cmd := aBuild(t, dir)
			var said strings.Builder
			cmd.Stderr = &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			staging(t, dir, time.Second)
			if err := cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			err := cmd.Wait()
			if left := beside(t, dir); len(left) > 0 {
				t.Fatalf("%v is left: %s", left, &said)
			}
			if err == nil { // it had ended, or nearly
				if err := os.RemoveAll(filepath.Join(dir, "public")); err != nil {
					t.Fatal(err)
				}
				before = ""
				continue
			}
			result{cmd.ProcessState.ExitCode(), "", said.String()}.expect(t, want{3, ``, `bantin build: stopped before anything was published\n`})
			break
		}
		if s := (&scene{t: t, dir: dir}); s.is() != before {
			t.Error("the site is not as it was")
		}
	}
}

// TestFewFiles: a machine that lets a build open only so many files is not taken for an
// author who made a mistake: the build ends with 3, or does without.
func TestFewFiles(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", now)
	dir := newSite(t, nil)
	quick(t, "build", "-C", dir).expect(t, want{0, `built .*`, ``})
	failed, done := 0, 0
	for most := 12; done < 3; most++ {
		if most > 100 {
			t.Fatal("no build is ever done")
		}
		title := fmt.Sprint("Trung ương ", most)
		writeFile(t, filepath.Join(dir, "content/committees.yaml"), strings.Replace(site["content/committees.yaml"], "Trung ương", title, 1))
		public := filepath.Join(dir, "public")
		before := listing(t, public)
		cmd := aBuild(t, dir)
		cmd.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -n %d; exec "$0" "$@"`, most)}, cmd.Args...)
		cmd.Path = "/bin/sh"
		out, _ := cmd.CombinedOutput()
		switch status := cmd.ProcessState.ExitCode(); status {
		case 0:
			done++
			if got := hash(t, public); got != clean(t, dir) {
				t.Errorf("%d files: the new site is not as it should be", most)
			}
		case 3:
			failed++
			if !strings.Contains(string(out), "too many open files") {
				t.Errorf("%d files: it said %s", most, out)
			}
			if listing(t, public) != before {
				t.Errorf("%d files: the old site is not what it was", most)
			}
		default:
			t.Errorf("%d files: exit status %d\n%s", most, status, out)
		}
	}
	quick(t, "build", "-C", dir).expect(t, want{0, `built .*`, ``})
	if hash(t, filepath.Join(dir, "public")) != clean(t, dir) || len(beside(t, dir)) > 0 {
		t.Errorf("the next build does not make it right; %v is left", beside(t, dir))
	}
	t.Logf("with fewer files than it needs: %d builds ended with status 3, %d were done", failed, done)
	if failed == 0 {
		t.Error("none failed")
	}
}

// TestTwoBuildsAtOnce: of two builds of one folder the second is told who holds it.
func TestTwoBuildsAtOnce(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", now)
	dir := newSite(t, nil)
	for try := 0; ; try++ {
		if try == 50 {
			t.Fatal("no build is ever stopped while it publishes")
		}
		writeFile(t, filepath.Join(dir, "content/committees.yaml"), strings.Replace(site["content/committees.yaml"], "Trung ương", fmt.Sprint("Trung ương ", try), 1))
		first := aBuild(t, dir)
		var said strings.Builder
		first.Stderr = &said
		if err := first.Start(); err != nil {
			t.Fatal(err)
		}
		staging(t, dir, time.Second)
		if err := first.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		stopped := len(beside(t, dir)) > 0
		r := quick(t, "build", "-C", dir)
		if err := first.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		if err := first.Wait(); err != nil {
			// Stopped while it enters, it meets the second, and both are turned away.
			if first.ProcessState.ExitCode() == 3 && strings.Contains(said.String(), "another build is writing to it") {
				continue
			}
			t.Errorf("%v: %s", err, &said)
		}
		if !stopped || r.status == 0 {
			continue // the first had ended, or nearly
		}
		r.expect(t, want{3, ``, fmt.Sprintf(`bantin build: publish to [^\n]*: another build is writing to it \((process %d|a process that has just begun)\): wait until it has ended\n`, first.Process.Pid)})
		break
	}
	if got := hash(t, filepath.Join(dir, "public")); got != clean(t, dir) || len(beside(t, dir)) > 0 {
		t.Error("the first build was disturbed")
	}
}

// A scene is a site in the hands of somebody unlucky.
type scene struct {
	t     *testing.T
	dir   string
	n     int
	built string // the hash of what is published; "" for nothing
	rand  *rand.Rand
}

func (s *scene) public() string { return filepath.Join(s.dir, "public") }

// is is what is published.
func (s *scene) is() string {
	if _, err := os.Stat(s.public()); err != nil {
		return ""
	}
	return hash(s.t, s.public())
}

var steps = map[string]func(s *scene){
	"build": func(s *scene) {
		quick(s.t, "build", "-C", s.dir).expect(s.t, want{0, `built .*`, ``})
		s.built = s.is()
	},
	"failed build": func(s *scene) {
		left := len(beside(s.t, s.dir)) // of a build that was killed
		if s.n++; s.n%2 == 0 {
			wrong := filepath.Join(s.dir, "content/articles/sai.vi.md")
			writeFile(s.t, wrong, strings.Replace(site[articleFile], "date:", "dtae:", 1))
			quick(s.t, "build", "-C", s.dir).expect(s.t, want{1, ``, `.*nothing was published\n`})
			if err := os.Remove(wrong); err != nil {
				s.t.Fatal(err)
			}
		} else {
			// A disk that takes no file of more than 2 KiB, when there is one to write.
			article := filepath.Join(s.dir, articleFile)
			text, err := os.ReadFile(article)
			if err != nil {
				s.t.Fatal(err)
			}
			writeFile(s.t, article, string(text)+fmt.Sprintf("\nCâu %d.\n", s.n))
			defer writeFile(s.t, article, string(text))
			cmd := aBuild(s.t, s.dir)
			cmd.Args = append([]string{"sh", "-c", `ulimit -f 4; exec "$0" "$@"`}, cmd.Args...)
			cmd.Path = "/bin/sh"
			out, _ := cmd.CombinedOutput()
			left := "the site is as it was"
			if s.built == "" {
				left = "nothing was published"
			}
			result{cmd.ProcessState.ExitCode(), "", string(out)}.expect(s.t, want{3, ``, `bantin build: publish [^\n]*file too large; ` + left + `\n`})
		}
		if s.is() != s.built || len(beside(s.t, s.dir)) > left {
			s.t.Error("a build that failed changed what is published, or left something")
		}
	},
	"edit": func(s *scene) {
		s.n++
		writeFile(s.t, filepath.Join(s.dir, articleFile), strings.Replace(site[articleFile], "title: Một", fmt.Sprint("title: Một lần ", s.n), 1))
	},
	"delete": func(s *scene) {
		other := filepath.Join(s.dir, "content/articles/hai.vi.md")
		if err := os.Remove(other); os.IsNotExist(err) {
			writeFile(s.t, other, strings.Replace(site[articleFile], "Một", "Hai", 1))
		} else if err != nil {
			s.t.Fatal(err)
		}
	},
	"killed build": func(s *scene) {
		killed(s.t, s.dir, func(*exec.Cmd) {
			staging(s.t, s.dir, time.Second)
			time.Sleep(time.Duration(s.rand.Int64N(int64(5 * time.Millisecond))))
		})
		if got := s.is(); got != s.built {
			if got != clean(s.t, s.dir) {
				s.t.Error("after a kill the site is neither the old one nor the new one")
			}
			s.built = got
		}
	},
}

// TestSequences: whatever happens to a site, up to three things one after the other,
// the next build makes of it what a build from nothing makes, and leaves nothing else.
func TestSequences(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", now)
	names := slices.Sorted(maps.Keys(steps))
	sequences := [][]string{nil}
	for from := 0; len(sequences[from]) < 3; from++ {
		for _, name := range names {
			sequences = append(sequences, append(slices.Clone(sequences[from]), name))
		}
	}
	sequences = sequences[1:]
	if testing.Short() {
		sequences = sequences[:30]
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(sequences) && !t.Failed(); i = int(next.Add(1)) - 1 {
				dir := newSite(t, nil)
				writeFile(t, filepath.Join(dir, "content/articles/hai.vi.md"), strings.Replace(site[articleFile], "Một", "Hai", 1))
				s := &scene{t: t, dir: dir, n: i, rand: rand.New(rand.NewPCG(uint64(i), 3))}
				for _, step := range sequences[i] {
					steps[step](s)
				}
				steps["build"](s)
				if s.built != clean(t, dir) {
					t.Error("the build is not like one from nothing")
				}
				if left := beside(t, dir); len(left) > 0 {
					t.Errorf("%v is left", left)
				}
				if t.Failed() {
					t.Errorf("after %s", strings.Join(sequences[i], ", "))
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d sequences of up to three of %s", len(sequences), strings.Join(names, ", "))
}
