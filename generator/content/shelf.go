package content

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"bantin/generator/diag"
	"bantin/generator/locale"
	"bantin/generator/markdown"
)

// Suspects are what may have changed since a folder was last read. They say where
// to look and nothing more: what has changed, the contents say.
type Suspects struct {
	All bool // anything may have
	// Paths are of files and of whole folders, also of such as are there no more,
	// from the site's folder, with slashes.
	Paths []string
}

// A Shelf is for who reads a folder again and again. It keeps what each text was
// read as, by its contents, so that reading again costs what has changed. The zero
// Shelf is empty. One goroutine may use it at a time; the Libraries that it gives
// never change, and share what is the same in them.
type Shelf struct {
	suspects Suspects
	suspect  map[string]bool // the suspects' paths
	config   Config
	before   *Library // what was given last
	results  []result // of every text, in the order of the paths
	pictures map[string]kept
	locales  map[string]spoken
	files    map[string]string
	fixed    diag.List // the problems of all but texts, pictures and attachments
}

// asset is a file of static/ that was read before, and may have been made smaller; nil
// where there is none of that name and digest.
func (s *Shelf) asset(name, digest string) *Asset {
	if s == nil || s.before == nil {
		return nil
	}
	for _, a := range s.before.Assets {
		if a.Name == name && a.Digest == digest {
			return a
		}
	}
	return nil
}

// kept is a picture or an attachment that was read.
type kept struct {
	use      use
	media    *Media
	problems diag.List
}

// spoken is a strings file that was read.
type spoken struct {
	locale   *locale.Locale
	problems diag.List
}

// Load is Load for a folder of which only the suspects may have changed. Where
// their contents are what they were, it gives the same Library as the last time.
func (s *Shelf) Load(site, layouts, static fs.FS, memo *Memo, suspects Suspects) *Library {
	if s.before == nil {
		suspects.All = true
		s.pictures, s.locales = map[string]kept{}, map[string]spoken{}
	}
	s.suspects, s.suspect = suspects, make(map[string]bool, len(suspects.Paths))
	for _, name := range suspects.Paths {
		s.suspect[name] = true
	}
	if lib, ok := s.mend(site, memo); ok {
		s.before = lib
		return lib
	}
	l := &loader{site: site, memo: memo, files: map[string]string{}, shelf: s}
	l.load(layouts, static)
	s.before = &l.lib
	return s.before
}

// suspected reports whether a path, or a folder that it is in, is among the
// suspects.
func (s *Shelf) suspected(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if s.suspect[name] {
			return true
		}
	}
	return s.suspects.All || s.suspect["."]
}

// settle forgets what was read with settings by which it would be read otherwise.
func (s *Shelf) settle(now Config) {
	if s.before != nil && (!slices.Equal(now.Languages, s.config.Languages) || now.TimeZone.String() != s.config.TimeZone.String()) {
		s.results = nil
	}
}

// keep takes what a loader has read, before the texts are paired.
func (s *Shelf) keep(l *loader, results []result) {
	s.results, s.files, s.config = results, l.files, l.lib.Config
	s.fixed = slices.Clone(l.lib.Problems)
	maps.DeleteFunc(s.pictures, func(name string, _ kept) bool { return s.suspected(name) })
}

// known is what came of reading a text, if that is still so.
func (s *Shelf) known(t text) (result, bool) {
	if s == nil || s.suspected(t.file) {
		return result{}, false
	}
	i, ok := s.find(t.file)
	if !ok || s.results[i].text != t {
		return result{}, false
	}
	return s.results[i], true
}

// find finds a text among the results.
func (s *Shelf) find(file string) (int, bool) {
	return slices.BinarySearchFunc(s.results, file, func(r result, file string) int { return strings.Compare(r.text.file, file) })
}

