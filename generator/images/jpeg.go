package images

import (
	"bytes"
	"encoding/binary"
	"iter"
	"slices"
)

// The markers of JPEG (ITU-T T.81, table B.1) that matter here.
const (
	markerTEM  = 0x01
	markerSOF2 = 0xc2 // progressive
	markerRST0 = 0xd0
	markerRST7 = 0xd7
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP0 = 0xe0
	markerCOM  = 0xfe
)

const exifMagic = "Exif\x00\x00"

// A segment is a part of a JPEG file: a marker with its parameters, and after
// the start of a scan the scan.
type segment struct {
	marker   byte
	from, to int    // in the file, fill bytes and marker included
	payload  []byte // the parameters, without their length
}

// jpegSegments takes a JPEG file apart, from the first segment to the end of
// the image; what may follow is no part of it.
func jpegSegments(data []byte) ([]segment, *Refusal) { return jpegSegmentsTo(data, markerEOI) }

// jpegSegmentsTo takes a JPEG file apart up to a marker; of a scan that it ends with,
// the parameters are all.
func jpegSegmentsTo(data []byte, last byte) ([]segment, *Refusal) {
	var list []segment
	for at := 2; ; {
		if len(list) == maxParts {
			return nil, tooManyParts(JPEG)
		}
		s := segment{from: at}
		for at < len(data) && data[at] == 0xff {
			at++
		}
		if at >= len(data) {
			return nil, broken(JPEG, "it ends too early")
		}
		if at == s.from {
			return nil, broken(JPEG, "its parts are not in order")
		}
		s.marker = data[at]
		at++
		switch {
		case s.marker == markerEOI:
			s.to = at
			return append(list, s), nil
		case s.marker == markerTEM || s.marker >= markerRST0 && s.marker <= markerRST7:
			s.to = at
			list = append(list, s)
			continue
		case s.marker == 0 || s.marker == markerSOI:
			return nil, broken(JPEG, "its parts are not in order")
		}
		if at+2 > len(data) {
			return nil, broken(JPEG, "it ends too early")
		}
		size := int(binary.BigEndian.Uint16(data[at:]))
		if size < 2 || at+size > len(data) {
			return nil, broken(JPEG, "a part is longer than the file")
		}
		s.payload = data[at+2 : at+size]
		at += size
		if s.marker == markerSOS && last != markerSOS {
			at = endOfScan(data, at)
		}
		s.to = at
		list = append(list, s)
		if s.marker == last {
			return list, nil
		}
	}
}

// endOfScan is where the next marker is: in a scan, 0xff is followed by 0 or is
// a restart marker.
func endOfScan(data []byte, at int) int {
	for {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return len(data)
		}
		at += i
		next := data[at+1]
		switch {
		case next == 0xff:
			at++
		case next == 0 || next >= markerRST0 && next <= markerRST7:
			at += 2
		default:
			return at
		}
	}
}

// maxScans is the most passes that a JPEG of any size may make over its pixels:
// each is some bytes and some work by itself.
const maxScans = 100

// jpegScans reports whether a picture is progressive, and how many scans it has.
func jpegScans(list []segment) (progressive bool, scans int, refusal *Refusal) {
	for _, s := range list {
		switch s.marker {
		case markerSOF2:
			progressive = true
		case markerSOS:
			scans++
		}
	}
	if scans > maxScans {
		return false, 0, refuse(RuleBroken, "the jpeg picture has %d scans; it may have %d", scans, maxScans).hint("save it again, as an ordinary JPEG")
	}
	return progressive, scans, nil
}

// jpegOrientation is the EXIF orientation, 1 to 8. Values of 5 and above change
// the sides.
func jpegOrientation(list []segment) int {
	for _, s := range list {
		if s.marker == markerAPP0+1 && bytes.HasPrefix(s.payload, []byte(exifMagic)) {
			return exifOrientation(s.payload[len(exifMagic):])
		}
	}
	return 1
}

// The entries of EXIF that matter here (Exif 2.3, 4.6.4 and 4.6.6), and their types.
const (
	tagOrientation = 0x0112
	tagGPS         = 0x8825 // where the directory of the place begins
	tagLatitude    = 0x0002 // of that directory
	tagLongitude   = 0x0004

	typeShort    = 3
	typeLong     = 4
	typeRational = 5
)

// exifOrientation reads the orientation of the first directory of a TIFF structure.
// What cannot be read is upright.
func exifOrientation(tiff []byte) int {
	order, start := exifStart(tiff)
	for e := range exifDirectory(tiff, order, start) {
		if e.tag == tagOrientation {
			value := int(order.Uint16(e.value))
			if e.kind != typeShort || e.count != 1 || value < 1 || value > 8 {
				return 1
			}
			return value
		}
	}
	return 1
}

