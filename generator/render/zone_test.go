package render

import (
	"sort"
	"strings"
	"testing"
	"time"

	"bantin/generator/locale"
)

// TestZone reads a time zone back as calendars do and compares it with the one that it
// was made of, every nine days.
func TestZone(t *testing.T) {
	for _, c := range []struct {
		name  string
		kinds int // of changes, with the beginning
	}{{"UTC", 1}, {"Asia/Ho_Chi_Minh", 2}, {"Asia/Kolkata", 1}, {"Africa/Monrovia", 2}, {"Europe/Paris", 3}, {"America/St_Johns", 5}, {"Europe/Berlin", 3}, {"Australia/Lord_Howe", 6}, {"Africa/Casablanca", 6}} {
		zone, err := locale.Zone(c.name)
		if err != nil {
			t.Fatal(err)
		}
		told := readZone(t, string(appendZone(nil, zone)))
		if got := strings.Count(string(appendZone(nil, zone)), "TZOFFSETTO:"); got != c.kinds {
			t.Errorf("%s has %d kinds of changes, want %d", c.name, got, c.kinds)
		}
		for at := time.Date(1970, 1, 2, 12, 0, 0, 0, time.UTC); at.Year() < 2038; at = at.Add(9 * 24 * time.Hour) {
			i := sort.Search(len(told), func(i int) bool { return told[i].at.After(at) }) - 1
			_, want := at.In(zone).Zone()
			if i < 0 || told[i].offset != want || told[i].summer != at.In(zone).IsDST() {
				t.Fatalf("%s: at %s the offset is not %d s: %v", c.name, at, want, told)
			}
		}
	}
}

// A change is of a zone's offset, in seconds.
type change struct {
	at     time.Time
	offset int
	summer bool
}

func readZone(t *testing.T, text string) (out []change) {
	t.Helper()
	seconds := func(s string) int {
		layout := "-0700"
		if len(s) == 7 {
			layout = "-070000"
		}
		at, err := time.Parse(layout, s)
		if err != nil {
			t.Fatal(err)
		}
		_, offset := at.Zone()
		return offset
	}
	var onsets []string
	var from, to int
	for line := range strings.SplitSeq(text, "\r\n") {
		switch name, value, _ := strings.Cut(line, ":"); name {
		case "DTSTART", "RDATE":
			onsets = append(onsets, value)
		case "TZOFFSETFROM":
			from = seconds(value)
		case "TZOFFSETTO":
			to = seconds(value)
		case "END":
			for _, s := range onsets {
				at, err := time.ParseInLocation("20060102T150405", s, time.FixedZone("", from))
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, change{at, to, value == "DAYLIGHT"})
			}
			onsets = nil
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].at.Before(out[j].at) })
	return out
}
