package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// asCommand makes a run of the test binary the command itself, so that what is
// tested is a process with its own arguments, streams and exit status.
const asCommand = "BANTIN_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	// In the scripts, bantin is this binary too.
	testscript.Main(m, map[string]func(){"bantin": main})
}

// TestScripts runs what an editor types, each script in a folder of its own. They
// are in testdata/scripts, and go test -run TestScripts -update writes what the
// commands print into them.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/scripts",
		RequireExplicitExec: true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			// It is the morning of 18 December 2025, in Hà Nội.
			e.Setenv("SOURCE_DATE_EPOCH", "1766019600")
			// ADDR is where a preview can listen.
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			e.Setenv("ADDR", l.Addr().String())
			return l.Close()
		},
		// shows waits until a page of the preview has a text.
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"shows": shows},
	})
}

// shows is the scripts' command: shows PATH TEXT, or ! shows PATH TEXT to wait until
// the page has it no more.
func shows(ts *testscript.TestScript, not bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] shows PATH TEXT")
	}
	last := "nothing"
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(10 * time.Millisecond) {
		answer, err := http.Get("http://" + ts.Getenv("ADDR") + args[0])
		if err != nil {
			last = err.Error() // it may not have begun
			continue
		}
		page, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && strings.Contains(string(page), args[1]) != not {
			return
		}
		last = string(page)
	}
	ts.Fatalf("%s does not come to that; it has\n%s", args[0], last)
}

var update = flag.Bool("update", false, "write what commands print into the scripts")

// A site is a small folder that builds without a word.
var site = map[string]string{
	"config.yaml": `base_url: https://example.org/
title: {vi: Bản tin thử, en: Trial Bulletin}
description: {vi: Để thử., en: For trials.}
languages: [vi, en]
time_zone: Asia/Ho_Chi_Minh
`,
	"content/committees.yaml": `- id: trung-uong
  name: {vi: Trung ương, en: Centre}
  level: central
`,
	"content/announcements.yaml": `- text: {vi: Mừng ngày lễ, en: A holiday}
  from: 2024-02-03
  until: 2024-02-03
`,
	"content/articles/2024/2024-01-02-mot.vi.md": `---
title: Một
date: 2024-01-02
committee: trung-uong
term: 2020-2025
---

Nội dung.
`,
	"content/articles/2024/2024-01-02-mot.en.md": `---
title: One
translation_of: "08ea28d57c25"
---

Contents.
`,
}

const (
	articleFile = "content/articles/2024/2024-01-02-mot.vi.md"
	typo        = "comittee: trung-uong" // a misspelt key
)

