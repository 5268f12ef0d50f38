package importer

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"bantin/generator/calendar"
)

// A stamp is a date that a page prints beside a report, in full.
type stamp struct {
	date    calendar.Date // with its time, where one is printed
	update  bool          // the page calls it the day of a change
	publish bool          // the page calls it the day of publication
	hour    bool          // its hour is printed as newspapers print that of publication: behind lúc, or with the zone
	weekday string        // the day of the week that is printed with it
	above   bool          // it stands above the title
	below   bool          // it stands below the report
	rest    string        // what is left of its line: a name
}

// Words of dates, as parts of expressions.
const (
	monthWord     = `tháng|thg\.?|th\.?`
	monthName     = `mười hai|mười một|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp|\d{1,2}`
	englishMonth  = `january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec`
	ordinalEnding = `(?:st|nd|rd|th)?`
	weekdayName   = `(?:thứ|chủ|chúa|t\.)\s*(?:hai|ba|tư|bốn|năm|sáu|bảy|bẩy|nhật|[2-7])|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|cn|t[2-7])\b`
)

var (
	// fullDate is a date with its year: 21/12/2020, 21 tháng 12 năm 2020, 2020-12-21,
	// 21 December 2020, December 21, 2020, Tháng Mười Hai 21, 2020.
	fullDate = newExpression(`(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4})|` +
		`(\d{1,2})\s*,?\s*(?:` + monthWord + `)\s*(` + monthName + `)\s*(?:,|\.|/|-|năm)?\s*(?:năm\s*)?(\d{4})|` +
		`(\d{4})[-/](\d{2})[-/](\d{2})|` +
		`(\d{1,2})` + ordinalEnding + `\s+(?:of\s+)?(` + englishMonth + `)\.?,?\s+(\d{4})|` +
		`(` + englishMonth + `)\.?\s+(\d{1,2})` + ordinalEnding + `,?\s+(\d{4})|` +
		`(?:` + monthWord + `)\s*(` + monthName + `)\s+(\d{1,2}),\s*(\d{4})`)
	// clock is a time of day: 18:04, 18:04:25, 18h04, 18 giờ 04 phút, 6:04 PM, 18:4'.
	clock = newExpression(`(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2}|\d')(?:\s*(?::|phút|')\s*(\d{2})?)?\s*(am|pm|sa|ch)?`)
	// zoneOf is the zone of a clock: (GMT+7), UTC+05:30.
	zoneOf  = newExpression(`\(?\s*(?:gmt|utc|múi giờ)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?\s*\)?`)
	weekday = newExpression(weekdayName)
	// label is what says which date it is, or only that it is one.
	label = newExpression(`lần cập nhật cuối|cập nhật lần cuối|cập nhật|lần cuối|chỉnh sửa|sửa đổi|lần sửa|ngày sửa|ngày đăng tin|ngày đăng|đăng ngày|đăng lúc|đăng tải|được đăng|đã đăng|đăng|ngày xuất bản|xuất bản|ngày phát hành|ngày đưa tin|ngày đưa|ngày gửi|ngày viết|gửi lúc|ngày tạo|thời gian đăng|thời gian|vào lúc|vào ngày|vào|hồi|lúc|ngày|tức|dương lịch|âm lịch|last updated|updated|last modified|modified|published|post date|posted on|posted|created|on|at|date|by|giờ việt nam|giờ`)
	// lunarHint is that a line may have a day of the lunar calendar.
	lunarHint = newExpression(`âm lịch|âl|a\.l|tức|nhằm|lunar`)
	// views is a counter of readers or of their comments.
	views = newExpression(`(?:số lần xem|số lượt xem|số lượt đọc|số lần đọc|lượt xem|lượt đọc|đã xem|số người xem|xem|views?|hits|đọc|bình luận|comments?)\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt xem|lượt đọc|lượt|views?|bình luận|comments?|đọc)`)
)

// Labels by what they say of a date.
var (
	updateLabel  = newExpression(`cập nhật|sửa|updated|modified|^lần cuối$`)
	publishLabel = newExpression(`đăng|xuất bản|phát hành|đưa|publish|post|tạo|gửi|created`)
)

