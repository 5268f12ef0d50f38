package browser

import (
	"slices"
	"testing"

	"bantin/generator/address"
)

// devices are what a device gives pages to share with: each writes into the page
// what it is given.
const devices = `
const note = (name) => async (what) => { document.documentElement.dataset[name] = what.url ?? what; };
Object.defineProperty(navigator, "share", { value: note("shared") });
Object.defineProperty(navigator, "clipboard", { value: { writeText: note("copied") } });`

// TestShare passes an article on as on a telephone: by the device's own way of sharing,
// which is how applications without a plain link are reached, and by its address; and
// is not offered what there is not.
func TestShare(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, View{Width: 360, Height: 740})
	samples := house.real.samples(t)
	url := samples[slices.IndexFunc(samples, func(p sample) bool { return p.kind == address.Article })].url()
	open(t, tab, url)
	const offered = `() => [...document.querySelectorAll(".doings button")].filter((b) => b.checkVisibility()).map((b) => Object.keys(b.dataset)[0]).join(" ")`
	if got, err := Eval[string](tab, offered); err != nil || got != "copy" {
		t.Errorf("a device that shares nothing is offered %q, %v", got, err)
	}
	must(t, tab.Before(devices))
	open(t, tab, url)
	if got, err := Eval[string](tab, offered); err != nil || got != "copy share" {
		t.Errorf("a device that shares is offered %q, %v", got, err)
	}
	type state struct{ Shared, Copied, Said, Address string }
	now := func() state {
		t.Helper()
		s, err := Eval[state](tab, `() => ({
			...document.documentElement.dataset,
			said: document.querySelector("output[data-done]").innerText,
			address: document.querySelector("link[rel=canonical]").href,
		})`)
		must(t, err)
		return s
	}
	for _, what := range []string{"data-share", "data-copy=address"} {
		if _, err := Eval[bool](tab, `(what) => { document.querySelector("["+what+"]").click(); return true; }`, what); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "the page to say that its address is copied", func() bool { return now().Said != "" })
	if s := now(); s.Shared != s.Address || s.Copied != s.Address {
		t.Errorf("%+v", s)
	}
}
