package search

import (
	"bytes"
	"html"
	"slices"
	"strings"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/site"
)

// titles gives what counts as an article's title: the title, and the number of
// the document that it presents.
func (it *item) titles(yield func(string)) {
	yield(it.text.Title)
	if n := it.article.Number; n != "" {
		yield(n)
	}
}

// rest gives the text of an article that is not in its body.
func (it *item) rest(yield func(string)) {
	t := it.text
	if t.Lead != nil && t.Lead.Caption != nil {
		yield(t.Lead.Caption.Lead)
	}
	if s := it.summary(); s != "" {
		yield(s)
	}
	for _, s := range []string{t.Author, t.Photos, t.Translator} {
		if s != "" {
			yield(s)
		}
	}
}

// summary is the article's, where it is not the beginning of its body.
func (it *item) summary() string {
	if start := strings.TrimSuffix(it.text.Summary, "…"); start != "" && !strings.HasPrefix(it.text.Body.Lead, start) {
		return it.text.Summary
	}
	return ""
}

// AppendCards adds a file of cards to dst, by its year and by where it starts in it.
// A card has
//
//	p: its address, with the path of the site
//	t: its title
//	n: the number of the document that it presents, if it does
//	d, w: its day, for machines and in words
//	c, k: its committee's id, and its kind
//	l: the language of its text, if that is not the page's
//	b: 1 where its translation was only begun, and still has words of the original
//	x: its text, a line for each paragraph; what is beside the body comes last
func (x *Index) AppendCards(dst []byte, lang, year, start int) []byte {
	l := x.ordered(lang)
	y, _ := slices.BinarySearchFunc(l.years, year, func(y address.CardYear, year int) int { return y.Year - year })
	files := l.years[y].Files
	i, _ := slices.BinarySearchFunc(files, start, func(f address.CardFile, start int) int { return f.Start - start })
	f := files[i]
	out := append(dst, '[')
	for i := range l.items[f.From : f.From+f.Count] {
		if i > 0 {
			out = append(out, ",\n"...)
		}
		out = l.appendCard(out, &l.items[f.From+i])
	}
	return append(out, "]\n"...)
}

func (l *language) appendCard(out []byte, it *item) []byte {
	a, t := it.article, it.text
	field := func(key, value string) {
		if value != "" {
			out = append(append(append(out, ",\""...), key...), "\":"...)
			out = appendJSON(out, value)
		}
	}
	out = append(out, `{"p":`...)
	out = appendJSON(out, l.site.BasePath+t.Path[1:])
	field("t", t.Title)
	field("n", a.Number)
	day := calendar.Day(a.Date.Year, a.Date.Month, a.Date.Day)
	field("d", day.String())
	field("w", l.site.Languages[l.index].Span(a.Date, a.Until))
	field("c", a.Committee.ID)
	field("k", a.Kind)
	if t.TitleLang != l.index {
		field("l", l.site.Languages[t.TitleLang].Tag)
	} else if t.State == site.Untranslated {
		out = append(out, `,"b":1`...)
	}
	out = append(out, `,"x":"`...)
	start := len(out)
	out = appendPlain(out, t.Body.HTML)
	it.rest(func(s string) {
		if len(out) > start {
			out = append(out, `\n`...)
		}
		out = AppendQuoted(out, s, jsonSigns)
	})
	return append(out, `"}`...)
}

// isPlain says which bytes of HTML stand for themselves in JSON.
var isPlain = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '<' && c != '&' && c != '"' && c != '\\'
	}
	return t
}()

// appendPlain adds the text of HTML as package markdown writes it, as it stands
// in a text of JSON, with a line for each of its blocks.
func appendPlain(dst, src []byte) []byte {
	start := len(dst)
	line := false // one is due before the next character
	for i := 0; i < len(src); {
		from := i
		for i < len(src) && isPlain[src[i]] {
			i++
		}
		if i > from {
			if line && len(dst) > start {
				dst = append(dst, `\n`...)
			}
			line = false
			dst = append(dst, src[from:i]...)
			continue
		}
		size, sign := 1, ""
		switch c := src[i]; c {
		case '<':
			end := tagEnd(src[i:])
			if end < 0 {
				return dst
			}
			if name, _ := tagName(src[i+1 : i+end]); !isInline(name) {
				line = true
			} else if string(name) == "br" {
				sign = " "
			}
			size = end + 1
		case '&':
			// What markdown writes, and no more: the longest is &#65038;.
			sign = "&"
			if end := bytes.IndexByte(src[i:min(i+10, len(src))], ';'); end > 0 {
				sign, size = html.UnescapeString(string(src[i:i+end+1])), end+1
			}
			if sign == `"` {
				sign = `\"`
			}
		case '"':
			sign = `\"`
		case '\\':
			sign = `\\`
		default: // white space
			if !line && len(dst) > start {
				sign = " "
			}
		}
		if sign != "" && sign != " " && line {
			if len(dst) > start {
				dst = append(dst, `\n`...)
			}
			line = false
		}
		dst = append(dst, sign...)
		i += size
	}
	return dst
}
