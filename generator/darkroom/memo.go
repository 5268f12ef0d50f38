package darkroom

import (
	"cmp"
	"encoding/json"
	"slices"

	"bantin/generator/content"
	"bantin/generator/images"
)

// memoName is the file in which is kept what is known of the pictures themselves.
const memoName = "known.json"

// worthKeeping is how many bytes of pictures have to be read before it is worth a
// file to be spared that.
const worthKeeping = 8 << 20

// A memoFile is what is in that file.
type memoFile struct {
	Version string
	Files   []content.Remembered
}

// Recall gives what an earlier build has found out about the pictures; nothing where
// that cannot be read.
func (r *Room) Recall() *content.Memo {
	folder := r.shelf.open(false)
	if folder == nil {
		return content.Recall(nil)
	}
	var known memoFile
	b, err := readFile(folder, memoName)
	if err != nil || json.Unmarshal(b, &known) != nil || known.Version != content.MemoVersion {
		return content.Recall(nil)
	}
	return content.Recall(slices.DeleteFunc(known.Files, func(f content.Remembered) bool {
		// From a half-written file nothing of the kind comes.
		return len(f.Digest) != 64 || f.Info.Width > images.MaxSide || f.Info.Height > images.MaxSide
	}))
}

// Remember keeps what a build has found out, where that took long enough.
func (r *Room) Remember(memo *content.Memo) {
	if memo.Learned() < worthKeeping {
		return
	}
	folder := r.shelf.open(true)
	if folder == nil || r.shelf.broken() != nil {
		return
	}
	list := memo.Used(r.shelf.clock(folder))
	slices.SortFunc(list, func(a, b content.Remembered) int { return cmp.Compare(a.Path, b.Path) })
	b, err := json.Marshal(memoFile{content.MemoVersion, list})
	if err != nil {
		panic("internal error: what is known of pictures is not JSON: " + err.Error())
	}
	r.shelf.put(folder, memoName, b) // without it, they are read again
}
