package browser

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/locale"
)

// stay is the query with which a page that leads on at once, as the choice of
// language does, stays to be looked at.
const stay = "stay"

// staying takes from a page what makes it lead on.
type staying struct{ http.ResponseWriter }

func (s *staying) Write(page []byte) (int, error) {
	_, err := s.ResponseWriter.Write(bytes.Replace(page, []byte(`<meta http-equiv="refresh"`), []byte("<meta"), 1))
	return len(page), err
}

// A sample is a page that the tests look at.
type sample struct {
	of   *bulletin
	kind address.Kind
	lang int
	path string
	size int64
	most bool // whether it has most in it of its kind, and much
}

// url is the page's address. What leads on at once is made to stay.
func (p sample) url() string {
	switch p.kind {
	case address.Root, address.Alias:
		return p.of.url + p.path + "?" + stay
	case address.NotFound:
		return p.of.url + "/no/such/page/"
	}
	return p.of.url + p.path
}

// framed reports whether the page has the bulletin's header and footer. Those that
// belong to no language do not.
func (p sample) framed() bool { return p.kind.IsPage() }

// String is the page's name in a test.
func (p sample) String() string { return p.of.name + p.path }

// pageKinds are all kinds of page that there are: those that a language has an
// address of, and the three that stand once.
func pageKinds(l *locale.Locale) []address.Kind {
	var out []address.Kind
	has := func(k address.Kind) (ok bool) {
		defer func() { ok = recover() == nil }()
		address.Of(l, address.Key{Kind: k})
		return
	}
	for k := address.Kind(0); k.IsPage(); k++ {
		if has(k) {
			out = append(out, k)
		}
	}
	return append(out, address.Root, address.NotFound, address.Alias)
}

// much is how long a page may be, in bytes, for what takes its time. A longer one has
// more of the same.
const much = 16_000

