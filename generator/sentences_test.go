package generator_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/message"
	"bantin/generator/schema"

	"golang.org/x/text/unicode/norm"
)

// A sentence is one that the program says, with the files that say it.
type sentence struct {
	text  string
	files []string
}

// mute are the packages of the order whose errors are for programmers.
var mute = []string{"message"}

// fromElsewhere are sentences of the system and of libraries that the program passes
// on, and looks up as they come.
var fromElsewhere = []string{
	// errno, as the Unix systems word it, and package io/fs
	"permission denied", "operation not permitted", "no such file or directory", "file does not exist", "file exists",
	"file already exists", "is a directory", "not a directory", "directory not empty", "no space left on device",
	"disk quota exceeded", "read-only file system", "too many open files", "too many levels of symbolic links",
	"file name too long", "input/output error", "device or resource busy", "invalid cross-device link",
	"operation not supported", "invalid argument", "address already in use", "path escapes from parent",
	// what was being done to a file, as package os words it
	"open", "openat", "read", "write", "create", "mkdir", "mkdirat", "rename", "renameat", "remove", "unlinkat", "link",
	"symlink", "readlink", "stat", "lstat", "statat", "chmod", "sync", "truncate", "close",
	// packages image/jpeg, image/png, image/gif, io
	"unexpected EOF",
}

// said collects every sentence, in the order in which data goes through the packages,
// and reports what is said in a way that nobody could translate.
//
// A sentence is what is given to a parameter called format or doc of a function of
// ours, to package flag as what a flag does, or to errors.New. So that each can be
// found, it is written out where it is given.
func said(t *testing.T) []sentence {
	all := sources(t)
	slices.SortStableFunc(all, func(a, b source) int {
		i, _ := rank(a.pkg)
		j, _ := rank(b.pkg)
		return i - j
	})
	takes := map[string]takes{} // by the function's name, with its package where it is not exported
	for _, s := range all {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok {
				declare(takes, s.pkg, f.Name.Name, f.Type)
			}
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 {
				name, isName := a.Lhs[0].(*ast.Ident)
				f, isFunc := a.Rhs[0].(*ast.FuncLit)
				if isName && isFunc {
					declare(takes, s.pkg, name.Name, f.Type)
				}
			}
			return true
		})
	}
	var out []sentence
	at := map[string]int{}
	add := func(text, file string) {
		if !speaks(text) {
			return
		}
		i, ok := at[text]
		if !ok {
			i = len(out)
			at[text] = i
			out = append(out, sentence{text: text})
		}
		if !slices.Contains(out[i].files, file) {
			out[i].files = append(out[i].files, file)
		}
	}
	for _, s := range all {
		if _, ok := rank(s.pkg); !ok || slices.Contains(mute, s.pkg) {
			continue // of no concern to an editor
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if s.pkg == "command" && printed(call) {
				t.Errorf("%s: it is printed in English alone: use say or warn, or a diag.Text", s.set.Position(call.Pos()))
			}
			i, values := argument(takes, s.pkg, call)
			if i < 0 || i >= len(call.Args) {
				return true
			}
			place := s.set.Position(call.Pos())
			text, ok := constant(call.Args[i])
			switch {
			case !ok && isParameter(call.Args[i]): // handed on
			case !ok && isCall(call, "errors", "New"): // what a library says
			case !ok:
				t.Errorf("%s: the sentence is not written here: give it a diag.Text", place)
			case strings.HasPrefix(text, "internal error"):
			case isCall(call, "fmt", "Errorf"):
				t.Errorf("%s: fmt.Errorf cannot be said in another language: use diag.Failf", place)
			default:
				add(text, s.name)
				if verbs, ok := verbsOf(text); !ok || values >= 0 && len(verbs) != values {
					t.Errorf("%s: %d values are set into %q", place, values, text)
				}
			}
			return true
		})
	}
	var values func(keys []content.KeyDoc)
	var shape func(s content.Shape)
	shape = func(s content.Shape) {
		for _, v := range s.Enum {
			add(v, "schema/schema.go")
		}
		if s.Items != nil {
			shape(*s.Items)
		}
		values(s.Keys)
	}
	values = func(keys []content.KeyDoc) {
		for _, k := range keys {
			shape(k.Shape)
		}
	}
	for _, f := range schema.Files() {
		values(f.Keys)
	}
	for _, s := range fromElsewhere {
		add(s, "the system and libraries")
	}
	return out
}

// A takes is where a function takes a sentence.
type takes struct {
	at     int
	values bool // the values that are set into it come behind it
}

