package generator

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bantin/generator/content"
	"bantin/generator/diag"
	"bantin/generator/draft"
	"bantin/generator/markdown"
	"bantin/generator/message"
)

// translate begins a translation: the original's words, to be replaced one by one,
// so that its links and pictures stay. Links to texts that are translated lead to the
// translations.
func translate(root *os.Root, lib *content.Library, a *content.Article, b Beginning) (Begun, error) {
	for _, v := range a.Versions {
		if v.Lang == b.Lang {
			return Begun{}, misuse("%s is there already", v.File)
		}
	}
	if b.Committee != "" || b.Date != "" {
		return Begun{}, misuse("%q is an article, whose translation inherits the committee and the date; leave out --committee and --date", a.ID)
	}
	from := a.Original()
	if slices.Index(lib.Config.Languages, b.Lang) < slices.Index(lib.Config.Languages, from.Lang) {
		return Begun{}, misuse("a text in %q would be the original of %s; rename that file, and translate it back", b.Lang, from.File)
	}
	if from.Unread || from.Digest == "" {
		return Begun{}, misuse("%s cannot be translated while it has errors; bantin check tells them", from.File)
	}
	raw, err := root.ReadFile(from.File)
	if err != nil {
		return Begun{}, err
	}
	body, _ := content.BodyOf(raw)
	linked, open := relink(root, lib, from, string(body), b.Lang)
	f := draft.File{Body: linked, Keys: []draft.Key{
		{Name: "title", Value: draft.Text(from.Front.Title)},
		proposed("translator", message.In(b.Lang)),
		{Name: "translation_of", Value: draft.Text(from.Digest)},
	}}
	if from.Front.Summary != "" {
		f.Keys = append(f.Keys, draft.Key{Name: "summary", Value: draft.Text(from.Front.Summary)})
	}
	begun := Begun{File: draft.Beside(from.File, b.Lang), Open: open}
	return begun, write(root, begun.File, f)
}

// relink gives the Markdown of a text with its links to other texts leading to the
// versions in a language, and a sentence for each that stays because there is none.
func relink(root *os.Root, lib *content.Library, from *content.Version, body, lang string) (string, []diag.Text) {
	t := targets{from: from, lang: lang, of: map[string]target{}}
	var dests, ids []string
	t.add(lib)
	for _, ref := range from.Body.Refs {
		if ref.Kind != markdown.Link || slices.Contains(dests, ref.Dest) {
			continue
		}
		if name, fragment, ok := content.Beside(from.File, ref.Dest); ok && t.of[name].id != "" {
			dests = append(dests, ref.Dest)
			if fragment != "" {
				ids = append(ids, t.of[name].id)
			}
		}
	}
	if len(ids) > 0 { // where anchors lead, the headings say
		t.add(content.Outline(root.FS(), ids...))
	}
	var open []diag.Text
	for _, dest := range dests {
		to, ok := t.dest(dest)
		if ok {
			body, ok = redirected(body, dest, to)
		}
		if !ok {
			open = append(open, diag.Sayf("the link to %q stays as it is: what it leads to is not there in the language %q", dest, lang))
		}
	}
	return body, open
}

// targets are the texts that links of a text may lead to, by their files.
type targets struct {
	from *content.Version
	lang string // that is looked for
	of   map[string]target
}

// A target is a text and what stands for it in the language.
type target struct {
	id           string
	lang         string
	file         string // in the language; "" where there is none
	body, inLang *markdown.Doc
}

// add takes the texts of a Library, and their headings as far as it has read them.
func (t *targets) add(lib *content.Library) {
	for _, a := range lib.Articles {
		versions := make([]target, len(a.Versions))
		for i, v := range a.Versions {
			versions[i] = target{id: a.ID, lang: v.Lang, file: v.File, body: &v.Body}
		}
		t.addVersions(versions)
	}
	for _, p := range lib.Pages {
		versions := make([]target, len(p.Versions))
		for i, v := range p.Versions {
			versions[i] = target{id: p.ID, lang: v.Lang, file: v.File, body: &v.Body}
		}
		t.addVersions(versions)
	}
}

func (t *targets) addVersions(all []target) {
	at := slices.IndexFunc(all, func(v target) bool { return v.lang == t.lang })
	for _, v := range all {
		file := v.file
		switch {
		case file == t.from.File: // which is being begun, with the headings of this one
			v.file, v.inLang = draft.Beside(file, t.lang), v.body
		case at < 0:
			v.file = ""
		default:
			v.file, v.inLang = all[at].file, all[at].body
		}
		t.of[file] = v
	}
}

// dest is a destination in the text as it is to be in its version in the language; ok
// is false where there is nothing for it to lead to.
func (t *targets) dest(dest string) (to string, ok bool) {
	name, fragment, _ := content.Beside(t.from.File, dest)
	v := t.of[name]
	if v.file == "" {
		return "", false
	}
	if fragment != "" {
		i := slices.IndexFunc(v.body.Headings, func(h markdown.Heading) bool { return h.ID == fragment })
		if i < 0 || len(v.inLang.Headings) != len(v.body.Headings) {
			return "", false
		}
		fragment = "#" + v.inLang.Headings[i].ID
	}
	rel, err := filepath.Rel(filepath.FromSlash(path.Dir(t.from.File)), filepath.FromSlash(v.file))
	if err != nil {
		return "", false
	}
	return (&url.URL{Path: filepath.ToSlash(rel)}).EscapedPath() + fragment, true
}

// redirected is Markdown with another destination in each link to one; ok is false
// where no link has it in these very letters.
func redirected(body, dest, to string) (out string, ok bool) {
	parts := strings.Split(body, dest)
	for i, part := range parts[1:] {
		before := strings.TrimRight(strings.TrimSuffix(parts[i], "<"), " \t")
		if (strings.HasSuffix(before, "](") || strings.HasSuffix(before, "]:")) && (part == "" || strings.ContainsAny(part[:1], ")> \t\n\"")) {
			parts[i] += to
			ok = true
		} else {
			parts[i] += dest
		}
	}
	return strings.Join(parts, ""), ok
}
