package render

import (
	"html/template"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// unknownFields finds where a layout asks for what it is not given. The template package
// says so when a page comes to it, which a check does not wait for. Of a value whose type
// nothing tells ahead, what a function or a variable gives, nothing is said.
func unknownFields(layouts fs.FS, all *template.Template) diag.List {
	r := &fieldReader{layouts: layouts, all: all, seen: map[reading]bool{}}
	for _, name := range layoutNames {
		r.layout(name, layoutData[name])
	}
	return r.problems
}

// A fieldReader reads layouts as they would run, with types in the place of values.
type fieldReader struct {
	layouts  fs.FS
	all      *template.Template
	seen     map[reading]bool
	name     string      // the layout that is read
	tree     *parse.Tree // of it
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
	outer, tree := r.name, r.tree
	r.name, r.tree = name, t.Tree
	r.list(t.Tree.Root, kind, kind)
	r.name, r.tree = outer, tree
}

func (r *fieldReader) list(l *parse.ListNode, dot, root reflect.Type) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			r.pipe(n.Pipe, dot, root)
		case *parse.IfNode:
			r.pipe(n.Pipe, dot, root)
			r.list(n.List, dot, root)
			r.list(n.ElseList, dot, root)
		case *parse.WithNode:
			r.list(n.List, r.pipe(n.Pipe, dot, root), root)
			r.list(n.ElseList, dot, root)
		case *parse.RangeNode:
			r.list(n.List, elementOf(r.pipe(n.Pipe, dot, root)), root)
			r.list(n.ElseList, dot, root)
		case *parse.TemplateNode:
			r.layout(n.Name, r.pipe(n.Pipe, dot, root))
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
func (r *fieldReader) pipe(p *parse.PipeNode, dot, root reflect.Type) reflect.Type {
	if p == nil {
		return nil
	}
	var t reflect.Type
	for _, c := range p.Cmds {
		for _, a := range c.Args {
			t = r.value(a, dot, root)
		}
	}
	if len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return nil // what a function makes of it
	}
	return t
}

func (r *fieldReader) value(n parse.Node, dot, root reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return r.fields(n, dot, n.Ident)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return r.fields(n, root, n.Ident[1:])
		}
	case *parse.ChainNode:
		return r.fields(n, r.value(n.Node, dot, root), n.Field)
	case *parse.PipeNode:
		return r.pipe(n, dot, root)
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
