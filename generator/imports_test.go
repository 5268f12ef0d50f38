package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// order is the packages in the order in which data goes through them. Each may
// import those that stand before it and no others.
var order = []struct{ name, why string }{
	{"diag", "a mistake can be found anywhere, and so what says it knows nothing"},
	{"lack", "what a test does without a program is known before there is anything to test"},
	{"message", "what is said is said in a language without knowing of what"},
	{"calendar", "days are in every package, and know of none"},
	{"vietnamese", "letters, numerals and order: what is true of the language without any bulletin"},
	{"locale", "a language of the interface is words and days"},
	{"markdown", "a text becomes HTML without knowing what it belongs to"},
	{"images", "a picture is measured and made smaller without knowing where it stands"},
	{"minify", "scripts and styles are made smaller, whoever wrote them"},
	{"content", "what editors wrote is read with all of the above, and not yet understood"},
	{"darkroom", "what is made of pictures is kept by what they are, whoever shows them"},
	{"address", "where everything is follows from what was written"},
	{"schema", "programs that check while one types are told what the tables of the loader say"},
	{"starter", "a new bulletin is files as they come out, with their schemas"},
	{"draft", "what the program begins and an editor finishes is written in the words of the tables that read it"},
	{"status", "what is still to be translated follows from what was written alone"},
	{"check", "the rules look at what was written and where it goes"},
	{"site", "what it means is made of what has no errors"},
	{"search", "the index is made of what the Site means, and knows no page"},
	{"render", "a page is made from the Site, without looking at how it came about"},
	{"publish", "the disk is given names and bytes, whatever they say"},
	{"", "the pipeline ties them together"},
	{"importer", "a page from elsewhere becomes an editor's file, with what is known of the bulletin"},
	{"server", "what is shown while editors write is what the pipeline makes of it"},
	{"command", "the command line knows all that can be asked for"},
}

// outside are packages that no other may import, with what of the generator they
// may import. They must not share the mistakes of what they are held against.
var outside = map[string]struct {
	may []string
	why string
}{
	"corpus":        {[]string{"calendar"}, "a made-up bulletin is written without the code that reads it"},
	"corpus/editor": {nil, "people change a bulletin without knowing of the code that reads it"},

	"bench": {[]string{"corpus"}, "the command is measured from outside, as users run it"},

	"release": {nil, "what is handed out is made of the sources by go build, and knows nothing of them"},

	"browser":          {nil, "a page is looked at as a browser has it, without the code that made it"},
	"browser/pictures": {[]string{"", "browser", "render"}, "pictures of the bulletin are made with what builds it and what looks at it"},
}

// homes are the packages that may import what others have written. Everything
// else goes through them.
var homes = map[string]map[string]string{
	"github.com/yuin/goldmark": {
		"markdown": "its one home",
		"bench":    "the floor is goldmark and yaml.v3 by themselves: what the build is measured against must not be the build",
	},
	"gopkg.in/yaml.v3": {
		"content": "its one home",
		"bench":   "as for goldmark",
	},
	"github.com/fsnotify/fsnotify": {"server": "its one home"},
	"github.com/evanw/esbuild":     {"minify": "its one home"},
	"html/template":                {"render": "its one home"},
	"text/template":                {"render": "the trees that html/template has escaped are of its package parse"},
	"github.com/chromedp":          {"browser": "its one home: whoever builds or reads a bulletin needs no browser"},
	"golang.org/x/net": {
		"importer": "pages of portals are HTML as browsers read it",
		"content":  "the name by which the network knows a host that is not ASCII",
	},
	"golang.org/x/image": {"images": "WebP, which the standard library does not read"},
	"golang.org/x/sys": {
		"publish": "to exchange two folders, to lock one and to sync a file system, which package os cannot",
	},
	"golang.org/x/text": {
		"vietnamese": "normal forms and collation",
		"locale":     "plural forms",
		"content":    "language tags in config.yaml, and normal forms of files' names",
	},
}

// module is the path of the generator in import declarations.
const module = "bantin/generator"

// A source is one file that is not a test.
type source struct {
	name string // relative to this folder
	pkg  string // the folder, "" for the pipeline
	file *ast.File
	set  *token.FileSet
}

