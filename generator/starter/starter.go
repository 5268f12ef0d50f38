// Package starter writes the files of a new bulletin: settings, a committee, an
// article in both languages, a page, and what editors and CI need around them. The
// files are in the folder site, as they come out but for four words: TODAY, YEAR,
// TERM and CONGRESS. It takes a folder and a day, reads no clock, and never writes over a
// file.
package starter

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"bantin/generator/calendar"
	"bantin/generator/content"
	"bantin/generator/schema"
)

//go:embed all:site
var embedded embed.FS

// ErrNotEmpty is that a folder has something in it already.
var ErrNotEmpty = errors.New("the folder is not empty")

// Write writes a bulletin into a folder, in which nothing may be but the .git of a
// repository that has just been made. Its article is of the day today.
func Write(root *os.Root, today calendar.Date) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return ErrNotEmpty
		}
	}
	site, err := fs.Sub(embedded, "site")
	if err != nil {
		return err
	}
	// Terms begin with the congresses, in the years that end in 0 and 5. In such a
	// year the sample's congress is today's, so that its term is beyond doubt.
	from := today.Year - today.Year%5
	congress := calendar.Date{Year: from}
	if from == today.Year {
		congress = today
	}
	words := strings.NewReplacer(
		"CURRENT_YEAR", "CURRENT_YEAR", // which a snippet asks the editor's program for
		"TODAY", today.String(),
		"CONGRESS", congress.String(),
		"YEAR", fmt.Sprintf("%04d", today.Year),
		"TERM", calendar.Term{From: from, To: from + 5}.String(),
	)
	err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		mode := os.FileMode(0o666)
		if strings.HasPrefix(string(data), "#!") {
			mode = 0o777 // a hook is a program; the embedded files have no modes
		}
		return write(root, words.Replace(name), []byte(words.Replace(string(data))), mode)
	})
	if err != nil {
		return err
	}
	langs := content.Settings(site).Languages
	for _, f := range schema.Files() {
		if err := write(root, "schema/"+f.Name+".json", schema.Document(f, langs), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// write writes a file that is not there, and its folders.
func write(root *os.Root, name string, data []byte, mode os.FileMode) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
