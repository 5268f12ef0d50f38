package command

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/status"
)

func translations(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	format := string(diag.TextFormat)
	var mark []string
	if err := c.parse(func(f *flag.FlagSet) {
		f.BoolVar(&opt.Drafts, "drafts", false, "tell of drafts too")
		f.StringVar(&format, "format", format, "the `format` to print in: text or json")
		f.Func("mark", "record that the translation in `FILE` now matches its original; may be given several times", func(name string) error {
			mark = append(mark, name)
			return nil
		})
	}); err != nil {
		return 0, err
	}
	if format != string(diag.TextFormat) && format != string(diag.JSONFormat) {
		return 0, misused("--format %q is neither text nor json", format)
	}
	opt.Dir = c.dir
	for _, file := range mark {
		name, changed, err := generator.Mark(opt, file)
		if err != nil {
			return 0, err
		}
		if changed {
			err = c.say("marked %s", name)
		} else {
			err = c.say("%s was marked already", name)
		}
		if err != nil {
			return 0, err
		}
	}
	if mark != nil {
		return statusDone, nil
	}
	report, lib, problems, err := generator.Translations(opt)
	if err != nil {
		return 0, err
	}
	if format == string(diag.JSONFormat) {
		err = progressJSON(c.stdout, report, lib)
	} else {
		err = c.progressText(report, lib)
	}
	if err != nil {
		return 0, err
	}
	// An orphan is in the report and an error; what else is wrong may hide more.
	if errors, _ := problems.Count(); errors > 0 {
		c.warn("the content has errors (%s), and what cannot be read is not counted; bantin check tells them", counted(problems))
		return statusContent, nil
	}
	return statusDone, nil
}

// committees are the ids of the registry in its order.
func committees(lib *content.Library) []string {
	out := make([]string, len(lib.Committees))
	for i, c := range lib.Committees {
		out[i] = c.ID
	}
	return out
}

// progressText prints the report for people: a line for each language, then its
// committees and years with a line for each text.
func (c *call) progressText(r status.Report, lib *content.Library) error {
	var b strings.Builder
	width := 0 // of the kinds, in characters
	for _, k := range status.Kinds {
		width = max(width, utf8.RuneCountInString(k.Text().In(c.in)))
	}
	for i := range r.Languages {
		l := &r.Languages[i]
		b.WriteString(diag.Sayf("%s: %d of %d articles (%d%%), %d of them up to date", l.Tag, l.Texts, r.Articles, status.Percent(l.Texts, r.Articles), l.Current).In(c.in))
		for _, k := range status.Kinds {
			if n := l.Count(k); n > 0 {
				fmt.Fprintf(&b, "; %d %s", n, k.Text().In(c.in))
			}
		}
		b.WriteByte('\n')
		for _, g := range status.ByCommittee(l.Waiting, committees(lib)) {
			last := ""
			for _, it := range g.Items {
				if head := heading(it).In(c.in); head != last {
					fmt.Fprintf(&b, "\n  %s\n", head)
					last = head
				}
				fmt.Fprintf(&b, "    %-*s  %s\n", width, it.Kind.Text().In(c.in), it.File)
			}
		}
		if len(l.Waiting) > 0 && i < len(r.Languages)-1 {
			b.WriteByte('\n')
		}
	}
	_, err := io.WriteString(c.stdout, b.String())
	return err
}

// heading is what a text is listed under: its committee and its year, as far as the
// original says them.
func heading(it status.Item) diag.Text {
	switch {
	case it.Kind == status.Orphan:
		return diag.Sayf("without an original")
	case it.Committee == "" && it.Date.IsZero():
		return diag.Sayf("without a committee and a date")
	case it.Committee == "":
		return diag.Sayf("without a committee, %d", it.Date.Year)
	case it.Date.IsZero():
		return diag.Sayf("%s, without a date", it.Committee)
	}
	return diag.Sayf("%s, %d", it.Committee, it.Date.Year)
}

// progressJSON prints the report as one JSON object.
func progressJSON(w io.Writer, r status.Report, lib *content.Library) error {
	type text struct {
		Kind      status.Kind `json:"kind"`
		ID        string      `json:"id"`
		Committee string      `json:"committee,omitempty"`
		Year      int         `json:"year,omitempty"`
		Date      string      `json:"date,omitempty"`
		Title     string      `json:"title"`
		File      string      `json:"file"`
		Original  string      `json:"original,omitempty"`
		Digest    string      `json:"digest,omitempty"`
	}
	type language struct {
		Language string              `json:"language"`
		Texts    int                 `json:"texts"`
		Current  int                 `json:"current"`
		Percent  int                 `json:"percent"`
		Counts   map[status.Kind]int `json:"counts"`
		Waiting  []text              `json:"waiting"`
	}
	out := struct {
		Articles  int        `json:"articles"`
		Languages []language `json:"languages"`
	}{Articles: r.Articles, Languages: []language{}}
	for i := range r.Languages {
		l := &r.Languages[i]
		o := language{l.Tag, l.Texts, l.Current, status.Percent(l.Texts, r.Articles), map[status.Kind]int{}, []text{}}
		for _, k := range status.Kinds {
			o.Counts[k] = l.Count(k)
		}
		for _, g := range status.ByCommittee(l.Waiting, committees(lib)) {
			for _, it := range g.Items {
				o.Waiting = append(o.Waiting, text{it.Kind, it.ID, it.Committee, it.Date.Year, it.Date.String(), it.Title, it.File, it.Original, it.Digest})
			}
		}
		out.Languages = append(out.Languages, o)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
