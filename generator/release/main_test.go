package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"debug/buildinfo"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	files = []file{{"bantin", 0o755, []byte("program")}, {"LICENSE", 0o644, []byte("licence")}}
	made  = time.Unix(1_700_000_000, 0).UTC()
)

// TestArchives: an archive has the files with their modes and the time of the
// commit, nobody's name, and the same bytes each time.
func TestArchives(t *testing.T) {
	for _, write := range []func(io.Writer, []file, time.Time) error{writeTar, writeZip} {
		var a, b bytes.Buffer
		if err := write(&a, files, made); err != nil {
			t.Fatal(err)
		}
		if err := write(&b, files, made.In(time.FixedZone("", 7*3600))); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("two archives of the same files differ")
		}
	}

	var packed bytes.Buffer
	if err := writeTar(&packed, files, made); err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(&packed)
	if err != nil || !z.ModTime.IsZero() || z.Name != "" {
		t.Fatalf("the header of gzip is %+v, %v", z.Header, err)
	}
	r := tar.NewReader(z)
	for _, f := range files {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || h.Name != f.name || h.Mode != f.mode || !h.ModTime.Equal(made) || h.Uid != 0 || h.Uname != "" || !bytes.Equal(text, f.data) {
			t.Errorf("%+v has %q, %v", h, text, err)
		}
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("there is more: %v", err)
	}

	var zipped bytes.Buffer
	if err := writeZip(&zipped, files, made); err != nil {
		t.Fatal(err)
	}
	all, err := zip.NewReader(bytes.NewReader(zipped.Bytes()), int64(zipped.Len()))
	if err != nil || len(all.File) != len(files) {
		t.Fatalf("%d files, %v", len(all.File), err)
	}
	for i, f := range files {
		h := all.File[i]
		if h.Name != f.name || h.Mode().Perm() != os.FileMode(f.mode) || !h.Modified.Equal(made) {
			t.Errorf("%+v", h.FileHeader)
		}
	}
}

// TestEmpty: a release takes the place of one that is there, and of nothing else.
func TestEmpty(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	put := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(out, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := empty(out); err != nil {
		t.Fatal(err)
	}
	put("bantin-linux-amd64.tar.gz")
	put(checksumsName)
	if err := empty(out); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) > 0 {
		t.Errorf("%v is left, %v", entries, err)
	}
	put("bantin.cdx.json")
	put("thesis.doc")
	if err := empty(out); err == nil || !strings.Contains(err.Error(), "thesis.doc") {
		t.Errorf("a folder with a file of somebody's: %v", err)
	}
	if entries, _ := os.ReadDir(out); len(entries) != 2 {
		t.Errorf("%v is left", entries)
	}
}

// TestChecksums: the list is what sha256sum --check reads.
func TestChecksums(t *testing.T) {
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "a"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := checksums(out); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(out, checksumsName))
	if want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"; err != nil || string(text) != want {
		t.Errorf("%q, %v", text, err)
	}
}

