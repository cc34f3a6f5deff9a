#!/usr/bin/env python3
"""command-line.py EMBERSCOPE: runs the program as a user would, and holds exit status, standard output
and standard error to what they must be. Prints TAP. A test's name is its docstring."""
import gzip
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

APP = os.path.abspath(sys.argv[1])

RECORDING = b"""\
# ========
# captured on    : Thu Nov 19 01:36:57 2015
# hostname : build-7
# ========
#
swapper     0/0     [001]  8122.400000000:          1 cpu-clock:
\tffffffff81001408 default_idle ([kernel.kallsyms])
\tffffffff810014ff start_secondary ([kernel.kallsyms])

app one    10/11    [000]  8122.500000000:     250000 cpu-clock:
\t    55d0c0a81234 leaf(int) (/usr/bin/app)
\t    55d0c0a80000 main (/usr/bin/app)

app one    10/11    [002]  8123.999999999:     250000 cpu-clock:
\t    55d0c0a80000 main (/usr/bin/app)

app one    10/10    [002]  8124.000000000:     500000 cpu-clock:
\tffffffff81000000 do_sys_read ([kernel.kallsyms])
\t    55d0c0a80000 main (/usr/bin/app)

app one    10/10    [002]  8124.000000001:          7 page-faults:
\t    55d0c0a80000 main (/usr/bin/app)

"""
FOLDED = """\
app_one;main 250000
app_one;main;do_sys_read 500000
app_one;main;leaf 250000
swapper;start_secondary;default_idle 1
"""
SAMPLES = """\
8122400000000 0 0 1 1 2 cpu-clock
8122500000000 10 11 0 250000 2 cpu-clock
8123999999999 10 11 2 250000 1 cpu-clock
8124000000000 10 10 2 500000 2 cpu-clock
8124000000001 10 10 2 7 1 page-faults
"""
UNTIMED = b"app 10 cpu-clock:\n\t1234 main (/usr/bin/app)\n\n"

# Nothing of a desktop: what is printed may not need it.
ENVIRONMENT = {
    'PATH': os.environ['PATH'],
    'LC_ALL': 'C.UTF-8',
    'HOME': '/nonexistent',
    'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus',
    'GSETTINGS_SCHEMA_DIR': '/nonexistent',
    'G_DEBUG': 'fatal-warnings',
} | {name: value for name, value in os.environ.items() if name.startswith(('ASAN_', 'LSAN_', 'UBSAN_'))}
# A sanitizer's own words are none of the program's.
ENVIRONMENT['LSAN_OPTIONS'] = ENVIRONMENT.get('LSAN_OPTIONS', '') + ':print_suppressions=0'

folder = pathlib.Path(tempfile.mkdtemp(prefix='ember-command-line-'))


def run(*args, stdin=b'', env={}, stdout=subprocess.PIPE, **rest):
    result = subprocess.run([APP, *map(str, args)], input=stdin, env=ENVIRONMENT | env, cwd=folder, timeout=600,
                            stdout=stdout, stderr=subprocess.PIPE, **rest)
    return result.returncode, (result.stdout or b'').decode(), (result.stderr or b'').decode()


def check(got, want):
    assert got == want, f'got {got!r}, want {want!r}'


def check_run(args, status, out='', err='', **rest):
    check(run(*args, **rest), (status, out, err))


def put(name, content):
    (folder / name).write_bytes(content)


def test_samples():
    """samples are printed in order of time"""
    check_run(['--print=samples', 'a.txt'], 0, SAMPLES)


def test_folded():
    """folded stacks are of the first event"""
    check_run(['--print=folded', 'a.txt'], 0, FOLDED)


def test_folded_with():
    """folded stacks tell more on demand"""
    check_run(['--print=folded', '--with=tid,kernel', 'a.txt'], 0,
              'app_one-10/10;main;do_sys_read_[k] 500000\napp_one-10/11;main 250000\n'
              'app_one-10/11;main;leaf 250000\nswapper-0/0;start_secondary_[k];default_idle_[k] 1\n')


