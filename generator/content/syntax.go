package content

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/diag"

	"gopkg.in/yaml.v3"
)

var yamlError = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s*)?(?:line (\d+): )?(?s:(.*))$`)

// A fault is what is most likely wrong in a line that is not YAML.
type fault struct {
	at           int // its offset in the line
	what, advice diag.Text
}

// syntax reports YAML that could not be read, at the sign that has to change. It says
// what is to be seen there, and not what the parser says, which is for programmers.
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
	if begins := textBegins(lines); d.line > 0 && begins <= line && !keyAfter(lines, begins) {
		endless(d.problems, d.file, d.line, lines)
		return
	}
	text := strings.TrimRight(lines[line], "\n")
	f := culprit(lines, line)
	pos := diag.Pos{File: d.file, Line: d.line + line + 1, Col: 1 + utf8.RuneCountInString(text[:f.at])}
	switch {
	case strings.HasPrefix(what, "unknown anchor"):
		d.refuseAlias(pos)
		return
	case strings.Contains(what, "escape"):
		f.what = diag.Sayf("the backslash in these quotation marks stands for something else")
		f.advice = diag.Sayf("put the value in single quotes, in which a backslash means nothing, or write the character itself")
	case line > 0 && strings.TrimSpace(lines[line-1]) == "...":
		f.what = diag.Sayf("the line of three dots above ends what is read")
		f.advice = diag.Sayf("remove the line of three dots above")
	}
	p := d.problems.Errorf(pos, "yaml-syntax", "")
	p.Message, p.Hint = f.what, f.advice
}

// textBegins is the line, from 0, in which the text of a file most likely begins whose
// front matter has no end, or in which the end is that is not right: the first line
// that no front matter has. It is the number of lines where there is none.
func textBegins(lines []string) int {
	blank := false
	for i, l := range lines {
		text := strings.TrimSpace(l)
		switch {
		case text == "":
		case nearlyRule(text):
			return i
		case strings.HasPrefix(l, " "), strings.HasPrefix(l, "\t"), keyLine.MatchString(l), !blank && strings.HasPrefix(l, "- "), strings.HasPrefix(l, "#") && !strings.HasPrefix(l, "##"):
		case blank || len(strings.Fields(text)) > mostWords:
			return i
		}
		blank = text == ""
	}
	return len(lines)
}

// mostWords is the most words of a line that may be a key whose colon is missing.
const mostWords = 8

// keyLine is a line at the margin with a key, right or not.
var keyLine = regexp.MustCompile(`^[\pL\pN_-]+:(?:\s|$)`)

// keyAfter reports whether a line with a key of the form that keys have comes after a
// line, so that the front matter has not ended there.
func keyAfter(lines []string, line int) bool {
	return line < len(lines) && slices.ContainsFunc(lines[line+1:], atMargin.MatchString)
}

// nearlyRule reports a line of hyphens and the like that was most likely meant as the
// three hyphens.
func nearlyRule(text string) bool {
	return text != "---" && strings.Trim(text, "-–—_=~* ") == "" && (len(text) > 1 || text == "-")
}

// endless reports front matter without an end, where the end has to be. The lines are
// those behind the first before of the file.
func endless(problems *diag.List, file string, before int, lines []string) {
	at := textBegins(lines)
	pos := diag.Pos{File: file, Line: before + at + 1, Col: 1}
	switch {
	case at < len(lines) && nearlyRule(strings.TrimSpace(lines[at])):
		problems.Errorf(pos, "front-matter-missing", "the front matter has no end").Hintf("write three hyphens in this line, --- and nothing else")
	case at < len(lines):
		problems.Errorf(pos, "front-matter-missing", "the front matter has no end").Hintf("write a line of three hyphens above this one, where the text begins")
	default:
		for at > 0 && strings.TrimSpace(lines[at-1]) == "" {
			at--
		}
		pos.Line = before + at
		problems.Errorf(pos, "front-matter-missing", "the front matter has no end").Hintf("write a line of three hyphens below the last key")
	}
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
		part := lines[from:to]
		if !isYAML(strings.Join(part, "")) {
			return from + brokenAfter(part, 0)
		}
		// Words alone are YAML, too; what is below them is blamed for what they lack.
		if _, is := keyFault(strings.TrimRight(part[0], "\n"), 0); is || from == 0 && to < len(lines) && isWords(part) {
			return from
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

// culprit is what is most likely wrong in a line, by its number from 0, and what to
// write instead.
func culprit(lines []string, line int) fault {
	text := strings.TrimRight(lines[line], "\n")
	at := len(text) - len(strings.TrimLeft(text, " "))
	body := text[at:]
	if strings.HasPrefix(body, "\t") {
		return fault{at, diag.Sayf("this line begins with a tab"), diag.Sayf("indent with spaces, not with a tab")}
	}
	for strings.HasPrefix(body, "- ") {
		rest := strings.TrimLeft(body[2:], " ")
		at += len(body) - len(rest)
		body = rest
	}
	if f, is := keyFault(body, at); is {
		return f
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
			return fault{start + open, diag.Sayf("this bracket is not closed"), diag.Sayf("close the bracket; in a list in brackets, put a value with a colon, a comma or a bracket in it in quotes")}
		}
		return fault{start, diag.Sayf("what is in these brackets cannot be told apart"), diag.Sayf("put a comma between the values in brackets, and a value with a colon, a comma or a bracket in it in quotes")}
	case first == '"' || first == '\'':
		end := closing(value)
		if end < 0 {
			return fault{start, diag.Sayf("this quotation mark is not closed"), diag.Sayf("close the quotation mark")}
		}
		if strings.TrimSpace(value[end+1:]) != "" {
			return fault{start, diag.Sayf("the value goes on behind its quotation marks"), diag.Sayf("put the whole value in quotes: in single ones, if it has double ones in it")}
		}
	case strings.IndexByte("@%`*&!|>,]}", first) >= 0:
		return fault{start, diag.Sayf("a value without quotation marks cannot begin with %c", first), diag.Sayf("put the value in quotes")}
	case isKey && strings.ContainsAny(value[:min(len(value), 3)], "“”„‘’«") && strings.Contains(value, ":"):
		return fault{start, diag.Sayf("these curly quotation marks are letters of the value like any other"), diag.Sayf("put the value in straight quotation marks, \" or '")}
	case isKey && strings.Contains(value, ": "):
		return fault{start + strings.Index(value, ": "), diag.Sayf("there is a second colon in this line"), diag.Sayf("put the value in quotes, since it has a colon in it")}
	case isKey && strings.HasSuffix(value, ":"):
		return fault{len(text) - 1, diag.Sayf("there is a second colon in this line"), diag.Sayf("put the value in quotes, since it ends in a colon")}
	case at == 0 && isKey && inList(lines[:line]):
		return fault{at, diag.Sayf("this key stands beside the list and not in it"), diag.Sayf("if a new entry begins here, begin it with a hyphen and a space; otherwise indent the key as those above it")}
	case !isKey && !strings.HasSuffix(body, ":"):
		return fault{at, diag.Sayf("this line has no key with a colon behind it"), diag.Sayf("write a key, a colon, a space and a value; put a text of several lines in quotes")}
	}
	return indentation(lines, line, at)
}

