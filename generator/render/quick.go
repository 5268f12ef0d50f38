// The quick way through layouts, which nearly every page goes. html/template remains what
// says how a page is: this is made from what it has parsed and escaped, is left where a
// layout does what is not known here, and is held to its bytes on every page by
// TestQuick.

package render

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"text/template/parse"
)

// A quick is a layout made ready to run on data of one type, without asking at
// each action what it is and what the value is. Of what a page costs, that
// asking is most.
//
// It is made from the tree that html/template has escaped, so what is safe is
// decided there and not here, and it gives the same bytes: a test holds the two
// against each other on every page. What says the same on each of a language's
// pages, as most actions of a layout do, html/template runs once, and the quick
// has it as text. Beside these it knows the actions that the layouts of many
// pages use. A layout that does anything else, as a site's own may, has no quick
// and runs as html/template runs it.
type quick struct {
	kind  reflect.Type // of the data
	steps []step
}

// A step is one node of a layout.
type step struct {
	op    op
	text  []byte      // of a write
	name  string      // of a part
	value valuePath   // of the others
	more  []valuePath // of a test: more values; one that is true is enough
	all   bool        // of a test: each of them must be true
	then  []step      // of a test, a with, a range or a call
	other []step      // of the same: the else part
	call  *function   // of a say
}

type op int

const (
	write   op = iota // text
	raw               // value, which is finished HTML
	escaped           // value, a text
	say               // what a function makes of its arguments
	part              // the part of value, a writer, that is called name
	test              // then, if value is true, or else other
	with              // the same, with value as the dot
	each              // then for each element of value, as the dot; or else other
	call              // then, with value as the dot
)

// A valuePath is a value: the dot, or the layout's own data, and fields from there.
type valuePath struct {
	root   bool
	fields []int
}

// A writer is data that does not hold those of its parts that are large and stand
// on the page once: it writes them into the page, where else they would be made
// first and then copied. Each of them is a method too, for html/template.
type writer interface {
	// appendPart appends the finished HTML that the method gives.
	appendPart(dst []byte, method string) []byte
}

// A function is a call of one of the layouts' own functions.
type function struct {
	name string
	args []argument
}

// An argument is a text or a value.
type argument struct {
	text   string
	value  valuePath
	isText bool
}

// quicken compiles a layout for data of the type that it is given; nil where it does
// something that only html/template can do.
func quicken(set *template.Template, name string) *quick {
	// The first run is when html/template escapes a layout. It has no data, and
	// so an error that means nothing.
	_ = set.ExecuteTemplate(&meter{w: io.Discard}, name, nil)
	kind := layoutData[name]
	c := &compiler{set: set, top: set.Lookup(name)}
	steps := c.layout(name, kind)
	if c.failed {
		return nil
	}
	return &quick{kind, steps}
}

type compiler struct {
	set    *template.Template
	top    *template.Template // the layout that is compiled
	depth  int
	meter  meter // of what is printed ahead, all together
	failed bool
}

// maxLayouts is how deep layouts may use one another: one that uses itself is
// left to html/template.
const maxLayouts = 8

func (c *compiler) layout(name string, dot reflect.Type) []step {
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil || c.depth == maxLayouts {
		c.failed = true
		return nil
	}
	c.depth++
	defer func() { c.depth-- }()
	return c.list(t.Tree.Root, dot, dot)
}

