package search_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/corpus"
	"bantin/generator/lack"
	"bantin/generator/markdown"
	"bantin/generator/minify"
	"bantin/generator/search"
	"bantin/generator/site"
)

func TestSpell(t *testing.T) {
	for run, want := range map[string]string{
		"Đảng": "đảng", "ĐẢNG": "đảng", "Ðảng": "đảng", "hoà": "hòa", "hòa": "hòa", "uỷ": "ủy", "kỳ": "kì", "Quý": "quí",
		"hoàn": "hoàn", "thuyền": "thuyền", "XVII": "xvii", "05": "5", "0": "0", "000": "0", "35CT": "35 ct",
		"QH15": "qh 15", "\u0301": "", "people’s": "people", "people's": "people", "d’Angelo": "dangelo", "O'S": "o", "a\u0302\u0301": "ấ", "19h23": "19 h 23",
	} {
		if got := strings.Join(search.Spell(run), " "); got != want {
			t.Errorf("Spell(%q) = %q, want %q", run, got, want)
		}
	}
}

// TestEndings holds what forms of a word are looked up as one.
func TestEndings(t *testing.T) {
	en := load(t, "../..").Languages[1].Text["search.endings"]["other"]
	english, none := search.EndingsOf(en), search.EndingsOf("")
	for spelling, want := range map[string]string{
		"agencies": "agency", "agency": "agency", "congresses": "congress", "congress": "congress", "committees": "committee",
		"branches": "branch", "women": "woman", "children": "child", "status": "status", "basis": "basis", "news": "news", "ties": "tie",
		"gas": "gas", "has": "has", "ss": "ss", "s": "s", "văn": "van", "cafés": "cafe", "đs": "ds", "35": "35",
	} {
		if got := english.Base(spelling); got != want || english.Base(got) != got {
			t.Errorf("the base of %q is %q, whose is %q, want %q", spelling, got, english.Base(got), want)
		}
		if got := none.Base(spelling); got != search.Base(spelling) {
			t.Errorf("without endings the base of %q is %q", spelling, got)
		}
	}
}

// TestForms holds that a word finds its other forms, the one that was typed first, in
// the language that has these and in no other, while it is typed and afterwards.
func TestForms(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 420)
	for i, text := range []string{"qualmies", "qualmy", "qualmy quaffs", "quaff"} {
		for _, a := range []int{3, 413} { // of which rows know, and of which the head does
			for _, v := range lib.Articles[a+i].Versions {
				v.Body.HTML = append(v.Body.HTML, "<p>"+text+"</p>"...)
			}
		}
	}
	s := build(lib)
	x := search.New(s)
	for lang, want := range []map[string]string{
		{"qualmy": "415 414 5 4", "qualmies": "413 3", "quaff": "416 6", "quaffs": "415 5"},
		{"qualmy": "415 414 5 4 413 3", "qualmies": "413 3 415 414 5 4", "quaff": "416 6 415 5", "quaffs": "415 5 416 6", "quaffs qualmies": "415 5"},
	} {
		dir := t.TempDir()
		write(t, s, x, lang, dir)
		r := open(x, lang)
		if r.Tail.From < 10 || r.Tail.From > 413 {
			t.Fatalf("the tail is from %d", r.Tail.From)
		}
		for query, articles := range want {
			if got := strings.Trim(fmt.Sprint(r.search(query).Articles), "[]"); got != articles {
				t.Errorf("language %d: %q finds %s, want %s", lang, query, got, articles)
			}
			if got := strings.Trim(fmt.Sprint(ask(t, node, dir, []string{query})[0].Articles), "[]"); got != articles {
				t.Errorf("language %d: in the script, %q finds %s, want %s", lang, query, got, articles)
			}
		}
		if lang == 1 {
			for _, typed := range []string{"qualm", "qualmi", "qualmie", "qualmies"} {
				if got := ask(t, node, dir, []any{[]any{typed, map[string]string{}, true}})[0].Articles; len(got) != 6 {
					t.Errorf("while %q is typed, it finds %v", typed, got)
				}
			}
		}
	}
}

// bulletin loads a site made of the files of an archive.
func bulletin(t *testing.T, archive string) *site.Site {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	return unpack(t, a)
}

func unpack(tb testing.TB, a *txtar.Archive) *site.Site {
	tb.Helper()
	dir := tb.TempDir()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			tb.Fatal(err)
		}
	}
	return load(tb, dir)
}

// library is a made-up bulletin of so many articles, in the order of their numbers.
func library(tb testing.TB, articles int) *content.Library {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "site")
	if err := corpus.Write(dir, corpus.Size{Articles: articles, Words: 60, Committees: 12}); err != nil {
		tb.Fatal(err)
	}
	lib := content.Load(os.DirFS(dir), os.DirFS("../../layouts"), os.DirFS("../../static"), nil)
	slices.SortFunc(lib.Articles, func(x, y *content.Article) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.ID, y.ID))
	})
	return lib
}

// place is an article's in the index.
func place(a *content.Article) address.Place {
	f := &a.Original().Front
	return address.PlaceOf(content.Out(f.Date, f.Published), a.ID)
}

// made is a made-up bulletin of so many articles.
func made(tb testing.TB, articles int) *site.Site {
	tb.Helper()
	return build(library(tb, articles))
}

// heavy is a made-up bulletin whose texts have so many more bytes each, none of them
// a word, as an index needs that has fresh rows.
func heavy(tb testing.TB, articles, more int) *content.Library {
	tb.Helper()
	lib := library(tb, articles)
	tag := "<p" + strings.Repeat(" ", more) + ">"
	for _, a := range lib.Articles {
		for _, v := range a.Versions {
			v.Body.HTML = append(v.Body.HTML, tag...)
		}
	}
	return lib
}

// build is the site of a library.
func build(lib *content.Library) *site.Site {
	return site.Build(lib, address.NewBook(lib, false), site.Options{Today: calendar.Day(2026, 1, 1)})
}

// open reads a language's index.
func open(x *search.Index, lang int) *reader {
	return newReader(func(name string) []byte {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSuffix(name, ".bin"), "fresh-"))
		switch {
		case name == "head.json":
			return x.Head(lang)
		case name == "words.txt":
			return x.Words(lang)
		case err == nil && strings.HasPrefix(name, "fresh-"):
			return x.Fresh(lang, n)
		case err == nil:
			return x.Row(lang, n)
		}
		panic("no file of the index is called " + name)
	})
}

// numbered are the articles in the order of their numbers, where every language
// lists all.
func numbered(s *site.Site) []*site.Article { return search.New(s).Articles(0) }

// TestQueries asks what readers ask, spelt as they spell it, and looks for the
// right answer among the first three.
func TestQueries(t *testing.T) {
	sites := map[string]*site.Site{"real": load(t, "../.."), "trial": bulletin(t, "testdata/trial.txtar")}
	readers := map[string]*reader{}
	data, err := os.ReadFile("testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	asked, found := 0, 0
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 4 {
			t.Fatalf("queries.tsv: %q has not four fields", line)
		}
		s := sites[f[0]]
		lang := slices.Index(s.Config.Languages, f[1])
		key := f[0] + f[1]
		if readers[key] == nil {
			readers[key] = open(search.New(s), lang)
		}
		list := numbered(s)
		first := readers[key].search(f[2]).first(3, func(n int) string { return list[n].ID })
		asked++
		if slices.Contains(first, f[3]) {
			found++
		} else {
			t.Errorf("%s, %s: %q finds %q, not %q", f[0], f[1], f[2], first, f[3])
		}
	}
	if asked < 200 {
		t.Errorf("there are %d queries, not 200", asked)
	}
	t.Logf("success at 3: %d of %d queries", found, asked)
}

