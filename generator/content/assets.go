package content

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"bantin/generator/diag"
)

// styleFile is the style sheet, which the accent of config.yaml is set into.
const styleFile = "style.css"

// An Asset is a file of static/, published under a name that holds its digest.
type Asset struct {
	Name   string // in static/: style.css
	Data   []byte // as published
	Digest string // SHA-256 in hex
}

// assets reads static/. The style sheet gets the accent of config.yaml, in two
// shades: one for light paper, one for dark.
func (l *loader) assets(static fs.FS) []*Asset {
	var out []*Asset
	problems := &l.lib.Problems
	visit := func(name string, e fs.DirEntry, err error) error {
		pos := diag.Pos{File: path.Join("static", name)}
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			return nil
		case err != nil:
			problems.Errorf(pos, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
			return fs.SkipDir
		case litter(path.Base(name)) && e.IsDir():
			return fs.SkipDir
		case litter(path.Base(name)) || e.IsDir():
			return nil
		case !utf8.ValidString(name):
			problems.Errorf(pos, "file-name", "the name of this file is not UTF-8").Hintf("rename it")
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			problems.Errorf(pos, "file-symlink", "this is a symbolic link, which a build does not follow").Hintf("put the file itself here")
			return nil
		}
		data, err := readAtMost(static, name, maxMediaBytes)
		switch {
		case errors.Is(err, errTooLarge):
			problems.Errorf(pos, "file-too-large", "this file has more than %d MiB", maxMediaBytes>>20).Hintf("make it smaller")
			return nil
		case errors.Is(err, errNotRegular):
			problems.Errorf(pos, "file-kind", "this is not a plain file").Hintf("remove it")
			return nil
		case err != nil:
			problems.Errorf(pos, "file-unreadable", "this file cannot be read (%v)", plainError(err))
			return nil
		}
		if name == styleFile {
			accent := l.lib.Config.Accent
			theme := fmt.Sprintf(":root{--accent-light:%s;--accent-dark:%s}\n", accent, onDark(accent))
			data = append([]byte(theme), data...)
		}
		sum := sha256.Sum256(data)
		out = append(out, &Asset{name, data, hex.EncodeToString(sum[:])})
		return nil
	}
	if err := fs.WalkDir(static, ".", visit); err != nil {
		problems.Errorf(diag.Pos{File: "static"}, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
	}
	return out
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
