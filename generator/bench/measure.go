package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A contestant is a program that builds a site, or reads it.
type contestant struct {
	Name    string
	Texts   int          // Markdown files of articles in the site
	Out     string       // the folder that it writes; "" for one that writes nothing
	Prepare func() error // before each run, not timed; removes what the last run left
	Command []string     // the program and its arguments
	After   bool         // it starts from what the one before it in the list leaves
}

// A run is what one process took.
type run struct {
	Wall, CPU time.Duration // CPU is user and system time
	Peak      int64         // bytes of resident memory; 0 where the system does not say
	Files     int           // in the output
	Bytes     int64         // of all their contents
}

func (r run) wall() float64   { return r.Wall.Seconds() }
func (r run) cpu() float64    { return r.CPU.Seconds() }
func (r run) peak() float64   { return float64(r.Peak) }
func (r run) files() float64  { return float64(r.Files) }
func (r run) output() float64 { return float64(r.Bytes) }

// runOnce runs a command to its end. The error of a command that fails has the
// last lines that it said.
func runOnce(ctx context.Context, command []string) (run, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if ctx.Err() != nil {
		return run{}, errors.New("interrupted")
	}
	if err != nil {
		return run{}, fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, lastLines(said.Bytes()))
	}
	p := cmd.ProcessState
	return run{Wall: wall, CPU: p.UserTime() + p.SystemTime(), Peak: peakMemory(p)}, nil
}

// full is a run with nothing to start from, and what it wrote.
func (c contestant) full(ctx context.Context) (run, error) {
	if err := c.Prepare(); err != nil {
		return run{}, err
	}
	r, err := runOnce(ctx, c.Command)
	if err != nil {
		return run{}, err
	}
	if c.Out == "" {
		return r, nil
	}
	err = eachFile(c.Out, func(_ string, info fs.FileInfo) {
		r.Files++
		r.Bytes += info.Size()
	})
	return r, err
}

// warmUp runs the contestant once, and finds out whether it does its work: at
// least a file for each text.
func (c contestant) warmUp(ctx context.Context) error {
	r, err := c.full(ctx)
	if err == nil && c.Out != "" && r.Files < c.Texts {
		err = fmt.Errorf("%s wrote %d files for %d texts", c.Name, r.Files, c.Texts)
	}
	return err
}

// order is in which order contestants run in a turn: each turn begins with another one,
// so that none always has the same one before it. One that starts from what another
// leaves stays behind it.
func order(contestants []contestant, turn int) []int {
	var groups [][]int
	for i, c := range contestants {
		if c.After && i > 0 {
			last := &groups[len(groups)-1]
			*last = append(*last, i)
		} else {
			groups = append(groups, []int{i})
		}
	}
	if len(groups) == 0 {
		return nil
	}
	first := turn % len(groups)
	return slices.Concat(slices.Concat(groups[first:], groups[:first])...)
}

// inTurns runs the contestants n times in turns, returns the runs of each, and
// tells each run to progress. The last outputs stay.
func inTurns(ctx context.Context, contestants []contestant, n int, progress io.Writer) ([][]run, error) {
	all := make([][]run, len(contestants))
	for turn := range n {
		for _, i := range order(contestants, turn) {
			c := contestants[i]
			r, err := c.full(ctx)
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], r)
			fmt.Fprintf(progress, "%s, run %d: %s, CPU %s, %s\n", c.Name, turn+1, seconds(r.wall()), seconds(r.cpu()), megabytes(r.peak()))
		}
	}
	return all, nil
}

// printTable prints a row for each contestant, and for each but the first a line
// that compares it with the first.
func printTable(w io.Writer, contestants []contestant, all [][]run) {
	fmt.Fprintf(w, "| | wall | CPU | CPU a text | peak memory | files | output |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for i, c := range contestants {
		cpu := median(all[i], run.cpu)
		fmt.Fprintf(w, "| %s | %s | %s | %.0f µs | %s | %s | %s |\n", c.Name,
			spreadOf(all[i], run.wall), spreadOf(all[i], run.cpu), cpu*1e6/float64(c.Texts),
			megabytes(median(all[i], run.peak)), grouped(int(median(all[i], run.files))), megabytes(median(all[i], run.output)))
	}
	for i, c := range contestants[1:] {
		fmt.Fprintf(w, "\n%s / %s: wall %s, CPU %s, peak memory %s (medians of %d pairs)\n", c.Name, contestants[0].Name,
			ratio(all[i+1], all[0], run.wall), ratio(all[i+1], all[0], run.cpu), ratio(all[i+1], all[0], run.peak), len(all[0]))
	}
}

