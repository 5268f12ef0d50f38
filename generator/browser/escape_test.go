package browser

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestEscaped compares every page of the bulletins of attacks with its harmless twin:
// what was typed is shown as it was typed, in the same element or attribute, and the
// page is the same but for that. Every place has shown every attack then.
func TestEscaped(t *testing.T) {
	tally := newTally()
	for _, p := range allPairs(t) {
		for _, name := range slices.Sorted(maps.Keys(p.harmless)) {
			if path.Ext(name) != ".html" {
				continue
			}
			if p.attacked[name] == nil {
				t.Errorf("%s: %s is not there", p.name, name)
				continue
			}
			for _, scripts := range []bool{true, false} {
				if !scripts && !bytes.Contains(p.attacked[name].Data, []byte("<noscript")) {
					continue // is the same
				}
				harmless, err := parse(string(p.harmless[name].Data), scripts)
				must(t, err)
				attacked, err := parse(string(p.attacked[name].Data), scripts)
				must(t, err)
				if fault := (match{seen: tally.see}).outlines(harmless, attacked); fault != "" && !byWords(name) {
					t.Errorf("%s: %s: %s", p.name, name, fault)
					break
				}
			}
		}
		if len(p.harmless) != len(p.attacked) {
			t.Logf("%s: %d files, and %d with harmless words", p.name, len(p.attacked), len(p.harmless))
		}
	}
	tally.report(t)
}

// byWords reports the register of documents, where the issuers that are told of one number
// stand in the order of their words, so that other words stand in another order.
func byWords(name string) bool {
	return name == "vi/van-ban/index.html" || name == "en/documents/index.html"
}

// A tally is which attacks were seen in which place.
type tally struct {
	mu   sync.Mutex
	seen map[[2]int]bool
}

func newTally() *tally { return &tally{seen: map[[2]int]bool{}} }

func (y *tally) see(place, attack int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.seen[[2]int{place, attack}] = true
}

// report fails the test for every place that did not show every attack that it can
// have.
func (y *tally) report(t *testing.T) {
	t.Helper()
	shown := 0
	for p := range places {
		if places[p].shown == nil || places[p].name == "documents.relation" { // which is in the open data alone
			continue
		}
		shown++
		for i, text := range attacks {
			switch {
			case y.seen[[2]int{p, i}]:
			case places[p].name == "patterns" && strings.Contains(text, "{"), places[p].name == "sentences" && strings.Contains(text, "{title}"):
				// It has another meaning there.
			default:
				t.Errorf("nothing shows %q of %s", text, places[p].name)
			}
		}
	}
	t.Logf("%d attacks in %d places: %d of each other", len(attacks), shown, len(y.seen))
}
