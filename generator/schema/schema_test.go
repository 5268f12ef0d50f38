package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/message"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

var update = flag.Bool("update", false, "rewrite schema/*.json, docs/keys.md and the tables of docs/bien-tap.md")

const repository = "../.."

var langs = []string{"vi", "en"}

// compiled is a schema ready to validate with.
func compiled(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	i := slices.IndexFunc(Files(), func(f File) bool { return f.Name == name })
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Document(Files()[i], langs)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name + ".json")
	if err != nil {
		t.Fatalf("the schema %s is none: %v", name, err)
	}
	return s
}

var (
	yamlInt   = regexp.MustCompile(`^[-+]?[0-9]+$|^0o[0-7]+$|^0x[0-9a-fA-F]+$`)
	yamlFloat = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$`)
)

// value is YAML as a program that follows the core schema of version 1.2 reads it,
// which the extensions of editors do.
func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return value(n.Content[0])
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		l := []any{}
		for _, e := range n.Content {
			l = append(l, value(e))
		}
		return l
	case 0:
		return nil
	}
	switch v := n.Value; {
	case n.Style != 0:
		return v
	case slices.Contains([]string{"", "~", "null", "Null", "NULL"}, v):
		return nil
	case slices.Contains([]string{"true", "True", "TRUE"}, v):
		return true
	case slices.Contains([]string{"false", "False", "FALSE"}, v):
		return false
	case yamlInt.MatchString(v):
		i, err := strconv.ParseInt(strings.Replace(v, "0o", "0", 1), 0, 64)
		if d, derr := strconv.ParseInt(v, 10, 64); derr == nil {
			i, err = d, nil // 012 is twelve
		}
		if err == nil {
			return json.Number(strconv.FormatInt(i, 10))
		}
		return json.Number(strings.TrimLeft(v, "+0") + "0")
	case yamlFloat.MatchString(v):
		if f, err := strconv.ParseFloat(v, 64); err == nil && f < 1e300 && f > -1e300 {
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
		return json.Number("1")
	}
	return n.Value
}

// propertyNames are the keys that the library's message names.
var propertyNames = regexp.MustCompile(`propert(?:y|ies) ((?:'[^']*'(?:, )?)+)`)

// faults are the places where a text breaks a schema: the keys from the top, as
// source.url. A key that is missing or should not be there is the place itself.
func faults(t testing.TB, s *jsonschema.Schema, text string) []string {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	err := s.Validate(value(&n))
	if err == nil {
		return nil
	}
	var out []string
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			at := strings.Join(e.InstanceLocation, ".")
			if m := propertyNames.FindStringSubmatch(fmt.Sprint(e)); m != nil {
				for _, name := range strings.Split(m[1], ", ") {
					out = append(out, strings.TrimPrefix(at+"."+strings.Trim(name, "'"), "."))
				}
				return
			}
			out = append(out, at)
		}
		for _, c := range e.Causes {
			walk(c)
		}
	}
	walk(err.(*jsonschema.ValidationError))
	slices.Sort(out)
	return slices.Compact(out)
}

// frontMatter is what stands between the hyphens of a file, and whether it is that
// of a translation.
func frontMatter(src []byte) string {
	_, rest, _ := strings.Cut(string(src), "---\n")
	front, _, _ := strings.Cut(rest, "\n---\n")
	return front
}

