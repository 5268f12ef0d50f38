package importer

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
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
	aroundWords []word

	date, until, published, updated calendar.Date
	group                           []int // the committees that may be meant
	level                           string
	specific                        map[int]bool     // committees that are named with their place
	sharedWith                      map[int][]string // persons that articles of a committee name, too
	committee                       int              // in reg.entries; -1 where it is not certain
	congress, plenum                int
	term                            calendar.Term
	congresses                      []assembly
	keys                            []draft.Key
	remarks                         []Remark
}

// An assembly is a congress that a text names.
type assembly struct {
	number   int
	level    string // of whose congress it is; "" where that is not said
	entries  []int
	specific bool
	national bool
	term     calendar.Term
	weight   float64 // for how near the beginning it is named
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
			r.texts = append(r.texts, split(b.text))
		}
	}
	r.aroundWords = split(a.around)
	return r
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
	r.readAssemblies()
	r.readTerm()
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

var sentenceEnd = regexp.MustCompile(`[.!?…](?:["”’)]|/\.)?(?:\s+["“]?\p{Lu}|$)`)

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

// readDates settles when the event was and when the report came out.
func (r *record) readDates() {
	best, all := r.event()
	var pub, upd, above calendar.Date
	updated := stamp{}
	for _, s := range r.arranged.stamps {
		switch {
		case s.update && !s.publish:
			if upd.IsZero() {
				upd, updated = s.date, s
			}
		case s.publish:
			if pub.IsZero() || pub.SameDay(s.date) && !pub.HasTime() {
				pub = s.date
			}
		case s.above:
			if above.IsZero() || above.SameDay(s.date) && !above.HasTime() {
				above = s.date
			}
		case pub.IsZero() && !s.below:
			pub = s.date
		}
	}
	machine := machineDate(r.page.meta.published, r.page.zone)
	switch {
	case pub.IsZero() && !machine.IsZero():
		pub = machine
	case !pub.IsZero() && pub.SameDay(machine) && machine.HasTime() && !pub.HasTime():
		pub = machine
	case !pub.IsZero() && !machine.IsZero() && !pub.SameDay(machine):
		r.say("published", "the page is headed with %s for machines, and prints %s, which was taken", machine, pub)
	}
	changed := machineDate(r.page.meta.modified, r.page.zone)
	if upd.IsZero() && !changed.IsZero() && !pub.IsZero() && day0(changed).Compare(day0(pub)) > 0 {
		upd = changed
	}
	bound := pub
	if bound.IsZero() {
		bound = upd
	}
	rejected := calendar.Date{}
	if bound.IsZero() && !above.IsZero() {
		// The day above a title may be the day on which the page was looked at. It is
		// believed only where the report's own day is close before it.
		const close = 7 // days
		start, _, ok := best.resolve(above)
		if ok && !start.IsZero() && day0(start).Compare(day0(above)) <= 0 && day0(start.AddDays(close)).Compare(day0(above)) >= 0 {
			pub, bound = above, above
		} else {
			rejected = above
		}
	}
	if best.score >= certain {
		r.date, r.until, _ = best.resolve(bound)
	}
	if pub.IsZero() && !upd.IsZero() {
		// What is changed on the day of the event came out on that day, too; and
		// newspapers call the hour at which they print a report an update.
		if !r.date.IsZero() && r.date.SameDay(upd) || updated.lúc && upd.HasTime() {
			pub, upd = upd, calendar.Date{}
		}
	}
	r.published, r.updated = pub, upd
	r.writeDates(best, all, rejected)
}

// day0 is a date without its time.
func day0(d calendar.Date) calendar.Date { return calendar.Day(d.Year, d.Month, d.Day) }

// event finds the day of the report among those that it names.
func (r *record) event() (best event, all []event) {
	all = append(all, eventsIn(r.arranged.title, -1)...)
	nth := 0
	for i := range r.arranged.blocks {
		b := &r.arranged.blocks[i]
		if b.kind != line && b.kind != item && b.kind != quote {
			continue
		}
		all = append(all, eventsIn(b.text, nth)...)
		const most = 6 // paragraphs
		if nth++; nth == most {
			break
		}
	}
	for _, e := range all {
		if e.score > best.score {
			best = e
		}
	}
	return best, all
}

