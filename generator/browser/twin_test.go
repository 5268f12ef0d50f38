package browser

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"

	"bantin/generator"
	"bantin/generator/address"
	"bantin/generator/content"
)

// A twin is a made-up bulletin with an attack in each place, or with a harmless word
// in its stead.
type twin struct {
	harmless bool
	files    map[string]string
}

// say is what the editor types in a place.
func (w *twin) say(place string, attack int) string {
	p := placeOf(place)
	if w.harmless {
		return word(p, attack)
	}
	return typed(p, attack)
}

// yaml is say as a value of YAML.
func (w *twin) yaml(place string, attack int) string { return quoted(w.say(place, attack)) }

// quoted is a text between the quotation marks of YAML.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF' || r&0xFFFE == 0xFFFE:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// markdown is say as text of Markdown: with a backslash before all that may be a
// sign.
func (w *twin) markdown(place string, attack int) string {
	var b strings.Builder
	for _, r := range line(w.say(place, attack)) {
		if r < 0x80 && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// address is say as the query of an address of Markdown in angle brackets.
func (w *twin) address(place string, attack int) string {
	return "<https://a.example/?q=" + strings.NewReplacer("<", `\<`, ">", `\>`, `\`, `\\`, "&", "&amp;").Replace(withoutControls(w.say(place, attack))) + ">"
}

// escaped is say as the query of an address, as a value of YAML.
func (w *twin) escaped(place string, attack int) string {
	return quoted("https://a.example/?q=" + percent(w.say(place, attack), "'()*&;=,$!~:/?@"))
}

// percent writes all of a text but letters, digits and what is in plain with
// %-escapes.
func percent(s, plain string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte(plain, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// file is say as the name of a file or a folder.
func (w *twin) file(place string, attack int) string {
	if w.harmless {
		return w.say(place, attack)
	}
	return fileName(w.say(place, attack))
}

// source is the name of an article's picture, as a text gives it.
func (w *twin) source(attack int) string { return percent(w.file("picture name", attack), "") + ".png" }

// plain makes the files that every twin has.
func (w *twin) plain() {
	w.files = map[string]string{
		"config.yaml": "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\ndescription: {vi: Thử, en: Trial}\nfeed_items: 200\nrecent_items: 500\n" +
			"repository: https://git.example/a'b&c=(d)/x/src/branch/main\nfeedback: \"o'n&cc=x%0a{b}`|~#$!*/?^@bantin.example\"\n",
		"content/committees.yaml": "- {id: tinh, name: {vi: Tỉnh, en: Province}, level: province, congresses: [{number: 17, term: 2020-2025, date: 2020-09-26}]}\n",
	}
}

// articles has each attack in each place of an article, a committee and a
// document.
func (w *twin) articles() {
	w.plain()
	var committees strings.Builder
	for i := range attacks {
		order := fmt.Sprintf("%03d ", i) // committees are listed by name
		fmt.Fprintf(&committees, "- id: c%03d\n  name: {vi: %s, en: %[2]s}\n  short: {vi: %s, en: %[3]s}\n  level: province\n  congresses: [{number: 17, term: 2020-2025, date: 2020-09-26}]\n",
			i, quoted(order+w.say("committee name", i)), quoted(order+"– "+w.say("committee short", i)))
		if i == 0 {
			committees.WriteString("  aliases:\n")
			for i := range attacks {
				committees.WriteString("    - " + quoted("Tên "+w.say("committee alias", i)) + "\n")
			}
		}
		if i%3 == 1 {
			fmt.Fprintf(&committees, "  parent: c%03d\n  until: 2025-07-01\n  successors: [c%03[1]d]\n", i-1)
		}
		folder := fmt.Sprintf("content/articles/%s/a%03d/", w.file("folder", i), i)
		w.files[folder+w.file("picture name", i)+".png"] = string(picture(8, 6))
		w.files[folder+"index.vi.md"] = strings.Join([]string{
			"---",
			"title: " + w.yaml("title", i),
			"summary: " + w.yaml("summary", i),
			fmt.Sprintf("date: 2020-%02d-%02d", 1+i%12, 1+i%28),
			fmt.Sprintf("committee: c%03d", i),
			"congress: 17",
			fmt.Sprintf("also: [{committee: c%03d}]", (i+1)%len(attacks)),
			"kind: conference",
			"number: " + w.yaml("number", i),
			"author: " + w.yaml("author", i),
			"photos: " + w.yaml("photos", i),
			"source: {name: " + w.yaml("source.name", i) + ", url: " + w.escaped("source.url", i) + "}",
			"image:",
			"  src: " + quoted(w.source(i)),
			"  alt: {vi: " + w.yaml("image.alt", i) + ", en: " + w.yaml("image.alt", i) + "}",
			"  caption: {vi: " + quoted(w.markdown("image.caption", i)) + ", en: " + quoted(w.markdown("image.caption", i)) + "}",
			// Many have the same number, and so their page tells of them all.
			fmt.Sprintf("documents: [{number: %d-NQ/TU, date: 2019-%02d-%02d, issuer: %s, title: %s, relation: %s}]",
				1+i/20, 1+i%20/10, 1+i%10, quoted("Cơ quan "+order+w.say("documents.issuer", i)), w.yaml("documents.title", i), w.yaml("documents.relation", i)),
			"---", "", w.text(i),
		}, "\n")
		w.files[folder+"index.en.md"] = "---\ntitle: " + w.yaml("title", i) + "\nsummary: " + w.yaml("summary", i) + "\ntranslator: " + w.yaml("translator", i) + "\n---\n\n" + w.text(i)
	}
	w.files["content/committees.yaml"] = committees.String()
	page := "---\ntitle: Trang\n---\n"
	for i := range attacks {
		page += "\n" + w.markdown("page text", i) + "\n"
	}
	w.files["content/pages/p.vi.md"] = page
}

// found is a word that the text of one article has, to search for.
func found(i int) string {
	return "khoa" + string(rune('b'+i/20)) + string(rune('b'+i%20))
}

// text is the body of an article.
func (w *twin) text(i int) string {
	md := func(place string) string { return w.markdown(place, i) }
	raw := func(place string) string { return line(w.say(place, i)) }
	// As many as no attack has.
	ticks := strings.Repeat("`", 8)
	return strings.Join([]string{
		found(i) + " " + md("paragraph"),
		"## " + md("heading"),
		`### x {title="` + md("heading attributes") + `" style=color:red}`,
		"**" + md("emphasis") + "** ~~" + md("struck out") + "~~ " + ticks + " " + raw("code span") + " " + ticks,
		"~~~~ " + raw("fence info") + "\n" + raw("fenced code") + "\n~~~~",
		"    " + raw("indented code"),
		"[" + md("link text") + "](" + w.address("link address", i) + ` "` + md("link title") + `") [y][ref]`,
		"[ref]: " + w.address("reference", i),
		"![" + md("picture alt") + `](<` + w.source(i) + `> "` + md("picture caption") + `")`,
		`x ![x](` + w.source(i) + ` "` + md("inline picture title") + `") x`,
		"| " + md("table head") + " | x |\n| :-: | - |\n| " + md("table cell") + " | x |",
		"- " + md("list"),
		"> " + md("quotation"),
		"x[^1]\n\n[^1]: " + md("footnote"),
	}, "\n\n") + "\n"
}

// inMany is how many attacks one bulletin has on each of its pages: as many announcements
// as a day may have.
const inMany = 5

// many has attacks from one on in what stands on every page of a bulletin, at an address
// that is one itself.
func (w *twin) many(from int) {
	w.plain()
	w.files["config.yaml"] = strings.Replace(w.files["config.yaml"], "https://bantin.example/", "https://bantin.example"+manyBase+"/", 1)
	w.files["content/articles/a.vi.md"] = "---\ntitle: Bài\ndate: 2020-09-26\ncommittee: tinh\ncongress: 17\naliases: [\"/o'n&c=(d);$!,@/\"]\n---\n\nBài.\n"
	var banners strings.Builder
	for i := from; i < min(from+inMany, len(attacks)); i++ {
		fmt.Fprintf(&banners, "- {text: {vi: %s, en: %[1]s}, from: 2025-01-01, until: 2027-12-31, url: %s}\n", w.yaml("announcement", i), w.escaped("announcement url", i))
		w.files[fmt.Sprintf("content/pages/p%03d.vi.md", i)] = fmt.Sprintf("---\ntitle: %s\nmenu: %d\n---\n\nTrang.\n", w.yaml("menu", i), i+1)
	}
	w.files["content/announcements.yaml"] = banners.String()
}

// manyBase is where the bulletin of many stands on its server.
const manyBase = "/a'b&c=(d);$!,@"

// tongues are as many languages as there are attacks, by their tags.
var tongues = func() (tags []string) {
	for _, first := range "abcdefghijklmnopqrstuvwxyz" {
		for _, second := range "abcdefghijklmnopqrstuvwxyz" {
			if tag, err := language.Parse(string(first) + string(second)); err == nil && tag.String() == string(first)+string(second) {
				if tags = append(tags, tag.String()); len(tags) == len(attacks) {
					return tags
				}
			}
		}
	}
	panic("internal error: there are more attacks than languages")
}()

// inTongue is how many languages one bulletin has.
const inTongue = 10

// speak has attacks from one on in all that is said in the languages that are
// theirs: in config.yaml, in the strings files and in a page.
func (w *twin) speak(from int) error {
	w.plain()
	mine := tongues[from:min(from+inTongue, len(tongues))]
	each := func(value func(i int) string) string {
		var parts []string
		for i, tag := range mine {
			parts = append(parts, `"`+tag+`": `+value(from+i))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	w.files["config.yaml"] = "base_url: https://bantin.example/\nlanguages: [\"" + strings.Join(mine, `", "`) + "\"]\ntitle: " +
		each(func(i int) string { return w.yaml("config title", i) }) + "\ndescription: " + each(func(i int) string { return w.yaml("config description", i) }) +
		"\nrepository: https://github.com/o/r\nfeedback: a@bantin.example\n"
	name := each(func(int) string { return "Tỉnh" })
	w.files["content/committees.yaml"] = "- {id: cu, name: " + name + ", level: province, until: 2021, successors: [tinh], congresses: [{number: 17, term: 2020-2025, date: 2020-09-26}]}\n- {id: tinh, name: " + name + ", level: province, from: 2021-02, parent: cu}\n"
	first := "date: 2020-09-26\ncommittee: cu\ncongress: 17\nkind: plenum\nplenum: 3\nauthor: A\nphotos: B\nsource: {name: C, url: https://c.example/}\nupdated: 2021-02-03\n"
	for i, tag := range mine {
		if i == 0 {
			w.files["content/articles/b."+tag+".md"] = "---\ntitle: Bài một\ndate: 2020-03-04T10:00:00+07:00\ncommittee: cu\nterm: 2020-2025\n---\n\nTheo 5-NQ/TW và 5/2020/NĐ-CP.\n"
		}
		w.files["content/articles/a."+tag+".md"] = "---\ntitle: Bài hai\n" + first + "---\n\nTheo 5-NQ/TW.\n\nĐoạn.\n"
		first = "translator: D\n"
		w.files["content/pages/p."+tag+".md"] = "---\ntitle: " + w.yaml("page title", from+i) + "\nsummary: " + w.yaml("page summary", from+i) + "\n---\n\nTrang.\n"
		strings, err := w.strings(from + i)
		if err != nil {
			return err
		}
		w.files["layouts/strings/"+tag+".yaml"] = strings
	}
	return nil
}

// strings is a strings file with an attack in all that it says.
func (w *twin) strings(attack int) (string, error) {
	src, err := os.ReadFile("../../layouts/strings/en.yaml")
	if err != nil {
		return "", err
	}
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		return "", err
	}
	var walk func(path string, n *yaml.Node)
	walk = func(path string, n *yaml.Node) {
		for i, c := range n.Content {
			switch n.Kind {
			case yaml.MappingNode:
				if i%2 == 1 {
					walk(path+"."+n.Content[i-1].Value, c)
				}
			case yaml.SequenceNode:
				walk(path, c)
			default:
				walk("", c)
			}
		}
		if n.Kind != yaml.ScalarNode {
			return
		}
		place := ""
		switch {
		case path == ".name":
			place = "language"
		case path == ".territory":
			place = "territory"
		case strings.HasPrefix(path, ".dates.patterns") && !strings.Contains(attacks[attack], "{"):
			place = "patterns"
		case strings.HasPrefix(path, ".dates.months"):
			place = "months"
		case strings.HasPrefix(path, ".dates.weekdays"):
			place = "weekdays"
		case path == ".text.bilingual.paragraphWord":
			// It is part of addresses.
		case path == ".text.search.number", path == ".text.search.joins", path == ".text.search.dates", path == ".text.search.issuers", path == ".text.search.ordinal", path == ".text.search.endings", path == ".text.search.ordinals", path == ".text.search.typed":
			// They are lists of words that are compared, and nothing shows them.
		case strings.HasPrefix(path, ".text.") && !strings.Contains(attacks[attack], "{title}"):
			place = "sentences"
		}
		if place != "" {
			// As it stands, with no regard to what YAML takes for a line's end.
			n.Style, n.Value = yaml.DoubleQuotedStyle, n.Value+" "+w.say(place, attack)
		}
	}
	walk("", &root)
	out, err := yaml.Marshal(&root)
	return string(out), err
}

// A pair is a bulletin with attacks and its harmless twin, as they are published.
type pair struct {
	name               string
	base               string // the path of both
	harmless, attacked fstest.MapFS
	book               *address.Book // of the one with attacks
}

// pairs are all of them. They are made once.
var pairs = sync.OnceValues(func() ([]*pair, error) {
	type kind struct {
		name, base string
		write      func(*twin) error
	}
	kinds := []kind{
		{"articles", "", func(w *twin) error { w.articles(); return nil }},
	}
	for from := 0; from < len(attacks); from += inMany {
		kinds = append(kinds, kind{fmt.Sprintf("many from %d", from), manyBase, func(w *twin) error { w.many(from); return nil }})
	}
	for from := 0; from < len(attacks); from += inTongue {
		kinds = append(kinds, kind{fmt.Sprintf("tongues from %d", from), "", func(w *twin) error { return w.speak(from) }})
	}
	var out []*pair
	for _, k := range kinds {
		p := &pair{name: k.name, base: k.base}
		for _, harmless := range []bool{true, false} {
			w := &twin{harmless: harmless}
			if err := k.write(w); err != nil {
				return nil, err
			}
			if err := p.publish(w); err != nil {
				return nil, fmt.Errorf("%s, harmless %t: %w", k.name, harmless, err)
			}
		}
		out = append(out, p)
	}
	return out, nil
})

// isFirst reports whether a bulletin is the first of its kind.
func (p *pair) isFirst() bool { return p.name == "articles" || p.name == "many from 0" }

// publish makes all files of a twin. Of its folder nothing is left. The attacks of
// the first two bulletins go the whole way onto the disk; the rest is rendered for a
// preview, which takes a tenth of the time where disks are slow.
func (p *pair) publish(w *twin) (err error) {
	dir, err := os.MkdirTemp("", "bantin-twin-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := w.write(dir); err != nil {
		return err
	}
	if !w.harmless && p.isFirst() {
		made, err := publish(p.name, dir, filepath.Join(dir, "public"))
		if err != nil {
			return err
		}
		p.book = made.book
		p.attacked, err = inMemory(made.dir)
		return err
	}
	// Its own strings are layouts too.
	layouts, err := inMemory("../../layouts")
	if err != nil {
		return err
	}
	for name, data := range w.files {
		if name, ok := strings.CutPrefix(name, "layouts/"); ok {
			layouts[name] = &fstest.MapFile{Data: []byte(data)}
		}
	}
	static := os.DirFS("../../static")
	preview, err := generator.OpenPreview(generator.Options{Dir: dir, Layouts: layouts, Static: static})
	if err != nil {
		return err
	}
	defer preview.Close()
	edition, problems, _ := preview.Update(day, content.Suspects{All: true})
	if edition == nil {
		return wrong(problems)
	}
	lib, err := generator.Library(generator.Options{Dir: dir, Layouts: layouts, Static: static})
	if err != nil {
		return err
	}
	book := address.NewBook(lib, false)
	files := fstest.MapFS{}
	for i := range book.All {
		var b bytes.Buffer
		if problem, err := edition.Render(&b, &book.All[i]); err != nil || problem != nil {
			return fmt.Errorf("%s: %v, %w", book.All[i].Path, problem, err)
		}
		files[book.All[i].File()] = &fstest.MapFile{Data: b.Bytes()}
	}
	if w.harmless {
		p.harmless = files
	} else {
		p.attacked, p.book = files, book
	}
	return nil
}

// inMemory is a folder with all its files.
func inMemory(dir string) (fstest.MapFS, error) {
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	return out, err
}

// write writes the files into a folder.
func (w *twin) write(dir string) error {
	for name, data := range w.files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(full, []byte(data), 0o666); err != nil {
			return err
		}
	}
	return nil
}

func allPairs(t *testing.T) []*pair {
	t.Helper()
	all, err := pairs()
	must(t, err)
	return all
}
