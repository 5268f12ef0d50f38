package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/markdown"
	"bantin/generator/vietnamese"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"
)

// Limits of one YAML text. yaml.v3 is quadratic in the keys of one mapping.
const (
	maxFrontBytes = 64 << 10
	maxFrontKeys  = 500
	maxYAMLDepth  = 10
	maxYAMLBytes  = 1 << 20
	maxYAMLKeys   = 100_000
)

// Limits of one value. Nothing that somebody wrote to be read meets them; without
// them one line of an author's makes every page of the bulletin as large as it likes.
const (
	MaxText    = 2000 // characters of a text that is typed as a key's value
	MaxItems   = 200  // entries of a list that is a key's value
	maxAddress = 2000 // bytes of a web address
)

// Limits of what is typed once and stands on many pages: a menu on each of them, a
// committee's name on each of its articles', a title in each list. Their product is what
// a page costs beyond its own text, so no real bulletin meets them, and yet they are tight.
const (
	MaxTitle      = 300 // characters of a headline
	mostSummary   = 1000
	mostActTitle  = 500 // of a document, which is often a long sentence
	mostName      = 200 // of a committee, an author, a portal
	mostShort     = 100 // of a committee's short name, and of the bulletin's
	mostEngine    = 16  // of the bulletin's as a search engine of a browser: OpenSearch 1.1
	mostSentence  = 300 // of the bulletin's description, and of an announcement
	mostBase      = 200 // bytes of the site's address, which each link's may begin with
	mostShown     = 500 // bytes of the address that an announcement leads to
	mostLanguages = 12  // each page names all of them
	mostAlso      = 40  // each has the article in its lists, feeds and archive
	mostAliases   = 50  // each is a page
)

// A decoder reads one YAML text and keeps where everything stood.
type decoder struct {
	file     string
	line     int // lines of the file before the text
	zone     *time.Location
	langs    []string
	places   Places
	path     string // of the key whose value is being read
	problems *diag.List
}

func (d *decoder) pos(n *yaml.Node) diag.Pos {
	return diag.Pos{File: d.file, Line: d.line + n.Line, Col: n.Column}
}

func (d *decoder) at(p Place) diag.Pos {
	return diag.Pos{File: d.file, Line: int(p.Line), Col: int(p.Col)}
}

func (d *decoder) mark(key string, n *yaml.Node) {
	d.places = append(d.places, Place{Key: key, Line: int32(d.line + n.Line), Col: int32(n.Column)})
}

// parse reads src into a node, refusing what the format of the bulletin does
// not have: several documents, anchors, aliases, merges, tags, great depth. It
// returns nil where there is nothing to go on with.
func (d *decoder) parse(src []byte, maxBytes, maxKeys int) *yaml.Node {
	start := diag.Pos{File: d.file, Line: d.line + 1, Col: 1}
	if len(src) > maxBytes {
		d.problems.Errorf(start, "yaml-limits", "%d bytes of YAML are more than the %d that are read", len(src), maxBytes).
			Hintf("move the text below the front matter, or split the file")
		return nil
	}
	src = oneKindOfLine(src)
	if at := tooDeep(src); at >= 0 {
		pos := position(d.file, src, at)
		pos.Line += d.line
		d.problems.Errorf(pos, "yaml-limits", "brackets are nested more than %d deep", maxYAMLDepth).
			Hintf("write at most %d levels", maxYAMLDepth)
		return nil
	}
	dec := yaml.NewDecoder(strings.NewReader(string(src)))
	var doc yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	} else if err != nil {
		d.syntax(src, err)
		return nil
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		d.problems.Errorf(d.pos(&second), "yaml-feature", "a second YAML document begins here").Hintf("remove the line of three hyphens, or what comes after it")
		return nil
	} else if !errors.Is(err, io.EOF) {
		d.syntax(src, err)
		return nil
	}
	// Of three hyphens alone the parser says that an empty value comes after them, on a
	// line that need not be there.
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" && doc.Content[0].Style == 0 && doc.Content[0].Anchor == "" {
		return &yaml.Node{Kind: yaml.MappingNode, Line: 1, Column: 1}
	}
	keys := 0
	if !d.plain(doc.Content[0], 1, &keys, maxKeys) {
		return nil
	}
	d.comments(src, doc.Content[0])
	return doc.Content[0]
}

