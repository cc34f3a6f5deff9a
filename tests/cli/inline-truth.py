#!/usr/bin/env python3
"""inline-truth.py EMBERSCOPE CC: where perf can record, the inlined functions of a small program stand in the stack
where the compiler put them, and only when they are asked for. Prints TAP; skipped where perf is missing or may not
record."""
import pathlib
import subprocess
import sys
import tempfile

APP, *CC = sys.argv[1:]
PROGRAM = r'''
static volatile long sink;
static inline __attribute__ ((always_inline)) void innermost (long n) { for (long i = 0; i < n; i++) sink += i; }
static inline __attribute__ ((always_inline)) void middle (long n) { innermost (n); }
__attribute__ ((noinline)) void outer (long n) { middle (n); }
int main (void) { for (int i = 0; i < 300; i++) outer (1000000); return 0; }
'''


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def fold(*args):
    return subprocess.run([APP, '--print=folded', *args], capture_output=True, timeout=600, text=True).stdout


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    source, program, data = folder / 'program.c', folder / 'program', folder / 'perf.data'
    source.write_text(PROGRAM)
    subprocess.run([*CC, '-O2', '-g', '-o', program, source], check=True)
    try:
        record = subprocess.run(['perf', 'record', '-q', '-e', 'cpu-clock:u', '-F', '999', '-o', data, program], capture_output=True, timeout=600)
    except FileNotFoundError:
        skip('there is no perf')
    if record.returncode != 0 or not data.exists():
        skip('perf may not record')
    plain, inlined = fold(data), fold('--inline', data)
    total = [sum(int(line.rpartition(' ')[2]) for line in text.splitlines()) for text in (plain, inlined)]
    print('1..3')
    print(f'{"ok" if "program;outer " in plain and "middle" not in plain else "not ok"} 1 - without being asked for they are not there')
    print(f'{"ok" if "program;outer;middle_[i];innermost_[i] " in inlined or "program;outer;middle;innermost " in inlined else "not ok"} 2 - they stand in the function that they are in')
    print(f'{"ok" if total[0] == total[1] > 0 else "not ok"} 3 - nothing is lost')
    print(''.join(f'# {line}\n' for line in inlined.splitlines()[:6]), end='')
