package render

import "testing"

// TestReplaceFrom: an attribute is replaced where it stands in a tag and behind the
// start, and nothing that only looks like one.
func TestReplaceFrom(t *testing.T) {
	const before = `<a href="#x">1 + 1 = 2</a>`
	for in, want := range map[string]string{
		"":                            "",
		"= =":                         "= =",
		`="#`:                         `="#`,
		`<a href="#y">a=b href=#</a>`: `<a href="/p/#y">a=b href=#</a>`,
		`<a class="k" href="#y"><a href="#"><a href="/q">`: `<a class="k" href="/p/#y"><a href="/p/#"><a href="/q">`,
	} {
		got := string(replaceFrom([]byte(before+in), len(before), ` href="#`, ` href="/p/#`))
		if got != before+want {
			t.Errorf("%s becomes %s, want %s", in, got, before+want)
		}
	}
}
