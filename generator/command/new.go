package command

import (
	"flag"
	"fmt"
	"strings"

	"bantin/generator"
)

func newArticle(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	var b generator.Beginning
	title, err := c.parseWords(func(f *flag.FlagSet) {
		f.StringVar(&b.Committee, "committee", "", "the `id` of the committee, as it is in content/committees.yaml")
		f.StringVar(&b.Date, "date", "", "the `day` on which it took place, as 2020-12-21; without it, today")
		f.StringVar(&b.Lang, "lang", "", "the `language` of the text; without it, the first of the site")
	})
	if err != nil {
		return 0, err
	}
	// A title that nobody has put into quotes comes in words.
	if b.Title = strings.Join(title, " "); strings.TrimSpace(b.Title) == "" {
		return 0, misused("the title is missing; write it at the end, in quotes")
	}
	opt.Dir = c.dir
	begun, problems, err := generator.New(opt, b)
	if err != nil {
		return 0, err
	}
	if len(problems) > 0 {
		return c.refuse(problems)
	}
	for _, s := range begun.Open {
		c.warn("%s", s)
	}
	_, err = fmt.Fprintln(c.stdout, begun.File)
	return statusDone, err
}