// newSite writes the site, with some files otherwise; "" takes one away.
func newSite(t *testing.T, other map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range site {
		if changed, ok := other[name]; ok {
			text = changed
		}
		writeFile(t, filepath.Join(dir, name), text)
	}
	for name, text := range other {
		writeFile(t, filepath.Join(dir, name), text)
		if text == "" {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A result is what a run of the command left behind.
type result struct {
	status         int
	stdout, stderr string
}

// bantin runs the command in a folder. env has more variables.
func bantin(t *testing.T, dir string, env []string, args ...string) result {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(self, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), asCommand+"=1", "SOURCE_DATE_EPOCH=", "LC_ALL=C"), env...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// A want is what a run must leave behind: patterns of regexp for a whole stream.
type want struct {
	status         int
	stdout, stderr string
}

// expect holds a result to what is wanted.
func (r result) expect(t *testing.T, w want) {
	t.Helper()
	for _, s := range []struct{ name, got, want string }{{"standard output", r.stdout, w.stdout}, {"standard error", r.stderr, w.stderr}} {
		if !regexp.MustCompile(`(?s)\A(?:` + s.want + `)\z`).MatchString(s.got) {
			t.Errorf("%s is\n%s\nwant\n%s", s.name, s.got, s.want)
		}
	}
	if r.status != w.status {
		t.Errorf("exit status %d, want %d\n%s%s", r.status, w.status, r.stdout, r.stderr)
	}
}

// TestUsage: what the command line can be, and what is said where it is not.
func TestUsage(t *testing.T) {
	dir := newSite(t, nil)
	const built = `built public in [^\n]+: 1 article in 2 texts, \d+ files \(\d+ new or changed, 0 removed\), [0-9.]+ [KM]iB\n`
	for _, test := range []struct {
		name string
		env  []string
		args []string
		want want
	}{
		{"nothing", nil, nil, want{2, ``, `bantin builds .*\nusage:\n.*`}},
		{"help", nil, []string{"help"}, want{0, `bantin builds .*exit status: 0 done; .*`, ``}},
		{"-h", nil, []string{"-h"}, want{0, `bantin builds .*`, ``}},
		{"--help", nil, []string{"--help"}, want{0, `bantin builds .*`, ``}},
		{"help of a command", nil, []string{"help", "build"}, want{0, `.*--base-url address\n.*--out folder\n.*`, ``}},
		{"help of none", nil, []string{"help", "biuld"}, want{2, ``, `bantin: there is no command "biuld": did you mean "build"\?\n`}},
		{"help with a flag", nil, []string{"--help", "--lang", "en"}, want{0, `bantin builds .*`, ``}},
		{"--version", nil, []string{"--version"}, want{0, `bantin \S+( [0-9a-f]{12}(\+dirty)?)? go1\S+ \S+/\S+\n`, ``}},
		{"no base address", nil, []string{"build", "--base-url", ""}, want{2, ``, `bantin build: --base-url "" [^\n]*https://[^\n]*\n`}},
		{"a title of 301 letters", nil, []string{"new", "--committee", "trung-uong", strings.Repeat("a", 301)}, want{2, ``, `bantin new: the title has 301 characters, and 300 are the most\n`}},
		{"unknown command", nil, []string{"publish-it"}, want{2, ``, `bantin: there is no command "publish-it"; bantin help lists them\n`}},
		{"mistyped command", nil, []string{"biuld"}, want{2, ``, `bantin: there is no command "biuld": did you mean "build"\?\n`}},
		{"--lang before the command, no language", nil, []string{"--lang"}, want{2, ``, `bantin: the flag --lang needs a value\n`}},
		{"mistyped flag", nil, []string{"build", "--outt", "x"}, want{2, ``, `bantin build: there is no flag --outt: did you mean --out\?\n`}},
		{"unknown flag", nil, []string{"build", "--colour", "x"}, want{2, ``, `bantin build: there is no flag --colour\n`}},
		{"what is nearly a flag", nil, []string{"build", "---out", "x"}, want{2, ``, `bantin build: "---out" is no flag; a flag is two hyphens and a name, as --lang\n`}},
		{"what is nearly a flag, in Vietnamese", []string{"LC_ALL=vi_VN"}, []string{"build", "--=x"}, want{2, ``, `bantin build: "--=x" không phải là tùy chọn; [^\n]*--lang\n`}},
		{"a flag without its value", nil, []string{"build", "--out"}, want{2, ``, `bantin build: the flag --out needs a value\n`}},
		{"an option for a folder", nil, []string{"build", "--out", "--strict"}, want{2, ``, `bantin build: --out has the option --strict in the place of a folder; for a folder of this name write \./ before it\n`}},
		{"a flag of another command", nil, []string{"build", "--format", "json"}, want{2, ``, `bantin build: [^\n]*--format\n`}},
		{"one word too many", nil, []string{"check", "now"}, want{2, ``, `bantin check: "now" is not understood; [^\n]*\n`}},
		{"flags of a command", nil, []string{"build", "-h"}, want{0, `.*--base-url address\n.*--out folder\n.*`, ``}},
		{"unknown format", nil, []string{"check", "--format", "xml"}, want{2, ``, `bantin check: --format "xml" is none of text, github and json\n`}},
		{"base address without a scheme", nil, []string{"build", "--base-url", "example.org"}, want{2, ``, `bantin build: --base-url "example.org" [^\n]*https://[^\n]*\n`}},
		{"a time that is none", []string{"SOURCE_DATE_EPOCH=soon"}, []string{"check"}, want{2, ``, `bantin check: SOURCE_DATE_EPOCH is "soon", not a number of seconds\n`}},
		{"version", nil, []string{"version"}, want{0, `bantin \S+( [0-9a-f]{12}(\+dirty)?)? go1\S+ \S+/\S+\n`, ``}},
		{"version of something", nil, []string{"version", "x"}, want{2, ``, `bantin version: "x" [^\n]*\n`}},
		{"a folder that is not there", nil, []string{"check", "-C", "nowhere"}, want{2, ``, `bantin check: open the site's folder: [^\n]*nowhere[^\n]*\n`}},
		{"-C before the command, no folder", nil, []string{"-C"}, want{2, ``, `.+`}},
		{"build", nil, []string{"build"}, want{0, built, ``}},
		{"build again", nil, []string{"build"}, want{0, strings.Replace(built, `\(\d+ new`, `\(0 new`, 1), ``}},
		{"check", nil, []string{"check"}, want{0, `checked: 0 errors, 0 warnings\n`, ``}},
	} {
		t.Run(test.name, func(t *testing.T) {
			bantin(t, dir, test.env, test.args...).expect(t, test.want)
		})
	}
}

// TestFolder: -C may stand before the command or after it, and what is named on
// the command line is seen from there.
func TestFolder(t *testing.T) {
	dir := newSite(t, nil)
	for i, args := range [][]string{
		{"-C", dir, "build", "--out", "a"},
		{"-C" + dir, "build", "--out", "a"},
		{"-C=" + dir, "build", "--out", "a"},
		{"build", "-C", dir, "--out", "a"},
		{"build", "--out", "a", "-C=" + dir},
	} {
		elsewhere := t.TempDir()
		r := bantin(t, elsewhere, nil, args...)
		r.expect(t, want{0, `built a in .*`, ``})
		if _, err := os.Stat(filepath.Join(dir, "a", "vi", "index.html")); err != nil {
			t.Errorf("%d: %v", i, err)
		}
		if left, err := os.ReadDir(elsewhere); err != nil || len(left) > 0 {
			t.Errorf("%d: the current folder has %v, %v", i, left, err)
		}
		if err := os.RemoveAll(filepath.Join(dir, "a")); err != nil {
			t.Fatal(err)
		}
	}
	for name, said := range map[string]string{
		"":                                `open the site's folder: its name is empty`,
		"none":                            `open the site's folder: there is no folder none`,
		filepath.Join(dir, "config.yaml"): `open the site's folder: .*config\.yaml is not a folder`,
	} {
		r := bantin(t, dir, nil, "build", "-C", name)
		r.expect(t, want{2, ``, `bantin build: ` + said + `\n`})
	}
}

// TestProblems: errors end with 1 and publish nothing; problems go to standard
// error, or to standard output where a machine is to read them.
func TestProblems(t *testing.T) {
	wrong := strings.NewReplacer("committee: trung-uong", typo, "date: 2024-01-02", "date: 2024-02-30").Replace(site[articleFile])
	dir := newSite(t, map[string]string{articleFile: wrong})
	line := regexp.QuoteMeta(articleFile) + `:4:1: error: unknown key "comittee": did you mean "committee"\? \[key-unknown\]\n`
	both := regexp.QuoteMeta(articleFile) + `:3:7: error: [^\n]*2024-02-30[^\n]* \[date-[a-z]+\]\n` + line

	bantin(t, dir, nil, "check").expect(t, want{1, `checked: 2 errors, 0 warnings\n`, both})
	bantin(t, dir, nil, "build").expect(t, want{1, ``, both + `bantin build: 2 errors, 0 warnings; nothing was published\n`})
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("public is there: %v", err)
	}
	bantin(t, dir, nil, "check", "--format", "github").expect(t, want{1, `(?:::error file=` + regexp.QuoteMeta(articleFile) + `,line=\d+,col=\d+,title=[a-z-]+::[^\n]+\n){2}`, both})

	r := bantin(t, dir, nil, "check", "--format=json")
	r.expect(t, want{1, `(?:\{[^\n]*\}\n){2}`, ``})
	rules := map[string]bool{}
	for object := range strings.Lines(r.stdout) {
		var p struct {
			File, Severity, Rule, Message string
			Line, Column                  int
		}
		d := json.NewDecoder(strings.NewReader(object))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if p.File != articleFile || p.Severity != "error" || p.Line < 1 || p.Column < 1 || p.Message == "" {
			t.Errorf("%+v", p)
		}
		rules[p.Rule] = true
	}
	if !rules["key-unknown"] || len(rules) != 2 {
		t.Errorf("the rules are %v", rules)
	}

	// What was published before stays, to the last file.
	whole := newSite(t, nil)
	bantin(t, whole, nil, "build").expect(t, want{0, `.*`, ``})
	before := listing(t, filepath.Join(whole, "public"))
	writeFile(t, filepath.Join(whole, articleFile), wrong)
	bantin(t, whole, nil, "build").expect(t, want{1, ``, `.*nothing was published\n`})
	if after := listing(t, filepath.Join(whole, "public")); after != before {
		t.Error("a build with errors changed what was published")
	}
}

// TestWarnings: a warning is let be, and with --strict is an error.
func TestWarnings(t *testing.T) {
	icelandic := strings.Replace(site[articleFile], "Nội dung.", "\u00D0ảng.", 1)
	dir := newSite(t, map[string]string{articleFile: icelandic})
	line := func(severity string) string {
		return regexp.QuoteMeta(articleFile) + `:8:1: ` + severity + `: [^\n]+ \[letter-[a-z]+\]\n`
	}
	bantin(t, dir, nil, "check").expect(t, want{0, `checked: 0 errors, 1 warning\n`, line("warning")})
	bantin(t, dir, nil, "check", "--strict").expect(t, want{1, `checked: 1 error, 0 warnings\n`, line("error")})
	bantin(t, dir, nil, "build", "--strict").expect(t, want{1, ``, line("error") + `bantin build: 1 error, 0 warnings; nothing was published\n`})
	bantin(t, dir, nil, "build").expect(t, want{0, `built .*`, line("warning")})
	bantin(t, dir, nil, "check", "--fix", "--strict").expect(t, want{0, `fixed ` + regexp.QuoteMeta(articleFile) + `\nchecked: 0 errors, 0 warnings\n`, ``})
	b, err := os.ReadFile(filepath.Join(dir, articleFile))
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(icelandic, "\u00D0", "Đ", 1); string(b) != want {
		t.Errorf("fixed to %q", b)
	}
	bantin(t, dir, nil, "check", "--fix").expect(t, want{0, `checked: 0 errors, 0 warnings\n`, ``})
}

// TestOut: where a build may publish, and that it touches nothing where it may
// not.
func TestOut(t *testing.T) {
	dir := newSite(t, nil)
	taken := filepath.Join(t.TempDir(), "taken")
	writeFile(t, filepath.Join(taken, "notes.txt"), "mine")
	file := filepath.Join(t.TempDir(), "file")
	writeFile(t, file, "mine")
	before, beforeTaken := listing(t, dir), listing(t, taken)
	for _, test := range []struct {
		name, out string
		status    int
		says      string
	}{
		{"the site's own folder", ".", 2, `the site's own files are there`},
		{"the folder above", "..", 2, `the site's own files are there`},
		{"content", "content", 2, `content, which the site is made from`},
		{"below content", "content/articles/public", 2, `content, which the site is made from`},
		{"below layouts", "layouts/public", 2, `layouts, which the site is made from`},
		{"the cache", ".bantin-cache", 2, `a build keeps its pictures in .bantin-cache`},
		{"below the cache", ".bantin-cache/public", 2, `a build keeps its pictures in .bantin-cache`},
		{"somebody's folder", taken, 3, `.+`},
		{"a file", file, 3, `.+`},
		{"below a file", filepath.Join(file, "public"), 3, `.+`},
	} {
		t.Run(test.name, func(t *testing.T) {
			bantin(t, dir, nil, "build", "--out", test.out).expect(t, want{test.status, ``, `bantin build: publish (?:in|to) [^\n]*` + test.says + `[^\n]*\n`})
		})
	}
	if listing(t, dir) != before || listing(t, taken) != beforeTaken {
		t.Error("a refused build left something behind")
	}
	bantin(t, dir, nil, "build", "--out", "sites/public").expect(t, want{0, `built sites/public in .*`, ``})
	empty := t.TempDir()
	bantin(t, dir, nil, "build", "--out", empty).expect(t, want{0, `built .*`, ``})
	// A site may be published twice in one folder, and keeps what others put there.
	writeFile(t, filepath.Join(empty, "CNAME"), "bantin.example")
	bantin(t, dir, nil, "build", "--out", empty).expect(t, want{0, `built .* \(0 new or changed, 0 removed\).*`, ``})
	if b, err := os.ReadFile(filepath.Join(empty, "CNAME")); err != nil || string(b) != "bantin.example" {
		t.Errorf("CNAME is %q, %v", b, err)
	}
}

// TestOutByLink: a link at public, which a repository can bring along, leads a build out
// of the site only if whoever runs it names the folder.
func TestOutByLink(t *testing.T) {
	dir := newSite(t, nil)
	link := func(to string) {
		t.Helper()
		public := filepath.Join(dir, "public")
		if err := errors.Join(os.RemoveAll(public), os.Symlink(to, public)); err != nil && runtime.GOOS == "windows" {
			t.Skip("symbolic links are not for everybody here: ", err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
	elsewhere := t.TempDir()
	another, empty := filepath.Join(elsewhere, "another"), filepath.Join(elsewhere, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	bantin(t, newSite(t, map[string]string{"content/announcements.yaml": "[]\n"}), nil, "build", "--out", another).expect(t, want{0, `built .*`, ``})
	toAnother, err := filepath.Rel(dir, another)
	if err != nil {
		t.Fatal(err)
	}
	before := listing(t, elsewhere)
	for _, to := range []string{another, toAnother, empty} {
		link(to)
		bantin(t, dir, nil, "build").expect(t, want{2, ``, `bantin build: publish in [^\n]*public: it is a symbolic link that leads out of the site, to [^\n]*; remove the link, or name the folder with --out if it is meant\n`})
		if listing(t, elsewhere) != before {
			t.Fatalf("a build through a link to %s changed what is there", to)
		}
	}
	for _, to := range []string{another, empty} {
		link(to)
		bantin(t, dir, nil, "build", "--out", "public").expect(t, want{0, `built public in .*`, ``})
		if _, err := os.Stat(filepath.Join(to, "vi", "index.html")); err != nil {
			t.Error(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "within"), 0o755); err != nil {
		t.Fatal(err)
	}
	link("within")
	bantin(t, dir, nil, "build").expect(t, want{0, `built public in .*`, ``})
}

// TestFlags: the other flags of build reach it.
func TestFlags(t *testing.T) {
	draft := strings.Replace(strings.Replace(site[articleFile], "title: Một", "title: Nháp\ndraft: true", 1), "2024-01-02", "2024-01-05", 1)
	dir := newSite(t, map[string]string{"content/articles/2024-01-05-hai.vi.md": draft})
	page := filepath.Join(dir, "public", "vi", "bai-viet", "2024", "2024-01-05-hai", "index.html")
	home := func() string {
		b, err := os.ReadFile(filepath.Join(dir, "public", "vi", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	bantin(t, dir, nil, "build").expect(t, want{0, `built .*`, ``})
	if _, err := os.Stat(page); err == nil {
		t.Error("a draft was published")
	}
	if !strings.Contains(home(), `<link rel="canonical" href="https://example.org/vi/"`) {
		t.Error("the base address is not that of the settings")
	}
	bantin(t, dir, nil, "build", "--drafts", "--base-url", "https://example.net/a/b").expect(t, want{0, `built .*`, ``})
	if _, err := os.Stat(page); err != nil {
		t.Error(err)
	}
	if got := home(); !strings.Contains(got, `<link rel="canonical" href="https://example.net/a/b/vi/"`) || strings.Contains(got, "example.org") || !strings.Contains(got, `href="/a/b/vi/`) {
		t.Error("the base address is not that of the command line")
	}
	// 2024-02-03 00:30 in Hà Nội is the evening before in London.
	for epoch, shows := range map[string]bool{"1706895000": true, "1706893199": false, "1706979599": true, "1706979600": false} {
		bantin(t, dir, []string{"SOURCE_DATE_EPOCH=" + epoch, "TZ=America/Los_Angeles"}, "build").expect(t, want{0, `built .*`, ``})
		if strings.Contains(home(), "Mừng ngày lễ") != shows {
			t.Errorf("at %s the announcement shows: %v, want %v", epoch, !shows, shows)
		}
	}
}

// TestOwnLayouts: a site's file takes the place of the built-in one of its name,
// and a layout that is broken is its author's mistake.
// TestServe: the preview as a person runs it: it says where it is, follows, says
// what is wrong as check does, and ends with the prompt's own way to end things.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no interrupt to send to another process")
	}
	dir := newSite(t, nil)
	cmd, stdout, stderr := startServe(t, "-C", dir, "--addr", "127.0.0.1:0")
	said := bufio.NewScanner(stderr)
	first, err := bufio.NewReader(stdout).ReadString('\n')
	m := regexp.MustCompile(`^serving (http://127\.0\.0\.1:\d+/): 1 article in 2 texts, ready in \S+\n$`).FindStringSubmatch(first)
	if err != nil || m == nil {
		t.Fatalf("it began with %q, %v", first, err)
	}
	answer, err := http.Get(m[1] + "vi/bai-viet/2024/2024-01-02-mot/")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || answer.StatusCode != 200 || !strings.Contains(string(page), "Nội dung.") {
		t.Errorf("status %d, %v:\n%s", answer.StatusCode, err, page)
	}
	writeFile(t, filepath.Join(dir, articleFile), strings.Replace(site[articleFile], "committee: trung-uong", typo, 1))
	var lines []string
	for said.Scan() {
		if lines = append(lines, said.Text()); strings.HasPrefix(said.Text(), "bantin serve:") {
			break
		}
	}
	problems := bantin(t, dir, nil, "check").stderr
	if got, want := strings.Join(lines, "\n"), problems+"bantin serve: 1 error, 0 warnings; the last good pages stay"; got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
	writeFile(t, filepath.Join(dir, articleFile), site[articleFile])
	if said.Scan(); said.Text() != "bantin serve: 0 errors, 0 warnings; the pages are as the folder is" {
		t.Errorf("it says %q", said.Text())
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for said.Scan() {
		t.Errorf("it says %q at the end", said.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
}

// startServe starts a preview.
func startServe(t *testing.T, args ...string) (cmd *exec.Cmd, stdout, stderr io.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	cmd = exec.CommandContext(ctx, self, append([]string{"serve"}, args...)...)
	cmd.Env = append(os.Environ(), asCommand+"=1")
	if stdout, err = cmd.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	if stderr, err = cmd.StderrPipe(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, stdout, stderr
}

// TestServeReachable: who lets others reach the preview is told what they can read.
func TestServeReachable(t *testing.T) {
	dir := newSite(t, nil)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--addr", "0.0.0.0:0"}, "bantin serve: anyone on the network can read the bulletin here before it is published, without a password; leave out --addr to keep it to this machine"},
		{[]string{"--addr", ":0", "--drafts"}, "bantin serve: anyone on the network can read the bulletin here, drafts included, without a password; leave out --addr to keep it to this machine"},
		{[]string{"--addr", ":0", "--drafts", "--lang", "vi"}, "bantin serve: ai trong mạng cũng đọc được trang tin ở đây, kể cả bản nháp, không cần mật khẩu; bỏ --addr để chỉ máy này xem được"},
	} {
		cmd, _, stderr := startServe(t, append([]string{"-C", dir}, c.args...)...)
		said := bufio.NewScanner(stderr)
		if said.Scan(); said.Text() != c.want {
			t.Errorf("%q: it says %q", c.args, said.Text())
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() // which says that it was killed
	}
}

func TestServeRefuses(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := newSite(t, nil)
	bantin(t, dir, nil, "serve", "--addr", taken.Addr().String()).expect(t, want{3, ``, `bantin serve: listen on 127\.0\.0\.1:\d+: .*; try --addr 127\.0\.0\.1:\d+, which is free\n`})
	bantin(t, dir, nil, "serve", "--addr", "8080").expect(t, want{2, ``, `bantin serve: --addr "8080" is no address to listen on; write it as 127\.0\.0\.1:8080\n`})
	bantin(t, dir, nil, "serve", "--addr", "127.0.0.1:0", "-C", "none").expect(t, want{2, ``, `bantin serve: open the site's folder: there is no folder none\n`})
	bantin(t, dir, nil, "serve", "now").expect(t, want{2, ``, `bantin serve: "now" is not understood; bantin serve -h lists what is\n`})
}

func TestOwnLayouts(t *testing.T) {
	dir := newSite(t, map[string]string{
		"layouts/footer.html": "<footer class=\"site\"><p>Chân trang riêng {{bulletin}}</p>{{template \"layouts\"}}</footer>\n",
		// Any name is free for a layout that others use.
		"layouts/layouts.html": "<p>{{bulletin}}</p>\n",
	})
	bantin(t, dir, nil, "build").expect(t, want{0, `built .*`, ``})
	b, err := os.ReadFile(filepath.Join(dir, "public", "vi", "index.html"))
	if err != nil || !bytes.Contains(b, []byte("Chân trang riêng Bản tin thử")) {
		t.Errorf("the footer is not the site's: %v", err)
	}
	for name, broken := range map[string]string{
		"does not parse":     "{{if}}\n",
		"knows no such text": `{{t "no.such.text"}}`,
		"asks for too much":  "<p>{{.Nothing}}</p>\n",
	} {
		t.Run(name, func(t *testing.T) {
			writeFile(t, filepath.Join(dir, "layouts", "month.html"), broken)
			before := listing(t, filepath.Join(dir, "public"))
			bantin(t, dir, nil, "build").expect(t, want{1, ``, `layouts/month\.html:1(?::\d+)?: error: [^\n]+ \[[a-z-]+\]\n(?:layouts/[^\n]*\n)*bantin build: [^\n]*; nothing was published\n`})
			if listing(t, filepath.Join(dir, "public")) != before {
				t.Error("what was published has changed")
			}
		})
	}
}

// TestRepository: the command builds this repository's own bulletin from a
// checkout, and finds nothing wrong with it.
func TestRepository(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	bantin(t, here, nil, "check", "--strict").expect(t, want{0, `checked: 0 errors, 0 warnings\n`, ``})
	out := filepath.Join(t.TempDir(), "public")
	bantin(t, here, nil, "build", "--strict", "--out", out).expect(t, want{0, `built .* in .*: \d+ articles? in \d+ texts?, \d+ files .*`, ``})
}

// listing is every path below a folder with its time, mode and size.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, name, info.ModTime(), info.Mode(), info.Size())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
