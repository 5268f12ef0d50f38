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
	ways[os.Getenv("PUBLISH_KILL_WAY")](&o)
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

// checkAfter finds a site that is whole, after a build from before to after has
// come to a bad end; in place, each file is.
func checkAfter(t *testing.T, dir, way string, before, after map[string]string) {
	t.Helper()
	if _, err := os.Lstat(dir); before == nil && errors.Is(err, os.ErrNotExist) {
		return
	}
	got := snapshot(t, dir)
	if way == "exchange" {
		if before != nil && difference(got, before) == "" || difference(got, after) == "" {
			return
		}
		t.Errorf("neither the old site nor the new one:\n%s", difference(got, after))
		return
	}
	for name, text := range got {
		if text != before[name] && text != after[name] && !strings.HasPrefix(name, innerPrefix) {
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

func TestKilledBuild(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for way := range ways {
		for _, first := range []bool{false, true} {
			if first && way != "exchange" {
				continue
			}
			t.Run(fmt.Sprintf("%s/first=%v", way, first), func(t *testing.T) {
				t.Parallel()
				scratch := memoryDir(t)
				step := 1
				if testing.Short() || way != "exchange" {
					step = 5
				}
				for at := 1; ; at += step {
					if at > 1000 {
						t.Fatal("the build does not end")
					}
					top := filepath.Join(scratch, strconv.Itoa(at))
					if err := os.Mkdir(top, 0o755); err != nil {
						t.Fatal(err)
					}
					dir := filepath.Join(top, "public")
					var before map[string]string
					// The next build is now one that goes on, now one that goes back.
					then := 3 + at/step%2
					after, next := generation(2), generation(then)
					if !first {
						mustBuild(t, dir, generation(1))
						addForeign(t, dir)
						before = with(generation(1), foreign)
						after, next = with(after, foreign), with(next, foreign)
					}
					c := exec.Command(self)
					c.Env = append(os.Environ(), "PUBLISH_KILL_AT="+strconv.Itoa(at), "PUBLISH_KILL_WAY="+way, "PUBLISH_KILL_DIR="+dir)
					out, err := c.CombinedOutput()
					exit := new(exec.ExitError)
					if err != nil && !errors.As(err, &exit) {
						t.Fatal(err)
					}
					if c.ProcessState.ExitCode() == 1 {
						t.Fatalf("at %d: %s", at, out)
					}
					checkAfter(t, dir, way, before, after)
					mustBuild(t, dir, generation(then))
					checkSite(t, dir, next)
					checkNoLitter(t, top, "public")
					if t.Failed() {
						t.Fatalf("killed at operation %d", at)
					}
					if err == nil {
						break
					}
				}
			})
		}
	}
}

func TestFailingDisk(t *testing.T) {
	for way, change := range ways {
		for _, forGood := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/forGood=%v", way, forGood), func(t *testing.T) {
				t.Parallel()
				scratch := memoryDir(t)
				step := 1
				if testing.Short() || way != "exchange" {
					step = 5
				}
				for at := 1; ; at += step {
					if at > 1000 {
						t.Fatal("the build does not end")
					}
					top := filepath.Join(scratch, strconv.Itoa(at))
					if err := os.Mkdir(top, 0o755); err != nil {
						t.Fatal(err)
					}
					dir := filepath.Join(top, "public")
					mustBuild(t, dir, generation(1))
					addForeign(t, dir)
					before, after := with(generation(1), foreign), with(generation(2), foreign)

					o := quickOps()
					change(&o)
					var calls atomic.Int64
					var op string
					r, err := build(dir, counted(o, func(what string) error {
						n := int(calls.Add(1))
						if n == at {
							op = what
						}
						if n == at || n > at && forGood {
							return &os.PathError{Op: what, Err: syscall.ENOSPC}
						}
						return nil
					}), generation(2))
					switch {
					case err == nil:
						got := snapshot(t, dir)
						// What could not be removed is not the site's.
						maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, innerPrefix) })
						if d := difference(got, after); d != "" {
							t.Errorf("the site is not the new one:\n%s", d)
						}
					case way == "exchange":
						checkSite(t, dir, before)
					default:
						checkAfter(t, dir, way, before, after)
					}
					// The next build is now one that goes on, now one that goes back.
					then := 3 + at/step%2
					mustBuild(t, dir, generation(then))
					checkSite(t, dir, with(generation(then), foreign))
					checkNoLitter(t, top, "public")
					if t.Failed() {
						t.Fatalf("operation %d, %s, failed; the build gave %+v, %v", at, op, r, err)
					}
					if int(calls.Load()) < at {
						break
					}
				}
			})
		}
	}
}