// resolve gives the days of an event: the year that is not written is the newest
// that keeps the event on or before bound. ok is false where it cannot be told.
func (e event) resolve(bound calendar.Date) (start, until calendar.Date, ok bool) {
	if e.today {
		return day0(bound), calendar.Date{}, !bound.IsZero()
	}
	year := e.year
	if year == 0 {
		if bound.IsZero() || e.day == 0 {
			return start, until, false
		}
		year = bound.Year
		for n := 0; n < 8 && (!calendar.Day(year, e.month, e.day).Exists() || calendar.Day(year, e.month, e.day).Compare(day0(bound)) > 0); n++ {
			year--
		}
	}
	start = calendar.Day(year, e.month, e.day)
	if !start.Exists() {
		return calendar.Date{}, until, false
	}
	if e.lastDay > 0 {
		if e.lastMonth < e.month {
			year++
		}
		if until = calendar.Day(year, e.lastMonth, e.lastDay); !until.Exists() {
			until = calendar.Date{}
		}
	}
	return start, until, true
}

func (r *record) writeDates(best event, all []event, rejected calendar.Date) {
	switch {
	case !r.date.IsZero():
		r.set("date", draft.Moment(r.date))
		if !r.published.IsZero() && day0(r.published).Compare(r.date) < 0 {
			r.say("date", "the event, on %s, comes after the publication, on %s: look which is right", r.date, day0(r.published))
		}
	default:
		r.askDate(best, all, rejected)
	}
	if !r.until.IsZero() {
		r.set("until", draft.Moment(r.until))
	}
	switch {
	case !r.published.IsZero():
		r.set("published", draft.Moment(r.published))
	case !rejected.IsZero():
		r.ask("published", r.say("published", "%s stands above the title and may be the day on which the page was looked at", day0(rejected)), draft.Moment(day0(rejected)))
	case r.updated.IsZero():
		r.ask("published", r.say("published", "the page does not say when it was published"))
	default:
		r.ask("published", r.say("published", "the page says only when it was updated"))
	}
	if !r.updated.IsZero() {
		r.set("updated", draft.Moment(r.updated))
	}
}

// askDate asks for the day of the event.
func (r *record) askDate(best event, all []event, rejected calendar.Date) {
	var candidates []draft.Value
	add := func(d calendar.Date) {
		if v := draft.Moment(day0(d)); !d.IsZero() && !slices.ContainsFunc(candidates, func(c draft.Value) bool { return c.Text == v.Text }) && len(candidates) < 4 {
			candidates = append(candidates, v)
		}
	}
	bound := r.published
	if bound.IsZero() {
		bound = r.updated
	}
	if bound.IsZero() {
		bound = rejected
	}
	for _, e := range all {
		if d, _, ok := e.resolve(bound); ok {
			add(d)
		}
	}
	if best.text != "" && best.year == 0 && !best.today {
		r.ask("date", r.say("date", "the report says %q without a year, and the day of publication is not known: which year?", best.text), candidates...)
		return
	}
	add(r.published)
	r.ask("date", r.say("date", "the day of the event was not found"), candidates...)
}

