package images

import (
	"encoding/xml"
	"iter"
	"slices"
	"strings"
)

// A part of a style or a style sheet is a declaration, or what stands before a brace that
// opens. It has no comments.
type part struct {
	within int // which part opens the innermost brace that is open; -1 for none
	text   string
	opens  bool // it stands before a brace
}

// readCSS parts a style or a style sheet as browsers do. It reports false for what could be
// taken in two ways: an escape, brackets that cross, a quotation over two lines, or an address
// with a quotation or a comment in it.
func readCSS(css string) (parts []part, ok bool) {
	var text []byte
	var closings []byte // of the brackets that are open
	within := []int{-1}
	end := func(by byte) {
		last := within[len(within)-1]
		if s := strings.Trim(string(text), cssSpace); s != "" || by == '{' {
			parts = append(parts, part{last, s, by == '{'})
		}
		text = text[:0]
		switch {
		case by == '{':
			within = append(within, len(parts)-1)
		case by == '}' && len(within) > 1:
			within = within[:len(within)-1]
		}
	}
	for len(css) > 0 {
		c, length := css[0], 1
		switch {
		case strings.HasPrefix(css, "/*"):
			c = ' '
			if length = strings.Index(css[2:], "*/") + 4; length < 4 {
				length = len(css)
			}
		case c == '"' || c == '\'':
			length = quotation(css)
			if strings.ContainsAny(css[:length], "\r\n\f") {
				return nil, false
			}
		case c == '\\':
			return nil, false
		case c == '(' && strings.HasSuffix(lowerASCII(string(text[max(0, len(text)-3):])), "url") && !strings.ContainsAny(first(css[1:]), `"'`):
			if length = strings.IndexByte(css, ')') + 1; length == 0 {
				length = len(css)
			}
			if address := css[1:length]; strings.ContainsAny(address, `"'(`+"\\") || strings.Contains(address, "/*") {
				return nil, false
			}
		case c == '(' || c == '[' || c == '{' && len(closings) > 0:
			closings = append(closings, ")]}"[strings.IndexByte("([{", c)])
		case (c == ')' || c == ']' || c == '}') && len(closings) > 0:
			if closings[len(closings)-1] != c {
				return nil, false
			}
			closings = closings[:len(closings)-1]
		case (c == ';' || c == '{' || c == '}') && len(closings) == 0:
			end(c)
			css = css[1:]
			continue
		}
		if c == ' ' {
			text = append(text, ' ')
		} else {
			text = append(text, css[:length]...)
		}
		css = css[length:]
	}
	end(';')
	return parts, true
}

// first is the first letter that is no space.
func first(css string) string {
	css = strings.TrimLeft(css, cssSpace)
	return css[:min(1, len(css))]
}

const cssSpace = " \t\r\n\f"

// quotation is the length of the one that a text begins with.
func quotation(css string) int {
	for i := 1; i < len(css); i++ {
		switch css[i] {
		case css[0]:
			return i + 1
		case '\\':
			i++
		}
	}
	return len(css)
}

// A declaration gives a property a value. The names of browsers before it are cut.
type declaration struct{ property, value string }

func (p part) declaration() declaration {
	name, value, ok := strings.Cut(p.text, ":")
	if !ok {
		return declaration{"", p.text}
	}
	name = lowerASCII(strings.TrimSpace(name))
	name = strings.TrimPrefix(strings.TrimPrefix(name, "-webkit-"), "-moz-")
	if i := strings.LastIndexByte(value, '!'); i >= 0 && lowerASCII(strings.TrimSpace(value[i+1:])) == "important" {
		value = value[:i]
	}
	return declaration{name, strings.TrimSpace(value)}
}

// declarations are those of an element: of its style, of its attributes, of which many are
// properties, and of what an animation sets.
func declarations(kind string, attrs []xml.Attr) (list []declaration, ok bool) {
	target := ""
	for _, a := range attrs {
		if isAnimation(kind) && a.Name.Local == "attributeName" {
			target = lowerASCII(strings.TrimSpace(a.Value))
		}
	}
	for _, a := range attrs {
		name := a.Name.Local
		switch {
		case a.Name.Space != "" || strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-"):
		case name == "style":
			parts, ok := readCSS(a.Value)
			if !ok {
				return nil, false
			}
			for _, p := range parts {
				list = append(list, p.declaration())
			}
		case target != "" && slices.Contains([]string{"values", "from", "to", "by"}, name):
			list = append(list, declaration{target, strings.TrimSpace(a.Value)})
		case strings.HasPrefix(name, "mask-"): // a property of styles alone
		default:
			list = append(list, declaration{name, strings.TrimSpace(a.Value)})
		}
	}
	return list, true
}

