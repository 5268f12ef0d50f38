package images

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
)

// A profile says which colours the numbers of a picture stand for: without it the
// photographs of many telephones are pale. It is the ICC profile, or for PNG the
// chunks that stand for one.
type profile struct {
	icc    []byte
	chunks [][]byte // of PNG, whole
}

// maxProfile is the longest ICC profile that is kept, in bytes. The ones of
// telephones and cameras are far shorter; a longer one would weigh more than the
// pictures.
const maxProfile = 16 << 10

const (
	iccSegment = "ICC_PROFILE\x00"
	iccSpace   = 16 // where an ICC profile says what it has (ICC.1:2022, 7.2)
	iccHeader  = 128
)

// colourProfile finds the profile of a picture that Probe has let pass. One that
// cannot be read is none.
func colourProfile(kind Kind, data []byte) profile {
	var p profile
	switch kind {
	case JPEG:
		segments, _ := jpegSegments(data)
		for _, s := range segments {
			// Its parts are in order, in all programs that are known.
			if s.marker == markerAPP0+2 && bytes.HasPrefix(s.payload, []byte(iccSegment)) && len(s.payload) > len(iccSegment)+2 {
				p.icc = append(p.icc, s.payload[len(iccSegment)+2:]...)
			}
		}
	case PNG:
		chunks, _ := pngChunks(data)
		for _, c := range chunks {
			switch c.name {
			case "iCCP":
				_, rest, ok := bytes.Cut(c.payload, []byte{0})
				if ok && len(rest) > 1 && rest[0] == 0 {
					p.icc = inflate(rest[1:])
				}
			case "cHRM", "gAMA", "sRGB", "cICP":
				p.chunks = append(p.chunks, data[c.from:c.to])
			}
		}
	case WebP:
		chunks, _ := webpChunks(data)
		for _, c := range chunks {
			if c.name == "ICCP" {
				p.icc = c.payload
			}
		}
	}
	if len(p.icc) < iccHeader || len(p.icc) > maxProfile {
		p.icc = nil
	}
	return p
}

// inflate gives what was compressed, or nothing where that is longer than any
// profile that is kept.
func inflate(b []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil
	}
	return out
}

// put puts the profile into a picture that has just been encoded, where it is one
// of colours such as the picture has.
func (p profile) put(kind Kind, gray bool, data []byte) []byte {
	space := "RGB "
	if gray {
		space = "GRAY"
	}
	icc := p.icc
	if icc != nil && string(icc[iccSpace:iccSpace+4]) != space {
		icc = nil
	}
	switch {
	case kind == JPEG && icc != nil:
		payload := iccSegment + "\x01\x01" + string(icc)
		head := binary.BigEndian.AppendUint16([]byte{0xff, markerAPP0 + 2}, uint16(len(payload)+2))
		return slices.Insert(data, 2, append(head, payload...)...)
	case kind == PNG && icc != nil:
		var b bytes.Buffer
		b.WriteString("icc\x00\x00")
		z := zlib.NewWriter(&b)
		z.Write(icc) // into memory, which takes it
		z.Close()
		return slices.Insert(data, pngHeader, appendChunk(nil, "iCCP", b.Bytes())...)
	case kind == PNG && len(p.chunks) > 0:
		return slices.Insert(data, pngHeader, slices.Concat(p.chunks...)...)
	}
	return data
}

// pngHeader is where the first chunk of a PNG file ends.
const pngHeader = len(pngMagic) + 12 + 13

func appendChunk(dst []byte, name string, payload []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(payload)))
	start := len(dst)
	dst = append(append(dst, name...), payload...)
	return binary.BigEndian.AppendUint32(dst, crc32.ChecksumIEEE(dst[start:]))
}
