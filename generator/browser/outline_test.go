package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// A piece is an element that begins, one that ends, or a text of a page. The pieces
// of a page in their order are its outline.
type piece struct {
	Name  string            // of the element, "/" where it ends, "#text" or "#comment"
	Attrs map[string]string // of an element
	Text  string            // of a text or a comment
}

func (p piece) String() string {
	switch p.Name {
	case "#text", "#comment":
		return fmt.Sprintf("%s %.300q", p.Name, p.Text)
	case "/":
		return "an end"
	}
	return fmt.Sprintf("<%s %.300q>", p.Name, p.Attrs)
}

// parse is the outline of a page as a parser of HTML has it that is not the
// browser's.
func parse(page string, scripts bool) ([]piece, error) {
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(scripts))
	if err != nil {
		return nil, err
	}
	var out []piece
	for n := range root.ChildNodes() {
		if n.Type == html.ElementNode {
			out = appendOutline(out, n)
		}
	}
	return out, nil
}

func appendOutline(out []piece, n *html.Node) []piece {
	switch n.Type {
	case html.TextNode:
		return append(out, piece{Name: "#text", Text: n.Data})
	case html.CommentNode:
		return append(out, piece{Name: "#comment", Text: n.Data})
	case html.ElementNode:
		e := piece{Name: n.Data, Attrs: map[string]string{}}
		for _, a := range n.Attr {
			e.Attrs[a.Key] = a.Val
		}
		out = append(out, e)
		for c := range n.ChildNodes() {
			out = appendOutline(out, c)
		}
		return append(out, piece{Name: "/"})
	}
	return out
}

// A match compares a harmless page with its twin.
type match struct {
	seen  func(place, attack int) // told of the words that were found as they must be; may be nil
	lacks string                  // what the format leaves out
}

var (
	slug      = regexp.MustCompile(`^#?([a-z]+_)?[a-z0-9]+(-[a-z0-9]+)*$`)
	media     = regexp.MustCompile(`/media/[a-z0-9-]+\.`)
	codeClass = regexp.MustCompile(`^language-[A-Za-z0-9_+#.-]+$`)
)

// outlines compares two outlines: they have the same elements with the same
// attributes, and texts and values differ by what was typed alone. It gives the
// first difference, or "".
func (m match) outlines(harmless, attacked []piece) string {
	for i, h := range harmless {
		if i == len(attacked) {
			return fmt.Sprintf("the page ends before %v", h)
		}
		a := attacked[i]
		around := func() string {
			return fmt.Sprintf("%v in place of %v, after %v", a, h, harmless[max(i-4, 0):i])
		}
		if h.Name != a.Name {
			return around()
		}
		if i > 0 && strings.HasSuffix(harmless[i-1].Name, " ShortName") {
			// Sixteen characters are all that OpenSearch allows one; it is cut at a word.
			if n := len([]rune(a.Text)); n > 0 && n <= 16 && strings.HasPrefix(shownAs(h.Text, nil), a.Text) {
				continue
			}
		}
		if !m.texts(h.Text, a.Text) {
			return around()
		}
		if len(h.Attrs) == 0 && len(a.Attrs) == 0 {
			continue
		}
		names := slices.Sorted(maps.Keys(h.Attrs))
		if h.Name == "code" {
			// A word that cannot be the name of a language is none.
			names = slices.DeleteFunc(names, func(s string) bool { return s == "class" })
			if c, ok := a.Attrs["class"]; ok && !codeClass.MatchString(c) {
				return around()
			}
			delete(a.Attrs, "class")
		}
		if !slices.Equal(names, slices.Sorted(maps.Keys(a.Attrs))) {
			return around()
		}
		for _, name := range names {
			if !m.values(h.Name, name, h.Attrs[name], a.Attrs[name]) {
				return fmt.Sprintf("%s=%.500q in place of %.200q, %s", name, a.Attrs[name], h.Attrs[name], around())
			}
		}
	}
	if len(attacked) > len(harmless) {
		return fmt.Sprintf("the page goes on with %v", attacked[len(harmless)])
	}
	return ""
}

// texts compares what is read: as it is, as HTML, or as JSON.
func (m match) texts(h, a string) bool {
	// A picture's name is made of what may be in an address.
	if strings.Contains(h, "/media/") {
		h, a = media.ReplaceAllString(h, "/media/x."), media.ReplaceAllString(a, "/media/x.")
	}
	want := shownAs(h, nil)
	if m.lacks != "" {
		want = strings.Map(func(r rune) rune {
			if strings.ContainsRune(m.lacks, r) {
				return -1
			}
			return r
		}, want)
	}
	if want == a {
		shownAs(h, m.seen)
		return true
	}
	if strings.HasPrefix(h, "<") {
		harmless, err := parse(h, true)
		attacked, other := parse(a, true)
		return err == nil && other == nil && m.outlines(harmless, attacked) == ""
	}
	var x, y any
	if !strings.HasPrefix(h, "{") && !strings.HasPrefix(h, "[") || json.Unmarshal([]byte(h), &x) != nil || json.Unmarshal([]byte(a), &y) != nil {
		return false
	}
	return m.json(x, y) == ""
}

// isList reports whether a text is a list of names for scripts, NQ=Resolution: hyphens
// join the words of one.
func isList(s string) bool { return strings.Contains(s, "=") && strings.Contains(s, "-") }

// dashed is a text with a hyphen in the place of all that parts words.
func dashed(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }), "-")
}

// json compares what was read of JSON, and gives where the first difference is.
func (m match) json(h, a any) (fault string) {
	switch x := h.(type) {
	case string:
		if y, ok := a.(string); ok && (m.texts(x, y) || m.addresses(x, y) || isList(x) && dashed(shownAs(x, nil)) == dashed(y)) {
			return ""
		}
	case []any:
		y, ok := a.([]any)
		if !ok || len(x) != len(y) {
			break
		}
		for i := range x {
			if fault := m.json(x[i], y[i]); fault != "" {
				return fmt.Sprintf("[%d]%s", i, fault)
			}
		}
		return ""
	case map[string]any:
		y, ok := a.(map[string]any)
		if !ok || len(x) != len(y) {
			break
		}
		for _, k := range slices.Sorted(maps.Keys(x)) {
			if fault := m.json(x[k], y[k]); fault != "" {
				return "." + k + fault
			}
		}
		return ""
	default:
		if reflect.DeepEqual(h, a) {
			return ""
		}
	}
	return fmt.Sprintf(": %.300q in place of %.300q", a, h)
}

// values compares the values of an attribute.
func (m match) values(element, name, h, a string) bool {
	switch {
	case m.texts(h, a):
		return true
	case name == "href" || name == "action":
		if m.addresses(h, a) {
			return true
		}
		fallthrough // to a heading
	case name == "id":
		return slug.MatchString(h) && slug.MatchString(a)
	}
	return false
}

// addresses compares what addresses say.
func (m match) addresses(h, a string) bool {
	if !strings.Contains(h, ":") || shownAs(decoded(h), nil) != decoded(a) {
		return false
	}
	shownAs(decoded(h), m.seen)
	return true
}
