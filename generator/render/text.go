package render

import (
	"bytes"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/markdown"
	"bantin/generator/site"
)

// A place is where a text is read, which says how its addresses are written.
type place struct {
	prefix string // before an address from the site's root
	// column is how wide a picture is there, for srcset; "" where only one size of
	// it is named.
	column string
	// full is what a link to a picture's file says; "" where there are no such links.
	full string
	// names is the language that the parts of the text are named in for those who hear
	// it; nil where they have no names.
	names *language
}

// onPage is a text in a language on a page of its own.
func (r *Renderer) onPage(l *language) place {
	return place{r.site.BasePath, textColumn, l.larger, l}
}

// inFeed is a text that is read anywhere.
func (r *Renderer) inFeed() place { return place{r.site.BaseURL, "", "", nil} }

// body is the HTML of a page's text or of a caption, with its addresses filled in.
func (r *Renderer) body(file string, doc *markdown.Doc, at place) string {
	return string(doc.AppendHTML(nil, func(dst []byte, ref *markdown.Ref) []byte {
		return r.appendTarget(dst, file, doc, ref, at)
	}))
}

// appendFed appends an article's text as it is in a feed.
func (r *Renderer) appendFed(dst []byte, t *site.Text) []byte {
	start, at := len(dst), r.inFeed()
	dst = t.Body.AppendHTML(dst, r.filler(t, at))
	// A place in the text itself, such as a footnote, is on its page, and that is not
	// where the text is read.
	if path, ok := r.site.Book.TextPath(t.File); ok {
		dst = replaceFrom(dst, start, ` href="#`, ` href="`+at.prefix+escapePath(path[1:])+`#`)
	}
	return withoutAttributes(dst, start)
}

// withoutAttributes removes from the part of dst that follows start what only a page has
// use for: ids, to which nothing leads elsewhere, and stops for a keyboard.
func withoutAttributes(dst []byte, start int) []byte {
	out := start
	for at := start; at < len(dst); {
		end := bytes.IndexByte(dst[at:], '"') // of a name and its =, or of a value
		if end < 0 {
			end = len(dst) - at
		} else {
			end++
		}
		part := dst[at : at+end]
		at += end
		name := 0
		for _, s := range [...]string{` id="`, ` tabindex="`} {
			if bytes.HasSuffix(part, []byte(s)) {
				name = len(s)
			}
		}
		out += copy(dst[out:], part[:len(part)-name])
		if name > 0 {
			at += bytes.IndexByte(dst[at:], '"') + 1
		}
	}
	return dst[:out]
}

// replaceFrom replaces an attribute and the beginning of its value in the part of dst
// that follows start. It looks at each = alone, of which a text has few.
func replaceFrom(dst []byte, start int, old, new string) []byte {
	name := strings.IndexByte(old, '=')
	for from := start; ; {
		sign := bytes.IndexByte(dst[from:], '=')
		if sign < 0 {
			return dst
		}
		at := from + sign - name
		if at >= start && bytes.HasPrefix(dst[at:], []byte(old)) {
			dst = slices.Replace(dst, at, at+len(old), []byte(new)...)
			from = at + len(new)
		} else {
			from += sign + 1
		}
	}
}

// appendNumbered appends an article's text as it is on its own page, with an id on each
// of its paragraphs. The ids are those that the paragraphs have where they stand beside
// another language.
func (r *Renderer) appendNumbered(dst []byte, l *language, t *site.Text, at place) []byte {
	html := t.Body.HTML
	fill := r.filler(t, at)
	from, n := 0, 0
	for _, b := range t.Body.Blocks {
		if !isParagraph(b.Kind) {
			continue
		}
		// The id follows the tag's name.
		name := int(b.At) + 1
		for 'a' <= html[name] && html[name] <= 'z' {
			name++
		}
		n++
		dst = append(t.Body.AppendPart(dst, from, name, fill), ` id="`...)
		dst = append(append(dst, l.paragraph(n).id...), '"')
		from = name
	}
	return t.Body.AppendPart(dst, from, len(html), fill)
}

