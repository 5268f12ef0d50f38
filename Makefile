# The tools that the tests use, at fixed versions; go run fetches them.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: build test browser golden

build:
	go run . build

# What the tests in a browser need: Debian's chromium, installed where that can be
# done, and axe-core at a fixed version. Where one cannot be had, the tests say which;
# with CI=true that is a failure.
browser:
	@if ! command -v chromium chromium-browser google-chrome >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
	fi || true
	@if command -v npm >/dev/null && [ ! -f generator/browser/testdata/node_modules/axe-core/axe.min.js ]; then \
		cd generator/browser/testdata && npm ci --ignore-scripts --no-audit --no-fund --silent; \
	fi || true

# Everything that must hold: form, vet, static checks, tests, the real content.
test: browser
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go mod tidy -diff
	go vet ./...
	go run $(STATICCHECK) ./...
	go test ./...
	go run . check --strict

# Rewrites the expected output of the whole-site tests. Look at the difference.
golden:
	go test ./generator -run TestSites -update
