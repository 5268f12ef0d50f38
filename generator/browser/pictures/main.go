// Command browser/pictures makes the pictures of the README again: it builds this
// repository's own bulletin, opens its pages in a headless Chromium, light and dark,
// on a desk's window and on a phone's, and writes what it sees into docs/.
//
//	go run ./generator/browser/pictures
//
// It is run in the repository's folder. The day is always the same, so pictures
// differ only where pages do, or the fonts of the machine.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"bantin/generator"
	"bantin/generator/browser"
	"bantin/generator/render"
)

// A picture is one page of the bulletin in one window, made in light and in dark.
type picture struct {
	name string // of its files: docs/NAME-light.png and docs/NAME-dark.png
	at   string // the page's address on the bulletin
	view browser.View
	wait string // for what to be there, as a selector; "" is nothing
}

var (
	desk  = browser.View{Width: 1100, Height: 780, Bare: true}
	phone = browser.View{Width: 360, Height: 720, Dots: 2, Bare: true}
)

var pictures = []picture{
	{"home", "/vi/", desk, ""},
	{"timeline", "/vi/dong-thoi-gian/", desk, ""},
	{"committee", "/vi/cap-uy/can-tho/", desk, ""},
	{"article", "/en/articles/2020/2020-10-12-dai-hoi-dang-bo-tinh-hau-giang/", desk, ""},
	{"side-by-side", "/vi/bai-viet/2020/2020-01-14-khoi-cac-co-quan-nam-dinh-tong-ket-2019/song-ngu/", desk, ""},
	{"search", "/vi/tim-kiem/?q=nghi+quyet+lang+son", desk, "main ol > li"},
	{"phone", "/vi/bai-viet/2020/2020-10-12-dai-hoi-dang-bo-tinh-hau-giang/", phone, ""},
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run() error {
	work, err := os.MkdirTemp("", "bantin-pictures-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	public := filepath.Join(work, "public")
	_, problems, err := generator.Build(generator.Options{
		Dir: ".", Layouts: os.DirFS("layouts"), Static: os.DirFS("static"), Out: public,
		Now: time.Date(2026, 3, 1, 5, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return err
	}
	if wrong, _ := problems.Count(); wrong > 0 {
		return errors.New("the bulletin has errors: see bantin check")
	}
	address, end, err := browser.Serve(browser.Handler(os.DirFS(public), render.Policy))
	if err != nil {
		return err
	}
	defer end()

	program, err := browser.Find()
	if err != nil {
		return err
	}
	b, err := browser.Start(program)
	if err != nil {
		return err
	}
	defer b.Close()
	tab, err := b.Tab()
	if err != nil {
		return err
	}
	for _, p := range pictures {
		page, err := url.Parse(p.at)
		if err != nil {
			return err
		}
		if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(page.Path), "index.html")); err != nil {
			fmt.Printf("%s: left out: the bulletin has no page %s\n", p.name, page.Path)
			continue
		}
		for _, scheme := range []string{"light", "dark"} {
			p.view.Dark = scheme == "dark"
			if err := p.take(tab, address, filepath.Join("docs", p.name+"-"+scheme+".png")); err != nil {
				return err
			}
		}
	}
	return nil
}

// take opens the page and writes what the window shows into a file.
func (p *picture) take(tab *browser.Tab, address, file string) error {
	if err := tab.Show(p.view); err != nil {
		return err
	}
	if err := tab.Open(address + p.at); err != nil {
		return err
	}
	if p.wait != "" {
		came, err := browser.Eval[bool](tab, `async (selector) => {
			for (let i = 0; i < 200 && !document.querySelector(selector); i++) await new Promise((done) => setTimeout(done, 50));
			return !!document.querySelector(selector);
		}`, p.wait)
		if err != nil {
			return err
		}
		if !came {
			return fmt.Errorf("%s: nothing on the page is %s", p.at, p.wait)
		}
	}
	shot, err := tab.Picture()
	if err != nil {
		return err
	}
	small, err := compress(shot)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d KB\n", file, (len(small)+1023)/1024)
	return os.WriteFile(file, small, 0o644)
}

// compress makes a picture of a page smaller: a page has few colours, and of the
// shades at the edges of its letters a few stand for all.
func compress(data []byte) ([]byte, error) {
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	full := image.NewRGBA(m.Bounds())
	draw.Draw(full, full.Bounds(), m, m.Bounds().Min, draw.Src)
	often := map[color.RGBA]int{}
	for y := range full.Rect.Dy() {
		for x := range full.Rect.Dx() {
			often[full.RGBAAt(x, y)]++
		}
	}
	palette, nearest := few(often)
	out := image.NewPaletted(full.Rect, palette)
	for y := range full.Rect.Dy() {
		for x := range full.Rect.Dx() {
			out.SetColorIndex(x, y, nearest[full.RGBAAt(x, y)])
		}
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out)
	return b.Bytes(), err
}

// few chooses at most 256 of the colours that there are so often, and says for each
// which of them it becomes. It takes one after the other: the one that is most
// wrong, in all its places, as long as it is not taken.
func few(often map[color.RGBA]int) (palette color.Palette, nearest map[color.RGBA]uint8) {
	colours := slices.SortedFunc(maps.Keys(often), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	nearest = map[color.RGBA]uint8{}
	wrong := make([]int, len(colours)) // how far each is from the nearest that was taken, squared
	for i := range wrong {
		wrong[i] = 4 * 255 * 255 // farther than any other
	}
	for range min(len(colours), 256) {
		worst := 0
		for i, c := range colours {
			if wrong[i]*often[c] > wrong[worst]*often[colours[worst]] {
				worst = i
			}
		}
		taken := colours[worst]
		for i, c := range colours {
			r, g, b := int(c.R)-int(taken.R), int(c.G)-int(taken.G), int(c.B)-int(taken.B)
			if d := r*r + g*g + b*b; d < wrong[i] {
				wrong[i], nearest[c] = d, uint8(len(palette))
			}
		}
		palette = append(palette, taken)
	}
	return palette, nearest
}
