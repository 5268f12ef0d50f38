package corpus

import (
	"math/rand/v2"

	"bantin/generator/calendar"
)

// A plan is what all articles of a corpus have in common. It never changes.
type plan struct {
	Size
	register   []committee
	byRank     []int    // committees, the one with the most articles first
	rankWeight []uint64 // summed up to each rank
	vi, en     grammar
	first      calendar.Date // day of the first article
	days       int           // that the articles are spread over
}

func newPlan(s Size) *plan {
	p := &plan{
		Size:  s,
		vi:    vietnameseGrammar(),
		en:    englishGrammar(),
		first: calendar.Day(s.FirstYear, 1, 1),
	}
	for y := range s.Years {
		p.days += 337 + calendar.DaysIn(s.FirstYear+y, 2)
	}
	r := random(0, registerStream)
	p.register = register(s, r)
	p.byRank = ranks(p.register, r)
	p.rankWeight = zipfWeights(len(p.byRank))
	return p
}

// ranks is the register in the order of how much is written about each: a
// province first, then everything mixed, then what the last year's mergers made.
func ranks(all []committee, r *rand.Rand) []int {
	last := len(all)
	for last > 1 && all[last-1].from.HasDay() {
		last--
	}
	ranks := make([]int, len(all))
	for i := range ranks {
		ranks[i] = i
	}
	if last > 1 {
		ranks[0], ranks[1] = 1, 0
		mixed := ranks[1:last]
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	}
	return ranks
}

// committeeOn picks a committee that is alive on the day.
func (p *plan) committeeOn(r *rand.Rand, day calendar.Date) *committee {
	for range 100 {
		if c := &p.register[p.byRank[pickWeighted(r, p.rankWeight)]]; c.alive(day) {
			return c
		}
	}
	return &p.register[0] // the centre outlives them all
}

// byID finds a committee that the register is known to have.
func (p *plan) byID(id string) *committee {
	for i := range p.register {
		if p.register[i].id == id {
			return &p.register[i]
		}
	}
	panic("internal error: no committee " + id + " in the corpus")
}

// The streams of random numbers. Each article has one of each, so that, say, a
// link to an article needs that article's title and not its text.
const (
	registerStream = iota
	headStream
	recordStream
	titleStream
	translatedTitleStream
	bodyStream
	translatedBodyStream
	streams
)

// random is one stream of the n-th article.
func random(n int, stream uint64) *rand.Rand {
	const spread = 0x9e3779b97f4a7c15 // 2⁶⁴ over the golden ratio: neighbours far apart
	return rand.New(rand.NewPCG(0x42414e54494e, (uint64(n)*streams+stream+1)*spread))
}

// zipfWeights are the weights 1/(rank+2), rank from 1, summed up; in whole
// numbers, so that every machine picks the same. Of 120, the first has about 9 %.
func zipfWeights(n int) []uint64 {
	sums := make([]uint64, n)
	var sum uint64
	for i := range sums {
		sum += 1 << 32 / uint64(i+3)
		sums[i] = sum
	}
	return sums
}

// pickWeighted picks an index of sums, which is not empty.
func pickWeighted(r *rand.Rand, sums []uint64) int {
	x := r.Uint64N(sums[len(sums)-1])
	low, high := 0, len(sums)-1
	for low < high {
		if mid := (low + high) / 2; sums[mid] > x {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// chance is true in percent of a hundred cases.
func chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }
