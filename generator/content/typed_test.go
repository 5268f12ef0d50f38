package content

import (
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/diag"
)

// TestTyped: of the patterns of a strings file, the reader's browser gets those that it
// reads as Go does, finds without trying many ways, and that make no word longer.
func TestTyped(t *testing.T) {
	for _, entry := range []string{
		"d[d9]=đ", "w=ư", `([aeiouyâăêôơư][a-zâăêôơư]*?)[s1]=$1` + "\u0301", "a=", "(a)(b)=$2$1", "(?:ab)c=x", `a\.b=x`, "a{2}=x", "^a=b",
		"[^a-z]x=y", "ab?=c", strings.Repeat("a", mostTypedPattern) + "=x",
	} {
		if wrong := wrongTyped(entry); !wrong.IsZero() {
			t.Errorf("%q: %s", entry, wrong)
		}
	}
	for entry, want := range map[string]string{
		"((=x":          "it is no regular expression",
		"(a+)+$=x":      "it repeats more than one letter or class",
		"(a|aa)b=x":     "it has a |",
		"(ab)*=x":       "it repeats more than one letter or class",
		"a*b*=":         "it has more than one sign of repetition",
		"a?a?=":         "it has more than one sign of repetition",
		"((a)b)=$1$2":   "it has a group within a group",
		"a=aa":          "what stands for it is longer than it",
		"a*=b":          "what stands for it is longer than it",
		"(a)b=$1xy":     "what stands for it is longer than it",
		"(a)b=$1$1":     "a $ stands for a group",
		"a=$1":          "a $ stands for a group",
		"a=$&":          "a $ stands for a group",
		"(a)b=$`":       "a $ stands for a group",
		"(a)b=$11":      "a $ stands for a group",
		"a":             "it is no pattern with one = behind it",
		"=a":            "it is no pattern with one = behind it",
		"[a=b]=c":       "it is no pattern with one = behind it",
		"(?i)a=b":       "of what begins with",
		"(?<x>a)=b":     "of what begins with",
		`\pL=b`:         "of what begins with",
		`a\=b`:          "of what begins with",
		"[[:alpha:]]=b": "of what begins with",
		"[]a]=b":        "of what begins with",
		"a{,2}b=c":      "of what begins with",
		"a]=b":          "of what begins with",
		"[z-a]=b":       "it is no regular expression",
		"^*a=b":         "it repeats more than one letter or class",
		strings.Repeat("a", mostTypedPattern+1) + "=x": "it has more than 200 bytes",
	} {
		if got := wrongTyped(entry).String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q: got %q, want %q", entry, got, want)
		}
	}
}

// TestForSearch: what the script of the search works with is told of at its place.
func TestForSearch(t *testing.T) {
	for text, want := range map[string]string{
		"typed: '((=x'":                                 `the search cannot use "((=x": it is no regular expression (`,
		"typed: '(a+)+$=x'":                             `the search cannot use "(a+)+$=x": it repeats more than one letter or class: write letters`,
		"typed: {one: a=b, other: a=bb}":                `the search cannot use "a=bb": what stands for it is longer than it: write letters`,
		"typed: " + strings.Repeat("a=b ", mostTyped):   "",
		"typed: " + strings.Repeat("a=b ", mostTyped+1): "there are 101 patterns, and 100 are the most: remove some",
		"issuers: politburo":                            `"politburo" is no pair: write two words with one = between them and no spaces, as in "politburo=TW"`,
		"ordinals: first=1 =2":                          `"=2" is no pair: write two words`,
		"ordinals: '-=2'":                               `"-=2" is no pair: write two words`,
		"ordinals: first=1 second=2":                    "",
		"endings: ies=y ss=ss s=":                       "",
		"endings: ies":                                  `"ies" is no pair: write two words`,
	} {
		var problems diag.List
		readLocale(fstest.MapFS{"strings/vi.yaml": {Data: []byte("text:\n  search:\n    " + text + "\n")}}, "vi", &problems)
		got := ""
		for _, p := range problems {
			if p.Pos.Line == 3 {
				got = p.String()
			}
		}
		place := "layouts/strings/vi.yaml:3:"
		if want == "" && got != "" || want != "" && (!strings.HasPrefix(got, place) || !strings.Contains(got, ": error: "+want)) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