// TestMarksAndPlaces holds what comes before what.
func TestMarksAndPlaces(t *testing.T) {
	s := bulletin(t, "testdata/trial.txtar")
	list := numbered(s)
	r := open(search.New(s), 0)
	for query, want := range map[string][]string{
		// All of them, in the order of how well the marks agree, then the newer.
		"đường": {"2018-01-01-duong", "2019-02-01-duong-dan", "2019-01-01-duong"},
		"dương": {"2019-01-01-duong", "2019-02-01-duong-dan", "2018-01-01-duong"},
		"đuong": {"2018-01-01-duong", "2019-02-01-duong-dan", "2019-01-01-duong"},
		// Without marks the title decides, and then the newer.
		"duong": {"2019-02-01-duong-dan", "2019-01-01-duong", "2018-01-01-duong"},
		// Side by side before apart, though that is newer.
		"sản vật": {"2021-01-01-canh-nhau", "2021-02-01-xa-nhau"},
		// A heading before the text.
		"gốm đỏ": {"2021-03-01-dau-de", "2021-04-01-trong-bai"},
		// Numerals are whole.
		"XVI": {"2015-10-01-dai-hoi-xvi"}, "XVII": {"2020-10-01-dai-hoi-xvii"},
		"không có": nil,
	} {
		var got []string
		for _, n := range r.search(query).Articles {
			got = append(got, list[n].ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	for query, want := range map[string]bool{"đường": true, "“đường”": true, "duong": false, "phiên": false, "đường mới": false, "không có": false} {
		if got := r.search(query).Unlike; got != want {
			t.Errorf("articles that %q finds contradict its marks: %t, want %t", query, got, want)
		}
	}
	for query, want := range map[string]string{
		"chợ phiêm": "chợ phiên", "mùa màgn": "mùa màng", "chợ phiên": "", "zzzzzzz": "",
		// Right words, and what is between words, stay as they were typed.
		"Kỷ, niệmm  chương!": "Kỷ, niệm  chương!", "quý khàchh": "quý khách", "Số 35 hộo": "Số 35 hộ", "CHỢ PHIÊM": "CHỢ PHIÊN",
		"Chợ Phiêm": "Chợ Phiên", "Chowj Phieen": "Chợ Phiên", "muaf mangf": "mùa màng", "cho75 phie6n": "chợ phiên", "CHO75 phieen": "CHỢ phiên",
		// In the spelling of the bulletin that the keys allow: of three, that of the keys.
		"dduwowfng mowis": "đường mới", "dduongf mowis": "đường mới", "duwongx nawng": "dưỡng năng", "duwowng gios": "dương gió", "thuyr lowji": "thủy lợi", "thuyr lowjj": "", "cho phiem": "cho phien",
		// Neighbours that fingers took for each other are the nearest, and a word that
		// only a committee's name has is known, too.
		"Haò Khê": "Hòa Khê", "Lũgn Cú": "Lũng Cú", "Lungx Cus": "Lũng Cú", "Lũng Cú chợơ": "",
		"Lũng Rấtxa": "", "chợ phiềm": "chợ phiên", "tòa soạnn": "tòa soạn",
		// Of the spellings of a word, the one that is nearest to what was typed.
		"đườngx mới": "đường mới", "dươngx gió": "dương gió", "dưỡngx năng": "dưỡng năng",
	} {
		if got := r.search(query).Nearest; got != want {
			t.Errorf("%q is taken for %q, want %q", query, got, want)
		}
	}
}

// TestRarity holds that rare words count more than frequent ones: in the title, more than
// those side by side.
func TestRarity(t *testing.T) {
	r := open(search.New(load(t, "../..")), 0)
	for query, want := range map[string][]string{
		"Tỉnh ủy Lạng Sơn":                          {"2020-12-21-khoi-cac-co-quan-lang-son-trien-khai-nghi-quyet", "2020-09-26-khai-mac-dai-hoi-dang-bo-tinh-lang-son"},
		"nghị quyết đại hội đảng bộ tỉnh hậu giang": {"2020-12-25-hau-giang-hoc-tap-nghi-quyet-dai-hoi", "2020-10-12-dai-hoi-dang-bo-tinh-hau-giang"},
	} {
		var got []string
		for _, n := range r.search(query).Articles[:2] {
			got = append(got, numbered(load(t, "../.."))[n].ID)
		}
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%q finds %q first, want %q", query, got, want)
		}
	}
}

// TestTitles holds that a document is found by five words of its title that follow one
// another, whether rows know of it or the head does.
func TestTitles(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 420)
	for i, c := range map[int]content.Citation{
		418: {Number: "37-KH/TU", Title: content.Texts{"vi": "Kế hoạch qualmo zetto trồng xuffu bên hồ Nanga mùa sau"}},
		9:   {Number: "39-KH/TU", Title: content.Texts{"vi": "Kế hoạch số 7, yumba’s đá kaffo vùng chân núi Rilla năm trước"}},
	} {
		for _, v := range lib.Articles[i].Versions {
			v.Front.Documents = []content.Citation{c}
		}
	}
	s := build(lib)
	x, dir := search.New(s), t.TempDir()
	write(t, s, x, 0, dir)
	r := open(x, 0)
	leads := func(others []string) bool {
		return slices.Contains(others, r.DocumentsAt+"37-kh-tu/") || slices.Contains(others, r.DocumentsAt+"39-kh-tu/")
	}
	if all := strings.Join(r.Documents, "\n"); !strings.Contains(all, "37-kh-tu") || strings.Contains(all, "39-kh-tu") {
		t.Errorf("the head has the documents %s", all)
	}
	for query, found := range map[string]bool{
		"7 yumba đá kaffo vùng": true, "da kaffo vung chan nui": true, "vùng chân núi rilla năm": true, "chân núi Rilla năm trước": true, "đá kaffo vùng chân núi Rilla năm trước": true,
		"núi rilla năm trước": false, "kaffo đá vùng chân núi": false, "đá vùng chân núi rilla": false,
		"kế hoạch qualmo zetto trồng": true, "ke hoach qualmo zetto trong xuffu ben ho": true, "trồng xuffu bên hồ nanga": true, "hồ Nanga mùa sau": false, "bên hồ nanga mùa sau": true, "kế hoạch": false,
	} {
		if got := leads(r.search(query).Others); got != found {
			t.Errorf("%q finds the document: %t, want %t", query, got, found)
		}
		if got := leads(ask(t, node, dir, []string{query})[0].Others); got != found {
			t.Errorf("in the script, %q finds the document: %t, want %t", query, got, found)
		}
	}
}

// TestIssuers holds that an issuer whom nobody names is the one of its symbol.
func TestIssuers(t *testing.T) {
	lib := library(t, 20)
	for _, v := range lib.Articles[3].Versions {
		v.Front.Documents = []content.Citation{{Number: "9137/2025/QH15"}}
	}
	x := search.New(build(lib))
	for lang, want := range []string{"Quốc hội", "National Assembly"} {
		r := open(x, lang)
		if !slices.ContainsFunc(r.Documents, func(line string) bool {
			return strings.HasPrefix(line, "9137-2025-qh15\t") && strings.HasSuffix(line, "\t"+want)
		}) {
			t.Errorf("language %d: there are the documents %q", lang, r.Documents)
		}
	}
}

// TestRest holds which words no article has of a query that finds nothing, and what is left
// of it; an emoji is no word.
func TestRest(t *testing.T) {
	r := open(search.New(bulletin(t, "testdata/trial.txtar")), 0)
	for query, want := range map[string]string{
		"zq. chợ phiên": "zq|chợ phiên", "chợ, zq  phiên": "zq|chợ phiên", "zq": "zq|", "chợ xv phiên zq": "xv zq|chợ phiên",
		"🙂 chợ phiên": "|", "chợ phiên": "|",
		// Where no word is lacking, without the rarest, until something is found.
		"phiên gốm": "|gốm", "chợ, phiên; gốm": "|chợ gốm", "gốm đường": "|đường", "phiên mùa gốm": "|gốm", "zq phiên gốm": "zq|gốm",
	} {
		a := r.search(query)
		if got := a.Lacking + "|" + a.Rest; got != want || (want == "|") != (len(a.Articles) > 0) {
			t.Errorf("%q: %q, want %q; it finds %v", query, got, want, a.Articles)
		}
	}
}

// TestOldTitles: of a word that is in very many titles, rows do not say which of the older
// ones have it, and yet an old title of which the other words are sure comes first.
func TestOldTitles(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 420)
	for i, a := range lib.Articles {
		for _, v := range a.Versions {
			switch {
			case i == 5:
				v.Front.Title = "Zetto qualmo"
			case i == 300:
				v.Body.HTML = append(v.Body.HTML, "<p>Qualmo, and then zetto.</p>"...)
				fallthrough
			default:
				v.Front.Title += " zetto"
			}
		}
	}
	s, dir := build(lib), t.TempDir()
	x := search.New(s)
	write(t, s, x, 0, dir)
	want := []int{5, 300}
	if got, script := open(x, 0).search("qualmo zetto").Articles, ask(t, node, dir, []string{"qualmo zetto"})[0].Articles; !slices.Equal(got, want) || !slices.Equal(script, want) {
		t.Errorf("it finds %v, and in the script %v, want %v", got, script, want)
	}
}

