// Command bench measures how long bantin takes to build a large bulletin, and prints it
// as Markdown tables that can be quoted.
//
//	go run ./generator/bench [-articles 10000] [-runs 5] [-hugo | -pagefind] [-scale] [-v] [-dir DIR]
//	go run ./generator/bench -serve [-articles 10000] [-runs 5] [-v] [-dir DIR]
//	go run ./generator/bench -photographs 200 [-runs 3] [-v] [-dir DIR]
//
// It takes a made-up bulletin from package corpus, four fifths of it translated,
// and gives figures of whole processes: what a person at the prompt waits for,
// the program's start and end included. It never measures a part of the program
// from the inside. At the end it sets what it measured, in time at the wall first, beside
// what this project aims at; no figure makes it fail.
//
// # What is compared
//
// Times on shared machines vary by ten and more, and disks are the worst of it.
// So everything is on a file system in memory, if there is one, and a build is
// given as a ratio to a floor that runs in the same turn on the same files. In memory, a
// build's last step costs nothing, which is to have the file system write all it holds
// back (syncfs): on a disk that may take longer than the rest. The floor does not do it at
// all. -dir on a disk shows what it comes to there.
//
// The floor is the least that any generator written in Go must do: read each
// text, parse its front matter, turn its Markdown into HTML with goldmark as it
// comes, and write a page of that size and 3 KB more into a folder of its own,
// with as many workers as there are processors (floor.go). It has no layout, no
// links, no lists, no search, no checks. A build that takes twice the floor
// spends as much on all of those as on reading and writing.
//
// bantin builds the bulletin as users do, and once more without the files of the
// search index (a flag that help does not list), so that what these cost can be told:
// the difference of the two builds of a turn, as a multiple of its floor. With few articles
// or runs that is less than two builds differ by for no reason, and then it says so.
//
// # Beside Hugo
//
// With -hugo, Hugo 0.165.0 takes its turn, and with -pagefind also Pagefind on what
// Hugo has just built, which is what such a site needs to be searched. Both
// are installed the first time, Hugo by go install without cgo and Pagefind by npm at
// the version of its lock file, in the user's folder for caches; both need the
// network for that. The two together are the row "hugo, then pagefind": times and files
// added, the larger of the peaks. Pagefind takes gigabytes: at 100,000 articles, more
// than most machines have.
//
// Hugo builds the same texts. hugo.go writes them where Hugo wants them, with the
// record of each original in Hugo's front matter of all its texts, since Hugo inherits
// nothing; links become paths that Hugo's link hook resolves. The site is in the
// folder hugo, and is written as those who know Hugo would: taxonomies for
// committees, congresses, terms of office and years, with a content file for each
// committee and congress; lists of 50; feeds of 20 for the bulletin and each
// committee; a JSON of titles and summaries; two languages by file name, with
// their own addresses, menus and hreflang; sitemaps. What all pages share is a
// partialCached by language; a card, which some five lists show, is kept by its
// page, since the cache of partials has room for 1,000; words of the interface are
// looked up once for each language. Nothing is minified, highlighted or fingerprinted
// but the style. What bantin's pages have beyond that is left out: months and the
// years of a committee, documents and who cites them, two languages side by side,
// articles listed in a language that they have no text in, calendars, open data, and
// the checks. So the files and bytes of the two differ, and the advantage is Hugo's.
//
// # How it is measured
//
// Each contestant runs once to warm up, and then they take turns; each turn begins with
// the next of them, so that none always has the same one before it. Before each run what the last one left is removed, which is not
// timed, so each is a full build with nothing to start from. The table has the
// medians, with the least and the largest in brackets; the ratio is the median of the
// ratios of the runs of each turn, with theirs. CPU is
// user and system time together; per text means per Markdown file of articles.
// Peak memory is the largest resident size that the kernel saw, where it says so;
// Linux starts counting with the parent's, so some 20 MB may be this program's.
//
// With -scale, bulletins of N and of ten times N articles are built in turns, at
// most three times each: a build that is linear takes ten times as long.
//
// The repository's own bulletin is built too, as often.
//
// A check reads and judges the same files and writes nothing, so its files and its
// output are none; on a pull request it is the whole wait.
//
// Last, one article's body is edited and the site is built again over the last
// build, once for each run, each time another article: this is what an editor
// waits for. A file counts as written when it is new or when its time or its
// inode is not what it was.
//
// With -serve, the preview is measured instead, as an editor meets it: the time from
// starting `bantin serve` until its home page comes, given as a ratio to the floor
// that ran before it; the time from saving a file until the page has the change,
// asked for over HTTP every millisecond, of 50 edits of bodies and of 50 edits of
// titles as the committee's page shows them; and the resident memory of the process
// before and after 1,000 edits more.
//
// With -photographs nothing of this is done. N articles, each with a photograph of
// 12 megapixels, are built with nothing to start from, with the cache of pictures
// alone, and with nothing to do, beside the same articles without photographs.
//
// # Exit status
//
// 0 when all was measured; 2 when the command line is wrong; 3 when something
// could not be measured: when bantin does not build or run, the floor is still
// measured and printed. (go run itself ends with 1 for any of these but 0.)
//
// # To add a contestant
//
// A contestant (measure.go) is a name, how many texts it builds, the folder that
// it writes, what to do before each run, and a command line. The first one is what the others are
// compared with.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"bantin/generator/corpus"
)