var monthNames = map[string]int{
	"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// weekdayNumber is the day of the week that a match of weekday names.
func weekdayNumber(name string) time.Weekday {
	for i, endings := range [7][]string{{"nhật", "cn"}, {"hai", "2"}, {"ba", "3"}, {"tư", "bốn", "4"}, {"năm", "5"}, {"sáu", "6"}, {"bảy", "bẩy", "7"}} {
		for _, e := range endings {
			if strings.HasSuffix(name, e) {
				return time.Weekday(i)
			}
		}
		if strings.HasPrefix(name, strings.ToLower(time.Weekday(i).String()[:3])) {
			return time.Weekday(i)
		}
	}
	panic("no day of the week: " + name)
}

// narrow writes the signs of a line in their common forms: full-width digits and
// signs as those of ASCII, every space as one, every hyphen and minus as "-".
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u2215' || r == '\u2044': // division and fraction slashes
			return '/'
		case r >= '\u2010' && r <= '\u2012' || r == '\u2212': // hyphens, minus
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
}

// lowered is text in lower case with as many bytes, so that a place in one is one
// in the other; a letter whose case has another size stays.
func lowered(s string) string {
	return strings.Map(func(r rune) rune {
		l := unicode.ToLower(r)
		if utf8.RuneLen(l) != utf8.RuneLen(r) {
			return r
		}
		return l
	}, s)
}

// datesIn finds the dates of a text in full: where they stand, and what they are.
// Those of the lunar calendar are left out.
func datesIn(low string) (spans [][2]int, dates []calendar.Date) {
	for _, p := range fullPoints(low) {
		if !p.lunar {
			spans = append(spans, [2]int{p.start, p.stop})
			dates = append(dates, calendar.Day(p.year, p.month, p.day))
		}
	}
	return spans, dates
}

// fullPoints finds the dates with a year of a text in small letters.
func fullPoints(low string) (out []point) {
	for from := 0; from < len(low); {
		m := fullDate.FindStringSubmatchIndex(low[from:])
		if m == nil {
			return out
		}
		p := point{start: from + m[0], stop: from + m[1]}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return low[from+m[2*i] : from+m[2*i+1]]
		}
		var d calendar.Date
		switch {
		case group(1) != "":
			d = day(group(3), group(2), group(1))
		case group(4) != "":
			p.lunar = lunarMonth(group(5))
			if d = day(group(6), group(5), group(4)); ofMonths(low, p, group(5)) {
				d = calendar.Date{}
			}
		case group(7) != "":
			d = day(group(7), group(8), group(9))
		case group(10) != "":
			d = day(group(12), group(11), group(10))
		case group(13) != "":
			d = day(group(15), group(13), group(14))
		default:
			d = day(group(18), group(16), group(17))
		}
		whole := (p.start == 0 || !digit(low[p.start-1])) && (p.stop == len(low) || !digit(low[p.stop]))
		if !whole || d.IsZero() {
			from = p.start + 1
			for from < len(low) && digit(low[from]) {
				from++
			}
			continue
		}
		p.day, p.month, p.year = d.Day, d.Month, d.Year
		p.markLunar(low)
		out = append(out, p)
		from = p.stop
	}
	return out
}

// ofMonths reports whether what looks like a date in May is a count of months in a
// year: "6 tháng năm 2020", where no "ngày" stands before it.
func ofMonths(low string, p point, month string) bool {
	return month == "năm" && strings.Count(low[p.start:p.stop], "năm") == 1 && !strings.HasSuffix(strings.TrimRight(low[:p.start], " "), "ngày")
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// day makes a day of three texts; the zero Date where there is no such day, or none
// that a portal can print.
func day(year, month, d string) calendar.Date {
	y, _ := strconv.Atoi(year)
	m := monthOf(month)
	n, _ := strconv.Atoi(d)
	out := calendar.Day(y, m, n)
	if m < 1 || n < 1 || y < 1900 || y > 2199 || !out.Exists() {
		return calendar.Date{}
	}
	return out
}

// monthOf is a month by its number or its name; 0 for what is none.
func monthOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if n := monthNames[s]; n > 0 {
		return n
	}
	return monthNames[s[:min(3, len(s))]]
}

// A stampLine is a line as its dates are read: what is read of it is blanked in rest.
type stampLine struct {
	text, low string
	rest      []byte // as long as text
	spans     [][2]int
	stamps    []stamp
	labelled  bool // a date is called that of publication or of a change
}