// oneKindOfLine puts a space in the place of what YAML takes for the end of a line and
// an editor's program does not, so that lines are counted as the editor sees them.
func oneKindOfLine(src []byte) []byte {
	for _, end := range []string{"\u0085", "\u2028", "\u2029"} {
		src = bytes.ReplaceAll(src, []byte(end), []byte(" "))
	}
	return src
}

// tooDeep is the offset of the first bracket within maxYAMLDepth others, or -1:
// the parser's own time grows with the square of the depth. It does not see
// quotes, so it also counts brackets that mean nothing.
func tooDeep(src []byte) int {
	depth := 0
	for i, c := range src {
		switch c {
		case '[', '{':
			if depth++; depth > maxYAMLDepth {
				return i
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return -1
}

// refuseAlias refuses *name, of which the parser itself says only that it does
// not know it.
func (d *decoder) refuseAlias(pos diag.Pos) {
	d.problems.Errorf(pos, "yaml-feature", "a YAML alias (*name) is not allowed").
		Hintf("write the value again, or put the text in quotes")
}

// plain refuses YAML's own features, which no key of the bulletin needs and
// which make the same text mean different things to an editor and to a parser.
func (d *decoder) plain(n *yaml.Node, depth int, keys *int, maxKeys int) bool {
	refuse := func(rule string, what, hint diag.Text) bool {
		p := d.problems.Errorf(d.pos(n), rule, "")
		p.Message, p.Hint = what, hint
		return false
	}
	switch {
	case n.Kind == yaml.AliasNode:
		d.refuseAlias(d.pos(n))
		return false
	case n.Anchor != "":
		return refuse("yaml-feature", diag.Sayf("a YAML anchor (&name) is not allowed"), diag.Sayf("remove it, or put the text in quotes"))
	case n.Style&yaml.TaggedStyle != 0:
		return refuse("yaml-feature", diag.Sayf("a YAML tag (!name) is not allowed"), diag.Sayf("remove it, or put the text in quotes"))
	case n.Tag == "!!merge":
		return refuse("yaml-feature", diag.Sayf("a YAML merge (<<) is not allowed"), diag.Sayf("write the keys out"))
	case depth > maxYAMLDepth:
		return refuse("yaml-limits", diag.Sayf("values are nested more than %d deep", maxYAMLDepth), diag.Sayf("write fewer levels"))
	}
	if n.Kind == yaml.MappingNode {
		if *keys += len(n.Content) / 2; *keys > maxKeys {
			return refuse("yaml-limits", diag.Sayf("there are more than %d keys", maxKeys), diag.Sayf("split the file"))
		}
	}
	for _, c := range n.Content {
		if !d.plain(c, depth+1, keys, maxKeys) {
			return false
		}
	}
	return true
}

func (d *decoder) wrongType(n *yaml.Node, s Shape) {
	d.problems.Errorf(d.pos(n), "value-type", "%s does not fit here", d.shown(n)).Hintf("write %s", s.Name)
}

// text is a scalar as it was typed, whatever YAML would take it for, with white
// space folded.
func (d *decoder) text(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind != yaml.ScalarNode {
		d.wrongType(n, s)
		return "", false
	}
	v := Value(n.Value)
	if size, most := utf8.RuneCountInString(n.Value), s.most(MaxText); size > most {
		p := d.problems.Errorf(d.pos(n), "value-long", "this text has %d characters, and %d are the most", size, most)
		if s.Most > 0 {
			p.Hintf("shorten it, since it stands on many pages")
		} else {
			p.Hintf("shorten it; what is to be read at length goes below the front matter of an article or a page")
		}
		return "", false
	}
	if v == "" {
		d.problems.Errorf(d.pos(n), "value-type", "there is nothing between the quotation marks").Hintf("write %s, or remove the key", s.Name)
		return "", false
	}
	return v, true
}

// Value is a text as the value of a key is read: without control characters, which
// no page and no feed may have, in composed letters, with one space between words. It
// is without the signs that show nothing and change how what stands beside them is
// shown: a title with a mark of direction would turn round the line of every list that
// it is in. The two that join letters are kept, for other scripts.
func Value(s string) string {
	ends := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	special := func(r rune) bool { return ends(r) || isFormat(r) }
	if strings.ContainsFunc(s, special) {
		s = strings.Map(func(r rune) rune {
			switch {
			case isFormat(r):
				return -1
			case ends(r):
				return ' '
			}
			return r
		}, s)
	}
	s = norm.NFC.String(s) // an escape may stand for what the file itself has no more
	s = strings.TrimSpace(s)
	if strings.Contains(s, "  ") {
		// A space that does not break stays: it was meant.
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
	}
	return s
}

func isFormat(r rune) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	// The letters of Vietnamese are quick to know, as nearly all that is asked of is one.
	if r < 0xad || 'À' <= r && r <= 'ɏ' || 'Ḁ' <= r && r <= 'ỿ' {
		return false
	}
	return unicode.Is(unicode.Cf, r) && r != joiner && r != nonJoiner
}

// withoutControls is a text with a space for each control character: no page and no
// feed may have one.
func withoutControls(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

func (d *decoder) boolean(n *yaml.Node, s Shape) (bool, bool) {
	switch n.Value {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	d.wrongType(n, s)
	return false, false
}

func (d *decoder) integer(n *yaml.Node, s Shape) (int, bool) {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || v < s.Min || v > s.Max {
		d.wrongType(n, s)
		return 0, false
	}
	return v, true
}

// ordinal is an integer that may be written in Roman numerals.
func (d *decoder) ordinal(n *yaml.Node, s Shape) (int, bool) {
	v, ok := vietnamese.ParseOrdinal(n.Value)
	if n.Kind == yaml.ScalarNode && ok && v >= s.Min && v <= s.Max {
		return v, true
	}
	d.wrongType(n, s)
	words := strings.Fields(vietnamese.Key(n.Value))
	for len(words) > 0 && (words[0] == "lần" || words[0] == "thứ") {
		words = words[1:]
	}
	if v, size := vietnamese.ReadOrdinal(words); size > 0 && size == len(words) {
		(*d.problems)[len(*d.problems)-1].Hintf("write %d", v)
	}
	return 0, false
}

func (d *decoder) term(n *yaml.Node, s Shape) (calendar.Term, bool) {
	t, ok := vietnamese.ParseTerm(n.Value)
	if n.Kind != yaml.ScalarNode || !ok {
		d.wrongType(n, s)
		return t, false
	}
	const longest = 20 // years
	switch {
	case t.To <= t.From:
		d.problems.Errorf(d.pos(n), "term-order", "the term %s does not run from a year to a later one", t).Hintf("write the first year, a hyphen and the last year, as 2020-2025")
		return t, false
	case t.From < FirstYear || t.To > LastYear:
		d.problems.Errorf(d.pos(n), "term-order", "the years of the term %s are not those of a bulletin", t).Hintf("write years from %d to %d", FirstYear, LastYear)
		return t, false
	case t.To-t.From > longest:
		d.problems.Errorf(d.pos(n), "term-order", "the term %s is longer than %d years", t, longest).Hintf("write the first year, a hyphen and the last year, as 2020-2025")
		return t, false
	}
	return t, true
}

// day is a date whose day must be known, without a time.
func (d *decoder) day(n *yaml.Node, s Shape) (calendar.Date, bool) { return d.date(n, s, true, false) }

// moment is a day, or a time with its zone.
func (d *decoder) moment(n *yaml.Node, s Shape) (calendar.Date, bool) {
	return d.date(n, s, true, true)
}

// partial is a year, a month or a day.
func (d *decoder) partial(n *yaml.Node, s Shape) (calendar.Date, bool) {
	return d.date(n, s, false, false)
}

var otherDate = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)

func (d *decoder) date(n *yaml.Node, s Shape, needDay, moment bool) (calendar.Date, bool) {
	v, ok := calendar.Parse(n.Value, d.zone)
	switch {
	case n.Kind != yaml.ScalarNode || !ok || needDay && !v.HasDay() || !moment && v.HasTime():
		if day, isDay := calendar.Parse(n.Value[:min(len(n.Value), len("2020-12-21"))], d.zone); isDay && !day.Exists() {
			d.impossible(n, day) // whatever stands behind it
			return v, false
		}
		meant, ok := MeantDate(n.Value, d.zone)
		if !moment {
			meant.Time = time.Time{}
		}
		p := d.problems.Errorf(d.pos(n), "value-type", "%s does not fit here", d.shown(n)).Hintf("write %s", s.Name)
		if ok {
			p.Hintf("write %s", meant)
		}
		return v, false
	case !v.Exists():
		d.impossible(n, v)
		return v, false
	case v.Year < FirstYear || v.Year > LastYear:
		d.problems.Errorf(d.pos(n), "date-impossible", "the year %d is not one of a bulletin", v.Year).
			Hintf("write a year from %d to %d", FirstYear, LastYear)
		return v, false
	}
	return v, true
}

// The years that something in a bulletin can be of. Others are mistakes in
// typing, and do not fit every format that is published.
const (
	FirstYear = 1800
	LastYear  = 2199
)

// impossible reports a day or a month that the calendar does not have.
func (d *decoder) impossible(n *yaml.Node, v calendar.Date) {
	if v.Month > 12 {
		d.problems.Errorf(d.pos(n), "date-impossible", "there is no month %d", v.Month).
			Hintf("write the year, the month and the day, in this order")
		return
	}
	d.problems.Errorf(d.pos(n), "date-impossible", "there is no day %s", v).
		Hintf("%04d-%02d has %d days", v.Year, v.Month, calendar.DaysIn(v.Year, v.Month))
}

// MeantDate reads a date in one of the notations that are not those of a bulletin's
// files and mean one thing alone, as 21/12/2020: in Vietnam the day always comes first.
func MeantDate(s string, zone *time.Location) (calendar.Date, bool) {
	if m := otherDate.FindStringSubmatch(s); m != nil {
		dd, _ := strconv.Atoi(m[1])
		mm, _ := strconv.Atoi(m[2])
		yyyy, _ := strconv.Atoi(m[3])
		day := calendar.Day(yyyy, mm, dd)
		return day, day.Exists()
	}
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2"} {
		if t, err := time.Parse(layout, s); err == nil {
			return calendar.Day(t.Year(), int(t.Month()), t.Day()), true
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return calendar.Moment(t.In(zone)), true
		}
	}
	return calendar.Date{}, false
}

// shown is a value as a message shows it.
func (d *decoder) shown(n *yaml.Node) diag.Text {
	switch n.Kind {
	case yaml.MappingNode:
		return diag.Sayf("a group of keys")
	case yaml.SequenceNode:
		return diag.Sayf("a list")
	}
	return diag.Sayf("%q", n.Value)
}

// idPattern is the form of an id; isID knows it too.
const idPattern = `^[a-z0-9]+(-[a-z0-9]+)*$`

func isID(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-') {
			return false
		}
	}
	return s != ""
}