// nearlyKey is a key whose colon has no space behind it, or is the full-width one. What
// comes behind an address's colon is a slash.
var nearlyKey = regexp.MustCompile(`^(?:[a-z_]+(：)|[a-z_]+:[^\s/])`)

// keyFault is what is wrong with the colon of a line that was meant as a key, where
// that can be seen. at is the offset in the line at which text begins.
func keyFault(text string, at int) (f fault, is bool) {
	m := nearlyKey.FindStringSubmatch(text)
	if m == nil {
		return f, false
	}
	if m[1] != "" {
		return fault{at, diag.Sayf("this key has a full-width colon behind it"), diag.Sayf("write the colon of the Latin letters and a space behind it")}, true
	}
	if strings.HasSuffix(m[0], "\u00a0") {
		return fault{at, diag.Sayf("behind the colon of this key stands a no-break space"), diag.Sayf("put an ordinary space behind the colon")}, true
	}
	return fault{at, diag.Sayf("this key has no space behind its colon"), diag.Sayf("put a space behind the colon")}, true
}

// isWords reports lines that YAML takes for a text and not for a key with its value.
func isWords(lines []string) bool {
	var n yaml.Node
	if strings.HasPrefix(lines[0], "#") || strings.TrimSpace(lines[0]) == "" {
		return false
	}
	err := yaml.Unmarshal([]byte(strings.Join(lines, "")), &n)
	return err == nil && len(n.Content) > 0 && n.Content[0].Kind == yaml.ScalarNode
}

// inList reports whether lines are those of a list whose entries begin at the margin.
func inList(lines []string) bool {
	first := slices.IndexFunc(lines, func(l string) bool { return strings.TrimSpace(l) != "" && !strings.HasPrefix(l, "#") })
	return first >= 0 && strings.HasPrefix(lines[first], "- ")
}

// indentation is what is wrong in a line that begins at the wrong place.
func indentation(lines []string, line, at int) fault {
	before := line - 1
	for before > 0 && strings.TrimSpace(lines[before]) == "" {
		before--
	}
	if before >= 0 && at > 0 && !strings.HasPrefix(lines[before], " ") && !strings.HasSuffix(strings.TrimSpace(lines[before]), ":") {
		return fault{at, diag.Sayf("this line is indented, and does not belong to the key above it"), diag.Sayf("take away the spaces before it")}
	}
	return fault{at, diag.Sayf("this line does not begin where the keys beside it do"), diag.Sayf("begin all keys of a group in the same column, below the first letter of each other")}
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
