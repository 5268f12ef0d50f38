package importer

import (
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/vietnamese"
)

// An entry is a committee of the registry as texts name it.
type entry struct {
	committee *content.Committee
	// core is its name without what a body is called and without its place: the
	// words that it shares with its like in other provinces.
	core  []string
	place []string // the name of its province, or of whatever it is named after
	above []int    // the committees above it, from the nearest
	party bool     // it is of the Party, as its name says
}

// A pattern is a way in which texts name one committee or several.
type pattern struct {
	words    []string
	entries  []int
	specific bool // it names the place too
	weak     bool // it is part of much else, and counts only as who acts
}

// A registry is the committees by the ways in which they are named.
type registry struct {
	entries  []entry
	patterns map[string][]pattern // by the first word, the longer first
	fold     bool
}

// remark is what a registry writes behind a name that is there twice: (đến năm 2025).
var remarkOf = newExpression(`\s*\([^()]*\)`)

// bodies are what an organisation and its organs are called, without the name.
var bodies = phrases("Ban Chấp hành Đảng bộ", "Ban Thường vụ Đảng ủy", "Ban Thường vụ Đảng bộ", "Ban Chấp hành", "Đảng bộ", "Đảng ủy")

// units are what a body with a place of its own is called; the committee's own word
// for it follows.
var units = []struct{ unit, committee []string }{
	{phrase("thành phố"), phrase("thành ủy")}, {phrase("tỉnh"), phrase("tỉnh ủy")}, {phrase("huyện"), phrase("huyện ủy")},
	{phrase("quận"), phrase("quận ủy")}, {phrase("thị xã"), phrase("thị ủy")},
	{phrase("xã"), phrase("đảng ủy xã")}, {phrase("phường"), phrase("đảng ủy phường")}, {phrase("đặc khu"), phrase("đảng ủy đặc khu")},
}

func phrases(names ...string) [][]string {
	out := make([][]string, len(names))
	for i, n := range names {
		out[i] = phrase(n)
	}
	return out
}

// newRegistry reads the committees' names. fold says that the page is in a language
// without Vietnamese marks.
func newRegistry(lib *content.Library, fold bool) *registry {
	r := &registry{patterns: map[string][]pattern{}, fold: fold}
	index := map[string]int{}
	for i, c := range lib.Committees {
		index[c.ID] = i
		r.entries = append(r.entries, entry{committee: c})
	}
	for i := range r.entries {
		e := &r.entries[i]
		seen := map[int]bool{i: true}
		for id := e.committee.Parent; id != ""; {
			up, ok := index[id]
			if !ok || seen[up] {
				break
			}
			seen[up] = true
			e.above = append(e.above, up)
			id = lib.Committees[up].Parent
		}
		name := ownName(e.committee, lib.Config.Languages)
		e.core, e.place = parts(name)
		e.party = slices.Contains(name, "đảng") || slices.Contains(name, "ủy") || slices.Contains(name, "party")
	}
	for i := range r.entries {
		e := &r.entries[i]
		for _, up := range e.above {
			place := r.entries[up].place
			if rest := cutSuffix(e.core, place); len(place) > 0 && rest != nil {
				e.core, e.place = rest, place
				break
			}
		}
	}
	for i := range r.entries {
		r.addPatterns(i, lib.Config.Languages)
	}
	for first := range r.patterns {
		slices.SortStableFunc(r.patterns[first], func(a, b pattern) int { return len(b.words) - len(a.words) })
	}
	return r
}

// ownName is the name of a committee in the first language that it has one in.
func ownName(c *content.Committee, languages []string) []string {
	for _, l := range languages {
		if n := c.Name[l]; n != "" {
			return phrase(remarkOf.ReplaceAllString(n, ""))
		}
	}
	return nil
}

// parts are the core and the place of a name in Vietnamese.
func parts(name []string) (core, place []string) {
	core = name
	for _, u := range units {
		if rest := cutPrefix(core, u.committee); rest != nil {
			return u.unit, rest
		}
	}
	for _, b := range bodies {
		if rest := cutPrefix(core, b); rest != nil {
			core = rest
			break
		}
	}
	for _, u := range units {
		if rest := cutPrefix(core, u.unit); rest != nil {
			return u.unit, rest
		}
	}
	return core, nil
}

