#!/usr/bin/env python3
"""unwind-truth.py EMBERSCOPE CC: where perf can record, stacks that are unwound from DWARF call chains equal those of
perf script, frame by frame: of a program without frame pointers that recurses, is called back by the C library and
interrupted by signals. Prints TAP; skipped where perf is missing or may not record."""
import pathlib
import re
import subprocess
import sys
import tempfile

APP, *CC = sys.argv[1:]
PROGRAM = r'''
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
static volatile long sink;
__attribute__ ((noinline)) static void spin (long n) { for (long i = 0; i < n; i++) sink += i; }
static int compare (const void *a, const void *b) { spin (40); return *(const int *) a - *(const int *) b; }
__attribute__ ((noinline)) static void sort (void)
{
  int values[100];
  for (int i = 0; i < 100; i++)
    values[i] = rand ();
  qsort (values, 100, sizeof *values, compare);
}
__attribute__ ((noinline)) static void recurse (int depth)
{
  volatile char room[48];
  room[0] = depth;
  if (depth > 0)
    recurse (depth - 1);
  else
    sort ();
  sink += room[0];
}
static void alarm_cb (int number) { spin (20000); }
int main (void)
{
  struct itimerval interval = { { 0, 3000 }, { 0, 3000 } };
  signal (SIGALRM, alarm_cb);
  setitimer (ITIMER_REAL, &interval, NULL);
  for (int i = 0; i < 9000; i++)
    recurse (i % 20);
  return 0;
}
'''


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def run(*command):
    return subprocess.run(command, capture_output=True, timeout=600)


def counts_of_perf(path):
    """(time, thread) and the function names of each sample, leaf first."""
    text = run('perf', 'script', '--no-inline', '--ns', '-F', 'tid,time,ip,sym', '-i', path).stdout.decode(errors='replace')
    for block in text.split('\n\n'):
        head, _, frames = block.strip('\n').partition('\n')
        match = re.match(r'\s*(\d+)\s+(\d+)\.(\d+):', head)
        if match:
            yield (int(match[2] + match[3]), int(match[1])), [line.split()[0] for line in frames.splitlines() if line.strip()]


def counts_of_ours(path):
    for line in run(APP, '--print=samples', path).stdout.decode().splitlines():
        time, _, tid, _, _, n, _ = line.split(' ', 6)
        yield (int(time), int(tid)), int(n)


def fold(path):
    """Without those that end in a linkage table, to which perf gives the name of what stands before it. Where a signal
    returns to, perf has no name: it looks one byte before the first one of __restore_rt."""
    lines = run(APP, '--print=folded', path).stdout.decode().splitlines()
    lines = [re.sub(r';\[libc[^;]*\];', ';__restore_rt;', line) for line in lines]
    return sorted(line for line in lines if not re.search(r';(_init|[^;]*@plt|\[libc[^;]*\]) \d+$', line))


def record(folder):
    source, program, data = folder / 'program.c', folder / 'program', folder / 'perf.data'
    source.write_text(PROGRAM)
    subprocess.run([*CC, '-O2', '-g0', '-fomit-frame-pointer', '-o', program, source], check=True)
    try:
        result = run('perf', 'record', '-q', '-e', 'cpu-clock:u', '-F', '2999', '--call-graph', 'dwarf,16384', '-o', data, program)
    except FileNotFoundError:
        skip('there is no perf')
    if result.returncode != 0 or not data.exists():
        skip('perf may not record')
    return data


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    # A machine with other work may lose most of what is recorded.
    for _ in range(3):
        data = record(folder)
        theirs = dict(counts_of_perf(data))
        if len(theirs) > 200:
            break
    script = folder / 'perf.script'
    script.write_bytes(run('perf', 'script', '--no-inline', '--ns', '-i', data).stdout)
    ours = dict(counts_of_ours(data))
    wrong = [key for key, frames in theirs.items() if frames[-1:] != ['ffffffffffffffff'] and ours.get(key) != len(frames)]
    piped = subprocess.run([APP, '--print=folded', '-'], stdin=open(data), capture_output=True, timeout=600)
    print('1..4')
    print(f'{"ok" if theirs else "not ok"} 1 - there are samples: {len(theirs)}{" # SKIP hardly any" if len(theirs) <= 200 else ""}')
    print(f'{"ok" if not wrong else "not ok"} 2 - stacks are as deep as perf\'s')
    for key in wrong[:5]:
        print(f'# {key}: {ours.get(key)} frames, perf has {len(theirs[key])}')
    same = fold(data) == fold(script)
    print(f'{"ok" if same else "not ok"} 3 - the same stacks have the same names')
    for line in sorted(set(fold(data)) ^ set(fold(script)))[:6] if not same else []:
        print(f'# {line}')
    is_same_piped = piped.stdout == run(APP, '--print=folded', data).stdout
    print(f'{"ok" if is_same_piped else "not ok"} 4 - what comes through a pipe is unwound, too')
