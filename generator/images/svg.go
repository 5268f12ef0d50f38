package images

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/diag"
)

// The limits of an SVG file.
const (
	maxSVG        = 1 << 20 // bytes
	maxSVGDepth   = 100     // elements within elements
	maxSVGTokens  = 100_000 // tags, texts and comments
	maxID         = 256     // bytes of the name of a part, where a style refers to it
	maxSVGDrawing = 200_000 // elements, once every reference is drawn: four times as many took more than 10 s
)

// The namespaces that matter.
const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "xmlns" // as encoding/xml says it
)

// An svgReader reads an SVG file once, from its beginning to its end.
type svgReader struct {
	decoder *xml.Decoder
	line    int      // of the token at hand
	open    []string // the open elements, "" for those of other namespaces
	levels  []level  // the same elements, as they are drawn
	ended   bool     // the outermost element is closed
	style   []byte   // the text of the style element that is open
	root    xml.StartElement
	drawn   map[string]*drawing // by id; "" is the file as a whole

	uses []string   // the ids that elements put in, in their order
	used []*drawing // the same, once all ids are known

	cost cost

	declared []declaration // of the element whose attributes are being read
	mentions []mention     // and the parts of the file that it names
}

func (r *svgReader) unsafe(format string, args ...any) *Refusal {
	return refuse(RuleSVG, "line %d of the SVG picture: %s", r.line, diag.Sayf(format, args...)).
		hint("save it as plain SVG, or as PNG")
}

// checkSVG refuses an SVG file that is more than a drawing, and gives its size.
// It must hold for a browser that opens the file by itself, where scripts run
// and links are followed, and not only for one that shows it in a page.
func checkSVG(data []byte) (width, height int, refusal *Refusal) {
	if len(data) > maxSVG {
		return 0, 0, refuse(RuleSVG, "the SVG picture has %d KB; it may have %d", (len(data)+1023)>>10, maxSVG>>10).
			hint("simplify it, or save it as PNG")
	}
	r := svgReader{
		decoder: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))),
		drawn:   map[string]*drawing{"": {}},
	}
	r.cost.readStyles(data)
	for tokens := 0; ; tokens++ {
		r.line, _ = r.decoder.InputPos()
		if tokens > maxSVGTokens {
			return 0, 0, r.unsafe("it has more than %d parts", maxSVGTokens)
		}
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, 0, broken(SVG, "%v", err)
		}
		if refusal := r.token(token, tokens == 0); refusal != nil {
			return 0, 0, refusal
		}
	}
	if !r.ended {
		return 0, 0, broken(SVG, "it ends too early")
	}
	if refusal := r.checkDrawing(); refusal != nil {
		return 0, 0, refusal
	}
	return r.size()
}

func (r *svgReader) token(token xml.Token, first bool) *Refusal {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		last := len(r.open) - 1
		if r.open[last] == "style" {
			if refusal := r.checkSheet(string(r.style)); refusal != nil {
				return refusal
			}
			r.style = nil
		}
		r.open = r.open[:last]
		r.leave()
		r.ended = last == 0
	case xml.CharData:
		switch {
		case len(r.open) == 0 && len(bytes.TrimSpace(t)) > 0:
			return broken(SVG, "text outside the picture")
		case r.inStyle():
			// Comments and CDATA part the text here, but not for a browser.
			r.style = append(r.style, t...)
		}
	case xml.ProcInst:
		if t.Target != "xml" || !first {
			return r.unsafe("the instruction <?%s?> is not allowed", t.Target)
		}
	case xml.Directive:
		return r.unsafe("a <!DOCTYPE> is not allowed").hint("delete it")
	}
	return nil
}

func (r *svgReader) inStyle() bool {
	return len(r.open) > 0 && r.open[len(r.open)-1] == "style"
}

