package importer

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/content"
	"bantin/generator/draft"
)

// TestWithoutPlace: a committee that is registered without a place is meant where the page
// names none, either; not where the page says where it is from, nor where there are two.
func TestWithoutPlace(t *testing.T) {
	const registry = `
- {id: tinh, name: {vi: Đảng bộ tỉnh An Châu, en: An Châu}, level: province}
- {id: khoi, name: {vi: Đảng bộ Khối Doanh nghiệp tỉnh An Châu, en: An Châu bloc}, level: bloc, parent: tinh}
- {id: chua-ro, name: {vi: Đảng bộ Khối Doanh nghiệp tỉnh (chưa rõ tỉnh), en: A bloc}, level: bloc}
`
	const second = "- {id: chua-ro-2, name: {vi: Đảng bộ Khối Doanh nghiệp tỉnh (một tỉnh khác), en: Another bloc}, level: bloc}\n"
	const page = `Khối Doanh nghiệp tổng kết công tác xây dựng Đảng năm vừa qua

Ngày 14/1/2020

Sáng 14/1/2020, Đảng ủy Khối Doanh nghiệp tỉnhPLACE tổ chức hội nghị tổng kết công tác xây dựng Đảng. Hơn một trăm cán bộ, đảng viên của các đơn vị trong khối đã dự và thảo luận về những việc còn chậm, nhất là việc phát triển đảng viên ở nơi sản xuất.
`
	for _, c := range []struct{ name, registry, place, want string }{
		{"neither names a place", registry, "", "committee: chua-ro"},
		{"the page names one", registry, " An Châu", "committee: khoi"},
		{"two have none", registry + second, "", "# committee: khoi"},
	} {
		lib := content.Load(fstest.MapFS{
			"config.yaml":          {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
			content.CommitteesFile: {Data: []byte(c.registry)},
		}, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
		r, err := Import([]byte(strings.Replace(page, "PLACE", c.place, 1)), lib, Options{})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if got := string(r.File.Bytes()); !strings.Contains(got, "\n"+c.want+"\n") {
			t.Errorf("%s: no line %q in\n%s", c.name, c.want, got)
		}
	}
}

// TestUnknownBody: a body that the registry lacks is named whole, and one that is named
// for somebody's post alone is not told at all.
func TestUnknownBody(t *testing.T) {
	lib := content.Load(fstest.MapFS{
		"config.yaml":          {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		content.CommitteesFile: {Data: []byte("- {id: xa, name: {vi: Đảng bộ xã Mẫu, en: Model Commune}, level: commune}\n")},
	}, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	for who, want := range map[string]string{
		"Đảng ủy Khối các cơ quan tỉnh":   `the report is about "Đảng ủy Khối các cơ quan tỉnh", which content/committees.yaml does not have`,
		"Đảng bộ huyện Phú Sơn":           `the report is about "Đảng bộ huyện Phú Sơn", which content/committees.yaml does not have`,
		"Chi bộ Trường Mầm non Hoa Ban":   `the report is about "Chi bộ Trường Mầm…", which content/committees.yaml does not have`,
		"Chủ tịch Hội đồng nhân dân tỉnh": "the page names no committee of content/committees.yaml",
	} {
		page := "Tổng kết công tác năm vừa qua ở cơ sở\n\n14/1/2020\n\nSáng 14/1/2020, " + who + " tổ chức hội nghị tổng kết công tác năm. Hơn một trăm cán bộ, đảng viên đã dự và thảo luận về những việc còn chậm ở cơ sở, nhất là việc phát triển đảng viên.\n"
		r, err := Import([]byte(page), lib, Options{})
		if err != nil {
			t.Fatal(who, err)
		}
		if got := saidOf(r, "committee"); got != want {
			t.Errorf("%s: %s, want %s", who, got, want)
		}
	}
}

// TestFullestName: a body that the registry lacks is called by the fullest of its names,
// wherever it stands, but by none that another body may have.
func TestFullestName(t *testing.T) {
	lib := content.Load(fstest.MapFS{
		"config.yaml":          {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		content.CommitteesFile: {Data: []byte("- {id: mau, name: {vi: Đảng bộ mẫu, en: Model}, level: grassroots}\n")},
	}, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	for _, c := range []struct{ title, first, second, want string }{
		// A conference's name has the shorter one, the first sentence the full one.
		{"Hội nghị Ban Chấp hành Đảng bộ khối Cơ quan và Doanh nghiệp tỉnh lần thứ 4", "Đảng ủy khối Cơ quan và Doanh nghiệp tỉnh An Châu tổ chức hội nghị", "Đảng ủy Khối thống nhất", "Đảng ủy khối Cơ quan và Doanh nghiệp tỉnh An Châu"},
		{"Đảng ủy Khối tổng kết công tác năm", "Đảng ủy Khối tổ chức hội nghị", "Bí thư Đảng ủy khối các cơ quan tỉnh An Châu phát biểu; Đảng ủy khối cơ quan tỉnh chuẩn bị", "Đảng ủy khối các cơ quan tỉnh An Châu"},
		{"Đảng ủy Khối tổng kết công tác năm", "Đảng ủy Khối tổ chức hội nghị", "Đảng ủy khối Cơ quan tỉnh An Châu và Đảng ủy khối Doanh nghiệp tỉnh An Châu cùng dự", "Đảng ủy Khối"},
		{"Đảng ủy khối và các đơn vị tổng kết", "Đảng ủy khối và các đơn vị tổ chức hội nghị", "Hội nghị thống nhất", "Đảng ủy khối"},
		{"Đảng bộ khối Dân chính đảng thành phố tổng kết", "Đảng bộ khối Dân chính đảng thành phố năm nay tổ chức hội nghị", "Hội nghị thống nhất", "Đảng bộ khối Dân chính đảng thành phố"},
		{"Công tác đảng ở khối", "Đảng ủy khối các khu công nghiệp tỉnh An Châu tổ chức hội nghị", "Hội nghị thống nhất", "Đảng ủy khối các khu công nghiệp tỉnh An Châu"},
		// The place is a name, and another place is another body.
		{"Đảng bộ phường Bến Đá tổng kết", "Đảng bộ phường Bến Đá tổ chức hội nghị", "Đảng bộ phường Bến Đá Đông cùng dự", "Đảng bộ phường Bến Đá"},
		{"Đảng bộ Công an tỉnh tổng kết", "Đảng bộ Công an tỉnh tổ chức hội nghị", "Đảng bộ Công an tỉnh An Châu thống nhất", "Đảng bộ Công an tỉnh An Châu"},
	} {
		page := c.title + "\n\n14/1/2020\n\nSáng 14/1/2020, " + c.first + " tổng kết công tác năm. Hơn một trăm cán bộ, đảng viên đã dự và thảo luận về những việc còn chậm ở cơ sở.\n\n" + c.second + " về những việc phải làm trong năm sau, nhất là việc phát triển đảng viên.\n"
		r, err := Import([]byte(page), lib, Options{})
		if err != nil {
			t.Fatal(c.first, err)
		}
		if got, want := saidOf(r, "committee"), `the report is about "`+c.want+`", which content/committees.yaml does not have`; got != want {
			t.Errorf("%s: %s, want %s", c.first, got, want)
		}
	}
}

// saidOf is what is said of a key.
func saidOf(r Result, key string) string {
	for _, remark := range r.Remarks {
		if remark.Key == key {
			return remark.Text.String()
		}
	}
	return ""
}

// TestEntry: a body that the registry lacks is proposed for it where its name tells it
// from its like, with what the name says and no more.
func TestEntry(t *testing.T) {
	lib := content.Load(fstest.MapFS{
		"config.yaml":          {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		content.CommitteesFile: {Data: []byte("- {id: huyen-phu-son, name: {vi: Đảng bộ mẫu, en: Model}, level: grassroots}\n")},
	}, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	entry := func(id, name, level string) string {
		return strings.TrimSuffix("- id: "+id+"\n  name:\n    vi: "+name+"\n    en:\n  level: "+level, " ") + "\n  # parent:\n"
	}
	for who, want := range map[string]string{
		"Đảng ủy khối Cơ quan và Doanh nghiệp tỉnh An Châu": entry("an-chau-khoi-co-quan-va-doanh-nghiep", "Đảng bộ khối Cơ quan và Doanh nghiệp tỉnh An Châu", "bloc"),
		"Đảng ủy Khối các cơ quan thành phố Vàm Sông":       entry("vam-song-khoi-cac-co-quan", "Đảng bộ Khối các cơ quan thành phố Vàm Sông", "bloc"),
		"Tỉnh ủy An Châu":                entry("an-chau", "Đảng bộ tỉnh An Châu", "province"),
		"Đảng bộ huyện Phú Sơn":          entry("huyen-phu-son-2", "Đảng bộ huyện Phú Sơn", "district"),
		"Đảng bộ xã Bến Mơ":              entry("xa-ben-mo", "Đảng bộ xã Bến Mơ", "commune"),
		"Thành ủy Vàm Sông":              entry("thanh-pho-vam-song", "Đảng bộ thành phố Vàm Sông", ""),
		"Đảng uỷ Khối các cơ quan tỉnh":  "",
		"Đảng ủy Khối":                   "",
		"Đảng bộ Công an tỉnh An Châu":   "",
		"Chi bộ Trường Mầm non Hoa Ban":  "",
		"Liên đoàn Lao động tỉnh An Sơn": "",
	} {
		page := "Tổng kết công tác năm vừa qua ở cơ sở\n\n14/1/2020\n\nSáng 14/1/2020, " + who + " tổ chức hội nghị tổng kết công tác năm. Hơn một trăm cán bộ, đảng viên đã dự và thảo luận về những việc còn chậm ở cơ sở, nhất là việc phát triển đảng viên.\n"
		r, err := Import([]byte(page), lib, Options{})
		if err != nil {
			t.Fatal(who, err)
		}
		got := ""
		if r.Entry != nil {
			got = string(draft.Entry(r.Entry))
		}
		if got != want {
			t.Errorf("%s: %q, want %q", who, got, want)
		}
		if id, _, ok := strings.Cut(strings.TrimPrefix(got, "- id: "), "\n"); ok && !strings.Contains(string(r.File.Bytes()), "\n# committee: "+id+"\n") {
			t.Errorf("%s: %s is no candidate in\n%s", who, id, r.File.Bytes())
		}
	}
}
