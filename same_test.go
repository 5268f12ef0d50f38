//go:build unix

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bantin/generator/corpus"
)

// A machine is what two machines that build the same bulletin may differ in.
type machine struct {
	zone, locale, umask string
	cwd                 string // where the command is run: in the site, above it, elsewhere
	threads             int
	order               string // in which the files were made
	times               string // that they have
	clock               int64  // seconds since 1970
}

// machines are sixteen, of which no two are alike in much.
var machines = []machine{
	{"UTC", "C", "022", "in", 1, "forwards", "now", 1924992000},
	{"Asia/Ho_Chi_Minh", "vi_VN.UTF-8", "022", "in", 2, "backwards", "old", 1924992001},
	{"America/Los_Angeles", "en_US.UTF-8", "077", "above", 16, "shuffled", "spread", 2556144000},
	{"Pacific/Kiritimati", "tr_TR.UTF-8", "027", "elsewhere", 1, "backwards", "future", 2556144059},
	{"Pacific/Pago_Pago", "C.UTF-8", "000", "above", 2, "forwards", "old", 2998080000},
	{"Asia/Kathmandu", "de_DE.UTF-8", "002", "in", 16, "backwards", "spread", 3405887999},
	{"Australia/Lord_Howe", "az_AZ.UTF-8", "077", "elsewhere", 2, "shuffled", "now", 1956528000},
	{"Europe/London", "POSIX", "022", "above", 1, "shuffled", "old", 2240524800},
	{"America/St_Johns", "zh_CN.GB18030", "000", "in", 16, "forwards", "future", 2335219200},
	{"Africa/Casablanca", "ar_MA.UTF-8", "027", "in", 1, "backwards", "now", 2429913600},
	{"Asia/Tehran", "fa_IR.UTF-8", "022", "elsewhere", 16, "backwards", "old", 2524608000},
	{"America/Sao_Paulo", "lt_LT.UTF-8", "002", "above", 2, "shuffled", "future", 2619302400},
	{"Antarctica/Troll", "", "077", "in", 2, "forwards", "spread", 2713996800},
	{"Asia/Pyongyang", "ko_KR.EUC-KR", "027", "elsewhere", 1, "shuffled", "spread", 2808691200},
	{"Etc/GMT+12", "vi_VN.TCVN", "000", "above", 16, "backwards", "now", 2903385600},
	{"Etc/GMT-14", "vi", "022", "in", 2, "shuffled", "future", 3300000000},
}

// TestSame: the same input gives the same bytes and modes, on any machine: one hash of
// the whole tree, of the repository's bulletin and of one with pictures that is made up.
func TestSame(t *testing.T) {
	made := filepath.Join(t.TempDir(), "made-up")
	if err := corpus.Write(made, corpus.Size{Articles: 60, Committees: 20, Years: 5}); err != nil {
		t.Fatal(err)
	}
	article := "---\ntitle: Ảnh\ndate: 2020-12-21\nterm: 2020-2025\ncommittee: trung-uong\n---\n\n![Hội trường](hoi-truong.jpg)\n"
	writeFile(t, filepath.Join(made, "content/articles/anh/index.vi.md"), article)
	writeFile(t, filepath.Join(made, "content/articles/anh/hoi-truong.jpg"), photograph(t))
	for _, site := range []struct{ name, dir string }{{"the repository's", "."}, {"made up", made}} {
		t.Run(site.name, func(t *testing.T) {
			hashes := map[string][]int{}
			for i, m := range machines {
				top := filepath.Join(t.TempDir(), "top")
				copySite(t, site.dir, filepath.Join(top, "site"), m)
				out := filepath.Join(top, "site", "public")
				buildOn(t, m, top)
				h := hash(t, out)
				hashes[h] = append(hashes[h], i)
				for _, must := range []string{"vi/tim-kiem/index.html", ".bantin-manifest"} {
					if _, err := os.Stat(filepath.Join(out, must)); err != nil {
						t.Error(err)
					}
				}
				if err := os.RemoveAll(top); err != nil {
					t.Fatal(err)
				}
			}
			for h, which := range hashes {
				t.Logf("builds %v: %s", which, h)
			}
			if len(hashes) != 1 {
				t.Errorf("%d builds gave %d trees", len(machines), len(hashes))
			}
		})
	}
}

// buildOn builds the site in top as on a machine.
func buildOn(t *testing.T, m machine, top string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	args := map[string][]string{
		"in":        {"build"},
		"above":     {"build", "-C", "site"},
		"elsewhere": {"-C", filepath.Join(top, "site"), "build"},
	}[m.cwd]
	cwd := map[string]string{"in": filepath.Join(top, "site"), "above": top, "elsewhere": "/"}[m.cwd]
	// The umask is that of the process that starts another.
	cmd := exec.Command("/bin/sh", append([]string{"-c", `umask "$0"; exec "$@"`, m.umask, self}, args...)...)
	cmd.Dir = cwd
	cmd.Env = []string{
		asCommand + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + top, "TZ=" + m.zone, "LC_ALL=" + m.locale, "LANG=" + m.locale,
		fmt.Sprint("GOMAXPROCS=", m.threads), fmt.Sprint("SOURCE_DATE_EPOCH=", m.clock),
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%+v: %v\n%s", m, err, &said)
	}
}

// copySite copies what a site is built from, as somebody on a machine came by it.
func copySite(t *testing.T, from, to string, m machine) {
	t.Helper()
	names := []string{"config.yaml"}
	for _, folder := range []string{"content", "layouts", "static"} {
		err := filepath.WalkDir(filepath.Join(from, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, err := filepath.Rel(from, name)
			names = append(names, rel)
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	slices.Sort(names)
	random := rand.New(rand.NewPCG(uint64(m.clock), 1))
	switch m.order {
	case "backwards":
		slices.Reverse(names)
	case "shuffled":
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	for i, name := range names {
		b, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(to, name)
		writeFile(t, target, string(b))
		at := map[string]time.Time{
			"old":    time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC),
			"future": time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
			"spread": time.Date(1990+i%90, 1, 1, 0, 0, i, i, time.UTC),
		}[m.times]
		if at.IsZero() {
			continue
		}
		if err := os.Chtimes(target, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// photograph is a JPEG that is made smaller when it is published.
func photograph(t *testing.T) string {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	picture := image.NewRGBA(image.Rect(0, 0, 1000, 700))
	for y := range 700 {
		for x := range 1000 {
			picture.Set(x, y, color.RGBA{uint8(x / 4), uint8(y / 3), uint8(random.IntN(60)), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
