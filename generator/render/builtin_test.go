package render

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bantin/generator/calendar"
	"bantin/generator/locale"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/layouts.md")

// TestBuiltin: the tables of layouts are those that come with the program.
func TestBuiltin(t *testing.T) {
	files, err := fs.Glob(os.DirFS(filepath.Join(root, "layouts")), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, name := range slices.Concat(layoutNames, layoutParts) {
		told = append(told, name+".html")
	}
	slices.Sort(told)
	if !slices.Equal(files, told) {
		t.Errorf("the tables have\n%q\nand there are\n%q", told, files)
	}
}

const (
	layoutsBegin = "<!-- layouts: go test ./generator/render -run TestLayoutsPage -update -->\n"
	layoutsEnd   = "<!-- /layouts -->\n"
)

// TestLayoutsPage: what docs/layouts.md tells of layouts, of what they are given and of
// their functions is what the code says.
func TestLayoutsPage(t *testing.T) {
	name := filepath.Join(root, "docs/layouts.md")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(src), layoutsBegin)
	_, after, ok2 := strings.Cut(rest, layoutsEnd)
	if !ok1 || !ok2 {
		t.Fatal("docs/layouts.md has no place for the tables")
	}
	want := []byte(before + layoutsBegin + "\n" + newReference(t).page(t) + "\n" + layoutsEnd + after)
	if *update {
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(src, want) {
		t.Error("docs/layouts.md is not what the code says; run go test ./generator/render -run TestLayoutsPage -update")
	}
}

// A reference is what this package's comments say.
type reference struct {
	layouts, parts, constants, functions map[string]string // by name
	fields                               map[string]string // by TYPE.NAME; of methods, too
	types                                map[string]string
	order                                []string // of functions
}

func newReference(t *testing.T) *reference {
	t.Helper()
	r := &reference{
		layouts: map[string]string{}, parts: map[string]string{}, constants: map[string]string{},
		functions: map[string]string{}, fields: map[string]string{}, types: map[string]string{},
	}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		behind, above := map[int]string{}, map[int]string{} // comments, by the line that they are of
		for _, g := range f.Comments {
			text := strings.Join(strings.Fields(g.Text()), " ")
			behind[set.Position(g.Pos()).Line] = text
			above[set.Position(g.End()).Line+1] = text
		}
		line := func(n ast.Node) int { return set.Position(n.Pos()).Line }
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil && d.Doc != nil {
					kind := d.Recv.List[0].Type
					if p, ok := kind.(*ast.StarExpr); ok {
						kind = p.X
					}
					text := strings.Join(strings.Fields(d.Doc.Text()), " ")
					for _, verb := range []string{" is ", " are ", " "} {
						if rest, ok := strings.CutPrefix(text, d.Name.Name+verb); ok {
							text = rest
							break
						}
					}
					r.fields[kind.(*ast.Ident).Name+"."+d.Name.Name] = text
				}
				if d.Name.Name == "functions" {
					ast.Inspect(d, func(n ast.Node) bool {
						if kv, ok := n.(*ast.KeyValueExpr); ok {
							name := unquoted(t, kv.Key)
							r.functions[name] = strings.TrimPrefix(above[line(kv)], name+" is ")
							r.order = append(r.order, name)
						}
						return true
					})
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.ValueSpec:
						table, ok := map[string]map[string]string{"layoutData": r.layouts, "layoutParts": r.parts, "constantNames": r.constants}[s.Names[0].Name]
						if !ok {
							continue
						}
						for _, e := range s.Values[0].(*ast.CompositeLit).Elts {
							key := e
							if kv, ok := e.(*ast.KeyValueExpr); ok {
								key = kv.Key
							}
							table[unquoted(t, key)] = behind[line(e)]
						}
					case *ast.TypeSpec:
						if d.Doc != nil {
							r.types[s.Name.Name] = strings.Join(strings.Fields(d.Doc.Text()), " ")
						}
						st, ok := s.Type.(*ast.StructType)
						if !ok {
							continue
						}
						for _, f := range st.Fields.List {
							text := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
							for _, n := range f.Names {
								r.fields[s.Name.Name+"."+n.Name] = text
							}
						}
					}
				}
			}
		}
	}
	return r
}

