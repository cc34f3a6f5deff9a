#!/bin/bash
# tsan.sh FOLDER TEST…: builds these tests with ThreadSanitizer in FOLDER, which it sets up, and runs them: perf-script-crew
# perf-script format input progress loader latest session are those of threads that read. What it prints is to be judged: of
# GLib it knows locks, conditions and tasks only. Needs clang.
set -eu

cd "$(dirname "$(realpath "$0")")/.."
folder=$1
shift
[ -d "$folder" ] || CC=clang meson setup "$folder" -Dbuildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false
ninja -C "$folder" "${@/#/tests/test-}"
read -ra flags < <(pkg-config --cflags --libs gio-2.0)
cc -D_GNU_SOURCE -O1 -fPIC -shared -o "$folder/tsan-glib.so" tests/support/tsan-glib.c "${flags[@]}" -ldl
export TSAN_OPTIONS=ignore_noninstrumented_modules=1 G_TEST_SRCDIR=$PWD/tests
cd "$folder"
for name; do
  env LD_PRELOAD="$PWD/tsan-glib.so" "tests/test-$name"
done
