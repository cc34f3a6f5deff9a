#!/usr/bin/env python3
"""debuginfod-truth.py EMBERSCOPE CC: a server on this machine has the symbols of a stripped program; names come from it
when it is asked, and nobody asks it otherwise. Prints TAP; skipped where a tool is missing or perf may not record."""
import functools
import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

APP, *CC = sys.argv[1:]
PROGRAM = r'''
static volatile long sink;
__attribute__ ((noinline, noclone)) void secret_name (long n) { for (long i = 0; i < n; i++) sink += i; }
int main (void) { for (int i = 0; i < 200; i++) secret_name (1000000); return 0; }
'''
requests = []


class Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        requests.append(self.path)
        super().do_GET()

    def log_message(self, *args):
        pass


def skip(why):
    print(f'1..0 # SKIP {why}')
    sys.exit(0)


def run(*command):
    try:
        return subprocess.run(command, capture_output=True, timeout=600, text=True)
    except FileNotFoundError:
        skip(f'there is no {command[0]}')


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    source, program, data = folder / 'program.c', folder / 'program', folder / 'perf.data'
    source.write_text(PROGRAM)
    subprocess.run([*CC, '-O2', '-g', '-Wl,--build-id', '-o', program, source], check=True)
    build_id = re.search(r'Build ID: ([0-9a-f]+)', run('readelf', '-n', program).stdout)[1]
    served = folder / 'served'
    (served / 'buildid' / build_id).mkdir(parents=True)
    run('objcopy', '--only-keep-debug', program, served / 'buildid' / build_id / 'debuginfo')
    run('strip', program)
    if run('perf', 'record', '-q', '-N', '-e', 'cpu-clock:u', '-F', '999', '-o', data, program).returncode != 0 or not data.exists():
        skip('perf may not record')
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), functools.partial(Handler, directory=served))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = dict(os.environ, DEBUGINFOD_URLS=f'http://127.0.0.1:{server.server_port}', no_proxy='*',
                       DEBUGINFOD_CACHE_PATH=str(folder / 'cache'), HOME=str(folder))

    def fold(*args):
        return subprocess.run([APP, '--print=folded', *args, data], capture_output=True, timeout=600, text=True, env=environment).stdout

    plain = fold()
    n_uninvited = len(requests)
    asked = fold('--debuginfod')
    n_asked = len(requests)
    server.shutdown()
    cached = fold('--debuginfod')
    environment.pop('DEBUGINFOD_URLS')
    refused = subprocess.run([APP, '--print=folded', '--debuginfod', data], capture_output=True, text=True, env=environment)
    is_refused = refused.returncode == 1 and refused.stdout == '' and len(refused.stderr.splitlines()) == 1
    print('1..5')
    print(f'{"ok" if n_uninvited == 0 and "secret_name" not in plain else "not ok"} 1 - nobody asks without being told to')
    if n_asked == 0:
        print('ok 2 # SKIP built without libdebuginfod\nok 3 # SKIP\nok 4 # SKIP')
    else:
        print(f'{"ok" if "program;secret_name " in asked else "not ok"} 2 - names come from the server')
        print(f'{"ok" if f"/buildid/{build_id}/debuginfo" in requests else "not ok"} 3 - it is asked by build-id')
        print(f'{"ok" if "program;secret_name " in cached else "not ok"} 4 - what was fetched is kept')
    print(f'{"ok" if is_refused else "not ok"} 5 - without a server to ask that is said')
