#!/usr/bin/env python3
"""install.py BUILD ID: fails where the build installs other files than the list below, translations aside."""
import json
import pathlib
import subprocess
import sys

build, app_id = sys.argv[1:]
WANTED = {
    'bin/emberscope',
    f'share/applications/{app_id}.desktop',
    'share/emberscope/examples/database.perf.xz',
    f'share/glib-2.0/schemas/{app_id}.gschema.xml',
    f'share/icons/hicolor/scalable/apps/{app_id}.svg',
    f'share/icons/hicolor/symbolic/apps/{app_id}-symbolic.svg',
    f'share/licenses/{app_id}/LICENSE',
    'share/man/man1/emberscope.1',
    f'share/metainfo/{app_id}.metainfo.xml',
    f'share/mime/packages/{app_id}.xml',
}


def files(place, folder):
    """What a place of the install plan stands for: itself, or the files below it."""
    if pathlib.Path(place).is_dir():
        return {folder / path.relative_to(place) for path in pathlib.Path(place).rglob('*') if path.is_file()}
    return {folder}


def introspect(what):
    return json.loads(subprocess.run(['meson', 'introspect', what, build], check=True, capture_output=True).stdout)


prefix = next(option['value'] for option in introspect('--buildoptions') if option['name'] == 'prefix')
found = set()
for place, target in introspect('--installed').items():
    found |= {str(path.relative_to(prefix)) for path in files(place, pathlib.Path(target))}
found = {name for name in found if not name.startswith('share/locale/')}
bad = [f'not installed: {name}' for name in sorted(WANTED - found)]
bad += [f'installed, but not on the list: {name}' for name in sorted(found - WANTED)]
print('\n'.join(bad) or f'{len(found)} files are installed')
sys.exit(bool(bad))
