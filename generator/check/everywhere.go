package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// What every page of the bulletin has is bounded more tightly than what one page has:
// each letter of it is written as many times as there are pages.
const (
	mostAtOnce   = 5  // announcements that show on one day
	mostInMenu   = 20 // pages in the menu of a language
	mostMenuName = 80 // characters of the title of such a page
)

// everywhere: what stands on every page is little, and so is what makes pages.
func (c *checker) everywhere() {
	c.announcements()
	for _, l := range c.lib.Config.Languages {
		c.menu(l)
	}
	c.numbers()
	c.repeated()
}

// Each number of a document has a page in each language, and is typed in ten letters. In
// a bulletin of any size, few articles name a document that none before them has named.
const (
	mostNumbers = 5000
	numbersEach = 5 // for each article, where that is more
)

// numbers reports the article with which the documents become too many.
func (c *checker) numbers() {
	most, all := max(mostNumbers, numbersEach*len(c.lib.Articles)), 0
	for i := range c.book.All {
		if k := &c.book.All[i]; k.Key.Kind == address.Document && k.Lang == 0 {
			all++
		}
	}
	if all <= most {
		return
	}
	seen := map[string]bool{}
	for _, a := range c.lib.Articles {
		for _, d := range a.Documents() {
			seen[d.Slug()] = true
		}
		if len(seen) > most {
			c.problems.Errorf(a.Original().At(""), "documents-many", "the articles up to this one name %d documents, and %d are the most for %d articles", len(seen), most, len(c.lib.Articles)).
				Hintf("put a long list of documents into a file that can be attached, as PDF, and name the ones that matter")
			return
		}
	}
}

// What is typed once and written on every page comes to no more than this in all, in
// bytes: ten kilobytes on each of six thousand pages, and where there are more texts, in
// proportion to its texts.
const (
	mostRepeated = 64 << 20
	repeatedEach = 32 << 10 // for each text, where that is more
)

// A part is something that every page has.
type part struct {
	pos   diag.Pos
	bytes int // of a page, about
}

// repeated reports the largest part of what every page has, where that is too much for
// so many pages.
func (c *checker) repeated() {
	pages, texts := make([]int, len(c.lib.Config.Languages)), len(c.lib.Pages)
	for i := range c.book.All {
		if a := &c.book.All[i]; a.Key.Kind.IsPage() && a.Lang >= 0 {
			pages[a.Lang]++
		}
	}
	for _, a := range c.lib.Articles {
		texts += len(a.Versions)
	}
	most, all := max(mostRepeated, repeatedEach*texts), 0
	var largest part
	for i, n := range pages {
		for _, p := range c.parts(c.lib.Config.Languages[i]) {
			if all += n * p.bytes; p.bytes > largest.bytes {
				largest = p
			}
		}
	}
	if all > most {
		c.problems.Errorf(largest.pos, "pages-heavy", "this and the rest of what stands on every page come to %d MB on all pages together, and %d are the most for %d texts", all>>20, most>>20, texts).
			Hintf("shorten it, or the menu, the announcements, the bulletin's title, its description or its address")
	}
}

// parts are what every page of a language has of what somebody typed, each as often as the
// page of an article has it with the layouts of the program.
func (c *checker) parts(lang string) []part {
	const inLinks, inHead = 40, 8
	cfg := &c.lib.Config
	parts := []part{
		{cfg.At("title"), inHead * written(cfg.Title[lang])},
		{cfg.At("description"), written(cfg.Description[lang])},
		{cfg.At("base_url"), inLinks * len(cfg.BaseURL)},
	}
	for _, v := range c.inMenu(lang) {
		parts = append(parts, part{v.Places.At(v.File, "title"), 2 * (written(v.Front.Title) + len(v.ID) + len(cfg.BaseURL))})
	}
	var banners []part
	for i := range c.lib.Announcements {
		a := &c.lib.Announcements[i]
		banners = append(banners, part{a.At("text"), written(a.Text[lang]) + len(a.URL)})
	}
	slices.SortStableFunc(banners, func(p, q part) int { return q.bytes - p.bytes })
	return append(parts, banners[:min(len(banners), mostAtOnce)]...)
}

// written is how many bytes a text has on a page.
func written(s string) int {
	const escape = len("&#34;") - 1
	size := len(s)
	for _, sign := range []string{`"`, "'", "&", "<", ">"} {
		size += escape * strings.Count(s, sign)
	}
	return size
}

// announcements reports each that would be one too many on the day on which it begins.
// One that is reported shows nowhere, and so is not in the way of the next.
func (c *checker) announcements() {
	var all []*content.Announcement // by their first days
	for i := range c.lib.Announcements {
		if a := &c.lib.Announcements[i]; !a.From.IsZero() && !a.Until.IsZero() {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b *content.Announcement) int { return a.From.Compare(b.From) })
	var showing []*content.Announcement
	for _, a := range all {
		showing = slices.DeleteFunc(showing, func(b *content.Announcement) bool { return b.Until.Compare(a.From) < 0 })
		if len(showing) < mostAtOnce {
			showing = append(showing, a)
			continue
		}
		c.problems.Errorf(a.At("from"), "announcements-many", "%d announcements show on %s already, and %d are the most", len(showing), a.From, mostAtOnce).
			Hintf("let it begin later, or one of the others end sooner").Notef(showing[0].At("from"), "one of them")
	}
}

// menu reports pages that would be too many in the menu of a language, in its order, and
// titles that are too long for one.
func (c *checker) menu(lang string) {
	for i, v := range c.inMenu(lang) {
		if size := utf8.RuneCountInString(v.Front.Title); size > mostMenuName {
			c.problems.Errorf(v.Places.At(v.File, "title"), "menu-long", "this title has %d characters, and %d are the most of a page in the menu", size, mostMenuName).
				Hintf("shorten it, or remove %q", "menu:")
		}
		if i >= mostInMenu {
			c.problems.Errorf(v.Places.At(v.File, "menu"), "menu-long", "%d pages stand before this one in the menu, and %d in all are the most", i, mostInMenu).
				Hintf("remove %q, and link to the page from one that is in the menu", "menu:")
		}
	}
}

// inMenu are the pages in the menu of a language, in its order.
func (c *checker) inMenu(lang string) []*content.PageVersion {
	var all []*content.PageVersion
	for _, p := range c.lib.Pages {
		for _, v := range p.Versions {
			if v.Lang == lang && v.Front.Menu > 0 {
				all = append(all, v)
			}
		}
	}
	slices.SortStableFunc(all, func(v, w *content.PageVersion) int { return cmp.Compare(v.Front.Menu, w.Front.Menu) })
	return all
}
