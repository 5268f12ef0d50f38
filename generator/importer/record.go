package importer

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/message"
	"bantin/generator/vietnamese"
)

// A record is what is read of a report, as it is read.
type record struct {
	arranged *arranged
	page     *page
	lib      *content.Library
	reg      *registry
	opt      Options
	lang     string
	english  bool        // so are the remarks in the file
	tongue   diag.Tongue // of the remarks in the file

	titleWords  []word
	texts       [][]word // of the paragraphs, the captions left out
	sources     []string // what texts are the words of
	aroundWords []word

	date, until, published, updated calendar.Date
	group                           []int // the committees that may be meant
	level                           string
	outside                         string       // whom the report is about, where the registry does not have them: see mention
	foreign                         bool         // it is about no body of the Party
	specific                        map[int]bool // committees that are named with their place, and whether as more than somebody's post
	committee                       int          // in reg.entries; -1 where it is not certain
	congress, plenum                int          // 0 where there is none, or none is certain
	term                            calendar.Term
	congresses                      []assembly
	address                         string      // where the page first appeared
	entry                           []draft.Key // of whom the report is about, where the registry does not have them
	keys                            []draft.Key
	remarks                         []Remark
}

func newRecord(a *arranged, p *page, lib *content.Library, opt Options) *record {
	r := &record{arranged: a, page: p, lib: lib, opt: opt, committee: -1, specific: map[int]bool{}}
	r.lang = opt.Lang
	languages := lib.Config.Languages
	own := isVietnamese(a)
	if r.lang == "" {
		r.lang = languages[0]
		if !own && languages[0] == vietnameseTag && len(languages) > 1 {
			r.lang = languages[1]
		}
	}
	r.english = !own
	if own {
		r.tongue = message.In(vietnameseTag)
	}
	r.reg = newRegistry(lib, !own)
	split := func(s string) []word {
		ws := split(s)
		if !own {
			for i := range ws {
				ws[i].key = vietnamese.Fold(ws[i].key)
			}
		}
		return ws
	}
	r.titleWords = split(a.title)
	for i := range a.blocks {
		if b := &a.blocks[i]; b.kind != table && b.kind != picture && b.kind != caption {
			r.texts, r.sources = append(r.texts, split(b.text)), append(r.sources, b.text)
		}
	}
	r.aroundWords = split(a.around)
	if capitals(a.title) {
		r.lowerTitle()
	}
	return r
}

// lowerTitle tells the names in a title in capitals from its other words: names are
// what the text has with capitals as well.
func (r *record) lowerTitle() {
	type pair [2]string
	names := map[pair]bool{}
	for _, ws := range r.texts {
		for i := 1; i < len(ws); i++ {
			if ws[i-1].capital && ws[i].capital && ws[i].gap == joined {
				names[pair{ws[i-1].key, ws[i].key}] = true
			}
		}
	}
	ws := r.titleWords
	for i := range ws {
		ws[i].capital = i > 0 && names[pair{ws[i-1].key, ws[i].key}] || i+1 < len(ws) && names[pair{ws[i].key, ws[i+1].key}]
	}
}

// vietnameseTag is the language that portals are in.
const vietnameseTag = "vi"

// isVietnamese reports whether a report is in Vietnamese: of its letters, more than
// one in twenty has a mark.
func isVietnamese(a *arranged) bool {
	letters, marked := 0, 0
	for i := range a.blocks {
		for _, r := range a.blocks[i].text {
			if unicode.IsLetter(r) {
				letters++
				if r > 0x7f {
					marked++
				}
			}
		}
	}
	return marked*20 > letters
}

// say keeps a remark and gives it in the language of the report, for a comment.
func (r *record) say(key, format string, args ...any) string {
	text := diag.Sayf(format, args...)
	r.remarks = append(r.remarks, Remark{key, text})
	return text.In(r.tongue)
}

// set writes a key that is certain.
func (r *record) set(name string, v draft.Value) {
	r.keys = append(r.keys, draft.Key{Name: name, Value: v})
}

// ask writes a key into a comment, once for each candidate, with what to do.
func (r *record) ask(name, note string, candidates ...draft.Value) {
	if len(candidates) == 0 {
		candidates = []draft.Value{{}}
	}
	for i, c := range candidates {
		k := draft.Key{Name: name, Value: c, Off: true}
		if i == 0 {
			k.Note = note
		}
		r.keys = append(r.keys, k)
	}
}

