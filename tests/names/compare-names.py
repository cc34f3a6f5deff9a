#!/usr/bin/env python3
"""compare-names.py [--no-build-ids] [--symbols=FOLDER] PRINT_STACKS RECORDING [SCRIPT]: compares the names that we and perf script find, frame by frame.

SCRIPT is what `perf script -F comm,pid,tid,time,ip,sym,symoff,dso --no-inline --ns` printed of RECORDING; without it, that is
run. Prints each distinct difference with how often it occurs; exit status 1 if there are any but those perf is wrong in.
"""
import collections
import re
import subprocess
import sys

PERF = ['perf', 'script', '-F', 'comm,pid,tid,time,ip,sym,symoff,dso', '--no-inline', '--ns', '-f', '-i']
HEAD = re.compile(r'^(.*?)\s+(-?\d+)/(-?\d+)\s+(\d+)\.(\d{9}):\s*$')
FRAME = re.compile(r'^\s+([0-9a-f]+) (.*) \(((?:/|\[)[^\n]*|[^()]*)\)$')
OFFSET = re.compile(r'\+0x([0-9a-f]+)$')


LACKS_BUILD_IDS = '--no-build-ids' in sys.argv


def read_perf(lines):
    samples, key = collections.defaultdict(list), None
    for line in lines:
        head = HEAD.match(line)
        frame = FRAME.match(line)
        if head and not line.startswith('\t'):
            key = (head[1].strip(), int(head[2]), int(head[3]), int(head[4]) * 10**9 + int(head[5]))
            samples[key].append([])
        elif frame:
            offset = OFFSET.search(frame[2])
            samples[key][-1].append((OFFSET.sub('', frame[2]), frame[3], int(offset[1], 16) if offset else None))
    return samples


def read_ours(lines):
    samples, key = collections.defaultdict(list), None
    for line in lines:
        if line.startswith('\t'):
            name, module = line[1:].rstrip('\n').split('\t')
            samples[key][-1].append((name, module))
        elif line.strip():
            comm, pid, tid, time = line.rstrip('\n').split('\t')
            key = (comm.strip(), int(pid), int(tid), int(time))
            samples[key].append([])
    return samples


def find_excuse(place, theirs, ours):
    """Why perf is wrong in a frame, or None. `place` counts from the leaf."""
    if place > 0 and theirs[2] == 0:
        # A call that never returns may be the last thing in a function; perf looks behind it, at what comes next.
        return 'perf names what follows the caller'
    if LACKS_BUILD_IDS and theirs[1] == ours[1] == '[vdso]' and ours[0] == '[unknown]':
        # Nobody knows whether it is that of the kernel that ran.
        return 'perf takes the vdso of the kernel that runs'
    if theirs[0] == '@plt' and ours[0].endswith('@plt') and theirs[1] == ours[1]:
        return 'perf has no name for a function that is chosen at load time'
    return None


def compare(perf, ours):
    different, excused, n_frames = collections.Counter(), collections.Counter(), 0
    for key in sorted(perf.keys() | ours.keys(), key=lambda key: key[3]):
        theirs, own = perf.get(key, []), ours.get(key, [])
        if len(theirs) != len(own):
            different[(f'{len(theirs)} samples of {key}', f'{len(own)} samples', None)] += 1
            continue
        for their_stack, our_stack in zip(theirs, own):
            if 0 < len(their_stack) < len(our_stack) and their_stack[-1][1].startswith('/tmp/perf-'):
                excused[(their_stack[-1], our_stack[len(their_stack)], 'perf does not follow frame pointers where there are no unwinding tables')] += 1
                our_stack = our_stack[:len(their_stack)]
            if not their_stack and len(our_stack) == 1:
                excused[((), our_stack[0], 'perf leaves out where a thread was of which the kernel had no call chain')] += 1
                continue
            if len(their_stack) != len(our_stack):
                different[(f'{len(their_stack)} frames: ' + ';'.join(f[0] for f in their_stack),
                           f'{len(our_stack)} frames: ' + ';'.join(f[0] for f in our_stack), None)] += 1
                continue
            for place, (their_frame, our_frame) in enumerate(zip(their_stack, our_stack)):
                n_frames += 1
                if their_frame[:2] == our_frame:
                    continue
                excuse = find_excuse(place, their_frame, our_frame)
                (excused if excuse else different)[(their_frame, our_frame, excuse)] += 1
    return different, excused, n_frames


def main():
    program, recording, *scripts = [word for word in sys.argv[1:] if not word.startswith('--')]
    folders = [word.removeprefix('--symbols=') for word in sys.argv[1:] if word.startswith('--symbols=')]
    if scripts:
        script = open(scripts[0], encoding='utf-8', errors='replace').read()
    else:
        script = subprocess.run(PERF + [recording], capture_output=True, text=True, errors='replace', check=True).stdout
    printed = subprocess.run([program, recording, *folders], capture_output=True, text=True, errors='replace', check=True).stdout
    perf, ours = read_perf(script.splitlines(True)), read_ours(printed.splitlines(True))
    different, excused, n_frames = compare(perf, ours)
    for (theirs, own, excuse), count in different.most_common(60):
        print(f'{count:8} perf {theirs}  we {own}')
    print(f'{len(perf)} samples, {n_frames} frames, {sum(different.values())} differ in {len(different)} ways')
    for excuse, count in collections.Counter({e: sum(c for k, c in excused.items() if k[2] == e) for e in {k[2] for k in excused}}).items():
        print(f'{count:8} {excuse}, as', next((k[0], k[1]) for k in excused if k[2] == excuse))
    sys.exit(bool(different))


main()