// isDevice reports a name that is a device's on Windows, whatever its ending: there
// neither the text of an article nor its page could be a file.
func isDevice(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	switch {
	case name == "con" || name == "prn" || name == "aux" || name == "nul":
		return true
	case len(name) == len("com1"):
		return (name[:3] == "com" || name[:3] == "lpt") && name[3] >= '0' && name[3] <= '9'
	}
	return false
}

// refuseDevice reports an id that is a device's name.
func refuseDevice(problems *diag.List, pos diag.Pos, id string) {
	problems.Errorf(pos, "id-form", "%q is no id, since no file can be called that on Windows", id).Hintf("add a word to it, as %q", id+"-1")
}

// maxID keeps a name and its ending within the 255 bytes of a file system.
const maxID = 200

func (d *decoder) id(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind != yaml.ScalarNode || !isID(n.Value) || len(n.Value) > maxID {
		p := d.problems.Errorf(d.pos(n), "id-form", "%s is no id", d.shown(n))
		if slug := vietnamese.Slug(n.Value); slug != "" && n.Kind == yaml.ScalarNode && len(slug) <= maxID {
			p.Hintf("write %q: small letters without marks, digits and hyphens", slug)
		} else {
			p.Hintf("write at most %d small letters without marks, digits and hyphens", maxID)
		}
		return "", false
	}
	if isDevice(n.Value) {
		refuseDevice(d.problems, d.pos(n), n.Value)
		return "", false
	}
	return n.Value, true
}

