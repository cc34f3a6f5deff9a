#!/bin/bash
# record-example.sh OUT.perf.xz: records workload.c system-wide and writes it as compressed `perf script` text.
# This is how data/examples/database.perf.xz was made.  Needs root, perf, a C compiler and two CPUs.
#
# Everything but the workload and the idle task is left out, so what else runs meanwhile shows as nothing;
# it should be little, and the workload gets all the priority there is.
set -euo pipefail

out=$(realpath "${1:?usage: record-example.sh OUT.perf.xz}")
here=$(dirname "$(realpath "$0")")
folder=${TMPDIR:-/tmp}/emberdb
comms=swapper,emberdb,checkpointer,replicator,query-worker,gc-marker,compaction
mkdir "$folder"
trap 'rm -r "$folder"' EXIT

# Without optimization every function, leaves too, has a frame pointer.
cc -O0 -g -D_GNU_SOURCE -pthread "$here/workload.c" -o "$folder/emberdb" -lm
cd "$folder"
setsid sh -c '
  if [ -w /proc/self/autogroup ]; then echo -20 >/proc/self/autogroup; fi
  exec nice -n -20 perf record -k mono -e cpu-clock -F 499 -a -g -- ./emberdb 48'
perf script --header --comms "$comms" -F comm,pid,tid,cpu,time,period,event,ip,sym,dso >script.txt
xz -9e --stdout script.txt >"$out"
ls -l "$out"
