package content

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"bantin/generator/diag"
	"bantin/generator/images"
	"bantin/generator/minify"
)

// styleFile is the style sheet, which the accent of config.yaml is set into.
const styleFile = "style.css"

// An Asset is a file of static/, published under a name that holds its digest.
type Asset struct {
	Name string // in static/: style.css
	// Digest is a SHA-256 in hex: of the file and, for one that comes with the program, of
	// how it is made smaller. So its address is known to a check, which needs nothing else
	// of it.
	Digest string
	data   func() []byte
}

// Data is what is published. The program's own scripts and style are made smaller when this
// is asked first; the bulletin's own are published as they are.
func (a *Asset) Data() []byte { return a.data() }

// A shipped folder has files that come with the program. Ships reports whether one of this
// name does, with these bytes.
type shipped interface {
	Ships(name string, data []byte) bool
}

// assets reads static/.
func (l *loader) assets(static fs.FS) []*Asset {
	var out []*Asset
	problems := &l.lib.Problems
	visit := func(name string, e fs.DirEntry, err error) error {
		pos := diag.Pos{File: path.Join("static", name)}
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			return nil
		case err != nil:
			problems.Errorf(pos, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
			return fs.SkipDir
		case litter(path.Base(name)) && e.IsDir():
			return fs.SkipDir
		case name == "." && !e.IsDir():
			problems.Errorf(pos, "file-kind", "this is not a folder, as it must be").Hintf("call it otherwise, and put a folder of this name in its place")
			return nil
		case strings.ContainsFunc(path.Base(name), unportable):
			problems.Errorf(pos, "file-name", "the name of this file has a character that other systems do not allow").Hintf(`rename it: without \ : * ? " < > | and control characters`)
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case litter(path.Base(name)) || e.IsDir():
			return nil
		case !utf8.ValidString(name):
			problems.Errorf(pos, "file-name", "the name of this file is not UTF-8").Hintf("rename it")
			return nil
		case len(path.Base(name)) > maxID:
			refuseLong(problems, pos)
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			problems.Errorf(pos, "file-symlink", "this is a symbolic link, which a build does not follow").Hintf("put the file itself here")
			return nil
		}
		if data, ok := readAsset(static, name, problems); ok {
			known, ok := static.(shipped)
			out = append(out, l.asset(name, data, ok && known.Ships(name, data)))
		}
		return nil
	}
	if err := fs.WalkDir(static, ".", visit); err != nil {
		problems.Errorf(diag.Pos{File: "static"}, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
	}
	return out
}

// readAsset reads a file of static/; ok is false where that cannot be published.
func readAsset(static fs.FS, name string, problems *diag.List) (data []byte, ok bool) {
	pos := diag.Pos{File: path.Join("static", name)}
	data, err := readAtMost(static, name, maxMediaBytes)
	switch {
	case errors.Is(err, errTooLarge):
		problems.Errorf(pos, "file-too-large", "this file has more than %d MiB", maxMediaBytes>>20).Hintf("make it smaller")
		return nil, false
	case errors.Is(err, errNotRegular):
		problems.Errorf(pos, "file-kind", "this is not a plain file").Hintf("remove it")
		return nil, false
	case err != nil:
		problems.Errorf(pos, "file-unreadable", "this file cannot be read (%v)", plainError(err))
		return nil, false
	}
	if images.HasPlace(data) {
		problems.Warnf(pos, "picture-place", "this photograph says where it was taken").
			Hintf("save it without its place (GPS): what is in static is published as it is; or put it beside the text that shows it, where the place is taken out")
	}
	return data, true
}

// asset is a file of static/ with its digest; ours is one that comes with the program. The
// style sheet gets the accent of config.yaml, in two shades: one for light paper, one for
// dark. They stand last, since what a style imports must stand first.
func (l *loader) asset(name string, data []byte, ours bool) *Asset {
	if name == styleFile {
		accent := l.lib.Config.Accent
		data = fmt.Appendf(slices.Clip(data), "\n:root{--accent-light:%s;--accent-dark:%s}\n", accent, OnDark(accent))
	}
	published := func() []byte { return data }
	hash := sha256.New()
	if ours {
		io.WriteString(hash, minify.Recipe(name))
		published = sync.OnceValue(func() []byte { return minify.File(name, data) })
	}
	hash.Write(data)
	digest := hex.EncodeToString(hash.Sum(nil))
	if a := l.shelf.asset(name, digest); a != nil {
		return a
	}
	return &Asset{name, digest, published}
}

// unportable reports a character that the name of a published file has not, since
// other systems cannot have it or make folders of it.
func unportable(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r) }

// refuseLong reports a name that would be too long with the digest and the width that
// a published file has in its name.
func refuseLong(problems *diag.List, pos diag.Pos) *diag.Problem {
	return problems.Errorf(pos, "file-name", "the name of this file is too long to be published").Hintf("give it one of at most %d letters", maxID)
}
