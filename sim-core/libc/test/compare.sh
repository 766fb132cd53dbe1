#!/bin/sh
# Builds every program in test/programs twice, with the lab's library and with the system's, runs both with the same
# input, and compares what they write and how they end. compare.sh DIRECTORY: where to build.
set -u
here=$(cd "$(dirname "$0")" && pwd)
room=$1
failed=0
export TZ=UTC LC_ALL=C

mkdir -p "$room"
for program in "$here"/programs/*.c; do
    name=$(basename "$program" .c)
    input=$here/programs/$name.in
    [ -f "$input" ] || input=/dev/null
    sh "$here/build.sh" "$room/objects" "$program" "$room/$name.lab" || exit 1
    gcc -std=gnu11 -w -O0 -fno-builtin -o "$room/$name.system" "$program" -lm || exit 1
    for side in lab system; do
        mkdir -p "$room/$side"
        cp "$room/$name.$side" "$room/$side/$name"
        (cd "$room/$side" && timeout 60 "./$name" first -a second <"$input" >"$name.out" 2>"$name.err"; echo "status $?" >>"$name.out")
    done
    for stream in out err; do
        if ! cmp -s "$room/lab/$name.$stream" "$room/system/$name.$stream"; then
            echo "$name: standard $stream differs (< lab, > system):" >&2
            diff -a "$room/lab/$name.$stream" "$room/system/$name.$stream" | head -20 >&2
            failed=1
        fi
    done
done
exit $failed
