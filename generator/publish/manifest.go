package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"bantin/generator/diag"
)

// manifestName is the file in the published folder that lists our files. Names
// that begin with ownPrefix are ours alone at the top of that folder.
const (
	ownPrefix    = ".bantin-"
	manifestName = ownPrefix + "manifest"
)

// A manifest is the list of the files that a build wrote. It has names and
// nothing else, so a build that changes a page's text leaves it alone; and
// whether a file is what we wrote is asked of its bytes, not of a list.
type manifest struct {
	text  []byte          // as it is on disk; nil where there is none
	names map[string]bool // slash-separated, relative to the published folder
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

// manifestText is the file's bytes: a first line with the version and the
// number of names, then the names in order, a line each. The number tells a
// list that was cut short from a whole one.
func manifestText(sorted []string) []byte {
	size := 64
	for _, name := range sorted {
		size += len(name) + 1
	}
	b := make([]byte, 0, size)
	b = fmt.Appendf(b, "bantin manifest 1: %d files\n", len(sorted))
	for _, name := range sorted {
		b = append(b, name...)
		b = append(b, '\n')
	}
	return b
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
	text, err := o.readFile(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = diag.Failf("read %s: it has just been removed", manifestName)
		}
		return manifest{}, err
	}
	// Git may have given the lines the ending of its machine.
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	var count int
	if _, err := fmt.Sscanf(lines[0], "bantin manifest 1: %d files", &count); err != nil {
		return damaged(1, diag.Sayf("not a manifest that this version of bantin knows"))
	}
	lines = lines[1:]
	if n := len(lines); n == 0 || lines[n-1] != "" || n-1 != count {
		return damaged(len(lines), diag.Sayf("the list is not complete"))
	}
	lines = lines[:count]
	m := manifest{text: text, names: make(map[string]bool, count)}
	for i, name := range lines {
		if err := checkName(name); err != nil {
			return damaged(i+2, diag.Sayf("%q: %v", name, err))
		}
		if i > 0 && lines[i-1] >= name {
			return damaged(i+2, diag.Sayf("%q is out of order", name))
		}
		m.names[name] = true
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
