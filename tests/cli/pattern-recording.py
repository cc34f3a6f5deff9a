#!/usr/bin/env python3
"""pattern-recording.py PROGRAM EXAMPLE CC…: whether patterns of real recordings are found. TAP.

The bundled example holds what its workload did and when; beside it, where perf records, a small program makes a pattern,
measures what it did, and is recorded with the whole machine."""
import json
import pathlib
import subprocess
import sys
import tempfile

program, example, *cc = sys.argv[1:]
here = pathlib.Path(__file__).parent
SECONDS = 4
ATTEMPTS = 4
# A round that ended later than this was disturbed by the machine's other work.
DISTURBED_MS = 5
# What workload.c was told to do, in seconds on the example's axis: a pattern, its thread or a function of it, begin, end.
STORED = [
    ('periodic', 'checkpointer', 1.74, 48.78),
    ('busy-wait', 'replicator', 7.54, 27.37),
    ('perturbation', 'mark_object', 7.18, 7.57),
    ('perturbation', 'mark_object', 20.37, 21.21),
    ('perturbation', 'mark_object', 33.62, 33.98),
    ('perturbation', 'mark_object', 45.30, 45.75),
    ('single-threaded', 'compaction', 28.32, 30.86),
    ('blocking', None, 39.25, 40.24),
]


def patterns_of(path):
    result = subprocess.run([program, '--print=patterns', path], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_it(found, wanted):
    name, what, begin, end = wanted
    return (found['pattern'] == name and abs(found['begin'] - begin) < 0.1 and abs(found['end'] - end) < 0.1
            and what in (None, found.get('thread'), *found.get('frames', [])))


def check_stored():
    """what the workload of the example did is found, each at its time"""
    found = patterns_of(example)
    missing = [wanted for wanted in STORED if not any(is_it(pattern, wanted) for pattern in found)]
    return '', [f'{wanted} is not found' for wanted in missing]


def check_once(workload, folder, mode):
    data = folder / 'perf.data'
    try:
        result = subprocess.run(['perf', 'record', '-q', '-F', '499', '-a', '-g', '-o', data, '--', workload, mode, str(SECONDS)],
                                capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        return 'there is no perf', []
    if result.returncode != 0 or not data.exists():
        return 'perf may not record', []
    period_s, work_ms, disturbed_ms = map(float, result.stdout.split())
    if disturbed_ms > DISTURBED_MS:
        return f'the machine was busy: a round ended {disturbed_ms} ms late', []
    found = [pattern for pattern in patterns_of(data) if pattern.get('thread') == 'waker']
    if [pattern['pattern'] for pattern in found] != [mode]:
        return '', [f'found: {found}']
    [pattern] = found
    bad = [f'{name} is {pattern[name]}, not {truth}' for name, truth in (('period_s', period_s), ('busy_ms', work_ms))
           if abs(pattern[name] - truth) > truth / 10]
    return '', bad + ([] if 'work_for' in pattern['frames'] else [f'frames: {pattern["frames"]}'])


def check_live(workload, folder, mode):
    """The machine's other work may hide what the workload did: some of several recordings must tell it."""
    for _ in range(ATTEMPTS):
        why_not, bad = check_once(workload, folder, mode)
        if not bad:
            break
    return why_not, bad


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    workload = folder / 'workload'
    subprocess.run([*cc, '-O1', '-D_GNU_SOURCE', '-fno-omit-frame-pointer', '-o', workload, here.parent / 'data/pattern-workload.c'], check=True)
    checks = [(check_stored.__doc__, check_stored),
              ('a thread that wakes at fixed times is found', lambda: check_live(workload, folder, 'periodic')),
              ('a thread that works, then sleeps for a fixed time is found', lambda: check_live(workload, folder, 'busy-wait'))]
    print(f'1..{len(checks)}')
    n_failed = 0
    for number, (what, check) in enumerate(checks, 1):
        why_not, bad = check()
        n_failed += bool(bad)
        print(f'{"not ok" if bad else "ok"} {number} - {what}{" # SKIP " + why_not if why_not else ""}')
        print(*(f'# {line}\n' for line in bad), sep='', end='')
sys.exit(n_failed > 0)
