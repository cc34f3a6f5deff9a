#!/usr/bin/env python3
"""recording-truth.py EMBERSCOPE: where perf can record, each way in which it writes a recording (a file, compressed, into
a pipe, a folder of several threads) holds the samples that perf script prints of it, by time and thread. Prints TAP;
skipped where perf is missing or may not record."""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

APP = sys.argv[1]
LOAD = ['sh', '-c', 'for i in 1 2 3; do (seq 60000 | sort -r | tail -n 1) & done; wait']
RECORD = ['perf', 'record', '-q', '-e', 'cpu-clock', '-F', '2000', '-g']


def run(command, **options):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=600, **options)


def wanted(path):
    with open(path, 'rb') if path.is_file() else open('/dev/null', 'rb') as stream:
        text = run(['perf', 'script', '--ns', '-G', '-F', 'pid,tid,time', '-i', '-' if path.suffix == '.pipe' else path], stdin=stream).stdout
    return collections.Counter((int(time + part), int(pid), int(tid)) for pid, tid, time, part in
                               re.findall(r'(-?\d+)/(-?\d+) +(\d+)\.(\d{9}):', text.decode()))


def ours(path, is_piped=False):
    with open(path if is_piped else '/dev/null', 'rb') as stream:
        text = run([APP, '--print=samples', '-' if is_piped else path], stdin=stream).stdout
    return collections.Counter(tuple(map(int, line.split(' ', 3)[:3])) for line in text.decode().splitlines())


def make(folder, name, *options):
    """None where this perf cannot record so."""
    path = folder / name
    if path.suffix == '.pipe':
        with open(path, 'wb') as stream:
            status = subprocess.run([*RECORD, '-o', '-', *options, '--', *LOAD], stdout=stream, stderr=subprocess.DEVNULL, timeout=600).returncode
    else:
        status = run([*RECORD, '-o', path, *options, '--', *LOAD]).returncode
    return path if status == 0 and path.exists() else None


def check(number, path, what, is_piped=False):
    if path is None:
        print(f'ok {number} - {what} # SKIP perf cannot record so')
        return
    want, got = wanted(path), ours(path, is_piped)
    print(f'{"ok" if want and got == want else "not ok"} {number} - {what}: {sum(want.values())} samples')
    for head, n in list((want - got).items())[:3]:
        print(f'# {n} × {head} lack')
    for head, n in list((got - want).items())[:3]:
        print(f'# {n} × {head} too many')


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    try:
        plain = make(folder, 'plain.data')
    except FileNotFoundError:
        plain = None
    if plain is None:
        print('1..0 # SKIP perf is missing or may not record')
        sys.exit(0)
    packed, pipe, packed_pipe = make(folder, 'z.data', '-z'), make(folder, 'p.pipe'), make(folder, 'zp.pipe', '-z')
    print('1..6')
    check(1, plain, 'a file')
    check(2, plain, 'a file through a pipe', True)
    check(3, packed, 'a compressed file')
    check(4, pipe, 'what perf writes into a pipe')
    check(5, packed_pipe, 'the same compressed', True)
    check(6, make(folder, 'threads.data', '-a', '--threads'), 'a folder of several threads')