func (r *svgReader) start(t xml.StartElement) *Refusal {
	name := t.Name.Local
	switch {
	case r.ended:
		return broken(SVG, "there is more than one picture in it")
	case len(r.open) == 0:
		if name != "svg" || t.Name.Space == "" {
			return refuse(RuleKind, "this is not an SVG picture: its first element is <%s>, without the namespace of SVG", name).
				hint("begin it with <svg xmlns=%q>", svgSpace)
		}
		if t.Name.Space != svgSpace {
			return refuse(RuleKind, "this is not an SVG picture: its first element is of the namespace %q", t.Name.Space).
				hint("begin it with <svg xmlns=%q>", svgSpace)
		}
		r.root = t
	case len(r.open) >= maxSVGDepth:
		return r.unsafe("more than %d elements are inside each other", maxSVGDepth)
	case r.inStyle():
		return r.unsafe("<style> has an element in it")
	}
	if strings.Contains(name, ":") {
		return broken(SVG, "an element's name has two colons")
	}
	if t.Name.Space == svgSpace && !slices.Contains(svgElements, name) || mayRun(t.Name) {
		return r.unsafe("the element <%s> is not allowed", name)
	}
	kind := ""
	if t.Name.Space == svgSpace {
		kind = name
	}
	r.open = append(r.open, kind)
	declared, ok := declarations(kind, t.Attr)
	if !ok {
		return r.illegible()
	}
	r.declared = declared
	r.own(kind, t.Attr)
	for _, a := range t.Attr {
		if a.Name.Space == xmlnsSpace || a.Name.Space == "" && a.Name.Local == "xmlns" {
			continue
		}
		if refusal := r.attribute(kind, a); refusal != nil {
			return refusal
		}
	}
	for _, d := range r.declared {
		if refusal := r.checkDeclaration(d); refusal != nil {
			return refusal
		}
		for target := range targets(d.value) {
			id, ok := strings.CutPrefix(target, "#")
			if !ok {
				continue // no property's: those lead out of the picture
			}
			id = id[:min(len(id), maxID)]
			if end := strings.IndexAny(id, ")\"'"+cssSpace); end >= 0 {
				id = id[:end]
			} else if len(id) == maxID {
				return r.unsafe("the name of a part is longer than %d bytes", maxID)
			}
			r.referByURL(id, d.property)
		}
	}
	if refusal := r.checkEffort(kind, t.Attr); refusal != nil {
		return refusal
	}
	if refusal := r.checkCost(kind, t.Attr); refusal != nil {
		return refusal
	}
	r.count(kind, t.Attr)
	return nil
}

// svgElements are the elements of SVG that draw, describe or move; in their
// namespace no other is allowed.
var svgElements = []string{
	"svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "view", "a",
	"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image",
	"text", "tspan", "textPath", "tref", "altGlyph", "altGlyphDef", "altGlyphItem", "glyphRef",
	"font", "font-face", "font-face-name", "font-face-src", "glyph", "missing-glyph", "hkern", "vkern",
	"linearGradient", "radialGradient", "meshgradient", "meshrow", "meshpatch", "mesh", "stop", "pattern",
	"hatch", "hatchpath", "hatchPath", "solidcolor", "solidColor", "clipPath", "mask", "marker", "filter",
	"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
	"feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
	"feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
	"feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
	"flowRoot", "flowRegion", "flowRegionExclude", "flowPara", "flowSpan", "flowLine", "flowDiv",
	"animate", "animateColor", "animateMotion", "animateTransform", "mpath", "set",
}

// mayRun reports whether an element is one that a browser runs or fetches, or
// lays out as a page. Names are told in any namespace, to be sure.
func mayRun(name xml.Name) bool {
	switch strings.ToLower(name.Local) {
	case "script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "link", "base":
		return true
	}
	switch strings.ToLower(strings.TrimSpace(name.Space)) {
	case "http://www.w3.org/1999/xhtml",
		"http://www.w3.org/1998/math/mathml",
		"http://www.w3.org/2001/xml-events",
		"http://www.w3.org/1999/xsl/transform",
		"http://www.mozilla.org/xbl":
		return true
	}
	return false
}

