#!/usr/bin/env python3
"""count.py BUILD-FOLDER…: prints how many tests passed and failed in the last `meson test` of each folder.

Every test of a TAP program counts; a program that fails without naming a failed test counts as one more."""
import json
import pathlib
import re
import sys

FINE = {'OK', 'EXPECTEDFAIL', 'SKIP'}

passed = failed = 0
for folder in map(pathlib.Path, sys.argv[1:]):
    log = folder / 'meson-logs/testlog.json'
    for line in log.read_text().splitlines() if log.exists() else []:
        test = json.loads(line)
        verdicts = re.findall(r'^(not ok|ok) \d+(?!.*# SKIP)', test.get('stdout', ''), re.M)
        n_failed = verdicts.count('not ok')
        if test['result'] not in FINE and n_failed == 0:
            n_failed = 1
        passed += verdicts.count('ok') or (test['result'] == 'OK')
        failed += n_failed
print(passed, failed)
