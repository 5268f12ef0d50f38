package address

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
)

// A Nearest finds the known word that was most likely meant by a word, as
// vietnamese.Nearest does, as long as whoever gives it likes.
type Nearest func(word string, known []string) (nearest string, ok bool)

// Meant says what to write in the text's file instead of a destination that leads
// nowhere, as Resolve found; it is zero where nobody can tell. It looks at every
// file, page or heading, so whoever asks for many does well to stop.
func (b *Book) Meant(file, dest string, broken *Broken, nearest Nearest) diag.Text {
	p, isPath := strings.CutPrefix(dest, "/")
	var near string
	var ok bool
	switch {
	case broken.Rule == "anchor-broken":
		ids := make([]string, len(broken.headings))
		for i := range ids {
			ids[i] = broken.headings[i].ID
		}
		if near, ok = nearest(broken.anchor, ids); ok {
			return diag.Sayf("did you mean #%s?", near)
		}
	case isPath:
		p, _, _ = strings.Cut(p, "#")
		p, _, _ = strings.Cut(p, "?")
		near, ok = b.nearPath("/"+unescape(p), nearest)
	default:
		near, ok = b.nearFile(file, dest, nearest)
	}
	if !ok {
		return diag.Text{}
	}
	return diag.Sayf("did you mean %q?", near)
}

// nearPath finds a page whose address differs in one part alone.
func (b *Book) nearPath(p string, nearest Nearest) (string, bool) {
	dir := path.Dir(strings.TrimSuffix(p, "/")) + "/"
	var siblings []string
	i, _ := slices.BinarySearchFunc(b.All, dir, func(a Address, s string) int { return cmp.Compare(a.Path, s) })
	for ; i < len(b.All) && strings.HasPrefix(b.All[i].Path, dir) && len(siblings) < 500; i++ {
		if rest := strings.TrimSuffix(b.All[i].Path[len(dir):], "/"); rest != "" && !strings.Contains(rest, "/") {
			siblings = append(siblings, rest)
		}
	}
	near, ok := nearest(path.Base(p), siblings)
	return dir + near + "/", ok && near != ""
}

// nearFile finds the file that a destination in a text's file most likely means:
// a text of the same name in another folder, or a file of nearly the same name in
// the same one, as a path from the text's folder.
func (b *Book) nearFile(file, dest string, nearest Nearest) (near string, ok bool) {
	name, _, ok := content.Beside(file, dest)
	if !ok {
		return "", false
	}
	if near, ok := b.sameName(file, name); ok {
		return near, true
	}
	const most = 2000 // comparing takes its time
	wanted, ending := textName(name)
	if ending == "" {
		_, ending = textName(file) // the name says no language: that of the text is meant
	}
	dir := path.Dir(name)
	beside := map[string]string{} // by what is compared, the name without its endings
	add := func(f string) {
		if path.Dir(f) != dir || f == file || len(beside) > most {
			return
		}
		stem, lang := textName(f)
		if old, there := beside[stem]; !there || lang == ending || path.Base(f) < old && path.Ext(strings.TrimSuffix(old, ".md")) != ending {
			beside[stem] = path.Base(f)
		}
	}
	for f := range b.texts {
		add(f)
	}
	for _, f := range b.files {
		add(f)
	}
	if len(beside) > most {
		return "", false
	}
	if stem, ok := nearest(wanted, slices.Collect(maps.Keys(beside))); ok {
		near := relative(path.Dir(file), dir+"/"+beside[stem])
		if strings.Contains(near, " ") {
			near = "<" + near + ">" // as Markdown wants it
		}
		return near, true
	}
	return "", false
}

// sameName finds a text of the same name in another folder, as a path from the
// file's own.
func (b *Book) sameName(file, name string) (string, bool) {
	id, lang := textName(name)
	var found []string
	_, own := textName(file)
	without := path.Base(name) == id+".md" || path.Base(name) == id // the name says no language: that of the text is meant
	for f := range b.texts {
		if i, l := textName(f); i == id && l == lang || without && i == id && l == own {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return "", false
	}
	return relative(path.Dir(file), slices.Min(found)), true
}

// textName parts a text's file into its id and its language, and any other into
// its name and its ending.
func textName(file string) (id, lang string) {
	stem := strings.TrimSuffix(path.Base(file), ".md")
	lang = path.Ext(stem)
	if id = strings.TrimSuffix(stem, lang); id == "index" {
		id = path.Base(path.Dir(file))
	}
	return id, lang
}

// relative is the path to target from a folder; both are slash-separated and
// from the same root.
func relative(dir, target string) string {
	from, to := strings.Split(dir, "/"), strings.Split(target, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
