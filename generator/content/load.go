package content

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"bantin/generator/diag"
	"bantin/generator/markdown"
	"bantin/generator/vietnamese"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"
)

// maxTextBytes is the largest file of text that is read.
const maxTextBytes = 1 << 20

// Load reads the site's folder. site must not lead out of that folder (the file
// system of an os.Root does not); layouts holds strings/LANG.yaml, and static what
// is copied. What is wrong with the authors' files is in the Library's Problems,
// unsorted. memo, if not nil, spares reading pictures that have not changed.
func Load(site, layouts, static fs.FS, memo *Memo) *Library {
	l := &loader{site: site, memo: memo, files: map[string]string{}}
	l.load(layouts, static)
	return &l.lib
}

func (l *loader) load(layouts, static fs.FS) {
	l.lib.others = new(others)
	l.lib.Config = defaults()
	if src, ok := l.required(ConfigFile, diag.Sayf("write at least two lines in it: base_url: https://example.org/ and title: {vi: …, en: …}")); ok {
		l.lib.Config = readConfig(src, &l.lib.Problems)
	}
	if l.shelf != nil {
		l.shelf.settle(l.lib.Config)
	}
	// The texts need nothing but the settings, and are most of the work.
	texts := &loader{site: l.site, files: l.files, shelf: l.shelf}
	texts.lib.Config = l.lib.Config
	var beside sync.WaitGroup
	beside.Go(func() { l.readOthers(layouts, static) })
	results := texts.readFolder()
	beside.Wait()
	l.lib.Problems = append(l.lib.Problems, texts.lib.Problems...)
	l.lib.Files = slices.Sorted(maps.Keys(l.files))
	if l.shelf != nil {
		l.shelf.keep(l, results)
	}
	l.pair(results)
	l.readMedia()
}

// readOthers reads all but the settings, the texts and what stands beside them.
func (l *loader) readOthers(layouts, static fs.FS) {
	for _, tag := range l.lib.Config.Languages {
		k, ok := l.shelf.locale(tag)
		if !ok {
			k.locale = readLocale(layouts, tag, &k.problems)
			k = l.shelf.keepLocale(tag, k)
		}
		l.lib.Problems = append(l.lib.Problems, k.problems...)
		if k.locale != nil {
			l.lib.Locales = append(l.lib.Locales, k.locale)
		}
	}
	if src, ok := l.required(CommitteesFile, diag.Sayf("list the committees in it, each as - {id: lang-son, name: {vi: …, en: …}, level: province}")); ok {
		l.lib.Committees = l.committees(src)
	}
	if src, ok := l.optional(AnnouncementsFile); ok {
		l.lib.Announcements = l.announcements(src)
	}
	l.ownFolders()
	l.lib.Assets = l.assets(static)
}

// Outline is Load for whoever asks what there is and not whether it is right: the
// settings, the committees, and the name of every text. It reads the articles with
// the given ids; all others are Unread, and there are no media, files, assets and
// announcements. The Problems are those of what it has read.
func Outline(site fs.FS, ids ...string) *Library {
	l := &loader{site: site, files: map[string]string{}, only: map[string]bool{}}
	for _, id := range ids {
		l.only[id] = true
	}
	l.lib.Config = l.settings()
	if src, ok := l.optional(CommitteesFile); ok {
		l.lib.Committees = l.committees(src)
	}
	l.pair(l.readFolder())
	return &l.lib
}

// Settings are those of config.yaml, with what a key that is wrong or missing means
// without it.
func Settings(site fs.FS) Config {
	l := &loader{site: site}
	return l.settings()
}

// settings reads config.yaml where it is there.
func (l *loader) settings() Config {
	if src, ok := l.optional(ConfigFile); ok {
		return readConfig(src, &l.lib.Problems)
	}
	return defaults()
}

