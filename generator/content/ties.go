package content

import (
	"bytes"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

// ties are what leads from one file of static/ to another. A file's published name holds its
// digest, so what leads to it is rewritten, and what leads to what is rewritten after that.
type ties struct {
	problems *diag.List
	made     map[string]*Asset // by name
	sheets   map[string]*sheet // those that are not made yet, by name
}

// A sheet is a style or a script of the bulletin's own, which may lead to other files.
type sheet struct {
	file string // its path in the site's folder
	name string
	src  []byte
	end  []byte // what is published behind it
	busy bool   // it is being made
}

// mayLead reports whether a file of this name is one in which references are found.
func mayLead(name string) bool { return isStyle(name) || isScript(name) }

func isStyle(name string) bool { return path.Ext(name) == ".css" }

func isScript(name string) bool { return path.Ext(name) == ".js" || path.Ext(name) == ".mjs" }

// all makes what is still to be made, and gives all in the order of their names.
func (t *ties) all() []*Asset {
	for _, name := range slices.Sorted(maps.Keys(t.sheets)) {
		t.asset(name)
	}
	out := make([]*Asset, 0, len(t.made))
	for _, name := range slices.Sorted(maps.Keys(t.made)) {
		out = append(out, t.made[name])
	}
	return out
}

// asset gives the Asset of a name; nil where there is none, or where its digest would have
// to be known before it is made.
func (t *ties) asset(name string) *Asset {
	s := t.sheets[name]
	if a := t.made[name]; a != nil || s == nil || s.busy {
		return a
	}
	s.busy = true
	data := slices.Concat(t.rewritten(s), s.end)
	a := &Asset{Name: name, Digest: digestOf(data), data: func() []byte { return data }}
	t.made[name] = a
	return a
}

// rewritten is a sheet with every reference to a file of static/ leading to where that is
// published. Others are left as they are.
func (t *ties) rewritten(s *sheet) []byte {
	find := styleReferences
	if isScript(s.name) {
		find = scriptReferences
	}
	var out []byte
	done, told := 0, 0
	for _, r := range find(s.src) {
		target, ok := s.leadsTo(string(s.src[r.from:r.to]))
		if !ok {
			continue
		}
		a := t.asset(target.name)
		if a == nil {
			if told++; told <= mostTold {
				t.tell(s, r, target)
			}
			continue
		}
		out = append(out, s.src[done:r.from]...)
		out = append(out, target.address(s, a)...)
		done = r.to
		if len(out) > maxSheetBytes { // by the way up from a deep folder, again and again
			t.problems.Errorf(diag.Pos{File: s.file}, "file-too-large", "what leads to other files would make more than %d MiB of this file", maxSheetBytes>>20).
				Hintf("make it smaller")
			return s.src
		}
	}
	if done == 0 {
		return s.src
	}
	return append(out, s.src[done:]...)
}

const (
	maxSheetBytes = 4 << 20 // of a sheet that is rewritten
	mostTold      = 20      // problems of a sheet: to find a place takes a look at all before it
)

// tell reports a reference that cannot be made to lead to its file.
func (t *ties) tell(s *sheet, r reference, to target) {
	pos := position(s.file, s.src, r.from)
	switch {
	case t.sheets[to.name] != nil:
		t.problems.Warnf(pos, "static-circle", "this leads to a file that leads back here, and the published name of each holds its bytes").
			Hintf("put the two into one file")
	case isStyle(s.name):
		p := t.problems.Warnf(pos, "static-missing", "there is no file static/%s", to.name)
		if near, ok := vietnamese.Nearest(to.name, slices.Concat(slices.Sorted(maps.Keys(t.made)), slices.Sorted(maps.Keys(t.sheets)))); ok {
			p.Hintf("did you mean %q?", "static/"+near)
		} else {
			p.Hintf("put it into static, or remove what leads to it")
		}
	}
}

// A target is what a reference leads to.
type target struct {
	name string // in static/
	rest string // what follows the path: ?#iefix
}

// leadsTo is the file of static/ that a reference names by its path, from where the sheet is
// or from the top of the site. ok is false where it does not lead into static/.
func (s *sheet) leadsTo(reference string) (to target, ok bool) {
	const mostPath = 4096 // bytes, as systems have it
	if len(reference) > mostPath || strings.Contains(reference, "\\") || strings.HasPrefix(reference, "//") {
		return to, false
	}
	u, err := url.Parse(reference)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return to, false
	}
	at := path.Join("/static", path.Dir(s.name), norm.NFC.String(u.Path))
	if strings.HasPrefix(u.Path, "/") {
		at = path.Clean(norm.NFC.String(u.Path))
	}
	if end := strings.IndexAny(reference, "?#"); end >= 0 {
		to.rest = reference[end:]
	}
	to.name, ok = strings.CutPrefix(at, "/static/")
	return to, ok
}

