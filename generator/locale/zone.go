package locale

import (
	"archive/zip"
	_ "embed"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"bantin/generator/diag"
)

// zones is the IANA Time Zone Database, which is in the public domain, as Go is handed
// out with it: a file in the form of RFC 9636 for each name.
//
//go:generate sh -c "cp \"$(go env GOROOT)/lib/time/zoneinfo.zip\" zones.zip"
//go:embed zones.zip
var zones string

// unset is a name of the list that stands for no zone.
const unset = "Factory"

// Zone loads a time zone by its IANA name. Its rules are those that come with the
// program, never those of the machine: the same bulletin has the same times
// everywhere.
func Zone(name string) (*time.Location, error) {
	rules, err := rulesOf(name)
	if err != nil {
		return nil, diag.Failf("time zone %q is not a name of the IANA list", name)
	}
	return time.LoadLocationFromTZData(name, rules)
}

// rulesOf is the file of a zone.
func rulesOf(name string) ([]byte, error) {
	files, err := zoneFiles()
	if err != nil {
		return nil, err
	}
	f := files[name]
	if f == nil || name == unset {
		return nil, fs.ErrNotExist
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// zoneFiles are the files of the list by name, which is read once: settings are read
// at each change of a bulletin that is previewed.
var zoneFiles = sync.OnceValues(func() (map[string]*zip.File, error) {
	all, err := zip.NewReader(strings.NewReader(zones), int64(len(zones)))
	if err != nil {
		return nil, err
	}
	files := make(map[string]*zip.File, len(all.File))
	for _, f := range all.File {
		if !f.Mode().IsDir() {
			files[f.Name] = f
		}
	}
	return files, nil
})