// BodyOf is the Markdown of a text's file, in normal form; ok is false where the
// file has no front matter or is no text.
func BodyOf(raw []byte) (body []byte, ok bool) {
	src, _, ok := Normalize(raw)
	if !ok {
		return nil, false
	}
	_, body, _, ok = splitFront("", src, &diag.List{})
	return body, ok
}

// A loader is one run of Load.
type loader struct {
	site  fs.FS
	memo  *Memo
	lib   Library
	texts []text            // articles' and pages' files that walk has found
	only  map[string]bool   // the ids whose texts are read, for Outline; nil for all
	files map[string]string // every other file, by its path in normal form
	names names             // of files that are no texts
	shelf *Shelf            // what has been read before; nil where nothing is to be kept
	room  Room              // to read large files in
}

// A text is a Markdown file that has a right name.
type text struct {
	file, id, lang string
	page           bool
}

// required reads a file that must be there.
func (l *loader) required(name string, hint diag.Text) ([]byte, bool) {
	src, err := l.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		l.lib.Problems.Errorf(diag.Pos{File: name}, "file-missing", "this file is missing").Hint = hint
	}
	return src, err == nil
}

func (l *loader) optional(name string) ([]byte, bool) {
	src, err := l.read(name)
	return src, err == nil
}

// read gives a text file in normal form, and reports what an editor should know
// of it. The error is fs.ErrNotExist or one that has been reported.
func (l *loader) read(name string) ([]byte, error) {
	if l.isLink(name, putItself()) {
		return nil, errReported
	}
	src, problems, err := readText(l.site, name, nil)
	l.lib.Problems = append(l.lib.Problems, problems...)
	return src, err
}

// ownFolders reports links in the place of the folders that a site may have of its
// own, and strings that nobody asks for. layouts and static are given as if it had none.
func (l *loader) ownFolders() {
	itself := diag.Sayf("put the folder itself here, with its files")
	if !l.isLink("layouts", itself) && !l.isLink("layouts/"+StringsFolder, itself) {
		l.unusedStrings()
	}
	l.isLink("static", itself)
}

// unusedStrings warns of a strings file of the site's own for a language that the
// settings do not have. Where they are wrong, nobody can say which they have.
func (l *loader) unusedStrings() {
	if slices.ContainsFunc(l.lib.Problems, func(p diag.Problem) bool { return p.Pos.File == ConfigFile && p.Severity == diag.Error }) {
		return
	}
	entries, _ := fs.ReadDir(l.site, "layouts/"+StringsFolder) // most sites have none
	for _, e := range entries {
		name := e.Name()
		tag := strings.TrimSuffix(name, path.Ext(name))
		switch pos := (diag.Pos{File: "layouts/" + StringsFolder + "/" + name}); {
		case strings.HasPrefix(name, "."):
		case path.Ext(name) == ".yml" && slices.Contains(l.lib.Config.Languages, tag):
			l.lib.Problems.Warnf(pos, "strings-unused", "nothing reads this file").Hintf("did you mean %q?", tag+".yaml")
		case path.Ext(name) == ".yaml" && !slices.Contains(l.lib.Config.Languages, tag):
			l.lib.Problems.Warnf(pos, "strings-unused", "config.yaml has no language %q, so nothing reads this file", tag).
				Hintf("add the language to languages in config.yaml, or remove the file")
		}
	}
}

// isLink reports a file or folder that is a symbolic link, and what to do.
func (l *loader) isLink(name string, hint diag.Text) bool {
	info, err := fs.Lstat(l.site, name)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	refuseLink(&l.lib.Problems, diag.Pos{File: name}).Hint = hint
	return true
}

// refuseLink reports a symbolic link.
func refuseLink(problems *diag.List, pos diag.Pos) *diag.Problem {
	return problems.Errorf(pos, "file-symlink", "this is a symbolic link, which a build does not follow")
}

func putItself() diag.Text {
	return diag.Sayf("put what it leads to here, the file or the folder itself")
}

// errReported stands for a problem that is in the list already.
var errReported = errors.New("reported")

