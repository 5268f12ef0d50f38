package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"bantin/generator/content"
	"bantin/generator/darkroom"
	"bantin/generator/message"

	"gopkg.in/yaml.v3"
)

const starterFiles = "generator/starter/site"

// workflows are the files that run bantin for others, by their paths.
var workflows = []string{
	".github/workflows/bulletin.yml",
	starterFiles + "/.github/workflows/bulletin.yml",
	"docs/ci/forgejo.yml",
	"docs/ci/gitlab-ci.yml",
}

// commandLines are the lines of shell that a workflow runs.
func commandLines(t *testing.T, name string) []string {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var lines []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		for i, c := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 1 {
				switch key := n.Content[i-1].Value; {
				case key == "run" && c.Kind == yaml.ScalarNode:
					lines = append(lines, strings.Split(strings.TrimSpace(c.Value), "\n")...)
				case key == "script" && c.Kind == yaml.SequenceNode:
					for _, l := range c.Content {
						lines = append(lines, l.Value)
					}
				}
			}
			walk(c)
		}
	}
	walk(&root)
	return lines
}

// TestWorkflows: every workflow is YAML, asks for no more than it needs, and what
// it runs of bantin runs, on a bulletin as init makes it. What it hands on is what it
// has built, whatever has been committed in the place of that.
func TestWorkflows(t *testing.T) {
	for _, name := range workflows {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "bulletin")
			bantin(t, ".", nil, "init", dir).expect(t, want{0, `.*`, ``})
			for _, name := range []string{"public/.bantin-manifest", "public/vi/x.html", ".bantin-cache/pictures/x"} {
				writeFile(t, filepath.Join(dir, name), "bantin manifest 2: 0 lines\n")
			}
			if err := os.Symlink("/etc/passwd", filepath.Join(dir, "public/leak")); err != nil {
				t.Log(err)
			}
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			ran := map[string]bool{}
			temp := t.TempDir()
			for _, line := range commandLines(t, name) {
				line, _, _ = strings.Cut(line, " #")
				if names, ok := strings.CutPrefix(line, "rm -rf "); ok {
					for _, name := range strings.Fields(names) {
						if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
							t.Fatal(err)
						}
					}
				}
				rest, ok := strings.CutPrefix(line, "bantin ")
				if !ok {
					if rest, ok = strings.CutPrefix(line, "go run . "); !ok {
						continue
					}
				}
				rest = regexp.MustCompile(`"\$(BASE_URL|CI_PAGES_URL)"`).ReplaceAllString(rest, "https://example.org/bulletin")
				rest = strings.ReplaceAll(rest, `"$RUNNER_TEMP/site"`, temp+"/site")
				args := strings.Fields(rest)
				ran[args[0]] = true
				if args[0] == "build" {
					if _, err := os.Stat(filepath.Join(dir, darkroom.CacheFolder)); err == nil {
						t.Errorf("%q uses pictures that were committed", line)
					}
				}
				if r := bantin(t, dir, nil, args...); r.status != 0 {
					t.Errorf("%q ends with %d: %s%s", line, r.status, r.stdout, r.stderr)
				}
			}
			if !ran["check"] || !ran["build"] {
				t.Errorf("it runs %v, not check and build", ran)
			}
			handed := regexp.MustCompile(`(?m)^ +(?:path: |paths: \[|cd )(public|\$\{\{ runner\.temp \}\}/site)\]?$`).FindAllSubmatch(src, -1)
			if len(handed) != 2 {
				t.Fatalf("it hands on %q, not a site of a pull request and one of main", handed)
			}
			for _, h := range handed {
				out := filepath.Join(dir, "public")
				if string(h[1]) != "public" {
					out = filepath.Join(temp, "site")
				}
				if _, err := os.Stat(filepath.Join(out, "index.html")); err != nil {
					t.Errorf("it hands on %s, where no site is: %v", h[1], err)
				}
				for _, forged := range []string{"vi/x.html", "leak"} {
					if _, err := os.Lstat(filepath.Join(out, forged)); err == nil {
						t.Errorf("it hands on %s of the checkout", forged)
					}
				}
			}
		})
	}
	for _, name := range append(slices.Clone(workflows[:2]), ".github/workflows/release.yml") {
		var w struct {
			Permissions map[string]string
			Concurrency map[string]any
			Jobs        map[string]struct {
				Permissions map[string]string
				Steps       []struct{ Uses string }
			}
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(src, &w); err != nil {
			t.Fatal(err)
		}
		if len(w.Permissions) != 1 || w.Permissions["contents"] != "read" || w.Concurrency["group"] == nil {
			t.Errorf("%s: permissions %v, concurrency %v", name, w.Permissions, w.Concurrency)
		}
		for job, j := range w.Jobs {
			for what, how := range j.Permissions {
				if how == "write" && job != "publish" {
					t.Errorf("%s: %s may write %s", name, job, what)
				}
			}
			for _, s := range j.Steps {
				if s.Uses != "" && !regexp.MustCompile(`^actions/[a-z-]+@(v\d+|[0-9a-f]{40})$`).MatchString(s.Uses) {
					t.Errorf("%s: %s uses %s", name, job, s.Uses)
				}
			}
		}
	}
}

