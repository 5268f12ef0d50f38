package content

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"bantin/generator/diag"
	"bantin/generator/images"
	"bantin/generator/markdown"
	"bantin/generator/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// maxMediaBytes is the largest picture or attachment that is read.
const maxMediaBytes = 64 << 20

// attachments are the endings of files that a text may offer for download.
// Nothing that a browser would run is among them.
var attachments = []string{".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".csv", ".txt", ".zip"}

// Beside is the path of the file that a relative destination in a text's file
// names, and the fragment that follows it. ok is false where dest is not
// relative or leads out of content/.
func Beside(file, dest string) (name, fragment string, ok bool) {
	dest, fragment, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	plain, err := url.PathUnescape(dest)
	if err != nil || plain == "" || strings.HasPrefix(plain, "/") || strings.ContainsAny(plain, "\\\x00") {
		return "", fragment, false
	}
	name = path.Join(path.Dir(file), norm.NFC.String(plain))
	if !strings.HasPrefix(name, Folder+"/") {
		return "", fragment, false
	}
	if f, err := url.PathUnescape(fragment); err == nil {
		fragment = f
	}
	return name, fragment, true
}

// readMedia reads every picture and attachment that some text uses, and the Cover.
func (l *loader) readMedia() {
	used := map[string]use{}
	note := func(file, dest string, line, col int, shown bool) {
		name, _, ok := Beside(file, dest)
		if _, there := l.files[name]; !ok || !there {
			return
		}
		pos := diag.Pos{File: file, Line: line, Col: col}
		u, ok := used[name]
		if !ok || pos.Compare(u.first) < 0 {
			u.first = pos
		}
		u.shown = u.shown || shown
		u.linked = u.linked || !shown
		used[name] = u
	}
	refs := func(file string, refs []markdown.Ref) {
		for i := range refs {
			if ref := &refs[i]; ref.Kind.Leads() {
				note(file, ref.Dest, ref.Line, ref.Col, ref.Kind == markdown.Picture)
			}
		}
	}
	for _, a := range l.lib.Articles {
		for _, v := range a.Versions {
			refs(v.File, v.Body.Refs)
			if v.Front.Image != nil {
				p := v.At("image.src")
				note(v.File, v.Front.Image.Src, p.Line, p.Col, true)
				for _, caption := range v.Front.Image.Captions { // the order does not show
					refs(v.File, caption.Refs)
				}
			}
		}
	}
	for _, p := range l.lib.Pages {
		for _, v := range p.Versions {
			refs(v.File, v.Body.Refs)
		}
	}

	if at := l.lib.Config.At("image"); l.lib.Config.Image != "" {
		note(ConfigFile, url.PathEscape(l.lib.Config.Image), at.Line, at.Col, false)
	}

	names := slices.Sorted(maps.Keys(used))
	l.lib.Media = make(map[string]*Media, len(names))
	made := make(map[string]kept, len(names))
	var mu sync.Mutex
	var wg sync.WaitGroup
	turn := make(chan string)
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		wg.Go(func() {
			for name := range turn {
				k, ok := l.shelf.media(l.files[name], used[name])
				if !ok {
					k.use = used[name]
					k.media = l.media(name, k.use, &k.problems)
				}
				mu.Lock()
				l.lib.Problems = append(l.lib.Problems, k.problems...)
				l.lib.Media[name] = k.media
				made[k.media.Path] = k
				mu.Unlock()
			}
		})
	}
	for _, name := range names {
		turn <- name
	}
	close(turn)
	wg.Wait()
	if l.shelf != nil {
		l.shelf.pictures = made
	}
}

// A use is how texts use a file.
type use struct {
	first  diag.Pos // the first place, for problems with the file
	shown  bool     // whether one of them shows it, as a picture, and not all only link to it
	linked bool     // whether one of them links to it
}

