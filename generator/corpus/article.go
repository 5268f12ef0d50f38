package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"bantin/generator/calendar"
)

// folderOriginal is the original's name in an article that has its own folder.
const folderOriginal = "index.vi.md"

// A head is the facts of an article: all but its words.
type head struct {
	n           int
	committee   *committee
	date, until calendar.Date
	congress    *congress // nil where the article names none
	term        calendar.Term
	kind        string
	plenum      int
	number      string
	also        *committee // nil where it belongs to one body only
	alsoNumber  int        // of also's congress
	cites       []string   // numbers of documents
	ownFolder   bool
	translated  bool
}

// head decides the facts of the n-th article. Articles are in the order of
// time, but for congresses, which are set to their own first day.
func (p *plan) head(n int) *head {
	r := random(n, headStream)
	h := &head{
		n:    n,
		date: p.first.AddDays(int(int64(n) * int64(p.days) / int64(p.Articles))),
		kind: kind(r),
		// Spread evenly, and exactly as many as were asked for.
		translated: int64(n+1)*int64(p.Translated)/int64(p.Articles) > int64(n)*int64(p.Translated)/int64(p.Articles),
		ownFolder:  chance(r, 2),
	}
	h.committee = p.committeeOn(r, h.date)
	g, sits := h.committee.sitting(h.date)
	switch {
	case sits && h.date.AddDays(-45).Compare(g.first) < 0 && chance(r, 50):
		h.kind, h.date, h.until, h.congress = "congress", g.first, g.last, &g
	case sits && chance(r, 60):
		h.congress = &g
	}
	if h.kind != "congress" && chance(r, 3) {
		h.until = h.date.AddDays(1 + r.IntN(2))
	}
	h.term = h.committee.term(h.date)
	switch h.kind {
	case "plenum":
		h.plenum = 1 + (h.date.Year-h.term.From)*4 + h.date.Month/4
	case "resolution":
		h.number = ownNumber(r, "NQ", h.committee)
	case "directive":
		h.number = ownNumber(r, "CT", h.committee)
	case "plan":
		h.number = ownNumber(r, "KH", h.committee)
	case "notice":
		h.number = ownNumber(r, "TB", h.committee)
	}
	if chance(r, 14) {
		h.setAlso(p, r)
	}
	if chance(r, 45) {
		for range 1 + r.IntN(3) {
			h.cites = append(h.cites, citation(r, h.committee))
		}
	}
	return h
}

// kind picks what an article is; congresses are decided by the date.
func kind(r *rand.Rand) string {
	switch x := r.IntN(100); {
	case x < 50:
		return "news"
	case x < 76:
		return "conference"
	case x < 84:
		return "plenum"
	case x < 91:
		return "resolution"
	case x < 94:
		return "directive"
	case x < 97:
		return "plan"
	}
	return "notice"
}

// setAlso names a second body, the parent if it can be, whose congress of the
// same term is in the register.
func (h *head) setAlso(p *plan, r *rand.Rand) {
	var other *committee
	if h.committee.level != "province" && h.committee.parent != "" {
		other = p.byID(h.committee.parent)
	} else {
		other = p.committeeOn(r, h.date)
	}
	g, ok := other.sitting(h.date)
	if ok && other.id != h.committee.id && other.alive(h.date) && g.term == h.term {
		h.also, h.alsoNumber = other, g.number
	}
}

// ownNumber is a document number of the committee's.
func ownNumber(r *rand.Rand, act string, c *committee) string {
	return fmt.Sprintf("%02d-%s/%s", 1+r.IntN(90), act, c.issuer())
}

// citation is the number of a document, most often one of the centre's that
// many others cite too.
func citation(r *rand.Rand, c *committee) string {
	acts := [...]string{"NQ", "CT", "KL", "QĐ", "HD", "KH", "CTr", "TB"}
	issuer, of := c.issuer(), 60
	if !chance(r, 12) {
		issuer, of = "TW", 40
	}
	act := acts[min(r.IntN(len(acts)), r.IntN(len(acts)))]
	number := 1 + min(r.IntN(of), r.IntN(of), r.IntN(of))
	return fmt.Sprintf("%02d-%s/%s", number, act, issuer)
}

