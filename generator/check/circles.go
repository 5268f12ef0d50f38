package check

import (
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
)

// circles reports where the relation next goes round in a circle: once for all the
// circles that hang together, at the first in the file of the committees in them, with
// a shortest way round from there.
func (c *checker) circles(rule string, what diag.Text, key string, next func(*content.Committee) []string) {
	for _, knot := range c.knots(next) {
		first := slices.MinFunc(knot, func(a, b string) int {
			return c.committees[a].At("id").Compare(c.committees[b].At("id"))
		})
		circle := c.round(first, knot, next)
		if len(circle) == 0 {
			continue
		}
		way := diag.Sayf("%s", strings.Join(circle, " → "))
		if n := len(circle); n > 9 {
			way = diag.Sayf("%s → … %d more … → %s", strings.Join(circle[:6], " → "), n-7, first)
		}
		c.problems.Errorf(c.committees[first].At(key), rule, "%s: %s", what, way).
			Hintf("break it in one place")
	}
}

// knots parts the committees into those that the relation next leads from each to each
// other (strongly connected components, by Tarjan's algorithm), in time linear in what
// it relates. A committee of which that is so with no other is a knot by itself.
func (c *checker) knots(next func(*content.Committee) []string) (knots [][]string) {
	number := make(map[string]int, len(c.ids)) // the order in which they are come to, from 1
	open := map[string]bool{}                  // those on the stack
	var stack []string
	// visit gives the lowest number of an open committee that the id leads to.
	var visit func(id string) int
	visit = func(id string) int {
		number[id] = len(number) + 1
		lowest := number[id]
		stack = append(stack, id)
		open[id] = true
		for _, n := range next(c.committees[id]) {
			switch {
			case c.committees[n] == nil:
			case number[n] == 0:
				lowest = min(lowest, visit(n))
			case open[n]:
				lowest = min(lowest, number[n])
			}
		}
		if lowest == number[id] {
			from := len(stack) - 1
			for stack[from] != id {
				from--
			}
			for _, n := range stack[from:] {
				open[n] = false
			}
			knots = append(knots, slices.Clone(stack[from:]))
			stack = stack[:from]
		}
		return lowest
	}
	for _, id := range c.ids {
		if number[id] == 0 {
			visit(id)
		}
	}
	return knots
}

// round is a shortest way from a committee of a knot back to it, which stands at both
// ends; nil where there is none.
func (c *checker) round(first string, knot []string, next func(*content.Committee) []string) []string {
	before := make(map[string]string, len(knot)) // the one that each is come to from
	for _, id := range knot {
		before[id] = ""
	}
	for queue := []string{first}; len(queue) > 0; queue = queue[1:] {
		id := queue[0]
		for _, n := range next(c.committees[id]) {
			if was, in := before[n]; !in || was != "" {
				continue
			}
			before[n] = id
			if n != first {
				queue = append(queue, n)
				continue
			}
			circle := []string{first}
			for id != first {
				circle = append(circle, id)
				id = before[id]
			}
			circle = append(circle, first)
			slices.Reverse(circle)
			return circle
		}
	}
	return nil
}
