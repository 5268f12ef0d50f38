package images

import (
	"bytes"
	"encoding/xml"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// The most that a drawing may ask for beside its elements. Chromium on one core took the
// times, for a picture of 800 × 600 pixels; drawing programs write far less.
const (
	// A filter's step, a mask, a blend and a pattern each go over all pixels. What takes 5 ms
	// is a pass.
	maxPasses = 1500
	// A line that goes up and down the picture 2,000 times, of 4,000 numbers, took 15 ms each
	// time that it was used, as a clip 23 ms, with a gradient 34 ms. A deck of cards whose
	// parts are used again has 3 million numbers of short lines, and took 2 s.
	maxNumbers = 4_000_000
	// A filter whose steps use the one before twice does it twice as often each: 30 such
	// steps have no end.
	maxFilterPaths = 1000
	// A list of 50,000 fonts, or 10,000 texts each in a font of its own, took 10 s.
	maxFonts = 2000
	// 2,000 selectors as rect:nth-last-child(3n of .a) and 30,000 elements took more than 10 s.
	maxMatches = 1_000_000
	// A blur by CSS, which knows no other bound: pixels.
	maxBlur = 500
	// Functions of CSS in one style: each makes what the next goes over larger, and 370 have
	// no end.
	maxFunctions = 10
	// Filters within filters, for the same reason: 90 have no end.
	maxFilterDepth = 10
)

// A cost is what a drawing asks for beside its elements.
type cost struct {
	byClass  map[string]float64 // passes of elements of a class, by the style sheets
	byStyle  float64            // and of any element
	tests    float64            // of selectors that look around, for each element
	elements float64
	fonts    map[string]bool // lists of them
	named    int             // fonts in the lists
	inherits bool            // filters, masks and clips may be handed on to what is in an element

	results map[string]*float64 // of the filter that is open: how many steps each result takes
	last    *float64            // of its last step
	before  *float64            // of the one before that
}

// readStyles reads the style sheets ahead, since elements that stand before them have them too.
func (c *cost) readStyles(data []byte) {
	if !bytes.Contains(data, []byte("style")) {
		return
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	var css strings.Builder
	in := false
	for {
		token, err := d.Token()
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local == "style"
		case xml.EndElement:
			c.readSheet(css.String())
			css.Reset()
			in = false
		case xml.CharData:
			if in {
				css.Write(t)
			}
		}
		if err != nil {
			break // told of when it is read
		}
	}
}

// readSheet counts what a style sheet asks for, by its selectors: each once, however many
// declarations it has.
func (c *cost) readSheet(css string) {
	parts, _ := readCSS(css)                // told of when it is read, as well
	passes := make([]float64, len(parts)+1) // of those in no brace, and after it in that of each part
	for _, p := range parts {
		if !p.opens {
			passes[p.within+1] += p.declaration().passes()
			continue
		}
		for _, looks := range []string{":has(", ":nth-", ":not(", ":is(", ":where(", "~", "+"} {
			c.tests += float64(strings.Count(lowerASCII(p.text), looks))
		}
	}
	for i, n := range passes {
		if n == 0 {
			continue
		}
		selector := ""
		if i > 0 {
			selector = parts[i-1].text
		}
		for one := range strings.SplitSeq(selector, ",") {
			class, ok := strings.CutPrefix(strings.Trim(one, cssSpace), ".")
			if !ok || strings.ContainsAny(class, cssSpace+".:#[>+~*&") {
				c.byStyle += n
				continue
			}
			if c.byClass == nil {
				c.byClass = map[string]float64{}
			}
			c.byClass[class] += n
		}
	}
}

// The passes of what takes more than one.
const (
	stepPasses   = 4  // a step of a filter, or a function: 20 ms and more
	maskPasses   = 3  // 15 ms
	lightPasses  = 12 // a step with a light: 68 ms
	tapPasses    = 5  // a number of a matrix: 27 ms
	radiusPasses = 2  // a pixel of feMorphology: 9 ms
	octavePasses = 10 // of feTurbulence: 90 ms, once for steps that are alike
	// A shape of a clip, other than a rectangle: 0.1 ms, and 0.8 ms for a large circle alone.
	clipPasses = 0.1
)

// paintPasses are those of an element that is filled or stroked with a gradient or a
// pattern. As large as the picture, one with a gradient took 0.7 ms, but a deck of cards
// has 12,000 small ones and took 2 s. One with a pattern took 8 ms, with a tile of
// 2,000 × 2,000 pixels 20 ms; 250 of these took 4 s, and 300 more than 40 s.
var paintPasses = map[string]float64{"linearGradient": 0.1, "radialGradient": 0.1, "pattern": 7}

// passes are those that an element asks for by itself: what a step of a filter costs
// grows with what it looks at.
func (c *cost) passes(kind string, attrs []xml.Attr, declared []declaration) (n float64) {
	n = c.byStyle
	for _, d := range declared {
		n += d.passes()
	}
	if isStep(kind) {
		n += stepPasses
	}
	if strings.HasSuffix(kind, "Lighting") {
		n += lightPasses - stepPasses
	}
	for _, a := range attrs {
		if a.Name.Space != "" {
			continue
		}
		switch {
		case a.Name.Local == "class":
			for class := range classes(a.Value) {
				n += c.byClass[class]
			}
		case kind == "feConvolveMatrix" && a.Name.Local == "order":
			wide, high := numbers(a.Value, 3)
			n += tapPasses * wide * high
		case kind == "feMorphology" && a.Name.Local == "radius":
			wide, high := numbers(a.Value, 0)
			n += radiusPasses * max(wide, high)
		case kind == "feTurbulence" && a.Name.Local == "numOctaves":
			octaves, _ := numbers(a.Value, 1)
			n += octavePasses * octaves
		}
	}
	return n
}

// isFiltered reports whether an element has a filter of its own.
func (c *cost) isFiltered(attrs []xml.Attr, declared []declaration) bool {
	if c.byStyle >= 1 {
		return true
	}
	for _, a := range attrs {
		if a.Name.Space == "" && a.Name.Local == "class" {
			for class := range classes(a.Value) {
				if c.byClass[class] > 1 {
					return true
				}
			}
		}
	}
	return slices.ContainsFunc(declared, func(d declaration) bool { return d.isFilter() && lowerASCII(d.value) != "none" })
}

// classes are those of an attribute. No other space parts them: a class may have it in its
// name.
func classes(value string) iter.Seq[string] {
	return strings.FieldsFuncSeq(value, func(c rune) bool { return strings.ContainsRune(cssSpace, c) })
}

// isStep reports whether an element is a step of a filter, and no part of one.
func isStep(kind string) bool {
	return strings.HasPrefix(kind, "fe") && kind != "feMergeNode" && !strings.HasPrefix(kind, "feFunc") && !strings.HasSuffix(kind, "Light")
}

// numbers are the one or two of an attribute.
func numbers(value string, otherwise float64) (first, second float64) {
	first, second = otherwise, otherwise
	fields := strings.FieldsFunc(value, func(c rune) bool { return strings.ContainsRune(" \t\r\n,", c) })
	for i, s := range fields {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil || n < 0 || n > maxBlur {
			continue // told of elsewhere, or none for a browser either
		}
		if i == 0 {
			first, second = n, n
		} else {
			second = n
		}
	}
	return first, second
}

// fontList counts the fonts of a list, but for one that came before: that is looked for once.
func (c *cost) fontList(list string) {
	if list = strings.TrimSpace(list); c.fonts[list] {
		return
	}
	if c.fonts == nil {
		c.fonts = map[string]bool{}
	}
	c.fonts[list] = true
	c.named += 1 + strings.Count(list, ",")
}

// checkCost takes the element at hand.
func (r *svgReader) checkCost(kind string, attrs []xml.Attr) *Refusal {
	c := &r.cost
	c.elements++
	switch {
	case kind == "filter":
		c.results, c.last, c.before = map[string]*float64{}, new(float64), new(float64)
	case c.results != nil && strings.HasPrefix(kind, "fe"):
		if c.step(kind, attrs) > maxFilterPaths {
			return r.unsafe("the steps of a filter use each other more than %d times", maxFilterPaths).hint("simplify the filter, or save the picture as PNG")
		}
	}
	return nil
}

// step gives how many steps a step of a filter takes, with all that it uses as often as it
// uses them: as browsers go.
func (c *cost) step(kind string, attrs []xml.Attr) float64 {
	attr := map[string]string{}
	for _, a := range attrs {
		attr[a.Name.Local] = strings.TrimSpace(a.Value)
	}
	input := func(name string, otherwise *float64) float64 {
		switch used := attr[name]; used {
		case "SourceGraphic", "SourceAlpha", "BackgroundImage", "BackgroundAlpha", "FillPaint", "StrokePaint":
			return 0
		default:
			if known := c.results[used]; known != nil {
				return *known
			}
			return *otherwise
		}
	}
	switch {
	case kind == "feMergeNode":
		*c.last += input("in", c.before) // of the feMerge that it is in, or else more than enough
		return *c.last
	case !isStep(kind):
		return 0
	}
	steps := 1.0
	if kind != "feMerge" {
		steps += input("in", c.last)
	}
	switch kind {
	case "feBlend", "feComposite", "feDisplacementMap":
		steps += input("in2", c.last)
	}
	c.before, c.last = c.last, &steps
	if result := attr["result"]; result != "" {
		c.results[result] = c.last
	}
	return steps
}

// far reports whether a length in a filter is beyond maxBlur pixels, or in a unit of which
// that cannot be told.
func far(filter string) bool {
	if !strings.Contains(filter, "blur(") && !strings.Contains(filter, "drop-shadow(") {
		return false
	}
	for _, s := range strings.FieldsFunc(filter, func(c rune) bool { return strings.ContainsRune(cssSpace+",()/*", c) }) {
		end := strings.LastIndexAny(s, "0123456789.") + 1
		if end == 0 || strings.HasPrefix(s, "#") {
			continue // a colour
		}
		n, err := strconv.ParseFloat(s[:end], 64)
		if errors.Is(err, strconv.ErrRange) {
			return true
		}
		if err != nil {
			continue
		}
		switch s[end:] {
		case "", "px", "%", "deg", "grad", "rad", "turn":
		default:
			n *= 96 // no unit of print is longer than an inch
		}
		if n > maxBlur || n < -maxBlur {
			return true
		}
	}
	return false
}

// tooMuch tells what of the whole drawing is more than a browser should be asked for.
func (r *svgReader) tooMuch(total amount) *Refusal {
	switch {
	case total.depth > maxFilterDepth:
		return r.unsafe("more than %d filters are inside each other", maxFilterDepth).
			hint("flatten what is filtered, or save it as PNG")
	case total.passes > maxPasses:
		return r.unsafe("its filters, masks, blends, clips, gradients and patterns go over the picture more than %d times", maxPasses).
			hint("use fewer of them, or save it as PNG")
	case total.numbers > maxNumbers:
		return r.unsafe("its references draw lines of more than %d numbers", maxNumbers).
			hint("simplify its lines, or save it as PNG")
	case r.cost.named > maxFonts:
		return r.unsafe("it names more than %d fonts", maxFonts).hint("convert its texts to paths, or save it as PNG")
	case r.cost.tests*r.cost.elements > maxMatches:
		return r.unsafe("its style sheets look at the elements around each element more than %d times", maxMatches).
			hint("save it with presentation attributes instead of style sheets, or as PNG")
	}
	return nil
}
