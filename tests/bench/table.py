#!/usr/bin/env python3
"""table.py EMBERSCOPE TEXT_TOOL [QUERIES FRAMES START]: a table of what the program costs, each row beside a floor or a peer
that is measured in the same run on the same file.

Rows of text come from here; those of QUERIES and FRAMES (bench-queries, bench-frames) are printed by these programs; START
(bench-start) is timed until its first picture stands. The last two need weston. Figures are CPU seconds
(user and system) and peak memory of the best of five runs or more, but wall time where it says so. Environment:
TEXTS         recordings as text to read, too, separated by colons: natural ones of our own (perf script > FILE)
STACKCOLLAPSE path of FlameGraph's stackcollapse-perf.pl, a peer
SMALL         set: a twentieth of the sizes, to try the script
"""
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time

WESTON = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'on-weston')
N_RUNS = 5
# Two processors that are both busy can share one below them, or be kept from it; more runs find the times when they are not.
N_SIDE_BY_SIDE_RUNS = 15
SCALE = 0.05 if 'SMALL' in os.environ else 1
N_CPUS = len(os.sched_getaffinity(0))
ONE_CPU = ['taskset', '-c', str(min(os.sched_getaffinity(0)))]
ALL_BUT_ONE_CPU = ['taskset', '-c', ','.join(str(cpu) for cpu in sorted(os.sched_getaffinity(0))[:-1] or os.sched_getaffinity(0))]  # one is decompressing


class Cost:
    """Of one program: CPU and wall seconds, peak MB."""

    def __init__(self, cpu, wall, peak):
        self.cpu, self.wall, self.peak = cpu, wall, peak


def run(command):
    begin = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f'failed: {command}')
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - begin, usage.ru_maxrss * 1024 / 1e6)


def measure(*commands, key='cpu', n_runs=N_RUNS):
    """The best run of each command; they run in turns, so that what else the machine does meets all alike."""
    turns = [[run(command) for command in commands] for _ in range(n_runs)]
    return [min(runs, key=lambda cost: getattr(cost, key)) for runs in zip(*turns)]


def ours(path):
    return [APP, '--print=info', path]


def row(work, figure, peer='', ratio='', reach='', is_met=None):
    met = '' if is_met is None else 'yes' if is_met else 'no'
    print(f'| {work} | {figure} | {peer} | {ratio} | {reach} | {met} |', flush=True)


def write(folder, kind, megabytes):
    path = os.path.join(folder, f'{kind}-{megabytes}.txt')
    subprocess.run([TOOL, 'write', kind, str(max(1, int(megabytes * SCALE))), path], check=True, stdout=subprocess.DEVNULL)
    return path


def get_megabytes(path):
    return os.path.getsize(path) / 1e6


def add_reading_rows(path, name, max_ratio=None, min_rate=None):
    """One thread beside the floor, and two threads beside one."""
    size = get_megabytes(path)
    one, floor, two = measure(ONE_CPU + ours(path), [TOOL, 'hash', path], ours(path), n_runs=N_SIDE_BY_SIDE_RUNS)
    ratio, rate = one.cpu / floor.cpu, size / one.cpu
    is_met = None if max_ratio is None and min_rate is None else (max_ratio is None or ratio <= max_ratio) and (min_rate is None or rate >= min_rate)
    reach = f'≤ {max_ratio} ×' if max_ratio else f'≥ {min_rate / 1000} GB a CPU-s' if min_rate else ''
    row(f'{name}, {size:.0f} MB, one thread', f'{one.cpu:.3f} s, {one.peak:.0f} MB, {rate:.0f} MB a CPU-s', f'{floor.cpu:.3f} s: read and hash', f'{ratio:.2f}', reach, is_met)
    row('the same, two threads', f'{two.cpu:.3f} s, {two.peak:.0f} MB, {two.wall:.2f} s by the clock', f'{one.cpu:.3f} s: one thread, {one.wall:.2f} s by the clock',
        f'{two.cpu / one.cpu:.2f}', '≤ 1.15 ×', two.cpu / one.cpu <= 1.15)


def add_small_row(folder):
    path = write(folder, 'natural', 50)
    peers = {'stackcollapse-perf.pl': [os.environ.get('STACKCOLLAPSE'), path], 'inferno': [shutil.which('inferno-collapse-perf'), path]}
    for name, command in peers.items():
        if command[0]:
            found, = measure(command, n_runs=1 if SCALE == 1 else N_RUNS)
            row(f'{name} of 50 MB of text', f'{found.cpu:.2f} s')
    cost, folded = measure(ours(path), [APP, '--print=folded', path])
    row('50 MB of text', f'{cost.cpu:.3f} s, {cost.peak:.0f} MB', '', '', '≤ 0.1 s', cost.cpu <= 0.1)
    row('the same, as folded stacks', f'{folded.cpu:.3f} s, {folded.peak:.0f} MB')


