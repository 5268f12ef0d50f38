package generator

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"bantin/generator/calendar"
	"bantin/generator/check"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/message"
	"bantin/generator/starter"
	"bantin/generator/status"
	"bantin/generator/vietnamese"
)

// A Beginning is what an editor says of an article to begin.
type Beginning struct {
	// Title is the headline, or the id of an article, which is then translated.
	Title     string
	Committee string // its id
	Date      string // when it took place; "" means today
	Lang      string // "" means the first language of the site
}

// A Begun is a file that was begun.
type Begun struct {
	File string // relative to the site's folder
	// Open is what the registry does not settle, a sentence for each.
	Open []diag.Text
}

// New begins an article or a translation: it writes a file with what is known
// filled in, and never over another. A list with an error in it is what stands in
// the way; a mistake in b is a Misuse.
func New(opt Options, b Beginning) (Begun, diag.List, error) {
	root, err := openRoot(opt.Dir)
	if err != nil {
		return Begun{}, nil, err
	}
	defer root.Close()
	b.Title = strings.Join(strings.Fields(b.Title), " ")
	lib := content.Outline(root.FS(), b.Title)
	if problems := Blocking(lib.Problems); problems != nil {
		return Begun{}, problems, nil
	}
	b.Lang = cmp.Or(b.Lang, lib.Config.Languages[0])
	if !slices.Contains(lib.Config.Languages, b.Lang) {
		return Begun{}, nil, misuse("--lang %q is not a language of this site; they are %s", b.Lang, strings.Join(lib.Config.Languages, ", "))
	}
	i := slices.IndexFunc(lib.Articles, func(a *content.Article) bool { return a.ID == b.Title })
	if i >= 0 {
		begun, err := translate(root, lib, lib.Articles[i], b)
		return begun, nil, err
	}
	begun, err := original(root, lib, b, today(opt.Now, lib.Config.TimeZone))
	return begun, nil, err
}

// Blocking are the errors of the files that every new article goes by: the settings
// and the committees.
func Blocking(problems diag.List) diag.List {
	var out diag.List
	for _, p := range problems {
		if p.Severity == diag.Error && (p.Pos.File == content.ConfigFile || p.Pos.File == content.CommitteesFile) {
			out = append(out, p)
		}
	}
	out.Sort()
	return out
}

// misuse makes a Misuse; format is as for fmt.Errorf.
func misuse(format string, args ...any) error { return &Misuse{diag.Failf(format, args...)} }

// begunAlready is the file of an article that is the one to begin: with the committee, the
// day and the title that are given, whatever its signs and marks; "" where there is none. The
// id alone does not tell: two bodies may each have a congress of one title on one day, and of
// a long title it has only the beginning.
func begunAlready(root *os.Root, outline *content.Library, id string, b Beginning, day calendar.Date) string {
	var ids []string // the id, and those that Free made of it
	for _, a := range outline.Articles {
		if a.ID == id || strings.HasPrefix(a.ID, id+"-") {
			ids = append(ids, a.ID)
		}
	}
	for _, a := range content.Outline(root.FS(), ids...).Articles {
		o := a.Original()
		if slices.Contains(ids, a.ID) && o.Front.Committee == b.Committee && o.Front.Date.SameDay(day) && vietnamese.Slug(o.Front.Title) == vietnamese.Slug(b.Title) {
			return o.File
		}
	}
	return ""
}

