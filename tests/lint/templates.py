#!/usr/bin/env python3
"""templates.py ROOT TOOL: fails where gtk4-builder-tool TOOL finds fault with a template of data/ui. TAP.

It knows nothing of our own classes: a box, or a layout of GTK, stands in for each, with those of its properties that every
widget has. That what is ours fits, too, is tested by showing it."""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

COMMON = {'visible', 'halign', 'valign', 'hexpand', 'vexpand', 'width-request', 'height-request', 'tooltip-text', 'sensitive',
          'margin-start', 'margin-end', 'margin-top', 'margin-bottom', 'focusable', 'can-focus', 'overflow', 'layout-manager'}


def stand_in(tree):
    """Nobody is there to call, either, when a template is validated."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    for element in list(tree.iter('signal')):
        parents[element].remove(element)
    for element in list(tree.iter('object')):
        if element.get('class').startswith('Ember'):
            element.set('class', 'GtkBinLayout' if element.get('class').endswith('Layout') else 'GtkBox')
            for child in list(element):
                if child.tag in ('property', 'binding') and child.get('name') not in COMMON:
                    element.remove(child)


root, tool = pathlib.Path(sys.argv[1]), sys.argv[2]
templates = sorted((root / 'data/ui').glob('*.ui'))
print(f'1..{len(templates) + 1}')
all_good = True
with tempfile.TemporaryDirectory() as folder:

    def validate(text):
        path = pathlib.Path(folder) / 'template.ui'
        path.write_text(text)
        return subprocess.run([tool, 'validate', path], check=False, capture_output=True, text=True)

    for number, template in enumerate(templates, 1):
        tree = xml.parse(template)
        stand_in(tree)
        result = validate(xml.tostring(tree.getroot(), encoding='unicode'))
        all_good = all_good and result.returncode == 0
        print('ok' if result.returncode == 0 else 'not ok', number, '-', template.name)
        if result.returncode != 0:
            print('#', result.stderr.strip().replace('\n', '\n# '))
    broken = validate((root / 'data/ui/notice-bar.ui').read_text().replace('"wrap"', '"wraps"'))
    all_good = all_good and broken.returncode != 0
    print('ok' if broken.returncode != 0 else 'not ok', len(templates) + 1, '- a property that does not exist is found')
sys.exit(not all_good)
