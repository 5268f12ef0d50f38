package browser

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"bantin/generator"
	"bantin/generator/server"
)

// edited is the bulletin that an editor works on, with one article.
var edited = map[string]string{
	"config.yaml":             "base_url: https://example.org/\ntitle: {vi: Bản tin thử, en: Trial Bulletin}\n",
	"content/committees.yaml": "- id: tinh\n  name: {vi: Đảng bộ tỉnh, en: Provincial organisation}\n  level: province\n",
	editedFile:                "---\ntitle: Bài một\ndate: 2024-01-02\ncommittee: tinh\nterm: 2020-2025\n---\n\n" + strings.Repeat("Một đoạn văn.\n\n", 200) + "Câu cuối.\n",
}

const (
	editedFile = "content/articles/mot.vi.md"
	editedPage = "/vi/bai-viet/2024/mot/"
)

// An editing is an editor's day: a folder, its preview and a browser that shows it.
type editing struct {
	*testing.T
	dir, url string
	tab      *Tab
}

// edit starts a preview of a folder with the files and opens a page of it.
func edit(t *testing.T, files map[string]string, page string) *editing {
	t.Helper()
	need(t)
	e := &editing{T: t, dir: t.TempDir()}
	for name, text := range files {
		e.save(name, text)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended, ready := make(chan error, 1), make(chan string, 100)
	go func() {
		ended <- server.Run(ctx, server.Options{
			Site: generator.Options{Dir: e.dir, Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static")},
			Addr: "127.0.0.1:0", Now: func() time.Time { return day },
			Tell: func(n server.News) {
				if n.First {
					ready <- strings.TrimSuffix(n.URL, "/")
				}
			},
		})
	}()
	e.tab = tab(t)
	select {
	case e.url = <-ready:
	case err := <-ended:
		t.Fatal(err)
	}
	t.Cleanup(func() {
		must(t, e.tab.Open("about:blank")) // which lets go of the server
		cancel()
		must(t, <-ended)
	})
	must(t, e.tab.Open(e.url+page))
	return e
}

// save writes a file; "" takes it away.
func (e *editing) save(name, text string) {
	e.Helper()
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	if text == "" {
		must(e.T, os.Remove(full))
		return
	}
	must(e.T, os.MkdirAll(filepath.Dir(full), 0o777))
	must(e.T, os.WriteFile(full, []byte(text), 0o666))
}

// until waits until the page says something. The page may be loaded again
// meanwhile, as often as it likes.
func (e *editing) until(what, function string, args ...any) {
	e.Helper()
	var last error
	for start := time.Now(); time.Since(start) < 2*patience; time.Sleep(20 * time.Millisecond) {
		yes, err := Eval[bool](e.tab, function, args...)
		if err == nil && yes {
			return
		}
		if last = err; err != nil {
			// Our own scripts went with the page.
			e.tab.loading(chromedp.Func(func(context.Context, *chromedp.Target) error { return nil }))
		}
	}
	shown, _ := Eval[string](e.tab, `() => document.body.innerText.slice(-400) + " / " + (document.querySelector("#bantin_preview")?.shadowRoot.textContent || "no message")`)
	e.Fatalf("%s does not come about (%v): %s", what, last, shown)
}

const (
	says    = `words => document.body.innerText.includes(words)`
	message = `words => (document.querySelector("#bantin_preview")?.shadowRoot.querySelector("section")?.textContent || "").includes(words)`
	silent  = `() => !document.querySelector("#bantin_preview")`
)

// quiet holds the page against the policy: nothing was refused, and nothing went
// wrong.
func (e *editing) quiet() {
	e.Helper()
	l := e.tab.Log()
	if len(l.Violations) > 0 || len(l.Errors) > 0 {
		e.Errorf("violations %q, errors %q", l.Violations, l.Errors)
	}
}

// TestPreviewFollows: an edit shows by itself, at the same place of the page; a
// style without the page being loaded again; a page that goes and comes back.
func TestPreviewFollows(t *testing.T) {
	e := edit(t, edited, editedPage)
	e.until("the page", says, "Câu cuối.")
	if _, err := Eval[bool](e.tab, `() => { scrollTo({ top: 2000, behavior: "instant" }); document.documentElement.dataset.first = "yes"; return true; }`); err != nil {
		t.Fatal(err)
	}
	e.save(editedFile, strings.Replace(edited[editedFile], "Câu cuối.", "Câu đã sửa.", 1))
	e.until("an edit", says, "Câu đã sửa.")
	e.until("the place on the page", `() => Math.abs(scrollY - 2000) < 50`)
	if kept, err := Eval[bool](e.tab, `() => "first" in document.documentElement.dataset`); err != nil || kept {
		t.Errorf("the page was not loaded again (%v): the next test sees nothing", err)
	}

	if _, err := Eval[bool](e.tab, `() => { document.documentElement.dataset.second = "yes"; return true; }`); err != nil {
		t.Fatal(err)
	}
	for _, width := range []string{"7px", "9px"} {
		e.save("static/style.css", "body { border-left: "+width+" solid; min-height: 5000px; }")
		e.until("a style", `width => getComputedStyle(document.body).borderLeftWidth === width && document.querySelectorAll('link[rel="stylesheet"]').length === 1`, width)
	}
	if kept, err := Eval[bool](e.tab, `() => "second" in document.documentElement.dataset`); err != nil || !kept {
		t.Errorf("a style has loaded the page again (%v)", err)
	}

	text := edited[editedFile]
	e.save(editedFile, "")
	e.until("a page that is not there", `() => !document.querySelector("article.text")`)
	e.save(editedFile, text)
	e.until("a page that is back", says, "Câu cuối.")
	e.quiet()
}

// TestPreviewTells: a mistake shows over the page, with the lines that check prints
// and the last good page behind it, and is gone once it is mended.
func TestPreviewTells(t *testing.T) {
	e := edit(t, edited, editedPage)
	e.until("the page", says, "Câu cuối.")
	for _, c := range []struct{ name, file, text, mended string }{
		{"a link", editedFile, edited[editedFile] + "\n[Đâu](khong-co.vi.md)\n", edited[editedFile]},
		{"front matter", editedFile, strings.Replace(edited[editedFile], "committee:", "comittee:", 1), edited[editedFile]},
		{"the settings", "config.yaml", "title: [", edited["config.yaml"]},
		{"a layout", "layouts/line.html", "{{if}}", "<a href=\"/vi/\">{{.Kind}}</a>"},
	} {
		e.save(c.file, c.text)
		e.until(c.name+", wrong", message, c.file)
		problems, err := generator.Check(generator.Options{Dir: e.dir, Layouts: os.DirFS("../../layouts"), Static: os.DirFS("../../static"), Now: day})
		must(t, err)
		shown, err := Eval[[]string](e.tab, `() => [...document.querySelector("#bantin_preview").shadowRoot.querySelectorAll("li")].map(li => li.textContent)`)
		must(t, err)
		var want []string
		for _, p := range problems {
			want = append(want, p.String())
		}
		if !slices.Equal(shown, want) {
			t.Errorf("%s: the page shows %q, and check prints %q", c.name, shown, want)
		}
		e.until(c.name+", with the last good page behind it", says, "Câu cuối.")
		e.save(c.file, c.mended)
		e.until(c.name+", mended", silent)
	}

	// It can be put away, by keys too, and comes back when something else is wrong.
	e.save("config.yaml", "title: [")
	e.until("a message", message, "config.yaml")
	e.until("a message in the page's language", message, "Bản tin có 1 lỗi")
	e.until("the style of the message", `() => getComputedStyle(document.querySelector("#bantin_preview").shadowRoot.querySelector("section")).position === "fixed"`)
	if _, err := Eval[bool](e.tab, `() => { document.querySelector("#bantin_preview").shadowRoot.querySelector("section").focus(); return true; }`); err != nil {
		t.Fatal(err)
	}
	must(t, e.tab.Press("\x1b"))
	e.until("a message that was put away", silent)
	e.save("config.yaml", "titel: x\n")
	e.until("another message", message, "config.yaml")
	e.save("config.yaml", edited["config.yaml"])
	e.until("no message", silent)
	e.quiet()
}

// TestPreviewBegins: a folder that is wrong from the start has a page that says so,
// which becomes the bulletin's own once it is mended.
func TestPreviewBegins(t *testing.T) {
	files := map[string]string{}
	for name, text := range edited {
		files[name] = text
	}
	files["config.yaml"] = "title: ["
	e := edit(t, files, editedPage)
	e.until("a message", message, "config.yaml")
	e.save("config.yaml", edited["config.yaml"])
	e.until("the page", says, "Câu cuối.")
	e.until("no message", silent)
	e.quiet()
}

// TestPreviewFolder: while the site's folder is not there a message says so over the
// page, which stays as it was, at its place; once it is back, the message goes.
func TestPreviewFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a folder that is held open stays in its place")
	}
	e := edit(t, edited, editedPage)
	e.until("the page", says, "Câu cuối.")
	if _, err := Eval[bool](e.tab, `() => { scrollTo({ top: 2000, behavior: "instant" }); document.documentElement.dataset.first = "yes"; return true; }`); err != nil {
		t.Fatal(err)
	}
	const same = `() => Math.abs(scrollY - 2000) < 50 && "first" in document.documentElement.dataset`
	must(t, os.RemoveAll(e.dir))
	e.until("a message", message, "the site's folder is not there")
	e.until("the page as it was, behind it", same)
	for name, text := range edited {
		e.save(name, text)
	}
	e.until("no message", silent)
	e.until("the page as it was", same)
	e.save(editedFile, strings.Replace(edited[editedFile], "Câu cuối.", "Câu đã sửa.", 1))
	e.until("an edit in the folder that is back", says, "Câu đã sửa.")
	e.until("the place on the page", `() => Math.abs(scrollY - 2000) < 50`)
	e.quiet()
}
