package importer

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestExpressions compiles the source of each, since one that is wrong is otherwise found
// by whoever imports the first page that asks for it.
func TestExpressions(t *testing.T) {
	set := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	// The constants are all that is asked for: what is imported need not be known.
	info := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	loose := types.Config{Error: func(error) {}, FakeImportC: true}
	loose.Check("importer", set, files, &info)
	compiled := 0
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "newExpression" {
				return true
			}
			source := info.Types[call.Args[0]].Value
			if source == nil {
				t.Errorf("%s: the source is no constant, so that no test can compile it", set.Position(call.Pos()))
				return true
			}
			compiled++
			if _, err := regexp.Compile(constant.StringVal(source)); err != nil {
				t.Errorf("%s: %v", set.Position(call.Pos()), err)
			}
			return true
		})
	}
	if compiled < 100 {
		t.Errorf("only %d expressions were found", compiled)
	}
}
