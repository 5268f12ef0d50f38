package content

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"

	"bantin/generator/diag"

	"gopkg.in/yaml.v3"
)

// typedKey is the sentence of a strings file with the keys of input methods: regular
// expressions that the search has the reader's browser run.
const typedKey = "search.typed"

// pairKeys are the sentences of pairs that the search takes apart, each with an example.
var pairKeys = map[string]string{
	"search.issuers":  "politburo=TW",
	"search.ordinals": "first=1",
	"search.endings":  "ies=y",
}

const (
	mostTyped        = 100 // of a language
	mostTypedPattern = 200 // bytes
)

// forSearch checks a sentence that is nothing to read, but what the script of the search
// works with.
func (d *decoder) forSearch(name string, n *yaml.Node, text string) {
	refuse := func(what diag.Text, hint diag.Text) {
		p := d.problems.Errorf(d.pos(n), "value-type", "%v", what)
		p.Hint = hint
	}
	entries := strings.Fields(text)
	like, isPairs := pairKeys[name]
	switch {
	case isPairs:
		for _, one := range entries {
			before, after, _ := strings.Cut(one, "=")
			words := strings.ContainsFunc(before, isSign) && strings.ContainsFunc(after, isSign)
			if strings.Count(one, "=") != 1 || !words && !(name == "search.endings" && before != "") {
				refuse(diag.Sayf("%q is no pair", one), diag.Sayf("write two words with one = between them and no spaces, as in %q", like))
				return
			}
		}
	case name == typedKey && len(entries) > mostTyped:
		refuse(diag.Sayf("there are %d patterns, and %d are the most", len(entries), mostTyped), diag.Sayf("remove some"))
	case name == typedKey:
		for _, one := range entries {
			if wrong := wrongTyped(one); !wrong.IsZero() {
				refuse(diag.Sayf("the search cannot use %q: %s", one, wrong),
					diag.Sayf("write letters, groups ( ), classes [ ] and at most one sign of repetition, then = and what stands for them, as in %q", `([aeiou][a-z]*?)[s1]=$1´`))
				return
			}
		}
	}
}

func isSign(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wrongTyped is what is wrong with a pattern and what stands for it. What is right means
// the same to Go and to browsers, is found without trying many ways, and makes no word
// longer: patterns work on what the ones before them made.
func wrongTyped(entry string) diag.Text {
	pattern, other, _ := strings.Cut(entry, "=")
	switch {
	case strings.Count(entry, "=") != 1 || pattern == "":
		return diag.Sayf("it is no pattern with one = behind it")
	case len(pattern) > mostTypedPattern:
		return diag.Sayf("it has more than %d bytes", mostTypedPattern)
	case foreignSyntax(pattern):
		return diag.Sayf(`of what begins with (?, [[, [] or \, it may only have (?: and \ before a sign`)
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return diag.Sayf("it is no regular expression (%v)", err)
	}
	repeats := 0
	if wrong := wrongOp(re, &repeats); !wrong.IsZero() {
		return wrong
	}
	if repeats > 1 {
		return diag.Sayf("it has more than one sign of repetition")
	}
	return wrongOther(re, other)
}

// foreignSyntax reports what browsers and Go do not read alike.
func foreignSyntax(pattern string) bool {
	inClass := false
	for i := 0; i < len(pattern); i++ {
		rest := pattern[i:]
		switch c := pattern[i]; {
		case c == '\\':
			if i++; i == len(pattern) || !strings.ContainsRune(`.*+?()[]{}|^$/\-`, rune(pattern[i])) {
				return true
			}
		case inClass && c == '[':
			return true
		case inClass:
			inClass = c != ']'
		case c == '[':
			if inClass = true; strings.HasPrefix(rest, "[]") || strings.HasPrefix(rest, "[^]") {
				return true
			}
		case strings.HasPrefix(rest, "(?") && !strings.HasPrefix(rest, "(?:"):
			return true
		case (c == '{' || c == '}' || c == ']') && !isCount(pattern, i):
			return true
		}
	}
	return false
}

// isCount reports whether a bracket is one of {2}, {2,} or {2,5}.
func isCount(pattern string, at int) bool {
	open := strings.LastIndexByte(pattern[:at+1], '{')
	if open < 0 {
		return false
	}
	inside, _, ok := strings.Cut(pattern[open+1:], "}")
	from, _, _ := strings.Cut(inside, ",")
	return ok && from != "" && strings.Trim(inside, "0123456789,") == "" && strings.Count(inside, ",") <= 1 && at <= open+1+len(inside)
}

// wrongOp is what a pattern may not have, and counts the signs of repetition.
func wrongOp(re *syntax.Regexp, repeats *int) diag.Text {
	switch re.Op {
	case syntax.OpCapture:
		if re.Sub[0].MaxCap() > 0 {
			return diag.Sayf("it has a group within a group")
		}
	case syntax.OpAlternate:
		return diag.Sayf("it has a |; write an entry for each side of it")
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		*repeats++
		switch one := re.Sub[0]; {
		case one.Op == syntax.OpLiteral && len(one.Rune) == 1, one.Op == syntax.OpCharClass, one.Op == syntax.OpAnyCharNotNL:
		default:
			return diag.Sayf("it repeats more than one letter or class")
		}
	}
	for _, inner := range re.Sub {
		if wrong := wrongOp(inner, repeats); !wrong.IsZero() {
			return wrong
		}
	}
	return diag.Text{}
}

// wrongOther is what is wrong with what stands for a pattern: that it is not there to set
// in, or would be longer than what was found.
func wrongOther(re *syntax.Regexp, other string) diag.Text {
	groups := re.MaxCap()
	used := map[int]bool{}
	long := 0
	for i := 0; i < len(other); i++ {
		if other[i] != '$' {
			if utf8.RuneStart(other[i]) {
				long++
			}
			continue
		}
		i++
		if i == len(other) || other[i] < '1' || other[i] > '9' || int(other[i]-'0') > groups || used[int(other[i]-'0')] ||
			i+1 < len(other) && other[i+1] >= '0' && other[i+1] <= '9' {
			return diag.Sayf("a $ stands for a group, as $1 does for the first, and once for each")
		}
		used[int(other[i]-'0')] = true
	}
	if long > shortestMatch(re, used) {
		return diag.Sayf("what stands for it is longer than it")
	}
	return diag.Text{}
}

// shortestMatch is how many characters a pattern finds at least, without those of some of
// its groups.
func shortestMatch(re *syntax.Regexp, without map[int]bool) int {
	least := 0
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpStar, syntax.OpQuest:
		return 0
	case syntax.OpRepeat:
		return re.Min * shortestMatch(re.Sub[0], without)
	case syntax.OpCapture:
		if without[re.Cap] {
			return 0
		}
	}
	for _, inner := range re.Sub {
		least += shortestMatch(inner, without)
	}
	return least
}
