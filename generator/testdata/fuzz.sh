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
	package=$1 target=$2 for=$3
	out=$(go test "$package" -vet=off -run '^$' -fuzz "^$target\$" -fuzztime "$for" -fuzzminimizetime 100x -parallel 1 2>&1) && ok=yes || ok=no
	# go test takes its own deadline for a failure at times; then there is no input.
	case $out in
	*"Failing input written"* | *"panic:"*) ;;
	*"context deadline exceeded"*) ok=yes ;;
	esac
	if [ $ok = no ]; then
		echo "$package $target"
		echo "$out"
		return 1
	fi
	runs=$(echo "$out" | sed -n 's/.*execs: \([0-9]*\).*/\1/p' | tail -n 1)
	echo "$package $target: ${runs:-0} in $for"
}
if [ "${1-}" = "-one" ]; then
	one "$2" "$3" "$4"
	exit
fi
# The names come before the line that says which package they are of.
targets=$(go test -list '^Fuzz' ./... | awk '/^Fuzz/ { name[n++] = $1 } /^ok/ { for (i = 0; i < n; i++) print $2, name[i]; n = 0 }')
[ -n "$targets" ] || { echo "there are no fuzz targets" >&2; exit 1; }
for name in "$@"; do
	echo "$targets" | grep -q " $name\$" || { echo "there is no fuzz target $name" >&2; exit 1; }
done
# Two that are built at once would each build what they share.
for package in $(echo "$targets" | cut -d ' ' -f 1 | sort -u); do
	GOGC=300 go test -vet=off -c -fuzz . -o /dev/null "$package"
done
echo "$targets" | while read -r package target; do
	for=$rest
	[ $# -gt 0 ] || for=$time
	for name in "$@"; do
		[ "$name" != "$target" ] || for=$time
	done
	echo "$for $package $target"
done | sort -k 1,1r | while read -r for package target; do
	echo "$package $target $for"
done | xargs -P 2 -n 3 sh "$0" 0 0 -one
