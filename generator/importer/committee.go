package importer

import (
	"cmp"
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/draft"
	"bantin/generator/vietnamese"
)

// Namesakes are the committees that are called alike, but for the province: whom one name
// in a report may mean.
type namesakes struct {
	level, core string
	outside     string // what a body is called that the registry does not have
	foreign     bool
	entries     []int
	weight      float64 // of the mention that weighs most
	times       int
	does        bool   // it is named otherwise than in what a document is called
	name        string // as it is written where it weighs most
}

// total weighs namesakes: what names it best counts, and how often it is named only
// between those that are named as well.
func (g *namesakes) total() float64 { return g.weight + 0.05*float64(min(g.times, 8)) }

// How much a mention of a body weighs as the one that the report is about.
const (
	weighsTitle  = 3.0 // in the title or the first paragraph, which say who did what
	weighsSecond = 1.5 // in the second, which says who was there
	weighsLater  = 1.0
	weighsLast   = 0.5 // from the fourth on, whoever else is spoken of

	weighsActor  = 2.0  // it is followed by what it does
	weighsFirst  = 1.0  // it is named before all others
	weighsPost   = -3.0 // it is part of what a person is called
	weighsOrgan  = -0.5 // it is part of what one of its organs is called
	weighsCited  = -1.5 // it is part of what a document or an assembly is called
	weighsInPart = -2.5 // it is as much part of something else
)

// A weighing is whom a report may be about, and how much speaks for each.
type weighing struct {
	r        *record
	all      []*namesakes
	together [][2]*namesakes // named as doing something together
	alike    *namesakes      // of which two do something together
	visitor  *mention        // whose secretary, say, is named before all others
}

