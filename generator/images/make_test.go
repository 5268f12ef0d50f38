package images

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/version"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// quarters is a picture with a colour of its own in each corner.
func quarters(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, cornerColour[b2i(x >= w/2)+2*b2i(y >= h/2)])
		}
	}
	return m
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The colours of the corners: top left, top right, bottom left, bottom right.
var cornerColour = [4]color.NRGBA{{220, 30, 30, 255}, {30, 200, 30, 255}, {30, 30, 220, 255}, {230, 230, 40, 255}}

// corners tells which of cornerColour is in each corner of a picture.
func corners(m image.Image) (out [4]int) {
	b := m.Bounds()
	for i := range out {
		x, y := b.Min.X+b.Dx()/4+b.Dx()/2*(i&1), b.Min.Y+b.Dy()/4+b.Dy()/2*(i>>1)
		out[i] = nearest(m.At(x, y))
	}
	return out
}

func nearest(c color.Color) int {
	best, distance := -1, 1<<30
	r, g, b, _ := c.RGBA()
	for i, k := range cornerColour {
		d := square(int(r>>8)-int(k.R)) + square(int(g>>8)-int(k.G)) + square(int(b>>8)-int(k.B))
		if d < distance {
			best, distance = i, d
		}
	}
	if distance > 3*20*20 {
		return -1
	}
	return best
}

func square(n int) int { return n * n }

