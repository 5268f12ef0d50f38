package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bantin/generator"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/importer"
	"bantin/generator/vietnamese"
)

// importPages makes an article's file of each page that is named.
func importPages(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	var how importer.Options
	var print bool
	files, err := c.parseWords(func(f *flag.FlagSet) {
		f.BoolVar(&print, "stdout", false, "print the Markdown, and write no file; then - is standard input")
		f.StringVar(&how.Lang, "lang", "", "the `language` of the pages, instead of telling it by their text")
		f.StringVar(&how.Under, "under", "", "the `id` of the committee that pages which name no province are of, or of the one above it")
	})
	if err != nil {
		return 0, err
	}
	if len(files) == 0 {
		return 0, misused("name the pages to import; bantin %s -h says how", c.name)
	}
	if slices.Contains(files, "-") && !print {
		return 0, misused("- is standard input, which only --stdout goes with")
	}
	opt.Dir = c.dir
	lib, err := generator.Library(opt)
	if err != nil {
		return 0, err
	}
	if how.Lang != "" && !slices.Contains(lib.Config.Languages, how.Lang) {
		return 0, misused("--lang %q is not a language of this site: they are %s", how.Lang, strings.Join(lib.Config.Languages, ", "))
	}
	if how.Under != "" && !slices.ContainsFunc(lib.Committees, func(k *content.Committee) bool { return k.ID == how.Under }) {
		return 0, misused("--under %q is no committee of %s", how.Under, content.CommitteesFile)
	}
	root, err := os.OpenRoot(c.dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	status := statusDone
	taken := draft.Taken(lib)
	for _, name := range files {
		page, err := c.readPage(name)
		if err != nil {
			return 0, err
		}
		r, err := importer.Import(page, lib, how)
		if err != nil {
			fmt.Fprintf(c.stderr, "%s: %s: %s\n", name, diag.Error.Text().In(c.in), c.in.Explain(err))
			status = statusContent
			continue
		}
		for _, remark := range r.Remarks {
			key := remark.Key
			if key != "" {
				key += ": "
			}
			fmt.Fprintf(c.stderr, "%s: %s%s\n", name, key, remark.Text.In(c.in))
		}
		if print {
			if _, err := c.stdout.Write(r.File.Bytes()); err != nil {
				return 0, err
			}
			continue
		}
		file, err := writeNew(root, r, name, taken)
		if err != nil {
			return 0, err
		}
		if r.Date.IsZero() {
			fmt.Fprintf(c.stderr, "%s: date: %s\n", name, diag.Sayf("the file is named without a day: rename it once the day is known").In(c.in))
		}
		if _, err := fmt.Fprintln(c.stdout, file); err != nil {
			return 0, err
		}
	}
	return status, nil
}

// writeNew writes an article's file under the first name that is free, and gives its
// path. What has no title is named after the page.
func writeNew(root *os.Root, r importer.Result, page string, taken map[string]bool) (string, error) {
	id := draft.ID(r.Date, r.Title)
	if r.Title == "" || vietnamese.Slug(r.Title) == "" {
		base := filepath.Base(page)
		id = draft.ID(r.Date, strings.TrimSuffix(base, filepath.Ext(base)))
	}
	if id == "" {
		id = "bai"
	}
	for {
		id := draft.Free(id, taken)
		taken[id] = true
		file := draft.Path(r.Filed, id, r.Lang)
		err := draft.Write(root, file, r.File.Bytes())
		if !errors.Is(err, draft.ErrExists) {
			return file, err
		}
	}
}

// readPage reads a page that the command line names, relative to where the command
// was started: it need not be in the site's folder.
func (c *call) readPage(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(io.LimitReader(os.Stdin, importer.MaxBytes+1))
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misused("there is no file %s", name)
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, misused("%s is a folder; name the pages in it", name)
	}
	return io.ReadAll(io.LimitReader(f, importer.MaxBytes+1))
}
