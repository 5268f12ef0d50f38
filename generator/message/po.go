package message

import (
	"errors"
	"fmt"
	"strings"
)

// An Entry is one sentence of a file and what it is in the file's language.
type Entry struct {
	Notes    []string // the comments above it, each with its sign: "#: content/keys.go"
	Sentence string   // as in the sources
	Said     string   // "" where it has yet to be translated
}

// Parse reads a file: entries of one msgid and one msgstr, parted by empty lines,
// under comments. The first is the header, whose msgid is empty, and is left out. What
// else the format has (contexts, plurals, fuzzy and obsolete entries) is refused with
// its line: nothing here would heed it.
func Parse(src string) ([]Entry, error) {
	var out []Entry
	seen := map[string]bool{}
	lines := strings.Split(src, "\n")
	at := 0
	wrong := func(what string) error { return fmt.Errorf("line %d: %s", at+1, what) }
	// text reads the string behind a keyword, and those on the lines below it.
	text := func(keyword string) (string, error) {
		if at == len(lines) || !strings.HasPrefix(lines[at], keyword+" ") {
			return "", wrong("there is no " + keyword)
		}
		var whole strings.Builder
		for rest := strings.TrimPrefix(lines[at], keyword+" "); ; rest = lines[at] {
			part, err := unquote(rest)
			if err != nil {
				return "", wrong(err.Error())
			}
			whole.WriteString(part)
			if at++; at == len(lines) || !strings.HasPrefix(lines[at], `"`) {
				return whole.String(), nil
			}
		}
	}
	for ; ; at++ {
		for at < len(lines) && lines[at] == "" {
			at++
		}
		if at >= len(lines) { // beyond them where the last line was the header's
			break
		}
		var e Entry
		for ; at < len(lines) && strings.HasPrefix(lines[at], "#"); at++ {
			if strings.HasPrefix(lines[at], "#~") || strings.HasPrefix(lines[at], "#|") || strings.HasPrefix(lines[at], "#,") && strings.Contains(lines[at], "fuzzy") {
				return nil, wrong("an obsolete or fuzzy entry")
			}
			e.Notes = append(e.Notes, lines[at])
		}
		var err error
		if e.Sentence, err = text("msgid"); err != nil {
			return nil, err
		}
		if e.Said, err = text("msgstr"); err != nil {
			return nil, err
		}
		if at < len(lines) && lines[at] != "" {
			return nil, wrong("no empty line after the entry")
		}
		if seen[e.Sentence] {
			return nil, wrong("twice: " + e.Sentence)
		}
		seen[e.Sentence] = true
		if len(seen) == 1 {
			if e.Sentence != "" {
				return nil, wrong("the file does not begin with its header")
			}
			continue
		}
		out = append(out, e)
	}
	if len(seen) == 0 {
		return nil, wrong("the file does not begin with its header")
	}
	return out, nil
}

// unquote reads one string in quotation marks, with the escapes \" \\ \n and \t.
func unquote(s string) (string, error) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", errors.New("no string in quotation marks")
	}
	var b strings.Builder
	for i := 1; i < len(s)-1; i++ {
		c := s[i]
		if c == '"' {
			return "", errors.New("a quotation mark in the string")
		}
		if c == '\\' {
			i++
			j := strings.IndexByte(`"\nt`, s[i])
			if i == len(s)-1 || j < 0 {
				return "", errors.New("an unknown escape")
			}
			c = "\"\\\n\t"[j]
		}
		b.WriteByte(c)
	}
	return b.String(), nil
}
