#!/usr/bin/env python3
"""pot.py ROOT: fails where xgettext cannot read a string for translators, such as one that a macro cuts in two."""
import pathlib
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
command = ['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
           '--keyword=ngettext:1,2', '--keyword=g_dngettext:2,3', '--add-comments', '--flag=g_strdup_printf:1:c-format',
           '--flag=g_set_error:4:c-format', '--output=-', f'--directory={root}', f'--files-from={root / "po/POTFILES"}']
result = subprocess.run(command, capture_output=True, text=True)
strings = result.stdout.count('\nmsgid ') - 1
print(result.stderr or f'{strings} strings')
sys.exit(result.returncode or bool(result.stderr) or strings < 10)
