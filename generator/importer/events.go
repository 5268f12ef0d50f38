package importer

import (
	"math"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/vietnamese"
)

// An event is a day, or several, that a report gives for what it reports.
type event struct {
	day, month, year int // year 0 where it is not written
	lastDay          int // of several days; 0 otherwise
	lastMonth        int
	lastYear         int
	score            float64
	today            bool // it is only called today, or yesterday
	daysAgo          int  // of one that is: 0 or 1
	doubt            doubt
	gap              bool   // it is a list of days with others between them
	weekday          string // as printed with the first day
	text             string
}

// A doubt is why the days of an event are not taken, however plainly they stand there.
type doubt uint8

const (
	noDoubt doubt = iota
	isLunar       // they are of the lunar calendar
	isAhead       // they were yet to come
	isLong        // they are more than an event has
)

// certain is the score from which an event's day is taken without asking.
const certain = 4

var (
	// partOfDay is the surest sign of the day of an event.
	partOfDay = newExpression(`(?:^|[^\p{L}])(?:sáng|trưa|chiều|tối|đêm|khuya)(?:\s+(?:sớm|muộn))?(?:\s+(?:nay|qua|mai|cùng|hôm nay|hôm qua|ngày mai))?$|\b(?:morning|afternoon|evening|night)(?:\s+of)?$`)
	// severalWord stands before several days.
	severalWord = newExpression(`(?:^|[^\p{L}])(?:từ(?:\s+(?:sáng|trưa|chiều|tối))?|(?:trong\s+)?(?:suốt\s+)?(?:các|hai|ba|bốn|năm)|trong(?:\s+\d{1,2})?|from|between)$`)
	// nowWord stands before a day that was near when the report was written.
	nowWord = newExpression(`(?:^|[^\p{L}])(?:hôm nay|hôm qua|ngày mai|today|yesterday|tomorrow)$`)
	// onWord stands before a day in English.
	onWord = newExpression(`(?:^|[^\p{L}])(?:on|from)$`)
	// opening is what stands before the day that a sentence begins with.
	opening = newExpression(`(?:^|[.:;\-–—)]|(?:^|[^\p{L}])(?:vào|trong))$`)
	// otherDay is what makes a day one of something else: of a document, of an
	// anniversary, the last for something to be done.
	otherDay = newExpression(`(?:trước|tính đến|tính tới|đến hết|từ nay đến|chậm nhất|hạn|kể từ|từ sau|sau|(?:^|[.,;:(]\s*)nhân|\d\s+năm|kỷ niệm|kỉ niệm|thành lập|sinh|ra đời|giải phóng|quốc khánh|chiến thắng|truyền thống|hiệu lực từ|quyết định|chỉ thị|nghị quyết|kế hoạch|luật|công văn|hướng dẫn|kết luận|quy định|thông báo|báo cáo|đề án|chương trình|thông tư|tờ trình|` +
		`\b(?:dated|before|by|until|till|since|after|anniversary of|founded on|founded|born on|born))\s*(?:(?:từ|đến|vào|ban hành|ký|số\s+\S+)\s*)?,?$`)
	// sameDay says that a day is the one before it, in the other calendar.
	sameDay = newExpression(`(?:^|[^\p{L}])(?:tức(?:\s+là)?|nhằm|dương lịch\s*:?)$`)
	// comingWord before a day in its clause, or comingBehind right behind it, says that
	// it is yet to come, as tomorrowWord does; comingLater, that what follows it is.
	comingWord   = newExpression(`(?:^|[^\p{L}])(?:(?:sẽ|dự kiến|sắp|will|is due|are due|scheduled|to be held)[^\p{L},](?:[^.;!?,]|,\s*(?:từ|vào|trong|from)\s)*|dự kiến,[^.;!?,]*)$`)
	tomorrowWord = newExpression(`(?:^|[^\p{L}])(?:(?:sáng|trưa|chiều|tối|đêm|ngày)\s+mai|tomorrow)$`)
	comingBehind = newExpression(`^\s*\)?\s*(?:tới đây|sắp tới|tới\s*(?:[,.;)]|$))`)
	comingLater  = newExpression(`[^\p{L}](?:sẽ|will)\s+(?:(?:được|long trọng|chính thức|be)\s+)*(?:diễn ra|tổ chức|khai mạc|tiến hành|họp|take place|open|meet|held)`)
	// todayWord and yesterdayWord are days that have no number.
	todayWord     = newExpression(`(?:^|[^\p{L}])((?:sáng|trưa|chiều|tối)\s+nay|hôm nay|this (?:morning|afternoon|evening))(?:[^\p{L}]|$)`)
	yesterdayWord = newExpression(`(?:^|[^\p{L}])((?:sáng|trưa|chiều|tối|đêm|hôm)\s+qua|yesterday)(?:[^\p{L}]|$)`)
)