// stampsOf reads a line that says when a report came out: one that has dates in
// full, and beside them no more than times, labels, counters and a name. ok is false
// for any other line, as one that reports, or one that gives the days of an event.
// A line that has only a day of the lunar calendar has no stamps, and is one.
func stampsOf(text string, zone *time.Location) (stamps []stamp, ok bool) {
	const longest = 1600 // bytes: more than 200 characters have
	if len(text) > longest || utf8.RuneCountInString(text) > 200 || words(text) > 30 {
		return nil, false
	}
	text = narrow(text)
	l := &stampLine{text: text, low: lowered(text), rest: []byte(text)}
	lunar := l.takeDates()
	if len(l.stamps) == 0 && !lunar || len(l.stamps) > 3 {
		return nil, false
	}
	if len(l.stamps) > 0 {
		l.takeClocks(zone, l.takeZone(zone))
		l.takeCounters()
		l.takeWeekdays()
	}
	l.takeLabels()
	left, ok := l.byline()
	if !ok {
		left = l.left()
		ok = l.ends(left)
	}
	if !ok || l.days() {
		return nil, false
	}
	if len(l.stamps) == 0 {
		return []stamp{}, true
	}
	l.stamps[0].rest = left
	return l.stamps, true
}

func (l *stampLine) blank(from, to int) {
	for i := from; i < to; i++ {
		l.rest[i] = ' '
	}
}

// unread is what has not been read, in small letters, each at its place.
func (l *stampLine) unread() string { return lowered(string(l.rest)) }

// takeDates reads the dates; lunar is that one is of the lunar calendar.
func (l *stampLine) takeDates() (lunar bool) {
	points := fullPoints(l.low)
	if len(points) > 0 && lunarHint.MatchString(l.low) {
		points = pointsIn(l.text, l.low) // those of the lunar calendar have no year as often as not
	}
	for _, p := range points {
		switch {
		case p.lunar:
			lunar = true
		case p.year == 0:
			continue
		default:
			l.spans = append(l.spans, [2]int{p.start, p.stop})
			l.stamps = append(l.stamps, stamp{date: calendar.Day(p.year, p.month, p.day)})
		}
		l.blank(p.start, p.stop)
	}
	return lunar
}

// takeZone reads the zone that is printed.
func (l *stampLine) takeZone(zone *time.Location) *time.Location {
	m := zoneOf.FindStringSubmatchIndex(l.unread())
	if m == nil {
		return zone
	}
	l.blank(m[0], m[1])
	for i := range l.stamps {
		l.stamps[i].hour = true
	}
	if m[2] < 0 {
		return zone
	}
	minutes := ""
	if m[6] >= 0 {
		minutes = l.low[m[6]:m[7]]
	}
	return fixedZone(l.low[m[2]:m[3]], l.low[m[4]:m[5]], minutes, zone)
}

func (l *stampLine) takeClocks(zone, printed *time.Location) {
	for _, m := range clock.FindAllStringSubmatchIndex(l.unread(), -1) {
		if m[0] > 0 && digit(l.low[m[0]-1]) || m[1] < len(l.low) && digit(l.low[m[1]]) {
			continue
		}
		s := &l.stamps[nearest(l.spans, m[0], m[1])]
		if t, ok := moment(s.date, l.low, m, printed, zone); ok && !s.date.HasTime() {
			s.date = t
		}
		l.blank(m[0], m[1])
	}
}

func (l *stampLine) takeCounters() {
	for _, m := range views.FindAllStringIndex(l.unread(), -1) {
		l.blank(m[0], m[1])
	}
}

func (l *stampLine) takeWeekdays() {
	for _, m := range weekday.FindAllStringIndex(l.unread(), -1) {
		if letterAt(l.low, m[0], -1) || letterAt(l.low, m[1], 1) {
			continue
		}
		l.stamps[nearest(l.spans, m[0], m[1])].weekday = l.text[m[0]:m[1]]
		l.blank(m[0], m[1])
	}
}

func (l *stampLine) takeLabels() {
	for _, m := range label.FindAllStringIndex(l.unread(), -1) {
		if letterAt(l.low, m[0], -1) || letterAt(l.low, m[1], 1) {
			continue
		}
		l.blank(m[0], m[1])
		if len(l.stamps) == 0 {
			continue
		}
		s := &l.stamps[nearestAfter(l.spans, m[0])]
		switch word := l.low[m[0]:m[1]]; {
		case updateLabel.MatchString(word):
			s.update, l.labelled = true, true
		case publishLabel.MatchString(word):
			s.publish, l.labelled = true, true
		case word == "lúc":
			s.hour = true
		}
	}
}

// byline is who wrote, where a line says no more than that beside one date.
func (l *stampLine) byline() (text string, ok bool) {
	if len(l.stamps) != 1 {
		return "", false
	}
	text = strings.Trim(collapse(string(l.rest)), " |-–—,;")
	_, ok = bylineOf(text)
	return text, ok
}

// left is what is left of a line: its words, without the numbers around them.
func (l *stampLine) left() string {
	left := collapse(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '&' {
			return r
		}
		return ' '
	}, string(l.rest)))
	return strings.TrimFunc(left, func(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ' ' })
}