// media is what came of reading a picture or an attachment, if that is still so.
func (s *Shelf) media(name string, used use) (kept, bool) {
	if s == nil {
		return kept{}, false
	}
	k, ok := s.pictures[name]
	return k, ok && k.use == used
}

// locale is a language as its strings file has it, if that is still so.
func (s *Shelf) locale(tag string) (spoken, bool) {
	if s == nil || s.suspected(stringsFile(tag)) {
		return spoken{}, false
	}
	k, ok := s.locales[tag]
	return k, ok
}

// keepLocale takes a language, and gives the one from before if it is the same.
func (s *Shelf) keepLocale(tag string, k spoken) spoken {
	if s == nil {
		return k
	}
	if old, ok := s.locales[tag]; !ok || !reflect.DeepEqual(old, k) {
		s.locales[tag] = k
	}
	return s.locales[tag]
}

// mend gives the last Library with the suspects read again. ok is false where more
// than the words of texts may have changed: then everything is put together anew.
func (s *Shelf) mend(site fs.FS, memo *Memo) (lib *Library, ok bool) {
	const most = 100 // each is looked for among all texts
	if s.suspects.All || len(s.suspects.Paths) > most || len(s.before.Doubles) > 0 {
		return nil, false
	}
	l := &loader{site: site, memo: memo, files: s.files, shelf: s}
	l.lib.Config = s.config
	changed := map[int]result{}
	for _, name := range s.suspects.Paths {
		if path.Dir(name) == "layouts" && path.Ext(name) == ".html" {
			continue // which a Library has nothing of
		}
		i, known := s.find(name)
		if !known {
			return nil, false
		}
		if info, err := fs.Lstat(site, name); err != nil || !info.Mode().IsRegular() {
			return nil, false
		}
		if r := l.readOne(s.results[i].text, new([]byte)); r.sum != s.results[i].sum || r.sum == [sha256.Size]byte{} {
			changed[i] = r
		}
	}
	if len(changed) == 0 {
		return s.before, true
	}
	results := slices.Clone(s.results)
	for i, r := range changed {
		results[i] = r
	}
	l.lib = *s.before
	l.lib.Articles, l.lib.Pages = slices.Clone(l.lib.Articles), slices.Clone(l.lib.Pages)
	for i := range changed {
		l.lib.mend(results[i].text, results)
		if results[i].text.page {
			l.lib.others = new(others)
		}
	}
	l.lib.Problems = slices.Clone(s.fixed)
	for i := range results {
		l.lib.Problems = append(l.lib.Problems, results[i].problems...)
	}
	l.lib.withoutText()
	if !s.sameMedia(l, changed) {
		l.lib.others = new(others)
		l.readMedia()
	}
	s.results = results
	return &l.lib, true
}

// sameMedia reports whether changed texts use the files that they used, in the same
// way. Where only the places have changed, the Library gets them.
func (s *Shelf) sameMedia(l *loader, changed map[int]result) bool {
	for _, m := range s.before.Media {
		if m.Broken {
			return false // it is told of with the place where it is used
		}
	}
	alike := func(a, b usage) bool { return a.name == b.name && a.shown == b.shown }
	own := false
	for i, r := range changed {
		before, now := s.uses(&s.results[i]), s.uses(&r)
		if !slices.EqualFunc(before, now, alike) {
			return false
		}
		for _, u := range now {
			// A file is told of with the first place of all; these are in order.
			m := l.lib.Media[u.name]
			if m.Used.File != r.text.file || m.Used.Compare(u.pos) == 0 || slices.ContainsFunc(now, func(v usage) bool { return v.name == u.name && v.pos.Compare(u.pos) < 0 }) {
				continue
			}
			if !own {
				l.lib.Media, own = maps.Clone(l.lib.Media), true
			}
			moved := *m
			moved.Used = u.pos
			l.lib.Media[u.name] = &moved
		}
	}
	return true
}

