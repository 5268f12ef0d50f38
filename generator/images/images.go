// Package images judges the pictures that editors put beside their articles, and
// makes of them the sizes that pages need.
//
// Probe takes a picture's name and bytes and gives its kind and its size in
// pixels, or a refusal that can be shown to the editor. It judges by the bytes,
// not by the name, and by the headers alone, so a picture that claims to be huge
// costs nothing. StripMetadata takes out of a picture what does not belong to what
// is seen, so that no photograph gives away where it was taken; every picture that
// Probe lets pass, it can take apart. SVG is read as the program that it can be:
// what a browser would run or fetch is refused.
//
// Sizes says what a page needs of a picture, from what Probe found, so that the
// names of the files are known before there are any. Make then makes them; it alone
// looks at pixels. It counts in whole numbers, and so do the decoders and encoders
// that it calls: processors do not round fractions alike, and the same picture must
// give the same bytes on each of them.
//
// The package keeps nothing and opens no file.
package images

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"path"
	"slices"
	"strings"

	"bantin/generator/diag"
)

// The limits of a picture.
const (
	MaxSide   = 16_384     // pixels
	MaxPixels = 50_000_000 // width × height

	// maxParts is the most segments, blocks or chunks of a file. A photograph has
	// less than a thousand, a long animation some ten thousand; of empty ones there is
	// room for millions in a file, and each takes more room in memory than in it.
	maxParts = 50_000

	// maxScanned is the most pixels that a JPEG may have in all of its scans together.
	// A scan is a pass over all pixels and may be a few bytes long; programs write at
	// most twelve or so, and the largest picture may have as many.
	maxScanned = 12 * MaxPixels

	// Of a picture of more than fewPixels, a bit of the file may stand for at most
	// maxPerBit pixels. The formats can say in a few bytes that all of a picture is of one
	// colour, and decoding takes memory and time by its pixels all the same. TestFlat
	// holds drawings of few lines against it, in all depths that PNG has.
	fewPixels = 12_000_000
	maxPerBit = 500
)

// A Kind is a format of pictures.
type Kind string

// The kinds that every browser shows.
const (
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
	GIF  Kind = "gif"
	WebP Kind = "webp"
	SVG  Kind = "svg"
)

// The rules that a Refusal may name.
const (
	RuleKind   = "picture-kind"   // not a picture, or not of the kind that its name says
	RuleSize   = "picture-size"   // larger than the limits, or of no known size
	RuleBroken = "picture-broken" // cut off or damaged
	RuleSVG    = "picture-svg"    // an SVG that does more than show a picture
)

// Info is what is known of a picture without looking at it.
type Info struct {
	Kind Kind
	// Width and Height are in pixels, as the picture is shown: a photograph
	// taken with the camera held upright is higher than it is wide.
	Width, Height int
	Ext           string // the usual extension, with its dot: .jpg .png .gif .webp .svg
	// Orientation is how a photograph has to be turned to be upright: that of EXIF,
	// 2 to 8, or 0 where it is upright.
	Orientation int
	Animated    bool
	Opaque      bool // there is no transparency, as far as the headers say
	CMYK        bool // the colours are those of print
	RGB         bool // a JPEG that keeps red, green and blue, as few do
	Progressive bool // a JPEG whose pixels are all kept at once while it is read
}

// A Refusal is why a picture is not published. It is the editor's to mend.
type Refusal struct {
	Rule    string // one of the rules above
	Message diag.Text
	Hint    diag.Text
}

// Error is the message and the hint, in English.
func (r *Refusal) Error() string { return r.Said().String() }

// Said is the message and the hint.
func (r *Refusal) Said() diag.Text {
	if r.Hint.IsZero() {
		return r.Message
	}
	return diag.Sayf("%s: %s", r.Message, r.Hint)
}

func refuse(rule, format string, args ...any) *Refusal {
	return &Refusal{Rule: rule, Message: diag.Sayf(format, args...)}
}

func (r *Refusal) hint(format string, args ...any) *Refusal {
	r.Hint = diag.Sayf(format, args...)
	return r
}

func broken(kind Kind, format string, args ...any) *Refusal {
	return refuse(RuleBroken, "the %s picture is damaged (%s)", kind, diag.Sayf(format, args...)).hint("save or send it again")
}

// extensions are the names of each kind's files, the usual one first.
func extensions(kind Kind) []string {
	switch kind {
	case JPEG:
		return []string{".jpg", ".jpeg", ".jpe", ".jfif"}
	case PNG:
		return []string{".png"}
	case GIF:
		return []string{".gif"}
	case WebP:
		return []string{".webp"}
	case SVG:
		return []string{".svg"}
	}
	panic("internal error: no such kind of picture: " + string(kind))
}