var (
	tags = regexp.MustCompile(`<[^>]*>`)
	// noteSigns are the links to footnotes and back.
	noteSigns = regexp.MustCompile(`(?s)<a [^>]* role="doc-.*?</a>`)
)

// TestFinds holds the index against the texts themselves.
func TestFinds(t *testing.T) {
	t.Run("few rows", func(t *testing.T) { holdFound(t, made(t, 420)) })
	t.Run("fresh rows", func(t *testing.T) {
		s := build(heavy(t, 330, 150_000))
		if r := open(search.New(s), 0); r.Fresh != address.MostFresh {
			t.Fatalf("there are %d fresh rows: the test is too small", r.Fresh)
		}
		holdFound(t, s)
	})
}

// holdFound asks for what stands in the texts of a made-up bulletin.
func holdFound(t *testing.T, s *site.Site) {
	list := numbered(s)
	x := search.New(s)
	random := rand.New(rand.NewPCG(1, 2))
	for lang := range s.Languages {
		r := open(x, lang)
		if r.Rows == 0 || r.Tail.From == 0 {
			t.Fatalf("there are %d rows, and the tail is from %d: the test is too small", r.Rows, r.Tail.From)
		}
		bases := make([][]string, len(list)) // of each article, in order
		for i, a := range list {
			bases[i] = r.basesOf(s, a, lang)
		}
		for range 300 {
			a := bases[random.IntN(len(list))]
			at := random.IntN(len(a) - 1)
			query := []string{a[at], a[(at+1+random.IntN(2)*7)%len(a)]}
			var want []int
			for n := range list {
				if slices.Contains(bases[n], query[0]) && slices.Contains(bases[n], query[1]) {
					want = append(want, n)
				}
			}
			q := strings.Join(query, " ")
			if sought := r.sought(q); len(r.meant(sought, r.lines(spellings(sought)))) > 0 {
				continue // of a document, TestCiting
			}
			got := slices.Sorted(slices.Values(r.search(q).Articles))
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q is in %d articles and found in %d", s.Config.Languages[lang], query, len(want), len(got))
			}
		}
		// Filters.
		for _, c := range s.Committees {
			want := 0
			for _, a := range list {
				if slices.ContainsFunc(a.Memberships, func(m site.Membership) bool { return m.Committee == c }) {
					want++
				}
			}
			if got := len(r.search("", "committee:"+c.ID).Articles); got != want {
				t.Errorf("committee %s has %d articles and the filter finds %d", c.ID, want, got)
			}
		}
	}
}

// basesOf are the bases of the words that a language's index has of an article, in
// their order.
func (r *reader) basesOf(s *site.Site, a *site.Article, lang int) (out []string) {
	text := s.Shown(a, lang)
	body := noteSigns.ReplaceAllString(string(text.Body.HTML), "")
	body = tags.ReplaceAllString(strings.Join(strings.Fields(body), " "), " ")
	plain := text.Title + " | " + a.Number + " | " + body + " | " + text.Author + " | " + text.Photos + " | " + text.Translator
	if text.Lead != nil && text.Lead.Caption != nil {
		plain += " | " + text.Lead.Caption.Lead
	}
	if !strings.HasPrefix(text.Body.Lead, strings.TrimSuffix(text.Summary, "…")) {
		plain += " | " + text.Summary
	}
	for _, w := range words(html.UnescapeString(plain)) {
		out = append(out, r.base(w))
	}
	return out
}

// files are those of the index, by their paths.
func files(s *site.Site) map[string]string {
	out := map[string]string{}
	x := search.New(s)
	for i := range s.Book.All {
		if data, ok := file(x, &s.Book.All[i]); ok {
			out[s.Book.All[i].Path] = string(data)
		}
	}
	return out
}

// file is what stands at an address of the index.
func file(x *search.Index, a *address.Address) ([]byte, bool) {
	switch a.Key.Kind {
	case address.SearchHead:
		return x.Head(a.Lang), true
	case address.SearchWords:
		return x.Words(a.Lang), true
	case address.SearchRow:
		return x.Row(a.Lang, a.Key.Number), true
	case address.SearchFresh:
		return x.Fresh(a.Lang, a.Key.Number), true
	case address.SearchCards:
		return x.AppendCards(nil, a.Lang, a.Key.Year, a.Key.Number), true
	}
	return nil, false
}