// eventsIn finds the days that a paragraph gives. nth is its place in the report,
// from 0; -1 is the title.
func eventsIn(text string, nth int) []event {
	const most = 4000 // bytes of a paragraph that are looked at
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	text = narrow(text)
	low := lowered(text)
	var out []event
	groups := groupsIn(text, low)
	for i, g := range groups {
		next := math.MaxInt // where the next day stands
		if i+1 < len(groups) {
			next = groups[i+1].start
		}
		e := g.event()
		l := peel(window(low, g.start))
		e.weekday = weekdayOf(text, low, g, l)
		e.text = text[g.start:g.stop]
		same := sameDay.MatchString(l.left)
		if n := len(out); n > 0 && out[n-1].doubt == isLunar && e.doubt != isLunar && (same || strings.TrimSpace(low[groups[i-1].stop:g.start]) == "(") {
			e.score = out[n-1].score
			out[n-1] = e // the lunar one is not needed
			continue
		}
		if e.score = e.scoreOf(g, l, nth); same || e.score == 0 {
			continue
		}
		if e.doubt == noDoubt && comes(low, g, l, next) {
			e.doubt = isAhead
		}
		out = append(out, e)
	}
	return append(out, daysWithoutNumber(text, low, nth)...)
}

// daysWithoutNumber finds what is called today or yesterday at the beginning of a
// report.
func daysWithoutNumber(text, low string, nth int) (out []event) {
	if nth < 0 || nth > 1 {
		return nil
	}
	for ago, form := range []expression{todayWord, yesterdayWord} {
		if m := form.FindStringSubmatchIndex(low); m != nil {
			out = append(out, event{today: true, daysAgo: ago, score: 3 + nearness(nth), text: text[m[2]:m[3]]})
		}
	}
	return out
}

// A group is the points of a text that are the days of one event.
type group struct {
	first, last point
	start, stop int  // where it stands
	cited       int  // the end of the last document that was named before
	comma       bool // a comma stands between the two
	gap         bool // other days are between those of its list
}

// groupsIn finds the days of a text that are not part of a document's number.
func groupsIn(text, low string) (groups []group) {
	points := pointsIn(text, low)
	cited, after := 0, 0
	mention, more := vietnamese.NextDocument([]byte(text), 0)
	for _, p := range points {
		for more && mention.End <= p.start {
			cited = mention.End
			mention, more = vietnamese.NextDocument([]byte(text), mention.End)
		}
		if more && mention.Start <= p.start {
			continue // 14-1 in 14-1-KH/ĐU
		}
		p.takeDaysBefore(low, max(after, cited))
		after = p.stop
		if n := len(groups); n > 0 && groups[n-1].stop > cited {
			g := &groups[n-1]
			if how := joins(low, g.last, p, severalWord.MatchString(peel(window(low, g.start)).left)); how != unjoined {
				g.last, g.stop, g.gap = p, p.stop, g.gap || p.gap || how == inOneList
				continue
			}
		}
		groups = append(groups, group{first: p, last: p, start: p.start, stop: p.stop, cited: cited, comma: strings.Contains(low[cited:p.start], ","), gap: p.gap})
	}
	return groups
}

// event is what a group says, without what stands around it.
func (g group) event() (e event) {
	e.day, e.month = g.first.begins()
	e.year, e.gap = g.first.year, g.gap
	if e.day == g.last.day && e.month == g.last.month && g.first.start == g.last.start {
		e.lastDay = 0
	} else {
		e.lastDay, e.lastMonth, e.lastYear = g.last.day, g.last.month, g.last.year
	}
	if g.first.firstDay > 0 && e.year > 0 && e.month > g.first.month {
		e.year-- // từ 30 đến 2/1/2021
	}
	if e.year == 0 && e.lastYear > 0 {
		e.year = e.lastYear
		if e.month > e.lastMonth {
			e.year--
		}
	}
	if g.first.lunar || g.last.lunar {
		e.doubt = isLunar
	} else if e.tooLong() {
		e.doubt = isLong
	}
	return e
}

// tooLong reports whether several days are a period rather than an event. A year that
// is not written is any.
func (e event) tooLong() bool {
	const longest = 100 // days
	if e.lastDay == 0 {
		return false
	}
	const leap = 2020
	bound := calendar.Day(leap+1, 12, 31)
	start, until, ok := e.resolve(bound)
	return ok && !until.IsZero() && start.DaysTo(until) > longest
}