// ends reports whether what is left of a line may stand beside a date.
func (l *stampLine) ends(left string) bool {
	n := words(left)
	timed := false
	for _, s := range l.stamps {
		timed = timed || s.date.HasTime() || s.weekday != ""
	}
	switch {
	case n == 0:
		return true
	case strings.HasSuffix(strings.TrimSpace(l.text), ".") && n > 3, len(l.stamps) != 1 && !l.labelled && n > 2:
		return false
	}
	return n <= 8 && (l.labelled || timed) || personName(left) || n <= 3 && strings.ContainsAny(l.text, "|[](") && !strings.Contains(l.text, ",")
}

// days reports whether a line gives the first and the last day of something, and
// says no more of them.
func (l *stampLine) days() bool {
	if len(l.stamps) != 2 || l.labelled || l.stamps[0].date.HasTime() || l.stamps[1].date.HasTime() {
		return false
	}
	between, kind := linkBefore(l.low[l.spans[0][1]:l.spans[1][0]])
	return between == "" && kind >= byDash
}

// labelAlone reports whether a line has nothing but labels of dates, which stand on
// the next line.
func labelAlone(text string) bool {
	const longest = 200 // bytes
	if len(text) > longest || words(text) > 5 {
		return false
	}
	left := label.ReplaceAllString(lowered(text), " ")
	return left != lowered(text) && !strings.ContainsFunc(left, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// letterAt reports whether a letter stands at a place in direction d of it.
func letterAt(s string, i, d int) bool {
	var r rune
	if d < 0 {
		r, _ = utf8.DecodeLastRuneInString(s[:i])
	} else {
		r, _ = utf8.DecodeRuneInString(s[i:])
	}
	return unicode.IsLetter(r) && r != utf8.RuneError
}

// nearest is the span that is nearest to a place.
func nearest(spans [][2]int, from, to int) int {
	best, distance := 0, 1<<30
	for i, s := range spans {
		d := max(s[0]-to, from-s[1])
		if d < distance {
			best, distance = i, d
		}
	}
	return best
}

// nearestAfter is the first span behind a place, or the last of all.
func nearestAfter(spans [][2]int, at int) int {
	for i, s := range spans {
		if s[0] >= at {
			return i
		}
	}
	return len(spans) - 1
}

// fixedZone is the zone of an offset in hours and, unless it is "", minutes; the one
// otherwise where no clock has that offset.
func fixedZone(sign, hours, minutes string, otherwise *time.Location) *time.Location {
	h, err := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	if err != nil || h > 14 || m > 59 {
		return otherwise
	}
	seconds := h*3600 + m*60
	if sign == "-" {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// moment is a day at the time of a match of clock, in the zone that is printed.
func moment(d calendar.Date, low string, m []int, printed, zone *time.Location) (calendar.Date, bool) {
	hour, _ := strconv.Atoi(low[m[2]:m[3]])
	minute, _ := strconv.Atoi(strings.TrimSuffix(low[m[4]:m[5]], "'"))
	second := 0
	if m[6] >= 0 {
		second, _ = strconv.Atoi(low[m[6]:m[7]])
	}
	if m[8] >= 0 {
		switch half := low[m[8]:m[9]]; {
		case (half == "pm" || half == "ch") && hour < 12:
			hour += 12
		case (half == "am" || half == "sa") && hour == 12:
			hour = 0
		}
	}
	if hour > 23 || minute > 59 || second > 59 {
		return d, false
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, hour, minute, second, 0, printed)
	if _, offset := t.Zone(); offset == offsetOf(t, zone) {
		t = t.In(zone)
	}
	return calendar.Moment(t), true
}

func offsetOf(t time.Time, zone *time.Location) int {
	_, offset := t.In(zone).Zone()
	return offset
}

// machineDate reads a date that a page has for machines. Midnight is a day without a
// time, which is how it came about.
func machineDate(s string, zone *time.Location) calendar.Date {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006", time.RFC1123, time.RFC1123Z} {
		t, err := time.ParseInLocation(layout, s, zone)
		if err != nil {
			continue
		}
		t = t.In(zone)
		d := calendar.Moment(t.Truncate(time.Second))
		if t.Year() < 1990 || t.Year() > 2199 {
			return calendar.Date{}
		}
		if h, m, sec := t.Clock(); h == 0 && m == 0 && sec == 0 {
			return calendar.Day(d.Year, d.Month, d.Day)
		}
		return d
	}
	return calendar.Date{}
}