// committee is the id of a committee, as far as one entry can tell: an editor
// who writes a name is told its id by whoever knows all committees.
func (d *decoder) committee(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		d.wrongType(n, s)
		return "", false
	}
	return n.Value, true
}

func (d *decoder) committees(n *yaml.Node, s Shape) ([]string, bool) {
	return each(d, n, s, (*decoder).committee)
}

func (d *decoder) texts(n *yaml.Node, s Shape) ([]string, bool) {
	return each(d, n, s, (*decoder).text)
}

// short refuses a list that has more entries than anybody writes.
func (d *decoder) short(n *yaml.Node, s Shape) bool {
	most := s.most(MaxItems)
	if len(n.Content) <= most {
		return true
	}
	d.problems.Errorf(d.pos(n.Content[most]), "value-long", "this list has %d entries, and %d are the most", len(n.Content), most).
		Hintf("remove the ones from here on")
	return false
}

func each[V any](d *decoder, n *yaml.Node, s Shape, read func(*decoder, *yaml.Node, Shape) (V, bool)) ([]V, bool) {
	if n.Kind != yaml.SequenceNode {
		d.wrongType(n, s)
		return nil, false
	}
	if !d.short(n, s) {
		return nil, false
	}
	var out []V
	for _, e := range n.Content {
		if v, ok := read(d, e, *s.Items); ok {
			d.mark(fmt.Sprintf("%s[%d]", d.path, len(out)), e)
			out = append(out, v)
		}
	}
	return out, true
}

