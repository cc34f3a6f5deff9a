#!/usr/bin/env python3
"""bench-perf-data.py EMBERSCOPE FLOOR [RUNS [FOLDER]]: what reading perf.data costs, beside perf and beside a floor.

FLOOR is perf-data-floor, which walks over the records and sorts them by time. What a window shows first has stacks, but no
names yet: all samples are read, and none is printed. CPU seconds (user and system) and peak
memory of the best of RUNS (5), in turns, so that what else the machine does meets all alike.

perf report is run once, and not on the largest recording, where it takes minutes and gigabytes: a recording of a tenth as
long tells how it compares. A peer that takes more than PEER_CPU_S or PEER_MB is stopped, and the row says so; what it had
taken by then is a lower bound.

Recordings are made in FOLDER (/tmp/emberscope-bench) where they are not there yet, in a bit over a minute; that needs
rights (root, or kernel.perf_event_paranoid -1 and kptr_restrict 0). Where fewer samples come than are asked for, the
kernel has held perf back: sysctl kernel.perf_cpu_time_max_percent=0 kernel.perf_event_max_sample_rate=100000.
"""
import os
import resource
import struct
import subprocess
import sys

APP, FLOOR = sys.argv[1:3]
N_RUNS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
FOLDER = sys.argv[4] if len(sys.argv) > 4 else '/tmp/emberscope-bench'
LOAD = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'mixed-load.sh')
RECORD = ['perf', 'record', '-F', '4999', '-a', '-g', '-e', 'cpu-clock']
COMPRESSED = 81
PEER_CPU_S = 30
PEER_MB = 3000
RECORD_ONE = ['perf', 'record', '-F', '9999', '-g', '-e', 'cpu-clock']


def path(name):
    return os.path.join(FOLDER, name)


