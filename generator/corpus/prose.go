package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/calendar"
)

// A grammar makes sentences. It is a number of slots, each a letter with the
// phrases that may stand there, the commonest first. A phrase may have slots in
// it, written {a}. These slots are not in the tables:
//
//	{#} a small number   {%} a percentage
//	{D} the article's day   {Y} its year   {T} its term
//	{K} its committee   {d} a document's number   {l} a link to another article
type grammar struct {
	slots    [128]choice
	decimal  byte // of percentages
	day      func(calendar.Date) string
	name     func(*committee) string
	citation []string // sentences that cite {d}
	linking  []string // sentences that hold {l}
}

// A choice is phrases with their weights, summed up.
type choice struct {
	phrases []string
	weights []uint64
}

// phrases is a choice of the lines of a text. Bars part phrases on one line.
func phrases(text string) choice {
	var all []string
	for _, p := range strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '|' }) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return choice{all, zipfWeights(len(all))}
}

func (c choice) pick(r *rand.Rand) string { return c.phrases[pickWeighted(r, c.weights)] }

// A writer puts a grammar's phrases together for one article.
type writer struct {
	g    *grammar
	r    *rand.Rand
	head *head
	b    []byte
	cite string // what {d} is, in the sentence at hand
	link string // what {l} is
}

// put writes a phrase with its slots filled.
func (w *writer) put(phrase string) {
	for {
		text, rest, slot := strings.Cut(phrase, "{")
		w.b = append(w.b, text...)
		if !slot {
			return
		}
		switch rest[0] {
		case '#':
			w.b = strconv.AppendInt(w.b, int64(2+w.r.IntN(8+w.r.IntN(400))), 10)
		case '%':
			n := 1000 - w.r.IntN(1+w.r.IntN(600))
			w.b = strconv.AppendInt(w.b, int64(n/10), 10)
			if n%10 != 0 {
				w.b = append(w.b, w.g.decimal, byte('0'+n%10))
			}
			w.b = append(w.b, '%')
		case 'D':
			w.b = append(w.b, w.g.day(w.head.date)...)
		case 'Y':
			w.b = strconv.AppendInt(w.b, int64(w.head.date.Year), 10)
		case 'T':
			w.b = append(w.b, w.head.term.String()...)
		case 'K':
			w.b = append(w.b, w.g.name(w.head.committee)...)
		case 'd':
			w.b = append(w.b, w.cite...)
		case 'l':
			w.b = append(w.b, w.link...)
		default:
			w.put(w.g.slots[rest[0]].pick(w.r))
		}
		phrase = rest[2:]
	}
}

// capital makes the letter at b[at:] a capital.
func (w *writer) capital(at int) {
	c, n := utf8.DecodeRune(w.b[at:])
	if up := unicode.ToUpper(c); up != c {
		w.b = append(w.b[:at], append(utf8.AppendRune(nil, up), w.b[at+n:]...)...)
	}
}

// sentence writes one that begins with a capital.
func (w *writer) sentence(phrase string) {
	at := len(w.b)
	w.put(phrase)
	w.capital(at)
}

// words counts what stands between white space in b[at:].
func (w *writer) words(at int) int {
	n, inside := 0, false
	for _, c := range w.b[at:] {
		space := c == ' ' || c == '\n'
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}

// title is a headline of from 6 to 25 words without a full stop: an opening
// ({H}), and endings ({h}) up to a length picked beforehand.
func (w *writer) title() string {
	const least, most = 6, 25
	want := least + w.r.IntN(8) + w.r.IntN(8)
	w.b = w.b[:0]
	w.sentence("{H}")
	for tries := 0; w.words(0) < want && tries < 4 || w.words(0) < least; tries++ {
		end := len(w.b)
		w.b = append(w.b, ' ')
		w.put("{h}")
		if w.words(0) > most {
			w.b = w.b[:end]
		}
	}
	return string(w.b)
}

// summary is one or two sentences.
func (w *writer) summary() string {
	w.b = w.b[:0]
	w.sentence("{s}")
	if chance(w.r, 30) {
		w.b = append(w.b, ' ')
		w.sentence("{s}")
	}
	return string(w.b)
}

// A block is a part of a body. Original and translation have the same ones.
type block struct {
	kind      byte // 'h' heading, 'p' paragraph, 'l' list, 'q' quotation
	sentences int  // or items
	strong    bool // a paragraph begins with a phrase in bold type
	cite      string
	link      *link
}

// A link is to an earlier article, by its title in each language.
type link struct{ vi, en string }

// nextBlocks decides how a body goes on: a paragraph, at times with a heading
// before it and a list or a quotation after it. cites are the documents that the
// article has still to cite, and link the article that it has still to link to.
func nextBlocks(r *rand.Rand, first bool, cites *[]string, l **link) []block {
	var blocks []block
	if !first && chance(r, 12) {
		blocks = append(blocks, block{kind: 'h'})
	}
	p := block{kind: 'p', sentences: 3 + r.IntN(3), strong: chance(r, 8)}
	if len(*cites) > 0 && chance(r, 60) {
		p.cite, *cites = (*cites)[0], (*cites)[1:]
	}
	if *l != nil && !first {
		p.link, *l = *l, nil
	}
	blocks = append(blocks, p)
	switch {
	case first:
	case chance(r, 7):
		blocks = append(blocks, block{kind: 'l', sentences: 3 + r.IntN(4)})
	case chance(r, 5):
		blocks = append(blocks, block{kind: 'q', sentences: 1})
	}
	return blocks
}

// block writes b as Markdown, a line for each paragraph, and an empty line
// before it where it is not the first.
func (w *writer) block(b block, linkTo string) {
	if len(w.b) > 0 {
		w.b = append(w.b, "\n\n"...)
	}
	switch b.kind {
	case 'h':
		w.b = append(w.b, "## "...)
		w.sentence("{z}")
	case 'q':
		w.b = append(w.b, "> "...)
		w.sentence("{s}")
	case 'l':
		for i := range b.sentences {
			if i > 0 {
				w.b = append(w.b, '\n')
			}
			w.b = append(w.b, "- "...)
			w.sentence("{c}")
			w.b = append(w.b, ';')
		}
		w.b[len(w.b)-1] = '.'
	case 'p':
		w.paragraph(b, linkTo)
	}
}

func (w *writer) paragraph(b block, linkTo string) {
	for i := range b.sentences {
		if i > 0 {
			w.b = append(w.b, ' ')
		} else if b.strong {
			w.b = append(w.b, "**"...)
			w.sentence("{n}")
			w.b = append(w.b, ":** "...)
		}
		switch {
		case i == 0 && b.cite != "":
			w.cite = b.cite
			w.sentence(w.g.citation[w.r.IntN(len(w.g.citation))])
		case i == 1 && b.link != nil:
			w.link = linkTo
			w.sentence(w.g.linking[w.r.IntN(len(w.g.linking))])
		default:
			w.sentence("{s}")
		}
	}
}
