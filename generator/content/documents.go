package content

import (
	"slices"

	"bantin/generator/markdown"
	"bantin/generator/vietnamese"
)

// Documents are the documents that an article is about: its own number first,
// then those of its front matter, then those that its texts name, each once. A
// number that cannot be read is not among them.
func (a *Article) Documents() []vietnamese.Document {
	var out []vietnamese.Document
	add := func(d vietnamese.Document, ok bool) {
		if ok && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	f := &a.Original().Front
	if f.Number != "" {
		add(vietnamese.ParseDocument(f.Number))
	}
	for i := range f.Documents {
		add(vietnamese.ParseDocument(f.Documents[i].Number))
	}
	for _, v := range a.Versions {
		for _, d := range v.Body.Documents {
			add(d, true)
		}
	}
	return out
}

// settleDocuments gives a document that a text names by its type and number
// alone, as Chỉ thị 05, the whole number, where the article has only one that it
// can be. What that depends on is in other files, so the versions as they were
// read are left as they are, and others stand in their place.
func (a *Article) settleDocuments() {
	short := func(d vietnamese.Document) bool { return d.Issuer == "" }
	if !slices.ContainsFunc(a.Versions, func(v *Version) bool { return slices.ContainsFunc(v.Body.Documents, short) }) {
		return
	}
	all := a.Documents()
	for _, d := range all {
		if !short(d) {
			continue
		}
		var meant []vietnamese.Document
		for _, e := range all {
			if d.May(e) {
				meant = append(meant, e)
			}
		}
		if len(meant) != 1 {
			continue
		}
		for i, v := range a.Versions {
			if slices.Contains(v.Body.Documents, d) {
				settled := *v
				settled.Body.Documents, settled.Body.Refs = slices.Clone(v.Body.Documents), slices.Clone(v.Body.Refs)
				rename(&settled.Body, d, meant[0])
				a.Versions[i] = &settled
			}
		}
	}
}

// rename puts one document in the place of another.
func rename(body *markdown.Doc, from, to vietnamese.Document) {
	i := slices.Index(body.Documents, from)
	if i < 0 {
		return
	}
	body.Documents[i] = to
	if first := slices.Index(body.Documents, to); slices.Contains(body.Documents[first+1:], to) {
		last := first + 1 + slices.Index(body.Documents[first+1:], to)
		body.Documents = slices.Delete(body.Documents, last, last+1)
	}
	old, slug := from.Slug(), to.Slug()
	for i := range body.Refs {
		if r := &body.Refs[i]; r.Kind == markdown.Citation && r.Dest == old {
			r.Dest = slug
		}
	}
}
