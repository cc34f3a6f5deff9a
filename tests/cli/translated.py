#!/usr/bin/env python3
"""translated.py ROOT PROGRAM: whether the program finds its translations where it was moved to, and prints numbers the same
in every language. TAP."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

root, program = map(pathlib.Path, sys.argv[1:])
lint = root / 'tests/lint'
example = root / 'data/examples/database.perf.xz'


def run(path, *arguments, language):
    env = os.environ | {'LC_ALL': 'C.UTF-8', 'LANGUAGE': language}
    return subprocess.run([path, *arguments], check=False, capture_output=True, text=True, env=env)


def report(number, what, is_good, *details):
    print(f'{"ok" if is_good else "not ok"} {number} - {what}')
    for detail in details if not is_good else ():
        print('#', detail.replace('\n', '\n# '))
    return is_good


with tempfile.TemporaryDirectory() as name:
    prefix = pathlib.Path(name)
    messages = prefix / 'share/locale/eo/LC_MESSAGES'
    messages.mkdir(parents=True)
    (prefix / 'bin').mkdir()
    moved = shutil.copy(program, prefix / 'bin')
    subprocess.run([lint / 'pot.py', root, prefix / 'a.pot'], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([lint / 'pseudo.py', prefix / 'a.pot', 'eo', prefix / 'eo.po'], check=True)
    subprocess.run(['msgfmt', '-o', messages / 'emberscope.mo', prefix / 'eo.po'], check=True)
    helped = run(moved, '--help', language='eo').stdout
    failed = run(moved, '--print=nonsense', 'a.perf', language='eo').stderr
    plain = run(moved, '--help', language='en').stdout
    printed = [run(moved, f'--print={what}', example, language=language).stdout for what in ('info', 'patterns') for language in ('eo', 'en')]
    print('1..4')
    results = [
        report(1, 'help is in the language of the user', '⟦Shows CPU profiles' in helped, helped),
        report(2, 'what goes wrong is told in it', '⟦' in failed, failed),
        report(3, 'others get the original', '⟦' not in plain and 'Shows CPU profiles' in plain, plain),
        report(4, 'what is printed for programs is the same', printed[0] == printed[1] and printed[2] == printed[3], *printed[::2]),
    ]
sys.exit(not all(results))
