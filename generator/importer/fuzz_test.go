package importer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/content"

	"golang.org/x/tools/txtar"
)

// FuzzImport: whatever a page is, it is refused or becomes a file that loads without
// any fault but keys that are missing.
func FuzzImport(f *testing.F) {
	files, _ := filepath.Glob("testdata/pages/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	for _, page := range awkward {
		f.Add([]byte(page))
	}
	lib := library(f)
	f.Fuzz(func(t *testing.T, page []byte) {
		if r, err := Import(page, lib, Options{}); err == nil {
			mustLoad(t, r)
		}
	})
}

// sample is a paragraph that a page of its own can be made of.
const sample = "Ngày 4/6/2023, Tỉnh ủy An Châu tổ chức họp báo về kết quả công tác sáu tháng đầu năm và nhiệm vụ sắp tới."

// awkward are pages whose words mean something to Markdown, YAML or HTML.
var awkward = []string{
	"---\ntitle: x\n---\n" + sample,
	"Một tiêu đề --- có gạch\n---\n" + sample + "\n---\n***\n```\n" + sample + "\n~~~\n",
	"<p>" + sample + "</p><p>--&gt; <b>-->" + sample + "</b></p><!-- " + sample,
	"<p>" + sample + "</p><img src='x\" onerror=alert(1) --&gt;' alt='--&gt; <script>'><p>Chú thích --&gt; ảnh</p><p>" + sample + "</p>",
	"<p>" + sample + "</p><table><tr><td>|<td>\\|<td>a\nb<tr><td>`|`<td><b>|</b><td></table><p>" + sample + "</p>",
	"<p><b>" + sample + " </b><i>*</i><a href='https://x.example/a)b(c[d]'>[</a><a href=//x>]</a> ** __ " + sample + "</p>",
	"<ul><li>- " + sample + "<li>1. " + sample + "<li># " + sample + "<ol><li><ul><li>" + sample + "</ol></ul><p>" + sample,
	"Tiêu đề: \"ngoặc\" #thẻ 'nháy' [x] {y} & * ! % @ |\n" + sample + "\n[1]: https://x.example\n[^1]: " + sample + "\nAbc[^1]",
	"+ \n- \n* \n1. \n" + sample + "\n    " + sample + "\n\t" + sample + "\n=====\n" + sample + "\n-----\n",
	"\ufeff" + sample + "\u0085\u2028" + sample + "\x1b\x07",
	"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=",
}

func TestAwkward(t *testing.T) {
	lib := library(t)
	for _, page := range awkward {
		r, err := Import([]byte(page), lib, Options{})
		if err != nil {
			continue
		}
		mustLoad(t, r)
	}
}

// TestLarge: pages of half a megabyte, of the forms that cost a parser most, and one
// of five megabytes.
func TestLarge(t *testing.T) {
	lib := library(t)
	fill := func(begin, s, end string) string { return begin + strings.Repeat(s, (512<<10)/len(s)) + end }
	for name, page := range map[string]string{
		"lines":            fill("", "a\n", sample),
		"prose":            fill("", sample+"\n", ""),
		"one word":         fill("<h1>"+sample+"</h1>", "xxxxxxxx", ""),
		"one line":         fill("", sample+" ", ""),
		"breaks":           fill("<p>"+sample, "<br>", sample),
		"broken lines":     fill("<p>"+sample, "<br>và ", sample),
		"bold":             fill("<p>"+sample, "<b>a ", ""),
		"bold paragraphs":  fill("", "<p><b id=1><i>a", sample),
		"links":            fill("<p>"+sample, "<a href=x>a</a> ", ""),
		"cells":            fill("<table><tr><td>"+sample, "<td>a", "</table>"),
		"rows":             fill("<p>"+sample+"<table>", "<tr><td>a<td>b", "</table>"),
		"tables":           fill("<p>"+sample, "<table>", ""),
		"items":            fill("<p>"+sample, "<ul><li>a</ul>", ""),
		"dates":            fill(sample, " 14/10/2020 và", "."),
		"short dates":      fill(sample, " ngày 14-10 và", "."),
		"dashes":           fill("", "- - - ", "\n"+sample),
		"brackets":         fill(sample+"\n", "[](", ")"),
		"commas":           fill(sample, "\n,", ""),
		"congresses":       fill(sample, " Đại hội Đảng bộ tỉnh lần thứ XI", "."),
		"conferences":      fill(sample, " Hội nghị Ban Chấp hành", "."),
		"capitals":         fill(sample, " Nguyễn Văn An", "."),
		"names of bodies":  fill(sample, " Đảng bộ Khối các", "."),
		"titles":           fill("", "Tỉnh ủy An Châu tổ chức họp báo về kết quả\n", sample),
		"comments of HTML": fill("<p>"+sample, "<!-- a -->", ""),
		"tabs":             fill(sample+"\n", "a\tb\n", ""),
		"letters":          fill(sample, "ảĂ", "."),
		"structured":       fill("<script type=application/ld+json>", "[", "</script><p>"+sample),
		"classes":          fill("<p>"+sample+"</p>", "<div class='a share b'>a</div>", ""),
	} {
		t.Run(name, func(t *testing.T) {
			if r, err := Import([]byte(page), lib, Options{}); err == nil {
				mustLoad(t, r)
			}
		})
	}
	// Most of a large page is programs and pictures within it.
	page := "<html><head><script>" + strings.Repeat("var a = '<p>"+sample+"</p>';\n", 20_000) + "</script></head><body><h1>Tỉnh ủy An Châu tổ chức họp báo</h1><p>" + sample +
		"</p><img src='data:image/png;base64," + strings.Repeat("iVBORw0KGgo", 200_000) + "'></body></html>"
	if len(page) < 5<<20 {
		t.Fatalf("the page has %d bytes", len(page))
	}
	r, err := Import([]byte(page), lib, Options{})
	if err != nil {
		t.Fatal(err)
	}
	mustLoad(t, r)
	if r.Title != "Tỉnh ủy An Châu tổ chức họp báo" || len(r.File.Body) > 1000 {
		t.Errorf("%q, with a body of %d bytes", r.Title, len(r.File.Body))
	}
}

