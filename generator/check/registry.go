package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// registry: the committees by themselves.
func (c *checker) registry() {
	for _, k := range c.lib.Committees {
		if k.ID == "" {
			continue
		}
		if first, twice := c.committees[k.ID]; twice {
			c.problems.Errorf(k.At("id"), "id-duplicate", "the committee id %q is used twice", k.ID).
				Hintf("give one of them another id").Notef(first.At("id"), "first used")
			continue
		}
		c.committees[k.ID] = k
		c.ids = append(c.ids, k.ID)
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
	c.circles("parent-circle", "the parents go round in a circle", "parent",
		func(k *content.Committee) []string { return []string{k.Parent} })
	c.circles("lineage-circle", "the successors go round in a circle", "successors",
		func(k *content.Committee) []string { return k.Successors })
}

// known reports an id that no committee has.
func (c *checker) known(id string, pos diag.Pos, rule, format string) bool {
	if _, ok := c.committees[id]; ok || c.unread {
		return true
	}
	p := c.problems.Errorf(pos, rule, format, id)
	if named := c.named(id); named != "" {
		p.Hintf("write its id, %q", named)
	} else if near, ok := vietnamese.Nearest(id, c.ids); ok {
		p.Hintf("did you mean %q?", near)
	} else {
		p.Hintf("add it to %s", content.CommitteesFile)
	}
	return false
}

// named is the id of the only committee that goes by a name, or "".
func (c *checker) named(name string) string {
	key := vietnamese.Key(name)
	found := ""
	for _, id := range c.ids {
		k := c.committees[id]
		is := func(s string) bool { return vietnamese.Key(s) == key }
		if slices.ContainsFunc(k.Aliases, is) || slices.ContainsFunc(slices.Collect(maps.Values(k.Name)), is) || slices.ContainsFunc(slices.Collect(maps.Values(k.Short)), is) {
			if found != "" {
				return ""
			}
			found = id
		}
	}
	return found
}

// circles reports each circle of the relation next once, at the committee of it
// that comes first in the file.
func (c *checker) circles(rule, what, key string, next func(*content.Committee) []string) {
	const (
		unseen = iota
		onPath
		done
	)
	state := map[string]int{}
	var path []string
	var visit func(id string)
	visit = func(id string) {
		k := c.committees[id]
		if k == nil || state[id] == done {
			return
		}
		if state[id] == onPath {
			circle := slices.Clone(path[slices.Index(path, id):])
			first := slices.MinFunc(circle, func(a, b string) int {
				return c.committees[a].At("id").Compare(c.committees[b].At("id"))
			})
			i := slices.Index(circle, first)
			circle = append(append(circle[i:len(circle):len(circle)], circle[:i]...), first)
			c.problems.Errorf(c.committees[first].At(key), rule, "%s", fmt.Sprintf("%s: %s", what, strings.Join(circle, " → "))).
				Hintf("break it in one place")
			return
		}
		state[id] = onPath
		path = append(path, id)
		for _, n := range next(k) {
			visit(n)
		}
		path = path[:len(path)-1]
		state[id] = done
	}
	for _, id := range c.ids {
		visit(id)
	}
}
