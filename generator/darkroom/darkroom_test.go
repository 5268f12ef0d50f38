package darkroom

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"bantin/generator/content"
	"bantin/generator/images"
)

// photographs writes n photographs into a new site's folder, and gives what content
// says of them.
func photographs(t *testing.T, n int) (dir string, list []*content.Media) {
	t.Helper()
	dir = t.TempDir()
	for i := range n {
		m := image.NewYCbCr(image.Rect(0, 0, 620, 400), image.YCbCrSubsampleRatio420)
		for k := range m.Y {
			m.Y[k] = byte(k*(i+3)>>5 ^ k%251)
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%d.jpg", i)
		list = append(list, media(t, name, b.Bytes()))
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir, list
}

func media(t *testing.T, name string, data []byte) *content.Media {
	t.Helper()
	info, err := images.Probe(name, data)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	m := &content.Media{Path: name, Info: info, Digest: hex.EncodeToString(sum[:]), Sizes: info.Sizes(len(data))}
	m.Key = images.Key(m.Digest, m.Sizes)
	return m
}

// room opens a folder as a build does.
func room(t *testing.T, dir string) *Room {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := New(root, root.FS())
	t.Cleanup(func() { r.Close(); root.Close() })
	return r
}

func mustMake(t *testing.T, r *Room, m *content.Media) [][]byte {
	t.Helper()
	files, err := r.Files(m)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if m.Sizes[i].Own != (f == nil) {
			t.Errorf("%+v has %d bytes", m.Sizes[i], len(f))
		}
	}
	return files
}

func same(a, b [][]byte) bool { return slices.EqualFunc(a, b, bytes.Equal) }

// TestCache: what was made once is not made again, and what is wrong with the cache
// is wrong with nothing else.
func TestCache(t *testing.T) {
	dir, list := photographs(t, 1)
	m := list[0]
	want := mustMake(t, room(t, dir), m)
	kept := filepath.Join(dir, CacheFolder, "pictures", m.Key)
	whole, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, CacheFolder, ".gitignore")); err != nil || string(b) != "*\n" {
		t.Errorf("git would look at the cache: %q, %v", b, err)
	}

	// Found: the picture itself is not read any more.
	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.Rename(filepath.Join(dir, m.Path), elsewhere); err != nil {
		t.Fatal(err)
	}
	if got := mustMake(t, room(t, dir), m); !same(got, want) {
		t.Error("the cache gives other bytes")
	}
	// Lost and damaged: it is read, which fails.
	damages := map[string]func(b []byte) []byte{
		"nothing":           func(b []byte) []byte { return nil },
		"cut short":         func(b []byte) []byte { return b[:len(b)-1] },
		"cut in the header": func(b []byte) []byte { return b[:len(mark)+3] },
		"too long":          func(b []byte) []byte { return append(b, 0) },
		"zeros":             func(b []byte) []byte { return make([]byte, len(b)) },
		"another mark":      func(b []byte) []byte { b[0]++; return b },
		"a length":          func(b []byte) []byte { b[len(mark)]++; return b },
		"a byte":            func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"the last byte":     func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
	}
	for name, damage := range damages {
		if err := os.WriteFile(kept, damage(bytes.Clone(whole)), 0o666); err != nil {
			t.Fatal(err)
		}
		if files, err := room(t, dir).Files(m); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %d files, %v", name, len(files), err)
		}
	}
	if err := os.Rename(elsewhere, filepath.Join(dir, m.Path)); err != nil {
		t.Fatal(err)
	}
	// Made again, and mended.
	for name, damage := range damages {
		if err := os.WriteFile(kept, damage(bytes.Clone(whole)), 0o666); err != nil {
			t.Fatal(err)
		}
		r := room(t, dir)
		if got := mustMake(t, r, m); !same(got, want) || !r.Note().IsZero() {
			t.Errorf("%s: other bytes come out, %q", name, r.Note())
		}
		if b, err := os.ReadFile(kept); err != nil || !bytes.Equal(b, whole) {
			t.Errorf("%s is not mended: %v", name, err)
		}
	}
	if err := os.RemoveAll(filepath.Join(dir, CacheFolder)); err != nil {
		t.Fatal(err)
	}
	if got := mustMake(t, room(t, dir), m); !same(got, want) {
		t.Error("without a cache other bytes come out")
	}
	nothing := New(nil, os.DirFS(dir))
	if got := mustMake(t, nothing, m); !same(got, want) || !nothing.Note().IsZero() {
		t.Errorf("a room that keeps nothing: %q", nothing.Note())
	}
}