def make(name, command, stdin=None):
    """Makes a file of the folder by a command that has @ for its name."""
    if os.path.exists(path(name)):
        return
    part = path(name) + '.part'
    with open(stdin or os.devnull, 'rb') as source:
        subprocess.run([part if word == '@' else word for word in command], stdin=source, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.rename(part, path(name))


def pack():
    """The records of mixed.data as perf record -z has them: one zstd stream, cut into COMPRESSED records."""
    with open(path('mixed.data'), 'rb') as source:
        whole = source.read()
    begin, size = struct.unpack_from('<QQ', whole, 40)
    n_features = sum(bin(word).count('1') for word in struct.unpack_from('<4Q', whole, 72))
    stream = subprocess.run(['zstd', '-q', '-1', '-c'], input=whole[begin:begin + size], stdout=subprocess.PIPE, check=True).stdout
    pieces = [stream[at:at + 65504] for at in range(0, len(stream), 65504)]
    data = b''.join(struct.pack('<IHH', COMPRESSED, 0, 8 + len(piece)) + piece for piece in pieces)
    rest = bytearray(whole[begin + size:])
    for i in range(n_features):
        offset, = struct.unpack_from('<Q', rest, 16 * i)
        struct.pack_into('<Q', rest, 16 * i, offset - size + len(data))
    head = bytearray(whole[:begin])
    struct.pack_into('<Q', head, 48, len(data))
    with open(path('packed.data'), 'wb') as target:
        target.write(head + data + rest)


def record(name, seconds, *options):
    """Records the mixed load, which is stopped where it does not end: its rounds are long on a busy machine."""
    load = ['sh', '-c', f'timeout {seconds + 5} "$0" mixed {seconds}; true', LOAD]
    make(name, RECORD + [*options, '-o', '@', '--', *load])


def make_all():
    os.makedirs(FOLDER, exist_ok=True)
    record('mixed.data', 55)
    record('tenth.data', 5)
    make('short.data', RECORD_ONE + ['-o', '@', '--', LOAD, 'short', '500'])
    if not os.path.exists(path('packed.data')):
        pack()
    record('zipped.data', 12, '-z')
    make('piped.data', ['sh', '-c', 'perf inject -b -i "$1" -o - > "$2"', 'sh', path('mixed.data'), '@'])


def run(command, stdin):
    """CPU seconds and peak MB of one run, and whether it came to its end; the output goes nowhere."""
    actions = [(os.POSIX_SPAWN_OPEN, 0, stdin or os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    if command[0] == 'perf':
        resource.prlimit(pid, resource.RLIMIT_CPU, (PEER_CPU_S, PEER_CPU_S))
        resource.prlimit(pid, resource.RLIMIT_DATA, (PEER_MB * 1000000, PEER_MB * 1000000))
    _, status, usage = os.wait4(pid, 0)
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, os.waitstatus_to_exitcode(status) == 0)


def is_stopped(found):
    """Whether a peer failed for want of what it may take."""
    seconds, megabytes, is_whole = found
    return not is_whole and (seconds > 0.95 * PEER_CPU_S or megabytes > 0.8 * PEER_MB)


def measure(cases):
    """The best of all runs of each case, by name; a case is (command, stdin, runs). What was stopped is not run again."""
    best = {}
    for turn in range(N_RUNS):
        for name, (command, stdin, n_runs) in cases.items():
            if turn >= n_runs or (name in best and is_stopped(best[name])):
                continue
            found = run(command, stdin)
            if found[2] or is_stopped(found):
                best[name] = min(best.get(name, found), found)
            print(f'  {name}: {found[0]:.3f} s', file=sys.stderr, flush=True)
    return best


def count(name):
    text = subprocess.run([APP, '--print=info', path(name)], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(': ', 1) for line in text.splitlines() if ': ' in line)
    return int(facts['samples']), int(facts['threads'])


def ours(name, content='folded', stdin=None, more=()):
    return ([APP, f'--print={content}', *more, '-' if stdin else path(name)], stdin, N_RUNS)


def table(title, cases, rows, limits=()):
    """@rows: a name, the other case, whether it is to be faster so many times or slower at most, reach or None; @limits: a name
    and at most so many CPU seconds."""
    best = measure(cases)
    print(f'\n{title}\n')
    print('| work | CPU s | peak MB | ratio | reach |\n| --- | --- | --- | --- | --- |')
    for name in cases:
        if name not in best:
            print(f'| {name} | failed | | | |')
            continue
        ratio = reach = ''
        seconds, megabytes, is_whole = best[name]
        more = '' if is_whole else '> '
        for row, other, is_speed, limit in rows:
            if row == name and other in best:
                value = best[other][0] / seconds if is_speed else seconds / best[other][0]
                ratio = f'{"" if best[other][2] else "> "}{value:.1f} × {"less than" if is_speed else ""} {other}'.replace('  ', ' ')
                if limit:
                    reach = f'{"≥" if is_speed else "≤"} {limit} ×: {"yes" if (value >= limit) == is_speed or value == limit else "no"}'
        for row, limit in limits:
            if row == name:
                reach = f'≤ {limit} s: {"yes" if seconds <= limit else "no"}'
        note = '' if is_whole else ', stopped'
        print(f'| {name}{note} | {more}{seconds:.3f} | {more}{megabytes:.0f} | {ratio} | {reach} |', flush=True)
    return {name: found[0] for name, found in best.items()}


make_all()
us_of_tenth = 0
for file, n_reports in (('mixed.data', 0), ('tenth.data', 1), ('short.data', 1)):
    is_large = file == 'mixed.data'  # what starting and reading symbols takes is little only there
    samples, threads = count(file)
    found = table(f'{file}: {samples} samples, {threads} threads, {os.path.getsize(path(file)) / 1e6:.0f} MB', {
        'floor': ([FLOOR, path(file)], None, N_RUNS),
        'heat map': ours(file, 'heatmap'),
        'window, first picture': ours(file, 'samples', more=['--range=0-0.001']),
        'samples with their stacks, as text': ours(file, 'samples'),
        'graph with names': ours(file),
        'perf script': (['perf', 'script', '--no-inline', '-i', path(file)], None, N_RUNS),
        **({'perf report': (['perf', 'report', '--stdio', '--no-inline', '-g', '-i', path(file)], None, n_reports)} if n_reports else {}),
    }, [('heat map', 'floor', False, 2 if is_large else None), ('graph with names', 'perf script', True, 8 if is_large else None),
        ('perf report', 'graph with names', False, None)],
        [('window, first picture', 0.4)] if is_large else [('graph with names', 0.4)])
    if file == 'tenth.data':
        us_of_tenth = 1e6 * found['graph with names'] / samples
table('the same records as mixed.data, packed with zstd, and through a pipe', {
    'plain file': ours('mixed.data'),
    'packed': ours('packed.data'),
    'pipe': ours('piped.data', stdin=path('piped.data')),
}, [('packed', 'plain file', False, 1.5), ('pipe', 'plain file', False, 1.5)])
samples, threads = count('zipped.data')
found = table(f'a recording by perf record -z: {samples} samples, {threads} threads, {os.path.getsize(path("zipped.data")) / 1e6:.0f} MB', {
    'graph with names': ours('zipped.data'),
    'perf script': (['perf', 'script', '--no-inline', '-i', path('zipped.data')], None, 1),
}, [('graph with names', 'perf script', True, None)])
print(f'\nThat is {1e6 * found["graph with names"] / samples:.2f} µs a sample; tenth.data, which is not packed, takes {us_of_tenth:.2f}.')