def add_compressed_rows(path):
    packers = {'gzip': (['gzip', '-k', '-f', path], '.gz'), 'zstd': (['zstd', '-q', '-k', '-f', path], '.zst')}
    for name, (command, end) in packers.items():
        if not shutil.which(name):
            continue
        subprocess.run(command, check=True)
        packed, plain, alone, decoding = measure(ours(path + end), ours(path), ALL_BUT_ONE_CPU + ours(path), [TOOL, 'decode', path + end], key='wall')
        slower = max(alone.wall, decoding.wall)
        least = max(decoding.wall, (decoding.cpu + alone.cpu) / N_CPUS)
        row(f'{get_megabytes(path):.0f} MB of text in {name}', f'{packed.wall:.2f} s by the clock, {packed.cpu:.2f} s, {packed.peak:.0f} MB',
            f'{decoding.wall:.2f} s to decompress, {alone.wall:.2f} s to read plain by the processors left', f'{packed.wall / slower:.2f}', '≤ 1.15 ×', packed.wall <= 1.15 * slower)
        row('the same', f'{packed.wall:.2f} s by the clock', f'{plain.wall:.2f} s to read plain by all; {least:.2f} s: to decompress, or both shared by all if that is more',
            f'{packed.wall / max(plain.wall, decoding.wall):.2f}; {packed.wall / least:.2f}')


def add_growth_row(folder):
    sizes = [50, 100, 200, 400]
    costs = [cost.cpu for cost in measure(*(ONE_CPU + ours(write(folder, 'natural', size)) for size in sizes))]
    slope, last = (costs[3] - costs[0]) / 350, (costs[3] - costs[2]) / 200
    row('text of 50, 100, 200, 400 MB', ', '.join(f'{cost:.3f} s' for cost in costs), 'the slope of the last step against that of all', f'{last / slope:.2f}', '0.9 – 1.1',
        0.9 <= last / slope <= 1.1)


def add_memory_row(folder):
    path = write(folder, 'natural', 1000)
    cost, = measure(ours(path), n_runs=2)
    row('1 GB of text', f'{cost.cpu:.2f} s, {cost.peak:.0f} MB', '', '', '≤ 180 MB', cost.peak <= 180)
    os.unlink(path)


@contextlib.contextmanager
def temporary_folder():
    folder = tempfile.mkdtemp(prefix='emberscope-table-')
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def add_start_row(start, path):
    """Inside of weston."""
    empty, full = measure([start], [start, path], key='wall')
    above = full.wall - empty.wall
    row('start to the picture of 50 MB of text', f'{full.wall:.2f} s by the clock, {full.cpu:.2f} s, {full.peak:.0f} MB', f'{empty.wall:.2f} s by the clock, {empty.cpu:.2f} s: an empty window',
        f'+ {above:.2f} s', '≤ + 0.25 s', above <= 0.25)


def add_window_rows(folder, frames, start):
    if not shutil.which('weston'):
        return
    for size in ('1920x1080', '3840x2160'):
        subprocess.run([WESTON, size, frames], check=True)
    subprocess.run([WESTON, '1280x800', sys.executable, __file__, '--start', start, write(folder, 'natural', 50)], check=True)


if sys.argv[1] == '--start':
    add_start_row(*sys.argv[2:])
    sys.exit()
APP, TOOL, *BENCHES = sys.argv[1:]
print('| work | figure | floor or peer | ratio | reach | met |\n| --- | --- | --- | --- | --- | --- |', flush=True)
with temporary_folder() as work:
    add_reading_rows(write(work, 'repetitive', 200), 'repetitive text', max_ratio=4)
    text = write(work, 'natural', 200)
    add_reading_rows(text, 'text with leaves of their own')
    for recording in filter(None, os.environ.get('TEXTS', '').split(':')):
        add_reading_rows(recording, f'a recording of ours ({os.path.basename(recording)})', min_rate=800)
    add_small_row(work)
    add_compressed_rows(text)
    add_growth_row(work)
    add_memory_row(work)
    if BENCHES:
        subprocess.run(BENCHES[:1], check=True)
        add_window_rows(work, *BENCHES[1:])
