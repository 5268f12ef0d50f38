package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"bantin/generator/diag"
)

// Markdown that is nearly right is text, and readers see its signs. What is here
// looks at the text that is left when all of Markdown has been read, so nothing
// within code is told, and goes by forms that running text does not have.

// nearly warns of what was most likely meant to be Markdown in a piece of running
// text.
func (w *writer) nearly(n *ast.Text, s []byte) {
	at := n.Segment.Start
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], ']')
		if i < 0 {
			break
		}
		from += i + 1
		if !w.unreadNote(at + from - 1) {
			w.unreadLink(at + from - 1)
		}
	}
	if len(s) > 2 && s[0] == '#' && s[1] == '#' && beginsLine(n) {
		w.unreadHeading(at, s)
	}
	if w.starred {
		w.asterisksIn(at, s)
	}
	if len(s) == 0 || s[len(s)-1] != '>' && !isBlank(s[len(s)-1]) {
		return
	}
	if end := bytes.TrimRight(s, " \t"); bytes.HasSuffix(end, []byte("-->")) && endsLine(n) {
		w.warn(at+len(end)-3, "mark-unread", diag.Sayf("no comment ends here, and readers see the sign"), diag.Sayf("take the sign --> out; a comment begins with <!-- and ends at the first -->"))
	}
}

// asterisksIn looks at the pairs of asterisks in a text.
func (w *writer) asterisksIn(at int, s []byte) {
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], '*')
		if i < 0 {
			return
		}
		from += i
		size := len(s[from:]) - len(bytes.TrimLeft(s[from:], "*"))
		if size == 2 && (from == 0 || s[from-1] != '\\') {
			w.unreadStrong(at + from)
		}
		from += size
	}
}

// beginsLine reports whether a text is the first of its block or of a line in it.
func beginsLine(n *ast.Text) bool {
	if k := n.Parent().Kind(); k != ast.KindParagraph && k != ast.KindTextBlock {
		return false
	}
	switch before := n.PreviousSibling().(type) {
	case nil:
		return true
	case *ast.Text:
		return before.SoftLineBreak() || before.HardLineBreak()
	}
	return false
}

// endsLine reports whether a text is the last of its block or of a line in it.
func endsLine(n *ast.Text) bool {
	return n.NextSibling() == nil || n.SoftLineBreak() || n.HardLineBreak()
}

// unreadHeading warns of number signs with no space behind them, which s begins with
// two of. One alone may be the number or the word that it marks: #1.
func (w *writer) unreadHeading(at int, s []byte) {
	words := bytes.TrimLeft(s, "#")
	signs := len(s) - len(words)
	r, _ := utf8.DecodeRune(words)
	switch {
	case signs <= 6 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		w.warn(at, "mark-unread", diag.Sayf("this is not read as a heading, and readers see its signs"), diag.Sayf("write a space behind %s", s[:signs]))
	case signs > 6 && r == ' ':
		w.warn(at, "mark-unread", diag.Sayf("this is not read as a heading, and readers see its signs"), diag.Sayf("begin the line with at most six of the signs, as ## is usual"))
	}
}

// unreadStrong takes two asterisks that are text. Where they are the second on a line
// with words between, the first of them was meant to begin bold letters: it stands
// behind a space, as no sign of a footnote does.
func (w *writer) unreadStrong(at int) {
	open, block := w.asterisks, w.asterisksBlock
	w.asterisks, w.asterisksBlock = at, w.blocks
	if block != w.blocks || open >= at {
		return
	}
	between := w.src[min(open+2, at):at]
	if !w.mayOpen(open) || bytes.IndexByte(between, '\n') >= 0 || !hasWord(between) {
		return
	}
	w.asterisksBlock = -1
	hint := diag.Sayf("write **text**, with no space within the asterisks")
	if !isBlank(between[0]) && !isBlank(between[len(between)-1]) {
		hint = diag.Sayf("write a space behind the last two asterisks, or the mark of punctuation before them behind them")
	}
	w.warn(open, "mark-unread", diag.Sayf("this is not read as bold letters, and readers see the asterisks"), hint)
}

