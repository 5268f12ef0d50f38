package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"bantin/generator/diag"
	"bantin/generator/locale"

	"gopkg.in/yaml.v3"
)

// localeFile is a strings file as it is written.
type localeFile struct {
	Name      string
	Territory string
	Addresses Texts
	Dates     *dateStrings
	Numbers   *numberStrings
	Text      map[string]locale.Message
}

type dateStrings struct {
	Weekdays, Months []string
	Patterns         Texts
}

type numberStrings struct{ Group, Decimal string }

var namesShape = Shape{Name: diag.Sayf("a list of names"), Type: "array", Items: &textShape}

var dateKeys = table[dateStrings]{
	field("weekdays", "The names of the days, Monday first.", namesShape, (*decoder).texts, func(s *dateStrings) *[]string { return &s.Weekdays }).required(),
	field("months", "The names of the months.", namesShape, (*decoder).texts, func(s *dateStrings) *[]string { return &s.Months }).required(),
	field("patterns", "The ways to write a date.", Shape{Name: diag.Sayf("a group of keys, each with a pattern")}, (*decoder).raw, func(s *dateStrings) *Texts { return &s.Patterns }).required(),
}

var numberKeys = table[numberStrings]{
	field("group", "The mark between thousands.", textShape, (*decoder).mark1, func(s *numberStrings) *string { return &s.Group }).required(),
	field("decimal", "The mark before a fraction.", textShape, (*decoder).mark1, func(s *numberStrings) *string { return &s.Decimal }).required(),
}

var localeKeys = table[localeFile]{
	field("name", "The language's own name.", textShape, (*decoder).text, func(s *localeFile) *string { return &s.Name }).required(),
	field("territory", "The Open Graph locale, as vi_VN.", textShape, (*decoder).text, func(s *localeFile) *string { return &s.Territory }).required(),
	field("addresses", "The words of addresses.", Shape{Name: diag.Sayf("a group of keys, each with a word")}, (*decoder).raw, func(s *localeFile) *Texts { return &s.Addresses }).required(),
	nested("dates", "How dates are written.", dateKeys, func(s *localeFile) **dateStrings { return &s.Dates }).required(),
	nested("numbers", "How numbers are written.", numberKeys, func(s *localeFile) **numberStrings { return &s.Numbers }).required(),
	field("text", "The sentences.", Shape{Name: diag.Sayf("a group of keys, each with a sentence")}, (*decoder).messages, func(s *localeFile) *map[string]locale.Message { return &s.Text }).required(),
}

// raw is a mapping of names to texts.
func (d *decoder) raw(n *yaml.Node, s Shape) (Texts, bool) {
	if n.Kind != yaml.MappingNode {
		d.wrongType(n, s)
		return nil, false
	}
	out := Texts{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		d.mark(d.path+"."+n.Content[i].Value, n.Content[i+1])
		if t, ok := d.text(n.Content[i+1], textShape); ok {
			out[n.Content[i].Value] = t
		}
	}
	return out, true
}

// mark1 is a sign, which may be a space.
func (d *decoder) mark1(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		d.wrongType(n, s)
		return "", false
	}
	return withoutControls(n.Value), true
}

// messages flattens nested keys, article: {later: …} being article.later. A
// mapping whose keys are all plural forms is one sentence.
func (d *decoder) messages(n *yaml.Node, s Shape) (map[string]locale.Message, bool) {
	out, written := map[string]locale.Message{}, map[string]*yaml.Node{}
	var walk func(prefix string, n *yaml.Node)
	walk = func(prefix string, n *yaml.Node) {
		if n.Kind != yaml.MappingNode {
			d.wrongType(n, s)
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			k, v := n.Content[i], n.Content[i+1]
			name := prefix + k.Value
			if _, twice := out[name]; twice {
				d.problems.Errorf(d.pos(k), "key-duplicate", "the key %q is written twice", name).Hintf("keep one of them").
					Notef(d.pos(written[name]), "first written")
				continue
			}
			written[name] = k
			switch {
			case v.Kind == yaml.ScalarNode:
				out[name] = locale.Message{"other": withoutControls(v.Value)}
				d.forSearch(name, v, out[name]["other"])
			case isPlural(v):
				m := locale.Message{}
				for j := 0; j+1 < len(v.Content); j += 2 {
					m[v.Content[j].Value] = withoutControls(v.Content[j+1].Value)
				}
				if m["other"] == "" {
					d.problems.Errorf(d.pos(v), "key-missing", "the sentence %q lacks the form %q", name, "other").Hintf("add it: it is used where no other form fits")
				}
				d.forSearch(name, v, m["other"])
				out[name] = m
			default:
				walk(name+".", v)
			}
		}
	}
	walk("", n)
	return out, true
}

func isPlural(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if !slices.Contains(locale.Forms, n.Content[i].Value) || n.Content[i+1].Kind != yaml.ScalarNode {
			return false
		}
	}
	return true
}