// readText reads one text file: at most maxTextBytes of UTF-8, with its line
// ends, byte-order mark and letters put right. It is in the room, if there is one, until
// the next is read.
func readText(site fs.FS, name string, room *[]byte) ([]byte, diag.List, error) {
	var problems diag.List
	whole := diag.Pos{File: name}
	raw, err := readInto(room, site, name, maxTextBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, err
	case errors.Is(err, errTooLarge):
		problems.Errorf(whole, "file-too-large", "this file has more than %d bytes", maxTextBytes).Hintf("split it")
		return nil, problems, errReported
	case errors.Is(err, errNotRegular):
		problems.Errorf(whole, "file-kind", "this is not a plain file").Hintf("put the file itself here: links and devices are not followed")
		return nil, problems, errReported
	case err != nil:
		problems.Errorf(whole, "file-unreadable", "this file cannot be read (%v)", plainError(err))
		return nil, problems, errReported
	}
	src, mended, ok := Normalize(raw)
	if !ok {
		problems = append(problems, encodingProblem(name, raw))
		return nil, problems, errReported
	}
	problems = append(problems, mendedWarnings(mended, name, src)...)
	problems = append(problems, oldFontWarning(name, src)...)
	return src, problems, nil
}

var (
	errTooLarge   = errors.New("too large")
	errNotRegular = errors.New("not a regular file")
	errGrows      = errors.New("it grows while it is read")
)

// readAtMost reads a regular file of at most limit bytes.
func readAtMost(site fs.FS, name string, limit int64) ([]byte, error) {
	return readInto(nil, site, name, limit)
}

// readInto is readAtMost into room that may be used again, which grows as it must.
func readInto(room *[]byte, site fs.FS, name string, limit int64) ([]byte, error) {
	f, err := site.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	case info.Size() > limit:
		return nil, errTooLarge
	}
	// A plain file gives less than is asked for only at its end, so the one byte
	// more saves asking again.
	size := int(info.Size()) + 1
	if room == nil {
		room = new([]byte)
	}
	if cap(*room) < size {
		*room = make([]byte, size)
	}
	buf := (*room)[:size]
	n, err := io.ReadFull(f, buf)
	switch {
	case err == nil:
		return nil, errGrows
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return buf[:n], nil
	}
	return nil, err
}

