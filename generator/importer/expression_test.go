package importer

import "testing"

// TestExpressions compiles each, since one that is wrong is otherwise found by whoever
// imports the first page that asks for it.
func TestExpressions(t *testing.T) {
	if len(expressions) < 100 {
		t.Fatalf("only %d expressions are listed", len(expressions))
	}
	for _, x := range expressions {
		x.compiled()
	}
}
