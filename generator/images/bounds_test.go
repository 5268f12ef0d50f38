package images

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"runtime"
	"strings"
	"testing"
)

// TestManyParts: a picture of very many parts is refused before room is made for all
// of them.
func TestManyParts(t *testing.T) {
	const n = 1_000_000
	for name, data := range map[string][]byte{
		"a.jpg":  []byte("\xff\xd8" + strings.Repeat("\xff\xd0", n) + "\xff\xd9"),
		"b.jpg":  []byte("\xff\xd8" + strings.Repeat(jpegPart(markerCOM, ""), n) + "\xff\xd9"),
		"a.gif":  []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00" + strings.Repeat("!\xfe\x00", n) + ";"),
		"b.gif":  []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00" + strings.Repeat(",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00", n) + ";"),
		"a.webp": riff(strings.Repeat(riffPart("EXIF", ""), n)),
		"b.webp": riff(vp8x(0, 1, 1), anmf(0, 0, 1, 1, strings.Repeat(riffPart("EXIF", ""), n))),
		"a.png":  withChunks(encode(t, PNG, 8, 8), strings.Repeat(pngPart("tEXt", ""), n)),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Probe(name, data)
		runtime.ReadMemStats(&after)
		var refusal *Refusal
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), "parts") {
			t.Errorf("%s: %v", name, err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 48<<20 {
			t.Errorf("%s: %d MB are allocated", name, took>>20)
		}
	}
}

// scansOf is a JPEG that claims a size and has so many scans.
func scansOf(w, h uint16, scans int) []byte {
	b := binary.BigEndian.AppendUint16([]byte{8}, h)
	b = binary.BigEndian.AppendUint16(b, w)
	scan := jpegPart(markerSOS, "\x01\x01\x00\x00\x3f\x00") + strings.Repeat("\x00", int(w)*int(h)/40/max(scans, 1))
	return []byte("\xff\xd8" + jpegPart(markerSOF2, string(b)+"\x01\x01\x11\x00") + strings.Repeat(scan, scans) + "\xff\xd9")
}

// TestWork: what decoding takes is bounded by the file's own length, and by the
// passes that the largest photograph makes.
func TestWork(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		ok   bool
	}{
		{"a.jpg", scansOf(7000, 7000, 12), true},
		{"a.jpg", scansOf(7000, 7000, 13), false},
		{"a.jpg", scansOf(2000, 2000, 100), true},
		{"a.jpg", scansOf(20, 20, 101), false},
		{"a.webp", riff(vp8l(3000, 3000)), true},
		{"a.webp", riff(vp8l(7071, 7071)), false},
		{"a.webp", riff(vp8(7000, 7000)), false},
		{"a.webp", riff(vp8l(7071, 7071), riffPart("EXIF", strings.Repeat("x", 100_000))), true},
	} {
		_, err := Probe(c.name, c.data)
		var refusal *Refusal
		if (err == nil) != c.ok || err != nil && !errors.As(err, &refusal) {
			t.Errorf("%s of %d bytes: %v", c.name, len(c.data), err)
		}
	}
}

// TestMemory: what a picture takes is counted with every sample of its own.
func TestMemory(t *testing.T) {
	for _, c := range []struct {
		info  Info
		least int // bytes a pixel
	}{
		{Info{Kind: JPEG}, 3},
		{Info{Kind: JPEG, RGB: true}, 10},
		{Info{Kind: JPEG, CMYK: true}, 11},
		{Info{Kind: JPEG, Progressive: true}, 15},
		{Info{Kind: JPEG, Progressive: true, RGB: true}, 22},
		{Info{Kind: JPEG, Progressive: true, CMYK: true}, 27},
		{Info{Kind: PNG}, 16},
		{Info{Kind: GIF}, 9},
		{Info{Kind: WebP}, 8},
	} {
		c.info.Width, c.info.Height = 100, 10
		if got := c.info.Memory(); got < 1000*c.least {
			t.Errorf("%+v: %d bytes a pixel, want %d", c.info, got/1000, c.least)
		}
	}
}

