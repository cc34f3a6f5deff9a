#!/usr/bin/env python3
"""pictures.py ROOT: fails where README.md or the metainfo shows a picture that isn't there, or data/screenshots/ holds
one that nobody shows or that no software centre would take."""
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as xml

root = pathlib.Path(sys.argv[1])
folder = root / 'data/screenshots'
readme = re.findall(r'!\[[^\]]*\]\(([^)]+)\)|<img [^>]*src="([^"]+)"|<source [^>]*srcset="([^"]+)"', (root / 'README.md').read_text())
shown = {root / next(filter(None, groups)) for groups in readme}
wanted = len(shown)
[metainfo] = (root / 'data').glob('*.metainfo.xml.in')
images = [image.text for image in xml.parse(metainfo).iterfind('.//screenshots/screenshot/image')]
shown |= {folder / image.rsplit('/', 1)[1] for image in images}
there = set(folder.glob('*.png'))

bad = [f'{path.relative_to(root)} is shown, but not there' for path in sorted(shown - there) if not path.exists()]
bad += [f'{path.relative_to(root)} is shown nowhere' for path in sorted(there - shown)]
for path in sorted(there):
    head = path.read_bytes()[:24]
    if head[:8] != b'\x89PNG\r\n\x1a\n':
        bad.append(f'{path.relative_to(root)} is no PNG')
    elif struct.unpack('>II', head[16:24]) < (1000, 600) or path.stat().st_size > 150_000:
        bad.append(f'{path.relative_to(root)} is too small to read, or larger than 150 kB')
print('\n'.join(bad) or f'{len(there)} pictures are shown')
sys.exit(bool(bad) or not wanted or not images)