// samples are pages that stand for all of their kind: in each language the one that
// has most in it and the one that has most but not much; of the hard bulletin also
// the one that has least, and each article that it has for a reason.
func (b *bulletin) samples(t *testing.T) []sample {
	t.Helper()
	type group struct {
		kind address.Kind
		lang int
	}
	groups := map[group][]sample{}
	kinds := pageKinds(b.lib.Locales[0])
	for i := range b.book.All {
		a := &b.book.All[i]
		if !slices.Contains(kinds, a.Key.Kind) {
			continue
		}
		info, err := os.Stat(filepath.Join(b.dir, filepath.FromSlash(a.File())))
		must(t, err)
		g := group{a.Key.Kind, a.Lang}
		groups[g] = append(groups[g], sample{of: b, kind: a.Key.Kind, lang: a.Lang, path: a.Path, size: info.Size()})
	}
	var out []sample
	for _, group := range groups {
		slices.SortFunc(group, func(p, q sample) int {
			return cmp.Or(cmp.Compare(p.size, q.size), cmp.Compare(p.path, q.path))
		})
		long := slices.IndexFunc(group, func(p sample) bool { return p.size > much })
		if long < 0 {
			long = len(group)
		}
		for i, p := range group {
			reason := b.name == "hard" && p.kind == address.Article && !strings.Contains(p.path, "-bai-")
			p.most = i == len(group)-1 && i > 0 && p.size > much
			if i == 0 && b.name == "hard" || i == max(long-1, 0) || i == len(group)-1 || reason {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(p, q sample) int { return cmp.Compare(p.path, q.path) })
	return out
}

// allSamples are the samples of both bulletins.
func allSamples(t *testing.T) []sample {
	return append(house.real.samples(t), house.hard.samples(t)...)
}

// fewSamples are allSamples without the longest.
func fewSamples(t *testing.T) []sample {
	return slices.DeleteFunc(allSamples(t), func(p sample) bool { return p.most })
}

// TestKinds: the pages that the tests look at are of every kind that there is, in
// every language.
func TestKinds(t *testing.T) {
	need(t)
	seen := map[string]bool{}
	for _, p := range allSamples(t) {
		seen[fmt.Sprint(p.kind, p.lang)] = true
	}
	for lang, l := range house.hard.lib.Locales {
		for _, k := range pageKinds(l) {
			at := lang
			if !k.IsPage() {
				at = address.Neutral
			}
			if !seen[fmt.Sprint(k, at)] {
				t.Errorf("no page of kind %d in %s is looked at: give testdata/hard.txtar what has one", k, l.Tag)
			}
		}
	}
}

// widths are those of a phone, a tablet and a desk, in CSS pixels.
var widths = []int{360, 768, 1280}

// TestPages opens every page and looks at it in every way: what it loads, whether
// it obeys the policy, moves by itself, fits a narrow window and bears large text.
func TestPages(t *testing.T) {
	need(t)
	for _, p := range allSamples(t) {
		t.Run(p.String(), func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			open(t, tab, p.url())
			found := faults(t, tab, p.of.url)
			if slices.ContainsFunc(found, func(fault string) bool { return strings.HasPrefix(fault, "it moves by itself") }) {
				// A machine with much else to do lays a page out in pieces, as they are
				// read. What moves for a reason moves again.
				open(t, tab, p.url())
				found = faults(t, tab, p.of.url)
			}
			for _, fault := range found {
				t.Error(fault)
			}
		})
	}
}

// faults are what is wrong with the page that is open.
func faults(t *testing.T, tab *Tab, origin string) (out []string) {
	t.Helper()
	complain := func(what string, found []string) {
		if len(found) > 0 {
			out = append(out, what+": "+strings.Join(found, "; "))
		}
	}

	out = append(out, moved(t, tab)...)
	log := tab.Log()
	complain("against the content security policy", log.Violations)
	complain("in the console", log.Errors)
	complain("not there", log.Failed)
	complain("from elsewhere", slices.DeleteFunc(log.Requests, func(url string) bool { return strings.HasPrefix(url, origin+"/") }))

	for _, width := range []int{360, 1280} {
		show(t, tab, View{Width: width, Height: 800})
		normal := ask[[]float64](t, tab, "textSizes")
		show(t, tab, View{Width: width, Height: 800, LargeText: true})
		for i, large := range ask[[]float64](t, tab, "textSizes") {
			// Not twice: a narrow window, which this makes it, may set text smaller.
			// What is large already need not grow as much.
			if normal[i] < 24 && large < 1.8*normal[i] {
				complain("a reader who sets text to 200 % gets less", []string{fmt.Sprint(normal[i], " and ", large, " pixels")})
				break
			}
		}
		at := fmt.Sprintf(" at %d pixels and 200 %% text", width)
		complain("cut off"+at, ask[[]string](t, tab, "clipped"))
		complain("over each other"+at, ask[[]string](t, tab, "overlaps"))
		complain("crowded"+at, ask[[]string](t, tab, "crowded"))
	}
	show(t, tab, View{Width: 320, Height: 640, Bare: true})
	complain("wider than 320 pixels", ask[[]string](t, tab, "overflow"))
	complain("cut off at 320 pixels", ask[[]string](t, tab, "clipped"))
	complain("over each other at 320 pixels", ask[[]string](t, tab, "overlaps"))
	complain("crowded at 320 pixels", ask[[]string](t, tab, "crowded"))
	return out
}

// moved is what moved by itself while the page came, and the pictures that did not
// come.
func moved(t *testing.T, tab *Tab) (out []string) {
	t.Helper()
	shift := ask[struct {
		By             float64
		What, Pictures []string
	}](t, tab, "shift")
	// A page that arrives in pieces on a busy machine is laid out again as they come,
	// by less than an eye can tell; what a reader would call a jump is ten times this.
	if shift.By > 0.01 {
		out = append(out, fmt.Sprintf("it moves by itself, by %g: %s", shift.By, strings.Join(shift.What, "; ")))
	}
	if len(shift.Pictures) > 0 {
		out = append(out, "pictures that did not come: "+strings.Join(shift.Pictures, "; "))
	}
	return out
}

// TestRules holds every page against axe-core's rules for WCAG 2.2 A and AA, light
// and dark, at three widths. In the dark only the rules on colours are asked again:
// colours are all that style.css makes depend on it.
func TestRules(t *testing.T) {
	needAxe(t)
	for _, p := range fewSamples(t) {
		t.Run(p.String(), func(t *testing.T) {
			t.Parallel()
			tab := tab(t)
			open(t, tab, p.url())
			must(t, tab.Load(house.axe))
			// What is wrong at all widths is said once.
			said := map[string]bool{}
			for _, width := range widths {
				for _, dark := range []bool{false, true} {
					show(t, tab, View{Width: width, Height: 800, Dark: dark})
					for _, v := range ask[[]string](t, tab, "rules", dark) {
						if !said[v] {
							t.Errorf("at %d pixels, dark %t: %s", width, dark, v)
						}
						said[v] = true
					}
				}
			}
		})
	}
}
