#!/usr/bin/env python3
"""compare.py PROGRAM RECORDING: comparing a range or a recording with another one prints what each prints alone. TAP."""
import collections
import pathlib
import subprocess
import sys
import tempfile

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


def print_view(what, lines, *options):
    with tempfile.TemporaryDirectory() as folder:
        view = pathlib.Path(folder) / 'a.emberview'
        view.write_text('\n'.join(['[Emberscope View]', 'version=1', f'recording={recording}', *lines]) + '\n')
        return subprocess.run([program, f'--print={what}', *options, view], check=True, capture_output=True, text=True).stdout


def a_view_says_what_options_say():
    lines = ['range=13-23', 'baseline=0-13', 'filters=comm=query-worker;tid=1;', 'filters-on=true;false;', 'idle=false', 'merge=thread',
             'rows=20', 'search=hash', 'search-is-expression=true']
    options = ['--range=13-23', '--filter=comm=query-worker', '--idle=hide']
    graph = [*options, '--baseline=0-13', '--merge=thread']
    return (print_view('folded', lines) == run('--print=folded', *graph) and
            print_view('functions', lines) == run('--print=functions', *graph) and
            print_view('heatmap', lines) == run('--print=heatmap', *options, '--rows=20', '--search=hash') and
            print_view('samples', lines) == run('--print=samples', *options) and
            print_view('folded', lines).count('\n') > 10)


def what_is_typed_goes_before_the_view():
    lines = ['range=13-23', 'idle=false', 'merge=thread', 'rows=20']
    return print_view('folded', lines, '--range=2-3', '--idle=show', '--merge=comm') == run('--print=folded', '--range=2-3')


def another_recording_of_a_view_is_compared():
    lines = ['range=13-23', f'baseline-recording={recording}', 'baseline=0-13', 'baseline-per=samples']
    return print_view('functions', lines) == run('--print=functions', '--range=13-23', '--baseline=0-13', f'--baseline-file={recording}', '--per=samples')


def a_view_of_no_recording_is_an_error():
    with tempfile.TemporaryDirectory() as folder:
        view = pathlib.Path(folder) / 'a.emberview'
        view.write_text('[Emberscope View]\nversion=1\n')
        result = subprocess.run([program, '--print=folded', view], capture_output=True, text=True)
        return result.returncode == 1 and result.stderr.endswith('the view names no recording\n') and result.stdout == ''


checks = [a_view_says_what_options_say, what_is_typed_goes_before_the_view, another_recording_of_a_view_is_compared,
          a_view_of_no_recording_is_an_error, folded_of_two_ranges, folded_of_two_files, functions_of_two_ranges, a_whole_file_against_itself_has_not_changed,
          most_changed_function_stands_first]
print(f'1..{len(checks)}')
results = collections.Counter()
for number, check in enumerate(checks, 1):
    good = check()
    results[good] += 1
    print('ok' if good else 'not ok', number, check.__name__.replace('_', ' '))
sys.exit(results[False] > 0)
