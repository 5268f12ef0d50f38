package generator

import (
	"fmt"
	"html"
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

// TestCitation: a citation has the day on which a text came out; where nobody says, that of
// the event, named as such. It names the author, and of what is retold the source, never
// who did not write the text.
func TestCitation(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-co", "committee: a\nterm: 2020-2025\npublished: 2025-03-04\n", "Chữ.", "Words.")
	b.article("2025-03-02-khong", "committee: a\nterm: 2020-2025\n", "Chữ.", "Words.")
	b.article("2025-03-03-ky", "committee: a\nterm: 2020-2025\nkind: plan\nauthor: Trần Thử\n", "Chữ.", "Words.")
	b.article("2025-03-30-nguon", "committee: a\nterm: 2020-2025\nuntil: 2025-04-02\nauthor: Lê Mẫu\nsource: {name: Báo Mẫu}\n", "Chữ.", "Words.")
	b.build()
	for page, want := range map[string]string{
		"vi/bai-viet/2025/2025-03-01-co":          "“Bài 2025-03-01-co”, Bản tin, ngày 4 tháng 3 năm 2025. https://",
		"vi/bai-viet/2025/2025-03-02-khong":       "“Bài 2025-03-02-khong”, Bản tin, diễn ra 02/03/2025. https://",
		"en/articles/2025/2025-03-02-khong":       "“Article 2025-03-02-khong”, Bulletin, event of 2 March 2025. https://",
		"vi/bai-viet/2025/2025-03-03-ky":          ">Trần Thử, “Bài 2025-03-03-ky”, Bản tin, ban hành 03/03/2025. https://",
		"en/articles/2025/2025-03-03-ky":          ">Trần Thử, “Article 2025-03-03-ky”, Bulletin, issued 3 March 2025. https://",
		"vi/bai-viet/2025/2025-03-30-nguon":       ">“Bài 2025-03-30-nguon”, Bản tin, diễn ra 30/03–02/04/2025 (nguồn: Báo Mẫu). https://",
		"en/articles/2025/2025-03-30-nguon":       ">“Article 2025-03-30-nguon”, Bulletin, event of 30 March – 2 April 2025 (source: Báo Mẫu). https://",
		"vi/bai-viet/2025/2025-03-01-co/song-ngu": "“Bài 2025-03-01-co”, Bản tin, ngày 4 tháng 3 năm 2025. https://",
	} {
		has(t, page, b.page(page), want)
	}
}

// TestSomeOfMany: a committee's page says how many articles it lists of how many, and leads
// to the rest; where it lists all, it says so.
func TestSomeOfMany(t *testing.T) {
	b := newBulletin(t)
	b.write("config.yaml", "base_url: https://bantin.example/\ntitle: {vi: Bản tin, en: Bulletin}\nrecent_items: 2\n")
	for i, committee := range []string{"a", "a", "a", "b", "b"} {
		b.article(fmt.Sprintf("2025-03-0%d-tin", i+1), "committee: "+committee+"\nterm: 2020-2025\n", "Chữ.", "Words.")
	}
	b.build()
	const older = `<p class="more"><a href="#archive_">`
	for page, want := range map[string]string{"vi/cap-uy/a": "2 trong 3 bài<", "en/committees/a": "2 of 3 articles<"} {
		has(t, page, b.page(page), `<span class="count">`+want, older, `<h2 id="archive_">`)
	}
	has(t, "all", b.page("vi/cap-uy/b"), `<span class="count">2 bài<`)
	lacks(t, "all", b.page("vi/cap-uy/b"), older)
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

// TestBecame: what a committee became is said once on its page, and in the same words
// wherever it is: part of one that several went into, or that one itself.
func TestBecame(t *testing.T) {
	b := newBulletin(t)
	b.write("content/committees.yaml", `
- {id: mot, name: {vi: Đảng bộ Một, en: One}, level: province, until: 2020-01-01, successors: [chung]}
- {id: hai, name: {vi: Đảng bộ Hai, en: Two}, level: province, until: 2020-01-01, successors: [chung]}
- {id: chung, name: {vi: Đảng bộ Chung, en: Joint}, level: province, from: 2020-01-01}
- {id: cu, name: {vi: Đảng bộ Cũ, en: Old}, level: province, until: 2020-01-01, successors: [moi]}
- {id: moi, name: {vi: Đảng bộ Mới, en: New}, level: province, from: 2020-01-01}
`)
	b.build()
	for id, want := range map[string]string{"mot": "Sau đó thuộc", "cu": "Sau đó là"} {
		page := b.page("vi/cap-uy/" + id)
		has(t, id, page, "<h3>"+want+"</h3>")
		if _, standing, _ := strings.Cut(page, `<p class="standing">`); strings.Contains(standing[:strings.Index(standing, "</p>")], "<a ") {
			t.Errorf("%s: its successor is said twice", id)
		}
	}
	tree, english := b.page("vi/cap-uy"), b.page("en/committees")
	has(t, "tree", tree, `sau đó thuộc <a href="/duoi/vi/cap-uy/chung/"`, `sau đó là <a href="/duoi/vi/cap-uy/moi/"`)
	has(t, "tree", english, `then part of <a href="/duoi/en/committees/chung/"`, `succeeded by <a href="/duoi/en/committees/moi/"`)
}

// TestActsSaidOnce: where a number means several documents, the heading of each says
// whose it is and from when, and nothing below says it again.
func TestActsSaidOnce(t *testing.T) {
	b := newBulletin(t)
	b.article("2017-01-14-truoc", "committee: a\nterm: 2015-2020\n", "71-KH/TU.", "")
	b.article("2021-02-02-sau", "committee: b\nterm: 2020-2025\ndocuments:\n  - {number: 71-KH/TU, issuer: Đảng bộ tỉnh B, date: 2021-01-05}\n", "71-KH/TU.", "")
	b.build()
	page := b.page("vi/van-ban/71-kh-tu")
	_, page, _ = strings.Cut(page, "<main")
	inOrder(t, "<main"+page, `<h2 id="document_2021-01-05"><a href="/duoi/vi/cap-uy/b/">Đảng bộ tỉnh B</a>, 05/01/2021</h2>`, "<dt>Nhiệm kỳ</dt>",
		`<h2 id="document_2015-2020"><a href="/duoi/vi/cap-uy/a/">Đảng bộ tỉnh A</a>, nhắc đến trong nhiệm kỳ 2015–2020</h2>`)
	// An article that tells of one of them leads to it, and one that does not to the page.
	inOrder(t, b.page("vi/bai-viet/2021/2021-02-02-sau"), `<a href="/duoi/vi/van-ban/71-kh-tu/#document_2021-01-05" class="document">`,
		"Văn bản được nhắc đến", `<a href="/duoi/vi/van-ban/71-kh-tu/#document_2021-01-05">`)
	inOrder(t, b.page("vi/bai-viet/2017/2017-01-14-truoc"), `<a href="/duoi/vi/van-ban/71-kh-tu/" class="document">`, `<a href="/duoi/vi/van-ban/71-kh-tu/">`)
	lacks(t, "several", page, "<dt>Cơ quan ban hành</dt>", "<dt>Ngày ban hành</dt>", "<dt>Được nhắc đến trong nhiệm kỳ</dt>")
}

// TestTypeFromArticle: a number that alone does not tell its type has that of the
// article which presents it; articles that cite it name it by the number, and do not
// change when one comes that presents it.
func TestTypeFromArticle(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-06-12-moi", "committee: trung-uong\nterm: 2020-2025\n", "Nghị quyết 202/2025/QH15.", "")
	cites := func() string {
		_, list, _ := strings.Cut(b.page("vi/bai-viet/2025/2025-06-12-moi"), `<aside class="onward cites"`)
		list, _, _ = strings.Cut(list, "</aside>")
		return list
	}
	b.build()
	before := cites()
	has(t, "citing", before, ">202/2025/QH15</a>")
	has(t, "register", b.page("vi/van-ban"), `<h2 id="kind_lawOrResolution">`)
	b.article("2025-06-13-trinh-bay", "committee: trung-uong\nterm: 2020-2025\nkind: resolution\nnumber: 202/2025/QH15\n", "Chữ.", "")
	b.build()
	register := b.page("vi/van-ban")
	has(t, "register", register, `<h2 id="kind_resolution">Nghị quyết `)
	lacks(t, "register", register, "Luật hoặc nghị quyết")
	has(t, "document", b.page("vi/van-ban/202-2025-qh15"), "<h1>Nghị quyết 202/2025/QH15</h1>", "<dd>Nghị quyết</dd>")
	if after := cites(); after != before {
		t.Errorf("what cites the number has changed from %s to %s", before, after)
	}
}

// TestFeedBody: the text in a feed has none of the attributes that only its page has use
// for: places to scroll to, and to stop at with a keyboard.
func TestFeedBody(t *testing.T) {
	b := newBulletin(t)
	b.article("2025-03-01-tin", "committee: a\nterm: 2020-2025\n", "## Mục id=\"x\" tabindex=\"0\"\n\nChữ.[^a] `<p id=\"y\">` Xem [mục](#muc-id-x-tabindex-0).\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n[^a]: Chú thích.\n", "")
	b.build()
	has(t, "page", b.page("vi/bai-viet/2025/2025-03-01-tin"), ` tabindex="0" role="region" aria-label="Bảng"><table>`, `<h2 id="`)
	_, feed, _ := strings.Cut(html.UnescapeString(b.file("vi/feed.xml")), "<content")
	has(t, "feed", feed, `<table>`, `<h2>Mục id=&quot;x&quot; tabindex=&quot;0&quot;</h2>`, `<code>&lt;p id=&quot;y&quot;&gt;</code>`, `/2025-03-01-tin/#muc`)
	lacks(t, "feed", feed, ` tabindex="`, ` id="`, ` aria-label="`)
	lacks(t, "JSON feed", b.file("vi/feed.json"), ` tabindex=\"`, ` id=\"muc`, ` id=\"fn`)
}

// TestShortTitle: browsers offer the search by the name that the site has for short,
// where it has one.
func TestShortTitle(t *testing.T) {
	b := newBulletin(t)
	b.write("config.yaml", "base_url: https://bantin.example/\ntitle: {vi: Sổ tay phố huyện sông Mẫu, en: Notes}\nshort_title: {vi: Sông Mẫu, en: Mau}\n")
	b.build()
	has(t, "vi", b.file("vi/opensearch.xml"), "<ShortName>Sông Mẫu</ShortName>", "<LongName>Sổ tay phố huyện sông Mẫu</LongName>")
	has(t, "en", b.file("en/opensearch.xml"), "<ShortName>Mau</ShortName>")
}

// TestIssuerInEachLanguage: who issued a document may be said in each language; which
// document is meant goes by the words in the original's.
func TestIssuerInEachLanguage(t *testing.T) {
	b := newBulletin(t)
	b.article("2020-01-14-dung", "committee: a\nterm: 2015-2020\ndocuments:\n  - {number: 35-CT/TW, issuer: {vi: Ban Vườn cây, en: Orchard Board}, date: 2019-05-30}\n", "35-CT/TW.", "35-CT/TW.")
	b.article("2020-02-14-dung", "committee: a\nterm: 2015-2020\ndocuments:\n  - {number: 35-CT/TW, issuer: Ban vườn cây, date: 2019-05-30}\n", "35-CT/TW.", "")
	b.build()
	has(t, "vi", b.page("vi/van-ban/35-ct-tw"), "<dt>Cơ quan ban hành</dt><dd>Ban Vườn cây</dd>", "2 bài")
	has(t, "en", b.page("en/documents/35-ct-tw"), "<dt>Issued by</dt><dd>Orchard Board</dd>")
	has(t, "data", b.file("data/articles/2020.json"), `"number":"35-CT/TW","issuer":"Ban Vườn cây"`)
}
