package content

import (
	"io/fs"
	"sync"
	"time"

	"bantin/generator/images"
)

// A Memo is what was found out about files beside the texts, so that a file that
// has not changed since is not read again: photographs are most of a bulletin's
// bytes. A file counts as unchanged as it does for git: when its length, its time
// and the time of its last change of any kind are what they were. The zero Memo
// remembers nothing yet. Any number of goroutines may use it.
type Memo struct {
	mu      sync.Mutex
	known   map[string]Remembered
	used    map[string]Remembered // by this program
	learned int64                 // bytes of files that had to be read
}

// A Remembered is what is known of one file, by its path.
type Remembered struct {
	Path string
	// Size is the file's, in bytes, and Modified and Changed are its times, in
	// nanoseconds since 1970. Changed is 0 where the system does not tell.
	Size, Modified, Changed int64

	Info   images.Info // the zero Info of an attachment
	Digest string      // as of a Media
	Bytes  int         // of the file as it is published
}

// MemoVersion changes whenever what is remembered would come out otherwise: with
// images.Probe and images.StripMetadata, and with the fields of Remembered.
const MemoVersion = "bantin media 3"

// Recall makes a Memo of what an earlier one gave.
func Recall(list []Remembered) *Memo {
	m := &Memo{known: make(map[string]Remembered, len(list))}
	for _, r := range list {
		m.known[r.Path] = r
	}
	return m
}

// settled is how old a file's time has to be for it to be remembered: a change in
// the same moment may leave the time what it was. Some file systems count in two
// seconds.
const settled = 3 * time.Second

// Learned is how many bytes had to be read for what is new.
func (m *Memo) Learned() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.learned
}

// Used is everything that is known of the files that were asked for and had settled
// at now, in no order.
func (m *Memo) Used(now time.Time) (list []Remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.used {
		if max(r.Modified, r.Changed) < now.Add(-settled).UnixNano() {
			list = append(list, r)
		}
	}
	return list
}

// recall gives what is known of a file that looks like info; ok is false where it
// may be another one by now.
func (m *Memo) recall(path string, info fs.FileInfo) (r Remembered, ok bool) {
	if m == nil {
		return r, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok = m.known[path]
	if !ok || r.Size != info.Size() || r.Modified != info.ModTime().UnixNano() || r.Changed != Changed(info) {
		return Remembered{}, false
	}
	m.use(r)
	return r, true
}

// remember keeps what was found out about a file that looked like info before it
// was read.
func (m *Memo) remember(path string, info fs.FileInfo, r Remembered) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	r.Path, r.Size, r.Modified, r.Changed = path, info.Size(), info.ModTime().UnixNano(), Changed(info)
	m.learned += r.Size
	if m.known == nil {
		m.known = map[string]Remembered{}
	}
	m.known[path] = r
	m.use(r)
}

func (m *Memo) use(r Remembered) {
	if m.used == nil {
		m.used = map[string]Remembered{}
	}
	m.used[r.Path] = r
}