// TestWorkflowsAreCareful: no job of a workflow runs for hours, and none leaves what it
// could push with where the code of a pull request finds it.
func TestWorkflowsAreCareful(t *testing.T) {
	names, err := filepath.Glob(".github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	checkouts := 0
	for _, name := range append(names, starterFiles+"/.github/workflows/bulletin.yml") {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var workflow struct {
			Jobs map[string]struct {
				Timeout int `yaml:"timeout-minutes"`
				Steps   []struct {
					Uses string
					With map[string]any
				}
			}
		}
		if err := yaml.Unmarshal(src, &workflow); err != nil || len(workflow.Jobs) == 0 {
			t.Fatalf("%s: %d jobs, %v", name, len(workflow.Jobs), err)
		}
		for job, j := range workflow.Jobs {
			if j.Timeout <= 0 || j.Timeout > 90 {
				t.Errorf("%s: the job %s may take %d minutes", name, job, j.Timeout)
			}
			for _, step := range j.Steps {
				if !strings.HasPrefix(step.Uses, "actions/checkout@") {
					continue
				}
				checkouts++
				if step.With["persist-credentials"] != false {
					t.Errorf("%s: the job %s keeps the credentials of its checkout", name, job)
				}
			}
		}
	}
	if checkouts < 5 {
		t.Errorf("only %d checkouts were found", checkouts)
	}
}

// TestEditorSettings: the settings for editors are JSON, name what is there, and are
// those that a new bulletin gets.
func TestEditorSettings(t *testing.T) {
	read := func(name string, into any) {
		t.Helper()
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(src, into); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	fresh := filepath.Join(t.TempDir(), "bulletin")
	bantin(t, ".", nil, "init", fresh).expect(t, want{0, `.*`, ``})
	for _, dir := range []string{".", fresh} {
		var settings struct {
			Schemas map[string]string `json:"yaml.schemas"`
		}
		read(filepath.Join(dir, ".vscode/settings.json"), &settings)
		for schema, file := range settings.Schemas {
			for _, name := range []string{schema, file} {
				if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
					t.Errorf("%s: the settings name %s: %v", dir, name, err)
				}
			}
		}
		if len(settings.Schemas) != 3 {
			t.Errorf("%s: the settings name %v", dir, settings.Schemas)
		}

		var tasks struct {
			Tasks []struct {
				Command        string
				ProblemMatcher []struct {
					Severity string
					Pattern  struct {
						Regexp                                      string
						File, Line, Column, Severity, Message, Code int
					}
				}
			}
		}
		read(filepath.Join(dir, ".vscode/tasks.json"), &tasks)
		task := tasks.Tasks[0]
		if !strings.HasSuffix(task.Command, " check") {
			t.Errorf("%s: the task runs %q", dir, task.Command)
		}
		site := newSite(t, map[string]string{articleFile: strings.Replace(site[articleFile], "committee: trung-uong", typo, 1)})
		// The lines are in the editor's language, which the program that reads them
		// does not know.
		for _, tag := range message.Tags() {
			r := bantin(t, site, nil, "check", "--lang", tag)
			taken := false
			for _, matcher := range task.ProblemMatcher {
				p := matcher.Pattern
				m := regexp.MustCompile(p.Regexp).FindStringSubmatch(strings.Split(r.stderr, "\n")[0])
				if m == nil {
					continue
				}
				severity := matcher.Severity
				if p.Severity > 0 {
					severity = m[p.Severity]
				}
				taken = true
				if m[p.File] != articleFile || m[p.Line] != "4" || m[p.Column] != "1" || severity != "error" || m[p.Code] != "key-unknown" || !strings.Contains(m[p.Message], "comittee") {
					t.Errorf("%s: of %q, the problem matcher takes %q", dir, r.stderr, m)
				}
			}
			if !taken {
				t.Errorf("%s: no problem matcher takes %q", dir, r.stderr)
			}
		}

		var snippets map[string]struct{ Body []string }
		read(filepath.Join(dir, ".vscode/bantin.code-snippets"), &snippets)
		for name, s := range snippets {
			for _, line := range s.Body {
				key, value, ok := strings.Cut(line, ": ")
				if !ok {
					continue
				}
				if !slices.ContainsFunc(content.ArticleKeys(), func(k content.KeyDoc) bool { return k.Name == key }) {
					t.Errorf("%s: %s writes the key %q", dir, name, key)
				}
				if key == "date" && value != "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE" {
					t.Errorf("%s: %s writes the day %q", dir, name, value)
				}
				if key == "kind" {
					kinds := strings.Split(strings.Trim(value, "${}4|"), ",")
					slices.Sort(kinds)
					if want := slices.Sorted(slices.Values(content.Kinds)); !slices.Equal(kinds, want) {
						t.Errorf("%s: %s offers the kinds %q, want %q", dir, name, kinds, want)
					}
				}
			}
		}
	}
	for _, name := range []string{".vscode/settings.json", ".vscode/extensions.json", ".githooks/pre-commit"} {
		ours, err1 := os.ReadFile(name)
		theirs, err2 := os.ReadFile(filepath.Join(fresh, name))
		if err1 != nil || err2 != nil || !bytes.Equal(ours, theirs) {
			t.Errorf("%s is not what a new bulletin gets (%v, %v)", name, err1, err2)
		}
	}
}

// TestIgnored: what a build writes is kept out of a repository, and so is a link in the
// place of the published folder; nothing else is.
func TestIgnored(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	fresh := filepath.Join(t.TempDir(), "bulletin")
	bantin(t, ".", nil, "init", fresh).expect(t, want{0, `.*`, ``})
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = fresh
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "--quiet")
	git("add", "--all")
	bantin(t, fresh, nil, "build").expect(t, want{0, `.*`, ``})
	// The cache has a rule of its own; a bulletin's must do without.
	if err := errors.Join(os.RemoveAll(filepath.Join(fresh, darkroom.CacheFolder)),
		os.RemoveAll(filepath.Join(fresh, "public")), os.Symlink("elsewhere", filepath.Join(fresh, "public"))); err != nil && runtime.GOOS == "windows" {
		t.Skip("symbolic links are not for everybody here: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(fresh, darkroom.CacheFolder, "a"), "made")
	writeFile(t, filepath.Join(fresh, ".public-1/tree/index.html"), "killed")
	writeFile(t, filepath.Join(fresh, "static/public"), "mine")
	if out := git("ls-files", "--others", "--exclude-standard"); out != "static/public\n" {
		t.Errorf("git has, besides what is written by hand,\n%s", out)
	}
	rules, err := os.ReadFile(filepath.Join(fresh, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	for rule := range strings.Lines(string(rules)) {
		name := strings.Trim(strings.TrimSpace(rule), "/")
		if !slices.Contains([]string{"public", ".public-*", darkroom.CacheFolder}, name) {
			t.Errorf("%s is ignored, which nothing writes", name)
		}
	}
}

// TestHook: the hook refuses what is staged with errors, takes what is staged
// without, whatever lies in the folder, and leaves other commits alone; in a folder of
// the repository's too, and in the editor's language.
func TestHook(t *testing.T) {
	for _, program := range []string{"git", "sh"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s", program)
		}
	}
	for _, folder := range []string{"", "the bulletin [1]"} {
		t.Run("in "+folder, func(t *testing.T) { testHook(t, folder) })
	}
}

// testHook tests the hook of a bulletin in a folder of its repository's.
func testHook(t *testing.T, folder string) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin, top := t.TempDir(), filepath.Join(t.TempDir(), "repository")
	dir := filepath.Join(top, folder)
	bantin(t, ".", nil, "init", dir).expect(t, want{0, `.*`, ``})
	shim := "#!/bin/sh\n" + asCommand + "=1 exec '" + self + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "bantin"), []byte(shim), 0o777); err != nil {
		t.Fatal(err)
	}
	// The only bantin is that of bin.
	path := slices.DeleteFunc(filepath.SplitList(os.Getenv("PATH")), func(folder string) bool {
		_, err := os.Stat(filepath.Join(folder, "bantin"))
		return err == nil
	})
	path = append([]string{bin}, path...)
	locale := "C"
	git := func(wantOK bool, args ...string) string {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+strings.Join(path, string(os.PathListSeparator)), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
			"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org", "LC_ALL="+locale)
		out, err := cmd.CombinedOutput()
		if (err == nil) != wantOK {
			t.Errorf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git(true, "init", "--quiet", top)
	git(true, "config", "core.hooksPath", filepath.ToSlash(filepath.Join(folder, ".githooks")))
	git(true, "add", "--all")
	git(true, "commit", "--quiet", "--message", "A bulletin")

	page := filepath.Join(dir, "content/pages/about.vi.md")
	right, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	wrong := bytes.Replace(right, []byte("menu:"), []byte("mneu:"), 1)
	writeFile(t, page, string(wrong))
	git(true, "add", "--all")
	writeFile(t, page, string(right)) // mended, and not staged
	if out := git(false, "commit", "--message", "A mistake"); !strings.Contains(out, "content/pages/about.vi.md:3:1: error") || !strings.Contains(out, "pre-commit: mend these") {
		t.Errorf("the hook says %s", out)
	}
	locale = "vi_VN.UTF-8"
	if out := git(false, "commit", "--message", "A mistake"); !strings.Contains(out, "content/pages/about.vi.md:3:1: lỗi") || !strings.Contains(out, "pre-commit: sửa các lỗi trên") || strings.Contains(out, "mend") {
		t.Errorf("in Vietnamese the hook says %s", out)
	}
	git(true, "add", "--all")
	writeFile(t, page, string(wrong)) // spoilt, and not staged
	writeFile(t, filepath.Join(dir, "NOTES"), "x")
	git(true, "add", "NOTES")
	git(true, "commit", "--message", "No content")
	writeFile(t, page, string(right)+"\nThêm.\n")
	git(true, "add", page)
	writeFile(t, page, string(wrong))
	git(true, "commit", "--message", "Right")

	// What is taken away can be missed too.
	git(true, "rm", "--quiet", "content/committees.yaml")
	if out := git(false, "commit", "--message", "No committees"); !strings.Contains(out, "content/committees.yaml:1:1: lỗi") {
		t.Errorf("without committees the hook says %s", out)
	}
	git(true, "rm", "--quiet", "-r", "-f", "content", "config.yaml")
	git(true, "commit", "--message", "No bulletin")

	// Nobody is kept from working by what is not there.
	if err := os.Remove(filepath.Join(bin, "bantin")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, page, string(wrong))
	git(true, "add", page)
	if out := git(true, "commit", "--message", "Unchecked"); !strings.Contains(out, "chưa cài bantin") {
		t.Errorf("without bantin the hook says %s", out)
	}
}

// TestPreCommitHooks: the hook for the tool pre-commit runs a command that there is,
// whatever is committed: a file that is taken away is in no list of files.
func TestPreCommitHooks(t *testing.T) {
	src, err := os.ReadFile(".pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Name, Language, Entry, Files string
		Pass                             *bool `yaml:"pass_filenames"`
		Always                           bool  `yaml:"always_run"`
	}
	if err := yaml.Unmarshal(src, &hooks); err != nil || len(hooks) != 1 {
		t.Fatalf("%d hooks, %v", len(hooks), err)
	}
	h := hooks[0]
	args, ok := strings.CutPrefix(h.Entry, "bantin ")
	if h.ID != "bantin-check" || h.Name == "" || h.Language != "golang" || h.Pass == nil || *h.Pass || !ok || !h.Always || h.Files != "" {
		t.Errorf("the hook is %+v", h)
	}
	bantin(t, newSite(t, nil), nil, strings.Fields(args)...).expect(t, want{0, `checked: .*`, ``})
}

// TestDocs: what the pages for editors and the README tell of commands is true, and
// what they lead to is there.
func TestDocs(t *testing.T) {
	help := bantin(t, ".", nil, "help").stdout
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	command := regexp.MustCompile("(?m)(?:^    |`)bantin ([a-z]+)")
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{"README.md", "docs/bien-tap.md", "docs/editors.md", "docs/keys.md", "docs/layouts.md"}, name) {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		code := regexp.MustCompile("(?s)```.*?```|`[^`]*`").ReplaceAll(src, nil)
		for _, m := range link.FindAllSubmatch(code, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), string(m[1]))); err != nil {
				t.Errorf("%s leads to %s: %v", name, m[1], err)
			}
		}
		for _, m := range command.FindAllSubmatch(src, -1) {
			if !strings.Contains(help, "  bantin "+string(m[1])) && string(m[1]) != "help" {
				t.Errorf("%s tells of bantin %s, which there is not", name, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A page tells of commands in the order in which somebody types them.
var typedPages = []struct {
	name, from string // from is the heading under which they stand, "" for all of the page
	fresh      bool   // it begins with init; others are typed in a bulletin that init has made
}{
	{"README.md", "## For editors", true},
	{"docs/bien-tap.md", "", false},
	{"docs/editors.md", "", false},
	{starterFiles + "/README.md", "", false},
}

// savedPage is a page of a portal, for what the pages for editors tell of import.
const savedPage = `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Mẫu</title></head><body><article>
<h1>Đảng bộ mẫu họp bàn công tác</h1><p>18/12/2025 08:00</p>
<p>Sáng 18/12/2025, Đảng bộ mẫu nhiệm kỳ 2025-2030 họp bàn công tác, với sự tham dự của đông đủ đảng viên trong chi bộ.</p>
<p>Cuộc họp nghe báo cáo việc trồng cây quanh hồ và thống nhất lịch sinh hoạt của quý tới, rồi kết thúc trong buổi sáng.</p>
</article></body></html>`

// TestDocsAreTyped: each command that the pages for editors show works as it stands
// there, in their order; only the preview, which has no end, is left out.
func TestDocsAreTyped(t *testing.T) {
	line := regexp.MustCompile("(?m)^    ((?:bantin|cd) .+)$|`(bantin (?:new|translations|check|build)[^`]*)`")
	part := regexp.MustCompile(`"[^"]*"|\S+`)
	for _, page := range typedPages {
		t.Run(page.name, func(t *testing.T) {
			src, err := os.ReadFile(page.name)
			if err != nil {
				t.Fatal(err)
			}
			text := string(src)
			if page.from != "" {
				_, text, _ = strings.Cut(text, page.from+"\n")
				text, _, _ = strings.Cut(text, "\n## ")
			}
			clock := []string{"SOURCE_DATE_EPOCH=1766019600"}
			dir := t.TempDir()
			if !page.fresh {
				bantin(t, dir, clock, "init", "bulletin").expect(t, want{0, `.*`, ``})
				dir = filepath.Join(dir, "bulletin")
			}
			begun, n := "", 0 // the file that new has made last
			for _, m := range line.FindAllStringSubmatch(text, -1) {
				command, _, _ := strings.Cut(m[1]+m[2], "  #")
				command, _, _ = strings.Cut(command, " # ")
				if strings.Contains(command, "…") {
					continue // part of one
				}
				id, _, _ := strings.Cut(filepath.Base(begun), ".")
				marked := strings.Replace(begun, ".vi.md", ".en.md", 1)
				var args []string
				for _, a := range part.FindAllString(command, -1) {
					switch a = strings.Trim(a, `"`); a {
					case "ID", "MÃ":
						a = id
					case "FILE", "TỆP":
						a = marked
					}
					if strings.HasSuffix(a, ".html") {
						writeFile(t, filepath.Join(dir, a), savedPage)
					}
					args = append(args, a)
				}
				switch {
				case args[0] == "cd":
					dir = filepath.Join(dir, args[1])
					continue
				case args[1] == "serve":
					continue
				}
				n++
				r := bantin(t, dir, clock, args[1:]...)
				if r.status != 0 {
					t.Errorf("%s ends with %d\n%s%s", command, r.status, r.stdout, r.stderr)
				}
				if args[1] == "import" { // what it makes is for an editor to finish
					if err := os.Remove(filepath.Join(dir, strings.TrimSpace(r.stdout))); err != nil {
						t.Errorf("%s printed %q: %v", command, r.stdout, err)
					}
				}
				if args[1] == "new" && !slices.Contains(args, "--lang") {
					begun = strings.TrimSpace(r.stdout)
					name := filepath.Join(dir, begun) // an editor writes the text then
					front, err := os.ReadFile(name)
					if err != nil {
						t.Fatal(err)
					}
					writeFile(t, name, string(front)+"Văn bản.\n")
				}
			}
			if n < 4 {
				t.Errorf("only %d commands were found", n)
			}
		})
	}
}

// TestLibraries: each library that go.mod asks for stands in the README with its
// reason, and no other.
func TestLibraries(t *testing.T) {
	src, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require |\t)([a-z]\S*/\S+) v\S+$`).FindAllStringSubmatch(string(src), -1) {
		asked = append(asked, regexp.MustCompile(`/v\d+$`).ReplaceAllString(m[1], ""))
	}
	src, err = os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(src), "\n### Libraries\n")
	table, _, _ = strings.Cut(table, "\n## ")
	var listed []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z.]+/\S+) \| (.*?) \| (.*?) \|$`).FindAllStringSubmatch(table, -1) {
		listed = append(listed, m[1])
		if m[2] == "" || m[3] == "" {
			t.Errorf("the README gives no home or no reason of %s", m[1])
		}
	}
	slices.Sort(asked)
	slices.Sort(listed)
	if len(asked) < 5 || !slices.Equal(asked, listed) {
		t.Errorf("go.mod asks for\n%q\nand the README lists\n%q", asked, listed)
	}
}
