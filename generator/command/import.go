package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bantin/generator"
	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/importer"
	"bantin/generator/vietnamese"
)

// An importing is one run of import.
type importing struct {
	*call
	lib   *content.Library
	root  *os.Root
	how   importer.Options
	print bool // on standard output, and write no file
	again bool // what the bulletin has already, too
	taken map[string]bool
	made  []known
	// proposed are the ids of the bodies whose entries were printed.
	proposed map[string]bool
}

// A known is a text of an article that the bulletin has, or that this run made.
type known struct {
	file, id string
	title    string // as vietnamese.Key has it
	date     calendar.Date
	page     string // what tells where it first appeared, see pageOf
}

// importPages makes an article's file of each page that is named. A page that cannot
// be imported is reported, and the others are imported all the same.
func importPages(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	i := &importing{call: c, proposed: map[string]bool{}}
	files, err := c.parseWords(func(f *flag.FlagSet) {
		f.BoolVar(&i.print, "stdout", false, "print the Markdown, and write no file; then - is standard input")
		f.BoolVar(&i.again, "again", false, "import what the bulletin has already, too: pages of the same title and day, or of the same address")
		f.StringVar(&i.how.Lang, "lang", "", "the `language` of the pages, instead of telling it by their text")
		f.StringVar(&i.how.Under, "under", "", "the `id` of the committee that pages which name no province are of, or of the one above it")
	})
	if err != nil {
		return 0, err
	}
	if len(files) == 0 {
		return 0, misused("name the pages to import; bantin %s -h says how", c.name)
	}
	if slices.Contains(files, "-") && !i.print {
		return 0, misused("- is standard input, which only --stdout goes with")
	}
	opt.Dir = c.dir
	if i.lib, err = generator.Library(opt); err != nil {
		return 0, err
	}
	if problems := generator.Blocking(i.lib.Problems); len(problems) > 0 {
		return c.refuse(problems)
	}
	if lang := i.how.Lang; lang != "" && !slices.Contains(i.lib.Config.Languages, lang) {
		return 0, misused("--lang %q is not a language of this site: they are %s", lang, strings.Join(i.lib.Config.Languages, ", "))
	}
	if under := i.how.Under; under != "" && !slices.ContainsFunc(i.lib.Committees, func(k *content.Committee) bool { return k.ID == under }) {
		return 0, misused("--under %q is no committee of %s", under, content.CommitteesFile)
	}
	if i.root, err = os.OpenRoot(c.dir); err != nil {
		return 0, err
	}
	defer i.root.Close()
	i.taken = draft.Taken(i.lib)
	for _, a := range i.lib.Articles {
		for _, v := range a.Versions {
			i.made = append(i.made, known{v.File, a.ID, vietnamese.Key(v.Front.Title), a.Original().Front.Date, pageOf(addressOf(a))})
		}
	}
	status := statusDone
	for _, name := range files {
		ok, err := i.page(name)
		if err != nil {
			return 0, err
		}
		if !ok {
			status = statusContent
		}
	}
	return status, nil
}

// page imports one page. ok says that it could be; the error is that nothing more can
// be written.
func (i *importing) page(name string) (ok bool, err error) {
	page, err := readPage(name)
	if err != nil {
		i.fault(name, err)
		return false, nil
	}
	r, err := importer.Import(page, i.lib, i.how)
	if err != nil {
		i.fault(name, err)
		return false, nil
	}
	id := idOf(r, name)
	same, found := i.same(r)
	if found && !i.print && !i.again {
		i.remark(name, "", diag.Sayf("not imported again: %s; if it is another report, import it with --again", same))
		return true, nil
	}
	for _, remark := range r.Remarks {
		i.remark(name, remark.Key, remark.Text)
	}
	if err := i.propose(name, r.Entry); err != nil {
		return false, err
	}
	if !found {
		same, found = i.alike(id, r)
	}
	if found {
		i.remark(name, "", diag.Sayf("%s: look whether it is the same report", same))
	}
	if i.print {
		_, err := i.stdout.Write(r.File.Bytes())
		return true, err
	}
	file, err := i.writeNew(r, id)
	if err != nil {
		return false, err
	}
	i.made = append(i.made, known{file, id, vietnamese.Key(r.Title), r.Date, pageOf(r.Address)})
	if r.Date.IsZero() {
		i.remark(name, "date", diag.Sayf("the file is named without a day: rename it once the day is known"))
	}
	_, err = fmt.Fprintln(i.stdout, file)
	return true, err
}

