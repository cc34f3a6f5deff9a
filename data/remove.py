#!/usr/bin/env python3
"""remove.py BUILD SHARE: uninstalls what the build folder BUILD has installed, and what the desktop's caches in SHARE knew of
it: those that nothing else needs go, others are made anew. Of folders only those go that installing made and that are empty.
DESTDIR counts as it does for installing."""
import os
import pathlib
import shutil
import subprocess
import sys

build = pathlib.Path(sys.argv[1])
share = pathlib.Path(os.environ.get('DESTDIR', '') + sys.argv[2])
MIME_FILES = ('XMLnamespaces', 'aliases', 'generic-icons', 'globs', 'globs2', 'icons', 'magic', 'mime.cache', 'subclasses', 'treemagic', 'types', 'version', '*/*.xml')
# Where a cache is, what it is made of, what makes it, and its files.
CACHES = (
    (share / 'glib-2.0/schemas', '*.gschema.*', [['glib-compile-schemas']], ['gschemas.compiled']),
    (share / 'applications', '**/*.desktop', [['update-desktop-database', '-q']], ['mimeinfo.cache']),
    (share / 'icons/hicolor', '*/*/*', [['gtk4-update-icon-cache', '-qtf'], ['gtk-update-icon-cache', '-qtf']], ['icon-theme.cache']),
    (share / 'mime', 'packages/*.xml', [['update-mime-database']], MIME_FILES),
)


def remove_empty(folder):
    try:
        folder.rmdir()
    except OSError:
        pass


log = build / 'meson-logs/install-log.txt'
listed = [pathlib.Path(line) for line in log.read_text().splitlines() if not line.startswith('#')] if log.exists() else []
folders = [path for path in listed if path.is_dir() and not path.is_symlink()]
for path in listed:
    if path not in folders:
        path.unlink(missing_ok=True)
for path in folders:
    remove_empty(path)
for folder, sources, makers, files in CACHES:
    if not folder.exists():
        continue
    maker = next((command for command in makers if shutil.which(command[0])), None)
    is_needed = any(path.is_file() for path in folder.glob(sources))
    if maker and is_needed:
        subprocess.run([*maker, folder], check=False, capture_output=True)
    for path in (path for name in files if not is_needed for path in folder.glob(name)):
        path.unlink()
        remove_empty(path.parent)
for path in folders:
    remove_empty(path)
print(f'{len(listed) - len(folders)} files are removed')
