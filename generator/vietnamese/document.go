package vietnamese

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Document is the number of a document, taken apart: 35-CT/TW. A number names
// no document by itself, since each issuer begins again at 01 for each type in
// each term; only the laws and orders of the central state, which carry their
// year, are told by it.
//
// Two spellings of one number give the same Document.
type Document struct {
	Number int
	Year   int    // in the number, as in 202/2025/QH15; 0 where there is none
	Type   string // CT; "" where the number has none, as 202/2025/QH15
	Issuer string // TW; "" where only a type and a number were written, as Chỉ thị 05
	Slash  bool   // the form of the state, 197/KH-UBND, and not of the Party, 14-KH/ĐU
}

// String is the number as it is officially written, with two digits at least.
func (d Document) String() string {
	var b strings.Builder
	if d.Number < 10 {
		b.WriteByte('0')
	}
	b.WriteString(strconv.Itoa(d.Number))
	first, second := "-", "/"
	if d.Slash {
		first, second = "/", "-"
	}
	if d.Year > 0 {
		b.WriteByte('/')
		b.WriteString(strconv.Itoa(d.Year))
	}
	if d.Type != "" {
		b.WriteString(first)
		b.WriteString(d.Type)
		first = second
	}
	if d.Issuer != "" {
		b.WriteString(first)
		b.WriteString(d.Issuer)
	}
	return b.String()
}

// Slug is the part of an address that the number makes: 35-ct-tw. Numbers that a
// reader would take for one have one slug, and so the slug is the number's key.
func (d Document) Slug() string { return Slug(d.String()) }

// Compare orders documents by issuer, type, year and number.
func (d Document) Compare(e Document) int {
	return cmp.Or(cmp.Compare(d.Issuer, e.Issuer), cmp.Compare(d.Type, e.Type), cmp.Compare(d.Year, e.Year),
		cmp.Compare(d.Number, e.Number), strings.Compare(d.String(), e.String()))
}

// The kinds of documents, which a strings file gives in words.
var DocumentKinds = []string{
	"resolution", "directive", "conclusion", "regulation", "decision", "decisionOrRegulation", "rules", "guidance",
	"notice", "report", "plan", "programme", "scheme", "submission", "circular", "letter", "minutes",
	"law", "ordinance", "lawOrResolution", "decree", "ministerialCircular", "jointCircular", "telegram",
}

// Kind is which of [DocumentKinds] the symbol of the type stands for. QĐ of the
// Party is a decision or a regulation: the symbol does not tell.
func (d Document) Kind() string {
	switch d.Type {
	case "":
		if strings.HasPrefix(d.Issuer, "UBTVQH") {
			return "ordinance"
		}
		return "lawOrResolution"
	case "QĐ":
		if d.Slash {
			return "decision"
		}
		return "decisionOrRegulation"
	case "TT":
		if d.Slash {
			return "ministerialCircular"
		}
		return "circular"
	}
	return typeOf[Fold(d.Type)].kind
}

// IssuerKey is what a strings file has an issuer's symbol by: qh for QH15, since each
// National Assembly has a symbol of its own.
func IssuerKey(symbol string) string {
	key := Slug(symbol)
	if short := strings.TrimRight(key, "0123456789"); len(key) > 2 {
		return short
	}
	return key
}

// KindOf is the kind that the symbol of a type stands for in the most numbers, of the
// Party or the state: QĐ is a decision, of either. It is "" for what is no symbol.
func KindOf(symbol string) string { return typeOf[Fold(symbol)].kind }

// Symbols are those of types, in the order of their letters.
func Symbols() (out []string) {
	for _, t := range typeOf {
		out = append(out, t.symbol)
	}
	slices.Sort(out)
	return out
}

// May reports whether d, of which no issuer is known, may be meant by e: a
// regulation may be numbered QĐ.
func (d Document) May(e Document) bool {
	same := d.Type == e.Type || regulates(d.Type) && regulates(e.Type)
	return d.Issuer == "" && e.Issuer != "" && d.Number == e.Number && same && !e.Slash
}

func regulates(symbol string) bool { return symbol == "QĐ" || symbol == "QyĐ" || symbol == "QĐi" }

// A Level is whose series a Party issuer's symbol belongs to.
type Level string