// TestSVGDrawn: what a browser draws again for every point, every part or every
// element that inherits it is counted as often.
func TestSVGDrawn(t *testing.T) {
	points := func(n int) string { return strings.Repeat("1,1 ", n) }
	chain := `<marker id="m6"><rect width="1" height="1"/></marker>`
	for i := range 6 {
		chain += fmt.Sprintf(`<marker id="m%d"><polyline marker-mid="url(#m%d)" points="%s"/></marker>`, i, i+1, points(1000))
	}
	mark := `<marker id="m">` + strings.Repeat(`<rect/>`, 1000) + `</marker>`
	for _, c := range []struct {
		inside string
		ok     bool
	}{
		{chain, false},
		{mark + `<polyline marker-mid="url(#m)" points="` + points(100) + `"/>`, true},
		{mark + `<polyline marker-end="url(#m)" points="` + points(5000) + `"/>`, true},
		{mark + `<polyline marker-mid="url(#m)" points="` + points(5000) + `"/>`, false},
		{mark + `<path marker-mid="url(#m)" d="M0 0h` + strings.Repeat(".1", 5000) + `"/>`, false},
		{mark + `<path style="stroke:red;/*x*/marker:url(#m)" d="M0 0` + strings.Repeat("h1", 5000) + `"/>`, false},
		{mark + `<g style="marker-mid:url(#m)"><polyline points="` + points(5000) + `"/></g>`, false},
		{mark + `<g style="--x:url(#m)"><polyline style="marker-mid:var(--x)" points="` + points(5000) + `"/></g>`, false},
		{mark + `<defs><polyline id="p" points="` + points(5000) + `"/></defs><use href="#p" marker-mid="url(#m)"/>`, false},
		{mark + `<g fill="url(#m)">` + strings.Repeat(`<rect/>`, 2000) + `</g>`, false},
		{mark + `<polyline points="` + points(5000) + `"><set attributeName="marker-mid" to="url(#m)"/></polyline>`, false},
		{`<style>path{d:path("M0 0h1")}</style>`, false},
		{`<filter id="f"><feTurbulence baseFrequency=".05" numOctaves="5"/><feGaussianBlur stdDeviation="3 4"/></filter><rect filter="url(#f)"/>`, true},
		{`<filter id="f"><feTurbulence numOctaves="100000"/></filter>`, false},
		{`<filter id="f"><feGaussianBlur stdDeviation="1 99999"/></filter>`, false},
		{`<filter id="f"><feDropShadow stdDeviation="1e9"/></filter>`, false},
		{`<filter id="f"><feMorphology radius="5000"/></filter>`, false},
		{`<filter id="f"><feConvolveMatrix order="500"/></filter>`, false},
		{`<filter id="f" width="99999"/>`, false},
		{`<filter id="f" width="9999900%"/>`, false},
		{`<filter id="f"><feTurbulence><animate attributeName="numOctaves" to="100000"/></feTurbulence></filter>`, false},
		{`<filter id="f">` + strings.Repeat(`<feTurbulence numOctaves="10"/>`, 100) + `</filter><g>` + strings.Repeat(`<rect filter="url(#f)"/>`, 1000) + `</g>`, false},
		{`<g filter="url(#f)">` + strings.Repeat(`<path d="M0 0h1"/>`, 2000) + `</g><filter id="f"><feOffset/><feGaussianBlur stdDeviation="4"/><feMerge/></filter>`, true},
	} {
		_, err := Probe("a.svg", []byte(svg(c.inside)))
		var refusal *Refusal
		if (err == nil) != c.ok || err != nil && (!errors.As(err, &refusal) || refusal.Rule != RuleSVG) {
			t.Errorf("%.300s: %v", c.inside[max(0, len(c.inside)-200):], err)
		}
	}
}

