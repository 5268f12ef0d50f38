package generator_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"bantin/generator/corpus"
)

// A record is an article of the open data, as those who use it read it.
type record struct {
	ID        string
	Date      string
	Until     string
	Published string
	Updated   string
	Kind      string
	Number    string
	Committee string
	Congress  int
	Plenum    int
	Term      string
	Also      []struct {
		Committee string
		Congress  int
	}
	Documents []struct {
		Number, Issuer, Date, Relation string
		Title, URL                     map[string]string
	}
	Source   *struct{ Name, URL string }
	Original string
	Texts    map[string]struct{ Title, Summary, URL, State string }
}

// A body is a committee of the open data.
type body struct {
	ID, Level, Parent, From, Until string
	Name, Short, URL               map[string]string
	Aliases, Successors            []string
	Congresses                     []struct {
		Number            int
		Term, Date, Until string
	}
}

// TestMachinesReal holds what machines read of the repository's bulletin to its
// formats and to what the editors wrote.
func TestMachinesReal(t *testing.T) {
	b := open(t, buildReal(t), realBase)
	machines(t, b, repository)
	t.Run("days", func(t *testing.T) {
		// Facts of the repository's own content, end days worked out by hand.
		for _, want := range []struct{ file, uid, start, end string }{
			{"vi/cap-uy/hau-giang/calendar.ics", "2020-10-12-dai-hoi-dang-bo-tinh-hau-giang", "20201012", "20201015"},
			{"en/committees/bac-ninh/calendar.ics", "2025-09-29-dai-hoi-dang-bo-tinh-bac-ninh", "20250929", "20251001"},
			{"vi/calendar.ics", "2020-09-26-khai-mac-dai-hoi-dang-bo-tinh-lang-son", "20200926", "20200927"},
			{"en/calendar.ics", "2020-12-25-hau-giang-hoc-tap-nghi-quyet-dai-hoi", "20201225", "20201226"},
		} {
			found := false
			for _, e := range calendarOf(newComplaints(t), b, want.file) {
				if strings.HasPrefix(e["UID"], want.uid+"@") {
					found = true
					if e["DTSTART;VALUE=DATE"] != want.start || e["DTEND;VALUE=DATE"] != want.end {
						t.Errorf("%s: %s is from %s to %s, want %s to %s", want.file, want.uid, e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"], want.start, want.end)
					}
				}
			}
			if !found {
				t.Errorf("%s has no %s", want.file, want.uid)
			}
		}
	})
}

// awkward is an article whose words have every sign that some format gives a
// meaning to, and whose date has a time.
const awkward = `---
title: 'Dấu & "ngoặc", <b>; \ + và '' – ]]> <!--<script> </script > trong một nhan đề dài đến mức lịch phải gấp dòng'
summary: "Một dòng; hai, ba \\ & <i>bốn</i> 'năm' </script>"
date: 2006-12-30T08:30:00+07:00
published: 2006-12-30T23:59:59+07:00
updated: 2006-12-31
committee: trung-uong
term: 2005-2010
kind: conference
author: "A & B <c>"
source: {name: 'Báo & "Đài"', url: "https://example.net/?a=1&b=2"}
---

Mở đầu.[^1] Xem [phần sau](#phan-sau), [trang này](/vi/gioi-thieu/#de-lam-gi) và [nơi khác](https://example.net/?a=1&b=2).

## Phần sau

Hết, ]]> & <hết>.

[^1]: Một chú thích.
`

// TestMachinesMadeUp does the same over a bulletin that has every kind of
// article, published below a path.
func TestMachinesMadeUp(t *testing.T) {
	const base = "https://example.org/some/path/"
	dir := madeUp(t, corpus.Size{Articles: 150, Committees: 30, Years: 6}, base)
	for _, n := range []string{"1", "2"} { // twice in one feed
		name := filepath.Join(dir, "content", "articles", "dau-la-"+n+".vi.md")
		if err := os.WriteFile(name, []byte(awkward), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, optionsFor(dir, out))
	for _, name := range []string{"vi/feed.xml", "en/feed.json", "vi/cap-uy/trung-uong/calendar.ics"} {
		if !strings.Contains(read(t, out, name), "dau-la-2") {
			t.Errorf("%s has nothing of the awkward article", name)
		}
	}
	machines(t, open(t, out, base), dir)
}

func machines(t *testing.T, b *bulletin, site string) {
	records, bodies := openData(t, b)
	for _, part := range []struct {
		name string
		test func(*complaints)
	}{
		{"data", func(c *complaints) { checkData(c, b, site, records, bodies) }},
		{"atom", func(c *complaints) { checkAtom(c, b, records) }},
		{"json feed", func(c *complaints) { checkJSONFeed(c, b, records) }},
		{"calendar", func(c *complaints) { checkCalendars(c, b, records, bodies) }},
		{"sitemap", func(c *complaints) { checkSitemap(c, b, records) }},
		{"linked data", func(c *complaints) { checkLinked(c, b, records, bodies) }},
		{"hosts", func(c *complaints) { checkHosts(c, b) }},
	} {
		t.Run(part.name, func(t *testing.T) {
			c := newComplaints(t)
			part.test(c)
			c.end()
		})
	}
}

// openData reads /data/.
func openData(t *testing.T, b *bulletin) (map[string]record, map[string]body) {
	t.Helper()
	records, bodies := map[string]record{}, map[string]body{}
	for _, name := range sortedKeys(b.files) {
		if !strings.HasPrefix(name, "data/articles/") {
			continue
		}
		var list []record
		decode(t, b, name, &list)
		for i, r := range list {
			if _, twice := records[r.ID]; twice {
				t.Errorf("%s: %s is there twice", name, r.ID)
			}
			if year := strings.TrimSuffix(path.Base(name), ".json"); !strings.HasPrefix(r.Date, year+"-") {
				t.Errorf("%s: %s is of %s", name, r.ID, r.Date)
			}
			if i > 0 && list[i-1].Date[:10] < r.Date[:10] {
				t.Errorf("%s: %s comes after an older one", name, r.ID)
			}
			records[r.ID] = r
		}
	}
	var list []body
	decode(t, b, "data/committees.json", &list)
	for _, x := range list {
		bodies[x.ID] = x
	}
	if len(bodies) != len(list) {
		t.Errorf("data/committees.json has %d committees under %d ids", len(list), len(bodies))
	}
	return records, bodies
}

// decode reads a JSON file, which must have nothing that the type has not.
func decode(t testing.TB, b *bulletin, name string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(read(t, b.dir, name)))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("%s: there is more after the value", name)
	}
}

