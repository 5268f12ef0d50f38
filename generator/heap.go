package generator

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// The room that a build leaves for garbage above what lives. Go's collector lets a
// heap grow to twice of what lives. For a bulletin of 100,000 articles that is more
// than many a runner of CI has. What lives of a build hardly changes after all texts
// are read, so that a smaller room costs a few collections more; but never less than
// a quarter, or a bulletin of a million would do nothing but collect. While the
// texts are read, what lives grows from nothing: without a room to begin with, a heap of
// a few megabytes is collected again and again.
const (
	mostRoom    = 448 << 20 // bytes
	firstRoom   = 64 << 20  // bytes, where less lives
	leastRoom   = 25        // percent of what lives
	minimumHeap = 4 << 20   // bytes for each 100 percent, below which Go does not collect
)

// boundHeap keeps the heap's garbage within a room, a percentage of the bytes that the
// last collection found alive, until the function that it gives is called. It does
// nothing where the user has said how to collect, by GOGC or GOMEMLIMIT.
func boundHeap(room func(live uint64) int) (restore func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	usual := debug.SetGCPercent(room(liveHeap())) // 0 before the first collection
	var (
		mu         sync.Mutex // held while the room is set, so that none is set after the end
		ended      bool
		afterCycle func()
	)
	afterCycle = func() {
		mu.Lock()
		defer mu.Unlock()
		if !ended {
			debug.SetGCPercent(room(liveHeap()))
			onNextCycle(afterCycle)
		}
	}
	onNextCycle(afterCycle)
	return func() {
		mu.Lock()
		defer mu.Unlock()
		ended = true
		debug.SetGCPercent(usual)
	}
}

// roomFor is the percentage of a heap's live bytes that its garbage may take.
func roomFor(live uint64) int {
	percent := func(room float64) int { return int(math.Round(100 * room / float64(max(live, minimumHeap)))) }
	return max(leastRoom, min(percent(mostRoom), max(100, percent(firstRoom))))
}

// onNextCycle calls a function, in a goroutine of its own, after the next
// collection has found what lives.
func onNextCycle(f func()) {
	runtime.AddCleanup(new([32]byte), func(f func()) { go f() }, f)
}

// liveHeap is how many bytes the last collection found alive, with those that it began
// from, on stacks and in variables: Go takes its percentage of all of them.
func liveHeap() (live uint64) {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"}}
	metrics.Read(s)
	for _, x := range s {
		if x.Value.Kind() == metrics.KindUint64 {
			live += x.Value.Uint64()
		}
	}
	return live
}
