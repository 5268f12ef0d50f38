package content

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"

	"gopkg.in/yaml.v3"
)

// A Fix is an author's file as it would be if everything in it were typed in its
// normal form.
type Fix struct {
	File string
	Data []byte
}

// Fixes are the author's files that reading mends in memory: letters, line ends,
// a byte-order mark, terms. Nothing else in them differs, and a file that cannot
// be read is not among them. Reading the fixed files gives the same Library.
func Fixes(site fs.FS) []Fix {
	names := []string{ConfigFile}
	l := &loader{site: site, files: map[string]string{}}
	l.lib.Config = l.settings()
	l.walk(func() {})
	names = append(names, CommitteesFile, AnnouncementsFile)
	for _, lang := range l.lib.Config.Languages {
		names = append(names, "layouts/"+StringsFolder+"/"+lang+".yaml") // where the site has its own
	}
	for _, t := range l.texts {
		names = append(names, t.file)
	}
	slices.Sort(names)
	var out []Fix
	for _, name := range names {
		raw, err := readAtMost(site, name, maxTextBytes)
		if err != nil {
			continue
		}
		src, _, ok := Normalize(raw)
		if !ok {
			continue
		}
		if src = fixTerms(name, src); !bytes.Equal(src, raw) {
			out = append(out, Fix{name, src})
		}
	}
	return out
}

// fixTerms writes every term of a file's YAML as 2020-2025.
func fixTerms(name string, src []byte) []byte {
	front, line := src, 0
	if strings.HasSuffix(name, ".md") {
		var ok bool
		if front, _, _, ok = splitFront(name, src, &diag.List{}); !ok {
			return src
		}
		line = 1
	}
	d := &decoder{file: name, line: line, problems: &diag.List{}}
	root := d.parse(front, maxYAMLBytes, maxYAMLKeys)
	if root == nil {
		return src
	}
	var loose []*yaml.Node
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, c := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].Value == "term" && c.Kind == yaml.ScalarNode {
				if t, ok := vietnamese.ParseTerm(c.Value); ok && t != (calendar.Term{}) && t.String() != c.Value {
					loose = append(loose, c)
				}
				continue
			}
			walk(c)
		}
	}
	walk(root)
	if len(loose) == 0 {
		return src
	}
	lines := strings.SplitAfter(string(src), "\n")
	for _, n := range loose {
		at := d.pos(n)
		text := []rune(lines[at.Line-1])
		rest := string(text[at.Col-1:])
		t, _ := vietnamese.ParseTerm(n.Value)
		if i := strings.Index(rest, n.Value); i == 0 || i == 1 { // a quotation mark may stand before it
			lines[at.Line-1] = string(text[:at.Col-1]) + rest[:i] + t.String() + rest[i+len(n.Value):]
		}
	}
	return []byte(strings.Join(lines, ""))
}
