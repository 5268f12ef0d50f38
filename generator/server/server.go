// Package server shows editors their bulletin while they work in it: it watches
// the site's folder, builds what changed, serves the page that is asked for and
// tells open pages to follow.
//
// It takes the paths that may have changed (watch.go, poll.go), has package
// generator make an Edition of the folder (or find what is wrong with it), and
// renders from the last good Edition the one route that a browser asks for
// (http.go). It publishes nothing, and writes nothing but the cache of pictures that
// a build writes too: what it serves is what a build would write, and in pages one
// script beside it.
//
// The script (preview.js) waits for events (events.go), asks what has become of
// its page, and loads it again only if that is another one. What is wrong with the
// folder it shows over the page, with the lines that check prints.
//
// Whoever can open a web page on the editor's machine can send requests here, so
// the server answers only to its own name, only to reading, only with what the
// bulletin publishes, and says nothing of the disk.
//
// It is the one home of fsnotify.
package server

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
)

// Options say what to show, and where.
type Options struct {
	Site generator.Options // BaseURL is set to where the server listens
	Addr string            // host:port; the port 0 is any that is free
	Poll bool              // look at the folder at intervals instead of waiting for events
	In   diag.Tongue       // that pages tell problems in
	// Now is the clock, for the announcements of the day.
	Now func() time.Time
	// Tell is told of each time that the folder was read and had changed. It is
	// called from one goroutine.
	Tell func(News)
}

// News are what came of reading the folder.
type News struct {
	URL             string // where the server listens
	First           bool   // whether it is the first time
	Reachable       bool   // whether others than this machine may reach it
	Problems        diag.List
	Articles, Texts int           // how many are shown; 0 where there is an error
	Took            time.Duration // from the first sign of a change, or from the start
	Note            diag.Text     // on how the folder is watched; zero where there is nothing to say
}

// An AddrError is an address that nobody can listen on, as it is written.
type AddrError struct{ Err error }

// Error is the error's text.
func (e *AddrError) Error() string { return e.Err.Error() }

// Unwrap is the error.
func (e *AddrError) Unwrap() error { return e.Err }

// Run serves until ctx ends, and then lets requests end. The error is that the
// folder cannot be opened, or that nothing can listen on the address.
func Run(ctx context.Context, opt Options) error {
	start := time.Now()
	listener, err := listen(opt.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	hosts := allowedHosts(opt.Addr, listener.Addr())
	at, ok := listener.Addr().(*net.TCPAddr)
	reachable := !ok || !at.IP.IsLoopback()
	opt.Site.BaseURL = "http://" + hosts[0] + "/"
	preview, err := generator.OpenPreview(opt.Site)
	if err != nil {
		return err
	}
	defer preview.Close()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{
		opt: opt, preview: preview, hosts: hosts, reachable: reachable,
		run: rand.Text()[:8], ready: make(chan struct{}), events: newHub(), ended: ctx.Done(),
	}
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		// What asks about the server as a whole is refused like all that is no page.
		DisableGeneralOptionsHandler: true,
		// What a browser sends wrongly is no news to an editor.
		ErrorLog: silent(),
	}
	broke := make(chan error, 1)
	go func() { broke <- h.Serve(listener) }()
	watching := make(chan struct{})
	go func() {
		defer close(watching)
		s.follow(ctx, start)
	}()
	select {
	case <-ctx.Done():
	case err = <-broke:
		stop()
	}
	<-watching
	patience, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if ended := h.Shutdown(patience); ended != nil {
		ended = h.Close()
		err = errors.Join(err, ended)
	}
	return err
}

// listen opens the port. An error about a port that is taken names one that is not.
func listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	number, notNumber := strconv.ParseUint(port, 10, 16)
	if err != nil || notNumber != nil {
		return nil, &AddrError{diag.Failf("%q is no address to listen on; write it as 127.0.0.1:8080", addr)}
	}
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		return listener, nil
	}
	for other := number + 1; other < number+20 && other < 1<<16; other++ {
		at := net.JoinHostPort(host, strconv.FormatUint(other, 10))
		if free, taken := net.Listen("tcp", at); taken == nil {
			free.Close()
			return nil, diag.Failf("listen on %s: %w; try --addr %s, which is free", addr, cause(err), at)
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission) && number < 1024:
		return nil, diag.Failf("listen on %s: %w; try --addr %s: most systems keep the ports below 1024 to themselves", addr, cause(err), net.JoinHostPort(host, "8080"))
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return nil, diag.Failf("listen on %s: %w; it is no address of this machine, and 0.0.0.0 stands for all that it has", addr, cause(err))
	}
	return nil, diag.Failf("listen on %s: %w", addr, cause(err))
}

