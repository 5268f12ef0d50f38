package content

import (
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"bantin/generator/diag"
	"bantin/generator/locale"

	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"
)

type theme struct{ Accent string }

var themeKeys = table[theme]{
	field("accent", "The colour of links and marks, as #9f1d20.", Shape{Name: diag.Sayf("a colour, as \"#9f1d20\" in quotes"), Type: "string", Pattern: colourForm.String()}, (*decoder).colour, func(t *theme) *string { return &t.Accent }),
}

// settings is config.yaml as it is written; Config is what it means.
type settings struct {
	BaseURL            string
	Title, Description Texts
	ShortTitle         Texts
	Languages          []string
	TimeZone           *time.Location
	FeedItems          int
	RecentItems        int
	Theme              *theme
	Repository         string
	Feedback           string
	Image              string
	Untranslated       string
}

// pathShape is the path of a file in the site's folder.
var pathShape = Shape{Name: diag.Sayf("a file of static/ or content/, as static/share.png"), Type: "string", Pattern: `^(static|content)/.*[^/]$`}

var configKeys = table[settings]{
	field("base_url", "Where the site is published; it may carry a path.", webShape.upTo(mostBase), (*decoder).webAddress, func(c *settings) *string { return &c.BaseURL }).required(),
	field("title", "The bulletin's name, in each language.", everyShape.upTo(mostShort), (*decoder).everyLanguage, func(c *settings) *Texts { return &c.Title }).required(),
	field("short_title", "Its name for short, by which browsers offer its search.", everyShape.upTo(mostEngine), (*decoder).everyLanguage, func(c *settings) *Texts { return &c.ShortTitle }),
	field("description", "A sentence about it, in each language.", everyShape.upTo(mostSentence), (*decoder).everyLanguage, func(c *settings) *Texts { return &c.Description }),
	field("languages", "The languages; the first is the default.", Shape{Name: diag.Sayf("a list of languages, as [vi, en]"), Type: "array", Items: &Shape{Name: diag.Sayf("a language, as vi"), Type: "string", Pattern: `^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`}, Most: mostLanguages}, (*decoder).texts, func(c *settings) *[]string { return &c.Languages }),
	field("time_zone", "The zone of its dates, by its IANA name.", Shape{Name: diag.Sayf("a time zone, as Asia/Ho_Chi_Minh"), Type: "string", Pattern: `^[A-Za-z][A-Za-z0-9_+/-]*$`}, (*decoder).zoneName, func(c *settings) **time.Location { return &c.TimeZone }),
	field("feed_items", "How many articles a feed has.", Shape{Name: diag.Sayf("a whole number from 1 to 200"), Type: "integer", Pattern: wholePattern, Min: 1, Max: 200}, (*decoder).integer, func(c *settings) *int { return &c.FeedItems }),
	field("recent_items", "How many articles the list of the latest has on the timeline and on the pages of committees and terms; the home page has 15.", Shape{Name: diag.Sayf("a whole number from 1 to 500"), Type: "integer", Pattern: wholePattern, Min: 1, Max: 500}, (*decoder).integer, func(c *settings) *int { return &c.RecentItems }),
	nested("theme", "The look.", themeKeys, func(c *settings) **theme { return &c.Theme }),
	field("repository", "Where its files can be edited, as https://github.com/owner/name; a branch other than main as the browser shows it, as …/tree/trunk.", webShape.upTo(mostBase), (*decoder).webAddress, func(c *settings) *string { return &c.Repository }),
	field("feedback", "The e-mail address that readers can write to.", Shape{Name: diag.Sayf("an e-mail address"), Type: "string", Pattern: `^[^@].*@[^@\s]+$`}, (*decoder).eMail, func(c *settings) *string { return &c.Feedback }),
	field("image", "The picture that is shown with a link to a page that has none of its own: a file of static/ or content/.", pathShape, (*decoder).published, func(c *settings) *string { return &c.Image }),
	field("untranslated", "Whether articles without a translation are listed in the other language.", Shape{Name: diag.Sayf("list or hide"), Type: "string", Enum: []string{"list", "hide"}}, (*decoder).choice, func(c *settings) *string { return &c.Untranslated }),
}

// ConfigKeys describes config.yaml.
func ConfigKeys() []KeyDoc { return configKeys.docs() }