func main() {
	// The parts that must be processes of their own are this program again.
	switch args := os.Args[1:]; {
	case len(args) == 3 && args[0] == "-floor":
		exit(floor(args[1], args[2]))
	case len(args) == 3 && args[0] == "-corpus":
		n, err := strconv.Atoi(args[2])
		if err == nil {
			err = corpus.Write(args[1], corpus.Size{Articles: n})
		}
		exit(err)
	case len(args) == 3 && args[0] == "-hugo-site":
		exit(hugoSite(args[1], args[2]))
	case len(args) == 3 && args[0] == "-photographed":
		n, err := strconv.Atoi(args[2])
		if err == nil {
			err = photographs(args[1], n)
		}
		exit(err)
	}
	b := bench{out: os.Stdout, warn: os.Stderr}
	dir := flag.String("dir", "", "folder to work in; by default /dev/shm if that is in memory, or else the system's folder for temporary files")
	flag.IntVar(&b.articles, "articles", 10_000, "articles, of which four fifths are translated")
	flag.IntVar(&b.runs, "runs", 5, "measured runs of each contestant")
	flag.BoolVar(&b.hugo, "hugo", false, "measure Hugo on an equal site, too")
	flag.BoolVar(&b.pagefind, "pagefind", false, "measure Hugo, and Pagefind on what it built")
	flag.BoolVar(&b.scale, "scale", false, "measure ten times as many articles, too")
	flag.BoolVar(&b.preview, "serve", false, "measure bantin serve, and not the build")
	flag.IntVar(&b.photographs, "photographs", 0, "measure this many photographs instead")
	flag.BoolVar(&b.verbose, "v", false, "print each run")
	flag.Parse()
	if wrong := b.misuse(flag.Args()); wrong != "" {
		fmt.Fprintf(os.Stderr, "bench: %s; go run ./generator/bench -h lists the flags\n", wrong)
		os.Exit(2)
	}
	b.hugo = b.hugo || b.pagefind
	exit(b.inFolder(*dir))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(3)
	}
	os.Exit(0)
}

// A bench is one measurement, as the command line asks for it.
type bench struct {
	articles    int
	runs        int
	scale       bool
	hugo        bool // measure Hugo
	pagefind    bool // and Pagefind
	photographs int
	preview     bool
	verbose     bool
	out         io.Writer // tables
	warn        io.Writer // what the reader of the tables should know about the machine or a failure
	work        string    // the folder that everything is in
	self        string    // this program
	aims        []aim     // what has been measured that something is aimed at
}

// misuse is what is wrong with a command line; "" where nothing is. words are what
// stands behind the flags.
func (b *bench) misuse(words []string) string {
	switch {
	case len(words) > 0:
		return fmt.Sprintf("%q is no flag", words[0])
	case b.articles < 1:
		return fmt.Sprintf("-articles %d: a bulletin has at least one", b.articles)
	case b.runs < 1:
		return fmt.Sprintf("-runs %d: at least one is needed to measure anything", b.runs)
	case b.photographs < 0:
		return fmt.Sprintf("-photographs %d: there cannot be less than none", b.photographs)
	case b.preview && (b.hugo || b.pagefind || b.scale || b.photographs > 0):
		return "-serve measures the preview alone: it does not go with -hugo, -pagefind, -scale and -photographs"
	case b.photographs > 0 && (b.hugo || b.pagefind || b.scale):
		return "-photographs measures these alone: it does not go with -hugo, -pagefind and -scale"
	}
	return ""
}

