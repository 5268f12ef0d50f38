package content

import (
	"bytes"
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