def test_filter():
    """filters hold samples back, and a merge level makes the first field"""
    check_run(['--print=samples', '--filter=tid=11', '--filter=frame!=leaf', 'a.txt'], 0, SAMPLES.splitlines(True)[2])
    check_run(['--print=folded', '--filter=tid=11', '--filter=tid=10', '--merge=thread', 'a.txt'], 0,
              'app_one_[10];main;do_sys_read 500000\napp_one_[11];main 250000\napp_one_[11];main;leaf 250000\n')
    check_run(['--print=functions', '--filter=module=kernel', '--filter=cpu=2', 'a.txt'], 0,
              '500000\t500000\tdo_sys_read\t[kernel.kallsyms]\n0\t500000\tmain\t/usr/bin/app\n')
    check_run(['--print=samples', '--filter=tid', 'a.txt'], 2,
              err='emberscope: --filter: “tid” is no filter; after the first word must come = or !=\n')


def test_heatmap():
    """the heat map has a line for each second"""
    check_run(['--print=heatmap', '--rows=4', 'a.txt'], 0,
              'seconds,0,0.25,0.5,0.75\n0,0,1,1,0\n1,0,0,0,1\n2,1,0,0,0\n')
    check_run(['--print=heatmap', '--rows=2', '--column=500ms', 'a.txt'], 0,
              'seconds,0,0.25\n0,0,1\n0.5,1,0\n1,0,0\n1.5,0,1\n2,1,0\n')
    check_run(['--print=heatmap', '--rows=1', '--column=1min', 'a.txt'], 0, 'seconds,0\n0,4\n')


def test_functions():
    """functions are sorted by self"""
    check_run(['--print=functions', 'a.txt'], 0,
              '500000\t500000\tdo_sys_read\t[kernel.kallsyms]\n250000\t1000000\tmain\t/usr/bin/app\n'
              '250000\t250000\tleaf(int)\t/usr/bin/app\n1\t1\tdefault_idle\t[kernel.kallsyms]\n'
              '0\t1\tstart_secondary\t[kernel.kallsyms]\n')


def test_patterns():
    """patterns of a recording are one JSON object a line"""
    text = run('--synthesize=busy-wait-20ms')[1]
    found = [json.loads(line) for line in run('--print=patterns', '-', stdin=text.encode())[1].splitlines()]
    wait = [pattern for pattern in found if pattern['pattern'] == 'busy-wait']
    assert len(wait) == 1 and wait[0]['thread'] == 'waker-1' and abs(wait[0]['busy_ms'] - 20) < 2, found
    assert abs(wait[0]['period_s'] - 1.02) < 0.002 and wait[0]['frames'][-1] == 'refresh_cache', found


def test_info():
    """info tells what the recording holds"""
    status, stdout, stderr = run('--print=info', 'a.txt')
    check((status, stderr), (0, ''))
    facts = [line.split(': ', 1) for line in stdout.splitlines()]
    for key, value in {'samples': '5', 'idle samples': '1', 'events': '2', 'threads': '3', 'distinct stacks': '4',
                       'first time': '8122.400000000', 'last time': '8124.000000001', 'axis zero': '8122.000000000',
                       'skipped records': '0'}.items():
        assert [key, value] in facts, f'{key}: {value} is not in {stdout}'


def test_event():
    """an event is chosen by name"""
    check_run(['--print=folded', '--event=page-faults', 'a.txt'], 0, 'app_one;main 7\n')
    check_run(['--print=samples', '--event=page-faults', 'a.txt'], 0, SAMPLES.splitlines(True)[4])
    check_run(['--print=functions', '--event=all', '--range=2-', 'a.txt'], 0,
              '500000\t500000\tdo_sys_read\t[kernel.kallsyms]\n7\t500007\tmain\t/usr/bin/app\n')


def test_unknown_event():
    """an unknown event is wrong usage"""
    check_run(['--print=folded', '--event=x', 'a.txt'], 2, '',
              'emberscope: the recording has no event “x”, only: cpu-clock, page-faults\n')