// readCommittee finds the committee that the report is about.
func (r *record) readCommittee() {
	type kindOf struct {
		level string
		core  string
	}
	ranks := map[kindOf]float64{}
	members := map[kindOf][]int{}
	order := []kindOf{}
	rank := func(m mention, weight float64) {
		e := &r.reg.entries[m.entries[0]]
		k := kindOf{e.committee.Level, strings.Join(e.core, " ")}
		if len(m.entries) > 1 && !m.specific && e.committee.Level == blocLevel {
			// "Đảng ủy khối" says no more than that it is a bloc.
			same := true
			for _, i := range m.entries {
				same = same && slices.Equal(r.reg.entries[i].core, e.core)
			}
			if !same {
				k.core = ""
			}
		}
		if _, ok := ranks[k]; !ok {
			order = append(order, k)
		}
		ranks[k] = max(ranks[k], weight) + 0.05
		for _, i := range m.entries {
			if !slices.Contains(members[k], i) {
				members[k] = append(members[k], i)
			}
			if m.specific && len(m.entries) == 1 || m.specific {
				r.specific[i] = true
			}
		}
	}
	weigh := func(ws []word, base float64, lead bool) {
		first := true
		for _, m := range r.reg.mentions(ws) {
			weight := base
			switch {
			case isOffice(ws, m.at):
				weight -= 3
			case precededBy(ws, m.at, 3, "đại hội", "nghị quyết") && !congressTitle(r.titleWords):
				weight -= 1.5
			case m.weak:
				weight -= 2.5
			case lead && first && acts(ws, m.at+m.size):
				weight += 2
			case first:
				weight++
			}
			if m.weak && weight < 1 {
				continue
			}
			first = false
			rank(m, weight)
		}
	}
	weigh(r.titleWords, 3, false)
	for i, ws := range r.texts {
		if i > 5 {
			break
		}
		weigh(ws, []float64{3, 1.5, 1, 0.5, 0.5, 0.5}[i], i < 2)
	}
	if len(order) == 0 {
		r.ask("committee", r.say("committee", "the page names no committee of %s", content.CommitteesFile))
		return
	}
	best := order[0]
	for _, k := range order[1:] {
		if ranks[k] > ranks[best] {
			best = k
		}
	}
	// A bloc that is only called one is the bloc that is named elsewhere.
	if best.core == "" {
		for _, k := range order {
			if k.level == best.level && k.core != "" {
				best = k
				break
			}
		}
	}
	r.level = best.level
	r.group = members[best]
	candidates, sure := r.choose(r.group)
	if sure {
		r.committee = candidates[0]
		if n := len(r.sharedWith[r.committee]); n >= 2 && !r.specific[r.committee] {
			r.say("committee", "%s, whose articles name %s as well", r.id(r.committee), strings.Join(r.sharedWith[r.committee], ", "))
		}
		r.set("committee", draft.Text(r.id(r.committee)))
		return
	}
	var ids []string
	var values []draft.Value
	const most = 8
	for _, i := range candidates[:min(len(candidates), most)] {
		ids = append(ids, r.id(i))
		values = append(values, draft.Text(r.id(i)))
	}
	if len(ids) == 0 {
		r.ask("committee", r.say("committee", "no committee of that name was there on %s", r.date))
		return
	}
	r.ask("committee", r.say("committee", "the page does not tell which committee it is; it may be %s", strings.Join(ids, ", ")), values...)
}

func (r *record) id(entry int) string { return r.reg.entries[entry].committee.ID }

// acts reports whether a verb of doing follows within three words: who acts is whom
// a report is about.
func acts(ws []word, i int) bool {
	for j := i; j < min(i+5, len(ws)); j++ {
		if ws[j].gap == finished {
			return false
		}
		if j+1 < len(ws) {
			switch ws[j].key + " " + ws[j+1].key {
			case "tổ chức", "tiến hành", "khai mạc", "triển khai", "long trọng", "đã tổ", "phối hợp", "ban hành", "bế mạc", "thông qua", "họp phiên", "công bố", "trao tặng", "tổng kết", "sơ kết":
				return true
			}
		}
	}
	return false
}

// congressTitle reports whether a title begins with a congress: whose it is is whom
// the report is about.
func congressTitle(ws []word) bool {
	for i := 0; i+1 < len(ws) && i < 4; i++ {
		if ws[i].key == "đại" && ws[i+1].key == "hội" {
			return !precededBy(ws, i, 4, "nghị quyết", "chào mừng", "tiến tới", "chuẩn bị", "sau đại", "trước đại")
		}
	}
	return false
}

