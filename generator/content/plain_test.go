package content

import (
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// samePlain holds plainMapping to what yaml.v3 makes of the same text.
func samePlain(t *testing.T, src string) (taken bool) {
	t.Helper()
	got, ok := plainMapping([]byte(src))
	if !ok {
		return false
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		t.Fatalf("plainMapping took what yaml.v3 refuses (%v):\n%q", err, src)
	}
	want := doc.Content[0]
	if len(got.Content) != len(want.Content) || got.Kind != want.Kind || got.Line != want.Line {
		t.Fatalf("plainMapping gives %d nodes, yaml.v3 %d:\n%q", len(got.Content), len(want.Content), src)
	}
	for i, w := range want.Content {
		g := got.Content[i]
		if g.Kind != w.Kind || g.Value != w.Value || g.Style != w.Style || g.Line != w.Line || g.Column != w.Column || w.Anchor != "" {
			t.Fatalf("node %d is %+v, and yaml.v3 has %+v:\n%q", i, *g, *w, src)
		}
	}
	return true
}

func TestPlainMapping(t *testing.T) {
	for _, c := range []struct {
		src   string
		taken bool
	}{
		{"title: Đại hội lần thứ XVII\ndate: 2020-12-21\ncommittee: lang-son\n", true},
		{"title: \"Một: hai\"\nauthor: 'Phương Dung'\n", true},
		{"title: a\n\nsummary: b # không phải chú thích#\n", false},
		{"title: 14:30 họp\n", true},
		{"title: a: b\n", false},
		{"title: a:\n", false},
		{"title:\n", false},
		{"title: x \n", false},
		{"title:  x\n", false},
		{"title: x\n  y\n", false},
		{"also:\n  - {committee: a}\n", false},
		{"source: {name: a}\n", false},
		{"title: |\n  x\n", false},
		{"title: \"a\\u0041\"\n", false},
		{"title: 'it''s'\n", false},
		{"title: \u00a0x\n", false},
		{"title: a\u2028b\n", false},
		{"# x\ntitle: a\n", false},
		{"title: *a\n", false},
		{"title: a\n...\n", false},
		{"title: a\n---\nx: y\n", false},
		{"", false},
	} {
		if taken := samePlain(t, c.src); taken != c.taken {
			t.Errorf("plainMapping(%q) taken: %v, want %v", c.src, taken, c.taken)
		}
	}
}

func FuzzPlainMapping(f *testing.F) {
	for _, s := range []string{
		"title: Đại hội\ndate: 2020-12-21\n", "title: \"Một: hai\"\n", "a: 'b'\n", "a: b: c\n", "a: b #c\n", "a: 1e3\nb: ~\nc: no\n",
		"a: x\r\n", "a: \"\"\nb: ''\n", "a: x\n b\n", "a: b\n- c\n", "a: É\n", "a: ế,[]{}\n", "a: b'c\"d\n", "a: \"b\" \n", "a_b: 0x1\na_b: 2\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if utf8.ValidString(src) {
			samePlain(t, src)
		}
	})
}
