#!/usr/bin/env python3
"""potfiles.py ROOT: fails where po/POTFILES lacks a file with strings for translators, or names one without."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
MARK = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
wanted = {str(path.relative_to(root)) for path in root.glob('src/**/*.c') if MARK.search(path.read_text())}
wanted |= {str(path.relative_to(root)) for path in root.glob('data/**/*.ui')
           if 'translatable="yes"' in path.read_text()}
wanted |= {str(path.relative_to(root)) for pattern in ('*.desktop.in', '*.metainfo.xml.in', '*.mime.xml.in', '*.gschema.xml')
           for path in root.glob(f'data/{pattern}')}
listed = [line for line in (root / 'po/POTFILES').read_text().splitlines() if line and not line.startswith('#')]
bad = [f'po/POTFILES lacks {name}' for name in sorted(wanted - set(listed))]
bad += [f'po/POTFILES names {name}, which has nothing to translate' for name in sorted(set(listed) - wanted)]
if listed != sorted(listed):
    bad.append('po/POTFILES is not sorted')
print('\n'.join(bad) or 'po/POTFILES is complete')
sys.exit(bool(bad))
