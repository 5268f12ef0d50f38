package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareLinks makes links of web addresses that stand in the text as they are, by
// the rules of GitHub's extended autolinks, for http, https and www only.
//
// goldmark has an extension for it, but that stops at every space of the text,
// links e-mail addresses and ftp as well, and matches hosts by a pattern that
// costs tens of microseconds an attempt. This one waits for the sign after the
// scheme and takes the scheme back from the text before it.
type bareLinks struct{}

// Trigger is part of parser.InlineParser.
func (bareLinks) Trigger() []byte { return []byte{':', '.'} }

// Parse is part of parser.InlineParser.
func (bareLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	src, at := block.Source(), segment.Start
	begun := 0 // bytes of the address before the sign
	switch {
	case segment.Padding != 0:
	case line[0] == '.':
		if bytes.HasSuffix(src[:at], []byte("www")) {
			begun = len("www")
		}
	case bytes.HasPrefix(line, []byte("://")):
		if bytes.HasSuffix(src[:at], []byte("https")) {
			begun = len("https")
		} else if bytes.HasSuffix(src[:at], []byte("http")) {
			begun = len("http")
		}
	}
	if begun == 0 || pc.IsInLinkLabel() || !mayPrecede(src[:at-begun]) {
		return nil
	}
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || before.Segment.Stop != at || at-before.Segment.Start < begun {
		return nil
	}
	start := at - begun
	size := bareLength(src[start : at+len(line)])
	if size <= begun {
		return nil
	}
	before.Segment.Stop = start
	if before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	block.Advance(size - begun)
	link := ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, start+size)))
	link.SetPos(start)
	if line[0] == '.' {
		link.Protocol = []byte("http")
	}
	return link
}

// mayPrecede reports whether an address may begin after s: not within a word or
// another address.
func mayPrecede(s []byte) bool {
	r, _ := utf8.DecodeLastRune(s)
	if r < utf8.RuneSelf {
		return !isLetterOrDigit(byte(r)) && !strings.ContainsRune("/=&%#@.-+?\\", r)
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// bareLength is the length of the web address that line begins with, or 0.
func bareLength(line []byte) int {
	host := 0
	switch {
	case bytes.HasPrefix(line, []byte("https://")):
		host = len("https://")
	case bytes.HasPrefix(line, []byte("http://")):
		host = len("http://")
	case !bytes.HasPrefix(line, []byte("www.")):
		return 0
	}
	const longestHost = 253 // RFC 1035, section 2.3.4
	i, lastDot, inner := host, host-1, false
	for i < len(line) && i-host <= longestHost {
		if line[i] == '.' {
			if i == lastDot+1 {
				break
			}
			lastDot = i
		} else if n := letterSize(line[i:], "-_"); n > 0 {
			inner = inner || lastDot >= host
			i += n
			continue
		} else {
			break
		}
		i++
	}
	if !inner || i-host > longestHost {
		return 0
	}
	if i < len(line) && line[i] == ':' {
		port := i + 1
		for port < len(line) && port-i <= 5 && '0' <= line[port] && line[port] <= '9' {
			port++
		}
		if port > i+1 {
			i = port
		}
	}
	if i < len(line) && (line[i] == '/' || line[i] == '?' || line[i] == '#') {
		for i < len(line) {
			n := letterSize(line[i:], "-._~:/?#[]@!$&'()*+,;=%")
			if n == 0 {
				break
			}
			i += n
		}
	}
	end := withoutEnding(line[:i])
	if bytes.IndexByte(line[host:max(host, end)], '.') < 0 {
		return 0
	}
	return end
}

// letterSize is the length of the letter or digit that s begins with, or 1 if it
// begins with one of the ASCII characters also; otherwise it is 0.
func letterSize(s []byte, also string) int {
	c := s[0]
	if c < utf8.RuneSelf {
		if isLetterOrDigit(c) {
			return 1
		}
		for i := range len(also) {
			if also[i] == c {
				return 1
			}
		}
		return 0
	}
	r, n := utf8.DecodeRune(s)
	if r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) {
		return n
	}
	return 0
}

// withoutEnding is the length of address without the signs that belong to the
// sentence around it: punctuation, an entity, brackets that were opened before.
func withoutEnding(address []byte) int {
	round := bytes.Count(address, []byte(")")) - bytes.Count(address, []byte("("))
	square := bytes.Count(address, []byte("]")) - bytes.Count(address, []byte("["))
	i := len(address)
	for i > 0 {
		switch address[i-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'':
		case ')':
			if round <= 0 {
				return i
			}
			round--
		case ']':
			if square <= 0 {
				return i
			}
			square--
		case ';':
			j := i - 1
			for j > 0 && isLetterOrDigit(address[j-1]) {
				j--
			}
			if j > 0 && j < i-1 && address[j-1] == '&' {
				i = j
			}
		default:
			return i
		}
		i--
	}
	return i
}
