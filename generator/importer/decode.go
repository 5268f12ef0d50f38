package importer

import (
	"bytes"
	"regexp"
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
	if isHTML(text) {
		if err := p.fromHTML(text); err != nil {
			return nil, err
		}
	} else {
		p.fromText(text)
	}
	if len(p.blocks) > mostBlocks {
		return nil, ErrLines
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
				return "", ErrNoText
			}
			raw = []byte(text)
		} else {
			raw = bytes.ToValidUTF8(raw, []byte("\ufffd"))
		}
	}
	if binary(raw) {
		return "", ErrNoText
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

var charset = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

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
			if c >= 0x80 && c < 0xa0 {
				out = append(out, []rune(windows1252)[c-0x80])
				continue
			}
			out = append(out, rune(c))
		}
		return string(out), true
	}
	return "", false
}

// windows1252 has the characters of the bytes 0x80 to 0x9F.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

// plainLines has LF line ends, and no characters without width: portals put soft
// hyphens and zero-width spaces into words, and marks of direction around them.
func plainLines(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u00ad' || r == '\ufeff' || r == '\u2060' || r >= '\u200e' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e':
			return -1
		case r < ' ' && r != '\n' && r != '\t' || r == 0x7f:
			return -1
		}
		return r
	}, text)
}

// mendBlocks converts blocks whose letters are those of an old font: TCVN3 or VNI
// that a program took for Latin letters and saved as UTF-8, or that HTML writes as
// references to characters.
func (p *page) mendBlocks() {
	var all []byte
	for i := range p.blocks {
		b, ok := oldBytes(p.blocks[i].text)
		if !ok {
			return
		}
		if len(all) < 1<<16 {
			all = append(append(all, b...), '\n')
		}
	}
	name := vietnamese.Legacy(all)
	if name != vietnamese.TCVN3 && name != vietnamese.VNI {
		return
	}
	mend := func(s *string) {
		if b, ok := oldBytes(*s); ok {
			if text, ok := vietnamese.DecodeLegacy(b, name); ok {
				*s = text
			}
		}
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		for _, s := range []*string{&b.text, &b.md, &b.alt} {
			mend(s)
		}
		for _, row := range b.rows {
			for j := range row {
				mend(&row[j])
			}
		}
	}
	for _, s := range []*string{&p.meta.title, &p.meta.pageTitle, &p.meta.description, &p.meta.author, &p.meta.site} {
		mend(s)
	}
	p.encoding = name
}

// oldBytes is text as the bytes that it would have in Windows-1252; ok is false
// where it has letters that are not there, as Vietnamese in Unicode has. Đ is: it
// stands for the Ð that has been normalised.
func oldBytes(s string) (b []byte, ok bool) {
	for _, r := range s {
		switch {
		case r < 0x80 || r >= 0xa0 && r < 0x100:
			b = append(b, byte(r))
		case r == 'Đ':
			b = append(b, 0xd0)
		case r == 'đ':
			b = append(b, 0xf0)
		default:
			i := strings.IndexRune(windows1252, r)
			if i < 0 {
				return nil, false
			}
			b = append(b, byte(0x80+utf8.RuneCountInString(windows1252[:i])))
		}
	}
	return b, true
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
