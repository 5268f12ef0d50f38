package content

import (
	"bytes"

	"gopkg.in/yaml.v3"
)

// plainMapping reads the front matter that most articles have, one key and one
// scalar a line, as yaml.v3 does and several times faster. ok is false where
// there is anything else in it, which is then for yaml.v3 to read. A fuzz test
// holds it to the same nodes.
func plainMapping(src []byte) (root *yaml.Node, ok bool) {
	const most = 64 // lines
	nodes := make([]yaml.Node, 0, 2*min(most, 1+bytes.Count(src, []byte("\n"))))
	for line := 1; len(src) > 0; line++ {
		if line > most {
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
		colon := 0
		for colon < len(text) && (text[colon] >= 'a' && text[colon] <= 'z' || text[colon] == '_') {
			colon++
		}
		if colon == 0 || colon+2 >= len(text) || text[colon] != ':' || text[colon+1] != ' ' || text[colon+2] == ' ' {
			return nil, false
		}
		value, style, ok := plainScalar(text[colon+2:])
		if !ok {
			return nil, false
		}
		nodes = append(nodes,
			yaml.Node{Kind: yaml.ScalarNode, Value: string(text[:colon]), Line: line, Column: 1},
			yaml.Node{Kind: yaml.ScalarNode, Value: value, Style: style, Line: line, Column: colon + 3})
	}
	if len(nodes) == 0 {
		return nil, false
	}
	root = &yaml.Node{Kind: yaml.MappingNode, Line: nodes[0].Line, Column: 1, Content: make([]*yaml.Node, len(nodes))}
	for i := range nodes {
		root.Content[i] = &nodes[i]
	}
	return root, true
}

// plainScalar is a scalar that fills the rest of a line and has nothing in it
// that means something to YAML.
func plainScalar(text []byte) (value string, style yaml.Style, ok bool) {
	quote := text[0]
	if quote == '"' || quote == '\'' {
		if len(text) < 2 || text[len(text)-1] != quote {
			return "", 0, false
		}
		text = text[1 : len(text)-1]
		style = yaml.DoubleQuotedStyle
		if quote == '\'' {
			style = yaml.SingleQuotedStyle
		}
	} else if c := quote; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xC3 && c <= 0xC6 || c == 0xE1) {
		return "", 0, false // what begins with a letter or a digit is no sign of YAML's
	}
	for i, c := range text {
		switch {
		case c < 0x20 || c == 0x7f || c == '\\' || style != 0 && c == quote:
			return "", 0, false
		case style == 0 && (c == ':' && (i+1 == len(text) || text[i+1] == ' ') || c == '#' && i > 0 && text[i-1] == ' ' || c == ' ' && i+1 == len(text)):
			return "", 0, false
		case c == 0xC2, c == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] >= 0xA8 && text[i+2] <= 0xAF, c >= 0xEF:
			return "", 0, false // further controls, line ends and signs of direction
		}
	}
	return string(text), style, true
}
