package browser

import (
	"fmt"
	"slices"
	"testing"

	"bantin/generator/address"
)

// TestMasthead looks at the head of pages between a tablet and a desk: search and
// languages stand beside the bulletin's name, and nothing is torn from it, however long
// the name is and however many entries the menu has.
func TestMasthead(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	for _, b := range []*bulletin{house.real, house.hard} {
		for lang := range b.lib.Locales {
			open(t, tab, b.url+b.path(t, lang, address.Key{Kind: address.Home}))
			for _, width := range []int{768, 900, 1024, 1152, 1280, 1440} {
				show(t, tab, View{Width: width, Height: 800, Bare: true})
				faults, err := Eval[[]string](tab, `() => {
					const box = (s) => document.querySelector(s).getBoundingClientRect();
					const name = box("header.site .name"), out = [];
					for (const s of [".seek input", ".languages"]) {
						const b = box(s), middle = (b.top + b.bottom) / 2;
						if (middle < name.top || middle > name.bottom || b.left < name.right) out.push(s + " is not beside the name");
					}
					const open = [...document.querySelectorAll(".menu li a")].filter((a) => a.checkVisibility());
					if (open.some((a) => a.getBoundingClientRect().top < name.bottom)) out.push("the menu is not below the name");
					return out;
				}`)
				must(t, err)
				for _, fault := range slices.Concat(faults, ask[[]string](t, tab, "overlaps"), ask[[]string](t, tab, "overflow")) {
					t.Errorf("%s in %s at %d pixels: %s", b.name, b.lib.Locales[lang].Tag, width, fault)
				}
			}
		}
	}
}

// TestLargeHead: where the reader's text is twice as large, by the browser's setting or
// by a style of their own, the head of the page breaks its lines and its columns do: nothing
// lies on another, or beyond the window, and the search field has room for a word. The name
// in the foot has the room that the description below it has.
func TestLargeHead(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	for _, b := range []*bulletin{house.real, house.hard} {
		for lang := range b.lib.Locales {
			open(t, tab, b.url+b.path(t, lang, address.Key{Kind: address.Home}))
			for _, width := range []int{320, 360, 412, 600, 768, 1024, 1280} {
				for _, own := range []bool{false, true} {
					show(t, tab, View{Width: width, Height: 800, Bare: true, LargeText: !own})
					faults, err := Eval[[]string](tab, fmt.Sprintf(`() => {
						document.documentElement.style.fontSize = %t ? "200%%" : "";
						const wide = (s) => document.querySelector("footer.site " + s).getBoundingClientRect().width;
						return look.crowded().concat(wide(".name") < 0.9 * wide(".name + p") ? ["the name in the foot is narrow"] : []);
					}`, own))
					must(t, err)
					for _, fault := range slices.Concat(faults, ask[[]string](t, tab, "overlaps"), ask[[]string](t, tab, "overflow")) {
						t.Errorf("%s in %s at %d pixels, a style of the reader's own %t: %s", b.name, b.lib.Locales[lang].Tag, width, own, fault)
					}
				}
			}
		}
	}
}

