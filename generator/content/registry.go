package content

import (
	"fmt"

	"bantin/generator/calendar"
	"bantin/generator/diag"

	"gopkg.in/yaml.v3"
)

var congressKeys = table[Congress]{
	field("number", "The congress's number.", congressNo, (*decoder).ordinal, func(c *Congress) *int { return &c.Number }).required(),
	field("term", "The term that it opened.", termShape, (*decoder).term, func(c *Congress) *calendar.Term { return &c.Term }),
	field("date", "Its first day.", partialShape, (*decoder).partial, func(c *Congress) *calendar.Date { return &c.Date }),
	field("until", "Its last day.", dayShape, (*decoder).day, func(c *Congress) *calendar.Date { return &c.Until }),
}

var committeeKeys = table[Committee]{
	field("id", "The committee's id, which its address has.", idShape, (*decoder).id, func(c *Committee) *string { return &c.ID }).required(),
	field("name", "Its full name, in each language.", everyShape.upTo(mostName), (*decoder).everyLanguage, func(c *Committee) *Texts { return &c.Name }).required(),
	field("short", "A short name for lists.", everyShape.upTo(mostShort), (*decoder).everyLanguage, func(c *Committee) *Texts { return &c.Short }),
	field("aliases", "Other names that it goes by.", Shape{Name: diag.Sayf("a list of names, as [Tỉnh ủy Lạng Sơn]"), Type: "array", Items: &nameShape}, (*decoder).texts, func(c *Committee) *[]string { return &c.Aliases }),
	field("level", "Its level.", Shape{Name: diag.Sayf("a level"), Type: "string", Enum: Levels}, (*decoder).choice, func(c *Committee) *string { return &c.Level }).required(),
	field("parent", "The committee above it.", committeeID, (*decoder).committee, func(c *Committee) *string { return &c.Parent }),
	field("from", "When it came to be.", partialShape, (*decoder).partial, func(c *Committee) *calendar.Date { return &c.From }),
	field("until", "When it ended.", partialShape, (*decoder).partial, func(c *Committee) *calendar.Date { return &c.Until }),
	field("successors", "What it became.", Shape{Name: diag.Sayf("a list of committees by their ids, as [ninh-binh]"), Type: "array", Items: &committeeID}, (*decoder).committees, func(c *Committee) *[]string { return &c.Successors }),
	listOf("congresses", "Its congresses.", MaxItems, congressKeys, func(c *Committee) *[]Congress { return &c.Congresses }),
}

var announcementKeys = table[Announcement]{
	field("text", "What the banner says, in each language.", everyShape.upTo(mostSentence), (*decoder).everyLanguage, func(a *Announcement) *Texts { return &a.Text }).required(),
	field("from", "The first day that it shows.", dayShape, (*decoder).day, func(a *Announcement) *calendar.Date { return &a.From }).required(),
	field("until", "The last day that it shows.", dayShape, (*decoder).day, func(a *Announcement) *calendar.Date { return &a.Until }).required(),
	field("url", "Where it leads.", Shape{Name: diag.Sayf("an address, as https://example.org/ or /vi/"), Type: "string", Pattern: linkPattern, Most: mostShown}, (*decoder).link, func(a *Announcement) *string { return &a.URL }),
}

// CommitteeKeys describes an entry of committees.yaml.
func CommitteeKeys() []KeyDoc { return committeeKeys.docs() }

// AnnouncementKeys describes an entry of announcements.yaml.
func AnnouncementKeys() []KeyDoc { return announcementKeys.docs() }

// entries reads a file that is a list of mappings; add is given each with its
// places.
func entries[T any](d *decoder, src []byte, keys table[T], add func(T, Places)) {
	root := d.parse(src, maxYAMLBytes, maxYAMLKeys)
	if root == nil || root.Kind == yaml.MappingNode && len(root.Content) == 0 {
		return
	}
	shape := Shape{Name: diag.Sayf("a list, each entry beginning with a hyphen"), Type: "array"}
	if root.Kind != yaml.SequenceNode {
		d.wrongType(root, shape)
		return
	}
	item := Shape{Name: diag.Sayf("a group of keys with values"), Type: "object", Entry: true}
	before := len(*d.problems)
	for _, n := range root.Content {
		if len(*d.problems)-before > diag.MostInFile {
			return // which is as many as are told of
		}
		var v T
		d.places = nil
		d.mark("", n)
		if readMapping(d, n, "", item, keys, &v) {
			add(v, d.places)
		}
	}
}

func (l *loader) committees(src []byte) []*Committee {
	var out []*Committee
	d := l.decoder(CommitteesFile, 0, &l.lib.Problems)
	entries(d, src, committeeKeys, func(c Committee, ps Places) {
		c.Places = ps
		for i := range c.Congresses {
			if p := find(ps, fmt.Sprintf("congresses[%d]", i)); p != nil {
				c.Congresses[i].Place = *p
			}
		}
		out = append(out, &c)
	})
	return out
}

func (l *loader) announcements(src []byte) []Announcement {
	var out []Announcement
	d := l.decoder(AnnouncementsFile, 0, &l.lib.Problems)
	entries(d, src, announcementKeys, func(a Announcement, ps Places) {
		a.Places = ps
		out = append(out, a)
	})
	return out
}

// decoder makes a decoder for a file whose YAML begins after line lines.
func (l *loader) decoder(file string, line int, problems *diag.List) *decoder {
	return &decoder{file: file, line: line, zone: l.lib.Config.TimeZone, langs: l.lib.Config.Languages, problems: problems}
}
