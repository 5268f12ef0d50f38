package render

import (
	"bytes"
	"cmp"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/content"
	"bantin/generator/site"
)

// Filters is what the layout filters is given: what the entries of a page can be
// chosen by. It is for filters.js, and hidden without it. A list of one choice is
// left out.
type Filters struct {
	Levels     []Option
	Committees []OptionGroup // by level
	Kinds      []Option
	Terms      []Option      // newest first; nil where all entries are of one
	Words      string        // the sentences of the script, as JSON
	Script     template.HTML // the script
}

// An Option is a choice.
type Option struct{ Value, Name string }

// An OptionGroup is the committees of a level.
type OptionGroup struct {
	Value, Name string // of the level
	Options     []Option
}

// filterWords are the sentences of a kind or a level that the script completes, where
// there is a #, as members of a JSON object by their key. What changes with a number
// has all its forms: what/news/one is the form of filter.what.news for the CLDR plural
// category one.
func (l *language) filterWords(part, name string) string {
	forms := l.Text["filter."+part+"."+name]
	j := jsonText{nil, fileSigns}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		j.text(part+"/"+name+"/"+form, strings.ReplaceAll(forms[form], "{n}", "#"))
	}
	return string(j.bytes)
}

// filteredEntries is the fewest entries that are worth choosing from.
const filteredEntries = 5

// A choice is what the entries of a page differ by.
type choice struct {
	articles   int
	congresses int // that no article reports
	kinds      map[string]bool
	own        map[*site.Committee]bool // the first committee of any entry
	committees []*site.Committee        // of any entry, each once
	terms      []*site.Term             // nil among them stands for none
}

func choiceOf(entries []site.Entry) choice {
	c := choice{kinds: map[string]bool{}, own: map[*site.Committee]bool{}}
	seen := map[*site.Committee]bool{}
	see := func(k *site.Committee) {
		if !seen[k] {
			seen[k] = true
			c.committees = append(c.committees, k)
		}
	}
	for _, e := range entries {
		c.kinds[kindOf(e)] = true
		if t := termOf(e); !slices.Contains(c.terms, t) {
			c.terms = append(c.terms, t)
		}
		if e.Article == nil {
			c.congresses++
			c.own[e.Congress.Committee] = true
			see(e.Congress.Committee)
			continue
		}
		c.articles++
		c.own[e.Article.Committee] = true
		for _, m := range e.Article.Memberships {
			see(m.Committee)
		}
	}
	return c
}

// filters says in a sentence what the entries of a page are, and makes the choices
// that there are among them; nil where there is nothing to choose. when is the
// page's time within a sentence.
func (r *Renderer) filters(l *language, entries []site.Entry, when string) (shown string, f *Filters) {
	c := choiceOf(entries)
	none := l.say("filter.none", "when", when)
	if shown = none; len(entries) > 0 {
		shown = l.say("filter.of", "what", l.counted(c.articles, c.congresses), "whose", l.say("filter.whose.any", "n", len(c.own)), "when", when)
	}
	script := r.asset("filters.js")
	// Pages of terms lead to their part of a year, however few entries that has.
	byTerm := len(c.terms) > 1
	few := len(entries) < filteredEntries || len(c.committees) < 2 && len(c.kinds) < 2
	if script == "" || few && !byTerm {
		return shown, nil
	}
	f = &Filters{Script: template.HTML(`<script src="` + escapedText(script) + `" defer></script>`)}
	words := jsonText{nil, fileSigns}
	words.begin()
	words.text("group", l.Group) // the mark between thousands
	words.text("of", l.say("filter.of", "what", "#what", "whose", "#whose", "when", when))
	words.text("and", l.say("filter.and", "articles", "#articles", "congresses", "#congresses"))
	words.text("none", none)
	if byTerm {
		words.text("inTerm", l.say("filter.inTerm", "shown", "#shown", "term", "#term"))
		f.Terms = termOptions(c.terms)
	}
	words.made(l.words["what/any"])
	words.made(l.words["whose/any"])
	for _, k := range content.Kinds {
		if c.kinds[k] {
			f.Kinds = append(f.Kinds, Option{k, l.kinds[k]})
			words.made(l.words["what/"+k])
		}
	}
	slices.SortFunc(c.committees, func(a, b *site.Committee) int { return a.Ranks[l.index] - b.Ranks[l.index] })
	for _, level := range content.Levels {
		group := OptionGroup{Value: level, Name: l.say("level." + level)}
		for _, k := range c.committees {
			if k.Level == level {
				group.Options = append(group.Options, Option{k.ID, k.Names[l.index]})
			}
		}
		if len(group.Options) > 0 {
			f.Levels = append(f.Levels, Option{group.Value, group.Name})
			f.Committees = append(f.Committees, group)
			words.made(l.words["whose/"+level])
		}
	}
	words.end()
	f.Words = string(words.bytes)
	f.leaveOut(len(c.committees))
	return shown, f
}

// termOptions are the choices of terms, the newest first.
func termOptions(terms []*site.Term) []Option {
	terms = slices.DeleteFunc(slices.Clone(terms), func(t *site.Term) bool { return t == nil })
	slices.SortFunc(terms, func(t, u *site.Term) int { return u.Compare(t.Term) })
	out := make([]Option, 0, len(terms))
	for _, t := range terms {
		out = append(out, Option{t.String(), termText(t.Term)})
	}
	return out
}

// termOf is the term of an entry; nil where nobody says.
func termOf(e site.Entry) *site.Term {
	if e.Article == nil {
		return e.Congress.Term
	}
	return e.Article.Term
}

// term is an entry's, as the choice of terms has it; "" where there is no such choice
// or nobody says.
func (f *Filters) term(e site.Entry) string {
	if f == nil || f.Terms == nil || termOf(e) == nil {
		return ""
	}
	return termOf(e).String()
}

// leaveOut leaves out the lists that have one choice.
func (f *Filters) leaveOut(committees int) {
	if committees < 2 {
		f.Committees = nil
	}
	if len(f.Levels) < 2 {
		f.Levels = nil
	}
	if len(f.Kinds) < 2 {
		f.Kinds = nil
	}
}

// counted says how many entries there are: articles, and congresses that no article
// reports.
func (l *language) counted(articles, congresses int) string {
	switch {
	case congresses == 0:
		return l.say("filter.what.any", "n", articles)
	case articles == 0:
		return l.say("filter.what.congress", "n", congresses)
	}
	return l.say("filter.and", "articles", l.say("filter.what.any", "n", articles), "congresses", l.say("filter.what.congress", "n", congresses))
}

// tally counts articles by their committees and kind, for a list that is too long
// to be on the page: "lang-son/conference/12 lang-son+nam-dinh/news/1"; where f has a
// choice of terms, by those too: "lang-son/conference/12/2020-2025".
func tally(f *Filters, entries []site.Entry) string {
	type group struct{ name, term string }
	counts := map[group]int{}
	var groups []group
	for _, e := range entries {
		if e.Article == nil {
			continue
		}
		g := group{strings.ReplaceAll(committeesOf(e), " ", "+") + "/" + e.Article.Kind, f.term(e)}
		if counts[g]++; counts[g] == 1 {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(g, h group) int { return cmp.Or(cmp.Compare(g.name, h.name), cmp.Compare(g.term, h.term)) })
	var b bytes.Buffer
	for i, g := range groups {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(g.name + "/" + strconv.Itoa(counts[g]))
		if g.term != "" {
			b.WriteString("/" + g.term)
		}
	}
	return b.String()
}
