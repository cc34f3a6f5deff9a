#!/usr/bin/env python3
"""narrow-truth.py EMBERSCOPE PRINT_TURNED RECORDING… [--also FOLDER…]: what is left of a perf script text by filters, merge
levels and ranges is what a plain recount of its samples finds: stacks, functions, cells of the heat map, two ranges
side by side, the inverted graph, and when each function and thread ran. Of FOLDER, where it is present, the texts that can be read plainly are taken too. Prints TAP."""
import bisect
import collections
import functools
import gzip
import lzma
import pathlib
import re
import subprocess
import sys

APP, PRINT_TURNED = sys.argv[1:3]
HEADER = re.compile(r'(\S.*?)\s+(?:(-?\d+)/)?(-?\d+)\s+(?:\[(\d+)\]\s+)?(?:(\d+)\.(\d{6}|\d{9}):\s+)?(?:(\d+)\s+)?([^\s:]\S*):(?:\s+(.*))?$')
FRAME = re.compile(r'\s*[0-9a-f]+ (.+) \(((?:[^()]|\(deleted\))+)\)$')
# What stackcollapse-perf.pl leaves as it is.
PLAIN_NAME = re.compile(r'(?!L.*/)(?!.*->)[^\s()"\';]+$')
WHO = ('pid', 'tid', 'comm')
N_ROWS = 50
N_PARTS = 60
SECOND = 10**9

Sample = collections.namedtuple('Sample', 'comm pid tid cpu time weight frames')  # frames: (name, module), the leaf first


def run(path, *options):
    command = [APP, '--event=all', '--idle=show', *options, path]
    result = subprocess.run(command, capture_output=True, timeout=600)
    assert result.returncode == 0, f'{options}: {result.stderr.decode()}'
    return result.stdout.decode(errors='surrogateescape').splitlines()


def read(path):
    content = path.read_bytes()
    content = lzma.decompress(content) if path.suffix == '.xz' else gzip.decompress(content) if path.suffix == '.gz' else content
    return content.decode(errors='surrogateescape').replace('\r\n', '\n')


def frame_of(line):
    frame = FRAME.match(line)
    # What was inlined stands where a module would; the frame below it has the module.
    return frame and (re.sub(r'\+0x[0-9a-f]+$', '', frame[1]), '' if frame[2] == 'inlined' else frame[2])


def sample_of(block):
    header = HEADER.match(block[0])
    if not header:
        return None
    comm, pid, tid, cpu, seconds, fraction, period, event, rest = header.groups()
    # One frame may stand behind the event; behind a tracepoint its fields do.
    lines = [rest, *block[1:]] if rest and FRAME.match(rest) else block[1:]
    frames = [frame_of(line) for line in lines]
    if None in frames or (rest and lines == block[1:] and ':' not in event):
        return None
    number = lambda text: -1 if text is None else int(text)
    return Sample(comm.strip(), number(pid), int(tid), number(cpu), seconds and int(seconds + fraction.ljust(9, '0')), int(period or 1), frames)


def parse(text):
    """The samples, or None where the text has a form that is not read here."""
    lines = [line for line in text.split('\n') if not line.startswith('#')]
    blocks = [block.split('\n') for block in re.split(r'\n\s*\n', '\n'.join(lines).strip('\n')) if block.strip()]
    if len(blocks) == 1 and all(HEADER.match(line.strip()) for line in blocks[0]):
        blocks = [[line.strip()] for line in blocks[0]]
    samples = [sample_of(block) for block in blocks]
    return samples if None not in samples and len({sample.time is None for sample in samples}) == 1 else None


@functools.cache
def matches(text, operator, wanted):
    if operator == '==':
        return text == wanted
    # Capitals matter if there are some.
    is_small = wanted == wanted.lower()
    if operator == '~':
        return re.search(wanted, text, re.IGNORECASE if is_small else 0) is not None
    return wanted in (text.lower() if is_small else text)


def holds(sample, kind, operator, value):
    if kind in ('frame', 'module'):
        return any(matches(frame[kind == 'module'], operator, value) for frame in sample.frames)
    return getattr(sample, kind) == value


def passes(sample, conditions):
    """Conditions are (kind, is_excluding, operator, value)."""
    answers = collections.defaultdict(list)
    for kind, is_excluding, operator, value in conditions:
        held = holds(sample, kind, operator, value)
        if is_excluding and held:
            return False
        if not is_excluding:
            question = 'who' if kind in WHO else kind if kind == 'cpu' else (kind, operator, value)
            answers[question].append(held)
    return all(any(held) for held in answers.values())


def option(condition):
    kind, is_excluding, operator, value = condition
    return f'--filter={kind}{"!" * is_excluding}{operator}{value}'


def common(values, n):
    return [value for value, _ in collections.Counter(values).most_common(n)]