// plainError is an error's cause without the path, which a problem has already.
func plainError(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// walk finds every file of content/ and sorts the texts from the rest. Nothing
// is opened that is not a plain file. It calls next after each text.
func (l *loader) walk(next func()) {
	if l.isLink(Folder, diag.Sayf("put the folder itself here, with its files")) {
		return
	}
	problems := &l.lib.Problems
	l.names = names{}
	visit := func(name string, e fs.DirEntry, err error) error {
		pos := diag.Pos{File: name}
		switch {
		case err != nil && errors.Is(err, fs.ErrNotExist) && name == Folder:
			problems.Errorf(pos, "file-missing", "the folder content is missing").Hintf("a bulletin has its articles in content/articles")
			return nil
		case err != nil:
			problems.Errorf(pos, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
			return fs.SkipDir
		case e.IsDir() && isDeep(pos, problems):
			return fs.SkipDir
		case !utf8.ValidString(name):
			problems.Errorf(pos, "file-name", "the name of this file is not UTF-8").Hintf("rename it")
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case litter(path.Base(name)):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			refuseLink(problems, pos).Hint = putItself()
			return nil
		case e.IsDir():
			if strings.HasSuffix(name, ".md") {
				problems.Errorf(pos, "file-kind", "this is a folder with the name of an article").Hintf("rename the folder: an article's folder is called as its id, without .md")
			}
			return nil
		case name == Folder || name == ArticlesFolder || name == PagesFolder:
			problems.Errorf(pos, "file-kind", "this is not a folder, as it must be").Hintf("call it otherwise, and put a folder of this name in its place")
			return nil
		case !e.Type().IsRegular() && (name == CommitteesFile || name == AnnouncementsFile):
			return nil // which is told of where it is read by its name
		case !e.Type().IsRegular():
			problems.Errorf(pos, "file-kind", "this is not a plain file").Hintf("remove it")
			return nil
		}
		isText := strings.HasSuffix(name, ".md")
		switch {
		case isText && strings.HasPrefix(name, ArticlesFolder+"/"):
			l.addText(name, false)
			next()
		case isText && strings.HasPrefix(name, PagesFolder+"/"):
			l.addText(name, true)
			next()
		default:
			if l.names.add(name, problems) {
				l.files[norm.NFC.String(name)] = name
				l.stray(name)
			}
		}
		return nil
	}
	if err := fs.WalkDir(l.site, Folder, visit); err != nil {
		problems.Errorf(diag.Pos{File: Folder}, "file-unreadable", "this folder cannot be read (%v)", plainError(err))
	}
}

// mostFolders is how many folders a file of the site may be in, one in another. Each step
// down is looked at for links, so that what thousands take grows with their square.
const mostFolders = 30

// isDeep reports a folder that no file can be in.
func isDeep(folder diag.Pos, problems *diag.List) bool {
	if strings.Count(folder.File, "/") < mostFolders {
		return false
	}
	problems.Errorf(folder, "file-name", "this folder is inside %d others, one in another, which is the most", mostFolders).Hintf("move what is in it up")
	return true
}

// stray reports a file that was meant to be read and stands where nothing is read.
func (l *loader) stray(name string) {
	base := path.Base(name)
	stem, isText := strings.CutSuffix(base, ".md")
	dot := strings.LastIndexByte(stem, '.')
	ext := path.Ext(base)
	lower := strings.ToLower(base)
	inTexts := strings.HasPrefix(name, ArticlesFolder+"/") || strings.HasPrefix(name, PagesFolder+"/")
	switch {
	case inTexts && !isText && (strings.HasSuffix(lower, ".md") || strings.HasSuffix(lower, ".md.txt") || strings.HasSuffix(lower, ".markdown")):
		right := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(lower, ".txt"), ".md"), ".markdown") + ".md"
		l.lib.Problems.Errorf(diag.Pos{File: name}, "file-name", "the name of this text does not end in .md").
			Hintf("call it %q", right)
	case isText && dot > 0 && slices.Contains(l.lib.Config.Languages, stem[dot+1:]):
		l.lib.Problems.Errorf(diag.Pos{File: name}, "file-name", "this text is neither an article nor a page").
			Hintf("put it into %s or %s", ArticlesFolder, PagesFolder)
	case path.Dir(name) == Folder && (ext == ".yaml" || ext == ".yml") && name != CommitteesFile && name != AnnouncementsFile:
		p := l.lib.Problems.Errorf(diag.Pos{File: name}, "file-name", "nothing reads this file")
		known := []string{path.Base(CommitteesFile), path.Base(AnnouncementsFile)}
		if near, ok := vietnamese.Nearest(base, known); ok {
			p.Hintf("did you mean %q?", near)
		} else {
			p.Hintf("the files here are %s", diag.And(known))
		}
	}
}

// litter is what systems and editors leave about, and what no one means to
// publish.
func litter(base string) bool {
	return base != "." && strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") || base == "Thumbs.db" || base == "desktop.ini" || base == "README.md"
}

