package main

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// hugoFiles are the settings, layouts, words and style of the site of Hugo's.
// Files that begin with an underscore are among them.
//
//go:embed all:hugo
var hugoFiles embed.FS

// A hugoArticle is the front matter of an article as Hugo reads it. Hugo lets no
// translation inherit anything, so each of an article's texts has all of it.
type hugoArticle struct {
	Title       string     `yaml:"title"`
	Summary     string     `yaml:"summary,omitempty"`
	Date        string     `yaml:"date"`
	PublishDate string     `yaml:"publishDate,omitempty"`
	Lastmod     string     `yaml:"lastmod,omitempty"`
	Aliases     []string   `yaml:"aliases,omitempty"`
	Committees  []string   `yaml:"committees"`
	Congresses  []string   `yaml:"congresses,omitempty"`
	Periods     []string   `yaml:"periods"`
	Years       []string   `yaml:"years"`
	Params      hugoParams `yaml:"params"`
}

// hugoParams is what Hugo has no use of its own for.
type hugoParams struct {
	Kind       string      `yaml:"kind"`
	Until      string      `yaml:"until,omitempty"`
	Plenum     string      `yaml:"plenum,omitempty"`
	Number     string      `yaml:"number,omitempty"`
	Author     string      `yaml:"author,omitempty"`
	Photos     string      `yaml:"photos,omitempty"`
	Translator string      `yaml:"translator,omitempty"`
	Source     *hugoSource `yaml:"source,omitempty"`
}

type hugoSource struct {
	Name string `yaml:"name"`
	URL  string `yaml:"url"`
}

// A hugoTerm is the front matter of a committee's page or a congress's.
type hugoTerm struct {
	Title     string         `yaml:"title"`
	LinkTitle string         `yaml:"linkTitle,omitempty"`
	Outputs   []string       `yaml:"outputs,omitempty,flow"`
	Params    hugoTermParams `yaml:"params"`
}

type hugoTermParams struct {
	Level     string   `yaml:"level,omitempty"`
	Parent    string   `yaml:"parent,omitempty"`
	Sits      []string `yaml:"sits,omitempty"` // its congresses
	Committee string   `yaml:"committee,omitempty"`
	Period    string   `yaml:"period,omitempty"`
}

// A body is a committee of the corpus's register, as far as Hugo is told of it.
type body struct {
	ID         string            `yaml:"id"`
	Name       map[string]string `yaml:"name"`
	Short      map[string]string `yaml:"short"`
	Level      string            `yaml:"level"`
	Parent     string            `yaml:"parent"`
	Congresses []struct {
		Number int    `yaml:"number"`
		Term   string `yaml:"term"`
	} `yaml:"congresses"`
}

// congressName is what a congress is called in a language.
var congressName = map[string]string{"vi": "Đại hội %d · %s", "en": "Congress %d · %s"}

// hugoSite writes the corpus in the folder site into the new folder dir as a site
// of Hugo's: the same texts, the front matter in Hugo's terms, a page for each
// committee and each congress, and what is in the folder hugo.
func hugoSite(site, dir string) error {
	files, err := fs.Sub(hugoFiles, "hugo")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(dir, "content", "pages"), os.DirFS(filepath.Join(site, "content", "pages"))); err != nil {
		return err
	}
	src, err := os.ReadFile(filepath.Join(site, "content", "committees.yaml"))
	if err != nil {
		return err
	}
	var register []body
	if err := yaml.Unmarshal(src, &register); err != nil {
		return fmt.Errorf("read committees.yaml: %w", err)
	}
	for _, c := range register {
		if err := c.write(dir); err != nil {
			return err
		}
	}
	names, err := articleFiles(site)
	if err != nil {
		return err
	}
	for _, name := range names {
		original, ok := strings.CutSuffix(name, ".vi.md")
		if !ok {
			continue // it comes with its original
		}
		if err := hugoTexts(site, dir, original, register); err != nil {
			return err
		}
	}
	return nil
}

// write makes the pages of a committee and of its congresses, in both languages.
func (c *body) write(dir string) error {
	for lang, name := range c.Name {
		own := hugoTerm{Title: name, LinkTitle: c.Short[lang], Outputs: []string{"html", "rss"},
			Params: hugoTermParams{Level: c.Level, Parent: c.Parent}}
		for _, g := range c.Congresses {
			id := congressID(c.ID, g.Number)
			own.Params.Sits = append(own.Params.Sits, id)
			title := fmt.Sprintf(congressName[lang], g.Number, cmp.Or(c.Short[lang], name))
			err := writeFront(filepath.Join(dir, "content", "congresses", id, "_index."+lang+".md"),
				hugoTerm{Title: title, Params: hugoTermParams{Committee: c.ID, Period: g.Term}}, nil)
			if err != nil {
				return err
			}
		}
		if err := writeFront(filepath.Join(dir, "content", "committees", c.ID, "_index."+lang+".md"), own, nil); err != nil {
			return err
		}
	}
	return nil
}

