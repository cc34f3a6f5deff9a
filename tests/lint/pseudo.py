#!/usr/bin/env python3
"""pseudo.py POT LANGUAGE OUT.po: a translation that shows what is translated: each string in ⟦brackets⟧ and otherwise as it is."""
import re
import subprocess
import sys

pot, language, out = sys.argv[1:4]
HEADER = (f'Project-Id-Version: emberscope\\nPO-Revision-Date: 2026-11-27 12:00+0000\\nLast-Translator: none\\nLanguage-Team: none\\nLanguage: {language}\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset=UTF-8\\n'
          'Content-Transfer-Encoding: 8bit\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n')


def wrap(match):
    """The text of all lines of a msgstr in brackets; a line's end stays last."""
    text = ''.join(re.findall('"(.*)"', match[2]))
    bare = re.sub(r'(\\n)+$', '', text)
    return f'{match[1]} "⟦{bare}⟧{text[len(bare):]}"\n'


po = subprocess.run(['msgen', '--no-wrap', pot], check=True, capture_output=True, text=True).stdout
head, rest = po.split('\n\n', 1)
rest = re.sub(r'^(msgstr(?:\[\d\])?) ((?:".*"\n)+)', wrap, rest, flags=re.M)
with open(out, 'w') as file:
    file.write(f'msgid ""\nmsgstr "{HEADER}"\n\n{rest}')
