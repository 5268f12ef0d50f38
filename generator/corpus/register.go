package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"bantin/generator/calendar"
)

// A committee is an entry of the register. A congress of it is one that the
// register lists.
type committee struct {
	id, level, parent string
	vi, en            string // the whole name
	shortVi, shortEn  string // "" where the entry has none
	alias             string // "" where the entry has none
	from, until       calendar.Date
	successor         string
	congresses        []congress
}

type congress struct {
	number      int
	term        calendar.Term
	first, last calendar.Date
}

// margin is how many days before a committee's end its last article may be, so
// that events of several days stay inside its life.
const margin = 6

// alive reports whether an article of the day may be about the committee.
func (c *committee) alive(day calendar.Date) bool {
	return c.from.First().Compare(day) < 0 &&
		(c.until.IsZero() || day.AddDays(margin).Compare(c.until.First()) < 0)
}

// sitting is the newest congress that has begun by the day; ok is false where
// the register lists none.
func (c *committee) sitting(day calendar.Date) (g congress, ok bool) {
	for _, each := range c.congresses {
		if each.first.Compare(day) <= 0 {
			g, ok = each, true
		}
	}
	return g, ok
}

// term is the term that the day is in. Committees without congresses in the
// register are taken to have held theirs at midsummer.
func (c *committee) term(day calendar.Date) calendar.Term {
	if g, ok := c.sitting(day); ok {
		return g.term
	}
	from := day.Year - day.Year%5
	if day.Year%5 == 0 && day.Month < 7 {
		from -= 5
	}
	return calendar.Term{From: from, To: from + 5}
}

// issuer is what stands behind the slash in the numbers of its documents.
func (c *committee) issuer() string {
	switch c.level {
	case "central":
		return "TW"
	case "province":
		return "TU"
	case "district":
		return "HU"
	case "grassroots":
		return "CB"
	}
	return "ĐU"
}

// register makes the committees: one central body, and of the others about
// three in ten provinces, two in ten blocs, a quarter districts, the rest
// communes, agencies and cells. A quarter of the provinces, and as many blocs
// and districts as there are bodies to succeed them, end in the last year.
//
// A body's parent is one that lives at least as long as it does.
func register(s Size, r *rand.Rand) []committee {
	var (
		others     = s.Committees - 1
		share      = func(of119 int) int { return others * of119 / 119 } // of 120, as it were
		provinces  = min(share(34)+1, others)
		blocs      = share(24)
		districts  = share(30)
		communes   = share(20)
		agencies   = share(7)
		lastYear   = s.FirstYear + s.Years - 1
		merger     = calendar.Day(lastYear, 7, 1)
		blocsEnd   = calendar.Day(lastYear, 3, 1)
		all        = []committee{{id: "trung-uong", level: "central", vi: "Đảng bộ Trung ương", en: "Central Party Organisation"}}
		names      = 0
		placeNames = placeNames()
	)
	name := func() string {
		n := placeNames[names%len(placeNames)]
		if round := names / len(placeNames); round > 0 {
			n += fmt.Sprintf(" %d", round+1)
		}
		names++
		return n
	}
	add := func(c committee) *committee {
		if c.from.IsZero() {
			c.from = calendar.Date{Year: s.FirstYear - 12 - r.IntN(50)}
		}
		all = append(all, c)
		return &all[len(all)-1]
	}

	var lasting []committee // provinces that do not end
	for i := range provinces {
		n := name()
		c := add(committee{
			id: slug(n), level: "province", parent: "trung-uong",
			vi: "Đảng bộ tỉnh " + n, en: n + " Provincial Party Organisation",
			shortVi: n, shortEn: n, alias: "Tỉnh ủy " + n,
		})
		if i%4 == 3 {
			c.until, c.successor = merger, lasting[len(lasting)-1].id
		}
		c.congresses = congresses(s, r, c.until, 8+r.IntN(9), 8, 10)
		if i%4 != 3 {
			lasting = append(lasting, *c)
		}
	}
	for i := range blocs {
		home := lasting[i%len(lasting)]
		c := committee{
			id: home.id + "-khoi-cac-co-quan", level: "bloc", parent: home.id,
			vi: "Đảng bộ Khối các cơ quan tỉnh " + home.shortVi, en: "Party Organisation of the Bloc of Agencies of " + home.shortEn,
			alias: "Đảng ủy Khối các cơ quan tỉnh " + home.shortVi,
		}
		if i%3 == 2 {
			c.id = home.id + "-khoi-doanh-nghiep"
			c.vi, c.alias = "Đảng bộ Khối doanh nghiệp tỉnh "+home.shortVi, "Đảng ủy Khối doanh nghiệp tỉnh "+home.shortVi
			c.en = "Party Organisation of the Bloc of Enterprises of " + home.shortEn
		}
		if i < agencies {
			c.until, c.successor = blocsEnd, home.id+"-cac-co-quan-dang"
		}
		c.congresses = congresses(s, r, c.until, 2+r.IntN(10), 6, 7)
		add(c)
	}
	var (
		districtIDs = make([]string, districts)
		newCommunes = communes / 2
	)
	for i := range districts {
		n, home := name(), lasting[i%len(lasting)]
		districtIDs[i] = "huyen-" + slug(n)
		c := committee{
			id: districtIDs[i], level: "district", parent: home.id,
			vi: "Đảng bộ huyện " + n, en: n + " District Party Organisation",
			shortVi: n, shortEn: n, alias: "Huyện ủy " + n,
		}
		if i < newCommunes {
			c.until, c.successor = merger, fmt.Sprintf("xa-moi-%d", i+1)
		}
		add(c)
	}
	for i := range communes - newCommunes {
		n := name()
		add(committee{
			id: "xa-" + slug(n), level: "commune", parent: districtIDs[newCommunes+i%(districts-newCommunes)],
			vi: "Đảng bộ xã " + n, en: n + " Commune Party Organisation",
		})
	}
	for i := range others - provinces - blocs - districts - communes - agencies {
		n := name()
		add(committee{
			id: "chi-bo-" + slug(n), level: "grassroots", parent: lasting[i%len(lasting)].id,
			vi: "Chi bộ Trường " + n, en: n + " School Party Cell",
		})
	}
	// What the last year's mergers made comes last, so that rank keeps it small.
	for i := range newCommunes {
		n := name()
		add(committee{
			id: fmt.Sprintf("xa-moi-%d", i+1), level: "commune", parent: lasting[i%len(lasting)].id, from: merger,
			vi: "Đảng bộ xã " + n, en: n + " Commune Party Organisation",
		})
	}
	for i := range agencies {
		home := lasting[i%len(lasting)]
		add(committee{
			id: home.id + "-cac-co-quan-dang", level: "agency", parent: home.id, from: blocsEnd,
			vi: "Đảng bộ các cơ quan Đảng tỉnh " + home.shortVi, en: "Organisation of the Party Agencies of " + home.shortEn,
		})
	}
	return all
}

