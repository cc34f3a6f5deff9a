#!/usr/bin/env python3
"""mime.py PACKAGE EXAMPLE: fails where the desktop would not recognize the files that we open.

Installs PACKAGE into a MIME database of its own and asks GIO for the types of files by content and by name."""
import gzip
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SCRIPT = b'# ========\n# captured on    : Sun Nov 22 11:22:26 2026\n'
CASES = [
    ('recording', b'PERFILE2' + bytes(96), 'application/x-perf-data'),
    ('other-byte-order', b'2ELIFREP' + bytes(96), 'application/x-perf-data'),
    ('perf.data', b'PERFILE2' + bytes(96), 'application/x-perf-data'),
    ('perf.data.old', b'PERFILE2' + bytes(96), 'application/x-perf-data'),
    ('printed', SCRIPT, 'text/x-perf-script'),
    ('printed.txt', b'hello\n', 'text/plain'),
    ('printed.perf', b'swapper     0 [000]  1.5: cpu-clock:\n', 'text/x-perf-script'),
    ('printed.perf.gz', gzip.compress(SCRIPT), 'application/x-perf-script-compressed'),
    ('other.gz', gzip.compress(SCRIPT), 'application/gzip'),
    ('stacks.folded', b'a;b 1\n', 'text/x-folded-stacks'),
    ('pause.emberview', b'version=1\n', 'application/x-emberscope-view'),
    ('pause', b'[Emberscope View]\nversion=1\n', 'application/x-emberscope-view'),
]

package, example = map(pathlib.Path, sys.argv[1:])
bad = []
with tempfile.TemporaryDirectory() as folder:
    home = pathlib.Path(folder)
    (home / 'mime/packages').mkdir(parents=True)
    shutil.copy(package, home / 'mime/packages')
    environment = {**os.environ, 'XDG_DATA_HOME': str(home), 'HOME': str(home), 'LC_ALL': 'C.UTF-8'}
    subprocess.run(['update-mime-database', home / 'mime'], check=True, env=environment)
    for name, content, _ in CASES:
        (home / name).write_bytes(content)
    cases = [(home / name, wanted) for name, _, wanted in CASES]
    for path, wanted in [*cases, (example, 'application/x-perf-script-compressed')]:
        info = subprocess.run(['gio', 'info', '-a', 'standard::content-type', path], check=True, env=environment,
                              capture_output=True, text=True).stdout
        found = info.rpartition('standard::content-type:')[2].strip()
        if found != wanted:
            bad.append(f'{path.name}: type {found}, wanted {wanted}')
print('\n'.join(bad) or f'{len(CASES) + 1} files are recognized')
sys.exit(bool(bad))
