package content

import (
	"io/fs"
	"sync"
)

// A Room is memory for large files, which are read one after the other: on many cores each
// would else hold its own, and leave as much again to be collected. Smaller ones are read
// side by side. The zero Room is ready. Any number of goroutines may use it.
type Room struct {
	mu     sync.Mutex
	buffer []byte
}

// largeFile is how many bytes make a file large. A photograph has fewer.
const largeFile = 16 << 20

// read calls use with what a regular file of at most limit bytes has, or with why that cannot
// be read, and gives what use gives. The bytes are there only until it returns.
func (r *Room) read(site fs.FS, name string, limit int64, use func(data []byte, err error) error) error {
	if info, err := fs.Stat(site, name); err == nil && info.Mode().IsRegular() && info.Size() > largeFile && info.Size() <= limit {
		r.mu.Lock()
		defer r.mu.Unlock()
		return use(readInto(&r.buffer, site, name, limit))
	}
	return use(readAtMost(site, name, limit))
}
