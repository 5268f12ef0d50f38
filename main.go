// Command bantin builds a bilingual bulletin of resolutions from a folder of
// Markdown files. The pipeline is in package generator; here is only the command
// line.
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // dates are the site's, on a machine without a zone database too

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// The layouts and the style that come with the program.
//
//go:embed layouts static
var embedded embed.FS

// The exit statuses.
const (
	statusDone    = 0
	statusContent = 1 // the content has errors
	statusUsage   = 2 // the command line is wrong
	statusMachine = 3 // the disk
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

const usage = `bantin builds a bilingual bulletin from a folder of Markdown files.

usage:
  bantin build [--out public] [--base-url URL] [--drafts] [--strict]
        builds the site
  bantin check [--drafts] [--strict] [--fix] [--format text|github|json]
        says what is wrong with the content, and builds nothing
  bantin version
        prints the version

All take -C DIR, the site's folder (the current one).

exit status: 0 done; 1 the content has errors; 2 the command line is wrong;
3 the machine failed
`

// A command runs with its own flags and gives the exit status.
type command func(c *call) (int, error)

var commands = map[string]command{
	"build":   build,
	"check":   checkContent,
	"version": version,
}

// A call is one run of a command.
type call struct {
	name           string
	args           []string
	stdout, stderr io.Writer
	dir            string
}

func run(args []string, stdout, stderr io.Writer) int {
	// -C may stand before the command, as it does with git and make.
	c := &call{stdout: stdout, stderr: stderr, dir: "."}
	for len(args) > 0 && strings.HasPrefix(args[0], "-C") {
		if args[0] == "-C" && len(args) > 1 {
			c.dir, args = args[1], args[2:]
		} else if len(args[0]) > 2 {
			c.dir, args = strings.TrimPrefix(args[0][2:], "="), args[1:]
		} else {
			break
		}
	}
	if len(args) > 0 && slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]) {
		fmt.Fprint(stdout, usage)
		return statusDone
	}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return statusUsage
	}
	cmd, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(stderr, "bantin: there is no command %q; bantin help lists them\n", args[0])
		return statusUsage
	}
	c.name, c.args = args[0], args[1:]
	status, err := cmd(c)
	var wrong usageError
	var misuse *generator.Misuse
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusDone
	case errors.As(err, &wrong), errors.As(err, &misuse):
		fmt.Fprintf(stderr, "bantin %s: %v\n", c.name, err)
		return statusUsage
	case err != nil:
		fmt.Fprintf(stderr, "bantin %s: %v\n", c.name, err)
		return statusMachine
	}
	return status
}

// usageError is a mistake on the command line.
type usageError struct{ error }

// parse reads the flags that set defines, and -C. Nothing may follow them.
func (c *call) parse(define func(*flag.FlagSet)) error {
	set := flag.NewFlagSet("bantin "+c.name, flag.ContinueOnError)
	var said strings.Builder
	set.SetOutput(&said)
	set.StringVar(&c.dir, "C", c.dir, "the site's `folder`")
	define(set)
	err := set.Parse(c.args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, said.String())
		return err
	case err != nil:
		return usageError{err}
	case set.NArg() > 0:
		return usageError{fmt.Errorf("%q is not understood; bantin %s -h lists what is", set.Arg(0), c.name)}
	}
	return nil
}

// options are what every command that reads a site starts from.
func (c *call) options() (generator.Options, error) {
	opt := generator.Options{Dir: c.dir}
	var err error
	if opt.Now, err = now(); err != nil {
		return opt, err
	}
	if opt.Layouts, err = fs.Sub(embedded, "layouts"); err != nil {
		return opt, err
	}
	opt.Static, err = fs.Sub(embedded, "static")
	return opt, err
}

// now is the one reading of the clock. SOURCE_DATE_EPOCH, in seconds since 1970,
// stands in for it where two builds must be alike.
func now() (time.Time, error) {
	s := os.Getenv("SOURCE_DATE_EPOCH")
	if s == "" {
		return time.Now(), nil
	}
	seconds, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, usageError{fmt.Errorf("SOURCE_DATE_EPOCH is %q, not a number of seconds", s)}
	}
	return time.Unix(seconds, 0), nil
}

func build(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	if err := c.parse(func(f *flag.FlagSet) {
		f.StringVar(&opt.Out, "out", "public", "the `folder` to publish in, relative to the site's")
		f.StringVar(&opt.BaseURL, "base-url", "", "the `address` of the site, instead of that of config.yaml")
		f.BoolVar(&opt.Drafts, "drafts", false, "build drafts too")
		f.BoolVar(&opt.Strict, "strict", false, "take warnings for errors")
	}); err != nil {
		return 0, err
	}
	opt.Dir = c.dir
	if opt.Out == "" {
		return 0, usageError{errors.New("--out has no folder")}
	}
	if opt.BaseURL != "" {
		base, ok := content.BaseURL(opt.BaseURL)
		if !ok {
			return 0, usageError{fmt.Errorf("--base-url %q is not where a site can be; write it as https://example.org/path/", opt.BaseURL)}
		}
		opt.BaseURL = base
	}
	done := func() {}
	if terminal(c.stderr) {
		opt.Progress, done = c.progress()
	}
	start := time.Now()
	report, problems, err := generator.Build(opt)
	done()
	if printErr := problems.Print(c.stderr, diag.TextFormat); printErr != nil {
		return 0, printErr
	}
	if err != nil {
		return 0, err
	}
	if errors, _ := problems.Count(); errors > 0 {
		fmt.Fprintf(c.stderr, "bantin build: %s; nothing was published\n", counted(problems))
		return statusContent, nil
	}
	_, err = fmt.Fprintf(c.stdout, "built %s in %s: %d articles in %d texts, %d files (%d new or changed, %d removed), %s\n",
		opt.Out, time.Since(start).Round(time.Millisecond), report.Articles, report.Texts,
		report.Files, report.Written, report.Removed, size(report.Bytes))
	if report.Note != "" {
		fmt.Fprintln(c.stderr, "bantin build: "+report.Note)
	}
	return statusDone, err
}

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
		f.StringVar(&format, "format", format, "how to print problems: text, github or json")
	}); err != nil {
		return 0, err
	}
	opt.Dir = c.dir
	if !slices.Contains(diag.Formats, diag.Format(format)) {
		return 0, usageError{fmt.Errorf("--format %q is none of text, github and json", format)}
	}
	if fix {
		fixed, err := generator.Fix(opt)
		for _, name := range fixed {
			fmt.Fprintln(c.stdout, "fixed "+name)
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
	if err := problems.Print(where, diag.Format(format)); err != nil {
		return 0, err
	}
	errors, _ := problems.Count()
	if format == string(diag.TextFormat) {
		if _, err := fmt.Fprintln(c.stdout, "checked: "+counted(problems)); err != nil {
			return 0, err
		}
	}
	if errors > 0 {
		return statusContent, nil
	}
	return statusDone, nil
}

func version(c *call) (int, error) {
	if err := c.parse(func(*flag.FlagSet) {}); err != nil {
		return 0, err
	}
	v := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		v = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += " " + s.Value[:12]
			}
		}
	}
	fmt.Fprintf(c.stdout, "bantin %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return statusDone, nil
}

// counted is the number of problems in words.
func counted(l diag.List) string {
	plural := func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return strconv.Itoa(n) + " " + one + "s"
	}
	errors, warnings := l.Count()
	return plural(errors, "error") + ", " + plural(warnings, "warning")
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
				fmt.Fprintf(c.stderr, "\r\x1b[K%s: %d of %d", step, done, all)
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
