package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEditedBeforeItsTurn: where files are renamed into place, each is looked at again
// right before: one that somebody has changed since all were read stays, and so does one
// that has come where the new site has a file.
func TestEditedBeforeItsTurn(t *testing.T) {
	for machine, change := range machines {
		if machine == "exchange" {
			continue
		}
		for _, edit := range []struct {
			name, says string
		}{
			{"vi/index.html", `"vi/index.html" is not as a build wrote it`},
			{"even.txt", `"even.txt" is there already, and no build wrote it`},
			{"turns/into.txt", `"turns/into.txt" is not as a build wrote it`},
			{"vi/bai-viet/1/index.html", ""}, // which the new site has no use for
		} {
			for _, replace := range []bool{false, true} {
				t.Run(fmt.Sprint(machine, ", ", edit.name, ", ", replace), func(t *testing.T) {
					top := memoryDir(t)
					dir := filepath.Join(top, "public")
					mustBuild(t, dir, generation(1))
					o := quickOps()
					change(&o)
					edited := false
					rename := o.rename
					o.rename = func(from, to string) error {
						err := rename(from, to)
						if to != filepath.Join(dir, manifestName) || edited || err != nil {
							return err
						}
						// The list of both sites is there: the update has begun.
						edited = true
						name := filepath.Join(dir, edit.name)
						if replace {
							if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
								t.Error(err)
							}
						}
						overwrite(t, name, "mine")
						return nil
					}
					_, err := build(dir, o, generation(2))
					if (err == nil) != (edit.says == "") || err != nil && !strings.Contains(err.Error(), edit.says) {
						t.Errorf("the error is %v", err)
					}
					if got, err := os.ReadFile(filepath.Join(dir, edit.name)); string(got) != "mine" || err != nil {
						t.Errorf("it has become %q, %v", got, err)
					}
					gone := edit.name
					if edit.says == "" {
						gone = filepath.Dir(gone) // which is whose file is in it
					}
					if err := os.RemoveAll(filepath.Join(dir, gone)); err != nil {
						t.Fatal(err)
					}
					mustBuild(t, dir, generation(4))
					checkSite(t, dir, generation(4))
					checkNoLitter(t, top, "public")
				})
			}
		}
	}
}
