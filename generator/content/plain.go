package content

import (
	"bytes"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// plainLines is how many lines of front matter plainMapping reads.
const plainLines = 64

// A plainRoom has room for the nodes of one text's front matter, a key and a value a
// line. They are large, and what is read of them keeps none.
type plainRoom struct {
	root    yaml.Node
	nodes   [2 * plainLines]yaml.Node
	content [2 * plainLines]*yaml.Node
}

var plainRooms = sync.Pool{New: func() any { return new(plainRoom) }}

// plainMapping reads the front matter that most articles have, as yaml.v3 does
// and several times faster: a key a line, with a scalar, with a mapping or a
// list of scalars in brackets, or with a list of such mappings below it. ok is false where there is anything else in it,
// which is then for yaml.v3 to read. The nodes are in the room. A fuzz test holds it to the same nodes.
func plainMapping(src []byte, room *plainRoom) (root *yaml.Node, ok bool) {
	nodes := room.nodes[:0]
	var value yaml.Node
	var list *yaml.Node // the value of the last key, while its items may follow
	for line := 1; len(src) > 0; line++ {
		if line > plainLines {
			return nil, false
		}
		var text []byte
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			text, src = src[:i], src[i+1:]
		} else {
			text, src = src, nil
		}
		if len(text) == 0 {
			continue
		}
		if rest, isItem := bytes.CutPrefix(text, []byte("  - ")); isItem {
			if list == nil || len(rest) == 0 || rest[0] != '{' {
				return nil, false
			}
			if value, ok = plainFlow(rest, line, 5); !ok {
				return nil, false
			}
			if len(list.Content) == 0 {
				list.Line, list.Column = line, 3
			}
			item := value
			list.Content = append(list.Content, &item)
			continue
		}
		if list != nil && len(list.Content) == 0 {
			return nil, false // a key without a value is for yaml.v3 to tell
		}
		list = nil
		colon := 0
		for colon < len(text) && (text[colon] >= 'a' && text[colon] <= 'z' || text[colon] == '_') {
			colon++
		}
		if colon > 0 && colon+1 == len(text) && text[colon] == ':' {
			nodes = append(nodes, yaml.Node{Kind: yaml.ScalarNode, Value: string(text[:colon]), Line: line, Column: 1}, yaml.Node{Kind: yaml.SequenceNode})
			list = &nodes[len(nodes)-1]
			continue
		}
		if colon == 0 || colon+2 >= len(text) || text[colon] != ':' || text[colon+1] != ' ' || text[colon+2] == ' ' {
			return nil, false
		}
		switch text[colon+2] {
		case '{', '[':
			value, ok = plainFlow(text[colon+2:], line, colon+3)
		default:
			value, ok = plainScalar(text[colon+2:], line, colon+3)
		}
		if !ok {
			return nil, false
		}
		nodes = append(nodes, yaml.Node{Kind: yaml.ScalarNode, Value: string(text[:colon]), Line: line, Column: 1}, value)
	}
	if len(nodes) == 0 || list != nil && len(list.Content) == 0 {
		return nil, false
	}
	room.root = yaml.Node{Kind: yaml.MappingNode, Line: nodes[0].Line, Column: 1, Content: room.content[:len(nodes)]}
	for i := range nodes {
		room.content[i] = &nodes[i]
	}
	return &room.root, true
}

// plainScalar is a scalar that fills the rest of a line, or of a place in
// brackets, and has nothing in it that means something to YAML.
func plainScalar(text []byte, line, column int) (n yaml.Node, ok bool) {
	n = yaml.Node{Kind: yaml.ScalarNode, Line: line, Column: column}
	quote := text[0]
	if quote == '"' || quote == '\'' {
		if len(text) < 2 || text[len(text)-1] != quote {
			return n, false
		}
		text = text[1 : len(text)-1]
		n.Style = yaml.DoubleQuotedStyle
		if quote == '\'' {
			n.Style = yaml.SingleQuotedStyle
		}
	} else if c := quote; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xC3 && c <= 0xC6 || c == 0xE1 || c == 0xE2 || c == '/') {
		return n, false // what begins with a letter or a digit is no sign of YAML's
	}
	for i, c := range text {
		switch {
		case c < 0x20 || c == 0x7f || c == '\\' || n.Style != 0 && c == quote:
			return n, false
		case n.Style == 0 && (c == ':' && (i+1 == len(text) || text[i+1] == ' ') || c == '#' && i > 0 && text[i-1] == ' ' || c == ' ' && i+1 == len(text)):
			return n, false
		case c == 0xC2, c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0xA8 && text[i+2] <= 0xAF, c >= 0xEF:
			return n, false // further controls, line ends and signs of direction
		}
	}
	n.Value = string(text)
	return n, true
}

// plainFlow is a mapping {a: b, c: "d"} or a list [a, "b"] that ends the line.
// Its parts are separated by a comma and one space.
func plainFlow(text []byte, line, column int) (n yaml.Node, ok bool) {
	open, end := text[0], byte('}')
	n = yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle, Line: line, Column: column}
	if open == '[' {
		end, n.Kind = ']', yaml.SequenceNode
	}
	if len(text) < 3 || text[len(text)-1] != end {
		return n, false
	}
	text = text[1 : len(text)-1]
	column++
	const mostKeys = 6 // so that all lines together stay below maxFrontKeys
	for {
		if n.Kind == yaml.MappingNode {
			if len(n.Content) == 2*mostKeys {
				return n, false
			}
			colon := 0
			for colon < len(text) && (text[colon] >= 'a' && text[colon] <= 'z' || text[colon] == '_') {
				colon++
			}
			if colon == 0 || colon+2 >= len(text) || text[colon] != ':' || text[colon+1] != ' ' {
				return n, false
			}
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: string(text[:colon]), Line: line, Column: column})
			text = text[colon+2:]
			column += colon + 2
		}
		size := flowScalar(text)
		if size <= 0 {
			return n, false
		}
		value, ok := plainScalar(text[:size], line, column)
		if !ok {
			return n, false
		}
		n.Content = append(n.Content, &value)
		column += utf8.RuneCount(text[:size])
		if text = text[size:]; len(text) == 0 {
			return n, true
		}
		if len(text) < 3 || text[0] != ',' || text[1] != ' ' {
			return n, false
		}
		text = text[2:]
		column += 2
	}
}

// flowScalar is the length of the scalar that text begins with, in brackets; 0
// where it is not a plain one.
func flowScalar(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	if quote := text[0]; quote == '"' || quote == '\'' {
		return bytes.IndexByte(text[1:], quote) + 2
	}
	for i, c := range text {
		switch c {
		case ',':
			return i
		case ':', '?', '#', '[', ']', '{', '}', '"', '\'':
			return 0 // in brackets these mean more
		}
	}
	return len(text)
}
