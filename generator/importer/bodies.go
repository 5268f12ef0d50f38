package importer

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/draft"
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
var remarkOf = regexp.MustCompile(`\s*\([^()]*\)`)

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
		e.core, e.place = r.parts(e.committee, lib.Config.Languages)
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

// parts are the core and the place of a name in Vietnamese.
func (r *registry) parts(c *content.Committee, languages []string) (core, place []string) {
	name := ""
	for _, l := range languages {
		if n := c.Name[l]; n != "" && name == "" {
			name = n
		}
	}
	core = phrase(remarkOf.ReplaceAllString(name, ""))
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
	c := e.committee
	full := slices.Concat(e.core, e.place)
	unit := slices.IndexFunc(units, func(u struct{ unit, committee []string }) bool { return slices.Equal(u.unit, e.core) })
	if len(e.core) > 0 {
		for _, b := range bodies {
			r.add(slices.Concat(b, full), i, len(e.place) > 0, false)
			if len(e.place) > 0 {
				r.add(slices.Concat(b, e.core), i, false, false)
			}
		}
		if unit >= 0 {
			own := units[unit].committee
			r.add(slices.Concat(own, e.place), i, true, false)
			r.add(own, i, false, false)
			r.add(slices.Concat(own, e.core, e.place), i, true, false)
			r.add(slices.Concat(phrase("đảng bộ"), e.place), i, true, false)
		} else if len(e.core) > 1 {
			r.add(full, i, len(e.place) > 0, len(full) < 3)
			r.add(e.core, i, false, len(e.core) < 3)
			if short := cutSuffix(e.core, phrase("tỉnh")); short != nil && len(e.place) > 0 {
				for _, b := range bodies {
					r.add(slices.Concat(b, short, e.place), i, true, false)
				}
			}
		}
	}
	if c.Level == blocLevel {
		for _, b := range bodies {
			r.add(slices.Concat(b, phrase("khối")), i, false, false)
		}
		r.add(phrase("đảng ủy khối"), i, false, false)
	}
	for _, alias := range c.Aliases {
		r.add(phrase(remarkOf.ReplaceAllString(alias, "")), i, true, words(alias) < 3)
	}
	for _, l := range languages {
		if name := remarkOf.ReplaceAllString(c.Name[l], ""); l != languages[0] || len(e.place) == 0 {
			r.add(phrase(name), i, name == c.Name[l], words(name) < 3)
		}
		if short := c.Short[l]; short != "" && !remarkOf.MatchString(short) && !slices.Equal(phrase(short), e.place) {
			r.add(phrase(short), i, true, words(short) < 3)
		}
	}
}

// blocLevel is the level of the blocs, which texts call the bloc once they have
// named it.
const blocLevel = "bloc"

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

// A mention is a place where a text names a committee.
type mention struct {
	pattern
	at, size int // words
}

// mentions finds where words name committees, the longest name at each place.
func (r *registry) mentions(ws []word) []mention {
	var out []mention
	for i := 0; i < len(ws); i++ {
		for _, p := range r.patterns[ws[i].key] {
			if n, ok := at(ws, i, p.words); ok {
				out = append(out, mention{pattern: p, at: i, size: n})
				i += n - 1
				break
			}
		}
	}
	return out
}

// Words before a body's name that make it somebody's office, or a part of it.
var offices = phrases("bí thư", "thường trực", "ủy viên", "ủy viên ban thường vụ", "văn phòng", "ban tổ chức", "ban tuyên giáo", "ban dân vận", "ủy ban kiểm tra", "ban nội chính", "trưởng ban", "phó trưởng ban", "ủy viên ban chấp hành", "nguyên bí thư", "trường chính trị", "cơ quan")

