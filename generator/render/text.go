package render

import (
	"html/template"
	"net/url"
	"strings"

	"bantin/generator/markdown"
)

// A place is where a text is read, which says how its addresses are written.
type place struct {
	prefix string // before an address from the site's root
	// column is how wide a picture is there, for srcset; "" where only one size of
	// it is named.
	column string
}

// onPage is a text on a page of its own.
func (r *Renderer) onPage() place { return place{r.site.BasePath, textColumn} }

// inFeed is a text that is read anywhere.
func (r *Renderer) inFeed() place { return place{r.site.BaseURL, ""} }

// body is a text's HTML with its addresses filled in.
func (r *Renderer) body(file string, doc *markdown.Doc, at place) string {
	html := string(doc.HTML)
	if len(doc.Refs) > 0 {
		dst := make([]byte, 0, len(doc.HTML)+len(doc.Refs)*128)
		html = string(doc.AppendHTML(dst, func(dst []byte, ref *markdown.Ref) []byte {
			return r.appendTarget(dst, file, ref, at)
		}))
	}
	if at.prefix != r.site.BasePath {
		// A place in the text itself, such as a footnote, is on its page, and
		// that is not where the text is read.
		if path, ok := r.site.Book.TextPath(file); ok {
			html = strings.ReplaceAll(html, ` href="#`, ` href="`+at.prefix+escapePath(path[1:])+`#`)
		}
	}
	return html
}

// appendTarget writes what stands in a text's HTML for the destination of a link
// or a picture.
func (r *Renderer) appendTarget(dst []byte, file string, ref *markdown.Ref, at place) []byte {
	if ref.Kind == markdown.Citation {
		to := r.site.Book.DocumentPath(file, ref.Dest)
		return append(append(dst, at.prefix...), to[1:]...)
	}
	target, broken := r.site.Book.Resolve(file, ref.Dest)
	if broken != nil {
		panic("internal error: a link was not checked: " + file + ": " + ref.Dest)
	}
	if ref.Kind == markdown.Picture {
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