// TestSVGPaints: what gradients, patterns, clips and lines that are drawn again cost is
// bounded, and what is only there costs nothing.
func TestSVGPaints(t *testing.T) {
	const gradient, pattern = `<linearGradient id="a"><stop/><stop offset="1"/></linearGradient>`, `<pattern id="p"><rect/></pattern>`
	chain := func(n int) string {
		s := ""
		for i := range n {
			s += fmt.Sprintf(`<linearGradient id="%d" xlink:href="#%d"/>`, i+1, i)
		}
		return s
	}
	unused := ""
	for i := range 16_000 {
		unused += fmt.Sprintf(`<%s id="%d"><circle/></%[1]s>`, []string{"clipPath", "pattern"}[i%2], i)
	}
	stops := `<radialGradient id="s">` + strings.Repeat(`<stop/>`, 1000) + `</radialGradient><radialGradient id="h" href="#s"/>`
	patterns := pattern + `<pattern id="q">` + strings.Repeat(`<rect fill="url(#p)"/>`, 30) + `</pattern>`
	line := `<polyline id="l" points="` + strings.Repeat("1,1 ", 2000) + `"/>`
	for _, c := range []struct {
		always, each string
		most         int // how often each may be there
	}{
		{gradient + `<g fill="url(#a)">`, `<rect/>`, 14_999},
		{gradient + `<radialGradient id="b" href="#a"/><g stroke="url(#b)">`, `<rect/>`, 14_999},
		{gradient + `<g style="fill:url(#a);stroke:url(#a)">`, `<text/>`, 7_499},
		{pattern + `<g>`, `<rect fill="url(#p)"/>`, 214},
		{pattern + `<pattern id="b" href="#p"/><g>`, `<rect style="stroke:url(#b)"/>`, 214},
		{patterns + `<g>`, `<rect fill="url(#q)"/>`, 7},
		{stops + `<g>`, `<rect fill="url(#h)"/>`, 197},
		{line + `<g>`, `<use href="#l"/>`, 999},
		{`<clipPath id="c">` + line + `</clipPath><g>`, `<g clip-path="url(#c)"/>`, 999},
		{`<clipPath id="c">` + strings.Repeat(`<circle/>`, 10) + `</clipPath><g>`, `<g clip-path="url(#c)"/>`, 1500},
	} {
		for _, n := range []int{c.most, c.most + 1} {
			_, err := Probe("a.svg", []byte(svg(c.always+strings.Repeat(c.each, n)+`</g>`)))
			var refusal *Refusal
			if (err == nil) != (n == c.most) || err != nil && (!errors.As(err, &refusal) || refusal.Rule != RuleSVG) {
				t.Errorf("%.100s, %d times %s: %v", c.always, n, c.each, err)
			}
		}
	}
	for _, c := range []struct {
		inside string
		ok     bool
	}{
		{chain(631), true},
		{chain(632), false},
		{`<pattern id="a" href="#b"/><pattern id="b" href="#a"/>`, false},
		{unused, true},
		// As programs write that draw charts.
		{`<clipPath id="c"><rect/></clipPath>` + strings.Repeat(`<g clip-path="url(#c)"/>`, 30_000), true},
	} {
		if _, err := Probe("a.svg", []byte(svg(c.inside))); (err == nil) != c.ok {
			t.Errorf("%.200s: %v", c.inside, err)
		}
	}
}

