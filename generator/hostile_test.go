package generator_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"bantin/generator"
	"bantin/generator/diag"

	"golang.org/x/tools/txtar"
)

// A hostileSite is the base of testdata with one thing in it that should not be there.
type hostileSite struct {
	dir string // below a folder of its own, which nothing else is in
	t   *testing.T
}

// mistake is in each of these sites: that it is told shows that the rest is checked.
const mistake = `content/articles/other.vi.md:4:12: error: unknown committee "lang-sn": did you mean "lang-son"? [committee-unknown]`

// right is the text without the mistake.
const right = "---\ntitle: Bài khác\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\nĐoạn văn.\n"

// foreign is what no site may publish.
const foreign = "NOT OF THE SITE"

func newHostileSite(t *testing.T) *hostileSite {
	t.Helper()
	s := &hostileSite{filepath.Join(t.TempDir(), "within", "site"), t}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range base.Files {
		s.write(f.Name, string(f.Data))
	}
	s.write("content/articles/other.vi.md", "---\ntitle: Bài khác\ndate: 2020-12-21\ncommittee: lang-sn\nterm: 2020-2025\n---\nĐoạn văn.\n")
	s.write("../outside.md", foreign)
	s.write("../outside.txt", foreign)
	s.write("../outside/index.vi.md", "---\ntitle: "+foreign+"\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\n")
	return s
}

func (s *hostileSite) path(name string) string {
	return filepath.Join(s.dir, filepath.FromSlash(name))
}

func (s *hostileSite) write(name, text string) { writeFile(s.t, s.path(name), []byte(text)) }

// article writes an article with lines of its own in the front matter.
func (s *hostileSite) article(name, front, body string) {
	s.write("content/articles/"+name, "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n"+front+"---\n"+body)
}

func (s *hostileSite) link(name, to string) {
	s.t.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Remove(s.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.t.Fatal(err)
	}
	if err := os.Symlink(to, s.path(name)); err != nil && runtime.GOOS == "windows" {
		s.t.Skip("symbolic links are not for everybody here: ", err)
	} else if err != nil {
		s.t.Fatal(err)
	}
}

