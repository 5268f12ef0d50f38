package render

import (
	"html/template"
	"strings"

	"bantin/generator/content"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// What a page says of itself to those who pass it on, cite it or mend it. All of
// it is plain links and text; the script adds what only a browser can do.

// facebook is where Facebook is told of an address.
const facebook = "https://www.facebook.com/sharer/sharer.php?u="

// share are links that pass a page on by mail and on Facebook, which between them
// reach most readers; Zalo has no such link, and telephones reach it through the
// script.
func (r *Renderer) share(l *language, p *Page) template.HTML {
	b := make([]byte, 0, 1024)
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
	return template.HTML(append(b, `</a></li>`...))
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
		b = appendPercent(b, l.say("article.feedbackSubject", "title", p.Title))
		b = append(b, `&amp;body=`...)
		b = appendPercent(b, "\r\n\r\n"+p.Canonical)
		b = append(b, `">`...)
		b = append(b, l.shareWords.feedback...)
		b = append(b, `</a></li>`...)
	}
	return template.HTML(b)
}

// shareWords are the names of the links, escaped.
type shareWords struct{ mail, facebook, edit, feedback string }

func (l *language) readShareWords() shareWords {
	word := func(key string) string { return escapedText(l.say(key)) }
	return shareWords{word("article.byMail"), word("article.onFacebook"), word("article.edit"), word("feedback")}
}

// citation says how to cite a text. Its day is that on which it came out or, where
// nobody says, that of what it reports.
func (r *Renderer) citation(l *language, a *site.Article, t *site.Text, p *Page) template.HTML {
	day := a.Published
	if day.IsZero() {
		day = a.Date
	}
	return template.HTML(escapedText(l.say("article.citation",
		"committee", a.Committee.Names[l.index], "title", t.Title,
		"bulletin", r.site.Config.Title[l.Tag], "date", l.Date(day, locale.LongDay), "address", p.Canonical)))
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
// also needs no escaping in HTML.
func appendPercent(dst []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		if c := s[i]; 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// appendMailbox writes an e-mail address as RFC 6068 has it: its @ stands bare.
func appendMailbox(dst []byte, address string) []byte {
	local, domain, _ := strings.Cut(address, "@")
	return appendPercent(append(appendPercent(dst, local), '@'), domain)
}
