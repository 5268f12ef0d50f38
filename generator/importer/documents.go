package importer

import (
	"slices"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/draft"
	"bantin/generator/vietnamese"
)

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

// presented is the number of the document whose issuing is reported, and the kind of
// article: the title names its kind, and the report begins with the number behind
// words that say that it is issued.
func (r *record) presented() (number, kind string) {
	const reach = 2 // paragraphs
	for i, text := range r.sources[:min(reach, len(r.sources))] {
		for from := 0; ; {
			m, ok := vietnamese.NextDocument([]byte(text), from)
			if !ok {
				break
			}
			from = m.End
			at := len(split(text[:m.Start]))
			if m.Document.Issuer == "" || !issues(r.texts[i], at) || !r.titlePresents(m.Document.Kind()) {
				continue
			}
			if number != "" && number != m.Document.String() {
				return "", "" // more than one
			}
			number, kind = m.Document.String(), m.Document.Kind()
		}
	}
	return number, kind
}

// issues reports whether the words before the number at ws[i] say that the document is
// issued: ban hành Chỉ thị số.
func issues(ws []word, i int) bool {
	const reach = 4 // words between: Chương trình hành động số
	for j := i - 2; j >= 0 && i-j <= reach+2; j-- {
		if isAt(ws, j, "ban", "hành") {
			return true
		}
		if ws[j+1].gap == finished {
			break
		}
	}
	return false
}

// presentedKinds are what documents are called that an article can be of.
var presentedKinds = map[string][]string{"resolution": phrase("nghị quyết"), "directive": phrase("chỉ thị"), "plan": phrase("kế hoạch"), "notice": phrase("thông báo")}

// titlePresents reports whether the title is of a document of a kind: it begins with
// that, or says that one is issued.
func (r *record) titlePresents(kind string) bool {
	name := presentedKinds[kind]
	if name == nil {
		return false
	}
	for i := range r.titleWords {
		if _, ok := at(r.titleWords, i, name); ok && (i == 0 || i >= 2 && isAt(r.titleWords, i-2, "ban", "hành")) {
			return true
		}
	}
	return false
}

var (
	dated     = newExpression(`^\s*,?\s*(?:ban hành\s+)?(?:ngày|ký ngày|dated)\s+`)
	plenary   = newExpression(`(?i)(nghị quyết|kết luận|quy định) (?:hội nghị )?(?:lần thứ \S+ (?:của )?)?(?:ban chấp hành )?trung ương (\d{1,2}|[ivxlc]{1,6})(?:,| của đảng)?\s*\(?\s*khóa\s+([ivxlc]{1,6}|\d{1,2})\)?`)
	issuerIs  = newExpression(`^\s*,?\s*(?:của|do)\s+(?:the\s+)?`)
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
			c.date, c.issuer = particulars(text[m.End:])
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

// particulars reads what stands behind a document's number: its day and who issued it, in
// either order.
func particulars(rest string) (date calendar.Date, issuer string) {
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