func jpegOf(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// made is a picture's sizes, as they are published.
func made(t *testing.T, name string, data []byte) (Info, []Size, [][]byte) {
	t.Helper()
	info, err := Probe(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	data, err = StripMetadata(info.Kind, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	sizes := info.Sizes(len(data))
	files, err := Make(info, data, sizes)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return info, sizes, files
}

// asSaid decodes each file and holds it against what its Size says, but for one that
// the picture itself stands in for.
func asSaid(t *testing.T, name string, data []byte, sizes []Size, files [][]byte) (out []image.Image) {
	t.Helper()
	for i, s := range sizes {
		if s.Own {
			if files[i] != nil {
				t.Errorf("%s: the picture's own file is made", name)
			}
			continue
		}
		info, err := Probe(name+s.Ext(), files[i])
		if own, _ := StripMetadata(s.Kind, data); bytes.Equal(own, files[i]) {
			continue
		}
		if err != nil || info.Kind != s.Kind || info.Width != s.Width || info.Height != s.Height || info.Orientation != 0 {
			t.Errorf("%s: made %+v, %v; want %+v", name, info, err, s)
		}
		m, _, err := image.Decode(bytes.NewReader(files[i]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, m)
	}
	return out
}

// TestTurned: what is made of a photograph is upright, however the camera was held,
// in every sampling of colours that a JPEG may have, and does not say where it was
// taken.
func TestTurned(t *testing.T) {
	// Which corner of the file is seen in each corner, from the table of Exif 2.3,
	// 4.6.4: orientation 6 has row 0 on the right and column 0 at the top.
	seen := [9][4]int{
		1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {3, 2, 1, 0}, 4: {2, 3, 0, 1},
		5: {0, 2, 1, 3}, 6: {2, 0, 3, 1}, 7: {3, 1, 2, 0}, 8: {1, 3, 0, 2},
	}
	for _, shape := range []image.Point{{640, 400}, {1701, 301}, {301, 1703}, {61, 33}} {
		for orientation := 1; orientation <= 8; orientation++ {
			name := fmt.Sprintf("%d x %d, orientation %d", shape.X, shape.Y, orientation)
			data := withParts(jpegOf(t, quarters(shape.X, shape.Y), 95), exif(binary.BigEndian, uint16(orientation)))
			info, sizes, files := made(t, "a.jpg", data)
			if orientation == 1 && shape.X <= MaxWidth {
				if len(sizes) != 1 || !sizes[0].Own {
					t.Errorf("%s: %+v", name, sizes)
				}
				continue
			}
			if wide := shape.X > shape.Y != (orientation >= 5); wide != (info.Width > info.Height) {
				t.Errorf("%s: %d x %d", name, info.Width, info.Height)
			}
			for i, m := range asSaid(t, name, data, sizes, files) {
				if got := corners(m); got != seen[orientation] {
					t.Errorf("%s: %d wide has the corners %v, want %v", name, m.Bounds().Dx(), got, seen[orientation])
				}
				for _, secret := range []string{place, "Exif", "II*", "MM\x00*"} {
					if bytes.Contains(files[i], []byte(secret)) {
						t.Errorf("%s: %q is left", name, secret)
					}
				}
			}
		}
	}
}

// TestSubsampling: the colours stay where they are, whichever pixels a sample of
// them stands for.
func TestSubsampling(t *testing.T) {
	for _, r := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(image.Rect(0, 0, 1701, 301), r)
		whole := quarters(1701, 301)
		for y := range 301 {
			for x := range 1701 {
				c := whole.NRGBAAt(x, y)
				m.Y[m.YOffset(x, y)], m.Cb[m.COffset(x, y)], m.Cr[m.COffset(x, y)] = color.RGBToYCbCr(c.R, c.G, c.B)
			}
		}
		info := Info{Kind: JPEG, Width: 1701, Height: 301, Opaque: true}
		p, err := newPicture(m, info, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{1701, 1600, 480, 3} {
			for _, orientation := range []int{0, 3, 6} {
				data, err := p.scale(width, max(1, width*301/1701)).turn(orientation).encode(JPEG, profile{})
				if err != nil {
					t.Fatal(err)
				}
				got, err := jpeg.Decode(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				want := map[int][4]int{0: {0, 1, 2, 3}, 3: {3, 2, 1, 0}, 6: {2, 0, 3, 1}}[orientation]
				if c := corners(got); width > 3 && c != want {
					t.Errorf("%v at %d, orientation %d: corners %v, want %v", r, width, orientation, c, want)
				}
			}
		}
	}
}

// noisy is opaque, and too irregular for any file of it to be small.
func noisy(w, h int) *image.NRGBA {
	r := rand.New(rand.NewPCG(3, 4))
	m := quarters(w, h)
	for i := range m.Pix {
		if i%4 != 3 {
			m.Pix[i] = byte(max(0, min(255, int(m.Pix[i])+r.IntN(21)-10)))
		}
	}
	return m
}

// TestKinds: pictures of all kinds of pixels are shown as they look.
func TestKinds(t *testing.T) {
	const w, h = 1800, 300
	deep := image.NewNRGBA64(image.Rect(0, 0, w, h))
	gray, deepGray := image.NewGray(deep.Rect), image.NewGray16(deep.Rect)
	palette := image.NewPaletted(deep.Rect, color.Palette{cornerColour[0], cornerColour[1], cornerColour[2], cornerColour[3]})
	holes := quarters(w, h)
	for y := range h {
		for x := range w {
			deep.Set(x, y, holes.At(x, y))
			gray.SetGray(x, y, color.Gray{uint8(50 + 100*b2i(x >= w/2))})
			deepGray.SetGray16(x, y, color.Gray16{uint16(50+100*b2i(x >= w/2)) * 0x101})
			palette.Set(x, y, holes.At(x, y))
			if x < w/2 && y < h/2 {
				// Transparent, with a colour that must not come out at the edge.
				holes.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 0})
			}
		}
	}
	var frame bytes.Buffer
	if err := gif.Encode(&frame, palette, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file string
		data []byte
		kind Kind
		look func(m image.Image) bool
	}{
		{"photograph", "a.jpg", jpegOf(t, noisy(w, h), 90), JPEG, inCorners},
		{"photograph as PNG", "a.png", pngOf(t, noisy(w, h)), JPEG, inCorners},
		{"drawing", "a.png", pngOf(t, quarters(w, h)), PNG, inCorners},
		{"16 bits", "a.png", pngOf(t, deep), PNG, inCorners},
		{"palette", "a.png", pngOf(t, palette), PNG, inCorners},
		{"GIF", "a.gif", frame.Bytes(), PNG, inCorners},
		{"gray JPEG", "a.jpg", jpegOf(t, gray, 90), JPEG, inGray},
		{"gray PNG", "a.png", pngOf(t, gray), PNG, inGray},
		{"gray of 16 bits", "a.png", pngOf(t, deepGray), PNG, inGray},
		{"transparent", "a.png", pngOf(t, holes), PNG, withHole},
		{"transparent WebP", "a.webp", read(t, "testdata/quarters-alpha.webp"), PNG, withHole},
		{"lossless WebP", "a.webp", read(t, "testdata/quarters-lossless.webp"), JPEG, inCorners},
		{"lossy WebP", "a.webp", read(t, "testdata/quarters-lossy.webp"), JPEG, inCorners},
		{"progressive", "a.jpg", read(t, "testdata/quarters-progressive.jpg"), JPEG, inCorners},
		{"CMYK", "a.jpg", read(t, "testdata/quarters-cmyk.jpg"), JPEG, inCorners},
	} {
		_, sizes, files := made(t, c.file, c.data)
		if len(sizes) != 4 || sizes[3].Width != MaxWidth {
			t.Errorf("%s: %+v", c.name, sizes)
		}
		for _, m := range asSaid(t, c.name, c.data, sizes, files) {
			if !c.look(m) {
				t.Errorf("%s: %d wide does not look as it should: corners %v", c.name, m.Bounds().Dx(), corners(m))
			}
		}
		for _, s := range sizes {
			if s.Kind != c.kind {
				t.Errorf("%s: becomes %s, want %s", c.name, s.Kind, c.kind)
			}
		}
	}
}

// withHole is the corners with the first of them transparent; next to it, the colour
// is the one that was there.
func withHole(m image.Image) bool {
	n, ok := m.(*image.NRGBA)
	if !ok {
		return false
	}
	w, h := n.Rect.Dx(), n.Rect.Dy()
	c := corners(m)
	return n.NRGBAAt(w/4, h/4).A == 0 && c[1] == 1 && c[2] == 2 && c[3] == 3 && nearest(opaque(n.NRGBAAt(w/2, h/4))) == 1
}

func opaque(c color.NRGBA) color.NRGBA { c.A = 255; return c }

func inCorners(m image.Image) bool { return corners(m) == [4]int{0, 1, 2, 3} }

func inGray(m image.Image) bool {
	g, ok := m.(*image.Gray)
	if !ok {
		return false
	}
	near := func(a, b int) bool { return a-b <= 2 && b-a <= 2 }
	b := m.Bounds()
	return near(int(g.GrayAt(b.Dx()/4, b.Dy()/2).Y), 50) && near(int(g.GrayAt(b.Dx()*3/4, b.Dy()/2).Y), 150)
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestSizes is the table of what is made of what.
func TestSizes(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		name  string
		info  Info
		bytes int
		want  string
	}{
		{"photograph", Info{Kind: JPEG, Width: 4000, Height: 3000, Opaque: true}, 4 * mb, "480x360.jpg 800x600.jpg 1200x900.jpg 1600x1200.jpg"},
		{"upright photograph", Info{Kind: JPEG, Width: 3000, Height: 4000, Orientation: 6, Opaque: true}, 4 * mb, "480x640.jpg 800x1067.jpg 1200x1600.jpg 1600x2133.jpg"},
		{"small file", Info{Kind: JPEG, Width: 1600, Height: 1200, Opaque: true}, smallFile, "1600x1200.own"},
		{"small file, too wide", Info{Kind: PNG, Width: 1601, Height: 10}, 100, "480x3.png 800x5.png 1200x7.png 1600x10.png"},
		{"small file, on its side", Info{Kind: JPEG, Width: 300, Height: 400, Orientation: 8, Opaque: true}, 9000, "300x400.jpg"},
		{"small file, in the colours of print", Info{Kind: JPEG, Width: 300, Height: 400, CMYK: true, Opaque: true}, 9000, "300x400.jpg"},
		{"ready for the web", Info{Kind: JPEG, Width: 1600, Height: 1200, Opaque: true}, 300_000, "480x360.jpg 800x600.jpg 1200x900.jpg 1600x1200.own"},
		{"of too good a quality", Info{Kind: JPEG, Width: 1600, Height: 1200, Opaque: true}, 2 * mb, "480x360.jpg 800x600.jpg 1200x900.jpg 1600x1200.jpg"},
		{"narrow", Info{Kind: JPEG, Width: 900, Height: 600, Opaque: true}, 100_000, "480x320.jpg 900x600.own"},
		{"narrower", Info{Kind: JPEG, Width: 500, Height: 900, Opaque: true}, 100_000, "500x900.own"},
		{"narrow and heavy", Info{Kind: JPEG, Width: 500, Height: 900, Opaque: true}, 300_000, "500x900.jpg"},
		{"drawing", Info{Kind: PNG, Width: 1400, Height: 1000, Opaque: true}, 200_000, "480x343.png 800x571.png 1400x1000.own"},
		{"photograph as PNG", Info{Kind: PNG, Width: 1400, Height: 1000, Opaque: true}, 2 * mb, "480x343.jpg 800x571.jpg 1400x1000.jpg"},
		{"transparent", Info{Kind: PNG, Width: 1400, Height: 1000}, 3 * mb, "480x343.png 800x571.png 1400x1000.own"},
		{"WebP", Info{Kind: WebP, Width: 1400, Height: 1000, Opaque: true}, 200_000, "480x343.jpg 800x571.jpg 1400x1000.own"},
		{"large WebP", Info{Kind: WebP, Width: 2400, Height: 1000}, 200_000, "480x200.png 800x333.png 1200x500.png 1600x667.png"},
		{"GIF", Info{Kind: GIF, Width: 1000, Height: 10}, 100_000, "480x5.png 800x8.png 1000x10.own"},
		{"animation", Info{Kind: GIF, Width: 3000, Height: 2000, Animated: true}, 9 * mb, "3000x2000.own"},
		{"SVG", Info{Kind: SVG, Width: 3000, Height: 2000}, 9 * mb, "3000x2000.own"},
		{"a line", Info{Kind: PNG, Width: 16_384, Height: 1}, 9 * mb, "480x1.png 800x1.png 1200x1.png 1600x1.png"},
		{"a tower", Info{Kind: JPEG, Width: 1, Height: 16_384, Opaque: true}, 9 * mb, "1x16384.jpg"},
	} {
		var got []string
		for _, s := range c.info.Sizes(c.bytes) {
			ext := s.Ext()
			if s.Own {
				ext = ".own"
			}
			got = append(got, fmt.Sprintf("%dx%d%s", s.Width, s.Height, ext))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
}

// TestAnimations: what moves is found to move, and is left as it is.
func TestAnimations(t *testing.T) {
	frame := image.NewPaletted(image.Rect(0, 0, 2000, 20), color.Palette{color.Black, color.White})
	var one, two bytes.Buffer
	if err := gif.EncodeAll(&one, &gif.GIF{Image: []*image.Paletted{frame}, Delay: []int{0}}); err != nil {
		t.Fatal(err)
	}
	if err := gif.EncodeAll(&two, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{9, 9}}); err != nil {
		t.Fatal(err)
	}
	still := pngOf(t, quarters(2000, 20))
	for _, c := range []struct {
		name string
		data []byte
		want bool
	}{
		{"one.gif", one.Bytes(), false},
		{"two.gif", two.Bytes(), true},
		{"one.png", still, false},
		{"two.png", withChunks(still, pngPart("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00")), true},
		{"one.webp", riff(vp8(2000, 30)), false},
		{"two.webp", riff(vp8x(2, 2000, 30), riffPart("ANIM", "123456"), anmf(0, 0, 40, 30, vp8(40, 30))), true},
	} {
		info, err := Probe(c.name, c.data)
		sizes := info.Sizes(len(c.data))
		if err != nil || info.Animated != c.want || c.want != (len(sizes) == 1 && sizes[0].Own) {
			t.Errorf("%s: %+v %+v, %v; want %v", c.name, info, sizes, err, c.want)
		}
	}
}

// TestSmallFrame: a GIF whose one frame does not fill it keeps its size.
func TestSmallFrame(t *testing.T) {
	m := image.NewPaletted(image.Rect(1000, 0, 2000, 400), color.Palette{cornerColour[1], color.Black})
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{m}, Delay: []int{0}, Config: image.Config{ColorModel: m.Palette, Width: 2000, Height: 400}})
	if err != nil {
		t.Fatal(err)
	}
	_, sizes, files := made(t, "a.gif", b.Bytes())
	for _, m := range asSaid(t, "a.gif", b.Bytes(), sizes, files) {
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if _, _, _, a := m.At(w/4, h/2).RGBA(); a != 0 || nearest(m.At(w*3/4, h/2)) != 1 {
			t.Errorf("%d wide: %v and %v", w, m.At(w/4, h/2), m.At(w*3/4, h/2))
		}
	}
}

// TestNeverHeavier: what is made smaller does not come out longer.
func TestNeverHeavier(t *testing.T) {
	m := image.NewPaletted(image.Rect(0, 0, 1900, 300), color.Palette{color.Black, color.White})
	for i := range m.Pix {
		m.Pix[i] = byte(i / 7 & i / 1900 / 3 & 1) // fine lines, which become gray
	}
	data := pngOf(t, m)
	info, sizes, files := made(t, "a.png", data)
	stoodIn := 0
	for i, f := range files {
		if len(f) > len(data) {
			t.Errorf("%d wide takes %d bytes, and all of it %d", sizes[i].Width, len(f), len(data))
		}
		if bytes.Equal(f, data) {
			stoodIn++
		}
	}
	if stoodIn == 0 {
		t.Errorf("the test's own picture is no test: %+v", sizes)
	}
	// Turned, it cannot stand in for itself.
	info.Orientation = 3
	if files, err := Make(info, data, sizes); err != nil || slices.ContainsFunc(files, func(f []byte) bool { return bytes.Equal(f, data) }) {
		t.Errorf("a picture on its head stands in for itself, %v", err)
	}
}

// TestProfiles: colours keep their profile, where it is one of such colours.
func TestProfiles(t *testing.T) {
	icc := func(space string) string {
		return strings.Repeat("p", iccSpace) + space + strings.Repeat("q", 400)
	}
	segment := func(p string) string { return jpegPart(0xe2, iccSegment+"\x01\x01"+p) }
	photo := jpegOf(t, noisy(1700, 20), 90)
	drawing := pngOf(t, quarters(1700, 20))
	shot := pngOf(t, noisy(1700, 20)) // which becomes a JPEG
	exploding := func(p string) string {
		var b bytes.Buffer
		b.WriteString("icc\x00\x00")
		z := zlib.NewWriter(&b)
		z.Write([]byte(p))
		z.Write(make([]byte, 60<<20))
		z.Close()
		return b.String()
	}
	withICC := func(p string) []byte { return profile{icc: []byte(p)}.put(PNG, false, bytes.Clone(drawing)) }
	for _, c := range []struct {
		name, file string
		data       []byte
		kept       string
		not        string
	}{
		{"JPEG", "a.jpg", withParts(photo, segment(icc("RGB "))), segment(icc("RGB ")), ""},
		{"two parts", "a.jpg", withParts(photo, jpegPart(0xe2, iccSegment+"\x01\x02"+icc("RGB ")), jpegPart(0xe2, iccSegment+"\x02\x02more")), segment(icc("RGB ") + "more"), ""},
		{"of other colours", "a.jpg", withParts(photo, segment(icc("CMYK"))), "", iccSegment},
		{"too long", "a.jpg", withParts(photo, segment(icc("RGB ")+strings.Repeat("x", maxProfile))), "", iccSegment},
		{"too short", "a.jpg", withParts(photo, segment("RGB ")), "", iccSegment},
		{"PNG", "a.png", withICC(icc("RGB ")), string(withICC(icc("RGB "))[pngHeader : len(withICC(icc("RGB ")))-len(drawing)+pngHeader]), ""},
		{"PNG without", "a.png", withChunks(drawing, pngPart("gAMA", "\x00\x00\xb1\x8f"), pngPart("tEXt", "Comment\x00secret")), pngPart("gAMA", "\x00\x00\xb1\x8f"), "secret"},
		{"PNG that lies", "a.png", withChunks(shot, pngPart("iCCP", "name\x00\x00no zlib")), "", "iCCP"},
		{"PNG that explodes", "a.png", withChunks(shot, pngPart("iCCP", exploding(icc("RGB ")))), "", "iCCP"},
	} {
		_, sizes, files := made(t, c.file, c.data)
		asSaid(t, c.name, c.data, sizes, files)
		for i, f := range files {
			if !bytes.Contains(f, []byte(c.kept)) || c.not != "" && bytes.Contains(f, []byte(c.not)) {
				t.Errorf("%s: %d wide has kept the wrong things", c.name, sizes[i].Width)
			}
		}
	}
}

// TestDamaged: a picture of which the headers are right and the pixels are not is
// refused, and no bytes make the decoders fail otherwise.
func TestDamaged(t *testing.T) {
	photo := jpegOf(t, noisy(1700, 300), 90)
	cut := append(bytes.Clone(photo[:len(photo)/2]), photo[len(photo)-2:]...)
	liar := pngClaiming(3000, 4000)
	for name, data := range map[string][]byte{
		"half.jpg": cut, "liar.png": liar, "liar.webp": riff(vp8(3000, 4000)), "liar2.webp": riff(vp8l(3000, 4000)),
		"liar.jpg": jpegClaiming(3000, 4000), "none.gif": gifClaiming(3000, 4000),
	} {
		info, err := Probe(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, err = Make(info, data, info.Sizes(len(data)))
		var refused *Refusal
		if !errors.As(err, &refused) || refused.Rule != RuleBroken || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: %v", name, err)
		}
	}
	many := bytes.Repeat([]byte(jpegPart(markerSOS, "\x01\x01\x00\x00\x3f\x00")), maxScans+1)
	bomb := append(append(bytes.Clone(photo[:len(photo)-2]), many...), 0xff, markerEOI)
	if _, err := Probe("a.jpg", bomb); err == nil || !strings.Contains(err.Error(), "scans") {
		t.Errorf("a picture of many scans: %v", err)
	}
}

// TestWeights: whatever the sizes, an even colour stays what it is, and every
// sample of the source counts.
func TestWeights(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		size := 1 + r.IntN(MaxSide)
		n := 1 + r.IntN(min(size, MaxWidth))
		scale := ratio{size, n}
		if r.IntN(4) == 0 { // colours that stand for fewer pixels than they become
			n = min(2*size, MaxWidth)
			scale = ratio{size, n}
		}
		w := newWeights(n, size, scale)
		counted := make([]bool, size)
		for i, first := range w.first {
			sum := int32(0)
			for k, v := range w.of[i*w.taps : (i+1)*w.taps] {
				sum += v
				counted[first+k] = true
			}
			if sum != 1<<weightBits {
				t.Fatalf("%d of %d: the weights of %d come to %d", n, size, i, sum)
			}
		}
		if i := slices.Index(counted, false); i >= 0 {
			t.Fatalf("%d of %d: %d is left out", n, size, i)
		}
	}
	even := newPlane(1000, 700, 1)
	for i := range even.pix {
		even.pix[i] = 117
	}
	for _, v := range even.scale(333, 77, ratio{1000, 333}, ratio{700, 77}).pix {
		if v != 117 {
			t.Fatalf("an even colour of 117 becomes %d", v)
		}
	}
}

// TestSharp: what is made of a sine is the sine, up to a few levels: nothing is
// moved, and what is fine enough to vanish vanishes.
func TestSharp(t *testing.T) {
	// A triangle wave of 40 samples, in whole numbers.
	wave := func(x, period int) int {
		x %= period
		return 40 + 2*min(x, period-x)*160/period
	}
	p := newPlane(4000, 1, 1)
	fine := newPlane(4000, 1, 1)
	for x := range 4000 {
		p.pix[x] = byte(wave(2*x+1, 800)) // in halves of a sample
		fine.pix[x] = byte(60 + 120*(x&1))
	}
	small := p.scale(1000, 1, ratio{4000, 1000}, ratio{1, 1})
	for x, v := range small.pix {
		if want := wave(8*x+4, 800); int(v) < want-3 || int(v) > want+3 {
			t.Fatalf("at %d: %d, want %d", x, v, want)
		}
	}
	for x, v := range fine.scale(900, 1, ratio{4000, 900}, ratio{1, 1}).pix {
		if x > 2 && x < 897 && (v < 115 || v > 125) {
			t.Fatalf("stripes that are too fine: at %d %d, want 120", x, v)
		}
	}
}

// TestSameBytes holds what is made to its digests: the same on every processor. When
// a release of Go changes its encoders, Key changes with it, and the digests of
// that release are to be added here; when the recipe changes, all of them are.
func TestSameBytes(t *testing.T) {
	digests := map[string]map[string]string{
		"go1.26": {
			"a.jpg":  "1362b4e038f62eaa",
			"b.jpg":  "d1c187ec49138ed7",
			"c.png":  "5fdc049e3af76e69",
			"d.webp": "8221e50fc1f3df76",
		},
	}
	want, known := digests[version.Lang(runtime.Version())]
	for name, data := range map[string][]byte{
		"a.jpg":  jpegOf(t, noisy(1900, 650), 92),
		"b.jpg":  withParts(jpegOf(t, noisy(777, 1699), 92), exif(binary.LittleEndian, 6)),
		"c.png":  pngOf(t, quarters(1999, 301)),
		"d.webp": read(t, "testdata/quarters-lossy.webp"),
	} {
		_, _, files := made(t, name, data)
		h := sha256.New()
		for _, f := range files {
			h.Write(f)
		}
		if got := hex.EncodeToString(h.Sum(nil))[:16]; known && got != want[name] {
			t.Errorf("%s becomes %s, was %s: give the recipe a new number", name, got, want[name])
		}
	}
	if !known {
		t.Skipf("there are no digests for %s", runtime.Version())
	}
}

// TestWholeNumbers: processors do not round fractions alike, so there are none in
// what makes pixels.
func TestWholeNumbers(t *testing.T) {
	for _, name := range []string{"scale.go", "make.go", "sizes.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if strings.HasPrefix(n.Name, "float") || strings.HasPrefix(n.Name, "complex") || n.Name == "math" {
					t.Errorf("%s has %s", name, n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s has the fraction %s", name, n.Value)
				}
			}
			return true
		})
	}
}