// cutPrefix is what of words follows a prefix; nil where it does not begin so, or
// where nothing follows.
func cutPrefix(words, prefix []string) []string {
	if len(words) > len(prefix) && slices.Equal(words[:len(prefix)], prefix) {
		return words[len(prefix):]
	}
	return nil
}

func cutSuffix(words, suffix []string) []string {
	if n := len(words) - len(suffix); n > 0 && slices.Equal(words[n:], suffix) {
		return words[:n]
	}
	return nil
}

// addPatterns adds the ways in which a committee is named.
func (r *registry) addPatterns(i int, languages []string) {
	e := &r.entries[i]
	if e.party {
		r.addBodies(e, i)
	}
	c := e.committee
	// A short name is part of much else, but that of a body that is no place's.
	weak := func(name string) bool { return e.party && words(name) < 3 }
	for _, alias := range c.Aliases {
		r.add(phrase(remarkOf.ReplaceAllString(alias, "")), i, true, weak(alias))
	}
	for _, l := range languages {
		name := remarkOf.ReplaceAllString(c.Name[l], "")
		if l != languages[0] || len(e.place) == 0 {
			r.add(phrase(name), i, name == c.Name[l], weak(name))
		}
		if at := strings.Index(name, "Party Organisation"); at >= 0 {
			for _, other := range []string{"Party Committee", "Party Organization"} {
				r.add(phrase(name[:at]+other+name[at+len("Party Organisation"):]), i, name == c.Name[l], false)
			}
		}
		if short := c.Short[l]; short != "" && !remarkOf.MatchString(short) && !slices.Equal(phrase(short), e.place) {
			r.add(phrase(short), i, true, weak(short))
		}
	}
}

// addBodies adds what a body of the Party, its committee and its organs are called.
func (r *registry) addBodies(e *entry, i int) {
	full := slices.Concat(e.core, e.place)
	unit := slices.IndexFunc(units, func(u struct{ unit, committee []string }) bool { return slices.Equal(u.unit, e.core) })
	if len(e.core) > 0 {
		for _, b := range bodies {
			r.add(slices.Concat(b, full), i, len(e.place) > 0, false)
			if len(e.place) > 0 {
				r.add(slices.Concat(b, e.core), i, false, false)
			}
		}
	}
	switch {
	case len(e.core) == 0:
	case unit >= 0:
		own := units[unit].committee
		r.add(slices.Concat(own, e.place), i, true, false)
		r.add(own, i, false, false)
		r.add(slices.Concat(own, e.core, e.place), i, true, false)
		r.add(slices.Concat(phrase("đảng bộ"), e.place), i, true, false)
	case len(e.core) > 1:
		r.add(full, i, len(e.place) > 0, len(full) < 3)
		r.add(e.core, i, false, len(e.core) < 3)
		if short := cutSuffix(e.core, phrase("tỉnh")); len(short) > 1 && len(e.place) > 0 {
			for _, b := range bodies {
				r.add(slices.Concat(b, short, e.place), i, true, false)
				r.add(slices.Concat(b, short), i, false, false)
			}
		}
	}
	switch e.committee.Level {
	case blocLevel:
		for _, b := range bodies {
			r.add(slices.Concat(b, phrase("khối")), i, false, false)
		}
	case centralLevel:
		r.add(phrase("ban chấp hành trung ương"), i, true, false)
		r.add(phrase("hội nghị trung ương"), i, true, false)
	}
}

// blocLevel is the level of the blocs, which texts call the bloc once they have
// named it.
const blocLevel = "bloc"

// centralLevel is the level of the Central Committee.
const centralLevel = "central"

