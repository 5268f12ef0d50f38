package search_test

import (
	"os"
	"path/filepath"
	"testing"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/search"
	"bantin/generator/site"
)

// BenchmarkIndex makes the whole index of the bulletin that speed is measured
// with, but for reading it.
func BenchmarkIndex(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "site")
	if err := corpus.Write(dir, corpus.Size{}); err != nil {
		b.Fatal(err)
	}
	s := load(b, dir)
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			search.New(s).Head(0)
		}
	})
	b.Run("cards", func(b *testing.B) {
		x := search.New(s)
		for b.Loop() {
			for lang := range s.Languages {
				for i := range len(s.Articles) / address.CardsInFile {
					x.Cards(lang, i)
				}
			}
		}
	})
}

// load reads a site's folder.
func load(tb testing.TB, dir string) *site.Site {
	tb.Helper()
	lib, err := content.Load(os.DirFS(dir), os.DirFS("../../layouts"), os.DirFS("../../static"))
	if err != nil {
		tb.Fatal(err)
	}
	if len(lib.Problems) > 0 {
		tb.Fatal(lib.Problems)
	}
	return site.Build(lib, address.NewBook(lib, false), site.Options{Today: calendar.Day(2026, 1, 1)})
}
