package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bantin/generator/calendar"
)

// A point is a day, or a run of days that ends with it, where a text writes it.
type point struct {
	start, stop      int // where it stands, in bytes
	day, month, year int // year 0 where it is not written; all 0 where lunar alone is known
	// firstDay and firstMonth are the first of several days that share a month's
	// name with the last: "12, 13 và 14/10". 0 where it is one day.
	firstDay, firstMonth int
	lunar                bool // of the lunar calendar: the numbers are no day of a solar month
	gap                  bool // there are days between those of a list
}

var (
	// shortDate is a date without its year: 21/12, 14-1, 05.4, 21 tháng 12, 21
	// December, Dec. 21.
	shortDate = newExpression(`(\d{1,2})(?:\s?[/\-–]\s?|\.)(\d{1,2})|` +
		`(\d{1,2})\s*,?\s*(?:` + monthWord + `)\s*(` + monthName + `)|` +
		`(\d{1,2})` + ordinalEnding + `\s+(?:of\s+)?(` + englishMonth + `)\b|` +
		`(` + englishMonth + `)\.?\s+(\d{1,2})` + ordinalEnding)
	// monthFirst is several days behind the name of their month: December 21-23, 2020.
	monthFirst = newExpression(`(` + englishMonth + `)\.?\s+(\d{1,2})` + ordinalEnding + `\s*(?:-|–|—|to|and|through|until)\s*(\d{1,2})` + ordinalEnding + `(?:,?\s+(\d{4}))?`)
	// lunarDay is a day that only the lunar calendar has: rằm tháng Bảy, mùng 2 Tết.
	lunarDay = newExpression(`rằm\s+tháng\s+(?:\p{L}+|\d{1,2})|(?:(?:mùng|mồng)\s+)?\d{1,2}\s+tết`)
	// lunarBefore and lunarBehind are what makes a date one of the lunar calendar;
	// sexagenary is a year as that calendar names it: năm Canh Tý.
	lunarBefore = newExpression(`(?:mùng|mồng|âm lịch\s*:?\s*(?:là\s+)?(?:ngày)?)\s*$`)
	lunarBehind = newExpression(`^\s*[,(]?\s*(?:âm lịch|âl|a\.l|lunar)`)
	sexagenary  = newExpression(`^\s*,?\s*(?:năm\s+)?(?:giáp|ất|bính|đinh|mậu|kỷ|kỉ|canh|tân|nhâm|quý|quí)\s+(?:tý|tí|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)`)
	// anotherDay follows the "âm lịch" that belongs to it and not to the date before.
	anotherDay = newExpression(`^\s*:?\s*(?:là\s+)?(?:ngày\s+)?(?:mùng\s+|mồng\s+)?\d`)
)

// lunarMonth reports whether a month has a name that only the lunar calendar has.
func lunarMonth(name string) bool { return name == "giêng" || name == "chạp" }

// pointsIn finds the days that a text writes, in order and apart. low is the text in
// small letters, each at its place.
func pointsIn(text, low string) []point {
	free := []byte(low) // without what has been read
	var points []point
	take := func(more ...point) {
		points = append(points, more...)
		for _, p := range more {
			for i := p.start; i < p.stop; i++ {
				free[i] = ' '
			}
		}
	}
	take(fullPoints(low)...)
	for _, m := range lunarDay.FindAllStringIndex(string(free), -1) {
		if !letterAt(low, m[0], -1) && !letterAt(low, m[1], 1) {
			take(point{start: m[0], stop: m[1], lunar: true})
		}
	}
	take(monthFirstPoints(text, low, string(free))...)
	take(shortPoints(text, low, string(free))...)
	slices.SortFunc(points, func(a, b point) int { return a.start - b.start })
	return points
}

// monthFirstPoints finds several days behind the name of their month.
func monthFirstPoints(text, low, free string) (out []point) {
	for _, m := range monthFirst.FindAllStringSubmatchIndex(free, -1) {
		p := point{start: m[0], stop: m[1], month: monthOf(low[m[2]:m[3]])}
		p.firstDay, _ = strconv.Atoi(low[m[4]:m[5]])
		p.day, _ = strconv.Atoi(low[m[6]:m[7]])
		p.firstMonth = p.month
		if m[8] >= 0 {
			p.year, _ = strconv.Atoi(low[m[8]:m[9]])
		}
		if p.possible() && p.firstDay > 0 && p.firstDay < p.day && capitalAt(text, m[2]) && !letterAt(low, m[0], -1) && aloneAt(low, p.start, p.stop) {
			out = append(out, p)
		}
	}
	return out
}

