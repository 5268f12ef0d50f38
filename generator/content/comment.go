package content

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// comments warns of what YAML takes for a comment and an editor meant as a part of a
// value without quotation marks: one with no space behind its #, as in "Session #5" and
// in a colour. src is the text that n was read from.
func (d *decoder) comments(src []byte, n *yaml.Node) {
	lines := bytes.Split(src, []byte("\n"))
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, c := range n.Content {
			said := c.LineComment
			if n.Kind == yaml.MappingNode && i%2 == 1 && said == "" && c.Kind == yaml.ScalarNode && c.Value == "" {
				said = n.Content[i-1].LineComment // the parser gives it to the key
			}
			if c.Kind == yaml.ScalarNode && c.Style == 0 && said != "" && (n.Kind != yaml.MappingNode || i%2 == 1) {
				d.cutOff(lines, c, said)
			}
			walk(c)
		}
	}
	walk(n)
}

// cutOff reports the comment behind the value n, if it is most likely a part of it:
// it has no space behind its #, or the value is words, which a number sign may follow.
func (d *decoder) cutOff(lines [][]byte, n *yaml.Node, comment string) {
	comment, _, _ = strings.Cut(comment, "\n")
	if after := strings.TrimLeft(comment, "#"); after == "" || strings.HasPrefix(after, " ") && !(strings.Contains(n.Value, " ") && strings.ContainsFunc(n.Value, unicode.IsLetter)) {
		return
	}
	pos := d.pos(n)
	for i := max(n.Line-1, 0); i < len(lines); i++ {
		if at := bytes.Index(lines[i], []byte(comment)); at >= 0 {
			pos.Line, pos.Col = d.line+i+1, 1+utf8.RuneCount(lines[i][:at])
			break
		}
	}
	d.problems.Warnf(pos, "value-comment", "what stands from this # on is a comment, and no part of the value").
		Hintf("put the whole value in quotes, or write the comment on a line of its own")
}