// add adds one way of naming a committee.
func (r *registry) add(words []string, i int, specific, weak bool) {
	if len(words) == 0 {
		return
	}
	words = r.folded(words)
	same := r.patterns[words[0]]
	for n := range same {
		p := &same[n]
		if slices.Equal(p.words, words) {
			if !slices.Contains(p.entries, i) {
				p.entries = append(p.entries, i)
			}
			p.specific = p.specific || specific
			p.weak = p.weak && weak
			return
		}
	}
	r.patterns[words[0]] = append(same, pattern{words, []int{i}, specific, weak})
}

func (r *registry) folded(words []string) []string {
	if !r.fold {
		return words
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = vietnamese.Fold(w)
	}
	return out
}

// A mention is a place where a text names a body.
type mention struct {
	pattern
	at, size int // words
	// outside is what a body is called that the registry does not have, without what
	// its committee or its organisation is called; entries is empty then.
	outside string
	foreign bool // and it is none of the Party's
}

// mentions finds where words name bodies, the longest name at each place: the
// committees of the registry, and other bodies as far as their form shows them.
func (r *registry) mentions(ws []word) []mention {
	var out []mention
	for i := 0; i < len(ws); i++ {
		m, ok := r.mentionAt(ws, i)
		if !ok {
			m, ok = outsiderAt(ws, i)
		}
		if ok {
			out = append(out, m)
			i += m.size - 1
		}
	}
	return out
}

// mentionAt reads the name of a committee of the registry at ws[i].
func (r *registry) mentionAt(ws []word, i int) (m mention, ok bool) {
	for _, p := range r.patterns[ws[i].key] {
		n, ok := at(ws, i, p.words)
		if !ok || p.specific && p.weak && r.anothers(ws, i, p) {
			continue
		}
		m := mention{pattern: p, at: i, size: n}
		if more := r.goesOn(ws, i+n, p); more > 0 {
			// The name goes on with what none of the committees has: Thành ủy Vị Thanh is not
			// whatever other Thành ủy there is, nor the bloc of enterprises that of agencies.
			m = outsideMention(ws, i, n+more)
		}
		return m, true
	}
	return m, false
}

// goesOn is how many words of a name stand at ws[i], behind a pattern that does not name
// the place.
func (r *registry) goesOn(ws []word, i int, p pattern) int {
	if p.specific {
		return 0
	}
	size := placeName(ws, i)
	if needsPlace[p.words[len(p.words)-1]] {
		return size
	}
	if r.entries[p.entries[0]].committee.Level != blocLevel || size == 0 && !isAt(ws, i, "và", "doanh") && !isAt(ws, i, "doanh") && !isAt(ws, i, "các") {
		return 0
	}
	const most = 12
	for i+size < len(ws) && size < most && ws[i+size].gap == joined && (ws[i+size].capital || nameWords[ws[i+size].key]) {
		size++
	}
	return size
}

// unitWords are the last words of what places are called.
var unitWords = map[string]bool{"tỉnh": true, "phố": true, "huyện": true, "quận": true, "xã": true, "phường": true, "trấn": true, "khu": true}

// needsPlace are the last words of names that say nothing without the place that
// follows them.
var needsPlace = map[string]bool{"tỉnh": true, "phố": true, "huyện": true, "quận": true, "xã": true, "phường": true, "khu": true, "ủy": true}

// anothers reports whether the place that stands at ws[i] is one of another rank than
// the committee's: phường An Châu is not the province of that name.
func (r *registry) anothers(ws []word, i int, p pattern) bool {
	if i == 0 || ws[i].gap != joined || !unitWords[ws[i-1].key] {
		return false
	}
	return !slices.ContainsFunc(p.entries, func(n int) bool {
		core := r.entries[n].core
		return len(core) > 0 && core[len(core)-1] == ws[i-1].key
	})
}

// longDash is the bytes of a dash with a space on either side, or of a long one.
const longDash = 3

// placeName is how many words of a name stand at ws[i], written on from the words
// before; 0 where there is none, or a person's, or another body after a dash.
func placeName(ws []word, i int) (size int) {
	const most = 4
	for i+size < len(ws) && size < most {
		w := &ws[i+size]
		if w.gap != joined || !w.capital || stateBodies[w.key] || i+size > 0 && w.start-ws[i+size-1].end >= longDash {
			break
		}
		size++
	}
	if size >= 3 && familyNames[ws[i].key] || size > 0 && unitSize(ws, i) > 0 {
		return 0
	}
	return size
}

