package generator

import (
	"regexp"
	"strings"
	"testing"
)

// has expects parts in a text, and lacks none of others.
func has(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s: there is no %q in\n%s", where, p, text)
		}
	}
}

func lacks(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if strings.Contains(text, p) {
			t.Errorf("%s: there is %q in\n%s", where, p, text)
		}
	}
}

// TestByline: who wrote the report that an article retells is not its author, to people
// or to machines; where it retells none, its author is.
func TestByline(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-ke-lai", "committee: a\nterm: 2020-2025\nauthor: Lê Mẫu\nsource: {name: Báo Mẫu, url: \"https://bao.example/\"}\n", "Chữ.", "Words.")
	b.article("2025-03-02-tu-viet", "committee: b\nterm: 2020-2025\nauthor: Trần Thử\n", "Chữ.", "Words.")
	b.build()
	retold, own := b.page("vi/bai-viet/2025/2025-03-01-ke-lai"), b.page("vi/bai-viet/2025/2025-03-02-tu-viet")
	has(t, "retold", retold, "<dt>Người viết tin gốc</dt><dd>Lê Mẫu</dd>", `"author":{"@type":"Organization","name":"Bản tin"}`,
		`"isBasedOn":{"@type":"CreativeWork","name":"Báo Mẫu","url":"https://bao.example/","author":{"@type":"Person","name":"Lê Mẫu"}}`)
	has(t, "own", own, "<dt>Tác giả</dt><dd>Trần Thử</dd>", `"author":{"@type":"Person","name":"Trần Thử"}`)
	english := b.page("en/articles/2025/2025-03-01-ke-lai")
	has(t, "English", english, "<dt>Original report by</dt><dd>Lê Mẫu</dd>")
	has(t, "side by side", b.page("vi/bai-viet/2025/2025-03-01-ke-lai/song-ngu"), "<dt>Người viết tin gốc</dt><dd>Lê Mẫu</dd>")
	for _, name := range []string{"vi/feed.xml", "vi/feed.json"} {
		has(t, name, b.file(name), "Trần Thử")
		lacks(t, name, b.file(name), "Lê Mẫu")
	}
}

// TestCitationDate: a citation has the day on which a text came out, and none where
// nobody says: that of the event is another.
func TestCitationDate(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-co", "committee: a\nterm: 2020-2025\npublished: 2025-03-04\n", "Chữ.", "Words.")
	b.article("2025-03-02-khong", "committee: a\nterm: 2020-2025\n", "Chữ.", "Words.")
	b.build()
	for page, want := range map[string]string{
		"vi/bai-viet/2025/2025-03-01-co":          "“Bài 2025-03-01-co”, Bản tin, ngày 4 tháng 3 năm 2025. https://",
		"vi/bai-viet/2025/2025-03-02-khong":       "“Bài 2025-03-02-khong”, Bản tin. https://",
		"en/articles/2025/2025-03-02-khong":       "“Article 2025-03-02-khong”, Bulletin. https://",
		"vi/bai-viet/2025/2025-03-01-co/song-ngu": "“Bài 2025-03-01-co”, Bản tin, ngày 4 tháng 3 năm 2025. https://",
	} {
		has(t, page, b.page(page), want)
	}
}

// TestDatesAlike: dates that stand beside each other are written in one way.
func TestDatesAlike(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-tin", "committee: a\nterm: 2020-2025\npublished: 2025-03-04T19:23:00+07:00\nupdated: 2025-03-05\ndocuments:\n  - {number: 71-KH/TU, date: 2025-02-03}\n", "71-KH/TU.", "71-KH/TU.")
	b.build()
	has(t, "article", b.page("vi/bai-viet/2025/2025-03-01-tin"), ">Thứ Bảy, 01/03/2025<", ">Thứ Ba, 04/03/2025, 19:23<", ">Thứ Tư, 05/03/2025<")
	has(t, "side by side", b.page("vi/bai-viet/2025/2025-03-01-tin/song-ngu"), ">Thứ Ba, 04/03/2025, 19:23<")
	document := b.page("vi/van-ban/71-kh-tu")
	has(t, "document", document, ">03/02/2025<")
	if label := regexp.MustCompile(`<dt>Ngày[^<]*</dt><dd><time[^>]*>ngày `).FindString(document); label != "" {
		t.Errorf("the word comes twice: %s", label)
	}
}

// TestStaleBeside: beside its original, a translation that it has left behind is named,
// and nobody is sent to what is there already.
func TestStaleBeside(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-cu", "committee: a\nterm: 2020-2025\n", "Chữ.", "")
	b.write("content/articles/2025-03-01-cu.en.md", "---\ntitle: Old\ntranslation_of: \"000000000000\"\n---\n\nWords.\n")
	b.article("2025-03-02-chua", "committee: a\nterm: 2020-2025\n", "Chữ.", "Words.")
	b.build()
	for page, want := range map[string]string{
		"vi/bai-viet/2025/2025-03-01-cu/song-ngu":    "Bản tiếng Anh cũ hơn: bản gốc đã thay đổi sau khi bản này được dịch.</p>",
		"en/articles/2025/2025-03-01-cu/bilingual":   "The English text is the older one: the original has changed since it was translated.</p>",
		"vi/bai-viet/2025/2025-03-02-chua/song-ngu":  "Bản tiếng Anh chưa được đối chiếu với bản gốc.</p>",
		"en/articles/2025/2025-03-02-chua/bilingual": "The English text has not been checked against the original.</p>",
	} {
		has(t, page, b.page(page), want)
	}
}
