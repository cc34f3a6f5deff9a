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


def locale_in(folder):
    """The environment of a user whose numbers have commas, in a folder of its own: no locale need be installed, and where
    there is only C.UTF-8 newer C libraries look at no translation. That stands in where nothing is known of languages."""
    made = folder / 'de_DE.UTF-8'
    subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', made], check=False, capture_output=True)
    return {'LC_ALL': made.name, 'LOCPATH': str(folder)} if made.exists() else {'LC_ALL': 'C.UTF-8'}


def run(path, *arguments, language, locale):
    env = os.environ | locale | {'LANGUAGE': language}
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
    locale = locale_in(prefix)
    plain_locale = {'LC_ALL': 'C.UTF-8'}
    helped = run(moved, '--help', language='eo', locale=locale).stdout
    failed = run(moved, '--print=nonsense', 'a.perf', language='eo', locale=locale).stderr
    plain = run(moved, '--help', language='en', locale=locale).stdout
    printed = [
        [run(moved, f'--print={what}', example, language=language, locale=user).stdout for language, user in (('eo', locale), ('en', plain_locale))]
        for what in ('info', 'patterns')
    ]
    print('1..4')
    results = [
        report(1, 'help is in the language of the user', '⟦Shows CPU profiles' in helped, helped),
        report(2, 'what goes wrong is told in it', '⟦' in failed, failed),
        report(3, 'others get the original', '⟦' not in plain and 'Shows CPU profiles' in plain, plain),
        report(4, 'what is printed for programs is the same', all(one == other and one for one, other in printed), *printed[0]),
    ]
sys.exit(not all(results))
