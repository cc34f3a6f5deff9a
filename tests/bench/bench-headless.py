#!/usr/bin/env python3
"""bench-headless.py EMBERSCOPE RECORDING [RUNS]: CPU time, wall time and peak memory of the program without a display,
the best of RUNS (20). The first line is what any program costs to start."""
import os
import shutil
import sys
import tempfile
import time

APP, RECORDING = sys.argv[1:3]
N_RUNS = int(sys.argv[3]) if len(sys.argv) > 3 else 20


def measure(*args):
    """Wall and CPU milliseconds, and peak MiB, of one run."""
    begin = time.monotonic()
    pid = os.posix_spawn(args[0], args, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, args
    return (time.monotonic() - begin) * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024


folder = tempfile.mkdtemp()
cases = {
    'floor: /bin/true': ['/bin/true'],
    'start: --version': [APP, '--version'],
    '--print=info': [APP, '--print=info', RECORDING],
    '--print=samples': [APP, '--print=samples', RECORDING],
    '--print=folded': [APP, '--print=folded', RECORDING],
    '--print=heatmap': [APP, '--print=heatmap', RECORDING],
    '--print=functions': [APP, '--print=functions', RECORDING],
    '--export flame graph, SVG': [APP, f'--export={folder}/x.svg', RECORDING],
    '--export heat map, PNG': [APP, f'--export={folder}/x.png', '--view=heatmap', RECORDING],
}
print(f'{"":28}{"CPU ms":>10}{"wall ms":>10}{"peak MiB":>10}')
for name, args in cases.items():
    runs = [measure(*args) for _ in range(N_RUNS)]
    wall, cpu, peak = (min(run[i] for run in runs) for i in range(3))
    print(f'{name:28}{cpu:10.1f}{wall:10.1f}{peak:10.1f}')
shutil.rmtree(folder)
