// Package locale holds what a language of the site needs to be itself: the words
// of its addresses, its sentences with their plural forms, and the way it writes
// dates and numbers.
//
// It takes what a strings file says (content reads the file) and gives finished
// text to check and render. It never names a language: a third one is a strings
// file and a word in config.yaml.
package locale

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/diag"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A Locale is one language of the site.
type Locale struct {
	Tag       string // BCP 47, as in config.yaml and in file names: vi
	Name      string // the language's own name: Tiếng Việt
	Territory string // the Open Graph locale: vi_VN
	Words     map[Word]string
	Weekdays  []string // seven, Monday first
	Months    []string // twelve
	Dates     map[Pattern]string
	Group     string // between thousands
	Decimal   string // before a fraction
	Text      map[string]Message

	plural language.Tag
}

// A Word is a part of an address that is written in the site's language.
type Word string

// The words of addresses.
const (
	ArticlesWord     Word = "articles"
	TimelineWord     Word = "timeline"
	CommitteesWord   Word = "committees"
	CongressWord     Word = "congress"
	TermsWord        Word = "terms"
	TranslationsWord Word = "translations"
	DocumentsWord    Word = "documents"
	BilingualWord    Word = "bilingual"
	SearchWord       Word = "search"
)

// Words are all the words that a strings file gives.
var Words = []Word{ArticlesWord, TimelineWord, CommitteesWord, CongressWord, TermsWord, TranslationsWord, DocumentsWord, BilingualWord, SearchWord}

// A Pattern is a way to write a date. Its text has the parts {weekday}, {d},
// {dd}, {m}, {mm}, {month}, {yyyy}, {HH} and {MM}.
type Pattern string

// The patterns of dates.
const (
	FullDay   Pattern = "full"       // with its weekday: Thứ Hai, 21/12/2020
	LongDay   Pattern = "long"       // in a sentence: ngày 21 tháng 12 năm 2020
	ShortDay  Pattern = "short"      // in a list: 21/12/2020
	MonthYear Pattern = "month_year" // a heading: Tháng 12 năm 2020
	ShortYear Pattern = "year"
	Clock     Pattern = "clock" // after a day: 19:23
)

// Patterns are all the patterns that a strings file gives.
var Patterns = []Pattern{FullDay, LongDay, ShortDay, MonthYear, ShortYear, Clock, DaysInMonth, DaysInYear, DaysApart}

// A Message is a sentence with places for values, {name}; where its words change
// with a number it has several forms, by CLDR plural category (zero one two few
// many other). A sentence that does not change has the form other alone.
type Message map[string]string

// Forms are the plural categories of CLDR.
var Forms = []string{"zero", "one", "two", "few", "many", "other"}

// formNames follows the order of plural.Form.
var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two",
	plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// Prepare makes the locale ready for use; an error means that Tag is no
// language tag.
func (l *Locale) Prepare() error {
	tag, err := language.Parse(l.Tag)
	if err != nil {
		return diag.Failf("read language tag %q: %w", l.Tag, err)
	}
	l.plural = tag
	return nil
}

// T is the sentence of a key, with values set in: pairs of a name and a value.
// A value n of type int also chooses the plural form. The error names what a
// layout asked for and the strings file does not have.
func (l *Locale) T(key string, pairs ...any) (string, error) {
	m, ok := l.Text[key]
	if !ok {
		return "", diag.Failf("no text %q in strings/%s.yaml", key, l.Tag)
	}
	s := m["other"]
	if len(pairs) == 0 {
		return s, nil
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if n, ok := pairs[i+1].(int); ok && pairs[i] == "n" {
			if form, ok := m[l.form(n)]; ok {
				s = form
			}
		}
	}
	return expand(s, func(name string) (string, bool) {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] != name {
				continue
			}
			switch v := pairs[i+1].(type) {
			case string:
				return v, true
			case int:
				return l.Number(v), true
			default:
				return fmt.Sprint(v), true
			}
		}
		return "", false
	}), nil
}

func (l *Locale) form(n int) string {
	return formNames[plural.Cardinal.MatchPlural(l.plural, n, 0, 0, 0, 0)]
}

// Number writes n with the language's mark between thousands.
func (l *Locale) Number(n int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return "−" + l.Number(-n)
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + l.Group + s[i:]
	}
	return s
}

// Date writes d by a pattern, and by less of it where less is known: a month
// becomes a month and year, a year a year.
func (l *Locale) Date(d calendar.Date, p Pattern) string {
	var space [64]byte
	return string(l.AppendDate(space[:0], d, p))
}

// AppendDate appends what Date gives.
func (l *Locale) AppendDate(dst []byte, d calendar.Date, p Pattern) []byte {
	switch {
	case d.IsZero():
		return dst
	case d.Month == 0:
		p = ShortYear
	case d.Day == 0:
		p = MonthYear
	}
	return l.append(dst, d, l.Dates[p])
}

// AppendTime appends the time of day, or nothing where none is known.
func (l *Locale) AppendTime(dst []byte, d calendar.Date) []byte {
	if !d.HasTime() {
		return dst
	}
	return l.append(dst, d, l.Dates[Clock])
}

// MonthName is the month's name, 1 to 12.
func (l *Locale) MonthName(month int) string { return l.Months[month-1] }

// append fills a pattern.
func (l *Locale) append(out []byte, d calendar.Date, pattern string) []byte {
	for {
		before, rest, ok := strings.Cut(pattern, "{")
		out = append(out, before...)
		if !ok {
			return out
		}
		part, after, _ := strings.Cut(rest, "}")
		switch part {
		case "weekday":
			out = append(out, l.Weekdays[(int(d.Weekday())+6)%7]...)
		case "d":
			out = strconv.AppendInt(out, int64(d.Day), 10)
		case "dd":
			out = appendTwo(out, d.Day)
		case "m":
			out = strconv.AppendInt(out, int64(d.Month), 10)
		case "mm":
			out = appendTwo(out, d.Month)
		case "month":
			out = append(out, l.Months[d.Month-1]...)
		case "yyyy":
			out = strconv.AppendInt(out, int64(d.Year), 10)
		case "HH":
			out = appendTwo(out, d.Time.Hour())
		case "MM":
			out = appendTwo(out, d.Time.Minute())
		}
		pattern = after
	}
}

func appendTwo(out []byte, n int) []byte { return append(out, byte('0'+n/10%10), byte('0'+n%10)) }

// expand sets values into the places {name} of s, once: a value is never looked
// into. A place without a value stays as it is.
func expand(s string, value func(name string) (string, bool)) string {
	var b strings.Builder
	b.Grow(2*len(s) + 64)
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		if v, ok := value(name); ok {
			b.WriteString(v)
		} else {
			b.WriteString("{" + name + "}")
		}
		s = after
	}
}

// Parts are the parts that a date's pattern may have.
var Parts = []string{"weekday", "d", "dd", "m", "mm", "month", "yyyy", "HH", "MM"}

// Holes lists the places for values in all forms of a message, sorted.
func (m Message) Holes() []string {
	seen := map[string]bool{}
	for _, s := range m {
		for {
			_, rest, ok := strings.Cut(s, "{")
			if !ok {
				break
			}
			name, after, ok := strings.Cut(rest, "}")
			if !ok {
				break
			}
			seen[name] = true
			s = after
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Missing lists, sorted, the text keys that l lacks and reference has.
func (l *Locale) Missing(reference *Locale) []string {
	var out []string
	for k := range reference.Text {
		if _, ok := l.Text[k]; !ok {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}
