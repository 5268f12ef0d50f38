package images

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// svg is a picture with something in it.
func svg(inside string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20">` + inside + `</svg>`
}

func TestSVGPasses(t *testing.T) {
	photo := encode(t, JPEG, 8, 8)
	unused := ""
	for i := range 1000 {
		unused += fmt.Sprintf(`<filter id="f%d"><feGaussianBlur stdDeviation="3"/></filter>`, i)
	}
	for _, inside := range []string{
		``,
		`<!-- a comment --><title>Bản đồ &amp; chú giải</title><desc><![CDATA[<script>]]></desc>`,
		`<defs><linearGradient id="a"><stop offset="0" stop-color="#c00"/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs><rect fill="url(#b)" width="3" height="3"/>`,
		`<rect style="fill: URL( '#b' ); stroke:rgb(0,0,0)" transform="translate(1,2) scale(2)"/>`,
		`<style>.a{fill:#c00;transform:rotate(3deg)} @media (min-width:3px){.a{fill:red}}</style><path class="a"/>`,
		`<symbol id="s"><circle r="1"/></symbol><use href="#s"/><use xlink:href=" #s "/>`,
		`<a href="#s"><text>x</text></a>`,
		`<image href="` + dataURL("image/png", encode(t, PNG, 8, 8)) + `"/>`,
		`<image xlink:href="` + strings.Replace(dataURL("image/jpeg", photo), "/9j/", "\n /9j/", 1) + `"/>`,
		`<animate attributeName="x" values="0;1" dur="1s"/><animateTransform attributeName="transform" type="rotate"/>`,
		`<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="x" sodipodi:path="C:\a (1)\b.svg"/>`,
		`<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="http://x.example/"/></metadata>`,
		`<text font-family="Times (New)" aria-label="50 (năm) \ @import" data-name="a\b (c)">1</text>`,
		`<g id="k"><g id="k2" clip-path="url(#c)"><clipPath id="c"><path d="M0 0"/></clipPath></g></g>`,
		`<path fill="url(#a"/><g id="a"/><g id="a"><use href="#a"/></g>`,
		strings.Repeat(`<g>`, 98) + strings.Repeat(`</g>`, 98),
		// What drawing programs write.
		strings.Repeat(`<path style="filter:url(#a);opacity:0.5"/>`, 100) + `<filter id="a"><feFlood result="f"/><feComposite in="f" in2="SourceGraphic" result="c"/><feGaussianBlur in="c" stdDeviation="3"/></filter>`,
		unused,
		`<filter id="a"><feGaussianBlur stdDeviation="3"/></filter><g filter="url(#a)">` + strings.Repeat(`<path/>`, 5000) + `</g>`,
		`<style>.cls-1{mix-blend-mode:multiply}.cls-2{fill:red}</style>` + strings.Repeat(`<path class="cls-1"/>`, 500) + strings.Repeat(`<path class="cls-2"/>`, 5000),
		`<style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>` + strings.Repeat(`<g clip-path="url(#p)"><use href="#m"/></g>`, 10_000) + `<clipPath id="p"><rect/></clipPath><path id="m"/>`,
		strings.Repeat(`<text style="font: 10px 'DejaVu Sans', 'Bitstream Vera Sans', sans-serif">x</text>`, 5000),
		`<style>g:nth-child(2n+1) path:not(.a){fill:red}</style>` + strings.Repeat(`<path/>`, 2000),
		`<rect style="filter:drop-shadow(2px 2px 3px #0008) blur(0.5em)"/>`,
		strings.Repeat(`<g filter="none" style="filter:none;filter-blend-mode:normal;fill:rgb(0,0,0)">`, 50) + strings.Repeat(`</g>`, 50),
		strings.Repeat(`<g style="filter:blur(9px)">`, 10) + strings.Repeat(`</g>`, 10),
	} {
		if info, err := Probe("x.svg", []byte(svg(inside))); err != nil || info.Width != 30 || info.Height != 20 {
			t.Errorf("%.200s: %+v, %v", inside, info, err)
		}
	}
	for _, prefix := range []string{"\ufeff", "<!-- x -->\n"} {
		if _, err := Probe("x.svg", []byte(prefix+plainSVG)); err != nil {
			t.Errorf("%q: %v", prefix, err)
		}
	}
	prefixed := `<s:svg xmlns:s="http://www.w3.org/2000/svg" width="3" height="4"><s:g/></s:svg>`
	if info, err := Probe("x.svg", []byte(prefixed)); err != nil || info.Width != 3 || info.Height != 4 {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestSVGRefused(t *testing.T) {
	located := withParts(encode(t, JPEG, 8, 8), exif(binary.BigEndian, 1))
	laughs := `<g id="a0"><path/></g>`
	for i := 1; i <= 9; i++ {
		laughs += fmt.Sprintf(`<g id="a%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i-1), 10))
	}
	patterns := `<pattern id="p0"><path/></pattern>`
	for i := 1; i <= 9; i++ {
		patterns += fmt.Sprintf(`<pattern id="p%d">%s</pattern>`, i, strings.Repeat(fmt.Sprintf(`<path fill="url(#p%d)"/>`, i-1), 10))
	}
	doubled, fonts := "", ""
	for i := range 30 {
		doubled += fmt.Sprintf(`<feBlend in="%d" in2="%d" result="%d"/>`, i, i, i+1)
	}
	nested := ""
	for i := range 11 {
		nested += fmt.Sprintf(`<g filter="url(#f)" id="g%d"><use href="#g%d"/></g>`, i, i+1)
	}
	for i := range 3000 {
		fonts += fmt.Sprintf(`<text style="color:red; font-family: f%d">x</text>`, i)
	}
	for _, inside := range []string{
		`<script>alert(1)</script>`,
		`<script href="#x"/>`,
		`<SCRIPT>alert(1)</SCRIPT>`,
		`<g><svg><script type="text/ecmascript"/></svg></g>`,
		`<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`,
		`<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x"/>`,
		`<p xmlns="http://www.w3.org/1999/x&#x68;tml"/>`,
		`<x:script xmlns:x="urn:x"/>`,
		`<foreignObject><p/></foreignObject>`,
		`<foreignobject/>`,
		`<iframe/>`,
		`<handler/>`,
		`<unknown/>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML"/>`,
		`<g onload="alert(1)"/>`,
		`<g ONCLICK="alert(1)"/>`,
		`<g x:onclick="alert(1)" xmlns:x="urn:x"/>`,
		`<animate onbegin="alert(1)" attributeName="x"/>`,
		`<use href="other.svg#a"/>`,
		`<use xlink:href="http://evil.example/#a"/>`,
		`<use xlink:href=""/>`,
		`<use x:href="data:image/svg+xml;base64,AAAA#a" xmlns:x="http://www.w3.org/1999/xlink"/>`,
		`<a href="javascript:alert(1)"/>`,
		`<a href="&#106;ava&#10;script:alert(1)"/>`,
		`<a href="https://evil.example/"><text>x</text></a>`,
		`<a href="#x" ping="https://evil.example/"/>`,
		`<image href="photo.jpg"/>`,
		`<image href="//evil.example/x.png"/>`,
		`<image href="data:image/svg+xml;base64,PHN2Zy8+"/>`,
		`<image href="data:image/png,abc"/>`,
		`<image href="data:image/png;base64,!!!"/>`,
		`<image href="data:image/png;base64,AAAA"/>`,
		`<image href="` + dataURL("image/png", encode(t, JPEG, 8, 8)) + `"/>`,
		`<image href="` + dataURL("image/png", pngClaiming(20000, 20000)) + `"/>`,
		`<image href="` + dataURL("image/jpeg", located) + `"/>`,
		`<path src="x.png"/>`,
		`<rect fill="url(http://evil.example/#a)"/>`,
		`<rect fill="url('other.svg#a')"/>`,
		`<rect fill="url(#a) url(//evil.example)"/>`,
		`<rect filter="UrL(&#x20;'http://evil.example')"/>`,
		`<rect fill="` + strings.Repeat("\u212a", 20) + `url(http://evil.example/` + strings.Repeat("#", 90) + `)"/>`,
		`<rect fill="` + strings.Repeat("\u0130", 20) + `url(http://evil.example/` + strings.Repeat("#", 90) + `)"/>`,
		`<rect style="background:u\72l(http://evil.example)"/>`,
		`<rect style="background:image-set('http://evil.example/x' 1x)"/>`,
		`<set attributeName="fill" to="url(http://evil.example)"/>`,
		`<set attributeName="href" to="javascript:alert(1)"/>`,
		`<animate attributeName="xlink:href" values="#a;http://evil.example"/>`,
		`<animate attributeName=" HREF " to="x"/>`,
		`<animate attributeName="onclick" to="x"/>`,
		`<style>@import "http://evil.example/x.css";</style>`,
		`<style>a{fill:url(http://evil.example)}</style>`,
		`<style>a{fill:url(#a)}</style>`,
		`<style>a{fill:u<!-- -->rl(http://evil.example)}</style>`,
		`<style>@im<![CDATA[port "x"]]>;</style>`,
		`<style>@\69mport "x";</style>`,
		`<style>a{fill:u<g>x</g>rl(x)}</style>`,
		`<style><x xmlns="urn:x"/></style>`,
		`<g xml:base="http://evil.example/"/>`,
		`<?xml-stylesheet href="http://evil.example/x.css"?>`,
		`<?php echo 1 ?>`,
		`<g id="a"><use href="#a"/></g>`,
		`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>`,
		laughs,
		patterns,
		strings.Repeat(`<g>`, 100) + strings.Repeat(`</g>`, 100),
		strings.Repeat(`<g/>`, 60_000),
		`<text>` + strings.Repeat("x", 1<<20) + `</text>`,
		`<!ENTITY x "y">`,
		`<path style="` + strings.Repeat("url(#", 200_000) + `"/>`,
		`<path fill="url(#` + strings.Repeat("x", 300) + `)"/>`,
		// Each kept Chromium busy for seconds or without an end.
		`<g style="filter:blur(9999px)"/>`,
		`<g filter="drop-shadow(1px 1px 1e9px red)"/>`,
		`<style>g{filter:BLUR( 99em )}</style>`,
		`<g style="filter:` + strings.Repeat("blur(9px) ", 11) + `"/>`,
		`<style>a{filter:` + strings.Repeat("drop-shadow(9px 9px) ", 11) + `}</style>`,
		strings.Repeat(`<g style="filter:blur(9px)">`, 11) + strings.Repeat(`</g>`, 11),
		`<style>g.a{filter:blur(9px)}</style>` + strings.Repeat(`<g class="a">`, 11) + strings.Repeat(`</g>`, 11),
		nested,
		strings.Repeat(`<g style="filter:blur(9px)"/>`, 400),
		`<g id="a">` + strings.Repeat(`<g style="filter:blur(9px)"/>`, 40) + `</g>` + strings.Repeat(`<use href="#a"/>`, 10),
		`<style>rect{filter:sepia(1)}</style>` + strings.Repeat(`<rect/>`, 400),
		strings.Repeat(`<rect class="b a"/>`, 2000) + `<style>@media all{/*}*/.c,.a{mix-blend-mode:color}}</style>`,
		strings.Repeat(`<rect mask="url(#m)"/>`, 600) + `<mask id="m"/>`,
		strings.Repeat(`<rect filter="url(#f)"/>`, 400) + `<filter id="f"><feGaussianBlur stdDeviation="3"/></filter>`,
		`<style>*{filter:inherit}</style><g filter="url(#f)">` + strings.Repeat(`<path/>`, 400) + `</g><filter id="f"><feGaussianBlur stdDeviation="3"/></filter>`,
		`<g filter="url(#f)">` + strings.Repeat(`<path style="filter:i\nherit"/>`, 400) + `</g><filter id="f"><feGaussianBlur stdDeviation="3"/></filter>`,
		`<g filter="url(#f)"/><g filter="url(#f)"/><filter id="f"><feConvolveMatrix order="16"/></filter>`,
		`<g filter="url(#f)"/><g filter="url(#f)"/><filter id="f"><feMorphology radius="1 450"/></filter>`,
		strings.Repeat(`<g filter="url(#f)"/>`, 10) + `<filter id="f"><feTurbulence numOctaves="16"/></filter>`,
		strings.Repeat(`<g filter="url(#f)"/>`, 150) + `<filter id="f"><feSpecularLighting><fePointLight/></feSpecularLighting></filter>`,
		`<filter id="f"><feFlood result="0"/>` + doubled + `</filter>`,
		`<filter id="f"><feFlood/>` + strings.Repeat(`<feMerge><feMergeNode/><feMergeNode/></feMerge>`, 30) + `</filter>`,
		`<text font-family="` + strings.Repeat("a,", 3000) + `b">x</text>`,
		fonts,
		`<style>` + strings.Repeat(`rect:nth-last-child(3n of .a){}`, 300) + `</style>` + strings.Repeat(`<rect/>`, 5000),
		`<style>` + strings.Repeat(`g:HAS(~ g){}`, 300) + `</style>` + strings.Repeat(`<rect/>`, 5000),
		`<style>rect{clip-path:polygon(0 0, 1px 1px)}</style>`,
		strings.Repeat(`<use href="#a"/>`, 500) + `<g id="a">` + strings.Repeat(`<path/>`, 500) + `</g>`,
	} {
		info, err := Probe("x.svg", []byte(svg(inside)))
		refusal := new(Refusal)
		if !errors.As(err, &refusal) {
			t.Errorf("%.200s: %+v, %v", inside, info, err)
			continue
		}
		if refusal.Message.String() == "" || strings.Contains(err.Error(), "%!") {
			t.Errorf("%.200s: %q", inside, err)
		}
	}
}

func TestSVGBroken(t *testing.T) {
	const ns = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 3"`
	tests := []struct{ data, rule, want string }{
		{`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg ` + ns + `/>`, RuleSVG, "DOCTYPE"},
		{`<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg ` + ns + `>&a;</svg>`, RuleSVG, "DOCTYPE"},
		{`<svg ` + ns + `>&a;</svg>`, RuleBroken, "invalid character entity"},
		{`<svg ` + ns + `>`, RuleBroken, "damaged"},
		{`<svg ` + ns + `><g></svg>`, RuleBroken, "damaged"},
		{`<svg ` + ns + `/><svg ` + ns + `/>`, RuleBroken, "more than one"},
		{`<svg ` + ns + `/>text`, RuleBroken, "text outside"},
		{`<svg ` + ns + ` a=b/>`, RuleBroken, "damaged"},
		{`<?xml version="1.0" encoding="UTF-16"?><svg ` + ns + `/>`, RuleBroken, "damaged"},
		{"<svg " + ns + ">\x00</svg>", RuleBroken, "damaged"},
		{"<svg " + ns + ">\xff</svg>", RuleBroken, "damaged"},
		{`<svg viewBox="0 0 3 3"/>`, RuleKind, "namespace"},
		{`<svg xmlns="urn:x" viewBox="0 0 3 3"/>`, RuleKind, "namespace"},
		{`<x:svg viewBox="0 0 3 3"/>`, RuleKind, "namespace"},
		{`<g ` + ns + `><svg/></g>`, RuleKind, "first element is <g>"},
		{`<div><svg ` + ns + `/></div>`, RuleKind, "first element is <div>"},
		{`<svg ` + ns + ` onload="x"/>`, RuleSVG, "line 1 of the SVG picture: the attribute onload"},
		{"<svg " + ns + ">\n\n<script/></svg>", RuleSVG, "line 3 of"},
	}
	for _, test := range tests {
		_, err := Probe("x.svg", []byte(test.data))
		refusal := new(Refusal)
		if !errors.As(err, &refusal) || refusal.Rule != test.rule || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %s %q", test.data, err, test.rule, test.want)
		}
	}
}

func TestSVGSize(t *testing.T) {
	tests := []struct {
		attrs string
		w, h  int // 0 for a refusal
	}{
		{`width="30" height="20"`, 30, 20},
		{`width="30px" height=" 20.4 "`, 30, 20},
		{`width="1in" height="2.54cm"`, 96, 96},
		{`width="210mm" height="72pt"`, 794, 96},
		{`width="6pc" height="101.6Q"`, 96, 96},
		{`width="0.1" height="0.2"`, 1, 1},
		{`width="1e2" height="1E1"`, 100, 10},
		{`viewBox="0 0 30 20"`, 30, 20},
		{`viewBox="-5,-5,30.5,20"`, 31, 20},
		{`width="60" viewBox="0 0 30 20"`, 60, 40},
		{`height="10" viewBox="0 0 30 20"`, 15, 10},
		{`width="100%" height="100%" viewBox="0 0 30 20"`, 30, 20},
		{`width="2em" height="3em" viewBox="0 0 30 20"`, 30, 20},
		{`width="30" height="20" viewBox="0 0 90000 90000"`, 30, 20},
		{``, 0, 0},
		{`width="30"`, 0, 0},
		{`width="100%" height="100%"`, 0, 0},
		{`width="0" height="20"`, 0, 0},
		{`width="-3" height="20"`, 0, 0},
		{`width="NaN" height="Inf"`, 0, 0},
		{`width="0x10" height="1_0"`, 0, 0},
		{`viewBox="0 0 0 20"`, 0, 0},
		{`viewBox="0 0 30"`, 0, 0},
		{`viewBox="0 0 90000 90000"`, 0, 0},
		{`width="1e400" height="3"`, 0, 0},
		{`width="1e8" viewBox="0 0 1e-5 1e8"`, 0, 0},
	}
	for _, test := range tests {
		info, err := Probe("x.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+test.attrs+`/>`))
		refusal := new(Refusal)
		switch {
		case test.w == 0:
			if !errors.As(err, &refusal) || refusal.Rule != RuleSize {
				t.Errorf("%s: %+v, %v", test.attrs, info, err)
			}
		case err != nil || info.Width != test.w || info.Height != test.h:
			t.Errorf("%s: %+v, %v; want %d × %d", test.attrs, info, err, test.w, test.h)
		}
	}
}
