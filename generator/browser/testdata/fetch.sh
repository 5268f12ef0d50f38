#!/bin/sh
# Gets what the tests in the browser need, where that can be done without asking:
# Chromium and npm from Debian's packages, where this is root's machine and has apt;
# axe-core from npm, at the version of package-lock.json. It says what is missing and
# never fails: without a browser the tests skip, or fail where CI is set.
set -u
cd "$(dirname "$0")"

has() { command -v "$1" >/dev/null 2>&1; }
browser() {
  has "${CHROMIUM:-chromium}" || has chromium-browser || has google-chrome-stable || has google-chrome || has chrome ||
    [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ] || [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}
version() { # of axe-core, as $1 has it
  sed -n '/axe-core"/,/}/s/.*"version": "\([^"]*\)".*/\1/p' "$1" 2>/dev/null | head -1
}
axe() {
  [ -f node_modules/axe-core/axe.min.js ] && [ "$(version package-lock.json)" = "$(sed -n 's/^  "version": "\([^"]*\)".*/\1/p' node_modules/axe-core/package.json)" ]
}

packages=
browser || packages="chromium fonts-liberation"
axe || has npm || packages="$packages npm"
if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && has apt-get; then
  echo "installing$(printf ' %s' $packages), for the tests in the browser"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -q -y --no-install-recommends $packages; } >apt.log 2>&1 ||
    echo "apt-get cannot install them: see generator/browser/testdata/apt.log" >&2
fi
if ! axe && has npm; then
  echo "fetching axe-core $(version package-lock.json), for the tests in the browser"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || echo "npm cannot fetch axe-core" >&2
fi
browser || echo "there is no Chromium: the tests in the browser cannot run (Debian's package is called chromium)" >&2
axe || echo "there is no axe-core: one of the tests in the browser cannot run (npm ci --ignore-scripts in generator/browser/testdata)" >&2
exit 0
