package draft

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/calendar"
	"bantin/generator/content"
)

// load reads a draft as an article of a bulletin.
func load(t *testing.T, data []byte) (*content.Version, []string) {
	t.Helper()
	site := fstest.MapFS{
		"config.yaml":              {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		"content/committees.yaml":  {Data: []byte("- {id: a, name: {vi: A, en: A}, level: province}\n")},
		"content/articles/x.vi.md": {Data: data},
	}
	lib := content.Load(site, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	var said []string
	for _, p := range lib.Problems {
		if strings.HasPrefix(p.Pos.File, "content/") {
			said = append(said, fmt.Sprintf("%s: %s", p.Pos, p.Message))
		}
	}
	if len(lib.Articles) != 1 {
		t.Fatalf("%d articles in\n%s\n%s", len(lib.Articles), data, said)
	}
	return lib.Articles[0].Versions[0], said
}

func TestBytes(t *testing.T) {
	f := File{
		Keys: []Key{
			{Name: "source", Value: Value{Group: []Key{{Name: "url", Value: Text("https://example.org/a")}, {Name: "name", Value: Text("Báo A")}}}},
			{Name: "term", Value: Text("2020-2025"), Off: true, Note: "Nhiệm kỳ chưa rõ\n\nxin chọn"},
			{Name: "term", Value: Text("2015-2020"), Off: true},
			{Name: "date", Value: Moment(calendar.Day(2020, 12, 21))},
			{Name: "title", Value: Text("Nghị quyết: từ \"chữ\" đến việc")},
			{Name: "committee", Value: Text("a")},
			{Name: "congress", Value: Number(14)},
			{Name: "aliases", Value: Value{List: []Value{Text("/a"), Text("/b,c")}}},
			{Name: "also", Value: Value{List: []Value{{Group: []Key{{Name: "congress", Value: Number(17)}, {Name: "committee", Value: Text("lang-son")}}}}}},
			{Name: "documents", Value: Value{List: []Value{
				{Group: []Key{{Name: "number", Value: Text("14-KH/ĐU")}, {Name: "date", Value: Moment(calendar.Day(2021, 2, 26))}}},
				{Group: []Key{{Name: "number", Value: Text("35-CT/TW")}, {Name: "issuer", Value: Text("Bộ Chính trị"), Off: true, Note: "theo tên cơ quan"}}},
				{Group: []Key{{Name: "number", Value: Text("36-CT/TW")}, {Name: "title", Value: Text(strings.Repeat("dài ", 30) + "dài")}}},
			}}},
			{Name: "image", Value: Value{Group: []Key{{Name: "src", Value: Text("a.jpg")}, {Name: "alt", Value: Value{}, Note: "tả ảnh"}}}, Off: true},
		},
		Body: "\n\nĐoạn một.\r\n\r\nÐoạn hai.\n",
	}
	const want = `---
title: 'Nghị quyết: từ "chữ" đến việc'
date: 2020-12-21
committee: a
congress: 14
# Nhiệm kỳ chưa rõ
# xin chọn
# term: 2020-2025
# term: 2015-2020
also:
  - {committee: lang-son, congress: 17}
documents:
  - {number: 14-KH/ĐU, date: 2021-02-26}
  - number: 35-CT/TW
    # theo tên cơ quan
    # issuer: Bộ Chính trị
  - number: 36-CT/TW
    title: DÀI
source: {name: Báo A, url: "https://example.org/a"}
# image:
#   src: a.jpg
#   # tả ảnh
#   alt:
aliases: [/a, "/b,c"]
---

Đoạn một.

Đoạn hai.
`
	got := string(f.Bytes())
	if want := strings.ReplaceAll(want, "DÀI", strings.Repeat("dài ", 30)+"dài"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	v, _ := load(t, []byte(got))
	switch f := v.Front; {
	case f.Title != `Nghị quyết: từ "chữ" đến việc`, f.Congress != 14, len(f.Documents) != 3, f.Source == nil || f.Source.URL != "https://example.org/a", f.Image != nil, len(f.Aliases) != 2, !f.Term.IsZero():
		t.Errorf("it is read as %+v", f)
	}
}

// awkward are texts that YAML has an opinion on.
var awkward = []string{
	"Hội nghị", "a: b", "a #b", "#a", "- a", "-a", "? a", "a:", ":a", "'a'", `"a"`, `a "b" c`, `'a' "b"`, `\n`, `"\`, "a\\",
	"[a]", "{a}", "a, b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "yes", "No", "null", "~", "12", "012", "1e3", "0x1f", "1_000",
	"2020-12-21", "12:30", "---", "...", "--- a", "a\tb", "a  b", "a\nb", " a ", "a\u00a0b", "a\u200bb", "a\u2028b", "a\x01b", "Đà Nẵng", "\ufeffa", "<<", "=", "a\x85b",
	"https://example.org/#a", "35-CT/TW", "a ]", "a }", "0?", "\U000E0001x",
}

// TestScalar: what is written is read as it was meant, in and out of brackets.
func TestScalar(t *testing.T) {
	for _, text := range awkward {
		check(t, text)
	}
}

func FuzzScalar(f *testing.F) {
	for _, text := range awkward {
		f.Add(text)
	}
	f.Fuzz(check)
}

func check(t *testing.T, text string) {
	// As the loader reads a text that is typed.
	text = strings.ToValidUTF8(text, "\uFFFD")
	out, _, _ := content.Normalize([]byte(content.Value(strings.Join(strings.FieldsFunc(text, blank), " "))))
	want := content.Value(string(out))
	if want == "" || len(want) > content.MaxText || strings.ContainsAny(want, "[{") && len(want) > 9 { // the loader's limit of brackets does not see quotes
		return
	}
	file := File{Keys: []Key{
		{Name: "title", Value: Text(text), Note: text},
		{Name: "author", Value: Text(text), Off: true},
		{Name: "date", Value: Text("2020-12-21")},
		{Name: "committee", Value: Text("a")},
		{Name: "source", Value: Value{Group: []Key{{Name: "name", Value: Text(text)}}}},
		{Name: "documents", Value: Value{List: []Value{{Group: []Key{{Name: "number", Value: Text(text)}, {Name: "title", Value: Text(text)}}}}}},
	}}
	data := file.Bytes()
	v, problems := load(t, data)
	if v.Front.Title != want || v.Front.Source == nil || v.Front.Source.Name != want || len(v.Front.Documents) != 1 || v.Front.Documents[0].Number == "" || v.Front.Documents[0].Title[""] != want || v.Front.Author != "" {
		t.Errorf("%q is read as %+v in\n%s\n%q", text, v.Front, data, problems)
	}
}

func TestID(t *testing.T) {
	day := calendar.Day(2020, 12, 21)
	for _, c := range []struct {
		date        calendar.Date
		title, want string
	}{
		{day, "Đại hội Đảng bộ tỉnh", "2020-12-21-dai-hoi-dang-bo-tinh"},
		{calendar.Date{}, "Đại hội", "dai-hoi"},
		{calendar.Date{Year: 2020, Month: 12}, "Đại hội", "2020-12-dai-hoi"},
		{day, "大会", "2020-12-21"},
		{day, strings.Repeat("a", 100), "2020-12-21-" + strings.Repeat("a", 60)},
		{day, strings.Repeat("bon ", 15) + "nam", "2020-12-21-" + strings.TrimSuffix(strings.Repeat("bon-", 15), "-")},
		{day, strings.Repeat("bon ", 14) + "muoimot nam", "2020-12-21-" + strings.Repeat("bon-", 13) + "bon"},
		{day, strings.Repeat("bon ", 14) + "muoi nam", "2020-12-21-" + strings.Repeat("bon-", 14) + "muoi"},
	} {
		if got := ID(c.date, c.title); got != c.want {
			t.Errorf("ID(%s, %q) = %q, want %q", c.date, c.title, got, c.want)
		}
	}
	taken := map[string]bool{"a": true, "a-2": true}
	if got := Free("a", taken); got != "a-3" {
		t.Errorf("a, after a and a-2, is %q", got)
	}
	if got := Free("b", taken); got != "b" {
		t.Errorf("b, which is free, is %q", got)
	}
}

func TestPaths(t *testing.T) {
	if got := Path(calendar.Day(2020, 12, 21), "a", "vi"); got != "content/articles/2020/a.vi.md" {
		t.Error(got)
	}
	if got := Path(calendar.Date{}, "a", "vi"); got != "content/articles/a.vi.md" {
		t.Error(got)
	}
	for file, want := range map[string]string{
		"content/articles/x/a.vi.md":       "content/articles/x/a.en.md",
		"content/articles/x/a/index.vi.md": "content/articles/x/a/index.en.md",
	} {
		if got := Beside(file, "en"); got != want {
			t.Errorf("beside %s stands %s, want %s", file, got, want)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := Write(root, "content/articles/2020/a.vi.md", []byte("a")); err != nil {
		t.Fatal(err)
	}
	if err := Write(root, "content/articles/2020/a.vi.md", []byte("b")); !errors.Is(err, ErrExists) {
		t.Errorf("a file that is there: %v", err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "content/articles/2020/a.vi.md")); string(got) != "a" {
		t.Errorf("it has %q now", got)
	}
	if err := Write(root, "../b.vi.md", []byte("b")); err == nil {
		t.Error("it writes outside the site's folder")
	}
}
