#!/usr/bin/env python3
"""range-truth.py EMBERSCOPE RECORDING… [--also FOLDER]: for each perf script text, the ranges of its columns sum to the
whole, and a range, or a band of each second of it, equals the text cut to it. Of FOLDER, where it is present, the texts that can be cut at blank lines
are taken too. Prints TAP."""
import collections
import gzip
import lzma
import pathlib
import re
import subprocess
import sys

APP = sys.argv[1]
HEADER = re.compile(rb'^(?!#)\S.*?\s(\d+)\.(\d{6}|\d{9}):(?:\s|$)')
MAX_COLUMNS = 25


def run(*args, stdin=b''):
    result = subprocess.run([APP, *args], input=stdin, capture_output=True, timeout=600)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def read(path):
    content = path.read_bytes()
    return lzma.decompress(content) if path.suffix == '.xz' else gzip.decompress(content) if path.suffix == '.gz' else content


def time_of(block):
    match = HEADER.match(block)
    return int(match[1] + match[2].ljust(9, b'0')) if match else None


def fold(*args, stdin):
    sums = collections.Counter()
    for line in run('--print=folded', '--event=all', '--with=tid', *args, '-', stdin=stdin).splitlines():
        stack, _, weight = line.rpartition(b' ')
        sums[stack] += int(weight)
    return sums


def seconds(time_ns):
    return f'@{time_ns // 10**9}.{time_ns % 10**9:09}'


def check(content, blocks):
    times = [time_of(block) for block in blocks]
    first, last = min(times), max(times)
    origin = first // 10**9
    n_columns = last // 10**9 - origin + 1
    whole = fold(stdin=content)
    width = -(-n_columns // MAX_COLUMNS)
    parts = collections.Counter()
    for column in range(0, n_columns, width):
        parts.update(fold(f'--range={column}-{column + width}', stdin=content))
    assert parts == whole, 'columns do not sum to the whole'
    span = last - first + 1
    for begin, end in ((0, 3), (1, 2), (2, 3), (3, 9), (7, 10), (0, 10)):
        begin_ns, end_ns = first + span * begin // 10, first + span * end // 10
        cut = b'\n\n'.join(block for block, time in zip(blocks, times) if begin_ns <= time < end_ns)
        got = fold(f'--range={seconds(begin_ns)}-{seconds(end_ns)}', stdin=content)
        assert got == (fold(stdin=cut + b'\n\n') if cut else {}), f'range {begin_ns} to {end_ns} is not the text cut to it'
    for low, high in ((0, 500), (200, 300), (950, 1050)):
        begin_ns, end_ns = first + span // 10, last
        held = [block for block, time in zip(blocks, times) if begin_ns <= time < end_ns and (time % 10**9 - low * 10**6) % 10**9 < (high - low) * 10**6]
        got = fold(f'--range={seconds(begin_ns)}-{seconds(end_ns)}', f'--band={low}ms-{high}ms', stdin=content)
        assert got == (fold(stdin=b'\n\n'.join(held) + b'\n\n') if held else {}), f'band {low} to {high} ms is not the text cut to it'


also = sys.argv.index('--also') if '--also' in sys.argv else len(sys.argv)
required = [pathlib.Path(name) for name in sys.argv[2:also]]
optional = [path for name in sys.argv[also + 1:] for path in sorted(pathlib.Path(name).glob('*')) if path.is_file()]
n_failed = 0
print(f'1..{len(required) + len(optional)}')
for number, path in enumerate(required + optional, 1):
    content = read(path)
    body = b'\n'.join(line for line in content.replace(b'\r\n', b'\n').split(b'\n') if not line.startswith(b'#'))
    blocks = [block.strip(b'\n') for block in re.split(rb'\n\s*\n', body) if block.strip()]
    result = f'ok {number} {path.name}'
    if not blocks or any(time_of(block) is None for block in blocks):
        assert path in optional, f'{path.name} cannot be cut at blank lines'
        print(f'{result} # SKIP it cannot be cut at blank lines')
        continue
    try:
        check(content, blocks)
        print(result)
    except AssertionError as error:
        n_failed += 1
        print(f'not {result}\n# {error}')
sys.exit(n_failed > 0)
