package render

import (
	"fmt"
	"html/template"
	"reflect"
	"sync/atomic"

	"bantin/generator/diag"
	"bantin/generator/locale"
)

// What a layout writes is bounded by a meter. A text that it makes and keeps in a
// variable comes to none, so that is bounded where it is made.
const (
	mostText  = 1 << 20  // bytes of a text
	mostMade  = 32 << 20 // bytes of all texts that one use of a layout makes
	mostAhead = 8 << 20  // bytes that a text might have, by what it is made of
)

// A refusal is why a layout's function makes no text.
type refusal struct{ *diag.Failure }

func refuse(why error) error { return refusal{why.(*diag.Failure)} }

// Unwrap gives the sentence, which is said in the editor's language.
func (r refusal) Unwrap() error { return r.Failure }

// An allowance is what the functions of a language may still make. Pages that are made
// at the same time share it, and each fills it up as it begins: one that makes texts
// without end stops when the others have begun, and what one may take from another is
// given back by a second try with an allowance of its own ([language.execute]).
type allowance struct{ left atomic.Int64 }

func (a *allowance) fill() { a.left.Store(mostMade) }

// spend takes so many bytes.
func (a *allowance) spend(n int) error {
	if a.left.Add(-int64(n)) < 0 {
		return refuse(diag.Failf("this layout makes more than %d bytes of text without writing them: look for a range over a large number, here and in what it uses", mostMade))
	}
	return nil
}

// made passes on a text that is not too long. ahead is what was made to measure it.
func (a *allowance) made(s string, ahead int) (string, error) {
	if len(s) > mostText {
		return "", tooLong()
	}
	return s, a.spend(len(s) + ahead)
}

func tooLong() error {
	return refuse(diag.Failf("this text would have more than %d bytes: make it of less", mostText))
}

// textFunctions are those of the template package that make texts, with a bound.
func (a *allowance) textFunctions() template.FuncMap {
	// bounded is such a function; a text of it has at most so many times the bytes of
	// what it is given.
	bounded := func(text func(...any) string, times int) func(...any) (string, error) {
		return func(args ...any) (string, error) {
			long, ahead := size(args)
			if long*times > mostAhead {
				return "", tooLong()
			}
			return a.made(text(args...), ahead)
		}
	}
	return template.FuncMap{
		"print":    bounded(fmt.Sprint, 1),
		"println":  bounded(fmt.Sprintln, 1),
		"html":     bounded(template.HTMLEscaper, 6),
		"js":       bounded(template.JSEscaper, 6),
		"urlquery": bounded(template.URLQueryEscaper, 3),
		"printf": func(format string, args ...any) (string, error) {
			long, ahead := formatted(format, args)
			if long > mostAhead {
				return "", tooLong()
			}
			return a.made(fmt.Sprintf(format, args...), ahead)
		},
	}
}

// sentence is T of a language with a bound.
func (a *allowance) sentence(l *locale.Locale) func(key string, pairs ...any) (string, error) {
	return func(key string, pairs ...any) (string, error) {
		long, ahead := size(pairs)
		holes := 0
		for _, form := range l.Text[key] {
			holes = max(holes, len(form)/len("{n}"))
		}
		if long*holes > mostAhead {
			return "", tooLong()
		}
		s, err := l.T(key, pairs...)
		if err != nil {
			return "", err
		}
		return a.made(s, ahead)
	}
}

// longNumber is more than what a number is in digits.
const longNumber = 400

// size is how long values are in print, and how much of it had to be made to know.
func size(args []any) (long, ahead int) {
	for _, arg := range args {
		one, made := sizeOf(arg)
		long, ahead = long+one+1, ahead+made
	}
	return long, ahead
}

func sizeOf(arg any) (long, ahead int) {
	switch arg := arg.(type) {
	case string:
		return len(arg), 0
	case template.HTML:
		return len(arg), 0
	case int, bool, nil:
		return 24, 0
	case float64, complex128:
		return 2 * longNumber, 0
	}
	// A list or what has fields, which the data bounds.
	long = max(len(fmt.Sprint(arg)), len(fmt.Sprintf("%#v", arg)))
	return long, long
}

// formatted is how long a text of printf may become, at most.
func formatted(format string, args []any) (long, ahead int) {
	long = len(format)
	longest, star, entries := longNumber, 0, 1
	for _, arg := range args {
		one, made := sizeOf(arg)
		long, ahead, longest = long+one+longNumber, ahead+made, max(longest, one)
		entries = max(entries, made) // a width holds for each entry of a list
		switch v := reflect.ValueOf(arg); {
		case v.CanInt():
			star = max(star, int(min(max(v.Int(), -v.Int()), widest)))
		case v.CanUint():
			star = max(star, int(min(v.Uint(), widest)))
		}
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		wide, number, plain := 0, 0, true
	verb:
		for i++; i < len(format); i++ {
			switch c := format[i]; c {
			case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
				number = min(10*number+int(c-'0'), widest)
				continue
			case '*':
				wide += star
			case '#', '+':
				plain = false
			case ' ', '-', '.', '[', ']':
			default:
				plain = plain && (c == 's' || c == 'v' || c == 'd')
				break verb
			}
			wide, number = wide+number, 0
		}
		long += (wide+number)*entries + longest
		if !plain {
			long += 9 * longest // as %+q writes a sign
		}
		if long > mostAhead {
			break
		}
	}
	return long, ahead
}

// widest is the greatest width that fmt takes.
const widest = 1_000_000
