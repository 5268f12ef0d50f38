// Package diag holds what is said to an editor about a mistake: a position in a
// file, a problem with its hint and its second places, and a list of problems
// in the order of the files.
//
// Every other package makes problems and none prints them. The mistakes here
// are the author's alone: what the machine does wrong is an error, and what
// this program does wrong is a panic.
package diag

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
)

// A Pos is a place in an author's file. A problem with a file as a whole, its
// name say, is at its first character: editors and CI want a line to show.
type Pos struct {
	File string // slash-separated, relative to the site's folder
	Line int    // from 1; 0 stands for 1
	Col  int    // in characters, from 1; 0 stands for 1
}

// String gives file:line:column.
func (p Pos) String() string {
	p = p.whole()
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Col)
}

// whole is the position with a line and a column.
func (p Pos) whole() Pos { return Pos{p.File, max(p.Line, 1), max(p.Col, 1)} }

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Col, q.Col),
	)
}

// A Severity says whether a problem stops a build.
type Severity int

// An Error stops a build; a Warning does so only with --strict.
const (
	Error Severity = iota
	Warning
)

// String is the word that programs read, in any language.
func (s Severity) String() string { return s.Text().String() }

// Text is the word that is printed for people.
func (s Severity) Text() Text {
	if s == Warning {
		return Sayf("warning")
	}
	return Sayf("error")
}

// A Note is a second place that a problem speaks of.
type Note struct {
	Pos  Pos
	Text Text // e.g. "first defined"
}

// A Problem is one mistake of an author's.
type Problem struct {
	Pos      Pos
	Severity Severity
	Rule     string // a fixed name in lower case with hyphens, e.g. committee-unknown
	Message  Text   // what is wrong
	Hint     Text   // what to write instead, if that is known
	Notes    []Note
}

// Sentence is the message, the hint and the notes in one, without the problem's own
// place.
func (p Problem) Sentence() Text {
	s := p.Message
	if !p.Hint.IsZero() {
		s = Sayf("%s: %s", s, p.Hint)
	}
	for _, n := range p.Notes {
		s = Sayf("%s (%s at %s)", s, n.Text, n.Pos)
	}
	return s
}

// String is the line that is printed for the problem in English.
func (p Problem) String() string { return p.in(nil) }

func (p Problem) in(in Tongue) string {
	return fmt.Sprintf("%s: %s: %s [%s]", p.Pos, p.Severity.Text().In(in), p.Sentence().In(in), p.Rule)
}

// A List is a number of problems.
type List []Problem

// Errorf adds an error without a hint and returns it, so that a hint or a note
// can be set.
func (l *List) Errorf(pos Pos, rule, format string, args ...any) *Problem {
	return l.add(Problem{Pos: pos, Rule: rule, Message: Sayf(format, args...)})
}

// Warnf is Errorf for a warning.
func (l *List) Warnf(pos Pos, rule, format string, args ...any) *Problem {
	return l.add(Problem{Pos: pos, Severity: Warning, Rule: rule, Message: Sayf(format, args...)})
}

func (l *List) add(p Problem) *Problem {
	p.Pos = p.Pos.whole()
	*l = append(*l, p)
	return &(*l)[len(*l)-1]
}

// Sort orders the list by place, then by rule and text, and drops what is said
// twice word for word.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Problem) int {
		if c := cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Rule, b.Rule)); c != 0 {
			return c // most often, and a sentence takes its time
		}
		return cmp.Compare(a.Sentence().String(), b.Sentence().String())
	})
	*l = slices.CompactFunc(*l, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.String() == b.String()
	})
}

// MostInFile is how many problems of one file are told. Whoever has more has made a
// mistake that stands behind them all.
const MostInFile = 1000

// Bound keeps the first MostInFile problems of each file in a sorted list, and puts
// one that counts the others in their place.
func (l *List) Bound() {
	var out List
	for from := 0; from < len(*l); {
		to := from + 1
		for to < len(*l) && (*l)[to].Pos.File == (*l)[from].Pos.File {
			to++
		}
		if to-from > MostInFile && out == nil {
			out = slices.Clone((*l)[:from]) // which most lists never come to
		}
		if out != nil {
			out = append(out, (*l)[from:min(to, from+MostInFile)]...)
			if rest := (*l)[min(to, from+MostInFile):to]; len(rest) > 0 {
				p := out.Warnf(rest[0].Pos, "file-problems", "there are %d more problems in this file", len(rest)).Hintf("mend the ones before first")
				if errors, _ := rest.Count(); errors > 0 {
					p.Severity = Error
				}
			}
		}
		from = to
	}
	if out != nil {
		*l = out
	}
}

// Count is the number of errors and of warnings.
func (l List) Count() (errors, warnings int) {
	for _, p := range l {
		if p.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Strict makes every warning an error.
func (l List) Strict() {
	for i := range l {
		l[i].Severity = Error
	}
}

// Under is the list with each file as it is called from a folder above the site's;
// folder is the slash-separated path from there.
func (l List) Under(folder string) List {
	out := slices.Clone(l)
	for i := range out {
		out[i].Pos.File = path.Join(folder, out[i].Pos.File)
		out[i].Notes = slices.Clone(out[i].Notes)
		for j := range out[i].Notes {
			n := &out[i].Notes[j]
			n.Pos.File = path.Join(folder, n.Pos.File)
		}
	}
	return out
}

// Hintf sets what to write instead.
func (p *Problem) Hintf(format string, args ...any) *Problem {
	p.Hint = Sayf(format, args...)
	return p
}

// Notef adds a second place.
func (p *Problem) Notef(pos Pos, format string, args ...any) *Problem {
	p.Notes = append(p.Notes, Note{pos.whole(), Sayf(format, args...)})
	return p
}
