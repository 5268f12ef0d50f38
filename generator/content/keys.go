package content

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"

	"gopkg.in/yaml.v3"
)

// Where says in which of an article's files a key may stand.
type Where int

// The places of a key.
const (
	Each            Where = iota // each language's file has its own
	OriginalOnly                 // the original; a translation inherits it
	OriginalOrOwn                // the original; a translation may have its own
	TranslationOnly              // a translation
)

// Text says it to an editor.
func (w Where) Text() diag.Text {
	return [...]diag.Text{
		Each:            diag.Sayf("each language"),
		OriginalOnly:    diag.Sayf("original"),
		OriginalOrOwn:   diag.Sayf("original; a translation may override"),
		TranslationOnly: diag.Sayf("translation"),
	}[w]
}

// A Shape is what a value must look like. It is what messages, documentation
// and schemas are made from.
type Shape struct {
	Name    diag.Text // for a message, with its article: "a day, as 2020-12-21"
	Type    string    // of JSON Schema: string, integer, boolean, array or object
	Pattern string    // of a string, if it has one
	Enum    []string  // the only values, if they are few
	Min     int       // of a number, where Max is not 0; a string may stand for it too,
	Max     int       // as XIV does
	Most    int       // characters of a text, entries of a list; 0 where they are MaxText and MaxItems
	Items   *Shape    // of a list
	Keys    []KeyDoc  // of a mapping
	// Digits says that YAML takes some right values for a number that has no bounds.
	Digits bool
	// Entry says that a mapping is one of a list.
	Entry bool
	// PerLanguage says that the value is, or may be, a text for each language. An
	// object must have all of them.
	PerLanguage bool
}

// most is the bound of a value, where otherwise is that of every value of its type.
func (s Shape) most(otherwise int) int { return cmp.Or(s.Most, otherwise) }

// Bound says to an editor how long the value may be, where that is less than of every
// value of its type; else it is zero.
func (s Shape) Bound() diag.Text {
	switch {
	case s.Most == 0:
		return diag.Text{}
	case s.Type == "array":
		return diag.Sayf("at most %d entries", s.Most)
	}
	return diag.Sayf("at most %d characters", s.Most)
}

// A KeyDoc describes one key to an editor.
type KeyDoc struct {
	Name     string
	Shape    Shape
	Required bool
	Where    Where
	Doc      diag.Text // a sentence
}

// A key is one row of a table: what it is called, and how its value gets into T.
type key[T any] struct {
	KeyDoc
	read func(d *decoder, n *yaml.Node, path string, into *T)
	same func(a, b *T) bool // whether two records have the same value
}

// in says where the key may stand.
func (k key[T]) in(w Where) key[T] { k.Where = w; return k }

// required makes the key one that must be there.
func (k key[T]) required() key[T] { k.Required = true; return k }

// A table is all the keys of one kind of mapping.
type table[T any] []key[T]

// docs is the table as documentation.
func (t table[T]) docs() []KeyDoc {
	out := make([]KeyDoc, len(t))
	for i, k := range t {
		out[i] = k.KeyDoc
	}
	return out
}

func (t table[T]) find(name string) *key[T] {
	for i := range t {
		if t[i].Name == name {
			return &t[i]
		}
	}
	return nil
}

// field makes a key whose value is read by a decoder method into one field.
func field[T, V any](name, doc string, shape Shape, read func(*decoder, *yaml.Node, Shape) (V, bool), at func(*T) *V) key[T] {
	return key[T]{
		KeyDoc: KeyDoc{Name: name, Shape: shape, Doc: diag.Sayf(doc)},
		read: func(d *decoder, n *yaml.Node, path string, into *T) {
			d.path = path
			if v, ok := read(d, n, shape); ok {
				*at(into) = v
			}
		},
		same: func(a, b *T) bool { return reflect.DeepEqual(*at(a), *at(b)) },
	}
}

