// Package command is the command line: it reads arguments, calls package
// generator and its neighbours, and prints what they give, in the language that
// --lang or the locale asks for. Results go to standard output, problems to standard
// error, progress to a terminal alone. Each command has a file of its own.
package command

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"bantin/generator"
	"bantin/generator/diag"
	"bantin/generator/message"
	"bantin/generator/vietnamese"
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
	flags diag.Text // as in the usage
	does  diag.Text // one sentence, without its full stop
	// run does it with flags of its own and gives the exit status.
	run func(c *call) (int, error)
}

// commands are in the order in which help lists them.
func commands() []command {
	return []command{
		{"build", diag.Sayf("[--out public] [--base-url URL] [--drafts] [--strict]"), diag.Sayf("builds the site"), build},
		{"check", diag.Sayf("[--drafts] [--strict] [--fix] [--format text|github|json]"), diag.Sayf("says what is wrong with the content, and builds nothing"), checkContent},
		{"serve", diag.Sayf("[--addr 127.0.0.1:8080] [--drafts] [--poll]"), diag.Sayf("shows the site while it is written, and follows every change"), serve},
		{"new", diag.Sayf("--committee ID [--date DAY] [--lang LANG] TITLE"), diag.Sayf("begins an article; with --lang and the id of an article in the place of TITLE, its translation"), newArticle},
		{"import", diag.Sayf("[--stdout] [--again] [--lang LANG] [--under ID] FILE..."), diag.Sayf("makes articles, for an editor to finish, of saved pages of portals"), importPages},
		{"translations", diag.Sayf("[--drafts] [--format text|json] [--mark FILE]"), diag.Sayf("says what is still to be translated, or records that a translation matches its original"), translations},
		{"schema", diag.Sayf("[--out DIR] [NAME]"), diag.Sayf("prints JSON Schemas of what editors write, for programs that check it while it is typed"), printSchema},
		{"init", diag.Sayf("DIR"), diag.Sayf("begins a bulletin of one's own in a new folder"), initialize},
		{"version", diag.Text{}, diag.Sayf("prints the version"), version},
	}
}

// usage is what help prints.
func (c *call) usage() string {
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(diag.Sayf(format, args...).In(c.in) + "\n") }
	line("bantin builds a bilingual bulletin from a folder of Markdown files.")
	b.WriteByte('\n')
	line("usage:")
	for _, k := range commands() {
		fmt.Fprintf(&b, "  %s\n        %s\n", strings.TrimSpace("bantin "+k.name+" "+k.flags.In(c.in)), k.does.In(c.in))
	}
	b.WriteByte('\n')
	line("All take -C DIR, the site's folder (the current one), and --lang LANG, the language\n"+
		"of the messages: %s; without it, that of the locale. For new and\n"+
		"import, whose --lang is that of the article, it stands before the command.", strings.Join(message.Tags(), ", "))
	b.WriteByte('\n')
	line("exit status: 0 done; 1 the content has errors; 2 the command line is wrong;\n3 the machine failed")
	return b.String()
}

// A call is one run of a command.
type call struct {
	name           string
	does           diag.Text
	flags          diag.Text
	args           []string
	files          fs.FS // with the folders layouts and static
	stdout, stderr io.Writer
	dir            string
	in             diag.Tongue // that the user reads
}

// Run carries out a command line, without the program's name, and gives the exit
// status. files has the program's own layouts/ and static/.
func Run(args []string, files fs.FS, stdout, stderr io.Writer) int {
	c := &call{files: files, stdout: stdout, stderr: stderr, dir: ".", in: message.In(message.Of(locale()))}
	args, err := c.parseBefore(args)
	if err != nil {
		c.warn("%v", err)
		return statusUsage
	}
	if len(args) > 0 {
		switch args[0] {
		case "help", "-h", "-help", "--help":
			if len(args) == 1 || strings.HasPrefix(args[1], "-") {
				return c.end(statusDone, c.print(c.usage()))
			}
			args = []string{args[1], "-h"} // help build
		case "-version", "--version":
			args[0] = "version"
		}
	}
	if len(args) == 0 {
		fmt.Fprint(stderr, c.usage())
		return statusUsage
	}
	all := commands()
	i := slices.IndexFunc(all, func(c command) bool { return c.name == args[0] })
	if i < 0 {
		c.noCommand(args[0])
		return statusUsage
	}
	c.name, c.flags, c.does, c.args = args[0], all[i].flags, all[i].does, args[1:]
	return c.end(all[i].run(c))
}

// end says why a call failed, if it did, and gives the exit status.
func (c *call) end(status int, err error) int {
	var wrong usageError
	var misuse *generator.Misuse
	switch {
	case errors.Is(err, flag.ErrHelp):
		return statusDone
	case errors.As(err, &wrong), errors.As(err, &misuse):
		c.warn("%v", err)
		return statusUsage
	case err != nil:
		c.warn("%v", err)
		return statusMachine
	}
	return status
}

// noCommand says that there is no command of a name, and which was meant.
func (c *call) noCommand(name string) {
	var names []string
	for _, k := range commands() {
		names = append(names, k.name)
	}
	if near, ok := vietnamese.Nearest(name, names); ok {
		c.warn("there is no command %q: did you mean %q?", name, near)
		return
	}
	c.warn("there is no command %q; bantin help lists them", name)
}

// print prints text on standard output.
func (c *call) print(text string) error {
	_, err := io.WriteString(c.stdout, text)
	return err
}

// say prints a sentence on standard output, a line by itself.
func (c *call) say(format string, args ...any) error {
	return c.print(diag.Sayf(format, args...).In(c.in) + "\n")
}

