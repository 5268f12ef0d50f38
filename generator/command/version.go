package command

import (
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"

	"bantin/generator/diag"
)

// release is what the program of a release says of itself: its version and its
// commit. The linker sets it (go build -ldflags "-X bantin/generator/command.release=v1.2.3");
// nothing else does.
var release string

// version prints the version: that of the release, or else what go build knows of the
// sources.
func version(c *call) (int, error) {
	if err := c.parse(func(*flag.FlagSet) {}); err != nil {
		return 0, err
	}
	v := diag.Sayf("unknown").In(c.in)
	if release != "" {
		v = release
	} else if info, ok := debug.ReadBuildInfo(); ok {
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