// checkData: the open data has every article of the content, and says of each
// what its front matter says, days as days.
func checkData(c *complaints, b *bulletin, site string, records map[string]record, bodies map[string]body) {
	written := articleFiles(c.t, site)
	if len(written) != len(records) {
		c.t.Errorf("%d articles are written and %d are in the data", len(written), len(records))
	}
	for _, id := range sortedKeys(written) {
		r, ok := records[id]
		if !ok {
			c.add("data", id, "it is not in the data")
			continue
		}
		original := written[id]["vi"]
		if r.Original != "vi" {
			original = written[id][r.Original]
		}
		front, _, _ := strings.Cut(strings.TrimPrefix(original, "---\n"), "\n---\n")
		for key, got := range map[string]string{"date": r.Date, "until": r.Until, "published": r.Published, "updated": r.Updated} {
			if want := lineOf(front, key); got != want {
				c.add("data", id, "%s is %q, and was written %q", key, got, want)
			}
		}
		if want := lineOf(front, "committee"); r.Committee != want {
			c.add("data", id, "the committee is %q, want %q", r.Committee, want)
		}
		if r.Term == "" {
			c.add("data", id, "there is no term")
		}
		if _, ok := bodies[r.Committee]; !ok {
			c.add("data", id, "committee %q is not in the data", r.Committee)
		}
		if len(r.Texts) != len(written[id]) {
			c.add("data", id, "%d texts, want %d", len(r.Texts), len(written[id]))
		}
		for lang, text := range r.Texts {
			if p := b.pageAt(text.URL); p == nil || b.language(p.path) != lang {
				c.add("data", id, "%s: no page at %q", lang, text.URL)
			}
			if (text.State == "original") != (lang == r.Original) || !slices.Contains([]string{"original", "current", "stale", "unverified", "untranslated"}, text.State) {
				c.add("data", id, "%s: the state is %q", lang, text.State)
			}
		}
	}
	registry := read(c.t, site, "content", "committees.yaml")
	if want := len(regexp.MustCompile(`(?m)^- id: `).FindAllString(registry, -1)); len(bodies) != want {
		c.t.Errorf("%d committees are written and %d are in the data", want, len(bodies))
	}
	for id, x := range bodies {
		for _, lang := range b.langs {
			if p := b.pageAt(x.URL[lang]); p == nil || b.language(p.path) != lang {
				c.add("data", id, "%s: no page at %q", lang, x.URL[lang])
			}
			if x.Name[lang] == "" || x.Short[lang] == "" {
				c.add("data", id, "no name in %s", lang)
			}
		}
		for _, other := range append(slices.Clone(x.Successors), x.Parent) {
			if _, ok := bodies[other]; other != "" && !ok {
				c.add("data", id, "%q is not in the data", other)
			}
		}
	}
}

// articleFiles are the texts of a site's articles by id and language.
func articleFiles(t testing.TB, site string) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	root := filepath.Join(site, "content", "articles")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		id, lang, _ := strings.Cut(strings.TrimSuffix(d.Name(), ".md"), ".")
		if id == "index" {
			id = filepath.Base(filepath.Dir(name))
		}
		if out[id] == nil {
			out[id] = map[string]string{}
		}
		b, err := os.ReadFile(name)
		out[id][lang] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lineOf is the value of a key that stands at the beginning of a line.
