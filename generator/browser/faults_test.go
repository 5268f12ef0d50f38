package browser

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"bantin/generator/render"

	"github.com/chromedp/chromedp/kb"
)

// flawed is a page that has each fault that the tests look for.
const flawed = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Sai</title>
<link rel="stylesheet" href="/flawed.css"><script src="/flawed.js" defer></script></head>
<body style="margin: 1px">
<main>
<h1>Trang sai</h1>
<p class="fixed">Chữ không lớn lên.</p>
<p class="low"><span>Một dòng</span><span class="over">đè lên</span></p>
<p class="cut">Chữ bị cắt ở cuối vì khung quá nhỏ cho nó</p>
<p class="wide">Rộng</p>
<p class="pale">Chữ quá nhạt</p>
<p><a class="bare" href="/">Liên kết không cho thấy nó đang được chọn</a></p>
<form action="/"><input class="field" name="q" aria-label="Tìm"><a class="onto" href="/">Lên trên</a><button>Tìm</button></form>
<p><button type="button">Nút không làm gì</button></p>
<p><img src="http://127.0.0.1:9/elsewhere.png" alt=""><img src="/gone.png" alt="Ảnh"></p>
</main></body></html>`

// sound is one that has none.
const sound = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Đúng</title>
<link rel="icon" href="/icon.svg"></head>
<body><main><h1>Trang đúng</h1><p>Chữ. <a href="/">Liên kết</a></p></main></body></html>`

// TestFaults: what the other tests look for is seen where it is, and only there.
func TestFaults(t *testing.T) {
	need(t)
	t.Parallel()
	origin, end, err := Serve(Handler(fstest.MapFS{
		"index.html":       {Data: []byte(flawed)},
		"sound/index.html": {Data: []byte(sound)},
		"404.html":         {Data: []byte(sound)},
		"icon.svg":         {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
		"flawed.css": {Data: []byte(`
			.fixed, .low { font-size: 16px }
			.low span { position: absolute }
			.cut { width: 6em; height: 1em; overflow: hidden; white-space: nowrap }
			.wide { width: 400px }
			.field { box-sizing: border-box; width: 3em }
			.onto { display: inline-block; margin-left: -2em }
			.late { height: 200px }
			.pale { color: #ccc }
			.bare:focus-visible { outline: none }
		`)},
		"flawed.js": {Data: []byte(`
			requestAnimationFrame(() => setTimeout(() => {
				const p = document.createElement("p");
				p.textContent = "Đến sau";
				p.className = "late";
				document.querySelector("h1").before(p);
				setTimeout(() => { throw new Error("sai"); });
			}, 30));
		`)},
	}, render.Policy))
	must(t, err)
	defer end()
	tab := tab(t)

	open(t, tab, origin+"/sound/")
	if got := faults(t, tab, origin); len(got) > 0 {
		t.Errorf("the sound page has faults: %q", got)
	}

	show(t, tab, desk)
	open(t, tab, origin+"/")
	got := faults(t, tab, origin)
	for _, want := range []string{
		"it moves by itself",
		"pictures that did not come",
		"against the content security policy",
		"in the console",
		"not there",
		"a reader who sets text to 200 % gets less",
		"cut off at 1280 pixels and 200 % text: p.cut",
		"over each other at 360 pixels and 200 % text: span",
		"crowded at 360 pixels and 200 % text: input.field lies on a.onto",
		"wider than 320 pixels: 40",
		"crowded at 320 pixels: input.field lies on a.onto",
		"cut off at 320 pixels: p.cut",
		"over each other at 320 pixels: span",
	} {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("not seen: %s", want)
		}
	}
	log := tab.Log()
	if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "input.field has room for ") }) {
		t.Error("not seen: a field without room")
	}
	for _, part := range []struct {
		what, want string
		in         []string
	}{
		{"violations", "style-src-attr", log.Violations},
		{"violations", "img-src", log.Violations},
		{"errors", "Error: sai", log.Errors},
		{"failures", origin + "/gone.png: status 404", log.Failed},
	} {
		if !slices.ContainsFunc(part.in, func(s string) bool { return strings.HasPrefix(s, part.want) }) {
			t.Errorf("%s is not among the %s: %q", part.want, part.what, part.in)
		}
	}
	if t.Failed() {
		t.Logf("seen: %s", strings.Join(got, "\n"))
	}

	show(t, tab, desk)
	if s := press(t, tab, kb.Tab); !strings.Contains(s.Fault, "shows no focus") {
		t.Errorf("%s shows its focus: %q", s.Name, s.Fault)
	}
	if dead := ask[skeleton](t, tab, "skeleton").Dead; len(dead) != 1 || !strings.HasPrefix(dead[0], "button") {
		t.Errorf("of dead controls are seen %q", dead)
	}
	if house.axe == "" {
		return
	}
	must(t, tab.Load(house.axe))
	for _, colours := range []bool{false, true} {
		if rules := ask[[]string](t, tab, "rules", colours); !slices.ContainsFunc(rules, func(s string) bool { return strings.HasPrefix(s, "color-contrast") }) {
			t.Errorf("axe-core does not see the pale text: %q", rules)
		}
	}
}
