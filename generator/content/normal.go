package content

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"bantin/generator/diag"
	"bantin/generator/vietnamese"
)

const byteOrderMark = "\uFEFF"

// Normalize puts a text file into its normal form: no byte-order mark, lines
// that end in a line feed, composed letters, and Đ where the Icelandic Ð stood
// for it. ok is false where raw is not UTF-8.
func Normalize(raw []byte) (out []byte, mended vietnamese.Mended, ok bool) {
	out = bytes.TrimPrefix(raw, []byte(byteOrderMark))
	if !utf8.Valid(out) || bytes.IndexByte(out, 0) >= 0 {
		return nil, mended, false
	}
	if bytes.IndexByte(out, '\r') >= 0 {
		out = bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n"))
		out = bytes.ReplaceAll(out, []byte("\r"), []byte("\n"))
	}
	out, mended = vietnamese.NormalizeBytes(out)
	return out, mended, true
}

// mendedWarnings says what was mended, once for each file, at the first place.
func mendedWarnings(m vietnamese.Mended, file string, src []byte) diag.List {
	var out diag.List
	if m.Eths > 0 {
		out.Warnf(position(file, src, m.FirstEth), "letter-eth", "the Icelandic letter Ð stands for Đ (%d in this file)", m.Eths).
			Hintf("write Đ (U+0110), or let bantin check --fix do it")
	}
	if m.Decomposed > 0 {
		out.Warnf(position(file, src, m.FirstDecomposed), "letter-decomposed", "letters and their marks are typed apart (%d in this file)", m.Decomposed).
			Hintf("write composed letters (NFC), or let bantin check --fix do it")
	}
	return out
}

// oldFontWarning says, once for each file, that words in it were typed for an old font,
// and what they mean. Code is left out: it may show such words.
func oldFontWarning(file string, src []byte) diag.List {
	if !vietnamese.HasOddLatin(src) {
		return nil
	}
	at, fenced := 0, false
	for line := range strings.Lines(string(src)) {
		if text := strings.TrimLeft(line, " >"); strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
			fenced = !fenced
		} else if !fenced {
			shown := withoutCode(strings.TrimSuffix(line, "\n"))
			if from, to, encoding, ok := vietnamese.FindOldFont(shown); ok {
				const most = 60 // characters of it in a message
				meant := vietnamese.FromOldFont(shown[from:to], encoding)
				var out diag.List
				out.Warnf(position(file, src, at+from), "letter-old-font", "these words were typed for a font of %s, and readers see %q", encoding, shorten(shown[from:to], most)).
					Hintf("convert them to Unicode: they most likely say %q", shorten(meant, most))
				return out
			}
		}
		at += len(line)
	}
	return nil
}

// withoutCode has spaces in the place of what is between backticks on a line.
func withoutCode(line string) string {
	parts := strings.Split(line, "`")
	for i := 1; i+1 < len(parts); i += 2 {
		parts[i] = strings.Repeat(" ", len(parts[i]))
	}
	return strings.Join(parts, "`")
}

// position is the place of an offset in a text.
func position(file string, src []byte, offset int) diag.Pos {
	before := src[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return diag.Pos{File: file, Line: 1 + bytes.Count(before, []byte("\n")), Col: 1 + utf8.RuneCount(before[start:])}
}

// encodingProblem says what a file that is not UTF-8 seems to be, at the first
// byte that shows it.
func encodingProblem(file string, raw []byte) diag.Problem {
	name := vietnamese.Legacy(raw)
	raw = bytes.TrimPrefix(raw, []byte(byteOrderMark)) // it is no column
	at := 0
	for at < len(raw) {
		r, n := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && n == 1 || r == 0 {
			break
		}
		at += n
	}
	var out diag.List
	pos := position(file, raw, at)
	switch {
	case name == vietnamese.UTF16:
		return *out.Errorf(pos, "file-encoding", "this file is not UTF-8; it seems to be %s", name).Hintf("save it again as UTF-8")
	case name != "":
		// Saving as UTF-8 what a program takes for Latin letters would spoil it.
		return *out.Errorf(pos, "file-encoding", "this file is not UTF-8; it seems to be %s", name).
			Hintf("convert it from %s to Unicode (UTF-8)", name)
	case at < len(raw) && raw[at] == 0:
		return *out.Errorf(pos, "file-encoding", "there is a character NUL here, which no text has").Hintf("delete it")
	}
	return *out.Errorf(pos, "file-encoding", "this file is not UTF-8").Hintf("save it again as UTF-8")
}