// The levels that a symbol tells.
const (
	Central    Level = "TW"
	Provincial Level = "TU" // a province's or central city's
	District   Level = "HU"
	Lower      Level = "ĐU" // a bloc's, a commune's, an agency's
	Cell       Level = "CB"
	Unknown    Level = ""
)

// Level is that of the issuer: VPTW and TW are the centre's.
func (d Document) Level() Level {
	if d.Slash {
		return Unknown
	}
	for _, l := range []Level{Central, Provincial, District, Lower, Cell} {
		if strings.HasSuffix(d.Issuer, string(l)) {
			return l
		}
	}
	return Unknown
}

// Once reports whether the symbol of the issuer stands for one body alone, of
// the centre or of the state.
func (d Document) Once() bool {
	if !d.Slash {
		return d.Level() == Central
	}
	folded := Fold(d.Issuer)
	return (states[folded] || national(folded)) && folded != "ubnd" && folded != "hdnd"
}

// Unique reports whether the number alone tells the document: it has its year,
// and an issuer of which there is one.
func (d Document) Unique() bool { return d.Year > 0 && d.Once() }

// A documentType is a symbol and what it stands for.
type documentType struct {
	symbol string
	kind   string
}

// typeOf has the symbols of types, folded.
var typeOf = map[string]documentType{
	"nq": {"NQ", "resolution"}, "ct": {"CT", "directive"}, "kl": {"KL", "conclusion"},
	"qd": {"QĐ", "decision"}, "qdi": {"QĐi", "regulation"}, "qyd": {"QyĐ", "regulation"}, "qdns": {"QĐNS", "decision"},
	"qc": {"QC", "rules"}, "hd": {"HD", "guidance"}, "tb": {"TB", "notice"}, "bc": {"BC", "report"},
	"kh": {"KH", "plan"}, "ctr": {"CTr", "programme"}, "cthd": {"CTHĐ", "programme"}, "da": {"ĐA", "scheme"}, "ttr": {"TTr", "submission"},
	"tt": {"TT", "circular"}, "cv": {"CV", "letter"}, "bb": {"BB", "minutes"},
	"nd": {"NĐ", "decree"}, "ttlt": {"TTLT", "jointCircular"}, "nqlt": {"NQLT", "resolution"}, "cd": {"CĐ", "telegram"}, "pl": {"PL", "ordinance"}, "l": {"L", "law"},
}

// issuers has the symbols of issuers that are known by name, folded.
var issuers = func() map[string]string {
	all := map[string]string{}
	add := func(symbol string) { all[Fold(symbol)] = symbol }
	for _, level := range []Level{Central, Provincial, District, Lower} {
		for _, office := range strings.Fields("VP BTC BTG BDV UBKT BNC BKT BĐN BCĐ BTGDV BCSĐ TV") {
			add(office + string(level))
		}
		add(string(level))
	}
	for _, symbol := range strings.Fields("CB QUTW ĐUK ĐUCA CP TTg CTN VPCP UBND HĐND BNV BTC BTP BYT BCA BQP BNG BCT BXD BGDĐT BKHĐT BKHCN BTNMT BNNPTNT BGTVT BTTTT BVHTTDL BLĐTBXH TTCP NHNN TANDTC VKSNDTC KTNN") {
		add(symbol)
	}
	return all
}()

// states are the issuers that number in the form of the state.
var states = func() map[string]bool {
	set := map[string]bool{}
	for _, symbol := range strings.Fields("cp ttg ctn vpcp ubnd hdnd bnv btc btp byt bca bqp bng bct bxd bgddt bkhdt bkhcn btnmt bnnptnt bgtvt btttt bvhttdl bldtbxh ttcp nhnn tandtc vksndtc ktnn") {
		set[symbol] = true
	}
	return set
}()

// national reports whether a folded symbol is of the National Assembly, of which
// each has its number: QH15, UBTVQH14.
func national(folded string) bool {
	rest, ok := strings.CutPrefix(folded, "ubtvqh")
	if !ok {
		rest, ok = strings.CutPrefix(folded, "qh")
	}
	if !ok || len(rest) == 0 || len(rest) > 2 {
		return false
	}
	_, ok = digits(rest)
	return ok
}