// changed are the files that differ, with those that are new or gone.
func changed(before, after map[string]string) (names []string) {
	for name, data := range after {
		if was, ok := before[name]; !ok || was != data {
			names = append(names, name)
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// TestNewArticle counts the files of the index that one more article changes: the
// newest, one that comes in among the newest, one of long ago that comes out last, and
// one that came out long ago.
func TestNewArticle(t *testing.T) {
	t.Run("few rows", func(t *testing.T) { holdChanged(t, library(t, 640), 24, 10) })
	// From before there are fresh rows until there are nearly all.
	t.Run("fresh rows", func(t *testing.T) { holdChanged(t, heavy(t, 300, 150_000), 40, 20) })
}

// holdChanged adds the newest of the articles of a made-up bulletin one by one. Each may
// change so many files.
func holdChanged(t *testing.T, lib *content.Library, newest, limit int) {
	all := lib.Articles
	articles := len(all)
	filesOf := func(list []*content.Article) map[string]string {
		lib.Articles = list
		return files(build(lib))
	}
	most := 0
	before := filesOf(all[:articles-newest])
	for n := articles - newest + 1; n <= articles; n++ {
		after := filesOf(all[:n])
		names := changed(before, after)
		if most = max(most, len(names)); len(names) > limit {
			t.Errorf("the newest article of %d changes %d files of the index: %v", n, len(names), names)
		}
		before = after
	}
	t.Logf("the newest article changes at most %d files of the index, of %d", most, len(before))
	most = 0
	for back := 1; back <= 4; back++ {
		names := changed(filesOf(slices.Delete(slices.Clone(all), articles-1-back, articles-back)), before)
		if most = max(most, len(names)); len(names) > limit {
			t.Errorf("an article %d before the newest changes %d files of the index: %v", back, len(names), names)
		}
	}
	t.Logf("one that comes in among the newest changes at most %d files", most)
	most = 0
	for at := 50; at < articles-100; at += articles / 4 {
		without := filesOf(slices.Delete(slices.Clone(all), at, at+1))
		front := &all[at].Original().Front
		was := front.Published
		front.Published = all[articles-1].Original().Front.Date.AddDays(30)
		names := changed(without, filesOf(all))
		front.Published = was
		if most = max(most, len(names)); len(names) > limit {
			t.Errorf("an article of long ago that comes out last changes %d files of the index: %v", len(names), names)
		}
	}
	t.Logf("one of long ago that comes out last changes at most %d files", most)
	most = 0
	for at := 50; at < articles-100; at += 200 {
		names := changed(filesOf(slices.Delete(slices.Clone(all), at, at+1)), before)
		most = max(most, len(names))
		cards := 0
		for _, n := range names {
			if strings.HasSuffix(n, ".json") && strings.Contains(n, "-") {
				cards++
			}
		}
		if cards > 4 {
			t.Errorf("an article of long ago changes %d files of cards: %v", cards, names)
		}
	}
	t.Logf("one that came out long ago changes at most %d files", most)
}

// TestCards holds that every card is there and says what it has to.
func TestCards(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/trial.txtar")
	if err != nil {
		t.Fatal(err)
	}
	// A translation of which there is the title alone.
	archive.Files = append(archive.Files, txtar.File{Name: "content/articles/2018-01-01-duong.en.md", Data: []byte("---\ntitle: A new road\n---\nCon đường dài chín cây số.\n")})
	s, begun := unpack(t, archive), 0
	x := search.New(s)
	for lang := range s.Languages {
		files, fileOf := open(x, lang).cards()
		published := map[string][]byte{}
		for i := range s.Book.All {
			if a := &s.Book.All[i]; a.Key.Kind == address.SearchCards && a.Lang == lang {
				published[filepath.Base(a.Path)], _ = file(x, a)
			}
		}
		if len(published) != len(files) {
			t.Errorf("there are %d files of cards, and the head has %d", len(published), len(files))
		}
		for n, a := range numbered(s) {
			var cards []struct {
				P, T, N, D, W, C, K, L, X string
				B                         int
			}
			if err := json.Unmarshal(published[files[fileOf[n]]], &cards); err != nil {
				t.Fatal(err)
			}
			first, _ := slices.BinarySearch(fileOf, fileOf[n])
			c := cards[n-first]
			text := s.Shown(a, lang)
			if c.P != text.Path || c.T != text.Title || c.D != a.Date.String() || c.C != a.Committee.ID || c.K != a.Kind || c.N != a.Number {
				t.Errorf("article %s has the card %+v", a.ID, c)
			}
			if (c.L != "") != (text.Lang != lang) {
				t.Errorf("article %s has the language %q on a card of %s", a.ID, c.L, s.Config.Languages[lang])
			}
			begun += c.B
			if (c.B == 1) != (text.TitleLang == lang && text.State == site.Untranslated) {
				t.Errorf("article %s, in the state %d, has the card %+v", a.ID, text.State, c)
			}
			if strings.ContainsAny(c.X, "<>") || c.X == "" {
				t.Errorf("article %s has the text %q", a.ID, c.X)
			}
		}
	}
	if begun != 1 {
		t.Errorf("%d translations are said to be only begun, not 1", begun)
	}
}

// TestNotes: the sign of a footnote and the arrow back are no words of a text, on its card
// as in the index; the footnote is.
func TestNotes(t *testing.T) {
	lib := library(t, 3)
	doc, problems := markdown.Convert([]byte("Kinh phí tăng[^1]. Còn nữa[^1].\n\n[^1]: Theo *báo cáo*.\n"), "a.md", 0)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	v := lib.Articles[1].Original()
	v.Body, v.Front.Title, v.Front.Number = doc, "Kinh phí", ""
	s := build(lib)
	x := search.New(s)
	var cards []byte
	for i := range s.Book.All {
		if a := &s.Book.All[i]; a.Key.Kind == address.SearchCards && a.Lang == 0 {
			data, _ := file(x, a)
			cards = append(cards, data...)
		}
	}
	if want := `"Kinh phí tăng. Còn nữa.\nTheo báo cáo.`; !strings.Contains(string(cards), want) || strings.Contains(string(cards), "↩") {
		t.Errorf("the cards have not %s", want)
	}
	for n, a := range numbered(s) {
		if a.ID != v.ID {
			continue
		}
		for query, want := range map[string]bool{"1": false, "theo báo cáo": true} {
			if got := slices.Contains(open(x, 0).search(query).Articles, n); got != want {
				t.Errorf("%s finds it: %t", query, got)
			}
		}
	}
}

// TestScript holds static/search.js to the reader in Go: the same articles in the
// same order, the same pages beside them, the same words.
func TestScript(t *testing.T) {
	node := lack.Node(t)
	same, alike := alike(t)
	for name, s := range map[string]*site.Site{"real": load(t, "../.."), "trial": bulletin(t, "testdata/trial.txtar"), "made": made(t, 700), "heavy": build(heavy(t, 330, 150_000)), "alike": same} {
		x := search.New(s)
		for lang, l := range s.Languages {
			dir := t.TempDir()
			write(t, s, x, lang, dir)
			queries := append(queriesFor(s, lang), alike...)
			got := ask(t, node, dir, queries)
			r := open(x, lang)
			for i, q := range queries {
				want := r.search(q)
				if !slices.Equal(got[i].Articles, want.Articles) {
					t.Errorf("%s, %s: %q finds the articles %v in the script and %v in Go", name, l.Tag, q, head(got[i].Articles), head(want.Articles))
				}
				if got[i].Lacking != want.Lacking || got[i].Rest != want.Rest {
					t.Errorf("%s, %s: of %q no article has %q, and the rest is %q, in the script; in Go %q, %q", name, l.Tag, q, got[i].Lacking, got[i].Rest, want.Lacking, want.Rest)
				}
				if got[i].Unlike != want.Unlike {
					t.Errorf("%s, %s: articles that %q finds contradict its marks: %t in the script and %t in Go", name, l.Tag, q, got[i].Unlike, want.Unlike)
				}
				if !slices.Equal(got[i].Others, want.Others) || got[i].Nearest != want.Nearest {
					t.Errorf("%s, %s: %q finds beside articles %q, nearest %q in the script and %q, %q in Go", name, l.Tag, q, got[i].Others, got[i].Nearest, want.Others, want.Nearest)
				}
				if len(got[i].Articles) > 0 && len(got[i].Excerpt) == 0 {
					t.Errorf("%s, %s: %q has no excerpt", name, l.Tag, q)
				}
				for _, w := range got[i].Words {
					if r.base(w[0]) != w[1] {
						t.Errorf("the base of %q is %q in the script and %q in Go", w[0], w[1], r.base(w[0]))
					}
				}
			}
		}
	}
}

// TestPublishedMeanwhile asks on, with the head of a publication, when there is another:
// each answer is wholly of one of the two, and of the new one where a file was read anew.
func TestPublishedMeanwhile(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 420)
	all := lib.Articles
	lib.Articles = slices.Concat(all[:100], all[101:200], all[203:415])
	before := build(lib)
	lib.Articles = all
	after := build(lib)
	var dirs []string
	var readers []*reader
	for _, s := range []*site.Site{before, after} {
		dir, x := t.TempDir(), search.New(s)
		write(t, s, x, 0, dir)
		dirs, readers = append(dirs, dir), append(readers, open(x, 0))
	}
	queries := queriesFor(after, 0)
	anew := 0
	for i := 40; i+9 < len(queries); i += 6 {
		asked := ask(t, node, dirs[0], []any{queries[i], map[string]string{"folder": dirs[1]}, queries[i+1], queries[i+9]})
		for j, q := range []string{queries[i], queries[i+1], queries[i+9]} {
			old, now := readers[0].search(q), readers[1].search(q)
			isOld, isNow := holds(before, old, asked[j]), holds(after, now, asked[j])
			if !isOld && !isNow || j == 0 && !isOld {
				t.Errorf("%q finds %s, first %q; before it was %s, and is %s", q, head(asked[j].Articles), asked[j].First, head(old.Articles), head(now.Articles))
			}
			if !isOld {
				anew++
			}
		}
	}
	if anew < 20 {
		t.Errorf("%d answers are the new site's alone: the test is too small", anew)
	}
}

// holds reports whether the script's answer is this one, with its first card.
func holds(s *site.Site, a answer, got asked) bool {
	first := ""
	if len(a.Articles) > 0 {
		first = s.Shown(numbered(s)[a.Articles[0]], 0).Title
	}
	return slices.Equal(a.Articles, got.Articles) && first == got.First
}

// TestYear holds that the filter of the year goes by when it was, and not by when the
// report came out.
func TestYear(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 60)
	a := lib.Articles[20]
	year := a.Original().Front.Date.Year
	a.Original().Front.Published = calendar.Day(year+5, 3, 1)
	s := build(lib)
	dir := t.TempDir()
	write(t, s, search.New(s), 0, dir)
	list := numbered(s)
	got := ask(t, node, dir, []any{
		[]any{"", map[string]string{"year": strconv.Itoa(year)}, false},
		[]any{"", map[string]string{"year": strconv.Itoa(year + 5)}, false},
	})
	for i, want := range []bool{true, false} {
		has := slices.ContainsFunc(got[i].Articles, func(n int) bool { return list[n].ID == a.ID })
		if has != want {
			t.Errorf("the year %d has an article of %d that came out in %d: %t", year+5*i, year, year+5, has)
		}
		for _, n := range got[i].Articles {
			if list[n].Date.Year != year+5*i {
				t.Errorf("the year %d has %s", year+5*i, list[n].ID)
			}
		}
	}
}

// TestTyping holds that the last word matches by its beginning while it is typed.
func TestTyping(t *testing.T) {
	node := lack.Node(t)
	s := load(t, "../..")
	dir := t.TempDir()
	write(t, s, search.New(s), 0, dir)
	filters := map[string]string{}
	got := ask(t, node, dir, []any{
		[]any{"khai mạc đại hội lạng s", filters, true},
		[]any{"soan tha", filters, true},
		[]any{"soan tha ", filters, true},
		[]any{"tỉnh ủy lạn", filters, true},
		[]any{"nghị quyết", map[string]string{"year": "2025", "kind": "resolution"}, false},
		[]any{"", map[string]string{"term": "2025-2030"}, false},
		[]any{"nghi quy", filters, true},
		[]any{"nghị quy", filters, true},
		[]any{"nghị quyết", filters, false},
	})
	list := numbered(s)
	first := func(i int) string {
		if len(got[i].Articles) == 0 {
			return ""
		}
		return list[got[i].Articles[0]].ID
	}
	if first(0) != "2020-09-26-khai-mac-dai-hoi-dang-bo-tinh-lang-son" || first(1) != "2021-03-16-to-soan-thao-nghi-quyet-vai-tro-cap-uy" {
		t.Errorf("while it is typed, a query finds %q and %q", first(0), first(1))
	}
	if len(got[2].Articles) != 0 {
		t.Errorf("a word that has been ended still matches by its beginning")
	}
	if len(got[3].Others) == 0 || got[3].Others[0] != "/vi/cap-uy/lang-son/" {
		t.Errorf("the beginning of a committee's name finds %q", got[3].Others)
	}
	if len(got[4].Articles) != 1 || first(4) != "2025-06-12-sap-xep-63-tinh-thanh-thanh-34" {
		t.Errorf("the filters of year and kind let through %v", got[4].Articles)
	}
	if !sameSet(got[6].Articles, got[8].Articles) || !sameSet(got[7].Articles, got[8].Articles) {
		t.Errorf("with y at the end of what is typed, it finds %v and %v, not %v", got[6].Articles, got[7].Articles, got[8].Articles)
	}
	if len(got[5].Articles) != 4 {
		t.Errorf("the term 2025-2030 has %d articles by its filter", len(got[5].Articles))
	}
}

// TestToneTyped holds that a word whose vowel has its tone does not become one whose next
// vowel has it.
func TestToneTyped(t *testing.T) {
	node := lack.Node(t)
	lib := library(t, 420)
	for i, text := range []string{"qualỏ", "qualoểm", "qualỏn"} {
		for _, v := range lib.Articles[3+i].Versions {
			v.Body.HTML = append(v.Body.HTML, "<p>"+text+"</p>"...)
		}
	}
	s, dir := build(lib), t.TempDir()
	write(t, s, search.New(s), 0, dir)
	for query, want := range map[string]string{"qualo": "5 4 3", "qualỏ": "3 5", "qualoể": "4"} {
		if got := strings.Trim(fmt.Sprint(ask(t, node, dir, []any{[]any{query, map[string]string{}, true}})[0].Articles), "[]"); got != want && !(query == "qualo" && len(got) == len(want)) {
			t.Errorf("while %q is typed, it finds %s, want %s", query, got, want)
		}
	}
}

// An asked is what the script says to a query.
type asked struct {
	answer
	First   string // title
	Excerpt [][2]any
	Words   [][2]string
	Took    float64 // milliseconds
}

// scriptFile is the script of the search page, as it is published, as a module that node
// reads.
func scriptFile(tb testing.TB) string {
	tb.Helper()
	script := filepath.Join(tb.TempDir(), "search.mjs")
	src, err := os.ReadFile("../../static/search.js")
	if err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(script, minify.File("search.js", src), 0o666); err != nil {
		tb.Fatal(err)
	}
	return script
}

// ask runs the script.
func ask[Q any](tb testing.TB, node, dir string, queries []Q) (out []asked) {
	tb.Helper()
	run(tb, node, "testdata/answers.mjs", dir, queries, &out)
	return out
}

// run gives a program of testdata the script, a folder and queries, and reads what it says.
func run(tb testing.TB, node, program, dir string, queries, said any) {
	tb.Helper()
	script := scriptFile(tb)
	in, err := json.Marshal(queries)
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(node, program, script, dir)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		if e, ok := err.(*exec.ExitError); ok {
			tb.Fatalf("node: %v\n%s", err, e.Stderr)
		}
		tb.Fatal(err)
	}
	if err := json.Unmarshal(out, said); err != nil {
		tb.Fatal(err)
	}
}

