package command

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/signal"
	"syscall"
	"time"

	"bantin/generator/diag"
	"bantin/generator/server"
)

func serve(c *call) (int, error) {
	site, err := c.options()
	if err != nil {
		return 0, err
	}
	opt := server.Options{Addr: "127.0.0.1:8080"}
	if err := c.parse(func(f *flag.FlagSet) {
		f.StringVar(&opt.Addr, "addr", opt.Addr, "the `address` to listen on, host:port")
		f.BoolVar(&site.Drafts, "drafts", false, "show drafts too")
		f.BoolVar(&opt.Poll, "poll", false, "look at the folder at intervals, where the system gives no events (network drives, containers)")
	}); err != nil {
		return 0, err
	}
	site.Dir = c.dir
	opt.Site, opt.In = site, c.in
	opt.Now = func() time.Time {
		t, err := now()
		if err != nil {
			return site.Now // which was read in the same way, without a mistake
		}
		return t
	}
	opt.Tell = c.tellOf(site.Drafts)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err = server.Run(ctx, opt)
	var wrong *server.AddrError
	if errors.As(err, &wrong) {
		err = misused("--addr %w", wrong)
	}
	return statusDone, err
}

// tellOf gives what prints the news of a preview: where it is, and then the
// problems that were not there before. Where others can reach it, it says what they
// can read.
func (c *call) tellOf(drafts bool) func(server.News) {
	told := map[string]bool{}
	bad := false
	return func(n server.News) {
		if !n.Note.IsZero() {
			c.warn("%s", n.Note)
		}
		switch {
		case n.First && n.Reachable && drafts:
			c.warn("anyone on the network can read the bulletin here, drafts included, without a password; leave out --addr to keep it to this machine")
		case n.First && n.Reachable:
			c.warn("anyone on the network can read the bulletin here before it is published, without a password; leave out --addr to keep it to this machine")
		}
		now, news := map[string]bool{}, diag.List{}
		for _, p := range n.Problems {
			if now[p.String()] = true; !told[p.String()] {
				news = append(news, p)
			}
		}
		changed := len(news) > 0 || len(now) != len(told)
		told = now
		news.Print(c.stderr, diag.TextFormat, c.in)
		wasBad := bad
		errors, _ := n.Problems.Count()
		bad = errors > 0
		switch {
		case n.First && bad:
			c.say("serving %s: %s; pages show once the errors are mended", n.URL, counted(n.Problems))
		case n.First:
			c.say("serving %s: %s, ready in %s", n.URL, textsOf(n.Articles, n.Texts), n.Took.Round(time.Millisecond))
		case bad:
			c.warn("%s; the last good pages stay", counted(n.Problems))
		case wasBad:
			c.warn("%s; the pages are as the folder is", counted(n.Problems))
		case changed:
			c.warn("%s", counted(n.Problems))
		}
	}
}
