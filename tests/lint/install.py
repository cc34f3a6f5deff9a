#!/usr/bin/env python3
"""install.py ROOT BUILD ID: fails where the build installs other files than the list below and a translation for each
language of po/LINGUAS, or where removing leaves one behind, a cache that was made of them, or a word of them in a cache that
others need."""
import json
import os
import pathlib
import shutil
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


def make_caches(share):
    """What installing does in a prefix, but not in a root folder of its own."""
    for command in (['glib-compile-schemas', share / 'glib-2.0/schemas'], ['update-desktop-database', '-q', share / 'applications'],
                    ['gtk4-update-icon-cache', '-qtf', share / 'icons/hicolor'], ['update-mime-database', share / 'mime']):
        if shutil.which(command[0]):
            subprocess.run(command, check=True, capture_output=True)


def add_neighbours(share):
    """Files of another program, and those of its caches."""
    (share / 'applications').mkdir(parents=True)
    (share / 'applications/other.desktop').write_text('[Desktop Entry]\nType=Application\nName=Other\nExec=other\nMimeType=text/plain;\n')
    (share / 'mime/packages').mkdir(parents=True)
    (share / 'mime/packages/other.xml').write_text(
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info"><mime-type type="text/x-other"><comment>Other</comment></mime-type></mime-info>')


def install_and_remove(prefix, has_neighbours):
    """What is there after the one and after the other, in a root folder of its own, and the text of the caches that are left.
    The build folder's log of what the user has installed, if they have, stays as it is."""
    log = pathlib.Path(build) / 'meson-logs/install-log.txt'
    kept = log.read_bytes() if log.exists() else None
    with tempfile.TemporaryDirectory() as name:
        base = pathlib.Path(name) / 'root'
        share = base / prefix.lstrip('/') / 'share'
        if has_neighbours:
            add_neighbours(share)
        try:
            subprocess.run(['meson', 'install', '-C', build, '--no-rebuild', '--quiet', '--destdir', base], check=True, stdout=subprocess.DEVNULL)
            there = below(base / prefix.lstrip('/'))
            make_caches(share)
            subprocess.run([f'{root}/data/remove.py', build, f'{prefix}/share'], check=True, stdout=subprocess.DEVNULL, env=os.environ | {'DESTDIR': str(base)})
            words = b''.join(path.read_bytes() for path in base.rglob('*') if path.is_file())
            return there, [base.name] * base.exists() + sorted(below(base)), words
        finally:
            if kept is None:
                log.unlink(missing_ok=True)
            else:
                log.write_bytes(kept)


prefix = next(option['value'] for option in introspect('--buildoptions') if option['name'] == 'prefix')
planned = set()
for place, target in introspect('--installed').items():
    planned |= {str(path.relative_to(prefix)) for path in files(place, pathlib.Path(target))}
found, left, _ = install_and_remove(prefix, has_neighbours=False)
_, others, words = install_and_remove(prefix, has_neighbours=True)
bad = [f'not installed: {name}' for name in sorted(WANTED - found)]
bad += [f'installed, but not on the list: {name}' for name in sorted((found | planned) - WANTED)]
bad += [f'left after removing: {name}' for name in left]
bad += [f'not there after removing: {name}' for name in ('applications/other.desktop', 'mime/packages/other.xml') if not any(path.endswith(name) for path in others)]
bad += [f'a cache still speaks of {word}' for word in (app_id, 'x-perf-data') if word.encode() in words]
print('\n'.join(bad) or f'{len(found)} files are installed, and go again')
sys.exit(bool(bad))
