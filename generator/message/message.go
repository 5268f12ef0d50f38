// Package message says the program's sentences in the language of whoever reads
// them. It takes the English of the sources, the formats of diag.Text, of the command
// line and of the tables of keys, and gives the same in the languages that it has
// files of. It never makes a sentence: what a file does not have stays English.
//
// Each language is a file LANG.po of this folder, in the format of GNU gettext, which
// translators' programs open; another language is another file. An entry's msgid is a
// format as it stands in the sources, its msgstr has the same verbs, with indexes as
// in %[2]s where their order is another. What this program quotes from itself (keys,
// flags, files' names) stays as it is.
//
// A sentence that is new in the sources gets its empty entry by
//
//	go test ./generator -run TestSentences -update
//
// and the test fails until every file says it.
package message

import (
	"embed"
	"io/fs"
	"strings"

	"bantin/generator/diag"
)

//go:embed *.po
var files embed.FS

// Written is the language that the sources are written in, which needs no file.
const Written = "en"

// Tags are the languages that there are, the one of the sources first, then in order.
func Tags() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	out := []string{Written}
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".po"))
	}
	return out
}

// In is the language of a tag. It is the nil Tongue, which is the sources' own, where
// there is no file of the tag.
func In(tag string) diag.Tongue {
	src, err := files.ReadFile(tag + ".po")
	if err != nil {
		return nil
	}
	entries, err := Parse(string(src))
	if err != nil {
		panic("internal error: " + tag + ".po: " + err.Error())
	}
	said := make(map[string]string, len(entries))
	for _, e := range entries {
		if e.Said != "" {
			said[e.Sentence] = e.Said
		}
	}
	return func(sentence string) string {
		if s, ok := said[sentence]; ok {
			return s
		}
		return sentence
	}
}

// Of is the tag of the language that a locale asks for: of the value of a variable
// as POSIX has it, vi_VN.UTF-8, or of a language tag, vi-VN. It is "" for one that
// there is no file of, C and POSIX among them.
func Of(locale string) string {
	name, _, _ := strings.Cut(locale, "@")
	name, _, _ = strings.Cut(name, ".")
	name = strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	language, _, _ := strings.Cut(name, "-")
	found := ""
	for _, tag := range Tags() {
		switch strings.ToLower(tag) {
		case name:
			return tag
		case language:
			found = tag
		}
	}
	return found
}