// write publishes a language's index in a folder.
func write(tb testing.TB, s *site.Site, x *search.Index, lang int, dir string) {
	tb.Helper()
	for _, a := range s.Book.All {
		if a.Lang != lang {
			continue
		}
		data, ok := file(x, &a)
		if !ok {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(a.Path)), data, 0o666); err != nil {
			tb.Fatal(err)
		}
	}
}

// queriesFor are two hundred queries or so: pieces of titles with and without
// marks, and what is odd.
func queriesFor(s *site.Site, lang int) []string {
	out := []string{"", " ", "!?", "đ", "zzzz yyyy", "35-CT/TW", "35ct/tw", "TP. Cần  Thơ", "ddaij hooij", "laanf thuws nhaats", "d9a5i ho65i Cần Thơ", "ddang uyr", "d9a3ng u3y", "Ddangr UYR", "nghij quyeets 35CTs", "toanf zzf", "kế hoạch nghiên cứu xây dựng nghị quyết", "kế hoạchh nghiên cứu xây dựng", "🙂 nghị quyết", "đại hội lần thứ nhất bắc ninh", "first congress Bac Ninh", "dai hoi lan thu muoi bay", "Nghị quyết đại hội đảng bộ tỉnh về đại hội đảng bộ các cấp và nghị quyết đại hội đảng bộ số 35-CT/TW ngày 30/5/2019", strings.Repeat("12-CT/TW ", 9), "zz đại hội qq, kk", "sáp nhập tỉnh", "zq 2019 phiên hai mai", "chi thi so 35", "Chỉ thị 35CT-TW ngày 30/5/2019", "theo 202/2025/QH15 vàa 35-CT/TW", "chỉ thị 35 của bộ chính trị", "chi thi so 35 cua ban bi thu khoa XII", "directive 35 of the politburo", "plan 71 of the provincial party committee, 12th term", "văn bản 35", "của 35", "khóa XII", "đại hội 17", "21/12/2020", "ngày 1 tháng 12 năm 2020", "tháng 12/2020", "2020-12", "December 21st, 2020", "21 December 2020", "13/2020", "số 12/2020", "32/12/2020", "2020 21 December", "12 năm", "NQ 202", "QĐ số 5", "số 5", "sổ 5", "no. 35", "số 35 số", "so so 5", "hoà", "hòa", "kỳ", "XVII", "05", "nghj quyet", "Nhiệm Kỳ khốii", "LAGN sơn", "35CTx tw", "người’s  ddại hội!", "people's", "1.000", "Ðảng", "a\u0302\u0301", "đại hội 14", "×", "<b>", strings.Repeat("đảng ", 20), strings.Repeat("đảng ", 11) + "35CT đảng"}
	for i, a := range s.Articles {
		w := strings.Fields(s.Shown(a, lang).Title)
		n := min(1+i%4, len(w))
		at := i % (len(w) - n + 1)
		q := strings.Join(w[at:at+n], " ")
		if i%3 == 0 {
			q = search.Base(q)
		}
		if i%9 == 0 {
			out = append(out, w[0]+" "+q+" "+s.Shown(s.Articles[len(s.Articles)-1-i], lang).Title)
		}
		if out = append(out, q); len(out) > 200 {
			break
		}
	}
	return out
}

