package vietnamese

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// An Order is the order of the Vietnamese dictionary: a ă â b c d đ e ê … o ô ơ
// … u ư …, then, between words of the same letters, the tones ngang, huyền,
// hỏi, ngã, sắc, nặng, then small letters before capitals. Runs of digits go by
// their value (Tổ 0, Quận 2 before Quận 10), and of two names that differ by the
// noughts before a number the one with fewer comes first. The two placements of a
// tone mark are one (hoà, hòa). Names in English fall into their usual order.
//
// An Order is made by [NewOrder]. It holds buffers, so one goroutine at a time
// may use it; the keys that it gives are plain strings and free of that.
type Order struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

// NewOrder makes an Order. That costs about as much as one key.
func NewOrder() *Order {
	return &Order{collator: collate.New(language.Vietnamese)}
}

// Key gives a string of bytes, no text, whose order under < is the order of
// names. Two names that differ have the same key only where the Order does not
// tell them apart; sort those by something else.
func (o *Order) Key(name string) string {
	name, _ = Normalize(name)
	o.buffer.Reset()
	name, noughts := byValue(CanonicalTone(name))
	key := o.collator.KeyFromString(&o.buffer, name)
	if len(noughts) == 0 {
		return string(key)
	}
	// The levels of a key end with weights of which none is 0.
	return string(append(append(key, 0), noughts...))
}

// byValue writes each run of the digits 0 to 9 so that runs of any length stand digit by
// digit in the order of their values: first how many digits there are, then the digits,
// without noughts before them. 7 is 17, 10 is 210, and 0, which has no digits then, is
// 0. noughts are how many stood before each number, at most 255; nil where none did.
// (The collator's own option for this gives 0 no weight, so that "Tổ 0 mới" would come
// after "Tổ 9".)
func byValue(name string) (out string, noughts []byte) {
	first := strings.IndexAny(name, "0123456789")
	if first < 0 {
		return name, nil
	}
	dst := append(make([]byte, 0, len(name)+8), name[:first]...)
	any := false
	for rest := name[first:]; rest != ""; {
		if rest[0] < '0' || rest[0] > '9' {
			dst, rest = append(dst, rest[0]), rest[1:]
			continue
		}
		end := 1
		for end < len(rest) && '0' <= rest[end] && rest[end] <= '9' {
			end++
		}
		digits := strings.TrimLeft(rest[:end], "0")
		before := end - max(len(digits), 1)
		noughts = append(noughts, byte(min(before, 255)))
		any = any || before > 0
		dst = append(appendLength(dst, len(digits)), digits...)
		rest = rest[end:]
	}
	if !any {
		noughts = nil
	}
	return string(dst), noughts
}

// appendLength writes a length so that, digit by digit, a longer one comes later and
// none begins another: up to 8 as one digit, a larger one after a 9 for each digit that
// it has and a 0.
func appendLength(dst []byte, n int) []byte {
	if n < 9 {
		return append(dst, byte('0'+n))
	}
	digits := strconv.Itoa(n)
	return append(append(dst, strings.Repeat("9", len(digits))...), "0"+digits...)
}

// Sorted gives the items in the order of their names, and items whose names the
// [Order] does not tell apart in the order in which they came. items stays as
// it is.
func Sorted[T any](items []T, name func(T) string) []T {
	type keyed struct {
		key  string
		item T
	}
	order := NewOrder()
	list := make([]keyed, len(items))
	for i, item := range items {
		list[i] = keyed{order.Key(name(item)), item}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	out := make([]T, len(items))
	for i := range list {
		out[i] = list[i].item
	}
	return out
}