// TestInTheWay: a cache that cannot be is done without, and said of.
func TestInTheWay(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"a file": func(dir string) error { return os.WriteFile(filepath.Join(dir, CacheFolder), nil, 0o666) },
		"a link": func(dir string) error { return os.Symlink(t.TempDir(), filepath.Join(dir, CacheFolder)) },
		"file, deeper": func(dir string) error {
			return errors.Join(os.Mkdir(filepath.Join(dir, CacheFolder), 0o777), os.WriteFile(filepath.Join(dir, picturesFolder), nil, 0o666))
		},
	} {
		dir, list := photographs(t, 1)
		if err := spoil(dir); err != nil {
			t.Fatal(err)
		}
		r := room(t, dir)
		if mustMake(t, r, list[0]); !strings.Contains(r.Note().String(), CacheFolder) {
			t.Errorf("%s: %q", name, r.Note())
		}
		r.Tidy(list)
	}
}

// TestFullDisk: whichever step of writing fails, the pictures come out, nothing
// half-written is ever found, and the next build keeps what this one could not.
func TestFullDisk(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	for name, spoil := range map[string]func(d *disk){
		"create": func(d *disk) { d.create = func(*os.Root, string) (*os.File, error) { return nil, full } },
		"write":  func(d *disk) { d.write = func(*os.File, []byte) (int, error) { return 0, full } },
		"half": func(d *disk) {
			d.write = func(f *os.File, b []byte) (int, error) {
				n, err := f.Write(b[:len(b)/2])
				return n, errors.Join(err, full)
			}
		},
		"close":  func(d *disk) { d.close = func(f *os.File) error { return errors.Join(f.Close(), full) } },
		"rename": func(d *disk) { d.rename = func(*os.Root, string, string) error { return full } },
	} {
		dir, list := photographs(t, 2)
		r := room(t, dir)
		spoil(&r.shelf.disk)
		var mu sync.Mutex
		taken := 0
		problems, err := r.Each(list, func(i int, files [][]byte) error {
			mu.Lock()
			defer mu.Unlock()
			taken++
			return nil
		}, nil)
		if err != nil || len(problems) > 0 || taken != 2 {
			t.Errorf("%s: %d pictures, %v, %v", name, taken, problems, err)
		}
		if !strings.Contains(r.Note().String(), syscall.ENOSPC.Error()) {
			t.Errorf("%s: the note is %q", name, r.Note())
		}
		left, err := os.ReadDir(filepath.Join(dir, picturesFolder))
		if err != nil || len(left) > 0 {
			t.Errorf("%s: %v is left, %v", name, left, err)
		}
		again := room(t, dir)
		mustMake(t, again, list[0])
		if _, err := os.Stat(filepath.Join(dir, picturesFolder, list[0].Key)); err != nil || !again.Note().IsZero() {
			t.Errorf("%s: the next build: %v, %q", name, err, again.Note())
		}
	}
}

// TestTwoBuilds: any number of builds share a cache, and within one nothing is made
// twice.
func TestTwoBuilds(t *testing.T) {
	dir, list := photographs(t, 4)
	want := make([][][]byte, len(list))
	for i, m := range list {
		want[i] = mustMake(t, New(nil, os.DirFS(dir)), m)
	}
	var wg sync.WaitGroup
	for range 3 {
		r := room(t, dir)
		for range 2 {
			wg.Go(func() {
				problems, err := r.Each(list, func(i int, files [][]byte) error {
					if !same(files, want[i]) {
						return fmt.Errorf("%d has other bytes", i)
					}
					return nil
				}, nil)
				if err != nil || len(problems) > 0 {
					t.Error(problems, err)
				}
			})
		}
		wg.Go(func() { r.Tidy(list) })
	}
	wg.Wait()
	left, err := os.ReadDir(filepath.Join(dir, picturesFolder))
	if err != nil || len(left) != len(list) {
		t.Errorf("%d files are kept of %d pictures, %v", len(left), len(list), err)
	}
}

// TestDamaged: all pictures that are damaged are told, and the others made.
func TestDamaged(t *testing.T) {
	dir, list := photographs(t, 4)
	for _, i := range []int{1, 3} {
		name := filepath.Join(dir, list[i].Path)
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data = append(data[:len(data)/2], 0xff, 0xd9)
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		list[i] = media(t, list[i].Path, data)
		list[i].Used.File, list[i].Used.Line, list[i].Used.Col = "a.vi.md", 7, 3
	}
	r := room(t, dir)
	var mu sync.Mutex
	var taken []int
	last := 0
	problems, err := r.Each(list, func(i int, files [][]byte) error {
		mu.Lock()
		defer mu.Unlock()
		taken = append(taken, i)
		return nil
	}, func(done, all int) {
		mu.Lock()
		defer mu.Unlock()
		last = max(last, done)
		if all != 4 {
			t.Errorf("%d of %d", done, all)
		}
	})
	slices.Sort(taken)
	if err != nil || !slices.Equal(taken, []int{0, 2}) || last != 4 {
		t.Errorf("took %v, told of %d, %v", taken, last, err)
	}
	var b bytes.Buffer
	if err := problems.Print(&b, "text", nil); err != nil {
		t.Fatal(err)
	}
	for i, line := range []string{"1.jpg:1:1: error: the jpeg picture is damaged", "a.vi.md:7:3", "3.jpg:1:1: error"} {
		if !strings.Contains(b.String(), line) {
			t.Errorf("%d: %s", i, b.String())
		}
	}
	if _, err := r.File(list[1], 0); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("asked for alone: %v", err)
	}
}

