package importer

import (
	"slices"
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/vietnamese"
)

// An assembly is a congress that a text names, or a committee by the congress that
// elected it: khóa XVII.
type assembly struct {
	number int
	owner
	term   calendar.Term
	weight float64 // for how near the beginning it is named
	toCome bool    // it is only being prepared
}

// An owner is whose an assembly is. The zero value is that it is not said.
type owner struct {
	level    string
	entries  []int
	outside  string // see mention
	foreign  bool   // of no body of the Party
	national bool   // of the Party as a whole
	standing bool   // of a standing committee
}

// said reports whether the text says whose it is.
func (o owner) said() bool { return o.level != "" || o.outside != "" || o.foreign || o.national }

// congressTitle reports whether the title says that the report is of a congress.
func (r *record) congressTitle() bool { return r.meeting(r.titleWords) == "congress" }

// isAt reports whether some words stand at ws[i], as keys, in one phrase.
func isAt(ws []word, i int, keys ...string) bool {
	if i < 0 || i+len(keys) > len(ws) {
		return false
	}
	for n, k := range keys {
		if ws[i+n].key != k || n > 0 && ws[i+n].gap != joined {
			return false
		}
	}
	return true
}

// toCome reports whether the congress at ws[i] is only being prepared, by the words
// before it.
func toCome(ws []word, i int) bool {
	if i > 0 && ws[i].gap == joined && slices.Contains([]string{"trình", "trước", "mừng"}, ws[i-1].key) {
		return true
	}
	if precededBy(ws, i, 8, "chuẩn bị", "tiến tới", "hướng tới", "chào mừng", "nhân sự", "trước thềm", "dự thảo", "góp ý", "lập thành", "phục vụ", "towards the", "ahead of", "preparations for", "preparing for", "up to") {
		return true
	}
	return precededBy(ws, i, 3, "văn kiện", "báo cáo") && !precededBy(ws, i, 8, "quán triệt", "học tập", "triển khai")
}

