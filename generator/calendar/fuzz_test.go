package calendar

import (
	"testing"
	"time"
)

// FuzzDate: a date that can be read is written as what reads the same, has a first
// and a last day in their order, and days that can be counted.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2020-12-21", "2020-12", "1938", "2020-02-30", "0000-00-00", "2020-12-21T19:23:00+07:00", "2020-12-21T23:59:59.999Z", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2020-1-1", "21/12/2020", "２０２０"} {
		f.Add(s)
	}
	zone := time.FixedZone("+07", 7*60*60)
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := Parse(s, zone)
		if !ok || !d.Exists() {
			return
		}
		again, ok := Parse(d.String(), zone)
		if !ok || again.Compare(d) != 0 && !d.HasTime() || again.HasTime() != d.HasTime() || !again.SameDay(d) {
			t.Errorf("%q is %+v, which is written %q and read as %+v", s, d, d, again)
		}
		first, last := d.First(), d.Last()
		if !first.Exists() || !last.Exists() || first.DaysTo(last) < 0 || first.DaysTo(last) > 365 || d.HasDay() && !first.SameDay(last) {
			t.Errorf("%q is from %s to %s", s, first, last)
		}
		if next := last.AddDays(1); next.Exists() && (last.DaysTo(next) != 1 || next.Compare(last) <= 0 || next.AddDays(-1) != last) {
			t.Errorf("after %s comes %s", last, next)
		}
	})
}
