package render

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"bantin/generator/content"
	"bantin/generator/markdown"
)

// body is a text's HTML with its addresses filled in. prefix is what stands
// before an address from the site's root: the path of the site on its pages, its
// whole address in feeds.
func (r *Renderer) body(file string, doc *markdown.Doc, prefix string) string {
	html := string(doc.HTML)
	if len(doc.Refs) > 0 {
		dst := make([]byte, 0, len(doc.HTML)+len(doc.Refs)*128)
		html = string(doc.AppendHTML(dst, func(dst []byte, ref *markdown.Ref) []byte {
			return r.appendTarget(dst, file, ref, prefix)
		}))
	}
	if prefix != r.site.BasePath {
		// A place in the text itself, such as a footnote, is on its page, and
		// that is not where the text is read.
		if path, ok := r.site.Book.TextPath(file); ok {
			html = strings.ReplaceAll(html, ` href="#`, ` href="`+prefix+escapePath(path[1:])+`#`)
		}
	}
	return html
}

// appendTarget writes what stands in a text's HTML for the destination of a link
// or a picture.
func (r *Renderer) appendTarget(dst []byte, file string, ref *markdown.Ref, prefix string) []byte {
	if ref.Kind == markdown.Citation {
		to := r.site.Book.DocumentPath(file, ref.Dest)
		return append(append(dst, prefix...), to[1:]...)
	}
	target, broken := r.site.Book.Resolve(file, ref.Dest)
	if broken != nil {
		panic("internal error: a link was not checked: " + file + ": " + ref.Dest)
	}
	if ref.Kind == markdown.Picture {
		return appendPicture(dst, prefix, target.Path, target.Media)
	}
	if target.Path != "" {
		dst = append(dst, prefix...)
		dst = append(dst, escapePath(target.Path[1:])...)
	}
	return append(dst, template.HTMLEscapeString(query(target.Query)+fragment(target.Fragment))...)
}

// appendPicture writes the attributes of an img that only the site knows.
func appendPicture(dst []byte, prefix, path string, m *content.Media) []byte {
	dst = append(dst, ` src="`...)
	dst = append(dst, prefix...)
	dst = append(dst, escapePath(path[1:])...)
	dst = append(dst, `" width="`...)
	dst = strconv.AppendInt(dst, int64(m.Info.Width), 10)
	dst = append(dst, `" height="`...)
	dst = strconv.AppendInt(dst, int64(m.Info.Height), 10)
	return append(dst, `" loading="lazy" decoding="async"`...)
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
