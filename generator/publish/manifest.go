package publish

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"bantin/generator/diag"
)

// manifestName is the file in the published folder that lists our files. Names
// that begin with ownPrefix are ours alone at the top of that folder.
const (
	ownPrefix    = ".bantin-"
	manifestName = ownPrefix + "manifest"
)

// A manifest is the list of the files that a build wrote, each with an imprint of
// its bytes. A file that it lists and that has other bytes is not what we wrote:
// somebody has changed it since, and it is theirs.
type manifest struct {
	text  []byte             // as it is on disk; nil where there is none
	lines []line             // in order
	files map[string]imprint // by name
	// more has further imprints of files that a build was replacing one by one: they
	// have the old bytes or the new.
	more map[string][]imprint
}

// An imprint tells a file's bytes from any others that come to stand in its place:
// their number, and their CRC-32C. It is to find what an editor, a program or a
// failing disk has changed, and is made of every file of every build, which a
// cryptographic digest is forty times too slow for. Whoever wants to fool it can
// as well write the manifest.
type imprint struct {
	size int64
	sum  uint32
}

func imprintOf(data []byte) imprint {
	var p imprint
	p.add(data)
	return p
}

// add takes the bytes that follow.
func (p *imprint) add(data []byte) {
	p.size += int64(len(data))
	p.sum = crc32.Update(p.sum, castagnoli, data)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A line is a file of a manifest.
type line struct {
	name string // slash-separated, relative to the published folder
	imprint
	placed *placed // the file, of a build under way; nil where the manifest was read
}

// compare orders lines by name, and those of one file by their imprints.
func (a line) compare(b line) int {
	if c := strings.Compare(a.name, b.name); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.sum, b.sum))
}

// has reports whether a file's bytes are among those that a build gave it.
func (m *manifest) has(name string, p imprint) bool {
	first, ok := m.files[name]
	return ok && (first == p || slices.Contains(m.more[name], p))
}

// A damagedError is about a manifest that was read, and is none.
type damagedError struct {
	line int
	why  diag.Text
}

func (e *damagedError) Error() string { return e.Said().String() }

// Said is the error as a sentence.
func (e *damagedError) Said() diag.Text {
	return diag.Sayf("%s:%d: %s: empty the folder, or choose another --out", manifestName, e.line, e.why)
}

const manifestHead = "bantin manifest 2: "

// The limits of a manifest, in bytes and in files. A bulletin of 100,000 articles has
// one of some 45 MB; while a site is updated file by file, it lists the files of two.
const (
	mostManifest = 128 << 20
	mostLines    = 2_000_000
)

// fits refuses to publish what has so many files and a manifest of so many bytes that
// no build could take it up again.
func fits(files, bytes int) error {
	if files > mostLines/2 || bytes > mostManifest/2 {
		return diag.Failf("the site has %d files, of which the list has %d bytes, and %d files and %d bytes are the most: make it several sites", files, bytes, mostLines/2, mostManifest/2)
	}
	return nil
}

// manifestText is the file's bytes: a first line with the version and the number
// of lines that follow, which tells a list that was cut short from a whole one;
// then a line for each file, in order: the CRC, the size, the name.
func manifestText(lines []line) []byte {
	size := 64
	for _, l := range lines {
		size += len(l.name) + 20
	}
	b := make([]byte, 0, size)
	b = fmt.Appendf(b, "%s%d lines\n", manifestHead, len(lines))
	for _, l := range lines {
		var sum [4]byte
		binary.BigEndian.PutUint32(sum[:], l.sum)
		b = hex.AppendEncode(b, sum[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, l.size, 10)
		b = append(b, ' ')
		b = append(b, l.name...)
		b = append(b, '\n')
	}
	return b
}

// parseLine reads a line of a manifest.
func parseLine(text string) (l line, ok bool) {
	sum, rest, _ := strings.Cut(text, " ")
	size, name, ok := strings.Cut(rest, " ")
	c, errSum := strconv.ParseUint(sum, 16, 32)
	n, errSize := strconv.ParseUint(size, 10, 63)
	return line{name, imprint{int64(n), uint32(c)}, nil}, ok && len(sum) == 8 && errSum == nil && errSize == nil
}

// readManifest reads the manifest of the folder dir; fs.ErrNotExist means that
// it has none. A name that Write would not take is an error: the list says what
// may be deleted, and anybody may have edited it.
func (o *ops) readManifest(dir string) (manifest, error) {
	file := filepath.Join(dir, manifestName)
	info, err := o.lstat(file)
	if err != nil {
		return manifest{}, err
	}
	damaged := func(line int, why diag.Text) (manifest, error) {
		return manifest{}, &damagedError{line, why}
	}
	if !info.Mode().IsRegular() {
		return damaged(1, diag.Sayf("not a regular file"))
	}
	if info.Size() > mostManifest {
		return damaged(1, diag.Sayf("it has %d bytes, and %d are the most", info.Size(), mostManifest))
	}
	text, err := o.readFile(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = diag.Failf("read %s: it has just been removed", manifestName)
		}
		return manifest{}, err
	}
	first, rest, _ := strings.Cut(string(text), "\n")
	number, ok := strings.CutPrefix(first, manifestHead)
	var count int
	if _, err := fmt.Sscanf(number, "%d lines", &count); !ok || err != nil {
		return damaged(1, diag.Sayf("not a manifest that this version of bantin knows"))
	}
	if count > mostLines {
		return damaged(1, diag.Sayf("it lists %d files, and %d are the most", count, mostLines))
	}
	if n := strings.Count(rest, "\n"); n != count || rest != "" && rest[len(rest)-1] != '\n' {
		return damaged(n+1, diag.Sayf("the list is not complete"))
	}
	m := manifest{text: text, lines: make([]line, count), files: make(map[string]imprint, count)}
	for i := range count {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		// Git may have given the lines the ending of its machine.
		text = strings.TrimSuffix(text, "\r")
		l, ok := parseLine(text)
		if !ok {
			return damaged(i+2, diag.Sayf("%q is no line of a manifest", text))
		}
		if err := checkName(l.name); err != nil {
			return damaged(i+2, diag.Sayf("%q: %v", l.name, err))
		}
		if i > 0 && m.lines[i-1].compare(l) >= 0 {
			return damaged(i+2, diag.Sayf("%q is out of order", l.name))
		}
		m.lines[i] = l
		if _, again := m.files[l.name]; !again {
			m.files[l.name] = l.imprint
			continue
		}
		if m.more == nil {
			m.more = map[string][]imprint{}
		}
		m.more[l.name] = append(m.more[l.name], l.imprint)
	}
	return m, nil
}

// checkName refuses what is not the name of a file inside the published folder
// on every system.
func checkName(name string) error {
	for i := range len(name) {
		if c := name[i]; c < ' ' || c == 0x7f || c == '\\' {
			return errors.New("a backslash or a control character in the name of a file")
		}
	}
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)):
		return errors.New("not a path inside the published folder")
	case strings.HasPrefix(name, ownPrefix):
		return diag.Failf("names that begin with %s are reserved", ownPrefix)
	}
	return nil
}