// sources parses every file of the generator, whatever system it is for.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(name))
		if pkg == "." {
			pkg = ""
		}
		out = append(out, source{filepath.ToSlash(name), pkg, f, set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// rank is a package's place in the order; ok is false for one that is not in it.
func rank(pkg string) (int, bool) {
	for i, p := range order {
		if p.name == pkg {
			return i, true
		}
	}
	return 0, false
}

// TestImports: data goes one way, and each dependency has its home.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	used := map[string]map[string]bool{}
	for _, s := range sources(t) {
		seen[s.pkg] = true
		place, inOrder := rank(s.pkg)
		apart, isOutside := outside[s.pkg]
		if !inOrder && !isOutside {
			t.Errorf("%s: package %s is in no place of the order: give it one, with the reason", s.name, s.pkg)
			continue
		}
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if rest, own := strings.CutPrefix(imported, module); own {
				rest = strings.TrimPrefix(rest, "/")
				at, ok := rank(rest)
				switch {
				case isOutside && !slices.Contains(apart.may, rest):
					t.Errorf("%s imports %s: %s", s.name, imported, apart.why)
				case !isOutside && !ok:
					t.Errorf("%s imports %s, which stands outside: %s", s.name, imported, outside[rest].why)
				case !isOutside && at >= place:
					t.Errorf("%s imports %s, which comes after it: %s", s.name, imported, order[place].why)
				}
				continue
			}
			if imported == "bantin" {
				t.Errorf("%s imports the command", s.name)
			}
			home := homeOf(imported)
			switch {
			case home != "":
				if _, ok := homes[home][s.pkg]; !ok {
					t.Errorf("%s imports %s, which is for %s alone", s.name, imported, strings.Join(sortedKeys(homes[home]), " and "))
				}
				if used[home] == nil {
					used[home] = map[string]bool{}
				}
				used[home][s.pkg] = true
			case strings.Contains(strings.SplitN(imported, "/", 2)[0], "."):
				t.Errorf("%s imports %s, which has no home: name one in this test, with what for", s.name, imported)
			}
		}
	}
	for _, p := range order {
		if !seen[p.name] {
			t.Errorf("there is no package %q any more: take it out of the order", p.name)
		}
	}
	for name := range outside {
		if !seen[name] {
			t.Errorf("there is no package %q any more: take it out of the list", name)
		}
	}
	for home, packages := range homes {
		for pkg := range packages {
			if !used[home][pkg] {
				t.Errorf("%s does not import %s any more: take it out of the list", pkg, home)
			}
		}
	}
}

// homeOf is the module, or the package, of homes that an import belongs to.
func homeOf(imported string) string {
	for home := range homes {
		if imported == home || strings.HasPrefix(imported, home+"/") {
			return home
		}
	}
	return ""
}

// TestPackages: each package says what it is for, is called by what it does, and
// begins without doing anything.
func TestPackages(t *testing.T) {
	said := map[string]string{}
	vague := []string{"util", "utils", "common", "base", "types", "helper", "helpers", "misc", "shared", "lib", "core"}
	for _, s := range sources(t) {
		name := s.file.Name.Name
		if name != "main" && s.pkg != "" && name != path.Base(s.pkg) {
			t.Errorf("%s: package %s in a folder of another name", s.name, name)
		}
		if slices.Contains(vague, name) {
			t.Errorf("%s: package %s has a name that says nothing", s.name, name)
		}
		if doc := s.file.Doc; doc != nil && !strings.HasPrefix(doc.Text(), "go:build") {
			words := strings.ToLower(doc.Text())
			if want := "Package " + name + " "; name != "main" && !strings.HasPrefix(doc.Text(), want) {
				t.Errorf("%s: the package comment does not begin with %q", s.name, want)
			} else if name == "main" && !strings.HasPrefix(words, s.pkg+" ") && !strings.HasPrefix(words, "command "+s.pkg+" ") {
				t.Errorf("%s: the comment does not begin with the command's name", s.name)
			}
			if other := said[s.pkg]; other != "" {
				t.Errorf("%s has a package comment, and so has %s", s.name, other)
			}
			said[s.pkg] = s.name
		} else if said[s.pkg] == "" {
			said[s.pkg] = ""
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init, which runs before anyone asks", s.set.Position(f.Pos()))
			}
		}
	}
	for pkg, file := range said {
		if file == "" {
			t.Errorf("package %q has no package comment", pkg)
		}
	}
}

