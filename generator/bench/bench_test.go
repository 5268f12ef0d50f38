package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"bantin/generator/corpus"

	"github.com/yuin/goldmark"
)

func TestFloor(t *testing.T) {
	site, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	if err := corpus.Write(site, corpus.Size{Articles: 60, Words: 100}); err != nil {
		t.Fatal(err)
	}
	if err := floor(site, out); err != nil {
		t.Fatal(err)
	}
	names, err := articleFiles(site)
	if err != nil || len(names) != 60+48 {
		t.Fatalf("found %d texts, %v; want 108", len(names), err)
	}
	pages, err := stamps(out)
	if err != nil || len(pages) != len(names) {
		t.Fatalf("wrote %d pages for %d texts, %v", len(pages), len(names), err)
	}
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join(site, "content", "articles", name))
		if err != nil {
			t.Fatal(err)
		}
		page, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(name, ".md"), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := goldmark.Convert(src[bytes.Index(src, []byte("\n---\n"))+5:], &want); err != nil {
			t.Fatal(err)
		}
		if len(page) != want.Len()+chrome || !bytes.HasPrefix(page, want.Bytes()) {
			t.Errorf("%s became %d bytes, want %d and %d", name, len(page), want.Len(), chrome)
		}
	}
}

func TestFloorRefuses(t *testing.T) {
	site := t.TempDir()
	folder := filepath.Join(site, "content", "articles")
	if err := os.MkdirAll(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"no front matter\n", "---\ntitle: [\n---\n\nText.\n"} {
		if err := os.WriteFile(filepath.Join(folder, "a.vi.md"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := floor(site, filepath.Join(t.TempDir(), "out")); err == nil {
			t.Errorf("took %q for an article", text)
		}
	}
}

func TestMiddle(t *testing.T) {
	for _, c := range []struct {
		figures []float64
		want    float64
	}{
		{[]float64{3}, 3},
		{[]float64{9, 1, 2}, 2},
		{[]float64{4, 1, 2, 9}, 3},
	} {
		if got := middle(c.figures); got != c.want {
			t.Errorf("middle(%v) = %v, want %v", c.figures, got, c.want)
		}
	}
}

// The ratio is that of neighbours, not of medians: a machine that slows down
// half way does not change it.
func TestRatioOfNeighbours(t *testing.T) {
	base := []run{{Wall: 1 * time.Second}, {Wall: 2 * time.Second}, {Wall: 10 * time.Second}}
	runs := []run{{Wall: 2 * time.Second}, {Wall: 4 * time.Second}, {Wall: 20 * time.Second}}
	if got := ratio(runs, base, run.wall); got != "2.00× [2.00–2.00]" {
		t.Errorf("the ratio is %s", got)
	}
	if got := ratio(runs, base, run.peak); got != "–" {
		t.Errorf("the ratio of what is not known is %s", got)
	}
}

func TestFileSystem(t *testing.T) {
	mounts := []byte("/dev/sda1 / ext4 rw 0 0\ntmpfs /dev/shm tmpfs rw 0 0\ntmpfs /run\\040me tmpfs rw 0 0\n/dev/sdb /dev/shm/disk xfs rw 0 0\n")
	for dir, want := range map[string]string{
		"/dev/shm":        "tmpfs",
		"/dev/shm/a":      "tmpfs",
		"/dev/shmem":      "ext4",
		"/dev/shm/disk/a": "xfs",
		"/":               "ext4",
		"/run me/x":       "tmpfs",
	} {
		if got := fileSystem(mounts, dir); got != want {
			t.Errorf("%s is on %s, want %s", dir, got, want)
		}
	}
	if got := fileSystem(nil, "/tmp"); got != "unknown" {
		t.Errorf("without a list of mounts, /tmp is on %s", got)
	}
}

func TestChanged(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("same", "1")
	write("rewritten", "1")
	write("gone", "1")
	long := time.Unix(1_000_000_000, 0)
	for _, name := range []string{"same", "rewritten", "gone"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	before, err := stamps(dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := changed(before, before); n != 0 {
		t.Errorf("%d files changed by nothing", n)
	}
	write("rewritten", "2")
	write("new", "1")
	if err := os.Remove(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	after, err := stamps(dir)
	if err != nil {
		t.Fatal(err)
	}
	if n := changed(before, after); n != 3 {
		t.Errorf("%d files changed, want 3", n)
	}
}

func TestOnlySources(t *testing.T) {
	site := t.TempDir()
	if err := corpus.Write(site, corpus.Size{Articles: 2}); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"public/vi", ".public.old/vi"} {
		if err := os.MkdirAll(filepath.Join(site, left), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := onlySources(site); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(site)
	if err != nil || len(entries) != 2 || entries[0].Name() != "config.yaml" || entries[1].Name() != "content" {
		t.Errorf("%v is left, %v", entries, err)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 18000: "18,000", 1234567: "1,234,567"} {
		if got := grouped(n); got != want {
			t.Errorf("grouped(%d) = %s, want %s", n, got, want)
		}
	}
}

// A contestant that ends well without having written its pages was not measured.
func TestWarmUpFindsIdlers(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	c := contestant{
		Name:    "idler",
		Texts:   1,
		Out:     out,
		Prepare: func() error { return nil },
		Command: []string{self, "-test.run=^$"},
	}
	if err := c.warmUp(context.Background()); err == nil || !strings.Contains(err.Error(), "wrote 0 files for 1 texts") {
		t.Errorf("an idler gives %v", err)
	}
	c.Texts = 0
	if err := c.warmUp(context.Background()); err != nil {
		t.Error(err)
	}
	c.Command = []string{self, "-no-such-flag"}
	if err := c.warmUp(context.Background()); err == nil || !strings.Contains(err.Error(), "no-such-flag") {
		t.Errorf("a failure gives %v", err)
	}
}

func TestPercentile(t *testing.T) {
	fifty := make([]float64, 50)
	for i := range fifty {
		fifty[i] = float64(i + 1)
	}
	for _, c := range []struct {
		figures []float64
		n       int
		want    float64
	}{{fifty, 95, 48}, {fifty, 50, 25}, {fifty, 100, 50}, {[]float64{7}, 95, 7}} {
		if got := percentile(c.figures, c.n); got != c.want {
			t.Errorf("the %dth percentile of %d figures is %v, want %v", c.n, len(c.figures), got, c.want)
		}
	}
}

// An original's pages are where the address says, whether it has a folder or not.
func TestOriginalOf(t *testing.T) {
	site := t.TempDir()
	if err := corpus.Write(site, corpus.Size{Articles: 40, Words: 20}); err != nil {
		t.Fatal(err)
	}
	b := bench{articles: 40}
	for n := range 40 {
		o, err := b.originalOf(site, n)
		if err != nil {
			t.Fatal(err)
		}
		id := strings.TrimSuffix(filepath.Base(o.file), ".vi.md")
		if id == "index" {
			id = filepath.Base(filepath.Dir(o.file))
		}
		if !strings.HasSuffix(o.page, "/"+id+"/") || !strings.HasPrefix(o.page, "/vi/bai-viet/20") || !strings.HasPrefix(o.committee, "/vi/cap-uy/") {
			t.Errorf("%s: pages %s and %s", o.file, o.page, o.committee)
		}
	}
}

// What two commands take one after the other is the sum of their times and files, and
// the larger of their peaks; what one takes beyond another is the difference.
func TestTogetherAndMore(t *testing.T) {
	a := []run{{Wall: 2 * time.Second, CPU: 3 * time.Second, Peak: 5, Files: 1, Bytes: 10}}
	b := []run{{Wall: 1 * time.Second, CPU: 1 * time.Second, Peak: 9, Files: 2, Bytes: 20}}
	if got, want := together(a, b)[0], (run{3 * time.Second, 4 * time.Second, 9, 3, 30}); got != want {
		t.Errorf("together %+v, want %+v", got, want)
	}
	if got := more(a, b)[0]; got.Wall != time.Second || got.CPU != 2*time.Second {
		t.Errorf("%+v more", got)
	}
}

// The figures that are aimed at are printed once, for the contestants that there are.
func TestAims(t *testing.T) {
	var out bytes.Buffer
	b := bench{out: &out}
	second := []run{{Wall: time.Second, CPU: time.Second, Peak: 1e6}}
	two := []run{{Wall: 2 * time.Second, CPU: 2 * time.Second, Peak: 1e6}}
	b.aimAtRatios([]contestant{{Name: floorName}, {Name: hugoName}}, [][]run{second, two})
	b.printAims()
	if out.Len() > 0 {
		t.Errorf("without bantin: %s", &out)
	}
	b.aimAtRatios([]contestant{{Name: floorName}, {Name: withoutName}, {Name: buildName}, {Name: hugoName}}, [][]run{second, second, two, two})
	b.printAims()
	b.printAims()
	want := `
| what is aimed at | measured | to reach |
|---|---:|---:|
| bantin build / floor | 2.00×, CPU 2.00× | at most 2.5× at 10,000 articles |
| what the search adds / floor | 1.00×, CPU 1.00× | at most 0.6× at 10,000 articles |
| bantin build, peak memory | 1 MB | at most 400 MB at 10,000 articles |
| hugo / bantin build | 1.00×, CPU 1.00× | at least 5× at 10,000 articles |
`
	if out.String() != want {
		t.Errorf("%s", &out)
	}
}

// Each turn begins with another contestant; what starts from another's output stays
// behind it.
func TestOrder(t *testing.T) {
	all := []contestant{{Name: "a"}, {Name: "b"}, {Name: "c", After: true}, {Name: "d"}}
	for turn, want := range []string{"abcd", "bcda", "dabc", "abcd"} {
		got := ""
		for _, i := range order(all, turn) {
			got += all[i].Name
		}
		if got != want {
			t.Errorf("turn %d: %s, want %s", turn, got, want)
		}
	}
}

// A difference that is below nothing in some turn says so.
func TestNoise(t *testing.T) {
	some, none := run{Wall: time.Second, CPU: time.Second}, run{Wall: -time.Second, CPU: time.Second}
	if noise([]run{some, some}) != "" || noise([]run{some, none}) == "" {
		t.Error("noise is not told")
	}
	if got := spread([]float64{3, 1, 2}, " s"); got != "2.00 s [1.00–3.00]" {
		t.Error(got)
	}
}

// What is wrong with the command line is said.
func TestMisuse(t *testing.T) {
	right := bench{articles: 1, runs: 1}
	if got := right.misuse(nil); got != "" {
		t.Error(got)
	}
	for want, b := range map[string]bench{"-articles 0": {runs: 1}, "-runs 0": {articles: 1}, "-photographs -1": {articles: 1, runs: 1, photographs: -1}, "-serve": {articles: 1, runs: 1, preview: true, scale: true}} {
		if got := b.misuse(nil); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %s", got, want)
		}
	}
	if got := right.misuse([]string{"now"}); got != `"now" is no flag` {
		t.Error(got)
	}
}

// A server that ends at once is not waited for, and what it said is told.
func TestPreviewThatEnds(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "serve")
	if err := os.WriteFile(binary, []byte("#!/bin/sh\necho the port is taken >&2\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("no shell")
	}
	start := time.Now()
	_, err := startPreview(t.Context(), binary, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "the port is taken") || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("%v", err)
	}
	if time.Since(start) > patience/2 {
		t.Error("it was waited for")
	}
}
