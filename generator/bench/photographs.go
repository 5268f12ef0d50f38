package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"bantin/generator/corpus"
)

// The photographs are those of a telephone: 12 megapixels, three megabytes or so.
const (
	photographWidth  = 4000
	photographHeight = 3000
	scenes           = 8
)

// photographs writes a site of n articles into a new folder dir, each with a
// photograph of its own as its lead picture.
func photographs(dir string, n int) error {
	size := corpus.Size{Articles: n}
	if err := corpus.Write(dir, size); err != nil {
		return err
	}
	var made [scenes][]byte
	for i := range n {
		if made[i%scenes] == nil {
			var err error
			if made[i%scenes], err = scene(uint64(i)); err != nil {
				return err
			}
		}
		name, _, _ := corpus.Article(size, i)
		name = filepath.Join(dir, filepath.FromSlash(name))
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		picture := "anh-" + strconv.Itoa(i) + ".jpg"
		front, ok := bytes.CutPrefix(text, []byte("---\n"))
		if !ok {
			return fmt.Errorf("%s has no front matter", name)
		}
		text = append([]byte("---\nimage: {src: "+picture+", alt: {vi: Hội trường, en: A hall}}\n"), front...)
		if err := os.WriteFile(name, text, 0o666); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(filepath.Dir(name), picture), numbered(made[i%scenes], i), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// scene is a photograph of slopes, edges and the noise of a sensor, which is what
// takes an encoder's time.
func scene(seed uint64) ([]byte, error) {
	r := rand.New(rand.NewPCG(seed, 1))
	m := image.NewYCbCr(image.Rect(0, 0, photographWidth, photographHeight), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		x, y := i%photographWidth, i/photographWidth
		light := 40 + x*120/photographWidth + (x/97*y/83%5)*14
		m.Y[i] = byte(light + r.IntN(9))
	}
	for i := range m.Cb {
		x, y := i%m.CStride, i/m.CStride
		m.Cb[i], m.Cr[i] = byte(110+x*30/m.CStride+r.IntN(3)), byte(120+y*30/m.CStride+r.IntN(3))
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90})
	return b.Bytes(), err
}

// numbered gives a photograph a density of its own, so that no two are the same
// file: no bytes are made once for several.
func numbered(photograph []byte, i int) []byte {
	jfif := []byte{0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, byte(i >> 8), byte(i), 0, 72, 0, 0}
	return bytes.Join([][]byte{photograph[:2], jfif, photograph[2:]}, nil)
}

// measurePhotographs measures builds of n articles with a photograph each: with
// nothing to start from, with the cache alone, and with nothing to do; and, to tell
// what of it are the articles, the same bulletin without its photographs.
func (b *bench) measurePhotographs(ctx context.Context, n int) error {
	binary, err := b.compile(ctx)
	if err != nil {
		return err
	}
	plain, texts, err := b.site(ctx, n)
	if err != nil {
		return err
	}
	site := filepath.Join(b.work, "photographs")
	if _, err := runOnce(ctx, []string{b.self, "-photographed", site, strconv.Itoa(n)}); err != nil {
		return err
	}
	without := bantinOf(binary, plain, texts)
	without.Name = "without photographs"
	cold, warm, again := bantinOf(binary, site, texts), bantinOf(binary, site, texts), bantinOf(binary, site, texts)
	cold.Name, warm.Name, again.Name = "first build", "from the cache", "built again"
	warm.Prepare = func() error { return os.RemoveAll(warm.Out) }
	again.Prepare = func() error { return nil }
	warm.After, again.After = true, true
	all := []contestant{without, cold, warm, again}
	// Of the others, each leaves what the next one starts from.
	if err := without.warmUp(ctx); err != nil {
		return err
	}
	runs := min(b.runs, 3)
	results, err := inTurns(ctx, all, runs, b.progress())
	if err != nil {
		return err
	}
	bytes := int64(0)
	err = eachFile(filepath.Join(site, "content"), func(name string, info os.FileInfo) {
		if filepath.Ext(name) == ".jpg" {
			bytes += info.Size()
		}
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%s articles with a photograph of %d × %d each, %s in all; medians of %d runs\n\n",
		grouped(n), photographWidth, photographHeight, megabytes(float64(bytes)), runs)
	printTable(b.out, all, results)
	return nil
}
