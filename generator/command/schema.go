package command

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bantin/generator"
	"bantin/generator/schema"
)

func printSchema(c *call) (int, error) {
	var out string
	names, err := c.parseWords(func(f *flag.FlagSet) {
		f.StringVar(&out, "out", "", "write each schema into a file NAME.json in this `folder`, relative to the site's, instead of printing them")
	})
	if err != nil {
		return 0, err
	}
	langs, err := generator.Languages(c.dir)
	if err != nil {
		return 0, err
	}
	files := schema.Files()
	var known []string
	for _, f := range files {
		known = append(known, f.Name)
	}
	switch {
	case len(names) > 1 || len(names) == 1 && out != "":
		return 0, misused("write the name of one schema, or none")
	case len(names) == 1:
		i := slices.Index(known, names[0])
		if i < 0 {
			return 0, misused("there is no schema %q; they are %s", names[0], strings.Join(known, ", "))
		}
		_, err := c.stdout.Write(schema.Document(files[i], langs))
		return statusDone, err
	case out == "":
		_, err := c.stdout.Write(schema.All(langs))
		return statusDone, err
	}
	if !filepath.IsAbs(out) {
		out = filepath.Join(c.dir, out)
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return 0, err
	}
	for _, f := range files {
		name := filepath.Join(out, f.Name+".json")
		if err := os.WriteFile(name, schema.Document(f, langs), 0o666); err != nil {
			return 0, err
		}
		if _, err := fmt.Fprintln(c.stdout, name); err != nil {
			return 0, err
		}
	}
	return statusDone, nil
}