// TestContent: the real content is what the schemas say.
func TestContent(t *testing.T) {
	seen := map[string]int{}
	check := func(name, schema, text string) {
		t.Helper()
		seen[schema]++
		if f := faults(t, compiled(t, schema), text); f != nil {
			t.Errorf("%s: %s", name, f)
		}
	}
	for file, schema := range map[string]string{"config.yaml": "config", "content/committees.yaml": "committees", "content/announcements.yaml": "announcements"} {
		src, err := os.ReadFile(filepath.Join(repository, file))
		if err != nil {
			t.Fatal(err)
		}
		check(file, schema, string(src))
	}
	err := fs.WalkDir(os.DirFS(repository), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		src, err := os.ReadFile(filepath.Join(repository, name))
		if err != nil {
			return err
		}
		front := frontMatter(src)
		switch {
		case strings.HasPrefix(name, "content/pages/"):
			check(name, "page", front)
		case strings.Contains(front, "translation_of:"):
			check(name, "translation", front)
		default:
			check(name, "article", front)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Files() {
		if seen[f.Name] == 0 {
			t.Errorf("no file was held against the schema %s", f.Name)
		}
	}
}

// loaded is what the loader says of a text of a kind: the lines of its errors,
// counted within the text.
func loaded(t testing.TB, kind, text string) (lines []int, problems diag.List) {
	t.Helper()
	site := fstest.MapFS{
		"config.yaml":             {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		"content/committees.yaml": {Data: []byte("- {id: a, name: {vi: A, en: A}, level: province}\n")},
	}
	file, before := "", 0
	switch kind {
	case "article":
		file, before = "content/articles/x.vi.md", 1
	case "translation":
		file, before = "content/articles/x.en.md", 1
		site["content/articles/x.vi.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\ndate: 2020-01-01\ncommittee: a\nterm: 2020-2025\n---\n")}
	case "page":
		file, before = "content/pages/x.vi.md", 1
	case "committees":
		file = "content/committees.yaml"
	case "announcements":
		file = "content/announcements.yaml"
	case "config":
		file = "config.yaml"
	}
	data := text
	if before > 0 {
		data = "---\n" + text + "\n---\nText.\n"
	}
	site[file] = &fstest.MapFile{Data: []byte(data)}
	lib := content.Load(site, os.DirFS(filepath.Join(repository, "layouts")), fstest.MapFS{}, nil)
	all := lib.Problems
	for _, a := range lib.Articles {
		a.Inheritance(lib, &all)
	}
	for _, p := range all {
		if p.Pos.File == file && p.Severity == diag.Error {
			lines = append(lines, p.Pos.Line-before)
			problems = append(problems, p)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines), problems
}

// lineOf is the line of a key, or of the key that it would be in.
func lineOf(t testing.TB, text, path string) int {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	at, line := n.Content[0], 1
	if at.Kind == yaml.SequenceNode {
		line = at.Line
	}
	for _, part := range strings.Split(path, ".") {
		found := false
		if i, err := strconv.Atoi(part); err == nil && at.Kind == yaml.SequenceNode && i < len(at.Content) {
			at, found = at.Content[i], true
			line = at.Line
		}
		for i := 0; at.Kind == yaml.MappingNode && i+1 < len(at.Content) && !found; i += 2 {
			if at.Content[i].Value == part {
				line, at, found = at.Content[i].Line, at.Content[i+1], true
			}
		}
		if !found {
			break
		}
	}
	return line
}

// article is front matter that is right, with some lines otherwise.
func article(lines ...string) string {
	all := []string{"title: A", "date: 2020-12-21", "committee: a", "term: 2020-2025"}
	for _, l := range lines {
		key, _, _ := strings.Cut(l, ":")
		all = slices.DeleteFunc(all, func(x string) bool { return strings.HasPrefix(x, key+":") })
		if !strings.HasPrefix(l, key+":-") {
			all = append(all, l)
		}
	}
	return strings.Join(all, "\n")
}

const config = "base_url: https://example.org/\ntitle: {vi: B, en: B}\n"

// TestWrong: what is wrong in a file by itself is refused by the schema on the
// lines on which the loader refuses it.
func TestWrong(t *testing.T) {
	for _, c := range []struct{ kind, text string }{
		{"article", article("sumary: A")},
		{"article", article("title:-")},
		{"article", article("title: ")},
		{"article", article(`title: ""`)},
		{"article", article("title: [A]")},
		{"article", article("date: 21/12/2020")},
		{"article", article("date: 2020-02-30")},
		{"article", article("date: 2019-02-29")},
		{"article", article("date: 2020-13-01")},
		{"article", article("date: 2020-12")},
		{"article", article("date: 1700-01-01")},
		{"article", article("date: 2020-12-21T08:00")},
		{"article", article("until: 2020-12-22T08:00:00+07:00")},
		{"article", article("committee: [a]")},
		{"article", article("congress: 100")},
		{"article", article("congress: 0")},
		{"article", article("congress: XIIII")},
		{"article", article("congress: thứ 14")},
		{"article", article("plenum: -1")},
		{"article", article("term: 2020")},
		{"article", article("term: 2020/2025")},
		{"article", article("kind: hội nghị")},
		{"article", article("kind: [news]")},
		{"article", article("also: {committee: a}")},
		{"article", article("also: [{congress: 1}]")},
		{"article", article("also: [{committee: a, congres: 1}]")},
		{"article", article("also:\n  - committee: a\n    congress: y")},
		{"article", article("documents: [{issuer: A}]")},
		{"article", article("documents:\n  - number: 1-A/B\n    date: hôm qua")},
		{"article", article("documents:\n  - number: 1-A/B\n    title: {fr: A}")},
		{"article", article("source: Báo")},
		{"article", article("source: {url: \"https://example.org\"}")},
		{"article", article("source: {name: A, url: example.org}")},
		{"article", article("image: {src: a.jpg, alt: [a]}")},
		{"article", article("aliases: /a")},
		{"article", article("aliases: [a]")},
		{"article", article("aliases: [\"/a?b\"]")},
		{"article", article("draft: yes")},
		{"article", article("translation_of: 0123456789ab")},
		{"article", article("author: {a: b}")},
		{"article", article("unknown: 1")},
		{"translation", "title: A\ntranslation_of: 0123x"},
		{"translation", "title: A\ntranslation_of: 0123456789AB"},
		{"translation", "translator: A"},
		{"translation", "title: A\ntranslated_of: a"},
		{"page", "summary: A"},
		{"page", "title: A\nmenu: first"},
		{"page", "title: A\nmenu: 1001"},
		{"page", "title: A\ndate: 2020-01-01"},
		{"committees", "- {id: a, name: {vi: A, en: A}, level: tỉnh}\n"},
		{"committees", "- {id: A B, name: {vi: A, en: A}, level: province}\n"},
		{"committees", "- {name: {vi: A, en: A}, level: province}\n"},
		{"committees", "- {id: a, name: {vi: A}, level: province}\n"},
		{"committees", "- {id: a, name: A, level: province}\n"},
		{"committees", "- {id: a, name: {vi: A, en: A, fr: A}, level: province}\n"},
		{"committees", "- {id: a, name: {vi: A, en: A}, level: province, until: soon}\n"},
		{"committees", "- {id: a, name: {vi: A, en: A}, level: province, successors: b}\n"},
		{"committees", "- {id: a, name: {vi: A, en: A}, level: province}\n- id: b\n  name: {vi: A, en: A}\n  level: bloc\n  congresses:\n    - {number: 100}\n"},
		{"committees", "- {id: a, name: {vi: A, en: A}, level: province, congresses: [{term: 2020-2025}]}\n"},
		{"committees", "id: a\n"},
		{"announcements", "- {text: {vi: A, en: A}, from: 2020-01-01}\n"},
		{"announcements", "- {text: {vi: A, en: A}, from: 2020-01-01, until: 2020-01}\n"},
		{"announcements", "- {text: {vi: A, en: A}, from: 2020-01-01, until: 2020-01-02, url: //a}\n"},
		{"config", "base_url: https://example.org/\n"},
		{"config", config + "feed_items: many\n"},
		{"config", config + "feed_items: 201\n"},
		{"config", config + "theme: {accent: red}\n"},
		{"config", config + "theme: {acent: \"#9f1d20\"}\n"},
		{"config", config + "untranslated: show\n"},
		{"config", config + "feedback: somebody\n"},
		{"config", config + "image: share.png\n"},
		{"config", config + "image: https://example.org/static/share.png\n"},
		{"config", config + "repository: github.com/a/b\n"},
		{"config", config + "time_zone: +7\n"},
		{"config", config + "languages: vi\n"},
	} {
		lines, problems := loaded(t, c.kind, c.text)
		var said []int
		places := faults(t, compiled(t, c.kind), c.text)
		for _, f := range places {
			said = append(said, lineOf(t, c.text, f))
		}
		slices.Sort(said)
		if said = slices.Compact(said); len(lines) == 0 || !slices.Equal(lines, said) {
			t.Errorf("%s\n%s\nthe loader refuses lines %d (%s), the schema %d (%s)", c.kind, c.text, lines, problems, said, places)
		}
	}
}

// accepted are texts that are typed in one of the ways that are taken.
var accepted = []struct{ kind, text string }{
	{"article", article()},
	{"article", article("title: 2020")},
	{"article", article("title: yes")},
	{"article", article("title: 1e3", "author: true", "summary: 0.5")},
	{"article", article("summary:", "author: ", "image:", "also:", "draft:")},
	{"article", article("congress: XIV")},
	{"article", article("congress: 14", "plenum: ix")},
	{"article", article("congress: 05", `plenum: "16"`)},
	{"article", article("term: 2020 – 2025")},
	{"article", article("term: 2020 -2025")},
	{"article", article("congress: 1", "term:-")},
	{"article", article("date: 2020-02-29T08:00:00+07:00", "published: 2020-12-21T08:00:00Z")},
	{"article", article("documents: [{number: 35-CT/TW, date: 2019}, {number: 1-A/B, date: 2019-05, title: {vi: A}}]")},
	{"article", article("image: {src: a.jpg, alt: {vi: A, en: B}, caption: A}")},
	{"article", article("aliases: [/tin-tuc/123.html, /a/]", "draft: true")},
	{"article", article("source: {name: 24h, url: \"HTTP://example.org/a?b#c\"}")},
	{"translation", "title: A\ntranslation_of: 012345678912\ntranslator: B"},
	{"translation", "title: A\ntranslation_of: 1234567890e1"},
	{"translation", "title: A\ndate: 2020-01-01\ncommittee: a"},
	{"page", "title: A\nmenu: 10\nsummary: B"},
	{"committees", ""},
	{"committees", "- {id: a, name: {vi: A, en: A}, short: {vi: 1, en: 2}, level: province, from: 1938, until: 2025-07, congresses: [{number: I, term: 2020-2025, date: 2020}]}\n"},
	{"announcements", "- {text: {vi: A, en: A}, from: 2020-01-01, until: 2020-01-02, url: /vi/}\n"},
	{"announcements", ""},
	{"config", config + "languages: [vi, en]\nfeed_items: 20\ntheme: {accent: \"#9F1D20\"}\ntime_zone: Asia/Ho_Chi_Minh\nfeedback: a@example.org\nimage: static/bìa 1.png\nuntranslated: hide\n"},
}

// TestRight: what the loader takes, the schemas take.
func TestRight(t *testing.T) {
	for _, c := range accepted {
		holds(t, c.kind, c.text)
		if lines, problems := loaded(t, c.kind, c.text); lines != nil {
			t.Errorf("%s\n%s\nis refused: %s", c.kind, c.text, problems)
		}
	}
}

func FuzzRight(f *testing.F) {
	for _, c := range accepted {
		f.Add(c.kind, c.text)
	}
	f.Fuzz(func(t *testing.T, kind, text string) {
		if !slices.ContainsFunc(Files(), func(f File) bool { return f.Name == kind }) || strings.Contains(text, "---") || strings.Contains(text, "\r") {
			return
		}
		holds(t, kind, text, committees)
	})
}

// committees are the places of committees' ids. An editor may write the name of one
// there, which package check tells the id of.
var committees = regexp.MustCompile(`(^|\.)(committee|parent|successors\.\d+)$`)

// holds reports what the loader takes and the schema does not, but for some places.
func holds(t *testing.T, kind, text string, but ...*regexp.Regexp) {
	t.Helper()
	lines, problems := loaded(t, kind, text)
	var n yaml.Node
	if len(lines) > 0 || strings.Contains(fmt.Sprint(problems), "yaml") || yaml.Unmarshal([]byte(text), &n) != nil {
		return
	}
	if kind == "article" && !strings.Contains(text, "term") && !strings.Contains(text, "congress") {
		return // that the term is missing is for package check to say
	}
	for _, null := range []string{"~", "null", "Null", "NULL"} {
		if strings.Contains(text, null) {
			return // the loader takes these for texts, as they were typed
		}
	}
	f := slices.DeleteFunc(faults(t, compiled(t, kind), text), func(at string) bool {
		return slices.ContainsFunc(but, func(b *regexp.Regexp) bool { return b.MatchString(at) })
	})
	if len(f) > 0 {
		t.Errorf("%s\n%s\nis taken, and refused by the schema: %s", kind, text, f)
	}
}

// same holds a file of the repository to what it is made from.
func same(t *testing.T, name string, want []byte) {
	t.Helper()
	name = filepath.Join(repository, name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Errorf("%s is not what the tables say; run go test ./generator/schema -update", name)
	}
}

// TestFiles: the schemas that the repository's editor settings use are those that
// the program prints.
func TestFiles(t *testing.T) {
	for _, f := range Files() {
		same(t, "schema/"+f.Name+".json", Document(f, langs))
	}
}

const (
	keysBegin = "<!-- keys: go test ./generator/schema -update -->\n"
	keysEnd   = "<!-- /keys -->\n"
)

// TestPages: what editors read of the keys is what the loader follows.
func TestPages(t *testing.T) {
	same(t, "docs/keys.md", []byte("# Every key\n\nMade from the tables that the loader follows, by `go test ./generator/schema -update`.\nA translation inherits every key of its original.\n\n"+Page(nil, 2)))
	src, err := os.ReadFile(filepath.Join(repository, "docs/bien-tap.md"))
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(src), keysBegin)
	_, after, ok2 := strings.Cut(rest, keysEnd)
	if !ok1 || !ok2 {
		t.Fatal("docs/bien-tap.md has no place for the keys")
	}
	same(t, "docs/bien-tap.md", []byte(before+keysBegin+"\n"+Page(message.In("vi"), 3)+"\n"+keysEnd+after))
}

// TestAll: the whole is JSON, with each schema as it stands by itself.
func TestAll(t *testing.T) {
	var all struct {
		Definitions map[string]json.RawMessage
	}
	if err := json.Unmarshal(All(langs), &all); err != nil {
		t.Fatal(err)
	}
	for _, f := range Files() {
		var one, other bytes.Buffer
		if json.Compact(&one, all.Definitions[f.Name]) != nil || json.Compact(&other, Document(f, langs)) != nil || one.String() != other.String() {
			t.Errorf("%s is not what it is by itself", f.Name)
		}
	}
	if len(all.Definitions) != len(Files()) {
		t.Errorf("%d definitions", len(all.Definitions))
	}
}
