// Package corpus makes up a bulletin of any size: a whole site folder, the same
// bytes every time, on every machine.
//
// It takes a Size and gives the files that editors would have written: the
// settings, the register of committees, the announcements, a page, and articles
// in Vietnamese with their English translations. Everything in them is invented,
// the places and the people too, so that no figure measured with them and no
// page made from them can be mistaken for a report. What is kept from life is
// what costs a generator time and space: the length of texts, words that follow
// Zipf's law with a long tail of rare syllables, committees of very different
// sizes that begin, end and merge, congresses every five years, citations that
// repeat, links from article to article.
//
// A corpus is right: a build of it reports no error. Some of its translations
// are out of date or do not say what they translate, as in any real bulletin.
//
// The package reads nothing, neither the clock nor the machine, and shares no
// code with the packages that read a site, so that a mistake there cannot hide
// behind the same mistake here.
//
// The way through it: plan (what all articles have in common, and the register),
// head (the facts of one article), prose (its words), article (its two files),
// and Write, which is all of them on the disk.
package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
)

// A Size says how large a bulletin is. A field that is not positive has its
// default value, so that the zero Size is the bulletin that speed is measured
// with.
type Size struct {
	Articles   int // originals, in Vietnamese; by default 10,000
	Translated int // how many have an English translation; by default four fifths of Articles. Use Untranslated for none
	Committees int // entries of the register; by default 120
	FirstYear  int // year of the first article; by default 2001
	Years      int // years that the articles are spread over; by default 25
	Words      int // words of a Vietnamese body, about; by default 450
}

// Untranslated as Size.Translated makes a bulletin in Vietnamese only.
const Untranslated = -1

// full is the size with the defaults set in.
func (s Size) full() Size {
	set := func(v *int, byDefault int) {
		if *v <= 0 {
			*v = byDefault
		}
	}
	set(&s.Articles, 10_000)
	switch {
	case s.Translated < 0:
		s.Translated = 0
	case s.Translated == 0:
		s.Translated = s.Articles * 4 / 5
	}
	s.Translated = min(s.Translated, s.Articles)
	set(&s.Committees, 120)
	set(&s.FirstYear, 2001)
	set(&s.Years, 25)
	set(&s.Words, 450)
	return s
}

// Article is the n-th article of a bulletin of the size s, n from 0 to
// s.Articles-1: the path of its original in the site's folder, with slashes, the
// original, and the translation, which is nil where there is none. The
// translation's path is the same but for ".en.md" at the end.
//
// It depends on s and n alone, and not on other articles having been made.
func Article(s Size, n int) (path string, vi []byte, en []byte) {
	p := newPlan(s.full())
	if n < 0 || n >= p.Articles {
		panic(fmt.Sprintf("internal error: article %d of a corpus of %d", n, p.Articles))
	}
	return p.article(n)
}

// Write makes the site's folder in dir, which must be empty or not exist yet:
// config.yaml, and content/ with committees.yaml, announcements.yaml, pages/ and
// articles/YEAR/. It writes with as many workers as there are processors; the
// bytes do not depend on how many.
func Write(dir string, s Size) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fmt.Errorf("make a corpus in %s: the folder is not empty", dir)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	p := newPlan(s.full())
	years := make([]string, p.Years)
	for i := range years {
		years[i] = fmt.Sprintf("content/articles/%04d", p.FirstYear+i)
	}
	for _, folder := range append(years, "content/pages") {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(folder)), 0o777); err != nil {
			return err
		}
	}
	for _, f := range p.fixedFiles() {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.path)), f.bytes, 0o666); err != nil {
			return err
		}
	}
	return p.writeArticles(dir)
}

// writeArticles makes and writes all articles in runs of neighbours, so that
// the workers rarely meet.
func (p *plan) writeArticles(dir string) error {
	const run = 64
	var (
		wg     sync.WaitGroup
		starts = make(chan int)
		errs   = make(chan error, runtime.GOMAXPROCS(0))
	)
	for range cap(errs) {
		wg.Go(func() {
			for start := range starts {
				for n := start; n < min(start+run, p.Articles); n++ {
					if err := p.writeArticle(dir, n); err != nil {
						errs <- err
						for range starts { // let the sender end
						}
						return
					}
				}
			}
		})
	}
	for start := 0; start < p.Articles; start += run {
		starts <- start
	}
	close(starts)
	wg.Wait()
	close(errs)
	return <-errs
}

func (p *plan) writeArticle(dir string, n int) error {
	name, vi, en := p.article(n)
	full := filepath.Join(dir, filepath.FromSlash(name))
	if path.Base(name) == folderOriginal {
		if err := os.Mkdir(filepath.Dir(full), 0o777); err != nil {
			return err
		}
	}
	if err := os.WriteFile(full, vi, 0o666); err != nil || en == nil {
		return err
	}
	return os.WriteFile(full[:len(full)-len(".vi.md")]+".en.md", en, 0o666)
}
