package check

import (
	"maps"
	"slices"
	"strings"

	"bantin/generator/address"
	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/markdown"
)

// addresses: no two things at one.
func (c *checker) addresses() {
	for _, x := range c.book.Collisions {
		rule, what, hint := "address-duplicate", diag.Sayf("address"), diag.Sayf("rename one of the two")
		if x.Alias {
			rule, what, hint = "alias-collides", diag.Sayf("alias"), diag.Sayf("remove it")
		}
		// What no text and no committee claims is a page or a file that every
		// bulletin has.
		own := x.First.File == content.ConfigFile || strings.HasPrefix(x.First.File, "layouts/")
		said := diag.Sayf("the %s %s is taken", what, x.Path)
		switch {
		case x.Folder:
			said = diag.Sayf("the %s %s would be a file and a folder at once", what, x.Path)
		case own:
			said = diag.Sayf("the %s %s is one that the bulletin itself needs", what, x.Path)
		}
		p := c.problems.Errorf(x.Second, rule, "")
		p.Message, p.Hint = said, hint
		if !own {
			p.Notef(x.First, "taken")
		}
	}
}

// A linker holds links against the addresses that there are.
type linker struct {
	book     *address.Book
	base     string // the site's own address
	problems diag.List
	finder
	inFile int // broken links of the file
}

// mostInFile is how many broken links of one file are told.
const mostInFile = 1000

// near adds to a problem what the destination of a broken link most likely means.
func (c *linker) near(p *diag.Problem, file, dest string, b *address.Broken) {
	if !c.may(file) {
		return
	}
	nearest := func(word string, known []string) (string, bool) { return c.nearest(file, word, known) }
	if hint := c.book.Meant(file, dest, b, nearest); !hint.IsZero() {
		p.Hint = hint
	}
}

// articles: every link, anchor and picture leads somewhere, and every picture says
// what it shows.
func (c *linker) articles(all []*content.Article) {
	for _, a := range all {
		original := a.Original()
		for _, v := range a.Versions {
			c.body(v.File, &v.Body)
			c.lead(original, v)
		}
	}
}

// others: so it is with pages and announcements.
func (c *linker) others(lib *content.Library) {
	for _, p := range lib.Pages {
		for _, v := range p.Versions {
			c.body(v.File, &v.Body)
		}
	}
	for i := range lib.Announcements {
		a := &lib.Announcements[i]
		if strings.HasPrefix(a.URL, "/") {
			_, broken := c.book.Resolve(content.AnnouncementsFile, a.URL)
			c.broken(content.AnnouncementsFile, a.URL, a.At("url"), broken)
		}
	}
}

func (c *linker) body(file string, doc *markdown.Doc) {
	c.inFile = 0
	for i := range doc.Refs {
		r := &doc.Refs[i]
		if !r.Kind.Leads() {
			continue // each document that a text names has a page
		}
		pos := diag.Pos{File: file, Line: r.Line, Col: r.Col}
		if r.Kind == markdown.Picture {
			c.picture(file, r.Dest, pos)
			if strings.Trim(r.Alt, " .…") == "" {
				c.problems.Errorf(pos, "picture-alt", "the picture %q has no text for those who cannot see it", r.Dest).
					Hintf("write what it shows between the square brackets")
			}
			continue
		}
		_, broken := c.book.Resolve(file, r.Dest)
		c.broken(file, r.Dest, pos, broken)
	}
	c.outside(file, doc)
}

// outside looks at the finished addresses that are the site's own, or those of a
// preview.
func (c *linker) outside(file string, doc *markdown.Doc) {
	for _, r := range doc.Outside {
		broken := c.book.ResolveOutside(file, c.base, r.Dest)
		dest := strings.TrimPrefix(r.Dest, strings.TrimSuffix(c.base, "/"))
		c.broken(file, dest, diag.Pos{File: file, Line: r.Line, Col: r.Col}, broken)
	}
}

func (c *linker) broken(file, dest string, pos diag.Pos, b *address.Broken) {
	if b == nil || b.Rule == "" {
		return
	}
	if c.inFile++; c.inFile > mostInFile {
		if c.inFile == mostInFile+1 {
			c.problems.Errorf(pos, b.Rule, "this file has more than %d links that lead nowhere", mostInFile).Hintf("mend the ones before this first")
		}
		return
	}
	p := c.problems.Errorf(pos, b.Rule, "")
	p.Message, p.Hint = b.Message, b.Hint
	if !b.There {
		c.near(p, file, dest, b)
	}
}

// picture reports one that is not beside the text.
func (c *linker) picture(file, dest string, pos diag.Pos) {
	if strings.HasPrefix(strings.ToLower(dest), "data:") {
		c.problems.Errorf(pos, "picture-external", "the picture is written into the text").
			Hintf("save it as a file beside the text and write its name")
		return
	}
	if strings.Contains(dest, "://") || strings.HasPrefix(dest, "//") {
		c.problems.Errorf(pos, "picture-external", "the picture is on another host, where it may change or go away").
			Hintf("save it beside the text and write its name")
		return
	}
	target, broken := c.book.Resolve(file, dest)
	switch {
	case broken != nil && broken.Rule == "":
	case broken != nil:
		p := c.problems.Errorf(pos, "picture-missing", "there is no picture %q", dest).
			Hintf("put it beside the text; the name is a path from this file's folder")
		if strings.Contains(dest, `\`) {
			p.Hint = broken.Hint
			return
		}
		c.near(p, file, dest, broken)
	case target.Media == nil || !target.Media.IsPicture():
		c.problems.Errorf(pos, "picture-missing", "%q is not a picture", dest).Hintf("name a JPEG, PNG, WebP, GIF or SVG file")
	}
}

// lead checks the lead picture where it is named, and its alt in each language.
func (c *linker) lead(original, v *content.Version) {
	if own := v.Front.Image; own != nil {
		for _, lang := range slices.Sorted(maps.Keys(own.Captions)) {
			for _, r := range own.Captions[lang].Refs {
				_, broken := c.book.Resolve(v.File, r.Dest)
				c.broken(v.File, r.Dest, diag.Pos{File: v.File, Line: r.Line, Col: r.Col}, broken)
			}
			c.outside(v.File, own.Captions[lang])
		}
	}
	shared := original.Front.Image
	if v == original {
		if shared == nil {
			return
		}
		if shared.Src == "" {
			c.problems.Errorf(v.At("image"), "key-missing", "the key %q is missing", "src").Hintf("add the picture's file")
			return
		}
		c.picture(v.File, shared.Src, v.At("image.src"))
	}
	if shared == nil || shared.Src == "" {
		return
	}
	alt := shared.Alt.In(v.Lang, original.Lang)
	pos := original.At("image")
	if own := v.Front.Image; own != nil && v != original {
		pos = v.At("image")
		if t := own.Alt.In(v.Lang, v.Lang); t != "" {
			alt = t
		}
	}
	if alt == "" {
		c.problems.Errorf(pos, "picture-alt", "the lead picture has no text in the language %q for those who cannot see it", v.Lang).
			Hintf("add %q with what it shows", "alt:")
	}
}
