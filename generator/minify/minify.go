// Package minify makes scripts and styles smaller without changing what they do: readers
// on slow lines need no comments, no white space, and no long names that only one
// function knows.
package minify

import (
	"path"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// mostBytes is how large a file is read. What is larger was made by a program, most
// likely one that makes files small itself.
const mostBytes = 1 << 20

var minifier = func() *minify.M {
	m := minify.New()
	// No newer language than the scripts themselves are written in.
	m.Add(".js", &js.Minifier{Version: 2020})
	m.Add(".css", &css.Minifier{})
	return m
}()

// File is what is published of a file of this name. It is the data as given where that is
// neither a script nor a style, where its name says that it is small already (as
// x.min.js does), where it cannot be read, and where it would not get smaller. Comments
// that begin with an exclamation mark, as licences do, stay.
func File(name string, data []byte) []byte {
	ending := path.Ext(name)
	if ending == ".mjs" {
		ending = ".js"
	}
	if ending != ".js" && ending != ".css" || strings.HasSuffix(strings.TrimSuffix(name, path.Ext(name)), ".min") || len(data) > mostBytes {
		return data
	}
	return smaller(ending, data)
}

func smaller(ending string, data []byte) (small []byte) {
	defer func() {
		if recover() != nil { // what a library cannot read is no mistake of the site's
			small = data
		}
	}()
	small, err := minifier.Bytes(ending, data)
	if err != nil || len(small) >= len(data) {
		return data
	}
	return small
}
