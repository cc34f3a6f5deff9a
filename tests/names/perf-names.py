#!/usr/bin/env python3
"""perf-names.py PRINT_STACKS CC… -- CXX…: records a workload of our own where perf can, and holds all names of all frames to
those of perf script, but for what compare-names.py lists. Prints TAP; skipped where perf is missing or may not record."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PRINT_STACKS = sys.argv[1]
CC, CXX = sys.argv[2:sys.argv.index('--')], sys.argv[sys.argv.index('--') + 1:]
FLAGS = ['-O0', '-g', '-fno-omit-frame-pointer', '-Wl,--build-id']
ATTEMPTS = 3
# The workload leaves about 900 samples.
FEW = 300
# What must be seen, or the test looks at nothing: plain C, C++, both libraries, made code, the C library.
WANTED = ['compare_cb', 'shapes::(anonymous namespace)::hide', 'shapes::Grid<double, 8>::each<run_templates::{lambda', 'add_all<int, double, float>',
          'work_in_plugin', 'made::first(int)', 'LazyCompile:~second /made.js:2', 'clock_gettime']


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, timeout=600, **options)


def build(folder):
    for name in ['plugin', 'doomed']:
        subprocess.run([*CC, *FLAGS, '-shared', '-fPIC', '-o', folder / f'lib{name}.so', HERE / 'workload-plugin.c'], check=True)
    subprocess.run([*CC, *FLAGS, '-c', '-o', folder / 'workload.o', HERE / 'workload-many.c'], check=True)
    subprocess.run([*CXX, *FLAGS, '-std=c++17', '-o', folder / 'workload', folder / 'workload.o', HERE / 'workload-templates.cc', '-ldl'], check=True)


def record(folder, event, *options):
    data = folder / 'perf.data'
    build(folder)
    try:
        result = run('perf', 'record', '-q', '-e', event, '-F', '1999', *options, '-o', data,
                     folder / 'workload', folder / 'libplugin.so', folder / 'libdoomed.so')
    except FileNotFoundError:
        skip('there is no perf')
    if result.returncode != 0 or not data.exists():
        skip('perf may not record')
    return data


def shows_kernel():
    with open('/proc/kallsyms') as names:
        return any(line.endswith(' _text\n') and int(line.split()[0], 16) for line in names)


def record_all(folder, event, options, is_seen):
    """Records until all is seen that must be: a machine with other work, or less of a machine, may leave hardly a sample."""
    for _ in range(ATTEMPTS):
        data = record(folder, event, *options)
        stacks = run(PRINT_STACKS, data, text=True).stdout
        if is_seen(stacks):
            break
    return data, stacks


def tell_seen(number, what, stacks, missing):
    n_samples = stacks.count('\n\n')
    verdict = 'ok' if not missing or n_samples < FEW else 'not ok'
    why_not = f' # SKIP there are only {n_samples} samples' if missing and n_samples < FEW else ''
    print(f'{verdict} {number} - {what}{why_not}')
    print(f'# of {n_samples} samples none has {missing}' if missing else f'# {n_samples} samples')


def check(number, folder, what, *options, event='cpu-clock:u', is_seen=lambda stacks: stacks.count('\n\n') > 100):
    data, stacks = record_all(folder, event, options, is_seen)
    words = ['--no-build-ids'] if '-B' in options else []
    result = run(sys.executable, HERE / 'compare-names.py', *words, PRINT_STACKS, data, text=True)
    good = result.returncode == 0 and re.search(r'^[1-9]\d* samples', result.stdout, re.M)
    print(f'{"ok" if good else "not ok"} {number} - names equal perf\'s: {what}')
    for line in (result.stdout + result.stderr).splitlines():
        print('#', line)
    return stacks


def lacking(stacks):
    return [wanted for wanted in WANTED if wanted not in stacks]


def has_kernel(stacks):
    return '\t[kernel.kallsyms]\n' in stacks.replace('[unknown]\t[kernel.kallsyms]', '')


if not CXX:
    skip('there is no compiler for C++')
with tempfile.TemporaryDirectory() as name:
    # perf keeps copies of what was recorded below the home folder, and both look there.
    os.environ['HOME'] = name
    folder = pathlib.Path(name)
    stacks = check(1, folder, 'by frame pointers', '--call-graph', 'fp', is_seen=lambda stacks: not lacking(stacks))
    tell_seen(2, 'all kinds of code were seen', stacks, lacking(stacks))
    check(3, folder, 'compressed, without build-ids', '-z', '-N', '-B', '--call-graph', 'fp')
    if shows_kernel():
        stacks = check(4, folder, 'with the kernel that runs, without build-ids', '-z', '-N', '-B', '--call-graph', 'fp', event='cpu-clock',
                       is_seen=has_kernel)
        tell_seen(5, 'the kernel was seen', stacks, '' if has_kernel(stacks) else 'a name of the kernel')
    else:
        print('ok 4 # SKIP the kernel hides its addresses\nok 5 # SKIP')
    for path in pathlib.Path('/tmp').glob('perf-*.map'):
        if 'made::first(int)' in path.read_text(errors='replace'):
            path.unlink()
    print('1..5')
