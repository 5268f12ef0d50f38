// Package schema says in JSON Schema what an editor may write, for programs that
// check a file while it is typed. It takes the tables of keys that the loader
// follows (package content) and the languages of a site, and gives a document for
// each kind of file. It knows no key of its own, reads no file, and never refuses
// what the loader takes.
//
// Draft 7 of JSON Schema is the one that every released version of the YAML
// extension of VS Code understands.
//
// What the tables say in English is told in the other languages of package message
// too.
package schema

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/message"
)

// A File is one kind of file that editors write.
type File struct {
	Name  string    // of its schema, without an ending
	Title diag.Text // as a heading
	Files string    // which they are
	Keys  []content.KeyDoc
	List  bool // it is a list of entries that have the keys
}

// Files are all kinds, in the order in which they are told.
func Files() []File {
	return []File{
		{Name: "article", Title: diag.Sayf("An article"), Files: "content/articles/**/ID.LANG.md", Keys: in(content.ArticleKeys(), content.TranslationOnly)},
		{Name: "translation", Title: diag.Sayf("A translation of an article"), Files: "content/articles/**/ID.LANG.md", Keys: optional(content.ArticleKeys())},
		{Name: "page", Title: diag.Sayf("A page"), Files: "content/pages/ID.LANG.md", Keys: content.PageKeys()},
		{Name: "committees", Title: diag.Sayf("The committees"), Files: content.CommitteesFile, Keys: content.CommitteeKeys(), List: true},
		{Name: "announcements", Title: diag.Sayf("The announcements"), Files: content.AnnouncementsFile, Keys: content.AnnouncementKeys(), List: true},
		{Name: "config", Title: diag.Sayf("The site"), Files: content.ConfigFile, Keys: content.ConfigKeys()},
	}
}

// in is a table without the keys that stand in one place alone.
func in(keys []content.KeyDoc, not content.Where) []content.KeyDoc {
	return slices.DeleteFunc(slices.Clone(keys), func(k content.KeyDoc) bool { return k.Where == not })
}

// optional is a table as a translation follows it: what the original must have,
// and a translation inherits, may be repeated and need not.
func optional(keys []content.KeyDoc) []content.KeyDoc {
	out := slices.Clone(keys)
	for i := range out {
		out[i].Required = out[i].Required && out[i].Where == content.Each
	}
	return out
}

// Document is the schema of a kind of file, in JSON with a line feed at its end.
// langs are the languages of the site.
func Document(f File, langs []string) []byte {
	w := writer{langs: langs}
	for _, tag := range message.Tags()[1:] {
		w.tongues = append(w.tongues, message.In(tag))
	}
	w.tongues = append(w.tongues, nil)
	out := object{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", w.say(f.Title, " · ")}}
	keys := w.mapping(f.Keys)
	if f.Name == "article" {
		// The one rule over two keys that a file shows by itself.
		keys = append(keys, member{"anyOf", []object{{{"required", []string{"term"}}}, {{"required", []string{"congress"}}}}})
	}
	if f.List {
		out = append(out, object{{"type", []string{"array", "null"}}, {"items", append(object{{"type", "object"}}, keys...)}}...)
	} else {
		out = append(append(out, member{"type", "object"}), keys...)
	}
	return encode(out)
}

// All is one document with every schema in its definitions, by name.
func All(langs []string) []byte {
	var all object
	for _, f := range Files() {
		all = append(all, member{f.Name, json.RawMessage(Document(f, langs))})
	}
	return encode(object{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"definitions", all}})
}

// Page is the page that explains every key, in Markdown: the tables in a language. It
// begins with the first heading, of the given level.
func Page(in diag.Tongue, level int) string {
	var b strings.Builder
	cell := func(t diag.Text) string { return strings.ReplaceAll(t.In(in), "|", "\\|") }
	key, value, place, meaning := cell(diag.Sayf("key")), cell(diag.Sayf("value")), cell(diag.Sayf("where")), cell(diag.Sayf("meaning"))
	section := func(title diag.Text, files string, keys []content.KeyDoc, where bool) {
		fmt.Fprintf(&b, "\n%s %s\n\n`%s`\n\n", strings.Repeat("#", level), title.In(in), files)
		if where {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", key, value, place, meaning)
		} else {
			fmt.Fprintf(&b, "| %s | %s | %s |\n|---|---|---|\n", key, value, meaning)
		}
		var rows func(prefix string, keys []content.KeyDoc, place string)
		rows = func(prefix string, keys []content.KeyDoc, place string) {
			for _, k := range keys {
				value := cell(k.Shape.Name)
				if k.Shape.Enum != nil {
					var values []string
					for _, v := range k.Shape.Enum {
						if said := in.Say(v); said != v {
							values = append(values, "`"+v+"` "+said)
						} else {
							values = append(values, "`"+v+"`")
						}
					}
					value = strings.Join(values, ", ")
				}
				if bound := k.Shape.Bound(); !bound.IsZero() {
					value += ", " + cell(bound)
				}
				if k.Required {
					value += "; **" + cell(diag.Sayf("required")) + "**"
				}
				at := place
				if at == "" {
					at = cell(k.Where.Text())
				}
				fmt.Fprintf(&b, "| `%s%s` | %s |", prefix, k.Name, value)
				if where {
					fmt.Fprintf(&b, " %s |", at)
				}
				fmt.Fprintf(&b, " %s |\n", cell(k.Doc))
				switch {
				case k.Shape.Keys != nil:
					rows(prefix+k.Name+".", k.Shape.Keys, at)
				case k.Shape.Items != nil && k.Shape.Items.Keys != nil:
					rows(prefix+k.Name+"[].", k.Shape.Items.Keys, at)
				}
			}
		}
		rows("", keys, "")
	}
	for _, f := range Files() {
		switch f.Name {
		case "article":
			section(f.Title, f.Files, content.ArticleKeys(), true)
		case "translation": // told together with its original
		default:
			section(f.Title, f.Files, f.Keys, false)
		}
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// encode is JSON as people read it.
func encode(v any) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic("internal error: " + err.Error())
	}
	return []byte(b.String())
}