// stringsFile is the path of a language's strings file in a site's folder.
func stringsFile(tag string) string { return "layouts/" + StringsFolder + "/" + tag + ".yaml" }

// readLocale reads a language's strings file from the layouts. It returns nil
// where the site cannot speak the language.
func readLocale(layouts fs.FS, tag string, problems *diag.List) *locale.Locale {
	shown := stringsFile(tag)
	name := strings.TrimPrefix(shown, "layouts/")
	src, found, err := readText(layouts, name, nil)
	for _, p := range found {
		p.Pos.File = shown
		*problems = append(*problems, p)
	}
	if errors.Is(err, fs.ErrNotExist) {
		problems.Errorf(diag.Pos{File: shown}, "strings-missing", "there is no strings file for the language %q", tag).
			Hintf("copy layouts/strings/en.yaml to %s and translate it, or remove the language from config.yaml", shown)
	}
	if err != nil {
		return nil
	}
	var own diag.List
	defer func() { *problems = append(*problems, own...) }()
	d := &decoder{file: shown, problems: &own}
	root := d.parse(src, maxYAMLBytes, maxYAMLKeys)
	var f localeFile
	if root == nil || !readMapping(d, root, "", Shape{Name: diag.Sayf("a group of keys with values")}, localeKeys, &f) {
		return nil
	}
	out := &locale.Locale{
		Tag: tag, Name: f.Name, Territory: f.Territory,
		Words: map[locale.Word]string{}, Dates: map[locale.Pattern]string{}, Text: f.Text,
	}
	for _, w := range locale.Words {
		out.Words[w] = f.Addresses[string(w)]
	}
	d.words(out)
	if f.Numbers != nil {
		out.Group, out.Decimal = f.Numbers.Group, f.Numbers.Decimal
	}
	if f.Dates != nil {
		out.Weekdays, out.Months = f.Dates.Weekdays, f.Dates.Months
		for _, p := range locale.Patterns {
			out.Dates[p] = f.Dates.Patterns[string(p)]
		}
		d.dates(out)
	}
	if err := out.Prepare(); err != nil {
		own.Errorf(diag.Pos{File: shown}, "value-type", "%q is no language", tag)
	}
	if len(own) > 0 {
		return nil
	}
	return out
}

// words checks the words of addresses. A rule that needs a value which could not
// be read says nothing, here and below.
func (d *decoder) words(l *locale.Locale) {
	if d.places.wrong("addresses") || !d.places.Has("addresses") {
		return
	}
	for _, w := range locale.Words {
		key := "addresses." + string(w)
		switch {
		case !d.places.Has(key):
			d.problems.Errorf(d.places.At(d.file, "addresses"), "key-missing", "the word %q is missing", string(w)).
				Hintf("add %q with a word of small letters, digits and hyphens", string(w)+":")
		case !isID(l.Words[w]):
			d.problems.Errorf(d.places.At(d.file, key), "value-type", "%q cannot be in an address", l.Words[w]).
				Hintf("write it in small letters without marks, digits and hyphens")
		}
	}
}

// twoDays is what a pattern of several days may look like.
const twoDays = "{d}–{d} {month} {yyyy}"

// dates checks the names of days and months, and the patterns.
func (d *decoder) dates(l *locale.Locale) {
	count := func(key string, what diag.Text, have, want int) {
		if d.places.Has(key) && !d.places.wrong(key) && have != want {
			d.problems.Errorf(d.places.At(d.file, key), "value-type", "there are %d names of %s, not %d", have, what, want).
				Hintf("write all %d in their order", want)
		}
	}
	count("dates.weekdays", diag.Sayf("weekdays"), len(l.Weekdays), 7)
	count("dates.months", diag.Sayf("months"), len(l.Months), 12)
	if d.places.wrong("dates.patterns") || !d.places.Has("dates.patterns") {
		return
	}
	for _, p := range locale.Patterns {
		key := "dates.patterns." + string(p)
		if !d.places.Has(key) {
			like := "{d} {month} {yyyy}"
			if slices.Contains(locale.OfDays, p) {
				like = twoDays
			}
			d.problems.Errorf(d.places.At(d.file, "dates.patterns"), "key-missing", "the pattern %q is missing", string(p)).
				Hintf("add %q with the parts of a date, as in %q", string(p)+":", like)
			continue
		}
		if _, _, _, ok := locale.CutDays(l.Dates[p]); !ok && slices.Contains(locale.OfDays, p) {
			d.problems.Errorf(d.places.At(d.file, key), "value-type", "this pattern is of two days and writes one").
				Hintf("write the parts of the first day and then those of the last, as in %q", twoDays)
		}
		for _, hole := range (locale.Message{"other": l.Dates[p]}).Holes() {
			if !slices.Contains(locale.Parts, hole) {
				d.problems.Errorf(d.places.At(d.file, key), "value-type", "no date has a part {%s}", hole).
					Hintf("the parts are %s", diag.And(locale.Parts))
			}
		}
	}
}
