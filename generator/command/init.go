package command

import (
	"flag"
	"fmt"
	"path/filepath"

	"bantin/generator"
)

func initialize(c *call) (int, error) {
	opt, err := c.options()
	if err != nil {
		return 0, err
	}
	dirs, err := c.parseWords(func(*flag.FlagSet) {})
	if err != nil {
		return 0, err
	}
	if len(dirs) != 1 || dirs[0] == "" {
		return 0, misused("name one folder, which is made where it is not there")
	}
	if opt.Dir = dirs[0]; !filepath.IsAbs(opt.Dir) {
		opt.Dir = filepath.Join(c.dir, opt.Dir)
	}
	names, err := generator.Init(opt)
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		if _, err := fmt.Fprintln(c.stdout, filepath.Join(opt.Dir, filepath.FromSlash(name))); err != nil {
			return 0, err
		}
	}
	return statusDone, nil
}
