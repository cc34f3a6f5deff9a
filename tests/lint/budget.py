#!/usr/bin/env python3
"""budget.py ROOT: fails where files or functions of src/ outgrow the house's limits."""
import pathlib
import statistics
import sys

root = pathlib.Path(sys.argv[1])
bad = []
file_sizes, function_sizes = [], []


def limit_95(sizes):
    return sorted(sizes)[int(len(sizes) * 0.95)] if sizes else 0


for path in sorted((root / 'src').glob('**/*.c')):
    lines = path.read_text().splitlines()
    file_sizes.append(len(lines))
    if len(lines) > 800:
        bad.append(f'{path}: {len(lines)} lines, the limit is 800')
    begin = None
    for number, line in enumerate(lines, 1):
        if line == '{' and number > 1 and not lines[number - 2].startswith(('typedef', 'struct', 'enum', 'union')):
            begin = number
        elif line.startswith('}') and begin:
            if line == '}':
                function_sizes.append(number - begin - 1)
                if function_sizes[-1] > 80:
                    bad.append(f'{path}:{begin}: a function of {function_sizes[-1]} lines, the limit is 80')
            begin = None
for path in sorted((root / 'src').glob('**/*.h')):
    n = len(path.read_text().splitlines())
    if n > 120:
        bad.append(f'{path}: {n} lines, the limit for a header is 120')

facts = {
    'median lines of a file': (statistics.median(file_sizes), 250),
    '95 % of files, lines': (limit_95(file_sizes), 500),
    'median lines of a function': (statistics.median(function_sizes), 12),
    '95 % of functions, lines': (limit_95(function_sizes), 40),
}
for name, (value, limit) in facts.items():
    print(f'{name}: {value} (limit {limit})')
    if value > limit:
        bad.append(f'{name}: {value}, the limit is {limit}')
print('\n'.join(bad) or 'budgets are kept')
sys.exit(bool(bad))