// attribute looks at an attribute of an element; kind is the element's name, ""
// if it is not one of SVG.
func (r *svgReader) attribute(kind string, a xml.Attr) *Refusal {
	local := strings.ToLower(a.Name.Local)
	value := strings.TrimSpace(a.Value)
	switch {
	case strings.Contains(local, ":"):
		return broken(SVG, "an attribute's name has two colons")
	case strings.HasPrefix(local, "on"):
		return r.unsafe("the attribute %s is not allowed", a.Name.Local)
	case local == "base" && a.Name.Space != "":
		return r.unsafe("the attribute xml:base is not allowed")
	case local == "ping":
		return r.unsafe("the attribute ping is not allowed")
	case local == "href" || local == "src":
		return r.reference(kind, local, value)
	case local == "attributename" && isAnimation(kind):
		return r.animated(value)
	case a.Name.Space == "" && !strings.HasPrefix(local, "data-") && !strings.HasPrefix(local, "aria-"):
		return r.checkCSS(a.Value, a.Name.Local)
	}
	return nil
}

// animated refuses animations that would put in what may not be written.
func (r *svgReader) animated(name string) *Refusal {
	local := strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
	if local == "href" || local == "src" || local == "base" || local == "style" || local == "class" || strings.HasPrefix(local, "on") {
		return r.unsafe("an animation of %s is not allowed", name)
	}
	return nil
}

// reference refuses a link that leads out of the file. A picture of pixels may
// be in it.
func (r *svgReader) reference(kind, attribute, value string) *Refusal {
	if target, ok := strings.CutPrefix(value, "#"); ok {
		// Each gradient and pattern reads the whole chain that it refers to: 3,000 took 9 s.
		if kind == "use" || kind == "feImage" || kind == "image" || paintPasses[kind] > 0 {
			r.refer(target)
		}
		return nil
	}
	if kind == "image" || kind == "feImage" {
		for _, k := range []struct {
			prefix string
			kind   Kind
		}{{"data:image/png;base64,", PNG}, {"data:image/jpeg;base64,", JPEG}, {"data:image/jpg;base64,", JPEG}} {
			if len(value) >= len(k.prefix) && strings.EqualFold(value[:len(k.prefix)], k.prefix) {
				return r.embedded(k.kind, value[len(k.prefix):])
			}
		}
	}
	return r.unsafe("%s=%q leads out of the picture", attribute, value[:min(len(value), 60)]).
		hint("a picture may refer to its own parts (#name), and an image in it be PNG or JPEG data")
}

// embedded holds a picture in the picture to the same rules.
func (r *svgReader) embedded(kind Kind, text string) *Refusal {
	text = strings.Join(strings.Fields(text), "")
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		data, err = base64.RawStdEncoding.DecodeString(text)
	}
	if err != nil {
		return broken(SVG, "the data of an image in it are not base64")
	}
	within := func(refusal *Refusal) *Refusal {
		within := r.unsafe("an image in it: %s", refusal.Message)
		within.Hint = refusal.Hint
		return within
	}
	real, refusal := sniff(data)
	if refusal != nil {
		return within(refusal)
	}
	if real != kind {
		return r.unsafe("an image is said to be %s and is %s", kind, real)
	}
	info := Info{Kind: kind}
	if refusal = info.measure(data); refusal == nil {
		refusal = checkSize(info.Width, info.Height)
	}
	if refusal != nil {
		return within(refusal)
	}
	stripped, err := StripMetadata(kind, data)
	if err != nil || len(stripped) != len(data) {
		return r.unsafe("an image in it has metadata, which may say where it was taken").
			hint("put the image into the SVG without them, or use the photograph itself")
	}
	return nil
}

