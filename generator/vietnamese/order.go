package vietnamese

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// An Order is the order of the Vietnamese dictionary: a ă â b c d đ e ê … o ô ơ
// … u ư …, then, between words of the same letters, the tones ngang, huyền,
// hỏi, ngã, sắc, nặng, then small letters before capitals. Runs of digits go by
// their value (Quận 2 before Quận 10), and the two placements of a tone mark
// are one (hoà, hòa). Names in English fall into their usual order.
//
// An Order is made by [NewOrder]. It holds buffers, so one goroutine at a time
// may use it; the keys that it gives are plain strings and free of that.
type Order struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

// NewOrder makes an Order. That costs about as much as one key.
func NewOrder() *Order {
	return &Order{collator: collate.New(language.Vietnamese, collate.Numeric)}
}

// Key gives a string of bytes, no text, whose order under < is the order of
// names. Two names that differ have the same key only where the Order does not
// tell them apart; sort those by something else.
func (o *Order) Key(name string) string {
	name, _ = Normalize(name)
	o.buffer.Reset()
	return string(o.collator.KeyFromString(&o.buffer, CanonicalTone(name)))
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