def test_idle():
    """idle samples can be left out"""
    check_run(['--print=samples', '--idle=hide', 'a.txt'], 0, SAMPLES.split('\n', 1)[1])


def test_range():
    """a range is exact to the nanosecond and half open"""
    lines = SAMPLES.splitlines(True)
    for text, want in (('0.4-2', lines[:3]), ('0.400000001-2', lines[1:3]), ('@8123.999999999-@8124.000000001', lines[2:4]),
                       ('2-', lines[3:]), ('-0.5', lines[:1]), ('-', lines)):
        check_run(['--print=samples', f'--range={text}', 'a.txt'], 0, ''.join(want))


def test_empty_range():
    """an empty range prints nothing"""
    for what in ('samples', 'folded', 'heatmap', 'functions', 'patterns'):
        for text in ('1-1', '50-60', '@1-@2'):
            check_run([f'--print={what}', f'--range={text}', 'a.txt'], 0)


def test_columns():
    """ranges of the columns sum to the whole"""
    seconds = [f'--range={second}-{second + 1}' for second in range(3)]
    check(''.join(run('--print=samples', second, 'a.txt')[1] for second in seconds), SAMPLES)
    whole = run('--print=heatmap', 'a.txt')[1].splitlines()
    check([run('--print=heatmap', second, 'a.txt')[1].splitlines()[1] for second in seconds], whole[1:])


def test_untimed():
    """without times there is no heat map and no range"""
    check_run(['--print=samples', 'untimed.txt'], 0, '0 -1 10 -1 1 1 cpu-clock\n')
    for args in (['--print=heatmap'], ['--export=x.png', '--view=heatmap'], ['--export=x.csv', '--view=heatmap']):
        check_run([*args, 'untimed.txt'], 1, '',
                  'emberscope: the recording has no time stamps, so it has no heat map; record with them: perf record -T, or print with them: perf script -F +time\n')
    check_run(['--print=samples', '--range=0-1', 'untimed.txt'], 1, '',
              'emberscope: the recording has no time stamps, so no range can be taken of it\n')
    assert not (folder / 'x.png').exists()


def test_too_long():
    """a recording of years has a heat map of any part"""
    put('long.txt', RECORDING + b'app 1 99008124.000000: cpu-clock:\n\t1 main (/usr/bin/app)\n\n')
    check_run(['--print=heatmap', '--rows=1000', 'long.txt'], 1, '',
              'emberscope: the recording is too long for one heat map; take a --range of at most 33553 seconds, or longer columns\n')
    check_run(['--print=heatmap', '--rows=1', '--range=@99008123-', 'long.txt'], 0, 'seconds,0\n99000001,0\n99000002,1\n')


def test_stdin():
    """a hyphen is standard input, packed or not"""
    check_run(['--print=folded', '-'], 0, FOLDED, stdin=RECORDING)
    check_run(['--print=folded', '-'], 0, FOLDED, stdin=gzip.compress(RECORDING))


def test_unreadable():
    """what cannot be read is told with its name"""
    check_run(['--print=info', 'nowhere'], 1, '', 'emberscope: nowhere: No such file or directory\n')
    check_run(['--print=info', '.'], 1, '', 'emberscope: .: This is a folder; open a file in it\n')
    for args, stdin in ((['empty'], b''), (['-'], b''), (['-'], b'\x89PNG\r\n\x1a\n' + bytes(100))):
        status, stdout, stderr = run('--print=info', *args, stdin=stdin)
        check((status, stdout, stderr.count('\n')), (1, '', 1))


def test_usage():
    """wrong usage is one line and status 2"""
    for args, message in ((['--print=x', 'a.txt'], '--print does not take “x”, only one of: info, samples, folded, heatmap, functions, patterns'),
                          (['--print=info'], 'no FILE is given'),
                          (['--rows=0', '--print=heatmap', 'a.txt'], '--rows takes a number from 1 to 1000, not “0”'),
                          (['--what'], 'Unknown option --what'),
                          (['--print=info', 'a\nb', 'c\nd'], 'one FILE at a time: “c d” is one too many')):
        check_run(args, 2, '', f'emberscope: {message}\n')


