package check

import (
	"path"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// textEndings are how the names of files end that somebody writes a report in.
var textEndings = []string{".txt", ".text", ".docx", ".doc", ".odt", ".rtf", ".html", ".htm"}

// documentEndings are those of documents, which nobody puts among the articles but as
// one or for one.
var documentEndings = []string{".docx", ".doc", ".odt", ".rtf", ".pdf"}

// files: one that has the name of a text but for its ending is used by some text, or
// was most likely meant as one itself.
func (c *checker) files() {
	for _, name := range c.lib.Files {
		stem, ext := strings.TrimSuffix(name, path.Ext(name)), strings.ToLower(path.Ext(name))
		lang := strings.TrimPrefix(path.Ext(stem), ".")
		inTexts := strings.HasPrefix(name, content.ArticlesFolder+"/") || strings.HasPrefix(name, content.PagesFolder+"/")
		if inTexts && slices.Contains(textEndings, ext) && slices.Contains(c.lib.Config.Languages, lang) && c.lib.Media[name] == nil {
			c.problems.Warnf(diag.Pos{File: name}, "file-unused", "nothing reads this file, although its name is nearly that of a text").
				Hintf("put its text into %s, or link to it from a text", path.Base(stem)+".md")
		} else if strings.HasPrefix(name, content.ArticlesFolder+"/") && slices.Contains(documentEndings, ext) && c.lib.Media[name] == nil {
			p := c.problems.Warnf(diag.Pos{File: name}, "file-unused", "nothing reads this document, and no text links to it")
			if id := vietnamese.Slug(path.Base(stem)); id == "" {
				p.Hintf("link to it from a text")
			} else {
				p.Hintf("put its text into %s, or link to it from a text", id+"."+c.lib.Config.Languages[0]+".md")
			}
		}
	}
}
