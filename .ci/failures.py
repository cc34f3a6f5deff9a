#!/usr/bin/env python3
"""failures.py NAME BUILD-FOLDER: what the last `meson test` of the folder, called NAME, has to say of each failed test: how it
ended and the end of what it printed, or from where it begins, what a sanitizer found. Of a build that came to no test, the end of its
errors."""
import json
import pathlib
import re
import subprocess
import sys

FINE = {'OK', 'EXPECTEDFAIL', 'SKIP'}
N_LINES = 25
WIDTH = 400
PASSED = re.compile(r'ok \d|# (GLib-GIO-DEBUG|Start of|End of)')
FOUND = re.compile(r'ERROR: \w+Sanitizer|runtime error: ')


def choose(text):
    """Lines of what passed say nothing."""
    lines = [line[:WIDTH] for line in text.splitlines() if not PASSED.match(line)]
    begin = next((number for number, line in enumerate(lines) if FOUND.search(line)), None)
    return lines[-N_LINES:] if begin is None else lines[begin:begin + N_LINES]


def main(name, folder):
    log = folder / 'meson-logs/testlog.json'
    if not log.exists():
        result = subprocess.run(['meson', 'compile', '-C', folder], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        print(f'-- {name}: no test has run', *choose(result.stdout + result.stderr), sep='\n   ')
        return
    failed = [test for test in map(json.loads, log.read_text().splitlines()) if test['result'] not in FINE]
    if not failed:
        print(f'-- {name}: no test has failed, but what ran them')
    for test in failed:
        print(f'-- {name}: {test["name"]}: {test["result"]}, exit status {test["returncode"]}, after {test["duration"]:.0f} s',
              *choose(test.get('stdout', '')), *choose(test.get('stderr', '')), sep='\n   ')


main(sys.argv[1], pathlib.Path(sys.argv[2]))
