package importer

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// escape makes a plain text one that Markdown reads as it is: no mark of it begins
// anything, wherever it stands in a line but at the beginning.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '~', '|':
			if r == '_' && inWord(s, i) {
				break
			}
			b.WriteByte('\\')
		case '&':
			if reference.MatchString(s[i:min(len(s), i+40)]) {
				b.WriteByte('\\')
			}
		case '!':
			if i+1 < len(s) && s[i+1] == '[' {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

var reference = newExpression(`^&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9A-Za-z]+);`)

func inWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return (unicode.IsLetter(before) || unicode.IsDigit(before)) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

var beginsBlock = newExpression(`^(?:#{1,6}(?:\s|$)|[-+](?:\s|$)|[-=+]+\s*$|:?-+)`)
var beginsNumber = newExpression(`^(\d{1,9})([.)])(\s|$)`)

// atStart makes sure that a paragraph begins nothing else.
func atStart(md string) string {
	if m := beginsNumber.FindStringSubmatchIndex(md); m != nil {
		return md[:m[4]] + `\` + md[m[4]:]
	}
	if beginsBlock.MatchString(md) {
		return `\` + md
	}
	return md
}

// body writes blocks as Markdown.
func body(blocks []block, say comments) string {
	var out []string
	add := func(s string, tight bool) {
		if tight && len(out) > 0 {
			out[len(out)-1] += "\n" + s
			return
		}
		out = append(out, s)
	}
	smallest, pictures := 6, 0
	for i := range blocks {
		if b := &blocks[i]; b.kind == heading {
			smallest = min(smallest, b.level)
		}
	}
	for i := range blocks {
		b := &blocks[i]
		md := b.md
		if md == "" {
			md = escape(b.text)
		}
		switch b.kind {
		case heading:
			add(strings.Repeat("#", min(2+b.level-smallest, 4))+" "+strings.TrimRight(strings.ReplaceAll(md, "**", ""), "# "), false)
		case item:
			mark := "- "
			if b.number > 0 {
				mark = strconv.Itoa(b.number) + ". "
			}
			tight := i > 0 && blocks[i-1].kind == item && (b.level > 0 || blocks[i-1].level > 0 || (blocks[i-1].number > 0) == (b.number > 0))
			add(strings.Repeat("   ", min(b.level, 4))+mark+atStart(md), tight)
		case table:
			add(tableOf(b.rows), false)
		case picture, caption:
			pictures++
			add(say.figure(b, pictures), false)
		case quote:
			add("> "+atStart(md), false)
		default:
			add(atStart(md), false)
		}
	}
	return strings.Join(out, "\n\n") + "\n"
}

// comments are what the body says to the editor, in the language of the report.
type comments struct{ picture, file, caption, address, hint string }

// figure is a comment in the place of a picture. What is left to do is to save the
// picture and to take away what is around the line in the middle.
func (c comments) figure(b *block, n int) string {
	text := inComment(b.text)
	alt := inComment(b.alt)
	if alt == "" || sameText(alt, text) {
		alt = "…"
	}
	var s strings.Builder
	s.WriteString("<!-- " + c.picture + ": " + c.hint + "\n")
	if b.src != "" {
		s.WriteString(c.address + ": " + strings.ReplaceAll(inComment(b.src), " ", "%20") + "\n")
	}
	s.WriteString("![" + escape(alt) + "](" + c.file + "-" + strconv.Itoa(n) + ".jpg")
	if text != "" {
		s.WriteString(` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`)
	}
	s.WriteString(")\n-->")
	return s.String()
}

// tableOf writes a table, the first row of which is its head.
func tableOf(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("| --- ", len(row)) + "|\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// inComment is a text that can stand in a comment of HTML without ending it.
func inComment(s string) string {
	return strings.NewReplacer("--", "- -", "<", "‹", ">", "›").Replace(collapse(s))
}
