package images

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"bantin/generator/diag"

	"golang.org/x/image/webp"
)

// quality is that of the JPEG encoder: at the sizes of a page the loss is not
// seen, and more would cost a reader bytes.
const quality = 80

// manyPixels is how many pixels a file may have to stand in for a smaller size.
const manyPixels = 6_000_000

// Make makes the sizes of a picture that are not its own file, in their order. data
// is the file without metadata, of which info.Sizes(len(data)) gives the sizes. What
// it makes is upright and has no metadata, but for the profile of the colours.
//
// A size that would be heavier than the file itself is the file itself, where a
// browser can do with it. The error is a *Refusal: the picture is damaged.
func Make(info Info, data []byte, sizes []Size) ([][]byte, error) {
	m, err := decode(info.Kind, data)
	if err != nil {
		return nil, broken(info.Kind, "%v", err)
	}
	standsIn := info.Orientation == 0 && !info.CMYK && info.Width*info.Height <= manyPixels
	profile := colourProfile(info.Kind, data)
	out := make([][]byte, len(sizes))
	// The largest is made of the whole picture, and the others of it: that takes a
	// fraction of the time and looks no different.
	var from *picture
	for i := len(sizes) - 1; i >= 0; i-- {
		s := sizes[i]
		if s.Own {
			continue
		}
		if from == nil {
			if from, err = newPicture(m, info, s.Kind == JPEG); err != nil {
				return nil, err
			}
			m = nil // the planes are all that is needed of it
		}
		width, height := s.Width, s.Height
		if info.Orientation >= 5 {
			width, height = height, width
		}
		p := from.scale(width, height)
		if i == len(sizes)-1 {
			from = p
		}
		made, err := p.turn(info.Orientation).encode(s.Kind, profile)
		if err != nil {
			return nil, diag.Failf("encode a picture: %w", err)
		}
		if standsIn && s.Kind == info.Kind && len(made) >= len(data) {
			made = data
		}
		out[i] = made
	}
	return out, nil
}

func decode(kind Kind, data []byte) (image.Image, error) {
	r := bytes.NewReader(data)
	switch kind {
	case JPEG:
		return jpeg.Decode(r)
	case PNG:
		return png.Decode(r)
	case WebP:
		return webp.Decode(r)
	case GIF:
		all, err := gif.DecodeAll(r)
		if err != nil {
			return nil, err
		}
		// A frame may be smaller than the picture.
		canvas := image.NewNRGBA(image.Rect(0, 0, all.Config.Width, all.Config.Height))
		draw.Draw(canvas, all.Image[0].Rect, all.Image[0], all.Image[0].Rect.Min, draw.Src)
		return canvas, nil
	}
	panic("internal error: nothing is made of a picture of the kind " + string(kind))
}

// A picture is its planes: one of brightness; or one of brightness and two of
// colour differences, as JPEG has them; or one of colours that their transparency
// is multiplied into, so that what cannot be seen does not show in what is made.
type picture struct {
	width, height int
	planes        []plane
	// Of the colour differences: how many pixels one sample of theirs stands for.
	across, down int
}

