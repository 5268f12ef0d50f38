package content

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite docs/keys.md")

// TestKeysPage holds the editors' page of keys to the tables that the decoder
// follows: neither can say what the other does not.
func TestKeysPage(t *testing.T) {
	const page = "../../docs/keys.md"
	var b strings.Builder
	b.WriteString("# Every key\n\nMade from the tables that the loader follows, by `go test ./generator/content -run KeysPage -update`.\n")
	section := func(title, intro string, keys []KeyDoc, withWhere bool) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", title, intro)
		if withWhere {
			b.WriteString("| key | value | where | meaning |\n|---|---|---|---|\n")
		} else {
			b.WriteString("| key | value | meaning |\n|---|---|---|\n")
		}
		var rows func(prefix string, keys []KeyDoc, where string)
		rows = func(prefix string, keys []KeyDoc, where string) {
			for _, k := range keys {
				value := k.Shape.Name
				if len(k.Shape.Enum) > 0 {
					value = "`" + strings.Join(k.Shape.Enum, "` `") + "`"
				}
				if k.Required {
					value += "; required"
				}
				w := where
				if w == "" {
					w = k.Where.String()
				}
				if withWhere {
					fmt.Fprintf(&b, "| `%s%s` | %s | %s | %s |\n", prefix, k.Name, value, w, k.Doc)
				} else {
					fmt.Fprintf(&b, "| `%s%s` | %s | %s |\n", prefix, k.Name, value, k.Doc)
				}
				switch {
				case k.Shape.Keys != nil:
					rows(prefix+k.Name+".", k.Shape.Keys, w)
				case k.Shape.Items != nil && k.Shape.Items.Keys != nil:
					rows(prefix+k.Name+"[].", k.Shape.Items.Keys, w)
				}
			}
		}
		rows("", keys, "")
	}
	section("An article", "The front matter of `content/articles/**/ID.LANG.md`. A translation inherits every key of the original.", ArticleKeys(), true)
	section("A page", "The front matter of `content/pages/ID.LANG.md`.", PageKeys(), false)
	section("A committee", "An entry of `content/committees.yaml`.", CommitteeKeys(), false)
	section("An announcement", "An entry of `content/announcements.yaml`.", AnnouncementKeys(), false)
	section("The site", "`config.yaml`.", ConfigKeys(), false)
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s is not what the tables say; run the test with -update", page)
	}
}
