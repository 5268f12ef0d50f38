package search_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/corpus"
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
// and at most; and, where there is node, milliseconds from the data to results,
// in a process that has never searched before, in the middle and at most.
func BenchmarkFirstQuery(b *testing.B) {
	// Files, and bytes of rows and cards, are what the script asks for at first, and
	// ten results.
	const first, room, cardsSize = 12, 56000, 4200
	s := large(b)
	x := search.New(s)
	script, err := os.ReadFile("../../static/search.js")
	if err != nil {
		b.Fatal(err)
	}
	node, noNode := exec.LookPath("node")
	for lang, l := range s.Languages {
		b.Run(l.Tag, func(b *testing.B) {
			queries := twoWords(s, lang)
			sizes := map[string]int{}
			size := func(name string, data func() []byte) int {
				if sizes[name] == 0 {
					sizes[name] = packed(b, data())
				}
				return sizes[name]
			}
			fixed := size("script", func() []byte { return script }) + size("head", func() []byte { return x.Head(lang) })
			published := map[string]*address.Address{}
			for i := range s.Book.All {
				if a := &s.Book.All[i]; a.Lang == lang {
					published[filepath.Base(a.Path)] = a
				}
			}
			all, most, mostFiles, shown := 0, 0, 0, 0
			for b.Loop() {
				all, most, mostFiles, shown = 0, 0, 0, 0
				for _, q := range queries {
					r := open(x, lang)
					a := r.search(q)
					names, fileOf := r.cards()
					sent, files, rows := fixed, 2, 0
					for name := range r.rows {
						sent += size(name, func() []byte { return r.file(name) })
						rows += len(r.file(name))
						files++
					}
					first := files + max(min(first-files, max((room-rows)/cardsSize, 3)), 2)
					cards := map[int]bool{}
					for _, n := range a.Articles[:min(len(a.Articles), 10)] {
						f := fileOf[n]
						if !cards[f] && files == first {
							break
						}
						shown++
						if !cards[f] {
							cards[f] = true
							files++
							sent += size(names[f], func() []byte { data, _ := file(x, published[names[f]]); return data })
						}
					}
					all, most, mostFiles = all+sent, max(most, sent), max(mostFiles, files)
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(all/len(queries)), "B/query")
			b.ReportMetric(float64(most), "B/worst")
			b.ReportMetric(float64(mostFiles), "files/worst")
			b.ReportMetric(float64(shown)/float64(len(queries)), "results/query")
			if noNode == nil {
				dir := b.TempDir()
				write(b, s, x, lang, dir)
				var took []float64
				for _, q := range queries[:12] {
					took = append(took, ask(b, node, dir, []string{q})[0].Took)
				}
				slices.Sort(took)
				b.ReportMetric(took[len(took)/2], "ms/query")
				b.ReportMetric(took[len(took)-1], "ms/worst")
			}
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
