package generator

import (
	"slices"
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
)

// openings are the keys congress and term of a new article, and what of them is left
// to the editor. They are what the registry has of the day, unless the title says
// otherwise: then what the title is the name of counts, if the registry knows it, and
// nothing is written where the two contradict each other.
func openings(lib *content.Library, whose *content.Committee, title string, date calendar.Date, words diag.Tongue) (keys []draft.Key, open []diag.Text) {
	in, sure, possible := draft.InForce(lib, whose.ID, date)
	named, says := draft.NamedCongress(title, whose.Level == "central")
	held, known := draft.Held(whose, named)
	agrees := (named.Congress == 0 || named.Congress == in.Congress) && (named.Term.IsZero() || named.Term == in.Term)
	switch {
	case !says || sure && agrees || !sure && !named.Itself && slices.Contains(possible, held):
	case known && named.Itself:
		return settled(held), nil
	case known && sure:
		return proposals([]draft.Opening{in, held}, words), []diag.Text{diag.Sayf("the title names congress %d of %q, and on %s the registry has congress %d: take the hash signs from before the one that the article is about", held.Congress, whose.ID, date, in.Congress)}
	case !known && named.Congress > 0:
		// The term is the title's, or that of the day where the registry has no
		// congress to contradict it with.
		o := draft.Opening{Congress: named.Congress, Term: named.Term}
		out := []draft.Opening{o}
		if o.Term.IsZero() && sure && len(whose.Congresses) == 0 {
			keys, out = settled(in), []draft.Opening{{Congress: o.Congress}}
		} else if sure {
			out = append(out, in)
		}
		return append(keys, proposals(out, words)...), []diag.Text{diag.Sayf("the title names congress %d, which %q has not in the registry: add it in %s, and take the hash sign from before \"congress: %d\" and its term", named.Congress, whose.ID, content.CommitteesFile, named.Congress)}
	}
	switch {
	case sure:
		return settled(in), nil
	case len(possible) == 0:
		return []draft.Key{proposed("term", words)}, []diag.Text{diag.Sayf("the registry does not say in which term %q was on %s: write the key \"term\"", whose.ID, date)}
	}
	var terms []string
	for i := range possible {
		possible[i].Congress = 0
		if t := possible[i].Term.String(); !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	return proposals(possible, words), []diag.Text{diag.Sayf("the registry does not settle in which term %q was on %s: take the hash sign from before \"term: %s\", or write another", whose.ID, date, strings.Join(terms, "\" or \"term: "))}
}

// settled are the keys of a congress and its term.
func settled(o draft.Opening) []draft.Key {
	keys := []draft.Key{{Name: "term", Value: draft.Text(o.Term.String())}}
	if o.Congress > 0 {
		keys = append(keys, draft.Key{Name: "congress", Value: draft.Number(o.Congress)})
	}
	return keys
}

// proposals are the keys of several congresses and terms in comments, each value once,
// under what the key means.
func proposals(openings []draft.Opening, words diag.Tongue) []draft.Key {
	var out []draft.Key
	add := func(name, value string) {
		k := proposed(name, words)
		k.Value = draft.Text(value)
		for i := range out {
			if out[i].Name == name {
				k.Note = ""
			}
			if out[i].Name == name && out[i].Value.Text == value {
				return
			}
		}
		out = append(out, k)
	}
	for _, o := range openings {
		if o.Congress > 0 {
			add("congress", strconv.Itoa(o.Congress))
		}
		if !o.Term.IsZero() {
			add("term", o.Term.String())
		}
	}
	return out
}
