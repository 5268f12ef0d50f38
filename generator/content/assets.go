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

	"golang.org/x/text/unicode/norm"
)

// styleFile is the style sheet, which the accent of config.yaml is set into.
const styleFile = "style.css"

// An Asset is a file of static/, published under a name that holds its digest.
type Asset struct {
	Name string // in static/, with composed letters: style.css
	// Digest is a SHA-256 in hex: of what is published and, for a file that comes with the
	// program, of the file and how it is made smaller. So its address is known to a check,
	// which needs nothing else of it.
	Digest string
	file   string        // of the site, which is published as it is; "" where data gives the bytes
	data   func() []byte // of what is not published as it is in the site's folder
}

// Published is its name in the published static/: style.0123456789.css.
func (a *Asset) Published() string { return Hashed(a.Name, a.Digest, path.Ext(a.Name)) }

// Hashed is the name of a published file whose bytes never change, since it holds a digest.
func Hashed(name, digest, ext string) string {
	return strings.TrimSuffix(name, path.Ext(name)) + "." + digest[:10] + ext
}

// SendAsset calls use with what is published of a file of static/. The program's own scripts
// and style are made smaller when this is asked first, and what leads from one of the
// bulletin's own to another file leads to where that is published; all else is read anew, and
// published as it is. The bytes are there only until use returns.
func SendAsset(site fs.FS, a *Asset, room *Room, use func(data []byte) error) error {
	if a.file == "" {
		return use(a.data())
	}
	return room.read(site, a.file, maxMediaBytes, func(data []byte, err error) error {
		if err != nil {
			return diag.Failf("read %s: %w", a.file, err)
		}
		if digestOf(data) != a.Digest {
			return diag.Failf("read %s: it has changed since the build began", a.file)
		}
		return use(data)
	})
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// A shipped folder has files that come with the program; the others are those of static/ in
// the site's folder. Ships reports whether one of this name does, with these bytes.
type shipped interface {
	Ships(name string, data []byte) bool
}

// assets reads static/.
func (l *loader) assets(static fs.FS) []*Asset {
	tied := ties{problems: &l.lib.Problems, made: map[string]*Asset{}, sheets: map[string]*sheet{}}
	problems := &l.lib.Problems
	known := names{}
	visit := func(name string, e fs.DirEntry, err error) error {
		pos := diag.Pos{File: path.Join("static", name)}
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			return nil
		case err != nil:
			problems.Errorf(pos, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
			return fs.SkipDir
		case e.IsDir() && isDeep(pos, problems):
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
			refuseLink(problems, pos).Hint = putItself()
			return nil
		case !known.add(pos.File, problems):
			return nil
		}
		l.readAsset(static, name, &tied)
		return nil
	}
	if err := fs.WalkDir(static, ".", visit); err != nil {
		problems.Errorf(diag.Pos{File: "static"}, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
	}
	return tied.all()
}

// readAsset reads a file of static/ and makes it an Asset, or for now a sheet.
func (l *loader) readAsset(static fs.FS, file string, tied *ties) {
	pos := diag.Pos{File: path.Join("static", file)}
	name := norm.NFC.String(file)
	err := l.room.read(static, file, maxMediaBytes, func(data []byte, err error) error {
		if err != nil {
			return err
		}
		if images.HasPlace(data) {
			l.lib.Problems.Warnf(pos, "picture-place", "this photograph says where it was taken").
				Hintf("save it without its place (GPS): what is in static is published as it is; or put it beside the text that shows it, where the place is taken out")
		}
		if path.Clean(norm.NFC.String(l.lib.Config.Image)) == "static/"+name {
			info, err := images.Probe(name, data)
			l.lib.cover = &probed{info, err}
		}
		known, over := static.(shipped) // the site's folder
		ours := over && known.Ships(file, data)
		switch {
		case ours && name == styleFile:
			tied.made[name] = l.ownAsset(name, l.accented(data))
		case ours:
			tied.made[name] = l.ownAsset(name, slices.Clone(data))
		case len(data) <= maxTextBytes && mayLead(name):
			tied.sheets[name] = &sheet{file: pos.File, name: name, src: slices.Clone(data)}
			if name == styleFile {
				tied.sheets[name].end = l.accent()
			}
		case name == styleFile:
			data = l.accented(data)
			tied.made[name] = &Asset{Name: name, Digest: digestOf(data), data: func() []byte { return data }}
		case over:
			tied.made[name] = &Asset{Name: name, Digest: digestOf(data), file: pos.File}
		default:
			held := slices.Clone(data)
			tied.made[name] = &Asset{Name: name, Digest: digestOf(data), data: func() []byte { return held }}
		}
		return nil
	})
	switch {
	case errors.Is(err, errTooLarge):
		l.lib.Problems.Errorf(pos, "file-too-large", "this file has more than %d MiB", maxMediaBytes>>20).Hintf("make it smaller")
	case errors.Is(err, errNotRegular):
		l.lib.Problems.Errorf(pos, "file-kind", "this is not a plain file").Hintf("remove it")
	case err != nil:
		l.lib.Problems.Errorf(pos, "file-unreadable", "this file cannot be read (%v)", plainError(err))
	}
}

// accent is what follows the style sheet: the accent of config.yaml, in two shades, one for
// light paper and one for dark. It stands last, since what a style imports must stand first.
func (l *loader) accent() []byte {
	accent := l.lib.Config.Accent
	return fmt.Appendf(nil, "\n:root{--accent-light:%s;--accent-dark:%s}\n", accent, OnDark(accent))
}

func (l *loader) accented(style []byte) []byte { return slices.Concat(style, l.accent()) }

// ownAsset is a file that comes with the program.
func (l *loader) ownAsset(name string, data []byte) *Asset {
	hash := sha256.New()
	io.WriteString(hash, minify.Recipe(name))
	hash.Write(data)
	digest := hex.EncodeToString(hash.Sum(nil))
	if a := l.shelf.asset(name, digest); a != nil {
		return a
	}
	return &Asset{Name: name, Digest: digest, data: sync.OnceValue(func() []byte { return minify.File(name, data) })}
}

// names are those of files in one folder and below it, as systems take them that do not tell
// capitals, nor letters with a mark from a letter and a mark.
type names map[string]string

// add takes a name; it reports the second of two that are one elsewhere.
func (n names) add(file string, problems *diag.List) bool {
	composed := norm.NFC.String(file)
	key := strings.ToLower(composed)
	first, taken := n[key]
	if !taken {
		n[key] = file
		return true
	}
	what := diag.Sayf("the name of this file is that of another but for its capitals")
	if norm.NFC.String(first) == composed {
		what = diag.Sayf("the name of this file is that of another but for how its letters and marks are typed")
	}
	p := problems.Errorf(diag.Pos{File: file}, "file-name", "")
	p.Message = what
	p.Hintf("rename or remove one of the two: other systems keep only one of them").Notef(diag.Pos{File: first}, "the other")
	return false
}

// unportable reports a character that the name of a published file has not, since
// other systems cannot have it or make folders of it.
func unportable(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r) }

// refuseLong reports a name that would be too long with the digest and the width that
// a published file has in its name.
func refuseLong(problems *diag.List, pos diag.Pos) *diag.Problem {
	return problems.Errorf(pos, "file-name", "the name of this file is too long to be published").Hintf("give it one of at most %d letters", maxID)
}
