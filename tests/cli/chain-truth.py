#!/usr/bin/env python3
"""chain-truth.py PRINT_CHAINS CORPUS: the call chains of each perf.data of the corpus are, address by address, those that
perf script prints. Prints TAP; skipped where there is no corpus."""
import collections
import gzip
import pathlib
import re
import subprocess
import sys

PRINT_CHAINS, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2])


DEEPEST = 127


def wanted(path):
    """Of each time, pid and tid the call chains, each its addresses from the leaf on."""
    samples, key, chain = collections.defaultdict(list), None, []
    for line in [*gzip.open(path, 'rt', errors='replace'), '']:
        head = re.match(r'\s*(-?\d+)/(-?\d+)\s+(\d+)\.(\d{9}):\s+(?:.*:)?\s*([0-9a-f]*)\s*$', line)
        address = re.match(r'\s+([0-9a-f]+)\s*$', line)
        if head or not line.strip():
            if key:
                samples[key].append(chain)
            key = (int(head[3] + head[4]), int(head[1]), int(head[2])) if head else None
            chain = [head[5]] if head and head[5] else []
        elif address:
            chain.append(address[1])
    return samples


def ours(path):
    samples = collections.defaultdict(list)
    for line in subprocess.run([PRINT_CHAINS, path], stdout=subprocess.PIPE, timeout=600).stdout.decode().splitlines():
        time, pid, tid, *chain = line.split()
        samples[int(time), int(pid), int(tid)].append(chain)
    return samples


def find_excuse(name, want, got):
    """Why perf has another chain, or None."""
    if len(want) == DEEPEST and got[:DEEPEST] == want:
        return f'perf prints no more than {DEEPEST} addresses'
    if got[:-1] == want and name.startswith('perfparser-vector_static_gcc-perf.data'):
        return 'perf has no program to unwind the copy of the stack with, and leaves out where it began'
    if got[:-1] == want[:-1] and '.lbr.' in name:
        return 'perf prints what stands behind an empty list of branches as one of them'
    return None


def compare(name):
    want, got = wanted(CORPUS / 'expected' / f'{name}.script.gz'), ours(CORPUS / 'perfdata' / name)
    excused, wrong = collections.Counter(), []
    for key in want.keys() | got.keys():
        theirs, own = sorted(want.get(key, [])), sorted(got.get(key, []))
        if len(theirs) != len(own):
            wrong.append(f'{key}: {len(own)} samples, perf has {len(theirs)}')
        for their_chain, own_chain in zip(theirs, own):
            excuse = find_excuse(name, their_chain, own_chain) if their_chain != own_chain else ''
            if excuse:
                excused[excuse] += 1
            elif excuse is None:
                wrong.append(f'{key}: {" ".join(own_chain[:40])}, perf has {" ".join(their_chain[:40])}')
    return want, excused, wrong


names = sorted(file.name.removesuffix('.script.gz') for file in (CORPUS / 'expected').glob('*.script.gz'))
if not names:
    print('1..0 # SKIP there is no corpus')
    sys.exit(0)
print(f'1..{len(names)}')
for number, name in enumerate(names, 1):
    want, excused, wrong = compare(name)
    chains = [chain for some in want.values() for chain in some]
    print(f'{"ok" if chains and not wrong else "not ok"} {number} - {name}: {len(chains)} samples, {sum(map(len, chains))} addresses')
    for excuse, n in excused.items():
        print(f'# {n} × {excuse}')
    for line in wrong[:5]:
        print(f'# {line}')
