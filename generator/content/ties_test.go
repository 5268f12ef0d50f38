package content

import (
	"slices"
	"testing"
)

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