// original begins an article.
func original(root *os.Root, lib *content.Library, b Beginning, today calendar.Date) (Begun, error) {
	var begun Begun
	if b.Committee == "" {
		if err := noArticle(lib, b); err != nil {
			return begun, err
		}
		return begun, misuse("the committee is missing; give its id with --committee, as it is in %s", content.CommitteesFile)
	}
	if p := check.Unknown(lib, b.Committee); p != nil {
		return begun, misuse("%s", p.Sentence())
	}
	if size := utf8.RuneCountInString(b.Title); size > content.MaxTitle {
		return begun, misuse("the title has %d characters, and %d are the most", size, content.MaxTitle)
	}
	if vietnamese.Slug(b.Title) == "" {
		return begun, misuse("the title %q has no letter or digit that an id can be made of", b.Title)
	}
	date, err := dayOf(b.Date, today, lib.Config.TimeZone)
	if err != nil {
		return begun, err
	}
	whose := lib.Committees[slices.IndexFunc(lib.Committees, func(c *content.Committee) bool { return c.ID == b.Committee })]
	if p := check.Gone(whose, date); p != nil {
		return begun, misuse("%s", p.Sentence())
	}
	words := message.In(b.Lang)
	f := draft.File{Keys: []draft.Key{
		{Name: "title", Value: draft.Text(b.Title)},
		proposed("summary", words),
		{Name: "date", Value: draft.Moment(date)},
		{Name: "committee", Value: draft.Text(b.Committee)},
		proposed("author", words),
		proposed("source", words),
	}}
	if n := draft.Plenum(b.Title, whose.Level == "central"); n > 0 {
		f.Keys = append(f.Keys, draft.Key{Name: "plenum", Value: draft.Number(n)}, draft.Key{Name: "kind", Value: draft.Text("plenum")})
	} else {
		f.Keys = append(f.Keys, proposed("kind", words))
	}
	keys, open := openings(lib, whose, b.Title, date, words)
	f.Keys = append(f.Keys, keys...)
	begun.Open = open
	id, taken := draft.ID(date, b.Title), draft.Taken(lib)
	if taken[id] {
		if file := begunAlready(root, lib, id, b, date); file != "" {
			return Begun{}, misuse("%s has this title and this day already; open it, or give another title", file)
		}
	}
	begun.File = draft.Path(date, draft.Free(id, taken), b.Lang)
	return begun, write(root, begun.File, f)
}

// dayOf reads the day that an editor gives, in whatever notation; "" is today.
func dayOf(given string, today calendar.Date, zone *time.Location) (calendar.Date, error) {
	if given == "" {
		return today, nil
	}
	day, ok := calendar.Parse(given, zone)
	if !ok {
		day, ok = content.MeantDate(strings.TrimSpace(given), zone)
	}
	switch {
	case !ok && day.IsZero() || ok && !day.HasDay():
		return day, misuse("--date %q is not a day; write it as 2020-12-21", given)
	case !ok || !day.Exists():
		return day, misuse("--date %q is not in the calendar; write it as 2020-12-21", given)
	case day.Year < content.FirstYear || day.Year > content.LastYear:
		return day, misuse("--date %q is of no year of a bulletin; write a year from %d to %d", given, content.FirstYear, content.LastYear)
	}
	return day, nil
}

// noArticle is a Misuse where a title is most likely meant as the id of an article,
// which no article has: it has the form of one, or is the name of a text's file.
func noArticle(lib *content.Library, b Beginning) error {
	id, isFile := strings.CutSuffix(path.Base(filepath.ToSlash(b.Title)), ".md")
	if isFile {
		if id = strings.TrimSuffix(id, path.Ext(id)); id == "index" { // of a folder, whose name is the id
			id = path.Base(path.Dir(filepath.ToSlash(b.Title)))
		}
	}
	if id != vietnamese.Slug(id) {
		return nil
	}
	all := ids(lib)
	near, found := vietnamese.Nearest(id, all)
	if i := slices.IndexFunc(all, func(a string) bool { return strings.Contains(a, id) }); !found && i >= 0 && strings.Contains(id, "-") {
		near, found = all[i], true // without its day, say
	}
	switch {
	case isFile && slices.Contains(all, id):
		return misuse("%q is the name of a file; write the id of the article, %q", b.Title, id)
	case found:
		return misuse("no article has the id %q: did you mean %q?", id, near)
	case isFile || strings.Contains(id, "-") || b.Lang != lib.Config.Languages[0]:
		return misuse("no article has the id %q; an id is the name of a text's file without its language and .md", id)
	}
	return nil
}

// proposed is a key in a comment, for the editor to fill in, under what it means.
func proposed(name string, words diag.Tongue) draft.Key {
	k := draft.Key{Name: name, Off: true}
	for _, doc := range content.ArticleKeys() {
		if doc.Name != name {
			continue
		}
		k.Note = doc.Doc.In(words)
		if doc.Shape.Enum != nil {
			k.Note += "\n" + strings.Join(doc.Shape.Enum, " ")
		}
		for _, inner := range doc.Shape.Keys {
			k.Value.Group = append(k.Value.Group, draft.Key{Name: inner.Name})
		}
	}
	return k
}

func ids(lib *content.Library) []string {
	out := make([]string, len(lib.Articles))
	for i, a := range lib.Articles {
		out[i] = a.ID
	}
	return out
}

// write writes a new file. One that has come to be there meanwhile is left alone.
func write(root *os.Root, name string, f draft.File) error {
	err := draft.Write(root, name, f.Bytes())
	if errors.Is(err, draft.ErrExists) {
		return &Misuse{err}
	}
	return err
}

