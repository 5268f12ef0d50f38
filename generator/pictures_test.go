package generator_test

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // to look at what is published
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"bantin/generator"
	"bantin/generator/darkroom"

	"golang.org/x/tools/txtar"
)

// baseSite is the site of testdata/base.txtar, in a folder of its own.
func baseSite(t *testing.T) generator.Options {
	t.Helper()
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	opt := siteOptions(t.TempDir())
	for _, f := range base.Files {
		writeFile(t, filepath.Join(opt.Dir, f.Name), f.Data)
	}
	return opt
}

// pictured is a site with pictures of several kinds: a photograph that lies on its
// side and says where it was taken, drawings, and an animation's worth of bytes.
func pictured(t *testing.T) generator.Options {
	t.Helper()
	opt := baseSite(t)
	folder := filepath.Join(opt.Dir, "content", "articles", "a")
	writeFile(t, filepath.Join(folder, "index.vi.md"), []byte("---\ntitle: Bài\ndate: 2020-12-21\ncommittee: lang-son\nterm: 2020-2025\n"+
		"image: {src: nam.jpg, alt: Hội trường, caption: Trước giờ *khai mạc*}\n---\n\n"+
		"![Ngang](ngang.jpg \"Chú thích\")\n\n![Vẽ](ve.png)\n\n![Nhỏ](nho.png) và [tải về](ngang.jpg).\n"))
	turned := jpegOfSize(t, "1300x900")
	// Exif: upright when turned a quarter to the right, at a place.
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" +
		"\x01\x0f\x00\x02\x00\x00\x00\x08\x00\x00\x00\x26" + "\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00" + "\x00\x00\x00\x00" + secretPlace
	turned = []byte(string(turned[:2]) + "\xff\xe1" + string([]byte{byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}) + exif + string(turned[2:]))
	writeFile(t, filepath.Join(folder, "nam.jpg"), turned)
	writeFile(t, filepath.Join(folder, "ngang.jpg"), jpegOfSize(t, "1800x1000"))
	writeFile(t, filepath.Join(folder, "ve.png"), pngOfSize(t, "1700x300"))
	writeFile(t, filepath.Join(folder, "nho.png"), pngOfSize(t, "60x30"))
	return opt
}

const secretPlace = "21.85N 106.76E"

var (
	imageElement = regexp.MustCompile(`<img [^>]*>`)
	srcAttribute = regexp.MustCompile(` src="([^"]*)"`)
	srcset       = regexp.MustCompile(` srcset="([^"]*)"`)
	sizeOf       = regexp.MustCompile(` width="([0-9]+)" height="([0-9]+)"`)
)

// TestPicturesArePublished: each size that a page names is there, is as large as the
// page says, and says nothing of where it was taken; nothing else is published.
func TestPicturesArePublished(t *testing.T) {
	opt := pictured(t)
	mustBuild(t, opt)
	public := filepath.Join(opt.Dir, "public")
	page := read(t, public, "vi/bai-viet/2020/a/index.html")
	named := map[string]bool{}
	look := func(at string, width int, ratio float64) {
		t.Helper()
		named[at] = true
		b := read(t, public, at)
		m, kind, err := image.Decode(strings.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", at, err)
			return
		}
		got := m.Bounds().Size()
		if width > 0 && got.X != width {
			t.Errorf("%s is %d wide, and the page says %d", at, got.X, width)
		}
		// Half a pixel of the smaller one is what rounding takes.
		if r := float64(got.X) / float64(got.Y); r < ratio*0.98 || r > ratio*1.02 {
			t.Errorf("%s is %v, and the page says %.3f", at, got, ratio)
		}
		if want := map[string]string{"jpeg": ".jpg", "png": ".png"}[kind]; path.Ext(at) != want {
			t.Errorf("%s is a %s", at, kind)
		}
		if strings.Contains(b, secretPlace) {
			t.Errorf("%s says where it was taken", at)
		}
	}
	elements := imageElement.FindAllString(page, -1)
	if len(elements) != 4 {
		t.Fatalf("%d pictures: %q", len(elements), elements)
	}
	for i, e := range elements {
		size := sizeOf.FindStringSubmatch(e)
		width, _ := strconv.Atoi(size[1])
		height, _ := strconv.Atoi(size[2])
		ratio := float64(width) / float64(height)
		look(srcAttribute.FindStringSubmatch(e)[1], 0, ratio)
		last := 0
		if set := srcset.FindStringSubmatch(e); set != nil {
			for _, one := range strings.Split(set[1], ", ") {
				at, w, _ := strings.Cut(one, " ")
				n, err := strconv.Atoi(strings.TrimSuffix(w, "w"))
				if err != nil || n <= last {
					t.Errorf("%q in %s", one, e)
				}
				look(at, n, ratio)
				last = n
			}
			if last != width {
				t.Errorf("the largest is %d wide, not %d: %s", last, width, e)
			}
		}
		if lazy := strings.Contains(e, `loading="lazy"`); lazy != (i > 0) {
			t.Errorf("%d: %s", i, e)
		}
	}
	if size := sizeOf.FindStringSubmatch(elements[0]); size[1] != "900" || size[2] != "1300" {
		t.Errorf("the upright photograph is %s x %s", size[1], size[2])
	}
	preview := regexp.MustCompile(`property="og:image" content="https://bantin.example(/[^"]*)"`).FindStringSubmatch(page)
	if preview == nil || !named[preview[1]] {
		t.Errorf("the preview is %q", preview)
	}
	inFeed := imageElement.FindAllString(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&quot;", `"`).Replace(read(t, public, "vi/feed.xml")), -1)
	if len(inFeed) != len(elements) {
		t.Errorf("%d pictures in the feed: %q", len(inFeed), inFeed)
	}
	for _, e := range inFeed {
		at, ok := strings.CutPrefix(srcAttribute.FindStringSubmatch(e)[1], "https://bantin.example")
		if !ok || !named[at] || strings.Contains(e, "srcset") {
			t.Errorf("in the feed: %s", e)
		}
	}
	links := regexp.MustCompile(`<a href="(/media/[^"]*)">`).FindAllStringSubmatch(page, -1)
	if len(links) != 4 || links[0][1] != srcAttribute.FindStringSubmatch(elements[0])[1] {
		t.Fatalf("the links to pictures are %q: first one to the lead picture's largest file", links)
	}
	for i, stem := range []string{"ngang", "ve"} { // the small one stands in a line
		if to := links[1+i][1]; !named[to] || !strings.HasPrefix(to, "/media/"+stem+".") || !strings.Contains(to, "-1600.") {
			t.Errorf("the link to the largest size of %s leads to %s", stem, to)
		}
	}
	linked := links[3]
	if !bytes.Equal([]byte(read(t, public, linked[1])), jpegOfSize(t, "1800x1000")) {
		t.Errorf("the link leads to %q", linked)
	}
	named[linked[1]] = true
	for _, name := range filesOf(t, filepath.Join(public, "media")) {
		if !named["/media/"+name] {
			t.Errorf("nothing shows %s", name)
		}
	}
}