// nested makes a key whose value is a mapping with a table of its own.
func nested[T, V any](name, doc string, keys table[V], at func(*T) **V) key[T] {
	shape := Shape{Name: diag.Sayf("a group of keys, as %s", keys.example()), Type: "object", Keys: keys.docs()}
	return key[T]{
		KeyDoc: KeyDoc{Name: name, Shape: shape, Doc: diag.Sayf(doc)},
		read: func(d *decoder, n *yaml.Node, path string, into *T) {
			v := new(V)
			if readMapping(d, n, path, shape, keys, v) {
				*at(into) = v
			}
		},
		same: func(a, b *T) bool { return reflect.DeepEqual(*at(a), *at(b)) },
	}
}

// listOf makes a key whose value is a list of mappings with a table of their own; most
// is as in Shape.
func listOf[T, V any](name, doc string, most int, keys table[V], at func(*T) *[]V) key[T] {
	item := Shape{Name: diag.Sayf("a group of keys, as %s", keys.example()), Type: "object", Keys: keys.docs(), Entry: true}
	shape := Shape{Name: diag.Sayf("a list, as [%s]", keys.example()), Type: "array", Items: &item, Most: most}
	return key[T]{
		KeyDoc: KeyDoc{Name: name, Shape: shape, Doc: diag.Sayf(doc)},
		read: func(d *decoder, n *yaml.Node, path string, into *T) {
			if n.Kind != yaml.SequenceNode {
				d.wrongType(n, shape)
				return
			}
			if !d.short(n, shape) {
				return
			}
			for i, e := range n.Content {
				var v V
				p := fmt.Sprintf("%s[%d]", path, i)
				d.mark(p, e)
				readMapping(d, e, p+".", item, keys, &v)
				*at(into) = append(*at(into), v) // at its own index, even where it is wrong
			}
		},
		same: func(a, b *T) bool { return reflect.DeepEqual(*at(a), *at(b)) },
	}
}

// readMapping reads a mapping by its table and reports every key that is
// unknown, written twice or missing. path is the prefix of the keys' places.
func readMapping[T any](d *decoder, n *yaml.Node, path string, shape Shape, keys table[T], into *T) bool {
	if n.Kind != yaml.MappingNode {
		d.wrongType(n, shape)
		return false
	}
	first := len(d.places)
	var misspelt []Place // keys that were meant, most likely
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		k := keys.find(name.Value)
		if name.Kind != yaml.ScalarNode {
			d.problems.Errorf(d.pos(name), "key-unknown", "%s stands where a key must be", d.shown(name)).
				Hintf("the keys are %s", diag.And(keys.names()))
			continue
		}
		if k == nil {
			p := d.problems.Errorf(d.pos(name), "key-unknown", "unknown key %q", name.Value)
			if meant, found := hintBrackets(p, n, i, keys.names()); found {
				if meant != "" {
					misspelt = append(misspelt, Place{path + meant, int32(d.pos(name).Line), int32(name.Column), true})
				}
			} else if bare := strings.TrimFunc(name.Value, unicode.IsSpace); bare != name.Value && keys.find(bare) != nil {
				p.Hintf("take away the no-break space beside it")
				misspelt = append(misspelt, Place{path + bare, int32(d.pos(name).Line), int32(name.Column), true})
			} else if near, ok := likely(name.Value, keys.names()); ok {
				p.Hintf("did you mean %q?", near)
				at := d.pos(value)
				misspelt = append(misspelt, Place{path + near, int32(at.Line), int32(at.Col), true})
			} else if d.line > 0 && i > 0 && name.Line > n.Content[i-1].Line+1 && strings.Contains(name.Value, " ") && !keys.anyOf(n.Content[i+2:]) {
				p.Hintf("if the text begins here, write a line of three hyphens above this one; the keys are %s", diag.And(keys.names()))
			} else {
				p.Hintf("the keys are %s", diag.And(keys.names()))
			}
			continue
		}
		full := path + k.Name
		if twice := find(d.places[first:], full); twice != nil {
			p := d.problems.Errorf(d.pos(name), "key-duplicate", "the key %q is written twice", k.Name).
				Hintf("keep one of them").
				Notef(d.at(*twice), "first written")
			if shape.Entry && n.Style&yaml.FlowStyle == 0 && k.Name == n.Content[0].Value {
				p.Hintf("if a new entry begins here, begin it with a hyphen and a space; otherwise keep one of them")
				break // what follows is that entry's
			}
			continue
		}
		d.mark(full, value)
		if unwritten(value) {
			// An empty value is one that the editor has yet to write. It is
			// missing, no more, and so stays without a place.
			d.places[len(d.places)-1].Key = ""
			if k.Required {
				d.problems.Errorf(d.pos(name), "key-missing", "the key %q has no value", k.Name).Hintf("write %s", k.Shape.Name)
				d.places[len(d.places)-1].Key = full
			}
			continue
		}
		if k.Shape.Type == "object" && k.Shape.Keys != nil {
			full += "."
		}
		place, before := len(d.places)-1, len(*d.problems)
		k.read(d, value, full, into)
		d.places[place].Wrong = len(*d.problems) > before
	}
	for _, p := range misspelt {
		if find(d.places[first:], p.Key) == nil {
			d.places = append(d.places, p) // so that it is not missing as well
		}
	}
	for i := range keys {
		k := &keys[i]
		if k.Required && k.Where == Each && find(d.places[first:], path+k.Name) == nil {
			d.problems.Errorf(d.pos(n), "key-missing", "the key %q is missing", k.Name).
				Hintf("add %q with %s", k.Name+":", k.Shape.Name)
		}
	}
	return true
}

