package render

import (
	"bytes"
	"cmp"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"bantin/generator/diag"
)

// html/template makes a layout safe by walking through it: through the body of a range
// twice, so that each range within another doubles what it takes, and through a layout
// that others use once for each kind of place that these use it in. It asks nobody whether
// to go on. What it would take is therefore counted before it begins.
const (
	mostNested    = 10      // how deep if, with and range may stand within each other
	mostChained   = 10      // how many layouts may use one another in a row
	mostTemplates = 500     // all together
	mostWeight    = 1 << 26 // of what the layouts of pages have; the slowest found took a second or two
)

// A shape is what is counted of a layout.
type shape struct {
	tree  *parse.Tree
	parts []piece         // its nodes, with what is in each
	used  map[string]bool // the layouts that it uses
	calls int             // how often it uses any
	deep  parse.Node      // the first that is nested too deep
	text  string          // all of it, of which scripts are made
}

// A piece is a node at the top of a layout.
type piece struct {
	node   parse.Node
	weight float64
	uses   map[string]float64 // how often it uses others, within a range twice as often
	use    map[string]parse.Node
}

// A nest is the layouts of a site, as they use each other.
type nest struct {
	shapes  map[string]*shape
	within  map[string]map[string]bool // what a layout uses, and what that uses
	circles map[string][]string        // of a layout: those that use it and that it uses, itself first
	depths  map[string]int
	weights map[string]load
}

// tangles reports layouts that html/template would take too long to make safe.
func tangles(layouts fs.FS, all *template.Template) diag.List {
	n := &nest{map[string]*shape{}, map[string]map[string]bool{}, map[string][]string{}, map[string]int{}, map[string]load{}}
	for _, t := range all.Templates() {
		if t.Tree != nil {
			n.shapes[t.Name()] = shapeOf(t.Tree)
		}
	}
	names := slices.Sorted(maps.Keys(n.shapes))
	var problems diag.List
	if len(names) > mostTemplates {
		problems.Errorf(diag.Pos{File: "layouts"}, "layout-broken", "there are %d layouts, and %d are the most", len(names), mostTemplates).
			Hintf("put what is used in one place only where it is used")
		return problems
	}
	for _, name := range names {
		if s := n.shapes[name]; s.deep != nil {
			problems = append(problems, placed(layouts, s.tree, s.deep,
				diag.Failf("this is nested in more than %d of {{if}}, {{with}} and {{range}}", mostNested),
				diag.Sayf("put what is inside into a layout of its own, and use that")))
		}
	}
	for _, name := range names {
		n.follow(name, name)
	}
	for _, name := range names {
		own := []string{name}
		for other := range n.within[name] {
			if other != name && n.within[other][name] {
				own = append(own, other)
			}
		}
		slices.Sort(own[1:])
		n.circles[name] = own
	}
	if p, ok := n.script(layouts, names); ok {
		problems = append(problems, p)
	}
	if p, ok := n.chain(layouts, names); ok {
		problems = append(problems, p)
	}
	if len(problems) > 0 {
		return problems
	}
	var weight, most float64
	heaviest := ""
	for _, name := range layoutNames {
		if n.shapes[name] != nil {
			own := n.load(name).weight()
			if weight += own; own > most {
				most, heaviest = own, name
			}
		}
	}
	if weight > mostWeight {
		s := n.shapes[heaviest]
		worst := slices.MaxFunc(s.parts, func(a, b piece) int {
			return cmp.Compare(n.piece(heaviest, a).weight(), n.piece(heaviest, b).weight())
		})
		problems = append(problems, placed(layouts, s.tree, worst.node,
			diag.Failf("this layout would take too long to be made safe: what is in a {{range}} counts twice, in one within another four times, and a layout that is used counts for each use"),
			diag.Sayf("put fewer of these into each other, or write less in them")))
	}
	return problems
}

