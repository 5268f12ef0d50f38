package publish

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

// TestMain is the build that is killed, when it is started as one.
func TestMain(m *testing.M) {
	at, err := strconv.Atoi(os.Getenv("PUBLISH_KILL_AT"))
	if err != nil {
		os.Exit(m.Run())
	}
	o := quickOps()
	machines[os.Getenv("PUBLISH_KILL_MACHINE")](&o)
	var calls atomic.Int64
	o = counted(o, func(string) error {
		if int(calls.Add(1)) == at {
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Kill()
			}
			if err != nil {
				return err
			}
			select {}
		}
		return nil
	})
	if _, err := build(os.Getenv("PUBLISH_KILL_DIR"), o, generation(2)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// A past is what a build finds.
type past string

const (
	nothing past = "nothing"
	aSite   past = "a site"   // generation 1, with files of others
	litter  past = "a litter" // the same, and the last site beside it, half removed
)

// prepare makes the past in dir, and gives the site that is there; nil for none.
func (p past) prepare(t *testing.T, dir string) map[string]string {
	t.Helper()
	if p == nothing {
		return nil
	}
	if p == litter {
		mustBuild(t, dir, generation(0))
		addForeign(t, dir)
		o := quickOps()
		var over bool
		sweeps := 0
		o = counted(o, func(op string) error {
			if over {
				if sweeps++; sweeps > 12 {
					return syscall.EIO
				}
			}
			over = over || strings.HasPrefix(op, "exchange")
			return nil
		})
		// A process that another test starts meanwhile would have the lock as well,
		// until it has become the program that it is to be.
		syscall.ForkLock.RLock()
		r, err := build(dir, o, generation(1))
		syscall.ForkLock.RUnlock()
		if err != nil || len(r.Notes) != 1 {
			t.Fatalf("%v, %+v", err, r)
		}
		return with(generation(1), foreign)
	}
	mustBuild(t, dir, generation(1))
	addForeign(t, dir)
	return with(generation(1), foreign)
}

// prepareFor makes the past in a folder of its own for the at-th try, and gives the
// site that is there and the files of others.
func (p past) prepareFor(t *testing.T, scratch string, at int) (top string, before, others map[string]string) {
	t.Helper()
	if at > 1000 {
		t.Fatal("the build does not end")
	}
	top = filepath.Join(scratch, strconv.Itoa(at))
	if err := os.Mkdir(top, 0o755); err != nil {
		t.Fatal(err)
	}
	if before = p.prepare(t, filepath.Join(top, "public")); before != nil {
		others = foreign
	}
	return top, before, others
}

// checkAfter finds a site that is whole, after a build from before to after has
// come to a bad end; in place, each file is.
func checkAfter(t *testing.T, dir string, atomic bool, before, after map[string]string) {
	t.Helper()
	if _, err := os.Lstat(dir); before == nil && errors.Is(err, os.ErrNotExist) {
		return
	}
	got := snapshot(t, dir)
	// What could not be removed is not the site's.
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, innerPrefix) })
	if atomic {
		if before != nil && difference(got, before) == "" || difference(got, after) == "" {
			return
		}
		t.Errorf("neither the old site nor the new one:\n%s", difference(got, after))
		return
	}
	for name, text := range got {
		if text != before[name] && text != after[name] {
			t.Errorf("%s: %q", name, text)
		}
	}
	for name, text := range foreign {
		if before != nil && got[name] != text {
			t.Errorf("%s: %q", name, got[name])
		}
	}
	for name := range before {
		_, inAfter := after[name]
		if _, ok := got[name]; inAfter && !ok {
			t.Errorf("%s is in the old and in the new site, and is missing", name)
		}
	}
}

// checkPublished finds the new site, after a build that said that it had published it; what
// it could not remove is not the site's.
func checkPublished(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := snapshot(t, dir)
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, innerPrefix) })
	if d := difference(got, want); d != "" {
		t.Errorf("what was published is not the new site:\n%s", d)
	}
}

