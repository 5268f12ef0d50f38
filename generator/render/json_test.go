package render

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestJSONText: what is appended is JSON that says what was added, whatever stands in
// a text, and what stands on a page cannot end its script.
func TestJSONText(t *testing.T) {
	var all strings.Builder
	for c := range 0x180 {
		all.WriteRune(rune(c))
	}
	awkward := all.String() + "\u2028\u2029\ufeff\ufffd</script><!--\\\"]]>"
	for _, escaped := range []*[256]bool{fileSigns, scriptSigns} {
		j := jsonText{[]byte("x"), escaped}
		j.bytes = j.bytes[:0]
		j.begin()
		j.text("text", awkward)
		j.text("none", "")
		j.number("number", -12)
		j.number("zero", 0)
		j.texts("nothing", nil)
		j.texts("texts", []string{"a", "", awkward})
		j.list("list")
		for range 2 {
			j.line()
			j.begin()
			j.text("a", "]")
			j.end()
		}
		j.endList()
		j.key("made")
		j.made(`{"b":[]}`)
		j.inEach("each", nil, nil)
		j.end()
		var got any
		if err := json.Unmarshal(j.bytes, &got); err != nil {
			t.Fatalf("%v: %s", err, j.bytes)
		}
		want := map[string]any{
			"text": awkward, "number": -12.0, "texts": []any{"a", "", awkward},
			"list": []any{map[string]any{"a": "]"}, map[string]any{"a": "]"}},
			"made": map[string]any{"b": []any{}}, "each": map[string]any{},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis %v, want %v", j.bytes, got, want)
		}
		if escaped == scriptSigns && strings.ContainsAny(string(j.bytes), "<>&") {
			t.Errorf("a script could end in %s", j.bytes)
		}
	}
}