def test_version():
    """the version is printed"""
    status, stdout, stderr = run('--version')
    check((status, stderr), (0, ''))
    assert re.fullmatch(r'Emberscope \d+\.\d+\.\d+\n', stdout), stdout


def test_help():
    """help is printed to standard output"""
    status, stdout, stderr = run('--help')
    check((status, stderr), (0, ''))
    assert '--range=BEGIN-END' in stdout


def test_closed_pipe():
    """a reader that has read enough is no failure"""
    reader, writer = os.pipe()
    os.close(reader)
    check_run(['--print=samples', 'a.txt'], 0, stdout=writer)
    os.close(writer)


def test_full_disk():
    """standard output on a full disk is told"""
    with open('/dev/full', 'wb') as full:
        check_run(['--print=samples', 'a.txt'], 1, '',
                  'emberscope: standard output cannot be written: No space left on device\n', stdout=full)


def test_closed_streams():
    """no file takes the place of a closed stream"""
    for redirection in ('>&-', '<&- >&-'):
        result = subprocess.run(['sh', '-c', f'"$0" --print=samples a.txt {redirection}', APP], cwd=folder, env=ENVIRONMENT, capture_output=True)
        check((result.returncode, result.stderr.decode()), (1, 'emberscope: standard output cannot be written: Bad file descriptor\n'))
    result = subprocess.run(['sh', '-c', '"$0" --export=closed.csv a.txt 2>&-; "$0" --export=closed.csv nowhere 2>&-', APP], cwd=folder, env=ENVIRONMENT)
    check(result.returncode, 1)
    assert (folder / 'closed.csv').read_text().startswith('self,total')


def test_exports():
    """each kind of file is written"""
    starts = {'svg': b'<?xml', 'png': b'\x89PNG', 'pdf': b'%PDF-', 'csv': b'seconds,0,'}
    for view in ('flamegraph', 'heatmap'):
        for end, start in (starts | ({'csv': b'self,total,name,module\n'} if view == 'flamegraph' else {})).items():
            check_run([f'--export=out.{end}', f'--view={view}', 'a.txt'], 0)
            assert (folder / f'out.{end}').read_bytes().startswith(start), end
    check_run(['--export=out.folded', 'a.txt'], 0)
    check((folder / 'out.folded').read_text(), FOLDED)


def test_times_of_day():
    """the picture of a heat map tells times of day where the recording does"""
    put('clock.txt', b'# ========\n# reference time: x = 1795548983.500000 (TOD) = 8122.000000000 (monotonic)\n# ========\n#\n' + RECORDING)
    check_run(['--export=seconds.png', '--view=heatmap', 'clock.txt'], 0)
    check_run(['--export=clock.png', '--view=heatmap', '--wall-clock', 'clock.txt'], 0)
    assert (folder / 'seconds.png').read_bytes() != (folder / 'clock.png').read_bytes()
    check_run(['--export=none.svg', '--view=heatmap', '--wall-clock', 'a.txt'], 2, '',
              'emberscope: the recording does not tell the time of day, as it does with perf record -k CLOCK_MONOTONIC\n')
    check_run(['--export=none.svg', '--wall-clock', 'clock.txt'], 2, '', 'emberscope: --wall-clock goes only with a window or the picture of a heat map\n')
    assert not (folder / 'none.svg').exists()


def test_turned_exports():
    """pictures of flame graphs can be turned, and an unknown function is wrong usage"""
    pictures = set()
    for args in ([], ['--invert'], ['--function=main'], ['--function=leaf(int)']):
        for baseline in ([], ['--baseline=0-2'], ['--baseline-file=a.txt', '--baseline=2-4']):
            check_run(['--export=turned.png', *args, *baseline, 'a.txt'], 0)
            pictures.add((folder / 'turned.png').read_bytes())
    assert len(pictures) == 12
    for how in ([], ['--by=self'], ['--baseline-only']):
        check_run(['--export=turned.png', '--range=0-1', '--baseline=1-3', *how, 'a.txt'], 0)
        pictures.add((folder / 'turned.png').read_bytes())
    assert len(pictures) == 15
    check_run(['--export=none.png', '--function=nobody', 'a.txt'], 2, '', 'emberscope: no function is called “nobody”\n')
    assert not (folder / 'none.png').exists()


