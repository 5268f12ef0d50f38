package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fromText takes a plain text apart: each line is a block, but where one goes on in
// the next.
func (p *page) fromText(text string) {
	lines := strings.Split(text, "\n")
	wrapped := isWrapped(lines)
	var paragraph []string // the lines of the block that is being read
	end := func() {
		if len(paragraph) > 0 {
			p.blocks = append(p.blocks, listed(block{text: strings.Join(paragraph, " ")}))
			paragraph = nil
		}
	}
	for i := 0; i < len(lines) && len(p.blocks) <= mostBlocks; i++ {
		rows, n := tabbed(lines[i:])
		if n == 0 {
			rows, n = barred(lines[i:])
		}
		if n > 0 {
			end()
			p.blocks = append(p.blocks, block{kind: table, rows: rows})
			i += n - 1
			continue
		}
		s := collapse(lines[i])
		if n := len(paragraph); s == "" || n > 0 && !continues(paragraph[n-1], s, wrapped) {
			end()
		}
		if s != "" {
			paragraph = append(paragraph, s)
		}
	}
	end()
}

// isWrapped reports whether a text's lines were cut to a width: most lines of its
// paragraphs end within a sentence, and none is long.
func isWrapped(lines []string) bool {
	cut, full := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		n := utf8.RuneCountInString(lines[i])
		if n > 120 {
			return false
		}
		next := strings.TrimSpace(lines[i+1])
		if n < 50 || next == "" {
			continue
		}
		full++
		if !ended(strings.TrimSpace(lines[i])) {
			cut++
		}
	}
	return full >= 4 && cut*3 > full*2
}

// continues reports whether a line is the rest of the one before.
func continues(before, s string, wrapped bool) bool {
	if _, _, ok := bullet(s); ok || ended(before) && !strings.HasSuffix(strings.TrimRight(before, " "), ":") && !wrapped {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	if wrapped && utf8.RuneCountInString(before) >= 50 {
		return true
	}
	return unicode.IsLower(first) && !strings.HasSuffix(before, ":") && !webAddress.MatchString(s)
}

var webAddress = newExpression(`^(?:https?://|www\.)\S+$`)

var numbered = newExpression(`^(\d{1,2})(?:[.)]\s+|[.)](\p{Lu})|/\s+(\p{Lu}))`)

// bullet reads the sign that an item of a list begins with: a dash, a plus, a dot,
// or its number.
func bullet(s string) (size, number int, ok bool) {
	if m := numbered.FindStringSubmatch(s); m != nil {
		for _, c := range m[1] {
			number = number*10 + int(c-'0')
		}
		return len(m[0]) - len(m[2]) - len(m[3]), number, number > 0
	}
	r, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune("-–—+*•▪●◦·", r) {
		return 0, 0, false
	}
	rest := s[size:]
	trimmed := strings.TrimLeft(rest, " ")
	first, _ := utf8.DecodeRuneInString(trimmed)
	return len(s) - len(trimmed), 0, unicode.IsLetter(first) && (rest != trimmed || unicode.IsUpper(first)) || unicode.IsDigit(first) && rest != trimmed || first == '"' || first == '“'
}

// listed makes an item of a line that begins as one.
func listed(b block) block {
	if b.kind != line {
		return b
	}
	size, number, ok := bullet(b.text)
	if !ok || number > 0 && b.md != "" || b.md != "" && !strings.HasPrefix(b.md, b.text[:size]) && !strings.HasPrefix(b.md, `\`+b.text[:size]) {
		return b
	}
	b.kind, b.number = item, number
	b.text = b.text[size:]
	if b.md != "" {
		b.md = strings.TrimPrefix(b.md, `\`)[size:]
	}
	return b
}
