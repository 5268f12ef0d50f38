#!/usr/bin/env bash
# Makes the pictures of the README from the repository's own bulletin. Needs
# Chromium (Debian: apt-get install chromium) and python3, for a file server.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
go run . build --out "$work/public"
python3 -m http.server 8931 --bind 127.0.0.1 --directory "$work/public" >/dev/null 2>&1 &
server=$!
sleep 1
shot() { # name, address, width, height
  chromium --headless --no-sandbox --disable-gpu --disable-background-networking \
    --disable-component-update --disable-sync --no-first-run --hide-scrollbars \
    --user-data-dir="$work/profile-$1" --window-size="$3,$4" \
    --screenshot="docs/$1.png" "http://127.0.0.1:8931$2" >/dev/null 2>&1
}
shot home /vi/ 1100 900
shot article /en/articles/2020/2020-10-12-dai-hoi-dang-bo-tinh-hau-giang/ 1100 900
