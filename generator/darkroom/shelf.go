package darkroom

import (
	"cmp"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"bantin/generator/diag"
)

// A shelf is the cache on the disk. Nothing that goes wrong with it stops a build:
// what cannot be read is made again, and what cannot be written is not kept.
type shelf struct {
	root *os.Root // the site's folder; nil where nothing is kept
	disk disk

	mu     sync.Mutex
	folder *os.Root // where the pictures are; nil until there is one
	err    error    // why nothing more is written
}

// disk is what a shelf asks of the disk to write a file, so that a test can let any
// of it fail.
type disk struct {
	create func(folder *os.Root, name string) (*os.File, error)
	write  func(f *os.File, data []byte) (int, error)
	close  func(f *os.File) error
	rename func(folder *os.Root, old, new string) error
}

func realDisk() disk {
	return disk{
		create: func(folder *os.Root, name string) (*os.File, error) {
			return folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		},
		write:  (*os.File).Write,
		close:  (*os.File).Close,
		rename: (*os.Root).Rename,
	}
}

const (
	picturesFolder = CacheFolder + "/pictures"
	ignoreFile     = CacheFolder + "/.gitignore"
	unfinished     = ".new-"
)

var (
	errNoFolder = diag.Failf("it is not a folder")
	errNoFile   = diag.Failf("it is not a plain file")
)

// open opens the folder of the pictures, and makes it if make is set.
func (s *shelf) open(make bool) *os.Root {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folder != nil || s.err != nil || s.root == nil {
		return s.folder
	}
	folder, err := s.enter()
	if errors.Is(err, fs.ErrNotExist) {
		if !make {
			return nil
		}
		if err = s.furnish(); err == nil {
			folder, err = s.enter()
		}
	}
	if err != nil {
		s.err = err
		return nil
	}
	s.folder = folder
	return folder
}

// enter opens the folder of the pictures. It looks first whether the cache is made of
// folders: a pipe may keep whoever opens it waiting, and a link may lead to what is
// not the cache's to tidy.
func (s *shelf) enter() (*os.Root, error) {
	for _, name := range []string{CacheFolder, picturesFolder} {
		if info, err := s.root.Lstat(name); err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFolder}
		}
	}
	return s.root.OpenRoot(picturesFolder)
}

// furnish makes the folder of the pictures, after the file that keeps git from it.
func (s *shelf) furnish() error {
	if err := s.root.MkdirAll(CacheFolder, 0o777); err != nil {
		return err
	}
	if err := s.ignore(); err != nil {
		return err
	}
	return s.root.MkdirAll(picturesFolder, 0o777)
}

// ignore makes the file that keeps git from the cache. One of that name stays as it
// is: it may be somebody's own, or have a name elsewhere too.
func (s *shelf) ignore() error {
	f, err := s.root.OpenFile(ignoreFile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		info, err := s.root.Lstat(ignoreFile)
		if err == nil && !info.Mode().IsRegular() {
			err = &fs.PathError{Op: "open", Path: ignoreFile, Err: errNoFile}
		}
		return err
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString("*\n")
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, s.root.Remove(ignoreFile)) // half of it would stay for ever
	}
	return nil
}

// readFile reads a file of the folder; what is no plain one is not opened.
func readFile(folder *os.Root, name string) ([]byte, error) {
	if info, err := folder.Lstat(name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	return folder.ReadFile(name)
}

func (s *shelf) broken() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

func (s *shelf) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folder != nil {
		s.folder.Close()
		s.folder = nil
	}
}

// A file of the cache is a header, then the pictures one after the other. The
// header is the mark, then the length and the checksum of each picture in four
// bytes each, then a checksum of the header: a power cut may leave a file of the
// right length with nothing in it.
const mark = "bantin pictures 1\n"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func pack(files [][]byte) []byte {
	size := len(mark) + 8*len(files) + 4
	for _, f := range files {
		size += len(f)
	}
	b := append(make([]byte, 0, size), mark...)
	for _, f := range files {
		b = binary.BigEndian.AppendUint32(b, uint32(len(f)))
		b = binary.BigEndian.AppendUint32(b, crc32.Checksum(f, castagnoli))
	}
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return append(b, slices.Concat(files...)...)
}