func head(list []int) string {
	if len(list) > 10 {
		return fmt.Sprint(list[:10]) + " and " + strconv.Itoa(len(list)-10) + " more"
	}
	return fmt.Sprint(list)
}

// TestSame holds that the index is the same each time.
func TestSame(t *testing.T) {
	s := made(t, 150)
	x, y := search.New(s), search.New(s)
	for i := range s.Book.All {
		one, _ := file(x, &s.Book.All[i])
		if other, _ := file(y, &s.Book.All[i]); !bytes.Equal(one, other) {
			t.Errorf("%s differs", s.Book.All[i].Path)
		}
	}
}

// FuzzSpell holds that the words of a text are words, and their bases bases.
func FuzzSpell(f *testing.F) {
	for _, s := range []string{"Đảng uỷ Khối", "35-CT/TW", "people’s", "QH15", "kỳ", "a\u0302\u0301", "05 000", "Ðại hội XVII"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range words(text) {
			if again := search.Spell(w); len(again) != 1 || again[0] != w {
				t.Errorf("%q has the word %q, which is itself %q", text, w, again)
			}
			if b := search.Base(w); search.Base(b) != b {
				t.Errorf("%q has the base %q, which has the base %q", w, b, search.Base(b))
			}
		}
	})
}

// TestEveryWord holds that every word of every text finds it, and nothing that does
// not have the word.
func TestEveryWord(t *testing.T) {
	for name, s := range map[string]*site.Site{
		"real": load(t, "../.."), "trial": bulletin(t, "testdata/trial.txtar"), "made": made(t, 160),
		"few rows": made(t, 420), "fresh rows": build(heavy(t, 330, 150_000)),
	} {
		t.Run(name, func(t *testing.T) {
			for lang := range s.Languages {
				holdEveryWord(t, s, lang)
			}
		})
	}
}

func holdEveryWord(t *testing.T, s *site.Site, lang int) {
	x := search.New(s)
	r := open(x, lang)
	want := map[string][]int{} // articles by base
	for n, a := range x.Articles(lang) {
		for _, w := range r.basesOf(s, a, lang) {
			if list := want[w]; len(list) == 0 || list[len(list)-1] != n {
				want[w] = append(list, n)
			}
		}
	}
	for w, articles := range want {
		if got := slices.Sorted(slices.Values(r.search(w).Articles)); !slices.Equal(got, articles) {
			t.Errorf("%s: %q is in the articles %s and finds %s", s.Config.Languages[lang], w, head(articles), head(got))
		}
	}
	if len(want) < 100 {
		t.Errorf("%s: there are only %d words", s.Config.Languages[lang], len(want))
	}
}

// TestEqualHashes holds words apart whose hashes agree in the bits that a row
// writes, and words whose hashes are equal.
func TestEqualHashes(t *testing.T) {
	s, _ := alike(t)
	x := search.New(s)
	if r := open(x, 0); r.Rows == 0 || r.Tail.From < 30 {
		t.Fatalf("there are %d rows, and the tail is from %d: the test is too small", r.Rows, r.Tail.From)
	}
	for lang := range s.Languages {
		holdEveryWord(t, s, lang)
	}
	// A word that no text has finds nothing, whatever has its hash.
	for _, w := range []string{"liquid", "costarring"} {
		lib := library(t, 420)
		for _, v := range lib.Articles[10].Versions {
			v.Body.HTML = append(v.Body.HTML, "<p>"+w+"</p>"...)
		}
		r := open(search.New(build(lib)), 0)
		for _, asked := range []string{"liquid", "costarring"} {
			if got := r.search(asked).Articles; len(got) == 1 != (asked == w) {
				t.Errorf("where an article has %q alone, %q finds %v", w, asked, got)
			}
		}
	}
}

// alike is a made-up bulletin with words, which it gives, whose hashes are equal, or
// nearly, each in two articles that the rows know of.
func alike(tb testing.TB) (s *site.Site, alike []string) {
	tb.Helper()
	if fnv("liquid") != fnv("costarring") {
		tb.Fatal("the hashes of these words are not equal")
	}
	first, second := agreeing(tb)
	alike = []string{first, second, "liquid", "costarring"}
	lib := library(tb, 420)
	for i, w := range alike {
		for _, article := range []int{10 + i, 20 + i} {
			for _, v := range lib.Articles[article].Versions {
				v.Body.HTML = append(v.Body.HTML, "<p>"+w+"</p>"...)
			}
		}
	}
	return build(lib), alike
}

