package browser

import (
	"bytes"
	"image/png"
	"slices"
	"strings"
	"testing"

	"bantin/generator/address"
	"bantin/generator/content"
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
			for (const a of document.querySelectorAll(".facts a[href^=http]")) {
				if (shown(a) && !getComputedStyle(a, "::after").content.includes(a.getAttribute("href"))) out.push("there is no address of " + a.textContent);
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

// TestTables: what a table scrolls in has a name, which no other table of the page has.
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
		faults, err := Eval[[]string](tab, `() => [...document.querySelectorAll(".table")].map((e, i, all) =>
			e.getAttribute("role") === "region" && e.getAttribute("aria-label") && all.findIndex((f) => f.getAttribute("aria-label") === e.getAttribute("aria-label")) === i ? "" : e.outerHTML.slice(0, 60))`)
		must(t, err)
		for _, fault := range faults {
			tables++
			if fault != "" {
				t.Errorf("%s: a table has no name of its own: %s", p, fault)
			}
		}
	}
	if tables == 0 {
		t.Error("there is no table")
	}
}

// TestTableStops: what a table scrolls in is a stop of the Tab key where it scrolls, and
// without scripts everywhere; only a table that has to sticks out of the text.
func TestTableStops(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	type table struct {
		Scrolls, Stop bool
		Out           float64 // of the column, in pixels
		Spare         float64 // how much narrower the table could be than its box
	}
	seen := map[bool]int{}
	for _, scripts := range []bool{true, false} {
		must(t, tab.Scripts(scripts))
		for _, v := range []View{phone, desk} {
			show(t, tab, v)
			for _, p := range fewSamples(t) {
				if p.kind != address.Article && p.kind != address.Page && p.kind != address.Bilingual { // what has texts
					continue
				}
				open(t, tab, p.url())
				tables, err := Eval[[]table](tab, `async () => {
					await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
					return [...document.querySelectorAll(".table")].map((e) => {
						const column = e.parentElement.getBoundingClientRect(), box = e.getBoundingClientRect();
						const whole = e.firstElementChild.cloneNode(true);
						whole.style.cssText = "position: absolute; width: min-content; min-width: 0";
						e.append(whole);
						const needs = whole.offsetWidth;
						whole.remove();
						return { scrolls: e.scrollWidth > e.clientWidth, stop: e.tabIndex === 0, out: box.right - column.right, spare: box.width - needs };
					});
				}`)
				must(t, err)
				for _, x := range tables {
					seen[x.Scrolls]++
					if x.Stop != (x.Scrolls || !scripts) {
						t.Errorf("%s at %d pixels, scripts %v: %+v", p, v.Width, scripts, x)
					}
					if x.Out > 1 && x.Spare > 1 {
						t.Errorf("%s at %d pixels: a table sticks out that need not: %+v", p, v.Width, x)
					}
				}
			}
		}
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("the tables are %v", seen)
	}
}

// TestShade: at the side of a table that fits there is no shade, wherever in a pixel
// its box ends.
func TestShade(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	open(t, tab, house.real.url+house.real.path(t, 0, address.Key{Kind: address.Article, ID: "2025-10-08-dai-hoi-dang-bo-tinh-tay-ninh", Year: 2025}))
	for _, width := range []int{1000, 1001, 1003, 1280} {
		show(t, tab, View{Width: width, Height: 800, Bare: true})
		type box struct {
			Right, Top, Bottom int
			Table              int // where it ends within
			Scrolls            bool
		}
		b, err := Eval[box](tab, `() => {
			const e = document.querySelector(".table");
			e.scrollIntoView({ block: "center", behavior: "instant" });
			const r = e.getBoundingClientRect();
			return { right: Math.floor(r.right), top: Math.ceil(r.top), bottom: Math.floor(r.bottom), scrolls: e.scrollWidth > e.clientWidth, table: Math.ceil(e.firstElementChild.getBoundingClientRect().right) };
		}`)
		must(t, err)
		if b.Scrolls || b.Bottom-b.Top < 20 || b.Table > b.Right-4 {
			t.Fatalf("at %d pixels the table cannot be looked at: %+v", width, b)
		}
		shot, err := tab.Picture()
		must(t, err)
		picture, err := png.Decode(bytes.NewReader(shot))
		must(t, err)
		paper := picture.At(b.Right-3, (b.Top+b.Bottom)/2)
		for x := b.Right - 2; x <= b.Right+1; x++ {
			if got := picture.At(x, (b.Top+b.Bottom)/2); got != paper {
				t.Errorf("at %d pixels, %d from the right, the table's box has %v and not %v", width, b.Right-x, got, paper)
			}
		}
	}
}

