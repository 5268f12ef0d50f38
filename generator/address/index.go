package address

import (
	"strconv"

	"bantin/generator/calendar"
	"bantin/generator/locale"
)

// IndexFolder is where the files of a language's search index are.
func IndexFolder(l *locale.Locale) string { return "/search/" + l.Tag + "/" }

// NextRows is how many rows the search index of texts has that are so many bytes
// of HTML, where it had so many before the last of them. A small bulletin has
// none: its articles are all in the head of the index.
//
// A reader fetches a row for each word, so rows must stay small; and an article
// of long ago changes them all, so they must stay few. What is new in a text
// grows rarer the more texts there are, and so do rows. They are even where there
// are as many as a power of two, and so they double, a row with each text, where
// texts have grown enough. The last steps make so many that the most frequent words
// are seldom in one: of these the list alone fills a row.
func NextRows(rows, bytes int) int {
	for _, step := range [...]struct{ bytes, rows int }{
		{1000e6, 4096}, {130e6, 2048}, {40e6, 512}, {20e6, 256}, {14e6, 128}, {8e6, 64}, {4e6, 32}, {2e6, 16}, {250e3, 8}, {100e3, 4},
	} {
		if bytes > step.bytes {
			return min(rows+1, max(step.rows, rows))
		}
	}
	return rows
}

// FreshRows is how many fresh rows an index has beside so many rows: none where the
// rows are few enough for a few articles to bring all of them up to date.
func FreshRows(rows int) int { return min(max(rows-256, 0), MostFresh) }

// MostFresh is how many fresh rows an index has at most.
const MostFresh = 32

// FewRows is up to how many rows the head of an index has the list of its words in
// it. Beyond them it is a file of its own, which few queries need.
const FewRows = 8

// A Place is where an article stands in the search index: the year and the day that it
// came out, and within a day a number that follows from its id alone. Articles of one place are
// in the order of their ids.
type Place uint64

// The bits of a Place below the year, and of those the ones below the day.
const (
	yearBits = 31
	dayBits  = 22
)

// PlaceOf is the place of an article that came out on a day.
func PlaceOf(d calendar.Date, id string) Place {
	day := max(31*(d.Month-1)+d.Day-1, 0) // below 512
	h := uint32(2166136261)
	for i := range len(id) {
		h = (h ^ uint32(id[i])) * 16777619
	}
	return Place(d.Year)<<yearBits | Place(day)<<dayBits | Place(h>>(32-dayBits))
}

// mostCards is how many articles a file of cards holds at most. It is small
// because results are seldom neighbours, and a card has all the text of its
// article.
const mostCards = 6

// A CardYear is the files of cards that a year's articles are in.
type CardYear struct {
	Year  int
	Files []CardFile // in the order of the articles
	// Shape is how the year is parted, so that a reader finds the file of an
	// article. The whole year is parted in two as long as it has more than
	// mostCards articles. Shape has "/" for each part that is parted, followed by
	// its two halves, and for each that is not the character that comes so many
	// after "0" as it has articles.
	Shape string
}

// A CardFile is one file of cards: Count articles from the number From on. It is
// called by where its part of the year starts, so that one more article changes
// it alone, or parts it in two.
type CardFile struct{ Start, From, Count int }

// CardsOf parts articles among files of cards. places rise.
func CardsOf(places []Place) (years []CardYear) {
	for from := 0; from < len(places); {
		year := places[from] >> yearBits
		to := from
		for to < len(places) && places[to]>>yearBits == year {
			to++
		}
		y := CardYear{Year: int(year)}
		shape := make([]rune, 0, to-from)
		var part func(start Place, bits, from, to int)
		part = func(start Place, bits, from, to int) {
			if to-from <= mostCards || bits == 0 {
				if to > from {
					y.Files = append(y.Files, CardFile{int(start &^ (year << yearBits)), from, to - from})
				}
				shape = append(shape, '0'+rune(to-from))
				return
			}
			shape = append(shape, '/')
			half := start + 1<<(bits-1)
			middle := from
			for middle < to && places[middle] < half {
				middle++
			}
			part(start, bits-1, from, middle)
			part(half, bits-1, middle, to)
		}
		part(year<<yearBits, yearBits, from, to)
		y.Shape = string(shape)
		years = append(years, y)
		from = to
	}
	return years
}

// cardsName is the name of a file of cards: its year, its first day of the 512
// that a year is taken to have, and where it starts within that day.
func cardsName(year, start int) string {
	name := strconv.Itoa(year) + "-" + strconv.Itoa(start>>dayBits)
	if within := start & (1<<dayBits - 1); within > 0 {
		name += "-" + strconv.Itoa(within)
	}
	return name
}