// TestKey: names change with what they name.
func TestKey(t *testing.T) {
	sizes := []Size{{Width: 480, Height: 360, Kind: JPEG}, {Width: 900, Height: 675, Kind: JPEG, Own: true}}
	other := slices.Clone(sizes)
	other[0].Height++
	seen := map[string]bool{}
	for _, k := range []string{Key("a", sizes), Key("b", sizes), Key("a", other), Key("a", sizes[:1])} {
		if seen[k] || len(k) != 64 {
			t.Errorf("%q names two things", k)
		}
		seen[k] = true
	}
	if Key("a", sizes) != Key("a", slices.Clone(sizes)) {
		t.Error("a name is not always the same")
	}
}

// FuzzMake makes what Probe lets pass, and looks at nothing but that it comes back.
func FuzzMake(f *testing.F) {
	small := quarters(70, 50)
	f.Add("a.jpg", withParts(jpegOf(f, small, 90), exif(binary.BigEndian, 6)))
	f.Add("a.png", pngOf(f, small))
	f.Add("a.webp", riff(vp8l(40, 30)))
	for _, name := range []string{"quarters-lossy.webp", "quarters-alpha.webp", "quarters-lossless.webp"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		info, err := Probe(name, data)
		if err != nil || info.Kind == SVG || info.Animated || info.Width*info.Height > 200_000 {
			return
		}
		data, err = StripMetadata(info.Kind, data)
		if err != nil {
			t.Fatal(err)
		}
		info.Orientation = int(crc32.ChecksumIEEE(data)) % 9 // whatever it says
		if info.Orientation < 0 || info.Orientation == 1 {
			info.Orientation = 2
		}
		size := info.scaled(max(1, info.Width/2), info.made(len(data)))
		files, err := Make(info, data, []Size{size})
		var refused *Refusal
		switch {
		case errors.As(err, &refused):
		case err != nil:
			t.Fatal(err)
		case len(files) != 1 || len(files[0]) == 0:
			t.Fatal("nothing is made")
		}
	})
}
