package browser

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"bantin/generator"
	"bantin/generator/diag"
)

// A wanting is a file of which every line, from one on, must be found wrong.
type wanting struct {
	file  string
	lines map[int]string // what stands there
}

// refusing writes a bulletin in which each attack stands wherever only something
// else is allowed, as value of key after key, and gives what must be found wrong.
func refusing(files map[string]string, attacks []string) (all []wanting) {
	// keys writes lines, of which those without a value have the attack.
	keys := func(file, before string, lines []string, attack string, into *strings.Builder) wanting {
		w := wanting{file, map[int]string{}}
		into.WriteString(before)
		for _, s := range lines {
			if !strings.HasSuffix(s, "\n") {
				w.lines[1+strings.Count(into.String(), "\n")] = strings.TrimSpace(s)
				s = strings.Replace(s, "%", quoted(attack), 1) + "\n"
			}
			into.WriteString(s)
		}
		return w
	}
	var committees, announcements strings.Builder
	committees.WriteString("- {id: tinh, name: {vi: Tỉnh, en: Province}, level: province}\n")
	for i, attack := range attacks {
		var b strings.Builder
		name := fmt.Sprintf("content/articles/x%03d.vi.md", i)
		all = append(all, keys(name, "---\ntitle: Bài\n", []string{
			"date: %", "until: %", "published: %", "updated: %", "committee: %", "congress: %", "plenum: %", "term: %", "kind: %", "draft: %",
			"also:\n", "  - committee: %", "    congress: %", "documents:\n", "  - number: 1-NQ/TW\n", "    date: %",
			"source:\n", "  name: Báo\n", "  url: %", "image:\n", "  src: %", "aliases:\n", "  - %",
			"---\n", "\n",
		}, attack, &b))
		w := all[len(all)-1]
		typed := strings.NewReplacer("<", `\<`, ">", `\>`, `\`, `\\`, "&", "&amp;").Replace(withoutControls(attack))
		if !strings.HasPrefix(attack, "https://evil.example/") { // which is one that may be linked to
			w.lines[1+strings.Count(b.String(), "\n")] = "[x]"
		}
		b.WriteString("[x](<" + typed + ">)\n\n")
		w.lines[1+strings.Count(b.String(), "\n")] = "![x]"
		b.WriteString("![x](<" + typed + ">)\n")
		files[name] = b.String()

		b.Reset()
		all = append(all, keys(fmt.Sprintf("content/articles/y%03d.vi.md", i), "---\ntitle: Bài\ndate: 2020-01-02\ncommittee: tinh\nterm: 2020-2025\n", []string{"%: x", "---\n", "\n"}, attack, &b))
		files[fmt.Sprintf("content/articles/y%03d.vi.md", i)] = b.String()
		files[fmt.Sprintf("content/articles/y%03d.en.md", i)] = "---\ntitle: Article\ntranslation_of: " + quoted(attack) + "\n---\n"
		all = append(all, wanting{fmt.Sprintf("content/articles/y%03d.en.md", i), map[int]string{3: "translation_of"}})

		b.Reset()
		name = fmt.Sprintf("content/pages/x%03d.vi.md", i)
		all = append(all, keys(name, "---\ntitle: Trang\n", []string{"menu: %", "aliases:\n", "  - %", "---\n"}, attack, &b))
		files[name] = b.String()
		if file := fileName(attack); file != "x" {
			files["content/articles/"+file+".vi.md"] = "---\ntitle: Bài\n---\n"
			files["content/articles/z."+file+".md"] = "---\ntitle: Bài\n---\n"
			all = append(all, wanting{"content/articles/" + file + ".vi.md", map[int]string{0: "name"}}, wanting{"content/articles/z." + file + ".md", map[int]string{0: "name"}})
		}
		all = append(all,
			keys("content/committees.yaml", "", []string{"- id: %", "  name: {vi: x, en: x}\n", "  level: %", "  from: %", "  until: %", "  congresses:\n", "    - number: %", "      term: %", "      date: %"}, attack, &committees),
			keys("content/committees.yaml", "", []string{fmt.Sprintf("- id: c%d\n", i), "  name: {vi: x, en: x}\n", "  level: bloc\n", "  parent: %", "  successors:\n", "    - %"}, attack, &committees),
			keys("content/announcements.yaml", "", []string{"- text: {vi: x, en: x}\n", "  from: %", "  until: %", "  url: %"}, attack, &announcements))
	}
	files["content/committees.yaml"], files["content/announcements.yaml"] = committees.String(), announcements.String()
	files["config.yaml"] = "base_url: https://bantin.example/\ntitle: {vi: x, en: x}\n"
	return all
}

// settingsRefusing is config.yaml with an attack wherever only something else is
// allowed.
func settingsRefusing(attack string) (string, wanting) {
	w := wanting{"config.yaml", map[int]string{}}
	text := "title: {vi: x, en: x}\n"
	for i, key := range []string{"base_url", "time_zone", "feed_items", "recent_items", "repository", "feedback", "untranslated", "theme", "accent", "\"x\\u0020\""} {
		w.lines[2+i] = key
		value := quoted(attack)
		switch {
		case key == "theme":
			delete(w.lines, 2+i)
			value = ""
		case key == "accent":
			key = "  accent"
		case strings.HasPrefix(key, `"`):
			key, value = quoted(attack), "x"
		}
		text += key + ": " + value + "\n"
	}
	return text, w
}