func (c *compiler) list(l *parse.ListNode, dot, root reflect.Type) []step {
	if l == nil {
		return nil
	}
	var out []step
	for _, n := range l.Nodes {
		if c.failed {
			return nil
		}
		switch n := n.(type) {
		case *parse.TextNode:
			if len(n.Text) == 0 {
				continue // of beat; what is compiled cannot go on without end
			}
			out = join(out, step{op: write, text: bytes.Clone(n.Text)})
		case *parse.ActionNode:
			if constant(n.Pipe) {
				out = join(out, step{op: write, text: c.print(n)})
				continue
			}
			out = append(out, c.action(n.Pipe, dot, root))
		case *parse.IfNode:
			if constant(n.Pipe) {
				part := n.ElseList
				if c.holds(n) {
					part = n.List
				}
				out = join(out, c.list(part, dot, root)...)
				continue
			}
			s := c.condition(n.Pipe, dot, root)
			s.then, s.other = c.list(n.List, dot, root), c.list(n.ElseList, dot, root)
			out = append(out, s)
		case *parse.WithNode:
			p, kind := c.pipeValue(n.Pipe, dot, root)
			out = append(out, step{op: with, value: p, then: c.list(n.List, kind, root), other: c.list(n.ElseList, dot, root)})
		case *parse.RangeNode:
			p, kind := c.pipeValue(n.Pipe, dot, root)
			if kind == nil || kind.Kind() != reflect.Slice {
				c.failed = true
				return nil
			}
			out = append(out, step{op: each, value: p, then: c.list(n.List, kind.Elem(), root), other: c.list(n.ElseList, dot, root)})
		case *parse.TemplateNode:
			if n.Pipe == nil {
				c.failed = true
				return nil
			}
			p, kind := c.pipeValue(n.Pipe, dot, root)
			out = append(out, step{op: call, value: p, then: c.layout(n.Name, kind)})
		case *parse.CommentNode:
		default:
			c.failed = true
		}
	}
	return out
}

