package importer

import (
	"fmt"
	"strings"
	"testing"
)

// TestLeads: the paragraph below the title, in all the ways in which portals set it,
// above long paragraphs and short ones.
func TestLeads(t *testing.T) {
	const title = "Bến Mơ chọn ba việc cho mùa khô"
	const lead = "Sáng 4/3/2024, Huyện ủy Phú Long họp bàn ba việc phải làm xong ở xã Bến Mơ trong mùa khô năm nay"
	bodies := map[string][]string{
		"long": {
			"Việc thứ nhất ở Bến Mơ là đắp lại ba đoạn đê đã sạt từ mùa lũ trước, dài chừng bốn trăm mét, do hai thôn cùng làm.",
			"Việc thứ hai là nạo vét kênh chính, việc thứ ba là làm xong đường vào trường để học sinh khỏi lội suối khi mưa về.",
			"Xã báo cáo mỗi tuần.",
		},
		"short": {"Đê dài bốn trăm mét.", "Kênh chính do hai thôn nạo vét.", "Xã báo cáo mỗi tuần."},
	}
	leads := []string{"<h2 class=sapo>%s</h2>", "<h2>%s</h2>", "<h3>%s</h3>", "<h4><b>%s</b></h4>", "<div class=sapo>%s</div>", "<div>%s</div>", "<div><div>%s</div></div>", "<p class=lead>%s</p>", "<p><strong>%s</strong></p>", "<strong>%s</strong>", "<div class=a><p><em>%s</em></p></div>", "<blockquote>%s</blockquote>", "<table><tr><td>%s</td></tr></table>", "<span class=summary>%s</span>"}
	shapes := []string{
		"<div class=x><h1>TITLE</h1><p>05/03/2024 07:30</p>LEAD<div class=y>BODY</div></div>",
		"<div class=x><div class=t><h1>TITLE</h1><p>05/03/2024 07:30</p>LEAD</div><div class=y><div class=z>BODY</div></div></div>",
		"<div class=x><h1>TITLE</h1><p>05/03/2024 07:30</p><div class=y>LEAD BODY</div></div>",
		"<div class=x><h1>TITLE</h1><p>05/03/2024 07:30</p><div class=y>LEAD<div class=z>BODY</div></div></div>",
		"<h1>TITLE</h1><p>05/03/2024 07:30</p>LEAD<div class=y><div class=z><div>BODY</div></div></div>",
		"<h1>TITLE</h1><div class=l><div class=m>LEAD</div></div><p>05/03/2024 07:30</p>BODY",
		"<article><header><h1>TITLE</h1><time>05/03/2024 07:30</time>LEAD</header><section>BODY</section></article>",
	}
	lib := library(t)
	for name, paragraphs := range bodies {
		for _, set := range leads {
			for _, stop := range []string{".", ""} {
				for n, shape := range shapes {
					if strings.Contains(shape, "</time>LEAD") && (strings.HasPrefix(set, "<s")) {
						continue // on one line with the date
					}
					text := lead + stop
					var body strings.Builder
					for _, p := range paragraphs {
						body.WriteString("<p>" + p + "</p>")
					}
					page := strings.NewReplacer("TITLE", title, "LEAD", fmt.Sprintf(set, text), "BODY", body.String()+"<p>Theo Báo Bến Mơ</p>").Replace(shape)
					page = "<html><head><title>" + title + " - Trang tin</title></head><body><ul><li><a href=/>Trang chủ</a><li><a href=/b>Văn bản</a></ul>" + page + "<div class=r><h3>Tin mới</h3><ul><li><a href=/c>Hội thi nấu cơm của các xã ven sông năm nay</a></ul></div></body></html>"
					where := fmt.Sprintf("%s body, %s, stop %q, shape %d", name, set, stop, n)
					r, err := Import([]byte(page), lib, Options{})
					if err != nil {
						t.Errorf("%s: %v", where, err)
						continue
					}
					got := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(r.File.Body, "*", ""), "> ", ""), "\n\n", "\n")
					if want := text + "\n" + strings.Join(paragraphs, "\n") + "\n"; r.Title != title || got != want {
						t.Errorf("%s: %q and\n%s", where, r.Title, got)
					}
					file := string(r.File.Bytes())
					if !strings.Contains(file, "\nsummary: "+text+"\n") || !strings.Contains(file, "name: Báo Bến Mơ") {
						t.Errorf("%s: the summary or the source is not there\n%s", where, file)
					}
				}
			}
		}
	}
}
