package search_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/lack"
	"bantin/generator/search"
	"bantin/generator/site"
)

// load reads a site's folder.
func load(tb testing.TB, dir string) *site.Site {
	tb.Helper()
	lib := content.Load(os.DirFS(dir), os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	if len(lib.Problems) > 0 {
		tb.Fatal(lib.Problems)
	}
	return site.Build(lib, address.NewBook(lib, false), site.Options{Today: calendar.Day(2026, 1, 1)})
}

// large is the bulletin that speed is measured with, or one of as many articles
// as BANTIN_ARTICLES says.
func large(b *testing.B) *site.Site {
	b.Helper()
	n, _ := strconv.Atoi(os.Getenv("BANTIN_ARTICLES"))
	dir := filepath.Join(b.TempDir(), "site")
	if err := corpus.Write(dir, corpus.Size{Articles: n}); err != nil {
		b.Fatal(err)
	}
	return load(b, dir)
}

// BenchmarkIndex makes the whole index, but for writing it to the disk.
func BenchmarkIndex(b *testing.B) {
	s := large(b)
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			search.New(s).Head(0)
		}
	})
	b.Run("cards", func(b *testing.B) {
		x := search.New(s)
		for b.Loop() {
			for i := range s.Book.All {
				if s.Book.All[i].Key.Kind == address.SearchCards {
					file(x, &s.Book.All[i])
				}
			}
		}
	})
}

// BenchmarkFirstQuery says what a first query of two words costs a reader who
// has been sent nothing yet: files, and bytes as gzip -6 packs them, on average
// and at most; and milliseconds from the data to results, in a process that has never
// searched before, in the middle and at most.
func BenchmarkFirstQuery(b *testing.B) {
	node := lack.Node(b)
	s := large(b)
	x := search.New(s)
	for lang, l := range s.Languages {
		b.Run(l.Tag, func(b *testing.B) {
			dir := b.TempDir()
			write(b, s, x, lang, dir)
			var queries []first
			for _, q := range twoWords(s, lang) {
				queries = append(queries, first{q, false})
			}
			all, most, mostAsked, shown := 0, 0, 0, 0
			for b.Loop() {
				all, most, mostAsked, shown = 0, 0, 0, 0
				weights := newScale(b, dir)
				for _, f := range fetched(b, node, dir, queries) {
					bytes, files := weights.weigh(b, f)
					all, most, mostAsked, shown = all+bytes, max(most, bytes), max(mostAsked, files), shown+len(f.Shown)
				}
			}
			var took []float64
			for _, q := range queries[:12] {
				took = append(took, ask(b, node, dir, []string{q.query})[0].Took)
			}
			slices.Sort(took)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(all/len(queries)), "B/query")
			b.ReportMetric(float64(most), "B/worst")
			b.ReportMetric(float64(mostAsked), "files/worst")
			b.ReportMetric(float64(shown)/float64(len(queries)), "results/query")
			b.ReportMetric(took[len(took)/2], "ms/query")
			b.ReportMetric(took[len(took)-1], "ms/worst")
		})
	}
}

// twoWords are queries of two words: those that stand side by side in titles,
// the most frequent first and then every so many.
func twoWords(s *site.Site, lang int) []string {
	counts := map[string]int{}
	for _, a := range s.Articles {
		w := strings.Fields(s.Shown(a, lang).Title)
		for i := 1; i < len(w); i++ {
			counts[strings.Trim(search.Base(w[i-1]+" "+w[i]), "“”,:.")]++
		}
	}
	var all []string
	for q := range counts {
		if len(words(q)) == 2 {
			all = append(all, q)
		}
	}
	slices.SortFunc(all, func(x, y string) int { return cmp.Or(counts[y]-counts[x], strings.Compare(x, y)) })
	out := all[:min(20, len(all))]
	for i := 20; i < len(all); i += max(len(all)/40, 1) {
		out = append(out, all[i])
	}
	return out
}

// packed is how many bytes a web server sends of data.
func packed(tb testing.TB, data []byte) int {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, 6)
	if err != nil {
		tb.Fatal(err)
	}
	w.Write(data)
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Len()
}