// cause is an error of the network without the address, which is said already.
func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// A server is one run.
type server struct {
	opt     Options
	preview *generator.Preview
	hosts   []string // that requests may be for; the first is the one to show
	// reachable says that others than this machine may reach the server.
	reachable bool
	run       string // tells this run from others
	ready     chan struct{}
	ended     <-chan struct{}
	events    *hub
	states    int // how many there were
	state     atomic.Pointer[state]
}

// A state is what the folder has come to. It never changes.
type state struct {
	id      string             // differs from every other state's
	edition *generator.Edition // the last without errors; nil where none was
	in      diag.Tongue
	lines   []string // the errors, as check prints them
}

// pulse is how often the clock and the path of the site's folder are looked at: what
// stands there may become another folder (a mount, a link, a clone anew) without any
// event.
const pulse = time.Second

// follow follows the site's folder, and what comes into its place, until ctx ends.
func (s *server) follow(ctx context.Context, start time.Time) {
	s.followFolder(ctx, start)
	for s.findFolder(ctx) {
		s.followFolder(ctx, time.Now())
	}
}

// followFolder reads the folder that is open each time that it changes or a day
// begins, until it is another one.
func (s *server) followFolder(ctx context.Context, start time.Time) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// What is watched is found by its path, after it was opened: if the two are not
	// the same folder, it has moved.
	changes, note := watch(ctx, s.preview.Dir, s.opt.Poll)
	s.update(content.Suspects{All: true}, start, note)
	clock := time.NewTicker(pulse)
	defer clock.Stop()
	for {
		select {
		case n, ok := <-changes:
			if !ok {
				return
			}
			s.update(n.suspects, n.since, n.note)
		case <-clock.C:
			switch {
			case s.preview.Moved():
				return
			case s.preview.Past(s.opt.Now()):
				s.update(content.Suspects{}, time.Now(), diag.Text{})
			}
		}
	}
}

// findFolder opens what stands at the path of the site's folder, once there is
// something. While there is not, pages say so. ok is false where ctx ends.
func (s *server) findFolder(ctx context.Context) (ok bool) {
	for told := false; ctx.Err() == nil; told = true {
		start := time.Now()
		problems := s.preview.Reopen()
		if problems == nil {
			return true
		}
		if !told {
			s.take(nil, problems, start, diag.Text{})
		}
		select {
		case <-ctx.Done():
		case <-time.After(pulse):
		}
	}
	return false
}

// update reads what may have changed and takes what came of it for the state.
func (s *server) update(suspects content.Suspects, since time.Time, note diag.Text) {
	edition, problems, again := s.preview.Update(s.opt.Now(), suspects)
	if !again || s.state.Load() == nil {
		s.take(edition, problems, since, note)
	}
}

// take makes an edition, or what is wrong, the state, and tells of it.
func (s *server) take(edition *generator.Edition, problems diag.List, since time.Time, note diag.Text) {
	before := s.state.Load()
	s.states++
	next := &state{id: s.run + "-" + strconv.Itoa(s.states), edition: edition, in: s.opt.In, lines: errorLines(problems, s.opt.In)}
	if edition == nil && before != nil {
		next.edition = before.edition
	}
	s.state.Store(next)
	if before == nil {
		close(s.ready)
	}
	s.events.tell()
	if s.opt.Tell != nil {
		news := News{URL: s.opt.Site.BaseURL, First: before == nil, Reachable: s.reachable, Problems: problems, Took: time.Since(since), Note: note}
		if edition != nil {
			news.Articles, news.Texts = edition.Articles, edition.Texts
		}
		s.opt.Tell(news)
	}
}

// errorLines are the errors of a list as check prints them.
func errorLines(problems diag.List, in diag.Tongue) []string {
	errors := slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool { return p.Severity != diag.Error })
	var b strings.Builder
	errors.Print(&b, diag.TextFormat, in) // a Builder takes everything
	return slices.Collect(strings.Lines(b.String()))
}