// fault says why a page was not imported.
func (i *importing) fault(name string, err error) {
	fmt.Fprintf(i.stderr, "%s: %s: %s\n", name, diag.Error.Text().In(i.in), i.in.Explain(err))
}

// remark says what an editor should know of a page, or of one key of it.
func (i *importing) remark(name, key string, text diag.Text) {
	if key != "" {
		key += ": "
	}
	fmt.Fprintf(i.stderr, "%s: %s%s\n", name, key, text.In(i.in))
}

// propose prints the entry of a body that the registry does not have, once in a run.
func (i *importing) propose(name string, entry []draft.Key) error {
	if entry == nil || i.proposed[entry[0].Value.Text] {
		return nil
	}
	i.proposed[entry[0].Value.Text] = true
	i.remark(name, "committee", diag.Sayf("where it belongs there, add these lines at the end of %s, and what is missing in them:", content.CommitteesFile))
	_, err := i.stderr.Write(draft.Entry(entry))
	return err
}

// same finds the article that is the same report, and says what of it is the same: the
// title, where no two days part them, or the address, where not both title and day do. An
// address alone proves little: a portal may give all its pages the one of their list.
func (i *importing) same(r importer.Result) (said diag.Text, found bool) {
	title, page := vietnamese.Key(r.Title), pageOf(r.Address)
	titled := func(k known) bool { return title != "" && k.title == title }
	parted := func(k known) bool { return !k.date.IsZero() && !r.Date.IsZero() && !k.date.SameDay(r.Date) }
	if n := slices.IndexFunc(i.made, func(k known) bool { return page != "" && k.page == page && (titled(k) || !parted(k)) }); n >= 0 {
		return diag.Sayf("%s has this address already", i.made[n].file), true
	}
	n := slices.IndexFunc(i.made, func(k known) bool { return titled(k) && !parted(k) })
	switch {
	case n < 0:
		return said, false
	case r.Date.IsZero() || i.made[n].date.IsZero():
		return diag.Sayf("%s has this title already, and one of the two has no day", i.made[n].file), true
	}
	return diag.Sayf("%s has this title and this day already", i.made[n].file), true
}

// alike finds an article that may be the same report, and says why.
func (i *importing) alike(id string, r importer.Result) (said diag.Text, found bool) {
	page := pageOf(r.Address)
	if n := slices.IndexFunc(i.made, func(k known) bool { return page != "" && k.page == page }); n >= 0 {
		return diag.Sayf("%s has this address already", i.made[n].file), true
	}
	if n := slices.IndexFunc(i.made, func(k known) bool { return k.id == id }); n >= 0 {
		return diag.Sayf("%s has the name that this article would have", i.made[n].file), true
	}
	return said, false
}

// addressOf is where an article first appeared; "" where it does not say.
func addressOf(a *content.Article) string {
	if s := a.Original().Front.Source; s != nil {
		return s.URL
	}
	return ""
}

// pageOf is what an address has that tells its page from others, however it is written;
// "" where it is that of a whole portal.
func pageOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	page := strings.TrimRight(u.Path, "/")
	if page == "" && u.RawQuery == "" && u.Fragment == "" {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + page + "?" + u.RawQuery + "#" + u.Fragment
}

// refuse prints what stands in the way of writing anything.
func (c *call) refuse(problems diag.List) (int, error) {
	if err := problems.Print(c.stderr, diag.TextFormat, c.in); err != nil {
		return 0, err
	}
	c.warn("%s; nothing was written", counted(problems))
	return statusContent, nil
}

// idOf is the id that an article of a page has where it is free. What has no title is
// named after the page.
func idOf(r importer.Result, page string) string {
	title := r.Title
	if vietnamese.Slug(title) == "" {
		base := filepath.Base(page)
		title = strings.TrimSuffix(base, filepath.Ext(base))
	}
	if id := draft.ID(r.Date, title); id != "" {
		return id
	}
	return "bai"
}

// writeNew writes an article's file under the first name that is free, and gives its
// path.
func (i *importing) writeNew(r importer.Result, id string) (string, error) {
	for {
		id := draft.Free(id, i.taken)
		i.taken[id] = true
		file := draft.Path(r.Filed, id, r.Lang)
		err := draft.Write(i.root, file, r.File.Bytes())
		if !errors.Is(err, draft.ErrExists) {
			return file, err
		}
	}
}

// readPage reads a page that the command line names, relative to where the command
// was started: it need not be in the site's folder.
func readPage(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, importer.MaxBytes+1))
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, diag.Failf("there is no such file")
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, diag.Failf("this is a folder; name the pages in it")
	}
	return io.ReadAll(io.LimitReader(f, importer.MaxBytes+1))
}
