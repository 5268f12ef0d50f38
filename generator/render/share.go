package render

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/content"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// What a page says of itself to those who pass it on, cite it or mend it. All of
// it is plain links and text; the script adds what only a browser can do.

// facebook is where Facebook is told of an address.
const facebook = "https://www.facebook.com/sharer/sharer.php?u="

// appendShare appends links that pass a page on by mail and on Facebook, which between them
// reach most readers; Zalo has no such link, and telephones reach it through the
// script.
func (r *Renderer) appendShare(b []byte, l *language, p *Page) []byte {
	b = append(b, `<li><a href="mailto:?subject=`...)
	b = appendPercent(b, p.Title)
	b = append(b, `&amp;body=`...)
	b = appendPercent(b, p.Canonical)
	b = append(b, `">`...)
	b = append(b, l.shareWords.mail...)
	b = append(b, `</a></li><li><a href="`+facebook...)
	b = appendPercent(b, p.Canonical)
	b = append(b, `">`...)
	b = append(b, l.shareWords.facebook...)
	return append(b, `</a></li>`...)
}

// mend are links to where a page's file is edited and to the editors' address,
// as far as the site has these.
func (r *Renderer) mend(l *language, p *Page, file string) template.HTML {
	if r.edit == "" && r.site.Config.Feedback == "" {
		return ""
	}
	b := make([]byte, 0, 1024)
	if r.edit != "" {
		b = append(b, `<li><a href="`...)
		b = append(b, r.edit...)
		b = append(b, escapePath(file)...)
		b = append(b, `">`...)
		b = append(b, l.shareWords.edit...)
		b = append(b, `</a></li>`...)
	}
	if to := r.site.Config.Feedback; to != "" {
		b = append(b, `<li><a href="mailto:`...)
		b = appendMailbox(b, to)
		b = append(b, `?subject=`...)
		for i, part := range l.shareWords.subject {
			if i > 0 {
				b = appendPercent(b, p.Title)
			}
			b = append(b, part...)
		}
		b = append(b, `&amp;body=`...)
		b = appendPercent(b, "\r\n\r\n"+p.Canonical)
		b = append(b, `">`...)
		b = append(b, l.shareWords.feedback...)
		b = append(b, `</a></li>`...)
	}
	return template.HTML(b)
}

// shareWords are the names of the links, escaped, and what a letter to the editors
// is about: what stands around the page's title, ready for an address.
type shareWords struct {
	mail, facebook, edit, feedback string
	subject                        []string
}

func (l *language) readShareWords() shareWords {
	word := func(key string) string { return escapedText(l.say(key)) }
	w := shareWords{mail: word("article.byMail"), facebook: word("article.onFacebook"), edit: word("article.edit"), feedback: word("feedback")}
	const title = "\x00" // which no text has
	for part := range strings.SplitSeq(l.say("article.feedbackSubject", "title", title), title) {
		w.subject = append(w.subject, string(appendPercent(nil, part)))
	}
	return w
}

// appendCitation says how to cite a text. Its day is that on which it came out; where
// nobody says, that of what it reports, named as such. It names who wrote the text: of one
// that retells what another wrote, the source instead.
func (r *Renderer) appendCitation(dst []byte, l *language, a *site.Article, t *site.Text, p *Page) []byte {
	var day string
	if a.Published.IsZero() {
		day = l.say(daySentence("article.citation", a.Kind), "date", l.Span(a.Date, a.Until))
	} else {
		day = l.Date(a.Published, locale.LongDay)
	}
	key, by, source := "article.citation", author(a, t), ""
	switch {
	case by != "":
		key = "article.citationBy"
	case a.Source != nil:
		key, source = "article.citationSource", a.Source.Name
	}
	return appendText(dst, l.say(key, "author", by, "title", t.Title, "bulletin", r.site.Config.Title[l.Tag], "date", day, "source", source, "address", p.Canonical))
}

// editBase is what precedes a file's path where it is edited, escaped; "" where
// files cannot be edited.
func editBase(c *content.Config) string {
	base, ok := content.EditBase(c.Repository)
	if !ok {
		return ""
	}
	return escapedText(base)
}

// appendPercent writes text as a value in the query of an address. Of RFC 3986's
// characters it leaves only those that never mean anything, so that the value
// also needs no escaping in HTML. Letters of other alphabets it leaves too, as RFC
// 3987 allows: a browser escapes them when it uses the address, and a Vietnamese
// title is half as long for it.
func appendPercent(dst []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			if letter, size := utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(letter) {
				dst = append(dst, s[i:i+size]...)
				i += size - 1
				continue
			}
		} else if unreserved[c] {
			dst = append(dst, c)
			continue
		}
		dst = append(dst, '%', digits[c>>4], digits[c&15])
	}
	return dst
}

// unreserved are RFC 3986's characters that never mean anything.
var unreserved = func() (out [utf8.RuneSelf]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") {
		out[c] = true
	}
	return out
}()

// appendMailbox writes an e-mail address as RFC 6068 has it: its @ stands bare.
func appendMailbox(dst []byte, address string) []byte {
	local, domain, _ := strings.Cut(address, "@")
	return appendPercent(append(appendPercent(dst, local), '@'), domain)
}
