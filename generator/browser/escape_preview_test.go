package browser

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"bantin/generator"
	"bantin/generator/diag"
)

// TestEscapedPreview makes mistakes with each attack in them: what the preview shows
// of them over the page is what check prints, and text.
func TestEscapedPreview(t *testing.T) {
	files := map[string]string{}
	for name, text := range edited {
		files[name] = text
	}
	for i, attack := range attacks {
		files[fmt.Sprintf("content/articles/x%03d.vi.md", i)] = "---\ntitle: Bài\ndate: 2020-01-02\nterm: 2020-2025\ncommittee: " + quoted(attack) + "\n---\nĐoạn văn.\n"
		files[fmt.Sprintf("content/articles/y%03d.vi.md", i)] = "---\ntitle: Bài\ndate: 2020-01-02\nterm: 2020-2025\ncommittee: tinh\n" + quoted(attack) + ": x\n---\nĐoạn văn.\n"
		if name := fileName(attack); name != "x" && !strings.ContainsAny(name, "\r\n") {
			files["content/articles/"+name+".vi.md"] = "---\ntitle: Bài\n---\nĐoạn văn.\n"
		}
	}
	e := edit(t, files, editedPage)
	e.until("a message", message, "x000.vi.md")
	problems, err := generator.Check(generator.Options{Dir: e.dir, Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static"), Now: day})
	must(t, err)
	var printed bytes.Buffer
	must(t, problems.Print(&printed, diag.TextFormat, nil))
	want := strings.Split(strings.TrimSuffix(printed.String(), "\n"), "\n")
	shown, err := Eval[[]string](e.tab, `() => [...document.querySelector("#bantin_preview").shadowRoot.querySelectorAll("li")].map(li => li.textContent)`)
	must(t, err)
	if len(want) < 2*len(attacks) || !slices.Equal(shown, want) {
		for i := range min(len(shown), len(want)) {
			if shown[i] != want[i] {
				t.Fatalf("the page shows %q, and check prints %q", shown[i], want[i])
			}
		}
		t.Fatalf("the page shows %d lines, and check prints %d", len(shown), len(want))
	}
	kinds, err := Eval[[]string](e.tab, `() => [...new Set([...document.querySelector("#bantin_preview").shadowRoot.querySelectorAll("*")].map(e => e.localName))].sort()`)
	must(t, err)
	if want := []string{"button", "h2", "li", "link", "ol", "p", "section"}; !slices.Equal(kinds, want) {
		t.Errorf("the message is made of %q", kinds)
	}
	e.harmed()

	// A page for what is not there, at an address that is an attack.
	for i := 0; i < len(attacks); i += 8 {
		must(t, e.tab.Open(e.url+"/"+percent(attacks[i], "")+"?"+percent(attacks[i], "")))
		e.harmed()
	}
}

// harmed holds that nothing of what was typed ran or was asked for.
func (e *editing) harmed() {
	e.Helper()
	e.quiet()
	l := e.tab.Log()
	for _, url := range l.Requests {
		if !strings.HasPrefix(url, e.url+"/") {
			e.Errorf("the page asks for %s", url)
		}
	}
	if ran, err := Eval[bool](e.tab, `() => "ran" in document.documentElement.dataset`); err != nil || ran || len(l.Dialogs) > 0 {
		e.Errorf("something ran (%v), dialogs %q", err, l.Dialogs)
	}
}