// addText takes a Markdown file by its name: ID.LANG.md, or index.LANG.md in a
// folder called ID.
func (l *loader) addText(name string, page bool) {
	pos := diag.Pos{File: name}
	stem := strings.TrimSuffix(path.Base(name), ".md")
	dot := strings.LastIndexByte(stem, '.')
	if dot < 0 {
		l.lib.Problems.Errorf(pos, "file-name", "this name does not say the language").
			Hintf("name it %s", path.Base(stem)+"."+l.lib.Config.Languages[0]+".md")
		return
	}
	id, lang := stem[:dot], stem[dot+1:]
	if !slices.Contains(l.lib.Config.Languages, lang) {
		p := l.lib.Problems.Errorf(pos, "file-name", "%q is not a language of this site", lang).
			Hintf("the languages are %s; another one goes into config.yaml", diag.And(l.lib.Config.Languages))
		if small := strings.ToLower(lang); slices.Contains(l.lib.Config.Languages, small) {
			p.Hintf("call it %q", id+"."+small+".md")
		} else if spoken := spokenIn(lang); slices.Contains(l.lib.Config.Languages, spoken) {
			p.Hintf("call it %q", id+"."+spoken+".md")
		}
		return
	}
	if id == "index" {
		folder := path.Dir(name)
		if folder == ArticlesFolder || folder == PagesFolder {
			l.lib.Problems.Errorf(pos, "file-name", "this file has no id").Hintf("put it into a folder that is called as its id")
			return
		}
		id = path.Base(folder)
	}
	if !isID(id) || len(id) > maxID {
		p := l.lib.Problems.Errorf(pos, "id-form", "%q is no id", id)
		if slug := vietnamese.Slug(id); slug != "" && len(slug) <= maxID {
			p.Hintf("call it %q: small letters without marks, digits and hyphens", slug)
		} else {
			p.Hintf("use at most %d small letters without marks, digits and hyphens", maxID)
		}
		return
	}
	if isDevice(id) {
		refuseDevice(&l.lib.Problems, pos, id)
		return
	}
	l.texts = append(l.texts, text{name, id, lang, page})
}

// spokenIn is the language of a country by its code: vi for vn. It is "" for what is
// no country's.
func spokenIn(country string) string {
	region, err := language.ParseRegion(country)
	if err != nil {
		return ""
	}
	tag, err := language.Compose(language.Und, region)
	if err != nil {
		return ""
	}
	base, _ := tag.Base()
	return base.String()
}

// A result is what came of reading one text.
type result struct {
	text     text
	version  *Version
	page     *PageVersion
	problems diag.List
	sum      [sha256.Size]byte // of the file in normal form; only for a Shelf
}

// readFolder walks content/ and reads each text as it is found, on all cores. The
// results are in the order of the paths.
func (l *loader) readFolder() []result {
	found := make(chan []text, 64)
	results := make([][]result, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() {
			var room []byte // what is read of a text keeps none of it
			for batch := range found {
				for _, t := range batch {
					results[i] = append(results[i], l.readOne(t, &room))
				}
			}
		})
	}
	const batch = 32
	l.walk(func() {
		if len(l.texts) >= batch {
			found <- l.texts
			l.texts = nil
		}
	})
	found <- l.texts
	close(found)
	wg.Wait()
	all := slices.Concat(results...)
	slices.SortFunc(all, func(a, b result) int { return strings.Compare(a.text.file, b.text.file) })
	return all
}

func (l *loader) readOne(t text, room *[]byte) result {
	if r, ok := l.shelf.known(t); ok {
		return r
	}
	if l.only != nil && !l.only[t.id] {
		if t.page {
			return result{text: t, page: &PageVersion{File: t.file, ID: t.id, Lang: t.lang, Unread: true}}
		}
		return result{text: t, version: &Version{File: t.file, ID: t.id, Lang: t.lang, Unread: true}}
	}
	src, problems, err := readText(l.site, t.file, room)
	r := result{text: t, problems: problems}
	if l.shelf != nil && err == nil {
		r.sum = sha256.Sum256(src)
	}
	if errors.Is(err, fs.ErrNotExist) {
		r.problems.Errorf(diag.Pos{File: t.file}, "file-unreadable", "this file went away while it was read").Hintf("build again")
	}
	switch {
	case err != nil && t.page:
		r.page = &PageVersion{File: t.file, ID: t.id, Lang: t.lang, Unread: true}
	case err != nil:
		r.version = &Version{File: t.file, ID: t.id, Lang: t.lang, Unread: true}
	case t.page:
		r.page = l.page(t, src, &r.problems)
	default:
		r.version = l.version(t, src, &r.problems)
	}
	return r
}

