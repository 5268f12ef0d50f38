// Command release makes what a release consists of, the same bytes on every machine
// with the same release of Go: for Linux, macOS and Windows, on amd64 and arm64, an
// archive with the program, its licence and those of what is linked into it; a list
// of what is in the program (CycloneDX); and the checksums of all of it.
//
//	go run ./generator/release [-version v1.2.3] [-out dist]
//
// The version is the tag of the commit where none is given, if it has one, and goes into the program
// with the commit, for bantin version to print. Times in the archives are that of the
// commit, or SOURCE_DATE_EPOCH. Names of files have no version in them, so that the
// newest release has addresses that last. What was in the folder before is removed.
//
// It needs git, the sources and the module of the tool that makes the list: paths of the
// machine, the clock, cgo, the user's settings of Go and the state of the work tree do not
// get into the program.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sbom is the program that lists what is in a binary.
const sbom = "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0"

// A target is a system that the program is built for.
type target struct{ system, processor string }

// targets are all of them.
func targets() (all []target) {
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, processor := range []string{"amd64", "arm64"} {
			all = append(all, target{system, processor})
		}
	}
	return all
}

// A file is one of an archive.
type file struct {
	name string
	mode int64
	data []byte
}

func main() {
	version := flag.String("version", "", "the `version`; by default the tag of the commit")
	out := flag.String("out", "dist", "the `folder` to write")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := release(*version, *out); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(3)
	}
}