// mayOpen reports whether what begins at an offset stands where a word begins.
func (w *writer) mayOpen(at int) bool {
	before, _ := utf8.DecodeLastRune(w.src[:at])
	return at == 0 || unicode.IsSpace(before) || unicode.Is(unicode.Pi, before) || before == '"'
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// hasWord reports whether two letters stand side by side in s.
func hasWord(s []byte) bool {
	letters := 0
	for _, r := range string(s) {
		if !unicode.IsLetter(r) {
			letters = 0
		} else if letters++; letters == 2 {
			return true
		}
	}
	return false
}

// unreadLink warns of what was meant to be a link or a picture and is text: a closing
// bracket with a round one behind it, or with a destination in round ones after a
// space.
func (w *writer) unreadLink(bracket int) {
	line := w.src[bracket+1 : min(bracket+1+mostCaption, len(w.src))]
	if len(line) == 0 || line[0] != '(' && !isBlank(line[0]) || bracket > 0 && w.src[bracket-1] == '\\' {
		return
	}
	line, _, _ = bytes.Cut(line, []byte("\n"))
	const rule = "link-unread"
	said := diag.Sayf("this is not read as a link or a picture, and readers see its brackets")
	if line[0] != '(' {
		if inner, ok := bytes.CutPrefix(bytes.TrimLeft(line, " \t"), []byte("(")); ok && w.worded(bracket) && inRound(inner) {
			w.warn(bracket, rule, said, diag.Sayf("take out the space between the square brackets and the round ones: [text](file)"))
		}
		return
	}
	hint := diag.Sayf("write straight quotation marks around the caption, and a name without spaces, or one in <…>")
	line, _, _ = bytes.Cut(line, []byte("](")) // up to the next on the line
	if bytes.Count(line, []byte(`"`))-bytes.Count(line, []byte(`\"`)) > 2 {
		hint = diag.Sayf(`the caption has quotation marks within: write “ and ” for these, or \" for each`)
	}
	w.warn(bracket, rule, said, hint)
}

// worded reports whether the square bracket that closes at an offset has words in it:
// one with a number is a reference, behind which anything may follow.
func (w *writer) worded(bracket int) bool {
	line := w.src[max(0, bracket-mostCaption):bracket]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	open := bytes.LastIndexByte(line, '[')
	return open >= 0 && bytes.ContainsFunc(line[open:], unicode.IsLetter)
}

// inRound reports whether what follows a round bracket, up to the one that closes it,
// has the form of a destination and of nothing that is said in brackets.
func inRound(s []byte) bool {
	s, _, ok := bytes.Cut(s, []byte(")"))
	if !ok || len(s) < 2 || bytes.ContainsAny(s, " \t(") {
		return false
	}
	if s[0] == '#' { // #1 is a number
		return s[1] > '9'
	}
	for _, begin := range []string{"/", "./", "../", "http://", "https://", "mailto:", "tel:", "www."} {
		if bytes.HasPrefix(s, []byte(begin)) {
			return true
		}
	}
	// The id of an article: words in small letters with two hyphens or more.
	if bytes.Count(s, []byte("-")) > 1 && bytes.ContainsFunc(s, unicode.IsLetter) && !bytes.ContainsFunc(s, func(r rune) bool {
		return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		return true
	}
	// The name of a file: letters behind its last full stop, and three or more
	// characters before it, as "v.v" and "tr.5" have not.
	dot := bytes.LastIndexByte(s, '.')
	s, anchor := s[:max(dot, 0)], s[dot+1:]
	ext, _, _ := bytes.Cut(anchor, []byte("#"))
	if len(s) < 3 || len(ext) < 2 || len(ext) > 5 {
		return false
	}
	for _, c := range ext {
		if !isLetterOrDigit(c) || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}
