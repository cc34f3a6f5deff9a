#!/usr/bin/env python3
"""layers.py SRC: fails on an #include that points against the flow
bytes -> samples -> index -> views, or that shows a layer a library it must not see."""
import pathlib
import re
import sys

USES = {
    'profile': set(),
    'symbols': {'profile'},
    'formats': {'profile'},
    'analysis': {'profile'},
    'paint': {'profile', 'analysis'},
    'export': {'profile', 'analysis', 'paint'},
    'session': {'profile', 'symbols', 'formats', 'analysis'},
    'cli': {'profile', 'formats', 'analysis', 'export', 'paint', 'session'},
    'ui': {'profile', 'analysis', 'paint', 'export', 'session'},
}
DRAWS = {'paint', 'export', 'cli', 'ui'}

src = pathlib.Path(sys.argv[1])
bad = []
for path in sorted(src.glob('*/*.[ch]')):
    layer = path.parent.name
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if match := re.match(r'#include\s+"(\w+)/', line):
            if match[1] != layer and match[1] not in USES[layer]:
                bad.append(f'{path}:{number}: {layer}/ may not include {match[1]}/')
        if (layer != 'ui' and re.match(r'#include\s+<(gtk|gdk|gsk)', line)
                or layer not in DRAWS and re.match(r'#include\s+<(cairo|pango)', line)):
            bad.append(f'{path}:{number}: {layer}/ may not include {line.split()[1]}')
print('\n'.join(bad) or 'layers are clean')
sys.exit(bool(bad))