// address is where a reference in a sheet has to lead: a relative path, whatever the address
// of the site, and for a script one that begins as such.
func (to target) address(s *sheet, a *Asset) string {
	here, there := strings.Split(s.name, "/"), strings.Split(a.Published(), "/")
	for len(here) > 1 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	up := strings.Repeat("../", len(here)-1)
	if up == "" {
		up = "./"
	}
	for i, part := range there {
		there[i] = url.PathEscape(part)
	}
	return up + strings.Join(there, "/") + to.rest
}

// A reference is where in a sheet the path to another file stands.
type reference struct{ from, to int }

// styleReferences finds what url() and @import name in a style sheet, as CSS Syntax Level 3
// has it: not in comments, and not in strings that are something else.
func styleReferences(src []byte) (all []reference) {
	imports := false // @import is before, and nothing else
	for i := 0; i < len(src); {
		c := src[i]
		switch {
		case bytes.HasPrefix(src[i:], []byte("/*")):
			end := bytes.Index(src[i+2:], []byte("*/"))
			if end < 0 {
				return all
			}
			i += 2 + end + 2
			continue
		case c == '"' || c == '\'':
			end := stringEnd(src, i)
			if imports {
				all = append(all, reference{i + 1, end})
			}
			i = end + 1
		case c == '@' && hasFold(src[i:], "@import"):
			i += len("@import")
			imports = true
			continue
		case hasFold(src[i:], "url(") && (i == 0 || !inName(src[i-1])):
			i += len("url(")
			for i < len(src) && isSpace(src[i]) {
				i++
			}
			from, end := i, i
			if i < len(src) && (src[i] == '"' || src[i] == '\'') {
				from, end = i+1, stringEnd(src, i)
			} else {
				for end < len(src) && src[end] != ')' && !isSpace(src[end]) {
					end++
				}
			}
			all = append(all, reference{from, end})
			i = end + 1
		case isSpace(c):
			i++
			continue
		default:
			i++
		}
		imports = false
	}
	return all
}

// stringEnd is where the string ends that begins at i: at its other quotation mark, or where
// it breaks off.
func stringEnd(src []byte, i int) int {
	quote := src[i]
	for i++; i < len(src) && src[i] != quote && src[i] != '\n'; i++ {
		if src[i] == '\\' {
			i++
		}
	}
	return min(i, len(src))
}

func hasFold(src []byte, word string) bool {
	return len(src) >= len(word) && strings.EqualFold(string(src[:len(word)]), word)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// inName reports whether a byte is one of a CSS name.
func inName(c byte) bool {
	return c == '-' || c == '_' || c == '\\' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// leading finds what a module names: import "./x.js", import … from "./x.js", export … from,
// import("./x.js"), and new URL("x.json", import.meta.url).
var leading = regexp.MustCompile(`\b(?:from|import)\s*\(?\s*(?:"(\.{0,2}/[^"\\\n]*)"|'(\.{0,2}/[^'\\\n]*)')|` +
	`\bnew\s+URL\(\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)')\s*,\s*import\.meta\.url`)

// scriptReferences finds what leads out of a script in so many words. Where a comment says it,
// no harm is done.
func scriptReferences(src []byte) (all []reference) {
	for _, m := range leading.FindAllSubmatchIndex(src, -1) {
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				all = append(all, reference{m[i], m[i+1]})
			}
		}
	}
	return all
}