// read reads all that a report says. Dates come first: what a committee was called
// and which term it was in depend on the day.
func (r *record) read() {
	if remark, ok := r.page.encodingRemark(); ok {
		r.remarks = append(r.remarks, remark)
	}
	r.readTitle()
	r.readDates()
	r.readCongresses()
	r.readCommittee()
	r.settleAssemblies()
	r.readKind()
	r.readDocuments()
	r.readPeople()
}

func (r *record) readTitle() {
	title := r.arranged.title
	if title == "" {
		r.ask("title", r.say("title", "the page's title was not found"))
		return
	}
	r.set("title", draft.Text(title))
	if capitals(title) {
		r.say("title", "the title is in capitals, as on the page")
	}
	if lead := r.summary(); lead != "" {
		r.set("summary", draft.Text(lead))
	}
}

// summary is the paragraph that the page sets off as one, or the first sentence of
// the report where it is short enough.
func (r *record) summary() string {
	const most = 320 // characters: two sentences
	if lead := r.arranged.lead; lead != "" && len([]rune(lead)) <= most {
		return lead
	}
	for i := range r.arranged.blocks {
		b := &r.arranged.blocks[i]
		if b.kind != line {
			continue
		}
		first := firstSentence(b.text)
		if len([]rune(first)) <= most && words(first) >= 8 && !strings.HasSuffix(first, ":") {
			return first
		}
		return ""
	}
	return ""
}

var sentenceEnd = newExpression(`[.!?…](?:["”’)]|/\.)?(?:\s+["“]?\p{Lu}|$)`)

// firstSentence is the beginning of a paragraph up to its first full stop that a
// capital follows; not one within a name, as in T.Ư. or TP. Cần Thơ.
func firstSentence(s string) string {
	for from := 0; ; {
		m := sentenceEnd.FindStringIndex(s[from:])
		if m == nil {
			return s
		}
		at := from + m[0]
		before := s[strings.LastIndexByte(s[:at], ' ')+1 : at]
		if len([]rune(before)) > 3 || m[1] == len(s[from:]) {
			return strings.TrimSpace(s[:at+1])
		}
		from = at + 1
	}
}

// readKind tells what is reported by the first noun that says so.
func (r *record) readKind() {
	number, kind := r.ownNumber()
	if number == "" {
		number, kind = r.presented()
	}
	if number != "" {
		r.set("number", draft.Text(number))
	}
	if kind == "" {
		kind = r.meeting(r.titleWords)
	}
	inTitle := slices.ContainsFunc(r.titleWords, func(w word) bool { return w.key == "đại" })
	if r.plenum > 0 && (kind == "" || kind == "conference") {
		kind = "plenum"
	}
	for i := 0; i < min(2, len(r.texts)) && kind == ""; i++ {
		if kind = r.meeting(r.texts[i]); kind == "congress" && (i > 0 || !inTitle && !takesPlace(r.texts[i])) {
			kind = "" // a congress is what its report begins with
		}
	}
	if kind == "" && slices.ContainsFunc(r.texts, spokeThere) {
		kind = "conference"
	}
	if kind != "" && !(r.foreign && kind == "congress") {
		r.set("kind", draft.Text(kind))
	}
}

// spokeThere reports whether a paragraph says that something was said or done at the
// conference.
func spokeThere(ws []word) bool {
	for i := range ws {
		if (ws[i].key == "tại" || ws[i].key == "đạo" || ws[i].key == "biểu") && isAt(ws, i+1, "hội", "nghị") && i+3 < len(ws) {
			return true
		}
	}
	return false
}

// meeting is the kind of the first meeting that some words name, if it takes place:
// neither one that is looked forward to nor one whose resolution is read or whose work
// is looked back on.
func (r *record) meeting(ws []word) string {
	for i := range ws {
		congress := isAt(ws, i, "đại", "hội")
		if !congress && !isAt(ws, i, "hội", "nghị") || notHeld(ws, i) {
			continue
		}
		if !congress {
			return "conference"
		}
		o := r.ownerIn(ws, i+2, clause(ws, i, 22))
		national := o.national || ofTheParty(ws[i+2:clause(ws, i, 22)], true)
		if o.foreign || national && r.level != centralLevel || isAt(ws, i+2, "các") || atAllLevels(ws, i) || toCome(ws, i) ||
			precededBy(ws, i, 6, "tổng kết", "sơ kết", "công tác", "họp báo", "biểu dự", "gặp mặt", "tuyên truyền", "triển khai", "quán triệt", "học tập", "thực hiện", "phục vụ") {
			continue
		}
		return "congress"
	}
	for i := 0; i+1 < len(ws); i++ {
		switch ws[i].key + " " + ws[i+1].key {
		case "tổ chức":
			if isAt(ws, i+2, "tổng", "kết") || isAt(ws, i+2, "sơ", "kết") {
				return "conference"
			}
		case "congress opens", "congress closes":
			return "congress"
		}
		if n, size := ordinal(ws, i); n > 0 && size == 1 && ws[i+1].key == "congress" && !precededBy(ws, i, 4, "resolution of", "towards the", "resolutions of", "review the") {
			return "congress"
		}
		if ws[i].key == "conference" {
			return "conference"
		}
	}
	return ""
}

