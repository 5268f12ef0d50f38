package render

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestStyle holds the style sheet to the order and the sizes that it gives itself: a
// size of text is one of the few that :root names, or relative to the text around it;
// paper and forced colours, which take back what was said before, come last.
func TestStyle(t *testing.T) {
	src, err := os.ReadFile("../../static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	style := string(src)
	rules, last, _ := strings.Cut(style, "@media print")
	if strings.Count(style, "@media print") != 1 || strings.Count(style, "@media (forced-colors: active)") != 1 || !strings.Contains(last, "@media (forced-colors: active)") {
		t.Error("paper and forced colours are not the last, each once")
	}
	if after := regexp.MustCompile(`(?m)^[^\s}/@]`).FindString(last); after != "" {
		t.Error("rules follow paper and forced colours")
	}
	var sizes []string
	for _, m := range regexp.MustCompile(`(?:font-size|(--\w+)): ([^;}]+)`).FindAllStringSubmatch(rules, -1) {
		name, value := m[1], strings.TrimSpace(m[2])
		switch {
		case name != "":
			sizes = append(sizes, name)
		case regexp.MustCompile(`^\.\d+em$|^inherit$|^12px$`).MatchString(value): // 12px: in a drawing
		case !slices.Contains(sizes, strings.TrimSuffix(strings.TrimPrefix(value, "var("), ")")):
			t.Errorf("the size of text %s has no name", value)
		}
	}
}