// title is the n-th article's headline, in Vietnamese.
func (p *plan) title(h *head) string {
	w := writer{g: &p.vi, r: random(h.n, titleStream), head: h}
	return w.title()
}

// translatedTitle is the headline in English.
func (p *plan) translatedTitle(h *head) string {
	w := writer{g: &p.en, r: random(h.n, translatedTitleStream), head: h}
	return w.title()
}

// place is the original's path under content/articles. The last part of the
// article's id is n, so that no two are the same.
func (h *head) place(title string) string {
	id := h.date.String() + "-" + cutSlug(slug(title), 48) + "-" + strconv.FormatInt(int64(h.n), 36)
	if h.ownFolder {
		return fmt.Sprintf("%04d/%s/%s", h.date.Year, id, folderOriginal)
	}
	return fmt.Sprintf("%04d/%s.vi.md", h.date.Year, id)
}

// cutSlug shortens a slug to at most n bytes, at a hyphen if there is one.
func cutSlug(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n+1], '-'); i > 0 {
		return s[:i]
	}
	return s[:n]
}

// linkFrom is a link from an article to an earlier one, by the file that the
// reader's language has.
func (p *plan) linkFrom(h *head, n int) *link {
	to := p.head(n)
	title := p.title(to)
	up := "../"
	if h.ownFolder {
		up = "../../"
	}
	place := up + to.place(title)
	l := &link{vi: "[" + title + "](" + place + ")"}
	l.en = l.vi
	if to.translated {
		l.en = "[" + p.translatedTitle(to) + "](" + strings.TrimSuffix(place, ".vi.md") + ".en.md)"
	}
	return l
}

// article makes the two files of the n-th article.
func (p *plan) article(n int) (path string, vi, en []byte) {
	h := p.head(n)
	title := p.title(h)
	path = "content/articles/" + h.place(title)

	r := random(n, bodyStream)
	w := writer{g: &p.vi, r: r, head: h}
	summary := ""
	if chance(r, 50) {
		summary = w.summary()
	}
	cites := h.cites
	var l *link
	if n > 0 && chance(r, 18) {
		l = p.linkFrom(h, r.IntN(n))
	}
	w.b = make([]byte, 0, 8*p.Words)
	var blocks []block
	const half = 80 // a paragraph: bodies end short of p.Words as often as past it
	for words := 0; words+half < p.Words || len(blocks) == 0; {
		for _, b := range nextBlocks(r, len(blocks) == 0, &cites, &l) {
			at := len(w.b)
			if b.link != nil {
				w.block(b, b.link.vi)
			} else {
				w.block(b, "")
			}
			words += w.words(at)
			blocks = append(blocks, b)
		}
	}
	vi = p.original(h, title, summary, w.b)
	if !h.translated {
		return path, vi, nil
	}
	return path, vi, p.translation(h, blocks, title, summary, w.b)
}

