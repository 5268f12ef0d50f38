package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// A Tongue gives the sentences of the sources in another language: by a format of
// Sayf, or by a word of a library's, the same in that language, or the sentence
// itself where it has none. The nil Tongue is English, in which they are written.
type Tongue func(sentence string) string

// Say is a fixed sentence in the language.
func (in Tongue) Say(sentence string) string {
	if in == nil {
		return sentence
	}
	return in(sentence)
}

// A Text is a sentence kept apart from its values, so that the sentence can be
// looked up in another language before the values are set in. A value may be a Text
// or an error, and is then put into the language itself. The zero Text is no text.
type Text struct {
	Format string
	Args   []any
}

// Sayf makes a Text; format is as for fmt.Sprintf.
func Sayf(format string, args ...any) Text { return Text{format, args} }

// IsZero reports whether there is nothing to say.
func (t Text) IsZero() bool { return t.Format == "" }

// String is the sentence in English with its values.
func (t Text) String() string { return t.In(nil) }

// In is the sentence in a language with its values.
func (t Text) In(in Tongue) string {
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		switch a := a.(type) {
		case Text:
			args[i] = a.In(in)
		case error:
			args[i] = in.Explain(a)
		case string:
			args[i] = shown(cut(a))
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(in.Say(t.Format), "%w", "%v"), args...)
}

// A shown is a value in a sentence. In quotation marks it is as strconv.Quote has it,
// but for backslashes, which stay as they are: a path of Windows is read by people.
type shown string

// Format writes the value; the verbs are those of strings.
func (s shown) Format(f fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprint(f, strings.ReplaceAll(strconv.Quote(string(s)), `\\`, `\`))
		return
	}
	fmt.Fprintf(f, fmt.FormatString(f, verb), string(s))
}

// mostShown is how many characters of a value a sentence shows.
const mostShown = 300

// cut is a value as a sentence shows it: what an author typed may be as long as a
// file.
func cut(s string) string {
	if len(s) <= mostShown {
		return s
	}
	n := 0
	for at := range s {
		if n++; n > mostShown {
			return s[:at] + "…"
		}
	}
	return s
}

// And is a list in a sentence: a, b and c.
func And(names []string) Text {
	switch len(names) {
	case 0:
		return Text{}
	case 1:
		return Sayf("%s", names[0])
	}
	return Sayf("%s and %s", strings.Join(names[:len(names)-1], ", "), names[len(names)-1])
}

// A Failure is an error of the world's whose sentence can be put into another
// language. The errors among its values are wrapped.
type Failure struct{ Text Text }

// Failf makes a Failure; format is as for fmt.Errorf.
func Failf(format string, args ...any) error { return &Failure{Sayf(format, args...)} }

// Error is the sentence in English.
func (f *Failure) Error() string { return f.Text.String() }

// Said is the sentence.
func (f *Failure) Said() Text { return f.Text }

// Unwrap gives the errors among the values.
func (f *Failure) Unwrap() []error {
	var out []error
	for _, a := range f.Text.Args {
		if err, ok := a.(error); ok {
			out = append(out, err)
		}
	}
	return out
}

// Explain is an error in the language, as far as it is known there: one that has a
// Text of its own whole; of one that wraps another what it wraps; and one of the
// system or of a library where its words are a sentence of the language's.
func (in Tongue) Explain(err error) string {
	if in == nil {
		return err.Error()
	}
	switch e := err.(type) {
	case interface{ Said() Text }:
		return e.Said().In(in)
	case *fs.PathError:
		return in(e.Op) + " " + e.Path + ": " + in.Explain(e.Err)
	case *os.LinkError:
		return in(e.Op) + " " + e.Old + " " + e.New + ": " + in.Explain(e.Err)
	case interface{ Unwrap() []error }: // of errors.Join
		var lines []string
		for _, one := range e.Unwrap() {
			lines = append(lines, in.Explain(one))
		}
		return strings.Join(lines, "\n")
	}
	said := err.Error()
	if inner := errors.Unwrap(err); inner != nil {
		if before, ok := strings.CutSuffix(said, inner.Error()); ok {
			return before + in.Explain(inner)
		}
		return said
	}
	return in(said)
}