def filters(samples):
    """Each kind of condition, alone, turned round, and some together."""
    for kind in (*WHO, 'cpu'):
        values = common((getattr(sample, kind) for sample in samples), 2)
        yield [(kind, True, '=', values[-1])]
        yield [(kind, False, '=', value) for value in values]
        yield [(kind, True, '=', value) for value in values]
    for field, kind in enumerate(('frame', 'module')):
        texts = common((text for sample in samples for text in {frame[field] for frame in sample.frames}), 9)
        text = next((text for text in texts[2:] if re.fullmatch(r'[\w/.-]{4,}', text)), None)
        if text is None:
            continue
        yield [(kind, False, '==', text)]
        yield [(kind, False, '=', text[1:4].lower())]
        yield [(kind, True, '=', text.upper())]
        yield [(kind, True, '~', f'^{re.escape(text[:3])}.*.$')]
        yield [(kind, False, '==', texts[0]), (kind, True, '==', text)]
        yield [(kind, False, '==', text), ('cpu', False, '=', samples[0].cpu), ('tid', True, '=', samples[0].tid)]
    yield [('comm', False, '=', samples[0].comm), ('tid', False, '=', samples[-1].tid)]


def heatmap(samples, origin):
    return collections.Counter((sample.time // SECOND - origin, sample.time % SECOND * N_ROWS // SECOND) for sample in samples)


def printed_heatmap(path, options):
    cells = collections.Counter()
    for line in run(path, '--print=heatmap', f'--rows={N_ROWS}', *options)[1:]:
        column, *counts = line.split(',')
        cells.update({(int(column), row): int(count) for row, count in enumerate(counts) if count != '0'})
    return cells


def counted(samples):
    """Self and total of each function; a function that calls itself counts once."""
    own, total = collections.Counter(), collections.Counter()
    for sample in samples:
        if sample.frames:
            own[sample.frames[0]] += sample.weight
        for frame in set(sample.frames):
            total[frame] += sample.weight
    return {frame: (own[frame], total[frame]) for frame in total}


def printed_functions(path, options):
    rows = [line.split('\t') for line in run(path, '--print=functions', *options)]
    found = {(row[-2], row[-1]): tuple(map(int, row[:-2])) for row in rows}
    assert len(found) == len(rows), f'{options}: a function is printed twice'
    return found


FIRST_LEVELS = {
    'comm': lambda sample: sample.comm.replace(' ', '_'),
    'process': lambda sample: f'[{sample.pid}]',
    'thread': lambda sample: f'{sample.comm.replace(" ", "_")}_[{sample.tid}]',
    'cpu': lambda sample: f'CPU_{sample.cpu}',
    'none': lambda sample: '',
}


@functools.cache
def folded_name(frame):
    name, module = frame
    return name if name != '[unknown]' or module == name else f'[{module.split("/")[-1]}]'


def is_plain(samples):
    return all(PLAIN_NAME.match(name) for name, _ in {frame for sample in samples for frame in sample.frames})


def folded(samples, merge, whole):
    """Weights by stack, or by its first level if not @whole: names with more than plain letters are tidied."""
    sums = collections.Counter()
    for sample in samples:
        first = FIRST_LEVELS[merge](sample)
        names = [folded_name(frame) for frame in reversed(sample.frames)] if whole else []
        sums[';'.join(([first] if first else []) + names)] += sample.weight
    return sums


def printed_folded(path, merge, whole, n_numbers, options):
    sums = [collections.Counter() for _ in range(n_numbers)]
    for line in run(path, '--print=folded', f'--merge={merge}', *options):
        stack, *numbers = line.rsplit(' ', n_numbers)
        first, *names = stack.split(';')
        if merge == 'none':
            first, names = '', [first, *names]
        if merge == 'process':
            first = first[first.rindex('['):]
        key = ';'.join(([first] if first else []) + (names if whole else []))
        for side, weight in zip(sums, numbers):
            side[key] += int(weight)
    return sums


def check_filters(path, samples):
    whole = is_plain(samples)
    times = [sample.time for sample in samples]
    for conditions in filters(samples):
        options = [option(condition) for condition in conditions]
        left = [sample for sample in samples if passes(sample, conditions)]
        weights = collections.Counter((sample.time or 0, sample.pid, sample.tid, sample.cpu, sample.weight, len(sample.frames)) for sample in left)
        printed = collections.Counter(tuple(map(int, line.split()[:6])) for line in run(path, '--print=samples', *options))
        assert printed == weights, f'{options}: samples'
        if path not in required:
            continue
        assert printed_folded(path, 'comm', whole, 1, options) == [folded(left, 'comm', whole)], f'{options}: stacks'
        assert printed_functions(path, options) == counted(left), f'{options}: functions'
        if None not in times:
            assert printed_heatmap(path, options) == heatmap(left, min(times) // SECOND), f'{options}: heat map'


def check_merge_levels(path, samples):
    for merge in FIRST_LEVELS:
        if -1 in {getattr(sample, {'process': 'pid', 'cpu': 'cpu'}.get(merge, 'tid')) for sample in samples}:
            continue
        whole = is_plain(samples) and all(sample.frames for sample in samples)
        assert printed_folded(path, merge, whole, 1, []) == [folded(samples, merge, whole)], f'--merge={merge}'
        assert printed_functions(path, [f'--merge={merge}']) == counted(samples), f'--merge={merge}: functions'


def check_ranges(path, samples):
    first, last = min(sample.time for sample in samples), max(sample.time for sample in samples)
    ends = [first + (last + 1 - first) * part // 10 for part in range(11)]
    at = lambda begin, end: '-'.join(f'@{ends[part] // SECOND}.{ends[part] % SECOND:09}' for part in (begin, end))
    within = lambda begin, end: [sample for sample in samples if ends[begin] <= sample.time < ends[end]]
    whole = is_plain(samples)
    for baseline, chosen in (((0, 4), (4, 10)), ((3, 9), (1, 6)), ((9, 10), (0, 1))):
        options = [f'--baseline={at(*baseline)}', f'--range={at(*chosen)}']
        before, after = within(*baseline), within(*chosen)
        if not before or not after:
            continue
        sides = [folded(before, 'comm', whole), folded(after, 'comm', whole)]
        assert printed_folded(path, 'comm', whole, 2, options) == sides, f'{options}: stacks'
        were, are = counted(before), counted(after)
        sides = {frame: are.get(frame, (0, 0)) + were.get(frame, (0, 0)) for frame in are.keys() | were.keys()}
        assert printed_functions(path, options) == sides, f'{options}: functions'


def inverted(samples):
    """Samples and weight by path from the leaf to each of its callers, the comm behind all."""
    sums = collections.defaultdict(lambda: [0, 0])
    for sample in samples:
        path = [*sample.frames, (sample.comm, '')]
        for depth in range(len(path) + 1):
            sums[tuple(path[:depth])][0] += 1
            sums[tuple(path[:depth])][1] += sample.weight
    return {path: tuple(counts) for path, counts in sums.items()}


def strips(samples, keys_of):
    """How often each key was seen in each part of the time of the heat map."""
    begin = min(sample.time for sample in samples) // SECOND * SECOND
    end = (max(sample.time for sample in samples) // SECOND + 1) * SECOND
    borders = [begin - (begin - end) * part // N_PARTS for part in range(N_PARTS + 1)]
    counts = collections.defaultdict(lambda: [0] * N_PARTS)
    for sample in samples:
        for key in keys_of(sample):
            counts[key][bisect.bisect_right(borders, sample.time) - 1] += 1
    return counts


def check_turned(path, samples):
    result = subprocess.run([PRINT_TURNED, path], capture_output=True, timeout=600)
    assert result.returncode == 0, result.stderr.decode()
    nodes, way = {}, []
    printed = {'S': collections.defaultdict(lambda: [0] * N_PARTS), 'T': collections.defaultdict(lambda: [0] * N_PARTS)}
    for line in result.stdout.decode(errors='surrogateescape').splitlines():
        what, *fields = line.split('\t')
        if what == 'N':
            depth, n_samples, weight = map(int, fields[:3])
            way[max(depth - 1, 0):] = [tuple(fields[3:])] if depth > 0 else []
            assert tuple(way) not in nodes, f'{way} is there twice'
            nodes[tuple(way)] = (n_samples, weight)
        else:
            key = tuple(fields[:2]) if what == 'S' else tuple(map(int, fields[:2]))
            printed[what][key] = [a + int(b) for a, b in zip(printed[what][key], fields[2:], strict=True)]
    assert nodes == inverted(samples), 'inverted graph'
    if samples[0].time is not None:
        assert printed['S'] == strips(samples, lambda sample: set(sample.frames)), 'when functions ran'
        assert printed['T'] == strips(samples, lambda sample: [(sample.pid, sample.tid)]), 'when threads ran'


also = sys.argv.index('--also') if '--also' in sys.argv else len(sys.argv)
required = [pathlib.Path(name) for name in sys.argv[3:also]]
optional = [path for name in sys.argv[also + 1:] for path in sorted(pathlib.Path(name).glob('*')) if path.is_file()]
checks = [check_filters, check_merge_levels, check_ranges, check_turned]
n_failed = 0
print(f'1..{len(checks) * len(required + optional)}')
for n_files, path in enumerate(required + optional):
    samples = parse(read(path))
    assert samples or path in optional, f'{path.name} is not read here'
    for number, check in enumerate(checks, n_files * len(checks) + 1):
        result = f'ok {number} {path.name}: {check.__name__.removeprefix("check_").replace("_", " ")}'
        if not samples:
            print(f'{result} # SKIP its form is not read here')
        elif check == check_ranges and samples[0].time is None:
            print(f'{result} # SKIP it has no times')
        else:
            try:
                check(path, samples)
                print(result)
            except AssertionError as error:
                n_failed += 1
                print(f'not {result}\n# {error}')
sys.exit(n_failed > 0)
