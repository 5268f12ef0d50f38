package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
)

// article is a body like those of the bulletin: 494 words in eleven paragraphs,
// two headings, a picture with a caption and a list with a link.
var article = func() string {
	sentences := []string{
		"Sáng 21/12/2020, Đảng ủy Khối các cơ quan tỉnh tổ chức hội nghị học tập, quán triệt và triển khai thực hiện nghị quyết đại hội đảng bộ các cấp, nhiệm kỳ 2020 – 2025.",
		"Dự hội nghị có các đồng chí trong Ban Chấp hành Đảng bộ, bí thư các chi bộ, đảng bộ trực thuộc và hơn hai trăm cán bộ, đảng viên.",
		"Các đại biểu được nghe báo cáo viên trình bày những nội dung cơ bản, những điểm mới và các nhiệm vụ trọng tâm trong thời gian tới.",
		"Kết luận hội nghị, đồng chí Bí thư yêu cầu mỗi cấp ủy khẩn trương xây dựng chương trình hành động, phân công rõ người, rõ việc và thời hạn hoàn thành.",
	}
	var b strings.Builder
	b.WriteString("![Quang cảnh hội nghị](hoi-nghi.jpg \"Các đại biểu dự hội nghị\")\n\n")
	for i := range 11 {
		if i == 3 || i == 7 {
			b.WriteString("## Nội dung và chương trình hành động\n\n")
		}
		if i == 5 {
			b.WriteString("- Chỉ thị **35-CT/TW** của Bộ Chính trị\n- [Nghị quyết đại hội](../nghi-quyet/) lần thứ XVII\n- *Kế hoạch* 71-KH/TU\n\n")
		}
		b.WriteString(sentences[i%4] + " " + sentences[(i+1)%4][:strings.LastIndexByte(sentences[(i+1)%4][:60], ' ')] + ".\n\n")
	}
	return b.String()
}()

func BenchmarkConvert(b *testing.B) {
	src := []byte(article)
	b.ReportAllocs()
	for b.Loop() {
		if doc, _ := Convert(src, "a.vi.md", 12); doc.HTML == nil {
			b.Fatal("refused")
		}
	}
}

// BenchmarkGoldmark is what BenchmarkConvert is to be compared with: goldmark
// with none of its extensions.
func BenchmarkGoldmark(b *testing.B) {
	src := []byte(article)
	b.ReportAllocs()
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := goldmark.Convert(src, &out); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkConvertBareLink is an article that needs the slower parser.
func BenchmarkConvertBareLink(b *testing.B) {
	src := []byte(article + "Xem thêm tại https://example.vn/tin-tuc.\n")
	for b.Loop() {
		Convert(src, "a.vi.md", 12)
	}
}

func BenchmarkAppendHTML(b *testing.B) {
	doc, _ := Convert([]byte(article), "a.vi.md", 12)
	var out []byte
	for b.Loop() {
		out = doc.AppendHTML(out[:0], func(dst []byte, ref *Ref) []byte { return append(dst, ref.Dest...) })
	}
}