// leftovers reports whether a build has left a staging folder.
func leftovers(t *testing.T, top string) bool {
	t.Helper()
	var left []string
	for _, pattern := range []string{".public-*", "public/" + innerPrefix + "*"} {
		names, err := filepath.Glob(filepath.Join(top, pattern))
		if err != nil {
			t.Fatal(err)
		}
		left = append(left, names...)
	}
	return len(left) > 0
}

// checkNext builds once more, and finds what a build from nothing would make, with
// the files of others, and nothing else. The build is now one that goes on, now one
// that goes back.
func checkNext(t *testing.T, top string, at int, others map[string]string) {
	t.Helper()
	dir := filepath.Join(top, "public")
	next := generation(3 + at%2)
	mustBuild(t, dir, next)
	checkSite(t, dir, with(next, others))
	checkList(t, dir, next)
	checkModes(t, dir, next)
	checkNoLitter(t, top, "public")
	if err := os.RemoveAll(top); err != nil {
		t.Fatal(err)
	}
}

// situations are the machines and pasts that a build goes wrong in. Every one goes
// through its own part of the code.
func situations(do func(machine string, was past)) {
	for machine := range machines {
		do(machine, aSite)
	}
	do("exchange", nothing)
	do("exchange", litter)
}

// TestKilledBuild: a build that is killed at any operation on the disk leaves the old
// site or the new one, and the next build makes things right.
func TestKilledBuild(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	step := 1
	if testing.Short() {
		step = 7
	}
	situations(func(machine string, was past) {
		t.Run(machine+", "+string(was), func(t *testing.T) {
			t.Parallel()
			scratch := memoryDir(t)
			for at := 1; ; at += step {
				top, before, others := was.prepareFor(t, scratch, at)
				dir := filepath.Join(top, "public")
				c := exec.Command(self)
				c.Env = append(os.Environ(), "PUBLISH_KILL_AT="+strconv.Itoa(at), "PUBLISH_KILL_MACHINE="+machine, "PUBLISH_KILL_DIR="+dir)
				out, err := c.CombinedOutput()
				exit := new(exec.ExitError)
				if err != nil && !errors.As(err, &exit) {
					t.Fatal(err)
				}
				if c.ProcessState.ExitCode() == 1 {
					t.Fatalf("at %d: %s", at, out)
				}
				checkAfter(t, dir, machine == "exchange", before, with(generation(2), others))
				checkNext(t, top, at, others)
				if t.Failed() {
					t.Fatalf("killed at operation %d", at)
				}
				if err == nil {
					t.Logf("%d kills, one at each operation", (at-1)/step)
					break
				}
			}
		})
	})
}

// TestFailingDisk: whichever operation fails, in whatever way, once or from then on,
// the old site or the new one is there, and the next build makes things right.
func TestFailingDisk(t *testing.T) {
	failures := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, errShort}
	situations(func(machine string, was past) {
		t.Run(machine+", "+string(was), func(t *testing.T) {
			t.Parallel()
			scratch := memoryDir(t)
			kinds := map[string]bool{}
			builds, stayed, published, operations := 0, 0, 0, 0
			for number, failure := range failures {
				for _, forGood := range []bool{false, true} {
					step := 1
					if testing.Short() {
						step = 7
					}
					for at := 1; ; at += step {
						top, before, others := was.prepareFor(t, scratch, at)
						dir := filepath.Join(top, "public")
						o := quickOps()
						machines[machine](&o)
						var calls atomic.Int64
						var failed string
						r, err := build(dir, counted(o, func(op string) error {
							kind, _, _ := strings.Cut(op, " ")
							if failure == errShort && kind != "write" {
								return nil
							}
							n := int(calls.Add(1))
							if n == at {
								failed = op
								kinds[kind] = true
							}
							switch {
							case n != at && (n < at || !forGood):
								return nil
							case failure == errShort:
								return failure
							}
							return &os.PathError{Op: op, Err: failure}
						}), generation(2))
						switch {
						case err == nil:
							published++
							checkPublished(t, dir, with(generation(2), others))
							checkWhole(t, machine, failure, r)
						case machine == "exchange" && before != nil:
							checkSite(t, dir, before)
						default:
							checkAfter(t, dir, machine == "exchange", before, with(generation(2), others))
						}
						if leftovers(t, top) {
							stayed++
						}
						checkNext(t, top, at+number, others)
						builds++
						if t.Failed() {
							t.Fatalf("operation %d, %s, failed; the build gave %+v, %v", at, failed, r, err)
						}
						if int(calls.Load()) < at {
							operations = max(operations, at-1)
							break
						}
					}
				}
			}
			t.Logf("%d operations of %d kinds, %d ways, once and for good: %d builds, of which %d published; %d left litter for the next build, which removed it",
				operations, len(kinds), len(failures), builds, published, stayed)
		})
	})
}

