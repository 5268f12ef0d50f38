package images

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// A chunk is a part of a PNG or a WebP file.
type chunk struct {
	name     string // four characters
	from, to int    // in the file, all included
	payload  []byte
}

// pngChunks takes a PNG file apart, from its header to its end; what may follow
// is no part of it.
func pngChunks(data []byte) ([]chunk, *Refusal) {
	if !strings.HasPrefix(string(data[:min(len(data), len(pngMagic))]), pngMagic) {
		return nil, broken(PNG, "it does not begin as one")
	}
	var list []chunk
	for at := len(pngMagic); ; {
		if len(list) == maxParts {
			return nil, tooManyParts(PNG)
		}
		if len(data)-at < 12 {
			return nil, broken(PNG, "it ends too early")
		}
		size := uint64(binary.BigEndian.Uint32(data[at:]))
		if size > uint64(len(data)-at-12) {
			return nil, broken(PNG, "a part is longer than the file")
		}
		end := at + 8 + int(size)
		c := chunk{name: string(data[at+4 : at+8]), from: at, to: end + 4, payload: data[at+8 : end]}
		if crc32.ChecksumIEEE(data[at+4:end]) != binary.BigEndian.Uint32(data[end:]) {
			return nil, broken(PNG, "a checksum is wrong")
		}
		if (len(list) == 0) != (c.name == "IHDR") {
			return nil, broken(PNG, "its parts are not in order")
		}
		list = append(list, c)
		at = c.to
		if c.name == "IEND" {
			return list, nil
		}
	}
}

func stripPNG(data []byte) ([]byte, *Refusal) {
	list, refusal := pngChunks(data)
	if refusal != nil {
		return nil, refusal
	}
	c := cutter{data: data}
	c.keep(0, len(pngMagic))
	for _, part := range list {
		if keepPNG(part.name) {
			c.keep(part.from, part.to)
		}
	}
	return c.bytes(), nil
}

// keepPNG reports whether a chunk has to do with what is seen. A name that
// begins with a capital is one without which the picture cannot be shown (PNG
// third edition, 5.4).
func keepPNG(name string) bool {
	switch name {
	case "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
		"bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT":
		return true
	}
	return name[0]&0x20 == 0
}