// around lists what stands beside the site, with contents.
func (s *hostileSite) around() string {
	var b strings.Builder
	top := filepath.Dir(filepath.Dir(s.dir))
	err := filepath.WalkDir(top, func(name string, e fs.DirEntry, err error) error {
		if name == s.dir {
			return fs.SkipDir
		}
		if err == nil && e.Type().IsRegular() {
			data, readErr := os.ReadFile(name)
			fmt.Fprintln(&b, name, string(data))
			return readErr
		}
		fmt.Fprintln(&b, name)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return b.String()
}

// problems checks the site, and then builds it without the mistake.
func (s *hostileSite) problems() []string {
	s.t.Helper()
	lines := s.check()
	s.build()
	return lines
}

// check gives what is told of the site. Nothing may be written outside its folder.
func (s *hostileSite) check() []string {
	s.t.Helper()
	before := s.around()
	problems, err := generator.Check(siteOptions(s.dir))
	if err != nil {
		s.t.Fatal(err)
	}
	s.untouched(before)
	return linesOf(s.t, problems)
}

// build builds the site without the mistake. Nothing may be read or written outside
// its folder.
func (s *hostileSite) build() {
	s.t.Helper()
	before := s.around()
	if info, err := os.Stat(s.path("content/articles")); err == nil && info.IsDir() {
		s.write("content/articles/other.vi.md", right)
	}
	if _, _, err := generator.Build(siteOptions(s.dir)); err != nil {
		s.t.Fatal(err)
	}
	err := filepath.WalkDir(s.path("public"), func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if strings.Contains(string(data), foreign) {
			s.t.Errorf("%s has what is not of the site", name)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.untouched(before)
}

// untouched holds what stands beside the site against what did.
func (s *hostileSite) untouched(before string) {
	s.t.Helper()
	if after := s.around(); after != before {
		s.t.Errorf("beside the site was\n%s\nand is\n%s", before, after)
	}
}

func linesOf(t *testing.T, problems diag.List) []string {
	t.Helper()
	var b strings.Builder
	if err := problems.Print(&b, diag.TextFormat, nil); err != nil {
		t.Fatal(err)
	}
	if b.Len() == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// The bounds of what a hostile text may cost: it is told of soon, it ends, and a small
// machine has the memory.
//
// Soon is said in processor time, of all cores together: the time on the clock is that of
// everything that runs beside a test. The slowest takes half a second of it; the bound is
// six times that, since what a processor does in a second depends on the machine and on
// what shares it. A text that a parser takes badly takes tens of seconds.
const (
	mostMemory = 200 << 20 // bytes that the Go runtime takes from the system
	mostTime   = time.Minute
	mostWork   = 3 * time.Second // of a check or a build, with the start of its process
)

// What tells a test that it is the process of a site: its folder, and which of the two
// is to be done there.
const (
	hostileFolder = "BANTIN_TEST_HOSTILE_FOLDER"
	hostileStep   = "BANTIN_TEST_HOSTILE_STEP" // check or build
)

// A hostileCost is what a process of its own says of a site.
type hostileCost struct {
	Lines  []string // of a check
	Memory uint64   // bytes, the most at one time
}

// apart is problems in processes of its own, which run the same test: each is stopped if
// it does not end, and the memory and the processor time that it takes are its own. A build
// that writes as much as it may has the disk's time in it, and is given as much as it takes.
func (s *hostileSite) apart(mostToBuild time.Duration) []string {
	s.t.Helper()
	cost, toCheck := s.process("check")
	_, toBuild := s.process("build")
	s.t.Logf("%v to check, %v to build", toCheck, toBuild)
	if toCheck > mostWork || toBuild > mostToBuild {
		s.t.Errorf("it takes %v of processor time to check and %v to build", toCheck, toBuild)
	}
	return cost.Lines
}

// process takes one step in a process of its own.
func (s *hostileSite) process(step string) (cost hostileCost, work time.Duration) {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), mostTime)
	defer cancel()
	test, _, _ := strings.Cut(s.t.Name(), "/")
	cmd := exec.CommandContext(ctx, self, "-test.run=^"+test+"$")
	cmd.Env = append(os.Environ(), hostileFolder+"="+s.dir, hostileStep+"="+step)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		s.t.Fatalf("to %s it was stopped after %v, without an end in sight", step, mostTime)
	}
	if err != nil {
		s.t.Fatalf("%s: %v\n%.2000s", step, err, out)
	}
	result, err := os.ReadFile(filepath.Join(s.dir, hostileResult))
	if err == nil {
		err = json.Unmarshal(result, &cost)
	}
	if err != nil {
		s.t.Fatalf("%s: %v\n%.2000s", step, err, out)
	}
	s.t.Logf("%d MiB to %s", cost.Memory>>20, step)
	if cost.Memory > mostMemory {
		s.t.Errorf("it takes %d MiB of memory to %s", cost.Memory>>20, step)
	}
	return cost, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// hostileResult is the file of a site in which a process of its own says what came of it.
const hostileResult = "result.json"

// isApart reports whether this is the process of a site, after it has done its work.
func isApart(t *testing.T) bool {
	dir := os.Getenv(hostileFolder)
	if dir == "" {
		return false
	}
	s := &hostileSite{dir, t}
	var cost hostileCost
	if os.Getenv(hostileStep) == "check" {
		cost.Lines = s.check()
	} else {
		s.build()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	cost.Memory = m.Sys // which never gets less
	data, err := json.Marshal(cost)
	if err != nil {
		t.Fatal(err)
	}
	s.write(hostileResult, string(data))
	return true
}

// A hostileCase is a file that should not be there, and what is told of it.
type hostileCase struct {
	name string
	put  func(s *hostileSite)
	want []string // without mistake
	lost bool     // whether mistake is not told, since what it is about could not be read
}

func runHostile(t *testing.T, cases []hostileCase) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newHostileSite(t)
			c.put(s)
			want := slices.Clone(c.want)
			if !c.lost {
				want = append(want, mistake)
				slices.Sort(want)
			}
			got := s.problems()
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

const (
	symlink  = "error: this is a symbolic link, which a build does not follow: put what it leads to here, the file or the folder itself [file-symlink]"
	deep     = "error: this folder is inside 30 others, one in another, which is the most: move what is in it up [file-name]"
	notPlain = "error: this is not a plain file: put the file itself here: links and devices are not followed [file-kind]"
	noFolder = "error: this is not a folder, as it must be: call it otherwise, and put a folder of this name in its place [file-kind]"
	linked   = "error: this file cannot be read (it is a symbolic link; put the file itself here) [file-unreadable]"
	beside   = "put it beside the text; the name is a path from this file's folder [picture-missing]"
)

// TestHostileFiles puts files, folders, links and names where they do not belong.
func TestHostileFiles(t *testing.T) {
	file := func(name, text string) func(*hostileSite) {
		return func(s *hostileSite) { s.write(name, text) }
	}
	link := func(name, to string) func(*hostileSite) { return func(s *hostileSite) { s.link(name, to) } }
	text := func(body string) func(*hostileSite) {
		return func(s *hostileSite) { s.article("a.vi.md", "", body) }
	}
	instead := func(name, text string) func(*hostileSite) {
		return func(s *hostileSite) {
			if err := os.RemoveAll(s.path(name)); err != nil {
				s.t.Fatal(err)
			}
			s.write(name, text)
		}
	}
	at := func(place, rest string) []string {
		return []string{"content/articles/a.vi.md:" + place + ": error: " + rest}
	}
	runHostile(t, []hostileCase{
		{"link to a text outside", link("content/articles/a.vi.md", "../../../outside.md"), []string{"content/articles/a.vi.md:1:1: " + symlink}, false},
		{"link to a text within", link("content/articles/a.vi.md", "other.vi.md"), []string{"content/articles/a.vi.md:1:1: " + symlink}, false},
		{"link to a folder outside", link("content/articles/a", "../../../outside"), []string{"content/articles/a:1:1: " + symlink}, false},
		{"link to itself", link("content/articles/a.vi.md", "a.vi.md"), []string{"content/articles/a.vi.md:1:1: " + symlink}, false},
		{"link to the folder above", link("content/articles/up", ".."), []string{"content/articles/up:1:1: " + symlink}, false},
		{"link by an absolute path", link("content/pages/a.vi.md", "/etc/passwd"), []string{"content/pages/a.vi.md:1:1: " + symlink}, false},
		{"link to a device", link("content/articles/a.vi.md", "/dev/zero"), []string{"content/articles/a.vi.md:1:1: " + symlink}, false},
		{"link to a device as a further file", link("static/a.txt", "/dev/zero"), []string{"static/a.txt:1:1: " + symlink}, false},
		{"link as banners", link("content/announcements.yaml", "../../outside.txt"), []string{"content/announcements.yaml:1:1: " + symlink}, false},
		{"link as a style", link("static/style.css", "../../outside.txt"), []string{"static/style.css:1:1: " + symlink}, false},
		{"link as a further file", link("static/a.txt", "../../outside.txt"), []string{"static/a.txt:1:1: " + symlink}, false},
		{"link as strings", link("layouts/strings/en.yaml", "../../config.yaml"), []string{"layouts/strings/en.yaml:1:1: " + linked}, false},
		{"link as a layout, with nothing behind it", func(s *hostileSite) {
			s.link("layouts/home.html", "none.html")
			s.write("content/articles/other.vi.md", right)
		}, []string{"layouts/home.html:1:1: " + linked}, true},

		{"folder as an article", file("content/articles/a.vi.md/x.txt", ""), []string{"content/articles/a.vi.md:1:1: error: this is a folder with the name of an article: rename the folder: an article's folder is called as its id, without .md [file-kind]"}, false},
		{"folder as a layout", func(s *hostileSite) {
			s.write("layouts/home.html/x", "")
			s.write("content/articles/other.vi.md", right)
		}, []string{"layouts/home.html:1:1: error: this is not a plain file: remove it [file-kind]"}, true},
		{"folder as a style", file("static/style.css/x", ""), []string{"static/style.css:1:1: error: this folder cannot be read (a file that comes with the program has its name; call the folder otherwise) [file-unreadable]"}, false},
		{"file as the folder of articles", instead("content/articles", ""), []string{"content/articles:1:1: " + noFolder}, true},
		{"file as the folder of pages", instead("content/pages", ""), []string{"content/pages:1:1: " + noFolder}, false},
		{"file as the folder of static files", file("static", ""), []string{"static:1:1: " + noFolder}, false},

		{"picture by ..", text("![a](../../../outside.png)"), at("7:1", `there is no picture "../../../outside.png": `+beside), false},
		{"picture by %2e", text("![a](%2e%2e/%2e%2e/%2e%2e/outside.png)"), at("7:1", `there is no picture "%2e%2e/%2e%2e/%2e%2e/outside.png": `+beside), false},
		{"picture by %2f", text("![a](..%2f..%2f..%2foutside.png)"), at("7:1", `there is no picture "..%2f..%2f..%2foutside.png": `+beside), false},
		{"picture by an absolute path", text("![a](/etc/passwd)"), at("7:1", `there is no picture "/etc/passwd": `+beside), false},
		{"picture by backslashes", text(`![a](<..\\..\\..\\outside.png>)`), at("7:1", `there is no picture "..\..\..\outside.png": write slashes in the place of backslashes: ../../../outside.png [picture-missing]`), false},
		{"picture by a drive", text("![a](C:/outside.png)"), at("7:1", `there is no picture "C:/outside.png": `+beside), false},
		{"lead picture by ..", func(s *hostileSite) {
			s.article("a.vi.md", "image: {src: ../../../outside.png, alt: a}\n", "Đoạn văn.\n")
		}, at("6:14", `there is no picture "../../../outside.png": `+beside), false},
		{"picture that is a link", func(s *hostileSite) {
			s.link("content/articles/a/a.png", "../../../../outside.txt")
			s.article("a/index.vi.md", "", "![a](a.png)")
		}, []string{"content/articles/a/a.png:1:1: " + symlink, `content/articles/a/index.vi.md:7:1: error: there is no picture "a.png": ` + beside}, false},
		{"file by ..", text("[a](../../../outside.txt)"), at("7:1", `the link "../../../outside.txt" leads to nothing: write the path of a file in content/, an address that begins with a slash, or one that begins with https:// [link-broken]`), false},

		{"two names that differ in capitals", func(s *hostileSite) {
			s.article("a.vi.md", "", "Đoạn văn.\n")
			s.article("A.vi.md", "", "Đoạn văn.\n")
		}, []string{`content/articles/A.vi.md:1:1: error: "A" is no id: call it "a": small letters without marks, digits and hyphens [id-form]`}, false},
		{"name of letters and marks apart", func(s *hostileSite) { s.article("a\u0301.vi.md", "", "") }, []string{"content/articles/a\u0301.vi.md:1:1: error: \"a\u0301\" is no id: call it \"a\": small letters without marks, digits and hyphens [id-form]"}, false},
		{"name of a mark of direction", func(s *hostileSite) { s.article("a\u202eb.vi.md", "", "") }, []string{"content/articles/a\uFFFDb.vi.md:1:1: error: \"a\\u202eb\" is no id: call it \"ab\": small letters without marks, digits and hyphens [id-form]"}, false},
		{"name of a device", func(s *hostileSite) { s.article("con.vi.md", "", "") }, []string{`content/articles/con.vi.md:1:1: error: "con" is no id, since no file can be called that on Windows: add a word to it, as "con-1" [id-form]`}, false},
		{"name of 240 letters", func(s *hostileSite) { s.article(strings.Repeat("a", 240)+".vi.md", "", "") }, []string{"content/articles/" + strings.Repeat("a", 240) + `.vi.md:1:1: error: "` + strings.Repeat("a", 240) + `" is no id: use at most 200 small letters without marks, digits and hyphens [id-form]`}, false},
		{"30 folders one in another", func(s *hostileSite) { s.article(strings.Repeat("a/", 28)+"b.vi.md", "", "Đoạn văn.\n") }, nil, false},
		{"31 folders one in another", func(s *hostileSite) { s.article(strings.Repeat("a/", 29)+"b.vi.md", "", "Đoạn văn.\n") }, []string{"content/articles" + strings.Repeat("/a", 29) + ":1:1: " + deep}, false},
		{"1,900 folders one in another", func(s *hostileSite) {
			s.article(strings.Repeat("a/", 1900)+"b.vi.md", "", "Đoạn văn.\n")
			s.write("static/"+strings.Repeat("a/", 1900)+"b.txt", "Chữ.\n")
		}, []string{"content/articles" + strings.Repeat("/a", 29) + ":1:1: " + deep, "static" + strings.Repeat("/a", 30) + ":1:1: " + deep}, false},
	})
}

// TestHostileText: each text that would take the parsers long, or make much more of
// what is little, is refused at its place, or made; and what is told stays short.
func TestHostileText(t *testing.T) {
	if isApart(t) {
		return
	}
	const mib = 1<<20 - 200
	fill := func(s string) string { return strings.Repeat(s, mib/len(s)) }
	counted := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	const article, registry, settings = "content/articles/a.vi.md", "content/committees.yaml", "config.yaml"
	// numbered are n files, which may have their number in them.
	numbered := func(n int, name, text string) map[string]string {
		out := map[string]string{}
		for i := range n {
			if strings.Contains(text, "%") {
				out[fmt.Sprintf(name, i)] = fmt.Sprintf(text, i)
			} else {
				out[fmt.Sprintf(name, i)] = text
			}
		}
		return out
	}
	body := func(text string) map[string]string {
		return map[string]string{article: "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\n" + text}
	}
	front := func(text string) map[string]string {
		return map[string]string{article: "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n" + text + "---\n"}
	}
	const lang = "- {id: lang-son, level: province, name: {vi: A, en: A}, until: 2030}\n"
	committees := func(text string) map[string]string { return map[string]string{registry: lang + text} }
	config := func(text string) map[string]string {
		return map[string]string{settings: "base_url: https://a.vn/\ntitle: {vi: A, en: B}\n" + text}
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		place string // of the first problem of the file, with its rule; "" where it is built
		rule  string
	}{
		{"bullets on a line, 5 KB", body(strings.Repeat("- ", 1700) + "x" + strings.Repeat("\n", 1700)), article + ":7:1", "markdown-nesting"},
		{"bullets on a line", body(strings.Repeat("- ", mib/3) + "x" + strings.Repeat("\n", mib/3)), article + ":7:1", "markdown-nesting"},
		{"table of columns and rows", body(strings.Repeat("|a", 1900) + "\n" + strings.Repeat("|-", 1900) + "\n" + strings.Repeat("|a\n", 1900)), article + ":8:1", "markdown-table"},
		{"definition that is used", body("[a]: " + strings.Repeat("u", 14000) + "\n\n" + strings.Repeat("[a] ", 16000)), article + ":9:1", "markdown-complexity"},
		{"definition that is used, in paragraphs", body("[a]: " + strings.Repeat("u", 14000) + "\n\n" + strings.Repeat("[a]\n\n", 16000)), article + ":277:2", "markdown-output"},
		{"links without an end", body(strings.Repeat("[a](b", 25000)), article + ":7:1", "markdown-complexity"},
		{"emphasis that does not match", body(strings.Repeat("*a_ ", 31000)), article + ":7:1", "markdown-complexity"},
		{"emphasis of two kinds", body(strings.Repeat("a**b", 12000) + strings.Repeat("c* ", 12000)), article + ":7:1", "markdown-complexity"},
		{"quotations", body(strings.Repeat("> ", 40000)), article + ":7:1", "markdown-nesting"},
		{"footnotes", body(counted("[^%d] ", 16000) + "\n\n" + counted("[^%d]: b\n\n", 16000)), article + ":7:1", "markdown-complexity"},
		{"definitions", body(counted("[a%d]: b\n\n", 10001)), article + ":20007:1", "markdown-definitions"},
		{"quotation marks", body(fill(`"`)), article + ":7:1", "markdown-output"},
		{"code", body(fill("`a` ")), article + ":7:1", "markdown-complexity"},
		{"documents", body(counted("%d-CT/TW, ", 40000)), article + ":7:1", "markdown-documents"},
		{"more than a mebibyte", body(fill("nghi quyet ") + fill("nghi quyet ")), article + ":1:1", "file-too-large"},
		{"a mebibyte of one word", body(fill("a")), "", ""},
		{"a mebibyte of prose", body(fill("nghi quyet dai hoi. ")), "", ""},

		{"65 KiB of front matter", front("# " + strings.Repeat("a", 65<<10) + "\n"), article + ":2:1", "yaml-limits"},
		{"501 keys", front(counted("k%d: a\n", 501)), article + ":2:1", "yaml-limits"},
		{"11 levels", front("also: " + strings.Repeat("[", 11) + strings.Repeat("]", 11) + "\n"), article + ":6:17", "yaml-limits"},
		{"brackets", front("also: " + strings.Repeat("[", 30000) + "\n"), article + ":6:17", "yaml-limits"},
		{"aliases of aliases", front("a: &a [x, x]\nb: &b [*a, *a]\n"), article + ":6:4", "yaml-feature"},
		{"a merge", front("source: {<<: {name: a}}\n"), article + ":6:10", "yaml-feature"},
		{"a tag", front("summary: !!binary aGk=\n"), article + ":6:10", "yaml-feature"},
		{"title of 60 KB", map[string]string{article: "---\ntitle: " + strings.Repeat("a", 60000) + "\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\n"}, article + ":2:8", "value-long"},
		{"9,000 old addresses", front("aliases: [" + counted("/%d, ", 9000) + "/x]\n"), article + ":6:251", "value-long"},

		{"map of 40,000 keys", committees("- {" + counted("k%d: 1, ", 40000) + "k: 1}\n"), registry + ":2:3", "key-missing"},
		{"100,000 names", committees("- {id: a, level: province, name: {vi: A, en: A}, aliases: [" + counted("k%d, ", 100000) + "k]}\n"), registry + ":2:1150", "value-long"},
		{"100,000 successors", committees("- {id: a, level: province, name: {vi: A, en: A}, until: 2020, successors: [" + counted("k%d, ", 100000) + "k]}\n"), registry + ":2:1166", "value-long"},
		{"300,000 entries", committees(strings.Repeat("- x\n", 250000)), registry + ":2:3", "value-type"},
		{"12,000 successors in a row", committees(counted("- {id: a%d, level: province, name: {vi: A, en: A}, until: 2020, successors: [x]}\n", 12000)), registry + ":2:77", "successor-unknown"},
		{"address of a megabyte", map[string]string{settings: "base_url: https://a.vn/" + fill("a") + "\ntitle: {vi: A, en: B}\n"}, settings + ":1:11", "value-long"},
		{"name of a megabyte", map[string]string{settings: "base_url: https://a.vn/\ntitle: {vi: '" + fill("a") + "', en: B}\n"}, settings + ":2:13", "value-long"},
		{"60,000 languages", config("languages: [vi, en, " + counted("vi-x-%05d, ", 60000) + "vn]\n"), settings + ":3:141", "value-long"},
		{"banner of a megabyte", map[string]string{"content/announcements.yaml": "- {text: {vi: '" + fill("a") + "', en: B}, from: 2020-01-01, until: 2030-01-01}\n"}, "content/announcements.yaml:1:15", "value-long"},

		// What is typed once and stands on every page.
		{"menu of 500 pages", numbered(500, "content/pages/p%03d.vi.md", "---\ntitle: Trang\nmenu: 1\n---\nĐoạn văn.\n"), "content/pages/p020.vi.md:3:7", "menu-long"},
		{"name in the menu of 1,400 characters", map[string]string{"content/pages/p.vi.md": "---\ntitle: " + strings.Repeat("a", 1400) + "\nmenu: 1\n---\nĐoạn văn.\n"}, "content/pages/p.vi.md:2:8", "value-long"},
		{"240 banners", map[string]string{"content/announcements.yaml": strings.Repeat("- {text: {vi: "+strings.Repeat("a", 300)+", en: B}, from: 2020-01-01, until: 2030-01-01}\n", 240)}, "content/announcements.yaml:6:331", "announcements-many"},
		{"title of 1,400 characters", map[string]string{settings: "base_url: https://a.vn/\ntitle: {vi: " + strings.Repeat("a", 1400) + ", en: B}\n"}, settings + ":2:13", "value-long"},
		{"description of 1,400 characters", config("description: {vi: " + strings.Repeat("a", 1400) + ", en: B}\n"), settings + ":3:19", "value-long"},
		{"address of 1,400 characters", map[string]string{settings: "base_url: https://a.vn/" + strings.Repeat("a", 1400) + "\ntitle: {vi: A, en: B}\n"}, settings + ":1:11", "value-long"},
		{"committee with a name of 1,400 characters", committees("- {id: a, level: province, name: {vi: " + strings.Repeat("a", 1400) + ", en: A}}\n"), registry + ":2:39", "value-long"},
		{"160 further committees", front("also: [" + strings.Repeat("{committee: lang-son}, ", 160) + "{committee: lang-son}]\n"), article + ":6:928", "value-long"},
		{"160 old addresses", front("aliases: [" + counted("/%d/, ", 160) + "/x/]\n"), article + ":6:301", "value-long"},
		{"5,400 documents", numbered(6, "content/articles/a%d.vi.md", "---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n---\n"+counted("%%[1]d%03d-CT/TW\n", 900)), "content/articles/a5.vi.md:2:1", "documents-many"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newHostileSite(t)
			for name, text := range c.files {
				s.write(name, text)
			}
			lines := s.apart(mostWork)
			file, _, _ := strings.Cut(c.place, ":")
			i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, file+":") })
			switch {
			case c.place == "" && !slices.Equal(lines, []string{mistake}):
				t.Errorf("got %.500q", lines)
			case c.place != "" && (i < 0 || !strings.HasPrefix(lines[i], c.place+": ") || !strings.HasSuffix(lines[i], "["+c.rule+"]")):
				t.Errorf("got %.500q, want %s [%s]", lines[max(i, 0):], c.place, c.rule)
			}
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, strings.SplitAfter(mistake, "error")[0]) }) {
				t.Errorf("the rest is not checked: %.500q", lines)
			}
			if len(lines) > 2*diag.MostInFile || len(strings.Join(lines, "\n")) > 500<<10 {
				t.Errorf("%d lines are told", len(lines))
			}
		})
	}
}