// appendName appends the attributes that tell what a part of a text is. A table's are of
// the element that it scrolls in, which is a stop of the Tab key; where there are several,
// each has its number. The arrow back from a footnote has one where several places lead to it.
func (l *language) appendName(dst []byte, doc *markdown.Doc, ref *markdown.Ref) []byte {
	name := l.tableWord
	switch ref.Kind {
	case markdown.TableName:
		dst = append(dst, ` role="region"`...)
		if doc.Tables > 1 {
			name = l.say("article.tables", "n", ref.Dest)
		}
	case markdown.NotesName:
		name = l.say("article.notes")
	case markdown.NoteName:
		name = l.say("article.note", "n", ref.Dest)
	case markdown.BackName:
		note, place, several := strings.Cut(ref.Dest, ":")
		if name = l.say("article.noteBack", "n", note); several {
			name = l.say("article.noteBackTo", "n", note, "place", place)
		}
	}
	return append(appendText(append(dst, ` aria-label="`...), name), '"')
}

// appendBlock appends one of a text's blocks.
func (r *Renderer) appendBlock(dst []byte, t *site.Text, i int, at place) []byte {
	to := len(t.Body.HTML)
	if i+1 < len(t.Body.Blocks) {
		to = int(t.Body.Blocks[i+1].At)
	}
	return t.Body.AppendPart(dst, int(t.Body.Blocks[i].At), to, r.filler(t, at))
}

// filler appends the addresses of a text.
func (r *Renderer) filler(t *site.Text, at place) func(dst []byte, ref *markdown.Ref) []byte {
	return func(dst []byte, ref *markdown.Ref) []byte {
		dst = r.appendTarget(dst, t.File, t.Body, ref, at)
		if section := t.Sections[ref.Dest]; section != "" && ref.Kind == markdown.Citation {
			dst = append(append(dst, '#'), section...)
		}
		return dst
	}
}

// isParagraph reports whether a block counts among the numbered paragraphs of a
// text. Headings and footnotes have ids of their own; pictures come and go without
// the text being another.
func isParagraph(k markdown.BlockKind) bool {
	switch k {
	case markdown.Paragraph, markdown.BulletList, markdown.NumberedList, markdown.Quotation, markdown.Code, markdown.Table:
		return true
	}
	return false
}

// A numbered paragraph's id, doan_3, and its number as a link to it. No heading's
// id has an underscore.
type paragraph struct {
	id   string
	link template.HTML
}

// mostParagraphs is up to which number they are made beforehand: nearly every text
// has fewer.
const mostParagraphs = 64

// paragraph is a text's n-th, from 1.
func (l *language) paragraph(n int) paragraph {
	if n <= len(l.paragraphs) {
		return l.paragraphs[n-1]
	}
	id := l.paragraphWord + strconv.Itoa(n)
	return paragraph{id, template.HTML(`<a class="at" href="#` + id + `" aria-label="` + escapedText(l.say("bilingual.paragraph", "n", n)) + `">` + strconv.Itoa(n) + `</a>`)}
}

// appendTarget writes what stands in a text's HTML for the destination of a link
// or a picture, or for the name of a part.
func (r *Renderer) appendTarget(dst []byte, file string, doc *markdown.Doc, ref *markdown.Ref, at place) []byte {
	switch ref.Kind {
	case markdown.Citation:
		to := r.site.Book.DocumentPath(file, ref.Dest)
		return append(append(dst, at.prefix...), to[1:]...)
	case markdown.TableName, markdown.NotesName, markdown.NoteName, markdown.BackName:
		if at.names == nil {
			return dst
		}
		return at.names.appendName(dst, doc, ref)
	}
	target, broken := r.site.Book.Resolve(file, ref.Dest)
	if broken != nil {
		panic("internal error: a link was not checked: " + file + ": " + ref.Dest)
	}
	switch ref.Kind {
	case markdown.Full:
		if at.full == "" || !showsMore(target.Pictures) {
			return dst
		}
		dst = at.appendFull(append(dst, `<p class="by full">`...), target.Pictures, ref.Alt)
		return append(dst, "</p>"...)
	case markdown.Picture:
		return append(at.appendPicture(dst, target.Pictures), ` loading="lazy" decoding="async"`...)
	}
	if target.Path != "" {
		dst = append(dst, at.prefix...)
		dst = append(dst, escapePath(target.Path[1:])...)
	}
	return append(dst, template.HTMLEscapeString(query(target.Query)+fragment(target.Fragment))...)
}

func escapePath(p string) string {
	return template.HTMLEscapeString((&url.URL{Path: p}).EscapedPath())
}

// query is that of a link, with what an address may not have in it escaped.
func query(q string) string {
	if q == "" {
		return ""
	}
	return "?" + strings.NewReplacer(" ", "%20", "\"", "%22", "<", "%3C", ">", "%3E").Replace(q)
}

func fragment(f string) string {
	if f == "" {
		return ""
	}
	return "#" + (&url.URL{Fragment: f}).EscapedFragment()
}
