#!/bin/sh
# Builds a C program with the lab's library instead of glibc, natively: build.sh OBJECT_DIRECTORY PROGRAM.c OUTPUT
# The objects of the library are kept in OBJECT_DIRECTORY, as liblab.a. There is one thread, and nobody to set up
# storage of its own for it.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
objects=$1 program=$2 output=$3
flags="-nostdinc -I $here/include -include $here/test/shim.h -ffreestanding -fno-builtin -std=gnu11 -O1 -g -fno-pie
 -D_Thread_local= -ffunction-sections -fno-stack-protector -fno-tree-loop-distribute-patterns -Wall -Wextra"

if [ ! -f "$objects/liblab.a" ]; then
    mkdir -p "$objects"
    for source in "$here"/src/*/*.c "$here/test/shim.c"; do
        # shellcheck disable=SC2086
        gcc $flags -Werror -c "$source" -o "$objects/$(basename "$(dirname "$source")")-$(basename "$source" .c).o"
    done
    # On real Linux the way back from a handler must not touch the stack: shim.c has it in assembly.
    find "$objects" -name '*.o' ! -name signal-restore.o -exec ar rcs "$objects/liblab.a" {} +
fi
# shellcheck disable=SC2086
gcc $flags -w -nostdlib -nostartfiles -static -no-pie -Wl,-e,_start_of_process -o "$output" "$program" \
    -Wl,-u,_start_of_process "$objects/liblab.a" -lgcc
