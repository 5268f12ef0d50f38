package command

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
)

func build(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	var flags *flag.FlagSet
	out := "public"
	if err := c.parse(func(f *flag.FlagSet) {
		flags = f
		f.StringVar(&out, "out", out, "the `folder` to publish in, relative to the site's")
		f.StringVar(&opt.BaseURL, "base-url", "", "the `address` of the site, instead of that of config.yaml")
		f.BoolVar(&opt.Drafts, "drafts", false, "build drafts too")
		f.BoolVar(&opt.Strict, "strict", false, "take warnings for errors")
		f.BoolVar(&opt.WithoutSearch, "without-search", false, "")
	}); err != nil {
		return 0, err
	}
	opt.Dir = c.dir
	if out == "" {
		return 0, misused("--out has no folder")
	}
	if strings.HasPrefix(out, "-") { // --out --strict
		return 0, misused("--out has the option %s in the place of a folder; for a folder of this name write ./ before it", out)
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if given["out"] { // a folder that is named may be anywhere; see generator.Options
		opt.Out = out
	}
	if given["base-url"] { // "" is what a variable of CI gives that is not set
		base, ok := content.BaseURL(opt.BaseURL)
		if !ok {
			return 0, misused("--base-url %q is not where a site can be; write it as https://example.org/path/", opt.BaseURL)
		}
		opt.BaseURL = base
	}
	// A second signal ends the program at once, whatever it does.
	ctx, ignore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, ignore)
	defer ignore()
	opt.Stop = ctx.Done()
	done := func() {}
	if terminal(c.stderr) {
		opt.Progress, done = c.progress()
	}
	start := time.Now()
	report, problems, err := generator.Build(opt)
	done()
	if printErr := problems.Print(c.stderr, diag.TextFormat, c.in); printErr != nil {
		return 0, printErr
	}
	if err != nil {
		return 0, err
	}
	if errors, _ := problems.Count(); errors > 0 {
		c.warn("%s; nothing was published", counted(problems))
		return statusContent, nil
	}
	err = c.say("built %s in %s: %s, %d files (%d new or changed, %d removed), %s",
		out, time.Since(start).Round(time.Millisecond), textsOf(report.Articles, report.Texts),
		report.Files, report.Written, report.Removed, size(report.Bytes))
	for _, note := range report.Notes {
		c.warn("%s", note)
	}
	return statusDone, err
}