// declare notes a function that has a parameter called format or doc.
func declare(all map[string]takes, pkg, name string, f *ast.FuncType) {
	at := 0
	for i, field := range f.Params.List {
		for _, p := range field.Names {
			if p.Name == "format" || p.Name == "doc" {
				if kind, ok := field.Type.(*ast.Ident); ok && kind.Name == "string" {
					values := false
					if i == len(f.Params.List)-2 {
						_, values = f.Params.List[i+1].Type.(*ast.Ellipsis)
					}
					all[called(pkg, name)] = takes{at, values}
				}
			}
			at++
		}
	}
}

// called is a function's name, with its package where it is not exported.
func called(pkg, name string) string {
	if ast.IsExported(name) {
		return name
	}
	return pkg + "." + name
}

// argument is which argument of a call is a sentence, or -1, and how many values come
// behind it, or -1 where they do not.
func argument(all map[string]takes, pkg string, call *ast.CallExpr) (at, values int) {
	f := call.Fun
	if generic, ok := f.(*ast.IndexExpr); ok {
		f = generic.X
	}
	name := ""
	switch f := f.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	switch {
	case isCall(call, "fmt", "Errorf"), isCall(call, "errors", "New"):
		return 0, -1
	case pkg == "command" && slices.Contains([]string{"BoolVar", "StringVar", "IntVar", "DurationVar"}, name):
		return 3, -1
	case pkg == "command" && slices.Contains([]string{"Func", "BoolFunc"}, name) && len(call.Args) == 3:
		return 1, -1
	case pkg == "command" && name == "Var" && len(call.Args) == 3:
		return 2, -1
	}
	if isCall(call, "fmt", name) {
		return -1, -1
	}
	if found, ok := all[called(pkg, name)]; ok {
		if !found.values || call.Ellipsis != token.NoPos {
			return found.at, -1
		}
		return found.at, len(call.Args) - found.at - 1
	}
	return -1, -1
}

// printed reports whether a call of package fmt prints words of its own.
func printed(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !isCall(call, "fmt", f.Sel.Name) || f.Sel.Name == "Errorf" {
		return false
	}
	found := false
	for _, a := range call.Args {
		ast.Inspect(a, func(n ast.Node) bool {
			if s, ok := n.(*ast.BasicLit); ok && wordsForm.MatchString(s.Value) {
				found = true
			}
			_, inner := n.(*ast.CallExpr)
			return !inner
		})
	}
	return found
}

var wordsForm = regexp.MustCompile(`[a-z]{2,}:? [a-z]{2,}`)

// isCall reports whether a call is of a function of a package.
func isCall(call *ast.CallExpr, pkg, name string) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != name {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// isParameter reports whether an expression is the parameter of a function that takes
// a sentence itself.
func isParameter(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && (id.Name == "format" || id.Name == "doc")
}

// constant is a text that is written out.
func constant(x ast.Expr) (string, bool) {
	switch x := x.(type) {
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			s, err := strconv.Unquote(x.Value)
			return s, err == nil
		}
	case *ast.ParenExpr:
		return constant(x.X)
	case *ast.BinaryExpr:
		a, ok1 := constant(x.X)
		b, ok2 := constant(x.Y)
		return a + b, ok1 && ok2 && x.Op == token.ADD
	}
	return "", false
}

// speaks reports whether a sentence has a word in it beside its verbs.
func speaks(format string) bool {
	return strings.ContainsFunc(verbForm.ReplaceAllString(format, ""), unicode.IsLetter)
}

var verbForm = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?[0-9.]*(?:\[(\d+)\])?([a-zA-Z%])`)

// A verb is where a value is set into a sentence.
type verb struct {
	value int    // which, from 0
	how   string // without an index: %s, %.1f
}

// verbsOf are the verbs of a sentence, in the order of the values. ok is false where it
// has a sign % that is none.
func verbsOf(format string) (out []verb, ok bool) {
	next := 0
	index := regexp.MustCompile(`\[\d+\]`)
	for _, m := range verbForm.FindAllStringSubmatch(format, -1) {
		if m[3] == "%" {
			continue
		}
		if m[1]+m[2] != "" {
			n, _ := strconv.Atoi(m[1] + m[2])
			next = n - 1
		}
		out = append(out, verb{next, strings.NewReplacer("%w", "%v").Replace(index.ReplaceAllString(m[0], ""))})
		next++
	}
	slices.SortFunc(out, func(a, b verb) int { return a.value - b.value })
	return out, !strings.Contains(verbForm.ReplaceAllString(format, ""), "%")
}

// typed are words that stand for themselves in any language: flags, files, rules of
// addresses. What editors write in is quoted as it is.
var typed = regexp.MustCompile(`--[a-z][a-z-]*|\b[a-z/_]+\.(?:yaml|md|html|json)\b|https?://[^\s,)]*|SOURCE_DATE_EPOCH|\{[a-z]+\}`)

