package content

import (
	"errors"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bantin/generator/images"
)

// A Cover is the picture that stands for pages that have none of their own, where a link
// to one is shown: the key image of config.yaml.
type Cover struct {
	File string // its path in the site's folder: static/share.png
	Info images.Info
}

// A probed picture is what was found out of a file of static/.
type probed struct {
	info images.Info
	err  error
}

// coverKinds are what those who show a preview of a link know.
var coverKinds = []images.Kind{images.JPEG, images.PNG, images.GIF}

// What is wrong with the file that config.yaml names.
var (
	ErrNoCover   = errors.New("there is no such file")
	ErrCoverKind = errors.New("not everybody shows a picture of this kind")
)

// Cover finds the picture that config.yaml names, among the files of static/ and those
// beside the texts. The error is ErrNoCover, ErrCoverKind or an *images.Refusal of the file;
// both are nil where nothing is named, or where it has
// been said that the file is broken.
func (l *Library) Cover() (*Cover, error) {
	if l.Config.Image == "" {
		return nil, nil
	}
	name := path.Clean(norm.NFC.String(l.Config.Image))
	c := &Cover{File: name}
	if own, ok := strings.CutPrefix(name, "static/"); ok {
		if l.cover == nil || !slices.ContainsFunc(l.Assets, func(a *Asset) bool { return a.Name == own }) {
			return nil, ErrNoCover
		}
		if l.cover.err != nil {
			return nil, l.cover.err
		}
		c.Info = l.cover.info
	} else {
		m := l.Media[name]
		switch {
		case m == nil:
			return nil, ErrNoCover
		case m.Broken:
			return nil, nil
		}
		c.Info = m.Info
	}
	if !slices.Contains(coverKinds, c.Info.Kind) {
		return nil, ErrCoverKind
	}
	return c, nil
}

// Covers are the names of all files of pictures that can be the Cover.
func (l *Library) Covers() []string {
	var out []string
	may := func(name string) bool {
		return slices.Contains([]string{".jpg", ".jpeg", ".png", ".gif"}, strings.ToLower(path.Ext(name)))
	}
	for _, a := range l.Assets {
		if may(a.Name) {
			out = append(out, "static/"+a.Name)
		}
	}
	for _, name := range l.Files {
		if may(name) {
			out = append(out, name)
		}
	}
	return out
}