// TestNoState: no function changes a variable of its package, so that two builds
// in one process are as good as two processes. What is checked is what can be
// seen in one package's source: assignments, also to elements and fields, append,
// delete, clear, copy and increments.
func TestNoState(t *testing.T) {
	files := map[string][]source{}
	for _, s := range sources(t) {
		files[s.pkg] = append(files[s.pkg], s)
	}
	for _, pkg := range sortedKeys(files) {
		variables := map[string]bool{}
		for _, s := range files[pkg] {
			for _, d := range s.file.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.VAR {
					continue
				}
				for _, spec := range g.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						variables[name.Name] = true
					}
				}
			}
		}
		delete(variables, "_")
		for _, s := range files[pkg] {
			for _, d := range s.file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
					checkNoState(t, s, f, maps.Clone(variables))
				}
			}
		}
	}
}

// checkNoState reports where a function writes one of the variables. One whose
// name is declared anew anywhere in the function is let be.
func checkNoState(t *testing.T, s source, f *ast.FuncDecl, variables map[string]bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				delete(variables, name.Name)
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				delete(variables, name.Name)
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, x := range n.Lhs {
					if id, ok := x.(*ast.Ident); ok {
						delete(variables, id.Name)
					}
				}
			}
		case *ast.RangeStmt:
			for _, x := range []ast.Expr{n.Key, n.Value} {
				if id, ok := x.(*ast.Ident); ok && n.Tok == token.DEFINE {
					delete(variables, id.Name)
				}
			}
		}
		return true
	})
	report := func(x ast.Expr, how string) {
		if id := variableOf(x); id != nil && variables[id.Name] {
			t.Errorf("%s: %s %s, a variable of the package", s.set.Position(x.Pos()), how, id.Name)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, x := range n.Lhs {
					report(x, "writes")
				}
			}
		case *ast.IncDecStmt:
			report(n.X, "counts")
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && slices.Contains([]string{"delete", "clear", "copy"}, id.Name) {
				report(n.Args[0], id.Name+"s in")
			}
		}
		return true
	})
}

// variableOf is the variable that an expression is an element or a field of.
func variableOf(x ast.Expr) *ast.Ident {
	for {
		switch e := x.(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			x = e.X
		case *ast.IndexExpr:
			x = e.X
		case *ast.SliceExpr:
			x = e.X
		case *ast.StarExpr:
			x = e.X
		case *ast.ParenExpr:
			x = e.X
		default:
			return nil
		}
	}
}

// TestGoModule: the module needs nothing that no package has a home for, but for
// what tests alone use.
func TestGoModule(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(repository, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	inTests := []string{"github.com/arran4/golang-ical", "github.com/mmcdole/gofeed", "github.com/rogpeppe/go-internal", "github.com/santhosh-tekuri/jsonschema/v6", "golang.org/x/tools"}
	required := 0
	for line := range strings.Lines(string(b)) {
		// What only another module imports has its home there.
		if strings.Contains(line, "// indirect") {
			continue
		}
		line = strings.TrimPrefix(strings.TrimSpace(line), "require ")
		fields := strings.Fields(line)
		if len(fields) < 2 || !strings.HasPrefix(fields[1], "v") || !strings.Contains(fields[0], ".") {
			continue
		}
		required++
		if homeOf(fields[0]) == "" && !slices.Contains(inTests, fields[0]) {
			t.Errorf("go.mod requires %s, which no package is the home of", fields[0])
		}
	}
	if required < 4 {
		t.Errorf("only %d requirements were found", required)
	}
}

// TestMap: the package comment, which is the map of the program, names every package.
func TestMap(t *testing.T) {
	src, err := os.ReadFile("generator.go")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), "generator.go", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range order {
		names = append(names, p.name)
	}
	names = slices.AppendSeq(names, maps.Keys(outside))
	for _, name := range slices.Sorted(slices.Values(names)) {
		if name == "" || strings.Contains(name, "/") {
			continue // the pipeline itself, and what its folder's comment tells of
		}
		if !regexp.MustCompile(`\b` + name + `\b`).MatchString(f.Doc.Text()) {
			t.Errorf("the package comment does not name %s", name)
		}
	}
}