// TestSVGStyles: what a style asks for is counted however it is written.
func TestSVGStyles(t *testing.T) {
	const mask = `<mask id="m"/>`
	styled := func(style string) string { return `<rect style='` + style + `'/>` }
	sheet := func(css string) string { return `<style>` + css + `</style><g>` }
	for _, c := range []struct {
		always, each string
		most         int // how often each may be there
	}{
		{mask + `<g>`, `<rect mask="url(#m)"/>`, 500},
		{mask + `<g>`, styled(`mask:url(#m)`), 500},
		{mask + `<g>`, styled(`mask :url(#m)`), 500},
		{mask + `<g>`, styled(`mask/**/:url(#m)`), 500},
		{mask + `<g>`, styled(`fill:red;;/*;*/ MASK&#10;: url("#m")!important`), 500},
		{mask + `<g>`, styled(`mask-image:url(#m)`), 500},
		{mask + `<g>`, styled(`-webkit-mask:url(#m)`), 500},
		{mask + `<g>`, styled(`-webkit-mask-image:url(#m)`), 500},
		{mask + `<g>`, styled(`mask:url(#m),url(#m)`), 250},
		{mask + `<g>`, styled(`mask:url(#m);-webkit-mask-image:linear-gradient(red,blue)`), 250},
		{`<g>`, styled(`-webkit-mask-box-image:linear-gradient(red,blue)`), 500},
		{`<g>`, styled(`-webkit-mask-box-image-source:linear-gradient(red,blue)`), 500},
		{`<g>`, styled(`mask-border:linear-gradient(red,blue)`), 500},
		{`<g>`, styled(`mask-border-source:linear-gradient(red,blue)`), 500},
		{mask + `<g>`, styled(`font-family:"/*";mask:url(#m);x:"*/"`), 500},
		{mask + `<g>`, styled(`x:"a;b";mask:url(#m);y:";"`), 500},
		{mask + `<g>`, styled(`x:url(#/*);mask:url(#m)`), 0},
		{mask + `<g>`, styled(`x:url(#a");mask:url(#m);y:")`), 0},
		{mask + `<g>`, styled(`x:url(#a;b);mask:url(#m)`), 500},
		{mask + `<g>`, styled(`x:);mask:url(#m)`), 500},
		{mask + `<g>`, styled(`x:{;mask:url(#m)`), 500},
		{sheet(`.a{mask :linear-gradient(red,blue)}`), `<rect class="a"/>`, 500},
		{sheet(`.a{mask-image:linear-gradient(red,blue)}`), `<rect class="a"/>`, 500},
		{sheet(`.b{fill:red}.a{.b{fill:red}mask:linear-gradient(red,blue)}`), `<rect class="a"/>`, 500},
		{sheet(`.a{mask:linear-gradient(red,blue);.b{fill:red}}`), `<rect class="a"/>`, 500},
		{sheet(`@media all{.c,.a{fill:red;mask:linear-gradient(red,blue)}}`), `<rect class="a"/>`, 500},
		{sheet(`.b[x="}"]{}.a{mask:linear-gradient(red,blue)}`), `<rect class="a"/>`, 500},
		{sheet(".\u00a0a\u2003{mask:linear-gradient(red,blue)}"), "<rect class=\"b \u00a0a\u2003\"/>", 500},
		{`<style>.b{x:(</style><style>.a{mask:linear-gradient(red,blue)}</style><g>`, `<rect class="a"/>`, 500},
		{sheet(`.b{}`) + mask, styled(`mix-blend-mode :multiply`), 1500},
		{`<g>`, styled(`backdrop-filter:sepia(1)`), 375},
		{`<g>`, styled(`filter :sepia(1)`), 375},
		{`<g>`, styled(`clip-path:circle(9px)`), 15_000},
		{sheet(`.a{-webkit-clip-path:circle(9px)}`), `<rect class="a"/>`, 15_000},
	} {
		for _, n := range []int{c.most, c.most + 1} {
			_, err := Probe("a.svg", []byte(svg(c.always+strings.Repeat(c.each, n)+`</g>`)))
			var refusal *Refusal
			if (err == nil) != (n == c.most) || err != nil && (!errors.As(err, &refusal) || refusal.Rule != RuleSVG) {
				t.Errorf("%.100s, %d times %s: %v", c.always, n, c.each, err)
			}
		}
	}
	nest := func(n int, style string) string {
		return strings.Repeat(`<g style="`+style+`">`, n) + strings.Repeat(`</g>`, n)
	}
	for _, c := range []struct {
		inside string
		ok     bool
	}{
		// What says that there is no effect, or is no property.
		{strings.Repeat(styled(`mask:none;mask-type:alpha;mix-blend-mode:normal;isolation:auto`), 2000), true},
		{mask + strings.Repeat(`<rect mask-image="url(#m)"/>`, 2000), true},
		{mask + strings.Repeat(styled(`x:"mask:url(#m)"`)+styled(`font-family:"a\5b"`), 2000), true},
		{strings.Repeat(styled(`fill:var(--x);--x:red`), 2000), true},
		{`<use href="#url("/><animate attributeName="url("/><g Data-x="url(" aria-x="url("/>`, true},
		// What would hide one.
		{mask + styled(`m\61 sk:url(#m)`), false},
		{mask + styled(`m\61 sk:none`), false},
		{styled(`fill:red}\;x:y`), false},
		{`<rect filter="i\nherit"/>`, false},
		{mask + styled(`--x:url(#m);mask:var(--x)`), false},
		{styled(`--x:blur(9px);filter:var(--x)`), false},
		{styled(`mix-blend-mode:var(--x)`), false},
		{sheet(`.a{mask-image:var(--x)}`) + `</g>`, false},
		{`<rect data-x="blur(9px)" style="filter:attr(data-x type(*))"/>`, false},
		{styled(`x:(];mask:none`), false},
		{styled("x:\"\n;mask:none"), false},
		{sheet(`.b{x:[)}`) + `</g>`, false},
		// What has no bound.
		{styled(`filter:blur(calc(9px*999))`), false},
		{styled(`filter:blur(/**/9999px)`), false},
		{styled(`filter:drop-shadow(rgb(0,0,0) 1px 1px 9999px)`), false},
		{styled(`filter:drop-shadow(rgba(0,0,0,.5) 1px 1px 9px) hue-rotate(180deg) brightness(150%)`), true},
		{styled(`text-shadow:0 0 9px red`), false},
		{`<rect clip-path="path('M0 0h1')"/>`, false},
		{`<g><set attributeName="class" to="a"/></g>`, false},
		{`<g><set attributeName="filter" to="blur(9px)"/></g>`, false},
		{`<g><set attributeName="mask-image" to="linear-gradient(red,blue)"/></g>`, false},
		{nest(10, `-webkit-filter:blur(9px)`), true},
		{nest(11, `-webkit-filter:blur(9px)`), false},
		{nest(11, `filter/**/:blur(9px)`), false},
		{nest(11, `clip-path:circle(9px)`), true},
	} {
		if _, err := Probe("a.svg", []byte(svg(c.inside))); (err == nil) != c.ok {
			t.Errorf("%.200s: %v", c.inside, err)
		}
	}
}

// TestFlat: a drawing that has next to nothing in it passes at the largest size that
// there is, with a bit a pixel or a byte.
func TestFlat(t *testing.T) {
	const w, h = 6000, 4000
	for _, colours := range []int{2, 16, 256} {
		palette := make(color.Palette, colours)
		for i := range palette {
			palette[i] = color.Gray{byte(255 - i*255/(colours-1))}
		}
		m := image.NewPaletted(image.Rect(0, 0, w, h), palette)
		for i := range 24 {
			for x := w / 10; x < w*9/10; x++ {
				// Lines of a table, and one that goes up and down.
				m.Pix[(i*h/25+h/50)*w+x] = 1
				m.Pix[(h/2+(x*7+i*911)%(h/3))*w+x] = 1
			}
		}
		data := pngOf(t, m)
		t.Logf("%d colours: %d pixels a bit", colours, w*h/(8*len(data)))
		if _, err := Probe("a.png", data); err != nil {
			t.Errorf("%d colours, %d bytes: %v", colours, len(data), err)
		}
	}
}
