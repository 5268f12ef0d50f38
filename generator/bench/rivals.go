package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// hugoVersion is the release of Hugo that is measured.
const hugoVersion = "v0.165.0"

// pagefindFiles are the package and its lock file by which npm gets Pagefind.
//
//go:embed pagefind
var pagefindFiles embed.FS

// tools is the folder in which Hugo and Pagefind are kept between measurements.
func tools() (string, error) {
	cache, err := os.UserCacheDir()
	return filepath.Join(cache, "bantin-bench"), err
}

// hugoAt is where Hugo's binary is once it is installed.
func hugoAt() (string, error) {
	dir, err := tools()
	return filepath.Join(dir, "hugo-"+hugoVersion, executable("hugo")), err
}

// installHugo builds Hugo, unless that was done before, and gives its binary.
func (b *bench) installHugo(ctx context.Context) (binary string, err error) {
	if binary, err = hugoAt(); err != nil {
		return "", err
	}
	if _, err := os.Stat(binary); err == nil {
		return binary, nil
	}
	fmt.Fprintf(b.warn, "installing Hugo %s in %s, which takes minutes\n", hugoVersion, filepath.Dir(binary))
	cmd := exec.CommandContext(ctx, "go", "install", "github.com/gohugoio/hugo@"+hugoVersion)
	cmd.Dir = b.work // where no go.mod has a say
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOBIN="+filepath.Dir(binary))
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install Hugo: %w\n%s", err, lastLines(text))
	}
	return binary, nil
}

// pagefindVersion is the release of Pagefind that the package names.
func pagefindVersion() (string, error) {
	src, err := pagefindFiles.ReadFile("pagefind/package.json")
	if err != nil {
		return "", err
	}
	var p struct{ DevDependencies map[string]string }
	if err := json.Unmarshal(src, &p); err != nil {
		return "", err
	}
	return p.DevDependencies["pagefind"], nil
}

// installPagefind takes Pagefind from npm, unless that was done before, and gives
// its binary, which is run without Node.
func (b *bench) installPagefind(ctx context.Context) (binary string, err error) {
	dir, err := tools()
	if err != nil {
		return "", err
	}
	version, err := pagefindVersion()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "pagefind-"+version)
	if binary, err := pagefindIn(dir); err == nil {
		return binary, nil
	}
	fmt.Fprintf(b.warn, "installing Pagefind %s in %s\n", version, dir)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		src, err := pagefindFiles.ReadFile("pagefind/" + name)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o666); err != nil {
			return "", err
		}
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install Pagefind with npm: %w\n%s", err, lastLines(text))
	}
	return pagefindIn(dir)
}

// pagefindIn finds the binary that npm has put under dir, for this system alone.
func pagefindIn(dir string) (string, error) {
	found, err := filepath.Glob(filepath.Join(dir, "node_modules", "@pagefind", "*", "bin", executable("pagefind_extended")))
	if err != nil || len(found) != 1 {
		return "", errors.Join(err, fmt.Errorf("there is no Pagefind for this system in %s", dir))
	}
	return found[0], nil
}

func executable(name string) string {
	if os.PathSeparator == '\\' {
		return name + ".exe"
	}
	return name
}

// hugoOf is a full build of the site of Hugo's in dir as a contestant.
func hugoOf(binary, dir string, texts int) contestant {
	out := filepath.Join(dir, "public")
	return contestant{
		Name:  hugoName,
		Texts: texts,
		Out:   out,
		Prepare: func() error {
			return errors.Join(os.RemoveAll(out), os.RemoveAll(filepath.Join(dir, "resources")), os.RemoveAll(filepath.Join(dir, "cache")))
		},
		Command: []string{binary, "build", "--quiet", "--noBuildLock", "--source", dir, "--cacheDir", filepath.Join(dir, "cache")},
	}
}

// pagefindOf is the search of a site that Hugo has just built in dir as a contestant.
func pagefindOf(binary, dir string, texts int) contestant {
	out := filepath.Join(dir, "public", "pagefind")
	return contestant{
		Name:    pagefindName,
		Texts:   texts,
		Out:     out,
		Prepare: func() error { return os.RemoveAll(out) },
		Command: []string{binary, "--site", filepath.Join(dir, "public")},
		After:   true,
	}
}

