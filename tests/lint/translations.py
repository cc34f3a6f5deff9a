#!/usr/bin/env python3
"""translations.py ROOT: fails where a language that po/LINGUAS ships lacks a string, has a doubtful or a malformed one, or
where a translation lies in po/ that isn't shipped.

Checks itself first: a language made of the strings themselves must pass, and fail for each fault that is put into it."""
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'}, **options)


def faults(po, pot, folder):
    """What is wrong with a translation, in lines."""
    merged = folder / 'merged.po'
    result = run('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output-file={merged}', po, pot)
    if result.returncode != 0:
        return result.stderr.splitlines()
    result = run('msgfmt', '--check', '--check-accelerators=_', '--statistics', '--output-file=/dev/null', merged)
    found = [line for line in result.stderr.splitlines() if re.search('error|warning', line)]
    if result.returncode != 0 and not found:
        found = result.stderr.splitlines()
    for attribute in ('untranslated', 'only-fuzzy'):
        rest = run('msgattrib', f'--{attribute}', '--no-obsolete', '--no-wrap', merged).stdout
        messages = re.findall(r'^msgid "(.+)"$', rest, re.M)
        found += [f'{attribute}: {message}' for message in messages]
    return found


def check_self(pot, folder):
    """Faults that are put in must be found."""
    po = folder / 'self.po'
    made = run(sys.executable, here / 'pseudo.py', pot, 'ar', po)
    assert made.returncode == 0, made.stderr
    good = po.read_text()
    found = faults(po, pot, folder)
    assert not found, ('a whole translation is faulty', found[:5])
    broken = {
        'a string is missing': re.sub(r'^msgstr "⟦Heat map⟧"$', 'msgstr ""', good, flags=re.M),
        'a number is a text': good.replace('⟦%s – Emberscope⟧', '⟦%d – Emberscope⟧'),
        'a key is missing': good.replace('⟦_Preferences⟧', '⟦Preferences⟧'),
        'it is no translation': good + '\nmsgid "\n',
        'one is doubtful': re.sub(r'^(msgid "Heat map")$', r'#, fuzzy\n\1', good, flags=re.M),
    }
    for what, text in broken.items():
        assert text != good, f'nothing to break for: {what}'
        po.write_text(text)
        assert faults(po, pot, folder), f'not found: {what}'
    return len(broken)


languages = [line for line in (root / 'po/LINGUAS').read_text().split() if not line.startswith('#')]
bad = []
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    pot = folder / 'emberscope.pot'
    subprocess.run([sys.executable, here / 'pot.py', root, pot], check=True, stdout=subprocess.DEVNULL)
    n_faults = check_self(pot, folder)
    for language in languages:
        po = root / 'po' / f'{language}.po'
        bad += [f'po/{language}.po: {fault}' for fault in (faults(po, pot, folder) if po.exists() else ['is missing'])]
bad += [f'po/LINGUAS lacks {path.stem}' for path in sorted((root / 'po').glob('*.po')) if path.stem not in languages]
if languages != sorted(languages):
    bad.append('po/LINGUAS is not sorted')
print('\n'.join(bad) or f'{len(languages)} languages are whole; {n_faults} faults were found where they were put')
sys.exit(bool(bad))