// warn prints a sentence on standard error, behind the name of the command; where it
// is of several failures, each is a line.
func (c *call) warn(format string, args ...any) {
	name := strings.TrimSpace("bantin " + c.name)
	said := strings.ReplaceAll(diag.Sayf(format, args...).In(c.in), "\n", "\n"+name+": ")
	fmt.Fprintf(c.stderr, "%s: %s\n", name, said)
}

// usageError is a mistake on the command line.
type usageError struct{ error }

// Unwrap is the error.
func (u usageError) Unwrap() error { return u.error }

// misused makes a usageError; format is as for fmt.Errorf.
func misused(format string, args ...any) error { return usageError{diag.Failf(format, args...)} }

// speak sets the language of the messages.
func (c *call) speak(tag string) error {
	of := message.Of(tag)
	if of == "" {
		return misused("--lang %q is none of %s", tag, strings.Join(message.Tags(), ", "))
	}
	c.in = message.In(of)
	return nil
}

// parseBefore reads the flags before the command, where -C may stand as it does with
// git and make, and gives what comes after them.
func (c *call) parseBefore(args []string) ([]string, error) {
	for len(args) > 0 {
		name, value, inOne := strings.Cut(args[0], "=")
		rest := args[1:]
		if strings.HasPrefix(args[0], "-C") && len(args[0]) > 2 {
			name, value, inOne = "-C", strings.TrimPrefix(args[0][2:], "="), true
		}
		if name != "-C" && name != "-lang" && name != "--lang" {
			break
		}
		if !inOne && len(rest) == 0 {
			return nil, misused("the flag %s needs a value", dashed(strings.TrimLeft(name, "-")))
		}
		if !inOne {
			value, rest = rest[0], rest[1:]
		}
		if name == "-C" {
			c.dir = value
		} else if err := c.speak(value); err != nil {
			return nil, err
		}
		args = rest
	}
	return args, nil
}

// parse reads the flags that set defines, and those of every command. Nothing else
// may be there.
func (c *call) parse(define func(*flag.FlagSet)) error {
	rest, err := c.parseWords(define)
	if err == nil && len(rest) > 0 {
		err = misused("%q is not understood; bantin %s -h lists what is", rest[0], c.name)
	}
	return err
}

// parseWords is parse for a command that takes words too, which may stand before
// the flags, between and after them; behind -- everything is a word.
func (c *call) parseWords(define func(*flag.FlagSet)) ([]string, error) {
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&c.dir, "C", c.dir, "the site's `folder`")
	define(set)
	var wrong error // of a flag of every command, which the flag package words anew
	if set.Lookup("lang") == nil {
		set.Func("lang", "the `language` of the messages, instead of that of the locale", func(tag string) error {
			wrong = c.speak(tag)
			return wrong
		})
	}
	var words []string
	for args := c.args; ; {
		err := set.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			return nil, cmp.Or(c.help(set), err)
		case wrong != nil:
			return nil, wrong
		case err != nil:
			return nil, flagError(set, err)
		}
		read := len(args) - set.NArg()
		if set.NArg() == 0 || read > 0 && args[read-1] == "--" {
			return append(words, set.Args()...), nil
		}
		words, args = append(words, set.Arg(0)), set.Args()[1:]
	}
}

// help prints what a command does and its flags, but for those without a usage, which
// are for measurements.
func (c *call) help(set *flag.FlagSet) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n\n%s\n\n", c.in.Say("usage:"), strings.TrimSpace("bantin "+c.name+" "+c.flags.In(c.in)), c.does.In(c.in))
	set.VisitAll(func(f *flag.Flag) {
		if f.Usage == "" {
			return
		}
		f.Usage = c.in.Say(f.Usage)
		value, says := flag.UnquoteUsage(f)
		fmt.Fprintf(&b, "  %s\n        %s", strings.TrimSpace(dashed(f.Name)+" "+value), says)
		if f.DefValue != "" && f.DefValue != "false" {
			fmt.Fprintf(&b, " (%s)", f.DefValue)
		}
		b.WriteByte('\n')
	})
	return c.print(b.String())
}

// The mistakes that package flag finds, by how it words them.
var (
	flagUnknown = regexp.MustCompile(`^flag provided but not defined: -(.*)$`)
	flagBare    = regexp.MustCompile(`^flag needs an argument: -(.*)$`)
	flagBroken  = regexp.MustCompile(`^bad flag syntax: (.*)$`)
	flagOnOff   = regexp.MustCompile(`^invalid boolean value (".*") for -(.*?): `)
)

// flagError is an error of package flag in words of ours.
func flagError(set *flag.FlagSet, err error) error {
	said := err.Error()
	if m := flagUnknown.FindStringSubmatch(said); m != nil {
		var names []string
		set.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		if near, ok := vietnamese.Nearest(m[1], names); ok {
			return misused("there is no flag %s: did you mean %s?", dashed(m[1]), dashed(near))
		}
		return misused("there is no flag %s", dashed(m[1]))
	}
	if m := flagBare.FindStringSubmatch(said); m != nil {
		return misused("the flag %s needs a value", dashed(m[1]))
	}
	if m := flagBroken.FindStringSubmatch(said); m != nil {
		return misused("%q is no flag; a flag is two hyphens and a name, as --lang", m[1])
	}
	if m := flagOnOff.FindStringSubmatch(said); m != nil {
		return misused("the flag %s takes no value, and has %s", dashed(m[2]), m[1])
	}
	return usageError{err}
}

// dashed is a flag as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
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

// locale is the locale of the user's messages, as POSIX names it or as a language
// tag: that of the first variable that is set, as for every program.
func locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return systemLocale()
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
		return time.Time{}, misused("SOURCE_DATE_EPOCH is %q, not a number of seconds", s)
	}
	return time.Unix(seconds, 0), nil
}