// exifHasPlace reports whether a TIFF structure says where a photograph was taken.
func exifHasPlace(tiff []byte) bool {
	order, start := exifStart(tiff)
	for e := range exifDirectory(tiff, order, start) {
		if e.tag != tagGPS || e.kind != typeLong {
			continue
		}
		for g := range exifDirectory(tiff, order, uint64(order.Uint32(e.value))) {
			if (g.tag == tagLatitude || g.tag == tagLongitude) && g.kind == typeRational && g.count > 0 {
				return true
			}
		}
	}
	return false
}

// exifStart reads the head of a TIFF structure: the order of its bytes, and where its
// first directory begins; beyond its end where it is none.
func exifStart(tiff []byte) (order binary.ByteOrder, start uint64) {
	switch {
	case len(tiff) < 8:
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		return binary.LittleEndian, uint64(binary.LittleEndian.Uint32(tiff[4:]))
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		return binary.BigEndian, uint64(binary.BigEndian.Uint32(tiff[4:]))
	}
	return binary.BigEndian, uint64(len(tiff))
}

// An exifEntry is an entry of a directory. value has four bytes: the value itself, or
// where it stands.
type exifEntry struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

// exifDirectory goes through the entries of a directory, as far as there are any.
func exifDirectory(tiff []byte, order binary.ByteOrder, start uint64) iter.Seq[exifEntry] {
	return func(yield func(exifEntry) bool) {
		if start+2 > uint64(len(tiff)) {
			return
		}
		entries := tiff[start+2:]
		for range order.Uint16(tiff[start:]) {
			if len(entries) < 12 || !yield(exifEntry{order.Uint16(entries), order.Uint16(entries[2:]), order.Uint32(entries[4:]), entries[8:12]}) {
				return
			}
			entries = entries[12:]
		}
	}
}

const xmpMagic = "http://ns.adobe.com/xap/1.0/\x00"

// HasPlace reports whether a JPEG file says where it was taken, in EXIF or in XMP. It
// looks at what stands before the picture alone; of other files it is false.
func HasPlace(data []byte) bool {
	if !bytes.HasPrefix(data, []byte{0xff, markerSOI}) {
		return false
	}
	list, _ := jpegSegmentsTo(data, markerSOS)
	return slices.ContainsFunc(list, func(s segment) bool {
		if s.marker != markerAPP0+1 {
			return false
		}
		if tiff, ok := bytes.CutPrefix(s.payload, []byte(exifMagic)); ok {
			return exifHasPlace(tiff)
		}
		return bytes.HasPrefix(s.payload, []byte(xmpMagic)) && bytes.Contains(s.payload, []byte("GPSLatitude"))
	})
}

// orientationSegment is an APP1 segment that says an orientation and no more.
func orientationSegment(orientation int) []byte {
	b := []byte{0xff, markerAPP0 + 1, 0, 34}
	b = append(b, exifMagic+"MM\x00*"...)
	b = binary.BigEndian.AppendUint32(b, 8)      // where the directory begins
	b = binary.BigEndian.AppendUint16(b, 1)      // its entries
	b = binary.BigEndian.AppendUint16(b, 0x0112) // orientation
	b = binary.BigEndian.AppendUint16(b, 3)      // a short
	b = binary.BigEndian.AppendUint32(b, 1)      // one of them
	b = binary.BigEndian.AppendUint16(b, uint16(orientation))
	b = binary.BigEndian.AppendUint16(b, 0)
	return binary.BigEndian.AppendUint32(b, 0) // no further directory
}

func stripJPEG(data []byte) ([]byte, *Refusal) {
	if !bytes.HasPrefix(data, []byte{0xff, markerSOI}) {
		return nil, broken(JPEG, "it does not begin as one")
	}
	list, refusal := jpegSegments(data)
	if refusal != nil {
		return nil, refusal
	}
	c := cutter{data: data}
	c.keep(0, 2)
	orientation := jpegOrientation(list)
	for _, s := range list {
		has := func(magic string) bool { return bytes.HasPrefix(s.payload, []byte(magic)) }
		isApp := s.marker >= markerAPP0 && s.marker <= markerAPP0+15
		switch {
		case s.marker == markerAPP0 && has("JFIF\x00") && len(s.payload) >= 14:
			// The version and the density; not the small preview after them,
			// which may show what was cut from the picture later.
			b := append([]byte{0xff, markerAPP0, 0, 16}, s.payload[:12]...)
			c.put(s.from, s.to, append(b, 0, 0))
		case s.marker == markerAPP0+2 && has("ICC_PROFILE\x00"),
			s.marker == markerAPP0+14 && has("Adobe"):
			c.keep(s.from, s.to) // without them the colours are wrong
		case s.marker == markerAPP0+1 && has(exifMagic) && orientation != 1:
			c.put(s.from, s.to, orientationSegment(orientation))
			orientation = 1 // once
		case isApp || s.marker == markerCOM:
			// EXIF, XMP, IPTC, comments, and the makers' own.
		default:
			c.keep(s.from, s.to)
		}
	}
	return c.bytes(), nil
}
