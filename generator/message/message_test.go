package message

import (
	"slices"
	"strings"
	"testing"
)

const header = "msgid \"\"\nmsgstr \"\"\n\"Language: vi\\n\"\n"

func TestParse(t *testing.T) {
	got, err := Parse(header + `
#: a.go
# of a file
msgid "a \"b\" \\ %s\n"
msgstr "ă \"b\" \\ %s\n"

msgid "in "
"two"
msgstr ""
"hai"
" dòng"

msgid "not yet"
msgstr ""
`)
	want := []Entry{
		{[]string{"#: a.go", "# of a file"}, "a \"b\" \\ %s\n", "ă \"b\" \\ %s\n"},
		{nil, "in two", "hai dòng"},
		{nil, "not yet", ""},
	}
	same := func(a, b Entry) bool {
		return slices.Equal(a.Notes, b.Notes) && a.Sentence == b.Sentence && a.Said == b.Said
	}
	if err != nil || !slices.EqualFunc(got, want, same) {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestRefused: what nothing here would heed is refused, with its line.
func TestRefused(t *testing.T) {
	for name, test := range map[string]struct{ src, says string }{
		"empty":                   {"", "header"},
		"no header":               {"msgid \"a\"\nmsgstr \"b\"\n", "header"},
		"a context":               {header + "\nmsgctxt \"x\"\nmsgid \"a\"\nmsgstr \"b\"\n", "line 5: there is no msgid"},
		"a plural":                {header + "\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n", "line 6: there is no msgstr"},
		"fuzzy":                   {header + "\n#, fuzzy\nmsgid \"a\"\nmsgstr \"b\"\n", "line 5: "},
		"obsolete":                {header + "\n#~ msgid \"a\"\n#~ msgstr \"b\"\n", "line 5: "},
		"twice":                   {header + "\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgstr \"c\"\n", "twice: a"},
		"no translation":          {header + "\nmsgid \"a\"\n", "there is no msgstr"},
		"no quotation mark":       {header + "\nmsgid a\nmsgstr \"b\"\n", "line 5: "},
		"no end":                  {header + "\nmsgid \"a\nmsgstr \"b\"\n", "line 5: "},
		"a mark in the string":    {header + "\nmsgid \"a\"b\"\nmsgstr \"b\"\n", "quotation mark"},
		"an unknown escape":       {header + "\nmsgid \"a\\x\"\nmsgstr \"b\"\n", "escape"},
		"an escape of nothing":    {header + "\nmsgid \"a\\\"\nmsgstr \"b\"\n", "escape"},
		"no line between entries": {header + "\nmsgid \"a\"\nmsgstr \"b\"\nmsgid \"c\"\nmsgstr \"d\"\n", "line 7: no empty line"},
	} {
		if got, err := Parse(test.src); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(header + "\nmsgid \"a\\n\"\nmsgstr \"b\"\n\"c\"\n")
	f.Add("msgid \"\\")
	f.Fuzz(func(t *testing.T, src string) {
		entries, err := Parse(src)
		for _, e := range entries {
			if err != nil || e.Sentence == "" {
				t.Errorf("%q, %v", e, err)
			}
		}
	})
}

func TestOf(t *testing.T) {
	for locale, want := range map[string]string{
		"vi_VN.UTF-8": "vi", "vi_VN": "vi", "vi": "vi", "VI": "vi", "vi-VN": "vi", "vi_VN.UTF-8@x": "vi", "vi.UTF-8": "vi",
		"en_GB.UTF-8": "en", "en": "en",
		"": "", "C": "", "C.UTF-8": "", "POSIX": "", "fr_FR.UTF-8": "", "vie": "", "v": "",
	} {
		if got := Of(locale); got != want {
			t.Errorf("%q is %q, want %q", locale, got, want)
		}
	}
}

func TestIn(t *testing.T) {
	if tags := Tags(); tags[0] != Written || !slices.Contains(tags, "vi") {
		t.Errorf("the languages are %q", tags)
	}
	if In(Written) != nil || In("xx") != nil || In("../message/vi") != nil {
		t.Error("a language without a file is not English")
	}
	in := In("vi")
	if got := in("error"); got != "lỗi" {
		t.Errorf("error is %q", got)
	}
	if got := in("no such sentence"); got != "no such sentence" {
		t.Errorf("an unknown sentence is %q", got)
	}
	if got := in(""); got != "" {
		t.Errorf("no sentence is %q", got)
	}
}