def test_tables_as_pictures():
    """the table of functions is a picture, in its order, and alone where a view shows it"""
    pictures = set()
    for args in ([], ['--sort=-name'], ['--search=main'], ['--range=0-1'], ['--baseline=0-2'], ['--dark']):
        check_run(['--export=table.png', '--view=functions', *args, 'a.txt'], 0)
        pictures.add((folder / 'table.png').read_bytes())
    assert len(pictures) == 6
    put('functions.view', f'[Emberscope View]\nversion=1\nrecording={folder}/a.txt\nbelow=functions\nsort=-name\n'.encode())
    check_run(['--export=view.png', 'functions.view'], 0)
    check_run(['--export=table.png', '--view=functions', '--sort=-name', 'a.txt'], 0)
    check((folder / 'view.png').read_bytes(), (folder / 'table.png').read_bytes())


def test_parts_of_maps():
    """a picture of a heat map shows the part that is asked for, and of a view outlines what is selected"""
    pictures = set()
    for args in ([], ['--map-time=1-3'], ['--map-rows=0.5-1'], ['--map-time=1-3', '--split=thread'], ['--split=thread', '--split-scale=own'], ['--dark']):
        check_run(['--export=map.png', '--view=heatmap', *args, 'a.txt'], 0)
        pictures.add((folder / 'map.png').read_bytes())
    assert len(pictures) == 6
    for lines in ('range=1-2', 'range=1-2\nbaseline=2-3', 'band=0.1-0.2'):
        put('map.view', f'[Emberscope View]\nversion=1\nrecording={folder}/a.txt\n{lines}\n'.encode())
        check_run(['--export=map.png', '--view=heatmap', 'map.view'], 0)
        pictures.add((folder / 'map.png').read_bytes())
    assert len(pictures) == 9


def test_flip():
    """flipped, the other recording is compared with this one, also where a view says so"""
    put('b.txt', RECORDING + RECORDING.replace(b'main', b'other'))
    flipped = run('--print=functions', '--baseline-file=b.txt', '--flip', 'a.txt')
    check(flipped, run('--print=functions', '--baseline-file=a.txt', 'b.txt'))
    assert flipped != run('--print=functions', '--baseline-file=b.txt', 'a.txt')
    put('flipped.view', f'[Emberscope View]\nversion=1\nrecording={folder}/a.txt\nbaseline-recording={folder}/b.txt\nbaseline-flipped=true\n'.encode())
    check(run('--print=functions', 'flipped.view'), flipped)


def test_export_fails():
    """a failed export keeps the old file"""
    put('old.svg', b'old')
    for args, message in ((['--export=old.svg', 'nowhere'], 'nowhere: No such file or directory'),
                          (['--export=nowhere/x.svg', 'a.txt'], '“nowhere/x.svg” cannot be written: No such file or directory'),
                          (['--export=folder.svg', 'a.txt'], '“folder.svg” cannot be written: it is no regular file')):
        check_run(args, 1, '', f'emberscope: {message}\n')
    names = set(os.listdir(folder))
    check_run(['--export=old.svg', 'a.txt'], 1, '', 'emberscope: “old.svg” cannot be written: File too large\n',
              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)))
    check((folder / 'old.svg').read_bytes(), b'old')
    check(set(os.listdir(folder)), names)


