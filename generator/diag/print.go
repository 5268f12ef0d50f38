package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A Format is a way to print problems.
type Format string

// The three formats.
const (
	TextFormat   Format = "text"   // a line a problem, as compilers print them
	GitHubFormat Format = "github" // workflow commands that annotate the line
	JSONFormat   Format = "json"   // an object a line
)

// Formats are all the formats, for messages and checks.
var Formats = []Format{TextFormat, GitHubFormat, JSONFormat}

// Print writes the list to w in a language, a line for each problem. The rules, and
// the severities that programs read, are the same in all.
func (l List) Print(w io.Writer, f Format, in Tongue) error {
	b := bufio.NewWriter(w)
	for _, p := range l {
		switch f {
		case GitHubFormat:
			fmt.Fprintln(b, oneLine(p.workflowCommand(in)))
		case JSONFormat:
			b.Write(p.json(in))
			b.WriteByte('\n')
		default:
			fmt.Fprintln(b, oneLine(p.in(in)))
		}
	}
	return b.Flush()
}

// oneLine keeps what an author typed from breaking the line or from steering
// the terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
			return '\uFFFD'
		}
		return r
	}, s)
}

// workflowCommand follows GitHub's "workflow commands": data escapes %, CR and
// LF; a property escapes : and , as well.
func (p Problem) workflowCommand(in Tongue) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	fmt.Fprintf(&b, "::%s file=%s,line=%d,col=%d", p.Severity, property.Replace(p.Pos.File), p.Pos.Line, p.Pos.Col)
	fmt.Fprintf(&b, ",title=%s::%s", property.Replace(p.Rule), data.Replace(oneLine(p.Sentence().In(in))+" ["+p.Rule+"]"))
	return b.String()
}

func (p Problem) json(in Tongue) []byte {
	type note struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	out := struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		Column   int    `json:"column"`
		Severity string `json:"severity"`
		Rule     string `json:"rule"`
		Message  string `json:"message"`
		Notes    []note `json:"notes,omitempty"`
	}{File: p.Pos.File, Line: p.Pos.Line, Column: p.Pos.Col, Severity: p.Severity.String(), Rule: p.Rule, Message: p.Sentence().In(in)}
	for _, n := range p.Notes {
		out.Notes = append(out.Notes, note{n.Pos.File, n.Pos.Line, n.Pos.Col, n.Text.In(in)})
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic("internal error: a problem does not encode: " + err.Error())
	}
	return b
}
