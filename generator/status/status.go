// Package status says how far a bulletin is translated, and what waits for a
// translator. It takes a Library, with errors or without, and gives for each
// language the texts that are missing, begun and no more, left behind, not verified, or translations
// of nothing. The command and the page of the site show the same report.
//
// It goes by what the files say, never by dates or commits, so the same files give
// the same report in any clone.
package status

import (
	"cmp"
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// A Kind says what an article waits for.
type Kind string

// The kinds, in the order in which they are told.
const (
	Missing      Kind = "missing"      // there is no text in the language
	Untranslated Kind = "untranslated" // there is a file, with the words of the original
	Stale        Kind = "stale"        // the original has changed since it was translated
	Unverified   Kind = "unverified"   // the translation does not say which text it translates
	Orphan       Kind = "orphan"       // the translation has no original
)

// Text is the kind in a report for people.
func (k Kind) Text() diag.Text {
	switch k {
	case Missing:
		return diag.Sayf("missing")
	case Untranslated:
		return diag.Sayf("not translated yet")
	case Stale:
		return diag.Sayf("stale")
	case Unverified:
		return diag.Sayf("unverified")
	}
	return diag.Sayf("orphan")
}

// Kinds are all of them.
var Kinds = []Kind{Missing, Untranslated, Stale, Unverified, Orphan}

// A Report is the whole of it.
type Report struct {
	Articles  int        // how many there are, orphans not among them
	Languages []Language // in the order of config.yaml
}

// A Language is how far the translation into one language is.
type Language struct {
	Tag     string
	Texts   int    // articles that have a text in it, copies of the original not among them
	Current int    // of these, originals and what translates the original as it is now
	Waiting []Item // oldest first; those of which nobody knows the date after them, and orphans last
}

// An Item is one text to write, or to look at.
type Item struct {
	Kind      Kind
	ID        string
	Committee string        // "" of an orphan, and where the original names none
	Date      calendar.Date // of the article; zero of an orphan, and where the original has none
	Title     string        // of the text that is there
	File      string        // the translation's; where it is missing, the original's
	Original  string        // the original's file; "" of an orphan
	Digest    string        // of the original; "" of an orphan
}

// Of reports on a Library. Drafts count where drafts is true. Of a file that could
// not be read, which is a problem of its own, nothing is said.
func Of(lib *content.Library, drafts bool) Report {
	var r Report
	for _, tag := range lib.Config.Languages {
		r.Languages = append(r.Languages, Language{Tag: tag})
	}
	first := ""
	if len(r.Languages) > 0 {
		first = r.Languages[0].Tag
	}
	for _, a := range lib.Articles {
		original := a.Original()
		if original.Unread || original.Front.Draft && !drafts {
			continue
		}
		orphan := a.Orphan(first)
		if !orphan {
			r.Articles++
		}
		for i := range r.Languages {
			l := &r.Languages[i]
			at := slices.IndexFunc(a.Versions, func(v *content.Version) bool { return v.Lang == l.Tag })
			switch {
			case at < 0 && orphan:
				continue
			case at < 0:
				l.add(Missing, a, original)
				continue
			case orphan:
				v := a.Versions[at]
				l.Waiting = append(l.Waiting, Item{Kind: Orphan, ID: a.ID, Title: v.Front.Title, File: v.File})
				continue
			}
			v := a.Versions[at]
			state := a.State(v)
			if state != content.Untranslated {
				l.Texts++
			}
			if v.Unread {
				continue
			}
			switch state {
			case content.Untranslated:
				l.add(Untranslated, a, v)
			case content.Stale:
				l.add(Stale, a, v)
			case content.Unverified:
				l.add(Unverified, a, v)
			default:
				l.Current++
			}
		}
	}
	for i := range r.Languages {
		slices.SortStableFunc(r.Languages[i].Waiting, func(a, b Item) int {
			return cmp.Or(cmp.Compare(unplaced(a), unplaced(b)), a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
		})
	}
	return r
}

// unplaced orders what has a day before what has none, and orphans after both.
func unplaced(it Item) int {
	switch {
	case it.Kind == Orphan:
		return 2
	case it.Date.IsZero():
		return 1
	}
	return 0
}

// add appends an article that has an original. v is the text to tell of.
func (l *Language) add(k Kind, a *content.Article, v *content.Version) {
	original := a.Original()
	l.Waiting = append(l.Waiting, Item{
		Kind: k, ID: a.ID, Committee: original.Front.Committee, Date: original.Front.Date,
		Title: v.Front.Title, File: v.File, Original: original.File, Digest: original.Digest,
	})
}

// Count is how many items are of a kind.
func (l *Language) Count(k Kind) int {
	n := 0
	for i := range l.Waiting {
		if l.Waiting[i].Kind == k {
			n++
		}
	}
	return n
}

// Percent is a part of a whole in hundredths, rounded down, so that 100 means all
// of it; of nothing it is 100.
func Percent(part, whole int) int {
	if whole == 0 {
		return 100
	}
	return part * 100 / whole
}

// A Group is the part of one committee.
type Group struct {
	Committee string // "" of orphans, and of articles that name none
	Items     []Item // in the order in which they were given
}

// ByCommittee parts items by their committees, in the order of committees; those
// that are not in it come last, by id, and items without a committee after them.
func ByCommittee(items []Item, committees []string) []Group {
	of := map[string][]Item{}
	for _, it := range items {
		of[it.Committee] = append(of[it.Committee], it)
	}
	var out []Group
	take := func(id string) {
		if len(of[id]) > 0 {
			out = append(out, Group{id, of[id]})
			delete(of, id)
		}
	}
	for _, id := range committees {
		take(id)
	}
	var rest []string
	for id := range of {
		if id != "" {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	for _, id := range append(rest, "") {
		take(id)
	}
	return out
}