// release makes a release in the folder out, of the module in the current folder.
func release(version, out string) error {
	if version == "" {
		// That there is no tag is no mistake: the commit says what it is.
		version, _ = output("git", "describe", "--tags", "--exact-match")
	}
	if version != "" && !regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+-]*$`).MatchString(version) {
		return fmt.Errorf("%q is no version", version)
	}
	// Without tags to describe it by, the commit is described by its name.
	commit, err := output("git", "describe", "--always", "--exclude=*", "--abbrev=12", "--dirty=+dirty")
	if err != nil {
		return err
	}
	made, err := when()
	if err != nil {
		return err
	}
	if err := empty(out); err != nil {
		return err
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "bantin-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for _, t := range targets() {
		binary := filepath.Join(work, "bantin-"+t.system+"-"+t.processor)
		if err := t.build(binary, version, commit); err != nil {
			return err
		}
		if err := t.says(binary, version, commit); err != nil {
			return err
		}
		others, err := t.licences()
		if err != nil {
			return err
		}
		program, err := os.ReadFile(binary)
		if err != nil {
			return err
		}
		files := []file{{"bantin" + t.extension(), 0o755, program}, {"LICENSE", 0o644, licence}, {"THIRD-PARTY-LICENSES", 0o644, others}}
		write := writeTar
		if t.system == "windows" {
			write = writeZip
		}
		var archive bytes.Buffer
		if err := write(&archive, files, made); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, t.archive()), archive.Bytes(), 0o644); err != nil {
			return err
		}
	}
	list, err := contents(filepath.Join(work, "bantin-linux-amd64"), cmp.Or(version, commit))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "bantin.cdx.json"), list, 0o644); err != nil {
		return err
	}
	return checksums(out)
}

// output is what a command says, without the end of the line.
func output(name string, args ...string) (string, error) {
	said, err := exec.Command(name, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w\n%s", err, exit.Stderr)
		}
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(said)), nil
}

// when is the time that files in archives have.
func when() (time.Time, error) {
	s := os.Getenv("SOURCE_DATE_EPOCH")
	if s == "" {
		committed, err := output("git", "log", "-1", "--format=%ct")
		if err != nil {
			return time.Time{}, err
		}
		s = committed
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the time of the release: %w", err)
	}
	return time.Unix(n, 0).UTC(), nil
}

// empty makes an empty folder, or empties one that holds a release and nothing else.
func empty(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) {
		return os.MkdirAll(out, 0o777)
	} else if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != checksumsName && !strings.HasPrefix(e.Name(), "bantin") {
			return fmt.Errorf("make a release in %s: %s is there, which is not of a release", out, e.Name())
		}
	}
	for _, e := range entries {
		if err := os.Remove(filepath.Join(out, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// archive is the name of the target's archive.
func (t target) archive() string {
	if t.system == "windows" {
		return "bantin-" + t.system + "-" + t.processor + ".zip"
	}
	return "bantin-" + t.system + "-" + t.processor + ".tar.gz"
}

func (t target) extension() string {
	if t.system == "windows" {
		return ".exe"
	}
	return ""
}

// kept are the settings of Go that are the user's affair: where modules come from and
// where they and what is built of them are put. go.sum says what is in them.
var kept = []string{
	"GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOAUTH", "GOVCS",
	"GOMODCACHE", "GOCACHE", "GOTMPDIR",
}

// settings is what any go command is run with: nothing that go env -w has written, which
// a variable that is empty would not take back, but for what is kept.
func settings() ([]string, error) {
	said, err := output("go", append([]string{"env", "-json"}, kept...)...)
	if err != nil {
		return nil, err
	}
	var values map[string]string
	if err := json.Unmarshal([]byte(said), &values); err != nil {
		return nil, fmt.Errorf("read what go env prints: %w", err)
	}
	env := append(os.Environ(), "GOENV=off", "GOFLAGS=-mod=readonly", "GOWORK=off")
	for _, name := range kept {
		env = append(env, name+"="+values[name])
	}
	return env, nil
}

// environment is what go is run with to make the program: no setting of the user's that
// would change it, by the environment or by go env -w, and the very Go that runs this.
func (t target) environment() ([]string, error) {
	env, err := settings()
	return append(env, "GOTOOLCHAIN=local", "CGO_ENABLED=0", "GOOS="+t.system, "GOARCH="+t.processor,
		"GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=", "GOFIPS140=off", "GODEBUG="), err
}

// build makes the program.
func (t target) build(binary, version, commit string) error {
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags=-s -w -buildid= -X 'bantin/generator/command.release="+strings.TrimSpace(version+" "+commit)+"'", "-o", binary, ".")
	env, err := t.environment()
	if err != nil {
		return err
	}
	cmd.Env = env
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build for %s/%s: %w\n%s", t.system, t.processor, err, said)
	}
	return nil
}

// says makes sure that the program tells its version, if it runs here: the linker
// says nothing when the variable that it sets is not there.
func (t target) says(binary, version, commit string) error {
	if t.system != runtime.GOOS || t.processor != runtime.GOARCH {
		return nil
	}
	said, err := output(binary, "version")
	if err == nil && !strings.HasPrefix(said, "bantin "+strings.TrimSpace(version+" "+commit)+" ") {
		err = fmt.Errorf("bantin version prints %q, not %s %s", said, version, commit)
	}
	return err
}

// licences are the texts under which what is linked into the program may be passed
// on: Go's own, and of each module.
func (t target) licences() ([]byte, error) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", ".")
	env, err := t.environment()
	if err != nil {
		return nil, err
	}
	cmd.Env = env
	said, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list the modules: %w", err)
	}
	root, err := output("go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	slices.Sort(lines)
	lines = append([]string{"Go " + strings.TrimPrefix(runtime.Version(), "go") + "\t" + root}, slices.Compact(lines)...)
	var all bytes.Buffer
	for _, line := range lines {
		name, dir, _ := strings.Cut(line, "\t")
		if name == "" {
			continue
		}
		found, err := filepath.Glob(filepath.Join(dir, "LICENSE*"))
		if err != nil || len(found) == 0 {
			return nil, fmt.Errorf("%s has no licence in %s", name, dir)
		}
		notices, err := filepath.Glob(filepath.Join(dir, "NOTICE*"))
		if err != nil {
			return nil, err
		}
		for _, f := range append(found, notices...) {
			text, err := os.ReadFile(f)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&all, "%s, %s\n\n%s\n\n", name, filepath.Base(f), bytes.TrimSpace(text))
		}
	}
	return all.Bytes(), nil
}

// writeTar writes files as a tar archive packed with gzip.
func writeTar(w io.Writer, files []file, made time.Time) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		if err := t.WriteHeader(&tar.Header{Name: f.name, Mode: f.mode, Size: int64(len(f.data)), ModTime: made, Format: tar.FormatUSTAR}); err != nil {
			return err
		}
		if _, err := t.Write(f.data); err != nil {
			return err
		}
	}
	return errors.Join(t.Close(), z.Close())
}

// writeZip writes files as a zip archive.
func writeZip(w io.Writer, files []file, made time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: made.UTC()}
		h.SetMode(os.FileMode(f.mode))
		part, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := part.Write(f.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// contents lists what is in the program, as CycloneDX, without what would differ each
// time: when the list was made, its serial number, the tool that made it.
func contents(binary, version string) ([]byte, error) {
	cmd := exec.Command("go", "run", sbom, "bin", "-json", "-std", "-noserial", "-version", version, binary)
	env, err := settings()
	if err != nil {
		return nil, err
	}
	cmd.Env = env
	var said bytes.Buffer
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list what is in the program: %w\n%s", err, said.Bytes())
	}
	var list map[string]any
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read the list of what is in the program: %w", err)
	}
	if about, ok := list["metadata"].(map[string]any); ok {
		delete(about, "timestamp")
		delete(about, "tools") // has the digests of the tool as it was built here
	}
	text, err = json.MarshalIndent(list, "", "  ")
	return append(text, '\n'), err
}

// checksumsName is the file that has the SHA-256 of the others, as sha256sum reads it.
const checksumsName = "SHA256SUMS"

func checksums(out string) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	var all bytes.Buffer
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(out, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&all, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(out, checksumsName), all.Bytes(), 0o644)
}
