package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// A run is text in one style.
type run struct {
	text         string
	bold, italic bool
	link         string
	linked       bool
	newline      bool // a line break, without text
}

// An inline is the text of a paragraph as it is gathered.
type inline struct{ runs []run }

func (in *inline) text(s string, st style) {
	if n := len(in.runs); n > 0 && (endsDay.MatchString(in.runs[n-1].text) && beginsClock.MatchString(s) || endsClock.MatchString(in.runs[n-1].text) && beginsDay.MatchString(s)) {
		s = " " + s
	}
	r := run{text: s, bold: st.bold, italic: st.italic, link: st.link, linked: st.linked}
	if n := len(in.runs); n > 0 {
		if last := &in.runs[n-1]; !last.newline && last.bold == r.bold && last.italic == r.italic && last.link == r.link && last.linked == r.linked {
			last.text += s
			return
		}
	}
	in.runs = append(in.runs, r)
}

// A day and a time of day in two elements, which a portal's style sets apart.
var (
	endsDay     = newExpression(`[/.-]\d{4}$`)
	beginsClock = newExpression(`^\d{1,2}[:hg]\d{2}`)
	endsClock   = newExpression(`(?:^|\D)\d{1,2}[:hg]\d{2}$`)
	beginsDay   = newExpression(`^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}`)
)

func (in *inline) lineBreak() { in.runs = append(in.runs, run{newline: true}) }

// parts are the paragraphs that line breaks make of it: two breaks part always, one
// where the line before it ends as a sentence does or the next begins anew.
func (in *inline) parts() []inline {
	var out []inline
	var cur, seg inline
	last, breaks := "", 0
	add := func() {
		text, _ := seg.take()
		if text == "" {
			return
		}
		if last != "" && (breaks > 1 || !continues(last, text, false)) {
			out = append(out, cur)
			cur = inline{}
		} else if last != "" {
			cur.runs = append(cur.runs, run{text: " "})
		}
		cur.runs = append(cur.runs, seg.runs...)
		last, breaks = text, 0
		seg = inline{}
	}
	for _, r := range in.runs {
		if r.newline {
			add()
			breaks++
			continue
		}
		seg.runs = append(seg.runs, r)
	}
	add()
	return append(out, cur)
}

func (in *inline) linked() (n int) {
	for _, r := range in.runs {
		if r.linked {
			n += utf8.RuneCountInString(strings.TrimSpace(r.text))
		}
	}
	return n
}

// all reports whether is is true of all runs that have a letter.
func (in *inline) all(is func(run) bool) bool {
	some := false
	for _, r := range in.runs {
		if strings.ContainsFunc(r.text, unicode.IsLetter) {
			if !is(r) {
				return false
			}
			some = true
		}
	}
	return some
}

// take gives the text, plain and as Markdown; md is "" where there is nothing in
// it that the plain text does not have.
func (in *inline) take() (text, md string) {
	var plain strings.Builder
	marked := false
	for _, r := range in.runs {
		plain.WriteString(r.text)
		marked = marked || r.bold || r.italic || r.link != ""
	}
	text, _ = vietnamese.Normalize(collapse(plain.String()))
	if !marked || text == "" {
		return text, ""
	}
	return text, in.markdown()
}

// markdown is the text with its marks: bold, italics and links. A mark that
// Markdown would not read as one where it stands is left out.
func (in *inline) markdown() string {
	// White space belongs outside of marks, one space for a run of it.
	runs := make([]run, 0, len(in.runs))
	space := false // white space stands between the last run and this
	for _, r := range in.runs {
		text := collapse(r.text)
		if text == "" {
			space = space || r.text != ""
			continue
		}
		space = space || unicode.IsSpace(first(r.text))
		ends := unicode.IsSpace(last(r.text))
		n := len(runs)
		if n > 0 && space {
			text = " " + text
		}
		if n > 0 && runs[n-1].bold == r.bold && runs[n-1].italic == r.italic && runs[n-1].link == r.link {
			runs[n-1].text += text
		} else {
			if n > 0 && space {
				runs = append(runs, run{text: " "})
				text = text[1:]
			}
			r.text = text
			runs = append(runs, r)
		}
		space = ends
	}
	var b strings.Builder
	for i, r := range runs {
		text := escape(r.text)
		mark := ""
		if r.bold {
			mark = "**"
		}
		if r.italic {
			mark += "*"
		}
		before, after := ' ', ' '
		if i > 0 {
			before = last(runs[i-1].text)
		}
		if i+1 < len(runs) {
			after = first(runs[i+1].text)
		}
		if mark != "" && (!flanks(before, first(r.text)) || !flanks(after, last(r.text)) || strings.HasSuffix(b.String(), "*")) {
			mark = ""
		}
		if r.link != "" && r.text != " " {
			text = "[" + text + "](<" + r.link + ">)"
		}
		b.WriteString(mark + text + mark)
	}
	return strings.TrimSpace(b.String())
}

// flanks reports whether a mark of emphasis between the two is read as one: outside
// is the character beyond it.
func flanks(outside, inside rune) bool {
	punct := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	return !punct(inside) || outside == ' ' || punct(outside)
}

func first(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func last(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
