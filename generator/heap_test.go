package generator

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"
)

func TestRoomFor(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[uint64]int{0: 1600, 3 * mb: 1600, 8 * mb: 800, firstRoom / 2: 200, firstRoom: 100, 2 * firstRoom: 100, mostRoom: 100, 2 * mostRoom: 50, 3 * mostRoom: 33, 4 * mostRoom: 25, 100 * mostRoom: leastRoom} {
		if got := roomFor(live); got != want {
			t.Errorf("of %d MiB alive, %d %%, want %d %%", live/mb, got, want)
		}
	}
}

// TestBoundHeap: after each collection the room is what its live bytes call for, and when
// the build is over it is what it was; where the user has set it, it is left alone.
func TestBoundHeap(t *testing.T) {
	const usual = 130
	defer debug.SetGCPercent(debug.SetGCPercent(usual))
	percent := func() int {
		p := debug.SetGCPercent(usual)
		debug.SetGCPercent(p)
		return p
	}
	var asked atomic.Int64
	restore := boundHeap(func(live uint64) int {
		if live == 0 { // asked before any collection
			return 40
		}
		return 40 + int(asked.Add(1))
	})
	// A collection runs what it has found in the background.
	for deadline := time.Now().Add(time.Minute); asked.Load() < 3 && time.Now().Before(deadline); {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if n, p := asked.Load(), percent(); n < 3 || p <= 40 || p > 40+int(asked.Load()) {
		t.Errorf("after %d collections the room is %d %%", n, p)
	}
	restore()
	if p := percent(); p != usual {
		t.Errorf("after a build the room is %d %%, want %d", p, usual)
	}
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "200")
			restore := boundHeap(roomFor)
			if p := percent(); p != usual {
				t.Errorf("with %s the room is %d %%, want %d as it was", name, p, usual)
			}
			restore()
		})
	}
}
