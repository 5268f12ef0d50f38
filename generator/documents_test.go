package generator

import (
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A bulletin is a small site's folder.
type bulletin struct {
	t   *testing.T
	dir string
}

func newBulletin(t *testing.T) *bulletin {
	b := &bulletin{t, t.TempDir()}
	b.write("config.yaml", "base_url: https://bantin.example/duoi/\ntitle: {vi: Bản tin, en: Bulletin}\n")
	b.write("content/committees.yaml", `
- {id: trung-uong, name: {vi: Trung ương, en: Centre}, level: central}
- {id: a, name: {vi: Đảng bộ tỉnh A, en: A Province}, aliases: [Tỉnh ủy A], level: province, parent: trung-uong}
- {id: a-khoi, name: {vi: Đảng bộ khối A, en: A Bloc}, level: bloc, parent: a}
- {id: b, name: {vi: Đảng bộ tỉnh B, en: B Province}, level: province, parent: trung-uong}
`)
	return b
}

func (b *bulletin) write(name, text string) {
	b.t.Helper()
	file := filepath.Join(b.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// article writes an original, and a translation where en is not "".
func (b *bulletin) article(id, front, vi, en string) {
	b.t.Helper()
	b.write("content/articles/"+id+".vi.md", "---\ntitle: Bài "+id+"\ndate: "+id[:10]+"\n"+front+"---\n\n"+vi)
	if en != "" {
		b.write("content/articles/"+id+".en.md", "---\ntitle: Article "+id+"\n---\n\n"+en)
	}
}

func (b *bulletin) options() Options {
	return Options{Dir: b.dir, Layouts: os.DirFS("../layouts"), Static: os.DirFS("../static"), Now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
}

func (b *bulletin) build() {
	b.t.Helper()
	_, problems, err := Build(b.options())
	if err != nil {
		b.t.Fatal(err)
	}
	if errors, _ := problems.Count(); errors > 0 {
		b.t.Fatal(problems)
	}
}

func (b *bulletin) page(path string) string {
	b.t.Helper()
	src, err := os.ReadFile(filepath.Join(b.dir, "public", filepath.FromSlash(path), "index.html"))
	if err != nil {
		b.t.Fatal(err)
	}
	return together.Replace(wholeSpan.ReplaceAllString(string(src), "$1"))
}

// What keeps a date, a number or a term on one line says nothing to these tests.
var (
	wholeSpan = regexp.MustCompile(`<span class="whole">([^<]*)</span>`)
	together  = strings.NewReplacer("\u00a0", " ", ` class="whole"`, "")
)

// inOrder expects parts of a page one after the other.
func inOrder(t *testing.T, page string, parts ...string) {
	t.Helper()
	_, rest, _ := strings.Cut(page, "<main")
	for _, p := range parts {
		_, after, ok := strings.Cut(rest, p)
		if !ok {
			t.Errorf("there is no %q where it should be in\n%s", p, rest)
			return
		}
		rest = after
	}
}

const termOld, termNew = "committee: a-khoi\nterm: 2015-2020\n", "committee: a-khoi\nterm: 2020-2025\n"

// TestRegisterYears: a number that means documents of several years says them all, and
// each year of any document can be chosen once; issuers and numbers are in their order.
func TestRegisterYears(t *testing.T) {
	b := newBulletin(t)
	text := ""
	for i := range 20 {
		text += fmt.Sprintf("%d-NQ/TU, ", i+1)
	}
	b.article("2017-01-14-truoc", "committee: a\ncongress: 9\nterm: 2015-2020\n", "71-KH/TU, 100-KH/TU và 9-KH/TU.", "")
	b.article("2021-02-02-sau", "committee: b\nterm: 2020-2025\n", text+"71-KH/TU, 72-KH/TU.", "")
	b.build()
	page := b.page("vi/van-ban")
	inOrder(t, page, `<option value="">Tất cả các năm</option><option>2021</option><option>2017</option></select>`,
		`<li data-years="2021 2017"><span class="when">2021</span>`, "71-KH/TU", "có thể là 2 văn bản: 2021, 2017</span>",
		`<li><span class="when">2021</span>`, "72-KH/TU</a></li>")
	// Đ comes after D, and 9 before 100, as in a dictionary.
	b.article("2021-03-03-them", termNew, "01-NQ/ĐU, 02-NQ/HU, 03-NQ/CB.", "")
	b.build()
	inOrder(t, b.page("vi/van-ban"), "Nghị quyết", `data-issuer="CB"`, `data-issuer="ĐU"`, `data-issuer="HU"`, `data-issuer="TU"`)
	inOrder(t, b.page("vi/cap-uy/a/dai-hoi-9"), "09-KH/TU", "71-KH/TU", "100-KH/TU")
}

func TestDocuments(t *testing.T) {
	b := newBulletin(t)
	b.article("2019-05-30-gioi-thieu", `committee: trung-uong
term: 2015-2020
number: 35-CT/TW
documents:
  - {number: 35-CT/TW, issuer: Bộ Chính trị, date: 2019-05-30, title: {vi: Về đại hội, en: On congresses}}
`, "Chỉ thị 35-CT/TW.", "Directive 35-CT/TW.")
	b.article("2020-01-14-dung", termOld, "Chỉ thị số 35-CT/TW, `36-CT/TW`, nhiệm kỳ 2015-2020, [xem 71-KH/TU](2019-05-30-gioi-thieu.vi.md).", "")
	b.article("2020-12-21-sau", termNew, "Chỉ thị 35 và Chỉ thị 35-CT/TW, 14-KH/ĐU.", "")
	b.article("2021-02-02-khac", "committee: b\nterm: 2020-2025\n", "Kế hoạch 71-KH/TU, Nghị quyết 202/2025/QH15, Chỉ thị 05.", "")
	b.article("2024-02-02-moi", termNew, "35-CT/TW.", "")
	b.article("2025-02-02-nam", termNew+"documents: [{number: 05-CT/TW, date: 2016-05-15}, {number: \"văn bản lạ\"}]\n", "Chỉ thị 05 của Bộ Chính trị.", "")
	b.build()

	// The text stays as it was typed, and only what is no link or code becomes one.
	page := b.page("vi/bai-viet/2020/2020-01-14-dung")
	inOrder(t, page, `Chỉ thị số <a href="/duoi/vi/van-ban/35-ct-tw/" class="document">35-CT/TW</a>, <code>36-CT/TW</code>, nhiệm kỳ 2015-2020, <a href="/duoi/vi/bai-viet/2019/2019-05-30-gioi-thieu/">xem 71-KH/TU</a>`,
		"Văn bản được nhắc đến", "Chỉ thị 35-CT/TW", "Bài 2019-05-30-gioi-thieu")
	if !strings.Contains(page, `{"@type":"CreativeWork","name":"Chỉ thị 35-CT/TW","identifier":"35-CT/TW","url":"https://bantin.example/duoi/vi/van-ban/35-ct-tw/"}`) {
		_, linked, _ := strings.Cut(page, "ld+json")
		t.Errorf("the linked data has no citation: %s", linked[:min(len(linked), 1500)])
	}
	if strings.Contains(b.page("vi/bai-viet/2019/2019-05-30-gioi-thieu"), "Văn bản được nhắc đến") {
		t.Error("an article cites the document that it presents")
	}
	inOrder(t, b.page("en/articles/2019/2019-05-30-gioi-thieu"), `<a href="/duoi/en/documents/35-ct-tw/#document_2019-05-30" class="document">35-CT/TW</a>`)
	has(t, "feed", html.UnescapeString(b.file("en/feed.xml")), `<p>Directive <a href="https://bantin.example/duoi/en/documents/35-ct-tw/#document_2019-05-30" class="document">35-CT/TW</a>`)

	// One number, two terms: an article of the year after is taken to mean what is
	// known, and one of years after is not.
	page = b.page("vi/van-ban/35-ct-tw")
	inOrder(t, page, "<h1>Chỉ thị 35-CT/TW</h1>", "số 35-CT/TW có thể là của nhiều văn bản",
		"Bộ Chính trị", "30/05/2019", "Về đại hội", "Bài giới thiệu văn bản", "Bài 2019-05-30", "từ cũ đến mới", "2 bài", "Bài 2020-01-14", "Bài 2020-12-21",
		"nhắc đến trong nhiệm kỳ 2020–2025", "Bài 2024-02-02-moi")
	if strings.Count(page, "Bài 2019-05-30-gioi-thieu</a>") != 1 {
		t.Error("the article that presents the document is counted as citing it")
	}
	inOrder(t, b.page("en/documents/35-ct-tw"), "Directive 35-CT/TW", "On congresses")
	for _, link := range []string{`hreflang="vi" href="https://bantin.example/duoi/vi/van-ban/35-ct-tw/"`, `hreflang="x-default"`, `<a href="/duoi/vi/van-ban/35-ct-tw/" lang="vi" hreflang="vi">Tiếng Việt</a>`} {
		if !strings.Contains(b.page("en/documents/35-ct-tw"), link) {
			t.Errorf("no %s", link)
		}
	}
	// One number, two issuers, which the committees of the reports tell.
	inOrder(t, b.page("vi/van-ban/71-kh-tu"), "suy ra từ cấp ủy", "Đảng bộ tỉnh A", "Bài 2020-01-14", "Đảng bộ tỉnh B", "Bài 2021-02-02")
	inOrder(t, b.page("vi/van-ban/14-kh-du"), "Đảng bộ khối A", "Bài 2020-12-21")
	inOrder(t, b.page("vi/van-ban/202-2025-qh15"), "Luật hoặc nghị quyết 202/2025/QH15", "Quốc hội")
	// A number without an issuer is the one that the article has, or may be several.
	inOrder(t, b.page("vi/bai-viet/2020/2020-12-21-sau"), `<a href="/duoi/vi/van-ban/35-ct-tw/" class="document">Chỉ thị 35</a>`)
	inOrder(t, b.page("vi/bai-viet/2025/2025-02-02-nam"), `<a href="/duoi/vi/van-ban/05-ct-tw/" class="document">Chỉ thị 05</a>`)
	inOrder(t, b.page("vi/van-ban/05-ct"), "<h1>Chỉ thị 05</h1>", "Có thể là", "/vi/van-ban/05-ct-tw/", "Bài 2021-02-02")
	inOrder(t, b.page("vi/van-ban"), `data-issuer="-"><h3>Số hiệu không ghi cơ quan ban hành</h3>`, "05</a>", "2024", "35-CT/TW", "có thể là 2 văn bản: 2024, 2019</span>", `<span class="by"><span class="issued">Bộ Chính trị</span> · <span>Về đại hội</span></span></li>`, "2016", "05-CT/TW", "Kế hoạch", "71-KH/TU", "documents.")

	for _, year := range []string{"2019", "2020"} {
		data, err := os.ReadFile(filepath.Join(b.dir, "public/data/articles", year+".json"))
		if err != nil || !strings.Contains(string(data), `"number":"35-CT/TW"`) {
			t.Errorf("the open data of %s lacks its documents: %v\n%s", year, err, data)
		}
	}
}

// TestDocumentBeforeItsDay has articles that cannot mean the document that is known.
func TestDocumentBeforeItsDay(t *testing.T) {
	b := newBulletin(t)
	const term = "committee: a\nterm: 2020-2025\n"
	b.article("2021-03-01-ban-hanh", term+"number: 05-NQ/TU\ndocuments: [{number: 05-NQ/TU, date: 2021-03-01, title: {vi: Về đường làng, en: On lanes}}]\n", "Nghị quyết 05-NQ/TU.", "")
	b.article("2020-11-20-truoc", term, "Nghị quyết 05-NQ/TU.", "")
	b.article("2021-02-25-ra-sau", term+"published: 2021-03-05\n", "Nghị quyết 05-NQ/TU.", "")
	b.article("2021-06-01-sau", term, "Nghị quyết 05-NQ/TU.", "")
	// What the term before has left is meant, while that of the new term is to come.
	b.article("2020-01-10-cu", "committee: a\nterm: 2015-2020\nnumber: 06-NQ/TU\ndocuments: [{number: 06-NQ/TU, date: 2019-12-30, title: {vi: Về bến đò, en: On ferries}}]\n", "Nghị quyết 06-NQ/TU.", "")
	b.article("2021-05-01-moi", term+"number: 06-NQ/TU\ndocuments: [{number: 06-NQ/TU, date: 2021-05-01, title: {vi: Về chợ, en: On markets}}]\n", "Nghị quyết 06-NQ/TU.", "")
	b.article("2020-12-01-giua", term, "Nghị quyết 06-NQ/TU.", "")
	// A number that is given once is that of the one document, whatever the days say.
	b.article("2022-01-01-luat", "committee: trung-uong\nterm: 2020-2025\ndocuments: [{number: 7/2022/QH15, date: 2022-01-01}]\n", "Luật 7/2022/QH15.", "")
	b.article("2021-12-01-som", term, "Luật 7/2022/QH15.", "")
	b.build()

	page := b.page("vi/van-ban/05-nq-tu")
	inOrder(t, page, "số 05-NQ/TU có thể là của nhiều văn bản", "Đảng bộ tỉnh A</a>, 01/03/2021", "Về đường làng", "2 bài", "Bài 2021-02-25-ra-sau", "Bài 2021-06-01-sau",
		"nhắc đến trong nhiệm kỳ 2020–2025", "1 bài", "Bài 2020-11-20-truoc")
	inOrder(t, b.page("vi/van-ban/06-nq-tu"), "nên có nhiều văn bản cùng mang số", "Về chợ", "Về bến đò", "1 bài", "Bài 2020-12-01-giua")
	inOrder(t, b.page("vi/van-ban"), "06-NQ/TU", `<span class="by"><span>Về chợ</span>; <span>Về bến đò</span></span></li>`)
	page = b.page("vi/van-ban/07-2022-qh15")
	if inOrder(t, page, "Bài 2021-12-01-som", "Bài 2022-01-01-luat"); strings.Contains(page, "nhiều văn bản") {
		t.Error("a law is two documents")
	}
}

// TestDocumentYears: the many articles that cite a document stand below their years, to
// which links lead, with those of each of several documents below its own.
func TestDocumentYears(t *testing.T) {
	b := newBulletin(t)
	for i := range 31 {
		text := "Luật 7/2022/QH15, Nghị quyết 98-NQ/TW."
		if i > 0 {
			text += " Luật 8/2022/QH15."
		}
		b.article(fmt.Sprintf("%d-03-02-tin-%d", 2022+i%2, i), "committee: a\nterm: 2020-2025\n", text, "")
	}
	b.article("2018-03-02-tin", "committee: a\nterm: 2015-2020\n", "98-NQ/TW.", "")
	b.build()
	for page, heading := range map[string]string{
		"vi/van-ban/07-2022-qh15": `<h3 id="cited_%d">%[1]d</h3>`,
		"en/documents/98-nq-tw":   `<h4 id="document_2020-2025_%d">%[1]d</h4>`,
	} {
		id := heading[len(`<h3 id="`):strings.Index(heading, "%")]
		inOrder(t, b.page(page), `<a href="#`+id+`2022">2022</a> <span class="count">(16)</span>`, `<a href="#`+id+`2023">2023</a> <span class="count">(15)</span>`,
			fmt.Sprintf(heading, 2022), "2022-03-02-tin-30", fmt.Sprintf(heading, 2023), "2023-03-02-tin-29")
	}
	inOrder(t, b.page("en/documents/98-nq-tw"), `<h2 id="document_2015-2020">`, "1 article<", `<ul class="lines">`, "2018-03-02-tin")
	few := b.page("vi/van-ban/08-2022-qh15")
	has(t, "few", few, "30 bài<")
	lacks(t, "few", few, "cited_", "chips")
}

// TestDocumentIssuer has the words of an editor beside the name of the register,
// and for readers of another language that alone.
func TestDocumentIssuer(t *testing.T) {
	b := newBulletin(t)
	b.article("2021-03-01-x", termNew+"documents: [{number: 05-NQ/TU, issuer: Tỉnh ủy A}, {number: 06-NQ/TU, issuer: Ban Vườn cây}]\n", "a", "")
	b.build()
	inOrder(t, b.page("vi/van-ban/05-nq-tu"), `Cơ quan ban hành</dt><dd>Tỉnh ủy A · <a href="/duoi/vi/cap-uy/a/">Đảng bộ tỉnh A</a></dd>`)
	inOrder(t, b.page("en/documents/05-nq-tu"), `Issued by</dt><dd><a href="/duoi/en/committees/a/">A Province</a></dd>`)
	inOrder(t, b.page("en/documents/06-nq-tu"), `Issued by</dt><dd><span lang="vi">Ban Vườn cây</span></dd>`)
}

func TestDocumentProblems(t *testing.T) {
	b := newBulletin(t)
	b.article("2020-01-14-x", termOld+`number: 35
documents:
  - {number: 35-CT/TW}
  - {number: 35 ct tw}
  - {number: 14-KH/ĐU, issuer: Đảng ủy A}
  - {number: 14-KH/ĐU, issuer: Đảng ủy B}
  - {number: 202/2025/QH15, date: 2024-06-12}
  - {number: 2020-2025}
`, "a", "")
	problems, err := Check(b.options())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Rule))
	}
	want := []string{"6:9 document-number", "9:14 document-duplicate", "12:35 document-date", "13:14 document-number"}
	if !slices.Equal(got, want) {
		t.Errorf("problems %q, want %q\n%v", got, want, problems)
	}
}

var idForm = regexp.MustCompile(` id="([^"]*)"`)

func TestSideBySide(t *testing.T) {
	b := newBulletin(t)
	const vi = "Một[^n] [mục](#muc).\n\n## Mục\n\n- hai\n\n[^n]: chú\n"
	b.article("2020-01-14-cung", termOld, vi, "One[^n] [part](#part).\n\n## Part\n\n- two\n\n[^n]: note\n")
	b.article("2020-01-15-lech", termOld, vi, "One[^n].\n\nAnd more.\n\n## Muc\n\n[^n]: note\n")
	b.article("2020-01-16-mot", termOld, vi, "")
	b.article("2020-01-17-ten", termOld, "a\n\n## Đoạn 1\n\nb\n", "")
	b.build()
	page := b.page("vi/bai-viet/2020/2020-01-14-cung/song-ngu")
	inOrder(t, page, "<h1>Bài 2020-01-14-cung</h1>", `lang="en"><p class="title">Article 2020-01-14-cung</p>`,
		`<div class="pair" id="doan_1"><a class="at" href="#doan_1" aria-label="Đoạn 1">1</a><div><p>Một`, `<a href="#muc">mục</a>`, `<div class="second" lang="en"><p>One`, `href="#en_fn:1"`, `<a href="#en_part">part</a>`,
		`<div class="pair"><div><h2 id="muc">Mục</h2>`, `<div class="second" lang="en"><h2 id="en_part">Part</h2>`,
		`<div class="pair" id="doan_2">`, "<li>hai</li>", "<li>two</li>", `id="fn:1"`, `id="en_fn:1"`)
	inOrder(t, b.page("en/articles/2020/2020-01-14-cung/bilingual"), `<p>One`, `lang="vi"><p>Một`, `id="vi_muc"`)
	inOrder(t, b.page("vi/bai-viet/2020/2020-01-15-lech/song-ngu"), "không chia đoạn như nhau", `<p id="doan_1">Một`, `<ul id="doan_2">`, "<li>hai</li>", `lang="en"><p id="en_paragraph_1">One`, `<p id="en_paragraph_2">And more`, `id="en_muc"`)
	// A paragraph has the same id where its article stands alone.
	inOrder(t, b.page("vi/bai-viet/2020/2020-01-14-cung"), `<p id="doan_1">Một`, `<h2 id="muc">`, `<ul id="doan_2">`)
	// A heading of a paragraph's name is another place.
	inOrder(t, b.page("vi/bai-viet/2020/2020-01-17-ten"), `<p id="doan_1">`, `<h2 id="doan-1">`, `<p id="doan_2">`)
	for _, path := range []string{"2020-01-14-cung", "2020-01-15-lech"} {
		for _, page := range []string{b.page("vi/bai-viet/2020/" + path + "/song-ngu"), b.page("en/articles/2020/" + path + "/bilingual")} {
			seen := map[string]bool{}
			for _, m := range idForm.FindAllStringSubmatch(page, -1) {
				if seen[m[1]] {
					t.Errorf("%s: the id %s is there twice", path, m[1])
				}
				seen[m[1]] = true
			}
			for _, m := range regexp.MustCompile(` href="#([^"]*)"`).FindAllStringSubmatch(page, -1) {
				if !seen[m[1]] {
					t.Errorf("%s: nothing has the id %s", path, m[1])
				}
			}
		}
	}
	inOrder(t, b.page("vi/bai-viet/2020/2020-01-14-cung"), `<a href="/duoi/vi/bai-viet/2020/2020-01-14-cung/song-ngu/">`)
	page = b.page("en/articles/2020/2020-01-14-cung/bilingual")
	for _, link := range []string{`<a href="/duoi/vi/bai-viet/2020/2020-01-14-cung/song-ngu/" lang="vi" hreflang="vi">`, `<a href="/duoi/en/articles/2020/2020-01-14-cung/">`, `<a href="/duoi/vi/bai-viet/2020/2020-01-14-cung/" lang="vi"`} {
		if !strings.Contains(page, link) {
			t.Errorf("no %s", link)
		}
	}
	if strings.Contains(b.page("vi/bai-viet/2020/2020-01-16-mot"), "song-ngu") {
		t.Error("an article in one language leads to two")
	}
}

// TestCopyIsNoTranslation: a file with the original's own words has a page, and no
// page and no sitemap says that it is a translation.
func TestCopyIsNoTranslation(t *testing.T) {
	b := newBulletin(t)
	b.article("2020-01-14-that", termOld, "Một.\n", "One.\n")
	b.article("2020-01-15-chep", termOld, "Hai.\n", "")
	b.write("content/articles/2020-01-15-chep.en.md", "---\ntitle: Bài 2020-01-15-chep\n---\n\nHai.\n")
	b.build()
	const (
		alternate = `rel="alternate" hreflang=`
		original  = "vi/bai-viet/2020/2020-01-15-chep"
		copied    = "en/articles/2020/2020-01-15-chep"
	)
	if page := b.page("vi/bai-viet/2020/2020-01-14-that"); strings.Count(page, alternate) != 3 || !strings.Contains(page, "song-ngu") {
		t.Error("a translation is not offered")
	}
	for _, path := range []string{original, copied, original + "/song-ngu", copied + "/bilingual"} {
		page := b.page(path)
		for _, claim := range []string{alternate, "translationOfWork", "workTranslation"} {
			if strings.Contains(page, claim) {
				t.Errorf("%s has %s", path, claim)
			}
		}
	}
	// From the original there is nothing in the other language; from its copy there is.
	for path, links := range map[string][]string{
		original: {`<a class="none" href="#switch_" lang="en">`, `id="switch_"`, `<a href="/duoi/en/committees/a-khoi/" lang="en" hreflang="en">`},
		copied:   {`<li><a href="/duoi/` + original + `/" lang="vi" hreflang="vi">Tiếng Việt</a></li>`},
	} {
		for _, link := range links {
			if !strings.Contains(b.page(path), link) {
				t.Errorf("%s has no %s", path, link)
			}
		}
	}
	for _, path := range []string{original, copied} {
		if page := b.page(path); strings.Contains(page, "song-ngu") || strings.Contains(page, "/bilingual/") {
			t.Errorf("%s leads to two languages", path)
		}
	}
	file, err := os.ReadFile(filepath.Join(b.dir, "public", "sitemap-2020.xml"))
	if err != nil {
		t.Fatal(err)
	}
	sitemap := string(file)
	for part := range strings.SplitSeq(sitemap, "<url>") {
		if strings.Contains(part, "-chep/") && strings.Contains(part, "hreflang") {
			t.Errorf("the sitemap has %s", part)
		}
	}
	if !strings.Contains(sitemap, "-that/") || !strings.Contains(sitemap, "hreflang") {
		t.Errorf("the sitemap has no translation: %s", sitemap)
	}
}

// TestNewArticleWithDocuments holds the changes that an article brings about to
// few files, however often its documents are cited.
func TestNewArticleWithDocuments(t *testing.T) {
	b := newBulletin(t)
	for i := range 120 {
		day := time.Date(2017, 1, 1+10*i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		front := termOld
		if day > "2020-09" {
			front = termNew
		}
		b.article(day+"-bai", front, "35-CT/TW, 71-KH/TU và 14-KH/ĐU.", "35-CT/TW, 71-KH/TU and 14-KH/ĐU.")
	}
	files := func() map[string]string {
		b.build()
		all := map[string]string{}
		root := filepath.Join(b.dir, "public")
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				src, readErr := os.ReadFile(name)
				all[name], err = string(src), readErr
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := files()
	for _, day := range []string{"2020-04-05", "2018-02-02", "2016-01-01"} {
		b.article(day+"-moi", termOld+"documents:\n  - {number: 35-CT/TW, date: 2015-12-30, title: Tên}\n", "35-CT/TW, 71-KH/TU và 14-KH/ĐU.", "35-CT/TW.")
		after := files()
		var changed []string
		for name, src := range after {
			if before[name] != src {
				changed = append(changed, strings.TrimPrefix(name, b.dir))
			}
		}
		if len(changed) > 60 || len(changed) < 4 {
			slices.Sort(changed)
			t.Errorf("an article of %s changes %d files: %q", day, len(changed), changed)
		}
		t.Logf("an article of %s changes %d of %d files", day, len(changed), len(after))
		before = after
	}
}
