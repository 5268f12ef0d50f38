package render

import (
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// unknownFields finds where a layout asks for what it is not given. The template package
// says so when a page comes to it, which a check does not wait for. Of a value whose type
// nothing tells ahead, as that of what a function gives, nothing is said.
func unknownFields(layouts fs.FS, all *template.Template) diag.List {
	problems := readFields(layouts, all).problems
	problems.Sort()
	return problems
}

// readFields reads all layouts that this package runs, with what these use.
func readFields(layouts fs.FS, all *template.Template) *fieldReader {
	r := &fieldReader{layouts: layouts, all: all, seen: map[reading]bool{}}
	for _, name := range layoutNames {
		r.layout(name, layoutData[name])
	}
	return r
}

// A fieldReader reads layouts as they would run, with types in the place of values.
type fieldReader struct {
	layouts  fs.FS
	all      *template.Template
	seen     map[reading]bool
	name     string                  // the layout that is read
	tree     *parse.Tree             // of it
	vars     map[string]reflect.Type // of it, and $; nil where it is not known
	assigned map[string]bool         // the variables that are given another value anywhere in it
	problems diag.List
}

// A reading is of a layout that is given a type; nil is one that is not known.
type reading struct {
	name string
	kind reflect.Type
}

func (r *fieldReader) layout(name string, kind reflect.Type) {
	t := r.all.Lookup(name)
	if t == nil || t.Tree == nil || r.seen[reading{name, kind}] {
		return
	}
	r.seen[reading{name, kind}] = true
	outer := *r
	r.name, r.tree, r.vars, r.assigned = name, t.Tree, map[string]reflect.Type{"$": kind}, assignedIn(t.Tree.Root)
	r.list(t.Tree.Root, kind)
	r.name, r.tree, r.vars, r.assigned = outer.name, outer.tree, outer.vars, outer.assigned
}

// assignedIn are the variables that a layout gives another value after their first.
func assignedIn(list *parse.ListNode) map[string]bool {
	names := map[string]bool{}
	eachNode(list, func(n parse.Node) {
		var pipe *parse.PipeNode
		switch n := n.(type) {
		case *parse.ActionNode:
			pipe = n.Pipe
		case *parse.IfNode:
			pipe = n.Pipe
		case *parse.WithNode:
			pipe = n.Pipe
		case *parse.RangeNode:
			pipe = n.Pipe
		}
		if pipe == nil || !pipe.IsAssign {
			return
		}
		for _, v := range pipe.Decl {
			names[v.Ident[0]] = true
		}
	})
	return names
}

// scoped reads what may have variables of its own.
func (r *fieldReader) scoped(read func()) {
	outer := r.vars
	r.vars = maps.Clone(outer)
	read()
	r.vars = outer
}

func (r *fieldReader) list(l *parse.ListNode, dot reflect.Type) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			r.pipe(n.Pipe, dot)
		case *parse.IfNode:
			r.scoped(func() {
				r.pipe(n.Pipe, dot)
				r.scoped(func() { r.list(n.List, dot) })
				r.scoped(func() { r.list(n.ElseList, dot) })
			})
		case *parse.WithNode:
			r.scoped(func() {
				kind := r.pipe(n.Pipe, dot)
				r.scoped(func() { r.list(n.List, kind) })
				r.scoped(func() { r.list(n.ElseList, dot) })
			})
		case *parse.RangeNode:
			r.scoped(func() {
				kind := elementOf(r.pipe(n.Pipe, dot))
				if vars := n.Pipe.Decl; len(vars) > 0 {
					r.vars[vars[0].Ident[0]] = nil // a number or a key
					if last := vars[len(vars)-1].Ident[0]; !r.assigned[last] {
						r.vars[last] = kind
					}
				}
				r.scoped(func() { r.list(n.List, kind) })
				r.scoped(func() { r.list(n.ElseList, dot) })
			})
		case *parse.TemplateNode:
			r.layout(n.Name, r.pipe(n.Pipe, dot))
		}
	}
}

// elementOf is what a loop over a type has as its dot, where that is known.
func elementOf(t reflect.Type) reflect.Type {
	if t == nil {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return t.Elem()
	}
	return nil
}

// pipe is the type that a pipeline gives.
func (r *fieldReader) pipe(p *parse.PipeNode, dot reflect.Type) reflect.Type {
	if p == nil {
		return nil
	}
	var t reflect.Type
	for _, c := range p.Cmds {
		for _, a := range c.Args {
			t = r.value(a, dot)
		}
	}
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		t = nil // what a function makes of it
	}
	for _, v := range p.Decl {
		if r.vars[v.Ident[0]] = t; r.assigned[v.Ident[0]] {
			r.vars[v.Ident[0]] = nil // which may be of another type later
		}
	}
	return t
}

func (r *fieldReader) value(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return r.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		return r.fields(n, r.vars[n.Ident[0]], n.Ident[1:])
	case *parse.ChainNode:
		return r.fields(n, r.value(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return r.pipe(n, dot)
	}
	return nil
}

// fields follows names from a type, and tells of the first that it has not.
func (r *fieldReader) fields(at parse.Node, t reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if t == nil || t.Kind() == reflect.Interface || t.Kind() == reflect.Map {
			return nil
		}
		next, ok := memberOf(t, name)
		if !ok {
			r.missing(at, t, name)
			return nil
		}
		t = next
	}
	return t
}

// memberOf is the type of a type's field, or of what its method gives.
func memberOf(t reflect.Type, name string) (member reflect.Type, ok bool) {
	inner := t
	for inner.Kind() == reflect.Pointer {
		inner = inner.Elem()
	}
	if m, ok := reflect.PointerTo(inner).MethodByName(name); ok {
		if m.Type.NumOut() == 0 {
			return nil, true
		}
		return m.Type.Out(0), true
	}
	if inner.Kind() != reflect.Struct {
		return nil, false
	}
	f, ok := inner.FieldByName(name)
	return f.Type, ok && f.IsExported()
}

// missing tells of a name that a type has not.
func (r *fieldReader) missing(at parse.Node, t reflect.Type, name string) {
	known := membersOf(t)
	hint := diag.Sayf("there is .%s", strings.Join(known, ", ."))
	if len(known) == 0 {
		hint = diag.Sayf("what stands before it is a text or a number, and has no parts")
	} else if near, ok := vietnamese.Nearest(name, known); ok {
		hint = diag.Sayf("did you mean %s?", "."+near)
	}
	err := diag.Failf("the layout %q is not given %s", r.name, at.String())
	r.problems = append(r.problems, placed(r.layouts, r.tree, at, err, hint))
}

// membersOf are the names of a type's fields and of what methods give without being asked
// anything, in order.
func membersOf(t reflect.Type) (names []string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	pointer := reflect.PointerTo(t)
	for i := range pointer.NumMethod() {
		if m := pointer.Method(i); m.Type.NumIn() == 1 && m.Type.NumOut() == 1 {
			names = append(names, m.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
