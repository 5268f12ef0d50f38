package server

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"bantin/generator/content"
)

// How often the folder is looked at: at least this long after the last look, and so
// that looking takes at most a tenth of one processor.
const (
	pollEvery = 300 * time.Millisecond
	pollShare = 10
)

// grain is the coarsest time that a file system keeps. A file that has changed so
// short a time before it was looked at may have changed again since, and have the same
// times: it is read once more.
const grain = 2 * time.Second

// pollFolder looks at the folder at intervals until ctx ends. What it finds the
// first time, before it returns, is what the others are compared with.
//
// It does not see that a file has other contents where its name, size, mode and times
// are as they were. The system sets the time of the last change of any kind (ctime), so
// on Linux and macOS that takes a clock that was set back, a drive that keeps no such
// time, or two folders that exchange their names and have files that are alike in all
// this; on Windows, which tells no such time, a program that restores the time of
// writing. On a drive whose own clock is more than two seconds behind and keeps whole
// seconds, a second change within one second is not seen either.
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
	size    int64
	time    time.Time // of writing
	changed int64     // as content.Changed has it
	mode    fs.FileMode
}

// last is the later of a file's times.
func (s stamp) last() time.Time {
	if c := time.Unix(0, s.changed); c.After(s.time) {
		return c
	}
	return s.time
}

// same reports whether nothing is seen to be another thing.
func (s stamp) same(t stamp) bool {
	return s.time.Equal(t.time) && s.size == t.size && s.changed == t.changed && s.mode == t.mode
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
				s.size, s.time, s.changed = info.Size(), info.ModTime(), content.Changed(info)
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
		if !was || !s.same(old) || !s.mode.IsDir() && start.Sub(s.last()) < grain {
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
