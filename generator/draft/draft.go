// Package draft makes the files of articles that the program begins and an editor
// finishes. It takes what is known of an article (keys with values, keys that are
// not certain, remarks) and gives the bytes of its file, its id and its path, and
// writes it where nothing stands. It never guesses, never reads the bulletin and
// never changes a file that is there.
//
// The keys come in the order of the loader's own table, and what is written is read
// by the loader as it was meant, whatever is in it: the package's tests hold every
// text against package content.
package draft

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// A Key is a key of the front matter, or of a group within it.
type Key struct {
	Name  string
	Value Value // the zero Value is an empty one, for the editor to write
	// Off puts the whole key into a comment: it is proposed, and not said. Several
	// keys of one name may be off, one for each candidate.
	Off bool
	// Note is a remark for the editor, written as a comment above the key.
	Note string
}

// A Value is one of: a text, a group of keys, or a list of values.
type Value struct {
	Text  string // as it is meant; it is put in quotes where YAML would misread it
	Group []Key
	List  []Value
}

// Text is the value of a key that is a text, an id, a number or a day.
func Text(s string) Value { return Value{Text: s} }

// Moment is the value of a key that is a day or a time; empty for no date.
func Moment(d calendar.Date) Value { return Value{Text: d.String()} }

// Number is the value of a key that is a number; empty for 0, which no key can be.
func Number(n int) Value {
	if n == 0 {
		return Value{}
	}
	return Value{Text: strconv.Itoa(n)}
}

// A File is an article's file as it begins.
type File struct {
	Keys []Key  // in any order
	Body string // Markdown
}

