package generator_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator"
	"bantin/generator/corpus"
)

// repository is the root of the repository, whose own bulletin the tests build.
const repository = ".."

// realBase is where the repository's bulletin says that it is published.
const realBase = "https://bantin.example/"

// buildDay is when the tests build, unless they say otherwise: a day on which the
// repository's announcement shows.
var buildDay = time.Date(2026, 3, 1, 5, 0, 0, 0, time.UTC)

// optionsFor are those of a build of dir into out with the generator's own layouts.
func optionsFor(dir, out string) generator.Options {
	return generator.Options{
		Dir: dir, Out: out, Now: buildDay,
		Layouts: os.DirFS(filepath.Join(repository, "layouts")),
		Static:  os.DirFS(filepath.Join(repository, "static")),
	}
}

// mustBuild builds and fails the test where the content has an error. Warnings
// are let be: a made-up bulletin has some.
func mustBuild(t testing.TB, opt generator.Options) generator.Report {
	t.Helper()
	report, problems, err := generator.Build(opt)
	if err != nil {
		t.Fatal(err)
	}
	if errors, _ := problems.Count(); errors > 0 {
		for _, p := range problems[:min(len(problems), 10)] {
			t.Error(p)
		}
		t.Fatalf("%d errors in the content of %s", errors, opt.Dir)
	}
	return report
}

// buildReal builds the repository's bulletin into a folder of the test's.
func buildReal(t testing.TB) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "public")
	dir, err := filepath.Abs(repository)
	if err != nil {
		t.Fatal(err)
	}
	mustBuild(t, optionsFor(dir, out))
	return out
}

// madeUp writes a bulletin of corpus with another base address.
func madeUp(t testing.TB, size corpus.Size, base string) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	if err := corpus.Write(dir, size); err != nil {
		t.Fatal(err)
	}
	if base != "" {
		change(t, filepath.Join(dir, "config.yaml"), "base_url: https://ban-tin.example/\n", "base_url: "+base+"\n")
	}
	return dir
}

// change replaces a text that is in a file once.
func change(t testing.TB, name, from, to string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(b), from) != 1 {
		t.Fatalf("%q is in %s %d times, want once", from, name, strings.Count(string(b), from))
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(b), from, to, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// filesOf lists the files below a folder, by paths with slashes, but for the
// manifest of publish.
func filesOf(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".bantin-manifest" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return names
}

// read is a file's text.
func read(t testing.TB, elem ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// digests are the SHA-256 of every file below a folder, by path.
func digests(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, name := range filesOf(t, dir) {
		sum := sha256.Sum256([]byte(read(t, dir, name)))
		out[name] = hex.EncodeToString(sum[:])
	}
	return out
}

// sameTree fails the test where two trees are not the same paths and bytes, and
// names the first of the differences.
func sameTree(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	var wrong []string
	for name, sum := range want {
		switch got[name] {
		case sum:
		case "":
			wrong = append(wrong, name+" is missing")
		default:
			wrong = append(wrong, name+" differs")
		}
	}
	for name := range got {
		if want[name] == "" {
			wrong = append(wrong, name+" is too many")
		}
	}
	slices.Sort(wrong)
	if len(wrong) > 0 {
		t.Errorf("%s: %d of %d files: %s", what, len(wrong), len(want), strings.Join(wrong[:min(len(wrong), 5)], "; "))
	}
}

// complaints are mistakes by kind. One may be on every page: it is counted
// and the first places are shown.
type complaints struct {
	t      testing.TB
	counts map[string]int
}

const shownOfEach = 5

func newComplaints(t testing.TB) *complaints { return &complaints{t, map[string]int{}} }

// add reports a mistake at a place.
func (c *complaints) add(what, where, format string, args ...any) {
	c.t.Helper()
	if c.counts[what]++; c.counts[what] <= shownOfEach {
		c.t.Errorf("%s: %s: %s", where, what, fmt.Sprintf(format, args...))
	}
}

// end says how many mistakes were not shown.
func (c *complaints) end() {
	c.t.Helper()
	for _, what := range sortedKeys(c.counts) {
		if n := c.counts[what]; n > shownOfEach {
			c.t.Errorf("%s: %d in all", what, n)
		}
	}
}

// sortedKeys are the keys of a map, in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