func unquoted(t *testing.T, x ast.Expr) string {
	t.Helper()
	s, err := strconv.Unquote(x.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// page is the tables.
func (r *reference) page(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	row := func(cells ...string) {
		for _, c := range cells {
			b.WriteString(strings.TrimRight("| "+strings.ReplaceAll(c, "|", `\|`), " ") + " ")
		}
		b.WriteString("|\n")
	}
	told := func(kind string, all map[string]string, name string) string {
		text, ok := all[name]
		if !ok || text == "" {
			t.Errorf("no comment says what the %s %s is", kind, name)
		}
		return text
	}
	b.WriteString("## Layouts of pages and of parts of them\n\n| layout | what it makes | is given |\n|---|---|---|\n")
	for _, name := range layoutNames {
		row("`"+name+".html`", told("layout", r.layouts, name), typeName(layoutData[name]))
	}
	b.WriteString("\n## Layouts that those use\n\n| layout | what it makes | is given |\n|---|---|---|\n")
	given := givenTo(t)
	for _, name := range layoutParts {
		row("`"+name+".html`", told("layout", r.parts, name), strings.Join(given[name], ", "))
	}
	b.WriteString("\n## Functions\n\nBeside those of [html/template](https://pkg.go.dev/text/template#hdr-Functions).\n\n| function | is |\n|---|---|\n")
	all := functions(&locale.Locale{}, nil, filled())
	for _, name := range slices.Concat(r.order, constantNames) {
		if all[name] == nil {
			t.Errorf("%s is no function", name)
		}
		delete(all, name)
		text := r.functions[name]
		if text == "" {
			text = told("function", r.constants, name)
		}
		row("`"+name+"`", text)
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Errorf("nothing tells of the function %s", name)
	}
	b.WriteString("\n## What layouts are given\n")
	kinds := map[string]reflect.Type{}
	for _, kind := range layoutData {
		collect(kind, kinds)
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| field | type | meaning |\n|---|---|---|\n", name, told("type", r.types, name))
		kind := kinds[name]
		for i := range kind.NumField() {
			if f := kind.Field(i); f.IsExported() {
				row("`."+f.Name+"`", typeName(f.Type), r.fields[name+"."+f.Name])
			}
		}
		for _, m := range methods(kind) {
			row("`."+m.Name+"`", typeName(m.Type.Out(0)), told("method", r.fields, name+"."+m.Name))
		}
	}
	return b.String()
}

// methods are those that a layout can ask a value for, as for a field.
func methods(kind reflect.Type) (out []reflect.Method) {
	all := reflect.PointerTo(kind)
	for i := range all.NumMethod() {
		if m := all.Method(i); m.Type.NumIn() == 1 && m.Type.NumOut() == 1 {
			out = append(out, m)
		}
	}
	return out
}

// ours is a struct of this package that a type is of, has a list of, or points to.
func ours(kind reflect.Type) (reflect.Type, bool) {
	for kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice {
		kind = kind.Elem()
	}
	return kind, kind.Kind() == reflect.Struct && kind.PkgPath() == reflect.TypeFor[Page]().PkgPath()
}

// collect collects the structs that can be reached from a type.
func collect(kind reflect.Type, into map[string]reflect.Type) {
	kind, ok := ours(kind)
	if !ok || into[kind.Name()] != nil {
		return
	}
	into[kind.Name()] = kind
	for i := range kind.NumField() {
		if f := kind.Field(i); f.IsExported() {
			collect(f.Type, into)
		}
	}
	for _, m := range methods(kind) {
		collect(m.Type.Out(0), into)
	}
}

// typeName is a type in an author's words.
func typeName(kind reflect.Type) string {
	switch kind.Kind() {
	case reflect.Slice:
		return "list of " + typeName(kind.Elem())
	case reflect.Pointer:
		return typeName(kind.Elem())
	}
	switch kind {
	case htmlType:
		return "HTML"
	case stringType:
		return "text"
	case reflect.TypeFor[int]():
		return "number"
	case reflect.TypeFor[bool]():
		return "true or false"
	case reflect.TypeFor[calendar.Term]():
		return "term, as 2020-2025"
	}
	return "[" + kind.Name() + "](#" + strings.ToLower(kind.Name()) + ")"
}

// givenTo is what the layouts that come with the program give each other, whose types are
// all known; what they ask for and are not given is a problem of theirs.
func givenTo(t *testing.T) map[string][]string {
	t.Helper()
	layouts := os.DirFS(filepath.Join(root, "layouts"))
	all, problems := parseLayouts(layouts)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	given := map[string][]string{}
	for one := range readFields(layouts, all).seen {
		if one.kind == nil {
			t.Fatalf("%s is given something of which nobody knows the type", one.name)
		}
		given[one.name] = append(given[one.name], typeName(one.kind))
	}
	for _, kinds := range given {
		slices.Sort(kinds)
	}
	return given
}
