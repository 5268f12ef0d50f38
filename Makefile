# The tools that the tests use, at fixed versions; go run fetches them.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
ACTIONLINT = github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.8.0

# How long each fuzz target runs, and those that are not among LONG.
FUZZTIME = 20s
FUZZREST = $(FUZZTIME)
LONG = FuzzFront FuzzCommittees FuzzConfig FuzzConvert FuzzNextDocument FuzzFold FuzzDates FuzzImport FuzzRow FuzzRequest

.PHONY: build test browser fuzz golden pictures release vulnerabilities

build:
	go run . build

# Everything that must hold: form, vet, static checks, tests, the real content. The files
# for Windows and macOS are read as for those systems: no test runs there. Only two packages
# have files for macOS that Linux does not read. All is compiled as a release is, which the
# tests of releases then need not do again; compilers are quicker with a larger heap (GOGC).
test: export CGO_ENABLED = 0
test: export GOFLAGS += -trimpath
test: browser
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go mod tidy -diff
	GOGC=300 go vet ./...
	GOGC=300 GOOS=windows GOARCH=arm64 go vet ./...
	GOGC=300 GOOS=darwin go vet ./generator/content ./generator/publish
	GOGC=300 go run $(STATICCHECK) ./...
	go run $(ACTIONLINT) -shellcheck= -pyflakes= .github/workflows/*.yml generator/starter/site/.github/workflows/*.yml
	go test -vet=off -timeout 30m ./...
	@$(MAKE) --no-print-directory fuzz FUZZREST=1s
	go run . check --strict

# Every fuzz target, each by itself. To look for longer: make fuzz FUZZTIME=10m
fuzz:
	@sh generator/testdata/fuzz.sh $(FUZZTIME) $(FUZZREST) $(LONG)

# Chromium and axe-core, for the tests that look at pages as readers do.
browser:
	@sh generator/browser/testdata/fetch.sh

# The pictures of the README, made again.
pictures:
	go run ./generator/browser/pictures

# Rewrites the expected output of the whole-site tests. Look at the difference.
golden:
	go test ./generator -run TestSites -update

# What a release consists of, into dist/: archives, checksums, a list of contents.
release:
	go run ./generator/release

# What is known to be wrong with the libraries and with Go, as far as bantin calls it.
# It asks vuln.go.dev, and so is not among the tests.
vulnerabilities:
	go run $(GOVULNCHECK) .
