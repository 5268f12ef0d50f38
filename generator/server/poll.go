package server

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// How often the folder is looked at: at least this long after the last look, and so
// that looking takes at most a tenth of one processor.
const (
	pollEvery = 300 * time.Millisecond
	pollShare = 10
)

// grain is the coarsest time that a file system keeps. A file that was written so
// short a time before it was looked at may have been written again since, and have
// the same time.
const grain = 2 * time.Second

// pollFolder looks at the folder at intervals until ctx ends. What it finds the
// first time, before it returns, is what the others are compared with.
func pollFolder(ctx context.Context, dir string) <-chan change {
	out := make(chan change)
	before := look(dir)
	go func() {
		defer close(out)
		wait := pollEvery
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			start := time.Now()
			now := look(dir)
			wait = max(pollEvery, pollShare*time.Since(start))
			found := compare(before, now, start)
			before = now
			if found.names == nil {
				continue
			}
			select {
			case out <- found.change():
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// A stamp is what can be seen of a file without reading it.
type stamp struct {
	size int64
	time time.Time
	mode fs.FileMode
}

// look finds every file of the site's that counts, by its path with slashes.
func look(dir string) map[string]stamp {
	out := map[string]stamp{}
	for _, part := range parts {
		filepath.WalkDir(filepath.Join(dir, part), func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				if e != nil && e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if litter(e.Name()) {
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			rel, err := filepath.Rel(dir, name)
			if err != nil {
				return nil
			}
			info, err := os.Lstat(name)
			if err != nil {
				return nil // it went away
			}
			s := stamp{mode: info.Mode()}
			if !e.IsDir() { // a folder's size and time say nothing that its files do not
				s.size, s.time = info.Size(), info.ModTime()
			}
			out[filepath.ToSlash(rel)] = s
			return nil
		})
	}
	return out
}

// compare gives what differs between two looks, and what was written so shortly
// before the second that the two cannot tell.
func compare(before, now map[string]stamp, start time.Time) pending {
	var found pending
	for name, s := range now {
		old, was := before[name]
		if !was || !old.time.Equal(s.time) || old.size != s.size || old.mode != s.mode || !s.time.IsZero() && start.Sub(s.time) < grain {
			found.add(name)
		}
	}
	for name := range before {
		if _, is := now[name]; !is {
			found.add(name)
		}
	}
	if found.names != nil {
		found.since = start
	}
	return found
}