func (d *decoder) choice(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind == yaml.ScalarNode && slices.Contains(s.Enum, n.Value) {
		return n.Value, true
	}
	p := d.problems.Errorf(d.pos(n), "value-type", "%s is none of %s", d.shown(n), diag.And(s.Enum))
	if near, ok := likely(n.Value, s.Enum); ok && n.Kind == yaml.ScalarNode {
		p.Hintf("did you mean %q?", near)
	}
	return "", false
}

// unwritten reports whether a value is one that the editor has yet to write.
func unwritten(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0
}

// perLanguage is a mapping from language to text.
func (d *decoder) perLanguage(n *yaml.Node, s Shape) (Texts, bool) {
	if n.Kind != yaml.MappingNode {
		d.wrongType(n, s)
		return nil, false
	}
	out, written := Texts{}, map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if !slices.Contains(d.langs, k.Value) {
			p := d.problems.Errorf(d.pos(k), "key-unknown", "%q is not a language of this site", k.Value)
			if meant, found := hintBrackets(p, n, i, d.langs); !found {
				p.Hintf("the languages are %s", diag.And(d.langs))
			} else if meant != "" {
				out[meant] = "" // which is not missing as well
			}
			continue
		}
		if first, twice := written[k.Value]; twice {
			d.problems.Errorf(d.pos(k), "key-duplicate", "the key %q is written twice", k.Value).Hintf("keep one of them").
				Notef(d.pos(first), "first written")
			continue
		}
		written[k.Value] = k
		if unwritten(v) {
			continue
		}
		out[k.Value], _ = d.text(v, longest(s.Most))
	}
	return out, true
}

// everyLanguage is perLanguage with no language left out.
func (d *decoder) everyLanguage(n *yaml.Node, s Shape) (Texts, bool) {
	out, ok := d.perLanguage(n, s)
	if !ok {
		return nil, false
	}
	for _, l := range d.langs {
		if _, there := out[l]; there {
			continue
		}
		if i := slices.IndexFunc(n.Content, func(k *yaml.Node) bool { return k.Value == l }); i >= 0 && i%2 == 0 {
			d.problems.Errorf(d.pos(n.Content[i]), "key-missing", "the key %q has no value", l).Hintf("write %s", textShape.Name)
		} else {
			d.problems.Errorf(d.pos(n), "key-missing", "the text in the language %q is missing", l).Hintf("add %q with the text", l+":")
		}
	}
	return out, true
}

// ownOrPerLanguage is a text in the language of its file, or a mapping.
func (d *decoder) ownOrPerLanguage(n *yaml.Node, s Shape) (Texts, bool) {
	if n.Kind == yaml.MappingNode {
		return d.perLanguage(n, s)
	}
	t, ok := d.text(n, s)
	return Texts{"": t}, ok
}

func (d *decoder) webAddress(n *yaml.Node, s Shape) (string, bool) {
	if !d.addressFits(n, s) {
		return "", false
	}
	u, ok := webURL(n.Value)
	if n.Kind != yaml.ScalarNode || !ok || len(n.Value) > maxAddress {
		d.wrongAddress(n, s)
		return "", false
	}
	return u.String(), true
}

// webURL reads an address of the web. A host of other letters than ASCII gets the name that
// the network knows it by (RFC 5891), since feeds, sitemaps and calendars are read by
// programs that take no other.
func webURL(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || !markdown.IsHost(u.Host) || strings.ContainsAny(s, " \"<>\\`{}|^") {
		return nil, false
	}
	if strings.ContainsFunc(u.Host, func(r rune) bool { return r > unicode.MaxASCII }) {
		host, err := idna.Lookup.ToASCII(u.Hostname())
		if err != nil {
			return nil, false
		}
		u.Host = strings.Replace(u.Host, u.Hostname(), host, 1)
	}
	return u, true
}