// of finds the namesakes that a mention may mean, or makes them.
func (gs *weighing) of(m mention) (out []*namesakes) {
	find := func(like namesakes) *namesakes {
		for _, g := range gs.all {
			if g.level == like.level && g.core == like.core && g.outside == like.outside {
				return g
			}
		}
		gs.all = append(gs.all, &like)
		return gs.all[len(gs.all)-1]
	}
	if m.outside != "" {
		return []*namesakes{find(namesakes{outside: m.outside, foreign: m.foreign})}
	}
	for _, i := range m.entries {
		e := &gs.r.reg.entries[i]
		like := namesakes{level: e.committee.Level, core: strings.Join(e.core, " ")}
		if like.level == blocLevel && gs.anyBloc(m) {
			like.core = ""
		}
		g := find(like)
		if !slices.Contains(g.entries, i) {
			g.entries = append(g.entries, i)
		}
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// anyBloc reports whether a mention says no more than that it is a bloc: Đảng ủy khối.
func (gs *weighing) anyBloc(m mention) bool {
	first := gs.r.reg.entries[m.entries[0]].core
	return !m.specific && slices.ContainsFunc(m.entries, func(i int) bool { return !slices.Equal(gs.r.reg.entries[i].core, first) })
}

// weigh adds the mentions of one paragraph. lead says that the paragraph is one of
// those that say who did it.
func (gs *weighing) weigh(text string, ws []word, base float64, lead bool) {
	first := true
	var before *mention // the mention before, where that was the first
	for _, m := range gs.r.reg.mentions(ws) {
		weight := base + gs.r.role(ws, m, lead, first)
		with := before != nil && m.at == before.at+before.size+1 && ws[m.at-1].key == "và"
		if with {
			weight = base + weighsFirst
		}
		if m.weak && weight < 1 {
			continue
		}
		if base == weighsTitle {
			gs.visits(m, first && weight == base+weighsPost)
		}
		gs.note(m, weight, nameOf(text, ws, m), !gs.r.inDocument(ws, m.at))
		if with {
			gs.join(*before, m)
		}
		before = nil
		if first && weight > base {
			before = &m
		}
		first = false
	}
}

// nameOf is a mention as it is written; with … where it may go on, since names have small
// letters in them and verbs of titles have great ones.
func nameOf(text string, ws []word, m mention) string {
	end := m.at + m.size
	name := text[ws[m.at].start:ws[end-1].end]
	if m.outside == "" || end >= len(ws) || ws[end].gap != joined || acts(ws[:min(end+2, len(ws))], end) {
		return name
	}
	inName := ws[m.at : end-1] // the words that the place follows
	if slices.ContainsFunc(inName, func(w word) bool { return w.key == "khối" }) {
		inName = ws[m.at:end]
	}
	if ofPlace := !ws[end].capital && slices.ContainsFunc(inName, func(w word) bool { return needsPlace[w.key] }); !ofPlace {
		name += cutName
	}
	return name
}

// cutName stands behind a name that may go on.
const cutName = "…"

// fullest is where a body that the registry does not have is named with most of its name:
// a report that has named it once goes on with Đảng ủy Khối. Where two bodies are named
// that both may be meant, it is what was given.
func (gs *weighing) fullest(top *namesakes) *namesakes {
	most := top
	for _, g := range gs.all {
		switch {
		case g.foreign != top.foreign || placed(top.outside) || strings.HasSuffix(g.name, cutName) || !goesOnFrom(g.outside, top.outside):
		case goesOnFrom(g.outside, most.outside):
			most = g
		case !goesOnFrom(most.outside, g.outside):
			return top
		}
	}
	return most
}

// goesOnFrom reports whether a name is another with more words behind it, or the same.
func goesOnFrom(name, other string) bool {
	bare := func(s string) string { return strings.ReplaceAll(" "+s+" ", " "+many+" ", " ") }
	return strings.HasPrefix(bare(name), bare(other))
}

// note keeps what a mention weighs. does says that the body itself does something,
// not a document of it.
func (gs *weighing) note(m mention, weight float64, name string, does bool) {
	for _, g := range gs.of(m) {
		if weight > g.weight || g.times == 0 {
			g.weight, g.name = weight, name
		} else if strings.HasSuffix(g.name, cutName) && !strings.HasSuffix(name, cutName) {
			g.name = name
		}
		g.times++
		g.does = g.does || does
	}
	for _, i := range m.entries {
		if m.specific && !m.weak {
			gs.r.specific[i] = gs.r.specific[i] || weight > 0
		}
	}
}

// visits notes whose secretary, say, is named before all others in the title or the
// first paragraph, and who else of that kind is named there.
func (gs *weighing) visits(m mention, visitor bool) {
	if visitor && gs.visitor == nil {
		gs.visitor = &m
	}
	if gs.visitor != nil {
		gs.compare(*gs.visitor, m)
	}
}

// join notes that two bodies do something together.
func (gs *weighing) join(a, b mention) {
	x, y := gs.of(a)[0], gs.of(b)[0]
	if x != y {
		gs.together = append(gs.together, [2]*namesakes{x, y})
	}
	gs.compare(a, b)
}

// compare notes that two bodies that are called alike, but for their place, have to do
// with each other.
func (gs *weighing) compare(a, b mention) {
	if x := gs.of(a)[0]; x == gs.of(b)[0] && a.specific && b.specific && !slices.Equal(a.entries, b.entries) {
		gs.alike = x
	}
}

// role is what the words around a mention add to its weight.
func (r *record) role(ws []word, m mention, lead, first bool) float64 {
	switch {
	case preceded(ws, m.at, posts) && !delegatesOf(ws, m.at), isAt(ws, m.at+m.size, "viên"):
		return weighsPost
	case r.inDocument(ws, m.at):
		return weighsCited
	case m.weak:
		return weighsInPart
	}
	weight := 0.0
	if preceded(ws, m.at, organs) {
		weight += weighsOrgan
	}
	switch {
	case lead && first && acts(ws, m.at+m.size):
		weight += weighsActor
	case first:
		weight += weighsFirst
	}
	return weight
}

// delegatesOf reports whether the body at ws[i] is named as the one that delegates are
// of, all of them, and not as what one of them is: Đại hội đại biểu, Đoàn đại biểu.
func delegatesOf(ws []word, i int) bool {
	return isAt(ws, i-4, "đại", "hội", "đại", "biểu") || isAt(ws, i-3, "đoàn", "đại", "biểu")
}

// inDocument reports whether the body at ws[i] is named only for a document of it, or
// for a congress to come: a resolution of the eighth plenum of a committee, say.
func (r *record) inDocument(ws []word, i int) bool {
	const reach = 9 // words
	for j := i - 1; j > 0 && i-j <= reach; j-- {
		if ws[j+1].gap != joined {
			return false
		}
		switch ws[j-1].key + " " + ws[j].key {
		case "nghị quyết", "kết luận", "chỉ thị", "quy định":
			return true
		case "đại hội":
			return toCome(ws, j-1)
		case "tổ chức":
			return false
		}
	}
	return false
}

// acts reports whether a verb of doing follows within three words: who acts is whom
// a report is about.
func acts(ws []word, i int) bool {
	for j := i; j < min(i+5, len(ws)); j++ {
		if ws[j].gap == finished {
			return false
		}
		if j+1 < len(ws) {
			switch ws[j].key + " " + ws[j+1].key {
			case "tổ chức", "tiến hành", "khai mạc", "triển khai", "long trọng", "đã tổ", "phối hợp", "ban hành", "bế mạc", "thông qua", "họp phiên", "công bố", "trao tặng", "tổng kết", "sơ kết", "biểu quyết":
				return true
			}
		}
	}
	return false
}

// best are the namesakes that weigh most: one, or those that nothing tells apart.
func (gs *weighing) best() (best []*namesakes, several bool) {
	top := gs.all[0]
	for _, g := range gs.all[1:] {
		if g.total() > top.total() {
			top = g
		}
	}
	if top.level == blocLevel && top.core == "" {
		// A bloc that is only called one is the bloc that is named elsewhere.
		var named []*namesakes
		for _, g := range gs.all {
			if g.level == blocLevel && g.core != "" {
				named = append(named, g)
			}
		}
		if len(named) > 0 {
			return named, len(named) > 1
		}
	}
	best = []*namesakes{top}
	for _, p := range gs.together {
		if i := slices.Index(p[:], top); i >= 0 {
			return append(best, p[1-i]), true
		}
	}
	for _, g := range gs.all {
		if g != top && g.total() == top.total() && g.name == top.name && g.outside == "" && top.outside == "" {
			best = append(best, g) // one name for committees of two levels
		}
	}
	return best, false
}

// readCommittee finds the committee that the report is about.
func (r *record) readCommittee() {
	gs := &weighing{r: r}
	gs.weigh(r.arranged.title, r.titleWords, weighsTitle, false)
	const most = 6 // paragraphs
	for i, ws := range r.texts[:min(most, len(r.texts))] {
		gs.weigh(r.sources[i], ws, []float64{weighsTitle, weighsSecond, weighsLater, weighsLast, weighsLast, weighsLast}[i], i < 2)
	}
	// A body that is named for somebody's post alone is not whom the report is about.
	named := slices.Clone(gs.all)
	gs.all = slices.DeleteFunc(gs.all, func(g *namesakes) bool { return g.outside != "" && g.weight <= 0 })
	if len(gs.all) == 0 {
		r.ask("committee", r.say("committee", "the page names no committee of %s", content.CommitteesFile))
		return
	}
	best, several := gs.best()
	if gs.visitor != nil && best[0].weight < weighsTitle+weighsActor && !r.congressTitle() {
		// One went to the other, and the report may be of either. Who goes to a body below
		// looks at what that one does.
		if v := gs.of(*gs.visitor)[0]; len(v.entries) > 0 && v.core != "" && !slices.Contains(best, v) && !r.below(best[0], v) {
			best, several = append(best, v), true
		}
	}
	if top := best[0]; top.outside != "" {
		gs.all = named
		top = gs.fullest(top)
		if r.foreign = top.foreign; !r.foreign {
			r.outside = top.outside
		}
		ids := r.named(r.specificEntries())
		if !r.foreign {
			if r.entry = r.entryFor(top); r.entry != nil {
				ids = slices.Insert(ids, 0, r.entry[0].Value)
			}
		}
		r.ask("committee", r.say("committee", "the report is about %q, which %s does not have", top.name, content.CommitteesFile), ids...)
		return
	}
	r.level = best[0].level
	for _, g := range best {
		for _, i := range g.entries {
			if !slices.Contains(r.group, i) {
				r.group = append(r.group, i)
			}
		}
		if g.level != r.level {
			r.level = ""
		}
	}
	r.settleCommittee(several || gs.alike == best[0] || !best[0].does)
	if !best[0].does {
		// Whoever carries the document out is not named, and its number is not theirs.
		r.level, r.group = "", nil
	}
}

// below reports whether some namesakes stand below others.
func (r *record) below(g, other *namesakes) bool {
	return slices.ContainsFunc(g.entries, func(i int) bool {
		return slices.ContainsFunc(r.reg.entries[i].above, func(up int) bool { return slices.Contains(other.entries, up) })
	})
}

// settleCommittee writes the committee where one of the namesakes is certain, and asks where
// it is not.
func (r *record) settleCommittee(doubtful bool) {
	candidates, certain := r.choose(r.group)
	if !certain && !doubtful {
		if i, who := r.settledByPeople(candidates); i >= 0 {
			r.say("committee", "%s, whose articles name %s as well", r.id(i), strings.Join(who, ", "))
			candidates, certain = []int{i}, true
		} else if i := r.withoutPlace(candidates); i >= 0 {
			r.say("committee", "%s, which is registered without a place: the page names none", r.id(i))
			candidates, certain = []int{i}, true
		}
	}
	switch {
	case len(candidates) == 0:
		r.ask("committee", r.say("committee", "no committee of that name was there on %s", r.date))
	case certain && !doubtful:
		r.committee = candidates[0]
		r.level = r.reg.entries[r.committee].committee.Level
		r.set("committee", draft.Text(r.id(r.committee)))
	default:
		const most = 8
		candidates = candidates[:min(len(candidates), most)]
		var ids []string
		for _, i := range candidates {
			ids = append(ids, r.id(i))
		}
		r.ask("committee", r.say("committee", "the page does not tell which committee it is; it may be %s", strings.Join(ids, ", ")), r.named(candidates)...)
	}
}

// withoutPlace is the one candidate that the registry itself names without a place and
// below nobody, where the page says as little; otherwise -1. So an archive can file what
// came from nobody knows where.
func (r *record) withoutPlace(candidates []int) int {
	found := -1
	for _, i := range candidates {
		switch e := &r.reg.entries[i]; {
		case len(e.place) > 0 && r.score(i) > 0:
			return -1
		case len(e.place) == 0 && len(e.above) == 0 && found >= 0:
			return -1
		case len(e.place) == 0 && len(e.above) == 0:
			found = i
		}
	}
	return found
}

// named are the ids of some committees.
func (r *record) named(entries []int) (ids []draft.Value) {
	for _, i := range entries {
		ids = append(ids, draft.Text(r.id(i)))
	}
	return ids
}

// specificEntries are the committees that the report names with their place.
func (r *record) specificEntries() (entries []int) {
	for i := range r.reg.entries {
		if _, ok := r.specific[i]; ok {
			entries = append(entries, i)
		}
	}
	return entries
}

func (r *record) id(entry int) string { return r.reg.entries[entry].committee.ID }

// choose finds the committee that a report is about among those that a name may
// mean, by what says which province it is in. It gives the candidates, best first,
// and whether the first is certain.
func (r *record) choose(entries []int) (candidates []int, certain bool) {
	scores := map[int]float64{}
	for _, i := range entries {
		if r.date.IsZero() || alive(r.reg.entries[i].committee, r.date) {
			scores[i] = r.score(i)
			candidates = append(candidates, i)
		}
	}
	slices.SortStableFunc(candidates, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	// One passing word of a place, or one number of a congress, which several provinces
	// had, is not enough.
	const least, lead = 3, 2
	certain = len(candidates) > 0 && scores[candidates[0]] >= least &&
		(len(candidates) == 1 || scores[candidates[0]]-scores[candidates[1]] >= lead)
	return candidates, certain
}

// score weighs what says that a committee of some name is the one of this place.
func (r *record) score(i int) (score float64) {
	e := &r.reg.entries[i]
	if r.specific[i] {
		score += 6
	}
	if len(e.place) > 0 {
		score += r.placeScore(e.place)
	}
	if under := r.opt.Under; under != "" && (e.committee.ID == under || slices.ContainsFunc(e.above, func(up int) bool { return r.id(up) == under })) {
		score += 4
	}
	return score + r.congressScore(i)
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

var host = newExpression(`^https?://(?:www\.)?([^/:?#]+)`)

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
		seen := map[int]bool{}
		for _, m := range r.congresses {
			if m.national || m.level != c.Level || m.term.IsZero() || seen[m.number] {
				continue
			}
			seen[m.number] = true
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
