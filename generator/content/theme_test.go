package content

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// accents are colours of every kind, the hard ones among them.
var accents = []string{"#000000", "#ffffff", "#808080", "#9b1c1c", "#0b5c8a", "#00ff00", "#0000ff", "#ffff00", "#ffd54f", "#7f7f00", "#123456", "#fefefe", "#010101"}

// TestAccent: what is suggested in place of an accent, and the shade for dark
// paper, can be read on every surface; a good accent is left alone.
func TestAccent(t *testing.T) {
	for _, accent := range accents {
		ratio, nearest, enough := AccentContrast(accent)
		if enough != (ratio >= minContrast) {
			t.Errorf("%s: %.2f is enough: %v", accent, ratio, enough)
		}
		if enough && nearest != accent {
			t.Errorf("%s is enough and %s is suggested", accent, nearest)
		}
		if got := leastContrast(nearest, lightSurfaces[:]); got < minContrast {
			t.Errorf("%s: %s is suggested, whose contrast is %.2f", accent, nearest, got)
		}
		if got := leastContrast(OnDark(accent), darkSurfaces[:]); got < minContrast+1 {
			t.Errorf("%s: on dark paper %s has a contrast of %.2f", accent, OnDark(accent), got)
		}
	}
	// The figures of WCAG's own definition.
	for _, test := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}} {
		if got := contrast(test.a, test.b); got < test.want-.005 || got > test.want+.005 {
			t.Errorf("%s on %s has a contrast of %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

// TestSurfaces: the surfaces that an accent is checked against are those of the
// style sheet, and its own inks can be read on all of them.
func TestSurfaces(t *testing.T) {
	src, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(src), "prefers-color-scheme: dark")
	dark, _, found := strings.Cut(rest, "* {")
	if !found {
		t.Fatal("the style sheet has no dark colours where they were")
	}
	for _, scheme := range []struct {
		name, css string
		surfaces  []string
	}{{"light", light, lightSurfaces[:]}, {"dark", dark, darkSurfaces[:]}} {
		colour := func(name string) string {
			m := regexp.MustCompile(`--` + name + `: (#[0-9a-f]{6});`).FindStringSubmatch(scheme.css)
			if m == nil {
				t.Fatalf("%s: no --%s", scheme.name, name)
			}
			return m[1]
		}
		if got := []string{colour("paper"), colour("wash"), colour("notice")}; !slices.Equal(got, scheme.surfaces) {
			t.Errorf("%s: the surfaces are %v, and theme.go has %v", scheme.name, got, scheme.surfaces)
		}
		for ink, least := range map[string]float64{"ink": 7, "faint": minContrast, "line": 3, "notice-rule": 3} {
			surfaces := scheme.surfaces
			if least == 3 { // a line, which stands on paper and on its own notice
				surfaces = surfaces[:1]
			}
			if got := leastContrast(colour(ink), surfaces); got < least {
				t.Errorf("%s: --%s has a contrast of %.2f, want %.1f", scheme.name, ink, got, least)
			}
		}
	}
}