// congresses are those of one committee: one every five years, in the months
// from and to, from the term that the first article is in until the committee or
// the corpus ends. The first has the number base.
func congresses(s Size, r *rand.Rand, until calendar.Date, base, from, to int) []congress {
	var all []congress
	lastYear := s.FirstYear + s.Years - 1
	first := s.FirstYear - 1 - (s.FirstYear-1)%5
	for year := first; year <= lastYear; year += 5 {
		day := calendar.Day(year, from+r.IntN(to-from+1), 1+r.IntN(28))
		end := day.AddDays(1 + r.IntN(2))
		if !until.IsZero() && end.AddDays(margin).Compare(until) >= 0 {
			break
		}
		all = append(all, congress{base + len(all), calendar.Term{From: year, To: year + 5}, day, end})
	}
	return all
}

// placeNames are pairs of syllables that real names are made of, without the
// provinces that there are or were.
func placeNames() []string {
	first := strings.Fields("Bình Sơn Lâm Tân Vĩnh Hòa Minh Phú Xuân Thanh Đông An Kim Quang Yên Trường Nam Vân Long Thái Cao Diên Đại Hồng")
	second := strings.Fields("Khê Lộc Mỹ Hải Trạch Phong Xuyên Thịnh Nghĩa Lĩnh Hưng Thủy Châu Bắc Trung Đài Phượng Hội Điền Sơn")
	var all []string
	for i := range second {
		// Along the diagonals, so that neighbours in the register differ in both.
		for j, f := range first {
			if s := second[(i+j)%len(second)]; f != s {
				all = append(all, f+" "+s)
			}
		}
	}
	return all
}

// committeesYAML is content/committees.yaml.
func committeesYAML(all []committee) []byte {
	b := []byte("# The bodies of a made-up bulletin.\n")
	for i := range all {
		c := &all[i]
		b = fmt.Appendf(b, "- id: %s\n  name: {vi: %s, en: %s}\n", c.id, c.vi, c.en)
		if c.shortVi != "" {
			b = fmt.Appendf(b, "  short: {vi: %s, en: %s}\n", c.shortVi, c.shortEn)
		}
		if c.alias != "" {
			b = fmt.Appendf(b, "  aliases: [%s]\n", c.alias)
		}
		b = fmt.Appendf(b, "  level: %s\n", c.level)
		if c.parent != "" {
			b = fmt.Appendf(b, "  parent: %s\n", c.parent)
		}
		if !c.from.IsZero() {
			b = fmt.Appendf(b, "  from: %s\n", c.from)
		}
		if !c.until.IsZero() {
			b = fmt.Appendf(b, "  until: %s\n", c.until)
		}
		if c.successor != "" {
			b = fmt.Appendf(b, "  successors: [%s]\n", c.successor)
		}
		if len(c.congresses) > 0 {
			b = append(b, "  congresses:\n"...)
		}
		for _, g := range c.congresses {
			b = fmt.Appendf(b, "    - {number: %d, term: %s, date: %s, until: %s}\n", g.number, g.term, g.first, g.last)
		}
	}
	return b
}

// slug is a name in small ASCII letters, digits and hyphens.
func slug(s string) string {
	b := make([]byte, 0, len(s))
	for _, c := range strings.ToLower(s) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b = append(b, byte(c))
		case strings.ContainsRune("àáảãạăằắẳẵặâầấẩẫậ", c):
			b = append(b, 'a')
		case strings.ContainsRune("èéẻẽẹêềếểễệ", c):
			b = append(b, 'e')
		case strings.ContainsRune("ìíỉĩị", c):
			b = append(b, 'i')
		case strings.ContainsRune("òóỏõọôồốổỗộơờớởỡợ", c):
			b = append(b, 'o')
		case strings.ContainsRune("ùúủũụưừứửữự", c):
			b = append(b, 'u')
		case strings.ContainsRune("ỳýỷỹỵ", c):
			b = append(b, 'y')
		case c == 'đ':
			b = append(b, 'd')
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	return strings.TrimSuffix(string(b), "-")
}