// weekdayOf is the day of the week that is printed with the first day of a group, as
// it is printed.
func weekdayOf(text, low string, g group, l lead) string {
	if l.weekday != [2]int{} {
		base := g.start - len(window(low, g.start))
		return text[base+l.weekday[0] : base+l.weekday[1]]
	}
	if m := weekdayBehind.FindStringSubmatchIndex(low[g.first.stop:]); m != nil && g.first.firstDay == 0 {
		return text[g.first.stop+m[2] : g.first.stop+m[3]]
	}
	return ""
}

// cites reports whether a group is the day of the document that was named right
// before it.
func (g group) cites(l lead) bool {
	const near = 14 // bytes between a document and its day
	return g.cited > 0 && g.start-g.cited <= near && !partOfDay.MatchString(l.left)
}

// comes reports whether the days of a group are announced; next is where the next
// group stands.
func comes(low string, g group, l lead, next int) bool {
	if comingWord.MatchString(window(low, g.start)) || tomorrowWord.MatchString(l.left) || comingBehind.MatchString(low[g.stop:]) {
		return true
	}
	const far, own = 160, 40 // bytes: what is said so near before another day is said of that one
	clause := low[g.stop:min(len(low), g.stop+far)]
	if end := strings.IndexAny(clause, ".;!?"); end >= 0 {
		clause = clause[:end]
	}
	m := comingLater.FindStringIndex(clause)
	return m != nil && next-g.stop-m[1] >= own
}

// scoreOf says how surely days are those of the event, by what stands before them and
// by the paragraph's place; 0 where nothing says that they are.
func (e event) scoreOf(g group, l lead, nth int) (score float64) {
	switch {
	case g.cites(l) && e.year == 0 && g.comma:
		score = 0.5 // theo Kế hoạch số 14-KH/ĐU, ngày 21/12: of either
	case g.cites(l):
		return 0
	case otherDay.MatchString(l.left):
		if !l.parted {
			return 0
		}
		score = 0.5 // với các học sinh, ngày 21/12: of either
	case partOfDay.MatchString(l.left):
		score = 5
	case severalWord.MatchString(l.left) && e.lastDay > 0, nowWord.MatchString(l.left):
		score = 5
	case l.day, onWord.MatchString(l.left):
		score = 2
		if opening.MatchString(strings.TrimRight(onWord.ReplaceAllString(l.left, ""), " ")) {
			score = 4
		}
	case e.lastDay > 0, e.year > 0 && nth <= 0 && !l.bracket:
		score = 1
	case e.doubt == isLunar:
		score = 1
	case l.left == "" && !l.bracket && nth == 0:
		score = 0.5 // a report that begins with it
	default:
		return 0
	}
	if e.lastDay > 0 {
		score += 0.5 // rather than its first day alone
	}
	return score + nearness(nth)
}

// nearness is what a day's place in the report says for it.
func nearness(nth int) float64 {
	switch {
	case nth < 0:
		return 2
	case nth < 3:
		return []float64{3, 1.5, 1}[nth]
	}
	return 0
}

// resolve gives the days of an event: the year that is not written is the newest
// that keeps the event on or before bound. ok is false where it cannot be told.
func (e event) resolve(bound calendar.Date) (start, until calendar.Date, ok bool) {
	switch {
	case e.today:
		if bound.IsZero() {
			return start, until, false
		}
		return bound.AddDays(-e.daysAgo), calendar.Date{}, true
	case e.year > 0:
		return e.in(e.year)
	case bound.IsZero():
		return start, until, false
	}
	const leaps = 8 // years between two leap days, at most
	for year := bound.Year; year >= bound.Year-leaps; year-- {
		if start, until, ok = e.in(year); ok && start.Compare(day0(bound)) <= 0 {
			return start, until, true
		}
	}
	return calendar.Date{}, calendar.Date{}, false
}

// following gives the first day of an event that was announced on a day.
func (e event) following(bound calendar.Date) (start calendar.Date, ok bool) {
	if e.year > 0 {
		start, _, ok = e.in(e.year)
		return start, ok
	}
	const leaps = 8
	for year := bound.Year; year <= bound.Year+leaps; year++ {
		if start, _, ok = e.in(year); ok && start.Compare(day0(bound)) >= 0 {
			return start, true
		}
	}
	return calendar.Date{}, false
}

// in gives the days of an event that begins in a year; ok is false where there is no
// such day.
func (e event) in(year int) (start, until calendar.Date, ok bool) {
	start = calendar.Day(year, e.month, e.day)
	if e.day == 0 || !start.Exists() {
		return calendar.Date{}, calendar.Date{}, false
	}
	if e.lastDay > 0 {
		last := e.lastYear
		if last == 0 || e.year == 0 {
			last = year
			if e.lastMonth < e.month {
				last++
			}
		}
		until = calendar.Day(last, e.lastMonth, e.lastDay)
		if e.gap || !until.Exists() || until.Compare(start) <= 0 {
			until = calendar.Date{}
		}
	}
	return start, until, true
}
