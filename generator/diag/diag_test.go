package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

func list() List {
	var l List
	l.Warnf(Pos{"b.md", 2, 1}, "z-rule", "second file")
	l.Errorf(Pos{"a.md", 10, 2}, "rule", "ten\nlines, 100%%: \u202e\x1b[31m").Hintf("write %q", "x").Notef(Pos{File: "c.yaml"}, "first used")
	l.Errorf(Pos{"a.md", 9, 30}, "rule", "nine")
	l.Errorf(Pos{"a.md", 9, 30}, "rule", "nine")
	l.Errorf(Pos{"a.md", 9, 4}, "rule", "before")
	l.Errorf(Pos{File: "a.md"}, "rule", "the whole file")
	l.Sort()
	return l
}

func printed(t *testing.T, l List, f Format) []string {
	t.Helper()
	return printedIn(t, l, f, nil)
}

func printedIn(t *testing.T, l List, f Format, in Tongue) []string {
	t.Helper()
	var b strings.Builder
	if err := l.Print(&b, f, in); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

func TestText(t *testing.T) {
	want := []string{
		`a.md:1:1: error: the whole file [rule]`,
		`a.md:9:4: error: before [rule]`,
		`a.md:9:30: error: nine [rule]`,
		"a.md:10:2: error: ten lines, 100%: \uFFFD\uFFFD[31m: write \"x\" (first used at c.yaml:1:1) [rule]",
		`b.md:2:1: warning: second file [z-rule]`,
	}
	if got := printed(t, list(), TextFormat); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestGitHub(t *testing.T) {
	got := printed(t, list(), GitHubFormat)
	if want := "::error file=a.md,line=10,col=2,title=rule::ten lines, 100%25: \uFFFD\uFFFD[31m: write \"x\" (first used at c.yaml:1:1) [rule]"; got[3] != want {
		t.Errorf("got %s, want %s", got[3], want)
	}
	var l List
	l.Errorf(Pos{"a,b:c%.md", 1, 1}, "rule", "x")
	if got, want := printed(t, l, GitHubFormat)[0], "::error file=a%2Cb%3Ac%25.md,line=1,col=1,title=rule::x [rule]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestJSON(t *testing.T) {
	for i, line := range printed(t, list(), JSONFormat) {
		var p struct {
			File, Severity, Rule, Message string
			Line, Column                  int
		}
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Errorf("line %d: %v", i, err)
		}
		if q := list()[i]; p.File != q.Pos.File || p.Line != q.Pos.Line || p.Column != q.Pos.Col || p.Severity != q.Severity.String() || p.Rule != q.Rule || p.Message != q.Sentence().String() {
			t.Errorf("line %d is %s, of %s", i, line, q)
		}
	}
}

func TestStrict(t *testing.T) {
	l := list()
	if errors, warnings := l.Count(); errors != 4 || warnings != 1 {
		t.Errorf("%d errors and %d warnings", errors, warnings)
	}
	l.Strict()
	if errors, warnings := l.Count(); errors != 5 || warnings != 0 {
		t.Errorf("strictly, %d errors and %d warnings", errors, warnings)
	}
}