// TestHostileLayouts: a layout that writes much, or that goes round and round with little
// or nothing to write, is stopped and named.
func TestHostileLayouts(t *testing.T) {
	if isApart(t) {
		return
	}
	const endless = "layouts/home.html:1:1: error: this layout writes without end: look for a range over a large number, and for a layout that uses itself, here and in what it uses [layout-broken]"
	for _, c := range []struct{ name, text string }{
		{"much at a time", "{{range 100000}}" + strings.Repeat("a", 1000) + "{{end}}"},
		{"little at a time", "{{range 2000000000}}a{{end}}"},
		{"nothing at a time", "{{range 2000000000}}{{end}}"},
		{"one in another", "{{range 100000}}{{range 100000}}{{end}}{{end}}"},
		{"a condition that does not hold", "{{range 2000000000}}{{if false}}a{{end}}{{end}}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newHostileSite(t)
			s.write("content/articles/other.vi.md", right)
			s.write("layouts/home.html", c.text)
			if lines := s.apart(mostTime); !slices.Equal(lines, []string{endless}) {
				t.Errorf("got %.500q, want %q", lines, endless)
			}
		})
	}
}

// TestHostileTangles: layouts that html/template would walk through without end, and those
// that make texts and write none, are refused where they do so.
func TestHostileTangles(t *testing.T) {
	if isApart(t) {
		return
	}
	chain := func(n int, last string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "{{define \"d%d\"}}{{template \"d%d\"}}'{{template \"d%d\"}}\"{{end}}\n", i, i+1, i+1)
		}
		return fmt.Sprintf("%s{{define \"d%d\"}}%s{{end}}{{template \"d0\"}}", b.String(), n, last)
	}
	const large = `{{$a := printf "%1000000d" 1}}`
	for _, c := range []struct{ name, text, place, want string }{
		{"ranges in ranges", strings.Repeat("{{range 1}}", 21) + "x" + strings.Repeat("{{end}}", 21), "1:119", "this is nested in more than 10 of"},
		{"layouts in layouts", chain(40, "<a title={{.}}"), "31:28", "more than 10 layouts use each other in a row: d30 → d31 →"},
		{"a circle of layouts", `{{define "x"}}{ {{if .}}{{template "x" .}}{{end}} } {{end}}` + "<script>`${ {{template \"x\" .}}", "1:36", "a layout that uses itself cannot have brackets of a script"},
		{"much in ranges", strings.Repeat("{{range 1}}", 10) + strings.Repeat("x{{.}}", 40000) + strings.Repeat("{{end}}", 10), "1:9", "this layout would take too long to be made safe"},
		{"ends of elements", "<script>" + strings.Repeat("'</a", 60000), "1:1", "this layout would take too long to be made safe"},
		{"a text twice as long, and again", large + strings.Repeat("{{$a = print $a $a}}", 8) + "x", "1:38", "executing \"home\" at <print $a $a>: error calling print: this text would have more than 1048576 bytes"},
		{"signs of a script", large + `{{$b := printf "\\"}}` + strings.Repeat("{{$b = js $b}}", 30), "1:339", "this text would have more than 1048576 bytes"},
		{"many values", `{{printf "` + strings.Repeat("%1000000d", 20) + `" 1}}`, "1:3", "this text would have more than 1048576 bytes"},
		{"texts that are not written", large + `{{range 3000000}}{{$b := printf "%s" $a}}{{end}}`, "1:56", "this layout makes more than 33554432 bytes of text"},
		{"much that is not written", "{{range 3000000}}" + strings.Repeat("{{$b := 1}}", 20000) + "{{end}}", "1:1", "this layout writes without end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newHostileSite(t)
			s.write("content/articles/other.vi.md", right)
			s.write("layouts/home.html", c.text)
			lines := s.apart(mostTime)
			if place := "layouts/home.html:" + c.place + ": error: "; len(lines) != 1 || !strings.HasPrefix(lines[0], place) ||
				!strings.Contains(lines[0], c.want) || !strings.HasSuffix(lines[0], "[layout-broken]") {
				t.Errorf("got %.700q, want %s%s", lines, place, c.want)
			}
		})
	}
}

