package content

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/markdown"
)

// wordsOfProse is how many words, parted by white space, make a paragraph one that a
// translation cannot have as it is. What stays as it is in another language (a name
// with an office, a number, a line of an address) has fewer; tables, quotations, lists
// and code are no paragraphs.
const wordsOfProse = 15

// A shorter paragraph, or a heading, may stay as it is. It is told where it is said in
// words of small letters, as sentences are and names, offices, numbers and days are not
// (saidSmall), and where it is not the only one, or is a good part of the text: one of
// shareOfText parts.
const shareOfText = 3

// Unchanged are the lines of a version's file in which paragraphs and headings begin
// that stand word for word in the original and are not what stays in another language.
// Where their links lead is not looked at.
func (a *Article) Unchanged(v *Version) []int {
	original := a.Original()
	if v == original || v.Unread || original.Unread {
		return nil
	}
	var lengths []int // which few paragraphs share; most texts are done with them
	for p := range said(&original.Body) {
		lengths = append(lengths, len(p))
	}
	var known map[string]bool
	var all, long []int
	short := 0 // bytes of the short ones
	for p, line := range said(&v.Body) {
		if !slices.Contains(lengths, len(p)) {
			continue
		}
		if known == nil {
			known = map[string]bool{}
			for q := range said(&original.Body) {
				known[string(q)] = true
			}
		}
		switch {
		case !known[string(p)]:
		case bytes.HasPrefix(p, []byte("<p")) && len(bytes.Fields(p)) >= wordsOfProse:
			all, long = append(all, line), append(long, line)
		case saidSmall(p):
			all = append(all, line)
			short += len(p)
		}
	}
	if n := len(all) - len(long); n > 1 || n > 0 && (len(long) > 0 || short*shareOfText >= len(v.Body.HTML)) {
		return all
	}
	return long
}

// said gives the HTML of each paragraph and each heading with the line that it begins
// in.
func said(doc *markdown.Doc) iter.Seq2[[]byte, int] {
	return func(yield func([]byte, int) bool) {
		for i, b := range doc.Blocks {
			to := len(doc.HTML)
			if i+1 < len(doc.Blocks) {
				to = int(doc.Blocks[i+1].At)
			}
			isSaid := b.Kind == markdown.Paragraph || b.Kind >= markdown.Heading1 && b.Kind <= markdown.Heading6
			if isSaid && !yield(doc.HTML[b.At:to], int(b.Line)) {
				return
			}
		}
	}
}

// saidSmall reports whether the text of some HTML has three words or more, of which
// most begin with a small letter, and is not a quotation as a whole.
func saidSmall(html []byte) bool {
	words, small := 0, 0
	text := withoutTags(html)
	for word := range strings.FieldsSeq(text) {
		word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if word == "" {
			continue
		}
		words++
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			small++
		}
	}
	return words >= 3 && 2*small > words && !quoted(text)
}

// quoted reports whether a text is in quotation marks.
func quoted(text string) bool {
	text = strings.ReplaceAll(strings.TrimSpace(text), "&quot;", "\"")
	text = strings.TrimRight(text, ".,!?;:")
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("\"“‘«'", first) && strings.ContainsRune("\"”’»'", last)
}

// withoutTags is HTML as the markdown package writes it without its tags.
func withoutTags(html []byte) string {
	var b strings.Builder
	for len(html) > 0 {
		text, tag, _ := bytes.Cut(html, []byte("<"))
		b.Write(text)
		_, html, _ = bytes.Cut(tag, []byte(">"))
	}
	return b.String()
}