// media reads one file; it comes out Broken where a problem was reported.
func (l *loader) media(name string, used use, problems *diag.List) *Media {
	pos := diag.Pos{File: l.files[name]}
	ext := strings.ToLower(path.Ext(name))
	m := &Media{Path: l.files[name], Ext: ext, Broken: true, Used: used.first, Linked: used.linked}
	if len(MediaStem(name)) > maxID {
		refuseLong(problems, pos).Notef(used.first, "used")
		return m
	}
	seen, err := fs.Stat(l.site, m.Path)
	if err == nil {
		if known, ok := l.memo.recall(m.Path, seen); ok {
			m.Broken, m.Info, m.Digest = false, known.Info, known.Digest
			if m.IsPicture() {
				m.Ext = m.Info.Ext
			}
			m.plan(used, known.Bytes)
			return m
		}
	}
	l.room.read(l.site, m.Path, maxMediaBytes, func(data []byte, err error) error {
		bytes, ok := m.look(name, data, err, used, problems)
		if ok && seen != nil {
			l.memo.remember(m.Path, seen, Remembered{Info: m.Info, Digest: m.Digest, Bytes: bytes})
		}
		return nil
	})
	return m
}

// look finds out what a file is, by its bytes or by why they cannot be read. ok is false
// where a problem was reported; bytes is how many are published.
func (m *Media) look(name string, data []byte, err error, used use, problems *diag.List) (bytes int, ok bool) {
	pos := diag.Pos{File: m.Path}
	switch {
	case errors.Is(err, errTooLarge):
		problems.Errorf(pos, "file-too-large", "this file has more than %d MiB", maxMediaBytes>>20).Hintf("make it smaller").Notef(used.first, "used")
		return 0, false
	case err != nil:
		problems.Errorf(pos, "file-unreadable", "this file cannot be read (%v)", plainError(err)).Notef(used.first, "used")
		return 0, false
	}
	if !slices.Contains(attachments, m.Ext) {
		info, err := images.Probe(name, data)
		var refused *images.Refusal
		if err == nil {
			m.Info, m.Ext = info, info.Ext
			data, err = images.StripMetadata(info.Kind, data)
		}
		switch {
		case errors.As(err, &refused) && refused.Rule == images.RuleKind && !used.shown:
			problems.Errorf(pos, "file-kind", "a file of this kind is not published").
				Hintf("link to a picture, or to a file whose name ends in one of %s", strings.Join(attachments, " ")).Notef(used.first, "used")
			return 0, false
		case errors.As(err, &refused):
			p := problems.Errorf(pos, refused.Rule, "").Notef(used.first, "used")
			p.Message, p.Hint = refused.Message, refused.Hint
			return 0, false
		case err != nil:
			problems.Errorf(pos, "picture-broken", "this picture cannot be read (%v)", err).Notef(used.first, "used")
			return 0, false
		}
	}
	m.Broken = false
	m.Digest = digestOf(data)
	m.plan(used, len(data))
	return len(data), true
}

// MediaStem is what the name of a published picture or attachment begins with: its
// file's, as an address has letters.
func MediaStem(name string) string {
	return cmp.Or(vietnamese.Slug(strings.TrimSuffix(path.Base(name), path.Ext(name))), "file")
}

// plan finds what is published of a picture that has so many bytes without its
// metadata.
func (m *Media) plan(used use, bytes int) {
	if !used.shown || !m.IsPicture() {
		return
	}
	m.Sizes = m.Info.Sizes(bytes)
	if slices.ContainsFunc(m.Sizes, func(s images.Size) bool { return !s.Own }) {
		m.Key = images.Key(m.Digest, m.Sizes)
	}
}

// ReadMedia gives the bytes of a picture or an attachment as they are published:
// a picture without what a camera wrote into it.
func ReadMedia(site fs.FS, m *Media) ([]byte, error) {
	data, err := readAtMost(site, m.Path, maxMediaBytes)
	return m.published(data, err)
}

// SendMedia calls use with what ReadMedia gives. The bytes are there only until it returns.
func SendMedia(site fs.FS, m *Media, room *Room, use func(data []byte) error) error {
	return room.read(site, m.Path, maxMediaBytes, func(data []byte, err error) error {
		if data, err = m.published(data, err); err != nil {
			return err
		}
		return use(data)
	})
}

func (m *Media) published(data []byte, err error) ([]byte, error) {
	if err == nil && m.IsPicture() {
		data, err = images.StripMetadata(m.Info.Kind, data)
	}
	if err != nil {
		return nil, diag.Failf("read %s: %w", m.Path, err)
	}
	// Its name holds its digest, and whoever has seen the name keeps the bytes.
	if digestOf(data) != m.Digest {
		return nil, diag.Failf("read %s: it has changed since the build began", m.Path)
	}
	return data, nil
}