// Probe gives the kind and size of a picture. The name is the file's, of which
// the extension counts: it must agree with the bytes, since servers tell browsers
// the kind by the name. An error is a *Refusal.
func Probe(name string, data []byte) (Info, error) {
	kind, refusal := sniff(data)
	if refusal != nil {
		return Info{}, refusal
	}
	usual := extensions(kind)
	if ext := path.Ext(name); !slices.Contains(usual, strings.ToLower(ext)) {
		return Info{}, refuse(RuleKind, "the name %q does not say that this is a picture of the kind %s", path.Base(name), kind).
			hint("name it %q", strings.TrimSuffix(path.Base(name), ext)+usual[0])
	}
	info := Info{Kind: kind, Ext: usual[0]}
	if kind == SVG {
		if info.Width, info.Height, refusal = checkSVG(data); refusal == nil {
			refusal = checkSize(info.Width, info.Height)
		}
	} else {
		refusal = info.measure(data)
	}
	if refusal != nil {
		return Info{}, refusal
	}
	return info, nil
}

func tooManyParts(kind Kind) *Refusal {
	return broken(kind, "it has more than %d parts", maxParts)
}

// checkWork refuses a picture whose pixels would take far more to decode than its
// file, which is as many bytes long, could need.
func checkWork(width, height, bytes, scans int) *Refusal {
	pixels := width * height
	switch {
	case scans > 0 && pixels > maxScanned/scans:
		return refuse(RuleSize, "the picture has %d scans of %d × %d pixels; a picture of this size may have %d",
			scans, width, height, maxScanned/pixels).hint("save it again, as an ordinary JPEG")
	case pixels > fewPixels && pixels/maxPerBit > 8*bytes:
		return refuse(RuleSize, "the picture is %d × %d pixels, and has %d bytes for them: that is next to nothing to see",
			width, height, bytes).hint("make it smaller")
	}
	return nil
}

func checkSize(width, height int) *Refusal {
	switch {
	case width > MaxSide || height > MaxSide:
		return refuse(RuleSize, "the picture is %d × %d pixels; a side may have %d", width, height, MaxSide).
			hint("make it smaller")
	case width*height > MaxPixels:
		return refuse(RuleSize, "the picture is %d × %d pixels, %d million; it may have %d million",
			width, height, (width*height+500_000)/1_000_000, MaxPixels/1_000_000).
			hint("make it smaller: 2400 pixels are enough for any screen")
	}
	return nil
}

// measure fills in what is known of a picture of pixels, and finds its parts in
// order and the work that it makes within the limits.
func (info *Info) measure(data []byte) (refusal *Refusal) {
	var config image.Config
	var err error
	scans := 0
	switch info.Kind {
	case JPEG:
		var segments []segment
		if segments, refusal = jpegSegments(data); refusal == nil {
			if o := jpegOrientation(segments); o > 1 {
				info.Orientation = o
			}
			info.Progressive, scans, refusal = jpegScans(segments)
			info.Opaque = true
		}
		if refusal == nil {
			config, err = jpeg.DecodeConfig(bytes.NewReader(data))
			info.CMYK = config.ColorModel == color.CMYKModel
			info.RGB = config.ColorModel == color.RGBAModel
		}
	case PNG:
		var chunks []chunk
		if chunks, refusal = pngChunks(data); refusal == nil {
			has := func(name string) bool {
				return slices.ContainsFunc(chunks, func(c chunk) bool { return c.name == name })
			}
			const colourType, withAlpha = 9, 4
			info.Animated = has("acTL")
			info.Opaque = len(chunks[0].payload) > colourType && chunks[0].payload[colourType]&withAlpha == 0 && !has("tRNS")
			config, err = png.DecodeConfig(bytes.NewReader(data))
		}
	case GIF:
		var blocks []gifBlock
		if blocks, refusal = gifBlocks(data); refusal == nil {
			frames := 0
			for _, b := range blocks {
				if b.frame {
					frames++
				}
			}
			info.Animated = frames > 1
			config, err = gif.DecodeConfig(bytes.NewReader(data))
		}
	case WebP:
		var chunks []chunk
		if chunks, refusal = webpChunks(data); refusal == nil {
			config.Width, config.Height, refusal = webpSize(chunks)
			info.Animated = slices.ContainsFunc(chunks, func(c chunk) bool { return c.name == webpFrame })
			info.Opaque = refusal == nil && webpOpaque(chunks)
		}
	}
	switch {
	case refusal != nil:
		return refusal
	case err != nil:
		return broken(info.Kind, "%v", err)
	case config.Width < 1 || config.Height < 1:
		return broken(info.Kind, "it has no size")
	case info.Orientation >= 5:
		config.Width, config.Height = config.Height, config.Width
	}
	info.Width, info.Height = config.Width, config.Height
	if refusal = checkSize(info.Width, info.Height); refusal == nil {
		refusal = checkWork(info.Width, info.Height, len(data), scans)
	}
	return refusal
}