// defaults is what the keys mean that config.yaml leaves out.
func defaults() Config {
	zone, err := locale.Zone("Asia/Ho_Chi_Minh")
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return Config{
		BaseURL:      "http://127.0.0.1:8080/",
		Languages:    []string{"vi", "en"},
		TimeZone:     zone,
		FeedItems:    20,
		RecentItems:  50,
		Accent:       "#9f1d20",
		Untranslated: "list",
	}
}

// config reads config.yaml. Its languages come first, since other keys are
// written once for each of them.
func readConfig(src []byte, problems *diag.List) Config {
	out := defaults()
	d := &decoder{file: ConfigFile, zone: out.TimeZone, langs: out.Languages, problems: problems}
	root := d.parse(src, maxYAMLBytes, maxYAMLKeys)
	if root == nil {
		return out
	}
	for i := 0; root.Kind == yaml.MappingNode && i+1 < len(root.Content); i += 2 {
		if n := root.Content[i+1]; root.Content[i].Value == "languages" && n.Kind == yaml.SequenceNode {
			if langs := d.languages(n); len(langs) > 0 {
				out.Languages, d.langs = langs, langs
			}
		}
	}
	var s settings
	if !readMapping(d, root, "", Shape{Name: diag.Sayf("a group of keys with values")}, configKeys, &s) {
		return out
	}
	out.Places = d.places
	out.Title, out.ShortTitle, out.Description = s.Title, s.ShortTitle, s.Description
	out.Feedback = s.Feedback
	out.Image = s.Image
	if _, ok := BaseURL(s.Repository); ok {
		out.Repository = strings.TrimSuffix(s.Repository, "/")
	} else if s.Repository != "" {
		problems.Errorf(out.At("repository"), "value-type", "%q is not where a repository can be", s.Repository).Hintf("write its address as https://github.com/owner/name, without .., //, ? and #")
	}
	if s.BaseURL != "" {
		if base, ok := BaseURL(s.BaseURL); ok {
			out.BaseURL = base
		} else {
			problems.Errorf(out.At("base_url"), "value-type", "%q is not where a site can be", s.BaseURL).Hintf("write its address up to the path, as https://example.org/ or https://example.org/bulletin/, without .., //, ? and #")
		}
	}
	if s.TimeZone != nil {
		out.TimeZone = s.TimeZone
	}
	if s.FeedItems > 0 {
		out.FeedItems = s.FeedItems
	}
	if s.RecentItems > 0 {
		out.RecentItems = s.RecentItems
	}
	if s.Theme != nil && s.Theme.Accent != "" {
		out.Accent = s.Theme.Accent
	}
	if s.Untranslated != "" {
		out.Untranslated = s.Untranslated
	}
	return out
}

// languages reads the tags that can be a folder's name and a language.
func (d *decoder) languages(n *yaml.Node) []string {
	if !d.short(n, Shape{Most: mostLanguages}) {
		return nil
	}
	var out []string
	wrong := false
	for _, e := range n.Content {
		tag, err := language.Parse(e.Value)
		switch {
		case e.Kind != yaml.ScalarNode || err != nil || tag.String() != e.Value:
			wrong = true
			d.problems.Errorf(d.pos(e), "value-type", "%q is not a language", e.Value).Hintf("write its tag, as vi or en")
		case slices.Contains(out, e.Value):
			d.problems.Errorf(d.pos(e), "key-duplicate", "the language %q is there twice", e.Value).Hintf("keep one of them").
				Notef(d.pos(n.Content[slices.IndexFunc(n.Content, func(f *yaml.Node) bool { return f.Value == e.Value })]), "first")
		default:
			out = append(out, e.Value)
		}
	}
	if wrong { // whose texts are in one that is not read would all be wrong
		return nil
	}
	return out
}

// BaseURL is where a site is published, or a repository is, ending in a slash; ok is
// false where s is no address that a path can be joined to.
func BaseURL(s string) (base string, ok bool) {
	u, ok := webURL(s)
	if !ok || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery || len(s) > mostBase {
		return "", false
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
		if u.RawPath != "" {
			u.RawPath += "/"
		}
	}
	// A browser takes a path with such parts for another one, and so would ask for no
	// address of this site.
	escaped := strings.ToLower(u.EscapedPath())
	if clean := path.Clean(u.Path); clean != "/" && clean+"/" != u.Path || clean == "/" && u.Path != "/" || strings.Contains(escaped, "%2f") || strings.Contains(escaped, "%5c") || strings.ContainsFunc(u.Path, unicode.IsControl) {
		return "", false
	}
	return u.String(), true
}