// TestVersions: what is no version, or more than one word of a command line, is
// refused before anything is made.
func TestVersions(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	for _, version := range []string{"v1 2", "-X", "v1'", "v1;ls"} {
		if err := release(version, out); err == nil || !strings.Contains(err.Error(), "is no version") {
			t.Errorf("%q: %v", version, err)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was made")
	}
}

// TestNames: what the workflow of a new bulletin takes from a release is in it.
func TestNames(t *testing.T) {
	names := []string{checksumsName}
	for _, target := range targets() {
		names = append(names, target.archive())
	}
	text, err := os.ReadFile("../starter/site/.github/workflows/bulletin.yml")
	if err != nil {
		t.Fatal(err)
	}
	taken := regexp.MustCompile(`--pattern (\S+)`).FindAllStringSubmatch(string(text), -1)
	for _, m := range taken {
		if !slices.Contains(names, m[1]) {
			t.Errorf("the workflow of a new bulletin takes %s, which no release has", m[1])
		}
	}
	if len(taken) != 2 {
		t.Errorf("the workflow of a new bulletin takes %q", taken)
	}
}

// TestTargets: a release has a program for each system and processor that it promises.
func TestTargets(t *testing.T) {
	var archives []string
	for _, target := range targets() {
		archives = append(archives, target.archive())
	}
	want := []string{
		"bantin-linux-amd64.tar.gz", "bantin-linux-arm64.tar.gz", "bantin-darwin-amd64.tar.gz", "bantin-darwin-arm64.tar.gz",
		"bantin-windows-amd64.zip", "bantin-windows-arm64.zip",
	}
	if !slices.Equal(archives, want) {
		t.Errorf("the archives are %q, want %q", archives, want)
	}
}

// TestBuild: the program is for the system that it is said to be for, tells its version,
// and has nothing of the machine that made it: no path, no name of the build, no state
// of the work tree, no C.
func TestBuild(t *testing.T) {
	t.Chdir("../..")
	module, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	const version, commit = "v1.2.3-of.a.test", "0123456789ab"
	here := target{runtime.GOOS, runtime.GOARCH}
	foreign := target{"windows", "arm64"}
	if here == foreign {
		foreign = target{"linux", "amd64"}
	}
	for _, target := range []target{here, foreign} {
		t.Run(target.system+"/"+target.processor, func(t *testing.T) {
			binary := filepath.Join(t.TempDir(), "bantin"+target.extension())
			if err := target.build(binary, version, commit); err != nil {
				t.Fatal(err)
			}
			if err := target.says(binary, version, commit); err != nil {
				t.Error(err)
			}
			info, err := buildinfo.ReadFile(binary)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, s := range info.Settings {
				got[s.Key] = s.Value
			}
			for key, want := range map[string]string{"GOOS": target.system, "GOARCH": target.processor, "CGO_ENABLED": "0", "-trimpath": "true", "-buildmode": "exe", "vcs.revision": "", "-tags": ""} {
				if got[key] != want {
					t.Errorf("%s is %q, want %q", key, got[key], want)
				}
			}
			id, err := exec.Command("go", "tool", "buildid", binary).Output()
			if err != nil || len(bytes.TrimSpace(id)) > 0 {
				t.Errorf("the build has the name %q, %v", id, err)
			}
			program, err := os.ReadFile(binary)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(program, []byte(version+" "+commit)) {
				t.Error("it does not have its version")
			}
			root, err := exec.Command("go", "env", "GOROOT").Output()
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{module, string(bytes.TrimSpace(root))} {
				if path != "" && bytes.Contains(program, []byte(path+"/")) {
					t.Errorf("%s is in it", path)
				}
			}
		})
	}
}

// TestSettings: what somebody has set for all their work with Go changes nothing of a
// program, by the environment or by go env -w; where they take modules from is theirs.
func TestSettings(t *testing.T) {
	file := filepath.Join(t.TempDir(), "env")
	set := "GOEXPERIMENT=jsonv2\nGOFLAGS=-tags=mine\nGOAMD64=v3\nGOARM64=v8.7\nGOFIPS140=latest\nGODEBUG=madvdontneed=1\nCGO_ENABLED=1\nGOOS=plan9\nGOARCH=386\nGOTOOLCHAIN=local+path\nGOPROXY=https://proxy.invalid\nGOPRIVATE=example.invalid\n"
	if err := os.WriteFile(file, []byte(set), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOENV", file)
	t.Setenv("GOFLAGS", "-tags=of.the.environment")
	env, err := target{"windows", "arm64"}.environment()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"GOEXPERIMENT", "GOFLAGS", "GOAMD64", "GOARM64", "GOFIPS140", "GODEBUG", "CGO_ENABLED", "GOOS", "GOARCH", "GOTOOLCHAIN", "GOWORK", "GOPROXY", "GOPRIVATE"}
	cmd := exec.Command("go", append([]string{"env"}, names...)...)
	cmd.Env = env
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	want := []string{"", "-mod=readonly", "v1", "v8.0", "off", "", "0", "windows", "arm64", "local", "off", "https://proxy.invalid", "example.invalid"}
	if got := strings.Split(strings.TrimSuffix(string(said), "\n"), "\n"); !slices.Equal(got, want) {
		t.Errorf("%q are\n%q, want\n%q", names, got, want)
	}
}