// An object is a JSON object whose members have an order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members as they stand.
func (o object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(compact(m.name))
		b.WriteByte(':')
		b.Write(compact(m.value))
	}
	b.WriteByte('}')
	return []byte(b.String()), nil
}

// compact is JSON on one line, with < and > as they are.
func compact(v any) []byte {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("internal error: " + err.Error())
	}
	return []byte(strings.TrimSuffix(b.String(), "\n"))
}

// A writer makes the schemas of one site.
type writer struct {
	langs   []string
	tongues []diag.Tongue // every language that there is, English last
}

// say is a sentence in every language.
func (w writer) say(t diag.Text, between string) string {
	var out []string
	for _, in := range w.tongues {
		out = append(out, t.In(in))
	}
	return strings.Join(out, between)
}

// mapping is the schema of a mapping with a table of keys, without its type.
func (w writer) mapping(keys []content.KeyDoc) object {
	var properties object
	var required []string
	for _, k := range keys {
		if k.Required {
			required = append(required, k.Name)
		}
		o := object{{"description", w.describe(k)}}
		properties = append(properties, member{k.Name, append(o, w.shape(k.Shape, !k.Required)...)})
	}
	out := object{{"properties", properties}}
	if required != nil {
		out = append(out, member{"required", required})
	}
	return append(out, member{"additionalProperties", false})
}

// describe is what a key means and what to write, in every language.
func (w writer) describe(k content.KeyDoc) string {
	var out []string
	for _, in := range w.tongues {
		what := k.Shape.Name.In(in)
		if k.Shape.Enum != nil {
			var values []string
			for _, v := range k.Shape.Enum {
				if s := in.Say(v); s != v {
					v += " = " + s
				}
				values = append(values, v)
			}
			what = strings.Join(values, ", ")
		}
		out = append(out, k.Doc.In(in)+" ("+what+")")
	}
	return strings.Join(out, "\n\n")
}

// shape is the schema of a value. A key without a value is one that the editor has
// yet to write, which an optional one may be.
func (w writer) shape(s content.Shape, optional bool) object {
	types := func(names ...string) member {
		if optional {
			names = append(names, "null")
		}
		if len(names) == 1 {
			return member{"type", names[0]}
		}
		return member{"type", names}
	}
	switch {
	case s.Enum != nil:
		var values []any
		for _, v := range s.Enum {
			values = append(values, v)
		}
		if optional {
			values = append(values, nil)
		}
		return object{{"enum", values}}
	case s.Type == "boolean":
		return object{types("boolean", "string"), {"pattern", "^(true|false)$"}}
	case s.Type == "array":
		return append(object{types("array"), {"items", w.shape(*s.Items, false)}}, most("maxItems", s)...)
	case s.Type == "object" && s.Keys != nil:
		return append(object{types("object")}, w.mapping(s.Keys)...)
	case s.Type == "object":
		return append(object{types("object")}, w.perLanguage(s, true)...)
	case s.PerLanguage:
		return slices.Concat(object{types("string", "number", "boolean", "object"), {"pattern", `\S`}}, most("maxLength", s), w.perLanguage(s, false))
	case s.Max != 0:
		return append(object{types("integer", "string"), {"minimum", s.Min}, {"maximum", s.Max}}, w.pattern(s)...)
	case s.Digits:
		return append(object{types("string", "number")}, w.pattern(s)...)
	case s.Pattern != "":
		return slices.Concat(object{types("string")}, w.pattern(s), most("maxLength", s))
	}
	// The loader takes a text as it was typed, whatever YAML takes it for.
	return append(object{types("string", "number", "boolean"), {"pattern", `\S`}}, most("maxLength", s)...)
}

// most is the bound of a shape by the name that the schema has for it, if it has one.
func most(name string, s content.Shape) object {
	if s.Most == 0 {
		return nil
	}
	return object{{name, s.Most}}
}

// pattern is a form, with what to say of a text that has not got it: the extensions
// of editors would show the pattern itself.
func (w writer) pattern(s content.Shape) object {
	return object{{"pattern", s.Pattern}, {"patternErrorMessage", w.say(s.Name, " · ")}}
}

// perLanguage is the schema of a mapping from language to text of a shape, without its
// type.
func (w writer) perLanguage(s content.Shape, all bool) object {
	var properties object
	for _, tag := range w.langs {
		properties = append(properties, member{tag, w.shape(content.Shape{Type: "string", Most: s.Most}, false)})
	}
	out := object{{"properties", properties}}
	if all {
		out = append(out, member{"required", w.langs})
	}
	return append(out, member{"additionalProperties", false})
}