// hintBrackets says what went wrong with the unknown key at n.Content[i] of a mapping
// in brackets that has no value: no space is behind its colon, and then meant is the key,
// or it is what comes behind a comma in the value before it.
func hintBrackets(p *diag.Problem, n *yaml.Node, i int, known []string) (meant string, found bool) {
	name, value := n.Content[i], n.Content[i+1]
	if n.Style&yaml.FlowStyle == 0 || value.Kind != yaml.ScalarNode || value.Value != "" || value.Style != 0 {
		return "", false
	}
	if key, _, ok := strings.Cut(name.Value, ":"); ok && slices.Contains(known, key) {
		p.Hintf("put a space behind the colon")
		return key, true
	}
	if _, near := likely(name.Value, known); near || i == 0 || n.Content[i-1].Style != 0 || n.Content[i-1].Value == "" {
		return "", false
	}
	p.Hintf("put the value before it in quotes, since it has a comma in it")
	return "", true
}

// anyOf reports whether some of the keys and values of a mapping are keys of the table.
func (t table[T]) anyOf(content []*yaml.Node) bool {
	for i := 0; i+1 < len(content); i += 2 {
		if t.find(content[i].Value) != nil {
			return true
		}
	}
	return false
}

// likely is the key or the value that an editor most likely meant: the one that a
// Vietnamese word stands for, or else the nearest.
func likely(word string, known []string) (string, bool) {
	if meant, ok := vietnamese.Meant(word, known); ok {
		return meant, true
	}
	return vietnamese.Nearest(word, known)
}

// example is a mapping with the first keys of the table, as an editor writes it.
func (t table[T]) example() string {
	const most = 3
	names := t.names()
	return "{" + strings.Join(names[:min(len(names), most)], ": …, ") + ": …}"
}

func (t table[T]) names() []string {
	out := make([]string, len(t))
	for i := range t {
		out[i] = t[i].Name
	}
	return out
}

func find(ps Places, key string) *Place {
	for i := range ps {
		if ps[i].Key == key {
			return &ps[i]
		}
	}
	return nil
}