// A Mention is a document that a text names.
type Mention struct {
	Start, End int // bytes of the text
	Document   Document
}

// maxDocument is the greatest number that a document is likely to have: five
// digits.
const maxDocument = 99_999

// NextDocument finds the first document that a text names at or after from. The
// text is in the form that [Normalize] gives; capitals without marks (QD, DU) are
// read as well.
//
// A number with its type and its issuer is one, in any of the ways that it is
// written (35-CT/TW, 21 – NQ/TW, 75/KH/ĐU, 123/2020/NĐ-CP); and so is a number
// after its type in words (Chỉ thị 05, Nghị quyết số 18, Directive 05), of which
// the mention is both. Dates, terms, percentages and counts are none.
func NextDocument(text []byte, from int) (Mention, bool) {
	for i := from; ; {
		i = nextDigit(text, i)
		if i < 0 {
			return Mention{}, false
		}
		end := i + 1
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if m, ok := mentionAt(text, from, i, end); ok {
			return m, true
		}
		i = end
	}
}

// nextDigit is the offset of the next digit, or -1. It takes eight bytes at a
// time: every text goes through here.
func nextDigit(b []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for i < len(b) {
		end := len(b)
		if i+8 <= len(b) {
			// high has a byte 0 where b has 0x30 to 0x3F.
			high := (binary.LittleEndian.Uint64(b[i:]) ^ 0x30*ones) & (0xF0 * ones)
			if (high-ones)&^high&highs == 0 {
				i += 8
				continue
			}
			end = i + 8
		}
		for ; i < end; i++ {
			if isDigit(b[i]) {
				return i
			}
		}
	}
	return -1
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// mentionAt reads the mention that the digits text[i:end] are part of, which may
// begin before them but not before from.
func mentionAt(text []byte, from, i, end int) (m Mention, ok bool) {
	if end-i > len("99999") {
		return m, false
	}
	n := 0
	for _, c := range text[i:end] {
		n = n*10 + int(c-'0')
	}
	if n == 0 {
		return m, false
	}
	if d, size, ok := symbol(text[end:]); ok && mayBeginNumber(text[:i]) {
		d.Number = n
		return Mention{i, end + size, d}, true
	}
	noun, start, called := nounBefore(text[from:i])
	if noun == "" || end-i > 3 || !called && end-i < 2 || !endsNumber(text[end:], called) {
		return m, false
	}
	return Mention{from + start, end, Document{Number: n, Type: noun}}, true
}

// mayBeginNumber reports whether a number may begin after s: not within a word,
// another number, a path or an address.
func mayBeginNumber(s []byte) bool {
	r, size := utf8.DecodeLastRune(s)
	switch {
	case size == 0:
		return true
	case r == '/' || r == '_' || r == '@' || r == '#' || r == '=' || r == '&' || r == '\\':
		return false
	case r == '.' || r == ',' || r == '-' || r == '+' || isDash(string(r)):
		before, _ := utf8.DecodeLastRune(s[:len(s)-size])
		return !unicode.IsDigit(before) && (r == '.' || r == ',' || !unicode.IsLetter(before))
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
}

// symbol reads what follows the digits of a document's number; size is its
// length.
func symbol(s []byte) (d Document, size int, ok bool) {
	if len(s) < len("-B/T") {
		return d, 0, false
	}
	at, mark := separator(s)
	if mark == '/' {
		if year, after, ok := yearAfter(s[at:]); ok {
			return stateSymbol(s, at+after, year)
		}
	}
	word, after := letters(s[at:])
	if after < 1 || after > maxType || mark == 0 && !slashAfter(s[at+after:]) {
		return d, 0, false
	}
	t, known := typeOf[Fold(word)]
	if !known {
		return d, 0, false
	}
	at += after
	size, second := separator(s[at:])
	if second == 0 {
		return d, 0, false
	}
	at += size
	issuer, size, named := issuerAt(s[at:])
	capitals := word == t.symbol || word == strings.ToUpper(t.symbol)
	switch {
	case size == 0:
		return d, 0, false
	case mark == 0 && (second != '/' || !named || !capitals), // 35 CT/TW, 35CT/TW
		mark != '/' && second != '/' && !named, // 35-CT-TW
		!named && !capitals:
		return d, 0, false
	}
	d = Document{Type: t.symbol, Issuer: issuer, Slash: mark == '/' && second != '/'}
	d.settle()
	return d, at + size, true
}

// maxType is the most bytes of the symbol of a type: CTHĐ.
const maxType = 5

func slashAfter(s []byte) bool {
	return len(s) > 1 && (s[0] == '/' || s[0] == ' ' && s[1] == '/')
}

// settle puts the form right where the issuer tells it.
func (d *Document) settle() {
	folded := Fold(d.Issuer)
	head, _, _ := strings.Cut(folded, "-")
	switch {
	case d.Year > 0 || states[head] || national(folded):
		d.Slash = true
	case issuers[folded] != "":
		d.Slash = false
	}
}

// stateSymbol reads the rest of a number of the state that has a year, from at.
func stateSymbol(s []byte, at, year int) (d Document, size int, ok bool) {
	after, mark := separator(s[at:])
	if mark == 0 {
		return d, 0, false
	}
	at += after
	word, after := letters(s[at:])
	if t, known := typeOf[Fold(word)]; known {
		sep, mark := separator(s[at+after:])
		issuer, length, named := issuerAt(s[at+after+sep:])
		if mark != 0 && length > 0 && (named || word == t.symbol || word == strings.ToUpper(t.symbol)) {
			return Document{Year: year, Type: t.symbol, Issuer: issuer, Slash: true}, at + after + sep + length, true
		}
	}
	if issuer, length, _ := issuerAt(s[at:]); length > 0 && national(Fold(issuer)) {
		return Document{Year: year, Issuer: issuer, Slash: true}, at + length, true
	}
	return d, 0, false
}

// separator reads a dash or a slash with a space on each side or none, or spaces
// alone; mark is '-', '/' or 0.
func separator(s []byte) (size int, mark byte) {
	size = space(s)
	r, n := utf8.DecodeRune(s[size:])
	switch {
	case r == '/':
		mark = '/'
	case n > 0 && isDash(string(r)):
		mark = '-'
	default:
		return size, 0
	}
	size += n
	return size + space(s[size:]), mark
}

// space is the length of the space that s begins with: one, of either kind.
func space(s []byte) int {
	switch {
	case len(s) > 0 && s[0] == ' ':
		return 1
	case len(s) > 1 && s[0] == 0xC2 && s[1] == 0xA0:
		return 2
	}
	return 0
}

// yearAfter reads a year of four digits that another sign follows.
func yearAfter(s []byte) (year, size int, ok bool) {
	if len(s) < 5 || isDigit(s[4]) {
		return 0, 0, false
	}
	year, ok = digits(string(s[:4]))
	return year, 4, ok && isYear(year)
}

// isYear reports whether a number of a document may be of a year.
func isYear(n int) bool { return n >= 1900 && n < 2200 }

// maxSymbol is the most letters of the symbol of a type or an issuer.
const maxSymbol = 12

// letters reads a word of letters.
func letters(s []byte) (word string, size int) {
	for n := 0; size < len(s); n++ {
		r, w := utf8.DecodeRune(s[size:])
		if !unicode.IsLetter(r) {
			break
		}
		if n == maxSymbol {
			return "", 0
		}
		size += w
	}
	return string(s[:size]), size
}

// issuerAt reads the symbol of an issuer. named says that it is one that is known;
// any other must be of three capitals or more. size is 0 where there is none.
func issuerAt(s []byte) (issuer string, size int, named bool) {
	word, size := letters(s)
	for n := 0; n < 2 && size > 0 && size < len(s) && isDigit(s[size]); n++ {
		size++
	}
	if size == 0 || !endsWord(s[size:]) {
		return "", 0, false
	}
	whole := central(string(s[:size]))
	folded := Fold(whole)
	if national(folded) {
		return strings.ToUpper(whole), size, true
	}
	if symbol, ok := issuers[folded]; ok {
		return symbol, size, true
	}
	if utf8.RuneCountInString(word) < 3 || strings.ToUpper(word) != word {
		return "", 0, false
	}
	// A part of the issuer: TĐTN-BTG.
	if size+1 < len(s) && s[size] == '-' {
		if part, n := letters(s[size+1:]); n > 1 && strings.ToUpper(part) == part && endsWord(s[size+1+n:]) {
			return whole + "-" + central(part), size + 1 + n, false
		}
	}
	return whole, size, false
}

// central has TW for the short form TƯ (Trung ương) at the end of an issuer's symbol,
// which without its mark would be TU (Tỉnh ủy).
func central(symbol string) string {
	for _, mark := range []string{"Ư", "ư"} {
		if rest, ok := strings.CutSuffix(symbol, mark); ok && (strings.HasSuffix(rest, "T") || strings.HasSuffix(rest, "t")) {
			return rest + "W"
		}
	}
	return symbol
}

// endsWord reports whether a word may end before s.
func endsWord(s []byte) bool {
	r, size := utf8.DecodeRune(s)
	return size == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '_'
}

// A noun is a type in words. plain says that a number may follow it without
// "số", which the others seldom have: Kế hoạch 10 năm is no document.
type noun struct {
	words, symbol string
	plain         bool
}

var nouns = []noun{
	{"chỉ thị", "CT", true}, {"nghị quyết", "NQ", true}, {"kết luận", "KL", true}, {"quy định", "QyĐ", true},
	{"quyết định", "QĐ", false}, {"hướng dẫn", "HD", false}, {"kế hoạch", "KH", false}, {"thông báo", "TB", false}, {"quy chế", "QC", false},
	{"directive", "CT", true}, {"resolution", "NQ", true}, {"conclusion", "KL", true}, {"regulation", "QyĐ", true},
	{"decision", "QĐ", false}, {"plan", "KH", false}, {"notice", "TB", false},
}

// nounBefore finds the type in words that stands before a number, perhaps with
// "số" between the two, which called says; start is where it begins.
func nounBefore(s []byte) (symbol string, start int, called bool) {
	const longest = 40
	cut := max(0, len(s)-longest)
	tail := s[cut:]
	trimmed := trimSpaces(tail)
	if len(trimmed) == len(tail) || len(trimmed) == 0 {
		return "", 0, false
	}
	if !mayEndNoun(trimmed) {
		return "", 0, false
	}
	if len(trimmed) > 0 && cut > 0 {
		for len(trimmed) > 0 && !utf8.RuneStart(trimmed[0]) {
			trimmed = trimmed[1:]
			cut++
		}
	}
	lower := strings.ToLower(string(trimmed))
	if len(lower) != len(trimmed) {
		return "", 0, false
	}
	for _, word := range []string{" số", " no."} {
		if rest, ok := strings.CutSuffix(lower, word); ok {
			lower, called = strings.TrimRight(rest, " "), true
		}
	}
	for _, n := range nouns {
		rest, ok := strings.CutSuffix(lower, n.words)
		if ok && (called || n.plain) && endsBefore(rest) {
			return n.symbol, cut + len(rest), called
		}
	}
	return "", 0, false
}

// mayEndNoun reports whether the last two bytes are those of a noun, of số or of
// No., in either case. Most numbers stand after something else.
func mayEndNoun(s []byte) bool {
	if len(s) < 3 {
		return false
	}
	before, last := s[len(s)-2], s[len(s)-1]
	switch last {
	case 0x8B, 0x8A, 0xBF, 0xBE, 0x91, 0x90: // ị, ế, ố
		return before >= 0xBA && before <= 0xBB
	case 't', 'T':
		return before == 0xBF || before == 0xBE // ết
	case 'n', 'N':
		return before >= 0xAA && before <= 0xAD || before|0x20 == 'o' || before|0x20 == 'a' // ận, ẫn, on, an
	case 'h', 'H':
		return before|0x20 == 'n' || before|0x20 == 'c'
	case 'o', 'O':
		return before == 0xA1 || before == 0x81 // áo
	case 'e', 'E':
		return before|0x20 == 'v' || before|0x20 == 'c'
	case '.':
		return before|0x20 == 'o'
	}
	return false
}

// endsBefore reports whether a word may begin after s.
func endsBefore(s string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	return size == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
}

func trimSpaces(s []byte) []byte {
	for {
		switch n := len(s); {
		case n > 0 && s[n-1] == ' ':
			s = s[:n-1]
		case n > 1 && s[n-2] == 0xC2 && s[n-1] == 0xA0:
			s = s[:n-2]
		default:
			return s
		}
	}
}

// follows are the words that may stand after a type and its number: any other is
// likely to be what is counted (Nghị quyết 12 trang).
var follows = func() map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields("của về và do tại trong đến với được đã là cho theo như khóa khoá cùng gắn nêu yêu quy không cũng sẽ đang " +
		"of on and by in to is was were has dated from for at with as or calls says asks") {
		set[word] = true
	}
	return set
}()

// endsNumber reports whether the number of a document that was named by its type
// alone may end before s.
func endsNumber(s []byte, called bool) bool {
	r, size := utf8.DecodeRune(s)
	next, _ := utf8.DecodeRune(s[size:])
	switch {
	case size == 0 || r == '\n':
		return true
	case strings.ContainsRune(".,:", r):
		return !unicode.IsDigit(next)
	case strings.ContainsRune(";)]!?\"'”’…»*", r):
		return true
	case r != ' ' && r != '\u00A0':
		return false
	case called:
		return next != '%'
	case next == '(' || next == '“' || next == '"':
		return true
	}
	word, _ := letters(s[size:])
	return word != "" && follows[strings.ToLower(word)]
}

// ParseDocument reads a number as people type it where nothing else can stand:
// in front matter, in a box. Beside what [NextDocument] finds, marks, capitals,
// dashes and slashes may be missing: 35 ct tw, 14-kh/du.
func ParseDocument(s string) (Document, bool) {
	s, _ = Normalize(strings.Join(strings.Fields(s), " "))
	if m, ok := NextDocument([]byte(s), 0); ok && m.End == len(s) && (m.Start == 0 || isNoun(s[:m.Start])) {
		return m.Document, true
	}
	i := strings.IndexAny(s, "0123456789")
	if i < 0 || !isNoun(s[:i]) {
		return Document{}, false
	}
	parts := tokens(s[i:])
	n, ok := digits(parts[0])
	if !ok || n == 0 || n > maxDocument || len(parts) > 8 {
		return Document{}, false
	}
	d := Document{Number: n}
	rest := parts[1:]
	if len(rest) > 1 && len(rest[0]) == 4 {
		if d.Year, ok = digits(rest[0]); ok {
			if !isYear(d.Year) {
				return Document{}, false
			}
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return Document{}, false
	}
	if t, known := typeOf[Fold(rest[0])]; known {
		d.Type, rest = t.symbol, rest[1:]
	} else if d.Year == 0 {
		return Document{}, false
	}
	d.Issuer = central(strings.Join(rest, ""))
	folded := Fold(d.Issuer)
	switch {
	case len(rest) > 2 || utf8.RuneCountInString(d.Issuer) > maxSymbol:
		return Document{}, false
	case issuers[folded] != "":
		d.Issuer = issuers[folded]
	case d.Type == "" && !national(folded), d.Issuer == "" && d.Year > 0, d.Issuer != "" && isDigit(d.Issuer[0]):
		return Document{}, false
	default:
		d.Issuer = strings.ToUpper(d.Issuer)
	}
	d.settle()
	return d, true
}

// isNoun reports whether what stands before a number is a type in words, or
// nothing.
func isNoun(s string) bool {
	s = strings.TrimRight(Fold(s), " ")
	for _, word := range []string{" so", " no.", " no"} {
		s = strings.TrimRight(strings.TrimSuffix(s, word), " ")
	}
	if s == "" || s == "so" || s == "no." || s == "no" {
		return true
	}
	for _, n := range nouns {
		if s == Fold(n.words) {
			return true
		}
	}
	return s == "cong van" || s == "bao cao" || s == "chuong trinh" || s == "de an" || s == "nghi dinh" || s == "thong tu" || s == "luat" || s == "to trinh"
}

// tokens are the runs of letters and the runs of digits of s.
func tokens(s string) []string {
	var out []string
	start, kind := 0, 0
	for i, r := range s + " " {
		k := 0
		switch {
		case r < utf8.RuneSelf && isDigit(byte(r)):
			k = 1
		case unicode.IsLetter(r):
			k = 2
		}
		if k == kind {
			continue
		}
		if kind != 0 {
			out = append(out, s[start:i])
		}
		start, kind = i, k
	}
	return out
}
