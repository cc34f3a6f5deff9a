#!/usr/bin/env python3
"""off-cpu-truth.py EMBERSCOPE: where perf can record sched:sched_switch, the waits that are made of it equal those that
are counted from what perf script prints, line by line: of all CPUs, and of one program with its switch records. Prints
TAP; skipped where perf is missing or may not record."""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

APP = sys.argv[1]
# Threads that hand work to each other through pipes, sleep, and die.
LOAD = ['sh', '-c', 'for i in 1 2 3 4 5; do (seq 20000 | sort -r | tail -n 1; sleep 0.01) & sleep 0.05; done; wait']


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=600, **options)


def record(path, *options):
    try:
        result = run('perf', 'record', '-q', '-e', 'sched:sched_switch', '-g', *options, '-o', path, '--', *LOAD)
    except FileNotFoundError:
        skip('there is no perf')
    if result.returncode != 0 or not path.exists():
        skip('perf may not record sched:sched_switch')


def moments(path):
    """(time, who leaves, who comes, thread of the sample) of all switches and switch records; nobody is 0. Dying is no
    leaving. Switches name threads as the kernel does, samples and records as the container does that perf runs in; of a
    thread that is nearly gone samples say -1."""
    text = run('perf', 'script', '--ns', '--show-switch-events', '-F', 'comm,pid,tid,time,event,trace', '-i', path).stdout.decode(errors='replace')
    numbers = {}
    for line in text.splitlines():
        match = re.search(r'/(-?\d+) +(\d+)\.(\d{9}): +sched:sched_switch: .*prev_pid=(\d+) .*prev_state=(\S+) ==> .*next_pid=(\d+) ', line)
        record = re.search(r'/(\d+) +(\d+)\.(\d{9}): PERF_RECORD_SWITCH(?:_CPU_WIDE)? IN', line)
        if match:
            numbers[int(match[1])] = int(match[4])
            yield int(match[2] + match[3]), 0 if set('XZ') & set(match[5]) else int(match[4]), int(match[6]), int(match[1])
        elif record:
            yield int(record[2] + record[3]), 0, numbers.get(int(record[1]), 0), 0


def waits(path):
    """(time, thread, nanoseconds), by a look at all that comes later."""
    by_thread = collections.defaultdict(list)
    for time, out, into, tid in sorted(moments(path)):
        if into:
            by_thread[into].append((time, 'in', tid))
        if out:
            by_thread[out].append((time, 'out', tid))
    for events in by_thread.values():
        for (time, kind, tid), (next_time, next_kind, _) in zip(events, events[1:]):
            if (kind, next_kind) == ('out', 'in'):
                yield time, tid, next_time - time


def ours(path, **options):
    for line in run(APP, '--print=samples', '--event=off-CPU', path, **options).stdout.decode().splitlines():
        time, _, tid, _, weight, _, _ = line.split(' ', 6)
        yield int(time), int(tid), int(weight)


def check(number, what, path, n_least):
    wanted, got = sorted(waits(path)), sorted(ours(path))
    script = path.with_suffix('.script')
    script.write_bytes(run('perf', 'script', '--ns', '-i', path).stdout)
    from_text = sorted(ours(script))
    recorded = run(APP, '--print=samples', path).stdout.count(b'\n')
    n_switches = run('perf', 'script', '-F', 'event', '-G', '-i', path).stdout.count(b'sched:sched_switch')
    print(f'{"ok" if len(wanted) >= n_least else "not ok"} {number} - {what}: threads waited {len(wanted)} times')
    print(f'{"ok" if got == wanted else "not ok"} {number + 1} - {what}: the same waits')
    for entry in sorted(set(got) ^ set(wanted))[:8]:
        print(f'# {entry}: {"not ours" if entry in set(wanted) else "ours alone"}')
    print(f'{"ok" if recorded == n_switches else "not ok"} {number + 2} - {what}: waits are no recorded samples, {recorded} of {n_switches}')
    return from_text == wanted


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    record(folder / 'all.data', '-a')
    record(folder / 'one.data', '--switch-events')
    print('1..7')
    same_text = check(1, 'all CPUs', folder / 'all.data', 50)
    check(4, 'one program', folder / 'one.data', 20)
    print(f'{"ok" if same_text else "not ok"} 7 - the text of perf script gives the same waits')
