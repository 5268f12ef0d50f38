package browser

import (
	"slices"
	"testing"

	"bantin/generator/address"
)

// phone is a narrow window.
var phone = View{Width: 360, Height: 640}

// TestWhole: on a phone, what is read as one stands on one line: a document's number,
// the years of a term, a congress's short name, a month's heading.
func TestWhole(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, phone)
	seen := 0
	for _, p := range fewSamples(t) {
		if !p.kind.IsPage() {
			continue
		}
		open(t, tab, p.url())
		type part struct {
			Text string
			Room bool // whether it would fit on a line
			Fits bool // whether it stands on one
		}
		parts, err := Eval[[]part](tab, `() => {
			const whole = /^((Đại hội|Congress) [IVXL]+|\d{4}–\d{4}|[\p{L} ]* ?\d[\d/]*[-–/][\p{L}\d/-]+|(Tháng \d+ năm|January|February|March|April|May|June|July|August|September|October|November|December) \d{4})$/u;
			const one = (e) => {
				const range = document.createRange();
				range.selectNodeContents(e);
				return range.getBoundingClientRect().height < 1.9 * parseFloat(getComputedStyle(e).fontSize);
			};
			return [...document.querySelectorAll("main a, main h1 span, main h2 > span:not(.count)")].filter((e) => e.checkVisibility() && !e.closest("svg, .body")).flatMap((e) => {
				const text = e.textContent.trim();
				if (!whole.test(text.replace(/\s/g, " "))) return [];
				const alone = e.cloneNode(true);
				alone.style.cssText = "position: absolute; white-space: nowrap; max-width: none; width: max-content";
				e.after(alone);
				let around = e.parentElement;
				while (getComputedStyle(around).display.startsWith("inline")) around = around.parentElement;
				const room = alone.offsetWidth <= around.clientWidth - 64;
				alone.remove();
				return [{ text, room, fits: one(e) }];
			});
		}`)
		must(t, err)
		for _, x := range parts {
			seen++
			if x.Room && !x.Fits {
				t.Errorf("%s: %q is broken", p, x.Text)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d were looked at", seen)
	}
}

// TestOnceAbove: above an article's title its committee is named once, by the way to it.
func TestOnceAbove(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, phone)
	for _, p := range house.real.samples(t) {
		if p.kind != address.Article {
			continue
		}
		open(t, tab, p.url())
		names, err := Eval[[]string](tab, `() => {
			const title = document.querySelector("h1"), committee = document.querySelector(".facts dd a").pathname;
			return [...document.querySelectorAll("body a")].filter((a) => a.pathname === committee && a.checkVisibility() && a.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING).map((a) => a.textContent);
		}`)
		must(t, err)
		if len(names) != 1 {
			t.Errorf("%s: above the title its committee is named %q", p, names)
		}
	}
}

// TestPaperFacts: what a page tells of an article or of a committee is on paper too,
// and its boxes and chips are not.
func TestPaperFacts(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	for _, p := range fewSamples(t) {
		if !slices.Contains([]address.Kind{address.Article, address.Committee, address.Documents}, p.kind) {
			continue
		}
		open(t, tab, p.url())
		show(t, tab, View{Width: 700, Height: 990, Print: true})
		faults, err := Eval[[]string](tab, `() => {
			const shown = (e) => e.checkVisibility(), out = [];
			for (const e of document.querySelectorAll(".facts > div:not(:has(.doings)), .cites > ul > li, .line-of-time li, #plenums_ ~ ul > li, #about_ ~ .tree li")) {
				if (!shown(e)) out.push("there is no " + e.textContent.trim());
			}
			for (const e of document.querySelectorAll("form, .chips, .chips li")) if (shown(e)) out.push("there stands " + e.textContent.trim());
			for (const h of document.querySelectorAll("h2")) {
				const next = h.nextElementSibling;
				if (shown(h) && next && !shown(next)) out.push("nothing is under " + h.textContent);
			}
			return out;
		}`)
		must(t, err)
		for _, fault := range faults {
			t.Errorf("%s: on paper, %s", p, fault)
		}
		show(t, tab, desk)
	}
}

// TestTables: what a table scrolls in has a name.
func TestTables(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	tables := 0
	for _, p := range fewSamples(t) {
		if !p.kind.IsPage() {
			continue
		}
		open(t, tab, p.url())
		faults, err := Eval[[]string](tab, `() => [...document.querySelectorAll(".table")].map((e) =>
			e.getAttribute("role") === "region" && e.getAttribute("aria-label") ? "" : e.outerHTML.slice(0, 60))`)
		must(t, err)
		for _, fault := range faults {
			tables++
			if fault != "" {
				t.Errorf("%s: a table has no name: %s", p, fault)
			}
		}
	}
	if tables == 0 {
		t.Error("there is no table")
	}
}
