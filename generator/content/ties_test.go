package content

import (
	"slices"
	"strings"
	"testing"

	"bantin/generator/diag"
)

// TestManyReferences: a style that leads a hundred thousand times to nothing is told of a few
// times, and one that would grow without end by where it leads is refused.
func TestManyReferences(t *testing.T) {
	deep := strings.Repeat("d/", 500) + "a.css"
	for _, test := range []struct {
		name, src string
		want      int // problems
		rule      string
	}{
		{"a.css", strings.Repeat("url(x)", 100_000), mostTold, "static-missing"},
		{"a.css", "url(" + strings.Repeat("x", 100_000) + ")", 0, ""},
		{deep, strings.Repeat("url(/static/font)", 10_000), 1, "file-too-large"},
		{"a.css", strings.Repeat("url(/static/font)", 10_000), 0, ""},
	} {
		var problems diag.List
		tied := ties{problems: &problems, made: map[string]*Asset{"font": {Name: "font", Digest: digestOf(nil)}}, sheets: map[string]*sheet{
			test.name: {file: "static/" + test.name, name: test.name, src: []byte(test.src)},
		}}
		tied.all()
		if len(problems) != test.want || test.want > 0 && problems[0].Rule != test.rule {
			t.Errorf("%.20s: %d problems; want %d of %s", test.name, len(problems), test.want, test.rule)
		}
	}
}

// TestReferences finds what leads out of a style or a script, and nothing that only looks so.
func TestReferences(t *testing.T) {
	tests := []struct {
		name string
		find func([]byte) []reference
		src  string
		want []string
	}{
		{"url", styleReferences, `a{b:url(x.png)} c{d:URL( "y z.png" )} e{f:url('w.png?#i')}`, []string{"x.png", "y z.png", "w.png?#i"}},
		{"import", styleReferences, `@import "a.css" print;@IMPORT/**/'b.css';@import url(c.css);`, []string{"a.css", "b.css", "c.css"}},
		{"what is none", styleReferences, `/* url(x) @import "y" */ a::before{content:"url(x)"} b{c:myurl(x)} @import; d{content:"e"}`, nil},
		{"an escape", styleReferences, `a{content:"\"url(x)"} b{c:url(y)}`, []string{"y"}},
		{"broken off", styleReferences, `a{b:url(x`, []string{"x"}},
		{"a string broken off", styleReferences, `a{b:url("x`, []string{"x"}},
		{"a quotation mark alone", styleReferences, `"`, nil},
		{"a backslash at the end", styleReferences, `"\`, nil},
		{"a comment broken off", styleReferences, `a{b:url(x)} /* url(y)`, []string{"x"}},
		{"nothing in it", styleReferences, `url(`, []string{""}},
		{"modules", scriptReferences, `import "./a.js";import b from'../b.js';export * from "./c.js";import("./d.js");new URL( 'e.json' , import.meta.url)`, []string{"./a.js", "../b.js", "./c.js", "./d.js", "e.json"}},
		{"no path", scriptReferences, `import "a";Array.from("abc");important("./x");new URL("x",location)`, nil},
	}
	for _, test := range tests {
		var got []string
		for _, r := range test.find([]byte(test.src)) {
			got = append(got, test.src[r.from:r.to])
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q; want %q", test.name, got, test.want)
		}
	}
}
