#!/usr/bin/env python3
"""options.py ROOT PROGRAM: fails where --help, the manual page and README.md do not name the same options."""
import pathlib
import re
import subprocess
import sys

root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
helped = subprocess.run([program, '--help'], check=True, capture_output=True, text=True).stdout
wanted = set(re.findall(r'--([a-z][a-z-]*)', helped))
manual = (root / 'data/emberscope.1').read_text()
readme = (root / 'README.md').read_text()
table = re.search(r'^## Command line$(.*?)^## ', readme, re.M | re.S)[1]
found = {
    'data/emberscope.1': set(re.findall(r'^\.It Fl Fl ([a-z][a-z-]*)', manual, re.M)),
    'README.md': set(re.findall(r'`--([a-z][a-z-]*)', table)),
}
bad = [f'{place} lacks --{name}' for place, names in found.items() for name in sorted(wanted - names)]
bad += [f'{place} names --{name}, which --help does not' for place, names in found.items() for name in sorted(names - wanted)]
print('\n'.join(bad) or f'{len(wanted)} options agree')
sys.exit(bool(bad) or len(wanted) < 5)