// agreeing are two words whose hashes differ in their lowest byte alone, and not in
// its lowest bits, so that they are in one row where rows are few.
func agreeing(tb testing.TB) (string, string) {
	tb.Helper()
	seen := map[uint32]string{}
	for n := range 1 << 20 {
		w := "w" + strings.Map(func(r rune) rune { return r - '0' + 'a' }, strconv.Itoa(n))
		h := fnv(w)
		key := h>>8<<8 | h&15
		if other := seen[key]; other != "" && fnv(other) != h {
			return other, w
		}
		seen[key] = w
	}
	tb.Fatal("no two words agree")
	return "", ""
}

// TestDocumentsFirst holds that the number of a document leads to it before all
// else, however it is typed.
func TestDocumentsFirst(t *testing.T) {
	s := load(t, "../..")
	x := search.New(s)
	for lang, queries := range map[int]map[string]string{
		0: {
			"35-CT/TW": "35-ct-tw", "35 ct tw": "35-ct-tw", "35ct/tw": "35-ct-tw", "35CT-TW": "35-ct-tw", "chỉ thị 35": "35-ct-tw",
			"Chỉ thị số 35-CT/TW": "35-ct-tw", "chi thi so 35": "35-ct-tw", "chỉ thị 35 bộ chính trị": "35-ct-tw",
			"35-CT/TW ngày 30/5/2019": "35-ct-tw", "chỉ thị 35-CT/TW ngày 30/5/2019 của Bộ Chính trị": "35-ct-tw", "theo 35cttw khóa XII": "35-ct-tw",
			"nghị quyết 202/2025/QH15 về sắp xếp đơn vị hành chính": "202-2025-qh15", "NQ 202/2025/QH15": "202-2025-qh15", "NQ 202": "202-2025-qh15",
			"nq số 202": "202-2025-qh15", "35-CT/TƯ": "35-ct-tw", "35 ct tư": "35-ct-tw", "KH 71": "71-kh-tu", "CT 35": "35-ct-tw",
			"71-KH/TU": "71-kh-tu", "kế hoạch 71": "71-kh-tu", "14-KH/ĐU": "14-kh-du", "14 kh du": "14-kh-du",
		},
		1: {"35-CT/TW": "35-ct-tw", "directive 35": "35-ct-tw", "Directive No. 35-CT/TW": "35-ct-tw", "Resolution 202/2025/QH15 of the National Assembly": "202-2025-qh15", "NQ 202": "202-2025-qh15"},
	} {
		r := open(x, lang)
		for q, slug := range queries {
			others := r.search(q).Others
			if want := r.DocumentsAt + slug + "/"; len(others) == 0 || others[0] != want {
				t.Errorf("%q leads to %q, not first to %s", q, others, want)
			}
		}
		// Articles that cite it follow, those first that have more of the query.
		if lang == 0 {
			cited, all := r.search("35-CT/TW").Articles, r.search("35-CT/TW ngày 30/5/2019 qwxt").Articles
			if len(cited) < 2 || !sameSet(cited, all) || x.Articles(0)[all[0]].ID != "2019-05-30-chi-thi-35-dai-hoi-dang-bo-cac-cap" {
				t.Errorf("with more beside its number, a document is in the articles %v, not %v", all, cited)
			}
		}
		// A symbol that may stand for several types is the likeliest.
		decision := words(s.Languages[lang].Text["document.kind.decision"]["other"])
		for _, q := range []string{"QĐ 2902", "qd 2902"} {
			if sought := r.sought(q); len(sought) != 1 || !slices.Equal(sought[0].kind, decision) {
				t.Errorf("%q is sought as %+v, not with %q", q, sought, decision)
			}
		}
		for _, q := range []string{"2020-2025", "chỉ thị", "CT 71", "NQ 35", "chỉ thị 35 của tỉnh ủy", "directive 35 of the government", "khóa 35 của bộ chính trị"} {
			for _, to := range r.search(q).Others {
				if strings.HasPrefix(to, r.DocumentsAt) {
					t.Errorf("%q leads to the document %s", q, to)
				}
			}
		}
	}
}

// TestCongressFirst holds that a congress that is asked for by its number comes before a
// document of that number.
func TestCongressFirst(t *testing.T) {
	r := open(search.New(bulletin(t, "testdata/trial.txtar")), 0)
	for query, want := range map[string][]string{
		"đại hội 17":   {"/vi/cap-uy/tinh-mau/dai-hoi-17/", "/vi/van-ban/17-kh-tu/"},
		"đại hội XVII": {"/vi/cap-uy/tinh-mau/dai-hoi-17/"},
		"kế hoạch 17":  {"/vi/van-ban/17-kh-tu/"},
	} {
		if got := r.search(query).Others; !slices.Equal(got, want) {
			t.Errorf("%q leads to %q, want %q", query, got, want)
		}
	}
}

// TestDates holds that a day or a month, and nothing that only looks like one, leads first
// to the month's page of the timeline.
func TestDates(t *testing.T) {
	s := load(t, "../..")
	x := search.New(s)
	for lang, queries := range map[int]map[string]bool{
		0: {
			"21/12/2020": true, "21-12-2020": true, "2020-12-21": true, "21.12.2020": true, "12/2020": true, "ngày 21 tháng 12 năm 2020": true, "thang 12 nam 2020": true,
			"2020": false, "12": false, "11/2020": false, "13/2020": false, "32/12/2020": false, "0/12/2020": false, "số 12/2020": false, "CT 12/2020": false,
			"hội nghị tháng 12 năm 2020": false, "1/2/12/2020": false, "ngày năm": false, "2020-2025": false,
		},
		1: {
			"december 2020": true, "21 December 2020": true, "December 21st, 2020": true, "the 21st of December, 2020": true, "2020 December 21": true, "21/12/2020": true,
			"December": false, "December 32, 2020": false, "december december": false,
		},
	} {
		r := open(x, lang)
		for q, is := range queries {
			others := r.search(q).Others
			if got := len(others) > 0 && others[0] == r.TimelineAt+"2020/12/"; got != is {
				t.Errorf("%q leads first to %q; to the month: %t", q, others, is)
			}
		}
		pages := map[string]bool{}
		for _, a := range s.Book.All {
			if a.Lang == lang && a.Key.Kind == address.Month {
				pages[a.Path] = true
			}
		}
		for _, y := range r.Timeline {
			for m := range 12 {
				path := fmt.Sprintf("%s%d/%02d/", r.TimelineAt, y[0], m+1)
				if pages[path] != (y[1]>>m&1 == 1) {
					t.Errorf("there is a page %s: %t; the head says otherwise", path, pages[path])
				}
				delete(pages, path)
			}
		}
		if len(pages) > 0 {
			t.Errorf("the head does not know of %v", pages)
		}
	}
}

