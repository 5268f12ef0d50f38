package command

import (
	"flag"
	"os"
	"path/filepath"
	"slices"

	"bantin/generator"
	"bantin/generator/diag"
)

func checkContent(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	format := string(diag.TextFormat)
	var fix bool
	if err := c.parse(func(f *flag.FlagSet) {
		f.BoolVar(&opt.Drafts, "drafts", false, "let articles link to drafts")
		f.BoolVar(&opt.Strict, "strict", false, "take warnings for errors")
		f.BoolVar(&fix, "fix", false, "rewrite files whose letters, line ends or terms are not in their normal form")
		f.StringVar(&format, "format", format, "the `format` to print problems in: text, github or json")
	}); err != nil {
		return 0, err
	}
	opt.Dir = c.dir
	if !slices.Contains(diag.Formats, diag.Format(format)) {
		return 0, misused("--format %q is none of text, github and json", format)
	}
	if fix {
		fixed, err := generator.Fix(opt)
		for _, name := range fixed {
			if err := c.say("fixed %s", name); err != nil {
				return 0, err
			}
		}
		if err != nil {
			return 0, err
		}
	}
	problems, err := generator.Check(opt)
	if err != nil {
		return 0, err
	}
	// A machine reads the problems as results; a person reads them as they
	// come, and a summary after them.
	where := c.stderr
	if format != string(diag.TextFormat) {
		where = c.stdout
	}
	if format == string(diag.GitHubFormat) {
		// GitHub wants paths of the repository, and shows ten annotations of each
		// kind a step: all of them are in the log.
		if err := problems.Print(c.stderr, diag.TextFormat, c.in); err != nil {
			return 0, err
		}
		problems = problems.Under(below(c.dir))
	}
	if err := problems.Print(where, diag.Format(format), c.in); err != nil {
		return 0, err
	}
	errors, _ := problems.Count()
	if format == string(diag.TextFormat) {
		if err := c.say("checked: %s", counted(problems)); err != nil {
			return 0, err
		}
	}
	if errors > 0 {
		return statusContent, nil
	}
	return statusDone, nil
}

// below is the slash-separated path of a folder from the one that the command runs in;
// "" where it is not below that.
func below(dir string) string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return ""
	}
	rel, err := filepath.Rel(here, dir)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}
