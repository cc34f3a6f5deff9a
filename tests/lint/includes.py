#!/usr/bin/env python3
"""includes.py ROOT: fails where #include lines are out of order: the file's own header
alone (the tested one in a test), then <system and library>, then "folder/project", each group sorted; where a file
of src/ or tests/ lacks its licence line; or where two files share a name."""
import collections
import pathlib
import re
import sys

LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */'

root = pathlib.Path(sys.argv[1])
bad = []


def groups_of(lines):
    """The runs of #include lines, split at blank lines; conditional ones stand apart and are left out."""
    groups, depth = [[]], 0
    for number, line in enumerate(lines, 1):
        if re.match(r'#\s*if', line):
            depth += 1
        elif re.match(r'#\s*endif', line):
            depth -= 1
        match = re.match(r'#include\s+([<"][^>"]+[>"])', line)
        if match and depth == 0:
            groups[-1].append((number, match[1]))
        elif not line.strip() and groups[-1]:
            groups.append([])
    return [group for group in groups if group]


names = collections.defaultdict(list)
for path in sorted([*root.glob('src/**/*.[ch]'), *root.glob('tests/**/*.[ch]')]):
    lines = path.read_text().splitlines()
    names[path.name].append(path)
    if not lines or lines[0] != LICENCE:
        bad.append(f'{path}:1: first line is not the licence line')
    groups = groups_of(lines)
    own = f'"{path.parent.name}/{path.stem.removeprefix("test-")}.h"'
    seen_project = False
    for index, group in enumerate(groups):
        texts = [text for _, text in group]
        if index == 0 and texts == [own]:
            continue
        if texts != sorted(texts):
            bad.append(f'{path}:{group[0][0]}: includes are not sorted')
        kinds = {text[0] for text in texts}
        if len(kinds) > 1:
            bad.append(f'{path}:{group[0][0]}: library and project includes share a group')
        if '"' in kinds:
            seen_project = True
        elif seen_project:
            bad.append(f'{path}:{group[0][0]}: library includes stand behind project includes')
for name, paths in names.items():
    if len(paths) > 1:
        bad.append(f'{name}: {len(paths)} files have this name: ' + ', '.join(map(str, paths)))
print('\n'.join(bad) or 'includes are in order')
sys.exit(bool(bad))
