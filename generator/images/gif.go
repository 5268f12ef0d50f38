package images

import (
	"encoding/binary"
	"slices"
)

// A gifBlock is a part of a GIF file.
type gifBlock struct {
	from, to int
	frame    bool   // it is an image
	label    byte   // of an extension; 0 for what is not one
	app      string // of an application extension, its eleven characters
}

// The extensions of GIF89a.
const (
	gifComment     = 0xfe
	gifApplication = 0xff
)

// gifBlocks takes a GIF file apart, from its header to its trailer. A frame
// larger than the screen is refused: some programs make room for it.
func gifBlocks(data []byte) ([]gifBlock, *Refusal) {
	const header = 13
	short := broken(GIF, "it ends too early")
	if len(data) < header {
		return nil, short
	}
	// colours is the size of a colour table, given its flags.
	colours := func(flags byte) int {
		if flags&0x80 == 0 {
			return 0
		}
		return 3 << (flags&7 + 1)
	}
	// skip is where a row of sub-blocks ends, or -1.
	skip := func(at int) int {
		for at < len(data) {
			size := int(data[at])
			at += 1 + size
			if size == 0 {
				return at
			}
		}
		return -1
	}
	number := func(at int) int { return int(binary.LittleEndian.Uint16(data[at:])) }
	width, height := number(6), number(8)
	at := header + colours(data[10])
	list := []gifBlock{{from: 0, to: at}}
	for {
		if len(list) == maxParts {
			return nil, tooManyParts(GIF)
		}
		if at >= len(data) {
			return nil, short
		}
		b := gifBlock{from: at}
		switch data[at] {
		case 0x3b: // the trailer
			b.to = at + 1
			return append(list, b), nil
		case 0x2c: // an image
			if len(data)-at < 11 {
				return nil, short
			}
			if number(at+1)+number(at+5) > width || number(at+3)+number(at+7) > height {
				return nil, broken(GIF, "a frame is larger than the picture")
			}
			b.frame = true
			at = skip(at + 10 + colours(data[at+9]) + 1)
		case 0x21: // an extension
			if len(data)-at < 3 {
				return nil, short
			}
			b.label = data[at+1]
			if b.label == gifApplication && data[at+2] == 11 && len(data)-at >= 14 {
				b.app = string(data[at+3 : at+14])
			}
			at = skip(at + 2)
		default:
			return nil, broken(GIF, "its parts are not in order")
		}
		if at < 0 {
			return nil, short
		}
		b.to = at
		list = append(list, b)
	}
}

func stripGIF(data []byte) ([]byte, *Refusal) {
	list, refusal := gifBlocks(data)
	if refusal != nil {
		return nil, refusal
	}
	c := cutter{data: data}
	for _, b := range list {
		switch b.label {
		case gifComment:
			continue
		case gifApplication:
			// How often an animation runs, and the colour profile.
			if !slices.Contains([]string{"NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"}, b.app) {
				continue
			}
		}
		c.keep(b.from, b.to)
	}
	return c.bytes(), nil
}
