#!/usr/bin/env python3
"""check-example.py PROGRAM EXAMPLE: fails where the bundled example does not show what README.md says of it.

Looks at the heat map that PROGRAM prints of EXAMPLE: 50 rows, without idle samples."""
import csv
import subprocess
import sys

ROWS = 50
program, example = sys.argv[1:]
printed = subprocess.run([program, '--print=heatmap', '--idle=hide', f'--rows={ROWS}', example], check=True,
                         capture_output=True, text=True).stdout.splitlines()
columns = [[int(count) for count in row[1:]] for row in csv.reader(printed[1:])]
cells = [count for column in columns for count in column]
full = max(cells)
n_right = 0


def span(begin, end):
    """The counts of the cells from begin to end, in seconds, to the nearest cell."""
    return cells[round(begin * ROWS):round(end * ROWS)]


def expect(what, is_so):
    global n_right
    n_right += 1
    print(f'{"ok" if is_so else "not ok"} {n_right} {what}')
    return is_so


def mean(counts):
    return sum(counts) / len(counts)


calm = [second for second in range(2, 49) if not (6 < second < 8 or 12 < second < 25 or 26 < second < 35 or 37 < second < 47)]
level = [mean(span(second + 0.74, second + 0.78)) for second in calm]
around = [mean(span(second + 0.66, second + 0.74) + span(second + 0.80, second + 0.88)) for second in calm]
rising = [mean(span(1.08 + n * 1.04, 1.12 + n * 1.04)) for n in range(5)]
stall = span(28.4, 30.8)
print('1..6')
right = [
    expect('a level line stands at 740 ms of the calm seconds', min(level) > full * 0.4 and mean(around) < full * 0.25),
    expect('a rising line begins at the left edge', min(rising) > full * 0.3),
    expect('a load step lasts ten seconds', mean(span(13.6, 23.6)) > 3 * mean(span(9, 12))),
    expect('four pauses keep all CPUs busy', all(mean(span(begin, begin + 0.28)) > full * 0.9
                                                 for begin in (7.2, 20.4, 33.64, 45.34))),
    expect('one CPU is busy while all others wait', mean(stall) > full * 0.45 and max(stall) < full * 0.6),
    expect('an outage is empty', mean(span(39, 40.2)) < full * 0.02),
]
sys.exit(not all(right))