// TestSentences: what the program says it can say in every language that it has, with
// the same values in it. With -update, what is new gets an empty entry in each file,
// and what is no longer said goes.
func TestSentences(t *testing.T) {
	sentences := said(t)
	if len(sentences) < 300 {
		t.Fatalf("only %d sentences were found", len(sentences))
	}
	for _, tag := range message.Tags()[1:] {
		name := filepath.Join("message", tag+".po")
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		entries, err := message.Parse(string(src))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		have := map[string]string{}
		for _, e := range entries {
			have[e.Sentence] = e.Said
		}
		if *update {
			header, _, _ := strings.Cut(string(src), "\n\n")
			if err := os.WriteFile(name, []byte(poFile(header, sentences, have)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range sentences {
			there, ok := have[s.text]
			delete(have, s.text)
			switch {
			case !ok:
				t.Errorf("%s has no %q (%s); go test ./generator -run TestSentences -update adds it", name, s.text, s.files[0])
			case there == "":
				t.Errorf("%s does not yet say %q", name, s.text)
			default:
				if fault := fault(s.text, there); fault != "" {
					t.Errorf("%s: %q is %q: %s", name, s.text, there, fault)
				}
			}
		}
		for _, s := range slices.Sorted(maps.Keys(have)) {
			if !*update {
				t.Errorf("%s has %q, which nothing says", name, s)
			}
		}
	}
}

// fault is what is wrong with a sentence in another language, or "".
func fault(sentence, there string) string {
	a, _ := verbsOf(sentence)
	b, ok := verbsOf(there)
	edges := func(s string) string {
		core := strings.TrimSpace(s)
		i := strings.Index(s, core)
		return s[:i] + "|" + s[i+len(core):]
	}
	words := func(s string) []string {
		out := typed.FindAllString(s, -1)
		slices.Sort(out)
		return slices.Compact(out)
	}
	switch {
	case !ok || !slices.Equal(a, b):
		return fmt.Sprintf("its values are %v, not %v", b, a)
	case edges(sentence) != edges(there):
		return "it begins or ends with other white space"
	case strings.Count(sentence, "`") != strings.Count(there, "`"):
		return "it has other back quotes"
	case !slices.Equal(words(sentence), words(there)):
		return fmt.Sprintf("it quotes %q, not %q", words(there), words(sentence))
	case !norm.NFC.IsNormalString(there) || strings.ContainsAny(there, "Ðð") && !strings.ContainsAny(sentence, "Ðð"):
		return "its letters are not in normal form"
	case strings.Contains(there, "  "):
		return "it has two spaces"
	}
	return ""
}

// poFile writes a file of sentences with what have says of them.
func poFile(header string, sentences []sentence, have map[string]string) string {
	var b strings.Builder
	b.WriteString(strings.TrimRight(header, "\n") + "\n")
	quote := func(s string) string {
		return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
	}
	for _, s := range sentences {
		fmt.Fprintf(&b, "\n#: %s\nmsgid %s\nmsgstr %s\n", strings.Join(s.files, ", "), quote(s.text), quote(have[s.text]))
	}
	return b.String()
}

// phrase is what only this program would say.
var phrase = regexp.MustCompile(`^[a-z]+(?: [a-z']+)+$`)

// TestValues: what problems set into their sentences is what an editor wrote, names, or
// a sentence itself, and no words of ours that would stay English.
func TestValues(t *testing.T) {
	var look func(t *testing.T, text diag.Text)
	look = func(t *testing.T, text diag.Text) {
		for _, a := range text.Args {
			switch a := a.(type) {
			case diag.Text:
				look(t, a)
			case string:
				if phrase.MatchString(a) && !strings.Contains(text.Format, "%q") && text.Format != "%s" {
					t.Errorf("%q sets in %q, which no language can look up", text.Format, a)
				}
			}
		}
	}
	for _, file := range caseFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			problems, err := generator.Check(readCase(t, file).opt)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				if p.Rule != "layout-broken" { // in the words of the template package
					look(t, p.Sentence())
				}
			}
		})
	}
}
