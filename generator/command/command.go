// Package command is the command line: it reads arguments, calls package
// generator and its neighbours, and prints what they give. Results go to standard
// output, problems to standard error, progress to a terminal alone. Each command
// has a file of its own.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"bantin/generator"
)

// The exit statuses.
const (
	statusDone    = 0
	statusContent = 1 // the content has errors
	statusUsage   = 2 // the command line is wrong
	statusMachine = 3 // the disk, the port
)

// A command is one word of the command line, with what help says of it.
type command struct {
	name  string
	flags string // as in the usage
	does  string // one sentence, without its full stop
	// run does it with flags of its own and gives the exit status.
	run func(c *call) (int, error)
}

// commands are in the order in which help lists them.
func commands() []command {
	return []command{
		{"build", "[--out public] [--base-url URL] [--drafts] [--strict]", "builds the site", build},
		{"check", "[--drafts] [--strict] [--fix] [--format text|github|json]", "says what is wrong with the content, and builds nothing", checkContent},
		{"serve", "[--addr 127.0.0.1:8080] [--drafts] [--poll]", "shows the site while it is written, and follows every change", serve},
		{"new", "--committee ID [--date DAY] [--lang LANG] TITLE", "begins an article; with --lang and the id of an article in the place of TITLE, its translation", newArticle},
		{"import", "[--stdout] [--lang LANG] [--under ID] FILE...", "makes articles, for an editor to finish, of saved pages of portals", importPages},
		{"translations", "[--drafts] [--format text|json] [--mark FILE]", "says what is still to be translated, or records that a translation matches its original", translations},
		{"schema", "[--out DIR] [NAME]", "prints JSON Schemas of what editors write, for programs that check it while it is typed", printSchema},
		{"init", "DIR", "begins a bulletin of one's own in a new folder", initialize},
		{"version", "", "prints the version", version},
	}
}

func usage() string {
	var b strings.Builder
	b.WriteString("bantin builds a bilingual bulletin from a folder of Markdown files.\n\nusage:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %s\n        %s\n", strings.TrimSpace("bantin "+c.name+" "+c.flags), c.does)
	}
	b.WriteString(`
All take -C DIR, the site's folder (the current one).

exit status: 0 done; 1 the content has errors; 2 the command line is wrong;
3 the machine failed
`)
	return b.String()
}

// A call is one run of a command.
type call struct {
	name           string
	args           []string
	files          fs.FS // with the folders layouts and static
	stdout, stderr io.Writer
	dir            string
}

// Run carries out a command line, without the program's name, and gives the exit
// status. files has the program's own layouts/ and static/.
func Run(args []string, files fs.FS, stdout, stderr io.Writer) int {
	// -C may stand before the command, as it does with git and make.
	c := &call{files: files, stdout: stdout, stderr: stderr, dir: "."}
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
		fmt.Fprint(stdout, usage())
		return statusDone
	}
	if len(args) == 0 {
		fmt.Fprint(stderr, usage())
		return statusUsage
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		fmt.Fprintf(stderr, "bantin: there is no command %q; bantin help lists them\n", args[0])
		return statusUsage
	}
	c.name, c.args = args[0], args[1:]
	status, err := all[i].run(c)
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

// parse reads the flags that set defines, and -C. Nothing else may be there.
func (c *call) parse(define func(*flag.FlagSet)) error {
	rest, err := c.parseWords(define)
	if err == nil && len(rest) > 0 {
		err = usageError{fmt.Errorf("%q is not understood; bantin %s -h lists what is", rest[0], c.name)}
	}
	return err
}

// parseWords is parse for a command that takes words too, which may stand before
// the flags, between and after them; behind -- everything is a word.
func (c *call) parseWords(define func(*flag.FlagSet)) ([]string, error) {
	set := flag.NewFlagSet("bantin "+c.name, flag.ContinueOnError)
	var said strings.Builder
	set.SetOutput(&said)
	set.StringVar(&c.dir, "C", c.dir, "the site's `folder`")
	define(set)
	var words []string
	for args := c.args; ; {
		err := set.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			fmt.Fprint(c.stdout, said.String())
			return nil, err
		case err != nil:
			return nil, usageError{err}
		}
		read := len(args) - set.NArg()
		if set.NArg() == 0 || read > 0 && args[read-1] == "--" {
			return append(words, set.Args()...), nil
		}
		words, args = append(words, set.Arg(0)), set.Args()[1:]
	}
}

// options are what every command that reads a site starts from.
func (c *call) options() (generator.Options, error) {
	opt := generator.Options{Dir: c.dir}
	var err error
	if opt.Now, err = now(); err != nil {
		return opt, err
	}
	if opt.Layouts, err = fs.Sub(c.files, "layouts"); err != nil {
		return opt, err
	}
	opt.Static, err = fs.Sub(c.files, "static")
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
