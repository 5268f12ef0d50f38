package command

import (
	"cmp"
	"flag"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"bantin/generator/diag"
)

// release is what the program of a release says of itself, in the form of built. The
// linker sets it (go build -ldflags "-X 'bantin/generator/command.release=v1.2.3 0123456789ab'");
// nothing else does.
var release string

// version prints the version: that of the release, or else what go build knows of the
// sources.
func version(c *call) (int, error) {
	if err := c.parse(func(*flag.FlagSet) {}); err != nil {
		return 0, err
	}
	v := release
	if info, ok := debug.ReadBuildInfo(); ok {
		v = cmp.Or(v, built(info))
	}
	v = cmp.Or(v, diag.Sayf("unknown").In(c.in))
	_, err := fmt.Fprintf(c.stdout, "bantin %s %s %s/%s\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return statusDone, err
}

// pseudo is how Go calls a commit that has no tag, by its time and its name.
var pseudo = regexp.MustCompile(`[-.]\d{14}-[0-9a-f]{12}$`)

// built is the tag of the sources, where their commit has one, and the commit, with
// +dirty where they are not as they were committed: "v1.2.3 0123456789ab". What go build
// did not find out is left out; without git it is all of it, and built is "".
func built(info *debug.BuildInfo) string {
	tag := strings.TrimSuffix(info.Main.Version, "+dirty")
	if tag == "(devel)" || pseudo.MatchString(tag) {
		tag = ""
	}
	const digits = 12
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= digits:
			commit = s.Value[:digits]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+dirty"
		}
	}
	if commit != "" {
		commit += dirty
	}
	return strings.TrimSpace(tag + " " + commit)
}
