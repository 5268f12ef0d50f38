package importer

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/vietnamese"
)

// A stamp is a date that a page prints beside a report, in full.
type stamp struct {
	date    calendar.Date // with its time, where one is printed
	update  bool          // the page calls it the day of a change
	publish bool          // the page calls it the day of publication
	lúc     bool          // it is called an update at a time of day, as newspapers call the hour of publication
	weekday bool
	above   bool // it stands above the title
	below   bool // it stands below the report
	rest    string
}

const months = `tháng|thg\.?|th\.?`

// Forms of a date in full. English months come by name.
var (
	fullDate = regexp.MustCompile(`(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4})|` +
		`(\d{1,2})\s*,?\s*(?:` + months + `)\s*(mười hai|mười một|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp|\d{1,2})\s*(?:,|\.|/|-|năm)?\s*(?:năm\s*)?(\d{4})|` +
		`(\d{4})-(\d{2})-(\d{2})|` +
		`(\d{1,2})(?:st|nd|rd|th)?\s+(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?,?\s+(\d{4})|` +
		`(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	clock   = regexp.MustCompile(`(\d{1,2})\s*(?::|h|g|giờ)\s*(\d{2})(?:\s*(?::|phút|')\s*(\d{2})?)?\s*(am|pm|sa|ch)?`)
	zoneOf  = regexp.MustCompile(`\(?\s*(?:gmt|utc|múi giờ)\s*(?:([+-])\s*(\d{1,2})(?::?(\d{2}))?)?\s*\)?`)
	weekday = regexp.MustCompile(`(?:thứ|chủ)\s*(?:hai|ba|tư|bốn|năm|sáu|bảy|bẩy|nhật|[2-7])|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|cn|t[2-7])\b`)
	label   = regexp.MustCompile(`lần cập nhật cuối|cập nhật lần cuối|cập nhật|lần cuối|chỉnh sửa|sửa đổi|lần sửa|ngày sửa|ngày đăng tin|ngày đăng|đăng ngày|đăng lúc|đăng tải|được đăng|đã đăng|đăng|ngày xuất bản|xuất bản|ngày phát hành|ngày đưa tin|ngày đưa|ngày gửi|ngày viết|gửi lúc|ngày tạo|thời gian đăng|thời gian|vào lúc|vào ngày|vào|hồi|lúc|ngày|last updated|updated|last modified|modified|published|posted on|posted|created|on|at|date|by|giờ việt nam|giờ`)
	views   = regexp.MustCompile(`(?:số lần xem|số lượt xem|số lượt đọc|số lần đọc|lượt xem|lượt đọc|đã xem|số người xem|xem|views?|hits|đọc|bình luận|comments?)\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt xem|lượt đọc|lượt|views?|bình luận|comments?|đọc)`)
)

var monthNames = map[string]int{
	"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
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
func datesIn(low string) (spans [][2]int, dates []calendar.Date) {
	for from := 0; from < len(low); {
		m := fullDate.FindStringSubmatchIndex(low[from:])
		if m == nil {
			return spans, dates
		}
		start, stop := from+m[0], from+m[1]
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
			d = day(group(6), group(5), group(4))
		case group(7) != "":
			d = day(group(7), group(8), group(9))
		case group(10) != "":
			d = day(group(12), group(11), group(10))
		default:
			d = day(group(15), group(13), group(14))
		}
		whole := (start == 0 || !digit(low[start-1])) && (stop == len(low) || !digit(low[stop]))
		if !whole || d.IsZero() {
			from = start + 1
			for from < len(low) && digit(low[from]) {
				from++
			}
			continue
		}
		spans = append(spans, [2]int{start, stop})
		dates = append(dates, d)
		from = stop
	}
	return spans, dates
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// day makes a day of three texts; the zero Date where there is no such day, or none
// that a portal can print.
func day(year, month, d string) calendar.Date {
	y, _ := strconv.Atoi(year)
	m, err := strconv.Atoi(month)
	if err != nil {
		if m = monthNames[month]; m == 0 {
			m = monthNames[month[:min(3, len(month))]]
		}
	}
	n, _ := strconv.Atoi(d)
	out := calendar.Day(y, m, n)
	if m < 1 || n < 1 || y < 1900 || y > 2199 || !out.Exists() {
		return calendar.Date{}
	}
	return out
}

// stampsOf reads a line that says when a report came out: one that has dates in
// full, and beside them no more than times, labels, counters and a name. ok is false
// for any other line, as one that reports.
func stampsOf(text string, zone *time.Location) (stamps []stamp, ok bool) {
	if utf8.RuneCountInString(text) > 200 || words(text) > 30 {
		return nil, false
	}
	low := lowered(text)
	spans, dates := datesIn(low)
	if len(dates) == 0 || len(dates) > 3 {
		return nil, false
	}
	rest := []byte(text)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			rest[i] = ' '
		}
	}
	for _, s := range spans {
		blank(s[0], s[1])
	}
	offset := zone
	lowRest := func() string { return lowered(string(rest)) }
	if m := zoneOf.FindStringSubmatchIndex(lowRest()); m != nil {
		if m[2] >= 0 {
			offset = fixedZone(low[m[2]:m[3]], low[m[4]:m[5]], zone)
		}
		blank(m[0], m[1])
	}
	stamps = make([]stamp, len(dates))
	for i := range dates {
		stamps[i].date = dates[i]
	}
	for _, m := range clock.FindAllStringSubmatchIndex(lowRest(), -1) {
		if m[0] > 0 && digit(low[m[0]-1]) || m[1] < len(low) && digit(low[m[1]]) {
			continue
		}
		i := nearest(spans, m[0], m[1])
		if t, ok := moment(dates[i], low, m, offset, zone); ok && !stamps[i].date.HasTime() {
			stamps[i].date = t
		}
		blank(m[0], m[1])
	}
	for _, m := range views.FindAllStringIndex(lowRest(), -1) {
		blank(m[0], m[1])
	}
	for _, m := range weekday.FindAllStringIndex(lowRest(), -1) {
		if i := nearest(spans, m[0], m[1]); letterAt(low, m[0], -1) || letterAt(low, m[1], 1) {
			continue
		} else {
			stamps[i].weekday = true
		}
		blank(m[0], m[1])
	}
	labelled := false
	for _, m := range label.FindAllStringIndex(lowRest(), -1) {
		if letterAt(low, m[0], -1) || letterAt(low, m[1], 1) {
			continue
		}
		i := nearestAfter(spans, m[0])
		switch word := low[m[0]:m[1]]; {
		case strings.Contains(word, "cập nhật") || strings.Contains(word, "sửa") || strings.Contains(word, "updated") || strings.Contains(word, "modified") || word == "lần cuối":
			stamps[i].update, labelled = true, true
		case strings.Contains(word, "đăng") || strings.Contains(word, "xuất bản") || strings.Contains(word, "phát hành") || strings.Contains(word, "đưa") || strings.Contains(word, "publish") || strings.Contains(word, "posted") || strings.Contains(word, "tạo") || strings.Contains(word, "gửi") || word == "created":
			stamps[i].publish, labelled = true, true
		case word == "lúc":
			stamps[i].lúc = true
		}
		blank(m[0], m[1])
	}
	left := collapse(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '&' {
			return r
		}
		return ' '
	}, string(rest)))
	left = strings.TrimSpace(strings.TrimLeft(strings.TrimFunc(left, func(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ' ' }), ". "))
	n := words(left)
	timed := false
	for _, s := range stamps {
		timed = timed || s.date.HasTime() || s.weekday
	}
	switch {
	case n == 0:
	case strings.HasSuffix(strings.TrimSpace(text), ".") && n > 3, len(dates) > 1 && !labelled && n > 2:
		return nil, false
	case n <= 8 && (labelled || timed), personName(left), n <= 3 && strings.ContainsAny(text, "|[](") && !strings.Contains(text, ","):
	default:
		return nil, false
	}
	stamps[0].rest = left
	return stamps, true
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

func fixedZone(sign, hours string, otherwise *time.Location) *time.Location {
	h, err := strconv.Atoi(hours)
	if err != nil || h > 14 {
		return otherwise
	}
	if sign == "-" {
		h = -h
	}
	return time.FixedZone("", h*3600)
}

// moment is a day at the time of a match of clock, in the zone that is printed.
func moment(d calendar.Date, low string, m []int, printed, zone *time.Location) (calendar.Date, bool) {
	hour, _ := strconv.Atoi(low[m[2]:m[3]])
	minute, _ := strconv.Atoi(low[m[4]:m[5]])
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

// An event is a day, or several, that a report gives for what it reports.
type event struct {
	day, month, year int // year 0 where it is not written
	lastDay          int // of several days; 0 otherwise
	lastMonth        int
	score            float64
	today            bool // it is only called today
	text             string
}

// Forms of a date in a report. A short one has no year.
var (
	shortDate = regexp.MustCompile(`(\d{1,2})\s?[/\-.]\s?(\d{1,2})|(\d{1,2})\s+tháng\s+(\d{1,2}|mười hai|mười một|mười|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp)`)
	// What may stand before the day, from the surest.
	partOfDay = regexp.MustCompile(`(?:^|[^\p{L}])(?:sáng|trưa|chiều|tối|đêm|khuya)(?:\s+(?:nay|qua|cùng ngày))?\s*[,(]?\s*(?:(?:các\s+)?ngày\s*)?(?:thứ\s+\p{L}+\s*,?\s*\(?)?$`)
	severals  = regexp.MustCompile(`(?:trong (?:các|hai|ba|bốn|2|3|4|02|03) ngày|từ(?:\s+(?:sáng|chiều))?\s+ngày|từ|các ngày|trong các ngày)\s*[,(]?\s*$`)
	nowWord   = regexp.MustCompile(`(?:hôm nay|ngày hôm nay|hôm qua)\s*[,(]?\s*(?:ngày\s*)?$`)
	dayWord   = regexp.MustCompile(`(?:^|[^\p{L}])(?:ngày|hôm|on|from)\s*(?:thứ\s+\p{L}+\s*,?\s*)?(?:mùng\s+|mồng\s+)?\(?$`)
	before    = regexp.MustCompile(`(\d{1,2})(?:\s*[/\-.]\s*(\d{1,2}))?\s*(?:,|và|đến|tới|-|–|to|and|đến hết|đến ngày|và ngày|đến hết ngày|, ngày|– ngày|- ngày)\s*(?:(?:sáng|trưa|chiều|tối)\s+)?$`)
	otherDay  = regexp.MustCompile(`(?:trước|tính đến|tính tới|đến hết|từ nay đến|chậm nhất|hạn|kể từ|từ sau|sau|kỷ niệm|kỉ niệm|thành lập|sinh|ra đời|giải phóng|quốc khánh|chiến thắng|truyền thống|hiệu lực từ|quyết định|chỉ thị|nghị quyết|kế hoạch|luật|công văn|hướng dẫn|kết luận|quy định|thông báo|báo cáo|đề án|chương trình|thông tư|tờ trình)\s*(?:(?:từ|đến|vào|ban hành|ký|số\s+\S+)\s*)?,?\s*\(?(?:ngày\s*)?$`)
	todayWord = regexp.MustCompile(`(?:^|[^\p{L}])(?:(?:sáng|trưa|chiều|tối)\s+nay|hôm nay|ngày hôm nay)(?:[^\p{L}]|$)`)
)

// certain is the score from which an event's day is taken without asking.
const certain = 4

// eventsIn finds the days that a paragraph gives. nth is its place in the report,
// from 0; -1 is the title.
func eventsIn(text string, nth int) []event {
	const most = 4000 // bytes of a paragraph that are looked at
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	low := lowered(text)
	var out []event
	cited := 0 // the end of the last document that was named
	next := 0
	mention, more := vietnamese.NextDocument([]byte(text), 0)
	spans, dates := datesIn(low)
	taken := func(i int) int {
		for n, s := range spans {
			if i >= s[0] && i < s[1] {
				return n
			}
		}
		return -1
	}
	for next < len(low) {
		var e event
		var start, stop int
		m := shortDate.FindStringSubmatchIndex(low[next:])
		f := -1
		for n, s := range spans {
			if s[0] >= next {
				f = n
				break
			}
		}
		switch {
		case f >= 0 && (m == nil || spans[f][0] <= next+m[0] || taken(next+m[0]) >= 0):
			start, stop = spans[f][0], spans[f][1]
			e.day, e.month, e.year = dates[f].Day, dates[f].Month, dates[f].Year
		case m != nil:
			start, stop = next+m[0], next+m[1]
			g := 1
			if m[2] < 0 {
				g = 3
			}
			e.day, _ = strconv.Atoi(low[next+m[2*g] : next+m[2*g+1]])
			e.month = monthOf(low[next+m[2*g+2] : next+m[2*g+3]])
			if f >= 0 && stop > spans[f][0] {
				stop = spans[f][0]
			}
		default:
			next = len(low)
			continue
		}
		for more && mention.End <= start {
			cited = mention.End
			mention, more = vietnamese.NextDocument([]byte(text), mention.End)
		}
		next = stop
		if e.year == 0 && !aloneAt(low, start, stop) || more && mention.Start <= start && start < mention.End ||
			e.month < 1 || e.month > 12 || e.day < 1 || e.day > calendar.DaysIn(2020, e.month) {
			continue
		}
		from := start
		if b := matchBefore(low, start); b != nil && (b[2] == 0 || !digit(low[b[2]-1]) && low[b[2]-1] != '/' && low[b[2]-1] != '-') {
			e.several(low, b)
			from = b[2]
			// 12, 13 và 14/10: the first of the list.
			for e.lastDay > 0 {
				b := matchBefore(low, from)
				if b == nil || b[4] >= 0 {
					break
				}
				d, _ := strconv.Atoi(low[b[2]:b[3]])
				if d < 1 || d >= e.day {
					break
				}
				e.day, from = d, b[2]
			}
		}
		lead := low[max(0, from-60):from]
		if i := strings.IndexFunc(lead, func(r rune) bool { return r != utf8.RuneError }); i > 0 {
			lead = lead[i:]
		}
		switch {
		case cited > 0 && from-cited <= 14 && !partOfDay.MatchString(lead), otherDay.MatchString(lead):
			continue
		case partOfDay.MatchString(lead):
			e.score = 5
		case severals.MatchString(lead) && e.lastDay > 0, nowWord.MatchString(lead):
			e.score = 5
		case dayWord.MatchString(lead):
			e.score = 2
			if at := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(lead, " ("), "ngày"), " "); at == "" || strings.HasSuffix(at, ".") || strings.HasSuffix(at, "-") || strings.HasSuffix(at, "–") || strings.HasSuffix(at, ")") || strings.HasSuffix(at, "vào") || strings.HasSuffix(at, "trong") {
				e.score = 4
			}
		case e.lastDay > 0, e.year > 0 && nth <= 0:
			e.score = 1
		default:
			continue
		}
		if strings.HasSuffix(lead, "(") && !nowWord.MatchString(lead) && !partOfDay.MatchString(lead) {
			e.score -= 2 // (7/5/1954 - 7/5/2024)
		}
		if e.lastDay > 0 {
			e.score += 0.5 // rather than its first day alone
		}
		e.score += nearness(nth)
		e.text = text[from:stop]
		out = append(out, e)
	}
	if nth <= 1 && nth >= 0 && todayWord.MatchString(low) {
		out = append(out, event{today: true, score: 3 + nearness(nth)})
	}
	return out
}