// numberWords are numbers as words.
var numberWords = map[string]int{"nhất": 1, "một": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mốt": 1}

// ordinal reads a number at ws[i]: XIV, 14, mười bốn, 16th; size is how many words.
func ordinal(ws []word, i int) (n, size int) {
	if i >= len(ws) {
		return 0, 0
	}
	k := ws[i].key
	for _, suffix := range []string{"th", "st", "nd", "rd"} {
		if rest, ok := strings.CutSuffix(k, suffix); ok && rest != "" && digit(rest[0]) {
			k = rest
		}
	}
	if n, ok := vietnamese.ParseOrdinal(k); ok {
		return n, 1
	}
	n = numberWords[k]
	if n == 0 {
		return 0, 0
	}
	size = 1
	next := func() string {
		if i+size < len(ws) && ws[i+size].gap == joined {
			return ws[i+size].key
		}
		return ""
	}
	if n > 1 && n < 10 && next() == "mươi" {
		n *= 10
		size++
	}
	if n >= 10 {
		if more := numberWords[next()]; more > 0 && more < 10 {
			n += more
			size++
		}
	}
	return n, size
}

// termAt reads a term of two years at ws[i] or at most n words behind it, after
// nhiệm kỳ or term.
func termAt(ws []word, i, n int) (calendar.Term, int) {
	for j := i; j+1 < min(i+n, len(ws)); j++ {
		if ws[j].key == "nhiệm" && (ws[j+1].key == "kì" || ws[j+1].key == "ki") {
			if t, ok := yearsAt(ws, j+2); ok {
				return t, j
			}
		}
		if t, ok := yearsAt(ws, j); ok && (j > 0 && (ws[j-1].key == "khóa" || ws[j-1].key == "term") || j+2 < len(ws) && (ws[j+2].key == "term" || ws[j+2].key == "tenure")) {
			return t, j
		}
	}
	return calendar.Term{}, -1
}

// yearsAt reads two years.
func yearsAt(ws []word, i int) (calendar.Term, bool) {
	if i < 0 || i+1 >= len(ws) || len(ws[i].key) != 4 || len(ws[i+1].key) != 4 {
		return calendar.Term{}, false
	}
	from, err1 := strconv.Atoi(ws[i].key)
	to, err2 := strconv.Atoi(ws[i+1].key)
	if err1 != nil || err2 != nil || from < 1930 || to <= from || to-from > 10 {
		return calendar.Term{}, false
	}
	return calendar.Term{From: from, To: to}, true
}

// others are what other bodies' congresses are called by.
var others = map[string]bool{"đoàn": true, "công": true, "phụ": true, "nông": true, "cựu": true, "liên": true, "thi": true, "mặt": true, "thể": true, "văn": true, "hiệp": true, "cổ": true, "hội": true, "quốc": true, "cháu": true, "dân": true}

// readCongresses finds the congresses that the report names: the noun decides, and
// so neither a plenum nor a committee that a congress elected is one.
func (r *record) readCongresses() {
	read := func(ws []word, weight float64) {
		for i := 0; i+1 < len(ws); i++ {
			if ws[i].key == "đại" && ws[i+1].key == "hội" && ws[i+1].gap == joined {
				if a, ok := r.congressAt(ws, i); ok {
					a.weight = weight
					r.congresses = append(r.congresses, a)
				}
			}
			if ws[i+1].key == "congress" {
				if n, size := ordinal(ws, i); size == 1 {
					a := assembly{number: n, weight: weight}
					a.national = precededBy(ws, i+1, 3, "national congress") || i+2 < len(ws) && ws[i+2].key == "national" || i > 0 && ws[i-1].key == "national"
					r.bodyOf(&a, ws[max(0, i-8):i])
					if a.level == "" {
						r.bodyOf(&a, ws[i+2:min(len(ws), i+12)])
					}
					a.term, _ = termAt(ws, i, 20)
					r.congresses = append(r.congresses, a)
				}
			}
		}
	}
	read(r.titleWords, 5)
	for i, ws := range r.texts {
		read(ws, []float64{3, 1.5, 1}[min(i, 2)])
	}
}

// congressAt reads the congress at ws[i:], which begins with đại hội.
func (r *record) congressAt(ws []word, i int) (a assembly, ok bool) {
	const reach = 22 // words from the noun to its number
	at, size := -1, 0
	for j := i + 2; j < min(i+reach, len(ws)); j++ {
		if ws[j].gap == finished || ws[j].key == "đại" && j+1 < len(ws) && ws[j+1].key == "hội" || ws[j].key == "nghị" && ws[j-1].key == "hội" || ws[j].key == "nhiệm" {
			break
		}
		if ws[j].key != "lần" {
			continue
		}
		k := j + 1
		if k < len(ws) && ws[k].key == "thứ" {
			k++
		}
		if n, s := ordinal(ws, k); n > 0 {
			a.number, at, size = n, j, k+s-j
		}
		break
	}
	if at < 0 {
		return a, false
	}
	between := ws[i+2 : at]
	stop := at + size
	for stop < len(ws) && stop < at+size+10 && ws[stop].gap == joined && ws[stop].key != "nhiệm" && ws[stop].key != "và" && ws[stop].key != "lần" {
		stop++
	}
	behind := ws[at+size : stop]
	for n, w := range between {
		if w.key == "toàn" && n+1 < len(between) && between[n+1].key == "quốc" || w.key == "đảng" && (n+1 == len(between) || between[n+1].key == "toàn" || between[n+1].key == "cộng") {
			a.national = true
		}
		if others[w.key] && !(w.key == "quốc") && (n == 0 || between[n-1].key != "cơ") && n < 3 {
			return a, false
		}
	}
	for n, w := range behind {
		if w.key == "của" && n+1 < len(behind) && behind[n+1].key == "đảng" && (n+2 == len(behind) || behind[n+2].key != "bộ" && behind[n+2].key != "ủy") || w.key == "toàn" && n < 2 {
			a.national = true
		}
	}
	r.bodyOf(&a, between)
	if a.level == "" {
		r.bodyOf(&a, behind)
	}
	a.term, _ = termAt(ws, at+size, 14)
	return a, true
}

// bodyOf finds whose congress it is in some words.
func (r *record) bodyOf(a *assembly, ws []word) {
	ms := r.reg.mentions(ws)
	for _, m := range ms {
		if m.weak {
			continue
		}
		a.level = r.reg.entries[m.entries[0]].committee.Level
		a.entries, a.specific = m.entries, m.specific
		return
	}
}

// ours reports whether an assembly may be of the report's own committee.
func (r *record) ours(a *assembly) bool {
	switch {
	case a.national || r.level == "":
		return false
	case a.level == "":
		return a.weight >= 3
	case a.level != r.level:
		return false
	case r.committee >= 0:
		return slices.Contains(a.entries, r.committee)
	}
	return slices.ContainsFunc(a.entries, func(i int) bool { return slices.Contains(r.group, i) })
}

// readAssemblies settles the congress and the plenum, and the congresses of those
// above that the report is about as well.
func (r *record) readAssemblies() {
	weights := map[int]float64{}
	for i := range r.congresses {
		if a := &r.congresses[i]; r.ours(a) {
			w := a.weight
			if a.level == "" {
				w--
			}
			if !a.term.IsZero() {
				w += 0.5
			}
			weights[a.number] = max(weights[a.number], w) + 0.1
		}
	}
	r.congress = heaviest(weights)
	r.readPlenum()
	if r.congress > 0 {
		r.set("congress", draft.Text(vietnamese.Roman(r.congress)))
	}
	if r.plenum > 0 {
		r.set("plenum", draft.Number(r.plenum))
	}
	if r.committee < 0 {
		return
	}
	var also []draft.Value
	for _, up := range r.reg.entries[r.committee].above {
		weights := map[int]float64{}
		for i := range r.congresses {
			a := &r.congresses[i]
			if a.national || a.weight < 3 || a.level != r.reg.entries[up].committee.Level || !slices.Contains(a.entries, up) {
				continue
			}
			weights[a.number] = max(weights[a.number], a.weight+float64(a.number)/100) // of two, the later
		}
		if n := heaviest(weights); n > 0 {
			also = append(also, draft.Value{Group: []draft.Key{{Name: "committee", Value: draft.Text(r.id(up))}, {Name: "congress", Value: draft.Text(vietnamese.Roman(n))}}})
		}
	}
	if len(also) > 0 {
		r.set("also", draft.Value{List: also})
	}
}

// heaviest is the number with the most weight, of two the greater; 0 where there is
// none.
func heaviest(weights map[int]float64) int {
	best := 0
	for n, w := range weights {
		if best == 0 || w > weights[best] || w == weights[best] && n > best {
			best = n
		}
	}
	return best
}

// readPlenum finds the plenum that the report is about, in its title and its first
// paragraphs, and the congress that elected whose plenum it is: khóa XVII.
func (r *record) readPlenum() {
	weights, elected := map[int]float64{}, map[int]float64{}
	for i, ws := range append([][]word{r.titleWords}, r.texts[:min(2, len(r.texts))]...) {
		weight := []float64{3, 2, 1}[i]
		for j := 0; j+1 < len(ws); j++ {
			n, by := 0, 0
			if ws[j].key == "hội" && ws[j+1].key == "nghị" {
				n, by = r.plenumAt(ws, j)
			} else if ws[j+1].key == "plenum" || ws[j+1].key == "plenary" {
				n, _ = ordinal(ws, j)
			}
			if n > 0 {
				weights[n] += weight
				if by > 0 {
					elected[by] += weight
				}
			}
		}
	}
	r.plenum = heaviest(weights)
	if n := heaviest(elected); n > 0 && r.plenum > 0 {
		r.congress = n
	}
}

// plenumAt reads the plenum at ws[i:], which begins with hội nghị.
func (r *record) plenumAt(ws []word, i int) (number, elected int) {
	if precededBy(ws, i, 3, "nghị quyết", "kết luận", "quán triệt", "thực hiện") || r.level == "" {
		return 0, 0
	}
	const reach = 26
	whose := false
	for j := i + 2; j < min(i+reach, len(ws)); j++ {
		if ws[j].gap == finished || ws[j].key == "đại" && j+1 < len(ws) && ws[j+1].key == "hội" {
			break
		}
		k := ws[j].key
		next := ""
		if j+1 < len(ws) {
			next = ws[j+1].key
		}
		switch {
		case k == "trung" && next == "ương" && number == 0 && r.level != "central", k == "toàn" && next == "quốc":
			return 0, 0
		case k == "chấp" && next == "hành", k == "tỉnh" && next == "ủy", k == "thành" && next == "ủy", k == "huyện" && next == "ủy", k == "đảng" && (next == "ủy" || next == "bộ"), k == "quận" && next == "ủy":
			whose = true
		case k == "thường" && next == "vụ" && number == 0:
			return 0, 0 // of the standing committee
		case k == "lần" && number == 0:
			n := j + 1
			if next == "thứ" {
				n++
			}
			number, _ = ordinal(ws, n)
		case k == "khóa" && number > 0 && elected == 0:
			elected, _ = ordinal(ws, j+1)
		case k == "khóa" && whose:
			elected, _ = ordinal(ws, j+1)
		case k == "nhiệm":
			j = len(ws)
		}
	}
	if number == 0 || !whose {
		return 0, 0
	}
	return number, elected
}

// readTerm settles the term: the one that the report's own congress or plenum is of,
// or the one that is named first, if the day is in it.
func (r *record) readTerm() {
	weights := map[calendar.Term]float64{}
	var order []calendar.Term
	year := r.date.Year
	if year == 0 {
		year = r.published.Year
	}
	add := func(t calendar.Term, w float64) {
		if t.IsZero() || year > 0 && (year < t.From || year > t.To) {
			return
		}
		if _, ok := weights[t]; !ok {
			order = append(order, t)
		}
		weights[t] += w
	}
	for i, ws := range append([][]word{r.titleWords}, r.texts...) {
		weight := []float64{3, 2, 0.5}[min(i, 2)]
		for j := 0; j < len(ws); {
			t, at := termAt(ws, j, len(ws)-j)
			if at < 0 {
				break
			}
			w := weight
			if precededBy(ws, at, 8, "quy hoạch", "nhân sự", "chuẩn bị", "phương hướng", "tiến tới") {
				w = 0.2
			}
			add(t, w)
			j = at + 2
		}
	}
	for i := range r.congresses {
		if a := &r.congresses[i]; r.congress > 0 && a.number == r.congress && r.ours(a) {
			add(a.term, 2*a.weight)
		}
	}
	var registered calendar.Term // by the registry
	if r.committee >= 0 {
		registered = r.registeredTerm(year)
	}
	switch {
	case len(order) > 0:
		best := order[0]
		for _, t := range order {
			if weights[t] > weights[best] {
				best = t
			}
		}
		if len(order) > 1 && registered != best && slices.ContainsFunc(order, func(t calendar.Term) bool { return t != best && weights[t]*1.5 > weights[best] }) {
			if slices.Contains(order, registered) {
				r.term = registered
				break
			}
			var values []draft.Value
			for _, t := range order {
				values = append(values, draft.Text(t.String()))
			}
			r.ask("term", r.say("term", "the report speaks of more than one term: choose"), values...)
			return
		}
		r.term = best
	case !registered.IsZero():
		r.term = registered
		r.say("term", "the term is that of %s: the report names none", content.CommitteesFile)
	}
	if r.term.IsZero() {
		r.ask("term", r.say("term", "the report names no term of its day"))
		return
	}
	r.set("term", draft.Text(r.term.String()))
}

// registeredTerm is the term that the registry gives for the congress, or for the
// day.
func (r *record) registeredTerm(year int) (term calendar.Term) {
	c := r.reg.entries[r.committee].committee
	latest := calendar.Date{}
	for i := range c.Congresses {
		g := &c.Congresses[i]
		if r.congress > 0 {
			if g.Number == r.congress {
				return g.Term
			}
			continue
		}
		if r.date.IsZero() || g.Date.IsZero() || g.Term.IsZero() || year > g.Term.To {
			continue
		}
		if g.Date.First().Compare(r.date) <= 0 && g.Date.Compare(latest) > 0 {
			latest, term = g.Date, g.Term
		}
	}
	return term
}

// readKind tells what is reported by the first noun that says so.
func (r *record) readKind() {
	kind := ""
	if number, k := r.ownNumber(); number != "" {
		r.set("number", draft.Text(number))
		kind = k
	}
	if kind == "" {
		kind = meeting(r.titleWords)
	}
	for i := 0; i < min(2, len(r.texts)) && kind == ""; i++ {
		kind = meeting(r.texts[i])
	}
	if r.plenum > 0 && (kind == "" || kind == "conference") {
		kind = "plenum"
	}
	if kind == "" {
		for _, ws := range r.texts {
			for i := 0; i+3 < len(ws); i++ {
				if (ws[i].key == "tại" || ws[i].key == "đạo" || ws[i].key == "biểu") && ws[i+1].key == "hội" && ws[i+2].key == "nghị" {
					kind = "conference"
				}
			}
		}
	}
	if kind != "" {
		r.set("kind", draft.Text(kind))
	}
}

// meeting is the kind of the first meeting that some words name, if it takes place:
// neither one that is looked forward to nor one whose resolution is read.
func meeting(ws []word) string {
	for i := 0; i+1 < len(ws); i++ {
		two := ws[i].key + " " + ws[i+1].key
		if two != "đại hội" && two != "hội nghị" || precededBy(ws, i, 3, "nghị quyết", "chào mừng", "tiến tới", "chuẩn bị", "phục vụ", "văn kiện", "kết quả", "thành công", "báo cáo", "kết luận") || i > 0 && ws[i].gap == joined && (ws[i-1].key == "sau" || ws[i-1].key == "trước") {
			continue
		}
		if two == "đại hội" {
			if i+2 < len(ws) && (ws[i+2].key == "thi" || ws[i+2].key == "đoàn" || ws[i+2].key == "các") || several(ws, i) {
				continue
			}
			return "congress"
		}
		return "conference"
	}
	for i := 0; i+1 < len(ws); i++ {
		switch ws[i].key + " " + ws[i+1].key {
		case "tổ chức":
			if i+3 < len(ws) && (ws[i+2].key == "tổng" || ws[i+2].key == "sơ") && ws[i+3].key == "kết" {
				return "conference"
			}
		case "congress opens", "congress closes":
			return "congress"
		}
		if n, size := ordinal(ws, i); n > 0 && size == 1 && ws[i+1].key == "congress" && !precededBy(ws, i, 4, "resolution of", "towards the", "resolutions of") {
			return "congress"
		}
		if ws[i].key == "conference" {
			return "conference"
		}
	}
	return ""
}

// several reports whether a congress is one of many: of party organisations at all
// levels.
func several(ws []word, i int) bool {
	for j := i + 2; j+1 < min(i+7, len(ws)); j++ {
		if ws[j].key == "các" && ws[j+1].key == "cấp" {
			return true
		}
	}
	return false
}

// ownNumber is the number of the document that the title presents, if it begins with
// one, and the kind of article.
func (r *record) ownNumber() (number, kind string) {
	title := r.arranged.title
	m, ok := vietnamese.NextDocument([]byte(title), 0)
	if !ok || words(title[:m.Start]) > 4 || m.Document.Issuer == "" || precededBy(r.titleWords, len(split(title[:m.Start])), 4, "thực hiện", "triển khai", "quán triệt", "tổng kết", "sơ kết") {
		return "", ""
	}
	switch m.Document.Kind() {
	case "resolution", "directive", "plan", "notice":
		return m.Document.String(), m.Document.Kind()
	}
	return m.Document.String(), ""
}

var (
	dated     = regexp.MustCompile(`^\s*,?\s*(?:ban hành\s+)?(?:ngày|ký ngày|dated)\s+`)
	plenary   = regexp.MustCompile(`(?i)(nghị quyết|kết luận|quy định) (?:hội nghị )?(?:lần thứ \S+ (?:của )?)?(?:ban chấp hành )?trung ương (\d{1,2}|[ivxlc]{1,6})(?:,| của đảng)?\s*\(?\s*khóa\s+([ivxlc]{1,6}|\d{1,2})\)?`)
	issuerIs  = regexp.MustCompile(`^\s*,?\s*(?:của|do)\s+(?:the\s+)?`)
	issuerOne = phrases("Bộ Chính trị", "Ban Bí thư", "Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Đảng ủy", "Đảng bộ", "Chính phủ", "Thủ tướng", "Quốc hội", "Ủy ban", "UBND", "HĐND", "Hội đồng", "Ban Tổ chức", "Ban Tuyên giáo", "Ủy ban Kiểm tra", "Văn phòng", "Bộ Nội vụ", "Ban Chỉ đạo")
)

// Words in small letters that may be part of a body's name.
var nameWords = map[string]bool{"tỉnh": true, "ủy": true, "thành": true, "phố": true, "khối": true, "các": true, "cơ": true, "quan": true, "và": true, "doanh": true, "nghiệp": true, "trung": true, "ương": true, "đảng": true, "bộ": true, "huyện": true, "thị": true, "xã": true, "phường": true, "nhân": true, "dân": true, "thường": true, "vụ": true, "chấp": true, "hành": true, "chính": true, "trị": true, "bí": true, "thư": true, "ban": true, "phủ": true, "hội": true, "đồng": true}

// readDocuments lists the documents that the report cites, with what it says of them.
func (r *record) readDocuments() {
	type cited struct {
		number, issuer string
		date           calendar.Date
		doc            vietnamese.Document
	}
	var all []cited
	var unnumbered []string
	const most = 60
	for i := range r.arranged.blocks {
		text := r.arranged.blocks[i].text
		for from := 0; len(all) < most; {
			m, ok := vietnamese.NextDocument([]byte(text), from)
			if !ok {
				break
			}
			from = m.End
			c := cited{doc: m.Document, number: m.Document.String()}
			if m.Document.Issuer == "" {
				c.number = text[m.Start:m.End]
			}
			c.date, c.issuer = said2(text[m.End:])
			at := slices.IndexFunc(all, func(x cited) bool {
				return x.doc == c.doc && (x.date.IsZero() || c.date.IsZero() || x.date == c.date)
			})
			if at < 0 {
				all = append(all, c)
				continue
			}
			if all[at].date.IsZero() {
				all[at].date = c.date
			}
			if all[at].issuer == "" {
				all[at].issuer = c.issuer
			}
		}
		for _, name := range plenary.FindAllString(text, 20) {
			if !slices.Contains(unnumbered, name) {
				unnumbered = append(unnumbered, name)
			}
		}
	}
	var list []draft.Value
	for _, c := range all {
		if c.doc.Issuer == "" && slices.ContainsFunc(all, func(x cited) bool { return c.doc.May(x.doc) }) {
			continue // said in short of one that is there in full
		}
		group := []draft.Key{{Name: "number", Value: draft.Text(c.number)}}
		if c.issuer != "" {
			group = append(group, draft.Key{Name: "issuer", Value: draft.Text(c.issuer)})
		}
		if !c.date.IsZero() {
			group = append(group, draft.Key{Name: "date", Value: draft.Moment(c.date)})
		}
		list = append(list, draft.Value{Group: group})
	}
	note := ""
	if len(unnumbered) > 0 {
		note = r.say("documents", "cited too, without a number: %s", strings.Join(unnumbered, "; "))
	}
	switch {
	case len(list) > 0:
		r.keys = append(r.keys, draft.Key{Name: "documents", Value: draft.Value{List: list}, Note: note})
	case note != "":
		r.ask("documents", note)
	}
}

// said2 reads what stands behind a document's number: its day and who issued it, in
// either order.
func said2(rest string) (date calendar.Date, issuer string) {
	const enough = 200
	rest = strings.ToValidUTF8(rest[:min(len(rest), enough)], "")
	for range 2 {
		if m := dated.FindStringIndex(lowered(rest)); m != nil {
			spans, dates := datesIn(lowered(rest[m[1]:]))
			if len(spans) > 0 && spans[0][0] == 0 {
				date = dates[0]
				rest = rest[m[1]+spans[0][1]:]
				continue
			}
		}
		if m := issuerIs.FindStringIndex(lowered(rest)); m != nil && issuer == "" {
			if name := issuerName(rest[m[1]:]); name != "" {
				issuer = name
				rest = rest[m[1]+len(name):]
			}
		}
	}
	return date, issuer
}

// issuerName is the name of a body at the beginning of a text: words with capitals,
// and those in small letters that such names have.
func issuerName(s string) string {
	ws := split(s)
	known := 0
	for _, p := range issuerOne {
		if n, ok := at(ws, 0, p); ok {
			known = max(known, n)
		}
	}
	if known == 0 || ws[0].start > 0 {
		return ""
	}
	end := known
	for end < len(ws) && end < 16 && ws[end].gap == joined && (ws[end].capital || nameWords[ws[end].key]) {
		if ws[end].key == "và" && (end+1 == len(ws) || ws[end+1].key != "doanh") {
			break
		}
		end++
	}
	for end > known && (ws[end-1].key == "và" || ws[end-1].key == "các") {
		end--
	}
	return s[:ws[end-1].end]
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
	if address != "" {
		group = append(group, draft.Key{Name: "url", Value: draft.Text(address)})
	}
	r.set("source", draft.Value{Group: group})
}

// result puts the file together.
func (r *record) result() Result {
	out := Result{Lang: r.lang, Title: r.arranged.title, Date: r.date, Filed: r.date}
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
	out.File.Keys, out.Remarks = r.keys, r.remarks
	return out
}