// isEffect reports whether a property draws an element in another way than by painting it.
func (d declaration) isEffect() bool {
	return d.isFilter() || strings.HasPrefix(d.property, "mask") || d.property == "clip-path" || d.property == "mix-blend-mode"
}

func (d declaration) isFilter() bool {
	return d.property == "filter" || d.property == "backdrop-filter"
}

// handsOn reports whether it may hand a filter, a mask or a clip on, which by themselves are
// not inherited.
func (d declaration) handsOn() bool {
	return (d.isEffect() || d.property == "all") && strings.Contains(lowerASCII(d.value), "inherit")
}

// passes are those that it asks for by itself.
func (d declaration) passes() float64 {
	low := lowerASCII(d.value)
	if low == "none" || low == "normal" {
		return 0
	}
	switch d.property {
	case "mask", "mask-image", "mask-border", "mask-border-source", "mask-box-image", "mask-box-image-source":
		return maskPasses * float64(max(1, strings.Count(low, "url(")+strings.Count(low, "gradient(")))
	case "mix-blend-mode":
		return 1
	case "clip-path":
		if strings.Contains(low, "(") && !strings.Contains(low, "url(") {
			return clipPasses
		}
	case "filter", "backdrop-filter":
		n := 0
		for function := range functions(low) {
			if slices.Contains(filterFunctions, function) {
				n++
			}
		}
		return stepPasses * float64(n)
	}
	return 0
}

var filterFunctions = []string{
	"blur", "drop-shadow", "brightness", "contrast", "grayscale", "hue-rotate", "invert", "opacity", "saturate", "sepia",
}

// effectFunctions are the others that an effect may have. What takes its value from
// elsewhere, as var() does, or reckons it, as calc(), would hide what it asks for.
var effectFunctions = []string{
	"url", "circle", "ellipse", "inset", "rect", "xywh",
	"linear-gradient", "radial-gradient", "conic-gradient",
	"repeating-linear-gradient", "repeating-radial-gradient", "repeating-conic-gradient",
	"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix",
}

// functions gives the name of each in a value, which is in small letters.
func functions(low string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for before, rest, ok := strings.Cut(low, "("); ok; before, rest, ok = strings.Cut(rest, "(") {
			name := before[strings.LastIndexAny(before, cssSpace+",()/\"'")+1:]
			if !yield(name) {
				return
			}
		}
	}
}

// checkDeclaration refuses an effect of which the cost cannot be told or has no end, and
// counts what others ask for.
func (r *svgReader) checkDeclaration(d declaration) *Refusal {
	c := &r.cost
	c.inherits = c.inherits || d.handsOn()
	if strings.HasPrefix(d.property, "font") || strings.HasPrefix(d.property, "--") {
		c.fontList(d.value)
	}
	low := lowerASCII(d.value)
	// All texts in an element inherit it, and one took 40 ms.
	if d.property == "text-shadow" && low != "none" {
		return r.unsafe("%q is not allowed in a style", d.property)
	}
	if !d.isEffect() {
		return nil
	}
	if strings.Contains(low, "\\") {
		return r.unsafe("a backslash is not allowed in a style")
	}
	for function := range functions(low) {
		if !slices.Contains(filterFunctions, function) && !slices.Contains(effectFunctions, function) {
			return r.unsafe("%q is not allowed in a style", function[:min(len(function), 60)]+"(")
		}
	}
	if !d.isFilter() {
		return nil
	}
	if d.passes() > maxFunctions*stepPasses {
		return r.unsafe("a style has more than %d functions of a filter", maxFunctions).hint("flatten what is filtered, or save it as PNG")
	}
	if far(low) {
		return r.extreme(d.property, d.value, maxBlur)
	}
	return nil
}

// targets gives what follows each url() in a text.
func targets(css string) iter.Seq[string] {
	return func(yield func(string) bool) {
		low := lowerASCII(css)
		for i := strings.Index(low, "url("); i >= 0; i = strings.Index(low, "url(") {
			low, css = low[i+4:], css[i+4:]
			if !yield(strings.TrimLeft(css, cssSpace+`"'`)) {
				return
			}
		}
	}
}
