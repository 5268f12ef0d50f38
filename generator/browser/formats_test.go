package browser

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed/atom"
	jsonfeed "github.com/mmcdole/gofeed/json"
)

// TestEscapedFormats reads what programs read of the bulletins of attacks with
// parsers that are not those of the generator, and compares what they give with the
// harmless twin.
func TestEscapedFormats(t *testing.T) {
	tally := newTally()
	counts := map[string]int{}
	for _, p := range allPairs(t) {
		for _, name := range slices.Sorted(maps.Keys(p.harmless)) {
			if p.attacked[name] == nil {
				continue // of the search index, whose parts depend on their size
			}
			harmless, attacked := p.harmless[name].Data, p.attacked[name].Data
			if !utf8.Valid(attacked) && !slices.Contains([]string{".png", ".bin"}, path.Ext(name)) {
				t.Errorf("%s: %s is not UTF-8", p.name, name)
			}
			var readers []func([]byte) (any, error)
			switch ext := path.Ext(name); {
			case ext == ".xml" && path.Base(name) == "feed.xml":
				readers = append(readers, readXML, readAtom)
			case ext == ".xml":
				readers = append(readers, readXML)
			case ext == ".json" && path.Base(name) == "feed.json":
				readers = append(readers, readJSON, readJSONFeed)
			case path.Base(name) == "head.json": // of the search index, with the words of all texts
				if !json.Valid(attacked) {
					t.Errorf("%s: %s is no JSON", p.name, name)
				}
			case ext == ".json":
				readers = append(readers, readJSON)
			case ext == ".ics":
				readers = append(readers, readCalendar)
			}
			for _, read := range readers {
				h, err := read(harmless)
				if err != nil {
					t.Fatalf("%s: %s, harmless: %v", p.name, name, err)
				}
				a, err := read(attacked)
				if err != nil {
					t.Errorf("%s: %s: %v", p.name, name, err)
					continue
				}
				m := match{seen: tally.see}
				if path.Ext(name) == ".xml" {
					m.lacks = "\uFFFE\uFFFF" // which XML cannot have
				}
				var fault string
				if pieces, ok := h.([]piece); ok {
					fault = m.outlines(pieces, a.([]piece))
				} else {
					fault = m.json(h, a)
				}
				if fault != "" {
					t.Errorf("%s: %s: %s", p.name, name, fault)
				}
			}
			if len(readers) > 0 {
				counts[path.Ext(name)]++
			}
		}
	}
	for _, name := range []string{"title", "summary", "author", "number", "source.name", "source.url", "image.alt", "image.caption", "documents.issuer", "documents.title", "paragraph", "fenced code", "link address", "committee name", "committee alias", "config title", "config description", "sentences"} {
		for i, text := range attacks {
			if !tally.seen[[2]int{placeOf(name), i}] && name != "sentences" && name != "config description" {
				t.Errorf("no format gives back %q of %s", text, name)
			}
		}
	}
	t.Logf("files read: %v", counts)
}

// readXML is the outline of a file by the parser of the standard library.
func readXML(data []byte) (any, error) {
	var out []piece
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			e := piece{Name: x.Name.Space + " " + x.Name.Local, Attrs: map[string]string{}}
			for _, a := range x.Attr {
				e.Attrs[a.Name.Space+" "+a.Name.Local] = a.Value
			}
			out = append(out, e)
		case xml.EndElement:
			out = append(out, piece{Name: "/"})
		case xml.CharData:
			if n := len(out); n > 0 && out[n-1].Name == "#text" {
				out[n-1].Text += string(x)
			} else {
				out = append(out, piece{Name: "#text", Text: string(x)})
			}
		case xml.Comment, xml.Directive:
			return nil, fmt.Errorf("a %T", x)
		}
	}
}

// readJSON is what a program has of a file of JSON.
func readJSON(data []byte) (out any, err error) {
	err = json.Unmarshal(data, &out)
	return out, err
}

// readAtom and readJSONFeed are what a reader of feeds has of a file.
func readAtom(data []byte) (any, error) {
	feed, err := (&atom.Parser{}).Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return throughJSON(feed)
}

func readJSONFeed(data []byte) (any, error) {
	feed, err := (&jsonfeed.Parser{}).Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return throughJSON(feed)
}

func throughJSON(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return readJSON(text)
}

// readCalendar is what a calendar has of a file. Its lines are as RFC 5545 wants
// them: of at most 75 octets, which are whole characters, and ended by CRLF.
func readCalendar(data []byte) (any, error) {
	var out []piece
	lines := strings.Split(string(data), "\r\n")
	if lines[len(lines)-1] != "" {
		return nil, errors.New("the last line has no end")
	}
	for _, s := range lines {
		if len(s) > 75 || !utf8.ValidString(s) || strings.ContainsAny(s, "\r\n\x00\x07\x1b\x7f") {
			return nil, fmt.Errorf("the line %q", s)
		}
	}
	calendar, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if len(calendar.Components) == 0 { // RFC 5545, 3.6
		return nil, errors.New("a calendar without a component")
	}
	property := func(p ics.BaseProperty) {
		out = append(out, piece{Name: p.IANAToken + fmt.Sprint(p.ICalParameters)}, piece{Name: "#text", Text: p.Value})
	}
	for _, p := range calendar.CalendarProperties {
		property(p.BaseProperty)
	}
	for _, c := range calendar.Components {
		out = append(out, piece{Name: fmt.Sprintf("%T", c)})
		for _, p := range c.UnknownPropertiesIANAProperties() {
			property(p.BaseProperty)
		}
	}
	return out, nil
}