// TestChanged: a picture that is another one by now is not made under the old name.
func TestChanged(t *testing.T) {
	dir, list := photographs(t, 2)
	if err := os.Rename(filepath.Join(dir, list[1].Path), filepath.Join(dir, list[0].Path)); err != nil {
		t.Fatal(err)
	}
	if _, err := room(t, dir).Files(list[0]); err == nil || !strings.Contains(err.Error(), "changed") {
		t.Error(err)
	}
}

// panicking is a site's folder whose first reading panics, while whoever asks for the
// same picture waits.
type panicking struct {
	fs.FS
	begun, resume chan struct{}
	once          sync.Once
}

func (p *panicking) Open(name string) (fs.File, error) {
	p.once.Do(func() {
		close(p.begun)
		<-p.resume
		panic("internal error: as a decoder may")
	})
	return p.FS.Open(name)
}

// TestPanic: a panic while a picture is made, which net/http recovers in the preview,
// is an error for those who wait for the same picture, and it can be asked for again.
func TestPanic(t *testing.T) {
	dir, list := photographs(t, 1)
	site := &panicking{FS: os.DirFS(dir), begun: make(chan struct{}), resume: make(chan struct{})}
	r := New(nil, site)
	recovered := make(chan any)
	go func() {
		defer func() { recovered <- recover() }()
		r.Files(list[0])
	}()
	<-site.begun
	r.mu.Lock()
	j := r.under[list[0].Key]
	r.mu.Unlock()
	close(site.resume)
	if p := <-recovered; p == nil {
		t.Fatal("nothing panicked")
	}
	select {
	case <-j.done:
	default:
		t.Fatal("those who wait do so for ever")
	}
	if j.files != nil || j.err == nil || j.err.Error() != "internal error: make 0.jpg: ended by a panic" {
		t.Errorf("those who wait are given %d files and %v", len(j.files), j.err)
	}
	mustMake(t, r, list[0])
	if r.memory.free != r.memory.all {
		t.Errorf("%d of %d are free", r.memory.free, r.memory.all)
	}
}

// TestStops: the first error of who takes the pictures ends it.
func TestStops(t *testing.T) {
	dir, list := photographs(t, 3)
	full := errors.New("full")
	if _, err := room(t, dir).Each(list, func(int, [][]byte) error { return full }, nil); err != full {
		t.Error(err)
	}
}

// TestBudget: never more is decoded at once than the budget has, unless it is by
// itself.
func TestBudget(t *testing.T) {
	b := budget{free: 100, all: 100}
	b.changed.L = &b.mu
	var mu sync.Mutex
	var wg sync.WaitGroup
	in, most := 0, 0
	for i := range 200 {
		wg.Go(func() {
			n := b.take([]int{10, 30, 60, 100, 500}[i%5])
			mu.Lock()
			in += n
			most = max(most, in)
			mu.Unlock()
			time.Sleep(10 * time.Microsecond)
			mu.Lock()
			in -= n
			mu.Unlock()
			b.give(n)
		})
	}
	wg.Wait()
	if most > 100 || b.free != 100 {
		t.Errorf("%d were taken at once, %d are left", most, b.free)
	}
}

