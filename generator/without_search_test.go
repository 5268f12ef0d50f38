package generator_test

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"bantin/generator/corpus"
)

// TestWithoutSearch: what is measured without the search is the same bulletin but
// for the files of the index.
func TestWithoutSearch(t *testing.T) {
	dir := madeUp(t, corpus.Size{Articles: 60, Committees: 20, Words: 40}, "")
	opt := optionsFor(dir, filepath.Join(t.TempDir(), "whole"))
	mustBuild(t, opt)
	whole := digests(t, opt.Out)
	opt.Out, opt.WithoutSearch = filepath.Join(t.TempDir(), "without"), true
	mustBuild(t, opt)
	n := len(whole)
	maps.DeleteFunc(whole, func(name, _ string) bool { return strings.HasPrefix(name, "search/") })
	if len(whole) == n {
		t.Error("the whole bulletin has no search/")
	}
	if without := digests(t, opt.Out); !maps.Equal(whole, without) {
		t.Errorf("%d files without the search, want %d", len(without), len(whole))
	}
}
