package content

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"bantin/generator/diag"
)

// translationOf is a line of the key in block form: what stands before the value,
// the value, and what comes after it.
var translationOf = regexp.MustCompile(`^(translation_of:)([ \t]*)("[^"]*"|'[^']*'|[^\s#"'][^\s]*)?([ \t]*(?:[ \t]#.*)?)$`)

// ErrFront is that the front matter of a file cannot be changed by its lines: there
// is none, or the key is written in a way that is not a line of its own.
var ErrFront = errors.New("its front matter is not written a key a line")

// Mark is a translation's file with the key translation_of set to a digest. Where
// the key is there, that one value changes; where it is not, its line is added at
// the end of the front matter. All else stays byte for byte: a byte-order mark, line
// ends, comments, letters in any form. The error is [ErrFront], or says on which two lines the key is.
func Mark(raw []byte, digest string) ([]byte, error) {
	lines := rawLines(raw)
	end := 0
	for i, line := range lines {
		text := strings.TrimRight(bare(line), " \t")
		switch {
		case i == 0 && strings.TrimPrefix(text, byteOrderMark) != "---":
			return nil, ErrFront
		case i > 0 && text == "---":
			end = i
		}
		if end > 0 {
			break
		}
	}
	if end == 0 {
		return nil, ErrFront
	}
	value := `"` + digest + `"`
	changed := 0 // the line, from 0, of which the first is no key
	for i := 1; i < end; i++ {
		text := bare(lines[i])
		if m := translationOf.FindStringSubmatch(text); m != nil {
			if changed > 0 {
				return nil, diag.Failf("the key translation_of is on line %d and again on line %d; keep one of the two lines, and mark it again", changed+1, i+1)
			}
			space, after := m[2], m[4]
			if m[3] == "" { // what stands there belongs to a remark, if there is one
				if space, after = " ", m[2]+m[4]; strings.TrimSpace(after) == "" {
					after = ""
				}
			} else if space == "" {
				space = " "
			}
			lines[i] = m[1] + space + value + after + lines[i][len(text):]
			changed = i
		}
	}
	if changed == 0 {
		// The line ends as the one before it does.
		before := lines[end-1]
		lines[end] = "translation_of: " + value + before[len(bare(before)):] + lines[end]
	}
	out := []byte(strings.Join(lines, ""))
	if !marked(out, digest) {
		return nil, ErrFront
	}
	return out, nil
}

// marked reports whether a file's front matter can be read and has the digest.
func marked(raw []byte, digest string) bool {
	src, _, ok := Normalize(raw)
	if !ok {
		return false
	}
	var problems diag.List
	front, _, _, ok := splitFront("", src, &problems)
	if !ok {
		return false
	}
	d := &decoder{problems: &problems, zone: defaults().TimeZone}
	var f Front
	return readFront(d, front, articleKeys, &f) && f.TranslationOf == digest
}

// rawLines are the lines of a file with their ends, which are those that the
// loader knows: a line feed, a carriage return, or both.
func rawLines(raw []byte) []string {
	var out []string
	for len(raw) > 0 {
		n := bytes.IndexAny(raw, "\r\n") + 1
		switch {
		case n == 0:
			n = len(raw)
		case raw[n-1] == '\r' && n < len(raw) && raw[n] == '\n':
			n++
		}
		out = append(out, string(raw[:n]))
		raw = raw[n:]
	}
	return out
}

// bare is a line without its end.
func bare(line string) string { return strings.TrimRight(line, "\r\n") }
