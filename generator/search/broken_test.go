package search_test

import (
	"context"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"

	"bantin/generator/lack"
	"bantin/generator/search"
)

// TestBroken: whatever a host sends in the place of the index's files is noticed, and
// what is sent right afterwards is used.
func TestBroken(t *testing.T) {
	node := lack.Node(t)
	s := made(t, 700)
	dir := t.TempDir()
	write(t, s, search.New(s), 0, dir)
	// A script that reads on for ever would never end by itself.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	said, err := exec.CommandContext(ctx, node, "testdata/broken.mjs", scriptFile(t), dir, "nghi quyet").Output()
	if err != nil {
		t.Fatal(err, string(said))
	}
	var got struct {
		Out     map[string][2]string
		Cleaned map[string]string
	}
	if err := json.Unmarshal(said, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Out) != 10 {
		t.Errorf("%d ways to be broken, want 10", len(got.Out))
	}
	for way, o := range got.Out {
		if strings.HasSuffix(o[0], " articles") {
			t.Errorf("%s: it finds %s all the same", way, o[0])
		}
		if !strings.HasSuffix(o[1], " articles") || o[1] == "0 articles" {
			t.Errorf("%s: once it is whole, it gives %s", way, o[1])
		}
	}
	for query, want := range map[string]string{"ng\u200bhị qu\u00adyết": "nghị quyết", "\uff13\uff15\uff0dＣＴ／ＴＷ": "35-CT/TW", "\u2169\u2166": "XVII", "\u202eabc\u202c \x00x\ny": "abc  x y"} {
		if got.Cleaned[query] != want {
			t.Errorf("%q is looked for as %q, want %q", query, got.Cleaned[query], want)
		}
	}
	for query, is := range got.Cleaned {
		if len(query) > 5000 && len(is) > 400 {
			t.Errorf("of a query of %d characters, %d are looked for", len(query), len(is))
		}
	}
}
