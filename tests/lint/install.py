#!/usr/bin/env python3
"""install.py ROOT BUILD ID: fails where the build installs other files than the list below and a translation for each
language of po/LINGUAS, or where uninstalling leaves one behind."""
import json
import pathlib
import subprocess
import sys
import tempfile

root, build, app_id = sys.argv[1:]
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
languages = [line for line in (pathlib.Path(root) / 'po/LINGUAS').read_text().split() if not line.startswith('#')]
WANTED |= {f'share/locale/{language}/LC_MESSAGES/emberscope.mo' for language in languages}


def files(place, folder):
    """What a place of the install plan stands for: itself, or the files below it."""
    if pathlib.Path(place).is_dir():
        return {folder / path.relative_to(place) for path in pathlib.Path(place).rglob('*') if path.is_file()}
    return {folder}


def introspect(what):
    return json.loads(subprocess.run(['meson', 'introspect', what, build], check=True, capture_output=True).stdout)


def below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob('*') if not path.is_dir()}


def install_and_uninstall(prefix):
    """What is there after the one and after the other, in a root folder of its own. The build folder's log of what the user
    has installed, if they have, stays as it is."""
    log = pathlib.Path(build) / 'meson-logs/install-log.txt'
    kept = log.read_bytes() if log.exists() else None
    with tempfile.TemporaryDirectory() as name:
        try:
            subprocess.run(['meson', 'install', '-C', build, '--no-rebuild', '--quiet', '--destdir', name], check=True, stdout=subprocess.DEVNULL)
            there = below(pathlib.Path(name) / prefix.lstrip('/'))
            subprocess.run(['ninja', '-C', build, 'uninstall'], check=True, stdout=subprocess.DEVNULL)
            return there, below(pathlib.Path(name))
        finally:
            if kept is None:
                log.unlink(missing_ok=True)
            else:
                log.write_bytes(kept)


prefix = next(option['value'] for option in introspect('--buildoptions') if option['name'] == 'prefix')
planned = set()
for place, target in introspect('--installed').items():
    planned |= {str(path.relative_to(prefix)) for path in files(place, pathlib.Path(target))}
found, left = install_and_uninstall(prefix)
bad = [f'not installed: {name}' for name in sorted(WANTED - found)]
bad += [f'installed, but not on the list: {name}' for name in sorted((found | planned) - WANTED)]
bad += [f'left after uninstalling: {name}' for name in sorted(left)]
print('\n'.join(bad) or f'{len(found)} files are installed, and go again')
sys.exit(bool(bad))