// TestPicturesAreTheSame: however it comes about, with a cache, without one, with a
// damaged one, on one core, twice at once, the same files are published.
func TestPicturesAreTheSame(t *testing.T) {
	opt := pictured(t)
	mustBuild(t, opt)
	public, cache := filepath.Join(opt.Dir, "public"), filepath.Join(opt.Dir, darkroom.CacheFolder)
	want := digests(t, public)
	kept := filesOf(t, filepath.Join(cache, "pictures"))
	if len(kept) != 3 {
		t.Fatalf("kept %q", kept)
	}
	before := wholeTree(t, public)
	if report := mustBuild(t, opt); report.Written != 0 || report.Removed != 0 {
		t.Errorf("built again, %d files were written", report.Written)
	}
	for name, f := range wholeTree(t, public) {
		if !f.time.Equal(before[name].time) {
			t.Errorf("%s was written without need", name)
		}
	}
	for name, change := range map[string]func() error{
		"without a cache": func() error { return os.RemoveAll(cache) },
		"with a damaged cache": func() error {
			return errors.Join(os.WriteFile(filepath.Join(cache, "pictures", kept[0]), []byte("x"), 0o666), os.Truncate(filepath.Join(cache, "pictures", kept[1]), 100))
		},
		"from the cache": func() error { return nil },
	} {
		if err := errors.Join(change(), os.RemoveAll(public)); err != nil {
			t.Fatal(err)
		}
		mustBuild(t, opt)
		sameTree(t, name, digests(t, public), want)
	}
	if err := os.RemoveAll(cache); err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	for _, out := range []string{"one", "two"} {
		both.Go(func() {
			o := opt
			o.Out = out
			if report, problems, err := generator.Build(o); err != nil || len(report.Notes) > 0 {
				t.Error(problems, err, report.Notes)
			}
		})
	}
	both.Wait()
	sameTree(t, "twice at once", digests(t, filepath.Join(opt.Dir, "one")), want)
	sameTree(t, "twice at once", digests(t, filepath.Join(opt.Dir, "two")), want)

	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if err := errors.Join(os.RemoveAll(cache), os.RemoveAll(public)); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, opt)
	sameTree(t, "on one core", digests(t, public), want)
}

// TestPictureProgress: a build says how far it is with the pictures, and then with
// the pages.
func TestPictureProgress(t *testing.T) {
	opt := pictured(t)
	var mu sync.Mutex
	most := map[generator.Step]int{}
	var order []generator.Step
	opt.Progress = func(step generator.Step, done, all int) {
		mu.Lock()
		defer mu.Unlock()
		most[step] = max(most[step], done)
		if len(order) == 0 || order[len(order)-1] != step {
			order = append(order, step)
		}
		if done < 1 || done > all || step == generator.Pictures && all != 3 {
			t.Errorf("%s: %d of %d", step.Text(), done, all)
		}
	}
	mustBuild(t, opt)
	if most[generator.Pictures] != 3 || len(order) != 2 || order[0] != generator.Pictures || order[1] != generator.Pages {
		t.Errorf("told of %v in the order %v", most, order)
	}
}

// TestDamagedPicture: a picture whose pixels are damaged is a problem of its file,
// and nothing is published.
func TestDamagedPicture(t *testing.T) {
	opt := pictured(t)
	name := filepath.Join(opt.Dir, "content", "articles", "a", "ngang.jpg")
	b := jpegOfSize(t, "1800x1000")
	writeFile(t, name, append(b[:len(b)/2], 0xff, 0xd9))
	_, problems, err := generator.Build(opt)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := problems.Print(&out, "text", nil); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "content/articles/a/ngang.jpg:1:1: error: the jpeg picture is damaged") ||
		!strings.Contains(got, "(used at content/articles/a/index.vi.md:9:1)") || !strings.HasSuffix(got, "[picture-broken]\n") {
		t.Error(got)
	}
	if _, err := os.Stat(filepath.Join(opt.Dir, "public")); err == nil {
		t.Error("something was published")
	}
}

// TestCacheIsNotPublished: nobody publishes into the cache.
func TestCacheIsNotPublished(t *testing.T) {
	opt := pictured(t)
	opt.Out = darkroom.CacheFolder + "/public"
	var misuse *generator.Misuse
	if _, _, err := generator.Build(opt); !errors.As(err, &misuse) {
		t.Error(err)
	}
}
