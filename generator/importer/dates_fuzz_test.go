package importer

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/locale"

	"golang.org/x/tools/txtar"
)

// FuzzDates looks for dates in a line: each is in the line, after the one before, and
// in the calendar; and an event ends no sooner than it begins.
func FuzzDates(f *testing.F) {
	for _, s := range []string{
		"Thứ hai,  18/01/2021", "Cập nhật lúc19:23, Thứ Ba, 14/01/2020 (GMT+7)", "11/04/2024 - 19:45", "[ Cập nhật vào ngày (30/12/2020) ]", "Thứ 5, 15.10.2020 | 18:04:25",
		"Thứ hai, 26 Tháng 10 2020 14:49", "08:13, ngày 28-11-2023", "Thứ năm, ngày 18 tháng 12 năm 2025", "13/08/2025 | 329", "Sáng 21/12/2020, hội nghị", "chiều 14-1, 11/4", "Ngày 10 và 11-2", "từ ngày 12 đến 14-10", "31/02/2020 99/99/9999 00-00",
		"Từ 31/12/2020 đến 2/1", "từ ngày 30 đến ngày 2/10", "các ngày 12, 13 và 14/10 âm lịch", "Sáng mồng 8 Tết (19/2)", "From December 20-21, 2020 to Jan. 2", "16/12-18/12/2020", "２１／１２", "Trong hai ngày 10 và 29/2",
	} {
		f.Add(s)
	}
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal(len(files), err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(archive.Files[0].Data)) {
			if strings.ContainsAny(line, "0123456789") && len(line) < 300 {
				f.Add(line)
			}
		}
	}
	zone, err := locale.Zone("Asia/Ho_Chi_Minh")
	if err != nil {
		f.Fatal(err)
	}
	bound := calendar.Day(2025, 7, 1)
	f.Fuzz(func(t *testing.T, line string) {
		if !utf8.ValidString(line) || len(line) > 2000 {
			return
		}
		low := lowered(line)
		spans, dates := datesIn(low)
		if len(spans) != len(dates) {
			t.Fatalf("%d places of %d dates", len(spans), len(dates))
		}
		end := 0
		for i, at := range spans {
			if at[0] < end || at[1] <= at[0] || at[1] > len(low) || !dates[i].Exists() {
				t.Errorf("%q has %s at %v", line, dates[i], at)
			}
			end = at[1]
		}
		stamps, _ := stampsOf(line, zone)
		for _, s := range stamps {
			if !s.date.Exists() {
				t.Errorf("%q was printed on %s", line, s.date)
			}
		}
		if d := machineDate(line, zone); !d.IsZero() && !d.Exists() {
			t.Errorf("%q is %s", line, d)
		}
		for _, e := range eventsIn(line, 0) {
			if start, until, ok := e.resolve(bound); ok && (!start.Exists() || !until.IsZero() && (!until.Exists() || until.Compare(start) < 0)) {
				t.Errorf("%q tells of %s to %s", line, start, until)
			}
		}
		if again := lowered(low); !slices.Equal([]byte(again), []byte(low)) {
			t.Errorf("%q in small letters is %q, and that %q", line, low, again)
		}
	})
}