// TestEscapedRefused types the attacks where they are no value: each line that has
// one is found wrong, and what is said of it is one line in every format, with
// nothing that steers whoever reads it.
func TestEscapedRefused(t *testing.T) {
	options := generator.Options{Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static"), Now: day}
	var files map[string]string
	count := 0
	judge := func(problems diag.List, all []wanting) {
		wrong := map[string]bool{}
		for _, p := range problems {
			if p.Severity == diag.Error {
				wrong[fmt.Sprint(p.Pos.File, ":", p.Pos.Line)] = true
				wrong[p.Pos.File+":0"] = true
			}
		}
		for _, w := range all {
			for _, line := range sortedLines(w.lines) {
				count++
				if !wrong[fmt.Sprint(w.file, ":", line)] {
					t.Errorf("%s:%d: nothing is wrong with %s: %q", w.file, line, w.lines[line], strings.Split(files[w.file], "\n")[max(line-1, 0)])
				}
			}
		}
		speak(t, problems)
	}
	// Of one file not all is told that is wrong with it, where that is very much.
	for some := range slices.Chunk(attacks, 40) {
		files = map[string]string{}
		all := refusing(files, some)
		w := twin{files: files}
		options.Dir = t.TempDir()
		must(t, w.write(options.Dir))
		problems, err := generator.Check(options)
		must(t, err)
		judge(problems, all)
	}

	for _, attack := range attacks {
		var w wanting
		files["config.yaml"], w = settingsRefusing(attack)
		dir := t.TempDir()
		must(t, os.WriteFile(path.Join(dir, "config.yaml"), []byte(files["config.yaml"]), 0o666))
		options.Dir = dir
		problems, err := generator.Check(options)
		must(t, err)
		judge(problems, []wanting{w})
	}
	t.Logf("%d values of %d attacks are refused", count, len(attacks))
}

func sortedLines(m map[int]string) (out []int) {
	for line := range m {
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// speak holds what is printed of problems to be a line each.
func speak(t *testing.T, problems diag.List) {
	t.Helper()
	for _, format := range diag.Formats {
		var b bytes.Buffer
		must(t, problems.Print(&b, format, nil))
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != len(problems) {
			t.Errorf("as %s, %d problems are %d lines", format, len(problems), len(lines))
		}
		for _, s := range lines {
			switch format {
			case diag.JSONFormat:
				if !json.Valid([]byte(s)) {
					t.Errorf("no JSON: %q", s)
				}
			case diag.GitHubFormat:
				if !strings.HasPrefix(s, "::error ") && !strings.HasPrefix(s, "::warning ") || strings.ContainsAny(s, "\r") {
					t.Errorf("no workflow command: %q", s)
				}
			}
			if format != diag.JSONFormat && strings.ContainsAny(s, "\x00\x07\x1b\x7f\u0085\u202e\u2066") {
				t.Errorf("as %s, a problem has a sign that steers: %q", format, s)
			}
		}
	}
}