// checkWhole finds that a disk that fails has not made a build that could exchange
// the folders update one of them file by file. A refusal may: it is what a link that
// cannot be made gives.
func checkWhole(t *testing.T, machine string, failure error, r Report) {
	t.Helper()
	if machine == "exchange" && !errors.Is(failure, syscall.EACCES) && !r.Atomic {
		t.Errorf("an error of the disk made it an update file by file: %v", r.Notes)
	}
}

// TestFailingTwice: a disk that fails at one operation and again some time later leaves
// the old site or the new one: what a build does about the first failure, too, is safe.
func TestFailingTwice(t *testing.T) {
	gaps := []int{2, 5, 9, 14, 23, 37, 60, 97}
	if testing.Short() {
		gaps = []int{9, 37}
	}
	for _, failure := range []error{syscall.ENOSPC, syscall.EIO, syscall.EDQUOT} {
		t.Run(failure.Error(), func(t *testing.T) {
			t.Parallel()
			scratch := memoryDir(t)
			builds := 0
			for _, gap := range gaps {
				for at := 1; ; at++ {
					top, before, others := aSite.prepareFor(t, scratch, at)
					dir := filepath.Join(top, "public")
					var calls atomic.Int64
					var failed []string
					r, err := build(dir, counted(quickOps(), func(op string) error {
						if n := int(calls.Add(1)); n != at && n != at+gap {
							return nil
						}
						failed = append(failed, op)
						return &os.PathError{Op: op, Err: failure}
					}), generation(2))
					if err == nil {
						checkPublished(t, dir, with(generation(2), others))
						checkWhole(t, "exchange", failure, r)
					} else {
						checkSite(t, dir, before)
					}
					checkNext(t, top, at, others)
					builds++
					if t.Failed() {
						t.Fatalf("%q failed; the build gave %+v, %v", failed, r, err)
					}
					if int(calls.Load()) < at {
						break
					}
				}
			}
			t.Logf("%d builds", builds)
		})
	}
}

// TestCannotBeLinked: where what is somebody else's cannot be in both folders, it stays
// where it is and the site is updated around it.
func TestCannotBeLinked(t *testing.T) {
	for _, cannot := range []error{syscall.EPERM, syscall.EACCES, syscall.EXDEV, syscall.EMLINK, syscall.ENOSYS, syscall.EOPNOTSUPP, syscall.EROFS} {
		dir := filepath.Join(memoryDir(t), "public")
		mustBuild(t, dir, generation(1))
		addForeign(t, dir)
		o := quickOps()
		link := o.link
		o.link = func(a, b string) error {
			if filepath.Base(a) == "CNAME" {
				return &os.LinkError{Op: "link", Old: a, New: b, Err: cannot}
			}
			return link(a, b)
		}
		r, err := build(dir, o, generation(2))
		if err != nil || r.Atomic || !strings.Contains(fmt.Sprint(r.Notes), "carry CNAME over") {
			t.Errorf("%v: %+v, %v", cannot, r, err)
		}
		checkSite(t, dir, with(generation(2), foreign))
	}
}