// shortPoints finds the dates without a year.
func shortPoints(text, low, free string) (out []point) {
	for from := 0; from < len(free); {
		m := shortDate.FindStringSubmatchIndex(free[from:])
		if m == nil {
			return out
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if p, ok := shortPoint(text, low, m); ok && p.possible() && aloneAt(low, p.start, p.stop) {
			from = p.stop
			p.markLunar(low)
			out = append(out, p)
			continue
		}
		for from = m[0] + 1; from < len(free) && digit(free[from]); {
			from++ // what follows this number may be a date: 16-17/1
		}
	}
	return out
}

// shortPoint is the point of a match of shortDate; ok is false where the name of a
// month is another word: "may 10".
func shortPoint(text, low string, m []int) (p point, ok bool) {
	p.start, p.stop = m[0], m[1]
	form := 1 // the first of the two groups that match: by numbers, tháng, 21 December, Dec. 21
	for m[2*form] < 0 {
		form += 2
	}
	number, name := low[m[2*form]:m[2*form+1]], low[m[2*form+2]:m[2*form+3]]
	ok = true
	switch form {
	case 3:
		p.lunar = lunarMonth(name)
	case 5:
		ok = capitalAt(text, m[2*form+2])
	case 7:
		number, name = name, number
		ok = capitalAt(text, m[2*form]) && !letterAt(low, m[2*form], -1)
	}
	p.day, _ = strconv.Atoi(number)
	p.month = monthOf(name)
	return p, ok
}

// possible reports whether a point's day is in its month, in a leap year.
func (p point) possible() bool {
	return p.month >= 1 && p.month <= 12 && p.day >= 1 && p.day <= calendar.DaysIn(2020, p.month)
}

func capitalAt(text string, i int) bool { return text[i] >= 'A' && text[i] <= 'Z' }

// markLunar looks around a point for what makes it a day of the lunar calendar, and
// takes that into it.
func (p *point) markLunar(low string) {
	if m := endMatch(lunarBefore, low[:p.start]); m != nil {
		p.lunar = true
		p.start = m[0]
	}
	rest := low[p.stop:min(len(low), p.stop+60)]
	if m := sexagenary.FindStringIndex(rest); m != nil {
		p.lunar = true
		p.stop += m[1]
		rest = rest[m[1]:]
	}
	if m := lunarBehind.FindStringIndex(rest); m != nil && !anotherDay.MatchString(rest[m[1]:]) {
		p.lunar = true
		p.stop += m[1]
	}
}

// window is the text before a place, as far as it can say what stands there.
func window(low string, at int) string {
	const enough = 120 // bytes
	from := max(0, at-enough)
	for from < at && !utf8.RuneStart(low[from]) {
		from++
	}
	return low[from:at]
}

var (
	// hyphenBefore is a day before the hyphen of 16-17/1 or 16/1-17/1, hyphenBehind the
	// one behind that of the latter.
	hyphenBefore = newExpression(`(?:^|[^\d/.,\-])\d{1,2}(?:/\d{1,2})?-$`)
	hyphenBehind = newExpression(`^-\d{1,2}/\d{1,2}(?:[^\d/]|/\d{4}|$)`)
)

// aloneAt reports whether a short date may stand there: no part of a longer number,
// of a percentage or of a document's number.
func aloneAt(low string, start, stop int) bool {
	if start > 0 && (digit(low[start-1]) || strings.IndexByte("/-.,", low[start-1]) >= 0 && start > 1 && digit(low[start-2]) && endMatch(hyphenBefore, low[:start]) == nil) {
		return false
	}
	rest := low[stop:]
	if rest == "" {
		return true
	}
	if digit(rest[0]) || rest[0] == '%' || strings.HasPrefix(rest, " %") || letterAt(low, stop, 1) {
		return false
	}
	return len(rest) < 2 || strings.IndexByte("/-.,", rest[0]) < 0 || !digit(rest[1]) && !letterAt(rest, 1, 1) || hyphenBehind.MatchString(rest)
}

// A lead is what stands before a day, when the words that lead to it have been taken
// off from behind: "sáng thứ Hai, ngày (" leaves "sáng".
type lead struct {
	left    string // what is left, without a space at its end
	day     bool   // it has the word for a day, an hour or a day of the week
	bracket bool
	comma   bool   // the last that was taken off is a comma
	parted  bool   // a comma was taken off
	weekday [2]int // where a day of the week stands; 0, 0 for none
}

var (
	weekdayWord = newExpression(`(` + weekdayName + `)$`)
	hourWord    = newExpression(`(?:^|[^\p{L}\d])((?:lúc\s+|hồi\s+)?\d{1,2}\s*(?:giờ|h|g|:)(?:\s*\d{2})?(?:\s*phút)?)$`)
)

// peel takes the words that lead to a day off the end of a text.
func peel(s string) (l lead) {
	const most = 8 // words and signs
	l.left = strings.TrimRight(s, " ")
	for range most {
		before := l.left
		switch {
		case strings.HasSuffix(l.left, ","):
			l.left, l.comma, l.parted = l.left[:len(l.left)-1], true, true
		case strings.HasSuffix(l.left, "("), strings.HasSuffix(l.left, "["):
			l.left, l.bracket, l.comma = l.left[:len(l.left)-1], true, false
		case l.word():
			l.comma = false
		}
		l.left = strings.TrimRight(l.left, " ")
		if l.left == before {
			break
		}
	}
	return l
}

// word takes one word off; false where there is none to take.
func (l *lead) word() bool {
	for _, w := range []string{"ngày", "hôm", "the"} {
		if at := len(l.left) - len(w); strings.HasSuffix(l.left, w) && !letterAt(l.left, at, -1) {
			l.left, l.day = l.left[:at], l.day || w != "the"
			return true
		}
	}
	if m := endMatch(weekdayWord, l.left); m != nil && !letterAt(l.left, m[2], -1) && !timesBefore(l.left[:m[2]]) {
		if l.weekday == [2]int{} {
			l.weekday = [2]int{m[2], m[3]}
		}
		l.left, l.day = l.left[:m[2]], true
		return true
	}
	if m := endMatch(hourWord, l.left); m != nil {
		l.left, l.day = l.left[:m[2]], true
		return true
	}
	return false
}

// timesBefore reports whether an ordinal follows a text: "lần thứ 5" is no Thursday.
func timesBefore(s string) bool {
	for _, w := range []string{"lần", "khóa", "khoá", "kỳ", "kì"} {
		if strings.HasSuffix(strings.TrimRight(s, " "), w) {
			return true
		}
	}
	return false
}

// endMatch matches a form that ends with its text, and is short, as regexp does; a
// form is looked for from the left, so a long text would take long.
func endMatch(form expression, s string) []int {
	const enough = 40 // bytes
	from := max(0, len(s)-enough)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	m := form.FindStringSubmatchIndex(s[from:])
	for i := range m {
		if m[i] >= 0 {
			m[i] += from
		}
	}
	return m
}

// A link is what parts two days.
type link uint8

const (
	unlinked link = iota
	byComma       // the days of a list, but its last
	byAnd         // và: two days, or the last of a list
	byDash        // what stands between them belongs, too
	byTo          // đến: so it does
)

var (
	rangeWord = newExpression(`(?:^|[^\p{L}])(đến hết|đến|tới hết|tới|to|through|until|till)$`)
	rangeDash = newExpression(`(-|–|—)$`)
	listWord  = newExpression(`(?:^|[^\p{L}])(và|and|&)$`)
	// half is a part of a day between two days: từ sáng 12 đến chiều 14/10.
	half = newExpression(`(?:^|[^\p{L}])(sáng|trưa|chiều|tối|đêm)$`)
	// bareDay is a day whose month is that of the next; notDay is what makes such a
	// number something else.
	bareDay = newExpression(`(?:^|[\s(])(\d{1,2})` + ordinalEnding + `$`)
	notDay  = newExpression(`(?:thứ|lần|số|khóa|khoá|kỳ|kì|quý|quí|bài|tổ|giờ|phút|khu|phố|thôn|xóm|phường|quận|đội|no\.?)$`)
)

// linkBefore takes what parts two days off the end of a text.
func linkBefore(s string) (left string, kind link) {
	l := peel(s)
	if m := endMatch(half, l.left); m != nil {
		l = peel(l.left[:m[2]])
	}
	for _, form := range []struct {
		words expression
		kind  link
	}{{rangeWord, byTo}, {rangeDash, byDash}, {listWord, byAnd}} {
		if m := endMatch(form.words, l.left); m != nil {
			return strings.TrimRight(l.left[:m[2]], " ,"), form.kind
		}
	}
	if l.comma {
		return l.left, byComma
	}
	return l.left, unlinked
}

// takeDaysBefore takes the days before a point that share its month's name: "12, 13
// và 14/10", "16-17/1", and "30 đến 2/10", whose first is of the month before.
func (p *point) takeDaysBefore(low string, after int) {
	first := p.day
	if p.firstDay > 0 || p.day == 0 {
		return
	}
	month := p.month
	for month == p.month {
		text := window(low, p.start)
		base := p.start - len(text)
		left, kind := linkBefore(text)
		m := endMatch(bareDay, left)
		if kind == unlinked || m == nil || base+m[2] < after || endMatch(notDay, strings.TrimRight(left[:m[2]], " (")) != nil {
			return
		}
		d, _ := strconv.Atoi(left[m[2]:m[3]])
		if d > first && kind == byTo {
			month = (p.month+10)%12 + 1
		} else if d >= first || kind == byComma && d+1 != first {
			return
		}
		if d < 1 || d > calendar.DaysIn(2020, month) {
			return
		}
		p.gap = p.gap || kind == byAnd && d+1 != first
		first = d
		p.start = base + m[2]
		p.firstDay, p.firstMonth = d, month
	}
}

// begins is the first day of a point.
func (p point) begins() (day, month int) {
	if p.firstDay > 0 {
		return p.firstDay, p.firstMonth
	}
	return p.day, p.month
}

// A joint is how the days of two points belong together.
type joint uint8

const (
	unjoined  joint = iota // not at all
	inOneList              // they are two days of one list, with others between them
	goingOn                // they are the first and the last day of some
)

// joins tells how the days of q go on from those of p, by what stands between them;
// several is that the text says before the first that there are.
func joins(low string, p, q point, several bool) joint {
	const far = 60 // bytes
	if q.start-p.stop > far || q.day == 0 || p.day == 0 {
		return unjoined
	}
	between, kind := linkBefore(low[p.stop:q.start])
	if kind == unlinked || strings.Trim(weekdayBehind.ReplaceAllString(between, ""), " )") != "" {
		return unjoined
	}
	switch {
	case followsOn(p, q):
		return goingOn
	case kind == byComma || !goesOn(p, q):
		return unjoined
	case kind == byAnd && p.month == q.month, kind == byAnd && several:
		return inOneList
	case kind == byAnd:
		return unjoined
	}
	return goingOn
}

// goesOn reports whether q may be after p.
func goesOn(p, q point) bool {
	day, month := q.begins()
	if p.year > 0 && q.year > 0 {
		return calendar.Day(p.year, p.month, p.day).Compare(calendar.Day(q.year, month, day)) < 0
	}
	return month != p.month || day > p.day
}

// followsOn reports whether q begins on the day after p. A year that is not written is
// any.
func followsOn(p, q point) bool {
	const common = 2023 // a year without a leap day
	year := cmp.Or(p.year, q.year, common)
	d := calendar.Day(year, p.month, p.day)
	if !d.Exists() {
		return false
	}
	d = d.AddDays(1)
	day, month := q.begins()
	return d.Day == day && d.Month == month && (p.year == 0 || q.year == 0 || d.Year == q.year)
}

// weekdayBehind is the day of the week that is printed in brackets behind a day.
var weekdayBehind = newExpression(`^\s*\(\s*(` + weekdayName + `)\s*\)`)

// saysOtherDay reports whether a day of the week, as printed, is not that of a date.
func saysOtherDay(printed string, d calendar.Date) bool {
	return printed != "" && !d.IsZero() && weekdayNumber(lowered(printed)) != d.Weekday()
}