// sniff tells a picture's kind by its first bytes.
func sniff(data []byte) (Kind, *Refusal) {
	at := func(i int, magic string) bool {
		return len(data) >= i+len(magic) && string(data[i:i+len(magic)]) == magic
	}
	switch {
	case at(0, "\xff\xd8\xff"):
		return JPEG, nil
	case at(0, pngMagic):
		return PNG, nil
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return GIF, nil
	case at(0, "RIFF") && at(8, "WEBP"):
		return WebP, nil
	}
	text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	head := strings.ToLower(string(text[:min(len(text), 4096)]))
	isPage := strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
	if !isPage && strings.HasPrefix(head, "<") && (strings.Contains(head, "<svg") || strings.Contains(head, ":svg")) {
		return SVG, nil
	}

	saveAs := diag.Sayf("save it as JPEG or PNG")
	other := func(what, hint diag.Text) (Kind, *Refusal) {
		r := refuse(RuleKind, "this is %s, which browsers do not show as a picture", what)
		r.Hint = hint
		return "", r
	}
	brand := ""
	if at(4, "ftyp") && len(data) >= 12 {
		brand = string(data[8:12])
	}
	switch {
	case len(data) == 0:
		return "", refuse(RuleKind, "the picture is empty").hint("save or send it again")
	case isPage:
		return other(diag.Sayf("a web page"), diag.Sayf("open the picture itself and save that"))
	case slices.Contains([]string{"heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"}, brand):
		return other(diag.Sayf("a HEIC photograph"), saveAs)
	case brand == "avif" || brand == "avis":
		return "", refuse(RuleKind, "this is an AVIF picture, which older browsers do not show").hint("save it as JPEG or PNG")
	case brand != "":
		return other(diag.Sayf("a video"), diag.Sayf("take a still picture from it"))
	case at(0, "BM"):
		return other(diag.Sayf("a BMP picture"), saveAs)
	case at(0, "II*\x00"), at(0, "MM\x00*"):
		return other(diag.Sayf("a TIFF picture or a camera's raw file"), saveAs)
	case at(0, "%PDF"):
		return other(diag.Sayf("a PDF document"), saveAs)
	case at(0, "8BPS"):
		return other(diag.Sayf("a Photoshop file"), saveAs)
	case at(0, "\xff\x0a"), at(0, "\x00\x00\x00\x0cJXL "):
		return other(diag.Sayf("a JPEG XL picture"), saveAs)
	case at(0, "\x1f\x8b"):
		return other(diag.Sayf("a compressed file"), diag.Sayf("save an SVG picture as plain SVG"))
	}
	return "", refuse(RuleKind, "this is not a picture of a known kind").hint("use JPEG, PNG, GIF, WebP or SVG")
}

// StripMetadata gives the picture without what is not seen: EXIF (the place, the
// camera, the time), XMP, IPTC, comments, previews, makers' notes, and what is
// hidden behind the picture's end. Pixels, colours, transparency and animation
// stay as they are, bit for bit; so does the orientation of a JPEG, in an EXIF
// block that says nothing else. What is kept is listed, what is not known goes.
//
// It gives data itself where there is nothing to take out, and changes it never.
// An SVG is given back as it is: Probe refuses one with a photograph in it that
// has metadata. A picture that cannot be taken apart is a *Refusal.
func StripMetadata(kind Kind, data []byte) ([]byte, error) {
	var out []byte
	var refusal *Refusal
	switch kind {
	case JPEG:
		out, refusal = stripJPEG(data)
	case PNG:
		out, refusal = stripPNG(data)
	case GIF:
		out, refusal = stripGIF(data)
	case WebP:
		out, refusal = stripWebP(data)
	case SVG:
		return data, nil
	default:
		panic("internal error: no such kind of picture: " + string(kind))
	}
	if refusal != nil {
		return nil, refusal
	}
	return out, nil
}

// A cutter copies the parts of a picture that are kept. While all of them are,
// it copies nothing.
type cutter struct {
	data []byte
	kept int    // the first bytes of data that are kept as they are, while out is nil
	out  []byte // what is kept, once something was not
}

// keep keeps data[from:to].
func (c *cutter) keep(from, to int) {
	if c.out == nil && from == c.kept {
		c.kept = to
		return
	}
	c.cut()
	c.out = append(c.out, c.data[from:to]...)
}

// put puts in bytes of our own, in place of those from from to to.
func (c *cutter) put(from, to int, b []byte) {
	if c.out == nil && from == c.kept && bytes.Equal(c.data[from:to], b) {
		c.kept = to
		return
	}
	c.cut()
	c.out = append(c.out, b...)
}

func (c *cutter) cut() {
	if c.out == nil {
		c.out = append(make([]byte, 0, len(c.data)), c.data[:c.kept]...)
	}
}

// bytes is the picture that is left.
func (c *cutter) bytes() []byte {
	if c.out == nil {
		return c.data[:c.kept:c.kept]
	}
	return c.out
}
