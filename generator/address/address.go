// Package address knows where everything is: which page has which address, which
// addresses a bulletin answers, and what a link in a text leads to.
//
// It takes a Library and gives a Book, the one list of addresses that check
// holds links against and that site makes its routes from. It never looks at a
// file and never says what is on a page.
//
// Addresses are paths from the site's root: /vi/cap-uy/lang-son/. The path that
// base_url may carry is set before them only when a page is written.
package address

import (
	"strconv"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/locale"
)

// A Kind says what stands at an address.
type Kind int

// The pages, which every language has.
const (
	Home         Kind = iota
	Article           // ID, Year
	Timeline          //
	Year              // Year
	Month             // Year, Month
	Committees        //
	Committee         // ID
	Archive           // ID, Year: a committee's articles of a year
	Congress          // ID, Number
	Terms             //
	Term              // Term
	Translations      //
	Documents         //
	Document          // ID: the document's slug
	Bilingual         // ID, Year: an article in two languages, side by side
	Page              // ID
	Search            //
)

// What machines read, in every language; ID is a committee's, or "" for the
// whole bulletin.
const (
	AtomFeed Kind = iota + 100
	JSONFeed
	Calendar
	OpenSearch  // ID is ""
	SearchHead  // of the index: what every query needs
	SearchWords // of the index: those that are known
	SearchRow   // Number: of the index, the words of one hash
	SearchFresh // Number: of the index, what the rows do not yet know of them
	SearchCards // Year, Number: of the index, neighbouring articles as results show them, from [Place] Number on
)

// What stands once, whatever the language.
const (
	Root           Kind = iota + 200 // the choice of language
	NotFound                         //
	Sitemap                          // the index
	SitemapPages                     // Number: the part of all but articles
	SitemapYear                      // Year, Number
	CommitteesData                   //
	ArticlesData                     // Year
	Robots
	Headers
	NoJekyll
	Alias // To
	Media // ID is a path in content/; Number is 0 for the file, n for the nth of its sizes
	Asset // ID is a name in static/
)

// IsPage reports whether people read what stands there.
func (k Kind) IsPage() bool { return k < AtomFeed }

// A Key says what stands at an address, whatever the language. Only the fields
// that the Kind names are set.
type Key struct {
	Kind                Kind
	ID                  string
	Year, Month, Number int
	Term                calendar.Term
}

// Neutral is the Lang of an address that has no language.
const Neutral = -1

// An Address is one that the site answers.
type Address struct {
	Path string // from the site's root; ends in "/" where it is a page
	Lang int    // the index of the language, or Neutral
	Key  Key
	To   string // of an Alias: the path that it leads to
}

// File is where a static file server looks for the address, relative to the
// published folder.
func (a *Address) File() string {
	if strings.HasSuffix(a.Path, "/") {
		return a.Path[1:] + "index.html"
	}
	return a.Path[1:]
}

// DataPath is the address of open data: of the committees, or of a year's articles.
func DataPath(k Key) string {
	if k.Kind == CommitteesData {
		return "/data/committees.json"
	}
	return "/data/articles/" + calendar.Date{Year: k.Year}.String() + ".json"
}

// Of writes the address of a page, or of a feed, in a language.
func Of(l *locale.Locale, k Key) string {
	w := l.Words
	at := func(parts ...string) string {
		var space [160]byte // most are shorter, and take one allocation
		out := append(append(append(space[:0], '/'), l.Tag...), '/')
		for _, p := range parts {
			out = append(append(out, p...), '/')
		}
		return string(out)
	}
	year := strconv.Itoa(k.Year)
	committees := w[locale.CommitteesWord]
	feed := func(name string) string {
		if k.ID == "" {
			return "/" + l.Tag + "/" + name
		}
		return at(committees, k.ID) + name
	}
	switch k.Kind {
	case Home:
		return "/" + l.Tag + "/"
	case Article:
		return at(w[locale.ArticlesWord], year, k.ID)
	case Timeline:
		return at(w[locale.TimelineWord])
	case Year:
		return at(w[locale.TimelineWord], year)
	case Month:
		return at(w[locale.TimelineWord], year, twoDigits(k.Month))
	case Committees:
		return at(committees)
	case Committee:
		return at(committees, k.ID)
	case Archive:
		return at(committees, k.ID, year)
	case Congress:
		return at(committees, k.ID, w[locale.CongressWord]+"-"+strconv.Itoa(k.Number))
	case Terms:
		return at(w[locale.TermsWord])
	case Term:
		return at(w[locale.TermsWord], k.Term.String())
	case Translations:
		return at(w[locale.TranslationsWord])
	case Documents:
		return at(w[locale.DocumentsWord])
	case Document:
		return at(w[locale.DocumentsWord], k.ID)
	case Bilingual:
		return at(w[locale.ArticlesWord], year, k.ID, w[locale.BilingualWord])
	case Page:
		return at(k.ID)
	case Search:
		return at(w[locale.SearchWord])
	case OpenSearch:
		return "/" + l.Tag + "/opensearch.xml"
	case SearchHead:
		return IndexFolder(l) + "head.json"
	case SearchWords:
		return IndexFolder(l) + "words.txt"
	case SearchRow:
		return IndexFolder(l) + strconv.Itoa(k.Number) + ".bin"
	case SearchFresh:
		return IndexFolder(l) + "fresh-" + strconv.Itoa(k.Number) + ".bin"
	case SearchCards:
		return IndexFolder(l) + cardsName(k.Year, k.Number) + ".json"
	case AtomFeed:
		return feed("feed.xml")
	case JSONFeed:
		return feed("feed.json")
	case Calendar:
		return feed("calendar.ics")
	}
	panic("internal error: no language has an address of kind " + strconv.Itoa(int(k.Kind)))
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
