#!/usr/bin/env python3
"""filter-truth.py EMBERSCOPE RECORDING… [--also FOLDER]: what passes a filter is what a plain recount of the whole text
finds, for each perf script text with threads and CPUs; of FOLDER, where it is present, the texts in it too. Prints TAP."""
import collections
import gzip
import lzma
import pathlib
import re
import subprocess
import sys

APP = sys.argv[1]
HEADER = re.compile(r'^(?!#)(\S.*?)\s+(-?\d+)/(-?\d+)\s+\[(\d+)\]\s+\d+\.\d+:')
FRAME = re.compile(r'^\s+[0-9a-f]+\s+(.*) \((.*)\)$')
MAX_BYTES = 30_000_000


def run(*args):
    result = subprocess.run([APP, *args], capture_output=True, timeout=120)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode(errors='replace')


def read(path):
    content = path.read_bytes()
    content = lzma.decompress(content) if path.suffix == '.xz' else gzip.decompress(content) if path.suffix == '.gz' else content
    return content.decode(errors='replace')


def parse(text):
    """Each sample as (comm, pid, tid, cpu, names, modules), or None where the text has another form."""
    samples = []
    for block in re.split(r'\n\s*\n', text):
        lines = [line for line in block.split('\n') if line.strip() and not line.startswith('#')]
        if not lines:
            continue
        header = HEADER.match(lines[0])
        frames = [FRAME.match(line) for line in lines[1:]]
        if not header or not all(frames):
            return None
        names = [re.sub(r'\+0x[0-9a-f]+$', '', frame[1]) for frame in frames]
        samples.append((header[1].strip(), int(header[2]), int(header[3]), int(header[4]), names, [frame[2] for frame in frames]))
    return samples


def common(values, n):
    return [value for value, _ in collections.Counter(values).most_common(n)]


def cases(samples):
    """Filters, each with the truth about one sample."""
    for comm in common((sample[0] for sample in samples), 2):
        yield [f'comm={comm}'], lambda s, comm=comm: s[0] == comm
        yield [f'comm!={comm}'], lambda s, comm=comm: s[0] != comm
    for pid in common((sample[1] for sample in samples), 1):
        yield [f'pid={pid}'], lambda s, pid=pid: s[1] == pid
    tids = common((sample[2] for sample in samples), 2)
    yield [f'tid={tid}' for tid in tids], lambda s: s[2] in tids
    yield [f'tid!={tid}' for tid in tids], lambda s: s[2] not in tids
    for cpu in common((sample[3] for sample in samples), 1):
        yield [f'cpu={cpu}', f'tid!={tids[0]}'], lambda s, cpu=cpu: s[3] == cpu and s[2] != tids[0]
    for name in common((name for sample in samples for name in set(sample[4]) if re.fullmatch(r'[a-z_]+', name)), 2):
        yield [f'frame=={name}'], lambda s, name=name: name in s[4]
        yield [f'frame!=={name}'], lambda s, name=name: name not in s[4]
        yield [f'frame~^{name[:3]}'], lambda s, name=name: any(frame.lower().startswith(name[:3]) for frame in s[4])
        yield [f'frame={name[1:4]}'], lambda s, name=name: any(name[1:4] in frame.lower() for frame in s[4])
    for module in common((module for sample in samples for module in set(sample[5])), 1):
        yield [f'module=={module}', f'frame!={"zz"}'], lambda s, module=module: module in s[5] and not any('zz' in frame.lower() for frame in s[4])


def check(path, samples):
    n_cases = 0
    for conditions, truth in cases(samples):
        printed = run('--print=samples', *(f'--filter={condition}' for condition in conditions), path)
        wanted = collections.Counter((s[1], s[2], s[3]) for s in samples if truth(s))
        got = collections.Counter(tuple(map(int, line.split()[1:4])) for line in printed.splitlines())
        assert got == wanted, f'{conditions}: {sum(got.values())} samples in place of {sum(wanted.values())}'
        n_cases += 1
    return n_cases


arguments = sys.argv[2:]
also = pathlib.Path(arguments[arguments.index('--also') + 1]) if '--also' in arguments else None
paths = [pathlib.Path(path) for path in arguments if path != '--also' and (also is None or path != str(also))]
needed = set(paths)
if also is not None and also.is_dir():
    paths += sorted(path for path in also.rglob('*') if path.is_file() and path.stat().st_size < MAX_BYTES)
n_tests = 0
failed = False
for path in paths:
    try:
        samples = parse(read(path))
    except (OSError, EOFError, lzma.LZMAError):
        samples = None
    if not samples:
        assert path not in needed, f'{path} was not understood'
        continue
    n_tests += 1
    try:
        print(f'ok {n_tests} - {path.name}: {check(path, samples)} filters')
    except AssertionError as error:
        failed = True
        print(f'not ok {n_tests} - {path.name}: {error}')
print(f'1..{n_tests}')
sys.exit(failed or n_tests == 0)
