package browser

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"bantin/generator"
	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/lack"
	"bantin/generator/render"
)

// A bulletin is a published one, and the server that shows it.
type bulletin struct {
	name string
	dir  string // its public folder
	url  string // of the server, without a slash at its end
	lib  *content.Library
	book *address.Book
}

// house is what all tests use: one browser, its tabs and two bulletins.
var house struct {
	missing string // what is not there to test with, as a sentence
	axe     string // the script, "" where it is missing
	noAxe   string // the sentence for that
	browser *Browser
	tabs    chan *Tab
	real    *bulletin // this repository's own
	hard    *bulletin // of what is hard to show
}

// day is when both bulletins are built: one on which their announcements show.
var day = time.Date(2026, 3, 1, 5, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	code, err := furnish(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// furnish makes the house, runs the tests and leaves nothing behind.
func furnish(m *testing.M) (code int, err error) {
	program, err := Find()
	if err != nil {
		house.missing = err.Error()
		return m.Run(), nil
	}
	axe, err := os.ReadFile("testdata/node_modules/axe-core/axe.min.js")
	if err != nil {
		house.noAxe = "axe-core is not there: run npm ci --ignore-scripts in generator/browser/testdata, as make browser does"
	}
	house.axe = string(axe)

	work, err := os.MkdirTemp("", "bantin-browser-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(work)
	hardDir := filepath.Join(work, "hard")
	if err := writeHard(hardDir); err != nil {
		return 1, err
	}
	for _, b := range []struct {
		to        **bulletin
		name, dir string
	}{{&house.real, "real", "../.."}, {&house.hard, "hard", hardDir}} {
		made, err := publish(b.name, b.dir, filepath.Join(work, "public-"+b.name))
		if err != nil {
			return 1, fmt.Errorf("%s bulletin: %w", b.name, err)
		}
		end, err := made.serve()
		if err != nil {
			return 1, err
		}
		defer end()
		*b.to = made
	}

	if house.browser, err = Start(program); err != nil {
		return 1, err
	}
	defer house.browser.Close()
	house.tabs = make(chan *Tab, runtime.GOMAXPROCS(0))
	for range cap(house.tabs) {
		tab, err := house.browser.Tab()
		if err != nil {
			return 1, err
		}
		house.tabs <- tab
	}
	return m.Run(), nil
}

// publish builds a site's folder, and reads it once more for its addresses.
func publish(name, dir, out string) (*bulletin, error) {
	layouts, static := os.DirFS("../../layouts"), os.DirFS("../../static")
	_, problems, err := generator.Build(generator.Options{Dir: dir, Layouts: layouts, Static: static, Out: out, Now: day})
	if err != nil {
		return nil, err
	}
	if err := wrong(problems); err != nil {
		return nil, err
	}
	lib, err := generator.Library(generator.Options{Dir: dir, Layouts: layouts, Static: static})
	if err != nil {
		return nil, err
	}
	return &bulletin{name: name, dir: out, lib: lib, book: address.NewBook(lib, false)}, nil
}

// wrong are the errors among problems, as one; nil where there are none.
func wrong(problems diag.List) error {
	var lines []string
	for _, p := range problems {
		if p.Severity == diag.Error {
			lines = append(lines, p.String())
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return errors.New(strings.Join(lines, "\n"))
}

// serve shows the bulletin to the browser.
func (b *bulletin) serve() (end func(), err error) {
	files := Handler(os.DirFS(b.dir), render.Policy)
	b.url, end, err = Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == stay {
			w = &staying{ResponseWriter: w}
			r.Header.Del("Accept-Encoding")
		}
		files.ServeHTTP(w, r)
	}))
	return end, err
}

// need skips the test where there is no browser, and fails it where there should be
// one: in CI, which would otherwise pass without having looked.
func need(t *testing.T) {
	t.Helper()
	lack.Of(t, house.missing)
}

func needAxe(t *testing.T) {
	t.Helper()
	need(t)
	lack.Of(t, house.noAxe)
}

// tab lends a tab to a test, showing pages as on a desk.
func tab(t *testing.T) *Tab {
	t.Helper()
	tab := <-house.tabs
	t.Cleanup(func() { house.tabs <- tab })
	show(t, tab, desk)
	must(t, tab.Scripts(true))
	must(t, tab.Cache(true))
	return tab
}

// desk is a window on a screen of the usual size.
var desk = View{Width: 1280, Height: 800}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func show(t *testing.T, tab *Tab, v View) {
	t.Helper()
	must(t, tab.Show(v))
}

// open opens a page and makes look.js ready in it.
func open(t *testing.T, tab *Tab, url string) {
	t.Helper()
	must(t, tab.Open(url))
	ready(t, tab)
}

// ready makes look.js ready in a page that was gone to by a key or by a button.
func ready(t *testing.T, tab *Tab) {
	t.Helper()
	src, err := os.ReadFile("testdata/look.js")
	must(t, err)
	must(t, tab.Load(string(src)))
}

// ask calls a function of look.js.
func ask[T any](t *testing.T, tab *Tab, function string, args ...any) T {
	t.Helper()
	got, err := Eval[T](tab, "look."+function, args...)
	if err != nil {
		t.Fatalf("look.%s: %v", function, err)
	}
	return got
}
