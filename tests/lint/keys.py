#!/usr/bin/env python3
"""keys.py ROOT: fails where a key of the application is missing from the shortcuts window, README.md or the manual page."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
NAMES = {'comma': ',', 'question': '?'}


def shown(accelerator):
    """"<Control><Shift>f" as people write it: "Ctrl+Shift+F"."""
    *modifiers, key = re.findall(r'<\w+>|[^<>]+', accelerator)
    words = [modifier.strip('<>').replace('Control', 'Ctrl') for modifier in modifiers]
    return '+'.join([*words, NAMES.get(key, key.upper() if len(key) == 1 else key)])


code = (root / 'src/ui/application.c').read_text()
table = re.search(r'accelerators\[\] = \{(.*?)\n  \};', code, re.S)[1]
actions = [re.findall(r'"([^"]+)"', line) for line in table.splitlines() if line.strip()]
overlay = re.findall(r'name="accelerator">([^<]+)<', (root / 'data/ui/help-overlay.ui').read_text())
overlay = {shown(key) for keys in overlay for key in keys.replace('&lt;', '<').replace('&gt;', '>').split()}
readme = re.search(r'^## Mouse and keyboard$(.*?)^## ', (root / 'README.md').read_text(), re.M | re.S)[1]
readme = {key for cell in re.findall(r'^\| ([^|]+) \|', readme, re.M) for key in re.split(r', (?=\S)', cell)}
manual = {key for item in re.findall(r'^\.It (.+)$', (root / 'data/emberscope.1').read_text(), re.M) for key in re.split(r', (?=\S)', item)}
bad = []
for action, *keys in actions:
    if shown(keys[0]) not in overlay:
        bad.append(f'{action}: data/ui/help-overlay.ui lacks {shown(keys[0])}')
    for place, there in (('README.md', readme), ('data/emberscope.1', manual)):
        bad += [f'{action}: {place} lacks {shown(key)}' for key in keys if shown(key) not in there]
print('\n'.join(bad) or f'{len(actions)} keys are told everywhere')
sys.exit(bool(bad) or len(actions) < 10)
