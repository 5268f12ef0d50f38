package search

// jsonSigns are the bytes that JSON escapes: the quotation mark, the backslash and the
// control characters.
var jsonSigns = func() *[256]bool {
	out := [256]bool{'"': true, '\\': true}
	for c := range 0x20 {
		out[c] = true
	}
	return &out
}()

// AppendQuoted appends what stands between the quotation marks of a text in JSON. escaped
// says which bytes are escaped; beside those that JSON escapes, they may be others of ASCII.
func AppendQuoted[text string | []byte](dst []byte, s text, escaped *[256]bool) []byte {
	const hex = "0123456789abcdef"
	last := 0
	for i := range len(s) {
		c := s[i]
		if !escaped[c] {
			continue
		}
		dst = append(dst, s[last:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		last = i + 1
	}
	return append(dst, s[last:]...)
}

// appendJSON appends a text as JSON.
func appendJSON(dst []byte, s string) []byte {
	return append(AppendQuoted(append(dst, '"'), s, jsonSigns), '"')
}