// join appends steps, and text to the text before it.
func join(out []step, more ...step) []step {
	for _, s := range more {
		if last := len(out) - 1; s.op == write && last >= 0 && out[last].op == write {
			out[last].text = append(out[last].text, s.text...)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// constant reports whether a pipeline gives the same on each of a language's
// pages: it asks for none of the page's data, and the functions know no other.
func constant(p *parse.PipeNode) bool {
	if len(p.Decl) > 0 {
		return false
	}
	for _, cmd := range p.Cmds {
		for _, a := range cmd.Args {
			switch a := a.(type) {
			case *parse.IdentifierNode, *parse.StringNode, *parse.NumberNode, *parse.BoolNode, *parse.NilNode:
			case *parse.PipeNode:
				if !constant(a) {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}

// print is what html/template prints for a node that needs no data, with the
// escapers that it has put there. For as long, the node is all of the layout.
func (c *compiler) print(n parse.Node) []byte {
	tree := c.top.Tree
	whole := tree.Root
	defer func() { tree.Root = whole }()
	tree.Root = &parse.ListNode{NodeType: parse.NodeList, Pos: n.Position(), Nodes: []parse.Node{n}}
	var out bytes.Buffer
	c.meter.w = &out
	if err := c.top.Execute(&c.meter, nil); err != nil {
		c.failed = true // for html/template to say, if a page comes to it
	}
	return out.Bytes()
}

// holds reports whether a constant condition is true.
func (c *compiler) holds(n *parse.IfNode) bool {
	asked := *n
	yes := &parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte("yes")}
	asked.List = &parse.ListNode{NodeType: parse.NodeList, Pos: n.Pos, Nodes: []parse.Node{yes}}
	asked.ElseList = nil
	return len(c.print(&asked)) > 0
}

var (
	htmlType   = reflect.TypeFor[template.HTML]()
	stringType = reflect.TypeFor[string]()
)

// action is an output: a value or a function, and the escaper that html/template
// put behind it.
func (c *compiler) action(p *parse.PipeNode, dot, root reflect.Type) step {
	if len(p.Decl) > 0 || len(p.Cmds) != 2 || len(p.Cmds[1].Args) != 1 {
		c.failed = true
		return step{}
	}
	escaper, ok := p.Cmds[1].Args[0].(*parse.IdentifierNode)
	inText := ok && escaper.Ident == "_html_template_htmlescaper"
	if !inText && !(ok && escaper.Ident == "_html_template_attrescaper") {
		c.failed = true
		return step{}
	}
	args := p.Cmds[0].Args
	if id, ok := args[0].(*parse.IdentifierNode); ok {
		if id.Ident != "t" && id.Ident != "n" && id.Ident != "num" {
			c.failed = true
			return step{}
		}
		if len(args) < 2 || id.Ident == "n" && len(args) < 3 {
			c.failed = true // too few, which is for html/template to say
			return step{}
		}
		f := &function{name: id.Ident}
		for _, a := range args[1:] {
			if s, ok := a.(*parse.StringNode); ok {
				f.args = append(f.args, argument{text: s.Text, isText: true})
				continue
			}
			v, kind := c.value(a, dot, root)
			if kind == nil || kind.Kind() != reflect.Int && kind != stringType {
				c.failed = true
				return step{}
			}
			f.args = append(f.args, argument{value: v})
		}
		return step{op: say, call: f}
	}
	if len(args) != 1 {
		c.failed = true
		return step{}
	}
	if v, name := c.part(args[0], dot, root); name != "" && inText {
		return step{op: part, value: v, name: name}
	}
	v, kind := c.value(args[0], dot, root)
	switch {
	case kind == htmlType && inText:
		return step{op: raw, value: v}
	case kind == stringType:
		return step{op: escaped, value: v}
	}
	c.failed = true
	return step{}
}

// condition is a value, or several joined by or, or by and.
func (c *compiler) condition(p *parse.PipeNode, dot, root reflect.Type) step {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 {
		c.failed = true
		return step{}
	}
	args := p.Cmds[0].Args
	s := step{op: test}
	if id, ok := args[0].(*parse.IdentifierNode); ok && (id.Ident == "or" || id.Ident == "and") && len(args) > 1 {
		s.all = id.Ident == "and"
		args = args[1:]
	} else if len(args) != 1 {
		c.failed = true
		return step{}
	}
	for i, a := range args {
		v, kind := c.value(a, dot, root)
		if kind == nil {
			c.failed = true
			return step{}
		}
		if i == 0 {
			s.value = v
		} else {
			s.more = append(s.more, v)
		}
	}
	return s
}

func (c *compiler) pipeValue(p *parse.PipeNode, dot, root reflect.Type) (valuePath, reflect.Type) {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		c.failed = true
		return valuePath{}, nil
	}
	v, kind := c.value(p.Cmds[0].Args[0], dot, root)
	if kind == nil {
		c.failed = true
	}
	return v, kind
}

// value is the dot, a field of it, or a field of the layout's data; its type is
// nil where that is not known before the layout runs.
func (c *compiler) value(n parse.Node, dot, root reflect.Type) (valuePath, reflect.Type) {
	switch n := n.(type) {
	case *parse.DotNode:
		return valuePath{}, dot
	case *parse.FieldNode:
		return fields(valuePath{}, dot, n.Ident)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return fields(valuePath{root: true}, root, n.Ident[1:])
		}
	}
	return valuePath{}, nil
}

var writerType = reflect.TypeFor[writer]()

// part is a writer, and which of its methods a node asks for; "" where it is
// something else.
func (c *compiler) part(n parse.Node, dot, root reflect.Type) (of valuePath, method string) {
	var names []string
	start, kind := valuePath{}, dot
	switch n := n.(type) {
	case *parse.FieldNode:
		names = n.Ident
	case *parse.VariableNode:
		if n.Ident[0] == "$" && len(n.Ident) > 1 {
			start, kind, names = valuePath{root: true}, root, n.Ident[1:]
		}
	}
	if names == nil {
		return of, ""
	}
	last := len(names) - 1
	of, kind = fields(start, kind, names[:last])
	if kind == nil {
		return of, ""
	}
	if kind.Kind() == reflect.Struct { // an element of a slice
		kind = reflect.PointerTo(kind)
	}
	if _, ok := kind.MethodByName(names[last]); !ok || !kind.Implements(writerType) {
		return of, ""
	}
	return of, names[last]
}

func fields(p valuePath, kind reflect.Type, names []string) (valuePath, reflect.Type) {
	for _, name := range names {
		for kind != nil && kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
		if kind == nil || kind.Kind() != reflect.Struct {
			return p, nil
		}
		f, ok := kind.FieldByName(name)
		if !ok || len(f.Index) != 1 {
			return p, nil
		}
		p.fields = append(p.fields, f.Index[0])
		kind = f.Type
	}
	return p, kind
}

// run writes the layout. ok is false where a value was not there, which is for
// html/template to say; w then holds nothing of use.
func (q *quick) run(w *bytes.Buffer, l *language, data reflect.Value) (ok bool) {
	return runSteps(w, l, q.steps, data, data)
}

func runSteps(w *bytes.Buffer, l *language, steps []step, dot, root reflect.Value) bool {
	for i := range steps {
		s := &steps[i]
		if s.op == write {
			w.Write(s.text)
			continue
		}
		if s.op == say {
			if !s.call.run(w, l, dot, root) {
				return false
			}
			continue
		}
		v, ok := s.value.of(dot, root)
		if !ok {
			return false
		}
		switch s.op {
		case raw:
			w.WriteString(v.String())
		case part:
			if v.Kind() == reflect.Struct && v.CanAddr() {
				v = v.Addr()
			}
			if v.Kind() != reflect.Pointer || v.IsNil() {
				return false
			}
			w.Write(v.Interface().(writer).appendPart(w.AvailableBuffer(), s.name))
		case escaped:
			escapeText(w, v.String())
		case test, with:
			yes := truth(v)
			for _, p := range s.more {
				if yes != s.all {
					break // as or and and of html/template stop
				}
				if v, ok = p.of(dot, root); !ok {
					return false
				}
				yes = truth(v)
			}
			part, inner := s.then, dot
			if !yes {
				part = s.other
			} else if s.op == with {
				inner = v
			}
			if !runSteps(w, l, part, inner, root) {
				return false
			}
		case each:
			if v.Len() == 0 && !runSteps(w, l, s.other, dot, root) {
				return false
			}
			for i := range v.Len() {
				if !runSteps(w, l, s.then, v.Index(i), root) {
					return false
				}
			}
		case call:
			if !runSteps(w, l, s.then, v, v) {
				return false
			}
		}
	}
	return true
}

func (p *valuePath) of(dot, root reflect.Value) (reflect.Value, bool) {
	v := dot
	if p.root {
		v = root
	}
	for _, f := range p.fields {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(f)
	}
	return v, true
}

// truth is what the template package takes for true.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}

func (f *function) run(w *bytes.Buffer, l *language, dot, root reflect.Value) bool {
	var space [8]any
	args := space[:0]
	for i := range f.args {
		a := &f.args[i]
		if a.isText {
			args = append(args, a.text)
			continue
		}
		v, ok := a.value.of(dot, root)
		if !ok {
			return false
		}
		if v.Kind() == reflect.Int {
			args = append(args, int(v.Int()))
		} else {
			args = append(args, v.String())
		}
	}
	if f.name == "num" {
		n, ok := args[0].(int)
		if ok {
			escapeText(w, l.Number(n))
		}
		return ok && len(args) == 1
	}
	key, ok := args[0].(string)
	if !ok {
		return false
	}
	args = args[1:]
	if f.name == "n" {
		if _, ok := args[0].(int); !ok {
			return false
		}
		args = append([]any{"n"}, args...)
	}
	s, err := l.T(key, args...)
	if err != nil {
		return false
	}
	escapeText(w, s)
	return true
}

// escapeText escapes as html/template does in text and in quoted attributes.
func escapeText(w *bytes.Buffer, s string) {
	dst, last := w.AvailableBuffer(), 0
	for i := range len(s) {
		if sign := templateSigns[s[i]]; sign != "" {
			dst = append(append(dst, s[last:i]...), sign...)
			last = i + 1
		}
	}
	w.Write(append(dst, s[last:]...))
}

// templateSigns are what html/template puts for those bytes that it escapes.
var templateSigns = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
