#!/usr/bin/env python3
"""pot.py ROOT [OUT.pot]: fails where xgettext cannot read a string for translators, such as one that a macro cuts in two;
OUT.pot is what they get."""
import pathlib
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
out = sys.argv[2] if len(sys.argv) > 2 else '-'
command = ['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
           '--keyword=ngettext:1,2', '--keyword=g_dngettext:2,3', '--add-comments', '--flag=g_strdup_printf:1:c-format',
           '--flag=g_set_error:4:c-format', '--flag=g_string_append_printf:2:c-format', f'--output={out}', f'--directory={root}',
           f'--files-from={root / "po/POTFILES"}']
result = subprocess.run(command, capture_output=True, text=True)
text = result.stdout if out == '-' else pathlib.Path(out).read_text()
strings = text.count('\nmsgid ') - 1
print(result.stderr or f'{strings} strings')
sys.exit(result.returncode or bool(result.stderr) or strings < 10)
