package render

import (
	"html/template"
	"net/url"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/images"
	"bantin/generator/site"
)

// How wide a picture is in the columns of static/style.css, for the browser to
// choose a size by before it has read that.
const (
	textColumn = "(min-width: 45rem) 41rem, 92vw"
	halfColumn = "(min-width: 70rem) 32rem, (min-width: 48rem) 45vw, 92vw"
)

// Where one size has to do for everybody, it is the largest of up to so many
// pixels: for a feed, and for those who show a preview of a link, who ask for 1200.
const commonWidth = 1200

// appendPicture writes the attributes of an img that only the site knows: src,
// srcset, width and height.
func (at place) appendPicture(dst []byte, list []address.Picture) []byte {
	if at.column == "" || len(list) == 1 {
		one := common(list)
		return appendSize(at.appendPath(append(dst, ` src="`...), one), one)
	}
	dst = at.appendPath(append(dst, ` src="`...), common(list))
	dst = append(dst, `" srcset="`...)
	for i, p := range list {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(at.appendPath(dst, p), ' ')
		dst = append(strconv.AppendInt(dst, int64(p.Width), 10), 'w')
	}
	dst = append(append(dst, `" sizes="`...), at.column...)
	return appendSize(dst, list[len(list)-1])
}

func (at place) appendPath(dst []byte, p address.Picture) []byte {
	return append(append(dst, at.prefix...), escapePath(p.Path[1:])...)
}

// appendSize ends an attribute and writes how large the picture is, so that the
// page has room for it before it comes.
func appendSize(dst []byte, p address.Picture) []byte {
	dst = append(dst, `" width="`...)
	dst = strconv.AppendInt(dst, int64(p.Width), 10)
	dst = append(dst, `" height="`...)
	dst = strconv.AppendInt(dst, int64(p.Height), 10)
	return append(dst, '"')
}

// common is the size that does for everybody.
func common(list []address.Picture) address.Picture {
	one := list[0]
	for _, p := range list[1:] {
		if p.Width <= commonWidth {
			one = p
		}
	}
	return one
}

// A Preview is the picture that stands for a page elsewhere: where a link to it is
// shown, and in search engines. Those who show it know JPEG, PNG and GIF.
type Preview struct {
	Path          string // absolute
	Width, Height int
	Alt           string
}

// preview is that of a lead picture, or nil where it has no size that everybody
// knows.
func (r *Renderer) preview(lead *site.Lead) *Preview {
	if lead == nil {
		return nil
	}
	var known []address.Picture
	for _, p := range lead.Pictures {
		if p.Kind != images.SVG && p.Kind != images.WebP {
			known = append(known, p)
		}
	}
	if known == nil {
		return nil
	}
	one := common(known)
	return &Preview{r.absolute(one.Path), one.Width, one.Height, lead.Alt}
}

// cover is the picture of pages that have none of their own, which stands for the
// bulletin; nil where it has none.
func (r *Renderer) cover(bulletin string) *Preview {
	c := r.site.Cover
	if c == nil {
		return nil
	}
	path, ok := r.site.Book.Shown(c.File)
	if !ok {
		panic("internal error: the site's picture has no address: " + c.File)
	}
	return &Preview{r.absolute((&url.URL{Path: path}).EscapedPath()), c.Info.Width, c.Info.Height, bulletin}
}

// leadImage is a lead picture as an element. It is at the top of its page, where it
// is not to wait.
func (at place) leadImage(lead *site.Lead) template.HTML {
	dst := append([]byte(`<img alt="`), template.HTMLEscapeString(lead.Alt)...)
	dst = at.appendPicture(append(dst, '"'), lead.Pictures)
	if at.column != "" {
		dst = append(dst, ` fetchpriority="high" decoding="async"`...)
	}
	return template.HTML(append(dst, '>'))
}

// textWidth is how wide the column of a text is on a large screen, in pixels.
const textWidth = 656

// showsMore reports whether a picture's largest file shows more than a page does: a
// photograph that is larger than its column, and a drawing, whose letters are as small
// there as the screen is narrow.
func showsMore(list []address.Picture) bool {
	largest := list[len(list)-1]
	return largest.Kind == images.SVG || largest.Width > textWidth
}

// appendFull appends a link to a picture's largest file. To who hears it, it says which
// picture it leads to.
func (at place) appendFull(dst []byte, list []address.Picture, alt string) []byte {
	dst = at.appendPath(append(dst, `<a href="`...), list[len(list)-1])
	dst = appendText(append(dst, `">`...), at.full)
	dst = appendText(append(dst, `<span class="heard">: `...), alt)
	return append(dst, "</span></a>"...)
}
