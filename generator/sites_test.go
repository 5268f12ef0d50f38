package generator_test

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"bantin/generator"
	"bantin/generator/diag"
	"bantin/generator/message"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the tests get into testdata")

// A siteCase is a whole small site and what becomes of it, read from one file of
// testdata/sites. The file's comment says what the case shows; lines of it that
// begin with one of these words are for the test:
//
//	strict, drafts     as the command's flags
//	format: NAME       how the problems are printed; otherwise as text
//	now: TIME          what time it is; otherwise noon of 1 July 2025 in Hanoi
//	base-url: ADDRESS  as the command's flag
//	without: PATH      no such file, although testdata/base.txtar has it
//	escaped: PATH      the file has escapes: \xb5, \r, \n, \u1EBF, \\, and
//	                   \{30*text} for thirty times text; \ before a line's end
//	                   joins it to the next
//	utf-16: PATH       the file is in UTF-16, little end first, with its mark
//	picture: PATH WxH  a PNG picture of that size
//	photograph: PATH WxH  a JPEG picture of that size
//	copy: PATH FROM    a copy of a file of the repository
//	drop: PATH WORD    the file lacks the lines that have the word in them
//	swap: PATH A -> B  the first A in the file is B
//	symlink: PATH TO   a symbolic link
//
// The sections are files of the site, and what is expected:
//
//	problems           what check prints, and build too
//	problems in LANG   the same in another language of package message
//	problems of build  what build prints, where only rendering shows it
//	want/PATH          what is published there; the digests in names of static
//	                   files and of what is made of pictures are replaced by HASH
//	want/PATH NAME     of it, only the first element called NAME (main), or NAME
//	                   of a class (nav.languages)
//	absent/PATH        nothing is published there
//	fixed/PATH         what check --fix makes of a file; it changes no other
//
// A site without errors is published; one with errors leaves nothing behind.
type siteCase struct {
	file    string
	archive *txtar.Archive
	opt     generator.Options
	format  diag.Format
}

var hanoi = time.FixedZone("+07", 7*60*60)

// siteOptions are what every site of the tests is built with.
func siteOptions(dir string) generator.Options {
	return generator.Options{
		Dir: dir, Layouts: os.DirFS("../layouts"), Static: os.DirFS("../static"),
		Now: time.Date(2025, 7, 1, 12, 0, 0, 0, hanoi),
	}
}

// caseFiles are the files of testdata/sites.
func caseFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/sites/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return files
}