// ordinal reads a number at ws[i]: XIV, 14, mười bốn, 16th; size is how many words.
func ordinal(ws []word, i int) (n, size int) {
	if i < 0 {
		return 0, 0
	}
	const longest = 3 // words of a number
	var keys []string
	for j := i; j < min(i+longest, len(ws)) && (j == i || ws[j].gap == joined); j++ {
		keys = append(keys, ws[j].key)
	}
	if len(keys) == 0 {
		return 0, 0
	}
	for _, suffix := range []string{"th", "st", "nd", "rd"} {
		if rest, ok := strings.CutSuffix(keys[0], suffix); ok && rest != "" && digit(rest[0]) {
			keys[0] = rest
		}
	}
	return vietnamese.ReadOrdinal(keys)
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

// ownerIn finds whose an assembly is: the first body that ws[from:to] name.
func (r *record) ownerIn(ws []word, from, to int) (o owner) {
	ws = ws[:min(to, len(ws))]
	for i := max(0, from); i < len(ws); i++ {
		if next := r.ownerAt(ws, i, i == from); next.said() {
			next.standing = o.standing
			return next
		}
		o.standing = o.standing || isAt(ws, i, "thường", "vụ")
	}
	return o
}

// lastOwner is the last body that ws[from:to] name.
func (r *record) lastOwner(ws []word, from, to int) (o owner) {
	ws = ws[:min(to, len(ws))]
	standing := false
	for i := max(0, from); i < len(ws); i++ {
		if next := r.ownerAt(ws, i, false); next.said() {
			o = next
			o.standing = standing
		}
		standing = standing || isAt(ws, i, "thường", "vụ")
	}
	return o
}

// ownerAt is the body that the words at ws[i] name. first says that they are the
// first behind the noun.
func (r *record) ownerAt(ws []word, i int, first bool) (o owner) {
	switch {
	case isAt(ws, i, "trung", "ương"), isAt(ws, i, "toàn", "quốc"):
		o.national = true
		return o
	case foreignAt(ws, i, first):
		o.foreign = true
		return o
	}
	m, ok := r.reg.mentionAt(ws, i)
	if !ok {
		m, ok = outsiderAt(ws, i)
	}
	switch {
	case ok && !m.weak:
		o.outside, o.foreign = m.outside, m.foreign
		if len(m.entries) > 0 {
			o.level, o.entries = r.reg.entries[m.entries[0]].committee.Level, m.entries
		}
	default:
		if size := bodySize(ws, i); size > 0 {
			o.outside = outsideMention(ws, i, size).outside
		}
	}
	return o
}

// foreignWords are what those are called by whose assemblies are none of the Party's,
// beside the outsiders: a sports meeting, a meeting of shareholders, of minorities.
var foreignWords = phrases("công đoàn", "liên đoàn", "nông dân", "thanh niên", "phụ nữ", "cựu chiến binh", "mặt trận", "chữ thập đỏ", "thể dục", "thể thao", "dân tộc", "hợp tác xã", "cổ đông", "thi đua", "cháu ngoan", "hiệp hội", "giáo hội", "phật giáo", "liên hiệp", "liên minh", "câu lạc bộ", "tdtt", "htx", "hội đồng nhân dân", "hđnd", "quốc hội", "ủy ban nhân dân", "ubnd",
	"union", "federation", "association", "front", "youth", "women", "farmers", "veterans", "shareholders", "sports", "ethnic minorities")

// foreignAt reports whether a body that is none of the Party's stands at ws[i].
func foreignAt(ws []word, i int, first bool) bool {
	if ws[i].key == "đoàn" || ws[i].key == "hội" {
		// Hội Khuyến học, Đoàn Khối: these are in too many words to count anywhere.
		return (first || i > 0 && (ws[i-1].key == "biểu" || ws[i-1].key == "hành")) && !isAt(ws, i, "hội", "nghị")
	}
	return slices.ContainsFunc(foreignWords, func(p []string) bool { return isAt(ws, i, p...) })
}

// bodySize is how many words the name of a body of the Party has at ws[i], in small
// letters or without its place: đảng bộ cơ sở, Đảng bộ xã; 0 where no name follows.
func bodySize(ws []word, i int) int {
	const start, most = 2, 7
	if !isAt(ws, i, "đảng", "bộ") && !isAt(ws, i, "chi", "bộ") && !isAt(ws, i, "đảng", "ủy") {
		return 0
	}
	n := start
	for i+n < len(ws) && n < most && ws[i+n].gap == joined && !afterBody[ws[i+n].key] {
		n++
	}
	if n == start {
		return 0
	}
	return n
}

// afterBody are the words that follow the name of a body and are no part of it.
var afterBody = map[string]bool{"lần": true, "nhiệm": true, "khóa": true, "và": true, "tổ": true, "đã": true, "mở": true, "họp": true, "tiến": true, "về": true, "đại": true, "hội": true}

// readCongresses finds the congresses that the report names: the noun decides, and
// so a plenum is none; but khóa XVII, the committee that a congress elected, names
// the congress.
func (r *record) readCongresses() {
	r.congressesIn(r.titleWords, 5)
	for i, ws := range r.texts {
		r.congressesIn(ws, []float64{3, 1.5, 1}[min(i, 2)])
	}
}

func (r *record) congressesIn(ws []word, weight float64) {
	for i := range ws {
		var a assembly
		ok := false
		switch {
		case isAt(ws, i, "đại", "hội"):
			a, ok = r.congressAt(ws, i)
		case ws[i].key == "khóa":
			a, ok = r.electedAt(ws, i)
		case ws[i].key == "tenure" && i > 0:
			a, ok = r.englishTenure(ws, i)
		case ws[i].key == "congress" && i > 0:
			a, ok = r.englishCongress(ws, i)
		}
		if ok {
			a.weight = weight
			year := r.year()
			a.toCome = a.toCome || year > 0 && !a.term.IsZero() && year < a.term.From
			r.congresses = append(r.congresses, a)
		}
	}
}

// year is that of the event, or else of the publication.
func (r *record) year() int {
	if r.date.Year != 0 {
		return r.date.Year
	}
	return r.published.Year
}

// englishCongress reads the congress at ws[i], before which its number stands.
func (r *record) englishCongress(ws []word, i int) (a assembly, ok bool) {
	at := i - 1
	if ws[at].key == "national" || ws[at].key == "party" {
		a.national = ws[at].key == "national"
		at--
	}
	n, size := ordinal(ws, at)
	if size != 1 {
		return a, false
	}
	a.number = n
	if !a.national {
		a.owner = r.ownerIn(ws, at-9, at)
	}
	if !a.said() {
		a.owner = r.ownerIn(ws, i+1, i+12)
	}
	a.national = a.national || i+1 < len(ws) && ws[i+1].key == "national"
	a.term, _ = termAt(ws, at, 20)
	a.toCome = toCome(ws, at)
	return a, true
}

// englishTenure reads the congress that elected a committee, whose number stands before
// the word tenure at ws[i].
func (r *record) englishTenure(ws []word, i int) (a assembly, ok bool) {
	n, size := ordinal(ws, i-1)
	if size != 1 {
		return a, false
	}
	const reach = 18 // words
	from := i - 1
	for from > 0 && i-from < reach && ws[from].gap != finished {
		from--
	}
	a.number, a.owner = n, r.lastOwner(ws, from, i-1)
	return a, a.said() && !a.foreign
}

// congressAt reads the congress at ws[i:], which begins with đại hội: its number
// follows lần thứ, and whose it is stands before or behind that.
func (r *record) congressAt(ws []word, i int) (a assembly, ok bool) {
	const reach = 22 // words from the noun to its number
	stop := clause(ws, i, reach)
	at, size := -1, 0
	for j := i + 2; j < stop && at < 0; j++ {
		if n, s := numberAt(ws, j); n > 0 {
			a.number, at, size = n, j, s
		}
	}
	// Đại hội XI Đảng bộ tỉnh; Đại hội XIII alone is as a rule the Party's as a whole.
	short := false
	if i+2 < stop && ws[i+2].capital {
		if n, ok := vietnamese.ParseRoman(ws[i+2].key); ok {
			a.number, at, size, short = n, i+2, 1, true
		}
	}
	if at < 0 {
		return a, false
	}
	behind := at + size
	for behind < len(ws) && behind < at+size+10 && ws[behind].gap == joined && ws[behind].key != "nhiệm" && ws[behind].key != "và" && ws[behind].key != "lần" {
		behind++
	}
	a.owner = r.ownerIn(ws, i+2, at)
	if !a.said() {
		a.owner = r.ownerIn(ws, at+size, behind)
	}
	if !a.said() && !short {
		a.owner, _ = r.holder(ws, i)
	}
	a.national = a.national || ofTheParty(ws[i+2:at], true) || ofTheParty(ws[at+size:behind], false)
	a.term, _ = termAt(ws, at+size, 14)
	a.toCome = toCome(ws, i) || announced(ws, behind)
	return a, a.said() || !short
}

// announced reports whether what follows an assembly in its sentence says that it is
// yet to take place.
func announced(ws []word, i int) bool {
	const reach = 10 // words
	for j := i; j < min(i+reach, len(ws)) && ws[j].gap != finished; j++ {
		if isAt(ws, j, "sẽ", "diễn") || isAt(ws, j, "sẽ", "được") || isAt(ws, j, "sẽ", "khai") || isAt(ws, j, "dự", "kiến") {
			return true
		}
	}
	return false
}

// ofTheParty reports whether words beside the number of a congress say that it is the
// Party's as a whole: Đại hội Đảng lần thứ XIII, Đại hội lần thứ XIII của Đảng.
func ofTheParty(ws []word, before bool) bool {
	for n, w := range ws {
		last := n+1 == len(ws)
		if w.key != "đảng" || !last && (ws[n+1].key == "bộ" || ws[n+1].key == "ủy") {
			continue
		}
		if before && (last || ws[n+1].key == "cộng") || !before && n > 0 && ws[n-1].key == "của" {
			return true
		}
	}
	return false
}

// clause is where the words that belong to the assembly at ws[i] end, at most n words
// behind: at the next assembly or document, at a sentence's end and before what the
// assembly is for.
func clause(ws []word, i, n int) int {
	for j := i + 2; j < min(i+n, len(ws)); j++ {
		if ws[j].gap == finished || isAt(ws, j, "đại", "hội") {
			return j
		}
		if j+1 < len(ws) {
			switch ws[j].key + " " + ws[j+1].key {
			case "hội nghị", "nghị quyết", "kết luận", "chỉ thị", "kế hoạch", "quán triệt", "triển khai", "thực hiện", "học tập", "thảo luận", "sơ kết", "tổng kết", "cho ý":
				return j
			}
		}
		switch ws[j].key {
		case "để", "nhằm":
			return j
		case "nhiệm":
			// The number may stand behind the term as well as before it.
			if _, ok := yearsAt(ws, j+2); !ok || !isAt(ws, j+4, "lần") {
				return j
			}
		}
	}
	return min(i+n, len(ws))
}

// numberAt reads the number of an assembly at ws[i]: lần thứ XVII, lần 5, khóa XVII.
func numberAt(ws []word, i int) (n, size int) {
	switch ws[i].key {
	case "lần", "khóa":
		at := i + 1
		if isAt(ws, at, "thứ") {
			at++
		}
		if n, s := ordinal(ws, at); n > 0 {
			return n, at + s - i
		}
	}
	return 0, 0
}

// electedAt reads the congress that elected a committee, from khóa at ws[i]: the
// committee stands before it, or behind it in the same phrase.
func (r *record) electedAt(ws []word, i int) (a assembly, ok bool) {
	number, size := numberAt(ws, i)
	if number == 0 {
		return a, false
	}
	const reach = 12 // words
	from := i
	for from > 0 && i-from < reach && ws[from].gap != finished {
		if isAt(ws, from-1, "đại", "hội") || isAt(ws, from-1, "nghị", "quyết") {
			return a, false // a congress is read as one, and a resolution is of whoever it is
		}
		from--
	}
	a.number = number
	a.owner = r.lastOwner(ws, from, i)
	end := i + size
	for end < len(ws) && end < i+size+6 && ws[end].gap == joined && ws[end].key != "nhiệm" {
		end++
	}
	if !a.said() {
		a.owner = r.ownerIn(ws, i+size, end)
	}
	a.term, _ = termAt(ws, i+size, 8)
	a.toCome = precededBy(ws, i, 12, "quy hoạch", "nhân sự", "giới thiệu")
	return a, (a.level != "" || a.outside != "" || !a.said() && executive(ws[from:end])) && !a.national && !a.foreign || a.national
}

// ours reports whether an assembly may be of the report's own committee.
func (r *record) ours(a *assembly) bool {
	switch {
	case a.toCome || a.foreign:
		return false
	case a.national:
		return r.level == centralLevel && r.party()
	case !a.said():
		return a.weight >= 3 && r.party()
	}
	return r.owns(a.owner)
}

// owns reports whether a body that is named may be whom the report is about.
func (r *record) owns(o owner) bool {
	switch {
	case o.outside != "":
		// Of one body the place may be named once, and left out later.
		return r.outside != "" && (strings.HasPrefix(r.outside+" ", o.outside+" ") || strings.HasPrefix(o.outside+" ", r.outside+" "))
	case r.level == "" || o.level != r.level:
		return false
	case r.committee >= 0:
		return slices.Contains(o.entries, r.committee)
	}
	return slices.ContainsFunc(o.entries, func(i int) bool { return slices.Contains(r.group, i) })
}

// party reports whether the report is about a body of the Party, which alone has
// congresses and plenums here.
func (r *record) party() bool {
	if r.committee >= 0 {
		return r.reg.entries[r.committee].party
	}
	return len(r.group) > 0 || r.outside != ""
}

// readPlenum finds the plenum that the report is about, in its title and its first
// paragraphs.
func (r *record) readPlenum() {
	if !r.party() {
		return
	}
	weights := map[int]float64{}
	for i, ws := range append([][]word{r.titleWords}, r.texts[:min(2, len(r.texts))]...) {
		for j := range ws {
			n := 0
			switch {
			case isAt(ws, j, "hội", "nghị"):
				n = r.plenumAt(ws, j)
			case j > 0 && (ws[j].key == "plenum" || ws[j].key == "plenary"):
				n = r.englishPlenum(ws, j)
			}
			if n > 0 {
				weights[n] += []float64{3, 2, 1}[i]
			}
		}
	}
	r.plenum = heaviest(weights)
}

// englishPlenum reads the plenum at ws[i], before which its number stands.
func (r *record) englishPlenum(ws []word, i int) int {
	n, size := ordinal(ws, i-1)
	if size != 1 || precededBy(ws, i-1, 4, "resolution of", "conclusions of", "outcomes of", "results of") {
		return 0
	}
	o := r.ownerIn(ws, i+1, i+14)
	if !o.said() {
		o = r.ownerIn(ws, i-12, i-1)
	}
	if o.said() && !r.owns(o) && !(o.national && r.level == centralLevel) || o.standing {
		return 0
	}
	return n
}

// plenumAt reads the number of the plenum at ws[i:], which begins with hội nghị: of
// the report's own committee, which stands before its number, behind it, or is who
// holds it. Neither a meeting of a standing committee nor one whose resolution is
// read is a plenum of the report.
func (r *record) plenumAt(ws []word, i int) int {
	if r.inDocument(ws, i) || precededBy(ws, i, 4, "nghị quyết", "kết luận", "quán triệt", "thực hiện", "kết quả", "tinh thần", "thông báo", "nội dung") {
		return 0
	}
	const reach = 26 // words from the noun to the last that belongs to it
	stop := clause(ws, i, reach)
	number := 0
	for j := i + 2; j < stop && number == 0; j++ {
		if ws[j].key == "lần" {
			number, _ = numberAt(ws, j)
		} else if isAt(ws, j, "trung", "ương") {
			number, _ = ordinal(ws, j+2)
		}
	}
	if number == 0 {
		return 0
	}
	o := r.ownerIn(ws, i+2, stop)
	whose := o.said() || executive(ws[i+2:stop])
	if !whose && !o.standing {
		o, whose = r.holder(ws, i)
	}
	switch {
	case !whose || o.standing || o.foreign:
		return 0
	case o.national:
		if r.level != centralLevel {
			return 0
		}
	case o.said() && !r.owns(o):
		return 0
	}
	return number
}

// executive reports whether some words name the committee of a body, by whatever it is
// called: Ban Chấp hành, Tỉnh ủy.
func executive(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return w.key == "chấp" || w.key == "ủy" })
}

// holder is who holds the assembly at ws[i], before it in the same sentence: Đảng bộ
// huyện tổ chức Đại hội. committee says that it is the committee.
func (r *record) holder(ws []word, i int) (o owner, committee bool) {
	if !precededBy(ws, i, 4, "tổ chức", "tiến hành", "khai mạc", "bế mạc", "triệu tập", "họp hội") {
		return o, false
	}
	const back = 22 // words
	from := i
	for from > 0 && i-from < back && ws[from].gap != finished {
		from--
	}
	return r.lastOwner(ws, from, i), executive(ws[from:i])
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
