package importer

import (
	"slices"
	"strings"

	"bantin/generator/draft"
	"bantin/generator/vietnamese"
)

// levelOf is the level of a body by what its place is called. A thành phố may be a province
// or stand below one.
var levelOf = map[string]string{
	"tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
	"xã": "commune", "phường": "commune", "đặc khu": "commune", "thành phố": "",
}

// entryFor is what is known of a body that the registry does not have, as the keys of an
// entry for it; nil where its name does not tell it from its like elsewhere, or may be
// cut. A key that is not known is empty or off.
func (r *record) entryFor(body *namesakes) []draft.Key {
	if r.english || !slices.Contains(r.lib.Config.Languages, vietnameseTag) || strings.HasSuffix(body.name, cutName) || capitals(body.name) {
		return nil
	}
	written := strings.Fields(body.name)
	words := strings.Fields(body.outside)
	unit, at := unitIn(words)
	level, known := levelOf[unit]
	after := at + len(strings.Fields(unit))
	if !known || after >= len(words) || len(words) > len(written) {
		return nil
	}
	place := strings.Join(written[len(written)-(len(words)-after):], " ")
	name := unit + " " + place
	id := vietnamese.Slug(name)
	switch {
	case words[0] == "khối":
		core := written[len(written)-len(words):]
		name, level = strings.Join(core, " "), blocLevel
		id = vietnamese.Slug(place + " " + strings.Join(core[:at], " "))
	case at > 0:
		return nil // an office, whose level is nobody's to tell
	case level == "province":
		id = vietnamese.Slug(place)
	}
	if !slices.Equal(phrase(name), phrase(body.outside)) {
		return nil
	}
	taken := map[string]bool{}
	for _, c := range r.lib.Committees {
		taken[c.ID] = true
	}
	names := draft.Value{}
	for _, l := range r.lib.Config.Languages {
		key := draft.Key{Name: l}
		if l == vietnameseTag {
			key.Value = draft.Text("Đảng bộ " + name)
		}
		names.Group = append(names.Group, key)
	}
	return []draft.Key{
		{Name: "id", Value: draft.Text(draft.Free(id, taken))},
		{Name: "name", Value: names},
		{Name: "level", Value: draft.Text(level)},
		{Name: "parent", Off: true},
	}
}

// unitIn is what a place is called that the words of a name end with, and where it stands.
func unitIn(words []string) (unit string, at int) {
	for at := range words {
		for _, u := range unitNames {
			if end := at + len(u); end <= len(words) && slices.Equal(words[at:end], u) {
				return strings.Join(u, " "), at
			}
		}
	}
	return "", 0
}
