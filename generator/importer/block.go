package importer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/vietnamese"
)

// A kind is what a block is by its form alone.
type kind uint8

const (
	line    kind = iota // a line or a paragraph
	heading             // h1 to h6
	item                // of a list
	table               // of data; its text is in rows
	picture             // with its address, if it has one
	caption             // a line that stands below a picture
	quote
)

// A block is one line of a text or one element of HTML, with what can be seen of
// it.
type block struct {
	kind    kind
	text    string // plain, on one line
	md      string // the same as Markdown; "" where text has no marks
	level   int    // of a heading, 1 to 6; of a list's item, from 0
	number  int    // of a numbered list's item; 0 of another
	rows    [][]string
	src     string // of a picture
	alt     string
	bold    bool // all of it
	aside   bool // to the right, centred or in italics, as captions and bylines are
	links   int  // characters that lead elsewhere
	outside bool // not in the part of the page that has most of the report
	around  bool // in a part that is there on every page: a menu, comments
	summary bool // in an element that is called one
	titled  bool // in an element that is called a title
	lead    bool // the paragraph below the title that is set off as a summary
	tells   bool // it reports, though it is short: the page has nothing longer
}

// inside reports whether a block is in the part of the page that has the report.
func (b *block) inside() bool { return !b.outside && !b.around }

// words counts what stands between spaces and has a letter or a digit.
func words(s string) (n int) {
	for field := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(field, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// ended reports whether a text ends as a sentence does.
func ended(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)]*")
	s = strings.TrimSuffix(s, "/")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…;:", r)
}

// shortest is the fewest characters of a paragraph that reports by itself.
const shortest = 60

// shortestDated is the same of one that begins with the day.
const shortestDated = 30

// prose reports whether a block is a paragraph of a report by its form: long
// enough, with an end, and no list of links.
func (b *block) prose() bool {
	if b.lead || b.tells {
		return true
	}
	n := utf8.RuneCountInString(b.text)
	if b.kind != line && b.kind != quote || b.links*3 > n {
		return false
	}
	return n >= shortest && words(b.text) >= 10 && ended(b.text) || n >= 220 && words(b.text) > 40 ||
		n >= shortestDated && n < shortest && words(b.text) >= 6 && ended(b.text) && beginsWithTime.MatchString(lowered(b.text))
}

// capitals reports whether a text is written in capitals throughout.
func capitals(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters > 1
}

// A word is one word of a text, as vietnamese.Key has it.
type word struct {
	key        string
	start, end int  // bytes of the text
	capital    bool // its first letter is one
	gap        gap  // what stands before it
}

// A gap is what parts a word from the one before.
type gap uint8

const (
	joined   gap = iota // a space, a dash
	parted              // a comma, a bracket, a quotation mark
	finished            // the end of a sentence, a colon
)

// abbreviations are what committees' names are shortened to, as keys.
var abbreviations = map[string][]string{
	"bch": {"ban", "chấp", "hành"}, "btv": {"ban", "thường", "vụ"}, "tp": {"thành", "phố"},
	"cq": {"cơ", "quan"}, "dn": {"doanh", "nghiệp"}, "đb": {"đảng", "bộ"}, "đh": {"đại", "hội"},
	"nk": {"nhiệm", "kì"}, "tw": {"trung", "ương"}, "t": {"tỉnh"},
}

// split parts a text into its words. A dash and a sign & join words as a space does.
func split(text string) []word {
	var out []word
	before := finished
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			switch {
			case strings.ContainsRune(" \t\u00a0-–—&/*", r):
			case strings.ContainsRune(".;:!?…•|", r):
				before = finished
			default:
				before = max(before, parted)
			}
			i += size
			continue
		}
		start, capital := i, unicode.IsUpper(r)
		for i < len(text) {
			r, size := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			i += size
		}
		key := vietnamese.Key(text[start:i])
		if long, ok := abbreviations[key]; ok && (key != "t" && key != "đh" && key != "đb" || capital) {
			for _, k := range long {
				out = append(out, word{k, start, i, capital, before})
				before = joined
			}
		} else {
			out = append(out, word{key, start, i, capital, before})
		}
		before = joined
	}
	return out
}

// phrase is the words of a name, as keys, without "các", which comes and goes.
func phrase(name string) []string {
	var out []string
	for _, w := range split(name) {
		if w.key != many {
			out = append(out, w.key)
		}
	}
	return out
}

// many is the sign of the plural.
const many = "các"

// at reports whether the words of a phrase stand at ws[i:], and how many words
// that is there.
func at(ws []word, i int, phrase []string) (n int, ok bool) {
	j := i
	for k, want := range phrase {
		for j < len(ws) && ws[j].key == many && k > 0 && ws[j].gap == joined {
			j++
		}
		if j >= len(ws) || ws[j].key != want || k > 0 && ws[j].gap != joined {
			return 0, false
		}
		j++
	}
	return j - i, len(phrase) > 0
}

// keys is a set of phrases as vietnamese.Key gives them.
func keys(phrases ...string) map[string]bool {
	set := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		set[vietnamese.Key(p)] = true
	}
	return set
}