// TestManyProblems: a file with very many mistakes is told of with as many as anybody
// reads, and how many more there are; warnings do not hide that one of those is an error.
func TestManyProblems(t *testing.T) {
	s := newHostileSite(t)
	s.write("content/committees.yaml", "- {id: lang-son, level: province, name: {vi: A, en: A}}\n"+strings.Repeat("- {id: a, level: x, name: {vi: A, en: A}}\n", 5000))
	lines := s.problems()
	if len(lines) != diag.MostInFile+2 {
		t.Fatalf("%d lines", len(lines))
	}
	if last := lines[len(lines)-1]; !strings.HasSuffix(last, "more problems in this file: mend the ones before first [file-problems]") || !strings.Contains(last, ": error: there are ") {
		t.Error(last)
	}
	var l diag.List
	for i := range 3000 {
		l.Warnf(diag.Pos{File: "a.md", Line: i + 1}, "some-rule", "a warning")
	}
	l.Errorf(diag.Pos{File: "a.md", Line: 4000}, "some-rule", "an error")
	l.Bound()
	if e, w := l.Count(); e != 1 || w != diag.MostInFile {
		t.Errorf("%d errors and %d warnings are left of one and 3000", e, w)
	}
}

// TestMayNotBeRead: a file that its owner has closed is told of.
func TestMayNotBeRead(t *testing.T) {
	s := newHostileSite(t)
	s.article("a.vi.md", "", "")
	if err := os.Chmod(s.path("content/articles/a.vi.md"), 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(s.path("content/articles/a.vi.md")); err == nil {
		f.Close()
		t.Skip("whoever runs this may read everything")
	}
	want := []string{"content/articles/a.vi.md:1:1: error: this file cannot be read (permission denied) [file-unreadable]", mistake}
	if got := s.problems(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestHostileShare: what a bulletin is made into is in proportion to it, however its
// editors spend what they may type: on pages that a line makes, on what every page
// repeats, on lists that an article is in, on texts that many feeds have.
func TestHostileShare(t *testing.T) {
	if isApart(t) {
		return
	}
	const n = 1000
	quoted := func(n int) string { return "'" + strings.Repeat(`"`, n) + "'" } // which take five times the room on a page
	type edits func(s *hostileSite)
	articles := func(n int, front, body func(i int) string) edits {
		return func(s *hostileSite) {
			for i := range n {
				s.article(fmt.Sprintf("a%d.vi.md", i), front(i), body(i))
			}
		}
	}
	nothing := func(int) string { return "" }
	line := func(int) string { return "Đoạn văn.\n" }
	for _, c := range []struct {
		name string
		put  []edits
		most int64 // times the bytes of the site
	}{
		{"articles of a line", []edits{articles(n, nothing, line)}, 200},
		{"articles of five documents each", []edits{articles(n, nothing, func(i int) string {
			return fmt.Sprintf("%[1]d-CT/TW %[1]d-NQ/TW %[1]d-KH/TW %[1]d-QĐ/TW %[1]d-TB/TW\n", i+1)
		}), func(s *hostileSite) {
			s.write("config.yaml", "base_url: https://a.vn/\ntitle: {vi: "+quoted(55)+", en: "+quoted(55)+"}\n")
		}}, 700},
		{"as many documents as there may be", []edits{articles(5, nothing, func(i int) string {
			var b strings.Builder
			for j := range 999 {
				fmt.Fprintf(&b, "%d-CT/TW ", 1+i*999+j)
			}
			return b.String()
		})}, 1100},
		{"articles of forty committees each", []edits{func(s *hostileSite) {
			registry := "- {id: lang-son, level: province, name: {vi: A, en: A}}\n"
			for i := range 40 {
				registry += fmt.Sprintf("- {id: a%d, level: province, name: {vi: %[2]s, en: %[2]s}}\n", i, quoted(200))
			}
			s.write("content/committees.yaml", registry)
		}, articles(100, func(i int) string {
			also := "also: ["
			for j := range 40 {
				also += fmt.Sprintf("{committee: a%d}, ", j)
			}
			return strings.TrimSuffix(also, ", ") + "]\nsummary: " + quoted(1000) + "\n"
		}, line)}, 600},
		{"long articles of forty committees each", []edits{func(s *hostileSite) {
			registry := "- {id: lang-son, level: province, name: {vi: A, en: A}}\n"
			for i := range 40 {
				registry += fmt.Sprintf("- {id: a%d, level: province, name: {vi: A, en: A}}\n", i)
			}
			s.write("content/committees.yaml", registry)
		}, articles(10, func(i int) string {
			also := "also: ["
			for j := range 40 {
				also += fmt.Sprintf("{committee: a%d}, ", j)
			}
			return strings.TrimSuffix(also, ", ") + "]\n"
		}, func(int) string { return strings.Repeat("nghi quyet & dai hoi ", 2800) })}, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newHostileSite(t)
			for _, put := range c.put {
				put(s)
			}
			in := bytesIn(t, s.path("content"))
			if lines := s.apart(mostTime); !slices.Equal(lines, []string{mistake}) {
				t.Fatalf("got %.500q", lines)
			}
			out := bytesIn(t, s.path("public"))
			t.Logf("%d bytes make %d, %d times as many", in, out, out/in)
			if out > c.most*in {
				t.Errorf("%d bytes make %d, more than %d times as many", in, out, c.most)
			}
		})
	}
}

// bytesIn are those of all files below a folder.
func bytesIn(t *testing.T, dir string) (n int64) {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			n += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