// TestSites builds each site of testdata/sites and compares its problems and the
// files that the case names.
func TestSites(t *testing.T) {
	for _, file := range caseFiles(t) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := readCase(t, file)
			c.run(t)
			if *update && !t.Failed() {
				if err := os.WriteFile(file, txtar.Format(c.archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// readCase writes the site of a case into a folder of its own.
func readCase(t *testing.T, file string) *siteCase {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	c := &siteCase{file: file, archive: archive, opt: siteOptions(t.TempDir()), format: diag.TextFormat}
	files := map[string][]byte{}
	for _, f := range base.Files {
		files[f.Name] = f.Data
	}
	for _, f := range archive.Files {
		if !expectation(f.Name) {
			files[f.Name] = f.Data
		}
	}
	links := map[string]string{}
	for line := range strings.Lines(string(archive.Comment)) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		path, more := rest, ""
		if i := strings.LastIndexByte(rest, ' '); i >= 0 {
			path, more = rest[:i], rest[i+1:]
		}
		switch word {
		case "strict":
			c.opt.Strict = true
		case "drafts":
			c.opt.Drafts = true
		case "format:":
			c.format = diag.Format(rest)
		case "now:":
			if c.opt.Now, err = time.Parse(time.RFC3339, rest); err != nil {
				t.Fatal(err)
			}
		case "base-url:":
			c.opt.BaseURL = rest
		case "without:":
			delete(files, path)
		case "escaped:":
			if files[path] == nil {
				t.Fatalf("there is no file %q to expand", path)
			}
			files[path] = unescaped(t, files[path])
		case "utf-16:":
			files[path] = inUTF16(files[path])
		case "picture:":
			files[path] = pngOfSize(t, more)
		case "photograph:":
			files[path] = jpegOfSize(t, more)
		case "copy:":
			if files[path], err = os.ReadFile(filepath.Join("..", more)); err != nil {
				t.Fatal(err)
			}
		case "drop:":
			var kept []byte
			for line := range bytes.Lines(files[path]) {
				if !bytes.Contains(line, []byte(more)) {
					kept = append(kept, line...)
				}
			}
			files[path] = kept
		case "swap:":
			path, change, _ := strings.Cut(rest, " ")
			old, now, ok := strings.Cut(change, " -> ")
			if !ok || !bytes.Contains(files[path], []byte(old)) {
				t.Fatalf("%s has no %q to swap", path, old)
			}
			files[path] = bytes.Replace(files[path], []byte(old), []byte(now), 1)
		case "symlink:":
			links[path] = more
		}
	}
	for name, data := range files {
		writeFile(t, filepath.Join(c.opt.Dir, name), data)
	}
	for name, to := range links {
		name = filepath.Join(c.opt.Dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, name); err != nil && runtime.GOOS == "windows" {
			t.Skip("symbolic links are not for everybody here: ", err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// expectation reports whether a section says what is expected.
func expectation(name string) bool {
	return strings.HasPrefix(name, "problems") || strings.HasPrefix(name, "want/") || strings.HasPrefix(name, "absent/") || strings.HasPrefix(name, "fixed/")
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func (c *siteCase) run(t *testing.T) {
	problems, err := generator.Check(c.opt)
	if err != nil {
		t.Fatal(err)
	}
	_, built, err := generator.Build(c.opt)
	if err != nil {
		t.Fatal(err)
	}
	only := func(f txtar.File) bool { return f.Name == "problems of build" }
	if a, b := c.print(t, problems, nil), c.print(t, built, nil); a != b && !slices.ContainsFunc(c.archive.Files, only) {
		t.Errorf("check says\n%s\nand build says\n%s", a, b)
	}
	public := filepath.Join(c.opt.Dir, "public")
	errors, _ := built.Count()
	if _, err := os.Stat(public); errors > 0 && err == nil {
		t.Error("a site with errors was published")
	}
	fixes := false
	for i := range c.archive.Files {
		f := &c.archive.Files[i]
		var got []byte
		switch kind, name, _ := strings.Cut(f.Name, "/"); kind {
		default:
			tag, ok := strings.CutPrefix(f.Name, "problems in ")
			if !ok {
				continue
			}
			got = []byte(c.print(t, problems, message.In(tag)))
		case "problems":
			got = []byte(c.print(t, problems, nil))
		case "problems of build":
			got = []byte(c.print(t, built, nil))
		case "absent":
			if _, err := os.Stat(filepath.Join(public, name)); err == nil {
				t.Errorf("%s is published", name)
			}
			continue
		case "want":
			got = published(t, public, name)
		case "fixed":
			fixes = true
			continue
		}
		c.compare(t, f, got)
	}
	if fixes {
		c.fix(t, problems)
	}
	if !slices.ContainsFunc(c.archive.Files, func(f txtar.File) bool { return f.Name == "problems" }) {
		t.Error("there is no section problems")
	}
}

func (c *siteCase) print(t *testing.T, l diag.List, in diag.Tongue) string {
	var b strings.Builder
	if err := l.Print(&b, c.format, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compare holds a section against what came out, or with -update replaces it.
func (c *siteCase) compare(t *testing.T, f *txtar.File, got []byte) {
	t.Helper()
	got = printable(got)
	if *update {
		f.Data = got
		return
	}
	if !bytes.Equal(got, f.Data) {
		t.Errorf("%s: -- %s --\n%s", c.file, f.Name, difference(f.Data, got))
	}
}

// printable makes of bytes what a txtar section can hold: CRLF shows as ␍ before
// the line's end.
func printable(b []byte) []byte {
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("␍\n"))
	if len(b) > 0 && b[len(b)-1] != '\n' {
		b = append(slices.Clip(b), '\n')
	}
	return b
}

// difference shows the first line in which two texts differ.
func difference(want, got []byte) string {
	w, g := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b || i == len(w) || i == len(g) {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s\n\nall of it:\n%s", i+1, a, b, got)
		}
	}
	return ""
}

var (
	staticDigest = regexp.MustCompile(`(static/[a-z0-9-]+)\.[0-9a-f]{10}\.`)
	madeDigest   = regexp.MustCompile(`(media/[0-9a-z-]+)\.[0-9a-f]{10}(-[0-9]+\.|\.jpg)`)
)

// published is a published file, or an element of it.
func published(t *testing.T, public, name string) []byte {
	t.Helper()
	name, element, part := strings.Cut(name, " ")
	b, err := os.ReadFile(filepath.Join(public, name))
	if err != nil {
		t.Error(err)
		return nil
	}
	b = staticDigest.ReplaceAll(b, []byte("$1.HASH."))
	b = madeDigest.ReplaceAll(b, []byte("$1.HASH$2"))
	if !part {
		return b
	}
	tag, class, ofClass := strings.Cut(element, ".")
	open := "<" + tag
	if ofClass {
		open += ` class="` + class + `"`
	}
	_, rest, ok := strings.Cut(string(b), open)
	inside, _, closed := strings.Cut(rest, "</"+tag+">")
	if !ok || !closed {
		t.Errorf("%s has no <%s>", name, element)
	}
	return []byte(open + inside + "</" + tag + ">\n")
}

// fix runs check --fix on the site, and holds that it changes the files that the
// case names and no other, that doing it again changes nothing, and that the site
// means what it meant.
func (c *siteCase) fix(t *testing.T, problems diag.List) {
	before := wholeTree(t, c.opt.Dir)
	if _, err := generator.Fix(c.opt); err != nil {
		t.Fatal(err)
	}
	after := wholeTree(t, c.opt.Dir)
	var changed []string
	for name := range after {
		if !bytes.Equal(before[name].data, after[name].data) {
			changed = append(changed, name)
		} else if !before[name].time.Equal(after[name].time) {
			t.Errorf("%s was written without need", name)
		}
	}
	var wanted []string
	for i := range c.archive.Files {
		f := &c.archive.Files[i]
		if name, ok := strings.CutPrefix(f.Name, "fixed/"); ok {
			wanted = append(wanted, name)
			if bytes.IndexByte(after[name].data, '\r') >= 0 {
				t.Errorf("%s has a carriage return", name)
			}
			c.compare(t, f, after[name].data)
		}
	}
	slices.Sort(changed)
	slices.Sort(wanted)
	if !slices.Equal(changed, wanted) {
		t.Errorf("fixed %q, not %q", changed, wanted)
	}
	if len(after) != len(before) {
		t.Errorf("%d files became %d", len(before), len(after))
	}
	if again, err := generator.Fix(c.opt); err != nil || len(again) > 0 {
		t.Errorf("fixing again: %q, %v", again, err)
	}
	_, left, err := generator.Build(c.opt)
	if err != nil {
		t.Fatal(err)
	}
	left.Sort()
	for _, p := range left {
		if strings.HasPrefix(p.Rule, "letter-") {
			t.Errorf("after fixing: %s", p)
		}
	}
	if errors, _ := problems.Count(); errors > 0 {
		return
	}
	rebuilt := wholeTree(t, c.opt.Dir)
	for name, f := range after {
		if strings.HasPrefix(name, "public/") && !bytes.Equal(f.data, rebuilt[name].data) {
			t.Errorf("fixing changes the published %s\n%s", name, difference(f.data, rebuilt[name].data))
		}
	}
	if len(rebuilt) != len(after) {
		t.Errorf("fixing changes what is published: %d files became %d", len(after), len(rebuilt))
	}
}

// entries are the names in a folder.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

type fileState struct {
	data []byte
	time time.Time
}

// wholeTree is every file of a folder.
func wholeTree(t *testing.T, dir string) map[string]fileState {
	t.Helper()
	out := map[string]fileState{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = fileState{data, info.ModTime()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

var escapes = regexp.MustCompile(`\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|\{[0-9]+\*[^}]*\}|[rnt\\]|\n)`)

func unescaped(t *testing.T, b []byte) []byte {
	return escapes.ReplaceAllFunc(b, func(e []byte) []byte {
		switch e[1] {
		case 'x':
			out, err := hex.DecodeString(string(e[2:]))
			if err != nil {
				t.Fatal(err)
			}
			return out
		case 'u':
			r, err := strconv.ParseUint(string(e[2:]), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			return []byte(string(rune(r)))
		case '{':
			times, what, _ := strings.Cut(string(e[2:len(e)-1]), "*")
			n, err := strconv.Atoi(times)
			if err != nil {
				t.Fatal(err)
			}
			return bytes.Repeat(unescaped(t, []byte(what)), n)
		case '\n':
			return nil
		}
		return []byte{map[byte]byte{'r': '\r', 'n': '\n', 't': '\t', '\\': '\\'}[e[1]]}
	})
}

func inUTF16(b []byte) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(string(b))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func pngOfSize(t *testing.T, size string) []byte {
	t.Helper()
	var w, h int
	if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil {
		t.Fatalf("picture of %q: %v", size, err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOfSize(t *testing.T, size string) []byte {
	t.Helper()
	var w, h int
	if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil {
		t.Fatalf("photograph of %q: %v", size, err)
	}
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = byte(i%m.YStride*200/m.YStride + i*7919%31)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestErrorsPublishNothing holds that a build which is refused, at whatever step,
// leaves the published site as it was: every byte, every time, nothing beside it.
func TestErrorsPublishNothing(t *testing.T) {
	const article = "content/articles/a.vi.md"
	good := "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\nĐoạn.\n"
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, file, data string
		strict           bool
		rule             string
	}{
		{"front matter", article, strings.Replace(good, "12-21", "02-30", 1), false, "date-impossible"},
		{"two places", article, strings.Replace(good, "committee: lang-son", "committee: lang-so", 1), false, "committee-unknown"},
		{"text", article, good + "[x](javascript:alert(1))\n", false, "link-scheme"},
		{"strict", article, good + "# Một\n", true, "heading-level"},
		{"settings", "config.yaml", "title: x\n", false, "key-missing"},
		{"layout", "layouts/article.html", "{{", false, "layout-broken"},
		{"layout in use", "layouts/article.html", "{{.Headline.Missing}}", false, "layout-broken"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			opt := siteOptions(t.TempDir())
			for _, f := range base.Files {
				writeFile(t, filepath.Join(opt.Dir, f.Name), f.Data)
			}
			writeFile(t, filepath.Join(opt.Dir, article), []byte(good))
			if _, problems, err := generator.Build(opt); err != nil || len(problems) > 0 {
				t.Fatal(problems, err)
			}
			writeFile(t, filepath.Join(opt.Dir, c.file), []byte(c.data))
			opt.Strict = c.strict
			before, beside := wholeTree(t, opt.Dir), entries(t, opt.Dir)
			_, problems, err := generator.Build(opt)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Rule == c.rule && p.Severity == diag.Error }) {
				t.Errorf("the problems are %v, without %s", problems, c.rule)
			}
			after := wholeTree(t, opt.Dir)
			if left := entries(t, opt.Dir); len(after) != len(before) || !slices.Equal(left, beside) {
				t.Errorf("%d files became %d, and %q is %q", len(before), len(after), beside, left)
			}
			for name, f := range before {
				if g := after[name]; !bytes.Equal(f.data, g.data) || !f.time.Equal(g.time) {
					t.Errorf("%s is not as it was", name)
				}
			}
		})
	}
}

// Rules without a case, and why.
var unreachable = map[string]string{
	"documents-many":     "its case would name five thousand documents; TestManyDocuments of package check has it",
	"pages-heavy":        "its case would have thousands of pages; TestHeavyPages of package check has it",
	"file-problems":      "its case would have a thousand lines; TestManyProblems has it",
	"markdown-documents": "its case would name a thousand documents; TestHard of package markdown has it",
	"markdown-panic":     "no text is known that makes the parser fail",
}

// TestEveryRule holds that each rule which the source names is shown by a case.
func TestEveryRule(t *testing.T) {
	shown := map[string]bool{}
	inBrackets := regexp.MustCompile(`(?m)\[([a-z]+(?:-[a-z]+)+)\]$`)
	for _, file := range caseFiles(t) {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "problems") {
				for _, m := range inBrackets.FindAllSubmatch(f.Data, -1) {
					shown[string(m[1])] = true
				}
			}
		}
	}
	rules := sourceRules(t)
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		if _, ok := unreachable[rule]; !ok && !shown[rule] {
			t.Errorf("no case shows the rule %s of %s", rule, rules[rule])
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(shown)) {
		if rules[rule] == "" {
			t.Errorf("a case shows the rule %s, which the source was not seen to have", rule)
		}
	}
}

// sourceRules finds the names of rules in the source, each with a place: what
// is given to a parameter called rule, to a field Rule, or to a variable or a
// constant whose name begins with one of these.
func sourceRules(t *testing.T) map[string]string {
	t.Helper()
	set := token.NewFileSet()
	var files []*ast.File
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	isRule := func(name string) bool { return strings.HasPrefix(strings.ToLower(name), "rule") }
	out := map[string]string{}
	form := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && form.MatchString(s) {
				out[s] = set.Position(lit.Pos()).String()
			}
		}
	}
	// Which parameter of which function is called rule.
	at := map[string]int{}
	parameters := func(name string, params *ast.FieldList) {
		i := 0
		for _, f := range params.List {
			for _, n := range f.Names {
				if n.Name == "rule" {
					at[name] = i
				}
				i++
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				parameters(n.Name.Name, n.Type.Params)
			case *ast.AssignStmt:
				for i, x := range n.Rhs {
					if lit, ok := x.(*ast.FuncLit); ok {
						if name, ok := n.Lhs[i].(*ast.Ident); ok {
							parameters(name.Name, lit.Type.Params)
						}
					}
				}
			}
			return true
		})
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				var name string
				switch fun := n.Fun.(type) {
				case *ast.Ident:
					name = fun.Name
				case *ast.SelectorExpr:
					name = fun.Sel.Name
				}
				if i, ok := at[name]; ok && i < len(n.Args) {
					add(n.Args[i])
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && isRule(k.Name) {
					add(n.Value)
				}
			case *ast.ValueSpec:
				for i, x := range n.Values {
					if isRule(n.Names[i].Name) {
						add(x)
					}
				}
			case *ast.AssignStmt:
				for i, x := range n.Rhs {
					if id, ok := n.Lhs[i].(*ast.Ident); ok && isRule(id.Name) && len(n.Lhs) == len(n.Rhs) {
						add(x)
					}
				}
			}
			return true
		})
	}
	return out
}
