package images

// A plane is a rectangle of samples of eight bits, row by row: the brightness of a
// picture, or one of its two colour differences, or with four samples a pixel all
// of its colours and its transparency.
type plane struct {
	width, height int
	samples       int // of a pixel, 1 or 4
	pix           []byte
	stride        int // bytes from a row to the next
}

func newPlane(width, height, samples int) plane {
	return plane{width, height, samples, make([]byte, width*height*samples), width * samples}
}

// A ratio is how many samples of the source one of the result stands for: a
// fraction, so that nothing is lost before it is rounded.
type ratio struct{ num, den int }

// weightBits is the precision of a weight; 1<<weightBits is the whole.
const weightBits = 14

// weights are what each sample of a row, or of a column, is made of: taps samples
// of the source, from the first on, with the weight of each.
type weights struct {
	taps  int
	first []int
	of    []int32 // taps for each sample
}

// newWeights finds the weights for n samples of a row of the source that has size.
// The edges of both are at the same place. The kernel is Catmull and Rom's cubic,
// as wide as two samples of the result on each side, which keeps edges sharp; near
// the end of a row what would lie outside is left out. Where the result is larger
// than the source, as the colour of a picture may be, it is two samples of the
// source.
func newWeights(n, size int, r ratio) weights {
	wide := max(r.num, r.den) // the kernel's unit, in r.den-ths of a sample
	taps := min(size, 4*wide/r.den+2)
	w := weights{taps: taps, first: make([]int, n), of: make([]int32, n*taps)}
	raw := make([]int64, taps)
	for i := range n {
		// In halves of r.den-ths: the centre of sample i, and how far the kernel
		// reaches.
		centre, reach := (2*i+1)*r.num, 4*wide
		// The first sample whose own centre, (2j+1)·den, is within reach.
		first := max(0, (centre-reach+r.den)/(2*r.den))
		first = min(first, size-taps)
		var sum int64
		for k := range raw {
			distance := (2*(first+k)+1)*r.den - centre
			raw[k] = catmullRom(int64(max(distance, -distance)) << 16 / int64(2*wide))
			sum += raw[k]
		}
		w.first[i] = first
		of := w.of[i*taps : (i+1)*taps]
		if sum == 0 {
			panic("internal error: a sample is made of nothing")
		}
		// What is rounded off one weight is in the next, so that they come to the
		// whole, and an even colour stays what it is.
		var so, before int64
		for k, v := range raw {
			so += v
			all := so << weightBits / sum
			of[k] = int32(all - before)
			before = all
		}
	}
	return w
}

// catmullRom is the kernel at a distance, both in 65536ths.
func catmullRom(t int64) int64 {
	const one = 1 << 16
	square := t * t >> 16
	cube := square * t >> 16
	switch {
	case t < one:
		return (3*cube-5*square)/2 + one
	case t < 2*one:
		return (5*square-cube)/2 - 4*t + 2*one
	}
	return 0
}

// scale makes a plane of another size. It goes along the rows first and then along
// the columns, and rounds after each.
func (p plane) scale(width, height int, across, down ratio) plane {
	return p.scaleRows(newWeights(width, p.width, across)).scaleColumns(newWeights(height, p.height, down))
}

func (p plane) scaleRows(w weights) plane {
	out := newPlane(len(w.first), p.height, p.samples)
	for y := range p.height {
		src := p.pix[y*p.stride : y*p.stride+p.width*p.samples]
		dst := out.pix[y*out.stride : (y+1)*out.stride]
		if p.samples == 1 {
			for i, first := range w.first {
				of := w.of[i*w.taps : (i+1)*w.taps]
				from := src[first : first+len(of)]
				sum := int32(1 << (weightBits - 1))
				for k, v := range of {
					sum += v * int32(from[k])
				}
				dst[i] = clamp(sum >> weightBits)
			}
			continue
		}
		for i, first := range w.first {
			of := w.of[i*w.taps : (i+1)*w.taps]
			from := src[4*first : 4*(first+len(of))]
			const half = 1 << (weightBits - 1)
			a, b, c, d := int32(half), int32(half), int32(half), int32(half)
			for _, v := range of {
				a += v * int32(from[0])
				b += v * int32(from[1])
				c += v * int32(from[2])
				d += v * int32(from[3])
				from = from[4:]
			}
			to := dst[4*i : 4*i+4]
			to[0], to[1], to[2], to[3] = clamp(a>>weightBits), clamp(b>>weightBits), clamp(c>>weightBits), clamp(d>>weightBits)
		}
	}
	return out
}

func (p plane) scaleColumns(w weights) plane {
	out := newPlane(p.width, len(w.first), p.samples)
	sums := make([]int32, out.stride)
	for y, first := range w.first {
		for i := range sums {
			sums[i] = 1 << (weightBits - 1)
		}
		for k, v := range w.of[y*w.taps : (y+1)*w.taps] {
			if v == 0 {
				continue
			}
			row := p.pix[(first+k)*p.stride:][:len(sums)]
			for i, s := range row {
				sums[i] += v * int32(s)
			}
		}
		dst := out.pix[y*out.stride:][:len(sums)]
		for i, s := range sums {
			dst[i] = clamp(s >> weightBits)
		}
	}
	return out
}

func clamp(v int32) byte { return byte(max(0, min(v, 255))) }

// turn gives the plane as it is after the turn that an EXIF orientation asks for.
func (p plane) turn(orientation int) plane {
	if orientation < 2 {
		return p
	}
	width, height := p.width, p.height
	if orientation >= 5 {
		width, height = height, width
	}
	out := newPlane(width, height, p.samples)
	n := p.samples
	for y := range height {
		for x := range width {
			// Where what is shown at x, y stands in the file (Exif 2.3, 4.6.4).
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = p.width - 1 - x
			case 3:
				sx, sy = p.width-1-x, p.height-1-y
			case 4:
				sy = p.height - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, p.height-1-x
			case 7:
				sx, sy = p.width-1-y, p.height-1-x
			case 8:
				sx, sy = p.width-1-y, x
			}
			copy(out.pix[y*out.stride+x*n:][:n], p.pix[sy*p.stride+sx*n:][:n])
		}
	}
	return out
}
