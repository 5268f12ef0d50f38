package render

import (
	"strconv"

	"bantin/generator/search"
)

// A jsonText is JSON as it is appended to a page or a file. All of a bulletin's
// articles are in it several times over, and reflection would cost more than the
// rest of what it stands in.
//
// A key that is added with the empty text, or with 0, is left out. A key has no sign
// that JSON escapes.
type jsonText struct {
	bytes   []byte
	escaped *[256]bool // the bytes that are escaped in texts
}

var (
	// fileSigns are those that JSON must escape.
	fileSigns = signs("\"\\")
	// scriptSigns are also those that could end a script element.
	scriptSigns = signs("\"\\<>&")
)

// signs are some bytes, and the control characters.
func signs(some string) *[256]bool {
	var out [256]bool
	for c := range 0x20 {
		out[c] = true
	}
	for _, c := range []byte(some) {
		out[c] = true
	}
	return &out
}

// begin opens an object: an element of a list, or the value of a key.
func (j *jsonText) begin() {
	j.next()
	j.bytes = append(j.bytes, '{')
}

func (j *jsonText) end() { j.bytes = append(j.bytes, '}') }

// list opens the list that is the value of a key.
func (j *jsonText) list(key string) {
	j.key(key)
	j.bytes = append(j.bytes, '[')
}

func (j *jsonText) endList() { j.bytes = append(j.bytes, ']') }

// text adds a key with a text.
func (j *jsonText) text(key, value string) {
	if value != "" {
		j.key(key)
		j.value(value)
	}
}

// number adds a key with a number.
func (j *jsonText) number(key string, value int) {
	if value != 0 {
		j.key(key)
		j.bytes = strconv.AppendInt(j.bytes, int64(value), 10)
	}
}

// texts adds a key with a list of texts, unless there are none.
func (j *jsonText) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	j.list(key)
	for _, v := range values {
		j.value(v)
	}
	j.endList()
}

// inEach adds a key with an object that has a text for each language.
func (j *jsonText) inEach(key string, languages []*language, text func(*language) string) {
	j.key(key)
	j.begin()
	for _, l := range languages {
		j.text(l.Tag, text(l))
	}
	j.end()
}

// made adds a value that is finished.
func (j *jsonText) made(value string) {
	j.next()
	j.bytes = append(j.bytes, value...)
}

// key opens a value.
func (j *jsonText) key(key string) {
	j.next()
	j.bytes = append(append(append(j.bytes, '"'), key...), `":`...)
}

// value adds a text: an element of a list, or the value of a key.
func (j *jsonText) value(s string) { appendValue(j, s) }

func appendValue[text string | []byte](j *jsonText, s text) {
	j.next()
	j.bytes = append(search.AppendQuoted(append(j.bytes, '"'), s, j.escaped), '"')
}

// line begins a line, so that a change of one element of a list shows as a change of
// one line.
func (j *jsonText) line() {
	j.next()
	j.bytes = append(j.bytes, '\n')
}

// next parts what follows from what stands before it. In a text a line's end is
// escaped, so that one is where an element begins.
func (j *jsonText) next() {
	if len(j.bytes) == 0 {
		return
	}
	switch j.bytes[len(j.bytes)-1] {
	case '{', '[', ':', '\n':
	default:
		j.bytes = append(j.bytes, ',')
	}
}
