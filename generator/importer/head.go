package importer

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"bantin/generator/vietnamese"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page of HTML says of itself in its head.
type meta struct {
	title       string // og:title, or a headline of structured data
	pageTitle   string // <title>
	description string
	published   string
	modified    string
	author      string
	site        string // the portal's name
	url         string // of the page
	furniture   string // words of what surrounds the report, which may name its province
}

// unwrapped is the HTML within a page that a browser saved as one file (MHTML), or
// else raw itself.
func unwrapped(raw []byte) []byte {
	head := raw[:min(len(raw), 4096)]
	if !bytes.Contains(head, []byte("MIME-Version:")) || !bytes.Contains(head, []byte("multipart/related")) {
		return raw
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return raw
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/related" {
		return raw
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			return raw
		}
		if kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type")); err != nil || kind != "text/html" {
			continue
		}
		var r io.Reader = part
		switch strings.ToLower(part.Header.Get("Content-Transfer-Encoding")) {
		case "quoted-printable":
			r = quotedprintable.NewReader(part)
		case "base64":
			r = base64.NewDecoder(base64.StdEncoding, part)
		}
		if out, err := io.ReadAll(io.LimitReader(r, MaxBytes)); err == nil && len(out) > 0 {
			return out
		}
		return raw
	}
}

var savedFrom = newExpression(`<!-- saved from url=\(\d+\)(\S+) -->`)

// head reads what the page says of itself.
func (p *page) head(n *html.Node) {
	switch {
	case n.DataAtom == atom.Title && p.meta.pageTitle == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head:
		p.meta.pageTitle = collapse(textOf(n))
	case n.DataAtom == atom.Meta:
		name := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop"))
		p.property(name, collapse(attr(n, "content")))
	case n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "canonical"):
		set(&p.meta.url, attr(n, "href"))
	case n.DataAtom == atom.Base && strings.HasPrefix(attr(n, "href"), "http"):
		set(&p.meta.url, attr(n, "href"))
	case n.DataAtom == atom.Script && strings.EqualFold(attr(n, "type"), "application/ld+json"):
		var data any
		if json.Unmarshal([]byte(textOf(n)), &data) == nil {
			p.structured(data, 0)
		}
	case attr(n, "itemprop") == "datePublished":
		set(&p.meta.published, attr(n, "datetime")+attr(n, "content"))
	case attr(n, "itemprop") == "dateModified":
		set(&p.meta.modified, attr(n, "datetime")+attr(n, "content"))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.head(c)
	}
}

func set(s *string, value string) {
	if value = collapse(value); *s == "" && value != "" {
		normal, _ := vietnamese.Normalize(value)
		*s = normal
	}
}

// property takes one meta element.
func (p *page) property(name, value string) {
	switch name {
	case "og:title", "twitter:title", "headline":
		set(&p.meta.title, value)
	case "og:description", "description", "twitter:description":
		set(&p.meta.description, value)
	case "article:published_time", "datepublished", "pubdate", "og:article:published_time", "dc.date.issued", "citation_publication_date", "publish-date", "article.published":
		set(&p.meta.published, value)
	case "article:modified_time", "datemodified", "og:updated_time", "article.updated", "lastmod":
		set(&p.meta.modified, value)
	case "og:site_name", "application-name":
		set(&p.meta.site, value)
	case "author", "article:author", "dc.creator", "citation_author":
		if personName(value) {
			set(&p.meta.author, value)
		}
	case "og:url":
		set(&p.meta.url, value)
	}
}

// structured takes JSON-LD: the first thing in it that is an article.
func (p *page) structured(data any, depth int) {
	if depth > 8 {
		return
	}
	switch data := data.(type) {
	case []any:
		for _, d := range data {
			p.structured(d, depth+1)
		}
	case map[string]any:
		kind := said(data["@type"])
		if strings.HasSuffix(kind, "Article") || kind == "BlogPosting" || kind == "ReportageNewsArticle" {
			set(&p.meta.title, html.UnescapeString(said(data["headline"])))
			set(&p.meta.published, said(data["datePublished"]))
			set(&p.meta.modified, said(data["dateModified"]))
			if name := said(data["author"]); personName(name) {
				set(&p.meta.author, name)
			}
			set(&p.meta.site, said(data["publisher"]))
			return
		}
		if graph, ok := data["@graph"]; ok {
			p.structured(graph, depth+1)
		}
	}
}

// said is a text of JSON-LD, or the name of a thing there, or the first of many.
func said(v any) string {
	for range 4 {
		switch t := v.(type) {
		case string:
			return t
		case []any:
			if len(t) == 0 {
				return ""
			}
			v = t[0]
		case map[string]any:
			v = t["name"]
		default:
			return ""
		}
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// textOf is all text below a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(n)
	return b.String()
}
