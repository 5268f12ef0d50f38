package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// inNamespace tells a test that it may mount what it likes, and nobody sees it.
const inNamespace = "BANTIN_TEST_IN_NAMESPACE"

// cannotMount skips a test for which no file system can be mounted. In CI that is a
// failure, but where the machine refuses it to whoever is not root: it then has no user
// namespaces, or ones in which nothing is allowed.
func cannotMount(t *testing.T, err error) {
	t.Helper()
	refused := slices.ContainsFunc([]error{syscall.EPERM, syscall.EACCES, syscall.ENOSYS, syscall.ENOSPC, syscall.EUSERS}, func(e error) bool { return errors.Is(err, e) })
	switch ci := os.Getenv("CI"); {
	case refused:
		t.Skipf("this machine refuses user namespaces, in which alone a test may mount a file system: %v", err)
	case ci != "" && ci != "false":
		t.Fatalf("no file system can be mounted here: %v", err)
	default:
		t.Skipf("no file system can be mounted here: %v", err)
	}
}

// mounted runs a test once more in a process that may mount file systems in memory, and
// reports whether this is that process. What becomes of the test there becomes of it here.
func mounted(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inNamespace) != "" {
		if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
			cannotMount(t, err)
		}
		return true
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if cmd.Process == nil {
		cannotMount(t, err)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	switch became, logged := verdict(t.Name(), string(out)); became {
	case "PASS":
		t.Log(logged)
	case "SKIP":
		t.Skip(logged)
	default:
		t.Fatalf("it did not run in a process of its own:\n%s", out)
	}
	return false
}