// checkCSS refuses what would fetch something. In an attribute, which is "" for a style
// sheet, references are allowed, and lead to a part of the file. An escape would hide
// either, and a path in a style the points of the elements that it is for.
func (r *svgReader) checkCSS(css, attribute string) *Refusal {
	references := attribute != ""
	if !strings.ContainsAny(css, "(@\\") {
		return nil
	}
	low := lowerASCII(css)
	if strings.Contains(low, "\\") && (!references || strings.Contains(low, "(")) {
		return r.unsafe("a backslash is not allowed in a style")
	}
	for _, bad := range []string{"@import", "image-set(", "image(", "src(", "expression("} {
		if strings.Contains(low, bad) {
			return r.unsafe("%q is not allowed in a style", bad)
		}
	}
	switch attribute {
	case "", "style", "clip-path", "values", "from", "to", "by":
		// In a style sheet each is for as many elements as there are: 30,000 points for 300
		// elements took more than 10 s. In an element that is used again they are so too.
		for _, bad := range []string{"path(", "polygon(", "shape("} {
			if strings.Contains(low, bad) {
				return r.unsafe("%q is not allowed in a style", bad)
			}
		}
	}
	for target := range targets(css) {
		switch {
		case !references:
			return r.unsafe("url() is not allowed in <style>").hint("save it with presentation attributes instead of style sheets, or as PNG")
		case !strings.HasPrefix(target, "#"):
			return r.unsafe("url(%.60s leads out of the picture", target)
		}
	}
	return nil
}

// checkSheet holds a style sheet to the rules of a style.
func (r *svgReader) checkSheet(css string) *Refusal {
	if refusal := r.checkCSS(css, ""); refusal != nil {
		return refusal
	}
	parts, ok := readCSS(css)
	if !ok {
		return r.illegible()
	}
	for _, p := range parts {
		if p.opens {
			continue
		}
		if refusal := r.checkDeclaration(p.declaration()); refusal != nil {
			return refusal
		}
	}
	return nil
}

func (r *svgReader) illegible() *Refusal {
	return r.unsafe("a style is written so that browsers may read it in another way")
}

// lowerASCII lowers the letters that CSS has in its own words, and so keeps
// every byte in its place.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// size is that of the root element: its width and height, or those of its
// viewBox, in CSS pixels.
func (r *svgReader) size() (width, height int, refusal *Refusal) {
	attr := map[string]string{}
	for _, a := range r.root.Attr {
		if a.Name.Space == "" {
			attr[a.Name.Local] = a.Value
		}
	}
	w, okW := pixels(attr["width"])
	h, okH := pixels(attr["height"])
	bw, bh, okBox := viewBox(attr["viewBox"])
	switch {
	case okW && okH:
	case !okBox:
		return 0, 0, refuse(RuleSize, "the SVG picture does not say how large it is").
			hint(`give its first element a width and a height, or a viewBox="0 0 WIDTH HEIGHT"`)
	case okW:
		h = w * bh / bw
	case okH:
		w = h * bw / bh
	default:
		w, h = bw, bh
	}
	whole := func(x float64) int { return int(math.Round(min(max(x, 1), 1<<30))) }
	return whole(w), whole(h), nil
}

// pixels reads a CSS length; one that depends on something else is none.
func pixels(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyzQ%")
	unit := 1.0
	switch s[len(number):] {
	case "", "px":
	case "pt":
		unit = 96.0 / 72
	case "pc":
		unit = 16
	case "in":
		unit = 96
	case "cm":
		unit = 96 / 2.54
	case "mm":
		unit = 96 / 25.4
	case "Q":
		unit = 96 / 101.6
	default:
		return 0, false
	}
	n, ok := positive(strings.TrimSpace(number))
	return n * unit, ok
}

func viewBox(s string) (width, height float64, ok bool) {
	f := strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r' })
	if len(f) != 4 {
		return 0, 0, false
	}
	width, okW := positive(f[2])
	height, okH := positive(f[3])
	return width, height, okW && okH
}

func positive(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.eE+-") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil && n > 0 && n < 1e9
}