func lineOf(front, key string) string {
	for line := range strings.Lines(front) {
		if v, ok := strings.CutPrefix(line, key+": "); ok {
			return strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return ""
}

// pageAt is the page of a whole address.
func (b *bulletin) pageAt(address string) *webPage {
	if !strings.HasPrefix(address, b.base.String()) {
		return nil
	}
	return b.pages["/"+strings.TrimPrefix(address, b.base.String())]
}

var (
	dayForm  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	timeForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00$`)
)

// An atomFeed is what RFC 4287 has of a feed.
type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Title   string     `xml:"http://www.w3.org/2005/Atom title"`
	ID      string     `xml:"http://www.w3.org/2005/Atom id"`
	Updated string     `xml:"http://www.w3.org/2005/Atom updated"`
	Author  string     `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		Lang       string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Title      string     `xml:"http://www.w3.org/2005/Atom title"`
		ID         string     `xml:"http://www.w3.org/2005/Atom id"`
		Updated    string     `xml:"http://www.w3.org/2005/Atom updated"`
		Published  string     `xml:"http://www.w3.org/2005/Atom published"`
		Date       string     `xml:"http://purl.org/dc/elements/1.1/ date"`
		Summary    string     `xml:"http://www.w3.org/2005/Atom summary"`
		Links      []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		Categories []struct {
			Term  string `xml:"term,attr"`
			Label string `xml:"label,attr"`
		} `xml:"http://www.w3.org/2005/Atom category"`
		Content struct {
			Type string `xml:"type,attr"`
			Text string `xml:",chardata"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
	Lang string `xml:"hreflang,attr"`
}

// checkAtom: every Atom feed parses, and each entry is an article that can be
// read away from its page.
func checkAtom(c *complaints, b *bulletin, records map[string]record) {
	entries := 0
	for _, name := range b.named("feed.xml") {
		var f atomFeed
		if err := xml.Unmarshal([]byte(read(c.t, b.dir, name)), &f); err != nil {
			c.add("atom", name, "%v", err)
			continue
		}
		lang := b.language("/" + name)
		if f.Lang != lang || f.Title == "" || f.Author == "" || f.ID != b.base.String()+name {
			c.add("atom", name, "lang %q, title %q, author %q, id %q", f.Lang, f.Title, f.Author, f.ID)
		}
		self, page := "", ""
		for _, l := range f.Links {
			switch l.Rel {
			case "self":
				self = l.Href
			case "alternate":
				page = l.Href
			}
		}
		if self != f.ID {
			c.add("atom", name, "self is %q, want %q", self, f.ID)
		}
		if p := b.pageAt(page); p == nil || p.path != "/"+strings.TrimSuffix(name, "feed.xml") {
			c.add("atom", name, "the page is %q", page)
		}
		newest := instantOf(c, name, f.Updated)
		latest := time.Unix(0, 0).UTC()
		ids := map[string]bool{}
		for _, e := range f.Entries {
			entries++
			where := name + " " + e.ID
			if ids[e.ID] || e.ID == "" {
				c.add("atom", where, "the id is not unique")
			}
			ids[e.ID] = true
			at := ""
			for _, l := range e.Links {
				if l.Rel == "alternate" {
					at = l.Href
					if l.Lang != e.Lang {
						c.add("atom", where, "hreflang %q in an entry in %q", l.Lang, e.Lang)
					}
				}
			}
			p := b.pageAt(at)
			if p == nil {
				c.add("atom", where, "no page at %q", at)
				continue
			}
			r, ok := records[path.Base(p.path)]
			if !ok {
				c.add("atom", where, "no article %q", path.Base(p.path))
				continue
			}
			text := r.Texts[e.Lang]
			if text.URL != at || e.Title != text.Title || e.Summary != text.Summary {
				c.add("atom", where, "%q %q, and in the data %v", e.Title, e.Summary, text)
			}
			if _, there := r.Texts[lang]; there != (e.Lang == lang) {
				c.add("atom", where, "it is in %q", e.Lang)
			}
			if e.Date != r.Date {
				c.add("atom", where, "dc:date is %q, want %q", e.Date, r.Date)
			}
			if want := r.Published; want != e.Published && (strings.Contains(want, "T") || e.Published != "") {
				c.add("atom", where, "published is %q, want %q", e.Published, want)
			}
			if u := instantOf(c, where, e.Updated); u.After(latest) {
				latest = u
			}
			if len(e.Categories) != 1 || e.Categories[0].Term != r.Kind || e.Categories[0].Label == "" {
				c.add("atom", where, "the categories are %v", e.Categories)
			}
			if e.Content.Type != "html" {
				c.add("atom", where, "the content's type is %q", e.Content.Type)
			}
			checkAway(c, b, where, p, e.Content.Text)
		}
		if !newest.Equal(latest) {
			c.add("atom", name, "updated %v, and its newest entry %v", newest, latest)
		}
	}
	if entries == 0 {
		c.t.Error("no feed has an entry")
	}
}

// instantOf reads RFC 3339.
func instantOf(c *complaints, where, s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		c.add("instant", where, "%v", err)
	}
	return t
}

// checkAway: the text of an article in a feed, its lead picture's caption before it,
// is the one on its page, with
// addresses that hold wherever it is read.
func checkAway(c *complaints, b *bulletin, where string, p *webPage, content string) {
	nodes, err := html.ParseFragment(strings.NewReader(content), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		c.add("content", where, "%v", err)
		return
	}
	var words strings.Builder
	for _, n := range nodes {
		if n.Type == html.TextNode {
			words.WriteString(n.Data)
		}
		words.WriteString(text(n))
		for d := range descendantsAndSelf(n) {
			for _, name := range addressAttributes[d.Data] {
				v, ok := attribute(d, name)
				if !ok || strings.HasPrefix(v, "mailto:") {
					continue
				}
				if !strings.HasPrefix(v, "https://") && !strings.HasPrefix(v, "http://") {
					c.add("content", where, "<%s %s=%q> depends on where it is read", d.Data, name, v)
					continue
				}
				if to, wrong := b.resolve(p, v); wrong != "" {
					c.add("content", where, "%q %s", v, wrong)
				} else if _, ok := b.file(to.path); to.path != "" && !ok {
					c.add("content", where, "nothing at %q", v)
				} else if target := b.pages[to.path]; to.fragment != "" && target != nil && target.ids[to.fragment] == 0 {
					c.add("content", where, "no anchor at %q", v)
				}
			}
		}
	}
	onPage := p.byClass("body")
	if onPage == nil {
		return
	}
	want := readIn(onPage)
	if lead := p.byClass("lead"); lead != nil {
		want = readIn(lead) + " " + want
	}
	if squeeze(words.String()) != squeeze(want) {
		c.add("content", where, "it is not the text of the page")
	}
}

// readIn is the text of an element without its links to the files of pictures, which a feed
// shows.
func readIn(n *html.Node) string {
	all := text(n)
	for d := range descendantsAndSelf(n) {
		if class, _ := attribute(d, "class"); slices.Contains(strings.Fields(class), "full") {
			all = strings.Replace(all, text(d), "", 1)
		}
	}
	return all
}

// squeeze makes white space of no account.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func descendantsAndSelf(n *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if n.Type == html.ElementNode && !yield(n) {
			return
		}
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && !yield(d) {
				return
			}
		}
	}
}

// checkJSONFeed: every JSON feed is of version 1.1 and has the entries of the
// Atom feed beside it.
func checkJSONFeed(c *complaints, b *bulletin, records map[string]record) {
	for _, name := range b.named("feed.json") {
		var f struct {
			Version, Title, Language string
			Home                     string `json:"home_page_url"`
			Self                     string `json:"feed_url"`
			Icon                     string
			Items                    []struct {
				ID, URL, Title, Summary, Language string
				Image                             string
				HTML                              string `json:"content_html"`
				Published                         string `json:"date_published"`
				Modified                          string `json:"date_modified"`
				Authors                           []struct{ Name string }
				Tags                              []string
				Bulletin                          struct{ Date, Until, Published, Updated, Committee string } `json:"_bulletin"`
			}
		}
		decode(c.t, b, name, &f)
		if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Language != b.language("/"+name) ||
			f.Self != b.base.String()+name || b.pageAt(f.Home) == nil || f.Items == nil {
			c.add("json feed", name, "version %q, title %q, language %q, home %q, self %q", f.Version, f.Title, f.Language, f.Home, f.Self)
		}
		ids := map[string]bool{}
		var listed []string
		for _, x := range f.Items {
			where := name + " " + x.ID
			if ids[x.ID] {
				c.add("json feed", where, "the id is not unique")
			}
			ids[x.ID] = true
			listed = append(listed, x.URL)
			p := b.pageAt(x.URL)
			if p == nil {
				c.add("json feed", where, "no page at %q", x.URL)
				continue
			}
			r := records[path.Base(p.path)]
			for key, pair := range map[string][2]string{
				"date": {x.Bulletin.Date, r.Date}, "until": {x.Bulletin.Until, r.Until}, "published": {x.Bulletin.Published, r.Published},
				"updated": {x.Bulletin.Updated, r.Updated}, "committee": {x.Bulletin.Committee, r.Committee},
				"title": {x.Title, r.Texts[x.Language].Title}, "summary": {x.Summary, r.Texts[x.Language].Summary},
			} {
				if pair[0] != pair[1] {
					c.add("json feed", where, "%s is %q, want %q", key, pair[0], pair[1])
				}
			}
			// The format's own dates are times: a day is not made one.
			for _, pair := range [][2]string{{x.Published, r.Published}, {x.Modified, r.Updated}} {
				want := pair[1]
				if !strings.Contains(want, "T") {
					want = ""
				}
				if pair[0] != want {
					c.add("json feed", where, "a time is %q, want %q", pair[0], want)
				}
			}
			checkAway(c, b, where, p, x.HTML)
			if at, ok := strings.CutPrefix(x.Image, b.base.String()); x.Image != "" {
				if there := b.files[at]; !ok || !there {
					c.add("json feed", where, "no picture at %q", x.Image)
				}
			}
		}
		var f2 atomFeed
		if err := xml.Unmarshal([]byte(read(c.t, b.dir, strings.TrimSuffix(name, "json")+"xml")), &f2); err != nil {
			c.add("json feed", name, "%v", err)
		}
		var other []string
		for _, e := range f2.Entries {
			other = append(other, e.ID)
		}
		if !slices.Equal(listed, other) {
			c.add("json feed", name, "it has other articles than the Atom feed")
		}
	}
}

// calendarOf parses a calendar strictly by RFC 5545 and gives its events as
// properties, each by its name with its parameters.
func calendarOf(c *complaints, b *bulletin, name string) []map[string]string {
	src := read(c.t, b.dir, name)
	if !strings.HasSuffix(src, "\r\n") || strings.Count(src, "\n") != strings.Count(src, "\r\n") || strings.Count(src, "\r") != strings.Count(src, "\r\n") {
		c.add("calendar", name, "a line does not end in CRLF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(src, "\r\n"), "\r\n") {
		if len(line) > 75 {
			c.add("calendar", name, "a line of %d octets: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			c.add("calendar", name, "a character is cut in two: %q", line)
		}
		if strings.TrimSpace(line) == "" {
			c.add("calendar", name, "an empty line")
		}
	}
	var (
		events []map[string]string
		event  map[string]string
		open   []string
		parts  int
	)
	known := regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[^:;"]+)*):(.*)$`)
	unfolded := strings.ReplaceAll(src, "\r\n ", "")
	for line := range strings.SplitSeq(strings.TrimSuffix(unfolded, "\r\n"), "\r\n") {
		m := known.FindStringSubmatch(line)
		if m == nil {
			c.add("calendar", name, "not a property: %q", line)
			continue
		}
		switch m[1] {
		case "BEGIN":
			if open = append(open, m[3]); len(open) == 2 {
				parts++
			}
			if m[3] == "VEVENT" {
				event = map[string]string{}
			}
		case "END":
			if len(open) == 0 || open[len(open)-1] != m[3] {
				c.add("calendar", name, "END:%s within %v", m[3], open)
				return events
			}
			open = open[:len(open)-1]
			if m[3] == "VEVENT" {
				events = append(events, event)
			}
		default:
			if slices.Contains(open, "VTIMEZONE") {
				break // package render has tests of it
			}
			if len(open) == 2 {
				if _, twice := event[m[1]+m[2]]; twice {
					c.add("calendar", name, "%s twice", m[1])
				}
				event[m[1]+m[2]] = m[3]
			} else if len(open) != 1 {
				c.add("calendar", name, "%s outside of the calendar", m[1])
			}
			// In a text, a comma, a semicolon and a backslash are escaped.
			if slices.Contains([]string{"SUMMARY", "DESCRIPTION", "CATEGORIES", "X-WR-CALNAME"}, m[1]) &&
				regexp.MustCompile(`[;,]|\\[^\\;,nN]|\\$`).MatchString(regexp.MustCompile(`\\[\\;,nN]`).ReplaceAllString(m[3], "")) {
				c.add("calendar", name, "not escaped: %q", line)
			}
		}
	}
	if len(open) > 0 {
		c.add("calendar", name, "not closed: %v", open)
	}
	if parts == 0 { // RFC 5545, 3.6
		c.add("calendar", name, "it has no component")
	}
	return events
}

// checkCalendars: each calendar is right, and its events are the meetings that
// articles report and the congresses of the registry, on their days.
func checkCalendars(c *complaints, b *bulletin, records map[string]record, bodies map[string]body) {
	congresses := regexp.MustCompile(`^(.+)-congress-(\d+)$`)
	all := 0
	for _, name := range b.named("calendar.ics") {
		seen := map[string]bool{}
		for _, e := range calendarOf(c, b, name) {
			all++
			uid := e["UID"]
			if seen[uid] || uid == "" {
				c.add("calendar", name, "UID %q is not unique", uid)
			}
			seen[uid] = true
			id, host, _ := strings.Cut(uid, "@")
			if host != b.base.Hostname() {
				c.add("calendar", name, "UID %q is not of this host", uid)
			}
			if !regexp.MustCompile(`^\d{8}T\d{6}Z$`).MatchString(e["DTSTAMP"]) {
				c.add("calendar", name, "DTSTAMP %q", e["DTSTAMP"])
			}
			if p := b.pageAt(e["URL"]); p == nil {
				c.add("calendar", name, "no page at %q", e["URL"])
			}
			var from, until, stamp string
			if r, ok := records[id]; ok {
				if !slices.Contains([]string{"congress", "plenum", "conference"}, r.Kind) {
					c.add("calendar", name, "%s is no meeting but a %s", id, r.Kind)
				}
				from, until, stamp = r.Date, r.Until, r.Date
				for _, later := range []string{r.Published, r.Updated} {
					if later != "" {
						stamp = later
					}
				}
			} else if m := congresses.FindStringSubmatch(id); m != nil {
				for _, g := range bodies[m[1]].Congresses {
					if fmt.Sprint(g.Number) == m[2] {
						from, until, stamp = g.Date, g.Until, g.Date
					}
				}
			}
			if from == "" {
				c.add("calendar", name, "UID %q is of nothing", uid)
				continue
			}
			// DTSTAMP comes from the content and never from the clock.
			if !strings.HasPrefix(e["DTSTAMP"], utcStamp(c, stamp)) {
				c.add("calendar", name, "%s: DTSTAMP is %s, and the content says %s", id, e["DTSTAMP"], stamp)
			}
			if len(from) > 10 && until == "" {
				// A time is an instant, whatever zone the reader's calendar is in.
				if _, ends := e["DTEND;VALUE=DATE"]; ends || e["DTSTART"] != utcStamp(c, from) {
					c.add("calendar", name, "%s is at %q, want %s", id, e["DTSTART"], utcStamp(c, from))
				}
				continue
			}
			if until == "" {
				until = from
			}
			last, err := time.Parse(time.DateOnly, until[:10])
			if err != nil {
				c.add("calendar", name, "%v", err)
			}
			start, end := strings.ReplaceAll(from[:10], "-", ""), last.AddDate(0, 0, 1).Format("20060102")
			if e["DTSTART;VALUE=DATE"] != start || e["DTEND;VALUE=DATE"] != end {
				c.add("calendar", name, "%s is from %q to %q, want %s to %s", id, e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"], start, end)
			}
		}
	}
	if all == 0 {
		c.t.Error("no calendar has an event")
	}
	// The bulletin's own calendar has every meeting.
	want := 0
	for _, r := range records {
		if slices.Contains([]string{"congress", "plenum", "conference"}, r.Kind) {
			want++
		}
	}
	for _, lang := range b.langs {
		got := 0
		for _, e := range calendarOf(c, b, lang+"/calendar.ics") {
			if id, _, _ := strings.Cut(e["UID"], "@"); records[id].ID != "" {
				got++
			}
		}
		if got != min(want, 500) {
			c.add("calendar", lang, "%d meetings, want %d", got, want)
		}
	}
}

// utcStamp is the beginning of the form that a date has in DTSTAMP: all of it
// for a time, the day for a day.
func utcStamp(c *complaints, date string) string {
	if len(date) == 10 {
		return strings.ReplaceAll(date, "-", "") + "T"
	}
	return instantOf(c, date, date).UTC().Format("20060102T150405Z")
}

// checkSitemap: the sitemap has every page of a language once, and the same
// alternates as the pages.
func checkSitemap(c *complaints, b *bulletin, records map[string]record) {
	var index struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Parts   []string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemap>loc"`
	}
	if err := xml.Unmarshal([]byte(read(c.t, b.dir, "sitemap.xml")), &index); err != nil {
		c.t.Fatal(err)
	}
	seen := map[string]bool{}
	parts := map[string]bool{}
	for _, part := range index.Parts {
		name, ok := strings.CutPrefix(part, b.base.String())
		if !ok || !b.files[name] {
			c.add("sitemap", part, "there is no such file")
			continue
		}
		parts[name] = true
		var set struct {
			XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			URLs    []struct {
				Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
				LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
				Links   []struct {
					Rel  string `xml:"rel,attr"`
					Lang string `xml:"hreflang,attr"`
					Href string `xml:"href,attr"`
				} `xml:"http://www.w3.org/1999/xhtml link"`
			} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
		}
		if err := xml.Unmarshal([]byte(read(c.t, b.dir, name)), &set); err != nil {
			c.add("sitemap", name, "%v", err)
			continue
		}
		if len(set.URLs) == 0 || len(set.URLs) > 50_000 {
			c.add("sitemap", name, "%d addresses", len(set.URLs))
		}
		for _, u := range set.URLs {
			if seen[u.Loc] {
				c.add("sitemap", u.Loc, "it is there twice")
			}
			seen[u.Loc] = true
			p := b.pageAt(u.Loc)
			if p == nil || !b.own(p) {
				c.add("sitemap", u.Loc, "there is no such page")
				continue
			}
			alternates := map[string]string{}
			for _, l := range u.Links {
				if l.Rel != "alternate" {
					c.add("sitemap", u.Loc, "a link that is %q", l.Rel)
				}
				alternates[l.Lang] = l.Href
			}
			if !maps.Equal(alternates, p.alternates()) {
				c.add("sitemap", u.Loc, "the alternates are %v, on the page %v", alternates, p.alternates())
			}
			if r, ok := records[path.Base(p.path)]; ok && len(strings.Split(p.path, "/")) == 6 {
				// The day of the event is not when its report was changed.
				want := cmp.Or(r.Updated, r.Published)
				if u.LastMod != want {
					c.add("sitemap", u.Loc, "lastmod is %q, want %q", u.LastMod, want)
				}
			} else if u.LastMod != "" {
				c.add("sitemap", u.Loc, "lastmod is %q, and nobody says so", u.LastMod)
			}
		}
	}
	for _, p := range b.sorted() {
		// The search page has nothing of its own for another engine to find.
		if b.own(p) && p.byClass("results") == nil && !seen[b.base.String()+p.path[1:]] {
			c.add("sitemap", p.path, "it is not in the sitemap")
		}
	}
	for name := range b.files {
		if strings.HasPrefix(name, "sitemap-") && !parts[name] {
			c.add("sitemap", name, "the index does not have it")
		}
	}
}

// checkLinked: the linked data of every page parses and says what the page says.
func checkLinked(c *complaints, b *bulletin, records map[string]record, bodies map[string]body) {
	works := map[string]map[string]any{} // articles by @id
	events, trails := 0, 0
	for _, p := range b.sorted() {
		ids := map[string]bool{}
		for _, node := range linkedData(c, p) {
			kind, _ := node["@type"].(string)
			if id, ok := node["@id"].(string); ok {
				if ids[id] || !strings.HasPrefix(id, b.base.String()) {
					c.add("linked data", p.path, "@id %q", id)
				}
				ids[id] = true
			}
			switch kind {
			case "NewsArticle":
				works[node["@id"].(string)] = node
				checkNewsArticle(c, b, p, node, records)
			case "BreadcrumbList":
				trails++
				checkBreadcrumbs(c, b, p, node)
			case "Event":
				events++
				checkEvent(c, b, p, node, bodies)
			case "Organization", "WebSite":
				if node["name"] == "" || b.pageAt(node["url"].(string)) != p {
					c.add("linked data", p.path, "%v", node)
				}
				if kind == "Organization" {
					aliases := bodies[path.Base(p.path)].Aliases
					others, _ := node["alternateName"].([]any)
					if !slices.EqualFunc(others, aliases, func(x any, alias string) bool { return x == alias }) {
						c.add("linked data", p.path, "the other names %v, want %q", node["alternateName"], aliases)
					}
				}
			default:
				c.add("linked data", p.path, "a node of type %q", kind)
			}
		}
	}
	// translationOfWork and workTranslation are each other's inverse.
	translations := 0
	for id, w := range works {
		if of, ok := w["translationOfWork"].(map[string]any); ok {
			translations++
			original := works[of["@id"].(string)]
			if !slices.Contains(references(original["workTranslation"]), id) {
				c.add("linked data", id, "the original does not name it")
			}
		}
		for _, other := range references(w["workTranslation"]) {
			if of, ok := works[other]["translationOfWork"].(map[string]any); !ok || of["@id"] != id {
				c.add("linked data", id, "%s does not name it as its original", other)
			}
		}
	}
	wantWorks, wantTranslations, wantEvents, wantTrails := 0, 0, 0, len(b.langs)*len(bodies)
	for _, r := range records {
		wantWorks += len(r.Texts)
		wantTranslations += len(r.Texts) - 1
		wantTrails += len(r.Texts)
	}
	for _, p := range b.pages {
		if parts := strings.Split(p.path, "/"); len(parts) == 6 && strings.HasPrefix(parts[4], b.words[parts[1]]["congress"]+"-") {
			wantTrails++
		} else if len(parts) == 5 && parts[2] == b.words[parts[1]]["documents"] {
			wantTrails++
		}
	}
	for _, x := range bodies {
		for _, g := range x.Congresses {
			if g.Date != "" {
				wantEvents += len(b.langs)
			}
		}
	}
	if len(works) != wantWorks || translations != wantTranslations || events != wantEvents || trails != wantTrails {
		c.t.Errorf("%d articles, %d translations, %d congresses and %d trails; want %d, %d, %d and %d",
			len(works), translations, events, trails, wantWorks, wantTranslations, wantEvents, wantTrails)
	}
}

// linkedData are the nodes of a page's scripts.
func linkedData(c *complaints, p *webPage) []map[string]any {
	var out []map[string]any
	for _, n := range p.nodes {
		if kind, _ := attribute(n, "type"); n.Data != "script" || kind != "application/ld+json" {
			continue
		}
		var data struct {
			Context string           `json:"@context"`
			Graph   []map[string]any `json:"@graph"`
		}
		d := json.NewDecoder(bytes.NewReader([]byte(text(n))))
		d.DisallowUnknownFields()
		if err := d.Decode(&data); err != nil {
			c.add("linked data", p.path, "%v", err)
		}
		if data.Context != "https://schema.org" || len(data.Graph) == 0 {
			c.add("linked data", p.path, "@context %q with %d nodes", data.Context, len(data.Graph))
		}
		out = append(out, data.Graph...)
	}
	return out
}

// references are the ids that a list of nodes names.
func references(list any) []string {
	var out []string
	nodes, _ := list.([]any)
	for _, n := range nodes {
		if node, ok := n.(map[string]any); ok {
			id, _ := node["@id"].(string)
			out = append(out, id)
		}
	}
	return out
}

func checkNewsArticle(c *complaints, b *bulletin, p *webPage, node map[string]any, records map[string]record) {
	r := records[path.Base(p.path)]
	lang := b.language(p.path)
	covers := r.Date
	if r.Until != "" && r.Until != r.Date {
		covers = r.Date[:10] + "/" + r.Until
	}
	for key, want := range map[string]string{
		"headline": r.Texts[lang].Title, "inLanguage": lang,
		"datePublished": r.Published, "dateModified": r.Updated, "temporalCoverage": covers,
	} {
		if got, _ := node[key].(string); got != want {
			c.add("linked data", p.path, "%s is %q, want %q", key, got, want)
		}
	}
	about, _ := node["about"].(map[string]any)
	if u, _ := about["url"].(string); b.pageAt(u) == nil || path.Base(b.pageAt(u).path) != r.Committee {
		c.add("linked data", p.path, "it is about %v, want %s", about, r.Committee)
	}
	publisher, _ := node["publisher"].(map[string]any)
	if u, _ := publisher["url"].(string); publisher["@type"] != "Organization" || b.pageAt(u) == nil {
		c.add("linked data", p.path, "the publisher is %v", publisher)
	}
	if image, ok := node["image"].(string); ok {
		if to, wrong := b.resolve(p, image); wrong != "" || !b.files[strings.TrimPrefix(to.path, "/")] {
			c.add("linked data", p.path, "there is no picture %q", image)
		}
	}
}

// checkBreadcrumbs: the trail counts from 1, each step is a page that leads down to
// this one, and a reader sees the same trail.
func checkBreadcrumbs(c *complaints, b *bulletin, p *webPage, node map[string]any) {
	items, _ := node["itemListElement"].([]any)
	var shown []string
	if nav := p.byClass("crumbs"); nav != nil {
		for n := range nav.Descendants() {
			if href, ok := attribute(n, "href"); ok {
				to, _ := b.resolve(p, href)
				shown = append(shown, to.path+" "+text(n))
			}
		}
	}
	for i, x := range items {
		item, _ := x.(map[string]any)
		at, _ := item["item"].(string)
		name, _ := item["name"].(string)
		page := b.pageAt(at)
		if item["@type"] != "ListItem" || item["position"] != float64(i+1) || name == "" || page == nil {
			c.add("linked data", p.path, "step %d of the trail is %v", i+1, item)
			return
		}
		if i < len(shown) && shown[i] != page.path+" "+name {
			c.add("linked data", p.path, "step %d of the trail is %s %s, and readers see %s", i+1, page.path, name, shown[i])
		}
		if page == p {
			c.add("linked data", p.path, "the trail leads to the page that it is on")
		}
	}
	if len(items) != len(shown) || len(items) < 2 {
		c.add("linked data", p.path, "the trail has %d steps, and readers see %d", len(items), len(shown))
	}
}

// checkEvent: a congress is on the days that the registry gives.
func checkEvent(c *complaints, b *bulletin, p *webPage, node map[string]any, bodies map[string]body) {
	parts := strings.Split(p.path, "/")
	if len(parts) != 6 {
		c.add("linked data", p.path, "an event on a page that is not a congress's")
		return
	}
	_, number, _ := strings.Cut(parts[4], b.words[parts[1]]["congress"]+"-")
	for _, g := range bodies[parts[3]].Congresses {
		if fmt.Sprint(g.Number) != number {
			continue
		}
		end, _ := node["endDate"].(string)
		if node["startDate"] != g.Date || end != g.Until {
			c.add("linked data", p.path, "from %v to %v, want %q to %q", node["startDate"], node["endDate"], g.Date, g.Until)
		}
		if !dayForm.MatchString(g.Date) || g.Until != "" && !dayForm.MatchString(g.Until) {
			c.add("linked data", p.path, "%q to %q are no days", g.Date, g.Until)
		}
		if organizer, _ := node["organizer"].(map[string]any); organizer["@type"] != "Organization" || node["name"] != text(p.find("h1")) {
			c.add("linked data", p.path, "%v", node)
		}
		return
	}
	c.add("linked data", p.path, "the registry has no such congress")
}

// checkHosts: what search engines and hosts are told.
func checkHosts(c *complaints, b *bulletin) {
	if robots := read(c.t, b.dir, "robots.txt"); !strings.Contains(robots, "\nSitemap: "+b.base.String()+"sitemap.xml\n") || !strings.HasPrefix(robots, "User-agent: *\n") || strings.Contains(robots, "Disallow: /") {
		c.t.Errorf("robots.txt is %q", robots)
	}
	if headers := read(c.t, b.dir, "_headers"); !strings.HasPrefix(headers, "/*\n") || !strings.Contains(headers, "\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\n") {
		c.t.Errorf("_headers is %q", headers)
	}
	if !b.files[".nojekyll"] {
		c.t.Error("there is no .nojekyll")
	}
	// A time element holds a day, or a time in the site's zone; the machine's
	// zone and an invented midnight are nowhere.
	for _, p := range b.sorted() {
		for _, n := range p.nodes {
			if v, ok := attribute(n, "datetime"); n.Data == "time" && !(ok && (dayForm.MatchString(v) || timeForm.MatchString(v) && !strings.Contains(v, "T00:00:00"))) {
				c.add("time", p.path, "%s", outer(n))
			}
		}
	}
}

// named are the files of a name, whatever their folder.
func (b *bulletin) named(name string) []string {
	var out []string
	for _, f := range sortedKeys(b.files) {
		if path.Base(f) == name {
			out = append(out, f)
		}
	}
	return out
}
