package command

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"

	"bantin/generator/diag"
)

func version(c *call) (int, error) {
	if err := c.parse(func(*flag.FlagSet) {}); err != nil {
		return 0, err
	}
	v := diag.Sayf("unknown").In(c.in)
	if info, ok := debug.ReadBuildInfo(); ok {
		v = info.Main.Version
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += " " + s.Value[:12]
			}
		}
	}
	fmt.Fprintf(c.stdout, "bantin %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return statusDone, nil
}