// original is the Vietnamese file.
func (p *plan) original(h *head, title, summary string, body []byte) []byte {
	r := random(h.n, recordStream)
	b := make([]byte, 0, len(body)+1024)
	b = fmt.Appendf(b, "---\ntitle: %s\ndate: %s\ncommittee: %s\n", scalar(title), h.date, h.committee.id)
	if !h.until.IsZero() {
		b = fmt.Appendf(b, "until: %s\n", h.until)
	}
	if h.congress != nil {
		if chance(r, 50) {
			b = fmt.Appendf(b, "congress: %s\n", roman(h.congress.number))
		} else {
			b = fmt.Appendf(b, "congress: %d\n", h.congress.number)
		}
	}
	if h.congress == nil || chance(r, 60) {
		b = fmt.Appendf(b, "term: %s\n", h.term)
	}
	if h.plenum > 0 {
		b = fmt.Appendf(b, "plenum: %d\n", h.plenum)
	}
	if h.also != nil {
		b = fmt.Appendf(b, "also:\n  - {committee: %s, congress: %d}\n", h.also.id, h.alsoNumber)
	}
	if h.kind != "news" || chance(r, 20) {
		b = fmt.Appendf(b, "kind: %s\n", h.kind)
	}
	if h.number != "" {
		b = fmt.Appendf(b, "number: %s\n", h.number)
	}
	if summary != "" {
		b = fmt.Appendf(b, "summary: %s\n", scalar(summary))
	}
	if len(h.cites) > 0 && chance(r, 22) {
		issued := h.date.AddDays(-10 - r.IntN(300))
		w := writer{g: &p.vi, r: r, head: h}
		b = fmt.Appendf(b, "documents:\n  - {number: %s, date: %s, title: %q}\n", h.cites[0], issued, w.title())
	}
	if chance(r, 40) {
		published := h.date.AddDays(r.IntN(4))
		if chance(r, 50) {
			b = fmt.Appendf(b, "published: %s\n", published)
		} else {
			b = fmt.Appendf(b, "published: %sT%02d:%02d:00+07:00\n", published, 6+r.IntN(16), r.IntN(60))
		}
		if chance(r, 10) {
			b = fmt.Appendf(b, "updated: %s\n", published.AddDays(1+r.IntN(20)))
		}
	}
	w := writer{g: &p.vi, r: r, head: h}
	if chance(r, 70) {
		w.put("author: {p}\n")
	}
	if chance(r, 15) {
		w.put("photos: {p}\n")
	}
	b = append(b, w.b...)
	if chance(r, 40) {
		w.b = w.b[:0]
		w.put("{B}")
		b = fmt.Appendf(b, "source: {name: %s, url: \"https://%s.example/tin/%d\"}\n", w.b, slug(string(w.b)), h.n)
	}
	if chance(r, 3) {
		b = fmt.Appendf(b, "aliases: [/tin-tuc/%d.html]\n", h.n)
	}
	b = append(b, "---\n\n"...)
	return append(append(b, body...), '\n')
}

// translation is the English file of an article whose original has the blocks,
// the title, the summary and the body.
func (p *plan) translation(h *head, blocks []block, title, summary string, body []byte) []byte {
	r := random(h.n, translatedBodyStream)
	w := writer{g: &p.en, r: r, head: h}
	b := make([]byte, 0, 8*p.Words)
	b = fmt.Appendf(b, "---\ntitle: %s\n", scalar(p.translatedTitle(h)))
	if chance(r, 10) {
		b = fmt.Appendf(b, "date: %s\n", h.date) // the same value may be repeated
	}
	if summary != "" {
		b = fmt.Appendf(b, "summary: %s\n", scalar(w.summary()))
	}
	if chance(r, 30) {
		w.b = w.b[:0]
		w.put("translator: {p}\n")
		b = append(b, w.b...)
	}
	switch x := r.IntN(100); {
	case x < 90:
		b = fmt.Appendf(b, "translation_of: %s\n", digest(title, summary, string(body)))
	case x < 96: // of an earlier state of the original
		b = fmt.Appendf(b, "translation_of: %s\n", digest(title, summary, string(body)+" …"))
	}
	if chance(r, 3) {
		b = fmt.Appendf(b, "aliases: [/news/%d.html]\n", h.n)
	}
	b = append(b, "---\n\n"...)
	w.b = make([]byte, 0, 8*p.Words)
	for _, each := range blocks {
		if each.link != nil {
			w.block(each, each.link.en)
		} else {
			w.block(each, "")
		}
	}
	return append(append(b, w.b...), '\n')
}

// digest is what translation_of says of an original: the first 12 hexadecimal
// digits of the SHA-256 of its title, summary and body, joined by newlines.
func digest(title, summary, body string) string {
	sum := sha256.Sum256([]byte(title + "\n" + summary + "\n" + strings.TrimSpace(body)))
	return hex.EncodeToString(sum[:6])
}

// scalar is a text as a YAML value in block style: plain where that is safe,
// otherwise in double quotes.
func scalar(s string) string {
	if strings.ContainsAny(s, ":#\"'`{}[]&*!|>%@\\") {
		return strconv.Quote(s)
	}
	return s
}

// roman is a number from 1 to 99 in Roman numerals.
func roman(n int) string {
	tens := [...]string{"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"}
	ones := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return tens[n/10] + ones[n%10]
}
