package content

import (
	"fmt"
	"math"
	"strings"
)

// The surfaces of the style sheet on which text stands, as #rrggbb: plain paper
// first, then what is tinted. A test holds them against the style sheet.
var (
	lightSurfaces = [...]string{"#ffffff", "#f4f3ef", "#fdf3d8"}
	darkSurfaces  = [...]string{"#141416", "#1e1e22", "#2b2412"}
)

// minContrast is what WCAG 2.2 asks of text, success criterion 1.4.3.
const minContrast = 4.5

// AccentContrast is the least contrast of an accent with the surfaces of a light
// page, and whether it is enough for text. Where it is not, nearest is the same
// hue made just dark enough. On a dark page the accent has a shade of its own,
// which is always enough.
func AccentContrast(accent string) (ratio float64, nearest string, enough bool) {
	ratio = leastContrast(accent, lightSurfaces[:])
	nearest = accent
	for keep := 1.0; leastContrast(nearest, lightSurfaces[:]) < minContrast; keep -= 0.01 {
		nearest = mixed(accent, "#000000", 1-keep)
	}
	return ratio, nearest, ratio >= minContrast
}

// OnDark is the accent made just light enough for dark paper. It is given more
// than text needs, since light letters on dark paper look thinner.
func OnDark(accent string) string {
	out := accent
	for white := 0.0; leastContrast(out, darkSurfaces[:]) < minContrast+1 && white < 1; white += 0.01 {
		out = mixed(accent, "#ffffff", white)
	}
	return out
}

// mixed is a colour with a share of another, 0 to 1.
func mixed(colour, other string, share float64) string {
	r, g, b := channels(colour)
	x, y, z := channels(other)
	mix := func(from, to float64) int { return int(math.Round(from + (to-from)*min(max(share, 0), 1))) }
	return fmt.Sprintf("#%02x%02x%02x", mix(r, x), mix(g, y), mix(b, z))
}

// leastContrast is a colour's contrast with the surface that it stands out from
// least.
func leastContrast(colour string, surfaces []string) float64 {
	least := math.Inf(1)
	for _, s := range surfaces {
		least = min(least, contrast(colour, s))
	}
	return least
}

func channels(colour string) (r, g, b float64) {
	var x, y, z int
	if _, err := fmt.Sscanf(strings.ToLower(colour), "#%02x%02x%02x", &x, &y, &z); err != nil {
		panic("internal error: " + colour + " is no colour")
	}
	return float64(x), float64(y), float64(z)
}

// contrast is the contrast ratio of two colours as WCAG 2.2 defines it, 1 to 21.
func contrast(a, b string) float64 {
	luminance := func(colour string) float64 {
		linear := func(c float64) float64 {
			if c /= 255; c <= 0.04045 {
				return c / 12.92
			}
			return math.Pow((c+0.055)/1.055, 2.4)
		}
		r, g, b := channels(colour)
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	}
	hi, lo := luminance(a), luminance(b)
	if hi < lo {
		hi, lo = lo, hi
	}
	return (hi + 0.05) / (lo + 0.05)
}
