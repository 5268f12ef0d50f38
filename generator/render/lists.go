package render

import (
	"bytes"
	"html/template"
	"strconv"

	"bantin/generator/address"
	"bantin/generator/calendar"
	"bantin/generator/locale"
	"bantin/generator/site"
)

// homeItems is how many of the latest articles the home page has, whatever recent_items
// says, as the description of that key tells (generator/content/config.go).
const homeItems = 15

// A Home is what the layout home is given. It says nowhere how many articles there are: an
// article of long ago leaves the page as it is.
type Home struct {
	Page        *Page
	Description string
	Days        []Day // of those that came out last, the last first
	Term        *HomeTerm
	Ways        []Way
	Committees  []Link // the highest two levels of the tree that are active
	Terms       []Link // the others
	Years       []Link
	Timeline    string
	AllOfThem   string // the address of all committees
}

// A Day is a day's articles on the home page, those that came out on it.
type Day struct {
	When  template.HTML
	Cards []Card
}

// A HomeTerm is the current term.
type HomeTerm struct {
	Link       Link
	Congresses int
}

// A Way leads from the home page into the bulletin.
type Way struct {
	Link Link
	Text string // what is there, in a sentence
}

func (r *Renderer) home(w *bytes.Buffer, l *language, at *address.Address) error {
	p := r.newPage(l, at, "home", "")
	p.Description = r.site.Config.Description[l.Tag]
	p.offer(l.feeds[nil])
	d := Home{
		Page: p, Description: p.Description, Days: r.days(l, r.site.Latest(r.site.Articles, l.index, homeItems)),
		Timeline:  r.to(l, address.Key{Kind: address.Timeline}),
		AllOfThem: r.to(l, address.Key{Kind: address.Committees}),
	}
	for _, k := range sectionPages {
		d.Ways = append(d.Ways, Way{Link{l.say("nav." + k.name), r.to(l, address.Key{Kind: k.kind})}, l.say("home.ways." + k.name)})
	}
	for _, c := range r.site.Roots {
		if !c.Ended() {
			d.Committees = append(d.Committees, r.shortLink(l, c))
		}
		for _, child := range c.Children {
			if !child.Ended() {
				d.Committees = append(d.Committees, r.shortLink(l, child))
			}
		}
	}
	running := r.site.Running()
	for _, t := range r.site.Terms {
		if t != running {
			d.Terms = append(d.Terms, r.termLink(l, t))
			continue
		}
		d.Term = &HomeTerm{Link: r.termLink(l, t)}
		for _, c := range t.Committees {
			d.Term.Congresses += len(c.Congresses)
		}
	}
	for _, y := range r.site.Years {
		d.Years = append(d.Years, r.yearLink(l, y.Year))
	}
	p.linked = func(nodes *linkedData) { r.siteData(nodes, l) }
	return r.write(w, l, "home", p, d)
}

// days are articles by the day on which they came out. One of another day, or of
// several, says so itself.
func (r *Renderer) days(l *language, list []*site.Article) []Day {
	var out []Day
	for i, a := range list {
		day := a.Out()
		if i == 0 || !day.SameDay(list[i-1].Out()) {
			if day.HasTime() { // which is the article's, not the day's
				day = calendar.Day(day.Year, day.Month, day.Day)
			}
			out = append(out, Day{When: timeElement(l.Locale, day, locale.FullDay)})
		}
		c := r.cardData(l, a)
		if !a.Date.SameDay(day) || !a.Until.IsZero() && !a.Until.SameDay(a.Date) {
			c.Days = template.HTML(escapedText(l.say(daySentence("home.days", a.Kind)))) + " " + c.When
		}
		last := &out[len(out)-1]
		last.Cards = append(last.Cards, c)
	}
	return out
}

func (r *Renderer) yearLink(l *language, year int) Link {
	return Link{strconv.Itoa(year), r.to(l, address.Key{Kind: address.Year, Year: year})}
}
