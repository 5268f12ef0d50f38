// Package minify makes scripts and styles smaller without changing what they do: readers
// on slow lines need no comments, no white space, and no long names that only one
// function knows.
package minify

import (
	"fmt"
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

// how is what is asked of the minifier; version is its own, which go.mod has, too.
var how = api.TransformOptions{
	MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	Target:        api.ES2020, // no newer language than the scripts themselves are written in
	Charset:       api.CharsetUTF8,
	LegalComments: api.LegalCommentsInline,
	LogLevel:      api.LogLevelSilent,
}

const version = "v0.28.2"

// Recipe names the way in which File makes files of this name smaller, and changes with
// whatever their bytes depend on beside the file itself. It is "" where they stay as they are.
func Recipe(name string) string {
	if loaderOf(name) == api.LoaderNone {
		return ""
	}
	return fmt.Sprintf("esbuild %s %+v %d %d\n", version, how, mostBytes, mostDepth)
}

// loaderOf tells how a file is read; api.LoaderNone where it is neither a script nor a
// style, and where its name says that it is small already, as x.min.js does.
func loaderOf(name string) api.Loader {
	ending := path.Ext(name)
	if strings.HasSuffix(strings.TrimSuffix(name, ending), ".min") {
		return api.LoaderNone
	}
	return loaders[ending]
}

// File is what is published of a file of this name. It is the data as given where the
// name calls for nothing else, where the file is large or cannot be read, where its brackets
// nest too deeply, and where it would not get smaller. Comments that begin with an
// exclamation mark, as licences do, stay.
func File(name string, data []byte) []byte {
	loader := loaderOf(name)
	if loader == api.LoaderNone || len(data) > mostBytes || depth(data) > mostDepth {
		return data
	}
	with := how
	with.Loader = loader
	made := api.Transform(string(data), with)
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
