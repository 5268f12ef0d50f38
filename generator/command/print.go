package command

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"bantin/generator"
	"bantin/generator/diag"
)

// counted is the number of problems in words.
func counted(l diag.List) diag.Text {
	errors, warnings := l.Count()
	return diag.Sayf("%s, %s",
		number(errors, diag.Sayf("%d error", errors), diag.Sayf("%d errors", errors)),
		number(warnings, diag.Sayf("%d warning", warnings), diag.Sayf("%d warnings", warnings)))
}

// number is what is said of n things.
func number(n int, one, many diag.Text) diag.Text {
	if n == 1 {
		return one
	}
	return many
}

// textsOf is the number of articles and of their texts in words.
func textsOf(articles, texts int) diag.Text {
	return diag.Sayf("%s in %s",
		number(articles, diag.Sayf("%d article", articles), diag.Sayf("%d articles", articles)),
		number(texts, diag.Sayf("%d text", texts), diag.Sayf("%d texts", texts)))
}

func size(bytes int) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%.0f KiB", float64(bytes)/(1<<10))
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeCharDevice != 0
}

// progress prints how far a build is on one line of a terminal, and is silent
// where the build is done before a person would wonder.
func (c *call) progress() (show func(step generator.Step, done, all int), end func()) {
	type state struct {
		last  time.Time
		shown bool
	}
	start := time.Now()
	turn := make(chan state, 1)
	turn <- state{last: start}
	show = func(step generator.Step, done, all int) {
		select {
		case s := <-turn:
			if t := time.Now(); t.Sub(start) > time.Second && t.Sub(s.last) > 100*time.Millisecond {
				fmt.Fprint(c.stderr, "\r\x1b[K", diag.Sayf("%s: %d of %d", step.Text(), done, all).In(c.in))
				s = state{t, true}
			}
			turn <- s
		default:
		}
	}
	return show, func() {
		if s := <-turn; s.shown {
			fmt.Fprint(c.stderr, "\r\x1b[K")
		}
	}
}