// stateBodies are what stands beside a committee's name and is no part of it: Tỉnh
// ủy - HĐND - UBND tỉnh.
var stateBodies = map[string]bool{"hđnd": true, "ubnd": true, "mttq": true, "ubmttq": true, "ubkt": true}

// partyBodies are what a body of the Party is called before its name.
var partyBodies = phrases("Đảng bộ", "Đảng ủy", "Chi bộ", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy")

// officeNames are what offices are called that have organisations of the Party.
var officeNames = phrases("Công an", "Công ty", "Tổng công ty", "Văn phòng", "Quân sự", "Bộ đội Biên phòng", "Bệnh viện", "Học viện", "Trường Chính trị", "Trường Đại học", "Cơ quan Đảng", "Cơ quan",
	"Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND", "Chính phủ", "Quốc hội", "Mặt trận Tổ quốc", "Bộ Chỉ huy Quân sự", "Bộ Chỉ huy Bộ đội Biên phòng", "Quân khu", "Quân đoàn")

// unitNames are what stands between that and the name of a place.
var unitNames = phrases("tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu")

// outsiders are bodies that are none of the Party's and hold congresses and meetings
// of their own.
var outsiders = phrases("Công đoàn Viên chức", "Công đoàn ngành", "Công đoàn", "Liên đoàn Lao động", "LĐLĐ", "Hội Nông dân", "Đoàn Thanh niên", "Đoàn TNCS", "Thành đoàn", "Tỉnh đoàn", "Huyện đoàn", "Hội Liên hiệp", "Hội LHPN", "LHPN", "Hội Phụ nữ",
	"Hội Cựu chiến binh", "Hội CCB", "Mặt trận", "MTTQ", "Hội Chữ thập đỏ", "Hội Sinh viên", "Hội Khuyến học", "Hội Nhà báo", "Hội Người cao tuổi", "Hội Văn học", "Hội Luật gia", "Liên hiệp các Hội", "Liên minh Hợp tác xã", "Hợp tác xã", "Hiệp hội",
	"Ủy ban nhân dân", "UBND", "Hội đồng nhân dân", "HĐND", "Quốc hội", "Chính phủ",
	"Trade Union", "Federation of Labour", "Youth Union", "Fatherland Front", "Red Cross")

// outsiderAt reads the name of a body at ws[i] that is none of the registry's: one of
// the Party with a name of its own, or one that is not the Party's.
func outsiderAt(ws []word, i int) (m mention, ok bool) {
	for _, o := range outsiders {
		if n, ok := at(ws, i, o); ok && ws[i].capital {
			n += unitSize(ws, i+n)
			n += placeName(ws, i+n)
			return mention{at: i, size: n, outside: keysOf(ws[i : i+n]), foreign: true}, true
		}
	}
	for _, b := range partyBodies {
		n, ok := at(ws, i, b)
		if !ok {
			continue
		}
		if bloc := blocSize(ws, i+n); bloc > 0 {
			return outsideMention(ws, i, n+bloc), true
		}
		office := officeSize(ws, i+n)
		n += office
		if office > 0 {
			n += sizeOf(ws, i+n, partyBodies)
		}
		n += unitSize(ws, i+n)
		more := placeName(ws, i+n)
		return outsideMention(ws, i, n+more), office > 0 || more > 0
	}
	return m, false
}

// officeSize is how many words of the name of an office stand at ws[i], behind what its
// organisation is called, and not behind a dash: Đảng bộ các cơ quan Đảng, but Đảng ủy -
// UBND.
func officeSize(ws []word, i int) int {
	if i == 0 || i >= len(ws) || ws[i].start-ws[i-1].end >= longDash {
		return 0
	}
	if ws[i].key != many {
		return sizeOf(ws, i, officeNames)
	}
	if n := sizeOf(ws, i+1, officeNames); n > 0 {
		return n + 1
	}
	return 0
}

// blocNouns are what blocs are of.
var blocNouns = phrases("cơ quan", "doanh nghiệp", "dân chính đảng", "đảng", "đoàn thể", "chính quyền", "nội chính", "khu công nghiệp", "trường đại học", "đại học", "cao đẳng", "trung học chuyên nghiệp", "sở")

// blocSize is how many words of the name of a bloc stand at ws[i], behind what its
// organisation is called, and not behind a dash: khối Cơ quan và Doanh nghiệp tỉnh Long An.
func blocSize(ws []word, i int) int {
	if i >= len(ws) || ws[i].key != "khối" || ws[i].gap != joined || ws[i].start-ws[i-1].end >= longDash {
		return 0
	}
	end := i + 1
	for end < len(ws) && ws[end].gap == joined && sizeOf(ws, end, partyBodies) == 0 {
		if n := unitSize(ws, end); n > 0 {
			end += n
			return end + placeName(ws, end) - i
		}
		of := end
		for of < len(ws) && (ws[of].key == many || ws[of].key == "và") && ws[of].gap == joined {
			of++
		}
		n := 0
		if of < len(ws) {
			n = sizeOf(ws, of, blocNouns)
		}
		if n == 0 && of == end {
			n = placeName(ws, end)
		}
		if n == 0 {
			break
		}
		end = of + n
	}
	return end - i
}

// placed reports whether a body that is named so is told from its like elsewhere: the
// name of a place follows what a place is called.
func placed(outside string) bool {
	return slices.ContainsFunc(unitNames, func(u []string) bool {
		return strings.Contains(" "+outside, " "+strings.Join(u, " ")+" ")
	})
}

// outsideMention is a mention of a body of the Party that the registry does not have.
func outsideMention(ws []word, i, size int) mention {
	words := make([]string, size)
	for n := range words {
		words[n] = ws[i+n].key
	}
	core, place := parts(words)
	return mention{at: i, size: size, outside: strings.Join(slices.Concat(core, place), " ")}
}

// keysOf are some words as one text.
func keysOf(ws []word) string {
	var b strings.Builder
	for i, w := range ws {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.key)
	}
	return b.String()
}

