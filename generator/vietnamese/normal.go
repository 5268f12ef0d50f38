package vietnamese

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Mended says what [Normalize] had to change, for a warning to the author. The
// zero Mended means nothing. An offset is in bytes of the text that was given
// back, and means something only where its count is not 0.
type Mended struct {
	// Eths counts the Icelandic letters Ð and ð (U+00D0, U+00F0) that stood for
	// Đ and đ.
	Eths     int
	FirstEth int
	// Decomposed counts the characters that were not in composed form (NFC),
	// as text copied from a Mac or from a PDF often is.
	Decomposed      int
	FirstDecomposed int
}

// Normalize gives the one form that all text has here: composed (NFC), and with
// Đ and đ (U+0110, U+0111) in place of the Icelandic Ð and ð that older
// newsrooms typed, which no Unicode form makes one with them. The input itself
// comes back, without a copy, where it has that form.
//
// Bytes that are not UTF-8 stay as they are.
func Normalize(s string) (string, Mended) {
	doubt := doubts([]byte(s)) // no copy: doubts does not keep or change it
	if doubt == 0 {
		return s, Mended{}
	}
	out, m := mend([]byte(s), doubt)
	if m == (Mended{}) {
		return s, m
	}
	return string(out), m
}

// NormalizeBytes is [Normalize] for bytes. It never changes b: what comes back
// is b itself where nothing was mended, and otherwise new.
func NormalizeBytes(b []byte) ([]byte, Mended) {
	doubt := doubts(b)
	if doubt == 0 {
		return b, Mended{}
	}
	return mend(b, doubt)
}

// A text is proved to be normal by looking at its pairs of neighbouring bytes.
// Each bit below is a reason for doubt; a pair is doubtful for it if the bit is
// set for its first byte in firstByte and for its second in secondByte. Looking
// up both for every byte takes no branches, so it does not matter how ASCII and
// Vietnamese letters alternate. That no doubt means NFC is what TestDoubts proves, for
// every rune there is.
const (
	doubtEth  = 1 << iota // C3 90, C3 B0: Ð, ð
	doubtLead             // a lead byte of a block with combining marks or unstable letters
	doubtE1               // E1 but for U+1E00 to U+1EFF
	doubtE2               // E2 but for punctuation, currency and arrows
	doubtQuad             // E2 80 80, E2 80 81: two spaces that NFC replaces
	doubtEF               // EF but for a few blocks of forms
	doubtHalf             // EF B8 A0 to AF: combining half marks
	doubtF0               // F0 but for emoji
)

var firstByte = func() (t [256]uint8) {
	for c := 0xCC; c <= 0xFF; c++ {
		t[c] = doubtLead
	}
	for c := 0xE4; c <= 0xE9; c++ { // Chinese
		t[c] = 0
	}
	t[0xC3], t[0xE1], t[0xE2] = doubtEth, doubtE1, doubtE2
	t[0x80], t[0xEF], t[0xB8], t[0xF0] = doubtQuad, doubtEF, doubtHalf, doubtF0
	return t
}()

var secondByte = func() (t [256]uint8) {
	for i := range t {
		c := byte(i)
		t[i] = doubtLead
		if c == 0x90 || c == 0xB0 {
			t[i] |= doubtEth
		}
		if c < 0xB8 || c > 0xBB {
			t[i] |= doubtE1
		}
		if c < 0x80 || c > 0x8B || c == 0x83 || c == 0x84 {
			t[i] |= doubtE2
		}
		if c == 0x80 || c == 0x81 {
			t[i] |= doubtQuad
		}
		if c != 0xB8 && c != 0xBB && c != 0xBC && c != 0xBD {
			t[i] |= doubtEF
		}
		if c >= 0xA0 && c <= 0xAF {
			t[i] |= doubtHalf
		}
		if c != 0x9F {
			t[i] |= doubtF0
		}
	}
	return t
}()

// doubts gathers the reasons to doubt that b is normal; 0 proves that it is.
func doubts(b []byte) (doubt uint8) {
	const highBits = 0x8080808080808080
	i := 0
	for ; i+8 < len(b); i += 8 {
		c := b[i : i+9 : i+9]
		if binary.LittleEndian.Uint64(c)&highBits == 0 {
			continue
		}
		doubt |= firstByte[c[0]]&secondByte[c[1]] |
			firstByte[c[1]]&secondByte[c[2]] |
			firstByte[c[2]]&secondByte[c[3]] |
			firstByte[c[3]]&secondByte[c[4]] |
			firstByte[c[4]]&secondByte[c[5]] |
			firstByte[c[5]]&secondByte[c[6]] |
			firstByte[c[6]]&secondByte[c[7]] |
			firstByte[c[7]]&secondByte[c[8]]
	}
	for ; i < len(b); i++ {
		next := byte(0)
		if i+1 < len(b) {
			next = b[i+1]
		}
		doubt |= firstByte[b[i]] & secondByte[next]
	}
	return doubt
}

// mend is the whole of NormalizeBytes where there is doubt.
func mend(b []byte, doubt uint8) ([]byte, Mended) {
	var m Mended
	out := b
	if doubt&^doubtEth != 0 && !norm.NFC.IsNormal(b) {
		out = norm.NFC.Bytes(b)
		m.Decomposed, m.FirstDecomposed = countComposed(b, out)
	}
	// Đ takes part in no composition and neither does Ð, so the letters can be
	// exchanged after composing; both have two bytes, so no offset moves.
	for i := 0; i+1 < len(out); i++ {
		if out[i] != 0xC3 || out[i+1] != 0x90 && out[i+1] != 0xB0 {
			continue
		}
		if m.Eths == 0 {
			m.FirstEth = i
			if m.Decomposed == 0 {
				out = bytes.Clone(b)
			}
		}
		m.Eths++
		if out[i+1] == 0x90 {
			copy(out[i:], "Đ")
		} else {
			copy(out[i:], "đ")
		}
	}
	return out, m
}

// countComposed counts the characters in which a text and its NFC differ, by
// going through both side by side, and gives the offset of the first in the
// NFC. A character is a letter with its marks. The two are not the same text.
func countComposed(b, nfc []byte) (n, first int) {
	start := 0 // of the character in nfc
	for len(b) > 0 && start < len(nfc) {
		if len(b) > 1 && b[0] == nfc[start] && b[0] < utf8.RuneSelf && b[1] < utf8.RuneSelf {
			b = b[1:]
			start++
			continue
		}
		size, nfcSize := characterLen(b), characterLen(nfc[start:])
		if !bytes.Equal(b[:size], nfc[start:start+nfcSize]) {
			if n == 0 {
				first = start
			}
			n++
		}
		b = b[size:]
		start += nfcSize
	}
	if n == 0 { // one of the two goes on
		return 1, start
	}
	return n, first
}

// characterLen is the length of the first rune of b and of the marks, or other
// runes that may join it in NFC, behind it; b is not empty.
func characterLen(b []byte) int {
	n := 1
	if b[0] >= utf8.RuneSelf {
		_, n = utf8.DecodeRune(b)
	}
	for n < len(b) {
		c := b[n]
		switch {
		case c < 0xCC || n+1 < len(b) && firstByte[c]&secondByte[b[n+1]] == 0: // most letters
			return n
		case n+1 < len(b) && b[n+1] < 0xB0 && c <= 0xCD: // U+0300 to U+036F
			n += 2
			continue
		}
		p := norm.NFC.Properties(b[n:])
		if p.BoundaryBefore() || p.Size() == 0 {
			return n
		}
		n += p.Size()
	}
	return n
}
