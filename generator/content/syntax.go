package content

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/diag"

	"gopkg.in/yaml.v3"
)

var yamlError = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s*)?(?:line (\d+): )?(?s:(.*))$`)

// syntax reports YAML that could not be read, at the sign that has to change.
func (d *decoder) syntax(src []byte, err error) {
	said, what := 1, err.Error()
	if m := yamlError.FindStringSubmatch(what); m != nil {
		what = m[2]
		if m[1] != "" {
			said, _ = strconv.Atoi(m[1])
		}
	}
	lines := strings.SplitAfter(string(src), "\n")
	line := brokenLine(lines, said)
	text := strings.TrimRight(lines[line], "\n")
	at, advice := culprit(text)
	pos := diag.Pos{File: d.file, Line: d.line + line + 1, Col: 1 + utf8.RuneCountInString(text[:at])}
	if strings.HasPrefix(what, "unknown anchor") {
		d.refuseAlias(pos)
		return
	}
	if strings.Contains(what, "escape") {
		advice = diag.Sayf("put the value in single quotes, in which a backslash means nothing, or write the character itself")
	}
	if line > 0 && strings.TrimSpace(lines[line-1]) == "..." {
		advice = diag.Sayf("remove the line of three dots above")
	}
	// What the parser says is looked up as it says it.
	d.problems.Errorf(pos, "yaml-syntax", "this is not YAML (%v)", errors.New(what)).Hint = advice
}

// maxRereading is how many bytes are read again to find where YAML goes wrong.
const maxRereading = 4 << 20

// brokenLine is the line, from 0, that YAML goes wrong in. The parser names one
// too (said, from 1), but often that where it gave up: of a bracket that is never
// closed it is the last of the file.
func brokenLine(lines []string, said int) int {
	// An entry or a key at the margin, with what is indented below it, is YAML
	// by itself, so the first that is not is the one to look in.
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && !atMargin.MatchString(lines[to]) {
			to++
		}
		if part := lines[from:to]; !isYAML(strings.Join(part, "")) {
			return from + brokenAfter(part, 0)
		}
		from = to
	}
	return brokenAfter(lines, min(max(said, 1), len(lines))-1)
}

// atMargin is a line that begins an entry of a list or has a key, not indented.
var atMargin = regexp.MustCompile(`^(?:- |[a-z_]+:)`)

// brokenAfter is the line, from 0, behind the most lines that are YAML without
// it, or otherwise where that would take too long to find.
func brokenAfter(lines []string, otherwise int) int {
	size := 0
	for _, l := range lines {
		size += len(l)
	}
	for n := len(lines) - 1; n > 0; n-- {
		if size*(len(lines)-n) > maxRereading {
			return otherwise
		}
		if isYAML(strings.Join(lines[:n], "")) {
			return n
		}
	}
	return 0
}

// isYAML reports whether a text can be read, as any number of documents.
func isYAML(text string) bool {
	dec := yaml.NewDecoder(strings.NewReader(text))
	for {
		var n yaml.Node
		if err := dec.Decode(&n); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}

// culprit is what is most likely wrong in a line that is not YAML: its offset,
// and what to write instead.
func culprit(text string) (at int, advice diag.Text) {
	at = len(text) - len(strings.TrimLeft(text, " "))
	body := text[at:]
	if strings.HasPrefix(body, "\t") {
		return at, diag.Sayf("indent with spaces, not with a tab")
	}
	for strings.HasPrefix(body, "- ") {
		rest := strings.TrimLeft(body[2:], " ")
		at += len(body) - len(rest)
		body = rest
	}
	key, value, isKey := strings.Cut(body, ": ")
	start := at // of the value
	if isKey && !strings.ContainsAny(key, `"'[{`) {
		value = strings.TrimLeft(value, " ")
		start = len(text) - len(value)
	} else {
		value, isKey = body, false
	}
	first := byte(' ')
	if value != "" {
		first = value[0]
	}
	switch {
	case first == '[' || first == '{':
		if open := unclosed(value); open >= 0 {
			return start + open, diag.Sayf("close the bracket; in a list in brackets, put a value with a colon, a comma or a bracket in it in quotes")
		}
		return start, diag.Sayf("put a comma between the values in brackets, and a value with a colon, a comma or a bracket in it in quotes")
	case first == '"' || first == '\'':
		end := closing(value)
		if end < 0 {
			return start, diag.Sayf("close the quotation mark")
		}
		if strings.TrimSpace(value[end+1:]) != "" {
			return start, diag.Sayf("put the whole value in quotes: in single ones, if it has double ones in it")
		}
	case strings.IndexByte("@%`*&!|>,]}", first) >= 0:
		return start, diag.Sayf("put the value in quotes, since it begins with %c", first)
	case isKey && strings.Contains(value, ": "):
		return start + strings.Index(value, ": "), diag.Sayf("put the value in quotes, since it has a colon in it")
	case isKey && strings.HasSuffix(value, ":"):
		return len(text) - 1, diag.Sayf("put the value in quotes, since it ends in a colon")
	case !isKey && !strings.HasSuffix(body, ":"):
		return at, diag.Sayf("write a key, a colon, a space and a value; put a text of several lines in quotes")
	}
	return at, diag.Sayf("begin the line below the first letter of the key that it belongs to, or of the keys beside it")
}

// unclosed is the offset of the last bracket that is open at the end of a text,
// or -1.
func unclosed(text string) int {
	var open []int
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '[', '{':
			open = append(open, i)
		case ']', '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case '"', '\'':
			if i > 0 && strings.IndexByte(" [{,:", text[i-1]) >= 0 {
				end := closing(text[i:])
				if end < 0 {
					return i
				}
				i += end
			}
		}
	}
	if len(open) == 0 {
		return -1
	}
	return open[len(open)-1]
}

// closing is the offset of the quotation mark that closes the one which a text
// begins with, or -1.
func closing(text string) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}
