package address

import (
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/images"
	"bantin/generator/markdown"
)

// A Target is what a link leads to: a page, or a file.
type Target struct {
	Path     string // from the site's root
	Query    string // as it was written, without the question mark
	Fragment string // without the number sign
	Media    *content.Media
	Pictures []Picture // of a picture that a text shows: its sizes, from small to large
}

// A Picture is one size of a picture, by its address.
type Picture struct {
	Path string
	images.Size
}

// A Broken says why a link leads nowhere.
type Broken struct {
	Rule          string // link-broken or anchor-broken; "" where it has been reported
	Message, Hint diag.Text
	There         bool // what to write is known: what it leads to is there, and is not published, or is on another host

	headings []markdown.Heading // those of the text in which there is no such anchor
	anchor   string
}

// Resolve finds what a destination in a text leads to: another text's file, a
// file beside it, a place in the same text, or an address of this site. The
// text is named by its file.
func (b *Book) Resolve(file, dest string) (Target, *Broken) {
	from, _ := b.text(file)
	switch {
	case strings.HasPrefix(dest, "#"):
		fragment := unescape(dest[1:])
		if !hasAnchor(from.body, fragment) {
			return Target{}, anchorBroken(from.body, fragment, diag.Sayf("this text"))
		}
		return Target{Fragment: fragment}, nil
	case strings.HasPrefix(dest, "/"):
		return b.resolvePath(dest)
	}
	name, fragment, ok := content.Beside(file, dest)
	if !ok && strings.Contains(dest, `\`) {
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to nothing", dest), There: true,
			Hint: diag.Sayf("write slashes in the place of backslashes: %s", strings.ReplaceAll(dest, `\`, "/"))}
	}
	if !ok {
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to nothing", dest),
			Hint: diag.Sayf("write the path of a file in content/, an address that begins with a slash, or one that begins with https://")}
	}
	if m, ok := b.media[name]; ok {
		if m.Broken {
			return Target{}, &Broken{}
		}
		return Target{Path: b.shown[name], Media: m, Pictures: b.sizes[name]}, nil
	}
	to, ok := b.text(name)
	switch {
	case !ok && markdown.IsMailbox(dest):
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("if it is an address of mail, write mailto: before it: %s", "mailto:"+dest), There: true}
	case !ok && namesHost(dest):
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("if it is an address on another site, write https:// before it: %s", "https://"+dest), There: true}
	case !ok:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("there is no file %s", name),
			Hint: diag.Sayf("a link is a path from this file's folder")}
	case to.unread:
		return Target{}, &Broken{}
	case to.draft && !from.draft:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("%s is a draft, which is not published", name),
			Hint: diag.Sayf("publish it first, or remove the link"), There: true}
	case fragment != "" && !hasAnchor(to.body, fragment):
		return Target{}, anchorBroken(to.body, fragment, diag.Sayf("%s", name))
	}
	return Target{Path: Of(b.locales[to.lang], to.key), Fragment: fragment}, nil
}

// ResolveOutside is Resolve for a finished address: of one below base, the site's own
// address, what a path of the site would be; of one on the machine that a preview runs
// on, what is wrong with it and the file that it means. Any other is nobody's to look at.
func (b *Book) ResolveOutside(file, base, dest string) *Broken {
	if rest, ok := strings.CutPrefix(dest, strings.TrimSuffix(base, "/")); base != "" && ok && (rest == "" || strings.ContainsAny(rest[:1], "/?#")) {
		if !strings.HasPrefix(rest, "/") {
			rest = "/" + rest
		}
		_, broken := b.resolvePath(rest)
		return broken
	}
	u, err := url.Parse(dest)
	if err != nil || !isLoopback(u.Hostname()) {
		return nil
	}
	broken := &Broken{Rule: "link-broken", Message: diag.Sayf("the link %q leads to the reader's own machine", dest), There: true,
		Hint: diag.Sayf("write the path of a file in content/, an address that begins with a slash, or one that begins with https://")}
	if a, ok := b.Lookup(u.Path); ok {
		if to, ok := b.pages()[page{a.Lang, a.Key}]; ok {
			broken.Hint = diag.Sayf("write the path of the text's file, %q", relative(path.Dir(file), to))
		}
	}
	return broken
}

// isLoopback reports whether a host is the machine that asks for it (RFC 6761, section
// 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3), or any address of one's own,
// as servers print it.
func isLoopback(host string) bool {
	host = strings.ToLower(host)
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// namesHost reports whether a destination begins with what is most likely the name of a
// host: with www., with a name in one of the domains that people here type, or with any
// name that ends in a domain and has a path behind it, as t.me/ban-tin.
func namesHost(dest string) bool {
	host, _, hasPath := strings.Cut(dest, "/")
	host = strings.ToLower(host)
	if at := strings.LastIndexByte(host, '.'); hasPath && at > 0 && len(host)-at > 2 && markdown.IsHost(host) && !strings.ContainsFunc(host[at+1:], func(r rune) bool { return r < 'a' || r > 'z' }) {
		return true
	}
	for _, end := range []string{".vn", ".com", ".org", ".net", ".info"} {
		if strings.HasSuffix(host, end) && len(host) > len(end) {
			return true
		}
	}
	return strings.HasPrefix(host, "www.") && len(host) > len("www.") && !strings.HasSuffix(host, ".md")
}

func (b *Book) resolvePath(dest string) (Target, *Broken) {
	p, fragment, _ := strings.Cut(dest, "#")
	p, query, _ := strings.Cut(p, "?")
	p, fragment = unescape(p), unescape(fragment)
	a, ok := b.Lookup(p)
	if !ok {
		a, ok = b.Lookup(p + "/")
	}
	switch {
	case !ok && b.unread[path.Base(p)]:
		// It may be the address of a text of which the year is not known.
		return Target{}, &Broken{}
	case !ok && slices.ContainsFunc(b.silent, func(tag string) bool { return strings.HasPrefix(p+"/", "/"+tag+"/") }):
		return Target{}, &Broken{}
	case !ok:
		return Target{}, &Broken{Rule: "link-broken", Message: diag.Sayf("this site has no page %s", p),
			Hint: diag.Sayf("link to the article's file instead, and the address is found for you")}
	case fragment == "":
		return Target{Path: a.Path, Query: query}, nil
	}
	file, ok := b.pages()[page{a.Lang, a.Key}]
	if !ok {
		return Target{}, &Broken{Rule: "anchor-broken", Message: diag.Sayf("the page %s has no headings to link to", a.Path), Hint: diag.Sayf("leave out #%s", fragment)}
	}
	if body := b.sources[b.texts[file]].body; !hasAnchor(body, fragment) {
		return Target{}, anchorBroken(body, fragment, diag.Sayf("%s", file))
	}
	return Target{Path: a.Path, Query: query, Fragment: fragment}, nil
}

func unescape(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

func hasAnchor(d *markdown.Doc, id string) bool { return d != nil && d.HasAnchor(id) }

// anchorBroken says that a text has no such anchor, and which it has.
func anchorBroken(d *markdown.Doc, id string, where diag.Text) *Broken {
	b := &Broken{Rule: "anchor-broken", Message: diag.Sayf("no heading of %s has the anchor #%s", where, id), anchor: id}
	if d == nil || len(d.Headings) == 0 {
		b.Hint = diag.Sayf("it has no headings to link to: leave out #%s, or write the heading there with ## before it", id)
		return b
	}
	b.headings = d.Headings
	var first []string
	for _, h := range d.Headings[:min(len(d.Headings), 8)] {
		first = append(first, h.ID)
	}
	b.Hint = diag.Sayf("the anchors are #%s", strings.Join(first, ", #"))
	return b
}
