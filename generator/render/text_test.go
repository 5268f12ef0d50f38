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

// TestShortName: at most sixteen characters, of whole words where one fits.
func TestShortName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Bản tin", "Bản tin"},
		{"Sổ tay phố huyện", "Sổ tay phố huyện"},
		{"Sổ tay phố huyện Sông Lam", "Sổ tay phố huyện"},
		{"Bản tin nghị quyết", "Bản tin nghị"},
		{"Tin, bài – và những gì", "Tin, bài – và"},
		{"Tin tức năm nay – và sau", "Tin tức năm nay"},
		{"Gemeindeverwaltungsblatt", "Gemeindeverwaltu"},
		{"-------------------", "----------------"},
	} {
		if got := shortName(c.name); got != c.want {
			t.Errorf("%q is %q for short, want %q", c.name, got, c.want)
		}
	}
}