// unitSize is how many words of what a place is called stand at ws[i].
func unitSize(ws []word, i int) int { return sizeOf(ws, i, unitNames) }

// sizeOf is how many words of the first phrase that stands at ws[i] do; 0 where none of
// them does.
func sizeOf(ws []word, i int, phrases [][]string) int {
	for _, p := range phrases {
		if n, ok := at(ws, i, p); ok && ws[i].gap == joined {
			return n
		}
	}
	return 0
}

// posts and organs are the words before a body's name that make it somebody's post, or
// a part of the body.
var (
	posts  = phrases("bí thư", "bí thư thường trực", "ủy viên", "ủy viên ban thường vụ", "trưởng ban", "phó trưởng ban", "ủy viên ban chấp hành", "nguyên bí thư", "đại biểu", "chủ tịch", "phó chủ tịch", "secretary of the", "member of the", "chairman of the", "deputy secretary of the")
	organs = phrases("thường trực", "văn phòng", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ủy ban kiểm tra", "ban nội chính", "trường chính trị", "cơ quan")
)

// preceded reports whether one of some phrases stands right before ws[i].
func preceded(ws []word, i int, by [][]string) bool {
	return slices.ContainsFunc(by, func(p []string) bool {
		from := i - len(p)
		if from < 0 || ws[i].gap != joined {
			return false
		}
		n, ok := at(ws, from, p)
		return ok && n == len(p)
	})
}

// precededBy reports whether one of some words stands within n words before ws[i]
// in the same phrase.
func precededBy(ws []word, i, n int, pairs ...string) bool {
	for j := i - 1; j > 0 && i-j <= n; j-- {
		if slices.Contains(pairs, ws[j-1].key+" "+ws[j].key) {
			return true
		}
		if ws[j].gap == finished {
			return false
		}
	}
	return false
}
