package content

import (
	"slices"
	"testing"

	"bantin/generator/markdown"
)

// TestUnchanged translates a text in part, and expects what is left to be told but for
// what is the same in any language.
func TestUnchanged(t *testing.T) {
	version := func(lang, body string) *Version {
		doc, _ := markdown.Convert([]byte(body), "a.md", 0)
		return &Version{Lang: lang, Front: Front{Title: lang}, Body: doc}
	}
	const done = "\n\nThe hamlet met in the morning and spoke at length about the stream, the path and the trees along it.\n\n"
	for _, tt := range []struct {
		name, left, translated string
		want                   []int
	}{
		{"short paragraphs", "Bà con trồng cây.\n\nAi cũng vui lòng.", done, []int{1, 3}},
		{"headings", "## Kết quả bước đầu\n\n## Việc còn phải làm", done, []int{1, 3}},
		{"a heading and a paragraph", "## Kết quả bước đầu\n\nAi cũng vui lòng.", done, []int{1, 3}},
		{"one of two", "Bà con trồng cây ở bên suối.", "\n\nThe people met today.", []int{1}},
		{"all", "Bà con trồng cây.", "", []int{1}},
		{"a short one beside a long one", "Bà con trồng cây.\n\nSáng nay bà con thôn Đông ra bờ suối dọn lối đi và trồng thêm một hàng cây mới.", done, []int{1, 3}},

		{"one in a long text", "Bà con trồng cây.", done + done, nil},
		{"names", "Nguyễn Văn Mẫu\n\nLò Thị Mẫu, Bí thư Chi bộ thôn Đông\n\nPhó Chủ tịch Ủy ban nhân dân xã Đoài Thượng", done, nil},
		{"names as headings", "## Đoài Thượng\n\n## Nà Mẫu\n\n### COVID-19", done, nil},
		{"numbers and days", "21/12/2020\n\nĐoài Thượng, ngày 21 tháng 12 năm 2020\n\n## 2020 – 2025\n\n4,5%", done, nil},
		{"documents", "Nghị quyết số 99-NQ/ĐU\n\nKế hoạch 98-KH/ĐU", done, nil},
		{"quotations", "“Mỗi nhà trồng một hàng cây.”\n\n\"Ai cũng trồng cây.\"\n\n> Mỗi nhà trồng một hàng cây.\n\n> Ai cũng trồng cây.", done, nil},
		{"code and tables", "`a b c d`\n\n```\nmột hai ba bốn\n```\n\n| một hai ba | bốn |\n|---|---|\n| năm sáu bảy | tám |", done + done, nil},
		{"capitals", "DÂN BIẾT, DÂN BÀN\n\nDÂN LÀM, DÂN KIỂM TRA", done, nil},
	} {
		a := &Article{Versions: []*Version{version("vi", tt.left+"\n\nĐoạn này đã được dịch ra tiếng Anh từ lâu."), version("en", tt.left+tt.translated)}}
		if got := a.Unchanged(a.Versions[1]); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if got, want := a.State(a.Versions[1]) == Untranslated, tt.want != nil; got != want {
			t.Errorf("%s: counts as not translated: %v, want %v", tt.name, got, want)
		}
	}
}