// inFolder measures in a new folder under dir, and removes it at the end, also
// when it is interrupted.
func (b *bench) inFolder(dir string) (err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	mounts, _ := os.ReadFile("/proc/self/mounts") // elsewhere nothing is known
	if dir == "" {
		if dir = "/dev/shm"; fileSystem(mounts, dir) != "tmpfs" {
			dir = os.TempDir()
		}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	kind := fileSystem(mounts, dir)
	if kind != "tmpfs" {
		fmt.Fprintf(b.warn, "warning: %s is not known to be in memory (%s): times will have the disk's in them\n", dir, kind)
	}
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	if b.work, err = os.MkdirTemp(dir, "bantin-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.work)) }()
	fmt.Fprintf(b.out, "%s; %d processors, %d used; %s %s/%s; files on %s (%s)\n\n",
		processor(), runtime.NumCPU(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH, dir, kind)
	if b.preview {
		return b.serve(ctx)
	}
	if b.photographs > 0 {
		return b.measurePhotographs(ctx, b.photographs)
	}
	return b.measure(ctx)
}

// measure does everything in the order that the package comment gives.
func (b *bench) measure(ctx context.Context) error {
	site, texts, err := b.site(ctx, b.articles)
	if err != nil {
		return err
	}
	// What cannot be got is found out before anything is measured for an hour.
	rivals, err := b.rivals(ctx, site, texts)
	if err != nil {
		return err
	}
	contestants := []contestant{b.floorOf(site, texts)}
	if err := contestants[0].warmUp(ctx); err != nil {
		return err
	}
	binary, broken := b.compile(ctx)
	bantin := bantinOf(binary, site, texts)
	if broken == nil {
		broken = bantin.warmUp(ctx)
	}
	if broken == nil {
		contestants = append(contestants, withoutSearch(bantin), bantin, checkOf(binary, site, texts))
	} else {
		broken = fmt.Errorf("bantin could not be measured, only the others are: %w", broken)
		fmt.Fprintf(b.warn, "bench: %s\n", broken)
	}
	contestants = append(contestants, rivals...)

	all, err := inTurns(ctx, contestants, b.runs, b.progress())
	if err != nil {
		return err
	}
	if n := len(contestants); b.pagefind {
		contestants = append(contestants, contestant{Name: wholeJob, Texts: texts})
		all = append(all, together(all[n-2], all[n-1]))
	}
	fmt.Fprintf(b.out, "%s articles, %s texts; medians of %d runs [least–largest], full builds\n\n", grouped(b.articles), grouped(texts), b.runs)
	printTable(b.out, contestants, all)
	if broken != nil {
		return errors.New("bantin could not be measured")
	}
	b.aimAtRatios(contestants, all)
	if b.scale {
		if err := b.tenfold(ctx, bantin); err != nil {
			return err
		}
	}
	if err := b.own(ctx, binary); err != nil {
		return err
	}
	// Last, since comparing files takes memory here, which would be counted as
	// that of the processes started after it.
	if err := b.again(ctx, bantin, site); err != nil {
		return err
	}
	b.printAims()
	return nil
}

// site makes the corpus of n articles and counts its texts. It does so in a
// process of its own: a child begins with its parent's peak memory, as Linux
// counts it, so this process stays small.
func (b *bench) site(ctx context.Context, n int) (dir string, texts int, err error) {
	dir = filepath.Join(b.work, fmt.Sprintf("site-%d", n))
	if _, err := runOnce(ctx, []string{b.self, "-corpus", dir, strconv.Itoa(n)}); err != nil {
		return "", 0, err
	}
	names, err := articleFiles(dir)
	return dir, len(names), err
}

// floorOf is the floor as a contestant.
func (b *bench) floorOf(site string, texts int) contestant {
	out := filepath.Join(b.work, "floor")
	return contestant{
		Name:    floorName,
		Texts:   texts,
		Out:     out,
		Prepare: func() error { return os.RemoveAll(out) },
		Command: []string{b.self, "-floor", site, out},
	}
}

// moduleFolder is the folder of the module that this program is run in.
func moduleFolder(ctx context.Context) (string, error) {
	mod, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	file := string(bytes.TrimSpace(mod))
	if file == "" || file == os.DevNull {
		return "", errors.New("find the module: run this inside bantin's repository")
	}
	return filepath.Dir(file), nil
}

// compile makes the binary from the module that this program is run in.
func (b *bench) compile(ctx context.Context) (binary string, err error) {
	module, err := moduleFolder(ctx)
	if err != nil {
		return "", err
	}
	binary = filepath.Join(b.work, executable("bantin"))
	cmd := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
	cmd.Dir = module
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build in %s: %w\n%s", cmd.Dir, err, lastLines(text))
	}
	return binary, nil
}

// bantinOf is a full build of the site as a contestant.
func bantinOf(binary, site string, texts int) contestant {
	return contestant{
		Name:    buildName,
		Texts:   texts,
		Out:     filepath.Join(site, "public"),
		Prepare: func() error { return onlySources(site) },
		Command: []string{binary, "build", "-C", site, "--out", "public"},
	}
}

// withoutSearch is a full build but for the files of the search index.
func withoutSearch(c contestant) contestant {
	c.Name, c.Command = withoutName, append(slices.Clone(c.Command), "--without-search")
	return c
}

// checkOf is a check of the site as a contestant: what a pull request waits for.
func checkOf(binary, site string, texts int) contestant {
	return contestant{
		Name:    checkName,
		Texts:   texts,
		Prepare: func() error { return nil },
		Command: []string{binary, "check", "-C", site},
	}
}

// onlySources removes from a site's folder all that editors did not write: the
// output, and whatever a build may keep beside it.
func onlySources(site string) error {
	entries, err := os.ReadDir(site)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == "content" || e.Name() == "config.yaml" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(site, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// again measures builds over the last one, each after an edit of one article.
func (b *bench) again(ctx context.Context, c contestant, site string) error {
	// The last build there may be of the one without search.
	if _, err := c.full(ctx); err != nil {
		return err
	}
	var runs []run
	var written []float64
	files := 0
	for i := range b.runs {
		name, _, _ := corpus.Article(corpus.Size{Articles: b.articles}, b.articles*(i+1)/(b.runs+1))
		if err := appendTo(filepath.Join(site, filepath.FromSlash(name)), "\nBan biên tập bổ sung một câu.\n"); err != nil {
			return err
		}
		before, err := stamps(c.Out)
		if err != nil {
			return err
		}
		r, err := runOnce(ctx, c.Command)
		if err != nil {
			return err
		}
		after, err := stamps(c.Out)
		if err != nil {
			return err
		}
		runs = append(runs, r)
		written = append(written, float64(changed(before, after)))
		files = len(after)
	}
	fmt.Fprintf(b.out, "\nBuilt again after an edit of one article: %s, CPU %s, %s of %s files written or removed (medians of %d)\n",
		spreadOf(runs, run.wall), spreadOf(runs, run.cpu), grouped(int(middle(written))), grouped(files), len(runs))
	return nil
}

// appendTo adds text to a file's end.
func appendTo(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// tenfold compares full builds of N articles and of ten times as many.
func (b *bench) tenfold(ctx context.Context, c contestant) error {
	large, texts, err := b.site(ctx, 10*b.articles)
	if err != nil {
		return err
	}
	both := []contestant{c, bantinOf(c.Command[0], large, texts)}
	both[0].Name, both[1].Name = grouped(b.articles)+" articles", grouped(10*b.articles)+" articles"
	if err := both[1].warmUp(ctx); err != nil {
		return err
	}
	runs := min(b.runs, 3)
	all, err := inTurns(ctx, both, runs, b.progress())
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "\nTen times the articles; medians of %d runs [least–largest], full builds\n\n", runs)
	printTable(b.out, both, all)
	b.aimAt(both[1].Name+" / "+both[0].Name, ratio(all[1], all[0], run.wall), "at most 11× from 10,000 articles")
	b.aimAt(both[1].Name+", peak memory", megabytes(median(all[1], run.peak)), "at most 2500 MB at 100,000 articles")
	return nil
}

// progress is where each run is told, with -v.
func (b *bench) progress() io.Writer {
	if b.verbose {
		return b.warn
	}
	return io.Discard
}

// lastLines is the end of what a command said, where the reason stands.
func lastLines(text []byte) string {
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return strings.Join(lines[max(len(lines)-20, 0):], "\n")
}
