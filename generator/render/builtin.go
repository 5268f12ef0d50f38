package render

import (
	"html/template"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// layoutData are the layouts that this package runs, each with the type of what it is
// given. docs/layouts.md is made of this table and its comments.
var layoutData = map[string]reflect.Type{
	"alias":        reflect.TypeFor[Alias](),          // an old address, which leads on to the new one
	"archive":      reflect.TypeFor[*Archive](),       // a committee's articles of a year
	"article":      reflect.TypeFor[*Article](),       // an article
	"banner":       reflect.TypeFor[[]Announcement](), // part of every page: the announcements
	"bilingual":    reflect.TypeFor[*Bilingual](),     // an article in two languages, side by side
	"branches":     reflect.TypeFor[[]Branch](),       // part of pages: committees and what is below them, as a tree
	"card":         reflect.TypeFor[*Card](),          // part of lists: an article with its summary
	"committee":    reflect.TypeFor[*Committee](),     // a committee
	"committees":   reflect.TypeFor[*Committees](),    // all committees
	"congress":     reflect.TypeFor[*Congress](),      // a congress of a committee
	"document":     reflect.TypeFor[*Document](),      // a document's number
	"documents":    reflect.TypeFor[*Documents](),     // the register of documents
	"footer":       reflect.TypeFor[Footer](),         // part of every page: its foot
	"header":       reflect.TypeFor[Header](),         // part of every page: its head, with the name and the menu
	"home":         reflect.TypeFor[Home](),           // the home page of a language
	"line":         reflect.TypeFor[*Card](),          // part of lists: an article in a line
	"month":        reflect.TypeFor[*MonthPage](),     // a month of the timeline
	"notfound":     reflect.TypeFor[Neutral](),        // 404.html, for what is not there
	"page":         reflect.TypeFor[Plain](),          // a plain page of content/pages/
	"root":         reflect.TypeFor[Neutral](),        // the root of the site, where the language is chosen
	"search":       reflect.TypeFor[Search](),         // the search
	"term":         reflect.TypeFor[*Term](),          // a term
	"terms":        reflect.TypeFor[Terms](),          // all terms
	"timeline":     reflect.TypeFor[Timeline](),       // the timeline
	"translations": reflect.TypeFor[Translations](),   // how far the translations are
	"year":         reflect.TypeFor[*Year](),          // a year of the timeline
}

// layoutNames are the layouts that this package runs; they may use others.
var layoutNames = slices.Sorted(maps.Keys(layoutData))

// layoutParts are the other layouts that come with the program. Those above use them.
var layoutParts = []string{
	"bottom",    // how pages end
	"copied",    // an address with a button that copies it
	"facts",     // what an article belongs to, and where its text is from
	"filters",   // the choices above a list of entries
	"look",      // what heads name of the style and the icons
	"milestone", // an article in a few words
	"pager",     // links to the page before and the page after
	"subscribe", // how to subscribe to the calendar
	"top",       // how pages begin
	"waiting",   // articles that wait for a translator
}

// mostEntries is how many names in the folder of layouts are looked at for mistakes: each
// is compared with all that are known.
const mostEntries = 1000

// unused warns of what somebody has put into the folder of layouts and nothing uses:
// most likely its name was meant to be another.
func unused(layouts fs.FS, all *template.Template) diag.List {
	var problems diag.List
	entries, _ := fs.ReadDir(layouts, ".") // what cannot be read is told of when it is parsed
	own := slices.Concat(layoutNames, layoutParts)
	files := make([]string, len(own))
	for i, name := range own {
		files[i] = name + ".html"
	}
	used := usedFiles(all)
	for _, e := range entries[:min(len(entries), mostEntries)] {
		name := e.Name()
		pos := diag.Pos{File: "layouts/" + name}
		stem, isLayout := strings.CutSuffix(name, ".html")
		switch {
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~"):
			// Programs put these there.
		case isLayout && (slices.Contains(own, stem) || used[stem]):
		case isLayout:
			p := problems.Warnf(pos, "layout-unused", "no page and no other layout uses this layout")
			if near, ok := vietnamese.Nearest(stem, own); ok {
				p.Hintf("did you mean %q?", near+".html")
			} else {
				p.Hintf("use it in another layout with {{template %q .}}, or remove it", stem)
			}
		case e.IsDir() && name != content.StringsFolder:
			p := problems.Warnf(pos, "layout-unused", "nothing reads this folder")
			if _, ok := vietnamese.Nearest(name, []string{content.StringsFolder}); ok {
				p.Hintf("did you mean %q?", content.StringsFolder)
			} else {
				p.Hintf("put its files into layouts itself")
			}
		case !e.IsDir():
			if near, ok := vietnamese.Nearest(name, files); ok {
				problems.Warnf(pos, "layout-unused", "nothing reads this file").Hintf("did you mean %q?", near)
			}
		}
	}
	return problems
}

// usedFiles are the files, without the ending, that have a layout which comes with the
// program or which one of another file uses.
func usedFiles(all *template.Template) map[string]bool {
	used := map[string]bool{}
	use := func(name, by string) {
		if t := all.Lookup(name); t != nil && t.Tree != nil && t.Tree.ParseName != by {
			used[t.Tree.ParseName] = true // which may define several
		}
	}
	for _, t := range all.Templates() {
		if t.Tree != nil {
			eachNode(t.Tree.Root, func(n parse.Node) {
				if n, ok := n.(*parse.TemplateNode); ok { // {{template "name"}}
					use(n.Name, t.Tree.ParseName)
				}
			})
		}
	}
	for _, name := range slices.Concat(layoutNames, layoutParts) {
		use(name, "")
	}
	return used
}
