package command

import (
	"runtime/debug"
	"testing"
)

// TestBuilt: the tag and the commit are said in one form, whatever go build knows.
func TestBuilt(t *testing.T) {
	const revision = "0123456789abcdef0123456789abcdef01234567"
	for _, test := range []struct{ version, revision, modified, want string }{
		{"v1.2.3", revision, "false", "v1.2.3 0123456789ab"},
		{"v1.2.3+dirty", revision, "true", "v1.2.3 0123456789ab+dirty"},
		{"v0.0.0-20260301120000-0123456789ab", revision, "false", "0123456789ab"},
		{"v1.2.4-0.20260301120000-0123456789ab+dirty", revision, "true", "0123456789ab+dirty"},
		{"(devel)", revision, "false", "0123456789ab"},
		{"(devel)", "", "", ""},
		{"", "", "", ""},
		{"v1.2.3", "", "", "v1.2.3"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Version: test.version}, Settings: []debug.BuildSetting{
			{Key: "vcs.modified", Value: test.modified}, {Key: "vcs.revision", Value: test.revision}}}
		if got := built(info); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
}