// congressID names a congress among those of all committees.
func congressID(committee string, number int) string {
	return committee + "-" + strconv.Itoa(number)
}

// hugoTexts writes an article, given by its original's path without ".vi.md", in
// each language that it has.
func hugoTexts(site, dir, name string, register []body) error {
	from := filepath.Join(site, "content", "articles", name)
	front, text, err := readText(from + ".vi.md")
	if err != nil {
		return err
	}
	article, err := front.hugo(register)
	if err != nil {
		return fmt.Errorf("convert %s: %w", from, err)
	}
	to := filepath.Join(dir, "content", "articles", name)
	place := path.Dir("articles/" + filepath.ToSlash(name))
	if err := writeFront(to+".vi.md", article, hugoLinks(text, place, "vi")); err != nil {
		return err
	}
	translation, text, err := readText(from + ".en.md")
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	article.Title, article.Summary, article.Aliases = translation.Title, translation.Summary, translation.Aliases
	article.Params.Translator = translation.Translator
	return writeFront(to+".en.md", article, hugoLinks(text, place, "en"))
}

// readText reads the two parts of a text of the corpus.
func readText(name string) (front frontMatter, text []byte, err error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return front, nil, err
	}
	head, text, ok := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return front, nil, fmt.Errorf("read %s: there is no front matter", name)
	}
	if err := yaml.Unmarshal(head, &front); err != nil {
		return front, nil, fmt.Errorf("read %s: %w", name, err)
	}
	return front, text, nil
}

// hugo is an original's record in Hugo's terms.
func (f *frontMatter) hugo(register []body) (hugoArticle, error) {
	a := hugoArticle{
		Title: f.Title, Summary: f.Summary, Aliases: f.Aliases,
		Date: f.Date, PublishDate: f.Published, Lastmod: f.Updated,
		Committees: []string{f.Committee},
		Years:      []string{f.Date[:4]},
		Params: hugoParams{Kind: cmp.Or(f.Kind, "news"), Until: f.Until, Plenum: f.Plenum, Number: f.Number,
			Author: f.Author, Photos: f.Photos},
	}
	if f.Source != (source{}) {
		a.Params.Source = &hugoSource{f.Source.Name, f.Source.URL}
	}
	period := f.Term
	sits := func(committee, number string) error {
		if number == "" {
			return nil
		}
		n, err := fromRoman(number)
		if err != nil {
			return err
		}
		a.Congresses = append(a.Congresses, congressID(committee, n))
		for _, c := range register {
			if c.ID != committee || period != "" {
				continue
			}
			for _, g := range c.Congresses {
				if g.Number == n {
					period = g.Term
				}
			}
		}
		return nil
	}
	if err := sits(f.Committee, f.Congress); err != nil {
		return a, err
	}
	for _, other := range f.Also {
		a.Committees = append(a.Committees, other.Committee)
		if err := sits(other.Committee, other.Congress); err != nil {
			return a, err
		}
	}
	if period == "" {
		return a, fmt.Errorf("no term is known of congress %s of %s", f.Congress, f.Committee)
	}
	a.Periods = []string{period}
	return a, nil
}

// fromRoman is a number as an editor may write it, in Roman numerals or in digits.
func fromRoman(s string) (int, error) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, nil
	}
	values := map[rune]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	sum, last := 0, 0
	for _, r := range slices.Backward([]rune(s)) {
		v, ok := values[r]
		if !ok {
			return 0, fmt.Errorf("%q is not a number", s)
		}
		if v < last {
			v = -v
		} else {
			last = v
		}
		sum += v
	}
	return sum, nil
}

// articleLink is the destination of a link to another text.
var articleLink = regexp.MustCompile(`\]\(([^()]+)\.(vi|en)\.md\)`)

// hugoLinks makes the links of a text to others, which are paths of files, the
// paths that Hugo's own link hook resolves. place is the text's folder in content.
// A link to a text of the other language, which the hook does not find, becomes
// that text's address.
func hugoLinks(text []byte, place, lang string) []byte {
	return articleLink.ReplaceAllFunc(text, func(link []byte) []byte {
		m := articleLink.FindSubmatch(link)
		to := strings.TrimSuffix(path.Join("/", place, string(m[1])), "/index")
		if string(m[2]) != lang {
			to = "/vi" + strings.Replace(to, "/articles/", "/bai-viet/", 1) + "/"
		}
		return []byte("](" + to + ")")
	})
}

// writeFront writes a Markdown file of front matter and text, and its folder.
func writeFront(name string, front any, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	head, err := yaml.Marshal(front)
	if err != nil {
		return err
	}
	return os.WriteFile(name, slices.Concat([]byte("---\n"), head, []byte("---\n"), text), 0o666)
}