// mend puts an article or a page together again from the results of its texts.
func (lib *Library) mend(t text, results []result) {
	one := loader{lib: Library{Config: lib.Config}}
	var own []result
	for i := range results {
		if results[i].text.id == t.id && results[i].text.page == t.page {
			own = append(own, results[i])
		}
	}
	one.pair(own)
	for _, a := range one.lib.Articles {
		at, _ := slices.BinarySearchFunc(lib.Articles, a.ID, func(a *Article, id string) int { return strings.Compare(a.ID, id) })
		lib.Articles[at] = a
	}
	for _, p := range one.lib.Pages {
		at, _ := slices.BinarySearchFunc(lib.Pages, p.ID, func(p *Page, id string) int { return strings.Compare(p.ID, id) })
		lib.Pages[at] = p
	}
}

// A usage is one use of a file by a text.
type usage struct {
	name  string
	shown bool // and not linked to
	pos   diag.Pos
}

// uses are what a text uses of the files beside it, by their names.
func (s *Shelf) uses(r *result) []usage {
	var out []usage
	add := func(dest string, shown bool, line, col int) {
		name, _, ok := Beside(r.text.file, dest)
		if _, there := s.files[name]; ok && there {
			out = append(out, usage{name, shown, diag.Pos{File: r.text.file, Line: line, Col: col}})
		}
	}
	body := func(d *markdown.Doc) {
		for i := range d.Refs {
			if ref := &d.Refs[i]; ref.Kind.Leads() {
				add(ref.Dest, ref.Kind == markdown.Picture, ref.Line, ref.Col)
			}
		}
	}
	if r.page != nil {
		body(&r.page.Body)
	}
	if v := r.version; v != nil {
		body(&v.Body)
		if v.Front.Image != nil {
			p := v.At("image.src")
			add(v.Front.Image.Src, true, p.Line, p.Col)
			for _, tag := range slices.Sorted(maps.Keys(v.Front.Image.Captions)) {
				body(v.Front.Image.Captions[tag])
			}
		}
	}
	slices.SortStableFunc(out, func(a, b usage) int { return strings.Compare(a.name, b.name) })
	return out
}

// others stands for all of a Library but its articles and problems: two Libraries
// that have the same one are alike in them.
type others struct{ _ byte }

// Retold finds the articles that are not the same in two Libraries of one Shelf. ok
// is false where the two differ in more than the words of articles: where something
// else is not the same, where an article has come or gone, or says other things than
// its title, its summary and its text, or names other documents, or has lost a
// heading that links may lead to. What is retold has the same addresses, the same
// place in every list, and no part in what is wrong elsewhere.
func (lib *Library) Retold(before *Library) (changed []*Article, ok bool) {
	if before == nil || lib.others == nil || lib.others != before.others || len(lib.Articles) != len(before.Articles) {
		return nil, false
	}
	for i, a := range lib.Articles {
		if b := before.Articles[i]; a != b {
			if !a.retold(b) {
				return nil, false
			}
			changed = append(changed, a)
		}
	}
	return changed, true
}

func (a *Article) retold(b *Article) bool {
	if a.ID != b.ID || len(a.Versions) != len(b.Versions) || !slices.Equal(a.Documents(), b.Documents()) {
		return false
	}
	for i, v := range a.Versions {
		w := b.Versions[i]
		if v == w {
			continue
		}
		if v.File != w.File || v.Lang != w.Lang || v.Unread || w.Unread {
			return false
		}
		// What an alias collides with is told of with its place.
		if len(v.Front.Aliases) > 0 && !slices.Equal(v.Places, w.Places) {
			return false
		}
		f, g := v.Front, w.Front
		f.Title, f.Summary, f.TranslationOf = g.Title, g.Summary, g.TranslationOf
		if !reflect.DeepEqual(f, g) {
			return false
		}
		for _, h := range w.Body.Headings {
			if !v.Body.HasAnchor(h.ID) {
				return false
			}
		}
	}
	return true
}
