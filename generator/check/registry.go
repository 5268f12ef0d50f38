package check

import (
	"fmt"
	"slices"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// registry: the committees by themselves.
func (c *checker) registry() {
	for _, k := range c.lib.Committees {
		if !c.add(k) {
			c.problems.Errorf(k.At("id"), "id-duplicate", "the committee id %q is used twice", k.ID).
				Hintf("give one of them another id").Notef(c.committees[k.ID].At("id"), "first used")
		}
	}
	for _, k := range c.lib.Committees {
		if k.Parent != "" {
			c.known(k.Parent, k.At("parent"), "parent-unknown", "unknown parent %q")
		}
		for i, s := range k.Successors {
			pos := k.At(fmt.Sprintf("successors[%d]", i))
			c.known(s, pos, "successor-unknown", "unknown successor %q")
			if first := slices.Index(k.Successors[:i], s); first >= 0 {
				c.problems.Errorf(pos, "id-duplicate", "the successor %q is there twice", s).Hintf("keep one of them").
					Notef(k.At(fmt.Sprintf("successors[%d]", first)), "first")
			}
		}
		if len(k.Successors) > 0 && k.Until.IsZero() {
			c.problems.Errorf(k.At("successors"), "lineage-open", "the committee %q has successors and no end", k.ID).
				Hintf("add %q with the day, month or year that it ended", "until:")
		}
		numbers := map[int]*content.Congress{}
		for i := range k.Congresses {
			g := &k.Congresses[i]
			if first, twice := numbers[g.Number]; twice && g.Number > 0 {
				c.problems.Errorf(k.At(fmt.Sprintf("congresses[%d].number", i)), "id-duplicate", "congress %d of %q is there twice", g.Number, k.ID).
					Hintf("keep one of them").Notef(first.At(), "first")
				continue
			}
			numbers[g.Number] = g
		}
	}
	c.lineages()
	c.depth()
	c.circles("parent-circle", diag.Sayf("the parents go round in a circle"), "parent",
		func(k *content.Committee) []string { return []string{k.Parent} })
	c.circles("lineage-circle", diag.Sayf("the successors go round in a circle"), "successors",
		func(k *content.Committee) []string { return k.Successors })
}

// add takes a committee that has an id. ok is false where another one has it.
func (c *checker) add(k *content.Committee) (ok bool) {
	if k.ID == "" {
		return true
	}
	if c.committees[k.ID] != nil {
		return false
	}
	c.committees[k.ID] = k
	c.ids = append(c.ids, k.ID)
	return true
}

// known reports an id that no committee has.
func (c *checker) known(id string, pos diag.Pos, rule, format string) {
	if _, ok := c.committees[id]; ok || c.unread {
		return
	}
	p := c.problems.Errorf(pos, rule, format, id).Hintf("add it to %s", content.CommitteesFile)
	if !c.may(pos.File) {
		return
	}
	if hint := c.meant(pos.File, id); !hint.IsZero() {
		p.Hint = hint
	}
}

// meant is what a file is to write instead of an id that no committee has; zero where
// nobody can tell.
func (c *checker) meant(file, id string) diag.Text {
	if named := c.named(id); named != "" {
		return diag.Sayf("write its id, %q", named)
	}
	if near, ok := c.nearest(file, id, c.ids); ok {
		return diag.Sayf("did you mean %q?", near)
	}
	return diag.Text{}
}

// Unknown is what is wrong with an id as that of a committee: that there is no such
// committee, and which was meant; nil where there is one.
func Unknown(lib *content.Library, id string) *diag.Problem {
	c := &checker{lib: lib, committees: map[string]*content.Committee{}}
	for _, k := range lib.Committees {
		if k.ID != "" && c.committees[k.ID] == nil {
			c.committees[k.ID] = k
			c.ids = append(c.ids, k.ID)
		}
	}
	c.known(id, diag.Pos{File: content.CommitteesFile}, "committee-unknown", "unknown committee %q")
	return c.first()
}

// Gone is what is wrong with an article of the committee on a day: that it was not
// there yet, or is no more; nil where it was.
func Gone(k *content.Committee, day calendar.Date) *diag.Problem {
	c := &checker{}
	c.alive(k, day, k.At("id"))
	return c.first()
}

// first is the first problem; nil where there is none.
func (c *checker) first() *diag.Problem {
	if len(c.problems) == 0 {
		return nil
	}
	return &c.problems[0]
}

// mostDepth is how many committees may stand one above the other. There are seven
// levels.
const mostDepth = 12

// depth reports the committees that stand just below the deepest allowed.
func (c *checker) depth() {
	depths := map[string]int{}
	var depth func(id string, steps int) int
	depth = func(id string, steps int) int {
		k := c.committees[id]
		if k == nil || steps > mostDepth+1 {
			return 0
		}
		if d, ok := depths[id]; ok {
			return d
		}
		d := 1 + depth(k.Parent, steps+1)
		if steps == 0 {
			depths[id] = d
		}
		return d
	}
	for _, id := range c.ids {
		if depth(id, 0) == mostDepth+1 {
			c.problems.Errorf(c.committees[id].At("parent"), "parent-depth", "more than %d committees stand one above the other", mostDepth).
				Hintf("give it a parent that is higher up")
		}
	}
}

// named is the id of the only committee that goes by a name, or "".
func (c *checker) named(name string) string {
	if c.names == nil {
		c.names = map[string]string{}
		add := func(name, id string) {
			key := vietnamese.Key(name)
			if other, taken := c.names[key]; taken && other != id {
				id = "" // a name of two says nothing
			}
			c.names[key] = id
		}
		for _, id := range c.ids {
			k := c.committees[id]
			for _, alias := range k.Aliases {
				add(alias, id)
			}
			for _, l := range c.lib.Config.Languages {
				add(k.Name[l], id)
				add(k.Short[l], id)
			}
		}
	}
	return c.names[vietnamese.Key(name)]
}

// mostSuccessors is how many successors a registry may name in all: each is drawn on the
// pages of two committees in each language. Where every committee of thousands merged
// into one other, there are as many as committees.
const mostSuccessors = 10_000

// lineages reports where the registry has named too many successors.
func (c *checker) lineages() {
	all := 0
	for _, k := range c.lib.Committees {
		if all += len(k.Successors); all > mostSuccessors {
			c.problems.Errorf(k.At("successors"), "value-long", "the committees up to here have %d successors in all, and %d are the most", all, mostSuccessors).
				Hintf("name those alone that took over what the committee did")
			return
		}
	}
}