// matchBefore finds the day that another one follows at a place.
func matchBefore(low string, at int) []int {
	const enough = 40
	from := max(0, at-enough)
	b := before.FindStringSubmatchIndex(low[from:at])
	for i := range b {
		if b[i] >= 0 {
			b[i] += from
		}
	}
	return b
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

// several makes an event of several days of the day before it; b is a match of
// before.
func (e *event) several(low string, b []int) {
	d, _ := strconv.Atoi(low[b[2]:b[3]])
	m := e.month
	if b[4] >= 0 {
		m, _ = strconv.Atoi(low[b[4]:b[5]])
	}
	if d < 1 || d > 31 || m < 1 || m > 12 || m == e.month && d >= e.day {
		return
	}
	e.lastDay, e.lastMonth = e.day, e.month
	e.day, e.month = d, m
	if e.year > 0 && e.month > e.lastMonth {
		e.year--
	}
}

func monthOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return monthNames[s]
}

// aloneAt reports whether a short date may stand there: no part of a longer number,
// of a percentage or of a document's number.
func aloneAt(low string, start, stop int) bool {
	if start > 0 && (digit(low[start-1]) || strings.IndexByte("/-.,", low[start-1]) >= 0 && start > 1 && digit(low[start-2])) {
		return false
	}
	rest := low[stop:]
	if rest == "" {
		return true
	}
	if digit(rest[0]) || rest[0] == '%' || strings.HasPrefix(rest, " %") || letterAt(low, stop, 1) {
		return false
	}
	return len(rest) < 2 || strings.IndexByte("/-.,", rest[0]) < 0 || !digit(rest[1]) && !letterAt(rest, 1, 1)
}
