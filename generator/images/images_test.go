package images

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// A gradient of colours, so that a wrong byte shows.
func pattern(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.NRGBA{uint8(x * 7), uint8(y * 5), uint8(x ^ y), 0xff})
		}
	}
	return m
}

func encode(t testing.TB, kind Kind, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch kind {
	case JPEG:
		err = jpeg.Encode(&b, pattern(w, h), nil)
	case PNG:
		err = png.Encode(&b, pattern(w, h))
	case GIF:
		err = gif.Encode(&b, pattern(w, h), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegPart(marker byte, payload string) string {
	return string(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(payload)+2))) + payload
}

// withParts puts segments behind the beginning of a JPEG file.
func withParts(file []byte, parts ...string) []byte {
	return []byte(string(file[:2]) + strings.Join(parts, "") + string(file[2:]))
}

const place = "21°51'N 106°45'E"

// exif is an EXIF block with an orientation and a place, in either byte order.
func exif(order binary.AppendByteOrder, orientation uint16) string {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 3)
	entry := func(tag, kind uint16, n, value uint32) {
		b = order.AppendUint32(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), n), value)
	}
	entry(0x010f, 2, uint32(len(place)), 50) // the maker
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(order.AppendUint16(b, orientation), 0)
	entry(0x8825, 4, 1, 50) // GPS
	b = order.AppendUint32(b, 0)
	return jpegPart(0xe1, "Exif\x00\x00"+string(b)+place)
}

func pngPart(name, payload string) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	b = append(b, name+payload...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:])))
}

// withChunks puts chunks behind the header of a PNG file.
func withChunks(file []byte, parts ...string) []byte {
	const header = 8 + 25
	return []byte(string(file[:header]) + strings.Join(parts, "") + string(file[header:]))
}

func pngClaiming(w, h uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, w)
	b = binary.BigEndian.AppendUint32(b, h)
	return []byte(pngMagic + pngPart("IHDR", string(b)+"\x08\x02\x00\x00\x00") + pngPart("IDAT", "") + pngPart("IEND", ""))
}

func jpegClaiming(w, h uint16) []byte {
	b := binary.BigEndian.AppendUint16([]byte{8}, h)
	b = binary.BigEndian.AppendUint16(b, w)
	return []byte("\xff\xd8" + jpegPart(0xc0, string(b)+"\x01\x01\x11\x00") + jpegPart(markerSOS, "\x01\x01\x00\x00\x3f\x00") + "\x00\xff\xd9")
}

func gifClaiming(w, h uint16) []byte {
	b := binary.LittleEndian.AppendUint16([]byte("GIF89a"), w)
	b = binary.LittleEndian.AppendUint16(b, h)
	return append(b, 0, 0, 0, 0x3b)
}

func riff(parts ...string) []byte {
	body := "WEBP" + strings.Join(parts, "")
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffPart(name, payload string) string {
	s := string(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(payload)))) + payload
	if len(payload)%2 == 1 {
		s += "\x00"
	}
	return s
}

func vp8(w, h uint16) string {
	b := binary.LittleEndian.AppendUint16([]byte("\x00\x00\x00\x9d\x01\x2a"), w)
	return riffPart("VP8 ", string(binary.LittleEndian.AppendUint16(b, h))+"pixels!")
}

func vp8l(w, h uint32) string {
	return riffPart("VP8L", string(binary.LittleEndian.AppendUint32([]byte{0x2f}, w-1|(h-1)<<14))+"pixels")
}

func low24(n uint32) string { return string([]byte{byte(n), byte(n >> 8), byte(n >> 16)}) }

func vp8x(flags byte, w, h uint32) string {
	return riffPart("VP8X", string(flags)+"\x00\x00\x00"+low24(w-1)+low24(h-1))
}

func anmf(x, y, w, h uint32, parts ...string) string {
	return riffPart("ANMF", low24(x/2)+low24(y/2)+low24(w-1)+low24(h-1)+"\x64\x00\x00\x00"+strings.Join(parts, ""))
}

const plainSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="12" height="8"><path d="M0 0h12v8z"/></svg>`

func TestProbe(t *testing.T) {
	room := pngPart("IDAT", strings.Repeat("x", MaxPixels/maxPerBit/8)) // for the largest picture
	tests := []struct {
		name string
		data []byte
		want Info
	}{
		{"a.jpg", encode(t, JPEG, 40, 30), Info{Kind: JPEG, Width: 40, Height: 30, Ext: ".jpg"}},
		{"A.JPEG", encode(t, JPEG, 17, 9), Info{Kind: JPEG, Width: 17, Height: 9, Ext: ".jpg"}},
		{"a.png", encode(t, PNG, 40, 30), Info{Kind: PNG, Width: 40, Height: 30, Ext: ".png"}},
		{"a.gif", encode(t, GIF, 40, 30), Info{Kind: GIF, Width: 40, Height: 30, Ext: ".gif"}},
		{"lossy.webp", riff(vp8(40, 30)), Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"scaled.webp", riff(vp8(40|1<<14, 30|2<<14)), Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"lossless.webp", riff(vp8l(40, 30)), Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"alpha.webp", riff(vp8x(0x10, 40, 30), riffPart("ALPH", "abc"), vp8(40, 30)), Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"moving.webp", riff(vp8x(2, 40, 30), riffPart("ANIM", "123456"), anmf(0, 0, 40, 30, vp8(40, 30)), anmf(2, 2, 10, 10, vp8l(10, 10))),
			Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"tail.webp", append(riff(vp8(40, 30)), "more"...), Info{Kind: WebP, Width: 40, Height: 30, Ext: ".webp"}},
		{"a.svg", []byte(plainSVG), Info{Kind: SVG, Width: 12, Height: 8, Ext: ".svg"}},
		{"a.png", withChunks(pngClaiming(7000, 7142), room), Info{Kind: PNG, Width: 7000, Height: 7142, Ext: ".png"}},
		{"a.png", withChunks(pngClaiming(16384, 3051), room), Info{Kind: PNG, Width: 16384, Height: 3051, Ext: ".png"}},
		{"fill.jpg", []byte("\xff\xd8\xff" + string(encode(t, JPEG, 8, 8)[2:])), Info{Kind: JPEG, Width: 8, Height: 8, Ext: ".jpg"}},
	}
	for orientation := range uint16(10) {
		want := Info{Kind: JPEG, Width: 40, Height: 30, Ext: ".jpg"}
		if orientation >= 5 && orientation <= 8 {
			want.Width, want.Height = 30, 40
		}
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			tests = append(tests, struct {
				name string
				data []byte
				want Info
			}{"turned.jpg", withParts(encode(t, JPEG, 40, 30), exif(order, orientation)), want})
		}
	}
	for _, test := range tests {
		got, err := Probe(test.name, test.data)
		if err != nil || (Info{Kind: got.Kind, Width: got.Width, Height: got.Height, Ext: got.Ext}) != test.want {
			t.Errorf("%s: %+v, %v; want %+v", test.name, got, err, test.want)
		}
	}
}

func TestProbeRefuses(t *testing.T) {
	photo := encode(t, JPEG, 40, 30)
	drawing := encode(t, PNG, 40, 30)
	moving := encode(t, GIF, 40, 30)
	wrongSum := bytes.Clone(drawing)
	wrongSum[len(wrongSum)-20]++
	largeFrame := bytes.Clone(moving)
	largeFrame[6]-- // the screen's width
	tests := []struct {
		name string
		data []byte
		rule string
		want string // a part of the text
	}{
		{"huge.png", pngClaiming(20000, 20000), RuleSize, "20000 × 20000"},
		{"huge.jpg", jpegClaiming(20000, 20000), RuleSize, "20000 × 20000"},
		{"huge.gif", gifClaiming(20000, 20000), RuleSize, "20000 × 20000"},
		{"huge.webp", riff(vp8x(0, 20000, 20000), anmf(0, 0, 40, 30, vp8(40, 30))), RuleSize, "20000 × 20000"},
		{"long.webp", riff(vp8x(0, 1<<24, 1<<24), anmf(0, 0, 40, 30, vp8(40, 30))), RuleSize, "16777216"},
		{"wide.png", pngClaiming(16385, 1), RuleSize, "a side may have 16384"},
		{"high.png", pngClaiming(1, 16385), RuleSize, "a side may have 16384"},
		{"many.png", pngClaiming(7072, 7072), RuleSize, "50 million"},
		{"many.png", pngClaiming(1<<24, 1<<24), RuleSize, "a side"},
		{"none.png", pngClaiming(0, 5), RuleBroken, "damaged"},
		{"none.gif", gifClaiming(0, 5), RuleBroken, "no size"},
		{"none.webp", riff(vp8(0, 5)), RuleBroken, "no size"},

		{"photo.png", photo, RuleKind, `does not say that this is a picture of the kind jpeg: name it "photo.jpg"`},
		{"dir/photo.JPG.webp", drawing, RuleKind, `name it "photo.JPG.png"`},
		{"photo", photo, RuleKind, `name it "photo.jpg"`},
		{"photo.svg", photo, RuleKind, "jpeg"},
		{"drawing.jpg", []byte(plainSVG), RuleKind, `name it "drawing.svg"`},
		{"empty.jpg", nil, RuleKind, "empty"},
		{"text.jpg", []byte("not a picture"), RuleKind, "known kind"},
		{"page.jpg", []byte(" <!DOCTYPE html><svg></svg>"), RuleKind, "web page"},
		{"page.svg", []byte("<html><svg/></html>"), RuleKind, "web page"},
		{"phone.jpg", []byte("\x00\x00\x00\x18ftypheic\x00\x00"), RuleKind, "HEIC"},
		{"new.avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00"), RuleKind, "AVIF"},
		{"film.jpg", []byte("\x00\x00\x00\x18ftypisom\x00\x00"), RuleKind, "video"},
		{"scan.jpg", []byte("II*\x00"), RuleKind, "TIFF"},
		{"scan.jpg", []byte("%PDF-1.4"), RuleKind, "PDF"},
		{"paint.jpg", []byte("BM1234"), RuleKind, "BMP"},
		{"packed.svg", []byte("\x1f\x8b\x08"), RuleKind, "plain SVG"},

		{"cut.jpg", photo[:len(photo)-2], RuleBroken, "too early"},
		{"cut.jpg", photo[:30], RuleBroken, "longer than the file"},
		{"cut.jpg", photo[:3], RuleBroken, "too early"},
		{"odd.jpg", []byte("\xff\xd8\xff\xe0\x00\x01\xff\xd9"), RuleBroken, "longer"},
		{"odd.jpg", []byte("\xff\xd8\xff\xd8\xff\xd9"), RuleBroken, "order"},
		{"none.jpg", []byte("\xff\xd8\xff\xd9"), RuleBroken, "damaged"},
		{"cut.png", drawing[:len(drawing)-1], RuleBroken, "too early"},
		{"cut.png", drawing[:8], RuleBroken, "too early"},
		{"sum.png", wrongSum, RuleBroken, "checksum"},
		{"order.png", []byte(pngMagic + pngPart("IEND", "")), RuleBroken, "order"},
		{"cut.gif", moving[:len(moving)-1], RuleBroken, "too early"},
		{"frame.gif", largeFrame, RuleBroken, "frame is larger"},
		{"cut.webp", riff(vp8(40, 30))[:30], RuleBroken, "too early"},
		{"none.webp", riff(), RuleBroken, "nothing"},
		{"none.webp", riff(vp8x(0, 40, 30)), RuleBroken, "nothing"},
		{"liar.webp", riff(vp8x(0, 40, 30), vp8(16383, 16383)), RuleBroken, "two sizes"},
		{"liar.webp", riff(vp8x(2, 40, 30), anmf(0, 0, 40, 30, vp8l(16384, 16384))), RuleBroken, "two sizes"},
		{"frame.webp", riff(vp8x(2, 40, 30), anmf(20, 0, 40, 30, vp8(40, 30))), RuleBroken, "frame is larger"},
		{"first.webp", riff(riffPart("EXIF", "x"), vp8(4, 4)), RuleBroken, "order"},
	}
	for _, test := range tests {
		info, err := Probe(test.name, test.data)
		refusal := new(Refusal)
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %+v, %v; want %s", test.name, info, err, test.rule)
			continue
		}
		if refusal.Rule != test.rule || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %s %q; want %s %q", test.name, refusal.Rule, err, test.rule, test.want)
		}
	}
}

// checkStripped finds that the secret is gone and every pixel is not.
func checkStripped(t *testing.T, kind Kind, data []byte, secrets ...string) []byte {
	t.Helper()
	before := bytes.Clone(data)
	out, err := StripMetadata(kind, data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, data) {
		t.Error("the input is changed")
	}
	for _, s := range secrets {
		if !bytes.Contains(data, []byte(s)) {
			t.Errorf("the test's own picture has no %q", s)
		}
		if bytes.Contains(out, []byte(s)) {
			t.Errorf("%q is left", s)
		}
	}
	again, err := StripMetadata(kind, out)
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("a second time gives something else: %v", err)
	}
	if kind != WebP {
		a, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		b, _, err := image.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		for y := range a.Bounds().Dy() {
			for x := range a.Bounds().Dx() {
				if a.At(x, y) != b.At(x, y) {
					t.Fatalf("pixel %d,%d is %v, was %v", x, y, b.At(x, y), a.At(x, y))
				}
			}
		}
	}
	return out
}

func TestStripJPEG(t *testing.T) {
	plain := encode(t, JPEG, 40, 30)
	for orientation := range uint16(9) {
		for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
			data := withParts(plain, exif(order, orientation))
			out := checkStripped(t, JPEG, data, place)
			a, errA := Probe("x.jpg", data)
			b, errB := Probe("x.jpg", out)
			if errA != nil || errB != nil || a != b {
				t.Errorf("orientation %d: %v %v, %v %v", orientation, a, errA, b, errB)
			}
			want := len(plain)
			if orientation > 1 {
				want += 36
			}
			if len(out) != want {
				t.Errorf("orientation %d: %d bytes, want %d", orientation, len(out), want)
			}
		}
	}

	jfif := jpegPart(0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x00\x00")
	icc := jpegPart(0xe2, "ICC_PROFILE\x00\x01\x01profile")
	adobe := jpegPart(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01")
	kept := []string{jfif, icc}
	data := withParts(plain, append(kept,
		jpegPart(0xe0, "JFXX\x00preview"),
		jpegPart(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>Hanoi"),
		jpegPart(0xe2, "MPF\x00more pictures"),
		jpegPart(0xe5, "the maker's own"),
		jpegPart(0xe6, "GoPro position"),
		jpegPart(0xed, "Photoshop 3.0\x008BIM city"),
		jpegPart(0xfe, "a comment"),
		exif(binary.BigEndian, 6), exif(binary.BigEndian, 3))...)
	data = append(data, "a film behind the end"...)
	out := checkStripped(t, JPEG, data, "preview", "Hanoi", "more pictures", "the maker's own", "GoPro",
		"8BIM", "a comment", place, "a film")
	want := withParts(plain, append(kept, string(orientationSegment(6)))...)
	if !bytes.Equal(out, want) {
		t.Errorf("what is left is %q", out[:200])
	}

	preview := jpegPart(0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x01\x01RGB")
	if out := checkStripped(t, JPEG, withParts(plain, preview), "RGB"); !bytes.Equal(out, withParts(plain, jfif)) {
		t.Errorf("the preview leaves %q", out[:40])
	}
	// The colours of this one depend on the Adobe segment.
	if out, err := StripMetadata(JPEG, withParts(plain, adobe)); err != nil || !bytes.Contains(out, []byte(adobe)) {
		t.Errorf("the Adobe segment is gone, %v", err)
	}
	if out, err := StripMetadata(JPEG, plain); err != nil || &out[0] != &plain[0] {
		t.Errorf("a clean picture is copied, %v", err)
	}
}

func TestStripPNG(t *testing.T) {
	plain := encode(t, PNG, 40, 30)
	kept := []string{pngPart("gAMA", "\x00\x00\xb1\x8f"), pngPart("pHYs", "\x00\x00\x0b\x13\x00\x00\x0b\x13\x01")}
	data := withChunks(plain, append(kept,
		pngPart("eXIf", "MM\x00*"+place), pngPart("tEXt", "Comment\x00Hanoi"), pngPart("zTXt", "Comment\x00\x00packed"),
		pngPart("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>"), pngPart("tIME", "\x07\xe4\x0c\x15\x08\x00\x00"),
		pngPart("caBX", "claims"))...)
	data = append(data, "behind the end"...)
	out := checkStripped(t, PNG, data, place, "Hanoi", "packed", "xmpmeta", "tIME", "claims", "behind")
	if want := withChunks(plain, kept...); !bytes.Equal(out, want) {
		t.Errorf("what is left is %q", out)
	}
	if out, err := StripMetadata(PNG, plain); err != nil || &out[0] != &plain[0] {
		t.Errorf("a clean picture is copied, %v", err)
	}
}

func TestStripGIF(t *testing.T) {
	plain := encode(t, GIF, 40, 30)
	head := 13 + 3<<(plain[10]&7+1)*int(plain[10]>>7)
	kept := "\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00\x21\xf9\x04\x00\x0a\x00\x00\x00"
	insert := func(s string) []byte { return []byte(string(plain[:head]) + s + string(plain[head:])) }
	data := append(insert(kept+"\x21\xfe\x05Hanoi\x00\x21\xff\x0bXMP DataXMP\x04meta\x00"), "behind"...)
	out := checkStripped(t, GIF, data, "Hanoi", "meta", "behind")
	if want := insert(kept); !bytes.Equal(out, want) {
		t.Errorf("what is left is %q", out)
	}
}

func TestStripWebP(t *testing.T) {
	icc := riffPart("ICCP", "profile")
	data := riff(vp8x(0x20|webpHasEXIF|webpHasXMP|0x10, 40, 30), icc, riffPart("ALPH", "abc"), vp8(40, 30),
		riffPart("EXIF", place), riffPart("XMP ", "Hanoi"), riffPart("junk", "more"))
	data = append(data, "behind"...)
	out := checkStripped(t, WebP, data, place, "Hanoi", "junk", "behind")
	if want := riff(vp8x(0x30, 40, 30), icc, riffPart("ALPH", "abc"), vp8(40, 30)); !bytes.Equal(out, want) {
		t.Errorf("what is left is %q, want %q", out, want)
	}
	plain := riff(vp8l(40, 30))
	if out, err := StripMetadata(WebP, plain); err != nil || &out[0] != &plain[0] {
		t.Errorf("a clean picture is copied, %v", err)
	}
}

func TestStripRefuses(t *testing.T) {
	for _, test := range []struct {
		kind Kind
		data string
	}{
		{JPEG, ""}, {JPEG, "\xff\xd8"}, {JPEG, "\xff\xd8\xff\xe1\xff\xff"}, {JPEG, "no"},
		{PNG, ""}, {PNG, pngMagic}, {PNG, pngMagic + "\xff\xff\xff\xffIHDR1234"},
		{GIF, ""}, {GIF, "GIF89a1234567"}, {GIF, "GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe\xff"},
		{WebP, ""}, {WebP, "RIFF\xff\xff\xff\xffWEBP"}, {WebP, "RIFF\x10\x00\x00\x00WEBPVP8 \xff\xff\xff\xff"},
	} {
		refusal := new(Refusal)
		if out, err := StripMetadata(test.kind, []byte(test.data)); out != nil || !errors.As(err, &refusal) || refusal.Rule != RuleBroken {
			t.Errorf("%s %q: %q, %v", test.kind, test.data, out, err)
		}
	}
}

func dataURL(mime string, data []byte) string {
	return "data:" + mime + ";base64," + base64.StdEncoding.EncodeToString(data)
}

func FuzzPicture(f *testing.F) {
	for _, kind := range []Kind{JPEG, PNG, GIF} {
		f.Add(encode(f, kind, 9, 7))
	}
	f.Add(withParts(encode(f, JPEG, 9, 7), exif(binary.BigEndian, 6)))
	f.Add(withChunks(encode(f, PNG, 9, 7), pngPart("tEXt", "Comment\x00x")))
	f.Add(riff(vp8(9, 7)))
	f.Add(riff(vp8x(2, 40, 30), anmf(0, 0, 40, 30, vp8(40, 30)), riffPart("EXIF", "x")))
	f.Add([]byte(plainSVG))
	f.Add([]byte(strings.Replace(plainSVG, "<path", `<style>a{}</style><use href="#a" style="fill:url(#b)"/><path`, 1)))
	names := map[Kind]string{JPEG: "x.jpg", PNG: "x.png", GIF: "x.gif", WebP: "x.webp", SVG: "x.svg"}
	f.Fuzz(func(t *testing.T, data []byte) {
		for kind, name := range names {
			out, stripErr := StripMetadata(kind, data)
			info, err := Probe(name, data)
			if err != nil {
				continue
			}
			if info.Kind != kind || info.Width < 1 || info.Height < 1 || info.Width > MaxSide || info.Height > MaxSide || info.Width*info.Height > MaxPixels {
				t.Errorf("%s: %+v", name, info)
			}
			if stripErr != nil {
				t.Fatalf("%s passes and cannot be stripped: %v", name, stripErr)
			}
			after, err := Probe(name, out)
			if err != nil || after != info {
				t.Errorf("%s: %+v, stripped %+v, %v", name, info, after, err)
			}
			again, err := StripMetadata(kind, out)
			if err != nil || !bytes.Equal(out, again) {
				t.Errorf("%s: stripping it twice gives something else: %v", name, err)
			}
		}
	})
}