// TestSamples reads the pages that the truth is known of, where they are there: they
// are not this repository's own.
func TestSamples(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(files) == 0 {
		t.Skip("../../../shared/seeds is not there")
	}
	lib := content.Load(os.DirFS("../.."), os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	want := map[string]struct{ has, lacks []string }{
		"000": {[]string{"date: 2020-12-21", "# published: 2021-01-18", "committee: lang-son-khoi-cac-co-quan", "congress: XIV", "term: 2020-2025",
			"  - {committee: lang-son, congress: XVII}", "kind: conference", "author: Phương Dung"}, []string{"\npublished:", "PHƯƠNG DUNG", "Thứ hai", "plenum"}},
		"001": {[]string{"date: 2020-01-14", "published: 2020-01-14T19:23:00+07:00", "committee: nam-dinh-khoi-cac-co-quan", "term: 2015-2020", "author: Văn Trọng",
			"  - {number: 35-CT/TW, issuer: Bộ Chính trị}", "  - {number: 71-KH/TU, issuer: Ban Thường vụ Tỉnh ủy}", "  - {number: Chỉ thị 05, issuer: Bộ Chính trị}"},
			[]string{"\ncongress:", "\nplenum:", "\u00d0", "\n,", "Cập nhật"}},
		"002": {[]string{"date: 2021-03-16", "published: 2021-03-17", "committee: khoi-co-quan-va-doanh-nghiep-chua-ro-tinh", "term: 2020-2025", "  - number: 14-KH/ĐU", "    date: 2021-02-26", "author: Ngọc Ánh"},
			[]string{"long-an", "\ncongress:", "Main", "Điện Biên", "truy cập", "351739", "Trực tuyến"}},
		"003": {[]string{"date: 2024-04-11", "published: 2024-04-11T19:45:00+07:00", "committee: long-an-khoi-co-quan-va-doanh-nghiep", "plenum: 16", "term: 2020-2025", "kind: plenum", "author: Hoàng Lan"},
			[]string{"\ncongress:", "English", "Chia sẻ", "term: 2025"}},
		"004": {[]string{"date: 2020-12-25", "updated: 2020-12-30", "committee: hau-giang", "congress: XIV", "term: 2020-2025", "kind: conference", "author: Thanh Tâm"},
			[]string{"\npublished:", "plenum", "Số lần xem", "bạn đọc", "Quảng cáo", "Lịch làm việc", "Khách"}},
	}
	for _, file := range files {
		name := filepath.Base(file)[:3]
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Import(raw, lib, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		mustLoad(t, r)
		got := string(r.File.Bytes())
		for _, line := range want[name].has {
			if !strings.Contains(got, "\n"+line+"\n") {
				t.Errorf("%s does not have the line %q", name, line)
			}
		}
		for _, text := range want[name].lacks {
			if strings.Contains(got, text) {
				t.Errorf("%s has %q", name, text)
			}
		}
		// Every long paragraph of the page is in the body, but for the banner.
		text, _ := new(page).decode(raw)
		body := strings.Join(strings.Fields(strings.ReplaceAll(got, `\`, "")), " ")
		for line := range strings.Lines(text) {
			line, _ = untagged(collapse(line))
			if len(line) > 300 && !isSlogan(line) && !strings.Contains(body, line) {
				t.Errorf("%s lost: %s", name, line)
			}
		}
		if t.Failed() {
			t.Log(got)
		}
	}
}

// TestSamplesWithoutArticles: a bulletin that has no articles yet finds the committee of
// the samples whose pages say where they are from, and asks for that of the others.
func TestSamplesWithoutArticles(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(files) == 0 {
		t.Skip("../../../shared/seeds is not there")
	}
	site := fstest.MapFS{}
	for _, name := range []string{"config.yaml", content.CommitteesFile} {
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		site[name] = &fstest.MapFile{Data: data}
	}
	lib := content.Load(site, os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	if len(lib.Articles) > 0 || len(lib.Committees) < 10 {
		t.Fatal(len(lib.Articles), len(lib.Committees))
	}
	want := map[string][]string{
		"000": {"committee: lang-son-khoi-cac-co-quan"},
		"001": {"# committee: lang-son-khoi-cac-co-quan", "# committee: nam-dinh-khoi-cac-co-quan"},
		"002": {"committee: khoi-co-quan-va-doanh-nghiep-chua-ro-tinh"},
		"003": {"committee: long-an-khoi-co-quan-va-doanh-nghiep"},
		"004": {"committee: hau-giang"},
	}
	for _, file := range files {
		name := filepath.Base(file)[:3]
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(name, err)
		}
		r, err := Import(raw, lib, Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		var got []string
		for line := range strings.Lines(string(r.File.Bytes())) {
			if line = strings.TrimSpace(line); strings.HasPrefix(strings.TrimPrefix(line, "# "), "committee:") {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, want[name]) {
			t.Errorf("%s: %q, want %q", name, got, want[name])
		}
	}
}
