package content

import (
	"errors"
	"strings"
	"testing"
)

func TestMark(t *testing.T) {
	const digest = "0123456789ab"
	for _, c := range []struct{ name, in, want string }{
		{"another", "---\ntitle: A\ntranslation_of: ffffffffffff\n---\n\nB\n", "---\ntitle: A\ntranslation_of: \"0123456789ab\"\n---\n\nB\n"},
		{"first", "---\ntranslation_of: 'ffffffffffff'\ntitle: A\n---\n", "---\ntranslation_of: \"0123456789ab\"\ntitle: A\n---\n"},
		{"comment", "---\ntitle: A\ntranslation_of:   \"ffffffffffff\"  # seen # twice\n---\n", "---\ntitle: A\ntranslation_of:   \"0123456789ab\"  # seen # twice\n---\n"},
		{"empty", "---\ntitle: A\ntranslation_of:\n---\n", "---\ntitle: A\ntranslation_of: \"0123456789ab\"\n---\n"},
		{"empty with a comment", "---\ntitle: A\ntranslation_of:   # to do\n---\n", "---\ntitle: A\ntranslation_of: \"0123456789ab\"   # to do\n---\n"},
		{"wrong", "---\ntitle: A\ntranslation_of: yes\n---\n", "---\ntitle: A\ntranslation_of: \"0123456789ab\"\n---\n"},
		{"none", "---\ntitle: A # a\n---\n\nB\n", "---\ntitle: A # a\ntranslation_of: \"0123456789ab\"\n---\n\nB\n"},
		{"in a comment", "---\ntitle: A\n# translation_of: ffffffffffff\n---\n", "---\ntitle: A\n# translation_of: ffffffffffff\ntranslation_of: \"0123456789ab\"\n---\n"},
		{"in the body", "---\ntitle: A\n---\ntranslation_of: ffffffffffff\n", "---\ntitle: A\ntranslation_of: \"0123456789ab\"\n---\ntranslation_of: ffffffffffff\n"},
		{"a mark and carriage returns", "\ufeff---\r\ntitle: A\u0301\r\ntranslation_of: ffffffffffff\r\n---\r\n\r\nB\rC\n", "\ufeff---\r\ntitle: A\u0301\r\ntranslation_of: \"0123456789ab\"\r\n---\r\n\r\nB\rC\n"},
		{"none, and carriage returns", "---\r\ntitle: A\r\n---\r\n", "---\r\ntitle: A\r\ntranslation_of: \"0123456789ab\"\r\n---\r\n"},
		{"carriage returns alone", "---\rtitle: A\r---\r", "---\rtitle: A\rtranslation_of: \"0123456789ab\"\r---\r"},
		{"no line end", "---\ntitle: A\n---", "---\ntitle: A\ntranslation_of: \"0123456789ab\"\n---"},
		{"spaces behind the hyphens", "--- \ntitle: A\n---  \n", "--- \ntitle: A\ntranslation_of: \"0123456789ab\"\n---  \n"},
		{"nothing else", "---\n---\n", "---\ntranslation_of: \"0123456789ab\"\n---\n"},
		{"brackets", "---\n{title: A, translation_of: ffffffffffff}\n---\n", ""},
		{"brackets without it", "---\n{title: A}\n---\n", ""},
		{"folded", "---\ntitle: A\ntranslation_of: >\n  ffffffffffff\n---\n", ""},
		{"on the next line", "---\ntitle: A\ntranslation_of:\n  ffffffffffff\n---\n", ""},
		{"no front matter", "A\n", ""},
		{"no end", "---\ntitle: A\n", ""},
		{"nothing", "", ""},
		{"no UTF-8", "---\ntitle: \xff\n---\n", ""},
	} {
		got, err := Mark([]byte(c.in), digest)
		switch {
		case c.want == "" && !errors.Is(err, ErrFront):
			t.Errorf("%s: got %q, %v; want %v", c.name, got, err, ErrFront)
		case c.want != "" && (err != nil || string(got) != c.want):
			t.Errorf("%s: got %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

// FuzzMark: what is marked has the digest, and without its one line it is what it was.
func FuzzMark(f *testing.F) {
	f.Add("---\ntitle: A\ntranslation_of: ffffffffffff\n---\n\nB\n")
	f.Add("\ufeff---\r\ntitle: A\r\n---\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		const digest = "0123456789ab"
		out, err := Mark([]byte(in), digest)
		if err != nil {
			return
		}
		if !marked(out, digest) {
			t.Errorf("%q became %q", in, out)
		}
		before, after := rawLines([]byte(in)), rawLines(out)
		if len(after)-len(before) > 1 || len(after) < len(before) {
			t.Fatalf("%q became %q", in, out)
		}
		i := 0
		for i < len(before) && before[i] == after[i] {
			i++
		}
		rest := strings.Join(before[i:], "")
		if !strings.HasSuffix(string(out), rest) && i < len(before) && !strings.HasSuffix(string(out), strings.Join(before[i+1:], "")) {
			t.Errorf("%q became %q", in, out)
		}
		if again, err := Mark(out, digest); err != nil || string(again) != string(out) {
			t.Errorf("%q, marked again, became %q, %v", out, again, err)
		}
	})
}
