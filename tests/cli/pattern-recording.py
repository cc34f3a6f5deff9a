#!/usr/bin/env python3
"""pattern-recording.py PROGRAM EXAMPLE CC…: whether patterns of real recordings are found. TAP.

The bundled example holds what its workload did and when; beside it, where perf records, a small program makes a pattern,
measures what it did, and is recorded with the whole machine. A machine with other work, or with a hypervisor that takes its
time away, may hide the pattern from any finder: a recording tells against ours only if its samples, counted here without it,
are all that the program must have left."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

program, example, *cc = sys.argv[1:]
here = pathlib.Path(__file__).parent
SECONDS = 4
ATTEMPTS = 4
RATE_HZ = 499
NS = 1e-9
# What a round may lack: it ended later than it should by so much, or it left more or fewer samples than its length tells.
LATE_S = 0.005
SAMPLES_OFF = 1.6
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


class Void(Exception):
    """Nothing was recorded from which a pattern could be told."""


def patterns_of(path):
    result = subprocess.run([program, '--print=patterns', path], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, f'{program} ended with status {result.returncode}: {result.stderr}'
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_it(found, wanted):
    name, what, begin, end = wanted
    return (found['pattern'] == name and abs(found['begin'] - begin) < 0.1 and abs(found['end'] - end) < 0.1
            and what in (None, found.get('thread'), *found.get('frames', [])))


def check_stored():
    """what the workload of the example did is found, each at its time"""
    found = patterns_of(example)
    missing = [wanted for wanted in STORED if not any(is_it(pattern, wanted) for pattern in found)]
    assert not missing, '\n'.join(f'{wanted} is not found' for wanted in missing)


def run_perf(*args):
    try:
        result = subprocess.run(['perf', *args], capture_output=True, text=True, errors='replace', timeout=60)
    except FileNotFoundError:
        raise Void('there is no perf')
    except subprocess.TimeoutExpired:
        raise Void(f'perf {args[0]} took more than a minute')
    if result.returncode != 0:
        raise Void(f'perf {args[0]} failed')
    return result.stdout


def record(data, workload, mode):
    """The workload's thread, and its rounds, each (due, woke, rested) in seconds."""
    data.unlink(missing_ok=True)
    words = run_perf('record', '-q', '-N', '-e', 'cpu-clock', '-F', str(RATE_HZ), '-k', 'CLOCK_MONOTONIC', '-a', '-g', '-o', data,
                     '--', workload, mode, str(SECONDS)).split()
    times = [int(word) * NS for word in words[1:]]
    if len(times) < 6 or not data.exists():
        raise Void('perf recorded nothing')
    return int(words[0]), list(zip(*[iter(times)] * 3))


def check_sound(data, tid, rounds):
    """Asks perf for the samples of the thread: all that the rounds must have left."""
    text = run_perf('script', '--no-inline', '--ns', '--tid', str(tid), '-F', 'tid,time,ip,sym', '-i', data)
    times = [float(time) for time in re.findall(rf'^ *{tid} +(\d+\.\d+): *$', text, re.M)]
    work_s = min(rested - woke for _, woke, rested in rounds)
    for number, (due, woke, rested) in enumerate(rounds):
        n, wanted = sum(woke - 1e-3 < time < rested + 1e-3 for time in times), (rested - woke) * RATE_HZ
        if rested - due > work_s + LATE_S:
            raise Void(f'round {number} ended {(rested - due - work_s) * 1e3:.1f} ms late')
        if abs(n - wanted) > SAMPLES_OFF:
            raise Void(f'round {number} left {n} samples, not {wanted:.1f}')
    if text.count(' work_for') < len(times) * 0.8:
        raise Void(f'perf finds the working function in {text.count(" work_for")} of {len(times)} samples')


def faults_of(found, mode, rounds):
    """What the finder told wrongly of the thread."""
    if [pattern['pattern'] for pattern in found] != [mode]:
        return [f'not one pattern, {mode}']
    truths = [('period_s', (rounds[-1][1] - rounds[0][1]) / (len(rounds) - 1)),
              ('busy_ms', sum(rested - woke for _, woke, rested in rounds) / len(rounds) * 1e3)]
    bad = [f'{name} is {found[0][name]}, not {truth}' for name, truth in truths if abs(found[0][name] - truth) > truth / 10]
    return bad + ([] if 'work_for' in found[0]['frames'] else ['its frames lack work_for'])


def check_live(workload, mode):
    """One recording must tell; it is void if none is right, but hardly any was sound."""
    n_sound = 0
    for attempt in range(1, ATTEMPTS + 1):
        data = workload.with_name('perf.data')
        why_void = ''
        tid, rounds = record(data, workload, mode)
        found = [pattern for pattern in patterns_of(data) if pattern.get('tid') == tid]
        bad = faults_of(found, mode, rounds)
        if not bad:
            return
        try:
            check_sound(data, tid, rounds)
            n_sound += 1
        except Void as void:
            why_void = f'void, {void}; '
        print(f'# recording {attempt}: {why_void}{"; ".join(bad)}; found: {found}', flush=True)
    if n_sound < 2:
        raise Void(f'the machine was busy: {n_sound} of {ATTEMPTS} recordings are sound')
    raise AssertionError(f'{n_sound} sound recordings, and none was read rightly; the rounds of the last: {rounds}')


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    workload = folder / 'workload'
    subprocess.run([*cc, '-O1', '-D_GNU_SOURCE', '-fno-omit-frame-pointer', '-o', workload, here.parent / 'data/pattern-workload.c'], check=True)
    checks = [(check_stored.__doc__, check_stored),
              ('a thread that wakes at fixed times is found', lambda: check_live(workload, 'periodic')),
              ('a thread that works, then sleeps for a fixed time is found', lambda: check_live(workload, 'busy-wait'))]
    print(f'1..{len(checks)}')
    n_failed = 0
    for number, (what, check) in enumerate(checks, 1):
        try:
            check()
            print(f'ok {number} - {what}')
        except Void as void:
            print(f'ok {number} - {what} # SKIP {void}')
        except Exception as error:
            n_failed += 1
            print(f'not ok {number} - {what}')
            print(*(f'# {line}\n' for line in f'{type(error).__name__}: {error}'.splitlines()), sep='', end='')
sys.exit(n_failed > 0)