// Bytes is the file as it is to be written: UTF-8 in normal form, lines that end in
// a line feed, the keys in the order of content.ArticleKeys, those of one name as
// they stand. A key that is not in that table is a mistake of the program.
func (f File) Bytes() []byte {
	w := writer{}
	w.line(0, false, "---")
	w.keys(f.Keys, content.ArticleKeys(), 0, false)
	w.line(0, false, "---")
	if body := strings.Trim(f.Body, "\r\n"); strings.TrimSpace(body) != "" {
		w.WriteString("\n" + body + "\n")
	}
	// Letters that stand apart from their marks may have come from anywhere.
	text := strings.Map(func(r rune) rune {
		if r == 0 || r == '\uFEFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(w.String(), "\uFFFD"))
	out, _, ok := content.Normalize([]byte(text))
	if !ok {
		panic("internal error: a draft that is not UTF-8")
	}
	return out
}

// Entry is an entry of the committees' file as it begins, with the keys in the order of
// content.CommitteeKeys. A key that is not in that table is a mistake of the program.
func Entry(keys []Key) []byte {
	w := writer{}
	w.value("-", Value{Group: keys}, content.Shape{Keys: content.CommitteeKeys()}, 0, false)
	return w.Bytes()
}

// A writer collects the lines of a file.
type writer struct{ bytes.Buffer }

// line writes one line of front matter, as a comment where off.
func (w *writer) line(indent int, off bool, text string) {
	if off {
		w.WriteString("# ")
	}
	w.WriteString(strings.Repeat(" ", indent))
	w.WriteString(text)
	w.WriteByte('\n')
}

// note writes a remark as a comment, a line for each of its own.
func (w *writer) note(indent int, off bool, text string) {
	for line := range strings.Lines(text) {
		if line = strings.Join(strings.FieldsFunc(line, blank), " "); line != "" {
			w.line(indent, off, "# "+line)
		}
	}
}

// blank reports the characters that part words or cannot stand in YAML: white
// space, and control characters, which the loader takes for spaces too.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' }

// keys writes keys, each on lines of its own, in the order of their table.
func (w *writer) keys(keys []Key, table []content.KeyDoc, indent int, off bool) {
	for _, k := range sorted(keys, table) {
		w.note(indent, off, k.Note)
		w.value(k.Name+":", k.Value, keyShape(k.Name, content.Shape{Keys: table}), indent, off || k.Off)
	}
}

// longest is the most characters of a line that a group of keys is written in.
const longest = 100

// value writes what stands behind head, which is a key with its colon or the hyphen
// of a list.
func (w *writer) value(head string, v Value, shape content.Shape, indent int, off bool) {
	if line, ok := flow(v, shape, true); ok && utf8.RuneCountInString(head+line)+indent < longest {
		w.line(indent, off, strings.TrimRight(head+" "+line, " "))
		return
	}
	switch {
	case v.List != nil:
		w.line(indent, off, head)
		for _, e := range v.List {
			w.value("-", e, *shape.Items, indent+2, off)
		}
	case v.Group != nil && head == "-":
		// The first key stands behind the hyphen.
		inner := writer{}
		inner.keys(v.Group, shape.Keys, 0, false)
		for i, line := range strings.Split(strings.TrimSuffix(inner.String(), "\n"), "\n") {
			if i == 0 && !strings.HasPrefix(line, "#") {
				line = "- " + line
			} else {
				if i == 0 {
					w.line(indent, off, "-")
				}
				line = "  " + line
			}
			w.line(indent, off, line)
		}
	case v.Group != nil:
		w.line(indent, off, head)
		w.keys(v.Group, shape.Keys, indent+2, off)
	default:
		w.line(indent, off, head+" "+scalar(v.Text, shape, false))
	}
}

// flow is a value on one line; ok is false where it has remarks, which need lines.
// A list of groups has a line for each.
func flow(v Value, shape content.Shape, outermost bool) (line string, ok bool) {
	switch {
	case v.List != nil:
		var parts []string
		for _, e := range v.List {
			part, ok := flow(e, *shape.Items, false)
			if !ok || e.Group != nil || e.List != nil {
				return "", false
			}
			parts = append(parts, part)
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	case v.Group != nil:
		var parts []string
		for _, k := range sorted(v.Group, shape.Keys) {
			part, ok := flow(k.Value, keyShape(k.Name, shape), false)
			if !ok || k.Off || k.Note != "" {
				return "", false
			}
			parts = append(parts, k.Name+": "+part)
		}
		return "{" + strings.Join(parts, ", ") + "}", true
	case v.Text == "" && !outermost:
		return "", false // a value that is still to be written needs its line
	}
	return scalar(v.Text, shape, !outermost), true
}

// keyShape is what the value of a group's key must look like. A group without a
// table is a text for each language.
func keyShape(name string, group content.Shape) content.Shape {
	if group.Keys == nil {
		return content.Shape{Type: "string"}
	}
	return group.Keys[place(name, group.Keys)].Shape
}

// sorted is keys in the order of their table, those of one name as they stand.
func sorted(keys []Key, table []content.KeyDoc) []Key {
	if table == nil {
		return keys
	}
	keys = slices.Clone(keys)
	slices.SortStableFunc(keys, func(a, b Key) int { return place(a.Name, table) - place(b.Name, table) })
	return keys
}

func place(name string, table []content.KeyDoc) int {
	i := slices.IndexFunc(table, func(k content.KeyDoc) bool { return k.Name == name })
	if i < 0 {
		panic(fmt.Sprintf("internal error: there is no key %q to write", name))
	}
	return i
}

// scalar writes a text so that the loader reads it as it is. A text that YAML
// programs would take for a number, a truth or nothing is in quotes where the key
// wants a text; this program would read it all the same, others would not.
func scalar(text string, shape content.Shape, inBrackets bool) string {
	text = content.Value(strings.Join(strings.FieldsFunc(text, blank), " "))
	if text == "" {
		return ""
	}
	quoted := shape.Digits || strings.IndexByte("-?:,[]{}#&*!|<>='\"%@` ", text[0]) >= 0 ||
		strings.Contains(text, ": ") || strings.Contains(text, " #") || strings.HasSuffix(text, ":") ||
		inBrackets && strings.ContainsAny(text, ",[]{}:?") ||
		shape.Type == "string" && shape.Pattern == "" && shape.Max == 0 && otherType(text) ||
		strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
	if !quoted {
		return text
	}
	if strings.Contains(text, `"`) && !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// otherType reports whether YAML, of version 1.1 or 1.2, takes a plain text for
// something else than a text.
func otherType(text string) bool {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".nan", ".inf", "+.inf", "-.inf":
		return true
	}
	return strings.IndexByte("+-.0123456789", text[0]) >= 0 && !strings.ContainsFunc(text, func(r rune) bool {
		return !strings.ContainsRune("0123456789+-._:xobeEabcdfABCDFtTzZ ", r)
	})
}

// ErrExists is that a file is there already.
var ErrExists = errors.New("there is a file of this name already")

// Write writes a new file in the site's folder, and the folders that it stands in.
// Where a file is there already, it is left as it is and the error is [ErrExists];
// where the machine fails, nothing is left behind.
func Write(root *os.Root, name string, data []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, os.ErrExist) {
		return diag.Failf("write %s: %w", name, ErrExists)
	} else if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}

// maxSlug is the most characters of an id after its date: a dozen Vietnamese
// syllables, which tell articles of a day apart and still fit a line.
const maxSlug = 60

// ID is the id of a new article: the date as far as it is known, and the title
// without marks, cut at a word. A title without any Latin letter or digit leaves
// the date alone; without either it is empty.
func ID(date calendar.Date, title string) string {
	slug := vietnamese.Slug(title)
	if len(slug) > maxSlug {
		cut := slug[:maxSlug]
		if i := strings.LastIndexByte(cut, '-'); i > 0 && slug[maxSlug] != '-' {
			cut = cut[:i]
		}
		slug = strings.TrimRight(cut, "-")
	}
	day := date
	if day.HasTime() {
		day = calendar.Day(date.Year, date.Month, date.Day)
	}
	if slug == "" || day.IsZero() {
		return day.String() + slug
	}
	return day.String() + "-" + slug
}

// Free is the id itself, or the first of id-2, id-3 and so on that is not taken. An
// id is used once in a bulletin, whatever the folder; the keys of taken are the ids
// that are used.
func Free(id string, taken map[string]bool) string {
	free := id
	for n := 2; taken[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	return free
}

// Taken are the ids that articles of the Library have, in any language and folder.
func Taken(lib *content.Library) map[string]bool {
	ids := make(map[string]bool, len(lib.Articles))
	for _, a := range lib.Articles {
		ids[a.ID] = true
	}
	return ids
}

// Path is where a new article's file is written, relative to the site's folder: in
// the folder of its year, or beside those where there is no date.
func Path(date calendar.Date, id, lang string) string {
	folder := content.ArticlesFolder
	if !date.IsZero() {
		folder += fmt.Sprintf("/%04d", date.Year)
	}
	return folder + "/" + id + "." + lang + ".md"
}

// Beside is where the version in another language belongs of an article that has
// the file: in the same folder, and named likewise.
func Beside(file, lang string) string {
	stem := strings.TrimSuffix(path.Base(file), ".md")
	if i := strings.LastIndexByte(stem, '.'); i >= 0 {
		stem = stem[:i]
	}
	return path.Join(path.Dir(file), stem+"."+lang+".md")
}
