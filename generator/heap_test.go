package generator

import (
	"runtime/debug"
	"testing"
)

func TestRoomFor(t *testing.T) {
	const mb = 1 << 20
	for live, want := range map[uint64]int{0: 100, 3 * mb: 100, mostRoom: 100, 2 * mostRoom: 50, 3 * mostRoom: 33, 4 * mostRoom: 25, 100 * mostRoom: leastRoom} {
		if got := roomFor(live); got != want {
			t.Errorf("of %d MiB alive, %d %%, want %d %%", live/mb, got, want)
		}
	}
}

// TestBoundHeap: a heap that has grown is collected with less room, and as before when
// the build is over; one whose room the user has set is left alone.
func TestBoundHeap(t *testing.T) {
	const usual = 130
	defer debug.SetGCPercent(debug.SetGCPercent(usual))
	percent := func() int {
		p := debug.SetGCPercent(usual)
		debug.SetGCPercent(p)
		return p
	}
	restore := boundHeap()
	if p := percent(); p != 100 {
		t.Errorf("a small heap has a room of %d %%, want 100", p)
	}
	restore()
	if p := percent(); p != usual {
		t.Errorf("after a build the room is %d %%, want %d", p, usual)
	}
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, "200")
			restore := boundHeap()
			if p := percent(); p != usual {
				t.Errorf("with %s the room is %d %%, want %d as it was", name, p, usual)
			}
			restore()
		})
	}
}