func shapeOf(tree *parse.Tree) *shape {
	s := &shape{tree: tree, used: map[string]bool{}}
	var text strings.Builder
	for _, node := range tree.Root.Nodes {
		p := piece{node: node, uses: map[string]float64{}, use: map[string]parse.Node{}}
		s.node(&p, &text, node, 1, 0)
		s.parts = append(s.parts, p)
	}
	s.text = text.String()
	s.text += html.UnescapeString(s.text) // as attributes are read
	return s
}

// node counts a node that html/template comes to so many times, within so many others.
func (s *shape) node(p *piece, text *strings.Builder, node parse.Node, times float64, depth int) {
	const each = 100 // what a node takes beside its bytes, as bytes of text do
	p.weight += times * each
	var branch *parse.BranchNode
	body := times
	switch n := node.(type) {
	case *parse.TextNode:
		// Where an element of text alone may end, such as a script, is looked for from
		// each of its quotation marks on.
		ends := bytes.Count(n.Text, []byte("</"))
		marks := ends + bytes.Count(n.Text, []byte("'")) + bytes.Count(n.Text, []byte(`"`)) + bytes.Count(n.Text, []byte("`")) + bytes.Count(n.Text, []byte("/"))
		p.weight += times * (float64(len(n.Text)) + float64(ends)*float64(marks)/2)
		text.Write(n.Text)
		return
	case *parse.ActionNode:
		p.weight += times * float64(len(n.Pipe.String()))
		return
	case *parse.TemplateNode:
		s.used[n.Name] = true
		s.calls++
		p.uses[n.Name] += times
		if p.use[n.Name] == nil {
			p.use[n.Name] = n
		}
		return
	case *parse.IfNode:
		branch = &n.BranchNode
	case *parse.WithNode:
		branch = &n.BranchNode
	case *parse.RangeNode:
		branch, body = &n.BranchNode, 2*times
	default:
		return
	}
	p.weight += times * float64(len(branch.Pipe.String()))
	if depth == mostNested {
		if s.deep == nil {
			s.deep = node
		}
		return
	}
	for _, inner := range branch.List.Nodes {
		s.node(p, text, inner, body, depth+1)
	}
	if branch.ElseList == nil {
		return
	}
	for _, inner := range branch.ElseList.Nodes {
		below := depth + 1
		if follows(branch, inner) {
			below = depth // {{else if}} is as deep as the {{if}}
		}
		s.node(p, text, inner, times, below)
	}
}

// follows reports whether a node is the if of {{else if}}, or the with of {{else with}}:
// the parser puts it where the else is, and makes the two end together.
func follows(branch *parse.BranchNode, inner parse.Node) bool {
	if len(branch.ElseList.Nodes) != 1 {
		return false
	}
	switch branch.NodeType {
	case parse.NodeIf:
		return inner.Type() == parse.NodeIf
	case parse.NodeWith:
		return inner.Type() == parse.NodeWith
	}
	return false
}

// follow puts into within what a layout uses.
func (n *nest) follow(from, name string) {
	if n.within[from] == nil {
		n.within[from] = map[string]bool{}
	}
	for use := range n.shapes[name].used {
		if n.shapes[use] != nil && !n.within[from][use] {
			n.within[from][use] = true
			n.follow(from, use)
		}
	}
}