// newPicture takes the planes out of a decoded picture. It is to become one of the
// kind that JPEG can be, or one that may be transparent.
func newPicture(m image.Image, info Info, asJPEG bool) (*picture, error) {
	b := m.Bounds()
	upright := info
	if info.Orientation >= 5 {
		upright.Width, upright.Height = info.Height, info.Width
	}
	if b.Dx() != upright.Width || b.Dy() != upright.Height {
		return nil, broken(info.Kind, "it is not of the size that it says")
	}
	p := &picture{width: b.Dx(), height: b.Dy(), across: 1, down: 1}
	switch m := m.(type) {
	case *image.Gray:
		p.planes = []plane{{p.width, p.height, 1, m.Pix, m.Stride}}
		return p, nil
	case *image.YCbCr:
		if !asJPEG {
			break
		}
		if info.Kind == WebP {
			widen(m)
		}
		p.across, p.down = subsampling(m.SubsampleRatio)
		width, height := (p.width+p.across-1)/p.across, (p.height+p.down-1)/p.down
		p.planes = []plane{
			{p.width, p.height, 1, m.Y, m.YStride},
			{width, height, 1, m.Cb, m.CStride},
			{width, height, 1, m.Cr, m.CStride},
		}
		return p, nil
	case *image.Gray16:
		gray := newPlane(p.width, p.height, 1)
		for i := range gray.pix {
			gray.pix[i] = m.Pix[i/p.width*m.Stride+i%p.width*2]
		}
		p.planes = []plane{gray}
		return p, nil
	}
	if info.Kind == WebP {
		switch m := m.(type) {
		case *image.YCbCr:
			widen(m)
		case *image.NYCbCrA:
			widen(&m.YCbCr)
		}
	}
	if asJPEG {
		p.planes = []plane{newPlane(p.width, p.height, 1), newPlane(p.width, p.height, 1), newPlane(p.width, p.height, 1)}
	} else {
		p.planes = []plane{newPlane(p.width, p.height, 4)}
	}
	row := image.NewRGBA(image.Rect(0, 0, p.width, 1))
	for y := range p.height {
		// Colours as bytes, with their transparency in them.
		draw.Draw(row, row.Rect, m, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		if !asJPEG {
			copy(p.planes[0].pix[y*p.planes[0].stride:], row.Pix)
			continue
		}
		for x := range p.width {
			at := y*p.width + x
			c := row.Pix[4*x : 4*x+3]
			p.planes[0].pix[at], p.planes[1].pix[at], p.planes[2].pix[at] = color.RGBToYCbCr(c[0], c[1], c[2])
		}
	}
	return p, nil
}

// widen makes the samples of a lossy WebP what package image takes them for.
// RFC 6386, 9.2, has brightness from 16 to 235 and colour differences from 16 to
// 240, and the decoder gives them so; JPEG has all of 0 to 255.
func widen(m *image.YCbCr) {
	var bright, colour [256]byte
	for i := range int32(256) {
		bright[i] = clamp(((i-16)*255 + 219/2) / 219)
		c := (i - 128) * 255
		if c < 0 {
			c -= 224 / 2
		} else {
			c += 224 / 2
		}
		colour[i] = clamp(c/224 + 128)
	}
	for i, v := range m.Y {
		m.Y[i] = bright[v]
	}
	for i, v := range m.Cb {
		m.Cb[i] = colour[v]
	}
	for i, v := range m.Cr {
		m.Cr[i] = colour[v]
	}
}

// subsampling is how many pixels a sample of colour differences stands for.
func subsampling(r image.YCbCrSubsampleRatio) (across, down int) {
	switch r {
	case image.YCbCrSubsampleRatio444:
		return 1, 1
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	panic("internal error: colours are sampled in an unknown way")
}

// scale makes a picture of another size. Its colour differences have half as many
// samples in each direction, which is how the JPEG encoder writes them.
func (p *picture) scale(width, height int) *picture {
	if width == p.width && height == p.height {
		return p
	}
	out := &picture{width: width, height: height, across: 1, down: 1}
	out.planes = append(out.planes, p.planes[0].scale(width, height, ratio{p.width, width}, ratio{p.height, height}))
	if len(p.planes) > 1 {
		out.across, out.down = 2, 2
		for _, c := range p.planes[1:] {
			out.planes = append(out.planes, c.scale((width+1)/2, (height+1)/2,
				ratio{2 * p.width, p.across * width}, ratio{2 * p.height, p.down * height}))
		}
	}
	return out
}

func (p *picture) turn(orientation int) *picture {
	if orientation == 0 {
		return p
	}
	out := &picture{width: p.width, height: p.height, across: p.across, down: p.down}
	if orientation >= 5 {
		out.width, out.height, out.across, out.down = p.height, p.width, p.down, p.across
	}
	for _, x := range p.planes {
		out.planes = append(out.planes, x.turn(orientation))
	}
	return out
}

// encode writes the picture, with a profile of its colours where there is one.
func (p *picture) encode(kind Kind, profile profile) ([]byte, error) {
	var b bytes.Buffer
	var err error
	if kind == JPEG {
		err = jpeg.Encode(&b, p.image(), &jpeg.Options{Quality: quality})
	} else {
		err = png.Encode(&b, p.image())
	}
	if err != nil {
		return nil, err
	}
	return profile.put(kind, len(p.planes) == 1 && p.planes[0].samples == 1, b.Bytes()), nil
}

// image is the picture as the encoders take it.
func (p *picture) image() image.Image {
	rect := image.Rect(0, 0, p.width, p.height)
	first := p.planes[0]
	switch {
	case len(p.planes) == 3:
		m := &image.YCbCr{
			Y: first.pix, YStride: first.stride, Rect: rect,
			Cb: p.planes[1].pix, Cr: p.planes[2].pix, CStride: p.planes[1].stride,
		}
		for _, m.SubsampleRatio = range []image.YCbCrSubsampleRatio{
			image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
			image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
		} {
			if across, down := subsampling(m.SubsampleRatio); across == p.across && down == p.down {
				return m
			}
		}
		// 4:1:1 on its side, which has no name: a picture of up to MaxWidth that is
		// turned and not made smaller. Twice as many samples one way, half the other.
		return p.halved().image()
	case first.samples == 1:
		return &image.Gray{Pix: first.pix, Stride: first.stride, Rect: rect}
	}
	// The encoder wants colours without their transparency.
	m := image.NewNRGBA(rect)
	for y := range p.height {
		from, to := first.pix[y*first.stride:], m.Pix[y*m.Stride:]
		for i := 0; i < 4*p.width; i += 4 {
			switch a := int(from[i+3]); a {
			case 0:
			case 255:
				copy(to[i:i+4], from[i:i+4])
			default:
				for k := range 3 {
					to[i+k] = byte(min(255, (int(from[i+k])*255+a/2)/a))
				}
				to[i+3] = byte(a)
			}
		}
	}
	return m
}

// halved is the picture with colour differences for every second pixel of every
// second row.
func (p *picture) halved() *picture {
	out := &picture{width: p.width, height: p.height, across: 2, down: 2, planes: []plane{p.planes[0]}}
	for _, c := range p.planes[1:] {
		out.planes = append(out.planes, c.scale((p.width+1)/2, (p.height+1)/2,
			ratio{2 * p.width, p.across * p.width}, ratio{2 * p.height, p.down * p.height}))
	}
	return out
}
