package corpus

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"bantin/generator/calendar"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"
)

// front is the record of an article as an editor's YAML.
type front struct {
	Title, Summary, Date, Until, Published, Updated string
	Committee, Congress, Term, Kind, Number         string
	Plenum                                          int
	Also                                            []struct{ Committee, Congress string }
	Documents                                       []struct{ Number, Date, Title string }
	Author, Photos, Translator                      string
	Source                                          struct{ Name, URL string }
	TranslationOf                                   string `yaml:"translation_of"`
	Aliases                                         []string
}

func read(t *testing.T, name string, src []byte) (f front, body string) {
	t.Helper()
	head, body, ok := strings.Cut(strings.TrimPrefix(string(src), "---\n"), "\n---\n")
	if !ok {
		t.Fatalf("%s has no front matter", name)
	}
	dec := yaml.NewDecoder(strings.NewReader(head))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, head)
	}
	return f, body
}

func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = os.ReadFile(filepath.Join(dir, name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The bytes are part of what measurements are compared by: when this sum has to
// change, figures from before and after are no longer of the same bulletin.
func TestSameBytesEveryTime(t *testing.T) {
	const want = "e9cdbb32c77873710de072841239615b11a8fe1407146831b32743249467da3d"
	h := sha256.New()
	s := Size{Articles: 3000}
	for n := 0; n < 3000; n += 37 {
		name, vi, en := Article(s, n)
		fmt.Fprintf(h, "%s\n%s\n%s\n", name, vi, en)
	}
	for _, f := range newPlan(s.full()).fixedFiles() {
		fmt.Fprintf(h, "%s\n%s\n", f.path, f.bytes)
	}
	if got := fmt.Sprintf("%x", h.Sum(nil)); got != want {
		t.Errorf("the corpus has the sum %s, and had %s", got, want)
	}
}

func TestWriteIsArticle(t *testing.T) {
	s := Size{Articles: 300, Translated: 200, Committees: 40, Words: 120}
	one, two := filepath.Join(t.TempDir(), "one"), t.TempDir()
	for _, dir := range []string{one, two} {
		if err := Write(dir, s); err != nil {
			t.Fatal(err)
		}
	}
	files, again := tree(t, one), tree(t, two)
	if len(files) != 300+200+5 || len(again) != len(files) {
		t.Fatalf("wrote %d files and then %d, want 505", len(files), len(again))
	}
	for name, b := range files {
		if !bytes.Equal(b, again[name]) {
			t.Errorf("%s is not the same twice", name)
		}
	}
	for n := range 300 {
		name, vi, en := Article(s, n)
		if !bytes.Equal(files[name], vi) {
			t.Errorf("article %d, %s, is not what was written", n, name)
		}
		if !bytes.Equal(files[strings.TrimSuffix(name, ".vi.md")+".en.md"], en) {
			t.Errorf("the translation of article %d, %s, is not what was written", n, name)
		}
	}
	if err := Write(two, s); err == nil {
		t.Error("wrote over a folder that is not empty")
	}
}

func TestFullSize(t *testing.T) {
	for _, c := range []struct{ in, want Size }{
		{Size{}, Size{10_000, 8_000, 120, 2001, 25, 450}},
		{Size{Articles: 50}, Size{50, 40, 120, 2001, 25, 450}},
		{Size{Articles: 50, Translated: Untranslated}, Size{50, 0, 120, 2001, 25, 450}},
		{Size{Articles: 5, Translated: 9, Committees: 1, FirstYear: 1990, Years: 1, Words: 3}, Size{5, 5, 1, 1990, 1, 3}},
	} {
		if got := c.in.full(); got != c.want {
			t.Errorf("%+v is in full %+v, want %+v", c.in, got, c.want)
		}
	}
}

var (
	idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	linkTo = regexp.MustCompile(`\]\(([^)]*)\)`)
)

// TestRules holds whole bulletins of several sizes to the rules that an editor's
// files are held to.
func TestRules(t *testing.T) {
	for _, s := range []Size{
		{Articles: 1500, Words: 200},
		{Articles: 400, Translated: 400, Committees: 1, Words: 30},
		{Articles: 400, Committees: 2, FirstYear: 2020, Years: 1, Words: 30},
		{Articles: 400, Committees: 13, FirstYear: 2000, Years: 6, Words: 30},
		{Articles: 700, Committees: 900, Words: 30},
		{Articles: 1, Words: 1},
	} {
		t.Run(fmt.Sprintf("%+v", s), func(t *testing.T) { testRules(t, s) })
	}
}

func testRules(t *testing.T, s Size) {
	p := newPlan(s.full())
	byID := testRegister(t, p)
	files := map[string]bool{}
	ids := map[string]bool{}
	type ref struct{ from, to string }
	var links []ref
	translated := 0
	for n := range p.Articles {
		name, vi, en := p.article(n)
		id := strings.TrimSuffix(path.Base(name), ".vi.md")
		if id == "index" {
			id = path.Base(path.Dir(name))
		}
		if !idForm.MatchString(id) || len(id) > 100 || ids[id] {
			t.Errorf("%s is no id, or not a new one", id)
		}
		ids[id], files[name] = true, true
		f, body := read(t, name, vi)
		checkText(t, name, vi)
		checkRecord(t, name, f, byID)
		if len(f.Date) != 10 || f.Date[:4] != strings.Split(name, "/")[2] {
			t.Errorf("%s is of the day %s", name, f.Date)
		}
		if f.Translator != "" || f.TranslationOf != "" {
			t.Errorf("%s has a translation's keys", name)
		}
		for _, m := range linkTo.FindAllStringSubmatch(body, -1) {
			links = append(links, ref{name, path.Join(path.Dir(name), m[1])})
		}
		if en == nil {
			continue
		}
		translated++
		name = strings.TrimSuffix(name, ".vi.md") + ".en.md"
		files[name] = true
		checkText(t, name, en)
		e, body := read(t, name, en)
		if e.Committee != "" || e.Term != "" || e.Date != "" && e.Date != f.Date || (e.Summary == "") != (f.Summary == "") {
			t.Errorf("%s does not go with its original: %+v", name, e)
		}
		for _, m := range linkTo.FindAllStringSubmatch(body, -1) {
			links = append(links, ref{name, path.Join(path.Dir(name), m[1])})
		}
	}
	if translated != p.Translated {
		t.Errorf("%d articles are translated, want %d", translated, p.Translated)
	}
	if p.Words > 100 && p.Articles > 100 && len(links) < p.Articles/20 {
		t.Errorf("there are only %d links", len(links))
	}
	for _, l := range links {
		if !files[l.to] {
			t.Errorf("%s links to %s, which is not there", l.from, l.to)
		}
	}
}

// checkText refuses what a reader of files would have to mend.
func checkText(t *testing.T, name string, b []byte) {
	t.Helper()
	if !norm.NFC.IsNormal(b) || bytes.ContainsAny(b, "\r\t\u00a0Ðð") || bytes.Contains(b, []byte("  ")) && !bytes.Contains(b, []byte("\n  - {")) {
		t.Errorf("%s is not in its normal form", name)
	}
	if i := bytes.IndexAny(b[bytes.Index(b, []byte("\n---\n")):], "{}"); i >= 0 {
		t.Errorf("%s has a slot that was not filled", name)
	}
	if !bytes.HasSuffix(b, []byte("\n")) || bytes.HasSuffix(b, []byte("\n\n")) {
		t.Errorf("%s does not end in one newline", name)
	}
}

// testRegister reads committees.yaml back and holds it to the register's rules.
func testRegister(t *testing.T, p *plan) map[string]*committee {
	t.Helper()
	var entries []struct {
		ID, Level, Parent, From, Until string
		Name, Short                    map[string]string
		Aliases, Successors            []string
		Congresses                     []struct{ Number, Term, Date, Until string }
	}
	dec := yaml.NewDecoder(bytes.NewReader(committeesYAML(p.register)))
	dec.KnownFields(true)
	if err := dec.Decode(&entries); err != nil {
		t.Fatal(err)
	}
	if len(entries) != p.Committees {
		t.Errorf("the register has %d entries, want %d", len(entries), p.Committees)
	}
	byID := map[string]*committee{}
	names := map[string]bool{}
	for i := range p.register {
		c := &p.register[i]
		if byID[c.id] != nil || !idForm.MatchString(c.id) {
			t.Errorf("%s is no id, or not a new one", c.id)
		}
		byID[c.id] = c
		for _, n := range []string{c.vi, c.alias} {
			if n != "" && names[n] {
				t.Errorf("two bodies are called %s", n)
			}
			names[n] = true
		}
		if e := entries[i]; e.ID != c.id || e.Name["vi"] != c.vi || e.Name["en"] != c.en || len(e.Congresses) != len(c.congresses) {
			t.Errorf("the register's entry %d is %+v", i, e)
		}
	}
	for i := range p.register {
		c := &p.register[i]
		if c.parent == "" && i > 0 {
			t.Errorf("%s has no parent", c.id)
		}
		if parent := byID[c.parent]; c.parent != "" && (parent == nil || !parent.until.IsZero() && (c.until.IsZero() || parent.until.Compare(c.until) < 0)) {
			t.Errorf("%s does not outlive %s", c.parent, c.id)
		}
		if !c.until.IsZero() {
			if heir := byID[c.successor]; heir == nil || !heir.until.IsZero() || heir.from.First().Compare(c.until) > 0 {
				t.Errorf("%s has ended, and %q does not go on with it", c.id, c.successor)
			}
		}
		for j, g := range c.congresses {
			inside := c.from.First().Compare(g.first) < 0 && (c.until.IsZero() || g.last.Compare(c.until) < 0)
			if !inside || g.first.Compare(g.last) >= 0 || g.term.From != g.first.Year || j > 0 && (g.number != c.congresses[j-1].number+1 || g.term.From != c.congresses[j-1].term.To) {
				t.Errorf("%s has the congress %+v after %+v", c.id, g, c.congresses[:j])
			}
		}
	}
	return byID
}

// checkRecord holds an original's keys to one another and to the register.
func checkRecord(t *testing.T, name string, f front, byID map[string]*committee) {
	t.Helper()
	day := func(s string) calendar.Date {
		d, ok := calendar.Parse(s, nil)
		if !ok || !d.Exists() || !d.HasDay() {
			t.Fatalf("%s has the day %q", name, s)
		}
		return d
	}
	date := day(f.Date)
	c := byID[f.Committee]
	if c == nil {
		t.Fatalf("%s is about %q", name, f.Committee)
	}
	last := date
	if f.Until != "" {
		last = day(f.Until)
	}
	if c.from.First().Compare(date) > 0 || !c.until.IsZero() && last.Compare(c.until) >= 0 || last.Compare(date) < 0 {
		t.Errorf("%s, from %s to %s, is outside the life of %s, %s to %s", name, date, last, c.id, c.from, c.until)
	}
	congress := func(c *committee, number string) congress {
		for _, g := range c.congresses {
			if number == fmt.Sprint(g.number) || number == roman(g.number) {
				return g
			}
		}
		t.Fatalf("%s speaks of congress %s of %s, which the register does not have", name, number, c.id)
		panic("not reached")
	}
	term := f.Term
	if f.Congress != "" {
		g := congress(c, f.Congress)
		if term == "" {
			term = g.term.String()
		}
		if term != g.term.String() || f.Kind == "congress" && g.first != date {
			t.Errorf("%s, of %s and the term %q, is put to %+v", name, f.Date, f.Term, g)
		}
	}
	var from, to int
	if _, err := fmt.Sscanf(term, "%d-%d", &from, &to); err != nil || date.Year < from || date.Year > to {
		t.Errorf("%s, of %s, is in the term %q", name, f.Date, term)
	}
	for _, a := range f.Also {
		if g := congress(byID[a.Committee], a.Congress); a.Committee == f.Committee || g.term.String() != term {
			t.Errorf("%s, of %s, belongs to %+v too, of the term %s", name, f.Date, a, g.term)
		}
	}
	if f.Published != "" && f.Published[:10] < f.Date || f.Updated != "" && f.Updated < f.Published[:10] {
		t.Errorf("%s, of %s, came out on %s, changed on %s", name, f.Date, f.Published, f.Updated)
	}
	if f.Number == "" && strings.Contains("resolution directive plan notice", f.Kind) && f.Kind != "" {
		t.Errorf("%s is a %s without a number", name, f.Kind)
	}
	if words := len(strings.Fields(f.Title)); words < 6 || words > 25 {
		t.Errorf("%s has a title of %d words: %s", name, words, f.Title)
	}
}

func TestDigests(t *testing.T) {
	s := Size{Articles: 600, Translated: 600, Words: 60}
	right, wrong, missing := 0, 0, 0
	for n := range 600 {
		name, vi, en := Article(s, n)
		o, body := read(t, name, vi)
		tr, _ := read(t, name, en)
		sum := sha256.Sum256([]byte(o.Title + "\n" + o.Summary + "\n" + strings.TrimSpace(body)))
		switch tr.TranslationOf {
		case fmt.Sprintf("%x", sum)[:12]:
			right++
		case "":
			missing++
		default:
			wrong++
		}
	}
	if right < 480 || wrong == 0 || missing == 0 {
		t.Errorf("of 600 translations %d name their original, %d another, %d none", right, wrong, missing)
	}
}

// TestShape holds the measures that make a corpus cost what a real one costs.
func TestShape(t *testing.T) {
	p := newPlan(Size{}.full())
	words, bytes, summaries, also, documents, folders := 0, 0, 0, 0, 0, 0
	const sample = 500
	for i := range sample {
		name, vi, _ := p.article(i * 20)
		f, body := read(t, name, vi)
		words += len(strings.Fields(body))
		bytes += len(vi)
		if f.Summary != "" {
			summaries++
		}
		also += len(f.Also)
		documents += len(f.Documents)
		if path.Base(name) == folderOriginal {
			folders++
		}
	}
	share := map[string]int{}
	largest := 0
	for n := range p.Articles {
		c := p.head(n).committee.id
		share[c]++
		largest = max(largest, share[c])
	}
	for _, m := range []struct {
		what           string
		got, low, high int
	}{
		{"words a body", words / sample, 430, 470},
		{"bytes a file", bytes / sample, 2600, 4200},
		{"summaries in 500", summaries, 200, 300},
		{"second bodies in 500", also, 30, 75},
		{"articles of 500 with documents", documents, 30, 75},
		{"folders in 500", folders, 2, 30},
		{"articles of 10,000 about the largest body", largest, 800, 1000},
		{"bodies with articles", len(share), 100, 120},
	} {
		if m.got < m.low || m.got > m.high {
			t.Errorf("%s: %d, want %d to %d", m.what, m.got, m.low, m.high)
		}
		t.Logf("%s: %d", m.what, m.got)
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 17: "XVII", 40: "XL", 99: "XCIX"} {
		if got := roman(n); got != want {
			t.Errorf("roman(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Đảng bộ Khối các cơ quan":  "dang-bo-khoi-cac-co-quan",
		"“Nghị quyết” và 35-CT/TW!": "nghi-quyet-va-35-ct-tw",
		"Ỷ Ỳ Ữ Ẵ Ộ":                 "y-y-u-a-o",
	} {
		if got := slug(in); got != want {
			t.Errorf("slug(%s) = %s, want %s", in, got, want)
		}
	}
	if got := cutSlug("nghi-quyet-dai-hoi", 12); got != "nghi-quyet" {
		t.Errorf("cut to %s", got)
	}
}

func BenchmarkArticle(b *testing.B) {
	p := newPlan(Size{}.full())
	for b.Loop() {
		p.article(b.N % p.Articles)
	}
}