// isOffice reports whether a name at ws[i] is only part of what a person or an
// office is called.
func isOffice(ws []word, i int) bool {
	for _, o := range offices {
		if from := i - len(o); from >= 0 && ws[i].gap == joined {
			if n, ok := at(ws, from, o); ok && n == len(o) {
				return true
			}
		}
	}
	return false
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

// choose finds the committee that a report is about among those that a name may
// mean, by what says which province it is in. It gives the candidates, best first,
// and whether the first is certain.
func (r *record) choose(entries []int) (candidates []int, certain bool) {
	type weighed struct {
		entry int
		score float64
	}
	var all []weighed
	r.sharedWith = r.sharedNames(entries)
	for _, i := range entries {
		e := &r.reg.entries[i]
		if !r.date.IsZero() && !alive(e.committee, r.date) {
			continue
		}
		w := weighed{entry: i}
		if r.specific[i] {
			w.score += 6
		}
		if len(e.place) > 0 {
			w.score += r.placeScore(e.place)
		}
		w.score += r.congressScore(i)
		if len(r.sharedWith[i]) >= 2 {
			w.score += 3
		}
		if under := r.opt.Under; under != "" && (e.committee.ID == under || slices.ContainsFunc(e.above, func(up int) bool { return r.reg.entries[up].committee.ID == under })) {
			w.score += 4
		}
		all = append(all, w)
	}
	slices.SortStableFunc(all, func(a, b weighed) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	for _, w := range all {
		candidates = append(candidates, w.entry)
	}
	const least, lead = 2, 2
	certain = len(all) > 0 && all[0].score >= least && (len(all) == 1 || all[0].score-all[1].score >= lead)
	return candidates, certain
}

// alive reports whether a committee was there on a day.
func alive(c *content.Committee, d calendar.Date) bool {
	return (c.From.IsZero() || d.Last().Compare(c.From.First()) >= 0) && (c.Until.IsZero() || d.First().Compare(c.Until.Last()) <= 0) &&
		(c.Until.IsZero() || !c.Until.HasDay() || !d.SameDay(c.Until))
}

// placeScore weighs what the page says of a place.
func (r *record) placeScore(place []string) (score float64) {
	place = r.reg.folded(place)
	count := func(ws []word) (n int) {
		for i := range ws {
			if _, ok := at(ws, i, place); ok && ws[i].capital {
				n++
			}
		}
		return n
	}
	if len(r.texts) > 0 && count(r.texts[0])+count(r.titleWords) > 0 {
		score += 4
	}
	inBody := 0
	for _, ws := range r.texts {
		inBody += count(ws)
	}
	switch {
	case inBody > 2:
		score += 3
	case inBody > 0:
		score += 2
	}
	if count(r.aroundWords) > 0 {
		score += 3
	}
	if host := hostOf(r.page.meta.url); host != "" && strings.Contains(strings.ReplaceAll(host, "-", ""), vietnamese.Fold(strings.Join(place, ""))) {
		score += 3
	}
	if r.tagNames(place) {
		score += 3
	}
	return score
}

// tagNames reports whether the letters of the paper before the first word are the
// first letters of a place: LSO is Lạng Sơn online, BLA the paper of Long An.
func (r *record) tagNames(place []string) bool {
	tag := vietnamese.Fold(r.arranged.tagline)
	if tag == "" {
		return false
	}
	initials := ""
	for _, w := range place {
		initials += vietnamese.Fold(w)[:1]
	}
	return tag == initials || tag == initials+"o" || tag == "b"+initials || tag == initials+"tv" || tag == "b"+initials+"o"
}

var host = regexp.MustCompile(`^https?://(?:www\.)?([^/:?#]+)`)

func hostOf(address string) string {
	if m := host.FindStringSubmatch(address); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// congressScore weighs whether the congresses that the page names are those that the
// registry has of a committee and of those above it.
func (r *record) congressScore(i int) (score float64) {
	for _, n := range append([]int{i}, r.reg.entries[i].above...) {
		c := r.reg.entries[n].committee
		for _, m := range r.congresses {
			if m.national || m.level != c.Level || m.term.IsZero() {
				continue
			}
			for k := range c.Congresses {
				switch g := &c.Congresses[k]; {
				case g.Term != m.term:
				case g.Number == m.number:
					score += 2
				default:
					score -= 2
				}
			}
		}
	}
	return max(-4, min(score, 4))
}

// personForm is a name of three or four words in a text.
var personForm = regexp.MustCompile(`\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){2,3}`)

// sharedNames lists the persons of the report that the bulletin's articles of each
// of some committees name too, and of no other of these: two names of a report show
// where it comes from.
func (r *record) sharedNames(entries []int) map[int][]string {
	if len(entries) < 2 {
		return nil
	}
	people := map[string]bool{}
	for i := range r.arranged.blocks {
		for _, name := range personForm.FindAllString(r.arranged.blocks[i].text, 200) {
			if !notNames[vietnamese.Key(name)] && !strings.HasPrefix(name, "Hồ Chí Minh") && len(people) < 200 {
				people[name] = true
			}
		}
	}
	ids := map[string]int{}
	for _, i := range entries {
		ids[r.reg.entries[i].committee.ID] = i
	}
	found := map[string]map[int]bool{} // by name
	note := func(name string, i int) {
		if found[name] == nil {
			found[name] = map[int]bool{}
		}
		found[name][i] = true
	}
	for _, a := range r.lib.Articles {
		v := a.Original()
		i, ok := ids[v.Front.Committee]
		if !ok {
			continue
		}
		for name := range people {
			if bytes.Contains(v.Body.HTML, []byte(name)) {
				note(name, i)
			}
		}
		if r.arranged.author != "" && sameText(v.Front.Author, r.arranged.author) {
			note(r.arranged.author, i)
		}
	}
	out := map[int][]string{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if len(found[name]) == 1 {
			for i := range found[name] {
				out[i] = append(out[i], name)
			}
		}
	}
	return out
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