// unpack gives the n files that were packed, or ok false where b is not whole.
func unpack(b []byte, n int) (files [][]byte, ok bool) {
	header := len(mark) + 8*n
	if len(b) < header+4 || string(b[:len(mark)]) != mark ||
		binary.BigEndian.Uint32(b[header:]) != crc32.Checksum(b[:header], castagnoli) {
		return nil, false
	}
	rest := b[header+4:]
	files = make([][]byte, n)
	for i := range files {
		entry := b[len(mark)+8*i:]
		size := uint64(binary.BigEndian.Uint32(entry))
		if size > uint64(len(rest)) {
			return nil, false
		}
		if size > 0 {
			files[i] = rest[:size:size]
		}
		if crc32.Checksum(files[i], castagnoli) != binary.BigEndian.Uint32(entry[4:]) {
			return nil, false
		}
		rest = rest[size:]
	}
	return files, len(rest) == 0
}

// read gives the n files that are kept under a key; ok is false where they are not
// there, or not whole.
func (s *shelf) read(key string, n int) (files [][]byte, ok bool) {
	folder := s.open(false)
	if folder == nil {
		return nil, false
	}
	b, err := readFile(folder, key)
	if err != nil {
		return nil, false
	}
	return unpack(b, n)
}

// write keeps files under a key. After the first failure it keeps nothing more.
func (s *shelf) write(key string, files [][]byte) {
	folder := s.open(true)
	if folder == nil || s.broken() != nil {
		return
	}
	if err := s.put(folder, key, pack(files)); err != nil {
		s.mu.Lock()
		if s.err == nil {
			s.err = err
		}
		s.mu.Unlock()
	}
}

func (s *shelf) put(folder *os.Root, key string, data []byte) error {
	name := unfinished + rand.Text() // whoever else is writing the same picture has another
	f, err := s.disk.create(folder, name)
	if err != nil {
		return err
	}
	_, err = s.disk.write(f, data)
	if closed := s.disk.close(f); err == nil {
		err = closed
	}
	if err == nil {
		err = s.disk.rename(folder, name, key)
	}
	if err != nil {
		// On Windows a file that somebody reads cannot be replaced; what it holds
		// is what this one does.
		if kept, readErr := readFile(folder, key); readErr == nil && string(kept) == string(data) {
			err = nil
		}
		return errors.Join(err, folder.Remove(name))
	}
	return nil
}

// The cache may hold this much that is not in use, which keeps what another branch
// needs; and an unfinished file is a killed build's when it is this old.
const (
	mostUnused = 512 << 20
	abandoned  = time.Hour
)

// tidy removes the oldest of what is not in use, until what is left of it is
// mostUnused bytes, and abandoned files. What cannot be removed stays.
func (s *shelf) tidy(inUse map[string]bool) {
	folder := s.open(false)
	if folder == nil {
		return
	}
	entries, err := fs.ReadDir(folder.FS(), ".")
	if err != nil {
		return
	}
	var unused []fs.FileInfo
	unusedBytes := int64(0)
	for _, e := range entries {
		if inUse[e.Name()] || e.Name() == memoName || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue
		}
		unused = append(unused, info)
		unusedBytes += info.Size()
	}
	slices.SortFunc(unused, func(a, b fs.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), cmp.Compare(a.Name(), b.Name()))
	})
	var now time.Time
	for _, info := range unused {
		isUnfinished := strings.HasPrefix(info.Name(), unfinished)
		if isUnfinished && now.IsZero() {
			now = s.clock(folder)
		}
		switch {
		case isUnfinished && now.Sub(info.ModTime()) > abandoned:
		case !isUnfinished && unusedBytes > mostUnused:
		default:
			continue
		}
		if folder.Remove(info.Name()) == nil {
			unusedBytes -= info.Size()
		}
	}
}

// clock is what time it is for the file system that the cache is on: the times of
// its files are held against nothing else.
func (s *shelf) clock(folder *os.Root) time.Time {
	name := unfinished + rand.Text()
	f, err := s.disk.create(folder, name)
	if err != nil {
		return time.Time{}
	}
	var now time.Time
	if info, err := f.Stat(); err == nil {
		now = info.ModTime()
	}
	s.disk.close(f)
	folder.Remove(name)
	return now
}
