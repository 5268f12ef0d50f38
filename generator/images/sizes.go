package images

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/version"
	"runtime"
)

// widths are those that a page may choose from, in pixels. A column of text is at
// most 656 CSS pixels wide: the first is for a narrow phone, the second for an
// ordinary one and for a screen of a pixel for each CSS pixel, the third for a
// sharp phone, the last for a sharp screen.
var widths = [...]int{480, 800, 1200, MaxWidth}

// MaxWidth is the width of the largest picture on a page, in pixels.
const MaxWidth = 1600

// A file of up to smallFile bytes is shown as it is: less of it would save nobody
// anything.
const smallFile = 64 << 10

// A Size is one of the files that a picture is published as.
type Size struct {
	Width, Height int
	Kind          Kind // JPEG or PNG where it is made
	// Own says that it is not made: it is the picture's own file, without its
	// metadata.
	Own bool
}

// Ext is the extension of the file's name, with its dot.
func (s Size) Ext() string { return extensions(s.Kind)[0] }

// Sizes are the files that a picture is shown as, from small to large: at least
// one, and none larger than the picture. bytes is how long its file is without
// metadata.
//
// An animation and an SVG are shown as they are, and so is a small file. Of any
// other the widths are made that are well below its own, and then its own, up to
// MaxWidth: that is the file itself, unless it has to be turned or would be made
// anew at a fraction of its length.
func (info Info) Sizes(bytes int) []Size {
	own := Size{Width: info.Width, Height: info.Height, Kind: info.Kind, Own: true}
	change := info.Orientation != 0 || info.CMYK
	if info.Kind == SVG || info.Animated || bytes <= smallFile && info.Width <= MaxWidth && !change {
		return []Size{own}
	}
	out := info.made(bytes)
	largest := min(info.Width, MaxWidth)
	var list []Size
	for _, w := range widths {
		if w*5 <= largest*4 {
			list = append(list, info.scaled(w, out))
		}
	}
	switch {
	case info.Width > MaxWidth, change:
	case out == JPEG && heavy(info, bytes):
	default:
		return append(list, own)
	}
	return append(list, info.scaled(largest, out))
}

// made is the kind that smaller sizes are made as. What has no transparency and
// takes so many bytes a pixel that no drawing would is a photograph, whatever its
// kind.
func (info Info) made(bytes int) Kind {
	photograph := info.Kind == WebP || bytes >= info.Width*info.Height
	if info.Kind == JPEG || info.Opaque && photograph {
		return JPEG
	}
	return PNG
}

// heavy reports whether a file has more than half a byte for each pixel. A JPEG as
// it is made here has about a fifth.
func heavy(info Info, bytes int) bool { return bytes*2 > info.Width*info.Height }

func (info Info) scaled(width int, kind Kind) Size {
	return Size{Width: width, Height: max(1, (info.Height*width+info.Width/2)/info.Width), Kind: kind}
}

// Key names what Make makes of a picture, given the SHA-256 of its file without
// metadata: 64 hexadecimal digits. Whatever changes the bytes changes it, the
// encoders of the Go release that this program was built with among them, since
// whoever has seen a name keeps the bytes.
func Key(digest string, sizes []Size) string {
	release := version.Lang(runtime.Version())
	if release == "" {
		release = runtime.Version()
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s %s\n%s\n", recipe, release, digest)
	for _, s := range sizes {
		fmt.Fprintf(h, "%d %d %s %t\n", s.Width, s.Height, s.Kind, s.Own)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// recipe has a new number whenever Make gives other bytes for the same picture.
const recipe = "bantin picture 1"

// Memory is about how many bytes Make takes while it works on a picture, beside
// the file itself: its samples as they are read, what they are made into on the way,
// and the planes.
func (info Info) Memory() int {
	return info.Width * info.Height * info.perPixel()
}

func (info Info) perPixel() int {
	const planes = 4 // of a picture that may be transparent
	switch info.Kind {
	case JPEG:
		samples, made := 3, 0 // the samples are the planes
		switch {
		case info.CMYK:
			samples, made = 4, 4+3 // in one row of four samples a pixel, then the planes
		case info.RGB:
			made = 4 + 3
		}
		if info.Progressive {
			samples += 4 * samples // all coefficients are kept, of four bytes each
		}
		return samples + made
	case PNG:
		return 8 + 4 + planes // two bytes in a sample, and the last pass of an interlaced one
	case GIF:
		return 1 + 4 + planes
	}
	return 4 + planes
}
