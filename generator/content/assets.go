package content

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"path"
	"strings"
)

// styleFile is the style sheet, which the accent of config.yaml is set into.
const styleFile = "style.css"

// An Asset is a file of static/, published under a name that holds its digest.
type Asset struct {
	Name   string // in static/: style.css
	Data   []byte // as published
	Digest string // SHA-256 in hex
}

// ReadAssets reads static/. The style sheet gets the accent of config.yaml, in
// two shades: one for light paper, one for dark.
func ReadAssets(static fs.FS, accent string) ([]*Asset, error) {
	var out []*Asset
	err := fs.WalkDir(static, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || litter(path.Base(name)) {
			return err
		}
		data, err := fs.ReadFile(static, name)
		if err != nil {
			return err
		}
		if name == styleFile {
			theme := fmt.Sprintf(":root{--accent-light:%s;--accent-dark:%s}\n", accent, onDark(accent))
			data = append([]byte(theme), data...)
		}
		sum := sha256.Sum256(data)
		out = append(out, &Asset{name, data, hex.EncodeToString(sum[:])})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read static: %w", err)
	}
	return out, nil
}

// The papers of the style sheet, which the accent must be legible on.
const (
	lightPaper = "#ffffff"
	darkPaper  = "#161618"
)

// minContrast is what WCAG 2.2 asks of text, success criterion 1.4.3.
const minContrast = 4.5

// AccentContrast is the contrast of an accent with light paper, and whether it
// is enough for text.
func AccentContrast(accent string) (ratio float64, enough bool) {
	ratio = contrast(accent, lightPaper)
	return ratio, ratio >= minContrast
}

// onDark is the accent made just light enough for dark paper, with some room to
// spare for tinted surfaces.
func onDark(accent string) string {
	r, g, b := channels(accent)
	for mix := 0.0; mix < 1; mix += 0.02 {
		shade := func(c float64) int { return int(math.Round(c + (255-c)*mix)) }
		s := fmt.Sprintf("#%02x%02x%02x", shade(r), shade(g), shade(b))
		if contrast(s, darkPaper) >= minContrast+1.5 {
			return s
		}
	}
	return lightPaper
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