// TestSubscribe: the address of a calendar can be copied as it is, stands on a phone
// without a break in its last part, and is a committee's own on the committee's page,
// whose contents lead to it.
func TestSubscribe(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, phone)
	b := house.real
	for lang := range b.lib.Locales {
		for page, calendar := range map[address.Key]address.Key{
			{Kind: address.Month, Year: 2020, Month: 10}: {Kind: address.Calendar},
			{Kind: address.Committee, ID: "hau-giang"}:   {Kind: address.Calendar, ID: "hau-giang"},
		} {
			open(t, tab, b.url+b.path(t, lang, page))
			type state struct {
				Text           string
				Broken, Button bool
				Led            bool // from the page's own contents
			}
			s, err := Eval[state](tab, `() => {
				for (const d of document.querySelectorAll("details.subscribe")) d.open = true;
				const code = document.querySelector("#calendar_"), last = code.lastChild, range = document.createRange();
				range.selectNodeContents(last);
				const within = document.querySelector(".within");
				return { text: code.textContent, broken: range.getClientRects().length > 1, button: document.querySelector("[data-copy=calendar]").checkVisibility(), led: !within || !!within.querySelector("a[href='#feeds_']") };
			}`)
			must(t, err)
			want := strings.TrimSuffix(b.lib.Config.BaseURL, "/") + b.path(t, lang, calendar)
			if s.Text != want || s.Broken || !s.Button || !s.Led {
				t.Errorf("%s: %+v, want the address %s", where(t, tab), s, want)
			}
		}
	}
}

// TestDays: on a phone the titles of a list begin below each other, whatever they are
// titles of; and below the name of a month only the day stands beside them.
func TestDays(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, phone)
	lists := 0
	for _, p := range fewSamples(t) {
		if !slices.Contains([]address.Kind{address.Timeline, address.Year, address.Term, address.Document, address.Article}, p.kind) {
			continue
		}
		open(t, tab, p.url())
		faults, err := Eval[[]string](tab, `() => [...document.querySelectorAll("ul.lines")].filter((u) => u.checkVisibility()).flatMap((list) => {
			const out = [""], lefts = new Set();
			for (const li of list.children) {
				const when = li.querySelector(".when"), a = li.querySelector(".what > a");
				if (!when || !a) continue;
				const range = document.createRange();
				range.selectNodeContents(a);
				const milestone = li.querySelector(".what.milestone") ? parseFloat(getComputedStyle(li.querySelector(".what")).paddingLeft) + 4 : 0;
				lefts.add(Math.round(range.getClientRects()[0].left - milestone));
				if (list.closest(".month") && !when.querySelector(".until") && /\d{4}/.test(when.textContent)) out.push("below a month stands " + when.textContent);
			}
			if (lefts.size > 1) out.push("titles begin at " + [...lefts].join(", "));
			return out;
		})`)
		must(t, err)
		for _, fault := range faults {
			lists++
			if fault != "" {
				t.Errorf("%s: %s", p, fault)
			}
		}
	}
	if lists == 0 {
		t.Error("no page has a list")
	}
}

// TestFullSize: a lead picture whose file shows more than the page does has a link to
// it, which leads to a picture; every page names the colour of the bulletin.
func TestFullSize(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	leads := 0
	b := house.real
	for i := range b.book.All {
		a := &b.book.All[i]
		if a.Key.Kind != address.Article {
			continue
		}
		open(t, tab, b.url+a.Path)
		type state struct {
			Colour [2]string // on light paper, on dark
			Lead   bool      // a drawing or a large picture
			Type   string
		}
		s, err := Eval[state](tab, `async () => {
			const lead = document.querySelector(".lead img"), link = document.querySelector(".lead .full a");
			const type = link ? (await fetch(link.href)).headers.get("content-type") : "";
			const colour = ["light", "dark"].map((scheme) => document.querySelector("meta[name=theme-color][media*=" + scheme + "]")?.content ?? "");
			return { colour, lead: !!lead && (lead.src.endsWith(".svg") || Number(lead.getAttribute("width")) > 656), type };
		}`)
		must(t, err)
		if s.Colour != [2]string{b.lib.Config.Accent, content.OnDark(b.lib.Config.Accent)} {
			t.Errorf("%s: the colour is %q", a.Path, s.Colour)
		}
		if s.Lead {
			leads++
		}
		if s.Lead != strings.HasPrefix(s.Type, "image/") {
			t.Errorf("%s: %+v", a.Path, s)
		}
	}
	if leads == 0 {
		t.Error("no page has a large picture")
	}
}
