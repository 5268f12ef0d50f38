package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"gopkg.in/yaml.v3"
)

// chrome is how much larger than its text the floor makes a page: about what a
// head, a menu and a footer come to.
const chrome = 3 << 10

// frontMatter has the keys of an article, all as text but for lists and
// mappings: decoding into a struct is the cheapest use of yaml.v3.
type frontMatter struct {
	Title         string     `yaml:"title"`
	Summary       string     `yaml:"summary"`
	Date          string     `yaml:"date"`
	Until         string     `yaml:"until"`
	Published     string     `yaml:"published"`
	Updated       string     `yaml:"updated"`
	Committee     string     `yaml:"committee"`
	Congress      string     `yaml:"congress"`
	Plenum        string     `yaml:"plenum"`
	Term          string     `yaml:"term"`
	Also          []also     `yaml:"also"`
	Kind          string     `yaml:"kind"`
	Number        string     `yaml:"number"`
	Documents     []document `yaml:"documents"`
	Author        string     `yaml:"author"`
	Photos        string     `yaml:"photos"`
	Source        source     `yaml:"source"`
	Image         picture    `yaml:"image"`
	Translator    string     `yaml:"translator"`
	TranslationOf string     `yaml:"translation_of"`
	Aliases       []string   `yaml:"aliases"`
	Draft         bool       `yaml:"draft"`
}

type (
	also struct {
		Committee string `yaml:"committee"`
		Congress  string `yaml:"congress"`
	}
	document struct {
		Number   string `yaml:"number"`
		Issuer   string `yaml:"issuer"`
		Date     string `yaml:"date"`
		Title    string `yaml:"title"`
		Relation string `yaml:"relation"`
	}
	source struct {
		Name string `yaml:"name"`
		URL  string `yaml:"url"`
	}
	picture struct {
		Src     string `yaml:"src"`
		Alt     string `yaml:"alt"`
		Caption string `yaml:"caption"`
	}
)

// articleFiles are the Markdown files of a site's articles, relative to
// content/articles.
func articleFiles(site string) (names []string, err error) {
	root := filepath.Join(site, "content", "articles")
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".md" {
			names = append(names, name[len(root)+1:])
		}
		return err
	})
	return names, err
}

// floor does what no generator can leave out, for each text of the site, into
// the new folder out.
func floor(site, out string) error {
	names, err := articleFiles(site)
	if err != nil {
		return err
	}
	made := map[string]bool{}
	for _, name := range names {
		// Folders that several pages share are made once, not tried each time.
		if dir := filepath.Dir(filepath.Join(out, name)); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return err
			}
		}
	}
	var (
		wg    sync.WaitGroup
		queue = make(chan string, 256)
		errs  = make(chan error, runtime.GOMAXPROCS(0))
	)
	for range cap(errs) {
		wg.Go(func() {
			page := &bytes.Buffer{}
			md := goldmark.New()
			for name := range queue {
				if err := floorPage(md, page, filepath.Join(site, "content", "articles", name), filepath.Join(out, strings.TrimSuffix(name, ".md"))); err != nil {
					errs <- err
					for range queue { // let the sender end
					}
					return
				}
			}
		})
	}
	for _, name := range names {
		queue <- name
	}
	close(queue)
	wg.Wait()
	close(errs)
	return <-errs
}

// floorPage turns one text into dir/index.html. page is room to use again.
func floorPage(md goldmark.Markdown, page *bytes.Buffer, name, dir string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	head, body, ok := bytes.Cut(bytes.TrimPrefix(src, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return fmt.Errorf("read %s: there is no front matter", name)
	}
	var front frontMatter
	if err := yaml.Unmarshal(head, &front); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	page.Reset()
	if err := md.Convert(body, page); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	page.Write(filler[:])
	if err := os.Mkdir(dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), page.Bytes(), 0o666)
}

// filler stands for what a layout adds to a page.
var filler [chrome]byte
