package check

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"bantin/generator/content"
)

// What every page of the bulletin has is bounded more tightly than what one page has:
// each letter of it is written as many times as there are pages.
const (
	mostAtOnce   = 5  // announcements that show on one day
	mostInMenu   = 20 // pages in the menu of a language
	mostMenuName = 80 // characters of the title of such a page
)

// everywhere: what stands on every page is little.
func (c *checker) everywhere() {
	c.announcements()
	for _, l := range c.lib.Config.Languages {
		c.menu(l)
	}
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
	var all []*content.PageVersion
	for _, p := range c.lib.Pages {
		for _, v := range p.Versions {
			if v.Lang == lang && v.Front.Menu > 0 {
				all = append(all, v)
			}
		}
	}
	slices.SortStableFunc(all, func(v, w *content.PageVersion) int { return cmp.Compare(v.Front.Menu, w.Front.Menu) })
	for i, v := range all {
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
