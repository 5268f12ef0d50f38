package importer

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/content"
)

// TestPersons: what is a person's name, by its form.
func TestPersons(t *testing.T) {
	for text, want := range map[string][]string{
		"Đồng chí Trịnh Quang Lẫm, Bí thư Tỉnh ủy dự":           {"Trịnh Quang Lẫm"},
		"Trưởng Ban Tổ chức Tỉnh ủy Lục Thị Mai Điềm phát biểu": {"Lục Thị Mai Điềm"},
		"Đoàn Thanh niên và Hội Nông dân tỉnh An Châu":          nil,
		"Trưởng Ban Tổ Chức Tỉnh Ủy":                            nil,
		"học tập phong cách Hồ Chí Minh":                        nil,
		"Tổng Bí thư Vương Thế Khoáng gửi hoa":                  nil,
		"trên đường Đinh Công Tráng":                            nil,
		"Nghị quyết Đại hội Đảng bộ":                            nil,
		"Vương Khải":                      nil,
		"NGUYỄN VĂN MẪN":                  nil,
		"Công ty Nguyễn Văn Mẫn Phát Đạt": nil,
		"các đồng chí: Đỗ Văn Thuật, Bế Thị Hạ; Ma Seo Lùng; cả ba": {"Đỗ Văn Thuật", "Bế Thị Hạ", "Ma Seo Lùng"},
	} {
		if got := persons(text, split(text)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestSharedPeople: two persons settle which province's committee a report is of, where
// no other committee's articles name them.
func TestSharedPeople(t *testing.T) {
	committees, err := os.ReadFile("testdata/site/content/committees.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const page = `Đảng ủy Khối các cơ quan tỉnh kiểm tra công tác xây dựng đảng
10/03/2022 08:00
Sáng 9/3/2022, Đảng ủy Khối các cơ quan tỉnh làm việc với hai chi bộ. Dự có đồng chí Trịnh Quang Lẫm, Trưởng Ban Tổ chức và đồng chí Lục Thị Điềm, Chánh Văn phòng.
Qua kiểm tra, các chi bộ đã ban hành đủ văn bản, tuy vậy sinh hoạt chuyên đề còn sơ sài.
Vương Đình Khải
`
	const a, b = "an-chau-khoi-cac-co-quan", "binh-son-khoi-cac-co-quan"
	for name, c := range map[string]struct {
		articles map[string]string // a committee and what its article says
		want     string
	}{
		"two persons":               {map[string]string{b: "Các đồng chí Trịnh Quang Lẫm và Lục Thị Điềm phát biểu."}, b},
		"one person":                {map[string]string{b: "Đồng chí Trịnh Quang Lẫm phát biểu."}, ""},
		"one for each":              {map[string]string{a: "Đồng chí Trịnh Quang Lẫm phát biểu.", b: "Đồng chí Lục Thị Điềm phát biểu."}, ""},
		"one and who signed":        {map[string]string{b: "Đồng chí Trịnh Quang Lẫm, đồng chí Vương Đình Khải."}, ""},
		"both for both":             {map[string]string{a: "Trịnh Quang Lẫm, Lục Thị Điềm.", b: "Trịnh Quang Lẫm, Lục Thị Điềm."}, ""},
		"elsewhere too":             {map[string]string{b: "Trịnh Quang Lẫm, Lục Thị Điềm.", "trung-uong": "Đồng chí Lục Thị Điềm."}, ""},
		"others of the same office": {map[string]string{b: "Trưởng Ban Tổ chức, Chánh Văn phòng, Đảng ủy Khối Các cơ quan."}, ""},
		"longer names":              {map[string]string{b: "Trịnh Quang Lẫm An, Lục Thị Điềm An."}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			site := fstest.MapFS{
				"config.yaml":          {Data: []byte("base_url: https://bantin.example/\ntitle: {vi: B, en: B}\nlanguages: [vi, en]\n")},
				content.CommitteesFile: {Data: committees},
			}
			for id, says := range c.articles {
				site["content/articles/2022-01-02-"+id+".vi.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Tin của " + id + "\ndate: 2022-01-02\ncommittee: " + id + "\nterm: 2020-2025\nauthor: Vương Đình Khải\n---\n\n" + says + "\n")}
			}
			lib := content.Load(site, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
			r, err := Import([]byte(page), lib, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for line := range strings.Lines(string(r.File.Bytes())) {
				if id, ok := strings.CutPrefix(line, "committee: "); ok {
					got = strings.TrimSpace(id)
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q\n%s", got, c.want, r.File.Bytes())
			}
			said := false
			for _, remark := range r.Remarks {
				said = said || remark.Key == "committee" && strings.Contains(remark.Text.String(), "Lục Thị Điềm, Trịnh Quang Lẫm")
			}
			if said != (c.want != "") {
				t.Errorf("the remarks are %v", r.Remarks)
			}
		})
	}
}
