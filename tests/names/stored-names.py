#!/usr/bin/env python3
"""stored-names.py PRINT_STACKS FOLDER: names that are found for recordings in FOLDER equal those perf script found where they
were made, by tests/data/record-names.sh: by frame pointers, and unwound from copies of stacks. Needs no perf. Prints TAP."""
import lzma
import pathlib
import subprocess
import sys
import tempfile

PRINT_STACKS, STORED = sys.argv[1], pathlib.Path(sys.argv[2])
COMPARE = pathlib.Path(__file__).parent / 'compare-names.py'

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for path in STORED.glob('*.xz'):
        (folder / path.stem).write_bytes(lzma.decompress(path.read_bytes()))
    recordings = sorted(folder.glob('*.data'))
    print(f'1..{len(recordings) + 1}')
    print('ok 1 - there are recordings' if len(recordings) >= 2 else 'not ok 1 - there are recordings')
    for number, path in enumerate(recordings, 2):
        command = [sys.executable, COMPARE, f'--symbols={folder}', PRINT_STACKS, path, path.with_suffix('.script')]
        result = subprocess.run(command, capture_output=True, text=True, timeout=600)
        good = result.returncode == 0 and ' 0 differ' in result.stdout and not result.stdout.startswith('0 samples')
        print(f'{"ok" if good else "not ok"} {number} - {path.stem}')
        for line in (result.stdout + result.stderr).splitlines():
            print('#', line)
