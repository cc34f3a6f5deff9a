#!/usr/bin/env python3
"""manifest.py ROOT ID VERSION: fails where the Flatpak manifest asks for more than it may or cannot build a clone,
or where a file of data/ is called, or calls itself, by another id than ID."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

PERMISSIONS = {'--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri'}

root, app_id, version = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
bad = []


def check(what, found, wanted):
    if found != wanted:
        bad.append(f'{what} is {found!r}, not {wanted!r}')


manifest = json.loads((root / 'flatpak' / f'{app_id}.json').read_text())
check('id of the manifest', manifest.get('id'), app_id)
check('command of the manifest', manifest.get('command'), 'emberscope')
check('runtime', (manifest.get('runtime'), manifest.get('sdk'), manifest.get('runtime-version')),
      ('org.gnome.Platform', 'org.gnome.Sdk', '51'))
check('finish-args', sorted(manifest.get('finish-args', [])), sorted(PERMISSIONS))
# A bundle of one file has no extension beside it.
check('locales of their own', manifest.get('separate-locales'), False)
*bundled, own = manifest['modules']
check('own module', own.get('name'), 'emberscope')
check('own source', [(source.get('type'), source.get('path')) for source in own['sources']], [('dir', '..')])
for module in bundled:
    for source in module['sources']:
        if source.get('type') == 'archive' and not re.fullmatch('[0-9a-f]{64}', source.get('sha256', '')):
            bad.append(f'{module["name"]}: its archive has no sha256')
        elif source.get('type') == 'git' and not re.fullmatch('[0-9a-f]{40}', source.get('commit', '')):
            bad.append(f'{module["name"]}: its source is not pinned to a commit')

metainfo = xml.parse(root / 'data' / f'{app_id}.metainfo.xml.in').getroot()
check('id of the metainfo', metainfo.findtext('id'), app_id)
check('launchable of the metainfo', metainfo.findtext('launchable'), f'{app_id}.desktop')
check('newest release', metainfo.find('releases/release').get('version'), version)
for image in metainfo.iterfind('screenshots/screenshot/image'):
    place = f'https://raw.githubusercontent.com/emberscope/emberscope/v{version}/data/screenshots/'
    if not image.text.startswith(place):
        bad.append(f'{image.text} is not under {place}')

desktop = (root / 'data' / f'{app_id}.desktop.in').read_text()
check('icon of the desktop file', re.search('^Icon=(.*)$', desktop, re.M)[1], app_id)
types = set(filter(None, re.search('^MimeType=(.*)$', desktop, re.M)[1].split(';')))
space = '{http://www.freedesktop.org/standards/shared-mime-info}'
described = {element.get('type') for element in xml.parse(root / 'data' / f'{app_id}.mime.xml.in').iter(f'{space}mime-type')}
check('MimeType of the desktop file', sorted(types), sorted(described))
check('mediatypes of the metainfo', sorted(element.text for element in metainfo.iterfind('provides/mediatype')),
      sorted(described))

for path in (root / 'data').glob('io.*'):
    if not path.name.startswith(app_id):
        bad.append(f'{path}: its name does not begin with {app_id}')
for path in (root / 'data').glob('*.gschema.xml'):
    for schema in xml.parse(path).iter('schema'):
        if not schema.get('id').startswith(app_id):
            bad.append(f'{path}: the id {schema.get("id")} does not begin with {app_id}')
for folder, name in (('scalable', f'{app_id}.svg'), ('symbolic', f'{app_id}-symbolic.svg')):
    icon = xml.parse(root / 'data/icons/hicolor' / folder / 'apps' / name).getroot()
    size = '128' if folder == 'scalable' else '16'
    check(f'size of {name}', (icon.get('width'), icon.get('height'), icon.get('viewBox')), (size, size, f'0 0 {size} {size}'))
print('\n'.join(bad) or 'manifest and ids agree')
sys.exit(bool(bad))
