package importer

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// familyNames are usual Vietnamese family names, as keys: those that the articles
// "Vietnamese name" of the English and "Họ người Việt Nam" of the Vietnamese Wikipedia
// list, with some of the Tày, Nùng, Thái, Mường and Khmer. Left out are those that
// offices begin with, as Văn, Phó and Quyền.
var familyNames = keys("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
	"Âu", "Bạch", "Bành", "Bàn", "Bế", "Cao", "Cầm", "Chu", "Châu", "Chung", "Chử", "Cù", "Danh", "Diệp", "Doãn", "Đàm", "Đào", "Đậu", "Đinh", "Đoàn", "Đồng", "Đới",
	"Giang", "Giàng", "Giáp", "Hà", "Hạ", "Hán", "Hàn", "Hầu", "Hứa", "Kha", "Khổng", "Khúc", "Khuất", "Kiều", "Kim", "La", "Lã", "Lại", "Lâm", "Liễu", "Lò", "Lô", "Lỗ", "Lộc", "Lục", "Lữ", "Lương", "Lường", "Lưu",
	"Ma", "Mã", "Mạc", "Mạch", "Mai", "Mùa", "Nghiêm", "Ngụy", "Nhâm", "Ninh", "Nông", "Ông", "Phí", "Phùng", "Phương", "Quách", "Quàng", "Sầm", "Sơn", "Sùng", "Tạ", "Tăng", "Tào", "Thạch", "Thái", "Thân", "Thẩm", "Thiều", "Tiêu", "Tô", "Tôn", "Tống", "Triệu", "Trịnh", "Trương", "Từ", "Ung", "Uông", "Vàng", "Vi", "Viên", "Vương")

// ofAll are the words before a person who belongs to no one province, or before what is
// only called after one.
var ofAll = phrases("tổng bí thư", "chủ tịch nước", "thủ tướng", "thủ tướng chính phủ", "chủ tịch quốc hội", "thường trực ban bí thư", "đường", "trường", "quảng trường", "anh hùng", "liệt sĩ", "bảo tàng", "giải thưởng")

// persons are the people that some words name: three or four words with capitals, the
// first of them a family name.
func persons(text string, ws []word) (names []string) {
	for i := 0; i < len(ws); {
		n := 1
		for ws[i].capital && i+n < len(ws) && ws[i+n].capital && ws[i+n].gap == joined {
			n++
		}
		if (n == 3 || n == 4) && familyNames[ws[i].key] && !preceded(ws, i, ofAll) {
			if name := text[ws[i].start:ws[i+n-1].end]; !strings.ContainsFunc(name, unicode.IsPunct) && !capitals(name) && name != "Hồ Chí Minh" {
				names = append(names, name)
			}
		}
		i += n
	}
	return names
}

// hasName reports whether a text has a name as it stands, not within a longer one.
func hasName(text, name []byte) bool {
	for {
		i := bytes.Index(text, name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRune(text[:i])
		text = text[i+len(name):]
		after, size := utf8.DecodeRune(text)
		if after == ' ' {
			next, _ := utf8.DecodeRune(text[size:])
			if unicode.IsUpper(next) {
				continue
			}
		}
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
	}
}

// sharedNames lists, for each of some committees, the persons of the report whom the
// bulletin's articles of that committee name too, and those of no other committee do.
// Who signed a report is none of them: reporters write of many.
func (r *record) sharedNames(entries []int) map[int][]string {
	if len(entries) < 2 {
		return nil
	}
	const most = 60 // persons
	people := map[string]bool{}
	for i, ws := range r.texts {
		for _, name := range persons(r.sources[i], ws) {
			if len(people) < most && !sameText(name, r.arranged.author) && !sameText(name, r.arranged.photos) {
				people[name] = true
			}
		}
	}
	found := map[string]string{} // a person's committee; "" where there are several
	for _, a := range r.lib.Articles {
		v := a.Original()
		for name := range people {
			if of, ok := found[name]; ok && (of == "" || of == v.Front.Committee) || !hasName(v.Body.HTML, []byte(name)) {
				continue
			}
			if _, ok := found[name]; ok {
				found[name] = ""
			} else {
				found[name] = v.Front.Committee
			}
		}
	}
	out := map[int][]string{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		for _, i := range entries {
			if r.reg.entries[i].committee.ID == found[name] {
				out[i] = append(out[i], name)
			}
		}
	}
	return out
}

// settledByPeople is the one of some committees that two persons or more of the report
// point to; -1 where there is none, or where others are pointed to as well.
func (r *record) settledByPeople(entries []int) (entry int, who []string) {
	shared := r.sharedNames(entries)
	if len(shared) != 1 {
		return -1, nil
	}
	for i, who := range shared {
		if len(who) >= 2 {
			return i, who
		}
	}
	return -1, nil
}
