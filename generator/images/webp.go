package images

import (
	"encoding/binary"
	"slices"
)

// The chunks of a WebP file (RFC 9649) and the flags of its header.
const (
	webpLossy    = "VP8 "
	webpLossless = "VP8L"
	webpExtended = "VP8X"
	webpFrame    = "ANMF"

	webpHasXMP   = 1 << 2
	webpHasEXIF  = 1 << 3
	webpHasAlpha = 1 << 4
)

// webpChunks takes a WebP file apart; what may follow its end is no part of it.
func webpChunks(data []byte) ([]chunk, *Refusal) {
	const header = 12
	if len(data) < header || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return nil, broken(WebP, "it does not begin as one")
	}
	size := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	if size > uint64(len(data)) || size < header {
		return nil, broken(WebP, "it ends too early")
	}
	return riffChunks(data[:size], header)
}

// riffChunks takes apart what is behind at.
func riffChunks(data []byte, at int) ([]chunk, *Refusal) {
	var list []chunk
	for at < len(data) {
		if len(list) == maxParts {
			return nil, tooManyParts(WebP)
		}
		if len(data)-at < 8 {
			return nil, broken(WebP, "it ends too early")
		}
		size := uint64(binary.LittleEndian.Uint32(data[at+4:]))
		if size > uint64(len(data)-at-8) {
			return nil, broken(WebP, "a part is longer than the file")
		}
		end := at + 8 + int(size)
		c := chunk{name: string(data[at : at+4]), from: at, payload: data[at+8 : end]}
		// A chunk of odd length is followed by a byte of padding; some programs
		// leave it out at the end.
		c.to = min(end+int(size&1), len(data))
		list = append(list, c)
		at = c.to
	}
	return list, nil
}

// webpSize gives the size of a picture. Where the header says one and the
// picture in it has another, programs differ in which of them they believe.
func webpSize(list []chunk) (width, height int, refusal *Refusal) {
	if len(list) == 0 {
		return 0, 0, broken(WebP, "there is nothing in it")
	}
	first := list[0]
	if first.name != webpExtended {
		return bitmapSize(first)
	}
	if len(first.payload) < 10 {
		return 0, 0, broken(WebP, "its header is too short")
	}
	width, height = 1+number24(first.payload[4:]), 1+number24(first.payload[7:])
	pictures := 0
	for _, c := range list[1:] {
		switch c.name {
		case webpLossy, webpLossless:
			pictures++
			w, h, refusal := bitmapSize(c)
			if refusal != nil {
				return 0, 0, refusal
			}
			if w != width || h != height {
				return 0, 0, broken(WebP, "it has two sizes")
			}
		case webpFrame:
			pictures++
			if refusal := checkFrame(c.payload, width, height); refusal != nil {
				return 0, 0, refusal
			}
		}
	}
	if pictures == 0 {
		return 0, 0, broken(WebP, "there is nothing in it")
	}
	return width, height, nil
}

// webpOpaque reports whether a picture says that nothing of it is transparent.
func webpOpaque(list []chunk) bool {
	for _, c := range list {
		switch {
		case c.name == "ALPH", c.name == webpExtended && len(c.payload) > 0 && c.payload[0]&webpHasAlpha != 0:
			return false
		case c.name == webpLossless && len(c.payload) > 4 && c.payload[4]&(1<<4) != 0: // bit 28 of its header
			return false
		}
	}
	return true
}

// checkFrame refuses a frame of an animation that is not inside the picture.
func checkFrame(frame []byte, width, height int) *Refusal {
	const header = 16
	if len(frame) < header {
		return broken(WebP, "a frame is too short")
	}
	x, y := 2*number24(frame), 2*number24(frame[3:])
	w, h := 1+number24(frame[6:]), 1+number24(frame[9:])
	if x+w > width || y+h > height {
		return broken(WebP, "a frame is larger than the picture")
	}
	parts, refusal := riffChunks(frame, header)
	if refusal != nil {
		return refusal
	}
	for _, c := range parts {
		if c.name != webpLossy && c.name != webpLossless {
			continue
		}
		fw, fh, refusal := bitmapSize(c)
		if refusal != nil {
			return refusal
		}
		if fw != w || fh != h {
			return broken(WebP, "a frame has two sizes")
		}
	}
	return nil
}

// bitmapSize reads the size of a picture in the chunk that holds its pixels.
func bitmapSize(c chunk) (width, height int, refusal *Refusal) {
	p := c.payload
	switch {
	case c.name == webpLossy && len(p) >= 10 && p[0]&1 == 0 && string(p[3:6]) == "\x9d\x01\x2a":
		// RFC 6386, 9.1: fourteen bits of size, two of scale.
		width = int(binary.LittleEndian.Uint16(p[6:])) & 0x3fff
		height = int(binary.LittleEndian.Uint16(p[8:])) & 0x3fff
	case c.name == webpLossless && len(p) >= 5 && p[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(p[1:])
		if bits>>29 != 0 {
			return 0, 0, broken(WebP, "it is of an unknown version")
		}
		width, height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
	default:
		return 0, 0, broken(WebP, "its parts are not in order")
	}
	if width == 0 || height == 0 {
		return 0, 0, broken(WebP, "it has no size")
	}
	return width, height, nil
}

func number24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func stripWebP(data []byte) ([]byte, *Refusal) {
	list, refusal := webpChunks(data)
	if refusal != nil {
		return nil, refusal
	}
	const header = 12
	c := cutter{data: data}
	c.keep(0, header)
	for i, part := range list {
		switch {
		case i == 0 && part.name == webpExtended && len(part.payload) > 0:
			whole := slices.Clone(data[part.from:part.to])
			whole[8] &^= webpHasEXIF | webpHasXMP
			c.put(part.from, part.to, whole)
		case slices.Contains([]string{webpLossy, webpLossless, webpExtended, webpFrame, "ANIM", "ALPH", "ICCP"}, part.name):
			c.keep(part.from, part.to)
		}
	}
	out := c.bytes()
	if len(out) != len(data) {
		out = slices.Clone(out)
		binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	}
	return out, nil
}
