package importer

import (
	"regexp"
	"sync"
)

// An expression is a regular expression that is compiled when it is first asked for. There
// are so many here that every start of the program would wait for them, and nearly none
// of its commands imports anything.
type expression struct{ compiled func() *regexp.Regexp }

// newExpression is for a source that is right: one that is not panics at its first use,
// and TestExpressions compiles each.
func newExpression(source string) expression {
	return expression{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })}
}

// The methods are those of [regexp.Regexp].

func (x expression) MatchString(s string) bool            { return x.compiled().MatchString(s) }
func (x expression) FindSubmatch(b []byte) [][]byte       { return x.compiled().FindSubmatch(b) }
func (x expression) FindStringIndex(s string) []int       { return x.compiled().FindStringIndex(s) }
func (x expression) FindStringSubmatch(s string) []string { return x.compiled().FindStringSubmatch(s) }
func (x expression) FindStringSubmatchIndex(s string) []int {
	return x.compiled().FindStringSubmatchIndex(s)
}
func (x expression) FindAllString(s string, n int) []string {
	return x.compiled().FindAllString(s, n)
}
func (x expression) FindAllStringIndex(s string, n int) [][]int {
	return x.compiled().FindAllStringIndex(s, n)
}
func (x expression) FindAllStringSubmatch(s string, n int) [][]string {
	return x.compiled().FindAllStringSubmatch(s, n)
}
func (x expression) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return x.compiled().FindAllStringSubmatchIndex(s, n)
}
func (x expression) ReplaceAllString(s, with string) string {
	return x.compiled().ReplaceAllString(s, with)
}
func (x expression) Split(s string, n int) []string { return x.compiled().Split(s, n) }
