#!/usr/bin/env python3
"""hostile-input.py EMBERSCOPE: gives the program what nobody would call a recording, and holds how it ends, what it says
and how much memory it took. Prints TAP. A test's name is its docstring."""
import fcntl
import gzip
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

APP = os.path.abspath(sys.argv[1])
SAMPLE = b'app 10/10 [002] 8124.000000: 5 cpu-clock:\n\t55d0c0a80000 main (/usr/bin/app)\n\n'
READS = '. Emberscope reads perf.data, the text of “perf script” and folded stacks, also compressed with gzip, zstd or xz\n'
MIB = 1 << 20
MOST_MIB = 100
NOBODY = 65534
# A sanitizer keeps what was freed, and shadows all that is touched.
has_sanitizer = b'__asan_init' in pathlib.Path(APP).read_bytes()

folder = pathlib.Path(tempfile.mkdtemp(prefix='ember-hostile-input-'))


def check(got, want):
    assert got == want, f'got {got!r}, want {want!r}'


def finish(process):
    """Returns exit status, standard output and standard error, after a look at the memory. What this script itself took
    when it forked counts, too."""
    stdout, stderr = process.stdout.read().decode(), process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert has_sanitizer or usage.ru_maxrss < MOST_MIB * 1024, f'it took {usage.ru_maxrss >> 10} MiB'
    return process.returncode, stdout, stderr


def start(path, **rest):
    return subprocess.Popen([APP, '--print=info', path], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=os.environ | {'LC_ALL': 'C.UTF-8'}, **rest)


def start_with_pipe():
    process = start('-', stdin=subprocess.PIPE)
    fcntl.fcntl(process.stdin.fileno(), fcntl.F_SETPIPE_SZ if hasattr(fcntl, 'F_SETPIPE_SZ') else 1031, MIB)
    return process


def check_refused(path, words, **rest):
    check(finish(start(path, **rest)), (1, '', f'emberscope: {path}: {words}'))


def check_two_samples(result, line):
    """Two good samples, with one line between them that is too long."""
    status, stdout, stderr = result
    check((status, stderr), (0, ''))
    assert stdout.startswith('samples: 2\n'), stdout
    assert f'Skipped 1 damaged record, in line {line}: the line is longer than 1 MiB' in stdout, stdout


def test_empty():
    """an empty file is refused"""
    (folder / 'empty').touch()
    status, stdout, stderr = finish(start('empty'))
    check((status, stdout), (1, ''))
    assert stderr.startswith('emberscope: empty: ') and 'empty' in stderr.split(': ', 2)[2], stderr


def test_folder():
    """a folder is refused"""
    check_refused('.', 'This is a folder; open a file in it\n')


def test_unreadable():
    """a file that may not be read is refused"""
    (folder / 'unreadable').write_bytes(SAMPLE)
    (folder / 'unreadable').chmod(0)
    folder.chmod(0o755)
    try:
        check_refused('unreadable', 'Permission denied\n', preexec_fn=(lambda: os.setuid(NOBODY)) if os.geteuid() == 0 else None)
    except PermissionError:
        return 'the program itself may be run by root alone'


def test_vanished():
    """a file that is gone is refused"""
    check_refused('vanished', 'No such file or directory\n')


def test_deleted():
    """a file that is deleted while it is read is read to its end"""
    os.mkfifo(folder / 'deleted')
    process = start('deleted')
    with open(folder / 'deleted', 'wb') as fifo:
        fifo.write(SAMPLE)
        fifo.flush()
        (folder / 'deleted').unlink()
        fifo.write(SAMPLE)
    status, stdout, stderr = finish(process)
    check((status, stderr), (0, ''))
    assert stdout.startswith('samples: 2\n'), stdout


def test_zeros():
    """endless zeros are refused at once"""
    check_refused('/dev/zero', 'This is nothing but zero bytes' + READS)


def test_noise():
    """endless noise is refused at once"""
    status, stdout, stderr = finish(start('/dev/urandom'))
    check((status, stdout), (1, ''))
    assert stderr.startswith('emberscope: /dev/urandom: ') and stderr.endswith(READS), stderr


def test_long_line():
    """a line of ten gigabytes is one skipped record"""
    process = start_with_pipe()
    process.stdin.write(SAMPLE)
    process.stdin.flush()
    block = b'x' * MIB
    for _ in range(10 << 10):
        os.write(process.stdin.fileno(), block)
    process.stdin.write(b'\n\n' + SAMPLE)
    process.stdin.close()
    check_two_samples(finish(process), 4)


def test_bomb():
    """a megabyte that unpacks to a gigabyte takes no more memory"""
    (folder / 'bomb.gz').write_bytes(gzip.compress(SAMPLE) + 100 * gzip.compress(bytes(10 * MIB), 6) + gzip.compress(b'\n\n' + SAMPLE))
    assert (folder / 'bomb.gz').stat().st_size < 1.1 * MIB
    check_two_samples(finish(start('bomb.gz')), 4)


def test_fifo():
    """a named pipe reads like a file"""
    os.mkfifo(folder / 'fifo')
    writer = threading.Thread(target=(folder / 'fifo').write_bytes, args=[3 * SAMPLE])
    writer.start()
    status, stdout, stderr = finish(start('fifo'))
    writer.join()
    check((status, stderr), (0, ''))
    assert stdout.startswith('samples: 3\n'), stdout


def test_interrupted():
    """reading without an end is interrupted"""
    for content in (SAMPLE * 1000, b'x' * MIB):
        process = start_with_pipe()
        process.stdin.write(SAMPLE + content)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        check(finish(process), (-signal.SIGINT, '', ''))
        process.stdin.close()


tests = [test for name, test in globals().items() if name.startswith('test_')]
print(f'1..{len(tests)}')
n_failed = 0
for number, test in enumerate(tests, 1):
    try:
        skipped = test()
        print(f'ok {number} {test.__doc__}' + (f' # SKIP {skipped}' if skipped else ''))
    except Exception as error:
        n_failed += 1
        print(f'not ok {number} {test.__doc__}')
        print('\n'.join('# ' + line for line in f'{type(error).__name__}: {error}'.splitlines()))
shutil.rmtree(folder)
sys.exit(n_failed > 0)
