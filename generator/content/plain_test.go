package content

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// samePlain holds plainMapping to what yaml.v3 makes of the same text.
func samePlain(t *testing.T, src string) (taken bool) {
	t.Helper()
	got, ok := plainMapping([]byte(src), new(plainRoom))
	if !ok {
		return false
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(src), &doc); err != nil {
		t.Fatalf("plainMapping took what yaml.v3 refuses (%v):\n%q", err, src)
	}
	sameNode(t, got, doc.Content[0], src)
	return true
}

func sameNode(t *testing.T, got, want *yaml.Node, src string) {
	t.Helper()
	if got.Kind != want.Kind || got.Value != want.Value || got.Style != want.Style || got.Line != want.Line || got.Column != want.Column || want.Anchor != "" || len(got.Content) != len(want.Content) {
		t.Fatalf("a node is %+v, and yaml.v3 has %+v:\n%q", *got, *want, src)
	}
	for i := range want.Content {
		sameNode(t, got.Content[i], want.Content[i], src)
	}
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
		{"also:\n  - {committee: a}\n  - {committee: b, congress: 17}\nkind: news\n", true},
		{"also:\n\n  - {committee: a}\n", true},
		{"also:\n- {committee: a}\n", false},
		{"also:\n  - {committee: a}\n    - {b: c}\n", false},
		{"also: x\n  - {committee: a}\n", false},
		{"also:\n  - a\n", false},
		{"also:\nkind: news\n", false},
		{"title: “Một” và hai\n", true},
		{"source: {name: Báo Lạng Sơn, url: \"https://a.vn/x\"}\ntitle: x\n", true},
		{"aliases: [\"/tin-tuc/1.html\", 'b', c d]\n", true},
		{"source: {name: a, url: https://a.vn}\n", false},
		{"source: {name: a,url: b}\n", false},
		{"source: { name: a }\n", false},
		{"source: {name: a, }\n", false},
		{"source: {name: {a: b}}\n", false},
		{"source: {name: a}}\n", false},
		{"source: {}\n", false},
		{"aliases: []\n", false},
		{"aliases: [a, b] c\n", false},
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
		"a: x\r\n", "a: \"\"\nb: ''\n", "a: x\n b\n", "a: b\n- c\n", "a: É\n", "a: {b: c, d: \"e, f\"}\n", "a: [b, 'c', \"d\"]\n", "a: {b: c d, e: 1}\n", "a: ế,[]{}\n", "a: b'c\"d\n", "a: \"b\" \n", "a_b: 0x1\na_b: 2\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if utf8.ValidString(src) {
			samePlain(t, src)
		}
	})
}

// TestPlainMappingAtRandom tries what a fuzzer takes long to come upon: lines
// made of the signs that YAML knows.
func TestPlainMappingAtRandom(t *testing.T) {
	tokens := []string{"a", "bc", "Đ", "ế", "1", "0x1", " ", "  ", ": ", ":", ", ", ",", "{", "}", "[", "]", "\"", "'", "#", " #", "-", "- ", "?", "? ", "!", "&", "*", "|", ">", "%", "@", "`", "~", "\\", "\t", "/", "=", "<<", "...", "---", "\u00a0", "“", "–", "…", "null", "true", "2020-01-01"}
	random := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range 60_000 {
		var b strings.Builder
		for range 1 + random.IntN(2) {
			b.WriteString([]string{"key: ", "key:\n  - {a: ", "  - {a: ", "key:\n", "a: ", "a: {b: ", "a: [", "a_b: \"", "x: '"}[random.IntN(9)])
			for range random.IntN(7) {
				b.WriteString(tokens[random.IntN(len(tokens))])
			}
			b.WriteString([]string{"\n", "\"\n", "'\n", "}\n", "]\n", "\"}\n"}[random.IntN(6)])
		}
		if samePlain(t, b.String()) {
			taken++
		}
	}
	if taken < 1000 {
		t.Errorf("only %d of the texts were taken", taken)
	}
}