// TestLeads holds that a word that only leads to a number need not be there.
func TestLeads(t *testing.T) {
	s := load(t, "../..")
	x := search.New(s)
	for lang, pairs := range map[int][][2]string{
		0: {{"nghi quyet so 202", "nghi quyet 202"}, {"chi thi so 35", "chi thi 35"}, {"Chỉ thị số 35-CT/TW", "Chỉ thị 35-CT/TW"}, {"chi thi no. 35", "chi thi 35"}},
		1: {{"directive no 35", "directive 35"}, {"Directive No. 35", "directive 35"}, {"directive number 35", "directive 35"}, {"directive số 35", "directive 35"}},
	} {
		r := open(x, lang)
		for _, p := range pairs {
			got, want := r.search(p[0]), r.search(p[1])
			if !sameSet(got.Articles, want.Articles) || !slices.Equal(got.Others, want.Others) || len(want.Articles) == 0 {
				t.Errorf("%q finds %v and %q, and %q %v and %q", p[0], got.Articles, got.Others, p[1], want.Articles, want.Others)
			}
		}
		// Elsewhere, and spelt as another word, it is looked for as any other.
		for q, want := range map[string]string{"số 35": "35", "so 35": "35", "No. 35": "35", "sổ 35": "sổ 35", "35 số": "35 số", "số": "số", "no no 5": "no 5",
			"NQ 35": "35", "qđ số 35": "35", "nq nq 35": "nq 35", "đá 35": "đá 35", "số nq 35": "số 35"} {
			if got := spellings(r.sought(q)); strings.Join(got, " ") != want {
				t.Errorf("of %q, %q is looked for, not %q", q, got, want)
			}
		}
	}
}

func sameSet(x, y []int) bool {
	return slices.Equal(slices.Sorted(slices.Values(x)), slices.Sorted(slices.Values(y)))
}

// pageOf are the articles on the page of a document, by its attribute.
func pageOf(s *site.Site, attribute string) (out []*site.Article) {
	for _, d := range s.Number(strings.TrimPrefix(attribute, "document:")).Documents {
		out = append(out, d.Articles...)
	}
	return out
}

// TestCiting holds that the number of each document finds the articles of its page, and no
// other, and so does its type with the number's digits for all documents that this may mean.
func TestCiting(t *testing.T) {
	node := lack.Node(t)
	few := library(t, 420)
	for _, i := range []int{9, 418} { // of which rows know, and of which the head does
		for _, v := range few.Articles[i].Versions {
			v.Front.Documents = append(v.Front.Documents, content.Citation{Number: "029-QĐ/TW"}, content.Citation{Number: "71-KH/TU"})
		}
	}
	for _, v := range few.Articles[30].Versions {
		v.Body.HTML = append(v.Body.HTML, "<p>Ngày 29/5 QĐ số 29, TW ra kế hoạch 71, 7 CT TW.</p>"...)
	}
	for name, s := range map[string]*site.Site{"real": load(t, "../.."), "few rows": build(few), "fresh rows": build(heavy(t, 330, 150_000))} {
		x := search.New(s)
		for lang, l := range s.Languages {
			dir := t.TempDir()
			write(t, s, x, lang, dir)
			list, r := x.Articles(lang), open(x, lang)
			var queries []string
			var want [][]int
			add := func(query string, means func(n *site.Number) bool) {
				var articles []int
				for _, n := range s.Numbers {
					if !means(n) {
						continue
					}
					for _, a := range pageOf(s, n.Slug) {
						if i := slices.Index(list, a); i >= 0 {
							articles = append(articles, i)
						}
					}
				}
				slices.Sort(articles)
				queries, want = append(queries, query), append(want, slices.Compact(articles))
			}
			kindOf := func(n *site.Number) []string { return words(l.Text["document.kind."+n.Kind()]["other"]) }
			for _, n := range s.Numbers {
				if n.Issuer != "" {
					add("theo "+n.String(), func(m *site.Number) bool { return m == n })
				}
				kind := kindOf(n)
				add(strings.Join(kind, " ")+" số "+strconv.Itoa(n.Number), func(m *site.Number) bool {
					return m.Number == n.Number && !slices.ContainsFunc(kind, func(w string) bool { return !slices.Contains(kindOf(m), w) })
				})
			}
			if name != "real" {
				add("29-QĐ/TW hoặc 71-KH/TU", func(n *site.Number) bool { return n.Slug == "29-qd-tw" || n.Slug == "71-kh-tu" })
			}
			for i, got := range ask(t, node, dir, queries) {
				own := r.search(queries[i]).Articles
				if !sameSet(own, want[i]) || !sameSet(got.Articles, want[i]) {
					t.Errorf("%s, %s: %q finds %s, and in the script %s; on the pages are %s", name, l.Tag, queries[i], head(own), head(got.Articles), head(want[i]))
				}
			}
			// In a page that has just been opened, too.
			var opened []first
			for i := 0; i < len(queries); i += 7 {
				opened = append(opened, first{queries[i], false})
			}
			for i, f := range fetched(t, node, dir, opened) {
				if !sameSet(f.Articles, want[7*i]) {
					t.Errorf("%s, %s: as a first query %q finds %s; on the pages are %s", name, l.Tag, f.Query, head(f.Articles), head(want[7*i]))
				}
			}
		}
	}
}

// FuzzQuery asks anything: what is found has every word, whatever it is, or is on the page of
// a document that is meant.
func FuzzQuery(f *testing.F) {
	a, err := txtar.ParseFile("testdata/trial.txtar")
	if err != nil {
		f.Fatal(err)
	}
	s := unpack(f, a)
	x := search.New(s)
	list := x.Articles(0)
	for _, q := range []string{"đường", "35-CT/TW", "chỉ thị 35", "đại hội XVII", "<b> \x00", "người\u200bta", "a\u0302\u0301"} {
		f.Add(q)
	}
	r := open(x, 0)
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 1<<10 {
			t.Skip("longer than anyone types")
		}
		sought := r.sought(query)
		typed := spellings(sought)
		meant := r.meant(sought, r.lines(typed))
		for _, n := range r.search(query).Articles {
			if len(meant) > 0 {
				if !slices.ContainsFunc(meant, func(d string) bool { return slices.Contains(pageOf(s, d), list[n]) }) {
					t.Errorf("%q finds %s, which is on the page of none of %q", query, list[n].ID, meant)
				}
				continue
			}
			text := s.Shown(list[n], 0)
			var own []string
			for _, w := range words(text.Title + " | " + list[n].Number + " | " + html.UnescapeString(tags.ReplaceAllString(noteSigns.ReplaceAllString(string(text.Body.HTML), ""), " ")) + " | " + text.Summary + " | " + text.Author + " | " + text.Photos) {
				own = append(own, r.base(w))
			}
			for _, w := range typed {
				if !slices.Contains(own, r.base(w)) {
					t.Errorf("%q finds %s, which does not have %q", query, list[n].ID, w)
				}
			}
		}
	})
}

// FuzzRow reads rows that are broken: a reader says so, and does not stall.
func FuzzRow(f *testing.F) {
	for _, s := range []*site.Site{made(f, 260), load(f, "../..")} {
		x := search.New(s)
		for n := range open(x, 0).Rows {
			f.Add(x.Row(0, n))
		}
	}
	x := search.New(build(heavy(f, 300, 150_000)))
	for n := range open(x, 0).Fresh {
		f.Add(x.Fresh(0, n))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		from, size := binary.Uvarint(data)
		count, _ := binary.Uvarint(data[max(size, 0):])
		if len(data) > 1<<13 || from > 1<<12 || count > 1<<12 {
			t.Skip("larger than it has to be")
		}
		defer func() {
			if v := recover(); v != nil {
				if _, ok := v.(brokenIndex); !ok {
					panic(v)
				}
			}
		}()
		readRow(data, search.Endings{})
	})
}