// ratio is the median of the ratios of the runs of each turn, with the least and the
// largest where there are several.
func ratio(runs, base []run, of func(run) float64) string {
	var ratios []float64
	for i := range runs {
		if of(base[i]) == 0 {
			return "–"
		}
		ratios = append(ratios, of(runs[i])/of(base[i]))
	}
	return spread(ratios, "×")
}

// spread is the median of figures, with the least and the largest where there are
// several: 2.98× [2.90–3.11].
func spread(figures []float64, unit string) string {
	if len(figures) == 1 {
		return fmt.Sprintf("%.2f%s", figures[0], unit)
	}
	return fmt.Sprintf("%.2f%s [%.2f–%.2f]", middle(figures), unit, slices.Min(figures), slices.Max(figures))
}

// spreadOf is the spread of one figure of runs, in seconds.
func spreadOf(runs []run, of func(run) float64) string {
	var figures []float64
	for _, r := range runs {
		figures = append(figures, of(r))
	}
	return spread(figures, " s")
}

// median is the median of one figure of runs, of which there is at least one.
func median(runs []run, of func(run) float64) float64 {
	var figures []float64
	for _, r := range runs {
		figures = append(figures, of(r))
	}
	return middle(figures)
}

// middle is the median; of an even number, the mean of the two in the middle.
func middle(figures []float64) float64 {
	f := slices.Sorted(slices.Values(figures))
	return (f[(len(f)-1)/2] + f[len(f)/2]) / 2
}

// A stamp tells whether a file was written anew.
type stamp struct {
	modified time.Time
	inode    uint64
}

// stamps are the files under dir, by path.
func stamps(dir string) (map[string]stamp, error) {
	all := map[string]stamp{}
	err := eachFile(dir, func(name string, info fs.FileInfo) {
		all[name] = stamp{info.ModTime(), inode(info)}
	})
	return all, err
}

// eachFile calls do with every file under dir and its path there. dir may be a
// link to the folder, since a build may swap its output by one.
func eachFile(dir string, do func(name string, info fs.FileInfo)) error {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			do(name[len(dir):], info)
		}
		return err
	})
}

// changed counts the files that are new, written anew or gone.
func changed(before, after map[string]stamp) int {
	n := 0
	for name, s := range after {
		if old, ok := before[name]; !ok || old.inode != s.inode || !old.modified.Equal(s.modified) {
			n++
		}
	}
	for name := range before {
		if _, ok := after[name]; !ok {
			n++
		}
	}
	return n
}

func seconds(s float64) string { return fmt.Sprintf("%.2f s", s) }

// megabytes is 10⁶ bytes; – is not known.
func megabytes(bytes float64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MB", bytes/1e6)
}

// grouped is a number with commas: 10,000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// processor is the name of the machine's processor, as far as it is known.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	if name, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
		return strings.TrimSpace(string(name))
	}
	return "unknown processor"
}

// fileSystem is the kind of file system that a folder is on, from the system's
// list of mounts: the one with the longest path that leads to it.
func fileSystem(mounts []byte, dir string) string {
	kind, longest := "unknown", 0
	for line := range strings.Lines(string(mounts)) {
		fields := strings.Fields(line) // device, place, kind, …
		if len(fields) < 3 {
			continue
		}
		place := strings.TrimSuffix(strings.ReplaceAll(fields[1], `\040`, " "), "/")
		if (dir == place || strings.HasPrefix(dir, place+"/")) && len(place)+1 >= longest {
			kind, longest = fields[2], len(place)+1
		}
	}
	return kind
}