// notHeld reports whether the words before the meeting at ws[i] say that it is spoken
// of, not held.
func notHeld(ws []word, i int) bool {
	if i > 0 && ws[i].gap == joined && slices.Contains([]string{"sau", "trước", "trình", "từ", "đến"}, ws[i-1].key) {
		return true
	}
	return precededBy(ws, i, 3, "nghị quyết", "chào mừng", "tiến tới", "chuẩn bị", "phục vụ", "văn kiện", "kết quả", "thành công", "báo cáo", "kết luận", "hướng tới", "nhiệm kì")
}

// takesPlace reports whether a paragraph says that a congress began, went on or ended.
func takesPlace(ws []word) bool {
	for i := range ws {
		for _, verb := range [][2]string{{"khai", "mạc"}, {"bế", "mạc"}, {"diễn", "ra"}, {"tiến", "hành"}, {"tổ", "chức"}, {"họp", "phiên"}, {"làm", "việc"}} {
			if isAt(ws, i, verb[0], verb[1]) {
				return true
			}
		}
		if ws[i].key == "congress" {
			return true
		}
	}
	return false
}

// atAllLevels reports whether a congress is none of one committee's, but of many.
func atAllLevels(ws []word, i int) bool {
	for j := i + 2; j < min(i+7, len(ws)); j++ {
		if isAt(ws, j, "các", "cấp") {
			return true
		}
	}
	return false
}

// readPeople writes who wrote, and where the report first appeared.
func (r *record) readPeople() {
	a := r.arranged
	if a.author != "" {
		r.set("author", draft.Text(a.author))
	} else {
		r.ask("author", r.say("author", "the page does not say who wrote"))
	}
	if a.photos != "" {
		r.set("photos", draft.Text(a.photos))
	}
	name := a.source
	if name == "" {
		name = r.page.meta.site
	}
	address := r.page.meta.url
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(address, " \"<>\\`{}|^") || len(address) > 1000 {
		address = ""
	}
	if name == "" {
		name = hostOf(address)
	}
	if name == "" {
		r.ask("source", r.say("source", "the page does not say where it is from: name the paper or portal, with the address"),
			draft.Value{Group: []draft.Key{{Name: "name"}, {Name: "url"}}})
		return
	}
	group := []draft.Key{{Name: "name", Value: draft.Text(name)}}
	if r.address = address; address != "" {
		group = append(group, draft.Key{Name: "url", Value: draft.Text(address)})
	}
	r.set("source", draft.Value{Group: group})
}

// result puts the file together.
func (r *record) result() Result {
	out := Result{Lang: r.lang, Title: r.arranged.title, Date: r.date, Address: r.address, Filed: r.date}
	if out.Filed.IsZero() {
		out.Filed = day0(r.published)
		if out.Filed.IsZero() {
			out.Filed = day0(r.updated)
		}
	}
	words := comments{picture: "Ảnh của bài gốc", file: "anh", caption: "Chú thích", address: "Địa chỉ", hint: "lưu ảnh cạnh bài, rồi chỉ giữ dòng bắt đầu bằng !["}
	if r.english {
		words = comments{picture: "A picture of the page", file: "picture", caption: "Caption", address: "Address", hint: "save it beside this file, then keep only the line that begins with !["}
	}
	out.File.Body = body(r.arranged.blocks, words)
	pictures := 0
	for i := range r.arranged.blocks {
		if k := r.arranged.blocks[i].kind; k == picture || k == caption {
			pictures++
		}
	}
	if pictures > 0 {
		r.say("", "pictures and captions in comments: %d; save each picture beside the article", pictures)
	}
	out.File.Keys, out.Remarks, out.Entry = r.keys, r.remarks, r.entry
	return out
}
