package render

import (
	"fmt"
	"html/template"
	"strings"
)

// The drawing of a year: twelve bars in units of the view box.
const (
	barStep   = 10
	barWidth  = 7
	barHeight = 28
)

// bars draws a count for each of twelve months. It only repeats what stands
// beside it in words, so it is hidden from those who listen. most is the count
// that fills the height.
func bars(counts []int, most int) template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="bars" viewBox="0 0 %d %d" width="%d" height="%d" aria-hidden="true" focusable="false">`,
		12*barStep, barHeight, 12*barStep, barHeight)
	for i, n := range counts {
		x := i*barStep + (barStep-barWidth)/2
		h := 1
		class := "none"
		if n > 0 && most > 0 {
			// Even one article among thousands is to be seen.
			h, class = max(2, n*barHeight/most), "some"
		}
		fmt.Fprintf(&b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d"/>`, class, x, barHeight-h, barWidth, h)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}
