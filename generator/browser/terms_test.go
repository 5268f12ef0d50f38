package browser

import (
	"strings"
	"testing"

	"bantin/generator/address"
)

// TestYearsOfTerms follows each year from each term's page: there are then as many
// articles as was said, all of the term, and the sentence above names it.
func TestYearsOfTerms(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	type way struct {
		Href  string
		Count int
	}
	shared := 0 // years that have other articles, too
	for _, b := range []*bulletin{house.real, house.hard} {
		for i := range b.book.All {
			a := &b.book.All[i]
			if a.Key.Kind != address.Term {
				continue
			}
			open(t, tab, b.url+a.Path)
			ways, err := Eval[[]way](tab, `() => [...document.querySelectorAll(".years li")].map((li) => ({ href: li.querySelector("a").href, count: Number(li.querySelector(".count").textContent.replace(/[^\d]/g, "")) }))`)
			must(t, err)
			for _, w := range ways {
				open(t, tab, w.Href)
				type year struct {
					Left, All int // articles
					Said      string
				}
				y, err := Eval[year](tab, `() => {
					const articles = [...document.querySelectorAll("[data-of]:not([data-registered])")];
					const tally = [...document.querySelectorAll("[data-tally]")].flatMap((s) => s.dataset.tally.split(" "));
					const sum = tally.reduce((n, part) => n + Number(part.split("/")[2]), 0);
					const left = sum ? Number(document.querySelector(".shown").textContent.match(/\d+/)[0]) : articles.filter((li) => li.checkVisibility()).length;
					return { left, all: articles.length + sum, said: document.querySelector(".shown").textContent };
				}`)
				must(t, err)
				if y.Left != w.Count {
					t.Errorf("%s%s has %d in a year, and %s shows %d", b.name, a.Path, w.Count, w.Href, y.Left)
				}
				if y.Left < y.All {
					shared++
					if name := strings.ReplaceAll(a.Key.Term.String(), "-", "–"); !strings.Contains(y.Said, name) {
						t.Errorf("%s says %q, which does not name the term", w.Href, y.Said)
					}
				}
			}
		}
	}
	if shared == 0 {
		t.Error("no year is of several terms")
	}
}