// TestSelects: on a phone, a choice is as wide as its widest option, or else has all
// the room that there is.
func TestSelects(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	show(t, tab, View{Width: 360, Height: 640, Bare: true})
	seen := 0
	for _, b := range []*bulletin{house.real, house.hard} {
		for _, k := range []address.Key{{Kind: address.Year, Year: 2020}, {Kind: address.Year, Year: 2021}, {Kind: address.Month, Year: 2021, Month: 3}, {Kind: address.Documents}} {
			path, ok := b.book.Path(0, k)
			if !ok {
				continue
			}
			open(t, tab, b.url+path)
			type choice struct {
				ID                 string
				Wide, Needs, Spare float64
			}
			choices, err := Eval[[]choice](tab, `() => (document.querySelectorAll("main details").forEach((d) => { d.open = true; }), [...document.querySelectorAll("main select")].filter((s) => s.checkVisibility()).map((s) => {
				const form = s.form, style = getComputedStyle(form);
				const room = form.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
				const whole = s.cloneNode(true);
				whole.style.cssText = "position: absolute; width: max-content; max-width: none";
				s.after(whole);
				const needs = whole.offsetWidth;
				whole.remove();
				return { id: s.id, wide: s.offsetWidth, needs, spare: room - s.offsetWidth };
			}))`)
			must(t, err)
			for _, c := range choices {
				seen++
				if c.Wide < c.Needs && c.Spare > 1 {
					t.Errorf("%s%s: %s is %g pixels wide of the %g that its options take, and leaves %g empty", b.name, path, c.ID, c.Wide, c.Needs, c.Spare)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no page has a choice")
	}
}

// TestFoldedFilters: on a phone the choices of a year are folded and say how many of them
// are set; where there is room they stand open. While one is made, the drawing says that it
// is of all.
func TestFoldedFilters(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	b := house.real
	year := b.url + b.path(t, 0, address.Key{Kind: address.Year, Year: 2020})
	type state struct {
		Summary string // "" where it is not seen
		Choices int    // that are seen
		Drawn   bool   // whether the drawing says so
	}
	for _, c := range []struct {
		view  View
		query string
		want  state
	}{
		{phone, "", state{"Lọc bài viết", 0, false}},
		{phone, "?kind=congress&level=province", state{"Lọc bài viết (2)", 0, true}},
		{desk, "?kind=congress", state{"", 4, true}},
	} {
		show(t, tab, c.view)
		open(t, tab, year+c.query)
		got, err := Eval[state](tab, `() => {
			const seen = (e) => e.checkVisibility({ contentVisibilityAuto: true });
			const summary = document.querySelector("form.filters summary");
			return { summary: seen(summary) ? summary.textContent : "", choices: [...document.querySelectorAll("form.filters select")].filter(seen).length,
				drawn: seen(document.querySelector(".drawing figcaption")) };
		}`)
		must(t, err)
		if got != c.want {
			t.Errorf("%d pixels%s: %+v, want %+v", c.view.Width, c.query, got, c.want)
		}
	}
}

// TestKeptTogether: what is kept on one line where it has room, as the number of a document in
// a heading, follows what is before it by no more than a space.
func TestKeptTogether(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	seen := 0
	for _, p := range fewSamples(t) {
		open(t, tab, p.url())
		type hole struct {
			What   string
			Before float64 // in letters of the text's size
		}
		holes, err := Eval[[]hole](tab, `() => [...document.querySelectorAll(".whole")].filter((e) => e.checkVisibility()).map((e) => {
			const text = document.createRange();
			text.selectNodeContents(e);
			const before = text.getBoundingClientRect().left - e.getBoundingClientRect().left;
			return { what: e.textContent, before: before / parseFloat(getComputedStyle(e).fontSize) };
		})`)
		must(t, err)
		for _, h := range holes {
			seen++
			if h.Before > 0.1 {
				t.Errorf("%s: a hole of %g letters before %q", p, h.Before, h.What)
			}
		}
	}
	if seen == 0 {
		t.Error("no page has anything of the kind")
	}
}

// TestHighPictures: no picture is higher than the window, whatever its form, and each
// is shown in its own proportions, in a box that is no larger: what is drawn behind it is
// not seen beside it.
func TestHighPictures(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	path := house.hard.path(t, 0, address.Key{Kind: address.Article, ID: "2021-03-02-hai-chu", Year: 2021})
	for _, v := range []View{{Width: 360, Height: 640}, desk} {
		show(t, tab, v)
		open(t, tab, house.hard.url+path)
		type picture struct {
			Src    string
			Height float64
			Fit    string
			Beside float64 // pixels of the box that the picture leaves empty
		}
		pictures, err := Eval[[]picture](tab, `() => [...document.querySelectorAll("main img")].map((i) => ({ src: i.getAttribute("src"), height: i.getBoundingClientRect().height, fit: getComputedStyle(i).objectFit,
			beside: i.width - i.height * i.getAttribute("width") / i.getAttribute("height") }))`)
		must(t, err)
		if len(pictures) < 5 {
			t.Fatalf("the page has %d pictures", len(pictures))
		}
		for _, p := range pictures {
			if p.Height > float64(v.Height) || p.Fit != "contain" {
				t.Errorf("at %d × %d, %s is %g pixels high: %s", v.Width, v.Height, p.Src, p.Height, p.Fit)
			}
			if p.Beside > 1 {
				t.Errorf("at %d × %d, %s has %g pixels of its box beside it", v.Width, v.Height, p.Src, p.Beside)
			}
		}
	}
}

// TestRegisterYears chooses every year above the register: some documents are left each
// time, all of that year, and none of that year is missed.
func TestRegisterYears(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	open(t, tab, house.hard.url+house.hard.path(t, 0, address.Key{Kind: address.Documents}))
	type state struct {
		Years  []string // that can be chosen
		Left   map[string][]string
		Listed map[string][]string // each entry's years, as it says them, by its address
	}
	s, err := Eval[state](tab, `() => {
		const select = document.querySelector("#year_"), entries = [...document.querySelectorAll(".entries > li")];
		const at = (li) => li.querySelector("a").pathname;
		const years = [...select.options].map((o) => o.value).filter(Boolean), left = {}, listed = {};
		for (const li of entries) {
			const said = li.querySelector(".when").textContent + " " + (li.querySelector(".tag")?.textContent ?? "");
			listed[at(li)] = [...new Set(said.match(/\b\d{4}\b/g))];
		}
		for (const y of years) {
			select.value = y;
			select.dispatchEvent(new Event("change", { bubbles: true }));
			left[y] = entries.filter((li) => !li.hidden).map(at);
		}
		return { years, left, listed };
	}`)
	must(t, err)
	for _, y := range s.Years {
		if len(s.Left[y]) == 0 {
			t.Errorf("nothing is of %s", y)
		}
	}
	several := 0
	for at, years := range s.Listed {
		if len(years) > 1 {
			several++
		}
		for _, y := range s.Years {
			if is, shown := slices.Contains(years, y), slices.Contains(s.Left[y], at); is != shown {
				t.Errorf("%s is of %v, and is shown in %s: %t", at, years, y, shown)
			}
		}
		for _, y := range years {
			if !slices.Contains(s.Years, y) {
				t.Errorf("%s is of %s, which cannot be chosen", at, y)
			}
		}
	}
	if several == 0 {
		t.Error("no number is of several years")
	}
}

// paperFaults are what is cut off on a sheet of paper, and the figures of tables that
// are broken there.
func paperFaults(t *testing.T, tab *Tab) []string {
	t.Helper()
	out := ask[[]string](t, tab, "overflow")
	broken, err := Eval[[]string](tab, `() => [...document.querySelectorAll("main td")].filter((td) => {
		if (!td.checkVisibility() || !/^[\d.,%]+$/.test(td.textContent.trim())) return false;
		const range = document.createRange();
		range.selectNodeContents(td);
		return range.getBoundingClientRect().height > 2 * parseFloat(getComputedStyle(td).fontSize);
	}).map((td) => td.textContent)`)
	must(t, err)
	for _, s := range broken {
		out = append(out, fmt.Sprintf("the figure %s is broken", s))
	}
	return out
}

// TestDeepTree: committees below committees, as deep as they may be, leave each name
// room for a word or two, on a phone and in the column beside the articles.
func TestDeepTree(t *testing.T) {
	need(t)
	t.Parallel()
	tab := tab(t)
	const room = 112 // seven letters of the widest
	for _, k := range []address.Key{{Kind: address.Committees}, {Kind: address.Committee, ID: "tay"}} {
		open(t, tab, house.hard.url+house.hard.path(t, 0, k))
		for _, width := range widths {
			show(t, tab, View{Width: width, Height: 800, Bare: true})
			boxes, err := Eval[[]float64](tab, `() => document.querySelectorAll(".tree details").forEach((d) => { d.open = true; }) ?? [...document.querySelectorAll(".tree li")].map((li) => Math.min(li.clientWidth, innerWidth - li.getBoundingClientRect().left))`)
			must(t, err)
			if len(boxes) < depth {
				t.Fatalf("the tree has %d committees", len(boxes))
			}
			if least := slices.Min(boxes); least < room {
				t.Errorf("%s at %d pixels: a committee has %g pixels, less than %d", where(t, tab), width, least, room)
			}
		}
	}
}
