package browser

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

// crowd is how many articles one committee of the hard bulletin has.
const crowd = 900

// depth is how many levels of committees stand below one that has one above it: with
// them, as many as there may be.
const depth = 10

// hamlets is how many committees one committee has below it: enough for the tree to be
// folded.
const hamlets = 24

// writeHard writes the folder of the hard bulletin: what testdata/hard.txtar has,
// pictures, committees below committees, and a crowd of articles of one committee.
func writeHard(dir string) error {
	archive, err := txtar.ParseFile("testdata/hard.txtar")
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	for name, size := range map[string][2]int{"rong": {1600, 400}, "cao": {300, 900}, "nho": {24, 24}, "chi": {1, 5000}, "dai": {900, 4500}} {
		files["content/articles/2021-03-02-hai-chu/"+name+".png"] = picture(size[0], size[1])
	}
	const committees = "content/committees.yaml"
	register := bytes.Clone(files[committees]) // the archive owns its bytes
	parent := "tay"
	for i := range depth {
		id := fmt.Sprintf("bac-%d", i+1)
		name := fmt.Sprintf("Chi bộ bậc %d, trực thuộc một chi bộ bậc %d", i+1, i)
		if i == depth-1 { // as long as a name may be
			name = string([]rune(strings.Repeat("Chibộkhôngdấucách", 12))[:190])
		}
		register = fmt.Appendf(register, "- {id: %s, name: {vi: %q, en: %q}, level: grassroots, parent: %s}\n", id, name, name, parent)
		parent = id
	}
	for i := range hamlets { // half of them have ended
		until := ""
		if i%2 == 0 {
			until = ", until: 2025-07-01, successors: [mot-bai]"
		}
		register = fmt.Appendf(register, "- {id: thon-%[1]d, name: {vi: Chi bộ thôn %[1]d, en: Hamlet %[1]d}, level: grassroots, parent: dong-cu%s}\n", i+1, until)
	}
	files[committees] = register
	files["content/articles/2025-11-11-bac-cuoi.vi.md"] = fmt.Appendf(nil, "---\ntitle: Bài của chi bộ bậc cuối\ndate: 2025-11-11\ncommittee: %s\nterm: 2025-2030\n---\n\nMột bài.\n", parent)
	kinds := []string{"news", "conference", "resolution", "directive", "plan", "notice"}
	for i := range crowd {
		date := fmt.Sprintf("%d-%02d-%02d", 2015+i%9, 1+i%12, 1+i%28)
		term := "2015-2020"
		if i%9 > 5 {
			term = "2020-2025"
		}
		name := fmt.Sprintf("content/articles/nhieu/%s-bai-%d", date, i)
		title := fmt.Sprintf("Bài thứ %d của một cấp ủy có nhiều bài, tháng %d", i, 1+i%12)
		text := fmt.Sprintf("Theo %02d-NQ/TU, nội dung bài thứ %d.", 1+i%19, i)
		files[name+".vi.md"] = fmt.Appendf(nil, "---\ntitle: %s\ndate: %s\ncommittee: dong-cu\nterm: %s\nkind: %s\n---\n\n%s\n", title, date, term, kinds[i%len(kinds)], text)
		if i%20 > 0 {
			// It says what it translates; few enough do not, for a list of them to stay short.
			sum := sha256.Sum256([]byte(title + "\n\n" + text))
			files[name+".en.md"] = fmt.Appendf(nil, "---\ntitle: Article %d of a committee that has many\ntranslation_of: %q\n---\n\nText %d.\n", i, hex.EncodeToString(sum[:])[:12], i)
		}
	}
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(full, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// picture is a slope from one colour to another, as PNG.
func picture(width, height int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.Set(x, y, color.RGBA{uint8(60 + x*120/width), uint8(90 + y*80/height), 140, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic("internal error: " + err.Error())
	}
	return b.Bytes()
}