// rivals are the contestants that are not bantin, as far as they are asked for, and
// the site that they build: the site of the corpus, converted.
func (b *bench) rivals(ctx context.Context, site string, texts int) (all []contestant, err error) {
	if !b.hugo {
		return nil, nil
	}
	binary, err := b.installHugo(ctx)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(b.work, "hugo")
	if _, err := runOnce(ctx, []string{b.self, "-hugo-site", site, dir}); err != nil {
		return nil, err
	}
	all = append(all, hugoOf(binary, dir, texts))
	if b.pagefind {
		binary, err := b.installPagefind(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, pagefindOf(binary, dir, texts))
	}
	for _, c := range all {
		if err := c.warmUp(ctx); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// The names of the contestants.
const (
	floorName    = "floor"
	withoutName  = "bantin build without search"
	buildName    = "bantin build"
	checkName    = "bantin check"
	hugoName     = "hugo"
	pagefindName = "pagefind on it"
	wholeJob     = "hugo, then pagefind" // the two together
)

// together are runs of one command and of another after it, as of one.
func together(first, second []run) []run {
	var all []run
	for i, r := range first {
		s := second[i]
		all = append(all, run{r.Wall + s.Wall, r.CPU + s.CPU, max(r.Peak, s.Peak), r.Files + s.Files, r.Bytes + s.Bytes})
	}
	return all
}

// more is what runs took beyond those of the same turn. Where that is little, it is less
// than what runs differ by for no reason, and may come out below nothing.
func more(runs, than []run) []run {
	var all []run
	for i, r := range runs {
		all = append(all, run{Wall: r.Wall - than[i].Wall, CPU: r.CPU - than[i].CPU})
	}
	return all
}

// An aim is a figure that this project has set itself, beside what was measured.
type aim struct{ what, measured, to string }

// aimAt notes a figure for the table at the end.
func (b *bench) aimAt(what, measured, to string) { b.aims = append(b.aims, aim{what, measured, to}) }

// printAims prints the figures that are aimed at, and forgets them.
func (b *bench) printAims() {
	if len(b.aims) == 0 {
		return
	}
	fmt.Fprint(b.out, "\n| what is aimed at | measured | to reach |\n|---|---:|---:|\n")
	for _, a := range b.aims {
		fmt.Fprintf(b.out, "| %s | %s | %s |\n", a.what, a.measured, a.to)
	}
	b.aims = nil
}

// aimAtRatios notes what is aimed at of the runs of the contestants, by name.
func (b *bench) aimAtRatios(contestants []contestant, all [][]run) {
	runs := func(name string) []run {
		if i := slices.IndexFunc(contestants, func(c contestant) bool { return c.Name == name }); i >= 0 {
			return all[i]
		}
		return nil
	}
	bare, build, without := runs(floorName), runs(buildName), runs(withoutName)
	if build == nil {
		return
	}
	both := func(runs, base []run) string {
		return ratio(runs, base, run.wall) + ", CPU " + ratio(runs, base, run.cpu)
	}
	at := func(to string) string { return to + " at 10,000 articles" }
	b.aimAt(buildName+" / "+floorName, both(build, bare), at("at most 2.5×"))
	search := more(build, without)
	b.aimAt("what the search adds / "+floorName, both(search, bare)+noise(search), at("at most 0.6×"))
	b.aimAt(buildName+", peak memory", megabytes(median(build, run.peak)), at("at most 400 MB"))
	if hugo := runs(hugoName); hugo != nil {
		b.aimAt(hugoName+" / "+buildName, both(hugo, build), at("at least 5×"))
	}
	if whole := runs(wholeJob); whole != nil {
		b.aimAt(wholeJob+" / "+buildName, both(whole, build), at("at least 14×"))
	}
}

// noise says of differences that they are none that could be told from chance: that at
// least one run took less with more to do.
func noise(runs []run) string {
	if slices.ContainsFunc(runs, func(r run) bool { return r.Wall <= 0 || r.CPU <= 0 }) {
		return "; not told from noise"
	}
	return ""
}

// own measures builds of the repository's own bulletin, with nothing to start from.
func (b *bench) own(ctx context.Context, binary string) error {
	module, err := moduleFolder(ctx)
	if err != nil {
		return err
	}
	site := filepath.Join(b.work, "own")
	if err := os.CopyFS(filepath.Join(site, "content"), os.DirFS(filepath.Join(module, "content"))); err != nil {
		return err
	}
	config, err := os.ReadFile(filepath.Join(module, "config.yaml"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(site, "config.yaml"), config, 0o666); err != nil {
		return err
	}
	names, err := articleFiles(site)
	if err != nil {
		return err
	}
	c := bantinOf(binary, site, len(names))
	if err := c.warmUp(ctx); err != nil {
		return err
	}
	all, err := inTurns(ctx, []contestant{c}, b.runs, b.progress())
	if err != nil {
		return err
	}
	wall := spreadOf(all[0], run.wall)
	fmt.Fprintf(b.out, "\nThe repository's own bulletin, %d texts: %s, CPU %s, %s (medians of %d full builds)\n", len(names),
		wall, spreadOf(all[0], run.cpu), megabytes(median(all[0], run.peak)), b.runs)
	b.aimAt("the repository's own bulletin", wall, "at most 0.15 s")
	return nil
}