// addressFits refuses an address that is longer than its key's may be.
func (d *decoder) addressFits(n *yaml.Node, s Shape) bool {
	if s.Most == 0 || len(n.Value) <= s.Most {
		return true
	}
	d.problems.Errorf(d.pos(n), "value-long", "this address has %d bytes, and %d are the most", len(n.Value), s.Most).
		Hintf("shorten it, since it stands on many pages")
	return false
}

// wrongAddress reports a value that is no web address. One whose beginning alone is
// missing is given whole.
func (d *decoder) wrongAddress(n *yaml.Node, s Shape) {
	p := d.problems.Errorf(d.pos(n), "value-type", "%s does not fit here", d.shown(n)).Hintf("write %s", s.Name)
	host, _, _ := strings.Cut(n.Value, "/")
	if n.Kind == yaml.ScalarNode && strings.Contains(strings.Trim(host, "."), ".") && markdown.IsHost(host) {
		p.Hintf("write %s", "https://"+n.Value)
	}
}

// link is a web address or an address of this site, which begins with a slash.
func (d *decoder) link(n *yaml.Node, s Shape) (string, bool) {
	if !d.addressFits(n, s) {
		return "", false
	}
	if strings.HasPrefix(n.Value, "/") && !strings.HasPrefix(n.Value, "//") && len(n.Value) <= maxAddress {
		return n.Value, true
	}
	return d.webAddress(n, s)
}

func (d *decoder) eMail(n *yaml.Node, s Shape) (string, bool) {
	a, err := mail.ParseAddress(n.Value)
	const longest = 254 // bytes, which no mail server takes more than
	if n.Kind != yaml.ScalarNode || err != nil || a.Address != n.Value || len(n.Value) > longest {
		d.wrongType(n, s)
		return "", false
	}
	return n.Value, true
}

var colourForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// published reads the path of a file in one of the two folders that are published.
func (d *decoder) published(n *yaml.Node, s Shape) (string, bool) {
	v, ok := d.text(n, s)
	if ok && !regexp.MustCompile(s.Pattern).MatchString(v) {
		d.wrongType(n, s)
		return "", false
	}
	return v, ok
}

func (d *decoder) colour(n *yaml.Node, s Shape) (string, bool) {
	if !colourForm.MatchString(n.Value) {
		d.wrongType(n, s)
		return "", false
	}
	return strings.ToLower(n.Value), true
}

func (d *decoder) zoneName(n *yaml.Node, s Shape) (*time.Location, bool) {
	z, err := locale.Zone(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		d.wrongType(n, s)
		return nil, false
	}
	return z, true
}

// alias is an old address of this site, as a path from its root.
func (d *decoder) alias(n *yaml.Node, s Shape) (string, bool) {
	v := norm.NFC.String(n.Value)
	clean := path.Clean(v)
	if strings.HasSuffix(v, "/") && clean != "/" {
		clean += "/"
	}
	bad := n.Kind != yaml.ScalarNode || !strings.HasPrefix(v, "/") || clean != v || v == "/" || len(v) > 1000 ||
		strings.ContainsAny(v, "?#%\\\"<>|*: ") || strings.ContainsFunc(v, func(r rune) bool { return r < 0x20 || r == 0x7f || isFormat(r) })
	for part := range strings.SplitSeq(v, "/") {
		bad = bad || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".") || len(part) > maxID || isDevice(part)
	}
	if bad {
		d.problems.Errorf(d.pos(n), "alias-form", "%s is not an old address of this site", d.shown(n)).
			Hintf("write its path from the root, as /tin-tuc/123.html, without spaces, the signs ? # %% : .. and names that Windows keeps for itself (con, nul)")
		return "", false
	}
	return v, true
}

func (d *decoder) aliases(n *yaml.Node, s Shape) ([]string, bool) {
	return each(d, n, s, (*decoder).alias)
}

var digestForm = regexp.MustCompile(`^[0-9a-f]{12}$`)

func (d *decoder) digest(n *yaml.Node, s Shape) (string, bool) {
	if n.Kind != yaml.ScalarNode || !digestForm.MatchString(n.Value) {
		d.wrongType(n, s)
		return "", false
	}
	return n.Value, true
}