// TestTidy: what is not in use stays while there is room, the newest the longest;
// what is in use stays whatever there is.
func TestTidy(t *testing.T) {
	dir, list := photographs(t, 1)
	r := room(t, dir)
	mustMake(t, r, list[0])
	folder := filepath.Join(dir, picturesFolder)
	now := time.Now()
	put := func(name string, size int64, age time.Duration) {
		t.Helper()
		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.Truncate(name, size), os.Chtimes(name, now, now.Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	put("old", mostUnused/2, 3*time.Hour)
	put("older", mostUnused/2, 4*time.Hour)
	put("new", mostUnused/2, 2*time.Hour)
	put(unfinished+"A", 10, 2*time.Hour)
	put(unfinished+"B", 10, time.Minute)
	if err := os.Chtimes(filepath.Join(folder, list[0].Key), now, now.Add(-9*time.Hour)); err != nil {
		t.Fatal(err)
	}
	r.Tidy(list)
	var names []string
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	want := []string{unfinished + "B", list[0].Key, "new"}
	slices.Sort(want)
	// "old" and "new" are exactly as much as may stay, but for the unfinished file.
	if !slices.Equal(names, want) {
		t.Errorf("%q stay, want %q", names, want)
	}
}

// TestMemo: what was found out about pictures is known to the next build, unless
// they have changed since, in whatever way.
func TestMemo(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for name, text := range map[string]string{
		"site/config.yaml":                    "base_url: https://a.example/\ntitle: {vi: A, en: B}\n",
		"site/content/committees.yaml":        "- {id: a, name: {vi: A, en: B}, level: province}\n",
		"site/content/articles/a/index.vi.md": "---\ntitle: A\ndate: 2020-01-01\ncommittee: a\nterm: 2020-2025\n---\n![x](1.jpg) ![y](2.jpg)\n",
		"layouts/strings/vi.yaml":             "",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(at(name)), 0o777), os.WriteFile(at(name), []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	// Two pictures, together over worthKeeping, that have been there for a while.
	photo := func(seed byte) []byte {
		m := image.NewYCbCr(image.Rect(0, 0, 500, 400), image.YCbCrSubsampleRatio420)
		for k := range m.Y {
			m.Y[k] = byte(k)*3 ^ seed
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, m, nil); err != nil {
			t.Fatal(err)
		}
		comment := append([]byte{0xff, 0xfe, 0xff, 0xff}, make([]byte, 0xfffd)...)
		return append(append([]byte{0xff, 0xd8}, bytes.Repeat(comment, worthKeeping>>17+1)...), b.Bytes()[2:]...)
	}
	names := []string{at("site/content/articles/a/1.jpg"), at("site/content/articles/a/2.jpg")}
	for i, name := range names {
		if err := os.WriteFile(name, photo(byte(i)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// load gives the digests, and how much had to be read for them. The file system's
	// clock stands where the last of the pictures was written or, where they are to have
	// settled, an hour on, however long that is ago by now.
	load := func(settle bool) (digests [2]string, learned int64) {
		t.Helper()
		r := room(t, at("site"))
		memo := r.Recall()
		lib := content.Load(r.site, os.DirFS(at("layouts")), os.DirFS(dir), memo)
		for i := range digests {
			digests[i] = lib.Media[fmt.Sprintf("content/articles/a/%d.jpg", i+1)].Digest
		}
		var now time.Time
		for _, name := range names {
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			now = slices.MaxFunc([]time.Time{now, info.ModTime(), time.Unix(0, content.Changed(info))}, time.Time.Compare)
		}
		if settle {
			now = now.Add(time.Hour)
		}
		r.shelf.disk.create = func(folder *os.Root, name string) (*os.File, error) {
			f, err := realDisk().create(folder, name)
			if err == nil {
				err = folder.Chtimes(name, now, now)
			}
			return f, err
		}
		r.Remember(memo)
		return digests, memo.Learned()
	}
	all := int64(len(photo(0)) + len(photo(1)))
	first, learned := load(false)
	if learned != all {
		t.Fatalf("read %d bytes of %d: %q", learned, all, first)
	}
	// They are too new to be sure of.
	if second, learned := load(true); second != first || learned != all {
		t.Errorf("new files: read %d of %d bytes", learned, all)
	}
	if third, learned := load(true); third != first || learned != 0 {
		t.Errorf("known files: read %d bytes", learned)
	}
	// Other bytes of the same length, at the same time.
	info, err := os.Stat(names[0])
	if err != nil {
		t.Fatal(err)
	}
	changed := photo(0)
	changed[len(changed)-40] ^= 1
	if err := errors.Join(os.WriteFile(names[0], changed, 0o666), os.Chtimes(names[0], info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		if fourth, learned := load(true); fourth[0] == first[0] || fourth[1] != first[1] || learned != int64(len(changed)) {
			t.Errorf("a change that hides: read %d bytes", learned)
		}
	}
	for _, text := range []string{"", "{", `{"Version":"other","Files":[]}`, `{"Version":"` + content.MemoVersion + `","Files":[{"Path":"content/articles/a/1.jpg"}]}`} {
		if err := os.WriteFile(at("site/"+picturesFolder+"/"+memoName), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, learned := load(false); learned != all {
			t.Errorf("%q: read %d bytes", text, learned)
		}
	}
}

// TestAlone: a picture that takes all of the memory leaves none of it to be collected
// while the next is made.
func TestAlone(t *testing.T) {
	dir, list := photographs(t, 1)
	r := New(nil, os.DirFS(dir))
	r.memory.free, r.memory.all = 1, 1
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	mustMake(t, r, list[0])
	runtime.ReadMemStats(&after)
	if after.NumForcedGC == before.NumForcedGC {
		t.Error("what it took is not collected")
	}
	if r.memory.free != r.memory.all {
		t.Errorf("%d of %d are free", r.memory.free, r.memory.all)
	}
}