// beyond are the layouts that a circle uses and that are none of it.
func (n *nest) beyond(circle []string) []string {
	var out []string
	for _, name := range circle {
		for use := range n.shapes[name].used {
			if n.shapes[use] != nil && !slices.Contains(circle, use) {
				out = append(out, use)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// depth is how many layouts there are in a row from one on. Those of a circle may all be
// in one.
func (n *nest) depth(name string) int {
	if d := n.depths[name]; d > 0 {
		return d
	}
	circle, d := n.circles[name], 0
	for _, use := range n.beyond(circle) {
		d = max(d, n.depth(use))
	}
	for _, other := range circle {
		n.depths[other] = d + len(circle)
	}
	return d + len(circle)
}

// chain is the problem of the shortest chain of layouts that is too long.
func (n *nest) chain(layouts fs.FS, names []string) (problem diag.Problem, found bool) {
	from := ""
	for _, name := range names {
		if d := n.depth(name); d > mostChained && (from == "" || d < n.depth(from)) {
			from = name
		}
	}
	if from == "" {
		return problem, false
	}
	// What it begins with, and the use that goes on.
	path := slices.Clone(n.circles[from])
	for next := n.beyond(n.circles[from]); len(next) > 0; next = n.beyond(n.circles[next[0]]) {
		slices.SortStableFunc(next, func(a, b string) int { return n.depth(b) - n.depth(a) })
		path = append(path, n.circles[next[0]]...)
	}
	s := n.shapes[from]
	var at parse.Node
	for i := 1; i < len(path) && at == nil; i++ {
		at = s.first(path[i])
	}
	return placed(layouts, s.tree, at,
		diag.Failf("more than %d layouts use each other in a row: %s", mostChained, strings.Join(path, " → ")),
		diag.Sayf("write some of them where they are used")), true
}

// first is the first use of a layout, or nil.
func (s *shape) first(name string) parse.Node {
	for _, p := range s.parts {
		if use := p.use[name]; use != nil {
			return use
		}
	}
	return nil
}

// script is the problem of a layout that uses itself and has brackets of a script: where a
// text in it has values (`${…}`), html/template tells each depth of brackets from the next,
// and so would go on from one to the next without end.
func (n *nest) script(layouts fs.FS, names []string) (problem diag.Problem, found bool) {
	if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(n.shapes[name].text, "${") }) {
		return problem, false
	}
	for _, name := range names {
		if !n.within[name][name] {
			continue
		}
		for other := range n.within[name] { // which has name too
			if !strings.ContainsAny(n.shapes[other].text, "{}`") {
				continue
			}
			s := n.shapes[name]
			for _, p := range s.parts {
				for _, use := range slices.Sorted(maps.Keys(p.use)) {
					if use == name || n.within[use][name] {
						return placed(layouts, s.tree, p.use[use],
							diag.Failf("a layout that uses itself cannot have brackets of a script where layouts write ${…}"),
							diag.Sayf("put the script into a file of static/")), true
					}
				}
			}
		}
	}
	return problem, false
}

// A load is what html/template has to do for a layout and for what it uses: bytes to read,
// and uses to follow.
type load struct{ bytes, uses float64 }

// weight is a load in one number. Each use takes a copy of what is known of all of them.
func (l load) weight() float64 { return l.bytes + l.uses*l.uses/4 }

func (l load) times(n float64) load { return load{l.bytes * n, l.uses * n} }

func (l load) and(other load) load { return load{l.bytes + other.bytes, l.uses + other.uses} }

func (n *nest) load(name string) load {
	if l, ok := n.weights[name]; ok {
		return l
	}
	circle := n.circles[name]
	var sum load
	calls := 1
	for _, other := range circle {
		for _, p := range n.shapes[other].parts {
			sum = sum.and(n.piece(other, p))
		}
		calls += n.shapes[other].calls
	}
	if n.within[name][name] {
		// It is seen again for each kind of place that it uses itself in.
		sum = sum.times(float64(calls))
		for range circle {
			sum = sum.times(2)
		}
	}
	for _, other := range circle {
		n.weights[other] = sum
	}
	return sum
}

// piece is the load of a piece of a layout, with what it uses beyond the layout's circle.
// Where something is wrong, html/template tries what is used once more.
func (n *nest) piece(name string, p piece) load {
	sum := load{bytes: p.weight}
	for use, times := range p.uses {
		sum.uses += times
		if n.shapes[use] != nil && !slices.Contains(n.circles[name], use) {
			sum = sum.and(n.load(use).times(2 * times))
		}
	}
	return sum
}