// pair puts the versions of each article and page together.
func (l *loader) pair(results []result) {
	articles, pages := map[string]*Article{}, map[string]*Page{}
	for _, r := range results {
		l.lib.Problems = append(l.lib.Problems, r.problems...)
		if v := r.version; v != nil {
			a := articles[v.ID]
			if a == nil {
				a = &Article{ID: v.ID}
				articles[v.ID] = a
			}
			if i := slices.IndexFunc(a.Versions, func(w *Version) bool { return w.Lang == v.Lang }); i >= 0 {
				l.duplicate(v.ID, v.File, a.Versions[i].File)
				continue
			}
			a.Versions = append(a.Versions, v)
		}
		if v := r.page; v != nil {
			p := pages[v.ID]
			if p == nil {
				p = &Page{ID: v.ID}
				pages[v.ID] = p
			}
			if i := slices.IndexFunc(p.Versions, func(w *PageVersion) bool { return w.Lang == v.Lang }); i >= 0 {
				l.duplicate(v.ID, v.File, p.Versions[i].File)
				continue
			}
			p.Versions = append(p.Versions, v)
		}
	}
	rank := func(lang string) int { return slices.Index(l.lib.Config.Languages, lang) }
	for _, id := range slices.Sorted(maps.Keys(articles)) {
		a := articles[id]
		slices.SortFunc(a.Versions, func(v, w *Version) int { return rank(v.Lang) - rank(w.Lang) })
		a.settleDocuments()
		l.lib.Articles = append(l.lib.Articles, a)
	}
	for _, id := range slices.Sorted(maps.Keys(pages)) {
		p := pages[id]
		slices.SortFunc(p.Versions, func(v, w *PageVersion) int { return rank(v.Lang) - rank(w.Lang) })
		l.lib.Pages = append(l.lib.Pages, p)
	}
	l.lib.withoutText()
}

// withoutText makes an error of it that an article has no text: what would be published
// is a headline over nothing. It stays a warning of a translation, which has its original
// beside it, and of a draft, which is not published.
func (lib *Library) withoutText() {
	var originals map[string]*Version // by file
	for i := range lib.Problems {
		p := &lib.Problems[i]
		if p.Rule != ruleTextMissing {
			continue
		}
		if originals == nil {
			originals = make(map[string]*Version, len(lib.Articles))
			for _, a := range lib.Articles {
				originals[a.Original().File] = a.Original()
			}
		}
		if v := originals[p.Pos.File]; v != nil && !v.Front.Draft {
			p.Severity = diag.Error
			p.Hintf("write it below this line; until it is there, \"draft: true\" above it lets the rest be published")
		}
	}
}

func (l *loader) duplicate(id, file, first string) {
	l.lib.Doubles = append(l.lib.Doubles, file)
	l.lib.Problems.Errorf(diag.Pos{File: file, Line: 1, Col: 1}, "id-duplicate", "the id %q is used twice", id).
		Hintf("rename one of the files: an id is used once, whatever the folder").
		Notef(diag.Pos{File: first, Line: 1, Col: 1}, "first used")
}

// version reads an article's file, given in normal form.
func (l *loader) version(t text, src []byte, problems *diag.List) *Version {
	v := &Version{File: t.file, ID: t.id, Lang: t.lang, Unread: true}
	front, body, lines, ok := splitFront(t.file, src, problems)
	if !ok {
		return v
	}
	d := l.decoder(t.file, 1, problems)
	v.Unread = !readFront(d, front, articleKeys, &v.Front)
	v.Places = slices.Clip(d.places)
	if v.Front.Image != nil && v.Front.Image.Caption != nil {
		v.Front.Image.convertCaptions(v.At("image.caption"), problems)
	}
	v.Body, v.Summary = convert(t.file, body, lines, v.Front.Summary, problems)
	if v.Front.TranslationOf == "" { // what says that it is a translation is never compared with
		v.Digest = digest(v.Front.Title, v.Front.Summary, body)
	}
	return v
}

