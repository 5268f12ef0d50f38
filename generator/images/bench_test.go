package images

import (
	"bytes"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

// photograph is one of 12 megapixels, with the noise of a sensor.
func photograph(b *testing.B) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = byte(40 + i%4000*120/4000 + (i%4000/97*i/4000/83%5)*14 + r.IntN(9))
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = byte(110+i%2000*30/2000+r.IntN(3)), byte(120+r.IntN(3))
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 90}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkMake makes the four sizes of a photograph of 12 megapixels.
func BenchmarkMake(b *testing.B) {
	data := photograph(b)
	info, err := Probe("a.jpg", data)
	if err != nil {
		b.Fatal(err)
	}
	sizes := info.Sizes(len(data))
	total := 0
	for b.Loop() {
		made, err := Make(info, data, sizes)
		if err != nil {
			b.Fatal(err)
		}
		total = 0
		for _, m := range made {
			total += len(m)
		}
	}
	b.ReportMetric(float64(len(data)), "bytes-in")
	b.ReportMetric(float64(total), "bytes-out")
}
