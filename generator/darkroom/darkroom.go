// Package darkroom makes the sizes of pictures, as many at a time as the machine
// has cores and memory for, and keeps what it has made between builds.
//
// It takes a picture of the Library and gives the bytes of the files that package
// images makes of it: out of the cache where they are, or else made now and put
// there. The names of the files, and so the cache, come from the picture's bytes
// and the recipe, so nothing in the cache can be out of date; what is damaged is
// made again, and the whole of it may be deleted at any time. It writes nothing but
// the cache, and publishes nothing.
//
// # On the disk
//
//	.bantin-cache/
//	    .gitignore     keeps git from looking at any of it
//	    pictures/
//	        0123…      by content.Media.Key: what was made of one picture
//	        .new-…     one that is being written, or that a killed build left
//
// A file gets its name when it is whole, so any number of builds may share the
// folder.
package darkroom

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/images"
)

// CacheFolder is where the cache is, in the site's folder.
const CacheFolder = ".bantin-cache"

// A Room makes and keeps the pictures of one site's folder. Any number of
// goroutines may use it.
type Room struct {
	site   fs.FS // the site's folder
	shelf  shelf
	memory budget

	mu    sync.Mutex
	under map[string]*job // what is being made, by key
}

// A job is one picture that somebody is making.
type job struct {
	done  chan struct{} // closed when files and err are there
	files [][]byte
	err   error
}

// decodedAtOnce is how many bytes of decoded pictures may be in memory at a time.
// One that needs more is made by itself.
const decodedAtOnce = 384 << 20

// New makes a Room for a site's folder, which root and site both are. Without a root
// it keeps nothing.
func New(root *os.Root, site fs.FS) *Room {
	r := &Room{site: site, shelf: shelf{root: root, disk: realDisk()}, under: map[string]*job{}}
	r.memory.free, r.memory.all = decodedAtOnce, decodedAtOnce
	r.memory.changed.L = &r.memory.mu
	return r
}

// Damaged is a picture that turned out to be no picture when its pixels were
// looked at. It is its editor's to mend.
type Damaged struct{ Problem diag.Problem }

// Error is the problem's line.
func (d *Damaged) Error() string { return d.Problem.String() }

// Files gives the files that are made of a picture, in the order of its Sizes; of
// one that is the picture's own file it gives nothing. The error is a *Damaged
// picture, or one of the disk's.
func (r *Room) Files(m *content.Media) ([][]byte, error) {
	if m.Key == "" {
		return make([][]byte, len(m.Sizes)), nil
	}
	r.mu.Lock()
	if j := r.under[m.Key]; j != nil {
		r.mu.Unlock()
		<-j.done
		return j.files, j.err
	}
	// What those who wait are given where a panic ends the work: the server recovers it,
	// and lives on.
	j := &job{done: make(chan struct{}), err: fmt.Errorf("internal error: make %s: ended by a panic", m.Path)}
	r.under[m.Key] = j
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.under, m.Key)
		r.mu.Unlock()
		close(j.done)
	}()

	j.files, j.err = r.files(m)
	return j.files, j.err
}

// File gives one of the files that are made of a picture.
func (r *Room) File(m *content.Media, size int) ([]byte, error) {
	files, err := r.Files(m)
	if err != nil {
		return nil, err
	}
	return files[size], nil
}

func (r *Room) files(m *content.Media) ([][]byte, error) {
	if files, ok := r.shelf.read(m.Key, len(m.Sizes)); ok {
		return files, nil
	}
	need := r.memory.take(m.Info.Memory())
	defer r.memory.giveBack(need)
	data, err := content.ReadMedia(r.site, m)
	if err != nil {
		return nil, err
	}
	files, err := images.Make(m.Info, data, m.Sizes)
	var refused *images.Refusal
	if errors.As(err, &refused) {
		var l diag.List
		p := l.Errorf(diag.Pos{File: m.Path}, refused.Rule, "").Notef(m.Used, "used")
		p.Message, p.Hint = refused.Message, refused.Hint
		return nil, &Damaged{l[0]}
	} else if err != nil {
		return nil, diag.Failf("make %s: %w", m.Path, err)
	}
	r.shelf.write(m.Key, files)
	return files, nil
}

// Each makes all of the pictures, several at a time, and hands each to take, which
// many goroutines may call at once, with its place in the list. Damaged pictures do
// not keep it from the others, and are in the list of problems; the first other
// error does. progress, if not nil, is told how many are done.
func (r *Room) Each(pictures []*content.Media, take func(i int, files [][]byte) error, progress func(done, all int)) (diag.List, error) {
	var (
		mu       sync.Mutex
		next     int
		done     int
		problems diag.List
		failed   error
		wg       sync.WaitGroup
	)
	turn := func() (i int, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		if failed != nil || next == len(pictures) {
			return 0, false
		}
		next++
		return next - 1, true
	}
	for range min(runtime.GOMAXPROCS(0), len(pictures)) {
		wg.Go(func() {
			for {
				i, ok := turn()
				if !ok {
					return
				}
				files, err := r.Files(pictures[i])
				if err == nil {
					err = take(i, files)
				}
				var damaged *Damaged
				mu.Lock()
				if errors.As(err, &damaged) {
					problems = append(problems, damaged.Problem)
				} else if err != nil && failed == nil {
					failed = err
				}
				done++
				n := done
				mu.Unlock()
				if progress != nil {
					progress(n, len(pictures))
				}
			}
		})
	}
	wg.Wait()
	problems.Sort()
	return problems, failed
}

// Note says what the user should know, if anything: that nothing could be kept, and
// why. It does not say that a picture is wrong; the zero Text is that all is well.
func (r *Room) Note() diag.Text {
	if err := r.shelf.broken(); err != nil {
		return diag.Sayf("pictures could not be kept in %s (%v): the next build makes them again", CacheFolder, err)
	}
	return diag.Text{}
}

// Tidy takes out of the cache what the pictures in use do not need, once that has
// become much, and what killed builds left.
func (r *Room) Tidy(inUse []*content.Media) {
	keys := make(map[string]bool, len(inUse))
	for _, m := range inUse {
		keys[m.Key] = true
	}
	r.shelf.tidy(keys)
}

// Close lets go of the cache.
func (r *Room) Close() { r.shelf.close() }

// A budget is memory that several share.
type budget struct {
	mu        sync.Mutex
	changed   sync.Cond
	free, all int
}

// take waits until there are n bytes, or all of them where there are never so
// many, and gives how many it took.
func (b *budget) take(n int) int {
	n = min(n, b.all)
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.free < n {
		b.changed.Wait()
	}
	b.free -= n
	return n
}

// giveBack gives what a picture took that has been made. Where that was all, nobody
// else is at work, and what is left of it goes before the next begins: the collector
// would wait until as much again is in use.
func (b *budget) giveBack(n int) {
	if n == b.all {
		debug.FreeOSMemory()
	}
	b.give(n)
}

func (b *budget) give(n int) {
	b.mu.Lock()
	b.free += n
	b.mu.Unlock()
	b.changed.Broadcast()
}
