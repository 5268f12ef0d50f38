package render_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/darkroom"
	"bantin/generator/render"
	"bantin/generator/site"
)

// TestSearchPage holds what the script relies on, and what stands there without
// it.
func TestSearchPage(t *testing.T) {
	lib := content.Load(os.DirFS("../.."), os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	if len(lib.Problems) > 0 {
		t.Fatal(lib.Problems)
	}
	s := site.Build(lib, address.NewBook(lib, false), site.Options{BaseURL: "https://example.org/ban/tin/", Today: calendar.Day(2026, 1, 1)})
	r, problems := render.New(s, render.Parse(os.DirFS("../../layouts")), os.DirFS("../.."), darkroom.New(nil, os.DirFS("../..")))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	get := func(path string) []byte {
		a, ok := s.Book.Lookup(path)
		if !ok {
			t.Fatalf("there is no %s", path)
		}
		var w bytes.Buffer
		if err := r.Render(&w, a); err != nil {
			t.Fatal(err)
		}
		return w.Bytes()
	}
	for _, path := range []string{"/vi/tim-kiem/", "/en/search/"} {
		page := string(get(path))
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var form, input, output, list, script, noscript bool
		names := map[string]int{} // of the filters, with their choices
		name := ""
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			attr := map[string]string{}
			for _, a := range n.Attr {
				attr[a.Key] = a.Val
			}
			inMain := false
			for p := range n.Ancestors() {
				inMain = inMain || p.Data == "main"
			}
			switch n.Data {
			case "form":
				form = attr["action"] == "/ban/tin"+path && attr["method"] == "get" && attr["role"] == "search"
			case "input":
				input = input || inMain && attr["name"] == "q" && attr["type"] == "search"
			case "output":
				output = inMain
			case "ol":
				list = list || inMain && n.FirstChild == nil
			case "script":
				script = script || attr["type"] == "module" && strings.HasPrefix(attr["src"], "/ban/tin/static/search.")
			case "noscript":
				noscript = inMain
			case "select":
				name = attr["name"]
			case "option":
				names[name]++
			}
		}
		if !form || !input || !output || !list || !script || !noscript {
			t.Errorf("%s: form %t, input %t, output %t, list %t, script %t, noscript %t", path, form, input, output, list, script, noscript)
		}
		for _, filter := range []string{"committee", "term", "kind", "year"} {
			if names[filter] < 2 {
				t.Errorf("%s: the filter %q has %d choices", path, filter, names[filter])
			}
		}
	}
	for _, lang := range []string{"vi", "en"} {
		var d struct {
			XMLName   xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
			ShortName string
			URL       []struct {
				Type     string `xml:"type,attr"`
				Template string `xml:"template,attr"`
			} `xml:"Url"`
		}
		if err := xml.Unmarshal(get("/"+lang+"/opensearch.xml"), &d); err != nil {
			t.Fatal(err)
		}
		if d.ShortName == "" || len([]rune(d.ShortName)) > 16 {
			t.Errorf("%s: the short name %q has not 1 to 16 characters", lang, d.ShortName)
		}
		if want := map[string]string{"vi": "https://example.org/ban/tin/vi/tim-kiem/?q={searchTerms}", "en": "https://example.org/ban/tin/en/search/?q={searchTerms}"}[lang]; d.URL[0].Template != want {
			t.Errorf("%s: the address is %q, not %q", lang, d.URL[0].Template, want)
		}
	}
	if page := string(get("/vi/")); !strings.Contains(page, `<link rel="search" type="application/opensearchdescription+xml" title="Bản tin nghị quyết" href="/ban/tin/vi/opensearch.xml">`) || !strings.Contains(page, `action="/ban/tin/vi/tim-kiem/"`) {
		t.Error("the home page does not lead to the search")
	}
}