// verdict is what became of a test in another process, by what that one printed, and
// what it logged. One that was not found there has failed, though the process has not.
func verdict(name, out string) (became, logged string) {
	var lines []string
	for line := range strings.Lines(out) {
		if strings.Contains(line, "_test.go:") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	became = "FAIL"
	for _, v := range []string{"PASS", "SKIP"} {
		if strings.Contains("\n"+out, "\n--- "+v+": "+name+" ") {
			became = v
		}
	}
	return became, strings.Join(lines, "\n")
}

// inMemory mounts a file system in memory at a folder, until the test ends.
func inMemory(t *testing.T, folder, options string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, options); err != nil {
		cannotMount(t, err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
}

// TestVerdict: a test that skips itself in another process, or is not found there, does
// not pass here.
func TestVerdict(t *testing.T) {
	for out, want := range map[string]string{
		"=== RUN   TestX\n    a_test.go:1: done\n--- PASS: TestX (0.00s)\nPASS\n":          "PASS",
		"=== RUN   TestX\n    a_test.go:1: no namespaces\n--- SKIP: TestX (0.00s)\nPASS\n": "SKIP",
		"=== RUN   TestXY\n--- PASS: TestXY (0.00s)\nPASS\n":                               "FAIL",
		"testing: warning: no tests to run\nPASS\n":                                        "FAIL",
	} {
		if got, _ := verdict("TestX", out); got != want {
			t.Errorf("%q is a %s, want %s", out, got, want)
		}
	}
}

// TestMountPoint: a published folder that is a file system of its own is updated file by
// file, and a line says so; after a kill the next build makes it right.
func TestMountPoint(t *testing.T) {
	if !mounted(t) {
		return
	}
	t.Setenv("SOURCE_DATE_EPOCH", now)
	dir := newSite(t, nil)
	public := filepath.Join(dir, "public")
	if err := os.Mkdir(public, 0o755); err != nil {
		t.Fatal(err)
	}
	inMemory(t, public, "size=64m,mode=755")
	line := `bantin build: [^\n]*public was updated file by file, since it cannot be exchanged in one step: it is a file system of its own\n`
	// How long a build takes, to kill others along all of it.
	start := time.Now()
	quick(t, "build", "-C", dir).expect(t, want{0, `built public in .*`, line})
	took := time.Since(start)
	const kills = 20
	said, done := "", 0
	for n := range kills {
		writeFile(t, filepath.Join(dir, "content/committees.yaml"), strings.Replace(site["content/committees.yaml"], "Trung ương", fmt.Sprint("Trung ương ", n), 1))
		killed(t, dir, func(*exec.Cmd) {
			for range 5000 {
				if inside, _ := filepath.Glob(filepath.Join(public, ".bantin-staging-*")); len(inside) > 0 {
					break
				}
				time.Sleep(200 * time.Microsecond)
			}
			time.Sleep(took * time.Duration(n) / kills)
		})
		r := quick(t, "build", "-C", dir)
		if strings.Contains(r.stdout, "(0 new or changed, 0 removed)") {
			said, done = ``, done+1 // the kill came too late
		} else {
			said = line
		}
		r.expect(t, want{0, `built public in .*`, said})
		if hash(t, public) != clean(t, dir) {
			t.Errorf("after kill %d the next build does not make it right", n)
		}
	}
	t.Logf("%d builds of a mount point killed, of which %d had done their work", kills, done)
	if done == kills {
		t.Error("all were killed too late to say anything")
	}
}

// TestFullDisk: on a disk that gets full, whenever that is, a build ends with status 3
// and says so, the old site stays and nothing else; once there is space, the next build
// makes it right.
func TestFullDisk(t *testing.T) {
	if !mounted(t) {
		return
	}
	t.Setenv("SOURCE_DATE_EPOCH", now)
	disk := t.TempDir()
	const plenty = "size=64m,nr_inodes=20000"
	inMemory(t, disk, plenty)
	remount := func(options string) {
		if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, options); err != nil {
			t.Fatalf("%s: %v", options, err)
		}
	}
	used := func() (pages, files uint64) {
		var s syscall.Statfs_t
		if err := syscall.Statfs(disk, &s); err != nil {
			t.Fatal(err)
		}
		return s.Blocks - s.Bfree, s.Files - s.Ffree
	}

	dir := filepath.Join(disk, "site")
	for name, text := range site {
		writeFile(t, filepath.Join(dir, name), text)
	}
	turn := func(n int) {
		writeFile(t, filepath.Join(dir, "content/committees.yaml"), strings.Replace(site["content/committees.yaml"], "Trung ương", fmt.Sprint("Trung ương ", n), 1))
	}
	var states [2]string
	for n := range states {
		turn(n)
		states[n] = clean(t, dir)
		quick(t, "build", "-C", dir).expect(t, want{0, `built .*`, ``})
	}
	// A build to another folder needs more than one that links what has not changed.
	pages, files := used()
	other := filepath.Join(disk, "other")
	quick(t, "build", "-C", dir, "--out", other).expect(t, want{0, `built .*`, ``})
	morePages, moreFiles := used()
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	morePages, moreFiles = (morePages-pages)/2, moreFiles-files

	const sizes = 32
	failed, published, n := 0, 0, 1
	try := func(options string) {
		n = 1 - n
		turn(n)
		before := listing(t, filepath.Join(dir, "public"))
		remount(options)
		cmd := aBuild(t, dir)
		out, _ := cmd.CombinedOutput()
		remount(plenty)
		switch status := cmd.ProcessState.ExitCode(); status {
		case 0:
			published++
			if hash(t, filepath.Join(dir, "public")) != states[n] {
				t.Errorf("%s: the new site is not as it should be", options)
			}
		case 3:
			failed++
			if listing(t, filepath.Join(dir, "public")) != before {
				t.Errorf("%s: the old site is not what it was", options)
			}
			if !strings.Contains(string(out), "no space left on device") || strings.Count(string(out), "\n") != 1 {
				t.Errorf("%s: it said %s", options, out)
			}
		default:
			t.Errorf("%s: exit status %d\n%s", options, status, out)
		}
		if left := beside(t, dir); len(left) > 0 {
			t.Errorf("%s: %v is left", options, left)
		}
		quick(t, "build", "-C", dir).expect(t, want{0, `built .*`, ``})
		if hash(t, filepath.Join(dir, "public")) != states[n] {
			t.Errorf("%s: the next build does not make it right", options)
		}
	}
	for i := range uint64(sizes) {
		try(fmt.Sprintf("size=%dk,nr_inodes=20000", 4*(pages+1+morePages*i/sizes)))
	}
	t.Logf("a disk of %d sizes, from %d KiB, which are nearly used, to %d KiB: %d builds failed, %d published", sizes, 4*pages, 4*(pages+morePages), failed, published)
	if failed < sizes/2 || published == 0 {
		t.Error("too few of a kind to say anything")
	}
	failed, published = 0, 0
	const counts = 8
	most := files + moreFiles*3/2 // a link, too, counts as a file there
	for i := range uint64(counts) {
		try(fmt.Sprintf("size=64m,nr_inodes=%d", files+1+(most-files)*i/(counts-1)))
	}
	t.Logf("a disk of %d numbers of files, from %d to %d: %d builds failed, %d published", counts, files, most, failed, published)
	if failed == 0 || published == 0 {
		t.Error("too few of a kind to say anything")
	}
}
