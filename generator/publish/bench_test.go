package publish

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// The size of a bulletin: pages of 3 KB, each in a folder of its own.
const benchFiles = 18_000

func benchBuild(b *testing.B, dir string, changed int) {
	page := []byte(strings.Repeat("x", 3000))
	other := []byte(strings.Repeat("y", 3000))
	tree, err := Begin(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer tree.Abort()
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		wg.Go(func() {
			for i := worker; i < benchFiles; i += workers {
				data := page
				if i == changed {
					data = other
				}
				if err := tree.Write(fmt.Sprintf("vi/bai-viet/%d/2020-01-01-bai-viet-%d/index.html", 1990+i%36, i), data); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := tree.Commit(); err != nil {
		b.Fatal(err)
	}
}

func perFile(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchFiles, "ns/file")
}

func BenchmarkFirstBuild(b *testing.B) {
	for n := 0; b.Loop(); n++ {
		benchBuild(b, filepath.Join(b.TempDir(), fmt.Sprint(n)), -1)
	}
	perFile(b)
}

func BenchmarkOneFileChanged(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "public")
	benchBuild(b, dir, -1)
	for n := 0; b.Loop(); n++ {
		benchBuild(b, dir, n)
	}
	perFile(b)
}

func BenchmarkNothingChanged(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "public")
	benchBuild(b, dir, -1)
	for b.Loop() {
		benchBuild(b, dir, -1)
	}
	perFile(b)
}
