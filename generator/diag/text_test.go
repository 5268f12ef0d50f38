package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"
)

// shouting is a language of a few sentences.
func shouting(s string) string {
	said := map[string]string{
		"the %s %q of %d": "%[3]d's %[2]q %[1]s", "file": "FILE", "publish to %s: %w": "PUBLISH TO %s: %w",
		"permission denied": "NO", "open": "OPEN", "link": "LINK", "%s and %s": "%s AND %s", "error": "ERROR",
		"%s (%s at %s)": "%s (%s AT %s)", "first": "FIRST", "wrong": "WRONG", "mend it": "MEND IT", "it is full": "FULL",
	}
	if t, ok := said[s]; ok {
		return t
	}
	return s
}

func TestIn(t *testing.T) {
	text := Sayf("the %s %q of %d", Sayf("file"), "a b", 3)
	if got, want := text.String(), `the file "a b" of 3`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := text.In(shouting), `3's "a b" FILE`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for want, names := range map[string][]string{"": nil, "a": {"a"}, "a AND b": {"a", "b"}, "a, b AND c": {"a", "b", "c"}} {
		if got := And(names).In(shouting); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestExplain(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}
	full := Failf("it is full")
	for _, test := range []struct {
		err              error
		english, shouted string
	}{
		{denied, "open x: permission denied", "OPEN x: NO"},
		{&os.LinkError{Op: "link", Old: "a", New: "b", Err: fs.ErrPermission}, "link a b: permission denied", "LINK a b: NO"},
		{Failf("publish to %s: %w", "y", denied), "publish to y: open x: permission denied", "PUBLISH TO y: OPEN x: NO"},
		{errors.Join(full, denied), "it is full\nopen x: permission denied", "FULL\nOPEN x: NO"},
		{fmt.Errorf("on the way: %w", full), "on the way: it is full", "on the way: FULL"},
		{fmt.Errorf("%w, somehow", full), "it is full, somehow", "it is full, somehow"},
		{errors.New("it is full"), "it is full", "FULL"},
		{errors.New("something else"), "something else", "something else"},
	} {
		if got := test.err.Error(); got != test.english {
			t.Errorf("%q, want %q", got, test.english)
		}
		if got := Tongue(nil).Explain(test.err); got != test.english {
			t.Errorf("%q in English, want %q", got, test.english)
		}
		if got := Tongue(shouting).Explain(test.err); got != test.shouted {
			t.Errorf("%q, want %q", got, test.shouted)
		}
	}
	if err := Failf("publish to %s: %w", "y", denied); !errors.Is(err, fs.ErrPermission) {
		t.Error("what a Failure wraps is lost")
	}
}

// TestTongue: all that a person reads of a problem is in the language, and what
// programs read is not.
func TestTongue(t *testing.T) {
	var l List
	l.Errorf(Pos{"a.md", 2, 3}, "some-rule", "wrong").Hintf("mend it").Notef(Pos{File: "b.md"}, "first")
	for f, want := range map[Format]string{
		TextFormat:   "a.md:2:3: ERROR: WRONG: MEND IT (FIRST AT b.md:1:1) [some-rule]",
		GitHubFormat: "::error file=a.md,line=2,col=3,title=some-rule::WRONG: MEND IT (FIRST AT b.md:1:1) [some-rule]",
		JSONFormat:   `{"file":"a.md","line":2,"column":3,"severity":"error","rule":"some-rule","message":"WRONG: MEND IT (FIRST AT b.md:1:1)","notes":[{"file":"b.md","line":1,"column":1,"message":"FIRST"}]}`,
	} {
		if got := printedIn(t, l, f, shouting); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
}

// TestShown: a value in quotation marks is quoted, but a path of Windows stays one.
func TestShown(t *testing.T) {
	for value, want := range map[string]string{
		`..\2026\x.md`: `"..\2026\x.md"`,
		`a "b"`:        `"a \"b\""`,
		"a\nb":         `"a\nb"`,
		"tiếng":        `"tiếng"`,
	} {
		if got := Sayf("%q", value).String(); got != want {
			t.Errorf("%q is shown as %s, want %s", value, got, want)
		}
	}
	if got := Sayf("%-4s|%5.1s", "ab", "cd").String(); got != "ab  |    c" {
		t.Errorf("got %q", got)
	}
}
