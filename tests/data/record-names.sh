#!/bin/bash
# record-names.sh FOLDER: makes what stored-names.py reads: records tests/names/workload-alone.cc by frame pointers and by copies of
# its stack, and keeps what perf script says of both, the program and the map it wrote. Needs g++, perf and an x86-64 machine.
# What stands in tests/data/names was made by perf 6.1 on Linux 6.18, with the program of g++ 12.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "$1")
work=/tmp/ember-names
mkdir "$work"
trap 'rm -r "$work"' EXIT
export HOME=$work
cd "$work"
g++ -O1 -g1 -fno-omit-frame-pointer -ffreestanding -nostdlib -static -fno-exceptions -fno-rtti -fno-stack-protector \
  -fasynchronous-unwind-tables -Wl,--eh-frame-hdr -Wl,--build-id -o alone "$here/../names/workload-alone.cc"
for way in fp dwarf,1024; do
  name=${way%,*}
  perf record -q -N -e cpu-clock:u -F 1999 --call-graph "$way" -o "$name.data" ./alone
  perf script -F comm,pid,tid,time,ip,sym,symoff,dso --no-inline --ns -f -i "$name.data" >"$name.script"
  map=/tmp/perf-$(sed -nE 's/^alone +([0-9]+)\/.*/\1/p' "$name.script" | head -n 1).map
  mv "$map" .
done
mkdir -p "$out"
xz -9e -k fp.data dwarf.data fp.script dwarf.script alone perf-*.map
chmod 644 ./*.xz
mv ./*.xz "$out"
