package markdown

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/util"
)

// TestCommonMark compares the examples of the CommonMark specification with what
// goldmark makes of them, which is known to be right, but for the rules of this
// package.
func TestCommonMark(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the go command does not find goldmark: ", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Skip("goldmark comes without the examples: ", err)
	}
	var examples []struct {
		Markdown string
		Example  int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	// The dialect reads these differently on purpose.
	differs := map[int]string{
		34: "languages have ASCII names", 144: "languages have ASCII names",
		602: "bare addresses are links", 608: "bare addresses are links", 611: "bare addresses are links",
	}
	same, schemes := 0, 0
	for _, e := range examples {
		doc, problems := Convert([]byte(e.Markdown), "spec.md", 0)
		for _, p := range problems {
			if p.Rule == "link-scheme" {
				schemes++
				goto next
			}
			if p.Rule != "html-dropped" && p.Rule != "heading-level" && p.Rule != "link-unread" && p.Rule != "mark-unread" {
				t.Errorf("example %d: %s", e.Example, p)
			}
		}
		{
			var plain bytes.Buffer
			if err := goldmark.Convert([]byte(e.Markdown), &plain); err != nil {
				t.Fatal(err)
			}
			got, want := comparable(string(filled(&doc)), false), comparable(plain.String(), true)
			if got == want {
				same++
			} else if differs[e.Example] == "" {
				t.Errorf("example %d: %q\n got %q\nwant %q", e.Example, e.Markdown, got, want)
			}
		}
	next:
	}
	t.Logf("%d of %d examples are the same, %d link to what no page may", same, len(examples), schemes)
}

// filled is the document with each address as it was written.
func filled(doc *Doc) []byte {
	return doc.AppendHTML(nil, func(dst []byte, ref *Ref) []byte {
		url := html.EscapeString(string(util.URLEscape([]byte(ref.Dest), false)))
		switch ref.Kind {
		case Picture:
			return append(dst, ` src="`+url+`"`...)
		case Full, TableName, NotesName, NoteName, BackName:
			return dst
		}
		return append(dst, url...)
	})
}

var (
	imgTag      = regexp.MustCompile(`<img src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")?>`)
	onlyImages  = regexp.MustCompile(`<p>((?:<img [^>]*>\s*)+)</p>`)
	headingTag  = regexp.MustCompile(`<h([1-6])(?: id="[^"]*")?>`)
	emptyTitle  = regexp.MustCompile(` title=""`)
	blankInTags = regexp.MustCompile(`\s*\n\s*`)
)

// comparable takes out of HTML what this package does in its own way; theirs
// says whether goldmark wrote it.
func comparable(s string, theirs bool) string {
	if theirs {
		s = strings.ReplaceAll(s, "<!-- raw HTML omitted -->", "")
		s = strings.ReplaceAll(s, "<p></p>\n", "")
		s = strings.ReplaceAll(s, "</h1>", "</h2>")
		s = emptyTitle.ReplaceAllString(s, "")
		s = onlyImages.ReplaceAllStringFunc(s, func(p string) string {
			var b strings.Builder
			for _, m := range imgTag.FindAllStringSubmatch(p, -1) {
				b.WriteString(`<figure class="figure"><img src="` + m[1] + `" alt="` + m[2] + `">`)
				if m[3] != "" {
					b.WriteString("<figcaption>" + m[3] + "</figcaption>")
				}
				b.WriteString("</figure>\n")
			}
			return b.String()
		})
		s = imgTag.ReplaceAllString(s, `<img src="$1" alt="$2">`)
	} else {
		s = regexp.MustCompile(`<img alt="([^"]*)" src="([^"]*)">`).ReplaceAllString(s, `<img src="$2" alt="$1">`)
	}
	s = headingTag.ReplaceAllStringFunc(s, func(h string) string {
		if h[2] == '1' {
			return "<h2>"
		}
		return h[:3] + ">"
	})
	return strings.TrimSpace(blankInTags.ReplaceAllString(s, "\n"))
}