def test_search():
    """a search lights what it finds and must be an expression"""
    check_run(['--export=plain.svg', 'a.txt'], 0)
    check_run(['--export=lit.svg', '--search=^main$', 'a.txt'], 0)
    assert (folder / 'plain.svg').read_bytes() != (folder / 'lit.svg').read_bytes()
    check_run(['--export=plain.svg', '--view=heatmap', 'a.txt'], 0)
    check_run(['--export=lit.svg', '--view=heatmap', '--search=^main$', 'a.txt'], 0)
    matched = re.compile(rb'rgb\(3\.921569%, ?30\.196078%, ?72\.156863%\)')
    assert matched.search((folder / 'lit.svg').read_bytes())
    assert not matched.search((folder / 'plain.svg').read_bytes())
    status, stdout, stderr = run('--export=x.svg', '--search=(', 'a.txt')
    check((status, stdout, stderr.count('\n')), (2, '', 1))


def test_when():
    """the heat map tells when a function ran"""
    for search, name in (('^main$', 'main'), ('^main$', 'main (app)'), ('^leaf', 'leaf(int)')):
        check(run('--print=heatmap', f'--when={name}', 'a.txt'), run('--print=heatmap', f'--search={search}', 'a.txt'))
    check_run(['--export=when.png', '--view=heatmap', '--when=main', 'a.txt'], 0)
    check_run(['--export=plain.png', '--view=heatmap', 'a.txt'], 0)
    assert (folder / 'when.png').read_bytes() != (folder / 'plain.png').read_bytes()
    check_run(['--export=when.svg', '--when=main', 'a.txt'], 0)
    check_run(['--export=plain.svg', 'a.txt'], 0)
    assert b'stroke-width' not in (folder / 'plain.svg').read_bytes()
    assert b'stroke-width' in (folder / 'when.svg').read_bytes()
    check_run(['--print=heatmap', '--when=nobody', 'a.txt'], 2, '', 'emberscope: no function is called “nobody”\n')


def test_locale():
    """output is the same in every locale"""
    for locale in ('C', 'de_DE.UTF-8', 'tr_TR.UTF-8'):
        check_run(['--print=heatmap', '--rows=4', '--range=0.25-1.75', 'a.txt'], 0,
                  'seconds,0,0.25,0.5,0.75\n0,0,1,1,0\n1,0,0,0,0\n', env={'LC_ALL': locale})


def test_nothing_of_a_desktop():
    """headless work opens no display, settings or bus"""
    if not shutil.which('strace'):
        return 'strace is not installed'
    for args in (['--print=info', 'a.txt'], ['--export=x.png', 'a.txt']):
        trace = folder / 'trace'
        result = subprocess.run(['strace', '-f', '-o', trace, '-e', 'trace=connect,openat,open,socket', APP, *args], cwd=folder,
                                env=ENVIRONMENT | {'DISPLAY': ':77', 'WAYLAND_DISPLAY': 'wayland-77', 'LSAN_OPTIONS': 'detect_leaks=0'}, capture_output=True)
        if b'ptrace' in result.stderr and result.returncode != 0:
            return 'strace may not trace here'
        check(result.returncode, 0)
        for word in ('X11-unix', 'wayland', 'dconf', 'gschemas.compiled', 'dbus', 'AF_UNIX', 'AF_INET', 'immodules', 'libdconf', 'libgvfs'):
            lines = [line for line in trace.read_text(errors='replace').splitlines() if word in line and ('.so' not in line or word.startswith('lib'))]
            assert not lines, lines[0]


put('a.txt', RECORDING)
put('untimed.txt', UNTIMED)
put('empty', b'')
(folder / 'folder.svg').mkdir()
tests = [(name, test) for name, test in globals().items() if name.startswith('test_')]
print(f'1..{len(tests)}')
n_failed = 0
for number, (name, test) in enumerate(tests, 1):
    try:
        skipped = test()
        print(f'ok {number} {test.__doc__}' + (f' # SKIP {skipped}' if skipped else ''))
    except Exception as error:
        n_failed += 1
        print(f'not ok {number} {test.__doc__}')
        print('\n'.join('# ' + line for line in f'{type(error).__name__}: {error}'.splitlines()))
shutil.rmtree(folder)
sys.exit(n_failed > 0)