func (l *loader) page(t text, src []byte, problems *diag.List) *PageVersion {
	v := &PageVersion{File: t.file, ID: t.id, Lang: t.lang, Unread: true}
	front, body, lines, ok := splitFront(t.file, src, problems)
	if !ok {
		return v
	}
	d := l.decoder(t.file, 1, problems)
	v.Unread = !readFront(d, front, pageKeys, &v.Front)
	v.Places = slices.Clip(d.places)
	v.Body, v.Summary = convert(t.file, body, lines, v.Front.Summary, problems)
	return v
}

// readFront reads front matter by its table of keys. ok is false where there is
// no telling what it says, which has been reported.
func readFront[T any](d *decoder, front []byte, keys table[T], into *T) (ok bool) {
	room := plainRooms.Get().(*plainRoom)
	defer plainRooms.Put(room)
	var root *yaml.Node
	if len(front) <= maxFrontBytes {
		root, ok = plainMapping(front, room)
	}
	if !ok {
		root = d.parse(front, maxFrontBytes, maxFrontKeys)
	}
	if root == nil {
		return false
	}
	d.mark("", root)
	return readMapping(d, root, "", Shape{Name: diag.Sayf("a group of keys with values")}, keys, into)
}

// ruleTextMissing is the rule that a text is not empty.
const ruleTextMissing = "text-missing"

// convert makes the body, and the summary where the editor wrote none.
func convert(file string, body []byte, lines int, summary string, problems *diag.List) (markdown.Doc, string) {
	doc, found := markdown.Convert(body, file, lines)
	*problems = append(*problems, found...)
	if errors, _ := problems.Count(); len(doc.HTML) == 0 && errors == 0 { // or else there may be a text, or more to mend first
		problems.Warnf(diag.Pos{File: file, Line: lines, Col: 1}, ruleTextMissing, "there is no text below the front matter").
			Hintf("write it below this line")
	}
	if summary == "" {
		summary = strings.Clone(Value(shorten(doc.Lead, summaryLength)))
	}
	doc.Lead = ""
	return doc, summary
}

// summaryLength is the most characters of a summary made from the first
// paragraph.
const summaryLength = 240

// shorten cuts a text at a word and says so with an ellipsis.
func shorten(s string, limit int) string {
	short, cut := vietnamese.CutAtWord(s, limit)
	if cut {
		return short + "…"
	}
	return s
}

// splitFront parts the front matter from the body; lines is the number of lines
// before the body.
func splitFront(file string, src []byte, problems *diag.List) (front, body []byte, lines int, ok bool) {
	first, rest, _ := bytes.Cut(src, []byte("\n"))
	if string(bytes.TrimRight(first, " \t")) != "---" {
		p := problems.Errorf(diag.Pos{File: file, Line: 1, Col: 1}, "front-matter-missing", "the file does not begin with front matter").
			Hintf("begin with a line of three hyphens, then the keys, then another line of three hyphens")
		if bytes.HasPrefix(bytes.TrimSpace(src), []byte("---\n")) {
			p.Hintf("remove the empty line above the three hyphens")
		} else if nearlyRule(string(bytes.TrimSpace(first))) {
			p.Hintf("write three hyphens in this line, --- and nothing else")
		}
		return nil, nil, 0, false
	}
	lines = 1
	for at := 0; at < len(rest); {
		end := bytes.IndexByte(rest[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = len(rest)-at, len(rest)
		}
		lines++
		if string(bytes.TrimRight(rest[at:at+end], " \t")) == "---" {
			return rest[:at], rest[next:], lines, true
		}
		at = next
	}
	endless(problems, file, 1, strings.SplitAfter(string(rest), "\n"))
	return nil, nil, 0, false
}
