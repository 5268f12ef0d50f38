package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"bantin/generator/corpus"
)

// How many edits are measured, of bodies and of titles, and after how many the
// memory is looked at again.
const (
	timedEdits  = 50
	memoryEdits = 1000
)

// patience is how long a page may take to show an edit before the measurement is
// given up.
const patience = 30 * time.Second

// A preview is a running `bantin serve`.
type preview struct {
	cmd   *exec.Cmd
	said  bytes.Buffer  // on both its outputs; to be read once it has ended
	ended chan struct{} // closed once it has
	err   error         // how, to be read once it has
	url   string        // http://127.0.0.1:PORT
	wall  time.Duration // from the start until the home page came
}

// startPreview starts the server and waits for the home page.
func startPreview(ctx context.Context, binary, site string) (*preview, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	p := &preview{url: "http://" + addr, cmd: exec.CommandContext(ctx, binary, "serve", "-C", site, "--addr", addr)}
	p.cmd.Stdout, p.cmd.Stderr, p.ended = &p.said, &p.said, make(chan struct{})
	start := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	for {
		status, _, err := p.get("/vi/")
		switch {
		case err == nil && status == http.StatusOK:
			p.wall = time.Since(start)
			return p, nil
		case err == nil || ctx.Err() != nil || time.Since(start) > patience:
			return nil, errors.Join(fmt.Errorf("bantin serve: no home page came (status %d)", status), err, p.stop(), p.lastWords())
		}
		select {
		case <-p.ended:
			return nil, errors.Join(errors.New("bantin serve ended before its home page came"), p.err, p.lastWords())
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// stop ends the server as a person at the prompt does.
func (p *preview) stop() error {
	err := p.cmd.Process.Signal(os.Interrupt)
	<-p.ended
	return errors.Join(err, p.err)
}

// lastWords are the last lines that a server said which has ended; nil where it said
// nothing.
func (p *preview) lastWords() error {
	if text := lastLines(p.said.Bytes()); text != "" {
		return errors.New(text)
	}
	return nil
}

func (p *preview) get(at string) (status int, body []byte, err error) {
	answer, err := http.Get(p.url + at)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

// until asks for a page again and again until it has a text.
func (p *preview) until(ctx context.Context, at, text string) error {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(time.Millisecond) {
		_, body, err := p.get(at)
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if bytes.Contains(body, []byte(text)) {
			return nil
		}
	}
	return fmt.Errorf("bantin serve: %s does not show %q", at, text)
}

// resident is the memory that the server has now, in bytes; 0 where the system does
// not say.
func (p *preview) resident() float64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kib float64
		if n, _ := fmt.Sscanf(lines.Text(), "VmRSS: %f kB", &kib); n == 1 {
			return kib * 1024
		}
	}
	return 0
}

// An original is a Vietnamese text of the corpus, with the pages that show it.
type original struct {
	file            string // its path on the disk
	src             []byte
	page, committee string // addresses
}

// originalOf is article n.
func (b *bench) originalOf(site string, n int) (original, error) {
	name, _, _ := corpus.Article(corpus.Size{Articles: b.articles}, n)
	o := original{file: filepath.Join(site, filepath.FromSlash(name))}
	id := strings.TrimSuffix(path.Base(name), ".vi.md")
	if id == "index" {
		id = path.Base(path.Dir(name))
	}
	var err error
	if o.src, err = os.ReadFile(o.file); err != nil {
		return o, err
	}
	for line := range strings.Lines(string(o.src)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "date":
			o.page = "/vi/bai-viet/" + value[:4] + "/" + id + "/"
		case "committee":
			o.committee = "/vi/cap-uy/" + value + "/"
		}
		if o.page != "" && o.committee != "" {
			return o, nil
		}
	}
	return o, fmt.Errorf("%s has no date or no committee", name)
}

// editBody adds a sentence to a text and waits for its page to have it.
func (p *preview) editBody(ctx context.Context, o original, n int) (time.Duration, error) {
	sentence := fmt.Sprintf("Câu bổ sung thứ %d của ban biên tập.", n)
	start := time.Now()
	if err := os.WriteFile(o.file, append(bytes.TrimRight(o.src, "\n"), "\n\n"+sentence+"\n"...), 0o666); err != nil {
		return 0, err
	}
	err := p.until(ctx, o.page, sentence)
	return time.Since(start), err
}

// editTitle gives a text another title and waits for the committee's page to have
// it.
func (p *preview) editTitle(ctx context.Context, o original, n int) (time.Duration, error) {
	title := fmt.Sprintf("Tiêu đề mới thứ %d", n)
	from := bytes.Index(o.src, []byte("\ntitle: "))
	if from < 0 {
		return 0, fmt.Errorf("%s has no title", o.file)
	}
	to := from + 1 + bytes.IndexByte(o.src[from+1:], '\n')
	src := slices.Concat(o.src[:from], []byte("\ntitle: "+title), o.src[to:])
	start := time.Now()
	if err := os.WriteFile(o.file, src, 0o666); err != nil {
		return 0, err
	}
	err := p.until(ctx, o.committee, title)
	return time.Since(start), err
}

// latest are articles that their committees' pages show, n of them.
func (b *bench) latest(p *preview, site string, n int) ([]original, error) {
	var out []original
	for i := b.articles - 1; i >= 0 && len(out) < n; i-- {
		o, err := b.originalOf(site, i)
		if err != nil {
			return nil, err
		}
		_, page, err := p.get(o.committee)
		if err != nil {
			return nil, err
		}
		if bytes.Contains(page, []byte(`"`+o.page+`"`)) {
			out = append(out, o)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no committee's page shows an article of its own")
	}
	return out, nil
}

// serve measures the preview: how soon it is ready, how soon it shows an edit, and
// whether its memory grows.
func (b *bench) serve(ctx context.Context) error {
	site, texts, err := b.site(ctx, b.articles)
	if err != nil {
		return err
	}
	floor := b.floorOf(site, texts)
	if err := floor.warmUp(ctx); err != nil {
		return err
	}
	binary, err := b.compile(ctx)
	if err != nil {
		return err
	}
	var floors, starts []run
	for range b.runs {
		f, err := floor.full(ctx)
		if err != nil {
			return err
		}
		p, err := startPreview(ctx, binary, site)
		if err != nil {
			return err
		}
		if err := p.stop(); err != nil {
			return err
		}
		floors, starts = append(floors, f), append(starts, run{Wall: p.wall})
		fmt.Fprintf(b.progress(), "floor %s, ready %s\n", seconds(f.wall()), seconds(p.wall.Seconds()))
	}
	if err := os.RemoveAll(floor.Out); err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%s articles, %s texts\n\nbantin serve is ready in %s / floor %s: wall %s (medians of %d pairs)\n",
		grouped(b.articles), grouped(texts), spreadOf(starts, run.wall), spreadOf(floors, run.wall), ratio(starts, floors, run.wall), b.runs)

	p, err := startPreview(ctx, binary, site)
	if err != nil {
		return err
	}
	return errors.Join(b.edit(ctx, p, site), p.stop())
}

// edit saves files under a running preview.
func (b *bench) edit(ctx context.Context, p *preview, site string) error {
	ready := p.resident()
	fmt.Fprintf(b.out, "\n| from saving a file until its change can be fetched | median | 95th percentile | longest |\n|---|---:|---:|---:|\n")
	var bodies []float64
	for i := range timedEdits {
		o, err := b.originalOf(site, b.articles*(2*i+1)/(2*timedEdits))
		if err != nil {
			return err
		}
		took, err := p.editBody(ctx, o, i)
		if err != nil {
			return err
		}
		bodies = append(bodies, took.Seconds())
		fmt.Fprintf(b.progress(), "body %d: %s\n", i+1, milliseconds(took.Seconds()))
	}
	b.row("a body, on the article's page", bodies)
	all, err := b.latest(p, site, timedEdits)
	if err != nil {
		return err
	}
	var titles []float64
	for i := range timedEdits {
		took, err := p.editTitle(ctx, all[i%len(all)], i)
		if err != nil {
			return err
		}
		titles = append(titles, took.Seconds())
		fmt.Fprintf(b.progress(), "title %d: %s\n", i+1, milliseconds(took.Seconds()))
	}
	b.row("a title, on the committee's page", titles)

	first := p.resident()
	for i := range memoryEdits {
		o, err := b.originalOf(site, (i*7919)%b.articles)
		if err != nil {
			return err
		}
		if _, err := p.editBody(ctx, o, i); err != nil {
			return err
		}
		if i%100 == 99 {
			fmt.Fprintf(b.progress(), "%d more edits: %s\n", i+1, megabytes(p.resident()))
		}
	}
	fmt.Fprintf(b.out, "\nresident memory: %s when ready, %s after %d edits, %s after %s more\n",
		megabytes(ready), megabytes(first), 2*timedEdits, megabytes(p.resident()), grouped(memoryEdits))
	return nil
}

// row prints the figures of edits, in seconds.
func (b *bench) row(what string, figures []float64) {
	f := slices.Sorted(slices.Values(figures))
	fmt.Fprintf(b.out, "| %s | %s | %s | %s |\n", what, milliseconds(middle(f)), milliseconds(percentile(f, 95)), milliseconds(f[len(f)-1]))
}

// percentile is the smallest of sorted figures that at least n of a hundred do not
// exceed.
func percentile(sorted []float64, n int) float64 {
	return sorted[max(0, (len(sorted)*n+99)/100-1)]
}

func milliseconds(s float64) string { return fmt.Sprintf("%.0f ms", s*1000) }
