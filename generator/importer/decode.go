package importer

import (
	"bytes"
	"iter"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// A page is a saved page taken apart, nothing of it judged yet.
type page struct {
	blocks   []block
	meta     meta
	html     bool   // it is HTML
	encoding string // an older encoding that it was in; "" for UTF-8
	zone     *time.Location
}

// read decodes a page and takes it apart.
func read(raw []byte, zone *time.Location) (*page, error) {
	p := &page{zone: zone}
	raw = unwrapped(raw)
	text, err := p.decode(raw)
	if err != nil {
		return nil, err
	}
	if p.html = isHTML(text); p.html {
		if err := p.fromHTML(text); err != nil {
			return nil, err
		}
	} else {
		p.fromText(text)
	}
	if len(p.blocks) > mostBlocks {
		return nil, errLines
	}
	p.mendBlocks()
	return p, nil
}

// decode gives a page's text in normal form.
func (p *page) decode(raw []byte) (string, error) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	if name := vietnamese.Legacy(raw); name != "" {
		if text, ok := vietnamese.DecodeLegacy(raw, name); ok {
			p.encoding = name
			return plainLines(text), nil
		}
	}
	if !utf8.Valid(raw) {
		// A page in a western language, or one with a broken letter here and
		// there, as where a portal cut a line in bytes.
		if broken, all := brokenBytes(raw), len(raw); broken*200 > all {
			text, ok := declared(raw)
			if !ok {
				return "", errNoText
			}
			raw = []byte(text)
		} else {
			raw = bytes.ToValidUTF8(raw, []byte("\ufffd"))
		}
	}
	if binary(raw) {
		return "", errNoText
	}
	text, _ := vietnamese.Normalize(string(raw))
	return plainLines(text), nil
}

// binary reports what is no text: it has control characters that no text has.
func binary(raw []byte) bool {
	strange := 0
	for _, c := range raw {
		if c < ' ' && (c < '\t' || c > '\r') && c != 0x1b && c != 0x1a {
			strange++
		}
	}
	return strange*1000 > len(raw)
}

// brokenBytes counts the bytes that are no UTF-8.
func brokenBytes(b []byte) (n int) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

var charset = newExpression(`(?i)charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

// declared reads a page in the encoding that its own head names, of the two
// western ones and Microsoft's Vietnamese one, which is read even where there is
// too little in it to recognise it by.
func declared(raw []byte) (string, bool) {
	m := charset.FindSubmatch(raw[:min(len(raw), 4096)])
	if m == nil {
		return "", false
	}
	switch strings.ToLower(string(m[1])) {
	case "windows-1258", "cp1258", "x-cp1258":
		return vietnamese.DecodeLegacy(raw, vietnamese.Windows1258)
	case "iso-8859-1", "latin1", "windows-1252", "us-ascii":
		out := make([]rune, 0, len(raw))
		for _, c := range raw {
			out = append(out, vietnamese.Windows1252(c))
		}
		return string(out), true
	}
	return "", false
}

// plainLines has LF line ends, and no characters without width: portals put
// zero-width spaces into words and marks of direction around them. Soft hyphens stay
// until mendBlocks has seen that they are no letters.
func plainLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u2060' || r >= '\u200e' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e':
			return -1
		case r < ' ' && r != '\n' && r != '\t' || r == 0x7f:
			return -1
		}
		return r
	}, text)
}

// mendBlocks converts blocks whose letters are those of an old font: TCVN3 or VNI
// that a program took for Latin letters and saved as UTF-8, or that HTML writes as
// references to characters. The soft hyphen is one of these letters (ư in TCVN3); in
// any other page it is taken out.
func (p *page) mendBlocks() {
	name := vietnamese.OldFont(p.running())
	for _, s := range p.texts() {
		if name != "" {
			*s = vietnamese.FromOldFont(*s, name)
		}
		if strings.Contains(*s, softHyphen) {
			*s = collapse(strings.ReplaceAll(*s, softHyphen, ""))
		}
	}
	if name != "" {
		p.encoding = name
	}
}

const softHyphen = "\u00ad"

// running are the texts that readers see, block by block.
func (p *page) running() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range p.blocks {
			if !yield(p.blocks[i].text) {
				return
			}
		}
	}
}

// texts are all texts of a page.
func (p *page) texts() []*string {
	var out []*string
	for i := range p.blocks {
		b := &p.blocks[i]
		out = append(out, &b.text, &b.md, &b.alt)
		for _, row := range b.rows {
			for j := range row {
				out = append(out, &row[j])
			}
		}
	}
	m := &p.meta
	return append(out, &m.title, &m.pageTitle, &m.description, &m.author, &m.site, &m.furniture)
}

// collapse puts one space for each run of white space, and none at the ends.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// encodingRemark says that a page was converted.
func (p *page) encodingRemark() (Remark, bool) {
	if p.encoding == "" {
		return Remark{}, false
	}
	return Remark{Text: diag.Sayf("the page was in %s and has been converted to Unicode: look at its letters, capitals above all", p.encoding)}, true
}
