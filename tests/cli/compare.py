#!/usr/bin/env python3
"""compare.py PROGRAM RECORDING: comparing a range or a recording with another one prints what each prints alone. TAP."""
import collections
import subprocess
import sys

program, recording = sys.argv[1:3]


def run(*options):
    return subprocess.run([program, *options, recording], check=True, capture_output=True, text=True).stdout


def folded(*options):
    return {stack: int(weight) for stack, weight in (line.rsplit(' ', 1) for line in run('--print=folded', *options).splitlines())}


def both(*options):
    rows = (line.rsplit(' ', 2) for line in run('--print=folded', *options).splitlines())
    return {stack: (int(baseline), int(weight)) for stack, baseline, weight in rows}


def functions(*options):
    return [line.split('\t') for line in run('--print=functions', *options).splitlines()]


def folded_of_two_ranges():
    baseline, weights = folded('--range=0-13'), folded('--range=13-23')
    expected = {stack: (baseline.get(stack, 0), weights.get(stack, 0)) for stack in baseline.keys() | weights.keys()}
    return both('--range=13-23', '--baseline=0-13') == expected and len(expected) > 20


def folded_of_two_files():
    return both('--range=13-23', '--baseline=0-13') == both('--range=13-23', f'--baseline-file={recording}', '--baseline=0-13')


def table(rows):
    return {(name, module): (int(self), int(total)) for self, total, name, module in rows}


def functions_of_two_ranges():
    baseline, weights = table(functions('--range=0-13')), table(functions('--range=13-23'))
    found = {(row[4], row[5]): tuple(map(int, row[:4])) for row in functions('--range=13-23', '--baseline=0-13')}
    return found == {key: (*weights.get(key, (0, 0)), *baseline.get(key, (0, 0))) for key in baseline.keys() | weights.keys()}


def a_whole_file_against_itself_has_not_changed():
    rows = functions(f'--baseline-file={recording}', '--per=samples')
    return len(rows) > 20 and all(row[0] == row[2] and row[1] == row[3] for row in rows)


def most_changed_function_stands_first():
    distances = [abs(int(row[0]) - 10 / 13 * int(row[2])) for row in functions('--range=13-23', '--baseline=0.5-13.5')]
    # Both ends lie within the recording, so equal time is a scale of 10/13.
    return distances == sorted(distances, reverse=True)


checks = [folded_of_two_ranges, folded_of_two_files, functions_of_two_ranges, a_whole_file_against_itself_has_not_changed,
          most_changed_function_stands_first]
print(f'1..{len(checks)}')
results = collections.Counter()
for number, check in enumerate(checks, 1):
    good = check()
    results[good] += 1
    print('ok' if good else 'not ok', number, check.__name__.replace('_', ' '))
sys.exit(results[False] > 0)
