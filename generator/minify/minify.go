// Package minify makes the program's own scripts and style smaller without changing what
// they do: readers on slow lines need no comments, no white space, and no long names that
// only one function knows.
//
// It is for files that are known, and tested as they are published. Other people's would be
// another thing: a minifier renames and rewrites, so that what asks for its own name or text
// finds another, and a file that was made for it can take all memory or all of the stack.
package minify

import (
	"fmt"
	"path"

	"github.com/evanw/esbuild/pkg/api"
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
	if loaders[path.Ext(name)] == api.LoaderNone {
		return ""
	}
	return fmt.Sprintf("esbuild %s %+v\n", version, how)
}

// File is a file of this name, smaller; as it is where it is neither a script nor a style.
func File(name string, data []byte) []byte {
	with := how
	if with.Loader = loaders[path.Ext(name)]; with.Loader == api.LoaderNone {
		return data
	}
	made := api.Transform(string(data), with)
	if len(made.Errors) > 0 || len(made.Code) >= len(data) {
		return data
	}
	return made.Code
}
