package importer

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"bantin/generator/content"
	"bantin/generator/vietnamese"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what comes out into testdata")

// library reads the made-up bulletin of the tests.
func library(t testing.TB) *content.Library {
	t.Helper()
	lib := content.Load(os.DirFS("testdata/site"), os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	for _, p := range lib.Problems {
		if strings.HasPrefix(p.Pos.File, content.Folder) {
			t.Fatal(p)
		}
	}
	return lib
}

// TestPages holds each page to what its author wrote down before it was read, and
// to the whole of what came out of it. Of the lines of "expect",
//
//	key: value   is a line of the front matter
//	#key         is a key that must be in a comment
//	~text        is in the front matter
//	+text        is in the body
//	-text        is not in the body
//	!text        is nowhere
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatal(len(files), err)
	}
	lib := library(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			page := archive.Files[0].Data
			for line := range strings.Lines(string(archive.Comment)) {
				if encoding, ok := strings.CutPrefix(line, "encoding: "); ok {
					page = encode(t, string(page), strings.TrimSpace(encoding))
				}
			}
			r, err := Import(page, lib, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := string(r.File.Bytes())
			mustLoad(t, r)
			front, body, _ := strings.Cut(strings.TrimPrefix(got, "---\n"), "\n---\n")
			for line := range strings.Lines(string(archive.Files[1].Data)) {
				line = strings.TrimSuffix(line, "\n")
				if line == "" {
					continue
				}
				rest := line[1:]
				ok := false
				switch line[0] {
				case '#':
					ok = strings.Contains("\n"+front, "\n# "+rest+":") && !strings.Contains("\n"+front, "\n"+rest+":")
				case '~':
					ok = strings.Contains(front, rest)
				case '+':
					ok = strings.Contains(body, rest)
				case '-':
					ok = !strings.Contains(body, rest)
				case '!':
					ok = !strings.Contains(got, rest)
				default:
					ok = strings.Contains("\n"+front+"\n", "\n"+line+"\n")
				}
				if !ok {
					t.Errorf("does not hold: %s", line)
				}
			}
			var remarks strings.Builder
			for _, remark := range r.Remarks {
				fmt.Fprintf(&remarks, "%s: %s\n", remark.Key, remark.Text)
			}
			after := []txtar.File{{Name: "want.md", Data: []byte(got)}, {Name: "remarks", Data: []byte(remarks.String())}}
			if *update {
				archive.Files = append(archive.Files[:2], after...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(archive.Files) != 4 {
				t.Fatalf("no want.md and remarks: run with -update, and read what comes out\n%s", got)
			}
			for i, f := range after {
				if string(f.Data) != string(archive.Files[2+i].Data) {
					t.Errorf("%s is\n%s\nwant\n%s", f.Name, f.Data, archive.Files[2+i].Data)
				}
			}
		})
	}
}

// mustLoad holds that a draft is read by the loader with no fault but keys that are
// missing.
func mustLoad(t testing.TB, r Result) {
	t.Helper()
	site := fstest.MapFS{
		"config.yaml":              {Data: []byte("base_url: https://example.org/\ntitle: {vi: B, en: B}\n")},
		"content/committees.yaml":  {Data: []byte("- {id: a, name: {vi: A, en: A}, level: province}\n")},
		"content/articles/x.vi.md": {Data: r.File.Bytes()},
	}
	lib := content.Load(site, os.DirFS("../../layouts"), fstest.MapFS{}, nil)
	for _, p := range lib.Problems {
		if strings.HasPrefix(p.Pos.File, content.ArticlesFolder) && p.Rule != "key-missing" {
			t.Errorf("%s\nin\n%s", p, r.File.Bytes())
		}
	}
	v := lib.Articles[0].Versions[0]
	if v.Front.Title != strings.Join(strings.Fields(r.Title), " ") {
		t.Errorf("the title is %q, not %q", v.Front.Title, r.Title)
	}
}

// encode writes a text in an older encoding. The tables are those of the decoder,
// read the other way.
func encode(t *testing.T, text, encoding string) []byte {
	t.Helper()
	name, asUTF8 := strings.CutSuffix(encoding, " as UTF-8")
	if name == vietnamese.UTF16 {
		out := []byte{0xff, 0xfe}
		for _, r := range text {
			out = append(out, byte(r), byte(r>>8))
		}
		return out
	}
	table := map[rune][]byte{}
	try := func(b ...byte) {
		s, ok := vietnamese.DecodeLegacy(b, name)
		if r, size := utf8.DecodeRuneInString(s); ok && size == len(s) {
			if _, ok := table[r]; !ok {
				table[r] = slices.Clone(b)
			}
		}
	}
	for _, c := range []byte("aeiouyAEIOUY\xf4\xf6\xd4\xd6\xe2\xea\xee\xe3\xf5\xfd\xc2\xca\xc3\xd5\xdd") {
		for m := 0x80; m < 0x100 && name != vietnamese.TCVN3; m++ {
			try(c, byte(m))
		}
	}
	for c := 0x80; c < 0x100; c++ {
		try(byte(c))
	}
	var out []byte
	for _, r := range text {
		b := table[r]
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case b != nil && asUTF8:
			for _, c := range b {
				out = utf8.AppendRune(out, rune(c))
			}
		case b != nil:
			out = append(out, b...)
		default:
			t.Fatalf("%s has no %q", name, r)
		}
	}
	return out
}

// TestRefused: what no article can be made of.
func TestRefused(t *testing.T) {
	lib := library(t)
	for name, c := range map[string]struct {
		page []byte
		want error
	}{
		"nothing":      {nil, errNoReport},
		"white space":  {[]byte(" \n\t\r\n"), errNoReport},
		"only a menu":  {[]byte("<html><body><ul><li><a href=/>Trang chủ</a><li><a href=/b>Tin tức</a></ul></body></html>"), errNoReport},
		"empty HTML":   {[]byte("<!doctype html><html><head><title>Một trang không có bài nào cả</title></head><body></body></html>"), errNoReport},
		"a picture":    {append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{0, 1, 2, 0xff}, 1000)...), errNoText},
		"too large":    {bytes.Repeat([]byte("a"), MaxBytes+1), errTooLarge},
		"many tags":    {[]byte(strings.Repeat("<br>", mostTags)), errNoReport},
		"one more tag": {[]byte(strings.Repeat("<br>", mostTags+1)), errTags},
		"nested depth": {[]byte("<html><body>" + strings.Repeat("<div>", 5000) + "a"), errNesting},
	} {
		if _, err := Import(c.page, lib, Options{}); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
