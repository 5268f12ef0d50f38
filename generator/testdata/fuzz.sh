#!/bin/sh
# Runs every fuzz target there is, two at a time, with one worker each.
#
#	fuzz.sh TIME REST [NAME…]
#
# Targets that are named run for TIME, all others for REST; where none is named, all
# run for TIME. A target that fails is told in full, and what made it fail is a file
# under its package's testdata/fuzz: keep it, as a case for ever, and mend the fault.
set -eu
time=$1 rest=$2
shift 2
one() {
	folder=$1 program=$2 target=$3 for=$4
	package=$(basename "$program" | tr % /)
	out=$(cd "$folder" && "$program" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "$for" -test.fuzzminimizetime 100x -test.parallel 1 -test.fuzzcachedir "$cache/fuzz/$package" 2>&1) && ok=yes || ok=no
	# It takes its own deadline for a failure at times; then there is no input.
	case $out in
	*"Failing input written"* | *"panic:"*) ;;
	*"context deadline exceeded"*) ok=yes ;;
	esac
	if [ $ok = no ]; then
		echo "$package $target"
		printf '%s\n' "$out"
		return 1
	fi
	runs=$(printf '%s\n' "$out" | sed -n 's/.*execs: \([0-9]*\).*/\1/p' | tail -n 1)
	echo "$package $target: ${runs:-0} in $for"
}
cache=$(go env GOCACHE)
if [ "${1-}" = "-one" ]; then
	one "$2" "$3" "$4" "$5"
	exit
fi
targets=$(go list -f '{{.ImportPath}} {{.Dir}}' ./... | while read -r package folder; do
	folder=.${folder#"$PWD"} # which has no spaces, whatever the checkout is in
	find "$folder" -maxdepth 1 -name '*_test.go' -exec sed -n "s|^func \\(Fuzz[A-Za-z0-9_]*\\)(.*|$folder $package \\1|p" {} +
done)
[ -n "$targets" ] || { echo "there are no fuzz targets" >&2; exit 1; }
for name in "$@"; do
	echo "$targets" | grep -q " $name\$" || { echo "there is no fuzz target $name" >&2; exit 1; }
done
# Each package is built once, for all its targets.
programs=$(mktemp -d)
trap 'rm -rf "$programs"' EXIT
for package in $(echo "$targets" | cut -d ' ' -f 2 | sort -u); do
	GOGC=300 go test -vet=off -c -fuzz . -ldflags='-s -w' -o "$programs/$(echo "$package" | tr / %)" "$package"
done
echo "$targets" | while read -r folder package target; do
	for=$rest
	[ $# -gt 0 ] || for=$time
	for name in "$@"; do
		[ "$name" != "$target" ] || for=$time
	done
	echo "$folder $programs/$(echo "$package" | tr / %) $target $for"
done | sort -k 4,4rn | xargs -P 2 -n 4 sh "$0" 0 0 -one
