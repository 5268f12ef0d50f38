// Package minify makes scripts and styles smaller without changing what they do: readers
// on slow lines need no comments, no white space, and no long names that only one
// function knows.
package minify

import (
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// How large and how deeply nested a file is read. What is more was made by a program, most
// likely one that makes files small itself; and the parser's stack grows with the depth.
const (
	mostBytes = 256 << 10
	mostDepth = 1000
)

// loaders are what is made smaller, by the ending of the name.
var loaders = map[string]api.Loader{".js": api.LoaderJS, ".mjs": api.LoaderJS, ".css": api.LoaderCSS}

// File is what is published of a file of this name. It is the data as given where that is
// neither a script nor a style, where its name says that it is small already (as
// x.min.js does), where it cannot be read, where its brackets nest too deeply, and where it would not get smaller. Comments
// that begin with an exclamation mark, as licences do, stay.
func File(name string, data []byte) []byte {
	ending := path.Ext(name)
	loader, ok := loaders[ending]
	if !ok || strings.HasSuffix(strings.TrimSuffix(name, ending), ".min") || len(data) > mostBytes || depth(data) > mostDepth {
		return data
	}
	made := api.Transform(string(data), api.TransformOptions{
		Loader:           loader,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Target:        api.ES2020, // no newer language than the scripts themselves are written in
		Charset:       api.CharsetUTF8,
		LegalComments: api.LegalCommentsInline,
		LogLevel:      api.LogLevelSilent,
	})
	if len(made.Errors) > 0 || len(made.Code) >= len(data) {
		return data
	}
	return made.Code
}

// depth is how many brackets stand in one another at most. It does not know what is a text
// or a comment, where few stand alone.
func depth(data []byte) (most int) {
	now := 0
	for _, c := range data {
		switch c {
		case '(', '[', '{':
			now++
			most = max(most, now)
		case ')', ']', '}':
			now--
		}
	}
	return most
}