// Translations says how far the site is translated. The list has every problem of
// the content; the report stands whatever it says.
func Translations(opt Options) (status.Report, *content.Library, diag.List, error) {
	w, err := open(opt)
	if err != nil {
		return status.Report{}, nil, nil, err
	}
	defer w.close()
	lib, _, problems := w.load()
	return status.Of(lib, opt.Drafts), lib, problems, nil
}

// Mark records in a translation's file that it now matches its original, and
// gives the file's name within the site's folder. changed is false where the file
// said so already. Nothing else in the file changes.
func Mark(opt Options, file string) (name string, changed bool, err error) {
	root, err := openRoot(opt.Dir)
	if err != nil {
		return "", false, err
	}
	defer root.Close()
	name, err = within(opt.Dir, root, file)
	if err != nil {
		return "", false, err
	}
	all := content.Outline(root.FS())
	id := ""
	for _, a := range all.Articles {
		for _, v := range a.Versions {
			if v.File == name {
				id = a.ID
			}
		}
	}
	if id == "" {
		return "", false, misuse("%s is not the text of an article", name)
	}
	lib := content.Outline(root.FS(), id)
	a := lib.Articles[slices.IndexFunc(lib.Articles, func(a *content.Article) bool { return a.ID == id })]
	first := a.Original()
	switch {
	case a.Orphan(lib.Config.Languages[0]):
		return "", false, misuse("%s has no original", name)
	case first.File == name:
		return "", false, misuse("%s is an original, which translates nothing", name)
	case first.Unread || first.Digest == "":
		return "", false, misuse("the original, %s, has errors; bantin check tells them", first.File)
	}
	raw, err := root.ReadFile(name)
	if err != nil {
		return "", false, err
	}
	marked, err := content.Mark(raw, first.Digest)
	switch {
	case errors.Is(err, content.ErrFront):
		return "", false, misuse("mark %s: %w; write translation_of: %q by hand", name, err, first.Digest)
	case err != nil:
		return "", false, misuse("mark %s: %w", name, err)
	}
	if i := slices.IndexFunc(a.Versions, func(v *content.Version) bool { return v.File == name }); a.Versions[i].Front.TranslationOf == first.Digest {
		return name, false, nil
	}
	return name, true, replace(root, name, marked)
}

// within is the path in the site's folder of a file that was named from there, or
// from where the command runs.
func within(dir string, root *os.Root, file string) (string, error) {
	name := filepath.ToSlash(filepath.Clean(file))
	if !filepath.IsAbs(file) && fs.ValidPath(name) {
		if _, err := root.Lstat(name); err == nil {
			return name, nil
		}
	}
	from, err := really(dir)
	if err != nil {
		return "", err
	}
	to, err := really(file)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || !fs.ValidPath(filepath.ToSlash(rel)) {
		return "", misuse("%s is not in the site's folder", file)
	}
	name = filepath.ToSlash(rel)
	if _, err := root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return "", misuse("there is no file %s", file)
	}
	return name, nil
}

// Init begins a bulletin in a folder, which is made where it is not there, and gives
// the names of its files. A folder that has something in it is left as it is.
func Init(opt Options) ([]string, error) {
	if file := inTheWay(opt.Dir); file != "" {
		return nil, misuse("begin a bulletin in %s: %s is a file; name a folder that is new or empty", opt.Dir, file)
	}
	if err := os.MkdirAll(opt.Dir, 0o777); err != nil {
		return nil, err
	}
	root, err := openRoot(opt.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	zone := content.Settings(root.FS()).TimeZone
	if err := starter.Write(root, today(opt.Now, zone)); errors.Is(err, starter.ErrNotEmpty) {
		return nil, misuse("begin a bulletin in %s: %w; name a new one", opt.Dir, err)
	} else if err != nil {
		return nil, err
	}
	for _, a := range content.Outline(root.FS()).Articles {
		for _, v := range a.Versions[1:] {
			if _, _, err := Mark(opt, v.File); err != nil {
				return nil, err
			}
		}
	}
	var names []string
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err == nil && name == ".git":
			return fs.SkipDir
		case err == nil && !d.IsDir():
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// inTheWay is the file that keeps a folder from being made: one of its name, or of the
// name of a folder above it; "" where there is none.
func inTheWay(dir string) string {
	for dir = filepath.Clean(dir); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		switch {
		case err == nil && !info.IsDir():
			return dir
		case err == nil || dir == filepath.Dir(dir):
			return ""
		}
	}
}

// Languages are the languages of a site, as its config.yaml has them, or as they
// are without one.
func Languages(dir string) ([]string, error) {
	root, err := openRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return content.Settings(root.FS()).Languages, nil
}
